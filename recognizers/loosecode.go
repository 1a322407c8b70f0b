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
	toks, f := doc.Tokens(), doc.Folded()
	letters, digits, groups, dots, threes, long, pure := 0, 0, 0, 0, 0, 0, 0
	for i := first; i <= last; i++ {
		t := &toks[i]
		size := int(t.End - t.Start)
		switch {
		case t.Flags&anonymize.Punct != 0:
			if f[t.Start] == '.' {
				dots++
			}
			continue
		case t.Flags&anonymize.Letter != 0:
			w := f[t.Start:t.End]
			n := digitsIn(w)
			if n > 0 && (measure(w) || i == last && n <= 2 && w[0] == 'v') {
				return strengthNone // 140x200, R16, 0800er, V11
			}
			if n == 0 && (w == "x" && t.Flags&anonymize.SpaceBefore != 0 || w == "jjjj" || isThing(w) && w != "hs" && (isNormed(w) || i == last || toks[i+1].Flags&anonymize.Punct == 0 || t.Flags&anonymize.AllUpper == 0)) {
				return strengthNone // 5 x 1000, ICD-10
			}
			if n == 0 {
				pure++
			}
			letters += size - n
			digits += n
			if (n == 0 && size > 5 || size-n > 6) && t.Flags&anonymize.InnerUpper == 0 {
				return strengthNone // a word, and no law's short name: AufenthR
			}
		default:
			digits += size
			if size == 3 {
				threes++
			}
			long = max(long, size)
		}
		groups++
	}
	if letters == 0 && groups > 1 && isDateLike(doc, first) && toks[first].End-toks[first].Start == 4 && (toks[first+1].Flags&anonymize.Punct == 0 && digits < 10 || groups == 2 && isDateLike(doc, last)) {
		return strengthNone // "2021 7 666", 2015/2016
	}
	if letters == 0 && years(doc, first, last) || groups == 1 && (strings.HasPrefix(f[toks[first].Start:], "de000") || isPosted(f[toks[first].Start:toks[first].End])) {
		return strengthNone // 1880-1916, an ISIN, a letter on its way
	}
	if publicCode(doc, first, last) || first == last && len(f[toks[first].Start:toks[first].End]) > 5 && strings.TrimRight(f[toks[first].Start+1:toks[first].End], "0") == "" {
		return strengthNone // 1000000
	}
	if digits > 17 || pure > 3 || letters > 10 || letters == 0 && digits < 5 && !(digits == 4 && first == last && ownerBefore(doc, first)) || letters > 3 && digits < 4 && groups > 1 || digits == 5 && isPlaceAfter(doc, last) || (digits < 6 || groups == 2 && last == first+1) && groups > 1 && isDateLike(doc, last) && !((toks[last].End-toks[last].Start == 1 || digits == 6 && yearBehindSlash(doc, first, last)) && ownedNumber(doc, first)) || isPublicCode(doc, first, last) {
		return strengthNone
	}
	if last == first+4 && f[toks[first+1].Start] == '*' && f[toks[first+3].Start] == '*' && f[toks[last].Start] == 'e' {
		return strengthNone // DE*SWH*E0034: a charging station (eMI3), while a contract's has none
	}
	if bloodPressure(doc, first, last) || isTrain(doc, first, last) || isForm(doc, first, last) || isDiagnosis(doc, first, last) && !ownedNumber(doc, first) || first > 0 && road(doc, first, last) && calledRoad(doc, first) {
		return strengthNone
	}
	if isTyre(doc, first, last) || first == last && isBattery(f[toks[first].Start:toks[first].End]) {
		return strengthNone
	}
	if first > 0 && drugLicence(doc, first-1, first, last) || !noShopOrder(doc, first, last) || civilEntry(doc, first, last) {
		return strengthNone
	}
	switch {
	case groups == 4 && last == first+6 && letters == 0 && digits <= 12 && isDateLike(doc, first+2) && isDateLike(doc, last) && toks[first].End-toks[first].Start <= 2 && toks[first+4].End-toks[first+4].Start <= 2:
		return strengthNone // 08/1983-09/1984
	case last > first+4 && isDate(doc, first, first+4), letters == 0 && groups > 1 && long == 3 && strings.HasSuffix(f[toks[last].Start:toks[last].End], "000") && toks[last].Flags&anonymize.SpaceBefore != 0:
		return strengthNone // "8.3.2016 - 14:40", "550 000"
	case groups > 2 && dots == groups-1 && letters == 0 && threes == groups-1 && toks[first].End-toks[first].Start < 3 && f[toks[first].Start] != '0':
		return strengthNone // 1.144.626.966
	case groups > 2 && dots == groups-1 && letters == 0 && long <= 2:
		return strengthNone // 18.50.03.2: a chapter or class
	case groups == 3 && last == first+2 && letters == 0 && long <= 2 && inRange(f[toks[first].Start:toks[first].End], 31) && inRange(f[toks[first+1].Start:toks[first+1].End], 12):
		return strengthNone // "12 5 47": a date
	case groups == 3 && dots == 2 && letters == 0 && digits == 8 && toks[last].End-toks[last].Start == 4:
		return strengthNone // 99.99.9999
	case groups > 1 && dots == groups-1 && letters == 0 && (threes == groups-1 || threes == groups) && (groups == 2 || toks[last].End-toks[last].Start == 3) && digits < 10 && f[toks[first].Start] != '0':
		return strengthNone // 1.264, 4.000.000
	case groups == 2 && last == first+2 && letters == 0 && digits <= 6 && (isDateLike(doc, first) || isDateLike(doc, last)) && !ownedNumber(doc, first):
		return strengthNone // 08/2029, 2024/25
	case letters > 0 && digits >= 5 && (letters > 1 || groups != 2 || last != first+1 || digits > 5), digits >= 7, letters > 1 && digits >= 4 && groups == 1:
		return strengthHigh
	case letters == 1 && groups == 2 && last == first+1 && digits <= 5 && (digits > 3 || first > 0 && f[toks[first-1].Start] == '-'):
		return strengthLow // "A 44712"
	case letters == 0 && last == first+1 && threes == 1 && digits == 5 && toks[last].End-toks[last].Start == 3 && !handedOver(doc, first):
		return strengthNone // "39 325": a count
	case digits >= 5, letters > 1 && digits == 4 && toks[first+1].Flags&anonymize.Punct != 0 && (capitalGroups(doc, first, last) || doc.Features()&anonymize.HasUpper == 0 && first+2 == last), letters > 1 && groups == 1 && letters+digits >= 7 && toks[first].Flags&anonymize.AllUpper != 0:
		return strengthMiddle
	case digits < 4 && !(digits == 3 && letters > 0 && (groups == 2 && last == first+2 || groups == 3 && last == first+4 || groups == 2 && letters > 1) && ownedNumber(doc, first)):
		return strengthNone
	}
	return strengthLow
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
	return strings.HasPrefix(w, "jjd") && len(w) > 10 && checkDigits(w[3:]) || len(w) == 13 && isLower(w[0]) && isLower(w[1]) && checkDigits(w[2:11]) && isLower(w[11]) && isLower(w[12])
}

