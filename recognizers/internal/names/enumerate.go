package names

import (
	"slices"

	"github.com/deckname/deckname/anonymize"
)

// initialed stretches findings over the initials beside them: "W.-D. v. Schlüsselburg", "Damir P.". dst is sorted and disjoint.
func (s *scan) initialed(dst []Finding) {
	for k := range dst {
		f := &dst[k]
		if f.Score < 0.5 {
			continue
		}
		least, most := 0, len(s.toks)
		if k > 0 {
			least = int(dst[k-1].Last) + 1
		}
		if k+1 < len(dst) {
			most = int(dst[k+1].First)
		}
		for first := int(f.First); !s.line(first) && !s.wide(first); {
			i := first - 1
			if s.punct(i, '-') && s.glued(first) {
				i--
			}
			if i-1 < least || !s.punct(i, '.') || !s.glued(i) || !s.letter(i-1) || s.toks[i-1].End-s.toks[i-1].Start > 1 || !s.initialAt(i-1) && !(f.Rule == RuleSignature && s.lower && s.punct(i-2, ',')) {
				break
			}
			first = i - 1
			f.First = int32(first)
		}
		last := int(f.Last)
		if n := last + 1; n+1 < most && s.letter(n) && s.punct(n+1, '.') && s.glued(n+1) && s.toks[n].End-s.toks[n].Start == 1 && !s.line(n) && !s.wide(n) && (s.upper(n) || s.lower && n+2 >= len(s.toks)) {
			if u, ok := s.unitEnding(last); ok && (u.e.First > 0 || !u.known) && u.first == int(f.First) && !s.punct(n+3, '.') {
				f.Last = int32(n + 1)
			}
		}
	}
}

// initialAt tells whether the single letter at token i, which a full stop follows, is the initial of a name or the particle "v.".
func (s *scan) initialAt(i int) bool {
	if s.word(i) == "v" && !s.upper(i) {
		return !s.before(i, "i") && !s.digit(i-1) && (i+2 >= len(s.toks) || s.entries[i+2].First < 3) // but "gefunden v. Anke"
	}
	if !s.upper(i) && !(s.lower && i > 0 && s.letter(i-1)) || s.mister(i) {
		return false
	}
	if i > 0 && (s.digit(i-1) || s.is(i-1, kThing|kUnit) || s.punct(i-1, '.') && s.is(i-2, kProxy)) {
		return false
	}
	if s.punct(i-1, '.') && s.letter(i-2) && !s.line(i) && s.toks[i-2].End-s.toks[i-2].Start == 1 && !s.upper(i-2) {
		return false // "a. D."
	}
	return i == 0 || !s.glued(i) || s.isPunct(i-1)
}

// maxBetween bounds the tokens between two persons of one list.
const maxBetween = 16

// enumerated finds the names that stand between certain persons, parted by commas, and before the first of them behind a colon or "sind":
// "da waren: Gerti Zumpe, Mäuser, Kretz-Vogt, Arno Pörschke". dst is sorted and disjoint.
func (s *scan) enumerated(dst []Finding) []Finding {
	n := len(dst)
	s.between(dst)
	for k := 0; k < n; k++ {
		if dst[k].Score < sure {
			continue
		}
		from := int(dst[k].Last) + 1
		if k+1 < n && dst[k+1].Score >= sure && int(dst[k+1].First)-from <= maxBetween && int(dst[k+1].First)-from > 2 && s.itemsFill(from, int(dst[k+1].First)) {
			dst = s.items(dst, n, from+1, int(dst[k+1].First))
		}
		if k > 0 && dst[k-1].Score >= sure && dst[k-1].Last+2 == dst[k].First && s.punct(int(dst[k].First)-1, ',') {
			dst = s.itemAfter(dst, n, from)
		}
		if k == 0 || int(dst[k-1].Last) < int(dst[k].First)-4 {
			dst = s.itemBefore(dst, n, int(dst[k].First))
		}
	}
	return dst
}

// leastDoubt is the score from which a finding of the tagger's becomes likely because it stands in the middle of a list of persons.
const leastDoubt = 0.2

