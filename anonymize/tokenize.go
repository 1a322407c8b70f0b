package anonymize

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"unicode/utf8"
	"unsafe"

	"github.com/deckname/deckname/internal/fold"
)

// asciiClass holds fold.ASCII's answer for every ASCII byte: class in the high byte, folded byte in the low one. Bytes
// beyond ASCII are punctuation here.
var asciiClass = func() (t [256]uint16) {
	for c := range t {
		cl, b := fold.ASCII(byte(c))
		t[c] = uint16(cl)<<8 | uint16(b)
	}
	return t
}()

// asciiFeature holds the features that one ASCII byte stands for.
var asciiFeature = func() (t [utf8.RuneSelf]Feature) {
	for c := range t {
		switch {
		case c >= '0' && c <= '9':
			t[c] = HasDigit
		case c >= 'A' && c <= 'Z':
			t[c] = HasLetter | HasUpper
		case c >= 'a' && c <= 'z':
			t[c] = HasLetter
		}
	}
	t['@'], t[':'], t['.'], t['/'] = HasAt, HasColon, HasDot, HasSlash
	return t
}()

// scanner is the state of one pass over a text.
type scanner struct {
	d        *Document
	out      []byte // d.folded while the pass runs
	pos      int    // offset in the text
	flags    TokenFlags
	scripts  fold.Script
	start    int // folded offset of the open token, -1 for none
	hash     uint64
	pending  TokenFlags // SpaceBefore, LineStart for the next token
	upper    int        // upper-case letters of the open token
	lower    int
	lastPunc uint16 // folded byte, plus one, of the punctuation token that may still grow; 0 for none
	looked   int    // inLink has seen the text up to here …
	dot      bool   // … a dot in the current word …
	link     bool   // … and that it is a link
}

func (d *Document) reset(text, prompt string) error {
	if len(text) > MaxTextBytes || len(prompt) > MaxTextBytes {
		return ErrTooLong
	}
	if d.prompt == nil && prompt != "" {
		d.prompt = &Document{isPrompt: true}
	}
	if d.prompt != nil && !d.prompt.scan(prompt) || !d.scan(text) {
		return ErrInvalidUTF8
	}
	return nil
}

// scan makes the tokens and the folded view of text. It returns false if text is not UTF-8.
func (d *Document) scan(text string) bool {
	d.text, d.features, d.mapped = text, 0, false
	d.tokens, d.digits = d.tokens[:0], d.digits[:0]
	d.starts, d.ends = d.starts[:0], d.ends[:0]
	d.known, d.trace = nil, nil
	d.number++
	if cap(d.folded) < len(text) {
		d.folded = make([]byte, 0, len(text)+len(text)/8+16)
	}
	s := scanner{d: d, out: d.folded[:0], start: -1, pending: SpaceBefore | LineStart}
	valid := true
	for s.pos < len(text) && valid {
		s.ascii(text)
		if s.pos < len(text) && text[s.pos] >= utf8.RuneSelf {
			valid = s.rune(text)
		}
	}
	s.endToken()
	d.folded = s.out
	return valid
}

// eight is n repeated in every byte of a word.
func eight(n byte) uint64 { return uint64(n) * 0x0101010101010101 }

// bit is 1 if x is not 0, else 0, without a branch.
func bit(x uint64) TokenFlags { return TokenFlags((x | -x) >> 63) }

// less is 1 if a < b, else 0, without a branch. The difference must not overflow.
func less(a, b int) TokenFlags { return TokenFlags(uint64(a-b) >> 63) }

