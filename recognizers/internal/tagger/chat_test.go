package tagger_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/tagger"
)

// BenchmarkChat tags the messages of the dev set, Documents prepared.
func BenchmarkChat(b *testing.B) {
	data, err := os.ReadFile(filepath.FromSlash("../../../testdata/chat/dev.jsonl"))
	require.NoError(b, err)
	var docs []*anonymize.Document
	size := 0
	for line := range bytes.Lines(data) {
		var m struct{ Text string }
		require.NoError(b, json.Unmarshal(line, &m))
		docs = append(docs, document(b, m.Text))
		size += len(m.Text)
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
