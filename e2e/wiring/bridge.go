//go:build e2e

package wiring

import (
	"net/http"

	"github.com/deckname/deckname/channel/botframework"
	"github.com/deckname/deckname/channel/bridge"
	"github.com/deckname/deckname/channel/messenger"
	"github.com/deckname/deckname/channel/meta"
	"github.com/deckname/deckname/channel/whatsapp"
)

// mountBridge puts a Bot Framework bot that checks tokens on WhatsApp or Messenger.
func mountBridge(k *Kit, cfg Config, mux *http.ServeMux) error {
	up, err := parse(cfg.Upstream)
	if err != nil {
		return err
	}
	graph, err := parse(cfg.Platform)
	if err != nil {
		return err
	}
	client, err := Client(cfg.CAFile)
	if err != nil {
		return err
	}
	issuer, err := botframework.NewIssuer(botframework.IssuerConfig{URL: cfg.PublicURL, Issuer: cfg.PublicURL})
	if err != nil {
		return err
	}
	a, err := botframework.New(botframework.Config{AppID: cfg.AppID, URL: cfg.PublicURL, Issuer: issuer, Client: client})
	if err != nil {
		return err
	}
	b := bridge.Config{
		URL: cfg.PublicURL, Bot: up.JoinPath("api", "messages"), Auth: a.BotTokensFrom(cfg.BotMetadata, cfg.BotIssuer),
		Token: issuer.Token, AppID: cfg.AppID, Account: cfg.Account,
	}
	make := whatsapp.NewBridge
	if cfg.Channel == "messenger-bridge" {
		make = messenger.NewBridge
	}
	h, err := make(meta.Config{AppSecret: []byte(cfg.AppSecret), VerifyToken: cfg.VerifyToken, PlatformToken: cfg.Token, Graph: graph}, b, k.Channel())
	mux.Handle("/.well-known/", issuer.Handler())
	mux.Handle("/", h)
	return err
}
