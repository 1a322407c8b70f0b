package recognizers

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// verdict is what the words around a code say.
type verdict struct {
	says  int // 1 for, -1 against somebody's number, 0 if they say nothing
	hit   words.Hit
	owned bool // the word names what is issued to a person, so that the number is no file's

	number bool // the word is one for its number: "Ausweis …, Nummer"
}

// weighAround tells what the words around the code from token first to token last make of it and, where they say nothing, the signs. Token carry is the
// last one of another number that was found, or -1.
func weighAround(doc *anonymize.Document, first, last, carry int, form strength) verdict {
	v := weighWords(doc, first, last, carry, form)
	if v.says == 0 && (form == strengthHigh && (hyphenedFile(doc, first, last) || lettersBehindSlash(doc, first, last) || yearBehindSlash(doc, first, last) && clerksBehind(doc, last)) || weighSigns(doc, first, last, form)) {
		v.says = 1
	}
	return v
}

// weighWords weighs the words around the code: those of its column, those before it, those behind it and those of the prompt, until some say something.
func weighWords(doc *anonymize.Document, first, last, carry int, form strength) verdict {
	s := surroundings{doc: doc, first: first, last: last, carry: carry, form: form, other: -1, clause: true, pointing: true}
	switch head := columnHead(doc, first, last); {
	case head == weighsThing:
		return verdict{says: -1}
	case head != weighsNone && form > strengthLow, head == weighsMuch && form == strengthLow:
		return verdict{says: 1}
	}
	if bracketedSign(doc, first, last) {
		return verdict{says: 1}
	}
	if subjectOfForm(doc, first, last) {
		return verdict{says: -1}
	}
	s.plain, s.cell = plainNumber(doc, first, last), barBehind(doc, last)
	if v := s.before(); v.says != 0 {
		return v
	}
	if v := s.behind(); v.says != 0 {
		return v
	}
	if p := doc.Prompt(); p != nil && form >= strengthMiddle {
		return s.prompt(p)
	}
	return verdict{}
}

// barBehind tells whether the code that ends at token last is the cell of a table.
func barBehind(doc *anonymize.Document, last int) bool {
	toks := doc.Tokens()
	return last+1 < len(toks) && doc.Folded()[toks[last+1].Start] == '|'
}

// surroundings is a code and what is known of the words before it, which are passed from the code on backwards.
type surroundings struct {
	doc         *anonymize.Document
	first, last int // tokens of the code
	carry       int // last token of another number that was found, or -1
	form        strength
	plain       bool // the code may be an amount, see plainNumber
	cell        bool // the code stands in a table: what stands above belongs to the column
	n           int  // words passed
	other       int  // the number passed last, as a token
	clause      bool // no end of a clause was passed
	asked       bool // a question was passed: what stands behind is the answer
	pointing    bool // only words were passed that hand the value over
	below       bool // a word for beside or below was passed
}

// before weighs the words before the code, the nearest first.
func (s *surroundings) before() verdict {
	toks := s.doc.Tokens()
	for i := s.first - 1; i >= 0 && s.first-i < farReach+looseReach; i-- {
		if i == s.carry {
			if carries(s.doc, i+1, s.first) {
				return verdict{says: 1}
			}
			return verdict{says: -1}
		}
		t := &toks[i]
		if s.n > 0 && toks[i+1].Flags&anonymize.LineStart != 0 {
			s.clause = false
		}
		switch {
		case t.Flags&anonymize.Punct != 0:
			s.passSign(i)
		case t.Flags&anonymize.Letter == 0:
			if s.n > 0 {
				s.other = i
				s.clause = s.clause && t.End-t.Start < 3
			}
		default:
			if v := s.passWord(i); v.says != 0 {
				return v
			}
		}
	}
	return verdict{}
}

// passSign looks whether the sign at token i ends a clause or a question: "Wie lautet die Nummer? 4711".
func (s *surroundings) passSign(i int) {
	toks := s.doc.Tokens()
	switch c := s.doc.Folded()[toks[i].Start]; c {
	case '.', '!', '?', ';':
		s.asked = s.asked || s.pointing && s.n <= 3 && c == '?'
		if s.n > 0 && toks[i+1].Is(anonymize.SpaceBefore|anonymize.Upper) && i > 0 && endsSentence(s.doc, i-1) {
			s.clause = false
		}
	case '|':
		s.clause = s.clause && s.n == 0
	}
}

