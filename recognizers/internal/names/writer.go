package names

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/internal/fold"
)

// ownNumber finds the surname that is a sentence with the number of its own that the word at token i names: "Die Tonne ist noch voll.
// Butterweck, Kundennummer 20418". In text without capitals a comma parts sentences as well.
func (s *scan) ownNumber(dst []Finding, i int) []Finding {
	if !s.punct(i-1, ',') || s.line(i) || !s.givesNumber(i) {
		return dst
	}
	u, ok := s.unitEnding(i - 2)
	if !ok || !s.surnameAlone(&u) {
		return dst
	}
	first := s.withParticles(u.first)
	if p := first - 1; !s.line(first) && !s.sentenceEnd(p) && !s.exclaimed(p) && !(s.punct(p, '-') && !s.glued(first)) && !(s.lower && s.punct(p, ',')) {
		return dst
	}
	return s.add(dst, &run{first: first, last: u.last, units: 1, surnames: 1}, 0.75, anonymize.EvidenceContext, RuleField, i)
}

// exclaimed tells whether token i is a row of exclamation and question marks or full stops.
func (s *scan) exclaimed(i int) bool {
	return s.isPunct(i) && strings.IndexByte("!?.", s.text[s.toks[i].Start]) >= 0
}

// yours finds the name behind "eure" or "dein" at token i in the last line of a letter: "eure gritt aus der igelgruppe".
func (s *scan) yours(dst []Finding, i int) []Finding {
	if !s.line(i) || i < 6 || !s.paragraph(s.lineEnd(i)) {
		return dst
	}
	u, ok := s.unitAt(i + 1)
	n := u.last + 1
	if !ok || s.line(i+1) || u.parts > 1 || u.kind&^(kLook|kBrand) != 0 || u.anti() > 0 || u.e.Place > 1 || u.bytes < 3 || u.e.First == 0 || s.roleWord(u.first) || s.collective(&u) || !s.lower && !u.upper {
		return dst
	}
	if !s.line(n) && !(s.letter(n) && (s.word(n) == "aus" || s.word(n) == "vom" || s.word(n) == "von") && s.lineEnd(n)-n < maxClosing) {
		return dst
	}
	return s.add(dst, &run{first: u.first, last: u.last, units: 1, given: 1}, 0.75, anonymize.EvidenceContext|anonymize.EvidenceLexicon, RuleSignature, i)
}

// givesNumber tells whether a number or a code follows in the line behind the word at token i: "Kundennr.: 20418", "Antragsnummer R-77".
func (s *scan) givesNumber(i int) bool {
	for j := i + 1; j < i+6 && !s.line(j); j++ {
		if s.toks[j].Flags&anonymize.Digit != 0 {
			return true
		}
		if s.letter(j) && s.toks[j].End-s.toks[j].Start > 2 {
			return false
		}
	}
	return false
}

// withParticles returns where the surname whose main word is token i begins: "von Kloppenstedt".
func (s *scan) withParticles(i int) int {
	for n := 0; n < 2 && i > 0 && !s.line(i) && s.letter(i-1) && (s.is(i-1, kNoble) && (s.upper(i-1) || s.lower) || noble(s.word(i-1))); n++ {
		i--
	}
	return i
}

// surnameAlone tells whether u, of which nothing says that it is a name but its place in the text, is rather a surname than a thing.
func (s *scan) surnameAlone(u *unit) bool {
	if u.foreign || u.initial || u.bytes < 4 || !u.upper && !s.lower || u.allUpper && !s.caps || u.kind&^(kLook|kBrand) != 0 || u.kind&kBrand != 0 && u.e.Last < 3 ||
		u.e.Place > max(1, u.e.Last) || u.e.Common > 1 || s.inAddress(u.first, u.last) || s.beside(u.first, u.last) || s.institution(u.last) || s.collective(u) {
		return false
	}
	if u.e.Last > 0 {
		return u.e.Noun <= u.e.Last && u.anti() < 3
	}
	return u.upper && !s.caps && !u.known && s.entries[u.last].Class == 0 && !s.nounish(u) && !s.thingTail(u.last)
}

