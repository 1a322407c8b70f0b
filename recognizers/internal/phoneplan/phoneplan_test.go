package phoneplan_test

import (
	"fmt"
	"testing"

	"github.com/deckname/deckname/recognizers/internal/phoneplan"
	"github.com/stretchr/testify/assert"
)

func ExampleAreaCode() {
	fmt.Println(phoneplan.AreaCode([]byte("2214710123")), phoneplan.AreaCode([]byte("3023125000")))
	// Output: 3 2
}

func TestAreaCode(t *testing.T) {
	for d, want := range map[string]int{"3023125": 2, "4066969": 2, "6990009": 2, "8999998": 2, "2214710": 3, "216212": 4, "8581123": 4,
		"3305612": 5, "35203123": 5, "3510000": 3, "1512345": 0, "800123": 0, "1801234": 0, "0": 0, "": 0, "2": 0} {
		assert.Equal(t, want, phoneplan.AreaCode([]byte(d)), d)
	}
}

func TestCountry(t *testing.T) {
	n, lengths := phoneplan.Country([]byte("442079460000"))
	assert.Equal(t, 2, n)
	assert.NotZero(t, lengths&(1<<10), "British numbers have ten digits")
	n, _ = phoneplan.Country([]byte("12025550123"))
	assert.Equal(t, 1, n)
	n, _ = phoneplan.Country([]byte("90532"))
	assert.Equal(t, 2, n)
	n, _ = phoneplan.Country([]byte("380441234567"))
	assert.Equal(t, 3, n)
	n, lengths = phoneplan.Country([]byte("210"))
	assert.Zero(t, n)
	assert.Zero(t, lengths)
}
