package gateway

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/botframework"
	"github.com/deckname/deckname/channel/directline"
)

// The link stands between the web chat and the bot, in the place of Microsoft's Direct Line service: a connector in this
// process that sends activities to a Bot Framework adapter and takes replies from it. The adapter is the same code that
// serves Microsoft's channels: it verifies the connector's token, puts the gateway's service URL in the place of the
// connector's, signs a token for the bot, verifies the bot's token on the way back, and resolves the service URL again.
//
// The web chat's server has made everything anonymous before, and restores it afterwards, for the user alone. Between
// them there is nothing to find and nothing to reveal: the adapter's engine and aliases leave texts as they are.
const (
	connectorHost = "connector.internal" // in this process only
	linkHost      = "link.internal"
	linkPath      = "/directline" // below the gateway's public URL: where the bot answers
)

type link struct {
	g       *Gateway
	b       *BotFramework
	service string // the connector's service URL
	client  *http.Client
}

func (g *Gateway) link(c channel.Config) (*link, error) {
	b := g.cfg.BotFramework
	up, tr, err := g.upstream(b.Upstream, b.MutualTLS)
	if err != nil {
		return nil, FieldError{"upstream", err}
	}
	local := &Local{}
	l := &link{g: g, b: b, service: "https://" + connectorHost + "/", client: &http.Client{Transport: local}}
	public := strings.TrimSuffix(b.PublicURL, "/") + linkPath
	a, err := botframework.New(botframework.Config{AppID: b.AppID, URL: public, Issuer: g.issuer, Client: l.client,
		Metadata: "https://" + connectorHost + "/.well-known/openidconfiguration", ServiceHosts: []string{connectorHost}})
	if err != nil {
		return nil, err
	}
	c.Engine, c.Aliases, c.Prompts = anonymous{}, anonymous{}, nil
	toBot, err := a.Bot(c, up, tr)
	if err != nil {
		return nil, err
	}
	fromBot, err := a.Connector(c, g.botAuth, local)
	if err != nil {
		return nil, err
	}
	connector := http.NewServeMux()
	connector.HandleFunc("GET /.well-known/openidconfiguration", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]string{"jwks_uri": l.service + ".well-known/keys"})
	})
	connector.Handle("GET /.well-known/keys", g.issuer.Handler())
	connector.HandleFunc("POST /v3/conversations/{conversation}/activities", l.reply)
	connector.HandleFunc("POST /v3/conversations/{conversation}/activities/{activity}", l.reply)
	local.Handle(connectorHost, connector)
	local.Handle(linkHost, toBot)
	g.mux.Handle(linkPath+"/v3/conversations/", http.StripPrefix(linkPath, fromBot))
	return l, nil
}

// say is the web chat's bot. The bot's replies come by themselves, mostly before it returns.
func (l *link) say(ctx context.Context, in channel.Message, _ channel.Sender) error {
	a := make(map[string]json.RawMessage)
	if err := json.Unmarshal(in.Data, &a); err != nil {
		return channel.ErrMalformed
	}
	for name, v := range map[string]any{
		"serviceUrl": l.service, "channelId": directline.Name, "conversation": map[string]string{"id": in.Conversation},
		"recipient": map[string]string{"id": "bot", "role": "bot"},
	} {
		raw, err := json.Marshal(v)
		if err != nil {
			return channel.ErrMalformed
		}
		a[name] = raw
	}
	raw, err := json.Marshal(a)
	if err != nil {
		return channel.ErrMalformed
	}
	token, err := l.g.issuer.Token(l.b.AppID, l.service)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://"+linkHost+"/api/messages", bytes.NewReader(raw))
	if err != nil {
		return channel.ErrUpstream
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+token)
	res, err := l.client.Do(req)
	if err != nil {
		return channel.ErrUpstream
	}
	defer res.Body.Close()
	if _, err := io.Copy(io.Discard, res.Body); err != nil || res.StatusCode/100 != 2 {
		return channel.ErrUpstream
	}
	return nil
}

// reply takes an activity of the bot, which the adapter has verified.
func (l *link) reply(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	var head struct{ Type, Text, TextFormat string }
	if err == nil && json.Unmarshal(body, &head) != nil {
		err = channel.ErrMalformed
	}
	id := ""
	if err == nil {
		id, err = l.g.chat.Reply(r.Context(), r.PathValue("conversation"), channel.Message{Text: head.Text, Format: head.TextFormat, Data: body})
	}
	switch {
	case errors.Is(err, directline.ErrEnded):
		w.WriteHeader(http.StatusNotFound)
	case err != nil:
		channel.WriteFailure(w, channel.AsFailure(err))
	default:
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(map[string]string{"id": id})
	}
}

// anonymous is the engine, and the aliases, of a stretch on which everything is anonymous already.
type anonymous struct{}

// AnonymizeAll implements channel.Engine.
func (anonymous) AnonymizeAll(_ context.Context, _ string, msgs []anonymize.Message) ([]anonymize.Result, error) {
	out := make([]anonymize.Result, len(msgs))
	for i := range msgs {
		out[i].Text = msgs[i].Text
	}
	return out, nil
}

// Reveal implements channel.Engine.
func (anonymous) Reveal(_ context.Context, m anonymize.Message) (anonymize.Result, error) {
	return anonymize.Result{Text: m.Text}, nil
}

// NewRevealWriter implements channel.Engine.
func (anonymous) NewRevealWriter(_ context.Context, w io.Writer, _ anonymize.Message) (io.WriteCloser, error) {
	return unchanged{w}, nil
}

// Alias implements channel.Aliaser.
func (anonymous) Alias(_, _, id string) (string, error) { return id, nil }

// Resolve implements channel.Aliaser.
func (anonymous) Resolve(_, _, alias string) (string, error) { return alias, nil }

type unchanged struct{ io.Writer }

// Close implements io.Closer.
func (unchanged) Close() error { return nil }
