package recognizers

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// hintWords stand before numbers of every kind; behind them only a code that is nothing else by its form counts.
func hintWords() *words.Set {
	return words.New("nummer", "nr", "verfahren", "*verfahren", "*sache", "akte", "*akte", "bescheid", "*bescheid", "bescheids", "schreiben", "schreibens", "brief", "briefes", "zettel", "unter", "notiert", "anzeige", "*anzeige", "urteil", "beschluss",
		"widerspruch", "widerspruchs", "einspruch", "klage", "anhoerung", "anhoerungsbogen", "vollstreckung", "pfaendung", "vorgang", "antrag", "*antrag", "antrags", "ticket", "meldung", "*meldung", "betreff", "betr", "bezug", "betrifft", "bzgl", "bezueglich", "wegen", "zu", "zum", "zur", "*vertrag", "mahnung", "*mahnung",
		"steht", "stehen", "lautet", "finde", "aufgedruckt", "abgedruckt", "angegeben", "stand", "sage", "sagt", "number", "letter", "says", "case", "notice", "police", "versicherung", "konto", "vertrag", "abo", "fall", "anliegen", "anfrage", "*anfrage", "gesuch", "eingabe", "petition", "beschwerde", "*nummern", "nummern", "referenz", "id")
}

// maxHint bounds the words between a hint and its code.
const maxHint = 3

// caseShape reports codes that only files have: a year behind a slash, and letters or a further sign.
func caseShape(doc *anonymize.Document, first, last int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	if last >= first+4 && f[toks[last-1].Start] == '/' && toks[last].Flags&(anonymize.Letter|anonymize.Digit) == anonymize.Letter && toks[last].End-toks[last].Start <= 3 && toks[last-2].End-toks[last-2].Start == 2 && yearBehindSlash(doc, first, last-2) {
		return ownCode(doc, first, last) // 00417/24/be: the lawyer's sign last
	}
	slash, signs, letters, digits := -1, 0, 0, 0
	dated := false
	for i := first; i <= last; i++ {
		t := &toks[i]
		switch {
		case t.Flags&anonymize.Punct != 0:
			if f[t.Start] == '/' {
				if slash >= 0 {
					signs++
				}
				slash = i
				dated = dated || i+1 <= last && toks[i+1].End-toks[i+1].Start == 4 && f[toks[i+1].Start:][:2] == "20" || i > first && (i > first+1 || last == i+1 && toks[last].End-toks[last].Start > 4) && toks[i-1].End-toks[i-1].Start == 4 && f[toks[i-1].Start:][:2] == "20"
			} else {
				signs++
			}
		case t.Flags&anonymize.Letter != 0:
			letters++
			digits += digitsIn(f[t.Start:t.End])
		default:
			digits += int(t.End - t.Start)
		}
	}
	if slash < 0 || slash+1 > last || letters == 0 && years(doc, first, last) || digits < 5 || signs+letters == 0 && (!dated || digits < 7) || !ownCode(doc, first, last) {
		return false
	}
	if dated {
		return true
	}
	y := f[toks[slash+1].Start:toks[slash+1].End]
	return len(y) == 2 && (y[0] <= '2' || y[0] == '9') && checkDigits(y) || len(y) == 4 && (y[:2] == "20" || y[:2] == "19") && checkDigits(y)
}

