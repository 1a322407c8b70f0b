package names

import "github.com/deckname/deckname/anonymize"

// Bounds of the search for other forms of found names.
const (
	maxForms   = 24 // findings of a text whose other forms are looked for
	formReach  = 24 // tokens before and behind a finding
	formLetter = 5  // letters that a word has at least
)

// forms finds other forms of found names: other spellings of the same name ("ein Herr Dröscher oder Dröschner") and the
// name that is set against it ("Lindner, nicht Lintner", "nicht Wowk, sondern Wolk", "Kolbe statt Adamek").
func (s *scan) forms(dst []Finding) []Finding {
	n := len(dst)
	for k, left := 0, maxForms; k < n && left > 0; k++ {
		if dst[k].Score < 0.5 {
			continue
		}
		first, last := int(dst[k].First), int(dst[k].Last)
		if s.either(last) {
			dst = s.also(dst, n, last+2, last+2, first)
		}
		if dst[k].Score < 0.75 {
			continue
		}
		left--
		for i := first; i <= last; i++ {
			if s.spellable(i, dst[k].Evidence) {
				dst = s.spelled(dst, n, i, first, last)
			}
		}
		dst = s.spelledOut(s.against(dst, n, first, last), n, first, last)
		if i := first - 2; i >= 0 && first < last && s.punct(first-1, ',') && s.toks[i].Hash == s.toks[last].Hash && (s.sentenceStart(i) || s.is(i-1, kBe) && s.before(i-1, "hier")) {
			dst = s.also(dst, n, i, i, last) // "Herzog, Hildburg Herzog"
		}
	}
	return dst
}

// either tells whether another spelling of the name that ends at token last follows behind "oder", however common a word it is: "Lüken oder
// Lücken".
func (s *scan) either(last int) bool {
	if j := last + 2; s.letter(last+1) && s.word(last+1) == "oder" && s.letter(j) && !s.line(j) && (s.upper(j) || s.lower) && s.toks[j].End-s.toks[j].Start >= formLetter-1 && near(s.word(last), s.word(j)) {
		u, ok := s.unitAt(j)
		return ok && u.last == j && s.stopsBehind(j+1)
	}
	return false
}

// spellable tells whether other spellings of token i, a word of a name that was found by the evidence, are names as well.
func (s *scan) spellable(i int, by anonymize.Evidence) bool {
	t := &s.toks[i]
	if t.End-t.Start < formLetter || t.Flags&(anonymize.Letter|anonymize.Digit|anonymize.Foreign) != anonymize.Letter {
		return false
	}
	return by&anonymize.EvidenceContext != 0 && s.kinds[i]&(kStop|kParticle|kNoble) == 0 || s.distinct(i)
}

// spelled looks for other spellings of token i around the finding from token first to token last.
func (s *scan) spelled(dst []Finding, n, i, first, last int) []Finding {
	w := s.word(i)
	letter, size := w[0], int32(len(w))
	looks := s.looks[:min(len(s.looks), last+formReach+1)]
	for j := max(0, first-formReach); j < len(looks); j++ {
		if looks[j].first != letter { // which is never another one
			continue
		}
		t := &s.toks[j]
		if d := t.End - t.Start - size; d < -2 || d > 2 {
			continue
		}
		if j >= first && j <= last || t.Flags&(anonymize.Letter|anonymize.Digit|anonymize.Foreign) != anonymize.Letter {
			continue
		}
		if s.kinds[j]&^(kLook|kAnd|kBrand) != 0 || !s.lower && t.Flags&anonymize.Upper == 0 || !near(w, s.word(j)) {
			continue
		}
		u, ok := s.unitEnding(j)
		if !ok || u.e.Common > 0 || u.e.Noun > 1 || u.e.Place > 2 || u.e.Noun > 0 && s.lower || s.beside(u.first, j) || s.inAddress(u.first, j) || s.orgBehind(j+1) {
			continue
		}
		dst = s.also(dst, n, u.first, j, i)
	}
	return dst
}

// near tells whether two different words are spellings of one name: apart from what they begin and end with, no more than a letter of
// either is left over, or two of long words. A genitive is no other spelling.
func near(a, b string) bool {
	i, m := 0, min(len(a), len(b))
	for i < m && a[i] == b[i] {
		i++
	}
	a, b = a[i:], b[i:]
	m -= i
	k := 0
	for k < m && a[len(a)-1-k] == b[len(b)-1-k] {
		k++
	}
	d, length := max(len(a), len(b))-k, i+max(len(a), len(b))
	if d > 1 && flat(a, b) {
		return true // "Güngör", "Gungor"
	}
	if d == 0 || len(a) == 0 && b == "s" || len(b) == 0 && a == "s" {
		return false
	}
	return d == 1 && i > 0 || d == 2 && i > 1 && length >= 8
}

