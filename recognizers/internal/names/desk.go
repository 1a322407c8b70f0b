package names

import "github.com/deckname/deckname/anonymize"

// made finds who made or signed something, behind the word at token i that begins a sentence: "Bearbeitet von Kortmann".
func (s *scan) made(dst []Finding, i int) []Finding {
	j := i + 2
	if s.lower || !s.sentenceStart(i) || !s.upper(i) || !s.letter(i+1) || s.line(i+1) || s.word(i+1) != "von" && s.word(i+1) != "durch" || s.line(j) {
		return dst
	}
	if u, ok := s.unitAt(j); ok && (s.lone(&u) || u.upper && !u.allUpper && !u.known && u.kind&^kLook == 0 && u.parts == 1) && s.stopsBehind(u.last+1) && !s.collective(&u) && !s.institution(u.last) {
		dst = s.add(dst, &run{first: u.first, last: u.last, units: 1, unknown: 1}, 0.75, anonymize.EvidenceContext, RuleField, i)
	}
	return dst
}

// lodger finds who lives somewhere, behind "wohnt" at token i: "nebenan wohnt der Kortmann,".
func (s *scan) lodger(dst []Finding, i int) []Finding {
	j := i + 2
	if !s.is(i+1, kArt) || s.word(i+1) != "der" && s.word(i+1) != "die" || s.line(j) {
		return dst
	}
	if u, ok := s.unitAt(j); ok && (s.lone(&u) || s.lower && !u.known && u.kind&^kLook == 0 && u.bytes > 4 && !s.nounish(&u)) && s.isPunct(u.last+1) {
		dst = s.add(dst, &run{first: u.first, last: u.last, units: 1, unknown: 1}, 0.75, anonymize.EvidenceContext, RuleField, i)
	}
	return dst
}

// said finds the surname of who says what stands before the verb at token i: ", sagte Alt."
func (s *scan) said(dst []Finding, i int) []Finding {
	u, ok := s.unitAt(i + 1)
	if ok && !s.lower && (s.punct(i-1, ',') || s.punct(i-1, '"')) && u.upper && u.parts == 1 && !s.line(i+1) && u.e.Last >= 4 && u.e.Noun < 2 && u.kind&^(kLook|kStop|kBrand) == 0 && (s.punct(u.last+1, '.') || s.punct(u.last+1, ',')) {
		dst = s.add(dst, &run{first: u.first, last: u.last, units: 1, surnames: 1}, 0.75, anonymize.EvidenceContext, RuleField, i)
	}
	return dst
}

// reserved finds the name on which something is reserved, before or behind the word at token i: "der Tisch ist auf Wachtmann reserviert",
// "reserviert auf Wachtmann".
func (s *scan) reserved(dst []Finding, i int) []Finding {
	if s.lower {
		return dst
	}
	u, ok := s.unitEnding(i - 1)
	if !ok || s.line(i) || !s.before(u.first, "auf") {
		if u, ok = s.unitAt(i + 2); !ok || s.line(i+1) || s.line(i+2) || !s.letter(i+1) || s.word(i+1) != "auf" || !s.stopsBehind(u.last+1) {
			return dst
		}
	}
	if !u.upper || u.allUpper || u.kind&(kStop|kDay|kMonth|kOffice|kOrg|kThing|kFloor|kUnit|kName|kAdd|kPoss) != 0 || u.e.Last == 0 && (u.known || s.nounish(&u)) || u.nounAnti() > int(u.e.Last) || u.e.Place > 2 {
		return dst
	}
	return s.add(dst, &run{first: u.first, last: u.last, units: 1, surnames: 1}, 0.75, anonymize.EvidenceContext, RuleField, i)
}

// maxWedding bounds the tokens before "beide" that speak of a wedding.
const maxWedding = 24

