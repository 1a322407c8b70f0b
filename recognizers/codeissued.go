package recognizers

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// evbLen is the length of the number by which an insurer confirms that a car is insured (eVB): capitals and digits.
const evbLen = 7

// kept finds what few characters or a form of its own make somebody's only near its word: the number of a locker ("Spind 214") and an eVB.
func (r *reference) kept(doc *anonymize.Document, dst []anonymize.Entity, from int) []anonymize.Entity {
	toks := doc.Tokens()
	known := cover(dst[from:])
	for _, di := range doc.DigitTokens() {
		i := int(di)
		t := &toks[i]
		n := t.End - t.Start
		k, score := -1, float32(0.7)
		switch {
		case i == 0:
		case t.Flags&anonymize.Letter == 0 && n >= 2 && n <= 4:
			k = lockerBefore(doc, i)
		case t.Flags&anonymize.Letter != 0 && n == evbLen:
			k, score = evbBefore(doc, i), 0.92
		}
		if k >= 0 && !known.has(doc.Range(i, i)) {
			dst = r.report(doc, dst, anonymize.DEReference, finding{start: int(t.Start), end: int(t.End), score: score, rule: "reference/kept", hit: words.Hit{Span: doc.Range(k, k), Distance: i - k - 1}})
		}
	}
	return dst
}

// lockerBefore returns the token of the word for a locker or a safe that has the two to four digits at token i right behind it, -1 if there is none.
func lockerBefore(doc *anonymize.Document, i int) int {
	toks, f := doc.Tokens(), doc.Folded()
	k := i - 1
	for n := 0; k > 0 && n < 4 && toks[k+1].Flags&anonymize.LineStart == 0; n++ {
		if w := doc.Word(toks[k]); !isNr(w) && w != "nummer" && f[toks[k].Start] != ':' && w != "-" && !(w == "," && n > 0) && !(w == "." && strings.HasSuffix(doc.Word(toks[k-1]), "nr")) {
			break
		}
		k--
	}
	if k == i-1 && (toks[i].End-toks[i].Start == 2 || isDateLike(doc, i) && !isLocker(doc.Word(toks[k]))) {
		return -1 // "Spind 88": there are that many in every hall; "die Konzession 2009 beantragt"
	}
	if k >= 0 && k < i-1 && !isLocker(doc.Word(toks[k])) {
		k = lockerSpoken(doc, k, i)
	}
	if toks[k+1].Flags&anonymize.LineStart != 0 || !isLockerNumber(doc.Word(toks[k])) && !(k < i-1 && strings.HasSuffix(doc.Word(toks[k]), "schluessel")) || isAmount(doc, i, i) || isDateStart(doc, i) || !startsWord(doc, i) || !endsWord(doc, i) {
		return -1
	}
	if i+1 < len(toks) && toks[i+1].Start == toks[i].End && (f[toks[i+1].Start] == '.' || f[toks[i+1].Start] == ',') && i+2 < len(toks) && toks[i+2].Flags&(anonymize.Digit|anonymize.SpaceBefore) == anonymize.Digit {
		return -1
	}
	return k
}

// lockerSpoken returns the token of a word for a locker in the sentence that ends at token k, behind which a word for a number and the number at token i stand and no other number: "Schlüssel zum Schließfach
// abgebrochen, Nr. 214". It is k if there is none.
func lockerSpoken(doc *anonymize.Document, k, i int) int {
	toks := doc.Tokens()
	named := false
	for n := k + 1; n < i; n++ {
		named = named || isNr(doc.Word(toks[n])) || doc.Word(toks[n]) == "nummer"
	}
	if !named {
		return k
	}
	for n := k; n >= 0 && i-n <= farReach; n-- {
		w := doc.Word(toks[n])
		if isLocker(w) {
			return n
		}
		if toks[n].Flags&anonymize.Digit != 0 || toks[n+1].Flags&anonymize.LineStart != 0 || strings.IndexByte(".!?;", doc.Folded()[toks[n].Start]) >= 0 || namesNumber(w) || isOwned(w) && !strings.HasSuffix(w, "schluessel") {
			break
		}
	}
	return k
}

// isLockerNumber reports the words for a locker, with or without the word for its number ("Spindnummer"), and for the licence of a taxi, whose numbers are as short.
func isLockerNumber(w string) bool {
	if w == "konzession" || w == "taxikonzession" {
		return true
	}
	for _, end := range [...]string{"nummer", "nr"} {
		if stem, ok := strings.CutSuffix(w, end); ok && isLocker(stem) {
			return true
		}
	}
	return isLocker(w)
}

