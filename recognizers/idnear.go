package recognizers

import (
	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// interleaved tells whether letters and digits alternate in the code w: at least two changes between them, and at least three letters. Hardly
// anything but the serial number of a document has this form in its alphabet without vowels.
func interleaved(w string) bool {
	changes, letters := 0, 0
	for i := 0; i < len(w); i++ {
		if !isDigit(w[i]) {
			letters++
		}
		if i > 0 && isDigit(w[i]) != isDigit(w[i-1]) {
			changes++
		}
	}
	return changes >= 2 && letters >= 3
}

// nothingElse tells whether no word shortly before token first makes the code behind it another number than a document's.
func nothingElse(doc *anonymize.Document, first int) bool {
	toks := doc.Tokens()
	for i, n := first-1, 0; i >= 0 && n < looseReach && first-i < farReach; i-- {
		if toks[i].Flags&anonymize.Letter == 0 {
			continue
		}
		n++
		switch w := doc.Word(toks[i]); weigh(doc, i, w) {
		case weighsThing:
			return false
		case weighsMuch:
			if n <= 4 && !ofDocument(w) {
				return false
			}
		case weighsLittle:
			if n <= 3 && !ofDocument(w) {
				return false
			}
		}
	}
	return true
}

type asksForEndKey struct{}

// asksForEnd tells whether the bot asked for the last digits of a number only, which tell nobody. It is found out once per prompt.
func asksForEnd(doc *anonymize.Document) bool {
	p := doc.Prompt()
	return p != nil && *p.Memo(asksForEndKey{}, findEnd).(*bool)
}

func findEnd(p *anonymize.Document, old any) any {
	asks, _ := old.(*bool)
	if asks == nil {
		asks = new(bool)
	}
	*asks = false
	last := false
	for _, t := range p.Tokens() {
		switch p.Word(t) {
		case "letzte", "letzten", "last":
			last = true
		case "ziffern", "stellen", "zahlen", "digits":
			if last {
				*asks = true
				return asks
			}
		}
	}
	return asks
}

// ofDocument reports words that a document's number has beside it as well as any other.
func ofDocument(w string) bool {
	switch w {
	case "nr", "no", "nummer", "nummern", "number", "num", "kennung", "seriennummer", "dokumentennummer", "dokumentnummer", "ausweisnummer", "passnummer", "kartennummer", "zugangsnummer", "karte", "card", "ausweis", "schein", "dokument", "dokumente", "lautet", "zettel", "bescheinigung", "vorderseite", "rueckseite":
		return true
	}
	return false
}

// earlier finds the numbers of one or two letters and six to eight digits that passports of other countries and the papers of foreigners'
// offices have, where the paper is named in the sentence or line before and nothing else is between.
func (r *idDocument) earlier(doc *anonymize.Document, dst []anonymize.Entity, from int) []anonymize.Entity {
	if !r.passport.Mentioned(doc) && !r.permit.Mentioned(doc) && !r.perso.Mentioned(doc) {
		return dst
	}
	toks := doc.Tokens()
	known := cover(dst[from:])
	for _, p := range candidatesOf(doc) {
		first, last := int(p.first), int(p.last)
		letters, digits := codeForm(doc, first, last)
		if letters < 1 || letters > 2 || digits < 6 || digits > 8 || !documentGroups(doc, first, last) || !startsWord(doc, first) || !endsWord(doc, last) {
			continue
		}
		if known.has(doc.Range(first, last)) {
			continue
		}
		if t, hit, ok := r.nearest(doc, first); ok && (t != anonymize.DEIDCard || letters == 1 && digits == 8 && !passportLetter(doc.Folded()[toks[first].Start])) {
			dst = r.report(doc, dst, t, finding{start: int(toks[first].Start), end: int(toks[last].End), score: 0.68, rule: "id_document/earlier", hit: hit})
		}
	}
	return dst
}

// nearest returns the document that is named last before token first, at most idReach tokens away.
func (r *idDocument) nearest(doc *anonymize.Document, first int) (t anonymize.EntityType, hit words.Hit, ok bool) {
	toks := doc.Tokens()
	for i, n := first-1, 0; i >= 0 && first-i < idReach; i-- {
		if toks[i].Flags&anonymize.Letter == 0 {
			continue
		}
		n++
		if k, ok := r.permit.EndsAt(doc, i); ok {
			return anonymize.DEResidencePermit, words.Hit{Span: doc.Range(k, i), Distance: n - 1}, true
		}
		if k, ok := r.passport.EndsAt(doc, i); ok {
			return anonymize.DEPassport, words.Hit{Span: doc.Range(k, i), Distance: n - 1}, true
		}
		if k, ok := r.perso.EndsAt(doc, i); ok {
			return anonymize.DEIDCard, words.Hit{Span: doc.Range(k, i), Distance: n - 1}, true
		}
		switch w := doc.Word(toks[i]); weigh(doc, i, w) {
		case weighsThing:
			return t, hit, false
		case weighsMuch, weighsLittle:
			if n <= looseReach && !ofDocument(w) {
				return t, hit, false
			}
		}
	}
	return t, hit, false
}
