//go:build e2e

package wiring

import (
	"errors"
	"net/http"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/botframework"
)

func mountBotFramework(k *Kit, cfg Config, mux *http.ServeMux) error {
	up, err := parse(cfg.Upstream)
	if err != nil {
		return err
	}
	client, err := Client(cfg.CAFile)
	if err != nil {
		return err
	}
	bf := botframework.Config{
		AppID: cfg.AppID, URL: cfg.PublicURL, Metadata: cfg.ChannelMetadata, ServiceHosts: cfg.ServiceHosts,
		Client: client, DangerouslyAllowHTTP: true, // the stand-in platforms speak plain HTTP on loopback
	}
	if cfg.BotAuth {
		bf.Issuer, err = botframework.NewIssuer(botframework.IssuerConfig{URL: cfg.PublicURL, Issuer: cfg.PublicURL, Channels: []string{"webchat", "msteams", "directline"}})
		if err != nil {
			return err
		}
		mux.Handle("/.well-known/", bf.Issuer.Handler())
	}
	a, err := botframework.New(bf)
	if err != nil {
		return err
	}
	auth := channel.DangerouslyUnauthenticated()
	if cfg.BotAuth {
		auth = a.BotTokensFrom(cfg.BotMetadata, cfg.BotIssuer)
	}
	in, err1 := a.Bot(k.Channel(), up, nil)
	out, err2 := a.Connector(k.Channel(), auth, nil)
	mux.Handle("/api/messages", in)
	mux.Handle("/v3/", out)
	return errors.Join(err1, err2)
}
