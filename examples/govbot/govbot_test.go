package main

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/internal/gateway/gatewaytest"
	"github.com/deckname/deckname/internal/logbuf"
	"github.com/deckname/deckname/internal/serve"
)

// start runs the program on a free port until the test ends.
func start(t *testing.T, args ...string) (base string, log *logbuf.Buffer) {
	t.Helper()
	log = &logbuf.Buffer{}
	if !slices.Contains(args, "-keys") {
		keys := t.TempDir()
		require.NoError(t, gatewaytest.IssuerKey(filepath.Join(keys, "issuer")))
		args = append(args, "-keys", keys)
	}
	ctx, cancel := context.WithCancel(context.Background())
	addr, done := make(chan string, 1), make(chan error, 1)
	go func() {
		done <- run(ctx, append([]string{"-addr", "127.0.0.1:0"}, args...), log, func(a string) { addr <- a })
	}()
	select {
	case a := <-addr:
		base = "http://" + a
	case err := <-done:
		cancel()
		require.NoError(t, err)
		t.Fatal("ended at once")
	case <-time.After(30 * time.Second):
		cancel()
		t.Fatal("not ready")
	}
	t.Cleanup(func() {
		cancel()
		http.DefaultClient.CloseIdleConnections()
		require.NoError(t, <-done)
	})
	return base, log
}

func request(t testing.TB, method, address, token, body string) (int, string) {
	t.Helper()
	r, err := http.NewRequest(method, address, strings.NewReader(body))
	require.NoError(t, err)
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	resp, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return resp.StatusCode, string(b)
}

type talk struct {
	t               testing.TB
	base, id, token string
}

func converse(t testing.TB, base, secret string) talk {
	t.Helper()
	_, b := request(t, "POST", base+"/v3/directline/conversations", secret, "")
	return talkFrom(t, base, []byte(b))
}

func talkFrom(t testing.TB, base string, answer []byte) talk {
	t.Helper()
	var c struct{ ConversationID, Token, StreamURL string }
	require.NoError(t, json.Unmarshal(answer, &c))
	require.NotEmpty(t, c.StreamURL)
	return talk{t, base, c.ConversationID, c.Token}
}

// say posts a text and returns the bot's last answer as the citizen reads it.
func (c talk) say(text string) string {
	c.t.Helper()
	body, err := json.Marshal(map[string]any{"type": "message", "from": map[string]string{"id": "web"}, "text": text, "textFormat": "plain"})
	require.NoError(c.t, err)
	path := c.base + "/v3/directline/conversations/" + c.id + "/activities"
	status, b := request(c.t, "POST", path, c.token, string(body))
	require.Equal(c.t, 200, status, b)
	_, b = request(c.t, "GET", path, c.token, "")
	var set struct {
		Activities []struct {
			Text string
			From struct{ Role string }
		}
	}
	require.NoError(c.t, json.Unmarshal([]byte(b), &set))
	last := set.Activities[len(set.Activities)-1]
	require.Equal(c.t, "bot", last.From.Role)
	return last.Text
}

const (
	name = "Erika Mustermann"
	iban = "DE89 3704 0044 0532 0130 00"
)

