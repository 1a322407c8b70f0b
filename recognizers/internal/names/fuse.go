package names

import (
	"slices"

	"github.com/deckname/deckname/anonymize"
)

// Class is what a statistical tagger takes a span for.
type Class uint8

// The classes of a Tag.
const (
	Person Class = iota
	Location
	Street // without house number: speaks against both
	Other  // anything else: speaks against both
)

// Tag is a span of tokens that a statistical tagger found.
type Tag struct {
	First, Last int32 // indexes of tokens, both included
	Class       Class
	Prob        float32
}

// Fused are the findings after the tagger was heard, sorted and disjoint.
type Fused struct {
	Persons, Locations, Addresses []Finding
	Tags                          []Tag // memory for the caller's tags
}

// Fuse joins what the rules found in doc with the tags, which are sorted and
// disjoint. It overwrites f.
func (e *Engine) Fuse(doc *anonymize.Document, r *Result, tags []Tag, f *Fused) {
	f.Persons, f.Locations = append(f.Persons[:0], r.Persons...), append(f.Locations[:0], r.Locations...)
	s := &r.scan
	s.attach(doc, nil)
	f.Addresses = s.fuseAddresses(append(f.Addresses[:0], r.Addresses...), tags)
	s.taken = f.Addresses
	f.Persons = s.fusePersons(f.Persons, tags)
	f.Locations, f.Persons = s.seated(f.Locations, f.Persons)
	f.Locations = s.fuseLocations(f.Locations, f.Persons, tags)
	f.Locations = s.joinLocations(f.Addresses, f.Locations)
	s.end()
}

func (s *scan) attach(doc *anonymize.Document, taken []Finding) {
	s.doc, s.text, s.toks, s.taken = doc, doc.Folded(), doc.Tokens(), taken
}

// alone is the share of right findings among those of a rule that the tagger
// does not confirm, relative to the rule's score.
func alone(f *Finding) float32 {
	switch f.Rule {
	case RuleGivenName:
		if f.Evidence&anonymize.EvidenceContext != 0 {
			return 0.9
		}
		return 0.6
	case RuleFullName:
		if f.Score >= 0.94 {
			return 0.7
		}
		return 0.53
	case RuleFragment, RuleInitials, RuleReversed:
		return 0.85
	case RulePrompt, RuleSignature:
		if f.Evidence&anonymize.EvidenceLexicon == 0 && f.First > 0 {
			return 0.55
		}
	}
	return 1
}

func (s *scan) fusePersons(dst []Finding, tags []Tag) []Finding {
	k, n := 0, len(dst)
	for i := range dst {
		dst[i].Score, dst[i].alone = dst[i].Score*alone(&dst[i]), dst[i].Score
	}
	for _, t := range tags {
		for k < n && dst[k].Last < t.First {
			k++
		}
		if t.Class != Person {
			for m := k; m < n && dst[m].First <= t.Last; m++ {
				if weak(&dst[m]) {
					dst[m].Score *= 1 - 0.7*t.Prob
				}
			}
			if t.Class == Location && t.First == t.Last && (k >= n || dst[k].First > t.Last) && s.says(int(t.First)) {
				dst = append(dst, Finding{First: t.First, Last: t.Last, Score: 0.7, Evidence: anonymize.EvidenceModel | anonymize.EvidenceContext, Rule: RuleModel, Context: t.First - 1})
			}
			continue
		}
		for from := int(t.First); from <= int(t.Last); { // a name does not go over a line end, but both halves are names
			to := from
			for to < int(t.Last) && !s.line(to+1) && !s.wide(to+1) && !s.parts(to+1) && !s.listing(to+1) && !s.fieldCode(to+1) {
				to++
			}
			first, last, ok := s.trim(from, to)
			from = to + 1
			if !ok || len(s.sheets) > 0 && s.heads(first) || s.bare(first, last) || s.inAddress(first, last) || s.beside(first, last) || s.fictitious(first, last) || first == last && s.syntax(first) || s.headerField(first, last) || s.officeOf(first, last) {
				continue
			}
			for k < n && int(dst[k].Last) < first {
				k++
			}
			p := s.doubt(t.Prob, s.plausible(first, last))
			if s.greetedAlone(first, last) {
				p = max(p, join(t.Prob, 0.4))
			}
			if p == t.Prob && p >= 0.2 && p < 0.5 && (s.personal(first) || s.mentioned(first, last)) {
				p = join(p, 0.4)
			}
			if k < n && int(dst[k].First) <= last {
				s.agree(dst, k, n, first, last, p)
				continue
			}
			if s.toks[first].Flags&anonymize.Foreign != 0 && first > 0 && k > 0 && int(dst[k-1].Last) == first-1 {
				continue // what follows a name in a script that the tagger has hardly seen: "أنا كريم عبد الله وأريد موعدا"
			}
			dst = append(dst, Finding{First: int32(first), Last: int32(last), Score: s.lift(p, s.even(first, last, p == t.Prob)), Evidence: anonymize.EvidenceModel, Rule: RuleModel, Context: -1})
		}
	}
	slices.SortFunc(dst, func(a, b Finding) int { return int(a.First - b.First) })
	dst = s.whole(dst)
	s.weigh(dst)
	s.initialed(dst)
	dst = s.closesFiled(dst)
	n = len(dst)
	dst = resettle(s.weekly(s.siblings(s.houseguests(s.papers(s.enumerated(dst), n), n), n), n), n)
	n = len(dst)
	dst = resettle(s.lined(dst, n), n)
	dst = resettle(s.again(dst), len(dst))
	dst = resettle(s.forms(dst), len(dst))
	for i := range dst {
		if n := int(dst[i].Last); n > int(dst[i].First)+1 && s.punct(n-1, ',') && s.camel(n) {
			dst[i].Last -= 2 // "Dornseif, JAng"
		}
		s.undated(&dst[i])
		s.regnal(&dst[i])
		s.untilLineEnd(&dst[i])
		least := 0
		if i > 0 {
			least = int(dst[i-1].Last) + 1
		}
		s.ennoble(&dst[i], least)
	}
	return dst
}

