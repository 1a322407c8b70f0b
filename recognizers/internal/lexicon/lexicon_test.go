package lexicon_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/internal/fold"
	"github.com/deckname/deckname/recognizers/internal/lexicon"
)

func TestLookup(t *testing.T) {
	table := lexicon.Load()
	for _, tc := range []struct {
		word      string
		is, isNot lexicon.Class
		why       string
	}{
		{"Müller", lexicon.Surname, lexicon.Common, "the most frequent surname is no everyday word"},
		{"MUELLER", lexicon.Surname, 0, "digraphs and capitals fold to the same key"},
		{"Charlotte", lexicon.FirstName | lexicon.Female, lexicon.Male, "registered for girls"},
		{"Yılmaz", lexicon.Surname, 0, "Turkish surname with a dotless i"},
		{"Nguyen", lexicon.Surname, 0, "Vietnamese surname"},
		{"Kowalski", lexicon.Surname, 0, "Polish surname"},
		{"Mohammed", lexicon.FirstName, 0, "Arabic given name"},
		{"Olena", lexicon.FirstName, 0, "Ukrainian given name"},
		{"und", lexicon.Common, lexicon.FirstName | lexicon.Place, "function word"},
		{"schreiben", lexicon.Common, lexicon.FirstName, "verb"},
		{"Antrag", lexicon.Noun, lexicon.FirstName, "noun after articles"},
		{"Köln", lexicon.Place, lexicon.Common, "city"},
		{"Sommer", lexicon.Surname | lexicon.Noun, 0, "a surname that is a noun carries the counter-evidence"},
		{"Frankreich", lexicon.Country, 0, "country"},
		{"bad homburg vor der hoehe", lexicon.Place, 0, "joined name"},
		{"castrop rauxel", lexicon.Place, 0, "hyphens count as blanks"},
		{"castrop", lexicon.PlaceHead, lexicon.Place, "first word of a joined name"},
		{"Frankfurt", lexicon.Place | lexicon.PlaceHead, 0, "short for a joined name"},
		{"AufenthG", lexicon.Law, 0, "abbreviated law"},
		{"Dr", lexicon.Title, 0, "degree"},
		{"Kollegin", lexicon.Role, 0, "role before names"},
	} {
		e, ok := table.Lookup(fold.Hash(tc.word))
		require.True(t, ok, "%s: %s", tc.word, tc.why)
		assert.Equal(t, tc.is, e.Class&tc.is, "%s: %s", tc.word, tc.why)
		assert.Zero(t, e.Class&tc.isNot, "%s: %s", tc.word, tc.why)
	}
}

func TestLookupFrequencies(t *testing.T) {
	table := lexicon.Load()
	entry := func(w string) lexicon.Entry {
		e, ok := table.Lookup(fold.Hash(w))
		require.True(t, ok, w)
		return e
	}
	assert.Greater(t, entry("schmidt").Last, entry("aabadi").Last, "rank decides")
	assert.Greater(t, entry("marie").First, entry("adelgunde").First, "births decide")
	assert.Greater(t, entry("berlin").Place, entry("kummersdorf").Place, "cities before villages")
	assert.Greater(t, entry("und").Common, entry("widersprechen").Common, "running text decides")
	assert.Greater(t, entry("sommer").Noun, entry("schmidt").Noun, "articles mark nouns")
}

func TestLookupUnknownWords(t *testing.T) {
	table := lexicon.Load()
	false4 := 0
	for i := range 400_000 {
		if _, ok := table.Lookup(fold.Hash(fmt.Sprintf("%dx%d", i, i*i))); ok {
			false4++
		}
	}
	assert.LessOrEqual(t, false4, 4, "at most one false member in 100,000 look-ups")
}

func TestLookupName(t *testing.T) {
	table := lexicon.Load()
	for _, tc := range []struct {
		word string
		is   lexicon.Class
		cut  int
		why  string
	}{
		{"mueller", lexicon.Surname, 0, "as it stands"},
		{"kowalskis", lexicon.Surname, 1, "genitive or plural"},
		{"bielefelder", lexicon.Place, 2, "inhabitant"},
		{"hans", lexicon.FirstName, 0, "not the genitive of han"},
		{"dies", lexicon.Common, 0, "a common word is never cut"},
	} {
		e, cut, ok := table.LookupName(tc.word)
		require.True(t, ok, "%s: %s", tc.word, tc.why)
		assert.NotZero(t, e.Class&tc.is, "%s: %s", tc.word, tc.why)
		assert.Equal(t, tc.cut, cut, "%s: %s", tc.word, tc.why)
	}
	_, _, ok := table.LookupName("qxzqxzq")
	assert.False(t, ok)
}

