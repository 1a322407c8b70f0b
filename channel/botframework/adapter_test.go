package botframework_test

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/botframework"
	"github.com/deckname/deckname/channel/channeltest"
)

const appID = "11111111-2222-3333-4444-555555555555"

// authority is a stand-in for Microsoft: it signs tokens and publishes its keys.
type authority struct {
	*httptest.Server
	key          *rsa.PrivateKey
	endorsements []string
	fetches      int
	down         bool
}

var signKey = sync.OnceValue(func() *rsa.PrivateKey {
	k, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return k
})

func newAuthority(t testing.TB) *authority {
	m := &authority{key: signKey(), endorsements: []string{"webchat"}}
	m.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if m.down {
			w.WriteHeader(500)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		if r.URL.Path == "/meta" {
			fmt.Fprintf(w, `{"jwks_uri":"http://%s/keys"}`, r.Host)
			return
		}
		m.fetches++
		raw, _ := jose.JSONWebKey{Key: &m.key.PublicKey, KeyID: "k1", Algorithm: "RS256"}.MarshalJSON()
		var k map[string]any
		_ = json.Unmarshal(raw, &k)
		k["endorsements"] = m.endorsements
		_ = json.NewEncoder(w).Encode(map[string]any{"keys": []any{k}})
	}))
	t.Cleanup(m.Close)
	return m
}

func (m *authority) token(t testing.TB, claims map[string]any, alg jose.SignatureAlgorithm, key any, kid string) string {
	s, err := jose.NewSigner(jose.SigningKey{Algorithm: alg, Key: jose.JSONWebKey{Key: key, KeyID: kid}}, nil)
	require.NoError(t, err)
	tok, err := jwt.Signed(s).Claims(claims).Serialize()
	require.NoError(t, err)
	return tok
}

func claims(changes ...any) map[string]any {
	now := time.Now().Unix()
	c := map[string]any{"iss": "https://api.botframework.com", "aud": appID, "nbf": now, "exp": now + 600, "serviceurl": "http://127.0.0.1:9/svc"}
	for i := 0; i < len(changes); i += 2 {
		if changes[i+1] == nil {
			delete(c, changes[i].(string))
		} else {
			c[changes[i].(string)] = changes[i+1]
		}
	}
	return c
}

// world is a channel, a gateway and a bot.
type world struct {
	ms, entra        *authority
	adapter          *botframework.Adapter
	issuer           *botframework.Issuer
	bot, conn        *httptest.Server // the gateway's two sides
	seen             strings.Builder  // everything the bot got
	activity         map[string]any   // the last one
	authz            string           // its Authorization header
	answer           string           // what the bot answers in the body
	channelGot       string           // everything the channel got
	channelAnswer    string
	log              bytes.Buffer
	channelService   *httptest.Server
	mu               sync.Mutex
	channelGotTokens []string
}

