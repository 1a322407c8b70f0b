package mutate_test

import (
	"path/filepath"
	"slices"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/internal/corpus"
	"github.com/deckname/deckname/internal/mutate"
)

func apply(t *testing.T, name, marked string) (string, []string) {
	t.Helper()
	text, marks, _, err := corpus.ParseMarks(marked)
	require.NoError(t, err)
	m, ok := mutate.Named(name)
	require.True(t, ok, name)
	in := corpus.Sample{ID: "a", Text: text, Entities: marks}
	out := m.Apply([]corpus.Sample{in}, 1)
	require.Len(t, out, 1)
	var values []string
	for _, e := range out[0].Entities {
		values = append(values, out[0].Text[e.Start:e.End])
	}
	assert.Equal(t, text, in.Text)
	assert.Equal(t, out, m.Apply([]corpus.Sample{in}, 1), "the same message and seed, the same bytes")
	return out[0].Text, values
}

func TestSpellings(t *testing.T) {
	for _, c := range []struct{ name, marked, text, value string }{
		{"lower", "ẞ İ ⟦PERSON|ÄDA⟧ K", "ß i äda k", "äda"},
		{"upper", "bin ⟦PERSON|ada groß⟧", "BIN ADA GROSS", "ADA GROSS"},
		{"digraphs", "⟦PERSON|Jörg Groß⟧", "Joerg Gross", "Joerg Gross"},
		{"decomposed", "⟦PERSON|Jörg⟧!", "Jo\u0308rg!", "Jo\u0308rg"},
		{"full-width", "⟦PERSON|Ada⟧ 1", "Ａｄａ １", "Ａｄａ"},
		{"mathematical", "⟦PERSON|Ada⟧ 1", "𝐀𝐝𝐚 𝟏", "𝐀𝐝𝐚"},
		{"percent", "⟦PERSON|Jörg⟧ x", "J%C3%B6rg%20x", "J%C3%B6rg"},
		{"base64", "abc⟦PERSON|Ada⟧", "YWJjQWRh", "QWRh"},
	} {
		text, values := apply(t, c.name, c.marked)
		assert.Equal(t, c.text, text, c.name)
		assert.Equal(t, []string{c.value}, values, c.name)
	}
	text, values := apply(t, "line-broken", "⟦IBAN_CODE|DE89 3704 0044 0532 0130 00⟧")
	assert.Regexp(t, `^DE89(\n|\r\n|\n> )3704 0044 0532 0130 00$`, text, "one break a value")
	assert.Equal(t, []string{text}, values)
	text, _ = apply(t, "html", "⟦PERSON|Jörg⟧&\"Ä\"")
	assert.Equal(t, "J&ouml;rg&amp;&quot;&Auml;&quot;", text)
	text, values = apply(t, "bidi", "x ⟦PERSON|Ada⟧ y")
	assert.NotEqual(t, "x Ada y", text)
	assert.NotContains(t, values[0], "\u2066", "controls around a value are outside")
}

func TestNamed(t *testing.T) {
	_, ok := mutate.Named("nothing")
	assert.False(t, ok)
	var names []string
	for _, m := range mutate.All() {
		names = append(names, m.Name)
		assert.NotEmpty(t, m.What)
	}
	slices.Sort(names)
	assert.Len(t, slices.Compact(names), len(mutate.All()), "names are unique")
}

// TestMarks: whatever the spelling, marks stay in the text, in order, disjoint and on rune boundaries.
func TestMarks(t *testing.T) {
	samples, err := corpus.Load(filepath.FromSlash("../../testdata/chat/dev.jsonl"))
	require.NoError(t, err)
	for _, m := range mutate.All() {
		for i, s := range m.Apply(samples, 2) {
			require.True(t, utf8.ValidString(s.Text), "%s %s", m.Name, s.ID)
			require.Len(t, s.Entities, len(samples[i].Entities))
			end := 0
			for _, e := range s.Entities {
				require.True(t, end <= e.Start && e.Start < e.End && e.End <= len(s.Text), "%s %s", m.Name, s.ID)
				require.True(t, utf8.RuneStart(s.Text[e.Start]) && utf8.ValidString(s.Text[e.Start:e.End]), "%s %s", m.Name, s.ID)
				end = e.End
			}
		}
	}
}
