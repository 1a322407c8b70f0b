package names

import (
	"iter"
	"slices"
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/internal/fold"
	"github.com/deckname/deckname/recognizers/internal/lexicon"
)

// notNames are kinds whose words are no given names however they are registered.
const notNames = kStop | kMonth | kDay | kOffice | kOrg | kPoss | kThing | kBrand | kTitle | kSalut

// lexical finds names that nothing announces, at the given name at token i.
func (s *scan) lexical(dst []Finding, i int) []Finding {
	if t := &s.toks[i]; t.End-t.Start == 1 {
		return s.initials(dst, i)
	}
	e, ok := s.entry(i)
	if s.famous(i) || s.famous(i-1) {
		return dst
	}
	if !ok || e.First == 0 {
		if n := len(dst); ok && e.Last > 0 && s.letter(i-1) {
			if dst = s.dealtWith(s.upstairs(dst, i), i); len(dst) > n {
				return dst
			}
		}
		if ok && (e.Last >= 3 || e.Last > 0 && s.punct(i-1, ':')) && s.punct(i+1, ',') {
			return s.surnameFirst(dst, i)
		}
		if ok && e.Last >= 2 && s.caps != s.flagsAll(i) && s.kinds[i]&kClose == 0 && s.upper(i+1) && !s.glued(i+1) {
			return s.capitalSurname(dst, i)
		}
		return dst
	}
	if i > 0 && s.glued(i) && (s.punct(i-1, '-') || s.apostrophe(i-1)) {
		return dst // inside a unit
	}
	u, ok := s.unitAt(i)
	if !ok || u.kind&(kRel|kRelPl|kJob) != 0 && u.e.First < 4 || u.kind&notNames != 0 && (u.e.First < 3 || u.kind&(kStop|kThing|kTitle|kSalut|kOrg) != 0) || u.e.First == 0 || s.inAddress(u.first, u.last) {
		return dst
	}
	if e.Last >= 3 && u.parts == 1 && s.punct(i+1, ',') {
		n := len(dst)
		if dst = s.surnameFirst(dst, i); len(dst) > n {
			return dst
		}
	}
	if s.shopBefore(i) {
		return dst
	}
	if i == 0 && u.e.First >= 3 && s.letter(u.last+1) && s.word(u.last+1) == "hier" {
		r := run{first: u.first, last: u.last, units: 1, given: 1}
		return s.add(dst, &r, 0.85, anonymize.EvidenceContext|anonymize.EvidenceLexicon, RuleIntroduction, u.last+1) // "Ernst hier."
	}
	strength := u.firstName()
	if s.lower {
		return s.lexicalLower(dst, &u, strength)
	}
	if strength < 0 && u.e.First < 4 || u.kind&(kStop|kPoss) != 0 {
		return dst
	}
	r, ok := s.nameRun(i, inIntro)
	if !ok {
		r = run{first: u.first, last: u.last, units: 1, given: 1, f1: strength}
		if s.orgBehind(u.last+1) || s.beside(u.first, u.last) || s.nobodys(u.first, u.last) {
			return dst
		}
	}
	if s.regnalAt(r.last+1) && u.e.First >= 4 {
		r.last++
		return s.add(dst, &r, 0.95, anonymize.EvidenceLexicon|anonymize.EvidencePattern, RuleFullName, -1) // "Elisabeth II. und ihr Hof"
	}
	if r.units == 1 {
		return s.givenName(dst, &u, &r)
	}
	if !s.caps && u.bytes <= 4 && s.flagsAll(r.first) && s.flagsAll(r.last) && r.unknown+1 >= r.units && strength < 4 {
		return dst // "ABE KBA"
	}
	var score float32
	switch {
	case r.surnames > 0 && r.everyday == 0 && strength >= 4 && s.surnameAt(r.last):
		score = 0.95
	case r.given > 1 && r.units > 2 && r.everyday == 0 && strength >= 4:
		score = 0.95 // "Ferdinand Wilhelm Slavik"
	case r.surnames > 0 && r.everyday == 0:
		score = 0.93
	case r.surnames > 0 && strength >= 2:
		score = 0.85
	case r.given > 1 && r.everyday == 0:
		score = 0.85
	case r.unknown > 0 && strength >= 4:
		score = 0.85
	case r.unknown > 0 && strength >= 2:
		score = 0.75
	case r.surnames > 0 && strength >= 0 && r.everyday == 1:
		score = 0.7
	default:
		score = 0.5
	}
	if n := r.last; r.units == 2 && s.punct(n, '.') && s.toks[n-1].End-s.toks[n-1].Start == 1 {
		score = max(score, 0.75) // "Götz Z."
	} else if u.e.Place >= 3 && strength < 5 || u.kind&(kCity|kMonth) != 0 {
		score -= 0.3
	}
	if strength < 2 && r.surnames == 0 {
		score -= 0.2
	}
	if score >= 0.7 && s.punct(i-1, ':') && s.line(r.last+1) { // a form field with a label of its own
		return s.add(dst, &r, max(score, 0.9), anonymize.EvidenceContext|anonymize.EvidenceLexicon, RuleField, i-1)
	}
	return s.add(dst, &r, score, anonymize.EvidenceLexicon, RuleFullName, -1)
}

