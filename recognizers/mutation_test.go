package recognizers_test

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/internal/corpus"
	"github.com/deckname/deckname/internal/eval"
	"github.com/deckname/deckname/internal/mutate"
	"github.com/deckname/deckname/recognizers"
)

// TestMutations: what a reader still recognises is still found, nine times in ten of what is found in clean spelling.
func TestMutations(t *testing.T) {
	samples, err := corpus.Load(filepath.FromSlash("../testdata/chat/dev.jsonl"))
	require.NoError(t, err)
	a := newAnonymizer(t, recognizers.All())
	recall := func(samples []corpus.Sample) float64 {
		sc := eval.NewScorer()
		for i := range samples {
			found, err := a.Analyze(context.Background(), anonymize.Message{Scope: "s", Text: samples[i].Text, Prompt: samples[i].Prompt})
			require.NoError(t, err)
			sc.Add(&samples[i], found)
		}
		return sc.Report().All.Overlap.Recall
	}
	clean := recall(samples)
	for _, m := range mutate.All() {
		if m.Readable {
			assert.GreaterOrEqual(t, recall(m.Apply(samples, 1)), 0.9*clean, m.Name)
		}
	}
}
