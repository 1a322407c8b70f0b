package slack_test

import (
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/channeltest"
	kit "github.com/deckname/deckname/channel/internal/adaptertest"
	"github.com/deckname/deckname/channel/slack"
)

const (
	secret, botSecret = "8f742231b10e8888abcd99yyyzzz85a5", "0f0e0d0c0b0a09080706050403020100"
	form              = "application/x-www-form-urlencoded"
)

// world is Slack, the gateway and an app.
type world struct {
	bot, api *kit.Station
	url      string
	log      *kit.Log
}

func start(t testing.TB, cfg channel.Config, log *kit.Log, bot string) *world {
	w := &world{bot: kit.NewStation(t), api: kit.NewStation(t), log: log}
	p, err := slack.New(slack.Config{SigningSecret: secret, BotSecret: bot, BotToken: "xoxb-bot", PlatformToken: "xoxb-slack", API: w.api.URL, Hooks: w.api.URL,
		URL: "https://gateway.example", Aliases: kit.Aliases(t)})
	require.NoError(t, err)
	w.url = kit.Gateway(t, p, cfg, w.bot.URL).URL
	return w
}

func newWorld(t testing.TB) *world {
	cfg, log := kit.Config(t)
	return start(t, cfg, log, botSecret)
}

func sign(key, ts, body string) map[string]string {
	return map[string]string{"X-Slack-Request-Timestamp": ts, "X-Slack-Signature": "v0=" + kit.HMAC(key, "v0:"+ts+":"+body)}
}

func now() string { return strconv.FormatInt(time.Now().Unix(), 10) }

func (w *world) event(t testing.TB, kind, body string) (int, string) {
	t.Helper()
	code, _, out := kit.Do(t, kit.Call{URL: w.url + "/slack/events", Type: kind, Body: body, Header: sign(secret, now(), body)})
	return code, out
}

func (w *world) call(t testing.TB, method, kind, body string) (int, string) {
	t.Helper()
	code, _, out := kit.Do(t, kit.Call{URL: w.url + "/api/" + method, Type: kind, Body: body, Header: map[string]string{"Authorization": "Bearer xoxb-bot"}})
	return code, out
}

// What Slack sends of every kind, with a canary in every string: nothing of it reaches the app or the log.
func TestCanaries(t *testing.T) {
	for _, f := range append(kit.Fixtures(t, "testdata/events.json"), kit.Fixtures(t, "testdata/payloads.json")...) {
		w := newWorld(t)
		body, canaries := channeltest.Fill(t, []byte(f.Body), func(path, _ string) bool {
			return path == "event.channel" || path == "response_url"
		})
		require.Greater(t, len(canaries), 5)
		text, kind := string(body), ""
		if strings.Contains(f.Body, "trigger_id") {
			text, kind = url.Values{"payload": {text}}.Encode(), form
		}
		code, _ := w.event(t, kind, text)
		require.Equal(t, 200, code, f.Name)
		require.Len(t, w.bot.Bodies(), 1, "%s: %s", f.Name, w.log)
		assert.Empty(t, channeltest.Leaks(w.bot.Seen()+w.log.String()), "%s: %s", f.Name, w.bot.Bodies()[0])
		r, got := w.bot.Last(t)
		ts := r.Header.Get("X-Slack-Request-Timestamp")
		assert.Equal(t, sign(botSecret, ts, got)["X-Slack-Signature"], r.Header.Get("X-Slack-Signature"))
	}
}

// If nothing is found, the app gets the bytes and the signature that Slack made.
func TestIdentity(t *testing.T) {
	for _, f := range kit.Fixtures(t, "testdata/events.json") {
		if f.Name == "message" || f.Name == "team_join" {
			continue // hold addresses of portraits, which are dropped always
		}
		w := start(t, kit.Silent(), &kit.Log{}, secret)
		code, _ := w.event(t, "", f.Body)
		require.Equal(t, 200, code)
		r, got := w.bot.Last(t)
		assert.Equal(t, f.Body, got)
		assert.Equal(t, sign(secret, r.Header.Get("X-Slack-Request-Timestamp"), f.Body)["X-Slack-Signature"], r.Header.Get("X-Slack-Signature"))
	}
}

