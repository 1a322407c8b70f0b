// Package rasa puts a Rasa assistant behind the gateway at its REST channel, and its action server behind a second one
// where the values are needed.
//
// REST: a front end posts {sender, message, metadata} to /webhooks/rest/webhook and gets the replies in the answer, as a
// list or, with ?stream=true, as one JSON text per line. The front end sees values, Rasa sees pseudonyms.
//
// Action: Rasa posts the tracker to its action server, which looks something up and answers with responses and events. The
// tracker is restored on the way there and the answer is anonymised on the way back, so that Rasa's own store and models
// see no values. Only put an action server behind it that may have them.
//
// Rasa signs nothing; callers prove themselves by a bearer token. The conversation is the sender, as the caller names it: whoever
// has the token can name anybody's, so it belongs on servers, never into a browser. What is not promised:
// other channels of Rasa, which speak to platforms directly; put the platform's own adapter before them.
package rasa

import (
	"fmt"
	"net/http"

	"github.com/deckname/deckname/channel"
)

// Name is the second part of every scope of this channel.
const Name = "rasa"

const senderKind = "sender"

const (
	whySender = "names the user; the conversation"
	whyWord   = "word of the protocol"
	whyModel  = "chosen by the assistant's developers"
	whyNumber = "a measure of the model's; as a number it must stay one"
)

// rules builds rows.
type rules []channel.Rule

func (r *rules) add(why string, a channel.Action, paths ...string) {
	for _, p := range paths {
		*r = append(*r, channel.Rule{Path: p, Action: a, Why: why})
	}
}

// REST returns the protocol of Rasa's REST channel, for channel.Proxy with Rasa as upstream. channel.Config.Auth and
// Aliases are required.
func REST() channel.Protocol {
	var in, out rules
	in.add(whySender, channel.RoutingAlias(senderKind), "sender")
	in.add("what the user says", channel.Utterance(), "message")
	in.add(whyModel, channel.Keep(), "input_channel")
	for _, at := range []string{"[].", ""} { // a list, or a line of a stream
		out.add(whySender, channel.RoutingAlias(senderKind), at+"recipient_id")
		out.add("what the assistant says", channel.Utterance(), at+"text")
		out.add("address of a picture or file", channel.Link(), at+"image", at+"attachment", at+"attachment.payload.src", at+"buttons[].url")
	}
	return channel.MustTable(Name, channel.Endpoint{Method: http.MethodPost, Pattern: "/webhooks/rest/webhook",
		Conversation: func(_ *http.Request, _ map[string]string, l channel.Leaf) (string, error) {
			s, _ := l.Lookup("sender")
			return s, nil
		},
		Route: channel.Route{Direction: channel.ToBot, Request: channel.MustPolicy(in...), Response: channel.MustPolicy(out...), ConversationKind: senderKind,
			Query: channel.MustPolicy(channel.Rule{Path: "stream", Action: channel.Keep(), Why: "true or false"})}})
}

// Action returns the protocol of calls of the action server, for channel.Proxy with the action server as upstream. path is
// where it listens, usually /webhook. The gateway must have the same vault, tenant and alias key as that of REST.
func Action(path string) (channel.Protocol, error) {
	if path == "" {
		path = "/webhook"
	}
	var in, out rules
	in.add(whySender, channel.RoutingAlias(senderKind), "sender_id", "tracker.sender_id")
	for _, at := range []string{"tracker.latest_message.", "tracker.events[].parse_data."} {
		in.add("points into the text", channel.Offset(at+"text", channel.Runes), at+"entities[].start")
		in.add("points into the text", channel.Length(at+"text", "", channel.Runes), at+"entities[].end")
	}
	out.add(whyWord, channel.Keep(), "events[].event", "events[].name", "responses[].template", "responses[].response")
	out.add(whyNumber, channel.Keep(), "events[].timestamp")
	out.add("what the action says", channel.Utterance(), "responses[].text")
	t, err := channel.Table(Name, channel.Endpoint{Method: http.MethodPost, Pattern: path,
		Conversation: func(_ *http.Request, _ map[string]string, l channel.Leaf) (string, error) {
			s, _ := l.Lookup("sender_id")
			return s, nil
		},
		Route: channel.Route{Direction: channel.ToUser, Request: channel.MustPolicy(in...), Response: channel.MustPolicy(out...), ConversationKind: senderKind}})
	if err != nil {
		return nil, fmt.Errorf("rasa: %w", err)
	}
	return t, nil
}
