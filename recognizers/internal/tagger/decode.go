package tagger

import (
	"math"

	"github.com/deckname/deckname/recognizers/internal/tagger/kernel"
)

// chain holds the transitions of the random field. A label that ends a name,
// or is none, may stand before every label that starts one or is none; within
// a name only its own labels follow.
type chain struct {
	enders, starters [outer]uint8
	across           [outer * kernel.Few]float32 // from each ender, to all starters
	onward, backward square                      // exp: from each ender to all starters, and back
	within           [classes - 1][2][2]float32  // in each class: Begin and Inside, before Inside and End
	withinExp        [classes - 1][2][2]float32
	toNone, fromNone [Labels]float32 // transitions to and from None
	toExp, fromExp   [Labels]float32
}

// outer is the number of labels that end a name or are none.
const outer = 1 + 2*(classes-1)

// square has a row of kernel.Lanes columns for each of the outer labels.
type square [outer * kernel.Lanes]float32

// times returns the sums over x of the rows of w.
func (w *square) times(x *[outer]float32) (sums [kernel.Lanes]float32) {
	kernel.AccRows(sums[:], w[:], x[:])
	return sums
}

func (c *chain) set(trans []float32) {
	for k := 1; k < outer; k++ {
		class := Class(1 + (k-1)/2)
		if k%2 == 1 {
			c.enders[k], c.starters[k] = uint8(LabelOf(class, End)), uint8(LabelOf(class, Begin))
		} else {
			c.enders[k], c.starters[k] = uint8(LabelOf(class, Single)), uint8(LabelOf(class, Single))
		}
	}
	at := func(a, b int) (score, factor float32) {
		v := trans[a*Labels+b]
		return v, float32(math.Exp(float64(v)))
	}
	for a, from := range c.enders {
		for b, to := range c.starters {
			score, factor := at(int(from), int(to))
			c.across[a*kernel.Few+b], c.onward[a*kernel.Lanes+b], c.backward[b*kernel.Lanes+a] = score, factor, factor
		}
	}
	for class := range classes - 1 {
		for a, p := range [2]Position{Begin, Inside} {
			for b, q := range [2]Position{Inside, End} {
				c.within[class][b][a], c.withinExp[class][b][a] = at(LabelOf(Class(class+1), p), LabelOf(Class(class+1), q))
			}
		}
	}
	for l := range Labels {
		if Follows(None0, l) {
			c.fromNone[l], c.fromExp[l] = at(None0, l)
		}
		if Follows(l, None0) {
			c.toNone[l], c.toExp[l] = at(l, None0)
		}
	}
}

// viterbi writes the best labels of the n words into s.path. left and right
// tell whether a word that is no name stands before and behind them. It
// returns false if no word is a name.
func (c *chain) viterbi(s *scratch, n int, left, right bool) bool {
	minusInf := float32(math.Inf(-1))
	var prev, cur [Labels]float32
	var best [kernel.Few]float32
	var arg [kernel.Few]int32
	for b := range prev {
		prev[b] = minusInf
	}
	for _, b := range c.starters {
		prev[b] = s.out[0][b] + s.bias[b]
		if left {
			prev[b] += c.fromNone[b]
		}
	}
	for t := 1; t < n; t++ {
		back, out := &s.back[t], &s.out[t]
		var from [outer]float32
		for k, a := range c.enders {
			from[k] = prev[a]
		}
		kernel.MaxPlus(&best, &arg, from[:], c.across[:])
		for k, b := range c.starters {
			cur[b], back[b] = best[k]+(out[b]+s.bias[b]), c.enders[arg[k]]
		}
		for class := range c.within {
			begin := 1 + 4*class
			for k := range 2 {
				b := begin + 1 + k
				w := &c.within[class][k]
				x, y := prev[begin]+w[0], prev[begin+1]+w[1]
				if x >= y {
					cur[b], back[b] = x+out[b], uint8(begin)
				} else {
					cur[b], back[b] = y+out[b], uint8(begin+1)
				}
			}
		}
		prev = cur
	}
	last, top := 0, minusInf
	for _, a := range c.enders {
		v := prev[a]
		if right {
			v += c.toNone[a]
		}
		if v > top {
			last, top = int(a), v
		}
	}
	found := false
	for t := n - 1; t >= 0; t-- {
		s.path[t] = uint8(last)
		found = found || last != None0
		last = int(s.back[t][last])
	}
	return found
}

// None0 is the label of words that are no names.
const None0 = 0

// negligible is the score behind the best from which on a label's weight at a
// word counts as 0.
const negligible = -16