// says tells whether the word at token i, which the tagger takes for a place, does what persons do: "Der Holthusen hat gesagt".
func (s *scan) says(i int) bool {
	u, ok := s.actor(i)
	return ok && u.last == i && s.lone(&u)
}

// does tells whether the word at token i, of which the tagger is not sure, does what persons do: "Der Schmiedeke hat abgesagt".
func (s *scan) does(i int) bool {
	u, ok := s.actor(i)
	return ok && u.anti() == 0 && u.e.Place < 3 && !s.nounish(&u) && u.kind&^(kLook|kParticle) == 0
}

// actor reads the word at token i that stands between an article and a verb of what persons do.
func (s *scan) actor(i int) (u unit, ok bool) {
	if !s.before(i, "der") && !s.before(i, "die") || s.line(i) || !s.letter(i+1) || s.line(i+1) || !s.acts(i+1) {
		return u, false
	}
	return s.unitAt(i)
}

// acts tells whether token i is a verb of what persons do, or where they work.
func (s *scan) acts(i int) bool {
	switch s.word(i) {
	case "hat", "sagt", "sagte", "meint", "meinte", "will", "wollte", "weiss", "schreibt", "schrieb", "kam", "behauptet", "vom":
		return true
	}
	return false
}

// parts tells whether token i stands between two names: "Kühn / Adamek".
func (s *scan) parts(i int) bool {
	return s.punct(i, '/') || s.punct(i, '|') || s.punct(i, ';')
}

// listing tells whether the comma at token i stands between two surnames, and not in "Lindner, Peter".
func (s *scan) listing(i int) bool {
	if !s.punct(i, ',') {
		return false
	}
	u, ok := s.unitAt(i + 1)
	if a, good := s.unitEnding(i - 1); ok && good && u.e.First < 2 && s.punct(a.first-1, ':') && s.gathers(a.first-2) {
		return true // "Entschuldigt: Lindner, Adamek"
	}
	return ok && u.e.First == 0 && (u.e.Last > 0 || u.parts > 1 || u.kind&(kTitle|kRole|kJob) != 0)
}

