package attack_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/botframework"
	"github.com/deckname/deckname/channel/bridge"
	"github.com/deckname/deckname/channel/directline"
	kit "github.com/deckname/deckname/channel/internal/adaptertest"
	"github.com/deckname/deckname/channel/messenger"
	"github.com/deckname/deckname/channel/whatsapp"
)

// The attacker has a token of his own, bends it, asks for the victim's conversation, its stream, its activities since any watermark.
func directlineScene(t testing.TB) scene {
	cfg, log := config(t)
	say := ""
	s, err := directline.New(directline.Config{Gateway: cfg, TokenKey: []byte(strings.Repeat("k", 32)), DangerouslyOpen: true, Logger: cfg.Logger, MaxActivities: 2,
		Bot: func(ctx context.Context, in channel.Message, reply channel.Sender) error {
			text := say
			if text == "" {
				text = kit.Obey(in.Text + " " + in.Name + " " + texts(string(in.Data)))
			}
			return reply(ctx, channel.Message{Text: text, Data: json.RawMessage(`{"type":"message","value":{"x":` + quote(text) + `}}`)})
		}})
	require.NoError(t, err)
	srv := httptest.NewServer(s)
	t.Cleanup(srv.Close)
	do := func(method, path, token, body string, h ...string) string {
		head := map[string]string{}
		if token != "" {
			head["Authorization"] = "Bearer " + token
		}
		for i := 0; i+1 < len(h); i += 2 {
			head[h[i]] = h[i+1]
		}
		_, _, out := kit.Do(t, kit.Call{Method: method, URL: srv.URL + "/v3/directline" + path, Body: body, Header: head})
		return out
	}
	type conversation struct{ ConversationID, Token, StreamURL string }
	start := func() (c conversation) {
		require.NoError(t, json.Unmarshal([]byte(do("POST", "/conversations", "", "")), &c))
		return c
	}
	victim, own := start(), start()
	stream, _, err := websocket.Dial(t.Context(), own.StreamURL, nil)
	require.NoError(t, err)
	stream.SetReadLimit(16 << 20)
	t.Cleanup(func() { _ = stream.CloseNow() })
	read := func() string {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		_, b, _ := stream.Read(ctx)
		return string(b)
	}
	activities := func(id string) string { return "/conversations/" + url.PathEscape(id) + "/activities" }
	return scene{log: log,
		victim: func(text string) {
			do("POST", activities(victim.ConversationID), victim.Token, `{"type":"message","from":{"id":"v"},"text":`+quote(text)+`}`)
		},
		secrets: func() []string {
			return []string{victim.ConversationID, victim.ConversationID + "|0000001", victim.Token[:len(victim.Token)-5]}
		},
		attacker: func(a *kit.Attack, wish string) string {
			h, v := a.Header()
			id := a.ID()
			body := `{"type":"message","from":{"id":` + quote(id) + `,"name":` + quote(a.Placeholder()) + `},"conversation":{"id":` + quote(id) + `},"id":` + quote(a.ID()) + `,"replyToId":` + quote(a.ID()) +
				`,"text":` + quote(wish) + `,"channelData":` + a.JSON(2) + `,"value":` + quote(a.JSON(2)) + `}`
			out := do("POST", activities(own.ConversationID), own.Token, body, h, v) + read()
			if strings.Contains(out, `"code"`) {
				return out
			}
			out += do("GET", activities(own.ConversationID)+"?watermark=0&conversation="+url.QueryEscape(id), own.Token, "", h, v)
			forged := strings.Replace(own.Token, own.ConversationID, victim.ConversationID, 1)
			for _, token := range []string{own.Token, forged, ascii(a.ID()), strings.TrimSuffix(victim.Token, victim.Token[len(victim.Token)-1:])} {
				out += do("GET", activities(victim.ConversationID)+"?watermark=0", token, "", h, v)
			}
			out += do("GET", activities(id), own.Token, "") + do("GET", "/conversations/"+url.PathEscape(id), own.Token, "") +
				do("GET", "/conversations/"+victim.ConversationID+"/stream?watermark=0&t="+url.QueryEscape(forged), "", "") +
				do("GET", "/conversations/"+url.PathEscape(id)+"/stream?t="+url.QueryEscape(own.Token), "", "") +
				do("POST", "/tokens/refresh", forged, "") + do("POST", activities(victim.ConversationID), own.Token, body)
			return out
		},
		bot: func(a *kit.Attack, wish string) string { // speaks by itself, into conversations that it names
			id, err := s.Reply(t.Context(), own.ConversationID, channel.Message{Conversation: a.ID(), Text: wish})
			if err != nil {
				id = err.Error()
			}
			if _, err := s.Reply(t.Context(), own.ConversationID, channel.Message{Text: wish, Data: json.RawMessage(a.JSON(2))}); err == nil {
				id += read()
			}
			return id
		},
	}
}

