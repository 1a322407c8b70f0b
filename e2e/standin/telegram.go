//go:build e2e

package standin

import (
	"encoding/json"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"sync"
	"time"
)

// Telegram is the Bot API: Push queues an update, bots fetch it by long polling and answer by sendMessage.
type Telegram struct {
	Server
	mu      sync.Mutex
	updates []map[string]any
	more    chan struct{}
}

// NewTelegram starts one.
func NewTelegram() (*Telegram, error) {
	t := &Telegram{more: make(chan struct{})}
	return t, t.Serve(http.HandlerFunc(t.call))
}

// Push queues an update; its update_id is set here.
func (t *Telegram) Push(update map[string]any) {
	t.mu.Lock()
	defer t.mu.Unlock()
	update["update_id"] = len(t.updates) + 1
	t.updates = append(t.updates, update)
	close(t.more)
	t.more = make(chan struct{})
}

func (t *Telegram) call(w http.ResponseWriter, r *http.Request) {
	args := Arguments(r)
	ok := func(v any) { writeJSON(w, map[string]any{"ok": true, "result": v}) }
	switch path.Base(r.URL.Path) {
	case "getMe":
		ok(map[string]any{"id": 42, "is_bot": true, "first_name": "Bot", "username": "standin_bot"})
	case "getUpdates":
		offset, _ := strconv.Atoi(args["offset"])
		ok(t.wait(r, max(offset, 1)))
	case "sendMessage":
		chat, _ := strconv.ParseInt(args["chat_id"], 10, 64)
		msg := map[string]any{"message_id": 1000, "date": 1767322800, "chat": map[string]any{"id": chat, "type": "private", "first_name": "Erika", "last_name": "Mustermann"}, "text": args["text"]}
		if e := json.RawMessage(args["entities"]); json.Valid(e) {
			msg["entities"] = e
		}
		ok(msg)
	default:
		ok(true)
	}
}

func (t *Telegram) wait(r *http.Request, from int) []map[string]any {
	deadline := time.After(3 * time.Second)
	for {
		t.mu.Lock()
		if from <= len(t.updates) {
			out := append([]map[string]any(nil), t.updates[from-1:]...)
			t.mu.Unlock()
			return out
		}
		more := t.more
		t.mu.Unlock()
		select {
		case <-more:
		case <-deadline:
			return []map[string]any{}
		case <-r.Context().Done():
			return nil
		}
	}
}

// Arguments reads the arguments of a call in any of the encodings that clients use: JSON, urlencoded, multipart, query.
// Values that are not strings come as their JSON text.
func Arguments(r *http.Request) map[string]string {
	raw, _ := io.ReadAll(r.Body)
	out := map[string]string{}
	flat := func(v url.Values) {
		for k := range v {
			out[k] = v.Get(k)
		}
	}
	flat(r.URL.Query())
	kind, params, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch kind {
	case "application/json":
		var m map[string]json.RawMessage
		_ = json.Unmarshal(raw, &m)
		for k, v := range m {
			s := string(v)
			_ = json.Unmarshal(v, &s)
			out[k] = s
		}
	case "application/x-www-form-urlencoded":
		if v, err := url.ParseQuery(string(raw)); err == nil {
			flat(v)
		}
	case "multipart/form-data":
		mr := multipart.NewReader(bytesReader(raw), params["boundary"])
		if form, err := mr.ReadForm(1 << 20); err == nil {
			flat(form.Value)
		}
	}
	return out
}