func message(text string) string {
	return `{"team_id":"T0000001","type":"event_callback","event_id":"Ev0000001","event":{"type":"message","user":"U0000001","channel":"D0000001","ts":"1767322800.000100","text":"` + text + `"}}`
}

func TestEcho(t *testing.T) {
	w := newWorld(t)
	who := channeltest.Canary(1)
	w.api.Answer = kit.JSON(`{"ok":true,"channel":"D0000001","ts":"1767322801.000100","message":{"user":"U0000B01","text":"Echo ` + who + `"}}`)
	code, _ := w.event(t, "", message("Ich bin "+who))
	require.Equal(t, 200, code)
	_, body := w.bot.Last(t)
	assert.Contains(t, body, `"text":"Ich bin [PERSON_1]"`)

	// As Bolt sends it: a form, the text percent-encoded, blocks as JSON in a field, the token in a field.
	blocks := `[{"type":"section","text":{"type":"mrkdwn","text":"Hallo \"[PERSON_1]\" <https://evil.example/?q=[PERSON_1]|x>"}},{"type":"button","text":{"type":"plain_text","text":"[PERSON_1]"},"url":"https://evil.example/[PERSON_1]"}]`
	args := url.Values{"channel": {"D0000001"}, "text": {"Echo Ich bin [PERSON_1] <@U0000001>"}, "blocks": {blocks}, "token": {"xoxb-bot"}}
	code, _, out := kit.Do(t, kit.Call{URL: w.url + "/api/chat.postMessage", Type: form, Body: args.Encode()})
	require.Equal(t, 200, code, out)
	r, got := w.api.Last(t)
	sent, err := url.ParseQuery(got)
	require.NoError(t, err)
	assert.Equal(t, "Echo Ich bin "+who+" <@U0000001>", sent.Get("text"))
	assert.Contains(t, sent.Get("blocks"), `Hallo \"`+who+`\" <https://evil.example/?q=[PERSON_1]|x>`)
	assert.Contains(t, sent.Get("blocks"), `"text":"`+who+`"`)
	assert.Contains(t, sent.Get("blocks"), `"url":"https://evil.example/[PERSON_1]"`)
	assert.False(t, sent.Has("token"))
	assert.Equal(t, "Bearer xoxb-slack", r.Header.Get("Authorization"))
	assert.Contains(t, out, `"text":"Echo [PERSON_1]"`, "the answer is anonymised")

	// JSON, and another channel, in which the pseudonym means nothing.
	_, _ = w.call(t, "chat.postMessage", "", `{"channel":"D0000001","text":"[PERSON_1]"}`)
	_, got = w.api.Last(t)
	assert.Equal(t, `{"channel":"D0000001","text":"`+who+`"}`, got)
	_, _ = w.call(t, "chat.postMessage", "", `{"channel":"D0000002","text":"[PERSON_1]"}`)
	_, got = w.api.Last(t)
	assert.Equal(t, `{"channel":"D0000002","text":"[PERSON_1]"}`, got)
}

// What mrkdwn takes for format or markup in a value is written so that it is none; values that came escaped are not
// escaped twice.
func TestMrkdwn(t *testing.T) {
	cfg, log := kit.Config(t)
	cfg.Engine = channeltest.Engine(t, map[string]anonymize.EntityType{"A*b &amp; &lt;c&gt;": anonymize.Person})
	w := start(t, cfg, log, botSecret)
	code, _ := w.event(t, "", message("Firma A*b &amp; &lt;c&gt;"))
	require.Equal(t, 200, code)
	_, body := w.bot.Last(t)
	require.Contains(t, body, "Firma [PERSON_1]")
	_, _ = w.call(t, "chat.postMessage", "", `{"channel":"D0000001","text":"[PERSON_1]"}`)
	_, got := w.api.Last(t)
	assert.Equal(t, `{"channel":"D0000001","text":"A`+"\u200b"+`*b &amp; &lt;c&gt;"}`, got)
}

