package recognizers

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
)

// codeStrength judges the form of the code from token first to token last.
func codeStrength(doc *anonymize.Document, first, last int) strength {
	if isAmount(doc, first, last) || !startsWord(doc, first) || !endsWord(doc, last) || beginsWithPlate(doc, first, last) {
		return strengthNone
	}
	if yearBehindSlash(doc, first, last) && clerksBehind(doc, last) {
		return strengthHigh // "640/25 hm-sl"
	}
	c := looseCode{doc: doc, first: first, last: last}
	if !c.read() || c.outOfBounds() || c.beginsOrEndsDated() || c.isDate() || c.isCount() || knownForm(doc, first, last) || c.knownToken() {
		return strengthNone
	}
	return c.strength()
}

// looseCode is what the code from token first to token last consists of.
type looseCode struct {
	doc             *anonymize.Document
	first, last     int
	letters, digits int
	groups          int // tokens with letters or digits
	words           int // of these the ones without a digit
	threes          int // of these the ones of three digits
	long            int // length of the longest one of digits alone
	dots            int
}

// read counts the parts; not ok if one of them is no part of a code: 140x200.
func (c *looseCode) read() (ok bool) {
	toks, f := c.doc.Tokens(), c.doc.Folded()
	for i := c.first; i <= c.last; i++ {
		t := &toks[i]
		size := int(t.End - t.Start)
		switch {
		case t.Flags&anonymize.Punct != 0:
			if f[t.Start] == '.' {
				c.dots++
			}
			continue
		case t.Flags&anonymize.Letter != 0:
			n := digitsIn(f[t.Start:t.End])
			if n == 0 {
				if c.plainWord(i) {
					return false
				}
				c.words++
			} else if c.measured(i, n) {
				return false
			}
			c.letters += size - n
			c.digits += n
		default:
			c.digits += size
			if size == 3 {
				c.threes++
			}
			c.long = max(c.long, size)
		}
		c.groups++
	}
	return true
}

// plainWord tells whether the word without digits at token i stands for what the number is, or is too long for a code's: "5 x 1000", "ICD-10".
func (c *looseCode) plainWord(i int) bool {
	toks := c.doc.Tokens()
	t := &toks[i]
	switch w := c.doc.Word(*t); {
	case w == "x" && t.Flags&anonymize.SpaceBefore != 0, w == "jjjj":
		return true
	case w == "cas" && hasLetters(c.doc, i+1, c.last):
		return false // no number of the Chemical Abstracts Service
	case isThing(w) && w != "hs" && (isNormed(w) || i == c.last || toks[i+1].Flags&anonymize.Punct == 0 || t.Flags&anonymize.AllUpper == 0):
		return true
	}
	return t.End-t.Start > 5 && t.Flags&anonymize.InnerUpper == 0 // no law's short name: AufenthR
}

// measured tells whether token i, with letters and n digits, is a measure, a version or a word: 140x200, R16, 0800er, V11. In the middle R12 is a row.
func (c *looseCode) measured(i, n int) bool {
	t := &c.doc.Tokens()[i]
	w := c.doc.Word(*t)
	return measure(w) && !(w[0] == 'r' && i > c.first && i < c.last) || i == c.last && n <= 2 && n == len(w)-1 && w[0] == 'v' || len(w)-n > 6 && t.Flags&anonymize.InnerUpper == 0
}

// size returns the length of token i.
func (c *looseCode) size(i int) int {
	t := &c.doc.Tokens()[i]
	return int(t.End - t.Start)
}

// pair tells whether the code is two groups with a blank between: "A 44712".
func (c *looseCode) pair() bool { return c.groups == 2 && c.last == c.first+1 }

// signed tells whether the code is two groups with a sign between: 08/2029.
func (c *looseCode) signed() bool { return c.groups == 2 && c.last == c.first+2 }

// outOfBounds tells whether the code has more or fewer letters and digits than somebody's number, or is a postcode.
func (c *looseCode) outOfBounds() bool {
	switch {
	case c.digits > 17, c.words > 3, c.letters > 10:
		return true
	case c.letters == 0 && c.digits < 5 && !(c.digits == 4 && c.first == c.last && (ownerBefore(c.doc, c.first) || ownerSaid(c.doc, c.first))): // "Mitglied 2485"
		return true
	case c.letters > 3 && c.digits < 4 && c.groups > 1: // "ABCD 12"
		return true
	}
	return c.digits == 5 && (isPlaceAfter(c.doc, c.last) || c.letters == 0 && c.first == c.last && postcoded(c.doc, c.first))
}

