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
	for i < len(text) && isWord(text[i]) || bytes.HasPrefix(text[i:], []byte("\\_")) {
		if text[i] != '\\' && !f.put(text[i]) {
			return anonymize.Span{}, false
		}
		i++
	}
	word := f.buf[:f.n]
	for range maxSloppy { // emphasis
		word = bytes.TrimSuffix(word, []byte("_"))
	}
	at := bytes.LastIndexByte(word, '_')
	if at < 0 {
		return anonymize.Span{}, false
	}
	num, number := word[at+1:], 0
	for number < len(num) && num[number] >= '0' && num[number] <= '9' {
		number++
	}
	if number == 0 || number > 10 || num[0] == '0' || parseVariant(bytes.ToLower(bytes.TrimSuffix(num[number:], []byte("S")))) == 0 {
		return anonymize.Span{}, false
	}
	for _, t := range f.view.types {
		if len(t) > at && string(t[len(t)-at:]) == string(word[:at]) {
			return anonymize.Span{Start: start, End: i}, true
		}
	}
	return anonymize.Span{}, false
}
