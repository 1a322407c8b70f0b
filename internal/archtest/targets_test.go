package archtest_test

import (
	"go/ast"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const maxTargets = 55 // two at a time for ten seconds each: less than ten minutes, with what it takes to build them

// TestFuzzTargets compares the table in the threat model with the source, and wants a target or a reason for every law.
func TestFuzzTargets(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "docs", "threat-model.md"))
	require.NoError(t, err)
	listed, laws := map[string]bool{}, map[string]bool{}
	for _, row := range regexp.MustCompile("(?m)^\\| `([^`]+)` \\| `(Fuzz\\w+)` \\| [^|]+ \\| ([0-9, ]*)\\|$").FindAllStringSubmatch(string(text), -1) {
		listed[row[1]+" "+row[2]] = true
		for law := range strings.FieldsFuncSeq(row[3], func(r rune) bool { return r == ',' || r == ' ' }) {
			laws[law] = true
		}
	}
	found := map[string]bool{}
	for _, f := range load(t) {
		for name := range functions(f.AST) {
			if f.Test() && strings.HasPrefix(name, "Fuzz") {
				found[f.Dir()+" "+name] = true
			}
		}
	}
	assert.Equal(t, found, listed, "docs/threat-model.md lists the fuzz targets")
	assert.LessOrEqual(t, len(found), maxTargets)
	for _, law := range strings.Split("123456789", "") {
		assert.True(t, laws[law], "no fuzz target holds law %s", law)
	}
}

// TestNamedTests checks that every test that the documents name exists.
func TestNamedTests(t *testing.T) {
	have := map[string]bool{}
	for _, f := range load(t) {
		for name := range functions(f.AST) {
			have[name] = f.Test() || have[name]
		}
	}
	for _, doc := range []string{"design.md", "threat-model.md"} {
		text, err := os.ReadFile(filepath.Join(root, "docs", doc))
		require.NoError(t, err)
		for _, m := range regexp.MustCompile("`((?:Test|Fuzz)[A-Z]\\w+)`").FindAllStringSubmatch(string(text), -1) {
			assert.True(t, have[m[1]], "%s names %s", doc, m[1])
		}
	}
}

// functions returns the names of a file's functions.
func functions(f *ast.File) map[string]bool {
	names := map[string]bool{}
	for _, d := range f.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil {
			names[fn.Name.Name] = true
		}
	}
	return names
}
