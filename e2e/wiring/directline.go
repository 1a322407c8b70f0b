//go:build e2e

package wiring

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/directline"
)

// botReplies is a bot of the Bot Framework without authentication that answers in the body (deliveryMode expectReplies).
func botReplies(upstream string) channel.Handler {
	client := &http.Client{Timeout: 20 * time.Second}
	return func(ctx context.Context, in channel.Message, reply channel.Sender) error {
		activity := map[string]any{}
		if err := json.Unmarshal(in.Data, &activity); err != nil {
			return err
		}
		activity["deliveryMode"], activity["serviceUrl"] = "expectReplies", "http://127.0.0.1:9" // nobody is called there
		activity["text"] = in.Text
		activity["recipient"] = map[string]any{"id": "bot", "name": "Bot"}
		activity["conversation"] = map[string]any{"id": in.Conversation}
		raw, err := json.Marshal(activity)
		if err != nil {
			return err
		}
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, upstream+"/api/messages", bytes.NewReader(raw))
		if err != nil {
			return err
		}
		req.Header.Set("Content-Type", "application/json")
		resp, err := client.Do(req)
		if err != nil {
			return err
		}
		defer func() { _ = resp.Body.Close() }()
		var set struct {
			Activities []json.RawMessage `json:"activities"`
		}
		if resp.StatusCode != http.StatusOK {
			return fmt.Errorf("the bot answered %d", resp.StatusCode)
		}
		if err := json.NewDecoder(resp.Body).Decode(&set); err != nil {
			return err
		}
		for _, a := range set.Activities {
			var head struct{ Text, TextFormat string }
			if err := json.Unmarshal(a, &head); err != nil {
				return err
			}
			if err := reply(ctx, channel.Message{Text: head.Text, Format: head.TextFormat, Data: a}); err != nil {
				return err
			}
		}
		return nil
	}
}

func mountDirectLine(k *Kit, cfg Config, mux *http.ServeMux) error {
	key := make([]byte, 32)
	_, _ = rand.Read(key)
	s, err := directline.New(directline.Config{
		Gateway: k.Channel(), Bot: botReplies(cfg.Upstream), TokenKey: key, Secrets: []string{cfg.Token},
		Origins: []string{cfg.Origin}, PublicURL: cfg.PublicURL, Logger: k.Logger,
	})
	if err != nil {
		return err
	}
	mux.Handle("/v3/directline/", s)
	return nil
}