// officeShape reports codes with a department in front, that is letters or parted numbers of at most three digits, before a slash: 25-SB/090417,
// 51.23/0448-B.
func officeShape(doc *anonymize.Document, first, last int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	letters, numbers, signs := 0, 0, 0
	if lettersBehindSlash(doc, first, last) || yearBetween(doc, first, last) || yearBehindHyphen(doc, first, last) {
		return true // 63/OB 0220-24, 4471/24/182330
	}
	if last >= first+4 && toks[first].Flags&(anonymize.Upper|anonymize.Digit) == anonymize.Upper && isRoman(doc.Word(toks[first])) && f[toks[first+1].Start] == '/' && toks[first+2].End-toks[first+2].Start <= 2 && f[toks[first+3].Start] == '-' {
		return true // III/2-3956-29
	}
	if last >= first+5 && filedUnder(doc, first+3) {
		return true // 51-3 Kl/976424, 34.1 Gl-07/25
	}
	for i := first; i <= last; i++ {
		t := &toks[i]
		size := int(t.End - t.Start)
		switch {
		case t.Flags&anonymize.Punct != 0:
			if f[t.Start] == '/' {
				office := letters > 0 && numbers > 0 || numbers > 1 && signs == numbers-1
				if letters == 0 && numbers > 1 && i < last && size == 1 && signs == numbers-1 && (numbers > 2 || i+3 <= last && toks[i+1].Flags&(anonymize.Letter|anonymize.Digit) == anonymize.Letter && toks[i+1].End-toks[i+1].Start <= 4 && f[toks[i+2].Start] == '-') && !isDate(doc, first, min(first+4, last)) {
					return true // 20.1-202/67-Me, 33.41/ar-121759
				}
				return i < last && size == 1 && (office && toks[i+1].Flags&(anonymize.Letter|anonymize.Punct) == 0 && toks[i+1].End-toks[i+1].Start >= 3 || (office || numbers == 1 && signs == 0) &&
					i+3 <= last && toks[i+1].Flags&(anonymize.Letter|anonymize.Digit|anonymize.Upper) == anonymize.Letter|anonymize.Upper && toks[i+1].End-toks[i+1].Start <= 4 && f[toks[i+2].Start] == '-')
			}
			signs++
		case t.Flags&anonymize.Digit == 0:
			if t.Flags&anonymize.AllUpper == 0 && (size > 1 || t.Flags&anonymize.Upper == 0) || size > 4 {
				return false
			}
			if size > 1 { // in "Z 2.3/0714" the parted number is the department
				letters++
			}
		case size > 3 || t.Flags&anonymize.Letter != 0:
			return false
		default:
			numbers++
		}
	}
	return false
}

// fileShape reports the codes with a slash that only files have: 51.2 UV 4973/23, 25-SB/090417.
func fileShape(doc *anonymize.Document, first, last int) bool {
	return holdsSlash(doc, first, last) && (caseShape(doc, first, last) || officeShape(doc, first, last))
}

// hyphenedFile reports the codes with hyphens that only files have: 51.31-UV-04514, 24-0331881-0-7.
func hyphenedFile(doc *anonymize.Document, first, last int) bool {
	return departmentShape(doc, first, last) || dunningShape(doc, first, last)
}

// departmentShape reports codes that begin with a department in numbers parted by a dot or slash, with letters behind a hyphen: 51.31-UV-04514, 51/2-uv-7306, 66.2-SN-447/25.
func departmentShape(doc *anonymize.Document, first, last int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	if last < first+4 || toks[first+1].End-toks[first+1].Start != 1 {
		return false
	}
	if last == first+4 && f[toks[first+1].Start] == '-' && f[toks[first+3].Start] == '-' && toks[first].End-toks[first].Start <= 3 && toks[first].Flags&anonymize.Letter == 0 &&
		toks[first+2].Flags&(anonymize.InnerUpper|anonymize.Digit) == anonymize.InnerUpper && toks[first+2].End-toks[first+2].Start > 1 && toks[last].Flags&anonymize.Letter == 0 && toks[last].End-toks[last].Start >= 3 {
		return true // the law's short name between: 33-AuslR-60218
	}
	if last == first+6 && f[toks[first+1].Start] == '-' && f[toks[first+3].Start] == '-' && f[toks[first+5].Start] == '-' && checkDigits(doc.Word(toks[first])) && toks[first].End-toks[first].Start <= 3 && toks[first+2].Flags&(anonymize.AllUpper|anonymize.Digit) == anonymize.AllUpper && toks[first+2].End-toks[first+2].Start <= 3 && toks[first+4].End-toks[first+4].Start >= 4 && checkDigits(doc.Word(toks[first+4])) &&
		(yearOf(doc, last) || yearOf(doc, first+4) && toks[last].Flags&anonymize.Letter == 0 && toks[last].End-toks[last].Start >= 3) {
		return true // department, matter, number, year: 63-BA-00714-2024; or the year before the number: 63-BA-2024-0714
	}
	if f[toks[first+1].Start] != '.' && f[toks[first+1].Start] != '/' {
		return false
	}
	if numberedDepartment(doc, first, last) {
		return true
	}
	if last < first+6 || f[toks[first+3].Start] != '-' {
		return false
	}
	for _, i := range [...]int{first, first + 2} {
		if toks[i].Flags&(anonymize.Letter|anonymize.Digit) != anonymize.Digit || toks[i].End-toks[i].Start > 3 {
			return false
		}
	}
	return toks[first+4].Flags&(anonymize.Letter|anonymize.Digit) == anonymize.Letter && toks[first+4].End-toks[first+4].Start <= 4 && (toks[last].End-toks[last].Start >= 3 || last == first+8 && yearBehindSlash(doc, first, last))
}

