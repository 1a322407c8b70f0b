package channel

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// gate is what Middleware, Transport and Proxy share.
type gate struct {
	p        Protocol
	rw       *Rewriter
	outgoing bool // the caller is this process: it needs no authentication
}

func newGate(p Protocol, cfg Config, outgoing bool) (*gate, error) {
	rw, err := NewRewriter(cfg)
	if err != nil {
		return nil, err
	}
	if p == nil {
		return nil, fmt.Errorf("%w: Protocol is nil", ErrConfig)
	}
	return &gate{p, rw, outgoing}, nil
}

// Middleware puts an HTTP handler, usually a bot's webhook, behind the protocol: it receives rewritten requests, and its
// answers are rewritten on their way back. Requests that cannot be rewritten never reach it.
func Middleware(p Protocol, cfg Config) (func(http.Handler) http.Handler, error) {
	g, err := newGate(p, cfg, false)
	if err != nil {
		return nil, err
	}
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { g.serve(w, r, next) })
	}, nil
}

// call is one request on its way.
type call struct {
	route Route
	req   *http.Request // rewritten
	body  []byte
	scope func() (string, error) // of the request as a whole
}

// prepare verifies and rewrites a request. It reads and closes its body.
func (g *gate) prepare(r *http.Request) (*call, error) {
	route, err := g.p.Match(r)
	c := &call{route: route}
	if err != nil {
		return c, err
	}
	if r.Header.Get("Upgrade") != "" {
		return c, ErrUnsupported // after it everything would pass unseen
	}
	var raw []byte
	if r.Body != nil {
		raw, err = readAll(r.Body, g.rw.cfg.MaxBodyBytes)
		_ = r.Body.Close()
		if errors.Is(err, ErrUpstream) {
			err = ErrMalformed // the client broke off
		}
		if err != nil {
			return c, err
		}
	}
	auth := route.Auth
	if auth == nil {
		auth = g.rw.cfg.Auth
	}
	if auth == nil && !g.outgoing {
		return c, ErrUnauthenticated
	}
	if !g.outgoing {
		if err := auth.Verify(r, raw); err != nil {
			return c, err
		}
	}
	out := r.Clone(r.Context())
	c.req = out
	if route.Answer != nil {
		out.Body, out.ContentLength = io.NopCloser(bytes.NewReader(raw)), int64(len(raw))
		return c, nil
	}
	body, err := decompress(r.Header, raw, g.rw.cfg.MaxBodyBytes)
	if err != nil {
		return c, err
	}
	x := Exchange{Protocol: g.p.Name(), Route: route.Pattern, Direction: route.Direction, Conversation: route.Conversation,
		ConversationKind: route.ConversationKind, Trusted: route.Trusted, ASCII: route.ASCII}
	c.scope = g.rw.rootScope(x, r.Header, body)
	ctx := r.Context()
	if c.body, err = g.body(ctx, x, route.Request, r.Header, body, route.DangerouslyPassBinary); err != nil {
		return c, err
	}
	x.scope, x.ASCII = c.scope, false
	if out.URL, err = g.address(ctx, x, route, r.URL); err != nil {
		return c, err
	}
	out.RequestURI, out.RemoteAddr, out.TLS = "", "", nil // a client certificate names its owner
	out.Form, out.PostForm, out.MultipartForm, out.Trailer, out.TransferEncoding = nil, nil, nil, nil, nil
	out.Pattern = ""
	requestHeaders(out.Header, r.Header, route)
	out.ContentLength = int64(len(c.body))
	out.Body = http.NoBody
	if len(c.body) > 0 {
		out.Body = io.NopCloser(bytes.NewReader(c.body))
		out.Header.Set("Content-Length", strconv.Itoa(len(c.body)))
	}
	b := c.body
	out.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(b)), nil }
	if auth != nil {
		if err := auth.Sign(out, c.body); err != nil {
			return c, err
		}
	}
	return c, nil
}

func (g *gate) body(ctx context.Context, x Exchange, p *Policy, h http.Header, body []byte, binary bool) ([]byte, error) {
	if binary && !isText(h) {
		return body, nil
	}
	return g.rw.Body(ctx, x, p, h, body)
}

// address rewrites path and query.
func (g *gate) address(ctx context.Context, x Exchange, route Route, u *url.URL) (*url.URL, error) {
	out := *u
	out.User, out.Fragment, out.RawFragment = nil, "", ""
	if len(route.path) > 0 {
		raw := u.EscapedPath()
		path, err := g.rw.observed(ctx, x, len(raw), func(ctx context.Context, s *session) ([]byte, error) {
			return s.document(ctx, route.pathDocument(raw), route.pathPolicy)
		})
		if err != nil {
			return nil, err
		}
		if out.Path, err = url.PathUnescape(string(path)); err != nil {
			return nil, ErrMalformed
		}
		out.RawPath = string(path)
	}
	if u.RawQuery != "" {
		query, err := g.rw.Form(ctx, x, route.Query, []byte(u.RawQuery))
		if err != nil {
			return nil, err
		}
		out.RawQuery = string(query)
	}
	return &out, nil
}

