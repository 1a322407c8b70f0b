package serve

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// certSource is what a Server knows of its certificates.
type certSource interface {
	tlsConfig() *tls.Config
	knows(host string) bool
}

// Server serves one handler. Make it with New, which already binds the listeners, and drive it with Run.
type Server struct {
	cfg    Config
	certs  certSource // nil: plain
	acme   *acmeCerts // nil: none
	main   *http.Server
	plain  *http.Server // nil: none
	mainL  net.Listener
	plainL net.Listener

	base   context.Context
	cancel context.CancelFunc
	active sync.WaitGroup
}

// New checks the whole configuration, joins all errors (each an ErrConfig), and binds the listeners, so that a port in use
// is an error here. The configuration is copied. Run or Close releases the listeners.
func New(cfg Config) (*Server, error) {
	if err := cfg.validate(); err != nil {
		return nil, err
	}
	cfg.defaults()
	s := &Server{cfg: cfg}
	switch {
	case cfg.ACME != nil:
		ac, err := newACME(cfg.ACME, cfg.HTTPAddr != "")
		if err != nil {
			return nil, err
		}
		s.certs, s.acme = ac, ac
	case cfg.CertFile != "":
		fc, err := newFileCerts(cfg.CertFile, cfg.KeyFile, cfg.ReloadInterval, cfg.now, cfg.Logger)
		if err != nil {
			return nil, err
		}
		s.certs = fc
	}
	s.base, s.cancel = context.WithCancel(context.Background())
	if err := s.listen(); err != nil {
		_ = s.Close()
		return nil, err
	}
	h := cfg.Handler
	if s.certs != nil {
		h = s.hsts(h)
	}
	s.main = s.server(s.tracked(h))
	if s.certs != nil {
		s.main.TLSConfig = s.certs.tlsConfig()
	}
	if s.plainL != nil {
		redirect := s.redirect()
		if s.acme != nil {
			redirect = s.acme.plain(redirect)
		}
		s.plain = s.server(redirect)
	}
	return s, nil
}

func (s *Server) listen() (err error) {
	if s.mainL, err = net.Listen("tcp", s.cfg.Addr); err != nil {
		return fmt.Errorf("serve: listen: %w", err)
	}
	// "localhost" is only a name: what counts is the address that was bound.
	if tcp, ok := s.mainL.Addr().(*net.TCPAddr); s.certs == nil && !s.cfg.DangerouslyPlain && (!ok || !tcp.IP.IsLoopback()) {
		return fmt.Errorf("%w: %w", ErrConfig, ErrPlain)
	}
	if s.cfg.HTTPAddr != "" {
		if s.plainL, err = net.Listen("tcp", s.cfg.HTTPAddr); err != nil {
			return fmt.Errorf("serve: listen: %w", err)
		}
	}
	return nil
}

func (s *Server) server(h http.Handler) *http.Server {
	return &http.Server{
		Handler:           h,
		ReadHeaderTimeout: s.cfg.ReadHeaderTimeout,
		ReadTimeout:       s.cfg.ReadTimeout,
		WriteTimeout:      s.cfg.WriteTimeout,
		IdleTimeout:       s.cfg.IdleTimeout,
		MaxHeaderBytes:    s.cfg.MaxHeaderBytes,
		BaseContext:       func(net.Listener) context.Context { return s.base },
		ErrorLog:          log.New(quietLog{s.cfg.Logger}, "", 0),
	}
}

// Addr is the bound main address, useful with port 0.
func (s *Server) Addr() net.Addr { return s.mainL.Addr() }

// HTTPAddr is the bound plain address, nil without one.
func (s *Server) HTTPAddr() net.Addr {
	if s.plainL == nil {
		return nil
	}
	return s.plainL.Addr()
}

