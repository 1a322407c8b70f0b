package names

// stretch adds to the street st, a word that ends at token j, the words before it that belong to its name: "An der Kleinen Dorfstraße",
// "Alte Poststraße", "3. Querstraße".
func (s *scan) stretch(st street, j int) street {
	i := st.first
	if s.line(i) {
		return st
	}
	p := i - 1
	if s.is(p, kStreet) && (!s.upper(p) || s.caps) {
		if k := s.path(p, j); k >= 0 {
			return street{first: k, strength: 3} // "Weg zum Sportplatz"
		}
	}
	if s.letter(p) && s.upper(p) && s.is(p, kStreet) && s.word(p) != "in" && s.word(p) != "bei" && s.word(p) != "vor" && !s.is(p, kHome) && (st.strength < 3 || !s.sentenceStart(p) || s.line(p) || s.punct(p-1, ':')) {
		st.first = p
		return st
	}
	if s.is(p, kArt) && s.word(p) != "die" && s.is(p-1, kStreet) && s.upper(p-1) && !s.line(p) && (!s.sentenceStart(p-1) || s.line(p-1) || s.punct(p-2, ':')) {
		st.first = p - 1
		return st
	}
	if s.letter(p) && s.upper(p) && (s.attribute(p) || s.adjective(p)) && !s.within(p) { // "Alte Poststraße", "Uerdinger Landstraße"
		st.first = s.further(p)
	}
	if w := s.word(j); s.punct(p, '.') && s.digit(p-1) && s.glued(p) && len(w) > 4 && w[:4] == "quer" {
		st.first = p - 1 // "3. Querstraße"
	}
	if s.lower && st.first == i && s.letter(p) {
		st.first = s.stretchLower(st.first, j)
	}
	if s.punct(p, '.') && s.glued(p) && s.letter(p-1) {
		switch w := s.word(p - 1); {
		case s.upper(p-1) && (w == "st" || s.is(p-1, kTitle)):
			st.first = p - 1
		case s.upper(p-1) == s.upper(j) && (w == "gr" || w == "kl" || w == "ob" || w == "unt" || w == "hint" || w == "vord" || w == "st"):
			st.first = p - 1 // "Kl. Fischergasse"
		}
	}
	return st
}

// stretchLower returns where the street's compound from token i to token j begins in a text without capitals.
func (s *scan) stretchLower(i, j int) int {
	p := i - 1
	end := s.e.roads.Of(s.word(j), 2)
	if !s.is(p-1, kPoss|kArt) {
		switch w := s.word(p); w {
		case "gross", "klein", "hohen":
			if s.is(p-1, kPlace) {
				return p // "in groß siemz 17"
			}
		case "zum", "zur":
			return p
		case "am", "im":
			if end > 0 && end < 3 && !(w == "im" && s.is(p-1, kStop)) {
				return p // "am neumarkt 42"
			}
		case "hinterm", "unterm":
			if end > 0 && (end < 3 || endsWith(s.word(j), 2, "platz")) {
				return p
			}
		default:
			if len(w) > 5 && w[len(w)-2:] == "er" && s.kinds[p]&^kLook == 0 && s.roadEnd(j) > 0 && (s.demonym(w) || s.roadEnd(j) == 3 && s.offVillage(p)) {
				return p // "dresdner bahnweg", "hemelinger heerstr."
			}
		}
	}
	switch declined, ok := s.epithet(p); {
	case !ok:
	case !declined && !s.is(p-1, kPoss|kArt):
		return p // "alter postweg", "kurze wanne"
	case declined && end > 0 && !s.line(p) && s.letter(p-1):
		switch w := s.word(p - 1); {
		case w == "am" || w == "im" && end < 3:
			return p - 1 // "am alten postweg"
		case s.definite(p-1) || w == "im" || w == "zum" || w == "zur" || w == "vom":
			return p // "in der alten poststraße"
		}
	}
	if s.is(p, kArt) && !s.line(p) && end > 0 && end < 3 {
		switch s.word(p - 1 + b2i(p == 0)) {
		case "auf", "an", "hinter", "unter", "zwischen", "neben", "vor":
			return p - 1 // "hinter der bleiche 30"
		}
	}
	return i
}
