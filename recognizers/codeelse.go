package recognizers

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// isDateStart tells whether a date, a time or an amount with its dot begins at token k: "3.4.", "18:30", "1.250 Euro". In "882 40.117-3" none does, nor in "911842 7. 287 Euro".
func isDateStart(doc *anonymize.Document, k int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	if k+2 >= len(toks) || toks[k].End-toks[k].Start > 2 {
		return false
	}
	sign, next := &toks[k+1], &toks[k+2]
	if sign.Flags&(anonymize.Punct|anonymize.SpaceBefore) != anonymize.Punct || next.Flags&anonymize.Digit == 0 {
		return false
	}
	switch f[sign.Start] {
	case ':':
		return true
	case '.':
		size := next.End - next.Start
		return size <= 2 && inRange(f[toks[k].Start:toks[k].End], 31) && inRange(f[next.Start:next.End], 12) || size == 3 && next.Flags&anonymize.SpaceBefore == 0 && isAmount(doc, k, k+2)
	}
	return false
}

// isPlaceAfter tells whether the five digits at token k are a postcode with its place behind it in the line, not the end of a code (BF-36075).
func isPlaceAfter(doc *anonymize.Document, k int) bool {
	toks := doc.Tokens()
	return toks[k].End-toks[k].Start == 5 && k+1 < len(toks) && doc.Folded()[toks[k].Start:][:2] != "00" && toks[k+1].Flags&(anonymize.Letter|anonymize.Upper|anonymize.Digit|anonymize.LineStart) == anonymize.Letter|anonymize.Upper && toks[k+1].End-toks[k+1].Start > 1 && !(toks[k+1].Flags&anonymize.AllUpper != 0 && isFunctionWord(doc.Word(toks[k+1]))) &&
		!(k > 1 && toks[k].Flags&anonymize.SpaceBefore == 0 && isCodeSign(doc.Folded()[toks[k-1].Start]) && toks[k-1].Flags&anonymize.SpaceBefore == 0 && toks[k-2].End-toks[k-2].Start > 1)
}

// postcoded tells whether the five digits at token i are a postcode without its place: the bot asked for one, or words of living and being in charge stand around it. "Ich wohne in
// der 04177", "seid ihr für 04177 zuständig", but not "meine Nummer ist die 04177".
func postcoded(doc *anonymize.Document, i int) bool {
	if p := doc.Prompt(); p != nil && askedIn(p).postcode {
		return true
	}
	toks := doc.Tokens()
	if i > 0 && toks[i].Flags&anonymize.LineStart == 0 && doc.Word(toks[i-1]) == "fuer" && (supplied(doc, i-1) || suppliedBehind(doc, i)) && !kindBehind(doc, i) {
		return true // "im Netzstatus alles grün, auch für 13359"
	}
	if i > 1 && toks[i].Flags&anonymize.LineStart == 0 {
		switch doc.Word(toks[i-1]) {
		case "der", "die", "dem":
			switch doc.Word(toks[i-2]) {
			case "in", "aus":
				return true
			}
		case "raum", "postleitzahlbereich", "postleitzahlgebiet", "plz":
			return true
		case "fuer":
			if doc.Word(toks[i-2]) == "zustaendig" {
				return !kindBehind(doc, i)
			}
		}
	}
	for k := i - 1; k >= 0 && i-k <= 4 && toks[k+1].Flags&anonymize.LineStart == 0 && toks[k].Flags&(anonymize.Digit|anonymize.Punct) == 0; k-- {
		if w := doc.Word(toks[k]); isOwned(w) || isParty(w) {
			return false // "Wohnt die Kundin 48213 noch dort?"
		}
	}
	for k := i - 1; k >= 0 && i-k <= 4 && toks[k+1].Flags&anonymize.LineStart == 0 && toks[k].Flags&(anonymize.Digit|anonymize.Punct) == 0; k-- {
		if w := doc.Word(toks[k]); isLiving(w) {
			return true
		} else if isNr(w) || namesNumber(w) {
			return false
		}
	}
	if i+1 >= len(toks) || toks[i+1].Flags&anonymize.LineStart != 0 {
		return false
	}
	w := doc.Word(toks[i+1])
	return isLiving(w) || w == "zustaendig" && !kindBehind(doc, i)
}

