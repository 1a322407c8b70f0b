package pseudonym

import (
	"encoding/binary"
	"strings"

	"github.com/deckname/deckname/anonymize"
)

// Codes is the scheme of letters and digits only, for channels that interpret brackets and underscores (Slack,
// Telegram): the type without underscores, then a code in lower case ("PERSON01c5x8q"). The code is
//
//	length (1) | number (1–7) | variant (0–3) | check (5)
//
// in the 32 characters 0-9 a-z without i, l, o, u. The first character gives both lengths, so no code is the beginning of
// another one, and letters and digits that follow change nothing. The check is a MAC (25 bits) under a key of the scope
// over type, number and variant: letters before change nothing either, and nobody can write a code that the scope will
// issue later. Read back in any case.
func Codes() Scheme { return Scheme{codes{}} }

type codes struct{}

const (
	codeAlphabet  = "0123456789abcdefghjkmnpqrstvwxyz"
	codeChecks    = 5
	maxCodeDigits = 7
	maxCodeForms  = 3
)

func (codes) listed() bool { return false }
func (codes) keyed() bool  { return true }

func (codes) token(n *naming) (string, error) {
	num, forms := base32(n.number), ""
	if n.variant > 1 {
		forms = base32(n.variant)
	}
	if n.number > maxNumber || n.variant > maxVariant {
		return "", ErrTooMany
	}
	name := strings.ReplaceAll(string(n.typ), "_", "")
	head := codeAlphabet[len(num)-1+maxCodeDigits*len(forms)]
	sum := codeCheck(newMAC(n.code), n.typ, n.number, n.variant)
	return name + string(head) + num + forms + string(sum[:]), nil
}

func base32(n uint64) string {
	var b [13]byte
	i := len(b)
	for n > 0 || i == len(b) {
		i--
		b[i] = codeAlphabet[n%32]
		n /= 32
	}
	return string(b[i:])
}

func codeCheck(h *keyed, t anonymize.EntityType, number, variant uint64) (c [codeChecks]byte) {
	var n [16]byte
	binary.BigEndian.PutUint64(n[:8], number)
	binary.BigEndian.PutUint64(n[8:], variant)
	sum := mac(h, "code", string(t), string(n[:]))
	bits := binary.BigEndian.Uint64(sum[:8])
	for i := range c {
		c[i] = codeAlphabet[bits%32]
		bits /= 32
	}
	return c
}

func (codes) parse(v *view, token []byte) (ref, bool) {
	f := newCodeFinder(v)
	r, n, st := f.at(token, 0)
	return r, st == match && n == len(token)
}

func (codes) finder(v *view) anonymize.Finder { return newCodeFinder(v) }

type codeFinder struct {
	view  *view
	types []anonymize.EntityType
	names []string // lower case, without underscores
	first [256]bool
	mac   *keyed
	value [256]int8 // of a code character, -1 for none
}

func newCodeFinder(v *view) *codeFinder {
	f := &codeFinder{view: v, types: v.types, mac: newMAC(v.code)}
	for i := range f.value {
		f.value[i] = -1
	}
	for i := range len(codeAlphabet) {
		f.value[codeAlphabet[i]] = int8(i)
		f.value[strings.ToUpper(codeAlphabet[i : i+1])[0]] = int8(i)
	}
	for _, t := range v.types {
		name := strings.ToLower(strings.ReplaceAll(string(t), "_", ""))
		f.names = append(f.names, name)
		f.first[name[0]] = true
		f.first[strings.ToUpper(name[:1])[0]] = true
	}
	return f
}

// maxCode is the length of the longest code after the type's name.
const maxCode = 1 + maxCodeDigits + maxCodeForms + codeChecks

// at reads a pseudonym at i; the longest that verifies counts. more means that the text ends before one is ruled out.
func (f *codeFinder) at(text []byte, i int) (r ref, end int, st state) {
	if !f.first[text[i]] {
		return r, i, noMatch
	}
	undecided := false
	for k, name := range f.names {
		rest := text[i:]
		n := min(len(rest), len(name))
		if !foldEqual(rest[:n], name[:n]) {
			continue
		}
		if n < len(name) {
			undecided = true
			continue
		}
		got, size, s := f.code(rest[n:], f.types[k])
		switch {
		case s == more:
			undecided = true
		case s == match && i+n+size > end:
			r, end, st = got, i+n+size, match
		}
	}
	if undecided && st != match {
		st = more
	}
	return r, end, st
}

func foldEqual(b []byte, lower string) bool {
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != lower[i] {
			return false
		}
	}
	return true
}

// code reads what follows the name of t.
func (f *codeFinder) code(b []byte, t anonymize.EntityType) (r ref, size int, st state) {
	if len(b) == 0 {
		return r, 0, more
	}
	head := int(f.value[b[0]])
	if head < 0 || head >= maxCodeDigits*(maxCodeForms+1) {
		return r, 0, noMatch
	}
	digits, forms := head%maxCodeDigits+1, head/maxCodeDigits
	size = 1 + digits + forms + codeChecks
	short := len(b) < size
	b = b[:min(size, len(b))]
	var nums [2]uint64
	for i, c := range b[1:] {
		v := f.value[c]
		if v < 0 {
			return r, 0, noMatch
		}
		if i == 0 && v == 0 || i == digits && forms > 0 && v == 0 {
			return r, 0, noMatch // no leading zeros: one spelling per number
		}
		switch {
		case i < digits:
			nums[0] = nums[0]*32 + uint64(v)
		case i < digits+forms:
			nums[1] = nums[1]*32 + uint64(v)
		}
	}
	if short {
		return r, 0, more
	}
	variant := nums[1]
	if forms == 0 {
		variant = 1
	} else if variant < 2 {
		return r, 0, noMatch
	}
	sum := codeCheck(f.mac, t, nums[0], variant)
	if !foldEqual(b[size-codeChecks:], string(sum[:])) {
		return r, 0, noMatch
	}
	return ref{t, nums[0], variant, placeholderKey(t, nums[0], variant)}, size, match
}

// Find implements anonymize.Finder.
func (f *codeFinder) Find(text []byte, dst []anonymize.Span) []anonymize.Span {
	return f.scan(text, dst, true)
}

// Lookalikes implements anonymize.LookalikeFinder: all codes with a valid check, issued or not.
func (f *codeFinder) Lookalikes(text []byte, dst []anonymize.Span) []anonymize.Span {
	return f.scan(text, dst, false)
}

func (f *codeFinder) scan(text []byte, dst []anonymize.Span, issued bool) []anonymize.Span {
	for i := 0; i < len(text); i++ {
		if !f.first[text[i]] {
			continue
		}
		r, end, st := f.at(text, i)
		if st == match && (!issued || f.view.has(&r)) {
			dst = append(dst, anonymize.Span{Start: i, End: end})
			i = end - 1
		}
	}
	return dst
}

// Hold implements anonymize.Finder.
func (f *codeFinder) Hold(text []byte) int {
	const longest = anonymize.MaxTypeBytes + maxCode
	for i := max(0, len(text)-longest); i < len(text); i++ {
		if !f.first[text[i]] {
			continue
		}
		r, end, st := f.at(text, i)
		switch {
		case st == more:
			return len(text) - i
		case st == match && f.view.has(&r):
			i = end - 1
		}
	}
	return 0
}
