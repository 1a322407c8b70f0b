package serve_test

import (
	"bufio"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"io"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/internal/logbuf"
	"github.com/deckname/deckname/internal/serve"
)

// authority is a certificate authority for one test.
type authority struct {
	key  *ecdsa.PrivateKey
	cert *x509.Certificate
	next int64
}

func newAuthority(t *testing.T) *authority {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	tmpl := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test authority"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), KeyUsage: x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, tmpl, tmpl, &key.PublicKey, key)
	require.NoError(t, err)
	cert, err := x509.ParseCertificate(der)
	require.NoError(t, err)
	return &authority{key: key, cert: cert, next: 2}
}

func (a *authority) pool() *x509.CertPool {
	p := x509.NewCertPool()
	p.AddCert(a.cert)
	return p
}

// issue writes a pair for gateway.test and 127.0.0.1 and returns its serial number.
func (a *authority) issue(t *testing.T, certFile, keyFile string) int64 {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	serial := a.next
	a.next++
	der, err := x509.CreateCertificate(rand.Reader, &x509.Certificate{
		SerialNumber: big.NewInt(serial), Subject: pkix.Name{CommonName: "gateway.test"},
		DNSNames: []string{"gateway.test"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth},
	}, a.cert, &key.PublicKey, a.key)
	require.NoError(t, err)
	kb, err := x509.MarshalPKCS8PrivateKey(key)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(certFile, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600))
	require.NoError(t, os.WriteFile(keyFile, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: kb}), 0o600))
	return serial
}

type running struct {
	*serve.Server
	cancel context.CancelFunc
	done   chan error
}

func start(t *testing.T, cfg serve.Config) *running {
	t.Helper()
	s, err := serve.New(cfg)
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(context.Background())
	r := &running{s, cancel, make(chan error, 1)}
	go func() { r.done <- s.Run(ctx) }()
	t.Cleanup(func() { cancel() })
	return r
}

func (r *running) stop(t *testing.T) error {
	t.Helper()
	r.cancel()
	select {
	case err := <-r.done:
		return err
	case <-time.After(10 * time.Second):
		t.Fatal("Run did not return")
		return nil
	}
}

func hello(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "hello") }