func (s *scan) flagsAll(i int) bool { return s.toks[i].Flags&anonymize.AllUpper != 0 }

// lexicalLower does the same in a text without capitals, where every word can be a name.
func (s *scan) lexicalLower(dst []Finding, u *unit, strength int) []Finding {
	if strength < 3 || u.anti() > 1 {
		return dst
	}
	r, ok := s.nameRun(u.first, inWeak)
	if !ok {
		return dst
	}
	var score float32
	switch {
	case r.units == 1:
		return s.givenName(dst, u, &r)
	case r.surnames > 0 && r.everyday == 0:
		score = 0.85
	case r.given > 1 && r.everyday == 0:
		score = 0.75
	case r.unknown > 0 && strength >= 4:
		score = 0.7
	default:
		score = 0.5
	}
	if u.e.Place >= 3 && strength < 5 {
		score -= 0.3
	}
	return s.add(dst, &r, score, anonymize.EvidenceLexicon, RuleFullName, -1)
}

// givenName rates a given name that stands alone.
func (s *scan) givenName(dst []Finding, u *unit, r *run) []Finding {
	if s.flagsAll(u.first) && !s.caps && u.bytes <= 4 || s.isPunct(r.last+1) && s.word(r.last+1) == "(" && s.letter(r.last+2) && s.word(r.last+2) == "at" || s.letter(r.last+1) && (s.word(r.last+1) == "punkt" || s.word(r.last+1) == "at") {
		return dst
	}
	if s.greeting(u.first) || s.beast(u.first, u.last) || s.animalField(u.first) || s.is(u.first-1, kHeisse) && s.is(u.first-2, kPet) || s.most(u.last) {
		return dst
	}
	dated := (s.punct(r.last+1, '(') || s.punct(r.last+1, ',')) && s.digit(r.last+2)
	if s.is(r.first-1, kPet) || u.anti() > 0 && !(dated && u.firstName() >= 2) || u.e.Place >= 3 || u.kind&(kCity|kBrand|kMonth|kDay|kRole|kShop|kParticle|kThing|kFloor|kUnit) != 0 || s.orgBehind(u.last+1) {
		return dst
	}
	var score float32
	switch {
	case u.e.First >= 5:
		score = 0.62
	case u.e.First >= 4:
		score = 0.55
	case u.e.First >= 3:
		score = 0.5
	case u.e.First >= 1:
		score = 0.3
	default:
		return dst
	}
	if s.lower {
		score -= 0.05
	}
	if u.e.Place > 0 {
		score -= 0.1
	}
	if (s.line(r.first) && r.first > 0 || r.first > 8 && s.sentenceEnd(r.first-1)) && r.last+1 >= len(s.toks) {
		score += 0.25 // the last line of a letter
	}
	rule, context := RuleGivenName, -1
	ev := anonymize.EvidenceLexicon
	next, prev := r.last+1, r.first-1
	if s.punct(next, ',') && (s.digit(next+1) || s.is(next+1, kBirth)) || s.punct(next, '(') && (s.digit(next+1) || s.is(next+1, kBirth)) || s.is(next, kBirth) {
		score += 0.3
		context, ev = next, ev|anonymize.EvidenceContext
	} else if s.letter(prev) && (s.word(prev) == "die" || s.word(prev) == "der") && u.e.First >= 4 {
		score += 0.15 // "frag die jutta"
		context, ev = prev, ev|anonymize.EvidenceContext
	} else if u.e.First >= 2 && s.punct(prev, '(') && s.punct(next, ')') {
		score += 0.25 // "das Jüngste (Merve)"
		context, ev = prev, ev|anonymize.EvidencePattern
	} else if u.e.First >= 4 && s.sized(prev) {
		score += 0.15 // "die große Levke"
		context, ev = prev, ev|anonymize.EvidenceContext
	} else if u.e.First >= 4 && s.is(prev, kPoss) && !s.pets && !s.line(r.first) {
		score += 0.1 // "mit Ihrem Julius"
		context, ev = prev, ev|anonymize.EvidenceContext
	} else if s.letter(prev) && s.is(prev, kWith) {
		score += 0.1
		context, ev = prev, ev|anonymize.EvidenceContext
	}
	return s.add(dst, r, score, ev, rule, context)
}

