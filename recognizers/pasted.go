package recognizers

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
)

// pastedForm tells whether the form of what was pasted makes the code something else than somebody's number: a field of a vehicle's registration
// certificate, the day of an appointment, an article below its head, a device's name.
func pastedForm(doc *anonymize.Document, first, last int) bool {
	return vehicleField(doc, first) || isStamp(doc, first, last) || calendarField(doc, first) || deviceColumn(doc, first, last) || articleColumn(doc, first, last)
}

// maxField bounds the tokens around a line in which another one begins with a field's number.
const maxField = 32

// vehicleField tells whether the code at token first begins with, or stands behind, the number of a field for the maker's keys in a registration
// certificate, "2.1 0603", beside lines of other fields: "D.1 OPEL".
func vehicleField(doc *anonymize.Document, first int) bool {
	toks := doc.Tokens()
	i := first
	for n := 0; n < 3 && i > 0 && toks[i].Flags&anonymize.LineStart == 0; n++ {
		i--
	}
	if toks[i].Flags&anonymize.LineStart == 0 || !fieldNumber(doc, i, anonymize.Digit) {
		return false
	}
	for k := max(0, i-maxField); k < len(toks) && k < i+maxField; k++ {
		if toks[k].Flags&anonymize.LineStart != 0 && fieldNumber(doc, k, anonymize.Letter) {
			return true
		}
	}
	return false
}

// fieldNumber tells whether a digit or letter, as kind says, a dot, and a digit begin at token i: "2.1", "D.3".
func fieldNumber(doc *anonymize.Document, i int, kind anonymize.TokenFlags) bool {
	toks := doc.Tokens()
	if i+3 >= len(toks) || toks[i].End-toks[i].Start != 1 || toks[i].Flags&kind == 0 || doc.Word(toks[i+1]) != "." || toks[i+1].Start != toks[i].End || toks[i+2].Start != toks[i+1].End {
		return false
	}
	t := &toks[i+2]
	return t.End-t.Start == 1 && onlyDigits(t) && (kind == anonymize.Letter || toks[i+3].Start > t.End)
}

// isStamp reports the day and time of appointments: 20250710T140000.
func isStamp(doc *anonymize.Document, first, last int) bool {
	w := doc.Word(doc.Tokens()[first])
	return first == last && len(w) >= 13 && len(w) <= 16 && w[8] == 't' && (w[0] == '1' || w[0] == '2') && checkDigits(w[:8]) && checkDigits(strings.TrimSuffix(w[9:], "z"))
}

// calendarField tells whether the code stands in a property of an appointment in a pasted calendar: "DTSTART:20250711", "UID:4711-7f0c" beside another one.
func calendarField(doc *anonymize.Document, first int) bool {
	toks := doc.Tokens()
	i := first
	for n := 0; n < maxField && i > 0 && toks[i].Flags&anonymize.LineStart == 0; n++ {
		i--
	}
	if i+1 >= len(toks) || i > 0 && toks[i].Flags&anonymize.LineStart == 0 {
		return false
	}
	if c := doc.Folded()[toks[i+1].Start]; c != ':' && c != ';' {
		return false
	}
	switch w := doc.Word(toks[i]); w {
	case "dtstart", "dtend", "dtstamp", "exdate", "rdate", "rrule", "prodid", "tzid":
		return true
	case "uid", "due", "created", "sequence", "trigger":
		for k := max(0, i-maxField); k < len(toks) && k < i+maxField; k++ {
			if v := doc.Word(toks[k]); k != i && toks[k].Flags&anonymize.LineStart != 0 && (v == "dtstart" || v == "dtend" || v == "dtstamp") {
				return true
			}
		}
	}
	return false
}

// deviceColumn tells whether the code is the name of a computer, which a word in capitals and a short number make, in the first column of a table that is about
// those: "Gerät   Standort", below it "PC-0311   Keller".
func deviceColumn(doc *anonymize.Document, first, last int) bool {
	toks := doc.Tokens()
	if last != first+2 || toks[first].Flags&anonymize.LineStart == 0 || toks[first].Flags&anonymize.Digit != 0 || !onlyDigits(&toks[last]) || toks[last].End-toks[last].Start > 4 {
		return false
	}
	for i := first - 1; i >= 0 && first-i < maxTable; i-- {
		if toks[i].Flags&anonymize.LineStart == 0 {
			continue
		}
		switch doc.Word(toks[i]) {
		case "geraet", "device", "host", "hostname", "rechner", "computer", "client", "server", "arbeitsplatz":
			return i+1 < len(toks) && (toks[i+1].Start-toks[i].End >= 2 || toks[i+1].Flags&anonymize.Punct != 0)
		}
	}
	return false
}

// articleColumn tells whether the code stands behind the head of a list of goods, which names an article's number and what else such a list has: "Art.-Nr.
// Bezeichnung Anz. EP GP", and no word for another number before the code.
func articleColumn(doc *anonymize.Document, first, last int) bool {
	head := *doc.Memo(articlesKey{}, findArticles).(*int)
	if head < 0 || first <= head || last > first+4 {
		return false
	}
	toks := doc.Tokens()
	for i, n := first-1, 0; i > head && n < 3; i-- {
		if toks[i].Flags&anonymize.Letter == 0 {
			continue
		}
		if n++; weigh(doc, i, doc.Word(toks[i])) > weighsNone {
			return false // "Kunden-Nr. 4411-B"
		}
	}
	return true
}

type articlesKey struct{}

// articleHead bounds the tokens of a head in which the words for an article's number and for price or amount stand.
const articleHead = 12

