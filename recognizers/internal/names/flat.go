package names

// Words of addresses abroad behind the house number and, in Turkey, before the street.
const (
	// flatWords name what is numbered in a house abroad: staircase, floor, flat.
	flatWords = `m bl ap sc lok kv kw apt ap et int lgh kat k daire d blok esc pta piso vh кв корп бл вх ет ап под`
	// quarterWords end the name of a quarter of a Turkish town.
	quarterWords = `mahallesi mahalle mah mh`
)

// maxFlats bounds the parts of a house that stand behind its number.
const maxFlats = 4

// flats reads what says behind the house number of a street abroad in which staircase, on which floor and in which flat: "m. 7", ", кв. 4",
// "Kat 3 D. 8", "D: 5". It returns the last token, last if there is nothing of the kind.
func (s *scan) flats(last int) int {
	if s.letter(last+1) && (s.word(last+1) == "bis" || s.word(last+1) == "ter") && !s.line(last+1) && (s.punct(last+2, ',') || s.line(last+2)) {
		last++ // "Dorpsstraat 14 bis"
	}
	for range maxFlats {
		i := last + 1
		if s.punct(i, ',') || s.punct(i, '/') {
			i++
		}
		if s.line(i) || !s.is(i, kFlat) {
			break
		}
		i++
		if s.punct(i, '.') || s.punct(i, ':') {
			i++
		}
		if s.punct(i, ':') {
			i++
		}
		if i >= len(s.toks) || s.line(i) || s.toks[i].End-s.toks[i].Start > 4 || s.isPunct(i) {
			break
		}
		last = i
	}
	return last
}

// flatAt tells whether the letter at token i is no part of the house number before it, because it names the flat: "No: 12 D: 5".
func (s *scan) flatAt(i int) bool {
	if !s.abroad || !s.is(i, kFlat) {
		return false
	}
	n := i + 1 + b2i(s.punct(i+1, ':'))
	return s.digit(n) && !s.line(n)
}

// turkish tells whether the word at token i ends the names of Turkish streets, some of which have numbers for a name.
func (s *scan) turkish(i int) bool {
	switch s.word(i) {
	case "sokak", "sokagi", "sok", "sk", "cadde", "caddesi", "cad":
		return true
	}
	return false
}

// quarter returns where the quarter of a Turkish town begins that stands before the street at token first, else first: "Çınar Mah. Leylak
// Sok.", "Cumhuriyet Mahallesi, Gül Sokak".
func (s *scan) quarter(first int) int {
	q := first - 1
	if s.punct(q, ',') {
		q--
	}
	if s.punct(q, '.') && s.glued(q) {
		q--
	}
	if !s.is(q, kQuarter) {
		return first
	}
	begin := first
	for p, n := q-1, 0; n < 3 && s.letter(p) && !s.line(p+1) && (s.upper(p) || s.lower) && !s.is(p, kStop|kHome|kAdd|kUnit); n, p = n+1, p-1 {
		begin = p
		for s.punct(p-1, '-') && s.glued(p) && s.letter(p-2) {
			p -= 2
			begin = p
		}
	}
	return begin
}
