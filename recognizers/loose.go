package recognizers

import (
	"cmp"
	"slices"
	"strings"

	"github.com/deckname/deckname/anonymize"
)

// Bounds of the search for what a number without a keyword of its own may be.
const (
	looseReach = 8  // words before the number, in its clause
	farReach   = 24 // tokens before that, in the clause or line before
	afterReach = 5  // words behind the number
)

// weight tells what a word makes of a number beside it.
type weight int8

const (
	weighsThing  weight = iota - 1 // a product, an amount, a text, a place: nobody's number
	weighsNone                     // nothing
	weighsLittle                   // a document, a contract or an issuer that such numbers are known by
	weighsMuch                     // a number or sign
)

// strength tells how far the form of a code alone speaks for somebody's number.
type strength int8

const (
	strengthNone   strength = iota
	strengthLow             // a few digits: only right behind a word for a number
	strengthMiddle          // five or six digits
	strengthHigh            // more digits, or letters and digits: everything but the contrary speaks for it
)

// loose finds codes of one shape that look like somebody's number and that no word around them makes anything else: a document, a
// contract, an issuer in their clause or the one before, the bot's question, or another number of the kind before them must speak for
// them, the less the plainer their form is. What dst[from:] has already is left alone.
func (r *ident) loose(doc *anonymize.Document, dst []anonymize.Entity, from int, t anonymize.EntityType, name string) []anonymize.Entity {
	if !looksLoose(doc) {
		return dst
	}
	toks := doc.Tokens()
	known := cover(dst[from:])
	carry := -1            // last token of the last finding
	held, heldEnd := -1, 0 // the candidate before, if nothing speaks for or against it
	list := candidatesOf(doc)
	for k := range list {
		p := &list[k]
		first, last := int(p.first), int(p.last)
		file := fileShape(doc, first, last) || hyphenedFile(doc, first, last)
		form := p.strength(doc)
		said := !file && form == strengthHigh && filedBeside(doc, first, last)
		file = file || said || form == strengthHigh && bracketedSign(doc, first, last)
		if !file && t == anonymize.DECaseNumber && spokenTail(doc, last) == last && !(yearBehindSlash(doc, first, last) && signBehind(doc, last) > last) {
			held = -1
			continue
		}
		if form == strengthNone {
			continue
		}
		if opensSentence(doc, first) && dialledAlone(doc, first, last) {
			held = -1
			continue // "… das Aktenzeichen. 040 / 66 96 93 99"
		}
		if known.has(doc.Range(first, last)) || pensionBehind(doc, first, last) || slotBefore(doc, first) || printedGTIN(doc, first, last) {
			carry = last
			continue
		}
		v := weighAround(doc, first, last, carry, form)
		if v.says <= 0 {
			if held = -1; v.says == 0 && form >= strengthMiddle {
				held, heldEnd = first, last
			}
			continue
		}
		if said || t == anonymize.DEReference {
			last = letterBehind(doc, last)
		}
		if tail := spokenTail(doc, last); tail > last {
			file, last = true, tail
		} else if tail := signBehind(doc, last); tail > last && yearBehindSlash(doc, first, last) {
			file, last = true, tail // "00357/24 TQ"
		}
		if (file && (!v.owned || departmentShape(doc, first, last) && !v.number)) != (t == anonymize.DECaseNumber) {
			held = -1
			continue
		}
		if held >= 0 && first-heldEnd <= 6 && sameForm(doc, held, heldEnd, first, last) { // "einmal 4711-08 und einmal 4711-09, beides Vertragsnummern"
			dst = r.report(doc, dst, t, finding{start: int(toks[held].Start), end: int(toks[heldEnd].End), score: 0.5, rule: name, hit: v.hit})
		}
		held, carry = -1, last
		score := float32(0.5)
		if t == anonymize.DEReference && v.hit.Span.End > 0 && v.hit.Distance == 0 && !v.hit.After && !v.hit.InPrompt && headed(doc, first, last) {
			score = 0.8 // no telephone number in "Police KFZ/9 047 731-02"
		}
		dst = r.report(doc, dst, t, finding{start: int(toks[first].Start), end: int(toks[last].End), score: score, rule: name, hit: v.hit})
	}
	return dst
}

