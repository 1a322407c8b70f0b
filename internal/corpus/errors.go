package corpus

import (
	"errors"
	"fmt"
)

// Sentinels for what is wrong with a sample; an [*Error] adds file and line.
var (
	ErrEmptyText    = errors.New("text is empty")
	ErrInvalidUTF8  = errors.New("text is not valid UTF-8")
	ErrType         = errors.New("type is not in capitals, digits and underscores")
	ErrBounds       = errors.New("offsets lie outside the text or are empty")
	ErrRuneBoundary = errors.New("offset splits a character")
	ErrOverlap      = errors.New("spans overlap or are not sorted")
	ErrMark         = errors.New("malformed inline mark")
	ErrJSON         = errors.New("line is not a sample in JSON")
	ErrLineTooLong  = errors.New("line is longer than the limit")
	ErrID           = errors.New("id is missing or used twice")
	ErrCase         = errors.New("case needs a comment and a file named text, and knows only text, prompt, types, tags and lang")
	ErrSource       = errors.New("malformed authoring file")
	ErrNoSamples    = errors.New("no samples found")
)

// Error places a fault in a file. It never holds text of a sample.
type Error struct {
	File string
	Line int // 1-based; 0 if the fault concerns the whole file
	Err  error
}

func (e *Error) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("corpus: %s: %v", e.File, e.Err)
	}
	return fmt.Sprintf("corpus: %s:%d: %v", e.File, e.Line, e.Err)
}

func (e *Error) Unwrap() error { return e.Err }
