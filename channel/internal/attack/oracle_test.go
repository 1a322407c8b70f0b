// Package attack_test asks every adapter the same question: what does an attacker learn with ten thousand tries?
//
// A victim has told twenty names in a conversation. The attacker is a user with credentials and a conversation of his own, knows
// the victim's identifiers, aliases and pseudonyms, and talks to a bot that obeys him, decodes what he writes and repeats
// it. Where bots call a gateway, a second attacker is the bot itself: it names the victim and the attacker in every place of
// every call. Whatever reaches anybody but the victim, and the log, must not hold one of the names.
package attack_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/channeltest"
	kit "github.com/deckname/deckname/channel/internal/adaptertest"
	"github.com/deckname/deckname/pseudonym"
)

const (
	tries    = 10_000 // of each scene
	wishes   = 60     // placeholders in one message
	names    = 20     // that the victim tells
	victimID = "491713920011"
	attackID = "491713920099"
)

// scene is one adapter with a bot that obeys.
type scene struct {
	log      *kit.Log
	victim   func(text string)                       // says something
	secrets  func() []string                         // what else the attacker knows: aliases, tokens
	attacker func(a *kit.Attack, wish string) string // one message; returns what reached anybody but the victim
	bot      func(a *kit.Attack, wish string) string // the same of one call of the hijacked bot; nil if it makes none
}

// canaries finds what channeltest.Canary makes.
type canaries struct{ re *regexp.Regexp }

func (canaries) Info() anonymize.Info {
	return anonymize.Info{Name: "canary", Version: "1", Types: []anonymize.EntityType{anonymize.Person}}
}

func (c canaries) Recognize(_ context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	for _, m := range c.re.FindAllStringIndex(doc.Text(), -1) {
		dst = append(dst, anonymize.Entity{Span: anonymize.Span{Start: m[0], End: m[1]}, Type: anonymize.Person, Score: 1, Evidence: anonymize.EvidencePattern})
	}
	return dst, nil
}

// config returns a gateway over a real vault in memory, and its log.
func config(t testing.TB) (channel.Config, *kit.Log) {
	t.Helper()
	keys, err := pseudonym.NewLocalKeys(bytes.Repeat([]byte{1}, 32))
	require.NoError(t, err)
	v, err := pseudonym.Open(t.Context(), pseudonym.Config{Store: pseudonym.NewMemory(), Ring: pseudonym.NewMemoryRing(), Keys: keys, DangerouslyNoAudit: true})
	require.NoError(t, err)
	t.Cleanup(func() { _ = v.Close() })
	log := &kit.Log{}
	logger := slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	first, _, _ := strings.Cut(channeltest.Canary(0), " ")
	e, err := anonymize.New(anonymize.Config{Recognizers: []anonymize.Recognizer{canaries{regexp.MustCompile(first + ` Vögel[a-z]+`)}},
		Policy: anonymize.DefaultPolicy(v), Revealer: v, Known: v, Logger: logger})
	require.NoError(t, err)
	return channel.Config{Engine: e, Tenant: "t", Aliases: kit.Aliases(t), Prompts: channel.NewPrompts(64), Logger: logger}, log
}

// spy is a bot or a platform that keeps what it gets.
type spy struct {
	*httptest.Server
	mu     sync.Mutex
	answer func(body string) (media, text string) // nil: {}
	got    []string
	last   string
}

func newSpy(t testing.TB) *spy {
	s := &spy{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		s.mu.Lock()
		s.last = string(b)
		s.got = append(s.got, r.RequestURI+"\n"+s.last)
		answer := s.answer
		s.mu.Unlock()
		media, text := "application/json", "{}"
		if answer != nil {
			media, text = answer(string(b))
		}
		w.Header().Set("Content-Type", media)
		_, _ = io.WriteString(w, text)
	}))
	t.Cleanup(s.Close)
	return s
}

// body returns the last body.
func (s *spy) body() string { s.mu.Lock(); defer s.mu.Unlock(); return s.last }

