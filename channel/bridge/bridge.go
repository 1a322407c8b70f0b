package bridge

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/activity"
)

// Config is what is the same for all platforms.
type Config struct {
	// URL is the bridge's address as the bot sees it: the serviceUrl of its Activities. Required.
	URL string
	// Bot is the bot's endpoint for Activities, such as http://bot:3978/api/messages. Required.
	Bot *url.URL
	// Auth verifies the bot's tokens, as botframework.Adapter.BotTokens does. Required.
	Auth channel.Authenticator
	// Token makes the token that the bot gets, as botframework.Issuer.Token does for AppID and URL. nil: none.
	Token func(audience, serviceURL string) (string, error)
	AppID string
	// Account is the page or telephone number, by its id at the platform, that answers. Version is that of the Graph API.
	// Empty: "me" and "v24.0".
	Account, Version string
	// Client calls bot and platform. nil: a client with a time-out of 15 s.
	Client *http.Client
}

// Incoming is one message of a user.
type Incoming struct {
	User, ID, Name, Account string
	Time                    time.Time
	Activity                map[string]any // type, text, attachments, entities, value and so on
}

// Outgoing is what a platform needs to know of a bot's Activity.
type Outgoing struct {
	Type, Text, ReplyToID string
	SuggestedActions      struct{ Actions []Button }
	Attachments           []struct {
		ContentType, ContentURL string
		Content                 Card
	}
}

// Card is a hero or thumbnail card, or an adaptive card's text for want of more.
type Card struct {
	Title, Subtitle, Text string
	Buttons               []Button
	Images                []struct{ URL string }
}

// Button is a card action.
type Button struct {
	Type, Title string
	Value       any
}

// Reply returns what the platform sends back if the user presses b.
func (b Button) Reply() string {
	if s, ok := b.Value.(string); ok && s != "" {
		return s
	}
	if b.Value != nil {
		if raw, err := json.Marshal(b.Value); err == nil {
			return string(raw)
		}
	}
	return b.Title
}

// Platform is a messaging platform.
type Platform struct {
	Name, ChannelID string
	Hooks           []channel.Endpoint                             // the webhook, with its authentication
	Read            func(body []byte) ([]Incoming, error)          // of a webhook
	Write           func(user string, out Outgoing) ([]any, error) // the bodies of calls
	Sent            func(answer []byte) (id string)                // the id of a sent message
	Token           string                                         // for Graph
	Graph           *url.URL                                       //
	Wrap            func(channel.Protocol) channel.Protocol        // failures in the platform's form
}

type bridge struct {
	cfg Config
	p   Platform
	rw  *channel.Rewriter
	in  *channel.Policy
}