// requestHeaders fills dst. To the bot goes only what is named: every other header may tell who the user is (Cookie,
// Referer, X-Forwarded-For, User-Agent, baggage). From the bot comes all but what describes the old body and connection.
func requestHeaders(dst, src http.Header, route Route) {
	clear(dst)
	if route.Direction == ToBot {
		for _, k := range append([]string{"Accept", "Content-Type"}, route.Headers...) {
			if v := src.Values(k); len(v) > 0 {
				dst[http.CanonicalHeaderKey(k)] = slices.Clone(v)
			}
		}
		if media, params, err := mime.ParseMediaType(dst.Get("Content-Type")); err == nil {
			n := len(params)
			maps.DeleteFunc(params, func(k, _ string) bool { return k != "charset" && k != "boundary" })
			if len(params) < n { // name="…" would tell a file's name
				dst.Set("Content-Type", mime.FormatMediaType(media, params))
			}
		}
	} else {
		copyHeaders(dst, src)
	}
	dst.Set("Accept-Encoding", "identity") // a compressed stream cannot be restored event by event
	if dst.Get("User-Agent") == "" {
		dst.Set("User-Agent", "deckname")
	}
}

// copyHeaders copies what is neither hop-by-hop (RFC 9110, section 7.6.1) nor a statement about the old body.
func copyHeaders(dst, src http.Header) {
	gone := map[string]bool{"Connection": true, "Proxy-Connection": true, "Keep-Alive": true, "Te": true, "Trailer": true,
		"Transfer-Encoding": true, "Upgrade": true, "Proxy-Authenticate": true, "Proxy-Authorization": true,
		"Content-Length": true, "Content-Encoding": true, "Content-Md5": true, "Digest": true, "Content-Digest": true,
		"Repr-Digest": true, "Etag": true, "Accept-Ranges": true, "Range": true, "Content-Range": true, "Accept-Encoding": true,
		"X-Forwarded-For": true, "X-Forwarded-Host": true, "X-Forwarded-Proto": true, "Forwarded": true, "X-Real-Ip": true,
		"Expect": true, "If-Range": true, "If-None-Match": true}
	for _, v := range src.Values("Connection") {
		for name := range strings.SplitSeq(v, ",") {
			gone[http.CanonicalHeaderKey(strings.TrimSpace(name))] = true
		}
	}
	for k, v := range src {
		if !gone[http.CanonicalHeaderKey(k)] {
			dst[k] = slices.Clone(v)
		}
	}
}

// responseHeaders is requestHeaders for the response of a route.
func responseHeaders(dst, src http.Header, route Route) {
	if route.Direction == ToBot {
		copyHeaders(dst, src)
		return
	}
	for _, k := range append([]string{"Content-Type", "Retry-After", "Cache-Control", "Date"}, route.Headers...) {
		if v := src.Values(k); len(v) > 0 {
			dst[http.CanonicalHeaderKey(k)] = slices.Clone(v)
		}
	}
}

func (g *gate) responseExchange(c *call) Exchange {
	x := Exchange{Protocol: g.p.Name(), Route: c.route.Pattern + " response", Direction: c.route.Direction.opposite(),
		ConversationKind: c.route.ConversationKind, Conversation: c.route.ResponseConversation}
	if x.Conversation == nil {
		x.scope = c.scope
	}
	return x
}

func (g *gate) response(ctx context.Context, c *call, h http.Header, raw []byte) ([]byte, error) {
	if len(raw) == 0 {
		return nil, nil
	}
	body, err := decompress(h, raw, g.rw.cfg.MaxBodyBytes)
	if err != nil {
		return nil, err
	}
	if len(h.Values("Content-Type")) == 0 {
		return g.untyped(ctx, c, h, body)
	}
	return g.body(ctx, g.responseExchange(c), c.route.Response, h, body, c.route.DangerouslyPassBinary)
}

// untyped treats an answer that does not say what it is, as bots give that acknowledge a webhook. From a bot it is taken
// for JSON if it is that, else for a text, and gets the type that it was taken for. From a platform only white space passes:
// what a bot might make of the rest is not known.
func (g *gate) untyped(ctx context.Context, c *call, h http.Header, body []byte) ([]byte, error) {
	if len(bytes.TrimSpace(body)) == 0 {
		return body, nil
	}
	if c.route.Direction != ToBot || !utf8.Valid(body) {
		return nil, ErrUnsupported
	}
	x := g.responseExchange(c)
	if json.Valid(body) {
		h.Set("Content-Type", "application/json")
		return g.rw.JSON(ctx, x, c.route.Response, body)
	}
	h.Set("Content-Type", "text/plain; charset=utf-8")
	return g.rw.Text(ctx, x, c.route.Response, body)
}

func (g *gate) failed(ctx context.Context, route Route, err error) *Failure {
	f := AsFailure(err)
	if route.Pattern == "" {
		route.Pattern = "none"
	}
	g.rw.cfg.Logger.WarnContext(ctx, "request not passed on", "protocol", g.p.Name(), "route", route.Pattern, "code", f.Code, "status", f.Status)
	return f
}

