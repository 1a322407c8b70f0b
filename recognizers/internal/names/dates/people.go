package dates

import (
	"cmp"
	"slices"
	"strings"

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
	if n < 1 || n > 3 || r.timed(b.Last) || span && !r.someoneOld(j) || r.lasting(j-1) {
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
		if _, ok := slices.BinarySearchFunc(r.all, j, func(p Person, j int) int { return cmp.Compare(p.Last, j) }); ok {
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

// lasting tells whether the word at token i is for what lasts some years: "Mietvertrag (10 Jahre, 01.04.2016)".
func (r *reader) lasting(i int) bool {
	if i < 0 || r.toks[i].Flags&anonymize.Letter == 0 {
		return false
	}
	w := r.word(i)
	for _, end := range [...]string{"dauer", "frist", "vertrag", "garantie", "jubilaeum", "pacht", "miete", "periode", "bindung", "laufzeit", "ruhezeit", "mietzeit", "kredit", "darlehen"} {
		if strings.HasSuffix(w, end) {
			return true
		}
	}
	return false
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
	near, _ := slices.BinarySearchFunc(r.all, d.First-1, func(p Person, j int) int { return cmp.Compare(p.Last, j) })
	for _, p := range r.all[near:] {
		if p.First > j {
			break
		}
		if p.Last == d.First-1 && !r.line(d.First) {
			own = !r.occasion(p.First)
		}
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

// occasion tells whether one of the few words before the name at token i is for what happens on a day: "Urlaub Anna 5.5.2025, Peter …", "Tod: Peter Lindner …".
func (r *reader) occasion(i int) bool {
	for k := i - 1; k >= 0 && i-k <= 3 && !r.line(k+1); k-- {
		if r.toks[k].Flags&anonymize.Letter == 0 {
			continue
		}
		if e := r.entry(k); e.roles&birth == 0 && e.roles&(done|other|event|paper|happen) != 0 {
			return true
		}
		switch w := r.word(k); w {
		case "tod", "urlaub", "einzug", "auszug", "umzug":
			return true
		}
	}
	return false
}

// leastApart is how many months lie between the births of two siblings, and seldom between two appointments.
const leastApart = 9