// ascii consumes ASCII characters and the German letters beyond them, until something else comes. It reads words by eight
// bytes: what they are, where the word ends and how they fold is found for all of them at once, and with few branches,
// because nothing in a text can be foreseen less than lengths and capitals.
func (s *scanner) ascii(text string) {
	d := s.d
	in := unsafe.Slice(unsafe.StringData(text), len(text))
	i, j := s.pos, len(s.out)
	// what is consumed here takes as many bytes as it had; eight are written at a time
	s.out = slices.Grow(s.out, len(in)-i+8)
	out := s.out[:cap(s.out)]
	from, shift := j, i-j // what the offset map does not have yet, and how far the original is ahead
	var seen part         // of all words
	for i < len(in) {
		c := in[i]
		if e := asciiClass[c]; e>>8 > uint16(fold.Digit) {
			if c >= utf8.RuneSelf {
				if c != 0xC3 || i+1 >= len(in) || in[i+1]>>6 != 2 || latin1[in[i+1]&63].n != 2 {
					break
				}
				s.mapPlain(from, j, shift)
				s.german(out[j:j+2], i, j, &latin1[in[i+1]&63])
				i, j = i+2, j+2
				from = j
				continue
			}
			if escaping(c) || s.start >= 0 && s.revised() {
				break // an escape, or a word that is read again
			}
			if s.start >= 0 {
				s.closeAt(j)
			}
			if c == '>' && s.pending&LineStart != 0 { // a mail's quotation mark is no part of the text
				e = uint16(fold.Space)<<8 | ' '
			}
			out[j] = byte(e)
			i, j = i+1, j+1
			if fold.Class(e>>8) == fold.Space {
				s.space(byte(e))
			} else {
				d.features |= asciiFeature[c]
				s.punct(j-1, out)
			}
			continue
		}
		var x uint64
		if i+8 <= len(in) {
			x = binary.LittleEndian.Uint64(in[i:])
		} else {
			for k := len(in) - 1; k >= i; k-- {
				x = x<<8 | uint64(in[k])
			}
		}
		w, n := wordPart(x)
		if n == 8 && s.start < 0 && w.digits|w.upper&^0x80 == 0 {
			if k := s.longer(in, out, i, j, x, &w); k > 0 {
				seen.letters |= w.letters
				seen.upper |= w.upper
				i, j = i+k, j+k
				continue
			}
		}
		seen.letters |= w.letters
		seen.upper |= w.upper
		seen.digits |= w.digits
		binary.LittleEndian.PutUint64(out[j:], x|w.upper>>2) // a capital has no bit 0x20
		i, j = i+n, j+n
		if s.start >= 0 || n == 8 || i == len(in) || in[i] >= utf8.RuneSelf || escaping(in[i]) || w.digits != 0 && w.letters != 0 {
			if s.start < 0 {
				s.begin(j - n)
			}
			s.addPart(&w, x|w.upper>>2, n)
			continue
		}
		// A word of at most seven letters and digits, as most are.
		small := w.letters &^ w.upper
		u1, u9, s1 := bits.TrailingZeros64(w.upper), 63-bits.LeadingZeros64(w.upper), bits.TrailingZeros64(small)
		flags := s.pending | bit(w.letters)*Letter | bit(w.digits)*Digit |
			less(u1, s1)*Upper | // the first letter is a capital
			less(s1, u9)*InnerUpper | // a capital behind the first small letter
			bit(w.upper&(w.upper-1))&^bit(small)*AllUpper // two capitals, and no small letter
		if w.digits != 0 {
			d.digits = append(d.digits, int32(len(d.tokens)))
		}
		d.tokens = append(d.tokens, Token{int32(j - n), int32(j), hashPart(fold.HashSeed, x|w.upper>>2, n), flags})
		s.pending, s.lastPunc = 0, 0
		if in[i] == ' ' {
			out[j] = ' '
			i, j = i+1, j+1
			s.pending = SpaceBefore
		}
	}
	s.mapPlain(from, j, shift)
	d.features |= Feature(bit(seen.letters))*HasLetter | Feature(bit(seen.upper))*HasUpper | Feature(bit(seen.digits))*HasDigit
	s.out = out[:j]
	s.pos = i
	if i == len(in) || in[i] >= utf8.RuneSelf {
		return
	}
	escape := escaping(in[i])
	if escape && s.escape(text) {
		return
	}
	s.endToken()
	if escape {
		s.out = append(s.out, in[i])
		if d.mapped {
			d.starts, d.ends = append(d.starts, int32(i)), append(d.ends, int32(i+1))
		}
		s.punct(len(s.out)-1, s.out)
		s.pos++
	}
}

// longer adds the word at offset i of the text, and j of the folded view, if it has 8 to 15 letters, only the first of them perhaps a capital, and
// something behind it that ends it: every third word of a German text. Its first eight bytes x are w. It returns the word's length, or 0.
func (s *scanner) longer(in, out []byte, i, j int, x uint64, w *part) int {
	if i+16 >= len(in) {
		return 0
	}
	y := binary.LittleEndian.Uint64(in[i+8:])
	v, n := wordPart(y)
	if n == 8 || v.digits|v.upper != 0 || in[i+8+n] >= utf8.RuneSelf || escaping(in[i+8+n]) {
		return 0
	}
	binary.LittleEndian.PutUint64(out[j:], x|w.upper>>2)
	h := hashPart(fold.HashSeed, x|w.upper>>2, 8)
	if n > 0 {
		binary.LittleEndian.PutUint64(out[j+8:], y)
		h = hashPart(h, y, n)
	}
	s.d.tokens = append(s.d.tokens, Token{int32(j), int32(j + 8 + n), h, s.pending | Letter | bit(w.upper)*Upper})
	s.pending, s.lastPunc = 0, 0
	return 8 + n
}

