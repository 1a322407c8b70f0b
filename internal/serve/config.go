package serve

import (
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strings"
	"time"

	"golang.org/x/crypto/acme/autocert"
)

// Limits that a zero field of Config stands for.
const (
	DefaultReadHeaderTimeout = 10 * time.Second
	DefaultReadTimeout       = time.Minute
	DefaultWriteTimeout      = 10 * time.Minute // streamed model answers are slow; shorter ones set their own deadline
	DefaultIdleTimeout       = 2 * time.Minute
	DefaultShutdownTimeout   = 20 * time.Second
	DefaultReloadInterval    = 30 * time.Second
	DefaultMaxHeaderBytes    = 32 << 10
	DefaultHSTSMaxAge        = 365 * 24 * time.Hour
)

// Config configures a Server. The zero value of every field is the safe default; exactly one of ACME, CertFile with
// KeyFile, or neither (plain, loopback only) is chosen.
type Config struct {
	// Addr is the main listener, "host:port". Without a certificate its host must be loopback.
	Addr string
	// HTTPAddr is an additional plain listener that redirects to https and answers http-01 challenges. Empty: none.
	HTTPAddr string
	// Handler serves the main listener.
	Handler http.Handler

	// ACME obtains and renews certificates.
	ACME *ACME
	// CertFile and KeyFile hold a PEM certificate chain and its key. They are read again when they change.
	CertFile, KeyFile string
	// ReloadInterval is how often, at most, a handshake looks whether the files have changed.
	ReloadInterval time.Duration

	// RedirectPort is the port written into redirects; 0 takes the port of Addr.
	RedirectPort int
	// HSTSMaxAge is sent on TLS answers; negative turns the header off.
	HSTSMaxAge time.Duration
	// HSTSIncludeSubdomains widens the promise to all sub-domains, which the operator must own.
	HSTSIncludeSubdomains bool

	ReadHeaderTimeout, ReadTimeout, WriteTimeout, IdleTimeout time.Duration
	// MaxHeaderBytes limits request line and header fields, in bytes.
	MaxHeaderBytes int
	// ShutdownTimeout is how long Run waits for running handlers once its context ended.
	ShutdownTimeout time.Duration

	// Logger receives records without personal data; nil discards them.
	Logger *slog.Logger

	// DangerouslyPlain serves plain HTTP on any address, for a gateway behind a TLS-terminating proxy on the same trust level.
	DangerouslyPlain bool

	// now is the clock of certificate reloads.
	now func() time.Time
}

// Challenge is a way to prove to the ACME server that a host is ours.
type Challenge string

// The challenges of RFC 8555 and RFC 8737 that need no access to the name server.
const (
	HTTP01    Challenge = "http-01"     // answered on HTTPAddr, which must be reachable as port 80
	TLSALPN01 Challenge = "tls-alpn-01" // answered on Addr, which must be reachable as port 443
)

// ACME configures certificates by RFC 8555.
type ACME struct {
	// Hosts are the only names a certificate is ever requested for. At least one; no wildcards, addresses or ports.
	Hosts []string
	// CacheDir keeps account and certificate keys; it is created with mode 0700 and refused when others may read it.
	CacheDir string
	// Cache replaces CacheDir, for replicas that share certificates.
	Cache autocert.Cache
	// AcceptTOS states that the operator accepts the certificate authority's terms of service; required.
	AcceptTOS bool
	// DirectoryURL is the ACME server; empty means Let's Encrypt. Must be https.
	DirectoryURL string
	// EABKeyID and EABKey (base64url, as authorities print it) bind the account to one at the authority (RFC 8555 7.3.4).
	EABKeyID, EABKey string
	// Email is the contact given to the authority; optional.
	Email string
	// Challenges allowed, empty meaning both (http-01 only where HTTPAddr is set). Others are never attempted, so that a closed port costs no failed validation.
	Challenges []Challenge
	// RenewBefore is how long before expiry renewal starts; 0 means a third of the lifetime, at most 30 days.
	RenewBefore time.Duration
	// RootCAs verifies the ACME server itself, for an internal authority; nil means the system's roots.
	RootCAs *x509.CertPool
}

func bad(format string, args ...any) error {
	return fmt.Errorf("%w: %w", ErrConfig, fmt.Errorf(format, args...))
}

