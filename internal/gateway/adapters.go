package gateway

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/botframework"
	"github.com/deckname/deckname/channel/directline"
	"github.com/deckname/deckname/channel/openai"
	"github.com/deckname/deckname/internal/serve"
	"github.com/deckname/deckname/internal/serve/replies"
)

// upstream parses the address of a service and builds the transport toward it.
func (g *Gateway) upstream(raw string, c Client) (*url.URL, http.RoundTripper, error) {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return nil, nil, errors.New("upstream is not an http or https URL")
	}
	if g.o.Transport != nil {
		return u, g.o.Transport, nil
	}
	tlsConfig, err := serve.ClientTLS(serve.Client{CertFile: c.CertFile, KeyFile: c.KeyFile, CAFile: c.CAFile, ServerName: c.ServerName, Logger: g.log})
	if err != nil {
		return nil, nil, err
	}
	tr := http.DefaultTransport.(*http.Transport).Clone()
	tr.Proxy = nil
	tr.TLSClientConfig = tlsConfig
	tr.MaxIdleConnsPerHost = 64 // all users of a bot share its host
	g.closers = append(g.closers, tr.CloseIdleConnections)
	return u, tr, nil
}

func (g *Gateway) botFramework(ctx context.Context, c channel.Config, aliasKey []byte) error {
	b := g.cfg.BotFramework
	up, tr, err := g.upstream(b.Upstream, b.MutualTLS)
	if err != nil {
		return FieldError{"upstream", err}
	}
	g.issuer, err = botframework.NewIssuer(botframework.IssuerConfig{Dir: b.IssuerDir, URL: b.PublicURL, Channels: b.Channels})
	if err != nil {
		return FieldError{"issuer_dir", err}
	}
	cfg := botframework.Config{AppID: b.AppID, URL: b.PublicURL, Metadata: b.ChannelMetadata, Issuer: g.issuer}
	if len(b.ServiceHosts) > 0 {
		cfg.ServiceHosts = b.ServiceHosts
	}
	if g.o.Transport != nil {
		cfg.Client = &http.Client{Transport: g.o.Transport, Timeout: 10 * time.Second}
	}
	if g.cfg.Vault.DSN.Set() { // several replicas: a reply may come back to another one
		dsn, err := g.cfg.Vault.DSN.Read()
		if err != nil {
			return err
		}
		s, err := openServices(ctx, dsn, aliasKey)
		if err != nil {
			return err
		}
		g.closers = append(g.closers, s.Close)
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
	g.adapter, g.botAuth = a, a.BotTokens(b.EntraTenant)
	if b.BotMetadata != "" {
		g.botAuth = a.BotTokensFrom(b.BotMetadata, b.BotIssuers...)
	}
	out, err := a.Connector(c, g.botAuth, g.o.Transport)
	if err != nil {
		return err
	}
	g.mux.Handle("/api/messages", in)
	g.mux.Handle("/v3/conversations/", out)
	g.mux.Handle("/.well-known/", g.issuer.Handler())
	return nil
}

func (g *Gateway) directLine(_ context.Context, c channel.Config) error {
	d := g.cfg.DirectLine
	tokenKey, err := key(d.TokenKey)
	if err != nil {
		return FieldError{"token_key", err}
	}
	cfg := directline.Config{Gateway: c, TokenKey: tokenKey, Origins: d.Origins, PublicURL: d.PublicURL, MaxBytes: d.HistoryMiB << 20, DangerouslyOpen: g.o.DangerouslyOpenChat, Logger: g.log}
	if d.Secret.Set() {
		secret, err := d.Secret.Read()
		if err != nil {
			return FieldError{"secret", err}
		}
		if len(secret) < 16 {
			return FieldError{"secret", errors.New("is shorter than 16 characters")}
		}
		cfg.Secrets = []string{secret}
	}
	if d.Upstream == "" {
		link, err := g.link(c)
		if err != nil {
			return err
		}
		cfg.Bot = link.say
	} else if cfg.Bot, err = g.repliesBot(d); err != nil {
		return err
	}
	if g.chat, err = directline.New(cfg); err != nil {
		return err
	}
	g.mux.Handle("/v3/directline/", g.chat)
	return nil
}

// repliesBot is a bot that answers in the body.
func (g *Gateway) repliesBot(d *DirectLine) (channel.Handler, error) {
	up, tr, err := g.upstream(d.Upstream, d.MutualTLS)
	if err != nil {
		return nil, FieldError{"upstream", err}
	}
	bot := replies.Config{Endpoint: up.JoinPath("api", "messages").String(), ServiceURL: d.PublicURL, Client: &http.Client{Transport: tr}}
	if b := g.cfg.BotFramework; b != nil { // then the bot checks tokens
		bot.ServiceURL = b.PublicURL
		bot.Token = func() (string, error) { return g.issuer.Token(b.AppID, b.PublicURL) }
	}
	return replies.Handler(bot), nil
}

func (g *Gateway) openAI(_ context.Context, c channel.Config) error {
	o := g.cfg.OpenAI
	up, tr, err := g.upstream(o.Upstream, o.MutualTLS)
	if err != nil {
		return FieldError{"upstream", err}
	}
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