// beginsOrEndsDated tells whether a year at an end of the code makes it a date, a period or the number of an issue: "2021 7 666", "12 2024".
func (c *looseCode) beginsOrEndsDated() bool {
	if c.letters == 0 && years(c.doc, c.first, c.last) {
		return true // 1880-1916
	}
	if c.groups == 1 {
		return false
	}
	if c.letters == 0 && isDateLike(c.doc, c.first) && c.size(c.first) == 4 {
		if blank := c.doc.Tokens()[c.first+1].Flags&anonymize.Punct == 0; blank && c.digits < 10 || c.groups == 2 && isDateLike(c.doc, c.last) {
			return true // "2021 7 666", 2015/2016
		}
	}
	return (c.digits < 6 || c.pair()) && isDateLike(c.doc, c.last) && !c.ownedYear()
}

// ownedYear tells whether the date that the code seems to end in is part of what is issued to somebody: "Jagdschein Nr. 0271/19".
func (c *looseCode) ownedYear() bool {
	return (c.size(c.last) == 1 || c.digits == 6 && yearBehindSlash(c.doc, c.first, c.last)) && ownedNumber(c.doc, c.first)
}

// isDate tells whether the code is a date or a period: 08/1983-09/1984.
func (c *looseCode) isDate() bool {
	doc, first, last := c.doc, c.first, c.last
	if last > first+4 && isDate(doc, first, first+4) {
		return true // "8.3.2016 - 14:40"
	}
	if c.letters > 0 {
		return false
	}
	switch {
	case c.groups == 4 && last == first+6: // 08/1983-09/1984
		return c.digits <= 12 && isDateLike(doc, first+2) && isDateLike(doc, last) && c.size(first) <= 2 && c.size(first+4) <= 2
	case c.groups == 3 && last == first+2 && c.long <= 2: // "12 5 47"
		toks := doc.Tokens()
		return inRange(doc.Word(toks[first]), 31) && inRange(doc.Word(toks[first+1]), 12)
	case c.groups == 3 && c.dots == 2 && c.digits == 8: // 99.99.9999
		return c.size(last) == 4
	case c.signed() && c.digits <= 6: // 08/2029, 2024/25
		return (isDateLike(doc, first) || isDateLike(doc, last)) && !ownedNumber(doc, first)
	}
	return false
}

// isCount tells whether the code is a large number in groups of three, or that of a chapter or class: "550 000", 1.264, 18.50.03.2.
func (c *looseCode) isCount() bool {
	if c.letters > 0 || c.groups == 1 || ownerBefore(c.doc, c.first) {
		return false // but "Mitglied 22.871"
	}
	toks, f := c.doc.Tokens(), c.doc.Folded()
	first, last := &toks[c.first], &toks[c.last]
	if c.long == 3 && last.Flags&anonymize.SpaceBefore != 0 && strings.HasSuffix(f[last.Start:last.End], "000") {
		return true // "550 000"
	}
	if c.dots != c.groups-1 {
		return false
	}
	if c.groups > 2 && c.long <= 2 {
		return true // 18.50.03.2
	}
	if f[first.Start] == '0' {
		return false
	}
	if c.groups > 2 && c.threes == c.groups-1 && c.size(c.first) < 3 {
		return true // 1.144.626.966
	}
	return c.threes >= c.groups-1 && (c.groups == 2 || c.size(c.last) == 3) && c.digits < 10 // 1.264, 4.000.000
}

// knownToken tells whether the code is one token of a form that something else has: an ISIN, a letter on its way, a battery, 1000000.
func (c *looseCode) knownToken() bool {
	w := c.doc.Word(c.doc.Tokens()[c.first])
	if c.groups == 1 && (strings.HasPrefix(w, "de000") || isPosted(w)) {
		return true
	}
	return c.first == c.last && (len(w) > 5 && strings.TrimRight(w[1:], "0") == "" || isBattery(w))
}

// knownForm tells whether the code is of a form that something else has, perhaps beside its name: a public service, a train, a form, a tyre.
func knownForm(doc *anonymize.Document, first, last int) bool {
	switch {
	case publicCode(doc, first, last), isPublicCode(doc, first, last), chargingStation(doc, first, last), nobodys(doc, first, last), wordWithYear(doc, first, last):
		return true
	case isLamp(doc, first, last), isIndex(doc, first, last), bloodPressure(doc, first, last), isTrain(doc, first, last), isForm(doc, first, last), isTyre(doc, first, last), pastedForm(doc, first, last):
		return true
	case isDiagnosis(doc, first, last) && !ownedNumber(doc, first):
		return true
	case first > 1 && registered(doc, first-2, first, last), first > 0 && registered(doc, first-1, first, last):
		return true
	case first > 0 && (road(doc, first, last) && calledRoad(doc, first) || drugLicence(doc, first-1, first, last)):
		return true
	}
	return !noShopOrder(doc, first, last) || civilEntry(doc, first, last)
}

