package directline

import (
	"container/list"
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/activity"
)

// Name is the second part of every scope of this channel.
const Name = "directline"

// Config configures a Server. It is copied.
type Config struct {
	// Gateway holds engine, tenant, aliases (required) and so on. Its Auth is not used.
	Gateway channel.Config
	// Bot answers. Message.Data is the anonymous activity as JSON; a reply's Data, if any, is the activity to send, into
	// which Text and Format are written. The call lasts as long as the user's POST, at most BotTimeout. Required.
	Bot channel.Handler
	// TokenKey authenticates tokens, at least 32 bytes, the same on all gateways. Required.
	TokenKey []byte
	// Secrets lets back ends start conversations: "Authorization: Bearer" and one of these.
	Secrets []string
	// DangerouslyOpen lets anyone start conversations without secret or token.
	DangerouslyOpen bool
	// Files decides about uploaded files and attachments by their field; nil refuses them. See channel.Rewriter.Body.
	Files *channel.Policy
	// Welcome sends the bot a conversationUpdate when a conversation starts.
	Welcome bool
	// Origins are the origins besides the server's own that may call from a browser ("https://www.stadt.example").
	Origins []string
	// PublicURL is the address under which clients reach the server, for streamUrl. Empty: what the request says.
	PublicURL string
	// TokenTTL is the life of a token; 0 is 30 minutes. Clients refresh it.
	TokenTTL time.Duration
	// BotTimeout bounds one call of Bot; 0 is 15 s.
	BotTimeout time.Duration
	// Idle is how long a conversation without traffic is kept; 0 is an hour.
	Idle time.Duration
	// MaxConversations, MaxActivities of one conversation and MaxBytes of all activities bound the memory; 0 is 10,000, 500
	// and 64 MiB. Beyond MaxActivities the oldest of the conversation go. Beyond MaxBytes those go that clients have fetched, of the
	// conversations that were silent for longest; when only unfetched ones are left, or one conversation has a quarter of MaxBytes
	// of them, more is refused with status 429 before it gets an identifier.
	MaxConversations, MaxActivities, MaxBytes int
	// Logger gets failures without personal data; nil discards. Clock is for tests; nil is time.Now.
	Logger *slog.Logger
	Clock  func() time.Time
}

// Server is an http.Handler for everything below /v3/directline.
type Server struct {
	cfg    Config
	rw     *channel.Rewriter
	mux    *http.ServeMux
	now    func() time.Time
	params *channel.Policy // about the user
	in     *channel.Policy // from the user
	echo   *channel.Policy // to the user, what the user said
	out    *channel.Policy // to the user, what the bot said
	mu     sync.Mutex
	convs  map[string]*conversation
	order  *list.List // of conversations that store something, the last used first
	stored int        // bytes in all of them
	done   chan struct{}
	stop   sync.Once
}

// New checks cfg and returns a Server.
func New(cfg Config) (*Server, error) {
	cfg.TokenKey, cfg.Secrets, cfg.Origins = slices.Clone(cfg.TokenKey), slices.Clone(cfg.Secrets), slices.Clone(cfg.Origins)
	if cfg.Bot == nil || len(cfg.TokenKey) < 32 || cfg.Gateway.Aliases == nil {
		return nil, fmt.Errorf("%w: Bot, Gateway.Aliases and a TokenKey of 32 bytes are required", ErrConfig)
	}
	if len(cfg.Secrets) == 0 && !cfg.DangerouslyOpen || slices.Contains(cfg.Secrets, "") {
		return nil, fmt.Errorf("%w: nobody could start a conversation, or an empty secret could", ErrConfig)
	}
	for _, d := range []struct {
		v   *time.Duration
		def time.Duration
	}{{&cfg.TokenTTL, 30 * time.Minute}, {&cfg.BotTimeout, 15 * time.Second}, {&cfg.Idle, time.Hour}} {
		if *d.v == 0 {
			*d.v = d.def
		}
	}
	if cfg.MaxConversations == 0 {
		cfg.MaxConversations = 10_000
	}
	if cfg.MaxActivities == 0 {
		cfg.MaxActivities = 500
	}
	if cfg.MaxBytes == 0 {
		cfg.MaxBytes = 64 << 20
	}
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	rw, err := channel.NewRewriter(cfg.Gateway)
	if err != nil {
		return nil, err
	}
	s := &Server{cfg: cfg, rw: rw, now: cfg.Clock, convs: make(map[string]*conversation), order: list.New(), done: make(chan struct{}),
		params: parameters(), in: activity.Policy(channel.ToBot, own("")...), out: activity.Policy(channel.ToUser, own("")...), echo: echoPolicy()}
	if s.now == nil {
		s.now = time.Now
	}
	s.mux = http.NewServeMux()
	for pattern, h := range map[string]func(http.ResponseWriter, *http.Request) error{
		"POST /v3/directline/tokens/generate":               s.generate,
		"POST /v3/directline/tokens/refresh":                s.refresh,
		"GET /v3/directline/session/getsessionid":           s.session,
		"POST /v3/directline/conversations":                 s.start,
		"GET /v3/directline/conversations/{conversation}":   s.reconnect,
		"GET /v3/directline/conversations/{id}/activities":  s.get,
		"POST /v3/directline/conversations/{id}/activities": s.post,
		"POST /v3/directline/conversations/{id}/upload":     s.upload,
		"GET /v3/directline/conversations/{id}/stream":      s.stream,
		"OPTIONS /v3/directline/{rest...}":                  func(w http.ResponseWriter, _ *http.Request) error { w.WriteHeader(http.StatusNoContent); return nil },
	} {
		s.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			if err := h(w, r); err != nil {
				s.fail(w, r, pattern, err)
			}
		})
	}
	return s, nil
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	if o := r.Header.Get("Origin"); o != "" && slices.Contains(s.cfg.Origins, o) {
		h.Set("Access-Control-Allow-Origin", o)
		h.Add("Vary", "Origin")
		h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type, x-ms-bot-agent, x-requested-with")
		h.Set("Access-Control-Allow-Methods", "GET, POST, OPTIONS")
		h.Set("Access-Control-Max-Age", "600")
	}
	s.mux.ServeHTTP(w, r)
}