// pensionBehind tells whether the code is a word and a pension number, which another recognizer finds: "SV 65 170839 J 003".
func pensionBehind(doc *anonymize.Document, first, last int) bool {
	if last < first+2 || doc.Tokens()[first].Flags&anonymize.Digit != 0 {
		return false
	}
	var j joined
	j.join(doc, first+1, 12)
	l, ok := j.at(12)
	return ok && l == last && rvnrForm(j.buf[:12]) && validRVNR(j.buf[:12])
}

// covered answers for spans, asked about in the order of the text, whether a finding overlaps them.
type covered struct{ found []anonymize.Entity }

// cover sorts found and returns what they cover. What is appended behind them later is not looked at.
func cover(found []anonymize.Entity) covered {
	slices.SortFunc(found, func(a, b anonymize.Entity) int { return cmp.Compare(a.Start, b.Start) })
	return covered{found}
}

func (c *covered) has(span anonymize.Span) bool {
	for len(c.found) > 0 && c.found[0].End <= span.Start {
		c.found = c.found[1:]
	}
	return len(c.found) > 0 && c.found[0].Start < span.End
}

// candidate is a code of three digits or more, as token indexes, both included.
type candidate struct {
	first, last int32
	judged      bool
	form        strength // see codeStrength, asked once for file numbers and references
}

// strength judges the form of the code.
func (c *candidate) strength(doc *anonymize.Document) strength {
	if !c.judged {
		c.judged, c.form = true, codeStrength(doc, int(c.first), int(c.last))
	}
	return c.form
}

type candidatesKey struct{}

// candidatesOf returns the codes in doc, read once per text, in order and disjoint.
func candidatesOf(doc *anonymize.Document) []candidate {
	return *doc.Memo(candidatesKey{}, readCandidates).(*[]candidate)
}

func readCandidates(doc *anonymize.Document, old any) any {
	list, _ := old.(*[]candidate)
	if list == nil {
		list = new([]candidate)
	}
	*list = (*list)[:0]
	done := -1 // last token of the candidate before
	for _, di := range doc.DigitTokens() {
		i := codeStart(doc, int(di), done+1)
		if i <= done || i == int(di) && endsDate(doc, i) {
			continue
		}
		if first, last, ok := codeAt(doc, i, 3); ok {
			*list = append(*list, candidate{first: int32(first), last: int32(last)})
			done = last
		}
	}
	return list
}

// holdsSlash tells whether a slash stands inside the code; no file number is without one.
func holdsSlash(doc *anonymize.Document, first, last int) bool {
	if first == last {
		return false
	}
	toks := doc.Tokens()
	return strings.IndexByte(doc.Folded()[toks[first].Start:toks[last].End], '/') >= 0
}

// yearBehindSlash tells whether the code ends in a slash and a year of two or four digits.
func yearBehindSlash(doc *anonymize.Document, first, last int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	if last < first+2 || f[toks[last-1].Start] != '/' || toks[last].Flags&anonymize.Letter != 0 {
		return false
	}
	y := f[toks[last].Start:toks[last].End]
	return len(y) == 2 && (y[0] <= '2' || y[0] == '9') || len(y) == 4 && (y[:2] == "20" || y[:2] == "19")
}

// sameForm tells whether two codes have as many letters and digits.
func sameForm(doc *anonymize.Document, a, aEnd, b, bEnd int) bool {
	l, d := codeForm(doc, a, aEnd)
	m, e := codeForm(doc, b, bEnd)
	return l == m && d == e
}

// looksLoose tells whether the text holds a number that may be a code: more than dates, times, prices and postcodes with their place. It is what
// the family asks, so that an ordinary message costs no search.
func looksLoose(doc *anonymize.Document) bool {
	s := numbersOf(doc)
	if !s.judged {
		s.judged, s.mayBeCode = true, s.looksLoose(doc)
	}
	return s.mayBeCode
}