// chargingStation tells whether the code is that of a charging station (eMI3), while a contract's has no E: DE*SWH*E0034.
func chargingStation(doc *anonymize.Document, first, last int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	return last == first+4 && f[toks[first+1].Start] == '*' && f[toks[first+3].Start] == '*' && f[toks[last].Start] == 'e'
}

// strength judges a code that is of no form that something else has.
func (c *looseCode) strength() strength {
	toks, f := c.doc.Tokens(), c.doc.Folded()
	switch {
	case c.digits >= 7, c.letters > 0 && c.digits >= 5 && !(c.letters == 1 && c.digits == 5 && c.pair()), c.letters > 1 && c.digits >= 4 && c.groups == 1:
		return strengthHigh
	case c.letters == 1 && c.pair() && c.digits <= 5 && (c.digits > 3 || c.first > 0 && f[toks[c.first-1].Start] == '-'):
		return strengthLow // "A 44712"
	case c.letters == 0 && c.digits == 5 && c.last == c.first+1 && c.threes == 1 && c.size(c.last) == 3 && !handedOver(c.doc, c.first):
		return strengthNone // "39 325": a count
	case c.digits >= 5, c.letters > 1 && (c.digits == 4 && c.capitalsJoined() || c.groups == 1 && c.letters+c.digits >= 7 && toks[c.first].Flags&anonymize.AllUpper != 0):
		return strengthMiddle
	case c.digits < 4 && !(c.digits == 3 && c.letters > 0 && c.fewGroups() && ownedNumber(c.doc, c.first)):
		return strengthNone
	}
	return strengthLow
}

// capitalsJoined tells whether a sign joins the first group to the next and all letters are capitals, if the text has any: "AB-4471".
func (c *looseCode) capitalsJoined() bool {
	if c.doc.Tokens()[c.first+1].Flags&anonymize.Punct == 0 {
		return false
	}
	return capitalGroups(c.doc, c.first, c.last) || c.doc.Features()&anonymize.HasUpper == 0 && c.first+2 == c.last
}

// fewGroups tells whether the code is two or three groups with signs between, or two with letters enough: H-331, "HV 915".
func (c *looseCode) fewGroups() bool {
	return c.groups == 2 && (c.last == c.first+2 || c.letters > 1) || c.groups == 3 && c.last == c.first+4
}

// inRange tells whether the digits w are a number from 1 to most.
func inRange(w string, most int) bool {
	n := 0
	for i := 0; i < len(w); i++ {
		n = n*10 + int(w[i]-'0')
	}
	return n >= 1 && n <= most
}

// civilEntry tells whether the code is the number of an entry in a register of the civil status (S 331/2024), behind the name of one.
func civilEntry(doc *anonymize.Document, first, last int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	if last != first+3 || toks[first].End-toks[first].Start != 1 || strings.IndexByte("gse", f[toks[first].Start]) < 0 || f[toks[first+2].Start] != '/' || !isDateLike(doc, last) {
		return false
	}
	for i := first - 1; i >= 0 && first-i <= 4; i-- {
		if w := doc.Word(toks[i]); strings.HasSuffix(w, "urkunde") || strings.HasSuffix(w, "register") || strings.HasSuffix(w, "registernr") {
			return true
		}
	}
	return false
}

// isTyre tells whether the code is the size of a tyre: 195/65 R 15.
func isTyre(doc *anonymize.Document, first, last int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	if last == first+2 && last+1 < len(toks) && toks[last+1].Start-toks[last].End == 1 {
		last++ // "205/55 r16"
	}
	if last < first+3 || f[toks[first+1].Start] != '/' || toks[first].End-toks[first].Start != 3 || toks[first+2].End-toks[first+2].Start != 2 {
		return false
	}
	w := doc.Word(toks[first+3])
	return checkDigits(doc.Word(toks[first])) && checkDigits(doc.Word(toks[first+2])) && (w == "r" || w == "zr" || len(w) >= 3 && len(w) <= 4 && w[0] == 'r' && isDigit(w[1]))
}

// isBattery reports the names of button cells by shape and size (IEC 60086-3): CR2032.
func isBattery(w string) bool {
	return len(w) == 6 && (w[:2] == "cr" || w[:2] == "br" || w[:2] == "lr" || w[:2] == "sr") && checkDigits(w[2:]) && (w[2] == '1' || w[2] == '2') && w[3] <= '6'
}