// revised tells whether the open word is read again when it ends: its scripts are mixed, or its letters and digits.
func (s *scanner) revised() bool { return s.mixed() || s.flags&(Letter|Digit) == Letter|Digit }

// part is up to eight bytes of a word; the highest bit of every byte says what it is.
type part struct {
	letters uint64 // of either case
	upper   uint64
	digits  uint64
}

// wordPart returns what the bytes of x are, up to the first that is no letter and no digit, and how many these are.
func wordPart(x uint64) (w part, n int) {
	// Bytes of 0x80 and more are no letters here; without their highest bit, no sum carries into the next byte.
	low := x &^ eight(0x80)
	lower := low | eight(0x20)
	letters := (lower + eight(0x80-'a')) &^ (lower + eight(0x80-'z'-1)) &^ x & eight(0x80)
	digits := (low + eight(0x80-'0')) &^ (low + eight(0x80-'9'-1)) &^ x & eight(0x80)
	end := ^(letters | digits) & eight(0x80)
	all := (end - 1) &^ end // the bits below the end
	letters, digits = letters&all, digits&all
	return part{letters, letters &^ (x << 2), digits}, bits.TrailingZeros64(end) >> 3
}

// addPart adds n bytes to the open token; folded holds them.
func (s *scanner) addPart(w *part, folded uint64, n int) {
	s.hash = hashPart(s.hash, folded, n)
	s.flags |= bit(w.letters)*Letter | bit(w.digits)*Digit
	if w.letters == 0 {
		return
	}
	s.scripts |= fold.Latin
	small := w.letters &^ w.upper
	if w.upper != 0 {
		if s.upper+s.lower == 0 && bits.TrailingZeros64(w.upper) < bits.TrailingZeros64(small) {
			s.flags |= Upper
		}
		if s.lower > 0 || 63-bits.LeadingZeros64(w.upper) > bits.TrailingZeros64(small) {
			s.flags |= InnerUpper
		}
		s.upper += bits.OnesCount64(w.upper)
	}
	if small != 0 {
		s.lower++
	}
}

// german adds a letter of two bytes, which begins at offset i of the text and folds to two bytes at offset j.
func (s *scanner) german(out []byte, i, j int, l *latin) {
	d := s.d
	out[0], out[1] = l.folded[0], l.folded[1]
	if s.start < 0 {
		s.begin(j)
	}
	s.hash = ((s.hash^uint64(l.folded[0]))*fold.HashPrime ^ uint64(l.folded[1])) * fold.HashPrime
	s.flags |= Letter | NonASCII
	s.scripts |= fold.Latin
	d.features |= HasLetter | HasNonASCII
	if l.upper {
		d.features |= HasUpper
		s.upperLetter()
	} else {
		s.lower++
	}
	if d.mapped {
		d.starts, d.ends = append(d.starts, int32(i), int32(i)), append(d.ends, int32(i+2), int32(i+2))
	}
}

// mapPlain adds the folded bytes from from to to to the offset map, if there is one: each stands for one byte, shift further on.
func (s *scanner) mapPlain(from, to, shift int) {
	d := s.d
	if !d.mapped {
		return
	}
	n, more := len(d.starts), to-from
	d.starts, d.ends = slices.Grow(d.starts, more)[:n+more], slices.Grow(d.ends, more)[:n+more]
	starts, ends := d.starts[n:], d.ends[n:]
	at := int32(from + shift)
	for i := range min(len(starts), len(ends)) {
		starts[i], ends[i] = at, at+1
		at++
	}
}

