package names

import (
	"math/bits"
	"slices"

	"github.com/deckname/deckname/anonymize"
)

// triggers are the kinds that announce names.
const triggers = kBell | kBirth | kProxy | kSalut | kFamily | kTitle | kRole | kJob | kRel | kRelPl | kField | kWeakField | kClose | kHeisse | kName | kBe | kForeign | kIntro

// persons appends the persons of the text to dst, sorted and disjoint.
func (s *scan) persons(dst []Finding) []Finding {
	if s.prompt == promptName {
		dst = s.answer(dst)
	}
	for w, set := range s.persona {
		for ; set != 0; set &= set - 1 {
			dst = s.personAt(dst, w*64+bits.TrailingZeros64(set))
		}
	}
	if len(dst) > 0 {
		dst = settle(dst)
		s.discount(dst)
		n := len(dst)
		for k := 0; k < n; k++ {
			dst = s.listed(dst, k, n)
		}
		if len(dst) > n {
			dst = settle(dst)
		}
	}
	n := len(dst)
	if dst = s.known(dst); len(dst) > n {
		dst = settle(dst)
	}
	n = len(dst)
	if dst = s.again(dst); len(dst) > n {
		dst = settle(dst)
	}
	n = len(dst)
	if dst = s.forms(dst); len(dst) > n {
		dst = settle(dst)
	}
	return dst
}

// personAt follows all rules that may begin at token i, see classify and consult.
func (s *scan) personAt(dst []Finding, i int) []Finding {
	f := s.toks[i].Flags
	if f&anonymize.Letter == 0 {
		switch s.text[s.toks[i].Start] {
		case '/':
			dst = s.careOf(dst, i)
		case '(', ',':
			dst = s.dated(dst, i)
		}
		return dst
	}
	k := s.kinds[i]
	if k&triggers != 0 {
		dst = s.trigger(dst, i, k)
	}
	if k&kFamilies != 0 && i+1 < len(s.toks) && s.text[s.toks[i+1].End-1] == 's' {
		dst = s.family(dst, i)
	}
	if k&(triggers|kStop) == 0 && f&anonymize.Upper != 0 && s.toks[i].End-s.toks[i].Start >= minRole && s.upper(i+1) && s.roleWord(i) {
		dst = s.relative(dst, i, kJob) // "Bauleiter Kowallek"
	}
	switch {
	case f&anonymize.Digit != 0:
	case f&anonymize.Foreign != 0:
		dst = s.script(dst, i)
	case k&(kStop|kPoss|kLook) == kLook:
		if k == kLook && s.entries[i].Class == 0 && f&anonymize.Upper != 0 {
			dst = s.genitiveOf(dst, i)
		}
		if e := &s.entries[i]; e.First|e.Last != 0 || s.toks[i].End-s.toks[i].Start == 1 {
			dst = s.lexical(dst, i)
		}
		if k&(kField|kWeakField|kAdd) == 0 && (f&anonymize.LineStart != 0 || s.stopBefore(i)) {
			dst = s.fragment(dst, i)
		}
		if s.english && k&^kEnglish == kLook {
			dst = s.foreignName(dst, i)
		}
	}
	return dst
}

// settle sorts findings and makes them disjoint: equal spans join their
// evidence, of others the more certain, then the longer, then the first stays.
func settle(fs []Finding) []Finding {
	slices.SortStableFunc(fs, func(a, b Finding) int {
		if a.First != b.First {
			return int(a.First - b.First)
		}
		return int(b.Last - a.Last)
	})
	out := fs[:0]
	for _, f := range fs {
		n := len(out)
		if n == 0 || !out[n-1].Overlaps(f) {
			out = append(out, f)
			continue
		}
		p := &out[n-1]
		switch {
		case p.First == f.First && p.Last == f.Last:
			best := *p
			if f.Score > p.Score {
				best = f
			}
			best.Score = min(0.99, 1-(1-p.Score)*(1-f.Score))
			best.Evidence = p.Evidence | f.Evidence
			*p = best
		case weight(f) > weight(*p):
			*p = f
		}
	}
	return out
}

func weight(f Finding) float32 {
	return f.Score + 0.06*float32(min(f.Last-f.First, 4))
}

func (s *scan) add(dst []Finding, r *run, score float32, ev anonymize.Evidence, rule Rule, context int) []Finding {
	return append(dst, Finding{First: int32(r.first), Last: int32(r.last), Score: score, Evidence: ev, Rule: rule, Context: int32(context)})
}

