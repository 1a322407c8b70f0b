package names

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
)

// relative follows "meine Tochter", "Sachbearbeiterin", "unsere Kinder".
func (s *scan) relative(dst []Finding, i int, k kind) []Finding {
	poss := s.possessed(i)
	if k&kSalut != 0 && !poss {
		return dst
	}
	j := i + 1
	if (s.punct(j, ',') || s.punct(j, '(') || s.punct(j, ':') || s.punct(j, '-')) && !s.line(j+1) {
		j++
		if !poss && k&kRelPl == 0 && s.punct(j-1, ',') {
			return dst
		}
		if s.is(j, kPoss|kStop) {
			return dst
		}
	}
	if j == i+1 && s.line(j) && s.letter(j) && s.flagsAll(j) && !s.caps && s.entries[j].First+s.entries[j].Last == 0 {
		return dst // a line of abbreviations
	}
	quoted := (s.punct(j, '"') || s.punct(j, '\'')) && !s.line(j)
	if quoted {
		j++
	}
	if s.is(j, kRel) && s.is(i, kJob) && s.kinds[j]&kSalut == 0 {
		return dst // "meinen verstorbenen Mann Raimund" is reached from there
	}
	p, base, rule := inWeak, float32(0.86), RuleRelative
	near := i + 1 // where a name follows the word directly
	if k&(kRel|kRelPl|kJob|kRole) == 0 {
		rule = RuleRole
	} else if k&(kJob|kRole) != 0 && k&kRel == 0 {
		p, rule = inJob, RuleRole
		var titled bool
		if j, titled = s.skipTitles(j); titled {
			return dst // reached from the title
		}
		if s.retired(near) {
			near = j
		}
	}
	if s.is(j, kSalut|kTitle) {
		return dst
	}
	if k&(kRel|kRelPl) != 0 && s.letter(j) && !s.line(j) {
		switch s.word(j) {
		case "vom", "von", "der", "des", "of": // "der bruder vom zvonko", "Mutter von Kevin"
			if s.is(j+1, kArt) {
				j++
			}
			j++
			base = 0.8
			if w := s.word(j - 1); w == "vom" || w == "von" {
				p = inIntro
			}
		case "is", "was", "named", "called", "s": // "my husband is Chinedu"
			if s.foreignPoss(i - 1) {
				j++
				if s.letter(j) && (s.word(j) == "called" || s.word(j) == "named") {
					j++
				}
				p = inJob
			}
		}
		if s.line(j) || s.is(j, kSalut|kTitle) {
			return dst
		}
	}
	if !poss && p == inWeak {
		base = 0.75
	}
	r, ok := s.nameRun(j, p)
	if !ok && p == inWeak && poss && k&kRel != 0 && !s.lower && j == i+1 && (s.upper(i) || s.foreignPoss(i-1)) {
		r, ok = s.nameRun(j, inJob) // "meine Tochter Tigist"
		ok = ok && !r.lowered
	}
	if !ok && j == near && k&kRel != 0 && !s.lower && s.petName(i) {
		if u, good := s.unitAt(j); good && !s.line(j) && s.lone(&u) && !s.medical(&u) && s.stopsBehind(u.last+1) {
			return s.add(dst, &run{first: u.first, last: u.last, units: 1, unknown: 1}, 0.75, anonymize.EvidenceContext, RuleRelative, i)
		}
	}
	if !ok {
		return dst
	}
	if j > near && r.given == 0 && !quoted && !(p == inIntro && r.units == 1 && s.stopsBehind(r.last+1) && (s.lower || s.before(j, "vom"))) && !(p == inJob && k&kRel != 0) {
		return dst
	}
	if p == inJob && r.given == 0 && r.units == 1 && !poss && k&kRole != 0 && !s.upper(i) {
		return dst
	}
	dst = s.add(dst, &r, r.score(base), r.evidence(), rule, i)
	if k&kRelPl != 0 {
		dst = s.series(dst, r.last+1, RuleList, i)
	}
	return dst
}

// foreignPoss tells whether token i is an English possessive.
func (s *scan) foreignPoss(i int) bool {
	if i < 0 || !s.letter(i) {
		return false
	}
	switch s.word(i) {
	case "my", "our", "his", "her", "their":
		return true
	}
	return false
}

// petName tells whether token i is what children call a relative, before whose given name it stands: "Papi Célestin", "Omi Wüpke".
func (s *scan) petName(i int) bool {
	switch s.word(i) {
	case "papi", "mami", "opa", "oma", "opi", "omi", "papa", "mama", "onkel", "tante":
		return s.upper(i)
	}
	return false
}