// supplied tells whether the sentence before token i is about what a district gets, or has a fault of: "Netzstatus", "Störung", "Müllabfuhr".
func supplied(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	for k := i - 1; k >= 0 && i-k <= farReach; k-- {
		if toks[k].Flags&anonymize.Letter == 0 {
			if strings.IndexByte("!?", doc.Folded()[toks[k].Start]) >= 0 || toks[k+1].Flags&anonymize.LineStart != 0 {
				return false
			}
			continue
		}
		if w := doc.Word(toks[k]); isSupply(w) {
			return true
		} else if isOwned(w) || isParty(w) || isNr(w) || namesNumber(w) {
			return false
		}
	}
	return false
}

// suppliedBehind is supplied for the clause behind token i: "für 13359 ist kein Ausbau geplant".
func suppliedBehind(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	for k := i + 1; k < len(toks) && k-i <= looseReach && toks[k].Flags&(anonymize.Letter|anonymize.LineStart) == anonymize.Letter; k++ {
		if isSupply(doc.Word(toks[k])) {
			return true
		}
	}
	return false
}

// isSupply reports the words for what a district gets, or has a fault of.
func isSupply(w string) bool {
	switch w {
	case "netz", "netzstatus", "netzausbau", "netzabdeckung", "empfang", "stoerung", "stoerungen", "stoerungskarte", "ausbau", "glasfaserausbau", "verfuegbar", "verfuegbarkeit", "verfuegbarkeitskarte", "ausfall", "stromausfall", "abfuhrkalender", "muellabfuhr", "liefergebiet", "grundversorger":
		return true
	}
	return false
}

// isParty reports the words for those whom an issuer knows by a number.
func isParty(w string) bool {
	switch w {
	case "kunde", "kundin", "kunden", "mieter", "mieterin", "mitglied", "patient", "patientin", "nutzer", "nutzerin", "teilnehmer", "teilnehmerin":
		return true
	}
	return false
}

// kindBehind tells whether a word for a number or sign follows shortly behind token i: "Wer ist für 48213 zuständig? Das ist mein Aktenzeichen."
func kindBehind(doc *anonymize.Document, i int) bool {
	for k := i + 1; k < len(doc.Tokens()) && k-i <= farReach; k++ {
		if _, ok := signKind(doc, k); ok {
			return true
		}
	}
	return false
}

// isLiving reports the words of living somewhere and moving there.
func isLiving(w string) bool {
	switch w {
	case "wohne", "wohn", "wohnen", "wohnt", "wohnhaft", "lebe", "leben", "lebt", "ziehe", "ziehen", "zieht", "gezogen", "umgezogen", "hergezogen", "zugezogen":
		return true
	}
	return false
}

// isDate tells whether the tokens from first to last are a calendar date or a time.
func isDate(doc *anonymize.Document, first, last int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	var n [3]int
	var size [3]int32
	k := 0
	for i := first; i <= last; i++ {
		t := &toks[i]
		if t.Flags&anonymize.Punct != 0 {
			if c := f[t.Start]; c != '.' && c != '-' && c != '/' || t.End-t.Start > 1 {
				return false
			}
			continue
		}
		if t.Flags&anonymize.Letter != 0 || k == 3 || t.End-t.Start > 4 {
			return false
		}
		for _, c := range []byte(f[t.Start:t.End]) {
			n[k] = n[k]*10 + int(c-'0')
		}
		size[k] = t.End - t.Start
		k++
	}
	if last-first < 4 || k < 3 {
		return false
	}
	year := func(i int) bool {
		return size[i] == 4 && n[i] >= 1880 && n[i] <= 2100 || size[i] == 2 && i == 2
	}
	dayMonth := func(d, m int) bool {
		return n[d] >= 1 && n[d] <= 31 && n[m] >= 1 && n[m] <= 12 && size[d] <= 2 && size[m] <= 2
	}
	return year(2) && dayMonth(0, 1) || size[0] == 4 && year(0) && dayMonth(2, 1)
}

