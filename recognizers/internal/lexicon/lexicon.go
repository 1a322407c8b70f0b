// Package lexicon answers what German lists know about a word: is it a given
// name, a surname, a place, a country, a street, an everyday word; and how
// frequent is it in that role.
//
// The lists themselves are not in the program. They were compiled into a
// membership table of 24-bit fingerprints with class bits and frequency
// classes (lexicon.bin), from which no list can be read back. A word that is
// in none of the lists is taken for a member about once in two million
// look-ups.
//
// Membership is evidence, never proof: about one German noun in eight is also
// somebody's surname. Entry therefore carries the counter-evidence (Common,
// Noun) beside the evidence (First, Last, Place).
//
// Keys are [fold.Hash] values of folded words (lower case, umlauts as
// digraphs). Names of several words are stored under the hash of their folded
// words joined by single spaces, hyphens counting as spaces
// ("bad homburg vor der hoehe", "castrop rauxel"); their first word carries
// [PlaceHead].
//
// A Table is immutable and safe for concurrent use; it reads the embedded
// bytes in place but for the distinct entries, so Load costs microseconds. A
// program that never calls Load does not carry the data.
package lexicon

import (
	_ "embed"
	"math/bits"
	"sync"
)

// Class is a set of roles in which the lists know a word.
type Class uint32

// The roles. A word usually has several.
const (
	// FirstName is a given name; Male and Female say for which sex it is
	// registered (both for unisex names, neither if the source did not say).
	FirstName Class = 1 << iota
	Male
	Female
	// Surname is a family name.
	Surname
	// Place is a city, municipality or village in Germany, Austria or
	// Switzerland, stored under its whole (joined) name.
	Place
	// PlaceHead is the first word of a place of several words.
	PlaceHead
	// District is a state, county, canton or other administrative region.
	District
	// Country is a state of the world (joined names as for Place).
	Country
	// Street is the whole name of a street, joined names as for Place.
	Street
	// Common is a word that running German writes in lower case.
	Common
	// Noun is a word that running German writes with a capital after an
	// article or another determiner.
	Noun
	// Law is the abbreviation of a German law or ordinance ("AufenthG").
	Law
	// Title is an academic degree, a salutation or a part of one ("Dr", "Frau").
	Title
	// Role is an office or occupation that stands before names ("Kollege").
	Role
	// Particle is a name particle ("von", "van", "al", "de").
	Particle
	// Wiki is a frequent word of German Wikipedia, whatever its role.
	Wiki
)

// Entry is what the table knows about one word. The frequency classes run
// from 0 (unknown in this role) to 7 (the most frequent); one step is about a
// factor of four.
type Entry struct {
	Class Class
	// First, Last and Place are the frequencies as given name, surname and place.
	First, Last, Place uint8
	// Common is the frequency of the lower-case spelling in running text, Noun
	// that of the capitalised spelling after a determiner.
	Common, Noun uint8
}

// Is reports whether the entry has at least one of the classes.
func (e Entry) Is(c Class) bool { return e.Class&c != 0 }

func (e Entry) pack() uint64 {
	return uint64(e.Class) | uint64(e.First)<<32 | uint64(e.Last)<<35 |
		uint64(e.Place)<<38 | uint64(e.Common)<<41 | uint64(e.Noun)<<44
}

func unpack(v uint64) Entry {
	return Entry{
		Class: Class(uint32(v)), First: uint8(v>>32) & 7, Last: uint8(v>>35) & 7,
		Place: uint8(v>>38) & 7, Common: uint8(v>>41) & 7, Noun: uint8(v>>44) & 7,
	}
}

//go:embed lexicon.bin
var blob string

// The layout of lexicon.bin, little endian:
//
//	 0  8 bytes  magic "DKNLEX01"
//	 8  uint32   kinds: number of distinct entries
//	12  uint32   words: number of slots
//	16  uint32   codes: number of postcodes
//	20  uint32   pairs: number of postcode-place pairs
//	24  uint32   first free slot of each of the 1<<bucketBits buckets, plus the end
//	    kinds × 6 bytes   packed entries
//	    words × 5 bytes   24-bit fingerprint, 16-bit kind
//	    codes × 8 bytes   postcode (uint32 country<<20|number), first pair, sorted
//	    pairs × 3 bytes   24-bit fingerprint of the place
const (
	magic      = "DKNLEX01"
	headerSize = 24
	bucketBits = 16
	slotSize   = 5
	kindSize   = 6
	codeSize   = 8
	pairSize   = 3
)

