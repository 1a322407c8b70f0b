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

// TestPromptOnce: what a long prompt asks for is found out once, not for every code of the answer.
func TestPromptOnce(t *testing.T) {
	rs := []anonymize.Recognizer{recognizers.CaseNumber(), recognizers.Reference()}
	text := strings.Repeat("PO-77 4711823 abc, ", 3_000)
	best := func(prompt string) time.Duration {
		least := time.Hour
		for range 3 {
			doc, err := anonymize.NewDocument(text, prompt)
			require.NoError(t, err)
			start := time.Now()
			for _, r := range rs {
				_, err := r.Recognize(t.Context(), doc, nil)
				require.NoError(t, err)
			}
			least = min(least, time.Since(start))
		}
		return least
	}
	const ask = "Um welches Gerät geht es? "
	assert.Less(t, best(strings.Repeat(ask, 2_000)), 3*best(ask)+50*time.Millisecond)
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

// TestLongPrompt: the prompt is not read again for every number.
func TestLongPrompt(t *testing.T) {
	text := strings.Repeat("4803, ", 5_000)
	least := func(prompt string) time.Duration {
		least := time.Hour
		for range 5 {
			doc, err := anonymize.NewDocument(text, prompt)
			require.NoError(t, err)
			start := time.Now()
			_, err = recognizers.BankAccount().Recognize(t.Context(), doc, nil)
			require.NoError(t, err)
			least = min(least, time.Since(start))
		}
		return least
	}
	assert.Less(t, least(strings.Repeat("ja ", 50_000)+"Ihre Kontonummer?"), 3*least("Ihre Kontonummer?")+20*time.Millisecond)
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
