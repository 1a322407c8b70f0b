package names

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
)

// introduction follows "ich heiße" and "mein Name ist".
func (s *scan) introduction(dst []Finding, i int, k kind) []Finding {
	if k&kName != 0 && s.is(i-1, kPoss) && s.letter(i) && s.word(i) == "name" && s.nameEnds(i+1) {
		dst = s.inverted(dst, i, i-2)
	}
	if k&kName != 0 && s.word(i) == "name" && (s.is(i-1, kPoss) || s.before(i, "der")) && i > 2 && (s.is(i-2, kBe) || s.before(i-1, "is")) && s.placedName(i+1) && !(s.before(i, "der") && s.predicate(i-3)) {
		dst = s.inverted(dst, i, i-3)
	}
	if k&kHeisse != 0 && i > 0 && (s.word(i) == "heiss" || s.word(i) == "heisse") && s.letter(i+1) && s.word(i+1) == "ich" && (s.line(i+2) || s.isPunct(i+2)) {
		return s.inverted(dst, i, i-1)
	}
	l, ok := s.leadAt(i, k)
	if !ok || k&kName != 0 && s.before(i, "mit") && s.letter(i-2) && tempest(s.word(i-2)) || k&kHeisse != 0 && s.contraption(i-1) {
		return dst // "ein Sturm mit Namen Kyrill", "die Maschine heißt Berta"
	}
	j := l.next
	if k&kName != 0 && s.is(j, kName|kField) {
		return dst
	}
	if k&kName != 0 || l.strong {
		if more, ok := s.spelledHere(dst, j, i, RuleIntroduction); ok {
			return more
		}
	}
	if !l.be && !l.colon && !l.strong && !s.before(i, "den") && !s.before(i, "dem") && !s.before(i, "the") {
		if more, ok := s.pairedField(dst, i); ok {
			return more
		}
		// "Name Peter Müller"
		if r, ok := s.nameRun(j, inWeak); ok && j == i+1 {
			dst = s.add(dst, &r, r.score(0.85), r.evidence(), RuleIntroduction, i)
		}
		return dst
	}
	p := inIntro
	if !l.strong && !l.colon {
		p = inWeak
	}
	start, _ := s.skipTitles(j)
	r, ok := s.nameRun(start, p)
	if !ok {
		return s.everydayName(dst, start, i, k, l)
	}
	if k&kName == 0 && !l.strong && r.unknown == r.units && r.units == 1 {
		return dst
	}
	for n := r.last + 1; n < r.last+3 && s.upper(n) && !s.line(n); n++ {
		if s.letter(n+1) && s.word(n+1) == "mit" && s.is(n+2, kName) {
			r.last = n // "ich heiße Hao Ran mit Vornamen"
		}
	}
	if u, ok := s.unitAt(r.last + 1); ok && s.lower && r.units == 1 && r.given == 0 && u.e.First >= 3 && u.anti() == 0 && !s.line(u.first) {
		r.note(s, &u) // "mein name ist kapusta irena"
	}
	dst = s.add(dst, &r, r.score(0.95), r.evidence(), RuleIntroduction, i)
	if n := r.last + 1; s.punct(n, ',') && !s.line(n+1) && s.letter(n+1) && (s.word(n+1) == "jetzt" || s.word(n+1) == "nun" || s.word(n+1) == "heute" || s.word(n+1) == "now") {
		if t, ok := s.nameRun(n+2, inIntro); ok && (s.line(t.last+1) || s.isPunct(t.last+1)) {
			return s.add(dst, &t, t.score(0.85), t.evidence(), RuleIntroduction, i)
		}
	}
	return s.series(dst, r.last+1, RuleList, i)
}

// lead is what stands between the word that announces a name and the name.
type lead struct {
	next   int  // the token at which the name may begin
	be     bool // a verb says that the name is somebody's
	colon  bool // or a colon does
	strong bool // somebody says so of himself
}

