package recognizers

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// shortReach bounds the words between a keyword and a short code: "Ihr Zeichen ist B7k".
const shortReach = 4

// shortCode tells whether a code of letters and few digits begins at token i, and where it ends: "B7k", "E-Zs/2", "PO-77", "kdu 7/4". Offices and clubs number like that
// what they have little of, so only a word for a number or for what is issued makes it somebody's, see shortAfter and issuedShort.
func shortCode(doc *anonymize.Document, i int) (last int, ok bool) {
	if readAsLetters(doc, i) {
		return i, !formBefore(doc, i)
	}
	_, last, ok = codeAt(doc, i, 1)
	if !ok || !startsWord(doc, i) || !endsWord(doc, last) {
		return 0, false
	}
	toks, f := doc.Tokens(), doc.Folded()
	letters, digits := codeForm(doc, i, last)
	if letters == 0 || letters > 6 || digits > 8 || letters+digits < 3 || last-i > 6 {
		return 0, false
	}
	for k := i; k <= last; k++ {
		t := &toks[k]
		if t.Flags&anonymize.Letter == 0 {
			continue
		}
		w := f[t.Start:t.End]
		if t.Flags&anonymize.Digit != 0 {
			if measure(w) || k == i && last == i && checkDigits(w[:len(w)-1]) && (strings.HasSuffix(w, "x") || strings.HasSuffix(w, "h")) {
				return 0, false // "2x", "24h"
			}
			continue
		}
		if len(w) > 4 || isFunctionWord(w) || isUnit(w) || isNormed(w) || w == "kw" || len(w) > 1 && (isNr(w) || (k == i || t.Flags&anonymize.SpaceBefore != 0) && weighWord(t.Hash, w) == weighsThing) {
			return 0, false // "8-mal"
		}
	}
	return last, !formBefore(doc, i)
}

// hiddenDigits returns how token i is written, if it is a word of least to most letters and digits that the folded spelling takes for letters alone, and
// how many digits it has; 0 for every other token.
func hiddenDigits(doc *anonymize.Document, i, least, most int) (w string, digits int) {
	t := doc.Tokens()[i]
	n := int(t.End - t.Start)
	if t.Flags&(anonymize.Letter|anonymize.Digit) != anonymize.Letter || n < least || n > most || !startsWord(doc, i) || !endsWord(doc, i) {
		return "", 0
	}
	if w = doc.Original(t); len(w) != n {
		return "", 0
	}
	for j := range len(w) {
		if isDigit(w[j]) {
			digits++
		} else if !isLower(w[j] | 0x20) {
			return "", 0
		}
	}
	return w, digits
}

// readAsLetters tells whether token i is a short code whose digit the folded spelling takes for a letter, as in words that somebody hides: "B7k".
func readAsLetters(doc *anonymize.Document, i int) bool {
	_, digits := hiddenDigits(doc, i, 3, 5)
	return digits > 0
}

// formBefore tells whether the word before token i names a form, a room or the like, of which a short code is the name: "Formular K7", "Anlage N3".
func formBefore(doc *anonymize.Document, i int) bool {
	if i == 0 {
		return false
	}
	toks := doc.Tokens()
	return weighWord(toks[i-1].Hash, doc.Word(toks[i-1])) == weighsThing
}

// shortAfter looks for a short code right behind the keyword that ends at token k: only words that hand the value over, or few words and a colon or a verb, stand between.
func shortAfter(doc *anonymize.Document, k int) (first, last int, ok bool) {
	toks, f := doc.Tokens(), doc.Folded()
	handed := true // the token before hands the value over
	n := 0
	for i := k + 1; i < len(toks) && i <= k+3*shortReach && n <= shortReach; i++ {
		t := &toks[i]
		if t.Flags&anonymize.Punct != 0 {
			switch c := f[t.Start]; c {
			case ':', '=', '#':
				handed = true
			case ',', ';', '!', '?':
				return 0, 0, false
			case '.':
				if i > k+1 && i+1 < len(toks) && toks[i+1].Flags&anonymize.SpaceBefore != 0 && !isNr(doc.Word(toks[i-1])) {
					return 0, 0, false
				}
			}
			continue
		}
		if t.Flags&anonymize.LineStart != 0 && n > 0 {
			return 0, 0, false
		}
		if handed {
			if last, ok = shortCode(doc, i); ok {
				return i, last, true
			}
		}
		if t.Flags&anonymize.Digit != 0 {
			return 0, 0, false
		}
		w := doc.Word(*t)
		if namesNumber(w) {
			return 0, 0, false
		}
		switch w {
		case "ist", "war", "lautet", "is", "was", "heisst", "waere", "nr", "no", "nummer", "mit", "steht", "unter":
			handed = true
		default:
			handed = handed && n == 0 && isLink(w)
		}
		n++
	}
	return 0, 0, false
}

