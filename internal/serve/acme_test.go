package serve_test

import (
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"io"
	"log/slog"
	"math/big"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/internal/serve"
)

// acmeServer is an ACME server (RFC 8555) that trusts every signature, offers both challenges and validates the one that the
// client picks. The proof against a real one is in e2e.
type acmeServer struct {
	*httptest.Server
	ca       *authority
	validate func(challenge, token string) bool

	mu     sync.Mutex
	valid  bool
	chain  []byte
	picked []string
	orders int
}

func newACMEServer(t *testing.T, ca *authority) *acmeServer {
	s := &acmeServer{ca: ca}
	s.Server = httptest.NewUnstartedServer(http.HandlerFunc(s.serve))
	s.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	s.StartTLS()
	t.Cleanup(s.Close)
	return s
}

func (s *acmeServer) serve(w http.ResponseWriter, r *http.Request) {
	var jws struct{ Payload string }
	_ = json.NewDecoder(r.Body).Decode(&jws)
	payload, _ := base64.RawURLEncoding.DecodeString(jws.Payload)
	w.Header().Set("Replay-Nonce", "nonce")
	answer := func(code int, location string, v any) {
		if location != "" {
			w.Header().Set("Location", s.URL+location)
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(code)
		_ = json.NewEncoder(w).Encode(v)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	status := "pending"
	switch {
	case s.chain != nil:
		status = "valid"
	case s.valid:
		status = "ready"
	}
	order := map[string]any{"status": status, "authorizations": []string{s.URL + "/authz"}, "finalize": s.URL + "/finalize", "certificate": s.URL + "/cert"}
	switch r.URL.Path {
	case "/dir":
		answer(http.StatusOK, "", map[string]any{"newNonce": s.URL + "/nonce", "newAccount": s.URL + "/account", "newOrder": s.URL + "/new-order", "revokeCert": s.URL + "/x", "keyChange": s.URL + "/x"})
	case "/nonce":
	case "/account":
		answer(http.StatusCreated, "/account/1", map[string]any{"status": "valid"})
	case "/new-order":
		s.orders++
		answer(http.StatusCreated, "/order", order)
	case "/order":
		answer(http.StatusOK, "/order", order)
	case "/authz":
		status := "pending"
		if s.valid {
			status = "valid"
		}
		var list []map[string]string
		for _, c := range []string{"dns-01", "tls-alpn-01", "http-01"} {
			list = append(list, map[string]string{"type": c, "url": s.URL + "/challenge/" + c, "token": "token", "status": "pending"})
		}
		answer(http.StatusOK, "", map[string]any{"status": status, "identifier": map[string]string{"type": "dns", "value": "gateway.test"}, "challenges": list})
	case "/finalize":
		var fin struct{ CSR string }
		_ = json.Unmarshal(payload, &fin)
		der, _ := base64.RawURLEncoding.DecodeString(fin.CSR)
		csr, err := x509.ParseCertificateRequest(der)
		if err != nil {
			answer(http.StatusBadRequest, "", map[string]any{})
			return
		}
		leaf, err := x509.CreateCertificate(rand.Reader, &x509.Certificate{SerialNumber: big.NewInt(7), Subject: pkix.Name{CommonName: "gateway.test"},
			DNSNames: csr.DNSNames, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour)}, s.ca.cert, csr.PublicKey, s.ca.key)
		if err == nil {
			s.chain = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: leaf})
			order["status"] = "valid"
		}
		answer(http.StatusOK, "/order", order)
	case "/cert":
		w.Header().Set("Content-Type", "application/pem-certificate-chain")
		_, _ = w.Write(s.chain)
	default:
		kind, _ := strings.CutPrefix(r.URL.Path, "/challenge/")
		s.picked = append(s.picked, kind)
		s.valid = s.validate(kind, "token")
		answer(http.StatusOK, "", map[string]any{"type": kind, "url": s.URL + r.URL.Path, "token": "token", "status": "processing"})
	}
}

func TestACMEOnlyTriesWhatIsAllowed(t *testing.T) {
	for _, challenge := range []serve.Challenge{serve.HTTP01, serve.TLSALPN01} {
		t.Run(string(challenge), func(t *testing.T) {
			ca := newAuthority(t)
			server := newACMEServer(t, ca)
			roots := x509.NewCertPool()
			roots.AddCert(server.Certificate())
			cache := filepath.Join(t.TempDir(), "cache")
			r := start(t, serve.Config{Addr: "127.0.0.1:0", HTTPAddr: "127.0.0.1:0", Handler: http.HandlerFunc(hello), ACME: &serve.ACME{
				Hosts: []string{"gateway.test"}, CacheDir: cache, AcceptTOS: true, DirectoryURL: server.URL + "/dir", RootCAs: roots, Challenges: []serve.Challenge{challenge}}})
			plain := "http://" + r.HTTPAddr().String()
			ask := func(host string) (int, string) {
				req, err := http.NewRequest(http.MethodGet, plain+"/.well-known/acme-challenge/token", nil)
				require.NoError(t, err)
				req.Host = host
				resp, err := client(t, nil).Do(req)
				require.NoError(t, err)
				defer resp.Body.Close()
				body, _ := io.ReadAll(resp.Body)
				return resp.StatusCode, string(body)
			}
			server.validate = func(kind, token string) bool {
				if kind == "http-01" {
					status, body := ask("gateway.test:8080") // behind a port mapping
					foreign, _ := ask("fremd.test")
					return status == http.StatusOK && strings.HasPrefix(body, token+".") && foreign == http.StatusNotFound
				}
				conn, err := tls.Dial("tcp", r.Addr().String(), &tls.Config{ServerName: "gateway.test", NextProtos: []string{"acme-tls/1"}, InsecureSkipVerify: true})
				if err != nil {
					return false
				}
				defer conn.Close()
				return conn.ConnectionState().NegotiatedProtocol == "acme-tls/1"
			}
			dial := func(name string) error {
				conn, err := tls.Dial("tcp", r.Addr().String(), &tls.Config{ServerName: name, RootCAs: ca.pool()})
				if err != nil {
					return err
				}
				return conn.Close()
			}
			require.NoError(t, dial("gateway.test"))
			require.NoError(t, dial("gateway.test"))
			server.mu.Lock()
			assert.Equal(t, []string{string(challenge)}, server.picked)
			assert.Equal(t, 1, server.orders)
			server.mu.Unlock()
			require.Error(t, dial("fremd.test"), "no certificate for a name that is not on the list")
			st, err := os.Stat(cache)
			require.NoError(t, err)
			assert.Equal(t, os.FileMode(0o700), st.Mode().Perm())
			require.NoError(t, r.stop(t))
		})
	}
}
