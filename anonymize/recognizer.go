package anonymize

import "context"

// Info describes a Recognizer.
type Info struct {
	Name    string       // unique within a Config; stable between releases; goes to Entity.Recognizer
	Types   []EntityType // every type that the recognizer may report
	Needs   Feature      // the text must have all of these, else the recognizer is not asked
	Version string       // of the rules and data behind it
	Family  Family       // asked first, once per text for all its members; nil for none
	Member  int          // which bit of the Family's answer stands for this recognizer: 0 to 63
}

// Family tells, in one look at a text, which recognizers that were built together it can concern, so that the others
// need not be asked. It is an offer, not a duty: whoever runs a recognizer by hand need not ask its Family.
//
// Bit i of Concerns stands for the members whose Info.Member is i. A bit may be set for nothing; a bit that is not set
// promises that Recognize would find nothing. Concerns is bound by the rules for Recognize: concurrent-safe with different
// Documents, no allocation, linear time. Its dynamic type must be comparable.
type Family interface {
	Concerns(doc *Document) uint64
}

// Recognizer finds personal data in a Document. Package recognizertest holds its executable contract:
//
//   - Recognize appends its findings to dst and returns it, in any order; it never changes what dst held before.
//   - Spans are half-open byte offsets into the ORIGINAL text, on rune boundaries (Document.Origin makes them).
//   - It is safe for concurrent use with different Documents, and gives the same answer for the same text.
//   - Finding nothing allocates nothing. Time is linear in the text.
//   - An error means that the text was not searched: then nothing of it leaves. Errors hold no input text.
type Recognizer interface {
	Info() Info
	Recognize(ctx context.Context, doc *Document, dst []Entity) ([]Entity, error)
}

// Matcher finds stretches of text that a Config allows or denies. Every Recognizer is a Matcher; Exact and Folded make
// simple ones.
type Matcher interface {
	Recognize(ctx context.Context, doc *Document, dst []Entity) ([]Entity, error)
}

// Known tells which values a conversation named before, so that recognizers find them again ("müller" after "Herr
// Müller"). It returns at most MaxKnown values. An error fails the call.
type Known interface {
	Known(ctx context.Context, scope string, t EntityType) ([]Value, error)
}

// MaxKnown is the largest number of known values per scope and type that is looked for.
const MaxKnown = 64

// Pseudonymizer replaces values by pseudonyms, one for one, in the given scope. It is what operator Pseudonymize needs
// of a vault. The same value gets the same pseudonym in one scope; pseudonyms of two scopes are unrelated.
type Pseudonymizer interface {
	Pseudonymize(ctx context.Context, scope string, vals []Value) ([]string, error)
}

// Revealer brings values back. It is what Reveal needs of a vault.
//
// Reveal appends one Value per token to dst, in order. A token that it cannot resolve gets the zero Value; then the error
// matches ErrUnresolved and the result is complete all the same. Any other error fails the call.
type Revealer interface {
	Finder(ctx context.Context, scope string) (Finder, error)
	Reveal(ctx context.Context, scope string, tokens []string, dst []Value) ([]Value, error)
}

// Finder finds the pseudonyms of one scope in text, with the tolerance that Reveal has. It is for one goroutine.
//
// Find appends the spans of all pseudonyms, disjoint and in order. A span holds everything that restoring replaces.
//
// Hold returns how many bytes at the end of text may still become, or change, a pseudonym when more text follows: every
// pseudonym found in a longer text lies either wholly before the last Hold(text) bytes of this one, where Find reports it
// already, or begins inside or after them. Hold is at most MaxTokenBytes. text is valid only during the call.
type Finder interface {
	Find(text []byte, dst []Span) []Span
	Hold(text []byte) int
}

// MaxTokenBytes bounds the length of a pseudonym in text, in bytes, with everything that tolerance adds to it.
const MaxTokenBytes = 256
