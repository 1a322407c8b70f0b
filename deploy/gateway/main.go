// Command gateway is the gateway as a service, driven by a configuration file, with the maintenance of its vault:
//
//	gateway serve -config FILE            serve until SIGTERM or SIGINT
//	gateway check -config FILE            check the configuration and end
//	gateway new-keys DIR                  make the key files and secrets that DIR lacks
//	gateway add-key KEYFILE               give the key file a new primary key, before rotate
//	gateway rotate -config FILE           bring the ring of wrapped keys under the primary key
//	gateway drop-keys KEYFILE             remove all but the primary key, after rotate
//	gateway forget -config FILE SCOPE     erase a conversation and print the signed receipt
//	gateway sweep -config FILE            erase what is past its retention
//	gateway backup -config FILE           write the encrypted records to standard output
//	gateway restore -config FILE          read them from standard input into an empty store
//
// Adapters: Bot Framework, Direct Line (web chat), WhatsApp, Messenger, OpenAI and Anthropic. The vault is a bbolt file, or
// PostgreSQL for several replicas. docs/operations.md explains how to run it.
//
// Exit codes: 0 when everything was done, 1 for a mistake in the configuration, 2 for wrong usage, 3 if it could not start
// or was ended by a fault. Standard error gets JSON lines without personal data.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := program{in: os.Stdin, out: os.Stdout, err: os.Stderr}.run(ctx, os.Args[1:])
	stop()
	os.Exit(code)
}

// program is one run of the command.
type program struct {
	in       io.Reader
	out, err io.Writer
	// ready, if not nil, gets the bound addresses of the public and the health listener.
	ready func(public, health string)
}

const usage = "usage: gateway serve|check|rotate|forget|sweep|backup|restore -config FILE [SCOPE]\n       gateway new-keys DIR | add-key FILE | drop-keys FILE"

func (p program) run(ctx context.Context, args []string) int {
	wrongUsage := func() int { fmt.Fprintln(p.err, usage); return 2 }
	if len(args) == 0 {
		return wrongUsage()
	}
	fs := flag.NewFlagSet("gateway", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	file := fs.String("config", "", "configuration `file`")
	if fs.Parse(args[1:]) != nil {
		return wrongUsage()
	}
	operand := ""
	switch args[0] {
	case "new-keys", "add-key", "drop-keys":
		if fs.NArg() != 1 || *file != "" {
			return wrongUsage()
		}
		if err := keyCommand(args[0], fs.Arg(0)); err != nil {
			fmt.Fprintln(p.err, err)
			return 3
		}
		return 0
	case "forget":
		if fs.NArg() != 1 {
			return wrongUsage()
		}
		operand = fs.Arg(0)
	case "serve", "check", "rotate", "sweep", "backup", "restore":
		if fs.NArg() != 0 {
			return wrongUsage()
		}
	default:
		return wrongUsage()
	}
	if *file == "" {
		return wrongUsage()
	}
	cfg, pos, err := load(*file)
	if err != nil {
		fmt.Fprintln(p.err, err)
		return 1
	}
	log := slog.New(slog.NewJSONHandler(p.err, nil))
	switch args[0] {
	case "check":
		return 0
	case "serve":
		err = serveAll(ctx, cfg, log, p.ready)
	default:
		err = p.maintain(ctx, args[0], operand, cfg, log)
	}
	if err != nil {
		fmt.Fprintln(p.err, pos.locate(err))
		return 3
	}
	return 0
}

func serveAll(ctx context.Context, cfg config, log *slog.Logger, ready func(public, health string)) error {
	g, err := assemble(ctx, cfg, log)
	if err != nil {
		return err
	}
	defer g.close()
	var probes net.Listener
	if cfg.Listen.HealthAddr == "" {
		g.mux.Handle("/healthz", g.health())
		g.mux.Handle("/readyz", g.health())
	} else if probes, err = net.Listen("tcp", cfg.Listen.HealthAddr); err != nil {
		return fieldError{"listen.health_addr", err}
	}
	s, err := g.server()
	if err != nil {
		if probes != nil {
			_ = probes.Close()
		}
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var wg sync.WaitGroup
	defer wg.Wait()
	healthAddr := ""
	if probes != nil {
		srv := &http.Server{Handler: g.health(), ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 5 * time.Second, WriteTimeout: 10 * time.Second,
			MaxHeaderBytes: 8 << 10, ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelWarn)}
		healthAddr = probes.Addr().String()
		wg.Go(func() { _ = srv.Serve(probes) })
		defer func() { _ = srv.Close() }()
	}
	wg.Go(func() { g.sweep(ctx) })
	if ready != nil {
		ready(s.Addr().String(), healthAddr)
	}
	err = s.Run(ctx)
	stop()
	return err
}
