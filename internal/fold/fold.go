// Package fold maps text to the one spelling in which deckname compares words.
//
// The folded spelling is lower case and composed; ä, ö, ü become ae, oe, ue, ß becomes ss, every other diacritic of a
// Latin letter is dropped, full-width and other decimal digits become ASCII, typographic dashes and quotes become ASCII,
// every white space becomes a blank (line ends become '\n'), and zero-width characters, soft hyphens, bidi controls and
// combining marks disappear. "MÜLLER", "Mueller" and "Mu\u0308ller" all fold to "mueller".
//
// The folding and the hash are part of the lexicon's and the model's file format: changing either makes those files stale.
package fold

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Class says what a rune is for tokenization.
type Class uint8

// The classes of Rune.
const (
	Letter  Class = iota // a letter; Rune's text is its folded form
	Digit                // a decimal digit; Rune's text is the ASCII digit
	Mark                 // a combining mark: belongs to the letter before it, leaves no text
	Umlaut               // U+0308: like Mark, but turns a folded a, o, u before it into ae, oe, ue
	Removed              // zero-width and control characters that leave no text and do not split words
	Space                // white space; the text is " " or "\n"
	Punct                // punctuation and symbols; the text is its ASCII form where it has one
)

// FNV-1a, 64 bit: the hash of folded words.
const (
	HashSeed  uint64 = 14695981039346656037
	HashPrime uint64 = 1099511628211
)

// HashBytes returns the hash of bytes that are folded already.
func HashBytes[T ~string | ~[]byte](folded T) uint64 {
	h := HashSeed
	for i := 0; i < len(folded); i++ {
		h = (h ^ uint64(folded[i])) * HashPrime
	}
	return h
}

// Hash returns HashBytes(String(s)).
func Hash(s string) uint64 {
	var buf [64]byte
	return HashBytes(Append(buf[:0], s))
}

// String returns the folded spelling of s. Invalid UTF-8 folds to U+FFFD.
func String(s string) string { return string(Append(nil, s)) }

// Append appends the folded spelling of s to dst.
func Append(dst []byte, s string) []byte {
	start := len(dst)
	wordStart, scripts := start, Script(0)
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			cl, b := ASCII(c)
			if cl != Letter && cl != Digit {
				dst = endWord(dst, wordStart, scripts)
				dst = append(dst, b)
				wordStart, scripts = len(dst), 0
				continue
			}
			if cl == Letter {
				scripts |= Latin
			}
			dst = append(dst, b)
			continue
		}
		if c == 0xC3 && i+1 < len(s) {
			if two := german(s[i+1]); two != "" {
				dst = append(dst, two...)
				scripts |= Latin
				i += 2
				continue
			}
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		before := len(dst)
		var cl Class
		if r == utf8.RuneError && n == 1 {
			dst, cl = append(dst, "\uFFFD"...), Punct
		} else {
			dst, cl, _ = AppendRune(dst, s[i:i+n], r)
		}
		switch cl {
		case Letter:
			scripts |= ScriptOf(r)
		case Umlaut:
			if before > wordStart && IsUmlautBase(dst[before-1]) {
				dst = append(dst, 'e')
			}
		case Space, Punct:
			tail := len(dst) - before
			w := len(endWord(dst[:before], wordStart, scripts))
			copy(dst[w:], dst[before:before+tail])
			dst = dst[:w+tail]
			wordStart, scripts = len(dst), 0
		}
		i += n
	}
	return endWord(dst, wordStart, scripts)
}

// german returns the folded form of the German letter whose UTF-8 is 0xC3 and c, "" for other letters.
func german(c byte) string {
	switch c {
	case 0xA4, 0x84:
		return "ae"
	case 0xB6, 0x96:
		return "oe"
	case 0xBC, 0x9C:
		return "ue"
	case 0x9F:
		return "ss"
	}
	return ""
}

func endWord(dst []byte, from int, scripts Script) []byte {
	if scripts&Latin == 0 || scripts&^Latin == 0 {
		return dst
	}
	return dst[:from+Homoglyphs(dst[from:])]
}

