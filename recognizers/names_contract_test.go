package recognizers_test

import (
	"testing"

	"github.com/deckname/deckname/recognizers"
	"github.com/deckname/deckname/recognizers/recognizertest"
)

// TestNamesContract puts the recognizers of names through the contract that third parties' must keep as well. Cases are
// fixed where other text around them would change what they say: a name is a matter of its sentence. The constructors
// with the tagger share everything but the witness; TestPersonWithTagger has their cases.
func TestNamesContract(t *testing.T) {
	t.Run("person rules", func(t *testing.T) {
		recognizertest.Run(t, recognizers.PersonRules(recognizers.PersonConfig{}),
			recognizertest.Case{Name: "two", Text: "Eheleute ⟦PERSON|Peter⟧ und ⟦PERSON|Maria Lindner⟧"},
			recognizertest.Case{Name: "salutation", Text: "Frau ⟦PERSON|Jolanta Wrzosek⟧ wäre dabei."},
			recognizertest.Case{Name: "umlauts", Text: "Herr ⟦PERSON|Jürgen Müller-Lüdenscheidt⟧"},
			recognizertest.Case{Name: "lower case", Text: "ich heiße ⟦PERSON|jannis oltmanns⟧", Fixed: true},
			recognizertest.Case{Name: "field", Text: "Name: ⟦PERSON|Lindner, Peter⟧"},
			recognizertest.Case{Name: "office", Text: "Herr Oberbürgermeister, bitte antworten Sie"},
		)
	})
	t.Run("address", func(t *testing.T) {
		recognizertest.Run(t, recognizers.Address(recognizers.AddressConfig{}),
			recognizertest.Case{Name: "whole", Text: "Anschrift: ⟦ADDRESS|Färberweg 22, 44137 Dortmund⟧"},
			recognizertest.Case{Name: "room", Text: "Zimmer 12 im Rathaus"},
		)
	})
	t.Run("location rules", func(t *testing.T) {
		recognizertest.Run(t, recognizers.LocationRules(),
			recognizertest.Case{Name: "office", Text: "Standesamt ⟦LOCATION|Köln⟧"},
			recognizertest.Case{Name: "word", Text: "Ist Essen in der Kita kostenlos?"},
		)
	})
	t.Run("birth date", func(t *testing.T) {
		recognizertest.Run(t, recognizers.DateOfBirth(),
			recognizertest.Case{Name: "birth", Text: "geb. am ⟦DATE_OF_BIRTH|12.06.1974⟧ in Celle"},
			recognizertest.Case{Name: "appointment", Text: "Termin am 12.06.2025"},
		)
	})
}
