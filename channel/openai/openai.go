package openai

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/channel"
)

// ConversationHeader names the conversation that a request belongs to. It is not passed on.
const ConversationHeader = "X-Deckname-Conversation"

// MaxConversationBytes is the length of the longest name of a conversation.
const MaxConversationBytes = 256

// Config configures New. The zero value is safe.
type Config struct {
	// Escape writes restored values into the model's texts, channel.EscapeMarkdown, say, if they go to a page unchecked.
	// nil: as they are.
	Escape anonymize.Escaper
	// DangerouslyPassMedia lets images, sound and files through unseen. Default: the request is refused.
	DangerouslyPassMedia bool
}

// New returns the protocol of OpenAI's and Anthropic's APIs. channel.Config.Aliases is required: end users' identifiers
// get aliases. Config.Auth is usually Credentials, or channel.BearerTokens if the gateway holds the provider's key.
func New(cfg Config) channel.Protocol {
	at := func(path string, request, response *channel.Policy) channel.Endpoint {
		return channel.Endpoint{Method: http.MethodPost, Pattern: path, Route: channel.Route{
			Direction: channel.ToBot, Request: request, Response: response, Headers: passed,
		}}
	}
	nothing := channel.MustPolicy(channel.Rule{Path: "**", Action: channel.DangerouslyKeep(), Why: "the provider's list of models"})
	models := channel.Endpoint{Method: http.MethodGet, Pattern: "/v1/models", Route: channel.Route{
		Direction: channel.ToBot, Response: nothing, Headers: passed,
	}}
	return &protocol{channel.MustTable("openai",
		at("/v1/chat/completions", chatRequest(cfg), chatResponse(cfg)),
		at("/v1/responses", responsesRequest(cfg), responsesResponse(cfg)),
		at("/v1/embeddings", embeddingsRequest(), embeddingsResponse()),
		at("/v1/messages", messagesRequest(cfg), messagesResponse(cfg)),
		at("/v1/messages/count_tokens", messagesRequest(cfg), nil),
		models,
	)}
}

// passed are the headers that the providers need; the credential is among them unless Sign replaces it.
var passed = []string{"Authorization", "OpenAI-Organization", "OpenAI-Project", "OpenAI-Beta", "X-Api-Key", "Anthropic-Version", "Anthropic-Beta"}

type protocol struct{ channel.Protocol }

// Match completes the table's route by the conversation. A request without one gets a random one, made here so that it
// is the same for all values of the request and its answer.
func (p *protocol) Match(r *http.Request) (channel.Route, error) {
	route, err := p.Protocol.Match(r)
	if err != nil {
		return route, err
	}
	own := "request " + rand.Text()
	route.Conversation = func(channel.Leaf) (string, error) {
		name := conversation(r)
		switch {
		case name == "":
			name = own
		case len(name) > MaxConversationBytes:
			return "", channel.ErrNoScope
		default:
			name = "named " + name
		}
		return channel.Caller(r.Context()) + " " + name, nil
	}
	return route, nil
}

// Fail answers in the form that the providers' SDKs read.
func (*protocol) Fail(w http.ResponseWriter, _ *http.Request, f *channel.Failure) {
	kind := "invalid_request_error"
	switch {
	case f.Status == http.StatusUnauthorized:
		kind = "authentication_error"
	case f.Status >= 500:
		kind = "api_error"
		w.Header().Set("Retry-After", "5")
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(f.Status)
	_ = json.NewEncoder(w).Encode(map[string]any{"type": "error", "error": map[string]any{
		"type": kind, "code": f.Code, "message": "The gateway did not pass this request on: " + f.Code + ".", "param": nil,
	}})
}

type conversationKey struct{}

// WithConversation names the conversation of requests made with ctx, for channel.Transport.
func WithConversation(ctx context.Context, name string) context.Context {
	return context.WithValue(ctx, conversationKey{}, name)
}

func conversation(r *http.Request) string {
	if name, ok := r.Context().Value(conversationKey{}).(string); ok {
		return name
	}
	return r.Header.Get(ConversationHeader)
}

// FromPath takes the conversation from the path, for clients that can set a base URL but no header: of
// "/c/4711/v1/chat/completions" next sees "/v1/chat/completions" in conversation 4711.
func FromPath(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if rest, ok := strings.CutPrefix(r.URL.Path, "/c/"); ok {
			if name, path, ok := strings.Cut(rest, "/"); ok && name != "" {
				r = r.Clone(WithConversation(r.Context(), name))
				r.URL.Path, r.URL.RawPath = "/"+path, ""
			}
		}
		next.ServeHTTP(w, r)
	})
}

// Credentials returns the Authenticator of callers that bring the provider's own key, as Authorization: Bearer or
// X-Api-Key. The key is passed on and checked by the provider; here it only separates the callers' scopes, so that
// somebody with another key, right or wrong, finds nothing to restore. A request without a key is refused.
func Credentials() channel.Authenticator { return credentials{} }

type credentials struct{}

func (credentials) Verify(r *http.Request, _ []byte) error {
	key := channel.BearerToken(r)
	if key == "" {
		key = r.Header.Get("X-Api-Key")
	} else if r.Header.Get("X-Api-Key") != "" {
		return channel.ErrUnauthenticated // which of the two the provider checks is not known here
	}
	if len(key) < 8 {
		return channel.ErrUnauthenticated
	}
	sum := sha256.Sum256([]byte("deckname openai credential 1\x00" + key))
	channel.WithCaller(r, hex.EncodeToString(sum[:16]))
	return nil
}

func (credentials) Sign(*http.Request, []byte) error { return nil }
