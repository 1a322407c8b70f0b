package recognizers

import (
	"context"
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// CaseNumber returns the recognizer of DE_CASE_NUMBER: file numbers of courts and authorities, and ECLIs.
//
// Formats: courts [department] Registerzeichen number/year (XII ZR 17/04, 6 C 81/05, S 12 AS 345/21), found by the list of Registerzeichen; authorities: whatever stands beside
// "Aktenzeichen", "Az.", "Geschäftszeichen"; ECLI:country:court:year:number; and codes with a year behind a slash and letters or a further sign (51.2 UV 4973/23) shortly behind words
// such as Bescheid, Betreff, unter, or with a department in front of the slash (25-SB/090417) where nothing says anything else; with the sign of a person or procedure
// behind them (71/25 VM, 3311/24-Kö), and dictated behind their keyword. Check: none.
// Known false positives: legal quotations of published judgments are case numbers too. Source: Aktenordnung der Länder; Council conclusions 2011/C 127/01 (ECLI).
func CaseNumber() anonymize.Recognizer {
	return &caseNumber{ident: newIdent("case_number", 0, words.New("file", "our file", "your file", "tagebuch", "tgb", "crime number", "incident number", "incident no", "vorgangszeichen", "aktz", "az", "aktenzeichen*", "akten zeichen", "akten zeichn", "aktn zeichen", "geschaefts zeichn", "akt z", "aktenz", "aktz", "akz", "akten#", "akte", "geschaeftszeichen*", "geschaefts zeichen", "geschaefts#",
		"geschaeftszahl", "geschaeftsz", "gesch z", "gesch zeichen", "gesch#", "gz", "geschz", "unser zeichen", "ihr zeichen", "ihre zeichen", "mein zeichen", "dein zeichen",
		"zeichen", "az#", "tagebuch#", "tgb#", "js#", "file number", "file no", "file ref", "file reference", "case number",
		"case no", "case id", "our reference", "your reference", "our ref", "your ref", "bussgeldbescheid nr", "verfahrens#", "prozess#", "gerichtsaktenzeichen",
		"*aktenzeichen", "*geschaeftszeichen", "dienstzeichen", "ordnungswidrigkeiten#", "bescheidzeichen", "bearbeitungszeichen", "vorgangszeichen", "behoerdenzeichen",
		"verwaltungszeichen", "registerzeichen", "mandantenzeichen", "kanzleizeichen", "diktatzeichen", "ordnungszeichen", "anwaltszeichen", "gerichtszeichen", "unternehmenszeichen", "sachzeichen", "bussgeldaktenzeichen", "ermittlungs#", "anzeigen#", "ur#", "uvz#", "urkundenrollen#", "urkundenrolle", "urkundenverzeichnis#", "uvz", "fall", "fall#", "wohngeldakte", "auslaenderakte", "bauakte", "handakte", "gerichtsakte", "fallakte", "leistungsakte", "familienakte", "aktenzeichn", "geschaeftszeichn"), anonymize.DECaseNumber),
		hints: hintWords(), signs: words.New("kennzeichen")}
}

type caseNumber struct {
	ident
	hints *words.Set
	signs *words.Set // words for a file's sign and for that of a vehicle
}

func (r *caseNumber) sets() []*words.Set { return []*words.Set{r.keys, r.hints, r.signs} }

func (r *caseNumber) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	from := len(dst)
	dst, err := r.spelled(ctx, doc, dst, anonymize.DECaseNumber, 0.88, ownSign)
	if err == nil {
		dst = r.dictatedCourt(doc, dst, from)
	}
	if err != nil || doc.Features()&anonymize.HasDigit == 0 {
		return dst, err
	}
	toks, folded := doc.Tokens(), doc.Folded()
	from = len(dst)
	for step, ti := range doc.DigitTokens() {
		if err := alive(ctx, step); err != nil {
			return dst, err
		}
		i := int(ti)
		if i+1 >= len(toks) || toks[i+1].Flags&anonymize.Punct == 0 && !saidSlash(doc.Word(toks[i+1])) {
			continue
		}
		if first, last, ok := courtNumber(doc, i); ok && !(toks[first].Flags&anonymize.Digit == 0 && ownedNumber(doc, first)) && !(first > 0 && joinsParts(doc.Word(toks[first-1]))) { // "32 Strich 5 E 0881 aus 22" is dictated
			f := finding{start: int(toks[first].Start), end: int(toks[last].End), score: 0.9, rule: "case_number/court", evidence: anonymize.EvidenceLexicon}
			f.hit, _ = r.keys.Near(doc, first, last)
			if f.hit.Span.End > 0 || toks[first].Flags&anonymize.Upper == 0 && isBailiffs(doc.Word(toks[first])) {
				f.score = 0.97 // no person in "dr ii 412/24"
			}
			dst = r.report(doc, dst, anonymize.DECaseNumber, f)
			continue
		}
		// "Pet 2-20-28-271-04214": a petition to the Bundestag
		if i > 0 && doc.Word(toks[i-1]) == "pet" && folded[toks[i+1].Start] == '-' && toks[i].Start-toks[i-1].End == 1 {
			if first, last, ok := codeAt(doc, i, 10); ok && last >= first+6 {
				dst = r.report(doc, dst, anonymize.DECaseNumber, finding{start: int(toks[i-1].Start), end: int(toks[last].End), score: 0.9, rule: "case_number/petition"})
				continue
			}
		}
		// ECLI:DE:BGH:2004:…: the year is the first number
		if i >= 6 && toks[i].End-toks[i].Start == 4 && folded[toks[i-1].Start] == ':' && doc.Word(toks[i-6]) == "ecli" {
			last := i
			for last+1 < len(toks) && toks[last+1].Flags&anonymize.SpaceBefore == 0 && last-i < 16 {
				last++
			}
			for toks[last].Flags&anonymize.Punct != 0 {
				last--
			}
			dst = r.report(doc, dst, anonymize.DECaseNumber, finding{start: int(toks[i-6].Start), end: int(toks[last].End), score: 0.97, rule: "case_number/ecli"})
		}
	}
	courts := len(dst)
	dst, err = r.codes(ctx, doc, dst, anonymize.DECaseNumber, &codeRule{minDigits: 3, signed: true, after: true, short: true, score: 0.8, name: "case_number/keyword", key: ownSign, not: notFiled})
	if err != nil {
		return dst, err
	}
	if courts > from {
		dst = mergeCodes(dst, from, courts)
	}
	if len(dst) == from && r.signs.Mentioned(doc) && strings.IndexByte(folded, '/') >= 0 {
		signs := ident{r.info, r.signs}
		if dst, err = signs.codes(ctx, doc, dst, anonymize.DECaseNumber, &codeRule{minDigits: 3, signed: true, score: 0.7, name: "case_number/sign", shape: holdsSlash}); err != nil {
			return dst, err
		}
	}
	mid := len(dst)
	if numbersOf(doc).years { // caseShape wants one
		if dst = r.hinted(doc, dst, anonymize.DECaseNumber, r.hints, caseShape, "case_number/shape"); mid > from && len(dst) > mid {
			dst = mergeCodes(dst, from, mid)
		}
	}
	if numbersOf(doc).years {
		dst = r.shortFiles(doc, dst, from)
	}
	dst = r.loose(doc, dst, from, anonymize.DECaseNumber, "case_number/loose")
	return r.twins(doc, dst, from, anonymize.DECaseNumber, "case_number/twin"), nil
}

