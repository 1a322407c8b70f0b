// Command customoperator replaces dates of birth by the decade, for statistics that need an age group and no birthday.
//
// It shows what an Operator of one's own needs: exactly one string per value, in order; Expose as the only way to the
// text; an error instead of a guess, because then nothing of the message leaves.
package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers"
)

// errNoYear holds no text: errors end up in logs.
var errNoYear = errors.New("decade: a date of birth has no year")

// decade replaces "14.08.1991" by "[geboren 1990–1999]".
type decade struct{}

// Name implements anonymize.Operator.
func (decade) Name() string { return "decade" }

// Operate implements anonymize.Operator. It serves all values of a message in one call.
func (decade) Operate(ctx context.Context, _ string, vals []anonymize.Value, dst []string) ([]string, error) {
	for _, v := range vals {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		year, ok := yearOf(v.Expose())
		if !ok {
			return nil, errNoYear
		}
		dst = append(dst, fmt.Sprintf("[geboren %d–%d]", year/10*10, year/10*10+9))
	}
	return dst, nil
}

// yearOf returns the four digits in a row of a date.
func yearOf(date string) (year int, ok bool) {
	run := 0
	for i := 0; i <= len(date); i++ {
		if i < len(date) && date[i] >= '0' && date[i] <= '9' {
			year, run = year*10+int(date[i]-'0'), run+1
			continue
		}
		if run == 4 {
			return year, true
		}
		year, run = 0, 0
	}
	return 0, false
}

func main() {
	a, err := anonymize.New(anonymize.Config{
		Recognizers: recognizers.All(),
		Policy: anonymize.Policy{
			Default: anonymize.Redact(),
			ByType:  map[anonymize.EntityType]anonymize.Operator{anonymize.DateOfBirth: decade{}},
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, text := range []string{"Ich heiße Ada Wolke, geboren am 14.08.1991.", "geb. 3.4.71, was gibt es für Kurse?"} {
		out, err := a.Anonymize(context.Background(), anonymize.Message{Text: text})
		if errors.Is(err, errNoYear) {
			fmt.Println("not sent:", err) // fail closed
			continue
		}
		fmt.Println(out.Text)
	}
}