// hashPart continues the hash h with the first n bytes of x, 1 to 8. It computes the hashes for all lengths and takes one:
// that costs less than a loop whose end nobody can foresee.
func hashPart(h, x uint64, n int) uint64 {
	var hs [8]uint64
	h = (h ^ x&0xFF) * fold.HashPrime
	hs[0] = h
	h = (h ^ x>>8&0xFF) * fold.HashPrime
	hs[1] = h
	h = (h ^ x>>16&0xFF) * fold.HashPrime
	hs[2] = h
	h = (h ^ x>>24&0xFF) * fold.HashPrime
	hs[3] = h
	h = (h ^ x>>32&0xFF) * fold.HashPrime
	hs[4] = h
	h = (h ^ x>>40&0xFF) * fold.HashPrime
	hs[5] = h
	h = (h ^ x>>48&0xFF) * fold.HashPrime
	hs[6] = h
	h = (h ^ x>>56) * fold.HashPrime
	hs[7] = h
	return hs[(n-1)&7]
}

// latin says how a letter of two bytes folds, if it folds to two bytes: such letters need no offset map.
type latin struct {
	folded [2]byte
	n      uint8
	upper  bool
}

// latin1 holds the letters from U+00C0 to U+00FF, among them ä, ö, ü, ß.
var latin1 = func() (t [64]latin) {
	for i := range t {
		r := rune(0xC0 + i)
		b, cl, upper := fold.AppendRune(nil, string(r), r)
		if cl == fold.Letter && len(b) == 2 {
			t[i].n, t[i].upper = uint8(copy(t[i].folded[:], b)), upper
		}
	}
	return t
}()

func (s *scanner) upperLetter() {
	if s.upper+s.lower == 0 {
		s.flags |= Upper
	} else if s.lower > 0 {
		s.flags |= InnerUpper
	}
	s.upper++
	s.flags |= Letter
}

// rune consumes one character beyond ASCII. It returns false if there is none.
func (s *scanner) rune(text string) bool {
	r, n := utf8.DecodeRuneInString(text[s.pos:])
	if r == utf8.RuneError && n == 1 {
		return false
	}
	at := s.pos
	s.pos += n
	s.decoded(r, text[at:at+n], at, n)
	return true
}

// decoded adds the character r beyond ASCII, whose UTF-8 is utf, and which the n bytes at offset at of the text stand for.
func (s *scanner) decoded(r rune, utf string, at, n int) {
	d := s.d
	d.features |= HasNonASCII
	before := len(s.out)
	var cl fold.Class
	var upper bool
	s.out, cl, upper = fold.AppendRune(s.out, utf, r)
	made := len(s.out) - before
	if made != n {
		d.toMapped(before)
	}
	if d.mapped {
		for range made {
			d.starts, d.ends = append(d.starts, int32(at)), append(d.ends, int32(at+n))
		}
	}
	switch cl {
	case fold.Letter:
		if s.start < 0 {
			s.begin(before)
		}
		for _, b := range s.out[before:] {
			s.hash = (s.hash ^ uint64(b)) * fold.HashPrime
		}
		d.features |= HasLetter
		s.flags |= Letter | NonASCII
		sc := fold.ScriptOf(r)
		s.scripts |= sc
		if sc != fold.Latin {
			d.features |= HasForeign
			s.flags |= Foreign
		}
		if upper {
			d.features |= HasUpper
			s.upperLetter()
		} else {
			s.lower++
		}
	case fold.Digit:
		if s.start < 0 {
			s.begin(before)
		}
		s.hash = (s.hash ^ uint64(s.out[before])) * fold.HashPrime
		s.flags |= Digit | NonASCII
		d.features |= HasDigit
	case fold.Mark, fold.Umlaut:
		// made is 0 and n is not, so the offsets are mapped: the mark belongs to the character before it
		if before == 0 {
			return
		}
		base := d.starts[before-1]
		for i := before - 1; i >= 0 && d.starts[i] == base; i-- {
			d.ends[i] = int32(at + n)
		}
		if cl == fold.Umlaut && s.start >= 0 && before > s.start && fold.IsUmlautBase(s.out[before-1]) {
			s.out = append(s.out, 'e')
			s.hash = (s.hash ^ 'e') * fold.HashPrime
			d.starts, d.ends = append(d.starts, base), append(d.ends, int32(at+n))
		}
	case fold.Space:
		s.endTokenBefore(before)
		s.space(s.out[len(s.out)-1])
	case fold.Punct:
		s.endTokenBefore(before)
		s.punctRune(len(s.out) - made)
	}
}

func (s *scanner) begin(at int) {
	s.start, s.hash, s.flags, s.scripts = at, fold.HashSeed, s.pending, 0
	s.upper, s.lower, s.pending, s.lastPunc = 0, 0, 0, 0
}

func (s *scanner) space(b byte) {
	s.lastPunc = 0
	s.pending |= SpaceBefore
	if b == '\n' {
		s.pending |= LineStart
	}
}

