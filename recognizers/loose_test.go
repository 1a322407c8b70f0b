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

// TestLastDigits: who was asked for the last digits of a number only has told no number, whether in digits or in words.
func TestLastDigits(t *testing.T) {
	const prompt = "Wie lauten die letzten vier Ziffern Ihrer Kundennummer?"
	for _, text := range []string{"4803", "vier acht null drei", "die letzten sind vier acht null drei"} {
		doc, err := anonymize.NewDocument(text, prompt)
		require.NoError(t, err)
		for _, r := range structured(t) {
			found, err := r.Recognize(t.Context(), doc, nil)
			require.NoError(t, err)
			assert.Empty(t, found, "%s: %s", r.Info().Name, text)
		}
	}
	doc, err := anonymize.NewDocument("vier acht null drei sieben eins", prompt)
	require.NoError(t, err)
	found, err := recognizers.Reference().Recognize(t.Context(), doc, nil)
	require.NoError(t, err)
	assert.Len(t, found, 1, "more than was asked for")
}

// TestLongPrompt: the prompt is not read again for every number and code of the answer.
func TestLongPrompt(t *testing.T) {
	const device, account = "Um welches Gerät geht es? ", "Ihre Kontonummer?"
	for _, c := range []struct {
		text, short, long string
		rs                []anonymize.Recognizer
	}{
		{strings.Repeat("4803, ", 5_000), account, strings.Repeat("ja ", 50_000) + account, []anonymize.Recognizer{recognizers.BankAccount()}},
		{strings.Repeat("PO-77 4711823 abc, ", 3_000), device, strings.Repeat(device, 2_000), []anonymize.Recognizer{recognizers.CaseNumber(), recognizers.Reference()}},
	} {
		assert.Less(t, leastTime(t, c.rs, c.text, c.long), 3*leastTime(t, c.rs, c.text, c.short)+20*time.Millisecond, c.short)
	}
}

// leastTime is the shortest of five times that rs take one after the other.
func leastTime(t *testing.T, rs []anonymize.Recognizer, text, prompt string) time.Duration {
	least := time.Hour
	for range 5 {
		doc, err := anonymize.NewDocument(text, prompt)
		require.NoError(t, err)
		start := time.Now()
		for _, r := range rs {
			_, err = r.Recognize(t.Context(), doc, nil)
			require.NoError(t, err)
		}
		least = min(least, time.Since(start))
	}
	return least
}

// TestYearFirst: a file number with its year before the slash is one behind a hint.
func TestYearFirst(t *testing.T) {
	const text = "Es geht um das Schreiben 2024/081547"
	doc, err := anonymize.NewDocument(text, "")
	require.NoError(t, err)
	for _, r := range []anonymize.Recognizer{recognizers.CaseNumber(), member(t, "case_number")} {
		found, err := r.Recognize(t.Context(), doc, nil)
		require.NoError(t, err)
		require.Len(t, found, 1)
		assert.Equal(t, "2024/081547", text[found[0].Start:found[0].End])
		assert.Equal(t, float32(0.6), found[0].Score, "more than its form and surroundings")
	}
}

// member returns the recognizer of All with this name.
func member(t *testing.T, name string) anonymize.Recognizer {
	for _, r := range recognizers.All() {
		if r.Info().Name == name {
			return r
		}
	}
	t.Fatal(name)
	return nil
}
