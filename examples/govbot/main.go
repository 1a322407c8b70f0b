// Command govbot is the reference deployment: the web chat of an authority, a gateway that lets only anonymous text
// through, and a small bot behind it.
//
//	go run ./examples/govbot
//
// starts it without configuration and without a network in demo mode and serves a page that shows what the citizen writes
// and reads beside what the bot sees. Keys and vault then live in two temporary directories that are removed at the end.
//
//	govbot -demo=false -keys DIR -data DIR -secret FILE
//
// serves the gateway alone: conversations are started with the secret in FILE, there is no page and no view into the bot.
// Keys and data must be different directories, so that no backup holds both. Beyond loopback it speaks TLS only, with
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
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/deckname/deckname/internal/serve"
)

// options are the flags.
type options struct {
	addr, httpAddr, keys, ring, data, secret string
	cert, key                                string
	acmeHosts, acmeCache, acmeURL            string
	acmeTOS, plain, demo                     bool
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
	fs.StringVar(&o.addr, "addr", "127.0.0.1:8080", "address to listen on")
	fs.StringVar(&o.keys, "keys", "", "directory of the key file and the secrets made from it (default: a temporary one in demo mode)")
	fs.StringVar(&o.ring, "ring", "", "directory of the ring of wrapped keys (default: \"ring\" in -keys); best a place of its own without backups")
	fs.StringVar(&o.data, "data", "", "directory of the vault (default: another temporary one in demo mode)")
	fs.StringVar(&o.secret, "secret", "", "file with the Direct Line secret; required without -demo")
	fs.StringVar(&o.cert, "tls-cert", "", "file with the certificate chain (PEM)")
	fs.StringVar(&o.key, "tls-key", "", "file with its key (PEM)")
	fs.StringVar(&o.acmeHosts, "acme-hosts", "", "comma-separated host names to get certificates for by ACME")
	fs.StringVar(&o.acmeCache, "acme-cache", "", "directory of the certificates got by ACME")
	fs.StringVar(&o.acmeURL, "acme-directory", "", "ACME directory (default: Let's Encrypt)")
	fs.BoolVar(&o.acmeTOS, "acme-accept-tos", false, "accept the terms of service of the ACME server")
	fs.StringVar(&o.httpAddr, "http-addr", "", "plain listener that redirects to https and answers ACME challenges")
	fs.BoolVar(&o.plain, "dangerously-plain", false, "plain HTTP beyond loopback, behind a proxy that terminates TLS")
	fs.BoolVar(&o.demo, "demo", true, "demo mode: page, view into the bot, conversations without a secret")
	if err := fs.Parse(args); err != nil {
		return o, err
	}
	if fs.NArg() > 0 {
		return o, errors.New("unexpected arguments")
	}
	return o, nil
}

// prepare fills in and checks the directories. The returned function removes the temporary ones.
func (o *options) prepare() (cleanup func(), err error) {
	var temporary []string
	cleanup = func() {
		for _, d := range temporary {
			_ = os.RemoveAll(d)
		}
	}
	for _, d := range []struct {
		dir  *string
		name string
	}{{&o.keys, "keys"}, {&o.data, "data"}} {
		if *d.dir == "" {
			if !o.demo {
				return cleanup, fmt.Errorf("-%s is required without -demo", d.name)
			}
			if *d.dir, err = os.MkdirTemp("", "deckname-govbot-"+d.name+"-"); err != nil {
				return cleanup, err
			}
			temporary = append(temporary, *d.dir)
		}
		if err := os.MkdirAll(*d.dir, 0o700); err != nil {
			return cleanup, err
		}
	}
	if o.ring == "" {
		o.ring = filepath.Join(o.keys, "ring")
	}
	if err := os.MkdirAll(o.ring, 0o700); err != nil {
		return cleanup, err
	}
	if !o.demo {
		for _, d := range []string{o.keys, o.ring} {
			if same, err := within(d, o.data); err != nil || same {
				return cleanup, errors.Join(errors.New("keys and data share a directory: whoever copies one has both"), err)
			}
		}
		if o.secret == "" {
			return cleanup, errors.New("-secret is required without -demo")
		}
	}
	return cleanup, nil
}

// within reports whether one of two directories is the other or lies in it.
func within(a, b string) (bool, error) {
	var p [2]string
	for i, d := range []string{a, b} {
		abs, err := filepath.Abs(d)
		if err != nil {
			return false, err
		}
		if p[i], err = filepath.EvalSymlinks(abs); err != nil {
			return false, err
		}
		p[i] += string(filepath.Separator)
	}
	return strings.HasPrefix(p[0], p[1]) || strings.HasPrefix(p[1], p[0]), nil
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
	cleanup, err := o.prepare()
	defer cleanup()
	if err != nil {
		return err
	}
	log := slog.New(slog.NewJSONHandler(out, nil))
	app, err := newApp(ctx, o, log)
	if err != nil {
		return err
	}
	defer app.close()
	cfg := serve.Config{Addr: o.addr, HTTPAddr: o.httpAddr, Handler: app.handler(), CertFile: o.cert, KeyFile: o.key,
		DangerouslyPlain: o.plain, ShutdownTimeout: 10 * time.Second, Logger: log}
	if o.acmeHosts != "" {
		cfg.ACME = &serve.ACME{Hosts: strings.Split(o.acmeHosts, ","), CacheDir: o.acmeCache, AcceptTOS: o.acmeTOS, DirectoryURL: o.acmeURL}
	}
	srv, err := serve.New(cfg)
	if err != nil {
		return err
	}
	defer context.AfterFunc(ctx, app.chat.Shutdown)() // streams would keep the server waiting
	log.Info("listening", "addr", srv.Addr().String(), "demo", o.demo, "tls", o.cert != "" || cfg.ACME != nil)
	if o.demo {
		scheme := "http"
		if o.cert != "" || cfg.ACME != nil {
			scheme = "https"
		}
		fmt.Fprintf(out, "\n  Open %s://%s/ in a browser.\n\n", scheme, srv.Addr())
	}
	if ready != nil {
		ready(srv.Addr().String())
	}
	return srv.Run(ctx)
}
