package names

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
)

// pasted finds the names in what people paste into a message, whose form alone says what stands where: cards by the numbers of their fields,
// doorbells, heads of chats, duty rosters, markup.
func (s *scan) pasted(dst []Finding) []Finding {
	for _, d := range s.doc.DigitTokens() {
		if i := int(d); s.toks[i].End-s.toks[i].Start == 1 {
			switch s.text[s.toks[i].Start] {
			case '1':
				dst = s.registered(s.licence(dst, i), i)
			case '2':
				dst = s.registered(dst, i)
			}
		}
	}
	if strings.IndexByte(s.text, '<') >= 0 {
		for i := range s.toks {
			if s.punct(i, '<') {
				dst = s.element(dst, i)
			}
		}
	}
	first, plates, shifts, times := -1, 0, 0, 0
	for i := 0; i < len(s.toks); i = s.lineEnd(i) {
		switch {
		case s.punct(i, '['):
			dst = s.stamped(dst, i)
		case s.is(i, kDay):
			shifts++
		case s.storey(i) > i:
			if plates++; first < 0 {
				first = i
			}
		case s.upper(i):
			dst = s.sender(dst, i)
			times += b2i(s.clocked(i) >= 0)
		}
	}
	if times > 1 {
		dst = s.clockedSenders(dst)
	}
	if plates > 1 {
		dst = s.plates(dst, first)
	}
	if shifts > 1 {
		dst = s.shifts(dst)
	}
	return dst
}

// fieldNumber returns the token behind the number of a card's field at token i, a lone digit with or without a full stop, -1 for anything else.
func (s *scan) fieldNumber(i int, digit byte) int {
	if i >= len(s.toks) || s.toks[i].End-s.toks[i].Start != 1 || s.text[s.toks[i].Start] != digit || s.glued(i) && i > 0 {
		return -1
	}
	if i++; (s.punct(i, '.') || s.punct(i, ')') || s.punct(i, ':')) && !s.line(i) {
		i++
	}
	if s.line(i) || s.glued(i) && !s.letter(i) {
		return -1
	}
	return i
}

// nextField returns the token of the number of the field behind the one that begins at token i, -1 if it is not near.
func (s *scan) nextField(i int, digit byte) int {
	for j := i + 1; j < len(s.toks) && j < i+maxCell; j++ {
		if s.fieldNumber(j, digit) >= 0 {
			return j
		}
	}
	return -1
}

// licence finds the holder of a driving licence by the numbers of its fields, from the 1 at token i on: "1. Lindner 2. Peter 3. 04.11.1991 Jena 4a. 12.03.2020".
func (s *scan) licence(dst []Finding, i int) []Finding {
	a := s.fieldNumber(i, '1')
	if a < 0 || !s.upper(a) && !s.is(a, kParticle) {
		return dst
	}
	two := s.nextField(a, '2')
	if two < 0 {
		return dst
	}
	b := s.fieldNumber(two, '2')
	three := s.nextField(b, '3')
	if three < 0 || !s.licensed(s.fieldNumber(three, '3')) {
		return dst
	}
	for _, cell := range [...]span{{a, two}, {b, three}} {
		if last := s.cellName(cell.first, cell.end, true); last == cell.end-1 {
			dst = s.add(dst, &run{first: cell.first, last: last, units: 1}, 0.9, anonymize.EvidencePattern, RuleField, i)
		}
	}
	return dst
}

// licensed tells whether the date at token i is the birth date of a driving licence: a field's number stands before it, and the day on which the licence was
// issued not far behind.
func (s *scan) licensed(i int) bool {
	if i < 1 || !s.dateAt(i) {
		return false
	}
	p := i - 1
	if s.punct(p, '.') || s.punct(p, ')') || s.punct(p, ':') {
		p--
	}
	if s.fieldNumber(p, '3') != i {
		return false
	}
	for j := i + 5; j < i+maxCell+5 && j+1 < len(s.toks); j++ {
		if s.letter(j) && s.word(j) == "4a" {
			j++
			if s.punct(j, '.') || s.punct(j, ')') || s.punct(j, ':') {
				j++
			}
			return s.dateAt(j) && s.fullYear(j+4)-s.fullYear(i+4) >= licenceAge
		}
	}
	return false
}

