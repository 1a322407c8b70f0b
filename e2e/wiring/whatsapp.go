//go:build e2e

package wiring

import (
	"net/http"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/whatsapp"
)

func whatsappConfig(cfg Config) (whatsapp.Config, error) {
	graph, err := parse(cfg.Platform)
	return whatsapp.Config{
		AppSecret: []byte(cfg.AppSecret), BotSecret: []byte(cfg.BotSecret), VerifyToken: cfg.VerifyToken,
		BotToken: cfg.BotToken, PlatformToken: cfg.Token, Graph: graph,
	}, err
}

func mountWhatsApp(k *Kit, cfg Config, mux *http.ServeMux) error {
	up, err := parse(cfg.Upstream)
	if err != nil {
		return err
	}
	wa, err := whatsappConfig(cfg)
	if err != nil {
		return err
	}
	p, err := whatsapp.New(wa)
	if err != nil {
		return err
	}
	h, err := channel.Proxy(p, k.Channel(), up, nil)
	mux.Handle("/", h)
	return err
}
