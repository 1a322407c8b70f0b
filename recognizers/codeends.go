package recognizers

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
)

// filedUnder tells whether token k, a few letters behind a department in parts, goes on with a sign and a number: "51-3 Kl/976424", "34.1 Gl-07/25".
func filedUnder(doc *anonymize.Document, k int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	if k < 2 || k+2 >= len(toks) || toks[k].Flags&anonymize.Upper == 0 || toks[k].End-toks[k].Start > 3 || toks[k-1].End-toks[k-1].Start > 3 || toks[k-2].End != toks[k-1].Start {
		return false
	}
	if c := f[toks[k-2].Start]; c != '-' && c != '.' || !tightNumber(doc, k+2) || toks[k+1].Start != toks[k].End {
		return false
	}
	switch f[toks[k+1].Start] {
	case '/':
		return toks[k+2].End-toks[k+2].Start >= 4
	case '-':
		return toks[k+2].End-toks[k+2].Start >= 4 || k+4 < len(toks) && yearBehindSlash(doc, k+2, k+4)
	}
	return false
}

// matterInside tells whether token k is the short name of a matter with a capital between a department in parts and a number: "50-41 Wo 2203", "51.2 Uv 4471".
func matterInside(doc *anonymize.Document, k int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	t := &toks[k]
	if k < 3 || k+1 >= len(toks) || t.Flags&(anonymize.Letter|anonymize.Digit|anonymize.Upper|anonymize.LineStart) != anonymize.Letter|anonymize.Upper || t.End-t.Start < 2 || t.End-t.Start > 3 {
		return false
	}
	if w := doc.Word(*t); isNr(w) || isUnit(w) || isLabel(w) || isMonthShort(w) || isWeekday(w) || isHour(w) {
		return false
	}
	n, sign, department := &toks[k+1], f[toks[k-2].Start], &toks[k-3]
	if !onlyDigits(n) || !behindBlank(toks, k+1) || n.End-n.Start < 3 || n.End-n.Start > 5 || isDateLike(doc, k+1) && n.End-n.Start == 4 {
		return false
	}
	return (sign == '-' || sign == '.') && tightNumber(doc, k-1) && toks[k-2].Start == department.End && onlyDigits(department) && department.End-department.Start == 2 && toks[k-1].End-toks[k-1].Start <= 3
}

// tightNumber tells whether token i is a number right behind the token before it.
func tightNumber(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	return toks[i].Flags&(anonymize.Letter|anonymize.Digit|anonymize.SpaceBefore) == anonymize.Digit
}

// labelOfFile tells whether token k, capitals behind a department, goes on with a number in two parts, although it has the letters of a word for a number:
// "43 BN 2210-6".
func labelOfFile(doc *anonymize.Document, k int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	if k == 0 || k+3 >= len(toks) || toks[k].Flags&anonymize.AllUpper == 0 || toks[k].End-toks[k].Start > 3 || !isLabel(doc.Word(toks[k])) {
		return false
	}
	if p := &toks[k-1]; p.Flags&(anonymize.Letter|anonymize.Digit) != anonymize.Digit || p.End-p.Start > 3 || toks[k].Start-p.End != 1 {
		return false
	}
	if toks[k+1].Flags&(anonymize.Letter|anonymize.Digit) != anonymize.Digit || toks[k+1].Start-toks[k].End != 1 || toks[k+2].Start != toks[k+1].End {
		return false
	}
	return (f[toks[k+2].Start] == '-' || f[toks[k+2].Start] == '/') && tightNumber(doc, k+3)
}

// goesOn tells whether the slash between blanks at token k joins one more group to a code that it has parted before, and not another code: "6 / 0418 / 77302 / 5",
// "7 944 923 011 / 02".
func goesOn(doc *anonymize.Document, k int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	if toks[k+1].Flags&(anonymize.Letter|anonymize.Digit) != anonymize.Digit || toks[k+1].End-toks[k+1].Start > 5 {
		return false
	}
	if i := k - 2; i > 0 && f[toks[i].Start] == f[toks[k].Start] && toks[i].Flags&anonymize.SpaceBefore != 0 {
		return true
	}
	return toks[k+1].End-toks[k+1].Start <= 2 && (k+2 >= len(toks) || toks[k+2].Flags&anonymize.Digit == 0 && (toks[k+2].Flags&anonymize.Punct == 0 || toks[k+2].Flags&anonymize.SpaceBefore != 0 || k+3 >= len(toks) || toks[k+3].Flags&anonymize.Digit == 0))
}