// licenceAge is the age in years below which nobody gets a driving licence of any class.
const licenceAge = 14

// fullYear reads the year of two or four digits at token i.
func (s *scan) fullYear(i int) int {
	y := 0
	for _, c := range s.word(i) {
		y = 10*y + int(c-'0')
	}
	switch {
	case y >= 100:
		return y
	case y < 50:
		return 2000 + y
	}
	return 1900 + y
}

// bornIn returns the last token of the birthplace on a driving licence, behind the birth date whose year is token i, -1 for none.
func (s *scan) bornIn(i int) int {
	if i < 5 || !s.letter(i+1) || s.line(i+1) || !s.upper(i+1) || !s.licensed(i-4) {
		return -1
	}
	last := i
	for j := i + 1; j < i+maxUnits && !s.line(j) && (s.letter(j) && s.toks[j].Flags&anonymize.Digit == 0 || s.punct(j, '-') || s.punct(j, '/')); j++ {
		last = j
	}
	return last
}

// registered finds the holder or owner of a vehicle by the fields of its registration certificate, of which the digit at token i ends one: "C.1.1 Lindner".
func (s *scan) registered(dst []Finding, i int) []Finding {
	if !s.certified(i) {
		return dst
	}
	j := i + 1
	if (s.punct(j, ':') || s.punct(j, ')') || s.punct(j, '.')) && !s.line(j) {
		j++
	}
	if s.line(j) || !s.upper(j) {
		return dst
	}
	end := j + 1
	for end < len(s.toks) && end < j+maxCell && !s.line(end) && !s.cutAt(end, ' ') && !s.fieldCode(end) {
		end++
	}
	if last := s.cellName(j, end, true); last == end-1 && !s.orgBehind(end) && !s.is(last, kOrg|kOffice) {
		dst = s.add(dst, &run{first: j, last: last, units: 1}, 0.9, anonymize.EvidencePattern, RuleField, i)
	}
	return dst
}

// certified tells whether the digit at token i ends the number of a registration certificate's field for a name: C.1.1, C.3.2.
func (s *scan) certified(i int) bool {
	return i > 3 && s.punct(i-1, '.') && s.digit(i-2) && s.fieldCode(i-4) && s.glued(i)
}

// fieldCode tells whether the number of one of the fields for persons in a registration certificate begins at token i: "C.1.2", "C.3.1".
func (s *scan) fieldCode(i int) bool {
	if !s.letter(i) || s.word(i) != "c" || !s.upper(i) || !s.punct(i+1, '.') || !s.digit(i+2) || !s.punct(i+3, '.') || !s.glued(i+2) || !s.glued(i+3) {
		return false
	}
	switch s.word(i + 2) {
	case "1", "2", "3", "6":
		return s.digit(i + 4)
	}
	return false
}

// storey returns the token behind the place of a doorbell or letter box that begins the line at token i, i itself for none: "EG li", "1. OG rechts:", "DG".
func (s *scan) storey(i int) int {
	j, floor, side := i, false, false
	switch {
	case s.digit(j) && s.digitsAt(j) <= 2:
		if j++; s.punct(j, '.') && s.glued(j) {
			j++
		}
		if s.letter(j) && !s.line(j) {
			switch s.word(j) {
			case "og", "stock", "stockwerk", "etage", "st", "obergeschoss":
				j, floor = j+1, true
			}
		}
	case s.letter(j):
		switch s.word(j) {
		case "eg", "dg", "ug", "hp", "erdgeschoss", "dachgeschoss", "hochparterre", "parterre", "souterrain":
			j, floor = j+1, true
		}
	}
	if j == i {
		return i
	}
	if floor && s.punct(j, '.') && s.glued(j) {
		j++
	}
	if s.letter(j) && !s.line(j) {
		switch s.word(j) {
		case "li", "re", "l", "r", "links", "rechts", "mitte", "mi", "m", "hinten", "vorne", "vorn":
			if j, side = j+1, true; s.punct(j, '.') && s.glued(j) {
				j++
			}
		}
	}
	signed := s.punct(j, ':') || s.punct(j, '-') || s.punct(j, '|') || s.punct(j, '=')
	if signed {
		j++
	}
	if !floor && !side || s.line(j) || !signed && !side && !s.cutAt(j, ' ') && !s.digit(i) {
		return i
	}
	return j
}

