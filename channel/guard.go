package channel

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/deckname/deckname/anonymize"
)

// Message is what bots inside this process and their users say to each other.
type Message struct {
	Conversation string
	ID           string          // of the message; the platform's
	From         string          // the sender's identifier
	Name         string          // the sender's name, if the platform tells it
	Text         string          //
	Format       string          // of Text, on the way to the user: "plain", "markdown" (also ""), "xml"
	Data         json.RawMessage // what else belongs to the message, as JSON
}

// Sender sends a message. It may be called several times, and after the Handler returned as long as its context lives.
type Sender func(ctx context.Context, m Message) error

// Handler is a bot: it gets a message and answers with reply as often as it likes.
type Handler func(ctx context.Context, in Message, reply Sender) error

// Interceptor wraps a Handler.
type Interceptor func(next Handler) Handler

// Guard returns an Interceptor that keeps personal data from the Handler behind it: conversation, identifiers and name are
// replaced, text and data anonymised; what the Handler says is restored. If anything fails, next is not called, and a
// reply that cannot be restored is not sent.
//
// Name is the second part of every scope. Data is the policy of Message.Data; nil scans everything in it. Config.Aliases
// is required.
func Guard(name string, cfg Config, data *Policy) (Interceptor, error) {
	rw, err := NewRewriter(cfg)
	if err != nil {
		return nil, err
	}
	if cfg.Aliases == nil || name == "" {
		return nil, fmt.Errorf("%w: Guard needs a name and Aliases", ErrConfig)
	}
	g := &guard{rw, name, data}
	return func(next Handler) Handler {
		return func(ctx context.Context, in Message, reply Sender) error {
			m, err := g.rewrite(ctx, ToBot, in)
			if err != nil {
				return AsFailure(err)
			}
			return next(ctx, m, func(ctx context.Context, out Message) error {
				if out.Conversation == "" {
					out.Conversation = m.Conversation
				}
				if out.Conversation != m.Conversation {
					return AsFailure(ErrNoScope) // a handler must not speak into another conversation
				}
				u, err := g.rewrite(ctx, ToUser, out)
				if err != nil {
					return AsFailure(err)
				}
				return reply(ctx, u)
			})
		}
	}, nil
}

type guard struct {
	rw   *Rewriter
	name string
	data *Policy
}

const conversationKind = "conversation"

func (g *guard) rewrite(ctx context.Context, d Direction, in Message) (out Message, err error) {
	x := Exchange{Protocol: g.name, Route: "message", Direction: d, ConversationKind: conversationKind,
		Conversation: func(Leaf) (string, error) { return in.Conversation, nil }}
	out = in
	size := len(in.Text) + len(in.Name) + len(in.Data)
	_, err = g.rw.observed(ctx, x, size, func(ctx context.Context, s *session) ([]byte, error) {
		var err error
		for _, id := range []struct {
			act Action
			in  string
			out *string
		}{
			{RoutingAlias(conversationKind), in.Conversation, &out.Conversation},
			{Alias("message"), in.ID, &out.ID},
			{Alias("user"), in.From, &out.From},
		} {
			if d == ToUser && id.out != &out.Conversation {
				continue // made by the bot
			}
			if *id.out, err = s.alias(Leaf{}, id.act, id.in, false); err != nil {
				return nil, err
			}
		}
		scope, err := s.scope(Leaf{})
		if err != nil {
			return nil, err
		}
		name := anonymize.Message{Scope: scope, Text: in.Name}
		text := anonymize.Message{Scope: scope, Text: in.Text}
		setName := func(r anonymize.Result) { out.Name = r.Text }
		setText := func(r anonymize.Result) { out.Text = r.Text }
		if d == ToBot {
			if p := g.rw.cfg.Prompts; p != nil {
				text.Prompt = p.Prompt(scope)
			}
			s.batch.addWhole(scope, name, anonymize.Person, setName)
		} else {
			if p := g.rw.cfg.Prompts; p != nil && in.Text != "" {
				p.SetPrompt(scope, in.Text)
			}
			text.Escape = EscapeFor(in.Format)
			s.batch.add(scope, name, setName)
		}
		s.batch.add(scope, text, setText)
		if len(in.Data) == 0 {
			return s.finish(ctx, nil)
		}
		doc, err := parseJSON(in.Data, false)
		if err != nil {
			return nil, err
		}
		out.Data, err = s.document(ctx, doc, g.data)
		return nil, err
	})
	if err != nil {
		return Message{}, err
	}
	return out, nil
}
