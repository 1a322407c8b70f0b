package tagger

import (
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"

	"github.com/deckname/deckname/recognizers/internal/tagger/kernel"
)

// vocabBits is the binary logarithm of the number of buckets of a vocabulary.
const vocabBits = 14

// vocabulary maps the hashes of words to their rows, from 1 on; row 0 is that
// of unknown words. Its parts lie in the model file: where each bucket
// begins, and a 24-bit fingerprint for each word.
type vocabulary struct{ buckets, keys string }

func vocabSlot(h uint64) (bucket int, key uint32) {
	h ^= h >> 33
	h *= 0xFF51AFD7ED558CCD
	h ^= h >> 33
	return int(h >> (64 - vocabBits)), uint32(h) & 0xFFFFFF
}

// row returns the row of a word that belongs into bucket b. A bucket holds three words on average; eight are compared
// without a branch, because nobody can foresee in which place the wanted one stands, and what stands behind the bucket is masked out.
func (v *vocabulary) row(hash uint64, b uint32) uint32 {
	_, key := vocabSlot(hash)
	from, to := le32(v.buckets, 4*int(b)), le32(v.buckets, 4*int(b)+4)
	k := v.keys[min(3*int(from), len(v.keys)):]
	if len(k) < 3*bucketAtOnce+1 || to-from > bucketAtOnce {
		return v.search(key, from, to)
	}
	k = k[:3*bucketAtOnce+1]
	want := key << 8
	m := sameKey(k, 0, want) | sameKey(k, 1, want) | sameKey(k, 2, want) | sameKey(k, 3, want) |
		sameKey(k, 4, want) | sameKey(k, 5, want) | sameKey(k, 6, want) | sameKey(k, 7, want)
	m &= 1<<((to-from)&31) - 1
	known := uint32(int32(-m) >> 31)
	return (from + 1 + uint32(bits.TrailingZeros32(m))) & known
}

// bucketAtOnce is the number of words of a bucket that are compared at once.
const bucketAtOnce = 8

// sameKey has bit i set if key i of keys is the wanted one, which stands in the upper 24 bits.
func sameKey(keys string, i int, want uint32) uint32 {
	return uint32((uint64(le32(keys, 3*i)<<8^want)-1)>>63) << i
}

// search is row for large buckets and the last ones.
func (v *vocabulary) search(key, from, to uint32) uint32 {
	for i := from; i < to; i++ {
		k := v.keys[3*i : 3*i+3]
		if uint32(k[0])|uint32(k[1])<<8|uint32(k[2])<<16 == key {
			return i + 1
		}
	}
	return 0
}

// look begins the layers of the words from to to with what is known of frequent words, and with what the vocabulary has of the
// others. Its tables are larger than the fast caches: everything is asked for before the first of it is read.
func (m *Model) look(s *scratch, from, to int) {
	words := s.words[from:to]
	if cap(s.layers) < len(words) {
		s.layers = make([]layer, len(words))
	}
	s.layers = s.layers[:len(words)]
	s.rare, s.rows, s.begins = s.rare[:0], s.rows[:0], s.begins[:0]
	for i := range words {
		l := &s.layers[i] // near is set before it is read
		l.row, l.sums, l.count, l.state, l.info = 0, 0, 0, 0, 0
		if l.ready = m.frequent.find(&words[i]); l.ready != 0 {
			l.near, l.state = m.frequent.ready[l.ready].near, stateNear
			continue
		}
		b, _ := vocabSlot(words[i].Hash)
		s.rare, s.rows = append(s.rare, int32(i)), append(s.rows, uint32(b))
	}
	kernel.Prefetch(m.vocab.buckets, s.rows, 4)
	for _, b := range s.rows {
		s.begins = append(s.begins, le32(m.vocab.buckets, 4*int(b)))
	}
	kernel.Prefetch(m.vocab.keys, s.begins, 3*4)
	for k, i := range s.rare {
		row := m.vocab.row(words[i].Hash, s.rows[k])
		s.rows[k], s.layers[i].row = row, int32(row)
	}
	kernel.Prefetch(m.info, s.rows, infoSize)
	kernel.PrefetchFloats(m.wordScales, s.rows)
	kernel.Prefetch(m.words, s.rows, m.Enc)
}

func le32(s string, i int) uint32 {
	s = s[i : i+4]
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}

// layoutVocabulary returns the two parts and the order of the words in them.
func layoutVocabulary(hashes []uint64) (buckets, keys []byte, order []int) {
	order = make([]int, len(hashes))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		ba, ka := vocabSlot(hashes[a])
		bb, kb := vocabSlot(hashes[b])
		return cmp.Or(cmp.Compare(ba, bb), cmp.Compare(ka, kb), cmp.Compare(a, b))
	})
	next := 0
	for b := range 1<<vocabBits + 1 {
		for next < len(order) {
			if at, _ := vocabSlot(hashes[order[next]]); at >= b {
				break
			}
			next++
		}
		buckets = binary.LittleEndian.AppendUint32(buckets, uint32(next))
	}
	for _, i := range order {
		_, k := vocabSlot(hashes[i])
		keys = append(keys, byte(k), byte(k>>8), byte(k>>16))
	}
	return buckets, keys, order
}

// Vocab is the vocabulary while training.
type Vocab struct{ rows map[uint64]int32 }

// NewVocab numbers the hashes from 1 on.
func NewVocab(hashes []uint64) *Vocab {
	v := &Vocab{rows: make(map[uint64]int32, len(hashes))}
	for i, h := range hashes {
		if _, ok := v.rows[h]; !ok {
			v.rows[h] = int32(i + 1)
		}
	}
	return v
}

// Row returns the row of the word, 0 if it has none.
func (v *Vocab) Row(hash uint64) int32 { return v.rows[hash] }
