package names

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/internal/fold"
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
	return dst
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
	if s.tagged.Prob > 0 && (!ok || st.strength == 0 && int(s.tagged.First) < st.first) {
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
	case st.strength == 1 && s.opposed(st.first, j, last), s.dwelling(st.first, j, last+1):
		f.Score, f.Rule = 0.72, RuleStreetByContext
	case st.strength == 1 && (at >= 0 || s.prompt == promptAddress || s.homes && s.is(whole, kStreet) && s.is(whole+1, kArt)):
		f.Score, f.Rule = 0.7, RuleStreetByContext
	case st.strength == 0 && (at >= 0 && (s.punct(st.first-1, ':') || s.directly(at, st.first) && s.plain(st.first, j)) || s.prompt == promptAddress || numbered && at >= 0):
		f.Score, f.Rule = 0.7, RuleStreetByContext
	case s.tagged.Prob > 0:
		f.Score, f.Rule = s.tagged.Prob, RuleModel
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
	if !s.letter(i) || s.line(i) || s.word(i) != "in" || !s.letter(i+1) || s.line(i+1) || !s.lower && !s.upper(i+1) || s.is(i+1, kStop|kNoCity|kMonth) {
		return false
	}
	n, e := s.gazetteer(i + 1)
	return n >= 0 && (e.Place >= 2 || e.First == 0 && e.Last == 0) && e.Common == 0 && e.Noun < 2
}