// plates finds the names on doorbells from token i on. Where nobody speaks of doorbells, two of the lines must look like names, and more than do not.
func (s *scan) plates(dst []Finding, i int) []Finding {
	named, others := 0, 0
	bells := s.bells()
	for at := i; at < len(s.toks) && !bells; at = s.lineEnd(at) {
		j := s.storey(at)
		if j == at || !s.letter(j) || !s.upper(j) {
			continue
		}
		if s.cellName(j, s.lineEnd(at), false) >= j {
			named++
		} else {
			others++
		}
	}
	if !bells && (named < 2 || named <= others) {
		return dst
	}
	for at := i; at < len(s.toks); at = s.lineEnd(at) {
		j := s.storey(at)
		if u, ok := s.unitAt(j); j > at && ok && (u.e.Last >= 3 || u.initial || !s.nounish(&u) && !s.is(j, kShop|kOrg)) {
			dst = s.cellNames(dst, span{j, s.lineEnd(at)}, bells, at)
		}
	}
	return dst
}

// bells tells whether the text speaks of doorbells, letter boxes or tenants.
func (s *scan) bells() bool {
	for i := range s.toks {
		if !s.letter(i) {
			continue
		}
		for _, w := range [...]string{"klingel", "briefkasten", "briefkaesten", "tuerschild", "namensschild", "mieter", "bewohner", "nachbarn", "hausgemeinschaft"} {
			if strings.HasPrefix(s.word(i), w) {
				return true
			}
		}
	}
	return false
}

// timeAt returns the token behind the time of day at token i, with its seconds, -1 for none: "20:11", "18:03:11".
func (s *scan) timeAt(i int) int {
	if !s.digit(i) || s.digitsAt(i) > 2 || !s.punct(i+1, ':') || !s.digit(i+2) || s.digitsAt(i+2) != 2 || !s.glued(i+1) || !s.glued(i+2) {
		return -1
	}
	if i += 3; s.punct(i, ':') && s.glued(i) && s.digit(i+1) && s.glued(i+1) {
		i += 2
	}
	return i
}

// stamp returns the token behind the day and time in brackets at token i, -1 for anything else: "[03.06.2025 20:11]", "[09:04]".
func (s *scan) stamp(i int) int {
	if !s.punct(i, '[') {
		return -1
	}
	if i++; s.dateAt(i) {
		if i += 5; s.punct(i, ',') {
			i++
		}
	}
	if i = s.timeAt(i); i < 0 || !s.punct(i, ']') {
		return -1
	}
	return i + 1
}

// stamped finds who wrote behind the time in brackets at token i, before a colon or the line's end: "[09:04] Lindner, Peter".
func (s *scan) stamped(dst []Finding, i int) []Finding {
	j := s.stamp(i)
	if j < 0 || s.line(j) {
		return dst
	}
	for (s.is(j, kRel) || s.is(j-1, kRel) && s.word(j) == "von") && s.letter(j+1) && !s.line(j+1) {
		j++ // "Papa von Anna"
	}
	end := j
	for end < len(s.toks) && end < j+maxCell && !s.line(end) && !s.punct(end, ':') && !s.punct(end, '(') {
		end++
	}
	last := s.writer(j, end)
	if last != end-1 {
		return dst
	}
	if !s.punct(end, ':') && !s.filedCell(span{j, end}) {
		if u, ok := s.unitAt(j); !ok || u.e.First < 3 && (u.known || !s.commaIn(j, end)) || u.anti() > 0 {
			return dst
		}
	}
	return s.add(dst, &run{first: j, last: last, units: 1}, 0.85, anonymize.EvidencePattern, RuleField, i)
}

// writer is cellName for who wrote in a chat, whose name may be of another script or hold such a letter: "Zeynəb".
func (s *scan) writer(i, end int) int {
	if u, ok := s.unitAt(i); ok && u.foreign && u.last == end-1 && u.bytes > 3 {
		return u.last
	}
	return s.cellName(i, end, false)
}

