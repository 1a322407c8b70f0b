package tagger

import (
	_ "embed"
	"encoding/binary"
	"math"
	"sync"

	"github.com/deckname/deckname/internal/fold"
	"github.com/deckname/deckname/recognizers/internal/lexicon"
	"github.com/deckname/deckname/recognizers/internal/tagger/kernel"
)

//go:embed tagger.bin
var blob string

// magic names the layout and with it the folding, the features and the lexicon's classes.
const magic = "DKNTAG03"

// Sizes are the dimensions of a network.
type Sizes struct {
	Enc, Hidden int // outputs of the word layer and of the window layer
	Window      int // words to each side
	Words       int // words with rows of their own, without that of unknown words
}

func (s Sizes) places() int { return 2*s.Window + 1 }

// NearUnits is the number of units of the second gate.
func (s Sizes) NearUnits() int { return gateLane / s.places() }

// Model is a trained network. It is immutable and safe for concurrent use;
// each concurrent call borrows its own scratch memory.
type Model struct {
	Sizes
	version    uint32
	hash       uint64
	lex        *lexicon.Nouns
	vocab      vocabulary
	info       string    // 1+Words entries of infoSize bytes
	words      string    // (1+Words) × Enc int8: what words add to the word layer …
	wordScales []float32 // … each row times its scale
	feats      featureRows
	dense      Dense
	encScale   float32               // of the word layer in 16 bits, …
	bases      []float32             // of the word layer, but for the word's row, see setBases
	w1         []int16               // dense.W1, so scaled that sums are in sumScale
	start      []int16               // ContextRows × Hidden: dense.B1 and dense.Ctx in sumScale
	before     []int16               // Window × Hidden: the sums of dense.Pad in sumScale over the places before the text, if one, two, … are …
	behind     []int16               // … and over those behind it
	near       []int16               // dense.Near and, in column gateLane, dense.Gate, like w1
	w2         []int16               // dense.W2 with rows of kernel.Lanes, each two interleaved
	outScale   float32               // of their sums
	outBias    [kernel.Lanes]float32 // dense.B2, and -Inf behind it
	frequent   frequent
	chain      chain
	scratch    sync.Pool
}

// Dense are the parameters that stay in floating point.
type Dense struct {
	Benc        []float32 // Enc
	W1, B1      []float32 // places × Enc × Hidden
	Ctx, Pad    []float32 // ContextRows × Hidden, places × Hidden
	W2, B2      []float32 // Hidden × Labels
	Trans       []float32 // Labels × Labels
	Gate        []float32 // Enc weights, then one bias for each letter-case mode
	Near        []float32 // Enc × kernel.Lanes: the second gate's units, NearUnits columns for each place, …
	NearBias    []float32 // … ContextRows × NearUnits: their biases …
	NearOut     []float32 // … their weights, then one bias for each letter-case mode
	Calibration []float32 // per class: factor and offset of the log-odds
}

// fields lists the tensors with their sizes in the order of the file.
func (d *Dense) fields(s Sizes) []tensor {
	return []tensor{
		{&d.Benc, s.Enc, false},
		{&d.W1, s.places() * s.Enc * s.Hidden, true},
		{&d.B1, s.Hidden, false},
		{&d.Ctx, ContextRows * s.Hidden, false},
		{&d.Pad, s.places() * s.Hidden, false},
		{&d.W2, s.Hidden * Labels, false},
		{&d.B2, Labels, false},
		{&d.Trans, Labels * Labels, false},
		{&d.Gate, s.Enc + modes, false},
		{&d.Near, s.Enc * kernel.Lanes, false},
		{&d.NearBias, ContextRows * s.NearUnits(), false},
		{&d.NearOut, s.NearUnits() + modes, false},
		{&d.Calibration, 2 * classes, false},
	}
}

type tensor struct {
	values *[]float32
	size   int
	short  bool // 16-bit numbers in the file
}

var shared struct {
	once  sync.Once
	model *Model
}