// divisionBehind returns the last token of the court's file number that ends at token last and has the number of its division in brackets behind it: "12 C 1187/23 (06)".
func divisionBehind(doc *anonymize.Document, last int) int {
	toks, f := doc.Tokens(), doc.Folded()
	if last+3 >= len(toks) || f[toks[last+1].Start] != '(' || f[toks[last+3].Start] != ')' || !tightNumber(doc, last+2) || toks[last+2].End-toks[last+2].Start > 2 {
		return last
	}
	if toks[last+1].Start-toks[last].End > 1 || toks[last+1].Flags&anonymize.LineStart != 0 || last < 2 || !yearBehindSlash(doc, last-2, last) {
		return last
	}
	return last + 3
}

// letterBehind returns the last token of the code that ends at token last, with what stands behind it and belongs to its form: a capital ("9100418 L, …", "25 0061 B und …")
// or the short name of a tax at the end of the clause ("2208 46 EST.").
func letterBehind(doc *anonymize.Document, last int) int {
	toks := doc.Tokens()
	k := last + 1
	if k >= len(toks) || toks[k].Start-toks[last].End != 1 || toks[k].Flags&anonymize.LineStart != 0 || toks[last].Flags&anonymize.Letter != 0 {
		return last
	}
	if toks[k].Flags&anonymize.Letter != 0 && (lastSign(doc, k) || loneLetter(doc, k)) {
		return k
	}
	if toks[k].Flags&anonymize.AllUpper != 0 && isTaxKind(doc.Word(toks[k])) && lastInClause(doc, k) {
		return k
	}
	if toks[k].Flags&(anonymize.AllUpper|anonymize.Digit) == anonymize.AllUpper && toks[k].End-toks[k].Start <= 3 && codedBefore(doc, k) {
		if k+1 < len(toks) && onlyDigits(&toks[k+1]) && toks[k+1].End-toks[k+1].Start == 2 && behindBlank(toks, k+1) && lastInClause(doc, k+1) {
			return k + 1 // with the year: "K K 04127 261 TVH 21"
		}
		if lastInClause(doc, k) || toks[k+1].Flags&(anonymize.Letter|anonymize.Upper|anonymize.Digit) == anonymize.Letter {
			return k
		}
	}
	return last
}

// codedBefore tells whether one of the words before token k is of the code that is stamped into the frame of a bicycle, which ends in its owner's initials: "Codierung: LG 21 418 GW".
func codedBefore(doc *anonymize.Document, k int) bool {
	toks := doc.Tokens()
	for i := k - 1; i >= 0 && k-i <= farReach/2; i-- {
		if w := doc.Word(toks[i]); toks[i].Flags&anonymize.Letter != 0 && (strings.Contains(w, "codier") || strings.Contains(w, "kodier")) {
			return true
		}
	}
	return false
}

// isTaxKind reports the short names of taxes.
func isTaxKind(w string) bool {
	switch w {
	case "est", "ust", "kst", "lst", "gst", "grst", "gewst", "zwst", "hust", "erbst", "kist", "solz":
		return true
	}
	return false
}

// lastInClause tells whether the clause or line ends behind token k.
func lastInClause(doc *anonymize.Document, k int) bool {
	toks := doc.Tokens()
	return k+1 >= len(toks) || toks[k+1].Flags&(anonymize.LineStart|anonymize.Punct) != 0 && doc.Word(toks[k+1]) != "-"
}

