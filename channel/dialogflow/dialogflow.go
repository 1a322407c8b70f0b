// Package dialogflow puts Dialogflow ES behind the gateway: detectIntent requests are anonymised and their answers
// restored, and the fulfilment webhook, which Dialogflow calls, gets the values back.
//
// Session identifiers, often telephone numbers, become aliases in paths and wherever a session's name stands. The
// conversation is the session. Requests of detectIntent are proven by Google's bearer token, which is passed on: the
// caller must be one of those whose tokens the gateway knows, and may name any session, so that tokens belong on servers, never
// into a browser; webhooks are proven by a token of the gateway's own.
//
// What is not promised: sound (inputAudio) cannot be searched and is refused. Where an agent's parameters depend on the
// form of a value (numbers, dates), pseudonyms do not match them; read values in the webhook instead.
package dialogflow

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/deckname/deckname/channel"
)

// Name is the second part of every scope of this channel.
const Name = "dialogflow"

// Config configures New.
type Config struct {
	// Aliases is what channel.Config has. Required.
	Aliases channel.Aliaser
	// Client verifies callers of detectIntent, Google those of the webhook. Required.
	Client, Google channel.Authenticator
	// WebhookPath is where Dialogflow calls. Empty: /webhook.
	WebhookPath string
}

// Detect returns the protocol of detectIntent, for channel.Proxy with https://dialogflow.googleapis.com as upstream.
func Detect(cfg Config) (channel.Protocol, error) {
	if cfg.Aliases == nil || cfg.Client == nil {
		return nil, fmt.Errorf("%w: Aliases and Client are required", channel.ErrConfig)
	}
	s := sessions{cfg.Aliases}
	in := channel.MustPolicy(
		row("queryInput.text.text", channel.Utterance(), "what the user says"),
		row("queryInput.text.languageCode", channel.Keep(channel.LanguageTag), "language"),
		row("queryInput.event.languageCode", channel.Keep(channel.LanguageTag), "language"),
		row("queryInput.event.name", channel.Keep(), "chosen by the agent's developers"),
		row("queryParams.timeZone", channel.Drop(), "tells where the user is"),
		row("queryParams.geoLocation.latitude", channel.Round(1), "a region of 11 km, not a house"),
		row("queryParams.geoLocation.longitude", channel.Round(1), "a region of 11 km, not a house"),
		row("queryParams.contexts[].name", s.action(s.seal), whySession),
		row("queryParams.sessionEntityTypes[].name", s.action(s.seal), whySession),
		row("queryParams.contexts[].lifespanCount", channel.Keep(), "a number"),
		row("inputAudio", channel.Block(), "cannot be searched"),
	)
	out := channel.MustPolicy(
		row("queryResult.fulfillmentText", channel.Utterance(), "what the agent says"),
		row("queryResult.outputContexts[].name", s.action(s.open), whySession),
		row("outputAudio", channel.Drop(), "spoken pseudonyms; let the client speak"),
	)
	var endpoints []channel.Endpoint
	for _, middle := range []string{"", "/locations/{location}"} {
		path := map[string]channel.Action{"project": channel.DangerouslyKeep(), "session": channel.Func(s.segment)}
		if middle != "" {
			path["location"] = channel.Keep(channel.LanguageTag, region)
		}
		endpoints = append(endpoints, channel.Endpoint{Method: http.MethodPost, Pattern: "/v2/projects/{project}" + middle + "/agent/sessions/{session}", Path: path,
			Conversation: func(_ *http.Request, vars map[string]string, _ channel.Leaf) (string, error) {
				id, _, _ := strings.Cut(vars["session"], ":")
				return s.alias(id)
			},
			Route: channel.Route{Direction: channel.ToBot, Auth: cfg.Client, Request: in, Response: out, Headers: []string{"Authorization", "X-Goog-User-Project"}}})
	}
	return channel.Table(Name, endpoints...)
}

// Webhook returns the protocol of the fulfilment webhook, for channel.Proxy with the webhook as upstream.
func Webhook(cfg Config) (channel.Protocol, error) {
	if cfg.Aliases == nil || cfg.Google == nil {
		return nil, fmt.Errorf("%w: Aliases and Google are required", channel.ErrConfig)
	}
	if cfg.WebhookPath == "" {
		cfg.WebhookPath = "/webhook"
	}
	s := sessions{cfg.Aliases}
	in := channel.MustPolicy(
		row("session", s.action(s.open), whySession),
		row("queryResult.outputContexts[].name", s.action(s.open), whySession),
	)
	out := channel.MustPolicy(
		row("fulfillmentText", channel.Utterance(), "what the webhook says"),
		row("outputContexts[].name", s.action(s.seal), whySession),
		row("outputContexts[].lifespanCount", channel.Keep(), "a number"),
		row("sessionEntityTypes[].name", s.action(s.seal), whySession),
		row("followupEventInput.name", channel.Keep(), "chosen by the agent's developers"),
		row("followupEventInput.languageCode", channel.Keep(channel.LanguageTag), "language"),
	)
	return channel.Table(Name, channel.Endpoint{Method: http.MethodPost, Pattern: cfg.WebhookPath,
		Conversation: func(_ *http.Request, _ map[string]string, l channel.Leaf) (string, error) {
			name, _ := l.Lookup("session")
			_, id, _ := split(name)
			if id == "" {
				return "", channel.ErrNoScope
			}
			return id, nil
		},
		Route: channel.Route{Direction: channel.ToUser, Auth: cfg.Google, Request: in, Response: out}})
}

const whySession = "holds the session's identifier, often a telephone number"

func row(path string, a channel.Action, why string) channel.Rule {
	return channel.Rule{Path: path, Action: a, Why: why}
}

func region(s string) bool {
	return len(s) <= 32 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == "" && strings.Contains(s, "-")
}

// sessions replaces the identifier inside a name such as projects/p/agent/sessions/491713920011/contexts/c.
type sessions struct{ aliases channel.Aliaser }

const kind = "session"

func (s sessions) alias(id string) (string, error) {
	if id == "" {
		return "", channel.ErrNoScope
	}
	return s.aliases.Alias(Name, kind, id)
}

func split(name string) (before, id, after string) {
	const mark = "/sessions/"
	i := strings.Index(name, mark)
	if i < 0 {
		return name, "", ""
	}
	before, id = name[:i+len(mark)], name[i+len(mark):]
	if j := strings.IndexByte(id, '/'); j >= 0 {
		id, after = id[:j], id[j:]
	}
	return before, id, after
}

func (s sessions) seal(id string) (string, error) { return s.alias(id) }
func (s sessions) open(id string) (string, error) { return s.aliases.Resolve(Name, kind, id) }

func (s sessions) action(f func(string) (string, error)) channel.Action {
	return channel.Choose(func(l channel.Leaf) channel.Action {
		if _, id, _ := split(l.Value()); id == "" {
			return channel.Scan()
		}
		return channel.Func(func(_ context.Context, l channel.Leaf) (string, error) {
			before, id, after := split(l.Value())
			to, err := f(id)
			return before + to + after, err
		})
	})
}

// segment is the last segment of a path: identifier, colon, method.
func (s sessions) segment(_ context.Context, l channel.Leaf) (string, error) {
	id, method, _ := strings.Cut(l.Value(), ":")
	if method != "detectIntent" {
		return "", channel.ErrNoRoute // streams and other methods have bodies of another kind
	}
	to, err := s.alias(id)
	return to + ":" + method, err
}
