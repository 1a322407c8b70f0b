package names

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
)

// rowKind is what makes the names in the lines of a text a list.
type rowKind uint8

const (
	noRow       rowKind = iota
	rowPairing          // "2 Wußler – Armbruster, J. 1:0"
	rowVisit            // "Altmeyer 6:45 Kompressionsstrümpfe", "8:20 Altmeyer, KG"
	rowLineup           // "Sturm Bennet, Romeo"
	rowTraveler         // "SALGUEIRO Duarte"
	rowRegister         // "2 Lindner, Ada ........ anw."
)

// Bounds of what lists in lines are read for.
const (
	leastRows = 2
	mostInRow = 8 // names
)

// lined finds the names in lines that are all made in the same way, of which one holds a known surname or a person found already. Only the first
// n findings are sorted and disjoint.
func (s *scan) lined(dst []Finding, n int) []Finding {
	if s.lower || !s.broken { // one line is less than leastRows
		return dst
	}
	var found [mostInRow]run
	for _, kind := range [...]rowKind{rowPairing, rowVisit, rowLineup, rowTraveler, rowRegister} {
		rows, known := 0, false
		for pass := range 2 {
			if pass == 1 && (rows < leastRows || !known) {
				break
			}
			for i := 0; i < len(s.toks); i = s.lineEnd(i) {
				m := s.rowNames(i, kind, &found)
				if m == 0 {
					continue
				}
				rows++
				if pass == 1 && kind == rowLineup {
					dst = s.unlabel(dst, n, i)
				}
				for k := range found[:m] {
					r := &found[k]
					if pass == 1 {
						dst = s.rowItem(dst, n, r)
					} else if u, ok := s.unitAt(r.first); ok {
						known = known || u.e.Last > 0 && u.anti() == 0 || begins(dst[:n], r.first) || kind == rowTraveler && s.entries[r.last].First >= 4 || kind == rowRegister && s.foundIn(dst[:n], r)
					}
				}
			}
		}
	}
	return dst
}

// foundIn tells whether one of the findings lies in r.
func (s *scan) foundIn(fs []Finding, r *run) bool {
	k := reaching(fs, r.first)
	return k < len(fs) && int(fs[k].Last) <= r.last && fs[k].Score >= 0.5
}

// unlabel takes back what was found of the label at token i alone.
func (s *scan) unlabel(dst []Finding, n, i int) []Finding {
	if k := reaching(dst[:n], i); k < n && int(dst[k].First) == i && dst[k].First == dst[k].Last {
		dst[k].Score = 0
	}
	return dst
}

// rowItem reports r, or makes the finding that is there certain and as long as r.
func (s *scan) rowItem(dst []Finding, n int, r *run) []Finding {
	k := reaching(dst[:n], r.first)
	if k < n && int(dst[k].First) <= r.last {
		f := &dst[k]
		if int(f.First) == r.first && int(f.Last) == r.last || k+1 >= n || int(dst[k+1].First) > r.last {
			f.First, f.Last, f.Score = int32(r.first), int32(r.last), max(f.Score, 0.75)
			return dst
		}
		return s.add(dst, r, 0.9, anonymize.EvidencePattern, RuleList, -1) // two parts of one name
	}
	return s.add(dst, r, 0.75, anonymize.EvidencePattern, RuleList, -1)
}

// rowNames reads the names of the line that begins at token i, if it is a row of the kind, and returns their number.
func (s *scan) rowNames(i int, kind rowKind, found *[mostInRow]run) int {
	if !s.line(i) {
		return 0
	}
	switch kind {
	case rowPairing:
		return s.pairing(i, found)
	case rowVisit:
		return s.visit(i, found)
	case rowLineup:
		return s.positions(i, found)
	case rowRegister:
		return s.register(i, found)
	}
	return s.traveler(i, found)
}

// pairing reads "2 Wußler – Armbruster, J. 1:0" at token i.
func (s *scan) pairing(i int, found *[mostInRow]run) int {
	if s.letter(i) && s.word(i) == "brett" || s.letter(i) && s.word(i) == "einzel" {
		i++
	}
	if s.digit(i) && s.digitsAt(i) <= 2 {
		if i++; s.punct(i, '.') || s.punct(i, ':') || s.punct(i, ')') {
			i++
		}
	}
	for side := range 2 {
		if side == 1 && s.letter(i) && s.word(i) == "spielfrei" {
			return 1
		}
		for n := 0; n < 2 && (s.is(i, kTitle) || s.punct(i, '.') && s.is(i-1, kTitle)); n++ {
			i++
		}
		r := run{first: i}
		for r.units < 2 {
			u, ok := s.unitAt(i)
			if !ok || r.units > 0 && s.line(i) || !s.rowName(&u) {
				break
			}
			r.last, i = u.last, u.last+1
			r.units++
		}
		if r.units == 0 {
			return 0
		}
		if g, ok := s.unitAt(i + 1); ok && s.punct(i, ',') && !s.line(i+1) && (g.initial || g.e.First >= 3) && r.units == 1 {
			r.last, i = g.last, g.last+1
		}
		if s.punct(i, '(') && !s.line(i) && s.digit(i+1) && s.punct(i+2, ')') {
			i += 3 // how strong the player is
		}
		found[side] = r
		if side == 0 {
			if s.line(i) || !s.isPunct(i) || s.glued(i) || s.glued(i+1) || !s.punct(i, '-') && s.toks[i].Flags&anonymize.NonASCII == 0 {
				return 0
			}
			if i++; s.line(i) {
				return 0
			}
		}
	}
	return 2 * b2i(s.outcome(i))
}

