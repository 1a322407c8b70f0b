package train

import (
	"math"

	"github.com/deckname/deckname/recognizers/internal/tagger"
	"github.com/deckname/deckname/recognizers/internal/tagger/kernel"
)

const labels = tagger.Labels

// crf is the scratch memory of the linear-chain conditional random field that
// stands on the network's outputs.
type crf struct {
	e          [labels][labels]float32 // exp(transition), 0 where forbidden
	before     [labels][]uint8         // labels that may stand before each label …
	behind     [labels][]uint8         // … and behind it
	start, end [labels]bool            // labels that may begin and end a sentence
	emit       [][labels]float32       // exp(output - max)
	gold       [][labels]float32       // the same, 0 where the mask forbids
	fwd, bwd   [][labels]float32
	gfwd, gbwd [][labels]float32
	scale      []float32
}

// expf is exp with the same bits on every machine: 2^k times a polynomial.
func expf(x float32) float32 {
	if x < -80 {
		return 0
	}
	if x > 80 {
		x = 80
	}
	v := float64(x) * 1.4426950408889634
	k := math.Floor(v + 0.5)
	r := float64(v-k) * 0.6931471805599453
	p := 1 + float64(r*(1+float64(r*(0.5+float64(r*(1.0/6+float64(r*(1.0/24+float64(r*(1.0/120+float64(r*(1.0/720)))))))))))) //nolint:lll
	return float32(math.Float64frombits(uint64(int64(k)+1023)<<52) * p)
}

// setTransitions takes over the transition scores.
func (c *crf) setTransitions(trans []float32) {
	for a := range labels {
		c.before[a], c.behind[a] = c.before[a][:0], c.behind[a][:0]
	}
	for a := range labels {
		for b := range labels {
			c.e[a][b] = 0
			if tagger.Follows(a, b) {
				c.e[a][b] = expf(trans[a*labels+b])
				c.before[b] = append(c.before[b], uint8(a))
				c.behind[a] = append(c.behind[a], uint8(b))
			}
		}
		c.start[a] = tagger.Follows(0, a)
		c.end[a] = tagger.Follows(a, 0)
	}
}

func (c *crf) grow(n int) {
	for len(c.emit) < n {
		c.emit = append(c.emit, [labels]float32{})
		c.gold = append(c.gold, [labels]float32{})
		c.fwd = append(c.fwd, [labels]float32{})
		c.bwd = append(c.bwd, [labels]float32{})
		c.gfwd = append(c.gfwd, [labels]float32{})
		c.gbwd = append(c.gbwd, [labels]float32{})
		c.scale = append(c.scale, 0)
	}
}

// forwardBackward fills fwd and bwd with normalised messages.
func (c *crf) forwardBackward(emit, fwd, bwd [][labels]float32, n int) {
	for t := range n {
		sum := float32(0)
		for b := range labels {
			v := float32(0)
			switch {
			case t > 0:
				for _, a := range c.before[b] {
					v += float32(fwd[t-1][a] * c.e[a][b])
				}
			case c.start[b]:
				v = 1
			}
			if t == n-1 && !c.end[b] {
				v = 0
			}
			v *= emit[t][b]
			fwd[t][b] = v
			sum += v
		}
		norm(&fwd[t], sum)
	}
	for t := n - 1; t >= 0; t-- {
		sum := float32(0)
		var right [labels]float32
		if t < n-1 {
			for b := range right {
				right[b] = emit[t+1][b] * bwd[t+1][b]
			}
		}
		for a := range labels {
			v := float32(0)
			if t == n-1 {
				v = 1
			} else {
				for _, b := range c.behind[a] {
					v += float32(c.e[a][b] * right[b])
				}
			}
			bwd[t][a] = v
			sum += v
		}
		norm(&bwd[t], sum)
	}
}

func norm(v *[labels]float32, sum float32) {
	if sum <= 0 {
		return
	}
	f := 1 / sum
	for i := range v {
		v[i] *= f
	}
}