func client(t *testing.T, cfg *tls.Config) *http.Client {
	tr := &http.Transport{TLSClientConfig: cfg}
	t.Cleanup(tr.CloseIdleConnections)
	return &http.Client{Transport: tr, Timeout: 5 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

func TestNewRefuses(t *testing.T) {
	dir := t.TempDir()
	open := filepath.Join(dir, "open")
	require.NoError(t, os.Mkdir(open, 0o755))
	acme := func(f func(*serve.ACME)) *serve.ACME {
		a := &serve.ACME{Hosts: []string{"gateway.test"}, CacheDir: filepath.Join(dir, "cache"), AcceptTOS: true}
		f(a)
		return a
	}
	h := http.HandlerFunc(hello)
	for name, tc := range map[string]struct {
		cfg  serve.Config
		want string
	}{
		"no handler":                      {serve.Config{Addr: "127.0.0.1:0"}, "Handler"},
		"no address":                      {serve.Config{Handler: h}, "Addr"},
		"plain on every interface":        {serve.Config{Handler: h, Addr: ":0"}, "loopback"},
		"plain on a public address":       {serve.Config{Handler: h, Addr: "192.0.2.1:0"}, "loopback"},
		"redirect without certificate":    {serve.Config{Handler: h, Addr: "127.0.0.1:0", HTTPAddr: "127.0.0.1:0"}, "HTTPAddr"},
		"key without certificate":         {serve.Config{Handler: h, Addr: "127.0.0.1:0", KeyFile: "k"}, "go together"},
		"files that do not exist":         {serve.Config{Handler: h, Addr: "127.0.0.1:0", KeyFile: "k", CertFile: "c"}, "certificate files"},
		"plain and certificate":           {serve.Config{Handler: h, Addr: ":0", KeyFile: "k", CertFile: "c", DangerouslyPlain: true}, "contradicts"},
		"negative time":                   {serve.Config{Handler: h, Addr: "127.0.0.1:0", ReadTimeout: -1}, "ReadTimeout"},
		"no host policy":                  {serve.Config{Handler: h, Addr: ":0", ACME: acme(func(a *serve.ACME) { a.Hosts = nil })}, "Hosts"},
		"wildcard host":                   {serve.Config{Handler: h, Addr: ":0", ACME: acme(func(a *serve.ACME) { a.Hosts = []string{"*.gateway.test"} })}, "host name"},
		"address as host":                 {serve.Config{Handler: h, Addr: ":0", ACME: acme(func(a *serve.ACME) { a.Hosts = []string{"192.0.2.1"} })}, "host name"},
		"terms not accepted":              {serve.Config{Handler: h, Addr: ":0", ACME: acme(func(a *serve.ACME) { a.AcceptTOS = false })}, "AcceptTOS"},
		"no cache":                        {serve.Config{Handler: h, Addr: ":0", ACME: acme(func(a *serve.ACME) { a.CacheDir = "" })}, "CacheDir"},
		"cache others can read":           {serve.Config{Handler: h, Addr: ":0", ACME: acme(func(a *serve.ACME) { a.CacheDir = open })}, "0700"},
		"directory without TLS":           {serve.Config{Handler: h, Addr: ":0", ACME: acme(func(a *serve.ACME) { a.DirectoryURL = "http://ca.test" })}, "https"},
		"binding without key":             {serve.Config{Handler: h, Addr: ":0", ACME: acme(func(a *serve.ACME) { a.EABKeyID = "k" })}, "EABKey"},
		"http-01 without its listener":    {serve.Config{Handler: h, Addr: ":0", ACME: acme(func(a *serve.ACME) { a.Challenges = []serve.Challenge{serve.HTTP01} })}, "http-01"},
		"unknown challenge":               {serve.Config{Handler: h, Addr: ":0", ACME: acme(func(a *serve.ACME) { a.Challenges = []serve.Challenge{"dns-01"} })}, "dns-01"},
		"two sources":                     {serve.Config{Handler: h, Addr: ":0", CertFile: "c", KeyFile: "k", ACME: acme(func(*serve.ACME) {})}, "either"},
		"several mistakes in one message": {serve.Config{Addr: ":0", MaxHeaderBytes: -1}, "MaxHeaderBytes"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := serve.New(tc.cfg)
			require.ErrorIs(t, err, serve.ErrConfig)
			assert.ErrorContains(t, err, tc.want)
		})
	}
}

func TestSecretKeyStaysOutOfErrors(t *testing.T) {
	_, err := serve.New(serve.Config{Handler: http.HandlerFunc(hello), Addr: ":0", ACME: &serve.ACME{
		Hosts: []string{"gateway.test"}, CacheDir: t.TempDir(), AcceptTOS: true, EABKeyID: "k", EABKey: "sehr geheim!"}})
	require.ErrorIs(t, err, serve.ErrConfig)
	assert.NotContains(t, err.Error(), "geheim")
}

func TestPlainOnLoopback(t *testing.T) {
	r := start(t, serve.Config{Addr: "127.0.0.1:0", Handler: http.HandlerFunc(hello)})
	resp, err := client(t, nil).Get("http://" + r.Addr().String())
	require.NoError(t, err)
	defer resp.Body.Close()
	assert.Empty(t, resp.Header.Get("Strict-Transport-Security"), "HSTS over plain HTTP is meaningless")
	assert.Nil(t, r.HTTPAddr())
	require.NoError(t, r.stop(t))
}

func TestFilesRedirectAndHSTS(t *testing.T) {
	ca := newAuthority(t)
	dir := t.TempDir()
	cert, key := filepath.Join(dir, "c.pem"), filepath.Join(dir, "k.pem")
	ca.issue(t, cert, key)
	r := start(t, serve.Config{Addr: "127.0.0.1:0", HTTPAddr: "127.0.0.1:0", CertFile: cert, KeyFile: key, Handler: http.HandlerFunc(hello), HSTSIncludeSubdomains: true})
	c := client(t, &tls.Config{RootCAs: ca.pool()})

	resp, err := c.Get("https://" + r.Addr().String())
	require.NoError(t, err)
	resp.Body.Close()
	assert.Equal(t, "max-age=31536000; includeSubDomains", resp.Header.Get("Strict-Transport-Security"))

	resp, err = c.Get("http://" + r.HTTPAddr().String() + "/a?b=c")
	require.NoError(t, err)
	resp.Body.Close()
	assert.Equal(t, http.StatusPermanentRedirect, resp.StatusCode)
	assert.Equal(t, "https://"+r.Addr().String()+"/a?b=c", resp.Header.Get("Location"))

	resp, err = c.Post("http://"+r.HTTPAddr().String(), "text/plain", strings.NewReader("Erika"))
	require.NoError(t, err)
	resp.Body.Close()
	assert.Equal(t, http.StatusBadRequest, resp.StatusCode, "a body that already travelled in the clear is not redirected")

	req, _ := http.NewRequest(http.MethodGet, "http://"+r.HTTPAddr().String(), nil)
	req.Host = "evil.example"
	resp, err = c.Do(req)
	require.NoError(t, err)
	resp.Body.Close()
	assert.Equal(t, http.StatusMisdirectedRequest, resp.StatusCode)
	assert.Empty(t, resp.Header.Get("Location"))

	_, err = tls.Dial("tcp", r.Addr().String(), &tls.Config{RootCAs: ca.pool(), MaxVersion: tls.VersionTLS11})
	require.Error(t, err, "TLS 1.1")
	require.NoError(t, r.stop(t))
}

func TestReloadWithoutRestart(t *testing.T) {
	ca := newAuthority(t)
	dir := t.TempDir()
	cert, key := filepath.Join(dir, "c.pem"), filepath.Join(dir, "k.pem")
	first := ca.issue(t, cert, key)
	r := start(t, serve.Config{Addr: "127.0.0.1:0", CertFile: cert, KeyFile: key, ReloadInterval: time.Nanosecond, Handler: http.HandlerFunc(hello)})
	serial := func() int64 {
		conn, err := tls.Dial("tcp", r.Addr().String(), &tls.Config{RootCAs: ca.pool(), ServerName: "gateway.test"})
		require.NoError(t, err)
		defer conn.Close()
		return conn.ConnectionState().PeerCertificates[0].SerialNumber.Int64()
	}
	assert.Equal(t, first, serial())

	require.NoError(t, os.WriteFile(cert, []byte("half a file"), 0o600))
	assert.Equal(t, first, serial(), "a broken pair leaves the old one in service")

	second := ca.issue(t, cert, key)
	assert.Equal(t, second, serial())
	require.NoError(t, r.stop(t))
}

func TestClientTLSProvesItself(t *testing.T) {
	ca := newAuthority(t)
	dir := t.TempDir()
	cert, key, roots := filepath.Join(dir, "c.pem"), filepath.Join(dir, "k.pem"), filepath.Join(dir, "ca.pem")
	ca.issue(t, cert, key)
	require.NoError(t, os.WriteFile(roots, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: ca.cert.Raw}), 0o600))
	pair, err := tls.LoadX509KeyPair(cert, key)
	require.NoError(t, err)
	upstream := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, r.TLS.PeerCertificates[0].Subject.CommonName)
	}))
	upstream.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	upstream.TLS = &tls.Config{Certificates: []tls.Certificate{pair}, ClientCAs: ca.pool(), ClientAuth: tls.RequireAndVerifyClientCert}
	upstream.StartTLS()
	defer upstream.Close()

	cfg, err := serve.ClientTLS(serve.Client{CertFile: cert, KeyFile: key, CAFile: roots})
	require.NoError(t, err)
	resp, err := client(t, cfg).Get(upstream.URL)
	require.NoError(t, err)
	body, _ := io.ReadAll(resp.Body)
	resp.Body.Close()
	assert.Equal(t, "gateway.test", string(body))

	cfg, err = serve.ClientTLS(serve.Client{CAFile: roots})
	require.NoError(t, err)
	_, err = client(t, cfg).Get(upstream.URL)
	require.Error(t, err, "without a client certificate")

	other := newAuthority(t)
	oc, ok := filepath.Join(dir, "oc.pem"), filepath.Join(dir, "ok.pem")
	other.issue(t, oc, ok)
	cfg, err = serve.ClientTLS(serve.Client{CertFile: oc, KeyFile: ok, CAFile: roots})
	require.NoError(t, err)
	_, err = client(t, cfg).Get(upstream.URL)
	require.Error(t, err, "a certificate of another authority")

	for name, c := range map[string]serve.Client{
		"no such roots":   {CAFile: filepath.Join(dir, "none")},
		"roots are a key": {CAFile: key},
		"key missing":     {CertFile: cert},
	} {
		_, err := serve.ClientTLS(c)
		require.ErrorIs(t, err, serve.ErrConfig, name)
	}
}

