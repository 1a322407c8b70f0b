//go:build e2e

package wiring

import (
	"net/http"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/slack"
)

func mountSlack(k *Kit, cfg Config, mux *http.ServeMux) error {
	up, err := parse(cfg.Upstream)
	if err != nil {
		return err
	}
	api, err := parse(cfg.Platform)
	if err != nil {
		return err
	}
	p, err := slack.New(slack.Config{
		SigningSecret: cfg.AppSecret, BotSecret: cfg.BotSecret, BotToken: cfg.BotToken, PlatformToken: cfg.Token,
		API: api, Hooks: api, URL: cfg.PublicURL, Aliases: k.Aliases,
	})
	if err != nil {
		return err
	}
	h, err := channel.Proxy(p, k.Channel(), up, nil)
	mux.Handle("/", h)
	return err
}

// SlackTransport is the transport of a Go SDK that talks to api with token.
func SlackTransport(api, token, secret string) func(*Kit, http.RoundTripper) (http.RoundTripper, error) {
	return func(k *Kit, base http.RoundTripper) (http.RoundTripper, error) {
		u, err := parse(api)
		if err != nil {
			return nil, err
		}
		p, err := slack.New(slack.Config{SigningSecret: secret, BotToken: token, API: u})
		if err != nil {
			return nil, err
		}
		return channel.Transport(p, k.Channel(), base)
	}
}
