// Package meta holds what WhatsApp and Messenger share: their configuration, Meta's webhook verification and signature, the
// access token of Graph calls, and answers that keep Meta's platform from repeating what can never succeed. Adapters for
// other products with the same webhook can be made of it. Its values are immutable and safe for concurrent use.
package meta

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/bridge"
)

// Config is what an adapter needs to know of Meta's side and of the bot.
type Config struct {
	// AppSecret is the Meta app's: it signs what Meta sends. Required.
	AppSecret []byte
	// BotSecret signs what the bot receives. Empty: AppSecret.
	BotSecret []byte
	// VerifyToken is the word that Meta repeats when the webhook is registered (hub.verify_token). Required.
	VerifyToken string
	// BotToken is the access token with which the bot calls the gateway, PlatformToken the one for Meta. Empty
	// PlatformToken: BotToken. A bot that has a token of its own cannot go round the gateway. BotToken is required, but for
	// bridges, which need PlatformToken instead.
	BotToken, PlatformToken string
	// WebhookPath is where Meta posts. Empty: /webhook.
	WebhookPath string
	// Graph is the address of the Graph API. nil: https://graph.facebook.com.
	Graph *url.URL
}

// Platform is what bridges of different products differ in.
type Platform struct {
	Name, ChannelID string
	Sender          func(channel.Leaf) (string, error)                    // the conversation of a value in a webhook
	Read            func(body []byte) ([]bridge.Incoming, error)          // of a webhook
	Write           func(user string, out bridge.Outgoing) ([]any, error) // the bodies of calls
	Sent            func(answer []byte) (id string)                       // the id of a sent message
}

// NewBridge returns the handler of a bot of the Bot Framework on a product of Meta's: the webhook at c.WebhookPath, the bot's
// replies below /v3.
func NewBridge(c Config, b bridge.Config, gateway channel.Config, p Platform) (http.Handler, error) {
	if c.BotToken == "" {
		c.BotToken = c.PlatformToken
	}
	if err := c.Complete(); err != nil {
		return nil, err
	}
	hooks, err := c.Webhook(p.Sender, channel.Route{})
	if err != nil {
		return nil, err
	}
	return bridge.New(b, gateway, bridge.Platform{Name: p.Name, ChannelID: p.ChannelID, Hooks: hooks, Read: p.Read, Write: p.Write, Sent: p.Sent,
		Token: c.PlatformToken, Graph: c.Graph, Wrap: c.Protocol})
}

// Protocol answers failures of t as Meta needs it.
func (c Config) Protocol(t channel.Protocol) channel.Protocol { return &protocol{t, c.WebhookPath} }

// Rows builds the rows of a policy.
type Rows struct{ Rules []channel.Rule }

// Add adds a row for each path below a prefix.
func (r *Rows) Add(prefix, why string, a channel.Action, paths ...string) {
	for _, p := range paths {
		r.Rules = append(r.Rules, channel.Rule{Path: prefix + p, Action: a, Why: why})
	}
}

// Version accepts versions of the Graph API such as v24.0.
func Version(s string) bool {
	return len(s) <= 8 && strings.HasPrefix(s, "v") && strings.Trim(s[1:], "0123456789.") == ""
}

// Complete checks c and fills in defaults.
func (c *Config) Complete() error {
	if len(c.AppSecret) == 0 || c.VerifyToken == "" || c.BotToken == "" {
		return fmt.Errorf("%w: AppSecret, VerifyToken and BotToken are required", channel.ErrConfig)
	}
	if len(c.BotSecret) == 0 {
		c.BotSecret = c.AppSecret
	}
	if c.PlatformToken == "" {
		c.PlatformToken = c.BotToken
	}
	if c.WebhookPath == "" {
		c.WebhookPath = "/webhook"
	}
	if c.Graph == nil {
		c.Graph = &url.URL{Scheme: "https", Host: "graph.facebook.com"}
	}
	if !strings.HasPrefix(c.WebhookPath, "/") || c.Graph.Host == "" {
		return fmt.Errorf("%w: WebhookPath or Graph", channel.ErrConfig)
	}
	return nil
}

// Webhook returns the two endpoints of the webhook. route is that of its POST.
func (c *Config) Webhook(conversation func(channel.Leaf) (string, error), route channel.Route) ([]channel.Endpoint, error) {
	hub, err := channel.HMACSHA256("X-Hub-Signature-256", "sha256=", c.AppSecret, c.BotSecret)
	if err != nil {
		return nil, err
	}
	route.Direction, route.Auth, route.ASCII = channel.ToBot, hub, true
	return []channel.Endpoint{
		{Method: http.MethodGet, Pattern: c.WebhookPath, Route: channel.Route{
			Direction: channel.ToBot, Auth: challengeAuth{c.VerifyToken}, Answer: http.HandlerFunc(challenge)}},
		{Method: http.MethodPost, Pattern: c.WebhookPath, Route: route,
			Conversation: func(_ *http.Request, _ map[string]string, l channel.Leaf) (string, error) { return conversation(l) }},
	}, nil
}

