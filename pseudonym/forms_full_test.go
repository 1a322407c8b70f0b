package pseudonym_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deckname/deckname/pseudonym"
	"github.com/deckname/deckname/pseudonym/pseudonymtest"
)

// TestFullSubject: the spelling that no longer fits into a person's record leaves the pseudonyms of the others as they are.
func TestFullSubject(t *testing.T) {
	const name = "maria schmidtberger"
	keys := pseudonymtest.Keys(t)
	store, ring := pseudonym.NewMemory(), pseudonym.NewMemoryRing()
	one := open(t, pseudonym.Config{Store: store, Ring: ring, Keys: keys})
	var spellings []string
	for n := range pseudonym.MaxForms + 2 {
		b := []byte(name)
		for i := range 7 {
			if n>>i&1 != 0 {
				b[7+i] = strings.ToUpper(name)[7+i]
			}
		}
		spellings = append(spellings, string(b))
	}
	var issued []string
	for _, s := range spellings {
		issued = append(issued, put(t, one, "s", person(s))...)
	}
	other := open(t, pseudonym.Config{Store: keepOpen{store}, Ring: keepRing{ring}, Keys: keys})
	for i, s := range spellings {
		assert.Equal(t, issued[i:i+1], put(t, other, "s", person(s)), s)
	}
}
