package names

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
)

// lone tells whether u is one capitalised word that is a name or that no list knows, and nothing else.
func (s *scan) lone(u *unit) bool {
	return u.upper && !u.foreign && !u.initial && !(u.allUpper && !s.caps) && u.bytes > 2 && u.kind&^(kLook|kParticle|kEnglish) == 0 && u.anti() == 0 &&
		u.e.Place < 2 && (u.e.First > 0 || u.e.Last > 0 || !u.known) && !s.nounish(u) && !s.inAddress(u.first, u.last) && !s.beside(u.first, u.last)
}

// child finds one name before a date in brackets, or with its date in brackets, at the sign at token i: "Für Hiske (11.3.2019)", "den
// Großen (Reemt, 29.10.2014)".
func (s *scan) child(dst []Finding, i int) []Finding {
	b, ok := s.unitEnding(i - 1)
	if !ok || !s.dateAt(i+1) || !s.lone(&b) {
		return dst
	}
	p := b.first - 1
	if a, ok := s.unitEnding(p); ok && !s.line(b.first) && (s.lone(&a) || a.e.First > 0 && a.kind&kStop == 0 && a.upper) {
		return dst // a name of two words
	}
	inside := s.punct(p, '(') && s.punct(i+6, ')')
	if s.punct(i, ',') && !inside && !s.is(p, kRel|kRelPl) && !s.sized(p) || s.line(b.first) && s.punct(i, ',') {
		return dst
	}
	if !inside && p >= 0 && !s.line(b.first) && !s.is(p, kWith|kAnd|kRel|kRelPl|kPoss) && !s.punct(p, ',') && !s.sized(p) {
		return dst
	}
	r := run{first: b.first, last: b.last, units: 1}
	if inside {
		return s.add(dst, &r, 0.72, anonymize.EvidencePattern, RuleBirth, i)
	}
	return s.add(dst, &r, 0.72, anonymize.EvidencePattern, RuleFragment, i)
}

// pair reads a name and the date behind it from token i: "Wiebrich 9.6.16". It returns the last token of the name, -1 if there is none.
func (s *scan) pair(i int) int {
	u, ok := s.unitAt(i)
	if !ok || s.line(u.last+1) || !s.dateAt(u.last+1) || !s.lone(&u) && !(s.lower && !u.known && u.bytes > 3 && !s.nounish(&u)) {
		return -1
	}
	return u.last
}

// pairs finds names with birth dates in a row, from token i on.
func (s *scan) pairs(dst []Finding, i int) []Finding {
	last := s.pair(i)
	if last < 0 {
		return dst
	}
	sure := s.prompt == promptBirth || s.prompt == promptName
	for n := 0; last >= 0 && n < maxSeries; n++ {
		next := s.separator(last + 6)
		more := -1
		if next >= 0 {
			more = s.pair(next)
		}
		if !sure && more < 0 {
			return dst
		}
		sure = true
		r := run{first: i, last: last, units: 1}
		dst = s.add(dst, &r, 0.75, anonymize.EvidencePattern, RuleList, last+1)
		i, last = next, more
	}
	return dst
}

// bornAs finds the name before "geboren" and behind it: "als Gniffke geboren", "geboren bin ich als Gniffke".
func (s *scan) bornAs(dst []Finding, i int) []Finding {
	if w := s.word(i); w != "geboren" && w != "born" {
		return dst
	}
	begin := -1
	for j, n := i-1, 0; n < 3; n++ {
		u, ok := s.unitEnding(j)
		if !ok || s.line(u.last+1) || u.kind&^(kLook|kParticle|kNoble) != 0 || !s.lower && !u.upper {
			break
		}
		begin, j = u.first, u.first-1
	}
	if begin > 0 && (s.before(begin, "als") || s.before(begin, "as")) {
		if r, ok := s.nameRun(begin, inIntro); ok && r.last == i-1 && r.everyday < r.units && !r.lowered && s.surnamed(begin) {
			return s.add(dst, &r, r.score(0.85), r.evidence(), RuleBirth, i)
		}
		return dst
	}
	for j, n := i+1, 0; n < 6 && s.letter(j) && !s.line(j); j, n = j+1, n+1 {
		if s.word(j) == "als" || s.word(j) == "as" {
			if r, ok := s.nameRun(j+1, inIntro); ok && !r.lowered && r.everyday < r.units && s.stopsBehind(r.last+1) && s.surnamed(j+1) {
				return s.add(dst, &r, r.score(0.85), r.evidence(), RuleBirth, i)
			}
			return dst
		}
		if !s.is(j, kStop|kFill|kBe) {
			return dst
		}
	}
	return dst
}

