package dates

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// cell returns the sign that parts the columns before token i, 0 for none: a blank stands for two blanks and more and for a tab, which the
// folded text does not show.
func (r *reader) cell(i int) byte {
	if i < 1 || r.line(i) {
		return 0
	}
	if r.toks[i].Start-r.toks[i-1].End >= 2 || r.tabs && words.TabBefore(r.doc, i) {
		return ' '
	}
	for _, c := range []byte("|;/,") {
		if r.punct(i-1, c) {
			return c
		}
	}
	return 0
}

// borders counts the borders of cells before token i: more than one beside empty cells, "Ada;;Jever".
func (r *reader) borders(i int, sep byte) int {
	if r.cell(i) == sep {
		return 1
	}
	if i < 1 || r.line(i) || r.toks[i-1].Flags&anonymize.Punct == 0 {
		return 0
	}
	w := r.text[r.toks[i-1].Start:r.toks[i-1].End]
	if strings.Trim(w, string(rune(sep))) != "" {
		return 0
	}
	return len(w)
}

// headed tells whether d stands in a column of a table whose head on a line above is a birth word, and returns that word's token.
func (r *reader) headed(d Date) (at int, ok bool) {
	sep := r.cell(d.First)
	if sep == 0 {
		return 0, false
	}
	column, j, last := 0, d.First, r.line(d.Last+1)
	for ; j > 0 && d.First-j < headTokens && !r.line(j); j-- {
		column += r.borders(j, sep)
	}
	for lines := 0; j > 0 && r.line(j) && lines < headLines; lines++ {
		end := j
		for j--; j > 0 && d.First-j < headTokens && !r.line(j); j-- {
		}
		if j > 0 && !r.line(j) {
			break
		}
		k, plain, found := 0, true, -1
		for i := j; i < end; i++ {
			if i > j {
				k += r.borders(i, sep)
			}
			plain = plain && r.toks[i].Flags&anonymize.Digit == 0
			if found < 0 && r.birthWord(i) {
				found, at = i, k
			}
		}
		if found >= 0 && plain && (at == column || last && at == k) && k > 0 {
			return found, true
		}
	}
	return 0, false
}

// dated tells whether d stands in a column of a table whose head is a word for another day than a birth: "Eintritt", "Fällig".
func (r *reader) dated(d Date) bool {
	sep := r.cell(d.First)
	if sep == 0 || sep == '/' {
		return false
	}
	column, j := 0, d.First
	for ; j > 0 && d.First-j < headTokens && !r.line(j); j-- {
		column += r.borders(j, sep)
	}
	if column < 2 && sep != '|' {
		return false
	}
	for lines := 0; j > 0 && r.line(j) && lines < headLines; lines++ {
		end := j
		for j--; j > 0 && d.First-j < headTokens && !r.line(j); j-- {
		}
		k, head, plain := 0, -1, true
		for i := j; i < end; i++ {
			if i > j {
				k += r.borders(i, sep)
			}
			plain = plain && r.toks[i].Flags&anonymize.Digit == 0
			if head < 0 && k == column && r.toks[i].Flags&anonymize.Letter != 0 {
				head = i
			}
		}
		if !plain || k < column {
			continue
		}
		return head >= 0 && (r.entry(head).roles&(other|event|paper|happen|since) != 0 && r.entry(head).roles&birth == 0 || beginsTime(r.word(head)))
	}
	return false
}

// beginsTime reports heads of columns for the days on which something begins, ends or is due.
func beginsTime(w string) bool {
	switch w {
	case "von", "bis", "seit", "ab", "einzug", "auszug", "mietbeginn", "vertragsbeginn", "mitglied", "ausleihe", "ausgeliehen", "rueckgabe", "gebucht", "buchung", "buchungstag", "valuta", "wertstellung", "eingang", "gueltig", "zahltag", "aufnahme", "entlassung", "beitritt":
		return true
	}
	return false
}

// headLines and headTokens bound what above a date is read for the head of its column.
const (
	headLines  = 16
	headTokens = 256
)

// Bounds of what tells the third field of a driving licence: tokens between the birth date and the day of issue, and the age in years below which
// nobody has one.
const (
	licenceTokens = 12
	licenceAge    = 14
)

// licence tells whether d is the birth date on a driving licence: field 3, before the day of issue in field 4a.
func (r *reader) licence(d Date) bool {
	p := d.First - 1
	if r.punct(p, '.') || r.punct(p, ')') || r.punct(p, ':') {
		p--
	}
	if v, n := r.number(p); p < 0 || v != 3 || n != 1 {
		return false
	}
	for j := d.Last + 1; j < len(r.toks) && j < d.Last+licenceTokens; j++ {
		if r.word(j) != "4a" {
			continue
		}
		if j++; r.punct(j, '.') || r.punct(j, ')') || r.punct(j, ':') {
			j++
		}
		if j >= len(r.toks) {
			return false
		}
		issued, ok := r.read(j)
		return ok && fullYear(issued.Year)-fullYear(d.Year) >= licenceAge
	}
	return false
}

// registration tells whether the date at token i is field B or I of a vehicle's registration certificate, the day of a registration: another line begins with
// a field like C.1.1 or D.2.
func (r *reader) registration(i int) bool {
	p := i - 1
	if r.punct(p, ':') || r.punct(p, '.') || r.punct(p, ')') {
		p--
	}
	if p < 0 || p > 0 && !r.line(p) || r.toks[p].End-r.toks[p].Start != 1 || r.word(p) != "b" && r.word(p) != "i" {
		return false
	}
	for j := max(0, i-headTokens/2); j+2 < len(r.toks) && j < i+headTokens/2; j++ {
		if (j == 0 || r.line(j)) && r.punct(j+1, '.') && r.glued(j+1) && r.glued(j+2) && r.toks[j+2].Flags&anonymize.Digit != 0 && r.toks[j].End-r.toks[j].Start == 1 && (r.word(j) == "c" || r.word(j) == "d" || r.word(j) == "f") {
			return true
		}
	}
	return false
}

// fullYear returns a year of two digits with its century.
func fullYear(y int) int {
	switch {
	case y >= 100:
		return y
	case y < 50:
		return 2000 + y
	}
	return 1900 + y
}

// maxRegistered is how many tokens before a date the registration of a birth says so.
const maxRegistered = 48

// registered tells whether the date stands behind "Tag und Stunde:" in the registration of a birth, and not of a death.
func (r *reader) registered(b *Birth) bool {
	i := b.First - 2
	if !r.punct(b.First-1, ':') || i < 2 || r.toks[i].Flags&anonymize.Letter == 0 || r.word(i) != "stunde" && r.word(i) != "uhrzeit" {
		return false
	}
	child := false
	for j := i - 1; j >= 0 && i-j < maxRegistered; j-- {
		if r.toks[j].Flags&anonymize.Letter == 0 {
			continue
		}
		w := r.word(j)
		if strings.Contains(w, "tod") || strings.Contains(w, "sterb") || r.word(i) == "uhrzeit" && booked(w) {
			return false
		}
		child = child || w == "kind" || w == "kindes" || strings.HasPrefix(w, "geburt")
	}
	if child {
		b.Score, b.Rule, b.Context, b.Words = 0.85, "birth-registered", i, true
	}
	return child
}

// booked reports the words of appointments, whose day and time are no birth's: "Terminwunsch für mein Kind. Tag und Uhrzeit: …".
func booked(w string) bool {
	for _, part := range [...]string{"termin", "wunsch", "krank", "besichtig", "urkunde", "vorsprache", "besuch", "abhol"} {
		if strings.Contains(w, part) {
			return true
		}
	}
	return false
}
