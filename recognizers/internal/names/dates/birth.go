package dates

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
)

// Birth is a date that the words around it make a birth date.
type Birth struct {
	Date
	Score    float32
	Rule     string // stable name
	Context  int    // token that says so, -1 for none
	InPrompt bool
	Words    bool // a context word counted
}

// reach bounds the tokens that are looked at before and behind a date.
const reach = 14

// Person is a name in the Document, as token indexes, both included.
type Person struct{ First, Last int }

// AppendBirths appends the birth dates in doc to dst. months are the tokens
// that name a month, persons the names, both in order.
func (e *Engine) AppendBirths(dst []Birth, doc *anonymize.Document, months []int32, persons []Person) []Birth {
	digits := doc.DigitTokens()
	if len(digits)+len(months) == 0 {
		return dst
	}
	r := reader{Engine: e, doc: doc, text: doc.Folded(), toks: doc.Tokens(), all: persons, persons: persons, asked: -2, tabs: strings.IndexByte(doc.Text(), '\t') >= 0}
	end := -1
	for len(digits)+len(months) > 0 {
		var i int
		if len(months) == 0 || len(digits) > 0 && digits[0] < months[0] {
			i, digits = int(digits[0]), digits[1:]
		} else {
			i, months = int(months[0]), months[1:]
			if i > 0 && i-1 > end && r.entry(i-1).roles&(ordinal|cardinal) != 0 && r.entry(i-1).day > 0 {
				i--
			}
		}
		if i > end {
			dst, end = r.consider(dst, i, end)
		}
	}
	return dst
}

// consider adds the date at token i if there is one and it is a birth date. It
// returns the last token read.
func (r *reader) consider(dst []Birth, i, end int) ([]Birth, int) {
	d, ok := r.read(i)
	if !ok {
		b, ok := r.packed(i)
		if !ok {
			return dst, end
		}
		return append(dst, b), b.Last
	}
	if r.registration(d.First) {
		return dst, d.Last
	}
	if r.asked == -2 {
		r.asked, r.reply = r.question()
	}
	b := Birth{Date: d, Context: -1}
	prev := -1
	if n := len(dst); n > 0 {
		prev = dst[n-1].Last
	}
	if r.entry(d.Last+1).roles&done != 0 && !r.line(d.Last+1) && !r.nextDate(d.Last+1) {
		return dst, d.Last // "am 3.4.2024 gestorben"
	}
	at, direct, what := r.before(d.First, prev)
	if n := len(dst); n > 0 && what&birth != 0 && dst[n-1].Context == at && at > prev && r.parted(at, d.First) {
		direct, what = false, 0 // "am 3.4.2020 geboren. Die Frist endete am"
	}
	replied := -1
	if what == 0 {
		replied = r.replied(d.First)
	}
	if d.spaced && replied < 0 && !(what&birth != 0 && direct) && !(r.asked >= 0 && r.reply) && !(r.punct(d.First-1, ',') && r.afterPerson(d.First)) {
		return dst, d.First
	}
	if what&other != 0 && direct && r.entry(at).roles&birth != 0 || r.endsPeriod(d.First) || r.pinned(d.First) || r.signedOff(d.First) {
		return dst, d.Last // a party, a birth to come, a period, a key date, a letter's
	}
	if replied >= 0 {
		b.Score, b.Rule, b.Context, b.Words = 0.92, "birth-replied", replied, true
		return append(dst, b), d.Last
	}
	passed := what&other != 0 && direct && ((r.entry(at).roles|r.entry(at-1).roles)&done != 0 || r.dagger(at)) // a death, "verheiratet seit"
	if !r.ruled(&b, at, direct, what, prev, len(dst)) && (passed || !r.weigh(&b, prev)) {
		return dst, d.Last
	}
	return append(dst, b), d.Last
}