func newWorld(t testing.TB) *world {
	w := &world{ms: newAuthority(t), entra: newAuthority(t), channelAnswer: `{"id":"a1"}`}
	bot := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		w.mu.Lock()
		defer w.mu.Unlock()
		w.authz = strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
		h := r.Header.Clone()
		h.Del("Authorization")
		fmt.Fprint(&w.seen, r.URL, h, string(b))
		w.activity = nil
		_ = json.Unmarshal(b, &w.activity)
		rw.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(rw, w.answer)
	}))
	t.Cleanup(bot.Close)
	w.channelService = httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		w.mu.Lock()
		defer w.mu.Unlock()
		w.channelGot = r.Method + " " + r.URL.Path + " " + string(b)
		w.channelGotTokens = append(w.channelGotTokens, r.Header.Get("Authorization"))
		rw.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(rw, w.channelAnswer)
	}))
	t.Cleanup(w.channelService.Close)

	var err error
	w.issuer, err = botframework.NewIssuer(botframework.IssuerConfig{URL: "http://gateway.example"})
	require.NoError(t, err)
	w.adapter, err = botframework.New(botframework.Config{
		AppID: appID, URL: "http://gateway.example/bf", Metadata: w.ms.URL + "/meta", ServiceHosts: []string{"127.0.0.1"},
		DangerouslyAllowHTTP: true, Issuer: w.issuer,
	})
	require.NoError(t, err)
	aliases, err := channel.NewAliaser(bytes.Repeat([]byte{5}, channel.MinAliasKeyBytes))
	require.NoError(t, err)
	cfg := channel.Config{Engine: channeltest.Engine(t, nil), Aliases: aliases, Logger: slog.New(slog.NewJSONHandler(&w.log, nil))}
	u, err := url.Parse(bot.URL)
	require.NoError(t, err)
	h, err := w.adapter.Bot(cfg, u, nil)
	require.NoError(t, err)
	w.bot = httptest.NewServer(h)
	t.Cleanup(w.bot.Close)
	c, err := w.adapter.Connector(cfg, w.adapter.BotTokensFrom(w.entra.URL+"/meta", "https://sts.example/"), nil)
	require.NoError(t, err)
	w.conn = httptest.NewServer(c)
	t.Cleanup(w.conn.Close)
	return w
}

func (w *world) service() string { return w.channelService.URL + "/svc" }

func (w *world) message(text, conversation string) string {
	b, _ := json.Marshal(map[string]any{
		"type": "message", "id": "m1", "channelId": "webchat", "serviceUrl": w.service(), "text": text,
		"from": map[string]any{"id": "491713920011", "name": channeltest.Canary(7)}, "recipient": map[string]any{"id": "bot", "name": "Bot"},
		"conversation": map[string]any{"id": conversation},
	})
	return string(b)
}

func (w *world) goodToken(t testing.TB) string {
	return w.ms.token(t, claims("serviceurl", w.service()), jose.RS256, w.ms.key, "k1")
}

func (w *world) botToken(t testing.TB) string {
	return w.entra.token(t, claims("iss", "https://sts.example/", "aud", "https://api.botframework.com", "appid", appID), jose.RS256, w.entra.key, "k1")
}

func do(t testing.TB, method, address, token, body string) (int, string) {
	t.Helper()
	req, err := http.NewRequest(method, address, strings.NewReader(body))
	require.NoError(t, err)
	req.Header.Set("Content-Type", "application/json")
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	res, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	return res.StatusCode, string(b)
}

func (w *world) send(t testing.TB, token, body string) (int, string) {
	return do(t, http.MethodPost, w.bot.URL+"/api/messages", token, body)
}

