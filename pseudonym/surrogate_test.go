package pseudonym_test

import (
	"context"
	"fmt"
	"math/big"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/pseudonym"
)

func TestSurrogates(t *testing.T) {
	ctx := context.Background()
	v := open(t, pseudonym.Config{Scheme: pseudonym.Surrogates()})
	val := anonymize.NewValue
	vals := []anonymize.Value{person("Max Müller"), person("Müller"), person("MAX MÜLLER"), person("Müllers"), person("Müller, Max"), person("Eva Schmidt"), person("Иван Петренко"),
		val(anonymize.PhoneNumber, "+49 171 5551234"), val(anonymize.PhoneNumber, "030 1234567"), val(anonymize.IBANCode, "DE02 1203 0000 0000 2020 51"),
		val(anonymize.DateOfBirth, "03.05.1980"), val(anonymize.DateOfBirth, "4. Mai 1980"), val(anonymize.Address, "Hauptstr. 5, 10115 Berlin"),
		val(anonymize.EmailAddress, "eva@schmidt.example"), val(anonymize.IPAddress, "10.1.2.3"), val(anonymize.DETaxID, "86095742719")}
	got := put(t, v, "s", vals...)
	seen := map[string]bool{}
	for i, tok := range got {
		assert.False(t, seen[strings.ToLower(tok)], "unique: %s", tok)
		seen[strings.ToLower(tok)] = true
		for _, x := range vals {
			assert.NotEqual(t, strings.ToLower(x.Expose()), strings.ToLower(tok))
		}
		assert.Equal(t, vals[i].Expose(), reveal(t, v, "s", tok)[0])
	}
	t.Log(strings.Join(got, " | "))
	assert.Equal(t, got, put(t, v, "s", vals...))
	sur := got[1]
	assert.True(t, strings.HasSuffix(got[0], " "+sur), "the surname of the same surrogate: %s, %s", got[0], got[1])
	assert.Equal(t, strings.ToUpper(got[2]), got[2])
	assert.Equal(t, sur+"s", got[3])
	assert.Equal(t, sur+", "+strings.TrimSuffix(got[0], " "+sur), got[4])
	assert.Regexp(t, `^\p{Cyrillic}+ \p{Cyrillic}+$`, got[6])
	assert.Regexp(t, `^\+49 17(1 39200|6 040690)\d\d$`, got[7])
	assert.Regexp(t, `^0(30 23125|69 90009|40 66969|221 4710|89 99998)\d{3}$`, got[8])
	bban := strings.ReplaceAll(got[9], " ", "")
	n, ok := new(big.Int).SetString(bban[4:]+"1314"+bban[2:4], 10)
	require.True(t, ok)
	assert.Equal(t, int64(1), new(big.Int).Mod(n, big.NewInt(97)).Int64(), "ISO 13616")
	assert.Regexp(t, `^\d\d\.\d\d\.\d{4}$`, got[10])
	assert.Regexp(t, `^\d{1,2}\. \p{L}+ \d{4}$`, got[11])
	assert.Regexp(t, `^\p{L}+ \d+$`, got[12])
	assert.Regexp(t, `^[a-z]+\.\d{4}@example\.org$`, got[13])
	assert.Equal(t, "[DE_TAX_ID_1]", got[15], "a type without surrogates")

	f, err := v.Finder(ctx, "s")
	require.NoError(t, err)
	eva := got[5]
	assert.Equal(t, []string{eva, eva, strings.ToUpper(eva)[:len(eva)]}, found(t, f, eva+"s Antrag, ("+eva+") "+strings.ToUpper(eva)+"!"))
	assert.Empty(t, found(t, f, "x"+eva+" "+eva+"en "+eva+"2"))
	for _, text := range []string{eva + "s Antrag " + sur, sur + "ss " + sur + "s", strings.Join(got, " "), strings.Join(got, "s, ") + "s"} {
		for cut := range len(text) + 1 {
			checkHold(t, f, text, cut)
		}
	}
	_, err = v.Reveal(ctx, "s", []string{"Niemand"}, nil)
	assert.ErrorIs(t, err, pseudonym.ErrUnknown)

	_, err = v.Forget(ctx, "s", eva)
	require.NoError(t, err)
	assert.Equal(t, "Max Müller", reveal(t, v, "s", got[0])[0], "the others moved to a new key")
	_, err = v.Reveal(ctx, "s", []string{eva}, nil)
	assert.ErrorIs(t, err, anonymize.ErrUnresolved)
}

func TestSurrogatesAreMany(t *testing.T) {
	v := open(t, pseudonym.Config{Scheme: pseudonym.Surrogates()})
	seen, surnames := map[string]bool{}, 0
	for i := range 60 {
		var vals []anonymize.Value
		for k := range 5 {
			vals = append(vals, person(fmt.Sprintf("Vor%cname Zuname%c%c", 'a'+k, 'a'+i%26, 'a'+i/26)))
		}
		for _, tok := range put(t, v, "s", vals...) {
			assert.False(t, seen[tok], tok)
			seen[tok] = true
			if regexp.MustCompile(`^\p{Lu}\p{L}+ \p{Lu}\p{L}+$`).MatchString(tok) {
				surnames++
			}
		}
	}
	assert.Greater(t, surnames, 200, "of 300")
}

// TestSurrogateExpires: a value that comes again after its retention may get the same surrogate again.
func TestSurrogateExpires(t *testing.T) {
	now := time.Unix(1_700_000_000, 0)
	v := open(t, pseudonym.Config{Scheme: pseudonym.Surrogates(), Clock: func() time.Time { return now }, Retention: pseudonym.Retention{Default: time.Hour}})
	date := anonymize.NewValue(anonymize.DateOfBirth, "03.05.1980")
	for range 3 {
		tok := put(t, v, "s", date, person("Eva Schmidt"))
		assert.Equal(t, []string{"03.05.1980", "Eva Schmidt"}, reveal(t, v, "s", tok...))
		now = now.Add(2 * time.Hour)
		_, err := v.Reveal(context.Background(), "s", tok, nil)
		assert.ErrorIs(t, err, anonymize.ErrUnresolved)
	}
}
