package words_test

import (
	"fmt"
	"testing"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func ExampleSet_Near() {
	taxID := words.New("steuer id", "idnr", "steueridentifikationsnummer")
	text := "Meine Steuer-ID lautet 86095742719."
	doc, err := anonymize.NewDocument(text, "")
	if err != nil {
		panic(err)
	}
	number := int(doc.DigitTokens()[0])
	hit, ok := taxID.Near(doc, number, number)
	fmt.Println(ok, text[hit.Span.Start:hit.Span.End], hit.Distance)
	// Output: true Steuer-ID 1
}

// The candidate of each case is the last token with digits, or the one that stands in angle brackets.
func TestNear(t *testing.T) {
	set := words.New("steuer id", "Steueridentifikationsnummer", "id nr", "kassenzeich*", "*kennzeichen", "tel", "kundennummer", "stnummer")
	for _, c := range []struct {
		name, text, prompt, want string
		candidate                int // index among the digit tokens
	}{
		{"before", "Steuer-ID 4711", "", "Steuer-ID", 0},
		{"blank for hyphen", "steuer id: 4711", "", "steuer id", 0},
		{"dots", "Id.-Nr. 4711", "", "Id.-Nr", 0},
		{"words between", "meine STEUER ID die lautet glaube ich 4711", "", "STEUER ID", 0},
		{"too far", "die steuer id steht auf dem gelben brief vom amt oben 4711", "", "", 0},
		{"after", "4711 ist meine Steuer-ID", "", "Steuer-ID", 0},
		{"in brackets after", "4711 (Kundennummer)", "", "Kundennummer", 0},
		{"after, but of the next number", "4711, Steuer-ID: 4712", "", "", 0},
		{"after, next number with a verb", "4711, Steuer-ID ist 4712", "", "", 0},
		{"before, line end", "Kundennummer:\n4711", "", "Kundennummer", 0},
		{"other line", "Kundennummer fehlt\nRechnung 4711", "", "", 0},
		{"other sentence", "Kundennummer fehlt. Rechnung 4711", "", "", 0},
		{"question", "Kundennummer? 4711", "", "Kundennummer", 0},
		{"belongs to another number", "Kundennummer 4711 Rechnung 4712", "", "", 1},
		{"one letter missing", "kundenummer 4711", "", "kundenummer", 0},
		{"letters swapped", "kudnennummer 4711", "", "kudnennummer", 0},
		{"long word, wrong letter", "Steueridentifikatiomsnummer 4711", "", "Steueridentifikatiomsnummer", 0},
		{"an error in a short name", "svnummer 4711", "", "", 0},
		{"an error behind a short name", "stnumer 4711", "", "stnumer", 0},
		{"two errors", "kunenumer 4711", "", "", 0},
		{"beginning", "Kassenzeichens 4711", "", "Kassenzeichens", 0},
		{"ending", "Autokennzeichen 4711", "", "Autokennzeichen", 0},
		{"ending alone is not enough", "Kennzeichen 4711", "", "", 0},
		{"part of a word", "Hotel 4711", "", "", 0},
		{"prompt", "4711", "Wie lautet Ihre Steuer-ID?", "prompt", 0},
		{"nothing", "4711", "", "", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := anonymize.NewDocument(c.text, c.prompt)
			require.NoError(t, err)
			i := int(d.DigitTokens()[c.candidate])
			hit, ok := set.Near(d, i, i)
			got := ""
			switch {
			case ok && hit.InPrompt:
				got = "prompt"
			case ok:
				got = c.text[hit.Span.Start:hit.Span.End]
			}
			assert.Equal(t, c.want, got)
			assert.Zero(t, testing.AllocsPerRun(10, func() { set.Near(d, i, i) }))
		})
	}
}

func TestEmptySet(t *testing.T) {
	d, err := anonymize.NewDocument("Kundennummer 4711", "Kundennummer?")
	require.NoError(t, err)
	var zero words.Set
	for _, s := range []*words.Set{&zero, words.New(), words.New("", " ")} {
		_, ok := s.Near(d, 1, 1)
		assert.False(t, ok)
		assert.False(t, s.Has(d.Tokens()[0]))
	}
}

// TestEndsAny: the answer is that of the first set with a phrase, whether the sets share an index or not.
func TestEndsAny(t *testing.T) {
	a, b, c := words.New("pass", "*ausweis"), words.New("id card", "reisepass"), words.New("ausweis", "titel")
	doc, err := anonymize.NewDocument("Mein Pass, die ID-Card, der Dienstausweis, mein Titel und ein Brief", "")
	require.NoError(t, err)
	check := func(sets ...*words.Set) {
		found := 0
		for i := range doc.Tokens() {
			which, first, ok := words.EndsAny(doc, i, sets...)
			for k, s := range sets {
				if f, hit := s.EndsAt(doc, i); hit {
					found++
					assert.Equal(t, []any{k, f, true}, []any{which, first, ok}, doc.Word(doc.Tokens()[i]))
					break
				}
				assert.False(t, ok && which == k, doc.Word(doc.Tokens()[i]))
			}
		}
		assert.Equal(t, 4, found)
	}
	check(a, b, c)
	words.Join(a, b)
	check(a, b, c)
	check(c, b, a)
}
