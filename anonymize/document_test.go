package anonymize_test

import (
	"runtime"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/internal/fold"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func tokens(t *testing.T, text string) (*anonymize.Document, []string) {
	t.Helper()
	d, err := anonymize.NewDocument(text, "")
	require.NoError(t, err)
	var out []string
	for _, tok := range d.Tokens() {
		out = append(out, d.Original(tok))
	}
	return d, out
}

func TestTokens(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"empty", "", nil},
		{"hyphen splits", "Lea-Sophie", []string{"Lea", "-", "Sophie"}},
		{"letters and digits stay together", "L01X00T47, 12a", []string{"L01X00T47", ",", "12a"}},
		{"runs of one punctuation character", "....?!!", []string{"....", "?", "!!"}},
		{"a blank ends a run", ". .", []string{".", "."}},
		{"decomposed umlaut", "Mu\u0308ller!", []string{"Mu\u0308ller", "!"}},
		{"soft hyphen and zero width stay inside", "Mül\u00adler a\u200bb", []string{"Mül\u00adler", "a\u200bb"}},
		{"full width", "ＡＢ１２＠ｃ", []string{"ＡＢ１２", "＠", "ｃ"}},
		{"emoji", "a👍🏽b", []string{"a", "👍", "🏽", "b"}},
		{"homoglyphs", "Mаx Müller", []string{"Mаx", "Müller"}},
		{"homoglyphs at the end", "Müller, Mаx", []string{"Müller", ",", "Mаx"}},
		{"marks after the last letter", "Rene\u0301 ist", []string{"Rene\u0301", "ist"}},
		{"Cyrillic", "Анна Шевченко", []string{"Анна", "Шевченко"}},
		{"CRLF and NBSP", "a\r\nb\u00a0c", []string{"a", "b", "c"}},
		{"leading mark", "\u0301a", []string{"a"}},
	} {
		_, got := tokens(t, c.text)
		assert.Equal(t, c.want, got, c.name)
	}
}

func TestTokenFlags(t *testing.T) {
	d, _ := tokens(t, "Herr MÜLLER\nmcDonald a1 Анна ß")
	type is = anonymize.TokenFlags
	want := []is{
		anonymize.Letter | anonymize.Upper | anonymize.SpaceBefore | anonymize.LineStart,
		anonymize.Letter | anonymize.Upper | anonymize.AllUpper | anonymize.NonASCII | anonymize.SpaceBefore,
		anonymize.Letter | anonymize.InnerUpper | anonymize.SpaceBefore | anonymize.LineStart,
		anonymize.Letter | anonymize.Digit | anonymize.SpaceBefore,
		anonymize.Letter | anonymize.Upper | anonymize.NonASCII | anonymize.Foreign | anonymize.SpaceBefore,
		anonymize.Letter | anonymize.NonASCII | anonymize.SpaceBefore,
	}
	for i, tok := range d.Tokens() {
		assert.Equal(t, want[i], tok.Flags, d.Original(tok))
	}
	assert.Equal(t, []int32{3}, d.DigitTokens())
}

func TestFeatures(t *testing.T) {
	for text, want := range map[string]anonymize.Feature{
		"":       0,
		"abc":    anonymize.HasLetter,
		"A1":     anonymize.HasLetter | anonymize.HasUpper | anonymize.HasDigit,
		"@:./":   anonymize.HasAt | anonymize.HasColon | anonymize.HasDot | anonymize.HasSlash,
		"＠":      anonymize.HasAt | anonymize.HasNonASCII,
		"١":      anonymize.HasDigit | anonymize.HasNonASCII,
		"ж":      anonymize.HasLetter | anonymize.HasNonASCII | anonymize.HasForeign,
		"\u00a0": anonymize.HasNonASCII,
	} {
		d, _ := tokens(t, text)
		assert.Equal(t, want, d.Features(), "%+q", text)
	}
}

func TestDocumentRefuses(t *testing.T) {
	_, err := anonymize.NewDocument("a\xff", "")
	assert.ErrorIs(t, err, anonymize.ErrInvalidUTF8)
	_, err = anonymize.NewDocument("", "\xff")
	assert.ErrorIs(t, err, anonymize.ErrInvalidUTF8)
	_, err = anonymize.NewDocument(strings.Repeat("a", anonymize.MaxTextBytes+1), "")
	assert.ErrorIs(t, err, anonymize.ErrTooLong)
}

func TestMemo(t *testing.T) {
	d, _ := tokens(t, "a")
	built := 0
	build := func(_ *anonymize.Document, old any) any { built++; return built }
	type key struct{}
	assert.Equal(t, 1, d.Memo(key{}, build))
	assert.Equal(t, 1, d.Memo(key{}, build), "made once per text")
	nested := func(d *anonymize.Document, _ any) any { return d.Memo("inner", build).(int) * 10 }
	assert.Equal(t, 20, d.Memo("outer", nested), "a memo may use another")
	d, _ = tokens(t, "b")
	assert.Equal(t, 3, d.Memo(nil, build), "nil is a key like others")
	assert.Equal(t, 3, d.Memo(nil, build))
}

