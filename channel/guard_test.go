package channel_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"math"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/channeltest"
)

func guard(t testing.TB, eng channel.Engine) channel.Interceptor {
	t.Helper()
	aliases, err := channel.NewAliaser(bytes.Repeat([]byte{7}, 32))
	require.NoError(t, err)
	g, err := channel.Guard("chat", channel.Config{Engine: eng, Aliases: aliases, Prompts: channel.NewPrompts(4)}, nil)
	require.NoError(t, err)
	return g
}

func TestGuard(t *testing.T) {
	in := channel.Message{Conversation: "491", ID: "m1", From: "491", Name: channeltest.Canary(0), Text: "Ich bin " + channeltest.Canary(0) + ", " + iban,
		Data: json.RawMessage(`{"k":"` + channeltest.Canary(1) + `"}`)}
	var seen channel.Message
	bot := func(ctx context.Context, in channel.Message, reply channel.Sender) error {
		seen = in
		require.NoError(t, reply(ctx, channel.Message{Text: "Hallo " + in.Name + ": " + in.Text, Format: "plain", Data: in.Data}))
		return reply(ctx, channel.Message{Conversation: "dn-other", Text: "x"})
	}
	var got []channel.Message
	err := guard(t, engine(t))(bot)(ctx, in, func(_ context.Context, m channel.Message) error { got = append(got, m); return nil })
	require.ErrorIs(t, err, channel.ErrNoScope, "a bot cannot speak into another conversation")
	assert.Equal(t, "[PERSON_1]", seen.Name)
	assert.Equal(t, "Ich bin [PERSON_1], [IBAN_CODE_1]", seen.Text)
	assert.Empty(t, channeltest.Leaks(string(seen.Data)))
	assert.NotContains(t, seen.Conversation+seen.From+seen.ID, "491")
	require.Len(t, got, 1)
	assert.Equal(t, "Hallo "+in.Name+": "+in.Text, got[0].Text)
	assert.Equal(t, "491", got[0].Conversation)
	assert.JSONEq(t, string(in.Data), string(got[0].Data))
}

func TestGuardFailsClosed(t *testing.T) {
	bot := func(context.Context, channel.Message, channel.Sender) error { t.Error("next was called"); return nil }
	for name, m := range map[string]channel.Message{
		"no conversation": {Text: "x"},
		"broken data":     {Conversation: "c", Data: json.RawMessage(`{`)},
		"invalid UTF-8":   {Conversation: "c", Text: "\xff"},
	} {
		t.Run(name, func(t *testing.T) {
			require.Error(t, guard(t, engine(t))(bot)(ctx, m, nil))
		})
	}
	require.Error(t, guard(t, brokenEngine{engine(t)})(bot)(ctx, channel.Message{Conversation: "c", Text: "x"}, nil))
	_, err := channel.Guard("chat", channel.Config{Engine: engine(t)}, nil)
	require.ErrorIs(t, err, channel.ErrConfig)
}

func TestAliases(t *testing.T) {
	a, err := channel.NewAliaser(bytes.Repeat([]byte{1}, 32))
	require.NoError(t, err)
	b, err := channel.NewAliaser(bytes.Repeat([]byte{2}, 32))
	require.NoError(t, err)
	_, err = channel.NewAliaser(make([]byte, 31))
	require.ErrorIs(t, err, channel.ErrConfig)
	for _, id := range []string{"x", "U024BE7LH", "wamid.HBgNODYxODcx", "name@example.com", "ü€😀", strings.Repeat("x", channel.MaxIDBytes)} {
		al, err := a.Alias("s", "user", id)
		require.NoError(t, err)
		assert.Regexp(t, `^dn-[0-9a-v]+$`, al)
		for name, f := range map[string]func() (string, error){
			"other scope": func() (string, error) { return a.Resolve("t", "user", al) },
			"other kind":  func() (string, error) { return a.Resolve("s", "message", al) },
			"other key":   func() (string, error) { return b.Resolve("s", "user", al) },
			"cut off":     func() (string, error) { return a.Resolve("s", "user", al[:len(al)-2]) },
			"the id":      func() (string, error) { return a.Resolve("s", "user", id) },
		} {
			_, err := f()
			require.ErrorIs(t, err, channel.ErrAlias, name)
		}
		back, err := a.Resolve("s", "user", strings.ToUpper(al))
		require.NoError(t, err)
		assert.Equal(t, id, back, "letter case does not matter")
	}
	_, err = a.Alias("s", "user", strings.Repeat("x", channel.MaxIDBytes+1))
	require.ErrorIs(t, err, channel.ErrAlias)
}

