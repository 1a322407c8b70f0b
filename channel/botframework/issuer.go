package botframework

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

// Times of the gateway's own tokens and keys. Bots keep an issuer's keys for 24 h and look for an unknown one at most once
// an hour, so a key is published for PublishAhead before it signs, and stays published after it.
const (
	TokenLifetime = time.Hour
	KeyLifetime   = 30 * 24 * time.Hour
	PublishAhead  = 26 * time.Hour
)

const keyBits = 3072 // BSI TR-02102-1, section 2.3.1: at least 3000

// IssuerConfig configures NewIssuer.
type IssuerConfig struct {
	// Dir holds the private keys, one file each with mode 0600. It is created. Empty: keys live in memory, and after a
	// restart bots refuse tokens until they look for new keys. Gateways that share Dir share the keys.
	Dir string
	// URL is where Handler is reachable for the bot, without a path. Required.
	URL string
	// Issuer is the claim iss. Empty: PublicIssuer, which bots expect without further configuration.
	Issuer string
	// Channels are the channel identifiers that the keys endorse. Empty: none are listed, and all are accepted.
	Channels []string
	// Clock is for tests. nil: time.Now.
	Clock func() time.Time
}

// Issuer signs tokens for bots and publishes the keys. It is safe for concurrent use.
type Issuer struct {
	cfg    IssuerConfig
	mu     sync.Mutex
	keys   []*signingKey // oldest first
	tokens map[[2]string]issued
}

type signingKey struct {
	id      string
	created time.Time
	private *rsa.PrivateKey
}

type issued struct {
	token   string
	renewal time.Time
}

// NewIssuer reads the keys in Dir and makes the first one if there is none.
func NewIssuer(cfg IssuerConfig) (*Issuer, error) {
	if !strings.HasPrefix(cfg.URL, "https://") && !strings.HasPrefix(cfg.URL, "http://") {
		return nil, fmt.Errorf("%w: Issuer URL is not an absolute address", ErrConfig)
	}
	cfg.URL = strings.TrimSuffix(cfg.URL, "/")
	if cfg.Issuer == "" {
		cfg.Issuer = PublicIssuer
	}
	if cfg.Clock == nil {
		cfg.Clock = time.Now
	}
	cfg.Channels = slices.Clone(cfg.Channels)
	i := &Issuer{cfg: cfg, tokens: make(map[[2]string]issued)}
	if cfg.Dir != "" {
		if err := os.MkdirAll(cfg.Dir, 0o700); err != nil {
			return nil, fmt.Errorf("botframework: directory of keys: %w", err)
		}
		if err := i.load(); err != nil {
			return nil, err
		}
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	return i, i.rotate()
}

// Token returns a token for the given audience (the bot's App ID) and service URL. Tokens are used again until they have
// five minutes left.
func (i *Issuer) Token(audience, serviceURL string) (string, error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	now := i.cfg.Clock()
	at := [2]string{audience, serviceURL}
	if t, ok := i.tokens[at]; ok && now.Before(t.renewal) {
		return t.token, nil
	}
	if err := i.rotate(); err != nil {
		return "", err
	}
	k := i.signer(now)
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: jose.JSONWebKey{Key: k.private, KeyID: k.id}}, (&jose.SignerOptions{}).WithType("JWT"))
	if err != nil {
		return "", fmt.Errorf("botframework: signing: %w", err)
	}
	token, err := jwt.Signed(signer).Claims(jwt.Claims{
		Issuer: i.cfg.Issuer, Audience: jwt.Audience{audience},
		NotBefore: jwt.NewNumericDate(now.Add(-leeway)), IssuedAt: jwt.NewNumericDate(now), Expiry: jwt.NewNumericDate(now.Add(TokenLifetime)),
	}).Claims(map[string]any{"serviceurl": serviceURL}).Serialize()
	if err != nil {
		return "", fmt.Errorf("botframework: signing: %w", err)
	}
	if len(i.tokens) > 1000 {
		clear(i.tokens)
	}
	i.tokens[at] = issued{token, now.Add(TokenLifetime - 5*time.Minute)}
	return token, nil
}

// signer is the newest key that has been published long enough; with none, the oldest.
func (i *Issuer) signer(now time.Time) *signingKey {
	best := i.keys[0]
	for _, k := range i.keys {
		if now.Sub(k.created) >= PublishAhead {
			best = k
		}
	}
	return best
}

