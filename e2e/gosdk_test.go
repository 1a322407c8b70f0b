//go:build e2e

package e2e_test

import (
	"log/slog"
	"net/http"
	"strings"
	"testing"

	openaigo "github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
	goopenai "github.com/sashabaranov/go-openai"

	"github.com/deckname/deckname/e2e/standin"
	"github.com/deckname/deckname/e2e/wiring"
	"github.com/deckname/deckname/internal/logbuf"
	"github.com/deckname/deckname/pseudonym"
)

// sdkClient is an HTTP client for an SDK whose transport is the gateway, in this process.
func sdkClient(s *stage, scheme pseudonym.Scheme, wrap func(*wiring.Kit, http.RoundTripper) (http.RoundTripper, error)) *http.Client {
	if direct {
		return &http.Client{}
	}
	s.log = &logbuf.Buffer{}
	kit, err := wiring.NewKit(s.ctx, slog.New(slog.NewTextHandler(s.log, nil)), scheme)
	s.must(err, "engine")
	tr, err := wrap(kit, http.DefaultTransport)
	s.must(err, "transport")
	s.Cleanup(func() {
		s.clean("the log", s.log.String())
		_ = kit.Vault.Close()
	})
	return &http.Client{Transport: tr}
}

func TestGoSDKs(t *testing.T) {
	client(t, "openai-go v3.96.0 through Transport", func(s *stage) {
		model, err := standin.NewOpenAI()
		s.must(err, "stand-in")
		s.Cleanup(model.Close)
		c := openaigo.NewClient(option.WithBaseURL(model.URL+"/v1"), option.WithAPIKey(apiKey), option.WithMaxRetries(0),
			option.WithHTTPClient(sdkClient(s, pseudonym.Placeholders(), wiring.OpenAITransport)))
		params := openaigo.ChatCompletionNewParams{Model: "gpt-test", Messages: []openaigo.ChatCompletionMessageParamUnion{openaigo.UserMessage(said)}}
		plain, err := c.Chat.Completions.New(s.ctx, params)
		s.must(err, "plain")
		s.ok(plain.Choices[0].Message.Content == "Notiert: "+said, "plain:", plain.Choices[0].Message.Content)
		stream := c.Chat.Completions.NewStreaming(s.ctx, params)
		var got strings.Builder
		events := 0
		for stream.Next() {
			events++
			if ch := stream.Current().Choices; len(ch) > 0 {
				got.WriteString(ch[0].Delta.Content)
			}
		}
		s.must(stream.Err(), "stream")
		s.ok(got.String() == "Notiert: "+said, "streamed:", got.String())
		s.ok(events > 20, "events:", events)
		s.blind("the model", model.Dump())
	})
	client(t, "go-openai v1.43.0 through Transport", func(s *stage) {
		model, err := standin.NewOpenAI()
		s.must(err, "stand-in")
		s.Cleanup(model.Close)
		cfg := goopenai.DefaultConfig(apiKey)
		cfg.BaseURL = model.URL + "/v1"
		cfg.HTTPClient = sdkClient(s, pseudonym.Placeholders(), wiring.OpenAITransport)
		c := goopenai.NewClientWithConfig(cfg)
		req := goopenai.ChatCompletionRequest{Model: "gpt-test", Messages: []goopenai.ChatCompletionMessage{{Role: goopenai.ChatMessageRoleUser, Content: said}}}
		plain, err := c.CreateChatCompletion(s.ctx, req)
		s.must(err, "plain")
		s.ok(plain.Choices[0].Message.Content == "Notiert: "+said, "plain:", plain.Choices[0].Message.Content)
		stream, err := c.CreateChatCompletionStream(s.ctx, req)
		s.must(err, "stream")
		defer func() { _ = stream.Close() }()
		var got strings.Builder
		for {
			chunk, err := stream.Recv()
			if err != nil {
				break
			}
			if len(chunk.Choices) > 0 {
				got.WriteString(chunk.Choices[0].Delta.Content)
			}
		}
		s.ok(got.String() == "Notiert: "+said, "streamed:", got.String())
		s.blind("the model", model.Dump())
	})
}
