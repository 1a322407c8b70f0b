package fold_test

import (
	"fmt"
	"testing"

	"github.com/deckname/deckname/internal/fold"
	"github.com/stretchr/testify/assert"
)

func ExampleString() {
	fmt.Println(fold.String("MÜLLER, Mueller, Mu\u0308ller, Mül\u00ADler"))
	// Output: mueller, mueller, mueller, mueller
}

func TestString(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"empty", "", ""},
		{"sharp s, both cases", "Straße STRAẞE", "strasse strasse"},
		{"accents dropped", "René Şahin Łukasz Đorđe Nguyễn", "rene sahin lukasz dorde nguyen"},
		{"decomposed accents dropped", "Rene\u0301", "rene"},
		{"diaeresis on e is no umlaut", "Zoe\u0308 Zoë", "zoe zoe"},
		{"full width", "ＡＢ１２＠", "ab12@"},
		{"Arabic-Indic digits", "٠١٩", "019"},
		{"mathematical digits", "𝟎𝟗𝟘", "090"},
		{"spaces and line ends", "a\u00a0b\tc\r\nd\u2028e", "a b c \nd\ne"},
		{"zero width and soft hyphen", "a\u200bb\u00adc\ufeff", "abc"},
		{"homoglyphs in a mixed word", "Mаx", "max"},
		{"a Russian word stays", "Анна", "анна"},
		{"mixed word before punctuation", "Mаx–b", "max-b"},
		{"dashes and quotes", "„a“ – ’b’", "\"a\" - 'b'"},
		{"ligature", "ﬁn", "fin"},
	} {
		assert.Equal(t, c.want, fold.String(c.in), c.name)
		assert.Equal(t, fold.HashBytes(c.want), fold.Hash(c.in), c.name)
		assert.Equal(t, c.want, fold.String(c.want), "%s: folding is idempotent", c.name)
	}
}
