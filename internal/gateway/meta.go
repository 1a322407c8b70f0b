package gateway

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/bridge"
	"github.com/deckname/deckname/channel/messenger"
	"github.com/deckname/deckname/channel/meta"
	"github.com/deckname/deckname/channel/whatsapp"
)

type platform struct {
	protocol func(meta.Config) (channel.Protocol, error)
	bridge   func(meta.Config, bridge.Config, channel.Config) (http.Handler, error)
}

// platforms are the products of Meta's, by the names of their sections.
func platforms() map[string]platform {
	return map[string]platform{"whatsapp": {whatsapp.New, whatsapp.NewBridge}, "messenger": {messenger.New, messenger.NewBridge}}
}

// meta mounts WhatsApp or Messenger below a path of its own: both have the same paths at Meta.
func (g *Gateway) meta(c channel.Config, name string, m *Meta) error {
	var texts [5]string
	for i, f := range []struct {
		name     string
		from     Secret
		optional bool
	}{{"app_secret", m.AppSecret, false}, {"verify_token", m.VerifyToken, false}, {"platform_token", m.PlatformToken, false}, {"bot_secret", m.BotSecret, true}, {"bot_token", m.BotToken, true}} {
		if f.optional && !f.from.Set() {
			continue
		}
		var err error
		if texts[i], err = f.from.Read(); err != nil {
			return FieldError{f.name, err}
		}
	}
	cfg := meta.Config{AppSecret: []byte(texts[0]), VerifyToken: texts[1], PlatformToken: texts[2], BotSecret: []byte(texts[3]), BotToken: texts[4]}
	if m.Graph != "" {
		var err error
		if cfg.Graph, err = url.Parse(m.Graph); err != nil {
			return wrong("graph", "is not a URL")
		}
	}
	h, err := g.metaHandler(c, name, m, cfg)
	if err != nil {
		return err
	}
	g.mux.Handle("/"+name+"/", http.StripPrefix("/"+name, h))
	return nil
}

func (g *Gateway) metaHandler(c channel.Config, name string, m *Meta, cfg meta.Config) (http.Handler, error) {
	if m.Bridge {
		bot := g.cfg.BotFramework
		up, tr, err := g.upstream(bot.Upstream, bot.MutualTLS)
		if err != nil {
			return nil, err
		}
		return platforms()[name].bridge(cfg, bridge.Config{
			URL: strings.TrimSuffix(bot.PublicURL, "/") + "/" + name, Bot: up.JoinPath("api", "messages"), Auth: g.botAuth,
			Token: g.issuer.Token, AppID: bot.AppID, Account: m.Account, Client: &http.Client{Transport: tr, Timeout: 15 * time.Second},
		}, c)
	}
	up, tr, err := g.upstream(m.Upstream, m.MutualTLS)
	if err != nil {
		return nil, err
	}
	p, err := platforms()[name].protocol(cfg)
	if err != nil {
		return nil, err
	}
	return channel.Proxy(p, c, up, tr)
}
