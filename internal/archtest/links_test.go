package archtest_test

import (
	"go/ast"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/internal/archtest"
)

// TestLinks follows every relative link of the Markdown files.
func TestLinks(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)\s#]+)(?:#[^)]*)?\)`)
	remote := regexp.MustCompile(`^[a-z]+:`)
	n := 0
	require.NoError(t, archtest.Walk(root, func(rel string, data []byte) error {
		if path.Ext(rel) != ".md" {
			return nil
		}
		for _, m := range link.FindAllSubmatch(data, -1) {
			to := string(m[1])
			if remote.MatchString(to) {
				continue
			}
			n++
			_, err := os.Stat(filepath.Join(root, path.Dir(rel), filepath.FromSlash(to)))
			assert.NoError(t, err, "%s links to %s", rel, to)
		}
		return nil
	}))
	assert.Greater(t, n, 10)
}

// TestDesignNamesItsTests: a law whose test is gone is no law.
func TestDesignNamesItsTests(t *testing.T) {
	defined := map[string]bool{}
	for _, f := range load(t) {
		for _, d := range f.AST.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && f.Test() {
				defined[fn.Name.Name] = true
			}
		}
	}
	text, err := os.ReadFile(filepath.Join(root, "docs", "design.md"))
	require.NoError(t, err)
	names := regexp.MustCompile("`((?:Test|Fuzz)[A-Z][A-Za-z]*)`").FindAllSubmatch(text, -1)
	assert.Greater(t, len(names), 20)
	for _, m := range names {
		assert.True(t, defined[string(m[1])], "docs/design.md names %s", m[1])
	}
}
