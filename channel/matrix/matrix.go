// Package matrix puts a Matrix application service (a bot) behind the gateway: the transactions that the homeserver
// pushes are anonymised, what the bot sends into rooms is restored, and what it reads is anonymised.
//
// Users' Matrix IDs (@erika:stadt.example) become aliases of the same form, @dn-…:stadt.example, wherever a field holds
// one. Rooms and events have identifiers made at random, which stay; the room is the conversation. body and
// formatted_body hold the same text twice and get the same pseudonyms; restored values are escaped for HTML in the second.
//
// # What is not promised
//
// Encrypted rooms cannot be searched: m.room.encrypted is refused. Files (mxc:) stay at the homeserver. Of the
// client-server API there are sending, redacting, state, members, profiles, joining and leaving.
package matrix

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/channel"
)

// Name is the second part of every scope of this channel.
const Name = "matrix"

// Config configures New.
type Config struct {
	// ServerToken is the hs_token, with which the homeserver proves itself to the gateway and the gateway to the bot; BotToken
	// is the as_token, the other way round. Required.
	ServerToken, BotToken string
	// BotUsers are the Matrix IDs of the bot itself, which stay.
	BotUsers []string
	// Homeserver is its address. Required.
	Homeserver *url.URL
	// Aliases is what channel.Config has. Required.
	Aliases channel.Aliaser
}

// New returns the protocol of transactions and client calls, for channel.Proxy with the bot as upstream.
func New(cfg Config) (channel.Protocol, error) {
	if cfg.Homeserver == nil || cfg.Aliases == nil {
		return nil, fmt.Errorf("%w: Homeserver and Aliases are required", channel.ErrConfig)
	}
	hs, err := channel.BearerTokens("", "", cfg.ServerToken)
	if err != nil {
		return nil, err
	}
	as, err := channel.BearerTokens("", "", cfg.BotToken)
	if err != nil {
		return nil, err
	}
	u := users{cfg.Aliases, cfg.BotUsers}
	in, out := u.policy(channel.ToBot), u.policy(channel.ToUser)
	keep := channel.DangerouslyKeep()
	endpoints := []channel.Endpoint{{Method: http.MethodPut, Pattern: "/_matrix/app/v1/transactions/{txn}", Path: map[string]channel.Action{"txn": keep},
		Conversation: func(_ *http.Request, _ map[string]string, l channel.Leaf) (string, error) { return room(l) },
		Route:        channel.Route{Direction: channel.ToBot, Auth: hs, Request: in, Response: out, Headers: []string{"Authorization"}}}}
	for _, e := range []struct{ method, rest string }{
		{http.MethodPut, "rooms/{room}/send/{type}/{txn}"}, {http.MethodPut, "rooms/{room}/redact/{event}/{txn}"},
		{http.MethodPut, "rooms/{room}/typing/{user}"}, {http.MethodPost, "rooms/{room}/receipt/{type}/{event}"},
		{http.MethodGet, "rooms/{room}/state/{type}"}, {http.MethodGet, "rooms/{room}/state/{type}/{user}"},
		{http.MethodGet, "rooms/{room}/members"}, {http.MethodGet, "rooms/{room}/event/{event}"},
		{http.MethodPost, "rooms/{room}/join"}, {http.MethodPost, "rooms/{room}/leave"}, {http.MethodPost, "join/{room}"},
		{http.MethodGet, "profile/{user}"}, {http.MethodGet, "account/whoami"},
	} {
		path := map[string]channel.Action{}
		for _, v := range []string{"room", "type", "txn", "event"} {
			if strings.Contains(e.rest, "{"+v+"}") {
				path[v] = keep
			}
		}
		if strings.Contains(e.rest, "{user}") {
			path["user"] = u.action(channel.ToUser)
		}
		endpoints = append(endpoints, channel.Endpoint{Method: e.method, Pattern: "/_matrix/client/v3/" + e.rest, Path: path,
			Conversation: func(_ *http.Request, vars map[string]string, _ channel.Leaf) (string, error) {
				if vars["room"] == "" {
					return "no room", nil
				}
				return vars["room"], nil
			},
			Route: channel.Route{Direction: channel.ToUser, Auth: as, Request: out, Response: in, Upstream: cfg.Homeserver, Headers: []string{"Authorization"}}})
	}
	t, err := channel.Table(Name, endpoints...)
	if err != nil {
		return nil, err
	}
	return protocol{t}, nil
}

type protocol struct{ channel.Protocol }

