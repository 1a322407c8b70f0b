package recognizers

import (
	"context"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// tableColumns bounds the columns of a table in which documents are looked for.
const tableColumns = 8

// column is the document that heads a column of a table, with the type "" for none.
type column struct {
	typ anonymize.EntityType
	hit words.Hit
}

// tabled finds the numbers in the columns of a table, parted by bars or semicolons, that a document heads: "Name | Passnummer".
func (r *idDocument) tabled(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity, from int) ([]anonymize.Entity, error) {
	toks, f := doc.Tokens(), doc.Folded()
	var heads [tableColumns]column
	var sign byte // between the columns, 0 outside of a table
	known := cover(dst[from:])
	for i, step := 0, 0; i < len(toks); step++ {
		if err := alive(ctx, step); err != nil {
			return dst, err
		}
		end := lineEnd(toks, i)
		if sign == 0 || !hasSignIn(doc, i, end, sign) {
			sign = r.tableHead(doc, i, end, &heads)
			i = end
			continue
		}
		for k, c := i, 0; k < end && c < tableColumns; k++ {
			if f[toks[k].Start] == sign {
				c++
				continue
			}
			if heads[c].typ == "" || k > i && f[toks[k-1].Start] != sign {
				continue
			}
			first, last, ok := codeAt(doc, k, 5)
			if !ok || last >= end || last+1 < end && f[toks[last+1].Start] != sign && f[toks[last+1].Start] != '(' {
				continue
			}
			if letters, digits := codeForm(doc, first, last); letters <= 3 && letters+digits >= 6 && letters+digits <= 11 && last-first <= 2 {
				dst = r.reportNew(doc, dst, &known, heads[c].typ, finding{start: int(toks[first].Start), end: int(toks[last].End), score: 0.78, rule: "id_document/table", hit: heads[c].hit})
				k = last
			}
		}
		i = end
	}
	return dst, nil
}

// hasSignIn tells whether the sign stands among the tokens from i to end-1.
func hasSignIn(doc *anonymize.Document, i, end int, sign byte) bool {
	for ; i < end; i++ {
		if doc.Folded()[doc.Tokens()[i].Start] == sign {
			return true
		}
	}
	return false
}

// tableHead reads the documents that head the columns in the line of tokens from i to end-1, and returns the sign between the columns, 0 if no
// document heads one or numbers stand in the line.
func (r *idDocument) tableHead(doc *anonymize.Document, i, end int, heads *[tableColumns]column) byte {
	toks, f := doc.Tokens(), doc.Folded()
	sign := byte('|')
	if !hasSignIn(doc, i, end, sign) {
		if sign = ';'; !hasSignIn(doc, i, end, sign) {
			return 0
		}
	}
	*heads = [tableColumns]column{}
	any := false
	for k, c := i, 0; k < end && c < tableColumns; k++ {
		switch {
		case f[toks[k].Start] == sign:
			c++
		case toks[k].Flags&anonymize.Digit != 0:
			return 0
		default:
			if typ, at, ok := r.named(doc, k); ok && at >= i {
				heads[c], any = column{typ, words.Hit{Span: doc.Range(at, k)}}, true
			}
		}
	}
	if !any {
		return 0
	}
	return sign
}