// whole makes one person of two that stand side by side, where no announcing
// word speaks for either and the first ends with a given name: the tagger
// parts some names that no list has ("Pippi Langstrumpf").
func (s *scan) whole(dst []Finding) []Finding {
	loose := func(f *Finding) bool {
		return f.Evidence&anonymize.EvidenceModel != 0 && f.Score >= 0.4 && (f.Rule == RuleModel || weak(f))
	}
	out := dst[:0]
	for _, f := range dst {
		if f.alone == gone {
			continue
		}
		if n := len(out); n > 0 && out[n-1].Last+1 == f.First && loose(&out[n-1]) && loose(&f) && !s.line(int(f.First)) && !s.wide(int(f.First)) {
			if u, ok := s.unitEnding(int(out[n-1].Last)); ok && u.e.First > 0 {
				out[n-1].Last, out[n-1].Score = f.Last, max(out[n-1].Score, f.Score)
				continue
			}
		}
		if n := len(out); n > 0 && s.onePerson(&out[n-1], &f) {
			out[n-1].Last, out[n-1].Score = f.Last, max(out[n-1].Score, f.Score)
			out[n-1].Evidence |= f.Evidence
			continue
		}
		if n := len(out); n > 0 && out[n-1].Last+2 == f.First && s.filedPair(&out[n-1], &f) {
			out[n-1].Last, out[n-1].Score = f.Last, max(out[n-1].Score, f.Score)
			out[n-1].Evidence |= f.Evidence
			continue
		}
		if n := len(out); n > 0 && out[n-1].Last+2 == f.First && loose(&f) && s.syllable(int(f.First)-1) && !s.line(int(f.First)) {
			out[n-1].Last, out[n-1].Score = f.Last, max(out[n-1].Score, f.Score) // "Ban Ki Moon"
			continue
		}
		out = append(out, f)
	}
	for i := range out {
		f := &out[i]
		if f.Last == f.First+1 && f.Evidence&anonymize.EvidenceModel != 0 && s.syllable(int(f.First)) && s.syllable(int(f.Last)) && s.syllable(int(f.Last)+1) {
			f.Last++ // "Kim Jong Un"
		}
	}
	return out
}

// syllable tells whether token i is a short capitalised word on its line that no list knows as another: a part of many an East Asian name.
func (s *scan) syllable(i int) bool {
	if i <= 0 || i >= len(s.toks) || !s.letter(i) || s.line(i) || !s.upper(i) || s.toks[i].Flags&anonymize.AllUpper != 0 {
		return false
	}
	n := s.toks[i].End - s.toks[i].Start
	u, ok := s.unitAt(i)
	if ok && n == 2 && u.kind == kStop && u.e.Last >= 3 && i > 1 && s.letter(i-1) && s.upper(i-1) && !s.is(i-1, kStop) {
		return s.syllable(i - 1) // "Kim Jong Ok"
	}
	return ok && n >= 2 && n <= 4 && u.last == i && u.kind&^kLook == 0 && (n == 2 || u.anti() == 0 && !s.nounish(&u)) && u.e.Place < 2
}

// From these scores on about half of what the tagger alone finds in running
// text is right.
const (
	evenPerson = 0.40
	longText   = 16 // tokens of running text
	evenPlace  = 0.4
)

// personal tells whether a word behind which names stand is before token i: a relative, an occupation, "Name", "heiße".
func (s *scan) personal(i int) bool {
	if s.is(i-1, kBe) && s.before(i-1, "ich") {
		u, ok := s.unitAt(i)
		return ok && !u.known
	}
	const before = kRel | kRelPl | kJob | kRole | kSalut | kTitle | kName | kHeisse
	switch {
	case s.does(i):
		return true
	case s.punct(i-1, ':'), s.before(i, "doppelpunkt"), s.punct(i-1, '.') && s.glued(i-1):
		return s.is(i-2, before&^kHeisse) // "Apotheker: Lüdtke", "Sachb. Lüdtke"
	case s.is(i-1, kArt) && s.punct(i-2, ','):
		return s.is(i-3, before&^(kHeisse|kSalut|kTitle)) // "mein Vermieter, der Lüdtke"
	}
	return s.is(i-1, before)
}

// greetedAlone tells whether a line is a greeting and the one word from token first to token last: "hi kimmi".
func (s *scan) greetedAlone(first, last int) bool {
	return first == last && s.letter(first-1) && s.line(first-1) && s.hailed(first-1) && (s.line(last+1) || !s.letter(last+1) && s.line(last+2))
}

// even is evenPerson for the tokens: less for two capitalised words that nothing speaks against.
func (s *scan) even(first, last int, plain bool) float32 {
	a, ok := s.unitAt(first)
	b, good := s.unitEnding(last)
	if plain && ok && good && a.last+1 == b.first && !a.initial && a.upper && b.upper && a.kind|b.kind == kLook && a.anti()+b.anti() == 0 && a.e.Place+b.e.Place == 0 && !s.nounish(&a) && !s.nounish(&b) {
		return 0.3
	}
	return evenPerson
}

// lift is the score of a name of which the tagger alone speaks: from even on
// it counts as likely in running text, where a missed name weighs more than a
// false alarm. Short messages say too little for that.
func (s *scan) lift(p, even float32) float32 {
	const full = 0.55
	if p < even || p >= full || s.lower || len(s.toks) < longText {
		return p
	}
	return 0.5 + (p-even)*(full-0.5)/(full-even)
}

