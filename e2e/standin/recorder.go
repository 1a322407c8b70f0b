//go:build e2e

package standin

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"time"
)

// Record is one request as it arrived.
type Record struct {
	Method, Path, Query string
	Header              http.Header
	Body                []byte
}

// Dump writes everything of the request that the receiver could read.
func (r Record) Dump() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %s?%s\n", r.Method, r.Path, r.Query)
	if p, err := url.PathUnescape(r.Path); err == nil {
		fmt.Fprintln(&b, p)
	}
	if q, err := url.QueryUnescape(r.Query); err == nil {
		fmt.Fprintln(&b, q)
	}
	_ = r.Header.Write(&b)
	b.Write(r.Body)
	b.WriteByte('\n')
	if q, err := url.QueryUnescape(string(r.Body)); err == nil && q != string(r.Body) {
		b.WriteString(q + "\n")
	}
	return b.Bytes()
}

// Recorder collects records.
type Recorder struct {
	mu   sync.Mutex
	recs []Record
	more chan struct{}
}

func (r *Recorder) add(rec Record) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.recs = append(r.recs, rec)
	if r.more != nil {
		close(r.more)
		r.more = nil
	}
}

// All returns the records so far.
func (r *Recorder) All() []Record {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]Record(nil), r.recs...)
}

// Dump returns all requests so far as one text.
func (r *Recorder) Dump() string {
	var b strings.Builder
	for _, rec := range r.All() {
		b.Write(rec.Dump())
	}
	return b.String()
}

// Wait returns the first record that fits, waiting for it until ctx ends.
func (r *Recorder) Wait(ctx context.Context, fits func(Record) bool) (Record, error) {
	for {
		r.mu.Lock()
		for _, rec := range r.recs {
			if fits(rec) {
				r.mu.Unlock()
				return rec, nil
			}
		}
		if r.more == nil {
			r.more = make(chan struct{})
		}
		more := r.more
		r.mu.Unlock()
		select {
		case <-more:
		case <-ctx.Done():
			return Record{}, errors.New("no such request arrived in time")
		}
	}
}

// recorded notes each request, before next answers it.
func (r *Recorder) recorded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		body, err := io.ReadAll(io.LimitReader(req.Body, 16<<20))
		if err != nil {
			http.Error(w, "unreadable", http.StatusBadRequest)
			return
		}
		req.Body = io.NopCloser(bytes.NewReader(body))
		r.add(Record{Method: req.Method, Path: req.URL.EscapedPath(), Query: req.URL.RawQuery, Header: req.Header.Clone(), Body: body})
		next.ServeHTTP(w, req)
	})
}

// Server is a handler on a free loopback port.
type Server struct {
	Recorder
	URL string
	srv *http.Server
}

// Serve starts h.
func (s *Server) Serve(h http.Handler) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	s.URL = "http://" + l.Addr().String()
	s.srv = &http.Server{Handler: s.recorded(h), ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = s.srv.Serve(l) }()
	return nil
}

// Close ends the server and its connections.
func (s *Server) Close() { _ = s.srv.Close() }

// Tap passes everything on to target and records what went through: the eyes of a bot that cannot look itself.
func Tap(target string) (*Server, error) {
	u, err := url.Parse(target)
	if err != nil {
		return nil, err
	}
	s := &Server{}
	proxy := &httputil.ReverseProxy{
		Rewrite:       func(p *httputil.ProxyRequest) { p.SetURL(u); p.Out.Host = p.In.Host },
		FlushInterval: -1,
		ErrorHandler:  func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusBadGateway) },
	}
	return s, s.Serve(proxy)
}
