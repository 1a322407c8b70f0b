package pseudonym

import (
	"unicode"
	"unicode/utf8"

	"github.com/deckname/deckname/anonymize"
)

// listFinder finds the pseudonyms of a list, as whole words, in any case of Latin letters, the longest at each place. A genitive s
// may follow one. It does not change once it is made, so many goroutines may use it.
type listFinder struct {
	next []map[byte]int32 // trie over lower-case bytes; state 0 is the root
	ends []bool
}

func newListFinder(tokens []string) *listFinder {
	f := &listFinder{next: []map[byte]int32{{}}, ends: []bool{false}}
	for _, t := range tokens {
		at := int32(0)
		for i := range len(t) {
			c := lowerAt(t, i)
			to, ok := f.next[at][c]
			if !ok {
				to = int32(len(f.next))
				f.next, f.ends = append(f.next, map[byte]int32{}), append(f.ends, false)
				f.next[at][c] = to
			}
			at = to
		}
		f.ends[at] = len(t) > 0 && len(t) <= maxRawToken
	}
	return f
}

// lowerAt is lowerByte for the byte at i, which also lowers the second byte of À to Þ in UTF-8.
func lowerAt[T string | []byte](s T, i int) byte {
	if c := s[i]; i > 0 && s[i-1] == 0xC3 && c >= 0x80 && c <= 0x9E && c != 0x97 {
		return c + 0x20
	}
	return lowerByte(s[i])
}

func lowerByte(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// at returns the end of the longest pseudonym at i. more means that text to come may change the answer; end is then what
// holds if none comes.
func (f *listFinder) at(text []byte, i int) (end int, st state) {
	end = -1
	first, _ := utf8.DecodeRune(text[i:])
	if isWordRune(first) && i > 0 {
		if before, _ := utf8.DecodeLastRune(text[:i]); isWordRune(before) {
			return i, noMatch
		}
	}
	node, open := int32(0), false
	for k := i; ; k++ {
		if f.ends[node] {
			switch boundary(text, k) {
			case match:
				end = k
			case more:
				end, open = k, true
			}
		}
		if k == len(text) {
			open = open || len(f.next[node]) > 0
			break
		}
		c := lowerByte(text[k])
		if k > i {
			c = lowerAt(text, k)
		}
		to, ok := f.next[node][c]
		if !ok {
			break
		}
		node = to
	}
	switch {
	case open:
		return end, more
	case end > i:
		return end, match
	}
	return i, noMatch
}

// boundary tells whether a pseudonym may end at k.
func boundary(text []byte, k int) state {
	last, _ := utf8.DecodeLastRune(text[:k])
	if !isWordRune(last) {
		return match
	}
	st := wordEnds(text, k)
	if st == noMatch && lowerByte(text[k]) == 's' {
		return wordEnds(text, k+1)
	}
	return st
}

func wordEnds(text []byte, k int) state {
	if !utf8.FullRune(text[k:]) { // also at the end of text
		return more
	}
	if r, _ := utf8.DecodeRune(text[k:]); isWordRune(r) {
		return noMatch
	}
	return match
}

func isWordRune(r rune) bool {
	return r == '_' || unicode.In(r, unicode.Letter, unicode.Mark, unicode.Number)
}

// Find implements anonymize.Finder.
func (f *listFinder) Find(text []byte, dst []anonymize.Span) []anonymize.Span {
	for i := 0; i < len(text); {
		if _, ok := f.next[0][lowerByte(text[i])]; ok && utf8.RuneStart(text[i]) {
			if end, st := f.at(text, i); st != noMatch && end > i {
				dst = append(dst, anonymize.Span{Start: i, End: end})
				i = end
				continue
			}
		}
		i++
	}
	return dst
}

// Hold implements anonymize.Finder.
func (f *listFinder) Hold(text []byte) int {
	i := max(0, len(text)-maxRawToken-utf8.UTFMax-1)
	for i < len(text) {
		if _, ok := f.next[0][lowerByte(text[i])]; ok && utf8.RuneStart(text[i]) {
			switch end, st := f.at(text, i); st {
			case more:
				return len(text) - i
			case match:
				i = end
				continue
			}
		}
		i++
	}
	return 0
}
