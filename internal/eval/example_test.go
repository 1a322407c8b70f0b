package eval_test

import (
	"fmt"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/internal/corpus"
	"github.com/deckname/deckname/internal/eval"
)

func Example() {
	text, marks, _, _ := corpus.ParseMarks("Ich bin ⟦PERSON|Ada Wolke⟧ aus ⟦LOCATION|Köln⟧.")
	sc := eval.NewScorer()
	faults := sc.Add(&corpus.Sample{ID: "1", Text: text, Entities: marks}, []anonymize.Entity{
		{Span: anonymize.Span{Start: 8, End: 11}, Type: anonymize.Person, Score: 0.8},
	})
	r := sc.Report()
	fmt.Println(r.Row("PERSON").Strict.Recall, r.Row("PERSON").Overlap.Recall, r.LeakedChars)
	for _, f := range faults {
		fmt.Println(f.Kind, f.Type, f.Span)
	}
	// Output:
	// 0 1 6
	// boundary PERSON {8 17}
	// miss LOCATION {22 27}
}