// extension finds the name before the telephone or room at token i: "der Gürol, Durchwahl -17".
func (s *scan) extension(dst []Finding, i int) []Finding {
	j := i - 1
	if !s.punct(j, ',') && !s.punct(j, '(') || s.line(i) {
		return dst
	}
	u, ok := s.unitEnding(j - 1)
	if !ok || u.first == 0 || !s.lone(&u) && !(u.upper && u.e.Last >= 3 && u.kind&^kLook == 0) {
		return dst
	}
	switch s.word(u.first - 1) {
	case "der", "die", "den", "dem":
		r := run{first: u.first, last: u.last, units: 1, unknown: 1}
		return s.add(dst, &r, 0.75, anonymize.EvidenceContext, RuleRole, i)
	}
	return dst
}

// nickname follows "Spitzname", "nennen mich" and precedes "gerufen": any word may be one.
func (s *scan) nickname(dst []Finding, i int) []Finding {
	j := i + 1
	switch s.word(i) {
	case "gerufen":
		j = i - 1
		if s.punct(j, '"') {
			j--
		}
		u, ok := s.unitEnding(j)
		if !ok || !u.upper || u.kind&(kStop|kPet|kOffice) != 0 || j == i-1 || !s.punct(u.first-1, '"') || s.petBefore(u.first) {
			return dst
		}
		r := run{first: u.first, last: u.last, units: 1}
		return s.add(dst, &r, 0.75, anonymize.EvidenceContext, RuleIntroduction, i)
	case "nennen", "nennt", "rufen":
		if w := s.word(min(j, len(s.toks)-1)); w != "mich" && w != "uns" {
			return dst
		}
		if j++; s.letter(j) && s.toks[j].End-s.toks[j].Start > maxNickname {
			return dst // "Der Bescheid nennt mich Kleinunternehmerin"
		}
	default:
		for n := 0; n < 3 && (s.punct(j, ':') || s.punct(j, ',') || s.is(j, kBe)) && !s.line(j); n++ {
			j++
		}
	}
	for n := 0; n < 3 && !s.line(j) && (s.punct(j, '"') || s.is(j, kFill) && !s.upper(j)); n++ {
		j++
	}
	u, ok := s.unitAt(j)
	if !ok || s.line(j) || !u.upper && !(s.lower && (!u.known || u.e.First > 0)) || u.kind&(kStop|kPet|kOffice|kPoss|kMonth|kDay) != 0 || !s.stopsBehind(u.last+1) || s.petBefore(u.first) || s.fictitious(u.first, u.last) {
		return dst
	}
	r := run{first: u.first, last: u.last, units: 1}
	return s.add(dst, &r, 0.75, anonymize.EvidenceContext, RuleIntroduction, i)
}

// maxNickname bounds a nickname, in bytes.
const maxNickname = 14

// wrote follows "schrieb" in the head of an answered mail: "Am 3.6. um 9:12 schrieb Jobst Zweifel:".
func (s *scan) wrote(dst []Finding, i int) []Finding {
	r := run{first: i + 1, last: -1}
	for j := i + 1; r.units < maxFragment; {
		u, ok := s.unitAt(j)
		if !ok || s.line(j) || !u.upper || u.kind&^(kLook|kParticle|kNoble|kBrand|kCity|kNoCity|kSalut) != 0 {
			break
		}
		if u.kind&kSalut != 0 {
			r.first = u.last + 1
		} else {
			r.last = u.last
			r.units++
		}
		j = u.last + 1
	}
	n := r.last + 1
	if u, ok := s.unitAt(r.first); ok && r.units == 1 && u.e.Last == 0 && (s.collective(&u) || s.roleWord(u.first)) {
		return dst // "schrieb Kundenservice <…>"
	}
	if r.units == 0 || !s.punct(n, ':') && !s.punct(n, '<') && !(s.punct(n, '(') && s.mailAt(n+1)) || s.punct(n, ':') && !s.line(n+1) && r.units < 2 {
		return dst
	}
	return s.add(dst, &r, 0.8, anonymize.EvidenceContext, RuleField, i)
}

