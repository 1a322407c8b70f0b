package whatsapp

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/bridge"
	"github.com/deckname/deckname/channel/meta"
)

// Limits of the Cloud API, in characters.
const (
	maxText   = 4096
	maxBody   = 1024 // of a message with buttons
	maxTitle  = 20
	maxRow    = 24
	maxReply  = 200
	maxPress  = 3
	maxChoice = 10
)

// NewBridge returns the handler of a bot of the Bot Framework on WhatsApp: Meta's webhook at cfg.WebhookPath, the bot's
// replies below /v3. b.Account is the id of the telephone number. cfg.BotToken is not used, PlatformToken is required.
func NewBridge(cfg Config, b bridge.Config, gateway channel.Config) (http.Handler, error) {
	return meta.NewBridge(cfg, b, gateway, meta.Platform{Name: Name, ChannelID: Name, Sender: Sender, Read: incoming, Write: outgoing, Sent: sent})
}

type media struct {
	Caption, Filename string
	MIME              string `json:"mime_type"`
}

type choice struct{ ID, Title string }

type received struct {
	From, ID, Type, Timestamp     string
	FromUserID                    string `json:"from_user_id"`
	Text                          struct{ Body string }
	Button                        struct{ Text, Payload string }
	Image, Video, Audio, Document *media
	Sticker, Voice                *media
	Reaction                      struct {
		MessageID string `json:"message_id"`
		Emoji     string
	}
	Location *struct {
		Latitude, Longitude float64
		Name, Address       string
	}
	Order    json.RawMessage
	Contacts []struct {
		Name struct {
			FormattedName string `json:"formatted_name"`
		}
		Phones []struct{ Phone string }
		Emails []struct{ Email string }
	}
	Interactive struct {
		Button *choice `json:"button_reply"`
		List   *choice `json:"list_reply"`
		Flow   *struct {
			Body     string
			Response string `json:"response_json"`
		} `json:"nfm_reply"`
	}
}

// incoming reads the messages of a webhook. States of sent messages and what Meta says to the business are left out.
func incoming(body []byte) ([]bridge.Incoming, error) {
	var hook struct {
		Entry []struct {
			Changes []struct {
				Value struct {
					Metadata struct {
						Number string `json:"phone_number_id"`
					}
					Contacts []struct {
						Profile struct{ Name string }
						WaID    string `json:"wa_id"`
						UserID  string `json:"user_id"`
					}
					Messages []received
				}
			}
		}
	}
	if err := json.Unmarshal(body, &hook); err != nil {
		return nil, err
	}
	var out []bridge.Incoming
	for _, e := range hook.Entry {
		for _, c := range e.Changes {
			for _, m := range c.Value.Messages {
				in := bridge.Incoming{User: m.From, ID: m.ID, Account: c.Value.Metadata.Number, Activity: m.activity()}
				if in.User == "" {
					in.User = m.FromUserID
				}
				if sec, err := strconv.ParseInt(m.Timestamp, 10, 64); err == nil {
					in.Time = time.Unix(sec, 0)
				}
				for _, k := range c.Value.Contacts {
					if in.User == k.WaID || in.User == k.UserID {
						in.Name = k.Profile.Name
					}
				}
				if in.Activity != nil && in.User != "" {
					out = append(out, in)
				}
			}
		}
	}
	return out, nil
}

