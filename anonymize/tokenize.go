package anonymize

import (
	"slices"
	"sync"
	"unicode/utf8"

	"github.com/deckname/deckname/internal/fold"
)

// asciiClass holds fold.ASCII's answer for every ASCII byte: class in the high byte, folded byte in the low one; bit 15 marks upper case.
var asciiClass = func() (t [utf8.RuneSelf]uint16) {
	for c := range t {
		cl, b := fold.ASCII(byte(c))
		t[c] = uint16(cl)<<8 | uint16(b)
		if c >= 'A' && c <= 'Z' {
			t[c] |= 1 << 15
		}
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
	if !utf8.ValidString(text) || !utf8.ValidString(prompt) {
		return ErrInvalidUTF8
	}
	if d.prompt == nil && prompt != "" {
		d.prompt = &Document{isPrompt: true}
	}
	if d.prompt != nil {
		d.prompt.scan(prompt)
	}
	d.scan(text)
	return nil
}

func (d *Document) scan(text string) {
	d.text, d.features, d.mapped = text, 0, false
	d.tokens, d.digits = d.tokens[:0], d.digits[:0]
	d.starts, d.ends = d.starts[:0], d.ends[:0]
	d.known, d.trace = nil, nil
	for i := range d.memo {
		d.memo[i].fresh = false
	}
	if cap(d.folded) < len(text) {
		d.folded = make([]byte, 0, len(text)+len(text)/8+16)
	}
	s := scanner{d: d, out: d.folded[:0], start: -1, pending: SpaceBefore | LineStart}
	for s.pos < len(text) {
		if text[s.pos] < utf8.RuneSelf {
			s.ascii(text)
		} else {
			s.rune(text)
		}
	}
	s.endToken()
	d.folded = s.out
}

// ascii consumes a run of ASCII bytes.
func (s *scanner) ascii(text string) {
	d := s.d
	features := d.features
	i := s.pos
	for i < len(text) && text[i] < utf8.RuneSelf {
		s.pos = i
		c := text[i]
		e := asciiClass[c]
		features |= asciiFeature[c]
		if fold.Class(e>>8&0x7f) <= fold.Digit {
			if s.start < 0 {
				s.begin(len(s.out))
			}
			from := i
			switch {
			case e>>15 != 0:
				b := byte(e)
				s.hash = (s.hash ^ uint64(b)) * fold.HashPrime
				s.out = append(s.out, b)
				s.upperLetter()
				s.scripts |= fold.Latin
				i++
			case c >= 'a': // most of all text: lower-case letters, which fold to themselves
				i = s.run(text, 'a', 'z')
				s.lower += i - from
				s.flags |= Letter
				s.scripts |= fold.Latin
			default:
				i = s.run(text, '0', '9')
				s.flags |= Digit
			}
			if d.mapped {
				for ; from < i; from++ {
					d.starts, d.ends = append(d.starts, int32(from)), append(d.ends, int32(from+1))
				}
			}
			continue
		}
		if (c == '%' || c == '&') && s.escape(text) {
			features |= d.features
			i = s.pos
			continue
		}
		s.endToken()
		b := byte(e)
		if c == '>' && s.pending&LineStart != 0 { // a mail's quotation mark is no part of the text
			b, e = ' ', uint16(fold.Space)<<8|' '
		}
		if d.mapped {
			d.starts, d.ends = append(d.starts, int32(i)), append(d.ends, int32(i+1))
		}
		s.out = append(s.out, b)
		i++
		if fold.Class(e>>8&0x7f) == fold.Space {
			s.space(b)
			continue
		}
		s.punct(len(s.out) - 1)
	}
	d.features = features
	s.pos = i
}

// run takes the bytes between lo and hi that begin at s.pos, all of which fold to themselves, and returns where they end.
func (s *scanner) run(text string, lo, hi byte) int {
	i, h := s.pos, s.hash
	for i < len(text) && text[i] >= lo && text[i] <= hi {
		h = (h ^ uint64(text[i])) * fold.HashPrime
		i++
	}
	s.hash = h
	s.out = append(s.out, text[s.pos:i]...)
	return i
}

func (s *scanner) upperLetter() {
	if s.upper+s.lower == 0 {
		s.flags |= Upper
	} else if s.lower > 0 {
		s.flags |= InnerUpper
	}
	s.upper++
	s.flags |= Letter
}

// rune consumes one character beyond ASCII.
func (s *scanner) rune(text string) {
	d := s.d
	d.features |= HasNonASCII
	r, n := utf8.DecodeRuneInString(text[s.pos:])
	at := s.pos
	s.pos += n
	s.decoded(r, text[at:at+n], at, n)
}

// decoded adds the character r beyond ASCII, whose UTF-8 is utf, and which the n bytes at offset at of the text stand for.
func (s *scanner) decoded(r rune, utf string, at, n int) {
	d := s.d
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
func (s *scanner) punct(at int) {
	b := s.out[at]
	if uint16(b)+1 == s.lastPunc {
		s.d.tokens[len(s.d.tokens)-1].End++
		return
	}
	s.d.tokens = append(s.d.tokens, Token{Start: int32(at), End: int32(at + 1), Hash: fold.HashBytes(s.out[at : at+1]), Flags: Punct | s.pending})
	s.pending, s.lastPunc = 0, uint16(b)+1
}

func (s *scanner) punctRune(at int) {
	if b := s.out[at]; b < utf8.RuneSelf {
		s.d.features |= asciiFeature[b] // a full-width '@', say
		s.punct(at)
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
	for i := 0; i < n; {
		_, w := utf8.DecodeRuneInString(d.text[i:])
		for range w {
			d.starts, d.ends = append(d.starts, int32(i)), append(d.ends, int32(i+w))
		}
		i += w
	}
}

// pooledBytes is the size of the largest folded view whose memory is kept for the next text.
const pooledBytes = 64 << 10

// newDocumentPool returns a pool of Documents; an Anonymizer owns one.
func newDocumentPool() *sync.Pool {
	return &sync.Pool{New: func() any { return new(Document) }}
}

// release wipes d and puts it back, unless it has grown large.
func (d *Document) release(pool *sync.Pool) {
	if cap(d.folded) > pooledBytes || d.prompt != nil && cap(d.prompt.folded) > pooledBytes {
		return
	}
	for p := d; p != nil; p = p.prompt {
		clear(p.folded)
		p.text, p.known, p.trace = "", nil, nil
	}
	pool.Put(d)
}
