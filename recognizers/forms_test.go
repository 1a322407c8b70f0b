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

// TestForms: identifiers as people write, spell, place and dictate them, and what only looks like one. All recognizers are asked, because
// findings that overlap are resolved, but persons, places and addresses are not judged.
func TestForms(t *testing.T) {
	a := newAnonymizer(t, recognizers.All())
	for _, name := range []string{"forms.txt", "numbers.txt", "probes.txt", "documents.txt", "codes.txt", "offices.txt"} {
		for _, line := range lines(t, "testdata/"+name) {
			prompt, annotated, ok := strings.Cut(line, " || ")
			if !ok {
				prompt, annotated = "", line
			}
			text, marks, _, err := corpus.ParseMarks(strings.ReplaceAll(annotated, `\n`, "\n"))
			require.NoError(t, err, line)
			found, err := a.Analyze(t.Context(), anonymize.Message{Text: text, Prompt: prompt})
			require.NoError(t, err, line)
			var got []corpus.Mark
			for _, e := range found {
				switch e.Type {
				case anonymize.Person, anonymize.Address, anonymize.Location:
				default:
					got = append(got, corpus.Mark{Start: e.Start, End: e.End, Type: string(e.Type)})
				}
			}
			assert.Equal(t, corpus.FormatMarks(text, marks), corpus.FormatMarks(text, got), "%s, prompt %q", name, prompt)
		}
	}
}
