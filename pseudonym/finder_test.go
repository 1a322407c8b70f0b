package pseudonym_test

import (
	"context"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/pseudonym"
)

func found(t testing.TB, f anonymize.Finder, text string) []string {
	t.Helper()
	var out []string
	for _, s := range f.Find([]byte(text), nil) {
		out = append(out, text[s.Start:s.End])
	}
	return out
}

func TestPlaceholderFinder(t *testing.T) {
	v := open(t, pseudonym.Config{})
	put(t, v, "s", person("Max Müller"), person("Müller"), person("Eva Schmidt"), anonymize.NewValue(anonymize.DETaxID, "86095742719"))
	f, err := v.Finder(context.Background(), "s")
	require.NoError(t, err)
	tests := []struct {
		reason, text string
		want         []string
	}{
		{"plain", "Hallo [PERSON_1]!", []string{"[PERSON_1]"}},
		{"variant", "[PERSON_1b]", []string{"[PERSON_1b]"}},
		{"letters around", "ab[PERSON_1]cd12", []string{"[PERSON_1]"}},
		{"brackets around", "[[PERSON_1]]", []string{"[PERSON_1]"}},
		{"bold stays", "**[PERSON_1]**", []string{"[PERSON_1]"}},
		{"genitive stays", "[PERSON_1]s Antrag", []string{"[PERSON_1]"}},
		{"lower case", "[person_1]", []string{"[person_1]"}},
		{"escaped underscore", `[PERSON\_1]`, []string{`[PERSON\_1]`}},
		{"escaped brackets", `\[PERSON\_1\]`, []string{`\[PERSON\_1\]`}},
		{"a backslash before", `\[PERSON_1]`, []string{`[PERSON_1]`}},
		{"a backslash after", `[PERSON_1]\]`, []string{`[PERSON_1]`}},
		{"bold inside", "[**PERSON_1**]", []string{"[**PERSON_1**]"}},
		{"blanks inside", "[ PERSON_1 ]", []string{"[ PERSON_1 ]"}},
		{"blank for underscore", "[PERSON 1] [Person 2]", []string{"[PERSON 1]", "[Person 2]"}},
		{"full width", "［PERSON_1］【PERSON_2】", []string{"［PERSON_1］", "【PERSON_2】"}},
		{"no brackets", "für PERSON_1.", []string{"PERSON_1"}},
		{"no brackets, bold", "**PERSON_1** und __PERSON_2__", []string{"PERSON_1", "PERSON_2"}},
		{"no brackets, genitive", "PERSON_1s Antrag", []string{"PERSON_1"}},
		{"no brackets, variant and genitive", "PERSON_1bs Antrag", []string{"PERSON_1b"}},
		{"no brackets, escaped", `PERSON\_1`, []string{`PERSON\_1`}},
		{"one lost bracket", "[PERSON_1, PERSON_2", []string{"PERSON_1", "PERSON_2"}},
		{"several words", "[DE_TAX_ID_1] [DE TAX ID 1] de_tax_id_1", []string{"[DE_TAX_ID_1]", "[DE TAX ID 1]", "de_tax_id_1"}},
		{"unknown number", "[PERSON_3] PERSON_3 [PERSON_0] [PERSON_01] [PERSON_11]", nil},
		{"unknown type", "[IBAN_CODE_1] [X_1]", nil},
		{"part of a word", "xPERSON_1 PERSON_1x PERSON_12 ÄPERSON_1 PERSON_1ä PERSON_1_2", nil},
		{"ordinary words", "Person 1 und Person 2 [siehe Person 1 unten]", nil},
		{"mixed brackets", "[PERSON_1】 ［PERSON_1]", []string{"PERSON_1", "PERSON_1"}},
		{"unbalanced stars", "[**PERSON_1] [PERSON_1**]", []string{"PERSON_1", "PERSON_1"}},
	}
	for _, tt := range tests {
		assert.Equal(t, tt.want, found(t, f, tt.text), "%s: %s", tt.reason, tt.text)
		for _, tok := range tt.want {
			_, err := v.Reveal(context.Background(), "s", []string{tok}, nil)
			assert.NoError(t, err, "whatever is found is revealed: %s", tok)
		}
	}
	look := f.(anonymize.LookalikeFinder)
	text := "[PERSON_7] [ANLAGE_1] [Anlage 1] iban_code_9 RFC_2119"
	var got []string
	for _, s := range look.Lookalikes([]byte(text), nil) {
		got = append(got, text[s.Start:s.End])
	}
	assert.Equal(t, []string{"[PERSON_7]", "[ANLAGE_1]", "iban_code_9"}, got)
}

