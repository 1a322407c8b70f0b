package messenger_test

import (
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
	"github.com/deckname/deckname/channel/messenger"
)

const (
	psid = "7014171392001111"
	page = "102290129340398"
)

// world is Meta, the gateway and a bot.
type world struct{ *kit.Meta }

func protocol(t testing.TB, graph *kit.Station, bot string) channel.Protocol {
	p, err := messenger.New(messenger.Config{AppSecret: []byte(kit.AppSecret), BotSecret: []byte(bot), VerifyToken: "word",
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
	return w.Send(t, "/v24.0/me/messages", body)
}

// own are values that decide nothing personal: what the operator or the protocol says.
func own(path, value string) bool {
	return path == "object" || path == "entry[].id" || path == "entry[].changes[].field" || value == page
}

// What Meta sends of every kind, with a canary in every string: nothing of it reaches the bot or the log.
func TestCanaries(t *testing.T) {
	for _, f := range kit.Fixtures(t, "testdata/webhooks.json") {
		t.Run(f.Name, func(t *testing.T) {
			w := newWorld(t)
			body, canaries := channeltest.Fill(t, []byte(f.Body), own)
			require.NotEmpty(t, canaries)
			require.Equal(t, 200, w.Hook(t, string(body)), w.Log)
			require.Len(t, w.Bot.Bodies(), 1, w.Log)
			assert.Empty(t, channeltest.Leaks(w.Bot.Seen()+w.Log.String()), w.Bot.Bodies()[0])
			r, got := w.Bot.Last(t)
			assert.Equal(t, "sha256="+kit.HMAC(kit.BotSecret, got), r.Header.Get("X-Hub-Signature-256"))
			assert.Empty(t, r.Header.Get("X-Hub-Signature"), "the SHA-1 of the old body")
			assert.Equal(t, -1, strings.IndexFunc(got, func(r rune) bool { return r >= 0x80 }), "ASCII only")
		})
	}
}

// Identifiers of users are in no form in what the bot sees.
func TestIdentifiers(t *testing.T) {
	for _, f := range kit.Fixtures(t, "testdata/webhooks.json") {
		w := newWorld(t)
		require.Equal(t, 200, w.Hook(t, f.Body))
		for _, s := range []string{"7014171392", "6913920011", "ref-1713920", "52.517", "13.388", "cdn.example", "wit$contact", "referer_uri", "permalink"} {
			assert.NotContains(t, w.Bot.Seen(), s, f.Name)
		}
		assert.Contains(t, w.Bot.Seen(), page, "the bot knows its own page")
	}
}

// If nothing is found and identifiers stay, the bot gets the bytes and the signature that Meta made.
func TestIdentity(t *testing.T) {
	for _, f := range kit.Fixtures(t, "testdata/webhooks.json") {
		want := f.Body
		switch f.Name { // what is dropped or rounded always
		case "attachments", "comment", "postback", "referral":
			continue
		case "text":
			want = want[:strings.Index(want, `, "nlp"`)] + "}}]}]}"
		}
		w := start(t, kit.Silent(), &kit.Log{}, kit.AppSecret)
		require.Equal(t, 200, w.Hook(t, f.Body), f.Name)
		r, got := w.Bot.Last(t)
		assert.Equal(t, want, got, f.Name)
		assert.Equal(t, "sha256="+kit.HMAC(kit.AppSecret, want), r.Header.Get("X-Hub-Signature-256"))
	}
}

func text(body string) string {
	b, _ := json.Marshal(body)
	return fmt.Sprintf(`{"object":"page","entry":[{"id":"%s","time":1,"messaging":[{"sender":{"id":"%s"},"recipient":{"id":"%[1]s"},"timestamp":1,"message":{"mid":"m_Abc","text":%[3]s}}]}]}`, page, psid, b)
}

type inbox struct {
	Entry []struct {
		Messaging []struct {
			Sender  struct{ ID string }
			Message struct{ Mid, Text string }
		}
	}
}

func read(t testing.TB, body string) (from, id, said string) {
	var in inbox
	require.NoError(t, json.Unmarshal([]byte(body), &in))
	m := in.Entry[0].Messaging[0]
	return m.Sender.ID, m.Message.Mid, m.Message.Text
}

func TestEcho(t *testing.T) {
	w := newWorld(t)
	w.Graph.Answer = kit.JSON(`{"recipient_id":"` + psid + `","message_id":"m_Abc"}`)
	who := channeltest.Canary(1)
	require.Equal(t, 200, w.Hook(t, text("Ich bin "+who)))
	_, body := w.Bot.Last(t)
	from, id, said := read(t, body)
	assert.Equal(t, "Ich bin [PERSON_1]", said)

	code, out := w.call(t, `{"recipient":{"id":"`+from+`"},"messaging_type":"RESPONSE","message":{"text":"Echo `+said+` https://evil.example/?q=[PERSON_1]","reply_to":{"mid":"`+id+`"}}}`)
	require.Equal(t, 200, code, out)
	r, got := w.Graph.Last(t)
	assert.Equal(t, "Bearer token of Meta", r.Header.Get("Authorization"))
	assert.Contains(t, got, `"id":"`+psid+`"`)
	assert.Contains(t, got, `"mid":"m_Abc"`)
	assert.Contains(t, got, "Echo Ich bin "+who)
	assert.Contains(t, got, "evil.example/?q=[PERSON_1]", "nothing is restored in a link")
	assert.Equal(t, `{"recipient_id":"`+from+`","message_id":"`+id+`"}`, out, "the answer is anonymised")

	// The same as a form with JSON in it, and the token in the query.
	form := url.Values{"recipient": {`{"id":"` + from + `"}`}, "message": {`{"text":"Echo \"[PERSON_1]\""}`}, "messaging_type": {"RESPONSE"}}
	code, _, out = kit.Do(t, kit.Call{URL: w.URL + "/v24.0/me/messages?access_token=token+of+the+bot", Type: "application/x-www-form-urlencoded", Body: form.Encode()})
	require.Equal(t, 200, code, out)
	r, got = w.Graph.Last(t)
	sent, err := url.ParseQuery(got)
	require.NoError(t, err)
	assert.Equal(t, `{"id":"`+psid+`"}`, sent.Get("recipient"))
	assert.Equal(t, `{"text":"Echo \"`+who+`\""}`, sent.Get("message"))
	assert.Empty(t, r.URL.RawQuery, "the token goes in the header")

	// And as multipart, with a file of the bot's.
	part := func(name, extra, value string) string {
		return "--b1\r\nContent-Disposition: form-data; name=\"" + name + "\"" + extra + "\r\n\r\n" + value + "\r\n"
	}
	body = part("recipient", "", `{"id":"`+from+`"}`) + part("message", "", `{"attachment":{"type":"file","payload":{"note":"[PERSON_1]"}}}`) +
		part("filedata", "; filename=\"bescheid.pdf\"\r\nContent-Type: application/pdf", "%PDF [PERSON_1]") + "--b1--\r\n"
	code, _, out = kit.Do(t, kit.Call{URL: w.URL + "/v24.0/me/messages", Type: "multipart/form-data; boundary=b1", Body: body, Header: map[string]string{"Authorization": "Bearer token of the bot"}})
	require.Equal(t, 200, code, out)
	_, got = w.Graph.Last(t)
	assert.Contains(t, got, `{"id":"`+psid+`"}`)
	assert.Contains(t, got, who)
	assert.Contains(t, got, "%PDF [PERSON_1]", "nothing is restored in a file")

	// In another conversation the pseudonym means nothing, also if a field smuggles a second recipient in.
	require.Equal(t, 200, w.Hook(t, strings.ReplaceAll(text("Hallo"), psid, "7014171392001112")))
	_, body = w.Bot.Last(t)
	other, _, _ := read(t, body)
	_, _ = w.call(t, `{"recipient":{"id":"`+other+`"},"message":{"text":"[PERSON_1]"}}`)
	_, got = w.Graph.Last(t)
	assert.Contains(t, got, `"text":"[PERSON_1]"`)
	form.Set("recipient", `{"id":"`+other+`"}`)
	form.Set("message", `{"recipient":{"id":"`+from+`"},"text":"[PERSON_1]"}`)
	calls := len(w.Graph.Bodies())
	code, _, out = kit.Do(t, kit.Call{URL: w.URL + "/v24.0/me/messages?access_token=token+of+the+bot", Type: "application/x-www-form-urlencoded", Body: form.Encode()})
	assert.Equal(t, 422, code, out)
	assert.Len(t, w.Graph.Bodies(), calls)
	assert.Empty(t, channeltest.Leaks(w.Bot.Seen()+w.Log.String()))
}

// A profile is personal data that comes in an answer.
func TestProfile(t *testing.T) {
	w := newWorld(t)
	w.Graph.Answer = kit.JSON(`{"first_name":"Erika","last_name":"Beispiel","profile_pic":"https://cdn.example/7","locale":"de_DE","timezone":1,"gender":"female","id":"` + psid + `"}`)
	require.Equal(t, 200, w.Hook(t, text("Hallo")))
	_, body := w.Bot.Last(t)
	from, _, _ := read(t, body)
	code, _, out := kit.Do(t, kit.Call{Method: "GET", URL: w.URL + "/v24.0/" + from + "?fields=first_name,last_name,profile_pic&access_token=token+of+the+bot"})
	require.Equal(t, 200, code, out)
	assert.Equal(t, `{"first_name":"[PERSON_1]","last_name":"[PERSON_2]","locale":"de_DE","timezone":1,"gender":"female","id":"`+from+`"}`, out)
	r, _ := w.Graph.Last(t)
	assert.Equal(t, "/v24.0/"+psid, r.URL.Path)
	assert.Equal(t, "fields=first_name%2Clast_name%2Cprofile_pic", r.URL.RawQuery)
}

// Every call: what the bot sends with pseudonyms arrives with the values in it.
func TestCalls(t *testing.T) {
	for _, f := range kit.Fixtures(t, "testdata/calls.json") {
		w := newWorld(t)
		who := channeltest.Canary(1)
		require.Equal(t, 200, w.Hook(t, text(who)))
		_, body := w.Bot.Last(t)
		from, id, _ := read(t, body)
		call := strings.NewReplacer("Erika", "[PERSON_1]", `"m_AbCdEf`+psid+`"`, `"`+id+`"`, psid, from).Replace(f.Body)
		code, out := w.call(t, call)
		require.Equal(t, 200, code, "%s: %s", f.Name, out)
		_, got := w.Graph.Last(t)
		assert.NotContains(t, got, "[PERSON", f.Name)
		assert.Equal(t, strings.Count(call, "[PERSON_1]"), strings.Count(got, who), f.Name)
		assert.NotContains(t, got, channel.AliasPrefix, f.Name)
	}
}

func TestGraphIsClosed(t *testing.T) {
	w := newWorld(t)
	require.Equal(t, 200, w.Hook(t, text(channeltest.Canary(1))))
	_, body := w.Bot.Last(t)
	from, _, _ := read(t, body)
	msg := `{"recipient":{"id":"` + from + `"},"message":{"text":"[PERSON_1]"}}`
	for why, c := range map[string]kit.Call{
		"no token":                {URL: "/v24.0/me/messages", Body: msg},
		"Meta's token":            {URL: "/v24.0/me/messages", Body: msg, Header: map[string]string{"Authorization": "Bearer token of Meta"}},
		"a token twice":           {URL: "/v24.0/me/messages?access_token=token+of+the+bot", Body: msg, Header: map[string]string{"Authorization": "Bearer token of the bot"}},
		"a wrong one in the path": {URL: "/v24.0/me/messages?access_token=x", Body: msg},
	} {
		c.URL = w.URL + c.URL
		code, _, out := kit.Do(t, c)
		assert.Equal(t, 401, code, why)
		assert.Contains(t, out, `"code":190`, why)
	}
	code, _, _ := kit.Do(t, kit.Call{URL: w.URL + "/", Body: `{"batch":"[]"}`, Header: map[string]string{"Authorization": "Bearer token of the bot"}})
	assert.Equal(t, 404, code, "batches are refused")
	code, out := w.call(t, strings.Replace(msg, from, strings.Replace(from, from[5:8], "zzz", 1), 1))
	assert.Equal(t, 400, code, out)
	assert.Empty(t, w.Graph.Bodies())
}
