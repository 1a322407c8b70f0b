package tagger_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/recognizers/internal/tagger"
)

// FuzzOpen: bytes that are no model are refused, without taking memory for the sizes that they claim.
func FuzzOpen(f *testing.F) {
	f.Add("")
	f.Add("DKNTAG02\x01\x00\x00\x00\xff\xff\xff\x7f\x01\x00\x00\x00\x01\x00\x00\x00\x01\x00\x00\x00\x01\x00\x00\x00\xff\xff\xff\xff")
	f.Fuzz(func(t *testing.T, data string) {
		m, err := tagger.Open(data)
		if err != nil {
			require.ErrorIs(t, err, tagger.ErrFormat)
			require.Nil(t, m)
		}
	})
}