// Shutdown ends open streams. Requests under way are the business of http.Server.Shutdown.
func (s *Server) Shutdown() { s.stop.Do(func() { close(s.done) }) }

// Authorize returns the conversation that the request's token is for. It is for handlers of the operator's own beside
// the Server, such as one that erases the conversation.
func (s *Server) Authorize(r *http.Request) (conversation string, err error) {
	conversation, err = s.verify(channel.BearerToken(r))
	if err != nil {
		return "", err
	}
	if _, err := s.conversation(conversation); err != nil {
		return "", err
	}
	return conversation, nil
}

// Forget erases a conversation: it waits until nothing is being said in it, gives its scope to erase, which is usually
// Vault.ForgetScope, and ends it. If erase fails, the conversation goes on and Forget can be called again. The bot must
// not call it while it answers.
func (s *Server) Forget(ctx context.Context, conversation string, erase func(ctx context.Context, scope string) error) error {
	c, err := s.conversation(conversation)
	if err != nil {
		return err
	}
	defer c.work.beAlone()()
	if err := erase(ctx, channel.Scope(s.cfg.Gateway.Tenant, Name, conversation)); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.convs[conversation] == c {
		s.remove(conversation, c)
	}
	return nil
}

// caller says who may do what: the conversation of a token, or all of them with a secret.
func (s *Server) caller(r *http.Request, token string) (conversation string, secret bool, err error) {
	if token == "" {
		return "", false, ErrToken
	}
	sum := sha256.Sum256([]byte(token))
	for _, have := range s.cfg.Secrets {
		h := sha256.Sum256([]byte(have))
		if subtle.ConstantTimeCompare(sum[:], h[:]) == 1 {
			secret = true
		}
	}
	if secret {
		return "", true, nil
	}
	conversation, err = s.verify(token)
	return conversation, false, err
}

// authorized returns the conversation in the path if the caller may use it.
func (s *Server) authorized(r *http.Request, id, token string) (*conversation, error) {
	mine, secret, err := s.caller(r, token)
	if err != nil {
		return nil, err
	}
	if !secret && mine != id {
		return nil, ErrForeign
	}
	return s.conversation(id)
}

func (s *Server) exchange(id string, d channel.Direction, route string) channel.Exchange {
	return channel.Exchange{Protocol: Name, Route: route, Direction: d, Conversation: func(channel.Leaf) (string, error) { return id, nil }}
}

func (s *Server) fail(w http.ResponseWriter, r *http.Request, route string, err error) {
	status, code := 0, ""
	switch {
	case errors.Is(err, ErrToken):
		status, code = http.StatusUnauthorized, "BadArgument"
		w.Header().Set("WWW-Authenticate", "Bearer")
	case errors.Is(err, ErrForeign):
		status, code = http.StatusForbidden, "BadArgument"
	case errors.Is(err, ErrEnded):
		status, code = http.StatusNotFound, "ConversationNotFound"
	case errors.Is(err, ErrFull):
		status, code = http.StatusTooManyRequests, "LimitExceeded"
	default:
		f := channel.AsFailure(err)
		status, code = f.Status, f.Code
		if status == http.StatusServiceUnavailable {
			w.Header().Set("Retry-After", "5")
		}
	}
	s.cfg.Logger.WarnContext(r.Context(), "request refused", "protocol", Name, "route", route, "status", status, "code", code)
	writeJSON(w, status, map[string]any{"error": map[string]string{"code": code, "message": "The gateway refused this request."}})
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(v)
}