// speaker finds who speaks in a pasted chat, at the line that begins at token i: the same word stands before a colon twice.
func (s *scan) speaker(dst []Finding, i int) []Finding {
	u, ok := s.unitAt(i)
	if !ok || !s.punct(u.last+1, ':') || s.line(u.last+2) || !s.lone(&u) && !(u.e.First >= 4 && u.kind&^kLook == 0) || s.syntax(i) {
		return dst
	}
	if n := u.last + 2; !s.lower && s.lone(&u) && s.letter(n) && s.upper(n) && (s.word(n) == "ich" || s.word(n) == "wir") {
		return s.add(dst, &run{first: u.first, last: u.last, units: 1}, 0.75, anonymize.EvidencePattern, RuleField, u.last+1) // "Sido: Ich bin …"
	}
	lines := 0
	for j := u.last + 2; j+1 < len(s.toks) && lines < 12; j++ {
		if !s.line(j) {
			continue
		}
		lines++
		if s.toks[j].Hash == s.toks[i].Hash && s.punct(j+u.last-i+1, ':') {
			r := run{first: u.first, last: u.last, units: 1}
			dst = s.add(dst, &r, 0.75, anonymize.EvidencePattern, RuleField, u.last+1)
			r = run{first: j, last: j + u.last - i, units: 1}
			return s.add(dst, &r, 0.75, anonymize.EvidencePattern, RuleField, u.last+1)
		}
	}
	return dst
}

// roster finds the names of a line that holds nothing but pairs "Mahler, Sibel; Yilmaz, Can; …", from token i on.
func (s *scan) roster(dst []Finding, i int) []Finding {
	type span struct{ first, last int }
	var found [maxRoster]span
	n := 0
	for n < maxRoster {
		first := i
		for k := 0; k < 2 && s.is(i, kParticle|kNoble); k++ {
			i++
		}
		a, ok := s.unitAt(i)
		if !ok || !s.punct(a.last+1, ',') || !s.cellWord(&a) || n > 0 && s.line(i) {
			break
		}
		last := a.last + 1
		for k := 0; k < 3 && !s.line(last+1); k++ {
			g, ok := s.unitAt(last + 1)
			if !ok || !s.cellWord(&g) {
				break
			}
			last = g.last
		}
		if last == a.last+1 {
			break
		}
		found[n] = span{first, last}
		n++
		if s.punct(last+1, ';') && !s.line(last+2) {
			i = last + 2
			continue
		}
		if !s.line(last+1) && !s.isPunct(last+1) {
			n--
		}
		break
	}
	if n < 3 {
		return dst
	}
	for _, f := range found[:n] {
		r := run{first: f.first, last: f.last}
		dst = s.add(dst, &r, 0.85, anonymize.EvidencePattern, RuleReversed, -1)
	}
	return dst
}

