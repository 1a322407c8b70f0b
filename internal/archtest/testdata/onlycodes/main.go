// Command onlycodes imports recognizers of codes that need no table. The architecture test builds it and looks for what must not be in it.
package main

import (
	"fmt"
	"os"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers"
)

func main() {
	a, err := anonymize.New(anonymize.Config{Recognizers: []anonymize.Recognizer{recognizers.Reference(), recognizers.Username(), recognizers.CaseNumber()}})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(a != nil)
}