// ruled tells whether one of the rules makes b a birth date. what, direct and at are what [reader.before] returned, births the number of
// birth dates before it.
func (r *reader) ruled(b *Birth, at int, direct bool, what role, prev, births int) bool {
	d := b.Date
	switch {
	case what&birth != 0:
		b.Score, b.Rule, b.Context, b.Words = 0.93, "birth-word", at, true
		if direct {
			b.Score = 0.98
		}
	case what&other != 0 && direct:
		switch {
		case r.word(at) == "vom" && r.someone(at, d): // "ich bin vom 3.8.1999"
			b.Score, b.Rule, b.Context, b.Words = 0.85, "birth-word", at-1, true
		case r.pension(d):
			b.Score, b.Rule = 0.85, "birth-pension-number"
		default:
			return r.namedBehind(d.Last, b)
		}
	case r.behind(d.Last, b), r.heads(b), r.registered(b):
	case r.pension(d):
		b.Score, b.Rule = 0.85, "birth-pension-number"
	case r.licence(d):
		b.Score, b.Rule = 0.9, "birth-licence"
	case what&other == 0 && r.corrected(b, prev):
	case what&other != 0:
		return false
	case r.asked >= 0 && (r.reply || births == 0) && !r.happened(d.First, prev):
		b.Score, b.Rule, b.Context, b.InPrompt, b.Words = 0.95, "birth-asked", r.asked, true, true
	case r.paired(d):
		b.Score, b.Rule = 0.85, "birth-list"
	case r.afterPerson(d.First) && !r.timed(d.Last):
		b.Score, b.Rule = 0.85, "birth-behind-person"
		return !r.doubtful(d, prev)
	case prev >= 0 && (r.chained(prev, d.First) || r.another(prev, d.First)):
		b.Score, b.Rule = 0.85, "birth-list"
	case r.aged(b):
		b.Score, b.Rule, b.Words = 0.85, "birth-behind-age", true
	case r.bracketed(b):
		b.Score, b.Rule, b.Words = 0.8, "birth-behind-relative", true
	default:
		return r.listed(b) || r.told(b) || r.inLines(b)
	}
	return true
}

// endsPeriod tells whether the date at token i ends a period: "zwischen 1.10.2018 und 30.9.2019 geborene".
func (r *reader) endsPeriod(i int) bool {
	if i--; i < 0 || r.toks[i].Flags&anonymize.Letter == 0 || r.word(i) != "und" && r.word(i) != "bis" {
		return false
	}
	for k := i - 1; k >= 0 && i-k < 9; k-- {
		if r.toks[k].Flags&anonymize.Letter != 0 && r.word(k) == "zwischen" {
			return true
		}
	}
	return false
}

// parted tells whether a clause ends between tokens i and j.
func (r *reader) parted(i, j int) bool {
	for i++; i < j; i++ {
		if r.punct(i, ',') || r.punct(i, '.') || r.punct(i, ';') || r.toks[i].Flags&anonymize.Letter != 0 && r.word(i) == "und" {
			return true
		}
	}
	return false
}

// heads tells whether the head of the date's column is a birth word.
func (r *reader) heads(b *Birth) bool {
	at, ok := r.headed(b.Date)
	if ok {
		b.Score, b.Rule, b.Context, b.Words = 0.9, "birth-column", at, true
	}
	return ok
}

// happened tells whether the clause before token i says that something else was on the day: "gestorben ist sie am".
func (r *reader) happened(i, prev int) bool {
	for j := i - 1; j > prev && i-j <= 8 && !r.line(j+1); j-- {
		if r.toks[j].Flags&anonymize.Punct != 0 {
			if c := r.text[r.toks[j].Start]; c == ';' || c == ',' || c == '.' && !r.abbreviation(j) {
				return false
			}
		} else if r.entry(j).roles&done != 0 {
			return true
		}
	}
	return false
}

