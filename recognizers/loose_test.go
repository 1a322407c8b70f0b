package recognizers_test

import (
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers"
)

// TestManyNumberWords: a long row of words that each look at the one before needs no deep stack.
func TestManyNumberWords(t *testing.T) {
	defer debug.SetMaxStack(debug.SetMaxStack(8 << 20))
	for _, w := range []string{"id ", "number ", "nummer ", "die id "} {
		doc, err := anonymize.NewDocument(strings.Repeat(w, 200_000)+"A-4711823", "")
		require.NoError(t, err)
		_, err = recognizers.Reference().Recognize(t.Context(), doc, nil)
		require.NoError(t, err)
	}
}

// TestTableHeads: the cells of a table do not weigh what stands before it again and again.
func TestTableHeads(t *testing.T) {
	before := strings.Repeat("id ", 20_000)
	table := "\n| " + strings.Repeat("id ", 100) + "| x |\n" + strings.Repeat("| 4711823 | 3 |\n", 10)
	rs := []anonymize.Recognizer{recognizers.CaseNumber(), recognizers.Reference()}
	best := func(text string) time.Duration {
		least := time.Hour
		for range 5 {
			least = min(least, pass(t, rs, text))
		}
		return least
	}
	assert.Less(t, best(before+table), 3*best(before)+20*time.Millisecond)
}
