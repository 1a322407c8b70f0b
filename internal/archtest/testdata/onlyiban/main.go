// Command onlyiban imports a single recognizer. The architecture test builds it and looks for what must not be in it.
package main

import (
	"fmt"
	"os"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers"
)

func main() {
	a, err := anonymize.New(anonymize.Config{Recognizers: []anonymize.Recognizer{recognizers.IBAN()}})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(a != nil)
}