func (s *Server) body(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	limit := s.cfg.Gateway.MaxBodyBytes
	if limit == 0 {
		limit = channel.MaxBodyBytes
	}
	if r.Header.Get("Content-Encoding") != "" {
		return nil, channel.ErrUnsupported
	}
	b, err := io.ReadAll(http.MaxBytesReader(w, r.Body, limit))
	if err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return nil, channel.ErrTooLarge
		}
		return nil, channel.ErrMalformed
	}
	return b, nil
}

// answer is what the protocol calls a Conversation.
func (s *Server) answer(w http.ResponseWriter, r *http.Request, c *conversation, status int, stream bool) {
	token := s.token(c.id)
	a := map[string]any{"conversationId": c.id, "token": token, "expires_in": int(s.cfg.TokenTTL.Seconds())}
	if stream {
		a["streamUrl"] = s.streamURL(r, c.id, token)
	}
	writeJSON(w, status, a)
}

func (s *Server) streamURL(r *http.Request, id, token string) string {
	base := s.cfg.PublicURL
	if base == "" {
		base = "http://" + r.Host
		if r.TLS != nil {
			base = "https://" + r.Host
		}
	}
	base = "ws" + strings.TrimPrefix(strings.TrimSuffix(base, "/"), "http")
	return base + "/v3/directline/conversations/" + id + "/stream?watermark=0&t=" + token
}

func (s *Server) generate(w http.ResponseWriter, r *http.Request) error {
	if _, secret, err := s.caller(r, channel.BearerToken(r)); !secret && !s.cfg.DangerouslyOpen {
		return errors.Join(ErrToken, err)
	}
	c, err := s.begin(w, r)
	if err != nil {
		return err
	}
	s.answer(w, r, c, http.StatusOK, false)
	return nil
}

func (s *Server) refresh(w http.ResponseWriter, r *http.Request) error {
	id, err := s.Authorize(r)
	if err != nil {
		return err
	}
	writeJSON(w, http.StatusOK, map[string]any{"conversationId": id, "token": s.token(id), "expires_in": int(s.cfg.TokenTTL.Seconds())})
	return nil
}

// session answers what Web Chat asks for before it signs a user in.
func (s *Server) session(w http.ResponseWriter, r *http.Request) error {
	id, err := s.Authorize(r)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(append(s.tokenMAC("session "+id), id...))
	writeJSON(w, http.StatusOK, map[string]string{"sessionId": fmt.Sprintf("%x", sum[:16])})
	return nil
}

func (s *Server) start(w http.ResponseWriter, r *http.Request) error {
	token := channel.BearerToken(r)
	id, secret, err := s.caller(r, token)
	if err == nil && !secret { // the conversation exists since its token does
		c, err := s.conversation(id)
		if err != nil {
			return err
		}
		s.answer(w, r, c, http.StatusOK, true)
		s.welcome(r.Context(), c)
		return nil
	}
	if !secret && (token != "" || !s.cfg.DangerouslyOpen) {
		return ErrToken
	}
	c, err := s.begin(w, r)
	if err != nil {
		return err
	}
	s.welcome(r.Context(), c)
	s.answer(w, r, c, http.StatusCreated, true)
	return nil
}

func (s *Server) reconnect(w http.ResponseWriter, r *http.Request) error {
	c, err := s.authorized(r, r.PathValue("conversation"), channel.BearerToken(r))
	if err != nil {
		return err
	}
	s.answer(w, r, c, http.StatusOK, true)
	return nil
}

func (s *Server) get(w http.ResponseWriter, r *http.Request) error {
	c, err := s.authorized(r, r.PathValue("id"), channel.BearerToken(r))
	if err != nil {
		return err
	}
	from, err := watermark(r)
	if err != nil {
		return err
	}
	set, next, err := s.activities(r.Context(), c, from)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	if _, err := w.Write(set); err == nil {
		c.fetched(next)
	}
	return nil
}

func watermark(r *http.Request) (int, error) {
	q := r.URL.Query().Get("watermark")
	if q == "" || q == "-" {
		return 0, nil
	}
	n, err := strconv.Atoi(q)
	if err != nil || n < 0 {
		return 0, channel.ErrMalformed
	}
	return n, nil
}

// activities returns the restored activities since a watermark as an ActivitySet, and the new watermark.
func (s *Server) activities(ctx context.Context, c *conversation, from int) ([]byte, int, error) {
	stored, next := c.since(from)
	out := []byte(`{"activities":[`)
	for i, a := range stored {
		p := s.out
		if a.fromUser {
			p = s.echo
		}
		b, err := s.rw.JSON(ctx, s.exchange(c.id, channel.ToUser, "activities"), p, a.json)
		if err != nil {
			return nil, 0, err
		}
		if i > 0 {
			out = append(out, ',')
		}
		out = append(out, b...)
	}
	out = append(out, `],"watermark":"`...)
	return append(strconv.AppendInt(out, int64(next), 10), `"}`...), next, nil
}

var _ channel.Engine = (*anonymize.Anonymizer)(nil)
