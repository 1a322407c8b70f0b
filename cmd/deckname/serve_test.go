package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/deckname/deckname/internal/logbuf"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// startServe runs the command until the test ends and returns its address and what it writes to standard error.
func startServe(t *testing.T, args ...string) (url string, errs *logbuf.Buffer) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	r, w := io.Pipe()
	errs = &logbuf.Buffer{}
	code := make(chan int, 1)
	go func() {
		code <- run(ctx, &app{in: strings.NewReader(""), out: w, err: errs}, append([]string{"serve"}, args...))
	}()
	line, err := bufio.NewReader(r).ReadString('\n')
	require.NoError(t, err, errs.String())
	t.Cleanup(func() {
		cancel()
		assert.Equal(t, exitOK, <-code, "a service that is told to end has done its work: %s", errs.String())
	})
	return strings.TrimPrefix(strings.TrimSpace(line), "deckname serves "), errs
}

// certificate writes a certificate for 127.0.0.1 and its key.
func certificate(t *testing.T, dir string) (cert, key string, roots *x509.CertPool) {
	t.Helper()
	priv, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	tmpl := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	der, err := x509.CreateCertificate(rand.Reader, tmpl, tmpl, &priv.PublicKey, priv)
	require.NoError(t, err)
	raw, err := x509.MarshalPKCS8PrivateKey(priv)
	require.NoError(t, err)
	cert, key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	require.NoError(t, os.WriteFile(cert, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600))
	require.NoError(t, os.WriteFile(key, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: raw}), 0o600))
	parsed, err := x509.ParseCertificate(der)
	require.NoError(t, err)
	roots = x509.NewCertPool()
	roots.AddCert(parsed)
	return cert, key, roots
}

// TestServe sends what Presidio's documentation sends with curl, through analyze and anonymize.
func TestServe(t *testing.T) {
	url, errs := startServe(t, "-addr", "127.0.0.1:0")
	post := func(path, body string) string {
		resp, err := http.Post(url+path, "application/json", strings.NewReader(body))
		require.NoError(t, err)
		defer resp.Body.Close()
		out, err := io.ReadAll(resp.Body)
		require.NoError(t, err)
		require.Equal(t, 200, resp.StatusCode, "%s", out)
		return strings.TrimSpace(string(out))
	}
	results := post("/analyze", `{"text":"Ich heiße Kanaria Vogelsang, IBAN DE02120300000000202051","language":"de"}`)
	assert.Contains(t, results, `"entity_type":"PERSON"`)
	out := post("/anonymize", `{"text":"Ich heiße Kanaria Vogelsang, IBAN DE02120300000000202051","anonymizers":{"PERSON":{"type":"redact"}},"analyzer_results":`+results+`}`)
	assert.Contains(t, out, `"text":"Ich heiße , IBAN <IBAN_CODE>"`)
	assert.Contains(t, errs.String(), "route=\"POST /analyze\" status=200")
	assertNoCanary(t, "log", []byte(errs.String()))
	assert.NotContains(t, errs.String(), "127.0.0.1", "no client address in the log")
}

func TestServeTLS(t *testing.T) {
	dir := t.TempDir()
	cert, key, roots := certificate(t, dir)
	token := filepath.Join(dir, "token")
	require.NoError(t, os.WriteFile(token, []byte("0123456789abcdef\n"), 0o600))
	url, _ := startServe(t, "-addr", "0.0.0.0:0", "-cert", cert, "-key", key, "-token-file", token)
	_, port, err := net.SplitHostPort(strings.TrimPrefix(url, "https://"))
	require.NoError(t, err)
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}}
	defer client.CloseIdleConnections()
	for shown, want := range map[string]int{"": 401, "Bearer 0123456789abcdef": 200} {
		req, err := http.NewRequestWithContext(t.Context(), "GET", "https://127.0.0.1:"+port+"/supportedentities?language=de", nil)
		require.NoError(t, err)
		req.Header.Set("Authorization", shown)
		resp, err := client.Do(req)
		require.NoError(t, err)
		resp.Body.Close()
		assert.Equal(t, want, resp.StatusCode)
	}
}

func TestServeRefuses(t *testing.T) {
	dir := t.TempDir()
	cert, key, _ := certificate(t, dir)
	short := filepath.Join(dir, "short")
	require.NoError(t, os.WriteFile(short, []byte("short\n"), 0o600))
	token := filepath.Join(dir, "token")
	require.NoError(t, os.WriteFile(token, []byte("0123456789abcdef"), 0o600))
	for name, c := range map[string]struct {
		code int
		args []string
	}{
		"plain beyond loopback":              {exitUsage, []string{"-addr", "0.0.0.0:0"}},
		"plain beyond loopback with a token": {exitUsage, []string{"-addr", "0.0.0.0:0", "-token-file", token}},
		"beyond loopback without a token":    {exitUsage, []string{"-addr", "0.0.0.0:0", "-cert", cert, "-key", key}},
		"all addresses without a token":      {exitUsage, []string{"-addr", ":0", "-cert", cert, "-key", key}},
		"half a certificate":                 {exitUsage, []string{"-cert", cert}},
		"no time":                            {exitUsage, []string{"-timeout", "0s"}},
		"arguments":                          {exitUsage, []string{"x"}},
		"short token":                        {exitEnvironment, []string{"-token-file", short}},
		"short key of hash":                  {exitEnvironment, []string{"-hash-key", short}},
		"missing token":                      {exitEnvironment, []string{"-token-file", filepath.Join(dir, "missing")}},
		"no such address":                    {exitEnvironment, []string{"-addr", "127.0.0.1:99999"}},
	} {
		var out, errs bytes.Buffer
		code := run(t.Context(), &app{in: strings.NewReader(""), out: &out, err: &errs}, append([]string{"serve"}, c.args...))
		assert.Equal(t, c.code, code, "%s: %s", name, errs.String())
		assert.NotEmpty(t, errs.String(), name)
		assert.Empty(t, out.String(), name)
	}
}
