package recognizers

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deckname/deckname/internal/fold"
)

// TestLore asks with and without the look at what is known whether words weigh anything.
func TestLore(t *testing.T) {
	l := loreOf()
	var all []string
	for _, list := range []string{muchWords, productWords, thingWords, issuedWords} {
		all = append(all, strings.Fields(list)...)
	}
	ends := slices.Concat(strings.Fields(productEnds), strings.Fields(thingEnds), strings.Fields(issuedEnds), strings.Fields(issuedPlurals), strings.Fields(numberEnds))
	for _, end := range slices.Concat(all, ends) {
		for _, w := range []string{end, "x" + end, "haupt" + end, end + "s", "haupt" + end + "s", "haupt" + end + "es", "rechnungs" + end, end + "haft"} {
			assert.Equal(t, l.weigh(w), weighWord(fold.Hash(w), w), w)
		}
	}
	for w, want := range map[string]weight{"zeichen": weighsMuch, "kundennummer": weighsMuch, "mitglnr": weighsMuch, "kdnr": weighsNone, "rechnungsnr": weighsThing, "typ": weighsThing,
		"bauplan": weighsThing, "vertrags": weighsLittle, "mietvertrages": weighsLittle, "scheine": weighsLittle, "kontakte": weighsNone, "am": weighsNone, "haus": weighsNone} {
		assert.Equal(t, want, weighWord(fold.Hash(w), w), w)
	}
}
