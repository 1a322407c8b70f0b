package train

import (
	"math"
	"math/rand/v2"

	"github.com/deckname/deckname/recognizers/internal/tagger"
	"github.com/deckname/deckname/recognizers/internal/tagger/kernel"
)

// Config are the sizes and rates of a training run.
type Config struct {
	VecDim, FeatDim            int // per word: vector and sum of feature rows
	Enc, Hidden                int // outputs of the word layer and of the window layer
	Window                     int // words to each side
	DropHid                    float32
	DropVec, DropLex, DropFeat float32 // words whose vector or lexicon entry is hidden
	Rate                       float32
	Epochs, Batch              int
	Seed                       uint64
	Threads                    int
	TuneVec                    bool
	L2                         float32
	Sparse                     float32 // pull of every output of the word layer towards 0
}

// param is a parameter tensor with Adam's moments.
type param struct {
	w, m, v []float32
}

func newParam(n int) *param {
	return &param{make([]float32, n), make([]float32, n), make([]float32, n)}
}

func (p *param) random(rnd *rand.Rand, scale float32) *param {
	for i := range p.w {
		p.w[i] = float32(rnd.NormFloat64()) * scale
	}
	return p
}

// Net is the network: word layer, window layer, output, CRF.
type Net struct {
	cfg                          Config
	feat, vec                    *param
	wenc, benc, w1, b1, ctx, dom *param
	pad                          *param // hidden bias of a window place beyond the text
	w2, b2, trans                *param
	step                         int
	dense                        []*param
}

func newNet(cfg Config, vectors *Vectors) *Net {
	rnd := rand.New(rand.NewPCG(cfg.Seed, 7))
	in, win := cfg.VecDim+cfg.FeatDim, 2*cfg.Window+1
	n := &Net{cfg: cfg}
	n.feat = newParam(tagger.FeatureRows*cfg.FeatDim).random(rnd, 0.05)
	if len(vectors.Feats) == len(n.feat.w) {
		copy(n.feat.w, vectors.Feats)
	}
	n.vec = newParam(len(vectors.Values))
	copy(n.vec.w, vectors.Values)
	n.wenc = newParam(in*cfg.Enc).random(rnd, float32(math.Sqrt(2/float64(in))))
	n.benc = newParam(cfg.Enc)
	n.w1 = newParam(win*cfg.Enc*cfg.Hidden).random(rnd, float32(math.Sqrt(2/float64(win*cfg.Enc))))
	n.b1 = newParam(cfg.Hidden)
	n.ctx = newParam(tagger.ContextRows * cfg.Hidden)
	n.dom = newParam(domains * cfg.Hidden)
	n.pad = newParam(win * cfg.Hidden)
	n.w2 = newParam(cfg.Hidden*kernel.Lanes).random(rnd, float32(math.Sqrt(1/float64(cfg.Hidden))))
	n.b2 = newParam(kernel.Lanes)
	n.trans = newParam(labels * labels)
	n.dense = []*param{n.wenc, n.benc, n.w1, n.b1, n.ctx, n.dom, n.pad, n.w2, n.b2, n.trans}
	return n
}

// worker is the memory of one shard of a batch: activations and gradients.
type worker struct {
	net       *Net
	crf       crf
	rnd       *rand.Rand
	x, dx     []float32 // inputs
	e, de     []float32 // word layer
	h, dh     []float32 // window layer
	out, dout []float32
	live      []uint16 // the units of the word layer that are not 0 …
	liveFirst []int    // … of each word, plus the end
	maskH     []bool
	grads     [][]float32 // of net.dense
	featGrad  []float32
	featRows  []uint32
	featSeen  []bool
	vecGrad   []float32
	vecRows   []uint32
	vecSeen   []bool
	kept      []uint32 // features that dropout left
	keptFirst []int32
	vecs      []int32
	domain    int // whose bias the last forward pass used
	teachers  []*worker
	taught    [][labels]float32 // what they say of the example
	share     float32           // by which it counts
}

func newWorker(n *Net) *worker {
	w := &worker{net: n, featGrad: make([]float32, len(n.feat.w)), featSeen: make([]bool, tagger.FeatureRows)}
	if n.cfg.TuneVec {
		w.vecGrad = make([]float32, len(n.vec.w))
		w.vecSeen = make([]bool, len(n.vec.w)/n.cfg.VecDim)
	}
	for _, p := range n.dense {
		w.grads = append(w.grads, make([]float32, len(p.w)))
	}
	return w
}

