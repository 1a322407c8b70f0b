package names

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/lexicon"
)

const streetClass = lexicon.Street

// addresses appends the addresses of the text to dst, sorted and disjoint.
// Every address hangs on a number.
func (s *scan) addresses(dst []Finding) []Finding {
	for _, d := range s.doc.DigitTokens() {
		i := int(d)
		if n := len(dst); n > 0 && int(dst[n-1].Last) >= i {
			continue
		}
		if f, ok := s.numberedAt(i); ok {
			dst = s.merge(dst, f)
		}
	}
	if s.spoken {
		dst = s.spokenNumbers(dst)
	}
	return s.rows(s.repeated(dst))
}

// numberedAt reads the address that hangs on the number at token i. Only those rules are asked whose numbers look like this one.
func (s *scan) numberedAt(i int) (f Finding, ok bool) {
	t := &s.toks[i]
	size, mixed := t.End-t.Start, t.Flags&anonymize.Letter != 0
	if !mixed && (size == 4 || size == 5) {
		if f, ok = s.postcode(i); ok {
			return f, true
		}
	}
	if s.hinted&hBox != 0 {
		if f, ok = s.postbox(i); ok {
			return f, true
		}
	}
	if size == 1 && s.letter(i-1) && s.toks[i-1].End-s.toks[i-1].Start == 1 {
		if f, ok = s.square(i); ok {
			return f, true
		}
	}
	if size <= 5 && s.streetStands(i) {
		if f, ok = s.house(i); ok {
			return f, true
		}
	}
	if size <= 5 && s.abroad {
		if f, ok = s.numberFirst(i); ok {
			return f, true
		}
	}
	if mixed && size > 4 {
		if f, ok = s.joined(i); ok {
			return f, true
		}
	}
	if size <= 2 {
		return s.square(i)
	}
	return f, false
}

// streetStands tells whether a word stands before token i, as before a house number.
func (s *scan) streetStands(i int) bool {
	if s.punct(i-1, '.') || s.punct(i-1, ',') || s.punct(i-1, ':') && s.before(i-1, "no") {
		return s.letter(i - 2)
	}
	return s.letter(i-1) && !s.glued(i)
}

// merge adds f behind the addresses found so far; a postcode and place right
// before a street is one address with it.
func (s *scan) merge(dst []Finding, f Finding) []Finding {
	n := len(dst)
	if n == 0 {
		return append(dst, f)
	}
	p := &dst[n-1]
	if p.Last >= f.First {
		if p.Last >= f.Last {
			return dst
		}
		p.Last, p.Score, p.Evidence = f.Last, max(p.Score, f.Score), p.Evidence|f.Evidence
		return dst
	}
	gap := int(f.First-p.Last) - 1
	if gap == 0 || gap == 1 && (s.punct(int(p.Last)+1, ',') || s.punct(int(p.Last)+1, '/')) {
		if p.Rule == RulePostcode && f.Rule != RulePostcode || p.Rule == RulePostbox || f.Rule == RulePostcode && gap <= 1 && p.Rule != RulePostcode {
			p.Last, p.Score, p.Evidence = f.Last, max(p.Score, f.Score), p.Evidence|f.Evidence
			return dst
		}
	}
	return append(dst, f)
}

