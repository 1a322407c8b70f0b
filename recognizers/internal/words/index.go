package words

import (
	"slices"
	"strings"

	"github.com/deckname/deckname/anonymize"
)

// MaxIndexed is the number of sets that one Join can serve; further ones are searched without it.
const MaxIndexed = 63

// unindexed stands for the sets without an index: nobody knows whether a text mentions them.
const unindexed = 1 << 63

// Join gives sets a common index: one pass over a text tells which of them occur in it at all, so that looking for one that does not
// costs next to nothing. Call it once, before the sets are used by more than one goroutine.
func Join(sets ...*Set) *Index {
	if len(sets) > MaxIndexed {
		sets = sets[:MaxIndexed]
	}
	ix := &Index{}
	ix.fill = ix.scan
	size := 64
	for _, s := range sets {
		for 3*(len(s.first)+ix.n) > size {
			size *= 2
		}
		ix.n += len(s.first)
	}
	ix.table = make([]entry, size)
	affixes := map[uint32][]affix{}
	for bit, s := range sets {
		s.index, s.bit = ix, 1<<bit
		for _, f := range s.first {
			e := ix.at(f.hash)
			e.hash, e.mask = f.hash, e.mask|s.bit
			ix.known.set(uint32(f.hash))
		}
		for _, w := range s.fuzzy {
			a := affix{word: w, mask: s.bit, kind: fuzzyWord}
			affixes[head(w)] = append(affixes[head(w)], a)
			affixes[tail(w)] = append(affixes[tail(w)], a)
		}
		for _, w := range s.prefix {
			affixes[head(w)] = append(affixes[head(w)], affix{word: w, mask: s.bit, kind: beginning})
		}
		for _, w := range s.suffix {
			affixes[tail(w)] = append(affixes[tail(w)], affix{word: w, mask: s.bit, kind: ending})
		}
	}
	ix.build(affixes)
	return ix
}

// Index is the union of several sets.
type Index struct {
	n       int
	fill    func(*anonymize.Document, any) any // scan, bound once: a method value would be allocated at every use
	table   []entry                            // open addressing by the hash of a phrase's last word; mask 0 is free
	known   bloom                              // of the hashes in table: small enough to stay in the fastest cache
	edges   bloom                              // of the keys in heads
	heads   []bucket                           // open addressing by four letters at a word's beginning or end
	affixes []affix
}

// bloom is a filter for one look before a table.
type bloom [1024]uint64

func (b *bloom) set(h uint32)      { b[h>>6&1023] |= 1 << (h & 63) }
func (b *bloom) has(h uint32) bool { return b[h>>6&1023]>>(h&63)&1 != 0 }

func mix(key uint32) uint32 { return key * 2654435761 >> 13 }

type entry struct {
	hash uint64
	mask uint64
}

type bucket struct {
	key      uint32 // 0 is free: letters are never 0
	from, to int32
}

type affixKind uint8

const (
	fuzzyWord affixKind = iota // the whole word with one typing error
	beginning
	ending
)

type affix struct {
	word string
	mask uint64
	kind affixKind
}

func (ix *Index) at(h uint64) *entry {
	mask := len(ix.table) - 1
	at := int(h^h>>29) & mask
	for ix.table[at].mask != 0 && ix.table[at].hash != h {
		at = (at + 1) & mask
	}
	return &ix.table[at]
}

// head and tail are the first and last four bytes of a word, told apart by the highest bit. Patterns are at least four bytes long.
func head(w string) uint32 {
	return uint32(w[0])<<24&0x7f000000 | uint32(w[1])<<16 | uint32(w[2])<<8 | uint32(w[3])
}
func tail(w string) uint32 { return head(w[len(w)-4:]) | 1<<31 }

func (ix *Index) build(affixes map[uint32][]affix) {
	size := 16
	for size < 3*len(affixes) {
		size *= 2
	}
	ix.heads = make([]bucket, size)
	for key, list := range affixes {
		b := ix.bucket(key)
		b.key, b.from = key, int32(len(ix.affixes))
		ix.edges.set(mix(key))
		ix.affixes = append(ix.affixes, list...)
		b.to = int32(len(ix.affixes))
	}
}

func (ix *Index) bucket(key uint32) *bucket {
	mask := uint32(len(ix.heads) - 1)
	at := key * 2654435761 >> 7 & mask
	for ix.heads[at].key != 0 && ix.heads[at].key != key {
		at = (at + 1) & mask
	}
	return &ix.heads[at]
}