// punct adds the punctuation byte at the folded offset at, to the token before it if that is a run of the same byte.
func (s *scanner) punct(at int, out []byte) {
	b := out[at]
	if uint16(b)+1 == s.lastPunc {
		s.d.tokens[len(s.d.tokens)-1].End++
		return
	}
	s.d.tokens = append(s.d.tokens, Token{Start: int32(at), End: int32(at + 1), Hash: (fold.HashSeed ^ uint64(b)) * fold.HashPrime, Flags: Punct | s.pending})
	s.pending, s.lastPunc = 0, uint16(b)+1
}

func (s *scanner) punctRune(at int) {
	if b := s.out[at]; b < utf8.RuneSelf {
		s.d.features |= asciiFeature[b] // a full-width '@', say
		s.punct(at, s.out)
		return
	}
	s.lastPunc = 0
	s.d.tokens = append(s.d.tokens, Token{Start: int32(at), End: int32(len(s.out)), Hash: fold.HashBytes(s.out[at:]), Flags: Punct | NonASCII | s.pending})
	s.pending = 0
}

func (s *scanner) endToken() {
	if s.start >= 0 {
		s.closeToken(len(s.out))
	}
}

// endTokenBefore closes the open token at folded offset end, behind which one more character stands already.
func (s *scanner) endTokenBefore(end int) {
	if s.start < 0 {
		return
	}
	if !s.mixed() {
		s.closeToken(end)
		return
	}
	d := s.d
	d.toMapped(len(s.out))
	tail := len(s.out) - end
	w := s.rewrite(end)
	copy(s.out[w:], s.out[end:end+tail])
	copy(d.starts[w:], d.starts[end:end+tail])
	copy(d.ends[w:], d.ends[end:end+tail])
	s.out, d.starts, d.ends = s.out[:w+tail], d.starts[:w+tail], d.ends[:w+tail]
	s.closeToken(w)
}

func (s *scanner) mixed() bool { return s.scripts&fold.Latin != 0 && s.scripts&^fold.Latin != 0 }

// rewrite replaces the homoglyphs of the open token, which ends at folded offset end, and returns its new end.
func (s *scanner) rewrite(end int) int {
	d := s.d
	w := s.start
	for i := s.start; i < end; {
		_, n := utf8.DecodeRune(s.out[i:end])
		m := fold.Homoglyphs(s.out[i : i+n])
		copy(s.out[w:], s.out[i:i+m])
		copy(d.starts[w:], d.starts[i:i+m])
		copy(d.ends[w:], d.ends[i:i+m])
		w, i = w+m, i+n
	}
	s.scripts = fold.Latin
	s.hash = fold.HashBytes(s.out[s.start:w])
	return w
}

func (s *scanner) closeToken(end int) {
	d := s.d
	if s.mixed() {
		d.toMapped(len(s.out))
		end = s.rewrite(end)
		s.out, d.starts, d.ends = s.out[:end], d.starts[:end], d.ends[:end]
	}
	if s.flags&(Letter|Digit) == Letter|Digit {
		s.lookalikes(s.d.text, end)
	}
	s.closeAt(end)
}

// closeAt ends the open token, which is not revised, at folded offset end.
func (s *scanner) closeAt(end int) {
	d := s.d
	if s.upper >= 2 && s.lower == 0 {
		s.flags |= AllUpper
	}
	if s.flags&Digit != 0 {
		d.digits = append(d.digits, int32(len(d.tokens)))
	}
	d.tokens = append(d.tokens, Token{Start: int32(s.start), End: int32(end), Hash: s.hash, Flags: s.flags})
	s.start = -1
}

// toMapped starts the offset map; until now the first n folded bytes had the offsets of the original.
func (d *Document) toMapped(n int) {
	if d.mapped {
		return
	}
	d.mapped = true
	d.starts, d.ends = slices.Grow(d.starts, len(d.text)), slices.Grow(d.ends, len(d.text))
	starts, ends := d.starts[:n], d.ends[:n]
	for i := 0; i < n; {
		if d.text[i] < utf8.RuneSelf {
			starts[i], ends[i] = int32(i), int32(i+1)
			i++
			continue
		}
		_, w := utf8.DecodeRuneInString(d.text[i:])
		for k := i; k < i+w; k++ {
			starts[k], ends[k] = int32(i), int32(i+w)
		}
		i += w
	}
	d.starts, d.ends = starts, ends
}
