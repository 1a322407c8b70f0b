package gateway

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"sync"
)

// Local is an http.RoundTripper that calls handlers in this process by their host name, without a network. Answers are
// complete before they are returned: it is not for streams. Hosts that nobody handles go to Else, or fail.
type Local struct {
	Else http.RoundTripper

	mu    sync.RWMutex
	hosts map[string]http.Handler
}

// Handle makes h answer for a host.
func (l *Local) Handle(host string, h http.Handler) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.hosts == nil {
		l.hosts = make(map[string]http.Handler)
	}
	l.hosts[host] = h
}

// ErrUnknownHost: nobody handles the host.
var ErrUnknownHost = errors.New("gateway: no such host in this process")

// RoundTrip implements http.RoundTripper.
func (l *Local) RoundTrip(r *http.Request) (resp *http.Response, err error) {
	l.mu.RLock()
	h := l.hosts[r.URL.Host]
	l.mu.RUnlock()
	if h == nil {
		if l.Else != nil {
			return l.Else.RoundTrip(r)
		}
		return nil, ErrUnknownHost
	}
	if r.Body != nil {
		defer r.Body.Close()
	}
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	in := r.WithContext(r.Context()) // a copy: the handler may change it
	in.Header = r.Header.Clone()
	in.RequestURI, in.Host = r.URL.RequestURI(), r.URL.Host
	in.Proto, in.ProtoMajor, in.ProtoMinor = "HTTP/1.1", 1, 1
	if in.Body == nil {
		in.Body = http.NoBody
	}
	w := &answer{header: make(http.Header)}
	defer func() {
		if recover() != nil {
			resp, err = nil, errors.New("gateway: the handler in this process panicked")
		}
	}()
	h.ServeHTTP(w, in)
	if w.status == 0 {
		w.WriteHeader(http.StatusOK)
	}
	return &http.Response{Status: http.StatusText(w.status), StatusCode: w.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: w.sent, Body: io.NopCloser(bytes.NewReader(w.body.Bytes())), ContentLength: int64(w.body.Len()), Request: r}, nil
}

// answer keeps what a handler writes.
type answer struct {
	header, sent http.Header
	status       int
	body         bytes.Buffer
}

// Header implements http.ResponseWriter.
func (a *answer) Header() http.Header { return a.header }

// WriteHeader implements http.ResponseWriter.
func (a *answer) WriteHeader(status int) {
	if a.status == 0 && status >= 200 {
		a.status, a.sent = status, a.header.Clone()
	}
}

// Write implements http.ResponseWriter.
func (a *answer) Write(b []byte) (int, error) {
	if a.status == 0 {
		if a.header.Get("Content-Type") == "" {
			a.header.Set("Content-Type", http.DetectContentType(b))
		}
		a.WriteHeader(http.StatusOK)
	}
	return a.body.Write(b)
}

// Flush implements http.Flusher.
func (a *answer) Flush() {}
