package names

// dedicated returns the token at which a street begins whose name ends with the genitive at token i: "Platz der Republik", "Straße der
// Deutschen Einheit", else -1.
func (s *scan) dedicated(i int) int {
	if p := i - 1; s.letter(p) && !s.line(i) && !s.is(p, kArt|kStop) && (s.upper(p) && s.upper(i) || s.lower) && s.is(p-1, kArt) {
		if w := s.word(p); len(w) > 4 && (w[len(w)-2:] == "en" || w[len(w)-2:] == "er") {
			i = p
		}
	}
	if s.is(i-1, kArt) && s.is(i-2, kRoad) && s.letter(i-2) && !s.line(i) && !s.line(i-1) && (s.upper(i-2) || s.lower) && strongRoad(s.word(i-2)) {
		return i - 2
	}
	return -1
}

// shortened returns the token at which "Str. der Jugend" or "Str. d. Jugend" begins, whose last word is token i, else -1.
func (s *scan) shortened(i int) int {
	p := i - 1
	if s.punct(p, '.') && s.glued(p) && s.before(p, "d") {
		p--
	}
	if p < 1 || s.line(i) || s.word(p) != "d" && !s.is(p, kArt) || s.word(p) == "die" {
		return -1
	}
	switch {
	case s.is(p-1, kRoad) && strongRoad(s.word(p-1)) && p < i-1:
		return p - 1
	case s.punct(p-1, '.') && s.glued(p-1) && s.is(p-2, kRoad) && strongRoad(s.word(p-2)) && !s.line(p):
		return p - 2
	}
	return -1
}
