package recognizers

import (
	"cmp"
	"slices"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// maxTwins bounds the numbers to which others are compared.
const maxTwins = 4

// misspelled finds the numbers of so many digits that differ from one of dst[from:] in one digit or by two neighbours that changed places: the same number
// as somebody typed it, "auf der Schachtel …, am Gerät …".
func (r *ident) misspelled(doc *anonymize.Document, dst []anonymize.Entity, from int, t anonymize.EntityType, digits int) []anonymize.Entity {
	if len(dst) == from {
		return dst
	}
	s := numbersOf(doc)
	mid := len(dst)
	var known [maxTwins][32]byte
	n := 0
	others := false
	var buf [32]byte
	it := s.windowsOf(digits)
	for w, ok := it.next(); ok; w, ok = it.next() {
		if !overlapsAny(dst[from:min(mid, from+2*maxTwins)], doc.Range(s.first(w), s.last(w))) {
			others = true
		} else if n < maxTwins && s.plain(w) {
			s.read(w, &known[n])
			n++
		}
	}
	if !others {
		return dst
	}
	it = s.windowsOf(digits)
	for w, ok := it.next(); ok; w, ok = it.next() {
		if s.edge(w) == edgeTight || !s.plain(w) || overlapsAny(dst[from:min(mid, from+2*maxTwins)], doc.Range(s.first(w), s.last(w))) {
			continue
		}
		v := s.read(w, &buf)
		for k := range n {
			if almost(v, known[k][:digits]) {
				f := finding{score: 0.62, rule: "twin/mistyped"}
				f.start, f.end = s.bounds(w)
				dst = r.report(doc, dst, t, f)
				break
			}
		}
	}
	if len(dst) > mid {
		slices.SortFunc(dst[from:], func(a, b anonymize.Entity) int { return cmp.Compare(a.Start, b.Start) })
	}
	return dst
}

// almost tells whether a and b, of one length, differ in one place, or in two neighbours that changed places.
func almost[T string | []byte](a, b T) bool {
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if i == len(a) {
		return false
	}
	k := i + 1
	if k < len(a) && a[i] == b[k] && a[k] == b[i] {
		k++
	}
	return string(a[k:]) == string(b[k:])
}

// resembles tells whether w is the word, or the word with one letter too many, too few or another, or with two neighbours that changed places.
func resembles(w, word string) bool {
	if len(w) == len(word) {
		return w == word || almost(w, word)
	}
	long, short := w, word
	if len(long) < len(short) {
		long, short = short, long
	}
	i := 0
	for i < len(short) && long[i] == short[i] {
		i++
	}
	return len(long) == len(short)+1 && long[i+1:] == short[i:]
}

// wordWithin looks for a word that is asks for, among the n tokens before and the n tokens behind token i, the nearest before it first.
func wordWithin(doc *anonymize.Document, i, n int, is func(w string) bool) (words.Hit, bool) {
	toks := doc.Tokens()
	for k := i - 1; k >= 0 && k >= i-n; k-- {
		if toks[k].Flags&(anonymize.Letter|anonymize.Digit) == anonymize.Letter && is(doc.Word(toks[k])) {
			return words.Hit{Span: doc.Range(k, k), Distance: i - k}, true
		}
	}
	for k := i + 1; k < len(toks) && k <= i+n; k++ {
		if toks[k].Flags&(anonymize.Letter|anonymize.Digit) == anonymize.Letter && is(doc.Word(toks[k])) {
			return words.Hit{Span: doc.Range(k, k), Distance: k - i, After: true}, true
		}
	}
	return words.Hit{}, false
}
