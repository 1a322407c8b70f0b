//go:build e2e

// Command gateway is the gateway of the proof with real clients: one adapter over TLS, configured by a JSON file.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/deckname/deckname/e2e/wiring"
	"github.com/deckname/deckname/internal/serve"
)

func main() {
	logger := slog.New(slog.NewTextHandler(os.Stderr, nil))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, logger); err != nil {
		logger.Error("gateway failed", "error", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, logger *slog.Logger) error {
	file := flag.String("config", "", "configuration file")
	flag.Parse()
	f, err := os.Open(*file)
	if err != nil {
		return errors.New("the configuration file cannot be read")
	}
	defer func() { _ = f.Close() }()
	var cfg wiring.Config
	dec := json.NewDecoder(f)
	dec.DisallowUnknownFields()
	if err := dec.Decode(&cfg); err != nil {
		return err
	}
	h, err := wiring.Handler(ctx, cfg, logger)
	if err != nil {
		return err
	}
	s, err := serve.New(serve.Config{Addr: cfg.Addr, CertFile: cfg.CertFile, KeyFile: cfg.KeyFile, Handler: h, Logger: logger})
	if err != nil {
		return err
	}
	return s.Run(ctx)
}
