package anonymize

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/deckname/deckname/internal/fold"
)

// A bot may decode what a user typed before it answers: HTML entities, percent-encoding, escapes of Markdown and JSON, quoted
// printable, full-width and lookalike letters, emphasis, tags, invisible characters. "&#91;PERSON_1&#93;" would come back as
// "[PERSON_1]", which Reveal resolves. So incoming text is searched for pseudonyms in its plain reading too, and what stands
// there in disguise is data like what stands there openly.

const (
	maxDisguises = 4   // how often a text is read anew: "%2526%2523" needs three times
	maxTag       = 256 // bytes of an HTML tag that is read as nothing
	maxPlainKept = 64 << 10
)

// plainText is a reading of a text, and where its bytes come from.
type plainText struct {
	text  []byte
	parts []plainPart // none: the text is the original
	at    int         // the part that was asked for last
}

// plainPart begins at text[at] and stands for the original from from on: byte for byte, or, if to is not 0, each of its
// bytes for the original up to to.
type plainPart struct{ at, from, to int32 }

// add appends bytes that stand for the original bytes from to to.
func (p *plainText) add(b []byte, from, to int32) {
	if len(b) > 0 {
		p.parts = append(p.parts, plainPart{int32(len(p.text)), from, to})
		p.text = append(p.text, b...)
	}
}

// same appends in.text[i:j].
func (p *plainText) same(in *plainText, i, j int) {
	for i < j {
		if len(in.parts) == 0 {
			p.parts = append(p.parts, plainPart{int32(len(p.text)), int32(i), 0})
			p.text = append(p.text, in.text[i:j]...)
			return
		}
		part, end := in.part(i)
		end = min(end, j)
		part.from, part.at = part.start(i), int32(len(p.text))
		p.parts = append(p.parts, part)
		p.text = append(p.text, in.text[i:end]...)
		i = end
	}
}

// start returns the original offset of the byte at i of a part's text.
func (q plainPart) start(i int) int32 {
	if q.to != 0 {
		return q.from
	}
	return q.from + int32(i) - q.at
}

// part returns the part that text[i] belongs to, and its end. It is fast if i rises from call to call.
func (p *plainText) part(i int) (plainPart, int) {
	if p.at >= len(p.parts) || int(p.parts[p.at].at) > i {
		p.at = 0
	}
	for p.at+1 < len(p.parts) && int(p.parts[p.at+1].at) <= i {
		p.at++
	}
	end := len(p.text)
	if p.at+1 < len(p.parts) {
		end = int(p.parts[p.at+1].at)
	}
	return p.parts[p.at], end
}

// origin returns the original span of text[i:j].
func (p *plainText) origin(i, j int) (from, to int32) {
	if len(p.parts) == 0 {
		return int32(i), int32(j)
	}
	part, _ := p.part(i)
	from = part.start(i)
	if part, _ = p.part(j - 1); part.to != 0 {
		return from, part.to
	}
	return from, part.start(j-1) + 1
}

func (p *plainText) reset() { p.text, p.parts, p.at = p.text[:0], p.parts[:0], 0 }

// release forgets the text, and gives back what was for a long one.
func (p *plainText) release() {
	clear(p.text)
	if p.reset(); cap(p.text) > maxPlainKept {
		*p = plainText{}
	}
}

// undisguised appends to spans what find finds in the plain readings of text, as spans of text, and makes the whole sorted and
// disjoint. buf is reused.
func undisguised(text string, buf *[2]plainText, spans []Span, find func([]byte, []Span) []Span) []Span {
	if !mayDisguise(text) {
		return spans
	}
	defer buf[0].release()
	defer buf[1].release()
	known := len(spans)
	spans = readings(text, buf, reread, spans, find)
	// Taking marks out glues what they part: in "x*PERSON&#95;1" the "*" stays for a bot that reads entities only.
	if strings.ContainsAny(text, "*~`<") || !ascii(text) {
		spans = readings(text, buf, unescape, spans, find)
	}
	if len(spans) == known {
		return spans
	}
	slices.SortFunc(spans, func(a, b Span) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return b.End - a.End
	})
	n := 0
	for _, s := range spans[1:] {
		if s.Start < spans[n].End {
			spans[n].End = max(spans[n].End, s.End)
			continue
		}
		n++
		spans[n] = s
	}
	return spans[:n+1]
}

// readings appends to spans what find finds in text when it is read anew by one of reread and unescape, as spans of text.
func readings(text string, buf *[2]plainText, read func(in, out *plainText) bool, spans []Span, find func([]byte, []Span) []Span) []Span {
	in, out := &buf[0], &buf[1]
	in.reset()
	in.text = append(in.text, text...)
	for range maxDisguises {
		if !read(in, out) {
			break
		}
		at := len(spans)
		spans = find(out.text, spans)
		for i := at; i < len(spans); i++ {
			s := &spans[i]
			if s.Start < 0 || s.End > len(out.text) || s.Start >= s.End {
				*s = Span{-1, -1} // let the caller refuse it
				continue
			}
			from, to := out.origin(s.Start, s.End)
			s.Start, s.End = int(from), int(to)
		}
		in, out = out, in
	}
	return spans
}

