package words_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// TestJoin asks joined sets and sets of their own the same questions.
func TestJoin(t *testing.T) {
	phrases := [][]string{
		{"steuer id", "Steueridentifikationsnummer", "id nr"},
		{"kassenzeich*", "*kennzeichen", "kundennummer"},
		{"tel", "telefonnummer"},
		{"az"},
	}
	var joined, single []*words.Set
	for _, p := range phrases {
		joined, single = append(joined, words.New(p...)), append(single, words.New(p...))
	}
	words.Join(joined...)
	for _, text := range []string{
		"", "4711", "Steuer-ID 4711", "id.-nr. 4711, tel 0221", "Autokennzeichen 4711 und Kassenzeichens 4712", "kudnennummer 4711",
		"telefonumer: 4711", "Steueridentifikatiomsnummer 4711", "az 4711", "4711 ist meine Kundennummer", "Hotel 4711 Kennzeichen",
	} {
		for _, prompt := range []string{"", "Ihre Telefonnummer?", "Az.?"} {
			d, err := anonymize.NewDocument(text, prompt)
			require.NoError(t, err)
			for i := range joined {
				for k := range d.Tokens() {
					a, okA := joined[i].Near(d, k, k)
					b, okB := single[i].Near(d, k, k)
					assert.Equal(t, b, a, "set %d, token %d of %q", i, k, text)
					assert.Equal(t, okB, okA)
					a, _ = joined[i].Within(d, k, 10)
					b, _ = single[i].Within(d, k, 10)
					assert.Equal(t, b, a, "within: set %d, token %d of %q", i, k, text)
				}
				var hits []int
				for k, ok := joined[i].Next(d, 0); ok; k, ok = joined[i].Next(d, k+1) {
					if _, match := joined[i].MatchAt(d, k); match {
						hits = append(hits, k)
					}
				}
				var want []int
				for k := range d.Tokens() {
					if _, match := single[i].MatchAt(d, k); match {
						want = append(want, k)
					}
				}
				assert.Equal(t, want, hits, "set %d in %q", i, text)
				if len(want) > 0 {
					assert.True(t, joined[i].Mentioned(d))
				}
			}
			assert.Zero(t, testing.AllocsPerRun(10, func() { joined[0].Near(d, 0, 0) }))
		}
	}
}

func TestJoinMany(t *testing.T) {
	var sets []*words.Set
	for i := range words.MaxIndexed + 5 {
		sets = append(sets, words.New(fmt.Sprint("keyword", i)))
	}
	words.Join(sets...)
	for i, s := range sets {
		d, err := anonymize.NewDocument(fmt.Sprintf("keyword%d 4711", i), "")
		require.NoError(t, err)
		_, ok := s.Near(d, 1, 1)
		assert.True(t, ok, "set %d", i)
	}
}

// TestJoinKnown makes sure that a word of one set hides no word of another that it resembles or holds.
func TestJoinKnown(t *testing.T) {
	keys, other := words.New("lesernummer", "*kennzeichen", "stnummer"), words.New("lesernumer", "nummernkennzeichen", "svnummer")
	words.Join(keys, other)
	for text, want := range map[string]bool{"lesernumer 4711": true, "nummernkennzeichen 4711": true, "svnummer 4711": false} {
		d, err := anonymize.NewDocument(text, "")
		require.NoError(t, err)
		assert.Equal(t, want, keys.Mentioned(d), text)
	}
}

// TestJoinMistyped: a word with one typing error, or two, is found through the index exactly where it is found without.
func TestJoinMistyped(t *testing.T) {
	phrases := [][]string{
		{"kundennummer", "kassennummer", "aktennummer", "vertragsnummer", "schadennummer", "personalnummer", "kassenzeichen", "buchungszeichen"},
		{"telefonnummer", "rufnummer", "handynummer", "durchwahl", "steueridentifikationsnummer", "rechnungsnummer", "kunden*", "*zeichen"},
		{"versicherungsnummer", "rentenversicherungsnummer", "sozialversicherungsnummer", "krankenversichertennummer", "mitgliedsnummer", "personenkennzeichen"},
	}
	var joined, single []*words.Set
	for _, p := range phrases {
		joined, single = append(joined, words.New(p...)), append(single, words.New(p...))
	}
	words.Join(joined...)
	r := rand.New(rand.NewPCG(1, 2))
	edit := func(w string) string {
		i, c := r.IntN(len(w)), string(rune('a'+r.IntN(26)))
		switch r.IntN(4) {
		case 0:
			return w[:i] + w[i+1:]
		case 1:
			return w[:i] + c + w[i:]
		case 2:
			return w[:i] + c + w[i+1:]
		}
		i = min(i, len(w)-2)
		return w[:i] + w[i+1:i+2] + w[i:i+1] + w[i+2:]
	}
	found := 0
	for range 200 {
		for _, p := range phrases {
			for _, w := range p {
				for n := 0; n < 2 && w[0] != '*' && w[len(w)-1] != '*'; n++ {
					w = edit(w)
					d, err := anonymize.NewDocument(w+" 4711", "")
					require.NoError(t, err)
					for i := range joined {
						_, want := single[i].MatchAt(d, 0)
						_, got := joined[i].MatchAt(d, 0)
						require.Equal(t, want, got, "set %d, %q", i, w)
						if want {
							found++
							require.True(t, joined[i].Mentioned(d), "set %d, %q", i, w)
						}
					}
				}
			}
		}
	}
	assert.Greater(t, found, 2000)
}
