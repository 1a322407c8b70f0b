package dates

import (
	"slices"
	"strings"

	"github.com/deckname/deckname/anonymize"
)

// Bounds of the search for what makes a date that is put right a birth date, in tokens.
const (
	subjectBefore = 40
	subjectBehind = 16
)

// grown tells whether a person born on d is of age for certain, so that the date is hardly a letter's or an appointment's.
func (d Date) grown() bool { return d.Year >= 1900 && d.Year <= 2007 || d.Year > 30 && d.Year < 100 }

// someone tells whether the "vom" at token at follows a person that is born on the day: "ich bin vom 3.8.1999", "sie selbst war vom 8. September 1982".
func (r *reader) someone(at int, d Date) bool {
	if r.lasts(d.Last) {
		return false
	}
	person, is := false, false
	for j := at - 1; j >= 0 && at-j <= 5 && r.toks[j].Flags&anonymize.Letter != 0 && !r.line(j+1); j-- {
		switch r.word(j) {
		case "bin":
			return at-j <= 2 || d.grown()
		case "ich", "sie", "er", "wir", "selbst", "selber", "mutter", "vater", "mann", "frau", "sohn", "tochter", "kind", "bruder", "schwester", "oma", "opa":
			person = true
		case "ist", "war", "sind", "is":
			is = true
		}
	}
	return person && is && d.grown()
}

// namedBehind tells whether a birth word right behind the date that ends at token last says what it is: "3.4.1984 als Geburtstag".
func (r *reader) namedBehind(last int, b *Birth) bool {
	j := last + 1
	if j+1 < len(r.toks) && r.toks[j].Flags&anonymize.Letter != 0 && (r.word(j) == "als" || r.word(j) == "as") && r.entry(j+1).roles&birth != 0 && !r.nextDate(j+1) {
		b.Score, b.Rule, b.Context, b.Words = 0.9, "born-behind", j+1, true
		return true
	}
	return false
}

// pension tells whether d stands in a pension insurance number of the text: 52 110671 T 368.
func (r *reader) pension(d Date) bool {
	var want [6]byte
	for k, v := range [...]int{d.Day, d.Month, d.Year % 100} {
		want[2*k], want[2*k+1] = byte('0'+v/10), byte('0'+v%10)
	}
	digits := r.doc.DigitTokens()
	from, _ := slices.BinarySearch(digits, int32(max(0, d.First-window)))
	for _, di := range digits[from:] {
		i := int(di)
		if i > d.Last+window {
			break
		}
		w := r.word(i)
		switch {
		case len(w) >= 8 && len(w) <= 12 && strings.HasPrefix(w[2:], string(want[:])) && (len(w) > 8 && w[8] >= 'a' || len(w) == 8 && i+1 < len(r.toks) && r.toks[i+1].Flags&anonymize.Letter != 0 && r.toks[i+1].End-r.toks[i+1].Start <= 4):
			return true
		case w == string(want[:]) && i > 0 && i+1 < len(r.toks) && r.toks[i-1].End-r.toks[i-1].Start == 2 && r.toks[i-1].Flags&anonymize.Digit != 0 && r.toks[i+1].Flags&anonymize.Letter != 0 && r.toks[i+1].End-r.toks[i+1].Start <= 4:
			return true
		}
	}
	return false
}

// corrects reports words by which people put something right.
func corrects(w string) bool {
	switch w {
	case "richtig", "richtige", "richtiger", "richtiges", "korrekt", "korrekte", "stimmt", "statt", "anstatt", "anstelle", "sondern", "nicht", "falsch", "falsche", "falsches", "eigentlich", "tatsaechlich", "wirklich", "nein", "ne", "quatsch", "korrektur",
		"vielmehr", "muss", "muesste", "sollte", "vertauscht", "verdreht", "vertippt", "eingetragen", "steht", "genauer", "correct", "wrong", "instead", "should", "not", "right", "actually":
		return true
	}
	return false
}

// corrected tells whether the date puts another right, or is put right, and the message speaks of a birth date: "Richtig wäre der 23.06.1973".
func (r *reader) corrected(b *Birth, prev int) bool {
	if y := b.Year; y >= 2027 || y >= 27 && y <= 30 {
		return false // nobody's yet
	}
	at := -1
	for j, n := b.First-1, 0; j > prev && j >= 0 && n < 5 && b.First-j < 9; j-- {
		if r.toks[j].Flags&anonymize.Punct != 0 {
			if c := r.text[r.toks[j].Start]; c == ';' || (c == '.' || c == '!' || c == '?') && n > 0 {
				break
			}
			continue
		}
		n++
		if r.entry(j).roles&(other|done) != 0 && r.word(j) != "bescheid" && r.word(j) != "antrag" && r.word(j) != "stand" {
			return false
		}
		if r.toks[j].Flags&anonymize.Letter != 0 && corrects(r.word(j)) {
			at = j
			break
		}
	}
	for j, n := b.Last+1, 0; at < 0 && j < len(r.toks) && n < 4 && !r.line(j) && r.toks[j].Flags&anonymize.Digit == 0; j++ {
		if r.toks[j].Flags&anonymize.Punct != 0 {
			break
		}
		n++
		if corrects(r.word(j)) {
			at = j
		}
	}
	if at < 0 {
		return false
	}
	for j := b.First - 1; prev >= 0 && j > prev; j-- {
		if e := r.entry(j); e.roles&(other|done) != 0 && e.roles&birth == 0 && r.word(j) != "bescheid" && r.word(j) != "antrag" && r.word(j) != "stand" {
			return false // "geboren und am … eingezogen, nicht am …"
		}
	}
	subject := -1
	for j := b.First - 1; j >= 0 && subject < 0 && b.First-j < subjectBefore; j-- {
		if r.birthWord(j) {
			subject = j
		} else if r.entry(j).roles&(other|done) != 0 && prev < 0 && !r.birthWord(j-1) && b.First-j < 12 {
			break // of something else
		}
	}
	for j := b.Last + 1; j < len(r.toks) && subject < 0 && j-b.Last < subjectBehind; j++ {
		if r.birthWord(j) && !r.nextDate(j) {
			subject = j
		}
	}
	if subject < 0 && prev < 0 {
		return false
	}
	b.Score, b.Rule, b.Context, b.Words = 0.85, "birth-corrected", max(subject, at), true
	return true
}

