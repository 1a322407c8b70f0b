package gateway

import (
	"context"
	"encoding/base64"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"os"
	"sync"
	"time"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/botframework"
	"github.com/deckname/deckname/channel/directline"
	"github.com/deckname/deckname/pseudonym"
	"github.com/deckname/deckname/recognizers"
	"github.com/deckname/deckname/recognizers/patternfile"
)

// sweepEvery is how often values whose retention ended are erased.
const sweepEvery = time.Hour

// Options are what a program decides and no file.
type Options struct {
	// Logger gets records without personal data; nil discards.
	Logger *slog.Logger
	// Metrics gets one observation per body; nil: none.
	Metrics channel.Metrics
	// Transport carries what goes to bots, platforms, models and issuers of tokens, instead of one per section with the
	// section's TLS. For programs that hold all of these themselves, and for tests.
	Transport http.RoundTripper
	// DangerouslyNoAudit opens the vault without an audit log, and does not read the configuration's. For data that is
	// made up.
	DangerouslyNoAudit bool
	// DangerouslyOpenChat lets anyone start web chat conversations, without a secret.
	DangerouslyOpenChat bool
	// Command is the maintenance command that opens the vault, "" for a gateway that serves: it has an audit log of its own.
	Command string
}

// Gateway is what a configuration becomes.
type Gateway struct {
	cfg     Config
	o       Options
	log     *slog.Logger
	vault   *pseudonym.Vault
	chat    *directline.Server // nil: none
	issuer  *botframework.Issuer
	adapter *botframework.Adapter // nil: none
	botAuth channel.Authenticator // of the bot's tokens
	closers []func()
	mux     *http.ServeMux
}

// Open opens the vault and mounts the adapters. Errors in a section are FieldErrors. On error everything that was opened
// is closed.
func Open(ctx context.Context, cfg Config, o Options) (*Gateway, error) {
	g := prepare(cfg, o)
	if err := g.build(ctx); err != nil {
		g.Close()
		return nil, err
	}
	return g, nil
}

// OpenVault opens the vault alone, for maintenance.
func OpenVault(ctx context.Context, cfg Config, o Options) (v *pseudonym.Vault, closeAll func(), err error) {
	g := prepare(cfg, o)
	types, _, err := g.recognizers()
	if err == nil {
		err = g.openVault(ctx, types)
	}
	if err != nil {
		g.Close()
		return nil, nil, err
	}
	return g.vault, g.Close, nil
}

func prepare(cfg Config, o Options) *Gateway {
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	return &Gateway{cfg: cfg, o: o, log: o.Logger, mux: http.NewServeMux()}
}

// Close ends open streams and closes what Open opened.
func (g *Gateway) Close() {
	g.EndStreams()
	for i := len(g.closers) - 1; i >= 0; i-- {
		g.closers[i]()
	}
	g.closers = nil
}

// EndStreams ends the WebSockets of the web chat, which would keep a server waiting.
func (g *Gateway) EndStreams() {
	if g.chat != nil {
		g.chat.Shutdown()
	}
}

// Handler is everything that is served, without health checks.
func (g *Gateway) Handler() http.Handler { return g.mux }

// Vault returns the vault.
func (g *Gateway) Vault() *pseudonym.Vault { return g.vault }

// Chat returns the web chat's server, nil without one.
func (g *Gateway) Chat() *directline.Server { return g.chat }

// Issuer returns the issuer of the tokens that the bot gets, nil without a bot.
func (g *Gateway) Issuer() *botframework.Issuer { return g.issuer }

func (g *Gateway) build(ctx context.Context) error {
	aliasKey, err := key(g.cfg.AliasKey)
	if err != nil {
		return FieldError{"alias_key", err}
	}
	aliases, err := channel.NewAliaser(aliasKey)
	if err != nil {
		return FieldError{"alias_key", err}
	}
	types, found, err := g.recognizers()
	if err != nil {
		return err
	}
	if err := g.openVault(ctx, types); err != nil {
		return err
	}
	engine, err := g.engine(found)
	if err != nil {
		return err
	}
	// What recognizers load at first use, they load before anybody waits for it.
	if _, err := engine.Analyze(ctx, anonymize.Message{Scope: channel.Scope(g.cfg.Tenant, "health", "check"), Text: "Guten Tag, mein Name ist Ada Wolke, Telefon 030 23125000."}); err != nil {
		return err
	}
	c := channel.Config{Engine: engine, Tenant: g.cfg.Tenant, Aliases: aliases, Prompts: channel.NewPrompts(10_000), Metrics: g.o.Metrics, Logger: g.log}
	for _, section := range []struct {
		name  string
		mount func(context.Context, channel.Config) error
		on    bool
	}{
		{"botframework", func(ctx context.Context, c channel.Config) error { return g.botFramework(ctx, c, aliasKey) }, g.cfg.BotFramework != nil},
		{"directline", g.directLine, g.cfg.DirectLine != nil},
		{"whatsapp", func(_ context.Context, c channel.Config) error { return g.meta(c, "whatsapp", g.cfg.WhatsApp) }, g.cfg.WhatsApp != nil},
		{"messenger", func(_ context.Context, c channel.Config) error { return g.meta(c, "messenger", g.cfg.Messenger) }, g.cfg.Messenger != nil},
		{"openai", g.openAI, g.cfg.OpenAI != nil},
	} {
		if !section.on {
			continue
		}
		if err := section.mount(ctx, c); err != nil {
			return within(section.name, err)
		}
	}
	return nil
}

