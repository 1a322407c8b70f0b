package anonymize

import (
	"strings"
	"unicode/utf8"

	"github.com/deckname/deckname/internal/fold"
)

// Texts come out of web forms and mail programs with what they were escaped with: "M&uuml;ller", "M%C3%BCller". The folded
// view holds the characters that were meant, so that all recognizers read them; the offset map leads back to the
// escape as a whole. Inside a link nothing is decoded, because a link ends at a blank and is replaced whole.

// maxEscape bounds the length of an escape that is read.
const maxEscape = 24

// escaping tells whether c may begin an escape.
func escaping(c byte) bool { return c == '%' || c == '&' || c == '\\' }

// escaped reads the escape that begins at text[i]: an HTML entity, also one that was escaped once more (&amp;uuml;), percent-encoding, or
// JSON's \u00fc. It returns the character and the length in bytes; 0 if there is none.
func escaped(text string, i int) (r rune, n int) {
	text = text[i:min(len(text), i+maxEscape)]
	switch {
	case text[0] == '%':
		return percentEncoded(text)
	case text[0] == '\\':
		if len(text) > 1 && text[1] == 'u' {
			return backslashed(text)
		}
		return 0, 0
	}
	if r, n = entityAt(text); r == '&' && n > 1 {
		if inner, m := entityAt("&" + text[n:]); inner != 0 {
			return inner, n + m - 1
		}
	}
	return r, n
}

// entity returns the character of an HTML entity, written without & and ;, or 0.
func entity(name string) rune {
	switch name {
	case "nbsp":
		return ' '
	case "amp":
		return '&'
	case "quot":
		return '"'
	case "apos":
		return '\''
	case "lt":
		return '<'
	case "gt":
		return '>'
	case "szlig":
		return 'ß'
	case "shy":
		return '\u00ad'
	case "ndash", "mdash":
		return '–'
	case "lsquo", "rsquo", "sbquo":
		return '’'
	case "ldquo", "rdquo", "bdquo", "laquo", "raquo":
		return '“'
	case "euro":
		return '€'
	case "sect":
		return '§'
	case "oslash":
		return 'ø'
	case "Oslash":
		return 'Ø'
	case "aelig":
		return 'æ'
	case "AElig":
		return 'Æ'
	}
	return accented(name)
}

// accented reads "uuml", "Eacute": a letter and the name of its accent. Only the letter counts to the folded view, and whether it
// is an umlaut.
func accented(name string) rune {
	letter := name[0]
	if letter|0x20 < 'a' || letter|0x20 > 'z' {
		return 0
	}
	switch name[1:] {
	case "uml":
		switch letter {
		case 'a':
			return 'ä'
		case 'o':
			return 'ö'
		case 'u':
			return 'ü'
		case 'A':
			return 'Ä'
		case 'O':
			return 'Ö'
		case 'U':
			return 'Ü'
		}
	case "acute", "grave", "circ", "tilde", "cedil", "ring", "caron":
	default:
		return 0
	}
	return rune(letter)
}

// hexDigit returns the value of a hexadecimal digit, or -1.
func hexDigit(c byte) rune {
	switch {
	case c >= '0' && c <= '9':
		return rune(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return rune(c|0x20-'a') + 10
	}
	return -1
}

// percentEncoded reads one character of UTF-8 in percent-encoding (RFC 3986, section 2.1).
func percentEncoded(text string) (r rune, n int) {
	var buf [utf8.UTFMax]byte
	for k := range buf {
		if 3*k+2 >= len(text) || text[3*k] != '%' {
			break
		}
		high, low := hexDigit(text[3*k+1]), hexDigit(text[3*k+2])
		if high < 0 || low < 0 {
			break
		}
		buf[k] = byte(high<<4 | low)
		if c := buf[0]; k == 0 && c < utf8.RuneSelf {
			if c < ' ' && c != '\n' && c != '\r' && c != '\t' || c == 0x7f {
				return 0, 0
			}
			return rune(c), 3
		}
		if r, size := utf8.DecodeRune(buf[:k+1]); r != utf8.RuneError && size == k+1 {
			return r, 3 * (k + 1)
		}
	}
	return 0, 0
}

// inLink tells whether text[i] stands in a link: behind "://", or in a word behind a dot and a slash or question mark. It looks
// at every byte of the text once, however often it is asked.
func (s *scanner) inLink(text string, i int) bool {
	for ; s.looked < i; s.looked++ {
		switch c := text[s.looked]; c {
		case ' ', '\n', '\t', '\r', '<', '>', '"':
			s.dot, s.link = false, false
		case '.':
			s.dot = true
		case ':':
			s.link = s.link || strings.HasPrefix(text[s.looked:], "://")
		case '/', '?':
			s.link = s.link || s.dot
		}
	}
	return s.link
}

// escape consumes the escape at s.pos, if one is there, as the character that it means.
func (s *scanner) escape(text string) bool {
	r, n := escaped(text, s.pos)
	if n == 0 || s.inLink(text, s.pos) {
		return false
	}
	at := s.pos
	s.d.toMapped(len(s.out))
	s.d.features |= HasNonASCII // the token's original is not what the folded view shows
	if r < utf8.RuneSelf {
		s.asciiEscape(byte(r), at, n)
	} else {
		var buf [utf8.UTFMax]byte
		s.decoded(r, string(buf[:utf8.EncodeRune(buf[:], r)]), at, n)
	}
	s.pos = at + n
	return true
}

// asciiEscape adds the ASCII character c, which the n bytes at offset at of the text stand for.
func (s *scanner) asciiEscape(c byte, at, n int) {
	d := s.d
	e := asciiClass[c]
	class, b := fold.Class(e>>8), byte(e)
	d.features |= asciiFeature[c]
	word := class <= fold.Digit
	if word && s.start < 0 {
		s.begin(len(s.out))
	}
	if !word {
		s.endToken()
	}
	s.out = append(s.out, b)
	d.starts, d.ends = append(d.starts, int32(at)), append(d.ends, int32(at+n))
	switch {
	case class == fold.Space:
		s.space(b)
	case !word:
		s.punct(len(s.out)-1, s.out)
	default:
		s.hash = (s.hash ^ uint64(b)) * fold.HashPrime
		switch {
		case class == fold.Digit:
			s.flags |= Digit | NonASCII
		case c >= 'A' && c <= 'Z':
			s.upperLetter()
			s.scripts |= fold.Latin
			s.flags |= NonASCII
		default:
			s.lower++
			s.scripts |= fold.Latin
			s.flags |= Letter | NonASCII
		}
	}
}
