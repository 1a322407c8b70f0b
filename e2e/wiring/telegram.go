//go:build e2e

package wiring

import (
	"net/http"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/telegram"
)

func mountTelegram(k *Kit, cfg Config, mux *http.ServeMux) error {
	api, err := parse(cfg.Platform)
	if err != nil {
		return err
	}
	p, err := telegram.New(telegram.Config{BotToken: cfg.BotToken, PlatformToken: cfg.Token, API: api})
	if err != nil {
		return err
	}
	h, err := channel.Proxy(p, k.Channel(), api, nil)
	mux.Handle("/", h)
	return err
}

// TelegramTransport is the transport of a Go SDK that talks to api with token.
func TelegramTransport(api, token string) func(*Kit, http.RoundTripper) (http.RoundTripper, error) {
	return func(k *Kit, base http.RoundTripper) (http.RoundTripper, error) {
		u, err := parse(api)
		if err != nil {
			return nil, err
		}
		p, err := telegram.New(telegram.Config{PlatformToken: token, API: u})
		if err != nil {
			return nil, err
		}
		return channel.Transport(p, k.Channel(), base)
	}
}