func (s *numbers) looksLoose(doc *anonymize.Document) bool {
	if s.most >= 5 {
		for k := range s.runs {
			if r := &s.runs[k]; r.digits >= 5 && !s.everyday(r) {
				return true
			}
		}
	}
	for _, di := range doc.DigitTokens() {
		if looseNumber(doc, int(di)) {
			return true
		}
	}
	return false
}

// looseNumber tells whether the number at token i may be a code, by its letters, the signs and words that it hangs on, or somebody who has a number right before it.
func looseNumber(doc *anonymize.Document, i int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	t := &toks[i]
	size, lettered := t.End-t.Start, t.Flags&anonymize.Letter != 0
	if lettered && size > 3 && digitsIn(f[t.Start:t.End]) > 1 {
		return true
	}
	if i == 0 {
		return false
	}
	before := &toks[i-1]
	if size <= 4 && (lettered || before.Flags&anonymize.Upper != 0 || before.Flags&anonymize.Punct != 0 && isCodeSign(f[before.Start])) {
		if _, ok := issuedShort(doc, shortStart(doc, i, 0)); ok {
			return true
		}
	}
	switch {
	case lettered:
		return false
	case size == 3 && behindBlank(toks, i) && before.End-before.Start <= 3 && before.Flags&(anonymize.AllUpper|anonymize.Digit) == anonymize.AllUpper && ownedNumber(doc, i-1):
		return true // "Anhänger HV 915"
	case size == 3 && i > 3 && behindBlank(toks, i) && before.Flags&(anonymize.Letter|anonymize.Digit|anonymize.Upper) == anonymize.Letter|anonymize.Upper && f[toks[i-2].Start] == '/' && before.Start == toks[i-2].End && toks[i-3].Flags&anonymize.Digit != 0:
		return true // "53-2.1/Ks 417"
	case (size == 3 || size == 2) && i > 2 && capitalSigned(doc, i):
		return true // "Hortvertrag H-331", "53.1/Gut-218", 41-K-208
	case size == 2 && doc.Folded()[before.Start] == '/' && clerksBehind(doc, i):
		return true // "640/25 hm-sl"
	case size < 4:
		return false
	case i > 1 && before.Flags&anonymize.Punct != 0 && signedWord(doc, i):
		return true // "kgv-2497", x7-4481
	}
	return size == 4 && (ownerBefore(doc, i) || ownerSaid(doc, i)) || hasCapitalsAt(toks, f, i) || behindBlank(toks, i) && before.Flags&anonymize.Digit == 0 && isCodePrefix(doc, i-1)
}

// capitalSigned tells whether a sign joins the number of two or three digits at token i to a word with a capital that is issued to somebody, or that a
// sign joins to a file's department: "Hortvertrag H-331", "53.1/Gut-218", 41-K-208.
func capitalSigned(doc *anonymize.Document, i int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	if toks[i-1].Flags&(anonymize.Punct|anonymize.SpaceBefore) != anonymize.Punct || toks[i-2].Flags&anonymize.Upper == 0 {
		return false
	}
	if ownedNumber(doc, i-2) {
		return true
	}
	c := f[toks[i-3].Start]
	return i > 4 && toks[i-3].Flags&anonymize.SpaceBefore == 0 && (c == '/' || c == '-' && toks[i].End-toks[i].Start == 3)
}

// signedWord tells whether the sign before the number at token i joins it to letters, in a text that is small throughout, or to letters and digits: "kgv-2497", x7-4481.
func signedWord(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	w := &toks[i-2]
	switch w.Flags & (anonymize.Letter | anonymize.Digit) {
	case anonymize.Letter:
		return doc.Features()&anonymize.HasUpper == 0 && doc.Folded()[toks[i-1].Start] == '-' && w.End-w.Start <= 4
	case anonymize.Letter | anonymize.Digit:
		return toks[i].Start == toks[i-1].End && toks[i-1].Start == w.End
	}
	return false
}