// flat tells whether a and b, of which one is longer, are the same without the e that folding puts behind a, o and u.
func flat(a, b string) bool {
	if len(a) < len(b) {
		a, b = b, a
	}
	j := 0
	for i := 0; i < len(a); i++ {
		if j < len(b) && a[i] == b[j] {
			j++
		} else if a[i] != 'e' || i > 0 && a[i-1] != 'a' && a[i-1] != 'o' && a[i-1] != 'u' {
			return false
		}
	}
	return j == len(b)
}

// alike tells whether two different words begin with the same letters, most of their length.
func alike(a, b string) bool {
	i, m := 0, min(len(a), len(b))
	for i < m && a[i] == b[i] {
		i++
	}
	return a != b && i >= 3 && 3*i >= 2*max(len(a), len(b))
}

// against looks for the name that is set against the one from token first to token last.
func (s *scan) against(dst []Finding, n, first, last int) []Finding {
	j := last + 1
	apart := s.punct(j, ',') || s.punct(j, '(')
	if apart {
		j++
	}
	if s.is(j, kAnd) {
		j++
	}
	if s.letter(j) && !s.line(j) {
		set := false
		switch s.word(j) {
		case "nicht", "nich", "net", "statt", "anstatt":
			set = true
		case "frueher", "vormals", "ehemals", "vorher", "bisher", "alias", "ehemalige", "ehemaliger", "eigentlich":
			set = apart
		case "nunmehr", "jetzt", "nun", "heute":
			if u, ok := s.unitAt(j + 1); apart && ok && u.e.Last > 0 && s.surnameAlone(&u) && s.stopsBehind(u.last+1) {
				dst = s.also(dst, n, u.first, u.last, first)
			}
		}
		if set {
			j++
			for t := 0; t < 2 && s.letter(j) && (s.word(j) == "mehr" || s.word(j) == "wie" || s.word(j) == "als" || s.word(j) == "etwa" || s.is(j, kSalut)); t++ {
				j++
			}
			if r, ok := s.nameRun(j, inIntro); !ok {
				if u, ok := s.unitAt(j); ok && u.parts == 1 && (u.upper || s.lower) && u.kind&^kLook == 0 && s.stopsBehind(j+1) && alike(s.word(j), s.word(last)) {
					dst = s.also(dst, n, j, j, first) // "ich heiße Hammer und nicht Hammers"
				}
			} else if !r.lowered && r.everyday < r.units && (s.stopsBehind(r.last+1) || !s.lower) {
				dst = s.also(dst, n, r.first, r.last, first)
			}
		}
	}
	if s.line(first) && s.line(last+1) {
		dst = s.renamed(dst, n, first, last)
	}
	j = first - 1
	for t := 0; t < 3 && (s.is(j, kSalut|kTitle) || s.punct(j, '.')); t++ {
		j--
	}
	if !s.letter(j) || s.line(j+1) {
		return dst
	}
	from := ""
	switch s.word(j) {
	case "sondern":
		from = "nicht"
	case "statt", "anstatt":
	default:
		return dst
	}
	j--
	if s.punct(j, ',') {
		j--
	}
	end, begin := j, -1
	for t := 0; t < 3; t++ {
		u, ok := s.unitEnding(j)
		if !ok || u.kind&^(kLook|kParticle) != 0 || u.anti() > 1 || !s.lower && !u.upper || s.lower && u.known && u.e.First == 0 && u.e.Last == 0 || s.nounish(&u) || u.e.Place > 2 {
			break
		}
		begin = u.first
		j = u.first - 1
		if s.line(u.first) {
			break
		}
	}
	if begin < 0 || from != "" && !s.before(begin, from) && !s.is(begin-1, kSalut) {
		return dst
	}
	return s.also(dst, n, begin, end, first)
}

// also reports the tokens as a person because of the one at token context. Only the first n findings are sorted and disjoint.
func (s *scan) also(dst []Finding, n, first, last, context int) []Finding {
	const score = 0.75
	if k := reaching(dst[:n], first); k < n && int(dst[k].First) <= last {
		if f := &dst[k]; f.Score < score && int(f.First) <= first && last <= int(f.Last) {
			f.Score, f.Context = score, int32(context)
			f.Evidence |= anonymize.EvidenceContext
		}
		return dst
	}
	for _, f := range dst[n:] {
		if int(f.First) <= last && first <= int(f.Last) {
			return dst
		}
	}
	r := run{first: first, last: last}
	return s.add(dst, &r, score, anonymize.EvidenceContext, RuleAgain, context)
}
