package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/deckname/deckname/channel"
)

// host is what an SDK of the Bot Framework does around a bot: it checks who calls, and answers with requests of its own to
// the service URL of the activity.
type host struct {
	bot    *bot
	auth   channel.Authenticator // of the gateway's tokens
	token  func() (string, error)
	client *http.Client
	seen   *botLog // nil: nothing is noted
}

// maxActivity bounds an activity, in bytes.
const maxActivity = 1 << 20

type activity struct {
	ID, Type, Text, ServiceURL, ChannelID string
	From, Recipient                       map[string]any
	Conversation                          struct{ ID string }
}

// ServeHTTP implements http.Handler.
func (h *host) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxActivity))
	if err != nil || r.Method != http.MethodPost || r.URL.Path != "/api/messages" {
		http.Error(w, "not an activity", http.StatusBadRequest)
		return
	}
	if err := h.auth.Verify(r, raw); err != nil {
		http.Error(w, "not authenticated", http.StatusUnauthorized)
		return
	}
	var a activity
	if json.Unmarshal(raw, &a) != nil {
		http.Error(w, "not an activity", http.StatusBadRequest)
		return
	}
	ctx := r.Context()
	if a.Type != "message" || strings.TrimSpace(a.Text) == "" {
		return
	}
	if h.seen != nil {
		t := turnOf(ctx)
		if t == nil {
			t = newTurn()
			ctx = withTurn(ctx, t)
		}
		h.seen.received(t, a.Conversation.ID, a.ID, a.Text, raw)
	}
	text := h.bot.answer(ctx, a.Conversation.ID, a.Text)
	if t := turnOf(ctx); t != nil {
		t.replied(text)
	}
	if err := h.reply(ctx, a, text); err != nil {
		http.Error(w, "the reply was not taken", http.StatusBadGateway)
	}
}

func (h *host) reply(ctx context.Context, a activity, text string) error {
	body, err := json.Marshal(map[string]any{"type": "message", "text": text, "textFormat": "plain", "locale": "de-DE", "channelId": a.ChannelID,
		"serviceUrl": a.ServiceURL, "from": a.Recipient, "recipient": a.From, "conversation": map[string]string{"id": a.Conversation.ID}, "replyToId": a.ID})
	if err != nil {
		return err
	}
	token, err := h.token()
	if err != nil {
		return err
	}
	address := strings.TrimSuffix(a.ServiceURL, "/") + "/v3/conversations/" + url.PathEscape(a.Conversation.ID) + "/activities/" + url.PathEscape(a.ID)
	_, err = post(ctx, h.client, address, token, body)
	return err
}

// post sends a JSON text and returns the answer.
func post(ctx context.Context, client *http.Client, address, token string, body []byte) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+token)
	res, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(res.Body, maxActivity))
	if err == nil && res.StatusCode/100 != 2 {
		err = errors.New("status " + res.Status)
	}
	return answer, err
}

// service asks the language service, through the gateway: what the bot says there is made anonymous once more, with
// pseudonyms of its own, and the answer is restored for the bot.
type service struct {
	client *http.Client
	key    string
}

const serviceTimeout = 5 * time.Second

// ask gives the service a task about a text.
func (s *service) ask(ctx context.Context, conversation, task, text string) (string, error) {
	body, err := json.Marshal(map[string]any{"model": "demo", "messages": []any{
		map[string]string{"role": "system", "content": task}, map[string]string{"role": "user", "content": text}}})
	if err != nil {
		return "", err
	}
	ctx, cancel := context.WithTimeout(ctx, serviceTimeout)
	defer cancel()
	raw, err := post(ctx, s.client, "https://"+gatewayHost+"/c/"+url.PathEscape(conversation)+"/v1/chat/completions", s.key, body)
	if err != nil {
		return "", err
	}
	var answer struct {
		Choices []struct{ Message struct{ Content string } }
	}
	if json.Unmarshal(raw, &answer) != nil || len(answer.Choices) == 0 {
		return "", errors.New("no answer")
	}
	return answer.Choices[0].Message.Content, nil
}
