package tagger

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deckname/deckname/anonymize"
)

func TestFeatureRowsLeaveOutWhatAddsNothing(t *testing.T) {
	const enc = 32
	table := make([]float32, FeatureRows*enc)
	long := func(f int) { table[f*enc] = 1.01 * leastRow }
	long(exactRows + 1)
	long(exactRows + 200)
	long(FeatureRows - 1)
	table[(exactRows+2)*enc] = 0.99 * leastRow
	r := reader{data: string(appendFeatureRows(nil, table, enc))}
	rows := r.featureRows(enc)
	assert.False(t, r.bad)
	assert.Empty(t, r.data)
	assert.Equal(t, exactRows+3, len(rows.scales))
	assert.Equal(t, (exactRows+3)*enc, len(rows.rows))
	got := rows.pick([]uint32{0, exactRows - 1, exactRows, exactRows + 1, exactRows + 2, exactRows + 200, FeatureRows - 1})
	assert.Equal(t, []uint32{0, exactRows - 1, exactRows, exactRows + 1, exactRows + 2}, got, "exact rows keep their numbers")
	assert.Empty(t, rows.pick([]uint32{exactRows + 7}))
}

func TestFeatureRowsNeedTheExactOnes(t *testing.T) {
	data := appendFeatureRows(nil, make([]float32, FeatureRows*32), 32)
	data[0] &^= 1
	r := reader{data: string(data)}
	r.featureRows(32)
	assert.True(t, r.bad)
}

// TestShapeOfFlags holds the places of a token's flags against those of a Shape: shapeOf moves several at once.
func TestShapeOfFlags(t *testing.T) {
	for flag, want := range map[anonymize.TokenFlags]Shape{
		anonymize.Letter: ShapeLetter, anonymize.Digit: ShapeDigit, anonymize.Punct: ShapePunct, anonymize.Upper: ShapeUpper, anonymize.AllUpper: ShapeCaps,
		anonymize.InnerUpper: ShapeInner, anonymize.Foreign: ShapeForeign, anonymize.SpaceBefore: ShapeSpace, anonymize.LineStart: ShapeLine,
	} {
		assert.Equal(t, want, shapeOf(flag), "%b", flag)
	}
}
