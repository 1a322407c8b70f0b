package recognizers

import (
	"github.com/deckname/deckname/anonymize"
)

// mistypedReach is how many tokens may stand between the word for plates and one that is mistyped in its letters.
const mistypedReach = 12

// mistypedPlate reads a plate of no district right behind its keyword ("Kennzeichen QX-LK 90"), or one of a district with an umlaut behind the hyphen, where none
// has one, shortly behind it: "Kennzeichen reserviert, aber TBB-ÜB 14".
func (r *licensePlate) mistypedPlate(doc *anonymize.Document, i int) (p plate, ok bool) {
	toks := doc.Tokens()
	if size := toks[i].End - toks[i].Start; size > 4 || !checkDigits(doc.Word(toks[i])) || doc.Word(toks[i])[0] == '0' {
		return p, false
	}
	mid, _, ok := plateLetters(doc, i)
	if !ok {
		return p, false
	}
	umlaut := toks[mid].Flags&anonymize.NonASCII != 0 && toks[mid].End-toks[mid].Start <= 4 && len([]rune(doc.Original(toks[mid]))) <= 2
	if !umlaut && len(doc.Word(toks[mid])) > 2 {
		return p, false
	}
	code, hyphen, ok := plateLetters(doc, mid)
	if !ok || !hyphen || runes(doc.Word(toks[code])) > 3 || len(doc.Word(toks[code])) > 4 {
		return p, false
	}
	if _, ok = r.strong.Before(doc, code, 2); !ok && umlaut && capitals(doc, code) && isDistrictCode(doc.Word(toks[code])) {
		_, ok = r.strong.Within(doc, code, mistypedReach)
	}
	return plate{first: code, last: i, code: doc.Word(toks[code]), mid: doc.Word(toks[mid]), digits: int(toks[i].End - toks[i].Start), apart: true, hyphen: true, upper: capitals(doc, code)}, ok
}

// namesScale reports the abbreviations in capitals behind which a number is a maker's key, a norm's or a finding of physicians: "HSN 7196", "NRS 5".
func namesScale(w string) bool {
	switch w {
	case "nrs", "vas", "gcs", "nihss", "mrs", "mrc", "asa", "bmi", "crp", "ecog", "nyha", "ccs", "lvef", "gfr", "egfr", "tsh", "psa", "hba", "ldl", "hdl", "ggt", "got", "gpt", "inr", "ptt", "spo", "afp", "mmst", "kps", "phq", "bdi", "mcv", "ldh":
		return true
	}
	return isNormed(w)
}

// measureBehind tells whether a unit of length, weight or volume stands behind token last, so that the number is a measurement: "TT-TG 14 mm".
func measureBehind(doc *anonymize.Document, last int) bool {
	toks := doc.Tokens()
	if last+1 >= len(toks) || toks[last+1].Flags&anonymize.LineStart != 0 {
		return false
	}
	switch doc.Word(toks[last+1]) {
	case "mm", "cm", "ml", "dl", "mg", "ug", "kg", "g", "°", "grad", "mmol", "mmhg", "%":
		return true
	}
	return false
}
