package slack

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/deckname/deckname/channel"
)

// Name is the second part of every scope of this channel.
const Name = "slack"

// MaxSkew is how far a time stamp may be from now.
const MaxSkew = 5 * time.Minute

// Config configures New.
type Config struct {
	// SigningSecret is the app's: it signs what Slack sends. BotSecret signs what the bot receives; empty: SigningSecret.
	// SigningSecret is required.
	SigningSecret, BotSecret string
	// BotToken is the token with which the bot calls the gateway, PlatformToken the one that Slack gave. Empty
	// PlatformToken: BotToken. BotToken is required.
	BotToken, PlatformToken string
	// EventsPath is where Slack posts events, commands and interactions. Empty: /slack/events.
	EventsPath string
	// API and Hooks are Slack's addresses. nil: https://slack.com and https://hooks.slack.com.
	API, Hooks *url.URL
	// URL is the gateway's own address as the bot sees it, and Aliases what channel.Config has: they let the bot answer to
	// a response_url and open dialogs by trigger_id. Without them both are dropped.
	URL     string
	Aliases channel.Aliaser
	// Clock is for tests. nil: time.Now.
	Clock func() time.Time
}

type protocol struct {
	channel.Protocol
	cfg  Config
	mu   sync.Mutex
	seen map[string]time.Time // signatures within MaxSkew

	// where remembers in which conversation a user wrote last: a bounded map, which is what channel.Prompts is.
	where channel.Prompts
}

// maxUsers bounds the users of whom it is remembered where they wrote last.
const maxUsers = 10_000

// New returns the protocol of events and Web API, for channel.Proxy with the bot as upstream. It brings its own
// authentication.
func New(cfg Config) (channel.Protocol, error) {
	if cfg.SigningSecret == "" || cfg.BotToken == "" || (cfg.URL == "") != (cfg.Aliases == nil) {
		return nil, fmt.Errorf("%w: SigningSecret and BotToken are required, URL and Aliases belong together", channel.ErrConfig)
	}
	for _, d := range []struct {
		v   *string
		def string
	}{{&cfg.BotSecret, cfg.SigningSecret}, {&cfg.PlatformToken, cfg.BotToken}, {&cfg.EventsPath, "/slack/events"}} {
		if *d.v == "" {
			*d.v = d.def
		}
	}
	if cfg.API == nil {
		cfg.API = &url.URL{Scheme: "https", Host: "slack.com"}
	}
	if cfg.Hooks == nil {
		cfg.Hooks = &url.URL{Scheme: "https", Host: "hooks.slack.com"}
	}
	if cfg.Clock == nil {
		cfg.Clock = time.Now
	}
	p := &protocol{cfg: cfg, seen: make(map[string]time.Time), where: channel.NewPrompts(maxUsers)}
	in, out := platform(p), bot(p)
	call := channel.Route{Direction: channel.ToUser, Request: out, Query: out, Response: in, Auth: tokens{cfg.BotToken, cfg.PlatformToken}, Upstream: cfg.API}
	var err error
	p.Protocol, err = channel.Table(Name,
		channel.Endpoint{Method: http.MethodPost, Pattern: cfg.EventsPath,
			Conversation: func(_ *http.Request, _ map[string]string, l channel.Leaf) (string, error) { return p.event(l) },
			Route: channel.Route{Direction: channel.ToBot, Auth: signature{p}, Request: in, Response: out,
				Headers: []string{"X-Slack-Request-Timestamp", "X-Slack-Retry-Num", "X-Slack-Retry-Reason"}}},
		channel.Endpoint{Pattern: "/api/{method}", Path: map[string]channel.Action{"method": channel.Keep()}, Conversation: p.addressee, Route: call},
		channel.Endpoint{Method: http.MethodPost, Pattern: "/respond/{ref}", Path: map[string]channel.Action{"ref": channel.DangerouslyKeep()},
			Conversation: func(_ *http.Request, vars map[string]string, _ channel.Leaf) (string, error) {
				conv, _, err := p.unseal("response_url", vars["ref"])
				return conv, err
			},
			Route: channel.Route{Direction: channel.ToUser, Request: out, Response: in, Auth: answers{p}, Upstream: cfg.Hooks}},
	)
	if err != nil {
		return nil, err
	}
	return p, nil
}