// biased returns the bias of a label: that of a span, once for each span.
func biased(label int, bias float32) float32 {
	if _, p := SplitLabel(label); label == None0 || p == Inside || p == End {
		return 0
	}
	return bias
}

// forward computes the sums over the labels before each label.
func (c *chain) forward(prev, next *[Labels]float32) {
	var from [outer]float32
	for k, a := range c.enders {
		from[k] = prev[a]
	}
	sums := c.onward.times(&from)
	for k, b := range c.starters {
		next[b] = sums[k]
	}
	for class := range c.withinExp {
		begin := 1 + 4*class
		for k := range 2 {
			w := &c.withinExp[class][k]
			next[begin+1+k] = float32(prev[begin]*w[0]) + float32(prev[begin+1]*w[1])
		}
	}
}

// marginals fills s.fwd up to the word first and s.bwd from the word last on,
// which is as far as spans that begin and end there need them, with messages
// scaled so that at each word the sum of their products is the weight of all
// labellings.
func (c *chain) marginals(s *scratch, n, first, last int, left, right bool) {
	for t := 1; t < n; t++ {
		top, emit := s.tops[t], &s.emit[t]
		for l, v := range s.out[t][:Labels] {
			emit[l] = 0
			if v -= top; v > negligible {
				emit[l] = float32(math.Exp(float64(v)))
			}
		}
	}
	s.fwd[0] = [Labels]float32{}
	for _, b := range c.starters { // no other label stands first
		v := s.out[0][b] - s.tops[0]
		if v <= negligible {
			continue
		}
		e := float32(math.Exp(float64(v)))
		if left {
			e = c.fromExp[b] * e
		}
		s.fwd[0][b] = e
	}
	scaleDown(&s.fwd[0])
	for t := 1; t <= first; t++ {
		v, emit := &s.fwd[t], &s.emit[t]
		c.forward(&s.fwd[t-1], v)
		for b, e := range emit {
			v[b] *= e
		}
		scaleDown(v)
	}
	s.bwd[n-1] = [Labels]float32{}
	for _, a := range c.enders {
		s.bwd[n-1][a] = 1
		if right {
			s.bwd[n-1][a] = c.toExp[a]
		}
	}
	for t := n - 2; t >= last; t-- {
		v := &s.bwd[t]
		var behind [Labels]float32
		for b := range behind {
			behind[b] = s.emit[t+1][b] * s.bwd[t+1][b]
		}
		var to [outer]float32
		for k, b := range c.starters {
			to[k] = behind[b]
		}
		sums := c.backward.times(&to)
		for k, a := range c.enders {
			v[a] = sums[k]
		}
		for class := range c.withinExp {
			begin := 1 + 4*class
			w := &c.withinExp[class]
			for k := range 2 {
				v[begin+k] = float32(w[0][k]*behind[begin+1]) + float32(w[1][k]*behind[begin+2])
			}
		}
		scaleDown(v)
	}
}

func scaleDown(v *[Labels]float32) {
	sum := float32(0)
	for _, x := range v {
		sum += x
	}
	if sum > 0 {
		f := 1 / sum
		for i := range v {
			v[i] *= f
		}
	}
}

// spanProb returns the probability of the labels that the path gives to the
// words i to j: the share of the labellings with them, walking from the
// forward message at i to the backward message at j with the same scaling as
// the sum over all labellings.
func (c *chain) spanProb(s *scratch, i, j int) float32 {
	all := s.fwd[i]
	one := all[s.path[i]]
	for t := i + 1; t <= j; t++ {
		var v [Labels]float32
		c.forward(&all, &v)
		emit := &s.emit[t]
		for b := range v {
			v[b] *= emit[b]
		}
		all = v
		b := int(s.path[t])
		begin := b - 1 - (b-2)%4 // of its class
		from := 0
		if int(s.path[t-1]) != begin {
			from = 1
		}
		one *= c.withinExp[(begin-1)/4][b-begin-1][from] * s.emit[t][b]
	}
	total := float32(0)
	for b, v := range all {
		total += float32(v * s.bwd[j][b])
	}
	if total <= 0 {
		return 0
	}
	return min(1, one*s.bwd[j][s.path[j]]/total)
}

// calibrate maps the network's probability to the observed frequency of right
// spans (Platt scaling on the development sets).
func (m *Model) calibrate(c Class, p float32) float32 {
	p = max(1e-6, min(1-1e-6, p))
	logit := math.Log(float64(p) / (1 - float64(p)))
	k := m.dense.Calibration[2*int(c):]
	return float32(1 / (1 + math.Exp(-(float64(float64(k[0])*logit) + float64(k[1])))))
}
