package presidio

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	_ "embed"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"mime"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/deckname/deckname/anonymize"
)

// OpenAPI is the description of the service, OpenAPI 3.0 in YAML.
//
//go:embed openapi.yaml
var OpenAPI string

// Limits that a zero field of Config stands for.
const (
	DefaultMaxBytes   = 4 << 20
	DefaultMaxTexts   = 1000
	DefaultTimeout    = 30 * time.Second
	DefaultConcurrent = 64
	MinTokenBytes     = 16
)

// ErrToken: a token is too short to protect anything.
var ErrToken = errors.New("presidio: a token has at least 16 bytes")

// Config configures New.
type Config struct {
	// Engine finds; its Policy, Revealer and Known have no meaning here. MinScore counts where a request names none.
	Engine anonymize.Config
	// Token is what clients show as "Authorization: Bearer …". Empty: none is asked for, and only requests to a loopback
	// name are answered, so that no web page can reach the service through a browser.
	Token string
	// HashKey is the key of the anonymizer hash; nil makes one that lives as long as the Service.
	HashKey []byte

	MaxBytes   int64         // of a request's body
	MaxTexts   int           // in one request
	Timeout    time.Duration // for one request
	Concurrent int           // requests that are worked on at a time; more are answered 503

	Logger *slog.Logger // path, status and duration of requests, never text; nil discards
}

// Service is an http.Handler. Use New.
type Service struct {
	cfg   Config
	token [sha256.Size]byte
	names map[string]bool // of recognizers
	types []anonymize.EntityType
	slots chan struct{}
	mux   *http.ServeMux
}

// New checks cfg by making an engine of it.
func New(cfg Config) (*Service, error) {
	if cfg.Token != "" && len(cfg.Token) < MinTokenBytes {
		return nil, ErrToken
	}
	cfg.Engine.Policy, cfg.Engine.Revealer, cfg.Engine.Known = anonymize.Policy{}, nil, nil
	if _, err := anonymize.New(cfg.Engine); err != nil {
		return nil, err
	}
	if cfg.MaxBytes <= 0 {
		cfg.MaxBytes = DefaultMaxBytes
	}
	if cfg.MaxTexts <= 0 {
		cfg.MaxTexts = DefaultMaxTexts
	}
	if cfg.Timeout <= 0 {
		cfg.Timeout = DefaultTimeout
	}
	if cfg.Concurrent <= 0 {
		cfg.Concurrent = DefaultConcurrent
	}
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	if cfg.HashKey == nil {
		cfg.HashKey = make([]byte, 32)
		rand.Read(cfg.HashKey)
	}
	if len(cfg.HashKey) < anonymize.MinKeyBytes {
		return nil, anonymize.ErrKey
	}
	s := &Service{cfg: cfg, token: sha256.Sum256([]byte(cfg.Token)), slots: make(chan struct{}, cfg.Concurrent), names: map[string]bool{}, mux: http.NewServeMux()}
	for _, r := range cfg.Engine.Recognizers {
		info := r.Info()
		s.names[info.Name] = true
		for _, t := range info.Types {
			if !slices.Contains(s.types, t) {
				s.types = append(s.types, t)
			}
		}
	}
	slices.Sort(s.types)
	s.mux.HandleFunc("GET /health", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = io.WriteString(w, "deckname service is up")
	})
	s.mux.HandleFunc("GET /openapi.yaml", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/yaml; charset=utf-8")
		_, _ = io.WriteString(w, OpenAPI)
	})
	s.mux.HandleFunc("POST /analyze", s.guarded(s.analyze))
	s.mux.HandleFunc("POST /anonymize", s.guarded(s.anonymize))
	s.mux.HandleFunc("GET /recognizers", s.guarded(s.recognizers))
	s.mux.HandleFunc("GET /supportedentities", s.guarded(s.supportedEntities))
	s.mux.HandleFunc("GET /anonymizers", s.guarded(func(context.Context, *http.Request) (any, error) {
		return []string{"hash", "keep", "mask", "redact", "replace"}, nil
	}))
	s.mux.HandleFunc("GET /deanonymizers", s.guarded(func(context.Context, *http.Request) (any, error) { return []string{}, nil }))
	s.mux.HandleFunc("POST /deanonymize", s.guarded(func(context.Context, *http.Request) (any, error) {
		return nil, fail(http.StatusNotImplemented, "deanonymize is not supported; what must come back belongs into a vault")
	}))
	return s, nil
}

// failure is an error that the client sees. Its text is fixed by this package.
type failure struct {
	status int
	text   string
}

func (f *failure) Error() string { return f.text }

func fail(status int, text string) error { return &failure{status, text} }

// ServeHTTP answers a request.
func (s *Service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	start := time.Now()
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	rec := &recorder{ResponseWriter: w, status: http.StatusOK}
	_, route := s.mux.Handler(r)
	switch {
	case route != "":
		s.mux.ServeHTTP(rec, r)
	case s.serves(http.MethodGet, r) || s.serves(http.MethodPost, r):
		route = "other method"
		s.refuse(rec, fail(http.StatusMethodNotAllowed, "method not allowed"))
	default:
		route = "unknown path"
		s.refuse(rec, fail(http.StatusNotFound, "not found"))
	}
	s.cfg.Logger.Info("request", "route", route, "status", rec.status, "ms", time.Since(start).Milliseconds())
}