// before returns the nearest word before token i that tells what the date is.
func (r *reader) before(i, prev int) (at int, direct bool, what role) {
	words := 0
	for j := i - 1; j >= 0 && j > prev && i-j <= reach && words < 8; j-- {
		t := &r.toks[j]
		if t.Flags&anonymize.Punct != 0 {
			switch c := r.text[t.Start]; {
			case c == '*' && i-j == 2 && r.punct(j+1, ':') || c == '*' && i-j <= 2 && t.Flags&anonymize.LineStart == 0 && j > 0 && r.toks[j-1].Flags&anonymize.Punct == 0 || c == '*' && j == 0 && i == 1 || c == '*' && i-j == 1 && r.punct(j-1, '(') || c == '*' && i-j == 1 && r.punct(j-1, ','):
				return j, true, birth
			case c == '?' || c == '!' || c == ';' && words > 0:
				return -1, false, 0
			case c == '.' && words > 0 && !r.abbreviation(j):
				return -1, false, 0
			case r.dagger(j):
				return j, true, other
			}
		} else {
			e := r.entry(j)
			if t.End-t.Start == 1 && r.text[t.Start] == 'b' && r.spelt(j) {
				return j, true, birth
			}
			if t.Flags&anonymize.Letter != 0 && e.roles&(birth|other) != 0 {
				if e.roles&birth != 0 && r.celebrated(j, i) {
					return j, true, other
				}
				if e.roles&birth == 0 && (words > 2 || words > 0 && r.word(j) == "vom") {
					words++
					continue
				}
				if r.word(j) == "welt" && !(j > 1 && r.word(j-1) == "zur" || j > 1 && r.word(j-1) == "die") {
					words++
					continue
				}
				if _, n := r.number(j - 1); n == 4 && e.roles&birth != 0 && !r.line(j) && r.toks[j-1].Flags&anonymize.Digit != 0 && words > 0 {
					return -1, false, 0 // "1931 geboren und am … gezogen"
				}
				if e.roles&birth != 0 && r.animal(i) {
					return j, true, other
				}
				return j, words <= 1, e.roles & (birth | other)
			}
			words++
		}
		if r.line(j) && words > 3 {
			return -1, false, 0
		}
	}
	return -1, false, 0
}

// spelt tells whether "D.O.B." ends at token j.
func (r *reader) spelt(j int) bool {
	return j > 3 && r.punct(j-1, '.') && r.punct(j-3, '.') && r.toks[j-2].Flags&anonymize.Letter != 0 && r.word(j-2) == "o" && r.toks[j-4].Flags&anonymize.Letter != 0 && r.word(j-4) == "d"
}

// celebrated tells whether the birth word at token j speaks of a party or of a birth to come, on the date at token i.
func (r *reader) celebrated(j, i int) bool {
	w := r.word(j)
	if (w == "geburtstag" || w == "birthday") && j > 1 && (r.punct(j-1, '.') && r.toks[j-2].Flags&anonymize.Digit != 0 || r.toks[j-1].Flags&anonymize.Digit != 0 && r.toks[j-1].Flags&anonymize.Letter != 0) {
		d, ok := r.read(i)
		return !ok || !d.grown() || d.Year < 100 || !r.line(i) // "80. Geburtstag", "80th birthday", but not above a date of birth
	}
	for k := j + 1; k < i; k++ {
		if r.toks[k].Flags&anonymize.Letter != 0 {
			switch r.word(k) {
			case "feiern", "feier", "feiert", "party", "et", "geplant", "errechnet", "voraussichtlich":
				return true
			}
		}
	}
	for k := i; w == "geburt" && k < len(r.toks) && k < i+8; k++ {
		if r.toks[k].Flags&anonymize.Letter != 0 && (r.word(k) == "geplant" || r.word(k) == "errechnet" || r.word(k) == "erwartet" || r.word(k) == "ausgerechnet") {
			return true
		}
	}
	return false
}

func (r *reader) abbreviation(j int) bool {
	return j > 0 && r.glued(j) && (r.toks[j-1].End-r.toks[j-1].Start <= 4 || strings.HasPrefix(r.word(j-1), "gebd") || strings.HasPrefix(r.word(j-1), "geburtsd") && !strings.HasSuffix(r.word(j-1), "datum"))
}

