package recognizers

import (
	"github.com/deckname/deckname/anonymize"
)

// hourSign tells whether token i is the sign of the hour before it, with which no code begins: "ab 18 h 0176 …", "bis 6 pm …", "18:30 h". A word for the time stands before
// the hour, or it is in two parts; a court's register (ab 18 h 471/23) has a year behind its number.
func hourSign(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	if i < 2 || !isHour(doc.Word(toks[i])) || !onlyDigits(&toks[i-1]) || toks[i-1].End-toks[i-1].Start > 2 || !behindBlank(toks, i) {
		return false
	}
	if p := &toks[i-2]; p.Flags&anonymize.Punct == 0 {
		return isTimely(doc.Word(*p)) && (i+3 >= len(toks) || !courtYear(doc, i+2))
	}
	sign := doc.Word(toks[i-2])
	return i > 2 && onlyDigits(&toks[i-3]) && toks[i-3].End-toks[i-3].Start <= 2 && (sign == ":" || sign == "." || sign == "-")
}

// isHour reports the signs of hours.
func isHour(w string) bool {
	switch w {
	case "h", "hr", "hrs", "std", "uhr", "am", "pm":
		return true
	}
	return false
}

// isTimely reports the words before an hour.
func isTimely(w string) bool {
	switch w {
	case "ab", "um", "bis", "gegen", "von", "vor", "nach", "seit", "zwischen", "ca", "at", "from", "until", "after", "before":
		return true
	}
	return false
}
