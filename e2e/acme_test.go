//go:build e2e

package e2e_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/binary"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"

	"github.com/deckname/deckname/internal/serve"
)

const (
	acmeHost = "gateway.test"
	// acmeLifetime is that of the certificates that pebble issues, acmeRenew how long before its end renewal starts.
	acmeLifetime = time.Minute
	acmeRenew    = 45 * time.Second
	eabKeyID     = "kid-e2e"
	eabKey       = "zWNDZM6eQGHWpSRTPal5eIUYFTu7EajVIoguysqZ9wG44nMEtx3MUAsUDkMTQ12W"
)

// freePort returns a port that nobody listens on now.
func freePort(s *stage) int {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	s.must(err, "port")
	defer func() { _ = l.Close() }()
	return l.Addr().(*net.TCPAddr).Port
}

// nameServer answers every question for an address with 127.0.0.1, over UDP and TCP.
func nameServer(s *stage) string {
	answer := func(q []byte) []byte {
		var m dnsmessage.Message
		if m.Unpack(q) != nil || len(m.Questions) != 1 {
			return nil
		}
		m.Response, m.RecursionAvailable, m.Additionals = true, true, nil
		if q := m.Questions[0]; q.Type == dnsmessage.TypeA {
			m.Answers = []dnsmessage.Resource{{
				Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class, TTL: 1},
				Body:   &dnsmessage.AResource{A: [4]byte{127, 0, 0, 1}},
			}}
		}
		out, _ := m.Pack()
		return out
	}
	tcp, err := net.Listen("tcp", "127.0.0.1:0")
	s.must(err, "name server")
	udp, err := net.ListenPacket("udp", tcp.Addr().String())
	s.must(err, "name server")
	s.Cleanup(func() { _, _ = tcp.Close(), udp.Close() })
	go func() {
		buf := make([]byte, 1500)
		for {
			n, peer, err := udp.ReadFrom(buf)
			if err != nil {
				return
			}
			_, _ = udp.WriteTo(answer(buf[:n]), peer)
		}
	}()
	go func() {
		for {
			conn, err := tcp.Accept()
			if err != nil {
				return
			}
			go func() {
				defer func() { _ = conn.Close() }()
				head := make([]byte, 2)
				for {
					if _, err := io.ReadFull(conn, head); err != nil {
						return
					}
					q := make([]byte, binary.BigEndian.Uint16(head))
					if _, err := io.ReadFull(conn, q); err != nil {
						return
					}
					a := answer(q)
					_, _ = conn.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(a))), a...))
				}
			}()
		}
	}()
	return tcp.Addr().String()
}

