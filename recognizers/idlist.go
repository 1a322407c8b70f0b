package recognizers

import (
	"context"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// listLines is how many lines may stand between the heading that names documents and the list of their numbers.
const listLines = 3

// listed finds the numbers of documents in a list of persons whose heading names the documents: "Passdaten: 1) … / 058311942, 2) …", two lines at least.
func (r *idDocument) listed(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity, from int) ([]anonymize.Entity, error) {
	if !r.passport.Mentioned(doc) && !r.permit.Mentioned(doc) && !r.card.Mentioned(doc) {
		return dst, nil
	}
	dst, err := r.tabled(ctx, doc, dst, from)
	if err != nil {
		return dst, err
	}
	known := cover(dst[from:])
	toks := doc.Tokens()
	var typ anonymize.EntityType // of the heading
	var hit words.Hit
	age := listLines + 1 // lines since the heading, those of the list left out
	var first finding    // of the first line of a list, until there is a second
	items := 0
	if t, ok := r.asked(doc); ok {
		typ, age, hit = t.typ, 0, t.hit
	}
	for i, step := 0, 0; i < len(toks); step++ {
		if err := alive(ctx, step); err != nil {
			return dst, err
		}
		end := lineEnd(toks, i)
		a, b, ok := itemCode(doc, i, end)
		switch {
		case ok && age <= listLines:
			f := finding{start: int(toks[a].Start), end: int(toks[b].End), score: 0.78, rule: "id_document/list", hit: hit}
			if items++; items == 1 {
				first = f
				break
			}
			if items == 2 {
				dst = r.reportNew(doc, dst, &known, typ, first)
			}
			dst = r.reportNew(doc, dst, &known, typ, f)
		default:
			items = 0
			age++
			for k := end - 1; k >= i; k-- {
				if t, at, ok := r.named(doc, k); ok {
					typ, age, hit = t, 0, words.Hit{Span: doc.Range(at, k)}
					break
				}
				if w := doc.Word(toks[k]); namesNumber(w) || isDialled(w) {
					age = listLines + 1
					break
				}
			}
		}
		i = end
	}
	return dst, nil
}

// asked returns the documents that the bot asked for.
func (r *idDocument) asked(doc *anonymize.Document) (s said, ok bool) {
	for k, set := range [...]*words.Set{r.permit, r.passport, r.card} {
		if hit, ok := set.InPrompt(doc); ok {
			return said{[...]anonymize.EntityType{anonymize.DEResidencePermit, anonymize.DEPassport, anonymize.DEIDCard}[k], hit}, true
		}
	}
	return s, false
}

// reportNew reports f, which stands behind those asked about before, unless a known finding covers it.
func (r *idDocument) reportNew(doc *anonymize.Document, dst []anonymize.Entity, known *covered, t anonymize.EntityType, f finding) []anonymize.Entity {
	if known.has(doc.Origin(f.start, f.end)) {
		return dst
	}
	return r.report(doc, dst, t, f)
}

// itemCode returns the code that ends the line of tokens from i to end-1, if that is the line of a list: perhaps its number, one to five words that
// name no number, a sign, and a code of seven to eleven characters as documents have it.
func itemCode(doc *anonymize.Document, i, end int) (first, last int, ok bool) {
	toks, f := doc.Tokens(), doc.Folded()
	k := i
	for ; k < end && k < i+3 && toks[k].Flags&anonymize.Letter == 0; k++ {
		if toks[k].Flags&anonymize.Digit != 0 && toks[k].End-toks[k].Start > 2 {
			return 0, 0, false
		}
	}
	if k+1 < end && toks[k].End-toks[k].Start == 1 && f[toks[k+1].Start] == ')' {
		k += 2 // "a) …"
	}
	n := 0
	for ; k < end && n < 6; k++ {
		t := &toks[k]
		if t.Flags&anonymize.Digit != 0 {
			break
		}
		if t.Flags&anonymize.Punct != 0 {
			if n > 0 && k+1 < end && t.Flags&anonymize.SpaceBefore|toks[k+1].Flags&anonymize.SpaceBefore != 0 {
				if first, last, ok = codeAt(doc, k+1, 5); ok {
					break
				}
			}
			continue
		}
		if w := doc.Word(*t); namesNumber(w) || isDialled(w) || weigh(doc, k, w) > weighsLittle {
			return 0, 0, false
		}
		n++
	}
	if !ok || last >= end || last+1 < end && (last+2 < end || toks[last+1].Flags&anonymize.Punct == 0) {
		return 0, 0, false
	}
	letters, digits := codeForm(doc, first, last)
	if letters == 0 && f[toks[first].Start] == '0' && (digits > 9 || last > first) {
		return 0, 0, false // rather a telephone number
	}
	return first, last, letters <= 3 && letters+digits >= 7 && letters+digits <= 11 && last-first <= 2
}

// lineEnd returns the first token of the line behind that of token i.
func lineEnd(toks []anonymize.Token, i int) int {
	for i++; i < len(toks) && toks[i].Flags&anonymize.LineStart == 0; i++ {
	}
	return i
}
