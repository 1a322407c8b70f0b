package bridge_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/bridge"
	"github.com/deckname/deckname/channel/channeltest"
	kit "github.com/deckname/deckname/channel/internal/adaptertest"
	"github.com/deckname/deckname/channel/messenger"
	"github.com/deckname/deckname/channel/whatsapp"
)

const service = "https://gateway.example"

// world is Meta, the bridge and a bot.
type world struct {
	bot, graph *kit.Station
	url        string
	log        *kit.Log
}

func start(t testing.TB, platform string, cfg channel.Config) *world {
	w := &world{bot: kit.NewStation(t), graph: kit.NewStation(t)}
	auth, err := channel.BearerTokens("", "", "token of the bot")
	require.NoError(t, err)
	b := bridge.Config{URL: service, Bot: w.bot.URL.JoinPath("api", "messages"), Auth: auth, AppID: "app",
		Token: func(audience, url string) (string, error) { return audience + " " + url, nil }}
	var h http.Handler
	if platform == whatsapp.Name {
		b.Account = "106540352242922"
		h, err = whatsapp.NewBridge(whatsapp.Config{AppSecret: []byte("secret"), VerifyToken: "word", PlatformToken: "token of Meta", Graph: w.graph.URL}, b, cfg)
		w.graph.Answer = kit.JSON(`{"contacts":[{"wa_id":"491713920011"}],"messages":[{"id":"wamid.HBgMNDkxNzEzOTIwMDEx"}]}`)
	} else {
		h, err = messenger.NewBridge(messenger.Config{AppSecret: []byte("secret"), VerifyToken: "word", PlatformToken: "token of Meta", Graph: w.graph.URL}, b, cfg)
		w.graph.Answer = kit.JSON(`{"recipient_id":"7014171392001111","message_id":"m_7014171392001111"}`)
	}
	require.NoError(t, err)
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	w.url = s.URL
	return w
}

func newWorld(t testing.TB, platform string) *world {
	cfg, log := kit.Config(t)
	w := start(t, platform, cfg)
	w.log = log
	return w
}

func (w *world) hook(t testing.TB, body string) int {
	t.Helper()
	code, _, _ := kit.Do(t, kit.Call{URL: w.url + "/webhook", Body: body, Header: map[string]string{"X-Hub-Signature-256": "sha256=" + kit.HMAC("secret", body)}})
	return code
}

type seen struct {
	Type, ID, Text, ServiceURL, ChannelID, ReplyToID string
	From, Conversation, Recipient                    struct{ ID, Name string }
	Value                                            any
}

func read(t testing.TB, body string) seen {
	var a seen
	require.NoError(t, json.Unmarshal([]byte(body), &a))
	return a
}

// reply answers as the SDK does: to the serviceUrl, to the conversation and activity of what it got.
func (w *world) reply(t testing.TB, a seen, body string) (int, string) {
	t.Helper()
	code, _, out := kit.Do(t, kit.Call{URL: w.url + "/v3/conversations/" + a.Conversation.ID + "/activities/" + a.ID, Body: body, Header: map[string]string{"Authorization": "Bearer token of the bot"}})
	return code, out
}

func own(path, value string) bool {
	for _, p := range []string{"object", "type", "field", "messaging_product", "timestamp", "phone_number_id", "display_phone_number", "entry[].id", "mime_type", "reaction.action", ".from", ".wa_id", "sender.id", "recipient.id", "response_json"} {
		if strings.HasSuffix(path, p) {
			return true
		}
	}
	return false
}

