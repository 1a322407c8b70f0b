package names

import "github.com/deckname/deckname/anonymize"

// joined reads "hauptstrasse5": a street with its number in one word.
func (s *scan) joined(i int) (f Finding, ok bool) {
	w := s.word(i)
	d := len(w)
	for d > 0 && (w[d-1] >= '0' && w[d-1] <= '9' || d == len(w)) {
		d--
	}
	if d == len(w) || d < 5 || w[d] < '0' || w[d] > '9' {
		d++
	}
	if d >= len(w) || len(w)-d > 4 || s.e.roads.Of(w[:d], 2) != 3 {
		return f, false
	}
	first := s.streetUnit(i)
	f = Finding{First: int32(first), Last: int32(i), Score: 0.9, Rule: RuleStreet, Context: -1, Evidence: anonymize.EvidencePattern}
	end := s.floors(i + 1)
	if place, _ := s.joinPlace(end + 1); place >= 0 {
		f.Last, f.Score = int32(place), 0.96
		f.Evidence |= anonymize.EvidenceLexicon
	}
	return f, true
}

// postbox reads "Postfach 12 34 56" and "Packstation 123".
func (s *scan) postbox(i int) (f Finding, ok bool) {
	j := i - 1
	for n := 0; n < 2 && (s.punct(j, ':') || s.punct(j, '.') || s.letter(j) && (s.word(j) == "nr" || s.word(j) == "nummer")); n++ {
		j--
	}
	if j < 0 || !s.letter(j) {
		return f, false
	}
	switch s.word(j) {
	case "pf":
		if !s.flagsAll(j) || s.digitsAt(i) < 4 && !s.digit(i+1) {
			return f, false
		}
	case "postfach", "packstation", "postbox", "pobox", "postfiliale", "paketstation":
	case "box":
		if j = s.postOffice(j - 1); j < 0 {
			return f, false
		}
	default:
		return f, false
	}
	last := i
	for n := 0; n < 3 && s.digit(last+1) && s.digitsAt(last+1) <= 3 && !s.line(last+1); n++ {
		last++
	}
	f = Finding{First: int32(j), Last: int32(last), Score: 0.9, Rule: RulePostbox, Context: int32(j), Evidence: anonymize.EvidencePattern | anonymize.EvidenceContext}
	if place, code := s.joinPlace(last + 1); place >= 0 && code {
		f.Last = int32(place)
		f.Score = 0.95
	}
	return f, true
}

// postOffice returns where the "P.O." that ends at token i begins, -1 if there is none: "PO", "P. O.".
func (s *scan) postOffice(i int) int {
	if s.letter(i) && s.word(i) == "po" && !s.line(i+1) {
		return i
	}
	if s.punct(i, '.') && s.before(i, "o") && s.punct(i-2, '.') && s.before(i-2, "p") {
		return i - 3
	}
	return -1
}

// square reads "Q 7, 24" and "Q7, 24", the addresses of Mannheim's inner city.
func (s *scan) square(i int) (f Finding, ok bool) {
	first := i
	w := s.word(i)
	switch {
	case len(w) == 2 && w[0] >= 'a' && w[0] <= 'u' && w[1] >= '1' && w[1] <= '7':
	case len(w) == 2 && w[0] == '1' && w[1] <= '5' && s.letter(i-1) && s.word(i-1) == "l":
		first--
	case len(w) == 1 && w[0] >= '1' && w[0] <= '7' && s.letter(i-1) && len(s.word(i-1)) == 1 && s.word(i - 1)[0] <= 'u':
		first--
	default:
		return f, false
	}
	if !s.upper(first) && !s.lower || i+1 >= len(s.toks) || s.line(i+1) {
		return f, false
	}
	n := i + 2 // the house number
	switch {
	case s.punct(i+1, ','), s.punct(i+1, '/'), s.punct(i+1, '-'):
	case s.letter(i+1) && s.word(i+1) == "nr": // "C 4 Nr. 8"
		if s.punct(n, '.') {
			n++
		}
	case s.digit(i+1) && (s.prompt == promptAddress || s.mannheim(max(0, first-12), min(len(s.toks)-1, i+12)) && !s.letter(i+2)) || s.digit(i+1) && (s.is(i+2, kFloor) || s.is(i+3, kFloor)) && s.mannheim(max(0, first-12), min(len(s.toks)-1, i+12)):
		n = i + 1 // "t6 31 vierter stock"
	case s.letter(i+1) && s.toks[i+1].Flags&anonymize.Digit != 0 && (s.prompt == promptAddress || s.mannheim(max(0, first-12), min(len(s.toks)-1, i+12))):
		n = i + 1 // "k1 7a"
	default:
		return f, false
	}
	last, ok := s.oneNumber(n)
	if ok && s.punct(last+1, '-') && s.glued(last+1) && s.glued(last+2) && s.digit(last+2) && s.digitsAt(last+2) < 3 {
		last += 2 // "U 4, 12-13"
	}
	if !ok || s.afterNumber(last+1) {
		return f, false
	}
	f = Finding{First: int32(first), Last: int32(last), Rule: RuleSquare, Context: -1, Evidence: anonymize.EvidencePattern, Score: 0.8}
	if place, _ := s.joinPlace(last + 1); place >= 0 && s.mannheim(last+1, place) {
		f.Last, f.Score = int32(place), 0.95
		f.Evidence |= anonymize.EvidenceLexicon
		return f, true
	}
	if s.mannheim(max(0, first-12), min(len(s.toks)-1, last+12)) || s.announced(first) >= 0 || s.prompt == promptAddress {
		f.Evidence |= anonymize.EvidenceContext
		return f, true
	}
	return f, false
}

