package tagger

import (
	"github.com/deckname/deckname/anonymize"
)

const (
	maxPlaces = 9
	modes     = 3    // letter-case modes of Context
	cacheBits = 11   // binary logarithm of the number of words kept
	partWords = 1024 // words tagged at once; half the cache, so that a part always fits
	hopeless  = 7    // a word whose best name label is so much behind None is none
)

// scratch is the memory of one call. It keeps what was computed of the words
// met last, because words repeat.
type scratch struct {
	words   []Word
	context []Context
	entries []int32 // cache entry of each word of the part
	feats   []uint32
	input   []float32
	hidden  []float32
	out     [][Labels]float32
	emit    [][Labels]float32
	fwd     [][Labels]float32
	bwd     [][Labels]float32
	back    [][Labels]uint8
	path    []uint8
	cache   []cached
	enc     []float32 // Enc values per cache entry
	proj    []float32 // places × Hidden values per cache entry
	part    uint32    // number of the current part
}

// cached tells which word an entry of the cache holds.
type cached struct {
	hash  uint64
	shape Shape
	used  bool
	have  uint16 // window places for which proj is computed
	part  uint32 // part that used the entry last
	gate  float32
}

func newScratch(m *Model) *scratch {
	const n = 1 << cacheBits
	return &scratch{
		cache:  make([]cached, n),
		enc:    make([]float32, n*m.Enc),
		proj:   make([]float32, n*m.places()*m.Hidden),
		input:  make([]float32, m.VecDim+m.FeatDim),
		hidden: make([]float32, m.Hidden),
		feats:  make([]uint32, 0, maxFeatures),
	}
}

// TagDocument appends the names found in doc to dst, in order and disjoint.
// The class Other is not reported. bias is added to the log-odds of every
// span: 0 gives the most probable labelling, a positive bias more spans, of
// lower probability. Texts of more than 1,024 words are tagged in parts
// that end at sentence ends where possible.
//
// It allocates nothing once its scratch memory has grown to the size of the
// texts.
func (m *Model) TagDocument(dst []Span, doc *anonymize.Document, bias float32) []Span {
	s := m.scratch.Get().(*scratch)
	s.words = AppendWords(s.words[:0], doc)
	s.context = AppendContext(s.context[:0], s.words, doc)
	for from := 0; from < len(s.words); {
		to := s.partEnd(from)
		dst = m.tagPart(dst, s, from, to, doc.Folded(), bias)
		from = to
	}
	m.scratch.Put(s)
	return dst
}

// partEnd returns the end of the part that begins at from.
func (s *scratch) partEnd(from int) int {
	to := from + partWords
	if to >= len(s.words) {
		return len(s.words)
	}
	for i := to; i > from+partWords/2; i-- {
		if s.context[i]&contextInitial != 0 {
			return i
		}
	}
	return to
}

func (m *Model) tagPart(dst []Span, s *scratch, from, to int, folded string, bias float32) []Span {
	s.part++
	s.entries = s.entries[:0]
	for i := from; i < to; i++ {
		s.entries = append(s.entries, m.entry(s, &s.words[i], folded))
	}
	gate := m.dense.Gate[m.Enc:]
	n := to - from
	for a := 0; a < n; {
		if !m.candidate(s, gate, from, a) {
			a++
			continue
		}
		b := a + 1
		for b < n && m.candidate(s, gate, from, b) {
			b++
		}
		dst = m.tagRun(dst, s, from, a, b, bias)
		a = b
	}
	return dst
}

func (m *Model) candidate(s *scratch, gate []float32, from, i int) bool {
	return s.cache[s.entries[i]].gate+gate[s.context[from+i]/contextModes] > 0
}

// tagRun tags the words a to b of the part; the words around them are none.
func (m *Model) tagRun(dst []Span, s *scratch, from, a, b int, bias float32) []Span {
	n := b - a
	s.grow(n)
	hope := false
	for i := a; i < b; i++ {
		o := &s.out[i-a]
		m.outputs(s, from, i, o)
		top := o[1]
		for _, v := range o[2:] {
			top = max(top, v)
		}
		if top+bias > o[0]-hopeless {
			hope = true
		}
	}
	if !hope {
		return dst
	}
	left, right := a > 0, b < len(s.entries)
	if !m.viterbi(s, n, left, right, bias) {
		return dst
	}
	m.marginals(s, n, left, right)
	for i := 0; i < n; i++ {
		c, p := SplitLabel(int(s.path[i]))
		if c == None {
			continue
		}
		j := i
		for p != Single && p != End {
			j++
			_, p = SplitLabel(int(s.path[j]))
		}
		if c != Other {
			first, last := &s.words[from+a+i], &s.words[from+a+j]
			dst = append(dst, Span{
				Start: first.Start, End: last.End, First: first.First, Last: last.Last,
				Class: c, Prob: m.calibrate(c, m.spanProb(s, i, j)),
			})
		}
		i = j
	}
	return dst
}

