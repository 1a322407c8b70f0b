package channel_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/channeltest"
)

// demo is a protocol with a signed webhook to the bot and calls of the bot to the platform.
func demo() channel.Protocol {
	body := channel.MustPolicy(rule("user", channel.RoutingAlias("user")), rule("name", channel.Entity(anonymize.Person)))
	inBody := func(_ *http.Request, _ map[string]string, l channel.Leaf) (string, error) {
		s, _ := l.Lookup("user")
		return s, nil
	}
	inPath := func(_ *http.Request, v map[string]string, _ channel.Leaf) (string, error) { return v["user"], nil }
	return channel.MustTable("demo",
		channel.Endpoint{Method: "POST", Pattern: "/webhook", Conversation: inBody,
			Route: channel.Route{Direction: channel.ToBot, Request: body, Response: body, ConversationKind: "user"}},
		channel.Endpoint{Method: "POST", Pattern: "/users/{user}/messages", Conversation: inPath, Path: map[string]channel.Action{"user": channel.RoutingAlias("user")},
			Route: channel.Route{Direction: channel.ToUser, Response: body, ConversationKind: "user"}},
		channel.Endpoint{Method: "GET", Pattern: "/users/{user}", Conversation: inPath, Path: map[string]channel.Action{"user": channel.RoutingAlias("user")},
			Route: channel.Route{Direction: channel.ToUser, Response: body, ConversationKind: "user"}},
	)
}

// station is a server that keeps what it got.
type station struct {
	mu      sync.Mutex
	got     []*http.Request
	bodies  []string
	respond func(w http.ResponseWriter, body string)
}

func (s *station) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b, _ := io.ReadAll(r.Body)
	s.mu.Lock()
	s.got, s.bodies = append(s.got, r), append(s.bodies, string(b))
	s.mu.Unlock()
	s.respond(w, string(b))
}

// all returns everything that reached the station, in one text.
func (s *station) all() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var b strings.Builder
	for i, r := range s.got {
		b.WriteString(r.Method + " " + r.RequestURI + "\n")
		_ = r.Header.Write(&b)
		b.WriteString(s.bodies[i])
	}
	return b.String()
}

var secret = []byte("platform secret")

func sign(key []byte, body string) string {
	m := hmac.New(sha256.New, key)
	m.Write([]byte(body))
	return "sha256=" + hex.EncodeToString(m.Sum(nil))
}

func proxy(t *testing.T, bot *station, log io.Writer, eng channel.Engine) string {
	t.Helper()
	up := httptest.NewServer(bot)
	t.Cleanup(up.Close)
	u, err := url.Parse(up.URL)
	require.NoError(t, err)
	auth, err := channel.HMACSHA256("X-Hub-Signature-256", "sha256=", secret, []byte("bot secret"))
	require.NoError(t, err)
	aliases, err := channel.NewAliaser(bytes.Repeat([]byte{7}, 32))
	require.NoError(t, err)
	h, err := channel.Proxy(demo(), channel.Config{Engine: eng, Auth: auth, Aliases: aliases, MaxBodyBytes: 1 << 16,
		Logger: slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))}, u, nil)
	require.NoError(t, err)
	gw := httptest.NewServer(h)
	t.Cleanup(gw.Close)
	return gw.URL
}

func post(t *testing.T, address, body string, header ...string) (int, string) {
	t.Helper()
	r, err := http.NewRequest("POST", address, strings.NewReader(body))
	require.NoError(t, err)
	r.Header.Set("Content-Type", "application/json")
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	resp, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return resp.StatusCode, string(b)
}

