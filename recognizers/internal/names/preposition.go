package names

import "strings"

// lies tells whether the words from token first to token last begin with a capitalised preposition and the number behind them, which ends
// before token next, counts nothing and numbers no thing, so that they are a street: "Hinter der Bleiche 66", "Im Erlengrund 14".
func (s *scan) lies(first, last, next int) bool {
	if s.lower || !s.upper(first) || !s.upper(last) || !s.is(first, kStreet) || first == last || s.is(last, kThing|kUnit|kOffice|kFloor|kMonth|kDay|kStop|kRole|kJob|kField) {
		return false
	}
	if !s.line(next) && s.letter(next) && s.upper(next) && !s.caps {
		return false // "Im Winkel 3 Bäume"
	}
	if s.is(next, kAnd) && s.digit(next+1) || s.afterNumber(next) || s.punct(next, '/') || s.punct(next, '-') || s.punct(next, '.') && !s.line(next+1) && s.letter(next+1) && !s.upper(next+1) {
		return false
	}
	e, _ := s.entry(last)
	if first+1 == last && s.is(last, kGeo) && s.opensOnto(first) {
		return false // "Auf Kanal 36"
	}
	if s.is(last, kGeo) || s.is(last, kRoad) && s.word(last) != "zeile" || s.roadEnd(last) > 0 && e.Noun < 4 {
		return true
	}
	article := s.is(first+1, kArt) && first+2 == last
	switch s.word(first) {
	case "hinterm", "unterm", "vorm", "ueberm":
		return true // nothing is numbered there
	case "hinter", "zwischen", "neben", "unter", "ueber", "beim", "ob":
		if s.sentenceStart(first) && !article && !s.line(next) && !s.isPunct(next) {
			return false // "Beim Formblatt 3 fehlt etwas"
		}
		return e.Noun < 3 && e.Common < 2 || article && !s.sentenceStart(first)
	}
	return article && e.Noun < 3 && e.Common < 2
}

// freed takes the preposition off a street's name that belongs to the sentence: where the case does not tell, most do that are no part
// of many names ("vor der bult 4", "beim ulmenknick 33", "bis zum ölberg 5"), and so do "am" and "im" before ends of names that stand
// without ("am holunderkamp 21").
func (s *scan) freed(st street, j int) street {
	i := st.first
	if !s.is(i, kStreet) || i >= j || !(s.lower || s.caps && s.flagsAll(i)) || s.punct(i-1, ':') {
		return st
	}
	w := s.word(i)
	switch w {
	case "in":
	case "vor", "bei", "beim", "neben", "ueber":
		if i == 0 && len(s.toks) < 8 && w != "beim" {
			return st
		}
	case "an":
		if i == 0 || s.is(i+1, kArt) {
			return st
		}
	case "zum", "zur":
		if !s.before(i, "bis") && !s.before(i, "heim") && !s.before(i, "weg") && !s.before(i, "zurueck") {
			return st
		}
	case "am", "im":
		if s.at(i - 1) {
			break // "bei ihm im schnoor 12"
		}
		if n := s.word(j); len(n) < 7 || !strings.HasSuffix(n, "kamp") && !strings.HasSuffix(n, "wall") || w == "am" && s.is(i-1, kHome) {
			return st
		}
	default:
		return st
	}
	i++
	for i < j && s.is(i, kArt) && s.toks[i].End-s.toks[i].Start < 4 {
		i++
	}
	if i > j {
		return st
	}
	st.first = i
	return st
}

// behindCaller returns where the street from token i to token j begins in text without capitals if only who calls stands before its
// preposition, so that that is none of the sentence's: "moin hier tamme bei der kornmühle 4".
func (s *scan) behindCaller(i, j int) int {
	p := i - 1
	if !s.lower || !s.is(p, kArt) || s.is(p, kNoble) || s.line(p) || p < 1 || !s.is(p-1, kStreet) || s.line(i) || endsWith(s.word(j), 2, "strasse", "str") {
		return i
	}
	switch s.word(p - 1) {
	case "bei", "in", "auf", "an", "hinter", "vor", "unter":
	default:
		return i
	}
	c := p - 2
	if s.punct(c, ',') {
		c--
	}
	u, ok := s.unitEnding(c)
	if !ok || u.kind&^kLook != 0 || u.anti() > 0 || u.e.First+u.e.Last == 0 && u.known || u.first == 0 {
		return i
	}
	if s.before(u.first, "hier") || (s.before(u.first, "ist") || s.before(u.first, "spricht")) && s.before(u.first-1, "hier") {
		return p - 1
	}
	return i
}