// renamed finds what the person whose name is the line from token first to token last was called before or is called now, in the next line:
// "Rosemarie Nachtweih", next line "früher Dünnbier". Only the first n findings are sorted and disjoint.
func (s *scan) renamed(dst []Finding, n, first, last int) []Finding {
	j := last + 1
	if !s.letter(j) || s.paragraph(j) {
		return dst
	}
	switch s.word(j) {
	case "frueher", "vormals", "ehemals", "vorher", "zuvor", "bisher", "alias", "ehemalige", "ehemaliger", "jetzt", "nun", "nunmehr", "heute", "kuenftig", "neu", "alt":
	default:
		return dst
	}
	i := j + 1
	for s.punct(i, ':') || s.is(i, kSalut) && !s.line(i) {
		i++
	}
	if s.line(i) {
		return dst
	}
	k := s.behindParticles(i)
	u, ok := s.unitAt(k)
	if !ok || !s.line(u.last+1) || !s.surnameAlone(&u) || u.e.Place > 1 && u.e.Last < 3 || s.lower && u.e.Last == 0 || s.roleWord(k) || !u.known && endsWith(s.word(u.last), 3, "erin", "istin", "orin", "entin", "antin") {
		return dst
	}
	return s.also(dst, n, i, u.last, first)
}

// maxPaired bounds the words of a form field without a colon.
const maxPaired = 3

// pairedField finds the words of a name that fill the line behind the label at token i in text without capitals, where the label of the name's
// other part begins the line before or behind: "vorname thu hang", next line "nachname doan".
func (s *scan) pairedField(dst []Finding, i int) ([]Finding, bool) {
	if !s.lower || !s.line(i) || s.line(i+1) || i > 0 && !s.partLabel(s.lineBegin(i-1)) && !s.partLabel(s.lineEnd(i)) || i == 0 && !s.partLabel(s.lineEnd(i)) || !s.partLabel(i) {
		return dst, false
	}
	r := run{first: i + 1}
	for j := i + 1; r.units == 0 || !s.line(j); r.units++ {
		u, ok := s.unitAt(j)
		if !ok || r.units == maxPaired || u.initial || u.kind&^(kLook|kGeo|kParticle|kNoble|kBrand|kMonth|kDay|kArt|kFill|kNoCity|kCity|kFloor|kThing) != 0 && !(s.is(j, kParticle) && s.letter(j+1) && !s.line(j+1)) ||
			u.e.Common > 1 && int(max(u.e.First, u.e.Last)) < 3 && !s.is(j, kParticle) || participle(s.word(j)) {
			return dst, false
		}
		r.last, j = u.last, u.last+1
	}
	return s.add(dst, &r, 0.9, anonymize.EvidenceContext, RuleField, i), true
}

// partLabel tells whether token i is the label of a part of a name.
func (s *scan) partLabel(i int) bool {
	if !s.is(i, kName) || !s.line(i) || i >= len(s.toks) {
		return false
	}
	switch s.word(i) {
	case "vorname", "vornamen", "nachname", "familienname", "zuname", "name", "nachnahme", "rufname", "geburtsname":
		return true
	}
	return false
}

// lineBegin returns the token that begins the line of token i, if it is not far.
func (s *scan) lineBegin(i int) int {
	for n := 0; n < 2*maxPaired && i > 0 && !s.line(i); n++ {
		i--
	}
	return i
}

// oddName reads the whole text as the answer to "Wie heißen Sie?" where an everyday word is somebody's surname: before a given name ("sonnabend
// beatrix") or before a word that it is no joke ("lustig, kein scherz").
func (s *scan) oddName(dst []Finding) ([]Finding, bool) {
	a, ok := s.unitAt(0)
	if !ok || a.initial || a.bytes < 3 || a.parts > 1 || a.kind&(kSalut|kTitle|kFamily|kRefuse|kRel|kRelPl|kJob|kName|kHeisse|kPoss|kBe|kAnd|kOffice|kClose) != 0 || a.kind&kStop != 0 && a.kind&(kMonth|kDay) == 0 && !s.surnameToo(0) {
		return dst, false
	}
	n := a.last + 1
	if b, good := s.unitAt(n + b2i(s.punct(n, ','))); good && b.e.First >= 4 && b.anti() == 0 && b.kind&(kStop|kMonth|kDay) == 0 && (a.e.First < 3 || a.kind&kMonth != 0) {
		end := b.last + 1
		if end < len(s.toks) && !(s.isPunct(end) && end+1 >= len(s.toks)) || s.lower && s.punct(n, ',') || a.kind&(kDay|kMonth) == 0 && (s.punct(n, ',') || a.anti() < 2 || a.e.Noun > 2 || !s.quality(0) && a.e.Last < 3) {
			return dst, false
		}
		r := run{first: 0, last: b.last, units: 2, given: 1, surnames: 1}
		dst = s.add(dst, &r, 0.93, r.evidence(), RulePrompt, int(s.asked))
		dst[len(dst)-1].InPrompt = true
		return dst, true
	}
	if s.punct(n, ',') || s.punct(n, '-') || s.punct(n, '.') {
		n++
	}
	if n == a.last+1 && !(s.letter(n) && s.word(n) == "ohne") || !s.noJoke(n) {
		return dst, false
	}
	r := run{first: 0, last: a.last, units: 1, surnames: 1}
	dst = s.add(dst, &r, 0.9, anonymize.EvidenceContext|anonymize.EvidenceLexicon, RulePrompt, int(s.asked))
	dst[len(dst)-1].InPrompt = true
	return dst, true
}

