package names

import "github.com/deckname/deckname/anonymize"

// maxSeries bounds the names that a trigger reaches in one series; listed goes on from there.
const maxSeries = 4

// series follows "Mia, Paul und Lina Sommer" from the separator at token i.
func (s *scan) series(dst []Finding, i int, rule Rule, context int) []Finding {
	for range maxSeries {
		j := s.separator(i)
		if j < 0 {
			return dst
		}
		r, ok := s.nameRun(j, inWeak)
		if !ok && s.present(context) && s.upper(j) && !s.lower { // "Anwesend: Brüning, Takahashi"
			r, ok = s.nameRun(j, inIntro)
			ok = ok && s.stopsBehind(r.last+1) && !s.punct(r.last+1, ':')
		} else if !ok && s.is(context, kRelPl) && s.upper(j) && !s.lower { // "unsere Kinder Summer und River"
			r, ok = s.nameRun(j, inIntro)
			ok = ok && r.units == 1 && r.everyday == 0 && s.stopsBehind(r.last+1)
		}
		if !ok {
			return dst
		}
		dst = s.add(dst, &r, r.score(0.85), r.evidence(), rule, context)
		i = r.last + 1
	}
	return dst
}

// present tells whether token i is the label of a list of persons.
func (s *scan) present(i int) bool {
	switch s.word(i) {
	case "links":
		return s.before(i, "von") // "Auf dem Foto von links:"
	case "klingel", "klingelschild", "klingelschilder", "klingelschildern", "briefkasten", "anw", "anwes", "entsch", "teiln", "anwesend", "anwesende", "entschuldigt", "fehlten", "abwesend", "verhindert", "teilnehmende", "teilnehmer", "beteiligte", "zeugen", "mitglieder", "vorstand", "mieter", "bewohner", "eigentuemer":
		return true
	}
	return false
}

// gathers tells whether the label that ends at token i, or at its full stop, is that of a list of persons: "Zeugen des Unfalls", "Entsch.".
func (s *scan) gathers(i int) bool {
	if s.punct(i, '.') {
		i--
	}
	for n := 0; n < 3 && i >= 0 && s.letter(i); n, i = n+1, i-1 {
		if s.present(i) {
			return true
		}
		if s.line(i) {
			break
		}
	}
	return false
}

// separator returns the token behind the comma or "und" at token i, -1 if there is none.
func (s *scan) separator(i int) int {
	j := i
	if s.punct(j, '(') && !s.line(j) { // an age, or a number of the person
		for n := 0; n < 9 && j < len(s.toks) && !s.punct(j, ')'); n++ {
			j++
		}
		if !s.punct(j, ')') {
			return -1
		}
		j++
		i = j
	}
	if s.punct(j, ',') || s.punct(j, '&') || s.punct(j, '+') || s.punct(j, '/') {
		j++
	}
	if s.is(j, kAnd) && !s.line(j) {
		if j++; s.punct(j, '.') && s.glued(j) && s.word(j-1) == "u" {
			j++ // "u."
		}
	}
	if j == i || s.line(j) {
		return -1
	}
	return j
}

// listed finds the given names that stand beside the found name dst[k]: "Peter
// und Maria Lindner", "Mia, Paul und Lina Sommer". Only the first n findings
// are sorted and disjoint. A neighbour that was found before becomes certain;
// one that was certain ends the search, so that every name is visited once.
func (s *scan) listed(dst []Finding, k, n int) []Finding {
	f := dst[k]
	if f.Score < 0.7 {
		return dst
	}
	score := max(0.7, f.Score*0.95)
	at, and := int(f.First), false
	for m := k - 1; ; {
		sep := at - 1
		for t := 0; t < 3 && (s.is(sep, kSalut|kTitle) || s.punct(sep, '.') && s.is(sep-1, kSalut|kTitle)); t++ {
			sep--
		}
		switch {
		case s.is(sep, kAnd), s.punct(sep, '&'), s.punct(sep, '+'):
			and = true
		case and && s.punct(sep, ','):
		default:
			sep = -1
		}
		if sep <= 0 {
			break
		}
		u, ok := s.unitEnding(sep - 1)
		if !ok || !s.besideName(&u) {
			break
		}
		at = u.first
		if m >= 0 && int(dst[m].Last) >= u.first {
			if dst[m].Score >= 0.7 || int(dst[m].First) != u.first {
				break
			}
			dst[m].Score, dst[m].Rule, dst[m].Context = score, RuleList, f.First
			dst[m].Evidence |= anonymize.EvidenceContext
			m--
			continue
		}
		r := run{first: u.first, last: u.last}
		if s.beside(r.first, r.last) {
			break
		}
		dst = s.add(dst, &r, score, anonymize.EvidenceContext|anonymize.EvidenceLexicon, RuleList, int(f.First))
	}
	for m, i := k+1, int(f.Last)+1; ; {
		j := s.separator(i)
		if j < 0 {
			break
		}
		if m < n && int(dst[m].First) == j {
			if dst[m].Score >= 0.7 {
				break
			}
			dst[m].Score, dst[m].Rule, dst[m].Context = score, RuleList, f.First
			dst[m].Evidence |= anonymize.EvidenceContext
			i = int(dst[m].Last) + 1
			m++
			continue
		}
		r, ok := s.nameRun(j, inWeak)
		if !ok || m < n && int(dst[m].First) <= r.last {
			break
		}
		dst = s.add(dst, &r, score, r.evidence(), RuleList, int(f.First))
		i = r.last + 1
	}
	return dst
}

// besideName tells whether u can be a given name that is coordinated with a name.
func (s *scan) besideName(u *unit) bool {
	switch {
	case s.inAddress(u.first, u.last), !s.lower && !u.upper, u.kind&(kStop|kMonth|kDay) != 0:
		return false
	case !u.known && !s.lower && u.upper && u.bytes > 3 && !s.nounish(u) && !s.sentenceStart(u.first) && !s.is(u.first-1, kArt):
		return u.kind&^kLook == 0 // "Anmeldung für Okwuosa und Ida Jafarov"
	case u.e.First < 1 && (u.e.Last < 4 || u.anti() > 0 || !s.is(u.first-1, kSalut)):
		return false
	case u.anti() > 1 && u.firstName() < 2:
		return false
	}
	return !(s.lower || u.e.First < 2) || u.anti() == 0 && (!s.lower || u.e.First >= 3)
}

// attendance finds the names among departments from token j on, behind the label at token i: "Anwesend: Radiologie, Hinnerkotte, Nephrologie".
func (s *scan) attendance(dst []Finding, j, i int) []Finding {
	if !s.present(i) || s.lower {
		return dst
	}
	for range 3 * maxSeries {
		u, ok := s.unitAt(j)
		if !ok || s.line(j) {
			return dst
		}
		if !s.collective(&u) {
			r, ok := s.nameRun(j, inIntro)
			if !ok || r.everyday > 0 || !s.stopsBehind(r.last+1) {
				return dst
			}
			dst = s.add(dst, &r, r.score(0.8), r.evidence(), RuleList, i)
			u.last = r.last
		}
		if j = s.separator(u.last + 1); j < 0 {
			return dst
		}
	}
	return dst
}
