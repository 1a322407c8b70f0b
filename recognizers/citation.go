package recognizers

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/checksum"
)

// maxBusinessTerm is the highest number of a field of an invoice, BT-1 to BT-165 (EN 16931-1, table 2).
const maxBusinessTerm = 165

// publicCode tells whether the form of the code from token first to token last, or what stands right beside it, makes it that of a file, a
// place in a text, a norm, a registered right or a moment, which nobody is known by.
func publicCode(doc *anonymize.Document, first, last int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	head := f[toks[first].Start:toks[first].End]
	switch {
	case namesFile(doc, last), cited(doc, first, last), pageCited(doc, first, last), exampled(doc, first), registeredRight(doc, first, last), datedNorm(doc, first, last):
		return true
	case released(doc, first, last), thousands(doc, first, last), isPeriod(doc, first, last), printedEAN(doc, first-1, last), printedEAN(doc, first, last):
		return true
	case first == last && len(head) <= 6 && checkDigits(head) && budgeted(doc, first):
		return true
	case head == "bt" && last > first+1 && f[toks[first+1].Start] == '-' && within(f[toks[first+2].Start:toks[first+2].End], maxBusinessTerm) && !ownedNumber(doc, first) && (last == first+2 || toks[first+3].Flags&anonymize.SpaceBefore != 0):
		return true // a field of an invoice, EN 16931: "BT-31 DE…"
	case len(head) > 2 && head[:2] == "0x": // a number to the base of 16
		return true
	case last >= first+4 && isDateLike(doc, first) && isTimestamp(doc, first):
		return true
	case first == last && strings.HasPrefix(head, "st") && len(head) == 6 && checkDigits(head[2:]) && first > 0 && isRoadArticle(doc.Word(toks[first-1])):
		return true // a state's road
	case last == first+2 && f[toks[first+1].Start] == '-' && len(head) == 3 && checkDigits(head) && head[0] != '0' && isDateLike(doc, last) && toks[first+1].Flags&anonymize.SpaceBefore == 0:
		return true // 870-1970
	}
	return false
}

// printedEAN tells whether tokens i to last are a product's number as it stands below its bars, 4 015000 935289: a digit and twice six, of which the
// last is the check digit.
func printedEAN(doc *anonymize.Document, i, last int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	if i < 0 || last != i+2 {
		return false
	}
	var d [13]byte
	n := 0
	for k, size := range [...]int{1, 6, 6} {
		w := f[toks[i+k].Start:toks[i+k].End]
		if len(w) != size || !checkDigits(w) {
			return false
		}
		n += copy(d[n:], w)
	}
	return checksum.GS1(d[:])
}

// printedGTIN tells whether the code is the number on a product of a German maker, thirteen digits in one piece that begin with 400 to 440.
func printedGTIN(doc *anonymize.Document, first, last int) bool {
	t := doc.Tokens()[first]
	w := doc.Word(t)
	return first == last && len(w) == 13 && t.Flags&anonymize.Letter == 0 && w >= "400" && w < "441"
}

// isPeriod tells whether the code names a part of a year: Q3/2024, HJ1/25, WS 24/25, KW 17, KW 17/2024. A hyphen behind a word for what is issued to a person
// makes it that person's: "Mitglied KW-17".
func isPeriod(doc *anonymize.Document, first, last int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	if toks[first].Flags&anonymize.Letter == 0 || last < first+1 || last > first+3 || toks[last].End-toks[last].Start > 4 || toks[last].Flags&anonymize.Letter != 0 {
		return false
	}
	w := doc.Word(toks[last])
	switch head := doc.Word(toks[first]); head {
	case "q1", "q2", "q3", "q4", "h1", "h2", "hj1", "hj2", "kw", "ws", "ss", "wise", "sose":
		switch {
		case f[toks[first+1].Start] == '-' && ownedNumber(doc, first):
			return false
		case head == "kw" && last < first+3:
			return within(w, 53)
		case head == "kw":
			return within(doc.Word(toks[last-2]), 53) && isYear(w)
		}
		return last < first+3 && isYear(w) || last == first+3 && isYearPair(doc.Word(toks[last-2]), w)
	}
	return false
}

