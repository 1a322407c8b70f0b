package names

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// position says how strongly what stands before a word announces a name.
type position uint8

const (
	inField position = iota // behind the colon of a form field, or the answer to "Wie heißen Sie?"
	inSalut                 // behind Herr, Frau, Dr.
	inIntro                 // behind "ich heiße", "mein Name ist", the closing of a letter
	inJob                   // behind "Sachbearbeiter"
	inWeak                  // behind "meine Tochter", "ich bin"
)

// maxUnits bounds the units of one name.
const maxUnits = 6

// run is a sequence of units that may be a name.
type run struct {
	first, last int // tokens
	units       int
	given       int  // units that are given names
	surnames    int  // units that are surnames and no given names
	unknown     int  // units the lexicon does not know as names
	everyday    int  // units that are everyday words as well
	lowered     bool // written without capitals in a text that has them
	f1          int  // strength of the first unit as a given name
}

// nameRun reads the longest name that begins at token i.
func (s *scan) nameRun(i int, p position) (r run, ok bool) {
	r.first, r.last = i, -1
	pos := i
	var prev unit
	for r.units < maxUnits {
		if pos > i && (s.line(pos) || s.wide(pos) || s.glued(pos) && !(prev.initial && s.punct(pos-1, '.'))) {
			break
		}
		u, good := s.unitAt(pos)
		if !good || s.inAddress(u.first, u.last) {
			break
		}
		if next, good := s.particles(pos, p, &r, &prev); good {
			pos = next
			if u, good = s.unitAt(pos); !good {
				break
			}
			if !s.acceptAfterParticle(&u, p) {
				break
			}
		} else if !s.accept(&u, p, &r, &prev) {
			break
		}
		r.note(s, &u)
		prev = u
		pos = u.last + 1
	}
	if r.last < 0 {
		return r, false
	}
	// an initial at the end belongs to nothing, and so does a keyword
	if r.units == 1 && (prev.initial || prev.allUpper && s.syntax(r.first)) {
		return r, false
	}
	if n := r.last + 1; s.letter(n) && s.word(n) == "punkt" && s.lower {
		return r, false // an e-mail address in words
	}
	if r.units > 1 && s.lower && s.letter(r.last+1) && s.word(r.last+1) == "weg" && !s.line(r.last+1) && p != inField {
		return r, false // "der hermann löns weg"
	}
	if s.is(r.last+1, kHeisse) && (s.is(r.last+3, kPet) || s.is(r.last+2, kPet)) {
		return r, false // "felix heißt mein kater"
	}
	if s.orgBehind(r.last+1) || s.beside(r.first, r.last) || s.nobodys(r.first, r.last) || s.animalField(r.first) || s.ticket(r.first, r.last) {
		return r, false
	}
	return r, true
}

// wide tells whether so many blanks stand before token i that another column begins there: three, or two or a tab where the text has more of them.
func (s *scan) wide(i int) bool {
	gap := s.toks[i].Start - s.toks[i-1].End
	return gap >= 3 || gap == 2 && s.columned() || s.tabs && words.TabBefore(s.doc, i) && s.columned()
}

// leastGaps is how many columns begin inside lines of a text that is set in columns.
const leastGaps = 3

// columned tells whether the text is set in columns: runs of blanks inside two of its lines or more that no end of a sentence explains.
func (s *scan) columned() bool {
	if s.columns == 0 {
		s.columns = no
		n, first, last := 0, 0, 0 // the gaps, the lines of the first and last
		for i, line := 1, 0; i < len(s.toks) && (n < leastGaps || first == last); i++ {
			line += b2i(s.line(i))
			if s.cutAt(i, ' ') && !s.line(i) && !s.sentenceEnd(i-1) && strings.TrimLeft(s.text[s.toks[i-1].End:s.toks[i].Start], " ") == "" {
				if n++; n == 1 {
					first = line
				}
				last = line
			}
		}
		if n >= leastGaps && first < last {
			s.columns = yes
		}
	}
	return s.columns == yes
}

// animalField tells whether the form field before token i holds an animal's name: "Rasse: Dackel", next line "Rufname: Bruno".
func (s *scan) animalField(i int) bool {
	if !s.punct(i-1, ':') || !s.letter(i-2) || !s.line(i-2) {
		return false
	}
	switch s.word(i - 2) {
	case "rasse", "hunderasse", "tierart":
		return true
	case "name", "rufname", "tiername":
		for n, j := 0, i-3; n < 8 && j >= 0; n, j = n+1, j-1 {
			if s.letter(j) && (s.word(j) == "rasse" || s.word(j) == "hunderasse" || s.word(j) == "tierart") {
				return true
			}
		}
	}
	return false
}

// cased tells whether the word is Greek, Cyrillic or Armenian, whose names begin with capitals.
func cased(w string) bool { return w[0] >= 0xCE && w[0] <= 0xD5 }

// capitalForeign tells whether a word of another script near token i begins with a capital.
func (s *scan) capitalForeign(i int) bool {
	for j := max(0, i-reachForeign); j < min(len(s.toks), i+reachForeign); j++ {
		if s.toks[j].Flags&anonymize.Foreign != 0 && s.upper(j) {
			return true
		}
	}
	return false
}

// reachForeign is how many tokens around a word capitalForeign looks at.
const reachForeign = 24

