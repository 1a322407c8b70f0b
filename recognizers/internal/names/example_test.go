package names_test

import (
	"fmt"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/names"
)

func ExampleEngine_Analyze() {
	doc, err := anonymize.NewDocument("ich heiße jannis oltmanns, wohne am kleinen siel 4b in Emden", "")
	if err != nil {
		panic(err)
	}
	r := names.New().Analyze(doc)
	for _, fs := range [][]names.Finding{r.Persons, r.Addresses, r.Locations} {
		for _, f := range fs {
			span := doc.Range(int(f.First), int(f.Last))
			fmt.Println(doc.Text()[span.Start:span.End], f.Rule, f.Evidence)
		}
	}
	// Output:
	// jannis oltmanns introduction context+lexicon
	// am kleinen siel 4b street pattern+context
	// Emden place-context context+lexicon
}

func ExampleNewPublic() {
	doc, err := anonymize.NewDocument("Was sagt Frau Bürgermeisterin Nottebohm?", "")
	if err != nil {
		panic(err)
	}
	official := names.NewPublic("Henrike Nottebohm")
	for _, f := range names.New().Analyze(doc).Persons {
		fmt.Println(official.Covers(doc, &f))
	}
	// Output: true
}
