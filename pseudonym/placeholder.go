package pseudonym

import (
	"bytes"
	"slices"
	"strconv"
	"unicode"
	"unicode/utf8"

	"github.com/deckname/deckname/anonymize"
)

// Placeholders is the scheme of "[PERSON_1]": the type, a number that counts within scope and type, and a letter for each
// further spelling of the same value ("[PERSON_1b]"; 'a' and 's' are left out). What is read back, in any case:
//
//	[PERSON_1]                       everywhere, whatever stands around it
//	[ PERSON_1 ] [PERSON 1] [PERSON-1] [PERSON\_1] [**PERSON_1**] \[PERSON_1\]
//	［PERSON_1］ 【PERSON_1】
//	PERSON_1 PERSON\_1 _PERSON_1_    without brackets only as a whole word; a genitive s may follow and stays: PERSON_1s
//
// What is outside the brackets is never swallowed, except the backslash of \[ if \] closes it. A number that the scope
// did not issue is no pseudonym.
func Placeholders() Scheme { return Scheme{placeholders{}} }

type placeholders struct{}

const (
	maxRawToken  = 128             // bytes of a pseudonym in text, with what tolerance adds
	maxNormToken = 40 + 1 + 10 + 2 // type, underscore, number, variant
	maxSloppy    = 2               // blanks or stars inside brackets, underscores around words
)

func (placeholders) listed() bool { return false }
func (placeholders) keyed() bool  { return false }

func (placeholders) token(n *naming) (string, error) {
	if n.number > maxNumber || n.variant > maxVariant {
		return "", ErrTooMany
	}
	return "[" + placeholderKey(n.typ, n.number, n.variant) + "]", nil
}

func placeholderKey(t anonymize.EntityType, number, variant uint64) string {
	return string(t) + "_" + strconv.FormatUint(number, 10) + variantSuffix(variant)
}

func (placeholders) parse(v *view, token []byte) (ref, bool) {
	f := placeholderFinder{view: v}
	if len(token) == 0 {
		return ref{}, false
	}
	if end, st := f.bracket(token, 0); st == match && end == len(token) {
		return f.ref()
	}
	if span, _, st := f.bare(token, 0, true); st == match && span.Start == 0 && span.End == len(token) {
		return f.ref()
	}
	return ref{}, false
}

func (placeholders) finder(v *view) anonymize.Finder { return &placeholderFinder{view: v} }

// placeholderFinder decides at every place from at most maxRawToken bytes around it, so that a cut text gives the same
// answers as long as it keeps that much.
type placeholderFinder struct {
	view *view
	buf  [maxNormToken + 1]byte // the pseudonym read last: upper case, separators as '_'
	n    int
}

type state uint8

const (
	noMatch state = iota
	match
	more // the text ends before it is decided
)

// Find implements anonymize.Finder.
func (f *placeholderFinder) Find(text []byte, dst []anonymize.Span) []anonymize.Span {
	if !mayHold(text) {
		return dst
	}
	return f.scan(text, dst, func(r *ref, _ []byte) bool { return f.view.has(r) })
}

// Lookalikes implements anonymize.LookalikeFinder: pseudonyms of every number for the types that may occur, and exactly
// spelled ones of every type. Also what begins one at the end of the text, and what ends one at its beginning: a bot may
// put two texts of a user together ("[PERS", "ON_1]").
func (f *placeholderFinder) Lookalikes(text []byte, dst []anonymize.Span) []anonymize.Span {
	if !mayHold(text) {
		return dst
	}
	known := len(dst)
	dst = f.scan(text, dst, func(r *ref, raw []byte) bool {
		return slices.Contains(f.view.types, r.typ) || raw[0] == '[' && string(raw[1:len(raw)-1]) == r.key
	})
	if s, ok := f.ended(text); ok && (len(dst) == known || dst[known].Start >= s.End) {
		dst = slices.Insert(dst, known, s)
	}
	if s, ok := f.begun(text); ok && (len(dst) == known || dst[len(dst)-1].End <= s.Start) {
		dst = append(dst, s)
	}
	return dst
}

// mayHold tells whether text has a byte without which there is no placeholder in it: most texts have none.
func mayHold(text []byte) bool {
	for _, c := range [...]byte{'[', '_', fullOpen[0], lensOpen[0]} {
		if bytes.IndexByte(text, c) >= 0 {
			return true
		}
	}
	return false
}

