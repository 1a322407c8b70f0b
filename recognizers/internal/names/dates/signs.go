package dates

import (
	"cmp"
	"slices"
	"strings"

	"github.com/deckname/deckname/anonymize"
)

// signs is a set of signs.
type signs uint64

func (s *signs) put(is bool, which sign) {
	if is {
		*s |= 1 << which
	}
}

// clause bounds the tokens that are read before and behind a date for its signs.
const clause = 14

// mentioned bounds the tokens around a date that are read for what the message speaks of.
const mentioned = 120

// signs collects what stands around a date. The last birth date before it ends at token prev, -1 for none.
func (r *reader) signs(d Date, prev int) (s signs) {
	s.put(true, signAny)
	y := d.Year
	s.put(d.grown(), signGrown)
	s.put(y >= 2008 && y <= 2024 || y >= 8 && y <= 24, signChild)
	s.put(y == 2025 || y == 2026 || y == 25 || y == 26, signRecent)
	s.put(y >= 2027 || y >= 27 && y <= 30, signFuture)
	s.put(y < 100, signShort)
	s.put(r.asked >= 0, signAsked)
	s.put(len(r.toks)-(d.Last-d.First+1) <= 4, signWhole)
	s.put(prev >= 0 && d.First-prev <= window, signFound)
	s.put(prev >= 0 && d.First-prev <= 5, signFoundNear)
	r.ahead(d, prev, &s)
	if s.any(signPaper, signEvent) {
		s &^= 1 << signOfWho // "mein Führerschein ist vom"
	}
	r.back(d, &s)
	r.beside(d, &s)
	for j := max(0, d.First-mentioned); j < min(len(r.toks), d.Last+mentioned); j++ {
		if e := r.entry(j); e.roles&(birth|pet) != 0 {
			s.put(r.birthWord(j), signMentioned)
			s.put(e.roles&pet != 0, signPet)
		}
	}
	on := s&(1<<signOn) != 0
	s.put(on && !r.line(d.Last+1) && r.toks[d.Last+1].Flags&anonymize.Punct == 0, signGoesOn)
	s.put(on && d.grown(), signOnGrown)
	s.put(prev >= 0 && r.item(prev, d.First), signEntry)
	s.put(r.stops(d.First-1) && (d.Last+1 >= len(r.toks) || r.stops(d.Last+1)), signLone)
	return s
}

// window is how many tokens around a date what is said of births and persons can concern it.
const window = 150

// firstPerson is the index of the first person that ends at token i or behind it.
func (r *reader) firstPerson(i int) int {
	k, _ := slices.BinarySearchFunc(r.all, i, func(p Person, i int) int { return cmp.Compare(int(p.Last), i) })
	return k
}

// stops tells whether token i ends a clause, or none is there.
func (r *reader) stops(i int) bool {
	if i < 0 || i >= len(r.toks) {
		return true
	}
	if r.toks[i].Flags&anonymize.Punct == 0 {
		return false
	}
	c := r.text[r.toks[i].Start]
	return c == '.' || c == '!' || c == '?' || c == ':' || c == ';'
}

// item tells whether the date at token first stands in the next entry of a list behind the birth date that ends at token prev: only
// names, relatives and separators are between.
func (r *reader) item(prev, first int) bool {
	if first-prev > window {
		return false
	}
	words := 0
	for j := prev + 1; j < first; j++ {
		if r.toks[j].Flags&anonymize.Punct != 0 || r.entry(j).roles&cardinal != 0 {
			continue
		}
		if _, n := r.number(j); n == 1 && (words == 0 || r.punct(j+1, ':') || r.punct(j+1, '(')) {
			continue // of the entry
		}
		if r.toks[j].Flags&anonymize.Digit != 0 || r.entry(j).roles&(other|done|happen|event|paper|since|weekday) != 0 || eventful(r.word(j)) || papery(r.word(j)) {
			return false
		}
		words++
	}
	p := prev + 1
	return words > 0 && words <= 8 && (r.line(p) || r.toks[p].Flags&anonymize.Punct != 0 || r.word(p) == "und" || r.word(p) == "and")
}

