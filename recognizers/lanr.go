package recognizers

import (
	"context"
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/checksum"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// LANR returns the recognizer of DE_LANR: the lifelong number of a physician in statutory health care.
//
// Format: 9 digits, of which the last two name the specialty. Check: digits 1 to 6 × 4, 9, 4, 9, 4, 9 without cross sums, tens
// complement = digit 7. One random number in ten passes, so a keyword is needed, or a word for physician, practice or stamp.
// Known false positives: none with the keyword. Source: KBV, Richtlinie zur Vergabe der Arzt-, Betriebsstätten- … Nummern.
func LANR() anonymize.Recognizer {
	return &lanr{ident: newIdent("lanr", 0, words.New("doctor number", "doctor's number", "doctor no", "physician no",
		"lanr", "lanr#", "arzt#", "*arztnummer", "*arztnr", "lebenslange arztnummer", "aerztenummer", "vertragsarzt#", "physician number"), anonymize.DELANR),
		weak: words.New("arzt", "aerztin", "kbv", "kassenaerztliche vereinigung", "praxis", "hausarzt", "hausaerztin", "kinderarzt", "kinderaerztin", "facharzt", "physician", "doctor", "stempel", "arztstempel", "praxisstempel", "stempelfeld", "bsnr", "betriebsstaette", "nebenbetriebsstaette", "hauptbetriebsstaette", "betriebsstaettennummer", "zweigpraxis", "praxisvertretung", "vertretungsarzt", "verordnung", "rezept", "attest", "au schein", "psychotherapeut", "psychotherapeutin", "zahnarzt", "zahnaerztin", "frauenarzt", "hno", "orthopaede", "internist", "krankschreibung", "ueberweisung", "muster", "verordner", "verordnerin", "vertragsarzt", "vertragsaerztin", "kassenarzt", "kassenaerztin", "krankmeldung", "behandler", "behandlerin", "*arzt", "*aerztin", "*arztes", "ueberweiser", "prescription")}
}

type lanr struct {
	ident
	weak *words.Set // words that count only beside a number that passes the check
}

func (r *lanr) sets() []*words.Set { return []*words.Set{r.keys, r.weak} }

func (r *lanr) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	dst, err := r.spelled(ctx, doc, dst, anonymize.DELANR, 0.86, nil)
	if err != nil || doc.Features()&anonymize.HasDigit == 0 {
		return dst, err
	}
	from := len(dst)
	dst, err = r.find(ctx, doc, dst, anonymize.DELANR, &digitRule{digits: 9, valid: func(n number) bool { return validLANR(n.bytes()) }, context: 0.97, typo: 0.65, far: true, name: "lanr"})
	if err != nil {
		return dst, err
	}
	mid := len(dst)
	weak := ident{r.info, r.weak}
	dst, err = weak.find(ctx, doc, dst, anonymize.DELANR, &digitRule{digits: 9, valid: func(n number) bool { return validLANR(n.bytes()) }, context: 0.7, shy: true, far: true, whole: true, name: "lanr/weak"})
	dst = dropOverlaps(dst, from, mid)
	n := from
	for k, e := range dst[from:] {
		if site, alone := siteBefore(doc, e.Span); !site || from+k < mid && !alone {
			dst[n] = e
			n++
		}
	}
	return dst[:n], err
}

// siteBefore tells whether the word before the number names a site and not a physician: "BSNR 384839548", and whether it is the first one in its line
// or clause, so that it is not one of two: "LANR und BSNR: 123456601 / 384839548".
func siteBefore(doc *anonymize.Document, s anonymize.Span) (site, alone bool) {
	toks := doc.Tokens()
	i, _ := tokensOf(doc, s)
	for i--; i >= 0 && (toks[i].Flags&anonymize.Punct != 0 || isNr(doc.Word(toks[i]))); i-- {
	}
	if i < 0 {
		return false, false
	}
	w := doc.Word(toks[i])
	return w == "bsnr" || w == "zweigpraxis" || strings.Contains(w, "betriebsstaett"), i == 0 || toks[i].Flags&anonymize.LineStart != 0 || doc.Word(toks[i-1]) == "," || doc.Word(toks[i-1]) == ";"
}

func validLANR(d []byte) bool {
	return (10-checksum.Weighted(d, 4, 9, 4, 9, 4, 9)%10)%10 == int(d[6]-'0')
}
