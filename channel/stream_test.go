package channel_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/channeltest"
	kit "github.com/deckname/deckname/channel/internal/adaptertest"
)

// deltas is the policy of a stream of pieces like those of language models.
func deltas() *channel.Policy {
	lane := func(l channel.Leaf) string { i, _ := l.Lookup("choices[].index"); return "choice " + i + " " }
	return channel.MustPolicy(
		rule("choices[].delta.content", channel.Delta(lane)),
		rule("choices[].finish_reason", channel.Flush(lane)),
		rule("id", channel.Keep()),
	)
}

// TestRandomSplits: a stream in any events and any network chunks restores the same text as the whole.
func TestRandomSplits(t *testing.T) {
	rw := rewriter(t)
	secret, err := rw.JSON(ctx, exchange(channel.ToBot), nil, []byte(`["`+channeltest.Canary(0)+`","`+iban+`"]`))
	require.NoError(t, err)
	require.Equal(t, `["[PERSON_1]","[IBAN_CODE_1]"]`, string(secret))
	words := []string{"[PERSON_1]", "[IBAN_CODE_1]", "[PERSON_12]", "[PERSON_", "Guten Tag ", "ü€😀", "[", "]", "\n", "\"", "_1]", " "}
	r := rand.New(rand.NewPCG(1, 2))
	for kind, sep := range map[channel.StreamKind][2]string{channel.StreamSSE: {"data: ", "\n\n"}, channel.StreamNDJSON: {"", "\n"}} {
		for n := range kit.Splits() {
			var texts [2]string
			for lane := range texts {
				for range r.IntN(8) {
					texts[lane] += words[r.IntN(len(words))]
				}
			}
			var in bytes.Buffer
			pieces := [2][]string{kit.Pieces(r, texts[0]), kit.Pieces(r, texts[1])}
			eol := []string{"\n", "\r\n", "\r"}[r.IntN(3)]
			if kind == channel.StreamNDJSON {
				eol = "\n"
			}
			for len(pieces[0])+len(pieces[1]) > 0 {
				lane := r.IntN(2)
				if len(pieces[lane]) == 0 {
					lane = 1 - lane
				}
				b, err := json.Marshal(pieces[lane][0])
				require.NoError(t, err)
				pieces[lane] = pieces[lane][1:]
				end := "null"
				if len(pieces[lane]) == 0 && r.IntN(2) == 0 {
					end = `"stop"`
				}
				in.WriteString(sep[0] + `{"id":"x","choices":[{"index":` + strconv.Itoa(lane) + `,"delta":{"content":` + string(b) + `},"finish_reason":` + end + `}]}` + strings.ReplaceAll(sep[1], "\n", eol))
			}
			var out bytes.Buffer
			w := rw.Stream(ctx, exchange(channel.ToUser), deltas(), kind, &out)
			for rest := in.Bytes(); len(rest) > 0; {
				k := 1 + r.IntN(len(rest))
				_, err := w.Write(rest[:k])
				require.NoError(t, err)
				rest = rest[k:]
			}
			require.NoError(t, w.Close())
			var got [2]string
			for line := range strings.SplitSeq(strings.ReplaceAll(out.String(), "\r", "\n"), "\n") {
				line = strings.TrimPrefix(line, "data: ")
				if line == "" {
					continue
				}
				var ev struct {
					Choices []struct {
						Index int
						Delta struct{ Content string }
					}
				}
				require.NoError(t, json.Unmarshal([]byte(line), &ev), "%q", line)
				got[ev.Choices[0].Index] += ev.Choices[0].Delta.Content
			}
			for lane := range texts {
				whole, err := json.Marshal(texts[lane])
				require.NoError(t, err)
				want, err := rw.JSON(ctx, exchange(channel.ToUser), nil, whole)
				require.NoError(t, err)
				var s string
				require.NoError(t, json.Unmarshal(want, &s))
				require.Equal(t, s, got[lane], "run %d of %d, input %q", n, kind, in.String())
			}
		}
	}
}

// TestRandomSplitsCumulative: a text that is sent again as it grows shows, at every step, a beginning of what it will be,
// never a part of a pseudonym, and at the end all of it.
func TestRandomSplitsCumulative(t *testing.T) {
	rw := rewriter(t)
	_, err := rw.JSON(ctx, exchange(channel.ToBot), nil, []byte(`["`+channeltest.Canary(0)+`","`+iban+`"]`))
	require.NoError(t, err)
	final := func(l channel.Leaf) bool { s, _ := l.Sibling("type"); return s == "final" }
	p := channel.MustPolicy(rule("text", channel.Cumulative(final)), rule("type", channel.Keep()))
	words := []string{"[PERSON_1]", "[IBAN_CODE_1]", "[PERSON_12]", "[PERSON_", "Guten Tag ", "ü€😀", "[", "]", "\n", "_1]", " "}
	r := rand.New(rand.NewPCG(3, 4))
	restore := func(text, kind string) string {
		b, err := json.Marshal(map[string]string{"text": text, "type": kind})
		require.NoError(t, err)
		out, err := rw.JSON(ctx, exchange(channel.ToUser), p, b)
		require.NoError(t, err)
		var m struct{ Text string }
		require.NoError(t, json.Unmarshal(out, &m))
		return m.Text
	}
	for n := range kit.Splits() {
		text := ""
		for range 1 + r.IntN(8) {
			text += words[r.IntN(len(words))]
		}
		whole, sent := restore(text, "final"), ""
		assert.NotContains(t, whole, "[PERSON_1]")
		for _, piece := range kit.Pieces(r, text) {
			sent += piece
			got := restore(sent, "more")
			require.True(t, strings.HasPrefix(whole, got), "run %d: %q of %q shows %q, at the end %q", n, sent, text, got, whole)
		}
	}
}

