package names

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/internal/fold"
	"github.com/deckname/deckname/recognizers/internal/lexicon"
)

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
		if s.punct(i+1, '/') && s.is(i+2, kCity) && !s.line(i+2) {
			return i + 2, false // "Konak/İzmir"
		}
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
	if last >= 0 && e.Place == 1 && sep > 0 && e.First == 0 && e.Last == 0 && e.Noun == 0 && s.stopsBehind(last+1) && (s.upper(i) || s.line(last+1) || s.isPunct(last+1)) {
		e.Place = 2 // a small place behind a comma
	}
	if last < 0 || e.Place < 2 || e.Common > 0 || e.Noun > 1 || int(e.First) > 3 && e.Place < 4 || e.Last > 4 && e.Place < 4 {
		return -1, false
	}
	if s.line(i) && (!s.line(last+1) || sep == 0 && e.Place < 3) {
		return -1, false
	}
	if s.punct(last+1, ':') || s.digit(last+1) && s.digitsAt(last+1) < 4 && !s.line(last+1) && s.part(last) {
		return -1, false // "Uferpromenade 6, Steg 2"
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
	if (len(code) == 4 && first == i || s.digit(i-1) && s.digit(i-2) && !s.line(i) && !s.line(i-1)) && !s.pairOf(i+1, code) {
		return f, false // a year, a group of a longer number
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
	if s.spa(i) {
		score = 0.7
		if s.e.lex.PLZ(code) {
			score = 0.88
		}
		return s.placeTail(i + 1 + b2i(s.punct(i+1, '.'))), score
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
	if last < 0 && s.region(i) {
		last, score = i+1, 0.55
		if valid {
			score = 0.78
		}
	}
	if last < 0 {
		e, known := s.entry(i)
		if !s.is(i, kCity) && (lower && (known || len(s.word(i)) < 4) || !s.abroad && (e.Common > 0 || e.Noun > 1)) || s.is(i, kStop|kSalut|kThing|kOffice) && !(s.abroad && s.forerunner(i) && s.upper(i) && s.upper(i+1)) {
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
	if w := s.word(last); w == "frankfurt" && strings.HasPrefix(code, "152") && s.letter(last+1) && s.word(last+1) == "oder" && !s.line(last+1) {
		return last + 1, score
	}
	return s.placeTail(last), score
}

// spa tells whether a word that names of places begin with and its second word stand at token i: "Bad Belzig", "Hann. Münden".
func (s *scan) spa(i int) bool {
	n := i + 1
	switch s.word(i) {
	case "bad":
	case "hann":
		if !s.punct(n, '.') || !s.glued(n) {
			return false
		}
		n++
	default:
		return false
	}
	return s.letter(n) && !s.line(n) && (s.upper(n) || s.lower && !s.is(n, kStop|kAnd))
}

// region tells whether a municipality that is called after the land around it stands at token i: "Südliches Anhalt", "Hohe Börde",
// "Milower Land".
func (s *scan) region(i int) bool {
	n := i + 1
	if !s.letter(n) || s.line(n) || s.glued(n) || !s.upper(i) || !s.upper(n) || s.roadEnd(n) == 3 || s.is(n, kRoad) && strongRoad(s.word(n)) {
		return false
	}
	w := s.word(i)
	if declined, ok := s.epithet(i); ok {
		return !declined
	}
	for _, side := range [...]string{"suedlich", "noerdlich", "oestlich", "westlich"} {
		if strings.HasPrefix(w, side) && len(w) > len(side) && len(w) <= len(side)+2 {
			return true
		}
	}
	switch s.word(n) {
	case "land", "heide", "hoehe", "boerde", "aue", "berge", "seenplatte", "muldental", "winkel", "vorberge":
		return len(w) > 5 && w[len(w)-2:] == "er" && s.kinds[i]&^kLook == 0
	}
	return false
}

// surname tells whether the word at token i, which stands in brackets behind a place, can tell it from its namesakes: "(Saale)", not "(Vermieter)".
func (s *scan) surname(i int) bool {
	if !s.byname(i) || s.is(i, kStop|kFloor|kHouse) {
		return false
	}
	if riverPhrase(s.word(i)) != "" {
		return true
	}
	if n, e := s.gazetteer(i); n == i && e.Place >= max(e.Noun, e.Common) {
		return true
	}
	u, ok := s.unitAt(i)
	return ok && !s.lower && u.kind&^(kLook|kGeo|kCity|kNoCity|kPlace) == 0 && u.e.Noun < 4 && u.e.Common < 2 && s.e.heads.Of(s.word(i), 2) == 0 && !agent(s.word(i)) && !s.compoundNoun(s.word(i))
}

// agent tells whether w is somebody who does something: "eigentümerin", "vermieter".
func agent(w string) bool {
	return len(w) > 5 && (strings.HasSuffix(w, "er") || strings.HasSuffix(w, "erin") || strings.HasSuffix(w, "in") && !strings.HasSuffix(w, "lin"))
}

// forerunner tells whether token i is a word that the name of a place abroad begins with and does not end with.
func (s *scan) forerunner(i int) bool {
	switch s.word(i) {
	case "den", "san", "santa", "saint", "sainte", "la", "le", "las", "los", "el", "new", "nowy", "nowa", "nowe", "stara", "stary", "novi", "novy", "nova", "rio", "sao", "porto", "villa", "banska", "jelenia", "zielona", "gornja", "donja", "veliko", "baia", "targu", "satu", "alba", "piatra", "ceske", "hradec", "usti", "karlovy", "mlada", "kutna":
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
	if k := last + 2; s.before(k, "bei") && !s.line(last+1) && s.letter(k) && s.byname(k) && !s.line(k) {
		if n, e := s.gazetteer(k); n >= 0 && e.Place >= 4 && s.stopsBehind(n+1) {
			return n // "Bernau bei Berlin"
		}
	}
	if s.punct(last+1, '/') && s.glued(last+1) && s.glued(last+2) && s.letter(last+2) && s.byname(last+2) && !s.is(last+2, kStop) {
		return last + 2 // "Frankfurt/Oder"
	}
	if s.punct(last+1, '(') && s.letter(last+2) && s.punct(last+3, ')') && !s.line(last+1) && s.surname(last+2) {
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