// yearOf tells whether token i is a year of four digits.
func yearOf(doc *anonymize.Document, i int) bool {
	t := doc.Tokens()[i]
	return t.End-t.Start == 4 && t.Flags&anonymize.Letter == 0 && isDateLike(doc, i)
}

// numberedDepartment reports codes of numbers only that begin with a department in parts of at most three digits, parted by dots or slashes, before a
// hyphen and a number of four digits or more: 66.3.1-88331, 51/3-88331.
func numberedDepartment(doc *anonymize.Document, first, last int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	for i := first; i <= last; i++ {
		t := &toks[i]
		switch {
		case t.Flags&anonymize.Punct == 0:
			if t.Flags&anonymize.Letter != 0 || t.End-t.Start > 3 || i > first && t.Flags&anonymize.SpaceBefore != 0 {
				return false
			}
		case f[t.Start] == '-':
			return i > first+2 && i < last && toks[i+1].Flags&anonymize.Letter == 0 && int(toks[last].End-toks[i+1].Start) >= 4 && (i+1 < last || !isDateLike(doc, i+1)) && i-first <= 6
		case f[t.Start] != '.' && f[t.Start] != '/' || t.End-t.Start != 1:
			return false
		}
	}
	return false
}

// dunningShape reports the numbers of the courts' dunning procedure: 24-0331881-0-7.
func dunningShape(doc *anonymize.Document, first, last int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	if last != first+6 {
		return false
	}
	for k, size := range [...]int32{2, 1, 7, 1, 1, 1, 1} {
		t := &toks[first+k]
		if t.End-t.Start != size || t.Flags&anonymize.Letter != 0 || k%2 == 1 && f[t.Start] != '-' || k%2 == 0 && t.Flags&anonymize.Digit == 0 {
			return false
		}
	}
	return true
}

// referenceShape reports codes of capitals and at least five digits: TKT19557688, VG-2025-3325-D, 074B167305.
func referenceShape(doc *anonymize.Document, first, last int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	letters, digits := 0, 0
	for i := first; i <= last; i++ {
		t := &toks[i]
		if t.Flags&anonymize.Punct != 0 {
			continue
		}
		if i > first && t.Flags&anonymize.SpaceBefore != 0 && toks[i-1].Flags&anonymize.Punct == 0 {
			return false
		}
		if n := digitsIn(f[t.Start:t.End]); n < int(t.End-t.Start) {
			if t.Flags&anonymize.Upper == 0 {
				return false
			}
			letters += int(t.End-t.Start) - n
			digits += n
		} else {
			digits += n
		}
	}
	return letters > 0 && letters <= 6 && digits >= 5 && !caseShape(doc, first, last) && !officeShape(doc, first, last) && !departmentShape(doc, first, last) && ownCode(doc, first, last)
}

// ownCode tells whether nothing around the code makes it that of a product, a norm or an amount.
func ownCode(doc *anonymize.Document, first, last int) bool {
	toks := doc.Tokens()
	return !productBefore(doc, first) && !isProductWord(doc.Word(toks[first])) && !isAmount(doc, first, last) && !isPeriod(doc, first, last) && startsWord(doc, first) && endsWord(doc, last)
}

func digitsIn(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if isDigit(s[i]) {
			n++
		}
	}
	return n
}

