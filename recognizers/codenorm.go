package recognizers

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
)

// yearApart tells whether token i is the year of a tax or a period behind a word that is none for a number, and a dash or slash between blanks parts it from a code of its own: "Einkommensteuer 2022 –
// 156/234/72903", but not "Az. 2024 / 31 776".
func yearApart(doc *anonymize.Document, i int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	if i == 0 || i+2 >= len(toks) || !yearOf(doc, i) || toks[i].Flags&anonymize.LineStart != 0 || !behindBlank(toks, i) {
		return false
	}
	sign, next := &toks[i+1], &toks[i+2]
	if c := f[sign.Start]; c != '-' && c != '/' || sign.Flags&anonymize.SpaceBefore == 0 || next.Flags&anonymize.SpaceBefore == 0 || next.Flags&anonymize.Digit == 0 {
		return false
	}
	p := &toks[i-1]
	if p.Flags&(anonymize.Letter|anonymize.Digit) != anonymize.Letter || p.End-p.Start < 3 || isCodePrefix(doc, i-1) {
		return false
	}
	w := doc.Word(*p)
	if isNr(w) || namesNumber(w) || weighWord(p.Hash, w) == weighsMuch || isOwned(w) || isLink(w) || isFunctionWord(w) {
		return false
	}
	return f[sign.Start] == '-' || i+3 < len(toks) && isCodeSign(f[toks[i+3].Start]) && toks[i+3].Flags&anonymize.SpaceBefore == 0 // "2021 / 156/234/72903"
}

// beforeMixed tells whether a code in one word that begins with letters of its own and has five digits or more stands behind the capitals at token i, which are its name then and no part:
// "BID B338119204877".
func beforeMixed(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	if i+1 >= len(toks) || toks[i].Flags&anonymize.AllUpper == 0 || !behindBlank(toks, i+1) {
		return false
	}
	t := &toks[i+1]
	if !t.Is(anonymize.Letter|anonymize.Digit) || !capitals(doc, i+1) || !endsWord(doc, i+1) || i+2 < len(toks) && onlyDigits(&toks[i+2]) && behindBlank(toks, i+2) {
		return false
	}
	w := doc.Word(*t)
	return isLower(w[0]) && len(w) >= 8 && digitsIn(w) >= 5
}

// normed tells whether the code is the number of a norm, behind or with the short name of who wrote it: "DIN 18015-1", VDE-AR-N 4105.
func normed(doc *anonymize.Document, first int) bool {
	toks := doc.Tokens()
	i := first
	if toks[i].Flags&anonymize.Digit != 0 { // the words before, joined by hyphens: "VDE-AR-N 4105"
		if i == 0 || !behindBlank(toks, i) || toks[i].Flags&anonymize.LineStart != 0 {
			return false
		}
		for i--; i > 1 && toks[i].Start == toks[i-1].End && toks[i-1].End == toks[i-2].End+1 && doc.Word(toks[i-1]) == "-"; i -= 2 {
		}
	}
	t := &toks[i]
	if t.Flags&(anonymize.Digit|anonymize.Punct) != 0 || t.End-t.Start > 6 || t.Flags&anonymize.AllUpper == 0 && doc.Features()&anonymize.HasUpper != 0 {
		return false
	}
	switch doc.Word(*t) {
	case "din", "vde", "vdi", "iec", "dvgw", "dguv", "trgs", "trbs", "oenorm":
		return true
	case "iso", "en":
		return t.Flags&anonymize.AllUpper != 0 && i+1 < len(toks) && toks[i+1].Flags&anonymize.Punct == 0
	}
	return false
}

// isLamp reports lamps by how bright they are (lumen or kelvin) and their light, the first digits of the index of rendering and of the kelvins: 4000-840.
func isLamp(doc *anonymize.Document, first, last int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	if last != first+2 || toks[first].End-toks[first].Start != 4 || toks[last].End-toks[last].Start != 3 || f[toks[first+1].Start] != '-' || toks[last].Flags&anonymize.Letter != 0 {
		return false
	}
	bright, light := f[toks[first].Start:toks[first].End], f[toks[last].Start:toks[last].End]
	if !checkDigits(bright) || bright[2:] != "00" || light[0] != '8' && light[0] != '9' {
		return false
	}
	switch light[1:] {
	case "22", "25", "27", "30", "35", "40", "50", "65":
		return true
	}
	return false
}

// isIndex reports single digits parted by slashes behind a short word, as dentists note what they find: "PSI 2/3/3/3/2/4".
func isIndex(doc *anonymize.Document, first, last int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	if toks[first].Flags&anonymize.Digit == 0 {
		first++
	}
	if last-first < 6 {
		return false
	}
	for i := first; i <= last; i++ {
		if toks[i].End-toks[i].Start != 1 || (i-first)%2 == 1 && f[toks[i].Start] != '/' || (i-first)%2 == 0 && toks[i].Flags&anonymize.Digit == 0 {
			return false
		}
	}
	return true
}

