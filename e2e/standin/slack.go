//go:build e2e

package standin

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"path"
	"strconv"
	"time"
)

func bytesReader(b []byte) io.Reader { return bytes.NewReader(b) }

// Slack is the Web API.
type Slack struct {
	Server
	// History is what conversations.history answers.
	History []map[string]any
}

// NewSlack starts one.
func NewSlack() (*Slack, error) {
	s := &Slack{}
	return s, s.Serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		args := Arguments(r)
		switch path.Base(r.URL.Path) {
		case "auth.test":
			writeJSON(w, map[string]any{"ok": true, "url": "https://standin.slack.test/", "team": "Amt", "user": "bot", "team_id": "T0000001", "user_id": "U0000BOT", "bot_id": "B0000001"})
		case "chat.postMessage":
			writeJSON(w, map[string]any{"ok": true, "channel": args["channel"], "ts": "1767322800.000200", "message": map[string]any{"type": "message", "text": args["text"], "bot_id": "B0000001", "ts": "1767322800.000200"}})
		case "conversations.history":
			writeJSON(w, map[string]any{"ok": true, "has_more": false, "messages": s.History})
		case "users.info":
			writeJSON(w, map[string]any{"ok": true, "user": map[string]any{"id": args["user"], "name": "erika", "real_name": "Erika Mustermann", "profile": map[string]any{"real_name": "Erika Mustermann", "email": "erika.mustermann@example.org"}}})
		default:
			writeJSON(w, map[string]any{"ok": true})
		}
	}))
}

// SlackRequest is a signed request of Slack's to a bot.
func SlackRequest(url, secret string, at time.Time, contentType string, body []byte) (*http.Request, error) {
	req, err := http.NewRequest(http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	ts := strconv.FormatInt(at.Unix(), 10)
	m := hmac.New(sha256.New, []byte(secret))
	m.Write([]byte("v0:" + ts + ":"))
	m.Write(body)
	req.Header.Set("Content-Type", contentType)
	req.Header.Set("X-Slack-Request-Timestamp", ts)
	req.Header.Set("X-Slack-Signature", "v0="+hex.EncodeToString(m.Sum(nil)))
	return req, nil
}
