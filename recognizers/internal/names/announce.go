package names

import (
	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/internal/fold"
	"github.com/deckname/deckname/recognizers/internal/lexicon"
)

// doorbell follows "klingeln bei Öttinger" and "am Klingelschild steht noch Sperber".
func (s *scan) doorbell(dst []Finding, i int) []Finding {
	if s.punct(i+1, '"') && !s.line(i+1) && s.upper(i+2) {
		return s.door(dst, i+2, i)
	}
	for j, n := i+1, 0; n < 10 && j < len(s.toks); j, n = j+1, n+1 {
		if s.line(j) && !s.punct(j-1, ':') {
			return dst
		}
		if !s.letter(j) {
			if s.punct(j, ':') {
				return s.door(dst, j+1, i)
			}
			continue
		}
		switch s.word(j) {
		case "bei", "steht", "stehen", "stand", "at", "says":
			return s.door(dst, j+1, i)
		}
	}
	return dst
}

// verbless finds the name of who writes "ich tewelde komme aus …", "ich farid rahimi, meine frau …": what stands between "ich" and its
// verb, or "ich" and a comma, is none itself.
func (s *scan) verbless(dst []Finding, i int) []Finding {
	u, ok := s.unitAt(i + 1)
	if !ok || s.line(i+1) || u.kind&^kLook != 0 || u.foreign || u.anti() > 0 && !(u.upper && u.e.Last >= u.e.Noun) || s.nounish(&u) || u.bytes < 4 {
		return dst
	}
	r, n := run{first: u.first, last: u.last, units: 1}, u.last+1
	if b, ok := s.unitAt(n); ok && !s.line(n) && b.kind&^kLook == 0 && b.anti() == 0 && !s.nounish(&b) && (b.e.Last > 0 || !b.known) {
		r.last, n = b.last, b.last+1
	}
	if s.line(n) || s.beside(r.first, r.last) {
		return dst
	}
	verb := false
	if s.letter(n) {
		switch s.word(n) {
		case "komme", "bin", "habe", "brauche", "wohne", "heisse", "moechte", "suche", "arbeite", "lebe", "will", "und":
			verb = true
		}
	}
	if !verb && s.contrasted(&u, i, n) {
		dst = s.add(dst, &r, 0.75, anonymize.EvidenceContext, RuleIntroduction, i)
		if b, ok := s.unitAt(n + 2); ok && s.punct(n, ',') && s.lone(&b) && s.stopsBehind(b.last+1) {
			r = run{first: b.first, last: b.last, units: 1}
			dst = s.add(dst, &r, 0.75, anonymize.EvidenceContext, RuleIntroduction, i)
		}
		return dst
	}
	if !verb && !(s.punct(n, ',') && (u.e.First >= 2 || r.last > u.last && u.e.First > 0)) || verb && s.word(n) == "und" && u.e.First < 2 {
		return dst
	}
	return s.add(dst, &r, 0.75, anonymize.EvidenceContext, RuleIntroduction, i)
}

// contrasted tells whether the word u behind "ich" at token i, which ends before token n, is set against another name: "ich Morgenschweis,
// er Ünlüer", "mein Mann heißt Ansorge, ich Weidlich".
func (s *scan) contrasted(u *unit, i, n int) bool {
	if !u.upper && !(s.lower && !u.known) {
		return false
	}
	if s.punct(n, ',') && s.letter(n+1) && u.upper {
		switch s.word(n + 1) {
		case "er", "sie", "wir", "du":
			b, ok := s.unitAt(n + 2)
			return ok && b.upper && b.kind&^kLook == 0 && s.stopsBehind(b.last+1)
		}
	}
	if !s.stopsBehind(n) || !s.punct(i-1, ',') && !s.is(i-1, kAnd) {
		return false
	}
	for j, k := i-2, 0; j >= 0 && k < 8 && !s.sentenceEnd(j); j, k = j-1, k+1 {
		if s.is(j, kHeisse) {
			return true
		}
	}
	return false
}

// calling follows and precedes "hier" at token i, as on the telephone: "Engel hier, ich rufe an", "hier Vogel, guten Tag".
func (s *scan) calling(dst []Finding, i int) []Finding {
	if n := i + 1; !s.line(n) && !s.isPunct(n) && !s.is(n, kAnd) && s.sentenceStart(i) {
		r, ok := s.nameRun(n, inSalut)
		if ok && s.surnamed(n) && (!r.lowered || r.surnames+r.given > 0) && s.punct(r.last+1, ',') && s.salute(r.last+2) {
			return s.add(dst, &r, r.score(0.85), r.evidence(), RuleIntroduction, i)
		}
		return dst
	}
	if !s.line(i+1) && !s.isPunct(i+1) || s.line(i) {
		return dst
	}
	u, ok := s.unitEnding(i - 1)
	if !ok || !u.upper && !s.lower || u.kind&^(kLook|kBrand) != 0 || u.e.Common > 2 || s.lower && !u.upper && (u.e.Last < 3 || u.anti() > 0) || !s.surnamed(u.first) {
		return dst
	}
	first := u.first
	if g, ok := s.unitEnding(first - 1); ok && !s.line(first) && g.e.First > 0 && g.kind&^kLook == 0 {
		first = g.first
	}
	if j := first - 1; j >= 0 && !s.line(first) && !s.isPunct(j) && !s.salute(j) && !s.is(j, kDay) {
		return dst
	}
	r := run{first: first, last: u.last, units: 1, surnames: 1}
	return s.add(dst, &r, 0.8, anonymize.EvidenceContext|anonymize.EvidenceLexicon, RuleIntroduction, i)
}