// between raises the findings of which only the tagger speaks and that stand between four likely persons of one list: "Arend, Bill-Hahn, Cullmann,
// Juchem". dst is sorted and disjoint.
func (s *scan) between(dst []Finding) {
	const likely = 0.5
	beside := func(k int) bool {
		return k >= 0 && k+1 < len(dst) && s.punct(int(dst[k].Last)+1, ',') && dst[k].Last+2 == dst[k+1].First
	}
	for k := 1; k+1 < len(dst); k++ {
		f := &dst[k]
		if f.Rule != RuleModel || f.Score < leastDoubt || f.Score >= likely || dst[k-1].Score < likely || dst[k+1].Score < likely || !beside(k-1) || !beside(k) {
			continue
		}
		if beside(k+1) && dst[k+2].Score >= likely || beside(k-2) && dst[k-2].Score >= likely {
			f.Score, f.Evidence = 0.6, f.Evidence|anonymize.EvidenceContext
		}
	}
}

// itemsFill tells whether nothing but names, commas and brackets stand from token i to before token end, which the comma at token i begins.
func (s *scan) itemsFill(i, end int) bool {
	if s.punct(i, '(') {
		i = s.bracket(i, end)
	}
	names := 0
	for i < end {
		if !s.punct(i, ',') && !s.is(i, kAnd) || s.line(i) {
			return false
		}
		if i++; i == end {
			return names > 0
		}
		j, units := i, 0
		for j < end && units < 3 {
			u, ok := s.unitAt(j)
			if !ok || s.line(j) || !s.lone(&u) && !s.paired(&u) {
				break
			}
			units++
			j = u.last + 1
		}
		if units == 0 || units > 2 {
			return false
		}
		names++
		if i = j; s.punct(i, '(') {
			i = s.bracket(i, end)
		}
	}
	return false
}

// bracket returns the token behind the closing bracket of the one at token i.
func (s *scan) bracket(i, end int) int {
	for i < end && !s.punct(i, ')') {
		i++
	}
	return i + 1
}

// items reports the names of which itemsFill has made sure.
func (s *scan) items(dst []Finding, n, i, end int) []Finding {
	for i < end {
		if s.punct(i, '(') {
			i = s.bracket(i, end)
			continue
		}
		u, ok := s.unitAt(i)
		if !ok || !s.lone(&u) && !s.paired(&u) {
			i++
			continue
		}
		r := run{first: u.first, last: u.last}
		if b, ok := s.unitAt(u.last + 1); ok && u.last+1 < end && s.lone(&b) {
			r.last = b.last
		}
		dst = s.item(dst, n, &r)
		i = r.last + 1
	}
	return dst
}

// item reports r unless a finding is there, which becomes certain. Only the first n findings are sorted and disjoint.
func (s *scan) item(dst []Finding, n int, r *run) []Finding {
	if k := reaching(dst[:n], r.first); k < n && int(dst[k].First) <= r.last {
		f := &dst[k]
		f.Score = max(f.Score, 0.75)
		if k+1 >= n || int(dst[k+1].First) > r.last {
			f.First, f.Last = min(f.First, int32(r.first)), max(f.Last, int32(r.last))
		}
		return dst
	}
	if m := len(dst); m > n && int(dst[m-1].Last) >= r.first && int(dst[m-1].First) <= r.last {
		return dst
	}
	return s.add(dst, r, 0.7, anonymize.EvidenceContext, RuleList, -1)
}

// itemBefore finds the two words before the certain person at token end, behind a colon or "sind" and before a comma: "Neu sind Foelke
// Ennenga, Mirjeta Hoxhaj".
func (s *scan) itemBefore(dst []Finding, n, end int) []Finding {
	if !s.punct(end-1, ',') || s.line(end) || end < 4 {
		return dst
	}
	b, ok := s.unitEnding(end - 2)
	if !ok || !s.lone(&b) || s.line(b.first) || b.first == 0 {
		return dst
	}
	a, ok := s.unitEnding(b.first - 1)
	if !ok || !s.lone(&a) || a.first == 0 || !s.punct(a.first-1, ':') && !s.is(a.first-1, kBe) {
		return dst
	}
	return s.item(dst, n, &run{first: a.first, last: b.last})
}

