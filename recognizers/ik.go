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
// keyword is needed, or a word for insurer, clinic or insurance card. Known false positives: none with the keyword. Source: ARGE IK, Gemeinsames Rundschreiben
// Institutionskennzeichen; § 293 SGB V.
func IK() anonymize.Recognizer {
	return &ik{ident: newIdent("ik", 0, words.New("ik", "ik#", "iknum", "institutionskennzeichen", "institutions kennzeichen", "institutionskennzeichen#", "institutionskennz", "institutions kennz",
		"instituts kennzeichen", "institutskennzeichen", "institutionskennung", "kassen ik", "kostentraegerkennung", "kostentraegerkennzeichen",
		"kostentraeger ik", "kostentraeger#", "kassen#", "kennnummer der krankenkasse", "krankenkassen#", "ik kennzeichen", "kennnummer des traegers", "kennnummer des kostentraegers", "traegerkennung", "kassenkennzeichen", "kasse kennzeichen", "traeger#", "institutionszeichen", "institutskennung",
		"kk#", "krankenkassenkennung", "krankenkassenkennziffer", "krankenkassen kennziffer", "kassenkennung", "kassenkennziffer", "instituts kennz", "institution code", "institution number", "insurance company number", "insurer number", "kennnummer", "kennnr", "kenn#", "kennummer", "kennziffer der krankenkasse", "kennziffer der kasse", "kennziffer des kostentraegers", "insitutionskennzeichen", "kostentraeger kennung", "traegerkennzeichen"), anonymize.DEIK),
		weak: words.New("kennzeichen", "dta", "leistungserbringer", "seniorenheim", "altenheim", "pflegeheim", "physiotherapie", "kasse", "krankenkasse", "krankenkassen", "pflegekasse", "versichertenkarte", "gesundheitskarte", "chipkarte", "krankenkassenkarte", "kostentraeger", "klinik", "klinikum", "krankenhaus", "sanitaetshaus", "pflegedienst", "apotheke", "heilmittel", "insurer", "insurance", "health card", "karte", "versichertennummer", "aok", "ikk", "bkk", "dak", "barmer", "*kasse", "kassenkarte", "kassenchipkarte", "kassenwechsel", "kassenpatient", "kassenpatientin", "kassenarzt", "kassensitz", "kassenleistung", "pflege*", "*pflege", "*klinik", "*therapie", "*therapeut", "*therapeutin", "hebamme", "logopaede", "logopaedin", "hospiz", "rettungsdienst", "krankentransport", "transportschein", "abrechnungszentrum", "rezept", "sozialstation", "egk", "krankenversicherungskarte")}
}

type ik struct {
	ident
	weak *words.Set // words that count only beside a number that passes the check
}

func (r *ik) sets() []*words.Set { return []*words.Set{r.keys, r.weak} }

func (r *ik) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	dst, err := r.spelled(ctx, doc, dst, anonymize.DEIK, 0.86, nil)
	if err != nil || doc.Features()&anonymize.HasDigit == 0 {
		return dst, err
	}
	from := len(dst)
	dst, err = r.find(ctx, doc, dst, anonymize.DEIK, &digitRule{digits: 9, valid: func(n number) bool { return validIK(n.bytes()) }, context: 0.97, typo: 0.65, far: true, name: "ik"})
	if err != nil {
		return dst, err
	}
	mid := len(dst)
	weak := ident{r.info, r.weak}
	dst, err = weak.find(ctx, doc, dst, anonymize.DEIK, &digitRule{digits: 9, valid: func(n number) bool { return validIK(n.bytes()) }, context: 0.55, shy: true, far: true, whole: true, name: "ik/weak"})
	return dropOverlaps(dst, from, mid), err
}

func validIK(d []byte) bool {
	return checksum.CrossSums(d[2:], 2, 1, 2, 1, 2, 1)%10 == int(d[8]-'0')
}