func TestDemo(t *testing.T) {
	before := runtime.NumGoroutine()
	t.Run("talk", func(t *testing.T) {
		base, log := start(t)
		c := converse(t, base, "")
		begin := time.Now()
		answer := c.say("Mein Name ist " + name + ", meine IBAN ist " + iban + ".")
		assert.Less(t, time.Since(begin), 2*time.Second)
		assert.Contains(t, answer, name)
		assert.Contains(t, answer, iban)

		_, seen := request(t, "GET", base+"/demo/bot-log?conversation="+c.id, "", "")
		assert.NotContains(t, seen, "Mustermann")
		assert.NotContains(t, seen, "DE89")
		assert.Contains(t, seen, "[PERSON_1]")
		var entries []map[string]any
		require.NoError(t, json.Unmarshal([]byte(seen), &entries))
		require.Len(t, entries, 1)
		_, none := request(t, "GET", base+"/demo/bot-log?conversation=x", "", "")
		assert.Equal(t, "[]\n", none)

		status, _ := request(t, "GET", base+"/v3/directline/conversations/"+c.id+"/activities", "", "")
		assert.Equal(t, 401, status)
		other := converse(t, base, "")
		status, _ = request(t, "POST", base+"/demo/forget", "", "")
		assert.Equal(t, 401, status)
		status, _ = request(t, "POST", base+"/demo/forget", c.token, "")
		require.Equal(t, 204, status)
		status, _ = request(t, "GET", base+"/v3/directline/conversations/"+c.id+"/activities", c.token, "")
		assert.Equal(t, 404, status)
		assert.Contains(t, other.say("Ich heiße "+name+"."), name, "the others stay")
		assert.NotContains(t, other.say("Was ist [IBAN_CODE_1]?"), "DE89", "a typed placeholder reveals nothing")

		for _, path := range []string{"/", "/app.js", "/style.css", "/healthz", "/readyz"} {
			status, _ := request(t, "GET", base+path, "", "")
			assert.Equal(t, 200, status, path)
		}
		_, page := request(t, "GET", base+"/", "", "")
		assert.NotContains(t, page, "http://")
		assert.NotContains(t, page, "https://", "nothing from elsewhere")
		assert.NotContains(t, log.String(), "Mustermann")
		assert.NotContains(t, log.String(), c.id)
	})
	for range 50 { // connections of the client take a moment
		if runtime.NumGoroutine() <= before {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	assert.LessOrEqual(t, runtime.NumGoroutine(), before, "nothing runs on")
}

// TestStations: the bot asks the language service through the gateway, with pseudonyms of their own on that way.
func TestStations(t *testing.T) {
	base, _ := start(t)
	c := converse(t, base, "")
	assert.Contains(t, c.say("Ich bin umgezogen und heiße "+name+"."), "Wie lautet Ihre neue Anschrift?")
	assert.Contains(t, c.say("Heidestraße 17, 51147 Köln"), "Neue Anschrift: Heidestraße 17, 51147 Köln.")
	_, raw := request(t, "GET", base+"/demo/bot-log?conversation="+c.id, "", "")
	var turns []struct {
		Activity struct{ ServiceURL, ChannelID string }
		Gateway  []struct{ Protocol, Direction string }
		Service  []struct{ Prompt, Answer string }
	}
	require.NoError(t, json.Unmarshal([]byte(raw), &turns))
	require.Len(t, turns, 2)
	assert.Equal(t, "https://gateway.internal/directline", turns[0].Activity.ServiceURL, "the bot answers at the gateway")
	protocols := make(map[string]bool)
	for _, s := range turns[1].Gateway {
		protocols[s.Protocol+" "+s.Direction] = true
	}
	for _, p := range []string{"directline to_bot", "botframework to_bot", "openai to_bot", "openai to_user", "botframework to_user", "directline to_user"} {
		assert.True(t, protocols[p], p)
	}
	require.Len(t, turns[1].Service, 1)
	assert.Equal(t, "Anliegen: Ummeldung\nFür: [PLACEHOLDER_1]\nAnschrift: [PLACEHOLDER_2]\nSachbearbeitung: Frau [PERSON_1], Telefon [PHONE_NUMBER_1]", turns[1].Service[0].Prompt)
	assert.Contains(t, turns[1].Service[0].Answer, "[PERSON_1]")
	assert.NotContains(t, raw, "Tannhoff")
}

// TestTelephones: WhatsApp and Messenger reach the same bot.
func TestTelephones(t *testing.T) {
	base, log := start(t)
	for platform, user := range map[string]string{"whatsapp": "4915228817386", "messenger": "6543210987654321"} {
		say := func(text string) (reply, conversation string) {
			status, raw := request(t, "POST", base+"/demo/phone", "", `{"channel":"`+platform+`","user":"`+user+`","text":"`+text+`"}`)
			require.Equal(t, 200, status, raw)
			var a struct {
				Conversation string
				Replies      []string
			}
			require.NoError(t, json.Unmarshal([]byte(raw), &a))
			require.Len(t, a.Replies, 1)
			return a.Replies[0], a.Conversation
		}
		reply, conversation := say("Ich heiße " + name + ", meine IBAN ist " + iban + ".")
		assert.Contains(t, reply, name+", "+iban, platform)
		_, seen := request(t, "GET", base+"/demo/bot-log?conversation="+conversation, "", "")
		assert.Contains(t, seen, "[PERSON_1]", platform)
		for _, v := range []string{"Mustermann", "3704", user} {
			assert.NotContains(t, seen, v, platform)
		}
		status, _ := request(t, "POST", base+"/"+platform+"/webhook", "", `{"object":"page","entry":[]}`)
		assert.Equal(t, 401, status, "without a signature")
		status, _ = request(t, "POST", base+"/"+platform+"/v3/conversations/"+conversation+"/activities", "", `{"type":"message","text":"[PERSON_1]"}`)
		assert.Equal(t, 401, status, "without the bot's token")
		status, _ = request(t, "POST", base+"/demo/forget?channel="+platform+"&conversation="+conversation, "", "")
		assert.Equal(t, 204, status)
		reply, _ = say("Und was ist [IBAN_CODE_1]?")
		assert.NotContains(t, reply, "3704", platform)
	}
	status, _ := request(t, "POST", base+"/demo/phone", "", `{"channel":"fax","user":"1","text":"x"}`)
	assert.Equal(t, 502, status)
	status, _ = request(t, "POST", base+"/demo/forget?channel=fax&conversation=dn-x", "", "")
	assert.Equal(t, 404, status)
	assert.NotContains(t, log.String(), "Mustermann")
	assert.NotContains(t, log.String(), "4915228817386")
}

// TestConfigFile: with a file the program is the gateway of deploy/gateway.
func TestConfigFile(t *testing.T) {
	file, _ := gatewaytest.Place(t, func(c map[string]any) { c["listen"].(map[string]any)["health_addr"] = "" })
	ctx, cancel := context.WithCancel(context.Background())
	addr, done := make(chan string, 1), make(chan error, 1)
	go func() { done <- run(ctx, []string{"-config", file}, io.Discard, func(a string) { addr <- a }) }()
	var base string
	select {
	case a := <-addr:
		base = "http://" + a
	case err := <-done:
		t.Fatal(err)
	}
	for path, want := range map[string]int{"/readyz": 200, "/": 404, "/demo/bot-log": 404, "/v3/directline/conversations": 404, "/v1/models": 401} {
		status, _ := request(t, "GET", base+path, "", "")
		assert.Equal(t, want, status, path)
	}
	http.DefaultClient.CloseIdleConnections()
	cancel()
	require.NoError(t, <-done)

	file, _ = gatewaytest.Place(t, func(c map[string]any) { c["vault"].(map[string]any)["retention_days"] = 0 })
	assert.ErrorContains(t, run(context.Background(), []string{"-config", file}, io.Discard, nil), "vault.retention_days: must be at least 1")
	file, _ = gatewaytest.Place(t, func(c map[string]any) { c["listen"].(map[string]any)["addr"] = "0.0.0.0:0" })
	err := run(context.Background(), []string{"-config", file}, io.Discard, nil)
	assert.ErrorIs(t, err, serve.ErrPlain)
	assert.Regexp(t, `gateway\.json:\d+: listen`, err.Error())
	assert.Error(t, run(context.Background(), []string{"-config", file, "-addr", "127.0.0.1:0"}, io.Discard, nil), "everything is in the file")
}

func TestForeignHostName(t *testing.T) {
	base, _ := start(t)
	r, err := http.NewRequest("GET", base+"/demo/bot-log", nil)
	require.NoError(t, err)
	r.Host = "evil.example"
	resp, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	assert.Equal(t, http.StatusMisdirectedRequest, resp.StatusCode)

	r.Host = ""
	r.Header.Set("X-Forwarded-For", "192.0.2.7")
	resp, err = http.DefaultClient.Do(r)
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	assert.Equal(t, http.StatusNotFound, resp.StatusCode, "a proxy speaks for somebody elsewhere")
}

func TestGateway(t *testing.T) {
	dir := t.TempDir()
	secret := filepath.Join(dir, "secret")
	require.NoError(t, os.WriteFile(secret, []byte("a long enough secret\n"), 0o600))
	args := []string{"-demo=false", "-keys", filepath.Join(dir, "keys"), "-data", filepath.Join(dir, "data"), "-secret", secret}
	var c talk
	t.Run("first", func(t *testing.T) {
		base, _ := start(t, args...)
		c = converse(t, base, "a long enough secret")
		assert.Contains(t, c.say("Ich heiße "+name+"."), name)
		for _, path := range []string{"/", "/demo/bot-log"} {
			status, _ := request(t, "GET", base+path, "", "")
			assert.Equal(t, 404, status, path)
		}
		status, _ := request(t, "POST", base+"/v3/directline/conversations", "", "")
		assert.Equal(t, 401, status)
	})
	t.Run("again with the same files", func(t *testing.T) {
		base, _ := start(t, args...)
		assert.Contains(t, converse(t, base, "a long enough secret").say("Ich heiße "+name+"."), name)
	})
	files, err := filepath.Glob(filepath.Join(dir, "*", "*"))
	require.NoError(t, err)
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err == nil {
			assert.NotContains(t, string(b), "Mustermann", filepath.Base(f))
		}
	}
}

func TestRefusedDirectories(t *testing.T) {
	dir := t.TempDir()
	secret := filepath.Join(dir, "secret")
	require.NoError(t, os.WriteFile(secret, []byte("a long enough secret"), 0o600))
	link := filepath.Join(dir, "link")
	require.NoError(t, os.Mkdir(filepath.Join(dir, "a"), 0o700))
	require.NoError(t, os.Symlink(filepath.Join(dir, "a"), link))
	for why, args := range map[string][]string{
		"same":         {"-keys", filepath.Join(dir, "a"), "-data", filepath.Join(dir, "a"), "-secret", secret},
		"same by link": {"-keys", filepath.Join(dir, "a"), "-data", link, "-secret", secret},
		"inside":       {"-keys", filepath.Join(dir, "a"), "-data", filepath.Join(dir, "a", "b"), "-secret", secret},
		"no keys":      {"-data", filepath.Join(dir, "d"), "-secret", secret},
		"no secret":    {"-keys", filepath.Join(dir, "k"), "-data", filepath.Join(dir, "d")},
		"arguments":    {"x"},
	} {
		t.Run(why, func(t *testing.T) {
			require.Error(t, run(context.Background(), append([]string{"-demo=false", "-addr", "127.0.0.1:0"}, args...), io.Discard, nil))
		})
	}
}

func TestPlainBeyondLoopback(t *testing.T) {
	require.ErrorIs(t, run(context.Background(), []string{"-addr", "0.0.0.0:0"}, io.Discard, nil), serve.ErrPlain)
}

func TestBot(t *testing.T) {
	b := newBot()
	for _, step := range [][2]string{
		{"Guten Tag", "Ich helfe Ihnen"},
		{"Wann haben Sie geöffnet?", "8 bis 12 Uhr"},
		{"Ich bin umgezogen", "Wie heißen Sie?"},
		{"[PERSON_1]", "Danke, [PERSON_1]. Wie lautet Ihre neue Anschrift?"},
		{"[ADDRESS_1]", "Die Ummeldung für [PERSON_1] ist vorgemerkt. Neue Anschrift: [ADDRESS_1]."},
		{"Meine IBAN ist [IBAN_CODE_1]", "Ich habe notiert: [IBAN_CODE_1]."},
		{"Termin für [PERSON_2] bitte, Tel. [PHONE_NUMBER_1]", "Danke, [PERSON_2]. Notiert habe ich außerdem: [PHONE_NUMBER_1]. An welchem Tag"},
		{"am Montag", "eingetragen, [PERSON_2]: am Montag, 10:00 Uhr"},
		{"Vielen Dank!", "Auf Wiedersehen"},
	} {
		assert.Contains(t, b.answer(context.Background(), "c", step[0]), step[1], step[0])
	}
	b.forget("c")
	assert.Empty(t, b.cases)
}