// lastSign tells whether token k is a single letter that ends its clause: "331/24 W". A small one counts where nobody wrote capitals.
func lastSign(doc *anonymize.Document, k int) bool {
	toks := doc.Tokens()
	if toks[k].End-toks[k].Start != 1 || toks[k].Flags&anonymize.Upper == 0 && doc.Features()&anonymize.HasUpper != 0 || !lastInClause(doc, k) {
		return false
	}
	if k+1 >= len(toks) || doc.Word(toks[k+1]) != "." {
		return true
	}
	return k+2 >= len(toks) || (isFunctionWord(doc.Word(toks[k+2])) || k+3 < len(toks) && (isOwnVerb(doc.Word(toks[k+3])) || followsVerb(doc.Word(toks[k+3]))))
}

// clerkLast tells whether token k is the sign of a clerk or a matter in small letters that ends its clause in a text without capitals: "51.2 uv 4471 ko", "77/25 ink".
func clerkLast(doc *anonymize.Document, k int) bool {
	t := &doc.Tokens()[k]
	if t.End-t.Start < 2 || t.End-t.Start > 3 || doc.Features()&anonymize.HasUpper != 0 {
		return false
	}
	w := doc.Word(*t)
	switch w {
	case "ab", "ah", "am", "an", "da", "du", "eh", "er", "es", "ha", "he", "hi", "ho", "im", "in", "ja", "je", "na", "ne", "no", "ob", "of", "oh", "ok", "so", "to", "um", "wo", "zu", "is", "it", "me", "my", "pa", "pn":
		return false
	}
	return isMatter(w) && (w != "ins" || lastInClause(doc, k)) || len(w) == 2 && lastInClause(doc, k) && weighWord(t.Hash, w) == weighsNone
}

// isMatter reports the short names of matters behind a file's number: collection, fines, alimony advanced, insolvency.
func isMatter(w string) bool { return w == "ink" || w == "owi" || w == "uvg" || w == "ins" }

// clerksBehind tells whether the signs of two clerks in small letters stand behind the number that ends at token last: "640/25 hm-sl".
func clerksBehind(doc *anonymize.Document, last int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	k := last + 1
	if k+2 >= len(toks) || toks[k].Start-toks[last].End != 1 || toks[k].Flags&anonymize.LineStart != 0 || f[toks[k+1].Start] != '-' || toks[k+1].Start != toks[k].End || toks[k+2].Start != toks[k+1].End {
		return false
	}
	for _, t := range [...]anonymize.Token{toks[k], toks[k+2]} {
		if t.Flags&(anonymize.Letter|anonymize.Digit|anonymize.Upper) != anonymize.Letter || t.End-t.Start != 2 || isFunctionWord(doc.Word(t)) {
			return false
		}
	}
	return true
}

// followsVerb reports the words behind the verb that begins a question or a request, which is no surname behind an initial then: "… 8815 S. Stellt ihr mir einen neuen aus?"
func followsVerb(w string) bool {
	switch w {
	case "ihr", "sie", "mir", "mich", "uns", "du", "man", "es", "bitte", "das":
		return true
	}
	return false
}

// labelHanded tells whether the capitals at token i, an abbreviation for a number, are the beginning of a value that a word for a number hands over: behind a verb, or behind
// a colon. "Meine Kundennummer ist KD 118 204 7", "Ausweis-Nr. (Gerätepass): GP 80221", but not "Wegen der Steuer: PK 118 204 7" nor "MREF 4411".
func labelHanded(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	w := doc.Word(toks[i])
	if i < 2 || toks[i].Flags&(anonymize.AllUpper|anonymize.LineStart) != anonymize.AllUpper || !isLabel(w) && w != "fs" || w == "mref" || w == "ref" {
		return false
	}
	k := i - 1
	switch doc.Word(toks[k]) {
	case ":":
		if k--; doc.Word(toks[k]) == ")" {
			for n := 0; k > 1 && n < 4 && doc.Word(toks[k]) != "("; n++ {
				k--
			}
			k--
		}
		if doc.Word(toks[k]) == "." && k > 0 {
			k--
		}
		return k >= 0 && namesValue(doc.Word(toks[k]))
	case "ist", "war", "lautet", "heisst", "waere", "sagt", "is", "was":
		for k--; k >= 0 && i-k <= looseReach && toks[k].Flags&anonymize.Digit == 0 && toks[k+1].Flags&anonymize.LineStart == 0; k-- {
			if v := doc.Word(toks[k]); namesValue(v) {
				return w != "fs" || !isNr(v) // "meine Nummer ist FS 80221" is a driving licence's
			}
		}
	}
	return false
}

