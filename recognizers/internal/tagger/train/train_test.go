package train_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/tagger"
	"github.com/deckname/deckname/recognizers/internal/tagger/train"
)

func names() *train.Names {
	return train.NewNames(
		[]string{"Anna", "Petra", "Jörg", "Mehmet", "Olena"},
		[]string{"Lindner", "Kowalski", "Yılmaz", "Wolke", "Petersen"},
		[]string{"Köln", "Kiel", "Bad Homburg"},
		[]string{"Ahornweg", "Goethestr."},
	)
}

func TestTrainingIsTheSameForAnyNumberOfThreads(t *testing.T) {
	one, err := train.Tiny(names(), 1)
	require.NoError(t, err)
	two, err := train.Tiny(names(), 2)
	require.NoError(t, err)
	assert.True(t, string(one) == string(two), "the model depends on data and seed only")
}

func TestTrainedModelTags(t *testing.T) {
	blob, err := train.Tiny(names(), 2)
	require.NoError(t, err)
	m, err := tagger.Open(string(blob))
	require.NoError(t, err)
	assert.Equal(t, 1, m.Version())
	doc, err := anonymize.NewDocument("Mein Name ist Anna Lindner und ich wohne in Kiel.", "")
	require.NoError(t, err)
	for _, s := range m.TagDocument(nil, doc, 0) {
		assert.NotEqual(t, tagger.Other, s.Class)
		assert.True(t, s.Prob >= 0 && s.Prob <= 1)
	}
}

func TestGenerateDependsOnTheSeedOnly(t *testing.T) {
	a, b := rand.New(rand.NewPCG(7, 7)), rand.New(rand.NewPCG(7, 7))
	n := names()
	for range 200 {
		assert.Equal(t, n.Generate(a), n.Generate(b))
	}
}