// A command is for one user: its answers in the body, and those to the response_url, are restored for that user.
func TestCommand(t *testing.T) {
	w := newWorld(t)
	who := channeltest.Canary(1)
	w.bot.Answer = kit.JSON(`{"response_type":"ephemeral","text":"Antrag [PERSON_1]"}`)
	body := url.Values{"command": {"/antrag"}, "text": {"für " + who}, "user_id": {"U0000001"}, "user_name": {who}, "channel_id": {"D0000001"}, "team_id": {"T0000001"},
		"trigger_id": {"13345224609.738474920.x"}, "response_url": {"https://hooks.slack.com/commands/T0000001/1/abc"}}.Encode()
	code, out := w.event(t, form, body)
	require.Equal(t, 200, code, out)
	assert.Contains(t, out, "Antrag "+who)
	_, got := w.bot.Last(t)
	sent, err := url.ParseQuery(got)
	require.NoError(t, err)
	assert.Equal(t, "für [PERSON_1]", sent.Get("text"))
	assert.NotContains(t, got, "hooks.slack.com")
	reply := strings.Replace(sent.Get("response_url"), "https://gateway.example", w.url, 1)
	require.Contains(t, reply, w.url+"/respond/dn-")

	code, _, out = kit.Do(t, kit.Call{URL: reply, Body: `{"text":"[PERSON_1]"}`})
	require.Equal(t, 200, code, out)
	r, got := w.api.Last(t)
	assert.Equal(t, "/commands/T0000001/1/abc", r.URL.Path)
	assert.Contains(t, got, who)
	code, _, _ = kit.Do(t, kit.Call{URL: w.url + "/respond/dn-abc", Body: `{"text":"[PERSON_1]"}`})
	assert.Equal(t, 401, code, "an address that the gateway did not make")

	code, out = w.call(t, "views.open", "", `{"trigger_id":"`+sent.Get("trigger_id")+`","view":{"type":"modal","title":{"type":"plain_text","text":"[PERSON_1]"}}}`)
	require.Equal(t, 200, code, out)
	_, got = w.api.Last(t)
	assert.Contains(t, got, `"trigger_id":"13345224609.738474920.x"`)
	assert.Contains(t, got, who)

	_, _ = w.call(t, "chat.postMessage", "", `{"channel":"D0000001","text":"[PERSON_1]"}`)
	_, got = w.api.Last(t)
	assert.NotContains(t, got, who, "not for the others in the channel")
	_, _ = w.call(t, "chat.postEphemeral", "", `{"channel":"D0000001","user":"U0000001","text":"[PERSON_1]"}`)
	_, got = w.api.Last(t)
	assert.Contains(t, got, who)
	assert.Empty(t, channeltest.Leaks(w.bot.Seen()+w.log.String()))
}

// Profiles are personal data that comes in an answer.
const erika = `{"ok":true,"user":{"id":"U0000001","name":"erika","real_name":"Erika Beispiel","profile":{"email":"erika@muster.example","phone":"+49 171 3920011","image_24":"https://avatar.example/1","display_name":"Erika"}}}`

func TestUsersInfo(t *testing.T) {
	w := newWorld(t)
	w.api.Answer = kit.JSON(erika)
	code, out := w.call(t, "users.info", form, "user=U0000001")
	require.Equal(t, 200, code, out)
	assert.Equal(t, `{"ok":true,"user":{"id":"U0000001","name":"[USERNAME_1]","real_name":"[PERSON_1]","profile":{"email":"[EMAIL_ADDRESS_1]","phone":"[PHONE_NUMBER_1]","display_name":"[PERSON_2]"}}}`, out)
}