// wedded finds the name that two bear from their wedding on, behind "beide" at token i: "Wir heiraten im Mai, künftig beide Heimlich".
func (s *scan) wedded(dst []Finding, i int) []Finding {
	u, ok := s.unitAt(i + 1)
	if !ok || s.lower || !u.upper || s.line(i+1) || !s.stopsBehind(u.last+1) || u.kind&^(kLook|kStop|kJob|kRole) != 0 || u.e.Last == 0 && u.known || s.nounish(&u) && u.e.Last == 0 || u.nounAnti() > int(u.e.Last) {
		return dst
	}
	for j, n := i-1, 0; j >= 0 && n < maxWedding; j, n = j-1, n+1 {
		if !s.letter(j) {
			continue
		}
		switch s.word(j) {
		case "heiraten", "heirat", "hochzeit", "trauung", "verheiratet", "geheiratet", "ehename", "heissen", "nachname", "nachnamen", "familienname":
			return s.add(dst, &run{first: u.first, last: u.last, units: 1, surnames: 1}, 0.75, anonymize.EvidenceContext, RuleIntroduction, i)
		}
	}
	return dst
}

// becomes finds what somebody's name shall be, whose word is token i: "Der Nachname unserer Kinder soll künftig Papst sein".
func (s *scan) becomes(dst []Finding, i int) []Finding {
	if s.lower {
		return dst
	}
	j, will := i+1, false
	for n := 0; n < 8 && j < len(s.toks) && !s.line(j); n++ {
		if !s.letter(j) {
			return dst
		}
		switch s.word(j) {
		case "soll", "sollte", "wird", "wuerde", "bleibt", "darf":
			will = true
		default:
			if will && s.upper(j) && !s.is(j, kRel|kRelPl|kPoss|kMonth) {
				u, ok := s.unitAt(j)
				if end := u.last + 1; !ok || u.kind&(kStop|kName|kOffice) != 0 || !s.letter(end) || s.line(end) {
					return dst
				} else if w := s.word(end); w != "sein" && w != "lauten" && w != "werden" && w != "bleiben" && w != "heissen" {
					return dst
				}
				dst = s.add(dst, &run{first: u.first, last: u.last, units: 1, surnames: 1}, 0.8, anonymize.EvidenceContext, RuleIntroduction, i)
				return s.noMore(dst, u.last+2, i)
			}
			if !s.is(j, kStop|kFill|kPoss|kRel|kRelPl|kArt|kPlace|kMonth) {
				return dst
			}
		}
		j++
	}
	return dst
}

// noMore finds the name that somebody does not bear any more, from token j on: "und nicht mehr Papst-Kuczera".
func (s *scan) noMore(dst []Finding, j, context int) []Finding {
	for n := 0; n < 4 && j < len(s.toks) && !s.line(j); n, j = n+1, j+1 {
		if s.punct(j, ',') || s.is(j, kAnd) || s.letter(j) && s.word(j) == "nicht" {
			continue
		}
		if w := s.word(j); w != "mehr" && w != "laenger" || !s.before(j, "nicht") {
			return dst
		}
		if u, ok := s.unitAt(j + 1); ok && u.upper && !s.line(j+1) && u.kind&(kStop|kName|kOffice) == 0 && s.stopsBehind(u.last+1) {
			dst = s.add(dst, &run{first: u.first, last: u.last, units: 1, surnames: 1}, 0.8, anonymize.EvidenceContext, RuleIntroduction, context)
		}
		return dst
	}
	return dst
}

// quotedName finds the name between quotation marks behind the label at token i, in text of any case: "empfänger "kallmann"".
func (s *scan) quotedName(dst []Finding, i int) []Finding {
	j := i + 1
	if !s.punct(j, '"') || s.line(j) {
		return dst
	}
	u, ok := s.unitAt(j + 1)
	if !ok || s.glued(j) || u.kind&^(kLook|kBrand) != 0 || u.anti() > 0 || u.known && u.e.First+u.e.Last == 0 || s.nounish(&u) || s.collective(&u) || u.allUpper && !s.caps {
		return dst
	}
	last := u.last
	if b, ok := s.unitAt(last + 1); ok && b.kind&^kLook == 0 && b.anti() == 0 && (b.e.Last > 0 || !b.known) {
		last = b.last
	}
	if !s.punct(last+1, '"') {
		return dst
	}
	return s.add(dst, &run{first: u.first, last: last, units: 1}, 0.75, anonymize.EvidenceContext, RuleField, i)
}

