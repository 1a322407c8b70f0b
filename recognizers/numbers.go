package recognizers

import (
	"github.com/deckname/deckname/anonymize"
)

// joint says what stands between two neighbouring numbers. Only what people write inside one identifier joins.
type joint uint8

const (
	jointNone    joint = iota // letters, a line end, or too much: the numbers are strangers
	jointSpace                // one to three blanks
	jointDash                 // 12-34
	jointSlash                // 12/34
	jointDot                  // 12.34
	jointSpDash               // 12 - 34
	jointSpSlash              // 12 / 34
	jointSpDot                // 12. 34, 12 .34
	jointParen                // 12) 34, 12 (34
	jointComma                // 12,34
	jointColon                // 12:34
	jointUnder                // 12_34
)

// tight reports joints that make two numbers parts of one token of meaning: a date, a price, a file number.
func (j joint) tight() bool {
	switch j {
	case jointDash, jointSlash, jointDot, jointComma, jointColon, jointUnder:
		return true
	}
	return false
}

// group is a token of digits only.
type group struct {
	tok        int32 // index into the document's tokens
	start, end int32 // folded offsets
	joint      joint // to the group before it in the text
	tightL     bool  // glued to letters by a hyphen, slash or underscore before it
	tightR     bool  // the same after it
}

func (g *group) len() int { return int(g.end - g.start) }

// run is a maximal sequence of joined groups.
type run struct {
	from, to int32 // half-open range of groups
	digits   int32
}

// numbers is the candidate scan that all recognizers of numbers share.
type numbers struct {
	doc    *anonymize.Document
	folded string
	groups []group
	runs   []run
	mixed  []int32 // tokens that hold digits and letters, or digits beside a word of one or two letters: "de 89", "J 003"
	most   int32   // digits of the longest run

	capitals bool // a capital stands in a number, or in a word joined to one by a sign
	years    bool // two or four characters, a digit among them, stand behind a slash, or four that begin with 20 before one

	judged, mayBeCode bool // see looksLoose, asked once
}

type numbersKey struct{}

// numbersOf returns the numbers of doc, scanned once per text.
func numbersOf(doc *anonymize.Document) *numbers {
	return doc.Memo(numbersKey{}, scanNumbers).(*numbers)
}

func scanNumbers(doc *anonymize.Document, old any) any {
	s, _ := old.(*numbers)
	if s == nil {
		s = new(numbers)
	}
	s.doc, s.folded = doc, doc.Folded()
	s.groups, s.runs, s.mixed, s.most = s.groups[:0], s.runs[:0], s.mixed[:0], 0
	s.capitals, s.years, s.judged = false, false, false
	toks := doc.Tokens()
	last := -1 // end of the group before
	for _, ti := range doc.DigitTokens() {
		t := &toks[ti]
		s.capitals = s.capitals || hasCapitalsAt(toks, s.folded, int(ti))
		if n := t.End - t.Start; (n == 2 || n == 4) && ti > 0 && s.folded[toks[ti-1].Start] == '/' ||
			n == 4 && s.folded[t.Start:t.Start+2] == "20" && int(ti)+1 < len(toks) && s.folded[toks[ti+1].Start] == '/' {
			s.years = true
		}
		if t.Flags&anonymize.Letter != 0 {
			s.mixed = append(s.mixed, ti)
			last = -1
			continue
		}
		if besideLetters(toks, int(ti)) {
			s.mixed = append(s.mixed, ti)
		}
		g := group{tok: ti, start: t.Start, end: t.End}
		if last >= 0 {
			g.joint = jointOf(s.folded, last, int(t.Start))
		}
		g.tightL = gluedLeft(s.folded, int(t.Start))
		g.tightR = gluedRight(s.folded, int(t.End))
		if g.joint == jointNone {
			n := int32(len(s.groups))
			s.runs = append(s.runs, run{from: n, to: n})
		}
		s.groups = append(s.groups, g)
		r := &s.runs[len(s.runs)-1]
		r.to++
		r.digits += t.End - t.Start
		s.most = max(s.most, r.digits)
		last = int(t.End)
	}
	return s
}

