package tagger

import (
	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/tagger/kernel"
)

const (
	maxPlaces = 9
	modes     = 3    // letter-case modes of Context
	partWords = 1024 // words tagged at once
	widest    = 2    // words by which an open run grows to each side
	hopeless  = 7    // a word whose best name label is so much behind None is none
)

// beside is the second gate's score from which on a word that it does not open may still be part of a name beside it.
const beside = -4

// scratch is the memory of one call. Words and what is known of them are
// wiped behind it; nothing is remembered from one text to the next.
type scratch struct {
	words   []Word
	context []Context
	layers  []layer   // of the words of the part
	rare    []int32   // the words of the part that are not frequent
	unknown []int32   // the words of the part that the first gate computes …
	feats   []uint32  // … the rows of their features …
	ends    []int32   // … and where these end
	word    []float32 // the word layer of one word
	opened  []int32   // the open words of the part …
	sums    []int16   // … and their sums in the window layer
	rows    []uint32  // of the words of the part in the vocabulary …
	begins  []uint32  // … and where their buckets begin
	bias    [Labels]float32
	out     [][kernel.Lanes]float32
	tops    []float32 // the greatest of each
	emit    [][Labels]float32
	fwd     [][Labels]float32
	bwd     [][Labels]float32
	back    [][Labels]uint8
	path    []uint8
	spans   []labelled // of the run
	enc     []int16    // up to Enc values for each word of the part, those behind the rectifier that are not 0 …
	units   []uint16   // … and their indexes
}

// labelled are the words of a run, both inclusive, that the path takes for one name.
type labelled struct {
	first, last int
	class       Class
}

// layer is what is known of a word of the part.
type layer struct {
	row   int32  // in the vocabulary, 0 unknown
	sums  int32  // its place among the open words
	count uint16 // values in scratch.enc
	ready uint16 // in Model.frequent, 0 not there
	state uint8
	info  wordInfo
	near  [kernel.Lanes]int16 // what it adds to both gates, in the order of Model.near
}

// The states of a layer, as flags.
const (
	stateEncoded uint8 = 1 << iota // count, enc and units are set
	stateNear                      // near is set
	stateOpen                      // the word may belong to a name
	stateMaybe                     // the first gate let it through
)

