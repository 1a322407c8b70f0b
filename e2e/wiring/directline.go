//go:build e2e

package wiring

import (
	"crypto/rand"
	"net/http"

	"github.com/deckname/deckname/channel/directline"
	"github.com/deckname/deckname/internal/serve/replies"
)

// mountDirectLine serves Direct Line in front of a bot without authentication that answers in the body.
func mountDirectLine(k *Kit, cfg Config, mux *http.ServeMux) error {
	key := make([]byte, 32)
	_, _ = rand.Read(key)
	bot := replies.Handler(replies.Config{Endpoint: cfg.Upstream + "/api/messages", ServiceURL: cfg.PublicURL})
	s, err := directline.New(directline.Config{
		Gateway: k.Channel(), Bot: bot, TokenKey: key, Secrets: []string{cfg.Token},
		Origins: []string{cfg.Origin}, PublicURL: cfg.PublicURL, Logger: k.Logger,
	})
	if err != nil {
		return err
	}
	mux.Handle("/v3/directline/", s)
	return nil
}
