package botframework_test

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/botframework"
	"github.com/deckname/deckname/channel/channeltest"
	"github.com/deckname/deckname/channel/internal/adaptertest"
)

// activityTo sends an activity as the channel does.
func (w *world) activityTo(t *testing.T, body []byte) string {
	t.Helper()
	code, out := w.send(t, w.goodToken(t), string(body))
	require.Equal(t, 200, code, out)
	return out
}

// fixture is an Activity with everything, at the world's service URL and from its channel.
func (w *world) fixture(t *testing.T) []byte {
	raw := strings.Replace(adaptertest.Read(t, "../activity/testdata/activity.json"), `"serviceUrl":"s"`, `"serviceUrl":"`+w.service()+`"`, 1)
	return []byte(strings.Replace(raw, `"channelId":"c"`, `"channelId":"webchat"`, 1))
}

// TestCanaries: a personal value in every string of an Activity reaches neither the bot nor the log, and comes back.
func TestCanaries(t *testing.T) {
	w := newWorld(t)
	body, canaries := channeltest.Fill(t, w.fixture(t), func(path, _ string) bool { return path == "serviceUrl" || path == "channelId" || path == "type" })
	require.Greater(t, len(canaries), 40)
	w.activityTo(t, body)
	assert.Empty(t, channeltest.Leaks(w.seen.String()+w.log.String()))

	// The bot sends it all back, and the channel gets what it sent, but for what is dropped on the way to the bot.
	conversation := w.activity["conversation"].(map[string]any)["id"].(string)
	w.activity["textFormat"] = "plain" // as canaries the format would be Markdown, and values escaped
	echo, err := json.Marshal(w.activity)
	require.NoError(t, err)
	code, out := do(t, http.MethodPost, w.conn.URL+"/v3/conversations/"+url.PathEscape(conversation)+"/activities", w.botToken(t), string(echo))
	require.Equal(t, 200, code, out)
	_, got, _ := strings.Cut(w.channelGot, "/activities ")
	want := decoded(t, body)
	delete(want, "serviceUrl")
	want["textFormat"] = "plain"
	attachment := want["attachments"].([]any)[0].(map[string]any)
	delete(attachment, "contentUrl")
	back := decoded(t, []byte(got))
	escaped := back["attachments"].([]any)[0].(map[string]any)["content"].(map[string]any)
	escaped["text"] = attachment["content"].(map[string]any)["text"] // a card's text is Markdown
	assert.Equal(t, want, back)
}

func decoded(t *testing.T, raw []byte) (m map[string]any) {
	t.Helper()
	require.NoError(t, json.NewDecoder(bytes.NewReader(raw)).Decode(&m))
	return m
}

// TestIdentity: if nothing is found, the bot gets the bytes that the channel sent, but for the service URL.
func TestIdentity(t *testing.T) {
	w := newWorld(t)
	got := make(chan string, 1)
	bot := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		var b bytes.Buffer
		_, _ = b.ReadFrom(r.Body)
		got <- b.String()
	}))
	defer bot.Close()
	u, err := url.Parse(bot.URL)
	require.NoError(t, err)
	h, err := w.adapter.Bot(adaptertest.Silent(), u, nil)
	require.NoError(t, err)
	gate := httptest.NewServer(h)
	defer gate.Close()
	body := strings.Replace(string(w.fixture(t)), `"contentUrl":"u",`, ``, 1) // dropped always
	body = strings.Replace(body, `{"type":"message"`, `{ "type" : "message", "n": 1.50, "u":"\u00fc\/"`, 1)
	code, out := do(t, http.MethodPost, gate.URL+"/api/messages", w.goodToken(t), body)
	require.Equal(t, 200, code, out)
	assert.Equal(t, strings.Replace(body, w.service(), "http://gateway.example/bf", 1), <-got)
}

