package whatsapp

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/internal/meta"
)

// Name is the second part of every scope of this channel.
const Name = "whatsapp"

// Config configures New and NewBridge.
type Config struct {
	// AppSecret is the Meta app's: it signs what Meta sends. Required.
	AppSecret []byte
	// BotSecret signs what the bot receives. Empty: AppSecret.
	BotSecret []byte
	// VerifyToken is the word that Meta repeats when the webhook is registered (hub.verify_token). Required.
	VerifyToken string
	// BotToken is the access token with which the bot calls the gateway, PlatformToken the one for Meta. Empty
	// PlatformToken: BotToken. A bot that has a token of its own cannot go round the gateway. BotToken is required.
	BotToken, PlatformToken string
	// WebhookPath is where Meta posts. Empty: /webhook.
	WebhookPath string
	// Graph is the address of the Graph API. nil: https://graph.facebook.com.
	Graph *url.URL
}

func (c Config) meta() (meta.Config, error) {
	m := meta.Config{AppSecret: c.AppSecret, BotSecret: c.BotSecret, VerifyToken: c.VerifyToken, BotToken: c.BotToken,
		PlatformToken: c.PlatformToken, WebhookPath: c.WebhookPath, Graph: c.Graph}
	return m, m.Complete()
}

// New returns the protocol of webhook and Graph calls, for channel.Proxy with the bot as upstream. It brings its own
// authentication; channel.Config.Aliases is required.
func New(cfg Config) (channel.Protocol, error) {
	c, err := cfg.meta()
	if err != nil {
		return nil, err
	}
	hooks, err := c.Webhook(Sender, channel.Route{Request: inbound(), ConversationKind: userKind})
	if err != nil {
		return nil, err
	}
	call := func(pattern string, request, response *channel.Policy) channel.Endpoint {
		return channel.Endpoint{Method: http.MethodPost, Pattern: pattern,
			Path:         map[string]channel.Action{"version": channel.Keep(version), "number": channel.Keep(channel.Digits(20))},
			Conversation: recipient,
			Route: channel.Route{Direction: channel.ToUser, Request: request, Response: response, Query: meta.Query("fields"),
				ConversationKind: userKind, Auth: c.GraphAuth(), Upstream: c.Graph}}
	}
	t, err := channel.Table(Name, append(hooks,
		call("/{version}/{number}/messages", outbound(), answer()),
		call("/{version}/{number}/media", upload(), answer()),
	)...)
	if err != nil {
		return nil, err
	}
	return &meta.Protocol{Protocol: t, Path: c.WebhookPath}, nil
}

// Sender returns the conversation of a value in a webhook body: the group, or the user's number or id.
func Sender(l channel.Leaf) (string, error) {
	const value = "entry[].changes[].value."
	in := ""
	if _, rest, ok := strings.Cut(l.Path(), "].value."); ok {
		in, _, _ = strings.Cut(rest, "[")
	}
	lists := []string{"messages[].from", "messages[].from_user_id", "contacts[].wa_id", "contacts[].user_id", "message_echoes[].to",
		"statuses[].recipient_id", "statuses[].recipient_user_id", "user_preferences[].wa_id"}
	if in != "statuses" && in != "message_echoes" {
		if id, ok := l.Lookup(value + "messages[].group_id"); ok && id != "" {
			return id, nil
		}
	}
	for _, own := range []bool{true, false} { // the value's own list goes first
		for _, path := range lists {
			if strings.HasPrefix(path, in+"[]") != own {
				continue
			}
			if id, ok := l.Lookup(value + path); ok && id != "" {
				return id, nil
			}
		}
	}
	if _, ok := l.Lookup("object"); !ok {
		return "", channel.ErrNoScope
	}
	return "account", nil // what Meta says to the business itself
}

// recipient is the conversation of a Graph call. Calls that have none, such as marking a message as read, share one in
// which nothing of any user is known.
func recipient(_ *http.Request, _ map[string]string, l channel.Leaf) (string, error) {
	to, _ := l.Lookup("to")
	recipient, _ := l.Lookup("recipient")
	switch {
	case l.Count("to")+l.Count("recipient") > 1 && to != recipient:
		return "", channel.ErrNoScope
	case to+recipient == "":
		return "no recipient", nil
	case to == "":
		return recipient, nil
	}
	return to, nil
}

func version(s string) bool {
	return len(s) <= 8 && strings.HasPrefix(s, "v") && strings.Trim(s[1:], "0123456789.") == ""
}
