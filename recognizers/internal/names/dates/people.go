package dates

import "github.com/deckname/deckname/anonymize"

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
	switch r.word(j) {
	case "j", "jahre", "jahren", "jaehrig", "years", "yrs":
	default:
		return false
	}
	if j--; r.punct(j, '-') {
		j--
	}
	age, n := r.number(j)
	if n < 1 || n > 3 || r.timed(b.Last) {
		return false
	}
	now := (age + b.Year) % 100 // when the message was written, without its century
	b.Context = j
	return now >= firstMessage && now <= lastMessage
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
