package recognizers

import "github.com/deckname/deckname/anonymize"

// isDateLike tells whether the token at index i is part of a date such as 12.03.2024 or 2024-03-12, or a year alone.
func isDateLike(doc *anonymize.Document, i int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	t := &toks[i]
	n := int(t.End - t.Start)
	if t.Flags&anonymize.Letter != 0 || n > 4 {
		return false
	}
	if n == 4 && (f[t.Start] == '1' && f[t.Start+1] == '9' || f[t.Start] == '2' && f[t.Start+1] == '0') {
		return true
	}
	near := func(k, d int) bool {
		return k+d >= 0 && k+d < len(toks) && toks[k+d].Flags&anonymize.Letter == 0 && toks[k+d].Flags&anonymize.Digit != 0
	}
	dot := func(k int) bool {
		return k >= 0 && k < len(toks) && toks[k].Flags&anonymize.Punct != 0 && (f[toks[k].Start] == '.' || f[toks[k].Start] == '-' || f[toks[k].Start] == '/')
	}
	return n <= 2 && (dot(i+1) && near(i, 2) && toks[i+2].End-toks[i+2].Start <= 2 || dot(i-1) && near(i, -2) && toks[i-2].End-toks[i-2].Start <= 2)
}
