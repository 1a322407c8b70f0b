package names

import (
	_ "embed"
	"encoding/binary"
	"slices"
	"strings"

	"github.com/deckname/deckname/internal/fold"
)

// ware is what a word says of goods: what kind of goods it is the name of, or what it tells of the word beside it.
type ware uint8

const (
	noWare   ware = iota
	thing         // goods: a medicine, a variety, a machine, a book, a game
	firm          // what persons work for or are customers of: a bank, an insurer, a shop
	maker         // a surname that some bear, and a maker of goods
	feast         // a surname and a day of the year
	object        // what goods are: "Klavier"
	act           // what persons alone do: "schreibt"
	acted         // what they have done or are: "angerufen"
	greeting      // "Hallo"
	season        // what is done on a day of the year: "Jahrmarkt"
	potato        // a variety of potatoes
	blossom       // a flower or shrub of the garden that is a given name as well
	plant         // another one
	pill          // a contraceptive that is a given name as well

	wareBits = 4
)

// goodsData holds four bytes for each word of goodsLists, with the first byte first: the upper bits of the word's hash, in rising order, and
// the ware in the lowest ones. So the words themselves are not in the program, and it has nothing to do when it starts.
//
//go:generate go run ../cmd/goods goods.bin
//go:embed goods.bin
var goodsData string

// wareBuckets is the number of bits of a hash by which the table says whether goodsData has any such word: 2 kB, so that of ten words in none of
// the lists nine are known by one look.
const wareBuckets = 14

// waresOf returns the set of the first bits of the words in goodsData.
func waresOf() (set [1 << wareBuckets / 64]uint64) {
	for i := range len(goodsData) / 4 {
		k := goodsAt(i) >> (32 - wareBuckets)
		set[k/64] |= 1 << (k % 64)
	}
	return set
}

// wareOf is the function wareOf with a look at the set before.
func (t *table) wareOf(hash uint64) ware {
	if k := hash >> (64 - wareBuckets); t.wares[k/64]>>(k%64)&1 == 0 {
		return noWare
	}
	return wareOf(hash)
}

// wareOf finds the ware of the word with this hash. One word in 80,000 that is in no list is taken for one that is.
func wareOf(hash uint64) ware {
	key := uint32(hash >> 32)
	lo, hi := 0, len(goodsData)/4
	for lo < hi {
		mid := (lo + hi) / 2
		switch x := goodsAt(mid); {
		case x>>wareBits == key>>wareBits:
			return ware(x & (1<<wareBits - 1))
		case x < key:
			lo = mid + 1
		default:
			hi = mid
		}
	}
	return noWare
}

func goodsAt(i int) uint32 {
	s := goodsData[4*i : 4*i+4]
	return uint32(s[0])<<24 | uint32(s[1])<<16 | uint32(s[2])<<8 | uint32(s[3])
}

// goodsList are words of one ware.
type goodsList struct {
	ware  ware
	words string
}

// CompileGoods returns what goods.bin must hold.
func CompileGoods() []byte {
	of := make(map[uint32]ware)
	for _, l := range goodsLists() {
		for w := range strings.FieldsSeq(l.words) {
			of[uint32(fold.Hash(w)>>32)>>wareBits] = l.ware
		}
	}
	keys := make([]uint32, 0, len(of))
	for h, w := range of {
		keys = append(keys, h<<wareBits|uint32(w))
	}
	slices.Sort(keys)
	data := make([]byte, 0, 4*len(keys))
	for _, k := range keys {
		data = binary.BigEndian.AppendUint32(data, k)
	}
	return data
}
