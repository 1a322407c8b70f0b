package names

import "github.com/deckname/deckname/anonymize"

// maxRows bounds the lines of a list that are compared at once.
const maxRows = 48

// row is a line of a list that begins with capitalised words and a house number.
type row struct {
	first, j, last int32 // the first word, the word before the number, the number's last token
	address        bool  // found already
}

// rows finds houses that a list names by streets without a street's end: lines that begin with the same name and go on with different
// numbers, and lines of the same form next to an address. dst is sorted and disjoint.
func (s *scan) rows(dst []Finding) []Finding {
	var rows [maxRows]row
	n, k, known := 0, 0, len(dst)
	for _, d := range s.doc.DigitTokens() {
		r, ok := s.rowAt(int(d))
		if !ok {
			continue
		}
		for k < known && dst[k].Last < r.first {
			k++
		}
		r.address = k < known && dst[k].First <= r.last
		rows[n] = r
		if n++; n == maxRows {
			dst = s.compareRows(dst, rows[:])
			rows[0], n = rows[n-1], 1 // the list goes on
		}
	}
	if dst = s.compareRows(dst, rows[:n]); len(dst) > known {
		dst = s.ordered(dst)
	}
	return dst
}

// compareRows adds those of the rows that a neighbour says are addresses.
func (s *scan) compareRows(dst []Finding, rows []row) []Finding {
	for i := 1; i < len(rows); i++ {
		dst = s.besideRow(dst, &rows[i-1], &rows[i])
	}
	for i := len(rows) - 1; i > 0; i-- {
		dst = s.besideRow(dst, &rows[i], &rows[i-1])
	}
	return dst
}

// rowAt reads the row whose house number stands at token i.
func (s *scan) rowAt(i int) (r row, ok bool) {
	j := i - 1
	if !s.letter(j) || s.glued(i) || s.line(i) || !s.upper(j) || s.toks[i].End-s.toks[i].Start > 4 || s.toks[j].End-s.toks[j].Start < 4 {
		return r, false
	}
	first := j
	for n := 0; n < 3 && !s.line(first); n++ {
		if p := first - 1; !s.letter(p) || !s.upper(p) && !s.is(p, kArt) {
			break
		}
		first--
	}
	if !s.line(first) && !s.itemised(first-1) {
		return r, false
	}
	last, ok := s.houseNumber(i)
	if !ok || s.afterNumber(last+1) {
		return r, false
	}
	if next := last + 1; !s.line(next) && !s.punct(next, ',') && !s.punct(next, '(') && !s.punct(next, ':') && !(s.isPunct(next) && !s.glued(next) && !s.glued(next+1)) {
		return r, false
	}
	return row{first: int32(first), j: int32(j), last: int32(last)}, true
}

// itemised tells whether token i ends what stands before an item of a list, at its line's begin: "1)", "-".
func (s *scan) itemised(i int) bool {
	if !s.isPunct(i) {
		return false
	}
	return s.line(i) || (s.punct(i, ')') || s.punct(i, '.')) && s.toks[i-1].End-s.toks[i-1].Start <= 2 && s.line(i-1)
}

// besideRow adds row b if row a, the one before or behind it, says that it is an address.
func (s *scan) besideRow(dst []Finding, a, b *row) []Finding {
	if b.address || !s.nextLines(a, b) {
		return dst
	}
	e, _ := s.entry(int(b.j))
	same := s.toks[a.j].Hash == s.toks[b.j].Hash
	_, named := s.epithet(int(b.first))
	switch {
	case s.is(int(b.j), kThing|kUnit|kFloor|kMonth|kDay|kOffice|kTitle|kRole|kField) || s.measure(int(b.j)) || s.part(int(b.j)):
		return dst
	case a.address && (named && b.first < b.j || max(e.Noun, e.Common) < 2):
	case !same || max(e.Noun, e.Common) > 0 || e.First > 2 || !(e.Place > 0 && s.homes || s.roadEnd(int(b.j)) > 0 || s.lettered(a) || s.lettered(b)) || s.compoundNoun(s.word(int(b.j))):
		return dst
	}
	b.address = true
	f := Finding{First: b.first, Last: b.last, Score: 0.72, Rule: RuleStreetByContext, Context: -1, Evidence: anonymize.EvidencePattern}
	if place, code := s.joinPlace(int(b.last) + 1); place >= 0 && code {
		f.Last, f.Score = int32(place), 0.9
	}
	return append(dst, f)
}

// lettered tells whether the row's house number ends with a letter: "3a".
func (s *scan) lettered(r *row) bool { return s.toks[r.last].Flags&anonymize.Letter != 0 }

// nextLines tells whether the two rows stand on neighbouring lines and begin alike.
func (s *scan) nextLines(a, b *row) bool {
	if a.first > b.first {
		a, b = b, a
	}
	if b.first-a.last > 24 || s.line(int(a.first)) != s.line(int(b.first)) {
		return false
	}
	lines := 0
	for i := a.last + 1; i <= b.first; i++ {
		if s.line(int(i)) {
			lines++
		}
	}
	return lines == 1
}
