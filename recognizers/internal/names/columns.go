package names

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/lexicon"
)

// maxWeekday bounds the tokens in which another day of the week tells that "Fr" is one.
const maxWeekday = 64

// weekdays makes "Fr" the day beside other days, and no short Frau, and short days no given names: in a menu, in a duty roster.
func (s *scan) weekdays() {
	for i, k := range s.kinds {
		switch {
		case k&kDay == 0 || s.toks[i].End-s.toks[i].Start != 2:
		case k&kSalut != 0 && s.weekday(i):
			s.kinds[i] = k &^ kSalut
		case s.entries[i].First > 0 && s.dayBefore(i):
			s.kinds[i], s.entries[i] = k&^kLook, lexicon.Entry{}
		}
	}
}

// weekday tells whether the word at token i is a short day of the week: another one begins a line near, or stands before it.
func (s *scan) weekday(i int) bool {
	if s.punct(i+1, '.') && s.glued(i+1) || !s.line(i) && !s.isPunct(i-1) && !s.cutAt(i, ' ') {
		return false
	}
	for j := i - 1; j >= 0 && j > i-maxWeekday; j-- {
		if s.shortDay(j) && (s.line(j) && s.line(i) || j > i-8) {
			return true
		}
	}
	for j := i + 1; j < len(s.toks) && j < i+maxWeekday && s.line(i); j++ {
		if s.shortDay(j) && s.line(j) {
			return true
		}
	}
	return false
}

// shortDay tells whether token i is a day of the week in two letters, and no word of every day.
func (s *scan) shortDay(i int) bool {
	if !s.letter(i) || !s.upper(i) {
		return false
	}
	switch s.word(i) {
	case "mo", "di", "mi", "do", "sa":
		return true
	}
	return false
}

// dayBefore tells whether the token i, before a name, is a day of a list of days: "Mo Anna, Di Peter".
func (s *scan) dayBefore(i int) bool {
	if !s.shortDay(i) && !(s.letter(i) && s.upper(i) && (s.word(i) == "fr" || s.word(i) == "so")) {
		return false
	}
	for j := max(0, i-8); j < len(s.toks) && j < i+8; j++ {
		if j != i && s.shortDay(j) {
			return true
		}
	}
	return false
}

// untilLineEnd stretches the person f in a column or behind a colon over a noble surname that ends the line: "Schriftführer   Peter von der Osten".
func (s *scan) untilLineEnd(f *Finding) {
	first, n := int(f.First), int(f.Last)+1
	if s.line(n) || !s.is(n, kParticle|kStreet) || s.upper(n) || !s.line(first) && !s.wide(first) && !s.punct(first-1, ':') && !s.punct(first-1, '|') && !s.punct(first-1, ';') {
		return
	}
	switch s.word(n) {
	case "von", "vom", "van", "de", "zu", "zur", "zum", "ten", "ter":
	default:
		return
	}
	if n++; !s.line(n) && s.letter(n) && !s.upper(n) {
		switch s.word(n) {
		case "der", "den", "dem", "zu", "la":
			n++
		}
	}
	u, ok := s.unitAt(n)
	g, good := s.unitEnding(int(f.Last))
	if !ok || !good || s.line(n) || !u.upper || u.kind&(kOrg|kOffice|kShop|kRole|kUnit) != 0 || g.e.First == 0 && g.known {
		return
	}
	if end := u.last + 1; s.line(end) || s.wide(end) || s.punct(end, ';') || s.punct(end, '|') {
		f.Last = int32(u.last)
	}
}

// letting tells whether one of the cells of a table's head is about flats that are let, so that "Partei" and "Wohnung" head a column of tenants.
func (s *scan) letting(cells []span) bool {
	for _, c := range cells {
		if !s.letter(c.first) {
			continue
		}
		switch s.word(c.first) {
		case "heizung", "wasser", "warmwasser", "kaltwasser", "nachz", "nachzahlung", "vorauszahlung", "nebenkosten", "miete", "kaltmiete", "warmmiete", "kaution", "qm", "wohnflaeche":
			return true
		}
	}
	return false
}

// tenant tells whether the word at token i heads a column of tenants in a table that is about flats.
func (s *scan) tenant(i int) bool {
	switch s.word(i) {
	case "partei", "wohnung", "einheit":
		return true
	}
	return false
}

// placeColumn tells whether w heads a column of places.
func placeColumn(w string) bool {
	switch w {
	case "ort", "wohnort", "stadt", "geburtsort", "gemeinde", "wohnsitz", "herkunftsort", "herkunftsland", "geburtsland", "city", "town", "country", "cityname", "locality":
		return true
	}
	return false
}

// placeCells adds the places in the columns of tables that say so.
func (s *scan) placeCells(dst []Finding) []Finding {
	for _, c := range s.wheres {
		if last := s.placeCell(c); last >= 0 {
			dst = s.seat(dst, c.first, last)
		}
	}
	return dst
}