// behind looks for "… geboren" and "… zur Welt gekommen" behind the date.
func (r *reader) behind(last int, b *Birth) bool {
	if i := b.First - 1; i >= 0 && r.toks[i].Flags&anonymize.Letter != 0 && r.word(i) == "dem" {
		return false // "vor dem 1. Januar 2002 geborene": a rule's key date
	}
	if r.endsPeriod(b.First) {
		return false
	}
	words := 0
	for j := last + 1; j < len(r.toks) && j-last <= reach && words < 7; j++ {
		t := &r.toks[j]
		if t.Flags&anonymize.Digit != 0 && j-last <= 3 {
			if d, ok := r.read(j); ok && r.chained(last, j) {
				last = d.Last
				j = last
				continue
			}
		}
		if t.Flags&anonymize.Digit != 0 || t.Flags&anonymize.LineStart != 0 && words > 0 {
			return false
		}
		if t.Flags&anonymize.Punct != 0 {
			switch r.text[t.Start] {
			case '.', '?', '!', ';', ':':
				return false
			case ',':
				words++
			}
			continue
		}
		e := r.entry(j)
		if e.roles&(other|happen) != 0 {
			return false
		}
		if w := r.word(j); e.roles&birth != 0 && (birthLike(w) && w[3] == 'o' || w == "geboren" || w == "geborn" || w == "geb" || w == "geborene" || w == "geborener" || w == "geborenen" || w == "geschluepft" || w == "erblickt" || w == "born" ||
			w == "geburtsdatum" || w == "welt" || w == "geburtstag" && words <= 2) {
			if w == "welt" && r.word(j-1) != "zur" && r.word(j-1) != "die" && !(j > last+2 && r.word(j-1) == "der" && r.word(j-2) == "auf") && !(j > last+1 && r.word(j-1) == "der" && j > 1 && r.word(j-2) == "licht") || r.animal(b.First) {
				return false
			}
			if r.nextDate(j) {
				return false // "verstorben am 3.4.2024, geboren am 2.3.1940"
			}
			if w == "geb" && words > 0 {
				return false // "12.3.2024, Frieda geb. …" is the next one's
			}
			b.Score, b.Rule, b.Context, b.Words = 0.93, "born-behind", j, true
			return true
		}
		words++
	}
	return false
}

// nextDate tells whether a date follows the word at token j, so that the word
// speaks of that one.
func (r *reader) nextDate(j int) bool {
	for n := 1; n <= 3 && j+n < len(r.toks) && !r.line(j+n) && !(r.toks[j+n].Flags&anonymize.Letter != 0 && r.word(j+n) == "und"); n++ {
		if r.toks[j+n].Flags&anonymize.Digit != 0 {
			_, ok := r.read(j + n)
			return ok
		}
	}
	return false
}

// afterPerson tells whether the date at token i stands behind a name, parted
// by a comma or in brackets: "Bosse (04.06.2020)", "Gunnar Peinemann, 02.10.1979".
func (r *reader) afterPerson(i int) bool {
	j := i - 1
	if j > 0 && r.toks[j].Flags&anonymize.Letter != 0 && !r.line(i) { // "Kind: Jonas 3.4.2021"
		for len(r.persons) > 0 && r.persons[0].Last < j {
			r.persons = r.persons[1:]
		}
		if len(r.persons) == 0 || r.persons[0].Last != j {
			return false
		}
		k := r.persons[0].First - 1
		return r.punct(k, ':') || r.entry(k).roles&intro != 0 && !r.line(k+1) && r.entry(k).roles&other == 0
	}
	if !r.punct(j, '(') && !r.punct(j, ',') && !r.punct(j, ';') && !r.punct(j, '.') && !r.punct(j, '|') {
		return false
	}
	if r.punct(j, '.') && !(r.line(i+5) || r.punct(i+5, '.') || r.punct(i+5, ',')) {
		return false // "Nadine Ziegler. 28.02.1985."
	}
	for len(r.persons) > 0 && r.persons[0].Last < j-1 {
		r.persons = r.persons[1:]
	}
	return len(r.persons) > 0 && r.persons[0].Last == j-1
}

