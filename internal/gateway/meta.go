package gateway

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/bridge"
	"github.com/deckname/deckname/channel/messenger"
	"github.com/deckname/deckname/channel/whatsapp"
)

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
	var graph *url.URL
	if m.Graph != "" {
		var err error
		if graph, err = url.Parse(m.Graph); err != nil {
			return wrong("graph", "is not a URL")
		}
	}
	wa := whatsapp.Config{AppSecret: []byte(texts[0]), VerifyToken: texts[1], PlatformToken: texts[2], BotSecret: []byte(texts[3]), BotToken: texts[4], Graph: graph}
	fb := messenger.Config{AppSecret: []byte(texts[0]), VerifyToken: texts[1], PlatformToken: texts[2], BotSecret: []byte(texts[3]), BotToken: texts[4], Graph: graph}
	h, err := g.metaHandler(c, name, m, wa, fb)
	if err != nil {
		return err
	}
	g.mux.Handle("/"+name+"/", http.StripPrefix("/"+name, h))
	return nil
}

func (g *Gateway) metaHandler(c channel.Config, name string, m *Meta, wa whatsapp.Config, fb messenger.Config) (http.Handler, error) {
	if m.Bridge {
		bot := g.cfg.BotFramework
		up, tr, err := g.upstream(bot.Upstream, bot.MutualTLS)
		if err != nil {
			return nil, err
		}
		b := bridge.Config{
			URL: strings.TrimSuffix(bot.PublicURL, "/") + "/" + name, Bot: up.JoinPath("api", "messages"), Auth: g.botAuth,
			Token: g.issuer.Token, AppID: bot.AppID, Account: m.Account, Client: &http.Client{Transport: tr, Timeout: 15 * time.Second},
		}
		if name == "whatsapp" {
			return whatsapp.NewBridge(wa, b, c)
		}
		return messenger.NewBridge(fb, b, c)
	}
	up, tr, err := g.upstream(m.Upstream, m.MutualTLS)
	if err != nil {
		return nil, err
	}
	var p channel.Protocol
	if name == "whatsapp" {
		p, err = whatsapp.New(wa)
	} else {
		p, err = messenger.New(fb)
	}
	if err != nil {
		return nil, err
	}
	return channel.Proxy(p, c, up, tr)
}
