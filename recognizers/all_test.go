package recognizers_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers"
	"github.com/deckname/deckname/recognizers/recognizertest"
)

// notInAll lists constructors that All leaves out, with the reason.
var notInAll = map[string]string{
	"Pattern":       "needs a configuration",
	"PersonRules":   "Person holds its rules already",
	"LocationRules": "Location holds its rules already",
	"AddressRules":  "Address holds its rules already",
}

// sources returns the files of this package without its tests, parsed.
func sources(t *testing.T) map[string]*ast.File {
	t.Helper()
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	parsed := map[string]*ast.File{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		require.NoError(t, err)
		parsed[name] = f
	}
	return parsed
}

// constructors returns the exported functions of this package that return a Recognizer, and the functions that All calls.
func constructors(t *testing.T) (declared, called map[string]bool) {
	declared, called = map[string]bool{}, map[string]bool{}
	for _, f := range sources(t) {
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Recv != nil || !fn.Name.IsExported() || fn.Type.Results == nil {
				continue
			}
			if sel, ok := fn.Type.Results.List[0].Type.(*ast.SelectorExpr); ok && sel.Sel.Name == "Recognizer" {
				declared[fn.Name.Name] = true
			}
			if fn.Name.Name == "All" {
				ast.Inspect(fn, func(n ast.Node) bool {
					if call, ok := n.(*ast.CallExpr); ok {
						if id, ok := call.Fun.(*ast.Ident); ok {
							called[id.Name] = true
						}
					}
					return true
				})
			}
		}
	}
	return declared, called
}

// TestAllIsComplete keeps a new recognizer from being forgotten.
func TestAllIsComplete(t *testing.T) {
	declared, called := constructors(t)
	require.Greater(t, len(declared), 35)
	for name := range declared {
		if notInAll[name] == "" {
			assert.True(t, called[name], "All does not call %s", name)
		}
	}
	for name := range notInAll {
		if declared[name] {
			assert.False(t, called[name], "%s is listed as left out, but All calls it", name)
		}
	}
}

// TestNoWorkAtStart: a program that imports one recognizer runs nothing at its start, and the linker drops the tables of the others.
func TestNoWorkAtStart(t *testing.T) {
	for name, f := range sources(t) {
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok {
				assert.False(t, fn.Recv == nil && fn.Name.Name == "init", "%s has an init", name)
			}
			vars, ok := d.(*ast.GenDecl)
			if !ok || vars.Tok != token.VAR {
				continue
			}
			for _, s := range vars.Specs {
				spec := s.(*ast.ValueSpec)
				assert.True(t, len(spec.Values) == 0 || strings.HasPrefix(spec.Names[0].Name, "Err"), "%s: %s is made at start", name, spec.Names[0].Name)
			}
		}
	}
}

// TestAllCoversEveryType demands a recognizer for every built-in type, and unique names.
func TestAllCoversEveryType(t *testing.T) {
	types := map[anonymize.EntityType]bool{anonymize.Placeholder: true} // the engine finds these itself
	names := map[string]bool{}
	for _, r := range recognizers.All() {
		info := r.Info()
		assert.False(t, names[info.Name], info.Name)
		names[info.Name] = true
		for _, typ := range info.Types {
			types[typ] = true
		}
	}
	for _, typ := range anonymize.Types() {
		assert.True(t, types[typ], typ)
	}
}

// TestStructuredLinear compares the time for 8 MB with that for 1 MB of hostile text, all structured recognizers together.
// The law allows 12 for ten times the length.
func TestStructuredLinear(t *testing.T) {
	if testing.Short() || os.Getenv("DECKNAME_LONG") == "" {
		t.Log("the long run (1 and 10 MB) needs DECKNAME_LONG=1; 8 and 80 KB here")
		linear(t, 8<<10)
		return
	}
	linear(t, 1<<20)
}

func linear(t *testing.T, small int) {
	const factor, limit = 10, 12
	rs := structured(t)
	short, long := recognizertest.Hostile(small), recognizertest.Hostile(small*factor)
	for name := range short {
		a, b := pass(t, rs, short[name]), pass(t, rs, long[name])
		for n := 0; b > limit*a && b > 300*time.Millisecond && n < 4; n++ { // a busy machine
			a, b = max(a, pass(t, rs, short[name])), min(b, pass(t, rs, long[name]))
		}
		assert.False(t, b > limit*a && b > 300*time.Millisecond, "%s: %v and %v", name, a, b)
	}
}

// pass measures all recognizers on one text, the Document included.
func pass(t *testing.T, rs []anonymize.Recognizer, text string) time.Duration {
	runtime.GC()
	start := time.Now()
	doc, err := anonymize.NewDocument(text, "")
	require.NoError(t, err)
	var dst []anonymize.Entity
	for _, r := range rs {
		dst, err = r.Recognize(t.Context(), doc, dst[:0])
		require.NoError(t, err)
	}
	return time.Since(start)
}