// One bot with its own credential behind the gateway; the attacker talks to it, then it is the attacker.
func botframeworkScene(t testing.TB) scene {
	cfg, log := config(t)
	bot, service := newSpy(t), newSpy(t)
	auth := func(token string) channel.Authenticator {
		a, err := channel.BearerTokens("", "", token)
		require.NoError(t, err)
		return a
	}
	f, err := botframework.New(botframework.Config{AppID: "app", URL: "http://gateway.example/bf", ServiceHosts: []string{"127.0.0.1"}, DangerouslyAllowHTTP: true})
	require.NoError(t, err)
	cfg.Auth = auth("platform")
	in := kit.Gateway(t, f.Inbound(), cfg, kit.Parse(t, bot.URL)).URL
	h, err := f.Connector(cfg, auth("bot"), nil)
	require.NoError(t, err)
	connector := httptest.NewServer(h)
	t.Cleanup(connector.Close)
	send := func(token, from, text, data string) string {
		_, _, out := kit.Do(t, kit.Call{URL: in + "/api/messages", Header: map[string]string{"Authorization": "Bearer " + token},
			Body: `{"type":"message","id":"m-` + from + `","channelId":"webchat","serviceUrl":` + quote(service.URL+"/svc") + `,"text":` + quote(text) + `,"channelData":` + data + `,"value":` + quote(data) +
				`,"from":{"id":` + quote(from) + `},"recipient":{"id":"bot"},"conversation":{"id":` + quote(from) + `}}`})
		return out
	}
	return activityScene(t, log, bot, service, path, connector.URL, "bot", send)
}

// activityScene is for bots that answer with Activities of the Bot Framework.
func activityScene(t testing.TB, log *kit.Log, bot, service *spy, to func(uri, body string) string, connector, token string, send func(token, from, text, data string) string) scene {
	type activity struct {
		ID           string
		From         struct{ ID string }
		Conversation struct{ ID string }
	}
	read := func() (a activity) {
		_ = json.Unmarshal([]byte(bot.body()), &a)
		return a
	}
	reply := func(token, conversation, activity, body string) string {
		_, _, out := kit.Do(t, kit.Call{URL: connector + "/v3/conversations/" + url.PathEscape(conversation) + "/activities/" + url.PathEscape(activity), Body: body,
			Header: map[string]string{"Authorization": "Bearer " + token}})
		return out
	}
	var victim, own activity
	return scene{log: log,
		victim: func(text string) {
			send("platform", victimID, text, `{}`)
			victim = read()
			service.foreign(to)
		},
		secrets: func() []string { return []string{victim.Conversation.ID, victim.ID, victim.From.ID} },
		attacker: func(a *kit.Attack, wish string) string {
			out := send("platform", attackID, wish, a.JSON(3))
			own = read()
			said := quote(kit.Obey(texts(bot.body())))
			out += reply(token, own.Conversation.ID, own.ID, `{"type":"message","text":`+said+`,"conversation":{"id":`+quote(own.Conversation.ID)+`},"channelData":{"x":`+said+`}}`)
			return out + send(ascii(a.ID()), victimID, wish, `{}`) + reply(ascii(a.ID()), victim.Conversation.ID, victim.ID, `{"type":"message","text":"[PERSON_1]"}`) + service.foreign(to)
		},
		bot: func(a *kit.Attack, wish string) string {
			if own.Conversation.ID == "" {
				send("platform", attackID, "Hallo", `{}`)
				own = read()
			}
			a.Own(own.Conversation.ID)
			text := quote(wish)
			for _, c := range []struct{ path, body string }{
				{own.Conversation.ID, victim.Conversation.ID}, {own.Conversation.ID, a.ID()}, {a.ID(), own.Conversation.ID},
			} {
				reply(token, c.path, a.ID(), `{"type":"message","text":`+text+`,"conversation":{"id":`+quote(c.body)+`},"recipient":{"id":`+quote(a.ID())+`},"replyToId":`+quote(a.ID())+
					`,"channelData":`+a.JSON(2)+`,"attachments":[{"contentType":"application/vnd.microsoft.card.hero","content":{"title":`+text+`}}]}`)
			}
			return service.foreign(to)
		},
	}
}

