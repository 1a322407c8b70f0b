package recognizers

import (
	"math/bits"

	"github.com/deckname/deckname/anonymize"
)

// codeEnough bounds the sum of weights. In cross-validation by authors, five of six numbers of somebody pass that no word decides, and one in ten others.
const codeEnough = -0.1

// weighSigns tells whether the signs around a code that no word near it decides make it somebody's number.
func weighSigns(doc *anonymize.Document, first, last int, form strength) bool {
	if listed(doc, first, last) || dialled(doc, first, last) || road(doc, first, last) || counts(doc, first, last) {
		return false
	}
	s := codeSignsOf(doc, first, last, form)
	if form == strengthLow && s.any(codeBlank, codeMixed) {
		return false // RTX 4070, V0410
	}
	return s.spoken() && s.sum() >= codeEnough
}

// spoken tells whether somebody speaks, in his own words or to a reader, or hands the code over as an answer or a heading.
func (s codeSigns) spoken() bool {
	if s.any(codeLong) && !s.any(codeHardly, codeSay, codeRefer, codeOwnLine) {
		return false
	}
	if s.any(codeHardly) || s.any(codeHigh) && s.any(codeCell, codeBracket, codeLineStart) {
		return true
	}
	return s.any(codeOwnWords, codeAddressed, codeSay, codeRefer, codeGet, codeStand, codeVerb, codeUnder, codeAbout, codeArticle, codeBe, codePrompt, codeSubject, codeOwnLine, codeItem, codeWhole, codeNot)
}

// sum adds the weights of s up. They are log odds: the coefficients of a logistic regression with a ridge penalty, rounded, fitted on the codes of
// chat messages that no word decides, of laws, news and judgments, no test message among them; the verdicts of words were signs of their own meanwhile.
func (s codeSigns) sum() (sum float32) {
	weights := [codeSignLast]float32{
		codeAny:        -1.0,
		codeHigh:       1.4,
		codeMiddle:     -0.2,
		codeFive:       -0.1,
		codeSix:        0.2,
		codeParts:      0.1,
		codeLetters:    -0.1,
		codeLetter:     0.1,
		codeCapitals:   0.4,
		codeSmall:      -0.8,
		codeMixed:      -1.3,
		codeHead:       0.7,
		codeTail:       0.8,
		codeHyphen:     0.2,
		codeSlash:      -1.0,
		codeDot:        -1.5,
		codeBlank:      0,
		codeZero:       0.5,
		codeYear:       -1.2,
		codeShort:      -1.2,
		codeDecimal:    -0.9,
		codeWhole:      -0.7,
		codeOwnLine:    0.2,
		codeLineStart:  0.1,
		codeLineEnd:    0.8,
		codeClauseEnd:  -0.1,
		codeColon:      -0.1,
		codeHash:       -0.2,
		codeBracket:    0.3,
		codeQuote:      0,
		codeComma:      -0.3,
		codeCell:       -0.1,
		codeItem:       0.6,
		codeSubject:    0.2,
		codeLast:       0,
		codeArticle:    1.0,
		codeNounBehind: -0.3,
		codeNounBefore: -0.7,
		codeUnder:      0.8,
		codeOn:         0.4,
		codeAbout:      1.4,
		codePlace:      -0.2,
		codeAnd:        -1.1,
		codeGet:        0.8,
		codeSay:        1.1,
		codeStand:      0.3,
		codeBe:         0.1,
		codeVerb:       0,
		codeRefer:      1.1,
		codeNot:        0.7,
		codeOwnWords:   1.0,
		codeAddressed:  1.5,
		codePerson:     1.5,
		codeThing:      -1.7,
		codeIssued:     0.6,
		codeOther:      0.3,
		codeQuestion:   -0.4,
		codePrompt:     -0.2,
		codeLong:       -0.8,
		codeHardly:     0.4,
		codeFile:       1.0,
	}
	for ; s != 0; s &= s - 1 {
		sum += weights[bits.TrailingZeros64(uint64(s))]
	}
	return sum
}

// dialled tells whether the code may be a telephone number behind a word: "T 069 90009401".
func dialled(doc *anonymize.Document, first, last int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	i := first
	for i < last && toks[i].Flags&anonymize.Digit == 0 {
		i++
	}
	_, digits := codeForm(doc, i, last)
	return i > first && digits >= 9 && f[toks[i].Start] == '0' && !hasLetters(doc, i, last)
}

// road tells whether the code is a road's number: K 1208.
func road(doc *anonymize.Document, first, last int) bool {
	toks := doc.Tokens()
	return last == first+1 && toks[first].End-toks[first].Start == 1 && toks[last].End-toks[last].Start <= 4 && toks[last].Flags&anonymize.Letter == 0
}

// counts tells whether the code only counts from one on, as people make numbers up: 1234 5678.
func counts(doc *anonymize.Document, first, last int) bool {
	next := byte('1')
	for _, c := range []byte(doc.Folded()[doc.Tokens()[first].Start:doc.Tokens()[last].End]) {
		if !isAlnum(c) {
			continue
		}
		if c != next {
			return false
		}
		if next++; next > '9' {
			next = '0'
		}
	}
	return true
}
