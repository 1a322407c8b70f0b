// Package watermill is the Guard for message streams: a middleware of Watermill's router (Kafka, NATS, AMQP and others)
// that hands anonymous messages to a handler and restores what the handler produces.
//
// The conversation of a message stands in its metadata. Payloads are JSON and are rewritten by policies, exactly as in
// HTTP adapters; metadata that no policy names is scanned, too. What a handler produces is restored in the conversation
// of the message that it consumed, and nowhere else.
//
// Several consumers work together if they share one vault (PostgreSQL or Redis) and one alias key: the same value gets
// the same pseudonym whoever consumes the message, and a message that is delivered again looks the same.
//
// If anything fails, the handler is not called, or nothing that it produced is published, and the middleware returns the
// error: the router nacks and the broker delivers again. What can never be passed on would come for ever; use Permanent
// as filter of Watermill's PoisonQueueWithFilter, on a topic that is protected like the original.
//
// Middlewares are safe for concurrent use. Brokers must be trusted with the originals: the topic before the middleware
// holds personal data, so does the one behind it.
package watermill

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/ThreeDotsLabs/watermill/message"

	"github.com/deckname/deckname/channel"
)

const conversationKind = "conversation"

// Config configures Middleware.
type Config struct {
	// Name is the second part of every scope. Required.
	Name string
	// ConversationKey is the metadata key that names the conversation. Required; messages without it are refused.
	ConversationKey string
	// Consumed and Produced are the policies of payloads to and from the handler. nil scans everything.
	Consumed, Produced *channel.Policy
	// Keep lists metadata keys whose values the operator's own programs make, such as event types and correlation ids.
	Keep []string
}

// Middleware returns a middleware. cfg.Aliases is required: the handler sees an alias of the conversation.
func Middleware(cfg channel.Config, m Config) (message.HandlerMiddleware, error) {
	if m.Name == "" || m.ConversationKey == "" || cfg.Aliases == nil {
		return nil, fmt.Errorf("%w: Name, ConversationKey and Aliases are required", channel.ErrConfig)
	}
	rw, err := channel.NewRewriter(cfg)
	if err != nil {
		return nil, err
	}
	rules := []channel.Rule{{Path: escape(m.ConversationKey), Action: channel.RoutingAlias(conversationKind), Why: "the conversation; often a telephone number"}}
	for _, k := range m.Keep {
		rules = append(rules, channel.Rule{Path: escape(k), Action: channel.DangerouslyKeep(), Why: "made by the operator's own programs"})
	}
	meta, err := channel.NewPolicy(rules...)
	if err != nil {
		return nil, err
	}
	g := &guard{rw, m, meta}
	return func(next message.HandlerFunc) message.HandlerFunc {
		return func(msg *message.Message) ([]*message.Message, error) { return g.handle(msg, next) }
	}, nil
}

// Permanent reports whether err says that a message can never be passed on, however often it is delivered.
func Permanent(err error) bool {
	var f *channel.Failure
	return errors.As(err, &f) && f.Status < 500
}

type guard struct {
	rw   *channel.Rewriter
	cfg  Config
	meta *channel.Policy
}

func (g *guard) handle(msg *message.Message, next message.HandlerFunc) ([]*message.Message, error) {
	ctx := msg.Context()
	conv := msg.Metadata.Get(g.cfg.ConversationKey)
	if conv == "" {
		return nil, channel.AsFailure(channel.ErrNoScope)
	}
	in, err := g.rewrite(ctx, channel.ToBot, conv, g.cfg.Consumed, msg)
	if err != nil {
		return nil, channel.AsFailure(err)
	}
	alias := in.Metadata.Get(g.cfg.ConversationKey)
	produced, err := next(in)
	if err != nil {
		return nil, err
	}
	out := make([]*message.Message, 0, len(produced))
	for _, p := range produced {
		if c := p.Metadata.Get(g.cfg.ConversationKey); c != "" && c != alias {
			return nil, channel.AsFailure(channel.ErrNoScope) // a handler must not speak into another conversation
		}
		p = p.Copy()
		p.SetContext(ctx)
		p.Metadata.Set(g.cfg.ConversationKey, alias)
		u, err := g.rewrite(ctx, channel.ToUser, alias, g.cfg.Produced, p)
		if err != nil {
			return nil, channel.AsFailure(err)
		}
		out = append(out, u)
	}
	return out, nil
}

func (g *guard) rewrite(ctx context.Context, d channel.Direction, conv string, p *channel.Policy, msg *message.Message) (*message.Message, error) {
	x := channel.Exchange{Protocol: g.cfg.Name, Route: "message", Direction: d, ConversationKind: conversationKind,
		Conversation: func(channel.Leaf) (string, error) { return conv, nil }}
	payload, err := g.rw.JSON(ctx, x, p, msg.Payload)
	if err != nil {
		return nil, err
	}
	raw, err := json.Marshal(map[string]string(msg.Metadata))
	if err != nil {
		return nil, channel.ErrMalformed
	}
	if raw, err = g.rw.JSON(ctx, x, g.meta, raw); err != nil {
		return nil, err
	}
	out := message.NewMessage(msg.UUID, payload)
	out.SetContext(ctx)
	return out, json.Unmarshal(raw, &out.Metadata)
}

// escape writes a metadata key as the path of a policy.
func escape(key string) string {
	var b []byte
	for i := 0; i < len(key); i++ {
		switch key[i] {
		case '.', '[', ']', '*', '{', '}', '\\':
			b = append(b, '\\')
		}
		b = append(b, key[i])
	}
	return string(b)
}
