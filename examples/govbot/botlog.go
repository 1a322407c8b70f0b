package main

import (
	"context"
	"encoding/json"
	"sync"
	"time"

	"github.com/deckname/deckname/channel"
)

// turn is one message as the stations behind the gateway saw it: what the bot received and answered, what the gateway did
// meanwhile, and what the language service was asked.
type turn struct {
	Conversation string          `json:"conversation"`
	Received     time.Time       `json:"received"`
	ID           string          `json:"id"`
	Text         string          `json:"text"`
	Activity     json.RawMessage `json:"activity"`
	Replies      []string        `json:"replies"`
	Gateway      []step          `json:"gateway"`
	Service      []question      `json:"service"`

	mu        sync.Mutex
	delivered []string // to the telephone; real values
}

// step is one body that the gateway rewrote.
type step struct {
	Protocol  string  `json:"protocol"`
	Direction string  `json:"direction"`
	Texts     int     `json:"texts"`
	Entities  int     `json:"entities"`
	MS        float64 `json:"ms"`
}

// question is one call of the language service, as the service got it.
type question struct {
	Prompt string `json:"prompt"`
	Answer string `json:"answer"`
}

type turnKey struct{}

// withTurn notes in ctx that what happens belongs to t. All stations are in this process, so that they find it there.
func withTurn(ctx context.Context, t *turn) context.Context {
	return context.WithValue(ctx, turnKey{}, t)
}

func turnOf(ctx context.Context) *turn {
	t, _ := ctx.Value(turnKey{}).(*turn)
	return t
}

func (t *turn) deliver(text string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.delivered = append(t.delivered, text)
}

func (t *turn) asked(prompt, answer string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.Service = append(t.Service, question{prompt, answer})
}

func (t *turn) replied(text string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.Replies = append(t.Replies, text)
}

// steps counts for the demo: it is the gateway's channel.Metrics.
type steps struct{}

// Observe implements channel.Metrics.
func (steps) Observe(ctx context.Context, o channel.Observation) {
	if t := turnOf(ctx); t != nil && o.Texts > 0 {
		t.mu.Lock()
		defer t.mu.Unlock()
		t.Gateway = append(t.Gateway, step{o.Protocol, o.Direction.String(), o.Texts, o.Entities, float64(o.Elapsed.Microseconds()) / 1000})
	}
}

// maxTurns bounds the log; the oldest go first.
const maxTurns = 1000

// botLog is the demo's view into the bot.
type botLog struct {
	mu   sync.Mutex
	list []*turn
}

// received notes what the bot got, before it does anything with it.
func (l *botLog) received(t *turn, conversation, id, text string, activity []byte) {
	t.mu.Lock()
	t.Conversation, t.Received, t.ID, t.Text, t.Activity = conversation, time.Now().UTC(), id, text, activity
	t.mu.Unlock()
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.list = append(l.list, t); len(l.list) > maxTurns {
		l.list = append([]*turn(nil), l.list[len(l.list)-maxTurns:]...)
	}
}

// json returns the turns of a conversation, of all for "", oldest first.
func (l *botLog) json(conversation string) (out []json.RawMessage, err error) {
	l.mu.Lock()
	list := append([]*turn(nil), l.list...)
	l.mu.Unlock()
	out = []json.RawMessage{}
	for _, t := range list {
		t.mu.Lock()
		if conversation == "" || t.Conversation == conversation {
			var raw []byte
			raw, err = json.Marshal(t)
			out = append(out, raw)
		}
		t.mu.Unlock()
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

func newTurn() *turn {
	return &turn{Replies: []string{}, Gateway: []step{}, Service: []question{}}
}
