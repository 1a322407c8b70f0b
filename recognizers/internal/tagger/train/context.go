package train

import (
	"math"
	"math/rand/v2"
	"sync"

	"github.com/deckname/deckname/recognizers/internal/tagger"
	"github.com/deckname/deckname/recognizers/internal/tagger/kernel"
)

// A part of the window layer learns from unlabelled text before it sees a
// label: the word in the middle is hidden, and the units have to tell from
// those around which word it was, or what spelling and lexicon say of it ("a
// surname with a capital, no noun"). So they know the places where names
// stand from 17 million words and not only from the labelled half million.
const (
	guessLines    = 32  // paragraphs of a step
	guessNegative = 24  // words that are not there, shared by a paragraph
	guessWords    = 200 // of a paragraph at most
	guessRate     = 0.002
	guessOutRate  = 0.05
)

// guesser learns the units. The word layer stays as it is.
type guesser struct {
	n      *Net
	t      *Text
	units  int
	layer  []float32 // the word layer of each form
	keep   []float32
	noise  []int32
	dense  []*param  // w1, b1, ctx and pad of the units
	outs   []float32 // what each target looks like to the units
	square []float32 // sums of squared gradients of the rows of outs
	lines  [][2]int32
}

// guessPart is the memory of one shard of a step.
type guessPart struct {
	rnd       *rand.Rand
	forms     []int32
	live      []uint16
	liveFirst []int
	h, dh     []float32
	grads     [][]float32
	outGrad   []float32
	outRows   []int32
	seen      []bool
	loss      float64
	count     int
}

// pretrain teaches the last units of the window layer to guess hidden words.
func (n *Net) pretrain(t *Text, units int, logf func(string, ...any)) {
	g := newGuesser(n, t, units)
	parts := make([]*guessPart, shards)
	for i := range parts {
		parts[i] = &guessPart{outGrad: make([]float32, len(g.outs)), seen: make([]bool, len(g.square)), h: make([]float32, units), dh: make([]float32, units)}
		for _, d := range g.dense {
			parts[i].grads = append(parts[i].grads, make([]float32, len(d.w)))
		}
	}
	steps := (len(g.lines) + guessLines - 1) / guessLines
	loss, count := 0.0, 0
	for s := range steps {
		lines := g.lines[s*guessLines : min((s+1)*guessLines, len(g.lines))]
		var wg sync.WaitGroup
		sem := make(chan struct{}, max(1, n.cfg.Threads))
		for k, p := range parts {
			wg.Add(1)
			go func() {
				defer wg.Done()
				sem <- struct{}{}
				defer func() { <-sem }()
				p.rnd = rand.New(rand.NewPCG(n.cfg.Seed<<20|13, uint64(s*shards+k)))
				for i := k; i < len(lines); i += shards {
					g.line(p, lines[i])
				}
			}()
		}
		wg.Wait()
		l, c := g.step(parts, s, steps)
		loss, count = loss+l, count+c
		if logf != nil && (s%4000 == 3999 || s == steps-1) {
			logf("step %d of %d: loss %.4f", s+1, steps, loss/float64(max(1, count)))
			loss, count = 0, 0
		}
	}
	g.install()
}

