package recognizers

import (
	"math/bits"

	"github.com/deckname/deckname/anonymize"
)

// codeEnough bounds the sum of weights. In cross-validation by authors, 123 of 128 of somebody's codes pass that no word decides, and one in six of
// those that are nobody's.
const codeEnough = 0

// weighSigns tells whether the signs around a code that no word near it decides make it somebody's number.
func weighSigns(doc *anonymize.Document, first, last int, form strength) bool {
	if listed(doc, first, last) || dialled(doc, first, last) || dialledBehind(doc, first, last) || road(doc, first, last) || named(doc, first, last) || counts(doc, first, last) {
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
		codeAny:        -0.2,
		codeHigh:       1.3,
		codeMiddle:     -0.2,
		codeFive:       -0.5,
		codeSix:        -0.1,
		codeParts:      0.1,
		codeLetters:    -0.1,
		codeLetter:     0.2,
		codeCapitals:   0.1,
		codeSmall:      -0.9,
		codeMixed:      -1.3,
		codeHead:       0.8,
		codeTail:       0.5,
		codeHyphen:     0.1,
		codeSlash:      -1.1,
		codeDot:        -1.4,
		codeBlank:      -0.1,
		codeZero:       0.4,
		codeYear:       -1.4,
		codeShort:      -1.3,
		codeDecimal:    -1.3,
		codeWhole:      -0.8,
		codeOwnLine:    0.3,
		codeLineStart:  0.2,
		codeLineEnd:    0.5,
		codeColon:      -0.2,
		codeHash:       -0.3,
		codeBracket:    -0.1,
		codeQuote:      -0.2,
		codeComma:      -0.3,
		codeCell:       0.1,
		codeItem:       0.5,
		codeSubject:    0.8,
		codeLast:       0.1,
		codeArticle:    0.8,
		codeNounBehind: -0.1,
		codeNounBefore: -0.7,
		codeUnder:      1.0,
		codeOn:         1.2,
		codeAbout:      0.8,
		codeAnd:        -0.9,
		codeGet:        0.5,
		codeSay:        0.7,
		codeStand:      0.7,
		codeBe:         0.6,
		codeVerb:       -0.1,
		codeRefer:      1.1,
		codeNot:        0.1,
		codeOwnWords:   1.1,
		codeAddressed:  1.1,
		codePerson:     1.5,
		codeThing:      -1.6,
		codeIssued:     0.6,
		codeOther:      -0.1,
		codeQuestion:   -0.7,
		codePrompt:     0.1,
		codeLong:       -0.9,
		codeHardly:     0.3,
		codeFile:       1.4,
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

// dialledBehind tells whether the code is a short number with the letter of a house or a unit, and a telephone number behind it: "12 b 0176 04069022". A capital may be
// the register of a court, so that only a mobile number counts behind one.
func dialledBehind(doc *anonymize.Document, first, last int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	least := dialArea
	for i := first; i < last; i++ {
		t := &toks[i]
		switch {
		case i > first && f[t.Start] == '0' && behindBlank(toks, i):
			var buf [maxCodeChars]byte
			n := codeDigits(doc, i, last, &buf)
			return n > 0 && hasLetters(doc, first, i) && plan(buf[:n], false) >= least
		case t.Flags&anonymize.Letter != 0 && t.End-t.Start > 1 && !isHour(doc.Word(*t)), t.End-t.Start > 3, i == first && !onlyDigits(t):
			return false
		case t.Flags&anonymize.Upper != 0:
			least = dialMobile
		}
	}
	return false
}

// named tells whether the code may be a document's number behind the document's short name: "BPA PCP975113".
func named(doc *anonymize.Document, first, last int) bool {
	toks := doc.Tokens()
	n := toks[last].End - toks[last].Start
	return last == first+1 && toks[first].Flags&anonymize.Digit == 0 && toks[last].Is(anonymize.Letter|anonymize.Digit|anonymize.Upper) && n >= 8 && n <= 10
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
