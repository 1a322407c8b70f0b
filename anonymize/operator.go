package anonymize

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Operator replaces values. One call serves one message, or all messages of one AnonymizeAll.
//
// Operate appends exactly one string per value to dst, in order; anything else is an error, and then nothing leaves.
// It is safe for concurrent use. Errors hold no value.
type Operator interface {
	Name() string
	Operate(ctx context.Context, scope string, vals []Value, dst []string) ([]string, error)
}

// operator is an Operator that looks at one value at a time.
type operator struct {
	name string
	f    func(scope string, v Value) string
}

func (o *operator) Name() string { return o.name }

func (o *operator) Operate(_ context.Context, scope string, vals []Value, dst []string) ([]string, error) {
	for _, v := range vals {
		dst = append(dst, o.f(scope, v))
	}
	return dst, nil
}

// Redact replaces every value by "[REDACTED]", whatever its type.
func Redact() Operator {
	return &operator{"redact", func(string, Value) string { return redacted }}
}

// Replace replaces every value by with, in which "{type}" stands for the value's type.
func Replace(with string) Operator {
	return &operator{"replace", func(_ string, v Value) string { return strings.ReplaceAll(with, "{type}", string(v.Type())) }}
}

// keep is a type of its own because the engine leaves kept values alone.
type keep struct{ *operator }

// Keep leaves the value in the text.
func Keep() Operator {
	return keep{&operator{"keep", func(_ string, v Value) string { return v.Expose() }}}
}

// Mask replaces every letter and digit by r, but for the last keepLast of them. A value with no more than 2*keepLast
// letters and digits is masked whole.
func Mask(r rune, keepLast int) Operator {
	return &operator{"mask", func(_ string, v Value) string {
		text := v.Expose()
		n := 0
		for _, c := range text {
			if unicode.In(c, unicode.Letter, unicode.Number) {
				n++
			}
		}
		hide := n - keepLast
		if n <= 2*keepLast || keepLast < 0 {
			hide = n
		}
		out := make([]byte, 0, len(text))
		for _, c := range text {
			if unicode.In(c, unicode.Letter, unicode.Number) {
				if hide > 0 {
					out = utf8.AppendRune(out, r)
					hide--
					continue
				}
			} else if unicode.In(c, unicode.Mn) && hide > 0 {
				continue
			}
			out = utf8.AppendRune(out, c)
		}
		return string(out)
	}}
}

// MinKeyBytes is the length of the shortest key that Hash accepts.
const MinKeyBytes = 16

// Hash replaces every value by 32 hexadecimal digits: HMAC-SHA256 (RFC 2104) under key over scope, type and text, cut to
// 128 bits. Equal values of one scope and type get equal digits. Without the key nobody can try values out.
// A key shorter than MinKeyBytes is ErrKey.
func Hash(key []byte) (Operator, error) {
	if len(key) < MinKeyBytes {
		return nil, ErrKey
	}
	key = append([]byte(nil), key...)
	return &operator{"hash", func(scope string, v Value) string {
		m := hmac.New(sha256.New, key)
		for _, part := range [...]string{"deckname hash 1", scope, string(v.Type()), v.Expose()} {
			var n [8]byte
			for i := range n {
				n[i] = byte(len(part) >> (8 * i))
			}
			m.Write(n[:])
			m.Write([]byte(part))
		}
		return hex.EncodeToString(m.Sum(nil)[:16])
	}}, nil
}

// Pseudonymize replaces every value by the pseudonym that p, usually a vault, gives it.
func Pseudonymize(p Pseudonymizer) Operator { return pseudonymize{p} }

type pseudonymize struct{ p Pseudonymizer }

func (pseudonymize) Name() string { return "pseudonymize" }

func (o pseudonymize) Operate(ctx context.Context, scope string, vals []Value, dst []string) ([]string, error) {
	if o.p == nil {
		return nil, ErrNotConfigured
	}
	tokens, err := o.p.Pseudonymize(ctx, scope, vals)
	if err != nil {
		return nil, err
	}
	return append(dst, tokens...), nil
}

// Policy says which operator serves which type.
type Policy struct {
	Default Operator // for types that ByType lacks; nil is Redact: an unknown type never passes
	ByType  map[EntityType]Operator
}

// DefaultPolicy keeps LOCATION (a bot needs "Standesamt Köln"), pseudonymises every other built-in type through p and
// redacts unknown types.
func DefaultPolicy(p Pseudonymizer) Policy {
	op := Pseudonymize(p)
	by := make(map[EntityType]Operator)
	for _, t := range Types() {
		by[t] = op
	}
	by[Location] = Keep()
	return Policy{Default: Redact(), ByType: by}
}
