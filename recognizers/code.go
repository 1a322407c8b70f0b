package recognizers

import (
	"context"
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// Bounds of the search for a code beside its keyword.
const (
	codeReach    = 6  // words between keyword and code
	maxCodeChars = 34 // folded bytes of a code with its separators
	maxCodeToks  = 24
)

// codeRule describes identifiers without a fixed form: a keyword says what they are.
type codeRule struct {
	minDigits int
	signed    bool // the sign of who dictated or of a procedure may stand behind the code: "17/24 Ko"
	after     bool // "4711 ist meine Kundennummer" counts too
	things    bool // the keyword may be the name of a thing: "Code"
	short     bool // few letters and digits count right beside a word for a number, see shortCode
	score     float32
	close     float32 // the score of a code right behind its keyword that begins as telephone numbers (0) or plates (letters) do; 0 for score
	name      string
	key       func(doc *anonymize.Document, k int) bool              // whether the keyword that ends at token k counts; nil for always
	shape     func(doc *anonymize.Document, first, last int) bool    // what a code must look like; nil for anything
	not       func(doc *anonymize.Document, k, first, last int) bool // whether the code behind the keyword that ends at token k is another's; nil for never
}

// codes finds the values of keywords: behind each of r.keys in the text, before it, or anywhere if the prompt asks for it.
func (r *ident) codes(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity, t anonymize.EntityType, rule *codeRule) ([]anonymize.Entity, error) {
	toks := doc.Tokens()
	from := len(dst)
	done := -1 // last token of the last finding
	step := 0
	for k, more := r.keys.Next(doc, 0); more; k, more = r.keys.Next(doc, k+1) {
		step++
		if err := alive(ctx, step); err != nil {
			return dst, err
		}
		if k <= done || toks[k].Flags&anonymize.Punct != 0 {
			continue
		}
		kf, ok := r.keys.MatchAt(doc, k)
		if !ok || k+1 < len(toks) && r.longer(doc, k) || rule.key != nil && !rule.key(doc, k) {
			continue
		}
		for kf >= 2 && toks[kf].Flags&anonymize.SpaceBefore == 0 && doc.Word(toks[kf-1]) == "-" && toks[kf-1].Flags&anonymize.SpaceBefore == 0 && toks[kf-2].Flags&anonymize.Letter != 0 {
			kf -= 2 // "Bescheid-Az."
		}
		hit := words.Hit{Span: doc.Range(kf, k)}
		var first, last int
		if rule.after && bracketed(doc, kf, k) {
			first, last, ok = codeBefore(doc, kf, done+1, rule.minDigits)
			hit.After = ok
		} else {
			ok = false
		}
		if !ok {
			first, last, ok = codeAfter(doc, k, rule.minDigits)
			ok = ok && !(nextSentence(doc, k, first) && (dialledAlone(doc, first, last) || namedBehind(doc, last)))
		}
		short := false
		if rule.short && !hit.After && plainKey(doc, k) {
			if a, b, found := shortAfter(doc, k); found && (!ok || a < first || a == first && b > last) {
				first, last, ok, short = a, b, true, true
			}
		}
		if !ok && rule.after {
			hit.After = true
			first, last, ok = codeBefore(doc, kf, done+1, rule.minDigits)
			if !ok && rule.short && plainKey(doc, k) {
				first, last, ok = shortBefore(doc, kf, done+1)
				short = ok
			}
		}
		if ok && kf == k && doc.Word(toks[k]) == "zeichen" && !(short && !hit.After) && (toks[last].End-toks[first].Start < 6 || last == first && (k == 0 || doc.Word(toks[k-1]) != "dem")) && (int(toks[k].End) >= len(doc.Folded()) || doc.Folded()[toks[k].End] != ':') {
			continue // "Zeichen 237", "140 Zeichen"
		}
		if ok && !hit.After && (errorBefore(doc, kf) || drugLicence(doc, k, first, last)) {
			continue
		}
		if ok && namesFile(doc, last) && (kf+1 != first || toks[first].Flags&anonymize.Letter != 0) { // but "Kundennummer 4711823.pdf"
			continue
		}
		if ok && rule.not != nil && rule.not(doc, k, first, last) {
			continue
		}
		for ok && (short || rule.shape == nil || rule.shape(doc, first, last)) && !(hit.Span.End > 0 && !hit.After && !rule.things && thingBefore(doc, first)) {
			switch {
			case !rule.signed || hit.After:
			case plainKey(doc, k):
				first, last = signStart(doc, k, first), signEnd(doc, last)
			case doc.Word(toks[k]) == "akte" && toks[first-1].Flags&anonymize.AllUpper != 0 && holdsSlash(doc, first, last): // "unsere Akte ist ABH 32-4/Ka-2207"
				first = signStart(doc, k, first)
			}
			number := spokenTail(doc, last)
			last = rule.end(doc, last)
			f := finding{start: int(toks[first].Start), end: int(toks[last].End), score: rule.score, rule: rule.name, hit: hit}
			if rule.signed && last > number+2 {
				f.score = 0.95 // a pair of signs, "0857/24 LG-mö", is no name
			}
			if short && !hit.After && first-k <= 2 {
				f.score = max(f.score, 0.92) // "Buchungscode LR-XK3" is no plate
			}
			if !hit.After && (first-k <= 2 || first-k <= 5 && words.PointsBack(doc.Word(toks[first-1]))) && headed(doc, first, last) {
				f.score = max(f.score, 0.88) // no telephone number in "Darlehensnummer BD 0711-448120"
			}
			if rule.close > 0 && !hit.After && f.score < rule.close && (toks[first].Flags&anonymize.Digit == 0 || doc.Folded()[toks[first].Start] == '0') && first-k <= 3 && int(toks[first].Start-toks[k].End) <= first-k {
				f.score = rule.close
			}
			dst = r.report(doc, dst, t, f)
			done, short = last, false
			first, last, ok = codeNext(doc, first, last, rule.minDigits)
		}
	}
	if len(dst) > from {
		return dst, nil
	}
	return r.answerCode(doc, dst, t, rule), nil
}

// answerCode finds the code that answers the bot's question for one.
func (r *ident) answerCode(doc *anonymize.Document, dst []anonymize.Entity, t anonymize.EntityType, rule *codeRule) []anonymize.Entity {
	hit, ok := r.keys.InPrompt(doc)
	if !ok || rule.key != nil && !r.promptKey(doc.Prompt(), rule) {
		return dst
	}
	first, last, ok := codeAnswer(doc, rule.minDigits, rule.shape)
	if ok && !rule.things && thingBefore(doc, first) {
		return dst // "nein, nur Vordruck 107"
	}
	if ok && r.otherAnswered(doc, first) {
		return dst // "Unter welchem Zeichen?" "Da steht nur Kunden-Nr. und dann 55 20 917"
	}
	if !ok && rule.short && r.plainPrompt(doc.Prompt()) {
		first, last, ok = shortAnswer(doc)
	}
	if !ok {
		return dst
	}
	toks := doc.Tokens()
	last = rule.end(doc, last)
	f := finding{start: int(toks[first].Start), end: int(toks[last].End), score: rule.score, rule: rule.name + "/answer", hit: hit}
	if first == 0 && last > 0 && doc.Folded()[toks[0].Start] == '0' && !askedIn(doc.Prompt()).dialled {
		var buf [maxCodeChars]byte
		if n := codeDigits(doc, first, last, &buf); n > 0 && plan(buf[:n], false) != dialMobile {
			f.score = max(f.score, 0.91) // "0048 2117 3340" is no telephone number where nobody asked for one
		}
	}
	return r.report(doc, dst, t, f)
}

// otherAnswered tells whether one of the four words before the answer at token first is one for a number of another kind than those of r.
func (r *ident) otherAnswered(doc *anonymize.Document, first int) bool {
	toks := doc.Tokens()
	for i, n := first-1, 0; i >= 0 && n < 4; i-- {
		if toks[i].Flags&anonymize.Letter == 0 {
			if toks[i].Flags&anonymize.Digit != 0 {
				return false
			}
			continue
		}
		n++
		if _, own := r.keys.EndsAt(doc, i); own {
			return false
		}
		if numbersKind(doc, i) {
			return true
		}
	}
	return false
}

// end returns the last token of the code that ends at token last, with the sign behind it if the rule knows of signs.
func (rule *codeRule) end(doc *anonymize.Document, last int) int {
	last = spokenTail(doc, last)
	if rule.signed {
		if k := last + 2; k < len(doc.Tokens()) && doc.Word(doc.Tokens()[k-1]) == "aus" && yearSaid(doc, k) {
			return k
		}
		return signBehind(doc, last)
	}
	return letterBehind(doc, last)
}

// promptKey tells whether the prompt p holds a keyword that counts.
func (r *ident) promptKey(p *anonymize.Document, rule *codeRule) bool {
	for k := range p.Tokens() {
		if _, ok := r.keys.EndsAt(p, k); ok && rule.key(p, k) {
			return true
		}
	}
	return false
}

// plainPrompt tells whether the prompt p asks for a number or sign by a word for it.
func (r *ident) plainPrompt(p *anonymize.Document) bool {
	for k := range p.Tokens() {
		if _, ok := r.keys.EndsAt(p, k); ok && plainKey(p, k) {
			return true
		}
	}
	return false
}

// mergeCodes drops from dst[mid:], found by keyword, what dst[from:mid], found by its form, has already; where the keyword's
// finding is longer, it takes the other's place. Both parts are in the order of the text.
func mergeCodes(dst []anonymize.Entity, from, mid int) []anonymize.Entity {
	w, c := mid, from
	for _, e := range dst[mid:] {
		for c+1 < mid && dst[c].End <= e.Start {
			c++
		}
		switch {
		case !dst[c].Overlaps(e.Span):
			dst[w] = e
			w++
		case e.Contains(dst[c].Span):
			dst[c].Span, dst[c].Score = e.Span, max(dst[c].Score, e.Score)
		}
	}
	return dst[:w]
}

// longer tells whether the keyword goes on in the next word, so that the longer phrase will be found there.
func (r *ident) longer(doc *anonymize.Document, k int) bool {
	toks := doc.Tokens()
	for i := k + 1; i < len(toks) && i <= k+3; i++ {
		if toks[i].Flags&anonymize.Punct != 0 {
			continue
		}
		f, ok := r.keys.EndsAt(doc, i)
		return ok && f <= k
	}
	return false
}

// joinsCode tells whether token i continues a code that began before it without a blank.
func joinsCode(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	if toks[i].Flags&anonymize.SpaceBefore != 0 {
		return false
	}
	p := &toks[i-1]
	if p.Flags&anonymize.Punct == 0 {
		return true
	}
	return signInCode(doc, i-1) && (i < 2 || toks[i-1].Flags&anonymize.SpaceBefore == 0 && toks[i-2].Flags&anonymize.Punct == 0)
}

// signInCode tells whether token i is a sign that joins the parts of a code: those of isCodeSign, and a star between capitals and what follows without a blank: "LB*0077341".
func signInCode(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	switch c := doc.Folded()[toks[i].Start]; {
	case isCodeSign(c):
		return true
	case c != '*' || i == 0 || i+1 >= len(toks):
		return false
	}
	return toks[i].End-toks[i].Start == 1 && capitals(doc, i-1) && toks[i-1].End == toks[i].Start && toks[i+1].Start == toks[i].End && toks[i+1].Flags&anonymize.Punct == 0 && (toks[i+1].Flags&anonymize.Digit != 0 || toks[i+1].Flags&anonymize.AllUpper != 0)
}

func isCodeSign(c byte) bool { return c == '-' || c == '/' || c == '.' || c == '_' }

// isCodePrefix reports a short word in capitals that may open a code: "BG 12345". Where nobody wrote capitals, any short word does that is
// no everyday one.
func isCodePrefix(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	t := &toks[i]
	n := t.End - t.Start
	if doc.Features()&anonymize.HasUpper == 0 && n <= 3 && t.Flags&(anonymize.Letter|anonymize.Digit) == anonymize.Letter {
		// a message without any capitals
		if hourSign(doc, i) {
			return false
		}
		w := doc.Word(*t)
		if isLabel(w) && i > 0 && namesNumber(doc.Word(doc.Tokens()[i-1])) {
			return true
		}
		if i > 0 && toks[i-1].Flags&anonymize.Punct != 0 && t.Flags&anonymize.SpaceBefore == 0 && isApostrophe(doc.Folded()[toks[i-1].Start:toks[i-1].End]) {
			return false // "it's 41-120-7"
		}
		if weighWord(t.Hash, w) != weighsNone {
			return false // "abo 7 1190 442"
		}
		if i+1 < len(toks) && doc.Word(toks[i+1]) == w {
			return false // "vom md md-507925"
		}
		return !isAnnouncement(w) && !isLink(w) && !words.PointsBack(w) && !isFunctionWord(w) && !isNr(w) && !namesNumber(w) && w != "tag" && w != "dog" && w != "key" && w != "car" && w != "am" && w != "um" && w != "im" && w != "in" && w != "an" && w != "zu" && w != "ab" && w != "es" && w != "er" && w != "so" && w != "hab" && w != "ok"
	}
	if t.Flags&(anonymize.Letter|anonymize.Digit|anonymize.Upper) != anonymize.Letter|anonymize.Upper || n > 5 || t.Flags&anonymize.AllUpper == 0 && (n > 4 || n > 1 && !twoCapitals(doc.Original(*t))) {
		return false
	}
	if n <= 3 && hourSign(doc, i) || n > 1 && beforeMixed(doc, i) || n == 1 && i > 0 && doc.Word(toks[i-1]) == "&" && toks[i].Start == toks[i-1].End {
		return false
	}
	w := doc.Word(*t)
	if bankKeyword(w) || w == "ag" && i > 1 && (isNr(doc.Word(toks[i-1])) || isNr(doc.Word(toks[i-2]))) {
		return false // "Betr.-Nr. AG 4711": the employer's
	}
	if isLabel(w) && i > 0 && (namesNumber(doc.Word(toks[i-1])) || t.Flags&(anonymize.AllUpper|anonymize.LineStart) == anonymize.AllUpper && w != "mref" && w != "ref" && isOwned(doc.Word(toks[i-1]))) {
		return true // "Bescheidnummer PK 24-880", "Kundenkonto KD 0 221 480": its keyword stands before
	}
	if labelHanded(doc, i) {
		return true // "meine Kundennummer ist KD 118 204 7"
	}
	if w == "bg" && i > 0 {
		switch doc.Word(toks[i-1]) {
		case "der", "die", "meine", "meiner", "unserer", "ihrer":
			return false // "die Nummer der BG 190 2106 3688 4"
		}
	}
	if n == 2 && t.Flags&anonymize.AllUpper != 0 && isTiny(w) && (i == 0 || toks[i-1].Flags&anonymize.Letter == 0 || toks[i-1].Flags&anonymize.AllUpper == 0 || doc.Word(toks[i-1]) == "mir" || doc.Word(toks[i-1]) == "uns") {
		return true // "gedruckt ist AB 4 771 920"
	}
	if n > 3 && t.Flags&anonymize.AllUpper != 0 && pronounceable(w) && shouted(doc, i) {
		return false // "HILFE 4416 0082 GEHT NICHT AUF"
	}
	return n == 1 || !isAnnouncement(w) && !isFunctionWord(w) && !isLink(w) && !isNr(w) && !namesNumber(w)
}

// codeAt tells whether a code begins at token i, and where it ends. A code holds minDigits digits, and is no date, price, time or count.
func codeAt(doc *anonymize.Document, i, minDigits int) (first, last int, ok bool) {
	if i < 0 || i >= len(doc.Tokens()) {
		return 0, 0, false
	}
	c := &doc.Memo(codesKey{}, newCodes).(*codes)[i%len(codes{})]
	if c.first != int32(i) {
		*c = readCode(doc, i)
	}
	if int(c.digits) < minDigits {
		return 0, 0, false
	}
	if c.is == codeUnknown {
		c.is = c.judge(doc)
	}
	if c.is == codeNone || c.is == codeDay && minDigits <= 4 {
		return 0, 0, false
	}
	return i, int(c.last), true
}

// codes are the codes that were read last, by some bits of their first token: several rules ask for the same ones.
type codes [16]code

// code is what stands at a token where a code may begin.
type code struct {
	first, last     int32 // tokens, both included; first is -1 for a place not in use
	digits, letters int16 // no digits if there is no code
	is              codeKind
}

// codeKind tells whether something is a code by what it looks like and what stands around it.
type codeKind uint8

const (
	codeUnknown codeKind = iota
	codeNone
	codeDay // one unless it is short: "01.01."
	codeSome
)

type codesKey struct{}

func newCodes(_ *anonymize.Document, old any) any {
	c, _ := old.(*codes)
	if c == nil {
		c = new(codes)
	}
	for i := range c {
		c[i].first = -1
	}
	return c
}

// readCode reads the code that begins at token i.
func readCode(doc *anonymize.Document, i int) code {
	toks, f := doc.Tokens(), doc.Folded()
	first, none := i, code{first: int32(i)}
	if yearApart(doc, i) {
		return none
	}
	if toks[i].Flags&anonymize.Digit == 0 {
		// a code may open with letters, glued by a sign ("MV-2024-17", but not "Schein-Nr") or in capitals before a blank ("BG 12345")
		glued := i+2 < len(toks) && toks[i+1].Flags&(anonymize.Punct|anonymize.SpaceBefore) == anonymize.Punct && signInCode(doc, i+1) && toks[i+2].Flags&anonymize.SpaceBefore == 0 && toks[i].End-toks[i].Start <= 8 && !isNr(doc.Word(toks[i+2]))
		k := i + 1 // "BG 12345", "DR II 794/25", "SG II-404.0-64791/2025"
		for k < len(toks) && k < i+2 && isCodePrefix(doc, k) && toks[k].Start-toks[k-1].End == 1 {
			k++
		}
		inner := k == i+2 && k+1 < len(toks) && isCodeSign(f[toks[k].Start]) && toks[k].Start == toks[k-1].End && toks[k+1].Start == toks[k].End && toks[k+1].Flags&anonymize.Digit != 0
		spaced := k < len(toks) && isCodePrefix(doc, i) && (toks[k].Flags&anonymize.Digit != 0 && toks[k].Start-toks[k-1].End == 1 || inner)
		if !glued && !spaced {
			return none
		}
	}
	digits, letters, last := 0, 0, -1
	end := i + maxCodeToks
	for k := i; k < len(toks) && k < end; k++ {
		t := &toks[k]
		if int(t.End-toks[first].Start) > maxCodeChars {
			break
		}
		if k > i && t.Flags&anonymize.LineStart != 0 {
			break
		}
		if t.Flags&anonymize.Punct != 0 {
			if t.Flags&anonymize.SpaceBefore != 0 && f[t.Start] != '/' && f[t.Start] != '-' || !signInCode(doc, k) || t.End-t.Start > 2 || k+1 >= len(toks) || toks[k+1].Flags&anonymize.Punct != 0 {
				break
			}
			if k > i && t.Flags&anonymize.SpaceBefore != 0 && (digits >= 9 && !goesOn(doc, k) || digits >= 6 && doc.Prompt() != nil && askedIn(doc.Prompt()).shown || toks[k-1].End-toks[k-1].Start >= 7 && toks[k+1].End-toks[k+1].Start >= 7) {
				break // two codes: "C01X00T47 / T22000129"
			}
			if toks[k+1].Flags&anonymize.SpaceBefore != 0 && (t.Flags&anonymize.SpaceBefore == 0 || toks[k+1].Flags&anonymize.Digit == 0) {
				break
			}
			continue
		}
		if k > i && t.Flags&anonymize.SpaceBefore != 0 && toks[k-1].Flags&anonymize.Punct == 0 && !continuesCode(doc, k, letters > 0) {
			break
		}
		if t.Flags&anonymize.Letter != 0 && t.Flags&anonymize.Digit == 0 && t.End-t.Start > 5 && (t.End-t.Start > 8 || namesNumber(doc.Word(*t)) || doc.Word(*t) == "mandat") {
			break
		}
		n := int(t.End - t.Start)
		if t.Flags&anonymize.Letter != 0 {
			n = digitsIn(f[t.Start:t.End])
			letters += int(t.End-t.Start) - n
		}
		digits += n
		last = k
	}
	if last < 0 || toks[last].Flags&anonymize.Punct != 0 {
		return none
	}
	return code{first: int32(first), last: int32(last), digits: int16(digits), letters: int16(letters)}
}

// judge tells whether c is a code.
func (c *code) judge(doc *anonymize.Document) codeKind {
	toks, first, last := doc.Tokens(), int(c.first), int(c.last)
	if first == last && c.digits == 4 && c.letters == 0 && isDateLike(doc, first) && !directlyAnnounced(doc, first) {
		return codeNone
	}
	if isDate(doc, first, last) || last > first+4 && toks[first].Flags&anonymize.Digit == 0 && isDate(doc, first+1, last) || isAmount(doc, first, last) || isLaw(doc, first, last) {
		return codeNone
	}
	if monthOfEdition(doc, first, last) || endOfNumber(doc, first, last) || normed(doc, first) {
		return codeNone
	}
	if last == first+2 && c.letters == 0 && last+1 < len(toks) && doc.Folded()[toks[last+1].Start] == '.' && isDayMonth(doc, first) {
		return codeDay // "Stand 01.01."
	}
	return codeSome
}

// isLaw tells whether the number at token first is that of a paragraph or of a European regulation: "§ 335", "(EU) 2016/679", "(EG) Nr. 883/2004".
func isLaw(doc *anonymize.Document, first, last int) bool {
	toks := doc.Tokens()
	switch doc.Word(toks[last]) {
	case "eu", "eg", "ewg", "egv", "ji", "gasp": // 2005/36/EG
		return true
	}
	i := first - 1
	if i >= 0 {
		switch doc.Word(toks[i]) {
		case "raum", "zimmer", "seite", "ziffer", "kapitel", "gleis", "saal", "platz", "etage", "stockwerk", "uhr", "zeile", "klasse", "fenster", "schalter", "tor", "tarifnummer", "zolltarifnummer", "§", "§§", "art", "artikel", "abs", "absatz", "paragraf", "paragraph", "paragrafen":
			return true
		}
	}
	for n := 0; n < 2 && i > 0 && (doc.Word(toks[i]) == "." || isNr(doc.Word(toks[i]))); n++ {
		i--
	}
	if i < 1 || doc.Word(toks[i]) != ")" {
		return false
	}
	switch doc.Word(toks[i-1]) {
	case "eu", "eg", "ewg", "euratom":
		return true
	}
	return false
}

// directlyAnnounced tells whether a colon, or nothing, stands between the word before and the number at token i.
func directlyAnnounced(doc *anonymize.Document, i int) bool {
	if i == 0 {
		return true
	}
	p := doc.Tokens()[i-1]
	if p.Flags&anonymize.Punct != 0 {
		return doc.Word(p) == ":"
	}
	return namesNumber(doc.Word(p)) || doc.Word(p) == "ist" || doc.Word(p) == "lautet"
}

// continuesCode tells whether the token at k, which a blank separates from a code, belongs to it.
func continuesCode(doc *anonymize.Document, k int, mixed bool) bool {
	toks := doc.Tokens()
	t := &toks[k]
	prev := &toks[k-1]
	if t.Start-prev.End != 1 {
		return false
	}
	if t.Flags&anonymize.Digit == 0 {
		// "34 BG 0012345", "DR II 794/25": capitals before digits
		if k+1 < len(toks) && isDateLike(doc, k+1) && toks[k+1].End-toks[k+1].Start == 4 {
			return false // "017/538/89597 ESt 2023"
		}
		if filedUnder(doc, k) || labelOfFile(doc, k) {
			return true
		}
		if mixed && k+1 < len(toks) && isCodePrefix(doc, k) && toks[k+1].Flags&anonymize.Punct != 0 && toks[k+1].Start == t.End && isCodeSign(doc.Folded()[toks[k+1].Start]) && k+2 < len(toks) && toks[k+2].Start == toks[k+1].End && toks[k+2].Flags&anonymize.Digit != 0 {
			return true
		}
		if romanCourt(doc, k) || smallInside(doc, k) || matterInside(doc, k) {
			return true
		}
		return isCodePrefix(doc, k) && t.End-t.Start <= 3 && k+1 < len(toks) && toks[k+1].Flags&anonymize.Letter == 0 && toks[k+1].Flags&anonymize.Digit != 0 && toks[k+1].Start-t.End == 1
	}
	if t.Flags&anonymize.Letter != 0 {
		return t.Flags&anonymize.Upper != 0 && (t.End-t.Start < 9 || prev.End-prev.Start > 1 || prev.Flags&anonymize.Digit == 0) // "5 A123456780": a field of a card
	}
	if prev.Flags&anonymize.Digit == 0 {
		return true
	}
	if prev.End-prev.Start == meterLen && prev.Flags&anonymize.Letter != 0 && meterEnds(doc, k-1) {
		return false // "1EMH0011748823 22.804": what it shows
	}
	if prev.End-prev.Start == 1 {
		switch {
		case k >= 3 && toks[k-3].Flags&(anonymize.Digit|anonymize.Letter) == anonymize.Digit && toks[k-3].End-toks[k-3].Start >= 3 && toks[k-2].Flags&anonymize.Punct != 0 && prev.Start == toks[k-2].End && doc.Folded()[toks[k-2].Start] == '-':
			return false // a check digit ends the code: "47-190338-2 02"
		case t.End-t.Start >= 6 && doc.Word(*prev) != "0" && (k < 2 || toks[k-2].Flags&anonymize.Digit == 0 && (toks[k-2].Flags&anonymize.Punct == 0 || prev.Flags&anonymize.SpaceBefore != 0)):
			return false // "Blatt 1 4471820-3"
		}
	}
	if t.End-t.Start <= 2 && ordinal(doc, k) {
		return false // "80.0217.4 2. Rate"
	}
	if t.End-t.Start <= 2 && isItem(doc, k) {
		return false // the next item of a list
	}
	return !isDateStart(doc, k) && !isAmount(doc, k, k) && !isPlaceAfter(doc, k) && !(t.End-t.Start == 1 && isDose(doc, k))
}

// smallInside tells whether token k is a small letter between groups of three digits or more, and none that people write for a word or a unit: "kundennumer 512 a 449 081".
func smallInside(doc *anonymize.Document, k int) bool {
	toks := doc.Tokens()
	if toks[k].End-toks[k].Start != 1 || k+1 >= len(toks) || !onlyDigits(&toks[k-1]) || !onlyDigits(&toks[k+1]) || !behindBlank(toks, k+1) {
		return false
	}
	if toks[k-1].End-toks[k-1].Start < 3 || toks[k+1].End-toks[k+1].Start < 3 || isDateLike(doc, k-1) && toks[k-1].End-toks[k-1].Start == 4 {
		return false
	}
	return strings.IndexByte("abcfjkpqrstwy", doc.Folded()[toks[k].Start]) >= 0
}

// romanCourt tells whether token k is the register of a guardianship or probate court, in Roman numbers, behind its department: "5 XVII W 112", "9 VI 77".
func romanCourt(doc *anonymize.Document, k int) bool {
	toks := doc.Tokens()
	if toks[k-1].End-toks[k-1].Start > 3 {
		return false // "3. Februar 2016 IV B 84/15"
	}
	if w := doc.Word(toks[k]); toks[k].Flags&anonymize.AllUpper == 0 && doc.Features()&anonymize.HasUpper != 0 || w != "xvii" && w != "xvi" && w != "vi" && w != "iv" && w != "xiv" && w != "vii" {
		return false
	}
	i := k + 1
	if i+1 < len(toks) && toks[i].Is(anonymize.Letter|anonymize.Upper) && toks[i].End-toks[i].Start == 1 && toks[i].Start-toks[k].End == 1 {
		i++
	}
	return i < len(toks) && toks[i].Flags&(anonymize.Digit|anonymize.Letter) == anonymize.Digit && toks[i].Start-toks[i-1].End == 1
}
