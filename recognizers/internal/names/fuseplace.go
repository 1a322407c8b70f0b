package names

import (
	"slices"

	"github.com/deckname/deckname/anonymize"
)

// inhabited is what rules and lexicon leave of the tagger's certainty in a place.
func (s *scan) inhabited(first, last int) float32 {
	if s.digit(last+1) && !s.line(last+1) {
		return 0.6 // "Port 443"
	}
	if n, _ := s.gazetteer(first); n == last {
		return 1
	}
	if s.clinical() && !s.before(first, "in") && !s.before(first, "aus") && !(first > 0 && s.institution(first-1)) {
		return 0.5 // a test, a drug, a method
	}
	w := s.word(last)
	if s.word(first) == "st" && first < last {
		return 0.4 // a church, a hospital
	}
	switch {
	case s.roadEnd(last) == 3 || s.is(last, kRoad) && first < last:
		return 0.4
	case w == "nord" || w == "sued" || w == "ost" || w == "west" || w == "mitte":
		return 0.6 // "Rathaus Süd"
	}
	if first == last && !s.lower && first > 0 && !s.line(first) && s.letter(first-1) && !s.upper(first-1) && !s.is(first-1, kPlace|kArt) && endsWith(w, 6, "en") && s.entries[first].Class == 0 && s.thingTail(first) || currency(w) {
		return 0.4 // "Gibt es Lärmpausen?", "in Lira gezahlt"
	}
	if endsWith(w, 0, "kirche", "bruecke", "haus", "halle", "turm", "kapelle", "denkmal", "bahnhof", "schule", "stadion", "museum", "tunnel") {
		return 0.4
	}
	if s.punct(last+1, '-') && s.glued(last+1) {
		return 0.6 // a part of a longer word
	}
	return 1
}

// currency tells whether w is money.
func currency(w string) bool {
	switch w {
	case "lira", "zloty", "rubel", "forint", "dinar", "dirham", "kronen", "rupien", "yuan", "hrywnja":
		return true
	}
	return false
}

// located is the tagger's probability p of a place, raised where the word before says the same.
func (s *scan) located(first, last int, p float32, before *Finding) float32 {
	const witness = 0.4
	switch {
	case p < 0.2 || p >= 0.5 || s.inhabited(first, last) < 1:
		return p
	case s.punct(first-1, ':') && s.origin(first-2), s.before(first, "in") && s.digit(first-2):
		return join(p, 0.5)
	case p < 0.3:
		return p
	case s.is(first-1, kOffice) || first > 0 && s.institution(first-1) || s.origin(first-1):
		return join(p, witness)
	case s.is(first-1, kAnd) && before != nil && int(before.Last) == first-2 && before.Score >= 0.5:
		return join(p, witness)
	}
	return p
}

// origin tells whether token i is a label or a preposition of the place that somebody comes from or lives in.
func (s *scan) origin(i int) bool {
	if !s.letter(i) {
		return false
	}
	switch s.word(i) {
	case "geburtsort", "geburtsland", "wohnort", "geburtsstadt", "herkunftsland", "herkunftsort", "heimatland", "heimatort", "aus", "nach", "from":
		return true
	}
	return false
}

func (s *scan) fuseLocations(dst, persons []Finding, tags []Tag) []Finding {
	k, n := 0, len(dst)
	for _, t := range tags {
		for k < n && dst[k].Last < t.First {
			k++
		}
		if t.Class != Location {
			for m := k; m < n && dst[m].First <= t.Last; m++ {
				if dst[m].Rule != RulePlaceSeat {
					dst[m].Score *= 1 - 0.5*t.Prob
				}
			}
			continue
		}
		first, last, ok := s.trim(int(t.First), int(t.Last))
		for ok && first < last && s.institution(first) {
			first++ // "Sparkasse Wittmund", "Camp Suhl"
		}
		if !ok || s.inAddress(first, last) || first == last && s.toks[first].End-s.toks[first].Start < 2 {
			continue
		}
		if k < n && int(dst[k].First) <= last {
			f := &dst[k]
			f.Evidence |= anonymize.EvidenceModel
			if f.First == t.First && f.Last == t.Last || t.Prob < 0.5 {
				f.Score = join(f.Score, t.Prob)
				continue
			}
			if int(f.Last-f.First) <= last-first {
				f.First, f.Last = int32(first), int32(last)
			}
			f.Score = join(f.Score*0.8, t.Prob)
			continue
		}
		var before *Finding
		if len(dst) > n {
			before = &dst[len(dst)-1]
		}
		if k > 0 && (before == nil || before.Last < dst[k-1].Last) {
			before = &dst[k-1]
		}
		if first == last {
			last = s.riverTail(last)
		}
		p := s.located(first, last, t.Prob, before)
		dst = append(dst, Finding{First: int32(first), Last: int32(last), Score: s.lift(s.doubt(p, s.inhabited(first, last)), evenPlace), Evidence: anonymize.EvidenceModel, Rule: RuleModel, Context: -1})
	}
	slices.SortFunc(dst, func(a, b Finding) int { return int(a.First - b.First) })
	// a person is no place, and two findings that grew do not overlap
	out := dst[:0]
	m := 0
	for _, f := range dst {
		for m < len(persons) && persons[m].Last < f.First {
			m++
		}
		if m < len(persons) && persons[m].Overlaps(f) && persons[m].Score >= f.Score {
			continue
		}
		if len(out) > 0 && out[len(out)-1].Overlaps(f) {
			continue
		}
		out = append(out, f)
	}
	return out
}

// joinedProb is the score from which a place behind a house number belongs to the address.
const joinedProb = 0.6

// joinLocations takes places that stand right behind a house number, or behind its comma, into the address: "moorchaussee 5 quickborn". It
// returns the others.
func (s *scan) joinLocations(addresses, places []Finding) []Finding {
	if len(addresses) == 0 {
		return places
	}
	left := places[:0]
	k := 0
	for _, p := range places {
		for k < len(addresses) && addresses[k].Last+2 < p.First {
			k++
		}
		if k < len(addresses) && p.Score >= joinedProb && s.adjoins(&addresses[k], &p) {
			addresses[k].Last = p.Last
			continue
		}
		left = append(left, p)
	}
	return left
}

// adjoins tells whether nothing but a blank or a comma stands between the address's house number and the place, on the same line.
func (s *scan) adjoins(a, p *Finding) bool {
	last, first := int(a.Last), int(p.First)
	if first > last+2 || first <= last || first == last+2 && !s.punct(last+1, ',') || s.line(last+1) || s.line(first) || s.glued(first) {
		return false
	}
	return s.digit(last) && s.digitsAt(last) < 5 || s.letter(last) && s.toks[last].End-s.toks[last].Start == 1 || s.is(last, kNumber)
}
