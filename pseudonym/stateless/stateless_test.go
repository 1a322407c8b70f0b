package stateless_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/pseudonym"
	"github.com/deckname/deckname/pseudonym/stateless"
)

func Example() {
	ctx := context.Background()
	key := bytes.Repeat([]byte{1}, stateless.KeyBytes) // 32 random bytes, from a secret store
	v, err := stateless.New(stateless.Config{Keys: [][]byte{key}, Audit: new(pseudonym.MemoryAudit)})
	if err != nil {
		panic(err)
	}
	tokens, err := v.Pseudonymize(ctx, "request 1", []anonymize.Value{anonymize.NewValue(anonymize.Person, "Eva Schmidt")})
	if err != nil {
		panic(err)
	}
	vals, err := v.Reveal(ctx, "request 1", tokens, nil)
	if err != nil {
		panic(err)
	}
	fmt.Println(strings.HasPrefix(tokens[0], "[PERSON_"), vals[0].Expose())
	_, err = v.Reveal(ctx, "request 2", tokens, nil)
	fmt.Println(err)
	// Output:
	// true Eva Schmidt
	// pseudonym: unknown pseudonym
}

func vault(t testing.TB, keys ...byte) *stateless.Vault {
	var ks [][]byte
	for _, k := range keys {
		ks = append(ks, bytes.Repeat([]byte{k}, stateless.KeyBytes))
	}
	v, err := stateless.New(stateless.Config{Keys: ks, DangerouslyNoAudit: true})
	require.NoError(t, err)
	return v
}

func TestTokens(t *testing.T) {
	ctx := context.Background()
	v := vault(t, 1)
	long := strings.Repeat("ä", stateless.MaxValueBytes/2)
	vals := []anonymize.Value{anonymize.NewValue(anonymize.Person, "Eva Schmidt"), anonymize.NewValue(anonymize.DEHealthInsurance, long),
		anonymize.NewValue(anonymize.Person, "Eva Schmidt"), anonymize.NewValue(anonymize.Username, "Eva Schmidt"),
		anonymize.NewValue(anonymize.EntityType(strings.Repeat("X", anonymize.MaxTypeBytes)), long)}
	got, err := v.Pseudonymize(ctx, "s", vals)
	require.NoError(t, err)
	assert.Equal(t, got[0], got[2], "deterministic")
	assert.NotEqual(t, strings.TrimPrefix(got[0], "[PERSON"), strings.TrimPrefix(got[3], "[USERNAME"), "the type counts")
	for _, tok := range got {
		assert.LessOrEqual(t, len(tok), anonymize.MaxTokenBytes)
	}
	other, err := v.Pseudonymize(ctx, "t", vals[:1])
	require.NoError(t, err)
	assert.NotEqual(t, got[0], other[0], "scopes are unrelated")
	f, err := v.Finder(ctx, "s")
	require.NoError(t, err)
	bare := strings.Trim(got[0], "[]")
	for text, want := range map[string]string{
		"x" + got[0] + "y": got[0], "**" + got[0] + "**": got[0], bare + ".": bare, strings.ToLower(got[0]): strings.ToLower(got[0]),
		strings.ReplaceAll(got[0], "_", `\_`): strings.ReplaceAll(got[0], "_", `\_`), "ä" + got[0] + "ß": got[0],
		"x" + bare: "", "ä" + bare: "", bare[:len(bare)-1] + "!": "", other[0]: "", got[0][:len(got[0])-2] + "a]": "",
	} {
		spans := f.Find([]byte(text), nil)
		if want == "" {
			assert.Empty(t, spans, text)
			continue
		}
		require.Len(t, spans, 1, text)
		tok := text[spans[0].Start:spans[0].End]
		assert.Equal(t, want, tok)
		vals, err := v.Reveal(ctx, "s", []string{tok}, nil)
		require.NoError(t, err)
		assert.Equal(t, "Eva Schmidt", vals[0].Expose())
	}
	_, err = v.Pseudonymize(ctx, "s", []anonymize.Value{anonymize.NewValue(anonymize.Person, long+"x")})
	assert.ErrorIs(t, err, stateless.ErrTooLong)
	vals, err = vault(t, 2, 1).Reveal(ctx, "s", got, nil)
	require.NoError(t, err, "an older key still reads")
	assert.Equal(t, long, vals[1].Expose())
	_, err = vault(t, 2).Reveal(ctx, "s", got, nil)
	assert.ErrorIs(t, err, anonymize.ErrUnresolved)
	_, err = stateless.New(stateless.Config{Keys: [][]byte{{1}}})
	assert.ErrorIs(t, err, stateless.ErrKey)
	audited, err := stateless.New(stateless.Config{Keys: [][]byte{bytes.Repeat([]byte{1}, 32)}})
	require.NoError(t, err)
	_, err = audited.Reveal(ctx, "s", got, nil)
	assert.ErrorIs(t, err, pseudonym.ErrNoAudit)
}