func TestShutdownWaitsForHandlers(t *testing.T) {
	before := runtime.NumGoroutine()
	entered, release := make(chan struct{}), make(chan struct{})
	mux := http.NewServeMux()
	mux.HandleFunc("/slow", func(w http.ResponseWriter, _ *http.Request) {
		close(entered)
		<-release
		_, _ = io.WriteString(w, "finished")
	})
	mux.HandleFunc("/hijack", func(w http.ResponseWriter, r *http.Request) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			return
		}
		defer conn.Close()
		_, _ = io.WriteString(conn, "HTTP/1.1 101 Switching Protocols\r\n\r\n")
		<-r.Context().Done() // what a WebSocket pump does
	})
	r := start(t, serve.Config{Addr: "127.0.0.1:0", Handler: mux})

	conn, err := net.Dial("tcp", r.Addr().String())
	require.NoError(t, err)
	defer conn.Close()
	fmt.Fprintf(conn, "GET /hijack HTTP/1.1\r\nHost: x\r\n\r\n")
	line, err := bufio.NewReader(conn).ReadString('\n')
	require.NoError(t, err)
	require.Contains(t, line, "101")

	var wg sync.WaitGroup
	var body []byte
	c := client(t, nil)
	wg.Go(func() {
		if resp, err := c.Get("http://" + r.Addr().String() + "/slow"); err == nil {
			body, _ = io.ReadAll(resp.Body)
			resp.Body.Close()
		}
	})
	<-entered
	r.cancel()
	select {
	case <-r.done:
		t.Fatal("Run returned while a handler was running")
	case <-time.After(50 * time.Millisecond):
	}
	close(release)
	wg.Wait()
	assert.Equal(t, "finished", string(body))
	require.NoError(t, r.stop(t))
	c.CloseIdleConnections()
	assert.Eventually(t, func() bool { return runtime.NumGoroutine() <= before+1 }, 3*time.Second, 10*time.Millisecond, "goroutines left")
}

