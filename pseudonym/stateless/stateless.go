// Package stateless makes pseudonyms that carry their value: the token holds the ciphertext, so there is no store, and
// whoever has the key and the scope can bring the value back. It is for one-shot calls and for gateways that may keep
// nothing.
//
// A token is "[PERSON_…]" with letters and digits after the type: key id, AES-256-SIV ciphertext (RFC 5297, Tink's
// deterministic AEAD) and tag, in base32. The key depends on the scope, the type is authenticated too: equal values of one
// scope and type give equal tokens, tokens of two scopes are unrelated, and a changed one is no token.
//
// What it gives up, compared with a pseudonym.Vault:
//
//   - The value leaves the house, though encrypted: whoever learns the key later reads every token that was ever sent.
//     Pseudonymised data in the sense of GDPR Art. 4(5) it is only as long as the receiver cannot get the key.
//   - Nothing can be forgotten but everything: erasure means destroying the key.
//   - Tokens are long (30 characters and 1.6 for each byte of value), show the length of the value, and say nothing to a
//     language model about who is the same person in another spelling.
//   - Values of more than MaxValueBytes are an error.
package stateless

import (
	"bytes"
	"context"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/tink-crypto/tink-go/v2/daead/subtle"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/pseudonym"
)

const (
	// MaxValueBytes is the length of the longest value.
	MaxValueBytes = 100
	// KeyBytes is the length of a key.
	KeyBytes = 32

	keyIDBytes = 2
	tagBytes   = 16
	label      = "deckname/stateless/1 scope key\x00"
	labelID    = "deckname/stateless/1 key id"
)

// Errors of this package.
var (
	ErrTooLong = errors.New("stateless: value is longer than MaxValueBytes")
	ErrKey     = errors.New("stateless: keys have 32 bytes and different ids")
)

// Config configures a Vault.
type Config struct {
	Keys [][]byte // the first one makes tokens, all of them read; 32 random bytes each
	// Audit is asked before every Reveal; nil refuses (pseudonym.ErrNoAudit).
	Audit              pseudonym.Auditor
	DangerouslyNoAudit bool
	Access             pseudonym.Access // who reveals, and what for
}

// Vault is an anonymize.Pseudonymizer and an anonymize.Revealer without a store. It is safe for concurrent use.
type Vault struct {
	cfg  Config
	keys [][]byte
	ids  [][]byte
}

// New checks cfg and returns a Vault.
func New(cfg Config) (*Vault, error) {
	v := &Vault{cfg: cfg}
	seen := make(map[string]bool)
	for _, k := range cfg.Keys {
		if len(k) != KeyBytes {
			return nil, ErrKey
		}
		id := expand(k, labelID, keyIDBytes)
		if seen[string(id)] {
			return nil, ErrKey
		}
		seen[string(id)] = true
		v.keys, v.ids = append(v.keys, bytes.Clone(k)), append(v.ids, id)
	}
	if len(v.keys) == 0 {
		return nil, ErrKey
	}
	return v, nil
}

func expand(key []byte, info string, n int) []byte {
	out, err := hkdf.Key(sha256.New, key, nil, info, n)
	if err != nil {
		panic("stateless: HKDF of a fixed length failed")
	}
	return out
}

// cipher returns the AES-SIV of a scope under key i.
func (v *Vault) cipher(i int, scope string) (*subtle.AESSIV, error) {
	return subtle.NewAESSIV(expand(v.keys[i], label+scope, subtle.AESSIVKeySize))
}

var encoding = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

func associated(t anonymize.EntityType) []byte { return []byte("deckname stateless\x01" + string(t)) }

// Pseudonymize implements anonymize.Pseudonymizer.
func (v *Vault) Pseudonymize(ctx context.Context, scope string, vals []anonymize.Value) ([]string, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if scope == "" {
		return nil, pseudonym.ErrInvalid
	}
	siv, err := v.cipher(0, scope)
	if err != nil {
		return nil, err
	}
	out := make([]string, len(vals))
	for i, val := range vals {
		if val.IsZero() || !val.Type().Valid() {
			return nil, pseudonym.ErrInvalid
		}
		if len(val.Expose()) > MaxValueBytes {
			return nil, ErrTooLong
		}
		sealed, err := siv.EncryptDeterministically([]byte(val.Expose()), associated(val.Type()))
		if err != nil {
			return nil, err
		}
		out[i] = "[" + string(val.Type()) + "_" + encoding.EncodeToString(append(bytes.Clone(v.ids[0]), sealed...)) + "]"
	}
	return out, nil
}

// Reveal implements anonymize.Revealer. A token that is not authentic in this scope is pseudonym.ErrUnknown, which
// matches anonymize.ErrUnresolved.
func (v *Vault) Reveal(ctx context.Context, scope string, tokens []string, dst []anonymize.Value) ([]anonymize.Value, error) {
	if err := ctx.Err(); err != nil {
		return dst, err
	}
	f := finder{v: v, scope: scope}
	vals, types := make([]anonymize.Value, len(tokens)), make(map[anonymize.EntityType]int)
	var missing error
	for i, tok := range tokens {
		word, bracket := strings.CutPrefix(tok, "[")
		if bracket {
			word, bracket = strings.CutSuffix(word, "]")
			bracket = !bracket // opened and not closed
		}
		span, _, _ := f.word([]byte(word), 0)
		val, ok := f.open([]byte(word)[span.Start:span.End])
		if !ok || bracket || span.End != len(word) {
			missing = pseudonym.ErrUnknown
			continue
		}
		vals[i] = val
		types[val.Type()]++
	}
	if err := v.audit(ctx, types, len(tokens)); err != nil {
		return dst, err
	}
	return append(dst, vals...), missing
}