// shortBefore looks for a short code before the keyword that begins at token k, not before token low: "PO-77 ist mein Geschäftszeichen".
func shortBefore(doc *anonymize.Document, k, low int) (first, last int, ok bool) {
	toks := doc.Tokens()
	for i := k - 1; i >= low && i > k-8; i-- {
		t := &toks[i]
		if t.Flags&anonymize.Punct != 0 {
			if w := doc.Word(*t); strings.IndexByte(".,;:!?", w[0]) >= 0 {
				return 0, 0, false
			}
			continue
		}
		if toks[i+1].Flags&anonymize.LineStart != 0 {
			return 0, 0, false
		}
		if t.Flags&anonymize.Digit == 0 && (t.End-t.Start > 2 || isLink(doc.Word(*t))) {
			if !isLink(doc.Word(*t)) {
				return 0, 0, false
			}
			continue
		}
		first = shortStart(doc, i, low)
		if last, ok = shortCode(doc, first); ok && last >= i && last < k && last > first {
			return first, last, true
		}
		return 0, 0, false
	}
	return 0, 0, false
}

// shortStart returns the token at which the short code may begin that token i is a part of, not before token low.
func shortStart(doc *anonymize.Document, i, low int) int {
	first := i
	for first > low && i-first < 6 && joinsCode(doc, first) {
		first--
	}
	return min(first, codeStart(doc, i, low))
}

// lettersOnly finds the codes of bookings that hold no digit: five to eight capitals right behind the word that nobody could speak: "Buchungscode WKRTPL".
func (r *reference) lettersOnly(doc *anonymize.Document, dst []anonymize.Entity) []anonymize.Entity {
	if !r.locators.Mentioned(doc) {
		return dst
	}
	toks := doc.Tokens()
	for k, more := r.locators.Next(doc, 0); more; k, more = r.locators.Next(doc, k+1) {
		w := doc.Word(toks[k])
		if w != "pnr" && (!strings.HasSuffix(w, "code") || toks[k].Flags&anonymize.AllUpper != 0) {
			continue
		}
		kf, ok := r.locators.MatchAt(doc, k)
		if !ok || !r.codeKey(doc, k) {
			continue
		}
		i := k + 1
		for i < len(toks) && i < k+4 && (doc.Word(toks[i]) == ":" || doc.Word(toks[i]) == "ist" || doc.Word(toks[i]) == "lautet" || doc.Word(toks[i]) == "war") {
			i++
		}
		if i < len(toks) && mixedAsLetters(doc, i) {
			dst = r.report(doc, dst, anonymize.DEReference, finding{start: int(toks[i].Start), end: int(toks[i].End), score: 0.75, rule: "reference/letters", hit: words.Hit{Span: doc.Range(kf, k), Distance: i - k - 1}})
			continue
		}
		if i >= len(toks) || toks[i].Flags&(anonymize.AllUpper|anonymize.Digit) != anonymize.AllUpper || toks[i].End-toks[i].Start < 5 || toks[i].End-toks[i].Start > 8 || !startsWord(doc, i) || !endsWord(doc, i) {
			continue
		}
		if pronounceable(doc.Word(toks[i])) {
			continue // "Code STORNO"
		}
		dst = r.report(doc, dst, anonymize.DEReference, finding{start: int(toks[i].Start), end: int(toks[i].End), score: 0.75, rule: "reference/letters", hit: words.Hit{Span: doc.Range(kf, k), Distance: i - k - 1}})
	}
	locators := ident{r.info, r.locators}
	if hit, ok := r.locators.InPrompt(doc); ok && len(toks) > 0 && mixedAsLetters(doc, 0) && locators.promptKey(doc.Prompt(), &r.locator) {
		dst = r.report(doc, dst, anonymize.DEReference, finding{start: int(toks[0].Start), end: int(toks[0].End), score: 0.75, rule: "reference/letters", hit: hit})
	}
	return dst
}