// human tells whether the word at token i can mean nothing but a person.
func (s *scan) human(i int) bool {
	if s.is(i, kRel|kJob|kRole|kSalut) || s.roleWord(i) {
		return true
	}
	if !s.letter(i) {
		return false
	}
	switch s.word(i) {
	case "jemand", "jemanden", "jemandem", "person", "dame", "typ", "kerl", "junge", "jungen", "maedchen", "mensch", "someone", "somebody", "guy", "woman", "man", "anrufer", "anruferin", "typen", "herren", "damen", "einer", "eine":
		return true
	}
	return false
}

// salute tells whether token i is a word of a greeting, or the "ich" behind one.
func (s *scan) salute(i int) bool {
	if !s.letter(i) {
		return false
	}
	switch s.word(i) {
	case "guten", "gruess", "gruezi", "hallo", "moin", "servus", "tag", "morgen", "abend", "ja", "ich", "also", "hi", "gott":
		return true
	}
	return false
}

// surnamed tells whether token i is at least as much a name as a noun.
func (s *scan) surnamed(i int) bool {
	u, ok := s.unitAt(i)
	return ok && (u.e.Last >= u.e.Noun && u.e.Last > 0 || u.e.First > 0 || !u.known && !s.nounish(&u))
}

// digraph finds a surname behind the initial of two letters at token i: "Zs. Kovács", "Th. Ehlert".
func (s *scan) digraph(dst []Finding, i int) []Finding {
	if !s.upper(i) || s.flagsAll(i) || !s.punct(i+1, '.') || !s.glued(i+1) || s.line(i+2) || s.glued(i+2) || s.digit(i-1) || i > 0 && s.glued(i) {
		return dst
	}
	u, ok := s.unitAt(i + 2)
	if !ok || !s.lone(&u) || !s.stopsBehind(u.last+1) || s.medical(&u) {
		return dst
	}
	r := run{first: i, last: u.last, units: 2, surnames: 1}
	return s.add(dst, &r, 0.75, anonymize.EvidencePattern, RuleSignature, -1)
}

// door reads the names that begin at token j, behind a few function words.
func (s *scan) door(dst []Finding, j, context int) []Finding {
	for n := 0; n < 4 && (s.isPunct(j) || s.is(j, kFill|kStop|kSalut|kFamily|kName)) && !s.is(j, kParticle) && !s.line(j); n++ {
		j++
	}
	r, ok := s.nameRun(j, inIntro)
	if !ok || r.lowered {
		return dst
	}
	dst = s.add(dst, &r, r.score(0.8), r.evidence(), RuleField, context)
	i := r.last + 1
	if s.is(i, kAnd) && s.letter(i+1) && s.word(i+1) == "bei" && !s.line(i) {
		return s.door(dst, i+2, context)
	}
	if s.punct(i, ',') && s.letter(i+1) && s.word(i+1) == "nicht" && s.letter(i+2) && s.word(i+2) == "bei" && !s.line(i+1) {
		return s.door(dst, i+3, context) // "bei Oesterwind, nicht bei Korb"
	}
	if u, ok := s.unitAt(i + 1); ok && s.punct(i, '/') && s.glued(i+1) && s.lone(&u) && s.stopsBehind(u.last+1) {
		return s.add(dst, &run{first: u.first, last: u.last, units: 1, unknown: 1}, 0.75, anonymize.EvidenceContext, RuleField, context) // "Tebbe/Ihme"
	}
	return s.series(dst, i, RuleList, context)
}

// birthName follows "geb. Zuckschwerdt" and "geborene Meier".
func (s *scan) birthName(dst []Finding, i int) []Finding {
	w := s.word(i)
	if w != "geb" && w != "geborene" && w != "geborener" && w != "geborenen" && w != "geborne" && w != "verheiratete" && w != "verwitwete" && w != "geschiedene" && w != "verh" {
		return dst
	}
	j := i + 1
	if s.punct(j, '.') {
		j++
	}
	if s.line(j) || s.lower && s.is(j, kStreet|kPlace) || s.is(j, kStop|kMonth) && !(s.is(j, kParticle) && s.upper(j+1)) {
		return dst
	}
	r, ok := s.nameRun(j, inIntro)
	if !ok || r.lowered || s.lower && r.surnames == 0 {
		return dst
	}
	return s.add(dst, &r, r.score(0.88), r.evidence(), RuleBirth, i)
}