// endsSentence tells whether the word at token i, with a dot behind it, can be the last of a sentence and is hardly an abbreviation.
func endsSentence(doc *anonymize.Document, i int) bool {
	t := &doc.Tokens()[i]
	return t.End-t.Start > 3 || isOwnVerb(doc.Word(*t))
}

// passWord weighs the word at token i, before the code.
func (s *surroundings) passWord(i int) verdict {
	if s.n++; s.n > looseReach {
		s.clause = false
	}
	w := s.doc.Word(s.doc.Tokens()[i])
	s.pointing = s.pointing && words.PointsBack(w)
	s.below = s.below || isBelow(w)
	v := weigh(s.doc, i, w)
	if s.n == 1 && (w == "mit" || w == "unter" || w == "als") && s.form >= strengthMiddle && !s.plain && i > 0 && isConfirmed(s.doc.Word(s.doc.Tokens()[i-1])) {
		return verdict{says: 1} // "bestätigt mit HB7-220-91"
	}
	if s.contradicts(i, w, v) {
		return verdict{says: -1}
	}
	v = s.adjust(i, w, v)
	if v == weighsThing && (s.asked || s.other == i+1) { // "Rechnung 24-331, Vertrag …": has its own
		return verdict{}
	}
	near := s.n <= 3
	beside := s.clause || near && !s.cell
	switch {
	case beside && (v == weighsThing || s.plain && sumAt(s.doc, i, w)):
		return verdict{says: -1}
	case v == weighsMuch && s.form == strengthMiddle && isBareNumber(w):
		// "Nr. 12345": of what, another word must tell
	case v == weighsMuch && (near || s.form == strengthHigh || s.form > strengthLow && s.clause),
		v == weighsLittle && (near || s.form == strengthHigh || s.form > strengthLow && s.clause):
		hit := words.Hit{Span: s.doc.Range(i, i), Distance: s.n - 1}
		return verdict{1, hit, (s.clause || near) && s.ownedBy(i, w), isNr(w) && s.n == 1}
	}
	return verdict{}
}

// isBelow reports the words by which a code stands beside or below another: "ein QR-Code, drunter 4711".
func isBelow(w string) bool {
	switch w {
	case "drunter", "darunter", "daneben", "drueber", "darueber":
		return true
	}
	return false
}

// sumAt tells whether the word w at token i is one for an amount or a reading: "Endstand 4711".
func sumAt(doc *anonymize.Document, i int, w string) bool { return isSum(w) && !stood(doc, i, w) }

// contradicts tells whether the word w at token i, which weighs v, makes something else of the code, whatever other words say: "mein Canon MG5750".
func (s *surroundings) contradicts(i int, w string, v weight) bool {
	if s.n > 1 {
		return false
	}
	if i == s.first-1 {
		switch {
		case isGoodsMaker(w) && s.lettered() && s.last-s.first < 3 && !customerOf(s.doc, i):
			return true
		case v == weighsNone && madeBy(s.doc, i, s.first, s.last):
			return true
		case s.plain && s.first == s.last && (w == "in" || w == "nach" || w == "aus") && s.size() == 5:
			return true // a postcode
		}
	}
	return v == weighsMuch && isNr(w) && !s.lettered() && calledBehind(s.doc, s.last)
}

// lettered tells whether letters are part of the code.
func (s *surroundings) lettered() bool { return hasLetters(s.doc, s.first, s.last) }

// size returns the length of the code's first token.
func (s *surroundings) size() int {
	t := &s.doc.Tokens()[s.first]
	return int(t.End - t.Start)
}

