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
	s.enc, s.units, s.layers = make([]int16, m.Enc), make([]uint16, m.Enc), []layer{{row: int32(row), info: info}}
	for kind := range letterKinds {
		m.packKnown(s, 0, baseOf(uint32(kind), info))
		m.weigh(s, 0)
		for mode := range modes {
			if m.opens(&s.layers[0], mode) {
				bits |= 1 << (mode*letterKinds + kind)
			}
		}
	}
	return bits
}

// kindShapes are the shapes of words of letters, by their letterKind.
var kindShapes = [letterKinds]Shape{ShapeLetter, ShapeLetter | ShapeUpper, ShapeLetter | ShapeUpper | ShapeCaps, ShapeLetter | ShapeUpper | ShapeInner}

// casesOfKind is the number of rows of Model.bases for each letterKind: one for words without a row in rowCase, and one for each such row.
const casesOfKind = 1 + casesOfWord/letterKinds

// setBases computes for every letter case, and what the lexicon makes of it, all of the word layer but the word's own row; the
// last row is that of punctuation.
func (m *Model) setBases() {
	m.bases = make([]float32, 0, letterKinds*casesOfKind*m.Enc)
	for kind, shape := range kindShapes {
		features := [2]uint32{rowShape + uint32(shape&wordShape)&511}
		for c := range casesOfKind {
			m.bases = append(m.bases, m.dense.Benc...)
			n := 1
			if c > 0 {
				features[1], n = uint32(rowCase+kind*(casesOfKind-1)+c-1), 2
			}
			kernel.SumRows8(m.bases[len(m.bases)-m.Enc:], m.feats.rows, m.feats.scales, features[:n]) // exact features are rows of the same numbers
		}
	}
	m.bases = append(m.bases, m.dense.Benc...)
	kernel.SumRows8(m.bases[len(m.bases)-m.Enc:], m.feats.rows, m.feats.scales, []uint32{rowShape + uint32(ShapePunct)})
}

// baseOf returns the row of Model.bases for a word of letters in the vocabulary.
func baseOf(kind uint32, info wordInfo) int {
	base := casesOfKind * int(kind)
	if info&infoCase != 0 {
		base += 1 + int(info>>infoCaseShift)&31
	}
	return base
}

// packKnown computes and keeps the word layer of word i of the part, all of which but the word's row is a row of Model.bases.
func (m *Model) packKnown(s *scratch, i, base int) {
	l := &s.layers[i]
	row := int(l.row)
	l.count = uint16(kernel.PackRow(s.enc[i*m.Enc:][:m.Enc], s.units[i*m.Enc:][:m.Enc], m.bases[base*m.Enc:][:m.Enc],
		m.words[row*m.Enc:][:m.Enc], m.wordScales[row], m.encScale))
	l.state |= stateEncoded
}
