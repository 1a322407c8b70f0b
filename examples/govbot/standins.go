package main

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

// Hosts in this process.
const (
	gatewayHost = "gateway.internal"
	botHost     = "bot.internal"
	loginHost   = "login.internal"
	graphHost   = "graph.internal"
	modelHost   = "model.internal"
)

const (
	appID         = "11111111-2222-3333-4444-555555555555" // the bot's
	loginIssuer   = "https://" + loginHost + "/"
	loginMetadata = loginIssuer + ".well-known/openidconfiguration"
)

// login stands in for Microsoft Entra: it signs the bot's tokens and publishes its key.
type login struct {
	key    *rsa.PrivateKey
	signer jose.Signer

	mu      sync.Mutex
	token   string
	renewal time.Time
}

const loginKeyID = "demo"

func newLogin() (*login, error) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return nil, err
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: jose.JSONWebKey{Key: key, KeyID: loginKeyID}}, (&jose.SignerOptions{}).WithType("JWT"))
	return &login{key: key, signer: signer}, err
}

// botToken is what a bot gets for its App ID and password. It is used again until it has five minutes left.
func (l *login) botToken() (string, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	if now.Before(l.renewal) {
		return l.token, nil
	}
	token, err := jwt.Signed(l.signer).Claims(map[string]any{
		"iss": loginIssuer, "aud": "https://api.botframework.com", "appid": appID,
		"nbf": now.Add(-time.Minute).Unix(), "iat": now.Unix(), "exp": now.Add(time.Hour).Unix(),
	}).Serialize()
	if err == nil {
		l.token, l.renewal = token, now.Add(55*time.Minute)
	}
	return token, err
}

// ServeHTTP implements http.Handler.
func (l *login) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/.well-known/openidconfiguration":
		writeJSON(w, map[string]string{"issuer": loginIssuer, "jwks_uri": loginIssuer + "keys"})
	case "/keys":
		writeJSON(w, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: &l.key.PublicKey, KeyID: loginKeyID, Algorithm: "RS256", Use: "sig"}}})
	default:
		http.NotFound(w, r)
	}
}

// graph stands in for Meta's Graph API: it takes what is to be shown on a telephone.
func graph(w http.ResponseWriter, r *http.Request) {
	var call struct {
		To   string
		Text struct{ Body string }

		Recipient struct{ ID string }
		Message   struct{ Text string }
	}
	if r.Method != http.MethodPost || !strings.HasSuffix(r.URL.Path, "/messages") || json.NewDecoder(r.Body).Decode(&call) != nil {
		http.Error(w, "unknown call", http.StatusBadRequest)
		return
	}
	if t := turnOf(r.Context()); t != nil {
		t.deliver(call.Text.Body + call.Message.Text)
	}
	id := "m_" + rand.Text()
	if call.To != "" {
		writeJSON(w, map[string]any{"messaging_product": "whatsapp", "contacts": []any{map[string]string{"input": call.To, "wa_id": call.To}}, "messages": []any{map[string]string{"id": id}}})
		return
	}
	writeJSON(w, map[string]string{"recipient_id": call.Recipient.ID, "message_id": id})
}

// Tasks that the bot gives the language service.
const (
	taskSort = "Ordne das Anliegen einem Wort zu: Ummeldung, Adressänderung, Termin oder Sonstiges."
	taskNote = "Schreibe einen Vermerk für die Akte in einem Satz."
)

var (
	noteWho   = regexp.MustCompile(`Für: (\S+)`)
	noteClerk = regexp.MustCompile(`Sachbearbeitung: (.+)`)
)

// model stands in for a language service with OpenAI's interface. It does the bot's two tasks by looking at words.
func model(w http.ResponseWriter, r *http.Request) {
	var req struct {
		Messages []struct{ Role, Content string }
	}
	if r.URL.Path != "/v1/chat/completions" || json.NewDecoder(r.Body).Decode(&req) != nil || len(req.Messages) < 2 {
		http.Error(w, "unknown call", http.StatusBadRequest)
		return
	}
	task, text := req.Messages[0].Content, req.Messages[len(req.Messages)-1].Content
	answer := sortOut(text)
	if strings.HasPrefix(task, taskNote) {
		answer = fileNote(text)
	}
	if t := turnOf(r.Context()); t != nil {
		t.asked(text, answer)
	}
	writeJSON(w, map[string]any{"id": "chatcmpl-" + rand.Text(), "object": "chat.completion", "created": time.Now().Unix(), "model": "demo",
		"choices": []any{map[string]any{"index": 0, "finish_reason": "stop", "message": map[string]string{"role": "assistant", "content": answer}}},
		"usage":   map[string]int{"prompt_tokens": len(text) / 4, "completion_tokens": len(answer) / 4, "total_tokens": (len(text) + len(answer)) / 4}})
}

// sortOut names the form that a text is about.
func sortOut(text string) string {
	for _, f := range forms() {
		if containsAny(strings.ToLower(text), f.words) {
			return f.name
		}
	}
	return "Sonstiges"
}

// fileNote makes a sentence of what the bot knows about a matter.
func fileNote(text string) string {
	matter, _, _ := strings.Cut(text, "\n")
	note := "Vermerk: " + strings.TrimPrefix(matter, "Anliegen: ") + " aufgenommen"
	if who := noteWho.FindStringSubmatch(text); who != nil {
		note += " für " + strings.TrimRight(who[1], ",.")
	}
	if clerk := noteClerk.FindStringSubmatch(text); clerk != nil {
		note += ", Rückfragen an " + strings.TrimRight(clerk[1], ".")
	}
	return note + "."
}

func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(v)
}
