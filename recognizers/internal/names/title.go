package names

// salutation follows "Herr", "Frau Dr.", "Familie" at token i.
func (s *scan) salutation(dst []Finding, i int, k kind) []Finding {
	j := i + 1
	if s.punct(j, '.') && s.glued(j) {
		if s.toks[i].End-s.toks[i].Start > 4 && s.word(i) != "geschw" {
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

// title follows "Dr.", "Prof. Dr. med." at token i.
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

// minorTitle tells whether the word counts only behind another title.
func (s *scan) minorTitle(i int) bool {
	switch s.word(i) {
	case "ing", "med", "phil", "nat", "rer", "pol", "jur", "oec", "hc", "hon", "lic", "vet", "dent", "theol", "mult", "habil", "ma", "bsc", "msc", "mba", "phd":
		return true
	}
	return false
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
		case (s.is(i-1, kRole) || s.roleWord(i-1)) && s.retired(i):
			i += 4
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

// retired tells whether "a. D." begins at token i: "Bürgermeister a. D.".
func (s *scan) retired(i int) bool {
	return s.letter(i) && s.word(i) == "a" && s.punct(i+1, '.') && s.letter(i+2) && s.word(i+2) == "d" && s.punct(i+3, '.')
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
	if s.e.offices.Of(w, 1) == 0 {
		return false
	}
	e, ok := s.entry(i)
	return !ok || e.Last < 3
}

// officeEnds are the ends of compounds of offices.
var officeEnds = [...]string{"meister", "meisterin", "minister", "ministerin", "praesident", "praesidentin", "direktor", "direktorin",
	"leiter", "leiterin", "beauftragte", "beauftragter", "anwalt", "anwaeltin", "kaemmerer", "kaemmerin", "beamte", "beamten", "foerster", "foersterin", "kontrolleurin", "kaminkehrer", "schornsteinfeger", "sekretaer", "sekretaerin", "kanzler", "kanzlerin",
	"dezernent", "dezernentin", "inspektor", "inspektorin", "kommissar", "kommissarin", "beamter", "beamtin", "vollzieher", "vollzieherin",
	"raetin", "stadtrat", "kreisrat", "baurat", "amtsrat", "schulrat", "regierungsrat", "forstrat", "justizrat", "vorsteher", "vorsteherin", "amtmann", "amtfrau", "referent", "referentin", "assistent", "assistentin", "mitarbeiter", "mitarbeiterin", "pfleger", "pflegerin", "wart", "wartin", "fuehrer", "fuehrerin", "helfer", "helferin", "trainer", "trainerin", "lehrer", "lehrerin",
	"intendant", "intendantin", "berater", "beraterin", "bearbeiter", "bearbeiterin", "vorsitzender", "vorsitzende", "angestellte", "angestellter", "abgeordneter", "abgeordnete"}

// greetedOffice tells whether token i is an office that is a surname as well, in a greeting or before a name: "Sehr geehrter Herr
// Dekan,", "Frau Konsul Lindner". A Propst without a name may be called so.
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
