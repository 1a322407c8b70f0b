package recognizers

import (
	"context"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// Fuehrerschein returns the recognizer of DE_FUEHRERSCHEIN: the number of a driving licence.
//
// Format: 11 characters: A to P (Land) or a digit, 3 of the authority, 5 serial, check 0 to 9 or X, issue number. Check: positions 1 to 9 × 9 to 1,
// A = 10 … Z = 35, modulo 11, 10 = X; the issue number is not checked. Older forms need a keyword.
// Known false positives: product keys of eleven letters and digits that pass by chance (1:11), hence 0.6 without a keyword.
// Source: FeV, Anlage 8.
func Fuehrerschein() anonymize.Recognizer {
	return &fuehrerschein{newIdent("fuehrerschein", 0, words.New("fs", "fuehrerscheinnumer", "klasse b",
		"licence", "my license", "drivers licence number", "fuehrerschein karte",
		"fuehrerschein", "fuehrerscheins", "fuehrerschein#", "fuehrerscheine", "fuehrerscheinkarte", "fahrerlaubnis", "fahrerlaubnis#", "fs#",
		"kartenfuehrerschein", "kartenfuehrerschein#", "eu fuehrerschein", "fuehrerscheindokument", "fuererschein", "fuererscheinnummer", "lappen", "lappen#", "rosa schein", "grauer schein", "grauen schein", "roter schein", "alter schein", "alten schein", "rosa scheins",
		"fuehrerscheinnummmer", "driving licence", "driving license", "driver license", "driver licence", "drivers license", "drivers licence",
		"driver's license", "driver's licence", "driving licence number", "driver's licence number", "driver's license number", "licence number",
		"license number", "listen#", "internationaler fuehrerschein", "*fuehrerschein"), anonymize.DEFuehrerschein),
		words.New("unter", "feld", "ziffer", "punkt", "position", "zeile")}
}

type fuehrerschein struct {
	ident
	field *words.Set // words for the field of the card, number 5, in which the number stands
}

func (r *fuehrerschein) sets() []*words.Set { return []*words.Set{r.keys, r.field} }

// inField tells whether the words before token first name field 5 of the card: "unter 5. steht …".
func (r *fuehrerschein) inField(doc *anonymize.Document, first int) bool {
	toks := doc.Tokens()
	for i := first - 1; i > 0 && first-i <= 4; i-- {
		if doc.Word(toks[i]) != "5" {
			continue
		}
		k := i - 1
		if w := doc.Word(toks[k]); k > 0 && (w == "nr" || w == "nummer" || w == "punkt") {
			k--
		}
		_, ok := r.field.EndsAt(doc, k)
		if !ok {
			_, ok = r.field.EndsAt(doc, i-1)
		}
		return ok
	}
	return false
}

func (r *fuehrerschein) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	dst, err := r.spelled(ctx, doc, dst, anonymize.DEFuehrerschein, 0.88, nil)
	if err != nil || doc.Features()&anonymize.HasDigit == 0 {
		return dst, err
	}
	toks := doc.Tokens()
	var j joined
	done := 0
	tokens := numbersOf(doc).mixed
	if r.keys.Mentioned(doc) {
		tokens = doc.DigitTokens() // older forms too
	}
	for step, ti := range tokens {
		if err := alive(ctx, step); err != nil {
			return dst, err
		}
		first := int(ti)
		if first > done && toks[first-1].End == toks[first].Start-1 && toks[first-1].End-toks[first-1].Start == 1 && toks[first-1].Flags&anonymize.Letter != 0 {
			first-- // "B 072 RRE2I 55"
		}
		if first < done || toks[first].End-toks[first].Start > 14 || !startsWord(doc, first) {
			continue
		}
		j.join(doc, first, 11)
		last, ok := j.at(11)
		if !ok || !fuehrerscheinForm(j.buf[:11]) || !endsWord(doc, last) {
			if f, ok := r.old(doc, int(ti)); ok && int(ti) >= done {
				dst = r.report(doc, dst, anonymize.DEFuehrerschein, f)
				done = int(ti) + 1
			}
			continue
		}
		f := finding{start: int(toks[first].Start), end: int(toks[last].End), rule: "fuehrerschein/mistyped", score: 0.7}
		var found bool
		valid := validFuehrerschein(j.buf[:11]) || misreadLand(&j)
		if f.hit, found = r.keys.Near(doc, first, last); !found && valid && codeGroups(doc, first, last) && !productBefore(doc, first) {
			f.hit, found = r.keys.Within(doc, first, 24)
		}
		switch {
		case valid && found && codeGroups(doc, first, last):
			f.score, f.evidence, f.rule = 0.99, anonymize.EvidenceChecksum, "fuehrerschein/checksum"
		case valid && r.inField(doc, first) && codeGroups(doc, first, last):
			f.score, f.evidence, f.rule = 0.85, anonymize.EvidenceChecksum, "fuehrerschein/field"
		case !found && isKindergeld(doc, first):
			continue // one of them in eleven passes the check
		case valid && first == last && !productBefore(doc, first) && !foreignKey(doc, first) && toks[first].Flags&anonymize.AllUpper != 0:
			f.score, f.evidence, f.rule = 0.6, anonymize.EvidenceChecksum, "fuehrerschein/checksum"
		case valid && first == last && toks[first].Flags&anonymize.Upper == 0 && letters(j.buf[:11]) > 2 && !productBefore(doc, first) && !foreignKey(doc, first):
			f.score, f.evidence, f.rule = 0.55, anonymize.EvidenceChecksum, "fuehrerschein/checksum"
		case !found || (first != last && !valid || !codeGroups(doc, first, last)) && !(f.hit.InPrompt && onlyAnswer(doc, first, last)):
			continue
		}
		dst = r.report(doc, dst, anonymize.DEFuehrerschein, f)
		done = last + 1
	}
	return dst, nil
}