// findArticles finds the token that ends the head of a list of goods, -1 for none.
func findArticles(doc *anonymize.Document, old any) any {
	at, _ := old.(*int)
	if at == nil {
		at = new(int)
	}
	*at = -1
	toks, f := doc.Tokens(), doc.Folded()
	for i := range toks {
		if f[toks[i].Start] != 'a' {
			continue
		}
		w := doc.Word(toks[i])
		if w != "artikelnr" && w != "artikelnummer" && !((w == "art" || w == "artikel") && i+2 < len(toks) && toks[i+1].Flags&anonymize.Punct != 0 && (isNr(doc.Word(toks[i+2])) || i+3 < len(toks) && isNr(doc.Word(toks[i+3])))) {
			continue
		}
		for k, n := i+1, 0; k < len(toks) && k < i+articleHead && toks[k].Flags&anonymize.Digit == 0; k++ {
			switch doc.Word(toks[k]) {
			case "bezeichnung", "artikelbezeichnung", "menge", "anz", "anzahl", "stk", "stueck", "ep", "gp", "preis", "einzelpreis", "gesamtpreis", "beschreibung":
				if n++; n > 1 || k > i+3 || doc.Word(toks[k]) != "beschreibung" {
					*at = k
				}
			}
		}
		if *at >= 0 {
			break
		}
	}
	return at
}

// bankKeyword reports the keywords of a bank's entry, which are no part of the number behind them: "CRED DE03…".
func bankKeyword(w string) bool {
	switch w {
	case "cred", "eref", "kref", "svwz", "abwa", "abwe", "debt", "purp":
		return true
	}
	return false
}

// bracketedSign tells whether the code stands alone in square brackets of a mail's subject and is made of numbers only: "Betreff: AW: Carport [63-01884-25-08]".
func bracketedSign(doc *anonymize.Document, first, last int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	if last < first+4 || first == 0 || last+1 >= len(toks) || f[toks[first-1].Start] != '[' || f[toks[last+1].Start] != ']' || hasLetters(doc, first, last) {
		return false
	}
	i := first - 1
	for n := 0; i > 0 && toks[i].Flags&anonymize.LineStart == 0 && n < maxField; n++ {
		i--
	}
	switch doc.Word(toks[i]) {
	case "betreff", "betr", "subject", "re", "aw", "wg", "fwd", "fw":
		return true
	}
	return false
}

// signOfUnit tells whether a department's number and the letters BG stand before the number of a benefit unit at token i, which is a part of a sign then:
// "Mein Zeichen: 621-BG 03604//0028831".
func signOfUnit(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	if i < 4 || doc.Word(toks[i-1]) != "bg" || doc.Word(toks[i-2]) != "-" || !onlyDigits(&toks[i-3]) || toks[i-2].Start != toks[i-3].End {
		return false
	}
	for k := i - 4; k >= 0 && i-k < looseReach; k-- {
		if strings.HasSuffix(doc.Word(toks[k]), "zeichen") || doc.Word(toks[k]) == "az" || doc.Word(toks[k]) == "gz" {
			return true
		}
	}
	return false
}

// leastGapped is how many columns a table has whose columns are parted by blanks alone.
const leastGapped = 3

// gapHead is columnHead for the cell of a table whose columns are parted by two blanks and more: its rows have as many cells as its head, in which no digit stands.
func gapHead(doc *anonymize.Document, first, last int) weight {
	toks := doc.Tokens()
	if !columnAt(doc, first, ' ') && (toks[first].Flags&anonymize.LineStart == 0 || !columnAt(doc, last+1, ' ')) || last+1 < len(toks) && toks[last+1].Flags&anonymize.LineStart == 0 && !columnAt(doc, last+1, ' ') {
		return weighsNone
	}
	row := first
	for row > 0 && toks[row].Flags&anonymize.LineStart == 0 {
		if row--; first-row > maxTable {
			return weighsNone
		}
	}
	cells, column, _ := gapCells(doc, row, first)
	if cells < leastGapped || row == 0 {
		return weighsNone
	}
	for i := row - 1; i >= 0 && first-i < maxTable; i-- {
		if toks[i].Flags&anonymize.LineStart == 0 {
			continue
		}
		n, _, digit := gapCells(doc, i, i)
		if n != cells {
			return weighsNone
		}
		if digit {
			continue
		}
		for k, c := i, 0; k < len(toks) && c <= column && (k == i || toks[k].Flags&anonymize.LineStart == 0); k++ {
			if k > i && columnAt(doc, k, ' ') {
				c++
			}
			if c != column || toks[k].Flags&anonymize.Letter == 0 {
				continue
			}
			w := doc.Word(toks[k])
			if w == "referenz" || w == "ref" || w == "norm" {
				return weighsNone // of a laboratory's values
			}
			if v := weigh(doc, k, w); v != weighsNone {
				if v == weighsMuch && ofAnything(w) {
					return weighsLittle
				}
				return v
			}
		}
		return weighsNone
	}
	return weighsNone
}

// gapCells counts the cells of the line that begins at token i, and those before token at, and tells whether a digit stands in it.
func gapCells(doc *anonymize.Document, i, at int) (cells, before int, digit bool) {
	toks := doc.Tokens()
	cells = 1
	for k := i; k < len(toks) && k < i+maxTable && (k == i || toks[k].Flags&anonymize.LineStart == 0); k++ {
		if k > i && columnAt(doc, k, ' ') {
			cells++
			if k <= at {
				before++
			}
		}
		digit = digit || toks[k].Flags&anonymize.Digit != 0
	}
	return cells, before, digit
}
