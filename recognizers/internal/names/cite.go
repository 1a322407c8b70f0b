package names

// citeReach is how many tokens before and behind an author's name say that it is cited.
const citeReach = 16

// cited tells whether the name from token first to token last is that of an
// author in a citation of legal literature, or of a party in one of a
// decision, as decisions and letters of lawyers have them: "vgl. Ekert /
// Bandow, Markengesetz, 3. Aufl., § 14 Rn. 563", "vgl. auch Bittmann, NStZ
// 2018, 50", "Ekert in: Festschrift Uhl". Published books are no personal data
// of anybody in the text.
func (s *scan) cited(first, last int) bool {
	slash := s.punct(first-1, '/') || s.punct(last+1, '/')
	if !slash && !s.punct(last+1, ',') && !s.before(first, "in") && !s.is(last+1, kPlace) && !s.digit(last+2) {
		return false
	}
	opened := s.citesBefore(first)
	for i := last + 1; i < min(last+citeReach, len(s.toks)); i++ {
		if !s.letter(i) || s.lower && !slash {
			continue
		}
		switch s.word(i) {
		case "aufl", "auflage":
			if s.digit(i-1) || s.punct(i-1, '.') && s.digit(i-2) || s.digit(i+1) || s.punct(i+1, '.') && s.digit(i+2) { // "3. Aufl.", not the condition that an office makes
				return true
			}
		case "rn", "rdn", "rnd", "rdnr", "rz", "randnr", "randnummer":
			if slash || s.digit(i+1) || s.punct(i+1, '.') && s.digit(i+2) {
				return true
			}
		case "aao":
			if slash || opened {
				return true
			}
		case "a":
			if s.punct(i+1, '.') && s.letter(i+2) && s.word(i+2) == "a" && s.punct(i+3, '.') && s.letter(i+4) && s.word(i+4) == "o" {
				if slash || opened || i == last+2 {
					return true
				}
			}
		case "njw", "nstz", "juris", "grur", "nzs", "mdr", "jz", "juz", "nvwz", "dvbl", "bb", "stv", "famrz", "nza", "dstr", "bfh", "egmr", "eugh", "festschrift":
			if opened || slash {
				return true
			}
		case "stpo", "zpo", "stgb", "bgb", "patg", "kommentar":
			if opened || slash && s.punct(i-1, ',') && s.isPunct(i+1) {
				return true // but not: "Müller/Meier klagen wegen § 536 BGB"
			}
		}
	}
	return false
}

// citesBefore tells whether a citation is opened before token i, with nothing but other authors and works between: "vgl. auch".
func (s *scan) citesBefore(i int) bool {
	for j := i - 1; j >= 0 && j > i-citeReach; j-- {
		if !s.letter(j) {
			continue
		}
		switch s.word(j) {
		case "vgl", "ebenso", "abweichend", "zit":
			return true
		case "auch", "siehe", "etwa", "dazu", "hierzu", "nur", "so", "statt", "z", "b", "u", "und", "in", "a", "m", "w":
		default:
			if !s.upper(j) {
				return false
			}
		}
	}
	return false
}

// ennoble stretches f over the title and the particles of nobility before it, from token least on: "Freiherr von und zu Lindner".
func (s *scan) ennoble(f *Finding, least int) {
	i := int(f.First)
	for n := 0; n < 3 && i > least && s.is(i-1, kParticle) && !s.upper(i-1) && !s.line(i); n++ {
		i--
	}
	if (i < int(f.First) || s.is(i, kParticle)) && i > least && s.is(i-1, kNoble) && s.upper(i-1) && !s.line(i) {
		f.First = int32(i - 1)
	}
}

// undated takes the month of a date before a name off it: "am 6. Mai Hans-Wennemar Rolfes".
func (s *scan) undated(f *Finding) {
	if i := int(f.First); f.First < f.Last && s.is(i, kMonth) && s.punct(i-1, '.') && s.digit(i-2) {
		f.First++
	}
}

// regnal makes the full stop of a ruler's ordinal a part of the name, and what
// he is called after: "Bernhard IV.", "Otto II. von Neuhausen".
func (s *scan) regnal(f *Finding) {
	n := int(f.Last)
	if f.First == f.Last || !s.regnalAt(n) {
		return
	}
	f.Last++
	if s.word(n+2) == "von" && s.letter(n+3) && s.upper(n+3) {
		if u, ok := s.unitAt(n + 3); ok {
			f.Last = int32(u.last)
		}
	}
}

// regnalAt tells whether token i is a ruler's Roman ordinal with its full stop inside a sentence.
func (s *scan) regnalAt(i int) bool {
	return s.letter(i) && !s.line(i) && s.upper(i) && roman(s.word(i)) && s.punct(i+1, '.') && s.glued(i+1) && s.letter(i+2) && !s.line(i+2) && !s.upper(i+2)
}
