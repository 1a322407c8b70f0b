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
const magic = "DKNTAG01"

// Sizes are the dimensions of a network.
type Sizes struct {
	VecDim, FeatDim int // per word: its vector, the sum of its feature rows
	Enc, Hidden     int // outputs of the word layer and of the window layer
	Window          int // words to each side
	Words           int // word vectors, without that of unknown words
}

func (s Sizes) places() int { return 2*s.Window + 1 }

// Model is a trained network. It is immutable and safe for concurrent use;
// each concurrent call borrows its own scratch memory.
type Model struct {
	Sizes
	version  uint32
	hash     uint64
	lex      *lexicon.Table
	vocab    vocabulary
	vecs     string // (1+Words) × VecDim int8
	vecScale float32
	feats    string // FeatureRows × FeatDim int8
	scales   []float32
	dense    Dense
	w2       []float32       // dense.W2 with rows of kernel.Lanes
	next     [Labels][]uint8 // labels that may follow
	exp      [Labels][Labels]float32
	scratch  sync.Pool
}

// Dense are the parameters that stay in floating point.
type Dense struct {
	Wenc, Benc  []float32 // (VecDim+FeatDim) × Enc
	W1, B1      []float32 // places × Enc × Hidden
	Ctx, Pad    []float32 // ContextRows × Hidden, places × Hidden
	W2, B2      []float32 // Hidden × Labels
	Trans       []float32 // Labels × Labels
	Gate        []float32 // Enc weights, then one bias for each letter-case mode
	Calibration []float32 // per class: factor and offset of the log-odds
}

// fields lists the tensors with their sizes in the order of the file.
func (d *Dense) fields(s Sizes) []tensor {
	return []tensor{
		{&d.Wenc, (s.VecDim + s.FeatDim) * s.Enc},
		{&d.Benc, s.Enc},
		{&d.W1, s.places() * s.Enc * s.Hidden},
		{&d.B1, s.Hidden},
		{&d.Ctx, ContextRows * s.Hidden},
		{&d.Pad, s.places() * s.Hidden},
		{&d.W2, s.Hidden * Labels},
		{&d.B2, Labels},
		{&d.Trans, Labels * Labels},
		{&d.Gate, s.Enc + modes},
		{&d.Calibration, 2 * classes},
	}
}

type tensor struct {
	values *[]float32
	size   int
}

var shared struct {
	once  sync.Once
	model *Model
}

// Load returns the embedded model. The first call decodes its dense layers,
// a fraction of a millisecond; the large tables are read in place.
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
	m := &Model{version: r.uint32(), lex: lexicon.Load()}
	m.Sizes = Sizes{
		VecDim: int(r.uint32()), FeatDim: int(r.uint32()), Enc: int(r.uint32()), Hidden: int(r.uint32()),
		Window: int(r.uint32()), Words: int(r.uint32()),
	}
	if m.Words < 0 || m.Words > 1<<20 || !fits(m.VecDim, m.FeatDim, m.Enc, m.Hidden) || m.Window > 8 || m.places() > maxPlaces {
		return nil, ErrFormat
	}
	m.vocab = vocabulary{buckets: r.take(4 * (1<<vocabBits + 1)), keys: r.take(3 * m.Words)}
	m.vecScale = r.float32()
	m.vecs = r.take((1 + m.Words) * m.VecDim)
	m.scales = r.floats(FeatureRows)
	m.feats = r.take(FeatureRows * m.FeatDim)
	for _, t := range m.dense.fields(m.Sizes) {
		*t.values = r.floats(t.size)
	}
	if r.bad || len(r.data) != 0 {
		return nil, ErrFormat
	}
	m.hash = fold.HashBytes(data[len(data)-4*m.Hidden:]) ^ uint64(len(data))
	m.w2 = make([]float32, m.Hidden*kernel.Lanes)
	for h := range m.Hidden {
		copy(m.w2[h*kernel.Lanes:], m.dense.W2[h*Labels:][:Labels])
	}
	for a := range Labels {
		for b := range Labels {
			if Follows(a, b) {
				m.next[a] = append(m.next[a], uint8(b))
				m.exp[a][b] = float32(math.Exp(float64(m.dense.Trans[a*Labels+b])))
			}
		}
	}
	m.scratch.New = func() any { return newScratch(m) }
	return m, nil
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

func (r *reader) float32() float32 { return math.Float32frombits(r.uint32()) }

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

// Network is what the trainer hands over for encoding.
type Network struct {
	Sizes
	Version uint32
	Hashes  []uint64  // words of the vectors, rows 1 …
	Vectors []float32 // (1+Words) × VecDim
	Feats   []float32 // FeatureRows × FeatDim
	Dense   Dense
}

// Encode quantises the network's tables to 8 bits and returns the model file.
func Encode(n *Network) []byte {
	le := binary.LittleEndian
	out := []byte(magic)
	out = le.AppendUint32(out, n.Version)
	for _, v := range []int{n.VecDim, n.FeatDim, n.Enc, n.Hidden, n.Window, len(n.Hashes)} {
		out = le.AppendUint32(out, uint32(v))
	}
	buckets, keys, order := layoutVocabulary(n.Hashes)
	out = append(append(out, buckets...), keys...)
	top := float32(0)
	for _, v := range n.Vectors {
		top = max(top, v, -v)
	}
	top = min(top, 4) // a few outliers are clipped
	scale := top / 127
	out = le.AppendUint32(out, math.Float32bits(scale))
	out = appendInt8(out, n.Vectors[:n.VecDim], scale)
	for _, i := range order {
		out = appendInt8(out, n.Vectors[(i+1)*n.VecDim:][:n.VecDim], scale)
	}
	scales := make([]float32, FeatureRows)
	for r := range scales {
		top := float32(1e-9)
		for _, v := range n.Feats[r*n.FeatDim:][:n.FeatDim] {
			top = max(top, v, -v)
		}
		scales[r] = top / 127
	}
	out = appendFloats(out, scales)
	for r := range scales {
		out = appendInt8(out, n.Feats[r*n.FeatDim:][:n.FeatDim], scales[r])
	}
	for _, t := range n.Dense.fields(n.Sizes) {
		v := make([]float32, t.size)
		copy(v, *t.values)
		out = appendFloats(out, v)
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
