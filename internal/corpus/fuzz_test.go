package corpus_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"

	"github.com/deckname/deckname/internal/corpus"
)

// FuzzParseMarks: whatever parses has consistent marks and formats back to the same annotated text.
func FuzzParseMarks(f *testing.F) {
	for _, s := range []string{"moin", "⟦PERSON|Jörg⟧s", "⟦?VIN|X⟧", "⟦A|⟧", "⟧⟦", "a\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, annotated string) {
		text, marks, optional, err := corpus.ParseMarks(annotated)
		if err != nil {
			assert.Empty(t, text)
			return
		}
		assert.True(t, utf8.ValidString(text))
		end := 0
		for _, m := range marks {
			assert.LessOrEqual(t, end, m.Start)
			assert.Less(t, m.Start, m.End)
			assert.LessOrEqual(t, m.End, len(text))
			end = m.End
		}
		if len(optional) == 0 {
			assert.Equal(t, annotated, corpus.FormatMarks(text, marks))
		}
	})
}

// FuzzReadJSONL: no input panics, and whatever is read can be written and read again.
func FuzzReadJSONL(f *testing.F) {
	f.Add(`{"id":"a","text":"für Jörg","entities":[{"start":5,"end":10,"type":"PERSON"}]}`)
	f.Add(`{"id":7,"text":"für Jörg","entities":[[4,8,"PER"],[0,3,"X"]]}`)
	f.Add("{\"id\":\"a\",\"text\":\"a\xff\"}")
	f.Fuzz(func(t *testing.T, data string) {
		samples, err := corpus.ReadJSONL(strings.NewReader(data), "fuzz")
		if err != nil {
			return
		}
		var b strings.Builder
		assert.NoError(t, corpus.WriteJSONL(&b, samples))
		again, err := corpus.ReadJSONL(strings.NewReader(b.String()), "fuzz")
		assert.NoError(t, err)
		assert.Len(t, again, len(samples))
		for i := range again {
			assert.Equal(t, samples[i].Text, again[i].Text)
			assert.Equal(t, samples[i].Entities, again[i].Entities)
		}
	})
}

// FuzzParseCase: no input panics, and a case that parses has text and disjoint marks.
func FuzzParseCase(f *testing.F) {
	f.Add([]byte("why\n-- prompt --\nName?\n-- text --\nam ⟦PERSON|Ada⟧ ⟦?VIN|X⟧\n"))
	f.Add([]byte("why\r\n-- text --\r\nx\r\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := corpus.ParseCase(data, "cases/person/x.txtar")
		if err == nil {
			assert.NotEmpty(t, s.Text)
			assert.Equal(t, "person/x", s.ID)
		}
	})
}