// mixedAsLetters tells whether token i is the code of a booking in small letters whose two digits or more the folded spelling takes for letters, as in words that somebody hides:
// qx7r4d.
func mixedAsLetters(doc *anonymize.Document, i int) bool {
	w, digits := hiddenDigits(doc, i, 5, 8)
	return digits > 1 && mixes(w)
}

// pronounceable tells whether w could be a word: it has two vowels at least and never four consonants in a row.
func pronounceable(w string) bool {
	vowels, run := 0, 0
	for i := range len(w) {
		if strings.IndexByte("aeiouy", w[i]) >= 0 {
			vowels++
			run = 0
		} else if run++; run > 3 {
			return false
		}
	}
	return vowels > 1
}

// plainKey tells whether the keyword that ends at token k is a word for a number or a sign, and not the name of what has one.
func plainKey(doc *anonymize.Document, k int) bool {
	toks := doc.Tokens()
	w := doc.Word(toks[k])
	if k+1 < len(toks) {
		switch doc.Word(toks[k+1]) {
		case "number", "no", "id", "nummer", "nr":
			return true
		}
	}
	switch w {
	case "az", "gz", "aktz", "akz", "ref", "referenz", "reference", "number", "id", "aktenz", "geschz", "knr", "pnr", "zeichn", "buchungscode", "code", "aktenzeichn", "geschaeftszeichn", "mandatsreferenz":
		return true
	}
	return isNr(w) || namesNumber(w) || w == "zeichen" || strings.HasSuffix(w, "nr")
}

// issuedShort tells whether the code that begins at token i is one of few letters and digits behind a word for what is issued to a person: "Schlüssel H-3/07",
// "Sozialpass SP-40K", "Termin q7r2". A sign must join its parts, or letters and digits alternate: "B1" is a level, "C1E" a class.
func issuedShort(doc *anonymize.Document, i int) (last int, ok bool) {
	toks, f := doc.Tokens(), doc.Folded()
	t := &toks[i]
	switch {
	case i == 0, t.Flags&anonymize.Letter == 0: // most numbers
		return 0, false
	case t.Flags&anonymize.Digit == 0 && (t.End-t.Start > 4 || t.Flags&anonymize.Upper == 0 && doc.Features()&anonymize.HasUpper != 0):
		return 0, false
	case t.Flags&anonymize.Digit != 0 && !isLower(f[t.Start]) && !mixes(f[t.Start:t.End]):
		return 0, false
	}
	if !issuedRight(doc, i) {
		return 0, false
	}
	last, ok = shortCode(doc, i)
	if !ok {
		return 0, false
	}
	letters, digits := codeForm(doc, i, last)
	if onSign(doc, i, last) || isForm(doc, i, last) || letters > 5 || digits < 2 || letters+digits < 3 || digits <= 4 && namesClass(doc, i) || bloodPressure(doc, i, last) {
		return 0, false
	}
	if last == i {
		return last, mixes(f[toks[i].Start:toks[i].End])
	}
	if !isLower(f[toks[i].Start]) || toks[i].Flags&anonymize.Upper == 0 && doc.Features()&anonymize.HasUpper != 0 {
		return 0, false // "Ticket 49-EUR"
	}
	return last, true
}