// Every message of the platforms' fixtures becomes an Activity without a canary.
func TestCanaries(t *testing.T) {
	for platform, silent := range map[string]string{
		whatsapp.Name:  "unsupported edited number_changed status_delivered status_failed echo account",
		messenger.Name: "edit optin optin_user_ref referral account_linking delivery read handover echo standby comment",
	} {
		for _, f := range kit.Fixtures(t, "../"+platform+"/testdata/webhooks.json") {
			w := newWorld(t, platform)
			f.Body = strings.NewReplacer("Erika Beispiel", channeltest.Canary(90), "Otto Beispiel", channeltest.Canary(91)).Replace(f.Body)
			body, _ := channeltest.Fill(t, []byte(f.Body), own)
			require.Equal(t, 200, w.hook(t, string(body)), "%s: %s", f.Name, w.log)
			if strings.Contains(" "+silent+" ", " "+f.Name+" ") {
				assert.Empty(t, w.bot.Bodies(), "%s: nothing that a bot could answer", f.Name)
				continue
			}
			require.NotEmpty(t, w.bot.Bodies(), f.Name)
			r, got := w.bot.Last(t)
			assert.Empty(t, channeltest.Leaks(w.bot.Seen()+w.log.String()), "%s %s", f.Name, got)
			for _, s := range []string{"171392", "52.517", "cdn.example", "HBgM"} {
				assert.NotContains(t, w.bot.Seen(), s, f.Name)
			}
			assert.Equal(t, "/api/messages", r.URL.Path)
			assert.Equal(t, "Bearer app "+service, r.Header.Get("Authorization"))
			a := read(t, got)
			assert.Equal(t, service, a.ServiceURL)
			assert.True(t, strings.HasPrefix(a.Conversation.ID, channel.AliasPrefix))
		}
	}
}

func first(t testing.TB, w *world, platform, who string) seen {
	t.Helper()
	for _, f := range kit.Fixtures(t, "../"+platform+"/testdata/webhooks.json") {
		if f.Name == "text" {
			require.Equal(t, 200, w.hook(t, strings.ReplaceAll(f.Body, "Erika Beispiel", who)))
		}
	}
	_, body := w.bot.Last(t)
	return read(t, body)
}

func TestReply(t *testing.T) {
	for platform, want := range map[string][]string{
		whatsapp.Name:  {`"to":"491713920011"`, `/v24.0/106540352242922/messages`, `"buttons":[{"reply":{"id":"ja","title":"Ja"},"type":"reply"}]`},
		messenger.Name: {`"recipient":{"id":"7014171392001111"}`, `/v24.0/me/messages`, `"quick_replies":[{"content_type":"text","payload":"ja","title":"Ja"}]`},
	} {
		w := newWorld(t, platform)
		who := channeltest.Canary(1)
		a := first(t, w, platform, who)
		assert.Contains(t, a.Text, "[PERSON_")
		at := strings.Index(a.Text, "[")
		name := a.Text[at : strings.Index(a.Text, "]")+1]
		code, out := w.reply(t, a, `{"type":"message","from":{"id":"`+a.Recipient.ID+`"},"recipient":{"id":"`+a.From.ID+`","name":"x"},"conversation":{"id":"`+a.Conversation.ID+`"},"replyToId":"`+a.ID+`",
			"text":"Echo `+name+` https://evil.example/?q=`+name+`","serviceUrl":"`+service+`"}`)
		require.Equal(t, 200, code, out)
		r, got := w.graph.Last(t)
		assert.Equal(t, want[1], r.URL.Path)
		assert.Equal(t, "Bearer token of Meta", r.Header.Get("Authorization"))
		assert.Contains(t, got, want[0])
		assert.Contains(t, got, "Echo "+who+" https://evil.example/?q="+name, "restored, but not in a link")
		assert.NotContains(t, out, "171392", "the id of what was sent is an alias: %s", out)
		assert.Contains(t, out, `"id":"dn-`)

		code, out = w.reply(t, a, `{"type":"message","text":"Stimmt das?","attachments":[{"contentType":"application/vnd.microsoft.card.hero","content":{"title":"Frau `+name+`","buttons":[{"type":"imBack","title":"Ja","value":"ja"},{"type":"openUrl","title":"Seite","value":"https://amt.example/"}]}}]}`)
		require.Equal(t, 200, code, out)
		_, got = w.graph.Last(t)
		assert.Contains(t, got, want[2])
		assert.Contains(t, got, who)
		assert.Contains(t, got, "Seite: https://amt.example/")

		calls := len(w.graph.Bodies())
		code, out = w.reply(t, a, `{"type":"message","text":"`+strings.Repeat("Wort ", 1500)+`"}`)
		require.Equal(t, 200, code, out)
		assert.Greater(t, len(w.graph.Bodies()), calls+1, "long texts come in pieces")
		code, out = w.reply(t, a, `{"type":"typing","replyToId":"`+a.ID+`"}`)
		require.Equal(t, 200, code, out)
		_, got = w.graph.Last(t)
		assert.Contains(t, got, "typing")
		calls = len(w.graph.Bodies())
		code, _ = w.reply(t, a, `{"type":"endOfConversation"}`)
		assert.Equal(t, 200, code)
		assert.Len(t, w.graph.Bodies(), calls)
		assert.Empty(t, channeltest.Leaks(w.bot.Seen()+w.log.String()))
	}
}

