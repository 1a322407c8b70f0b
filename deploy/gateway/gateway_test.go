package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/internal/gateway/gatewaytest"
	"github.com/deckname/deckname/internal/logbuf"
	"github.com/deckname/deckname/pseudonym"
)

func TestMistakesNameFileLineAndField(t *testing.T) {
	sub := func(c map[string]any, name string) map[string]any { return c[name].(map[string]any) }
	for name, tc := range map[string]struct {
		change func(map[string]any)
		want   []string
	}{
		"missing section":   {func(c map[string]any) { delete(c, "tenant") }, []string{"gateway.json:1: tenant: is missing"}},
		"missing field":     {func(c map[string]any) { delete(sub(c, "listen"), "addr") }, []string{"listen.addr: is missing"}},
		"two stores":        {func(c map[string]any) { sub(c, "vault")["dsn"] = map[string]any{"env": "HOME"} }, []string{"vault.path: exactly one"}},
		"unknown field":     {func(c map[string]any) { sub(c, "vault")["pfad"] = "x" }, []string{`unknown field "pfad"`}},
		"wrong type":        {func(c map[string]any) { sub(c, "vault")["retention_days"] = "bald" }, []string{"retention_days: must be a"}},
		"no retention":      {func(c map[string]any) { sub(c, "vault")["retention_days"] = 0 }, []string{"vault.retention_days: must be at least 1"}},
		"unknown type":      {func(c map[string]any) { sub(c, "vault")["retention_days_by_type"] = map[string]any{"NAME": 3} }, []string{"retention_days_by_type.NAME"}},
		"secret in no file": {func(c map[string]any) { c["alias_key"] = map[string]any{"file": "/nowhere"} }, []string{"alias_key: its file cannot be read"}},
		"variable not set":  {func(c map[string]any) { c["alias_key"] = map[string]any{"env": "DECKNAME_NOT_SET"} }, []string{"alias_key: its variable is not set"}},
		"bridge without its bot": {func(c map[string]any) {
			k := c["alias_key"]
			c["messenger"] = map[string]any{"bridge": true, "account": "1", "app_secret": k, "verify_token": k, "platform_token": k}
		}, []string{"messenger.bridge: needs the section botframework"}},
		"unknown operator": {func(c map[string]any) { c["policy"] = map[string]any{"by_type": map[string]any{"PERSON": "hide"}} },
			[]string{"policy.by_type.PERSON: must be pseudonymize, redact, mask or keep"}},
		"placeholders kept": {func(c map[string]any) { c["policy"] = map[string]any{"by_type": map[string]any{"PLACEHOLDER": "keep"}} },
			[]string{"policy.by_type.PLACEHOLDER: must not be kept"}},
		"score of no type": {func(c map[string]any) { c["policy"] = map[string]any{"min_score_by_type": map[string]any{"NAME": 0.5}} },
			[]string{"policy.min_score_by_type.NAME: is no type"}},
		"web chat without a bot": {func(c map[string]any) {
			c["directline"] = map[string]any{"secret": c["alias_key"], "token_key": c["alias_key"]}
		}, []string{"directline.upstream: is missing"}},
		"issuers without metadata": {func(c map[string]any) {
			c["botframework"] = map[string]any{"app_id": "x", "public_url": "https://g.example", "upstream": "https://b.example", "issuer_dir": "x", "bot_metadata": "https://l.example"}
		}, []string{"botframework.bot_issuers: are needed with bot_metadata"}},
		"no adapter": {func(c map[string]any) { delete(c, "openai") }, []string{"at least one adapter"}},
		"log beside its head": {func(c map[string]any) { sub(c, "vault")["audit_head_dir"] = sub(c, "vault")["audit_dir"] },
			[]string{"vault.audit_head_dir: must not be"}},
		"two mistakes": {func(c map[string]any) { delete(c, "tenant"); delete(sub(c, "listen"), "addr") }, []string{"tenant: is missing", "listen.addr: is missing"}},
	} {
		t.Run(name, func(t *testing.T) {
			file, _ := gatewaytest.Place(t, tc.change)
			var out bytes.Buffer
			assert.Equal(t, 1, program{err: &out}.run(context.Background(), []string{"check", "-config", file}))
			for _, w := range tc.want {
				assert.Contains(t, out.String(), w)
			}
			assert.Regexp(t, `gateway\.json:\d+: `, out.String())
		})
	}
}

func TestUsage(t *testing.T) {
	var out bytes.Buffer
	p := program{err: &out}
	for _, args := range [][]string{nil, {"fly"}, {"serve"}, {"forget", "-config", "x"}, {"new-keys"}, {"check", "-config", "x", "y"}, {"serve", "-what"}} {
		assert.Equal(t, 2, p.run(context.Background(), args), args)
	}
	assert.Equal(t, 1, p.run(context.Background(), []string{"serve", "-config", "/nowhere"}))
}