// within tells whether w is a number of few digits from 1 to most.
func within(w string, most int) bool {
	return len(w) <= 3 && checkDigits(w) && inRange(w, most)
}

// isYear tells whether w is a year of two or four digits.
func isYear(w string) bool {
	return checkDigits(w) && (len(w) == 2 || yearLike(w))
}

// isYearPair tells whether b is the last two digits of the year after a.
func isYearPair(a, b string) bool {
	if len(a) < 2 || len(b) != 2 || !checkDigits(a) || !checkDigits(b) {
		return false
	}
	a = a[len(a)-2:]
	return (int(a[0]-'0')*10+int(a[1]-'0')+1)%100 == int(b[0]-'0')*10+int(b[1]-'0')
}

// isRoadArticle reports the words before a road's number.
func isRoadArticle(w string) bool {
	switch w {
	case "die", "der", "auf", "an", "ueber", "zur", "strasse", "staatsstrasse":
		return true
	}
	return false
}

// namesFile tells whether token last is, or has right behind it, what computers' files end in: "Bild_0010.jpg".
func namesFile(doc *anonymize.Document, last int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	dot := last - 1
	if toks[last].Flags&anonymize.Letter == 0 || dot < 0 || f[toks[dot].Start] != '.' {
		dot = last + 1
	}
	return dot+1 < len(toks) && f[toks[dot].Start] == '.' && toks[dot].Flags&anonymize.SpaceBefore == 0 && toks[dot+1].Flags&anonymize.SpaceBefore == 0 && isFileEnd(doc.Word(toks[dot+1]))
}

// isFileEnd reports the ends of files' names.
func isFileEnd(w string) bool {
	switch w {
	case "jpg", "jpeg", "png", "gif", "tif", "tiff", "bmp", "svg", "heic", "webp", "pdf", "doc", "docx", "odt", "xls", "xlsx", "csv", "ppt", "pptx", "txt", "rtf", "xml", "json", "html", "htm", "zip", "mp3", "mp4", "wav", "mov", "avi", "exe", "eml", "msg", "log", "ics":
		return true
	}
	return false
}

// cited tells whether the code is cited as a collection's or a text's: a section sign or a marginal number follows, or stands before it.
func cited(doc *anonymize.Document, first, last int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	is := func(i int) bool {
		if i < 0 || i >= len(toks) {
			return false
		}
		switch f[toks[i].Start:toks[i].End] {
		case "§", "§§", "rn", "rz", "rdnr", "rdnrn", "randnr", "randnummer":
			return true
		}
		return false
	}
	k := last + 1
	if k+1 < len(toks) && f[toks[k].Start] == ',' && toks[k+1].Flags&anonymize.Letter != 0 {
		k++ // a section sign behind a comma may be another matter
	}
	if is(k) {
		return true
	}
	if k = first - 1; k > 0 && f[toks[k].Start] == '.' {
		k--
	}
	return is(k)
}

// pageCited tells whether a page stands in the code or behind it, as printed papers of a parliament are cited: "17/6906 S 52", "17/12299, S. 7".
func pageCited(doc *anonymize.Document, first, last int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	if toks[first].Flags&anonymize.Letter != 0 {
		return false
	}
	for k := first + 1; k < last; k++ {
		if t := &toks[k]; t.Flags&anonymize.SpaceBefore != 0 && f[t.Start:t.End] == "s" && toks[k+1].Flags&anonymize.SpaceBefore != 0 {
			return true
		}
	}
	k := last + 1
	if last != first+2 || f[toks[first+1].Start] != '/' || toks[first].End-toks[first].Start > 3 || k+3 >= len(toks) || f[toks[k].Start] != ',' {
		return false
	}
	return doc.Word(toks[k+1]) == "s" && f[toks[k+2].Start] == '.' && toks[k+3].Flags&anonymize.Digit != 0
}