func ascii(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// unescape writes in to out with its escapes read and everything else as it is, and tells whether it differs.
func unescape(in, out *plainText) (changed bool) {
	out.reset()
	done := 0 // in.text[:done] is written
	var buf [utf8.UTFMax]byte
	for i := 0; i < len(in.text); {
		r, n := rune(0), 0
		if c := in.text[i]; c < utf8.RuneSelf && disguising(c) {
			r, n = disguisedAt(string(in.text[i:min(len(in.text), i+maxEscape)]))
		}
		if n == 0 {
			i++
			continue
		}
		out.same(in, done, i)
		from, to := in.origin(i, i+n)
		out.add(buf[:utf8.EncodeRune(buf[:], r)], from, to)
		i += n
		done, changed = i, true
	}
	if changed {
		out.same(in, done, len(in.text))
	}
	return changed
}

// mayDisguise tells whether text holds characters that a reader may take for an escape, a mark of emphasis, or a tag.
func mayDisguise(text string) bool {
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case disguising(c):
			return true
		case c < utf8.RuneSelf:
		case c == 0xC3 && i+1 < len(text) && isGerman(text[i+1]):
			i++
		default:
			return true
		}
	}
	return false
}

// The ASCII characters that disguising knows, a bit for each, those from 64 on apart.
const (
	lowDisguises  = 1<<'%' | 1<<'&' | 1<<'=' | 1<<'+' | 1<<'<' | 1<<'*'
	highDisguises = 1<<('\\'-64) | 1<<('~'-64) | 1<<('`'-64)
)

func disguising(c byte) bool {
	m := uint64(lowDisguises)
	if c >= 64 {
		m = highDisguises
	}
	return c < utf8.RuneSelf && m>>(c&63)&1 != 0
}

// isGerman tells whether c is the second byte of a German letter behind 0xC3.
func isGerman(c byte) bool {
	switch c {
	case 0xA4, 0xB6, 0xBC, 0x84, 0x96, 0x9C, 0x9F:
		return true
	}
	return false
}

// reread writes one plainer reading of in to out and tells whether it differs.
func reread(in, out *plainText) (changed bool) {
	out.reset()
	done := 0 // in.text[:done] is written
	var buf [4 * utf8.UTFMax]byte
	for i := 0; i < len(in.text); {
		c := in.text[i]
		if c < utf8.RuneSelf && !disguising(c) {
			i++
			continue
		}
		n, as := 1, buf[:0]
		switch {
		case c >= utf8.RuneSelf:
			r, size := utf8.DecodeRune(in.text[i:])
			n = size
			if as = plain(as, r, in.text[i:i+n]); string(as) == string(in.text[i:i+n]) {
				i += n
				continue
			}
		case c == '*' || c == '~' || c == '`':
		case c == '+':
			if i == 0 || i+1 == len(in.text) || !isLabel(in.text[i-1]|0x20) || !isLabel(in.text[i+1]|0x20) { // of a telephone number
				i++
				continue
			}
			as = append(as, ' ')
		default:
			var r rune
			if c == '<' {
				n = tagAt(in.text[i:])
			} else if r, n = disguisedAt(string(in.text[i:min(len(in.text), i+maxEscape)])); r >= utf8.RuneSelf {
				var b [utf8.UTFMax]byte
				as = plain(as, r, b[:utf8.EncodeRune(b[:], r)])
			} else if n > 0 {
				as = append(as, byte(r))
			}
			if n == 0 {
				i++
				continue
			}
		}
		out.same(in, done, i)
		from, to := in.origin(i, i+n)
		out.add(as, from, to)
		i += n
		done, changed = i, true
	}
	if changed {
		out.same(in, done, len(in.text))
	}
	return changed
}

// plain appends the character r, whose UTF-8 is s, as the ASCII characters that it is read as. German letters stay, and so does
// what cannot become part of a pseudonym.
func plain(dst []byte, r rune, s []byte) []byte {
	switch r {
	case 'ä', 'ö', 'ü', 'ß', 'Ä', 'Ö', 'Ü':
		return append(dst, s...)
	}
	start := len(dst)
	dst, class, _ := fold.AppendRune(dst, string(s), r)
	switch class {
	case fold.Letter:
		return dst[:start+fold.Homoglyphs(dst[start:])]
	case fold.Punct:
		switch c := dst[start]; {
		case c >= utf8.RuneSelf:
			if dec := norm.NFKD.Properties(s).Decomposition(); len(dec) > 0 && dec[0] < utf8.RuneSelf {
				return append(dst[:start], dec...)
			}
			if c := boxed(r); c != 0 {
				return append(dst[:start], c)
			}
		case c == '"' || c == '\'' || c == '.' || c == '/': // quotes and dots of print
			return append(dst[:start], s...)
		}
	}
	return dst
}

