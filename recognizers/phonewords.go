package recognizers

import (
	"context"
	"strings"

	"github.com/deckname/deckname/anonymize"
)

// maxSpoken bounds the tokens of a dictated number.
const maxSpoken = 60

// spoken finds numbers dictated in words: "null eins fünf zwei, zwei acht acht …", "plus vier neun …", "doppel null". They
// begin with null or plus; tens ("siebenundvierzig") and written digits may be among them.
func (r *phone) spoken(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	toks := doc.Tokens()
	for i := 0; i < len(toks); i++ {
		t := &toks[i]
		if t.Hash != r.starts[0] && t.Hash != r.starts[1] && t.Hash != r.starts[2] && t.Hash != r.starts[3] {
			continue
		}
		if err := alive(ctx, i); err != nil {
			return dst, err
		}
		fd, last, ok := r.dictated(doc, i)
		if !ok {
			continue
		}
		dst = r.report(doc, dst, anonymize.PhoneNumber, fd)
		i = last
	}
	return dst, nil
}

// dictated reads the words from token i on.
func (r *phone) dictated(doc *anonymize.Document, i int) (fd finding, last int, ok bool) {
	toks := doc.Tokens()
	s := spokenDial{last: -1, repeat: 1}
loop:
	for k := i; k < len(toks) && k < i+maxSpoken && s.n < maxPhone; k++ {
		switch s.part(doc, k, k == i) {
		case partEnds:
			break loop
		case partSpoils:
			return fd, 0, false
		}
	}
	if s.last < 0 || s.inWords < 4 || s.n < 7 {
		return fd, 0, false
	}
	v := s.buf[:s.n]
	kind := plan(v, s.plus)
	fd = finding{start: int(toks[i].Start), end: int(toks[s.last].End), score: 0.75, rule: "phone/spoken"}
	var found bool
	fd.hit, found = r.keys.Near(doc, i, s.last)
	switch {
	case kind == dialPublic || isPublic(v):
		return fd, 0, false
	case kind >= dialShort && found:
		fd.score = 0.95
	case kind >= dialArea:
		fd.score = 0.85
	case !found && s.n < 9:
		return fd, 0, false
	}
	return fd, s.last, true
}

// spokenDial is a telephone number as far as it is read.
type spokenDial struct {
	buf     [32]byte
	n       int // digits
	inWords int // numbers in words
	repeat  int // how often the next digit counts: "doppel sieben"
	plus    bool
	last    int // token
}

// part reads the word, number or sign at token k.
func (s *spokenDial) part(doc *anonymize.Document, k int, begins bool) spokenPart {
	t := &doc.Tokens()[k]
	w := doc.Word(*t)
	switch {
	case t.Flags&anonymize.Punct != 0:
		if strings.IndexByte(",-/.()+", w[0]) < 0 {
			return partEnds
		}
		return partRead
	case t.Flags&(anonymize.Digit|anonymize.Letter) == anonymize.Digit:
		if len(w) > 8 || s.n+len(w) > maxPhone {
			return partEnds
		}
		s.n += copy(s.buf[s.n:], w)
		s.last = k
		return partRead
	}
	switch w {
	case "plus":
		if s.plus = true; !begins {
			return partSpoils
		}
		return partRead
	case "doppel", "zweimal":
		s.repeat = 2
		return partRead
	case "dreimal":
		s.repeat = 3
		return partRead
	case "und", "dann", "strich", "bindestrich", "slash", "schraegstrich", "pause", "nochmal", "minus", "vorwahl", "danach", "wieder":
		return partRead
	}
	return s.number(k, w)
}

// number reads the number in words w at token k: "drei", "siebenundvierzig", "zweihundertzwölf".
func (s *spokenDial) number(k int, w string) spokenPart {
	if h, ok := hundreds(w); ok && s.repeat == 1 && s.n+3 <= maxPhone {
		s.inWords++
		s.n += copy(s.buf[s.n:], []byte{byte('0' + h/100), byte('0' + h/10%10), byte('0' + h%10)})
		s.last = k
		return partRead
	}
	d := numeral(w)
	if d < 0 {
		return partEnds
	}
	s.inWords++
	for ; s.repeat > 0 && s.n < maxPhone; s.repeat-- {
		if d > 9 {
			s.buf[s.n] = byte('0' + d/10)
			s.n++
		}
		s.buf[s.n] = byte('0' + d%10)
		s.n++
	}
	s.repeat = 1
	s.last = k
	return partRead
}

// hundreds returns the value of a number word from 100 to 999.
func hundreds(w string) (int, bool) {
	left, right, ok := strings.Cut(w, "hundert")
	if !ok || len(w) > 40 {
		return 0, false
	}
	h, rest := 1, 0
	if left != "" {
		h = numeral(left)
	}
	if right != "" {
		rest = numeral(strings.TrimPrefix(right, "und"))
	}
	return 100*h + rest, h > 0 && h < 10 && rest >= 0
}

// numeral returns the value of a number word from 0 to 99, or -1. The word is folded.
func numeral(w string) int {
	switch w {
	case "null", "nul", "zero":
		return 0
	case "eins", "ein", "eine":
		return 1
	case "zwei", "zwo":
		return 2
	case "drei":
		return 3
	case "vier":
		return 4
	case "fuenf", "fuef":
		return 5
	case "sechs":
		return 6
	case "sieben":
		return 7
	case "acht":
		return 8
	case "neun":
		return 9
	case "zehn":
		return 10
	case "elf":
		return 11
	case "zwoelf":
		return 12
	case "dreizehn":
		return 13
	case "vierzehn":
		return 14
	case "fuenfzehn":
		return 15
	case "sechzehn":
		return 16
	case "siebzehn":
		return 17
	case "achtzehn":
		return 18
	case "neunzehn":
		return 19
	case "zwanzig":
		return 20
	case "dreissig":
		return 30
	case "vierzig":
		return 40
	case "fuenfzig":
		return 50
	case "sechzig":
		return 60
	case "siebzig":
		return 70
	case "achtzig":
		return 80
	case "neunzig":
		return 90
	}
	if len(w) < len("einundzwanzig") || len(w) >= 24 {
		return -1
	}
	if k := strings.Index(w, "und"); k > 0 {
		unit, ten := numeral(w[:k]), numeral(w[k+3:])
		if unit > 0 && unit < 10 && ten >= 20 && ten%10 == 0 {
			return ten + unit
		}
	}
	return -1
}
