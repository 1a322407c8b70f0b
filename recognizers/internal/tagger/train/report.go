package train

import (
	"fmt"
	"io"

	"github.com/deckname/deckname/recognizers/internal/tagger"
)

// Report writes the scores of a finished model on the development sets and
// how often findings of a given probability are right.
func Report(dir string, m *tagger.Model, log io.Writer) error {
	data, err := ReadData(dir, 0, 1)
	if err != nil {
		return err
	}
	for _, name := range []string{"germeval2014", "mobie", "german_ler", "massive_de"} {
		for _, lower := range []bool{false, true} {
			in, text := data.Dev[name], "as written"
			if lower {
				in, text = lowered(in), "lower case"
			}
			var found, right [10]int
			s, err := Evaluate(m, in, func(c tagger.Class, p float32, ok bool) {
				if c != tagger.Person {
					return
				}
				b := min(9, int(p*10))
				found[b]++
				if ok {
					right[b]++
				}
			})
			if err != nil {
				return err
			}
			fmt.Fprintf(log, "%-12s %s PERSON %v LOCATION %v STREET %v\n", name, text, s[tagger.Person], s[tagger.Location], s[tagger.Street])
			if name != "germeval2014" {
				continue
			}
			for b := range found {
				if found[b] > 0 {
					fmt.Fprintf(log, "    PERSON scored %.1f to %.1f: %d of %d right\n", float64(b)/10, float64(b+1)/10, right[b], found[b])
				}
			}
		}
	}
	return nil
}