// leadAt reads the lead behind "heiße" or "Name" at token i. It is not ok if no name can follow.
func (s *scan) leadAt(i int, k kind) (l lead, ok bool) {
	l.next = i + 1
	if k&kHeisse != 0 {
		w := s.word(i)
		l.strong = w == "heisse" || w == "nenne" || w == "buchstabiere" || w == "heiss" && (s.before(i, "ich") || i == 0) || w == "heissen" && s.before(i, "wir")
		l.be = true
		if s.is(i-1, kPet) || s.before(i, "was") || s.before(i, "das") || s.before(i, "wie") || w == "heiss" && !l.strong {
			return l, false
		}
		l.strong = l.strong || s.is(i-1, kJob|kRel|kRole) || s.punct(i-2, '(') && (s.before(i, "er") || s.before(i, "sie")) // "der Grenzer (er hieß Käsermann)"
	} else {
		l.strong = s.possessed(i) || s.before(i, "name") || s.before(i, "ich") || s.before(i, "den") && s.before(i-1, "auf") && !s.christened(i)
	}
	for n := range 6 {
		switch j := l.next; {
		case s.line(j) && n > 0 && !l.colon, j >= len(s.toks):
			return l, false
		case s.is(j, kBe) || s.word(j) == "lautet" || s.word(j) == "is":
			l.be = true
			l.next++
		case s.punct(j, ':') || s.punct(j, '='):
			l.colon = true
			l.next++
		case n == 0 && k&kName != 0 && s.letter(j) && s.word(j) == "als" && !s.line(j) && s.entered(j+2):
			l.be, l.strong = true, true // "hat seinen Namen als Frost angegeben"
			l.next++
		case n == 0 && k&kHeisse != 0 && s.letter(j) && (s.word(j) == "ich" || s.word(j) == "er" || s.word(j) == "sie") && s.letter(i) && s.word(i) == "hiess":
			l.strong = true // "früher hieß ich Sawatzki"
			l.next++
		case s.letter(j) && s.word(j) == "wirklich" && s.upper(j+1):
			l.next++
		case s.letter(j) && s.word(j) == "glaub" && s.letter(j+1) && s.word(j+1) == "ich":
			l.strong = true
			l.next += 2
		case (s.is(j, kMonth) || s.digit(j)) && (s.before(j, "seit") || s.before(j, "ab") || s.before(j, "since")):
			l.next++
		case s.is(j, kFill) && !s.is(j, kParticle) || s.is(j, kFill) && !s.upper(j+1) && !s.lower || s.punct(j, '"') || s.punct(j, ','):
			l.next++
		case k&kName != 0 && (s.is(j, kPoss|kRel|kRelPl|kJob) && !s.is(j, kSalut) || s.is(j, kStop) && (s.word(j) == "des" || s.word(j) == "der" || s.word(j) == "on" || s.word(j) == "in" || s.word(j) == "it" || s.word(j) == "von")):
			l.next++
		default:
			return l, true
		}
	}
	return l, true
}

// everydayName finds the everyday word at token j that is a name because it stands behind the lead of token i: "ich heiße Feierabend", "mein
// name ist freitag".
func (s *scan) everydayName(dst []Finding, j, i int, k kind, l lead) []Finding {
	u, ok := s.unitAt(j)
	if !ok {
		return dst
	}
	r := run{first: u.first, last: u.last, units: 1, surnames: 1, everyday: 1}
	switch {
	case l.strong && k&kHeisse != 0 && u.upper && !s.caps && u.parts == 1 && u.kind&(kStop|kRole|kOrg|kOffice|kSalut|kTitle|kMonth|kDay|kUnit) == 0 && !s.digit(u.first-1) && s.stopsBehind(u.last+1):
		return s.add(dst, &r, r.score(0.9), r.evidence(), RuleIntroduction, i)
	case s.lower && l.be && k&kName != 0 && s.is(i-1, kPoss) && s.word(i) == "name" && (u.kind&kDay != 0 || u.e.Noun > 0 && u.e.Last > 0) && u.kind&(kStop|kRefuse|kOrg|kOffice) == 0 && s.line(u.last+1):
		return s.add(dst, &r, r.score(0.85), r.evidence(), RuleIntroduction, i)
	}
	return dst
}

// predicate tells whether the word at token i says what a name is like: "Richtig ist der Name.", "Verblasst ist der Name an der Tür".
func (s *scan) predicate(i int) bool {
	u, ok := s.unitEnding(i)
	if !ok || u.e.Last >= 3 || u.e.First >= 3 {
		return false
	}
	w := s.word(i)
	if u.known {
		return endsWith(w, 3, "t", "ig", "lich", "bar", "en", "sch", "los")
	}
	for _, prefix := range [...]string{"ver", "be", "ge", "er", "ent", "un", "zer", "ab", "weg", "aus"} {
		if strings.HasPrefix(w, prefix) && endsWith(w, 4, "t", "en", "lich") {
			return true
		}
	}
	return false
}

// entered tells whether "angegeben" or a word of its kind stands at token i or behind the one word there.
func (s *scan) entered(i int) bool {
	for j := i; j < i+2 && s.letter(j); j++ {
		switch s.word(j) {
		case "angegeben", "genannt", "angab", "nannte", "geschrieben", "buchstabiert", "eingetragen", "hinterlassen", "an":
			return true
		}
	}
	return false
}

// christened tells whether the name behind "auf den Namen" at token i is an animal's, a ship's or an association's: "hört auf den Namen",
// "auf den Namen Seeadler getauft".
func (s *scan) christened(i int) bool {
	if s.before(i-2, "hoert") || s.before(i-2, "hoerte") || s.before(i-2, "hoeren") {
		return true
	}
	switch j := i + 2; {
	case !s.letter(j):
		return false
	default:
		return s.word(j) == "getauft" || s.word(j) == "eingetragen"
	}
}

