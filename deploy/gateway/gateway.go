package main

import (
	"context"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/botframework"
	"github.com/deckname/deckname/channel/directline"
	"github.com/deckname/deckname/channel/openai"
	"github.com/deckname/deckname/internal/serve"
	"github.com/deckname/deckname/internal/serve/replies"
	"github.com/deckname/deckname/pseudonym"
	"github.com/deckname/deckname/pseudonym/bolt"
	"github.com/deckname/deckname/pseudonym/postgres"
	"github.com/deckname/deckname/recognizers"
)

// sweepEvery is how often values whose retention ended are erased.
const sweepEvery = time.Hour

// gateway is what a configuration becomes.
type gateway struct {
	cfg     config
	log     *slog.Logger
	vault   *pseudonym.Vault
	chat    *directline.Server // nil: none
	issuer  *botframework.Issuer
	adapter *botframework.Adapter // nil: none
	closers []func()
	mux     *http.ServeMux
	command string // the maintenance command, "" while serving: it has an audit log of its own
}

// assemble opens the vault and mounts the adapters. On error everything that was opened is closed.
func assemble(ctx context.Context, cfg config, log *slog.Logger) (*gateway, error) {
	g := &gateway{cfg: cfg, log: log, mux: http.NewServeMux()}
	if err := g.build(ctx); err != nil {
		g.close()
		return nil, err
	}
	return g, nil
}

func (g *gateway) close() {
	if g.chat != nil {
		g.chat.Shutdown()
	}
	for i := len(g.closers) - 1; i >= 0; i-- {
		g.closers[i]()
	}
}

func (g *gateway) build(ctx context.Context) error {
	aliasKey, err := key(g.cfg.AliasKey)
	if err != nil {
		return fieldError{"alias_key", err}
	}
	aliases, err := channel.NewAliaser(aliasKey)
	if err != nil {
		return fieldError{"alias_key", err}
	}
	if err := g.openVault(ctx); err != nil {
		return err
	}
	engine, err := anonymize.New(anonymize.Config{
		Recognizers: recognizers.All(), Policy: anonymize.DefaultPolicy(g.vault), Revealer: g.vault, Known: g.vault,
		RevealHosts: g.cfg.RevealHosts, Logger: g.log,
	})
	if err != nil {
		return fieldError{"reveal_hosts", err}
	}
	c := channel.Config{Engine: engine, Tenant: g.cfg.Tenant, Aliases: aliases, Prompts: channel.NewPrompts(10_000), Logger: g.log}
	if b := g.cfg.BotFramework; b != nil {
		if err := g.botFramework(ctx, c, b, aliasKey); err != nil {
			return fieldError{"botframework", err}
		}
	}
	if d := g.cfg.DirectLine; d != nil {
		if err := g.directLine(c, d); err != nil {
			return fieldError{"directline", err}
		}
	}
	if m := g.cfg.WhatsApp; m != nil {
		if err := g.meta(c, "whatsapp", m); err != nil {
			return fieldError{"whatsapp", err}
		}
	}
	if m := g.cfg.Messenger; m != nil {
		if err := g.meta(c, "messenger", m); err != nil {
			return fieldError{"messenger", err}
		}
	}
	if o := g.cfg.OpenAI; o != nil {
		if err := g.openAI(c, o); err != nil {
			return fieldError{"openai", err}
		}
	}
	return nil
}

// key reads a secret that is 32 bytes in base64.
func key(s secret) ([]byte, error) {
	text, err := s.read()
	if err != nil {
		return nil, err
	}
	raw, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(raw) < 32 {
		return nil, errors.New("must be at least 32 bytes in base64")
	}
	return raw, nil
}

