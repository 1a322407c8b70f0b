package telegram

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/deckname/deckname/channel"
)

// Name is the second part of every scope of this channel.
const Name = "telegram"

// Config configures New.
type Config struct {
	// BotToken is the token with which the bot calls the gateway, PlatformToken the one that BotFather gave. Empty
	// BotToken: PlatformToken. Both look like 110201543:AAH… and begin with the same number. PlatformToken is required.
	BotToken, PlatformToken string
	// Secret is the secret_token of the webhook, which Telegram sends in a header; BotSecret is what the bot gets instead.
	// Empty Secret: no webhook, long polling only. Empty BotSecret: Secret.
	Secret, BotSecret string
	// WebhookPath is where Telegram posts. Empty: /webhook.
	WebhookPath string
	// API is the address of the Bot API. nil: https://api.telegram.org.
	API *url.URL
}

// New returns the protocol of webhook and Bot API, for channel.Proxy with the bot as upstream, or with the API for bots
// that poll. It brings its own authentication; channel.Config.Aliases is required.
func New(cfg Config) (channel.Protocol, error) {
	if cfg.BotToken == "" {
		cfg.BotToken = cfg.PlatformToken
	}
	if cfg.BotSecret == "" {
		cfg.BotSecret = cfg.Secret
	}
	if cfg.WebhookPath == "" {
		cfg.WebhookPath = "/webhook"
	}
	if cfg.API == nil {
		cfg.API = &url.URL{Scheme: "https", Host: "api.telegram.org"}
	}
	self, _, ok := strings.Cut(cfg.PlatformToken, ":")
	if id, _, _ := strings.Cut(cfg.BotToken, ":"); !ok || id != self || !channel.Digits(16)(self) || self == "" {
		return nil, fmt.Errorf("%w: both tokens begin with the bot's number and a colon", channel.ErrConfig)
	}
	if !strings.HasPrefix(cfg.WebhookPath, "/") || cfg.API.Host == "" {
		return nil, fmt.Errorf("%w: WebhookPath or API", channel.ErrConfig)
	}
	in, out := platform(self), bot()
	var endpoints []channel.Endpoint
	if cfg.Secret != "" {
		auth, err := channel.BearerTokens("X-Telegram-Bot-Api-Secret-Token", cfg.BotSecret, cfg.Secret)
		if err != nil {
			return nil, err
		}
		endpoints = append(endpoints, channel.Endpoint{Method: http.MethodPost, Pattern: cfg.WebhookPath,
			Conversation: func(_ *http.Request, _ map[string]string, l channel.Leaf) (string, error) { return chat(l) },
			Route: channel.Route{Direction: channel.ToBot, Auth: auth, Request: in, Response: out, ConversationKind: channel.NumberKind(peerKind),
				ResponseConversation: answered}})
	}
	path := map[string]channel.Action{"bot": channel.DangerouslyKeep(), "method": channel.Keep()}
	api := channel.Route{Direction: channel.ToUser, Request: out, Query: out, Response: in, Auth: tokens{cfg.BotToken, cfg.PlatformToken},
		Upstream: cfg.API, ConversationKind: channel.NumberKind(peerKind)}
	me, poll := api, api
	me.Response = channel.MustPolicy(channel.Rule{Path: "**", Action: channel.DangerouslyKeep(), Why: "the bot itself"})
	poll.ResponseConversation = chat
	for _, e := range []struct {
		method string
		route  channel.Route
	}{{"getMe", me}, {"getUpdates", poll}, {"{method}", api}} {
		p := map[string]channel.Action{"bot": path["bot"]}
		if e.method == "{method}" {
			p = path
		}
		endpoints = append(endpoints, channel.Endpoint{Pattern: "/{bot}/" + e.method, Path: p, Conversation: addressee, Route: e.route})
	}
	t, err := channel.Table(Name, endpoints...)
	if err != nil {
		return nil, err
	}
	return &protocol{t, cfg.WebhookPath}, nil
}

type protocol struct {
	channel.Protocol
	webhook string
}

// Match refuses methods that would lead updates round the gateway. Telegram ignores the case of methods.
func (p *protocol) Match(r *http.Request) (channel.Route, error) {
	method := strings.ToLower(r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:])
	if r.URL.Path != p.webhook && (method == "setwebhook" || method == "logout" || method == "getupdates" && !strings.HasSuffix(r.URL.Path, "/getUpdates")) {
		return channel.Route{}, channel.ErrNoRoute
	}
	return p.Protocol.Match(r)
}

// Fail answers calls in the form of the Bot API. Telegram repeats a webhook that fails: what may succeed later is answered
// 503, what can never be passed on 200, which drops it; log and metrics name the code.
func (p *protocol) Fail(w http.ResponseWriter, r *http.Request, f *channel.Failure) {
	status := f.Status
	if r.URL.Path == p.webhook {
		switch {
		case status >= 500:
			w.Header().Set("Retry-After", "5")
			status = http.StatusServiceUnavailable
		case status != http.StatusUnauthorized && status != http.StatusNotFound:
			status = http.StatusOK
		}
		w.WriteHeader(status)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"ok": false, "error_code": status, "description": "The gateway did not pass this call on: " + f.Code})
}

// tokens checks the bot's token in the path and replaces it by the platform's.
type tokens struct{ bot, platform string }

func (t tokens) Verify(r *http.Request, _ []byte) error {
	segment, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	got, want := sha256.Sum256([]byte(segment)), sha256.Sum256([]byte("bot"+t.bot))
	if subtle.ConstantTimeCompare(got[:], want[:]) != 1 {
		return channel.ErrUnauthenticated
	}
	channel.WithCaller(r, "bot")
	return nil
}

func (t tokens) Sign(r *http.Request, _ []byte) error {
	_, method, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	r.URL.Path, r.URL.RawPath = "/bot"+t.platform+"/"+method, ""
	return nil
}

// nobody is the chat of updates that belong to none, such as the state of a poll. Telegram gives the number to nobody.
const nobody = "1"

// chat returns the conversation of a value in an update or a list of updates.
func chat(l channel.Leaf) (string, error) {
	at := ""
	if strings.HasPrefix(l.Path(), "result[") {
		at = "result[]."
	}
	kinds := []string{"message", "edited_message", "channel_post", "edited_channel_post", "business_message", "edited_business_message",
		"deleted_business_messages", "my_chat_member", "chat_member", "chat_join_request", "chat_boost", "removed_chat_boost",
		"message_reaction", "message_reaction_count", "callback_query.message"}
	for _, k := range kinds {
		if id, ok := l.Lookup(at + k + ".chat.id"); ok && id != "" {
			return id, nil
		}
	}
	for _, k := range []string{"callback_query.from", "inline_query.from", "chosen_inline_result.from", "shipping_query.from", "pre_checkout_query.from",
		"purchased_paid_media.from", "poll_answer.user", "poll_answer.voter_chat", "business_connection.user"} {
		if id, ok := l.Lookup(at + k + ".id"); ok && id != "" {
			return id, nil
		}
	}
	return nobody, nil
}
