package train

import (
	"fmt"
	"math/rand/v2"

	"github.com/deckname/deckname/recognizers/internal/tagger/kernel"
)

// The linear baselines that the network is compared with in docs/accuracy.md.
// They see the same features of the words two to each side, hashed together
// with the side, and are decoded like the network.

const linearBits = 20

// linear is a linear model of labels and transitions.
type linear struct {
	w, trans []float32
}

func linearRow(feature uint32, place int) int {
	h := (uint64(feature)<<3 | uint64(place)) * 0x9E3779B97F4A7C15
	return int(h>>(64-linearBits)) * labels
}

func (l *linear) scores(x *example, out []float32) {
	n := len(x.vecs)
	for t := range n {
		o := out[t*kernel.Lanes:][:labels]
		eachLinear(x, t, func(row int) { add(o, l.w[row:][:labels]) })
	}
}

func eachLinear(x *example, t int, fn func(row int)) {
	for place := range 5 {
		k := t + place - 2
		if k < 0 || k >= len(x.vecs) {
			fn(linearRow(1<<24, place))
			continue
		}
		fn(linearRow(1<<25|uint32(x.vecs[k]), place))
		for _, f := range x.feats[x.first[k]:x.first[k+1]] {
			fn(linearRow(f, place))
		}
	}
	fn(linearRow(1<<26|uint32(x.context[t]), 0))
}

// Perceptron trains an averaged structured perceptron (Collins 2002) on the
// trainer's sentences and reports its scores after each epoch.
func (t *Trainer) Perceptron(epochs int, seed uint64) error {
	size := 1 << linearBits * labels
	m := linear{make([]float32, size), make([]float32, labels*labels)}
	sum := linear{make([]float32, size), make([]float32, labels*labels)} // weighted by time, for the average
	enc := t.encoder()
	rnd := rand.New(rand.NewPCG(seed, 77))
	var changed Sentence
	var x example
	var out []float32
	var path []int
	time := float32(1)
	update := func(row int, v float32) {
		m.w[row] += v
		sum.w[row] += v * time
	}
	for epoch := range epochs {
		for _, k := range rnd.Perm(len(t.Data.Train)) {
			t.Names.augment(&t.Data.Train[k], rnd, &changed)
			if err := enc.encode(&changed, &x); err != nil {
				return err
			}
			n := len(x.vecs)
			if n == 0 {
				continue
			}
			out = resize(out, n*kernel.Lanes)
			m.scores(&x, out)
			path = viterbi(out, m.trans, n, path)
			last, lastGold := -1, -1
			for i := range n {
				gold := lowestLabel(x.masks[i])
				if gold != path[i] {
					eachLinear(&x, i, func(row int) {
						update(row+gold, 1)
						update(row+path[i], -1)
					})
				}
				if i > 0 && (gold != path[i] || last != lastGold) {
					m.trans[lastGold*labels+gold]++
					sum.trans[lastGold*labels+gold] += time
					m.trans[last*labels+path[i]]--
					sum.trans[last*labels+path[i]] -= time
				}
				last, lastGold = path[i], gold
			}
			time++
		}
		avg := linear{make([]float32, size), make([]float32, labels*labels)}
		for i := range avg.w {
			avg.w[i] = m.w[i] - sum.w[i]/time
		}
		for i := range avg.trans {
			avg.trans[i] = m.trans[i] - sum.trans[i]/time
		}
		var line string
		for _, in := range [][]Sentence{t.Data.Dev["germeval2014"], lowered(t.Data.Dev["germeval2014"])} {
			var scores [6]Score
			for i := range in {
				if err := enc.encode(&in[i], &x); err != nil {
					return err
				}
				out = resize(out, len(x.vecs)*kernel.Lanes)
				avg.scores(&x, out)
				path = viterbi(out, avg.trans, len(x.vecs), path)
				count(&scores, in[i].gold(enc.offsets), spansOf(path, x.bytes))
			}
			line += fmt.Sprintf("  PERSON %v LOCATION %.4f", scores[1], scores[2].F1())
		}
		fmt.Fprintf(t.Log, "perceptron epoch %d:%s\n", epoch, line)
	}
	return nil
}

func lowestLabel(mask uint32) int {
	for l := range labels {
		if mask>>l&1 != 0 {
			return l
		}
	}
	return 0
}
