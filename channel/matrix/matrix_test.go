package matrix_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/channeltest"
	kit "github.com/deckname/deckname/channel/internal/adaptertest"
	"github.com/deckname/deckname/channel/matrix"
)

type world struct {
	bot, home *kit.Station
	url       string
	log       *kit.Log
}

func newWorld(t testing.TB) *world {
	cfg, log := kit.Config(t)
	w := &world{kit.NewStation(t), kit.NewStation(t), "", log}
	p, err := matrix.New(matrix.Config{ServerToken: "hs", BotToken: "as", BotUsers: []string{"@amt:stadt.example"}, Homeserver: w.home.URL, Aliases: kit.Aliases(t)})
	require.NoError(t, err)
	w.url = kit.Gateway(t, p, cfg, w.bot.URL).URL
	return w
}

func (w *world) do(t testing.TB, method, path, token, body string) (int, string) {
	code, _, out := kit.Do(t, kit.Call{Method: method, URL: w.url + path, Body: body, Header: map[string]string{"Authorization": "Bearer " + token}})
	return code, out
}

const txn = "/_matrix/app/v1/transactions/17"

func TestCanaries(t *testing.T) {
	for _, f := range kit.Fixtures(t, "testdata/transactions.json") {
		w := newWorld(t)
		body, _ := channeltest.Fill(t, []byte(f.Body), func(path, _ string) bool {
			return strings.HasSuffix(path, "room_id") || strings.HasSuffix(path, "sender") || strings.HasSuffix(path, "state_key") || strings.HasSuffix(path, "user_ids[]")
		})
		code, out := w.do(t, "PUT", txn, "hs", string(body))
		require.Equal(t, 200, code, out)
		require.Len(t, w.bot.Bodies(), 1, "%s: %s", f.Name, w.log)
		assert.Empty(t, channeltest.Leaks(w.bot.Seen()+w.log.String()), w.bot.Bodies()[0])
		for _, s := range []string{"erika", "otto", "52.517"} {
			assert.NotContains(t, w.bot.Seen(), s, f.Name)
		}
		_, _ = w.do(t, "PUT", txn, "hs", string(body))
		assert.Equal(t, w.bot.Bodies()[0], w.bot.Bodies()[1], "a repeated transaction is the same")
	}
}

// TestIdentity: if nothing is found, the bot gets the bytes that the homeserver sent.
func TestIdentity(t *testing.T) {
	silent := kit.Silent()
	bot, home := kit.NewStation(t), kit.NewStation(t)
	p, err := matrix.New(matrix.Config{ServerToken: "hs", BotToken: "as", BotUsers: []string{"@amt:stadt.example"}, Homeserver: home.URL, Aliases: silent.Aliases})
	require.NoError(t, err)
	address := kit.Gateway(t, p, silent, bot.URL).URL
	n := 0
	for _, f := range kit.Fixtures(t, "testdata/transactions.json") {
		if f.Name != "message" && f.Name != "topic" {
			continue // hold a portrait, a place or lists of members, which are dropped or rounded always
		}
		code, _, out := kit.Do(t, kit.Call{Method: "PUT", URL: address + txn, Body: f.Body, Header: map[string]string{"Authorization": "Bearer hs"}})
		require.Equal(t, 200, code, out)
		_, got := bot.Last(t)
		assert.Equal(t, f.Body, got, f.Name)
		n++
	}
	assert.Equal(t, 2, n)
}

// TestLinks: an answer that a model was talked into carries nothing away.
func TestLinks(t *testing.T) {
	w := newWorld(t)
	code, _ := w.do(t, "PUT", txn, "hs", `{"events":[{"type":"m.room.message","room_id":"!a1:stadt.example","sender":"@erika:stadt.example","content":{"msgtype":"m.text","body":"`+channeltest.Canary(1)+`"}}]}`)
	require.Equal(t, 200, code)
	body, err := json.Marshal(map[string]any{"msgtype": "m.image", "body": kit.Injected, "format": "org.matrix.custom.html", "formatted_body": `<a href="https://evil.example/[PERSON_1]">x</a>` + kit.Injected,
		"url": "https://evil.example/[PERSON_1]", "info": map[string]any{"thumbnail_url": "https://evil.example/[PERSON_1]"}})
	require.NoError(t, err)
	code, out := w.do(t, "PUT", "/_matrix/client/v3/rooms/%21a1%3Astadt.example/send/m.room.message/1", "as", string(body))
	require.Equal(t, 200, code, out)
	assert.Empty(t, channeltest.Leaks(w.home.Seen()), w.home.Seen())
}