// ownerBefore tells whether the word before token i is somebody who has a number: "Mitglied 2485".
func ownerBefore(doc *anonymize.Document, i int) bool {
	if i == 0 || isDateLike(doc, i) {
		return false
	}
	toks := doc.Tokens()
	for n := 0; n < 2 && i > 1 && (isNr(doc.Word(toks[i-1])) || doc.Word(toks[i-1]) == "." && isNr(doc.Word(toks[i-2]))); n++ { // "Schlüssel Nr. H-117"
		i--
	}
	switch doc.Word(toks[i-1]) {
	case "mitglied", "vereinsmitglied", "kunde", "kundin", "mieter", "mieterin", "paechter", "paechterin", "debitor", "patient", "patientin", "transponder", "objekt", "inventar", "badge", "hundemarke", "marke", "plakette", "inventarnummer", "member", "customer",
		"spind", "schliessfach", "schluessel", "grab", "locker", "key", "chip", "mandant", "pruefling", "azubi", "spender", "abonnent", "klient", "hoerer", "leser", "bewohner", "dauerkarte", "jahreskarte", "garderobenmarke", "anhaenger", "schluesselanhaenger", "messinganhaenger", "schluesselnummer":
		return true
	}
	w := doc.Word(toks[i-1])
	return len(w) > 12 && strings.HasSuffix(w, "schluessel") && weighWord(toks[i-1].Hash, w) == weighsLittle // of a door
}

// ownedBefore is ownerBefore, and the word may be what somebody has: "Hortvertrag H-331".
func ownedBefore(doc *anonymize.Document, i int) bool {
	return ownerBefore(doc, i) || i > 0 && isOwned(doc.Word(doc.Tokens()[i-1]))
}

// ownedNumber is ownedBefore with a word for a number between: "Jagdschein Nr. JS 0271/19".
func ownedNumber(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	for n := 0; n < 2 && i > 1 && (isNr(doc.Word(toks[i-1])) || doc.Word(toks[i-1]) == "." && isNr(doc.Word(toks[i-2]))); n++ {
		i--
	}
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
		if v := weigh(doc, k, w); v == weighsLittle || v == weighsMuch {
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
	toks, f := doc.Tokens(), doc.Folded()
	var buf [maxCodeChars]byte
	n := 0
	for i := first; i <= last; i++ {
		switch t := &toks[i]; {
		case t.Flags&anonymize.Letter != 0:
			return false
		case t.Flags&anonymize.Digit != 0:
			n += copy(buf[n:], f[t.Start:t.End])
		}
	}
	return n >= 6 && (isPublic(buf[:n]) || plan(buf[:n], false) == dialPublic)
}