// parted tells whether postcode and place follow at token i behind a sign that parts them from the street: a bracket, a dot, a stroke.
func (s *scan) parted(i int) bool {
	if !s.isPunct(i) || s.punct(i, '.') || s.line(i) {
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

// joinPlace reads what may follow a house number: separator, then postcode and
// place, or a place. It returns the last token, -1 for none, and whether there
// was a postcode.
func (s *scan) joinPlace(i int) (last int, code bool) {
	sep := 0
	for sep < 2 && (s.punct(i, ',') || s.punct(i, '/')) {
		i++
		sep++
	}
	if i >= len(s.toks) || sep > 0 && s.punct(i-1, '/') && s.glued(i-1) && s.glued(i) {
		return -1, false // 214/525/85283
	}
	c, n := s.codeAt(i)
	if n > 0 {
		if last, score := s.placeName(i+n, c, s.lower); last >= 0 && score > 0 {
			return last, true
		}
		if s.e.lex.PLZ(c) && len(c) == 5 && (s.line(i+n) || s.isPunct(i+n)) {
			return i + n - 1, true
		}
		return -1, false
	}
	if !s.letter(i) || !s.lower && !s.upper(i) || s.is(i, kStop) && !(s.abroad && s.forerunner(i)) || s.is(i, kPlace|kMonth|kDay|kSalut|kTitle|kField|kName|kAdd|kHome|kClose|kFloor) && !s.is(i, kNoCity) || s.glued(i) {
		return -1, false
	}
	if s.is(i, kNoCity) {
		return s.ambiguous(i, sep), false
	}
	if s.abroad && s.upper(i) {
		for k := i; k < i+2; k++ {
			if t := s.codeBehind(k); t > k && !s.line(k+1) {
				return t, true
			}
		}
	}
	last, e := s.gazetteer(i)
	if last < 0 && (s.is(i, kCity) || sep > 0 && s.village(i)) {
		last, e.Place = i, 3
	}
	if t := s.riverTail(last); last >= 0 && t > last {
		last, e.Place = t, max(e.Place, 3)
	}
	if last >= 0 && e.Place == 1 && sep > 0 && e.First == 0 && e.Last == 0 && e.Noun == 0 && s.upper(i) && s.stopsBehind(last+1) {
		e.Place = 2 // a small place behind a comma
	}
	if last < 0 || e.Place < 2 || e.Common > 0 || e.Noun > 1 || int(e.First) > 3 && e.Place < 4 || e.Last > 4 && e.Place < 4 {
		return -1, false
	}
	if s.line(i) && (!s.line(last+1) || sep == 0 && e.Place < 3) {
		return -1, false
	}
	if s.punct(last+1, ':') {
		return -1, false
	}
	return s.codeBehind(last), false
}

// ambiguous reads a place that is an everyday word as well, behind a house number and sep commas: it ends its phrase. It returns the
// last token, -1 for none.
func (s *scan) ambiguous(i, sep int) int {
	last, e := s.gazetteer(i)
	if last < 0 || s.is(i, kThing|kFloor|kRoad|kUnit|kMonth) && s.word(i) != "halle" || !s.line(last+1) && !s.isPunct(last+1) || s.punct(last+1, '-') || s.punct(last+1, ':') || s.line(i) {
		return -1
	}
	everyday := e.Common > 0 || e.Noun > 1
	switch {
	case last > i, !everyday && s.lower, sep > 0 && !s.lower, sep > 0 && e.Place >= 3:
		return s.codeBehind(last)
	}
	return -1
}

// codeAt reads a postcode from token i: "12345", "D-12345", "A-1010". n is the
// number of tokens, 0 for none.
func (s *scan) codeAt(i int) (code string, n int) {
	if i >= len(s.toks) {
		return "", 0
	}
	if n := s.codeAbroad(i); n > 0 {
		return s.text[s.toks[i].Start:s.toks[i+n-1].End], n
	}
	if s.letter(i) && s.punct(i+1, '-') && s.glued(i+1) && s.glued(i+2) && s.digit(i+2) {
		switch w := s.word(i); w {
		case "d", "de":
			if s.digitsAt(i+2) == 5 {
				return s.word(i + 2), 3
			}
		case "a", "at", "ch":
			if s.digitsAt(i+2) == 4 {
				return s.word(i + 2), 3
			}
		}
		return "", 0
	}
	if s.digit(i) && s.digitsAt(i) == 2 && s.punct(i+1, '-') && s.glued(i+1) && s.glued(i+2) && s.digit(i+2) && s.digitsAt(i+2) == 3 && s.upper(i+3) {
		return s.text[s.toks[i].Start:s.toks[i+2].End], 3 // "61-881 Poznań"
	}
	if s.digit(i) && (s.digitsAt(i) == 5 || s.digitsAt(i) == 4) && !(s.glued(i) && i > 0 && !s.isPunct(i-1)) {
		if s.isPunct(i+1) && s.glued(i+1) && s.glued(i+2) && s.punct(i+1, '/') {
			return "", 0
		}
		return s.word(i), 1
	}
	return "", 0
}

// postcode reads postcode and place from token i.
func (s *scan) postcode(i int) (f Finding, ok bool) {
	if s.digitsAt(i) != 5 && s.digitsAt(i) != 4 || !s.digit(i) {
		return f, false
	}
	first := i
	if s.glued(i) && i > 0 {
		switch {
		case s.punct(i-1, '-') && s.glued(i-1) && s.letter(i-2) && (s.word(i-2) == "d" || s.word(i-2) == "de" || s.word(i-2) == "a" || s.word(i-2) == "at" || s.word(i-2) == "ch"):
			first = i - 2
		case s.punct(i-1, ',') || s.punct(i-1, '(') || s.punct(i-1, '|') || s.punct(i-1, ';') || s.punct(i-1, ':') || s.punct(i-1, '"'):
		default:
			return f, false
		}
	}
	code := s.word(i)
	if len(code) == 4 && first == i && !s.pairOf(i+1, code) {
		return f, false
	}
	if s.afterNumber(i+1) || s.line(i+1) || first > 0 && s.letter(first-1) && !s.line(first) && s.numbered(first-1) {
		return f, false
	}
	last, score := s.placeName(i+1, code, s.lower)
	if last < 0 {
		return f, false
	}
	f = Finding{First: int32(first), Last: int32(last), Score: score, Rule: RulePostcode, Context: -1,
		Evidence: anonymize.EvidencePattern | anonymize.EvidenceLexicon}
	if at := s.announced(first); at >= 0 || s.prompt == promptAddress {
		f.Evidence |= anonymize.EvidenceContext
		f.Context = int32(at)
		if at < 0 {
			f.Context, f.InPrompt = s.asked, true
		}
		f.Score += (0.99 - f.Score) * 0.6
	}
	if len(code) == 4 && first == i && (f.Context < 0 || code[0] == '2' && code[1] == '0' || code[0] == '1' && code[1] == '9') {
		return f, false
	}
	if f.Score < 0.6 {
		return f, false
	}
	// a place of its own before the street, "44137 Dortmund, Färberweg 22", is joined by merge
	return f, true
}

// numbered tells whether the word at token i announces a number of another kind.
func (s *scan) numbered(i int) bool {
	switch s.word(i) {
	case "hrb", "hra", "vr", "gnr", "pr", "gsr", "nr", "nummer", "az", "kto", "id", "rnr", "kdnr":
		return true
	}
	w := s.word(i)
	return s.is(i, kThing) && !s.is(i, kStop) || len(w) > 6 && w[len(w)-6:] == "nummer"
}

func (s *scan) pairOf(i int, code string) bool {
	return s.letter(i) && (s.upper(i) || s.lower) && s.e.lex.PLZPlace(code, s.toks[i].Hash)
}

// maxPlaceWords bounds the words of a place's name.
const maxPlaceWords = 6

// placeName reads the place behind a postcode from token i. It returns its
// last token, -1 for none, and a score for the pair.
func (s *scan) placeName(i int, code string, lower bool) (last int, score float32) {
	if !s.letter(i) || s.line(i) || s.toks[i].Flags&anonymize.Digit != 0 || !lower && !s.upper(i) && !s.e.lex.PLZPlace(code, s.toks[i].Hash) {
		return -1, 0
	}
	if s.word(i) == "amt" && s.upper(i) && s.upper(i+1) && !s.line(i+1) && s.e.lex.PLZ(code) {
		return i + 1, 0.8 // "Amt Neuhaus"
	}
	if s.is(i, kUnit|kSalut|kMonth|kDay) && s.word(i) != "st" || s.is(i, kAdd) && s.punct(i+1, ':') {
		return -1, 0
	}
	last = -1
	valid := s.e.lex.PLZ(code)
	h := fold.HashSeed
	saint := s.word(i) == "st" // "St. Wendel" stands in lists as "Sankt Wendel"
	for n, j := 0, i; n < maxPlaceWords && s.letter(j) && (j == i || !s.line(j)); n++ {
		if n > 0 {
			h = (h ^ ' ') * fold.HashPrime
		}
		w := s.word(j)
		if saint && n == 0 {
			w = "sankt"
		}
		for _, b := range []byte(w) {
			h = (h ^ uint64(b)) * fold.HashPrime
		}
		if s.e.lex.PLZPlace(code, h) {
			last, score = j, 0.97
		} else if e, ok := s.e.lex.Lookup(h); ok && e.Is(lexicon.Place) && (score < 0.9 || n > 0) && (lower || s.upper(j)) && !(n > 0 && s.is(j, kStop)) {
			if score < 0.9 {
				score = 0.7
				if valid {
					score = 0.88
				}
			}
			last = j
		}
		j++
		for s.punct(j, '-') && s.glued(j) || s.punct(j, '.') && s.glued(j) && s.letter(j+1) && len(s.word(j-1)) <= 2 {
			j++
		}
	}
	if last < 0 {
		e, known := s.entry(i)
		if !s.is(i, kCity) && (lower && (known || len(s.word(i)) < 4) || !s.abroad && (e.Common > 0 || e.Noun > 1)) || s.is(i, kStop|kSalut|kThing|kOffice) {
			return -1, 0
		}
		last, score = i, 0.55
		if valid {
			score = 0.78
		}
		if (e.Is(lexicon.PlaceHead) || s.forerunner(i)) && s.letter(i+1) && s.upper(i+1) && !s.line(i+1) {
			last = i + 1
		}
	}
	return s.placeTail(last), score
}

// forerunner tells whether token i is a word that the name of a place abroad begins with and does not end with.
func (s *scan) forerunner(i int) bool {
	switch s.word(i) {
	case "den", "san", "santa", "saint", "sainte", "la", "le", "las", "los", "el", "new", "nowy", "nowa", "nowe", "stara", "stary", "novi", "novy", "nova", "rio", "sao", "porto", "villa", "banska":
		return true
	}
	return false
}

// placeTail adds what belongs to a place's name without standing in lists:
// "-Ehrenfeld", "(Saale)", "a. M.", "OT Sand".
func (s *scan) placeTail(last int) int {
	if n := s.riverTail(last); n > last {
		return n
	}
	for n := 0; n < 3 && s.punct(last+1, '-') && s.glued(last+1) && s.glued(last+2) && s.letter(last+2); n++ {
		last += 2
	}
	if s.punct(last+1, '(') && s.letter(last+2) && s.punct(last+3, ')') && (s.upper(last+2) || s.lower && !s.is(last+2, kStop)) && !s.line(last+1) {
		return last + 3
	}
	if s.letter(last+1) && len(s.word(last+1)) == 1 && s.punct(last+2, '.') && !s.line(last+1) && !s.upper(last+1) {
		k := last + 2
		for n := 0; n < 2 && s.letter(k+1) && len(s.word(k+1)) <= 2 && s.punct(k+2, '.'); n++ {
			k += 2
		}
		if k == last+2 && s.letter(k+1) && s.upper(k+1) && !s.line(k+1) {
			k++
		}
		return k
	}
	if s.letter(last+1) && s.word(last+1) == "ot" && s.letter(last+2) && !s.line(last+1) && !s.line(last+2) {
		return s.placeTail(last + 2)
	}
	return last
}
