package names

import (
	"math/bits"
	"slices"

	"github.com/deckname/deckname/anonymize"
)

// triggers are the kinds that announce names.
const triggers = kCue | kBirth | kProxy | kSalut | kFamily | kTitle | kRole | kJob | kRel | kRelPl | kField | kWeakField | kClose | kHeisse | kName | kBe | kForeign | kIntro | kColumn

// persons appends the persons of the text to dst, sorted and disjoint.
func (s *scan) persons(dst []Finding) []Finding {
	if s.prompt == promptName {
		dst = s.answer(dst)
	} else if s.askedToo >= 0 {
		dst = s.answerBegins(dst)
	}
	for w, set := range s.persona {
		for ; set != 0; set &= set - 1 {
			dst = s.personAt(dst, w*64+bits.TrailingZeros64(set))
		}
	}
	dst = s.pasted(s.addressees(dst))
	if len(s.sheets) > 0 {
		dst = s.outside(dst)
	}
	if len(dst) > 0 {
		dst = settle(dst)
		s.discount(dst)
		n := len(dst)
		for k := 0; k < n; k++ {
			dst = s.listed(dst, k, n)
		}
		dst = resettle(dst, n)
	}
	dst = resettle(s.known(dst), len(dst))
	dst = resettle(s.again(dst), len(dst))
	return resettle(s.forms(dst), len(dst))
}

// personAt follows all rules that may begin at token i, see classify and consult.
func (s *scan) personAt(dst []Finding, i int) []Finding {
	f := s.toks[i].Flags
	if f&anonymize.Letter == 0 {
		switch s.text[s.toks[i].Start] {
		case '/':
			dst = s.careOf(dst, i)
		case '(', ',':
			dst = s.dated(dst, i)
		}
		return dst
	}
	k := s.kinds[i]
	if k&triggers != 0 {
		dst = s.trigger(dst, i, k)
	}
	if k&kFamilies != 0 && i+1 < len(s.toks) && s.text[s.toks[i+1].End-1] == 's' {
		dst = s.family(dst, i)
	}
	if k&(triggers|kStop) == 0 && f&anonymize.Upper != 0 && s.toks[i].End-s.toks[i].Start >= minRole && (s.upper(i+1) || s.retired(i+1)) && s.roleWord(i) {
		dst = s.relative(dst, i, kJob) // "Bauleiter Kowallek"
	}
	switch {
	case f&anonymize.Digit != 0:
	case f&anonymize.Foreign != 0:
		dst = s.script(dst, i)
	case k&(kStop|kPoss|kLook) == kLook:
		if k == kLook && s.entries[i].Class == 0 && f&anonymize.Upper != 0 {
			dst = s.household(s.genitiveOf(dst, i), i)
		}
		if e := &s.entries[i]; e.First|e.Last != 0 || s.toks[i].End-s.toks[i].Start == 1 {
			dst = s.lexical(dst, i)
		}
		if k&(kField|kWeakField|kAdd) == 0 && (f&anonymize.LineStart != 0 || s.stopBefore(i)) {
			dst = s.fragment(dst, i)
		}
		if s.english && k&^kEnglish == kLook {
			dst = s.foreignName(dst, i)
		}
	}
	return dst
}

// settle sorts findings and makes them disjoint: equal spans join their
// evidence, of others the more certain, then the longer, then the first stays.
func settle(fs []Finding) []Finding {
	slices.SortStableFunc(fs, func(a, b Finding) int {
		if a.First != b.First {
			return int(a.First - b.First)
		}
		return int(b.Last - a.Last)
	})
	out := fs[:0]
	for _, f := range fs {
		n := len(out)
		if n == 0 || !out[n-1].Overlaps(f) {
			out = append(out, f)
			continue
		}
		p := &out[n-1]
		switch {
		case p.First == f.First && p.Last == f.Last:
			best := *p
			if f.Score > p.Score {
				best = f
			}
			best.Score = min(0.99, 1-(1-p.Score)*(1-f.Score))
			best.Evidence = p.Evidence | f.Evidence
			*p = best
		case weight(f) > weight(*p):
			*p = f
		}
	}
	return out
}

// resettle settles findings of which the first n are settled already.
func resettle(fs []Finding, n int) []Finding {
	if len(fs) > n {
		return settle(fs)
	}
	return fs
}

// weight is what decides between two findings that overlap.
func weight(f Finding) float32 {
	return f.Score + 0.06*float32(min(f.Last-f.First, 4))
}

// add appends the run as a finding; context is the token that announces it, -1 for none.
func (s *scan) add(dst []Finding, r *run, score float32, ev anonymize.Evidence, rule Rule, context int) []Finding {
	return append(dst, Finding{First: int32(r.first), Last: int32(r.last), Score: score, Evidence: ev, Rule: rule, Context: int32(context)})
}

// trigger follows the announcing word at token i.
func (s *scan) trigger(dst []Finding, i int, k kind) []Finding {
	if k&(kSalut|kFamily) != 0 {
		dst = s.salutation(dst, i, k)
	} else if k&kTitle != 0 && !s.titled(i-1) {
		dst = s.title(dst, i)
	}
	if k&(kRel|kRelPl|kFamily) != 0 {
		dst = s.kin(dst, i)
	}
	if k&(kRel|kRelPl|kJob|kRole) != 0 || k&(kField|kName) == kField && (s.upper(i) || s.lower) {
		dst = s.relative(dst, i, k)
	}
	if k&heading != 0 {
		dst = s.sheet(dst, i)
	}
	if k&(kField|kWeakField|kName) != 0 {
		dst = s.field(dst, i, k)
	} else if k&kColumn != 0 {
		dst = s.duty(dst, i)
	}
	if k&kName != 0 {
		dst = s.becomes(dst, i)
	} else if k&(kField|kJob) != 0 {
		dst = s.quotedName(dst, i)
	}
	if k&kName != 0 || k&kHeisse != 0 {
		dst = s.introduction(dst, i, k)
	}
	if k&kBe != 0 {
		dst = s.being(dst, i)
	}
	if k&kCue != 0 {
		dst = s.cued(dst, i)
	}
	if k&kClose != 0 {
		dst = s.signature(dst, i)
	}
	if k&kProxy != 0 && s.punct(i+1, '.') && s.letter(i+2) && (s.word(i+2) == "a" || s.word(i+2) == "v") && s.punct(i+3, '.') && !s.line(i+4) {
		if r, ok := s.nameRun(i+4, inIntro); ok && !r.lowered {
			dst = s.add(dst, &r, r.score(0.85), r.evidence(), RuleSignature, i)
		}
	}
	if k&kBirth != 0 && s.toks[i].Flags&anonymize.Digit == 0 {
		dst = s.birthName(dst, i)
		dst = s.bornAs(dst, i)
		dst = s.dated(dst, i)
	}
	if k&(kForeign|kIntro) != 0 {
		j := i + 1
		for n := 0; n < 2 && s.is(j, kStop) && !s.line(j) && s.toks[j].Flags&anonymize.Foreign != 0; n++ {
			j++ // "my son's name is" in another script
		}
		if r, ok := s.nameRun(j, inIntro); ok && !(s.is(j, kForeign|kIntro)) {
			dst = s.add(dst, &r, r.score(0.93), r.evidence(), RuleIntroduction, i)
		}
	}
	return dst
}