func resize(v []float32, n int) []float32 {
	if cap(v) < n {
		return make([]float32, n, 2*n)
	}
	v = v[:n]
	clear(v)
	return v
}

// drop hides parts of the input while training.
func (w *worker) drop(x *example, training bool) {
	w.kept, w.keptFirst, w.vecs = w.kept[:0], w.keptFirst[:0], append(w.vecs[:0], x.vecs...)
	for t := range x.vecs {
		w.keptFirst = append(w.keptFirst, int32(len(w.kept)))
		feats := x.feats[x.first[t]:x.first[t+1]]
		if !training {
			w.kept = append(w.kept, feats...)
			continue
		}
		if w.rnd.Float32() < w.net.cfg.DropVec {
			w.vecs[t] = 0
		}
		noLex := w.rnd.Float32() < w.net.cfg.DropLex
		for _, f := range feats {
			if noLex && tagger.LexiconRow(f) || w.rnd.Float32() < w.net.cfg.DropFeat {
				continue
			}
			w.kept = append(w.kept, f)
		}
	}
	w.keptFirst = append(w.keptFirst, int32(len(w.kept)))
}

func (w *worker) dropout(v []float32, mask []bool, rate float32) []bool {
	if cap(mask) < len(v) {
		mask = make([]bool, len(v), 2*len(v))
	}
	mask = mask[:len(v)]
	scale := 1 / (1 - rate)
	limit := uint32(rate * (1 << 16))
	var bits uint64
	for i := range v {
		if i&3 == 0 {
			bits = w.rnd.Uint64()
		}
		mask[i] = uint32(bits&0xFFFF) >= limit
		bits >>= 16
		if mask[i] {
			v[i] *= scale
		} else {
			v[i] = 0
		}
	}
	return mask
}

func undrop(d []float32, mask []bool, rate float32) {
	scale := 1 / (1 - rate)
	for i, keep := range mask {
		if keep {
			d[i] *= scale
		} else {
			d[i] = 0
		}
	}
}

// forward computes the outputs of all words.
func (w *worker) forward(x *example, training bool) {
	n, c := len(x.vecs), &w.net.cfg
	in := c.VecDim + c.FeatDim
	net := w.net
	w.drop(x, training)
	w.x = resize(w.x, n*in)
	for t := range n {
		row := w.x[t*in : t*in+in]
		copy(row, net.vec.w[int(w.vecs[t])*c.VecDim:][:c.VecDim])
		sum := row[c.VecDim:]
		scale := [1]float32{1}
		if training {
			scale[0] = 1 / (1 - c.DropFeat)
		}
		for _, f := range w.kept[w.keptFirst[t]:w.keptFirst[t+1]] {
			kernel.AccRows(sum, net.feat.w[int(f)*c.FeatDim:][:c.FeatDim], scale[:])
		}
	}
	w.e = resize(w.e, n*c.Enc)
	w.live, w.liveFirst = w.live[:0], w.liveFirst[:0]
	for t := range n {
		e := w.e[t*c.Enc : t*c.Enc+c.Enc]
		copy(e, net.benc.w)
		kernel.AccRows(e, net.wenc.w, w.x[t*in:t*in+in])
		relu(e)
		w.liveFirst = append(w.liveFirst, len(w.live))
		for i, v := range e {
			if v > 0 {
				w.live = append(w.live, uint16(i))
			}
		}
	}
	w.liveFirst = append(w.liveFirst, len(w.live))
	w.h = resize(w.h, n*c.Hidden)
	dom := 0
	if x.domain != GermEval && x.domain != Chat && x.domain != Silver {
		dom = int(x.domain)
	}
	for t := range n {
		h := w.h[t*c.Hidden : t*c.Hidden+c.Hidden]
		copy(h, net.b1.w)
		add(h, net.ctx.w[int(x.context[t])*c.Hidden:][:c.Hidden])
		add(h, net.dom.w[dom*c.Hidden:][:c.Hidden])
		for o := -c.Window; o <= c.Window; o++ {
			i := o + c.Window
			if t+o < 0 || t+o >= n {
				add(h, net.pad.w[i*c.Hidden:][:c.Hidden])
				continue
			}
			kernel.AccPicked(h, net.w1.w[i*c.Enc*c.Hidden:][:c.Enc*c.Hidden], w.units(t+o), w.e[(t+o)*c.Enc:][:c.Enc])
		}
		relu(h)
	}
	if training {
		w.maskH = w.dropout(w.h, w.maskH, c.DropHid)
	}
	w.out = resize(w.out, n*kernel.Lanes)
	for t := range n {
		o := w.out[t*kernel.Lanes : t*kernel.Lanes+kernel.Lanes]
		copy(o, net.b2.w)
		kernel.AccRows(o, net.w2.w, w.h[t*c.Hidden:][:c.Hidden])
	}
	w.domain = dom
}

