package words

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
)

// pair is the key of two neighbouring words in Set.pairs.
func pair(last, before uint64) uint64 { return last ^ (before<<17 | before>>47) }

// EndsAt reports whether a phrase ends at token i, and the index of the phrase's first token. The longest phrase wins.
func (s *Set) EndsAt(d *anonymize.Document, i int) (first int, ok bool) {
	return s.endsIn(d, s.mentions(d), i)
}

// EndsAny is EndsAt for several sets, of which the first with a phrase wins; which is its index. The text's words are looked up once for all
// sets of one index.
func EndsAny(d *anonymize.Document, i int, sets ...*Set) (which, first int, ok bool) {
	if d.Tokens()[i].Flags&anonymize.Punct != 0 {
		return 0, 0, false
	}
	m := sets[0].mentions(d)
	for k, s := range sets {
		if s.index != sets[0].index {
			first, ok = s.EndsAt(d, i)
		} else {
			first, ok = s.endsIn(d, m, i)
		}
		if ok {
			return k, first, true
		}
	}
	return 0, 0, false
}

func (s *Set) endsIn(d *anonymize.Document, m *mentions, i int) (first int, ok bool) {
	t := &d.Tokens()[i]
	if len(s.table) == 0 || t.Flags&anonymize.Punct != 0 {
		return 0, false
	}
	if m == nil || m.masks[i]&s.bit != 0 {
		if f, ok := s.exact(d, i); ok {
			return f, true
		}
	}
	if int(t.End-t.Start) < s.affix {
		return 0, false
	}
	return s.affixAt(d, i)
}

// exact looks for the phrases that end with just the word at token i.
func (s *Set) exact(d *anonymize.Document, i int) (first int, ok bool) {
	toks := d.Tokens()
	at := s.table[s.find(toks[i].Hash)]
	if at == 0 {
		return 0, false
	}
	best := -1
	f := &s.first[at-1]
	if f.single {
		best = i
	}
	if f.multi {
		if k, ok := wordBefore(d, i); ok {
			for p := s.pairs[pair(toks[i].Hash, toks[k].Hash)]; p != 0; p = s.phrase[p-1].next {
				if first, ok := matchBack(d, k, s.phrase[p-1].before); ok && (best < 0 || first < best) {
					best = first
				}
			}
		}
	}
	return best, best >= 0
}

// affixAt tries the beginnings and the endings.
func (s *Set) affixAt(d *anonymize.Document, i int) (int, bool) {
	w := d.Word(d.Tokens()[i])
	for _, p := range s.prefix {
		if strings.HasPrefix(w, p) {
			return i, true
		}
	}
	for _, p := range s.suffix {
		if len(w) > len(p) && strings.HasSuffix(w, p) {
			return i, true
		}
	}
	return 0, false
}

// wordBefore returns the token before token i that may be the word before it in a phrase.
func wordBefore(d *anonymize.Document, i int) (int, bool) {
	toks := d.Tokens()
	i--
	for n := 0; i >= 0 && n < 2 && joins(d, &toks[i]); n++ {
		i--
	}
	return i, i >= 0
}

// matchBack tries to match the words of before, nearest first, in front of token i.
func matchBack(d *anonymize.Document, i int, before []uint64) (first int, ok bool) {
	for _, h := range before {
		if i, ok = wordBefore(d, i); !ok || d.Tokens()[i].Hash != h {
			return 0, false
		}
	}
	return i, true
}

// joins tells whether a punctuation token may stand between two words of a phrase.
func joins(d *anonymize.Document, t *anonymize.Token) bool {
	if t.Flags&anonymize.Punct == 0 {
		return false
	}
	switch d.Folded()[t.Start] {
	case '-', '.', '/', '\'', '_', ':':
		return true
	}
	return false
}

// MatchAt is EndsAt with tolerance for one typing error in words of eight letters or more.
func (s *Set) MatchAt(d *anonymize.Document, i int) (first int, ok bool) {
	return s.matchIn(d, s.mentions(d), i)
}

func (s *Set) matchIn(d *anonymize.Document, m *mentions, i int) (first int, ok bool) {
	t := &d.Tokens()[i]
	n := int(t.End - t.Start)
	if m != nil {
		// most words are no phrase of any set, or one of other sets
		if in := m.masks[i]; in&s.bit == 0 && (n < min(s.affix, fuzzyMin-1) || in == 0 && n >= fuzzyMin-1 && n <= maxFuzzy) {
			return 0, false
		}
	}
	if f, ok := s.endsIn(d, m, i); ok {
		return f, true
	}
	if t.Flags&anonymize.Punct != 0 || n < fuzzyMin-1 || n > maxFuzzy || len(s.fuzzy) == 0 {
		return 0, false
	}
	w := d.Word(*t)
	if m != nil {
		return i, s.index.mistyped(w)&s.bit != 0
	}
	for _, f := range s.fuzzy {
		if oneEdit(w, f) {
			return i, true
		}
	}
	return 0, false
}

// oneEdit tells whether a becomes b by inserting, dropping, changing or swapping one byte.
func oneEdit(a, b string) bool {
	if a == "passwort" || shortStems(a, b) {
		return false // a word of its own beside "passport"
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	if i == len(a) {
		return true
	}
	return a[i+1:] == b[i+1:] || i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}

// shortStems tells whether a and b are names of numbers that three letters at most tell apart: an "SV-Nummer" is no "St.-Nummer" mistyped.
func shortStems(a, b string) bool {
	a, okA := strings.CutSuffix(strings.TrimSuffix(a, "n"), "nummer")
	b, okB := strings.CutSuffix(strings.TrimSuffix(b, "n"), "nummer")
	return okA && okB && max(len(a), len(b)) <= 3 && a != b
}

// TabBefore tells whether a tab stands between token i and the one before it, which the folded text does not show.
func TabBefore(d *anonymize.Document, i int) bool {
	from, to := d.Range(i-1, i-1).End, d.Range(i, i).Start
	return from < to && strings.IndexByte(d.Text()[from:to], '\t') >= 0
}
