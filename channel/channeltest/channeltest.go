// Package channeltest helps to test adapters: an engine with a vault in memory that finds canaries and nothing else, and
// fixtures with a canary in every string.
//
// A canary is a value that the test has put somewhere and looks for where it must not arrive. The helpers are for tests
// only: the vault encrypts nothing.
package channeltest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/deckname/deckname/anonymize"
)

// canaryMark begins every canary. It is no German word and no name.
const canaryMark = "Zzkanari"

// Canary returns the i-th canary, a value that Engine finds as a PERSON: two words, with a letter outside ASCII.
func Canary(i int) string {
	s := ""
	for i++; i > 0; i = (i - 1) / 26 {
		s = string(rune('a'+(i-1)%26)) + s
	}
	return canaryMark + " Vögel" + s
}

// Engine returns an engine over NewVault that finds canaries as PERSON, and the words of extra with their types.
func Engine(tb testing.TB, extra map[string]anonymize.EntityType) *anonymize.Anonymizer {
	tb.Helper()
	v := NewVault()
	a, err := anonymize.New(anonymize.Config{
		Recognizers: []anonymize.Recognizer{recognizer{extra}},
		Policy:      anonymize.DefaultPolicy(v),
		Revealer:    v,
	})
	if err != nil {
		tb.Fatal(err)
	}
	return a
}

type recognizer struct {
	extra map[string]anonymize.EntityType
}

func (r recognizer) Info() anonymize.Info {
	info := anonymize.Info{Name: "canary", Version: "1", Types: []anonymize.EntityType{anonymize.Person}}
	for _, t := range r.extra {
		info.Types = append(info.Types, t)
	}
	return info
}

var canary = regexp.MustCompile(canaryMark + ` Vögel[a-z]+`)

func (r recognizer) Recognize(_ context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	text := doc.Text()
	for _, m := range canary.FindAllStringIndex(text, -1) {
		dst = append(dst, anonymize.Entity{Span: anonymize.Span{Start: m[0], End: m[1]}, Type: anonymize.Person, Score: 1, Evidence: anonymize.EvidencePattern})
	}
	for word, t := range r.extra {
		for at := 0; ; {
			i := strings.Index(text[at:], word)
			if i < 0 {
				break
			}
			dst = append(dst, anonymize.Entity{Span: anonymize.Span{Start: at + i, End: at + i + len(word)}, Type: t, Score: 1, Evidence: anonymize.EvidencePattern})
			at += i + len(word)
		}
	}
	return dst, nil
}

// Fill returns body, a JSON text, with a different canary in place of every string for which keep is false, and the
// canaries. Paths are written as in a channel.Policy: "entry[].text". A nil keep replaces every string.
func Fill(tb testing.TB, body []byte, keep func(path, value string) bool) (filled []byte, canaries []string) {
	tb.Helper()
	var root any
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber()
	if err := dec.Decode(&root); err != nil {
		tb.Fatal(err)
	}
	var walk func(v any, path string) any
	walk = func(v any, path string) any {
		switch v := v.(type) {
		case map[string]any:
			keys := make([]string, 0, len(v))
			for k := range v {
				keys = append(keys, k)
			}
			sort.Strings(keys)
			for _, k := range keys {
				v[k] = walk(v[k], strings.TrimPrefix(path+"."+strings.ReplaceAll(k, ".", `\.`), "."))
			}
		case []any:
			for i := range v {
				v[i] = walk(v[i], path+"[]")
			}
		case string:
			if keep == nil || !keep(path, v) {
				canaries = append(canaries, Canary(len(canaries)))
				return canaries[len(canaries)-1]
			}
		}
		return v
	}
	root = walk(root, "")
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(root); err != nil {
		tb.Fatal(err)
	}
	return bytes.TrimSpace(buf.Bytes()), canaries
}

// Leaks returns the canaries, or parts of them, that stand in text: raw, escaped for JSON, or percent-encoded.
func Leaks(text string) []string {
	low := strings.ToLower(text)
	var found []string
	for _, s := range []string{canaryMark, "vögel", `v\u00f6gel`, "v%c3%b6gel"} {
		if strings.Contains(low, strings.ToLower(s)) {
			found = append(found, s)
		}
	}
	return found
}

// Vault numbers values per scope and type. Its placeholders are [TYPE_n], and it tolerates nothing.
type Vault struct {
	mu     sync.Mutex
	tokens map[string]string
	values map[string]anonymize.Value
	next   map[string]int
	err    error
}

// NewVault returns an empty Vault.
func NewVault() *Vault {
	return &Vault{tokens: map[string]string{}, values: map[string]anonymize.Value{}, next: map[string]int{}}
}

// Fail makes every later call fail with err, nil ends that.
func (v *Vault) Fail(err error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.err = err
}

// Pseudonymize implements anonymize.Pseudonymizer.
func (v *Vault) Pseudonymize(_ context.Context, scope string, vals []anonymize.Value) ([]string, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.err != nil {
		return nil, v.err
	}
	out := make([]string, 0, len(vals))
	for _, val := range vals {
		key := scope + "\x00" + string(val.Type()) + "\x00" + val.Expose()
		tok, ok := v.tokens[key]
		if !ok {
			n := scope + "\x00" + string(val.Type())
			v.next[n]++
			tok = "[" + string(val.Type()) + "_" + strconv.Itoa(v.next[n]) + "]"
			v.tokens[key], v.values[scope+"\x00"+tok] = tok, val
		}
		out = append(out, tok)
	}
	return out, nil
}

// Reveal implements anonymize.Revealer.
func (v *Vault) Reveal(_ context.Context, scope string, tokens []string, dst []anonymize.Value) ([]anonymize.Value, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.err != nil {
		return nil, v.err
	}
	var err error
	for _, t := range tokens {
		val, ok := v.values[scope+"\x00"+t]
		if !ok {
			err = fmt.Errorf("channeltest: %w", anonymize.ErrUnresolved)
		}
		dst = append(dst, val)
	}
	return dst, err
}

// Finder implements anonymize.Revealer.
func (v *Vault) Finder(_ context.Context, scope string) (anonymize.Finder, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	return finder{v, scope}, v.err
}

type finder struct {
	v     *Vault
	scope string
}

var token = regexp.MustCompile(`\[[A-Z][A-Z_]*_[0-9]+\]`)

// Find implements anonymize.Finder.
func (f finder) Find(text []byte, dst []anonymize.Span) []anonymize.Span {
	f.v.mu.Lock()
	defer f.v.mu.Unlock()
	for _, m := range token.FindAllIndex(text, -1) {
		if _, ok := f.v.values[f.scope+"\x00"+string(text[m[0]:m[1]])]; ok {
			dst = append(dst, anonymize.Span{Start: m[0], End: m[1]})
		}
	}
	return dst
}

var tokenBegin = regexp.MustCompile(`\[[A-Z_]*[0-9]*$`)

// Hold implements anonymize.Finder.
func (f finder) Hold(text []byte) int {
	tail := text[max(0, len(text)-64):]
	if m := tokenBegin.FindIndex(tail); m != nil {
		return len(tail) - m[0]
	}
	return 0
}