// exampled tells whether "z. B." and a quotation mark stand right before the code at token first: a form's sample.
func exampled(doc *anonymize.Document, first int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	if first < 5 || f[toks[first-1].Start] != '"' {
		return false
	}
	return f[toks[first-2].Start] == '.' && doc.Word(toks[first-3]) == "b" && f[toks[first-4].Start] == '.' && doc.Word(toks[first-5]) == "z"
}

// registeredRight reports the file numbers of the patent office: the kind of right, the year, six digits (30 2012 030 505, 10 2004 006 988.9).
func registeredRight(doc *anonymize.Document, first, last int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	if last < first+3 || toks[first+1].Flags&anonymize.Punct != 0 || !isDateLike(doc, first+1) {
		return false
	}
	for k, n := range [...]int32{2, 4, 3, 3} {
		if t := &toks[first+k]; t.End-t.Start != n || !checkDigits(f[t.Start:t.End]) {
			return false
		}
	}
	return true
}

// datedNorm reports norms with their year: AS/NZS 1716-2012, DIN 58220-2014.
func datedNorm(doc *anonymize.Document, first, last int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	if last < first+3 || f[toks[last-1].Start] != '-' || toks[last].End-toks[last].Start != 4 || !isDateLike(doc, last) {
		return false
	}
	k := last - 2
	if toks[k].Flags&anonymize.Letter != 0 || toks[k].Flags&anonymize.SpaceBefore == 0 {
		return false
	}
	return k == first+1 && isNormed(doc.Word(toks[first])) || k == first+3 && f[toks[first+1].Start] == '/' && toks[first].Flags&toks[first+2].Flags&anonymize.AllUpper != 0 && (toks[first].Flags|toks[first+2].Flags)&anonymize.Digit == 0
}

// isTimestamp tells whether a moment begins at token i: 2025-03-11T08:44:19 (ISO 8601).
func isTimestamp(doc *anonymize.Document, i int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	if f[toks[i+1].Start] != '-' || f[toks[i+3].Start] != '-' || toks[i+2].End-toks[i+2].Start != 2 {
		return false
	}
	w := f[toks[i+4].Start:toks[i+4].End]
	return len(w) == 5 && w[2] == 't' && checkDigits(w[:2]) && checkDigits(w[3:])
}

// released tells whether the code begins with the number of a program's or protocol's release: "6.1.0-18-amd64", "HTTP/1.1".
func released(doc *anonymize.Document, first, last int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	small := func(i int) bool {
		return toks[i].End-toks[i].Start <= 2 && toks[i].Flags&(anonymize.Digit|anonymize.Letter) == anonymize.Digit
	}
	if last < first+4 {
		return false
	}
	if toks[first].Flags&(anonymize.Digit|anonymize.Letter) == anonymize.Letter {
		return toks[first].End-toks[first].Start > 2 && f[toks[first+1].Start] == '/' && small(first+2) && f[toks[first+3].Start] == '.' && small(first+4)
	}
	return last > first+4 && f[toks[first+1].Start] == '.' && f[toks[first+3].Start] == '.' && f[toks[first+5].Start] == '-' && small(first) && small(first+2) && small(first+4) && toks[last].Flags&anonymize.Letter != 0
}

// thousands tells whether the code is a range of two numbers with their dots: 1.500-1.600.
func thousands(doc *anonymize.Document, first, last int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	if last != first+6 || f[toks[first+1].Start] != '.' || f[toks[first+3].Start] != '-' || f[toks[first+5].Start] != '.' {
		return false
	}
	for i := first; i <= last; i += 2 {
		if w := f[toks[i].Start:toks[i].End]; !checkDigits(w) || len(w) > 3 || (i-first)%4 == 2 && len(w) != 3 || (i-first)%4 == 0 && w[0] == '0' {
			return false
		}
	}
	return true
}

