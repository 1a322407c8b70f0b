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

// TestProbes wants exactly the marks of every line, names, places and addresses apart.
func TestProbes(t *testing.T) {
	a := newAnonymizer(t, recognizers.All())
	for _, line := range lines(t, "testdata/probes.txt") {
		prompt, answer, prompted := strings.Cut(line, " || ")
		if !prompted {
			prompt, answer = "", line
		}
		text, marks, _, err := corpus.ParseMarks(strings.ReplaceAll(answer, `\n`, "\n"))
		require.NoError(t, err, line)
		found, err := a.Analyze(t.Context(), anonymize.Message{Scope: "s", Text: text, Prompt: prompt})
		require.NoError(t, err, line)
		var want, got []string
		for _, m := range marks {
			want = append(want, string(m.Type)+"|"+text[m.Start:m.End])
		}
		for _, e := range found {
			switch e.Type {
			case anonymize.Person, anonymize.Address, anonymize.Location:
			default:
				got = append(got, string(e.Type)+"|"+text[e.Start:e.End])
			}
		}
		assert.Equal(t, want, got, line)
	}
}
