package lexicon

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// Builder collects entries for a new table. Only the generator and tests use
// it. Its zero value is empty and ready.
type Builder struct {
	words map[uint64]Entry
	codes map[uint32][]uint64
}

// Add joins e to what is known of the word: classes are united, of each
// frequency the higher one stays.
func (b *Builder) Add(hash uint64, e Entry) {
	if b.words == nil {
		b.words = make(map[uint64]Entry)
	}
	hash = mix(hash)
	o := b.words[hash]
	b.words[hash] = Entry{
		Class: o.Class | e.Class,
		First: max(o.First, e.First), Last: max(o.Last, e.Last), Place: max(o.Place, e.Place),
		Common: max(o.Common, e.Common), Noun: max(o.Noun, e.Noun),
	}
}

// AddPLZ notes that the place belongs to the postcode; codes that are not of
// four or five digits are ignored.
func (b *Builder) AddPLZ(code string, placeHash uint64) {
	key, ok := codeKey(code)
	if !ok {
		return
	}
	if b.codes == nil {
		b.codes = make(map[uint32][]uint64)
	}
	b.codes[key] = append(b.codes[key], mix(placeHash)&0xFFFFFF)
}

// Bytes returns the compiled table. The same additions give the same bytes in
// whatever order they came.
func (b *Builder) Bytes() ([]byte, error) {
	hashes := make([]uint64, 0, len(b.words))
	kindOf := make(map[uint64]uint16)
	var kinds []uint64
	for h, e := range b.words {
		hashes = append(hashes, h)
		kindOf[e.pack()] = 0
	}
	for k := range kindOf {
		kinds = append(kinds, k)
	}
	if len(kinds) > 1<<16 {
		return nil, ErrKinds
	}
	slices.Sort(kinds)
	for i, k := range kinds {
		kindOf[k] = uint16(i)
	}
	slices.SortFunc(hashes, func(x, y uint64) int {
		return cmp.Or(cmp.Compare(x>>(64-bucketBits), y>>(64-bucketBits)), cmp.Compare(x, y))
	})
	codes := make([]uint32, 0, len(b.codes))
	npairs := 0
	for c, p := range b.codes {
		codes = append(codes, c)
		slices.Sort(p)
		p = slices.Compact(p)
		b.codes[c] = p
		npairs += len(p)
	}
	slices.Sort(codes)

	le := binary.LittleEndian
	out := []byte(magic)
	for _, n := range []int{len(kinds), len(hashes), len(codes), npairs} {
		out = le.AppendUint32(out, uint32(n))
	}
	next := 0
	for bucket := range uint64(1<<bucketBits + 1) {
		for next < len(hashes) && hashes[next]>>(64-bucketBits) < bucket {
			next++
		}
		out = le.AppendUint32(out, uint32(next))
	}
	for _, k := range kinds {
		out = append(out, byte(k), byte(k>>8), byte(k>>16), byte(k>>24), byte(k>>32), byte(k>>40))
	}
	for _, h := range hashes {
		out = append(out, byte(h), byte(h>>8), byte(h>>16))
		out = le.AppendUint16(out, kindOf[b.words[h].pack()])
	}
	first := 0
	for _, c := range codes {
		out = le.AppendUint32(out, c)
		out = le.AppendUint32(out, uint32(first))
		first += len(b.codes[c])
	}
	for _, c := range codes {
		for _, p := range b.codes[c] {
			out = append(out, byte(p), byte(p>>8), byte(p>>16))
		}
	}
	return out, nil
}
