package words

import (
	"math/bits"
	"slices"
)

// Table maps the hashes of words to small numbers. A word has one place, whatever the other words are (hash, displace and compress: Belazzougui,
// Botelho, Dietzfelbinger, 2009), so that a look-up is one comparison, without a loop and without a branch that nobody can foresee: half
// the words of a text are in such tables. A Table is immutable.
type Table struct {
	slots []uint64 // the upper 48 bits of a hash, and the number; 0 for a free one
	moves []uint16 // by some bits of the hash: what keeps its words apart
	mask  uint64   // of an index into slots
	shift uint64   // of a mixed hash, for moves
}

// numberBits is the size of a number in Table.slots.
const numberBits = 16

// tableMix is 2^64 divided by the golden ratio.
const tableMix = 0x9E3779B97F4A7C15

// NewTable returns the table of the given numbers, from 1 to 65535, by the hashes of words.
func NewTable(words map[uint64]uint16) *Table {
	hashes := make([]uint64, 0, len(words))
	for h := range words {
		hashes = append(hashes, h)
	}
	slices.Sort(hashes)
	size := 16
	for 4*size < 5*len(hashes) {
		size *= 2
	}
	for ; ; size *= 2 { // words that no move keeps apart: a second round is rare
		t := &Table{slots: make([]uint64, size), moves: make([]uint16, size/8), mask: uint64(size - 1), shift: uint64(64 - bits.TrailingZeros(uint(size/8)))}
		if t.fill(hashes, words) {
			return t
		}
	}
}

// fill puts the words in, those first that share their moves with most others.
func (t *Table) fill(hashes []uint64, words map[uint64]uint16) bool {
	groups := make([][]uint64, len(t.moves))
	for _, h := range hashes {
		b := h * tableMix >> t.shift
		groups[b] = append(groups[b], h)
	}
	order := make([]int, len(groups))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return len(groups[b]) - len(groups[a]) })
	for _, b := range order {
		if len(groups[b]) == 0 {
			break
		}
		move := 0
		for !t.place(groups[b], words, uint16(move)) {
			if move++; move > 1<<16-1 {
				return false
			}
		}
		t.moves[b] = uint16(move)
	}
	return true
}

// place puts a group of words in with the given move, or none of them.
func (t *Table) place(group []uint64, words map[uint64]uint16, move uint16) bool {
	for i, h := range group {
		at := t.at(h, move)
		if t.slots[at] != 0 {
			for _, h := range group[:i] {
				t.slots[t.at(h, move)] = 0
			}
			return false
		}
		t.slots[at] = h>>numberBits<<numberBits | uint64(words[h])
	}
	return true
}

func (t *Table) at(h uint64, move uint16) uint64 {
	m := h * tableMix
	return (m>>20 + (m>>8|1)*uint64(move)) & t.mask
}

// Find returns the number of the word with this hash, 0 if it is none of the table's.
func (t *Table) Find(h uint64) uint16 {
	m := h * tableMix
	s := t.slots[(m>>20+(m>>8|1)*uint64(t.moves[m>>(t.shift&63)]))&t.mask]
	differs := int64((s ^ h) >> numberBits)
	return uint16(s & uint64((differs-1)>>63)) // all bits of s, or none
}
