package main

import (
	"context"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers"
)

// BenchmarkContenders measures deckname's own contenders, for profiles.
func BenchmarkContenders(b *testing.B) {
	require.NoError(b, os.Chdir("../../.."))
	texts, err := messages()
	require.NoError(b, err)
	bytes := 0
	for _, t := range texts {
		bytes += len(t)
	}
	for _, d := range []struct {
		name string
		rs   []anonymize.Recognizer
	}{{rulesName, withoutTagger()}, {numbersName, numbersOnly()}, {completeName, recognizers.All()}} {
		a, err := anonymize.New(anonymize.Config{Recognizers: d.rs})
		require.NoError(b, err)
		b.Run(d.name, func(b *testing.B) {
			b.SetBytes(int64(bytes))
			b.ReportAllocs()
			for b.Loop() {
				for _, t := range texts {
					if _, err := a.Analyze(context.Background(), anonymize.Message{Text: t}); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}
