package channel_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/channeltest"
)

func rule(path string, a channel.Action) channel.Rule {
	return channel.Rule{Path: path, Action: a, Why: "test"}
}

func TestActions(t *testing.T) {
	nested := channel.MustPolicy(rule("id", channel.Alias("user")))
	for _, tc := range []struct {
		name   string
		rules  []channel.Rule
		in     string
		want   string // "dn-…" stands for any alias
		exact  bool   // the way back gives in again
		refuse error
	}{
		{"unlisted strings are scanned", nil, `{"a":{"b":["` + iban + `"]}}`, `{"a":{"b":["[IBAN_CODE_1]"]}}`, true, nil},
		{"unlisted keys are scanned", nil, `{"` + iban + `":1}`, `{"[IBAN_CODE_1]":1}`, true, nil},
		{"unlisted numbers are scanned and become strings", nil, `{"phone":4917139200117}`, `{"phone":"[PHONE_NUMBER_1]"}`, false, nil},
		{"entity without a detector", []channel.Rule{rule("name", channel.Entity(anonymize.Person))}, `{"name":"Xyz"}`, `{"name":"[PERSON_1]"}`, true, nil},
		{"entity of blanks stays", []channel.Rule{rule("name", channel.Entity(anonymize.Person))}, `{"name":"  "}`, `{"name":"  "}`, true, nil},
		{"alias", []channel.Rule{rule("id", channel.Alias("user"))}, `{"id":"491713920011"}`, `{"id":"dn-…"}`, true, nil},
		{"alias of a number stays a number", []channel.Rule{rule("id", channel.Alias("chat"))}, `{"id":-100123456789}`, `{"id":-…}`, true, nil},
		{"alias in digits", []channel.Rule{rule("id", channel.Alias("wa").Digits())}, `{"id":"491713920011"}`, `{"id":"…"}`, true, nil},
		{"key alias", []channel.Rule{rule("by.{}", channel.Alias("user"))}, `{"by":{"U1":1}}`, `{"by":{"dn-…":1}}`, true, nil},
		{"wrong case is the same field", []channel.Rule{rule("from.id", channel.Alias("user"))}, `{"From":{"ID":"U1"}}`, `{"From":{"ID":"dn-…"}}`, true, nil},
		{"keep a word", []channel.Rule{rule("type", channel.Keep())}, `{"type":"message"}`, `{"type":"message"}`, true, nil},
		{"keep does not keep what is no word", []channel.Rule{rule("type", channel.Keep())}, `{"type":"` + iban + `"}`, `{"type":"[IBAN_CODE_1]"}`, true, nil},
		{"keep a number", []channel.Rule{rule("n", channel.Keep())}, `{"n":4917139200117}`, `{"n":4917139200117}`, true, nil},
		{"drop first", []channel.Rule{rule("a", channel.Drop())}, `{ "a":{"x":1}, "b":2}`, `{ "b":2}`, false, nil},
		{"drop last", []channel.Rule{rule("b", channel.Drop())}, `{"a":1, "b":"x" }`, `{"a":1 }`, false, nil},
		{"drop middle run", []channel.Rule{rule("b", channel.Drop()), rule("c", channel.Drop())}, `{"a":1, "b":2, "c":3, "d":4}`, `{"a":1, "d":4}`, false, nil},
		{"drop both ends", []channel.Rule{rule("a", channel.Drop()), rule("c", channel.Drop())}, `{"a":1,"b":"` + iban + `","c":3}`, `{"b":"[IBAN_CODE_1]"}`, false, nil},
		{"drop by choice", []channel.Rule{rule("*", channel.Choose(func(channel.Leaf) channel.Action { return channel.Drop() }))}, `{"` + iban + `":"x"}`, `{}`, false, nil},
		{"drop all", []channel.Rule{rule("*", channel.Drop())}, `{"a":1,"b":2}`, `{}`, false, nil},
		{"drop elements", []channel.Rule{rule("a[]", channel.Drop())}, `{"a":[1,"x"]}`, `{"a":[]}`, false, nil},
		{"block", []channel.Rule{rule("secret", channel.Block())}, `{"secret":"x"}`, ``, false, channel.ErrBlocked},
		{"block lets null pass", []channel.Rule{rule("secret", channel.Block())}, `{"secret":null}`, `{"secret":null}`, true, nil},
		{"nested", []channel.Rule{rule("args", channel.Nested(nested))}, `{"args":"{\"id\":\"U1\",\"q\":\"` + iban + `\"}"}`, `{"args":"{\"id\":\"dn-…\",\"q\":\"[IBAN_CODE_1]\"}"}`, true, nil},
		{"nested that is no JSON is scanned", []channel.Rule{rule("args", channel.Nested(nested))}, `{"args":"{ ` + iban + `"}`, `{"args":"{ [IBAN_CODE_1]"}`, true, nil},
		{"form in JSON", []channel.Rule{rule("q", channel.Form(nil))}, `{"q":"a=` + iban + `&b=1"}`, `{"q":"a=%5BIBAN_CODE_1%5D&b=1"}`, true, nil},
		{"coordinates are rounded", []channel.Rule{rule("lat", channel.Round(1))}, `{"lat":50.93753}`, `{"lat":50.9}`, false, nil},
		{"first rule wins", []channel.Rule{rule("a.b", channel.Keep()), rule("a.**", channel.Drop())}, `{"a":{"b":"x","c":"y"}}`, ``, false, errDropsAll},
		{"deep", []channel.Rule{rule("**.first_name", channel.Entity(anonymize.Person))}, `{"m":[{"r":{"first_name":"Xy"}}],"first_name":"Zz"}`, `{"m":[{"r":{"first_name":"[PERSON_1]"}}],"first_name":"[PERSON_2]"}`, true, nil},
		{"dot in a key", []channel.Rule{rule(`a\.b`, channel.Entity(anonymize.Person))}, `{"a.b":"Xy"}`, `{"a.b":"[PERSON_1]"}`, true, nil},
		{"root text", []channel.Rule{rule("", channel.Entity(anonymize.Person))}, `"Xy"`, `"[PERSON_1]"`, true, nil},
		{"a name in a field is looked for in texts", []channel.Rule{rule("from", channel.Entity(anonymize.Person))}, `{"from":"Qq Ww","text":"hier Qq Ww, nicht Qq Wwx"}`, `{"from":"[PERSON_1]","text":"hier [PERSON_1], nicht Qq Wwx"}`, true, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			rw := rewriter(t)
			p, err := channel.NewPolicy(tc.rules...)
			require.NoError(t, err)
			out, err := rw.JSON(ctx, exchange(channel.ToBot), p, []byte(tc.in))
			if errors.Is(tc.refuse, errDropsAll) {
				require.NoError(t, err)
				assert.Equal(t, `{}`, string(out), "a.** covers a itself: more exact rows inside it have to name their parents first")
				return
			}
			if tc.refuse != nil {
				require.ErrorIs(t, err, tc.refuse)
				return
			}
			require.NoError(t, err)
			want := "^" + strings.NewReplacer(`dn-…`, `dn-[0-9a-v]+`, `-…`, `-[0-9]+`, `…`, `[0-9]{12}`).Replace(regexp.QuoteMeta(tc.want)) + "$"
			assert.Regexp(t, want, string(out))
			again, err := rw.JSON(ctx, exchange(channel.ToBot), p, []byte(tc.in))
			require.NoError(t, err)
			assert.Equal(t, string(out), string(again), "a retry gets the same aliases")
			if tc.exact {
				back, err := rw.JSON(ctx, exchange(channel.ToUser), p, out)
				require.NoError(t, err)
				assert.JSONEq(t, tc.in, string(back))
			}
		})
	}
}