// TestHold checks the contract of anonymize.Finder on random texts and cuts.
func TestHold(t *testing.T) {
	ctx := context.Background()
	v := vault(t, 1)
	tokens, err := v.Pseudonymize(ctx, "s", []anonymize.Value{anonymize.NewValue(anonymize.Person, "Eva"), anonymize.NewValue(anonymize.DETaxID, "1")})
	require.NoError(t, err)
	f, err := v.Finder(ctx, "s")
	require.NoError(t, err)
	pieces := []string{tokens[0], tokens[1], strings.Trim(tokens[0], "[]"), strings.ToUpper(tokens[1]), "[", "]", `\`, `\_`, "_", "a", " ", "ä", "„", "\xE2", tokens[0][:9], tokens[0][9:]}
	r := rand.New(rand.NewPCG(5, 6))
	for range 5000 {
		var b strings.Builder
		for range r.IntN(10) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		text := b.String()
		cut := r.IntN(len(text) + 1)
		hold := f.Hold([]byte(text[:cut]))
		require.True(t, hold >= 0 && hold <= min(cut, anonymize.MaxTokenBytes))
		p := cut - hold
		var early, want []anonymize.Span
		for _, s := range f.Find([]byte(text[:cut]), nil) {
			if s.End <= p {
				early = append(early, s)
			}
		}
		for _, s := range f.Find([]byte(text), nil) {
			if s.End <= p {
				want = append(want, s)
			} else {
				require.GreaterOrEqual(t, s.Start, p, "%q cut at %d", text, cut)
			}
		}
		require.Equal(t, want, early, "%q cut at %d", text, cut)
	}
}

// FuzzTokens: any value comes back from its token, in its scope only, and nobody writes a token that opens.
func FuzzTokens(f *testing.F) {
	ctx := context.Background()
	v := vault(f, 1)
	got, err := v.Pseudonymize(ctx, "s", []anonymize.Value{anonymize.NewValue(anonymize.Person, "Eva Schmidt")})
	require.NoError(f, err)
	f.Add("Eva Schmidt", got[0])
	f.Add("ä", strings.ToLower(got[0]))
	f.Add("", got[0][:len(got[0])-2]+"]")
	f.Fuzz(func(t *testing.T, text, forged string) {
		val := anonymize.NewValue(anonymize.Person, text)
		tokens, err := v.Pseudonymize(ctx, "s", []anonymize.Value{val})
		if err == nil {
			back, err := v.Reveal(ctx, "s", tokens, nil)
			require.NoError(t, err)
			require.Equal(t, text, back[0].Expose())
			back, err = v.Reveal(ctx, "t", tokens, nil)
			require.ErrorIs(t, err, anonymize.ErrUnresolved)
			require.True(t, back[0].IsZero())
		}
		back, err := v.Reveal(ctx, "s", []string{forged}, nil)
		if err != nil || back[0].IsZero() {
			return
		}
		again, err := v.Pseudonymize(ctx, "s", back)
		require.NoError(t, err)
		require.True(t, strings.EqualFold(strings.Trim(again[0], "[]"), strings.Trim(forged, "[]")), "%q opens", forged)
		finder, err := v.Finder(ctx, "s")
		require.NoError(t, err)
		require.LessOrEqual(t, finder.Hold([]byte(forged)), len(forged))
	})
}
