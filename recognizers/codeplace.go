package recognizers

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// codeAfter looks for a code behind the keyword that ends at token k.
func codeAfter(doc *anonymize.Document, k, minDigits int) (first, last int, ok bool) {
	toks, f := doc.Tokens(), doc.Folded()
	n := 0 // words between keyword and code, those in brackets left out
	brackets := 0
	crossed := false // the code stands in the next sentence: "Sie wollten die Kundennummer haben. Hier ist sie: 4711"
	for i := k + 1; i < len(toks) && i < k+codeReach*4 && n <= codeReach; i++ {
		t := &toks[i]
		if t.Flags&anonymize.Punct != 0 {
			switch f[t.Start] {
			case '(', '[':
				brackets++
			case ')', ']':
				brackets--
			}
			if c := f[t.Start]; (c == '.' || c == '!' || c == ';' || c == '?') && i+1 < len(toks) && toks[i+1].Is(anonymize.SpaceBefore|anonymize.Upper) && toks[i+1].Flags&anonymize.Digit == 0 && (n > 0 || toks[k].End-toks[k].Start > 6 && !strings.HasSuffix(doc.Word(toks[k]), "nr")) && !isNr(doc.Word(toks[i-1])) {
				if crossed || n > 3 || !words.PointsBack(doc.Word(toks[i+1])) {
					return 0, 0, false
				}
				crossed = true
			}
			continue
		}
		if crossed && t.Flags&anonymize.Digit == 0 && !words.PointsBack(doc.Word(*t)) {
			if first, last, ok = codeAt(doc, i, minDigits); ok {
				return first, last, true
			}
			return 0, 0, false
		}
		if t.Flags&anonymize.LineStart != 0 && n > 0 {
			// the label of a form, its value on the next line
			if first, last, ok = codeAt(doc, i, minDigits); ok && n <= 3 && first == i && (last+1 >= len(toks) || toks[last+1].Flags&anonymize.LineStart != 0) {
				return first, last, true
			}
			return 0, 0, false
		}
		if n > 0 && joinsCode(doc, i) {
			continue // inside a date or something else that is no code
		}
		if first, last, ok = codeAt(doc, i, minDigits); ok {
			return first, last, true
		}
		if t.Flags&anonymize.Digit != 0 && t.End-t.Start > 2 {
			return 0, 0, false
		}
		if w := doc.Word(*t); namesNumber(w) && !(w == "nummer" && (n == 0 || n == 2 && carriesNumber(doc, i))) {
			return 0, 0, false
		}
		if t.Flags&anonymize.LineStart != 0 {
			return 0, 0, false
		}
		if brackets <= 0 {
			n++
		}
	}
	return 0, 0, false
}

// carriesNumber tells whether the keyword before is said to have the number that the word at token i announces: "… trägt die Nummer 4711".
func carriesNumber(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	if i < 2 {
		return false
	}
	switch doc.Word(toks[i-2]) {
	case "traegt", "trug", "hat", "hatte", "mit":
		w := doc.Word(toks[i-1])
		return w == "die" || w == "der"
	}
	return false
}

// codeBefore looks for a code that ends shortly before the keyword that begins at token k, not before token low.
func codeBefore(doc *anonymize.Document, k, low, minDigits int) (first, last int, ok bool) {
	toks, f := doc.Tokens(), doc.Folded()
	words := 0
	for i := k - 1; i >= low && i > k-14 && words <= 7; i-- {
		t := &toks[i]
		if toks[i+1].Flags&anonymize.LineStart != 0 {
			return 0, 0, false
		}
		if t.Flags&anonymize.Punct != 0 {
			switch f[t.Start] {
			case '.', '!':
				if words < 3 || !says(doc, i+1, k) {
					return 0, 0, false // but "4711. Das ist meine Kundennummer."
				}
			case ';', '?', ':':
				return 0, 0, false
			case ',':
				if words == 0 {
					return 0, 0, false
				}
			}
			continue
		}
		if t.Flags&anonymize.Digit == 0 {
			words++
			continue
		}
		if first, last, ok = codeAt(doc, codeStart(doc, i, low), minDigits); !ok || last >= k || endsRange(doc, first, last) {
			return 0, 0, false
		}
		if a := first - 1; a > low && isDateLike(doc, a) && onlyDigits(&toks[a]) && behindBlank(toks, first) && doc.Word(toks[a-1]) == "unter" {
			if _, end, whole := codeAt(doc, a, minDigits); whole && end == last {
				first = a // "unter 2025 118 407 3-22 (so bei "Unser Zeichen")"
			}
		}
		// only verbs and articles may stand between
		for m := letterBehind(doc, last) + 1; m < k; m++ {
			if w := doc.Word(toks[m]); toks[m].Flags&anonymize.Punct == 0 && !isLink(w) && !isWritten(w) && w != "es" && w != "beim" && w != "als" {
				return 0, 0, false
			}
		}
		return first, last, true
	}
	return 0, 0, false
}

