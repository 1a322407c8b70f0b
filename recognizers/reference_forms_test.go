package recognizers_test

import (
	"cmp"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers"
)

// TestNumberForms holds wordings and positions in which the numbers of customers, contracts and files stand, and numbers that are nobody's, one message
// a line: ⟦R|…⟧ is a DE_REFERENCE, ⟦C|…⟧ a DE_CASE_NUMBER, \n a line break; a line that begins with "? " has the bot's question before " >> ".
func TestNumberForms(t *testing.T) {
	data, err := os.ReadFile("testdata/numbers.txt")
	require.NoError(t, err)
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		want, prompt := strings.ReplaceAll(line, `\n`, "\n"), ""
		if q, ok := strings.CutPrefix(want, "? "); ok {
			prompt, want, ok = strings.Cut(q, " >> ")
			require.True(t, ok, line)
		}
		text := strings.NewReplacer("⟦R|", "", "⟦C|", "", "⟧", "").Replace(want)
		assert.Equal(t, want, markNumbers(t, text, prompt), "prompt %q", prompt)
	}
}

// markNumbers puts the marks of TestNumberForms around what the two recognizers find; of what overlaps, the higher score counts, then the longer.
func markNumbers(t *testing.T, text, prompt string) string {
	t.Helper()
	doc, err := anonymize.NewDocument(text, prompt)
	require.NoError(t, err)
	var found []anonymize.Entity
	for _, r := range []anonymize.Recognizer{recognizers.CaseNumber(), recognizers.Reference()} {
		found, err = r.Recognize(t.Context(), doc, found)
		require.NoError(t, err)
	}
	slices.SortStableFunc(found, func(a, b anonymize.Entity) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(b.Len(), a.Len()))
	})
	var kept []anonymize.Entity
	for _, e := range found {
		if !slices.ContainsFunc(kept, func(k anonymize.Entity) bool { return k.Overlaps(e.Span) }) {
			kept = append(kept, e)
		}
	}
	slices.SortFunc(kept, func(a, b anonymize.Entity) int { return cmp.Compare(a.Start, b.Start) })
	var b strings.Builder
	at := 0
	for _, e := range kept {
		sign := "⟦R|"
		if e.Type == anonymize.DECaseNumber {
			sign = "⟦C|"
		}
		b.WriteString(text[at:e.Start] + sign + text[e.Start:e.End] + "⟧")
		at = e.End
	}
	return b.String() + text[at:]
}
