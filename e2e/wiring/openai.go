//go:build e2e

package wiring

import (
	"net/http"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/openai"
)

func mountOpenAI(k *Kit, cfg Config, mux *http.ServeMux) error {
	up, err := parse(cfg.Upstream)
	if err != nil {
		return err
	}
	c := k.Channel()
	c.Auth = openai.Credentials()
	h, err := channel.Proxy(openai.New(openai.Config{}), c, up, nil)
	if err != nil {
		return err
	}
	mux.Handle("/", openai.FromPath(h))
	return nil
}

// OpenAITransport is the transport of a Go SDK.
func OpenAITransport(k *Kit, base http.RoundTripper) (http.RoundTripper, error) {
	return channel.Transport(openai.New(openai.Config{}), k.Channel(), base)
}