// ofRoom tells whether the code is the reading of a heat meter behind the short name of its room, in a list of such: "WZ 1204, Kü 388, Bad 97".
func ofRoom(doc *anonymize.Document, first, last int) bool {
	toks := doc.Tokens()
	if last != first+1 || !isRoom(doc.Word(toks[first])) || toks[last].Flags&anonymize.Letter != 0 || toks[last].End-toks[last].Start > 5 {
		return false
	}
	if k := last + 2; k+1 < len(toks) && doc.Word(toks[k-1]) == "," && isRoom(doc.Word(toks[k])) && toks[k+1].Flags&anonymize.Digit != 0 {
		return true
	}
	return first > 2 && doc.Word(toks[first-1]) == "," && toks[first-2].Flags&anonymize.Digit != 0 && isRoom(doc.Word(toks[first-3]))
}

// isRoom reports the names of rooms and their abbreviations.
func isRoom(w string) bool {
	switch w {
	case "wz", "sz", "kz", "ez", "az", "gz", "kue", "kueche", "bad", "flur", "diele", "wc", "dusche", "wohnzimmer", "schlafzimmer", "kinderzimmer", "esszimmer", "arbeitszimmer", "bad1", "bad2":
		return true
	}
	return false
}

// onSign tells whether the code at token i is what a sign for hydrants and valves shows, a letter and the width of the pipe: "das Schild H 100" (DIN 4066).
func onSign(doc *anonymize.Document, i, last int) bool {
	toks := doc.Tokens()
	return last == i+1 && toks[i].End-toks[i].Start == 1 && strings.IndexByte("hswg", doc.Folded()[toks[i].Start]) >= 0 && toks[last].End-toks[last].Start <= 3 && i > 0 && strings.HasSuffix(doc.Word(toks[i-1]), "schild")
}

// formOf tells whether the code is a letter or two and at most four digits right behind the word for a form: "den Fragebogen V 0201".
func formOf(doc *anonymize.Document, first, last int) bool {
	toks := doc.Tokens()
	if first == 0 || last > first+2 || toks[first].Flags&anonymize.Letter == 0 || toks[first].Flags&anonymize.LineStart != 0 {
		return false
	}
	if letters, digits := codeForm(doc, first, last); letters > 2 || digits > 4 {
		return false
	}
	w := doc.Word(toks[first-1])
	for _, end := range [...]string{"fragebogen", "vordruck", "formular", "formblatt", "merkblatt"} {
		if strings.HasSuffix(w, end) {
			return true
		}
	}
	return false
}

// ofAppliance tells whether the code is on the plate of a household appliance the number of its model, behind "E-Nr.", or the month that it was made in: "FD 9904".
func ofAppliance(doc *anonymize.Document, first, last int) bool {
	toks := doc.Tokens()
	if last > first && last <= first+2 && doc.Word(toks[first]) == "fd" && onlyDigits(&toks[last]) && toks[first+1].End-toks[first+1].Start == 4 && onlyDigits(&toks[first+1]) {
		return true
	}
	i := first - 1
	for n := 0; n < 2 && i > 2 && toks[i].Flags&anonymize.Punct != 0; n++ {
		i--
	}
	return i > 1 && first-i <= 3 && doc.Word(toks[i]) == "nr" && doc.Word(toks[i-1]) == "-" && doc.Word(toks[i-2]) == "e" && hasLetters(doc, first, last)
}

// nextSentence tells whether the sentence of the keyword that ends at token k is over before token first: "… als Aktenzeichen aufgenommen. 040 …".
func nextSentence(doc *anonymize.Document, k, first int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	for i := k + 2; i < first; i++ {
		if c := f[toks[i].Start]; (c == '.' || c == '!' || c == '?') && toks[i].End-toks[i].Start == 1 && toks[i-1].Flags&anonymize.Digit == 0 && endsSentence(doc, i-1) && toks[i+1].Flags&(anonymize.SpaceBefore|anonymize.LineStart) != 0 {
			return true
		}
	}
	return false
}

// opensSentence tells whether a dot or an exclamation mark behind a word that is no abbreviation of a noun ends a sentence before token first.
func opensSentence(doc *anonymize.Document, first int) bool {
	toks := doc.Tokens()
	if first < 2 || toks[first].Flags&(anonymize.SpaceBefore|anonymize.LineStart) == 0 || toks[first-2].Flags&(anonymize.Letter|anonymize.Digit) != anonymize.Letter || !endsSentence(doc, first-2) {
		return false
	}
	w, word := doc.Word(toks[first-1]), &toks[first-2]
	return (w == "." || w == "!") && toks[first-1].Start == word.End && word.Flags&anonymize.Upper == 0 && doc.Features()&anonymize.HasUpper != 0 && !isNr(doc.Word(*word)) && !namesNumber(doc.Word(*word))
}

