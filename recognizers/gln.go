package recognizers

import (
	"context"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/checksum"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// GLN returns the recognizer of GLN: the Global Location Number of a company, shop or metering operator.
//
// Format: 13 digits. Check: GS1, weights 3 and 1 from the right. An article's EAN has the same form and check, and is no personal data, so the keyword
// is needed. Known false positives: none with the keyword. Source: GS1 General Specifications, section 7.9.
func GLN() anonymize.Recognizer {
	return &gln{newIdent("gln", anonymize.HasDigit, words.New("gln", "gln#", "iln", "iln#", "global location number", "globale lokationsnummer", "internationale lokationsnummer", "lokations#", "global location no"), anonymize.GLN)}
}

type gln struct{ ident }

func (r *gln) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	return r.find(ctx, doc, dst, anonymize.GLN, &digitRule{digits: 13, valid: func(n number) bool { return checksum.GS1(n.bytes()) }, context: 0.98, typo: 0.65, not: behindEAN, name: "gln"})
}

// behindEAN tells whether the word before token first says that the number is a product's.
func behindEAN(doc *anonymize.Document, first int) bool {
	i := first - 1
	for n := 0; i > 0 && n < 3 && (doc.Tokens()[i].Flags&anonymize.Punct != 0 || isNr(doc.Word(doc.Tokens()[i])) || doc.Word(doc.Tokens()[i]) == "code"); n++ {
		i--
	}
	if i < 0 {
		return false
	}
	switch doc.Word(doc.Tokens()[i]) {
	case "ean", "gtin", "isbn", "upc":
		return true
	}
	return false
}