// gradient computes for the n outputs (rows of kernel.Lanes floats) the gradient of
// the negative log-likelihood of the masked labels, and adds that of the
// transitions to dtrans. Where taught is not empty, it holds probabilities of
// labels that count by the given share instead. It returns false if no
// labelling fits the masks.
func (c *crf) gradient(out, grad []float32, masks []uint32, dtrans []float32, taught [][labels]float32, share float32) bool {
	n := len(masks)
	c.grow(n)
	for t := range n {
		o := out[t*kernel.Lanes : t*kernel.Lanes+labels]
		top := o[0]
		for _, v := range o {
			top = max(top, v)
		}
		for l, v := range o {
			p := expf(v - top)
			c.emit[t][l] = p
			c.gold[t][l] = 0
			if masks[t]>>l&1 != 0 {
				c.gold[t][l] = max(p, 1e-30)
			}
		}
	}
	c.forwardBackward(c.emit, c.fwd, c.bwd, n)
	c.forwardBackward(c.gold, c.gfwd, c.gbwd, n)
	for t := range n {
		var p, g [labels]float32
		var ps, gs float32
		for l := range labels {
			p[l] = c.fwd[t][l] * c.bwd[t][l]
			g[l] = c.gfwd[t][l] * c.gbwd[t][l]
			ps += p[l]
			gs += g[l]
		}
		if ps <= 0 || gs <= 0 {
			return false
		}
		norm(&p, ps)
		norm(&g, gs)
		if len(taught) > 0 {
			for l, q := range taught[t] {
				g[l] += float32(share * (q - g[l]))
			}
		}
		for l := range labels {
			grad[t*kernel.Lanes+l] = p[l] - g[l]
		}
	}
	for t := 1; t < n; t++ {
		c.pairs(c.fwd, c.bwd, c.emit, t, dtrans, 1)
		c.pairs(c.gfwd, c.gbwd, c.gold, t, dtrans, -1)
	}
	return true
}

// pairs adds the expected transitions into word t.
func (c *crf) pairs(fwd, bwd, emit [][labels]float32, t int, dtrans []float32, sign float32) {
	var right [labels]float32
	for b := range labels {
		right[b] = emit[t][b] * bwd[t][b]
	}
	sum := float32(0)
	for a := range labels {
		if f := fwd[t-1][a]; f > 1e-6 {
			for _, b := range c.behind[a] {
				sum += float32(f * float32(c.e[a][b]*right[b]))
			}
		}
	}
	if sum <= 0 {
		return
	}
	for a := range labels {
		if f := sign * fwd[t-1][a] / sum; f > 1e-6 || f < -1e-6 {
			for _, b := range c.behind[a] {
				dtrans[a*labels+int(b)] += float32(f * float32(c.e[a][b]*right[b]))
			}
		}
	}
}

// viterbi returns the best labelling.
func viterbi(out, trans []float32, n int, path []int) []int {
	score := make([][labels]float32, n)
	back := make([][labels]uint8, n)
	for t := range n {
		for b := range labels {
			best, from := float32(math.Inf(-1)), 0
			switch {
			case t > 0:
				for a := range labels {
					if v := score[t-1][a] + trans[a*labels+b]; v > best && tagger.Follows(a, b) {
						best, from = v, a
					}
				}
			case tagger.Follows(0, b):
				best = 0
			}
			if t == n-1 && !tagger.Follows(b, 0) {
				best = float32(math.Inf(-1))
			}
			score[t][b], back[t][b] = best+out[t*kernel.Lanes+b], uint8(from)
		}
	}
	path = append(path[:0], make([]int, n)...)
	best := 0
	for b := range labels {
		if score[n-1][b] > score[n-1][best] {
			best = b
		}
	}
	for t := n - 1; t >= 0; t-- {
		path[t] = best
		best = int(back[t][best])
	}
	return path
}
