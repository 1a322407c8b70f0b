package names

import (
	"slices"
	"strings"

	"github.com/deckname/deckname/anonymize"
)

// seated adds to dst the places that stand where forms, timetables and letterheads have places: behind a birth date ("geb. am/in: 7.5.1996 /
// Kolkata"), behind a practice and its comma ("Praxis Dr. Heumann, Erwitte"), behind a school or a club. It takes them from the persons.
func (s *scan) seated(dst, persons []Finding) (places, others []Finding) {
	n := len(dst)
	for _, d := range s.doc.DigitTokens() {
		if i := int(d); i > 3 && s.isPunct(i+1) && s.letter(i+2) && !s.line(i+2) && s.isPunct(i-1) && s.glued(i) {
			if last := s.birthplace(i); last >= 0 {
				dst = s.seat(dst, i+2, last)
			} else if last := s.halt(i); last >= 0 {
				dst = s.seat(dst, i+2, last)
			}
		} else if last := s.bornIn(i); last > i {
			dst = s.seat(dst, i+1, last)
		} else if first, last := s.halting(i); last >= 0 {
			dst = s.seat(dst, first, last)
		}
	}
	dst = s.filedPlaces(s.placeCells(dst))
	others = persons[:0]
	for _, p := range persons {
		i, last := s.apart(&p)
		if last < 0 {
			others = append(others, p)
			if i = int(p.Last) + 2; s.punct(i-1, ',') && s.letter(i) {
				if last = s.practiceSeat(i); last >= 0 {
					dst = s.seat(dst, i, last)
				}
			}
			continue
		}
		dst = s.seat(dst, i, last)
		if i > int(p.First) {
			p.Last = int32(i - 2) // before the comma
			others = append(others, p)
		}
	}
	if len(dst) > n {
		slices.SortFunc(dst, func(a, b Finding) int {
			if a.First == b.First {
				return b2i(a.Rule != RulePlaceSeat) - b2i(b.Rule != RulePlaceSeat)
			}
			return int(a.First - b.First)
		})
		dst = slices.CompactFunc(dst, Finding.Overlaps)
		others = without(others, dst)
	}
	return dst, others
}

// without returns the persons that no place of dst which seated has found covers. Both are sorted.
func without(persons, dst []Finding) []Finding {
	out, k := persons[:0], 0
	for _, p := range persons {
		for k < len(dst) && dst[k].Last < p.First {
			k++
		}
		if k < len(dst) && dst[k].Rule == RulePlaceSeat && dst[k].First <= p.First && p.First <= dst[k].Last {
			continue
		}
		out = append(out, p)
	}
	return out
}

func (s *scan) seat(dst []Finding, first, last int) []Finding {
	if s.inAddress(first, last) {
		return dst
	}
	return append(dst, Finding{First: int32(first), Last: int32(last), Score: 0.85, Evidence: anonymize.EvidenceContext | anonymize.EvidencePattern, Rule: RulePlaceSeat, Context: int32(first - 1)})
}

// birthplace returns the last token of the place behind the birth date that ends at token i, -1 for none.
func (s *scan) birthplace(i int) int {
	if !s.punct(i+1, ',') && !s.punct(i+1, '/') || i < 5 || !s.digit(i-2) || !s.isPunct(i-3) || !s.digit(i-4) {
		return -1
	}
	birth, label := false, false
	for k, n := i-5, 0; k >= 0 && n < 12; k, n = k-1, n+1 {
		if s.letter(k) {
			switch w := s.word(k); {
			case w == "in", w == "ort", strings.HasSuffix(w, "geburtsort"):
				label = true
			case s.is(k, kBirth), strings.HasPrefix(w, "geb"):
				birth = true
			case w != "am" && w != "und":
				n = 12 // "geb. in Hamm am 7.5.1996, Lindner": the label has its place already
			}
		}
		if s.line(k) {
			break
		}
	}
	if !birth {
		return -1
	}
	return s.placeAt(i+2, label)
}

// halt returns the last token of the place behind the time that ends at token i in a timetable, -1 for none: "| 05:42 | Offenbach Marktplatz".
func (s *scan) halt(i int) int {
	if !s.punct(i+1, '|') || !s.punct(i-1, ':') || !s.digit(i-2) || s.digitsAt(i) != 2 {
		return -1
	}
	if last, e := s.gazetteer(i + 2); last >= 0 && e.Place > 0 && s.upper(i+2) {
		return last
	}
	return -1
}

