package main

import (
	"context"
	"crypto/rand"
	"embed"
	"encoding/json"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/botframework"
	"github.com/deckname/deckname/internal/gateway"
)

//go:embed web
var web embed.FS

const tenant = "musterhausen"

// app is the gateway with everything around it.
type app struct {
	o    options
	log  *slog.Logger
	gate *gateway.Gateway
	bot  *bot
	seen *botLog
	meta *phones
}

// newApp opens the gateway and puts bot, language service and stand-ins around it, in this process.
func newApp(ctx context.Context, o options, log *slog.Logger) (*app, error) {
	a := &app{o: o, log: log, bot: newBot()}
	cfg, err := o.gatewayConfig()
	if err != nil {
		return nil, err
	}
	local := &gateway.Local{}
	client := &http.Client{Transport: local}
	options := gateway.Options{Logger: log, Transport: local, DangerouslyNoAudit: o.demo, DangerouslyOpenChat: o.demo}
	if o.demo { // what is made up and gone at the end needs no trail
		a.seen = &botLog{}
		options.Metrics = steps{}
	}
	entra, err := newLogin()
	if err != nil {
		return nil, err
	}
	local.Handle(loginHost, entra)
	local.Handle(graphHost, http.HandlerFunc(graph))
	local.Handle(modelHost, http.HandlerFunc(model))
	if a.gate, err = gateway.Open(ctx, cfg, options); err != nil {
		return nil, err
	}
	local.Handle(gatewayHost, a.gate.Handler())

	trust, err := botframework.New(botframework.Config{AppID: appID, URL: "https://" + botHost,
		Metadata: "https://" + gatewayHost + "/.well-known/openidconfiguration", Client: client})
	if err != nil {
		a.close()
		return nil, err
	}
	a.bot.ask = (&service{client, "bot-" + rand.Text()}).ask
	local.Handle(botHost, &host{bot: a.bot, auth: trust.ChannelTokens(), token: entra.botToken, client: client, seen: a.seen})
	if o.demo {
		if a.meta, err = newPhones(cfg, client); err != nil {
			a.close()
			return nil, err
		}
	}
	return a, nil
}

func (a *app) close() { a.gate.Close() }

// handler is everything that is served.
func (a *app) handler() http.Handler {
	mux := http.NewServeMux()
	if !a.o.demo {
		mux.Handle("/v3/directline/", a.gate.Handler())
		return a.logged(mux)
	}
	pages, err := fs.Sub(web, "web")
	if err != nil {
		panic(err) // the folder is part of the program
	}
	mux.Handle("/", secured(http.FileServerFS(pages)))
	for _, path := range []string{"/v3/", "/api/messages", "/directline/", "/.well-known/", "/whatsapp/", "/messenger/", "/v1/", "/c/"} {
		mux.Handle(path, traced(a.gate.Handler()))
	}
	mux.HandleFunc("GET /demo/bot-log", onlyHere(a.botLog))
	mux.HandleFunc("POST /demo/forget", a.forget)
	mux.HandleFunc("POST /demo/phone", onlyHere(a.phone))
	return a.logged(a.guarded(mux))
}

// traced gives every request a turn, in which the stations note what they see.
func traced(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			r = r.WithContext(withTurn(r.Context(), newTurn()))
		}
		next.ServeHTTP(w, r)
	})
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
		if loopback(r.RemoteAddr) && !loopback(r.Host) {
			http.Error(w, "unknown host", http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// onlyHere hides a view into the demo from other machines, also from those that a proxy on this one speaks for.
func onlyHere(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if !loopback(r.RemoteAddr) || r.Header.Get("X-Forwarded-For") != "" || r.Header.Get("Forwarded") != "" || r.Header.Get("X-Real-Ip") != "" {
			http.NotFound(w, r)
			return
		}
		next(w, r)
	}
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

// botLog answers with what the bot received, and what the stations around it saw.
func (a *app) botLog(w http.ResponseWriter, r *http.Request) {
	turns, err := a.seen.json(r.URL.Query().Get("conversation"))
	if err != nil {
		http.Error(w, "not readable", http.StatusInternalServerError)
		return
	}
	writeJSON(w, turns)
}

// phone is a citizen's telephone: it sends a message by WhatsApp or Messenger and shows what came back.
func (a *app) phone(w http.ResponseWriter, r *http.Request) {
	var m struct{ Channel, User, Text string }
	if json.NewDecoder(http.MaxBytesReader(w, r.Body, maxActivity)).Decode(&m) != nil {
		http.Error(w, "not a message", http.StatusBadRequest)
		return
	}
	t := newTurn()
	if err := a.meta.send(withTurn(r.Context(), t), m.Channel, m.User, m.Text); err != nil {
		http.Error(w, "not delivered", http.StatusBadGateway)
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	writeJSON(w, map[string]any{"id": t.ID, "conversation": t.Conversation, "replies": t.delivered})
	t.delivered = nil // the turn stays, the values do not
}

// forget erases everything that the vault knows of the caller's conversation and ends it. A telephone has no token: its
// conversation is named by the alias under which the bot knows it, on this machine only.
func (a *app) forget(w http.ResponseWriter, r *http.Request) {
	erase := func(ctx context.Context, scope string) error {
		_, err := a.gate.Vault().ForgetScope(ctx, scope)
		return err
	}
	var err error
	conversation := r.URL.Query().Get("conversation")
	if platform := r.URL.Query().Get("channel"); platform != "" && loopback(r.RemoteAddr) {
		if !a.meta.has(platform) || !strings.HasPrefix(conversation, channel.AliasPrefix) {
			http.NotFound(w, r)
			return
		}
		err = erase(r.Context(), channel.Scope(tenant, platform, conversation))
	} else {
		if conversation, err = a.gate.Chat().Authorize(r); err != nil {
			http.Error(w, "no valid token", http.StatusUnauthorized)
			return
		}
		err = a.gate.Chat().Forget(r.Context(), conversation, erase)
	}
	if err != nil {
		a.log.Error("conversation not forgotten")
		http.Error(w, "try again", http.StatusServiceUnavailable)
		return
	}
	a.bot.forget(conversation)
	w.WriteHeader(http.StatusNoContent)
}