// isAmount tells whether money, a time, a percentage or a count follows or surrounds the number.
func isAmount(doc *anonymize.Document, first, last int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	if first > 0 && strings.HasPrefix(f[toks[first-1].Start:], "€") {
		return true
	}
	i := last + 1
	if i+1 < len(toks) && f[toks[i].Start] == ',' && toks[i].Flags&anonymize.SpaceBefore == 0 && toks[i+1].Flags&(anonymize.Digit|anonymize.SpaceBefore|anonymize.Letter) == anonymize.Digit && toks[i+1].End-toks[i+1].Start <= 3 {
		return true // 1.234,50
	}
	if i >= len(toks) || toks[i].Flags&anonymize.LineStart != 0 && (last > first || toks[last].End-toks[last].Start > 4) {
		return false // "Aktenzeichen: 56.1-WBS-447", next line "Personen: 3"
	}
	switch doc.Word(toks[i]) {
	case "m":
		return i+1 < len(toks) && toks[i+1].Start == toks[i].End && doc.Word(toks[i+1]) == "²"
	case "min", "ml", "mg":
		for _, t := range toks[first : last+1] {
			if t.End-t.Start > 4 {
				return false // no dose
			}
		}
		fallthrough
	case "km", "kg", "qm", "gb", "mb", "tb":
		return !(toks[i].Flags&anonymize.AllUpper != 0 && last > first && yearBehindSlash(doc, first, last)) // "0448/25 KM"
	case "€", "eur", "euro", "%", "uhr", "cent", "prozent", "meter", "metern", "liter", "einwohner", "einwohnern", "punkte", "punkten", "kwh", "kw", "kwp", "kva", "m2", "mbit", "gbit", "mhz", "ghz", "tage", "tagen", "jahre", "jahren", "monate", "monaten", "stunden", "minuten", "wochen", "stueck", "mal", "personen", "leute",
		"januar", "februar", "maerz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember":
		return true
	}
	return false
}

// namesNumber reports a word that announces a number of its own kind.
func namesNumber(w string) bool {
	switch w {
	case "postleitzahl", "iban", "bic", "tel", "telefon", "handy", "mobil", "fax", "plz", "geburtsdatum", "konto", "blz", "kto", "email", "mail", "paragraph":
		return true
	}
	return strings.HasSuffix(w, "nummer") || len(w) > 3 && strings.HasSuffix(w, "nr") || len(w) > 7 && (strings.HasSuffix(w, "zeichen") || strings.HasSuffix(w, "kennung") || strings.HasSuffix(w, "nummern"))
}

// otherNumberBefore tells whether one of the two words before token first announces a number.
func otherNumberBefore(doc *anonymize.Document, first int) bool {
	toks := doc.Tokens()
	words := 0
	for i := first - 1; i >= 0 && words < 2 && first-i < 6; i-- {
		if toks[i].Flags&anonymize.Punct != 0 {
			continue
		}
		if toks[i].Flags&anonymize.Digit != 0 && toks[i].End-toks[i].Start > 3 {
			return false // its value
		}
		if namesNumber(doc.Word(toks[i])) {
			return true
		}
		words++
	}
	return false
}

// isLink reports words that may stand between a value and the keyword behind it: "4711 ist meine Kundennummer".
func isLink(w string) bool {
	switch w {
	case "aber", "doch", "wohl", "eigentlich", "nur", "auch", "ist", "war", "waere", "lautet", "die", "der", "das", "mein", "meine", "euer", "eure", "dein", "deine", "unser", "unsere", "ihr", "ihre", "als", "so", "steht", "bei", "meiner", "is", "my", "the", "hier", "heisst", "sein", "seine", "dem", "deren", "neue", "alte", "aktuelle", "unter", "nummer", "nr", "stimmt", "nennen", "angeben", "nenne", "oben", "unten", "rechts", "links", "auf", "im", "brief", "bescheid", "schreiben", "da":
		return true
	}
	return false
}

// isTiny reports the words of two letters that stand in capitals only where somebody shouts, or as part of a code.
func isTiny(w string) bool {
	switch w {
	case "ab", "am", "um", "im", "zu", "ob", "da", "wo", "ja", "na", "ma":
		return true
	}
	return false
}

func isApostrophe(s string) bool { return s == "'" || s == "’" || s == "`" || s == "´" }

// twoCapitals reports abbreviations such as OWi and BvR.
func twoCapitals(s string) bool {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] >= 'A' && s[i] <= 'Z' {
			n++
		}
	}
	return n >= 2
}

// monthOfEdition tells whether the number is a month and a year, or two months, behind a word for an edition, a season or a test: "Stand 09/23", "Saison 04/10".
func monthOfEdition(doc *anonymize.Document, first, last int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	if first == 0 || last != first+2 || f[toks[first+1].Start] != '/' && f[toks[first+1].Start] != '-' || !inRange(f[toks[first].Start:toks[first].End], 12) || toks[first].End-toks[first].Start > 2 || toks[last].Flags&anonymize.Letter != 0 || toks[last].End-toks[last].Start != 2 {
		return false
	}
	switch doc.Word(toks[first-1]) {
	case "stand", "ausgabe", "auflage", "fassung", "version", "saison", "seit", "bis", "ab", "tuev", "hu", "au":
		return true
	}
	return false
}