// house reads an address from the house number at token i.
func (s *scan) house(i int) (f Finding, ok bool) {
	last, ok := s.houseNumber(i)
	if !ok || i == 0 || s.line(i) && s.punct(last+1, '.') || s.punct(last+1, '/') && s.glued(last+1) && s.glued(last+2) && s.digitsAt(last+2) > 3 { // the number of a list, a tax number
		return f, false
	}
	j := i - 1
	if s.punct(j, ':') {
		j--
	}
	switch {
	case s.glued(i) && !s.isPunct(i-1):
		return f, false
	case s.punct(j, '.') && (s.word(j-1+b2i(j == 0)) == "nr" || s.word(j-1+b2i(j == 0)) == "hnr"):
		j -= 2
	case s.letter(j) && (s.word(j) == "nr" || s.word(j) == "nummer" || s.word(j) == "hausnummer" || s.word(j) == "hausnr" || s.word(j) == "hnr" || s.word(j) == "no"):
		j--
	case s.punct(j, ',') && s.letter(j-1) && s.roadEnd(j-1) == 3:
		j--
	}
	if j < 0 {
		return f, false
	}
	numbered := j != i-1
	st, ok := s.streetBefore(j)
	if !ok {
		st, ok = s.dateStreet(j)
	}
	if !ok && numbered {
		st, ok = s.numberedStreet(j)
	}
	if !ok && s.part(j) {
		st, ok = s.site(j)
	}
	if s.tagged.Prob > 0 && (!ok || st.strength == 0 && (int(s.tagged.First) < st.first || !s.is(st.first, kStreet))) {
		st, ok = street{first: int(s.tagged.First)}, true
	}
	st.first = s.shouted(st, j)
	whole := st.first // with the preposition of the sentence
	st = s.freed(st, j)
	if !ok || s.afterNumber(last+1) {
		return f, false
	}
	if s.punct(j, '.') && !s.glued(j) || s.ordinalNoun(last) || s.ofMany(last+1) || s.decimal(i) || s.ranked(j, last+1) {
		return f, false
	}
	f = Finding{First: int32(st.first), Last: int32(last), Rule: RuleStreet, Context: -1, Evidence: anonymize.EvidencePattern}
	if st.lexicon {
		f.Evidence |= anonymize.EvidenceLexicon
	}
	if st.strength > 0 {
		if n := s.moreNumbers(last); n > last && (st.strength > 1 || s.plain(j, j)) {
			last = n
			f.Last = int32(n)
		}
	}
	floors := s.floors(last + 1)
	end := s.premises(floors + 1)
	if o := end + 1 + b2i(s.punct(end+1, ',')); s.letter(o) && s.word(o) == "ot" && s.letter(o+1) && !s.line(o) && !s.line(o+1) {
		o++
		switch s.word(o) {
		case "klein", "gross", "alt", "neu", "bad", "sankt", "ober", "unter", "nieder":
			if s.upper(o+1) && !s.line(o+1) { // "OT Klein Lüben"
				o++
			}
		}
		end = s.placeTail(o)
	}
	place, code := s.joinPlace(end + 1)
	if place >= 0 || end > floors {
		f.Last = int32(end)
	}
	at := s.announced(st.first)
	switch {
	case st.strength == 0 && s.digitsAt(i) == 4 && (strings.HasPrefix(s.word(i), "19") || strings.HasPrefix(s.word(i), "20")), st.strength < 2 && s.is(last+1, kAnd) && s.digit(last+2):
		return f, false // "GRUR 2015, 1198 Rdnr.", "In den Ansprüchen 1 und 6"
	case place >= 0 && (code || st.strength > 0):
		f.Last = int32(place)
		f.Score = 0.97
		f.Evidence |= anonymize.EvidenceLexicon
		if st.strength == 0 {
			f.Score, f.Rule = 0.88, RuleStreetByPlace
		}
	case st.strength < 3 && s.counted(last+1):
		return f, false // "Im Winkel 3 Bäume"
	case leading(s.word(i)) > 999 && at < 0 && s.prompt != promptAddress:
		return f, false // "Landstraße 3021" is a road's number
	case st.strength >= 3:
		f.Score = 0.94
	case st.strength == 2:
		f.Score = 0.75
	case s.parted(last + 1):
		f.Score, f.Rule = 0.85, RuleStreetByPlace // "Domhof 4 · 49074 Osnabrück"
	case (st.strength > 0 || s.plain(st.first, j) && s.toks[j].End-s.toks[j].Start > 5) && s.inPlace(last+1):
		f.Score, f.Rule = 0.8, RuleStreetByPlace // "Birkenlohe 4 in Zwickau"
	case st.strength < 2 && s.lies(whole, j, last+1), st.strength == 1 && s.proper(j, last+1, numbered):
		f.Score = 0.7 // "Hinter der Bleiche 66.", "bei mir, Fuhseblick 6."
	case st.strength == 1 && s.lower && s.told(st.first, last+1):
		f.Score = 0.7 // "hier grüne aue 25 bei"
	case st.strength == 1 && s.opposed(st.first, j, last), s.dwelling(st.first, j, last+1):
		f.Score, f.Rule = 0.72, RuleStreetByContext
	case st.strength == 1 && (at >= 0 || s.prompt == promptAddress || s.homes && s.is(whole, kStreet) && s.is(whole+1, kArt)):
		f.Score, f.Rule = 0.7, RuleStreetByContext
	case st.strength == 0 && (at >= 0 && (s.punct(st.first-1, ':') || s.directly(at, st.first) && s.plain(st.first, j)) || s.prompt == promptAddress || numbered && at >= 0):
		f.Score, f.Rule = 0.7, RuleStreetByContext
	case s.tagged.Prob > 0:
		f.Score, f.Rule = s.tagged.Prob, RuleModel
	case place >= 0 && s.line(st.first) && s.line(place+1) && s.punct(last+1, ',') && s.plain(st.first, j) && s.kinds[j]&^kLook == 0 && s.toks[j].End-s.toks[j].Start > 4:
		f.Score, f.Rule = 0.75, RuleStreetByPlace // a line of its own
	case st.strength < 2 && s.reside(st.first, j, last):
		f.Score, f.Rule = 0.7, RuleStreetByContext
	default:
		return f, false
	}
	if place >= 0 {
		f.Last = int32(place) // "Kattrepel 5, Bautzen"
		f.Evidence |= anonymize.EvidenceLexicon
	}
	if at >= 0 {
		f.Context = int32(at)
		f.Evidence |= anonymize.EvidenceContext
		f.Score += (0.99 - f.Score) * 0.5
	} else if s.prompt == promptAddress {
		f.Context, f.InPrompt = s.asked, true
		f.Evidence |= anonymize.EvidenceContext
		f.Score += (0.99 - f.Score) * 0.5
	}
	return f, true
}