// Table is the compiled lexicon.
type Table struct {
	buckets, slots, codes, pairs string
	kinds                        []Entry // the last one is empty
}

// Nouns is a Table that finds out fast that a word is no everyday noun, for
// those who ask about every ending of every word. It is immutable.
type Nouns struct {
	*Table
	filter []uint64 // a bit for each bucket and four bits of the fingerprint
}

// nounBits is the number of bits of the fingerprint that the filter looks at.
const nounBits = 4

// Nouns prepares the table for [Nouns.Noun]; it reads all entries once, some milliseconds.
func (t *Table) Nouns() *Nouns {
	n := &Nouns{Table: t, filter: make([]uint64, 1<<(bucketBits+nounBits-6))}
	noun := make([]bool, len(t.kinds))
	for i, e := range t.kinds {
		noun[i] = e.Noun >= nounLeast
	}
	for b := range 1 << bucketBits {
		for i := int(u32(t.buckets, 4*b)); i < int(u32(t.buckets, 4*b+4)); i++ {
			s := t.slots[i*slotSize:][:slotSize]
			if noun[int(s[3])|int(s[4])<<8] {
				bit := b<<nounBits | int(s[0])&(1<<nounBits-1)
				n.filter[bit/64] |= 1 << (bit % 64)
			}
		}
	}
	return n
}

// nounLeast is the frequency class from which on a word counts as a noun.
const nounLeast = 2

// Noun returns what is known of the word with this [fold.Hash] if it is a noun
// of frequency class 2 or more.
func (n *Nouns) Noun(hash uint64) (Entry, bool) {
	m := mix(hash)
	bit := m>>(64-bucketBits)<<nounBits | m&(1<<nounBits-1)
	if n.filter[bit/64]>>(bit%64)&1 == 0 {
		return Entry{}, false
	}
	e, ok := n.Lookup(hash)
	return e, ok && e.Noun >= nounLeast
}

var shared struct {
	once  sync.Once
	table *Table
}

// Load returns the embedded table. The first call decodes the distinct
// entries; all others only return it.
func Load() *Table {
	shared.once.Do(func() {
		t, err := Open(blob)
		if err != nil {
			panic(err) // the file is part of the program
		}
		shared.table = t
	})
	return shared.table
}

// Open reads a table from the bytes that [Builder.Bytes] wrote. The table
// keeps using data.
func Open(data string) (*Table, error) {
	if len(data) < headerSize || data[:len(magic)] != magic {
		return nil, ErrFormat
	}
	sizes := [...]int{
		4 * (1<<bucketBits + 1),
		int(u32(data, 8)) * kindSize,
		int(u32(data, 12)) * slotSize,
		int(u32(data, 16)) * codeSize,
		int(u32(data, 20)) * pairSize,
	}
	t := new(Table)
	var kinds string
	rest := data[headerSize:]
	for i, part := range [...]*string{&t.buckets, &kinds, &t.slots, &t.codes, &t.pairs} {
		if len(rest) < sizes[i] {
			return nil, ErrFormat
		}
		*part, rest = rest[:sizes[i]], rest[sizes[i]:]
	}
	if len(rest) != 0 {
		return nil, ErrFormat
	}
	t.kinds = make([]Entry, 0, len(kinds)/kindSize+1)
	for ; kinds != ""; kinds = kinds[kindSize:] {
		t.kinds = append(t.kinds, unpack(uint64(u32(kinds, 0))|uint64(kinds[4])<<32|uint64(kinds[5])<<40))
	}
	t.kinds = append(t.kinds, Entry{}) // of unknown words
	return t, nil
}

// Len returns the number of words in the table.
func (t *Table) Len() int { return len(t.slots) / slotSize }

