package recognizers

import (
	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/checksum"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// serialCode is a code that may be the serial number of a document: its tokens, and its characters in joined.
type serialCode struct {
	joined
	token       int // with digits, from which it was read
	first, last int
	length      int
	zeroed      bool // it is a serial number with O for zero, see zeroes
	serial      bool // it has the form of a serial number
	checked     bool // its tenth character is the check digit
}

// chars returns the characters of the code.
func (c *serialCode) chars() []byte { return c.buf[:c.length] }

// read reads the code around token i, which holds digits and is not before token done.
func (c *serialCode) read(doc *anonymize.Document, i, done int) (ok bool) {
	toks, f := doc.Tokens(), doc.Folded()
	t := &toks[i]
	n := int(t.End - t.Start)
	if n > 11 {
		return false
	}
	c.token, c.first, c.last, c.length, c.zeroed = i, i, i, 0, false
	if last, ok := brokenSerial(doc, i, &c.joined); ok {
		c.last, c.length = last, c.n
	} else if n >= 7 && !(n <= 8 && t.Flags&anonymize.Letter != 0 && serialGroup(doc, i)) {
		c.whole(t, f[t.Start:t.End])
	} else if !c.groups(doc, done) {
		return false
	} else {
		c.lettersBefore(doc, done)
	}
	if !startsWord(doc, c.first) || !endsWord(doc, c.last) || inZone(f, int(toks[c.first].Start), int(toks[c.last].End)) {
		return false
	}
	c.check()
	return c.serial && (c.first == c.last || !serialGoesOn(doc, c.last)) || c.first == c.last
}

// serialGoesOn tells whether digits or a capital stand behind token last and end the clause, so that the groups up to there are only a part: "KX 2019 440 81", "PJN 447182 H".
func serialGoesOn(doc *anonymize.Document, last int) bool {
	toks := doc.Tokens()
	k := last + 1
	if k >= len(toks) || !behindBlank(toks, k) || toks[k].Flags&anonymize.LineStart != 0 || !lastInClause(doc, k) {
		return false
	}
	if onlyDigits(&toks[k]) {
		return toks[k].End-toks[k].Start == 2 && !isDateStart(doc, k)
	}
	return toks[k].End-toks[k].Start == 1 && toks[k].Flags&(anonymize.Upper|anonymize.Digit) == anonymize.Upper
}

// whole takes the word w, which is token t, for the code.
func (c *serialCode) whole(t *anonymize.Token, w string) {
	c.n = copy(c.buf[:], w)
	c.length = c.n
	if c.n == 10 && c.buf[9] == 'o' && t.Flags&anonymize.Letter != 0 {
		c.buf[9] = '0' // the check digit, misread
	}
	if c.n == 9 {
		if _, n := changes(w); n >= 2 {
			c.zeroed = zeroes(c.buf[:9])
		}
	}
}

// groups reads a code in groups, which may begin before token first, but not before token done: "L01X 00T47", "L 01X00T47", "L01 X00 T47", "YPH JP9 0HP".
func (c *serialCode) groups(doc *anonymize.Document, done int) bool {
	toks := doc.Tokens()
	for n := 0; ; n++ {
		c.join(doc, c.first, 10)
		if _, ok := c.at(9); ok {
			c.asWritten(doc)
		}
		if c.ends(doc, 10) || c.ends(doc, 9) {
			return true
		}
		if n >= 2 && (n > 8 || toks[c.first].End-toks[c.first].Start > 1) || c.first <= done || !serialGroup(doc, c.first) {
			return false
		}
		c.first--
	}
}

// ends tells whether the first n characters are a serial number, and takes them for the code.
func (c *serialCode) ends(doc *anonymize.Document, n int) bool {
	last, ok := c.at(n)
	if !ok || !serialForm(c.buf[:n]) && !(n == 9 && c.mixedZeros(doc) && zeroes(c.buf[:9])) || !serialGroups(doc, c.first, last) {
		return false
	}
	c.last, c.length = last, n
	return true
}

// lettersBefore adds the letters that stand alone before the code, but not before token done: "Y H 350 J V L 62".
func (c *serialCode) lettersBefore(doc *anonymize.Document, done int) {
	toks := doc.Tokens()
	for c.length < 10 && c.first > done && serialGroup(doc, c.first) && toks[c.first-1].End-toks[c.first-1].Start == 1 {
		c.join(doc, c.first-1, 10)
		last, ok := c.at(10)
		if !ok || last < c.last || !serialForm(c.buf[:10]) || !serialGroups(doc, c.first-1, last) {
			c.join(doc, c.first, 10)
			return
		}
		c.first, c.last, c.length = c.first-1, last, 10
	}
}

// check tells the form of the code and whether its check digit is right.
func (c *serialCode) check() {
	v := c.chars()
	c.serial = (c.length == 9 || c.length == 10) && serialForm(v)
	c.checked = c.serial && c.length == 10 && checksum.MRZ(v[:9]) == int(v[9]-'0')
	if c.serial && c.length == 10 && !c.checked && !isDigit(v[9]) {
		c.serial = false
	}
}

// single tells whether the code is one token.
func (c *serialCode) single() bool { return c.first == c.last }

// allUpper tells whether the token with digits from which the code was read is in capitals.
func (c *serialCode) allUpper(doc *anonymize.Document) bool {
	return doc.Tokens()[c.token].Flags&anonymize.AllUpper != 0
}

// clear tells whether the form of the code leaves so little doubt that a keyword far away counts.
func (c *serialCode) clear(doc *anonymize.Document) bool {
	v := c.chars()
	if !c.serial || letters(v) <= 1 || c.length-letters(v) <= 2 && !c.allUpper(doc) && !c.small(doc) {
		return false
	}
	return c.single() || doc.Tokens()[c.last].Flags&anonymize.LineStart != 0 || c.length == 9 && alternates(v) && capitalGroups(doc, c.first, c.last)
}

// judge looks for what makes the code the number of a document, and of which, and scores it by that and its form.
func (r *idDocument) judge(doc *anonymize.Document, c *serialCode) (t anonymize.EntityType, f finding, ok bool) {
	v, toks := c.chars(), doc.Tokens()
	t, hit, found := r.kind(doc, c.first, c.last, v[0], c.serial)
	if !found && c.clear(doc) {
		t, hit, found = r.farKind(doc, c.first, v[0], t)
	}
	if found && !hit.After && !hit.InPrompt && otherSerialBetween(doc, hit, c.first) {
		return t, f, false
	}
	form := float32(0) // score of the form where no keyword counts, 0 for none
	if !found && c.serial {
		var hinted bool
		hit, hinted = r.weakHint(doc, c)
		if form = c.scoreForm(doc); form == 0 && hinted {
			form = 0.55
		}
		if form > 0 && (v[0] == 'y' && hinted || t == anonymize.DEIDCard && r.ofStayer(doc, c.first, v[0])) {
			t = anonymize.DEResidencePermit
		}
	}
	f = finding{start: int(toks[c.first].Start), end: int(toks[c.last].End), hit: hit}
	switch {
	case c.checked && found:
		f.score, f.evidence, f.rule = 0.98, anonymize.EvidenceChecksum, "id_document/checksum"
	case c.checked && c.single() && letters(v) >= 3 && (c.allUpper(doc) || doc.Features()&anonymize.HasUpper == 0) && !productBefore(doc, c.first):
		f.score, f.evidence, f.rule = 0.65, anonymize.EvidenceChecksum, "id_document/checksum"
	case c.serial && found:
		f.score, f.rule = 0.85, "id_document/keyword"
	case found && c.single() && otherSerial(v) && r.besideOther(doc, c.first, hit) && (t != anonymize.DEPassport || notPlayers(doc, c.first-1)):
		f.score, f.rule = 0.7, "id_document/other-form"
	case form > 0 && !productBefore(doc, c.first) && !r.otherNear(doc, c.first):
		f.score, f.rule = form, "id_document/form"
	default:
		return t, f, false
	}
	return t, f, true
}

// farKind looks for a document or an office for foreigners in the wider surroundings of the code at token first, and returns its type: t, by the first letter, or a
// residence permit where that is named, or an office that gives it out.
func (r *idDocument) farKind(doc *anonymize.Document, first int, letter byte, t anonymize.EntityType) (anonymize.EntityType, words.Hit, bool) {
	for _, set := range [...]*words.Set{r.card, r.passport, r.permit, r.office} {
		hit, ok := set.Within(doc, first, idReach)
		if !ok {
			continue
		}
		hit.After = true
		permit := letter == 'y' || !passportLetter(letter) && (set == r.office || r.mentions(doc, r.permit, first) || stayParagraph(doc, first))
		if permit && !r.mentions(doc, r.perso, first) {
			t = anonymize.DEResidencePermit
		}
		return t, hit, true
	}
	return t, words.Hit{}, false
}

// weakHint looks for a word such as "Nummer" or "gültig" near a code in capitals; it does not count where other words make the code something else.
func (r *idDocument) weakHint(doc *anonymize.Document, c *serialCode) (hit words.Hit, ok bool) {
	v := c.chars()
	if letters(v) <= 1 || c.length-letters(v) <= 2 || doc.Features()&anonymize.HasUpper == 0 || !capitalGroups(doc, c.first, c.last) {
		return hit, false
	}
	hit, ok = r.weak.Within(doc, c.first, 8)
	return hit, ok && nothingElse(doc, c.first, false)
}

// scoreForm scores the code by how letters and digits alternate in it where no word makes it anything else, 0 if they do not: "L01X00T47".
func (c *serialCode) scoreForm(doc *anonymize.Document) float32 {
	w := doc.Word(doc.Tokens()[c.token])
	if !c.single() || !interleaved(w) {
		return 0
	}
	letters, changes := changes(w)
	if c.zeroed && (letters <= 3 || changes < 4) || !nothingElse(doc, c.first, letters >= 3 && changes >= 4) {
		return 0
	}
	if changes >= 3 && c.allUpper(doc) {
		return 0.65 // more than a reference that a hint makes
	}
	return 0.55
}

// besideOther tells whether the keyword stands right before the code at token first, which has the form of older and foreign numbers, and is that of no other thing.
func (r *idDocument) besideOther(doc *anonymize.Document, first int, hit words.Hit) bool {
	return !hit.After && hit.Distance <= 3 && !ofTaxes(doc, first, hit) && !r.ofDevice(doc, first, hit) && !r.otherNear(doc, first) && !thingBefore(doc, first) && !stayed(doc, hit)
}