// adjust corrects the weight v of the word w at token i by the form of the code and the words passed before.
func (s *surroundings) adjust(i int, w string, v weight) weight {
	if v == weighsThing {
		v = s.adjustThing(i, w)
	}
	if v != weighsNone {
		return v
	}
	t := &s.doc.Tokens()[i]
	switch {
	case s.n == 1 && (t.Flags&anonymize.AllUpper != 0 || s.doc.Features()&anonymize.HasUpper == 0) && t.End-t.Start <= 4 && isLabel(w), // "PK 898.250.7-6"
		s.n == 1 && i == s.first-1 && s.form == strengthHigh && t.End-t.Start > 1 && t.End-t.Start <= 4 && !isNormed(w) && beforeMixed(s.doc, i): // "BID B338119204877"
		return weighsLittle
	case s.form == strengthHigh && s.clause && isOffice(w): // "der Notar hat UVZ 1184/2024 draufgeschrieben"
		return weighsLittle
	}
	return weighsNone
}

// adjustThing is adjust for the word of a thing, which some codes do not belong to.
func (s *surroundings) adjustThing(i int, w string) weight {
	switch {
	case s.below && (w == "code" || w == "qr" || w == "barcode" || w == "strichcode"):
		return weighsNone // "einen QR-Code gezogen, drunter …"
	case s.n > 1 && isPlaced(w) || !s.plain && isDialled(w) && s.lettered():
		return weighsNone
	case w == "code" && s.bareCode(i):
		return weighsLittle
	}
	return weighsThing
}

// bareCode tells whether "Code" at token i names the code alone, by its form: "so nen Code vx120k221q", "der Code K4-WS-117702".
func (s *surroundings) bareCode(i int) bool {
	toks := s.doc.Tokens()
	if s.first == s.last {
		return s.last-i <= 2 && s.size() >= 8 && mixes(s.doc.Word(toks[s.first]))
	}
	return i == s.first-1 && s.last >= s.first+4 && s.form == strengthHigh && toks[s.first+1].Flags&anonymize.Punct != 0
}

// ownedBy tells whether the word w at token i, before the code, names what is issued to a person: "Jagdschein Nr. …", "Serien-Nr. …".
func (s *surroundings) ownedBy(i int, w string) bool {
	if (strings.HasSuffix(w, "genehmigung") || strings.HasSuffix(w, "erlaubnis") && w != "fahrerlaubnis") && yearBehindSlash(s.doc, s.first, s.last) && s.last > s.first+2 && !s.lettered() {
		return false // an office's act, with department and year: "Baugenehmigung 602-1182/24"
	}
	if isOwned(w) || w == "schaden" || s.n == 1 && strings.HasSuffix(w, "anmeldung") {
		return true
	}
	return isNr(w) && (s.n == 1 && (ownedNumber(s.doc, i) || ofIssued(s.doc, i)) || i > 1 && s.doc.Word(s.doc.Tokens()[i-2]) == "serien")
}

// behind weighs the words behind the code.
func (s *surroundings) behind() verdict {
	toks, f := s.doc.Tokens(), s.doc.Folded()
	n := 0
	for i := s.last + 1; i < len(toks) && n < afterReach && i-s.last < farReach+looseReach; i++ {
		t := &toks[i]
		if t.Flags&anonymize.LineStart != 0 || t.Flags&anonymize.Punct != 0 && endsThought(s.doc, i, n) {
			break
		}
		if t.Flags&anonymize.Letter == 0 {
			if f[t.Start] == ',' && fileShape(s.doc, s.first, s.last) {
				break // "32.4-1187/25, der Lageplan fehlt noch"
			}
			continue
		}
		n++
		w := s.doc.Word(*t)
		v := weigh(s.doc, i, w)
		if numberBehind(toks, i) && (v == weighsThing || v == weighsMuch || sumAt(s.doc, i, w)) {
			break // "… Endstand 4711": has its own
		}
		if says := s.sayBehind(i, n, w, v); says < 0 {
			return verdict{says: -1}
		} else if says > 0 {
			return verdict{1, words.Hit{Span: s.doc.Range(i, i), Distance: n - 1, After: true}, isOwned(w) && !writtenOn(s.doc, i), false}
		}
	}
	return verdict{}
}

// writtenOn tells whether what the word at token i names is only what somebody wrote the code on: "4471/24 auf seine Karte geschrieben".
func writtenOn(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	for k := i - 1; k > 0 && i-k <= 2; k-- {
		if doc.Word(toks[k]) == "auf" {
			return true
		}
	}
	return false
}