// isWritten reports the participles of writing something on a letter, which may stand between a code and the word for it: "… draufgeschrieben, ist das das Aktenzeichen?".
func isWritten(w string) bool {
	switch w {
	case "geschrieben", "aufgeschrieben", "mitgegeben", "genannt", "draufgeschrieben", "daraufgeschrieben", "notiert", "vermerkt", "gekritzelt", "draufgekritzelt", "gestempelt", "gedruckt", "aufgedruckt", "eingetragen":
		return true
	}
	return false
}

// bracketed tells whether the keyword from token kf to token k ends a bracket and no number follows that: its code stands before it, "4471 (so steht es bei "Unser Zeichen")".
func bracketed(doc *anonymize.Document, kf, k int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	k++
	if k < len(toks) && toks[k].Flags&anonymize.Punct != 0 && f[toks[k].Start] != ')' && f[toks[k].Start] != ':' {
		k++
	}
	if k >= len(toks) || f[toks[k].Start] != ')' {
		return false
	}
	n := k + 1
	if n < len(toks) && f[toks[n].Start] == ':' {
		n++
	}
	if n < len(toks) {
		if t := &toks[n]; t.Flags&anonymize.LineStart == 0 && t.Flags&anonymize.Digit != 0 && t.End-t.Start >= 4 {
			return false // "Nachzahlung 2500 (Kundennummer) 447122"
		}
	}
	for i := kf - 1; i >= 0 && kf-i <= looseReach; i-- {
		if f[toks[i].Start] == '(' {
			return true
		}
	}
	return false
}

// codeNext finds a further code in an enumeration behind the one from token first to token last ("4711 und 4712", "4711, 4712").
func codeNext(doc *anonymize.Document, first, last, minDigits int) (int, int, bool) {
	toks := doc.Tokens()
	i := last + 1
	if i+1 >= len(toks) {
		return 0, 0, false
	}
	switch doc.Word(toks[i]) {
	case "und", "oder", ",", "sowie", "bzw", "&", "+":
	default:
		return 0, 0, false
	}
	i++
	if toks[i].Flags&anonymize.Digit == 0 || meterEnds(doc, last) && reading(doc, i, i) || otherEnd(doc, first, last, i) {
		return 0, 0, false
	}
	return codeAt(doc, i, minDigits)
}

// says tells whether a verb stands among the tokens from i to k-1: "Das ist meine".
func says(doc *anonymize.Document, i, k int) bool {
	for ; i < k; i++ {
		switch doc.Word(doc.Tokens()[i]) {
		case "ist", "war", "waere", "lautet", "is", "stimmt":
			return true
		}
	}
	return false
}

// codeStart returns the token at which the code begins that token i is a part of, not before token low.
func codeStart(doc *anonymize.Document, i, low int) int {
	toks := doc.Tokens()
	low = max(low, i-maxCodeToks)
	for n := 0; n < 4; n++ {
		for i > low && joinsCode(doc, i) {
			i--
		}
		// "DR II 794/25", "OA 74-995.57/23", "2024 KZ 815"
		if i <= low || toks[i].Start-toks[i-1].End != 1 || toks[i].Flags&anonymize.LineStart != 0 {
			break
		}
		if !isCodePrefix(doc, i-1) && !(toks[i-1].Flags&(anonymize.Digit|anonymize.Letter) == anonymize.Digit && (toks[i-1].End-toks[i-1].Start > 1 || zeroBefore(doc, i)) && i-1 >= low && !isDateLike(doc, i-1)) {
			break
		}
		i--
	}
	return i
}

// zeroBefore tells whether a lone zero before the number at token i opens the code: "die Büchereikarte 0 4226527 3".
func zeroBefore(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	t := &toks[i]
	return onlyDigits(t) && t.End-t.Start >= 6 && doc.Word(toks[i-1]) == "0" && (i < 2 || toks[i-2].Flags&anonymize.Letter != 0 || toks[i-1].Flags&anonymize.SpaceBefore != 0)
}

// longerBehind tells whether a longer number stands behind the n-th: "Auf dem Deckel: 2021. Drunter 8SEN0045604".
func longerBehind(doc *anonymize.Document, n int) bool {
	for _, di := range doc.DigitTokens()[n+1:] {
		if t := doc.Tokens()[di]; t.End-t.Start > 5 {
			return true
		}
	}
	return false
}

// codeAnswer finds the code in a text that answers the bot's question: the first one of the shape.
func codeAnswer(doc *anonymize.Document, minDigits int, shape func(doc *anonymize.Document, first, last int) bool) (first, last int, ok bool) {
	if asksForEnd(doc) {
		return 0, 0, false
	}
	for n, di := range doc.DigitTokens() {
		if n > 16 {
			return 0, 0, false
		}
		if first, last, ok = codeAt(doc, codeStart(doc, int(di), 0), minDigits); ok && !(first == last && yearOf(doc, first) && longerBehind(doc, n)) && !otherNumberBefore(doc, first) && (shape == nil || shape(doc, first, last)) {
			return first, last, true
		}
	}
	return 0, 0, false
}