// Load returns the embedded model. The first call decodes its dense layers and
// reads the lexicon once, some milliseconds; the large tables are read in place.
func Load() *Model {
	shared.once.Do(func() {
		m, err := Open(blob)
		if err != nil {
			panic(err) // the file is part of the program
		}
		shared.model = m
	})
	return shared.model
}

// Version is the model's number; it grows with every release of a new model.
func (m *Model) Version() int { return int(m.version) }

// Hash identifies the model's bytes.
func (m *Model) Hash() uint64 {
	return m.hash
}

// Open reads a model from the bytes that [Encode] wrote and keeps using them.
func Open(data string) (*Model, error) {
	r := reader{data: data}
	if r.take(len(magic)) != magic {
		return nil, ErrFormat
	}
	m := &Model{version: r.uint32()}
	m.Sizes = Sizes{Enc: int(r.uint32()), Hidden: int(r.uint32()), Window: int(r.uint32()), Words: int(r.uint32())}
	if m.Words < 0 || m.Words > 1<<20 || !fits(m.Enc, m.Hidden) || m.Window > 8 || m.places() > maxPlaces {
		return nil, ErrFormat
	}
	m.vocab = vocabulary{buckets: r.take(4 * (1<<vocabBits + 1)), keys: r.take(3 * m.Words)}
	m.info = r.take((1 + m.Words) * infoSize)
	m.wordScales = r.halves(1 + m.Words)
	m.words = r.take((1 + m.Words) * m.Enc)
	m.feats = r.featureRows(m.Enc)
	for _, t := range m.dense.fields(m.Sizes) {
		if t.short {
			*t.values = r.shorts(t.size)
		} else {
			*t.values = r.floats(t.size)
		}
	}
	if r.bad || len(r.data) != 0 {
		return nil, ErrFormat
	}
	m.hash = fold.HashBytes(data[len(data)-4*m.Hidden:]) ^ uint64(len(data))
	m.shorten()
	m.shortenOutputs()
	m.setBases()
	m.chain.set(m.dense.Trans)
	m.lex = lexicon.Load().Nouns()
	m.scratch.New = func() any { return newScratch(m) }
	if err := m.setFrequent(); err != nil {
		return nil, err
	}
	return m, nil
}

// shortScale is the greatest power of two that keeps numbers up to top in 16 bits.
func shortScale(top float32) float32 {
	scale := float32(1 << 15)
	for scale*top > math.MaxInt16 && scale > 1 {
		scale /= 2
	}
	return scale
}

// gateLane is the column of Model.near that the first gate takes.
const gateLane = kernel.Lanes - 1

// sumScale is the unit of the window layer's sums in 16 bits.
const sumScale = 1024

// shorten turns the window layer into 16-bit numbers. A product of kernel.AccUnits
// loses 15 bits, so that the scales of both factors and 2^-15 make sumScale.
func (m *Model) shorten() {
	d := &m.dense
	top := float32(0)
	for _, v := range d.W1 {
		top = max(top, v, -v)
	}
	for _, v := range d.Near {
		top = max(top, v, -v)
	}
	for _, v := range d.Gate[:m.Enc] {
		top = max(top, v, -v)
	}
	scale := shortScale(top)
	m.encScale = sumScale * (1 << 15) / scale
	m.w1, m.near = shorts(d.W1, scale), shorts(d.Near, scale)
	m.setEdges(shorts(d.Pad, sumScale))
	for j, v := range d.Gate[:m.Enc] {
		m.near[j*kernel.Lanes+gateLane] = short(v, scale)
	}
	m.start = make([]int16, 0, ContextRows*m.Hidden)
	for c := range ContextRows {
		for h, v := range d.Ctx[c*m.Hidden:][:m.Hidden] {
			m.start = append(m.start, short(d.B1[h]+v, sumScale))
		}
	}
}