// birthWord tells whether token j speaks of a birth date or year.
func (r *reader) birthWord(j int) bool {
	if j < 0 || r.toks[j].Flags&anonymize.Letter == 0 {
		return false
	}
	return r.entry(j).roles&birth != 0 && r.word(j) != "welt" || r.word(j) == "geburtsjahr" || r.word(j) == "jahrgang"
}

// told tells whether the date of somebody of age stands where people give who they are: behind a name with white space or a sex between
// ("Wendt, Otto   09.02.1953", "Otto Wendt w 09.02.1953"), or behind a label ("Meine Daten: 11.06.1971").
func (r *reader) told(b *Birth) bool {
	if r.timed(b.Last) {
		return false
	}
	j := b.First - 1
	if r.children(j, b) {
		return true
	}
	if !b.grown() {
		return false
	}
	if b.Year >= 1900 && r.line(b.First) && r.line(b.Last+1) && r.ownLine(b) {
		b.Score, b.Rule = 0.75, "birth-in-line"
		return true
	}
	if r.punct(j, ':') && j > 0 && r.toks[j-1].Flags&anonymize.Letter != 0 {
		switch r.word(j - 1) {
		case "daten", "identifikation", "identifizierung", "verifizierung", "legitimation", "abgleich", "person", "personalien":
			b.Score, b.Rule, b.Context, b.Words = 0.75, "birth-label", j-1, true
			return true
		}
		return false
	}
	wide := b.First > 0 && !r.line(b.First) && r.toks[b.First].Start-r.toks[j].End >= 2
	if k := j - 1; r.punct(j, ',') && k > 0 && r.toks[k].End-r.toks[k].Start == 1 {
		j = k // "Wendt, Otto, m, 03.04.1948"
	}
	if j > 0 && !r.line(b.First) && r.toks[j].End-r.toks[j].Start == 1 && r.toks[j].Flags&anonymize.Letter != 0 {
		switch r.word(j) {
		case "w", "m", "d", "f":
			if b.Year >= 1900 && j > 0 && (r.toks[j-1].Flags&anonymize.Upper != 0 || r.punct(j-1, ',') && j > 1 && r.toks[j-2].Flags&anonymize.Upper != 0) {
				b.Score, b.Rule = 0.75, "birth-behind-sex"
				return true
			}
			wide, j = true, j-1
			if r.punct(j, ',') {
				j--
			}
		}
	}
	joined := r.punct(j, '-') || r.punct(j, '/')
	if joined {
		j-- // "Otto Wendt - 03.04.1978"
	}
	if j < 0 || r.line(b.First) {
		return false
	}
	for len(r.persons) > 0 && r.persons[0].Last < j {
		r.persons = r.persons[1:]
	}
	if len(r.persons) == 0 || r.persons[0].Last != j || !wide && r.persons[0].First == j {
		return false
	}
	b.Score, b.Rule = 0.8, "birth-behind-person"
	return true
}

// ownLine tells whether the line before or behind the date's own begins with a person.
func (r *reader) ownLine(b *Birth) bool {
	for len(r.persons) > 0 && r.persons[0].Last < b.First-1 {
		r.persons = r.persons[1:]
	}
	for _, p := range r.persons {
		if p.First > b.Last+1 {
			return false
		}
		if p.First == b.Last+1 && p.Last > p.First && r.line(p.Last+1) || p.Last == b.First-1 && p.Last > p.First && r.line(p.First) {
			return true
		}
	}
	return false
}

// children tells whether the word before token j+1 names children, perhaps with a number: "Kind 1: 3.4.2018", "Unsere Zwillinge, 3.4.2018".
func (r *reader) children(j int, b *Birth) bool {
	if r.punct(j, ':') || r.punct(j, ',') {
		j--
	}
	if _, n := r.number(j); n == 1 && j > 0 && r.toks[j-1].Flags&anonymize.Letter != 0 && (r.word(j-1) == "kind" || r.word(j-1) == "child") {
		j--
	}
	if j < 0 || r.toks[j].Flags&anonymize.Letter == 0 || r.line(j+1) && !r.line(j) {
		return false
	}
	switch r.word(j) {
	case "kinder", "zwillinge", "drillinge", "kind", "baby", "geschwister", "child", "children", "twins":
		b.Score, b.Rule, b.Context, b.Words = 0.8, "birth-label", j, true
		return true
	}
	return false
}

// timed tells whether a time of day follows the date that ends at token last: an appointment's.
func (r *reader) timed(last int) bool {
	j := last + 1
	if r.punct(j, ',') {
		j++
	}
	if j < len(r.toks) && r.toks[j].Flags&anonymize.Letter != 0 && r.word(j) == "um" {
		j++
	}
	_, n := r.number(j)
	return (n == 1 || n == 2) && !r.line(j) && (r.punct(j+1, ':') || j+1 < len(r.toks) && r.toks[j+1].Flags&anonymize.Letter != 0 && (r.word(j+1) == "uhr" || r.word(j+1) == "h"))
}