func TestEcho(t *testing.T) {
	w := newWorld(t)
	who := channeltest.Canary(1)
	code, _ := w.do(t, "PUT", txn, "hs", `{"events":[{"type":"m.room.message","room_id":"!a1:stadt.example","event_id":"$e1","sender":"@erika:stadt.example","content":{"msgtype":"m.text","body":"Ich bin `+who+`"}}]}`)
	require.Equal(t, 200, code)
	_, body := w.bot.Last(t)
	var in struct {
		Events []struct {
			Sender  string
			Content struct{ Body string }
		}
	}
	require.NoError(t, json.Unmarshal([]byte(body), &in))
	assert.Equal(t, "Ich bin [PERSON_1]", in.Events[0].Content.Body)
	sender := in.Events[0].Sender
	assert.True(t, strings.HasPrefix(sender, "@dn-") && strings.HasSuffix(sender, ":stadt.example"))

	w.home.Answer = kit.JSON(`{"event_id":"$e2"}`)
	send := "/_matrix/client/v3/rooms/%21a1%3Astadt.example/send/m.room.message/1"
	code, out := w.do(t, "PUT", send, "as", `{"msgtype":"m.text","body":"Echo [PERSON_1]","formatted_body":"<b>[PERSON_1]</b>","m.mentions":{"user_ids":["`+sender+`","@amt:stadt.example"]}}`)
	require.Equal(t, 200, code, out)
	_, got := w.home.Last(t)
	assert.Equal(t, `{"msgtype":"m.text","body":"Echo `+who+`","formatted_body":"<b>`+who+`</b>","m.mentions":{"user_ids":["@erika:stadt.example","@amt:stadt.example"]}}`, got)

	w.home.Answer = kit.JSON(`{"displayname":"Erika Beispiel","avatar_url":"mxc://stadt.example/abc"}`)
	code, out = w.do(t, "GET", "/_matrix/client/v3/profile/"+url.PathEscape(sender), "as", "")
	require.Equal(t, 200, code, out)
	assert.Equal(t, `{"displayname":"[PERSON_1]"}`, out)
	r, _ := w.home.Last(t)
	assert.Equal(t, "/_matrix/client/v3/profile/@erika:stadt.example", r.URL.Path)

	_, _ = w.do(t, "PUT", strings.Replace(send, "a1", "a2", 1), "as", `{"msgtype":"m.text","body":"[PERSON_1]"}`)
	_, got = w.home.Last(t)
	assert.Contains(t, got, "[PERSON_1]", "nothing in another room")
}

func TestRefusals(t *testing.T) {
	w := newWorld(t)
	for why, c := range map[string]struct {
		path, token string
		want        int
	}{
		"no server token":          {txn, "as", 403},
		"no bot token":             {"/_matrix/client/v3/rooms/!a1:stadt.example/send/m.room.message/1", "hs", 403},
		"syncing past the gateway": {"/_matrix/client/v3/sync", "as", 404},
	} {
		code, out := w.do(t, "PUT", c.path, c.token, `{}`)
		assert.Equal(t, c.want, code, why)
		assert.Contains(t, out, "errcode", why)
	}
	code, _ := w.do(t, "PUT", txn, "hs", `{"events":[{"room_id":"!a1:stadt.example","type":"m.room.encrypted","content":{"ciphertext":"AAAA"}}]}`)
	assert.Equal(t, 200, code, "dropped, not repeated for ever")
	assert.Empty(t, w.bot.Bodies())
	assert.Contains(t, w.log.String(), "code=blocked")
	_, err := matrix.New(matrix.Config{})
	assert.ErrorIs(t, err, channel.ErrConfig)
}

// Without the homeserver's token no transaction is passed on.
func ExampleNew() {
	cfg := kit.Silent() // in earnest: an engine with recognizers.All and a vault
	protocol, err := matrix.New(matrix.Config{ServerToken: "hs_token", BotToken: "as_token", Homeserver: &url.URL{Scheme: "https", Host: "matrix.example"}, Aliases: cfg.Aliases})
	if err != nil {
		panic(err)
	}
	gateway, err := channel.Proxy(protocol, cfg, &url.URL{Scheme: "http", Host: "127.0.0.1:9000"}, nil)
	if err != nil {
		panic(err)
	}
	w := httptest.NewRecorder()
	gateway.ServeHTTP(w, httptest.NewRequest(http.MethodPut, txn, nil))
	fmt.Println(w.Code)
	// Output:
	// 403
}