// dictatedCourt finds the court's file number in words that needs no keyword: "drei O zweihundertvierzehn Schrägstrich dreiundzwanzig".
func (r *caseNumber) dictatedCourt(doc *anonymize.Document, dst []anonymize.Entity, from int) []anonymize.Entity {
	if f, ok := r.info.Family.(*family); ok && f.index.Mentioned(doc)&f.numerals == 0 || !dictates(doc) {
		return dst
	}
	known := cover(dst[from:])
	toks := doc.Tokens()
	for i := 0; i < len(toks); i++ {
		if !spokenNumber(doc.Word(toks[i])) {
			continue
		}
		if d := dictatedAt(doc, i); d.last > i {
			if d.ok() && d.numerals >= 3 && d.letters > 0 && d.letters < 5 && (d.slashed == 1 || d.slashed == 2) && (toks[d.last].Flags&anonymize.Digit != 0 || spokenNumber(doc.Word(toks[d.last]))) && !known.has(doc.Range(i, d.last)) {
				dst = r.report(doc, dst, anonymize.DECaseNumber, finding{start: int(toks[i].Start), end: int(toks[d.last].End), score: d.score(0.7), rule: "case_number/dictated"})
			}
			i = d.last
		}
	}
	return dst
}

// ownSign tells whether the keyword that ends at token k is a file's sign: not "Kassen-Zeichen", and "Fall" only right before a code.
func ownSign(doc *anonymize.Document, k int) bool {
	toks := doc.Tokens()
	if doc.Word(toks[k]) == "fall" { // "den Fall F-90 221", but "in diesem Fall"
		first, last, ok := codeAt(doc, k+1, 3)
		if !ok || toks[first].Flags&anonymize.LineStart != 0 {
			return false
		}
		letters, digits := codeForm(doc, first, last)
		return letters > 0 && last > first || digits >= 5
	}
	if doc.Word(toks[k]) != "zeichen" {
		return true
	}
	i := k - 1
	if i > 0 && toks[i].Flags&anonymize.Punct != 0 {
		i--
	}
	if i < 0 {
		return true
	}
	if i < k-1 && doc.Word(toks[k-1]) == "-" && toks[k].Flags&anonymize.SpaceBefore == 0 && toks[k-1].Flags&anonymize.SpaceBefore == 0 {
		return ofFile(doc.Word(toks[i])) // no "Murphy-Zeichen"
	}
	switch doc.Word(toks[i]) {
	case "kassen", "buchungs", "foerder", "konto", "kfz", "verkehrs", "steuer":
		return false
	}
	return true
}