// inPlace tells whether "in" and a known place follow at token i.
func (s *scan) inPlace(i int) bool {
	if !s.letter(i) || s.line(i) || s.word(i) != "in" || !s.letter(i+1) || s.line(i+1) || !s.lower && !s.upper(i+1) || s.is(i+1, kStop|kMonth) {
		return false
	}
	if s.spa(i + 1) {
		return true
	}
	n, e := s.gazetteer(i + 1)
	return n >= 0 && (e.Place >= 2 || e.First == 0 && e.Last == 0) && e.Common == 0 && e.Noun < 2
}

// parted tells whether postcode and place follow at token i behind what parts them from the street: a bracket, a dot, a stroke, or "in".
func (s *scan) parted(i int) bool {
	if (!s.isPunct(i) || s.punct(i, '.')) && !s.before(i+1, "in") || s.line(i) {
		return false
	}
	c, n := s.codeAt(i + 1)
	if n == 0 || !s.letter(i+1+n) || len(c) == 4 && !s.pairOf(i+1+n, c) {
		return false
	}
	_, score := s.placeName(i+1+n, c, s.lower)
	return score > 0.7
}

// directly tells whether nothing but function words stands between the
// announcement at token at and the street at token i.
func (s *scan) directly(at, i int) bool {
	if i-at > 4 {
		return false
	}
	for j := at + 1; j < i; j++ {
		if !s.is(j, kStop|kFill|kBe|kStreet) {
			return false
		}
	}
	return true
}

// plain tells whether the words are no everyday words.
func (s *scan) plain(first, last int) bool {
	for i := first; i <= last; i++ {
		if e, ok := s.entry(i); ok && max(e.Common, e.Noun) > 1 || s.is(i, kStop|kThing|kUnit) {
			return false
		}
	}
	return true
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// dateStreet reads "Straße des 17. Juni" and the like, which ends at token j.
func (s *scan) dateStreet(j int) (st street, ok bool) {
	if !s.is(j, kMonth) || !s.punct(j-1, '.') || !s.digit(j-2) {
		return st, false
	}
	k := j - 3
	if s.is(k, kArt) {
		k--
	}
	if k < 0 || !s.letter(k) || !s.is(k, kRoad) {
		return st, false
	}
	return street{first: k, strength: 3}, true
}

// afterNumber tells whether token i makes the number before it a time, an
// amount, a date or a share.
func (s *scan) afterNumber(i int) bool {
	if i >= len(s.toks) {
		return false
	}
	if s.is(i, kUnit) && !s.line(i) {
		return true
	}
	if s.line(i) {
		return false
	}
	if s.is(i, kMonth) {
		return true
	}
	if !s.isPunct(i) {
		return false
	}
	switch c := s.text[s.toks[i].Start]; c {
	case '%', '$', '+':
		return true
	case '.':
		return s.is(i+1, kMonth) || s.glued(i) && s.digit(i+1) && (s.glued(i+1) || s.punct(i+2, '.'))
	case ':', '*':
		return s.glued(i+1) && s.digit(i+1)
	case ',':
		return s.glued(i+1) && s.digit(i+1) && s.digitsAt(i+1) <= 2
	}
	w := s.word(i)
	return w == "€" || w == "°" || w == "£" || w == "§"
}

// announced returns the token shortly before token i that announces an
// address, or -1.
func (s *scan) announced(i int) int {
	lines := 0
	for n := 0; n < 9; n++ {
		if s.line(i) {
			if lines++; lines > 1 {
				return -1
			}
		}
		i--
		if i < 0 {
			return -1
		}
		if s.is(i, kHome|kAdd) && (!s.is(i, kRoad|kPlace) || s.is(i, kAdd) && (s.punct(i+1, ':') || s.line(i) && (s.punct(i+1, ',') || s.punct(i+1, '/') || s.punct(i+1, '.')) && s.label(i+2) || s.line(i) && n == 0)) {
			return i
		}
		if s.punct(i, '?') || s.punct(i, '!') {
			return -1
		}
	}
	return -1
}

// label tells whether a label goes on at token i and ends with a colon on its line: "Straße, Nr.:".
func (s *scan) label(i int) bool {
	for n := 0; n < 4 && !s.line(i); n, i = n+1, i+1 {
		if s.punct(i, ':') {
			return true
		}
	}
	return false
}
