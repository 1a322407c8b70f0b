// Command govbot is the reference deployment: the web chat of an authority, WhatsApp and Messenger, a gateway that lets only
// anonymous text through, a small bot of the Bot Framework behind it, and a language service that the bot asks.
//
//	go run ./examples/govbot
//
// starts all of it in one process, without configuration and without a network, and serves a page that shows what every
// station of a message sees. Microsoft's connector and login, Meta's Graph API and the language service are stand-ins in
// this process; what lies between them is the gateway as deploy/gateway runs it: Direct Line, Bot Framework with tokens and
// service URLs, the bridge of WhatsApp and Messenger, and the proxy of the language service. Keys and vault live in two
// temporary directories that are removed at the end.
//
//	govbot -config FILE
//
// is a gateway alone, in front of the bots and services that FILE names; docs/operations.md explains it.
//
//	govbot -demo=false -keys DIR -data DIR -secret FILE
//
// is the web chat with the built-in bot, without page and view into the bot: conversations are started with the secret in
// FILE. Keys and data must be different directories, so that no backup holds both. Beyond loopback it speaks TLS only, with
// certificates from files (-tls-cert, -tls-key) or by ACME (-acme-hosts, -acme-cache, -acme-accept-tos).
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/deckname/deckname/internal/gateway"
)

// options are the flags.
type options struct {
	config, keys, ring, data, secret string
	listen                           gateway.Listen
	acme                             gateway.ACME
	acmeHosts                        string
	demo                             bool
	cacheScopes, historyMiB          int
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stderr, nil); err != nil {
		fmt.Fprintln(os.Stderr, "govbot:", err)
		os.Exit(1)
	}
}

func parse(args []string, out io.Writer) (options, error) {
	var o options
	fs := flag.NewFlagSet("govbot", flag.ContinueOnError)
	fs.SetOutput(out)
	fs.StringVar(&o.config, "config", "", "configuration file of a gateway in front of your own bots; no other flag goes with it")
	fs.StringVar(&o.listen.Addr, "addr", "127.0.0.1:8080", "address to listen on")
	fs.StringVar(&o.keys, "keys", "", "directory of the key file and the secrets (default: a temporary one in demo mode)")
	fs.StringVar(&o.ring, "ring", "", "directory of the ring of wrapped keys (default: \"ring\" in -keys); best a place of its own without backups")
	fs.StringVar(&o.data, "data", "", "directory of the vault (default: another temporary one in demo mode)")
	fs.StringVar(&o.secret, "secret", "", "file with the Direct Line secret; required without -demo")
	fs.StringVar(&o.listen.CertFile, "tls-cert", "", "file with the certificate chain (PEM)")
	fs.StringVar(&o.listen.KeyFile, "tls-key", "", "file with its key (PEM)")
	fs.StringVar(&o.acmeHosts, "acme-hosts", "", "comma-separated host names to get certificates for by ACME")
	fs.StringVar(&o.acme.CacheDir, "acme-cache", "", "directory of the certificates got by ACME")
	fs.StringVar(&o.acme.DirectoryURL, "acme-directory", "", "ACME directory (default: Let's Encrypt)")
	fs.BoolVar(&o.acme.AcceptTOS, "acme-accept-tos", false, "accept the terms of service of the ACME server")
	fs.StringVar(&o.listen.HTTPAddr, "http-addr", "", "plain listener that redirects to https and answers ACME challenges")
	fs.BoolVar(&o.listen.DangerouslyPlain, "dangerously-plain", false, "plain HTTP beyond loopback, behind a proxy that terminates TLS")
	fs.IntVar(&o.cacheScopes, "cache-scopes", 0, "conversations whose keys and pseudonyms stay in memory (default 4096)")
	fs.IntVar(&o.historyMiB, "history-mib", 0, "bound of what web chat conversations keep in memory, in MiB (default 64)")
	fs.BoolVar(&o.demo, "demo", true, "demo mode: page, view into the bot, conversations without a secret")
	if err := fs.Parse(args); err != nil {
		return o, err
	}
	if fs.NArg() > 0 {
		return o, errors.New("unexpected arguments")
	}
	if o.config != "" && fs.NFlag() > 1 {
		return o, errors.New("-config goes with no other flag: everything is in the file")
	}
	if o.acmeHosts != "" {
		o.acme.Hosts = strings.Split(o.acmeHosts, ",")
		o.listen.ACME = &o.acme
	}
	return o, nil
}

// run serves until ctx ends. Ready, if not nil, gets the address.
func run(ctx context.Context, args []string, out io.Writer, ready func(addr string)) error {
	o, err := parse(args, out)
	if errors.Is(err, flag.ErrHelp) {
		return nil
	}
	if err != nil {
		return err
	}
	log := slog.New(slog.NewJSONHandler(out, nil))
	if ready == nil {
		ready = func(string) {}
	}
	if o.config != "" {
		return serveFile(ctx, o.config, log, ready)
	}
	cleanup, err := o.prepare()
	defer cleanup()
	if err != nil {
		return err
	}
	app, err := newApp(ctx, o, log)
	if err != nil {
		return err
	}
	defer app.close()
	return app.gate.Serve(ctx, app.handler(), func(addr, _ string) {
		log.Info("listening", "addr", addr, "demo", o.demo)
		if o.demo {
			scheme := "http"
			if o.listen.CertFile != "" || o.listen.ACME != nil {
				scheme = "https"
			}
			fmt.Fprintf(out, "\n  Open %s://%s/ in a browser.\n\n", scheme, addr)
		}
		ready(addr)
	})
}

// serveFile is a gateway and nothing else.
func serveFile(ctx context.Context, file string, log *slog.Logger, ready func(addr string)) error {
	cfg, pos, err := gateway.Load(file)
	if err != nil {
		return err
	}
	g, err := gateway.Open(ctx, cfg, gateway.Options{Logger: log})
	if err != nil {
		return pos.Locate(err)
	}
	defer g.Close()
	return pos.Locate(g.Serve(ctx, nil, func(addr, _ string) {
		log.Info("listening", "addr", addr)
		ready(addr)
	}))
}
