//go:build e2e

package standin

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

// Issuer publishes OpenID metadata with one RSA key and signs tokens with it.
type Issuer struct {
	Server
	key *rsa.PrivateKey
	iss string
}

// NewIssuer starts an issuer with the name iss; its metadata is at MetadataURL. The key endorses all channels given.
func NewIssuer(iss string, endorsements ...string) (*Issuer, error) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return nil, err
	}
	i := &Issuer{key: key, iss: iss}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /v1/.well-known/openidconfiguration", func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, map[string]any{"issuer": iss, "jwks_uri": i.URL + "/keys", "id_token_signing_alg_values_supported": []string{"RS256"}})
	})
	mux.HandleFunc("GET /keys", func(w http.ResponseWriter, _ *http.Request) {
		raw, _ := json.Marshal(jose.JSONWebKey{Key: key.Public(), KeyID: "standin", Algorithm: "RS256", Use: "sig"})
		var jwk map[string]any
		_ = json.Unmarshal(raw, &jwk)
		if len(endorsements) > 0 {
			jwk["endorsements"] = endorsements
		}
		writeJSON(w, map[string]any{"keys": []any{jwk}})
	})
	return i, i.Serve(mux)
}

// MetadataURL is the address of the OpenID metadata.
func (i *Issuer) MetadataURL() string { return i.URL + "/v1/.well-known/openidconfiguration" }

// Sign returns a token for audience that is valid for ten minutes; claims add to and override the usual ones.
func (i *Issuer) Sign(audience string, claims map[string]any) (string, error) {
	return i.SignWith(i.key, audience, claims)
}

// SignWith signs with a foreign key under the published key's id.
func (i *Issuer) SignWith(key *rsa.PrivateKey, audience string, claims map[string]any) (string, error) {
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: jose.JSONWebKey{Key: key, KeyID: "standin"}}, (&jose.SignerOptions{}).WithType("JWT"))
	if err != nil {
		return "", err
	}
	now := time.Now()
	all := map[string]any{"iss": i.iss, "aud": audience, "nbf": now.Add(-time.Minute).Unix(), "iat": now.Unix(), "exp": now.Add(10 * time.Minute).Unix()}
	maps.Copy(all, claims)
	return jwt.Signed(signer).Claims(all).Serialize()
}

// Connector is a Bot Connector: it takes a bot's replies and answers who the members of a conversation are.
type Connector struct {
	Server
	// Members is what GET members answers.
	Members []map[string]any

	mu sync.Mutex
	n  int
}

// NewConnector starts one.
func NewConnector() (*Connector, error) {
	c := &Connector{}
	mux := http.NewServeMux()
	id := func() map[string]string {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.n++
		return map[string]string{"id": "r" + strconv.Itoa(c.n)}
	}
	mux.HandleFunc("/v3/conversations/{id}/activities", func(w http.ResponseWriter, _ *http.Request) { writeJSON(w, id()) })
	mux.HandleFunc("/v3/conversations/{id}/activities/{activity}", func(w http.ResponseWriter, _ *http.Request) { writeJSON(w, id()) })
	mux.HandleFunc("GET /v3/conversations/{id}/members", func(w http.ResponseWriter, _ *http.Request) { writeJSON(w, c.Members) })
	return c, c.Serve(mux)
}

// PostActivity sends an activity as the channel does and returns status and body of the answer.
func PostActivity(url, token string, activity map[string]any) (int, []byte, error) {
	raw, err := json.Marshal(activity)
	if err != nil {
		return 0, nil, err
	}
	req, err := http.NewRequest(http.MethodPost, url, bytes.NewReader(raw))
	if err != nil {
		return 0, nil, err
	}
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	return Do(req)
}

// Do sends req with a time limit and returns status and body.
func Do(req *http.Request) (int, []byte, error) {
	client := &http.Client{Timeout: 20 * time.Second}
	resp, err := client.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return 0, nil, fmt.Errorf("read answer: %w", err)
	}
	return resp.StatusCode, body, nil
}

func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_ = json.NewEncoder(w).Encode(v)
}