// commaIn tells whether a comma stands among the tokens from i to before token end.
func (s *scan) commaIn(i, end int) bool {
	for ; i < end; i++ {
		if s.punct(i, ',') {
			return true
		}
	}
	return false
}

// sender finds who wrote, at the line's begin at token i, before day and time in brackets: "Peter Lindner, [03.06.2025 20:11]".
func (s *scan) sender(dst []Finding, i int) []Finding {
	end := i + 1
	for end < len(s.toks) && end < i+maxUnits && !s.line(end) && !s.punct(end, ',') {
		end++
	}
	if !s.punct(end, ',') || s.line(end+1) || s.stamp(end+1) < 0 {
		return dst
	}
	if last := s.writer(i, end); last == end-1 {
		dst = s.add(dst, &run{first: i, last: last, units: 1}, 0.85, anonymize.EvidencePattern, RuleField, end)
	}
	return dst
}

// clocked returns the last token of the words that stand before the time of day in the line that begins at token i and holds nothing else, -1 for any
// other: "Lindner 09:31".
func (s *scan) clocked(i int) int {
	j := i
	for j < i+maxUnits && j < len(s.toks) && (j == i || !s.line(j)) && !s.digit(j) {
		j++
	}
	if j == i || s.line(j) {
		return -1
	}
	if end := s.timeAt(j); end < 0 || !s.line(end) || end >= len(s.toks) {
		return -1
	}
	return j - 1
}

// clockedSenders finds who wrote at which time, in lines of their own above what they wrote. Two such lines one below the other are a timetable's.
func (s *scan) clockedSenders(dst []Finding) []Finding {
	n, before := len(dst), false
	for i := 0; i < len(s.toks); i = s.lineEnd(i) {
		last := -1
		if s.upper(i) {
			last = s.clocked(i)
		}
		if last >= 0 && before {
			return dst[:n]
		}
		before = last >= 0
		if u, ok := s.unitAt(i); ok && before && (s.lone(&u) || u.e.First >= 3 && u.anti() == 0) && s.cellName(i, last+1, false) == last {
			dst = s.add(dst, &run{first: i, last: last, units: 1}, 0.8, anonymize.EvidencePattern, RuleField, last+1)
		}
	}
	return dst
}

// shifts finds who is on duty behind the shifts of a day, in lines that begin with one: "Mo früh Anna / spät Lindner". One of them must be known as a given
// name or surname.
func (s *scan) shifts(dst []Finding) []Finding {
	n, known := len(dst), false
	for i := 0; i < len(s.toks); i = s.lineEnd(i) {
		if !s.is(i, kDay) {
			continue
		}
		for j, end := i+1, s.lineEnd(i); j < end; j++ {
			if !s.letter(j) || !s.shift(s.word(j)) {
				continue
			}
			if s.punct(j+1, ':') {
				j++
			}
			u, ok := s.unitAt(j + 1)
			if !ok || j+1 >= end || !s.lone(&u) && !(u.upper && u.e.First >= 3 && u.anti() < 2 && u.kind&^kLook == 0) {
				continue
			}
			last := u.last
			if v, ok := s.unitAt(last + 1); ok && last+1 < end && s.lone(&v) {
				last = v.last
			}
			if next := last + 1; next < end && !s.isPunct(next) && !s.is(next, kAnd) && !s.shift(s.word(next)) {
				continue
			}
			known = known || u.e.First >= 2 || u.e.Last >= 2
			dst = s.add(dst, &run{first: u.first, last: last, units: 1}, 0.8, anonymize.EvidencePattern, RuleField, j)
			j = last
		}
	}
	if !known {
		return dst[:n]
	}
	return dst
}

// shift reports the words for the part of a day somebody works.
func (s *scan) shift(w string) bool {
	switch w {
	case "frueh", "spaet", "nacht", "tag", "fd", "sd", "nd", "frueher", "vorm", "nachm", "vormittags", "nachmittags", "abends", "fruehdienst", "spaetdienst", "nachtdienst":
		return true
	}
	return false
}
