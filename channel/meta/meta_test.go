package meta_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/channeltest"
	kit "github.com/deckname/deckname/channel/internal/adaptertest"
	"github.com/deckname/deckname/channel/messenger"
	"github.com/deckname/deckname/channel/meta"
	"github.com/deckname/deckname/channel/whatsapp"
)

// product is one product of Meta's with a message in its form.
type product struct {
	make func(meta.Config) (channel.Protocol, error)
	text func(string) string
}

var products = map[string]product{
	"whatsapp": {whatsapp.New, func(s string) string {
		return `{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{"messaging_product":"whatsapp","messages":[{"from":"491713920011","id":"wamid.HBgMNDkxNzEzOTIwMDEx","timestamp":"1767322800","type":"text","text":{"body":"` + s + `"}}]}}]}]}`
	}},
	"messenger": {messenger.New, func(s string) string {
		return `{"object":"page","entry":[{"id":"102290129340398","time":1,"messaging":[{"sender":{"id":"7014171392001111"},"recipient":{"id":"102290129340398"},"timestamp":1,"message":{"mid":"m_Abc","text":"` + s + `"}}]}]}`
	}},
}

func (p product) start(t *testing.T, cfg channel.Config, log *kit.Log) *kit.Meta {
	return kit.NewMeta(t, cfg, log, func(graph *kit.Station) channel.Protocol {
		protocol, err := p.make(meta.Config{AppSecret: []byte(kit.AppSecret), BotSecret: []byte(kit.BotSecret), VerifyToken: "word",
			BotToken: kit.MetaBotToken, PlatformToken: "token of Meta", Graph: graph.URL})
		require.NoError(t, err)
		return protocol
	})
}

// each runs f for every product.
func each(t *testing.T, f func(t *testing.T, p product, m *kit.Meta)) {
	for name, p := range products {
		t.Run(name, func(t *testing.T) {
			cfg, log := kit.Config(t)
			f(t, p, p.start(t, cfg, log))
		})
	}
}

func TestSignature(t *testing.T) {
	each(t, func(t *testing.T, p product, m *kit.Meta) {
		body := p.text("Hallo")
		for why, header := range map[string]string{
			"none":                  "",
			"of another body":       "sha256=" + kit.HMAC(kit.AppSecret, body+" "),
			"with the bot's secret": "sha256=" + kit.HMAC(kit.BotSecret, body),
			"without a prefix":      kit.HMAC(kit.AppSecret, body),
			"cut off":               "sha256=" + kit.HMAC(kit.AppSecret, body)[:60],
			"of SHA-1's name":       "sha1=" + kit.HMAC(kit.AppSecret, body),
		} {
			code, _, _ := kit.Do(t, kit.Call{URL: m.URL + "/webhook", Body: body, Header: map[string]string{"X-Hub-Signature-256": header}})
			assert.Equal(t, 401, code, why)
		}
		assert.Empty(t, m.Bot.Bodies())
		// A vector of another implementation: printf '%s' '{"object":"page"}' | openssl dgst -sha256 -hmac 'secret of the app'
		code, _, _ := kit.Do(t, kit.Call{URL: m.URL + "/webhook", Body: `{"object":"page"}`, Header: map[string]string{
			"X-Hub-Signature-256": "sha256=c448d0cf189cd3f54c0e70248c8e38fb950318aedaceadcbdb6991dc0c12fd72"}})
		assert.Equal(t, 200, code)
	})
}

func TestChallenge(t *testing.T) {
	each(t, func(t *testing.T, p product, m *kit.Meta) {
		for query, want := range map[string]struct {
			code int
			body string
		}{
			"hub.mode=subscribe&hub.verify_token=word&hub.challenge=1158201444": {200, "1158201444"},
			"hub.mode=subscribe&hub.verify_token=other&hub.challenge=1":         {401, ""},
			"hub.mode=subscribe&hub.challenge=1":                                {401, ""},
			"hub.mode=unsubscribe&hub.verify_token=word&hub.challenge=1":        {401, ""},
			"hub.mode=subscribe&hub.verify_token=word&hub.challenge=%3Cscript":  {400, ""},
		} {
			code, _, body := kit.Do(t, kit.Call{Method: "GET", URL: m.URL + "/webhook?" + query})
			assert.Equal(t, want.code, code, query)
			assert.Equal(t, want.body, body, query)
		}
		assert.Empty(t, m.Bot.Bodies())
	})
}

// Meta tries a webhook again: the bot sees the same message. Nothing in Meta's signature tells a retry from a replay.
func TestRetry(t *testing.T) {
	each(t, func(t *testing.T, p product, m *kit.Meta) {
		body := p.text("Ich bin " + channeltest.Canary(3))
		require.Equal(t, 200, m.Hook(t, body))
		require.Equal(t, 200, m.Hook(t, body))
		got := m.Bot.Bodies()
		assert.Equal(t, got[0], got[1])
	})
}

// What may work later is answered 503, so that Meta tries again; what never will is answered 200, so that it does not.
func TestFailClosed(t *testing.T) {
	each(t, func(t *testing.T, p product, m *kit.Meta) {
		cfg, log := kit.Config(t)
		cfg.Engine = kit.Broken{}
		assert.Equal(t, 503, p.start(t, cfg, log).Hook(t, p.text("Hallo")), "the vault is away")
		assert.Contains(t, log.String(), "code=engine")
		for why, body := range map[string]string{
			"no JSON":         `{"object"`,
			"a duplicate key": strings.Replace(p.text("Hallo"), `"text"`, `"Text":"x","text"`, 1),
			"two values":      p.text("Hallo") + "{}",
		} {
			assert.Equal(t, 200, m.Hook(t, body), why)
		}
		assert.Empty(t, m.Bot.Bodies())
		assert.Contains(t, m.Log.String(), "code=malformed")
		m.Bot.Close()
		assert.Equal(t, 503, m.Hook(t, p.text("Hallo")), "the bot is away")
	})
}

func TestConfig(t *testing.T) {
	for why, c := range map[string]meta.Config{
		"nothing":      {},
		"no secret":    {VerifyToken: "w", BotToken: "t"},
		"no word":      {AppSecret: []byte("s"), BotToken: "t"},
		"no token":     {AppSecret: []byte("s"), VerifyToken: "w"},
		"a path w/o /": {AppSecret: []byte("s"), VerifyToken: "w", BotToken: "t", WebhookPath: "x"},
		"no host":      {AppSecret: []byte("s"), VerifyToken: "w", BotToken: "t", Graph: &url.URL{}},
	} {
		for name, p := range products {
			_, err := p.make(c)
			assert.ErrorIs(t, err, channel.ErrConfig, "%s: %s", name, why)
		}
	}
}

// An adapter for another product is a table behind the same webhook. Meta's failures are answered as Meta needs it.
func Example() {
	c := meta.Config{AppSecret: []byte("from a file"), VerifyToken: "from the operator", BotToken: "of the bot"}
	if err := c.Complete(); err != nil {
		panic(err)
	}
	hooks, err := c.Webhook(func(l channel.Leaf) (string, error) { user, _ := l.Lookup("from.id"); return user, nil }, channel.Route{})
	if err != nil {
		panic(err)
	}
	gateway, err := channel.Middleware(c.Protocol(channel.MustTable("instagram", hooks...)), kit.Silent()) // in earnest an engine and a vault
	if err != nil {
		panic(err)
	}
	w := httptest.NewRecorder()
	gateway(http.NotFoundHandler()).ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/webhook", nil))
	fmt.Println(w.Code, "without a signature")
	// Output: 401 without a signature
}