// namesValue reports the words for a number or a reference.
func namesValue(w string) bool {
	return isNr(w) || namesNumber(w) || len(w) >= len("referenz") && strings.HasSuffix(w, "referenz")
}

// loneLetter tells whether token k is a single capital in the middle of a clause that no word has: "für 88/19 W zuständig". Who shouts has no small words behind it.
func loneLetter(doc *anonymize.Document, k int) bool {
	toks := doc.Tokens()
	if toks[k].End-toks[k].Start != 1 || toks[k].Flags&anonymize.Upper == 0 || k+1 >= len(toks) || toks[k+1].Flags&(anonymize.Letter|anonymize.Digit|anonymize.LineStart) != anonymize.Letter {
		return false
	}
	switch doc.Word(toks[k]) {
	case "i", "a", "o", "u":
		return false // "I can't", "A friend", "o. ä.", "U ok"
	}
	return toks[k+1].Flags&anonymize.Upper == 0 || toks[k+1].Flags&anonymize.AllUpper != 0 && toks[k+1].End-toks[k+1].Start > 3 && k > 2 && shouted(doc, k)
}

// shouted tells whether the words around token k are all in capitals.
func shouted(doc *anonymize.Document, k int) bool {
	toks := doc.Tokens()
	n := 0
	for i := max(0, k-12); i < len(toks) && i < k+8; i++ {
		if t := &toks[i]; t.Flags&(anonymize.Letter|anonymize.Digit) == anonymize.Letter && t.End-t.Start > 1 {
			if t.Flags&anonymize.AllUpper == 0 {
				return false
			}
			n++
		}
	}
	return n > 2
}

// headed tells whether the code begins with capitals in its line and has eight digits or more, so that its rest is no number of its own.
func headed(doc *anonymize.Document, first, last int) bool {
	toks := doc.Tokens()
	t := &toks[first]
	pair := last > first+1 && t.Is(anonymize.Letter|anonymize.Upper) && toks[first+1].Is(anonymize.Letter|anonymize.Upper) && toks[first+1].End-t.Start == 3 // "K K 04127 261"
	if t.Flags&(anonymize.AllUpper|anonymize.Digit|anonymize.LineStart) != anonymize.AllUpper && !pair || last == first {
		return false
	}
	_, digits := codeForm(doc, first, last)
	return digits >= 8
}

// sameSign tells whether two codes begin with the same two letters or more and have their digits and signs in the same places: "JA/ASD 3-22-117", "JA/ASD 3-23-041".
func sameSign(a, b string) bool {
	if len(a) != len(b) || a == b {
		return false
	}
	letters, signs := 0, 0
	for i := 0; i < len(a); i++ {
		switch {
		case isDigit(a[i]):
			if !isDigit(b[i]) {
				return false
			}
		case a[i] != b[i]:
			return false
		case isLower(a[i]):
			letters++
		case a[i] == '-' || a[i] == '/' || a[i] == '.':
			signs++
		}
	}
	return letters >= 2 && isLower(a[0]) && signs >= 2
}

// anotherNumber tells whether the bare word for a number right before token first, or before a word that hands it over, tells of one more of the kind: "eine andere Nummer, nämlich 4711".
func anotherNumber(doc *anonymize.Document, first int) bool {
	toks := doc.Tokens()
	for i := first - 1; i >= 0 && first-i < 6; i-- {
		if !isNr(doc.Word(toks[i])) && doc.Word(toks[i]) != "nummer" {
			continue
		}
		if i == 0 {
			return false
		}
		switch doc.Word(toks[i-1]) {
		case "andere", "anderen", "eigene", "eigenen", "neue", "neuen", "alte", "alten", "weitere", "zweite", "zweiten", "falsche", "falschen", "richtige", "richtigen":
			return true
		}
		return false
	}
	return false
}

