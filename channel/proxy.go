package channel

import (
	"bytes"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httputil"
	"net/url"
	"strconv"

	"github.com/deckname/deckname/channel/internal/buffers"
)

// Proxy is a stand-alone gateway: what it verified and rewrote goes to upstream, or to Route.Upstream, over TLS if that is
// an https URL. Transport, if not nil, is used instead of one with Go's defaults, for mutual TLS and proxies.
func Proxy(p Protocol, cfg Config, upstream *url.URL, transport http.RoundTripper) (http.Handler, error) {
	if upstream == nil || upstream.Host == "" || upstream.Scheme != "http" && upstream.Scheme != "https" {
		return nil, fmt.Errorf("%w: upstream is not an http or https URL", ErrConfig)
	}
	mw, err := Middleware(p, cfg)
	if err != nil {
		return nil, err
	}
	if transport == nil {
		t := http.DefaultTransport.(*http.Transport).Clone()
		t.Proxy = nil // what goes to a proxy of the environment was not decided by the operator of the gateway
		transport = t
	}
	return mw(&httputil.ReverseProxy{
		Transport: transport,
		Rewrite: func(r *httputil.ProxyRequest) {
			target := upstream
			if c, ok := r.In.Context().Value(callKey{}).(*call); ok && c.route.Upstream != nil {
				target = c.route.Upstream
			}
			r.SetURL(target)
			r.Out.Host = target.Host
		},
		FlushInterval: -1,
		BufferPool:    buffers.New(),
		ErrorLog:      log.New(io.Discard, "", 0), // it would name addresses
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, _ error) {
			if rw, ok := w.(*responseWriter); ok {
				rw.err = ErrUpstream
			}
		},
	}), nil
}

// Transport wraps base, http.DefaultTransport if nil, so that any client made with it, such as an SDK, talks to the
// protocol's platform through the gateway. The caller is this process; nothing is verified, but Sign is called.
func Transport(p Protocol, cfg Config, base http.RoundTripper) (http.RoundTripper, error) {
	g, err := newGate(p, cfg, true)
	if err != nil {
		return nil, err
	}
	if base == nil {
		base = http.DefaultTransport
	}
	return &transport{g, base}, nil
}

type transport struct {
	g    *gate
	base http.RoundTripper
}

// RoundTrip implements http.RoundTripper. Its errors are Failures.
func (t *transport) RoundTrip(r *http.Request) (*http.Response, error) {
	c, err := t.g.prepare(r)
	if err != nil {
		return nil, t.g.failed(r.Context(), c.route, err)
	}
	if c.route.Answer != nil || c.req.URL.Host == "" {
		return nil, t.g.failed(r.Context(), c.route, ErrNoRoute)
	}
	resp, err := t.base.RoundTrip(c.req)
	if err != nil {
		if r.Context().Err() != nil {
			return nil, r.Context().Err()
		}
		return nil, t.g.failed(r.Context(), c.route, ErrUpstream)
	}
	out := *resp
	out.Request = r
	out.Header = make(http.Header)
	responseHeaders(out.Header, resp.Header, c.route)
	out.Trailer, out.TransferEncoding, out.Uncompressed = nil, nil, false
	media, _, merr := mediaType(resp.Header)
	if kind := streamKind(c.route.Stream, media); merr == nil && kind != StreamAuto && resp.StatusCode < 300 && resp.Header.Get("Content-Encoding") == "" {
		b := &streamBody{src: resp.Body}
		b.w = t.g.rw.Stream(r.Context(), t.g.responseExchange(c), c.route.Response, kind, &b.buf)
		out.Body, out.ContentLength = b, -1
		return &out, nil
	}
	raw, err := readAll(resp.Body, t.g.rw.cfg.MaxBodyBytes)
	_ = resp.Body.Close()
	var body []byte
	if err == nil {
		body, err = t.g.response(r.Context(), c, resp.Header, raw)
	}
	if err != nil {
		return nil, t.g.failed(r.Context(), c.route, upstreamError(err))
	}
	out.Body, out.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	out.Header.Set("Content-Length", strconv.Itoa(len(body)))
	return &out, nil
}

// streamBody rewrites a stream as it is read.
type streamBody struct {
	src io.ReadCloser
	w   io.WriteCloser
	buf bytes.Buffer
	tmp [4096]byte
	end error
}

// Read implements io.Reader.
func (b *streamBody) Read(p []byte) (int, error) {
	for b.buf.Len() == 0 {
		if b.end != nil {
			return 0, b.end
		}
		n, err := b.src.Read(b.tmp[:])
		if n > 0 {
			if _, werr := b.w.Write(b.tmp[:n]); werr != nil {
				b.end = AsFailure(upstreamError(werr))
				continue
			}
		}
		if err == io.EOF {
			if b.end = io.EOF; b.w.Close() != nil {
				b.end = AsFailure(ErrUpstream)
			}
		} else if err != nil {
			b.end = AsFailure(ErrUpstream)
		}
	}
	return b.buf.Read(p)
}

// Close implements io.Closer.
func (b *streamBody) Close() error { return b.src.Close() }
