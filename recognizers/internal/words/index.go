package words

import (
	"math/bits"
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
	pairs := make(map[uint64]uint64)
	ix.fill = ix.scan
	known := map[uint64]entry{} // by the hash of a phrase's last word
	affixes := map[uint32][]affix{}
	put := func(edge, key uint32, lengths uint32, a affix) {
		*ix.edge(edge) |= lengths
		affixes[key] = append(affixes[key], a)
	}
	for bit, s := range sets {
		s.index, s.bit = ix, 1<<bit
		for _, f := range s.first {
			e := known[f.hash]
			e.mask |= isKnown
			if f.single {
				e.mask |= s.bit
			}
			e.multi = e.multi || f.multi
			known[f.hash] = e
		}
		for key := range s.pairs {
			pairs[key] |= s.bit
		}
		for _, w := range s.fuzzy {
			a := affix{word: w, mask: s.bit, kind: fuzzyWord}
			put(head(w), withLength(head(w), len(w)), length(len(w)), a)
			put(tail(w), withLength(tail(w), len(w)), length(len(w)), a)
		}
		for _, w := range s.prefix {
			put(head(w), head(w), anyLength, affix{word: w, mask: s.bit, kind: beginning})
		}
		for _, w := range s.suffix {
			put(tail(w), tail(w), anyLength, affix{word: w, mask: s.bit, kind: ending})
		}
	}
	ix.build(affixes)
	for _, s := range sets { // a word of one set may be a compound of another's, or one of its words mistyped
		for _, f := range s.first {
			if len(f.word) >= fuzzyMin-1 && len(f.word) <= maxFuzzy {
				e := known[f.hash]
				e.also |= ix.near(f.word)
				known[f.hash] = e
			}
		}
	}
	ix.numbers, ix.ends = distinct(known)
	ix.pairs, ix.paired = distinct(pairs)
	return ix
}

// Index is the union of several sets.
type Index struct {
	fill    func(*anonymize.Document, any) any // scan, bound once: a method value would be allocated at every use
	numbers *Table                             // by the hash of a phrase's last word: index into ends
	ends    []entry                            // what is known of such words; 0 stands for all others
	pairs   *Table                             // by the last two words, see pair: index into paired
	paired  []uint64                           // the sets with such a phrase; 0 stands for all other pairs
	edges   [1 << edgeBits]uint32              // by the four letters with which affixes begin or end, see edge: how long the words are that may hold or resemble one
	heads   []bucket                           // open addressing by such four letters, for words with typing errors also by the length
	affixes []affix
	forms   []form // of affixes
}

// distinct returns a table from the keys to indexes into the different values; 0 is no key's.
func distinct[V comparable](of map[uint64]V) (*Table, []V) {
	values := make([]V, 1)
	numbers, seen := make(map[uint64]uint16, len(of)), map[V]uint16{}
	for key, v := range of {
		n, ok := seen[v]
		if !ok {
			n = uint16(len(values))
			seen[v], values = n, append(values, v)
		}
		numbers[key] = n
	}
	return NewTable(numbers), values
}

// edgeBits is the size of Index.edges: 16 kB, of which a text uses some lines.
const edgeBits = 12

// edge returns the place in edges for four letters. It is shared by all with the same hash: they have the lengths of all of them.
func (ix *Index) edge(letters uint32) *uint32 { return &ix.edges[letters*2654435761>>(32-edgeBits)] }

type entry struct {
	mask  uint64 // the sets of which the word alone is a phrase, and isKnown
	also  uint64 // the sets with a beginning or ending of it, or with a word that it resembles
	multi bool   // longer phrases end with the word
}

// isKnown marks, in an entry and in the mask of a token, the last word of a phrase, even if that phrase does not stand there.
const isKnown = unindexed

type bucket struct {
	key      uint32
	from, to int32 // the same for a free one
}

// length has the bit of words of n bytes. From 30 bytes on all are alike.
func length(n int) uint32 { return 1 << min(n, 30) }

// anyLength is the bit of beginnings and endings, which words of any length may have.
const anyLength = 1 << 31

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

// form is what is compared of an affix before its word is. A bucket's forms lie close together, because hundreds of words end in "nummer".
type form struct {
	end     uint64 // the last eight bytes
	letters uint32 // see lettersOf
}