// besideLetters tells whether a word of one or two letters stands right before token i, or one of one letter behind it, perhaps with a hyphen, dot or
// comma between.
func besideLetters(toks []anonymize.Token, i int) bool {
	start, end := toks[i].Start, toks[i].End
	for k, n := i-1, 0; k >= 0 && n < 2; k, n = k-1, n+1 {
		p := &toks[k]
		if p.Flags&anonymize.Punct == 0 {
			if p.Flags&anonymize.Digit == 0 && p.End-p.Start <= 2 && start-p.End <= 3 {
				return true
			}
			break
		}
	}
	for k, n := i+1, 0; k < len(toks) && n < 2; k, n = k+1, n+1 {
		p := &toks[k]
		if p.Flags&anonymize.Punct == 0 {
			return p.Flags&anonymize.Digit == 0 && p.End-p.Start == 1 && p.Start-end <= 2
		}
	}
	return false
}

// jointOf classifies the folded text between two digit tokens.
func jointOf(f string, from, to int) joint {
	if to-from > 5 || to == from {
		return jointNone
	}
	var p byte
	before, after := 0, 0
	for i := from; i < to; i++ {
		switch c := f[i]; c {
		case ' ':
			if p == 0 {
				before++
			} else {
				after++
			}
		case '-', '/', '.', ',', ':', '_':
			if p != 0 {
				if p == '-' && c == '-' || p == '/' && c == '/' {
					continue // 0221//4710, BG numbers
				}
				return jointNone
			}
			p = c
		case '(', ')', '[', ']':
			if p != 0 && !isBracket(p) && p != '-' && p != '/' {
				return jointNone
			}
			p = c
		default:
			return jointNone
		}
	}
	if before > 3 || after > 3 {
		return jointNone
	}
	spaced := before+after > 0
	switch p {
	case 0:
		return jointSpace
	case '(', ')', '[', ']':
		return jointParen
	case '-':
		if spaced {
			return jointSpDash
		}
		return jointDash
	case '/':
		if spaced {
			return jointSpSlash
		}
		return jointSlash
	case '.':
		if spaced {
			return jointSpDot
		}
		return jointDot
	case ',':
		if !spaced {
			return jointComma
		}
	case ':':
		if !spaced {
			return jointColon
		}
	case '_':
		return jointUnder
	}
	return jointNone
}

// gluedLeft tells whether the number that begins at folded offset i hangs on a word or a plus sign: "ABC-123", "x/123", "+49".
func gluedLeft(f string, i int) bool {
	return i >= 1 && f[i-1] == '+' || i >= 2 && isGlue(f[i-1]) && isAlnum(f[i-2])
}

// gluedRight is gluedLeft for the number that ends at folded offset i.
func gluedRight(f string, i int) bool {
	return i+1 < len(f) && isGlue(f[i]) && isAlnum(f[i+1])
}

func isGlue(c byte) bool  { return c == '-' || c == '/' || c == '_' || c == '\'' }
func isDigit(c byte) bool { return c >= '0' && c <= '9' }
func isAlnum(c byte) bool { return isDigit(c) || c >= 'a' && c <= 'z' || c >= 0x80 }
func isLower(c byte) bool { return c >= 'a' && c <= 'z' }

// window is a stretch of joined groups, both ends included.
type window struct{ i, j int }

// windows walks over all stretches with exactly n digits. Each group is visited twice at most.
type windows struct {
	s    *numbers
	n    int
	run  int
	i, j int // next window to try: groups i to j-1 hold sum digits
	sum  int
	end  int
}

// windowsOf starts a walk over the stretches of n digits.
func (s *numbers) windowsOf(n int) windows {
	if int(s.most) < n {
		return windows{s: s, n: n, run: len(s.runs)}
	}
	return windows{s: s, n: n, run: -1}
}

// next returns the next stretch.
func (w *windows) next() (window, bool) {
	for {
		for w.i < w.end {
			for w.sum < w.n && w.j < w.end {
				w.sum += w.s.groups[w.j].len()
				w.j++
			}
			sum, win := w.sum, window{w.i, w.j - 1}
			if sum < w.n {
				w.i = w.end
				break
			}
			w.sum -= w.s.groups[w.i].len()
			w.i++
			if sum == w.n {
				return win, true
			}
		}
		for w.run++; ; w.run++ {
			if w.run >= len(w.s.runs) {
				w.run = len(w.s.runs)
				return window{}, false
			}
			if int(w.s.runs[w.run].digits) >= w.n {
				break
			}
		}
		r := w.s.runs[w.run]
		w.i, w.j, w.end, w.sum = int(r.from), int(r.from), int(r.to), 0
	}
}