// apart returns the place that the person p is or goes on with behind a comma; last is -1 if there is none.
func (s *scan) apart(p *Finding) (i, last int) {
	first, end := int(p.First), int(p.Last)
	if u, ok := s.unitAt(first); ok && u.last == end && !s.line(first) && first > 0 {
		switch {
		case s.institution(first-1) && s.toks[first-1].End-s.toks[first-1].Start > 4 && !s.is(end+1, kAnd): // but "LG Jens"
			if last, e := s.gazetteer(first); last >= end && e.Place > 1 && s.upper(first) && !(last == end && borne(&u) && strings.HasSuffix(s.word(first-1), "verwaltung")) {
				return first, last
			}
		case s.before(first, "from") && s.english && !s.upper(first-1) && s.hails(first-2):
			if w := s.word(first); s.is(first, kCity) || w == "georgia" || w == "jordan" || w == "cork" {
				return first, end
			}
		case s.punct(first-1, ','):
			return first, s.practiceSeat(first)
		}
	}
	for k := first + 1; k < end; k++ {
		if s.punct(k, ',') {
			if last = s.practiceSeat(k + 1); last >= end {
				return k + 1, last
			}
			break
		}
	}
	return 0, -1
}

// borne tells whether more people bear the word as a surname than places have it as a name: "Wagner", "Roth", not "Soest".
func borne(u *unit) bool { return u.e.Last > 1 && u.e.Last >= u.e.Place }

// hails tells whether the word at token i says where somebody is from and not from whom something is: "I am", "they come", not "a letter".
func (s *scan) hails(i int) bool {
	if !s.letter(i) {
		return false
	}
	switch s.word(i) {
	case "here", "over", "back":
		if i--; !s.letter(i) {
			return false
		}
	}
	switch s.word(i) {
	case "am", "m", "is", "are", "re", "was", "were", "be", "come", "comes", "came", "coming", "originally", "born", "moved", "moving", "fled", "flew", "migrated", "immigrated", "people", "citizen", "citizens", "refugee", "refugees":
		return true
	}
	return s.is(i, kRel) && s.is(i-1, kPoss) && s.sentenceStart(i-1) // "My father from Georgia"
}

// practiceSeat returns the last token of the place at token i, behind the comma of a practice, -1 for none. A title alone makes no practice of a
// name where the place is a surname as well: "Anwesend: Dr. Heumer, Auerbach".
func (s *scan) practiceSeat(i int) int {
	named, titled := s.practice(i - 2)
	if !named && !titled {
		return -1
	}
	last := s.placeAt(i, false)
	if u, ok := s.unitAt(i); !named && ok && last == u.last && u.e.Last+u.e.First > 0 {
		return -1
	}
	return last
}

// practice tells whether a word for a doctor or lawyer with an office of his own stands before the name that ends at token i, or a title.
func (s *scan) practice(i int) (named, titled bool) {
	for n := 0; n < 10 && i >= 0; n, i = n+1, i-1 {
		if s.letter(i) {
			if !s.upper(i) && !s.is(i, kTitle|kParticle) {
				break
			}
			titled = titled || s.is(i, kTitle) && s.upper(i)
			w := s.word(i)
			if (w == "ha" || w == "hae" || w == "fa") && s.flagsAll(i) {
				return true, titled
			}
			if endsWith(w, 0, "praxis", "arzt", "aerztin", "kanzlei", "notar", "notarin", "anwalt", "anwaeltin", "therapeut", "therapeutin", "hebamme", "apotheke", "zahnarzt", "orthopaede", "steuerberater") {
				return true, titled
			}
		} else if !s.punct(i, '.') && !s.punct(i, '-') && !s.punct(i, ':') {
			break
		}
		if s.line(i) {
			break
		}
	}
	return false, titled
}

// placeAt returns the last token of the place at token i that ends its phrase, -1 for none. Where a label has announced it, any word that
// names nothing else is one.
func (s *scan) placeAt(i int, label bool) int {
	u, ok := s.unitAt(i)
	if !ok || s.line(i) || !u.upper || u.initial || u.kind&(kStop|kField|kWeakField|kMonth|kDay|kSalut|kTitle|kRel|kRole|kJob|kOffice|kOrg) != 0 && u.kind&(kCity|kNoCity) == 0 {
		return -1
	}
	last, e := s.gazetteer(i)
	known := last >= u.last && e.Place > 0 && (e.First < 3 || label || e.Place >= 3) || u.kind&kCity != 0
	if known && !label && last <= u.last && borne(&u) {
		return -1
	}
	last = s.placeTail(max(last, u.last))
	if s.punct(last+1, '.') && s.glued(last+1) && u.bytes < 5 && !s.line(last+2) {
		return -1 // "Tel."
	}
	if next := last + 1; !s.line(next) && !s.isPunct(next) || s.punct(next, '-') && s.glued(next) || s.is(next, kAnd) {
		return -1
	}
	if known || s.village(i) && !s.nounish(&u) {
		return last
	}
	if label && u.e.First < 3 && u.anti() == 0 && !s.nounish(&u) {
		return last
	}
	return -1
}
