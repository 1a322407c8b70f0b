package names

import (
	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/lexicon"
)

// The probability of a street from which the tagger is believed where a house number follows: of most words, and of nouns that number
// other things as well ("Turm 1"). Where the sentence speaks of a house or of living less is enough.
const (
	streetProb   = 0.8
	nounProb     = 0.95
	dwellingProb = 0.4
	beginProb    = 0.7 // from which it says which words before a street are none of its name
)

// fuseAddresses adds to the rules' addresses those whose street the tagger alone knows, "Kattrepel 5", and lets the tagger say where a
// street's name begins.
func (s *scan) fuseAddresses(dst []Finding, tags []Tag) []Finding {
	n, k := len(dst), 0 // dst[k] is the rules' first address that may still hold a number to come
	for _, t := range tags {
		if t.Class != Street || s.plate(int(t.First), int(t.Last)) {
			continue
		}
		for t.First < t.Last && s.within(int(t.First)) {
			t.First++ // "im Keller Obere Lände 6"
		}
		i := int(t.Last) + 1
		for skip := 0; skip < 2 && !s.numeral(i); skip++ {
			i++ // "Kattrepel Nr. 5"
		}
		for k < n && int(dst[k].Last) < i {
			k++
		}
		if k < n && int(dst[k].First) <= i {
			if i == int(t.Last)+1 {
				s.begin(dst, k, t)
			}
			continue
		}
		if !s.numeral(i) || s.toks[i].End-s.toks[i].Start > 5 || !s.streetStands(i) || !s.believed(&t, i) {
			continue
		}
		s.tagged = t
		if f, ok := s.house(i); ok {
			f.Evidence |= anonymize.EvidenceModel
			dst = append(dst, f)
		}
		s.tagged = Tag{}
	}
	if len(dst) > n {
		dst = s.ordered(dst)
	}
	return s.repeated(dst)
}

// numeral tells whether token i begins with a digit.
func (s *scan) numeral(i int) bool {
	return i < len(s.toks) && s.toks[i].Flags&anonymize.Digit != 0 && s.text[s.toks[i].Start]-'0' <= 9
}

// believed tells whether the tagger's street before the number at token i is one. What the sentence speaks of raises t's probability.
func (s *scan) believed(t *Tag, i int) bool {
	first, last := int(t.First), int(t.Last)
	if s.is(last, kNoRoad|kThing) || s.is(first, kBrand) && first < last || first == last && s.e.roads.Of(s.word(last), 2) < 0 || s.measure(last) || s.hall(first-1) || first == last && s.eponym(first, last) {
		return false
	}
	need := float32(streetProb)
	u, ok := s.unitEnding(last)
	if ok && first == last && (u.e.Place >= 3 || u.e.Is(lexicon.Country)) && !s.dwells(first, i) {
		return false // "Bremen 12"
	}
	if noun := ok && s.nounish(&u); noun {
		need = nounProb
	}
	if t.Prob >= need {
		return true
	}
	if need == nounProb {
		need = streetProb
	} else {
		need = dwellingProb
	}
	if t.Prob < need || i != last+1 || s.is(last, kFloor|kHome|kHouse|kUnit|kOffice) || s.toks[last].End-s.toks[last].Start < 4 || !s.dwells(first, i) {
		return false
	}
	t.Prob = join(t.Prob, 0.5)
	return true
}

// dwells tells whether words shortly before token first or behind token last, in the same sentence, speak of living somewhere, of a house
// or of what stands before one.
func (s *scan) dwells(first, last int) bool {
	for i, n := first-1, 0; i >= 0 && n < 10 && !s.sentenceEnd(i); i, n = i-1, n+1 {
		if s.is(i, kHome|kAdd|kHouse) {
			return true
		}
		if s.line(i) && s.line(i+1) {
			break
		}
	}
	for i, n := last+1, 0; i < len(s.toks) && n < 7 && !s.sentenceEnd(i); i, n = i+1, n+1 {
		if s.is(i, kHome|kAdd|kHouse) {
			return true
		}
	}
	return false
}

// begin lets the tagger's street t, which ends before the number of dst[k], say where the address begins: words that only one of the two
// takes for a part of the name.
func (s *scan) begin(dst []Finding, k int, t Tag) {
	f := &dst[k]
	first := int(t.First)
	switch {
	case first == int(f.First) || f.Rule == RulePostcode || f.Rule == RulePostbox:
	case first < int(f.First):
		if t.Prob < streetProb || k > 0 && int(dst[k-1].Last) >= first || s.is(first, kStreet|kHome|kAdd) {
			return
		}
		for i := first; i < int(f.First); i++ {
			if !s.letter(i) || s.line(i+1) {
				return
			}
		}
		f.First = t.First
	case t.Prob >= beginProb:
		for i := int(f.First); i < first; i++ {
			if e, _ := s.entry(i); !s.letter(i) || s.is(i, kStreet) && s.upper(i) || s.is(i, kTitle|kRole|kRoad|kGeo) || s.attribute(i) || !s.is(i, kStreet|kArt|kFloor) && e.Noun < 2 && !s.compoundNoun(s.word(i)) {
				return
			}
		}
		f.First = t.First
	}
}

// plate tells whether the words look like the letters of a licence plate: "HAM-QF 218", "ham qf 218".
func (s *scan) plate(first, last int) bool {
	return (last == first+2 && s.punct(first+1, '-') || last == first+1) && s.toks[first].End-s.toks[first].Start <= 3 && s.toks[last].End-s.toks[last].Start <= 2
}

// measure tells whether token i is a compound of what has sizes, grades and numbers of its own: "Kragenweite 41", "Parkdeck 2".
func (s *scan) measure(i int) bool {
	w := s.word(i)
	return w == "effizienzhaus" || endsWith(w, 3, "weite", "deck", "groesse", "laenge", "staerke", "stufe", "klasse", "ebene", "etage", "geschoss", "zimmer", "modul", "kapitel", "seite", "band", "heft", "fach", "regal",
		"box", "tisch", "uhr", "line", "ausgabe", "nummer", "typ", "modell", "version", "effizienzhaus", "schicht", "gruppe", "station", "schalter", "automat", "logie", "iatrie", "chirurgie", "medizin", "ambulanz", "behaeltnis", "skala", "score", "index", "drainage", "kammer")
}