var errDropsAll = errors.New("test: expects an empty object")

func TestOffsets(t *testing.T) {
	p := channel.MustPolicy(
		rule("entities[].offset", channel.Offset("text", channel.UTF16)),
		rule("entities[].length", channel.Length("text", "entities[].offset", channel.UTF16)),
	)
	rw := rewriter(t)
	in := `{"text":"😀 ` + iban + ` fett","entities":[{"offset":0,"length":2},{"offset":3,"length":22},{"offset":26,"length":4}]}`
	out, err := rw.JSON(ctx, exchange(channel.ToBot), p, []byte(in))
	require.NoError(t, err)
	assert.JSONEq(t, `{"text":"😀 [IBAN_CODE_1] fett","entities":[{"offset":0,"length":2},{"offset":3,"length":13},{"offset":17,"length":4}]}`, string(out))
	back, err := rw.JSON(ctx, exchange(channel.ToUser), p, out)
	require.NoError(t, err)
	assert.JSONEq(t, in, string(back))
}

func TestLaterHopsAndLinks(t *testing.T) {
	rw := rewriter(t)
	p := channel.MustPolicy(rule("url", channel.Link()), rule("text", channel.Utterance().AsBy(func(l channel.Leaf) anonymize.Escaper {
		f, _ := l.Sibling("textFormat")
		return channel.EscapeFor(f)
	})))
	_, err := rw.JSON(ctx, exchange(channel.ToBot), p, []byte(`{"text":"`+channeltest.Canary(1)+`_x `+iban+`"}`))
	require.NoError(t, err)
	for name, body := range map[string]string{
		"link field":           `{"url":"https://evil.example/?q=[IBAN_CODE_1]"}`,
		"script":               `{"url":"javascript:alert('[IBAN_CODE_1]')"}`,
		"without a scheme":     `{"url":"//evil.example/[IBAN_CODE_1]"}`,
		"bare host":            `{"url":"evil.example/[IBAN_CODE_1]"}`,
		"image in Markdown":    `{"text":"![x](https://evil.example/?q=[IBAN_CODE_1])"}`,
		"address in a text":    `{"text":"siehe https://evil.example/[IBAN_CODE_1]"}`,
		"whole but no address": `{"url":"[IBAN_CODE_1]"}`,
		"attribute in a tag":   `{"text":"<img src=https://evil.example/[IBAN_CODE_1]>","textFormat":"xml"}`,
	} {
		t.Run(name, func(t *testing.T) {
			out, err := rw.JSON(ctx, exchange(channel.ToUser), p, []byte(body))
			require.NoError(t, err)
			assert.NotContains(t, string(out), iban)
		})
	}
}

