package dates_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/names/dates"
)

func ExampleEngine_AppendBirths() {
	doc, err := anonymize.NewDocument("geb. 3/4/77, gemeldet seit 1.3.2020", "")
	if err != nil {
		panic(err)
	}
	for _, b := range dates.New().AppendBirths(nil, doc, nil, nil) {
		fmt.Println(b.Day, b.Month, b.Year, b.Rule)
	}
	// Output: 3 4 77 birth-word
}

func TestValid(t *testing.T) {
	for _, c := range []struct {
		d    dates.Date
		want bool
		why  string
	}{
		{dates.Date{Year: 1988, Month: 2, Day: 29}, true, "leap year"},
		{dates.Date{Year: 1900, Month: 2, Day: 29}, false, "centuries are none"},
		{dates.Date{Year: 2000, Month: 2, Day: 29}, true, "every fourth century is one"},
		{dates.Date{Year: 1989, Month: 2, Day: 29}, false, "no leap year"},
		{dates.Date{Year: 88, Month: 2, Day: 29}, true, "two digits leave the century open"},
		{dates.Date{Year: 1988, Month: 13, Day: 1}, false, "month"},
		{dates.Date{Year: 1988, Month: 0, Day: 1}, false, "month"},
		{dates.Date{Year: 1988, Month: 4, Day: 31}, false, "April has 30 days"},
		{dates.Date{Year: 1988, Month: 1, Day: 0}, false, "day"},
		{dates.Date{Year: 1850, Month: 1, Day: 1}, true, "an ancestor"},
		{dates.Date{Year: 1799, Month: 1, Day: 1}, false, "older than the registers"},
		{dates.Date{Year: 2150, Month: 1, Day: 1}, false, "far future"},
	} {
		assert.Equal(t, c.want, c.d.Valid(), c.why)
	}
}
