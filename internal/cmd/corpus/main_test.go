package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRun(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "chat", "src"), 0o755))
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "cases", "person"), 0o755))
	write := func(name, body string) {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(body), 0o644))
	}
	write("reserved.tsv", "# none\n")
	write("cases/person/first.txtar", "A first name.\n-- text --\nich bin ⟦PERSON|Bea⟧\n")
	write("chat/src/a.txt", "== a-01\nich bin ⟦PERSON|Ada⟧\n\n== a-02 clean\nmoin\n")

	var out strings.Builder
	require.NoError(t, run(&out, dir, true))
	assert.Contains(t, out.String(), "PERSON")
	assert.NoFileExists(t, filepath.Join(dir, "chat", "dev.jsonl"), "-n writes nothing")

	require.NoError(t, run(&out, dir, false))
	dev, err := os.ReadFile(filepath.Join(dir, "chat", "dev.jsonl"))
	require.NoError(t, err)
	test, err := os.ReadFile(filepath.Join(dir, "chat", "test.jsonl"))
	require.NoError(t, err)
	assert.Equal(t, 2, strings.Count(string(dev)+string(test), "\n"))

	write("chat/src/b.txt", "== b-01\nich bin ⟦DE_TAX_ID|12345678903⟧\n")
	err = run(&out, dir, true)
	require.Error(t, err)
	assert.Contains(t, err.Error(), filepath.Join("chat", "src", "b.txt")+":1")
	assert.NotContains(t, err.Error(), "12345678903", "errors never quote the text")
}