// setEdges sums what stands for the words before and behind a text.
func (m *Model) setEdges(pad []int16) {
	before, behind := make([]int16, m.Hidden), make([]int16, m.Hidden)
	for k := range m.Window {
		kernel.AddShorts(before, pad[k*m.Hidden:][:m.Hidden])
		kernel.AddShorts(behind, pad[(m.places()-1-k)*m.Hidden:][:m.Hidden])
		m.before, m.behind = append(m.before, before...), append(m.behind, behind...)
	}
}

// shortenOutputs does the same for the output layer.
func (m *Model) shortenOutputs() {
	top := float32(1e-9)
	for _, v := range m.dense.W2 {
		top = max(top, v, -v)
	}
	scale := float32(1 << 14)
	for scale*top > math.MaxInt16/4 && scale > 1 {
		scale /= 2 // sums of Hidden products stay in 32 bits
	}
	m.outScale = 1 / (scale * sumScale)
	for l := range m.outBias {
		m.outBias[l] = float32(math.Inf(-1))
	}
	copy(m.outBias[:], m.dense.B2)
	m.w2 = make([]int16, m.Hidden*kernel.Lanes)
	for h := range m.Hidden {
		for l, v := range m.dense.W2[h*Labels:][:Labels] {
			m.w2[h/2*2*kernel.Lanes+2*l+h%2] = short(v, scale)
		}
	}
}

func shorts(v []float32, scale float32) []int16 {
	out := make([]int16, len(v))
	for i, x := range v {
		out[i] = short(x, scale)
	}
	return out
}

func short(x, scale float32) int16 {
	return int16(max(math.MinInt16, min(math.MaxInt16, math.RoundToEven(float64(x*scale)))))
}

type reader struct {
	data string
	bad  bool
}

func (r *reader) take(n int) string {
	if n < 0 || n > len(r.data) {
		r.bad, r.data = true, ""
		return ""
	}
	s := r.data[:n]
	r.data = r.data[n:]
	return s
}

func (r *reader) uint32() uint32 {
	s := r.take(4)
	if r.bad {
		return 0
	}
	return binary.LittleEndian.Uint32([]byte(s))
}

func (r *reader) floats(n int) []float32 {
	s := r.take(4 * n)
	if r.bad {
		return nil
	}
	v := make([]float32, n)
	for i := range v {
		v[i] = math.Float32frombits(uint32(s[4*i]) | uint32(s[4*i+1])<<8 | uint32(s[4*i+2])<<16 | uint32(s[4*i+3])<<24)
	}
	return v
}

// shorts reads a scale and 16-bit numbers.
func (r *reader) shorts(n int) []float32 {
	scale := math.Float32frombits(r.uint32())
	s := r.take(2 * n)
	if r.bad || !(scale >= 1) {
		r.bad = true
		return nil
	}
	v := make([]float32, n)
	for i := range v {
		v[i] = float32(int16(uint16(s[2*i])|uint16(s[2*i+1])<<8)) / scale
	}
	return v
}

// halves reads the upper halves of floats.
func (r *reader) halves(n int) []float32 {
	s := r.take(2 * n)
	if r.bad {
		return nil
	}
	v := make([]float32, n)
	for i := range v {
		v[i] = math.Float32frombits(uint32(s[2*i])<<16 | uint32(s[2*i+1])<<24)
	}
	return v
}

// Network is what the trainer hands over for encoding.
type Network struct {
	Sizes
	Version uint32
	Hashes  []uint64  // words of rows 1 …
	Folded  []string  // their folded spellings, …
	Shapes  []Shape   // … and shapes in lower case
	Rows    []float32 // (1+Words) × Enc: what their vectors add to the word layer
	Feats   []float32 // FeatureRows × Enc: what features add to it
	Dense   Dense
}