// ahead reads the clause before d.
func (r *reader) ahead(d Date, prev int, s *signs) {
	person := r.firstPerson(d.First) - 1
	for j, words := d.First-1, 0; j >= 0 && j > prev && d.First-j <= clause; j-- {
		if person >= 0 && r.all[person].Last == j {
			s.put(true, signPersonNear)
		}
		t := &r.toks[j]
		if t.Flags&anonymize.Punct != 0 {
			switch c := r.text[t.Start]; {
			case c == '?' || c == '!' || c == ';' && words > 0, c == '.' && words > 0 && !r.abbreviation(j):
				return
			}
		} else {
			if _, n := r.number(j); n == 1 && r.punct(j+1, ':') && j > 0 && r.entry(j-1).roles&kin != 0 {
				continue // "Kind 1:"
			}
			if t.Flags&anonymize.Digit != 0 && words > 0 {
				if _, n := r.number(j); n == 4 || n == 2 {
					return // another date
				}
			}
			e := r.entry(j)
			word := r.word(j)
			s.put(r.birthWord(j), signBirth)
			relative := e.roles&kin != 0 && r.relative(j)
			s.put(relative, signKin)
			s.put(words == 0 && (word == "beide" || word == "jeweils") || relative && words <= 2 && (!s.any(signOn, signOf, signSince, signHappen) || s.any(signOfWho) && !s.any(signHappen)), signKinNear)
			s.put(words == 0 && (word == "m" || word == "w" || word == "d"), signSex)
			s.put(e.roles&whose != 0, signWhose)
			s.put(e.roles&who != 0 && words > 0, signWho)
			s.put(e.roles&correct != 0, signCorrect)
			s.put(e.roles&arrive != 0, signArrive)
			s.put(e.roles&happen != 0, signHappen)
			s.put(e.roles&event != 0 || eventful(word), signEvent)
			s.put(e.roles&paper != 0 || papery(word), signPaper)
			if words < 3 {
				s.put(e.roles&weekday != 0, signWeekday)
			}
			if words == 0 {
				s.put(word == "am" || word == "on", signOn)
				s.put(word == "vom" || word == "von" || word == "v", signOf)
				s.put(e.roles&since != 0, signSince)
				s.put(e.roles&be != 0, signBe)
			}
			if words == 1 && *s&(1<<signOf) != 0 {
				s.put(e.roles&be != 0, signOfWho)
				s.put(e.roles&paper != 0 || papery(word), signPaperNear)
			}
			words++
		}
		if r.line(j) && words > 0 {
			return
		}
	}
}

// relative tells whether the word for a relative at token j is one: no "Frau Kunze", no "kleiner Stein".
func (r *reader) relative(j int) bool {
	if r.line(j+1) || r.toks[j+1].Flags&anonymize.Letter == 0 {
		return true
	}
	switch r.word(j + 1) {
	case "sagt", "sagte", "meint", "meinte", "schreibt", "schrieb", "says", "said":
		return false
	}
	w := r.word(j)
	if w == "frau" {
		return r.toks[j+1].Flags&anonymize.Upper == 0 || r.entry(j-1).roles&whose != 0
	}
	for _, begin := range [...]string{"gross", "klein", "aelte", "juengs", "juenger", "mittler", "erste", "zweite", "dritte"} {
		if strings.HasPrefix(w, begin) && w != "grossmutter" && w != "grossvater" {
			switch next := r.word(j + 1); next {
			case "kam", "wurde", "hat", "hatte", "am", "vom":
				return true
			}
			return r.entry(j+1).roles&be != 0
		}
	}
	return true
}