// hinted finds the codes of one shape shortly behind a hint.
func (r *ident) hinted(doc *anonymize.Document, dst []anonymize.Entity, t anonymize.EntityType, hints *words.Set, shape func(*anonymize.Document, int, int) bool, name string) []anonymize.Entity {
	if !hints.Mentioned(doc) {
		return dst
	}
	toks := doc.Tokens()
	done := -1
	for _, di := range doc.DigitTokens() {
		i := codeStart(doc, int(di), done+1)
		if i <= done {
			continue
		}
		first, last, ok := codeAt(doc, i, 5)
		if ok && last > first {
			if _, own := r.keys.EndsAt(doc, first); own {
				first, last, ok = codeAt(doc, first+1, 5) // "GZ 57.58-76": the keyword is no part
			}
		}
		if !ok || !shape(doc, first, last) || thingNear(doc, first) || nobodys(doc, first, last) || wordWithYear(doc, first, last) {
			continue
		}
		hit, found := hints.Before(doc, first, maxHint)
		if found && t == anonymize.DEReference && first > 0 && (doc.Word(toks[first-1]) == "fall" || doc.Word(toks[first-1]) == "unter" && filedBeside(doc, first, last)) {
			continue // a case's
		}
		if found && t == anonymize.DECaseNumber && !hit.InPrompt && numbersOwn(doc, hit) {
			continue // "WBS-Nummer"
		}
		if found && t == anonymize.DECaseNumber && first > 0 && (isOwned(doc.Word(toks[first-1])) || strings.HasSuffix(doc.Word(toks[first-1]), "anmeldung") || ownedNumber(doc, first)) {
			continue // "Nr. des Angelscheins F-118/2019", "Ausweis Nr. HW-2024/0893"
		}
		if !found && last-first < 12 {
			if hit, found = hints.InPrompt(doc); found && (askedIn(doc.Prompt()).thing || askedIn(doc.Prompt()).device) {
				continue
			}
		}
		if !found {
			continue
		}
		dst = r.report(doc, dst, t, finding{start: int(toks[first].Start), end: int(toks[last].End), score: 0.6, rule: name, hit: hit})
		done = last
	}
	return dst
}

// numbersOwn tells whether the hint is the end of a compound word for a number of somebody's, which is no file's: "WBS-Nummer".
func numbersOwn(doc *anonymize.Document, hit words.Hit) bool {
	_, k := tokensOf(doc, hit.Span)
	return ownNumber(doc, k) || isNr(doc.Word(doc.Tokens()[k])) && ofIssued(doc, k)
}

// ofIssued tells whether the word for a number at token k is that of what is issued to somebody, named by its abbreviation in one word with it or in the few words before:
// "VS-Nr.", "Reg.-Nr.", "den Jagdschein hier verlängern? Nummer: …".
func ofIssued(doc *anonymize.Document, k int) bool {
	toks := doc.Tokens()
	if k > 1 && doc.Word(toks[k-1]) == "-" && toks[k].Flags&anonymize.SpaceBefore == 0 {
		i := k - 2
		if i > 0 && doc.Word(toks[i]) == "." {
			i--
		}
		w := doc.Word(toks[i])
		return isLabel(w) || w == "reg" || w == "mitgl" || w == "pers" || w == "ausw" || w == "anm" || w == "best"
	}
	if k > 0 && strings.HasSuffix(doc.Word(toks[k-1]), "bescheid") {
		return true // "Bewilligungsbescheid Nr. 41/25-063" is what is called Bescheidnummer
	}
	for i, n := k-1, 0; i >= 0 && n < 4 && k-i < looseReach && toks[i].Flags&anonymize.Digit == 0; i-- {
		if toks[i].Flags&anonymize.Letter == 0 {
			continue
		}
		n++
		if w := doc.Word(toks[i]); isOwned(w) {
			return !isNr(w)
		} else if isOffice(w) || weighWord(toks[i].Hash, w) == weighsLittle {
			return false
		}
	}
	return false
}

// asked is what a prompt asks for.
type asked struct {
	thing  bool // what a program reported or an article: "Welche Fehlermeldung sehen Sie?"
	device bool // a device and no number: "Um welches Gerät geht es?"

	dialled  bool // a telephone number too
	postcode bool // a postcode and no other number
	shown    bool // what a meter shows
}

type askedKey struct{}

// askedIn tells what the prompt p asks for. It is found out once per prompt.
func askedIn(p *anonymize.Document) asked { return *p.Memo(askedKey{}, findAsked).(*asked) }