// namesClass tells whether the code that begins at token i is a class, a term or a day, and not one of what is issued: "Ausweis GdB-50", "Ticket U-18", "Führerschein B-196",
// "Semesterticket WS 24/25", "Termin MO 24. Oktober". On doors and keys all of them are numbers.
func namesClass(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	w, before := doc.Word(toks[i]), doc.Word(toks[i-1])
	switch {
	case before == "spind", before == "schliessfach", before == "locker", strings.HasSuffix(before, "schluessel"):
		return false
	case isWeekday(w):
		return doc.Word(toks[i+1]) != "-"
	case strings.HasSuffix(before, "fuehrerschein"), strings.HasSuffix(before, "fahrerlaubnis"):
		return len(w) <= 2
	}
	switch w {
	case "gdb", "mde", "eu", "tuev", "u", "ue", "ws", "ss", "wise", "sose", "est", "ust", "kst", "euer", "kfw", "dsl", "vdsl", "lte", "sf", "bc":
		return true
	}
	return isMonthShort(w)
}

// issuedRight tells whether the word right before token i, or before a colon or a word for a number there, is what is issued to a person.
func issuedRight(doc *anonymize.Document, i int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	k := i - 1
	for n := 0; k > 0 && n < 4; n++ {
		if toks[k+1].Flags&anonymize.LineStart != 0 {
			return false
		}
		if toks[k].Flags&anonymize.Punct == 0 && !isNr(doc.Word(toks[k])) {
			if k > 2 && isNr(doc.Word(toks[k+1])) && carriesNumber(doc, k+1) {
				k -= 2 // "der Schlüssel hat die Nummer B 117-2"
				continue
			}
			break
		}
		if c := f[toks[k].Start]; toks[k].Flags&anonymize.Punct != 0 && c != ':' && c != '"' && c != '.' && c != '(' && c < 0x80 {
			return false
		}
		k--
	}
	if toks[k+1].Flags&anonymize.LineStart != 0 {
		return false
	}
	w := doc.Word(toks[k])
	switch w {
	case "uhr", "geraet", "konto":
		return false
	case "plakette", "marke", "schild", "aufkleber":
		return !onStreet(doc, k)
	case "termin", "pass", "schluessel", "spind", "schliessfach", "locker", "key", "antrag", "bescheid", "vorgang", "anmeldung", "transponder", "badge":
		return true
	}
	switch weigh(doc, k, w) {
	case weighsThing:
		return false
	case weighsMuch:
		return len(w) > 6 && strings.HasSuffix(w, "nr") // "Pachtnr. C-10"
	}
	return ownerBefore(doc, k+1) || isOwned(w) || strings.HasSuffix(w, "pass") || strings.HasSuffix(w, "bestaetigung") || strings.HasSuffix(w, "termin")
}

// shortAnswer finds the short code in a text that answers the bot's question, if it is the only number there.
func shortAnswer(doc *anonymize.Document) (first, last int, ok bool) {
	if asksForEnd(doc) || len(doc.DigitTokens()) > 4 {
		return 0, 0, false
	}
	toks := doc.Tokens()
	for n, di := range doc.DigitTokens() {
		i := int(di)
		if n > 0 && i <= last {
			continue
		}
		if n > 0 {
			return 0, 0, false
		}
		first = shortStart(doc, i, 0)
		if last, ok = shortCode(doc, first); !ok || last < i || thingNear(doc, first) || last == first && toks[first].End-toks[first].Start < 3 {
			return 0, 0, false
		}
	}
	return first, last, ok
}

// Pairs of hexadecimal digits in the number of a chip: four, seven or ten in ISO 14443, eight in ISO 15693, five on the chips of bins and gates.
const (
	minChip = 4
	maxChip = 10
)

