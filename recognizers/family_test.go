package recognizers_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers"
	"github.com/deckname/deckname/recognizers/recognizertest"
)

// standAlone returns the structured recognizers as programs make them that want one: without a family.
func standAlone() map[string]anonymize.Recognizer {
	alone := map[string]anonymize.Recognizer{}
	for _, s := range allSpecimens() {
		r := s.new()
		alone[r.Info().Name] = r
	}
	return alone
}

// checkFamily asks every recognizer that its family would pass over, and its twin that stands alone, and wants nothing to be found.
func checkFamily(t testing.TB, rs []anonymize.Recognizer, alone map[string]anonymize.Recognizer, text, prompt string) {
	d, err := anonymize.NewDocument(text, prompt)
	if err != nil {
		return
	}
	var answers map[anonymize.Family]uint64
	for _, r := range rs {
		info := r.Info()
		if info.Family == nil || info.Needs&^d.Features() != 0 {
			continue
		}
		bits, ok := answers[info.Family]
		if !ok {
			bits = info.Family.Concerns(d)
			answers = map[anonymize.Family]uint64{info.Family: bits}
		}
		if bits>>info.Member&1 != 0 {
			continue
		}
		found, err := r.Recognize(t.Context(), d, nil)
		require.NoError(t, err)
		require.Empty(t, found, "%s was passed over: %q, prompt %q", info.Name, text, prompt)
		found, err = alone[info.Name].Recognize(t.Context(), d, nil)
		require.NoError(t, err)
		if info.Name == "reference" { // "whatever else is called a number": alone it knows no other recognizer's numbers
			found = slices.DeleteFunc(found, func(e anonymize.Entity) bool { return e.Score == 0.6 })
		}
		require.Empty(t, found, "%s was passed over, alone it finds something: %q, prompt %q", info.Name, text, prompt)
	}
}

// familyTexts are texts in which something is to be found, and the pieces that they consist of.
func familyTexts(t testing.TB) (texts, pieces []string) {
	texts, _ = chat(t)
	for _, s := range allSpecimens() {
		pieces = append(pieces, s.keyword)
		for _, v := range append(append(append([]string{}, s.valid...), s.invalid...), s.shaped...) {
			pieces = append(pieces, v)
			texts = append(texts, v, s.keyword+" "+v, v+" "+s.keyword, s.keyword+":\n"+v, strings.ToLower(s.keyword+" "+v), strings.ToUpper(v))
		}
	}
	for _, line := range lines(t, "testdata/spellings.tsv") {
		_, text, _ := strings.Cut(line, "\t")
		texts = append(texts, strings.ReplaceAll(text, `\n`, "\n"))
	}
	texts = append(texts, lines(t, "testdata/clean.txt")...)
	texts = append(texts, "Mein Bescheid 88204 strich 19 ist da", "wegen Bescheid 88204 durch 19", "Mein Bescheid 88204-AB Schrägstrich 19 ist da", "lzx1234560", "hier: lzx1234560 danke")
	for _, text := range texts {
		pieces = append(pieces, strings.Fields(text)...)
	}
	return texts, pieces
}

func TestFamily(t *testing.T) {
	rs, alone := recognizers.All(), standAlone()
	texts, pieces := familyTexts(t)
	for _, text := range texts {
		checkFamily(t, rs, alone, text, "")
		checkFamily(t, rs, alone, strings.ToUpper(text), "")
		checkFamily(t, rs, alone, strings.NewReplacer(" ", "", "-", " ").Replace(text), "Wie lautet Ihre Ausweisnummer oder IBAN?")
		if prompt, answer, ok := strings.Cut(text, "||"); ok {
			checkFamily(t, rs, alone, answer, prompt)
		}
	}
	member := rs[slices.IndexFunc(rs, func(r anonymize.Recognizer) bool { return r.Info().Name == "reference" })]
	for n := range 2200 {
		text := "meine Kundennummer ist" + strings.Repeat(" "+inWords(n), 4)
		checkFamily(t, rs, alone, text, "")
		d, err := anonymize.NewDocument(text+" seit Mai 2024", "")
		require.NoError(t, err)
		want, err := alone["reference"].Recognize(t.Context(), d, nil)
		require.NoError(t, err)
		require.NotEmpty(t, want, text)
		found, err := member.Recognize(t.Context(), d, nil)
		require.NoError(t, err)
		require.Equal(t, want, found, text)
	}
	for _, text := range recognizertest.Hostile(512) {
		checkFamily(t, rs, alone, text, "")
	}
	r := rand.New(rand.NewPCG(7, 7))
	for range 30_000 {
		checkFamily(t, rs, alone, shuffled(r, pieces), shuffled(r, pieces[:100]))
	}
}

// inWords spells a number below ten thousand.
func inWords(n int) string {
	low := [...]string{"null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf", "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn"}
	tens := [...]string{"", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"}
	rest := func(n int) string {
		if n == 0 {
			return ""
		}
		return inWords(n)
	}
	stem := func(n int) string { return strings.Replace(low[n], "eins", "ein", 1) }
	switch {
	case n < 20:
		return low[n]
	case n < 100 && n%10 == 0:
		return tens[n/10]
	case n < 100:
		return stem(n%10) + "und" + tens[n/10]
	case n < 1000:
		return strings.TrimPrefix(stem(n/100), "ein") + "hundert" + rest(n%100)
	}
	return strings.TrimPrefix(stem(n/1000), "ein") + "tausend" + rest(n%1000)
}

// shuffled joins a few pieces, some of them damaged.
func shuffled(r *rand.Rand, pieces []string) string {
	var b strings.Builder
	for range 1 + r.IntN(6) {
		p := pieces[r.IntN(len(pieces))]
		switch r.IntN(8) {
		case 0:
			p = strings.ToLower(p)
		case 1:
			p = strings.ReplaceAll(p, " ", [...]string{"", "-", "/", ".", "  ", "\n"}[r.IntN(6)])
		case 2:
			p = p[:r.IntN(len(p)+1)]
		case 3:
			i := r.IntN(len(p) + 1)
			p = p[:i] + [...]string{" ", "-", "0", "<<", ":", "+49 ", "@"}[r.IntN(7)] + p[i:]
		}
		b.WriteString(p)
		b.WriteString([...]string{" ", " ", " ", "", "\n", ", ", ": ", "-", "/", "."}[r.IntN(10)])
	}
	return strings.ToValidUTF8(b.String(), "")
}

// seedsApart thins out the seeds of FuzzFamily: TestFamily asks about every text, and the fuzzer, which runs all seeds before it changes
// the first, would do nothing else in the time it has.
const seedsApart = 40

// FuzzFamily looks for texts that a family passes over though a member finds something.
func FuzzFamily(f *testing.F) {
	texts, _ := familyTexts(f)
	for i := 0; i < len(texts); i += seedsApart {
		f.Add(texts[i], "")
	}
	rs, alone := recognizers.All(), standAlone()
	f.Fuzz(func(t *testing.T, text, prompt string) { checkFamily(t, rs, alone, text, prompt) })
}

// TestFamilyMembers makes sure that all recognizers of numbers are asked only when their family says so, and that a
// recognizer made alone has none.
func TestFamilyMembers(t *testing.T) {
	members := 0
	for _, r := range recognizers.All() {
		if r.Info().Family != nil {
			members++
		}
	}
	assert.Equal(t, len(structured(t)), members)
	assert.Nil(t, recognizers.IBAN().Info().Family)
}
