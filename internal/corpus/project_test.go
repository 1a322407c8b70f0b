package corpus_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/internal/corpus"
)

const testdata = "../../testdata"

// TestChatSets is the check of the project's own chat sets: they are compiled from the authoring files and keep the rules
// of testdata/README.md.
func TestChatSets(t *testing.T) {
	samples, err := corpus.LoadSources(filepath.Join(testdata, "chat", "src"))
	require.NoError(t, err)
	reserved, err := corpus.LoadReserved(filepath.Join(testdata, "reserved.tsv"))
	require.NoError(t, err)
	dev, test := corpus.Split(samples)
	require.NoError(t, corpus.Check(dev, test, reserved))

	for name, set := range map[string][]corpus.Sample{"dev.jsonl": dev, "test.jsonl": test} {
		var want bytes.Buffer
		require.NoError(t, corpus.WriteJSONL(&want, set))
		got, err := os.ReadFile(filepath.Join(testdata, "chat", name))
		require.NoError(t, err)
		assert.True(t, bytes.Equal(want.Bytes(), got), "%s is stale: go run ./internal/cmd/corpus", name)
	}

	assert.GreaterOrEqual(t, len(samples), 640)
	assert.GreaterOrEqual(t, corpus.CountTag(samples, "clean"), 220)
	english := 0
	concerns := map[string]bool{}
	for _, s := range samples {
		concerns[s.File] = true
		if s.Lang == "en" {
			english++
		}
	}
	assert.GreaterOrEqual(t, len(concerns), 30)
	assert.GreaterOrEqual(t, english, 40)
	more := map[string]int{"PHONE_NUMBER": 60, "IBAN_CODE": 40, "EMAIL_ADDRESS": 40, "ADDRESS": 110, "PERSON": 300, "DATE_OF_BIRTH": 45}
	for _, typ := range corpus.Types() {
		assert.GreaterOrEqual(t, corpus.CountType(samples, typ), max(8, more[typ]), typ)
		assert.GreaterOrEqual(t, corpus.CountType(test, typ), 3, "%s in test", typ)
	}
}

// TestVectors holds the check digits of this package against testdata/vectors, whose verdicts come from elsewhere.
func TestVectors(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(testdata, "vectors", "*.tsv"))
	require.NoError(t, err)
	assert.GreaterOrEqual(t, len(files), 15)
	for _, name := range files {
		typ := strings.ToUpper(strings.TrimSuffix(filepath.Base(name), ".tsv"))
		assert.Contains(t, corpus.Types(), typ)
		data, err := os.ReadFile(name)
		require.NoError(t, err)
		verdicts := map[string]int{}
		for line := range strings.Lines(string(data)) {
			value, verdict, ok := strings.Cut(strings.TrimSpace(line), "\t")
			if strings.HasPrefix(value, "#") {
				continue
			}
			require.True(t, ok, name)
			verdicts[verdict]++
			if typ == "DE_TAX_NUMBER" || typ == "VIN" {
				continue // this package holds no rule for them
			}
			s := sample(t, "x", "⟦"+typ+"|"+value+"⟧")
			err := corpus.CheckValues(&s, corpus.Reserved{})
			require.Equal(t, verdict == "invalid", errors.Is(err, corpus.ErrCheckDigit), "%s %s", typ, value)
		}
		assert.Equal(t, map[string]int{"valid": 500, "invalid": 500}, verdicts, name)
	}
}

// TestCases checks that every case is readable, keeps the rules for values, lies in the folder of its type, and marks
// nothing that stands in the test set.
func TestCases(t *testing.T) {
	cases, err := corpus.Load(filepath.Join(testdata, "cases"))
	require.NoError(t, err)
	reserved, err := corpus.LoadReserved(filepath.Join(testdata, "reserved.tsv"))
	require.NoError(t, err)
	assert.GreaterOrEqual(t, len(cases), 150)
	folders := map[string]int{}
	for _, c := range cases {
		folder := filepath.Base(filepath.Dir(c.File))
		folders[folder]++
		assert.NoError(t, corpus.CheckValues(&c, reserved), c.File)
		if folder == "negative" {
			assert.Empty(t, c.Entities, c.File)
			assert.Empty(t, c.Optional, c.File)
			continue
		}
		typ := strings.ToUpper(folder)
		assert.Contains(t, corpus.Types(), typ, c.File)
		assert.True(t, len(c.Types) == 0 || slices.Contains(c.Types, typ), "%s judges other types than its folder's", c.File)
	}
	for _, typ := range corpus.Types() {
		assert.Positive(t, folders[strings.ToLower(typ)], "no case for %s", typ)
	}
	assert.GreaterOrEqual(t, folders["negative"], 20)

	messages, err := corpus.LoadSources(filepath.Join(testdata, "chat", "src"))
	require.NoError(t, err)
	_, test := corpus.Split(messages)
	require.NoError(t, corpus.CheckCases(cases, test, reserved))
}