func (r *run) note(s *scan, u *unit) {
	r.last = u.last
	if r.units == 0 {
		r.f1 = u.firstName()
		r.lowered = !s.lower && !u.upper && !u.foreign
	}
	r.units++
	switch {
	case u.initial:
	case u.e.First >= 2 && (u.e.First >= u.e.Last || r.units == 1):
		r.given++
	case u.e.Last > 0:
		r.surnames++
	case u.e.First > 0:
		r.given++
	default:
		r.unknown++
	}
	if u.anti() >= 2 {
		r.everyday++
	}
}

// orgBehind tells whether token i turns the name before it into a firm's, a
// foundation's or a street's.
func (s *scan) orgBehind(i int) bool {
	if s.line(i) || i > 0 && s.wide(i) {
		return false
	}
	if s.punct(i, '&') || s.punct(i, '+') {
		for n, j := 0, i+1; n < 3 && s.upper(j) && !s.line(j); n, j = n+1, j+1 {
			if s.is(j, kOrg) {
				return true // "Kessler & Kinder OHG"
			}
		}
	}
	if s.punct(i, '-') || s.punct(i, '&') || s.punct(i, '+') {
		return s.is(i+1, kOrg|kRoad) || s.punct(i, '-') && s.glued(i) && s.glued(i+1)
	}
	if !s.glued(i) && s.glued(i+1) && s.glued(i+2) { // as between the parts of a unit of several
		if u, ok := s.unitAt(i); ok && u.parts > 1 && u.is(kOrg|kRoad) {
			return true // "Robert Koch-Institut"
		}
	}
	if s.is(i, kOrg|kRoad) {
		// "peter müller haus" but not "Herr Müller weg"
		return s.upper(i) || s.lower && s.kinds[i]&kStop == 0 || s.word(i) == "eg" || s.word(i) == "ek"
	}
	return false
}

// particles reads name particles and titles of nobility from token i and
// returns where the name goes on.
func (s *scan) particles(i int, p position, r *run, prev *unit) (next int, ok bool) {
	n := 0
	for ; n < 3 && s.is(i, kParticle|kNoble) && s.letter(i) && (n == 0 || !s.line(i)); n++ {
		if s.kinds[i]&kNoble != 0 {
			if !s.upper(i) && !s.lower {
				break
			}
			i++
			continue
		}
		w := s.word(i)
		switch w {
		case "der", "den", "dem", "und", "auf", "la", "zu", "le", "el", "al":
			if n == 0 && (w == "der" || w == "den" || w == "dem" || w == "und" || w == "auf" || w == "zu" && (r.units == 0 && !(p == inSalut && s.upper(i+1)) || s.errand(i+1))) || w == "und" && !s.is(i-1, kParticle) {
				return i, false
			}
			if (w == "la" || w == "le" || w == "al" || w == "el") && s.lower && r.units == 0 && p >= inWeak {
				return i, false
			}
		case "zum", "zur", "vom", "st":
			if n == 0 && (w != "st" || !s.upper(i)) {
				return i, false
			}
		case "da", "du", "bin", "do", "dos", "des", "das", "ben", "di":
			if r.units == 0 || s.lower && w != "di" && w != "dos" || r.unknown+r.given == 0 {
				return i, false
			}
		case "von":
			if r.units > 0 && (prev.e.First < 2 || r.surnames > 0) {
				return i, false // "Herr Müller von der Kasse"
			}
			if r.units == 0 && p > inIntro {
				return i, false
			}
			if g, ok := s.unitAt(i + 1); r.units == 0 && s.is(i-1, kFamily) && ok && g.e.First >= 3 && g.e.Last < 4 {
				return i, false // "die Familie von Igor Anic"
			}
		}
		if s.punct(i+1, '-') && s.glued(i+1) { // Al-Sayed is one unit
			return i, false
		}
		i++
		if s.punct(i, '.') && s.glued(i) {
			i++
		}
	}
	return i, n > 0 && s.letter(i) && !s.line(i)
}

// roman tells whether w is a Roman numeral.
func roman(w string) bool {
	for i := range len(w) {
		if w[i] != 'i' && w[i] != 'v' && w[i] != 'x' {
			return false
		}
	}
	return len(w) < 5
}

// errand tells whether token i makes a phrase with the "zu" before it: "zu Gast".
func (s *scan) errand(i int) bool {
	if !s.letter(i) {
		return false
	}
	switch s.word(i) {
	case "anfang", "beginn", "besuch", "boden", "ende", "fuss", "gast", "gunsten", "hause", "hilfe", "lasten", "protokoll", "recht", "tisch", "tode", "wort":
		return true
	}
	return false
}

// stopsBehind tells whether a phrase ends before token i.
func (s *scan) stopsBehind(i int) bool {
	return s.line(i) || s.isPunct(i) || s.is(i, kStop|kAnd)
}

func (u *unit) is(k kind) bool { return u.kind&k != 0 }

// score rates r by what the lexicon knows of it; base is the score of a run of
// known names in this place.
func (r *run) score(base float32) float32 {
	sc := base
	if r.unknown == r.units {
		sc -= 0.08
	}
	if r.everyday == r.units {
		sc -= 0.06
	}
	if r.lowered {
		sc -= 0.05
	}
	if r.given > 0 && r.units > 1 {
		sc += (1 - sc) * 0.5
	}
	return sc
}

// evidence says who spoke for r beside the context.
func (r *run) evidence() anonymize.Evidence {
	if r.unknown < r.units {
		return anonymize.EvidenceContext | anonymize.EvidenceLexicon
	}
	return anonymize.EvidenceContext
}
