package recognizers

import (
	"context"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/checksum"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// MaLoID returns the recognizer of DE_MALO_ID: the Marktlokations-ID of an electricity or gas connection.
//
// Format: 11 digits, the first not 0. Check: digits 1 to 10, odd positions + 2 × even positions without cross sums, tens
// complement. One random number in ten passes, so a keyword is needed.
// Known false positives: none with the keyword. Source: BDEW, Identifikatoren in der Marktkommunikation.
func MaLoID() anonymize.Recognizer {
	return &maLoID{newIdent("malo_id", anonymize.HasDigit, words.New("malo", "malo id", "maloid", "malo#", "marktlokation", "markt lokation", "marktlokation#", "marktlokations id", "marktlokationsid", "marktlokations#",
		"marktlokationsidentifikation", "marktlokations identifikation", "marktlokationsidentifikations#", "marktlokations identifikations#",
		"markt lokations id", "lieferstellen#", "entnahmestellen#", "market location"), anonymize.DEMaLoID)}
}

type maLoID struct{ ident }

func (r *maLoID) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	return r.find(ctx, doc, dst, anonymize.DEMaLoID, &digitRule{digits: 11, valid: func(n number) bool { return validMaLo(n.bytes()) },
		context: 0.98, typo: 0.7, name: "malo_id"})
}

func validMaLo(d []byte) bool {
	return d[0] != '0' && (10-checksum.Weighted(d, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2)%10)%10 == int(d[10]-'0')
}