func findAsked(p *anonymize.Document, old any) any {
	a, _ := old.(*asked)
	if a == nil {
		a = new(asked)
	}
	*a = asked{}
	number := false
	for i, t := range p.Tokens() {
		if t.Flags&anonymize.Letter == 0 {
			continue
		}
		w := p.Word(t)
		weight := weigh(p, i, w)
		a.dialled = a.dialled || isDialled(w) || strings.HasPrefix(w, "telefon") || strings.HasPrefix(w, "handy") || strings.HasPrefix(w, "mobil") || strings.HasPrefix(w, "rueckruf") || w == "erreichen" || w == "phone"
		a.thing = a.thing || weight == weighsThing
		switch w {
		case "geraet", "geraets", "geraete", "produkt", "hersteller":
			a.device = true
		case "postleitzahl", "plz":
			a.postcode = true
		case "stand", "zaehlerstand":
			a.shown = true
		default:
			number = number || weight == weighsMuch
		}
	}
	a.device, a.postcode = a.device && !number, a.postcode && !number
	return a
}

// signBehind returns the last token of the sign of a person or procedure behind the file number that ends at token last: "71/25 VM", "3311/24-Kö",
// "1943/24 SA-mk". The sign ends its clause; without one, last is returned.
func signBehind(doc *anonymize.Document, last int) int {
	toks, f := doc.Tokens(), doc.Folded()
	if toks[last].Flags&anonymize.Letter != 0 {
		return last
	}
	k := last + 1
	if end := divisionBehind(doc, last); end > last {
		return end
	}
	if k+1 < len(toks) && f[toks[k].Start] == '-' && toks[k].Start == toks[last].End && toks[k+1].Start == toks[k].End {
		k++
	} else if k >= len(toks) || toks[k].Start-toks[last].End != 1 || toks[k].Flags&anonymize.LineStart != 0 {
		return last
	}
	sign := func(k int) bool {
		t := &toks[k]
		return t.Flags&(anonymize.Letter|anonymize.Digit) == anonymize.Letter && t.End-t.Start <= 4
	}
	if k > last && isCourt(doc.Word(toks[k])) && (k+1 >= len(toks) || f[toks[k+1].Start] != '-' || toks[k+1].Start != toks[k].End) {
		return last // "24.1807 VG Bayreuth"
	}
	pair := sign(k) && k+2 < len(toks) && (f[toks[k+1].Start] == '-' || f[toks[k+1].Start] == '/') && toks[k+1].Start == toks[k].End && toks[k+2].Start == toks[k+1].End && sign(k+2) // bo-kr
	if !sign(k) || toks[k].Flags&anonymize.Upper == 0 && !pair && !lastSign(doc, k) && !clerkLast(doc, k) && (toks[k].End-toks[k].Start != 2 || strings.ContainsAny(doc.Word(toks[k]), "aeiouy")) || toks[k].End-toks[k].Start < 2 && !lastSign(doc, k) && !loneLetter(doc, k) || k > last+1 && toks[k].End-toks[k].Start > 3 || isAnnouncement(doc.Word(toks[k])) || isFunctionWord(doc.Word(toks[k])) {
		return last
	}
	if pair {
		return k + 2 // "640/25 hm-sl und …", "4336-24 ins/hk"
	}
	if k+1 < len(toks) && toks[k+1].Flags&anonymize.LineStart == 0 && toks[k+1].Flags&anonymize.Punct == 0 && toks[k].Flags&anonymize.AllUpper == 0 && toks[k].End-toks[k].Start > 1 && !isMatter(doc.Word(toks[k])) && (toks[k].Flags&anonymize.Upper == 0 || strings.ContainsAny(doc.Word(toks[k]), "aeiouy")) {
		return last // a word of the sentence
	}
	return k
}

// isCourt reports the abbreviations of courts and prosecutors.
func isCourt(w string) bool {
	switch w {
	case "ag", "lg", "olg", "kg", "vg", "ovg", "vgh", "sg", "lsg", "fg", "bgh", "bfh", "bsg", "bag", "lag", "arbg", "sta":
		return true
	}
	return false
}

// isOwnVerb reports the verbs that follow the first word of a sentence about oneself, which is no surname behind an initial then: "… 6202 K. Überwiesen hab ich".
func isOwnVerb(w string) bool {
	switch w {
	case "habe", "hab", "haben", "bin", "ist", "war", "wurde", "kann", "muss", "will", "ich", "wir":
		return true
	}
	return false
}

// isDayMonth tells whether the three tokens from first are a day and a month.
func isDayMonth(doc *anonymize.Document, first int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	day, month := f[toks[first].Start:toks[first].End], f[toks[first+2].Start:toks[first+2].End]
	return f[toks[first+1].Start] == '.' && len(day) <= 2 && len(month) <= 2 && (len(day) == 1 || day <= "31") && (len(month) == 1 || month <= "12")
}