// at tells whether "bei" and a person stand before and at token i.
func (s *scan) at(i int) bool {
	return s.letter(i) && s.before(i, "bei") && (s.is(i, kRel) || s.is(i, kStop|kPoss) && !s.is(i, kStreet|kArt))
}

// proper tells whether the word at token j, whose end streets share with other words, is a proper noun, and the number behind it ends
// before a sign or a line's end at token next: "bei mir, Fuhseblick 6.".
func (s *scan) proper(j, next int, numbered bool) bool {
	if s.lower || !s.upper(j) || s.kinds[j]&^kLook != 0 || s.toks[j].End-s.toks[j].Start < 8 || s.measure(j) || s.afterNumber(next) || s.punct(next, '/') || s.punct(next, '-') {
		return false
	}
	if !s.line(next) && !s.isPunct(next) && !s.is(next, kStop|kPlace) {
		return false
	}
	if e, _ := s.entry(j); e.Class&inflectable != 0 || s.ungoverned(j) {
		return false
	}
	return numbered || !s.compoundNoun(s.word(j))
}

// ungoverned tells whether an article or possessive stands before the word at token first and no preposition before it, as before numbered things
// and hardly before addresses, and the word is a noun of the lexicon or of offices, somebody's or broken: "Der Entwässerungsgraben 3", "mein Bänderbogen 4", but: "in der
// Lindenhöhe 118", "Die Mühlenaue 22 hat kein Wasser".
func (s *scan) ungoverned(first int) bool {
	if e, _ := s.entry(first); e.Noun == 0 && !abstract(s.word(first)) && !s.useless(first+2) && (!s.is(first-1, kPoss) || strings.HasPrefix(s.word(first-1), "unser")) {
		return false
	}
	return s.is(first-1, kArt|kPoss) && !s.line(first) && !s.is(first-2, kStreet|kPlace|kHome|kAdd) && !s.before(first-1, "von") &&
		!(s.word(first-1) == "der" && s.is(first-2, kJob|kField|kRelPl) && !s.line(first-1)) // "Mieter der Neckarhalde 40"
}

// useless tells whether the words from token i on say of a thing that it is of no use: "ist kaputt", "fehlt".
func (s *scan) useless(i int) bool {
	for n := 0; n < 3 && s.letter(i) && !s.line(i); n, i = n+1, i+1 {
		switch s.word(i) {
		case "kaputt", "defekt", "klemmt", "fehlt", "fehlen", "verbogen", "abgebrochen", "abgerissen", "zerrissen", "verwuestet", "gerissen", "undicht":
			return true
		}
	}
	return false
}

// abstract tells whether w is a compound whose first part is a noun by a suffix, as no street's is: "Entwässerungsgraben".
func abstract(w string) bool {
	for _, joint := range [...]string{"ungs", "heits", "keits", "schafts", "ions", "stufen"} {
		if i := strings.Index(w, joint); i > 2 && i+len(joint) < len(w) {
			return true
		}
	}
	return false
}

// village tells whether the word at token i is the name of a place by its end and nothing else.
func (s *scan) village(i int) bool {
	w := s.word(i)
	if !s.upper(i) || len(w) < 6 || s.kinds[i]&^kLook != 0 || !s.line(i+1) && !s.isPunct(i+1) || s.punct(i+1, '-') || s.punct(i+1, ':') {
		return false
	}
	if e, _ := s.entry(i); e.First > 0 || e.Last > 1 || e.Common > 0 || e.Noun > 0 {
		return false
	}
	return villageEnd(w)
}

// villageEnd tells whether w ends as villages' names do.
func villageEnd(w string) bool {
	return endsWith(w, 3, "au", "ow", "itz", "dorf", "hausen", "heim", "ingen", "stedt", "stadt", "leben", "rode", "roda", "hagen", "buettel", "burg", "bach", "kirchen", "beck", "bek", "furt", "wedel", "stetten", "hofen", "weiler", "torf", "trup", "rade", "winkel", "reuth", "gruen", "bostel", "moor", "hude", "ried")
}

// counted tells whether the noun at token i is what the number before it counts.
func (s *scan) counted(i int) bool {
	if s.line(i) || !s.letter(i) || !s.upper(i) || s.lower || s.caps || s.is(i, kPlace|kFloor|kSide) {
		return false
	}
	if n, e := s.gazetteer(i); n >= 0 && e.Place >= 2 || s.is(i, kStop|kCity|kSalut|kTitle|kField|kHome|kAdd|kName|kClose) {
		return false
	}
	u, ok := s.unitAt(i)
	return ok && (u.e.Noun >= 1 || !u.known) && u.e.Last < 4 && u.e.First < 3
}
