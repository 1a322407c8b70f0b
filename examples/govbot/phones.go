package main

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/deckname/deckname/internal/gateway"
)

// Names of the secrets that a Meta app would have, as files in the directory of keys, and the accounts of the authority.
const (
	metaSecret       = "meta.secret"
	metaWord         = "meta.word"
	metaToken        = "meta.token"
	whatsappAccount  = "106540352242922"
	messengerAccount = "1906385232743851"
)

// phones stands in for Meta: it delivers what citizens write on their telephones, as signed webhooks.
type phones struct {
	secret []byte
	client *http.Client
}

func newPhones(cfg gateway.Config, client *http.Client) (*phones, error) {
	secret, err := cfg.WhatsApp.AppSecret.Read()
	return &phones{[]byte(secret), client}, err
}

func (p *phones) has(platform string) bool { return platform == "whatsapp" || platform == "messenger" }

// send delivers a message of user, an identifier of the platform.
func (p *phones) send(ctx context.Context, platform, user, text string) error {
	if !p.has(platform) || user == "" || text == "" {
		return errors.New("no such platform")
	}
	now := time.Now()
	var hook any
	if platform == "whatsapp" {
		hook = map[string]any{"object": "whatsapp_business_account", "entry": []any{map[string]any{"id": "102290129340398", "changes": []any{map[string]any{"field": "messages", "value": map[string]any{
			"messaging_product": "whatsapp", "metadata": map[string]string{"display_phone_number": "492214710100", "phone_number_id": whatsappAccount},
			"contacts": []any{map[string]any{"wa_id": user}},
			"messages": []any{map[string]any{"from": user, "id": "wamid." + rand.Text(), "timestamp": strconv.FormatInt(now.Unix(), 10), "type": "text", "text": map[string]string{"body": text}}}}}}}}}
	} else {
		hook = map[string]any{"object": "page", "entry": []any{map[string]any{"id": messengerAccount, "time": now.UnixMilli(), "messaging": []any{map[string]any{
			"sender": map[string]string{"id": user}, "recipient": map[string]string{"id": messengerAccount}, "timestamp": now.UnixMilli(),
			"message": map[string]string{"mid": "m_" + rand.Text(), "text": text}}}}}}
	}
	body, err := json.Marshal(hook)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://"+gatewayHost+"/"+platform+"/webhook", bytes.NewReader(body))
	if err != nil {
		return err
	}
	mac := hmac.New(sha256.New, p.secret)
	mac.Write(body)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("X-Hub-Signature-256", "sha256="+hex.EncodeToString(mac.Sum(nil)))
	res, err := p.client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if _, err := io.Copy(io.Discard, res.Body); err != nil || res.StatusCode != http.StatusOK {
		return errors.New("the webhook was refused")
	}
	return nil
}