func TestShutdownReportsAHandlerThatNeverEnds(t *testing.T) {
	release := make(chan struct{})
	defer close(release)
	entered := make(chan struct{})
	r := start(t, serve.Config{Addr: "127.0.0.1:0", ShutdownTimeout: 50 * time.Millisecond, Handler: http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		close(entered)
		<-release
	})})
	go func() {
		if resp, err := http.Get("http://" + r.Addr().String()); err == nil {
			resp.Body.Close()
		}
	}()
	<-entered
	require.ErrorIs(t, r.stop(t), serve.ErrShutdown)
}

func TestLogsCarryNoPersonalData(t *testing.T) {
	var buf logbuf.Buffer
	ca := newAuthority(t)
	dir := t.TempDir()
	cert, key := filepath.Join(dir, "c.pem"), filepath.Join(dir, "k.pem")
	ca.issue(t, cert, key)
	r := start(t, serve.Config{Addr: "127.0.0.1:0", CertFile: cert, KeyFile: key, Logger: slog.New(slog.NewTextHandler(&buf, nil)),
		Handler: http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("Erika Mustermann") })})
	_, err := client(t, &tls.Config{RootCAs: ca.pool()}).Get("https://" + r.Addr().String())
	require.Error(t, err)
	_, err = client(t, &tls.Config{}).Get("https://" + r.Addr().String())
	require.Error(t, err)
	require.Eventually(t, func() bool { return strings.Contains(buf.String(), "tls handshake failed") }, 3*time.Second, 5*time.Millisecond)
	require.NoError(t, r.stop(t))
	assert.Contains(t, buf.String(), "handler panicked")
	assert.NotContains(t, buf.String(), "Erika")
	assert.NotContains(t, buf.String(), "127.0.0.1", "client addresses are personal data")
}

func TestHeaderLimit(t *testing.T) {
	r := start(t, serve.Config{Addr: "127.0.0.1:0", MaxHeaderBytes: 1024, Handler: http.HandlerFunc(hello)})
	req, _ := http.NewRequest(http.MethodGet, "http://"+r.Addr().String(), nil)
	req.Header.Set("X-Long", strings.Repeat("a", 64<<10))
	resp, err := client(t, nil).Do(req)
	if err == nil {
		resp.Body.Close()
		assert.Equal(t, http.StatusRequestHeaderFieldsTooLarge, resp.StatusCode)
	}
	require.NoError(t, r.stop(t))
}