// read copies the digits of w into buf.
func (s *numbers) read(w window, buf *[32]byte) []byte {
	n := 0
	for k := w.i; k <= w.j; k++ {
		g := &s.groups[k]
		n += copy(buf[n:], s.folded[g.start:g.end])
	}
	return buf[:n]
}

// first and last are the document's token indexes of a window's ends.
func (s *numbers) first(w window) int { return int(s.groups[w.i].tok) }
func (s *numbers) last(w window) int  { return int(s.groups[w.j].tok) }

// bounds returns the folded offsets of w.
func (s *numbers) bounds(w window) (start, end int) {
	return int(s.groups[w.i].start), int(s.groups[w.j].end)
}

// edge says how well a window stands apart from what is around it.
type edge uint8

const (
	edgeClean edge = iota // nothing numeric beside it, or parted by a bracket or by a slash between blanks
	edgeSpace             // another number beside it, separated by blanks
	edgeTight             // part of a longer number, date, price or code
)

// edge judges the surroundings of w.
func (s *numbers) edge(w window) edge {
	e := edgeClean
	l := &s.groups[w.i]
	switch {
	case l.joint.tight() || l.tightL:
		return edgeTight
	case l.joint != jointNone && l.joint != jointSpSlash && l.joint != jointParen && s.dated(w) < 0:
		e = edgeSpace
	}
	r := &s.groups[w.j]
	if w.j+1 < len(s.groups) {
		switch next := &s.groups[w.j+1]; {
		case next.joint.tight():
			return edgeTight
		case next.joint != jointNone && next.joint != jointSpSlash && next.joint != jointParen:
			e = edgeSpace
		}
	}
	if r.tightR {
		return edgeTight
	}
	return e
}

// maxDialled bounds the digits of a telephone number with its country code (ITU-T E.164).
const maxDialled = 15

// abroad tells whether w is the end of a telephone number that begins with a plus sign: "+49 69 90009-229".
func (s *numbers) abroad(w window) bool {
	n := 0
	for k := w.j; k >= 0; k-- {
		g := &s.groups[k]
		if n += g.len(); n > maxDialled {
			return false
		}
		if g.joint == jointNone {
			return k < w.i && g.start > 0 && s.folded[g.start-1] == '+'
		}
	}
	return false
}

// dated returns the token of the year that stands before w, parted by a dash or slash between blanks, -1 for none: see yearApart.
func (s *numbers) dated(w window) int {
	if w.i == 0 || s.groups[w.i].joint != jointSpDash && s.groups[w.i].joint != jointSpSlash {
		return -1
	}
	if year := int(s.groups[w.i-1].tok); yearApart(s.doc, year) {
		return year
	}
	return -1
}

// even reports whether all joints inside w are blanks, or all are the same tight sign: people do not mix inside one number.
func (s *numbers) even(w window) bool {
	for k := w.i + 2; k <= w.j; k++ {
		if s.groups[k].joint != s.groups[w.i+1].joint {
			return false
		}
	}
	return true
}

// loose reports whether w is joined by blanks, hyphens, slashes and dots in any mixture.
func (s *numbers) loose(w window) bool {
	for k := w.i + 1; k <= w.j; k++ {
		switch s.groups[k].joint {
		case jointSpace, jointDash, jointSlash, jointDot, jointSpDash, jointSpSlash, jointSpDot:
		default:
			return false
		}
	}
	return true
}

// plain reports whether w is one group, or groups joined evenly by blanks, hyphens, slashes or dots.
func (s *numbers) plain(w window) bool {
	if w.i == w.j {
		return true
	}
	switch s.groups[w.i+1].joint {
	case jointSpace, jointDash, jointSlash, jointDot, jointSpDash, jointSpSlash:
		return s.even(w)
	}
	return false
}

// onlyDigits tells whether t is a number without letters.
func onlyDigits(t *anonymize.Token) bool {
	return t.Flags&(anonymize.Digit|anonymize.Letter) == anonymize.Digit
}

// behindBlank tells whether one character, a blank, stands between token i and the one before.
func behindBlank(toks []anonymize.Token, i int) bool { return toks[i].Start-toks[i-1].End == 1 }