// activity returns what the message says, nil if nothing that a bot could answer.
func (m received) activity() map[string]any {
	a := map[string]any{"type": "message"}
	press := func(c *choice) {
		if c != nil {
			a["text"], a["value"] = c.Title, c.ID
		}
	}
	switch m.Type {
	case "text":
		a["text"] = m.Text.Body
	case "button":
		a["text"], a["value"] = m.Button.Text, m.Button.Payload
	case "interactive":
		press(m.Interactive.Button)
		press(m.Interactive.List)
		if f := m.Interactive.Flow; f != nil {
			a["text"] = f.Body
			var v any
			if json.Unmarshal([]byte(f.Response), &v) == nil {
				a["value"] = v
			}
		}
	case "reaction":
		return map[string]any{"type": "messageReaction", "replyToId": m.Reaction.MessageID, "reactionsAdded": []any{map[string]any{"type": m.Reaction.Emoji}}}
	case "order":
		a["value"] = m.Order
	case "location":
		if m.Location == nil {
			return nil
		}
		a["entities"] = []any{map[string]any{"type": "Place", "name": m.Location.Name, "address": m.Location.Address,
			"geo": map[string]any{"type": "GeoCoordinates", "latitude": m.Location.Latitude, "longitude": m.Location.Longitude}}}
	case "contacts":
		var cards []any
		for _, c := range m.Contacts {
			card := map[string]any{"name": c.Name.FormattedName}
			phones, emails := []string{}, []string{}
			for _, p := range c.Phones {
				phones = append(phones, p.Phone)
			}
			for _, e := range c.Emails {
				emails = append(emails, e.Email)
			}
			card["phones"], card["emails"] = phones, emails
			cards = append(cards, map[string]any{"contentType": "text/vcard", "content": map[string]any{"contact": card}})
		}
		a["attachments"] = cards
	default:
		for _, f := range []*media{m.Image, m.Video, m.Audio, m.Document, m.Sticker, m.Voice} {
			if f != nil {
				a["text"] = f.Caption
				a["attachments"] = []any{map[string]any{"contentType": f.MIME, "name": f.Filename}}
				return a
			}
		}
		return nil
	}
	return a
}

// outgoing writes the calls for an Activity.
func outgoing(user string, o bridge.Outgoing) ([]any, error) {
	if o.Type == "typing" {
		if o.ReplyToID == "" {
			return nil, nil
		}
		return []any{map[string]any{"messaging_product": "whatsapp", "status": "read", "message_id": o.ReplyToID, "typing_indicator": map[string]any{"type": "text"}}}, nil
	}
	if o.Type != "message" {
		return nil, nil
	}
	var calls []any
	call := func(kind string, body any) {
		m := map[string]any{"messaging_product": "whatsapp", "recipient_type": "individual", "to": user, "type": kind, kind: body}
		if strings.Trim(user, "0123456789") != "" { // a business-scoped user id
			delete(m, "to")
			m["recipient"] = user
		}
		calls = append(calls, m)
	}
	text, buttons, images := o.Parts()
	for _, link := range images {
		call("image", map[string]any{"link": link})
	}
	pieces := bridge.Pieces(text, maxText)
	if len(buttons) > 0 && len(buttons) <= maxChoice {
		pieces = bridge.Pieces(text, maxBody)
		if len(pieces) == 0 {
			pieces = []string{"…"}
		}
		last := len(pieces) - 1
		for _, p := range pieces[:last] {
			call("text", map[string]any{"body": p})
		}
		call("interactive", interactive(pieces[last], buttons))
		return calls, nil
	}
	for _, p := range pieces {
		call("text", map[string]any{"body": p})
	}
	for _, b := range buttons {
		call("text", map[string]any{"body": b.Title})
	}
	return calls, nil
}

// interactive is up to three buttons, or a list of up to ten.
func interactive(text string, buttons []bridge.Button) any {
	body := map[string]any{"text": text}
	var list []any
	if len(buttons) <= maxPress {
		for _, b := range buttons {
			list = append(list, map[string]any{"type": "reply", "reply": map[string]any{"id": bridge.Short(b.Reply(), maxReply), "title": bridge.Short(b.Title, maxTitle)}})
		}
		return map[string]any{"type": "button", "body": body, "action": map[string]any{"buttons": list}}
	}
	for _, b := range buttons {
		list = append(list, map[string]any{"id": bridge.Short(b.Reply(), maxReply), "title": bridge.Short(b.Title, maxRow)})
	}
	return map[string]any{"type": "list", "body": body, "action": map[string]any{"button": "Auswählen", "sections": []any{map[string]any{"rows": list}}}}
}

func sent(answer []byte) string {
	var a struct{ Messages []struct{ ID string } }
	if json.Unmarshal(answer, &a) != nil || len(a.Messages) == 0 {
		return ""
	}
	return a.Messages[0].ID
}
