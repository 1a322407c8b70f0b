package recognizers

import (
	"context"
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/checksum"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// MaLoID returns the recognizer of DE_MALO_ID: the Marktlokations-ID of an electricity or gas connection.
//
// Format: 11 digits, the first not 0. Check: digits 1 to 10, odd positions + 2 × even positions without cross sums, tens
// complement. One random number in ten passes, so a keyword is needed, or a word for electricity, gas and their market nearby. A number that differs
// from one that was found by one digit or one swap is the same, mistyped.
// Known false positives: none with the keyword. Source: BDEW, Identifikatoren in der Marktkommunikation.
func MaLoID() anonymize.Recognizer {
	return &maLoID{ident: newIdent("malo_id", anonymize.HasDigit, words.New("malo", "malo id", "maloid", "malo#", "marktlokation", "markt lokation", "marktlokation#", "marktlokations id", "marktlokationsid", "marktlokations#", "marktlokationscode", "marktlokations code", "malo code", "marktlokationskennung",
		"marktlokationsidentifikation", "marktlokations identifikation", "marktlokationsidentifikations#", "marktlokations identifikations#",
		"markt lokations id", "markt lokations#", "lieferstellen#", "entnahmestellen#", "market location"), anonymize.DEMaLoID),
		weak: words.New("gas", "strom", "stromanbieter", "gasanbieter", "stadtwerke", "lieferstelle", "einspeisung", "stromvertrag", "stromvertraege", "gasvertrag", "gasvertraege", "stromtarif", "netzgesellschaft", "stromnetz", "netzanschluss", "stromlieferant", "pv anlage", "netzbetreiber", "stromzaehler", "gaszaehler", "stromrechnung", "gasrechnung", "versorger", "energieversorger", "zaehlerstand",
			"messstelle", "messstellenbetreiber", "lastgang", "lastgaenge", "lastgangdaten", "mieterstrom", "bilanzkreis", "lieferbeginn", "lieferende", "lieferantenwechsel", "versorgerwechsel", "anbieterwechsel", "netzentgelt*", "einspeise*", "marktpartner", "marktpartner id", "mscons", "utilmd", "aperak", "invoic", "edifact",
			"wallbox", "smart meter", "smartmeter", "photovoltaik", "solaranlage", "balkonkraftwerk", "waermepumpe", "nachtspeicher", "grundversorg*", "ersatzversorgung", "stromanschluss", "gasanschluss", "oekostrom", "hausstrom", "allgemeinstrom", "fernwaerme", "stromabschlag", "gasabschlag", "kwh")}
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
		return r.misspelled(doc, dst, from, anonymize.DEMaLoID, 11), err
	}
	weak := ident{r.info, r.weak}
	if dst, err = weak.find(ctx, doc, dst, anonymize.DEMaLoID, &digitRule{digits: 11, valid: func(n number) bool { return validMaLo(n.bytes()) }, context: 0.7, shy: true, foreign: ownNumberBefore, name: "malo_id/weak"}); err != nil {
		return dst, err
	}
	for i := range dst[from:] {
		if e := &dst[from+i]; asksWhich(doc, e.Span) || measuredAt(doc, e.Span) {
			e.Score = 0.85 // the keyword behind it is only guessed
		}
	}
	return r.misspelled(doc, dst, from, anonymize.DEMaLoID, 11), nil
}

// measuredAt tells whether one of the three words before the number is for the place where energy is measured, which people take for the place
// where it is sold: "Die Messstelle hat die …".
func measuredAt(doc *anonymize.Document, s anonymize.Span) bool {
	toks := doc.Tokens()
	first, _ := tokensOf(doc, s)
	for i, n := first-1, 0; i >= 0 && n < 3 && first-i < 6; i-- {
		if toks[i].Flags&anonymize.Letter == 0 {
			continue
		}
		if w := doc.Word(toks[i]); w == "messstelle" || w == "messlokation" || w == "lieferstelle" {
			return true
		}
		n++
	}
	return false
}

// ownNumberBefore tells whether one of the three words before token first announces a number of another kind, see announcedBefore, or the one right
// before names a thing or what has a number: "Vertrag 4711", but not "laut Vertrag aber 4711".
func ownNumberBefore(doc *anonymize.Document, first int) bool {
	if announcedBefore(doc, first) {
		return true
	}
	toks := doc.Tokens()
	i := first - 1
	for ; i >= 0 && first-i < 3 && toks[i].Flags&anonymize.Punct != 0; i-- {
	}
	return i >= 0 && toks[i+1].Flags&anonymize.LineStart == 0 && toks[i].Flags&anonymize.Letter != 0 && (isOwned(doc.Word(toks[i])) || isThing(doc.Word(toks[i])))
}

// announcedBefore tells whether one of the three words before token first announces a number of its own kind: "Vertragsnummer 4711", "Stamm-Nr. 4711", but not
// "Nummer 4711".
func announcedBefore(doc *anonymize.Document, first int) bool {
	toks := doc.Tokens()
	for i, n := first-1, 0; i >= 0 && n < 3 && first-i < 7; i-- {
		t := &toks[i]
		if n > 0 && toks[i+1].Flags&anonymize.LineStart != 0 {
			return false
		}
		if t.Flags&anonymize.Letter == 0 {
			if t.Flags&anonymize.Digit != 0 && t.End-t.Start > 2 {
				return false
			}
			continue
		}
		w := doc.Word(*t)
		switch w {
		case "nr", "nummer", "no":
			if i > 1 && t.Flags&anonymize.SpaceBefore == 0 && doc.Word(toks[i-1]) == "-" && toks[i-1].Flags&anonymize.SpaceBefore == 0 {
				return !strings.HasSuffix(doc.Word(toks[i-2]), "kasse") // the insurer's: "Pflegekasse-Nr."
			}
		case "kennung", "kennnummer", "kennummer", "kartennummer", "identnummer", "identifikationsnummer":
		default:
			if namesNumber(w) {
				return true
			}
		}
		n++
	}
	return false
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
