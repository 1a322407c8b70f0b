package attack_test

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/dialogflow"
	"github.com/deckname/deckname/channel/directline"
	kit "github.com/deckname/deckname/channel/internal/adaptertest"
	"github.com/deckname/deckname/channel/matrix"
	"github.com/deckname/deckname/channel/messenger"
	"github.com/deckname/deckname/channel/openai"
	"github.com/deckname/deckname/channel/rasa"
	"github.com/deckname/deckname/channel/slack"
	"github.com/deckname/deckname/channel/telegram"
	"github.com/deckname/deckname/channel/whatsapp"
)

// wall is an upstream that must not be reached.
type wall struct{ reached string }

func (w *wall) RoundTrip(r *http.Request) (*http.Response, error) {
	w.reached = r.Method + " " + r.URL.String()
	return nil, errors.New("attack: reached")
}

// FuzzCredentials: whatever stands in the headers, the path and the query, nobody without the credential gets through an adapter, be
// it as the platform or as the bot.
func FuzzCredentials(f *testing.F) {
	for _, s := range []string{"", "Bearer ", "Bearer x", "sha256=00", "v0=00", "v0=" + strings.Repeat("0", 64), "a.b.c", "bot", "secret", "\u212aey", "Bearer bot, Bearer bot"} {
		f.Add(s, s, s)
	}
	w := &wall{}
	cfg := kit.Silent()
	cfg.Auth = nil
	at := &url.URL{Scheme: "http", Host: "upstream.example"}
	const key = "a long secret that nobody guesses"
	bearer, err := channel.BearerTokens("", "", key)
	require.NoError(f, err)
	var gates []http.Handler
	add := func(p channel.Protocol, err error) {
		require.NoError(f, err)
		h, err := channel.Proxy(p, cfg, at, w)
		require.NoError(f, err)
		gates = append(gates, h)
	}
	add(slack.New(slack.Config{SigningSecret: key, BotToken: key, API: at, Hooks: at, URL: "https://g.example", Aliases: kit.Aliases(f)}))
	add(telegram.New(telegram.Config{BotToken: "1:" + key, PlatformToken: "1:" + key, Secret: key, API: at}))
	add(whatsapp.New(whatsapp.Config{AppSecret: []byte(key), VerifyToken: key, BotToken: key, Graph: at}))
	add(messenger.New(messenger.Config{AppSecret: []byte(key), VerifyToken: key, BotToken: key, Graph: at}))
	add(matrix.New(matrix.Config{ServerToken: key, BotToken: key + "2", Homeserver: at, Aliases: kit.Aliases(f)}))
	add(dialogflow.Detect(dialogflow.Config{Aliases: kit.Aliases(f), Client: bearer, Google: bearer}))
	add(dialogflow.Webhook(dialogflow.Config{Aliases: kit.Aliases(f), Client: bearer, Google: bearer}))
	add(rasa.REST(), nil)
	add(openai.New(openai.Config{}), nil)
	f.Fuzz(func(t *testing.T, token, segment, query string) {
		if strings.Contains(token+segment+query, key) {
			return
		}
		w.reached = ""
		ts := strconv.FormatInt(time.Now().Unix(), 10)
		for _, path := range []string{"/webhook", "/slack/events", "/api/chat.postMessage", "/respond/" + segment, "/bot" + segment + "/sendMessage", "/v24.0/me/messages", "/v24.0/1/messages", "/webhooks/rest/webhook",
			"/_matrix/app/v1/transactions/1", "/_matrix/client/v3/rooms/r/send/m.room.message/1", "/v2/projects/p/agent/sessions/" + segment + ":detectIntent"} {
			for _, method := range []string{"POST", "PUT", "GET"} {
				r := &http.Request{Method: method, URL: &url.URL{Path: path, RawQuery: query}, Body: io.NopCloser(strings.NewReader(`{"text":"x","sender":"1"}`)), Header: http.Header{
					"Authorization": {token}, "X-Hub-Signature-256": {token}, "X-Slack-Signature": {token}, "X-Slack-Request-Timestamp": {ts}, "X-Telegram-Bot-Api-Secret-Token": {token},
					"Content-Type": {"application/json"}}}
				for _, g := range gates {
					g.ServeHTTP(httptest.NewRecorder(), r.WithContext(t.Context()))
					require.Empty(t, w.reached, "%s %s", method, path)
					r.Body = io.NopCloser(strings.NewReader(`{"text":"x","sender":"1"}`))
				}
			}
		}
	})
}

// FuzzActivities: a body that a Direct Line client posts, any bytes: refused as a whole or stored as JSON.
func FuzzActivities(f *testing.F) {
	f.Add([]byte(`{"type":"message","text":"x","value":{"a":[1]},"attachments":[{"contentType":"image/png","contentUrl":"data:image/png;base64,AA=="}]}`))
	f.Add([]byte(`{"Type":"typing","type":"message"}`))
	f.Add([]byte(`{"type":"event","name":"x","value":"\ud83d"}`))
	cfg, log := config(f)
	srv, err := directline.New(directline.Config{Gateway: cfg, TokenKey: bytes.Repeat([]byte{1}, 32), Secrets: []string{"s"}, MaxActivities: 4, Logger: cfg.Logger, Bot: botEcho})
	require.NoError(f, err)
	do := func(t testing.TB, method, path string, body []byte) (int, string) {
		r := httptest.NewRequest(method, "/v3/directline"+path, bytes.NewReader(body))
		r.Header.Set("Authorization", "Bearer s")
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		srv.ServeHTTP(w, r)
		return w.Code, w.Body.String()
	}
	_, out := do(f, "POST", "/conversations", nil)
	path := "/conversations/" + dig(out, "conversationId") + "/activities"
	f.Fuzz(func(t *testing.T, body []byte) {
		code, out := do(t, "POST", path, body)
		if code >= 400 {
			require.NotContains(t, log.String(), "panic")
			require.Empty(t, kit.Leaks(out))
		}
		code, out = do(t, "GET", path, nil)
		require.Equal(t, 200, code, "what was accepted can be fetched")
		require.NotEmpty(t, dig(out, "watermark"))
	})
}
