package names

// cited tells whether the name from token first to token last is that of an
// author in a citation of legal literature, as decisions and letters of
// lawyers have them: "vgl. Ekert / Bandow, Markengesetz, 3. Aufl., § 14 Rn. 563".
// Published books are no personal data of anybody in the text.
func (s *scan) cited(first, last int) bool {
	const reach = 16
	slash := s.punct(first-1, '/') || s.punct(last+1, '/')
	if !slash && !s.punct(last+1, ',') && !s.before(first, "in") {
		return false
	}
	for i := last + 1; i < min(last+reach, len(s.toks)); i++ {
		if !s.letter(i) || s.lower && !slash {
			continue
		}
		switch s.word(i) {
		case "aufl", "auflage":
			if s.digit(i-1) || s.punct(i-1, '.') && s.digit(i-2) || s.digit(i+1) || s.punct(i+1, '.') && s.digit(i+2) { // "3. Aufl.", not the condition that an office makes
				return true
			}
		case "rn", "rdn", "rdnr", "rz", "randnr", "randnummer":
			if slash || s.digit(i+1) || s.punct(i+1, '.') && s.digit(i+2) {
				return true
			}
		case "aao":
			return slash
		}
	}
	return false
}

// regnal makes the full stop of a ruler's ordinal a part of the name, and what
// he is called after: "Bernhard IV.", "Otto II. von Neuhausen".
func (s *scan) regnal(f *Finding) {
	n := int(f.Last)
	if f.First == f.Last || !s.letter(n) || !s.upper(n) || !roman(s.word(n)) || !s.punct(n+1, '.') || !s.glued(n+1) || !s.letter(n+2) || s.line(n+2) || s.upper(n+2) {
		return
	}
	f.Last++
	if s.word(n+2) == "von" && s.letter(n+3) && s.upper(n+3) {
		if u, ok := s.unitAt(n + 3); ok {
			f.Last = int32(u.last)
		}
	}
}
