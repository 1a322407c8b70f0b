package recognizers_test

import (
	"context"
	"fmt"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers"
)

func ExamplePersonRules() {
	text := "Frau Bürgermeisterin Nottebohm kennt Peter und Maria Lindner"
	doc, err := anonymize.NewDocument(text, "")
	if err != nil {
		panic(err)
	}
	// rules and lexicon only: the program does not carry the model
	r := recognizers.PersonRules(recognizers.PersonConfig{Public: []string{"Henrike Nottebohm"}})
	found, err := r.Recognize(context.Background(), doc, nil)
	if err != nil {
		panic(err)
	}
	for _, e := range found {
		fmt.Println(text[e.Start:e.End], e.Evidence)
	}
	// Output:
	// Peter context+lexicon
	// Maria Lindner lexicon
}

func ExampleAddress() {
	text := "neue adresse: lerchenweg 5, 33098 paderborn"
	doc, err := anonymize.NewDocument(text, "")
	if err != nil {
		panic(err)
	}
	found, err := recognizers.Address(recognizers.AddressConfig{}).Recognize(context.Background(), doc, nil)
	if err != nil {
		panic(err)
	}
	for _, e := range found {
		fmt.Println(text[e.Start:e.End], e.Evidence)
	}
	// Output: lerchenweg 5, 33098 paderborn pattern+context+lexicon
}