func (g *gateway) openVault(ctx context.Context) error {
	v := g.cfg.Vault
	keys, err := pseudonym.SecretMount(v.Keys.File)
	if err != nil {
		return fieldError{"vault.keys", err}
	}
	auditKey, err := pseudonym.SecretMount(v.AuditKey.File)
	if err != nil {
		return fieldError{"vault.audit_key", err}
	}
	host, err := os.Hostname()
	if err != nil {
		return errors.New("the host has no name")
	}
	// One log per process: replicas have different host names.
	if g.command != "" {
		host += "-" + g.command
	}
	audit, err := pseudonym.OpenAuditLog(pseudonym.AuditLogConfig{
		Path: filepath.Join(v.AuditDir, host+".audit"), HeadPath: filepath.Join(v.AuditHeadDir, host+".head"), Key: auditKey,
	})
	if err != nil {
		return fieldError{"vault.audit_dir", err}
	}
	g.closers = append(g.closers, func() { _ = audit.Close() })
	store, err := openStore(ctx, v)
	if err != nil {
		return err
	}
	ring, err := openRing(ctx, v)
	if err != nil {
		_ = store.Close()
		return err
	}
	byType := make(map[anonymize.EntityType]time.Duration, len(v.ByType))
	for t, d := range v.ByType {
		byType[anonymize.EntityType(t)] = d.duration()
	}
	g.vault, err = pseudonym.Open(ctx, pseudonym.Config{
		Store: store, Ring: ring, Keys: keys, Audit: audit, Access: pseudonym.Access{Actor: host, Purpose: "gateway"},
		Retention: pseudonym.Retention{Default: v.Retention.duration(), ByType: byType},
	})
	if err != nil {
		_ = store.Close()
		return fieldError{"vault", err}
	}
	g.closers = append(g.closers, func() {
		if g.vault.Close() != nil {
			g.log.Error("vault not closed cleanly")
		}
	})
	return nil
}

func openStore(ctx context.Context, v vaultConfig) (pseudonym.Store, error) {
	if v.Path != "" {
		s, err := bolt.Open(bolt.Config{Path: v.Path})
		if err != nil {
			return nil, fieldError{"vault.path", err}
		}
		return s, nil
	}
	dsn, err := v.DSN.read()
	if err != nil {
		return nil, fieldError{"vault.dsn", err}
	}
	s, err := postgres.Open(ctx, postgres.Config{DSN: dsn})
	if err != nil {
		return nil, fieldError{"vault.dsn", hide(err)}
	}
	return s, nil
}

func openRing(ctx context.Context, v vaultConfig) (pseudonym.Ring, error) {
	if v.RingPath != "" {
		r, err := pseudonym.OpenRingFile(v.RingPath)
		if err != nil {
			return nil, fieldError{"vault.ring", err}
		}
		return r, nil
	}
	dsn, err := v.RingDSN.read()
	if err != nil {
		return nil, fieldError{"vault.ring_dsn", err}
	}
	r, err := postgres.OpenRing(ctx, postgres.Config{DSN: dsn})
	if err != nil {
		return nil, fieldError{"vault.ring_dsn", hide(err)}
	}
	return r, nil
}

// hide keeps errors of database drivers, which quote connection strings, out of messages.
func hide(err error) error {
	if errors.Is(err, postgres.ErrVolatile) {
		return err
	}
	return errors.New("the database cannot be opened")
}

// upstream parses the address of a service and builds the transport toward it.
func upstream(raw string, c clientConfig, log *slog.Logger) (*url.URL, *http.Transport, error) {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return nil, nil, errors.New("upstream is not an http or https URL")
	}
	tlsConfig, err := serve.ClientTLS(serve.Client{CertFile: c.CertFile, KeyFile: c.KeyFile, CAFile: c.CAFile, ServerName: c.ServerName, Logger: log})
	if err != nil {
		return nil, nil, err
	}
	tr := http.DefaultTransport.(*http.Transport).Clone()
	tr.Proxy = nil
	tr.TLSClientConfig = tlsConfig
	return u, tr, nil
}

func (g *gateway) botFramework(ctx context.Context, c channel.Config, b *botframeworkConfig, aliasKey []byte) error {
	up, tr, err := upstream(b.Upstream, b.MutualTLS, g.log)
	if err != nil {
		return err
	}
	g.closers = append(g.closers, tr.CloseIdleConnections)
	g.issuer, err = botframework.NewIssuer(botframework.IssuerConfig{Dir: b.IssuerDir, URL: b.PublicURL, Channels: b.Channels})
	if err != nil {
		return err
	}
	cfg := botframework.Config{AppID: b.AppID, URL: b.PublicURL, Issuer: g.issuer}
	if len(b.ServiceHosts) > 0 {
		cfg.ServiceHosts = b.ServiceHosts
	}
	if g.cfg.Vault.DSN.set() { // several replicas: a reply may come back to another one
		dsn, err := g.cfg.Vault.DSN.read()
		if err != nil {
			return err
		}
		s, err := openServices(ctx, dsn, aliasKey)
		if err != nil {
			return err
		}
		g.closers = append(g.closers, s.close)
		cfg.Services = s
	}
	a, err := botframework.New(cfg)
	if err != nil {
		return err
	}
	in, err := a.Bot(c, up, tr)
	if err != nil {
		return err
	}
	g.adapter = a
	out, err := a.Connector(c, a.BotTokens(b.EntraTenant), nil)
	if err != nil {
		return err
	}
	g.mux.Handle("/api/messages", in)
	g.mux.Handle("/v3/conversations/", out)
	g.mux.Handle("/.well-known/", g.issuer.Handler())
	return nil
}