func (v *Vault) audit(ctx context.Context, types map[anonymize.EntityType]int, n int) error {
	if v.cfg.Audit == nil {
		if v.cfg.DangerouslyNoAudit {
			return nil
		}
		return pseudonym.ErrNoAudit
	}
	return v.cfg.Audit.Append(ctx, pseudonym.AuditEntry{Time: time.Now().UTC(), Action: pseudonym.ActionReveal,
		Actor: v.cfg.Access.Actor, Purpose: v.cfg.Access.Purpose, Types: types, Count: n})
}

// Finder implements anonymize.Revealer. What it finds is authentic.
func (v *Vault) Finder(ctx context.Context, scope string) (anonymize.Finder, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return &finder{v: v, scope: scope}, nil
}

type finder struct {
	v     *Vault
	scope string
	siv   map[int]*subtle.AESSIV
}

// open reads "TYPE_code" in any case, with or without backslashes before the underscores.
func (f *finder) open(word []byte) (val anonymize.Value, ok bool) {
	s := strings.ReplaceAll(string(word), `\`, "")
	at := strings.LastIndexByte(s, '_')
	if at < 1 || len(s)-at-1 < encoding.EncodedLen(keyIDBytes+tagBytes) {
		return val, false
	}
	raw, err := encoding.DecodeString(strings.ToLower(s[at+1:]))
	t := anonymize.EntityType(strings.ToUpper(s[:at]))
	if err != nil || !t.Valid() || encoding.EncodeToString(raw) != strings.ToLower(s[at+1:]) {
		return val, false
	}
	for i, id := range f.v.ids {
		if !bytes.HasPrefix(raw, id) {
			continue
		}
		siv := f.siv[i]
		if siv == nil {
			if siv, err = f.v.cipher(i, f.scope); err != nil {
				return val, false
			}
			if f.siv == nil {
				f.siv = make(map[int]*subtle.AESSIV)
			}
			f.siv[i] = siv
		}
		plain, err := siv.DecryptDeterministically(raw[keyIDBytes:], associated(t))
		if err != nil {
			return val, false
		}
		return anonymize.NewValue(t, string(plain)), true
	}
	return val, false
}

const maxWord = anonymize.MaxTokenBytes - 2

func isWord(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_'
}

// word reads the word at i. closed tells that text goes on after it, so that it is decided where it ends; foreign that it
// stands beside a letter outside ASCII.
func (f *finder) word(text []byte, i int) (span anonymize.Span, closed, foreign bool) {
	k := i
	for k < len(text) && (isWord(text[k]) || text[k] == '\\' && k+1 < len(text) && text[k+1] == '_') {
		k++
	}
	if r, _ := utf8.DecodeLastRune(text[:i]); r >= utf8.RuneSelf && isLetter(r) {
		foreign = true
	}
	if k < len(text) && text[k] >= utf8.RuneSelf && utf8.FullRune(text[k:]) {
		if r, _ := utf8.DecodeRune(text[k:]); isLetter(r) {
			foreign = true
		}
	}
	closed = k < len(text) && utf8.FullRune(text[k:]) && (text[k] != '\\' || k+1 < len(text))
	return anonymize.Span{Start: i, End: k}, closed, foreign
}

func isLetter(r rune) bool {
	return r != utf8.RuneError && unicode.In(r, unicode.Letter, unicode.Mark, unicode.Number)
}

// Find implements anonymize.Finder: tokens in brackets anywhere, without brackets as whole words.
func (f *finder) Find(text []byte, dst []anonymize.Span) []anonymize.Span {
	for i := 0; i < len(text); {
		if !isWord(text[i]) {
			i++
			continue
		}
		span, _, foreign := f.word(text, i)
		i = max(span.End, i+1)
		if span.Len() > maxWord {
			continue
		}
		brackets := span.Start > 0 && text[span.Start-1] == '[' && span.End < len(text) && text[span.End] == ']'
		if foreign && !brackets {
			continue
		}
		if _, ok := f.open(text[span.Start:span.End]); !ok {
			continue
		}
		if brackets {
			span = anonymize.Span{Start: span.Start - 1, End: span.End + 1}
		}
		dst = append(dst, span)
	}
	return dst
}

// Hold implements anonymize.Finder: it holds the last word if that may go on, with a bracket before it.
func (f *finder) Hold(text []byte) int {
	for i := max(0, len(text)-anonymize.MaxTokenBytes); i < len(text); {
		if !isWord(text[i]) {
			if text[i] == '[' && i+1 == len(text) {
				return 1
			}
			i++
			continue
		}
		if i > 0 && isWord(text[i-1]) {
			i = f.skip(text, i)
			continue
		}
		span, closed, _ := f.word(text, i)
		if !closed && span.Len() <= maxWord {
			if i > 0 && text[i-1] == '[' {
				i--
			}
			return len(text) - i
		}
		i = max(span.End, i+1)
	}
	return 0
}

// skip returns the end of a word that began too far to the left to be a token.
func (f *finder) skip(text []byte, i int) int {
	span, _, _ := f.word(text, i)
	return max(span.End, i+1)
}
