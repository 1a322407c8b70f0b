package attack_test

import (
	"context"
	"encoding/json"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/ThreeDotsLabs/watermill/message"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/dialogflow"
	kit "github.com/deckname/deckname/channel/internal/adaptertest"
	"github.com/deckname/deckname/channel/rasa"
	"github.com/deckname/deckname/channel/watermill"
)

// Every folder with an adapter has a scene.
func TestEveryAdapterHasAScene(t *testing.T) {
	dirs, err := os.ReadDir("../..")
	require.NoError(t, err)
	for _, d := range dirs {
		if !d.IsDir() || slices.Contains([]string{"internal", "channeltest", "activity", "meta", "otel", "testdata"}, d.Name()) { // no adapters
			continue
		}
		assert.True(t, slices.ContainsFunc(keys(), func(k string) bool { return strings.HasPrefix(k, d.Name()) }), d.Name())
	}
}

func keys() (out []string) {
	for k := range scenes {
		out = append(out, k)
	}
	return out
}

func guardScene(t testing.TB) scene {
	cfg, log := config(t)
	g, err := channel.Guard("chat", cfg, nil)
	require.NoError(t, err)
	say := ""  // what the bot answers; empty: it obeys
	into := "" // the conversation that it answers to
	seen := "" // its view of the conversation
	speak := g(func(ctx context.Context, in channel.Message, reply channel.Sender) error {
		seen = in.Conversation
		text := say
		if text == "" {
			text = kit.Obey(in.Text + " " + in.Name + " " + texts(string(in.Data)))
		}
		return reply(ctx, channel.Message{Conversation: into, Text: text, Name: text, Data: json.RawMessage(`{"x":` + quote(text) + `}`)})
	})
	send := func(from, text, data string) (out string) {
		err := speak(t.Context(), channel.Message{Conversation: from, ID: from, From: from, Name: "Otto", Text: text, Data: json.RawMessage(data)},
			func(_ context.Context, m channel.Message) error { out = m.Text + m.Name + string(m.Data); return nil })
		if err != nil {
			out += err.Error()
		}
		return out
	}
	alias := ""
	return scene{log: log,
		victim:  func(text string) { say, into = "", ""; send(victimID, text, `{}`); alias = seen },
		secrets: func() []string { return []string{alias} },
		attacker: func(a *kit.Attack, wish string) string {
			say, into = "", ""
			return send(attackID, wish, `{"x":`+quote(a.JSON(3))+`,"y":`+a.JSON(3)+`}`)
		},
		bot: func(a *kit.Attack, wish string) string {
			say, into = wish, a.ID()
			return send(attackID, "Hallo", `{}`)
		},
	}
}

func watermillScene(t testing.TB) scene {
	cfg, log := config(t)
	mw, err := watermill.Middleware(cfg, watermill.Config{Name: "queue", ConversationKey: "conversation"})
	require.NoError(t, err)
	say, into, seen := "", "", ""
	handle := mw(func(m *message.Message) ([]*message.Message, error) {
		seen = m.Metadata.Get("conversation")
		text := say
		if text == "" {
			text = kit.Obey(texts(string(m.Payload)))
		}
		out := message.NewMessage("2", []byte(`{"text":`+quote(text)+`}`))
		out.Metadata.Set("note", text)
		if into != "" {
			out.Metadata.Set("conversation", into)
		}
		return message.Messages{out}, nil
	})
	send := func(from, payload string, meta map[string]string) (out string) {
		m := message.NewMessage("1", []byte(payload))
		m.Metadata = message.Metadata{"conversation": from}
		for k, v := range meta {
			m.Metadata.Set(k, v)
		}
		got, err := handle(m)
		for _, g := range got {
			out += string(g.Payload) + g.Metadata.Get("note")
		}
		if err != nil {
			out += err.Error()
		}
		return out
	}
	alias := ""
	return scene{log: log,
		victim:  func(text string) { say, into = "", ""; send(victimID, `{"text":`+quote(text)+`}`, nil); alias = seen },
		secrets: func() []string { return []string{alias} },
		attacker: func(a *kit.Attack, wish string) string {
			say, into = "", ""
			h, v := a.Header()
			return send(attackID, `{"text":`+quote(wish)+`,"data":`+a.JSON(3)+`}`, map[string]string{h: v, "user": a.ID()})
		},
		bot: func(a *kit.Attack, wish string) string {
			say, into = wish, a.ID()
			return send(attackID, `{}`, nil)
		},
	}
}