func TestNumberAliases(t *testing.T) {
	rw := rewriter(t)
	p := channel.MustPolicy(rule("**", channel.Alias("chat").Digits()))
	var ns []string
	for _, n := range []int64{0, 1, -1, 7, 123456, -1001234567890, 1<<52 - 1, -(1<<52 - 1)} {
		ns = append(ns, strconv.FormatInt(n, 10))
	}
	for l := 6; l <= 18; l++ {
		ns = append(ns, `"`+strings.Repeat("0", l)+`"`, `"`+strings.Repeat("9", l)+`"`)
	}
	in := "[" + strings.Join(ns, ",") + "]"
	out, err := rw.JSON(ctx, exchange(channel.ToBot), p, []byte(in))
	require.NoError(t, err)
	back, err := rw.JSON(ctx, exchange(channel.ToUser), p, out)
	require.NoError(t, err)
	assert.Equal(t, in, string(back))
	for i, s := range strings.Split(strings.Trim(string(out), "[]"), ",") {
		if strings.HasPrefix(s, `"`) {
			assert.Len(t, s, len(ns[i]), "the length stays")
		} else {
			assert.Equal(t, ns[i][0] == '-', s[0] == '-', "the sign stays")
		}
	}
	for _, n := range []string{"1.5", "1e3", strconv.FormatUint(math.MaxInt64, 10), `"12345"`} {
		_, err := rw.JSON(ctx, exchange(channel.ToBot), p, []byte("["+n+"]"))
		require.ErrorIs(t, err, channel.ErrAlias, n)
	}
}

func TestEscapers(t *testing.T) {
	v := "A_b*c [x](y) <i> & \"q\" `z` 1. ~\\ 'ä'"
	for name, tc := range map[string]struct {
		f    func([]byte, string) []byte
		want string
	}{
		"markdown":   {channel.EscapeMarkdown, "A\\_b\\*c \\[x\\](y) &lt;i> &amp; \"q\" \\`z\\` 1. \\~\\\\ 'ä'"},
		"markdownv2": {channel.EscapeMarkdownV2, "A\\_b\\*c \\[x\\]\\(y\\) <i\\> & \"q\" \\`z\\` 1\\. \\~\\\\ 'ä'"},
		"mrkdwn":     {channel.EscapeMrkdwn, "A\u200b_b\u200b*c [x](y) &lt;i&gt; &amp; \"q\" \u200b`z\u200b` 1. \u200b~\\ 'ä'"},
		"html":       {channel.EscapeHTML, "A_b*c [x](y) &lt;i&gt; &amp; &#34;q&#34; `z` 1. ~\\ &#39;ä&#39;"},
		"ssml":       {channel.EscapeSSML, "A_b*c [x](y) &lt;i&gt; &amp; &#34;q&#34; `z` 1. ~\\ &#39;ä&#39;"},
		"json":       {channel.EscapeJSON, "A_b*c [x](y) <i> & \\\"q\\\" `z` 1. ~\\\\ 'ä'"},
		"url":        {channel.EscapeURL, "A_b%2Ac%20%5Bx%5D%28y%29%20%3Ci%3E%20%26%20%22q%22%20%60z%60%201.%20~%5C%20%27%C3%A4%27"},
	} {
		assert.Equal(t, tc.want, string(tc.f(nil, v)), name)
	}
	assert.Nil(t, channel.EscapeFor("plain"))
}

