//go:build e2e

// The proof that the adapters work with the packages that people really use. run.sh builds and starts it; with E2E_DIRECT=1
// every client talks to its stand-in platform without the gateway, which tells a broken client from a broken gateway.
package e2e_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
	"unicode"

	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/e2e/standin"
	"github.com/deckname/deckname/internal/logbuf"
)

// The person of the proof is invented, the IBAN is the specimen of the standard, the number is reserved for fiction.
const (
	name    = "Erika Mustermann"
	iban    = "DE89 3704 0044 0532 0130 00"
	mail    = "erika.mustermann@example.org"
	phone   = "4917139200"
	waID    = phone + "12"
	said    = "Guten Tag, ich heiße " + name + ", meine IBAN ist " + iban + "."
	tgUser  = 7391204455
	userKey = "kundin-" + mail
)

// secrets are what no bot, platform or model behind the gateway may read; compared without blanks and in lower case.
var secrets = []string{"Erika", "Mustermann", "DE89370400440532013000", mail, waID, "7391204455"}

var (
	placeholder = regexp.MustCompile(`\[?PERSON_?1|PERSON[A-Za-z0-9]+`)
	direct      = os.Getenv("E2E_DIRECT") != ""
	pki         *authority
	results     struct {
		sync.Mutex
		clients, passed int
	}
)

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "deckname-e2e-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if pki, err = newAuthority(dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	http.DefaultTransport.(*http.Transport).TLSClientConfig = &tls.Config{RootCAs: pki.pool, MinVersion: tls.VersionTLS12}
	code := m.Run()
	_ = os.RemoveAll(dir)
	fmt.Printf("clients %d passed %d\n", results.clients, results.passed)
	if results.clients != results.passed {
		code = 1
	}
	os.Exit(code)
}

// client runs the proof of one client package and prints its line. The claims are the checks that were made.
func client(t *testing.T, label string, proof func(s *stage)) {
	t.Run(label, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(context.Background(), 100*time.Second)
		s := &stage{T: t, ctx: ctx, began: time.Now()}
		results.Lock()
		results.clients++
		results.Unlock()
		t.Cleanup(func() {
			cancel()
			verdict := "FAIL"
			if !t.Failed() {
				verdict = "ok  "
				results.Lock()
				results.passed++
				results.Unlock()
			}
			fmt.Printf("%s %-44s %2d checks %5.1f s\n", verdict, label, s.checks, time.Since(s.began).Seconds())
		})
		proof(s)
	})
}

type stage struct {
	*testing.T
	ctx     context.Context
	began   time.Time
	checks  int
	gateway string // its address once planned
	log     *logbuf.Buffer
}

func (s *stage) ok(cond bool, what string, more ...any) {
	s.Helper()
	s.checks++
	if !cond {
		s.Errorf("%s %s", what, fmt.Sprint(more...))
	}
}

func (s *stage) must(err error, what string) {
	s.Helper()
	if err != nil {
		s.Logf("gateway log:\n%s", s.log)
	}
	require.NoError(s.T, err, what)
}

// squeeze makes texts comparable: no blanks, lower case, JSON escapes resolved.
func squeeze(text string) string {
	if strings.Contains(text, `\u`) {
		text = regexp.MustCompile(`\\u[0-9a-fA-F]{4}`).ReplaceAllStringFunc(text, func(m string) string {
			var s string
			if json.Unmarshal([]byte(`"`+m+`"`), &s) != nil {
				return m
			}
			return s
		})
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, text)
}

// blind states that text, all that some station saw, holds a placeholder and nothing personal.
func (s *stage) blind(who, text string) {
	s.Helper()
	if direct {
		s.ok(text != "", who+" saw nothing")
		return
	}
	s.ok(placeholder.MatchString(text), who+" saw no placeholder in", text)
	s.clean(who, text)
}

// clean states that text holds nothing personal.
func (s *stage) clean(who, text string) {
	s.Helper()
	if direct {
		return
	}
	flat := squeeze(text)
	for _, secret := range secrets {
		s.ok(!strings.Contains(flat, squeeze(secret)), who+" saw "+secret+" in", text)
	}
}

