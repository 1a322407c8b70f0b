package openai_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/channeltest"
	"github.com/deckname/deckname/channel/openai"
)

// FuzzProvider: whatever a provider answers, whole or as a stream, to a caller who told nothing: no value of another caller is in it.
func FuzzProvider(f *testing.F) {
	f.Add("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"[PERSON_1]\"}}]}\n\ndata: [DONE]\n\n", "text/event-stream", uint8(0))
	f.Add("event: x\ndata: {\"type\":\"response.output_text.delta\",\"output_index\":0,\"delta\":\"[PERSON\"}\n\n", "text/event-stream; charset=utf-8", uint8(1))
	f.Add(`{"type":"message","content":[{"type":"tool_use","input":{"a":"[PERSON_1]"}}]}`, "application/json", uint8(2))
	f.Add("<html>[PERSON_1]", "text/html", uint8(0))
	answer, media := "", ""
	cfg := config(f)
	rt, err := channel.Transport(openai.New(openai.Config{}), cfg, roundTrip(func() (string, string) { return answer, media }))
	require.NoError(f, err)
	client := &http.Client{Transport: rt}
	paths := []string{"/v1/chat/completions", "/v1/responses", "/v1/messages", "/v1/embeddings"}
	post := func(t testing.TB, path, key, body string) string {
		req, err := http.NewRequest(http.MethodPost, "http://provider.example"+path, strings.NewReader(body))
		require.NoError(t, err)
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Authorization", "Bearer "+key)
		res, err := client.Do(req.WithContext(openai.WithConversation(req.Context(), "c "+key)))
		if err != nil {
			return ""
		}
		defer res.Body.Close()
		b, _ := io.ReadAll(res.Body)
		return string(b)
	}
	answer, media = `{}`, "application/json"
	post(f, paths[0], "sk-victim-0001", chat(channeltest.Canary(1)))
	f.Fuzz(func(t *testing.T, text, kind string, which uint8) {
		if strings.ContainsAny(kind, "\r\n\x00") || len(channeltest.Leaks(text)) > 0 {
			return
		}
		answer, media = text, kind
		out := post(t, paths[int(which)%len(paths)], "sk-other-0001", `{"model":"m","max_tokens":1,"input":"x","messages":[{"role":"user","content":"x"}]}`)
		require.Empty(t, channeltest.Leaks(out))
	})
}

type roundTrip func() (body, media string)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body)
		_ = r.Body.Close()
	}
	body, media := f()
	return &http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {media}}, Body: io.NopCloser(strings.NewReader(body)), Request: r, ProtoMajor: 1, ProtoMinor: 1}, nil
}