func (s *scan) mannheim(from, to int) bool {
	for i := from; i <= to; i++ {
		if s.letter(i) && s.word(i) == "mannheim" {
			return true
		}
	}
	return false
}

// spokenNumbers finds "bergmannstraße zweiundvierzig".
func (s *scan) spokenNumbers(dst []Finding) []Finding {
	n := len(dst)
	for i := 1; i < len(s.toks); i++ {
		if s.kinds[i]&kNumber == 0 || s.kinds[i]&kStop != 0 || !s.letter(i-1) && !s.punct(i-1, '.') || s.line(i) || s.is(i+1, kUnit) {
			continue
		}
		if s.upper(i) && s.upper(i+1) && !s.caps && !s.line(i+1) {
			continue // "Hof Sieben Eichen 1"
		}
		if n := i + 1; !s.lower && s.letter(n) && !s.line(n) && !s.upper(n) && s.toks[n].End-s.toks[n].Start > 1 && !s.is(n, kStop|kPlace|kStreet|kAnd|kBe|kHome) {
			continue // "am Goetheplatz acht gesunde Linden"
		}
		j := i - 1
		if s.punct(j, '.') { // "mozartstr. elf"
			if !s.glued(j) || !s.letter(j-1) || !endsStr(s.word(j-1)) {
				continue
			}
			j--
		}
		if s.is(j, kNumero) {
			j--
		}
		if j < 0 || !s.letter(j) {
			continue
		}
		st, ok := s.streetBefore(j)
		st = s.freed(st, j)
		at := -1
		if ok {
			if at = s.announced(st.first); at < 0 {
				at = s.stated(st.first)
			}
		}
		last := i
		if s.letter(i+1) && len(s.word(i+1)) == 1 && !s.line(i+1) {
			last++
		}
		if k := st.first - 1; ok && st.strength < 1 && st.first == j && k > 0 && s.definite(k-1) && s.describes(k, j) && s.directly(at, k) {
			st = street{first: k, strength: 1} // "umgezogen von der alten ziegelei acht"
		}
		if ok && st.strength < 1 {
			if _, code := s.joinPlace(last + 1); code && s.plain(st.first, j) {
				st.strength = 3 // "Birkenschlag siebzehn c, 15344 Strausberg"
			}
			_, named := s.epithet(st.first)
			if (named || s.landmark(j) == st.first) && (s.placed(last+1) || at >= 0 && s.directly(at, st.first)) {
				st.strength = 1 // "langer jammer sechsundsechzig und das liegt in itzehoe"
			}
		}
		if !ok || st.strength < 3 && (at < 0 && !s.placed(last+1) && s.prompt != promptAddress && !(st.strength == 2 && s.upper(st.first) && s.is(st.first, kStreet) && s.stopsBehind(last+1)) || st.strength < 1) {
			continue
		}
		f := Finding{First: int32(st.first), Last: int32(last), Score: 0.85, Rule: RuleStreet, Context: int32(at), Evidence: anonymize.EvidencePattern}
		if at >= 0 {
			f.Evidence |= anonymize.EvidenceContext
			f.Score = 0.92
		}
		if place, _ := s.joinPlace(last + 1); place >= 0 {
			f.Last = int32(place)
			f.Evidence |= anonymize.EvidenceLexicon
		}
		dst = append(dst, f)
	}
	return resettle(dst, n)
}

// stated returns the token that says that the street at token i is somebody's, -1 if none does: "die straße heißt zum alten sägewerk".
func (s *scan) stated(i int) int {
	if p := i - 2; p >= 0 && s.is(i-1, kBe|kHeisse|kFill) && s.is(p, kHome|kAdd) && !s.line(i) {
		return p
	}
	return -1
}

// placed tells whether somebody says behind a number in words, at token i, where that is: "nein das ist in bad bevensen".
func (s *scan) placed(i int) bool {
	for n := 0; n < 5 && s.letter(i) && !s.line(i) && s.word(i) != "in" && s.is(i, kStop|kFill|kBe|kAnd); n++ {
		i++
	}
	return s.inPlace(i)
}
