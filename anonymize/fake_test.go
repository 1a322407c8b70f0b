package anonymize_test

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/deckname/deckname/anonymize"
)

// fakeVault numbers values per scope and type, in memory. Its grammar is strict.
type fakeVault struct {
	mu     sync.Mutex
	tokens map[string]string // scope, type, value -> token
	values map[string]string // scope, token -> value
	next   map[string]int
	calls  int
	err    error
}

func newFakeVault() *fakeVault {
	return &fakeVault{tokens: map[string]string{}, values: map[string]string{}, next: map[string]int{}}
}

func (v *fakeVault) Pseudonymize(_ context.Context, scope string, vals []anonymize.Value) ([]string, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.calls++
	if v.err != nil {
		return nil, v.err
	}
	var out []string
	for _, val := range vals {
		key := scope + "|" + string(val.Type()) + "|" + val.Expose()
		tok, ok := v.tokens[key]
		if !ok {
			v.next[scope+string(val.Type())]++
			tok = fmt.Sprintf("[%s_%d]", val.Type(), v.next[scope+string(val.Type())])
			v.tokens[key], v.values[scope+"|"+tok] = tok, val.Expose()
		}
		out = append(out, tok)
	}
	return out, nil
}

var fakeToken = regexp.MustCompile(`\[[A-Z][A-Z_]*_[0-9]+\]`)

type fakeFinder struct {
	v     *fakeVault
	scope string
}

func (v *fakeVault) Finder(_ context.Context, scope string) (anonymize.Finder, error) {
	return fakeFinder{v, scope}, v.err
}

func (f fakeFinder) Find(text []byte, dst []anonymize.Span) []anonymize.Span {
	f.v.mu.Lock()
	defer f.v.mu.Unlock()
	for _, m := range fakeToken.FindAllIndex(text, -1) {
		if _, ok := f.v.values[f.scope+"|"+string(text[m[0]:m[1]])]; ok {
			dst = append(dst, anonymize.Span{Start: m[0], End: m[1]})
		}
	}
	return dst
}

var fakeHold = regexp.MustCompile(`\[[A-Z_]*[0-9]*$`)

func (f fakeFinder) Hold(text []byte) int {
	if m := fakeHold.FindIndex(text); m != nil && len(text)-m[0] < 40 {
		return len(text) - m[0]
	}
	return 0
}

func (v *fakeVault) Reveal(_ context.Context, scope string, tokens []string, dst []anonymize.Value) ([]anonymize.Value, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	var err error
	for _, t := range tokens {
		val, ok := v.values[scope+"|"+t]
		if !ok {
			err = fmt.Errorf("fake: %w", anonymize.ErrUnresolved)
			dst = append(dst, anonymize.Value{})
			continue
		}
		typ := t[1:strings.LastIndexByte(t, '_')]
		dst = append(dst, anonymize.NewValue(anonymize.EntityType(typ), val))
	}
	return dst, err
}

// words reports every listed word wherever it stands, with the given type.
type words struct {
	name string
	list map[string]anonymize.EntityType
	err  error
	do   func()
}

func (w words) Info() anonymize.Info {
	info := anonymize.Info{Name: w.name, Version: "1"}
	for _, t := range w.list {
		info.Types = append(info.Types, t)
	}
	if len(info.Types) == 0 {
		info.Types = []anonymize.EntityType{anonymize.Person}
	}
	return info
}

func (w words) Recognize(_ context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	if w.do != nil {
		w.do()
	}
	if w.err != nil {
		return dst, w.err
	}
	for word, t := range w.list {
		at := 0
		for {
			i := strings.Index(doc.Text()[at:], word)
			if i < 0 {
				break
			}
			s := anonymize.Span{Start: at + i, End: at + i + len(word)}
			dst = append(dst, anonymize.Entity{Span: s, Type: t, Score: 0.9, Evidence: anonymize.EvidenceLexicon})
			doc.Explain(anonymize.Reason{Recognizer: w.name, Type: t, Span: s, Rule: "listed"})
			at = s.End
		}
	}
	return dst, nil
}

var names = words{name: "names", list: map[string]anonymize.EntityType{
	"Wolke": anonymize.Person, "Jürgen Stein": anonymize.Person, "Köln": anonymize.Location, "DE89370400440532013000": anonymize.IBANCode,
}}

var errBroken = errors.New("fake: broken")

// spans reports fixed entities.
type spans struct {
	name string
	ents []anonymize.Entity
}

func (s spans) Info() anonymize.Info {
	info := anonymize.Info{Name: s.name}
	for _, e := range s.ents {
		info.Types = append(info.Types, e.Type)
	}
	return info
}

func (s spans) Recognize(_ context.Context, _ *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	return append(dst, s.ents...), nil
}
