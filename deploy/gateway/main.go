// Command gateway is the gateway as a service, driven by a configuration file:
//
//	gateway -config gateway.json
//	gateway -config gateway.json -check
//
// The second form checks the file and ends. Adapters: Bot Framework, Direct Line (web chat), OpenAI and Anthropic. The vault
// is a bbolt file, or PostgreSQL for several replicas. docs/operations.md explains how to run it.
//
// Exit codes: 0 after an orderly shutdown, 1 for a mistake in the configuration, 2 for wrong usage, 3 if it could not start
// or was ended by a fault. Standard error gets JSON lines without personal data.
package main

import (
	"context"
	"errors"
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
	code := run(ctx, os.Args[1:], os.Stderr, nil)
	stop()
	os.Exit(code)
}

// run serves until ctx ends. Ready, if not nil, gets the bound addresses of the public and the health listener.
func run(ctx context.Context, args []string, out io.Writer, ready func(public, health string)) int {
	fs := flag.NewFlagSet("gateway", flag.ContinueOnError)
	fs.SetOutput(out)
	file := fs.String("config", "", "configuration `file`")
	check := fs.Bool("check", false, "check the configuration and end")
	if err := fs.Parse(args); errors.Is(err, flag.ErrHelp) {
		return 0
	} else if err != nil || *file == "" || fs.NArg() > 0 {
		fmt.Fprintln(out, "usage: gateway -config FILE [-check]")
		return 2
	}
	cfg, pos, err := load(*file)
	if err != nil {
		fmt.Fprintln(out, err)
		return 1
	}
	if *check {
		return 0
	}
	if err := serveAll(ctx, cfg, slog.New(slog.NewJSONHandler(out, nil)), ready); err != nil {
		fmt.Fprintln(out, pos.locate(err))
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