func newGuesser(n *Net, t *Text, units int) *guesser {
	c := n.cfg
	g := &guesser{n: n, t: t, units: units, layer: make([]float32, len(t.features)*c.Enc)}
	g.keep, g.noise = t.weigh()
	row := make([]int32, len(t.features)) // of the vector of each form
	for i, f := range t.forms {
		if f >= 0 {
			row[f], row[t.lower[f]] = t.rows[i], t.rows[i]
		}
	}
	x := make([]float32, c.VecDim+c.FeatDim)
	for f, rows := range t.features {
		copy(x, n.vec.w[int(row[f])*c.VecDim:][:c.VecDim])
		clear(x[c.VecDim:])
		for _, r := range rows {
			add(x[c.VecDim:], n.feat.w[int(r)*c.FeatDim:][:c.FeatDim])
		}
		e := g.layer[f*c.Enc:][:c.Enc]
		copy(e, n.benc.w)
		kernel.AccRows(e, n.wenc.w, x)
		relu(e)
	}
	rnd := rand.New(rand.NewPCG(c.Seed, 11))
	places := 2*c.Window + 1
	w1 := newParam(places*c.Enc*units).random(rnd, float32(math.Sqrt(2/float64(places*c.Enc))))
	g.dense = []*param{w1, newParam(units), newParam(tagger.ContextRows * units), newParam(places * units)}
	targets := len(t.hashes) + 1 + tagger.Cases
	g.outs, g.square = make([]float32, targets*units), make([]float32, targets)
	from := 0
	for i, r := range t.rows {
		if r < 0 || i-from >= guessWords {
			if i-from >= 3 {
				g.lines = append(g.lines, [2]int32{int32(from), int32(i)})
			}
			from = i
			if r < 0 {
				from++
			}
		}
	}
	rnd.Shuffle(len(g.lines), func(i, j int) { g.lines[i], g.lines[j] = g.lines[j], g.lines[i] })
	return g
}

// kind is the target that stands for what the lexicon says of a form, or -1.
func (g *guesser) kind(form int32) int32 {
	if k := tagger.CaseOf(g.t.features[form]); k >= 0 {
		return int32(len(g.t.hashes)) + 1 + int32(k)
	}
	return -1
}

// line adds the gradients of one paragraph; a fifth is read in lower case.
func (g *guesser) line(p *guessPart, at [2]int32) {
	rows, context := g.t.rows[at[0]:at[1]], g.t.context[at[0]:at[1]]
	n := len(rows)
	low := p.rnd.Uint32N(5) == 0
	p.forms, p.live, p.liveFirst = append(p.forms[:0], g.t.forms[at[0]:at[1]]...), p.live[:0], p.liveFirst[:0]
	enc := g.n.cfg.Enc
	for t, f := range p.forms {
		if low {
			f = g.t.lower[f]
			p.forms[t] = f
		}
		p.liveFirst = append(p.liveFirst, len(p.live))
		for i, v := range g.layer[int(f)*enc:][:enc] {
			if v > 0 {
				p.live = append(p.live, uint16(i))
			}
		}
	}
	p.liveFirst = append(p.liveFirst, len(p.live))
	var negative [guessNegative]int32
	for i := range negative {
		negative[i] = g.noise[p.rnd.Uint32N(uint32(len(g.noise)))]
		if i >= guessNegative-8 { // what the lexicon says of other words
			if k := g.kind(p.forms[p.rnd.Uint32N(uint32(n))]); k >= 0 {
				negative[i] = k
			}
		}
	}
	for t, r := range rows {
		if p.rnd.Float32() >= g.keep[r] {
			continue
		}
		kind := g.kind(p.forms[t])
		if kind < 0 { // numbers and punctuation
			continue
		}
		target := r
		if r == 0 || p.rnd.Uint32()&1 == 0 {
			target = kind
		}
		ctx := context[t]
		if low {
			ctx = ctx.Lowered()
		}
		g.guess(p, t, n, target, ctx, negative[:])
	}
}