// boxed reads the letters in boxes and discs that Unicode does not decompose, and the letters of flags.
func boxed(r rune) byte {
	for _, first := range [...]rune{0x1F150, 0x1F170, 0x1F1E6} {
		if r >= first && r < first+26 {
			return 'A' + byte(r-first)
		}
	}
	return 0
}

// tagAt returns the length of the HTML tag or comment at the beginning of b, which is a '<', or 0.
func tagAt(b []byte) int {
	if len(b) < 3 || !(b[1]|0x20 >= 'a' && b[1]|0x20 <= 'z' || b[1] == '/' || b[1] == '!' || b[1] == '?') {
		return 0
	}
	for i, c := range b[1:min(len(b), maxTag)] {
		switch c {
		case '>':
			return i + 2
		case '<':
			return 0
		}
	}
	return 0
}

// disguisedAt reads the escape at the beginning of b: what it stands for and its length, 0 if there is none.
func disguisedAt(b string) (r rune, n int) {
	switch b[0] {
	case '%':
		return percentEncoded(b)
	case '=':
		if line := strings.TrimPrefix(b[1:], "\r"); strings.HasPrefix(line, "\n") { // quoted-printable goes on in the next line
			return '\u200b', len(b) - len(line) + 1
		}
		if len(b) > 2 && hexDigit(b[1]) >= 0 && hexDigit(b[2]) >= 0 {
			if r = hexDigit(b[1])<<4 | hexDigit(b[2]); r >= ' ' && r < 0x7f {
				return r, 3
			}
		}
	case '\\':
		return backslashed(b)
	case '&':
		return entityAt(b)
	}
	return 0, 0
}

// backslashed reads \u005b, \x5b and the Markdown escape of a punctuation mark.
func backslashed(b string) (r rune, n int) {
	if len(b) < 2 {
		return 0, 0
	}
	digits := 0
	switch c := b[1]; {
	case c == 'u':
		digits = 4
	case c == 'x':
		digits = 2
	case c > ' ' && c < '0' || c > '9' && c < 'A' || c > 'Z' && c < 'a' || c > 'z' && c < 0x7f:
		return rune(c), 2
	default:
		return 0, 0
	}
	if len(b) < 2+digits {
		return 0, 0
	}
	v, err := strconv.ParseUint(b[2:2+digits], 16, 32)
	if r = rune(v); err != nil || r < ' ' || !utf8.ValidRune(r) {
		return 0, 0
	}
	return r, 2 + digits
}

// entityAt reads an HTML entity whose character may be part of a pseudonym, also a numbered one without its semicolon, which
// browsers read.
func entityAt(b string) (r rune, n int) {
	if len(b) > 2 && b[1] == '#' {
		i, base := 2, 10
		if b[2]|0x20 == 'x' {
			i, base = 3, 16
		}
		for n = i; n < len(b) && n < i+16 && hexDigit(b[n]) >= 0 && hexDigit(b[n]) < rune(base); n++ {
		}
		v, err := strconv.ParseUint(b[i:n], base, 32)
		if r = rune(v); err != nil || v > utf8.MaxRune || !utf8.ValidRune(r) || r < ' ' && r != '\n' && r != '\t' {
			return 0, 0
		}
		if n < len(b) && b[n] == ';' {
			n++
		}
		return r, n
	}
	end := strings.IndexByte(b, ';')
	if end < 2 {
		return 0, 0
	}
	switch name := b[1:end]; name {
	case "lsqb", "lbrack":
		r = '['
	case "rsqb", "rbrack":
		r = ']'
	case "lowbar", "UnderBar":
		r = '_'
	case "ast", "midast":
		r = '*'
	case "hyphen", "dash", "minus":
		r = '-'
	case "bsol":
		r = '\\'
	case "percnt":
		r = '%'
	case "num":
		r = '#'
	case "semi":
		r = ';'
	case "plus":
		r = '+'
	case "equals":
		r = '='
	case "AMP":
		r = '&'
	case "LT":
		r = '<'
	case "GT":
		r = '>'
	case "grave":
		r = '`'
	case "Tab", "NewLine", "ensp", "emsp", "thinsp", "hairsp", "numsp", "puncsp":
		r = ' '
	case "zwj", "zwnj", "lrm", "rlm", "NoBreak", "ZeroWidthSpace", "ic", "it", "af", "InvisibleComma", "InvisibleTimes", "ApplyFunction":
		r = '\u200b'
	default:
		r = entity(name)
	}
	if r == 0 {
		return 0, 0
	}
	return r, end + 1
}
