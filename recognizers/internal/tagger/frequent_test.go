package tagger

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/internal/corpus"
)

// TestFrequent tags the messages of the dev set with and without what is ready of frequent words.
func TestFrequent(t *testing.T) {
	m, err := Open(blob)
	require.NoError(t, err)
	slow, err := Open(blob)
	require.NoError(t, err)
	clear(slow.frequent.keys)
	assert.Len(t, m.frequent.ready, 1+strings.Count(frequentWords, "\n"), "each line is a word")

	samples, err := corpus.Load("../../../testdata/chat/dev.jsonl")
	require.NoError(t, err)
	spans := 0
	for i := range samples {
		s := &samples[i]
		doc, err := anonymize.NewDocument(s.Text, "")
		require.NoError(t, err)
		want := slow.TagDocument(nil, doc, 0)
		require.Equal(t, want, m.TagDocument(nil, doc, 0), s.Text)
		spans += len(want)
	}
	assert.Greater(t, spans, 1000)
}
