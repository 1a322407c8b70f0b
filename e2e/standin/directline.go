//go:build e2e

package standin

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/coder/websocket"
)

// DirectLine is a Direct Line 3.0 service with one bot behind it. Conversations are secret by their token.
type DirectLine struct {
	Server
	bot, secret string

	mu    sync.Mutex
	convs map[string]*dlConversation
}

type dlConversation struct {
	token string
	log   []json.RawMessage
	more  chan struct{}
}

// NewDirectLine starts one that posts activities to botURL.
func NewDirectLine(botURL, secret string) (*DirectLine, error) {
	d := &DirectLine{bot: botURL, secret: secret, convs: map[string]*dlConversation{}}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v3/directline/tokens/generate", d.start)
	mux.HandleFunc("POST /v3/directline/tokens/refresh", d.start)
	mux.HandleFunc("POST /v3/directline/conversations", d.start)
	mux.HandleFunc("GET /v3/directline/conversations/{id}", d.reconnect)
	mux.HandleFunc("GET /v3/directline/conversations/{id}/activities", d.list)
	mux.HandleFunc("POST /v3/directline/conversations/{id}/activities", d.post)
	mux.HandleFunc("GET /v3/directline/conversations/{id}/stream", d.stream)
	mux.HandleFunc("POST /v3/conversations/{id}/activities", d.reply)
	mux.HandleFunc("POST /v3/conversations/{id}/activities/{to}", d.reply)
	return d, d.Serve(cors(mux))
}

func cors(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		w.Header().Set("Access-Control-Allow-Headers", "*, authorization")
		w.Header().Set("Access-Control-Allow-Methods", "GET, POST, PUT, OPTIONS")
		if r.Method == http.MethodOptions {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func bearer(r *http.Request) string {
	return strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
}

// byToken finds the conversation that a token belongs to.
func (d *DirectLine) byToken(token string) (string, *dlConversation) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for id, c := range d.convs {
		if c.token == token {
			return id, c
		}
	}
	return "", nil
}

func (d *DirectLine) start(w http.ResponseWriter, r *http.Request) {
	token := bearer(r)
	id, c := d.byToken(token)
	if c == nil {
		if token != d.secret {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		d.mu.Lock()
		id = "conv" + strconv.Itoa(len(d.convs)+1)
		c = &dlConversation{token: "token-" + id + "-" + strconv.Itoa(len(d.secret)), more: make(chan struct{})}
		d.convs[id] = c
		d.mu.Unlock()
	}
	if strings.HasSuffix(r.URL.Path, "/conversations") {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusCreated)
	}
	writeJSON(w, d.conversation(id, c))
}

func (d *DirectLine) conversation(id string, c *dlConversation) map[string]any {
	return map[string]any{"conversationId": id, "token": c.token, "expires_in": 1800,
		"streamUrl": strings.Replace(d.URL, "http", "ws", 1) + "/v3/directline/conversations/" + id + "/stream?watermark=-&t=" + c.token}
}

// own returns the conversation of the path if token is its token.
func (d *DirectLine) own(w http.ResponseWriter, r *http.Request, token string) *dlConversation {
	d.mu.Lock()
	defer d.mu.Unlock()
	c := d.convs[r.PathValue("id")]
	if c == nil || (token != c.token && token != d.secret) {
		w.WriteHeader(http.StatusForbidden)
		return nil
	}
	return c
}

func (d *DirectLine) reconnect(w http.ResponseWriter, r *http.Request) {
	if c := d.own(w, r, bearer(r)); c != nil {
		writeJSON(w, d.conversation(r.PathValue("id"), c))
	}
}

func (d *DirectLine) since(c *dlConversation, mark int) ([]json.RawMessage, int, chan struct{}) {
	d.mu.Lock()
	defer d.mu.Unlock()
	mark = min(max(mark, 0), len(c.log))
	return append([]json.RawMessage{}, c.log[mark:]...), len(c.log), c.more
}

func (d *DirectLine) list(w http.ResponseWriter, r *http.Request) {
	c := d.own(w, r, bearer(r))
	if c == nil {
		return
	}
	mark, _ := strconv.Atoi(r.URL.Query().Get("watermark"))
	acts, next, _ := d.since(c, mark)
	writeJSON(w, map[string]any{"activities": acts, "watermark": strconv.Itoa(next)})
}

func (d *DirectLine) add(c *dlConversation, conv string, act map[string]any) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	id := conv + "|" + strconv.Itoa(len(c.log))
	act["id"] = id
	act["channelId"] = "directline"
	act["timestamp"] = "2026-01-02T03:04:05.000Z"
	act["conversation"] = map[string]any{"id": conv}
	raw, _ := json.Marshal(act)
	c.log = append(c.log, raw)
	close(c.more)
	c.more = make(chan struct{})
	return id
}

func (d *DirectLine) post(w http.ResponseWriter, r *http.Request) {
	c := d.own(w, r, bearer(r))
	if c == nil {
		return
	}
	var act map[string]any
	if json.NewDecoder(r.Body).Decode(&act) != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	conv := r.PathValue("id")
	id := d.add(c, conv, act)
	writeJSON(w, map[string]string{"id": id})
	act["recipient"] = map[string]any{"id": "bot", "name": "Bot"}
	act["serviceUrl"] = d.URL
	go func() { _, _, _ = PostActivity(d.bot, "", act) }()
}

func (d *DirectLine) reply(w http.ResponseWriter, r *http.Request) {
	d.mu.Lock()
	c := d.convs[r.PathValue("id")]
	d.mu.Unlock()
	var act map[string]any
	if c == nil || json.NewDecoder(r.Body).Decode(&act) != nil {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	writeJSON(w, map[string]string{"id": d.add(c, r.PathValue("id"), act)})
}

func (d *DirectLine) stream(w http.ResponseWriter, r *http.Request) {
	c := d.own(w, r, r.URL.Query().Get("t"))
	if c == nil {
		return
	}
	conn, err := websocket.Accept(w, r, &websocket.AcceptOptions{InsecureSkipVerify: true})
	if err != nil {
		return
	}
	defer func() { _ = conn.CloseNow() }()
	ctx := conn.CloseRead(context.Background())
	mark, _ := strconv.Atoi(r.URL.Query().Get("watermark"))
	for {
		acts, next, more := d.since(c, mark)
		if len(acts) > 0 {
			var b bytes.Buffer
			_ = json.NewEncoder(&b).Encode(map[string]any{"activities": acts, "watermark": strconv.Itoa(next)})
			if conn.Write(ctx, websocket.MessageText, b.Bytes()) != nil {
				return
			}
		} else if conn.Write(ctx, websocket.MessageText, nil) != nil { // keep-alive
			return
		}
		mark = next
		select {
		case <-more:
		case <-ctx.Done():
			return
		}
	}
}