// challengeAuth is Meta's check when the webhook is registered: the operator's word comes back in the query.
type challengeAuth struct{ word string }

func (a challengeAuth) Verify(r *http.Request, _ []byte) error {
	q := r.URL.Query()
	if len(q["hub.verify_token"]) != 1 || q.Get("hub.mode") != "subscribe" || !same(q.Get("hub.verify_token"), a.word) {
		return channel.ErrUnauthenticated
	}
	return nil
}

func (challengeAuth) Sign(*http.Request, []byte) error { return nil }

func same(a, b string) bool {
	x, y := sha256.Sum256([]byte(a)), sha256.Sum256([]byte(b))
	return subtle.ConstantTimeCompare(x[:], y[:]) == 1
}

// challenge answers with what Meta asked, a number; anything that could be markup is not repeated.
func challenge(w http.ResponseWriter, r *http.Request) {
	s := r.URL.Query().Get("hub.challenge")
	if s == "" || len(s) > 256 || strings.Trim(s, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-") != "" {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	_, _ = io.WriteString(w, s)
}

// GraphAuth checks the bot's access token, in the header or in the query, and replaces it by the platform's.
func (c *Config) GraphAuth() channel.Authenticator { return graphAuth{c.BotToken, c.PlatformToken} }

type graphAuth struct{ bot, platform string }

func (a graphAuth) Verify(r *http.Request, _ []byte) error {
	token, inQuery := channel.BearerToken(r), r.URL.Query()["access_token"]
	if len(inQuery) > 1 || token != "" && len(inQuery) == 1 {
		return channel.ErrUnauthenticated // which of the two would count is not known here
	}
	if len(inQuery) == 1 {
		token = inQuery[0]
	}
	if token == "" || !same(token, a.bot) {
		return channel.ErrUnauthenticated
	}
	channel.WithCaller(r, "bot")
	return nil
}

// Sign sends the token in the header: addresses are logged on their way, headers are not. A proof of the old token
// (appsecret_proof) stays right only if the token stays.
func (a graphAuth) Sign(r *http.Request, _ []byte) error {
	q := r.URL.Query()
	if q.Has("access_token") {
		q.Del("access_token")
		if a.bot != a.platform {
			q.Del("appsecret_proof")
		}
		r.URL.RawQuery = q.Encode()
	}
	r.Header.Set("Authorization", "Bearer "+a.platform)
	return nil
}

// Query is the policy of the query of Graph calls.
func Query(fields string) *channel.Policy {
	return channel.MustPolicy(
		channel.Rule{Path: "access_token", Action: channel.DangerouslyKeep(), Why: "checked, and replaced by the platform's"},
		channel.Rule{Path: "appsecret_proof", Action: channel.Keep(Hex), Why: "made of the access token alone"},
		channel.Rule{Path: fields, Action: channel.DangerouslyKeep(), Why: "names of fields, chosen by the bot's code"},
	)
}

type protocol struct {
	channel.Protocol
	path string // of the webhook
}

// Fail implements channel.Failer.
//
// Meta repeats a webhook for hours, up to days, unless it gets 200, and switches webhooks off that fail for long. What may
// succeed later, because the vault or the bot is away, is answered 503, so that the message is not lost. What can never
// be passed on is answered 200: it is not delivered, and stands in log and metrics by its code.
func (p *protocol) Fail(w http.ResponseWriter, r *http.Request, f *channel.Failure) {
	if r.URL.Path == p.path {
		switch {
		case f.Status >= 500:
			w.Header().Set("Retry-After", "5")
			w.WriteHeader(http.StatusServiceUnavailable)
		case f.Status == http.StatusUnauthorized || f.Status == http.StatusNotFound:
			w.WriteHeader(f.Status)
		default:
			w.WriteHeader(http.StatusOK)
		}
		return
	}
	code := 100 // invalid parameter
	switch {
	case f.Status == http.StatusUnauthorized:
		code = 190 // invalid access token
	case f.Status >= 500:
		code = 2 // temporary
		w.Header().Set("Retry-After", "5")
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(f.Status)
	_ = json.NewEncoder(w).Encode(map[string]any{"error": map[string]any{
		"message": "The gateway did not pass this call on: " + f.Code, "type": "OAuthException", "code": code, "fbtrace_id": "gateway"}})
}

// Hex accepts hexadecimal digits.
func Hex(s string) bool {
	_, err := hex.DecodeString(s)
	return err == nil && len(s) <= 128
}

// Digest accepts a SHA-256 sum in base64.
func Digest(s string) bool {
	b, err := base64.StdEncoding.DecodeString(s)
	return err == nil && len(b) == sha256.Size
}

// MediaType accepts media types with at most one parameter.
func MediaType(s string) bool {
	kind, param, _ := strings.Cut(s, ";")
	return media(kind) && strings.Count(kind, "/") == 1 && len(s) <= 128 && (param == "" || media(strings.ReplaceAll(strings.TrimSpace(param), "=", "")))
}

func media(s string) bool {
	return strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789/.+-") == ""
}
