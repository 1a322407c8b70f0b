// Package mutate rewrites annotated messages as they arrive after a bad scan, a broken mail client or somebody's attempt
// to slip past a filter, and moves the marks along. It serves the tables of docs/accuracy.md and `deckname eval -mutate`:
// how much of what is found in clean spelling is still found in a hostile one.
//
// A mutation is deterministic: the same message and seed give the same bytes. The functions are pure and may be called
// concurrently.
package mutate

import (
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"unicode/utf8"

	"github.com/deckname/deckname/internal/corpus"
)

// Mutation is one way to write a message differently.
type Mutation struct {
	Name     string // how `deckname eval -mutate` calls it
	What     string // what it does, for tables
	Readable bool   // whether a reader still recognises the values at a glance
	rewrite  func(*message)
}

// All returns the mutations in the order of the tables; the caller owns the slice.
func All() []Mutation { return slices.Clone(mutations[:]) }

// Named returns the mutation of that name.
func Named(name string) (Mutation, bool) {
	i := slices.IndexFunc(mutations[:], func(m Mutation) bool { return m.Name == name })
	if i < 0 {
		return Mutation{}, false
	}
	return mutations[i], true
}

// Apply returns the mutated samples. Seed varies the places that are chosen at random.
func (m Mutation) Apply(samples []corpus.Sample, seed uint64) []corpus.Sample {
	out := make([]corpus.Sample, len(samples))
	for i, s := range samples {
		out[i] = m.one(s, seed)
	}
	return out
}

func (m Mutation) one(s corpus.Sample, seed uint64) corpus.Sample {
	h := fnv.New64a()
	_, _ = h.Write([]byte(m.Name + "\x00" + s.ID))
	msg := &message{in: &s, rnd: rand.New(rand.NewPCG(seed, h.Sum64())), starts: make([]int, len(s.Text)+1), ends: make([]int, len(s.Text)+1)}
	m.rewrite(msg)
	move := func(marks []corpus.Mark) []corpus.Mark {
		moved := make([]corpus.Mark, len(marks))
		for k, mark := range marks {
			moved[k] = corpus.Mark{Start: msg.starts[mark.Start], End: msg.ends[mark.End], Type: mark.Type}
		}
		return moved
	}
	entities, optional := move(s.Entities), move(s.Optional)
	s.Text, s.Entities, s.Optional = string(msg.out), entities, optional
	return s
}

// message is a text on its way into another spelling.
type message struct {
	in     *corpus.Sample
	rnd    *rand.Rand
	out    []byte
	starts []int // where a mark that begins at a byte of the text begins now
	ends   []int // where a mark that ends there ends now
}

// place is one character of a message and what stands around it.
type place struct {
	r, prev, next rune         // prev and next are 0 at the ends
	mark          *corpus.Mark // that covers r, or nil
	first, last   bool         // r is the first or last character of mark
}

// inside tells whether the character before p belongs to the same mark, or to none as p does: text may be put between.
func (p *place) inside() bool { return p.prev != 0 && (p.mark == nil || !p.first) }

// each writes, for every character, what f returns: text before it, outside of a mark that begins here, the character's
// new spelling, and text behind it, outside of a mark that ends here.
func (m *message) each(f func(p *place) (before, spelling, behind string)) {
	text, marks := m.in.Text, m.in.Entities
	p, k := place{}, 0
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		p.r, p.next = r, 0
		if i+n < len(text) {
			p.next, _ = utf8.DecodeRuneInString(text[i+n:])
		}
		for k < len(marks) && marks[k].End <= i {
			k++
		}
		p.mark = nil
		if k < len(marks) && marks[k].Start <= i {
			p.mark = &marks[k]
			p.first, p.last = i == p.mark.Start, i+n == p.mark.End
		}
		before, spelling, behind := f(&p)
		m.out = append(m.out, before...)
		m.starts[i] = len(m.out)
		m.out = append(m.out, spelling...)
		i += n
		m.ends[i] = len(m.out)
		m.out = append(m.out, behind...)
		m.starts[i] = len(m.out)
		p.prev = r
	}
}

// chance is true in p of 100 cases.
func (m *message) chance(p int) bool { return m.rnd.IntN(100) < p }

func one[T any](m *message, of []T) T { return of[m.rnd.IntN(len(of))] }