func acmeProof(challenge serve.Challenge, bound bool) func(*stage) {
	return func(s *stage) {
		s.Parallel()
		api, mgmt := freePort(s), freePort(s)
		cfg := serve.Config{
			Addr: "127.0.0.1:0", HTTPAddr: "127.0.0.1:0", Logger: slog.New(slog.DiscardHandler),
			Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "Gateway") }),
			ACME: &serve.ACME{
				Hosts: []string{acmeHost}, CacheDir: filepath.Join(s.TempDir(), "acme"), AcceptTOS: true, RootCAs: pki.pool,
				DirectoryURL: fmt.Sprintf("https://127.0.0.1:%d/dir", api), Email: "betrieb@example.org", Challenges: []serve.Challenge{challenge}, RenewBefore: acmeRenew,
			},
		}
		if bound {
			cfg.ACME.EABKeyID, cfg.ACME.EABKey = eabKeyID, eabKey
		}
		gateway, err := serve.New(cfg)
		s.must(err, "gateway")
		ctx, stop := context.WithCancel(s.ctx)
		done := make(chan error, 1)
		go func() { done <- gateway.Run(ctx) }()
		defer stop()

		raw, err := json.Marshal(map[string]any{"pebble": map[string]any{
			"listenAddress": fmt.Sprintf("127.0.0.1:%d", api), "managementListenAddress": fmt.Sprintf("127.0.0.1:%d", mgmt),
			"certificate": pki.certFile, "privateKey": pki.keyFile,
			"httpPort": gateway.HTTPAddr().(*net.TCPAddr).Port, "tlsPort": gateway.Addr().(*net.TCPAddr).Port,
			"externalAccountBindingRequired": bound, "externalAccountMACKeys": map[string]string{eabKeyID: eabKey},
			"retryAfter": map[string]int{"authz": 1, "order": 1}, "keyAlgorithm": "ecdsa",
			"profiles":                  map[string]any{"default": map[string]any{"description": "short", "validityPeriod": int(acmeLifetime.Seconds())}},
			"certificateValidityPeriod": int(acmeLifetime.Seconds()), // before pebble 2.5
		}})
		s.must(err, "pebble configuration")
		file := filepath.Join(s.TempDir(), "pebble.json")
		s.must(os.WriteFile(file, raw, 0o600), "pebble configuration")
		program, err := exec.LookPath("pebble")
		s.must(err, "pebble")
		pebble := s.start([]string{"PEBBLE_VA_NOSLEEP=1", "PEBBLE_AUTHZREUSE=0", "PEBBLE_WFE_NONCEREJECT=5"}, program, "-config", file, "-dnsserver", nameServer(s))

		roots := x509.NewCertPool()
		for {
			resp, err := http.Get(fmt.Sprintf("https://127.0.0.1:%d/roots/0", mgmt))
			if err == nil {
				body, _ := io.ReadAll(resp.Body)
				_ = resp.Body.Close()
				block, _ := pem.Decode(body)
				s.ok(block != nil && roots.AppendCertsFromPEM(body), "pebble's root:", string(body))
				break
			}
			select {
			case <-pebble.done:
				s.must(fmt.Errorf("%s", pebble.errors), "pebble")
			case <-s.ctx.Done():
				s.must(s.ctx.Err(), "pebble")
			case <-time.After(50 * time.Millisecond):
			}
		}

		trust := &tls.Config{RootCAs: roots, ServerName: acmeHost, MinVersion: tls.VersionTLS12}
		serial := func() (string, time.Time, error) {
			conn, err := (&tls.Dialer{Config: trust}).DialContext(s.ctx, "tcp", gateway.Addr().String())
			if err != nil {
				return "", time.Time{}, err
			}
			defer func() { _ = conn.Close() }()
			leaf := conn.(*tls.Conn).ConnectionState().PeerCertificates[0]
			return leaf.SerialNumber.String(), leaf.NotAfter, nil
		}
		began := time.Now()
		first, expires, err := serial()
		s.must(err, "first certificate")
		s.Logf("issued in %v", time.Since(began).Round(time.Millisecond))
		s.ok(time.Until(expires) <= acmeLifetime, "expires", expires)

		// A connection that stays open must survive the renewal, and every new handshake must find a valid certificate.
		hc := &http.Client{Transport: &http.Transport{TLSClientConfig: trust, DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, network, gateway.Addr().String())
		}}}
		get := func() bool {
			resp, err := hc.Get("https://" + acmeHost + "/")
			if err != nil {
				return false
			}
			defer func() { _ = resp.Body.Close() }()
			body, _ := io.ReadAll(resp.Body)
			return string(body) == "Gateway" && resp.Header.Get("Strict-Transport-Security") != ""
		}
		s.ok(get(), "a request over the certificate")
		renewed := false
		for end := time.Now().Add(acmeLifetime); time.Now().Before(end) && !renewed; time.Sleep(250 * time.Millisecond) {
			now, _, err := serial()
			if err != nil {
				s.must(err, "a handshake between issue and renewal")
			}
			renewed = now != first
		}
		s.ok(renewed, "not renewed")
		s.Logf("renewed after %v of %v", time.Since(began).Round(time.Millisecond), acmeLifetime)
		s.ok(get(), "a request after the renewal")
		hc.CloseIdleConnections()

		log := strings.Join(pebble.all(), "\n")
		s.ok(strings.Contains(log, "validate w/ HTTP") == (challenge == serve.HTTP01), "validated by another challenge:", log)
		// Requests are no measure: pebble refuses one nonce in twenty, and the client repeats them.
		orders := strings.Count(log, "Added order")
		s.ok(orders == 2, "orders:", orders)

		stranger := trust.Clone()
		stranger.ServerName, stranger.InsecureSkipVerify = "fremd.test", true
		_, err = (&tls.Dialer{Config: stranger}).DialContext(s.ctx, "tcp", gateway.Addr().String())
		s.ok(err != nil, "a foreign host name got a certificate")
		req, err := http.NewRequest(http.MethodGet, "http://"+gateway.HTTPAddr().String()+"/seite", nil)
		s.must(err, "redirect")
		req.Host = acmeHost
		resp, err := (&http.Transport{}).RoundTrip(req)
		s.must(err, "redirect")
		_ = resp.Body.Close()
		s.ok(resp.StatusCode == http.StatusPermanentRedirect && strings.HasPrefix(resp.Header.Get("Location"), "https://"+acmeHost), "redirect:", resp.StatusCode, resp.Header.Get("Location"))

		st, err := os.Stat(cfg.ACME.CacheDir)
		s.must(err, "cache")
		s.ok(st.Mode().Perm() == 0o700, "mode of the cache:", st.Mode())
		stop()
		select {
		case err = <-done:
		case <-time.After(30 * time.Second):
			err = fmt.Errorf("the gateway did not stop")
		}
		s.must(err, "stop")

		// After a restart the certificate comes from the cache, without a new order.
		cfg.Addr, cfg.HTTPAddr = gateway.Addr().String(), gateway.HTTPAddr().String()
		again, err := serve.New(cfg)
		s.must(err, "restart")
		ctx, stop = context.WithCancel(s.ctx)
		defer stop()
		go func() { done <- again.Run(ctx) }()
		_, _, err = serial()
		s.must(err, "certificate after the restart")
		s.ok(strings.Count(strings.Join(pebble.all(), "\n"), "Added order") == orders, "the restart ordered a new certificate")
		stop()
		s.must(<-done, "stop")
	}
}

func TestACME(t *testing.T) {
	client(t, "pebble, http-01", acmeProof(serve.HTTP01, false))
	client(t, "pebble, tls-alpn-01, account binding", acmeProof(serve.TLSALPN01, true))
}
