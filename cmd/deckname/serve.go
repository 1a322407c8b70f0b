package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"os"
	"time"

	"github.com/deckname/deckname/internal/presidio"
	"github.com/deckname/deckname/internal/serve"
)

func serveCommand() command {
	return command{
		name: "serve", args: "[flags]", short: "answer requests as Microsoft Presidio does (HTTP)",
		long: `Serves /analyze, /anonymize, /anonymizers, /recognizers, /supportedentities and /health with the request and
answer shapes of Presidio; /openapi.yaml describes them, docs/serve.md what differs. Offsets count Unicode code points.

It listens on a loopback address, unless it has a certificate (-cert, -key) and a token (-token-file): then anywhere.
With a token, clients show it as "Authorization: Bearer …". The log holds path, status and duration of requests, no text
and no address. SIGINT and SIGTERM let running requests end.`,
		setup: func(fs *flag.FlagSet) func(context.Context, *app, []string) error {
			var o serveOptions
			fs.StringVar(&o.addr, "addr", "127.0.0.1:5002", "`address` and port to listen on; port 0 takes a free one")
			fs.StringVar(&o.cert, "cert", "", "certificate chain, PEM `file`; read again when it changes")
			fs.StringVar(&o.key, "key", "", "key of the certificate, PEM `file`")
			fs.StringVar(&o.token, "token-file", "", "`file` with the token that clients must show, at least 16 bytes")
			fs.StringVar(&o.hashKey, "hash-key", "", "`file` with 16 bytes or more, the key of the anonymizer hash (default: a new one at every start)")
			fs.Int64Var(&o.maxBytes, "max-bytes", presidio.DefaultMaxBytes, "largest request, in `bytes`")
			fs.DurationVar(&o.timeout, "timeout", presidio.DefaultTimeout, "`time` for one request")
			fs.IntVar(&o.concurrent, "concurrent", presidio.DefaultConcurrent, "`number` of requests that are worked on at a time; more are answered 503")
			e := scoreFlags(fs)
			fs.BoolVar(&e.rules, "rules", false, "without the statistical tagger: rules and name lists only")
			return func(ctx context.Context, a *app, args []string) error {
				if len(args) > 0 {
					return usagef("takes no arguments")
				}
				return o.run(ctx, a, e)
			}
		},
	}
}

type serveOptions struct {
	addr, cert, key, token, hashKey string
	maxBytes                        int64
	timeout                         time.Duration
	concurrent                      int
}

func (o *serveOptions) run(ctx context.Context, a *app, e *engine) error {
	switch {
	case o.maxBytes < 1 || o.timeout <= 0 || o.concurrent < 1:
		return usagef("-max-bytes, -timeout and -concurrent are above 0")
	case (o.cert == "") != (o.key == ""):
		return usagef("-cert and -key go together")
	case o.cert != "" && o.token == "" && !loopbackAddr(o.addr):
		return usagef("beyond loopback, -token-file is needed")
	}
	log := slog.New(slog.NewTextHandler(a.err, nil))
	cfg := presidio.Config{MaxBytes: o.maxBytes, Timeout: o.timeout, Concurrent: o.concurrent, Logger: log}
	var err error
	if cfg.Engine, err = e.config(); err != nil {
		return err
	}
	if o.token != "" {
		data, err := os.ReadFile(o.token)
		if err != nil {
			return err
		}
		if cfg.Token = string(bytes.TrimSpace(data)); cfg.Token == "" {
			return at(o.token, presidio.ErrToken)
		}
	}
	if o.hashKey != "" {
		if cfg.HashKey, err = os.ReadFile(o.hashKey); err != nil {
			return err
		}
	}
	service, err := presidio.New(cfg)
	if err != nil {
		return err
	}
	server, err := serve.New(serve.Config{
		Addr: o.addr, CertFile: o.cert, KeyFile: o.key, Handler: service, Logger: log,
		ReadTimeout: o.timeout, WriteTimeout: o.timeout + 10*time.Second,
	})
	switch {
	case errors.Is(err, serve.ErrPlain):
		return usagef("beyond loopback, -cert, -key and -token-file are needed")
	case err != nil:
		return err
	}
	// "localhost" is only a name: what counts is the address that was bound
	if tcp, ok := server.Addr().(*net.TCPAddr); cfg.Token == "" && (!ok || !tcp.IP.IsLoopback()) {
		_ = server.Close()
		return usagef("beyond loopback, -token-file is needed")
	}
	scheme := "http"
	if o.cert != "" {
		scheme = "https"
	}
	fmt.Fprintf(a.out, "deckname serves %s://%s\n", scheme, server.Addr())
	return server.Run(ctx)
}

func loopbackAddr(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	ip := net.ParseIP(host)
	return err == nil && (host == "localhost" || ip != nil && ip.IsLoopback())
}
