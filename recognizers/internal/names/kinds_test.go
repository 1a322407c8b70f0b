package names

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deckname/deckname/internal/fold"
)

// TestOneCue holds that no word has two cues, of which neither would be followed.
func TestOneCue(t *testing.T) {
	of := make(map[string]cue)
	for _, l := range cueWords {
		for w := range strings.FieldsSeq(l.words) {
			w = fold.String(w)
			assert.Zero(t, of[w], w)
			of[w] = l.cue
		}
	}
	words := sharedTable()
	for w, want := range of {
		assert.Equal(t, want, words.cue(fold.HashBytes(w)), w)
		assert.NotZero(t, words.lookup(fold.HashBytes(w))&kCue, w)
	}
}
