package recognizers_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/internal/corpus"
	"github.com/deckname/deckname/recognizers"
)

// TestForms: identifiers as people write, spell and dictate them, and what only looks like one. Names, places and dates of birth are
// asked too, because findings that overlap are resolved, but not judged.
func TestForms(t *testing.T) {
	a, err := anonymize.New(anonymize.Config{Recognizers: recognizers.All()})
	require.NoError(t, err)
	for _, line := range lines(t, "testdata/forms.txt") {
		prompt, annotated, ok := strings.Cut(line, "||")
		if !ok {
			prompt, annotated = "", line
		}
		text, marks, _, err := corpus.ParseMarks(annotated)
		require.NoError(t, err, line)
		found, err := a.Analyze(t.Context(), anonymize.Message{Text: text, Prompt: prompt})
		require.NoError(t, err)
		var got []corpus.Mark
		for _, e := range found {
			switch e.Type {
			case anonymize.Person, anonymize.Address, anonymize.Location, anonymize.DateOfBirth:
			default:
				got = append(got, corpus.Mark{Start: e.Start, End: e.End, Type: string(e.Type)})
			}
		}
		assert.Equal(t, corpus.FormatMarks(text, marks), corpus.FormatMarks(text, got))
	}
}