// serves tells whether the path of r exists with another method.
func (s *Service) serves(method string, r *http.Request) bool {
	_, route := s.mux.Handler(&http.Request{Method: method, URL: r.URL, Host: r.Host})
	return route != ""
}

type recorder struct {
	http.ResponseWriter
	status int
}

func (r *recorder) WriteHeader(status int) {
	r.status = status
	r.ResponseWriter.WriteHeader(status)
}

// guarded checks who asks, bounds the request and writes the answer.
func (s *Service) guarded(do func(context.Context, *http.Request) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := s.allowed(r); err != nil {
			if s.cfg.Token != "" {
				w.Header().Set("WWW-Authenticate", `Bearer realm="deckname"`)
			}
			s.refuse(w, err)
			return
		}
		select {
		case s.slots <- struct{}{}:
			defer func() { <-s.slots }()
		default:
			w.Header().Set("Retry-After", "1")
			s.refuse(w, fail(http.StatusServiceUnavailable, "too many requests at a time"))
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, s.cfg.MaxBytes)
		ctx, cancel := context.WithTimeout(r.Context(), s.cfg.Timeout)
		defer cancel()
		out, err := do(ctx, r)
		if err != nil {
			s.refuse(w, err)
			return
		}
		if c, ok := out.(correlated); ok {
			if c.id != "" {
				w.Header().Set("X-Correlation-ID", c.id)
			}
			out = c.answer
		}
		s.write(w, http.StatusOK, out)
	}
}

// allowed checks the token, or without one that the request comes to a loopback name and from no web page.
func (s *Service) allowed(r *http.Request) error {
	if s.cfg.Token != "" {
		shown, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		sum := sha256.Sum256([]byte(shown))
		if !ok || subtle.ConstantTimeCompare(sum[:], s.token[:]) != 1 {
			return fail(http.StatusUnauthorized, "a token is needed: Authorization: Bearer …")
		}
		return nil
	}
	if !loopback(r.Host) || r.Header.Get("Origin") != "" {
		return fail(http.StatusForbidden, "without a token, only requests to a loopback address and from no web page are answered")
	}
	return nil
}

func loopback(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	host = strings.Trim(host, "[]")
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func (s *Service) refuse(w http.ResponseWriter, err error) {
	status, text := http.StatusInternalServerError, "Internal server error"
	var f *failure
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &f):
		status, text = f.status, f.text
	case errors.As(err, &tooLarge):
		status, text = http.StatusRequestEntityTooLarge, "the request is too large"
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		status, text = http.StatusServiceUnavailable, "the request took too long"
	}
	if status == http.StatusInternalServerError {
		s.cfg.Logger.Error("request failed", "error", err.Error()) // errors of this module hold no text of the input
	}
	s.write(w, status, map[string]string{"error": text})
}

func (s *Service) write(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(v) // the client is gone, or nothing is wrong: the types can always be encoded
}

// body reads a JSON object into v and returns it raw.
func (s *Service) body(r *http.Request, v any) error {
	bad := fail(http.StatusBadRequest, "Invalid request json")
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		return fail(http.StatusUnsupportedMediaType, "Content-Type is not application/json")
	}
	data, err := io.ReadAll(r.Body)
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		return err
	}
	if err != nil { // the error of a connection names the client's address
		return fail(http.StatusBadRequest, "the body cannot be read")
	}
	if !utf8.Valid(data) { // the decoder would replace what is not
		return bad
	}
	if halfPair(data) {
		return fail(http.StatusBadRequest, "a string holds half of a surrogate pair")
	}
	var object map[string]json.RawMessage
	if json.Unmarshal(data, &object) != nil || len(object) == 0 {
		return bad
	}
	if err := json.Unmarshal(data, v); err != nil {
		var f *failure
		if errors.As(err, &f) {
			return f
		}
		return bad // its own message may quote the text
	}
	return nil
}

// halfPair tells whether JSON holds an escape of one half of a surrogate pair without the other: decoding would replace it.
func halfPair(data []byte) bool {
	half := func(i int) (high, low bool) {
		if i+6 > len(data) || data[i] != '\\' || data[i+1] != 'u' || data[i+2]|0x20 != 'd' {
			return false, false
		}
		c := data[i+3] | 0x20
		return c == '8' || c == '9' || c == 'a' || c == 'b', c >= 'c' && c <= 'f'
	}
	for i := 0; i < len(data); i++ {
		if data[i] != '\\' {
			continue
		}
		high, low := half(i)
		if low {
			return true
		}
		if high {
			if _, second := half(i + 6); !second {
				return true
			}
			i += 11
			continue
		}
		i++ // what is escaped
	}
	return false
}

// language checks the language of a request. Both are searched in the same way.
func language(lang string) error {
	switch strings.ToLower(lang) {
	case "de", "en":
		return nil
	}
	return fail(http.StatusBadRequest, "No matching recognizers were found to serve the request.")
}

func (s *Service) recognizers(_ context.Context, r *http.Request) (any, error) {
	if lang := r.URL.Query().Get("language"); lang != "" {
		if err := language(lang); err != nil {
			return nil, err
		}
	}
	names := make([]string, 0, len(s.names))
	for _, rec := range s.cfg.Engine.Recognizers {
		names = append(names, rec.Info().Name)
	}
	return names, nil
}

func (s *Service) supportedEntities(_ context.Context, r *http.Request) (any, error) {
	if lang := r.URL.Query().Get("language"); lang != "" {
		if err := language(lang); err != nil {
			return nil, err
		}
	}
	return s.types, nil
}
