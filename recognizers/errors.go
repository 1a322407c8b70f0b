package recognizers

import (
	"errors"
	"fmt"
)

// ErrPatternTimeout means that a custom pattern took longer than its limit, or needed more memory than allowed. The text
// was not searched to its end, so nothing of it may leave.
var ErrPatternTimeout = errors.New("recognizers: a custom pattern exceeded its limit")

// PatternError says what is wrong with a custom pattern. It never holds input text.
type PatternError struct {
	Line   int    // of the pattern file, 0 if the pattern does not come from a file
	Name   string // of the pattern, if it has one
	Field  string
	Reason string
}

// Error names line, pattern, field and reason.
func (e *PatternError) Error() string {
	s := "recognizers: pattern"
	if e.Name != "" {
		s += " " + e.Name
	}
	if e.Line > 0 {
		s += fmt.Sprintf(" (line %d)", e.Line)
	}
	if e.Field != "" {
		s += ": " + e.Field
	}
	return s + ": " + e.Reason
}