// everyday tells whether r can only be a date, a time, a price or a postcode.
func (s *numbers) everyday(r *run) bool {
	n := int(r.to - r.from)
	if n == 1 {
		g := &s.groups[r.from]
		return g.len() == 5 && !g.tightL && isPlaceAfter(s.doc, int(g.tok))
	}
	if n > 3 {
		return false
	}
	years := 0
	for k := r.from; k < r.to; k++ {
		g := &s.groups[k]
		if k == r.to-1 && g.joint == jointComma && g.len() <= 2 {
			return true
		}
		if g.len() == 4 && isDateLike(s.doc, int(g.tok)) {
			years++
		} else if g.len() > 2 {
			return false
		}
	}
	return years == 1 || n == 3 && s.groups[r.to-1].joint == jointDot
}

// hasLetters tells whether letters are part of the code.
func hasLetters(doc *anonymize.Document, first, last int) bool {
	letters, _ := codeForm(doc, first, last)
	return letters > 0
}

// hardlyElse tells whether the code's form alone makes it somebody's number where no word says anything else: nine digits, or capitals
// that a sign joins to five.
func hardlyElse(doc *anonymize.Document, first, last int) bool {
	letters, digits := codeForm(doc, first, last)
	toks := doc.Tokens()
	if letters == 0 {
		long := false
		for i := first; i <= last; i++ {
			if doc.Folded()[toks[i].Start] == '.' {
				return false // dots also part the numbers of versions
			}
			long = long || toks[i].Flags&anonymize.Digit != 0 && toks[i].End-toks[i].Start >= 3
		}
		return long && (digits >= 9 || digits >= 7 && last == first+2 && toks[first+1].Flags&anonymize.Punct != 0 && !isDateLike(doc, first)) && (first == 0 || doc.Word(toks[first-1]) != ")") // the rest of a telephone number
	}
	if last == first {
		return digits >= 6 && letters+digits >= 10 && toks[first].Flags&anonymize.AllUpper != 0
	}
	return letters >= 2 && digits >= 5 && toks[first+1].Flags&anonymize.Punct != 0 && capitalGroups(doc, first, last)
}

// thingNear tells whether one of the four words before token first names a thing and no word for a number stands between.
func thingNear(doc *anonymize.Document, first int) bool {
	toks := doc.Tokens()
	for i, n := first, 0; i >= 0 && n < 5 && i > first-10; i-- {
		if toks[i].Flags&anonymize.Letter == 0 {
			continue
		}
		n++
		switch weigh(doc, i, doc.Word(toks[i])) {
		case weighsThing:
			return true
		case weighsMuch:
			return false
		}
	}
	return false
}

// carries tells whether the words from token i to token k-1 carry the kind of one number on to the next: "nicht die 4711, sondern 4712".
func carries(doc *anonymize.Document, i, k int) bool {
	toks := doc.Tokens()
	if k-i > 12 {
		return false
	}
	for ; i < k; i++ {
		if toks[i].Flags&anonymize.Letter != 0 && weigh(doc, i, doc.Word(toks[i])) == weighsThing {
			return false
		}
	}
	return true
}

// codeAlone tells whether words speak for the code, or its form and place do and no word against it.
func codeAlone(doc *anonymize.Document, first, last int) bool {
	v := weighWords(doc, first, last, -1, strengthHigh)
	return v.says > 0 || v.says == 0 && (handedOver(doc, first) || doc.Prompt() != nil && last-first+3 >= len(doc.Tokens()) || hardlyElse(doc, first, last))
}

// handedOver tells whether the word before token first hands a value over: "… ist 4711", "die 4711", "… : 4711".
func handedOver(doc *anonymize.Document, first int) bool {
	if first == 0 {
		return false
	}
	p := doc.Tokens()[first-1]
	switch doc.Word(p) {
	case "ist", "war", "waer", "waere", "lautet", "heisst", "die", "meine", "is", "my", ":", "=", "unter", "laut", "das", "mein", "steht", "says", "wegen", "bzgl", "betr", "betreff", "betrifft":
		return true
	}
	return false
}
