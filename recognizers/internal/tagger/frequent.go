package tagger

import (
	_ "embed"
	"math/bits"
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/tagger/kernel"
)

// frequentWords are the words that chats and letters hold most often, one a
// line, as they are spelled: function train.FrequentWords counts them.
//
//go:embed frequent.txt
var frequentWords string

// frequent holds, ready to be added, what these words add to the gates and to
// each place of the window layer: six words in ten are among them. It is made
// when the model is opened, from nothing that anybody wrote.
type frequent struct {
	keys  []uint64 // a table with open addressing, 0 for a free slot …
	words []uint16 // … and what of ready belongs to each
	shift int      // 64 less the binary logarithm of their length
	ready []ready
	sums  []int16 // for each of ready, places × Hidden
}

// ready is what is known of a frequent word.
type ready struct {
	near [kernel.Lanes]int16
	open uint8 // a bit for each letter-case mode: whether the first gate lets the word through
}

// frequentKey tells words apart, and spellings of the same word.
func frequentKey(w *Word) uint64 {
	return (w.Hash ^ uint64(w.Shape&wordShape)) * 0x9E3779B97F4A7C15
}

// find returns the number of the word in ready, 0 if it is not frequent.
func (f *frequent) find(w *Word) uint16 {
	key := frequentKey(w)
	for i := key >> f.shift; ; i++ {
		k := f.keys[i&uint64(len(f.keys)-1)]
		if k == key {
			return f.words[i&uint64(len(f.keys)-1)]
		}
		if k == 0 {
			return 0
		}
	}
}

// setFrequent computes all of it, by the way that other words take.
func (m *Model) setFrequent() error {
	f := &m.frequent
	size := 1 << bits.Len(uint(2*strings.Count(frequentWords, "\n")))
	f.keys, f.words, f.shift = make([]uint64, size), make([]uint16, size), 64-bits.TrailingZeros(uint(size))
	doc, err := anonymize.NewDocument(frequentWords, "")
	if err != nil {
		return err
	}
	s := newScratch(m)
	s.words = AppendWords(nil, doc)
	n := len(s.words)
	m.look(s, 0, n)
	s.context = make([]Context, n)
	s.enc, s.units = make([]int16, n*m.Enc), make([]uint16, n*m.Enc)
	f.ready, f.sums = make([]ready, 1+n), make([]int16, (1+n)*m.places()*m.Hidden)
	for mode := range modes {
		for i := range s.context {
			s.context[i] = Context(mode * contextModes)
			s.layers[i].state = 0
		}
		m.firstGate(s, 0, n, doc.Folded())
		for i := range s.layers {
			if s.layers[i].state&stateMaybe != 0 {
				f.ready[1+i].open |= 1 << mode
			}
		}
	}
	for i := range s.layers {
		m.encode(s, 0, i, doc.Folded())
		m.weigh(s, i)
		l := &s.layers[i]
		f.ready[1+i].near = l.near
		for place := range m.places() {
			kernel.AccUnits(f.placed(1+i, place, m), m.w1[place*m.Enc*m.Hidden:], m.Hidden, s.units[i*m.Enc:][:l.count], s.enc[i*m.Enc:][:l.count])
		}
		f.put(&s.words[i], uint16(1+i))
	}
	return nil
}

// placed is what the word adds to the window layer at that place.
func (f *frequent) placed(word, place int, m *Model) []int16 {
	return f.sums[(word*m.places()+place)*m.Hidden:][:m.Hidden]
}

func (f *frequent) put(w *Word, number uint16) {
	key := frequentKey(w)
	i := key >> f.shift
	for f.keys[i] != 0 {
		i = (i + 1) & uint64(len(f.keys)-1)
	}
	f.keys[i], f.words[i] = key, number
}