func TestProxyThereAndBack(t *testing.T) {
	bot := &station{respond: func(w http.ResponseWriter, body string) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, body)
	}}
	var log bytes.Buffer
	gw := proxy(t, bot, &log, engine(t))
	body := `{"user":"` + channeltest.Canary(1) + `","name":"` + channeltest.Canary(2) + `","text":"ich bin ` + channeltest.Canary(2) + `, ` + iban + `","x":{"` + channeltest.Canary(3) + `":["` + channeltest.Canary(4) + `"]}}`
	canary := url.QueryEscape(channeltest.Canary(5))
	status, echo := post(t, gw+"/webhook?q="+canary+"&"+canary+"=1", body, "X-Hub-Signature-256", sign(secret, body),
		"Cookie", "a="+canary, "Referer", "https://x.example/"+canary, "X-Forwarded-For", "192.0.2.7", "User-Agent", canary, "Baggage", "u="+canary, "X-Own", canary)
	require.Equal(t, 200, status, echo)
	assert.JSONEq(t, body, echo, "the answer is restored")
	seen := bot.all()
	assert.Empty(t, channeltest.Leaks(seen), seen)
	assert.NotContains(t, seen, iban)
	assert.NotContains(t, seen, "192.0.2.7")
	assert.NotContains(t, seen, "127.0.0.1")
	assert.Contains(t, seen, "[PERSON_1]")
	assert.Equal(t, sign([]byte("bot secret"), bot.bodies[0]), bot.got[0].Header.Get("X-Hub-Signature-256"), "signed again")

	plain := ` {"user":"u", "n": 1.50 }`
	status, echo = post(t, gw+"/webhook", plain, "X-Hub-Signature-256", sign(secret, plain))
	require.Equal(t, 200, status)
	assert.Equal(t, plain, echo)
	assert.Empty(t, log.String())
}

// TestAnswerWithoutType: what a bot answers without a content type is a text or JSON, and says so from then on; from a
// platform only white space passes.
func TestAnswerWithoutType(t *testing.T) {
	answer, who := "", channeltest.Canary(1)
	bare := func(w http.ResponseWriter, _ string) {
		w.Header()["Content-Type"] = nil
		w.WriteHeader(200)
		_, _ = io.WriteString(w, answer)
	}
	gw := proxy(t, &station{respond: bare}, io.Discard, engine(t))
	body := `{"user":"u","text":"` + who + `"}`
	for in, want := range map[string]string{"": "", " \n": " \n", "Hallo [PERSON_1]": "Hallo " + who, `{"text":"[PERSON_1]"}`: `{"text":"` + who + `"}`,
		"<b>[PERSON_1]</b>": "<b>" + who + "</b>"} {
		answer = in
		r, err := http.NewRequest("POST", gw+"/webhook", strings.NewReader(body))
		require.NoError(t, err)
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("X-Hub-Signature-256", sign(secret, body))
		resp, err := http.DefaultClient.Do(r)
		require.NoError(t, err)
		raw, err := io.ReadAll(resp.Body)
		require.NoError(t, err)
		require.NoError(t, resp.Body.Close())
		assert.Equal(t, 200, resp.StatusCode, in)
		assert.Equal(t, want, string(raw))
		assert.NotContains(t, resp.Header.Get("Content-Type"), "html", "nobody guesses from the text")
	}
	answer = "\xff"
	status, out := post(t, gw+"/webhook", body, "X-Hub-Signature-256", sign(secret, body))
	assert.Equal(t, 502, status, out)

	platform := httptest.NewServer(&station{respond: bare})
	defer platform.Close()
	aliases, err := channel.NewAliaser(bytes.Repeat([]byte{7}, 32))
	require.NoError(t, err)
	alias, err := aliases.Alias(channel.Scope("", "demo", ""), "user", "4917")
	require.NoError(t, err)
	rt, err := channel.Transport(demo(), channel.Config{Engine: engine(t), Aliases: aliases}, nil)
	require.NoError(t, err)
	for text, passes := range map[string]bool{"": true, "\n": true, "x": false, `{"name":"` + who + `"}`: false} {
		answer = text
		resp, err := (&http.Client{Transport: rt}).Get(platform.URL + "/users/" + alias)
		assert.Equal(t, passes, err == nil, "%q", text)
		if err == nil {
			require.NoError(t, resp.Body.Close())
		}
	}
}

