package recognizers

import (
	"github.com/deckname/deckname/anonymize"
)

// maxJoined bounds the characters of an identifier of letters and digits, separators left out.
const maxJoined = 64

// joined is an identifier of letters and digits put together from neighbouring tokens.
type joined struct {
	buf  [maxJoined]byte
	n    int
	cuts [maxJoined]cut
	k    int // cuts in use

	lines bool // step over line ends too
}

// cut is the end of a token inside a joined identifier.
type cut struct {
	n   int // characters up to here
	tok int // index of the token
}

// join fills j with the folded characters of the tokens from first on, up to limit characters, stepping over blanks on the same
// line and over single hyphens, dots and slashes.
func (j *joined) join(doc *anonymize.Document, first, limit int) {
	j.n, j.k = 0, 0
	toks, f := doc.Tokens(), doc.Folded()
	for i := first; i < len(toks); i++ {
		t := &toks[i]
		if i > first && t.Flags&anonymize.LineStart != 0 && !j.lines {
			return
		}
		if t.Flags&anonymize.Punct != 0 {
			if i == first || t.End-t.Start != 1 || i+1 >= len(toks) || toks[i+1].Flags&anonymize.Punct != 0 {
				return
			}
			switch f[t.Start] {
			case '-', '.', '/':
				continue
			}
			return
		}
		n := int(t.End - t.Start)
		if j.n+n > limit {
			return
		}
		copy(j.buf[j.n:], f[t.Start:t.End])
		j.n += n
		j.cuts[j.k] = cut{j.n, i}
		j.k++
	}
}

// joinsTo tells whether join from token first on would end a token at a or b characters, a < b. It copies nothing.
func joinsTo(doc *anonymize.Document, first, a, b int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	n := 0
	for i := first; i < len(toks) && n < b; i++ {
		t := &toks[i]
		if i > first && t.Flags&anonymize.LineStart != 0 {
			return false
		}
		if t.Flags&anonymize.Punct != 0 {
			if i == first || t.End-t.Start != 1 || i+1 >= len(toks) || toks[i+1].Flags&anonymize.Punct != 0 {
				return false
			}
			if c := f[t.Start]; c != '-' && c != '.' && c != '/' {
				return false
			}
			continue
		}
		if n += int(t.End - t.Start); n == a || n == b {
			return true
		}
	}
	return false
}

// at returns the token at whose end exactly n characters are joined.
func (j *joined) at(n int) (tok int, ok bool) {
	for _, c := range j.cuts[:j.k] {
		if c.n >= n {
			return c.tok, c.n == n
		}
	}
	return 0, false
}

// codeGroups tells whether the tokens from first to last can be the groups of one code: no dots between them, and no words but capitals.
func codeGroups(doc *anonymize.Document, first, last int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	for i := first; i <= last; i++ {
		t := &toks[i]
		switch {
		case t.Flags&anonymize.Punct != 0:
			if f[t.Start] == '.' {
				return false
			}
		case t.Flags&anonymize.Digit == 0 && t.End-t.Start > 1 && t.Flags&anonymize.AllUpper == 0:
			return false
		}
	}
	return true
}

// startsWord tells whether the token at index i begins a word of its own: no letter or digit is glued to its front by a
// hyphen, slash, underscore or at sign.
func startsWord(doc *anonymize.Document, i int) bool {
	start, f := int(doc.Tokens()[i].Start), doc.Folded()
	return start < 2 || !(isGlue(f[start-1]) || f[start-1] == '@') || !isAlnum(f[start-2])
}

// endsWord is startsWord for the end of the token at index i.
func endsWord(doc *anonymize.Document, i int) bool {
	end, f := int(doc.Tokens()[i].End), doc.Folded()
	return end+1 >= len(f) || !(isGlue(f[end]) || f[end] == '@') || !isAlnum(f[end+1])
}

// productBefore tells whether one of the three words before token first says that a number is no personal one: a
// product, a parcel, an order.
func productBefore(doc *anonymize.Document, first int) bool {
	toks := doc.Tokens()
	words := 0
	for i := first - 1; i >= 0 && words < 3 && first-i < 8; i-- {
		if toks[i].Flags&anonymize.Punct != 0 {
			continue
		}
		words++
		if isProductWord(doc.Word(toks[i])) {
			return true
		}
	}
	return false
}

func isProductWord(w string) bool { return loreOf().isProduct(w) }

func (l *lore) isProduct(w string) bool { return l.is(w, loreProduct) || l.endsOf(w)&endProduct != 0 }
