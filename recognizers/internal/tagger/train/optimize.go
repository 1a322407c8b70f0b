package train

import (
	"math"
	"math/rand/v2"
	"sync"
)

// shards is the number of parts of a batch. It is fixed: sums of gradients
// come out the same however many threads compute them.
const shards = 4

// batch trains on the examples, one step of Adam.
func (n *Net) batch(ws []*worker, xs []*example, epoch, number int, rate float32) {
	var wg sync.WaitGroup
	sem := make(chan struct{}, max(1, n.cfg.Threads))
	for s := range shards {
		wg.Add(1)
		go func() {
			defer wg.Done()
			sem <- struct{}{}
			defer func() { <-sem }()
			w := ws[s]
			w.rnd = rand.New(rand.NewPCG(n.cfg.Seed<<20|uint64(epoch), uint64(number*shards+s)))
			w.crf.setTransitions(n.trans.w)
			for i := s; i < len(xs); i += shards {
				if len(xs[i].vecs) == 0 {
					continue
				}
				w.ask(xs[i])
				w.forward(xs[i], true)
				w.backward(xs[i])
			}
		}()
	}
	wg.Wait()
	n.step++
	scale := 1 / float32(len(xs))
	bias1 := 1 - float32(math.Pow(0.9, float64(n.step)))
	bias2 := 1 - float32(math.Pow(0.999, float64(n.step)))
	a := adam{decay: rate * n.cfg.L2, rate: rate * float32(math.Sqrt(float64(bias2))) / bias1}
	for i, p := range n.dense {
		g := ws[0].grads[i]
		for s := 1; s < shards; s++ {
			add(g, ws[s].grads[i])
			clear(ws[s].grads[i])
		}
		a.update(p.w, p.m, p.v, g, scale)
		clear(g)
	}
	var join sync.WaitGroup
	join.Add(1)
	go func() {
		defer join.Done()
		a.sparse(n.feat, n.cfg.FeatDim, scale, ws, func(w *worker) ([]float32, *[]uint32, []bool) { return w.featGrad, &w.featRows, w.featSeen })
	}()
	if n.cfg.TuneVec {
		b := adam{rate: a.rate * 0.3}
		b.sparse(n.vec, n.cfg.VecDim, scale, ws, func(w *worker) ([]float32, *[]uint32, []bool) { return w.vecGrad, &w.vecRows, w.vecSeen })
	}
	join.Wait()
}

type adam struct{ rate, decay float32 }

func (a adam) update(w, m, v, g []float32, scale float32) {
	m, v, g = m[:len(w)], v[:len(w)], g[:len(w)]
	for i := range w {
		d := g[i] * scale
		m[i] = float32(0.9*m[i]) + float32(0.1*d)
		v[i] = float32(0.999*v[i]) + float32(0.001*float32(d*d))
		w[i] -= float32(a.rate*m[i])/(float32(math.Sqrt(float64(v[i])))+1e-8) + float32(a.decay*w[i])
	}
}

// sparse updates the rows that the batch touched.
func (a adam) sparse(p *param, dim int, scale float32, ws []*worker, of func(*worker) ([]float32, *[]uint32, []bool)) {
	g0, rows0, seen0 := of(ws[0])
	for _, w := range ws[1:] {
		g, rows, seen := of(w)
		for _, r := range *rows {
			src := g[int(r)*dim:][:dim]
			add(g0[int(r)*dim:][:dim], src)
			clear(src)
			seen[r] = false
			if !seen0[r] {
				seen0[r] = true
				*rows0 = append(*rows0, r)
			}
		}
		*rows = (*rows)[:0]
	}
	for _, r := range *rows0 {
		k := int(r) * dim
		a.update(p.w[k:k+dim], p.m[k:k+dim], p.v[k:k+dim], g0[k:k+dim], scale)
		clear(g0[k : k+dim])
		seen0[r] = false
	}
	*rows0 = (*rows0)[:0]
}
