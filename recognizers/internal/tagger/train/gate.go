package train

import (
	"math"
	"math/rand/v2"
	"slices"

	"github.com/deckname/deckname/recognizers/internal/tagger"
	"github.com/deckname/deckname/recognizers/internal/tagger/kernel"
)

// The share of the words of names that each gate has to let through; names
// are what the network finds with spanBias in its favour. Training sentences
// have more nouns for names than others do, so that less is lost in use.
const (
	gateRecall = 0.998
	nearRecall = 0.997
	spanBias   = 0.5
	nearRate   = 0.3  // of learning, of the second gate's units
	wordLength = 2.25 // of the word layer's outputs, which the rates are made for
)

// nameClasses is the number of classes that recognizers report, the first
// ones; the gates may miss words of the others.
const nameClasses = int(tagger.Street)

// wanted returns the class of a label if recognizers report it, else None.
func wanted(label int) tagger.Class {
	if c, _ := tagger.SplitLabel(label); int(c) <= nameClasses {
		return c
	}
	return tagger.None
}

// gates tell which words are no names: the first, a linear unit, looks at the
// word alone, the second, a few units behind it, at the words of the window.
type gates struct {
	net    *Net
	gain   float64 // of the steps of weights, for outputs of another length than wordLength
	units  int
	word   []float64                    // Enc weights and one bias for each letter-case mode
	near   []float64                    // places × units × Enc weights
	bias   []float64                    // contexts × units
	out    []float64                    // units weights and one bias for each letter-case mode
	sums   []float64                    // of the units, for the last word
	passed [2][3][nameClasses][]float64 // scores of the words of names, of each gate, mode and class
}

// newGates returns gates that let everything through; length is that of the word layer's outputs.
func (t *Trainer) newGates(n *Net, length float64, rnd *rand.Rand) *gates {
	size, places := n.cfg.Enc, 2*n.cfg.Window+1
	units := tagger.Sizes{Window: n.cfg.Window}.NearUnits()
	g := &gates{
		net: n, gain: wordLength * wordLength / (length * length), units: units, word: make([]float64, size+3), near: make([]float64, places*units*size),
		bias: make([]float64, tagger.ContextRows*units), out: make([]float64, units+3), sums: make([]float64, units),
	}
	for i := range g.near {
		g.near[i] = 0.05 * wordLength / length * rnd.NormFloat64()
	}
	for u := range units {
		g.out[u] = 1 - 2*float64(u%2)
	}
	return g
}

// scores returns what the gates think of word k.
func (g *gates) scores(w *worker, x *example, k int) (word, near float64) {
	size, mode := g.net.cfg.Enc, tagger.Mode(x.context[k])
	word = g.word[size+mode]
	e := w.e[k*size:][:size]
	for _, j := range w.units(k) {
		word += float64(g.word[j] * float64(e[j]))
	}
	copy(g.sums, g.bias[int(x.context[k])*g.units:])
	g.window(x, k, func(place, at int) {
		e := w.e[at*size:][:size]
		for u := range g.units {
			weights, sum := g.near[(place*g.units+u)*size:][:size], 0.0
			for _, j := range w.units(at) {
				sum += float64(weights[j] * float64(e[j]))
			}
			g.sums[u] += sum
		}
	})
	near = g.out[g.units+mode]
	for u, v := range g.sums {
		near += float64(g.out[u] * max(0, v))
	}
	return word, near
}

func (g *gates) window(x *example, k int, fn func(place, at int)) {
	window := g.net.cfg.Window
	for o := -window; o <= window; o++ {
		if k+o >= 0 && k+o < len(x.vecs) {
			fn(o+window, k+o)
		}
	}
}

// learn takes a step for word k.
func (g *gates) learn(w *worker, x *example, k int, name bool, rate float64) {
	size, mode := g.net.cfg.Enc, tagger.Mode(x.context[k])
	step := func(score float64) float64 {
		p := 1 / (1 + math.Exp(-score))
		if name {
			return rate * 4 * (1 - p)
		}
		return -rate * p
	}
	word, near := g.scores(w, x, k)
	d := step(word)
	g.word[size+mode] += d
	e := w.e[k*size:][:size]
	for _, j := range w.units(k) {
		g.word[j] += float64(float64(g.gain*d) * float64(e[j]))
	}
	if !name && word < -4 {
		return // the first gate keeps it from the second
	}
	d = nearRate * step(near)
	g.out[g.units+mode] += d
	for u, v := range g.sums {
		if v <= 0 {
			g.sums[u] = 0
			continue
		}
		back := float64(d * g.out[u])
		g.out[u] += float64(d * v)
		g.bias[int(x.context[k])*g.units+u] += back
		g.sums[u] = back
	}
	g.window(x, k, func(place, at int) {
		e := w.e[at*size:][:size]
		for u, back := range g.sums {
			if back == 0 {
				continue
			}
			weights := g.near[(place*g.units+u)*size:][:size]
			for _, j := range w.units(at) {
				weights[j] += float64(float64(g.gain*back) * float64(e[j]))
			}
		}
	})
}