func TestMessageAndReply(t *testing.T) {
	w := newWorld(t)
	who := channeltest.Canary(7)
	code, out := w.send(t, w.goodToken(t), w.message("Hier ist "+who, "491713920011@conv"))
	require.Equal(t, 200, code, out)
	assert.Empty(t, channeltest.Leaks(w.seen.String()))
	assert.NotContains(t, w.seen.String(), "491713920011")
	assert.NotContains(t, w.seen.String(), "127.0.0.1", "the channel's address stays here")
	assert.Equal(t, "http://gateway.example/bf", w.activity["serviceUrl"])

	// the bot's token is the gateway's own, for the gateway's address
	tok, err := jwt.ParseSigned(w.authz, []jose.SignatureAlgorithm{jose.RS256})
	require.NoError(t, err)
	var own map[string]any
	require.NoError(t, tok.UnsafeClaimsWithoutVerification(&own))
	assert.Equal(t, "http://gateway.example/bf", own["serviceurl"])
	assert.Contains(t, fmt.Sprint(own["aud"]), appID)

	// the bot answers as its SDK does: ids of the activity in path and body, the name echoed
	conv := w.activity["conversation"].(map[string]any)["id"].(string)
	from := w.activity["from"].(map[string]any)
	id := w.activity["id"].(string)
	reply, _ := json.Marshal(map[string]any{"type": "message", "text": "Guten Tag [PERSON_1]", "speak": "<speak>[PERSON_1]</speak>", "serviceUrl": "http://gateway.example/bf",
		"from": w.activity["recipient"], "recipient": from, "conversation": map[string]any{"id": conv}, "replyToId": id})
	w.channelAnswer = `{"id":"m2|491713920011"}`
	code, out = do(t, http.MethodPost, w.conn.URL+"/v3/conversations/"+url.PathEscape(conv)+"/activities/"+url.PathEscape(id), w.botToken(t), string(reply))
	require.Equal(t, 200, code, out)
	assert.NotContains(t, out, "491713920011", "identifiers in the answer get aliases")
	assert.True(t, strings.HasPrefix(w.channelGot, "POST /svc/v3/conversations/491713920011@conv/activities/m1 "), w.channelGot)
	for _, want := range []string{"Guten Tag " + who, `"491713920011"`, channeltest.Canary(7), `"replyToId":"m1"`} {
		assert.Contains(t, w.channelGot, want)
	}
	assert.NotContains(t, w.channelGot, "serviceUrl")
	assert.Contains(t, w.channelGotTokens[0], "Bearer ", "the channel checks the bot's token, too")
	assert.NotContains(t, w.log.String(), who)
}

func TestMembersAreAnonymised(t *testing.T) {
	w := newWorld(t)
	code, _ := w.send(t, w.goodToken(t), w.message("hallo", "c1"))
	require.Equal(t, 200, code)
	conv := w.activity["conversation"].(map[string]any)["id"].(string)
	base := w.conn.URL + "/v3/conversations/" + url.PathEscape(conv)
	account := `{"id":"29:49171","name":"` + channeltest.Canary(2) + `","email":"a@b.example","userPrincipalName":"u@b.example","givenName":"G","surname":"S","aadObjectId":"o-1"}`
	for path, answer := range map[string]string{"/members": "[" + account + "]", "/members/x": account, "/pagedmembers?pageSize=5": `{"members":[` + account + `],"continuationToken":"29:49171"}`,
		"/activities/m1/members": "[" + account + "]"} {
		w.channelAnswer = answer
		code, out := do(t, http.MethodGet, base+path, w.botToken(t), "")
		require.Equal(t, 200, code, out)
		for _, secret := range []string{channeltest.Canary(2), "29:49171", "a@b.example", "u@b.example", `"G"`, `"S"`, "o-1"} {
			assert.NotContains(t, out, secret, path)
		}
	}
}

func TestRepliesInTheBody(t *testing.T) {
	w := newWorld(t)
	who := channeltest.Canary(7)
	w.answer = `{"activities":[{"type":"message","text":"Ja, [PERSON_1]"}]}`
	_, out := w.send(t, w.goodToken(t), w.message(who, "c1"))
	assert.Contains(t, out, "Ja, "+who)
	w.answer = `{"status":200,"body":{"task":{"value":"[PERSON_1]"}}}`
	_, out = w.send(t, w.goodToken(t), w.message("x", "c1"))
	assert.Contains(t, out, who, "the answer to an invoke is restored")
}

