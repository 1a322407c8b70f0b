package recognizers_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers"
	"github.com/deckname/deckname/recognizers/recognizertest"
)

// checkFamily asks every recognizer that its family would pass over, and wants nothing to be found.
func checkFamily(t testing.TB, rs []anonymize.Recognizer, text, prompt string) {
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
	for _, text := range texts {
		pieces = append(pieces, strings.Fields(text)...)
	}
	return texts, pieces
}

func TestFamily(t *testing.T) {
	rs := recognizers.All()
	texts, pieces := familyTexts(t)
	for _, text := range texts {
		checkFamily(t, rs, text, "")
		checkFamily(t, rs, strings.ToUpper(text), "")
		checkFamily(t, rs, strings.NewReplacer(" ", "", "-", " ").Replace(text), "Wie lautet Ihre Ausweisnummer oder IBAN?")
		if prompt, answer, ok := strings.Cut(text, "||"); ok {
			checkFamily(t, rs, answer, prompt)
		}
	}
	for _, text := range recognizertest.Hostile(512) {
		checkFamily(t, rs, text, "")
	}
	r := rand.New(rand.NewPCG(7, 7))
	for range 30_000 {
		checkFamily(t, rs, shuffled(r, pieces), shuffled(r, pieces[:100]))
	}
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

// FuzzFamily looks for texts that a family passes over though a member finds something.
func FuzzFamily(f *testing.F) {
	texts, _ := familyTexts(f)
	for _, text := range texts {
		f.Add(text, "")
	}
	rs := recognizers.All()
	f.Fuzz(func(t *testing.T, text, prompt string) { checkFamily(t, rs, text, prompt) })
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