// TestLinks: an answer that a model was talked into carries nothing away, in texts, buttons, pictures and files.
func TestLinks(t *testing.T) {
	w := newWorld(t)
	w.activityTo(t, []byte(w.message(channeltest.Canary(1), "c1")))
	conversation := w.activity["conversation"].(map[string]any)["id"].(string)
	const evil = "https://evil.example/?q=[PERSON_1]"
	for _, format := range []string{"markdown", "plain", "xml"} {
		reply, err := json.Marshal(map[string]any{"type": "message", "textFormat": format, "text": adaptertest.Injected, "summary": adaptertest.Injected,
			"speak":            `<speak><audio src="` + evil + `"/></speak>`,
			"suggestedActions": map[string]any{"actions": []any{map[string]any{"type": "openUrl", "title": "x", "value": evil, "image": evil}}},
			"attachments": []any{map[string]any{"contentType": "image/png", "contentUrl": evil, "thumbnailUrl": evil},
				map[string]any{"contentType": "application/vnd.microsoft.card.hero", "content": map[string]any{"text": adaptertest.Injected, "images": []any{map[string]any{"url": evil, "tap": map[string]any{"type": "openUrl", "value": evil}}},
					"buttons": []any{map[string]any{"type": "signin", "value": evil}}}},
				map[string]any{"contentType": "application/vnd.microsoft.card.adaptive", "content": map[string]any{"body": []any{map[string]any{"type": "Image", "url": evil}, map[string]any{"type": "TextBlock", "text": adaptertest.Injected}},
					"actions": []any{map[string]any{"type": "Action.OpenUrl", "url": evil}}, "backgroundImage": evil}}},
			"channelData": map[string]any{"redirect": evil}, "value": map[string]any{"url": evil}})
		require.NoError(t, err)
		code, out := do(t, http.MethodPost, w.conn.URL+"/v3/conversations/"+url.PathEscape(conversation)+"/activities", w.botToken(t), string(reply))
		require.Equal(t, 200, code, out)
		assert.Empty(t, channeltest.Leaks(w.channelGot), "%s: %s", format, w.channelGot)
	}
}

// TestTokensAreRemembered: only the signature of a token is remembered, and only as long as the issuer's keys are.
func TestTokensAreRemembered(t *testing.T) {
	w := newWorld(t)
	token := w.goodToken(t)
	for range 3 {
		code, out := w.send(t, token, w.message("x", "c1"))
		require.Equal(t, 200, code, out)
	}
	code, _ := w.send(t, token, strings.Replace(w.message("x", "c1"), w.service(), w.service()+"/other", 1))
	assert.Equal(t, 401, code, "what the token says is compared each time")

	now := time.Now()
	adapter := func(app string) channel.Authenticator {
		a, err := botframework.New(botframework.Config{AppID: app, URL: "http://gateway.example/bf", Metadata: w.ms.URL + "/meta", ServiceHosts: []string{"127.0.0.1"},
			DangerouslyAllowHTTP: true, Clock: func() time.Time { return now }})
		require.NoError(t, err)
		return a.ChannelTokens()
	}
	verify := func(a channel.Authenticator, token string) error {
		r := httptest.NewRequest(http.MethodPost, "/api/messages", nil)
		r.Header.Set("Authorization", "Bearer "+token)
		return a.Verify(r, []byte(w.message("x", "c1")))
	}
	mine, other := adapter(appID), adapter("other")
	long := w.ms.token(t, claims("serviceurl", w.service(), "exp", now.Add(72*time.Hour).Unix()), jose.RS256, w.ms.key, "k1")
	for range 2 {
		require.NoError(t, verify(mine, token))
		require.NoError(t, verify(mine, long))
		assert.Error(t, verify(other, token), "for another bot")
	}
	now = now.Add(time.Hour)
	assert.Error(t, verify(mine, token), "a remembered token expires")
	require.NoError(t, verify(mine, long))
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	w.ms.key = key // under the same identifier
	now = now.Add(25 * time.Hour)
	assert.Error(t, verify(mine, long), "a remembered signature ends with the keys")
	assert.Error(t, verify(mine, long))
}