// ASCII folds one ASCII byte.
func ASCII(c byte) (Class, byte) {
	switch {
	case c >= 'a' && c <= 'z':
		return Letter, c
	case c >= 'A' && c <= 'Z':
		return Letter, c + 'a' - 'A'
	case c >= '0' && c <= '9':
		return Digit, c
	case c == '\n':
		return Space, '\n'
	case c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f':
		return Space, ' '
	}
	return Punct, c
}

// IsUmlautBase tells whether U+0308 after the folded letter c makes a German umlaut.
func IsUmlautBase(c byte) bool { return c == 'a' || c == 'o' || c == 'u' }

// AppendRune appends the folded form of the non-ASCII rune r, whose UTF-8 is s, and returns its class and whether it is upper case.
func AppendRune(dst []byte, s string, r rune) ([]byte, Class, bool) {
	if r >= 0x300 && r <= 0x36F { // combining diacritical marks
		if r == 0x308 {
			return dst, Umlaut, false
		}
		if r != 0x34F {
			return dst, Mark, false
		}
	}
	switch r {
	case 'ä':
		return append(dst, 'a', 'e'), Letter, false
	case 'ö':
		return append(dst, 'o', 'e'), Letter, false
	case 'ü':
		return append(dst, 'u', 'e'), Letter, false
	case 'ß':
		return append(dst, 's', 's'), Letter, false
	case 'Ä':
		return append(dst, 'a', 'e'), Letter, true
	case 'Ö':
		return append(dst, 'o', 'e'), Letter, true
	case 'Ü':
		return append(dst, 'u', 'e'), Letter, true
	case 'ẞ':
		return append(dst, 's', 's'), Letter, true
	case '‐', '‑', '‒', '–', '—', '―', '−', '﹣', '－':
		return append(dst, '-'), Punct, false
	case '‘', '’', '‚', '′', '´', 'ʼ':
		return append(dst, '\''), Punct, false
	case '“', '”', '„', '«', '»', '″':
		return append(dst, '"'), Punct, false
	case '…':
		return append(dst, '.'), Punct, false
	case '⁄', '∕':
		return append(dst, '/'), Punct, false
	case 0x85, 0x2028, 0x2029:
		return append(dst, '\n'), Space, false
	case 'æ', 'Æ':
		return append(dst, 'a', 'e'), Letter, r == 'Æ'
	case 'œ', 'Œ':
		return append(dst, 'o', 'e'), Letter, r == 'Œ'
	case 'ø', 'Ø':
		return append(dst, 'o'), Letter, r == 'Ø'
	case 'ł', 'Ł':
		return append(dst, 'l'), Letter, r == 'Ł'
	case 'đ', 'Đ', 'ð', 'Ð':
		return append(dst, 'd'), Letter, r == 'Đ' || r == 'Ð'
	case 'ı':
		return append(dst, 'i'), Letter, false
	case 'þ', 'Þ':
		return append(dst, 't', 'h'), Letter, r == 'Þ'
	case 'ħ', 'Ħ':
		return append(dst, 'h'), Letter, r == 'Ħ'
	case 'ª', 'º':
		return append(dst, s...), Punct, false
	}
	if removed(r) {
		return dst, Removed, false
	}
	switch {
	case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Me, r):
		return dst, Mark, false
	case unicode.IsSpace(r) || unicode.Is(unicode.Zs, r):
		return append(dst, ' '), Space, false
	case unicode.Is(unicode.Nd, r):
		return append(dst, '0'+digitValue(r)), Digit, false
	case unicode.IsLetter(r):
		return appendLetter(dst, s, r), Letter, unicode.IsUpper(r) || unicode.IsTitle(r)
	}
	if r >= 0xFF01 && r <= 0xFF5E { // full-width ASCII punctuation
		return append(dst, byte(r-0xFF01+'!')), Punct, false
	}
	if unicode.Is(unicode.Mc, r) { // spacing marks of Indic scripts are parts of words
		return append(dst, s...), Letter, false
	}
	return append(dst, s...), Punct, false
}