// register reads a number, surname and given name, which a comma parts, and a row of dots at token i: "2 Lindner, Ada ........ anw.".
func (s *scan) register(i int, found *[mostInRow]run) int {
	if !s.digit(i) || s.digitsAt(i) > 2 {
		return 0
	}
	if i++; s.punct(i, '.') || s.punct(i, ')') {
		i++
	}
	r, comma := run{first: i, units: 2}, -1
	for j := i; j < i+8 && !s.line(j); {
		switch {
		case s.punct(j, ',') && comma < 0 && j > i:
			comma, j = j, j+1
			continue
		case s.isPunct(j):
			if comma < 0 || j == comma+1 || !s.dots(j) {
				return 0
			}
			r.last = j - 1
			found[0] = r
			return 1
		case s.is(j, kParticle|kNoble) && comma < 0:
			j++
			continue
		}
		u, ok := s.unitAt(j)
		if !ok || !s.rowName(&u) || u.anti() > 0 && u.e.First < 3 && u.e.Last < 3 {
			return 0
		}
		j = u.last + 1
	}
	return 0
}

// outcome tells whether nothing but the result of a game stands from token i to its line's end: "1:0", "6:2 6:3", "remis".
func (s *scan) outcome(i int) bool {
	if s.letter(i) && (s.word(i) == "remis" || s.word(i) == "kampflos") && !s.line(i) {
		return s.line(i + 1)
	}
	if t := s.text[s.toks[min(i, len(s.toks)-1)].Start:]; !s.line(i) && strings.HasPrefix(t, "½") {
		return s.line(i+1) || s.punct(i+1, ':') && s.line(i+3) || s.punct(i+1, '-') && s.line(i+3)
	}
	n := 0
	for ; n < 5 && !s.line(i); n++ {
		if s.punct(i, ',') || s.punct(i, '(') || s.punct(i, ')') {
			i++
			continue
		}
		if !s.digit(i) || s.digitsAt(i) > 2 || !s.punct(i+1, ':') || !s.digit(i+2) || s.digitsAt(i+2) > 2 {
			return false
		}
		i += 3
	}
	return n > 0 && s.line(i)
}

// rowName tells whether u may be a surname in a row and is no place, team or thing.
func (s *scan) rowName(u *unit) bool {
	if s.paired(u) {
		return true
	}
	return u.upper && !u.foreign && !u.initial && !(u.allUpper && !s.caps) && u.bytes > 2 && u.kind&^(kLook|kParticle|kBrand|kEnglish) == 0 && u.e.Place < 2+b2u(u.e.Last > 2) &&
		(u.e.Last >= 3 && u.anti() <= int(u.e.Last) || u.anti() == 0 && (u.e.Last > 0 || u.e.First > 0 || !u.known && s.entries[u.last].Class == 0)) && !s.nounish(u) && !s.thingRow(u) && !s.inAddress(u.first, u.last)
}

// thingRow tells whether u is a drug, an illness or a group.
func (s *scan) thingRow(u *unit) bool {
	return s.medical(u) || s.collective(u) || s.institution(u.last) || s.wareAt(u.last) != noWare && u.e.Last < 3
}

// paired tells whether u is a double name of two surnames, however common their words are: "Bill-Hahn".
func (s *scan) paired(u *unit) bool {
	if u.parts != 2 || !u.upper || !s.upper(u.last) || u.kind&^kLook != 0 || s.toks[u.first].End-s.toks[u.first].Start < 3 {
		return false
	}
	a, _ := s.named(u.first)
	b, _ := s.named(u.last)
	return a.Last > 0 && b.Last > 0 && a.Noun <= a.Last && b.Noun <= b.Last && max(a.Place, b.Place) < 3
}

func b2u(b bool) uint8 { return uint8(b2i(b)) }

// visit reads "Altmeyer 6:45 Kompressionsstrümpfe" and "8:20 Altmeyer, KG" at token i, the first behind a day and a colon, too.
func (s *scan) visit(i int, found *[mostInRow]run) int {
	if s.is(i, kDay) && s.punct(i+1, ':') {
		i += 2
	}
	first := s.clock(i)
	if first {
		i += 3
	}
	u, ok := s.unitAt(i)
	n := u.last + 1
	if !ok || first && s.line(i) || !s.rowName(&u) || s.line(n) && !first || s.wareAt(i) != noWare {
		return 0
	}
	if first && !s.line(n) && !s.punct(n, ',') || !first && !s.clock(n) || !first && s.line(n+3) {
		return 0
	}
	found[0] = run{first: u.first, last: u.last, units: 1}
	return 1
}

