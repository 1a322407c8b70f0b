package channel_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/channeltest"
)

// FuzzForm: a form or query is refused, or means the same after the way there and back, and holds no canary in between.
func FuzzForm(f *testing.F) {
	for _, s := range []string{"a=b&c=d", "a=" + url.QueryEscape(channeltest.Canary(1)), "%61=1&a=2", "a", "=x", "&&", "a=%", "a=1;b=2", "payload=%7B%22a%22%3A%22" + iban + "%22%7D", "a+b=c+d"} {
		f.Add(s)
	}
	rw := rewriter(f)
	p := channel.MustPolicy(rule("payload", channel.Nested(nil)), rule("f", channel.Form(nil)))
	f.Fuzz(func(t *testing.T, body string) {
		out, err := rw.Form(ctx, exchange(channel.ToBot), p, []byte(body))
		if err != nil {
			return
		}
		in, err := url.ParseQuery(body)
		require.NoError(t, err, "what Go does not read is refused")
		between, err := url.ParseQuery(string(out))
		require.NoError(t, err)
		for k, vals := range between {
			require.False(t, leaked(k+"\n"+strings.Join(vals, "\n")))
		}
		back, err := rw.Form(ctx, exchange(channel.ToUser), p, out)
		require.NoError(t, err)
		got, err := url.ParseQuery(string(back))
		require.NoError(t, err)
		for k := range in {
			if len(in[k]) > 0 && !strings.Contains(in[k][0], "[") && k != "payload" && k != "f" {
				require.Equal(t, in[k], got[k], "%q", body)
			}
		}
	})
}

// FuzzMultipart: a multipart body is refused, or Go reads the same fields and files in it, without a canary.
func FuzzMultipart(f *testing.F) {
	part := func(head, body string) string {
		return "--b\r\nContent-Disposition: form-data; " + head + "\r\n\r\n" + body + "\r\n"
	}
	f.Add(part(`name="text"`, "Ich bin "+channeltest.Canary(1)) + part(`name="x"`, `{"a":1}`) + "--b--\r\n")
	f.Add(part(`name="file"; filename="Lebenslauf Erika.pdf"`, "%PDF") + "--b--")
	f.Add("--b\r\ncontent-disposition: form-data; name=a; filename*=utf-8''x\r\n\r\n\r\n--b--")
	f.Add("--b\r\nContent-Type: text/plain; charset=\"utf-8\"\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n--b\r\n--b--\r\n")
	rw := rewriter(f)
	h := http.Header{"Content-Type": {"multipart/form-data; boundary=b"}}
	p := channel.MustPolicy(rule("file", channel.DangerouslyKeep()), rule("gone", channel.Drop()))
	f.Fuzz(func(t *testing.T, body string) {
		out, err := rw.Body(ctx, exchange(channel.ToBot), p, h, []byte(body))
		if err != nil || len(body) == 0 {
			return
		}
		in, ok := parts(body)
		if !ok {
			return // refused by this reader, which is as good
		}
		sent, ok := parts(string(out))
		require.True(t, ok)
		k := 0
		for _, a := range in {
			if a.name == "gone" {
				continue
			}
			require.Less(t, k, len(sent))
			b := sent[k]
			k++
			require.Equal(t, a.name, b.name)
			require.False(t, leaked(b.file))
			if a.name == "file" {
				require.Equal(t, a.text, b.text)
				continue
			}
			require.False(t, leaked(b.text))
		}
		require.Len(t, sent, k)
	})
}

// leaked tells whether a whole canary stands in the text, raw, escaped for JSON, or percent-encoded. Parts of canaries are what the
// fuzzer makes of them.
func leaked(text string) bool {
	if u, err := url.QueryUnescape(text); err == nil {
		text += "\n" + u
	}
	return whole.MatchString(strings.ReplaceAll(text, `\u00f6`, "ö"))
}

var whole = regexp.MustCompile(`Zzkanari Vögel[a-z]`)

type field struct{ name, file, text string }

func parts(body string) (out []field, ok bool) {
	mr := multipart.NewReader(strings.NewReader(body), "b")
	for {
		p, err := mr.NextRawPart()
		if err == io.EOF {
			return out, true
		}
		if err != nil {
			return nil, false
		}
		b, err := io.ReadAll(p)
		if err != nil {
			return nil, false
		}
		out = append(out, field{p.FormName(), p.FileName(), string(b)})
	}
}

