package recognizers_test

import (
	"context"
	"fmt"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers"
)

// A recognizer by itself, for tests and for programs that only want to know where something is.
func ExampleTaxID() {
	text := "Meine Steuer-ID ist 86 095 742 719."
	doc, err := anonymize.NewDocument(text, "")
	if err != nil {
		panic(err)
	}
	found, err := recognizers.TaxID().Recognize(context.Background(), doc, nil)
	for _, e := range found {
		fmt.Println(text[e.Start:e.End], e.Type, e.Evidence, err)
	}
	// Output: 86 095 742 719 DE_TAX_ID pattern+checksum+context <nil>
}

// Only what the program needs: nothing else is linked.
func ExampleIBAN() {
	a, err := anonymize.New(anonymize.Config{Recognizers: []anonymize.Recognizer{recognizers.IBAN(), recognizers.Phone()}})
	if err != nil {
		panic(err)
	}
	text := "0221 4710123, DE89 3704 0044 0532 0130 00"
	found, err := a.Analyze(context.Background(), anonymize.Message{Scope: "demo", Text: text})
	for _, e := range found {
		fmt.Println(e.Type, text[e.Start:e.End], err)
	}
	// Output:
	// PHONE_NUMBER 0221 4710123 <nil>
	// IBAN_CODE DE89 3704 0044 0532 0130 00 <nil>
}
