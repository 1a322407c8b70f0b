package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func Example() {
	if err := run(os.Stdout, "", "", 0); err != nil {
		panic(err)
	}
	// Output:
	// prose alone: Frau, Der, Kunibert
	// Person with prose: Nottebohm, Kunibert
	// PersonRules, no tagger: Nottebohm, Kunibert Ohlendiek
	// Person, built-in tagger: Nottebohm, Kunibert Ohlendiek
}

// corpus is a few sentences in the form of the corpora.
const corpus = `Frau	O
Nottebohm	B-PER
kommt	O
aus	O
Paderborn	B-LOC
.	O

Kunibert	B-PER
Ohlendiek	I-PER
wartet	O
.	O
`

func TestScore(t *testing.T) {
	name := filepath.Join(t.TempDir(), "dev.bio.tsv")
	require.NoError(t, os.WriteFile(name, []byte(strings.Repeat(corpus+"\n", 3)), 0o600))
	sentences, err := readFile(name)
	require.NoError(t, err)
	require.Len(t, sentences, 6)
	assert.Equal(t, "Kunibert Ohlendiek", sentences[1].text[sentences[1].persons[0].Start:sentences[1].persons[0].End])

	var out strings.Builder
	require.NoError(t, run(&out, name, name, 6))
	assert.Contains(t, out.String(), "Person, built-in tagger  precision 1.000 recall 1.000 F1 1.000")
	assert.Error(t, run(&out, filepath.Join(t.TempDir(), "none"), "", 0))
}
