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
	appSecret, botSecret = "secret of the app", "secret of the bot"
	psid                 = "7014171392001111"
	page                 = "102290129340398"
)

// world is Meta, the gateway and a bot.
type world struct {
	bot, graph *kit.Station
	url        string
	log        *kit.Log
}

func protocol(t testing.TB, graph *kit.Station, bot string) channel.Protocol {
	p, err := messenger.New(messenger.Config{AppSecret: []byte(appSecret), BotSecret: []byte(bot), VerifyToken: "word",
		BotToken: "token of the bot", PlatformToken: "token of Meta", Graph: graph.URL})
	require.NoError(t, err)
	return p
}

func newWorld(t testing.TB) *world {
	cfg, log := kit.Config(t)
	w := &world{bot: kit.NewStation(t), graph: kit.NewStation(t), log: log}
	w.url = kit.Gateway(t, protocol(t, w.graph, botSecret), cfg, w.bot.URL).URL
	return w
}

func (w *world) hook(t testing.TB, body string) int {
	t.Helper()
	code, _, _ := kit.Do(t, kit.Call{URL: w.url + "/webhook", Body: body, Header: map[string]string{
		"X-Hub-Signature-256": "sha256=" + kit.HMAC(appSecret, body), "X-Hub-Signature": "sha1=00", "User-Agent": "facebookexternalua"}})
	return code
}

func (w *world) call(t testing.TB, body string) (int, string) {
	t.Helper()
	code, _, out := kit.Do(t, kit.Call{URL: w.url + "/v24.0/me/messages", Body: body, Header: map[string]string{"Authorization": "Bearer token of the bot"}})
	return code, out
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
			require.Equal(t, 200, w.hook(t, string(body)), w.log)
			require.Len(t, w.bot.Bodies(), 1, w.log)
			assert.Empty(t, channeltest.Leaks(w.bot.Seen()+w.log.String()), w.bot.Bodies()[0])
			r, got := w.bot.Last(t)
			assert.Equal(t, "sha256="+kit.HMAC(botSecret, got), r.Header.Get("X-Hub-Signature-256"))
			assert.Empty(t, r.Header.Get("X-Hub-Signature"), "the SHA-1 of the old body")
			assert.Equal(t, -1, strings.IndexFunc(got, func(r rune) bool { return r >= 0x80 }), "ASCII only")
		})
	}
}