// FuzzStream: server-sent events and lines of JSON, as they come from a provider: however the network cuts them, the same bytes come
// out or the same refusal; what comes out holds no value that the pieces before a refusal did not name whole.
func FuzzStream(f *testing.F) {
	event := func(s string) string {
		return `data: {"choices":[{"index":0,"delta":{"content":` + s + `}}]}` + "\n\n"
	}
	f.Add(event(`"Hallo [PER"`)+event(`"SON_1]"`)+"data: [DONE]\n\n", uint8(0), 3)
	f.Add(": x\r\nid: 7\revent: y\ndata:{}\ndata: {\n\n", uint8(0), 1)
	f.Add(`{"choices":[{"index":0,"delta":{"content":"[PERSON_"}}]}`+"\n"+`{"choices":[{"index":0,"delta":{"content":"1]"},"finish_reason":"stop"}]}`+"\n", uint8(1), 20)
	f.Add("\ufeffdata: 1\n\ndata\n\n\n", uint8(0), 2)
	rw := rewriter(f)
	_, err := rw.JSON(ctx, exchange(channel.ToBot), nil, []byte(`["`+channeltest.Canary(0)+`"]`))
	require.NoError(f, err)
	f.Fuzz(func(t *testing.T, stream string, kind uint8, cut int) {
		run := func(size int) (string, bool) {
			var out bytes.Buffer
			w := rw.Stream(ctx, exchange(channel.ToUser), deltas(), channel.StreamSSE+channel.StreamKind(kind%2), &out)
			for rest := stream; rest != ""; {
				n := min(size, len(rest))
				if _, err := w.Write([]byte(rest[:n])); err != nil {
					return out.String(), false
				}
				rest = rest[n:]
			}
			return out.String(), w.Close() == nil
		}
		whole, ok := run(len(stream) + 1)
		cutUp, okCut := run(1 + max(0, cut)%64)
		require.Equal(t, ok, okCut, "refused or not, however it is cut")
		require.Equal(t, whole, cutUp)
		if !strings.Contains(stream, "1") {
			require.False(t, leaked(whole), "%q", stream)
		}
	})
}

// FuzzRelay: frames of a WebSocket, in both directions at once: nothing passes unread, and one that cannot be rewritten ends it.
func FuzzRelay(f *testing.F) {
	f.Add([]byte(`{"text":"`+channeltest.Canary(0)+`"}`), []byte(`{"text":"[PERSON_1]"}`))
	f.Add([]byte(""), []byte(`[`))
	f.Add([]byte(`"`+iban+`"`), []byte("\xff"))
	rw := rewriter(f)
	f.Fuzz(func(t *testing.T, fromUser, fromBot []byte) {
		user, bot := &frames{in: [][]byte{fromUser}}, &frames{in: [][]byte{fromBot}}
		err := rw.Relay(ctx, exchange(channel.ToBot), channel.FramePolicies{}, user, bot)
		if err == nil {
			require.True(t, len(fromUser) == 0 || json.Valid(fromUser) || len(bot.out) == 0)
		}
		for _, got := range bot.out {
			require.False(t, leaked(string(got)))
			require.True(t, len(got) == 0 || json.Valid(got))
		}
	})
}

// frames gives what it has and then io.EOF.
type frames struct{ in, out [][]byte }

func (f *frames) Read(context.Context) ([]byte, error) {
	if len(f.in) == 0 {
		return nil, io.EOF
	}
	b := f.in[0]
	f.in = f.in[1:]
	return b, nil
}

func (f *frames) Write(_ context.Context, b []byte) error {
	f.out = append(f.out, bytes.Clone(b))
	return nil
}

// FuzzAliases: identifiers come back, and an alias that was not made, or not here, is refused.
func FuzzAliases(f *testing.F) {
	a, err := channel.NewAliaser(bytes.Repeat([]byte{1}, 32))
	require.NoError(f, err)
	for _, id := range []string{"491713920011", "-1001234567890", "0", "a b", "", "dn-0", "@x:y", "123456", "9007199254740993"} {
		al, err := a.Alias("s", "user", id)
		require.NoError(f, err)
		f.Add(id, al)
	}
	f.Fuzz(func(t *testing.T, id, forged string) {
		for _, kind := range []string{"user", channel.NumberKind("user")} {
			al, err := a.Alias("s", kind, id)
			if err != nil {
				continue
			}
			back, err := a.Resolve("s", kind, al)
			require.NoError(t, err)
			if kind == "user" {
				require.Equal(t, id, back)
			}
		}
		got, err := a.Resolve("s", "user", forged)
		if err != nil {
			return
		}
		again, err := a.Alias("s", "user", got)
		require.NoError(t, err)
		require.True(t, strings.EqualFold(again, forged), "nobody can write an alias")
	})
}