// TestMemoEqualKeys: a key that is equal to an earlier one may be collected, and its address given to another key, which must not get
// the value of the first.
func TestMemoEqualKeys(t *testing.T) {
	type key struct{ n [40]int }
	keys := func(n int) any { return key{[40]int{n}} }
	d, _ := tokens(t, "a")
	get := func(n int) any {
		return d.Memo(keys(n), func(*anonymize.Document, any) any { return n })
	}
	for n := range 64 {
		require.Equal(t, n, get(n))
		require.Equal(t, n, get(n), "under an equal key")
	}
	runtime.GC()
	for n := range 1000 {
		require.Equal(t, n, get(n))
	}
}

// checkDocument holds what is true of every Document: the folded view is what package fold says, tokens are in order and
// hash their words, and all offsets fall on rune boundaries of the text.
func checkDocument(t *testing.T, text string) {
	d, err := anonymize.NewDocument(text, "")
	if !utf8.ValidString(text) {
		require.ErrorIs(t, err, anonymize.ErrInvalidUTF8)
		return
	}
	require.NoError(t, err)
	// escapes, quotation marks of mails, and words with digits are read as what they mean
	if folded := fold.String(text); !strings.ContainsAny(folded, "%&>") {
		require.Len(t, d.Folded(), len(folded))
		if !strings.ContainsAny(folded, "0123456789") {
			require.Equal(t, folded, d.Folded())
		}
	}
	end := int32(0)
	last := 0
	for _, tok := range d.Tokens() {
		require.GreaterOrEqual(t, tok.Start, end)
		require.Greater(t, tok.End, tok.Start)
		end = tok.End
		if tok.Is(anonymize.Punct) {
			require.Zero(t, tok.Flags&(anonymize.Letter|anonymize.Digit))
		} else {
			require.Equal(t, fold.HashBytes(d.Word(tok)), tok.Hash)
			require.NotZero(t, tok.Flags&(anonymize.Letter|anonymize.Digit))
		}
		s := d.Origin(int(tok.Start), int(tok.End))
		require.True(t, utf8.ValidString(text[s.Start:s.End]))
		require.GreaterOrEqual(t, s.Start, last, "spans of tokens do not overlap")
		require.Greater(t, s.End, s.Start)
		last = s.End
	}
	for i := 0; i <= len(d.Folded()); i++ {
		s := d.Origin(i, min(i+1, len(d.Folded())))
		require.True(t, utf8.ValidString(text[s.Start:s.End]))
	}
}

// TestLongWords: words are read by eight bytes at a time, and those of 8 to 15 letters in one step if enough text follows. What follows
// changes nothing, and the flags are those of the letters.
func TestLongWords(t *testing.T) {
	letters := "abcdefghijklmnopqrstuvwxyz"
	for n := 1; n <= 26; n++ {
		for _, w := range []string{letters[:n], "A" + letters[1:n], strings.ToUpper(letters[:n]), letters[:n-1] + "Z", letters[:n/2] + "Q" + letters[n/2:n], letters[:n/2] + "7" + letters[n/2:n], letters[:n/2] + "ä" + letters[n/2:n]} {
			for _, next := range []string{"", " ", "\n", ".", ",x", "-", "%20", "&amp;", "é", "\u0308", "ß", "→", "’s"} {
				short, err := anonymize.NewDocument("Ein "+w+next, "")
				require.NoError(t, err)
				long, err := anonymize.NewDocument("Ein "+w+next+strings.Repeat(" ", 40), "")
				require.NoError(t, err)
				require.Equal(t, short.Tokens(), long.Tokens(), "%q before %q", w, next)
				got := long.Tokens()[1]
				if long.Original(got) != w || strings.ContainsAny(w, "7ä") {
					continue
				}
				want := anonymize.Letter | anonymize.SpaceBefore
				if w[0] < 'a' {
					want |= anonymize.Upper
				}
				if len(w) > 1 && strings.ToUpper(w) == w {
					want |= anonymize.AllUpper
				} else if strings.ToLower(w[1:]) != w[1:] {
					want |= anonymize.InnerUpper
				}
				require.Equal(t, want, got.Flags, "%q before %q", w, next)
				require.Equal(t, fold.Hash(w), got.Hash, "%q before %q", w, next)
			}
		}
	}
}

var oddTexts = []string{
	"", "a", "Ä", "Müller, Straße 5", "Mu\u0308ller", "a\u0308\u0308", "\u0308", "ａ\u0308", "Mаx\u0308 x", "ßẞ", "ﬁﬂ 12½ ① ²",
	"МаxМ", "Mаx, Mаx", "аb\u00adсd", "a\u200b", "\u200b\u200b", "é\u0301e\u0301", "한국어", "日本語", "नमस्ते", "👨‍👩‍👧‍👦!", "\u202eabc\u202c", "ŒæØ",
	"M&uuml;ller &#x4d;ax&#32;&amp;&nbsp;&#776;&bad;&;&#;", "M%C3%BCller%20%41%ZZ%C3%80%E2%82", "> a\n> b\n>> c > d", "M4x O152 lO11",
	"\r\n\u2028\u0085", "٣٤٥", "𝟗𝟗", "İı", "ǅ", "Ω\u0345", "\u1e9e", "\ufdfa", "A. A. A.", "[[[[]]]]", "x\u0301\u0302\u0303",
}

func TestDocumentInvariants(t *testing.T) {
	for _, s := range oddTexts {
		checkDocument(t, s)
		checkDocument(t, "Ab "+s+s+" cd")
	}
}

func FuzzDocument(f *testing.F) {
	for _, s := range oddTexts {
		f.Add(s)
	}
	f.Fuzz(checkDocument)
}
