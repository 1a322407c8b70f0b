package anonymize

import "errors"

// Errors that callers branch on. No error of this package holds input text.
var (
	// ErrInvalidUTF8: the text is not valid UTF-8.
	ErrInvalidUTF8 = errors.New("anonymize: text is not valid UTF-8")
	// ErrTooLong: the text or the prompt is longer than MaxTextBytes.
	ErrTooLong = errors.New("anonymize: text is longer than MaxTextBytes")
	// ErrSpan: a span that the caller or a recognizer gave is empty, out of range or not on rune boundaries.
	ErrSpan = errors.New("anonymize: span is empty, out of range or not on rune boundaries")
	// ErrEntity: an entity has an invalid type or a score outside (0, 1].
	ErrEntity = errors.New("anonymize: entity has an invalid type or score")
	// ErrNotConfigured: the Anonymizer is the zero value, or lacks the part that the call needs.
	ErrNotConfigured = errors.New("anonymize: not configured (use New)")
	// ErrOperator: an operator returned another number of strings than it was given values.
	ErrOperator = errors.New("anonymize: operator returned the wrong number of replacements")
	// ErrPanic: a recognizer, operator or revealer panicked. The panic's value is dropped, it might hold input text.
	ErrPanic = errors.New("anonymize: a component panicked")
	// ErrTooMany: a text has more findings than MaxEntities.
	ErrTooMany = errors.New("anonymize: more findings than MaxEntities")
	// ErrAmbiguous: the surrounding text would change what the placed pseudonyms mean.
	ErrAmbiguous = errors.New("anonymize: text around a pseudonym would change its meaning")
	// ErrUnresolved: a Revealer knows some of the tokens no more or never did. See Revealer.
	ErrUnresolved = errors.New("anonymize: unresolved pseudonym")
	// ErrUnknownEvidence: JSON names evidence that this version does not know.
	ErrUnknownEvidence = errors.New("anonymize: unknown evidence name")
	// ErrKey: a key is shorter than MinKeyBytes.
	ErrKey = errors.New("anonymize: key is too short")
	// ErrScope: a message of a batch has a scope of its own.
	ErrScope = errors.New("anonymize: message has another scope than its batch")
	// ErrClosed: the writer is closed, or failed before.
	ErrClosed = errors.New("anonymize: writer is closed")
)

// ComponentError says which configured component failed. The cause comes from that component: wrap it before showing it
// to anyone if the component is not trusted to keep input text out of its errors.
type ComponentError struct {
	Kind string // "recognizer", "operator", "revealer", "matcher", "known"
	Name string
	Err  error
}

// Error names the component and the cause.
func (e *ComponentError) Error() string {
	return "anonymize: " + e.Kind + " " + e.Name + ": " + e.Err.Error()
}

// Unwrap returns the cause.
func (e *ComponentError) Unwrap() error { return e.Err }
