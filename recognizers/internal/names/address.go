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
	if s.punct(i-1, '.') || s.punct(i-1, ',') || s.punct(i-1, ':') && s.is(i-2, kNumero) {
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

// house is what is known of a street with its house number when the rules decide whether that is an address.
type house struct {
	street
	begin    int  // the street's first token, with the preposition of the sentence
	j        int  // the street's last token
	i, last  int  // the house number's first and last token
	place    int  // the place's last token, -1 for none
	code     bool // with a postcode
	numbered bool // "Nr." or a colon stands before the number
	housed   bool // "Hausnummer" does
	lodged   bool // a person stands before the street and a place behind it
	at       int  // the token that announces an address, -1 for none
}

// house reads an address from the house number at token i.
func (s *scan) house(i int) (f Finding, ok bool) {
	last, ok := s.houseNumber(i)
	if !ok || i == 0 || s.line(i) && (s.punct(last+1, '.') || !s.line(last+1) && s.cutAt(last+1, ' ')) || s.punct(last+1, '/') && s.glued(last+1) && s.glued(last+2) && s.digitsAt(last+2) > 3 { // the number of a list or of a form's row, a tax number
		return f, false
	}
	j, housed := s.beforeNumber(i)
	if j < 0 {
		return f, false
	}
	h := house{i: i, j: j, numbered: j != i-1, housed: housed}
	if h.street, ok = s.anyStreet(j, h.numbered); !ok || h.street.first == j && s.toks[j].End-s.toks[j].Start == 1 {
		return f, false // "Ort: K 8" is a road's number
	}
	h.first = s.shouted(h.street, j)
	if h.strength < 2 && h.first < j && s.townPartAt(j-1) {
		h.first = j
	}
	if housed && h.strength < 2 && h.first == j-1 && s.word(h.first) == "in" && s.settlement(j, j) {
		h.first, h.strength = j, 0 // "In Dammendorf Hausnummer 12"
	}
	h.begin = h.first
	h.street = s.freed(h.street, j)
	h.first = s.behindCaller(h.first, j)
	if s.afterNumber(last+1) || s.punct(j, '.') && !s.glued(j) || s.ordinalNoun(last) || s.ofMany(last+1) || s.decimal(i) || s.ranked(j, last+1) {
		return f, false
	}
	if h.strength > 1 || h.strength > 0 && s.plain(j, j) {
		last = s.moreNumbers(last)
	}
	h.last = last
	floors := s.floors(last + 1)
	if h.foreign {
		floors = s.flats(floors)
	}
	end := s.townPart(s.premises(floors + 1))
	if h.place, h.code = s.joinPlace(end + 1); h.place < 0 && h.foreign && h.strength == 3 {
		h.place = s.townAbroad(end + 1)
	}
	h.at = s.announced(h.first)
	if h.strength < 2 && !s.lower {
		if k := s.lodging(h.first, j); k >= 0 {
			h.first, h.lodged = k, h.place >= 0 || s.townAbroad(end+1) >= 0
		}
	}
	if h.code && s.czech(h.first-1, end+1) {
		h.first--
	}
	f = Finding{First: int32(h.first), Last: int32(last), Context: -1, Evidence: anonymize.EvidencePattern}
	if f.Score, f.Rule = s.rateHouse(&h); f.Score == 0 || s.tally(&h) {
		return f, false
	}
	if h.lexicon {
		f.Evidence |= anonymize.EvidenceLexicon
	}
	switch {
	case h.place >= 0:
		f.Last = int32(h.place)
		f.Evidence |= anonymize.EvidenceLexicon
	case end > floors:
		f.Last = int32(end)
	}
	if h.at >= 0 || s.prompt == promptAddress {
		if f.Context = int32(h.at); h.at < 0 {
			f.Context, f.InPrompt = s.asked, true
		}
		f.Evidence |= anonymize.EvidenceContext
		f.Score += (0.99 - f.Score) * 0.5
	}
	return f, true
}

// beforeNumber returns the token that a street's name ends with before the house number at token i and what announces that, "Nr." or a
// colon, and whether it is announced as a house's: "Hs.-Nr.". The token is -1 if there is none.
func (s *scan) beforeNumber(i int) (j int, housed bool) {
	j = i - 1
	if s.punct(j, ':') {
		j--
	}
	if s.glued(i) && !s.isPunct(i-1) {
		return -1, false
	}
	k := j
	if s.punct(k, '.') {
		k--
	}
	switch {
	case s.is(k, kNumero):
		if s.is(k, kHouse|kHome) {
			return k - 1, true
		}
		if p := s.houseNo(k - 1); p >= 0 {
			return p, true
		}
		if s.punct(k-1, ',') && s.letter(k-2) && s.roadEnd(k-2) == 3 {
			return k - 2, false // "Lindenallee, Nr. 7"
		}
		return k - 1, false
	case s.punct(j, ',') && s.letter(j-1) && s.roadEnd(j-1) == 3:
		return j - 1, false
	}
	return j, false
}

// houseNo returns the token before the "Haus" or "Hs." that ends at token i and makes the "Nr." behind it a house's, -1 if there is no word.
func (s *scan) houseNo(i int) int {
	if s.punct(i, '-') {
		i--
	}
	if s.punct(i, '.') && s.glued(i) {
		i--
	}
	if i < 1 || !s.letter(i-1) || !s.letter(i) || s.line(i) || s.word(i) != "hs" && s.word(i) != "haus" || s.is(i-1, kStop|kStreet|kPlace|kHome) {
		return -1
	}
	return i - 1
}

// anyStreet reads the street that ends at token j before a house number, by its name, by its form or by what the tagger sees.
func (s *scan) anyStreet(j int, numbered bool) (st street, ok bool) {
	st, ok = s.streetBefore(j)
	if !ok {
		st, ok = s.dateStreet(j)
	}
	if !ok && numbered {
		st, ok = s.numberedStreet(j)
	}
	if !ok && s.part(j) {
		st, ok = s.site(j)
	}
	if !ok || st.strength < 2 && s.punct(j-1, ',') {
		k := j
		if s.letter(j) && s.upper(j) && s.toks[j].End-s.toks[j].Start == 1 {
			k-- // "Haus A 12"
		}
		if k = s.grounds(k, numbered); k >= 0 {
			st, ok = street{first: k}, true
		}
	}
	if numbered && st.strength == 0 && !s.lower {
		if k := s.strada(j); k >= 0 {
			return street{first: k, strength: 3, foreign: true}, true
		}
	}
	if s.tagged.Prob > 0 && (!ok || st.strength == 0 && (int(s.tagged.First) < st.first || !s.is(st.first, kStreet))) {
		return street{first: int(s.tagged.First)}, true
	}
	return st, ok
}

// townPart reads ", OT Klein Lüben" behind token last and returns its last token, else last.
func (s *scan) townPart(last int) int {
	i := last + 1 + b2i(s.punct(last+1, ','))
	if !s.letter(i) || s.word(i) != "ot" || !s.letter(i+1) || s.line(i) || s.line(i+1) {
		return last
	}
	i++
	switch s.word(i) {
	case "klein", "gross", "alt", "neu", "bad", "sankt", "ober", "unter", "nieder":
		if s.upper(i+1) && !s.line(i+1) {
			i++
		}
	}
	return s.placeTail(i)
}

// townPartAt tells whether the word at token i says that a village's name follows, which needs no street: "Ortsteil Dammendorf Nr. 8".
func (s *scan) townPartAt(i int) bool {
	if !s.letter(i) || s.line(i+1) {
		return false
	}
	switch s.word(i) {
	case "ortsteil", "ot", "weiler", "ortschaft", "gehoeft", "einoede":
		return true
	}
	return false
}

// rateHouse returns the score of h as an address and the rule that says so. The score is 0 for what is none.
func (s *scan) rateHouse(h *house) (score float32, rule Rule) {
	first, j, next := h.first, h.j, h.last+1
	addressed := s.prompt == promptAddress
	switch w := s.word(h.i); {
	case h.strength == 0 && len(w) == 4 && (w[:2] == "19" || w[:2] == "20"), h.strength < 2 && s.is(next, kAnd) && s.digit(next+1):
		return 0, 0 // "GRUR 2015, 1198 Rdnr.", "In den Ansprüchen 1 und 6"
	case h.strength == 0 && s.letter(first) && strings.HasSuffix(s.word(first), "nummer"):
		return 0, 0 // "Stammnummer K 311 20457"
	case h.place >= 0 && h.strength > 0:
		return 0.97, RuleStreet
	case h.place >= 0 && h.code:
		return 0.88, RuleStreetByPlace
	case h.strength < 3 && s.counted(next):
		return 0, 0 // "Im Winkel 3 Bäume"
	case h.at < 0 && !addressed && s.speed(h.i) && s.letter(next) && s.word(next) == "oder" && s.speed(next+1) && (s.punct(next+2, '?') || s.limits(next+2)):
		return 0, 0 // "Ist in der Lindenstraße 30 oder 50?"
	case !s.lower && h.strength < 3 && h.strength > 0 && h.at < 0 && !addressed && !h.code && s.ungoverned(first):
		return 0, 0 // "Das Blumenbeet 3"
	case leading(w) > 999 && h.at < 0 && !addressed:
		return 0, 0 // "Landstraße 3021" is a road's number
	case h.strength >= 3:
		return 0.94, RuleStreet
	case h.strength == 2:
		return 0.75, RuleStreet
	case s.parted(next):
		return 0.85, RuleStreetByPlace // "Domhof 4 · 49074 Osnabrück"
	case (h.strength > 0 || s.plain(first, j) && s.toks[j].End-s.toks[j].Start > 5) && s.inPlace(next):
		return 0.8, RuleStreetByPlace // "Birkenlohe 4 in Zwickau"
	case s.lies(h.begin, j, next), h.strength == 1 && s.proper(j, next, h.numbered):
		return 0.7, RuleStreet // "Hinter der Bleiche 66.", "bei mir, Fuhseblick 6."
	case h.strength == 1 && s.lower && s.told(first, next):
		return 0.7, RuleStreet // "hier grüne aue 25 bei"
	case h.strength == 1 && s.opposed(first, j, h.last), s.dwelling(first, j, next):
		return 0.72, RuleStreetByContext
	case h.strength == 1 && (h.at >= 0 || addressed || s.homes && s.is(h.begin, kStreet) && s.is(h.begin+1, kArt)):
		return 0.7, RuleStreetByContext
	case h.strength == 0 && (h.at >= 0 && (s.punct(first-1, ':') || s.directly(h.at, first) && s.plain(first, j)) || addressed || h.numbered && h.at >= 0):
		return 0.7, RuleStreetByContext
	case s.lower && h.at >= 0 && s.is(h.at, kAdd) && s.directly(h.at, first) && s.describes(first, j):
		return 0.7, RuleStreetByContext // "neue adresse kleine freiheit 6"
	case h.lodged:
		return 0.8, RuleStreetByPlace // "Insa Onken, Lütje Loog 5, Südbrookmerland"
	case (h.housed || h.numbered && s.townPartAt(j-1)) && s.settlement(first, j):
		return 0.75, RuleStreetByContext // "Espenloh Hs.Nr. 9"
	case s.tagged.Prob > 0:
		return s.tagged.Prob, RuleModel
	case h.place >= 0 && s.line(first) && s.line(h.place+1) && s.punct(next, ',') && s.plain(first, j) && s.kinds[j]&^kLook == 0 && s.toks[j].End-s.toks[j].Start > 4:
		return 0.75, RuleStreetByPlace // a line of its own: "Kattrepel 5, Bautzen"
	case s.reside(first, j, h.last):
		return 0.7, RuleStreetByContext
	}
	return 0, 0
}

// speed tells whether token i is one of the numbers on signs that limit speed.
func (s *scan) speed(i int) bool {
	if !s.digit(i) {
		return false
	}
	switch s.word(i) {
	case "20", "30", "40", "50", "60", "70":
		return true
	}
	return false
}

// limits tells whether the word at token i speaks of how fast cars may go.
func (s *scan) limits(i int) bool {
	if !s.letter(i) {
		return false
	}
	switch s.word(i) {
	case "erlaubt", "kmh", "km", "tempo", "vorgeschrieben", "gefahren", "fahren":
		return true
	}
	return false
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
	if s.line(i) {
		return false
	}
	if s.is(i, kUnit) || s.metres(i) || s.years(i) {
		return true // "56 J."
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
