package gateway_test

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/internal/gateway"
	"github.com/deckname/deckname/internal/gateway/gatewaytest"
)

// world is a gateway on a port, a bot that answers at its service URL, and the issuer of the bot's tokens.
type world struct {
	t     *testing.T
	g     *gateway.Gateway
	front *httptest.Server
	key   *rsa.PrivateKey
	token string // of the web chat's user
	id    string

	mu       sync.Mutex
	activity map[string]any // the last one
	authz    string
	answer   func(activity map[string]any) // nil: nothing
}

func newWorld(t *testing.T) *world {
	w := &world{t: t}
	var err error
	w.key, err = rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	entra := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Content-Type", "application/json")
		if r.URL.Path == "/meta" {
			_ = json.NewEncoder(rw).Encode(map[string]string{"jwks_uri": "http://" + r.Host + "/keys"})
			return
		}
		_ = json.NewEncoder(rw).Encode(jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: &w.key.PublicKey, KeyID: "k", Algorithm: "RS256"}}})
	}))
	t.Cleanup(entra.Close)
	bot := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		raw, _ := io.ReadAll(r.Body)
		var a map[string]any
		_ = json.Unmarshal(raw, &a)
		w.mu.Lock()
		w.activity, w.authz = a, strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
		answer := w.answer
		w.mu.Unlock()
		if answer != nil {
			answer(a)
		}
	}))
	t.Cleanup(bot.Close)
	var handler http.Handler
	w.front = httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) { handler.ServeHTTP(rw, r) }))
	t.Cleanup(w.front.Close)
	file, _ := gatewaytest.Place(t, func(c map[string]any) {
		c["botframework"] = map[string]any{"app_id": gatewaytest.AppID, "public_url": w.front.URL, "upstream": bot.URL, "issuer_dir": gatewaytest.Beside(c, "issuer"),
			"bot_metadata": entra.URL + "/meta", "bot_issuers": []string{"https://login.example/"}}
		c["directline"] = map[string]any{"secret": gatewaytest.Secret(c, "directline.secret"), "token_key": gatewaytest.Secret(c, "token.key")}
	})
	cfg, pos, err := gateway.Load(file)
	require.NoError(t, err)
	w.g, err = gateway.Open(context.Background(), cfg, gateway.Options{DangerouslyOpenChat: true})
	require.NoError(t, pos.Locate(err))
	t.Cleanup(w.g.Close)
	handler = w.g.Handler()
	var c struct{ ConversationID, Token string }
	_, body := w.do(http.MethodPost, "/v3/directline/conversations", "", "")
	require.NoError(t, json.Unmarshal([]byte(body), &c))
	w.id, w.token = c.ConversationID, c.Token
	return w
}

func (w *world) do(method, path, token, body string) (int, string) {
	w.t.Helper()
	req, err := http.NewRequest(method, w.front.URL+path, strings.NewReader(body))
	require.NoError(w.t, err)
	req.Header.Set("Content-Type", "application/json")
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	res, err := http.DefaultClient.Do(req)
	require.NoError(w.t, err)
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	require.NoError(w.t, err)
	return res.StatusCode, string(raw)
}

func (w *world) botToken(changes map[string]any) string {
	w.t.Helper()
	now := time.Now().Unix()
	claims := map[string]any{"iss": "https://login.example/", "aud": "https://api.botframework.com", "appid": gatewaytest.AppID, "nbf": now - 60, "exp": now + 600}
	for k, v := range changes {
		claims[k] = v
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: jose.JSONWebKey{Key: w.key, KeyID: "k"}}, nil)
	require.NoError(w.t, err)
	s, err := jwt.Signed(signer).Claims(claims).Serialize()
	require.NoError(w.t, err)
	return s
}

func (w *world) path() string { return "/v3/directline/conversations/" + w.id + "/activities" }

func (w *world) say(text string) (int, string) {
	return w.do(http.MethodPost, w.path(), w.token, `{"type":"message","textFormat":"plain","from":{"id":"u"},"serviceUrl":"http://169.254.169.254/","text":"`+text+`"}`)
}

func (w *world) reply(token, conversation, text string) (int, string) {
	w.mu.Lock()
	id, _ := w.activity["id"].(string)
	w.mu.Unlock()
	return w.do(http.MethodPost, "/directline/v3/conversations/"+url.PathEscape(conversation)+"/activities/"+url.PathEscape(id), token,
		`{"type":"message","textFormat":"plain","text":"`+text+`","replyToId":"`+id+`","serviceUrl":"`+w.front.URL+`/directline"}`)
}

const said = "Ich bin Erika Mustermann, IBAN DE89 3704 0044 0532 0130 00."