func (g *gate) fail(w http.ResponseWriter, r *http.Request, route Route, err error) {
	f := g.failed(r.Context(), route, err)
	if p, ok := g.p.(Failer); ok {
		p.Fail(w, r, f)
		return
	}
	WriteFailure(w, f)
}

// WriteFailure is the answer of protocols that are no Failer: the failure's status and a JSON object
// {"error":{"code":…,"message":…}} without anything of the request.
func WriteFailure(w http.ResponseWriter, f *Failure) {
	if f.Status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", "5")
	}
	if f.Status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", "Bearer")
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(f.Status)
	_ = json.NewEncoder(w).Encode(map[string]any{"error": map[string]string{"code": f.Code, "message": "The gateway did not pass this request on."}})
}

func (g *gate) serve(w http.ResponseWriter, r *http.Request, next http.Handler) {
	c, err := g.prepare(r)
	if err != nil {
		g.fail(w, r, c.route, err)
		return
	}
	if c.route.Answer != nil {
		c.route.Answer.ServeHTTP(w, c.req)
		return
	}
	rw := &responseWriter{g: g, c: c, w: w, r: r, header: make(http.Header)}
	next.ServeHTTP(rw, c.req.WithContext(context.WithValue(c.req.Context(), callKey{}, c)))
	rw.finish()
}

type callKey struct{}

// responseWriter takes the answer of the handler behind the gate. Streams pass through it event by event, everything
// else is rewritten when it is complete.
type responseWriter struct {
	g      *gate
	c      *call
	w      http.ResponseWriter
	r      *http.Request
	header http.Header
	status int
	buf    bytes.Buffer
	stream io.WriteCloser
	err    error
}

// Header implements http.ResponseWriter.
func (w *responseWriter) Header() http.Header { return w.header }

// WriteHeader implements http.ResponseWriter. Informational answers are dropped.
func (w *responseWriter) WriteHeader(status int) {
	if w.status != 0 || status < 200 {
		return
	}
	w.status = status
	media, _, err := mediaType(w.header)
	kind := streamKind(w.c.route.Stream, media)
	if err != nil || kind == StreamAuto || status >= 300 || w.r.Method == http.MethodHead {
		return
	}
	if w.header.Get("Content-Encoding") != "" {
		w.err = ErrUnsupported
		return
	}
	responseHeaders(w.w.Header(), w.header, w.c.route)
	w.w.WriteHeader(status)
	w.stream = w.g.rw.Stream(w.r.Context(), w.g.responseExchange(w.c), w.c.route.Response, kind, flushWriter{w.w})
}

type flushWriter struct{ w http.ResponseWriter }

func (f flushWriter) Write(b []byte) (int, error) {
	n, err := f.w.Write(b)
	if err == nil {
		err = http.NewResponseController(f.w).Flush()
	}
	return n, err
}

// Write implements http.ResponseWriter.
func (w *responseWriter) Write(b []byte) (int, error) {
	if w.status == 0 {
		if w.header.Get("Content-Type") == "" {
			w.header.Set("Content-Type", http.DetectContentType(b))
		}
		w.WriteHeader(http.StatusOK)
	}
	if w.err != nil {
		return 0, w.err
	}
	if w.stream != nil {
		var n int
		n, w.err = w.stream.Write(b)
		return n, w.err
	}
	if int64(w.buf.Len()+len(b)) > w.g.rw.cfg.MaxBodyBytes {
		w.err = ErrTooLarge
		return 0, w.err
	}
	return w.buf.Write(b)
}

// Flush implements http.Flusher. Events are flushed anyway.
func (w *responseWriter) Flush() {}

func (w *responseWriter) finish() {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	if w.stream != nil {
		if err := w.stream.Close(); err != nil || w.err != nil {
			w.g.failed(w.r.Context(), w.c.route, ErrUpstream)
			panic(http.ErrAbortHandler) // the only way to tell the reader that the stream is not complete
		}
		return
	}
	var body []byte
	err := w.err
	if err == nil {
		body, err = w.g.response(w.r.Context(), w.c, w.header, w.buf.Bytes())
	}
	if err != nil {
		w.g.fail(w.w, w.r, w.c.route, upstreamError(err))
		return
	}
	responseHeaders(w.w.Header(), w.header, w.c.route)
	if len(body) > 0 || w.status != http.StatusNoContent && w.status != http.StatusNotModified {
		if w.r.Method != http.MethodHead {
			w.w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		}
	}
	w.w.WriteHeader(w.status)
	if w.r.Method != http.MethodHead {
		_, _ = w.w.Write(body)
	}
}

// upstreamError turns what is wrong with an answer into a failure of the one who gave it.
func upstreamError(err error) error {
	if f := AsFailure(err); f.Status < 500 {
		return &Failure{http.StatusBadGateway, "upstream_" + f.Code, err}
	}
	return err
}