// lettersBehindSlash tells whether the code is a department in numbers, a slash, letters for the matter, a blank or hyphen and a number of three digits or more: "63/OB 0220-24",
// "51-42/b 1904".
func lettersBehindSlash(doc *anonymize.Document, first, last int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	i := first
	for ; i < last && i <= first+6 && f[toks[i].Start] != '/'; i++ {
		t := &toks[i]
		if t.Flags&anonymize.SpaceBefore != 0 && i > first || t.Flags&anonymize.Letter != 0 || t.Flags&anonymize.Digit != 0 && t.End-t.Start > 3 {
			return false
		}
	}
	if i == first || i+2 > last || i > first+6 || toks[i].Start != toks[i-1].End || toks[i].End != toks[i+1].Start {
		return false
	}
	matter, k := &toks[i+1], i+2
	if matter.Flags&(anonymize.Letter|anonymize.Digit) != anonymize.Letter || matter.End-matter.Start > 4 || matter.Flags&anonymize.Upper == 0 && (matter.End-matter.Start > 1 || i == first+1) {
		return false
	}
	if f[toks[k].Start] == '-' {
		k++
	}
	return k <= last && toks[k].Flags&(anonymize.Letter|anonymize.Digit) == anonymize.Digit && toks[k].End-toks[k].Start >= 3
}

// yearBetween tells whether the code is a number, a year of two digits and a number, parted by slashes: "4471/24/182330".
func yearBetween(doc *anonymize.Document, first, last int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	if last != first+4 || f[toks[first+1].Start] != '/' || f[toks[first+3].Start] != '/' || hasLetters(doc, first, last) {
		return false
	}
	a, y, b := f[toks[first].Start:toks[first].End], f[toks[first+2].Start:toks[first+2].End], f[toks[last].Start:toks[last].End]
	return len(a) == 4 && len(y) == 2 && (y[0] == '1' || y[0] == '2') && len(b) >= 4 && toks[last].Start == toks[last-1].End
}

// yearBehindHyphen tells whether the code is a department of two or three digits, a slash, a number and behind a hyphen a year of two digits: "32/4471-25".
func yearBehindHyphen(doc *anonymize.Document, first, last int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	if last != first+4 || f[toks[first+1].Start] != '/' || f[toks[first+3].Start] != '-' || hasLetters(doc, first, last) || toks[last].Start != toks[last-1].End {
		return false
	}
	a, b, y := f[toks[first].Start:toks[first].End], f[toks[first+2].Start:toks[first+2].End], f[toks[last].Start:toks[last].End]
	return (len(a) == 2 || len(a) == 3) && len(b) >= 3 && len(b) <= 6 && len(y) == 2 && (y[0] == '1' || y[0] == '2')
}

// ordinal tells whether the number at token k counts what stands behind it: "2. Rate". Where blanks part the groups before it, it may as well be the last of them, and the
// sentence ends: "447 118 2. Mahnung kam gestern".
func ordinal(doc *anonymize.Document, k int) bool {
	toks := doc.Tokens()
	if k+2 >= len(toks) || doc.Word(toks[k+1]) != "." || toks[k+1].Start != toks[k].End {
		return false
	}
	if k > 1 && behindBlank(toks, k-1) && toks[k-2].Flags&anonymize.Digit != 0 && toks[k-1].Flags&anonymize.LineStart == 0 {
		return false
	}
	switch doc.Word(toks[k+2]) {
	case "rate", "mahnung", "quartal", "halbjahr", "stock", "etage", "og", "obergeschoss", "klasse", "zahlung", "abschlag", "kind", "erinnerung", "schreiben", "bescheid", "versuch", "instanz", "stufe", "monat", "woche", "tag", "mal", "januar", "februar", "maerz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember":
		return true
	}
	return false
}
