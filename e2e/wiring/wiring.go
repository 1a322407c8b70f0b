//go:build e2e

// Package wiring puts the module together as the proof needs it: all recognizers, a vault in memory, one adapter.
package wiring

import (
	"context"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"time"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/pseudonym"
	"github.com/deckname/deckname/recognizers"
)

// Config is what the gateway program reads from its file.
type Config struct {
	Addr      string `json:"addr"`
	PublicURL string `json:"public_url"`
	CertFile  string `json:"cert_file"`
	KeyFile   string `json:"key_file"`
	CAFile    string `json:"ca_file"`

	Channel  string `json:"channel"`   // the adapter
	Upstream string `json:"upstream"`  // the bot, or the service that a user's client talks to
	Platform string `json:"platform"`  // the platform that the bot calls
	Token    string `json:"token"`     // what the platform knows the bot by, or what the user's client proves itself with
	BotToken string `json:"bot_token"` // what the bot proves itself with to the gateway

	AppSecret   string `json:"app_secret"` // signs what the platform sends
	BotSecret   string `json:"bot_secret"` // signs what the bot receives
	VerifyToken string `json:"verify_token"`
	Origin      string `json:"origin"`  // of the page that may talk to Direct Line
	Account     string `json:"account"` // telephone number or page, by its id

	AppID           string   `json:"app_id"`
	BotAuth         bool     `json:"bot_auth"`
	ChannelMetadata string   `json:"channel_metadata"`
	BotMetadata     string   `json:"bot_metadata"`
	BotIssuer       string   `json:"bot_issuer"`
	ServiceHosts    []string `json:"service_hosts"`
}

// Kit is an engine with what belongs to it.
type Kit struct {
	Engine  *anonymize.Anonymizer
	Vault   *pseudonym.Vault
	Aliases channel.Aliaser
	Prompts channel.Prompts
	Logger  *slog.Logger
}

// NewKit builds an engine over a new vault in memory. The scheme is that of the channel: platforms that give square
// brackets a meaning get letters and digits.
func NewKit(ctx context.Context, logger *slog.Logger, scheme pseudonym.Scheme) (*Kit, error) {
	keys := make([]byte, 32)
	_, _ = rand.Read(keys)
	wrap, err := pseudonym.NewLocalKeys(keys)
	if err != nil {
		return nil, err
	}
	vault, err := pseudonym.Open(ctx, pseudonym.Config{
		Store: pseudonym.NewMemory(), Ring: pseudonym.NewMemoryRing(), Keys: wrap, Scheme: scheme,
		DangerouslyNoAudit: true, Access: pseudonym.Access{Actor: "e2e", Purpose: "proof"},
	})
	if err != nil {
		return nil, err
	}
	engine, err := anonymize.New(anonymize.Config{
		Recognizers: recognizers.All(), Policy: anonymize.DefaultPolicy(vault), Revealer: vault, Known: vault, Logger: logger,
	})
	if err != nil {
		return nil, errors.Join(err, vault.Close())
	}
	aliasKey := make([]byte, channel.MinAliasKeyBytes)
	_, _ = rand.Read(aliasKey)
	aliases, err := channel.NewAliaser(aliasKey)
	if err != nil {
		return nil, errors.Join(err, vault.Close())
	}
	return &Kit{engine, vault, aliases, channel.NewPrompts(1000), logger}, nil
}

// Channel is the channel configuration of the kit.
func (k *Kit) Channel() channel.Config {
	return channel.Config{Engine: k.Engine, Tenant: "e2e", Aliases: k.Aliases, Prompts: k.Prompts, Logger: k.Logger}
}

// Client is an HTTP client that trusts the run's own authority besides the system's.
func Client(caFile string) (*http.Client, error) {
	tr := http.DefaultTransport.(*http.Transport).Clone()
	tr.Proxy = nil
	if caFile != "" {
		pem, err := os.ReadFile(caFile)
		if err != nil {
			return nil, err
		}
		pool := x509.NewCertPool()
		if !pool.AppendCertsFromPEM(pem) {
			return nil, errors.New("no certificate in ca_file")
		}
		tr.TLSClientConfig = &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}
	}
	return &http.Client{Transport: tr, Timeout: 60 * time.Second}, nil
}

// Handler mounts the adapter that cfg names.
func Handler(ctx context.Context, cfg Config, logger *slog.Logger) (http.Handler, error) {
	mounts := map[string]func(*Kit, Config, *http.ServeMux) error{
		"openai":           mountOpenAI,
		"botframework":     mountBotFramework,
		"directline":       mountDirectLine,
		"whatsapp":         mountWhatsApp,
		"whatsapp-bridge":  mountBridge,
		"messenger-bridge": mountBridge,
		"slack":            mountSlack,
		"telegram":         mountTelegram,
	}
	mount, ok := mounts[cfg.Channel]
	if !ok {
		return nil, fmt.Errorf("no adapter for channel %q", cfg.Channel)
	}
	scheme := pseudonym.Placeholders()
	if cfg.Channel == "telegram" || cfg.Channel == "slack" {
		scheme = pseudonym.Codes()
	}
	kit, err := NewKit(ctx, logger, scheme)
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("GET /healthz", channel.Health())
	return mux, mount(kit, cfg, mux)
}

func parse(raw string) (*url.URL, error) {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" {
		return nil, errors.New("not an absolute URL")
	}
	return u, nil
}