// near returns the sets that may hold a word resembling w.
func (ix *Index) near(w string, key uint32) (m uint64) {
	b := ix.bucket(key)
	for i := range ix.affixes[b.from:b.to] {
		a := &ix.affixes[int(b.from)+i]
		switch a.kind {
		case fuzzyWord:
			if d := len(w) - len(a.word); d <= 1 && d >= -1 && m&a.mask == 0 && oneEdit(w, a.word) {
				m |= a.mask
			}
		case beginning:
			if strings.HasPrefix(w, a.word) {
				m |= a.mask
			}
		case ending:
			if strings.HasSuffix(w, a.word) {
				m |= a.mask
			}
		}
	}
	return m
}

// mentions says which sets occur in one text.
type mentions struct {
	all   uint64
	words []mention
}

type mention struct {
	tok  int32
	mask uint64
}

// in returns the mentions in d, searched once per text.
func (ix *Index) in(d *anonymize.Document) *mentions {
	return d.Memo(ix, ix.fill).(*mentions)
}

// scan makes the mentions of d, in old's memory.
func (ix *Index) scan(d *anonymize.Document, old any) any {
	m, _ := old.(*mentions)
	if m == nil {
		m = new(mentions)
	}
	m.all, m.words = 0, m.words[:0]
	toks, f := d.Tokens(), d.Folded()
	for i := range toks {
		t := &toks[i]
		if t.Flags&anonymize.Punct != 0 {
			continue
		}
		mask := uint64(0)
		if ix.known.has(uint32(t.Hash)) {
			mask = ix.at(t.Hash).mask
		}
		if n := t.End - t.Start; mask == 0 && n >= fuzzyMin-1 && n <= 64 {
			w := f[t.Start:t.End]
			if k := head(w); ix.edges.has(mix(k)) {
				mask |= ix.near(w, k)
			}
			if k := tail(w); ix.edges.has(mix(k)) {
				mask |= ix.near(w, k)
			}
		}
		if mask != 0 {
			m.all |= mask
			m.words = append(m.words, mention{int32(i), mask})
		}
	}
	return m
}

// Mentioned returns the bits of all sets of which the text or its prompt may hold a phrase; see Set.Bit.
func (ix *Index) Mentioned(d *anonymize.Document) uint64 {
	m := ix.in(d).all
	if p := d.Prompt(); p != nil {
		m |= ix.in(p).all
	}
	return m | unindexed
}

// Bit returns the bit that stands for s in what Index.Mentioned returns. For a set without an index that is a bit that is always set.
func (s *Set) Bit() uint64 {
	if s.index == nil {
		return unindexed
	}
	return s.bit
}

// Mentioned tells whether the text or its prompt may hold a phrase of s. False is certain; true may be wrong for sets that
// were never joined.
func (s *Set) Mentioned(d *anonymize.Document) bool {
	if !s.absent(d) {
		return true
	}
	p := d.Prompt()
	return p != nil && !s.absent(p)
}

// between tells whether a phrase of s may end at one of the tokens from first to last.
func (s *Set) between(d *anonymize.Document, first, last int) bool {
	if s.index == nil {
		return true
	}
	m := s.index.in(d)
	if m.all&s.bit == 0 {
		return false
	}
	i, _ := slices.BinarySearchFunc(m.words, int32(first), func(e mention, t int32) int { return int(e.tok - t) })
	for ; i < len(m.words) && int(m.words[i].tok) <= last; i++ {
		if m.words[i].mask&s.bit != 0 {
			return true
		}
	}
	return false
}

// absent tells whether the text is known to hold no phrase of s.
func (s *Set) absent(d *anonymize.Document) bool {
	return s.index != nil && s.index.in(d).all&s.bit == 0
}

// Next returns the index of the first token at or after from at which a phrase may end; MatchAt tells whether it does.
func (s *Set) Next(d *anonymize.Document, from int) (tok int, ok bool) {
	if s.index == nil {
		return from, from < len(d.Tokens())
	}
	m := s.index.in(d)
	if m.all&s.bit == 0 {
		return 0, false
	}
	i, _ := slices.BinarySearchFunc(m.words, int32(from), func(e mention, t int32) int { return int(e.tok - t) })
	for ; i < len(m.words); i++ {
		if m.words[i].mask&s.bit != 0 {
			return int(m.words[i].tok), true
		}
	}
	return 0, false
}