// clock tells whether a time stands at token i: "6:45".
func (s *scan) clock(i int) bool {
	return s.digit(i) && s.digitsAt(i) <= 2 && (s.punct(i+1, ':') || s.punct(i+1, '.')) && s.glued(i+1) && s.glued(i+2) && s.digit(i+2) && s.digitsAt(i+2) == 2 && !(s.punct(i+3, '.') && s.glued(i+3))
}

// positions reads "Sturm Bennet, Romeo" and "Abwehr: Dettmer, Osagie" at token i.
func (s *scan) positions(i int, found *[mostInRow]run) int {
	if !s.letter(i) || !s.upper(i) {
		return 0
	}
	switch s.word(i) {
	case "tor", "torwart", "torhueter", "abwehr", "verteidigung", "mittelfeld", "sturm", "angriff", "bank", "auswechselbank", "ersatz", "rechtsaussen", "linksaussen", "rueckraum", "kreis":
	default:
		return 0
	}
	if i++; s.punct(i, ':') {
		i++
	}
	m := 0
	for m < mostInRow && !s.line(i) {
		r := run{first: i}
		for r.units < 2 && !s.line(i) {
			u, ok := s.unitAt(i)
			if !ok || !s.rowName(&u) && !(u.upper && u.e.First >= 2 && u.kind&^(kLook|kBrand|kMonth) == 0) && !(u.initial && u.last > u.first && r.units == 1) {
				break
			}
			r.last, i = u.last, u.last+1
			r.units++
		}
		if r.units > 0 {
			found[m] = r
			m++
		} else if s.letter(i) && s.word(i) == "ich" {
			i++
		} else {
			return 0
		}
		if s.line(i) {
			return m
		}
		if !s.punct(i, ',') && !s.punct(i, '/') && !s.is(i, kAnd) {
			return 0
		}
		i++
	}
	return 0
}

// traveler reads a line made of a surname in capitals, with its particles, and given names: "DA CONCEIÇÃO Luciana".
func (s *scan) traveler(i int, found *[mostInRow]run) int {
	r := run{first: i}
	shout := 0
	for j := i; j < i+6 && (j == i || !s.line(j)); {
		u, ok := s.unitAt(j)
		if !ok || u.foreign || u.initial || !u.upper {
			return 0
		}
		switch {
		case u.allUpper && r.units == shout:
			if u.kind&kParticle == 0 && (u.kind&^(kLook|kBrand) != 0 || u.anti() > 1 || u.bytes < 3) {
				return 0
			}
			shout++
		case u.allUpper || r.units == 0 || u.kind&^(kLook|kMonth|kBrand) != 0 || u.anti() > 0 && u.e.First < 4 || u.e.First == 0 && u.known:
			return 0
		}
		r.units++
		r.last, j = u.last, u.last+1
	}
	if shout == 0 || shout == r.units || !s.line(r.last+1) || s.is(r.first, kParticle) && shout == 1 {
		return 0
	}
	found[0] = r
	return 1
}

// maxLabels bounds the labels that numbered looks for.
const maxLabels = 4

// weekly finds the names behind a word with a number in a list in which certain persons stand behind the same word twice: "KW 24 Tzschoppe, KW 25
// Pleuger, KW 28 Schwäble". Only the first n findings are sorted and disjoint.
func (s *scan) weekly(dst []Finding, n int) []Finding {
	var labels [maxLabels]struct {
		hash uint64
		n    int
	}
	m := 0
	for k := range dst[:n] {
		i := s.labelBefore(int(dst[k].First))
		if i < 0 || dst[k].Score < 0.7 {
			continue
		}
		at := 0
		for at < m && labels[at].hash != s.toks[i].Hash {
			at++
		}
		if at == m {
			if m == maxLabels {
				continue
			}
			labels[m].hash = s.toks[i].Hash
			m++
		}
		labels[at].n++
	}
	for at := range labels[:m] {
		if labels[at].n < 2 {
			continue
		}
		for i := range s.toks {
			if s.toks[i].Hash != labels[at].hash || !s.digit(i+1) || s.line(i+1) {
				continue
			}
			if u, ok := s.unitAt(i + 2); ok && !s.line(i+2) && s.rowName(&u) && u.anti() == 0 && (u.known || !s.thingTail(u.last)) && (s.isPunct(u.last+1) || s.line(u.last+1)) && !s.punct(u.last+1, '-') {
				dst = s.item(dst, n, &run{first: u.first, last: u.last, units: 1})
			}
		}
	}
	return dst
}

// labelBefore returns the word with a number that stands before the name at token i, perhaps with a title between: "KW 24". It returns -1 for none.
func (s *scan) labelBefore(i int) int {
	for n := 0; n < 2 && (s.is(i-1, kTitle|kSalut) || s.punct(i-1, '.') && s.is(i-2, kTitle)); n++ {
		i--
	}
	if s.line(i) || !s.digit(i-1) || s.digitsAt(i-1) > 2 || s.line(i-1) || !s.letter(i-2) || !s.upper(i-2) {
		return -1
	}
	return i - 2
}