// New returns the handler of webhook and replies. gateway.Auth is not used; gateway.Aliases is required.
func New(cfg Config, gateway channel.Config, p Platform) (http.Handler, error) {
	base, err := url.Parse(cfg.URL)
	if err != nil || base.Host == "" || cfg.Bot == nil || cfg.Bot.Host == "" || cfg.Auth == nil || gateway.Aliases == nil {
		return nil, fmt.Errorf("%w: URL, Bot, Auth and Aliases are required", channel.ErrConfig)
	}
	if cfg.Account == "" {
		cfg.Account = "me"
	}
	if cfg.Version == "" {
		cfg.Version = "v24.0"
	}
	if cfg.Client == nil {
		cfg.Client = &http.Client{Timeout: 15 * time.Second}
	}
	rw, err := channel.NewRewriter(gateway)
	if err != nil {
		return nil, err
	}
	b := &bridge{cfg, p, rw, activity.Policy(channel.ToBot, own()...)}
	endpoints := p.Hooks
	for i := range endpoints {
		if endpoints[i].Method == http.MethodPost {
			endpoints[i].Route.Answer = http.HandlerFunc(b.webhook)
		}
	}
	// Platforms show plain text: values are not escaped for Markdown.
	reply := activity.Policy(channel.ToUser,
		channel.Rule{Path: "text", Action: channel.Utterance(), Why: "what the bot says, as plain text"},
		channel.Rule{Path: "attachments[].content.text", Action: channel.Scan(), Why: "what the bot says, as plain text"},
		channel.Rule{Path: "serviceUrl", Action: channel.Drop(), Why: "the bridge's own address"})
	id := channel.MustPolicy(channel.Rule{Path: "id", Action: channel.Alias(activity.MessageKind), Why: "some platforms put telephone numbers into it"})
	for _, rest := range []string{"/activities", "/activities/{activity}"} {
		e := channel.Endpoint{Method: http.MethodPost, Pattern: "/v3/conversations/{conversation}" + rest,
			Path: map[string]channel.Action{"conversation": channel.RoutingAlias(activity.ConversationKind)},
			Conversation: func(_ *http.Request, vars map[string]string, _ channel.Leaf) (string, error) {
				return vars["conversation"], nil
			},
			Route: channel.Route{Direction: channel.ToUser, Auth: cfg.Auth, Request: reply, Response: id, ConversationKind: activity.ConversationKind}}
		if rest != "/activities" {
			e.Path["activity"] = activity.ID(channel.ToUser, channel.Alias(activity.MessageKind))
		}
		endpoints = append(endpoints, e)
	}
	table, err := channel.Table(p.Name, endpoints...)
	if err != nil {
		return nil, err
	}
	protect, err := channel.Middleware(p.Wrap(table), gateway)
	if err != nil {
		return nil, err
	}
	return protect(http.HandlerFunc(b.reply)), nil
}

// own are the rows of what the bridge itself puts into Activities.
func own() []channel.Rule {
	row := func(path string, a channel.Action, why string) channel.Rule {
		return channel.Rule{Path: path, Action: a, Why: why}
	}
	return []channel.Rule{
		row("serviceUrl", channel.DangerouslyKeep(), "written by the bridge"),
		row("attachments[].content.contact.name", channel.Entity(anonymize.Person), "a card with a person on it"),
		row("attachments[].content.contact.phones[]", channel.Entity(anonymize.PhoneNumber), "a card with a person on it"),
		row("attachments[].content.contact.emails[]", channel.Entity(anonymize.EmailAddress), "a card with a person on it"),
		row("entities[].address", channel.Entity(anonymize.Address), "where the user is"),
	}
}

// webhook gets verified bodies only.
func (b *bridge) webhook(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	messages, err := b.p.Read(body)
	if err != nil {
		w.WriteHeader(http.StatusOK) // signed, but not to be understood: repeating does not help
		return
	}
	for _, m := range messages {
		if err := b.deliver(r.Context(), m); err != nil {
			if channel.AsFailure(err).Status < 500 {
				continue // never to be passed on; counted by Metrics
			}
			w.Header().Set("Retry-After", "5")
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
	}
	w.WriteHeader(http.StatusOK)
}

func (b *bridge) deliver(ctx context.Context, m Incoming) error {
	a := m.Activity
	a["id"], a["channelId"], a["serviceUrl"], a["textFormat"] = m.ID, b.p.ChannelID, b.cfg.URL, "plain"
	a["timestamp"] = m.Time.UTC().Format(time.RFC3339)
	a["from"] = map[string]any{"id": m.User, "name": m.Name, "role": "user"}
	a["recipient"] = map[string]any{"id": m.Account, "role": "bot"}
	a["conversation"] = map[string]any{"id": m.User}
	raw, err := json.Marshal(a)
	if err != nil {
		return channel.ErrMalformed
	}
	x := channel.Exchange{Protocol: b.p.Name, Route: "bridge", Direction: channel.ToBot, ConversationKind: activity.ConversationKind,
		Conversation: func(channel.Leaf) (string, error) { return m.User, nil }}
	if raw, err = b.rw.JSON(ctx, x, b.in, raw); err != nil {
		return err
	}
	token := ""
	if b.cfg.Token != nil {
		if token, err = b.cfg.Token(b.cfg.AppID, b.cfg.URL); err != nil {
			return err
		}
	}
	_, _, err = b.post(ctx, b.cfg.Bot, token, raw)
	return err
}

// post sends a JSON text. Errors hold nothing of the answer.
func (b *bridge) post(ctx context.Context, u *url.URL, token string, body []byte) (status int, answer []byte, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, u.String(), bytes.NewReader(body))
	if err != nil {
		return 0, nil, channel.ErrUpstream
	}
	req.Header.Set("Content-Type", "application/json")
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	res, err := b.cfg.Client.Do(req)
	if err != nil {
		return 0, nil, channel.ErrUpstream
	}
	defer func() { _ = res.Body.Close() }()
	answer, err = io.ReadAll(io.LimitReader(res.Body, 1<<20))
	if err != nil || res.StatusCode >= 300 {
		return res.StatusCode, nil, channel.ErrUpstream
	}
	return res.StatusCode, answer, nil
}