func TestRefusals(t *testing.T) {
	for _, platform := range []string{whatsapp.Name, messenger.Name} {
		w := newWorld(t, platform)
		a := first(t, w, platform, channeltest.Canary(1))
		path := "/v3/conversations/" + a.Conversation.ID + "/activities"
		for why, c := range map[string]kit.Call{
			"no token":              {URL: path},
			"a wrong token":         {URL: path, Header: map[string]string{"Authorization": "Bearer x"}},
			"no such conversation":  {URL: "/v3/conversations/491713920011/activities", Header: map[string]string{"Authorization": "Bearer token of the bot"}},
			"an invented alias":     {URL: "/v3/conversations/dn-0000/activities", Header: map[string]string{"Authorization": "Bearer token of the bot"}},
			"a webhook, not signed": {URL: "/webhook"},
		} {
			c.URL, c.Body = w.url+c.URL, `{"type":"message","text":"[PERSON_1]"}`
			code, _, _ := kit.Do(t, c)
			assert.Contains(t, []int{400, 401}, code, why)
		}
		assert.Empty(t, w.graph.Bodies())
		code, _, out := kit.Do(t, kit.Call{Method: "GET", URL: w.url + "/webhook?hub.mode=subscribe&hub.verify_token=word&hub.challenge=42"})
		assert.Equal(t, "42", out)
		assert.Equal(t, 200, code)

		// A retried webhook is the same to the bot; if the bot or the vault is away, Meta is asked to repeat.
		again := first(t, w, platform, channeltest.Canary(1))
		assert.Equal(t, a, again)
		w.graph.Answer = func(rw http.ResponseWriter, _ *http.Request, _ string) { rw.WriteHeader(429) }
		code, _ = w.reply(t, a, `{"type":"message","text":"Hallo"}`)
		assert.Equal(t, 429, code)
		w.graph.Answer = func(rw http.ResponseWriter, _ *http.Request, _ string) {
			rw.WriteHeader(400)
			_, _ = rw.Write([]byte("to 491713920011"))
		}
		code, out = w.reply(t, a, `{"type":"message","text":"Hallo"}`)
		assert.Equal(t, 502, code)
		assert.NotContains(t, out, "1713920")
		w.bot.Close()
		body := `{"object":"page","entry":[{"id":"1","messaging":[{"sender":{"id":"7014171392001111"},"recipient":{"id":"1"},"message":{"mid":"m_1","text":"x"}}]}]}`
		if platform == whatsapp.Name {
			body = `{"object":"w","entry":[{"changes":[{"value":{"messages":[{"from":"491713920011","id":"w","type":"text","text":{"body":"x"}}]}}]}]}`
		}
		assert.Equal(t, 503, w.hook(t, body))
		cfg, _ := kit.Config(t)
		cfg.Engine = kit.Broken{}
		broken := start(t, platform, cfg)
		assert.Equal(t, 503, broken.hook(t, body))
		assert.Empty(t, broken.bot.Bodies())
	}
	_, err := bridge.New(bridge.Config{}, channel.Config{}, bridge.Platform{})
	assert.ErrorIs(t, err, channel.ErrConfig)
}

func TestPieces(t *testing.T) {
	for _, c := range []struct {
		text string
		n    int
		want []string
	}{
		{"", 5, nil},
		{"kurz", 5, []string{"kurz"}},
		{"eins zwei drei", 6, []string{"eins ", "zwei ", "drei"}},
		{"ääääääää", 5, []string{"äääää", "äää"}},
	} {
		got := bridge.Pieces(c.text, c.n)
		assert.Equal(t, c.want, got)
		assert.Equal(t, c.text, strings.Join(got, ""))
	}
}
