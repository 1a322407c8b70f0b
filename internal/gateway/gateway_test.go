package gateway_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/internal/gateway"
	"github.com/deckname/deckname/internal/gateway/gatewaytest"
)

func TestLinesAreRight(t *testing.T) {
	file := filepath.Join(t.TempDir(), "gateway.json")
	require.NoError(t, os.WriteFile(file, []byte("{\n  \"tenant\": \"a\",\n  \"listen\": {\n    \"addr\": \"\"\n  }\n}\n"), 0o600))
	_, _, err := gateway.Load(file)
	require.ErrorContains(t, err, "gateway.json:4: listen.addr: is missing")
	require.NoError(t, os.WriteFile(file, []byte("{\n  \"tenant\": \"a\",\n  \"listen\" {}\n}\n"), 0o600))
	_, _, err = gateway.Load(file)
	require.ErrorContains(t, err, "gateway.json:3: this is not JSON")
	require.NoError(t, os.WriteFile(file, []byte("{}\n{}\n"), 0o600))
	_, _, err = gateway.Load(file)
	require.ErrorContains(t, err, "there is more after the object")
}

// TestAllAdapters: the example configuration, with every adapter, can be served.
func TestAllAdapters(t *testing.T) {
	file, _ := gatewaytest.Place(t, func(c map[string]any) {
		at := func(name string) map[string]any { return gatewaytest.Secret(c, name) }
		c["botframework"] = map[string]any{"app_id": "00000000-0000-4000-8000-000000000001", "public_url": "https://gateway.example", "upstream": "https://bot.example",
			"entra_tenant": "musterhausen.example", "issuer_dir": at("issuer")["file"]}
		c["directline"] = map[string]any{"upstream": "https://bot.example", "secret": at("directline.secret"), "token_key": at("token.key"), "origins": []string{"https://www.example"}}
		c["whatsapp"] = map[string]any{"upstream": "https://wa.example", "app_secret": at("directline.secret"), "verify_token": at("directline.secret"), "bot_token": at("directline.secret"), "platform_token": at("directline.secret")}
		c["messenger"] = map[string]any{"bridge": true, "account": "1906385232743851", "app_secret": at("directline.secret"), "verify_token": at("directline.secret"), "platform_token": at("directline.secret")}
	})
	cfg, pos, err := gateway.Load(file)
	require.NoError(t, err)
	g, err := gateway.Open(context.Background(), cfg, gateway.Options{})
	require.NoError(t, pos.Locate(err))
	defer g.Close()
	for path, want := range map[string]int{
		"/api/messages": http.StatusUnauthorized, "/v3/conversations/c/activities": http.StatusUnauthorized,
		"/v3/directline/conversations": http.StatusUnauthorized, "/v1/chat/completions": http.StatusUnauthorized,
		"/whatsapp/webhook": http.StatusUnauthorized, "/whatsapp/v24.0/1/messages": http.StatusUnauthorized,
		"/messenger/webhook": http.StatusUnauthorized, "/messenger/v3/conversations/c/activities": http.StatusUnauthorized,
		"/webhook": http.StatusNotFound,
	} {
		w := httptest.NewRecorder()
		r := httptest.NewRequest(http.MethodPost, path, strings.NewReader("{}"))
		r.Header.Set("Content-Type", "application/json")
		g.Handler().ServeHTTP(w, r)
		assert.Equal(t, want, w.Code, path)
	}
	w := httptest.NewRecorder()
	g.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/.well-known/openidconfiguration", nil))
	assert.Equal(t, http.StatusOK, w.Code)
}

// TestMessengerBridge: a message on Messenger reaches the Bot Framework bot as an anonymous Activity, to be answered below
// the bridge's own path.
func TestMessengerBridge(t *testing.T) {
	seen := make(chan string, 1)
	bot := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		raw, _ := io.ReadAll(r.Body)
		seen <- r.Header.Get("Authorization") + " " + string(raw)
	}))
	defer bot.Close()
	file, _ := gatewaytest.Place(t, func(c map[string]any) {
		k := c["alias_key"].(map[string]any)
		c["botframework"] = map[string]any{"app_id": "00000000-0000-4000-8000-000000000001", "public_url": "https://gateway.example", "upstream": bot.URL,
			"entra_tenant": "musterhausen.example", "issuer_dir": gatewaytest.Beside(c, "issuer")}
		c["messenger"] = map[string]any{"bridge": true, "account": "1906385232743851", "app_secret": k, "verify_token": k, "platform_token": k}
	})
	cfg, _, err := gateway.Load(file)
	require.NoError(t, err)
	g, err := gateway.Open(context.Background(), cfg, gateway.Options{})
	require.NoError(t, err)
	defer g.Close()
	appSecret, err := cfg.Messenger.AppSecret.Read()
	require.NoError(t, err)
	body := `{"object":"page","entry":[{"id":"1906385232743851","time":1767322800000,"messaging":[{"sender":{"id":"6543210987654321"},"recipient":{"id":"1906385232743851"},"timestamp":1767322800000,"message":{"mid":"m_1","text":"Meine IBAN ist DE89 3704 0044 0532 0130 00."}}]}]}`
	mac := hmac.New(sha256.New, []byte(appSecret))
	mac.Write([]byte(body))
	r := httptest.NewRequest(http.MethodPost, "/messenger/webhook", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Hub-Signature-256", "sha256="+hex.EncodeToString(mac.Sum(nil)))
	w := httptest.NewRecorder()
	g.Handler().ServeHTTP(w, r)
	require.Equal(t, http.StatusOK, w.Code, w.Body.String())
	got := <-seen
	assert.Contains(t, got, "[IBAN_CODE_1]")
	assert.Contains(t, got, `"https://gateway.example/messenger"`)
	assert.True(t, strings.HasPrefix(got, "Bearer ey"), "the bot gets a token of the gateway's")
	assert.NotContains(t, got, "3704")
	assert.NotContains(t, got, "6543210987654321")
}
