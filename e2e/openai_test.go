//go:build e2e

package e2e_test

import (
	"encoding/json"
	"testing"

	"github.com/deckname/deckname/e2e/standin"
)

const apiKey = "sk-standin-0123456789abcdef"

func TestOpenAI(t *testing.T) {
	client(t, "openai 6.49.0, plain, streamed, tools", func(s *stage) {
		model, err := standin.NewOpenAI()
		s.must(err, "stand-in")
		s.Cleanup(model.Close)
		s.open(map[string]any{"channel": "openai", "upstream": model.URL, "token": apiKey})
		line := s.run("openai.mjs", "OPENAI_URL="+s.front(model.URL)+"/v1", "OPENAI_KEY="+apiKey, "SAY="+said)
		var out struct {
			Plain, Turn2, Streamed               string
			StreamedParts, Usage                 int
			ToolArguments, StreamedToolArguments struct{ Name string }
		}
		s.must(json.Unmarshal([]byte(line), &out), line)
		s.ok(out.Plain == "Notiert: "+said, "plain:", out.Plain)
		s.restored("turn 2", out.Turn2)
		s.ok(out.Streamed == "Notiert: "+said, "streamed:", out.Streamed)
		s.ok(out.StreamedParts > 20, "the stream was gathered before it was passed on:", out.StreamedParts)
		s.ok(out.Usage == 12, "usage:", out.Usage)
		s.ok(out.ToolArguments.Name == said, "tool arguments:", out.ToolArguments.Name)
		s.ok(out.StreamedToolArguments.Name == said, "streamed tool arguments:", out.StreamedToolArguments.Name)
		s.blind("the model", model.Dump())
		if direct {
			return
		}
		question := []byte(`{"model":"gpt-test","messages":[{"role":"user","content":"Wer ist [PERSON_1] mit [IBAN_CODE_1]?"}]}`)
		before := len(model.All())
		status, body := s.post(s.gateway+"/v1/chat/completions", map[string]string{"Content-Type": "application/json"}, question)
		s.ok(status == 401 || status == 403, "accepted without a key:", status, body)
		s.ok(len(model.All()) == before, "a request without a key reached the model")
		// Another key is another scope: the provider checks the key, and here it finds nothing to restore.
		_, body = s.post(s.gateway+"/v1/chat/completions", map[string]string{"Content-Type": "application/json", "Authorization": "Bearer sk-other"}, question)
		s.clean("the holder of another key", body)
	})
}