func TestProxyRefuses(t *testing.T) {
	bot := &station{respond: func(w http.ResponseWriter, _ string) { w.WriteHeader(204) }}
	var log bytes.Buffer
	gw := proxy(t, bot, &log, engine(t))
	c := channeltest.Canary(9)
	good := `{"user":"u","text":"` + c + `"}`
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	_, _ = z.Write(bytes.Repeat([]byte(" "), 1<<20))
	_ = z.Close()
	for _, tc := range []struct {
		name, path, body string
		header           []string
		status           int
	}{
		{"no signature", "/webhook", good, nil, 401},
		{"wrong signature", "/webhook", good, []string{"X-Hub-Signature-256", sign([]byte("other"), good)}, 401},
		{"signature of another body", "/webhook", good, []string{"X-Hub-Signature-256", sign(secret, good+" ")}, 401},
		{"unknown path", "/" + url.PathEscape(c), good, []string{"X-Hub-Signature-256", sign(secret, good)}, 404},
		{"other method's path", "/users/x", good, []string{"X-Hub-Signature-256", sign(secret, good)}, 404},
		{"dot segments", "/users/%2e%2e/messages", good, []string{"X-Hub-Signature-256", sign(secret, good)}, 404},
		{"not JSON", "/webhook", c, []string{"X-Hub-Signature-256", sign(secret, c)}, 400},
		{"two keys", "/webhook", `{"text":"x","Text":"y"}`, []string{"X-Hub-Signature-256", sign(secret, `{"text":"x","Text":"y"}`)}, 400},
		{"no conversation", "/webhook", `{"text":"x"}`, []string{"X-Hub-Signature-256", sign(secret, `{"text":"x"}`)}, 400},
		{"too large", "/webhook", strings.Repeat(" ", 1<<17), nil, 413},
		{"bomb", "/webhook", zipped.String(), []string{"Content-Encoding", "gzip", "X-Hub-Signature-256", sign(secret, zipped.String())}, 413},
		{"unknown compression", "/webhook", good, []string{"Content-Encoding", "br", "X-Hub-Signature-256", sign(secret, good)}, 415},
		{"unknown type", "/webhook", good, []string{"Content-Type", "image/png", "X-Hub-Signature-256", sign(secret, good)}, 415},
		{"broken query", "/webhook?a=%zz", good, []string{"X-Hub-Signature-256", sign(secret, good)}, 400},
		{"upgrade", "/webhook", good, []string{"Upgrade", "websocket", "Connection", "Upgrade", "X-Hub-Signature-256", sign(secret, good)}, 415},
	} {
		t.Run(tc.name, func(t *testing.T) {
			status, answer := post(t, gw+tc.path, tc.body, tc.header...)
			assert.Equal(t, tc.status, status)
			assert.Empty(t, channeltest.Leaks(answer))
		})
	}
	assert.Empty(t, bot.got, "nothing was forwarded")
	assert.Empty(t, channeltest.Leaks(log.String()))
	assert.Contains(t, log.String(), "code=unauthenticated")
}

func TestProxyGzip(t *testing.T) {
	bot := &station{respond: func(w http.ResponseWriter, _ string) { w.WriteHeader(204) }}
	gw := proxy(t, bot, io.Discard, engine(t))
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	_, _ = z.Write([]byte(`{"user":"u","text":"` + iban + `"}`))
	require.NoError(t, z.Close())
	status, _ := post(t, gw+"/webhook", zipped.String(), "Content-Encoding", "gzip", "X-Hub-Signature-256", sign(secret, zipped.String()))
	require.Equal(t, 204, status)
	assert.Contains(t, bot.bodies[0], "[IBAN_CODE_1]")
	assert.Empty(t, bot.got[0].Header.Get("Content-Encoding"))
	assert.Equal(t, "identity", bot.got[0].Header.Get("Accept-Encoding"))
}

type brokenEngine struct{ *anonymize.Anonymizer }

