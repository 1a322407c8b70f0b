package messenger

import (
	"encoding/json"
	"net/http"
	"time"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/bridge"
	"github.com/deckname/deckname/channel/meta"
)

// Limits of the Send API, in characters.
const (
	maxText    = 2000
	maxTitle   = 20
	maxPayload = 1000
	maxQuick   = 13
)

// NewBridge returns the handler of a bot of the Bot Framework on Messenger: Meta's webhook at cfg.WebhookPath, the bot's
// replies below /v3. cfg.BotToken is not used, PlatformToken is required.
func NewBridge(cfg Config, b bridge.Config, gateway channel.Config) (http.Handler, error) {
	return meta.NewBridge(cfg, b, gateway, meta.Platform{Name: Name, ChannelID: "facebook", Sender: Sender, Read: incoming, Write: outgoing, Sent: sent})
}

type party struct{ ID string }

type received struct {
	Sender, Recipient party
	Timestamp         int64
	Message           *struct {
		Mid, Text   string
		IsEcho      bool                      `json:"is_echo"`
		QuickReply  *struct{ Payload string } `json:"quick_reply"`
		Attachments []struct {
			Type, Title string
			Payload     struct {
				Coordinates *struct{ Lat, Long float64 }
			}
		}
	}
	Postback *struct{ Mid, Title, Payload string }
	Reaction *struct{ Mid, Action, Emoji string }
}

// incoming reads the messages of a webhook. Receipts, echoes and what Meta says to the page are left out.
func incoming(body []byte) ([]bridge.Incoming, error) {
	var hook struct {
		Entry []struct{ Messaging []received }
	}
	if err := json.Unmarshal(body, &hook); err != nil {
		return nil, err
	}
	var out []bridge.Incoming
	for _, e := range hook.Entry {
		for _, m := range e.Messaging {
			id, a := m.activity()
			if a != nil && m.Sender.ID != "" {
				out = append(out, bridge.Incoming{User: m.Sender.ID, ID: id, Account: m.Recipient.ID, Time: time.UnixMilli(m.Timestamp), Activity: a})
			}
		}
	}
	return out, nil
}

func (m received) activity() (id string, a map[string]any) {
	a = map[string]any{"type": "message"}
	switch {
	case m.Message != nil && !m.Message.IsEcho:
		a["text"] = m.Message.Text
		if q := m.Message.QuickReply; q != nil {
			a["value"] = q.Payload
		}
		var files, places []any
		for _, f := range m.Message.Attachments {
			if c := f.Payload.Coordinates; c != nil {
				places = append(places, map[string]any{"type": "Place", "name": f.Title, "geo": map[string]any{"type": "GeoCoordinates", "latitude": c.Lat, "longitude": c.Long}})
				continue
			}
			files = append(files, map[string]any{"contentType": f.Type + "/*", "name": f.Title})
		}
		if len(files) > 0 {
			a["attachments"] = files
		}
		if len(places) > 0 {
			a["entities"] = places
		}
		return m.Message.Mid, a
	case m.Postback != nil:
		a["text"], a["value"] = m.Postback.Title, m.Postback.Payload
		return m.Postback.Mid, a
	case m.Reaction != nil && m.Reaction.Action == "react":
		return m.Reaction.Mid, map[string]any{"type": "messageReaction", "replyToId": m.Reaction.Mid, "reactionsAdded": []any{map[string]any{"type": m.Reaction.Emoji}}}
	}
	return "", nil
}

// outgoing writes the calls for an Activity.
func outgoing(user string, o bridge.Outgoing) ([]any, error) {
	to := map[string]any{"id": user}
	if o.Type == "typing" {
		return []any{map[string]any{"recipient": to, "sender_action": "typing_on"}}, nil
	}
	if o.Type != "message" {
		return nil, nil
	}
	var calls []any
	call := func(message map[string]any) {
		calls = append(calls, map[string]any{"recipient": to, "messaging_type": "RESPONSE", "message": message})
	}
	text, buttons, images := o.Parts()
	for _, u := range images {
		call(map[string]any{"attachment": map[string]any{"type": "image", "payload": map[string]any{"url": u}}})
	}
	pieces := bridge.Pieces(text, maxText)
	if len(buttons) > 0 && len(pieces) == 0 {
		pieces = []string{"…"}
	}
	for i, p := range pieces {
		m := map[string]any{"text": p}
		if i == len(pieces)-1 && len(buttons) > 0 {
			var quick []any
			for _, b := range buttons[:min(len(buttons), maxQuick)] {
				quick = append(quick, map[string]any{"content_type": "text", "title": bridge.Short(b.Title, maxTitle), "payload": bridge.Short(b.Reply(), maxPayload)})
			}
			m["quick_replies"] = quick
		}
		call(m)
	}
	return calls, nil
}

func sent(answer []byte) string {
	var a struct {
		ID string `json:"message_id"`
	}
	_ = json.Unmarshal(answer, &a)
	return a.ID
}
