package corpus_test

import (
	"fmt"
	"strings"

	"github.com/deckname/deckname/internal/corpus"
)

// An operator's own set is read like the project's: one JSON object per line, byte offsets.
func ExampleReadJSONL() {
	set := `{"id":"m1","text":"Grüße, Ada Muster","entities":[{"start":9,"end":19,"type":"PERSON"}]}`
	samples, err := corpus.ReadJSONL(strings.NewReader(set), "own.jsonl")
	if err != nil {
		fmt.Println(err)
		return
	}
	m := samples[0].Entities[0]
	fmt.Println(m.Type, samples[0].Text[m.Start:m.End], samples[0].Clean())
	// Output: PERSON Ada Muster false
}

// Inline marks are the authoring form of cases and chat messages.
func ExampleParseMarks() {
	text, marks, _, _ := corpus.ParseMarks("Hier ist ⟦PERSON|Ada Muster⟧.")
	fmt.Println(text, marks)
	// Output: Hier ist Ada Muster. [{9 19 PERSON}]
}
