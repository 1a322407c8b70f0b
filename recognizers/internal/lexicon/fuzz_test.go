package lexicon_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/internal/fold"
	"github.com/deckname/deckname/recognizers/internal/lexicon"
)

// FuzzTable: a table of any words holds them and reads back; a table cut or lengthened anywhere is refused.
func FuzzTable(f *testing.F) {
	f.Add("müller meier berlin", 10)
	f.Add("", 0)
	f.Add("a b c d e f", 300000)
	f.Fuzz(func(t *testing.T, words string, cut int) {
		var b lexicon.Builder
		list := strings.Fields(words)
		for _, w := range list {
			b.Add(fold.Hash(w), lexicon.Entry{})
		}
		data, err := b.Bytes()
		if err != nil {
			return
		}
		table, err := lexicon.Open(string(data))
		require.NoError(t, err)
		for _, w := range list {
			_, ok := table.Lookup(fold.Hash(w))
			require.True(t, ok, w)
		}
		if cut >= 0 && cut < len(data) {
			_, err := lexicon.Open(string(data[:cut]))
			require.ErrorIs(t, err, lexicon.ErrFormat)
		}
		_, err = lexicon.Open(string(data) + "x")
		require.ErrorIs(t, err, lexicon.ErrFormat)
	})
}