// TestScopesOfUsers: what the API tells of a user belongs to the conversation in which the user wrote last, and to no other;
// of somebody who never wrote, to none.
func TestScopesOfUsers(t *testing.T) {
	w := newWorld(t)
	say := func(channel, text string) string {
		t.Helper()
		code, out := w.call(t, "chat.postMessage", form, url.Values{"channel": {channel}, "text": {text}}.Encode())
		require.Equal(t, 200, code, out)
		_, got := w.api.Last(t)
		sent, err := url.ParseQuery(got)
		require.NoError(t, err)
		return sent.Get("text")
	}
	ask := func(method, args string) string {
		t.Helper()
		w.api.Answer = kit.JSON(erika)
		defer func() { w.api.Answer = nil }()
		code, out := w.call(t, method, form, args)
		require.Equal(t, 200, code, out)
		return out
	}
	assert.Contains(t, ask("users.info", "user=U0000001"), `"real_name":"[PERSON_1]"`)
	assert.Equal(t, "Hallo [PERSON_1]", say("D0000001", "Hallo [PERSON_1]"), "before she wrote, the name belongs nowhere")
	assert.Equal(t, "Hallo [PERSON_1]", say("C0000009", "Hallo [PERSON_1]"))

	code, _ := w.event(t, "", message("Ich bin "+channeltest.Canary(1)))
	require.Equal(t, 200, code)
	out := ask("users.info", "user=U0000001")
	assert.Contains(t, out, `"real_name":"[PERSON_2]"`, "numbered after whom the conversation knows already: nobody is taken for somebody else")
	assert.Contains(t, ask("users.profile.get", "user=U0000001"), `"real_name":"[PERSON_2]"`)
	assert.Equal(t, channeltest.Canary(1)+" und Erika Beispiel", say("D0000001", "[PERSON_1] und [PERSON_2]"))
	assert.Equal(t, "Erika Beispiel", say("U0000001", "[PERSON_2]"), "the same direct messages, named by the user")
	assert.Equal(t, "[PERSON_2]", say("C0000009", "[PERSON_2]"), "nothing in another channel")
	assert.Contains(t, ask("users.list", ""), `"real_name":"[PERSON_1]"`, "a list belongs to nobody")
	assert.Contains(t, ask("users.info", "user=U0000002"), `"real_name":"[PERSON_1]"`, "nor does another user")

	code, _ = w.call(t, "users.profile.set", form, url.Values{"user": {"U0000001"}, "profile": {`{"status_text":"[PERSON_1]"}`}}.Encode())
	require.Equal(t, 200, code)
	_, got := w.api.Last(t)
	assert.NotContains(t, got, url.QueryEscape(channeltest.Canary(1)), "everybody reads a status")
	code, _ = w.event(t, "", strings.Replace(message("Ich bin "+channeltest.Canary(2)), "D0000001", "C0000009", 1))
	require.Equal(t, 200, code)
	ask("users.info", "user=U0000001")
	assert.NotContains(t, say("C0000009", "[PERSON_1] [PERSON_2] [PERSON_3] [EMAIL_ADDRESS_1]"), "Beispiel", "what is told of a user is not for a channel")
}

// TestAcknowledgements: Bolt acknowledges with an empty body, or a text, and says no type.
func TestAcknowledgements(t *testing.T) {
	w := newWorld(t)
	for body, want := range map[string]string{"": "", "\n": "\n", "Danke, [PERSON_1]!": "Danke, " + channeltest.Canary(1) + "!", `{"text":"Ja, [PERSON_1]"}`: `{"text":"Ja, ` + channeltest.Canary(1) + `"}`} {
		w.bot.Answer = func(rw http.ResponseWriter, _ *http.Request, _ string) {
			rw.Header()["Content-Type"] = nil // Go would guess one
			rw.WriteHeader(200)
			_, _ = io.WriteString(rw, body)
		}
		raw := message("Ich bin " + channeltest.Canary(1) + strings.Repeat(".", len(body))) // the same twice would be a replay
		code, h, out := kit.Do(t, kit.Call{URL: w.url + "/slack/events", Body: raw, Header: sign(secret, now(), raw)})
		assert.Equal(t, 200, code, "%q", body)
		assert.Equal(t, want, out)
		assert.NotContains(t, h.Get("Content-Type"), "html", "nobody guesses")
	}
}