// section tells whether the code is the number of a section: 11.4.2.
func section(doc *anonymize.Document, first, last int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	if last < first+4 || last > first+6 {
		return false
	}
	for i := first; i <= last; i++ {
		if t := &toks[i]; (i-first)%2 == 1 && f[t.Start] != '.' || (i-first)%2 == 0 && (t.End-t.Start > 2 || !checkDigits(f[t.Start:t.End]) || f[t.Start] == '0') {
			return false
		}
	}
	return true
}

// endsRange tells whether the few digits of the code end a range: "Blatt 211 bis 214".
func endsRange(doc *anonymize.Document, first, last int) bool {
	toks := doc.Tokens()
	return first == last && first > 1 && toks[first].End-toks[first].Start <= 4 && doc.Word(toks[first-1]) == "bis" && toks[first-2].Flags&anonymize.Digit != 0
}

// endsDate tells whether token i is the year behind a day and a month: "vom 13. Januar 2011", "vom 6. 12. 1991".
func endsDate(doc *anonymize.Document, i int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	if i < 2 || toks[i].End-toks[i].Start != 4 || !isDateLike(doc, i) {
		return false
	}
	switch doc.Word(toks[i-1]) {
	case "januar", "jaenner", "februar", "maerz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember":
		return true
	}
	if i < 4 || f[toks[i-1].Start] != '.' || f[toks[i-3].Start] != '.' {
		return false
	}
	day, month := f[toks[i-4].Start:toks[i-4].End], f[toks[i-2].Start:toks[i-2].End]
	return len(day) <= 2 && len(month) <= 2 && checkDigits(day) && checkDigits(month) && inRange(day, 31) && inRange(month, 12)
}

// beginsDate tells whether a whole date stands at token first, and more digits behind it up to token last: "06. 08. 2015 25".
func beginsDate(doc *anonymize.Document, first, last int) bool {
	return last > first+4 && doc.Tokens()[first].End-doc.Tokens()[first].Start <= 2 && (endsDate(doc, first+4) || isDate(doc, first, first+4))
}

// counted tells whether the word at token k counts what the plain number right before it is: "4927 Zähler".
func counted(doc *anonymize.Document, k, first, last int) bool {
	if last+1 != k || first != last || !plainNumber(doc, first, last) {
		return false
	}
	switch doc.Word(doc.Tokens()[k]) {
	case "zaehler", "meter", "ticket", "messstelle", "zaehlpunkt":
		return true
	}
	return false
}

// citedPlate tells whether what looks like a plate is a place in a text ("zu B I 2 der Gründe"), a volume of a journal ("GRUR 2010, 228"), a
// part of a decision's identifier ("EU:C:2014:300") or a class of an insurance ("SF 14"). Its digits stand in token ti; found tells whether
// a vehicle is spoken of, strong whether a word for plates stands right before it.
func citedPlate(doc *anonymize.Document, p plate, ti int, found, strong bool) bool {
	if p.hyphen {
		return false
	}
	if p.first == ti-1 && p.digits <= 2 {
		switch p.code + p.mid {
		case "sf", "tk", "vk", "hp", "kh":
			return true
		}
	}
	if p.first == ti-1 && p.code+p.mid == "kz" && !p.upper && !(strong && doc.Features()&anonymize.HasUpper == 0) {
		return true // of a line in a form
	}
	if p.first == ti-1 && p.code+p.mid == "vz" {
		return true // of a traffic sign
	}
	if strong {
		return false
	}
	toks, f := doc.Tokens(), doc.Folded()
	next := ti + 1
	digits := next+1 < len(toks) && toks[next].Flags&anonymize.Punct != 0 && toks[next+1].Flags&anonymize.Digit != 0
	switch {
	case p.apart && !found && p.digits <= 2 && strings.Trim(p.mid, "iv") == "":
		return true
	case digits && p.digits == 4 && f[toks[next].Start] == ',' && isDateLike(doc, ti):
		return true
	case digits && ti > 0 && f[toks[next].Start] == ':' && f[toks[ti-1].Start] == ':':
		return true
	}
	return false
}
