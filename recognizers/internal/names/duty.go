package names

import "github.com/deckname/deckname/anonymize"

// duty finds those who do something, behind the colon of the label at token i: "Aufbau: Wietholt, Kampe / Herr Ostrowski".
func (s *scan) duty(dst []Finding, i int) []Finding {
	j := i + 1
	if s.punct(j, '.') && s.glued(j) {
		j++
	}
	if s.lower || !s.punct(j, ':') || !s.upper(i) && !s.line(i) || s.line(j+1) {
		return dst
	}
	return s.doers(dst, j+1, i)
}

// office returns the token behind the abbreviation of an office at token j, before a name: "GR Lindner", "GR'in Adamek".
func (s *scan) office(j int) int {
	i := j
	if !s.letter(i) || s.caps || !s.flagsAll(i) || s.toks[i].End-s.toks[i].Start > 4 {
		return j
	}
	if i++; s.apostrophe(i) && s.glued(i) && s.letter(i+1) && s.word(i+1) == "in" {
		i += 2
	}
	if s.line(i) || !s.letter(i) || !s.upper(i) || s.flagsAll(i) {
		return j
	}
	return i
}

// doers finds the names that commas and slashes part, from token j on.
func (s *scan) doers(dst []Finding, j, context int) []Finding {
	for range maxSeries {
		if s.is(j, kSalut|kTitle|kFamily|kDay|kMonth) {
			return dst // reached from there
		}
		if s.is(j, kCue) && s.e.words.cue(s.toks[j].Hash) == cueRank {
			return dst
		}
		if j = s.office(j); s.roleWord(j) && s.upper(j+1) && !s.line(j+1) {
			j++ // "Revierförster Maldener"
		}
		r, ok := s.nameRun(j, inIntro)
		if !ok || r.lowered || r.everyday == r.units || s.punct(r.last+1, ':') {
			return dst
		}
		n := r.last + 1
		u, _ := s.unitAt(j)
		if r.units == 1 && !s.lone(&u) && !(u.e.Last >= 3 && u.anti() == 0 && u.kind&^kLook == 0 && u.e.Place < 3) && !(u.e.First >= 3 && u.anti() == 0) || s.wareAt(j) != noWare || s.camel(j) {
			return dst
		}
		if !s.stopsBehind(n) && !s.wide(n) {
			return dst
		}
		if u, ok := s.unitAt(n + 1); ok && s.punct(n, ',') && (u.e.First >= 3 || !s.gathers(context)) {
			s.reversed(&r)
		}
		dst = s.add(dst, &r, r.score(0.8), r.evidence(), RuleField, context)
		if j = s.separator(r.last + 1); j < 0 {
			return dst
		}
	}
	return dst
}

// doing finds who does what the participle at token i says, before a colon at a line's begin: "Fallführend: Kesselbach".
func (s *scan) doing(dst []Finding, i int) []Finding {
	if !s.punct(i+1, ':') || s.line(i+2) || s.toks[i].End-s.toks[i].Start < minRole-3 || !endsWith(s.word(i), 4, "end", "ende", "ender") {
		return dst
	}
	if e, ok := s.entry(i); ok && (e.Noun >= 2 || e.Last > 0 || e.First > 0) {
		return dst // "Wochenende: Burgfest"
	}
	return s.doers(dst, i+2, i)
}

// authored finds the surname that says whose the document at token i is: "Antrag Knobloch (Bierpreis)", "das Privatgutachten Lohmeyer vom 2.6.".
func (s *scan) authored(dst []Finding, i int) []Finding {
	if s.lower || !s.upper(i) || s.line(i+1) {
		return dst
	}
	u, ok := s.unitAt(i + 1)
	if !ok || !s.lone(&u) || u.e.First > 2 || s.camel(i+1) || s.wareAt(i+1) != noWare || s.institution(i+1) || s.collective(&u) || s.word(i+1) == "dekra" {
		return dst
	}
	n := u.last + 1
	if s.line(n) || !(s.punct(n, '(') && u.e.Last > 0) && !(s.letter(n) && (s.word(n) == "vom" || s.word(n) == "v" && s.punct(n+1, '.'))) {
		return dst
	}
	return s.add(dst, &run{first: u.first, last: u.last, units: 1, surnames: 1}, 0.75, anonymize.EvidenceContext, RuleRole, i)
}

// rank finds the surname behind the shortened rank of a fire brigade at token i: "OLm Kröplin".
func (s *scan) rank(dst []Finding, i int) []Finding {
	if !s.upper(i) || s.flagsAll(i) || s.line(i+1) || !s.upper(i+1) {
		return dst
	}
	if r, ok := s.nameRun(i+1, inSalut); ok && !r.lowered && r.everyday < r.units && (s.stopsBehind(r.last+1) || s.wide(r.last+1)) {
		return s.add(dst, &r, r.score(0.85), r.evidence(), RuleRole, i)
	}
	return dst
}

// maxFiled bounds the tokens between the word that files a document and who did it.
const maxFiled = 10

// signedOff finds who filed a document, before the day at the end of the line in which token i says so: "z. d. A. / Wvl. 03.02. / Ostermann 20.12.".
func (s *scan) signedOff(dst []Finding, i int) []Finding {
	for j := i + 1; j < i+maxFiled && !s.line(j); j++ {
		u, ok := s.unitAt(j)
		if !ok || !s.punct(j-1, '/') && !s.punct(j-1, ',') && !s.punct(j-1, '-') || !s.lone(&u) {
			continue
		}
		n := u.last + 1
		if s.punct(n, ',') {
			n++
		}
		if s.line(n) || !s.digit(n) || !s.punct(n+1, '.') || !s.digit(n+2) {
			continue
		}
		end := n + 3
		for end < n+6 && !s.line(end) && (s.isPunct(end) || s.digit(end)) {
			end++
		}
		if s.line(end) {
			return s.add(dst, &run{first: u.first, last: u.last, units: 1, unknown: 1}, 0.75, anonymize.EvidencePattern, RuleSignature, i)
		}
	}
	return dst
}

// above finds the surname that signs a document in the first column, beside the name of somebody who signs as well: "Poggensen       für die
// Übertragung: Dornseif".
func (s *scan) above(dst []Finding, i int) []Finding {
	u, ok := s.unitAt(i)
	if !ok || s.line(u.last+1) || s.lower || !s.paragraph(i) || s.toks[u.last+1].Start-s.toks[u.last].End < 4 || !u.upper || u.allUpper && !s.caps || u.kind&^kLook != 0 || u.anti() > 0 || u.e.First > 2 || s.nounish(&u) {
		return dst
	}
	end := s.lineEnd(i)
	for j := u.last + 1; j < end; j++ {
		if s.is(j, kClose|kProxy) || s.punct(j, ':') && j+1 < end && s.upper(j+1) || j == u.last+1 && s.is(j, kTitle) {
			if end < len(s.toks) && !s.paragraph(end) {
				break // a table goes on
			}
			return s.add(dst, &run{first: u.first, last: u.last, units: 1, unknown: 1}, 0.7, anonymize.EvidencePattern, RuleField, -1)
		}
	}
	return dst
}
