package dates

import (
	"cmp"
	"slices"

	"github.com/deckname/deckname/anonymize"
)

// aged tells whether an age that fits stands right before the date: "17 J., 25.09.06", "31 Jahre alt (25.09.1992)".
func (r *reader) aged(b *Birth) bool {
	j := b.First - 1
	if !r.punct(j, ',') && !r.punct(j, '(') {
		return false
	}
	j--
	if r.punct(j, '.') && r.glued(j) {
		j--
	}
	if j > 1 && r.toks[j].Flags&anonymize.Letter != 0 && r.word(j) == "alt" {
		j--
	}
	if j < 1 || r.toks[j].Flags&anonymize.Letter == 0 {
		return false
	}
	span := false // a period may be meant as well as an age
	switch r.word(j) {
	case "j", "jaehrig", "yrs":
	case "jahre", "jahren", "years":
		span = true
	default:
		return false
	}
	if j--; r.punct(j, '-') {
		j--
	}
	age, n := r.number(j)
	if n < 1 || n > 3 || r.timed(b.Last) || span && !r.someoneOld(j) {
		return false
	}
	now := (age + b.Year) % 100 // when the message was written, without its century
	b.Context = j
	return now >= firstMessage && now <= lastMessage
}

// someoneOld tells whether the age at token i is that of a person: one stands right before it, a relative or a pronoun shortly before, and no
// animal or preposition of time: "Fr. Wendt, 31 Jahre", "er ist 31 Jahre alt", but not "vor 12 Jahren", "der Pass gilt 10 Jahre".
func (r *reader) someoneOld(i int) bool {
	for j, n := i-1, 0; j >= 0 && n < 5; j, n = j-1, n+1 {
		if r.line(j + 1) {
			break
		}
		if _, ok := slices.BinarySearchFunc(r.all, j, func(p Person, j int) int { return cmp.Compare(int(p.Last), j) }); ok {
			return true
		}
		if r.toks[j].Flags&anonymize.Letter == 0 {
			if r.punct(j, ',') || r.punct(j, '(') || r.punct(j, '-') {
				continue
			}
			break
		}
		roles := r.entry(j).roles
		switch w := r.word(j); {
		case w == "vor" || w == "seit" || w == "nach" || w == "auf" || w == "fuer" || w == "ueber" || w == "innerhalb" || w == "gilt" || w == "wohne" || w == "wohnt" || roles&(pet|paper) != 0:
			return false
		case w == "ich" || w == "er" || w == "sie" || w == "patient" || w == "patientin" || w == "pat" || w == "bin" || w == "am" || w == "he" || w == "she" || roles&kin != 0:
			return true
		}
	}
	return i == 0 || r.line(i)
}

// The years, without their century, in which a message may have been written that gives somebody's age.
const (
	firstMessage = 10
	lastMessage  = 40
)

// paired tells whether d and the next date each stand right behind a person, and are not of one season: "Bosse 5.5.2020, Ylvie 11.1.2022".
func (r *reader) paired(d Date) bool {
	if r.timed(d.Last) {
		return false
	}
	j := d.Last + 1
	for n := 0; n < 2 && (r.punct(j, ',') || r.punct(j, ';') || r.punct(j, '/') || r.punct(j, '&') || j < len(r.toks) && r.toks[j].Flags&anonymize.Letter != 0 && r.word(j) == "und"); n++ {
		j++
	}
	if j == d.Last+1 || j >= len(r.toks) || r.toks[j].Flags&anonymize.Letter == 0 {
		return false
	}
	own, next := false, -1
	for _, p := range r.persons {
		if p.First > j {
			break
		}
		own = own || p.Last == d.First-1 && !r.line(d.First)
		if p.First == j {
			next = p.Last + 1
		}
	}
	if !own || next < 0 || r.line(next) {
		return false
	}
	o, ok := r.read(next)
	if !ok || r.timed(o.Last) {
		return false
	}
	apart := (d.Year-o.Year)*12 + d.Month - o.Month
	return apart > leastApart || apart < -leastApart
}

// leastApart is how many months lie between the births of two siblings, and seldom between two appointments.
const leastApart = 9
