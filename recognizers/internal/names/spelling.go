package names

import (
	"strings"
	"unicode/utf8"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/internal/fold"
)

// Bounds of a word that is spelled letter by letter.
const (
	leastLetters = 4
	mostLetters  = 24
)

// letters reads a word that is spelled letter by letter from token i, where the same sign or a blank stands between all letters: "G A I G A L A T",
// "P-i-e-t-r-z-y-k". It returns its last token and the word, which is empty for none, for a function word and for a piece of the alphabet.
func (s *scan) letters(i int) (last int, word string) {
	var buf [2 * mostLetters]byte
	w, n := buf[:0], 0
	if s.oneLetter(i-1) && s.oneLetter(i) && !s.line(i) {
		return i, "" // not from its begin
	}
	sign := byte(0)
	for j := i; n < mostLetters && s.oneLetter(j) && (n == 0 || !s.line(j)); n++ {
		w = append(w, s.word(j)...)
		last = j
		c, next := byte(' '), j+1
		if s.isPunct(next) && s.toks[next].End-s.toks[next].Start == 1 {
			c, next = s.text[s.toks[next].Start], j+2
			if !s.oneLetter(next) || c != ',' && !s.glued(next) || c != '-' && c != '.' && c != ',' && c != '/' {
				n++
				break
			}
		}
		if n > 0 && c != sign && s.oneLetter(next) && !s.line(next) {
			return i, ""
		}
		sign, j = c, next
	}
	if n < leastLetters || s.glued(last+1) && s.letter(last+1) || s.toks[min(last+1, len(s.toks)-1)].Flags&anonymize.Digit != 0 && !s.line(last+1) {
		return i, ""
	}
	h := fold.HashBytes(string(w))
	if e, ok := s.e.lex.Lookup(h); ok && max(e.Common, e.Noun) > 1 && e.Last+e.First == 0 || s.e.words.lookup(h)&(kStop|kRefuse|kFill|kThing|kOffice|kHome|kName|kField) != 0 || rising(w) {
		return i, ""
	}
	return last, string(w)
}

// oneLetter tells whether token i is a single letter.
func (s *scan) oneLetter(i int) bool {
	if !s.letter(i) || s.toks[i].Flags&(anonymize.Digit|anonymize.Foreign) != 0 {
		return false
	}
	w := s.word(i)
	return len(w) == 1 || len(w) == 2 && (w[1] == 'e' || w == "ss") && utf8.RuneCountInString(s.doc.Original(s.toks[i])) == 1
}

// rising tells whether the letters of w follow each other in the alphabet.
func rising(w []byte) bool {
	for i := 1; i < len(w); i++ {
		if w[i] != w[i-1]+1 {
			return false
		}
	}
	return true
}

// spelledHere finds the name that is spelled letter by letter from token i on, which token context asks for or announces.
func (s *scan) spelledHere(dst []Finding, i, context int, rule Rule) ([]Finding, bool) {
	last, w := s.letters(i)
	if w == "" || s.beside(i, last) {
		return dst, false
	}
	return s.add(dst, &run{first: i, last: last, units: 1, unknown: 1}, 0.85, anonymize.EvidenceContext, rule, context), true
}

// maxSpelling bounds the tokens between a name and its letters.
const maxSpelling = 8

// spelledOut finds the letters of the name from token first to token last that follow it: "Krzywon (K-R-Z-Y-W-O-N)", "ich heiße Gaigalat, ich
// buchstabiere: G A I G A L A T". Only the first n findings are sorted and disjoint.
func (s *scan) spelledOut(dst []Finding, n, first, last int) []Finding {
	for j := last + 1; j <= last+maxSpelling && j < len(s.toks); j++ {
		if !s.oneLetter(j) || s.oneLetter(j-1) {
			continue
		}
		end, w := s.letters(j)
		if w == "" {
			continue
		}
		for i := first; i <= last; i++ {
			if s.letter(i) && (s.word(i) == w || strings.HasPrefix(w, s.word(i)) && len(s.word(i)) >= formLetter) {
				return s.also(dst, n, j, end, first)
			}
		}
		return dst
	}
	return dst
}