// onlyAnswer tells whether hardly anything stands in the message but the tokens from first to last.
func onlyAnswer(doc *anonymize.Document, first, last int) bool {
	return len(doc.Tokens()) <= last-first+5
}

// isKindergeld tells whether the token has the form of a Kindergeldnummer.
func isKindergeld(doc *anonymize.Document, i int) bool {
	_, rule := ownForm(doc, i)
	return rule == "reference/kindergeld"
}

// misreadLand tells whether the check passes with a letter for the first digit: the tokenizer takes I119 for a number.
func misreadLand(j *joined) bool {
	v := [11]byte(j.buf[:11])
	for _, c := range [...]byte{'i', 'l', 'o'} {
		if v[0] = c; (j.buf[0] == '0') == (c == 'o') && j.buf[0] <= '1' && validFuehrerschein(v[:]) {
			return true
		}
	}
	return false
}

// old accepts any other code of 5 to 14 characters directly beside the keyword.
func (r *fuehrerschein) old(doc *anonymize.Document, i int) (f finding, ok bool) {
	t := &doc.Tokens()[i]
	n := int(t.End - t.Start)
	hit, found := r.keys.Before(doc, i, 6)
	if found && listNumber(doc, i) {
		f = finding{start: int(t.Start), end: int(doc.Tokens()[i+2].End), score: 0.6, rule: "fuehrerschein/older-form", hit: hit}
		if p := doc.Tokens()[i-1]; p.End-p.Start == 1 && p.Is(anonymize.Letter|anonymize.Upper) && t.Start-p.End == 1 {
			f.start = int(p.Start) // "C 1184/83"
		}
		return f, true
	}
	if hit, found = r.keys.Before(doc, i, 3); !found || licensed(doc, hit.Span) {
		return f, false
	}
	if first, last, ok := codeAt(doc, i, 5); ok && last > first && (hit.Distance <= 1 || first < i && hit.Distance <= 2) {
		return finding{start: int(doc.Tokens()[first].Start), end: int(doc.Tokens()[last].End), score: 0.6, rule: "fuehrerschein/older-form", hit: hit}, true
	}
	if n < 5 || n > 14 || !startsWord(doc, i) || !endsWord(doc, i) {
		return f, false
	}
	digits := 0
	for _, c := range []byte(doc.Word(*t)) {
		if isDigit(c) {
			digits++
		}
	}
	if digits < 4 || isDateLike(doc, i) {
		return f, false
	}
	return finding{start: int(t.Start), end: int(t.End), score: 0.6, rule: "fuehrerschein/older-form", hit: hit}, true
}

// licensed tells whether the word before the keyword makes it a licence for something else than driving: "TV licence", "fishing licence".
func licensed(doc *anonymize.Document, key anonymize.Span) bool {
	first, _ := tokensOf(doc, key)
	if first == 0 {
		return false
	}
	switch doc.Word(doc.Tokens()[first-1]) {
	case "tv", "fishing", "hunting", "dog", "trade", "business", "software", "gun", "marriage", "liquor", "taxi", "television":
		return true
	}
	return false
}

// listNumber tells whether the number of an entry in a list begins at token i: 1187/79.
func listNumber(doc *anonymize.Document, i int) bool {
	toks := doc.Tokens()
	if i+2 >= len(toks) || doc.Folded()[toks[i+1].Start] != '/' || toks[i+2].Flags&anonymize.SpaceBefore != 0 || !startsWord(doc, i) || !endsWord(doc, i+2) {
		return false
	}
	n, w := toks[i].End-toks[i].Start, doc.Word(toks[i+2])
	return toks[i].Flags&anonymize.Letter == 0 && n >= 2 && n <= 6 && len(w) == 2 && checkDigits(w) && w > "44" && !isDateLike(doc, i)
}

// fuehrerscheinForm reports the characters that an eleven-character number has; at least two letters among the first ten.
func fuehrerscheinForm(v []byte) bool {
	if !isDigit(v[0]) && (v[0] < 'a' || v[0] > 'p') || !isDigit(v[9]) && v[9] != 'x' {
		return false
	}
	letters, digits := 0, 0
	for _, c := range v {
		switch {
		case isDigit(c):
			digits++
		case isLower(c):
			letters++
		default:
			return false
		}
	}
	return letters >= 1 && digits >= 3
}

func validFuehrerschein(v []byte) bool {
	sum := 0
	for i, c := range v[:9] {
		n := int(c - '0')
		if isLower(c) {
			n = int(c-'a') + 10
		}
		sum += n * (9 - i)
	}
	check := sum % 11
	return check == 10 && v[9] == 'x' || check < 10 && int(v[9]) == '0'+check
}
