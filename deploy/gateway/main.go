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
	"os"
	"os/signal"
	"syscall"

	"github.com/deckname/deckname/internal/gateway"
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
	cfg, pos, err := gateway.Load(*file)
	if err != nil {
		fmt.Fprintln(p.err, err)
		return 1
	}
	log := slog.New(slog.NewJSONHandler(p.err, nil))
	switch args[0] {
	case "check":
		return 0
	case "serve":
		err = p.serve(ctx, cfg, log)
	default:
		err = p.maintain(ctx, args[0], operand, cfg, log)
	}
	if err != nil {
		fmt.Fprintln(p.err, pos.Locate(err))
		return 3
	}
	return 0
}

func (p program) serve(ctx context.Context, cfg gateway.Config, log *slog.Logger) error {
	g, err := gateway.Open(ctx, cfg, gateway.Options{Logger: log})
	if err != nil {
		return err
	}
	defer g.Close()
	return g.Serve(ctx, nil, p.ready)
}