// A front end names its users' conversations, so the attacker is one of its users: the sender is the front end's word. Without
// the token, and with the front end of another tenant, the victim's identifier is worth nothing.
func rasaScene(t testing.TB) scene {
	cfg, log := config(t)
	var err error
	cfg.Auth, err = channel.BearerTokens("", "", "token of the front end")
	require.NoError(t, err)
	assistant, actions := newSpy(t), newSpy(t)
	front := kit.Gateway(t, rasa.REST(), cfg, kit.Parse(t, assistant.URL)).URL + "/webhooks/rest/webhook"
	other := cfg
	other.Tenant = "another town"
	if other.Auth, err = channel.BearerTokens("", "", "token of another town"); err != nil {
		t.Fatal(err)
	}
	elsewhere := kit.Gateway(t, rasa.REST(), other, kit.Parse(t, assistant.URL)).URL + "/webhooks/rest/webhook"
	p, err := rasa.Action("")
	require.NoError(t, err)
	back := kit.Gateway(t, p, cfg, kit.Parse(t, actions.URL)).URL + "/webhook"
	assistant.answer = func(body string) (string, string) {
		var in struct{ Sender string }
		_ = json.Unmarshal([]byte(body), &in)
		return "application/json", `[{"recipient_id":` + quote(in.Sender) + `,"text":` + quote(kit.Obey(texts(body))) + `}]`
	}
	post := func(address, token, body string, h ...string) string {
		head := map[string]string{"Authorization": "Bearer " + token}
		for i := 0; i+1 < len(h); i += 2 {
			head[h[i]] = h[i+1]
		}
		_, _, out := kit.Do(t, kit.Call{URL: address, Body: body, Header: head})
		return out
	}
	alias := ""
	return scene{log: log,
		victim: func(text string) {
			post(front, "token of the front end", `{"sender":"`+victimID+`","message":`+quote(text)+`}`)
			var in struct{ Sender string }
			_ = json.Unmarshal([]byte(assistant.body()), &in)
			alias = in.Sender
		},
		secrets: func() []string { return []string{alias} },
		attacker: func(a *kit.Attack, wish string) string {
			h, v := a.Header()
			own := post(front, "token of the front end", `{"sender":"`+attackID+`","message":`+quote(wish)+`,"metadata":`+a.JSON(3)+`}`, h, v)
			return own + post(front, ascii(a.ID()), `{"sender":`+quote(a.ID())+`,"message":`+quote(wish)+`}`) +
				post(elsewhere, "token of another town", `{"sender":`+quote(a.ID())+`,"message":`+quote(wish)+`}`, h, v)
		},
		bot: func(a *kit.Attack, wish string) string { // without the action server's token
			return post(back, ascii(a.ID()), `{"sender_id":`+quote(a.ID())+`,"tracker":{"latest_message":{"text":`+quote(wish)+`}}}`) + actions.foreign(nobody)
		},
	}
}

func dialogflowScene(t testing.TB) scene {
	cfg, log := config(t)
	agent := newSpy(t)
	gateway := func(cfg channel.Config, token string) string {
		auth, err := channel.BearerTokens("", "", token)
		require.NoError(t, err)
		p, err := dialogflow.Detect(dialogflow.Config{Aliases: cfg.Aliases, Client: auth, Google: auth})
		require.NoError(t, err)
		return kit.Gateway(t, p, cfg, kit.Parse(t, agent.URL)).URL + "/v2/projects/p/agent/sessions/"
	}
	front := gateway(cfg, "token of the front end")
	cfg.Tenant = "another town"
	elsewhere := gateway(cfg, "token of another town")
	agent.answer = func(body string) (string, string) {
		text := quote(kit.Obey(texts(body)))
		return "application/json", `{"queryResult":{"queryText":` + text + `,"parameters":{"x":` + text + `},"fulfillmentText":` + text + `}}`
	}
	post := func(base, token, session, text, payload string) string {
		_, _, out := kit.Do(t, kit.Call{URL: base + url.PathEscape(session) + ":detectIntent", Header: map[string]string{"Authorization": "Bearer " + token},
			Body: `{"queryInput":{"text":{"text":` + quote(text) + `,"languageCode":"de"}},"queryParams":{"payload":` + payload + `}}`})
		return out
	}
	return scene{log: log,
		victim:  func(text string) { post(front, "token of the front end", victimID, text, `{}`) },
		secrets: func() []string { return []string{"projects/p/agent/sessions/" + victimID} },
		attacker: func(a *kit.Attack, wish string) string {
			return post(front, "token of the front end", attackID, wish, a.JSON(3)) + post(front, "x", a.ID(), wish, `{}`) + post(elsewhere, "token of another town", a.ID(), wish, a.JSON(3))
		},
	}
}
