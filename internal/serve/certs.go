package serve

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"
)

// fileCerts serves a key pair from files and reads it again when either file changed. The look at the files happens in a
// handshake, at most once per interval, so that no goroutine has to be stopped. A pair that cannot be read (a renewal tool
// writes two files, one after the other) leaves the old one in service until the next look.
type fileCerts struct {
	certFile, keyFile string
	interval          time.Duration
	now               func() time.Time
	log               *slog.Logger

	mu      sync.Mutex
	cert    *tls.Certificate
	stamp   [2]fileStamp
	checked time.Time
}

type fileStamp struct {
	mod  time.Time
	size int64
}

func newFileCerts(certFile, keyFile string, interval time.Duration, now func() time.Time, log *slog.Logger) (*fileCerts, error) {
	f := &fileCerts{certFile: certFile, keyFile: keyFile, interval: interval, now: now, log: log}
	stamp, err := f.stat()
	if err != nil {
		return nil, bad("certificate files: %w", err)
	}
	cert, err := f.load()
	if err != nil {
		return nil, bad("certificate files: %w", err)
	}
	f.cert, f.stamp, f.checked = cert, stamp, now()
	return f, nil
}

func (f *fileCerts) stat() (s [2]fileStamp, err error) {
	for i, name := range [2]string{f.certFile, f.keyFile} {
		st, err := os.Stat(name)
		if err != nil {
			return s, err
		}
		s[i] = fileStamp{st.ModTime(), st.Size()}
	}
	return s, nil
}

func (f *fileCerts) load() (*tls.Certificate, error) {
	cert, err := tls.LoadX509KeyPair(f.certFile, f.keyFile)
	if err != nil {
		return nil, err
	}
	if cert.Leaf == nil {
		if cert.Leaf, err = x509.ParseCertificate(cert.Certificate[0]); err != nil {
			return nil, err
		}
	}
	return &cert, nil
}

func (f *fileCerts) current() *tls.Certificate {
	f.mu.Lock()
	defer f.mu.Unlock()
	now := f.now()
	if now.Sub(f.checked) < f.interval {
		return f.cert
	}
	f.checked = now
	stamp, err := f.stat()
	if err == nil && stamp == f.stamp {
		return f.cert
	}
	var cert *tls.Certificate
	if err == nil {
		cert, err = f.load()
	}
	if err != nil {
		f.log.Error("certificate reload failed, old certificate stays in use", "not_after", f.cert.Leaf.NotAfter)
		return f.cert
	}
	f.cert, f.stamp = cert, stamp
	f.log.Info("certificate reloaded", "not_after", cert.Leaf.NotAfter)
	return f.cert
}

func (f *fileCerts) tlsConfig() *tls.Config {
	return &tls.Config{
		MinVersion:     tls.VersionTLS12,
		NextProtos:     []string{"h2", "http/1.1"},
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return f.current(), nil },
	}
}

func (f *fileCerts) knows(host string) bool { return f.current().Leaf.VerifyHostname(host) == nil }

// Client configures TLS toward an upstream. The zero value is TLS 1.2+ with the system's roots and no client certificate.
type Client struct {
	// CertFile and KeyFile are the client certificate of mutual TLS, read again when they change.
	CertFile, KeyFile string
	// CAFile replaces the system's roots by the certificates in this PEM file.
	CAFile string
	// ServerName overrides the name that the upstream's certificate must carry; empty takes it from the URL.
	ServerName string
	// ReloadInterval is as in Config.
	ReloadInterval time.Duration
	// Logger is as in Config.
	Logger *slog.Logger
}

// ClientTLS builds the tls.Config for an upstream. Errors are ErrConfig; certificate checks cannot be turned off.
func ClientTLS(c Client) (*tls.Config, error) {
	cfg := &tls.Config{MinVersion: tls.VersionTLS12, ServerName: c.ServerName}
	var errs []error
	if (c.CertFile == "") != (c.KeyFile == "") {
		errs = append(errs, bad("CertFile and KeyFile go together"))
	} else if c.CertFile != "" {
		interval, log := c.ReloadInterval, c.Logger
		if interval == 0 {
			interval = DefaultReloadInterval
		}
		if log == nil {
			log = slog.New(slog.DiscardHandler)
		}
		f, err := newFileCerts(c.CertFile, c.KeyFile, interval, time.Now, log)
		if err != nil {
			errs = append(errs, err)
		} else {
			cfg.GetClientCertificate = func(req *tls.CertificateRequestInfo) (*tls.Certificate, error) {
				cert := f.current()
				if err := req.SupportsCertificate(cert); err != nil {
					// An empty certificate would let the handshake pass where the upstream merely asks for one.
					return nil, fmt.Errorf("serve: upstream does not accept the client certificate: %w", err)
				}
				return cert, nil
			}
		}
	}
	if c.CAFile != "" {
		pem, err := os.ReadFile(c.CAFile)
		if err != nil {
			errs = append(errs, bad("CAFile: %w", err))
		}
		cfg.RootCAs = x509.NewCertPool()
		if err == nil && !cfg.RootCAs.AppendCertsFromPEM(pem) {
			errs = append(errs, bad("CAFile holds no certificate"))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return cfg, nil
}