// Fail answers in Matrix's form. A homeserver repeats a transaction, and all later ones wait, until it gets 200: what may
// succeed later is answered 503, what can never be passed on 200, which drops it; log and metrics name the code.
func (protocol) Fail(w http.ResponseWriter, r *http.Request, f *channel.Failure) {
	status, code := f.Status, "M_UNKNOWN"
	switch {
	case status == http.StatusUnauthorized:
		status, code = http.StatusForbidden, "M_FORBIDDEN"
	case status == http.StatusNotFound:
		code = "M_UNRECOGNIZED"
	case status < 500 && strings.HasPrefix(r.URL.Path, "/_matrix/app/"):
		status = http.StatusOK
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if status == http.StatusOK {
		_, _ = w.Write([]byte("{}"))
		return
	}
	_ = json.NewEncoder(w).Encode(map[string]string{"errcode": code, "error": "The gateway did not pass this request on: " + f.Code})
}

// room is the conversation of a value in a transaction.
func room(l channel.Leaf) (string, error) {
	if id, ok := l.Lookup("events[].room_id"); ok && id != "" {
		return id, nil
	}
	return "no room", nil
}

// users replaces Matrix IDs.
type users struct {
	aliases channel.Aliaser
	bots    []string
}

func (u users) action(d channel.Direction) channel.Action {
	return channel.Choose(func(l channel.Leaf) channel.Action {
		id := l.Value()
		for _, b := range u.bots {
			if id == b {
				return channel.DangerouslyKeep()
			}
		}
		if !strings.HasPrefix(id, "@") || !strings.Contains(id, ":") || d == channel.ToUser && !strings.HasPrefix(id, "@"+channel.AliasPrefix) {
			return channel.Scan()
		}
		return channel.Func(func(_ context.Context, l channel.Leaf) (string, error) {
			local, server, _ := strings.Cut(l.Value()[1:], ":")
			f := u.aliases.Alias
			if d == channel.ToUser {
				f = u.aliases.Resolve
			}
			to, err := f(Name, "user", local)
			return "@" + to + ":" + server, err
		})
	})
}

// policy is for events in both directions, wherever they stand. What it does not name is scanned or restored.
func (u users) policy(d channel.Direction) *channel.Policy {
	var rows []channel.Rule
	add := func(why string, a channel.Action, fields ...string) {
		for _, f := range fields {
			rows = append(rows, channel.Rule{Path: "**." + f, Action: a, Why: why})
		}
	}
	html := channel.Scan().As(channel.EscapeHTML)
	add("names a user", u.action(d), "sender", "user_id", "state_key", "redacted_by", "user_ids[]", "creator")
	add("made at random", channel.Keep(opaque), "event_id", "room_id", "txn_id", "transaction_id", "redacts", "replaces_state", "prev_batch", "start", "end")
	add("word of the protocol", channel.Keep(), "type", "msgtype", "membership", "format", "rel_type", "mimetype", "join_rule", "room_version")
	add("time; as a number it must stay one", channel.Keep(), "origin_server_ts", "age", "ts", "size", "w", "h", "duration", "power_level")
	add("name of a person", channel.Entity(anonymize.Person), "displayname", "display_name", "prev_content.displayname")
	add("what is said", channel.Utterance(), "body")
	add("the same as HTML", html, "formatted_body")
	if d == channel.ToBot {
		add("objects whose keys are Matrix IDs", channel.Drop(), "content.users", "joined", "signatures", "m\\.relations")
		rows = append(rows, channel.Rule{Path: "ephemeral", Action: channel.Drop(), Why: "who reads and types, by Matrix IDs as keys"},
			channel.Rule{Path: "de\\.sorunome\\.msc2409\\.ephemeral", Action: channel.Drop(), Why: "who reads and types, by Matrix IDs as keys"})
		add("leads to a file or portrait", channel.Drop(), "avatar_url", "url", "thumbnail_url")
		add("a place to the metre", channel.Drop(), "geo_uri", "org\\.matrix\\.msc3488\\.location")
		add("cannot be searched", channel.Block(), "ciphertext", "ciphertext.**", "content.file", "content.file.**")
	} else {
		add("address", channel.Link(), "url", "external_url")
	}
	return channel.MustPolicy(rows...)
}

// opaque accepts identifiers of rooms and events: a sign, letters and digits, and a server's name.
func opaque(s string) bool {
	if s == "" {
		return true
	}
	if len(s) > 255 || strings.IndexByte("$!#", s[0]) < 0 && len(s) > 64 {
		return false
	}
	local, server, _ := strings.Cut(s[1:], ":")
	return strings.Trim(local, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_=/+.") == "" &&
		strings.Trim(server, "abcdefghijklmnopqrstuvwxyz0123456789.-:[]") == "" && strings.ContainsAny(s[:1], "$!")
}