// family follows "die Lindners" and "bei Müllers".
func (s *scan) family(dst []Finding, i int) []Finding {
	j := i + 1
	if s.line(j) || !s.letter(j) || !s.upper(j) && !s.lower || s.kinds[j]&^kLook != 0 {
		return dst
	}
	n := s.toks[j].End - s.toks[j].Start
	if n < 5 || s.text[s.toks[j].End-1] != 's' {
		return dst
	}
	if e, ok := s.entry(j); ok && (e.Noun > 0 || e.Common > 0 || e.Place > 0 || e.Is(lexicon.Law)) {
		return dst
	}
	art := s.word(i) != "bei" // a place has no plural
	if u, ok := s.unitAt(j); ok && art && s.lone(&u) && !u.known && n >= 6 && s.nextDoor(j+1) {
		r := run{first: j, last: j, units: 1, unknown: 1}
		return s.add(dst, &r, 0.75, anonymize.EvidenceContext, RuleFamily, i) // "die Lepens von nebenan"
	}
	if s.familyName(j) && s.stopsBehind(j+1) {
		return s.add(dst, &run{first: j, last: j, units: 1, unknown: 1}, 0.75, anonymize.EvidenceContext, RuleFamily, i) // "bei Schnorrbergers"
	}
	e, ok := s.e.lex.Lookup(fold.HashBytes(s.text[s.toks[j].Start : s.toks[j].End-1]))
	if !ok || e.Last == 0 || e.Noun > 0 || e.Common > 0 || e.Place > 1 && !(art && e.Last >= 2 && s.upper(j)) || s.is(j+1, kOrg) || s.lower && e.Last < 4 && !s.stopsBehind(j+1) {
		return dst
	}
	if nx := j + 1; !s.lower && s.upper(nx) && !s.line(nx) || s.beside(j, j) {
		return dst // "die Peters Eltern"
	}
	r := run{first: j, last: j, units: 1, surnames: 1}
	score := float32(0.6)
	if e.Last >= 4 {
		score = 0.8
	}
	return s.add(dst, &r, score, anonymize.EvidenceContext|anonymize.EvidenceLexicon, RuleFamily, i)
}

// familyName tells whether the word at token i, which no list has, is the plural of a surname by its end: "Schnorrbergers".
func (s *scan) familyName(i int) bool {
	return s.letter(i) && s.text[s.toks[i].End-1] == 's' && s.kinds[i] == kLook && s.entries[i].Class == 0 && (s.upper(i) && !s.flagsAll(i)) && endsWith(s.word(i), 2, "bergers", "manns", "meiers", "meyers", "maiers", "mayers", "muellers", "hubers", "bauers", "hofers", "ovics", "skis", "koetters", "ingers", "brenners", "schmidts")
}

// household finds the plural of a surname at token i of whom a sentence tells what families do: "Schnorrbergers bringen den Hund mit".
func (s *scan) household(dst []Finding, i int) []Finding {
	if !s.familyName(i) || !s.letter(i+1) || s.line(i+1) || s.is(i-1, kArt|kPoss) || s.before(i, "des") {
		return dst
	}
	if s.word(i+1) == "von" && !s.nextDoor(i+1) {
		return dst
	}
	switch s.word(i + 1) {
	case "von", "sind", "haben", "bringen", "kommen", "feiern", "wohnen", "giessen", "ziehen", "fahren", "helfen", "grillen", "wollen", "bauen", "waren", "hatten":
		return s.add(dst, &run{first: i, last: i, units: 1, unknown: 1}, 0.75, anonymize.EvidenceContext, RuleFamily, i+1)
	}
	return dst
}

// nextDoor tells whether "von nebenan" or the like stands at token i.
func (s *scan) nextDoor(i int) bool {
	if s.letter(i) && (s.word(i) == "von" || s.word(i) == "aus") {
		i++
	}
	if s.is(i, kArt) {
		i++
	}
	if !s.letter(i) {
		return false
	}
	switch s.word(i) {
	case "nebenan", "gegenueber", "oben", "unten", "drueben", "nachbarhaus", "erdgeschoss":
		return true
	}
	return false
}

// careOf follows "c/o", whose slash is token i.
func (s *scan) careOf(dst []Finding, i int) []Finding {
	if !s.glued(i) || !s.glued(i+1) || i == 0 || !s.letter(i-1) || !s.letter(i+1) || s.word(i-1) != "c" || s.word(i+1) != "o" {
		return dst
	}
	j := i + 2
	for s.is(j, kSalut|kFamily) || s.punct(j, '.') || s.punct(j, ':') {
		j++
	}
	j, _ = s.skipTitles(j)
	if r, ok := s.nameRun(j, inSalut); ok {
		dst = s.add(dst, &r, r.score(0.9), r.evidence(), RuleField, i-1)
	}
	return dst
}