// doubt lowers the tagger's probability by what rules and lexicon leave of it.
// In text that uses capitals its certainty counts: the odds are lowered, so
// that a name of which it is sure stays one ("wie Goethe schon sagte").
func (s *scan) doubt(p, left float32) float32 {
	if s.lower || len(s.toks) <= 3 || left == 1 {
		return p * left
	}
	q := p * left * left
	return q / (q + 1 - p)
}

// plausible is what rules and lexicon leave of the tagger's certainty in a person.
func (s *scan) plausible(first, last int) float32 {
	if s.orgBehind(last + 1) {
		return 0.4
	}
	if s.shopBefore(first) {
		return 0.3
	}
	if first == last && s.word(first) == "viertl" && (s.before(first, "seit") || s.before(first, "um") || s.before(first, "ab") || s.before(first, "bis")) && s.letter(last+1) && !s.upper(last+1) && !s.line(last+1) {
		return 0.1 // "seit Viertl nach sieme"
	}
	if s.word(last) == "chr" && s.punct(last-1, '.') && s.digit(last-3) {
		return 0.1 // "330 v. Chr."
	}
	if e, ok := s.unitBack(last); ok && e.parts > 1 && e.is(kOrg|kRoad) {
		return 0.2
	}
	if s.lower && s.letter(last+1) && s.word(last+1) == "weg" && first < last {
		return 0.3 // "der hermann löns weg"
	}
	if first == last && s.word(first) == "mark" && (s.digit(first-1) && !s.is(first-2, kRel|kRelPl) && !(s.is(first-2, kBe) && s.is(first-3, kRel)) || s.is(first-1, kNumber) || s.letter(first-1) && endsWith(s.word(first-1), 3, "hundert", "tausend", "zig", "millionen")) {
		return 0.05 // "dreitausend Mark"
	}
	if s.is(first, kDay) && s.is(last, kDay) {
		return 0.2 // "Mo–Do"
	}
	if u, ok := s.unitAt(first); ok && (u.last == last || u.initial && last == first+2) && s.cited(first, last) {
		return 0.03
	}
	if s.greeting(first) {
		return 0.15
	}
	if s.animalField(first) || first == last && s.most(first) {
		return 0.25
	}
	if s.is(first-1, kHeisse) && s.is(first-2, kPet) {
		return 0.05
	}
	if s.is(first-1, kSalut) && s.is(first-2, kPet) {
		return 0.05 // "unser Kater Herr Schröder"
	}
	if s.is(first-1, kPet) {
		return 0.15
	}
	u, ok := s.unitAt(first)
	if !ok || u.last != last {
		return 1
	}
	if len(s.toks) <= 3 && s.prompt != promptName && u.e.First < 3 && (u.e.Last == 0 || u.anti() >= 2) {
		return 0.5 // "schlagloch": a whole message of a word or two
	}
	if !s.lower && !u.upper && !u.foreign {
		return 0.4 // a verb, most often
	}
	switch {
	case u.foreign && !u.upper && cased(s.word(first)) && s.capitalForeign(first):
		return 0.3
	case s.lower && !u.known && (u.bytes == 8 || u.bytes == 11) && s.leet(first) && !s.personal(first):
		return 0.3 // "olamdea0han": a code as long as a BIC
	case u.bytes < 3 && u.e.First == 0 && u.e.Last == 0, s.verbal(&u), u.e.First < 3 && s.before(first, "ihr") && s.stopsBehind(last+1):
		return 0.3 // "ich hoff": a verb without its ending
	case u.upper && s.is(first-1, kSalut) && (u.kind&kRole != 0 && u.e.Last < 2 || s.greetedOffice(first)):
		return 0.1 // "Sehr geehrter Herr Vorsteher"
	case u.upper && s.is(first-1, kSalut) && (u.kind&kRole != 0 && u.e.Last < 4 || s.roleWord(first)):
		return 0.3 // "Herr Amtsleiter"
	case u.parts == 1 && u.bytes <= 6 && u.e.First < 3 && u.e.Last < 3 && s.punct(last+1, '.') && s.glued(last+1) && last+2 < len(s.toks) && !s.line(last+2) && (s.glued(last+2) || s.digit(last+2)):
		return 0.4 // "Schl. 1", "Gesch.-Z.": an abbreviation
	case u.e.First < 3 && u.e.Last < 3 && (s.before(first, "im") || s.before(first, "ins") || s.before(first, "ans") || s.before(first, "aufs") || s.before(first, "am")):
		return 0.5 // persons have no neuter article
	case s.is(last+1, kHeisse) && (s.is(last+3, kPet) || s.is(last+2, kPet)):
		return 0.3 // "felix heißt mein kater"
	case u.kind&(kThing|kFloor|kUnit) != 0 && !s.is(first-1, kSalut|kTitle):
		return 0.4
	case u.kind&kBrand != 0 && u.e.First < 3 && !s.is(first-1, kSalut|kTitle):
		return 0.35
	case u.allUpper && !s.caps && u.parts == 1 && u.e.First == 0 && u.e.Last == 0 && !s.is(first-1, kSalut|kTitle):
		return 0.5 // an abbreviation
	case u.kind&(kRole|kBrand|kCity|kOffice|kRel|kJob|kNoCity|kPet) != 0 && u.e.First < 3 && !s.is(first-1, kSalut|kTitle):
		return 0.45
	case u.e.Noun >= 2 && u.e.Last < 3 && u.e.First < 3:
		return 0.5
	case u.e.Place >= 2 && u.e.First < 3 && u.e.Last < 4:
		return 0.75
	case s.lower && u.e.Common >= 2 && u.e.First < 4:
		return 0.6
	case s.roleWord(first) && (s.is(first-1, kArt) || s.before(first, "vom") || s.before(first, "zum") || s.before(first, "beim")):
		return 0.3 // "vom Wehrführer"
	case u.e.Noun >= 2 && u.e.First < 3 && s.before(first, "ist") && s.is(first-2, kRel):
		return 0.5 // "mein Mann ist Koch"
	case u.e.First < 3 && s.indefinite(first-1) && !(u.anti() == 0 && s.orSo(last+1)):
		return 0.5 // "ein Storch"
	case !s.lower && s.sentenceStart(first) && (u.e.Noun > 0 || u.e.Common > 1) && u.e.First < 3 && u.e.Last < 5:
		return 0.6 // the capital says nothing
	case !s.lower && s.is(first-1, kArt) && u.e.First < 3:
		if u.e.Last >= 5 {
			return 0.5 // "der Schneider"
		}
		return 0.8
	}
	if !u.known && s.nounish(&u) {
		return 0.7
	}
	return 1
}

