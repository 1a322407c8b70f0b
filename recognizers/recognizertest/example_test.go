package recognizertest_test

import (
	"fmt"

	"github.com/deckname/deckname/recognizers/recognizertest"
)

func ExampleHostile() {
	fmt.Println(recognizertest.Hostile(4)["at signs"])
	// Output: @@@@@
}