// filed finds "Surname, Given" at the line that begins at token i, where the list of surnames does not know the first and a sign or a
// number behind the second shows that the line is an entry.
func (s *scan) filed(dst []Finding, i int) []Finding {
	a, ok := s.unitAt(i)
	if !ok || !s.punct(a.last+1, ',') || s.line(a.last+2) || s.lower {
		return dst
	}
	shout := a.upper && a.allUpper && !s.caps && a.bytes > 3 && a.kind&^kLook == 0 && a.anti() == 0
	if !shout && !s.lone(&a) || a.e.First > 2 {
		return dst
	}
	last, given := a.last+1, 0
	for n := 0; n < 3 && !s.line(last+1); n++ {
		g, ok := s.unitAt(last + 1)
		if !ok || !s.cellWord(&g) || g.initial {
			break
		}
		if g.firstName() >= 2 {
			given++
		}
		last = g.last
	}
	if given == 0 {
		return dst
	}
	n := last + 1
	switch {
	case shout && s.stopsBehind(n):
	case s.line(n) && i > 0 && (n < len(s.toks) || !s.line(i)):
	case s.punct(n, ',') && !s.line(n+1) && (s.digit(n+1) || s.upper(n+1) || s.is(n+1, kBirth)), s.punct(n, ';'), s.punct(n, '|'), s.punct(n, '('), s.digit(n) && !s.line(n):
	default:
		return dst
	}
	r := run{first: i, last: last}
	return s.add(dst, &r, 0.78, anonymize.EvidenceLexicon|anonymize.EvidencePattern, RuleReversed, -1)
}

// maxRoster bounds the names that roster reads.
const maxRoster = 32

// cells finds surname and given name in the cells behind the one with the salutation that ends before the semicolon at token i:
// "1;Herr;Plötz;Burkhart".
func (s *scan) cells(dst []Finding, i int) []Finding {
	context := i - 1
	for n := 0; n < 2 && (s.punct(i, ';') || s.punct(i, '|')) && !s.line(i+1); n++ {
		j := i + 1
		last := -1
		for k := 0; k < 3 && !s.line(j); k++ {
			u, ok := s.unitAt(j)
			if ok && s.is(j, kParticle) && s.upper(j+1) {
				j = u.last + 1
				continue
			}
			if !ok || !u.upper || u.kind&^(kLook|kParticle|kNoble|kMonth|kBrand|kCity|kNoCity) != 0 && u.e.Last < 3 && u.e.First < 3 {
				break
			}
			last = u.last
			j = u.last + 1
		}
		if last < 0 || !s.line(j) && !s.punct(j, ';') && !s.punct(j, '|') {
			return dst
		}
		r := run{first: i + 1, last: last}
		dst = s.add(dst, &r, 0.9, anonymize.EvidenceContext, RuleSalutation, context)
		i = j
	}
	return dst
}

// verb3 tells whether w may be a verb's third person: "zeigt", "charakterisierte".
func verb3(w string) bool { return w[len(w)-1] == 't' || len(w) > 5 && w[len(w)-2:] == "te" }

// genitiveOf finds a surname that no list has in the genitive before a noun, at token i: "Critchlows Stil".
func (s *scan) genitiveOf(dst []Finding, i int) []Finding {
	n := s.toks[i].End - s.toks[i].Start
	if n < 6 || s.text[s.toks[i].End-1] != 's' || strings.IndexByte("seiux", s.text[s.toks[i].End-2]) >= 0 || s.lower || s.caps || !s.upper(i+1) || s.line(i+1) || s.glued(i+1) || s.glued(i) && i > 0 {
		return dst
	}
	if e, ok := s.named(i); (ok || e.Class != 0) && (e.Last == 0 && e.First < 3 || e.Noun+e.Common+e.Place > 0) {
		return dst
	}
	p := i - 1
	if p >= 0 && !s.line(i) && s.letter(p) && (s.upper(p) && !s.is(p, kStop|kPlace|kStreet|kAnd) || s.is(p, kArt|kPoss) || s.indefinite(p) || s.article(p) || !s.is(p, kStop|kAnd|kPlace) && !verb3(s.word(p))) {
		return dst
	}
	e, _ := s.entry(i + 1)
	if e.Noun < 3 || e.Last >= 4 || e.First >= 3 || s.is(i+1, kOrg|kRoad) {
		return dst
	}
	u, ok := s.unitAt(i)
	if !ok || u.parts > 1 || u.allUpper || s.nounish(&u) || s.inAddress(i, i) {
		return dst
	}
	r := run{first: i, last: i, units: 1, unknown: 1}
	return s.add(dst, &r, 0.6, anonymize.EvidencePattern, RuleFragment, -1)
}