// possessed tells whether a possessive stands at most three words before token i.
func (s *scan) possessed(i int) bool {
	for n := 0; n < 3; n++ {
		i--
		if i < 0 || s.isPunct(i) || s.is(i, kRel|kJob|kRole|kRelPl) {
			return false
		}
		if s.is(i, kPoss) {
			return true
		}
	}
	return false
}

// kin finds the names in brackets behind the relative at token i: "Tochter (Aleidis)", "Onkel väterl. (Nihad)", "Familie (Dorle, Sigi)".
func (s *scan) kin(dst []Finding, i int) []Finding {
	j := i + 1
	if s.letter(j) && !s.upper(j) && !s.lower && !s.line(j) {
		if j++; s.punct(j, '.') && s.glued(j) {
			j++
		}
	}
	if !s.punct(j, '(') || s.line(j) {
		return dst
	}
	var found [maxSeries]run
	for n := range found {
		u, ok := s.unitAt(j + 1)
		if !ok || s.line(j+1) || !s.kinName(&u) {
			return dst
		}
		r := run{first: u.first, last: u.last, units: 1, unknown: 1}
		if b, ok := s.unitAt(u.last + 1); ok && !s.line(b.first) && s.lone(&b) {
			r.last = b.last
		}
		found[n], j = r, r.last+1
		if s.punct(j, ')') || s.punct(j, ',') && s.digit(j+1) && !s.line(j+1) {
			for k := range found[:n+1] {
				dst = s.add(dst, &found[k], 0.8, anonymize.EvidenceContext, RuleRelative, i)
			}
			return dst
		}
		if !s.punct(j, ',') && !s.punct(j, '/') && !s.is(j, kAnd) {
			return dst
		}
	}
	return dst
}

// kinName tells whether u may be a relative's name in brackets, and not what is said of him: "Vater (Raucher)", "Tante (Lupus)".
func (s *scan) kinName(u *unit) bool {
	if u.e.First >= 3 && u.upper && u.kind&^(kLook|kBrand|kMonth) == 0 {
		return true
	}
	if !s.lone(u) || s.medical(u) {
		return false
	}
	if e, ok := s.entry(u.last); ok && u.parts == 1 && e.First+e.Last == 0 {
		return false // "Oma (Diabetes)"
	}
	w := s.word(u.last)
	for _, end := range [...]string{"iker", "ikerin", "ist", "istin", "schueler", "schuelerin", "rentner", "raucher", "raucherin", "isch", "er"} {
		if u.e.First == 0 && strings.HasSuffix(w, end) && (end != "er" || u.e.Last == 0) {
			return false
		}
	}
	return true
}

// related finds the two words of which "ist mein Vater", whose verb is token i, is said at a sentence's begin: "Sredoje Kradinac ist mein Vater".
func (s *scan) related(dst []Finding, i int) []Finding {
	b, ok := s.unitEnding(i - 1)
	if !ok || b.first == 0 || !s.nameless(&b) {
		return dst
	}
	a, ok := s.unitEnding(b.first - 1)
	if !ok || !s.nameless(&a) || !s.sentenceStart(a.first) {
		return dst
	}
	r := run{first: a.first, last: b.last, units: 2, unknown: 2}
	return s.add(dst, &r, 0.8, anonymize.EvidenceContext, RuleRelative, i+2)
}

// unlisted tells whether f stands behind a word that says who somebody is and the tokens of it outside the ones from token first to token last are
// words that no list has: "Meine Nachbarin Zäzilie Rommerskirch".
func (s *scan) unlisted(f *Finding, first, last int) bool {
	if f.Rule != RuleRole || !s.is(int(f.First)-1, kJob|kRole) {
		return false
	}
	for i := int(f.First); i <= int(f.Last); i++ {
		if i >= first && i <= last {
			continue
		}
		if u, ok := s.unitAt(i); !ok || u.known || s.entries[i].Class != 0 || !s.nameless(&u) || s.roleWord(i) {
			return false
		}
	}
	return true
}

// nameless tells whether u may be a part of a name that no list has, in text of any case.
func (s *scan) nameless(u *unit) bool {
	return u.upper && !u.foreign && !u.initial && u.bytes > 3 && u.kind&^(kLook|kParticle) == 0 && u.anti() == 0 && u.e.Place < 3 && !s.nounish(u) && !s.inAddress(u.first, u.last)
}
