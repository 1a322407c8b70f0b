package train

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/internal/corpus"
	"github.com/deckname/deckname/recognizers/internal/tagger"
)

func TestMessages(t *testing.T) {
	all, err := messages()
	require.NoError(t, err)
	assert.Greater(t, len(all), 3000)
	count := make(map[tagger.Class]int)
	var buf []byte
	var offsets []int
	for i := range all {
		buf, offsets = all[i].text(buf, offsets)
		for _, s := range all[i].gold(offsets) {
			count[s.class]++
		}
	}
	assert.Greater(t, count[tagger.Person], 3500)
	assert.Greater(t, count[tagger.Location], 500)
}

func TestMessageKeepsItsText(t *testing.T) {
	samples, err := corpus.ParseSource("x\n\n== a-1\nHallo ⟦PERSON|Ayşe⟧s Mama, ⟦ADDRESS|Am Birkhain 5,\n04177 Leipzig⟧ (⟦LOCATION|Sachsen⟧)!\n", "a")
	require.NoError(t, err)
	s := message(&samples[0], notPersonOrPlace)
	text, offsets := s.text(nil, nil)
	assert.Equal(t, "Hallo Ayşes Mama, Am Birkhain 5, 04177 Leipzig (Sachsen)!", string(text))
	var found []string
	for _, g := range s.gold(offsets) {
		found = append(found, string(text[g.start:g.end]))
	}
	assert.Equal(t, "Ayşe|Am Birkhain|Sachsen", strings.Join(found, "|"), "what stands behind the street may be a place, a firm may be unmarked")
}

func TestStreetLength(t *testing.T) {
	for address, want := range map[string]string{
		"Am Birkhain 5,\n04177 Leipzig": "Am Birkhain", "kattrepel 5": "kattrepel", "Lange Str. 12 b": "Lange Str.", "Ulmenweg Nr. 7": "Ulmenweg",
		"04177 Leipzig": "", "Postfach 12 34": "", "Q 7, 24": "", "12 rue des Lilas": "", "erlenkamp neunzehn": "", "Hof, 3": "",
	} {
		assert.Equal(t, want, address[:streetLength(address)], "%q", address)
	}
}

var update = flag.Bool("update", false, "write the list of frequent words anew")

func TestFrequentWords(t *testing.T) {
	words, err := FrequentWords(512)
	require.NoError(t, err)
	list := strings.Join(words, "\n") + "\n"
	const file = "../frequent.txt"
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(list), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, list, string(want), "go test ./recognizers/internal/tagger/train -run TestFrequentWords -update")
}
