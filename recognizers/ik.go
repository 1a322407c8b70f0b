package recognizers

import (
	"context"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/checksum"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// IK returns the recognizer of DE_IK: the Institutionskennzeichen of an insurer, hospital or practice.
//
// Format: 9 digits. Check: digits 3 to 8 × 2, 1, 2, 1, 2, 1, cross sums, modulo 10 = digit 9. One random number in ten passes, so a
// keyword is needed. Known false positives: none with the keyword. Source: ARGE IK, Gemeinsames Rundschreiben
// Institutionskennzeichen; § 293 SGB V.
func IK() anonymize.Recognizer {
	return &ik{newIdent("ik", anonymize.HasDigit, words.New("ik", "ik#", "iknum", "institutionskennzeichen", "institutions kennzeichen", "institutionskennzeichen#", "institutionskennz", "institutions kennz",
		"instituts kennzeichen", "institutskennzeichen", "institutionskennung", "kassen ik", "kostentraegerkennung", "kostentraegerkennzeichen",
		"kostentraeger ik", "kostentraeger#", "kassen#", "kennnummer der krankenkasse", "krankenkassen#", "ik kennzeichen"), anonymize.DEIK)}
}

type ik struct{ ident }

func (r *ik) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	return r.find(ctx, doc, dst, anonymize.DEIK, &digitRule{digits: 9, valid: func(n number) bool { return validIK(n.bytes()) }, context: 0.97, typo: 0.65, name: "ik"})
}

func validIK(d []byte) bool {
	return checksum.CrossSums(d[2:], 2, 1, 2, 1, 2, 1)%10 == int(d[8]-'0')
}