func (f *placeholderFinder) scan(text []byte, dst []anonymize.Span, accept func(r *ref, raw []byte) bool) []anonymize.Span {
	for i := 0; i < len(text); {
		c := text[i]
		if isOpener(c) {
			if end, st := f.bracket(text, i); st == match {
				if f.accepted(accept, text[i:end]) {
					dst = append(dst, anonymize.Span{Start: i, End: end})
					i = end
					continue
				}
			}
			i++
			continue
		}
		if !isWord(c) {
			i++
			continue
		}
		if end := plainWord(text, i); end > i {
			i = end
			continue
		}
		span, end, st := f.bare(text, i, true)
		if st == match {
			if f.accepted(accept, text[span.Start:span.End]) {
				dst = append(dst, span)
			}
		}
		i = end
	}
	return dst
}

// plainWord returns the end of the word at i if it is one of ASCII letters and digits only, without the underscore that a
// pseudonym has; otherwise i.
func plainWord(text []byte, i int) int {
	for end := i; end < len(text); end++ {
		switch c := text[end]; {
		case c == '_' || c == '\\' || c >= utf8.RuneSelf:
			return i
		case !isWord(c):
			return end
		}
	}
	return len(text)
}

// accepted asks accept about the pseudonym read last. Nearly every word of a text comes here and is none: only a real one
// goes to the heap.
func (f *placeholderFinder) accepted(accept func(r *ref, raw []byte) bool, raw []byte) bool {
	found, ok := f.ref()
	if !ok {
		return false
	}
	r := found
	return accept(&r, raw)
}

// Hold implements anonymize.Finder.
func (f *placeholderFinder) Hold(text []byte) int {
	i := max(0, len(text)-2*maxRawToken)
	for i < len(text) {
		c := text[i]
		switch {
		case isOpener(c):
			end, st := f.bracket(text, i)
			if st == more && f.viable() {
				return len(text) - i
			}
			if st == match {
				if r, ok := f.ref(); ok && f.view.has(&r) {
					i = end
					continue
				}
			}
			i++
		case isWord(c):
			_, end, st := f.bare(text, i, false)
			if st == more && f.viable() {
				return len(text) - i
			}
			i = end
		default:
			i++
		}
	}
	return 0
}

// viable tells whether the pseudonym that was begun can become one of a type that may occur.
func (f *placeholderFinder) viable() bool {
	got := f.buf[:f.n]
	for _, t := range f.view.types {
		if len(got) <= len(t) {
			if string(t[:len(got)]) == string(got) {
				return true
			}
		} else if string(got[:len(t)]) == string(t) && got[len(t)] == '_' && len(got) <= len(t)+maxNormToken-40+1 {
			return true
		}
	}
	return false
}

func isWord(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_'
}

func isOpener(c byte) bool { return c == '[' || c == '\\' || c == 0xEF || c == 0xE3 }

// put appends c to the normalised pseudonym and reports whether it fits.
func (f *placeholderFinder) put(c byte) bool {
	if f.n == len(f.buf) {
		return false
	}
	if c >= 'a' && c <= 'z' {
		c -= 'a' - 'A'
	}
	f.buf[f.n] = c
	f.n++
	return true
}

const (
	fullOpen, fullClose = "\uFF3B", "\uFF3D" // ［ ］
	lensOpen, lensClose = "\u3010", "\u3011" // 【 】
)

// literal tells whether lit stands at i.
func literal(text []byte, i int, lit string) state {
	rest := text[min(i, len(text)):]
	switch {
	case len(rest) >= len(lit) && string(rest[:len(lit)]) == lit:
		return match
	case len(rest) < len(lit) && string(rest) == lit[:len(rest)]:
		return more
	}
	return noMatch
}

func opening(text []byte, i int) (body int, closer string, st state) {
	for _, b := range [...][2]string{{"[", "]"}, {"\\[", "\\]"}, {fullOpen, fullClose}, {lensOpen, lensClose}} {
		switch literal(text, i, b[0]) {
		case match:
			return i + len(b[0]), b[1], match
		case more:
			st = more
		}
	}
	return i, "", st
}