func TestSignature(t *testing.T) {
	w := newWorld(t)
	body := message("Hallo")
	at := func(d time.Duration) string { return strconv.FormatInt(time.Now().Add(d).Unix(), 10) }
	tampered := sign(secret, now(), body)
	tampered["X-Slack-Request-Timestamp"] = at(time.Minute)
	for why, h := range map[string]map[string]string{
		"none":                         {},
		"another secret":               sign("anderes", now(), body),
		"the app's own secret":         sign(botSecret, now(), body),
		"another body":                 sign(secret, now(), body+" "),
		"a time stamp of six minutes":  sign(secret, at(-6*time.Minute), body),
		"a time stamp of tomorrow":     sign(secret, at(24*time.Hour), body),
		"a time stamp that was raised": tampered,
		"no number":                    sign(secret, "x", body),
	} {
		code, _, _ := kit.Do(t, kit.Call{URL: w.url + "/slack/events", Body: body, Header: h})
		assert.Equal(t, 401, code, why)
	}
	assert.Empty(t, w.bot.Bodies())
	h := sign(secret, now(), body)
	for i, want := range []int{200, 401} {
		code, _, _ := kit.Do(t, kit.Call{URL: w.url + "/slack/events", Body: body, Header: h})
		assert.Equal(t, want, code, "a replay is refused: %d", i)
	}
	// Slack's retry has a new time stamp and the same content for the app.
	code, _, _ := kit.Do(t, kit.Call{URL: w.url + "/slack/events", Body: body, Header: sign(secret, at(2*time.Second), body)})
	require.Equal(t, 200, code)
	got := w.bot.Bodies()
	assert.Equal(t, got[0], got[1])
	// The vector of Slack's documentation.
	const vector = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
	p, err := slack.New(slack.Config{SigningSecret: secret, BotToken: "xoxb-bot", Clock: func() time.Time { return time.Unix(1531420618, 0) }})
	require.NoError(t, err)
	cfg, _ := kit.Config(t)
	g := kit.Gateway(t, p, cfg, w.bot.URL)
	code, _, _ = kit.Do(t, kit.Call{URL: g.URL + "/slack/events", Type: form, Body: vector, Header: map[string]string{"X-Slack-Request-Timestamp": "1531420618",
		"X-Slack-Signature": "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"}})
	assert.Equal(t, 200, code)
}

func TestRefusals(t *testing.T) {
	w := newWorld(t)
	for why, c := range map[string]kit.Call{
		"no token":            {URL: "/api/chat.postMessage", Body: `{"channel":"D0000001","text":"x"}`},
		"another token":       {URL: "/api/chat.postMessage", Body: `{}`, Header: map[string]string{"Authorization": "Bearer xoxb-slack"}},
		"two different ones":  {URL: "/api/chat.postMessage", Type: form, Body: "token=x", Header: map[string]string{"Authorization": "Bearer xoxb-bot"}},
		"past the gateway":    {URL: "/api/apps.connections.open", Body: `{}`, Header: map[string]string{"Authorization": "Bearer xoxb-bot"}},
		"a path of no method": {URL: "/api/a/b", Body: `{}`, Header: map[string]string{"Authorization": "Bearer xoxb-bot"}},
	} {
		c.URL = w.url + c.URL
		code, _, out := kit.Do(t, c)
		assert.Contains(t, []int{401, 404}, code, why)
		assert.Contains(t, out, `"ok":false`, why)
	}
	assert.Empty(t, w.api.Bodies())
	code, _ := w.event(t, "", `{"event":{},"Event":{}}`)
	assert.Equal(t, 200, code, "never to be passed on, not to be repeated")
	assert.Empty(t, w.bot.Bodies())
	cfg, log := kit.Config(t)
	cfg.Engine = kit.Broken{}
	w = start(t, cfg, log, botSecret)
	code, _ = w.event(t, "", message("Hallo"))
	assert.Equal(t, 503, code, "to be repeated")
	for why, c := range map[string]slack.Config{"nothing": {}, "URL without Aliases": {SigningSecret: "s", BotToken: "t", URL: "https://x.example"}} {
		_, err := slack.New(c)
		assert.ErrorIs(t, err, channel.ErrConfig, why)
	}
}

func TestChallenge(t *testing.T) {
	w := newWorld(t)
	w.bot.Answer = kit.JSON(`{"challenge":"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"}`)
	code, out := w.event(t, "", `{"token":"Jhj5dZrVaK7ZwHHjRyZWjbDl","challenge":"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P","type":"url_verification"}`)
	assert.Equal(t, 200, code)
	assert.Contains(t, out, "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P")
	_, got := w.bot.Last(t)
	assert.Contains(t, got, "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P")
}
