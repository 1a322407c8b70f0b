// Command llmproxy is a gateway in front of a language model that speaks OpenAI's or Anthropic's protocol: set it as the
// base URL of any client (http://127.0.0.1:8081/v1, or http://127.0.0.1:8081/c/CONVERSATION/v1), and the model gets
// anonymous text. Pseudonyms live in memory and end with the process.
//
//	go run ./examples/llmproxy -upstream https://api.openai.com
package main

import (
	"context"
	"crypto/rand"
	"flag"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"os/signal"
	"time"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/openai"
	"github.com/deckname/deckname/pseudonym"
	"github.com/deckname/deckname/recognizers"
)

func main() {
	addr := flag.String("addr", "127.0.0.1:8081", "address to listen on; without TLS, so keep it on loopback")
	upstream := flag.String("upstream", "", "base address of the model's API, without /v1 (required)")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *addr, *upstream); err != nil {
		fmt.Fprintln(os.Stderr, "llmproxy:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, addr, upstream string) error {
	u, err := url.Parse(upstream)
	if err != nil || u.Host == "" {
		return fmt.Errorf("-upstream needs an absolute address")
	}
	h, closeVault, err := handler(ctx, u)
	if err != nil {
		return err
	}
	defer closeVault()
	srv := &http.Server{Addr: addr, Handler: h, ReadHeaderTimeout: 10 * time.Second}
	go func() {
		<-ctx.Done()
		grace, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		_ = srv.Shutdown(grace)
	}()
	slog.Info("listening", "addr", addr)
	if err := srv.ListenAndServe(); err != http.ErrServerClosed {
		return err
	}
	return nil
}

// handler returns the gateway and a function that closes its vault.
func handler(ctx context.Context, upstream *url.URL) (http.Handler, func(), error) {
	secret := make([]byte, 64)
	if _, err := rand.Read(secret); err != nil {
		return nil, nil, err
	}
	keys, err := pseudonym.NewLocalKeys(secret[:32])
	if err != nil {
		return nil, nil, err
	}
	vault, err := pseudonym.Open(ctx, pseudonym.Config{
		Store: pseudonym.NewMemory(), Ring: pseudonym.NewMemoryRing(), Keys: keys,
		DangerouslyNoAudit: true, // nothing outlives the process; a service that stores needs pseudonym.OpenAuditLog
	})
	if err != nil {
		return nil, nil, err
	}
	closeVault := func() { _ = vault.Close() }
	engine, err := anonymize.New(anonymize.Config{
		Recognizers: recognizers.All(), Policy: anonymize.DefaultPolicy(vault), Revealer: vault, Known: vault,
	})
	if err != nil {
		closeVault()
		return nil, nil, err
	}
	aliases, err := channel.NewAliaser(secret[32:])
	if err != nil {
		closeVault()
		return nil, nil, err
	}
	gateway, err := channel.Proxy(openai.New(openai.Config{}),
		channel.Config{Engine: engine, Aliases: aliases, Auth: openai.Credentials(), Logger: slog.Default()}, upstream, nil)
	if err != nil {
		closeVault()
		return nil, nil, err
	}
	return openai.FromPath(gateway), closeVault, nil
}
