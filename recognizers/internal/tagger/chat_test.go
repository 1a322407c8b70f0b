package tagger_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/internal/corpus"
	"github.com/deckname/deckname/recognizers/internal/tagger"
)

// BenchmarkChat tags the messages of the dev set, Documents prepared.
func BenchmarkChat(b *testing.B) {
	samples, err := corpus.Load("../../../testdata/chat/dev.jsonl")
	require.NoError(b, err)
	var docs []*anonymize.Document
	size := 0
	for i := range samples {
		docs = append(docs, document(b, samples[i].Text))
		size += len(samples[i].Text)
	}
	m := tagger.Load()
	var spans []tagger.Span
	b.SetBytes(int64(size))
	for b.Loop() {
		for _, doc := range docs {
			spans = m.TagDocument(spans[:0], doc, 0)
		}
	}
}
