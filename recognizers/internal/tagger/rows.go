package tagger

import (
	"encoding/binary"
	"math/bits"
)

// featureRows is the table of what features add to the word layer. The file
// leaves out the hashed rows that add little: more than half of them.
type featureRows struct {
	kept   []uint64 // a bit for each of FeatureRows
	before []uint32 // rows kept before each of these words of bits
	rows   string   // the kept rows, Enc int8 each …
	scales []float32
}

// leastRow is the length of a hashed row from which on the file keeps it. The
// word layer's sums have lengths about 6.
const leastRow = 0.4

// pick turns the numbers of features into those of their rows, in place, and
// leaves out what has none. Exact features keep their numbers.
func (t *featureRows) pick(features []uint32) []uint32 {
	n := 0
	for _, f := range features {
		w, bit := t.kept[f/64], f%64
		if w>>bit&1 != 0 {
			features[n] = t.before[f/64] + uint32(bits.OnesCount64(w&(1<<bit-1)))
			n++
		}
	}
	return features[:n]
}

// featureRows reads the table.
func (r *reader) featureRows(enc int) (t featureRows) {
	const words = (FeatureRows + 63) / 64
	s := r.take(8 * words)
	if r.bad {
		return t
	}
	t.kept, t.before = make([]uint64, words), make([]uint32, words)
	n := uint32(0)
	for i := range t.kept {
		t.kept[i] = binary.LittleEndian.Uint64([]byte(s[8*i : 8*i+8]))
		t.before[i] = n
		n += uint32(bits.OnesCount64(t.kept[i]))
	}
	for f := range exactRows {
		r.bad = r.bad || t.kept[f/64]>>(f%64)&1 == 0
	}
	t.scales = r.halves(int(n))
	t.rows = r.take(int(n) * enc)
	return t
}

// appendFeatureRows appends the bits of the rows that are kept, and these.
func appendFeatureRows(out []byte, table []float32, enc int) []byte {
	var kept [(FeatureRows + 63) / 64]uint64
	var rows []float32
	for f := range FeatureRows {
		row := table[f*enc:][:enc]
		length := float32(0)
		for _, v := range row {
			length += float32(v * v)
		}
		if f < exactRows || length >= leastRow*leastRow {
			kept[f/64] |= 1 << (f % 64)
			rows = append(rows, row...)
		}
	}
	for _, w := range kept {
		out = binary.LittleEndian.AppendUint64(out, w)
	}
	return appendRows(out, rows, enc)
}