// quality tells whether the word at token i is an adjective by its end.
func (s *scan) quality(i int) bool {
	return endsWith(s.word(i), 3, "ig", "lich", "isch", "sam", "bar", "haft")
}

// noJoke tells whether somebody swears from token i to the text's end that what he says is no joke.
func (s *scan) noJoke(i int) bool {
	if !s.letter(i) {
		return false
	}
	j := i
	switch s.word(i) {
	case "kein", "keine", "ohne", "net", "nicht":
		if j++; !s.letter(j) {
			return false
		}
		switch s.word(j) {
		case "scherz", "witz", "spass", "joke", "quatsch", "fake", "scheiss", "gelogen", "erfunden":
		default:
			return false
		}
	case "ja", "echt", "wirklich", "tatsaechlich", "ehrlich", "im":
		for s.letter(j) && j < i+4 {
			switch s.word(j) {
			case "ja", "echt", "wirklich", "tatsaechlich", "ehrlich", "jetzt", "so", "im", "ernst", "heisse", "ich":
				j++
				continue
			}
			return false
		}
		j--
		if j == i && s.word(i) != "wirklich" && s.word(i) != "echt" && s.word(i) != "tatsaechlich" {
			return false
		}
	default:
		return false
	}
	for j++; j < len(s.toks); j++ {
		if !s.isPunct(j) {
			return false
		}
	}
	return true
}

// leastTail is the length in bytes of the shortest noun by which an unknown word is taken for its compound, however mistyped it begins.
const leastTail = 5

// thingTail tells whether the unknown word at token i ends with a noun that is no surname: "Mültonne".
func (s *scan) thingTail(i int) bool {
	w := s.word(i)
	for k := 2; k+leastTail <= len(w); k++ {
		if e, ok := s.e.lex.Lookup(fold.HashBytes(w[k:])); ok && e.Noun >= 3 && e.Last < 4 {
			return true
		}
	}
	return false
}

// addressees finds the surnames that stand right before an address with its place, behind a preposition or as a line's begin: "ersatz bitte an
// ohnesorge, zum fuchsbau 8, 38518 gifhorn".
func (s *scan) addressees(dst []Finding) []Finding {
	for k := range s.taken {
		a := int(s.taken[k].First)
		if !s.wholeAddress(a) {
			continue
		}
		u, ok := s.unitEnding(a - 2)
		if !ok || !s.surnameAlone(&u) {
			continue
		}
		first := s.withParticles(u.first)
		if s.line(first) || !s.letter(first-1) {
			continue
		}
		switch s.word(first - 1) {
		case "an", "fuer":
			// "bitte an Dünnbier, …", whom no list knows
		case "von", "bei", "zu":
			if u.anti() > 0 || u.e.Last == 0 {
				continue
			}
		default:
			continue
		}
		dst = s.add(dst, &run{first: first, last: u.last, units: 1, surnames: 1}, 0.75, anonymize.EvidenceContext, RuleField, first-1)
	}
	return dst
}

// wholeAddress tells whether a comma stands before token i and an address of street, house number and place begins there.
func (s *scan) wholeAddress(i int) bool {
	if !s.punct(i-1, ',') || s.line(i) {
		return false
	}
	k := reaching(s.taken, i)
	if k >= len(s.taken) || int(s.taken[k].First) != i {
		return false
	}
	f := &s.taken[k]
	return f.Rule != RulePostcode && f.Rule != RulePostbox && f.Last > f.First+2 && s.letter(int(f.Last)) && s.toks[f.Last].End-s.toks[f.Last].Start > 2
}