// units returns the units of word t that are not 0.
func (w *worker) units(t int) []uint16 { return w.live[w.liveFirst[t]:w.liveFirst[t+1]] }

// backward adds the gradients of one example.
func (w *worker) backward(x *example) {
	n, c, net := len(x.vecs), &w.net.cfg, w.net
	in := c.VecDim + c.FeatDim
	dom := w.domain
	w.dout = resize(w.dout, n*kernel.Lanes)
	if !w.crf.gradient(w.out, w.dout, x.masks, w.grads[9], w.taught, w.share) {
		return
	}
	gWenc, gBenc, gW1, gB1, gCtx, gDom, gPad, gW2, gB2 := w.grads[0], w.grads[1], w.grads[2], w.grads[3], w.grads[4],
		w.grads[5], w.grads[6], w.grads[7], w.grads[8]
	w.dh = resize(w.dh, n*c.Hidden)
	w.de = resize(w.de, n*c.Enc)
	for t := range n {
		d := w.dout[t*kernel.Lanes : t*kernel.Lanes+kernel.Lanes]
		h := w.h[t*c.Hidden:][:c.Hidden]
		dh := w.dh[t*c.Hidden:][:c.Hidden]
		add(gB2, d)
		kernel.OuterAdd(gW2, h, d)
		kernel.DotRows(dh, net.w2.w, d)
		undrop(dh, w.maskH[t*c.Hidden:][:c.Hidden], c.DropHid)
		for i, v := range h {
			if v <= 0 {
				dh[i] = 0
			}
		}
		add(gB1, dh)
		add(gCtx[int(x.context[t])*c.Hidden:][:c.Hidden], dh)
		add(gDom[dom*c.Hidden:][:c.Hidden], dh)
		for o := -c.Window; o <= c.Window; o++ {
			i := o + c.Window
			if t+o < 0 || t+o >= n {
				add(gPad[i*c.Hidden:][:c.Hidden], dh)
				continue
			}
			kernel.OuterPicked(gW1[i*c.Enc*c.Hidden:][:c.Enc*c.Hidden], w.units(t+o), w.e[(t+o)*c.Enc:][:c.Enc], dh)
			kernel.DotPicked(w.de[(t+o)*c.Enc:][:c.Enc], net.w1.w[i*c.Enc*c.Hidden:][:c.Enc*c.Hidden], w.units(t+o), dh)
		}
	}
	w.dx = resize(w.dx, n*in)
	for t := range n {
		e, de := w.e[t*c.Enc:][:c.Enc], w.de[t*c.Enc:][:c.Enc]
		for i, v := range e {
			if v <= 0 {
				de[i] = 0
			} else {
				de[i] += c.Sparse
			}
		}
		add(gBenc, de)
		kernel.OuterAdd(gWenc, w.x[t*in:][:in], de)
		dx := w.dx[t*in:][:in]
		kernel.DotRows(dx, net.wenc.w, de)
		if w.vecGrad != nil {
			r := w.vecs[t]
			if !w.vecSeen[r] {
				w.vecSeen[r] = true
				w.vecRows = append(w.vecRows, uint32(r))
			}
			add(w.vecGrad[int(r)*c.VecDim:][:c.VecDim], dx[:c.VecDim])
		}
		scaleUp(dx[c.VecDim:], 1/(1-c.DropFeat))
		for _, f := range w.kept[w.keptFirst[t]:w.keptFirst[t+1]] {
			if !w.featSeen[f] {
				w.featSeen[f] = true
				w.featRows = append(w.featRows, f)
			}
			add(w.featGrad[int(f)*c.FeatDim:][:c.FeatDim], dx[c.VecDim:])
		}
	}
}

// add adds src to dst, of the same length.
func add(dst, src []float32) {
	if len(src)%kernel.Lanes == 0 && len(src) > 0 {
		one := [1]float32{1}
		kernel.AccRows(dst[:len(src)], src, one[:])
		return
	}
	dst = dst[:len(src)]
	for i, v := range src {
		dst[i] += v
	}
}

func relu(v []float32) {
	for i, x := range v {
		if x < 0 {
			v[i] = 0
		}
	}
}

func scaleUp(v []float32, f float32) {
	for i := range v {
		v[i] *= f
	}
}
