package recognizers

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
)

// versioned tells whether the code is a form's, which its foot names with a version or the pages: "V0410-00, Version 37002", "WE 117, Seite 3 von 11".
func versioned(doc *anonymize.Document, first, last int) bool {
	toks := doc.Tokens()
	letters, digits := codeForm(doc, first, last)
	if letters == 0 || letters > 3 || digits > 6 || last+3 >= len(toks) || toks[first].Flags&anonymize.Letter == 0 {
		return false
	}
	i := last + 2
	if toks[i-1].Flags&anonymize.Punct == 0 || toks[i].Flags&anonymize.LineStart != 0 {
		return false
	}
	switch doc.Word(toks[i]) {
	case "version", "vers", "rev", "revision", "fassung", "ausgabe", "auflage":
		k := i + 1
		if doc.Word(toks[k]) == "." && k+1 < len(toks) {
			k++
		}
		return toks[k].Flags&anonymize.Digit != 0
	case "seite", "blatt", "page":
		return i+3 < len(toks) && onlyDigits(&toks[i+1]) && (doc.Word(toks[i+2]) == "von" || doc.Word(toks[i+2]) == "of" || doc.Word(toks[i+2]) == "/")
	}
	return false
}

// goodsInBracket tells whether the code is one word in a bracket behind the name of goods, with their maker: "Druckertoner HP 207X (W2210X)".
func goodsInBracket(doc *anonymize.Document, first, last int) bool {
	toks := doc.Tokens()
	if first < 2 || first != last || toks[first].Flags&anonymize.Letter == 0 || doc.Word(toks[first-1]) != "(" {
		return false
	}
	for i := first - 2; i >= 0 && i >= first-4; i-- {
		if isGoodsMaker(doc.Word(toks[i])) {
			return !customerOf(doc, i)
		}
	}
	return false
}

// ofVacancy tells whether words around token i speak of a post that is advertised, so that the number is the advertisement's.
func ofVacancy(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	if i > 0 && strings.HasPrefix(doc.Word(toks[i-1]), "mein") {
		return false
	}
	for k := max(0, i-looseReach); k < len(toks) && k <= i+looseReach; k++ {
		switch doc.Word(toks[k]) {
		case "stelle", "ausschreibung", "stellenausschreibung", "stellenanzeige":
			return true
		}
	}
	return false
}

// aidsNumber tells whether the number that begins at token first is that of a medical aid in the health insurers' list (§ 139 SGB V): "50.45.01.1234".
func aidsNumber(doc *anonymize.Document, first, last int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	if last != first+6 || first > 0 && isFiledUnder(doc.Word(toks[first-1])) {
		return false // "Bescheid 51.20.01.0447"
	}
	for k, size := range [...]int32{2, 1, 2, 1, 2, 1, 4} {
		t := &toks[first+k]
		if t.End-t.Start != size || t.Flags&anonymize.Letter != 0 || k > 0 && t.Start != toks[first+k-1].End || k%2 == 1 && f[t.Start] != '.' {
			return false
		}
	}
	return f[toks[first].Start] <= '5' || f[toks[first].Start] == '9'
}

// isFiledUnder reports the words for what an office numbers in its own way.
func isFiledUnder(w string) bool {
	return strings.HasSuffix(w, "bescheid") || strings.HasSuffix(w, "schreiben") || strings.HasSuffix(w, "zeichen") || w == "vorgang" || w == "akte" || w == "unter" || w == "verfahren" || w == "vertrag"
}

// faulty tells whether the code, first in its line, is the model of a device whose fault the next words name: "WAN28K43, Fehler E18".
func faulty(doc *anonymize.Document, first, last int) bool {
	toks := doc.Tokens()
	letters, digits := codeForm(doc, first, last)
	if letters < 2 || digits > 6 || last+3 >= len(toks) || first > 0 && toks[first].Flags&anonymize.LineStart == 0 || doc.Word(toks[last+1]) != "," {
		return false
	}
	switch doc.Word(toks[last+2]) {
	case "fehler", "fehlercode", "fehlermeldung", "error", "stoerung", "stoercode":
		t := &toks[last+3]
		return t.Flags&anonymize.Digit != 0 && t.Flags&anonymize.LineStart == 0 || t.End-t.Start == 1 && last+4 < len(toks) && onlyDigits(&toks[last+4])
	}
	return false
}