// ofFile reports what stands before -Zeichen where it is a file's.
func ofFile(w string) bool {
	switch w {
	case "akten", "geschaefts", "gesch", "vorgangs", "dienst", "bearbeitungs", "ordnungs", "gerichts", "sach", "diktat", "behoerden", "verwaltungs", "kanzlei", "anwalts", "bescheid", "akt", "ihr", "unser", "mein", "mandanten", "register", "unternehmens", "bussgeld", "fall", "firmen":
		return true
	}
	return false
}

// courtNumber tells whether token i is the running number in "6 C 81/05", and returns the bounds of the whole.
func courtNumber(doc *anonymize.Document, i int) (first, last int, ok bool) {
	toks, f := doc.Tokens(), doc.Folded()
	t := &toks[i]
	if t.Flags&anonymize.Letter != 0 || t.End-t.Start > 6 || i == 0 || i+2 >= len(toks) || t.Flags&anonymize.LineStart != 0 {
		return 0, 0, false
	}
	if first, ok := bavarianCourt(doc, i); ok {
		return first, i + 2, true
	}
	if !courtYear(doc, i+1) {
		return 0, 0, false
	}
	k, ok := registerBefore(doc, i)
	if !ok {
		return 0, 0, false
	}
	z := &toks[k]
	w := f[z.Start:z.End]
	first, ok = department(doc, k)
	if !ok {
		if from, ok := civilRegister(doc, k, w); ok {
			return from, i + 2, true // "DR II 378/25", "dr i 12/24"
		}
		if !registerAlone(z, w) {
			return 0, 0, false
		}
		if z.Flags&anonymize.Upper != 0 && len(w) <= 3 && f[toks[i+1].Start] == '/' && toks[i+2].End-toks[i+2].Start == 2 && courtSpoken(doc, k) {
			return k, courtEnd(doc, i+2), true // "Beschluss vom 11.6., F 77/24 S"
		}
		if z.Flags&anonymize.Upper == 0 || len(w) < 2 || !strings.Contains(" js ds gs zr str azr bvr xvii xvi xiv vi iv urii ujs owi ", " "+w+" ") {
			return 0, 0, false
		}
		return first, courtEnd(doc, i+2), true
	}
	if z.Flags&anonymize.Upper == 0 && !plainRegister(w) && !(noDay(doc, i) && (lowerRegister(w) || socialCourt(doc, first))) {
		return 0, 0, false
	}
	first = beforeDepartment(doc, first, w)
	// "240 Ls 643 Js 89265/24", "7 ds 31 js 998/20": two registers
	if first > 1 && onlyDigits(&toks[first]) && isRegisterzeichen(doc.Word(toks[first-1])) && (toks[first-1].Flags&anonymize.Upper != 0 || w == "js" && plainRegister(doc.Word(toks[first-1]))) && onlyDigits(&toks[first-2]) && behindBlank(toks, first) && behindBlank(toks, first-1) {
		first -= 2
	}
	return first, courtEnd(doc, i+2), true
}

