package train

import (
	"cmp"
	"math"
	"slices"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/tagger"
	"github.com/deckname/deckname/recognizers/internal/tagger/kernel"
)

// network turns the trained net into what the model file holds.
func (t *Trainer) network(n *Net, version uint32) *tagger.Network {
	c := n.cfg
	out := &tagger.Network{
		Sizes:   tagger.Sizes{Enc: c.Enc, Hidden: c.Hidden, Window: c.Window, Words: len(t.Vectors.Hashes)},
		Version: version, Hashes: slices.Clone(t.Vectors.Hashes), Folded: slices.Clone(t.Vectors.Folded), Shapes: slices.Clone(t.Vectors.Shapes),
		Rows: n.project(n.vec.w, 0, c.VecDim), Feats: n.project(n.feat.w, c.VecDim, c.FeatDim),
		Dense: tagger.Dense{
			Benc: n.benc.w, W1: n.w1.w, B1: slices.Clone(n.b1.w), Ctx: n.ctx.w, Pad: n.pad.w, B2: n.b2.w[:labels], Trans: n.trans.w,
		},
	}
	prune(out, modelWords)
	add(out.Dense.B1, n.dom.w[int(General)*c.Hidden:][:c.Hidden])
	for h := range c.Hidden {
		out.Dense.W2 = append(out.Dense.W2, n.w2.w[h*kernel.Lanes:][:labels]...)
	}
	for range 6 {
		out.Dense.Calibration = append(out.Dense.Calibration, 1, 0)
	}
	return out
}

// modelWords is the number of words that the model file has rows for.
const modelWords = 33_000

// prune drops the words whose row differs least from that of unknown words.
func prune(n *tagger.Network, words int) {
	if len(n.Hashes) <= words {
		return
	}
	far := make([]float64, len(n.Hashes))
	order := make([]int, len(far))
	for i := range far {
		order[i] = i
		for j, v := range n.Rows[(i+1)*n.Enc:][:n.Enc] {
			d := float64(v - n.Rows[j])
			far[i] += float64(d * d)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(far[b], far[a]) })
	order = order[:words]
	slices.Sort(order)
	rows := slices.Clone(n.Rows[:n.Enc])
	for to, i := range order {
		n.Hashes[to], n.Folded[to], n.Shapes[to] = n.Hashes[i], n.Folded[i], n.Shapes[i]
		rows = append(rows, n.Rows[(i+1)*n.Enc:][:n.Enc]...)
	}
	n.Hashes, n.Folded, n.Shapes, n.Rows, n.Words = n.Hashes[:words], n.Folded[:words], n.Shapes[:words], rows, words
}

// project computes what each row of a table adds to the word layer; from is
// the row of the layer's matrix that belongs to the table's first column.
func (n *Net) project(table []float32, from, dim int) []float32 {
	enc := n.cfg.Enc
	rows := len(table) / dim
	out := make([]float32, rows*enc)
	for r := range rows {
		kernel.AccRows(out[r*enc:][:enc], n.wenc.w[from*enc:][:dim*enc], table[r*dim:][:dim])
	}
	return out
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
	if err := t.gates(n, enc, w, &network.Dense); err != nil {
		return nil, err
	}
	blob, err := tagger.Encode(network)
	if err != nil {
		return nil, err
	}
	m, err := tagger.Open(string(blob))
	if err != nil {
		return nil, err
	}
	dev := slices.Concat(t.Data.Dev["germeval2014"], lowered(t.Data.Dev["germeval2014"]), t.Data.Dev["mobie"], t.Data.Dev["massive_de"])
	if network.Dense.Calibration, err = calibration(m, dev); err != nil {
		return nil, err
	}
	return tagger.Encode(network)
}
