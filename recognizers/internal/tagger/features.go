package tagger

import (
	"github.com/deckname/deckname/internal/fold"
	"github.com/deckname/deckname/recognizers/internal/lexicon"
)

// The rows of the feature table: first the exact ones, then HashRows into
// which the hashes of words and their parts are spread.
const (
	rowShape    = 0               // 512: word shape flags without surroundings
	rowLength   = rowShape + 512  // 16
	rowFirst    = rowLength + 16  // the lexicon's frequency classes …
	rowLast     = rowFirst + 8    //
	rowPlace    = rowLast + 8     //
	rowCommon   = rowPlace + 8    //
	rowNoun     = rowCommon + 8   //
	rowClass    = rowNoun + 8     // 20 class bits
	rowNames    = rowClass + 20   // First × Last
	rowSurnoun  = rowNames + 64   // Last × max(Common, Noun)
	rowPlaced   = rowSurnoun + 64 // Place × Last
	rowCase     = rowPlaced + 64  // case (4) × has First × has Last × has Place × Common>0 × Noun>0
	rowInflect  = rowCase + 128   // length of the cut ending (4) × class
	rowPart1    = rowInflect + 16 // first part: has First, Last, Place, Common/Noun
	rowPartN    = rowPart1 + 16   // last part
	rowHead     = rowPartN + 16   // head of a compound: letters before it (4) × noun (8) × surname (2) × place (2)
	rowUnknown  = rowHead + 128   // in no list
	rowVocab    = rowUnknown + 1  // in or not in the word vectors
	exactRows   = rowVocab + 7    // padded
	hashRowBits = 16
	// FeatureRows is the number of rows of the feature table.
	FeatureRows = exactRows + 1<<hashRowBits
)

// maxFeatures bounds the features of a word.
const maxFeatures = 64

// hashRow is the row of one hashed feature of the given kind.
func hashRow(kind uint64, h uint64) uint32 {
	h ^= kind * 0x9E3779B97F4A7C15
	h ^= h >> 32
	h *= 0xD6E8FEB86659FD93
	h ^= h >> 32
	return exactRows + uint32(h>>7)&(1<<hashRowBits-1)
}

// AppendFeatures appends the rows of the features of a word, given as its
// folded spelling, hash and shape. They depend on nothing else, so that they
// can be computed once per word.
func AppendFeatures(dst []uint32, lex *lexicon.Nouns, folded string, hash uint64, shape Shape) []uint32 {
	shape &= wordShape
	dst = append(dst, rowShape+uint32(shape)&511)
	if shape&ShapePunct != 0 {
		return dst
	}
	n := len(folded)
	if shape&ShapeDot != 0 {
		n--
	}
	word := folded[:n]
	dst = append(dst, rowLength+uint32(min(n, 15)))
	dst = appendSpelling(dst, word)
	if shape&ShapeLetter == 0 {
		return dst
	}
	if shape&ShapeParts != 0 {
		return appendParts(dst, lex, word, hash, shape)
	}
	e, cut, ok := lex.LookupName(word)
	if e.Noun|e.Common == 0 {
		dst = appendHead(dst, lex, word)
	}
	if !ok {
		return append(dst, rowUnknown)
	}
	return appendEntry(dst, e, cut, shape)
}

// maxHead bounds the letters of a compound's head, so that time is linear in
// the length of a word.
const maxHead = 64

// appendHead adds the longest known word that ends a word which is itself no
// everyday word: most German nouns that are in no list are compounds of nouns
// that are, with or without an ending.
func appendHead(dst []uint32, lex *lexicon.Nouns, w string) []uint32 {
	for _, end := range [...]string{"", "s", "n", "en", "es"} {
		stem := len(w) - len(end)
		if stem < 4 || w[stem:] != end {
			continue
		}
		from := 3
		if end != "" {
			from = 0
		}
		from = max(from, stem-maxHead)
		for i := from; i+4 <= stem; i++ {
			if i == 1 || i == 2 {
				continue
			}
			e, ok := lex.Noun(fold.HashBytes(w[i:stem]))
			if !ok {
				continue
			}
			far := uint32(3)
			switch {
			case i == 0:
				far = 0
			case i <= 4:
				far = 1
			case i <= 6:
				far = 2
			}
			return append(dst, rowHead+far<<5+uint32(e.Noun)<<2+flag(e.Last > 0, 2)+flag(e.Place > 0, 1))
		}
	}
	return dst
}