// registerAlone tells whether the register sign w, which is token z, needs no department to be one.
func registerAlone(z *anonymize.Token, w string) bool {
	return z.Flags&anonymize.Upper != 0 || plainRegister(w)
}

// noDay tells whether the number at token i is no day of a month.
func noDay(doc *anonymize.Document, i int) bool {
	w := doc.Word(doc.Tokens()[i])
	return len(w) > 2 || len(w) == 2 && w > "31"
}

// courtYear tells whether token i is a slash, in words too, or the dot of the administrative courts, before a year: 81/05, "81 aus 05", 382.24.
func courtYear(doc *anonymize.Document, i int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	sign, year := &toks[i], &toks[i+1]
	size := year.End - year.Start
	if sign.Flags&anonymize.Letter != 0 {
		return saidSlash(doc.Word(*sign)) && yearSaid(doc, i+1)
	}
	if c := f[sign.Start]; c != '/' && c != '.' || sign.End-sign.Start != 1 || year.Start-sign.End > 1 {
		return false
	}
	if !onlyDigits(year) || !isDigit(f[year.Start]) || size != 2 && size != 4 {
		return false
	}
	if f[sign.Start] == '/' {
		return true
	}
	return size == 2 && year.Flags&anonymize.SpaceBefore == 0 && !dotBeforeNumber(doc, i+2) // no date
}

// dotBeforeNumber tells whether token i is a dot that hangs on the token before, and digits follow: "24.7".
func dotBeforeNumber(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	return i+1 < len(toks) && doc.Folded()[toks[i].Start] == '.' && toks[i].Flags&anonymize.SpaceBefore == 0 && toks[i+1].Flags&anonymize.Digit != 0
}

// registerBefore returns the register sign before the running number at token i: C in "6 C 81/05", OWi in "505.3-OWi-118842/25".
func registerBefore(doc *anonymize.Document, i int) (k int, ok bool) {
	toks, f := doc.Tokens(), doc.Folded()
	k = i - 1
	for n := 0; n < 2 && k > 0 && toks[k].Flags&anonymize.Punct != 0 && (f[toks[k].Start] == '-' || f[toks[k].Start] == ')'); n++ {
		k--
	}
	z := &toks[k]
	gap := toks[i].Start - z.End
	if z.Flags&(anonymize.Letter|anonymize.Digit) != anonymize.Letter || gap > 5 || gap > 2 && gap != toks[i-1].End-toks[i-1].Start+2 || z.Flags&anonymize.Upper == 0 && k == 0 {
		return 0, false
	}
	w := f[z.Start:z.End]
	return k, isRegisterzeichen(w) || w == "ii" || w == "uv"
}

// department returns the first token of the department before the register sign at token k, or k: 6 in "6 C 81/05", XII, 14c.
func department(doc *anonymize.Document, k int) (first int, ok bool) {
	toks, f := doc.Tokens(), doc.Folded()
	z := &toks[k]
	if k == 0 || z.Flags&anonymize.LineStart != 0 || z.Start-toks[k-1].End > 1 {
		return k, false
	}
	p := &toks[k-1]
	switch w := f[p.Start:p.End]; {
	case p.Flags&anonymize.Punct != 0 && (w == "." || w == "-") && k > 1 && toks[k-2].Flags&anonymize.Digit != 0:
		return k - 2, true
	case onlyDigits(p) && len(w) <= 4:
		return k - 1, true
	case (p.Flags&anonymize.AllUpper != 0 || z.Flags&anonymize.Upper == 0 && len(w) > 1) && isRoman(w), len(w) == 1 && isRoman(w) && p.Flags&anonymize.Upper != 0:
		return k - 1, true
	case len(w) <= 4 && len(w) >= 2 && p.Flags&anonymize.Letter != 0 && p.Flags&anonymize.Digit != 0 && isDigit(w[0]):
		return k - 1, true // 14c
	}
	return k, false
}