func newScratch(m *Model) *scratch {
	return &scratch{
		word:  make([]float32, m.Enc),
		sums:  make([]int16, m.Hidden),
		feats: make([]uint32, 0, maxFeatures),
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
	for l := range s.bias {
		s.bias[l] = biased(l, bias)
	}
	for from := 0; from < len(s.words); {
		to := s.partEnd(from)
		dst = m.tagPart(dst, s, from, to, doc.Folded(), bias)
		s.forgetPart()
		from = to
	}
	clear(s.words)
	m.scratch.Put(s)
	return dst
}

// forgetPart wipes what says which words the part holds.
func (s *scratch) forgetPart() {
	clear(s.layers)
	clear(s.rows)
	clear(s.begins)
	clear(s.feats)
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
	n := to - from
	m.look(s, from, to)
	if need := n * m.Enc; cap(s.enc) < need {
		s.enc, s.units = make([]int16, need), make([]uint16, need)
	}
	s.enc, s.units = s.enc[:cap(s.enc)], s.units[:cap(s.units)]
	m.firstGate(s, from, to, folded)
	m.secondGate(s, from, folded)
	m.windows(s, from, folded)
	for a := 0; a < n; {
		if s.layers[a].state&stateOpen == 0 {
			a++
			continue
		}
		b := a + 1
		for b < n && s.layers[b].state&stateOpen != 0 {
			b++
		}
		dst = m.tagRun(dst, s, from, a, b, bias)
		a = b
	}
	return dst
}

// firstGate marks the words of the part that may be names in some context:
// the vocabulary says so with a bit, other words are computed. Those with
// digits are none.
func (m *Model) firstGate(s *scratch, from, to int, folded string) {
	s.unknown, s.feats, s.ends = s.unknown[:0], s.feats[:0], s.ends[:0]
	for i := from; i < to; i++ {
		w, l := &s.words[i], &s.layers[i-from]
		if l.ready != 0 {
			if m.frequent.ready[l.ready].open>>Mode(s.context[i])&1 != 0 {
				l.state |= stateMaybe
			}
			continue
		}
		if w.Shape&(ShapeLetter|ShapeDigit) != ShapeLetter {
			continue
		}
		l.info = m.infoOf(int(l.row))
		mode := Mode(s.context[i])
		if l.row > 0 && l.info&infoWhole != 0 && w.Shape.letters() {
			if l.info.open(mode, w.Shape.letterKind()) {
				l.state = stateMaybe
			}
			continue
		}
		s.unknown = append(s.unknown, int32(i-from))
		m.features(s, w, l, folded)
	}
	begin := int32(0)
	for k, i := range s.unknown {
		l := &s.layers[i]
		m.sum(s, int(i), s.feats[begin:s.ends[k]])
		m.weigh(s, int(i))
		if m.opens(l, Mode(s.context[from+int(i)])) {
			l.state |= stateMaybe
		}
		begin = s.ends[k]
	}
}

// features appends to s.feats the rows of the features of a word, asks for them, and appends to s.ends where they end.
func (m *Model) features(s *scratch, w *Word, l *layer, folded string) {
	if l.info&infoWhole != 0 {
		l.row = 0 // the same letters with something glued to them
	}
	begin := len(s.feats)
	s.feats = AppendFeatures(s.feats, m.lex, folded[w.Start:w.End], w.Hash, w.Shape)
	rows := m.feats.pick(s.feats[begin:])
	kernel.Prefetch(m.feats.rows, rows, m.Enc)
	kernel.PrefetchFloats(m.feats.scales, rows)
	s.feats = s.feats[:begin+len(rows)]
	s.ends = append(s.ends, int32(len(s.feats)))
}

// sum computes the word layer of word i of the part, whose features have the given rows.
func (m *Model) sum(s *scratch, i int, rows []uint32) {
	row := int(s.layers[i].row)
	copy(s.word, m.dense.Benc)
	kernel.AddRow8(s.word, m.words[row*m.Enc:], m.wordScales[row])
	kernel.SumRows8(s.word, m.feats.rows, m.feats.scales, rows)
	m.pack(s, i)
}

// secondGate opens those of these words whose surroundings do not rule it
// out, and up to two words between two of them: punctuation, a number.
func (m *Model) secondGate(s *scratch, from int, folded string) {
	n, units := len(s.layers), m.NearUnits()
	for i := range s.layers {
		if s.layers[i].state&stateMaybe == 0 {
			continue
		}
		var sums [kernel.Lanes]int32
		for k := max(0, i-m.Window); k < min(n, i+m.Window+1); k++ {
			l := &s.layers[k]
			if l.state&stateNear == 0 {
				if l.state&stateEncoded == 0 {
					m.encode(s, from, k, folded)
				}
				m.weigh(s, k)
			}
			v := l.near[(k-i+m.Window)*units:][:units]
			if len(v) == 4 { // as in the model that is part of the program
				sums[0] += int32(v[0])
				sums[1] += int32(v[1])
				sums[2] += int32(v[2])
				sums[3] += int32(v[3])
				continue
			}
			for u, x := range v {
				sums[u] += int32(x)
			}
		}
		c := s.context[from+i]
		score := m.dense.NearOut[units+Mode(c)]
		for u, b := range m.dense.NearBias[int(c)*units:][:units] {
			score += float32(m.dense.NearOut[u] * max(0, float32(float32(sums[u])/sumScale)+b))
		}
		if score > 0 {
			s.layers[i].state |= stateOpen
		} else if score < beside {
			s.layers[i].state &^= stateMaybe
		}
	}
	s.widen(from)
	for i := 0; i+2 < n; i++ {
		if s.layers[i].state&stateOpen == 0 || s.layers[i+1].state&stateOpen != 0 {
			continue
		}
		switch {
		case s.layers[i+2].state&stateOpen != 0:
			s.layers[i+1].state |= stateOpen
		case i+3 < n && s.layers[i+3].state&stateOpen != 0 && (s.words[from+i+1].Shape&ShapeLetter == 0 || s.words[from+i+2].Shape&ShapeLetter == 0):
			s.layers[i+1].state |= stateOpen
			s.layers[i+2].state |= stateOpen
		}
	}
}

// widen opens the words beside open ones that may be parts of a longer name,
// of a firm, say: the network has to see the whole to know it for what it is.
func (s *scratch) widen(from int) {
	n := len(s.layers)
	part := func(i int) bool {
		l, w := &s.layers[i], &s.words[from+i]
		return l.state&(stateOpen|stateMaybe) == stateMaybe || l.state&stateOpen == 0 && w.Shape&(ShapeUpper|ShapeLetter) == ShapeUpper|ShapeLetter && Mode(s.context[from+i]) == 0
	}
	for i := 0; i < n; i++ {
		if s.layers[i].state&stateOpen == 0 {
			continue
		}
		for k := i - 1; k >= max(0, i-widest) && part(k); k-- {
			s.layers[k].state |= stateOpen
		}
		k := i + 1
		for ; k < min(n, i+1+widest) && part(k); k++ {
			s.layers[k].state |= stateOpen
		}
		i = k - 1
	}
}

// tagRun tags the words a to b of the part; the words around them are none.
func (m *Model) tagRun(dst []Span, s *scratch, from, a, b int, bias float32) []Span {
	n := b - a
	s.grow(n)
	hope := false
	for i := a; i < b; i++ {
		o := &s.out[i-a]
		top := kernel.PairRows(o, m.w2, s.sums[int(s.layers[i].sums)*m.Hidden : cap(s.sums)][:m.Hidden], m.outScale, &m.outBias)
		s.tops[i-a] = max(top, o[0])
		hope = hope || top+bias > o[0]-hopeless
	}
	if !hope {
		return dst
	}
	left, right := a > 0, b < len(s.layers)
	if !m.chain.viterbi(s, n, left, right) {
		return dst
	}
	s.spans = s.spans[:0]
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
			s.spans = append(s.spans, labelled{i, j, c})
		}
		i = j
	}
	if len(s.spans) == 0 {
		return dst
	}
	m.chain.marginals(s, n, s.spans[len(s.spans)-1].first, s.spans[0].last, left, right)
	for _, x := range s.spans {
		first, last := &s.words[from+a+x.first], &s.words[from+a+x.last]
		dst = append(dst, Span{
			Start: first.Start, End: last.End, First: first.First, Last: last.Last,
			Class: x.class, Prob: m.calibrate(x.class, m.chain.spanProb(s, x.first, x.last)),
		})
	}
	return dst
}