// Lookup returns what is known of the word with this [fold.Hash].
func (t *Table) Lookup(hash uint64) (Entry, bool) {
	p := t.place(hash)
	i := t.find(&p)
	return t.kinds[i], i != len(t.kinds)-1
}

// Batch is the most words that [Table.LookupAll] looks up together.
const Batch = 16

// LookupAll puts what is known of the words with these hashes into found, the
// zero Entry for an unknown one. Both have the same length, at most Batch.
//
// The table is larger than the fast caches, so that a look-up mostly waits for
// memory; here they all wait together.
func (t *Table) LookupAll(found []Entry, hashes []uint64) {
	var places [Batch]place
	n := min(len(hashes), len(found), Batch)
	if len(t.slots) == 0 {
		clear(found)
		return
	}
	near := byte(0)
	for i, h := range hashes[:n] {
		p := t.place(h)
		places[i] = p
		near |= t.slots[p.at] | t.slots[min(p.at+slotSize*atOnce, len(t.slots)-1)] // both ends of what find reads
	}
	places[0].loaded = near
	for i := range n {
		found[i] = t.kinds[t.find(&places[i])]
	}
}

// place is where a word stands if it is in the table.
type place struct {
	at     int    // offset of its bucket in slots; if that is empty, at most that of the last byte
	words  int    // in the bucket
	want   uint32 // its fingerprint, in the upper 24 bits
	loaded byte   // what was read ahead, so that it is not left out
}

func (t *Table) place(hash uint64) place {
	hash = mix(hash)
	b := t.buckets[4*(hash>>(64-bucketBits)):][:8]
	from, to := int(u32(b, 0)), int(u32(b, 4))
	return place{at: max(0, min(from*slotSize, len(t.slots)-1)), words: to - from, want: uint32(hash) << 8}
}

// atOnce is the number of words of a bucket that are compared at once.
const atOnce = 8

// find returns the index in kinds of the word at p, that of the empty entry if it is not there. A bucket holds four or
// five words. In which place the wanted one stands nobody can foresee, so eight are compared without a branch, and
// what stands behind the bucket is masked out.
func (t *Table) find(p *place) int {
	const bytes = atOnce*slotSize + 5
	s := t.slots[p.at:]
	if len(s) < bytes || p.words > atOnce {
		return t.search(s, p)
	}
	s = s[:bytes]
	want := p.want
	m := same(s, 0, want) | same(s, 1, want) | same(s, 2, want) | same(s, 3, want) |
		same(s, 4, want) | same(s, 5, want) | same(s, 6, want) | same(s, 7, want)
	m &= 1<<(p.words&63) - 1
	i := slotSize * (bits.TrailingZeros64(m|1<<atOnce) & 15)
	known := int64(-m) >> 63
	return (int(s[i+3])|int(s[i+4])<<8)&int(known) | (len(t.kinds)-1)&^int(known)
}

// search is find for large buckets and the last ones.
func (t *Table) search(s string, p *place) int {
	for n := 0; n < p.words; n++ {
		if w := s[n*slotSize:][:slotSize]; u32(w, 0)<<8 == p.want {
			return int(w[3]) | int(w[4])<<8
		}
	}
	return len(t.kinds) - 1
}

// same has bit i set if the fingerprint of word i is the wanted one, which
// stands in the upper 24 bits.
func same(s string, i int, want uint32) uint64 {
	return (uint64(u32(s, i*slotSize)<<8^want) - 1) >> 63 << i
}

// mix spreads the FNV hash over all bits, of which bucket and fingerprint take
// the two ends (finalizer of MurmurHash3, public domain).
func mix(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xFF51AFD7ED558CCD
	h ^= h >> 33
	h *= 0xC4CEB9FE1A85EC53
	return h ^ h>>33
}

func u32(s string, i int) uint32 {
	_ = s[i+3]
	return uint32(s[i]) | uint32(s[i+1])<<8 | uint32(s[i+2])<<16 | uint32(s[i+3])<<24
}

func u24(s string, i int) uint32 {
	_ = s[i+2]
	return uint32(s[i]) | uint32(s[i+1])<<8 | uint32(s[i+2])<<16
}