// isItem tells whether token k is the number of a list's item, first in its line: "4. Baby", "9 Ablaufdatum".
func isItem(doc *anonymize.Document, k int) bool {
	toks := doc.Tokens()
	if k == 0 || k+1 >= len(toks) || doc.Text()[doc.Range(k, k).Start-1] != '\n' {
		return false
	}
	w := doc.Word(toks[k+1])
	return (w == "." || w == ")" || toks[k+1].Flags&(anonymize.Letter|anonymize.Digit) == anonymize.Letter && len(w) > 2) && toks[k+1].Flags&anonymize.LineStart == 0
}

// isDose tells whether a scheme of doses begins at token k: "1-0-1", "1-1-1-1".
func isDose(doc *anonymize.Document, k int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	if k+4 >= len(toks) {
		return false
	}
	for i := k; i <= k+4; i++ {
		if toks[i].End-toks[i].Start != 1 || (i-k)%2 == 1 && f[toks[i].Start] != '-' || (i-k)%2 == 0 && toks[i].Flags&anonymize.Digit == 0 {
			return false
		}
	}
	return true
}

// errorBefore tells whether the word before token k opens what a program reported: "Fehler: Vorgang nicht möglich (E-2107)".
func errorBefore(doc *anonymize.Document, k int) bool {
	toks := doc.Tokens()
	i := k - 1
	for n := 0; i > 0 && n < 3 && toks[i].Flags&anonymize.Punct != 0; n++ {
		i--
	}
	return i >= 0 && (strings.HasPrefix(doc.Word(toks[i]), "fehler") || doc.Word(toks[i]) == "error")
}

// drugLicence tells whether the code is the number under which a medicine is licensed (41733.00.00), behind its keyword at token k.
func drugLicence(doc *anonymize.Document, k, first, last int) bool {
	toks := doc.Tokens()
	return last == first+4 && strings.HasPrefix(doc.Word(toks[k]), "zul") && toks[first].End-toks[first].Start >= 4 && toks[last].End-toks[last].Start == 2 && toks[first+2].End-toks[first+2].Start == 2 && doc.Word(toks[first+1]) == "."
}

// isAnnouncement reports short words in capitals that stand before numbers and are no part of them: an insurer's name, the end of a keyword,
// an abbreviation with a number of its own, and the everyday words of people who write all in capitals.
func isAnnouncement(w string) bool {
	if len(w) > 3 && strings.HasSuffix(w, "ref") {
		return true // MREF
	}
	if isLabel(w) {
		return true
	}
	switch w {
	case "bzst", "krp", "ba", "adac", "dkms", "drk", "gez", "verdi", "vdk", "bamf", "schufa", "abh", "aok", "tk", "dak", "ikk", "bkk", "hek", "kkh", "drv", "id", "nr", "no", "az", "gz", "kdnr",
		"iban", "blz", "bic", "kvnr", "ip", "vsnr", "svnr", "hsn", "tsn", "rnr", "puk", "pin", "tan", "nicht", "statt", "sondern", "jetzt", "gln", "bsnr", "nbsnr", "lanr", "ik", "bbnr", "fin", "fs", "vin", "imei", "mac", "malo", "melo", "rvnr", "dob", "ipv", "idnr", "stnr", "stid", "ustid", "kto", "plz", "tel", "fax", "azr", "evb", "est", "kst", "ust", "ebm", "abe", "kba", "ean", "pzn", "isbn", "mhd", "bon", "vat", "geb", "aw", "akn",
		"ne", "na", "ja", "ma", "mal", "nur", "noch", "nen", "ner", "ned", "kunde", "akte", "fall", "konto", "pass", "karte", "perso", "titel", "antr", "me", "my", "is", "it", "to", "of", "at", "on", "you", "the", "and", "was", "has", "for", "seit", "bis", "ist", "und", "oder", "mit", "von", "vom", "ab", "am", "um", "im", "in", "zu", "ob", "da", "wo", "die", "der", "das", "auf", "bei", "war", "hat", "ich", "bin", "wir", "mein", "meine", "fuer", "nach", "unter", "neu", "alt", "hier", "uhr", "euro", "eur":
		return true
	}
	return false
}