// limit moves the biases so that a share of the names of each class passes
// each gate.
func (g *gates) limit() {
	for mode := range 3 {
		for i, recall := range [2]float64{gateRecall, nearRecall} {
			shift, known := math.Inf(-1), false
			for _, scores := range g.passed[i][mode] {
				if len(scores) >= 100 {
					slices.Sort(scores)
					shift, known = max(shift, 1e-3-scores[int((1-recall)*float64(len(scores)))]), true
				}
			}
			if !known {
				shift = 10
			}
			if i == 0 {
				g.word[g.net.cfg.Enc+mode] += shift
			} else {
				g.out[g.units+mode] += shift
			}
		}
	}
}

// wordLength returns the length of the word layer's outputs, the root of the mean square over the words of some sentences.
func (t *Trainer) wordLength(n *Net, enc *encoder, w *worker) (float64, error) {
	var x example
	squares, words := 0.0, 0
	for i := range min(2000, len(t.Data.Train)) {
		if err := enc.encode(&t.Data.Train[i], &x); err != nil {
			return 0, err
		}
		w.forward(&x, false)
		words += len(x.vecs)
		for _, v := range w.e[:len(x.vecs)*n.cfg.Enc] {
			squares += float64(float64(v) * float64(v))
		}
	}
	return math.Sqrt(max(squares, 1e-9) / float64(max(words, 1))), nil
}

// gates fits both gates to what the network finds.
func (t *Trainer) gates(n *Net, enc *encoder, w *worker, d *tagger.Dense) error {
	size, places := n.cfg.Enc, 2*n.cfg.Window+1
	rnd := rand.New(rand.NewPCG(n.cfg.Seed, 55))
	length, err := t.wordLength(n, enc, w)
	if err != nil {
		return err
	}
	g := t.newGates(n, length, rnd)
	var changed Sentence
	var x example
	var path []int
	sentences := min(15_000, 2*len(t.Data.Train))
	for pass := range 2 {
		for i := range sentences {
			s := &t.Data.Train[rnd.IntN(len(t.Data.Train))]
			if t.Chats > 0 && i%4 == 0 {
				c := t.Chat(rnd)
				s = &c
			}
			t.Names.augment(s, rnd, &changed)
			if err := enc.encode(&changed, &x); err != nil {
				return err
			}
			if len(x.vecs) == 0 {
				continue
			}
			x.domain = General
			w.forward(&x, false)
			for k := range x.vecs {
				for c := range 5 {
					w.out[k*kernel.Lanes+tagger.LabelOf(tagger.Class(c+1), tagger.Begin)] += spanBias
					w.out[k*kernel.Lanes+tagger.LabelOf(tagger.Class(c+1), tagger.Single)] += spanBias
				}
			}
			path = viterbi(w.out, n.trans.w, len(x.vecs), path)
			for k := range x.vecs {
				if !x.letter[k] {
					continue // only let through between names
				}
				class := wanted(path[k])
				if pass == 0 {
					g.learn(w, &x, k, class != tagger.None, 0.05/(1+float64(i)/3000))
					continue
				}
				if class != tagger.None {
					word, near := g.scores(w, &x, k)
					for i, score := range [2]float64{word, near} {
						at := &g.passed[i][tagger.Mode(x.context[k])][class-1]
						*at = append(*at, score)
					}
				}
			}
		}
	}
	g.limit()
	for _, v := range g.word {
		d.Gate = append(d.Gate, float32(v))
	}
	for _, v := range g.bias {
		d.NearBias = append(d.NearBias, float32(v))
	}
	for _, v := range g.out {
		d.NearOut = append(d.NearOut, float32(v))
	}
	d.Near = make([]float32, size*kernel.Lanes)
	for p := range places * g.units {
		for j := range size {
			d.Near[j*kernel.Lanes+p] = float32(g.near[p*size+j])
		}
	}
	return nil
}