// chipID returns the last token of the number of a chip that begins at token i: pairs of hexadecimal digits with a blank or a colon between, near a word for a chip; -1 if
// there is none. Six pairs with colons are an address of hardware.
func chipID(doc *anonymize.Document, i int) (last int) {
	toks, f := doc.Tokens(), doc.Folded()
	pair := func(k int) bool {
		t := &toks[k]
		return t.End-t.Start == 2 && isHex(f[t.Start]) && isHex(f[t.Start+1]) && (t.Flags&anonymize.Letter == 0 || capitals(doc, k) || doc.Features()&anonymize.HasUpper == 0)
	}
	step := 1
	if i+1 < len(toks) && f[toks[i+1].Start] == ':' {
		step = 2
	}
	if i+step*(minChip-1) >= len(toks) || !pair(i) || !pair(i+step) || !pair(i+2*step) {
		return -1
	}
	n, letters := 1, digitsIn(f[toks[i].Start:toks[i].End]) < 2
	for last = i; last+step < len(toks) && n <= maxChip; last += step {
		k := last + step
		if toks[k].Flags&anonymize.LineStart != 0 || !pair(k) || toks[k].Start-toks[last].End != 1 || step == 2 && f[toks[last+1].Start] != ':' {
			break
		}
		letters = letters || digitsIn(f[toks[k].Start:toks[k].End]) < 2
		n++
	}
	if n < minChip || n > maxChip || !letters || step == 2 && n == 6 || !startsWord(doc, i) || !endsWord(doc, last) {
		return -1
	}
	for k := i - 1; k >= 0 && i-k <= looseReach; k-- {
		switch w := doc.Word(toks[k]); {
		case w == "transponder", w == "rfid", w == "nfc", w == "token", w == "uid", len(w) < 20 && (strings.HasSuffix(w, "chip") || strings.HasPrefix(w, "chip")):
			return last
		}
	}
	return -1
}

// Bounds of the search for a second number that is hardly another: "PO-77 … PO-71".
const (
	twinReach = 30 // tokens from the first to the second
	twinTurns = 2  // characters that differ
)

// twins finds the codes near one that was found, which are the same but for one or two characters: the second of two that somebody compares, corrects or lists. Plain
// numbers count from six digits on, shorter ones where a word corrects.
func (r *ident) twins(doc *anonymize.Document, dst []anonymize.Entity, from int, t anonymize.EntityType, name string) []anonymize.Entity {
	mid := len(dst)
	if mid == from {
		return dst
	}
	toks, f := doc.Tokens(), doc.Folded()
	known := cover(dst[from:mid])
	done := -1
	digits := doc.DigitTokens()
	for k := from; k < mid; k++ {
		a, b := tokensOf(doc, dst[k].Span)
		if a < 0 || b < a {
			continue
		}
		code := f[toks[a].Start:toks[b].End]
		if len(code) < 4 || len(code) > maxCodeChars {
			continue
		}
		for len(digits) > 0 && int(digits[0]) <= b {
			digits = digits[1:]
		}
		for _, di := range digits {
			if int(di) > b+twinReach {
				break
			}
			i := shortStart(doc, int(di), max(b+1, done+1))
			if i <= max(done, b) {
				continue
			}
			first, last, ok := codeAt(doc, i, 2)
			if !ok || !isTwin(code, f[toks[first].Start:toks[last].End]) && !sameSign(code, f[toks[first].Start:toks[last].End]) || !startsWord(doc, first) || !endsWord(doc, last) {
				continue
			}
			letters, n := codeForm(doc, first, last)
			if letters == 0 && n < 6 && !corrects(doc, b+1, first) || otherNumberBefore(doc, first) && !anotherNumber(doc, first) || first > 0 && (formBefore(doc, first) || isSum(doc.Word(toks[first-1]))) {
				continue
			}
			done = last
			if known.has(doc.Range(first, last)) {
				break // whose twins are looked for in its turn
			}
			dst = r.report(doc, dst, t, finding{start: int(toks[first].Start), end: int(toks[last].End), score: 0.55, rule: name})
			b = last
		}
	}
	return dst
}

// isTwin tells whether two codes of one length differ in one or two characters, and not all of them.
func isTwin(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	n := 0
	for i := 0; i < len(a); i++ {
		if a[i] != b[i] {
			if !isAlnum(a[i]) || !isAlnum(b[i]) {
				return false
			}
			n++
		}
	}
	return n > 0 && n <= twinTurns && n < len(a)-1
}

