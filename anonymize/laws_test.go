package anonymize_test

import (
	"bytes"
	"crypto/sha256"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/pseudonym"
	"github.com/deckname/deckname/recognizers"
)

// complete is the whole module: all recognizers and a real vault in memory.
func complete(t testing.TB, scheme pseudonym.Scheme) *anonymize.Anonymizer {
	t.Helper()
	keys, err := pseudonym.NewLocalKeys(bytes.Repeat([]byte{1}, 32))
	require.NoError(t, err)
	v, err := pseudonym.Open(ctx, pseudonym.Config{Store: pseudonym.NewMemory(), Ring: pseudonym.NewMemoryRing(), Keys: keys, Scheme: scheme, DangerouslyNoAudit: true})
	require.NoError(t, err)
	t.Cleanup(func() { _ = v.Close() })
	a, err := anonymize.New(anonymize.Config{Recognizers: recognizers.All(), Policy: anonymize.DefaultPolicy(v), Revealer: v, Known: v})
	require.NoError(t, err)
	return a
}

// checkLaws holds the laws of the whole module for one text, said twice in one conversation.
func checkLaws(t *testing.T, a *anonymize.Anonymizer, scope, text string, seed uint64) {
	for turn := range 2 {
		r, err := a.Anonymize(ctx, anonymize.Message{Scope: scope, Text: text})
		if !utf8.ValidString(text) {
			require.ErrorIs(t, err, anonymize.ErrInvalidUTF8)
			return
		}
		require.NoError(t, err)
		back, err := a.Reveal(ctx, anonymize.Message{Scope: scope, Text: r.Text})
		require.NoError(t, err)
		require.Equal(t, text, back.Text, "law 1, turn %d, bot saw %q", turn, r.Text)

		at, outAt := 0, 0
		for _, e := range r.Edits {
			require.Equal(t, text[at:e.In.Start], r.Text[outAt:e.Out.Start], "law 1: text outside the spans is untouched")
			at, outAt = e.In.End, e.Out.End
		}
		require.Equal(t, text[at:], r.Text[outAt:])

		again, err := a.Anonymize(ctx, anonymize.Message{Scope: scope, Text: text})
		require.NoError(t, err)
		require.Equal(t, pseudonyms(text, r), withKeysOf(pseudonyms(text, again), pseudonyms(text, r)), "law 4: the same values, the same pseudonyms")

		elsewhere, err := a.Reveal(ctx, anonymize.Message{Scope: scope + " other", Text: r.Text})
		require.NoError(t, err)
		require.Equal(t, r.Text, elsewhere.Text, "law 4: scopes are unlinkable")

		rnd := rand.New(rand.NewPCG(seed, uint64(turn)))
		var out bytes.Buffer
		w, err := a.NewRevealWriter(ctx, &out, anonymize.Message{Scope: scope})
		require.NoError(t, err)
		for rest := r.Text; rest != ""; {
			n := 1 + rnd.IntN(min(len(rest), 1+rnd.IntN(16)))
			_, err := w.Write([]byte(rest[:n]))
			require.NoError(t, err)
			rest = rest[n:]
		}
		require.NoError(t, w.Close())
		require.Equal(t, text, out.String(), "a stream reveals the same")
	}
}

// pseudonyms returns what each value of text became, by type and value.
func pseudonyms(text string, r anonymize.Result) map[string]string {
	types := make(map[anonymize.Span]anonymize.EntityType)
	for _, e := range r.Entities {
		types[e.Span] = e.Type
	}
	out := make(map[string]string)
	for _, e := range r.Edits {
		out[string(types[e.In])+" "+text[e.In.Start:e.In.End]] = r.Text[e.Out.Start:e.Out.End]
	}
	return out
}

// withKeysOf completes got by want's entries for values that it lacks: persons that are known by now may be found in
// another cut.
func withKeysOf(got, want map[string]string) map[string]string {
	out := make(map[string]string)
	for k, v := range want {
		out[k] = v
		if g, ok := got[k]; ok {
			out[k] = g
		}
	}
	return out
}

var lawSeeds = []string{
	"Ich heiße Jörg Wolkenstein, IBAN DE89 3704 0044 0532 0130 00, Tel. 030 23125001, geb. 1.2.1988.",
	"[PERSON_1] PERSON_1 [person_1]s **[PERSON_1]** [PERSON\\_1] Herr Wolkenstein", "Herr Wolkenstein[PERSON_1]Frau Wolkensteins",
	"https://x.example/?name=Wolkenstein&iban=DE89370400440532013000 max (at) web (punkt) de", "Hauptstraße 5, 12345 Berlin\r\nc/o Müller",
	"<a href='mailto:erika@example.com'>erika@example.com</a>", "Mu\u0308ller Ｗｏｌｋｅ 0１５２ 2881 7386\u200b", "[[PLACEHOLDER_1]] [PLACEHOLDER_1]_1] (PERSON_1b)",
	"Steuer-ID 86095742719 und 86 095 742 719 und L01X00T47", "PERSONq7k1 personq7k1s", "Herr Müller und Frau Müller, Max Müller, MAX MÜLLER, Müllers, Müller, Max",
}

func TestLaws(t *testing.T) {
	for name, scheme := range map[string]pseudonym.Scheme{"placeholders": pseudonym.Placeholders(), "codes": pseudonym.Codes()} {
		t.Run(name, func(t *testing.T) {
			a := complete(t, scheme)
			for i, s := range lawSeeds {
				checkLaws(t, a, "alone "+s[:4], s, uint64(i))
				for _, o := range lawSeeds {
					checkLaws(t, a, "together", s+" "+o, uint64(i))
					checkLaws(t, a, "glued", s+o, uint64(i))
				}
			}
		})
	}
}

// FuzzLaws runs the whole module. The scope is made of the text, so that findings do not depend on earlier inputs.
func FuzzLaws(f *testing.F) {
	for i, s := range lawSeeds {
		f.Add(s, uint64(i))
	}
	a := complete(f, pseudonym.Scheme{})
	f.Fuzz(func(t *testing.T, text string, seed uint64) {
		sum := sha256.Sum256([]byte(text))
		checkLaws(t, a, string(sum[:]), strings.Clone(text), seed)
	})
}
