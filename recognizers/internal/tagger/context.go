package tagger

import "github.com/deckname/deckname/anonymize"

// Context describes where a word stands, as an index into the context rows of
// the first hidden layer.
type Context uint8

// ContextRows is the number of values of Context.
const ContextRows = contextModes * modes

const (
	contextInitial = 1 // a sentence begins
	contextGlued   = 2 // no blank before the word
	contextTight   = 4 // no blank behind it
	contextModes   = 8 // times the letter-case mode
)

// AppendContext appends one Context for each word: whether a sentence begins,
// whether blanks stand before and behind, and whether the text uses capitals
// as German does.
func AppendContext(dst []Context, words []Word, doc *anonymize.Document) []Context {
	folded := doc.Folded()
	mode := letterCase(words)
	initial := true
	for i := range words {
		w := &words[i]
		c := mode * contextModes
		if w.Shape&ShapeLine != 0 {
			initial = true
		}
		if initial {
			c |= contextInitial
		}
		if w.Shape&ShapeSpace == 0 {
			c |= contextGlued
		}
		if i+1 < len(words) && words[i+1].Shape&ShapeSpace == 0 {
			c |= contextTight
		}
		dst = append(dst, c)
		if w.Shape&ShapePunct == 0 {
			initial = false
		} else {
			switch folded[w.Start] {
			case '.', '!', '?', ':':
				initial = true
			}
		}
	}
	return dst
}

// letterCase tells texts in lower case (1) and in capitals (2) from others (0).
func letterCase(words []Word) Context {
	lower, upper, caps := 0, 0, 0
	for i := range words {
		s := words[i].Shape
		switch {
		case s&ShapeLetter == 0:
		case s&ShapeCaps != 0:
			caps++
		case s&ShapeUpper != 0:
			upper++
		default:
			lower++
		}
	}
	switch {
	case upper+caps == 0 || 12*(upper+caps) < lower:
		return 1
	case caps > 2 && 2*caps > lower+upper:
		return 2
	}
	return 0
}

// Mode returns the letter case of the text: 0 mixed, 1 lower, 2 capitals.
func Mode(c Context) int { return int(c / contextModes) }

// Lowered returns the context of the same word in a text without capitals.
func (c Context) Lowered() Context { return c%contextModes + contextModes }
