package recognizers

import (
	"bytes"
	"cmp"
	"slices"

	"github.com/deckname/deckname/anonymize"
)

// maxTwins bounds the numbers to which others are compared.
const maxTwins = 4

// misspelled finds the numbers of so many digits that differ from one of dst[from:] in one digit or by two neighbours that changed places: the same number
// as somebody typed it, "auf der Schachtel …, am Gerät …".
func (r *ident) misspelled(doc *anonymize.Document, dst []anonymize.Entity, from int, t anonymize.EntityType, digits int) []anonymize.Entity {
	if len(dst) == from {
		return dst
	}
	s := numbersOf(doc)
	mid := len(dst)
	var known [maxTwins][32]byte
	n := 0
	others := false
	var buf [32]byte
	it := s.windowsOf(digits)
	for w, ok := it.next(); ok; w, ok = it.next() {
		if !overlapsAny(dst[from:min(mid, from+2*maxTwins)], doc.Range(s.first(w), s.last(w))) {
			others = true
		} else if n < maxTwins && s.plain(w) {
			s.read(w, &known[n])
			n++
		}
	}
	if !others {
		return dst
	}
	it = s.windowsOf(digits)
	for w, ok := it.next(); ok; w, ok = it.next() {
		if s.edge(w) == edgeTight || !s.plain(w) || overlapsAny(dst[from:min(mid, from+2*maxTwins)], doc.Range(s.first(w), s.last(w))) {
			continue
		}
		v := s.read(w, &buf)
		for k := range n {
			if almost(v, known[k][:digits]) {
				f := finding{score: 0.62, rule: "twin/mistyped"}
				f.start, f.end = s.bounds(w)
				dst = r.report(doc, dst, t, f)
				break
			}
		}
	}
	if len(dst) > mid {
		slices.SortFunc(dst[from:], func(a, b anonymize.Entity) int { return cmp.Compare(a.Start, b.Start) })
	}
	return dst
}

// almost tells whether a and b, of one length, differ in one place, or in two neighbours that changed places.
func almost(a, b []byte) bool {
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if i == len(a) {
		return false
	}
	k := i + 1
	if k < len(a) && a[i] == b[k] && a[k] == b[i] {
		k++
	}
	return bytes.Equal(a[k:], b[k:])
}
