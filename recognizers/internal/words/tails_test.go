package words_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deckname/deckname/recognizers/internal/words"
)

func TestTails(t *testing.T) {
	var tails words.Tails
	for _, end := range []string{"nr", "kennung", "typ"} {
		tails.Add(end)
	}
	for _, w := range []string{"nr", "kdnr", "mitgliedsnr", "kennung", "kundenkennung", "typ", "prototyp", "am", "ä"} {
		assert.True(t, tails.Has(w), w)
	}
	for _, w := range []string{"haus", "kunde", "nra", "type", "kennungen"} {
		assert.False(t, tails.Has(w), w)
	}
}