func (c *Config) validate() error {
	var errs []error
	if c.Handler == nil {
		errs = append(errs, bad("Handler is missing"))
	}
	host, _, err := net.SplitHostPort(c.Addr)
	if err != nil {
		errs = append(errs, bad("Addr is not host:port"))
	}
	if (c.CertFile == "") != (c.KeyFile == "") {
		errs = append(errs, bad("CertFile and KeyFile go together"))
	}
	if c.ACME != nil && c.CertFile != "" {
		errs = append(errs, bad("choose either ACME or CertFile"))
	}
	if !c.tls() {
		if err == nil && !c.DangerouslyPlain && !loopbackHost(host) {
			errs = append(errs, fmt.Errorf("%w: %w", ErrConfig, ErrPlain))
		}
		if c.HTTPAddr != "" {
			errs = append(errs, bad("HTTPAddr redirects to https and needs ACME or CertFile"))
		}
	} else if c.DangerouslyPlain {
		errs = append(errs, bad("DangerouslyPlain contradicts a certificate"))
	}
	if c.HTTPAddr != "" {
		if _, _, err := net.SplitHostPort(c.HTTPAddr); err != nil {
			errs = append(errs, bad("HTTPAddr is not host:port"))
		}
	}
	if c.RedirectPort < 0 || c.RedirectPort > 65535 {
		errs = append(errs, bad("RedirectPort is not a port"))
	}
	for name, d := range map[string]time.Duration{
		"ReadHeaderTimeout": c.ReadHeaderTimeout, "ReadTimeout": c.ReadTimeout, "WriteTimeout": c.WriteTimeout,
		"IdleTimeout": c.IdleTimeout, "ShutdownTimeout": c.ShutdownTimeout, "ReloadInterval": c.ReloadInterval,
	} {
		if d < 0 {
			errs = append(errs, bad("%s is negative", name))
		}
	}
	if c.MaxHeaderBytes < 0 {
		errs = append(errs, bad("MaxHeaderBytes is negative"))
	}
	if c.ACME != nil {
		errs = append(errs, c.ACME.validate(c.HTTPAddr != ""))
	}
	return errors.Join(errs...)
}

func (c *Config) tls() bool { return c.ACME != nil || c.CertFile != "" }

func (c *Config) defaults() {
	set := func(d *time.Duration, v time.Duration) {
		if *d == 0 {
			*d = v
		}
	}
	set(&c.ReadHeaderTimeout, DefaultReadHeaderTimeout)
	set(&c.ReadTimeout, DefaultReadTimeout)
	set(&c.WriteTimeout, DefaultWriteTimeout)
	set(&c.IdleTimeout, DefaultIdleTimeout)
	set(&c.ShutdownTimeout, DefaultShutdownTimeout)
	set(&c.ReloadInterval, DefaultReloadInterval)
	set(&c.HSTSMaxAge, DefaultHSTSMaxAge)
	if c.MaxHeaderBytes == 0 {
		c.MaxHeaderBytes = DefaultMaxHeaderBytes
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	if c.now == nil {
		c.now = time.Now
	}
}

func (a *ACME) validate(plain bool) error {
	var errs []error
	if len(a.Hosts) == 0 {
		errs = append(errs, bad("ACME.Hosts is empty: without a host policy anyone could make the gateway request certificates"))
	}
	for _, h := range a.Hosts {
		if _, err := asciiHost(h); err != nil {
			errs = append(errs, bad("ACME.Hosts: %q is not a plain host name", h))
		}
	}
	if !a.AcceptTOS {
		errs = append(errs, bad("ACME.AcceptTOS: the operator must accept the authority's terms"))
	}
	switch {
	case a.CacheDir == "" && a.Cache == nil:
		errs = append(errs, bad("ACME.CacheDir is missing: every restart would request new certificates"))
	case a.CacheDir != "" && a.Cache != nil:
		errs = append(errs, bad("choose either ACME.CacheDir or ACME.Cache"))
	}
	if a.DirectoryURL != "" && !strings.HasPrefix(a.DirectoryURL, "https://") {
		errs = append(errs, bad("ACME.DirectoryURL must be https"))
	}
	if (a.EABKeyID == "") != (a.EABKey == "") {
		errs = append(errs, bad("ACME.EABKeyID and ACME.EABKey go together"))
	} else if _, err := eabKey(a.EABKey); err != nil {
		errs = append(errs, bad("ACME.EABKey is not base64url")) // the key itself stays out of the error
	}
	for _, ch := range a.Challenges {
		switch {
		case ch != HTTP01 && ch != TLSALPN01:
			errs = append(errs, bad("ACME.Challenges: %q is unknown", ch))
		case ch == HTTP01 && !plain:
			errs = append(errs, bad("ACME.Challenges: http-01 needs HTTPAddr"))
		}
	}
	if a.RenewBefore < 0 {
		errs = append(errs, bad("ACME.RenewBefore is negative"))
	}
	return errors.Join(errs...)
}

// challenges returns the set in use.
func (a *ACME) challenges(plain bool) map[Challenge]bool {
	if len(a.Challenges) == 0 {
		return map[Challenge]bool{TLSALPN01: true, HTTP01: plain}
	}
	set := make(map[Challenge]bool, len(a.Challenges))
	for _, c := range a.Challenges {
		set[c] = true
	}
	return set
}

func eabKey(s string) ([]byte, error) {
	return base64.RawURLEncoding.DecodeString(strings.TrimRight(s, "="))
}

// privateDir creates dir for its owner only, or checks that it already is so.
func privateDir(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return bad("ACME.CacheDir cannot be created: %w", err)
	}
	st, err := os.Stat(dir)
	if err != nil {
		return bad("ACME.CacheDir cannot be read: %w", err)
	}
	if !st.IsDir() || st.Mode().Perm()&0o077 != 0 {
		return bad("ACME.CacheDir must be a folder of mode 0700")
	}
	return nil
}

func loopbackHost(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
