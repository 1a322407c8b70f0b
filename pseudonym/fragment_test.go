package pseudonym_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/pseudonym"
)

// However a pseudonym is cut into two texts, one of them looks like part of one.
func TestCutPlaceholders(t *testing.T) {
	f, _ := finderVault(t, pseudonym.Placeholders())
	look := f.(anonymize.LookalikeFinder)
	for _, whole := range []string{"[PERSON_1]", "[person_1b]", "[IBAN_CODE_12]", `\[PERSON\_1\]`, "［PERSON_1］", "[PERSON 1]", "[DE-TAX-ID-1]", "PERSON_1", `iban\_code\_2`, "[ PERSON_1 ]"} {
		for cut := range whole {
			if cut == 0 {
				continue
			}
			one, two := whole[:cut], whole[cut:]
			assert.NotEmpty(t, append(look.Lookalikes([]byte("Ich bin "+one), nil), look.Lookalikes([]byte(two+" und so"), nil)...), "%q %q", one, two)
			assert.NotEmpty(t, append(look.Lookalikes([]byte(one+" \n"), nil), look.Lookalikes([]byte(" "+two), nil)...), "%q %q", one, two)
		}
	}
}

func TestFragmentsOfOrdinaryText(t *testing.T) {
	f, _ := finderVault(t, pseudonym.Placeholders())
	look := f.(anonymize.LookalikeFinder)
	for _, text := range []string{"", " ", "Person", "eine Person", "person 1", "1] und 2]", "_", "__init__", "_1x_y", "siehe [Anlage", "[1", "a_b", "x_1", "_0", "Datei_2024.pdf", "C:\\", "IBAN", "IBAN_CODE", "[PERSON] "} {
		assert.Empty(t, look.Lookalikes([]byte(text), nil), text)
	}
}