// restored states that the person who wrote said reads it in text, and no placeholder.
func (s *stage) restored(who, text string) {
	s.Helper()
	flat := squeeze(text)
	s.ok(strings.Contains(flat, squeeze(name)), who+" does not read the name in", text)
	s.ok(strings.Contains(flat, squeeze(iban)), who+" does not read the IBAN in", text)
	s.ok(!placeholder.MatchString(text), who+" reads a placeholder in", text)
}

// node starts a bot and waits until it listens; its address is returned, and what it reports is kept.
func (s *stage) node(script string, env ...string) *process {
	p := s.start(env, "node", filepath.Join("bots", script))
	line, err := p.waitLine(s.ctx, func(l string) bool { return strings.HasPrefix(l, `{"port":`) })
	s.must(err, script+": "+p.errors.String())
	var hello struct{ Port int }
	s.must(json.Unmarshal([]byte(line), &hello), "report of "+script)
	p.url = fmt.Sprintf("http://127.0.0.1:%d", hello.Port)
	return p
}

// run runs a client to its end and returns its last line.
func (s *stage) run(script string, env ...string) string {
	p := s.start(env, "node", filepath.Join("clients", script))
	select {
	case <-p.done:
	case <-s.ctx.Done():
		s.must(s.ctx.Err(), script)
	}
	lines := p.all()
	if len(lines) == 0 {
		s.must(fmt.Errorf("no output: %s", p.errors), script)
	}
	return lines[len(lines)-1]
}

type process struct {
	url    string
	cmd    *exec.Cmd
	errors *logbuf.Buffer
	done   chan struct{}

	mu    sync.Mutex
	lines []string
}

// start runs a program in a process group of its own, which is killed at the end of the test, whatever it has started.
func (s *stage) start(env []string, program string, args ...string) *process {
	s.Helper()
	p := &process{cmd: exec.Command(program, args...), errors: &logbuf.Buffer{}, done: make(chan struct{})}
	p.cmd.Env = append(os.Environ(), append(env, "NODE_EXTRA_CA_CERTS="+pki.rootFile, "NO_PROXY=127.0.0.1", "no_proxy=127.0.0.1")...)
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	p.cmd.Stderr = p.errors
	p.cmd.WaitDelay = 2 * time.Second
	stdin, err := p.cmd.StdinPipe() // stays open: bots end when it closes
	s.must(err, program)
	stdout, err := p.cmd.StdoutPipe()
	s.must(err, program)
	s.must(p.cmd.Start(), program)
	go func() {
		sc := bufio.NewScanner(stdout)
		sc.Buffer(nil, 4<<20)
		for sc.Scan() {
			p.mu.Lock()
			p.lines = append(p.lines, sc.Text())
			p.mu.Unlock()
		}
		_ = p.cmd.Wait()
		close(p.done)
	}()
	s.Cleanup(func() {
		_ = stdin.Close()
		_ = syscall.Kill(-p.cmd.Process.Pid, syscall.SIGTERM)
		select {
		case <-p.done:
		case <-time.After(3 * time.Second):
		}
		_ = syscall.Kill(-p.cmd.Process.Pid, syscall.SIGKILL)
		if s.Failed() {
			s.Logf("%s %s\nout: %s\nerr: %s", program, strings.Join(args, " "), strings.Join(p.all(), "\n"), p.errors)
		}
	})
	return p
}

func (p *process) all() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.lines...)
}

func (p *process) waitLine(ctx context.Context, fits func(string) bool) (string, error) {
	for {
		for _, l := range p.all() {
			if fits(l) {
				return l, nil
			}
		}
		select {
		case <-time.After(20 * time.Millisecond):
		case <-p.done:
			return "", fmt.Errorf("program ended early")
		case <-ctx.Done():
			return "", ctx.Err()
		}
	}
}

// plan reserves the gateway's address, which bots have to know before the gateway can know them.
func (s *stage) plan() string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	s.must(err, "reserve a port")
	defer func() { _ = l.Close() }()
	s.gateway = "https://" + l.Addr().String()
	return s.gateway
}