// most tells whether token i is the abbreviation in "Max. 3 Personen".
func (s *scan) most(i int) bool {
	return s.word(i) == "max" && s.punct(i+1, '.') && s.digit(i+2)
}

// sized tells whether token i is an adjective by which children of a family are told apart.
func (s *scan) sized(i int) bool {
	if !s.letter(i) {
		return false
	}
	switch s.word(i) {
	case "grosse", "grosser", "grossen", "kleine", "kleiner", "kleinen", "aeltere", "aelterer", "aelteste", "aeltester", "juengere", "juengerer", "juengste", "juengster", "mittlere", "mittlerer", "gewisse", "gewisser":
		return true
	}
	return false
}

// greeting tells whether the text, or a line with a comma behind, begins with a greeting of another language at token i.
func (s *scan) greeting(i int) bool {
	if i > 0 && !(s.line(i) && s.punct(i+1, ',')) || s.upper(i+1) || !s.letter(i) {
		return false
	}
	switch s.word(i) {
	case "jo", "joa", "salam", "selam", "salem", "slm", "merhaba", "privet", "hola", "bonjour", "shalom", "buongiorno", "hej", "juhu", "juhuu", "hurra", "czesc":
		return true
	}
	return false
}

// shopBefore tells whether the word before token i makes a firm, a church or a
// school of the name behind it: "Autohaus Köhler", "St. Martin".
func (s *scan) shopBefore(i int) bool {
	i--
	if i > 0 && s.punct(i, '.') && s.glued(i) {
		i--
	}
	if i > 0 && s.punct(i, '"') {
		i--
	}
	if i < 0 || s.line(i+1) || !s.letter(i) || !s.upper(i) && !s.lower {
		return false
	}
	w := s.word(i)
	if w == "zum" && !s.upper(i) && s.upper(i+1) {
		return i > 0 && s.upper(i-1) // "Gasthaus zum Ochsen", but "zum Dieter"
	}
	if s.kinds[i]&kShop != 0 {
		return true
	}
	return endsWith(w, 3, "erei", "betrieb", "handel", "autohaus", "werkstatt", "apotheke")
}