func TestRefusedFromTheChannel(t *testing.T) {
	w := newWorld(t)
	other, err := rsa.GenerateKey(rand.Reader, 2048)
	require.NoError(t, err)
	good := func(ch ...any) string {
		return w.ms.token(t, claims(append([]any{"serviceurl", w.service()}, ch...)...), jose.RS256, w.ms.key, "k1")
	}
	past := time.Now().Add(-time.Hour).Unix()
	hmacKey := bytes.Repeat([]byte{1}, 32)
	body := w.message("x", "c1")
	for name, c := range map[string]struct{ token, body string }{
		"no token":                    {"", body},
		"garbage":                     {"x.y.z", body},
		"another key":                 {w.ms.token(t, claims("serviceurl", w.service()), jose.RS256, other, "k1"), body},
		"an unknown key id":           {w.ms.token(t, claims("serviceurl", w.service()), jose.RS256, w.ms.key, "k2"), body},
		"HMAC instead of RSA":         {w.ms.token(t, claims("serviceurl", w.service()), jose.HS256, hmacKey, "k1"), body},
		"another algorithm":           {w.ms.token(t, claims("serviceurl", w.service()), jose.PS256, w.ms.key, "k1"), body},
		"another issuer":              {good("iss", "https://evil.example"), body},
		"another audience":            {good("aud", "other"), body},
		"expired":                     {good("exp", past), body},
		"without expiry":              {good("exp", nil), body},
		"not yet valid":               {good("nbf", time.Now().Add(time.Hour).Unix()), body},
		"for another service URL":     {good("serviceurl", "http://127.0.0.1:9/other"), body},
		"without service URL":         {good("serviceurl", nil), body},
		"body without service URL":    {good(), strings.Replace(body, w.service(), "", 1)},
		"a channel not endorsed":      {good(), strings.Replace(body, `"webchat"`, `"emulator"`, 1)},
		"host not on the list (SSRF)": {good("serviceurl", "http://169.254.169.254/svc"), strings.Replace(body, w.service(), "http://169.254.169.254/svc", 1)},
		"user in the address (SSRF)":  {good("serviceurl", "http://127.0.0.1@evil.example/"), strings.Replace(body, w.service(), "http://127.0.0.1@evil.example/", 1)},
		"two service URLs":            {good(), strings.Replace(body, `"type"`, `"ServiceUrl":"http://evil.example","type"`, 1)},
		"no conversation":             {good(), strings.Replace(body, `"id":"c1"`, `"x":"c1"`, 1)},
	} {
		code, out := w.send(t, c.token, c.body)
		assert.GreaterOrEqual(t, code, 400, name)
		assert.NotContains(t, out, "169.254", name)
	}
	assert.Empty(t, w.seen.String(), "the bot got nothing")
	assert.LessOrEqual(t, w.ms.fetches, 2, "unknown keys do not make the gateway ask again and again")
}

func TestRefusedFromTheBot(t *testing.T) {
	w := newWorld(t)
	who := channeltest.Canary(7)
	code, _ := w.send(t, w.goodToken(t), w.message(who, "c1"))
	require.Equal(t, 200, code)
	conv := w.activity["conversation"].(map[string]any)["id"].(string)
	address := w.conn.URL + "/v3/conversations/" + url.PathEscape(conv) + "/activities"
	body := `{"type":"message","text":"[PERSON_1]"}`
	token := func(ch ...any) string {
		all := append([]any{"iss", "https://sts.example/", "aud", "https://api.botframework.com", "appid", appID}, ch...)
		return w.entra.token(t, claims(all...), jose.RS256, w.entra.key, "k1")
	}
	w.channelGot = ""
	for name, c := range map[string]struct{ token, address string }{
		"no token":                    {"", address},
		"another application":         {token("appid", "other"), address},
		"another audience":            {token("aud", "https://graph.example"), address},
		"another issuer":              {token("iss", "https://evil.example/"), address},
		"the channel's token":         {w.goodToken(t), address},
		"a conversation in the clear": {token(), w.conn.URL + "/v3/conversations/c2/activities"},
		"a made-up alias":             {token(), w.conn.URL + "/v3/conversations/dn-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/activities"},
		"a new conversation":          {token(), w.conn.URL + "/v3/conversations"},
		"a way out of the path":       {token(), w.conn.URL + "/v3/conversations/%2e%2e/activities"},
	} {
		code, out := do(t, http.MethodPost, c.address, c.token, body)
		assert.GreaterOrEqual(t, code, 400, name)
		assert.NotContains(t, out, who, name)
	}
	assert.Empty(t, w.channelGot, "the channel got nothing")
	v2 := w.entra.token(t, claims("iss", "https://sts.example/", "aud", "https://api.botframework.com", "azp", appID), jose.RS256, w.entra.key, "k1")
	code, _ = do(t, http.MethodPost, address, v2, body)
	assert.Equal(t, 200, code, "version 2 of Entra's tokens names the application in azp")
	assert.Contains(t, w.channelGot, who)
}