// beforeDepartment returns the first token of what belongs to the department at token first, before the register sign w: S in "S 12 AS 345/21".
func beforeDepartment(doc *anonymize.Document, first int, w string) int {
	toks, f := doc.Tokens(), doc.Folded()
	// "S 12 AS 345/21": the court's letter
	if first > 0 && behindBlank(toks, first) && toks[first-1].End-toks[first-1].Start == 1 && (toks[first-1].Flags&anonymize.Upper != 0 || doc.Features()&anonymize.HasUpper == 0 && w != "b" && socialCourt(doc, first)) {
		switch f[toks[first-1].Start] {
		case 's', 'l', 'b':
			first--
		}
	}
	// "Z 2290 B - 77/24", "S 2354 B - 118/24": the customs' and the tax offices' own way
	if first > 0 && behindBlank(toks, first) && onlyDigits(&toks[first]) && toks[first].End-toks[first].Start == 4 && toks[first-1].Is(anonymize.Letter|anonymize.Upper) && toks[first-1].End-toks[first-1].Start == 1 && first+2 < len(toks) && f[toks[first+2].Start] == '-' && toks[first+2].Flags&anonymize.SpaceBefore != 0 {
		return first - 1
	}
	if first > 0 && (w == "js" || w == "ujs") && isBranch(doc, first) {
		first--
	}
	// "III-3 RVs 12/20"
	if first > 1 && f[toks[first-1].Start] == '-' && toks[first].Start-toks[first-2].End == 1 && isRoman(doc.Word(toks[first-2])) {
		first -= 2
	}
	// "505.3-OWi-118842/25", "2-01 O 419/22": the department is in parts
	for first > 1 && (f[toks[first-1].Start] == '.' || f[toks[first-1].Start] == '-') && (toks[first].Flags|toks[first-1].Flags)&anonymize.SpaceBefore == 0 && onlyDigits(&toks[first-2]) && toks[first-2].End-toks[first-2].Start <= 4 {
		first -= 2
	}
	// "VG 19 K 382.24": the administrative courts' own way
	if first > 0 && behindBlank(toks, first) && toks[first].Flags&anonymize.LineStart == 0 && toks[first-1].Flags&anonymize.AllUpper != 0 && (doc.Word(toks[first-1]) == "vg" || doc.Word(toks[first-1]) == "ovg") {
		first--
	}
	return first
}

// socialCourt tells whether the small letter of a social court stands before the department at token first: "s 14 so 228/25".
func socialCourt(doc *anonymize.Document, first int) bool {
	toks := doc.Tokens()
	if first == 0 || !behindBlank(toks, first) || toks[first].Flags&anonymize.LineStart != 0 || !onlyDigits(&toks[first]) {
		return false
	}
	w := doc.Word(toks[first-1])
	return w == "s" || w == "l"
}

// isBranch tells whether the branch of a prosecutors' office stands before the department at token first: "NZS 467 UJs 30/24".
func isBranch(doc *anonymize.Document, first int) bool {
	toks := doc.Tokens()
	if !behindBlank(toks, first) || toks[first].Flags&anonymize.LineStart != 0 {
		return false
	}
	p := &toks[first-1]
	w := doc.Word(*p)
	return p.Flags&(anonymize.AllUpper|anonymize.Digit) == anonymize.AllUpper && len(w) <= 4 && !isAnnouncement(w) && w != "sta" && w != "ag"
}

