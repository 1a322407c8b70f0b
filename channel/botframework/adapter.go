package botframework

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httputil"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/activity"
	"github.com/deckname/deckname/channel/internal/buffers"
)

// Microsoft's addresses for the public cloud ("Authentication with the Bot Connector API").
const (
	PublicMetadata = "https://login.botframework.com/v1/.well-known/openidconfiguration"
	PublicIssuer   = "https://api.botframework.com"
)

// PublicServiceHosts returns the hosts at which Microsoft's channels take replies.
func PublicServiceHosts() []string {
	return []string{"smba.trafficmanager.net", ".botframework.com"}
}

// Config configures New.
type Config struct {
	// AppID is the bot's Microsoft App ID: the audience of the channel's tokens and of the gateway's. Required.
	AppID string
	// URL is the address at which the bot reaches Connector, such as https://gateway.amt.example. It becomes the
	// serviceUrl of every Activity. Required.
	URL string
	// Metadata and Issuers identify who signs the channel's tokens. Empty: Microsoft's public cloud.
	Metadata string
	Issuers  []string
	// ServiceHosts lists the hosts to which replies may go: "host", or ".domain" for all below it. Empty:
	// PublicServiceHosts.
	ServiceHosts []string
	// Services remembers the service URL of each conversation. nil: in memory, for the MaxConversations last used.
	// Several gateways, and gateways that must survive a restart between message and reply, need a shared one.
	Services Services
	// Issuer signs tokens for the bot. nil: the bot gets no token, for bots that check none.
	Issuer *Issuer
	// Client fetches metadata and keys. nil: a client with a time-out of 10 s.
	Client *http.Client
	// Clock is for tests. nil: time.Now.
	Clock func() time.Time
	// DangerouslyAllowHTTP accepts service URLs without TLS, for emulators on this machine.
	DangerouslyAllowHTTP bool
}

// MaxConversations is how many conversations the default Services remembers.
const MaxConversations = 100_000

// Services remembers where replies of a conversation go. Conversation is the channel's identifier, which may be
// personal: an implementation that stores it must protect it like the vault's records.
type Services interface {
	Put(ctx context.Context, conversation, serviceURL string) error
	Get(ctx context.Context, conversation string) (serviceURL string, ok bool, err error)
}

// Adapter is one bot behind the gateway. It is safe for concurrent use.
type Adapter struct {
	cfg      Config
	base     *url.URL
	verifier *verifier
}

// ErrConfig: the Config is incomplete or contradicts itself.
var ErrConfig = errors.New("botframework: invalid configuration")

// New validates cfg.
func New(cfg Config) (*Adapter, error) {
	if cfg.AppID == "" {
		return nil, fmt.Errorf("%w: AppID is empty", ErrConfig)
	}
	base, err := url.Parse(cfg.URL)
	if err != nil || base.Host == "" || base.RawQuery != "" || base.Fragment != "" {
		return nil, fmt.Errorf("%w: URL is not an absolute address", ErrConfig)
	}
	if cfg.Metadata == "" {
		cfg.Metadata = PublicMetadata
	}
	if cfg.Issuers == nil {
		cfg.Issuers = []string{PublicIssuer}
	}
	if cfg.ServiceHosts == nil {
		cfg.ServiceHosts = PublicServiceHosts()
	}
	for _, h := range cfg.ServiceHosts {
		if strings.Trim(h, ".") == "" || strings.ContainsAny(h, "/:*@") {
			return nil, fmt.Errorf("%w: a service host is neither a host nor a dot and a domain", ErrConfig)
		}
	}
	if cfg.Services == nil {
		cfg.Services = newMemory(MaxConversations)
	}
	if cfg.Clock == nil {
		cfg.Clock = time.Now
	}
	if cfg.Client == nil {
		cfg.Client = &http.Client{Timeout: 10 * time.Second}
	}
	a := &Adapter{cfg: cfg, base: base}
	a.cfg.ServiceHosts = slices.Clone(cfg.ServiceHosts)
	a.verifier = &verifier{metadata: cfg.Metadata, issuers: slices.Clone(cfg.Issuers), client: cfg.Client, clock: cfg.Clock}
	return a, nil
}

// Bot returns the side of the channel: POST /api/messages, anonymised and passed on to the bot at upstream. c.Auth is
// replaced: Microsoft's tokens are verified and the gateway's set. c.Aliases is required. transport may be nil.
func (a *Adapter) Bot(c channel.Config, upstream *url.URL, transport http.RoundTripper) (http.Handler, error) {
	c.Auth = channelAuth{a}
	return channel.Proxy(a.Inbound(), c, upstream, transport)
}