// isLocker reports the words for what somebody keeps his things in under a number.
func isLocker(w string) bool {
	switch w {
	case "spind", "schliessfach", "bankschliessfach", "bankfach", "garderobenschrank", "garderobenfach", "umkleideschrank", "kleiderspind", "wertfach", "tresorfach", "schrankfach", "locker":
		return true
	}
	return false
}

// evbBefore returns the token of the word eVB shortly before the seven letters and digits at token i, -1 if there is none.
func evbBefore(doc *anonymize.Document, i int) int {
	toks, f := doc.Tokens(), doc.Folded()
	if !capitals(doc, i) && toks[i].Flags&(anonymize.Upper|anonymize.InnerUpper) != 0 || !startsWord(doc, i) || !endsWord(doc, i) {
		return -1
	}
	for k := i - 1; k >= 0 && i-k <= 8; k-- {
		switch c := f[toks[k].Start]; {
		case doc.Word(toks[k]) == "evb":
			return k
		case c == ';', c == '?', c == '.' && toks[k+1].Is(anonymize.SpaceBefore|anonymize.Upper) && k > 0 && !isNr(doc.Word(toks[k-1])):
			return -1
		}
	}
	return -1
}

// cardOfTwenty reports the numbers of twenty digits on cards of the health system, 80 for health, 276 for Germany (ISO 7812, ICCSN), and of SIM cards (ITU-T E.118), in one
// word or in groups; SIM cards may have one digit less. It returns the last token, -1 for none.
func cardOfTwenty(doc *anonymize.Document, i int) int {
	var j joined
	j.join(doc, i, 20)
	for _, size := range [...]int{20, 19} {
		l, ok := j.at(size)
		if !ok || !allDigits(j.buf[:size]) || !endsWord(doc, l) || l < len(doc.Tokens())-1 && size == 19 && doc.Tokens()[l+1].Flags&anonymize.Digit != 0 {
			continue
		}
		switch head := string(j.buf[:5]); {
		case head == "80276" && size == 20, head[:4] == "8949":
			return l
		}
	}
	return -1
}

// meterLen is the length of the number of a meter (DIN 43863-5).
const meterLen = 14

// Digits behind the maker in the number of a meter: ten by DIN 43863-5, fewer on older ones, one more or less where somebody mistypes it.
const (
	minMeter = 6
	maxMeter = 11
)

// makersMeter returns the last token of the number of a meter that begins at token i with the digit of what it measures, as one with a maker's three letters and perhaps
// with a blank between: "8SEN0046188", "1 EMH00 0840192", "1ESY 7730 4482"; -1 if there is none.
func makersMeter(doc *anonymize.Document, i int) (last int) {
	toks, f := doc.Tokens(), doc.Folded()
	t := &toks[i]
	w := f[t.Start:t.End]
	k := i
	switch {
	case !isDigit(w[0]):
		return -1
	case len(w) == 1:
		if k++; k >= len(toks) || toks[k].Start-t.End != 1 || toks[k].Flags&anonymize.LineStart != 0 {
			return -1
		}
		w = f[toks[k].Start:toks[k].End]
	default:
		w = w[1:]
	}
	if len(w) < 3 || !isMeterCode(w[:3]) || len(w) > 3 && !checkDigits(w[3:]) || !capitals(doc, k) && doc.Features()&anonymize.HasUpper != 0 || !startsWord(doc, i) {
		return -1
	}
	last = -1
	for n := len(w) - 3; n <= maxMeter; k++ {
		if n >= minMeter && endsWord(doc, k) {
			last = k
		}
		if k+1 >= len(toks) || !onlyDigits(&toks[k+1]) || toks[k+1].Start-toks[k].End != 1 || toks[k+1].Flags&anonymize.LineStart != 0 {
			return last
		}
		n += int(toks[k+1].End - toks[k+1].Start)
	}
	return last
}

// isMeterCode reports the letters of the makers of meters (FLAG Association).
func isMeterCode(w string) bool {
	switch w {
	case "emh", "esy", "sen", "isk", "gmt", "lgz", "itr", "log", "ita", "hag", "hyd", "els", "zri", "apa", "ebz", "vnj", "aem", "dzg", "efr", "kam", "qds", "slb", "gwf", "pip", "itw", "abb", "nzr", "hol", "krm", "lse":
		return true
	}
	return false
}
