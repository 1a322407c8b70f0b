package names

import "github.com/deckname/deckname/anonymize"

// bullet tells whether the sign or the number of a list's item stands before token i and begins a line: "1. Lindner, Peter".
func (s *scan) bullet(i int) bool {
	if i < 1 || s.line(i) {
		return false
	}
	if s.line(i - 1) {
		return (s.isPunct(i-1) || s.digit(i-1) && s.digitsAt(i-1) < 3) && s.toks[i].Flags&anonymize.SpaceBefore != 0
	}
	return i > 1 && s.line(i-2) && s.digit(i-2) && (s.punct(i-1, '.') || s.punct(i-1, ')'))
}

// filedPair tells whether f and g, which a comma parts, are surname and given name of one person in a list's item or behind a label, whose line
// ends behind them: "2. Lindner, Peter (kommt später)".
func (s *scan) filedPair(f, g *Finding) bool {
	first, last := int(f.First), int(g.Last)
	for n := 0; n < 2 && first > 0 && s.is(first-1, kNoble|kParticle) && !s.line(first); n++ {
		first-- // "Freifrau von Lindner, Anna"
	}
	named := s.is(first-1, kBe) && s.is(first-2, kName) // "mein Name ist Lindner, Peter"
	if !s.punct(int(f.Last)+1, ',') || !s.bullet(first) && !s.punct(first-1, ':') && !s.line(first) && !named && !(s.wide(first) && s.is(first-1, kName|kField)) || s.line(int(g.First)) {
		return false
	}
	if n := last + 1; !s.line(n) && !s.punct(n, '(') && !s.wide(n) && !s.dots(n) && !(s.punct(n, ',') && (s.is(n+1, kBirth) || s.dateAt(n+1) || named)) || s.line(first) && n >= len(s.toks) && first == 0 {
		return false
	}
	a, ok := s.unitEnding(int(f.Last))
	b, good := s.unitAt(int(g.First))
	if !ok || !good || a.e.First > 2 || a.first > first && !s.is(a.first-1, kParticle|kNoble) && s.toks[first].End-s.toks[first].Start > 1 {
		return false
	}
	if s.punct(first-1, ':') && b.e.First < 2 && s.gathers(first-2) {
		return false // "Entschuldigt: Lindner, Adamek"
	}
	if s.is(first-1, kName) && s.wide(first) && (b.e.First > a.e.First || s.is(first-3, kName)) {
		return true // "Name/Vorname   Lindner, Ernst"
	}
	if s.punct(first-1, ':') && s.is(first-2, kName) && s.is(first-4, kName) && s.line(last+1) {
		return true // "Name, Vorname: Lindner, Ernst"
	}
	return b.e.First > a.e.First && b.e.First >= b.e.Last || !b.known && (s.bullet(first) || s.digit(first-2) || s.amongPairs(first, last) || s.punct(first-1, ':') && s.is(first-2, kName) && s.line(last+1))
}

// dots tells whether token i is a row of dots that leads to what else a line says.
func (s *scan) dots(i int) bool {
	t := &s.toks[i]
	return s.isPunct(i) && t.End-t.Start > 2 && s.text[t.Start] == '.'
}

// amongPairs tells whether the line before the one that begins at token first, or the one behind token last, is a pair parted by a comma, too.
func (s *scan) amongPairs(first, last int) bool {
	if !s.line(first) {
		return false
	}
	if s.pairLine(last + 1) {
		return true
	}
	i := first - 1
	for i > 0 && first-i < 8 && !s.line(i) {
		i--
	}
	return first > 0 && s.pairLine(i)
}

// pairLine tells whether the line that begins at token i is made of one or two words, a comma, and one or two words, each with a capital.
func (s *scan) pairLine(i int) bool {
	if i >= len(s.toks) || !s.line(i) {
		return false
	}
	for _, comma := range [...]bool{true, false} {
		n := 0
		for n < 2 && s.letter(i) && s.upper(i) && (n == 0 || !s.line(i)) {
			n, i = n+1, i+1
		}
		if n == 0 || comma && !s.punct(i, ',') {
			return false
		}
		i += b2i(comma)
	}
	return i >= len(s.toks) || s.line(i)
}

// onePerson tells whether f and g are one person: a surname behind a salutation and the given name behind it in text without capitals ("die frau
// kornblum annelore"), or a given name and a title of nobility that fill a line ("Giselher von Tannenfels").
func (s *scan) onePerson(f, g *Finding) bool {
	first, last := int(f.First), int(g.Last)
	if f.First != f.Last || g.First != g.Last || s.line(int(g.First)) || g.Score < 0.4 {
		return false
	}
	switch int(g.First - f.Last) {
	case 1:
		b, ok := s.unitAt(last)
		return ok && s.lower && f.Rule == RuleSalutation && b.e.First >= 3 && b.anti() == 0 && (s.line(last+1) || s.isPunct(last+1))
	case 2:
		a, ok := s.unitAt(first)
		return ok && noble(s.word(first+1)) && !s.upper(first+1) && s.line(first) && s.line(last+1) && (a.e.First > 0 || !a.known)
	}
	return false
}

// noble tells whether w is a particle that begins a surname.
func noble(w string) bool {
	switch w {
	case "von", "vom", "van", "de", "zu", "di", "da", "del", "ten", "ter":
		return true
	}
	return false
}

// closesFiled stretches the last name of a text without capitals over the surname before it: "…, der chef ist sauer, korbmacher, till".
func (s *scan) closesFiled(dst []Finding) []Finding {
	k := len(dst) - 1
	if !s.lower || k < 0 || int(dst[k].Last)+1 < len(s.toks) || dst[k].First != dst[k].Last || dst[k].Score < 0.5 {
		return dst
	}
	first := int(dst[k].First)
	g, ok := s.unitAt(first)
	u, good := s.unitEnding(first - 2)
	if !ok || !good || !s.punct(first-1, ',') || s.line(first) || s.line(u.first) || g.e.First < 4 || u.kind&^kLook != 0 || u.anti() > 0 || u.e.Last == 0 || u.e.First > 1 || !s.isPunct(u.first-1) {
		return dst
	}
	if k > 0 && int(dst[k-1].Last) >= u.first {
		if int(dst[k-1].First) != u.first {
			return dst
		}
		dst[k-1] = dst[k]
		dst, k = dst[:k], k-1
	}
	dst[k].First = int32(u.first)
	return dst
}
