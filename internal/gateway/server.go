package gateway

import (
	"crypto/x509"
	"net/http"
	"os"

	"github.com/deckname/deckname/internal/serve"
)

// server is the public listener.
func (g *Gateway) server(h http.Handler) (*serve.Server, error) {
	l := g.cfg.Listen
	cfg := serve.Config{Addr: l.Addr, HTTPAddr: l.HTTPAddr, RedirectPort: l.RedirectPort, CertFile: l.CertFile, KeyFile: l.KeyFile,
		DangerouslyPlain: l.DangerouslyPlain, Handler: h, Logger: g.log}
	if a := l.ACME; a != nil {
		cfg.ACME = &serve.ACME{Hosts: a.Hosts, CacheDir: a.CacheDir, AcceptTOS: a.AcceptTOS, DirectoryURL: a.DirectoryURL, EABKeyID: a.EABKeyID, Email: a.Email}
		for _, ch := range a.Challenges {
			cfg.ACME.Challenges = append(cfg.ACME.Challenges, serve.Challenge(ch))
		}
		if a.EABKeyID != "" {
			var err error
			if cfg.ACME.EABKey, err = a.EABKey.Read(); err != nil {
				return nil, FieldError{"listen.acme.eab_key", err}
			}
		}
		if a.RootsFile != "" {
			pem, err := os.ReadFile(a.RootsFile)
			pool := x509.NewCertPool()
			if err != nil || !pool.AppendCertsFromPEM(pem) {
				return nil, wrong("listen.acme.roots_file", "holds no certificate")
			}
			cfg.ACME.RootCAs = pool
		}
	}
	s, err := serve.New(cfg)
	if err != nil {
		return nil, FieldError{"listen", err}
	}
	return s, nil
}
