package pseudonymtest_test

import (
	"testing"

	"github.com/deckname/deckname/pseudonym"
	"github.com/deckname/deckname/pseudonym/pseudonymtest"
)

// The test of a Store of your own is one call.
func Example() {
	_ = func(t *testing.T) { // func TestMyStore(t *testing.T)
		pseudonymtest.TestStore(t, func(t *testing.T) pseudonym.Store {
			return pseudonym.NewMemory() // open an empty one of yours
		})
	}
}
