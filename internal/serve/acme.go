package serve

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"time"

	"golang.org/x/crypto/acme"
	"golang.org/x/crypto/acme/autocert"
	"golang.org/x/net/idna"
)

const (
	maxACMEBody     = 1 << 20
	acmeCallTimeout = 30 * time.Second
	challengePrefix = "/.well-known/acme-challenge/"
)

// acmeCerts is the certificate source behind Config.ACME.
type acmeCerts struct {
	mgr       *autocert.Manager
	hosts     map[string]bool
	chals     map[Challenge]bool
	transport *acmeTransport
}

func newACME(a *ACME, plain bool) (*acmeCerts, error) {
	cache := a.Cache
	if cache == nil {
		if err := privateDir(a.CacheDir); err != nil {
			return nil, err
		}
		cache = autocert.DirCache(a.CacheDir)
	}
	hosts := make(map[string]bool, len(a.Hosts))
	for _, h := range a.Hosts {
		ascii, err := asciiHost(h)
		if err != nil {
			return nil, bad("ACME.Hosts: %w", err)
		}
		hosts[ascii] = true
	}
	dir := a.DirectoryURL
	if dir == "" {
		dir = autocert.DefaultACMEDirectory
	}
	base := http.DefaultTransport.(*http.Transport).Clone()
	base.TLSClientConfig = &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: a.RootCAs}
	ctx, cancel := context.WithCancel(context.Background())
	ac := &acmeCerts{hosts: hosts, chals: a.challenges(plain)}
	ac.transport = &acmeTransport{base: base, allowed: ac.chals, ctx: ctx, cancel: cancel}
	ac.mgr = &autocert.Manager{
		Prompt:      autocert.AcceptTOS,
		Cache:       cache,
		HostPolicy:  ac.policy,
		RenewBefore: a.RenewBefore,
		Email:       a.Email,
		Client: &acme.Client{
			DirectoryURL: dir,
			HTTPClient:   &http.Client{Transport: ac.transport, Timeout: acmeCallTimeout},
			UserAgent:    "deckname",
		},
	}
	if a.EABKeyID != "" {
		key, err := eabKey(a.EABKey)
		if err != nil {
			return nil, bad("ACME.EABKey is not base64url")
		}
		ac.mgr.ExternalAccountBinding = &acme.ExternalAccountBinding{KID: a.EABKeyID, Key: key}
	}
	return ac, nil
}

// errHost carries no host name: autocert hands it to the server's error log.
var errHost = errors.New("serve: host is not configured")

func (a *acmeCerts) policy(_ context.Context, host string) error {
	if !a.hosts[strings.TrimSuffix(host, ".")] {
		return errHost
	}
	return nil
}

func (a *acmeCerts) tlsConfig() *tls.Config {
	next := []string{"h2", "http/1.1"}
	if a.chals[TLSALPN01] {
		next = append(next, acme.ALPNProto)
	}
	return &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: a.mgr.GetCertificate, NextProtos: next}
}

func (a *acmeCerts) knows(host string) bool {
	ascii, err := asciiHost(host)
	return err == nil && a.hosts[ascii]
}

// plain puts the answer to http-01 challenges in front of next. The port is cut off Host before autocert looks at it:
// its policy compares whole strings, and a listener other than port 80 (behind a port mapping) would be refused.
func (a *acmeCerts) plain(next http.Handler) http.Handler {
	if !a.chals[HTTP01] {
		return next
	}
	answer := a.mgr.HTTPHandler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.URL.Path, challengePrefix) {
			next.ServeHTTP(w, r)
			return
		}
		host := hostOnly(r.Host)
		if !a.knows(host) || (r.Method != http.MethodGet && r.Method != http.MethodHead) {
			http.NotFound(w, r)
			return
		}
		r2 := r.Clone(r.Context())
		r2.Host, _ = asciiHost(host)
		answer.ServeHTTP(w, r2)
	})
}

func (a *acmeCerts) close() { a.transport.close() }

// acmeTransport carries the calls to the ACME server. It hides challenges that are not allowed from autocert, which would
// otherwise always try tls-alpn-01 first and spend one of the few failed validations per hour that authorities grant; and
// it ends all calls when the server is closed, which autocert itself cannot.
type acmeTransport struct {
	base    *http.Transport
	allowed map[Challenge]bool
	ctx     context.Context
	cancel  context.CancelFunc
}

// RoundTrip implements http.RoundTripper.
func (t *acmeTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	if t.ctx.Err() != nil {
		return nil, ErrClosed
	}
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	defer context.AfterFunc(t.ctx, cancel)()
	resp, err := t.base.RoundTrip(r.WithContext(ctx))
	if err != nil {
		return nil, fmt.Errorf("serve: acme call: %w", err)
	}
	defer func() { _ = resp.Body.Close() }()
	// The body is read here, inside the life of ctx.
	raw, err := io.ReadAll(io.LimitReader(resp.Body, maxACMEBody+1))
	if err != nil {
		return nil, fmt.Errorf("serve: acme answer: %w", err)
	}
	if len(raw) > maxACMEBody {
		return nil, errors.New("serve: acme answer too large")
	}
	raw = t.filter(raw)
	resp.Body = io.NopCloser(bytes.NewReader(raw))
	resp.ContentLength = int64(len(raw))
	resp.Header.Del("Content-Length")
	return resp, nil
}

// filter drops the challenges that are not allowed from an authorization object and leaves everything else as it came.
func (t *acmeTransport) filter(raw []byte) []byte {
	var obj map[string]json.RawMessage
	if json.Unmarshal(raw, &obj) != nil || obj["challenges"] == nil {
		return raw
	}
	var list []json.RawMessage
	if json.Unmarshal(obj["challenges"], &list) != nil {
		return raw
	}
	list = slices.DeleteFunc(list, func(c json.RawMessage) bool {
		var typ struct {
			Type Challenge `json:"type"`
		}
		return json.Unmarshal(c, &typ) != nil || !t.allowed[typ.Type]
	})
	var err error
	if obj["challenges"], err = json.Marshal(list); err != nil {
		return raw
	}
	out, err := json.Marshal(obj)
	if err != nil {
		return raw
	}
	return out
}

func (t *acmeTransport) close() {
	t.cancel()
	t.base.CloseIdleConnections()
}

// asciiHost returns the lower-case ASCII form of a host name that an authority can certify.
func asciiHost(h string) (string, error) {
	if net.ParseIP(h) != nil || strings.ContainsAny(h, "*:/@ ") || !strings.Contains(strings.Trim(h, "."), ".") {
		return "", errHost
	}
	ascii, err := idna.Lookup.ToASCII(strings.TrimSuffix(h, "."))
	if err != nil {
		return "", errHost
	}
	return ascii, nil
}

// hostOnly cuts the port off a Host header.
func hostOnly(hostport string) string {
	if h, _, err := net.SplitHostPort(hostport); err == nil {
		return h
	}
	return hostport
}