// appendLetter decomposes for compatibility (ﬁ, ＡＢＣ, ễ), drops the marks and lowers the case.
func appendLetter(dst []byte, s string, r rune) []byte {
	dec := norm.NFKD.PropertiesString(s).Decomposition()
	if dec == nil {
		return utf8.AppendRune(dst, unicode.ToLower(r))
	}
	if r >= 0xAC00 && r <= 0xD7A3 { // Hangul syllables stay composed
		return append(dst, s...)
	}
	for i := 0; i < len(dec); {
		d, n := utf8.DecodeRune(dec[i:])
		i += n
		if unicode.Is(unicode.Mn, d) {
			continue
		}
		if d < utf8.RuneSelf {
			_, b := ASCII(byte(d))
			dst = append(dst, b)
			continue
		}
		dst = utf8.AppendRune(dst, unicode.ToLower(d))
	}
	return dst
}

func removed(r rune) bool {
	switch {
	case r == 0xAD, r == 0x34F, r == 0x61C, r == 0x180E, r == 0xFEFF,
		r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x206F,
		r >= 0xFE00 && r <= 0xFE0F, r >= 0xE0000 && r <= 0xE01EF:
		return true
	}
	return false
}

// digitValue relies on decimal digits standing in contiguous runs of ten that begin with zero (Unicode, chapter 4.6).
func digitValue(r rune) byte {
	v := byte(0)
	for v < 9 && unicode.Is(unicode.Nd, r-1-rune(v)) {
		v++
	}
	if r >= 0x1D7CE && r <= 0x1D7FF { // mathematical digits: five runs without a gap
		return byte((r - 0x1D7CE) % 10)
	}
	return v
}

// Script is a set of scripts.
type Script uint8

// The scripts that matter for homoglyphs.
const (
	Latin Script = 1 << iota
	Cyrillic
	Greek
	Other
)

// ScriptOf returns the script of a letter.
func ScriptOf(r rune) Script {
	switch {
	case r < 0x250, r >= 0x1E00 && r < 0x1F00, r >= 0xFB00 && r < 0xFB07, r >= 0xFF21 && r <= 0xFF5A:
		return Latin
	case r >= 0x370 && r < 0x400, r >= 0x1F00 && r < 0x2000:
		return Greek
	case r >= 0x400 && r < 0x530:
		return Cyrillic
	}
	return Other
}

// Homoglyphs rewrites, in place, the Cyrillic and Greek letters of a folded word that look like Latin ones, and returns
// the new length. Call it only for words that mix scripts: a Russian word stays Russian.
func Homoglyphs(word []byte) int {
	w := 0
	for i := 0; i < len(word); {
		if word[i] < utf8.RuneSelf {
			word[w] = word[i]
			w, i = w+1, i+1
			continue
		}
		r, n := utf8.DecodeRune(word[i:])
		if l := lookalike(r); l != 0 {
			word[w] = l
			w++
		} else {
			copy(word[w:], word[i:i+n])
			w += n
		}
		i += n
	}
	return w
}

// lookalike returns the Latin letter that looks like the folded Cyrillic or Greek letter r, or 0.
func lookalike(r rune) byte {
	switch r {
	case 'а', 'α':
		return 'a'
	case 'в', 'β':
		return 'b'
	case 'с':
		return 'c'
	case 'ԁ':
		return 'd'
	case 'е', 'ε':
		return 'e'
	case 'н', 'η', 'һ':
		return 'h'
	case 'і', 'ι', 'ї':
		return 'i'
	case 'ј':
		return 'j'
	case 'к', 'κ':
		return 'k'
	case 'м', 'μ':
		return 'm'
	case 'о', 'ο':
		return 'o'
	case 'р', 'ρ':
		return 'p'
	case 'ѕ':
		return 's'
	case 'т', 'τ':
		return 't'
	case 'υ':
		return 'u'
	case 'ν':
		return 'v'
	case 'ѡ', 'ω':
		return 'w'
	case 'х', 'χ':
		return 'x'
	case 'у', 'γ':
		return 'y'
	case 'ζ':
		return 'z'
	}
	return 0
}
