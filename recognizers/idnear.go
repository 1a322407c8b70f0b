package recognizers

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// changes counts the letters of the code w, and the places where letters and digits meet.
func changes[T string | []byte](w T) (letters, changes int) {
	for i := 0; i < len(w); i++ {
		if !isDigit(w[i]) {
			letters++
		}
		if i > 0 && isDigit(w[i]) != isDigit(w[i-1]) {
			changes++
		}
	}
	return letters, changes
}

// interleaved tells whether letters and digits alternate in the code w: at least two changes between them, and at least three letters, or two
// among nine characters. Hardly anything but the serial number of a document has this form in its alphabet without vowels.
func interleaved(w string) bool {
	l, c := changes(w)
	return c >= 2 && (l >= 3 || l == 2 && len(w) == 9)
}

// alternates is interleaved for the characters of a code in groups, which has three letters at least.
func alternates(v []byte) bool {
	l, c := changes(v)
	return c >= 2 && l >= 3
}

// nothingElse tells whether no word shortly before token first makes the code behind it another number than a document's. Where its form leaves
// little doubt, only a word right before it does.
func nothingElse(doc *anonymize.Document, first int, clear bool) bool {
	toks := doc.Tokens()
	things, much, little := looseReach, 4, 3
	if clear {
		things, much, little = 3, 3, 0
	}
	for i, n := first-1, 0; i >= 0 && n < things && first-i < farReach; i-- {
		if toks[i].Flags&anonymize.Letter == 0 {
			if n > 0 && toks[i].Flags&anonymize.Punct != 0 && toks[i+1].Is(anonymize.SpaceBefore|anonymize.Upper) && strings.IndexByte("!?", doc.Folded()[toks[i].Start]) >= 0 {
				return true // the sentence before
			}
			continue
		}
		n++
		switch w := doc.Word(toks[i]); weigh(doc, i, w) {
		case weighsThing:
			return false
		case weighsMuch:
			if n <= much && !ofDocument(w) {
				return false
			}
		case weighsLittle:
			if n <= little && !ofDocument(w) {
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

// otherSerialBetween tells whether a device's number is announced between the keyword of the hit and token first: "Schrittmacher-Ausweis …, Gerätenummer: …".
func otherSerialBetween(doc *anonymize.Document, hit words.Hit, first int) bool {
	toks := doc.Tokens()
	for i := first - 1; i >= 0 && first-i < looseReach+4; i-- {
		if doc.Origin(int(toks[i].Start), int(toks[i].End)).Start < hit.Span.End {
			return false
		}
		switch w := doc.Word(toks[i]); {
		case w == "geraetenummer" || w == "geraetenr" || w == "implantatnummer" || w == "modellnummer":
			return true
		case toks[i].Flags&anonymize.Letter != 0 && namesNumber(w):
			return false
		}
	}
	return false
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
	if !r.passport.Mentioned(doc) && !r.permit.Mentioned(doc) && !r.card.Mentioned(doc) {
		return dst
	}
	toks := doc.Tokens()
	known := cover(dst[from:])
	for _, p := range candidatesOf(doc) {
		first, last := int(p.first), int(p.last)
		letters, digits := codeForm(doc, first, last)
		if partlyRead(doc, first, last) && !known.has(doc.Range(first, last)) && nothingElse(doc, first, true) {
			t, hit, ok := r.nearest(doc, first)
			if !ok {
				t, hit, ok = r.strange(doc, first)
			}
			if ok {
				dst = r.report(doc, dst, t, finding{start: int(toks[first].Start), end: int(toks[last].End), score: 0.62, rule: "id_document/partly-read", hit: hit})
			}
			continue
		}
		abroad := (letters > 0 || readAsDigit(doc, first, last)) && letters <= 3 && digits >= 5 && digits <= 12 && ofNationBefore(doc, first)
		if !abroad && (letters < 1 || letters > 2 || digits < 6 || digits > 8 || !documentGroups(doc, first, last)) || !startsWord(doc, first) || !endsWord(doc, last) {
			continue
		}
		if known.has(doc.Range(first, last)) || r.saidRightBehind(doc, last) {
			continue
		}
		if t, hit, ok := r.nearest(doc, first); ok && (!abroad || t == anonymize.DEPassport || documentGroups(doc, first, last)) && (t != anonymize.DEIDCard || letters == 1 && digits == 8 && !passportLetter(doc.Folded()[toks[first].Start])) {
			dst = r.report(doc, dst, t, finding{start: int(toks[first].Start), end: int(toks[last].End), score: r.earlierScore(doc, dst[from:], first, last, t), rule: "id_document/earlier", hit: hit})
		}
	}
	return dst
}

// earlierScore is higher where a word for a document's number stands right before token first, above what any other number's word gives, and where a
// number that was found has the same type and form: "Neuer Pass: U31548827, der alte war U 07 441 263".
func (r *idDocument) earlierScore(doc *anonymize.Document, found []anonymize.Entity, first, last int, t anonymize.EntityType) float32 {
	toks := doc.Tokens()
	for n := len(found) - 1; n >= 0 && n >= len(found)-looseReach; n-- {
		if a, b := tokensOf(doc, found[n].Span); found[n].Type == t && sameForm(doc, a, b, first, last) {
			return 0.8
		}
	}
	for i := first - 1; i >= 0 && first-i < 8; i-- {
		switch w := doc.Word(toks[i]); {
		case strings.HasPrefix(w, "dok"):
			return 0.82
		case toks[i].Flags&anonymize.Letter != 0 && !isNr(w):
			return 0.68
		}
	}
	return 0.68
}

// nearest returns the document that is named last before token first, at most idReach tokens away.
func (r *idDocument) nearest(doc *anonymize.Document, first int) (t anonymize.EntityType, hit words.Hit, ok bool) {
	toks := doc.Tokens()
	for i, n := first-1, 0; i >= 0 && first-i < idReach+looseReach; i-- {
		if toks[i].Flags&anonymize.Letter == 0 {
			continue
		}
		n++
		if n == 1 && namedNumber(doc, i) {
			return t, hit, false
		}
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
			if w != "serie" {
				return t, hit, false
			}
		case weighsMuch, weighsLittle:
			if n <= looseReach && !ofDocument(w) {
				return t, hit, false
			}
		}
	}
	return t, hit, false
}

// named returns the type of the document whose name ends at token i, and the name's first token.
func (r *idDocument) named(doc *anonymize.Document, i int) (t anonymize.EntityType, first int, ok bool) {
	k, first, ok := words.EndsAny(doc, i, r.permit, r.passport, r.card)
	if !ok {
		return t, 0, false
	}
	return [...]anonymize.EntityType{anonymize.DEResidencePermit, anonymize.DEPassport, anonymize.DEIDCard}[k], first, true
}

// paired gives two numbers beside each other the types of the two documents that are named before them in one breath: "Pass und Perso: … / …".
func (r *idDocument) paired(doc *anonymize.Document, found []anonymize.Entity) {
	if len(found) < 2 {
		return
	}
	slices.SortFunc(found, func(a, b anonymize.Entity) int { return cmp.Compare(a.Start, b.Start) })
	toks := doc.Tokens()
	for k := 0; k+1 < len(found); k++ {
		a, b := &found[k], &found[k+1]
		_, end := tokensOf(doc, a.Span)
		next, _ := tokensOf(doc, b.Span)
		if next <= end || next-end > 4 || !joinsTwo(doc, end+1, next) {
			continue
		}
		first, _ := tokensOf(doc, a.Span)
		i := first - 1
		for n := 0; i > 0 && n < 5; i-- {
			if _, _, ok := r.named(doc, i); ok {
				break
			}
			if toks[i].Flags&anonymize.Punct == 0 {
				n++
			}
		}
		second, at, ok := r.named(doc, max(i, 0))
		if !ok {
			continue
		}
		for i = at - 1; i > 0 && at-i < 4 && joinsTwo(doc, i, at); i-- {
			if t, _, ok := r.named(doc, i-1); ok && t != second {
				a.Type, b.Type = t, second
				break
			}
		}
	}
}

// joinsTwo tells whether only signs and words that join stand from token i to token k-1.
func joinsTwo(doc *anonymize.Document, i, k int) bool {
	toks := doc.Tokens()
	for ; i < k; i++ {
		switch doc.Word(toks[i]) {
		case "und", "u", "/", ",", "&", "+", "bzw", ".", "oder", "sowie", "and", ";", "|", "-":
		default:
			return false
		}
	}
	return true
}

// lettersOnly finds the serial numbers that hold no digit: nine letters of an alphabet without vowels, near the name of a document.
func (r *idDocument) lettersOnly(doc *anonymize.Document, dst []anonymize.Entity) []anonymize.Entity {
	toks, f := doc.Tokens(), doc.Folded()
	for i := range toks {
		t := &toks[i]
		if t.End-t.Start != 9 || t.Flags&(anonymize.Letter|anonymize.Digit) != anonymize.Letter {
			continue
		}
		var v [9]byte
		if copy(v[:], f[t.Start:t.End]); !serialForm(v[:]) || tripled(v[:]) || !startsWord(doc, i) || !endsWord(doc, i) {
			continue
		}
		typ, hit, found := r.kind(doc, i, i, v[0], true)
		if !found {
			for _, set := range [...]*words.Set{r.card, r.passport, r.permit} {
				if hit, found = set.Within(doc, i, idReach); found {
					break
				}
			}
			if v[0] == 'y' && !r.mentions(doc, r.perso, i) {
				typ = anonymize.DEResidencePermit
			}
		}
		if found {
			dst = r.report(doc, dst, typ, finding{start: int(t.Start), end: int(t.End), score: 0.85, rule: "id_document/letters", hit: hit})
		}
	}
	return dst
}

// tripled tells whether a character of v stands three times in a row, as in what people type when words fail them: "grrrrrrrr".
func tripled(v []byte) bool {
	for i := 2; i < len(v); i++ {
		if v[i] == v[i-1] && v[i] == v[i-2] {
			return true
		}
	}
	return false
}

// zeroes makes the letters O of the code v, which serial numbers do not have, the zeros that they stand for, if v is a serial number then.
func zeroes(v []byte) bool {
	var w [9]byte
	n := 0
	for i, c := range v[:9] {
		if w[i] = c; c == 'o' && i > 0 {
			w[i] = '0'
			n++
		}
	}
	if n == 0 || !serialForm(w[:]) {
		return false
	}
	copy(v, w[:])
	return true
}

// asWritten puts digits back that the folded spelling took for letters: "y4mr tl082" is no word.
func (j *joined) asWritten(doc *anonymize.Document) {
	from := 0
	for _, c := range j.cuts[:j.k] {
		if w := doc.Original(doc.Tokens()[c.tok]); len(w) == c.n-from {
			for i := range len(w) {
				if isDigit(w[i]) {
					j.buf[from+i] = w[i]
				}
			}
		}
		from = c.n
	}
}

// mixedZeros tells whether every letter O of a code in groups stands in a group that has digits too: "TN4CRO WX1", but not "KONTO 1234".
func (j *joined) mixedZeros(doc *anonymize.Document) bool {
	from := 0
	for _, c := range j.cuts[:j.k] {
		if doc.Tokens()[c.tok].Flags&anonymize.Digit == 0 && bytes.IndexByte(j.buf[from:c.n], 'o') >= 0 {
			return false
		}
		from = c.n
	}
	return true
}

// brokenSerial puts the serial number together that begins at token i and goes on at the beginning of the next line, where nothing else stands.
func brokenSerial(doc *anonymize.Document, i int, j *joined) (last int, ok bool) {
	toks, f := doc.Tokens(), doc.Folded()
	if i+1 >= len(toks) || toks[i+1].Flags&(anonymize.LineStart|anonymize.Digit) != anonymize.LineStart|anonymize.Digit || i+2 < len(toks) && toks[i+2].Flags&(anonymize.LineStart|anonymize.Punct) == 0 {
		return 0, false
	}
	a, b := &toks[i], &toks[i+1]
	n, m := int(a.End-a.Start), int(b.End-b.Start)
	if n < 3 || m < 2 || n+m != 9 && n+m != 10 || a.Flags&anonymize.Letter == 0 || b.Flags&anonymize.Letter == 0 {
		return 0, false
	}
	copy(j.buf[:], f[a.Start:a.End])
	copy(j.buf[n:], f[b.Start:b.End])
	j.n = n + m
	return i + 1, serialForm(j.buf[:j.n])
}

// ofNation tells whether the keyword that ends at token k is a card of another country: "polnischer Ausweis".
func ofNation(doc *anonymize.Document, k int) bool {
	toks := doc.Tokens()
	if k == 0 || !strings.HasPrefix(doc.Word(toks[k]), "ausweis") {
		return false
	}
	w := strings.TrimRight(doc.Word(toks[k-1]), "enmrs")
	return len(w) > 6 && strings.HasSuffix(w, "isch")
}

// readAsDigit tells whether a letter of the code was taken for a digit: "19L447718".
func readAsDigit(doc *anonymize.Document, first, last int) bool {
	for _, t := range doc.Tokens()[first : last+1] {
		if t.Flags&anonymize.Digit != 0 && !checkDigits(doc.Original(t)) {
			return true
		}
	}
	return false
}

// ofNationBefore tells whether one of the four words before token first, in its sentence, is an adjective of another country: "mein syrischer Pass ist …", "der vom Papa ist
// georgisch: …".
func ofNationBefore(doc *anonymize.Document, first int) bool {
	toks := doc.Tokens()
	for i, n := first-1, 0; i >= 0 && n < 4 && first-i < looseReach; i-- {
		switch t := &toks[i]; {
		case t.Flags&anonymize.Digit != 0, t.Flags&anonymize.Punct != 0 && strings.IndexByte(".!?;", doc.Folded()[t.Start]) >= 0:
			return false
		case t.Flags&anonymize.Letter != 0:
			n++
			if w := strings.TrimRight(doc.Word(*t), "enmrs"); len(w) > 6 && strings.HasSuffix(w, "isch") {
				return true
			}
		}
	}
	return false
}

// takenBefore tells whether the keyword of the hit before token first belongs to a number before it, and only a comma or "und" stands between
// the keyword and token first: "YVM90LN31 steht auf dem Titel, …".
func takenBefore(doc *anonymize.Document, hit words.Hit, first int) bool {
	if hit.Distance > 1 {
		return false
	}
	toks := doc.Tokens()
	k, end := tokensOf(doc, hit.Span)
	if end+1 < first && doc.Word(toks[end+1]) == ")" {
		end++
	}
	if end+1 >= first || !joinsTwo(doc, end+1, first) {
		return false
	}
	for i, n := k-1, 0; i >= 0 && n < 6; i, n = i-1, n+1 {
		t := &toks[i]
		switch {
		case n == 0 && i > 0 && besideSign(doc, i):
		case t.Flags&anonymize.Digit != 0:
			return t.End-t.Start >= 7
		case t.Flags&anonymize.Punct != 0 || !isLink(doc.Word(*t)) && !ofPlace(doc.Word(*t)):
			return false
		}
	}
	return false
}

// furtherCard tells whether the serial number at token first is one more behind a word for cards in the plural, whose first one is no passport's and no residence permit's:
// "Ausweise: L01X00T47 und Y01X00T47".
func furtherCard(doc *anonymize.Document, first int) (hit words.Hit, ok bool) {
	toks := doc.Tokens()
	before := -1 // the number before
	for i := first - 1; i >= 0 && first-i < looseReach; i-- {
		t := &toks[i]
		w := doc.Word(*t)
		switch {
		case t.Flags&anonymize.Digit != 0 && (t.End-t.Start == 9 || t.End-t.Start == 10):
			before = i
		case w == "ausweise", w == "personalausweise", w == "persos", w == "ausweisnummern":
			if before < 0 || doc.Word(toks[before])[0] == 'y' || passportLetter(doc.Word(toks[before])[0]) {
				return hit, false
			}
			return words.Hit{Span: doc.Range(i, i), Distance: 1}, true
		case t.Flags&anonymize.Punct == 0 && w != "und" && w != "sind" && w != "nr", w == ".":
			return hit, false
		}
	}
	return hit, false
}

// besideSign reports the signs between a number and the name of its document behind it.
func besideSign(doc *anonymize.Document, i int) bool {
	switch doc.Word(doc.Tokens()[i]) {
	case ",", "(", "=", "-":
		return true
	}
	return false
}

// said is a document that is named for a number.
type said struct {
	typ anonymize.EntityType
	hit words.Hit
}

// sayAfter returns the document that is named behind the number from token first to token last in one breath: "C01X00T47 im Pass".
func (r *idDocument) sayAfter(doc *anonymize.Document, first, last int) (s said, ok bool) {
	toks := doc.Tokens()
	for i := last + 1; i < len(toks) && i < last+6; i++ {
		if typ, k, ok := r.named(doc, i); ok && k > last+1 {
			for n := i + 1; n < len(toks) && n <= i+3; n++ {
				if toks[n].Flags&anonymize.Digit != 0 && toks[n].End-toks[n].Start >= 7 {
					return s, false // the next number's
				}
			}
			return said{typ, words.Hit{Span: doc.Range(k, i), Distance: k - last - 1, After: true}}, true
		}
		if i == last+1 && besideSign(doc, i) {
			continue
		}
		if w := doc.Word(toks[i]); toks[i].Flags&(anonymize.Punct|anonymize.Digit) != 0 || !isLink(w) && !ofPlace(w) {
			return s, false
		}
	}
	return s, false
}

// ofPlace reports the words between a number and the document on which it stands.
func ofPlace(w string) bool {
	switch w {
	case "in", "im", "auf", "am", "vom", "von", "zum", "zur", "gehoert", "fuer", "meinem", "meiner", "ihrem", "ihrer", "seinem", "den", "dem", "der", "on", "my", "stehen", "stand":
		return true
	}
	return false
}

// permitOwns tells whether the residence permit that is named near token first has a number of its own behind it.
func (r *idDocument) permitOwns(doc *anonymize.Document, first int) bool {
	hit, ok := r.permit.Within(doc, first, idReach)
	if !ok || !hit.After {
		return false
	}
	toks := doc.Tokens()
	_, i := tokensOf(doc, hit.Span)
	for k := i + 1; k < len(toks) && k <= i+6; k++ {
		if toks[k].Flags&anonymize.Digit != 0 {
			return toks[k].End-toks[k].Start >= 7
		}
		if w := doc.Word(toks[k]); w == "." || w == ";" || w == "!" {
			return false
		}
	}
	return false
}

// partlyRead tells whether the code is a serial number of which a character or two are missing or misread: seven or eight characters in which letters and digits alternate
// four times or more. Swiss passports look like that, too: S1A23B45.
func partlyRead(doc *anonymize.Document, first, last int) bool {
	if first != last || !startsWord(doc, first) || !endsWord(doc, last) {
		return false
	}
	w := doc.Word(doc.Tokens()[first])
	l, c := changes(w)
	return len(w) >= 7 && len(w) <= 8 && isLower(w[0]) && l >= 2 && c >= 4 || (len(w) == 9 || len(w) == 10) && strangeSerial(doc.Original(doc.Tokens()[first]))
}

// seriesBefore tells whether the word before token first, or before a colon there, is the series of a passport: "AX-Serie: AX331207".
func seriesBefore(doc *anonymize.Document, first int) bool {
	toks := doc.Tokens()
	i := first - 1
	if i > 0 && doc.Word(toks[i]) == ":" {
		i--
	}
	return i >= 0 && doc.Word(toks[i]) == "serie"
}

// notStay tells whether the keyword that ends at token k is no stay in a place: "beim letzten Aufenthalt".
func notStay(doc *anonymize.Document, k int) bool {
	toks := doc.Tokens()
	if w := doc.Word(toks[k]); k == 0 || w != "aufenthalt" && w != "aufenthalts" && w != "aufenthalte" {
		return true
	}
	switch doc.Word(toks[k-1]) {
	case "letzten", "letzter", "ersten", "stationaerer", "stationaeren", "vorigen", "frueheren", "kurzen", "langen", "ganzen", "klinischen":
		return false
	}
	return true
}

// stayed tells whether the keyword of the hit is a stay in a place, see notStay.
func stayed(doc *anonymize.Document, hit words.Hit) bool {
	if hit.InPrompt {
		return false
	}
	_, k := tokensOf(doc, hit.Span)
	return !notStay(doc, k)
}