// itemAfter finds the two words that end a line behind the certain persons before the comma at token i: "Neu sind Foelke Ennenga, Ida Thies,
// Mirjeta Hoxhaj".
func (s *scan) itemAfter(dst []Finding, n, i int) []Finding {
	if !s.punct(i, ',') || s.line(i+1) {
		return dst
	}
	a, ok := s.unitAt(i + 1)
	if !ok || !s.lone(&a) || s.line(a.last+1) {
		return dst
	}
	b, ok := s.unitAt(a.last + 1)
	if !ok || !s.lone(&b) || !s.line(b.last+1) {
		return dst
	}
	return s.item(dst, n, &run{first: a.first, last: b.last})
}

// papers finds the names before documents in lines beside each other, one of which begins with a known first name or a person found already:
// "Mattes – Kinderpass CM85K8Y6L", next line "Ewout – Perso …". Only the first n findings are sorted and disjoint.
func (s *scan) papers(dst []Finding, n int) []Finding {
	from, lines, known := 0, 0, false // the list so far
	for i := 0; i < len(s.toks); {
		r, ok := s.papered(i)
		if ok {
			if lines++; lines == 1 {
				from, known = i, false
			}
			u, _ := s.unitAt(r.first)
			known = known || u.e.First > 0 || begins(dst[:n], r.first)
		}
		i = s.lineEnd(i)
		if ok && i < len(s.toks) {
			continue
		}
		if !known || lines < 2 {
			lines = 0
		}
		for ; lines > 0 && from < len(s.toks); lines-- {
			if r, ok := s.papered(from); ok {
				dst = s.item(dst, n, &r)
			}
			from = s.lineEnd(from)
		}
		lines, known = 0, false
	}
	return dst
}

// lineEnd returns the first token of the line behind that of token i.
func (s *scan) lineEnd(i int) int {
	if !s.broken {
		return max(i+1, len(s.toks))
	}
	for i++; i < len(s.toks) && !s.line(i); i++ {
	}
	return i
}

// begins tells whether one of the findings, which are sorted and disjoint, begins at token first.
func begins(dst []Finding, first int) bool {
	k, ok := slices.BinarySearchFunc(dst, first, func(f Finding, first int) int { return int(f.First) - first })
	return ok && dst[k].Score >= 0.5
}

// papered reads the name of one or two words, perhaps behind the sign or number of a list, that begins the line at token i and has the name of a
// document behind it.
func (s *scan) papered(i int) (r run, ok bool) {
	for n := 0; n < 2 && i < len(s.toks) && !s.letter(i) && s.toks[i].End-s.toks[i].Start < 3; n++ {
		i++
	}
	r.first = i
	for r.units < 2 {
		u, ok := s.unitAt(i)
		if !ok || r.units > 0 && s.line(i) || !s.lone(&u) && u.e.First == 0 {
			break
		}
		r.last, i = u.last, u.last+1
		r.units++
	}
	return r, r.units > 0 && s.paper(i)
}

// paper tells whether a dash, colon or bar stands at token i, the name of a document behind it, and a code with a digit behind that in the line.
func (s *scan) paper(i int) bool {
	if i+2 >= len(s.toks) || !s.punct(i, '-') && !s.punct(i, ':') && !s.punct(i, '|') && !s.punct(i, '/') && !s.punct(i, ',') || s.line(i+1) {
		return false
	}
	named := endsWith(s.word(i+1), 0, "perso", "pass", "ausweis", "titel", "schein", "eat", "visum", "karte")
	if t := &s.toks[i+1]; t.Is(anonymize.Digit) && t.Is(anonymize.Letter) && t.End-t.Start >= 8 {
		return true // "Edzard – HGJP96XMK"
	}
	for k := i + 2; named && k < len(s.toks) && k < i+6 && !s.line(k); k++ {
		if s.toks[k].Is(anonymize.Digit) && s.toks[k].End-s.toks[k].Start > 4 {
			return true
		}
	}
	return false
}

