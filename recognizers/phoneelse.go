package recognizers

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
)

// callNumber reports the words for telephone numbers: "Rückrufnr.", "Kontaktnummern", "Diensthandynummer".
func callNumber(w string) bool {
	for _, end := range [...]string{"nummer", "nr", "nummern"} {
		stem, ok := strings.CutSuffix(w, end)
		if !ok {
			continue
		}
		if callStem(stem) {
			return true
		}
		for n := min(len(stem)-1, len("servicetelefon")); n >= 5; n-- {
			if callStem(stem[len(stem)-n:]) {
				return true
			}
		}
		return false
	}
	return false
}

// callStem reports the first halves of words for telephone numbers: "Rückruf-Nr.".
func callStem(w string) bool {
	switch w {
	case "telefon", "tel", "telephon", "handy", "mobil", "mobilfunk", "fax", "telefax", "ruf", "anruf", "notruf", "hotline", "service", "info", "durchwahl", "whatsapp", "festnetz", "privat", "rueckruf", "kontakt", "not", "notfall", "fon", "phone", "sms", "servicetelefon", "buerger", "haupt", "zentral", "geheim", "dienst", "buero":
		return true
	}
	return false
}

// hardlyDialled tells whether the groups of d with the digits v, which fit the numbering plan, are another number unless a word for telephones stands near: they go on a code,
// they are a form's with its year, or they are no mobile number's and a thing's, or letters in them were read as digits: "Mein Handy hat die Nummer 0171 2345678" and "O17O 2345678"
// can be dialled.
func (s *numbers) hardlyDialled(d *dial, v []byte, kind dialKind) bool {
	if g := &s.groups[d.i]; g.joint == jointSpace && s.groups[d.i-1].tightL && kind != dialMobile && !s.afterArea(d.i, v) {
		return true // "KFZ/7 031 812-04", but "Zimmer A/7 0221 4710123"
	}
	first := int(s.groups[d.i].tok)
	if signBefore(s.doc, first) || datedForm(s, d.i, d.j) || kind == dialArea && s.cutOff(d, v) {
		return true
	}
	return kind != dialMobile && (thingHas(s.doc, first) || misread(s.doc, first, int(s.groups[d.j].tok)))
}

// sentenceEnds tells whether the dot, exclamation or question mark at token i ends a sentence behind a word that is no abbreviation, and not the keyword of a number: the next
// one begins with a capital, where somebody writes some. "Die Vertragsnummer fehlt. Kolbe 030 …", "ohne kennzeichen. kolbe 030 …", but not "kundennr. 030 …".
func sentenceEnds(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	p := &toks[i-1]
	if p.Flags&anonymize.Letter == 0 || toks[i+1].Flags&anonymize.SpaceBefore == 0 {
		return false
	}
	small := doc.Features()&anonymize.HasUpper == 0
	if toks[i+1].Flags&anonymize.Upper == 0 && !small {
		return false
	}
	w := doc.Word(*p)
	switch doc.Word(toks[i]) {
	case "!", "?":
		return true
	case ".":
		return w == "nicht" || w == "mehr" || isOwnVerb(w) || len(w) > 5 && !(small && (strings.HasSuffix(w, "nr") || len(w) < 8))
	}
	return false
}

// signBefore tells whether two or three capitals, behind a word for a number, are the beginning of the code that token first goes on: "Leasingnr. LV 0690-318827".
func signBefore(doc *anonymize.Document, first int) bool {
	toks := doc.Tokens()
	i := first - 1
	if i < 1 || toks[i].Flags&anonymize.AllUpper == 0 || toks[i].End-toks[i].Start > 3 || toks[first].Flags&anonymize.LineStart != 0 || isDialled(doc.Word(toks[i])) {
		return false
	}
	if i--; toks[i].Flags&anonymize.Punct != 0 && i > 0 {
		i--
	}
	w := doc.Word(toks[i])
	if isNr(w) && i > 1 && doc.Word(toks[i-1]) == "-" {
		return !callStem(doc.Word(toks[i-2])) // "Kontakt-Nummer"
	}
	return namesNumber(w) && !callNumber(w) && !isDialled(w)
}

