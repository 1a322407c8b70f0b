package attack_test

import (
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/channel"
	kit "github.com/deckname/deckname/channel/internal/adaptertest"
	"github.com/deckname/deckname/channel/openai"
)

func chatScene(t testing.TB) scene {
	return llmScene(t, "/v1/chat/completions", func(text string) (string, string) {
		return "application/json", `{"choices":[{"index":0,"message":{"role":"assistant","content":` + quote(text) + `,"tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":` + quote(`{"x":`+quote(text)+`}`) + `}}]}}]}`
	})
}

func chatStreamScene(t testing.TB) scene {
	return llmScene(t, "/v1/chat/completions", events(`{"choices":[{"index":0,"delta":{"content":%}}]}`, "[DONE]"))
}

func responsesScene(t testing.TB) scene {
	return llmScene(t, "/v1/responses", func(text string) (string, string) {
		return "application/json", `{"id":"r","output":[{"type":"message","content":[{"type":"output_text","text":` + quote(text) + `}]},{"type":"function_call","name":"f","arguments":` + quote(`{"x":`+quote(text)+`}`) + `}]}`
	})
}

func responsesStreamScene(t testing.TB) scene {
	return llmScene(t, "/v1/responses", events(`{"type":"response.output_text.delta","output_index":0,"content_index":0,"delta":%}`, `{"type":"response.completed","response":{"id":"r","output":[]}}`))
}

func anthropicScene(t testing.TB) scene {
	return llmScene(t, "/v1/messages", func(text string) (string, string) {
		return "application/json", `{"type":"message","content":[{"type":"text","text":` + quote(text) + `},{"type":"tool_use","id":"1","name":"f","input":{"x":` + quote(text) + `}}]}`
	})
}

func anthropicStreamScene(t testing.TB) scene {
	return llmScene(t, "/v1/messages", events(`{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":%}}`, `{"type":"message_stop"}`))
}

// events returns an answer as a stream of server-sent events, in pieces of a few characters, so that pseudonyms are cut.
func events(piece, last string) func(string) (string, string) {
	return func(text string) (string, string) {
		var b strings.Builder
		for n := 1; text != ""; n = n%13 + 1 {
			cut := min(5*n, len(text))
			for cut < len(text) && !utf8.RuneStart(text[cut]) {
				cut++
			}
			b.WriteString("data: " + strings.Replace(piece, "%", quote(text[:cut]), 1) + "\n\n")
			text = text[cut:]
		}
		return "text/event-stream", b.String() + "data: " + last + "\n\n"
	}
}

// said puts the pieces of a stream together again, as a client does.
func said(out string) string {
	if !strings.HasPrefix(out, "data:") {
		return out
	}
	var b strings.Builder
	for line := range strings.SplitSeq(out, "\n") {
		if data, ok := strings.CutPrefix(line, "data: "); ok {
			for _, field := range []string{`"content":"`, `"delta":"`, `"text":"`} {
				if _, rest, ok := strings.Cut(data, field); ok {
					b.WriteString(strings.TrimRight(rest, `"}]`))
				}
			}
		}
	}
	return out + b.String()
}

func llmScene(t testing.TB, path string, answer func(text string) (media, body string)) scene {
	cfg, log := config(t)
	cfg.Auth = openai.Credentials()
	model := newSpy(t)
	model.answer = func(body string) (string, string) { return answer(kit.Obey(texts(body))) }
	h, err := channel.Proxy(openai.New(openai.Config{}), cfg, kit.Parse(t, model.URL), nil)
	require.NoError(t, err)
	s := httptest.NewServer(openai.FromPath(h))
	t.Cleanup(s.Close)
	post := func(prefix, text string, header map[string]string, extra string) string {
		input := `"messages":[{"role":"user","content":` + quote(text) + `}]`
		if path == "/v1/responses" {
			input = `"input":` + quote(text)
		}
		_, _, out := kit.Do(t, kit.Call{URL: s.URL + prefix + path, Header: header, Body: `{"model":"m","max_tokens":9,` + input + extra + `}`})
		return said(out)
	}
	const victim, own = "sk-victim-0001", "sk-attacker-01"
	return scene{log: log,
		victim: func(text string) {
			post("", text, map[string]string{"Authorization": "Bearer " + victim, openai.ConversationHeader: victimID}, "")
		},
		secrets: func() []string { return []string{"sk-victim-000", "resp_1"} },
		attacker: func(a *kit.Attack, wish string) string {
			name, value := a.Header()
			header := map[string]string{name: value, "Authorization": "Bearer " + own, openai.ConversationHeader: ascii(a.ID())}
			prefix := ""
			switch a.Tries % 4 {
			case 0:
				prefix = "/c/" + url.PathEscape(a.ID())
			case 1: // the victim's key, in a place where it does not count
				header["X-Api-Key"] = victim
			case 2:
				header["Openai-Organization"] = victim
			}
			return post(prefix, wish, header, `,"user":`+quote(a.ID())+`,"metadata":{"conversation":`+quote(a.ID())+`,"user_id":`+quote(a.ID())+`}`)
		},
	}
}

// ascii makes a value fit for a header.
func ascii(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return -1
		}
		return r
	}, s)
}
