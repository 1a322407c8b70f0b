package names

import "github.com/deckname/deckname/internal/fold"

// epithet tells whether the word at token i is an adjective that streets of the same name are told apart by, and whether it is in a case
// that follows an article: "alte", "der alten".
func (s *scan) epithet(i int) (declined, ok bool) {
	if !s.letter(i) {
		return false, false
	}
	w := s.word(i)
	n := len(w)
	switch {
	case n < 4 || n > 11:
		return false, false
	case w[n-1] == 'e':
		w = w[:n-1]
	case w[n-2:] == "er", w[n-2:] == "es":
		w = w[:n-2]
	case w[n-2:] == "en":
		w, declined = w[:n-2], true
	default:
		return false, false
	}
	switch w {
	case "alt", "neu", "gross", "klein", "ober", "unter", "hinter", "vorder", "hoh", "aeusser", "inner", "mittler", "mittl", "lang", "kurz", "breit", "schmal", "eng", "weit", "krumm", "tief", "nieder",
		"weiss", "rot", "gruen", "schwarz", "golden", "blau", "heilig", "kalt", "duerr", "still", "schoen", "steinern", "faul", "fett", "wild", "finster", "erst", "zweit", "dritt", "viert", "luetj", "luettj":
		return declined, true
	}
	return false, false
}

// definite tells whether token i is a definite article.
func (s *scan) definite(i int) bool {
	if !s.letter(i) || s.toks[i].End-s.toks[i].Start != 3 {
		return false
	}
	switch s.word(i) {
	case "der", "den", "dem", "die", "das", "des":
		return true
	}
	return false
}

// contracted tells whether token i is a preposition with an article in it: "im", "zur".
func (s *scan) contracted(i int) bool {
	switch s.word(i) {
	case "im", "am", "zum", "zur", "vom", "beim", "ins", "ans", "aufm", "hinterm", "unterm":
		return true
	}
	return false
}

// told tells whether a street's name begins with an adjective at token i that no article stands before, and its number ends before a
// function word, a sign or a line's end at token next.
func (s *scan) told(i, next int) bool {
	declined, ok := s.epithet(i)
	return ok && !declined && (i == 0 || !s.is(i-1, kArt|kPoss)) && (s.stopsBehind(next) || s.is(next, kPlace)) && !s.is(next, kAnd)
}

// describes tells whether an adjective that streets of the same name are told apart by begins the words from token first to token j, and no
// thing with a number ends them.
func (s *scan) describes(first, j int) bool {
	declined, ok := s.epithet(first)
	return ok && (!declined || s.definite(first-1)) && first < j && !s.is(j, kThing|kUnit|kFloor|kOffice|kMonth|kDay|kStop|kAdd) && !s.measure(j)
}

// built tells whether token i is a building or a place that streets are named after and that has a number of its own: "neues tor 2 defekt".
func (s *scan) built(i int) bool {
	switch s.word(i) {
	case "bahn", "schule", "kirche", "bahnhof", "tor", "turm", "rathaus", "zoo", "sportplatz", "stein", "steine", "feld", "felder", "brunnen", "friedhof", "bruecke", "hafen", "fluss", "garten", "platz", "teich":
		return true
	}
	return false
}

// landmark returns where the preposition begins that makes a street's name of the noun at token j and the adjective before it, -1 if there is
// none: "am alten gleis", "an der alten molkerei".
func (s *scan) landmark(j int) int {
	declined, ok := s.epithet(j - 1)
	if !ok || !declined || j < 2 || s.line(j) || s.line(j-1) || s.is(j, kFloor|kUnit|kMonth|kDay) {
		return -1
	}
	p := j - 2
	switch s.word(p) {
	case "am", "im", "zum", "zur", "hinterm", "unterm", "beim":
		return p
	case "der", "den", "dem":
		if s.line(p) || p == 0 || !s.letter(p-1) {
			return -1
		}
		switch s.word(p - 1) {
		case "an", "auf", "hinter", "unter":
			return p - 1
		}
	}
	return -1
}

