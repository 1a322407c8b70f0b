package recognizers_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers"
)

// FuzzNames looks for texts on which the recognizers of names, addresses, places and birth dates fail or report spans
// that are no spans.
func FuzzNames(f *testing.F) {
	for _, c := range append(personCases, addressCases...) {
		f.Add(c.text, c.prompt)
	}
	f.Add("St. 1 nr. 5 Q7, ½ 12/ c/o i.A. K.", "Adresse?")
	f.Add("geb. 1.1.", "Geburtsdatum?")
	f.Add("Str. 5 - 1 a. d. 12345 a. M. OT", "")
	recs := []anonymize.Recognizer{recognizers.Person(recognizers.PersonConfig{}), recognizers.Address(recognizers.AddressConfig{Streets: true}),
		recognizers.Location(recognizers.LocationConfig{}), recognizers.DateOfBirth(), recognizers.PersonRules(recognizers.PersonConfig{Public: []string{"Ada Muster"}})}
	f.Fuzz(func(t *testing.T, text, prompt string) {
		doc, err := anonymize.NewDocument(text, prompt)
		if err != nil {
			return
		}
		for _, r := range recs {
			found, err := r.Recognize(context.Background(), doc, nil)
			require.NoError(t, err)
			for _, e := range found {
				require.True(t, e.Start >= 0 && e.Start < e.End && e.End <= len(text), "%s %v", r.Info().Name, e.Span)
				require.True(t, e.Score > 0 && e.Score <= 1)
			}
		}
	})
}