// civilRegister returns the first token of the file number of a notary's or a civil register with the second half w of its sign at token k: "17 UR II 88/24".
func civilRegister(doc *anonymize.Document, k int, w string) (first int, ok bool) {
	toks := doc.Tokens()
	if w != "ii" && w != "i" || k == 0 || toks[k-1].Flags&anonymize.AllUpper == 0 && (toks[k-1].Flags|toks[k].Flags)&anonymize.Upper != 0 || !behindBlank(toks, k) {
		return 0, false
	}
	if sign := doc.Word(toks[k-1]); !isBailiffs(sign) && (sign != "ur" || w != "ii") {
		return 0, false
	}
	if first = k - 1; first > 0 && onlyDigits(&toks[first-1]) && toks[first-1].End-toks[first-1].Start <= 3 && behindBlank(toks, first) {
		first--
	}
	return first, true
}

// isBailiffs reports the sign of the registers of the bailiffs, DR I and DR II.
func isBailiffs(w string) bool { return w == "dr" }

// courtEnd returns the last token of a court's file number whose year is token last: "5 K 12/23.KO", "12/20 R", "L 7 AS 447/24 B ER".
func courtEnd(doc *anonymize.Document, last int) int {
	toks, f := doc.Tokens(), doc.Folded()
	// "5 K 12/23.KO", "12/20 R"
	if last+2 < len(toks) && f[toks[last+1].Start] == '.' && toks[last+2].Flags&(anonymize.SpaceBefore|anonymize.Upper|anonymize.Punct) == anonymize.Upper && toks[last+2].End-toks[last+2].Start <= 3 {
		last += 2
	}
	if last+1 >= len(toks) || !behindBlank(toks, last+1) {
		return signBehind(doc, last)
	}
	t := &toks[last+1]
	w := doc.Word(*t)
	if familyMatter(doc, last) {
		return last + 1
	}
	switch w {
	case "r", "er", "b", "e", "k", "g", "n", "p", "h", "a", "jug":
		if t.Flags&anonymize.Upper == 0 && len(w) != 3 {
			break
		}
		if last+2 < len(toks) && len(w) == 1 && doc.Word(toks[last+2]) == "er" && toks[last+2].Flags&anonymize.AllUpper != 0 && behindBlank(toks, last+2) {
			last++ // "L 7 AS 447/24 B ER"
		}
		return last + 1
	}
	return signBehind(doc, last)
}

// familyMatter tells whether the sign of a matter stands in small letters behind the family court's file number whose year is token last: "27 f 318/24 ug". What is a word as
// well counts only where its clause ends.
func familyMatter(doc *anonymize.Document, last int) bool {
	toks := doc.Tokens()
	if last < 3 || doc.Features()&anonymize.HasUpper != 0 && toks[last-3].Flags&anonymize.Upper != 0 {
		return false
	}
	if w := doc.Word(toks[last-3]); w != "f" && w != "uf" {
		return false
	}
	switch doc.Word(toks[last+1]) {
	case "ug", "uk", "ue", "rb", "va", "gue", "ez", "easo", "earb", "eaug", "eauk", "eaue", "eaeh":
		return true
	case "so", "eh", "ak", "sb", "ab", "hk", "ea":
		return lastInClause(doc, last+1)
	}
	return false
}

// courtSpoken tells whether one of the words before token first is of a court, and no other number stands between but dates.
func courtSpoken(doc *anonymize.Document, first int) bool {
	toks := doc.Tokens()
	for i := first - 1; i >= 0 && first-i < 16; i-- {
		if toks[i].Flags&anonymize.Digit != 0 {
			if toks[i].Flags&anonymize.Letter != 0 || toks[i].End-toks[i].Start > 2 && !isDateLike(doc, i) {
				return false
			}
			continue
		}
		switch w := doc.Word(toks[i]); w {
		case "beschluss", "urteil", "rechtsstreit", "klage", "verhandlung", "vergleich", "scheidungsbeschluss", "scheidungsurteil", "versaeumnisurteil", "strafbefehl", "prozess", "gericht", "familiengericht":
			return true
		default:
			if len(w) > 10 && strings.HasSuffix(w, "gericht") {
				return true
			}
		}
	}
	return false
}

