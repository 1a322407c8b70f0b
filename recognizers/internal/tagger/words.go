package tagger

import (
	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/internal/fold"
)

// Word is what the tagger labels: one token of a Document, or several that
// German corpora count as one word because hyphens or apostrophes glue them
// ("Lea-Sophie", "O'Neill") or because a full stop marks an abbreviation ("K.",
// "Dr.").
type Word struct {
	Start, End  int32 // half-open byte offsets in the Document's folded view
	First, Last int32 // indexes of the tokens, both inclusive
	Hash        uint64
	Shape       Shape
}

// Shape holds what the folded spelling of a word has lost, as flags.
type Shape uint16

// The shape flags.
const (
	ShapeUpper   Shape = 1 << iota // the first letter is upper case
	ShapeCaps                      // all letters are, and there are at least two
	ShapeInner                     // an upper-case letter follows a lower-case one
	ShapeLetter                    // holds a letter
	ShapeDigit                     // holds a digit
	ShapePunct                     // is punctuation
	ShapeParts                     // has several parts
	ShapeLastUp                    // the last part begins with an upper-case letter
	ShapeDot                       // ends with its full stop
	ShapeForeign                   // holds a letter of a script other than Latin
	ShapeSpace                     // white space stands before the word
	ShapeLine                      // a line end stands before the word
)

// wordShape are the flags that belong to the word itself and not to its surroundings.
const wordShape = ^(ShapeSpace | ShapeLine)

// Lowered returns the shape of the same word in lower case.
func (s Shape) Lowered() Shape { return s &^ (ShapeUpper | ShapeCaps | ShapeInner | ShapeLastUp) }

// shapeOf moves the flags of a token to their places in a Shape, without a branch: nobody can foresee them.
func shapeOf(f anonymize.TokenFlags) Shape {
	const (
		what    = anonymize.Letter | anonymize.Digit | anonymize.Punct
		capital = anonymize.Upper | anonymize.AllUpper | anonymize.InnerUpper
		before  = anonymize.SpaceBefore | anonymize.LineStart
	)
	return Shape(f&what)<<3 | Shape(f&capital)>>3 | Shape(f&anonymize.Foreign)<<3 | Shape(f&before)<<2
}

// AppendWords appends the words of doc to dst.
func AppendWords(dst []Word, doc *anonymize.Document) []Word {
	toks, text := doc.Tokens(), doc.Folded()
	for i := 0; i < len(toks); {
		t := &toks[i]
		w := Word{Start: t.Start, End: t.End, First: int32(i), Last: int32(i), Hash: t.Hash, Shape: shapeOf(t.Flags)}
		i++
		if w.Shape&ShapePunct != 0 {
			if t.End-t.Start > 1 {
				w.Hash = fold.HashBytes(text[t.Start:min(t.End, t.Start+3)])
			}
			dst = append(dst, w)
			continue
		}
		if i < len(toks) && toks[i].Start == w.End {
			i = w.extend(toks, i, text)
		}
		dst = append(dst, w)
	}
	return dst
}

// extend joins the tokens from i on that are glued to w and returns the index behind them.
func (w *Word) extend(toks []anonymize.Token, i int, text string) int {
	for i+1 < len(toks) {
		glue, next := &toks[i], &toks[i+1]
		c := text[glue.Start]
		if glue.End-glue.Start != 1 || c != '-' && c != '\'' || glue.Start != w.End || next.Start != glue.End ||
			glue.Flags&anonymize.SpaceBefore != 0 || next.Flags&(anonymize.Punct|anonymize.SpaceBefore) != 0 {
			break
		}
		s := shapeOf(next.Flags)
		if w.Shape&ShapeCaps != 0 && s&ShapeCaps == 0 {
			w.Shape &^= ShapeCaps
		}
		w.Shape |= ShapeParts | s&(ShapeLetter|ShapeDigit|ShapeInner|ShapeForeign)
		w.Shape &^= ShapeLastUp
		if s&ShapeUpper != 0 {
			w.Shape |= ShapeLastUp
		}
		w.End, w.Last = next.End, int32(i+1)
		i += 2
	}
	if w.Shape&ShapeParts != 0 {
		w.Hash = fold.HashBytes(text[w.Start:w.End])
	}
	if i < len(toks) && toks[i].End-toks[i].Start == 1 && text[toks[i].Start] == '.' && toks[i].Start == w.End &&
		toks[i].Flags&anonymize.SpaceBefore == 0 && abbreviated(text[w.Start:w.End], w.Shape) {
		w.Shape |= ShapeDot
		w.End, w.Last = toks[i].End, int32(i)
		w.Hash = (w.Hash ^ '.') * fold.HashPrime
		i++
	}
	return i
}

// abbreviated tells whether a full stop right behind the word is a part of it.
func abbreviated(folded string, s Shape) bool {
	if s&ShapeDigit != 0 {
		return false
	}
	switch folded {
	case "dr", "prof", "st", "dipl", "ing", "med", "phil", "jur", "rer", "nat", "hr", "hrn", "fr", "fam", "geb", "nr", "str",
		"mr", "mrs", "ms", "jr", "sr", "mag", "ca", "vgl", "bzw", "usw", "ggf", "inkl", "tel", "abs", "art", "hl", "ph", "th", "ch":
		return true
	}
	return len(folded) == 1 || len(folded) == 2 && s&ShapeUpper != 0 && (folded == "ae" || folded == "oe" || folded == "ue")
}