// madeBy tells whether the word at token i is a make, of which the code from token first to token last is the model, because a thing is said to be one: "Der Anhänger ist ein
// Humbaur HA 132513", but not "Ich habe einen Widerspruch WS 448123".
func madeBy(doc *anonymize.Document, i, first, last int) bool {
	toks := doc.Tokens()
	const noun = anonymize.Letter | anonymize.Upper
	if i < 3 || toks[i].Flags&(noun|anonymize.Digit|anonymize.LineStart) != noun || toks[i].Flags&anonymize.AllUpper != 0 || !hasLetters(doc, first, last) {
		return false
	}
	switch doc.Word(toks[i-1]) {
	case "ein", "eine":
	default:
		return false
	}
	switch doc.Word(toks[i-2]) {
	case "ist", "war":
	default:
		return false
	}
	w := doc.Word(toks[i-3])
	return toks[i-3].Flags&(noun|anonymize.Digit) == noun && w != "dies" && !words.PointsBack(w) && !isFunctionWord(w)
}

// bloodPressure tells whether the code is one, by Riva-Rocci's sign: "RR 130/80".
func bloodPressure(doc *anonymize.Document, first, last int) bool {
	toks := doc.Tokens()
	if doc.Word(toks[first]) != "rr" || last == first {
		return false
	}
	for _, t := range toks[first+1 : last+1] {
		if t.Flags&anonymize.Letter != 0 || t.End-t.Start > 3 {
			return false
		}
	}
	return last < first+3 || last == first+3 && toks[first+2].Flags&anonymize.Punct != 0
}

// isTrain tells whether the code is the number of a train: "ICE 1007".
func isTrain(doc *anonymize.Document, first, last int) bool {
	toks := doc.Tokens()
	if last != first+1 || toks[last].Flags&anonymize.Letter != 0 || toks[last].End-toks[last].Start > 5 {
		return false
	}
	switch doc.Word(toks[first]) {
	case "ice", "ic", "ec", "ece", "ire", "rjx", "rj", "nj", "tgv", "flx", "alx":
		return true
	}
	return false
}

// isForm tells whether the code is the number of a form of the pension insurance, a letter and four digits with a zero first, and is not issued to anybody: "den R0100".
func isForm(doc *anonymize.Document, first, last int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	w := f[toks[first].Start:toks[first].End]
	if last == first+1 && len(w) == 1 && isLower(w[0]) && f[toks[last].Start] == '0' && toks[last].End-toks[last].Start == 4 && onlyDigits(&toks[last]) && behindBlank(toks, last) {
		return !ownedNumber(doc, first) // "den Antrag R 0100"
	}
	if first != last || len(w) != 5 || !isLower(w[0]) || w[1] != '0' || !checkDigits(w[1:]) || ownedNumber(doc, first) {
		return false
	}
	if first < 2 || doc.Word(toks[first-1]) != "," && doc.Word(toks[first-1]) != ":" {
		return true
	}
	before := weigh(doc, first-2, doc.Word(toks[first-2]))
	return doc.Word(toks[first-1]) == "," && before != weighsLittle && before != weighsMuch // "V0100, R0210", but "Mitgliedskarte, A0123"
}

// isDiagnosis tells whether the code is one of a diagnosis in the ICD: "F60.31", "M75.1".
func isDiagnosis(doc *anonymize.Document, first, last int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	w := f[toks[first].Start:toks[first].End]
	return last == first+2 && len(w) == 3 && isLower(w[0]) && checkDigits(w[1:]) && f[toks[first+1].Start] == '.' && toks[last].Flags&anonymize.Letter == 0 && toks[last].End-toks[last].Start <= 2
}

// calledRoad tells whether the road's number at token first is spoken of as a place: "bei der L 1138".
func calledRoad(doc *anonymize.Document, first int) bool {
	toks := doc.Tokens()
	switch doc.Folded()[toks[first].Start] {
	case 'k', 'l', 's':
	case 'a', 'b': // the motorways and federal roads have three digits at most
		if toks[first+1].End-toks[first+1].Start > 3 {
			return false
		}
	default:
		return false
	}
	switch doc.Word(toks[first-1]) {
	case "der", "die", "an", "auf", "zur", "von", "ueber":
		return first < 2 || !ownerBefore(doc, first-1)
	}
	return false
}