// bavarianCourt tells whether token i is the year in an administrative court's file number as Bavaria writes it, "RO 4 K 23.2943", and returns its
// first token.
func bavarianCourt(doc *anonymize.Document, i int) (first int, ok bool) {
	toks, f := doc.Tokens(), doc.Folded()
	if i < 3 || toks[i].End-toks[i].Start != 2 || f[toks[i+1].Start] != '.' || toks[i+1].Start != toks[i].End || toks[i+2].Start != toks[i+1].End || toks[i+2].Flags&(anonymize.Letter|anonymize.Digit) != anonymize.Digit {
		return 0, false
	}
	if n := toks[i+2].End - toks[i+2].Start; n < 3 || n > 5 {
		return 0, false
	}
	for k := i - 2; k < i; k++ {
		if toks[k+1].Start-toks[k].End != 1 {
			return 0, false
		}
	}
	switch court, z := &toks[i-3], doc.Word(toks[i-1]); {
	case toks[i-2].Start-court.End != 1, court.Flags&(anonymize.Upper|anonymize.Letter|anonymize.Digit) != anonymize.Upper|anonymize.Letter, court.End-court.Start > 2, toks[i-2].Flags&anonymize.Letter != 0, toks[i-2].End-toks[i-2].Start > 2, toks[i-1].Flags&anonymize.Upper == 0:
		return 0, false
	default:
		return i - 3, z == "k" || z == "s" || z == "e" || z == "m" || z == "x" || z == "n" || z == "v"
	}
}

// plainRegister reports the register signs that count in lower case too, beside a department.
func plainRegister(w string) bool {
	switch w {
	case "c", "o", "f", "js", "ds", "ls", "cs", "gs", "zr", "zb", "str", "as", "ca", "owi", "bvr", "azr", "kls", "ks", "ns":
		return true
	}
	return false
}

// lowerRegister reports further ones that count in lower case before a number that is no day or month.
func lowerRegister(w string) bool {
	switch w {
	case "in", "ik", "k", "m", "l", "uf", "kr", "al", "ay", "xvii", "sa", "ta", "wf", "vi", "r", "s":
		return true
	}
	return false
}

func isRoman(w string) bool {
	for i := 0; i < len(w); i++ {
		if w[i] != 'i' && w[i] != 'v' && w[i] != 'x' {
			return false
		}
	}
	return len(w) > 0 && len(w) <= 5
}

// isRegisterzeichen reports the register signs of the courts, in lower case.
func isRegisterzeichen(w string) bool {
	switch w {
	case "a", "ar", "arbs", "as", "b", "ba", "bgns", "bs", "bvb", "bvc", "bve", "bvf", "bvg", "bvh", "bvk", "bvl",
		"bvm", "bvn", "bvo", "bvp", "bvq", "bvr", "bvu", "azr", "abr", "azb", "azn", "aza", "abn", "azm", "c", "cs", "d",
		"ds", "e", "ehg", "eg", "f", "fa", "fam", "fh", "g", "ga", "ge", "gs", "h", "hl", "hv", "i", "ik", "in", "iz", "j",
		"js", "k", "kls", "ls", "dr", "drii", "kg", "ko", "kr", "ks", "l", "ld", "lw", "m", "n", "ni", "ns", "o", "oh",
		"ojs", "owi", "p", "ps", "pa", "pls", "qs", "r", "ra", "re", "rhs", "rs", "rvs", "s", "sa", "sb", "sch", "sf",
		"sg", "so", "ss", "ssowi", "rbs", "rba", "str", "strr", "st", "stvk", "strbs", "t", "ta", "u", "uf", "uh", "ujs",
		"ufh", "uwh", "un", "ue", "v", "va", "vi", "vii", "vr", "w", "wf", "wlw", "ws", "wx", "x", "xvii", "zb", "zr",
		"za", "zs", "zk", "zu", "us", "ay", "al", "aso", "by", "vg", "kl", "kn", "ca", "sai", "tabv", "bv", "bvga", "wbs",
		"ausl", "vollz", "vas", "ry", "ve", "bk", "ep", "vk", "kart", "verg", "enwg", "gnotkg", "ern", "beschw", "vz",
		"zwo", "xiv", "xvi", "vs", "er", "nc", "ne", "np", "erj", "bl", "jk", "vrj", "br", "abs", "leb":
		return true
	}
	return false
}
