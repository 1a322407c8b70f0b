package names

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/internal/fold"
	"github.com/deckname/deckname/recognizers/internal/lexicon"
)

// TestGoodsCompiled tells whether goods.bin holds the lists, and whether every word is found again.
func TestGoodsCompiled(t *testing.T) {
	data, err := os.ReadFile("goods.bin")
	require.NoError(t, err)
	require.True(t, bytes.Equal(CompileGoods(), data), "go generate ./recognizers/internal/names")
	last := make(map[string]ware)
	for _, l := range goodsLists() {
		for w := range strings.FieldsSeq(l.words) {
			last[fold.String(w)] = l.ware
		}
	}
	for w, want := range last {
		require.Equal(t, want, wareOf(fold.HashBytes(w)), w)
	}
	assert.Equal(t, len(last), len(data)/4, "two words have one hash")
	assert.Zero(t, wareOf(fold.Hash("müller")))
}

// TestGoodsAreNoNames keeps frequent given names and surnames out of the lists whose words are taken for goods wherever nothing announces
// a person.
func TestGoodsAreNoNames(t *testing.T) {
	lex := lexicon.Load()
	for _, l := range goodsLists() {
		if l.ware != thing && l.ware != firm {
			continue
		}
		for w := range strings.FieldsSeq(l.words) {
			e, _ := lex.Lookup(fold.Hash(w))
			assert.Less(t, max(e.First, e.Last), uint8(frequentName), w)
			assert.Less(t, e.Place, uint8(2), "%s is a place", w)
		}
	}
}