func (g *gateway) directLine(c channel.Config, d *directlineConfig) error {
	up, tr, err := upstream(d.Upstream, d.MutualTLS, g.log)
	if err != nil {
		return err
	}
	g.closers = append(g.closers, tr.CloseIdleConnections)
	tokenKey, err := key(d.TokenKey)
	if err != nil {
		return fieldError{"token_key", err}
	}
	shared, err := d.Secret.read()
	if err != nil {
		return fieldError{"secret", err}
	}
	bot := replies.Config{Endpoint: up.JoinPath("api", "messages").String(), ServiceURL: d.PublicURL, Client: &http.Client{Transport: tr}}
	if b := g.cfg.BotFramework; b != nil { // then the bot checks tokens
		bot.ServiceURL = b.PublicURL
		bot.Token = func() (string, error) { return g.issuer.Token(b.AppID, b.PublicURL) }
	}
	g.chat, err = directline.New(directline.Config{
		Gateway: c, Bot: replies.Handler(bot), TokenKey: tokenKey, Secrets: []string{shared}, Origins: d.Origins, PublicURL: d.PublicURL, Logger: g.log,
	})
	if err != nil {
		return err
	}
	g.mux.Handle("/v3/directline/", g.chat)
	return nil
}

func (g *gateway) openAI(c channel.Config, o *openaiConfig) error {
	up, tr, err := upstream(o.Upstream, o.MutualTLS, g.log)
	if err != nil {
		return err
	}
	g.closers = append(g.closers, tr.CloseIdleConnections)
	c.Auth = openai.Credentials()
	h, err := channel.Proxy(openai.New(openai.Config{}), c, up, tr)
	if err != nil {
		return err
	}
	h = openai.FromPath(h)
	g.mux.Handle("/v1/", h)
	g.mux.Handle("/c/", h)
	return nil
}

// health answers probes. Ready means that the vault answers.
func (g *gateway) health() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /healthz", channel.Health())
	mux.Handle("GET /readyz", channel.Ready(map[string]func(context.Context) error{"vault": func(ctx context.Context) error {
		_, err := g.vault.Finder(ctx, channel.Scope(g.cfg.Tenant, "health", "check"))
		return err
	}}))
	return mux
}

// sweep erases what is past its retention, until ctx ends.
func (g *gateway) sweep(ctx context.Context) {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		if _, err := g.vault.Sweep(ctx); err != nil && ctx.Err() == nil {
			g.log.Error("sweep failed, values are kept longer than they should")
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// server is the public listener.
func (g *gateway) server() (*serve.Server, error) {
	l := g.cfg.Listen
	cfg := serve.Config{Addr: l.Addr, HTTPAddr: l.HTTPAddr, RedirectPort: l.RedirectPort, CertFile: l.CertFile, KeyFile: l.KeyFile,
		DangerouslyPlain: l.DangerouslyPlain, Handler: g.mux, Logger: g.log}
	if a := l.ACME; a != nil {
		cfg.ACME = &serve.ACME{Hosts: a.Hosts, CacheDir: a.CacheDir, AcceptTOS: a.AcceptTOS, DirectoryURL: a.DirectoryURL, EABKeyID: a.EABKeyID, Email: a.Email}
		for _, ch := range a.Challenges {
			cfg.ACME.Challenges = append(cfg.ACME.Challenges, serve.Challenge(ch))
		}
		if a.EABKeyID != "" {
			var err error
			if cfg.ACME.EABKey, err = a.EABKey.read(); err != nil {
				return nil, fieldError{"listen.acme.eab_key", err}
			}
		}
		if a.RootsFile != "" {
			pem, err := os.ReadFile(a.RootsFile)
			pool := x509.NewCertPool()
			if err != nil || !pool.AppendCertsFromPEM(pem) {
				return nil, wrong("listen.acme.roots_file", "holds no certificate")
			}
			cfg.ACME.RootCAs = pool
		}
	}
	s, err := serve.New(cfg)
	if err != nil {
		return nil, fieldError{"listen", err}
	}
	return s, nil
}
