package train

import (
	"math"
	"math/bits"
	"math/rand/v2"
	"slices"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/tagger"
	"github.com/deckname/deckname/recognizers/internal/tagger/kernel"
)

// gateRecall is the share of name words that the gate has to let through.
const gateRecall = 0.997

// network turns the trained net into what the model file holds.
func (t *Trainer) network(n *Net, version uint32) *tagger.Network {
	c := n.cfg
	out := &tagger.Network{
		Sizes: tagger.Sizes{
			VecDim: c.VecDim, FeatDim: c.FeatDim, Enc: c.Enc, Hidden: c.Hidden, Window: c.Window, Words: len(t.Vectors.Hashes),
		},
		Version: version, Hashes: t.Vectors.Hashes, Vectors: n.vec.w, Feats: n.feat.w,
		Dense: tagger.Dense{
			Wenc: n.wenc.w, Benc: n.benc.w, W1: n.w1.w, B1: slices.Clone(n.b1.w), Ctx: n.ctx.w, Pad: n.pad.w,
			B2: n.b2.w[:labels], Trans: n.trans.w,
		},
	}
	add(out.Dense.B1, n.dom.w[int(General)*c.Hidden:][:c.Hidden])
	for h := range c.Hidden {
		out.Dense.W2 = append(out.Dense.W2, n.w2.w[h*kernel.Lanes:][:labels]...)
	}
	for range 6 {
		out.Dense.Calibration = append(out.Dense.Calibration, 1, 0)
	}
	return out
}

// wanted reports whether the label is that of a class which recognizers
// report; the gate may miss words of the others.
func wanted(label int) bool {
	c, _ := tagger.SplitLabel(label)
	return c == tagger.Person || c == tagger.Location || c == tagger.Street
}

// gate fits the linear unit that tells words which are no names whatever
// stands around them.
func (t *Trainer) gate(n *Net, enc *encoder, w *worker) ([]float32, error) {
	size := n.cfg.Enc
	weights := make([]float64, size+3)
	rnd := rand.New(rand.NewPCG(n.cfg.Seed, 55))
	var changed Sentence
	var x example
	var path []int
	type positive struct {
		mode  int
		score float64
	}
	sentences := min(30_000, 2*len(t.Data.Train))
	for pass := range 2 {
		var passed []positive
		for i := range sentences {
			t.Names.augment(&t.Data.Train[rnd.IntN(len(t.Data.Train))], rnd, &changed)
			if err := enc.encode(&changed, &x); err != nil {
				return nil, err
			}
			if len(x.vecs) == 0 {
				continue
			}
			x.domain = General
			w.forward(&x, false)
			path = viterbi(w.out, n.trans.w, len(x.vecs), path)
			rate := 0.05 / (1 + float64(i)/3000)
			for k := range x.vecs {
				if x.punct[k] {
					continue // only let through between names
				}
				e := w.e[k*size:][:size]
				mode := tagger.Mode(x.context[k])
				name := wanted(path[k]) || x.masks[k]&1 == 0 && wanted(bits.TrailingZeros32(x.masks[k]))
				s := weights[size+mode]
				for j, v := range e {
					s += weights[j] * float64(v)
				}
				if pass == 1 {
					if name {
						passed = append(passed, positive{mode, s})
					}
					continue
				}
				p := 1 / (1 + math.Exp(-s))
				g := -p
				if name {
					g = 4 * (1 - p)
				}
				weights[size+mode] += rate * g
				for j, v := range e {
					weights[j] += rate * g * float64(v)
				}
			}
		}
		if pass == 0 {
			continue
		}
		for mode := range 3 {
			var scores []float64
			for _, p := range passed {
				if p.mode == mode {
					scores = append(scores, p.score)
				}
			}
			if len(scores) < 100 {
				weights[size+mode] += 10
				continue
			}
			slices.Sort(scores)
			weights[size+mode] -= scores[int((1-gateRecall)*float64(len(scores)))] - 1e-3
		}
	}
	out := make([]float32, len(weights))
	for i, v := range weights {
		out[i] = float32(v)
	}
	return out, nil
}

// Evaluate scores a finished model on sentences by strict spans.
func Evaluate(m *tagger.Model, in []Sentence, each func(c tagger.Class, p float32, right bool)) (scores [6]Score, err error) {
	var buf []byte
	var offsets []int
	var spans []tagger.Span
	var found []byteSpan
	for i := range in {
		buf, offsets = in[i].text(buf, offsets)
		doc, err := anonymize.NewDocument(string(buf), "")
		if err != nil {
			return scores, err
		}
		spans = m.TagDocument(spans[:0], doc, 0)
		found = found[:0]
		gold := in[i].gold(offsets)
		for _, s := range spans {
			o := doc.Origin(int(s.Start), int(s.End))
			b := byteSpan{o.Start, o.End, s.Class}
			found = append(found, b)
			if each != nil {
				each(s.Class, s.Prob, slices.Contains(gold, b))
			}
		}
		count(&scores, gold, found)
	}
	return scores, nil
}

// calibration fits factor and offset of the log-odds of each class.
func calibration(m *tagger.Model, in []Sentence) ([]float32, error) {
	type sample struct {
		x float64
		y float64
	}
	var samples [6][]sample
	_, err := Evaluate(m, in, func(c tagger.Class, p float32, right bool) {
		q := max(1e-6, min(1-1e-6, float64(p)))
		s := sample{x: math.Log(q / (1 - q))}
		if right {
			s.y = 1
		}
		samples[c] = append(samples[c], s)
	})
	if err != nil {
		return nil, err
	}
	var out []float32
	for _, ss := range samples {
		a, b := 1.0, 0.0
		if len(ss) >= 50 {
			for range 4000 {
				da, db := 0.0, 0.0
				for _, s := range ss {
					d := s.y - 1/(1+math.Exp(-(a*s.x+b)))
					da += d * s.x
					db += d
				}
				a += 0.05 * da / float64(len(ss))
				b += 0.2 * db / float64(len(ss))
			}
		}
		out = append(out, float32(max(0.1, a)), float32(b))
	}
	return out, nil
}

// Finish fits gate and calibration of a trained net and returns the model file.
func (t *Trainer) Finish(n *Net, version uint32) ([]byte, error) {
	w := newWorker(n)
	enc := t.encoder()
	network := t.network(n, version)
	g, err := t.gate(n, enc, w)
	if err != nil {
		return nil, err
	}
	network.Dense.Gate = g
	m, err := tagger.Open(string(tagger.Encode(network)))
	if err != nil {
		return nil, err
	}
	dev := slices.Concat(t.Data.Dev["germeval2014"], lowered(t.Data.Dev["germeval2014"]), t.Data.Dev["mobie"], t.Data.Dev["massive_de"])
	if network.Dense.Calibration, err = calibration(m, dev); err != nil {
		return nil, err
	}
	return tagger.Encode(network), nil
}