func TestStreamSendsAtOnce(t *testing.T) {
	rw := rewriter(t)
	_, err := rw.JSON(ctx, exchange(channel.ToBot), nil, []byte(`"`+iban+`"`))
	require.NoError(t, err)
	var out bytes.Buffer
	w := rw.Stream(ctx, exchange(channel.ToUser), deltas(), channel.StreamSSE, &out)
	send := func(s string) string {
		out.Reset()
		_, err := w.Write([]byte(s))
		require.NoError(t, err)
		return out.String()
	}
	ev := func(content, finish string) string {
		return `data: {"choices":[{"index":0,"delta":{"content":"` + content + `"},"finish_reason":` + finish + `}]}` + "\n\n"
	}
	assert.Equal(t, ev("Hallo ", "null"), send(ev("Hallo ", "null")), "nothing to wait for")
	assert.Equal(t, ev("", "null"), send(ev("[IBAN", "null")), "an event stays an event")
	assert.Equal(t, ev(iban+"!", "null"), send(ev("_CODE_1]!", "null")))
	assert.Equal(t, ev("", "null"), send(ev("[IBAN", "null")))
	assert.Equal(t, ev("[IBAN", "null")+"data: {\"choices\":[{\"index\":0,\"finish_reason\":\"stop\"}]}\n\n",
		send("data: {\"choices\":[{\"index\":0,\"finish_reason\":\"stop\"}]}\n\n"), "what was held back comes before the end")
	assert.Equal(t, ": keep-alive\n\n", send(": keep-alive\n\n"))
	assert.Equal(t, "data: [DONE]\n\n", send("data: [DONE]\n\n"))
	require.NoError(t, w.Close())
}

func TestStreamRefuses(t *testing.T) {
	for name, body := range map[string]string{
		"byte order mark": "\ufeffdata: {}\n\n",
		"broken JSON":     "data: {\"a\":\n\n",
		"duplicate key":   "data: {\"a\":1,\"a\":2}\n\n",
		"endless event":   "data: " + strings.Repeat("x", channel.MaxEventBytes+10),
	} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			w := rewriter(t).Stream(ctx, exchange(channel.ToUser), deltas(), channel.StreamSSE, &out)
			_, err := w.Write([]byte(body))
			require.Error(t, err)
			require.Error(t, w.Close())
			assert.Empty(t, out.String())
		})
	}
}

func TestStreamToBotShowsNothing(t *testing.T) {
	var out bytes.Buffer
	w := rewriter(t).Stream(ctx, exchange(channel.ToBot), nil, channel.StreamSSE, &out)
	_, err := w.Write([]byte(": " + iban + "\nid: " + iban + "\nevent: message\ndata: {\"a\":\"" + iban + "\"}\n\ndata: " + iban + "\n\n"))
	require.NoError(t, err)
	require.NoError(t, w.Close())
	assert.Equal(t, "event: message\ndata: {\"a\":\"[IBAN_CODE_1]\"}\n\ndata: [IBAN_CODE_1]\n\n", out.String())
}

func TestCumulative(t *testing.T) {
	rw := rewriter(t)
	_, err := rw.JSON(ctx, exchange(channel.ToBot), nil, []byte(`"`+iban+`"`))
	require.NoError(t, err)
	p := channel.MustPolicy(rule("text", channel.Cumulative(func(l channel.Leaf) bool { s, _ := l.Sibling("type"); return s == "final" })))
	for _, tc := range [][2]string{
		{`{"text":"Ihre [IBAN_CO","type":"more"}`, `{"text":"Ihre ","type":"more"}`},
		{`{"text":"Ihre [IBAN_CODE_1] und","type":"more"}`, `{"text":"Ihre ` + iban + ` und","type":"more"}`},
		{`{"text":"Ihre [IBAN_CO","type":"final"}`, `{"text":"Ihre [IBAN_CO","type":"final"}`},
	} {
		out, err := rw.JSON(ctx, exchange(channel.ToUser), p, []byte(tc[0]))
		require.NoError(t, err)
		assert.Equal(t, tc[1], string(out))
	}
}