func TestScopes(t *testing.T) {
	rw := rewriter(t)
	// one webhook, two users: each has numbers of its own, and the bot's answer is restored in the right one
	x := channel.Exchange{Protocol: "wa", Direction: channel.ToBot, ConversationKind: "phone",
		Conversation: func(l channel.Leaf) (string, error) { s, _ := l.Lookup("messages[].from"); return s, nil }}
	p := channel.MustPolicy(rule("messages[].from", channel.RoutingAlias("phone")))
	out, err := rw.JSON(ctx, x, p, []byte(`{"messages":[{"from":"491","text":"`+channeltest.Canary(0)+`"},{"from":"492","text":"`+channeltest.Canary(1)+`"}]}`))
	require.NoError(t, err)
	var got struct{ Messages []struct{ From, Text string } }
	require.NoError(t, json.Unmarshal(out, &got))
	assert.Equal(t, "[PERSON_1]", got.Messages[0].Text)
	assert.Equal(t, "[PERSON_1]", got.Messages[1].Text)
	assert.NotEqual(t, got.Messages[0].From, got.Messages[1].From)
	x.Direction, x.Conversation = channel.ToUser, func(l channel.Leaf) (string, error) { s, _ := l.Lookup("to"); return s, nil }
	p = channel.MustPolicy(rule("to", channel.RoutingAlias("phone")))
	for i, m := range got.Messages {
		out, err := rw.JSON(ctx, x, p, []byte(`{"to":"`+m.From+`","text":"Hallo [PERSON_1]"}`))
		require.NoError(t, err)
		assert.JSONEq(t, `{"to":"49`+string(rune('1'+i))+`","text":"Hallo `+channeltest.Canary(i)+`"}`, string(out))
	}
	_, err = rw.JSON(ctx, x, p, []byte(`{"to":"dn-0000","text":"[PERSON_1]"}`))
	require.ErrorIs(t, err, channel.ErrAlias, "an alias that nobody made")

	_, err = rw.JSON(ctx, channel.Exchange{Protocol: "x", Direction: channel.ToBot}, nil, []byte(`{"a":"b"}`))
	require.ErrorIs(t, err, channel.ErrNoScope)
	assert.NotEqual(t, channel.Scope("a", "b", "c/d"), channel.Scope("a", "b/c", "d"))
	assert.NotEqual(t, channel.Scope("a", "b", "c", "d"), channel.Scope("a", "b", "c%00d"))
}