// bracket reads a bracketed pseudonym at i into f.buf. more means that text ends first.
func (f *placeholderFinder) bracket(text []byte, i int) (end int, st state) {
	f.n = 0
	start := i
	i, closer, st := opening(text, i)
	if st != match {
		return i, st
	}
	run := func(c byte) int { // of at most maxSloppy
		k := 0
		for k < maxSloppy && i < len(text) && text[i] == c {
			i, k = i+1, k+1
		}
		return k
	}
	run(' ')
	stars := run('*')
	gap := 0 // separators since the last letter or digit: 1 plain, 2 or more blanks
	for i < len(text) && i-start <= maxRawToken {
		switch st := literal(text, i, closer); {
		case st == match && gap == 0 && f.n > 0 && stars == 0:
			return i + len(closer), match
		case st == more && gap == 0:
			return i, more
		}
		c := text[i]
		switch {
		case c == '_' || c == '-':
			if gap > 0 || f.n == 0 {
				return i, noMatch
			}
			gap, i = 1, i+1
		case c == '\\':
			if gap > 0 || f.n == 0 {
				return i, noMatch
			}
			switch literal(text, i, "\\_") {
			case noMatch:
				return i, noMatch
			case more:
				return i, more
			}
			gap, i = 1, i+2
		case c == ' ' || c == '*':
			if gap > 0 || f.n == 0 {
				return i, noMatch
			}
			from := i
			if run(' ') == 1 && i < len(text) && isWord(text[i]) && text[i] != '_' {
				gap = 1
				continue
			}
			for stars > 0 && i < len(text) && text[i] == '*' {
				i, stars = i+1, stars-1
			}
			if i == from {
				return i, noMatch
			}
			run(' ')
			if i == len(text) {
				return i, more
			}
			if stars > 0 {
				return i, noMatch
			}
			if st := literal(text, i, closer); st != match {
				return i, st
			}
			return i + len(closer), match
		case isWord(c):
			if gap > 0 && !f.put('_') || !f.put(c) {
				return i, noMatch
			}
			gap, i = 0, i+1
		default:
			return i, noMatch
		}
	}
	if i-start > maxRawToken {
		return i, noMatch
	}
	return i, more
}

// bare reads the word at i, which must be a word byte, into f.buf. end is where the word ends. With final, the end of
// text ends the word too.
func (f *placeholderFinder) bare(text []byte, i int, final bool) (span anonymize.Span, end int, st state) {
	f.n = 0
	end = i
	open := false // the word reaches the end of the text
	foreign := i > 0 && wordBefore(text[:i])
loop:
	for {
		if end == len(text) {
			open = true
			break
		}
		switch c := text[end]; {
		case isWord(c):
			end++
		case c == '\\':
			switch literal(text, end, "\\_") {
			case match:
				end += 2
			case more:
				open = true
				break loop
			default:
				break loop
			}
		case c < utf8.RuneSelf:
			break loop
		default:
			if !utf8.FullRune(text[end:]) {
				open = true
				break loop
			}
			r, size := utf8.DecodeRune(text[end:])
			if !unicode.In(r, unicode.Letter, unicode.Mark, unicode.Number) {
				break loop
			}
			foreign = true
			end += size
		}
	}
	if foreign || end-i > maxRawToken {
		return span, max(end, i+1), noMatch
	}
	span = anonymize.Span{Start: i, End: end}
	for range maxSloppy {
		if bytes.HasPrefix(text[span.Start:span.End], []byte("\\_")) {
			span.Start += 2
		} else if span.Len() > 0 && text[span.Start] == '_' {
			span.Start++
		}
	}
	if open && !final {
		for _, c := range text[span.Start:span.End] {
			if c != '\\' && !f.put(c) {
				return span, end, noMatch
			}
		}
		for f.n > 0 && f.buf[f.n-1] == '_' { // they may be separators or emphasis
			f.n--
		}
		return span, end, more
	}
	for range maxSloppy {
		if span.Len() > 0 && text[span.End-1] == '_' {
			span.End--
			if span.Len() > 0 && text[span.End-1] == '\\' {
				span.End--
			}
		}
	}
	if n := span.Len(); n > 2 && text[span.End-1]|0x20 == 's' && text[span.End-2] != '_' {
		span.End-- // the genitive stays in the text
	}
	for _, c := range text[span.Start:span.End] {
		if c != '\\' && !f.put(c) {
			return span, end, noMatch
		}
	}
	return span, end, match
}

// wordBefore tells whether text ends in a letter, mark or number outside ASCII.
func wordBefore(text []byte) bool {
	r, _ := utf8.DecodeLastRune(text)
	return r >= utf8.RuneSelf && unicode.In(r, unicode.Letter, unicode.Mark, unicode.Number)
}

// ref splits f.buf at its last underscore.
func (f *placeholderFinder) ref() (ref, bool) {
	b := f.buf[:f.n]
	at := bytes.LastIndexByte(b, '_')
	if at < 1 {
		return ref{}, false
	}
	num, digits := b[at+1:], 0
	var n uint64
	for digits < len(num) && num[digits] >= '0' && num[digits] <= '9' && digits <= 10 {
		n = n*10 + uint64(num[digits]-'0')
		digits++
	}
	if digits == 0 || num[0] == '0' || n > maxNumber {
		return ref{}, false
	}
	variant := parseVariant(bytes.ToLower(num[digits:]))
	t := anonymize.EntityType(b[:at])
	if variant == 0 || !t.Valid() {
		return ref{}, false
	}
	return ref{t, n, variant, placeholderKey(t, n, variant)}, true
}
