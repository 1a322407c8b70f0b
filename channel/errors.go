package channel

import (
	"errors"
	"net/http"
)

// Errors that callers branch on. No error of this package holds text, identifiers, paths or queries of a request.
var (
	// ErrConfig: a Config, Policy or Endpoint is incomplete or contradicts itself.
	ErrConfig = errors.New("channel: invalid configuration")
	// ErrNoRoute: the protocol does not know the request. Nothing is forwarded that no table describes.
	ErrNoRoute = errors.New("channel: no route")
	// ErrUnauthenticated: the caller did not prove who it is.
	ErrUnauthenticated = errors.New("channel: not authenticated")
	// ErrMalformed: the body is not what its content type says, or is ambiguous: a duplicate key, two values, a byte order mark.
	ErrMalformed = errors.New("channel: malformed body")
	// ErrTooLarge: the body is larger, deeper or has more values than the limits allow.
	ErrTooLarge = errors.New("channel: body exceeds a limit")
	// ErrUnsupported: a content type, charset, content encoding or protocol upgrade that cannot be rewritten.
	ErrUnsupported = errors.New("channel: unsupported encoding")
	// ErrBlocked: the policy forbids a value that the body holds.
	ErrBlocked = errors.New("channel: blocked by policy")
	// ErrNoScope: the conversation that a value belongs to is unknown.
	ErrNoScope = errors.New("channel: no conversation")
	// ErrAlias: an identifier cannot be aliased, or an alias was not made by this key, scope and kind.
	ErrAlias = errors.New("channel: not a valid alias")
	// ErrUpstream: the other side did not answer, or not in a form that can be rewritten.
	ErrUpstream = errors.New("channel: upstream failed")
)

// Failure says why a request was not passed on. It is safe to log: the cause is a sentinel of this package or comes from
// the engine, whose errors hold no text.
type Failure struct {
	Status int    // the HTTP status that fits
	Code   string // a constant word: "unauthenticated", "malformed", …
	Err    error
}

// Error gives code and cause.
func (f *Failure) Error() string { return "channel: " + f.Code + ": " + f.Err.Error() }

// Unwrap returns the cause.
func (f *Failure) Unwrap() error { return f.Err }

// AsFailure classifies an error of this package. An error that it does not know is "engine", status 503: most often the
// vault cannot be reached, and trying again helps.
func AsFailure(err error) *Failure {
	var f *Failure
	if errors.As(err, &f) {
		return f
	}
	for _, c := range [...]struct {
		err    error
		status int
		code   string
	}{
		{ErrUnauthenticated, http.StatusUnauthorized, "unauthenticated"},
		{ErrNoRoute, http.StatusNotFound, "no_route"},
		{ErrTooLarge, http.StatusRequestEntityTooLarge, "too_large"},
		{ErrUnsupported, http.StatusUnsupportedMediaType, "unsupported"},
		{ErrBlocked, http.StatusUnprocessableEntity, "blocked"},
		{ErrMalformed, http.StatusBadRequest, "malformed"},
		{ErrNoScope, http.StatusBadRequest, "no_conversation"},
		{ErrAlias, http.StatusBadRequest, "alias"},
		{ErrUpstream, http.StatusBadGateway, "upstream"},
	} {
		if errors.Is(err, c.err) {
			return &Failure{c.status, c.code, err}
		}
	}
	return &Failure{http.StatusServiceUnavailable, "engine", err}
}