// surnameFirst finds "Lindner, Peter" at the begin of a line or behind a colon.
func (s *scan) surnameFirst(dst []Finding, i int) []Finding {
	u, ok := s.unitAt(i)
	if !ok || u.parts > 3 || !s.punct(u.last+1, ',') || s.line(u.last+2) || u.kind&notNames != 0 || !s.lower && !u.upper {
		return dst
	}
	if !s.line(i) && !s.punct(i-1, ':') && !s.digit(i-1) && !s.punct(i-1, '-') && !s.punct(i-1, '.') && !s.punct(i-1, ';') {
		return dst
	}
	if g, ok := s.unitAt(u.last + 2); ok && s.punct(i-1, ':') && (g.e.First < 2 || u.e.First >= 3) && s.gathers(i-2) {
		return dst // "Entschuldigt: Lindner, Adamek", "Zeugen des Unfalls: Bosse, Enna"
	}
	r := run{first: u.first, last: u.last, units: 1, surnames: 1}
	g, ok := s.unitAt(u.last + 2)
	if !ok || !s.lower && !g.upper || s.lower && u.anti() > 0 || u.anti() > int(u.e.Last) {
		return dst
	}
	if g.initial && g.last > g.first && s.line(i) && u.e.Place < 3 && !s.digit(g.last+1) {
		r.last = g.last // "Bergmann, M."
		return s.add(dst, &r, 0.85, anonymize.EvidenceLexicon|anonymize.EvidencePattern, RuleReversed, -1)
	}
	p := inWeak
	if u.firstName() >= 4 && g.firstName() >= 3 && (s.punct(g.last+1, ',') || s.is(g.last+1, kAnd)) {
		if t, ok := s.unitAt(g.last + 2); ok && t.firstName() >= 3 {
			return dst // "Grill: Dirk, Torben, Kalle"
		}
	}
	if g.firstName() < 3 {
		// a form's line: "2. Partner: Chukwu, Chinedu"
		if s.lower || s.roleWord(g.first) || s.punct(g.last+1, ',') && s.upper(g.last+2) && !s.is(g.last+2, kBirth) || s.nounish(&g) || g.anti() > 0 || g.e.Place >= 2 && g.e.First < 2 || g.kind&^(kLook|kEnglish) != 0 || !s.punct(i-1, ':') && !s.punct(i-1, ';') {
			return dst
		}
		p = inJob
	}
	n, ok := s.nameRun(u.last+2, p)
	if !ok || n.surnames > 0 || !s.line(n.last+1) && !s.isPunct(n.last+1) {
		return dst
	}
	r.last, r.units, r.given = n.last, r.units+n.units, n.given
	if s.fictitious(r.first, r.last) {
		return dst
	}
	return s.add(dst, &r, 0.88, anonymize.EvidenceLexicon|anonymize.EvidencePattern, RuleReversed, -1)
}

// capitalSurname finds "LINDNER Peter".
func (s *scan) capitalSurname(dst []Finding, i int) []Finding {
	u, ok := s.unitAt(i)
	if !ok || !u.allUpper || u.anti() > 1 || u.kind&notNames != 0 || s.inAddress(u.first, u.last) {
		return dst
	}
	g, ok := s.unitAt(u.last + 1)
	if !ok || g.allUpper || !g.upper || g.firstName() < 3 || s.line(u.last+1) || s.glued(u.last+1) {
		return dst
	}
	r := run{first: u.first, last: g.last, units: 2, surnames: 1, given: 1}
	if s.beside(r.first, r.last) {
		return dst
	}
	return s.add(dst, &r, 0.85, anonymize.EvidenceLexicon|anonymize.EvidencePattern, RuleReversed, -1)
}

// initials finds "K. Wolke".
func (s *scan) initials(dst []Finding, i int) []Finding {
	if !s.upper(i) || !s.punct(i+1, '.') || !s.glued(i+1) || s.line(i+2) || i > 0 && (s.glued(i) && !s.punct(i-1, '(') || s.punct(i-1, '.') && s.letter(i-2) && s.toks[i-2].End-s.toks[i-2].Start == 1) {
		return dst
	}
	if i > 0 && (s.digit(i-1) || s.is(i-1, kThing|kUnit|kMonth)) {
		return dst
	}
	if s.mister(i) {
		if r, ok := s.nameRun(i+2, inSalut); ok {
			return s.add(dst, &r, r.score(0.85), r.evidence(), RuleSalutation, i)
		}
		return dst
	}
	r, ok := s.nameRun(i, inIntro)
	if !ok || r.surnames+r.given+r.unknown == 0 || r.everyday > 0 || r.lowered {
		return dst
	}
	u, ok := s.unitEnding(r.last)
	if ok && !u.known && u.kind&^kLook == 0 && u.upper && u.bytes > 3 && r.units == 2 && !s.nounish(&u) && !s.glued(i) && !s.is(i-1, kThing|kUnit) {
		return s.add(dst, &r, 0.62, anonymize.EvidencePattern, RuleInitials, -1) // a surname that no list has
	}
	if !ok || u.e.Last < 2 || u.e.Place > u.e.Last || u.kind&notNames != 0 {
		return dst
	}
	return s.add(dst, &r, 0.8, anonymize.EvidenceLexicon|anonymize.EvidencePattern, RuleInitials, -1)
}