func (brokenEngine) AnonymizeAll(context.Context, string, []anonymize.Message) ([]anonymize.Result, error) {
	return nil, errors.New("fake: vault is down")
}

func TestProxyFailsClosed(t *testing.T) {
	bot := &station{respond: func(w http.ResponseWriter, _ string) { w.WriteHeader(204) }}
	gw := proxy(t, bot, io.Discard, brokenEngine{engine(t)})
	body := `{"user":"u","text":"Guten Tag"}`
	status, _ := post(t, gw+"/webhook", body, "X-Hub-Signature-256", sign(secret, body))
	assert.Equal(t, 503, status)
	assert.Empty(t, bot.got)

	for name, respond := range map[string]func(w http.ResponseWriter, _ string){
		"binary answer": func(w http.ResponseWriter, _ string) {
			w.Header().Set("Content-Type", "image/png")
			_, _ = io.WriteString(w, "x")
		},
		"broken answer": func(w http.ResponseWriter, _ string) {
			w.Header().Set("Content-Type", "application/json")
			_, _ = io.WriteString(w, "{")
		},
		"aborted answer": func(http.ResponseWriter, string) { panic(http.ErrAbortHandler) },
	} {
		t.Run(name, func(t *testing.T) {
			gw := proxy(t, &station{respond: respond}, io.Discard, engine(t))
			status, _ := post(t, gw+"/webhook", body, "X-Hub-Signature-256", sign(secret, body))
			assert.Equal(t, 502, status)
		})
	}
}

func TestNobodyIsAuthenticatedByDefault(t *testing.T) {
	mw, err := channel.Middleware(demo(), channel.Config{Engine: engine(t)})
	require.NoError(t, err)
	w := httptest.NewRecorder()
	mw(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("called") })).
		ServeHTTP(w, httptest.NewRequest("POST", "/webhook", strings.NewReader(`{}`)))
	assert.Equal(t, 401, w.Code)
}

func TestTransport(t *testing.T) {
	platform := &station{respond: func(w http.ResponseWriter, body string) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Set-Cookie", "who="+url.QueryEscape(channeltest.Canary(3)))
		_, _ = io.WriteString(w, `{"user":"4917","name":"`+channeltest.Canary(0)+`"}`)
	}}
	srv := httptest.NewServer(platform)
	defer srv.Close()
	aliases, err := channel.NewAliaser(bytes.Repeat([]byte{7}, 32))
	require.NoError(t, err)
	alias, err := aliases.Alias(channel.Scope("", "demo", ""), "user", "4917")
	require.NoError(t, err)
	rt, err := channel.Transport(demo(), channel.Config{Engine: engine(t), Aliases: aliases}, nil)
	require.NoError(t, err)
	client := &http.Client{Transport: rt}
	get := func() (*http.Response, string) {
		resp, err := client.Get(srv.URL + "/users/" + alias)
		require.NoError(t, err)
		defer resp.Body.Close()
		b, err := io.ReadAll(resp.Body)
		require.NoError(t, err)
		return resp, string(b)
	}
	resp, body := get()
	assert.JSONEq(t, `{"user":"`+alias+`","name":"[PERSON_1]"}`, body, "what the platform tells about the user is anonymised")
	assert.Empty(t, resp.Header.Get("Set-Cookie"))
	assert.Equal(t, "/users/4917", platform.got[0].RequestURI, "the alias in the path is resolved")
	r, err := http.NewRequest("POST", srv.URL+"/users/"+alias+"/messages", strings.NewReader(`{"text":"Hallo [PERSON_1]"}`))
	require.NoError(t, err)
	r.Header.Set("Content-Type", "application/json")
	resp, err = client.Do(r)
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	assert.Equal(t, `{"text":"Hallo `+channeltest.Canary(0)+`"}`, platform.bodies[1])
	_, err = client.Get(srv.URL + "/" + url.PathEscape(channeltest.Canary(1)))
	require.Error(t, err)
	require.ErrorIs(t, err, channel.ErrNoRoute)
	assert.Len(t, platform.got, 2)
}