// thingHas tells whether the words before token first say that a thing has it for its number: "Der Chip hat die Nummer …".
func thingHas(doc *anonymize.Document, first int) bool {
	toks := doc.Tokens()
	i := first - 1
	if i > 0 && doc.Word(toks[i]) == ":" {
		i--
	}
	if i < 2 || doc.Word(toks[i]) != "nummer" && doc.Word(toks[i]) != "nr" && doc.Word(toks[i]) != "number" {
		return false
	}
	if i--; doc.Word(toks[i]) == "die" || doc.Word(toks[i]) == "eine" || doc.Word(toks[i]) == "the" {
		i--
	}
	if i < 1 {
		return false
	}
	switch doc.Word(toks[i]) {
	case "hat", "hatte", "traegt", "trug", "with", "has", "mit":
	default:
		return false
	}
	w := doc.Word(toks[i-1])
	if i > 1 && isAddressed(doc.Word(toks[i-2])) {
		return false // "Frau Mast"
	}
	return isOwned(w) && !callNumber(w) || looseThing(w) || isTagged(w)
}

// isAddressed reports the words before the name of somebody.
func isAddressed(w string) bool {
	switch w {
	case "herr", "herrn", "frau", "familie", "fam", "dr":
		return true
	}
	return false
}

// isTagged reports the things that a household has a number for and that are no document. None of the ends is one of names: "Konrad", "Döring".
func isTagged(w string) bool {
	for _, end := range [...]string{"tonne", "behaelter", "container", "schluessel", "transponder", "geraet", "fahrrad", "dienstrad", "anhaenger", "schloss", "spind", "schliessfach", "postfach", "paket", "sendung", "steckdose", "laterne", "mast", "wallbox", "saeule"} {
		if strings.HasSuffix(w, end) {
			return true
		}
	}
	return false
}

// mobileNeedsOne tells whether the digits d are those of a mobile number but for one: "0171 39 20 00 6" in pairs.
func mobileNeedsOne(d []byte) bool {
	return len(d) == 10 && d[0] == '0' && d[1] == '1' && d[2] >= '5' && d[2] <= '7'
}

// cutOff tells whether the groups of d, with the digits v, are not cut behind an area code, and a blank and another group follow that does not fit any more, or the word right
// before is one for what is issued to somebody: "Bibliothekskarte, Nummer 0400 11873 5", "Mietvertrag 0417-22-053".
func (s *numbers) cutOff(d *dial, v []byte) bool {
	if d.j == d.i || s.afterArea(d.i, v) {
		return false
	}
	if d.j+1 < len(s.groups) && s.groups[d.j+1].joint == jointSpace && plan(v, false) < dialMobile {
		return true
	}
	toks, first := s.doc.Tokens(), int(s.groups[d.i].tok)
	return first > 0 && toks[first].Flags&anonymize.LineStart == 0 && isOwned(s.doc.Word(toks[first-1]))
}

// misread tells whether letters behind the first character of the tokens from first to last were read as digits: "043-022OL".
func misread(doc *anonymize.Document, first, last int) bool {
	toks := doc.Tokens()
	for i := first; i <= last; i++ {
		if toks[i].Flags&anonymize.Digit == 0 {
			continue
		}
		for k, c := range []byte(doc.Original(toks[i])) {
			if (i > first || k > 0) && isLower(c|0x20) {
				return true
			}
		}
	}
	return false
}

// datedForm tells whether the groups from i to last are a number in one piece and the two digits of a year behind a slash or hyphen, as forms have
// them: "034120/22".
func datedForm(s *numbers, i, last int) bool {
	g := &s.groups[last]
	return last == i+1 && g.len() == 2 && (g.joint == jointSlash || g.joint == jointDash) && s.groups[i].len() < 7
}
