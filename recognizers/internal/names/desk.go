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
