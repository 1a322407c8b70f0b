package names

import (
	"slices"
	"strings"

	"github.com/deckname/deckname/anonymize"
)

// The probability of a street from which the tagger is believed where a house number follows: of most words, and of nouns that number
// other things as well ("Turm 1").
const (
	streetProb = 0.8
	nounProb   = 0.95
)

// fuseAddresses adds to the rules' addresses those whose street the tagger alone knows: "Kattrepel 5".
func (s *scan) fuseAddresses(dst []Finding, tags []Tag) []Finding {
	n, k := len(dst), 0 // dst[k] is the rules' first address that may still hold a number to come
	for _, t := range tags {
		if t.Class != Street || t.Prob < streetProb || s.is(int(t.Last), kNoRoad|kThing) || s.plate(int(t.First), int(t.Last)) {
			continue
		}
		if u, ok := s.unitEnding(int(t.Last)); t.Prob < nounProb && ok && s.nounish(&u) {
			continue
		}
		if s.measure(int(t.Last)) {
			continue
		}
		for t.First < t.Last && s.within(int(t.First)) {
			t.First++ // "im Keller Obere Lände 6"
		}
		i := int(t.Last) + 1
		for skip := 0; skip < 2 && !s.digit(i); skip++ {
			i++ // "Kattrepel Nr. 5"
		}
		for k < n && int(dst[k].Last) < i {
			k++
		}
		if !s.digit(i) || s.toks[i].End-s.toks[i].Start > 5 || !s.streetStands(i) || k < n && int(dst[k].First) <= i {
			continue
		}
		s.tagged = t
		if f, ok := s.house(i); ok {
			f.Evidence |= anonymize.EvidenceModel
			dst = append(dst, f)
		}
		s.tagged = Tag{}
	}
	if len(dst) == n {
		return dst
	}
	slices.SortFunc(dst, func(a, b Finding) int {
		if a.First != b.First {
			return int(a.First - b.First)
		}
		return int(b.Last - a.Last)
	})
	out := dst[:0]
	for _, f := range dst {
		out = s.merge(out, f)
	}
	return out
}

// plate tells whether the words look like the letters of a licence plate: "HAM-QF 218".
func (s *scan) plate(first, last int) bool {
	return last == first+2 && s.punct(first+1, '-') && s.toks[first].End-s.toks[first].Start <= 3 && s.toks[last].End-s.toks[last].Start <= 2
}

// measure tells whether token i is a compound of what has sizes, grades and numbers of its own: "Kragenweite 41", "Parkdeck 2".
func (s *scan) measure(i int) bool {
	w := s.word(i)
	for _, end := range [...]string{"weite", "deck", "groesse", "laenge", "staerke", "stufe", "klasse", "ebene", "etage", "geschoss", "zimmer", "modul", "kapitel", "seite", "band", "heft", "fach", "regal",
		"box", "tisch", "ausgabe", "nummer", "typ", "modell", "version", "effizienzhaus", "schicht", "gruppe", "station", "schalter", "automat"} {
		if strings.HasSuffix(w, end) && (len(w) > len(end)+2 || end == "effizienzhaus") {
			return true
		}
	}
	return false
}