// guess adds the gradients of guessing the target from the words around t.
func (g *guesser) guess(p *guessPart, t, n int, target int32, ctx tagger.Context, negative []int32) {
	enc, window, units := g.n.cfg.Enc, g.n.cfg.Window, g.units
	size := enc * units
	h, dh := p.h, p.dh
	copy(h, g.dense[1].w)
	add(h, g.dense[2].w[int(ctx)*units:][:units])
	each := func(in func(place int, live []uint16, e []float32), out func(place int)) {
		for o := -window; o <= window; o++ {
			switch k := t + o; {
			case o == 0:
			case k < 0 || k >= n:
				out(o + window)
			default:
				in(o+window, p.live[p.liveFirst[k]:p.liveFirst[k+1]], g.layer[int(p.forms[k])*enc:][:enc])
			}
		}
	}
	each(func(place int, live []uint16, e []float32) {
		kernel.AccPicked(h, g.dense[0].w[place*size:][:size], live, e)
	}, func(place int) { add(h, g.dense[3].w[place*units:][:units]) })
	relu(h)
	clear(dh)
	var dot, step [1]float32
	for k := -1; k < len(negative); k++ {
		to, label := target, float32(1)
		if k >= 0 {
			to, label = negative[k], 0
			if to == target {
				continue
			}
		}
		out := g.outs[int(to)*units:][:units]
		dot[0] = 0
		kernel.DotRows(dot[:], out, h)
		y := 1 / (1 + expf(-max(-12, min(12, dot[0]))))
		step[0] = y - label
		p.loss -= math.Log(math.Abs(float64(1 - label - y)))
		kernel.AccRows(dh, out, step[:])
		if !p.seen[to] {
			p.seen[to] = true
			p.outRows = append(p.outRows, to)
		}
		kernel.AccRows(p.outGrad[int(to)*units:][:units], h, step[:])
	}
	p.count++
	for i, v := range h {
		if v <= 0 {
			dh[i] = 0
		}
	}
	add(p.grads[1], dh)
	add(p.grads[2][int(ctx)*units:][:units], dh)
	each(func(place int, live []uint16, e []float32) {
		kernel.OuterPicked(p.grads[0][place*size:][:size], live, e, dh)
	}, func(place int) { add(p.grads[3][place*units:][:units], dh) })
}

// step takes one step of Adam for the units and of Adagrad, with one rate for
// each row, for the targets.
func (g *guesser) step(parts []*guessPart, s, steps int) (loss float64, count int) {
	for _, p := range parts {
		loss, count = loss+p.loss, count+p.count
		p.loss, p.count = 0, 0
	}
	if count == 0 {
		return 0, 0
	}
	fade := 1 - 0.9*float32(s)/float32(steps)
	rate := guessRate * fade * min(1, float32(s+1)/200)
	bias1 := 1 - float32(math.Pow(0.9, float64(s+1)))
	bias2 := 1 - float32(math.Pow(0.999, float64(s+1)))
	a := adam{rate: rate * float32(math.Sqrt(float64(bias2))) / bias1}
	for i, d := range g.dense {
		sum := parts[0].grads[i]
		for _, p := range parts[1:] {
			add(sum, p.grads[i])
			clear(p.grads[i])
		}
		a.update(d.w, d.m, d.v, sum, 1/float32(count))
		clear(sum)
	}
	first := parts[0]
	for _, p := range parts[1:] {
		for _, r := range p.outRows {
			src := p.outGrad[int(r)*g.units:][:g.units]
			add(first.outGrad[int(r)*g.units:][:g.units], src)
			clear(src)
			p.seen[r] = false
			if !first.seen[r] {
				first.seen[r] = true
				first.outRows = append(first.outRows, r)
			}
		}
		p.outRows = p.outRows[:0]
	}
	for _, r := range first.outRows {
		grad := first.outGrad[int(r)*g.units:][:g.units]
		sum := float32(0)
		for _, v := range grad {
			sum += float32(v * v)
		}
		g.square[r] += sum / float32(g.units)
		f := guessOutRate * fade / (float32(math.Sqrt(float64(g.square[r]))) + 1e-6)
		out := g.outs[int(r)*g.units:][:g.units]
		for i, v := range grad {
			out[i] -= float32(f * v)
		}
		clear(grad)
		first.seen[r] = false
	}
	first.outRows = first.outRows[:0]
	return loss, count
}

// install makes them the last units of the window layer. Of the word in the
// middle they know nothing yet.
func (g *guesser) install() {
	enc, hidden, units := g.n.cfg.Enc, g.n.cfg.Hidden, g.units
	put := func(to, from []float32) {
		for r := range len(from) / units {
			copy(to[r*hidden+hidden-units:][:units], from[r*units:])
		}
	}
	clear(g.dense[0].w[g.n.cfg.Window*enc*units:][:enc*units])
	put(g.n.w1.w, g.dense[0].w)
	put(g.n.b1.w, g.dense[1].w)
	put(g.n.ctx.w, g.dense[2].w)
	put(g.n.pad.w, g.dense[3].w)
}