// Run serves until ctx ends, then takes no new connections, waits for running handlers, and returns nil. Handlers that
// outlive ShutdownTimeout have their context cancelled and their connections closed; if even that does not end them, Run
// returns ErrShutdown. A failing listener ends Run with its error.
func (s *Server) Run(ctx context.Context) error {
	failed := make(chan error, 2)
	var loops sync.WaitGroup
	loops.Go(func() {
		if s.certs != nil {
			failed <- s.main.ServeTLS(s.mainL, "", "")
			return
		}
		failed <- s.main.Serve(s.mainL)
	})
	if s.plain != nil {
		loops.Go(func() { failed <- s.plain.Serve(s.plainL) })
	}
	s.cfg.Logger.Info("serving", "tls", s.certs != nil, "acme", s.acme != nil)
	var err error
	select {
	case <-ctx.Done():
	case err = <-failed:
		err = fmt.Errorf("serve: listener: %w", err)
	}
	err = errors.Join(err, s.shutdown())
	loops.Wait()
	s.cfg.Logger.Info("stopped")
	return err
}

func (s *Server) shutdown() error {
	ctx, cancel := context.WithTimeout(context.Background(), s.cfg.ShutdownTimeout)
	defer cancel()
	for _, srv := range []*http.Server{s.main, s.plain} {
		if srv == nil {
			continue
		}
		if srv.Shutdown(ctx) != nil {
			_ = srv.Close()
		}
	}
	// Shutdown does not know hijacked connections (WebSockets): their handlers end by this context.
	s.cancel()
	done := make(chan struct{})
	go func() { s.active.Wait(); close(done) }()
	_ = s.Close()
	grace := time.NewTimer(max(s.cfg.ShutdownTimeout/4, time.Second))
	defer grace.Stop()
	select {
	case <-done:
		return nil
	case <-grace.C:
		return ErrShutdown
	}
}

// Close releases listeners and ACME connections at once. It is for a Server that is not going to Run; Run calls it itself.
func (s *Server) Close() error {
	s.cancel()
	for _, l := range []net.Listener{s.mainL, s.plainL} {
		if l != nil {
			_ = l.Close()
		}
	}
	if s.acme != nil {
		s.acme.close()
	}
	return nil
}

// tracked counts running handlers, so that shutdown can wait for hijacked connections too.
func (s *Server) tracked(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.active.Add(1)
		defer s.active.Done()
		next.ServeHTTP(w, r)
	})
}

func (s *Server) hsts(next http.Handler) http.Handler {
	if s.cfg.HSTSMaxAge < 0 {
		return next
	}
	value := "max-age=" + strconv.FormatInt(int64(s.cfg.HSTSMaxAge/time.Second), 10)
	if s.cfg.HSTSIncludeSubdomains {
		value += "; includeSubDomains"
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Strict-Transport-Security", value)
		next.ServeHTTP(w, r)
	})
}

// redirect sends GET and HEAD to https. Other methods are refused rather than redirected: their body has already
// travelled in the clear, and a client that is silently redirected would go on doing so. Only our own names are answered.
func (s *Server) redirect() http.Handler {
	port := s.cfg.RedirectPort
	if tcp, ok := s.mainL.Addr().(*net.TCPAddr); ok && port == 0 {
		port = tcp.Port
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := hostOnly(r.Host)
		switch {
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			w.Header().Set("Connection", "close")
			http.Error(w, "use https", http.StatusBadRequest)
		case !s.certs.knows(host):
			http.Error(w, "unknown host", http.StatusMisdirectedRequest)
		default:
			if port != 443 {
				host = net.JoinHostPort(host, strconv.Itoa(port))
			}
			http.Redirect(w, r, "https://"+host+r.URL.RequestURI(), http.StatusPermanentRedirect)
		}
	})
}

// quietLog turns the standard server's error lines into records of a fixed vocabulary. The lines themselves name client
// addresses, host names and panic values.
type quietLog struct{ log *slog.Logger }

func (q quietLog) Write(p []byte) (int, error) {
	line := string(p)
	for _, k := range [...]struct{ mark, event string }{
		{"TLS handshake error", "tls handshake failed"},
		{"panic serving", "handler panicked"},
		{"Accept error", "accept failed"},
		{"superfluous", "handler wrote its header twice"},
	} {
		if strings.Contains(line, k.mark) {
			q.log.Warn(k.event)
			return len(p), nil
		}
	}
	q.log.Warn("http server reported an error")
	return len(p), nil
}