func (s *scratch) grow(n int) {
	for len(s.out) < n {
		s.out = append(s.out, [kernel.Lanes]float32{})
		s.tops = append(s.tops, 0)
		s.emit = append(s.emit, [Labels]float32{})
		s.fwd = append(s.fwd, [Labels]float32{})
		s.bwd = append(s.bwd, [Labels]float32{})
		s.back = append(s.back, [Labels]uint8{})
		s.path = append(s.path, 0)
	}
}

// sumBlock is the number of columns of the window layer that are summed
// together: the weights of a place then fit the nearest cache, and all open
// words take their turn.
const sumBlock = 128

// windows computes the sums of the window layer for all open words of the part.
func (m *Model) windows(s *scratch, from int, folded string) {
	s.opened = s.opened[:0]
	for i := range s.layers {
		if s.layers[i].state&stateOpen == 0 {
			continue
		}
		s.layers[i].sums = int32(len(s.opened))
		s.opened = append(s.opened, int32(i))
		for k := max(0, i-m.Window); k < min(len(s.layers), i+m.Window+1); k++ {
			if s.layers[k].state&stateEncoded == 0 && s.layers[k].ready == 0 {
				m.encode(s, from, k, folded)
			}
		}
	}
	if need := len(s.opened) * m.Hidden; cap(s.sums) < need {
		s.sums = make([]int16, need)
	}
	for j, i := range s.opened {
		sums := s.sums[j*m.Hidden : cap(s.sums)][:m.Hidden]
		copy(sums, m.start[int(s.context[from+int(i)])*m.Hidden:])
		if k := m.Window - int(i); k > 0 {
			kernel.AddShorts(sums, m.before[(k-1)*m.Hidden:])
		}
		if k := m.Window - (len(s.layers) - 1 - int(i)); k > 0 {
			kernel.AddShorts(sums, m.behind[(k-1)*m.Hidden:])
		}
		for k := max(0, int(i)-m.Window); k < min(len(s.layers), int(i)+m.Window+1); k++ {
			if r := s.layers[k].ready; r != 0 {
				kernel.AddShorts(sums, m.frequent.placed(int(r), k-int(i)+m.Window, m))
			}
		}
	}
	size := m.Enc * m.Hidden
	for place := range m.places() {
		for c := 0; c < m.Hidden; c += sumBlock {
			cols := min(sumBlock, m.Hidden-c)
			for j, i := range s.opened {
				k := int(i) + place - m.Window
				if k < 0 || k >= len(s.layers) || s.layers[k].ready != 0 {
					continue
				}
				count := int(s.layers[k].count)
				kernel.AccUnits(s.sums[j*m.Hidden+c : cap(s.sums)][:cols], m.w1[place*size+c:(place+1)*size], m.Hidden, s.units[k*m.Enc:][:count], s.enc[k*m.Enc:][:count])
			}
		}
	}
}

// encode computes the word layer of word i of the part.
func (m *Model) encode(s *scratch, from, i int, folded string) {
	w, l := &s.words[from+i], &s.layers[i]
	switch {
	case w.Shape&wordShape == ShapePunct:
		m.packKnown(s, i, len(m.bases)/m.Enc-1)
	case l.row > 0 && l.info&infoWhole != 0 && w.Shape.letters():
		m.packKnown(s, i, baseOf(w.Shape.letterKind(), l.info))
	default:
		s.feats, s.ends = s.feats[:0], s.ends[:0]
		m.features(s, w, l, folded)
		m.sum(s, i, s.feats)
	}
}

// pack keeps the word layer that s.word holds for word i of the part.
func (m *Model) pack(s *scratch, i int) {
	l := &s.layers[i]
	l.count = uint16(kernel.Pack(s.enc[i*m.Enc:][:m.Enc], s.units[i*m.Enc:][:m.Enc], s.word, m.encScale))
	l.state |= stateEncoded
}

// weigh computes what the encoded word i of the part adds to both gates.
func (m *Model) weigh(s *scratch, i int) {
	l := &s.layers[i]
	l.near = [kernel.Lanes]int16{}
	kernel.AccUnits(l.near[:], m.near, kernel.Lanes, s.units[i*m.Enc:][:l.count], s.enc[i*m.Enc:][:l.count])
	l.state |= stateNear
}

// opens reports whether the first gate lets the word through.
func (m *Model) opens(l *layer, mode int) bool {
	return float32(l.near[gateLane])/sumScale+m.dense.Gate[m.Enc+mode] > 0
}
