package archtest_test

import (
	"bytes"
	"go/ast"
	"go/token"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/internal/archtest"
)

const root = "../.."

func load(t *testing.T) []*archtest.File {
	t.Helper()
	files, err := archtest.Load(root)
	require.NoError(t, err)
	require.Greater(t, len(files), 50)
	return files
}

func TestImports(t *testing.T) {
	rules := archtest.Rules()
	for _, f := range load(t) {
		if f.Test() {
			continue
		}
		rule := archtest.RuleFor(rules, f.Dir())
		for _, p := range f.Imports() {
			assert.True(t, rule.Allows(f.Dir(), p), "%s imports %s: rule of %q does not allow it", f.Path, p, rule.Dir)
		}
	}
}

func TestRules(t *testing.T) {
	rules := archtest.Rules()
	cases := map[string]struct {
		dir, imports string
		want         bool
	}{
		"standard library":                      {"anonymize", "encoding/json", true},
		"the engine knows no recognizer":        {"anonymize", archtest.Module + "/recognizers", false},
		"the engine knows no vault":             {"anonymize", archtest.Module + "/pseudonym", false},
		"a folder whose name only begins alike": {"anonymizer", archtest.Module + "/internal/fold", false},
		"a vault knows no recognizer":           {"pseudonym", archtest.Module + "/recognizers", false},
		"a store's driver":                      {"pseudonym/bolt", "go.etcd.io/bbolt", true},
		"a driver in the vault":                 {"pseudonym", "go.etcd.io/bbolt", false},
		"a channel knows no vault":              {"channel/slack", archtest.Module + "/pseudonym", false},
		"own internal package":                  {"channel/slack", archtest.Module + "/channel/internal/x", true},
		"third party in the engine":             {"anonymize", "github.com/stretchr/testify/assert", false},
		"commands are free":                     {"cmd/deckname", "github.com/schollz/progressbar/v3", true},
	}
	for name, c := range cases {
		assert.Equal(t, c.want, archtest.RuleFor(rules, c.dir).Allows(c.dir, c.imports), name)
	}
}

func TestFiles(t *testing.T) {
	const maxCode = 600
	docs, packages := map[string]bool{}, map[string]bool{}
	for _, f := range load(t) {
		if !f.Generated() {
			assert.LessOrEqual(t, f.Code, maxCode, "%s has too many lines of code", f.Path)
		}
		if f.Test() {
			ast.Inspect(f.AST, func(n ast.Node) bool {
				if sel, ok := n.(*ast.SelectorExpr); ok {
					assert.NotContains(t, []string{"Skip", "Skipf", "SkipNow"}, sel.Sel.Name, f.Path)
				}
				return true
			})
			continue
		}
		packages[f.Dir()] = true
		if f.AST.Doc != nil && !strings.HasPrefix(f.AST.Doc.Text(), "go:") {
			docs[f.Dir()] = true
		}
		for _, d := range f.AST.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				assert.False(t, d.Recv == nil && d.Name.Name == "init", "%s has an init function", f.Path)
			case *ast.GenDecl:
				shipped := strings.SplitN(f.Path, "/", 2)[0] != "internal"
				assert.False(t, shipped && d.Tok == token.VAR && onceAtPackageLevel(d), "%s keeps a blob in every binary: sync.Once at package level", f.Path)
			}
		}
	}
	for dir := range packages {
		assert.True(t, docs[dir], "package %s has no doc comment", dir)
	}
}

// onceAtPackageLevel tells whether a var is initialised by sync.OnceValue or its sisters: the linker cannot drop what
// such a function loads.
func onceAtPackageLevel(d *ast.GenDecl) bool {
	found := false
	for _, spec := range d.Specs {
		for _, v := range spec.(*ast.ValueSpec).Values {
			ast.Inspect(v, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.FuncLit:
					return false
				case *ast.SelectorExpr:
					if x, ok := n.X.(*ast.Ident); ok && x.Name == "sync" && strings.HasPrefix(n.Sel.Name, "Once") {
						found = true
					}
				}
				return true
			})
		}
	}
	return found
}

