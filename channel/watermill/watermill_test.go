package watermill_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	wm "github.com/ThreeDotsLabs/watermill"
	"github.com/ThreeDotsLabs/watermill/message"
	"github.com/ThreeDotsLabs/watermill/pubsub/gochannel"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/channeltest"
	kit "github.com/deckname/deckname/channel/internal/adaptertest"
	"github.com/deckname/deckname/channel/watermill"
)

func middleware(t testing.TB, cfg channel.Config) message.HandlerMiddleware {
	mw, err := watermill.Middleware(cfg, watermill.Config{Name: "queue", ConversationKey: "conversation.id", Keep: []string{"event.type"}})
	require.NoError(t, err)
	return mw
}

func in(conv, payload string) *message.Message {
	m := message.NewMessage("1", []byte(payload))
	m.Metadata = message.Metadata{"conversation.id": conv, "event.type": "Asked", "user": channeltest.Canary(7)}
	return m
}

// Two consumers share one vault through a router and a broker in memory; each answers what the other's handler would.
func TestRouter(t *testing.T) {
	cfg, _ := kit.Config(t)
	broker := gochannel.NewGoChannel(gochannel.Config{OutputChannelBuffer: 100}, wm.NopLogger{})
	router, err := message.NewRouter(message.RouterConfig{CloseTimeout: time.Second}, wm.NopLogger{})
	require.NoError(t, err)
	saw := make(chan string, 10)
	for i := range 2 { // two topics, as two partitions
		topic := fmt.Sprintf("in-%d", i)
		h := router.AddHandler(topic, topic, broker, "out", broker, func(m *message.Message) ([]*message.Message, error) {
			saw <- string(m.Payload) + m.Metadata.Get("conversation.id") + m.Metadata.Get("user")
			return message.Messages{message.NewMessage("2", []byte(`{"text":"Guten Tag [PERSON_1]"}`))}, nil
		})
		h.AddMiddleware(middleware(t, cfg))
	}
	out, err := broker.Subscribe(t.Context(), "out")
	require.NoError(t, err)
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- router.Run(ctx) }()
	<-router.Running()
	who := channeltest.Canary(1)
	for i := range 2 {
		require.NoError(t, broker.Publish(fmt.Sprintf("in-%d", i), in("491713920011", `{"text":"Ich bin `+who+`","n":1.50}`)))
	}
	var first string
	for range 2 {
		got := <-saw
		assert.Empty(t, channeltest.Leaks(got))
		assert.NotContains(t, got, "491713920011")
		assert.Contains(t, got, `{"text":"Ich bin [PERSON_1]","n":1.50}`)
		if first == "" {
			first = got
		}
		assert.Equal(t, first, got, "the same pseudonyms and aliases on both consumers")
		m := <-out
		assert.Equal(t, `{"text":"Guten Tag `+who+`"}`, string(m.Payload))
		assert.Equal(t, "491713920011", m.Metadata.Get("conversation.id"))
		m.Ack()
	}
	stop()
	require.NoError(t, <-done)
}

// TestIdentityAndLinks: a payload without findings stays the same bytes, and an answer that a model was talked into carries
// nothing away.
func TestIdentityAndLinks(t *testing.T) {
	cfg, _ := kit.Config(t)
	payload := ""
	h := middleware(t, cfg)(func(m *message.Message) ([]*message.Message, error) {
		payload = string(m.Payload)
		out, err := json.Marshal(map[string]string{"text": kit.Injected, "url": "https://evil.example/[PERSON_1]"})
		return message.Messages{message.NewMessage("2", out)}, err
	})
	const plain = ` { "text" : "Guten Tag \u00fc\/", "n": 1.50 } `
	_, err := h(in("c1", plain))
	require.NoError(t, err)
	assert.Equal(t, plain, payload)
	out, err := h(in("c1", `{"text":"`+channeltest.Canary(1)+`"}`))
	require.NoError(t, err)
	require.Len(t, out, 1)
	assert.Contains(t, payload, "[PERSON_2]", "after the user in the metadata")
	assert.Empty(t, channeltest.Leaks(string(out[0].Payload)), string(out[0].Payload))
}

func TestFailClosed(t *testing.T) {
	cfg, _ := kit.Config(t)
	called := false
	next := func(m *message.Message) ([]*message.Message, error) {
		called = true
		other := message.NewMessage("2", []byte(`{"text":"[PERSON_1]"}`))
		other.Metadata.Set("conversation.id", "dn-other")
		return message.Messages{other}, nil
	}
	h := middleware(t, cfg)(next)
	for why, m := range map[string]*message.Message{"no conversation": in("", `{}`), "no JSON": in("c1", `{`), "a duplicate key": in("c1", `{"a":1,"A":2}`)} {
		out, err := h(m)
		assert.Empty(t, out, why)
		assert.True(t, watermill.Permanent(err), why)
		assert.False(t, called, why)
	}
	out, err := h(in("c1", `{}`))
	assert.Empty(t, out, "a handler must not speak into another conversation")
	assert.ErrorIs(t, err, channel.ErrNoScope)
	cfg.Engine = kit.Broken{}
	_, err = middleware(t, cfg)(next)(in("c1", `{"text":"x"}`))
	require.Error(t, err)
	assert.False(t, watermill.Permanent(err), "to be delivered again")
	oops := errors.New("handler")
	cfg, _ = kit.Config(t)
	_, err = middleware(t, cfg)(func(*message.Message) ([]*message.Message, error) { return nil, oops })(in("c1", `{}`))
	assert.ErrorIs(t, err, oops)
	_, err = watermill.Middleware(cfg, watermill.Config{})
	assert.ErrorIs(t, err, channel.ErrConfig)
}

// In earnest the configuration holds an engine with recognizers.All and a vault on PostgreSQL, the same for all consumers.
func Example() {
	mw, err := watermill.Middleware(kit.Silent(), watermill.Config{Name: "questions", ConversationKey: "conversation", Keep: []string{"type"}})
	if err != nil {
		panic(err)
	}
	answer := mw(func(m *message.Message) ([]*message.Message, error) {
		return message.Messages{message.NewMessage("2", []byte(`{"answer":"Montag"}`))}, nil
	})
	_, err = answer(message.NewMessage("1", []byte(`{"question":"Wann?"}`)))
	fmt.Println(err, watermill.Permanent(err))
	m := message.NewMessage("1", []byte(`{"question":"Wann?"}`))
	m.Metadata.Set("conversation", "4711")
	out, err := answer(m)
	fmt.Println(string(out[0].Payload), err)
	// Output:
	// channel: no_conversation: channel: no conversation true
	// {"answer":"Montag"} <nil>
}