// isPosted reports the numbers of registered letters and parcels between countries, two letters, nine digits, a country (UPU S10), and those of
// DHL's parcels that begin with JJD (ISO 15459).
func isPosted(w string) bool {
	return len(w) == 18 && strings.HasPrefix(w, "1z") && digitsIn(w[8:]) == 10 || strings.HasPrefix(w, "jjd") && len(w) > 10 && checkDigits(w[3:]) || len(w) == 13 && isLower(w[0]) && isLower(w[1]) && checkDigits(w[2:11]) && isLower(w[11]) && isLower(w[12])
}

// ownerBefore tells whether the word before token i is somebody who has a number: "Mitglied 2485".
func ownerBefore(doc *anonymize.Document, i int) bool {
	if i == 0 || isDateLike(doc, i) {
		return false
	}
	toks := doc.Tokens()
	i = beforeNr(doc, i)
	switch doc.Word(toks[i-1]) {
	case "mitglied", "vereinsmitglied", "kunde", "kundin", "mieter", "mieterin", "paechter", "paechterin", "debitor", "patient", "patientin", "transponder", "objekt", "inventar", "badge", "hundemarke", "hundesteuermarke", "steuermarke", "marke", "plakette", "inventarnummer", "member", "customer",
		"spind", "schliessfach", "schluessel", "grab", "locker", "key", "chip", "mandant", "pruefling", "azubi", "spender", "abonnent", "klient", "hoerer", "leser", "bewohner", "dauerkarte", "jahreskarte", "garderobenmarke", "anhaenger", "schluesselanhaenger", "messinganhaenger", "schluesselnummer":
		return true
	}
	w := doc.Word(toks[i-1])
	return len(w) > 12 && strings.HasSuffix(w, "schluessel") && weighWord(toks[i-1].Hash, w) == weighsLittle // of a door
}

// ownerSaid tells whether a word for the number of what was spoken of hands the four digits at token i over, and that has numbers: "Marke ist verloren, die Nr. war 8077".
func ownerSaid(doc *anonymize.Document, i int) bool {
	if i < 4 || isDateLike(doc, i) {
		return false
	}
	toks := doc.Tokens()
	switch doc.Word(toks[i-1]) {
	case "war", "ist", "lautet", "lautete", "waere":
	default:
		return false
	}
	k := i - 2
	if doc.Word(toks[k]) == "." {
		k--
	}
	if w := doc.Word(toks[k]); w != "nr" && w != "nummer" {
		return false
	}
	for n := 0; k > 0 && n < farReach/2 && toks[k].Flags&anonymize.Digit == 0; n++ {
		if ownerBefore(doc, k) {
			return true
		}
		k--
	}
	return false
}

// beforeNr returns the first token of a word for a number, with its dot, before token i, or i: "Schlüssel Nr. H-117".
func beforeNr(doc *anonymize.Document, i int) int {
	toks := doc.Tokens()
	for n := 0; n < 2 && i > 1 && (isNr(doc.Word(toks[i-1])) || doc.Word(toks[i-1]) == "." && isNr(doc.Word(toks[i-2]))); n++ {
		i--
	}
	return i
}

// ownedBefore is ownerBefore, and the word may be what somebody has: "Hortvertrag H-331".
func ownedBefore(doc *anonymize.Document, i int) bool {
	return ownerBefore(doc, i) || i > 0 && isOwned(doc.Word(doc.Tokens()[i-1]))
}

// ownedNumber is ownedBefore with a word for a number between: "Jagdschein Nr. JS 0271/19".
func ownedNumber(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	i = beforeNr(doc, i)
	if isNr(doc.Word(toks[i])) { // "Schlüssel für die Turnhalle, Nummer S-114"
		for k := i; k > 0 && i-k < looseReach && strings.IndexByte(".!?", doc.Folded()[toks[k].Start]) < 0; k-- {
			if ownedBefore(doc, k) {
				return true
			}
		}
	}
	return ownedBefore(doc, i)
}

// beginsWithPlate tells whether the code is a plate with its hyphen and perhaps its months: "OHZ-UX 95 04-10".
func beginsWithPlate(doc *anonymize.Document, first, last int) bool {
	if last < first+3 {
		return false
	}
	p, ok := plateAt(doc, first+3)
	return ok && p.first == first && p.apart && p.hyphen && p.upper
}

// years tells whether all numbers from token first to token last are years.
func years(doc *anonymize.Document, first, last int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	for i := first; i <= last; i++ {
		if t := &toks[i]; t.Flags&anonymize.Punct == 0 {
			if c := f[t.Start:t.End]; len(c) != 4 || c[0] != '2' && c[0] != '1' || c[0] == '2' && c[1] != '0' || c[0] == '1' && c[1] < '4' {
				return false
			}
		}
	}
	return true
}