func TestKeysUnreachable(t *testing.T) {
	w := newWorld(t)
	w.ms.down = true
	code, _ := w.send(t, w.goodToken(t), w.message("x", "c1"))
	assert.Equal(t, 503, code, "the sender may try again")
	w.ms.down = false
	code, _ = w.send(t, w.goodToken(t), w.message("x", "c1"))
	assert.Equal(t, 200, code)
}

func TestIssuer(t *testing.T) {
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	dir := t.TempDir()
	open := func() *botframework.Issuer {
		i, err := botframework.NewIssuer(botframework.IssuerConfig{Dir: dir, URL: "https://gateway.example/", Channels: []string{"webchat"}, Clock: func() time.Time { return now }})
		require.NoError(t, err)
		return i
	}
	kid := func(i *botframework.Issuer) string {
		s, err := i.Token(appID, "https://gateway.example/bf")
		require.NoError(t, err)
		tok, err := jwt.ParseSigned(s, []jose.SignatureAlgorithm{jose.RS256})
		require.NoError(t, err)
		return tok.Headers[0].KeyID
	}
	published := func(i *botframework.Issuer) (ids []string) {
		w := httptest.NewRecorder()
		i.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/.well-known/keys", nil))
		var set struct {
			Keys []struct {
				Kid          string
				D            string
				Endorsements []string
			}
		}
		require.NoError(t, json.Unmarshal(w.Body.Bytes(), &set))
		for _, k := range set.Keys {
			ids = append(ids, k.Kid)
			assert.Empty(t, k.D, "never the private part")
			assert.Equal(t, []string{"webchat"}, k.Endorsements)
		}
		return ids
	}
	i := open()
	first := kid(i)
	assert.Equal(t, []string{first}, published(i))
	assert.Equal(t, first, kid(open()), "a restart keeps the key")

	now = now.Add(botframework.KeyLifetime)
	both := published(i)
	require.Len(t, both, 2)
	assert.Equal(t, first, kid(i), "the new key is published before it signs")
	now = now.Add(botframework.PublishAhead)
	assert.Equal(t, both[1], kid(i))
	assert.Len(t, published(i), 2, "the old key stays for tokens that are under way")
	now = now.Add(botframework.PublishAhead)
	assert.Equal(t, both[1:], published(i))
	files, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, files, 1)
	info, err := files[0].Info()
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	require.NoError(t, os.Chmod(dir+"/"+files[0].Name(), 0o644))
	_, err = botframework.NewIssuer(botframework.IssuerConfig{Dir: dir, URL: "https://gateway.example"})
	assert.ErrorIs(t, err, botframework.ErrConfig)
}

func TestConfig(t *testing.T) {
	for name, c := range map[string]botframework.Config{
		"no App ID": {URL: "https://g.example"}, "no URL": {AppID: "x"}, "relative URL": {AppID: "x", URL: "/bf"},
		"a host with a wildcard": {AppID: "x", URL: "https://g.example", ServiceHosts: []string{"*.example"}}, "an empty host": {AppID: "x", URL: "https://g.example", ServiceHosts: []string{"."}},
	} {
		_, err := botframework.New(c)
		assert.ErrorIs(t, err, botframework.ErrConfig, name)
	}
	a, err := botframework.New(botframework.Config{AppID: "x", URL: "https://g.example"})
	require.NoError(t, err)
	_, err = a.Connector(channel.Config{}, nil, nil)
	assert.ErrorIs(t, err, botframework.ErrConfig, "the bot must prove who it is")
}