// Match refuses methods that open connections past the gateway.
func (p *protocol) Match(r *http.Request) (channel.Route, error) {
	switch r.URL.Path {
	case "/api/apps.connections.open", "/api/rtm.connect", "/api/rtm.start":
		return channel.Route{}, channel.ErrNoRoute
	}
	return p.Protocol.Match(r)
}

// Fail answers calls in the form of the Web API. Slack repeats an event three times within an hour and then switches the
// subscription off if most fail: what may succeed later is answered 503, what can never be passed on 200 with a header
// that asks for no repetition; log and metrics name the code.
func (p *protocol) Fail(w http.ResponseWriter, r *http.Request, f *channel.Failure) {
	status := f.Status
	if r.URL.Path == p.cfg.EventsPath {
		switch {
		case status >= 500:
			status = http.StatusServiceUnavailable
		case status != http.StatusUnauthorized && status != http.StatusNotFound:
			w.Header().Set("X-Slack-No-Retry", "1")
			status = http.StatusOK
		}
		w.WriteHeader(status)
		return
	}
	word := "internal_error"
	switch {
	case status == http.StatusUnauthorized:
		word = "invalid_auth"
	case status == http.StatusNotFound:
		word = "unknown_method"
	case status < 500:
		word = "invalid_arguments"
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"ok": false, "error": word, "deckname": f.Code})
}

// signature is Slack's scheme v0 ("Verifying requests from Slack").
type signature struct{ p *protocol }

func v0(secret, ts string, raw []byte) string {
	m := hmac.New(sha256.New, []byte(secret))
	m.Write([]byte("v0:" + ts + ":"))
	m.Write(raw)
	return "v0=" + hex.EncodeToString(m.Sum(nil))
}

func (s signature) Verify(r *http.Request, raw []byte) error {
	ts, got := r.Header.Values("X-Slack-Request-Timestamp"), r.Header.Values("X-Slack-Signature")
	if len(ts) != 1 || len(got) != 1 || !hmac.Equal([]byte(got[0]), []byte(v0(s.p.cfg.SigningSecret, ts[0], raw))) {
		return channel.ErrUnauthenticated
	}
	at, err := strconv.ParseInt(ts[0], 10, 64)
	now := s.p.cfg.Clock()
	if err != nil || now.Sub(time.Unix(at, 0)).Abs() > MaxSkew {
		return channel.ErrUnauthenticated
	}
	s.p.mu.Lock()
	defer s.p.mu.Unlock()
	for k, t := range s.p.seen {
		if now.Sub(t) > 2*MaxSkew {
			delete(s.p.seen, k)
		}
	}
	if _, again := s.p.seen[got[0]]; again {
		return channel.ErrUnauthenticated
	}
	s.p.seen[got[0]] = now
	return nil
}

func (s signature) Sign(r *http.Request, raw []byte) error {
	r.Header.Set("X-Slack-Signature", v0(s.p.cfg.BotSecret, r.Header.Get("X-Slack-Request-Timestamp"), raw))
	return nil
}

// tokens checks the bot's token, in the header or in a form, and sends the platform's in the header.
type tokens struct{ bot, platform string }

