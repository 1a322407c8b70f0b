package anonymize

import "github.com/deckname/deckname/internal/fold"

// A word with digits in it may be a name spelt to slip past a filter ("M4x"), a number with letters in it one that a
// scanner misread ("O4O 669 69l23"). Both are read as what they look like, in the folded view only and byte for byte, so that
// offsets stay. Codes that mix letters and digits on purpose must survive: identity cards, vehicles, health insurance,
// file numbers, car models.

// maxLeet is the length of the longest word that is read so.
const maxLeet = 24

// lookalikes rewrites the open token, of letters and digits, that ends at folded offset end of what was read of text.
func (s *scanner) lookalikes(text string, end int) {
	w := s.out[s.start:end]
	switch from, to := code(w); {
	case to > 0: // a code whose letters stand at known places
		misreadDigits(w[from:to])
	case misread(w) && !(w[0] == 'l' && s.flags&Upper != 0) && (len(w) < 4 || w[0] <= '9' || w[1] <= '9') && (s.numbered(text, end) || alone(w)): // two letters first are a Leitweg-ID's, a capital L an identity card's
		misreadDigits(w)
		s.flags &^= Letter | Upper | InnerUpper
		s.upper, s.lower = 0, 0
	case s.leet(w):
		for i, c := range w {
			w[i] = letterLike(w, i, c)
		}
		s.flags &^= Digit
	default:
		return
	}
	s.hash = fold.HashBytes(w)
}

// misreadDigits replaces o by 0, l and i by 1.
func misreadDigits(w []byte) {
	for i, c := range w {
		switch c {
		case 'o':
			w[i] = '0'
		case 'l', 'i':
			w[i] = '1'
		}
	}
}

// misread tells whether w is a number in which some digits were read as o, l or i.
func misread(w []byte) bool {
	digits, letters := 0, 0
	for _, c := range w {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c == 'o' || c == 'l' || c == 'i':
			letters++
		default:
			return false
		}
	}
	return digits > 0 && letters > 0
}

// code finds the part of w that holds digits only in a code of letters and digits: the number of a health insurance (a letter
// first), of a pension insurance (the ninth), of a document (L may come first), of an IBAN, a VAT or creditor id behind its
// country. to is 0 if w is none, or nothing in it is misread.
func code(w []byte) (from, to int) {
	n := len(w)
	if n < 3 {
		return 0, 0
	}
	switch {
	case n == 10 && w[0] > '9' && misread(w[1:]), n == 9 && w[0] == 'l' && misread(w[1:]):
		return 1, n
	case n == 12 && w[8] > '9' && (misread(w[:8]) || misread(w[9:])) && all(w[:8], digitLike) && all(w[9:], digitLike):
		if misread(w[:8]) {
			misreadDigits(w[9:])
			return 0, 8
		}
		return 9, n
	case n > 3 && w[0] == 'd' && w[1] == 'e' && (n == 4 || n == 11 || n == 22) && misread(w[2:]):
		return 2, n
	case n == 18 && string(w[4:7]) == "zzz" && (misread(w[2:4]) || misread(w[7:])):
		misreadDigits(w[2:4])
		return 7, n
	}
	return 0, 0
}

func digitLike(c byte) bool { return c >= '0' && c <= '9' || c == 'o' || c == 'l' || c == 'i' }

func all(w []byte, is func(byte) bool) bool {
	for _, c := range w {
		if !is(c) {
			return false
		}
	}
	return true
}

// alone tells whether a misread number is one without a look at its neighbours. Not a quantity (10l), a car (i10), or the chamber of
// a court (12O 345/23).
func alone(w []byte) bool {
	n := len(w)
	if n < 3 {
		return false
	}
	switch {
	case n == 10 && w[0] > '9' || n == 9 && w[0] == 'l' || n == 12 && w[8] > '9': // what code left alone is right
		return false
	case n > 4 && (w[0] == 'l' || w[0] == 'i'), n == 4 && (string(w[:2]) == "li" || string(w[:2]) == "il"): // a serial number, an IBAN's country
		return false
	case n == 11: // a driving licence may hold any letter; a mobile telephone's number begins with 01
		return w[0] == '0' || w[0] == 'o' && w[1] == '1'
	case n >= 4:
		return true
	case n == 3:
		return w[0] == 'o' || w[0] <= '9' && w[1] > '9' && w[2] <= '9'
	}
	return false
}

// numbered tells whether the open token hangs on a number by a dot, hyphen, slash or colon, as the parts of dates and addresses of
// computers do.
func (s *scanner) numbered(text string, end int) bool {
	sign := func(c byte) bool { return c == '.' || c == '-' || c == '/' || c == ':' }
	if i := s.start; i >= 2 && sign(s.out[i-1]) && s.out[i-2] >= '0' && s.out[i-2] <= '9' {
		return true
	}
	i := s.pos
	if end != len(s.out) || i+2 >= len(text) || !sign(text[i]) {
		return false
	}
	next := text[i+1]
	return next >= '0' && next <= '9' || digitLike(next|0x20) && text[i+2] >= '0' && text[i+2] <= '9'
}

// leet tells whether w is a word with digits for letters: more letters than digits, and a digit between letters.
func (s *scanner) leet(w []byte) bool {
	n := len(w)
	if n < 3 || n > maxLeet || s.upper > 1 || s.upper == 1 && s.flags&Upper == 0 && w[0] > '9' || s.scripts&^fold.Latin != 0 {
		return false
	}
	digits, row, hex, inner := 0, 0, true, false
	serial := n == 9 || n == 10 // of an identity document: no vowel, no B, D, Q or S
	for i, c := range w {
		if c > '9' {
			hex = hex && c <= 'f'
			serial = serial && !vowel(c) && c != 'b' && c != 'd' && c != 'q' && c != 's'
			row = 0
			continue
		}
		switch c {
		case '0', '1', '3', '4', '5', '7':
		default:
			return false
		}
		digits++
		if row++; row > 3 {
			return false
		}
		inner = inner || i > 0 && w[i-1] > '9' && i+1 < n
	}
	if n == 17 && digits > 2 || n == 3 && s.upper == 0 || w[n-1] <= '9' && (n > 1 && w[n-2] <= '9' || w[n-1] == '5') {
		return false
	}
	return inner && !hex && !serial && 2*digits < n
}

func letterLike(w []byte, i int, c byte) byte {
	switch c {
	case '0':
		return 'o'
	case '1':
		if i > 0 && i+1 < len(w) && (w[i-1] == 'l' || w[i+1] == '1' || vowel(w[i-1]) && vowel(w[i+1])) {
			return 'l'
		}
		return 'i'
	case '3':
		return 'e'
	case '4':
		return 'a'
	case '5':
		return 's'
	case '7':
		return 't'
	}
	return c
}

func vowel(c byte) bool { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' }