// further returns where a street begins whose name goes on to the left with the adjective at token i: "Innere Münchener Straße", "An der
// Alten Poststraße".
func (s *scan) further(i int) int {
	p := i - 1
	switch {
	case p < 0 || s.line(i) || !s.letter(p):
	case s.definite(p) && s.is(p-1, kStreet) && s.upper(p-1) && !s.line(p) && !s.caps && (!s.sentenceStart(p-1) || s.line(p-1) || s.punct(p-2, ':')):
		return p - 1
	case s.upper(p) && !s.caps:
		if _, ok := s.epithet(p); ok && s.attribute(p) {
			return p
		}
	}
	return i
}

// attribute tells whether token i is a word that streets of the same name are told apart by, or what a hamlet is.
func (s *scan) attribute(i int) bool {
	if declined, ok := s.epithet(i); ok {
		return !declined || i > 0 && !s.line(i) && s.letter(i-1) && (s.definite(i-1) || s.contracted(i-1))
	}
	switch s.word(i) {
	case "sankt", "st", "hinterm", "beim", "klein", "gross", "alt", "neu", "nieder", "ober", "unter",
		"gut", "rittergut", "forsthaus", "domaene", "gehoeft", "kolonie", "siedlung", "weiler", "ausbau", "vorwerk", "einoede", "hof", "gutshof", "bauernhof", "schloss", "burg", "muehle", "hofstelle":
		return true
	}
	return false
}

// adjective tells whether the capitalised word at token i is made of a place: "Uerdinger", "Kölner", "Hannoversche".
func (s *scan) adjective(i int) bool {
	w := s.word(i)
	if len(w) < 5 || s.kinds[i]&^kLook != 0 || s.glued(i) && i > 0 && !s.isPunct(i-1) {
		return false
	}
	if n := len(w); n > 7 && (w[n-4:] == "sche" || w[n-5:] == "schen" && s.definite(i-1)) {
		e, _ := s.entry(i)
		return e.Noun < 2 && e.Common < 3 && e.Last < 3
	}
	if w[len(w)-2:] != "er" {
		return false
	}
	e, ok := s.entry(i)
	if !ok {
		return true
	}
	if e.Noun < 2 && e.Common < 3 && e.First < 3 && (e.Last < 4 || e.Place > 0) {
		return true
	}
	return s.demonym(w)
}

// ofPlace tells whether the word at token i, in a text without capitals, is made of a place, by the lexicon or its end: "möllendorfer".
func (s *scan) ofPlace(i int) bool {
	w := s.word(i)
	if len(w) < 7 || w[len(w)-2:] != "er" || s.kinds[i]&^kLook != 0 {
		return false
	}
	return s.demonym(w) || villageEnd(w[:len(w)-2])
}

// offVillage tells whether the word at token i, which ends with "er" and is in no list, is made of a village by its end: "hemelinger".
func (s *scan) offVillage(i int) bool {
	if _, known := s.entry(i); known {
		return false
	}
	stem := s.word(i)
	stem = stem[:len(stem)-2]
	return villageEnd(stem) || endsWith(stem, 3, "ing", "hof", "kirch", "hus", "berg", "feld", "horst", "loh", "brueck")
}

// demonym tells whether w, which ends with "er", is made of a place: "mainzer", "dresdner", "bremer".
func (s *scan) demonym(w string) bool {
	stem := w[:len(w)-2]
	e, _ := s.e.lex.Lookup(fold.HashBytes(stem))
	if e.Place >= 2 {
		return true
	}
	if e, _ := s.e.lex.Lookup(fold.HashBytes(stem + "en")); e.Place >= 4 {
		return true
	}
	if n := len(stem) - 1; stem[n] == 'n' { // Dresden
		e, _ := s.e.lex.Lookup(fold.HashBytes(stem[:n] + "en"))
		return e.Place >= 3
	}
	return false
}
