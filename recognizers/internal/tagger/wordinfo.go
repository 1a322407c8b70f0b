package tagger

import "github.com/deckname/deckname/recognizers/internal/tagger/kernel"

// wordInfo is what the model file knows of a word of its vocabulary.
type wordInfo uint32

const (
	infoSize = 3 // bytes in the file

	// Bits 0 to 11: whether the first gate lets the word through, for each
	// letter-case mode of the text and each letter case of the word.
	infoCaseShift          = 12      // bits 12 to 16: the word's bits in rowCase
	infoCase      wordInfo = 1 << 17 // the word has a row in rowCase
	infoWhole     wordInfo = 1 << 18 // its row holds its features, but for those of letter case
)

// letterKinds is the number of letter cases that letterKind tells apart.
const letterKinds = 4

func (m *Model) infoOf(row int) wordInfo {
	s := m.info[infoSize*row : infoSize*row+infoSize]
	return wordInfo(s[0]) | wordInfo(s[1])<<8 | wordInfo(s[2])<<16
}

// letters reports whether the word is of Latin letters only, so that its
// features depend on its spelling and letterKind alone.
func (s Shape) letters() bool {
	return s&(wordShape&^(ShapeUpper|ShapeCaps|ShapeInner)) == ShapeLetter && s&(ShapeInner|ShapeUpper) != ShapeInner
}

// letterKind is 0 for lower case, 1 for a capital at the start, 2 for capitals
// throughout, 3 for capitals inside.
func (s Shape) letterKind() uint32 {
	switch {
	case s&ShapeCaps != 0:
		return 2
	case s&ShapeInner != 0:
		return 3
	case s&ShapeUpper != 0:
		return 1
	}
	return 0
}

// open reports whether the first gate lets the word through.
func (w wordInfo) open(mode int, kind uint32) bool {
	return w>>(uint32(mode)*letterKinds+kind)&1 != 0
}

// gateBits computes the bits of the first gate for the word of the row.
func (m *Model) gateBits(row int, info wordInfo) (bits wordInfo) {
	s := newScratch(m)
	s.enc, s.units, s.layers = make([]int16, m.Enc), make([]uint16, m.Enc), make([]layer, 1)
	for kind, shape := range [letterKinds]Shape{ShapeLetter, ShapeLetter | ShapeUpper, ShapeLetter | ShapeUpper | ShapeCaps, ShapeLetter | ShapeUpper | ShapeInner} {
		m.whole(s, row, info, shape)
		m.pack(s, 0)
		m.weigh(s, 0)
		for mode := range modes {
			if m.opens(&s.layers[0], mode) {
				bits |= 1 << (mode*letterKinds + kind)
			}
		}
	}
	return bits
}

// whole computes the word layer of a word of letters in the vocabulary, before the rectifier.
func (m *Model) whole(s *scratch, row int, info wordInfo, shape Shape) {
	copy(s.word, m.dense.Benc)
	kernel.AddRow8(s.word, m.words[row*m.Enc:], m.wordScales[row])
	s.feats = append(s.feats[:0], rowShape+uint32(shape&wordShape)&511)
	if info&infoCase != 0 {
		s.feats = append(s.feats, rowCase+shape.letterKind()<<5+uint32(info>>infoCaseShift)&31)
	}
	kernel.SumRows8(s.word, m.feats.rows, m.feats.scales, s.feats) // exact features are rows of the same numbers
}
