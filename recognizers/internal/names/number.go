package names

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
)

// houseNumber reads "12", "12a", "12 a", "3/4", "12-14", "12 ½" from token i and
// returns its last token.
func (s *scan) houseNumber(i int) (last int, ok bool) {
	n, ok := s.oneNumber(i)
	if !ok {
		return 0, false
	}
	last = n
	for range 3 {
		if !s.goesOn(last + 1) {
			return last, true
		}
		switch {
		case s.punct(last+1, '/') && s.glued(last+1) && s.toks[last+1].Flags&anonymize.NonASCII == 0,
			s.punct(last+1, '-') && (s.glued(last+1) == s.glued(last+2)),
			s.punct(last+1, '+') && s.glued(last+1):
			if s.line(last + 2) {
				return last, true
			}
			m, good := s.oneNumber(last + 2)
			if good && !(s.digitsAt(last+2) == 4 && s.punct(last+1, '/')) {
				last = m
				continue
			}
			if s.letter(last+2) && (s.toks[last+2].End-s.toks[last+2].Start == 1 || (s.punct(last+1, '/') || s.flagsAll(last+2)) && roman(s.word(last+2))) && s.glued(last+2) {
				last += 2
				continue
			}
		case s.punct(last+1, '/') && !s.glued(last+1) && !s.glued(last+2) && !s.line(last+2) && s.digit(last+2) && s.digitsAt(last+2) <= 3 && s.word(last + 2)[0] != '0' && !s.isPunct(last+3):
			last += 2 // "4 / 17"
			continue
		case s.isPunct(last+1) && s.toks[last+1].Flags&anonymize.NonASCII != 0 && s.fraction(last+1):
			last++
			continue
		case s.digit(last+1) && !s.line(last+1) && s.punct(last+2, '/') && s.glued(last+2) && s.digit(last+3) && s.glued(last+3) &&
			s.digitsAt(last+1) == 1 && s.digitsAt(last+3) == 1: // "12 1/2"
			last += 3
			continue
		}
		break
	}
	return last, true
}

// goesOn tells whether a house number may go on with token i: a sign, a fraction or a number.
func (s *scan) goesOn(i int) bool {
	if i >= len(s.toks) {
		return false
	}
	t := &s.toks[i]
	if t.Flags&anonymize.Punct == 0 {
		return t.Flags&anonymize.Digit != 0
	}
	c := s.text[t.Start]
	return c == '/' || c == '-' || c == '+' || t.Flags&anonymize.NonASCII != 0
}

// fraction tells whether token i is ½, ¼ or ¾.
func (s *scan) fraction(i int) bool {
	switch s.text[s.toks[i].Start:s.toks[i].End] {
	case "½", "¼", "¾", "⅓", "⅔":
		return true
	}
	return false
}

func (s *scan) digitsAt(i int) int {
	if i >= len(s.toks) {
		return 0
	}
	return int(s.toks[i].End - s.toks[i].Start)
}

// oneNumber reads "12", "12a", "12 a".
func (s *scan) oneNumber(i int) (last int, ok bool) {
	if i >= len(s.toks) || s.toks[i].Flags&anonymize.Digit == 0 {
		return 0, false
	}
	w := s.word(i)
	d := 0
	for d < len(w) && w[d] >= '0' && w[d] <= '9' {
		d++
	}
	if d == 0 || d > 4 || w[0] == '0' && d > 1 || len(w) > d+1 {
		return 0, false
	}
	if len(w) == d+1 {
		return i, w[d] >= 'a' && w[d] <= 'z'
	}
	if w == "0" {
		return 0, false
	}
	if n := i + 1; s.letter(n) && !s.line(n) && s.toks[n].Flags&(anonymize.Digit|anonymize.Foreign) == 0 && s.toks[n].End-s.toks[n].Start == 1 &&
		s.text[s.toks[n].Start] <= 'h' && !s.flatAt(n) && (!s.punct(n+1, '.') || !s.glued(n+2) && (n+2 >= len(s.toks) || s.glued(n+1) && len(s.word(n+2)) > 2)) && !(s.punct(n+1, '/') && s.letter(n+2) && s.glued(n+2)) {
		return n, true
	}
	return i, true
}