// FuzzEscapes: a reader of the format gets the value back, and the value ends neither a string nor a tag nor a link.
func FuzzEscapes(f *testing.F) {
	for _, s := range []string{`A_b*c [x](y) <i> & "q" 'z' ` + "`z` ~\\ ä", "\r\n\t\x00", "<script>", "]()!#", "\u2028"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, value string) {
		if !utf8.ValidString(value) {
			return
		}
		h := string(channel.EscapeHTML(nil, value))
		require.NotContains(t, strings.NewReplacer("&amp;", "", "&lt;", "", "&gt;", "", "&#34;", "", "&#39;", "").Replace(h), "&")
		require.False(t, strings.ContainsAny(h, `<>"'`))
		require.Equal(t, value, html.UnescapeString(h))
		u, err := url.QueryUnescape(string(channel.EscapeURL(nil, value)))
		require.NoError(t, err)
		require.Equal(t, value, u)
		var s string
		require.NoError(t, json.Unmarshal([]byte(`"`+string(channel.EscapeJSON(nil, value))+`"`), &s))
		require.Equal(t, value, s)
		for _, m := range [][]byte{channel.EscapeMarkdown(nil, value), channel.EscapeMarkdownV2(nil, value)} {
			for i := 0; i < len(m); i++ {
				if m[i] == '\\' {
					i++
					continue
				}
				require.NotContains(t, "[]*_`", string(m[i]), "%q", m)
			}
		}
		require.False(t, bytes.ContainsAny(channel.EscapeMrkdwn(nil, value), "<>"))
	})
}

// FuzzRequest holds laws 2, 5 and 9 on the wire, for any method, path, query, type and body: without the token nothing is passed on;
// with it nothing that is found; and no answer of the gateway's own and no line of the log repeats anything of the request.
func FuzzRequest(f *testing.F) {
	who := channeltest.Canary(3)
	f.Add("POST", "/v1/talk/"+url.PathEscape(who), "q="+url.QueryEscape(who), "application/json", `{"text":"`+who+`"}`, "Bearer token")
	f.Add("GET", "/v1/talk/..%2f", "%zz", "text/plain; charset=latin1", who, "Bearer wrong")
	f.Add("POST", "/v1/talk/x", "", "multipart/form-data; boundary=b", "--b\r\n"+who, "bearer token")
	f.Add("POST", "/v1/talk/x?", "a=1;b", "application/x-www-form-urlencoded", "a="+who, "Bearer token, Bearer token")
	f.Add("POST", "/nowhere", "", "application/json", `{"`+who+`":`, "")
	var log bytes.Buffer
	passed := ""
	bot := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		passed = r.Method + " " + r.URL.String() + " " + fmt.Sprint(r.Header) + " " + string(b)
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"text":"ok"}`)
	})
	auth, err := channel.BearerTokens("", "bot", "token")
	require.NoError(f, err)
	cfg := channel.Config{Engine: engine(f), Auth: auth, Logger: slog.New(slog.NewTextHandler(&log, nil))}
	protocol := channel.MustTable("test", channel.Endpoint{Pattern: "/v1/talk/{who}", Route: channel.Route{Direction: channel.ToBot},
		Conversation: func(*http.Request, map[string]string, channel.Leaf) (string, error) { return "c", nil }})
	mw, err := channel.Middleware(protocol, cfg)
	require.NoError(f, err)
	h := mw(bot)
	f.Fuzz(func(t *testing.T, method, path, query, media, body, authorization string) {
		u, err := url.ParseRequestURI(path)
		if err != nil || method == "" || strings.ContainsAny(method+media+authorization, "\r\n\x00 ") && method != "POST" {
			return
		}
		log.Reset()
		passed = ""
		r := &http.Request{Method: method, URL: u, Header: http.Header{"Content-Type": {media}, "Authorization": {authorization}, "Cookie": {who}},
			Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body))}
		u.RawQuery = query
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r.WithContext(ctx))
		if scheme, token, _ := strings.Cut(authorization, " "); !strings.EqualFold(scheme, "Bearer") || strings.TrimSpace(token) != "token" {
			require.Empty(t, passed, "not authenticated")
			require.GreaterOrEqual(t, w.Code, 400)
		}
		require.False(t, leaked(passed), "%s", passed)
		require.False(t, leaked(log.String()))
		require.False(t, leaked(w.Body.String()+" "+fmt.Sprint(w.Header())))
	})
}