// signStart returns the first token of the sign whose code begins at token first, right behind the keyword that ends at token k: offices put their short name before the
// number, with a blank between: "Zeichen: Tief 3-828/7-25".
func signStart(doc *anonymize.Document, k, first int) int {
	toks, f := doc.Tokens(), doc.Folded()
	i := first - 1
	if i <= k || toks[first].Start-toks[i].End != 1 && !(toks[i].End == toks[first].Start-2 && f[toks[i].End] == '.') {
		return first
	}
	if f[toks[i].Start] == '.' && i-1 > k && toks[i-1].End == toks[i].Start {
		i-- // "Kr. 4117/24"
	}
	t := &toks[i]
	w := doc.Word(*t)
	if t.Flags&(anonymize.Letter|anonymize.Digit|anonymize.Upper) != anonymize.Letter|anonymize.Upper || len(w) > 4 || isCourt(w) || w == "sta" || w == "herr" || w == "frau" || isNr(w) || isFunctionWord(w) || isLink(w) || isAnnouncement(w) && t.Flags&anonymize.AllUpper == 0 || t.Flags&anonymize.LineStart != 0 {
		return first
	}
	if i == k+1 {
		return i
	}
	switch doc.Word(toks[i-1]) {
	case "dort", "hier", "ist", "war", "lautet":
		return i
	}
	if toks[i-1].Flags&anonymize.Punct != 0 {
		switch c := f[toks[i-1].Start]; {
		case c == ':', c == '"', c >= 0x80:
			return i
		}
	}
	return first
}

// signClosed tells whether the sign at token i, a colon or what ends a sentence, parts a file's sign from the words behind it: "… - III B 2: anbei".
func signClosed(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	if toks[i].End-toks[i].Start != 1 || i+1 < len(toks) && toks[i+1].Flags&anonymize.SpaceBefore == 0 {
		return false
	}
	switch doc.Folded()[toks[i].Start] {
	case ':', ';', '?', '!':
		return true
	case '.':
		return i+1 >= len(toks) || toks[i+1].Flags&anonymize.Upper != 0
	}
	return false
}

// isDivision tells whether the name of a ministry's division ends at token i: "III B 2", "IV C 4".
func isDivision(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	if i < 2 || !onlyDigits(&toks[i]) || toks[i].End-toks[i].Start > 2 || !behindBlank(toks, i) {
		return false
	}
	if toks[i-1].End-toks[i-1].Start == 1 && behindBlank(toks, i-1) && isRoman(doc.Word(toks[i-2])) {
		i--
	}
	return toks[i-1].Flags&anonymize.AllUpper != 0 && isRoman(doc.Word(toks[i-1]))
}

// signEnd returns the last token of the sign whose code ends at token last and goes on behind a dash between blanks up to the end of the line or the quotation: "SV 4200 B - 483 449 - P 182".
func signEnd(doc *anonymize.Document, last int) int {
	toks, f := doc.Tokens(), doc.Folded()
	end, dashes := last, 0
	for i := last + 1; i < len(toks) && i <= last+12 && toks[i].Flags&anonymize.LineStart == 0; i++ {
		t := &toks[i]
		if t.Flags&anonymize.Punct != 0 {
			w := doc.Word(*t)
			if w == "-" || w == "/" || w == "–" {
				dashes++
				continue
			}
			if c := f[t.Start]; c == '"' || c == ',' || c == ')' || c >= 0x80 || dashes > 0 && signClosed(doc, i) {
				break
			}
			return last
		}
		if dashes > 0 && t.Flags&(anonymize.Letter|anonymize.Digit|anonymize.Upper) == anonymize.Letter && isDivision(doc, end) {
			break // "… - III B 2 sende ich"
		}
		if t.Flags&anonymize.Digit == 0 && (!capitals(doc, i) || t.End-t.Start > 3 || namesNumber(doc.Word(*t))) || dashes == 0 && t.End-t.Start > 1 {
			return last // "448/23 - Frau Li", "448/23 - Tel 030 …"
		}
		end = i
	}
	if dashes == 0 || isDate(doc, last+2, end) {
		return last
	}
	for end > last && (toks[end].Flags&anonymize.Punct != 0) {
		end--
	}
	return end
}