// floors reads ", 3. OG links, Whg 12" from token i on and returns the last
// token of it, or i-1 if there is nothing of the kind.
func (s *scan) floors(i int) int {
	last := i - 1
	for range 5 {
		j := last + 1
		newline := s.line(j)
		for n := 0; n < 2 && (s.punct(j, ',') || s.punct(j, '/') || s.punct(j, '-') || s.punct(j, '|') || s.punct(j, ';') || s.punct(j, '(') || s.isPunct(j) && s.word(j) == "//"); n++ {
			j++
		}
		if j >= len(s.toks) || newline && j > last+1 {
			return last
		}
		switch {
		case s.digit(j) && s.digitsAt(j) <= 2 && s.punct(j+1, '.') && s.is(j+2, kFloor) && !s.line(j+2):
			last = j + 2
		case s.digit(j) && s.digitsAt(j) <= 2 && s.is(j+1, kFloor) && !s.line(j+1) && s.word(j+1) != "zimmer":
			last = j + 1
		case s.nth(j) && s.is(j+1, kFloor) && !s.line(j+1):
			last = j + 1 // "3rd floor"
		case s.digit(j) && s.digitsAt(j) == 1 && s.punct(j+1, '.') && s.letter(j+2) && s.word(j+2) == "hof" && !s.line(j+2) && (s.line(j+3) || s.punct(j+3, ',')):
			last = j + 2 // "2. Hof"
		case s.letter(j) && roman(s.word(j)) && s.flagsAll(j) && s.punct(j+1, '.') && s.is(j+2, kFloor) && !s.line(j+2):
			last = j + 2 // "III. Etage"
		case s.is(j, kFloor) && (!s.line(j) || s.upper(j)) && !(s.is(j, kThing) && s.word(j) == "zimmer" && j == last+1):
			k := j
			dot := s.punct(k+1, '.') && s.glued(k+1) && len(s.word(k)) <= 4 && !s.line(k+2) && !s.upper(k+2)
			if dot {
				k++
			}
			if s.is(k+1, kFloor) && s.word(k+1) == "nr" {
				k++
			}
			if k+1 < len(s.toks) && !s.line(k+1) && s.toks[k+1].Flags&anonymize.Digit != 0 && s.digitsAt(k+1) <= 4 && !s.punct(k+2, '.') {
				k++
			} else if s.digit(k+1) && !s.line(k+1) && s.punct(k+2, '.') && s.glued(k+2) && s.digit(k+3) && s.glued(k+3) && !s.punct(k+4, '.') {
				k += 3 // "Whg 4.03"
			} else if s.letter(k+1) && s.toks[k+1].End-s.toks[k+1].Start == 1 && !s.line(k+1) && s.upper(k+1) {
				k++
			} else if w := s.word(j); w == "haus" || w == "block" || w == "top" || w == "wohnung" || w == "app" || w == "zi" || w == "we" || w == "keller" || w == "zimmer" || w == "anbau" || w == "treppe" || w == "treppenhaus" || w == "halle" || w == "gebaeude" || w == "room" || w == "flat" || w == "unit" || w == "floor" || w == "trakt" || w == "box" || w == "parzelle" || w == "eingang" || w == "aufgang" {
				return last
			} else if dot && !s.punct(k+1, ',') {
				k = j // but "Rgb., 83278 Traunstein"
			}
			last = k
		case s.is(j, kSide) && !s.line(j):
			last = j
			if s.punct(j+1, '.') && s.glued(j+1) && len(s.word(j)) <= 2 {
				last++
			}
		default:
			return last
		}
		if s.punct(last+1, ')') {
			last++
		}
	}
	return last
}