// question returns the token of the prompt that asks for a birth date, or -1, and
// whether the text is short enough to be nothing but the answer.
func (r *reader) question() (int, bool) {
	p := r.doc.Prompt()
	if p == nil {
		return -1, false
	}
	place, at := false, -1
	for i, t := range p.Tokens() {
		if t.Flags&anonymize.Letter != 0 {
			switch w := p.Word(t); w {
			case "geburtsort":
				place, at = true, i
			case "datum", "tag":
				if place { // "Geburtsort und -datum"
					return at, len(r.toks) <= 24
				}
			}
			if e := r.find(t.Hash); e.roles&birth != 0 && p.Word(t) != "welt" {
				return i, len(r.toks) <= 24
			}
		}
	}
	return -1, false
}

// chained tells whether only separators stand between a birth date and the
// next date: "Geburtsdaten: 1.2.2010, 3.4.2012 und 5.6.2015".
func (r *reader) chained(prev, first int) bool {
	if first-prev > 5 {
		return false
	}
	for j := prev + 1; j < first; j++ {
		if t := &r.toks[j]; t.Flags&anonymize.Punct == 0 {
			if w := r.word(j); w != "und" && w != "u" && w != "sowie" && w != "sondern" && !(j > prev+1 && (w == "der" || w == "am" || w == "den" || w == "dem")) {
				return false
			}
		} else if c := r.text[t.Start]; c != ',' && c != '/' && c != '&' && c != '+' && c != ';' {
			return false
		}
	}
	return first-prev > 1
}

// bracketed tells whether the date stands in brackets behind a relative: "mein Großer (9.9.2007)".
func (r *reader) bracketed(b *Birth) bool {
	if !r.punct(b.Last+1, ')') && !r.punct(b.Last+1, ',') {
		return false
	}
	i, open := b.First-1, false
	for n := 0; i >= 0 && n < 6 && b.First-i < 9; i-- { // "(unserer Tochter, …)", "den Großen (Reemt, …)"
		if r.punct(i, '(') && !open {
			open = true
			continue
		}
		if r.punct(i, ',') && !open {
			continue
		}
		if r.toks[i].Flags&anonymize.Letter == 0 {
			return false
		}
		if n++; r.kin(i) {
			b.Context = i
			break
		}
		if open || r.toks[i].Flags&anonymize.Upper == 0 {
			return false // no name
		}
	}
	if b.Context < 0 || !open && !r.opened(b.Context) || !r.punct(b.First-1, '(') && !r.punct(b.First-1, ',') {
		b.Context = -1
		return false
	}
	return true
}

// opened tells whether a bracket opens shortly before token i.
func (r *reader) opened(i int) bool {
	return r.punct(i-1, '(') || r.punct(i-2, '(')
}

// kin tells whether token i names a relative.
func (r *reader) kin(i int) bool {
	switch r.word(i) {
	case "sohn", "tochter", "kind", "baby", "mann", "frau", "mutter", "vater", "ehemann", "ehefrau", "bruder", "schwester", "oma", "opa", "grosse", "grosser", "grossen", "kleine", "kleiner", "kleinen",
		"aeltere", "aelterer", "aelteste", "aeltester", "juengere", "juengerer", "juengste", "juengster", "mittlere", "mittlerer", "enkel", "enkelin", "neffe", "nichte", "son", "daughter", "wife", "husband":
		return true
	}
	return false
}

