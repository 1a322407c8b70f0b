package tagger

import (
	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/tagger/kernel"
)

const (
	maxPlaces = 9
	modes     = 3    // letter-case modes of Context
	cacheBits = 13   // binary logarithm of the number of words kept
	partWords = 1024 // words tagged at once; far less than the cache, so that a part always fits
	hopeless  = 7    // a word whose best name label is so much behind None is none
)

// scratch is the memory of one call. It keeps what was computed of the words
// met last, because words repeat.
type scratch struct {
	words   []Word
	context []Context
	entries []int32 // cache entry of each word of the part
	open    []bool  // words of the part that may belong to a name
	feats   []uint32
	input   []float32
	word    []float32
	hidden  []float32
	out     [][kernel.Lanes]float32
	emit    [][Labels]float32
	fwd     [][Labels]float32
	bwd     [][Labels]float32
	back    [][Labels]uint8
	path    []uint8
	cache   []cached
	enc     []float32 // up to Enc values per cache entry, those behind the rectifier that are not 0 …
	units   []uint16  // … and their indexes
	rows    []uint32  // of W1 for the positive values in the window …
	values  []float32 // … and these
	part    uint32    // number of the current part
}

// cached tells which word an entry of the cache holds.
type cached struct {
	hash  uint64
	shape Shape
	used  bool
	part  uint32 // part that used the entry last
	count uint16 // values in scratch.enc
	gate  float32
}

func newScratch(m *Model) *scratch {
	const n = 1 << cacheBits
	return &scratch{
		cache:  make([]cached, n),
		enc:    make([]float32, n*m.Enc),
		units:  make([]uint16, n*m.Enc),
		word:   make([]float32, m.Enc),
		rows:   make([]uint32, 0, m.places()*m.Enc),
		values: make([]float32, 0, m.places()*m.Enc),
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
	m.gate(s, from)
	n := to - from
	for a := 0; a < n; {
		if !s.open[a] {
			a++
			continue
		}
		b := a + 1
		for b < n && s.open[b] {
			b++
		}
		dst = m.tagRun(dst, s, from, a, b, bias)
		a = b
	}
	return dst
}

// gate decides which words of the part may belong to a name: those that a
// linear unit does not rule out, and a single one (punctuation, say) between
// two such words.
func (m *Model) gate(s *scratch, from int) {
	limits := m.dense.Gate[m.Enc:]
	s.open = s.open[:0]
	for i, e := range s.entries {
		c := &s.cache[e]
		s.open = append(s.open, c.shape&ShapePunct == 0 && c.gate+limits[s.context[from+i]/contextModes] > 0)
	}
	for i := 1; i+1 < len(s.open); i++ {
		if s.open[i-1] && s.open[i+1] && !s.open[i] {
			s.open[i] = true
			i++ // the word behind is open by itself
		}
	}
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
		for _, v := range o[2:Labels] {
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
		s.out = append(s.out, [kernel.Lanes]float32{})
		s.emit = append(s.emit, [Labels]float32{})
		s.fwd = append(s.fwd, [Labels]float32{})
		s.bwd = append(s.bwd, [Labels]float32{})
		s.back = append(s.back, [Labels]uint8{})
		s.path = append(s.path, 0)
	}
}

// outputs computes the scores of word i of the part.
func (m *Model) outputs(s *scratch, from, i int, o *[kernel.Lanes]float32) {
	d, h := &m.dense, s.hidden
	copy(h, d.B1)
	addTo(h, d.Ctx[int(s.context[from+i])*m.Hidden:][:m.Hidden])
	s.rows, s.values = s.rows[:0], s.values[:0]
	for place := range m.places() {
		if k := i + place - m.Window; k >= 0 && k < len(s.entries) {
			e := int(s.entries[k])
			count := int(s.cache[e].count)
			for _, j := range s.units[e*m.Enc:][:count] {
				s.rows = append(s.rows, uint32(place*m.Enc+int(j)))
			}
			s.values = append(s.values, s.enc[e*m.Enc:][:count]...)
			continue
		}
		addTo(h, d.Pad[place*m.Hidden:][:m.Hidden])
	}
	kernel.AccSparse(h, d.W1, s.rows, s.values)
	for k, v := range h {
		h[k] = max(v, 0)
	}
	*o = [kernel.Lanes]float32{}
	copy(o[:], d.B2)
	kernel.AccRows(o[:], m.w2, h)
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
	m.encode(s, w, folded, s.word)
	enc, units := s.enc[int(free)*m.Enc:][:m.Enc], s.units[int(free)*m.Enc:][:m.Enc]
	c, count := &s.cache[free], 0
	for i, v := range s.word {
		if v > 0 {
			c.gate += v * m.dense.Gate[i]
			enc[count], units[count] = v, uint16(i)
			count++
		}
	}
	c.count = uint16(count)
	return int32(free)
}

// encode computes the word layer, before the rectifier.
func (m *Model) encode(s *scratch, w *Word, folded string, e []float32) {
	x := s.input
	clear(x)
	kernel.AddRow8(x[:m.VecDim], m.vecs[m.vocab.row(w.Hash)*m.VecDim:], m.vecScale)
	sum := x[m.VecDim:]
	s.feats = AppendFeatures(s.feats[:0], m.lex, folded[w.Start:w.End], w.Hash, w.Shape)
	for _, f := range s.feats {
		kernel.AddRow8(sum, m.feats[int(f)*m.FeatDim:], m.scales[f])
	}
	copy(e, m.dense.Benc)
	kernel.AccRows(e, m.dense.Wenc, x)
}

func addTo(dst, src []float32) {
	src = src[:len(dst)]
	for i := range dst {
		dst[i] += src[i]
	}
}