// TestWebChatAndBot: the bot gets an anonymous activity with a token for the gateway's address, and answers there, during
// the message and later.
func TestWebChatAndBot(t *testing.T) {
	w := newWorld(t)
	w.answer = func(a map[string]any) {
		status, body := w.reply(w.botToken(nil), w.id, "Guten Tag [PERSON_1]")
		assert.Equal(t, http.StatusOK, status, body)
	}
	status, body := w.say(said)
	require.Equal(t, http.StatusOK, status, body)
	assert.Equal(t, "Ich bin [PERSON_1], IBAN [IBAN_CODE_1].", w.activity["text"])
	assert.Equal(t, w.front.URL+"/directline", w.activity["serviceUrl"])
	tok, err := jwt.ParseSigned(w.authz, []jose.SignatureAlgorithm{jose.RS256})
	require.NoError(t, err)
	var claims map[string]any
	require.NoError(t, tok.UnsafeClaimsWithoutVerification(&claims))
	assert.Equal(t, w.front.URL+"/directline", claims["serviceurl"])
	require.Equal(t, w.g.Issuer() != nil, true)

	status, body = w.reply(w.botToken(nil), w.id, "Noch etwas, [PERSON_1]: [IBAN_CODE_1]")
	require.Equal(t, http.StatusOK, status, "later, by itself: "+body)
	_, body = w.do(http.MethodGet, w.path(), w.token, "")
	assert.Contains(t, body, `"Guten Tag Erika Mustermann"`)
	assert.Contains(t, body, `"Noch etwas, Erika Mustermann: DE89 3704 0044 0532 0130 00"`)
}

func TestWebChatRefusesOthers(t *testing.T) {
	w := newWorld(t)
	status, body := w.say(said)
	require.Equal(t, http.StatusOK, status, body)
	toBot := w.authz
	for name, c := range map[string]struct{ token, conversation string }{
		"no token":              {"", w.id},
		"another application":   {w.botToken(map[string]any{"appid": "other"}), w.id},
		"another issuer":        {w.botToken(map[string]any{"iss": "https://evil.example/"}), w.id},
		"expired":               {w.botToken(map[string]any{"exp": time.Now().Add(-time.Hour).Unix()}), w.id},
		"the gateway's own":     {toBot, w.id},
		"another conversation":  {w.botToken(nil), "unknown"},
		"a way out of the path": {w.botToken(nil), ".."},
	} {
		status, body := w.reply(c.token, c.conversation, "[PERSON_1]")
		assert.GreaterOrEqual(t, status, 400, name)
		assert.NotContains(t, body, "Mustermann", name)
	}
	_, body = w.do(http.MethodGet, w.path(), w.token, "")
	assert.Equal(t, 1, strings.Count(body, `"type":"message"`), "nothing was added")
	// the connector's side of the adapter is in this process only
	for _, path := range []string{"/api/messages", "/directline/api/messages"} {
		status, _ := w.do(http.MethodPost, path, toBot, `{"type":"message","serviceUrl":"`+w.front.URL+`/directline","channelId":"directline","conversation":{"id":"`+w.id+`"},"text":"x"}`)
		assert.GreaterOrEqual(t, status, 400, path)
	}
}

// TestForgetWhileBotAnswers: erasing waits for the message under way, and the bot's reply to it does not wait for erasing.
func TestForgetWhileBotAnswers(t *testing.T) {
	w := newWorld(t)
	forgotten := make(chan error, 1)
	w.answer = func(map[string]any) {
		go func() {
			forgotten <- w.g.Chat().Forget(context.Background(), w.id, func(ctx context.Context, scope string) error {
				_, err := w.g.Vault().ForgetScope(ctx, scope)
				return err
			})
		}()
		time.Sleep(100 * time.Millisecond) // until it waits
		status, body := w.reply(w.botToken(nil), w.id, "Guten Tag [PERSON_1]")
		assert.Equal(t, http.StatusOK, status, body)
	}
	begin := time.Now()
	status, body := w.say(said)
	require.Equal(t, http.StatusOK, status, body)
	require.NoError(t, <-forgotten)
	assert.Less(t, time.Since(begin), 5*time.Second, "nobody waited for nobody")
	status, _ = w.say(said)
	assert.Equal(t, http.StatusNotFound, status)
	status, _ = w.reply(w.botToken(nil), w.id, "zu spät")
	assert.Equal(t, http.StatusNotFound, status)
}

func TestPolicy(t *testing.T) {
	var seen string
	model := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, _ := io.ReadAll(r.Body)
		seen = string(raw)
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{}`)
	}))
	defer model.Close()
	file, _ := gatewaytest.Place(t, func(c map[string]any) {
		c["openai"] = map[string]any{"upstream": model.URL}
		c["policy"] = map[string]any{"by_type": map[string]string{"IBAN_CODE": "mask", "PERSON": "redact", "LOCATION": "pseudonymize"}}
	})
	cfg, pos, err := gateway.Load(file)
	require.NoError(t, err)
	g, err := gateway.Open(context.Background(), cfg, gateway.Options{})
	require.NoError(t, pos.Locate(err))
	defer g.Close()
	r := httptest.NewRequest(http.MethodPost, "/v1/chat/completions", strings.NewReader(`{"model":"m","messages":[{"role":"user","content":"`+said+` Ich wohne in Köln."}]}`))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer sk-test-0123456789abcdef")
	rec := httptest.NewRecorder()
	g.Handler().ServeHTTP(rec, r)
	require.Equal(t, http.StatusOK, rec.Code, rec.Body.String())
	assert.Contains(t, seen, "Ich bin [REDACTED], IBAN **** **** **** **** **** **.")
	assert.Contains(t, seen, "[LOCATION_1]")
}