// isSparePart reports the words for a part that takes another's place: "die Ersatzpumpe hat die Nr. 4711".
func isSparePart(w string) bool {
	if !strings.HasPrefix(w, "ersatz") || len(w) < 9 || isOwned(w) {
		return false
	}
	for _, end := range [...]string{"kasse", "karte", "ausweis", "pass", "schein", "strafe", "vornahme", "dokument", "papier", "schluessel", "forderung", "anspruch", "pflicht", "versorgung", "wagen", "fahrzeug", "bescheinigung", "termin", "urkunde", "buergschaft", "rente", "antrag", "zeugnis", "marke", "plakette", "vertrag", "leistung", "zahlung", "bescheid", "police", "buch", "rezept", "brief", "genehmigung",
		"erlaubnis", "konto", "wohnung", "ticket", "lieferung"} {
		if strings.HasSuffix(w, end) {
			return false
		}
	}
	return true
}

// taught tells whether words of a university's teaching stand around token i, so that LV is a lecture and no life insurance.
func taught(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	found := false
	for k := max(0, i-farReach); k < len(toks) && k <= i+farReach; k++ {
		switch doc.Word(toks[k]) {
		case "vertrag", "versicherung", "versicherungen", "police", "lebensversicherung", "beitrag":
			return false
		case "raum", "hoersaal", "vorlesung", "uebung", "seminar", "klausur", "lp", "ects", "cp", "modul", "module", "dozent", "dozentin", "semester", "sose", "wise", "ss", "ws", "moodle", "tutorium", "vorlesungsverzeichnis", "pruefung", "professor", "prof", "uni", "studium":
			found = true
		}
	}
	return found
}

// onEarth tells whether the code is the latitude or the longitude of a place, in degrees with four decimals or more, and the other stands beside it: "52.1417, 9.9522".
func onEarth(doc *anonymize.Document, first, last int) bool {
	toks := doc.Tokens()
	if last == first+5 && degrees(doc, first) && degrees(doc, first+3) {
		return true // "48.1371 11.5754"
	}
	if last != first+2 || !degrees(doc, first) {
		return false
	}
	apart := func(a, b int) bool {
		return b-a == 1 || b-a == 2 && strings.IndexByte(",;/|", doc.Folded()[toks[a+1].Start]) >= 0
	}
	for i := last + 1; i <= last+2; i++ {
		if degrees(doc, i) && apart(last, i) {
			return true
		}
	}
	for i := first - 3; i >= 0 && i >= first-4; i-- {
		if degrees(doc, i) && apart(i+2, first) {
			return true
		}
	}
	return false
}

// degrees tells whether a number of degrees with four decimals or more begins at token i.
func degrees(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	if i+2 >= len(toks) || !onlyDigits(&toks[i]) || toks[i].End-toks[i].Start > 2 || doc.Folded()[toks[i+1].Start] != '.' || !tightNumber(doc, i+2) {
		return false
	}
	n := toks[i+2].End - toks[i+2].Start
	return toks[i+1].Start == toks[i].End && n >= 4 && n <= 8
}

// drivingKeys tells whether the code is a class of driving licences with two of its keys (FeV Anlage 9): "L 174/175".
func drivingKeys(doc *anonymize.Document, first, last int) bool {
	toks := doc.Tokens()
	if last != first+3 || toks[first].End-toks[first].Start != 1 || doc.Folded()[toks[first+2].Start] != '/' {
		return false
	}
	for _, i := range [...]int{first + 1, last} {
		if w := doc.Word(toks[i]); len(w) != 3 || w < "171" || w > "199" || !onlyDigits(&toks[i]) {
			return false
		}
	}
	return strings.IndexByte("abcdlmst", doc.Folded()[toks[first].Start]) >= 0
}
