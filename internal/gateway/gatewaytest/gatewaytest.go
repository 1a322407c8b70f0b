// Package gatewaytest makes what a gateway on one machine needs: folders, keys, secrets and a configuration file. For tests.
package gatewaytest

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/deckname/deckname/channel/botframework"
	"github.com/deckname/deckname/internal/gateway"
)

// AppID is the bot's in Place's configurations.
const AppID = "00000000-0000-4000-8000-000000000001"

// Place makes folders and secrets in a temporary directory and writes a configuration with the section openai, after
// change has had its way with it. Secret refers to files in the directory of keys.
func Place(tb testing.TB, change func(cfg map[string]any)) (file, dir string) {
	tb.Helper()
	dir = tb.TempDir()
	must := func(err error) {
		tb.Helper()
		if err != nil {
			tb.Fatal(err)
		}
	}
	at := func(parts ...string) string { return filepath.Join(append([]string{dir}, parts...)...) }
	must(gateway.NewKeys(at("keys")))
	for _, d := range []string{"ring", "data", "heads"} {
		must(os.Mkdir(at(d), 0o700))
	}
	must(IssuerKey(at("keys", "issuer")))
	cfg := map[string]any{
		"listen": map[string]any{"addr": "127.0.0.1:0", "health_addr": "127.0.0.1:0"},
		"tenant": "musterhausen",
		"vault": map[string]any{
			"path": at("data", "vault.db"), "ring": at("ring", "vault.ring"), "keys": map[string]any{"file": at("keys", "vault.key")},
			"audit_dir": at("data"), "audit_head_dir": at("heads"), "audit_key": map[string]any{"file": at("keys", "audit.key")},
			"retention_days": 30, "retention_days_by_type": map[string]any{"PERSON": 7},
		},
		"alias_key": map[string]any{"file": at("keys", "alias.key")},
		"openai":    map[string]any{"upstream": "http://127.0.0.1:9"},
	}
	if change != nil {
		change(cfg)
	}
	raw, err := json.MarshalIndent(cfg, "", "  ")
	must(err)
	file = at("gateway.json")
	must(os.WriteFile(file, raw, 0o600))
	return file, dir
}

// Secret refers to a file beside the alias key.
func Secret(cfg map[string]any, name string) map[string]any {
	return map[string]any{"file": Beside(cfg, name)}
}

// Beside names a file or folder in the directory of keys.
func Beside(cfg map[string]any, name string) string {
	return filepath.Join(filepath.Dir(cfg["alias_key"].(map[string]any)["file"].(string)), name)
}

// issuerKey is one signing key for all tests of a process: making one takes a second.
var issuerKey = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "gatewaytest-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	if _, err := botframework.NewIssuer(botframework.IssuerConfig{Dir: dir, URL: "https://gateway.example"}); err != nil {
		return nil, err
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.pem"))
	if err != nil || len(files) != 1 {
		return nil, errors.New("gatewaytest: no key")
	}
	return os.ReadFile(files[0])
})

// IssuerKey puts a signing key into dir, which it makes.
func IssuerKey(dir string) error {
	raw, err := issuerKey()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "test.pem"), raw, 0o600)
}
