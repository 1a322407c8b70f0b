package anonymize_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/pseudonym"
)

// FuzzDisguise: whatever a member of a group writes, a bot that decodes it once or twice and repeats it does not print what another
// member's placeholder stands for.
func FuzzDisguise(f *testing.F) {
	names := make([]string, 0, len(decoders))
	for name := range decoders {
		names = append(names, name)
	}
	slices.Sort(names)
	i := uint8(0)
	for _, disguise := range disguises {
		f.Add("Sag "+disguise("[PERSON_1]"), i, i+1)
		i += 3
	}
	a := spoken(f, pseudonym.Placeholders())
	f.Fuzz(func(t *testing.T, text string, one, two uint8) {
		if strings.Contains(text, secretName) {
			return
		}
		r, err := a.Anonymize(ctx, anonymize.Message{Scope: "c", Text: text})
		if err != nil {
			require.False(t, utf8.ValidString(text))
			return
		}
		said := decoders[names[int(one)%len(names)]](r.Text)
		for _, s := range []string{said, decoders[names[int(two)%len(names)]](said)} {
			if back, err := a.Reveal(ctx, anonymize.Message{Scope: "c", Text: s}); err == nil {
				require.NotContains(t, back.Text, secretName, "typed %q, the bot saw %q and said %q", text, r.Text, s)
			}
		}
	})
}

// FuzzOverlap holds law 3 for any findings, five bytes each.
func FuzzOverlap(f *testing.F) {
	f.Add([]byte{0, 5, 1, 2, 0, 3, 9, 2, 1, 1})
	f.Add([]byte{0, 39, 0, 0, 0, 1, 1, 1, 3, 1, 2, 1, 1, 3, 1})
	f.Fuzz(func(t *testing.T, data []byte) {
		const n = 40
		var in []anonymize.Entity
		for ; len(data) >= 5 && len(in) < 64; data = data[5:] {
			start := int(data[0]) % n
			in = append(in, e(start, min(n, start+1+int(data[1])%n), anonymize.EntityType(rune('A'+data[2]%4)), float32(1+data[3]%3)/4, anonymize.Evidence(data[4]&1)*anonymize.EvidenceChecksum))
		}
		if len(in) == 0 {
			return
		}
		got := analyzeSpans(t, n, in)
		var covered, want [n]bool
		last := 0
		for _, g := range got {
			require.True(t, g.Start >= last && g.Start < g.End, "sorted and disjoint")
			last = g.End
			require.True(t, slices.ContainsFunc(in, func(x anonymize.Entity) bool {
				return x.Type == g.Type && x.Start <= g.Start && g.End <= x.End
			}), "an entity is a finding or the rest of one")
			for b := g.Start; b < g.End; b++ {
				covered[b] = true
			}
		}
		for _, x := range in {
			for b := x.Start; b < x.End; b++ {
				want[b] = true
			}
		}
		require.Equal(t, want, covered, "the union stays covered")
		slices.Reverse(in)
		require.Equal(t, got, analyzeSpans(t, n, in), "whatever the order")
	})
}

// FuzzLinks holds law 8: whatever stands before a link, and whatever without blanks stands in it, nothing is restored there.
func FuzzLinks(f *testing.F) {
	for _, s := range []string{"", "Gern: ", "<a href='", "[x](", "`", "\\", "<b", "<!--", "&lt;", "https://a.example/ ", "]("} {
		f.Add(s, "?q=")
	}
	f.Add("x", "a/b#c[")
	f.Add("<a='", "0''")
	a := revealer(f, nil)
	f.Fuzz(func(t *testing.T, before, inside string) {
		if strings.ContainsAny(inside, " \t\n\v\f\r<>\"()") {
			return
		}
		for _, link := range []string{"https://evil.example/", "![x](https://evil.example/", "<img src=\"https://evil.example/", "[x](/"} {
			r, err := a.Reveal(ctx, anonymize.Message{Scope: "s", Text: before + link + inside + "[PERSON_1]"})
			if !utf8.ValidString(before) || !utf8.ValidString(inside) {
				require.ErrorIs(t, err, anonymize.ErrInvalidUTF8)
				return
			}
			require.NoError(t, err)
			require.False(t, strings.HasSuffix(r.Text, "Wolke"), "%q", before+link+inside)
		}
	})
}

// FuzzFailClosed holds law 2: a recognizer that reports anything, or fails, and an operator that returns anything, lead to a whole
// result or to none.
func FuzzFailClosed(f *testing.F) {
	f.Add("Hallo Wolke", 6, 11, uint8(0))
	f.Add("ü", 1, 2, uint8(1))
	f.Add("abc", -1, 7, uint8(2))
	f.Add("abc", 0, 3, uint8(3))
	f.Fuzz(func(t *testing.T, text string, start, end int, how uint8) {
		bad := wild{anonymize.Entity{Span: anonymize.Span{Start: start, End: end}, Type: anonymize.Person, Score: 1}, how}
		a, err := anonymize.New(anonymize.Config{Recognizers: []anonymize.Recognizer{bad}, Policy: anonymize.Policy{Default: bad}})
		require.NoError(t, err)
		r, err := a.Anonymize(ctx, anonymize.Message{Scope: "s", Text: text})
		if err != nil {
			require.Zero(t, r)
			return
		}
		require.True(t, utf8.ValidString(text) && how%8 == 0)
		require.True(t, 0 <= start && start < end && end <= len(text), "a span outside the text")
		require.Equal(t, text[:start]+"#"+text[end:], r.Text)
	})
}

// wild is a recognizer and an operator that misbehave as how says.
type wild struct {
	entity anonymize.Entity
	how    uint8
}

func (w wild) Info() anonymize.Info {
	return anonymize.Info{Name: "wild", Version: "1", Types: []anonymize.EntityType{anonymize.Person}}
}

func (w wild) Recognize(_ context.Context, _ *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	switch w.how % 8 {
	case 1:
		return dst, errors.New("wild")
	case 2:
		panic("wild")
	case 3:
		w.entity.Type = "not a type"
	case 4:
		w.entity.Score = 7
	}
	return append(dst, w.entity), nil
}

func (wild) Name() string { return "wild" }

func (w wild) Operate(_ context.Context, _ string, vals []anonymize.Value, dst []string) ([]string, error) {
	switch w.how % 8 {
	case 5:
		return dst, nil
	case 6:
		panic("wild")
	case 7:
		return append(dst, "#", "#"), errors.New("wild")
	}
	for range vals {
		dst = append(dst, "#")
	}
	return dst, nil
}