// TestExamples checks that every package for importers shows how it is used, in an example that runs. Test kits need a
// *testing.T and some stores a server: their examples are compiled only.
func TestExamples(t *testing.T) {
	public, shown := map[string]bool{}, map[string]bool{}
	for _, f := range load(t) {
		dir := f.Dir()
		inner := slices.Contains(strings.Split(dir, "/"), "internal")
		if inner || dir == "" || f.AST.Name.Name == "main" || slices.ContainsFunc([]string{"cmd", "examples", "e2e"}, func(d string) bool {
			return dir == d || strings.HasPrefix(dir, d+"/")
		}) {
			continue
		}
		if !f.Test() {
			public[dir] = true
			continue
		}
		for _, d := range f.AST.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Recv != nil || !strings.HasPrefix(fn.Name.Name, "Example") {
				continue
			}
			if strings.HasSuffix(dir, "test") || dir == "pseudonym/postgres" || dir == "pseudonym/redis" {
				shown[dir] = true
			}
			for _, c := range f.AST.Comments {
				text := strings.TrimSpace(c.Text())
				if c.Pos() > fn.Body.Pos() && c.End() <= fn.Body.End() && (strings.HasPrefix(text, "Output:") || strings.HasPrefix(text, "Unordered output:")) {
					shown[dir] = true
				}
			}
		}
	}
	for dir := range public {
		assert.True(t, shown[dir], "package %s has no example with output", dir)
	}
}

// TestTexts looks for what does not belong into a published project: paths of somebody's machine, unfinished work.
func TestTexts(t *testing.T) {
	// put together, so that this file does not find itself
	homes := regexp.MustCompile("(?:" + strings.Join([]string{"/ho" + "me/", "/Us" + "ers/", "/ro" + "ot/", "/wo" + "rk/(?:main|shared)", `C:\\Us` + "ers"}, "|") + `)\b`)
	unfinished := regexp.MustCompile(`\b(?:TO` + `DO|FIX` + `ME|XX` + `X)\b[:(]`)
	require.NoError(t, archtest.Walk(root, func(rel string, data []byte) error {
		if bytes.IndexByte(data[:min(len(data), 8000)], 0) >= 0 || path.Ext(rel) == ".jsonl" {
			return nil
		}
		if m := homes.FindIndex(data); m != nil {
			assert.Fail(t, "path of a machine", "%s:%d", rel, 1+bytes.Count(data[:m[0]], []byte("\n")))
		}
		if m := unfinished.FindIndex(data); m != nil && path.Ext(rel) == ".go" {
			assert.Fail(t, "unfinished work", "%s:%d", rel, 1+bytes.Count(data[:m[0]], []byte("\n")))
		}
		return nil
	}))
}

// TestSingleRecognizer builds a program that imports one recognizer of numbers and looks for the blobs of the others.
func TestSingleRecognizer(t *testing.T) {
	for _, name := range []string{"onlyiban", "onlycodes"} {
		t.Run(name, func(t *testing.T) { checkSingle(t, name) })
	}
}

func checkSingle(t *testing.T, name string) {
	const maxBytes = 4 << 20
	bin := filepath.Join(t.TempDir(), name)
	cmd := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", bin, "./internal/archtest/testdata/"+name)
	cmd.Dir = root
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", out)
	program, err := os.ReadFile(bin)
	require.NoError(t, err)
	assert.Less(t, len(program), maxBytes)
	blobs := 0
	require.NoError(t, archtest.Walk(filepath.Join(root, "recognizers"), func(rel string, data []byte) error {
		if path.Ext(rel) != ".bin" || len(data) < 1<<16 {
			return nil
		}
		blobs++
		mid := len(data) / 2
		assert.False(t, bytes.Contains(program, data[mid:mid+64]), "%s is linked into a program that does not use it", rel)
		return nil
	}))
	assert.Positive(t, blobs)
	for _, module := range []string{"nyaruka/phonenumbers", "goccy/go-yaml", "jdkato/prose"} {
		assert.False(t, bytes.Contains(program, []byte("github.com/"+module)), "%s is linked", module)
	}
}
