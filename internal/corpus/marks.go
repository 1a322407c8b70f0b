package corpus

import (
	"fmt"
	"strings"
)

// The brackets of an inline mark: U+27E6 and U+27E7, which no citizen types.
const (
	openMark  = "⟦"
	closeMark = "⟧"
)

// ParseMarks takes the inline marks out of an annotated text: "bin ⟦PERSON|Ada⟧" becomes "bin Ada" with one mark.
// A type with a leading question mark (⟦?DE_TAX_ID|…⟧) goes to optional. Marks do not nest.
func ParseMarks(annotated string) (text string, marks, optional []Mark, err error) {
	var b strings.Builder
	rest := annotated
	for {
		before, inner, found := strings.Cut(rest, openMark)
		if strings.Contains(before, closeMark) {
			return "", nil, nil, fmt.Errorf("%w: closing bracket without an opening one", ErrMark)
		}
		b.WriteString(before)
		if !found {
			break
		}
		inner, rest, found = strings.Cut(inner, closeMark)
		if !found || strings.Contains(inner, openMark) {
			return "", nil, nil, fmt.Errorf("%w: not closed", ErrMark)
		}
		typ, value, found := strings.Cut(inner, "|")
		if !found || value == "" {
			return "", nil, nil, fmt.Errorf("%w: no value", ErrMark)
		}
		typ, maybe := strings.CutPrefix(typ, "?")
		if !validType(typ) {
			return "", nil, nil, fmt.Errorf("%w: %w", ErrMark, ErrType)
		}
		m := Mark{Start: b.Len(), End: b.Len() + len(value), Type: typ}
		if maybe {
			optional = append(optional, m)
		} else {
			marks = append(marks, m)
		}
		b.WriteString(value)
	}
	text = b.String()
	if err := validateText(text); err != nil {
		return "", nil, nil, err
	}
	return text, marks, optional, nil
}

// FormatMarks is the inverse of ParseMarks for sorted, disjoint marks.
func FormatMarks(text string, marks []Mark) string {
	var b strings.Builder
	at := 0
	for _, m := range marks {
		b.WriteString(text[at:m.Start])
		b.WriteString(openMark + m.Type + "|" + text[m.Start:m.End] + closeMark)
		at = m.End
	}
	b.WriteString(text[at:])
	return b.String()
}