// nth tells whether token i is an English ordinal number: "3rd", "third".
func (s *scan) nth(i int) bool {
	if !s.letter(i) || s.line(i) {
		return false
	}
	switch w := s.word(i); w {
	case "first", "second", "third", "fourth", "fifth", "ground", "top", "upper", "1st", "2nd", "3rd":
		return true
	default:
		return len(w) <= 4 && strings.HasSuffix(w, "th") && w[0] >= '1' && w[0] <= '9'
	}
}

// moreNumbers reads the further house numbers of a list, ", 11 und 13", behind the one that ends at token last and returns the last token. The
// list ends with a conjunction and its numbers rise.
func (s *scan) moreNumbers(last int) int {
	if k := last + 1; s.letter(k) && s.word(k) == "bis" && !s.line(k) && !s.line(k+1) && s.digit(k+1) && s.rises(last, k+1) && s.digitsAt(k+1) <= 3 && s.stopsBehind(k+2) && !s.afterNumber(k+2) {
		return k + 1 // "Lindenallee 7 bis 9"
	}
	n, prev := last, last
	for range 8 {
		and := s.is(n+1, kAnd) && s.word(n+1) != "oder"
		if !and && !s.punct(n+1, ',') || s.line(n+1) || s.line(n+2) || s.glued(n+2) || s.digitsAt(n+2) > 4 || s.digitsAt(n+2) == 4 && s.digit(n+2) {
			return last
		}
		m, ok := s.houseNumber(n + 2)
		if !ok || !s.rises(prev, n+2) || s.afterNumber(m+1) || s.counted(m+1) {
			return last
		}
		if n, prev = m, n+2; and {
			break
		}
	}
	if !s.is(n-1, kAnd) && !s.is(n-2, kAnd) || s.letter(n+1) && !s.line(n+1) && !s.is(n+1, kStop|kPlace|kBe|kHome) && s.upper(n+1) == s.lower {
		return last
	}
	if s.punct(n+1, '.') && s.letter(n+2) && !s.upper(n+2) && !s.lower {
		return last
	}
	return n
}

// rises tells whether the number at token b is greater than the one at or right before token a.
func (s *scan) rises(a, b int) bool {
	if !s.digit(a) && s.toks[a].Flags&anonymize.Digit == 0 {
		a--
	}
	return leading(s.word(a)) < leading(s.word(b))
}

// leading returns the value of the digits that w begins with.
func leading(w string) (v int) {
	for i := 0; i < len(w) && w[i] >= '0' && w[i] <= '9'; i++ {
		v = 10*v + int(w[i]-'0')
	}
	return v
}

// ordinalNoun tells whether the number that ends at token last counts what stands behind its full stop: "Ringstraße 2. Bauabschnitt", "77. Aufl.".
func (s *scan) ordinalNoun(last int) bool {
	if !s.punct(last+1, '.') || !s.glued(last+1) || !s.letter(last+2) || s.line(last+2) {
		return false
	}
	switch s.word(last + 2) {
	case "bauabschnitt", "abschnitt", "ba", "auflage", "aufl", "ausgabe", "teil", "kapitel", "spieltag", "jahrgang", "lauf", "runde":
		return true
	}
	return false
}

// ofMany tells whether the words from token k on say how many there are: "Packstück 2 von 3".
func (s *scan) ofMany(k int) bool {
	return s.letter(k) && !s.line(k) && s.word(k) == "von" && s.digit(k+1) && !s.line(k+1)
}

// decimal tells whether the number at token i goes on behind a comma: 33,3374. Five digits are a postcode.
func (s *scan) decimal(i int) bool {
	return s.punct(i+1, ',') && s.glued(i+1) && s.digit(i+2) && s.glued(i+2) && s.digitsAt(i+2) >= 3 && s.digitsAt(i+2) != 5
}

// ranked tells whether the place at token j is one in a ranking, the words from token k on its list: "Platz 1 der Charts".
func (s *scan) ranked(j, k int) bool {
	if !s.letter(j) || s.word(j) != "platz" || !s.letter(k) || s.line(k) {
		return false
	}
	switch s.word(k) {
	case "der", "des", "unter":
		return true
	}
	return false
}
