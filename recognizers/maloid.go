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
	return &maLoID{ident: newIdent("malo_id", anonymize.HasDigit, words.New("malo", "malo id", "maloid", "malo#", "marktlokation", "markt lokation", "marktlokation#", "marktlokations id", "marktlokationsid", "marktlokations#", "marktlokationscode", "marktlokations code", "malo code", "marktlokationskennung",
		"marktlokationsidentifikation", "marktlokations identifikation", "marktlokationsidentifikations#", "marktlokations identifikations#",
		"markt lokations id", "markt lokations#", "lieferstellen#", "entnahmestellen#", "market location"), anonymize.DEMaLoID),
		weak: words.New("gas", "strom", "stromanbieter", "gasanbieter", "stadtwerke", "lieferstelle", "einspeisung", "stromvertrag", "stromvertraege", "gasvertrag", "gasvertraege", "stromtarif", "netzgesellschaft", "stromnetz", "netzanschluss", "stromlieferant", "pv anlage", "netzbetreiber", "stromzaehler", "gaszaehler", "stromrechnung", "gasrechnung", "versorger", "energieversorger", "zaehlerstand")}
}

type maLoID struct {
	ident
	weak *words.Set // words that count only beside a number that passes the check
}

func (r *maLoID) sets() []*words.Set { return []*words.Set{r.keys, r.weak} }

func (r *maLoID) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	from := len(dst)
	dst, err := r.find(ctx, doc, dst, anonymize.DEMaLoID, &digitRule{digits: 11, valid: func(n number) bool { return validMaLo(n.bytes()) },
		context: 0.98, typo: 0.7, name: "malo_id"})
	if err != nil || len(dst) > from {
		return dst, err
	}
	weak := ident{r.info, r.weak}
	if dst, err = weak.find(ctx, doc, dst, anonymize.DEMaLoID, &digitRule{digits: 11, valid: func(n number) bool { return validMaLo(n.bytes()) }, context: 0.7, shy: true, name: "malo_id/weak"}); err != nil {
		return dst, err
	}
	for i := range dst[from:] {
		if e := &dst[from+i]; asksWhich(doc, e.Span) {
			e.Score = 0.85 // the keyword behind it is only guessed
		}
	}
	return dst, nil
}

// asksWhich tells whether a question about its kind follows the number: "…, ist das die Zählernummer?".
func asksWhich(doc *anonymize.Document, s anonymize.Span) bool {
	toks := doc.Tokens()
	_, i := tokensOf(doc, s)
	if i++; i < len(toks) && toks[i].Flags&anonymize.Punct != 0 {
		i++
	}
	if i+1 >= len(toks) {
		return false
	}
	switch doc.Word(toks[i]) {
	case "ist", "is", "waere":
	default:
		return false
	}
	switch doc.Word(toks[i+1]) {
	case "das", "dies", "es", "this", "that":
	default:
		return false
	}
	for k := i + 2; k < len(toks) && k < i+8; k++ {
		switch doc.Word(toks[k]) {
		case "?", "oder":
			return true
		case ".", "!", ";":
			return false
		}
	}
	return false
}

func validMaLo(d []byte) bool {
	return d[0] != '0' && (10-checksum.Weighted(d, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2)%10)%10 == int(d[10]-'0')
}
