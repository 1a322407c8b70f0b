package messenger

import (
	"encoding/json"
	"net/http"
	"strings"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/activity"
	"github.com/deckname/deckname/channel/meta"
)

// Name is the second part of every scope of this channel.
const Name = "messenger"

// Config configures New and NewBridge.
type Config = meta.Config

// New returns the protocol of webhook and Graph calls, for channel.Proxy with the bot as upstream. It brings its own
// authentication; channel.Config.Aliases is required.
func New(c Config) (channel.Protocol, error) {
	if err := c.Complete(); err != nil {
		return nil, err
	}
	endpoints, err := c.Webhook(Sender, channel.Route{Request: inbound(), ConversationKind: userKind})
	if err != nil {
		return nil, err
	}
	path := map[string]channel.Action{"version": channel.Keep(meta.Version), "page": channel.Keep(channel.OneOf("me"), channel.Digits(20))}
	query := meta.Query("fields")
	for _, edge := range []string{"messages", "pass_thread_control", "take_thread_control", "request_thread_control", "messenger_profile"} {
		endpoints = append(endpoints, channel.Endpoint{Method: http.MethodPost, Pattern: "/{version}/{page}/" + edge, Path: path, Conversation: recipient,
			Route: channel.Route{Direction: channel.ToUser, Request: outbound(), Response: answer(), Query: query,
				ConversationKind: userKind, Auth: c.GraphAuth(), Upstream: c.Graph}})
	}
	endpoints = append(endpoints, channel.Endpoint{Method: http.MethodGet, Pattern: "/{version}/{user}",
		Path: map[string]channel.Action{"version": channel.Keep(meta.Version), "user": activity.ID(channel.ToUser, channel.RoutingAlias(userKind))},
		Conversation: func(_ *http.Request, vars map[string]string, _ channel.Leaf) (string, error) {
			return vars["user"], nil
		},
		Route: channel.Route{Direction: channel.ToUser, Response: profile(), Query: query, ConversationKind: userKind,
			Auth: c.GraphAuth(), Upstream: c.Graph}})
	t, err := channel.Table(Name, endpoints...)
	if err != nil {
		return nil, err
	}
	return c.Protocol(t), nil
}

// Sender returns the conversation of a value in a webhook body: the user, whoever of user and page is speaking.
func Sender(l channel.Leaf) (string, error) {
	lists := []string{"messaging", "standby"}
	if strings.Contains(l.Path(), "].standby[") {
		lists = []string{"standby"}
	}
	if !strings.Contains(l.Path(), "].changes[") {
		page, _ := l.Lookup("entry[].id")
		for _, list := range lists {
			for _, who := range []string{"sender.id", "recipient.id", "sender.user_ref", "recipient.user_ref", "optin.user_ref"} {
				if id, ok := l.Lookup("entry[]." + list + "[]." + who); ok && id != "" && id != page {
					return id, nil
				}
			}
		}
	}
	if id, ok := l.Lookup("entry[].changes[].value.from.id"); ok && id != "" {
		return id, nil
	}
	if _, ok := l.Lookup("object"); !ok {
		return "", channel.ErrNoScope
	}
	return "page", nil // what Meta says to the page itself
}

// recipient is the conversation of a Graph call. In forms the recipient is JSON in a field. Calls that have none share a
// conversation in which nothing of any user is known. Of several recipients nobody knows which one Meta takes: refused.
func recipient(_ *http.Request, _ map[string]string, l channel.Leaf) (string, error) {
	if l.Count("recipient") > 1 {
		return "", channel.ErrNoScope
	}
	ids := make(map[string]string)
	if field, _ := l.Lookup("recipient"); field != "" {
		if err := json.Unmarshal([]byte(field), &ids); err != nil {
			return "", channel.ErrNoScope
		}
	}
	to := ""
	for _, who := range recipients() {
		id, ok := l.Lookup("recipient." + who)
		if !ok {
			id = ids[who]
		}
		switch {
		case id == "" || id == to:
		case to != "":
			return "", channel.ErrNoScope
		default:
			to = id
		}
	}
	if to == "" {
		return "no recipient", nil
	}
	return to, nil
}

// recipients are the ways to name a user.
func recipients() []string {
	return []string{"id", "user_ref", "comment_id", "post_id", "notification_messages_token", "one_time_notif_token", "phone_number"}
}
