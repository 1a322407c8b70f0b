package main

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/internal/corpus"
	"github.com/deckname/deckname/internal/eval"
)

func TestReplace(t *testing.T) {
	name := filepath.Join(t.TempDir(), "README.md")
	write := func(text string) { require.NoError(t, os.WriteFile(name, []byte(text), 0o600)) }
	write("a\n<!-- figures x -->\nold\n<!-- /figures x -->\nb\n")
	require.NoError(t, replace(name, map[string]string{"x": "new\n", "elsewhere": "?"}))
	got, err := os.ReadFile(name)
	require.NoError(t, err)
	assert.Equal(t, "a\n<!-- figures x -->\nnew\n<!-- /figures x -->\nb\n", string(got))
	write("<!-- figures x -->\nold\n")
	assert.Error(t, replace(name, map[string]string{"x": "new\n"}), "a block that is not closed would swallow the rest")
}

func TestTables(t *testing.T) {
	text, marks, _, err := corpus.ParseMarks("Ich bin ⟦PERSON|Ada⟧")
	require.NoError(t, err)
	sc := eval.NewScorer()
	sc.Add(&corpus.Sample{ID: "1", Text: text, Entities: marks, Tags: []string{"short"}},
		[]anonymize.Entity{{Span: anonymize.Span{Start: 8, End: 11}, Type: anonymize.Person, Score: 0.9}})
	r := sc.Report()
	assert.Contains(t, short(r, r), "| PERSON | 1 | 100.0 % |")
	assert.Contains(t, long(r), "| short | 1 | 1 | 1.000 |")
	assert.Contains(t, reliability(r), "| 0.9 to 1.0 | 1 | 0.900 | 1.000 |")
}

// TestBlocks: every block of the documents is written by this command, so that none grows old.
func TestBlocks(t *testing.T) {
	root := filepath.Join("..", "..", "..")
	names, err := filepath.Glob(filepath.Join(root, "docs", "*.md"))
	require.NoError(t, err)
	found := 0
	for _, name := range append(names, filepath.Join(root, "README.md")) {
		data, err := os.ReadFile(name)
		require.NoError(t, err)
		for _, m := range regexp.MustCompile(`<!-- figures (\S+) -->`).FindAllStringSubmatch(string(data), -1) {
			found++
			assert.Contains(t, blocks(), m[1], name)
		}
	}
	assert.Greater(t, found, 6)
}