// another tells whether the date at token first stands right behind a person's name or a word for arrival, as a further one in a list of birth
// dates of which one ended at token prev: "Jonas 3.4.2012, Mia 5.6.2014, und die Kleine kam am 28. September 2025".
func (r *reader) another(prev, first int) bool {
	words, last := 0, first-1
	if r.toks[last].Flags&anonymize.Letter == 0 {
		return false
	}
	born := last > 0 && r.word(last) == "am" && (r.word(last-1) == "kam" || r.word(last-1) == "kommt" || r.word(last-1) == "folgte")
	for j := prev + 1; j < first; j++ {
		t := &r.toks[j]
		switch {
		case t.Flags&anonymize.Digit != 0 || t.Flags&anonymize.LineStart != 0 && !born && j != first-1:
			return false
		case t.Flags&anonymize.Punct != 0:
			if c := r.text[t.Start]; c != ',' && c != '&' && c != '+' && c != ';' && !(born && (c == '(' || c == ')' || c == '-')) {
				return false
			}
		default:
			words++
			if r.entry(j).roles&(other|done) != 0 {
				return false
			}
		}
	}
	if born {
		return words <= 9
	}
	for len(r.persons) > 0 && r.persons[0].Last < last {
		r.persons = r.persons[1:]
	}
	if words > 4 {
		return false
	}
	return len(r.persons) > 0 && r.persons[0].Last == last || words <= 2 && r.toks[last].Flags&anonymize.Upper != 0 && first-prev <= 4 && (r.punct(prev+1, ',') || r.toks[prev+1].Flags&anonymize.Letter != 0 && r.word(prev+1) == "und") && !eventful(r.word(last)) && !papery(r.word(last)) && r.entry(last).roles == 0
}

// listed tells whether the date stands behind a name: "Kind: Deniz, 08.09.2025",
// "1. Gunnar Peinemann, 02.10.1979", "bin gero schanz, 12.6.74".
func (r *reader) listed(b *Birth) bool {
	i := b.First
	j := i - 1
	if !r.punct(j, ',') && !r.punct(j, '(') && !r.punct(j, ';') && !r.punct(j, '/') && !r.punct(j, '*') {
		return false
	}
	if n := b.Last + 1; !r.line(n) && r.toks[n].Flags&anonymize.Punct == 0 {
		if w := r.word(n); w != "in" && w != "und" && w != "aus" {
			return false
		}
	}
	names, label, small := 0, false, false
	for j--; j >= 0 && i-j <= 10; j-- {
		t := &r.toks[j]
		switch {
		case t.Flags&anonymize.Punct != 0:
			c := r.text[t.Start]
			if c == ':' {
				label = true
				if e := r.entry(j - 1); e.roles&intro == 0 || names == 0 {
					return false
				}
				b.Context = j - 1
				b.Score, b.Rule, b.Words = 0.85, "birth-label", true
				return true
			}
			if c == '.' && j > 0 && r.toks[j-1].Flags&anonymize.Digit != 0 && (r.line(j-1) || j == 1) && names >= 2 {
				b.Score, b.Rule = 0.85, "birth-list"
				return true
			}
			if c != '-' && c != '\'' && c != ',' || c == ',' && names > 1 {
				return false
			}
		case t.Flags&anonymize.Digit != 0:
			return false
		default:
			e := r.entry(j)
			if e.roles&intro != 0 && names >= 1 && names <= 4 && t.Flags&anonymize.Upper == 0 {
				if w := r.word(j); w == "am" || w == "ist" && names > 3 {
					return false
				}
				b.Score, b.Rule, b.Context, b.Words = 0.85, "birth-behind-name", j, true
				return true
			}
			if e.roles&(other|birth|month) != 0 {
				return false
			}
			names++
			small = small || t.Flags&anonymize.Upper == 0 && !particle(r.word(j))
			if r.line(j) || j == 0 {
				if small || article(r.word(j)) || names < 2 || label || b.Year >= 2006 || b.Year < 100 && b.Year > 5 && b.Year < 40 {
					return false
				}
				b.Score, b.Rule = 0.75, "birth-list"
				return true
			}
		}
	}
	return false
}

// particle reports the small words inside of names.
func particle(w string) bool {
	switch w {
	case "von", "van", "de", "der", "den", "zu", "zum", "zur", "vom", "di", "da", "del", "el", "al", "la", "le", "bin", "und", "geb":
		return true
	}
	return false
}

// article reports the words that begin a sentence about a thing and no list of names.
func article(w string) bool {
	switch w {
	case "der", "die", "das", "dem", "den", "des", "ein", "eine", "einem", "einer", "im", "in", "am", "an", "auf", "aus", "bei", "beim", "zum", "zur", "nach", "vor", "the", "a":
		return true
	}
	return false
}