// TestGateway runs the whole program on loopback: a language model behind it sees placeholders, and after a restart the
// same conversation has the same ones.
func TestGateway(t *testing.T) {
	var mu sync.Mutex
	var seen []string
	model := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var req struct{ Messages []struct{ Content string } }
		_ = json.NewDecoder(r.Body).Decode(&req)
		mu.Lock()
		seen = append(seen, req.Messages[0].Content)
		mu.Unlock()
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]any{"id": "1", "object": "chat.completion", "choices": []any{map[string]any{"index": 0,
			"finish_reason": "stop", "message": map[string]any{"role": "assistant", "content": "Notiert: " + req.Messages[0].Content}}}})
	}))
	defer model.Close()
	file, dir := gatewaytest.Place(t, func(c map[string]any) { c["openai"] = map[string]any{"upstream": model.URL} })
	const said = "Meine IBAN ist DE89 3704 0044 0532 0130 00."
	for round := range 2 {
		var out logbuf.Buffer
		ctx, cancel := context.WithCancel(context.Background())
		addrs := make(chan [2]string, 1)
		code := make(chan int, 1)
		go func() {
			code <- program{err: &out, ready: func(p, h string) { addrs <- [2]string{p, h} }}.run(ctx, []string{"serve", "-config", file})
		}()
		var addr [2]string
		select {
		case addr = <-addrs:
		case c := <-code:
			cancel()
			t.Fatalf("ended with %d: %s", c, out.String())
		}
		for _, probe := range []string{"/healthz", "/readyz"} {
			resp, err := http.Get("http://" + addr[1] + probe)
			require.NoError(t, err)
			resp.Body.Close()
			assert.Equal(t, http.StatusOK, resp.StatusCode, probe)
		}
		req, err := http.NewRequest(http.MethodPost, "http://"+addr[0]+"/v1/chat/completions", strings.NewReader(`{"model":"m","messages":[{"role":"user","content":"`+said+`"}]}`))
		require.NoError(t, err)
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Authorization", "Bearer sk-test-0123456789abcdef")
		req.Header.Set("X-Deckname-Conversation", "4711")
		resp, err := http.DefaultClient.Do(req)
		require.NoError(t, err)
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		require.NoError(t, err)
		require.Equal(t, http.StatusOK, resp.StatusCode, string(body))
		assert.Contains(t, string(body), said)
		http.DefaultClient.CloseIdleConnections()
		cancel()
		select {
		case c := <-code:
			assert.Equal(t, 0, c, out.String())
		case <-time.After(20 * time.Second):
			t.Fatal("the gateway did not stop")
		}
		assert.NotContains(t, out.String(), "DE89")
		assert.NotContains(t, out.String(), "4711")
		require.Len(t, seen, round+1)
	}
	assert.NotContains(t, seen[0], "3704")
	assert.Equal(t, seen[0], seen[1], "the pseudonym survives the restart")
	for _, f := range []string{"data/vault.db", "ring/vault.ring"} {
		raw, err := os.ReadFile(filepath.Join(dir, f))
		require.NoError(t, err)
		assert.NotContains(t, string(raw), "0532")
	}
}

// TestMaintenance walks through what docs/operations.md tells operators to do.
func TestMaintenance(t *testing.T) {
	file, dir := gatewaytest.Place(t, func(map[string]any) {})
	do := func(in string, args ...string) string {
		t.Helper()
		var out, errs bytes.Buffer
		require.Equal(t, 0, program{in: strings.NewReader(in), out: &out, err: &errs}.run(context.Background(), args), errs.String())
		return out.String()
	}
	fresh := filepath.Join(dir, "fresh")
	do("", "new-keys", fresh)
	before, err := os.ReadFile(filepath.Join(fresh, "alias.key"))
	require.NoError(t, err)
	do("", "new-keys", fresh)
	after, err := os.ReadFile(filepath.Join(fresh, "alias.key"))
	require.NoError(t, err)
	assert.Equal(t, before, after, "existing keys are never replaced")

	var receipt pseudonym.Receipt
	require.NoError(t, json.Unmarshal([]byte(do("", "forget", "-config", file, channel.Scope("musterhausen", "openai", "x"))), &receipt))
	assert.NotEmpty(t, receipt.Signature)
	do("", "add-key", filepath.Join(dir, "keys", "vault.key"))
	do("", "rotate", "-config", file)
	do("", "drop-keys", filepath.Join(dir, "keys", "vault.key"))
	do("", "sweep", "-config", file)
	backup := do("", "backup", "-config", file)
	require.NotEmpty(t, backup)
	do(backup, "restore", "-config", file)
}