// houseguests finds those with whom the receiver of a letter lives, in the line behind his name or before his street: "bei Ullmann", next line
// "Gartenstadt 31". Only the first n findings are sorted and disjoint.
func (s *scan) houseguests(dst []Finding, n int) []Finding {
	if s.lower {
		return dst
	}
	for k := range dst[:n] {
		if i := int(dst[k].Last) + 1; dst[k].Score >= sure && s.line(int(dst[k].First)) && i < len(s.toks) {
			dst = s.livesWith(dst, n, i, -1)
		}
	}
	for k := range s.taken {
		if a := int(s.taken[k].First); a > 3 && s.line(a) {
			i := a - 2
			for i > a-5 && !s.line(i) {
				i--
			}
			dst = s.livesWith(dst, n, i, a)
		}
	}
	return dst
}

// livesWith reads the line "bei Ullmann" that begins at token i and ends before token end, -1 for anywhere.
func (s *scan) livesWith(dst []Finding, n, i, end int) []Finding {
	if !s.line(i) || !s.letter(i) || s.word(i) != "bei" || i == 0 || s.paragraph(i) {
		return dst
	}
	first, last := i+1, -1
	for j, units := first, 0; units < 3; units++ {
		u, ok := s.unitAt(j)
		if !ok || s.line(j) || !u.upper || u.allUpper && !s.caps || u.kind&^(kLook|kParticle|kBrand) != 0 || u.e.Place > 3 && u.e.Last < 3 || s.nounish(&u) {
			break
		}
		last, j = u.last, u.last+1
	}
	if last < 0 || !s.line(last+1) || last+1 >= len(s.toks) || end >= 0 && last+1 != end {
		return dst
	}
	return s.item(dst, n, &run{first: first, last: last, units: 1, unknown: 1})
}

// siblings finds the names that begin items of a list beside items that begin with a certain person, where all go on with the same sign:
// "- Brockhaus (K1)", next line "- Adebayo (K2)". Only the first n findings are sorted and disjoint.
func (s *scan) siblings(dst []Finding, n int) []Finding {
	from, lines, persons := 0, 0, 0
	sign := byte(0)
	for i := 0; i < len(s.toks); {
		r, c, ok := s.sibling(i)
		if ok && (lines == 0 || c == sign) {
			if lines++; lines == 1 {
				from, sign, persons = i, c, 0
			}
			if begins(dst[:n], r.first) {
				persons++
			}
			if i = s.lineEnd(i); i < len(s.toks) {
				continue
			}
		} else if !ok || lines == 0 {
			i = s.lineEnd(i)
		}
		if persons == 0 || 2*persons < lines || lines < 2 {
			lines = 0
		}
		for ; lines > 0; lines-- {
			r, _, _ := s.sibling(from)
			dst = s.item(dst, n, &r)
			from = s.lineEnd(from)
		}
		lines, persons = 0, 0
	}
	return dst
}

// sibling reads the one name of an item with a sign of a list, and the sign behind it, or a surname in capitals and a given name that
// begin a line: "HAILE Selam – Umzug".
func (s *scan) sibling(i int) (r run, sign byte, ok bool) {
	if s.letter(i) && s.flagsAll(i) && !s.caps {
		u, ok := s.unitAt(i)
		v, good := s.unitAt(u.last + 1)
		if !ok || !good || s.line(v.first) || !v.upper || v.allUpper || (u.kind|v.kind)&^(kLook|kBrand) != 0 || v.anti() > 0 || s.nounish(&v) || u.bytes < 3 || !s.isPunct(v.last+1) || s.line(v.last+1) {
			return r, 0, false
		}
		return run{first: u.first, last: v.last, units: 2, unknown: 2}, s.text[s.toks[v.last+1].Start], true
	}
	if !s.isPunct(i) && !s.digit(i) || s.lower || i+3 >= len(s.toks) {
		return r, 0, false
	}
	if i++; s.punct(i, '.') || s.punct(i, ')') {
		i++
	}
	u, ok := s.unitAt(i)
	if !ok || s.line(i) || !s.bullet(i) || !u.upper || u.allUpper && !s.caps || u.kind&^(kLook|kBrand) != 0 || u.e.Last+u.e.First == 0 && u.known || u.anti() > 1 || !s.isPunct(u.last+1) || s.line(u.last+1) || s.inAddress(u.first, u.last) || u.e.Place > 2 || s.beside(u.first, u.last) {
		return r, 0, false
	}
	return run{first: u.first, last: u.last, units: 1, unknown: 1}, s.text[s.toks[u.last+1].Start], true
}
