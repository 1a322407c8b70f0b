package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestData: what the generators read stands in NOTICE.
func TestData(t *testing.T) {
	n, missing, err := data(filepath.Join("..", "..", ".."))
	require.NoError(t, err)
	assert.Greater(t, n, 20)
	assert.Empty(t, missing)
}

func TestNamed(t *testing.T) {
	assert.True(t, named("names/vornamen_berlin.tsv", []byte("First names of newborns in Berlin")))
	assert.False(t, named("names/vornamen_berlin.tsv", []byte("nothing")), "the source is not in NOTICE")
	assert.False(t, named("names/unknown.txt", []byte("names/unknown.txt")), "nobody has said what it is")
}

func TestLicences(t *testing.T) {
	names, err := licences(filepath.Join("..", "..", ".."))
	require.NoError(t, err)
	assert.Equal(t, []string{"Apache-2.0"}, names)
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "LICENSE"), []byte("Do what I say."), 0o600))
	names, err = licences(dir)
	require.NoError(t, err)
	assert.Empty(t, names)
}