// open starts the gateway program at the planned address. Its log must stay free of personal data.
func (s *stage) open(cfg map[string]any) {
	if direct {
		return
	}
	if s.gateway == "" {
		s.plan()
	}
	cfg["addr"] = strings.TrimPrefix(s.gateway, "https://")
	cfg["public_url"] = s.gateway
	cfg["cert_file"], cfg["key_file"], cfg["ca_file"] = pki.certFile, pki.keyFile, pki.rootFile
	raw, err := json.Marshal(cfg)
	s.must(err, "gateway configuration")
	file := filepath.Join(s.TempDir(), "gateway.json")
	s.must(os.WriteFile(file, raw, 0o600), "gateway configuration")
	p := s.start(nil, os.Getenv("E2E_GATEWAY"), "-config", file)
	s.log = p.errors
	for {
		resp, err := http.Get(s.gateway + "/healthz")
		if err == nil {
			_ = resp.Body.Close()
			break
		}
		select {
		case <-p.done:
			s.must(fmt.Errorf("%s", p.errors), "gateway")
		case <-s.ctx.Done():
			s.must(s.ctx.Err(), "gateway")
		case <-time.After(50 * time.Millisecond):
		}
	}
	s.Cleanup(func() {
		text := p.errors.String()
		s.clean("the gateway's log", text)
	})
}

// front is where a platform or a user's client sends: the gateway, or in direct mode what stands behind it.
func (s *stage) front(behind string) string {
	if direct {
		return behind
	}
	return s.gateway
}

func (s *stage) tap(target string) *standin.Server {
	tap, err := standin.Tap(target)
	s.must(err, "tap")
	s.Cleanup(tap.Close)
	return tap
}

// waitFor returns the first record that holds text (after resolving escapes).
func (s *stage) waitFor(what string, r *standin.Recorder, fits func(standin.Record) bool) standin.Record {
	s.Helper()
	ctx, cancel := context.WithTimeout(s.ctx, 20*time.Second)
	defer cancel()
	rec, err := r.Wait(ctx, fits)
	if err != nil {
		s.must(fmt.Errorf("%w; arrived:\n%s", err, r.Dump()), what)
	}
	return rec
}

func holds(parts ...string) func(standin.Record) bool {
	return func(r standin.Record) bool {
		flat := squeeze(string(r.Dump()))
		for _, p := range parts {
			if !strings.Contains(flat, squeeze(p)) {
				return false
			}
		}
		return true
	}
}

// authority is the certificate authority of one run, with a pair for 127.0.0.1.
type authority struct {
	rootFile, certFile, keyFile string
	pool                        *x509.CertPool
}

func newAuthority(dir string) (*authority, error) {
	a := &authority{filepath.Join(dir, "root.pem"), filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem"), x509.NewCertPool()}
	rootKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	root := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "deckname e2e"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour), KeyUsage: x509.KeyUsageCertSign}
	rootDER, err := x509.CreateCertificate(rand.Reader, root, root, &rootKey.PublicKey, rootKey)
	if err != nil {
		return nil, err
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	leaf := &x509.Certificate{SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "localhost"}, DNSNames: []string{"localhost", "pebble"},
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, NotBefore: root.NotBefore, NotAfter: root.NotAfter,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}}
	der, err := x509.CreateCertificate(rand.Reader, leaf, root, &key.PublicKey, rootKey)
	if err != nil {
		return nil, err
	}
	keyDER, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		return nil, err
	}
	for _, f := range []struct {
		file, kind string
		der        []byte
	}{{a.rootFile, "CERTIFICATE", rootDER}, {a.certFile, "CERTIFICATE", der}, {a.keyFile, "EC PRIVATE KEY", keyDER}} {
		if err := os.WriteFile(f.file, pem.EncodeToMemory(&pem.Block{Type: f.kind, Bytes: f.der}), 0o600); err != nil {
			return nil, err
		}
	}
	cert, err := x509.ParseCertificate(rootDER)
	if err != nil {
		return nil, err
	}
	a.pool.AddCert(cert)
	return a, nil
}

// post sends a body and returns the status.
func (s *stage) post(url string, header map[string]string, body []byte) (int, string) {
	s.Helper()
	req, err := http.NewRequestWithContext(s.ctx, http.MethodPost, url, bytes.NewReader(body))
	s.must(err, url)
	for k, v := range header {
		req.Header.Set(k, v)
	}
	resp, err := http.DefaultClient.Do(req)
	s.must(err, "post")
	defer func() { _ = resp.Body.Close() }()
	answer, err := io.ReadAll(resp.Body)
	s.must(err, "post")
	return resp.StatusCode, string(answer)
}
