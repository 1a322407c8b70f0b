package words_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deckname/deckname/recognizers/internal/words"
)

// TestEnds compares a set of ends with a look at all of them.
func TestEnds(t *testing.T) {
	texts := []string{"nr", "ung", "nung", "ordnung", "nummer", "nummern", "kennzeichenliste", "zeichenliste", "ste", "er", "mer"}
	var ends, all words.Ends
	for i, x := range texts {
		ends.Add(x, i+1)
		all.AddBehind(i%4, x, 1<<i)
	}
	slow := func(w string, more int) int {
		for i, x := range texts {
			if strings.HasSuffix(w, x) && len(w)-len(x) >= more {
				return i + 1
			}
		}
		return 0
	}
	for _, w := range []string{"", "r", "nr", "er", "ung", "nung", "xnung", "ordnung", "hausordnung", "nummer", "dienstnummern", "kennzeichenliste", "autokennzeichenliste",
		"preiszeichenliste", "ziffernliste", "kenlzeichenliste", "immer", "äste", "straße", "haus", "xyz", "aaaaaaaaaaaaaaaaer"} {
		bits := 0
		for i, x := range texts {
			if strings.HasSuffix(w, x) && len(w)-len(x) >= i%4 {
				bits |= 1 << i
			}
		}
		assert.Equal(t, bits, all.All(w), "%q", w)
		for more := range 12 {
			assert.Equal(t, slow(w, more), ends.Of(w, more), "%q behind %d", w, more)
		}
	}
}
