package checksum_test

import (
	"fmt"
	"testing"

	"github.com/deckname/deckname/recognizers/internal/checksum"
	"github.com/stretchr/testify/assert"
)

func ExampleLuhn() {
	fmt.Println(checksum.Luhn([]byte("4111111111111111")), checksum.Luhn([]byte("4111111111111112")))
	// Output: true false
}

// The values are published specimens, not made with this package.
func TestSpecimens(t *testing.T) {
	b := func(s string) []byte { return []byte(s) }
	assert.Equal(t, 1, checksum.Mod97(0, b("370400440532013000de89")), "the registry's German IBAN")
	assert.Equal(t, 1, checksum.Mod97(checksum.Mod97(0, b("west")), b("12345698765432gb82")), "the registry's British IBAN")
	assert.True(t, checksum.Mod11_10(b("86095742719")), "ELSTER paper, Steuer-ID")
	assert.False(t, checksum.Mod11_10(b("86095742718")))
	assert.True(t, checksum.Mod11_10(b("136695976")), "BZSt's own USt-IdNr.")
	assert.True(t, checksum.GS1(b("4006381333931")), "GS1's EAN example")
	assert.False(t, checksum.GS1(b("4006381333932")))
	assert.Equal(t, 1, checksum.MRZ(b("l01x00t47")), "Personalausweis specimen")
	assert.Equal(t, 3, checksum.MRZ(b("t220"), b("00129")), "Personalausweis specimen of 2010, in two parts")
	assert.Equal(t, 2+2+0, checksum.CrossSums([]byte("1111"), 2, 11, 0, 0), "cross sums of products")
	assert.Equal(t, 9, checksum.Reduced(2304))
}

func TestStrangeInput(t *testing.T) {
	for _, s := range []string{"", "1", "a", "12a", "1 2", "\x00", "ä"} {
		b := []byte(s)
		assert.NotPanics(t, func() {
			checksum.Luhn(b)
			checksum.GS1(b)
			checksum.Mod11_10(b)
			checksum.MRZ(b)
			checksum.Weighted(b, 1, 2, 3)
			checksum.CrossSums(b, 1, 2, 3)
		})
		assert.False(t, checksum.Luhn(b), s)
		assert.False(t, checksum.Mod11_10(b), s)
	}
	assert.Equal(t, -1, checksum.Mod97(0, []byte("1-2")))
	assert.Equal(t, -1, checksum.Mod97(-1, []byte("1")), "a failure stays one")
	assert.Equal(t, -1, checksum.MRZ([]byte("a b")))
	assert.Equal(t, -1, checksum.Weighted([]byte("1"), 1, 2), "too short")
}