// houseguests finds those with whom the receiver of a letter lives, in the line behind his name or before his street: "bei Ullmann", next line
// "Gartenstadt 31". Only the first n findings are sorted and disjoint.
func (s *scan) houseguests(dst []Finding, n int) []Finding {
	if s.lower {
		return dst
	}
	for k := range dst[:n] {
		if i := int(dst[k].Last) + 1; dst[k].Score >= sure && s.line(int(dst[k].First)) && i < len(s.toks) {
			dst = s.livesWith(dst, n, i, -1)
		}
	}
	for k := range s.taken {
		if a := int(s.taken[k].First); a > 3 && s.line(a) {
			i := a - 2
			for i > a-5 && !s.line(i) {
				i--
			}
			dst = s.livesWith(dst, n, i, a)
		}
	}
	return dst
}

// livesWith reads the line "bei Ullmann" that begins at token i and ends before token end, -1 for anywhere.
func (s *scan) livesWith(dst []Finding, n, i, end int) []Finding {
	if !s.line(i) || !s.letter(i) || s.word(i) != "bei" || i == 0 || s.paragraph(i) {
		return dst
	}
	first, last := i+1, -1
	for j, units := first, 0; units < 3; units++ {
		u, ok := s.unitAt(j)
		if !ok || s.line(j) || !u.upper || u.allUpper && !s.caps || u.kind&^(kLook|kParticle|kBrand) != 0 || u.e.Place > 3 && u.e.Last < 3 || s.nounish(&u) {
			break
		}
		last, j = u.last, u.last+1
	}
	if last < 0 || !s.line(last+1) || last+1 >= len(s.toks) || end >= 0 && last+1 != end {
		return dst
	}
	return s.item(dst, n, &run{first: first, last: last, units: 1, unknown: 1})
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

// siblings finds the names that begin items of a list beside items that begin with a certain person, where all go on with the same sign:
// "- Brockhaus (K1)", next line "- Adebayo (K2)". Only the first n findings are sorted and disjoint.
func (s *scan) siblings(dst []Finding, n int) []Finding {
	from, lines, persons := 0, 0, 0
	sign := byte(0)
	for i := 0; i < len(s.toks); {
		r, c, ok := s.sibling(i)
		if ok && (lines == 0 || c == sign) {
			if lines++; lines == 1 {
				from, sign, persons = i, c, 0
			}
			if begins(dst[:n], r.first) {
				persons++
			}
			if i = s.lineEnd(i); i < len(s.toks) {
				continue
			}
		} else if !ok || lines == 0 {
			i = s.lineEnd(i)
		}
		if persons == 0 || 2*persons < lines || lines < 2 {
			lines = 0
		}
		for ; lines > 0; lines-- {
			r, _, _ := s.sibling(from)
			dst = s.item(dst, n, &r)
			from = s.lineEnd(from)
		}
		lines, persons = 0, 0
	}
	return dst
}

// sibling reads the one name of an item with a sign of a list, and the sign behind it, or a surname in capitals and a given name that
// begin a line: "HAILE Selam – Umzug".
func (s *scan) sibling(i int) (r run, sign byte, ok bool) {
	if s.letter(i) && s.flagsAll(i) && !s.caps {
		u, ok := s.unitAt(i)
		v, good := s.unitAt(u.last + 1)
		if !ok || !good || s.line(v.first) || !v.upper || v.allUpper || (u.kind|v.kind)&^(kLook|kBrand) != 0 || v.anti() > 0 || s.nounish(&v) || u.bytes < 3 || !s.isPunct(v.last+1) || s.line(v.last+1) {
			return r, 0, false
		}
		return run{first: u.first, last: v.last, units: 2, unknown: 2}, s.text[s.toks[v.last+1].Start], true
	}
	if !s.isPunct(i) && !s.digit(i) || s.lower || i+3 >= len(s.toks) {
		return r, 0, false
	}
	if i++; s.punct(i, '.') || s.punct(i, ')') {
		i++
	}
	u, ok := s.unitAt(i)
	if !ok || s.line(i) || !s.bullet(i) || !u.upper || u.allUpper && !s.caps || u.kind&^(kLook|kBrand) != 0 || u.e.Last+u.e.First == 0 && u.known || u.anti() > 1 || !s.isPunct(u.last+1) || s.line(u.last+1) || s.inAddress(u.first, u.last) || u.e.Place > 2 || s.beside(u.first, u.last) {
		return r, 0, false
	}
	return run{first: u.first, last: u.last, units: 1, unknown: 1}, s.text[s.toks[u.last+1].Start], true
}