// placeCell returns the last token of the place that fills the cell, -1 for none: one word, or two that no list knows.
func (s *scan) placeCell(c span) int {
	if c.end <= c.first || c.end-c.first > maxCell {
		return -1
	}
	if last := s.placeAt(c.first, true); last == c.end-1 {
		return last
	}
	u, ok := s.unitAt(c.first)
	if !ok || !u.upper || u.initial {
		return -1
	}
	if u.last == c.end-1 {
		if e := u.e; e.Place > 0 && e.Common == 0 || !u.known && !s.nounish(&u) {
			return u.last
		}
		return -1
	}
	v, ok := s.unitAt(u.last + 1)
	if ok && v.last == c.end-1 && v.upper && !u.known && !s.nounish(&v) && !s.nounish(&u) && v.kind&^kLook == 0 {
		return v.last
	}
	return -1
}

// filedPlaces adds the places that a property of an object, an element or a contact's address says: "ort":"Jena", <CityName>Jena</CityName>, ADR:;;Lindenweg 3;Jena;;07743;.
func (s *scan) filedPlaces(dst []Finding) []Finding {
	if strings.IndexByte(s.text, ':') < 0 && strings.IndexByte(s.text, '<') < 0 {
		return dst // as most are
	}
	if !strings.Contains(s.text, `":`) && strings.IndexByte(s.text, '<') < 0 && !strings.Contains(s.text, "adr") && !strings.Contains(s.text, "ort:") {
		return dst
	}
	for i := range s.toks {
		if !s.letter(i) {
			continue
		}
		w := s.word(i)
		if w == "adr" && s.line(i) {
			dst = s.cardPlace(dst, i)
			continue
		}
		if !placeColumn(w) {
			continue
		}
		j, sign := i+1, byte('"')
		switch {
		case s.punct(j, '"') && s.punct(j+1, ':') && s.punct(j+2, '"'):
			j += 3
		case s.punct(j, ':') && !s.line(j+1) && (w == "geburtsort" || w == "wohnort" || w == "herkunftsort"):
			j++
			end := j + 1
			for end < len(s.toks) && end < j+maxCell && !s.line(end) && !s.cutAt(end, ' ') && !s.punct(end, ',') && !s.punct(end, ';') && !s.punct(end, '(') {
				end++
			}
			if last := s.placeCell(span{j, end}); last >= 0 {
				dst = s.seat(dst, j, last)
			}
			continue
		case s.punct(j, '>') && (s.punct(i-1, '<') || s.punct(i-1, ':')):
			j, sign = j+1, '<'
		default:
			continue
		}
		end := j
		for end < len(s.toks) && end < j+maxCell && !s.line(end) && !s.punct(end, sign) {
			end++
		}
		if s.punct(end, sign) {
			if last := s.placeCell(span{j, end}); last >= 0 {
				dst = s.seat(dst, j, last)
			}
		}
	}
	return dst
}

// cardPlace adds the place in the address of a contact whose property begins at token i: its fourth part, behind the street.
func (s *scan) cardPlace(dst []Finding, i int) []Finding {
	j := i + 1
	for j < len(s.toks) && j < i+maxCell && !s.punct(j, ':') {
		j++
	}
	parts := 0
	for j++; j < len(s.toks) && !s.line(j) && parts < 3; j++ {
		if t := &s.toks[j]; t.Flags&anonymize.Punct != 0 && s.text[t.Start] == ';' {
			parts += int(t.End - t.Start) // several in a row are one token
		}
	}
	end := j
	for end < len(s.toks) && end < j+maxCell && !s.line(end) && s.text[s.toks[end].Start] != ';' {
		end++
	}
	if parts == 3 && end > j && s.upper(j) {
		if last := s.placeCell(span{j, end}); last >= 0 {
			dst = s.seat(dst, j, last)
		}
	}
	return dst
}

// officeOf tells whether the tokens are the short name of an office and its place: "LRA Jena".
func (s *scan) officeOf(first, last int) bool {
	if first >= last || !s.flagsAll(first) || s.caps || !s.institution(first) {
		return false
	}
	n, e := s.gazetteer(first + 1)
	return n == last && (e.Place > 1 || e.First == 0 && e.Last < 3)
}

// halting returns the place that begins the line of a timetable whose first time is token i: "Arsbeck Kirche   6:24   7:24". last is -1 for none.
func (s *scan) halting(i int) (first, last int) {
	if s.line(i) || !s.cutAt(i, ' ') || s.timeAt(i) < 0 {
		return 0, -1
	}
	first = i
	for n := 0; !s.line(first); n++ {
		if first--; n > maxUnits || s.toks[first].Flags&anonymize.Digit != 0 || s.isPunct(first) && !s.punct(first, '-') && !s.punct(first, '.') && !s.punct(first, ',') {
			return 0, -1
		}
	}
	u, ok := s.unitAt(first)
	if !ok || !u.upper || u.e.First > 0 && u.e.Place < 3 || u.kind&^(kLook|kCity) != 0 || s.nounish(&u) {
		return 0, -1
	}
	n, e := s.gazetteer(first)
	if n >= u.last && e.Place > 0 && (u.e.Last < 3 || n+1 < i) {
		return first, n
	}
	v, ok := s.unitAt(u.last + 1)
	if ok && u.last+1 < i && !u.known && (s.station(v.first) || s.nounish(&v) || endsWith(s.word(v.last), 0, "kirche", "markt", "tor", "bahnhof", "schule", "platz", "strasse", "str", "rathaus", "bruecke", "friedhof")) {
		return first, u.last
	}
	return 0, -1
}
