package botframework

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"

	"github.com/deckname/deckname/channel"
)

// Times of the Bot Framework's authentication rules.
const (
	leeway       = 5 * time.Minute // between the clocks
	keysFresh    = 24 * time.Hour  // after that, keys are fetched again
	keysRefresh  = time.Hour       // an unknown key makes keys be fetched at most this often
	maxMetadata  = 1 << 20         // bytes of a metadata or key document
	maxStaleKeys = 7 * 24 * time.Hour
)

var errKeys = errors.New("botframework: the issuer's keys cannot be fetched")

// ChannelTokens returns the Authenticator that Bot uses: it verifies the channel's token and, when it signs, puts the
// gateway's in its place. It is also what a bot in Go needs to check who calls it.
func (a *Adapter) ChannelTokens() channel.Authenticator { return channelAuth{a} }

// channelAuth verifies Microsoft's token against the Activity, and signs for the bot.
type channelAuth struct{ a *Adapter }

// Verify implements channel.Authenticator.
func (c channelAuth) Verify(r *http.Request, raw []byte) error {
	claims, key, err := c.a.verifier.verify(r.Context(), channel.BearerToken(r))
	if err != nil {
		return err
	}
	if !slices.Contains(claims.Audience, c.a.cfg.AppID) {
		return channel.ErrUnauthenticated
	}
	var act struct {
		ServiceURL string `json:"serviceUrl"`
		ChannelID  string `json:"channelId"`
	}
	if err := json.Unmarshal(raw, &act); err != nil {
		return channel.ErrMalformed
	}
	if act.ServiceURL == "" || claims.ServiceURL != act.ServiceURL {
		return channel.ErrUnauthenticated
	}
	if len(key.Endorsements) > 0 && !slices.Contains(key.Endorsements, act.ChannelID) {
		return channel.ErrUnauthenticated
	}
	channel.WithCaller(r, "channel")
	return nil
}

// Sign implements channel.Authenticator.
func (c channelAuth) Sign(r *http.Request, _ []byte) error {
	r.Header.Del("Authorization")
	if c.a.cfg.Issuer == nil {
		return nil
	}
	token, err := c.a.cfg.Issuer.Token(c.a.cfg.AppID, c.a.cfg.URL)
	if err != nil {
		return err
	}
	r.Header.Set("Authorization", "Bearer "+token)
	return nil
}

// BotTokens returns the Authenticator of a bot that gets its tokens from Microsoft Entra for the given tenant: signed by
// Entra, for the audience https://api.botframework.com, and of the application that the Adapter serves. The token stays
// in the request: the channel checks it, too.
func (a *Adapter) BotTokens(tenant string) channel.Authenticator {
	login := "https://login.microsoftonline.com/" + tenant
	return a.BotTokensFrom(login+"/v2.0/.well-known/openid-configuration", login+"/v2.0", "https://sts.windows.net/"+tenant+"/")
}

// BotTokensFrom is BotTokens for another authority.
func (a *Adapter) BotTokensFrom(metadata string, issuers ...string) channel.Authenticator {
	return botAuth{a, &verifier{metadata: metadata, issuers: issuers, client: a.cfg.Client, clock: a.cfg.Clock}}
}

type botAuth struct {
	a *Adapter
	v *verifier
}

// Verify implements channel.Authenticator.
func (b botAuth) Verify(r *http.Request, _ []byte) error {
	claims, _, err := b.v.verify(r.Context(), channel.BearerToken(r))
	if err != nil {
		return err
	}
	if !slices.Contains(claims.Audience, PublicIssuer) {
		return channel.ErrUnauthenticated
	}
	app := claims.AppID // version 1 of Entra's tokens
	if app == "" {
		app = claims.AuthorizedParty // version 2
	}
	if app != b.a.cfg.AppID {
		return channel.ErrUnauthenticated
	}
	channel.WithCaller(r, "bot")
	return nil
}

// Sign implements channel.Authenticator.
func (botAuth) Sign(*http.Request, []byte) error { return nil }

// verifier checks tokens against the keys that an OpenID provider publishes.
type verifier struct {
	metadata string
	issuers  []string
	client   *http.Client
	clock    func() time.Time

	mu       sync.Mutex
	keys     map[string]key
	fetched  time.Time // with success
	tried    time.Time
	verified map[[sha256.Size]byte]token // whose signatures were right
}

// maxVerified bounds the tokens that are remembered. Senders use a token for an hour and more; checking its signature
// again for every message would cost more than the message.
const maxVerified = 1024

// token is one whose signature was right under a key. Everything but the signature is checked again each time.
type token struct {
	claims  claims
	keyID   string
	fetched time.Time // when the key was: with new keys the signature is checked again
}

type key struct {
	jose.JSONWebKey
	Endorsements []string
	fetched      time.Time
}