// back reads the clause behind d.
func (r *reader) back(d Date, s *signs) {
	s.put(r.timed(d.Last), signTimed)
	for j, words := d.Last+1, 0; j < len(r.toks) && !r.line(j) && j-d.Last <= clause; j++ {
		t := &r.toks[j]
		if t.Flags&anonymize.Punct != 0 {
			switch c := r.text[t.Start]; {
			case c == '?' || c == '!' || c == ';' || c == '.', c == ',' && words > 2:
				return
			}
			continue
		}
		if _, n := r.number(j); t.Flags&anonymize.Digit != 0 && words > 0 && (n > 2 || !r.timed(d.Last)) {
			return
		}
		e := r.entry(j)
		s.put(r.birthWord(j) && !r.nextDate(j), signBorn)
		s.put(e.roles&kin != 0 && r.relative(j), signKinBehind)
		s.put(e.roles&arrive != 0, signArrive)
		s.put(e.roles&happen != 0, signHappenBack)
		s.put(e.roles&event != 0 || eventful(r.word(j)), signEventBack)
		words++
	}
}

// beside reads what d touches, and the persons around it.
func (r *reader) beside(d Date, s *signs) {
	i := d.First
	open := r.punct(i-1, '(') || r.punct(i-2, '(') && r.punct(i-1, '*')
	s.put(open && (r.punct(d.Last+1, ')') || r.punct(d.Last+1, ',') || r.punct(d.Last+1, ';')), signBracket)
	first := i == 0 || r.line(i)
	s.put(!first && r.punct(i-1, ','), signComma)
	s.put(!first && r.punct(i-1, ':'), signColon)
	wide := !first && r.toks[i].Start-r.toks[i-1].End >= 2
	s.put(!first && (wide || r.punct(i-1, '|') || r.punct(i-1, '/') || r.punct(i-1, ';') || r.punct(i-1, '-')), signCell)
	s.put(first && r.line(d.Last+1) && len(r.toks) > d.Last+1-i, signOwnLine)
	begin := i
	for begin > 0 && i-begin < window && !r.line(begin) {
		begin--
	}
	for _, p := range r.all[r.firstPerson(max(0, i-window)):] {
		if p.First > d.Last+2 {
			break
		}
		if p.Last < i && !first && p.Last >= i-2 && (p.Last == i-1 || r.toks[i-1].Flags&anonymize.Punct != 0) {
			s.put(true, signPerson)
		}
		s.put(p.First == d.Last+1 || p.First == d.Last+2 && r.toks[d.Last+1].Flags&anonymize.Punct != 0 || first && p.Last == i-1 || first && p.Last == i-2, signPersonLine)
		s.put(r.line(d.Last+1) && p.First >= begin && p.Last < i, signLineEnd)
	}
}

// eventful tells whether w is composed with an event.
func eventful(w string) bool {
	for _, end := range [...]string{"termin", "frist", "beginn", "ende", "fahrt", "reise", "pruefung", "flug", "tag", "feier", "gespraech", "buchung"} {
		if len(w) > len(end)+2 && strings.HasSuffix(w, end) {
			return w != "geburtstag" && w != "namenstag" && w != "donnerstag" && w != "samstag"
		}
	}
	return false
}

// papery tells whether w is composed with a document.
func papery(w string) bool {
	for _, end := range [...]string{"bescheid", "schreiben", "brief", "rechnung", "vertrag", "urkunde", "ausweis", "schein", "antrag", "mail", "nachweis", "bescheinigung", "auszug", "erklaerung", "meldung", "anzeige", "ordnung", "gesetz", "mahnung", "bestellung", "impfung", "karte"} {
		if len(w) > len(end)+2 && strings.HasSuffix(w, end) {
			return true
		}
	}
	return false
}

// animal tells whether the sentence before token i is about an animal.
func (r *reader) animal(i int) bool {
	for j := i - 1; j >= 0 && i-j <= 30; j-- {
		t := &r.toks[j]
		if t.Flags&anonymize.Punct != 0 {
			if c := r.text[t.Start]; c == '?' || c == '!' || c == ';' || c == '.' && !r.abbreviation(j) && r.toks[j-1].Flags&anonymize.Digit == 0 {
				return false
			}
		}
		e := r.entry(j)
		if e.roles&pet != 0 {
			return true
		}
		if e.roles&kin != 0 || t.Flags&anonymize.Letter != 0 && (r.word(j) == "ich" || r.word(j) == "er" || r.word(j) == "sie") || r.line(j) {
			return false
		}
	}
	return false
}
