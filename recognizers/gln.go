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
	return r.find(ctx, doc, dst, anonymize.GLN, &digitRule{digits: 13, valid: func(n number) bool { return checksum.GS1(n.bytes()) }, context: 0.98, typo: 0.65, name: "gln"})
}