func TestShapes(t *testing.T) {
	for name, tc := range map[string]struct {
		f       channel.Shape
		yes, no []string
	}{
		"word":      {channel.Word, []string{"message", "expectReplies", "application/json", "conversation-update"}, []string{"Mustermann", "erika mustermann", "a1", strings.Repeat("x", 65), "müller"}},
		"timestamp": {channel.Timestamp, []string{"2026-11-23T22:00:00Z", "2026-11-23T22:00:00.123+01:00"}, []string{"1.2.1980", "1980-02-01", "x"}},
		"language":  {channel.LanguageTag, []string{"de", "de-DE", "zh-Hant-TW", ""}, []string{"d", "Erika", "de-DE-Mustermann"}},
		"digits":    {channel.Digits(3), []string{"12", ""}, []string{"1234", "1a"}},
		"one of":    {channel.OneOf("a"), []string{"a", ""}, []string{"A", "b"}},
	} {
		for _, s := range tc.yes {
			assert.True(t, tc.f(s), "%s: %s", name, s)
		}
		for _, s := range tc.no {
			assert.False(t, tc.f(s), "%s: %s", name, s)
		}
	}
}

// pipe is one side of a connection.
type pipe struct{ in, out chan string }

func (p pipe) Read(ctx context.Context) ([]byte, error) {
	select {
	case s, ok := <-p.in:
		if !ok {
			return nil, io.EOF
		}
		return []byte(s), nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (p pipe) Write(_ context.Context, b []byte) error { p.out <- string(b); return nil }

func TestRelay(t *testing.T) {
	user, bot := pipe{make(chan string), make(chan string, 1)}, pipe{make(chan string), make(chan string, 1)}
	done := make(chan error, 1)
	rw := rewriter(t)
	go func() { done <- rw.Relay(ctx, exchange(channel.ToBot), channel.FramePolicies{}, user, bot) }()
	user.in <- `{"text":"` + iban + `"}`
	assert.Equal(t, `{"text":"[IBAN_CODE_1]"}`, <-bot.out)
	bot.in <- `{"text":"Ihre [IBAN_CODE_1]"}`
	assert.Equal(t, `{"text":"Ihre `+iban+`"}`, <-user.out)
	bot.in <- ``
	assert.Empty(t, <-user.out, "keep-alive")
	close(user.in)
	require.NoError(t, <-done)

	user, bot = pipe{make(chan string), make(chan string, 1)}, pipe{make(chan string), make(chan string, 1)}
	go func() { done <- rw.Relay(ctx, exchange(channel.ToBot), channel.FramePolicies{}, user, bot) }()
	user.in <- `no JSON ` + iban
	require.ErrorIs(t, <-done, channel.ErrMalformed)
	assert.Empty(t, bot.out)
}

func TestHealth(t *testing.T) {
	w := httptest.NewRecorder()
	channel.Health().ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	assert.Equal(t, 200, w.Code)
	for want, err := range map[int]error{200: nil, 503: io.ErrUnexpectedEOF} {
		w := httptest.NewRecorder()
		channel.Ready(map[string]func(context.Context) error{"vault": func(context.Context) error { return err }}).ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
		assert.Equal(t, want, w.Code)
		assert.NotContains(t, w.Body.String(), "EOF")
	}
}

func TestPromptsForget(t *testing.T) {
	p := channel.NewPrompts(2)
	for i := range 10 {
		p.SetPrompt(strconv.Itoa(i), "x"+strconv.Itoa(i))
	}
	assert.Empty(t, p.Prompt("0"))
	assert.Equal(t, "x9", p.Prompt("9"))
	p.SetPrompt("a", strings.Repeat("ü", channel.MaxPromptBytes))
	assert.LessOrEqual(t, len(p.Prompt("a")), channel.MaxPromptBytes)
}
