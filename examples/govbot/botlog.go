package main

import (
	"context"
	"encoding/json"
	"sync"
	"time"

	"github.com/deckname/deckname/channel"
)

// entry is one message as the bot received it, and what it answered.
type entry struct {
	Conversation string          `json:"conversation"`
	Received     time.Time       `json:"received"`
	ID           string          `json:"id"`
	Text         string          `json:"text"`
	Activity     json.RawMessage `json:"activity"`
	Replies      []string        `json:"replies"`
}

// maxEntries bounds the log; the oldest go first.
const maxEntries = 1000

// botLog is the demo's view into the bot.
type botLog struct {
	mu   sync.Mutex
	list []*entry
}

func newBotLog() *botLog { return &botLog{} }

// record wraps the bot. It notes what it receives before the bot does anything with it.
func (l *botLog) record(next channel.Handler, on bool) channel.Handler {
	if !on {
		return next
	}
	return func(ctx context.Context, in channel.Message, reply channel.Sender) error {
		e := &entry{Conversation: in.Conversation, Received: time.Now().UTC(), ID: in.ID, Text: in.Text, Activity: in.Data, Replies: []string{}}
		l.mu.Lock()
		if l.list = append(l.list, e); len(l.list) > maxEntries {
			l.list = append([]*entry(nil), l.list[len(l.list)-maxEntries:]...)
		}
		l.mu.Unlock()
		return next(ctx, in, func(ctx context.Context, m channel.Message) error {
			l.mu.Lock()
			e.Replies = append(e.Replies, m.Text)
			l.mu.Unlock()
			return reply(ctx, m)
		})
	}
}

// entries returns the entries of a conversation, of all for "", oldest first.
func (l *botLog) entries(conversation string) []entry {
	l.mu.Lock()
	defer l.mu.Unlock()
	out := []entry{}
	for _, e := range l.list {
		if conversation == "" || e.Conversation == conversation {
			c := *e
			c.Replies = append([]string{}, e.Replies...)
			out = append(out, c)
		}
	}
	return out
}