// numberBehind tells whether a number stands right behind token i.
func numberBehind(toks []anonymize.Token, i int) bool {
	return i+1 < len(toks) && toks[i+1].Flags&(anonymize.Punct|anonymize.Digit) == anonymize.Digit
}

// sayBehind tells what the word w at token i, the n-th behind the code, which weighs v, makes of it: 1, -1, or 0 for nothing.
func (s *surroundings) sayBehind(i, n int, w string, v weight) int {
	switch {
	case v == weighsThing && w != "los" && !isPlaced(w) && !(isDialled(w) && s.lettered()) && !(n > 2 && isExtent(w)) && !(n > 1 && s.concerns(i)), s.plain && sumAt(s.doc, i, w):
		return -1
	case v == weighsLittle && s.first == s.last && i == s.last+1 && !isRecorded(w): // "118822 Kunden"
		return -1
	case isRecorded(w) && s.form == strengthHigh && n <= 2, v == weighsMuch && s.form > strengthLow:
		return 1
	case v == weighsLittle && (s.form == strengthHigh || s.form > strengthLow && n <= 3 && s.doc.Word(s.doc.Tokens()[s.last+1]) == "ist"):
		return 1
	}
	return 0
}

// concerns tells whether the code is a file's, with department and year, and a preposition before the word at token i makes that only what the file is about: "66.2-SN-447/25 für den
// Container".
func (s *surroundings) concerns(i int) bool {
	toks := s.doc.Tokens()
	for k := i - 1; k > s.last && k >= i-2; k-- {
		switch s.doc.Word(toks[k]) {
		case "fuer", "wegen", "zu", "zum", "zur":
			return s.lettered() && yearBehindSlash(s.doc, s.first, s.last) && fileShape(s.doc, s.first, s.last)
		}
	}
	return false
}

// prompt weighs the words of the prompt p, the last first.
func (s *surroundings) prompt(p *anonymize.Document) verdict {
	if _, digits := codeForm(s.doc, s.first, s.last); digits < 7 && askedIn(p).device {
		return verdict{says: -1} // a model, hardly the number of one device
	}
	toks := p.Tokens()
	for i := len(toks) - 1; i >= 0 && i > len(toks)-farReach; i-- {
		if toks[i].Flags&anonymize.Letter == 0 {
			continue
		}
		w := p.Word(toks[i])
		if s.plain && isSum(w) {
			return verdict{says: -1} // a reading
		}
		switch weigh(p, i, w) {
		case weighsThing:
			return verdict{says: -1}
		case weighsMuch, weighsLittle:
			return verdict{1, words.Hit{Span: p.Range(i, i), InPrompt: true}, isOwned(w), false}
		}
	}
	return verdict{}
}

// endsThought tells whether the sign at token i behind a code, n words after it, ends what is said of the code: the end of a sentence, a bracket that closes, a
// dash between blanks.
func endsThought(doc *anonymize.Document, i, n int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	next := i+1 < len(toks)
	switch c := f[toks[i].Start]; c {
	case '.', '!', '?', ';':
		return n > 0 && toks[i].End-toks[i].Start == 1 || next && toks[i+1].Is(anonymize.SpaceBefore|anonymize.Upper)
	case ')', ']':
		return n == 0
	case '-':
		return toks[i].Flags&anonymize.SpaceBefore != 0 && next && toks[i+1].Flags&anonymize.SpaceBefore != 0
	}
	return false
}

// calledBehind tells whether somebody calls the number that ends at token last: "die Nummer 4481-2077 … zurückrufen".
func calledBehind(doc *anonymize.Document, last int) bool {
	toks := doc.Tokens()
	for i := last + 1; i < len(toks) && i <= last+looseReach; i++ {
		switch doc.Word(toks[i]) {
		case ".", "!", "?", ",":
			return false
		case "anrufen", "zurueckrufen", "angerufen", "ruft", "rief", "anruft", "zurueckgerufen", "gewaehlt":
			return true
		}
	}
	return false
}