// Connector returns the side of the bot: the Connector's REST interface below /v3. auth verifies the bot's tokens:
// BotTokens, or channel.BearerTokens where the bot has a fixed one. The bot's Authorization header is passed on to the
// channel.
func (a *Adapter) Connector(c channel.Config, auth channel.Authenticator, transport http.RoundTripper) (http.Handler, error) {
	if auth == nil {
		return nil, fmt.Errorf("%w: no Authenticator for the bot", ErrConfig)
	}
	c.Auth = auth
	protect, err := channel.Middleware(a.Outbound(), c)
	if err != nil {
		return nil, err
	}
	return protect(a.forward(transport)), nil
}

// Inbound is the protocol of what the channel sends.
func (a *Adapter) Inbound() channel.Protocol {
	service := channel.Rule{Path: "serviceUrl", Action: channel.Func(a.remember), Why: "replies must come to the gateway; kept for them"}
	return channel.MustTable("botframework", channel.Endpoint{
		Method: http.MethodPost, Pattern: "/api/messages",
		Conversation: func(_ *http.Request, _ map[string]string, l channel.Leaf) (string, error) { return conversationOf(l) },
		Route: channel.Route{
			Direction:        channel.ToBot,
			Request:          activity.Policy(channel.ToBot, service),
			Response:         activity.SetPolicy(channel.ToUser), // expectReplies; the body of an invoke is scanned
			ConversationKind: activity.ConversationKind,
		},
	})
}

func conversationOf(l channel.Leaf) (string, error) {
	id, ok := l.Lookup("conversation.id")
	if !ok || id == "" {
		return "", channel.ErrNoScope
	}
	return id, nil
}

// remember keeps the service URL of a verified Activity and returns the gateway's.
func (a *Adapter) remember(ctx context.Context, l channel.Leaf) (string, error) {
	id, err := conversationOf(l)
	if err != nil {
		return "", err
	}
	if _, err := a.serviceURL(l.Value()); err != nil {
		return "", err
	}
	if err := a.cfg.Services.Put(ctx, id, l.Value()); err != nil {
		return "", err
	}
	return a.cfg.URL, nil
}

// serviceURL parses and checks an address for replies.
func (a *Adapter) serviceURL(s string) (*url.URL, error) {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return nil, channel.ErrBlocked
	}
	if u.Scheme != "https" && !(a.cfg.DangerouslyAllowHTTP && u.Scheme == "http") {
		return nil, channel.ErrBlocked
	}
	host := strings.ToLower(u.Hostname())
	for _, h := range a.cfg.ServiceHosts {
		h = strings.ToLower(h)
		if host == h || h[0] == '.' && strings.HasSuffix(host, h) {
			return u, nil
		}
	}
	return nil, channel.ErrBlocked
}