func (s *scratch) grow(n int) {
	for len(s.out) < n {
		s.out = append(s.out, [Labels]float32{})
		s.emit = append(s.emit, [Labels]float32{})
		s.fwd = append(s.fwd, [Labels]float32{})
		s.bwd = append(s.bwd, [Labels]float32{})
		s.back = append(s.back, [Labels]uint8{})
		s.path = append(s.path, 0)
	}
}

// outputs computes the scores of word i of the part.
func (m *Model) outputs(s *scratch, from, i int, o *[Labels]float32) {
	d, h := &m.dense, s.hidden
	copy(h, d.B1)
	addTo(h, d.Ctx[int(s.context[from+i])*m.Hidden:][:m.Hidden])
	for place := range m.places() {
		k := i + place - m.Window
		if k < 0 || k >= len(s.entries) {
			addTo(h, d.Pad[place*m.Hidden:][:m.Hidden])
			continue
		}
		addTo(h, m.projection(s, s.entries[k], place))
	}
	copy(o[:], d.B2)
	for k, v := range h {
		if v > 0 {
			w := d.W2[k*Labels:][:Labels]
			for l := range o {
				o[l] += v * w[l]
			}
		}
	}
}

// projection returns what the word of the entry adds to the hidden layer of a
// word from which it stands at the given place of the window.
func (m *Model) projection(s *scratch, entry int32, place int) []float32 {
	at := (int(entry)*m.places() + place) * m.Hidden
	p := s.proj[at : at+m.Hidden]
	if c := &s.cache[entry]; c.have>>place&1 == 0 {
		c.have |= 1 << place
		clear(p)
		accumulate(p, m.dense.W1[place*m.Enc*m.Hidden:][:m.Enc*m.Hidden], s.enc[int(entry)*m.Enc:][:m.Enc])
	}
	return p
}

// entry returns the cache entry of the word, filled.
func (m *Model) entry(s *scratch, w *Word, folded string) int32 {
	shape := w.Shape & wordShape
	slot := (w.Hash ^ w.Hash>>29 ^ uint64(shape)*0x9E3779B97F4A7C15>>40) & (1<<cacheBits - 1)
	free := slot
	for try := 0; ; try++ {
		c := &s.cache[slot]
		if c.used && c.hash == w.Hash && c.shape == shape {
			c.part = s.part
			return int32(slot)
		}
		if !c.used || try >= 3 && c.part != s.part {
			free = slot
			break
		}
		if c.part != s.part {
			free = slot
		}
		slot = (slot + 1) & (1<<cacheBits - 1)
		if try == 3 && s.cache[free].part != s.part {
			break
		}
	}
	s.cache[free] = cached{hash: w.Hash, shape: shape, used: true, part: s.part}
	e := s.enc[int(free)*m.Enc:][:m.Enc]
	m.encode(s, w, folded, e)
	g := float32(0)
	for i, v := range e {
		g += v * m.dense.Gate[i]
	}
	s.cache[free].gate = g
	return int32(free)
}

// encode computes the word layer.
func (m *Model) encode(s *scratch, w *Word, folded string, e []float32) {
	x := s.input
	row := m.vecs[m.vocab.row(w.Hash)*m.VecDim:][:m.VecDim]
	for i := range m.VecDim {
		x[i] = float32(int8(row[i])) * m.vecScale
	}
	sum := x[m.VecDim:]
	clear(sum)
	s.feats = AppendFeatures(s.feats[:0], m.lex, folded[w.Start:w.End], w.Hash, w.Shape)
	for _, f := range s.feats {
		scale := m.scales[f]
		r := m.feats[int(f)*m.FeatDim:][:len(sum)]
		for i := range sum {
			sum[i] += float32(int8(r[i])) * scale
		}
	}
	copy(e, m.dense.Benc)
	accumulate(e, m.dense.Wenc, x)
	for i, v := range e {
		e[i] = max(v, 0)
	}
}

func addTo(dst, src []float32) {
	src = src[:len(dst)]
	for i := range dst {
		dst[i] += src[i]
	}
}

// accumulate adds the product of the row vector x and the matrix w to acc,
// four rows at a time. Rows of zeros, frequent behind a rectifier, cost nothing.
func accumulate(acc, w, x []float32) {
	n := len(acc)
	var rows [4]int
	k := 0
	for r, v := range x {
		if v == 0 {
			continue
		}
		rows[k] = r
		if k++; k < 4 {
			continue
		}
		k = 0
		v0, v1, v2, v3 := x[rows[0]], x[rows[1]], x[rows[2]], v
		w0, w1, w2, w3 := w[rows[0]*n:][:n], w[rows[1]*n:][:n], w[rows[2]*n:][:n], w[r*n:][:n]
		acc := acc[:n]
		for c := range acc {
			acc[c] += (v0*w0[c] + v1*w1[c]) + (v2*w2[c] + v3*w3[c])
		}
	}
	for _, r := range rows[:k] {
		v, row := x[r], w[r*n:][:n]
		for c := range acc {
			acc[c] += v * row[c]
		}
	}
}