// TestLinearTime: bodies made to cost more than their length do not.
func TestLinearTime(t *testing.T) {
	var wide, mentions, scopes strings.Builder
	wide.WriteString(`{`)
	for i := range 60_000 {
		wide.WriteString(`"k` + strconv.Itoa(i) + `":"v",`)
	}
	wide.WriteString(`"user":"u"}`)
	mentions.WriteString(`{"user":"u","name":"Qq Ww","text":"` + strings.Repeat("Qq Ww ", 100_000) + `"}`)
	scopes.WriteString(`{"m":[`)
	for i := range 20_000 {
		scopes.WriteString(`{"user":"` + strconv.Itoa(i) + `"},`)
	}
	scopes.WriteString(`{}]}`)
	p := channel.MustPolicy(rule("name", channel.Entity(anonymize.Person)))
	for name, tc := range map[string]struct{ body, user string }{
		"a wide object":      {wide.String(), "user"},
		"a name without end": {mentions.String(), "user"},
		"many conversations": {scopes.String(), "m[].user"},
	} {
		t.Run(name, func(t *testing.T) {
			x := channel.Exchange{Protocol: "x", Direction: channel.ToBot, Conversation: func(l channel.Leaf) (string, error) {
				s, _ := l.Lookup(tc.user)
				return "u" + s, nil
			}}
			start := time.Now()
			_, err := rewriter(t).JSON(ctx, x, p, []byte(tc.body))
			if err != nil {
				require.ErrorIs(t, err, channel.ErrTooLarge)
			}
			assert.Less(t, time.Since(start), 8*time.Second, "quadratic would be minutes")
		})
	}
}

func TestPanics(t *testing.T) {
	p := channel.MustPolicy(rule("a", channel.Choose(func(l channel.Leaf) channel.Action { panic(l.Value()) })))
	_, err := rewriter(t).JSON(ctx, exchange(channel.ToBot), p, []byte(`{"a":"`+iban+`"}`))
	require.ErrorIs(t, err, anonymize.ErrPanic)
	assert.NotContains(t, err.Error(), iban)
}

func TestNestedSeesItsSurroundings(t *testing.T) {
	var paths []string
	inner := channel.MustPolicy(rule("form.name", channel.Choose(func(l channel.Leaf) channel.Action {
		paths = append(paths, l.Path())
		return channel.Entity(anonymize.Person)
	})))
	x := channel.Exchange{Protocol: "wa", Direction: channel.ToBot,
		Conversation: func(l channel.Leaf) (string, error) { s, _ := l.Lookup("messages[].from"); return s, nil }}
	p := channel.MustPolicy(rule("messages[].reply", channel.Nested(inner)))
	out, err := rewriter(t).JSON(ctx, x, p, []byte(`{"messages":[{"from":"a","reply":"{\"form\":{\"name\":\"Xy\"}}"},{"from":"b","reply":"{\"form\":{\"name\":\"Zz\"}}"}]}`))
	require.NoError(t, err)
	assert.Equal(t, 2, strings.Count(string(out), "[PERSON_1]"), "two scopes")
	assert.Equal(t, []string{"messages[0].reply.form.name", "messages[1].reply.form.name"}, paths)
}

