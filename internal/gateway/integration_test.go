//go:build integration

package gateway_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/internal/gateway"
	"github.com/deckname/deckname/internal/gateway/gatewaytest"
)

// TestTwoGatewaysOnePostgres is run by: bash pseudonym/integration.sh -- go test -tags integration ../internal/gateway
func TestTwoGatewaysOnePostgres(t *testing.T) {
	require.NotEmpty(t, os.Getenv("DECKNAME_TEST_POSTGRES"))
	var seen []string
	model := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var req struct{ Messages []struct{ Content string } }
		_ = json.NewDecoder(r.Body).Decode(&req)
		seen = append(seen, req.Messages[0].Content)
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]any{"id": "1", "object": "chat.completion", "choices": []any{map[string]any{"index": 0,
			"finish_reason": "stop", "message": map[string]any{"role": "assistant", "content": "Notiert: " + req.Messages[0].Content}}}})
	}))
	defer model.Close()
	file, _ := gatewaytest.Place(t, func(c map[string]any) {
		v := c["vault"].(map[string]any)
		delete(v, "path")
		delete(v, "ring")
		v["dsn"], v["ring_dsn"] = map[string]any{"env": "DECKNAME_TEST_POSTGRES"}, map[string]any{"env": "DECKNAME_TEST_POSTGRES"}
		c["openai"] = map[string]any{"upstream": model.URL}
	})
	cfg, _, err := gateway.Load(file)
	require.NoError(t, err)
	ctx := context.Background()
	var gateways [2]*gateway.Gateway
	for i := range gateways {
		c := cfg
		c.Vault.AuditDir, c.Vault.AuditHeadDir = t.TempDir(), t.TempDir() // one log per process
		gateways[i], err = gateway.Open(ctx, c, gateway.Options{})
		require.NoError(t, err)
		defer gateways[i].Close()
	}
	ask := func(g *gateway.Gateway, text string) string {
		body := `{"model":"m","messages":[{"role":"user","content":"` + text + `"}]}`
		r := httptest.NewRequest(http.MethodPost, "/v1/chat/completions", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Authorization", "Bearer sk-test-0123456789abcdef")
		r.Header.Set("X-Deckname-Conversation", t.Name())
		w := httptest.NewRecorder()
		g.Handler().ServeHTTP(w, r)
		answer, _ := io.ReadAll(w.Body)
		require.Equal(t, http.StatusOK, w.Code, string(answer))
		return string(answer)
	}
	const said = "Meine IBAN ist DE89 3704 0044 0532 0130 00."
	assert.Contains(t, ask(gateways[0], said), said)
	assert.Contains(t, ask(gateways[1], said), said)
	require.Len(t, seen, 2)
	assert.NotContains(t, seen[0], "3704")
	assert.Equal(t, seen[0], seen[1], "the second gateway gives the same pseudonym")

	s, err := gateway.OpenServices(ctx, os.Getenv("DECKNAME_TEST_POSTGRES"), bytes.Repeat([]byte{7}, 32))
	require.NoError(t, err)
	defer s.Close()
	_, ok, err := s.Get(ctx, "491713920012")
	require.NoError(t, err)
	assert.False(t, ok)
	require.NoError(t, s.Put(ctx, "491713920012", "https://a.example"))
	require.NoError(t, s.Put(ctx, "491713920012", "https://b.example"))
	got, ok, err := s.Get(ctx, "491713920012")
	require.NoError(t, err)
	assert.True(t, ok)
	assert.Equal(t, "https://b.example", got)

	cfg.Vault.AuditDir, cfg.Vault.AuditHeadDir = t.TempDir(), t.TempDir()
	v, closeAll, err := gateway.OpenVault(ctx, cfg, gateway.Options{Command: "forget"}) // beside the two that serve
	require.NoError(t, err)
	defer closeAll()
	_, err = v.ForgetScope(ctx, channel.Scope("musterhausen", "openai", "x"))
	require.NoError(t, err)
}