// lettersOf has a bit for each letter that w holds. One typing error changes two of them at most.
func lettersOf(w string) (m uint32) {
	for i := 0; i < len(w); i++ {
		m |= 1 << (w[i] & 31)
	}
	return m
}

// lastBytes returns the last eight bytes of w, the last one highest; of a shorter word, all.
func lastBytes(w string) (x uint64) {
	if n := len(w) - 8; n >= 0 { // one load, once compiled
		w = w[n:]
		return uint64(w[0]) | uint64(w[1])<<8 | uint64(w[2])<<16 | uint64(w[3])<<24 | uint64(w[4])<<32 | uint64(w[5])<<40 | uint64(w[6])<<48 | uint64(w[7])<<56
	}
	for i := max(0, len(w)-8); i < len(w); i++ {
		x = x>>8 | uint64(w[i])<<56
	}
	return x
}

// head and tail are the first and last four bytes of a word, told apart by the highest bit. Patterns are at least four bytes long.
func head(w string) uint32 {
	return uint32(w[0])<<24&0x7f000000 | uint32(w[1])<<16 | uint32(w[2])<<8 | uint32(w[3])
}
func tail(w string) uint32 { return head(w[len(w)-4:]) | isTail }

const isTail = 1 << 31

// withLength is the key for words of n bytes.
func withLength(edge uint32, n int) uint32 { return edge ^ uint32(n)*0x9E3779B1 }

func (ix *Index) build(affixes map[uint32][]affix) {
	size := 16
	for size < 3*len(affixes) {
		size *= 2
	}
	ix.heads = make([]bucket, size)
	for key, list := range affixes {
		b := ix.bucket(key)
		b.key, b.from = key, int32(len(ix.affixes))
		for _, a := range list {
			ix.affixes = append(ix.affixes, a)
			ix.forms = append(ix.forms, form{lastBytes(a.word), lettersOf(a.word)})
		}
		b.to = int32(len(ix.affixes))
	}
}

func (ix *Index) bucket(key uint32) *bucket {
	mask := uint32(len(ix.heads) - 1)
	at := key * 2654435761 >> 7 & mask
	for ix.heads[at].from != ix.heads[at].to && ix.heads[at].key != key {
		at = (at + 1) & mask
	}
	return &ix.heads[at]
}

// near returns the sets that may hold a word resembling w.
func (ix *Index) near(w string) (m uint64) {
	// all lengths that a word with one typing error may have
	like := uint32(anyLength) | length(len(w)-1) | length(len(w)) | length(len(w)+1)
	k, l := head(w), tail(w)
	if of := *ix.edge(k) & like; of != 0 {
		m = ix.nearEdge(w, k, of)
	}
	if of := *ix.edge(l) & like; of != 0 {
		m |= ix.nearEdge(w, l, of)
	}
	return m
}

// nearEdge returns the sets that may hold a word of these lengths resembling w with these four letters at its edge.
func (ix *Index) nearEdge(w string, edge, lengths uint32) (m uint64) {
	if lengths&^anyLength != 0 {
		m = ix.resembling(w, edge, lengths)
	}
	if lengths&anyLength != 0 {
		m |= ix.beside(w, edge)
	}
	return m
}

// mistyped returns the sets that hold w with a typing error.
func (ix *Index) mistyped(w string) uint64 {
	k, l := head(w), tail(w)
	return ix.resembling(w, k, *ix.edge(k)) | ix.resembling(w, l, *ix.edge(l))
}

// beside returns the sets with a beginning or ending of w that has these four letters.
func (ix *Index) beside(w string, edge uint32) (m uint64) {
	b := ix.bucket(edge)
	for i := range ix.affixes[b.from:b.to] {
		a := &ix.affixes[int(b.from)+i]
		if a.kind == beginning && strings.HasPrefix(w, a.word) || a.kind == ending && strings.HasSuffix(w, a.word) {
			m |= a.mask
		}
	}
	return m
}