// rotate makes a new key when the newest one is old, and removes keys that no valid token and no bot's memory needs.
func (i *Issuer) rotate() error {
	now := i.cfg.Clock()
	if n := len(i.keys); n == 0 || now.Sub(i.keys[n-1].created) >= KeyLifetime {
		if err := i.add(now); err != nil {
			return err
		}
	}
	signing := i.signer(now)
	for len(i.keys) > 1 && i.keys[0] != signing && now.Sub(signing.created) >= 2*PublishAhead {
		if i.cfg.Dir != "" {
			if err := os.Remove(i.file(i.keys[0])); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return fmt.Errorf("botframework: removing an old key: %w", err)
			}
		}
		i.keys = i.keys[1:]
	}
	return nil
}

func (i *Issuer) add(now time.Time) error {
	private, err := rsa.GenerateKey(rand.Reader, keyBits)
	if err != nil {
		return fmt.Errorf("botframework: making a key: %w", err)
	}
	k := &signingKey{keyID(private), now, private}
	if i.cfg.Dir != "" {
		der, err := x509.MarshalPKCS8PrivateKey(private)
		if err != nil {
			return fmt.Errorf("botframework: encoding a key: %w", err)
		}
		block := &pem.Block{Type: "PRIVATE KEY", Headers: map[string]string{"Created": now.UTC().Format(time.RFC3339)}, Bytes: der}
		tmp := i.file(k) + ".tmp"
		if err := os.WriteFile(tmp, pem.EncodeToMemory(block), 0o600); err != nil {
			return fmt.Errorf("botframework: writing a key: %w", err)
		}
		if err := os.Rename(tmp, i.file(k)); err != nil {
			return fmt.Errorf("botframework: writing a key: %w", err)
		}
	}
	i.keys = append(i.keys, k)
	return nil
}

func keyID(k *rsa.PrivateKey) string {
	sum := sha256.Sum256(x509.MarshalPKCS1PublicKey(&k.PublicKey))
	return base64.RawURLEncoding.EncodeToString(sum[:16])
}

func (i *Issuer) file(k *signingKey) string { return filepath.Join(i.cfg.Dir, k.id+".pem") }

func (i *Issuer) load() error {
	files, err := filepath.Glob(filepath.Join(i.cfg.Dir, "*.pem"))
	if err != nil {
		return fmt.Errorf("botframework: reading keys: %w", err)
	}
	for _, f := range files {
		info, err := os.Stat(f)
		if err != nil {
			return fmt.Errorf("botframework: reading a key: %w", err)
		}
		if info.Mode().Perm()&0o077 != 0 {
			return fmt.Errorf("%w: a key file is readable by others", ErrConfig)
		}
		text, err := os.ReadFile(f)
		if err != nil {
			return fmt.Errorf("botframework: reading a key: %w", err)
		}
		block, _ := pem.Decode(text)
		if block == nil {
			return fmt.Errorf("%w: a key file holds no PEM block", ErrConfig)
		}
		parsed, err1 := x509.ParsePKCS8PrivateKey(block.Bytes)
		created, err2 := time.Parse(time.RFC3339, block.Headers["Created"])
		private, ok := parsed.(*rsa.PrivateKey)
		if err1 != nil || err2 != nil || !ok {
			return fmt.Errorf("%w: a key file is damaged", ErrConfig)
		}
		i.keys = append(i.keys, &signingKey{keyID(private), created, private})
	}
	slices.SortFunc(i.keys, func(a, b *signingKey) int { return a.created.Compare(b.created) })
	return nil
}

// Handler serves /.well-known/openidconfiguration and /.well-known/keys.
func (i *Issuer) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openidconfiguration", func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, map[string]any{
			"issuer": i.cfg.Issuer, "jwks_uri": i.cfg.URL + "/.well-known/keys", "authorization_endpoint": i.cfg.URL,
			"id_token_signing_alg_values_supported": []string{"RS256"}, "token_endpoint_auth_methods_supported": []string{"private_key_jwt"},
		})
	})
	mux.HandleFunc("GET /.well-known/keys", func(w http.ResponseWriter, _ *http.Request) {
		keys, err := i.published()
		if err != nil {
			http.Error(w, "keys are not available", http.StatusServiceUnavailable)
			return
		}
		writeJSON(w, map[string]any{"keys": keys})
	})
	return mux
}

func (i *Issuer) published() ([]map[string]any, error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if err := i.rotate(); err != nil {
		return nil, err
	}
	var out []map[string]any
	for _, k := range i.keys {
		raw, err := (&jose.JSONWebKey{Key: &k.private.PublicKey, KeyID: k.id, Algorithm: "RS256", Use: "sig"}).MarshalJSON()
		if err != nil {
			return nil, err
		}
		var m map[string]any
		if err := json.Unmarshal(raw, &m); err != nil {
			return nil, err
		}
		if len(i.cfg.Channels) > 0 {
			m["endorsements"] = i.cfg.Channels
		}
		out = append(out, m)
	}
	return out, nil
}

func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "max-age=3600")
	_ = json.NewEncoder(w).Encode(v)
}
