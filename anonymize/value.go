package anonymize

import (
	"log/slog"

	"github.com/deckname/deckname/internal/fold"
)

// Value is a personal value on its way to an operator or back from a vault. fmt, slog and encoding/json print a
// redaction of it; Expose is the only way to the text. The zero Value stands for "not resolved".
type Value struct {
	typ EntityType
	v   *secret // behind a pointer: fmt prints unexported fields without asking their Format method
}

type secret struct{ text string }

// NewValue returns a Value of type t.
func NewValue(t EntityType, text string) Value { return Value{t, &secret{text}} }

// IsZero reports whether v holds nothing.
func (v Value) IsZero() bool { return v.v == nil }

// Type returns the type of v.
func (v Value) Type() EntityType { return v.typ }

// Expose returns the text of v, "" for the zero Value.
func (v Value) Expose() string {
	if v.v == nil {
		return ""
	}
	return v.v.text
}

// Canonical returns the form in which two spellings of one value agree: folded, letters and digits only for every type
// but PERSON, which keeps single blanks between its words. It is as personal as the text.
func (v Value) Canonical() string {
	f := fold.Append(make([]byte, 0, len(v.Expose())+8), v.Expose())
	w, gap := 0, false
	for _, c := range f {
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 0x80 {
			if gap && w > 0 && v.typ == Person {
				f[w] = ' '
				w++
			}
			f[w] = c
			w, gap = w+1, false
			continue
		}
		gap = true
	}
	if w == 0 { // nothing but punctuation: keep it distinguishable
		return v.Expose()
	}
	return string(f[:w])
}

const redacted = "[REDACTED]"

// String returns a redaction.
func (v Value) String() string { return string(v.typ) + redacted }

// GoString returns a redaction.
func (v Value) GoString() string { return v.String() }

// LogValue returns a redaction.
func (v Value) LogValue() slog.Value { return slog.StringValue(v.String()) }

// MarshalText returns a redaction; encoding/json uses it too.
func (v Value) MarshalText() ([]byte, error) { return []byte(v.String()), nil }
