package names

import "github.com/deckname/deckname/anonymize"

// sentenceEnd tells whether token i ends a sentence.
func (s *scan) sentenceEnd(i int) bool {
	return s.punct(i, '.') && !s.glued(i+1) || s.punct(i, '!') || s.punct(i, '?')
}

// maxFragment bounds the words of a fragment.
const maxFragment = 4

// stopBefore tells whether a sentence ends right before token i.
func (s *scan) stopBefore(i int) bool {
	if !s.isPunct(i-1) || s.glued(i) {
		return false
	}
	switch s.text[s.toks[i-1].Start] {
	case '.', '!', '?', ',', '-', ';', '/':
		return true
	}
	return s.toks[i-1].Flags&anonymize.NonASCII != 0
}

// fragment finds a name that stands alone on a line or behind the last sentence, at token i.
func (s *scan) fragment(dst []Finding, i int) []Finding {
	if n := len(dst); i+1 < len(s.toks) && s.upper(i) {
		if s.line(i) {
			if dst = s.row(dst, i); len(dst) > n {
				return dst
			}
			if dst = s.roster(dst, i); len(dst) > n {
				return dst
			}
			if dst = s.filed(dst, i); len(dst) > n {
				return dst
			}
			if dst = s.speaker(dst, i); len(dst) > n {
				return dst
			}
			if dst = s.above(s.doing(dst, i), i); len(dst) > n {
				return dst
			}
		} else if s.bullet(i) {
			if dst = s.filed(dst, i); len(dst) > n {
				return dst
			}
		}
		if dst = s.pairs(dst, i); len(dst) > n {
			return dst
		}
	}
	e, known := s.entry(i)
	if known && (max(e.Common, e.Noun) > e.First || e.First == 0 && e.Last == 0) {
		return dst
	}
	r, ok := s.nameRun(i, inIntro)
	if ok && r.units == 1 && i == 0 && e.Last >= 5 && max(e.Common, e.Noun) == 0 && e.Place < 3 && (s.line(r.last+1) || s.isPunct(r.last+1) && !s.glued(r.last+2)) {
		return s.add(dst, &r, 0.72, anonymize.EvidenceLexicon|anonymize.EvidencePattern, RuleFragment, -1) // "Müller."
	}
	if ok && r.units == 1 && r.unknown == 1 && i > 8 && r.last+1 >= len(s.toks) && !known && !s.lower && !r.lowered && !s.closed && s.sentenceEnd(i-1) && s.toks[i].End-s.toks[i].Start > 3 && !s.nounAt(i) {
		return s.add(dst, &r, 0.62, anonymize.EvidencePattern, RuleFragment, -1) // the writer's name behind the last sentence
	}
	if !ok || r.units < 2 || r.units > maxFragment || r.everyday > 0 || r.lowered || s.lower && (r.unknown == r.units || r.given == 0 && r.surnames < 2) {
		return dst
	}
	last := r.last + 1
	final := last >= len(s.toks) || s.punct(last, ',') && !s.line(last+1) && (s.digit(last+1) || s.punct(last+1, '+') || s.mailAt(last+1)) || s.isPunct(last) && (last+1 >= len(s.toks) || s.line(last+1))
	if s.greeting(i) || s.officeOf(i, r.last) {
		return dst
	}
	if !final && !s.line(last) {
		if !s.punct(last, ',') || s.lower || !s.digit(last+1) && !s.punct(last+1, '+') && !s.mailAt(last+1) {
			return dst
		}
	}
	if i > 0 && s.punct(i-1, ',') && !final {
		return dst
	}
	if s.lower && (r.f1 < 2 && e.First < 3 || r.unknown > 0 && !final) {
		return dst
	}
	score := float32(0.82)
	if r.given == 0 && r.surnames < 2 { // nothing in it is known as a given name
		if !final && !(s.line(i) && s.line(last) && last < len(s.toks) && s.inAddress(last, last)) || i == 0 || r.units > 3 || s.closed || s.labelled(i) && !(last >= len(s.toks) && i > 8 && s.punct(i-1, '-') && !s.glued(i) && !s.glued(i-1) && !s.line(i-1)) {
			return dst
		}
		score = 0.7
		if r.unknown == r.units {
			score = 0.62
		}
		return s.add(dst, &r, score, anonymize.EvidencePattern, RuleFragment, -1)
	}
	if r.unknown > 0 {
		score = 0.7
	}
	if e.First == 0 {
		score -= 0.1
	}
	return s.add(dst, &r, score, anonymize.EvidenceLexicon|anonymize.EvidencePattern, RuleFragment, -1)
}

// dated finds a name of two words before "(14.2.60)", ", geb." and "geboren am" at token i, whatever the lexicon knows.
func (s *scan) dated(dst []Finding, i int) []Finding {
	if s.line(i) || i < 2 {
		return dst
	}
	switch {
	case s.punct(i, '('):
		if !(s.digit(i+1) && (s.punct(i+2, '.') || s.punct(i+2, '/')) && s.glued(i+2) && (s.digit(i+3) || s.is(i+3, kMonth)) || s.is(i+1, kBirth) || s.punct(i+1, '*')) {
			return dst
		}
	case s.punct(i, ','):
		if !s.is(i+1, kBirth) && !s.dateAt(i+1) || s.line(i+1) {
			return dst
		}
	default:
		if !s.is(i, kBirth) {
			return dst
		}
	}
	n := len(dst)
	if !s.letter(i) {
		if dst = s.child(dst, i); len(dst) > n {
			return dst
		}
	}
	b, ok := s.unitEnding(i - 1)
	if !ok || b.first == 0 || s.line(b.first) {
		return dst
	}
	a, ok := s.unitEnding(b.first - 1)
	if !ok || s.glued(b.first) {
		return dst
	}
	for _, u := range [...]*unit{&a, &b} {
		if !u.upper || u.foreign || u.initial || u.kind&^(kLook|kParticle) != 0 || u.anti() > 0 && u.e.Last < 4 && u.e.First < 4 || s.nounish(u) || u.e.Place >= 3 && u.e.Last < 3 && u.e.First < 3 {
			return dst
		}
	}
	if s.inAddress(a.first, b.last) || s.sentenceStart(a.first) && a.e.First == 0 && a.known {
		return dst
	}
	r := run{first: a.first, last: b.last, units: 2}
	return s.add(dst, &r, 0.75, anonymize.EvidencePattern, RuleFragment, i)
}

// dateAt tells whether a date with its year begins at token i: "25/03/1994", "1.2.88".
func (s *scan) dateAt(i int) bool {
	if !s.digit(i) || s.glued(i) && !s.punct(i-1, '(') && !s.punct(i-1, '[') || s.digitsAt(i) > 2 || i+4 >= len(s.toks) {
		return false
	}
	sep := s.text[s.toks[i+1].Start]
	if sep != '.' && sep != '/' || !s.glued(i+1) || !s.punct(i+3, sep) || !s.glued(i+3) || !s.digit(i+2) || s.digitsAt(i+2) > 2 || !s.digit(i+4) {
		return false
	}
	n := s.digitsAt(i + 4)
	return n == 4 || n == 2
}