// reply gets an Activity that is restored, at a path that holds the platform's own id of the user.
func (b *bridge) reply(w http.ResponseWriter, r *http.Request) {
	user, err := url.PathUnescape(strings.Split(r.URL.EscapedPath()+"///", "/")[3])
	var out Outgoing
	if err == nil {
		err = json.NewDecoder(r.Body).Decode(&out)
	}
	var calls []any
	if err == nil {
		calls, err = b.p.Write(user, out)
	}
	if err != nil {
		channel.WriteFailure(w, channel.AsFailure(channel.ErrMalformed))
		return
	}
	id := ""
	for _, c := range calls {
		body, err := json.Marshal(c)
		if err != nil {
			channel.WriteFailure(w, channel.AsFailure(channel.ErrMalformed))
			return
		}
		status, answer, err := b.post(r.Context(), b.p.Graph.JoinPath(b.cfg.Version, b.cfg.Account, "messages"), b.p.Token, body)
		if status == http.StatusTooManyRequests {
			channel.WriteFailure(w, &channel.Failure{Status: status, Code: "upstream_busy", Err: channel.ErrUpstream})
			return
		}
		if err != nil {
			channel.WriteFailure(w, channel.AsFailure(err))
			return
		}
		if sent := b.p.Sent(answer); sent != "" {
			id = sent
		}
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]string{"id": id})
}

// Pieces cuts text into pieces of at most n characters, at white space if there is some in the second half.
func Pieces(text string, n int) []string {
	var out []string
	for r := []rune(text); len(r) > 0; {
		cut := min(n, len(r))
		if cut < len(r) {
			if i := strings.LastIndexAny(string(r[cut/2:cut]), " \n"); i >= 0 {
				cut = cut/2 + len([]rune(string(r[cut/2 : cut])[:i])) + 1
			}
		}
		out = append(out, string(r[:cut]))
		r = r[cut:]
	}
	return out
}

// Short returns the first n characters of s.
func Short(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

// Parts returns the text and buttons of an Activity with those of its cards, and the addresses of its pictures.
func (o Outgoing) Parts() (text string, buttons []Button, images []string) {
	texts := []string{o.Text}
	buttons = o.SuggestedActions.Actions
	for _, a := range o.Attachments {
		if strings.HasPrefix(a.ContentType, "image/") && a.ContentURL != "" {
			images = append(images, a.ContentURL)
		}
		texts = append(texts, a.Content.Title, a.Content.Subtitle, a.Content.Text)
		buttons = append(buttons, a.Content.Buttons...)
		for _, i := range a.Content.Images {
			images = append(images, i.URL)
		}
	}
	var kept []string
	for _, t := range texts {
		if t != "" {
			kept = append(kept, t)
		}
	}
	var press []Button
	for _, b := range buttons {
		if b.Type == "openUrl" {
			kept = append(kept, b.Title+": "+b.Reply())
		} else if b.Title != "" {
			press = append(press, b)
		}
	}
	return strings.Join(kept, "\n"), press, images
}
