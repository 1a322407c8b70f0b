package whatsapp

import (
	"net/http"
	"strings"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/meta"
)

// Name is the second part of every scope of this channel.
const Name = "whatsapp"

// Config configures New and NewBridge.
type Config = meta.Config

// New returns the protocol of webhook and Graph calls, for channel.Proxy with the bot as upstream. It brings its own
// authentication; channel.Config.Aliases is required.
func New(c Config) (channel.Protocol, error) {
	if err := c.Complete(); err != nil {
		return nil, err
	}
	hooks, err := c.Webhook(Sender, channel.Route{Request: inbound(), ConversationKind: userKind})
	if err != nil {
		return nil, err
	}
	call := func(pattern string, request, response *channel.Policy) channel.Endpoint {
		return channel.Endpoint{Method: http.MethodPost, Pattern: pattern,
			Path:         map[string]channel.Action{"version": channel.Keep(meta.Version), "number": channel.Keep(channel.Digits(20))},
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
	return c.Protocol(t), nil
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
	case l.Count("to") > 1 || l.Count("recipient") > 1 || to != "" && recipient != "" && to != recipient:
		return "", channel.ErrNoScope
	case to+recipient == "":
		return "no recipient", nil
	case to == "":
		return recipient, nil
	}
	return to, nil
}
