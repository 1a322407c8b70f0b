package train

import (
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/deckname/deckname/recognizers/internal/lexicon"
	"github.com/deckname/deckname/recognizers/internal/tagger"
)

// Trainer trains networks on prepared data.
type Trainer struct {
	Data    *Data
	Names   *Names
	Chat    func(rnd *rand.Rand) Sentence // generator of chat sentences
	Chats   int                           // per epoch
	Vectors *Vectors
	Log     io.Writer
	nets    []*Net // that teach, if any
	start   *Net   // whose weights the training starts from, or nil
}

// shares are the parts of the corpora that an epoch uses. GermEval's rules
// are what the tagger should learn; the others add streets, court decisions
// and spoken German, and too much of them costs accuracy on running text. In
// the last third of the epochs they are halved.
var shares = [domains]float64{General: 1, GermEval: 1, SmartData: 0.4, MobIE: 0.4, LER: 0.15, Massive: 0.2, Chat: 1, Silver: 0.25}

// Train trains one network.
func (t *Trainer) Train(cfg Config) (*Net, error) {
	n := newNet(cfg, t.Vectors)
	if t.start != nil {
		for i, p := range t.start.params() {
			copy(n.params()[i].w, p.w)
		}
	}
	ws := make([]*worker, shards)
	for i := range ws {
		ws[i] = newWorker(n)
		ws[i].teachers = newTeachers(t.nets)
	}
	enc := t.encoder()
	total := len(t.Data.Train) + t.Chats
	avg := newAverage(n)
	for epoch := range cfg.Epochs {
		began := time.Now()
		rnd := rand.New(rand.NewPCG(cfg.Seed, uint64(100+epoch)))
		order := rnd.Perm(total)
		order = slices.DeleteFunc(order, func(k int) bool {
			if k >= len(t.Data.Train) || t.Data.Train[k].domain == GermEval {
				return false
			}
			domain := t.Data.Train[k].domain
			share := shares[domain]
			switch {
			case 3*epoch < 2*cfg.Epochs:
			case domain == Silver:
				share = 0
			default:
				share /= 2
			}
			return rnd.Float64() >= share
		})
		batches := (len(order) + cfg.Batch - 1) / cfg.Batch
		xs := make([]*example, cfg.Batch)
		for i := range xs {
			xs[i] = new(example)
		}
		var changed Sentence
		words := 0
		for b := range batches {
			part := order[b*cfg.Batch : min((b+1)*cfg.Batch, len(order))]
			for i, k := range part {
				var s *Sentence
				if k < len(t.Data.Train) {
					s = &t.Data.Train[k]
				} else {
					c := t.Chat(rnd)
					s = &c
				}
				t.Names.augment(s, rnd, &changed)
				if err := enc.encode(&changed, xs[i]); err != nil {
					return nil, err
				}
				words += len(xs[i].vecs)
			}
			progress := float32(epoch*batches+b) / float32(cfg.Epochs*batches)
			rate := cfg.Rate * (1 - progress)
			if warm := float32(n.step) / 500; warm < 1 {
				rate *= warm
			}
			n.batch(ws, xs[:len(part)], epoch, b, rate)
		}
		if epoch >= cfg.Epochs*2/3 {
			avg.add(n)
		}
		if t.Log != nil {
			fmt.Fprintf(t.Log, "epoch %d: %d words in %.0fs", epoch, words, time.Since(began).Seconds())
			if err := t.report(n, enc, ws[0], epoch == cfg.Epochs-1); err != nil {
				return nil, err
			}
		}
	}
	if avg.n > 1 {
		avg.apply(n)
		if t.Log != nil {
			fmt.Fprint(t.Log, "averaged:")
			if err := t.report(n, enc, ws[0], true); err != nil {
				return nil, err
			}
		}
	}
	return n, nil
}

func (t *Trainer) report(n *Net, enc *encoder, w *worker, all bool) error {
	dev := t.Data.Dev["germeval2014"]
	s, err := n.evaluate(enc, w, dev)
	if err != nil {
		return err
	}
	l, err := n.evaluate(enc, w, lowered(dev))
	if err != nil {
		return err
	}
	fmt.Fprintf(t.Log, "  PER %v LOC %.4f | lower PER %.4f\n", s[tagger.Person], s[tagger.Location].F1(), l[tagger.Person].F1())
	if all {
		for _, name := range []string{"mobie", "german_ler", "massive_de"} {
			s, err := n.evaluate(enc, w, t.Data.Dev[name])
			if err != nil {
				return err
			}
			fmt.Fprintf(t.Log, "  %s PER %v LOC %.4f STR %.4f\n", name, s[tagger.Person], s[tagger.Location].F1(), s[tagger.Street].F1())
		}
	}
	return nil
}

// average sums the weights of several epochs.
type average struct {
	n    int
	sums [][]float64
}

func (n *Net) params() []*param { return append([]*param{n.feat, n.vec}, n.dense...) }

func newAverage(n *Net) *average {
	a := new(average)
	for _, p := range n.params() {
		a.sums = append(a.sums, make([]float64, len(p.w)))
	}
	return a
}

func (a *average) add(n *Net) {
	a.n++
	for i, p := range n.params() {
		s := a.sums[i]
		for k, v := range p.w {
			s[k] += float64(v)
		}
	}
}

func (a *average) apply(n *Net) {
	for i, p := range n.params() {
		for k := range p.w {
			p.w[k] = float32(a.sums[i][k] / float64(a.n))
		}
	}
}

func (t *Trainer) encoder() *encoder {
	return &encoder{lex: lexicon.Load().Nouns(), vocab: tagger.NewVocab(t.Vectors.Hashes)}
}
