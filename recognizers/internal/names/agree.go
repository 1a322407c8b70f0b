package names

import "github.com/deckname/deckname/anonymize"

// weak tells whether no announcing word speaks for f.
func weak(f *Finding) bool {
	switch f.Rule {
	case RuleGivenName, RuleFullName, RuleFragment, RuleInitials, RuleReversed, RuleAgain, RuleScript, RuleRole, RuleFamily:
		return true
	}
	return false
}

// agree joins a tagged span with the findings from k on that it overlaps.
func (s *scan) agree(dst []Finding, k, n, first, last int, p float32) {
	f := &dst[k]
	rule := f.alone // the tagger speaks now
	switch {
	case int(f.First) == first && int(f.Last) == last:
		if weak(f) && f.Evidence&(anonymize.EvidenceContext|anonymize.EvidencePattern) == 0 {
			rule *= 0.75
		}
		f.Score = join(rule, p)
	case k+1 < n && int(dst[k+1].First) <= last:
		if g := &dst[k+1]; int(f.First) == first && int(g.Last) == last && f.Last+2 == g.First && s.punct(int(f.Last)+1, ',') && s.turned(first, int(g.First)) {
			f.Last, f.Score = g.Last, join(max(rule, g.alone), p)
			f.Evidence |= g.Evidence | anonymize.EvidenceModel
			g.alone = gone
			return
		}
		// the tagger joins what the rules part: "Peter und Maria Lindner"
		for ; k < n && int(dst[k].First) <= last; k++ {
			dst[k].Score = join(dst[k].Score, p*0.8)
			dst[k].Evidence |= anonymize.EvidenceModel
		}
		return
	case int(f.First) <= first && last <= int(f.Last):
		if weak(f) && !s.unlisted(f, first, last) && f.Rule != RuleScript && f.Rule != RuleReversed && p >= 0.5 && rule < 0.95 && !s.surnameAt(int(f.Last)) && !(s.line(int(f.First)) && s.line(int(f.Last)+1)) && !s.is(last+1, kParticle|kNoble) && !s.is(last, kParticle) {
			f.First, f.Last, f.Score = int32(first), int32(last), join(rule*0.4, p)
			break
		}
		f.Score = join(rule, p*0.7)
	case first <= int(f.First) && int(f.Last) <= last:
		// the tagger's span is longer
		if p < 0.55 && rule >= 0.8 {
			f.Score = join(rule, p*0.7)
			break
		}
		f.First, f.Last, f.Score = int32(first), int32(last), join(rule*0.8, p)
	default:
		if p > rule {
			f.First, f.Last, f.Score = int32(first), int32(last), p
		}
	}
	f.Evidence |= anonymize.EvidenceModel
}

// gone marks a finding that another took in.
const gone = -1

// turned tells whether the word at token i is a surname and the one at token j its given name: "Lindner, Peter".
func (s *scan) turned(i, j int) bool {
	a, ok := s.unitAt(i)
	b, good := s.unitAt(j)
	return ok && good && a.last == j-2 && a.e.First < 2 && b.e.First > a.e.First
}

// surnameAt tells whether token i is a frequent enough surname and nothing else.
func (s *scan) surnameAt(i int) bool {
	u, ok := s.unitEnding(i)
	return ok && u.e.Last >= 2 && u.anti() == 0 && u.e.Place < 2
}

// join is the probability that one of two partly independent witnesses is right.
func join(a, b float32) float32 {
	hi, lo := max(a, b), min(a, b)
	return min(0.995, hi+(1-hi)*lo*0.8)
}

// knows tells whether the word at token i is a mistyped "weiß" and no surname: somebody knows something or does not.
func (s *scan) knows(i int) bool {
	if !s.letter(i) || s.upper(i) || s.word(i) != "weis" {
		return false
	}
	for n := 1; n < 5 && s.letter(i+n) && !s.line(i+n); n++ {
		switch s.word(i + n) {
		case "nicht", "nich", "nix", "nichts", "net", "bescheid", "wo", "was", "ob", "dass", "davon", "es", "das":
			return true
		}
	}
	return false
}

// trim takes salutations, titles and punctuation off the ends of a tagged
// span; no name may remain.
func (s *scan) trim(first, last int) (int, int, bool) {
	for first <= last && (s.is(first, kSalut|kTitle|kFamily) || first < last && s.dayBefore(first) || s.is(first, kClose) && first < last && s.line(first) && s.toks[first].End-s.toks[first].Start < 4 || s.isPunct(first) || s.is(first, kStop|kPoss) && !s.upper(first) && (!s.is(first, kParticle) || s.is(first, kArt))) {
		first++
	}
	for last > first && (s.isPunct(last) && !s.punct(last, '.') || s.toks[last].Flags&anonymize.Digit != 0 || s.letter(last) && !s.upper(last) && s.toks[last].Flags&anonymize.Foreign == 0 && s.upper(first) && !s.glued(last) || s.is(last, kStop) && !s.upper(last) || s.is(last, kFloor|kThing|kUnit) && (s.digit(last+1) || s.punct(last+1, '.'))) {
		last--
	}
	if first < last && s.nextColumn(last) {
		last-- // "Sr. Creszentia Springer: Burim"
	}
	if first < last && s.is(first, kCue) && s.e.words.cue(s.toks[first].Hash) == cueRank && !s.flagsAll(first) {
		first++ // "Fm Siebels"
	}
	if first < last && s.doctorsRole(first) && s.letter(first+1) && (s.flagsAll(first) && !s.flagsAll(first+1) || s.entries[first].Last < 2) {
		first++ // "HA Klöckner"
	}
	if first+2 <= last && s.mister(first) {
		first += 2
	}
	if first+2 <= last && s.word(first) == "v" && !s.upper(first) && s.punct(first+1, '.') && s.entries[first+2].First >= 3 {
		first += 2 // "gefunden v. Anke Harms"
	}
	if first+2 <= last && len(s.word(first)) == 1 && s.punct(first+1, '.') && s.punct(first-1, '.') && (s.is(first-2, kProxy) || s.word(first) == "d" && s.before(first-1, "a")) {
		first += 2 // "i. A. Hammer"
	}
	for i := first + 1; i <= last && s.lower; i++ {
		if s.knows(i) {
			last = i - 1 // "dörte weis bescheid"
		}
	}
	if first > last || first == last && (s.kinds[first]&(kStop|kUnit|kPoss|kMonth|kDay|kField|kName|kHeisse) != 0 || s.toks[first].Flags&anonymize.Digit != 0) {
		return first, last, false
	}
	if s.letter(first) && s.is(first, kRole|kJob) && first < last && !s.punct(first+1, '-') && s.entries[first].First < 3 && (s.is(first, kRole) || s.entries[first].Last < 4 && s.upper(first+1)) {
		first++
	}
	return first, last, s.letter(first)
}