func (t tokens) Verify(r *http.Request, raw []byte) error {
	var got []string
	if h := channel.BearerToken(r); h != "" {
		got = append(got, h)
	}
	got = append(got, r.URL.Query()["token"]...)
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind == "application/x-www-form-urlencoded" {
		if form, err := url.ParseQuery(string(raw)); err == nil {
			got = append(got, form["token"]...)
		}
	}
	want := sha256.Sum256([]byte(t.bot))
	for _, g := range got {
		if sum := sha256.Sum256([]byte(g)); subtle.ConstantTimeCompare(sum[:], want[:]) != 1 {
			return channel.ErrUnauthenticated
		}
	}
	if len(got) == 0 {
		return channel.ErrUnauthenticated
	}
	channel.WithCaller(r, "bot")
	return nil
}

func (t tokens) Sign(r *http.Request, _ []byte) error {
	r.Header.Set("Authorization", "Bearer "+t.platform)
	return nil
}

// answers lets in whoever has a response_url that the gateway made: it is bound to its conversation and comes only from
// signed requests, as Slack's own.
type answers struct{ p *protocol }

func (a answers) Verify(r *http.Request, _ []byte) error {
	if _, _, err := a.p.unseal("response_url", strings.TrimPrefix(r.URL.Path, "/respond/")); err != nil {
		return channel.ErrUnauthenticated
	}
	return nil
}

func (a answers) Sign(r *http.Request, _ []byte) error {
	_, path, err := a.p.unseal("response_url", strings.TrimPrefix(r.URL.Path, "/respond/"))
	r.URL.Path, r.URL.RawPath, r.URL.RawQuery = path, "", ""
	r.Header.Del("Authorization")
	return err
}

// seal binds a value of Slack's to the conversation in which the bot may use it.
func (p *protocol) seal(kind string, value func(string) (string, bool), prefix string) channel.Action {
	if p.cfg.Aliases == nil {
		return channel.Drop()
	}
	return channel.Func(func(_ context.Context, l channel.Leaf) (string, error) {
		v, ok := value(l.Value())
		if !ok {
			return "", nil
		}
		conv, _ := place(l.Outer())
		ref, err := p.cfg.Aliases.Alias("slack", kind, conv+"\n"+v)
		return prefix + ref, err
	})
}

func (p *protocol) unseal(kind, ref string) (conv, value string, err error) {
	if p.cfg.Aliases == nil || ref == "" {
		return "", "", channel.ErrAlias
	}
	s, err := p.cfg.Aliases.Resolve("slack", kind, ref)
	if err != nil {
		return "", "", err
	}
	conv, value, _ = strings.Cut(s, "\n")
	return conv, value, nil
}

// hookPath returns the path of a response_url, if it is one of Slack's.
func (p *protocol) hookPath(s string) (string, bool) {
	u, err := url.Parse(s)
	if err != nil || u.Host != p.cfg.Hooks.Host && u.Host != "hooks.slack.com" || len(u.Path) < 2 {
		return "", false
	}
	return u.Path, true
}

// place returns the conversation of a value in an event, command or interaction, and who wrote it.
func place(l channel.Leaf) (conversation, user string) {
	first := func(paths ...string) string {
		for _, p := range paths {
			if s, ok := l.Lookup(p); ok && s != "" {
				return s
			}
		}
		return ""
	}
	user = first("event.user", "event.user.id", "event.user_id", "user.id", "user_id", "event.message.user", "event.bot_id")
	where := first("event.channel", "event.channel.id", "event.channel_id", "event.item.channel", "channel.id", "container.channel_id", "channel_id")
	hidden, _ := l.Lookup("container.is_ephemeral")
	switch _, command := l.Lookup("command"); {
	case where == "" && user != "":
		return "user " + user, user
	case where != "" && (command || hidden == "true"):
		return where + " " + user, user
	case where != "":
		return where, user
	}
	return "workspace", user
}

// event is the conversation of what Slack sends. It is called for signed requests only.
func (p *protocol) event(l channel.Leaf) (string, error) {
	conversation, user := place(l)
	if user != "" && p.where.Prompt(user) != conversation {
		p.where.SetPrompt(user, conversation)
	}
	return conversation, nil
}