// Outbound is the protocol of what the bot sends to the Connector.
func (a *Adapter) Outbound() channel.Protocol {
	drop := channel.Rule{Path: "serviceUrl", Action: channel.Drop(), Why: "the gateway's own address means nothing to the channel"}
	drops := drop
	drops.Path = "activities[].serviceUrl"
	reply := activity.Policy(channel.ToUser, drop)
	id := channel.MustPolicy(append(errorRules(),
		channel.Rule{Path: "id", Action: channel.Alias(activity.MessageKind), Why: "some platforms put telephone numbers into it"})...)
	pages := errorRules()
	for _, at := range []string{"", "[]", "members[]"} {
		pages = append(pages, accountRules(at)...)
	}
	members := channel.MustPolicy(append(pages, channel.Rule{Path: "continuationToken", Action: channel.Alias("page"), Why: "may hold identifiers"})...)
	upload := channel.MustPolicy(
		channel.Rule{Path: "name", Action: channel.Scan(), Why: "file name"},
		channel.Rule{Path: "type", Action: channel.DangerouslyKeep(), Why: "media type of the bot's own file"},
		channel.Rule{Path: "originalBase64", Action: channel.DangerouslyKeep(), Why: "the bot's own file; nothing is restored in it"},
		channel.Rule{Path: "thumbnailBase64", Action: channel.DangerouslyKeep(), Why: "the bot's own file; nothing is restored in it"},
	)
	query := channel.MustPolicy(
		channel.Rule{Path: "continuationToken", Action: activity.ID(channel.ToUser, channel.Alias("page")), Why: "resolved for the channel"},
		channel.Rule{Path: "pageSize", Action: channel.Keep(channel.Digits(9)), Why: "a number"},
	)
	at := func(method, rest string, request, response *channel.Policy) channel.Endpoint {
		e := channel.Endpoint{
			Method: method, Pattern: "/v3/conversations/{conversation}" + rest,
			Path: map[string]channel.Action{"conversation": activity.ID(channel.ToUser, channel.RoutingAlias(activity.ConversationKind))},
			Conversation: func(_ *http.Request, vars map[string]string, _ channel.Leaf) (string, error) {
				return vars["conversation"], nil
			},
			Route: channel.Route{Direction: channel.ToUser, Request: request, Response: response, Query: query,
				ConversationKind: activity.ConversationKind, Headers: []string{"Authorization"}},
		}
		if strings.Contains(rest, "{activity}") {
			e.Path["activity"] = activity.ID(channel.ToUser, channel.Alias(activity.MessageKind))
		}
		if strings.Contains(rest, "{member}") {
			e.Path["member"] = activity.ID(channel.ToUser, channel.Alias(activity.AccountKind))
		}
		return e
	}
	return channel.MustTable("botframework",
		at(http.MethodPost, "/activities", reply, id),
		at(http.MethodPost, "/activities/history", activity.SetPolicy(channel.ToUser, drops), id),
		at(http.MethodPost, "/activities/{activity}", reply, id),
		at(http.MethodPut, "/activities/{activity}", reply, id),
		at(http.MethodDelete, "/activities/{activity}", nil, id),
		at(http.MethodGet, "/activities/{activity}/members", nil, members),
		at(http.MethodGet, "/members", nil, members),
		at(http.MethodGet, "/members/{member}", nil, members),
		at(http.MethodDelete, "/members/{member}", nil, members),
		at(http.MethodGet, "/pagedmembers", nil, members),
		at(http.MethodPost, "/attachments", upload, id),
	)
}

// errorRules are the rows of what the channel answers instead of what was asked for.
func errorRules() []channel.Rule {
	return []channel.Rule{
		{Path: "error.code", Action: channel.Keep(), Why: "word of the protocol"},
		{Path: "error.message", Action: channel.Scan(), Why: "may quote what was refused"},
		{Path: "error.innerHttpError.statusCode", Action: channel.Keep(), Why: "a number"},
		{Path: "error.innerHttpError.body.**", Action: channel.Scan(), Why: "may quote what was refused"},
	}
}

// accountRules are the rows of an account at at, taken from the Activity's sender.
func accountRules(at string) []channel.Rule {
	var out []channel.Rule
	for _, r := range activity.Rules(channel.ToBot, "") {
		if field, ok := strings.CutPrefix(r.Path, "from."); ok {
			r.Path = strings.TrimPrefix(at+"."+field, ".")
			out = append(out, r)
		}
	}
	return out
}

// forward sends a restored request to the service URL of its conversation, whose identifier is the channel's own by now.
func (a *Adapter) forward(transport http.RoundTripper) http.Handler {
	proxy := &httputil.ReverseProxy{
		Transport:  transport,
		BufferPool: buffers.New(),
		Rewrite: func(p *httputil.ProxyRequest) {
			target := p.In.Context().Value(targetKey{}).(*url.URL)
			p.SetURL(target)
			p.Out.Host = target.Host
		},
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, _ error) {
			channel.WriteFailure(w, channel.AsFailure(channel.ErrUpstream))
		},
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		target, err := a.target(r)
		if err != nil {
			channel.WriteFailure(w, channel.AsFailure(err))
			return
		}
		proxy.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), targetKey{}, target)))
	})
}

type targetKey struct{}

func (a *Adapter) target(r *http.Request) (*url.URL, error) {
	segments := strings.Split(r.URL.EscapedPath(), "/") // "", "v3", "conversations", id, …
	if len(segments) < 4 {
		return nil, channel.ErrNoRoute
	}
	id, err := url.PathUnescape(segments[3])
	if err != nil {
		return nil, channel.ErrMalformed
	}
	s, ok, err := a.cfg.Services.Get(r.Context(), id)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, channel.ErrNoScope
	}
	return a.serviceURL(s) // again: the list may have changed since
}