// verbal tells whether the word of u stands where a verb does: "ich hoff", "du kannst", but: "hab ich Adamek gefragt", "hast du luisa erreicht".
func (s *scan) verbal(u *unit) bool {
	if !s.before(u.first, "ich") && !s.before(u.first, "du") {
		return false
	}
	if u.anti() > 0 {
		return true
	}
	if u.e.First >= 3 {
		return false
	}
	if i := u.first - 2; s.letter(i) && !s.line(i+1) {
		switch s.word(i) {
		case "hab", "habe", "hatte", "hast", "hattest", "haette", "haett", "kann", "kannst", "soll", "sollst", "will", "willst", "muss", "musst", "darf", "kenn", "kenne", "kennst", "werd", "werde", "wuerd", "wuerde":
			return false
		}
	}
	return true
}

// orSo tells whether the writer is not sure of the word before token i: "ein Adamek oder so".
func (s *scan) orSo(i int) bool {
	return s.letter(i) && s.word(i) == "oder" && s.letter(i+1) && (s.word(i+1) == "so" || s.word(i+1) == "aehnlich") && !s.line(i) && !s.line(i+1)
}

// decision is how many tokens a text has in which an initial is taken for a name.
const decision = 20

// bare tells whether the tokens are one initial or a line of initials: they name nobody. In decisions and reports, whose
// sentences are long, an initial stands for a name that somebody else may fill in: "der Zeuge K.".
func (s *scan) bare(first, last int) bool {
	if t := &s.toks[first]; t.End-t.Start == 1 && t.Flags&anonymize.Foreign == 0 && (first == last || first+1 == last && s.punct(last, '.')) && !s.lower {
		return len(s.toks) < decision || s.clinical()
	}
	if !s.line(first) || !s.line(last+1) {
		return false
	}
	for i := first; i <= last; i++ {
		if !s.isPunct(i) && (!s.letter(i) || s.toks[i].End-s.toks[i].Start > 1 || s.toks[i].Flags&anonymize.Foreign != 0) {
			return false
		}
	}
	return true
}

// indefinite tells whether token i is an indefinite article.
func (s *scan) indefinite(i int) bool {
	if i < 0 || !s.letter(i) {
		return false
	}
	switch s.word(i) {
	case "ein", "eine", "einen", "einem", "einer", "kein", "keine", "keinen", "jeder", "jede", "jeden":
		return true
	}
	return false
}