// placedName tells whether a phrase ends at token i, or goes on with the place where a person's name is to be read: "Petermichl ist der Name
// an der Klingel".
func (s *scan) placedName(i int) bool {
	if s.line(i) || s.isPunct(i) {
		return true
	}
	for j := i; j < i+4 && s.letter(j) && !s.line(j); j++ {
		switch s.word(j) {
		case "klingel", "klingelschild", "briefkasten", "tuerschild", "tuer", "namensschild":
			return true
		}
	}
	return false
}

// nameEnds tells whether "mein Name" ends a phrase before token i, so that the name stands before it.
func (s *scan) nameEnds(i int) bool {
	if s.line(i) || s.punct(i, '.') || s.punct(i, ',') || s.punct(i, '!') {
		return true
	}
	switch s.word(i) {
	case "ich", "und", "aus", "von", "hier":
		return true
	}
	return false
}

// inverted finds the name that ends at token j, before "mein Name" or "heiße ich" at token i: "Stern, mein Name.", "guten tag
// frühwirt mein name".
func (s *scan) inverted(dst []Finding, i, j int) []Finding {
	if s.punct(j, ',') || s.is(j, kBe) {
		j--
	}
	r := run{last: j}
	for n := 0; n < 3; n++ {
		u, ok := s.unitEnding(j)
		alone := r.units == 0 && !s.lower && u.upper && u.e.Last >= 3 && s.sentenceStart(u.first) // "Groß mein Name"
		if !ok || u.kind&(kStop|kSalut|kName|kField|kMonth|kDay|kHeisse) != 0 && !(alone && u.kind&^(kLook|kStop|kMonth|kDay) == 0) || !s.lower && !u.upper || s.line(u.last+1) {
			break
		}
		r.first = u.first
		if r.units++; u.known && u.e.First == 0 && u.e.Last == 0 {
			r.everyday++
		}
		j = u.first - 1
	}
	if r.units == 0 || r.everyday > 0 && (s.lower || r.units > 1) || j >= 0 && !s.line(r.first) && !s.isPunct(j) && !s.is(j, kStop|kDay|kSalut|kTitle) || s.beside(r.first, r.last) {
		return dst
	}
	return s.add(dst, &r, 0.85, anonymize.EvidenceContext, RuleIntroduction, i)
}

func (s *scan) before(i int, w string) bool {
	return i > 0 && s.letter(i-1) && s.word(i-1) == w
}

// being follows "ich bin", "hier ist", "wir sind", "i am".
func (s *scan) being(dst []Finding, i int) []Finding {
	strong := false
	switch w := s.word(i); w {
	case "m", "s": // "I'm", "it's"
		if i < 2 || !s.apostrophe(i-1) || !s.glued(i) || !(w == "m" && s.word(i-2) == "i" || w == "s" && (s.word(i-2) == "it" || s.word(i-2) == "name")) {
			return dst
		}
		strong = w == "m"
	case "bin", "binn", "bins", "am":
		strong = s.before(i, "ich") || s.before(i, "i") || w != "am" && (i == 0 || s.before(i, "und") || s.isPunct(i-1)) || s.is(i+1, kFill)
		if w == "am" && !strong {
			return dst
		}
	case "sind":
		if !s.before(i, "wir") && !s.before(i, "das") {
			return dst
		}
	case "ist", "is":
		if s.is(i+1, kPoss) && s.is(i+2, kRel) && !s.line(i+1) {
			return s.related(dst, i)
		}
		if !s.before(i, "hier") && !s.before(i, "das") && !s.before(i, "this") && !s.before(i, "dies") {
			return dst
		}
	default:
		return dst
	}
	j := i + 1
	for n := 0; n < 4 && (s.is(j, kFill) || s.before(j+1, "ich") && j < len(s.toks)) && !s.line(j); n++ {
		j++
	}
	listing := s.punct(j, ':') && s.word(i) == "sind" && s.upper(j+1)
	if listing {
		j++
	}
	if s.is(j, kSalut|kTitle|kFamily) || s.line(j) {
		return dst
	}
	p := inWeak
	if listing {
		p = inIntro // "Wir sind: Geske, Arvid und Fenja"
	}
	if strong && s.english && s.upper(j) && s.word(i) != "bin" {
		p = inJob // "I'm Thandiwe"
	}
	if strong && !s.lower && s.upper(j) && s.kinds[j]&^kLook == 0 && s.letter(j-1) && (s.word(j-1) == "die" || s.word(j-1) == "der") {
		p = inJob // "ich bin die Oksana"
	}
	r, ok := s.nameRun(j, p)
	if !ok {
		return dst
	}
	base := float32(0.8)
	if strong {
		base = 0.86
	}
	dst = s.add(dst, &r, r.score(base), r.evidence(), RuleIntroduction, i)
	return s.series(dst, r.last+1, RuleList, i)
}