// dialledAlone tells whether the code is a telephone number of the German plan, with its area code first.
func dialledAlone(doc *anonymize.Document, first, last int) bool {
	if doc.Folded()[doc.Tokens()[first].Start] != '0' || hasLetters(doc, first, last) {
		return false
	}
	var buf [maxCodeChars]byte
	n := codeDigits(doc, first, last, &buf)
	return n > 0 && plan(buf[:n], false) >= dialArea
}

// namedBehind tells whether the words behind token last say what kind of number that is: "… so lautet meine Kundennummer".
func namedBehind(doc *anonymize.Document, last int) bool {
	toks := doc.Tokens()
	for i := last + 1; i < len(toks) && i <= last+looseReach && toks[i].Flags&anonymize.LineStart == 0; i++ {
		if _, ok := signKind(doc, i); ok {
			return says(doc, last+1, i)
		}
		if w := doc.Word(toks[i]); toks[i].Flags&anonymize.Letter == 0 && w != "," || toks[i].Flags&anonymize.Letter != 0 && !isLink(w) {
			return false
		}
	}
	return false
}

// notFiled tells whether the code behind the keyword that ends at token k is a form's, or the reference of a letter in English that has not the form of a file's number: "our reference 7330-A".
func notFiled(doc *anonymize.Document, k, first, last int) bool {
	if formOf(doc, first, last) {
		return true
	}
	if k == 0 || doc.Word(doc.Tokens()[k]) != "reference" && doc.Word(doc.Tokens()[k]) != "ref" {
		return false
	}
	switch doc.Word(doc.Tokens()[k-1]) {
	case "our", "your":
		return !holdsSlash(doc, first, last) && !hyphenedFile(doc, first, last)
	}
	return false
}

// calledPlain tells whether the code is a small word and a telephone number with its area code, in a text without capitals: "nimm die nummer von meiner mom 069/90009313".
func calledPlain(doc *anonymize.Document, first, last int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	if last == first || toks[first].Flags&anonymize.Digit != 0 || f[toks[first+1].Start] != '0' || doc.Features()&anonymize.HasUpper != 0 || isLabel(doc.Word(toks[first])) {
		return false
	}
	var buf [maxCodeChars]byte
	n := codeDigits(doc, first+1, last, &buf)
	return n > 0 && plan(buf[:n], false) >= dialArea
}

// endSaid tells whether somebody says that a number ends in the few digits at token i, or that they are its last ones: "endet auf 718", "die letzten Ziffern der
// Kundennummer sind 4471".
func endSaid(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	k := i - 1
	for n := 0; k > 0 && n < 2 && toks[k].Flags&anonymize.Punct != 0; n++ {
		k--
	}
	if k < 1 {
		return false
	}
	switch doc.Word(toks[k]) {
	case "mit", "auf", "in", "with":
		switch doc.Word(toks[k-1]) {
		case "endet", "enden", "endete", "endend", "ends", "ending", "aufhoert":
			return true
		case "hoert", "hoeren":
			return true // "hört auf 718 auf"
		}
		return false
	case "sind", "waren", "ist", "lauten", "are":
	default:
		return false
	}
	for j := k - 1; j > 0 && k-j <= looseReach; j-- {
		switch doc.Word(toks[j]) {
		case "ziffern", "stellen", "zahlen", "digits", "endziffern":
			w := doc.Word(toks[j])
			for n := 1; n <= 2 && j-n >= 0; n++ {
				switch doc.Word(toks[j-n]) {
				case "letzte", "letzten", "hinteren", "last", "final":
					return true
				}
			}
			return w == "endziffern"
		}
		if toks[j].Flags&anonymize.Digit != 0 {
			return false
		}
	}
	return false
}

// otherEnd tells whether the number at token i, behind "oder" and the code that ends at token last, is only another end of it: "51.3.17-b/2290 oder 2209".
func otherEnd(doc *anonymize.Document, first, last, i int) bool {
	toks := doc.Tokens()
	if last == first || doc.Word(toks[last+1]) != "oder" && doc.Word(toks[last+1]) != "bzw" || !onlyDigits(&toks[i]) || !endsWord(doc, i) {
		return false
	}
	return onlyDigits(&toks[last]) && toks[i].End-toks[i].Start <= toks[last].End-toks[last].Start && toks[i].End-toks[i].Start <= 5
}