// trigger follows the announcing word at token i.
func (s *scan) trigger(dst []Finding, i int, k kind) []Finding {
	if k&(kSalut|kFamily) != 0 {
		dst = s.salutation(dst, i, k)
	} else if k&kTitle != 0 && !s.titled(i-1) {
		dst = s.title(dst, i)
	}
	if k&(kRel|kRelPl|kFamily) != 0 {
		dst = s.kin(dst, i)
	}
	if k&(kRel|kRelPl|kJob|kRole) != 0 || k&(kField|kName) == kField && (s.upper(i) || s.lower) {
		dst = s.relative(dst, i, k)
	}
	if k&(kField|kWeakField|kName) != 0 {
		dst = s.field(dst, i, k)
	}
	if k&kName != 0 {
		dst = s.becomes(s.sheet(dst, i), i)
	} else if k&(kField|kJob) != 0 {
		dst = s.quotedName(dst, i)
	}
	if k&kName != 0 || k&kHeisse != 0 {
		dst = s.introduction(dst, i, k)
	}
	if k&kBe != 0 {
		dst = s.being(dst, i)
	}
	if k&kBell != 0 {
		dst = s.doorbell(dst, i)
	}
	if k&kClose != 0 {
		dst = s.signature(dst, i)
	}
	if k&kProxy != 0 && s.punct(i+1, '.') && s.letter(i+2) && (s.word(i+2) == "a" || s.word(i+2) == "v") && s.punct(i+3, '.') && !s.line(i+4) {
		if r, ok := s.nameRun(i+4, inIntro); ok && !r.lowered {
			dst = s.add(dst, &r, r.score(0.85), r.evidence(), RuleSignature, i)
		}
	}
	if k&kBirth != 0 && s.toks[i].Flags&anonymize.Digit == 0 {
		dst = s.birthName(dst, i)
		dst = s.bornAs(dst, i)
		dst = s.dated(dst, i)
	}
	if k&(kForeign|kIntro) != 0 {
		j := i + 1
		for n := 0; n < 2 && s.is(j, kStop) && !s.line(j) && s.toks[j].Flags&anonymize.Foreign != 0; n++ {
			j++ // "my son's name is" in another script
		}
		if r, ok := s.nameRun(j, inIntro); ok && !(s.is(j, kForeign|kIntro)) {
			dst = s.add(dst, &r, r.score(0.93), r.evidence(), RuleIntroduction, i)
		}
	}
	return dst
}

// titled tells whether token i (or the full stop there) belongs to a
// salutation or title, so that what follows was reached from there already.
func (s *scan) titled(i int) bool {
	for n := 0; n < 2 && i >= 0; n++ {
		if s.is(i, kSalut|kTitle|kFamily) {
			return true
		}
		if !s.punct(i, '.') && !s.punct(i, '-') {
			return false
		}
		i--
	}
	return false
}

// skipTitles skips degrees, roles and their full stops from token i.
func (s *scan) skipTitles(i int) (next int, any bool) {
	for n := range 12 {
		switch {
		case s.line(i) && (n > 0 || i >= len(s.toks) || !s.is(i, kTitle)):
			return i, any
		case s.is(i, kTitle):
			if s.is(i, kStop) && !s.punct(i+1, '.') || !any && s.minorTitle(i) { // "mag"
				return i, any
			}
			any = true
			i++
		case s.is(i-1, kRole) && s.letter(i) && s.word(i) == "a" && s.punct(i+1, '.') && s.letter(i+2) && s.word(i+2) == "d" && s.punct(i+3, '.'):
			i += 4 // "Bürgermeister a. D."
		case s.punct(i, '.') && s.glued(i), s.punct(i, '-') && s.glued(i) && s.is(i+1, kTitle):
			i++
		case s.is(i, kRole):
			u, ok := s.unitAt(i)
			if !ok || u.parts > 1 {
				return i, any
			}
			any = true
			i++
		case s.roleWord(i), s.upper(i) && s.punct(i+1, '.') && s.shortRole(i) && s.clinical():
			any = true
			i++
		default:
			return i, any
		}
	}
	return i, any
}

// minRole is the length of the shortest compound of an office, in bytes.
const minRole = 11

// roleWord tells whether the word is a compound of an office: "Umweltdezernentin".
func (s *scan) roleWord(i int) bool {
	if !s.letter(i) || !s.upper(i) && !s.lower {
		return false
	}
	w := s.word(i)
	if len(w) < minRole {
		return s.greetedOffice(i)
	}
	if s.e.offices.of(w, 1) == 0 {
		return false
	}
	e, ok := s.entry(i)
	return !ok || e.Last < 3
}