// foreignName finds names in English text at token i, where a capital inside a sentence marks a proper noun: two words in a row
// ("Saoirse O'Malley"), or one that no list knows ("a message with Darragh").
func (s *scan) foreignName(dst []Finding, i int) []Finding {
	if s.caps || s.glued(i) && i > 0 && !s.punct(i-1, '(') && !s.punct(i-1, '"') {
		return dst
	}
	a, ok := s.unitAt(i)
	if !ok || !s.rare(&a) {
		return dst
	}
	p := i - 1
	if p >= 0 && s.letter(p) && !s.line(i) && s.upper(p) && !s.is(p, kStop) {
		return dst
	}
	r := run{first: a.first, last: a.last, units: 1}
	score := float32(0.62)
	if b, ok := s.unitAt(a.last + 1); ok && !s.line(a.last+1) && !s.glued(a.last+1) && b.upper {
		if !s.rare(&b) {
			return dst
		}
		r.last, r.units, score = b.last, 2, 0.7
	} else if s.sentenceStart(i) && a.last+1 >= len(s.toks) && i > 4 && (!a.known || a.e.First > 0) {
		score = 0.65 // the writer's name behind the last sentence
	} else if a.known && a.e.First < 2 || a.bytes < 4 || s.is(p, kPlace) || s.sentenceStart(i) || !s.letter(p) || s.is(p, kArt) || s.word(p) == "in" || s.word(p) == "the" || s.word(p) == "a" || s.is(p, kPoss) {
		return dst
	}
	if n := r.last + 1; s.letter(n) && !s.line(n) && s.upper(n) && !s.is(n, kStop) || s.orgBehind(n) || s.beside(r.first, r.last) || s.inAddress(r.first, r.last) || s.shopBefore(i) || s.digit(n) && !s.line(n) {
		return dst
	}
	return s.add(dst, &r, score, anonymize.EvidencePattern, RuleFragment, -1)
}

// rare tells whether u is a capitalised word that is neither an everyday word nor a place.
func (s *scan) rare(u *unit) bool {
	return u.upper && !u.foreign && !u.initial && u.bytes > 2 && !(u.allUpper && u.bytes < 5) && u.kind&^(kLook|kEnglish) == 0 && u.anti() == 0 && (u.e.Place == 0 || u.parts > 1 && u.e.Last >= 2) && !u.e.Is(lexicon.Country|lexicon.District|lexicon.Law|lexicon.Street) && !s.nounish(u)
}

// labelled tells whether token i goes on with a label or a phrase.
func (s *scan) labelled(i int) bool {
	return i > 0 && (s.punct(i-1, ':') || s.punct(i-1, ',') || s.punct(i-1, '-') || s.punct(i-1, '/'))
}

// mailAt tells whether an e-mail address begins at token i.
func (s *scan) mailAt(i int) bool {
	for n := 0; n < 9 && i < len(s.toks) && (n == 0 || s.glued(i)); n++ {
		if s.punct(i, '@') {
			return true
		}
		i++
	}
	return false
}

// script finds a name in another script within Latin text: two to four words.
func (s *scan) script(dst []Finding, i int) []Finding {
	if !s.latin || i > 0 && s.toks[i-1].Flags&anonymize.Foreign != 0 || s.is(i, kForeign|kIntro|kStop) {
		return dst
	}
	r, ok := s.nameRun(i, inField)
	if !ok || r.units > maxFragment {
		return dst
	}
	if next := r.last + 1; next < len(s.toks) && s.toks[next].Flags&anonymize.Foreign != 0 {
		return dst
	}
	score := float32(0.8)
	if r.units == 1 {
		score = 0.55
	}
	return s.add(dst, &r, score, anonymize.EvidencePattern, RuleScript, -1)
}

// maxAgain bounds the names that are looked for again.
const maxAgain = 64

// again finds surnames and given names of found persons elsewhere in the text.
func (s *scan) again(dst []Finding) []Finding {
	var hashes [maxAgain]uint64
	n := 0
	for _, f := range dst {
		if f.Score < 0.8 {
			continue
		}
		for i := int(f.First); i <= int(f.Last) && n < maxAgain; i++ {
			if s.distinct(i) {
				hashes[n] = s.toks[i].Hash
				n++
				if n < maxAgain {
					hashes[n] = genitive(s.toks[i].Hash)
					n++
				}
				if w := s.word(i); n < maxAgain && (f.Rule == RuleFamily || s.is(i-1, kFamilies)) && len(w) > formLetter && w[len(w)-1] == 's' {
					hashes[n] = fold.Hash(w[:len(w)-1]) // "bei Neubronners"
					n++
				}
			}
		}
	}
	if n == 0 {
		return dst
	}
	return s.find(dst, hashes[:n], 0.75, RuleAgain)
}