func TestPLZ(t *testing.T) {
	table := lexicon.Load()
	for code, want := range map[string]bool{
		"50667": true, "10115": true, "00000": false, "1010": true, "8001": true, "0001": false,
		"506671": false, "": false, "5066a": false,
	} {
		assert.Equal(t, want, table.PLZ(code), code)
	}
	assert.True(t, table.PLZPlace("50667", fold.Hash("Köln")))
	assert.False(t, table.PLZPlace("50667", fold.Hash("Berlin")), "another city")
	assert.True(t, table.PLZPlace("61348", fold.Hash("bad homburg vor der hoehe")), "joined name")
	assert.True(t, table.PLZPlace("61348", fold.Hash("bad")), "first word")
	assert.True(t, table.PLZPlace("1010", fold.Hash("wien")), "Austria")
	assert.True(t, table.PLZPlace("8001", fold.Hash("zuerich")), "Switzerland")
}

func TestBuilder(t *testing.T) {
	build := func(words []string) []byte {
		var b lexicon.Builder
		for _, w := range words {
			b.Add(fold.Hash(w), lexicon.Entry{Class: lexicon.Noun, Noun: uint8(len(w) % 8)})
		}
		b.AddPLZ("12345", fold.Hash("musterstadt"))
		data, err := b.Bytes()
		require.NoError(t, err)
		return data
	}
	data := build([]string{"eins", "zwei", "drei"})
	assert.Equal(t, data, build([]string{"drei", "eins", "zwei", "eins"}), "order and repetition do not matter")

	table, err := lexicon.Open(string(data))
	require.NoError(t, err)
	assert.Equal(t, 3, table.Len())
	e, ok := table.Lookup(fold.Hash("zwei"))
	assert.True(t, ok)
	assert.Equal(t, lexicon.Entry{Class: lexicon.Noun, Noun: 4}, e)
	assert.True(t, table.PLZPlace("12345", fold.Hash("musterstadt")))

	for name, bad := range map[string]string{
		"empty": "", "short": string(data[:40]), "other magic": "X" + string(data[1:]), "tail": string(data) + "x",
	} {
		_, err := lexicon.Open(bad)
		assert.ErrorIs(t, err, lexicon.ErrFormat, name)
	}
}

func TestLookupAllocatesNothing(t *testing.T) {
	table := lexicon.Load()
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		table.LookupName("kowalskis")
		table.PLZPlace("50667", 1)
	}))
}

func BenchmarkLookup(b *testing.B) {
	table := lexicon.Load()
	h := uint64(1)
	for b.Loop() {
		h = h*6364136223846793005 + 1442695040888963407
		table.Lookup(h)
	}
}

func Example() {
	table := lexicon.Load()
	e, _ := table.Lookup(fold.Hash("Köln"))
	fmt.Println(e.Is(lexicon.Place), e.Is(lexicon.Surname|lexicon.Common))
	fmt.Println(table.PLZPlace("50667", fold.Hash("Köln")))
	// Output:
	// true false
	// true
}

func TestNounsAgreesWithLookup(t *testing.T) {
	table := lexicon.Load()
	nouns := table.Nouns()
	found := 0
	for _, w := range strings.Fields("haus strasse amt antrag koch mueller schmidt berlin und der tisch xyzzy bescheid lindner bahn hof zeitung") {
		h := fold.HashBytes(w)
		want, ok := table.Lookup(h)
		got, is := nouns.Noun(h)
		assert.Equal(t, ok && want.Noun >= 2, is, w)
		if is {
			assert.Equal(t, want, got, w)
			found++
		}
	}
	assert.Greater(t, found, 5)
	for h := range uint64(200_000) {
		want, ok := table.Lookup(h)
		_, is := nouns.Noun(h)
		assert.Equal(t, ok && want.Noun >= 2, is)
	}
}