// Identifiers of users are in no form in what the bot sees.
func TestIdentifiers(t *testing.T) {
	for _, f := range kit.Fixtures(t, "testdata/webhooks.json") {
		w := newWorld(t)
		require.Equal(t, 200, w.hook(t, f.Body))
		for _, s := range []string{"7014171392", "6913920011", "ref-1713920", "52.517", "13.388", "cdn.example", "wit$contact", "referer_uri", "permalink"} {
			assert.NotContains(t, w.bot.Seen(), s, f.Name)
		}
		assert.Contains(t, w.bot.Seen(), page, "the bot knows its own page")
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
		bot, graph := kit.NewStation(t), kit.NewStation(t)
		w := &world{bot: bot, graph: graph, url: kit.Gateway(t, protocol(t, graph, appSecret), kit.Silent(), bot.URL).URL}
		require.Equal(t, 200, w.hook(t, f.Body), f.Name)
		r, got := bot.Last(t)
		assert.Equal(t, want, got, f.Name)
		assert.Equal(t, "sha256="+kit.HMAC(appSecret, want), r.Header.Get("X-Hub-Signature-256"))
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
	w.graph.Answer = kit.JSON(`{"recipient_id":"` + psid + `","message_id":"m_Abc"}`)
	who := channeltest.Canary(1)
	require.Equal(t, 200, w.hook(t, text("Ich bin "+who)))
	_, body := w.bot.Last(t)
	from, id, said := read(t, body)
	assert.Equal(t, "Ich bin [PERSON_1]", said)

	code, out := w.call(t, `{"recipient":{"id":"`+from+`"},"messaging_type":"RESPONSE","message":{"text":"Echo `+said+` https://evil.example/?q=[PERSON_1]","reply_to":{"mid":"`+id+`"}}}`)
	require.Equal(t, 200, code, out)
	r, got := w.graph.Last(t)
	assert.Equal(t, "Bearer token of Meta", r.Header.Get("Authorization"))
	assert.Contains(t, got, `"id":"`+psid+`"`)
	assert.Contains(t, got, `"mid":"m_Abc"`)
	assert.Contains(t, got, "Echo Ich bin "+who)
	assert.Contains(t, got, "evil.example/?q=[PERSON_1]", "nothing is restored in a link")
	assert.Equal(t, `{"recipient_id":"`+from+`","message_id":"`+id+`"}`, out, "the answer is anonymised")

	// The same as a form with JSON in it, and the token in the query.
	form := url.Values{"recipient": {`{"id":"` + from + `"}`}, "message": {`{"text":"Echo \"[PERSON_1]\""}`}, "messaging_type": {"RESPONSE"}}
	code, _, out = kit.Do(t, kit.Call{URL: w.url + "/v24.0/me/messages?access_token=token+of+the+bot", Type: "application/x-www-form-urlencoded", Body: form.Encode()})
	require.Equal(t, 200, code, out)
	r, got = w.graph.Last(t)
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
	code, _, out = kit.Do(t, kit.Call{URL: w.url + "/v24.0/me/messages", Type: "multipart/form-data; boundary=b1", Body: body, Header: map[string]string{"Authorization": "Bearer token of the bot"}})
	require.Equal(t, 200, code, out)
	_, got = w.graph.Last(t)
	assert.Contains(t, got, `{"id":"`+psid+`"}`)
	assert.Contains(t, got, who)
	assert.Contains(t, got, "%PDF [PERSON_1]", "nothing is restored in a file")

	// In another conversation the pseudonym means nothing, also if a field smuggles a second recipient in.
	require.Equal(t, 200, w.hook(t, strings.ReplaceAll(text("Hallo"), psid, "7014171392001112")))
	_, body = w.bot.Last(t)
	other, _, _ := read(t, body)
	_, _ = w.call(t, `{"recipient":{"id":"`+other+`"},"message":{"text":"[PERSON_1]"}}`)
	_, got = w.graph.Last(t)
	assert.Contains(t, got, `"text":"[PERSON_1]"`)
	form.Set("recipient", `{"id":"`+other+`"}`)
	form.Set("message", `{"recipient":{"id":"`+from+`"},"text":"[PERSON_1]"}`)
	calls := len(w.graph.Bodies())
	code, _, out = kit.Do(t, kit.Call{URL: w.url + "/v24.0/me/messages?access_token=token+of+the+bot", Type: "application/x-www-form-urlencoded", Body: form.Encode()})
	assert.Equal(t, 422, code, out)
	assert.Len(t, w.graph.Bodies(), calls)
	assert.Empty(t, channeltest.Leaks(w.bot.Seen()+w.log.String()))
}

// A profile is personal data that comes in an answer.
func TestProfile(t *testing.T) {
	w := newWorld(t)
	w.graph.Answer = kit.JSON(`{"first_name":"Erika","last_name":"Beispiel","profile_pic":"https://cdn.example/7","locale":"de_DE","timezone":1,"gender":"female","id":"` + psid + `"}`)
	require.Equal(t, 200, w.hook(t, text("Hallo")))
	_, body := w.bot.Last(t)
	from, _, _ := read(t, body)
	code, _, out := kit.Do(t, kit.Call{Method: "GET", URL: w.url + "/v24.0/" + from + "?fields=first_name,last_name,profile_pic&access_token=token+of+the+bot"})
	require.Equal(t, 200, code, out)
	assert.Equal(t, `{"first_name":"[PERSON_1]","last_name":"[PERSON_2]","locale":"de_DE","timezone":1,"gender":"female","id":"`+from+`"}`, out)
	r, _ := w.graph.Last(t)
	assert.Equal(t, "/v24.0/"+psid, r.URL.Path)
	assert.Equal(t, "fields=first_name%2Clast_name%2Cprofile_pic", r.URL.RawQuery)
}

// Every call: what the bot sends with pseudonyms arrives with the values in it.
func TestCalls(t *testing.T) {
	for _, f := range kit.Fixtures(t, "testdata/calls.json") {
		w := newWorld(t)
		who := channeltest.Canary(1)
		require.Equal(t, 200, w.hook(t, text(who)))
		_, body := w.bot.Last(t)
		from, id, _ := read(t, body)
		call := strings.NewReplacer("Erika", "[PERSON_1]", `"m_AbCdEf`+psid+`"`, `"`+id+`"`, psid, from).Replace(f.Body)
		code, out := w.call(t, call)
		require.Equal(t, 200, code, "%s: %s", f.Name, out)
		_, got := w.graph.Last(t)
		assert.NotContains(t, got, "[PERSON", f.Name)
		assert.Equal(t, strings.Count(call, "[PERSON_1]"), strings.Count(got, who), f.Name)
		assert.NotContains(t, got, channel.AliasPrefix, f.Name)
	}
}

func TestSignature(t *testing.T) {
	w := newWorld(t)
	body := text("Hallo")
	for why, header := range map[string]string{
		"none":                  "",
		"of another body":       "sha256=" + kit.HMAC(appSecret, body+" "),
		"with the bot's secret": "sha256=" + kit.HMAC(botSecret, body),
		"without a prefix":      kit.HMAC(appSecret, body),
		"cut off":               "sha256=" + kit.HMAC(appSecret, body)[:60],
		"of SHA-1's name":       "sha1=" + kit.HMAC(appSecret, body),
	} {
		code, _, _ := kit.Do(t, kit.Call{URL: w.url + "/webhook", Body: body, Header: map[string]string{"X-Hub-Signature-256": header}})
		assert.Equal(t, 401, code, why)
	}
	assert.Empty(t, w.bot.Bodies())
	// A vector of another implementation: printf '%s' '{"object":"page"}' | openssl dgst -sha256 -hmac 'secret of the app'
	code, _, _ := kit.Do(t, kit.Call{URL: w.url + "/webhook", Body: `{"object":"page"}`, Header: map[string]string{
		"X-Hub-Signature-256": "sha256=c448d0cf189cd3f54c0e70248c8e38fb950318aedaceadcbdb6991dc0c12fd72"}})
	assert.Equal(t, 200, code)
}

func TestGraphIsClosed(t *testing.T) {
	w := newWorld(t)
	require.Equal(t, 200, w.hook(t, text(channeltest.Canary(1))))
	_, body := w.bot.Last(t)
	from, _, _ := read(t, body)
	msg := `{"recipient":{"id":"` + from + `"},"message":{"text":"[PERSON_1]"}}`
	for why, c := range map[string]kit.Call{
		"no token":                {URL: "/v24.0/me/messages", Body: msg},
		"Meta's token":            {URL: "/v24.0/me/messages", Body: msg, Header: map[string]string{"Authorization": "Bearer token of Meta"}},
		"a token twice":           {URL: "/v24.0/me/messages?access_token=token+of+the+bot", Body: msg, Header: map[string]string{"Authorization": "Bearer token of the bot"}},
		"a wrong one in the path": {URL: "/v24.0/me/messages?access_token=x", Body: msg},
	} {
		c.URL = w.url + c.URL
		code, _, out := kit.Do(t, c)
		assert.Equal(t, 401, code, why)
		assert.Contains(t, out, `"code":190`, why)
	}
	code, _, _ := kit.Do(t, kit.Call{URL: w.url + "/", Body: `{"batch":"[]"}`, Header: map[string]string{"Authorization": "Bearer token of the bot"}})
	assert.Equal(t, 404, code, "batches are refused")
	code, out := w.call(t, strings.Replace(msg, from, strings.Replace(from, from[5:8], "zzz", 1), 1))
	assert.Equal(t, 400, code, out)
	assert.Empty(t, w.graph.Bodies())
}

func TestChallenge(t *testing.T) {
	w := newWorld(t)
	for query, want := range map[string]struct {
		code int
		body string
	}{
		"hub.mode=subscribe&hub.verify_token=word&hub.challenge=1158201444": {200, "1158201444"},
		"hub.mode=subscribe&hub.verify_token=other&hub.challenge=1":         {401, ""},
		"hub.mode=subscribe&hub.challenge=1":                                {401, ""},
		"hub.mode=unsubscribe&hub.verify_token=word&hub.challenge=1":        {401, ""},
		"hub.mode=subscribe&hub.verify_token=word&hub.challenge=%3Cscript":  {400, ""},
	} {
		code, _, body := kit.Do(t, kit.Call{Method: "GET", URL: w.url + "/webhook?" + query})
		assert.Equal(t, want.code, code, query)
		assert.Equal(t, want.body, body, query)
	}
	assert.Empty(t, w.bot.Bodies())
}

// Meta tries a webhook again: the bot sees the same message.
func TestRetry(t *testing.T) {
	w := newWorld(t)
	body := text("Ich bin " + channeltest.Canary(3))
	require.Equal(t, 200, w.hook(t, body))
	require.Equal(t, 200, w.hook(t, body))
	got := w.bot.Bodies()
	assert.Equal(t, got[0], got[1])
}

// What may work later is answered 503, so that Meta tries again; what never will is answered 200, so that it does not.
func TestFailClosed(t *testing.T) {
	cfg, log := kit.Config(t)
	cfg.Engine = kit.Broken{}
	w := &world{bot: kit.NewStation(t), graph: kit.NewStation(t), log: log}
	w.url = kit.Gateway(t, protocol(t, w.graph, botSecret), cfg, w.bot.URL).URL
	assert.Equal(t, 503, w.hook(t, text("Hallo")), "the vault is away")
	assert.Contains(t, log.String(), "code=engine")

	w = newWorld(t)
	for why, body := range map[string]string{
		"no JSON":         `{"object"`,
		"a duplicate key": strings.Replace(text("Hallo"), `"mid"`, `"Text":"x","mid"`, 1),
		"two values":      text("Hallo") + "{}",
	} {
		assert.Equal(t, 200, w.hook(t, body), why)
	}
	assert.Empty(t, w.bot.Bodies())
	assert.Contains(t, w.log.String(), "code=malformed")
	w.bot.Close()
	assert.Equal(t, 503, w.hook(t, text("Hallo")), "the bot is away")
}

func TestConfig(t *testing.T) {
	for why, c := range map[string]messenger.Config{
		"nothing":      {},
		"no secret":    {VerifyToken: "w", BotToken: "t"},
		"no word":      {AppSecret: []byte("s"), BotToken: "t"},
		"no token":     {AppSecret: []byte("s"), VerifyToken: "w"},
		"a path w/o /": {AppSecret: []byte("s"), VerifyToken: "w", BotToken: "t", WebhookPath: "x"},
	} {
		_, err := messenger.New(c)
		assert.ErrorIs(t, err, channel.ErrConfig, why)
	}
}