// greetedOffice tells whether token i is an office that is a surname as well, in a greeting or before a name: "Sehr geehrter Herr Dekan,", "Frau
// Konsul Lindner". A Propst without a name may be called so.
func (s *scan) greetedOffice(i int) bool {
	if !s.is(i-1, kSalut) || s.line(i) {
		return false
	}
	w := s.word(i)
	switch w {
	case "dekan", "konsul", "vorsteher", "intendant", "propst":
	default:
		return false
	}
	if n := i + 1; s.letter(n) && s.upper(n) && !s.line(n) && !s.caps {
		return true
	}
	return w != "propst" && s.punct(i+1, ',') && (s.before(i-1, "geehrter") || s.before(i-1, "geehrte") || s.before(i-1, "verehrter") || s.before(i-1, "verehrte"))
}

// officeEnds are the ends of compounds of offices.
var officeEnds = [...]string{"meister", "meisterin", "minister", "ministerin", "praesident", "praesidentin", "direktor", "direktorin",
	"leiter", "leiterin", "beauftragte", "beauftragter", "anwalt", "anwaeltin", "kaemmerer", "kaemmerin", "sekretaer", "sekretaerin", "kanzler", "kanzlerin",
	"dezernent", "dezernentin", "inspektor", "inspektorin", "kommissar", "kommissarin", "beamter", "beamtin", "vollzieher", "vollzieherin",
	"raetin", "stadtrat", "kreisrat", "baurat", "amtsrat", "schulrat", "regierungsrat", "forstrat", "justizrat", "vorsteher", "vorsteherin", "amtmann", "amtfrau", "referent", "referentin", "assistent", "assistentin", "mitarbeiter", "mitarbeiterin", "pfleger", "pflegerin", "wart", "wartin", "fuehrer", "fuehrerin", "helfer", "helferin", "trainer", "trainerin", "lehrer", "lehrerin",
	"berater", "beraterin", "bearbeiter", "bearbeiterin", "vorsitzender", "vorsitzende", "angestellte", "angestellter", "abgeordneter", "abgeordnete"}