// foreign returns what came since the last call and was not for the victim, which to says: it returns the part of a request
// that decides to whom it goes.
func (s *spy) foreign(to func(uri, body string) string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var b strings.Builder
	for _, g := range s.got {
		uri, body, _ := strings.Cut(g, "\n")
		if who := to(uri, body); !strings.Contains(who, victimID) || strings.Contains(who, attackID) {
			b.WriteString(g + "\n")
		}
	}
	s.got = nil
	return b.String()
}

// path is for platforms whose addresses name the conversation, field for those whose bodies do, nobody for what is for everybody.
func path(uri, _ string) string { uri, _, _ = strings.Cut(uri, "?"); return uri }

func field(name string) func(uri, body string) string {
	return func(_, body string) string { return dig(body, name) }
}

func nobody(_, _ string) string { return "" }

func quote(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}

// texts returns all strings of a JSON text, which is how a bot reads a message whatever its form.
func texts(body string) string {
	var v any
	if json.Unmarshal([]byte(body), &v) != nil {
		return body
	}
	var b strings.Builder
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case string:
			b.WriteString(v + " ")
		case []any:
			for _, x := range v {
				walk(x)
			}
		case map[string]any:
			for _, x := range v {
				walk(x)
			}
		}
	}
	walk(v)
	return b.String()
}

// run plays a scene.
func run(t *testing.T, seed uint64, s scene) {
	a := kit.NewAttack(seed)
	a.Own(attackID)
	a.Learn(victimID)
	var told strings.Builder
	for i := range names {
		told.WriteString("Ich bin " + channeltest.Canary(i) + ". ")
	}
	s.victim(told.String())
	a.Learn(s.secrets()...)
	for n := 0; a.Tries < tries; n++ {
		out := ""
		if s.bot != nil && n%3 == 2 {
			out = s.bot(a, kit.Obey(a.Wish(wishes)))
		} else {
			out = s.attacker(a, a.Wish(wishes))
		}
		if found := kit.Leaks(out); len(found) > 0 {
			at := strings.Index(out, "Vögel")
			require.Fail(t, "a name got out", "after %d tries: %q", a.Tries, out[max(0, at-300):min(len(out), max(at, 0)+100)])
		}
		if n%40 == 0 {
			s.victim("Noch da?")
		}
	}
	assert.Empty(t, kit.Leaks(s.log.String()), "in the log")
}

// scenes are all adapters. A test below compares them with the folders of channel.
var scenes = map[string]func(t testing.TB) scene{
	"guard": guardScene, "watermill": watermillScene, "rasa": rasaScene, "dialogflow": dialogflowScene,
	"openai": chatScene, "openai stream": chatStreamScene, "openai responses": responsesScene, "openai responses stream": responsesStreamScene,
	"openai anthropic": anthropicScene, "openai anthropic stream": anthropicStreamScene,
	"directline": directlineScene, "botframework": botframeworkScene, "bridge whatsapp": bridgeWhatsAppScene, "bridge messenger": bridgeMessengerScene,
	"whatsapp": whatsappScene, "messenger": messengerScene, "telegram": telegramScene, "slack": slackScene, "matrix": matrixScene,
}

func TestOracle(t *testing.T) {
	seed := uint64(1)
	for name, open := range scenes {
		seed++
		t.Run(name, func(t *testing.T) { run(t, seed, open(t)) })
	}
}

// Before anything is attacked, every scene shows that the victim's own words come back: a gateway that restores nothing would
// pass the oracle, too.
func TestScenesRestore(t *testing.T) {
	for name, open := range scenes {
		t.Run(name, func(t *testing.T) {
			s := open(t)
			own := channeltest.Canary(77)
			out := s.attacker(kit.NewAttack(1), "Ich bin "+own)
			assert.Contains(t, strings.ReplaceAll(out, `\u00f6`, "ö"), own, "the attacker's own name")
		})
	}
}