func bridgeWhatsAppScene(t testing.TB) scene {
	cfg, log := config(t)
	bot, graph := newSpy(t), newSpy(t)
	b := bridgeConfig(t, bot)
	b.Account = "106540352242922"
	h, err := whatsapp.NewBridge(whatsapp.Config{AppSecret: []byte("secret"), VerifyToken: "word", PlatformToken: "meta", Graph: kit.Parse(t, graph.URL)}, b, cfg)
	require.NoError(t, err)
	return bridgeScene(t, log, bot, graph, field("to"), h, func(from, text, data string) string {
		return `{"object":"w","entry":[{"id":"1","changes":[{"field":"messages","value":{"contacts":[{"wa_id":"` + from + `","profile":{"name":"Otto"}}],"messages":[{"from":"` + from + `","id":"w` + from + `","timestamp":"1767322800","type":"text","text":{"body":` + quote(text) + `}},
			{"from":"` + from + `","id":"x` + from + `","timestamp":"1767322801","type":"interactive","interactive":{"type":"nfm_reply","nfm_reply":{"response_json":` + quote(data) + `,"body":"Sent","name":"flow"}}}]}}]}]}`
	})
}

func bridgeMessengerScene(t testing.TB) scene {
	cfg, log := config(t)
	bot, graph := newSpy(t), newSpy(t)
	h, err := messenger.NewBridge(messenger.Config{AppSecret: []byte("secret"), VerifyToken: "word", PlatformToken: "meta", Graph: kit.Parse(t, graph.URL)}, bridgeConfig(t, bot), cfg)
	require.NoError(t, err)
	return bridgeScene(t, log, bot, graph, func(_, body string) string { return dig(body, "recipient", "id") }, h, func(from, text, data string) string {
		return `{"object":"page","entry":[{"id":"1","time":1,"messaging":[{"sender":{"id":"` + from + `"},"recipient":{"id":"1"},"timestamp":1767322800000,"message":{"mid":"m_` + from + `","text":` + quote(text) + `,"quick_reply":{"payload":` + quote(data) + `}}}]}]}`
	})
}

func bridgeConfig(t testing.TB, bot *spy) bridge.Config {
	auth, err := channel.BearerTokens("", "", "bot")
	require.NoError(t, err)
	return bridge.Config{URL: "https://gateway.example", Bot: kit.Parse(t, bot.URL).JoinPath("api", "messages"), Auth: auth}
}

func bridgeScene(t testing.TB, log *kit.Log, bot, graph *spy, to func(uri, body string) string, h http.Handler, hook func(from, text, data string) string) scene {
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return activityScene(t, log, bot, graph, to, s.URL, "bot", func(token, from, text, data string) string {
		if !json.Valid([]byte(data)) {
			data = "{}"
		}
		body := hook(from, text, data)
		secret := "secret"
		if token != "platform" {
			secret = token
		}
		_, _, out := kit.Do(t, kit.Call{URL: s.URL + "/webhook", Body: body, Header: map[string]string{"X-Hub-Signature-256": "sha256=" + kit.HMAC(secret, body)}})
		return out
	})
}

// botEcho is a bot that repeats what it hears.
func botEcho(ctx context.Context, in channel.Message, reply channel.Sender) error {
	return reply(ctx, channel.Message{Text: in.Text})
}