// Encode quantises the network's tables to 8 bits and returns the model file.
// The features of a word in letters that do not depend on its letter case
// become a part of its row.
func Encode(n *Network) ([]byte, error) {
	le := binary.LittleEndian
	out := []byte(magic)
	out = le.AppendUint32(out, n.Version)
	for _, v := range []int{n.Enc, n.Hidden, n.Window, len(n.Hashes)} {
		out = le.AppendUint32(out, uint32(v))
	}
	buckets, keys, order := layoutVocabulary(n.Hashes)
	out = append(append(out, buckets...), keys...)
	at := len(out)
	infos := make([]wordInfo, 1+len(n.Hashes))
	out = append(out, make([]byte, infoSize*len(infos))...)
	rows := make([]float32, 0, len(n.Rows))
	rows = append(rows, n.Rows[:n.Enc]...)
	lex := lexicon.Load().Nouns()
	var feats []uint32
	for k, i := range order {
		rows = append(rows, n.Rows[(i+1)*n.Enc:][:n.Enc]...)
		if n.Shapes[i] != ShapeLetter {
			continue
		}
		row := rows[(k+1)*n.Enc:]
		feats = AppendFeatures(feats[:0], lex, n.Folded[i], n.Hashes[i], ShapeLetter)
		infos[k+1] = infoWhole
		for _, f := range feats[1:] {
			if f >= rowCase && f < rowCase+casesOfWord {
				infos[k+1] |= infoCase | wordInfo(f-rowCase)<<infoCaseShift
				continue
			}
			for j, v := range n.Feats[int(f)*n.Enc:][:n.Enc] {
				row[j] += v
			}
		}
	}
	out = appendRows(out, rows, n.Enc)
	out = appendFeatureRows(out, n.Feats, n.Enc)
	for _, t := range n.Dense.fields(n.Sizes) {
		v := make([]float32, t.size)
		copy(v, *t.values)
		if t.short {
			out = appendShorts(out, v)
		} else {
			out = appendFloats(out, v)
		}
	}
	write := func() {
		for i, v := range infos {
			out[at+infoSize*i], out[at+infoSize*i+1], out[at+infoSize*i+2] = byte(v), byte(v>>8), byte(v>>16)
		}
	}
	write()
	m, err := Open(string(out))
	if err != nil {
		return nil, err
	}
	for i := range infos {
		if infos[i]&infoWhole != 0 {
			infos[i] |= m.gateBits(i, infos[i])
		}
	}
	write()
	return out, nil
}

// appendRows appends the rows' scales, then the rows as 8-bit numbers.
func appendRows(out []byte, v []float32, dim int) []byte {
	scales := make([]float32, len(v)/dim)
	for r := range scales {
		top := float32(1e-9)
		for _, x := range v[r*dim:][:dim] {
			top = max(top, x, -x)
		}
		// rounded up to what the file holds
		scales[r] = math.Float32frombits((math.Float32bits(top/127) + 0xFFFF) &^ 0xFFFF)
		b := math.Float32bits(scales[r])
		out = append(out, byte(b>>16), byte(b>>24))
	}
	for r, scale := range scales {
		out = appendInt8(out, v[r*dim:][:dim], scale)
	}
	return out
}

func appendInt8(out []byte, v []float32, scale float32) []byte {
	for _, x := range v {
		q := math.RoundToEven(float64(x / scale))
		out = append(out, byte(int8(max(-127, min(127, q)))))
	}
	return out
}

func appendShorts(out []byte, v []float32) []byte {
	top := float32(0)
	for _, x := range v {
		top = max(top, x, -x)
	}
	scale := shortScale(top)
	out = binary.LittleEndian.AppendUint32(out, math.Float32bits(scale))
	for _, x := range v {
		out = binary.LittleEndian.AppendUint16(out, uint16(short(x, scale)))
	}
	return out
}

func appendFloats(out []byte, v []float32) []byte {
	for _, x := range v {
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(x))
	}
	return out
}

// fits reports whether all dimensions suit the kernels.
func fits(dims ...int) bool {
	for _, d := range dims {
		if d < kernel.Lanes || d > 1<<10 || d%kernel.Lanes != 0 {
			return false
		}
	}
	return true
}