func (s *scan) salutation(dst []Finding, i int, k kind) []Finding {
	j := i + 1
	if s.punct(j, '.') && s.glued(j) {
		if s.toks[i].End-s.toks[i].Start > 4 {
			return dst // the end of a sentence
		}
		j++
	} else if n := s.toks[i].End - s.toks[i].Start; n <= 2 && s.kinds[i]&kStop == 0 && !s.upper(j) && !s.lower {
		return dst
	} else if n <= 2 && s.sentenceStart(i) && !s.upper(i) && !s.lower {
		return dst
	}
	if s.is(j, kAnd) && s.is(j+1, kSalut) || s.punct(j, '/') && s.is(j+1, kSalut) {
		return dst // "Herr und Frau Lindner" is reached from "Frau"
	}
	if i > 0 && (s.punct(i-1, '-') && s.glued(i) || s.is(i-1, kPet)) {
		return dst
	}
	if s.word(i) == "ms" && (s.flagsAll(i) && !s.caps || s.digit(i-1) && !s.line(i)) {
		return dst // a ship, milliseconds
	}
	if k&kSalut != 0 && (s.punct(j, ';') || s.punct(j, '|') && s.isPunct(i-1)) {
		return s.cells(dst, j)
	}
	j, _ = s.skipTitles(j)
	if s.punct(j, '"') && !s.line(j) && s.upper(j+1) {
		j++ // Herr "Manni"
	}
	p := inSalut
	if k&kRel != 0 && s.possessed(i) {
		p = inWeak
	}
	r, ok := s.nameRun(j, p)
	if !ok {
		if k := j - 1; k > i && s.is(k, kRole) && s.entries[k].Last >= 4 && s.stopsBehind(j) && !s.lower == s.upper(k) {
			r = run{first: k, last: k, units: 1, surnames: 1} // "Frau Dr. Bischof"
			return s.add(dst, &r, 0.8, r.evidence(), RuleSalutation, i)
		}
		return dst
	}
	rule, base := RuleSalutation, float32(0.95)
	if k&kFamily != 0 {
		rule, base = RuleFamily, 0.92
	}
	if p == inWeak {
		rule, base = RuleRelative, 0.85
	}
	return s.add(dst, &r, r.score(base), r.evidence(), rule, i)
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

// minorTitle tells whether the word counts only behind another title.
func (s *scan) minorTitle(i int) bool {
	switch s.word(i) {
	case "ing", "med", "phil", "nat", "rer", "pol", "jur", "oec", "hc", "hon", "lic", "vet", "dent", "theol", "mult", "habil", "ma", "bsc", "msc", "mba", "phd":
		return true
	}
	return false
}

func (s *scan) title(dst []Finding, i int) []Finding {
	if s.is(i, kStop) && !s.punct(i+1, '.') || i > 0 && s.glued(i) && s.isPunct(i-1) && !s.punct(i-1, '(') && !s.punct(i-1, '"') && !s.punct(i-1, ',') {
		return dst
	}
	if s.minorTitle(i) {
		return dst // only behind another title
	}
	j, _ := s.skipTitles(i)
	r, ok := s.nameRun(j, inSalut)
	if !ok || r.lowered || s.lower && r.unknown == r.units && !s.punct(i+1, '.') || s.flagsAll(r.first) && !s.caps && r.unknown == r.units && s.toks[r.first].End-s.toks[r.first].Start < 4 && s.clinical() {
		return dst // "Protokoll PD FS"
	}
	dst = s.add(dst, &r, r.score(0.94), r.evidence(), RuleTitle, i)
	if w := s.word(i); w == "dres" || w == "drs" { // "Dres. Lindner u. Adamek"
		for range maxSeries {
			if j = s.separator(r.last + 1); j < 0 {
				break
			}
			if r, ok = s.nameRun(j, inSalut); !ok || r.lowered || s.flagsAll(r.first) && !s.caps {
				break
			}
			dst = s.add(dst, &r, r.score(0.9), r.evidence(), RuleTitle, i)
		}
	}
	return dst
}

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
	if k&(kRel|kRelPl|kJob|kRole) == 0 {
		rule = RuleRole
	} else if k&(kJob|kRole) != 0 && k&kRel == 0 {
		p, rule = inJob, RuleRole
		var titled bool
		if j, titled = s.skipTitles(j); titled {
			return dst // reached from the title
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
			if s.before(i, "my") || s.before(i, "her") || s.before(i, "his") || s.before(i, "our") {
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
	if !ok && p == inWeak && poss && k&kRel != 0 && !s.lower && j == i+1 && (s.upper(i) || s.before(i, "my") || s.before(i, "our")) {
		r, ok = s.nameRun(j, inJob) // "meine Tochter Tigist"
		ok = ok && !r.lowered
	}
	if !ok {
		return dst
	}
	if j > i+1 && r.given == 0 && !quoted && !(p == inIntro && r.units == 1 && s.stopsBehind(r.last+1) && (s.lower || s.before(j, "vom"))) && !(p == inJob && k&kRel != 0) {
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

// present tells whether token i is the label of a list of persons.
func (s *scan) present(i int) bool {
	switch s.word(i) {
	case "anwesend", "anwesende", "entschuldigt", "teilnehmende", "teilnehmer", "beteiligte", "zeugen", "mitglieder", "vorstand", "mieter", "bewohner", "eigentuemer":
		return true
	}
	return false
}

// maxSeries bounds the names that a trigger reaches in one series; listed goes on from there.
const maxSeries = 4

// series follows "Mia, Paul und Lina Sommer" from the separator at token i.
func (s *scan) series(dst []Finding, i int, rule Rule, context int) []Finding {
	for range maxSeries {
		j := s.separator(i)
		if j < 0 {
			return dst
		}
		r, ok := s.nameRun(j, inWeak)
		if !ok && s.present(context) && s.upper(j) && !s.lower { // "Anwesend: Brüning, Takahashi"
			r, ok = s.nameRun(j, inIntro)
			ok = ok && s.stopsBehind(r.last+1) && !s.punct(r.last+1, ':')
		} else if !ok && s.is(context, kRelPl) && s.upper(j) && !s.lower { // "unsere Kinder Summer und River"
			r, ok = s.nameRun(j, inIntro)
			ok = ok && r.units == 1 && r.everyday == 0 && s.stopsBehind(r.last+1)
		}
		if !ok {
			return dst
		}
		dst = s.add(dst, &r, r.score(0.85), r.evidence(), rule, context)
		i = r.last + 1
	}
	return dst
}

// listed finds the given names that stand beside the found name dst[k]: "Peter
// und Maria Lindner", "Mia, Paul und Lina Sommer". Only the first n findings
// are sorted and disjoint. A neighbour that was found before becomes certain;
// one that was certain ends the search, so that every name is visited once.
func (s *scan) listed(dst []Finding, k, n int) []Finding {
	f := dst[k]
	if f.Score < 0.7 {
		return dst
	}
	score := max(0.7, f.Score*0.95)
	at, and := int(f.First), false
	for m := k - 1; ; {
		sep := at - 1
		for t := 0; t < 3 && (s.is(sep, kSalut|kTitle) || s.punct(sep, '.') && s.is(sep-1, kSalut|kTitle)); t++ {
			sep--
		}
		switch {
		case s.is(sep, kAnd), s.punct(sep, '&'), s.punct(sep, '+'):
			and = true
		case and && s.punct(sep, ','):
		default:
			sep = -1
		}
		if sep <= 0 {
			break
		}
		u, ok := s.unitEnding(sep - 1)
		if !ok || !s.besideName(&u) {
			break
		}
		at = u.first
		if m >= 0 && int(dst[m].Last) >= u.first {
			if dst[m].Score >= 0.7 || int(dst[m].First) != u.first {
				break
			}
			dst[m].Score, dst[m].Rule, dst[m].Context = score, RuleList, f.First
			dst[m].Evidence |= anonymize.EvidenceContext
			m--
			continue
		}
		r := run{first: u.first, last: u.last}
		if s.beside(r.first, r.last) {
			break
		}
		dst = s.add(dst, &r, score, anonymize.EvidenceContext|anonymize.EvidenceLexicon, RuleList, int(f.First))
	}
	for m, i := k+1, int(f.Last)+1; ; {
		j := s.separator(i)
		if j < 0 {
			break
		}
		if m < n && int(dst[m].First) == j {
			if dst[m].Score >= 0.7 {
				break
			}
			dst[m].Score, dst[m].Rule, dst[m].Context = score, RuleList, f.First
			dst[m].Evidence |= anonymize.EvidenceContext
			i = int(dst[m].Last) + 1
			m++
			continue
		}
		r, ok := s.nameRun(j, inWeak)
		if !ok || m < n && int(dst[m].First) <= r.last {
			break
		}
		dst = s.add(dst, &r, score, r.evidence(), RuleList, int(f.First))
		i = r.last + 1
	}
	return dst
}

// besideName tells whether u can be a given name that is coordinated with a name.
func (s *scan) besideName(u *unit) bool {
	switch {
	case s.inAddress(u.first, u.last), !s.lower && !u.upper, u.kind&(kStop|kMonth|kDay) != 0:
		return false
	case !u.known && !s.lower && u.upper && u.bytes > 3 && !s.nounish(u) && !s.sentenceStart(u.first) && !s.is(u.first-1, kArt):
		return u.kind&^kLook == 0 // "Anmeldung für Okwuosa und Ida Jafarov"
	case u.e.First < 1 && (u.e.Last < 4 || u.anti() > 0 || !s.is(u.first-1, kSalut)):
		return false
	case u.anti() > 1 && u.firstName() < 2:
		return false
	}
	return !(s.lower || u.e.First < 2) || u.anti() == 0 && (!s.lower || u.e.First >= 3)
}

// separator returns the token behind the comma or "und" at token i, -1 if there is none.
func (s *scan) separator(i int) int {
	j := i
	if s.punct(j, '(') && !s.line(j) { // an age, or a number of the person
		for n := 0; n < 9 && j < len(s.toks) && !s.punct(j, ')'); n++ {
			j++
		}
		if !s.punct(j, ')') {
			return -1
		}
		j++
		i = j
	}
	if s.punct(j, ',') || s.punct(j, '&') || s.punct(j, '+') || s.punct(j, '/') {
		j++
	}
	if s.is(j, kAnd) && !s.line(j) {
		if j++; s.punct(j, '.') && s.glued(j) && s.word(j-1) == "u" {
			j++ // "u."
		}
	}
	if j == i || s.line(j) {
		return -1
	}
	return j
}

// unitEnding reads the unit whose last token is i.
func (s *scan) unitEnding(i int) (unit, bool) {
	if !s.letter(i) {
		return unit{}, false
	}
	first := i
	for n := 1; n < maxParts && s.glued(first) && s.punct(first-1, '-') && s.glued(first-1) && s.letter(first-2); n++ {
		first -= 2
	}
	u, ok := s.unitAt(first)
	return u, ok && u.last == i
}
