package main

import (
	"context"
	"crypto/rand"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/directline"
	"github.com/deckname/deckname/pseudonym"
	"github.com/deckname/deckname/pseudonym/bolt"
	"github.com/deckname/deckname/recognizers"
)

//go:embed web
var web embed.FS

const tenant = "musterhausen"

// app is the gateway with its bot.
type app struct {
	o     options
	log   *slog.Logger
	vault *pseudonym.Vault
	chat  *directline.Server
	bot   *bot
	seen  *botLog
}

// newApp opens the vault, builds the engine and puts the bot behind the Direct Line server.
func newApp(ctx context.Context, o options, log *slog.Logger) (*app, error) {
	a := &app{o: o, log: log, bot: newBot(), seen: newBotLog()}
	keys, err := pseudonym.KeyFile(filepath.Join(o.keys, "vault.key"))
	if err != nil {
		return nil, err
	}
	ring, err := pseudonym.OpenRingFile(filepath.Join(o.ring, "vault.ring"))
	if err != nil {
		return nil, err
	}
	store, err := bolt.Open(bolt.Config{Path: filepath.Join(o.data, "vault.db")})
	if err != nil {
		return nil, errors.Join(err, ring.Close())
	}
	cfg := pseudonym.Config{Store: store, Ring: ring, Keys: keys}
	if o.demo {
		cfg.DangerouslyNoAudit = true // what is made up and gone at the end needs no trail
	} else if cfg.Audit, err = auditLog(o); err != nil {
		return nil, errors.Join(err, store.Close(), ring.Close())
	}
	a.vault, err = pseudonym.Open(ctx, cfg)
	if err != nil {
		return nil, errors.Join(err, store.Close(), ring.Close())
	}
	if err := a.assemble(); err != nil {
		return nil, errors.Join(err, a.vault.Close())
	}
	return a, nil
}

// auditLog opens the trail of reveals and erasures: beside the records, its signed heads beside the keys.
func auditLog(o options) (*pseudonym.AuditLog, error) {
	key, err := pseudonym.KeyFile(filepath.Join(o.keys, "audit.key"))
	if err != nil {
		return nil, err
	}
	return pseudonym.OpenAuditLog(pseudonym.AuditLogConfig{Path: filepath.Join(o.data, "audit.log"), HeadPath: filepath.Join(o.keys, "audit.head"), Key: key})
}

func (a *app) assemble() error {
	engine, err := anonymize.New(anonymize.Config{
		Recognizers: recognizers.All(),
		Policy:      anonymize.DefaultPolicy(a.vault),
		Revealer:    a.vault,
		Known:       a.vault,
		Logger:      a.log,
	})
	if err != nil {
		return err
	}
	aliasKey, err := secretFile(filepath.Join(a.o.keys, "alias.key"))
	if err != nil {
		return err
	}
	aliases, err := channel.NewAliaser(aliasKey)
	if err != nil {
		return err
	}
	tokenKey, err := secretFile(filepath.Join(a.o.keys, "token.key"))
	if err != nil {
		return err
	}
	var secrets []string
	if a.o.secret != "" {
		b, err := os.ReadFile(a.o.secret)
		if err != nil {
			return err
		}
		if secrets = []string{strings.TrimSpace(string(b))}; len(secrets[0]) < 16 {
			return errors.New("the secret is shorter than 16 characters")
		}
	}
	a.chat, err = directline.New(directline.Config{
		Gateway:  channel.Config{Engine: engine, Tenant: tenant, Aliases: aliases, Prompts: channel.NewPrompts(10_000), Logger: a.log},
		Bot:      a.seen.record(a.bot.handle, a.o.demo),
		TokenKey: tokenKey, Secrets: secrets, DangerouslyOpen: a.o.demo, Logger: a.log,
	})
	return err
}

func (a *app) close() {
	a.chat.Shutdown()
	if err := a.vault.Close(); err != nil {
		a.log.Error("vault not closed cleanly")
	}
}

// secretFile reads 32 random bytes from a file, which it creates if there is none.
func secretFile(path string) ([]byte, error) {
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		b = make([]byte, 32)
		_, _ = rand.Read(b) // never fails
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if err != nil {
			return nil, err
		}
		_, err = f.Write(b)
		return b, errors.Join(err, f.Sync(), f.Close())
	}
	if err != nil {
		return nil, err
	}
	if len(b) != 32 {
		return nil, fmt.Errorf("%s does not hold 32 bytes", filepath.Base(path))
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("%s can be read by others", filepath.Base(path))
	}
	return b, nil
}

// handler is everything that is served.
func (a *app) handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/v3/directline/", a.chat)
	mux.Handle("GET /healthz", channel.Health())
	mux.Handle("GET /readyz", channel.Ready(map[string]func(context.Context) error{"vault": func(ctx context.Context) error {
		_, err := a.vault.Finder(ctx, channel.Scope(tenant, "health", "check"))
		return err
	}}))
	if a.o.demo {
		pages, err := fs.Sub(web, "web")
		if err != nil {
			panic(err) // the folder is part of the program
		}
		mux.Handle("/", secured(http.FileServerFS(pages)))
		mux.HandleFunc("GET /demo/bot-log", a.botLog)
		mux.HandleFunc("POST /demo/forget", a.forget)
	}
	return a.logged(a.guarded(mux))
}

// secured sets what browsers need to know about the page: it loads nothing from elsewhere and is framed by nobody.
func secured(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Cache-Control", "no-cache")
		next.ServeHTTP(w, r)
	})
}

// guarded refuses, in demo mode, requests from this machine under a foreign host name: a web site that lets its name
// point here could otherwise read along (DNS rebinding).
func (a *app) guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if a.o.demo && loopback(r.RemoteAddr) && !loopback(r.Host) {
			http.Error(w, "unknown host", http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func loopback(hostport string) bool {
	host, _, err := net.SplitHostPort(hostport)
	if err != nil {
		host = strings.Trim(hostport, "[]")
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// logged writes one line per request: the route's pattern, never the path.
func (a *app) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		rec := &statusRecorder{ResponseWriter: w}
		next.ServeHTTP(rec, r)
		a.log.Debug("request", "method", r.Method, "route", r.Pattern, "status", rec.status, "ms", time.Since(start).Milliseconds())
	})
}

type statusRecorder struct {
	http.ResponseWriter
	status int
}

// WriteHeader implements http.ResponseWriter.
func (r *statusRecorder) WriteHeader(status int) {
	r.status = status
	r.ResponseWriter.WriteHeader(status)
}

// Unwrap is for http.ResponseController.
func (r *statusRecorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// botLog answers with what the bot received, on loopback only.
func (a *app) botLog(w http.ResponseWriter, r *http.Request) {
	if !loopback(r.RemoteAddr) {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(a.seen.entries(r.URL.Query().Get("conversation")))
}

// forget erases everything that the vault knows of the caller's conversation and ends it.
func (a *app) forget(w http.ResponseWriter, r *http.Request) {
	conversation, err := a.chat.Authorize(r)
	if err != nil {
		http.Error(w, "no valid token", http.StatusUnauthorized)
		return
	}
	err = a.chat.Forget(r.Context(), conversation, func(ctx context.Context, scope string) error {
		_, err := a.vault.ForgetScope(ctx, scope)
		return err
	})
	if err != nil {
		a.log.Error("conversation not forgotten")
		http.Error(w, "try again", http.StatusServiceUnavailable)
		return
	}
	a.bot.forget(conversation)
	w.WriteHeader(http.StatusNoContent)
}
