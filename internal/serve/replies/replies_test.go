package replies_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/internal/serve/replies"
)

func TestHandler(t *testing.T) {
	var got map[string]any
	var auth, answer string
	status := http.StatusOK
	bot := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		auth = r.Header.Get("Authorization")
		got = nil
		_ = json.NewDecoder(r.Body).Decode(&got)
		w.WriteHeader(status)
		_, _ = io.WriteString(w, answer)
	}))
	defer bot.Close()
	h := replies.Handler(replies.Config{Endpoint: bot.URL, ServiceURL: "https://gateway.example", Token: func() (string, error) { return "tok", nil }})
	var said []channel.Message
	send := func(_ context.Context, m channel.Message) error { said = append(said, m); return nil }
	in := channel.Message{Conversation: "c", Text: "Hallo [PERSON_1]", Data: json.RawMessage(`{"type":"message","id":"7","serviceUrl":"https://evil.example"}`)}

	answer = `{"activities":[{"type":"message","text":"*eins*","textFormat":"markdown"},{"type":"message","text":"zwei"}]}`
	require.NoError(t, h(context.Background(), in, send))
	require.Len(t, said, 2)
	assert.Equal(t, "markdown", said[0].Format)
	assert.Equal(t, "zwei", said[1].Text)
	assert.Equal(t, "Bearer tok", auth)
	assert.Equal(t, "Hallo [PERSON_1]", got["text"])
	assert.Equal(t, "expectReplies", got["deliveryMode"])
	assert.Equal(t, "https://gateway.example", got["serviceUrl"], "the user's data does not decide the service URL")

	answer = ""
	require.NoError(t, h(context.Background(), in, send), "a bot may have nothing to say")
	for name, tc := range map[string]struct {
		status int
		answer string
	}{
		"refused":     {http.StatusUnauthorized, "Erika"},
		"not JSON":    {http.StatusOK, "Erika"},
		"wrong shape": {http.StatusOK, `{"activities":[7]}`},
	} {
		t.Run(name, func(t *testing.T) {
			status, answer = tc.status, tc.answer
			err := h(context.Background(), in, send)
			require.ErrorIs(t, err, replies.ErrBot)
			assert.NotContains(t, err.Error(), "Erika")
		})
	}
	bot.Close()
	require.ErrorIs(t, h(context.Background(), in, send), replies.ErrBot, "unreachable")
}

func Example() {
	bot := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `{"activities":[{"type":"message","text":"Guten Tag [PERSON_1]"}]}`)
	}))
	defer bot.Close()
	h := replies.Handler(replies.Config{Endpoint: bot.URL})
	err := h(context.Background(), channel.Message{Text: "Ich bin [PERSON_1]"}, func(_ context.Context, m channel.Message) error {
		fmt.Println(m.Text)
		return nil
	})
	fmt.Println(err)
	// Output:
	// Guten Tag [PERSON_1]
	// <nil>
}