func TestMedia(t *testing.T) {
	files := channel.MustPolicy(rule("doc", channel.Keep()), rule("activity", channel.Nested(nil)), rule("photo", channel.Drop()))
	part := func(head, body string) string { return "--b\r\n" + head + "\r\n\r\n" + body + "\r\n" }
	disp := func(name string) string { return `Content-Disposition: form-data; name="` + name + `"` }
	for _, tc := range []struct{ name, media, in, want string }{
		{"json with charset", "application/json; charset=utf-8", `{"a":"` + iban + `"}`, `{"a":"[IBAN_CODE_1]"}`},
		{"vendor json", "application/vnd.microsoft.activity+json", `{"a":"` + iban + `"}`, `{"a":"[IBAN_CODE_1]"}`},
		{"form", "application/x-www-form-urlencoded", "a=x+y&text=IBAN%20" + iban + "&&c", "a=x+y&text=IBAN+%5BIBAN_CODE_1%5D&&c"},
		{"text", "text/plain", "IBAN " + iban, "IBAN [IBAN_CODE_1]"},
		{"html", "text/html", "<p>" + iban, "<p>[IBAN_CODE_1]"},
		{"lines of JSON", "application/x-ndjson", "{\"a\":\"" + iban + "\"}\n\n{}\n", "{\"a\":\"[IBAN_CODE_1]\"}\n\n{}\n"},
		{"parts", `multipart/form-data; boundary=b`,
			part(disp("text"), iban) + part(disp("activity")+"\r\nContent-Type: application/vnd.microsoft.activity", `{"t":"`+iban+`"}`) +
				part(disp("photo")+`; filename="x.jpg"`, "\xff\xd8") + part(disp("doc")+`; filename="Erika Muster.pdf"`+"\r\nContent-Type: application/pdf", "%PDF\xff") + "--b--\r\n",
			part(disp("text"), "[IBAN_CODE_1]") + part(disp("activity")+"\r\nContent-Type: application/vnd.microsoft.activity", `{"t":"[IBAN_CODE_1]"}`) +
				part(disp("doc")+`; filename="file.pdf"`+"\r\nContent-Type: application/pdf", "%PDF\xff") + "--b--\r\n"},
		{"parts without findings", `multipart/form-data; boundary=b`, part(disp("text"), "guten Tag") + "--b--", part(disp("text"), "guten Tag") + "--b--"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			out, err := rewriter(t).Body(ctx, exchange(channel.ToBot), files, http.Header{"Content-Type": {tc.media}}, []byte(tc.in))
			require.NoError(t, err)
			assert.Equal(t, tc.want, string(out))
		})
	}
	for _, tc := range []struct {
		name, media, in string
		err             error
	}{
		{"no type", "", "{}", channel.ErrUnsupported},
		{"other charset", "application/json; charset=utf-16", "{}", channel.ErrUnsupported},
		{"picture", "image/png", "x", channel.ErrUnsupported},
		{"form with a broken escape", "application/x-www-form-urlencoded", "a=%zz", channel.ErrMalformed},
		{"form with a semicolon", "application/x-www-form-urlencoded", "a=1;b=2", channel.ErrMalformed},
		{"form in Latin-1", "application/x-www-form-urlencoded", "a=%fc", channel.ErrMalformed},
		{"text in Latin-1", "text/plain", "\xfc", channel.ErrMalformed},
		{"file that no rule names", `multipart/form-data; boundary=b`, part(disp("x")+`; filename="a.pdf"`, "x") + "--b--", channel.ErrBlocked},
		{"second spelling of a file name", `multipart/form-data; boundary=b`, part(disp("doc")+`; filename="a.pdf"; filename*=utf-8''Erika`, "x") + "--b--", channel.ErrUnsupported},
		{"preamble", `multipart/form-data; boundary=b`, "Erika\r\n--b\r\n\r\n--b--", channel.ErrMalformed},
		{"epilogue", `multipart/form-data; boundary=b`, part(disp("a"), "x") + "--b--Erika", channel.ErrMalformed},
		{"base64 part", `multipart/form-data; boundary=b`, part(disp("a")+"\r\nContent-Transfer-Encoding: base64", "eA==") + "--b--", channel.ErrUnsupported},
	} {
		t.Run("refused: "+tc.name, func(t *testing.T) {
			h := http.Header{}
			if tc.media != "" {
				h.Set("Content-Type", tc.media)
			}
			out, err := rewriter(t).Body(ctx, exchange(channel.ToBot), files, h, []byte(tc.in))
			require.ErrorIs(t, err, tc.err)
			assert.Empty(t, out)
		})
	}
}

func TestPolicyTables(t *testing.T) {
	for name, rules := range map[string][]channel.Rule{
		"no reason":    {{Path: "a", Action: channel.Keep()}},
		"twice":        {rule("a.b", channel.Keep()), rule("A.B", channel.Drop())},
		"empty step":   {rule("a..b", channel.Keep())},
		"ends in dot":  {rule("a.", channel.Keep())},
		"keys inside":  {rule("{}.a", channel.Keep())},
		"half bracket": {rule("a[.b", channel.Keep())},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := channel.NewPolicy(rules...)
			require.ErrorIs(t, err, channel.ErrConfig)
		})
	}
	p := channel.MustPolicy(rule("a[].b", channel.Keep()), rule("a[].*", channel.Drop()))
	r, ok := p.Lookup("a[].b")
	require.True(t, ok)
	assert.Equal(t, "keep", r.Action.Name())
	_, ok = p.Lookup("a.b")
	assert.False(t, ok)
}

func TestCanaryInEveryString(t *testing.T) {
	body := []byte(`{"type":"x","id":"y","from":{"id":"z","name":"n"},"list":[{"text":"t","deep":{"k":["v","w"]}}],"args":"a","n":5}`)
	p := channel.MustPolicy(rule("type", channel.Keep()), rule("id", channel.Alias("message")), rule("from.id", channel.Alias("user")),
		rule("from.name", channel.Entity(anonymize.Person)), rule("args", channel.Nested(nil)))
	filled, canaries := channeltest.Fill(t, body, nil)
	require.Len(t, canaries, 8)
	rw := rewriter(t)
	out, err := rw.JSON(ctx, exchange(channel.ToBot), p, filled)
	require.NoError(t, err)
	assert.Empty(t, channeltest.Leaks(string(out)))
	back, err := rw.JSON(ctx, exchange(channel.ToUser), p, out)
	require.NoError(t, err)
	assert.JSONEq(t, string(filled), string(back))
}