// measure reports measures and the like in one word: 140x200, R16, 0800er.
func measure(w string) bool {
	n := digitsIn(w)
	if n == len(w)-1 && n > 1 && n <= 4 && (w[n] == 'v' || w[n] == 'w') && checkDigits(w[:n]) {
		return true // 230V
	}
	x := strings.IndexByte(w, 'x')
	if n == len(w)-2 && n > 0 && n <= 4 && checkDigits(w[:n]) {
		switch w[n:] {
		case "hz", "kw", "kg", "km", "mm", "cm", "gb", "mb", "tb", "ps", "ml", "mg", "qm", "va", "wh", "kv":
			return true
		}
	}
	return n == len(w)-1 && x > 0 && x < len(w)-1 || len(w) == 3 && w[0] == 'r' && n == 2 || n == len(w)-2 && strings.HasSuffix(w, "er") || n == 4 && (w[n:] == "ern" || w[n:] == "ers") || strings.Contains(w, "fach")
}

// subjectOfForm tells whether the code is all of a letter's subject and the letter begins with a form that is called by it: "Betreff: R0101", then
// "Ist der Vordruck noch aktuell?".
func subjectOfForm(doc *anonymize.Document, first, last int) bool {
	toks := doc.Tokens()
	if first < 2 || doc.Folded()[toks[first-1].Start] != ':' || toks[first-2].Flags&anonymize.LineStart == 0 || !isSubject(doc.Word(toks[first-2])) || last+1 >= len(toks) || toks[last+1].Flags&anonymize.LineStart == 0 {
		return false
	}
	if !formNumber(doc, first, last) {
		return false
	}
	for i := last + 1; i < len(toks) && i <= last+10; i++ {
		switch w := doc.Word(toks[i]); {
		case strings.HasSuffix(w, "vordruck"), strings.HasSuffix(w, "formular"), strings.HasSuffix(w, "formblatt"), strings.HasSuffix(w, "merkblatt"):
			return true
		}
	}
	return false
}

// formNumber tells whether the code is written as offices number their forms: letters and at most four digits (R0101, HA 0112), or twice three digits with a
// zero before them (035 118).
func formNumber(doc *anonymize.Document, first, last int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	if last == first+1 && toks[first].End-toks[first].Start == 3 && toks[last].End-toks[last].Start == 3 && f[toks[first].Start] == '0' {
		return checkDigits(f[toks[first].Start:toks[first].End]) && checkDigits(f[toks[last].Start:toks[last].End])
	}
	return hasLetters(doc, first, last) && digitsIn(f[toks[first].Start:toks[last].End]) <= 4
}

// customerOf tells whether the maker of goods at token i is one that the writer deals with, and not the name of a thing: behind "bei", or in a clause with a word for
// a customer, a contract and their like.
func customerOf(doc *anonymize.Document, i int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	for k := i - 1; k >= 0 && i-k <= looseReach && toks[k+1].Flags&anonymize.LineStart == 0; k-- {
		if toks[k].Flags&anonymize.Punct != 0 {
			if strings.IndexByte(".!?;", f[toks[k].Start]) >= 0 {
				return false
			}
			continue
		}
		w := doc.Word(toks[k])
		if k == i-1 && w == "bei" {
			return true
		}
		if v := weigh(doc, k, w); (v == weighsLittle || v == weighsMuch) && w != "geraet" {
			return true
		}
	}
	return false
}

// isSubject reports the words before the subject of a letter.
func isSubject(w string) bool {
	switch w {
	case "betreff", "betr", "subject", "re", "aw", "fwd", "wg", "bezug", "betrifft":
		return true
	}
	return false
}

// isPublicCode tells whether the code is the telephone number of a public service.
func isPublicCode(doc *anonymize.Document, first, last int) bool {
	var buf [maxCodeChars]byte
	n := codeDigits(doc, first, last, &buf)
	return n >= 6 && (isPublic(buf[:n]) || plan(buf[:n], false) == dialPublic)
}

// codeDigits copies the digits of a code to buf and returns their number, 0 if letters are among them.
func codeDigits(doc *anonymize.Document, first, last int, buf *[maxCodeChars]byte) (n int) {
	toks, f := doc.Tokens(), doc.Folded()
	for i := first; i <= last; i++ {
		switch t := &toks[i]; {
		case t.Flags&anonymize.Letter != 0:
			return 0
		case t.Flags&anonymize.Digit != 0:
			n += copy(buf[n:], f[t.Start:t.End])
		}
	}
	return n
}