// resembling returns the sets with a word of these lengths that has these four letters at its edge and one typing error.
//
// A word found by its last four letters has its error among the first five, so that the others must be the same: a look at eight bytes
// rules out most of the hundreds of words that end in "nummer".
func (ix *Index) resembling(w string, edge, lengths uint32) (m uint64) {
	end, letters := lastBytes(w), lettersOf(w)
	for n := len(w) - 1; n <= len(w)+1; n++ {
		if lengths&length(n) == 0 {
			continue
		}
		b := ix.bucket(withLength(edge, n))
		same := uint64(0) // the bits of the last bytes that must be the same
		if edge&isTail != 0 {
			same = ^uint64(0) << (8 * (8 - min(n-5, 8)))
		}
		for i, f := range ix.forms[b.from:b.to] {
			if (f.end^end)&same != 0 || bits.OnesCount32(f.letters^letters) > 2 {
				continue
			}
			if a := &ix.affixes[int(b.from)+i]; m&a.mask == 0 && a.kind == fuzzyWord && oneEdit(w, a.word) {
				m |= a.mask
			}
		}
	}
	return m
}

// mentions says which sets occur in one text.
type mentions struct {
	all   uint64
	masks []uint64 // per token: the sets of which a phrase may end there, and isKnown
	words []int32  // the tokens where one may
}

// in returns the mentions in d, searched once per text.
func (ix *Index) in(d *anonymize.Document) *mentions {
	return d.Memo(ix, ix.fill).(*mentions)
}

// maxFuzzy is the length of the longest word, in bytes, that may hold a typing error.
const maxFuzzy = 64

// scan makes the mentions of d, in old's memory.
func (ix *Index) scan(d *anonymize.Document, old any) any {
	m, _ := old.(*mentions)
	if m == nil {
		m = new(mentions)
	}
	toks, f := d.Tokens(), d.Folded()
	m.all, m.words = 0, m.words[:0]
	m.masks = slices.Grow(m.masks[:0], len(toks))[:len(toks)]
	for i := range toks { // the table is larger than the fastest cache: without branches between, look-ups wait together
		m.masks[i] = uint64(ix.numbers.Find(toks[i].Hash))
	}
	for i := range toks {
		t := &toks[i]
		if m.masks[i] == 0 && uint32(t.End-t.Start-(fuzzyMin-1)) > maxFuzzy-(fuzzyMin-1) {
			continue // in no set, and no word that may be mistyped
		}
		word := uint16(t.Flags&anonymize.Punct/anonymize.Punct) - 1 // all bits, none for punctuation
		e := &ix.ends[uint16(m.masks[i])&word]
		mask := e.mask
		if e.multi { // many phrases end with "nr": the word before tells which of them come into question
			if k, ok := wordBefore(d, i); ok {
				mask |= ix.paired[ix.pairs.Find(pair(t.Hash, toks[k].Hash))]
			}
		}
		if n := t.End - t.Start; mask == 0 && n >= fuzzyMin-1 && n <= maxFuzzy && word != 0 {
			mask = ix.near(f[t.Start:t.End])
		}
		m.masks[i] = mask
		m.all |= e.also
		if mask&^isKnown != 0 {
			m.all |= mask
			m.words = append(m.words, int32(i))
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

// mentions returns the mentions in d, nil for a set without an index.
func (s *Set) mentions(d *anonymize.Document) *mentions {
	if s.index == nil {
		return nil
	}
	return s.index.in(d)
}

// between tells whether a phrase of s may end at one of the tokens from first to last.
func (s *Set) between(m *mentions, first, last int) bool {
	if m == nil {
		return true
	}
	if m.all&s.bit == 0 {
		return false
	}
	for i := m.from(first); i < len(m.words) && int(m.words[i]) <= last; i++ {
		if m.masks[m.words[i]]&s.bit != 0 {
			return true
		}
	}
	return false
}

// from returns the index of the first of words at or after token tok.
func (m *mentions) from(tok int) int {
	if len(m.words) > 8 {
		i, _ := slices.BinarySearch(m.words, int32(max(tok, 0)))
		return i
	}
	i := 0
	for i < len(m.words) && int(m.words[i]) < tok {
		i++
	}
	return i
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
	for i := m.from(from); i < len(m.words); i++ {
		if m.masks[m.words[i]]&s.bit != 0 {
			return int(m.words[i]), true
		}
	}
	return 0, false
}