var pieces = []string{"[", "]", `\[`, `\]`, `\`, "_", `\_`, "*", "**", " ", "PERSON", "person", "_1", "1", "2", "b", "s", "s ", "[PERSON_1]", "[PERSON_1b]",
	"PERSON_1", "PERSON_2", "[IBAN_CODE_1]", "IBAN", "［", "］", "【", "】", "ä", "é", "\u0301", "„", "-", ".", "[ ", " ]", "DE_TAX_ID", "0", "Hallo ", "\n", "\xEF", "PLACEHOLDER_1"}

func randomText(r *rand.Rand, extra []string) string {
	var b strings.Builder
	for range r.IntN(24) {
		if n := r.IntN(len(pieces) + 4*len(extra)); n < len(pieces) {
			b.WriteString(pieces[n])
		} else {
			b.WriteString(extra[(n-len(pieces))%len(extra)])
		}
	}
	return b.String()
}

func schemes() map[string]pseudonym.Scheme {
	return map[string]pseudonym.Scheme{"placeholders": pseudonym.Placeholders(), "codes": pseudonym.Codes()}
}

func finderVault(t testing.TB, s pseudonym.Scheme) (anonymize.Finder, []string) {
	v := open(t, pseudonym.Config{Scheme: s})
	tokens := put(t, v, "s", person("Max Müller"), person("Müller"), person("Eva Schmidt"),
		anonymize.NewValue(anonymize.IBANCode, "DE02 1203"), anonymize.NewValue(anonymize.Placeholder, "x"))
	f, err := v.Finder(context.Background(), "s")
	require.NoError(t, err)
	return f, tokens
}

// checkHold checks the contract of anonymize.Finder for text cut at cut, with the left context that the engine keeps.
func checkHold(t testing.TB, f anonymize.Finder, text string, cut int) {
	t.Helper()
	whole := f.Find([]byte(text), nil)
	head := []byte(text[:cut])
	hold := f.Hold(head)
	require.True(t, hold >= 0 && hold <= min(cut, anonymize.MaxTokenBytes), "%q at %d", text, cut)
	p := cut - hold
	early := []anonymize.Span{}
	for _, s := range f.Find(head, nil) {
		if s.End <= p {
			early = append(early, s)
		}
	}
	want := []anonymize.Span{}
	for _, s := range whole {
		if s.End <= p {
			want = append(want, s)
			continue
		}
		require.GreaterOrEqual(t, s.Start, p, "%q cut at %d: a pseudonym straddles what was let go", text, cut)
	}
	require.Equal(t, want, early, "%q cut at %d, hold %d", text, cut, hold)
	if from := max(0, p-anonymize.MaxTokenBytes); from > 0 {
		var got, exp []anonymize.Span
		for _, s := range f.Find([]byte(text[from:]), nil) {
			if s.Start+from >= p {
				got = append(got, anonymize.Span{Start: s.Start + from, End: s.End + from})
			}
		}
		for _, s := range whole {
			if s.Start >= p {
				exp = append(exp, s)
			}
		}
		require.Equal(t, exp, got, "%q with left context from %d", text, from)
	}
}

func TestFinderHold(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for name, scheme := range schemes() {
		t.Run(name, func(t *testing.T) {
			f, tokens := finderVault(t, scheme)
			for range 20000 {
				text := randomText(r, tokens)
				if r.IntN(8) == 0 {
					text = strings.Repeat(randomText(r, tokens), 12)
				}
				checkHold(t, f, text, r.IntN(len(text)+1))
			}
		})
	}
}

// TestFinderPlaced: a pseudonym that was placed is found whole, whatever stands around it.
func TestFinderPlaced(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for name, scheme := range schemes() {
		t.Run(name, func(t *testing.T) {
			f, tokens := finderVault(t, scheme)
			for range 20000 {
				before, after := randomText(r, nil), randomText(r, nil)
				tok := tokens[r.IntN(len(tokens))]
				want := anonymize.Span{Start: len(before), End: len(before) + len(tok)}
				require.Contains(t, f.Find([]byte(before+tok+after), nil), want, "%q %q %q", before, tok, after)
			}
		})
	}
}

func FuzzFinder(f *testing.F) {
	p, tokens := finderVault(f, pseudonym.Placeholders())
	c, codes := finderVault(f, pseudonym.Codes())
	for _, s := range append(append(append([]string{}, pieces...), tokens...), codes...) {
		f.Add(s+s, len(s))
	}
	f.Fuzz(func(t *testing.T, text string, cut int) {
		if cut < 0 || cut > len(text) {
			return
		}
		checkHold(t, p, text, cut)
		checkHold(t, c, text, cut)
	})
}