// recognizers returns all recognizers, and the types that only pattern files have.
func (g *Gateway) recognizers() (own []anonymize.EntityType, all []anonymize.Recognizer, err error) {
	all = recognizers.All()
	for _, file := range g.cfg.Policy.Patterns {
		f, err := os.Open(file)
		if err != nil {
			return nil, nil, FieldError{"policy.patterns", errors.New("a file cannot be read")}
		}
		rs, err := patternfile.Load(f)
		_ = f.Close()
		if err != nil {
			return nil, nil, FieldError{"policy.patterns", err}
		}
		for _, r := range rs {
			for _, t := range r.Info().Types {
				if !known(string(t)) {
					own = append(own, t)
				}
			}
		}
		all = append(all, rs...)
	}
	return own, all, nil
}

// operators are the operators that a configuration may name.
func operators(p anonymize.Pseudonymizer) map[string]anonymize.Operator {
	return map[string]anonymize.Operator{"pseudonymize": anonymize.Pseudonymize(p), "redact": anonymize.Redact(), "mask": anonymize.Mask('*', 0), "keep": anonymize.Keep()}
}

func (g *Gateway) engine(found []anonymize.Recognizer) (*anonymize.Anonymizer, error) {
	p := g.cfg.Policy
	policy, ops := anonymize.DefaultPolicy(g.vault), operators(g.vault)
	for _, r := range found { // types of pattern files are pseudonymised, too
		for _, t := range r.Info().Types {
			if _, ok := policy.ByType[t]; !ok {
				policy.ByType[t] = ops["pseudonymize"]
			}
		}
	}
	for name, op := range p.ByType {
		t := anonymize.EntityType(name)
		if _, ok := policy.ByType[t]; !ok {
			return nil, wrong("policy.by_type."+name, "is no type")
		}
		policy.ByType[t] = ops[op]
	}
	scores := make(map[anonymize.EntityType]float32, len(p.MinScoreByType))
	for name, s := range p.MinScoreByType {
		scores[anonymize.EntityType(name)] = s
	}
	e, err := anonymize.New(anonymize.Config{Recognizers: found, Policy: policy, MinScore: p.MinScore, MinScoreByType: scores,
		Revealer: g.vault, Known: g.vault, RevealHosts: g.cfg.RevealHosts, Logger: g.log})
	if err != nil && len(g.cfg.RevealHosts) > 0 {
		return nil, FieldError{"reveal_hosts", err}
	}
	if err != nil {
		return nil, FieldError{"policy", err}
	}
	return e, nil
}

// key reads a secret that is 32 bytes in base64.
func key(s Secret) ([]byte, error) {
	text, err := s.Read()
	if err != nil {
		return nil, err
	}
	raw, err := base64.StdEncoding.DecodeString(text)
	if err != nil || len(raw) < 32 {
		return nil, errors.New("must be at least 32 bytes in base64")
	}
	return raw, nil
}

// Health answers probes. Ready means that the vault answers.
func (g *Gateway) Health() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /healthz", channel.Health())
	mux.Handle("GET /readyz", channel.Ready(map[string]func(context.Context) error{"vault": func(ctx context.Context) error {
		_, err := g.vault.Finder(ctx, channel.Scope(g.cfg.Tenant, "health", "check"))
		return err
	}}))
	return mux
}

// Sweep erases what is past its retention, at once and then every hour, until ctx ends.
func (g *Gateway) Sweep(ctx context.Context) {
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

// Serve listens, serves and sweeps until ctx ends. handler is what the public listener serves, usually Handler with
// something around it; nil is Handler. ready, if not nil, gets the bound addresses, health is "" if probes are answered
// on the public listener.
func (g *Gateway) Serve(ctx context.Context, handler http.Handler, ready func(public, health string)) error {
	if handler == nil {
		handler = g.mux
	}
	var probes net.Listener
	if g.cfg.Listen.HealthAddr == "" {
		mux := http.NewServeMux()
		mux.Handle("/healthz", g.Health())
		mux.Handle("/readyz", g.Health())
		mux.Handle("/", handler)
		handler = mux
	} else {
		var err error
		if probes, err = net.Listen("tcp", g.cfg.Listen.HealthAddr); err != nil {
			return FieldError{"listen.health_addr", err}
		}
		defer probes.Close()
	}
	s, err := g.server(handler)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var wg sync.WaitGroup
	defer wg.Wait()
	healthAddr := ""
	if probes != nil {
		srv := &http.Server{Handler: g.Health(), ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 5 * time.Second, WriteTimeout: 10 * time.Second,
			MaxHeaderBytes: 8 << 10, ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelWarn)}
		healthAddr = probes.Addr().String()
		wg.Go(func() { _ = srv.Serve(probes) })
		defer func() { _ = srv.Close() }()
	}
	wg.Go(func() { g.Sweep(ctx) })
	defer context.AfterFunc(ctx, g.EndStreams)()
	if ready != nil {
		ready(s.Addr().String(), healthAddr)
	}
	err = s.Run(ctx)
	stop()
	return err
}