// appendSpelling adds prefixes, suffixes and letter trigrams.
func appendSpelling(dst []uint32, w string) []uint32 {
	h := fold.HashSeed
	for i := 0; i < min(len(w), 4); i++ {
		h = (h ^ uint64(w[i])) * fold.HashPrime
		dst = append(dst, hashRow(10+uint64(i), h))
	}
	h = fold.HashSeed
	for i := 1; i <= min(len(w), 5); i++ {
		h = (h ^ uint64(w[len(w)-i])) * fold.HashPrime
		dst = append(dst, hashRow(20+uint64(i), h))
	}
	for i := 1; i+3 < len(w) && i < 16; i++ {
		dst = append(dst, hashRow(30, uint64(w[i])|uint64(w[i+1])<<8|uint64(w[i+2])<<16))
	}
	return dst
}

// appendParts describes a hyphenated word by its outer parts.
func appendParts(dst []uint32, lex *lexicon.Nouns, w string, hash uint64, shape Shape) []uint32 {
	i, j := 0, len(w)
	for i < len(w) && w[i] != '-' && w[i] != '\'' {
		i++
	}
	for j > 0 && w[j-1] != '-' && w[j-1] != '\'' {
		j--
	}
	first, _, _ := lex.LookupName(w[:i])
	last, cut, _ := lex.LookupName(w[j:])
	dst = append(dst, rowPart1+roles(first), rowPartN+roles(last),
		hashRow(40, fold.HashBytes(w[:i])), hashRow(41, fold.HashBytes(w[j:])))
	if whole, ok := lex.Lookup(hash); ok {
		return appendEntry(dst, whole, 0, shape)
	}
	both := lexicon.Entry{
		Class: first.Class & last.Class,
		First: min(first.First, last.First), Last: min(first.Last, last.Last), Place: min(first.Place, last.Place),
		Common: max(first.Common, last.Common), Noun: max(first.Noun, last.Noun),
	}
	return appendEntry(dst, both, cut, shape)
}

func roles(e lexicon.Entry) uint32 {
	return flag(e.First > 0, 1) | flag(e.Last > 0, 2) | flag(e.Place > 0, 4) | flag(e.Common|e.Noun > 0, 8)
}

func flag(b bool, v uint32) uint32 {
	if b {
		return v
	}
	return 0
}

// appendEntry adds what the lexicon knows.
func appendEntry(dst []uint32, e lexicon.Entry, cut int, shape Shape) []uint32 {
	f, l, p, c, n := uint32(e.First), uint32(e.Last), uint32(e.Place), uint32(e.Common), uint32(e.Noun)
	dst = append(dst, rowFirst+f, rowLast+l, rowPlace+p, rowCommon+c, rowNoun+n,
		rowNames+8*f+l, rowSurnoun+8*l+max(c, n), rowPlaced+8*p+l,
		rowCase+shape.letterKind()<<5+flag(f > 0, 1)+flag(l > 0, 2)+flag(p > 0, 4)+flag(c > 0, 8)+flag(n > 0, 16))
	for class, i := uint32(e.Class), uint32(0); class != 0; class, i = class>>1, i+1 {
		if class&1 != 0 {
			dst = append(dst, rowClass+i)
		}
	}
	if cut > 0 {
		dst = append(dst, rowInflect+uint32(min(cut, 3)))
	}
	return dst
}

// casesOfWord is the number of rows of rowCase.
const casesOfWord = 128

// Cases is the number of values of CaseOf.
const Cases = casesOfWord + 4

// CaseOf returns what spelling and lexicon say of the word with these
// features, as a number below Cases, or -1 for numbers and punctuation.
func CaseOf(features []uint32) int {
	for _, f := range features {
		switch {
		case f >= rowCase && f < rowCase+casesOfWord:
			return int(f - rowCase)
		case f == rowUnknown:
			return casesOfWord + int(features[0]-rowShape)&3
		}
	}
	return -1
}

// LexiconRow reports whether the feature came from the lexicon.
func LexiconRow(row uint32) bool { return row >= rowFirst && row < rowVocab }