// distinct tells whether token i alone can stand for a person: a name of at
// least three letters that is no everyday word.
func (s *scan) distinct(i int) bool {
	t := &s.toks[i]
	if t.Flags&anonymize.Letter == 0 || t.End-t.Start < 3 || s.kinds[i]&(kStop|kParticle|kNoble|kTitle|kSalut|kRole|kJob|kRel|kMonth|kDay|kOffice|kAdd|kHome|kThing|kUnit) != 0 {
		return false
	}
	e, ok := s.entry(i)
	return !ok || e.Common == 0 && e.Noun == 0 && e.Place < 3
}

// leastAgain is the score from which a finding of the tagger's is certain because the same name is elsewhere.
const leastAgain = 0.25

// find reports every word with one of the hashes that no finding holds yet.
func (s *scan) find(dst []Finding, hashes []uint64, score float32, rule Rule) []Finding {
	var filter [4]uint64
	for _, h := range hashes {
		filter[h>>62] |= 1 << (h & 63)
	}
	n := len(dst)
	k := 0
	for i := range s.toks {
		h := s.toks[i].Hash
		if filter[h>>62]&(1<<(h&63)) == 0 {
			continue
		}
		for k < n && int(dst[k].Last) < i {
			k++
		}
		if !slices.Contains(hashes, h) {
			continue
		}
		if k < n && int(dst[k].First) <= i {
			if f := &dst[k]; rule == RuleKnown && weak(f) || rule == RuleAgain && f.Score < score && (f.Rule == RuleModel && (f.Score >= leastAgain || s.clinical()) || f.Rule == RuleGivenName && f.First == f.Last && !s.punct(i+1, '-')) { // the tagger's silence counts nothing against who is known
				f.Score, f.Rule, f.Evidence = max(f.Score, score), rule, f.Evidence|anonymize.EvidenceContext
			}
			continue
		}
		r := run{first: i, last: i}
		if m := len(dst); m > n && int(dst[m-1].Last) == i-1 && !s.glued(i) && dst[m-1].Rule == rule {
			dst[m-1].Last = int32(i)
			dst[m-1].Score = max(dst[m-1].Score, 0.9)
			continue
		}
		if s.beside(i, i) || s.inAddress(i, i) || s.shopBefore(i) || s.orgBehind(i+1) {
			continue
		}
		if !s.lower && !s.upper(i) && rule == RuleAgain {
			continue
		}
		dst = s.add(dst, &r, score, anonymize.EvidenceContext, rule, -1)
	}
	return dst
}

// genitive is the hash of a word with an s behind it.
func genitive(h uint64) uint64 { return (h ^ 's') * fold.HashPrime }

// known finds the persons that the conversation named before.
func (s *scan) known(dst []Finding) []Finding {
	vals := s.doc.Known()
	if len(vals) == 0 {
		return dst
	}
	hashes := make([]uint64, 0, 2*len(vals))
	for _, v := range vals {
		if v.Type() != anonymize.Person {
			continue
		}
		hashes = s.e.parts(hashes, v.Expose())
	}
	if len(hashes) == 0 {
		return dst
	}
	return s.find(dst, hashes, 0.85, RuleKnown)
}

// parts appends the hashes of the words of a name that alone can stand for it.
func (e *Engine) parts(hashes []uint64, name string) []uint64 {
	for w := range nameWords(fold.String(name)) {
		if len(w) < 3 {
			continue
		}
		h := fold.HashBytes(w)
		entry, ok := e.lex.Lookup(h)
		if k := e.words.lookup(h); k&(kStop|kParticle|kNoble|kTitle|kSalut) == 0 && (!ok || entry.Common <= 1 && entry.Noun <= 1) {
			hashes = append(hashes, h, genitive(h))
		}
	}
	return hashes
}

// nameWords are the words of a folded name.
func nameWords(folded string) iter.Seq[string] {
	return strings.FieldsFuncSeq(folded, func(r rune) bool { return strings.ContainsRune(" -.',\n", r) })
}
