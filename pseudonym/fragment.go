package pseudonym

import (
	"bytes"
	"slices"

	"github.com/deckname/deckname/anonymize"
)

// begun returns the beginning of a pseudonym that the text ends in: an open bracket with nothing behind it that speaks against one,
// or a type and its underscore.
func (f *placeholderFinder) begun(text []byte) (anonymize.Span, bool) {
	end := len(bytes.TrimRight(text, " \t\r\n"))
	for i := max(0, end-maxRawToken); i < end; i++ {
		st := noMatch
		switch c := text[i]; {
		case isOpener(c):
			if _, _, open := opening(text[:end], i); open == match {
				_, st = f.bracket(text[:end], i)
			}
		case isWord(c):
			_, next, word := f.bare(text[:end], i, false)
			if st = word; text[end-1] != '_' || f.n == 0 || !slices.Contains(f.view.types, anonymize.EntityType(f.buf[:f.n])) {
				st = noMatch
			}
			if st != more {
				i = next - 1
				continue
			}
		}
		if st == more && f.viable() {
			return anonymize.Span{Start: i, End: end}, true
		}
	}
	return anonymize.Span{}, false
}

// ended returns the end of a pseudonym that the text begins with: the end of a type, if any, an underscore and a number.
func (f *placeholderFinder) ended(text []byte) (anonymize.Span, bool) {
	i := len(text) - len(bytes.TrimLeft(text, " \t\r\n"))
	start := i
	f.n = 0
	number := 0 // digits behind the last underscore
	under := false
	for ; i < len(text) && isWord(text[i]) || bytes.HasPrefix(text[i:], []byte("\\_")); i++ {
		switch c := text[i]; {
		case c == '\\':
			continue
		case c == '_':
			under, number = true, 0
		case under && c >= '0' && c <= '9':
			number++
		}
		if !f.put(text[i]) {
			return anonymize.Span{}, false
		}
	}
	if !under || number == 0 {
		return anonymize.Span{}, false
	}
	at := bytes.LastIndexByte(f.buf[:f.n], '_')
	num := f.buf[at+1 : f.n]
	if num[0] == '0' || number > 10 || parseVariant(bytes.ToLower(num[number:])) == 0 && string(num[number:]) != "S" {
		return anonymize.Span{}, false
	}
	for _, t := range f.view.types {
		if len(t) > at && string(t[len(t)-at:]) == string(f.buf[:at]) {
			return anonymize.Span{Start: start, End: i}, true
		}
	}
	return anonymize.Span{}, false
}
