//go:build e2e

package standin

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
)

// Graph is Meta's Graph API as far as sending goes, for WhatsApp and Messenger.
type Graph struct{ Server }

// NewGraph starts one.
func NewGraph() (*Graph, error) {
	g := &Graph{}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /{version}/{id}/messages", func(w http.ResponseWriter, r *http.Request) {
		var msg struct {
			To        string `json:"to"`
			Recipient struct {
				ID string `json:"id"`
			} `json:"recipient"`
		}
		if json.NewDecoder(r.Body).Decode(&msg) != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		if msg.To == "" { // Messenger
			writeJSON(w, map[string]string{"recipient_id": msg.Recipient.ID, "message_id": "m_answer"})
			return
		}
		writeJSON(w, map[string]any{
			"messaging_product": "whatsapp",
			"contacts":          []any{map[string]string{"input": msg.To, "wa_id": msg.To}},
			"messages":          []any{map[string]string{"id": "wamid.QW50d29ydA=="}},
		})
	})
	return g, g.Serve(mux)
}

// HubSignature is the value of X-Hub-Signature-256 for body.
func HubSignature(secret string, body []byte) string {
	m := hmac.New(sha256.New, []byte(secret))
	m.Write(body)
	return "sha256=" + hex.EncodeToString(m.Sum(nil))
}