type claims struct {
	jwt.Claims
	ServiceURL      string `json:"serviceurl"`
	AppID           string `json:"appid"`
	AuthorizedParty string `json:"azp"`
}

// verify checks signature (RS256 only), issuer and times.
func (v *verifier) verify(ctx context.Context, raw string) (claims, key, error) {
	if raw == "" {
		return claims{}, key{}, channel.ErrUnauthenticated
	}
	sum := sha256.Sum256([]byte(raw))
	v.mu.Lock()
	t, seen := v.verified[sum]
	v.mu.Unlock()
	var parsed *jwt.JSONWebToken
	parse := func() (err error) {
		parsed, err = jwt.ParseSigned(raw, []jose.SignatureAlgorithm{jose.RS256})
		if err != nil || len(parsed.Headers) != 1 || parsed.Headers[0].KeyID == "" {
			return channel.ErrUnauthenticated
		}
		return nil
	}
	if !seen {
		if err := parse(); err != nil {
			return claims{}, key{}, err
		}
		t.keyID = parsed.Headers[0].KeyID
	}
	k, err := v.key(ctx, t.keyID)
	if err != nil {
		return claims{}, k, err
	}
	if seen && !t.fetched.Equal(k.fetched) {
		if seen = false; parse() != nil {
			return claims{}, k, channel.ErrUnauthenticated
		}
	}
	if !seen {
		t = token{keyID: t.keyID, fetched: k.fetched}
		if err := parsed.Claims(k.Key, &t.claims); err != nil {
			return claims{}, k, channel.ErrUnauthenticated
		}
	}
	c := t.claims
	if !slices.Contains(v.issuers, c.Issuer) || c.Expiry == nil {
		return c, k, channel.ErrUnauthenticated
	}
	if err := c.ValidateWithLeeway(jwt.Expected{Time: v.clock()}, leeway); err != nil {
		return c, k, channel.ErrUnauthenticated
	}
	if !seen {
		v.mu.Lock()
		defer v.mu.Unlock()
		if len(v.verified) >= maxVerified || v.verified == nil {
			v.verified = make(map[[sha256.Size]byte]token)
		}
		v.verified[sum] = t
	}
	return c, k, nil
}

// key returns the key with the given id, fetching the keys if they are old or lack it.
func (v *verifier) key(ctx context.Context, id string) (key, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	now := v.clock()
	k, known := v.keys[id]
	if known && now.Sub(v.fetched) < keysFresh {
		return k, nil
	}
	if v.tried.IsZero() || now.Sub(v.tried) >= keysRefresh {
		v.tried = now
		keys, err := v.fetch(ctx)
		switch {
		case err == nil:
			for id, k := range keys {
				k.fetched = now
				keys[id] = k
			}
			v.keys, v.fetched = keys, now
			k, known = keys[id]
		case !known || now.Sub(v.fetched) > maxStaleKeys:
			v.tried = time.Time{} // nothing to work with: try again at the next request
			return key{}, err
		}
	}
	if !known || now.Sub(v.fetched) > maxStaleKeys {
		return key{}, channel.ErrUnauthenticated
	}
	return k, nil
}

func (v *verifier) fetch(ctx context.Context) (map[string]key, error) {
	var meta struct {
		JWKS string `json:"jwks_uri"`
	}
	if err := v.get(ctx, v.metadata, &meta); err != nil {
		return nil, err
	}
	from, err1 := url.Parse(v.metadata)
	to, err2 := url.Parse(meta.JWKS)
	if err1 != nil || err2 != nil || to.Scheme != "https" && to.Scheme != from.Scheme {
		return nil, errKeys
	}
	var set struct {
		Keys []json.RawMessage `json:"keys"`
	}
	if err := v.get(ctx, meta.JWKS, &set); err != nil {
		return nil, err
	}
	keys := make(map[string]key)
	for _, raw := range set.Keys {
		var k key
		var more struct {
			Endorsements []string `json:"endorsements"`
		}
		if json.Unmarshal(raw, &k.JSONWebKey) != nil || json.Unmarshal(raw, &more) != nil || !k.IsPublic() || k.KeyID == "" {
			continue // a key of a kind that is not needed here
		}
		k.Endorsements = more.Endorsements
		keys[k.KeyID] = k
	}
	if len(keys) == 0 {
		return nil, errKeys
	}
	return keys, nil
}

func (v *verifier) get(ctx context.Context, address string, into any) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return errKeys
	}
	res, err := v.client.Do(req)
	if err != nil {
		return errKeys
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK || !strings.Contains(res.Header.Get("Content-Type"), "json") {
		return fmt.Errorf("%w: status %d", errKeys, res.StatusCode)
	}
	body, err := io.ReadAll(io.LimitReader(res.Body, maxMetadata))
	if err != nil || json.Unmarshal(body, into) != nil {
		return errKeys
	}
	return nil
}
