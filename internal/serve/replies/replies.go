// Package replies turns a Bot Framework bot, reachable over HTTP, into a channel.Handler: activities are posted with
// deliveryMode "expectReplies", and the answer's activities are handed on. It is what stands between the Direct Line
// server and a bot that knows nothing of it. The Handler is safe for concurrent use and keeps nothing between calls.
package replies

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/deckname/deckname/channel"
)

// MaxBodyBytes bounds the bot's answer.
const MaxBodyBytes = 4 << 20

// ErrBot: the bot could not be reached, or its answer could not be read. It names no address and quotes nothing.
var ErrBot = errors.New("replies: the bot did not answer")

// Config configures Handler.
type Config struct {
	// Endpoint is the bot's address, such as https://bot.amt.example/api/messages. Required.
	Endpoint string
	// ServiceURL is written into every activity; bots compare their token with it. Nobody is called there for these replies.
	ServiceURL string
	// Token returns the token of a call. nil: none is sent.
	Token func() (string, error)
	// Client is used for the calls. nil: http.DefaultClient; time limits come from the context.
	Client *http.Client
}

// Handler returns the bot as a channel.Handler. Message.Data must be the activity, as the Direct Line server gives it.
func Handler(cfg Config) channel.Handler {
	client := cfg.Client
	if client == nil {
		client = http.DefaultClient
	}
	return func(ctx context.Context, in channel.Message, reply channel.Sender) error {
		activities, err := ask(ctx, client, cfg, in)
		if err != nil {
			return err
		}
		for _, a := range activities {
			var head struct {
				Text       string `json:"text"`
				TextFormat string `json:"textFormat"`
			}
			if json.Unmarshal(a, &head) != nil {
				return ErrBot
			}
			if err := reply(ctx, channel.Message{Text: head.Text, Format: head.TextFormat, Data: a}); err != nil {
				return err
			}
		}
		return nil
	}
}

func ask(ctx context.Context, client *http.Client, cfg Config, in channel.Message) ([]json.RawMessage, error) {
	activity := map[string]any{}
	if len(in.Data) > 0 && json.Unmarshal(in.Data, &activity) != nil {
		return nil, ErrBot
	}
	activity["deliveryMode"] = "expectReplies"
	activity["serviceUrl"] = cfg.ServiceURL
	activity["channelId"] = "directline"
	activity["conversation"] = map[string]any{"id": in.Conversation}
	activity["recipient"] = map[string]any{"id": "bot", "role": "bot"}
	if in.Text != "" {
		activity["text"] = in.Text
	}
	raw, err := json.Marshal(activity)
	if err != nil {
		return nil, ErrBot
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, cfg.Endpoint, bytes.NewReader(raw))
	if err != nil {
		return nil, ErrBot
	}
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	if cfg.Token != nil {
		token, err := cfg.Token()
		if err != nil {
			return nil, err
		}
		req.Header.Set("Authorization", "Bearer "+token)
	}
	resp, err := client.Do(req)
	if err != nil {
		return nil, ErrBot
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(resp.Body, MaxBodyBytes+1))
	if err != nil || len(body) > MaxBodyBytes {
		return nil, ErrBot
	}
	if resp.StatusCode/100 != 2 {
		return nil, fmt.Errorf("%w: status %d", ErrBot, resp.StatusCode)
	}
	var set struct {
		Activities []json.RawMessage `json:"activities"`
	}
	if len(bytes.TrimSpace(body)) > 0 && json.Unmarshal(body, &set) != nil {
		return nil, ErrBot
	}
	return set.Activities, nil
}
