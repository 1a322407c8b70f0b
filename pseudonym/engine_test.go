package pseudonym_test

import (
	"context"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/pseudonym"
)

// words finds two names and an IBAN wherever they stand.
type words struct{}

func (words) Info() anonymize.Info {
	return anonymize.Info{Name: "words", Types: []anonymize.EntityType{anonymize.Person, anonymize.IBANCode}, Version: "1"}
}

func (words) Recognize(_ context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	for _, w := range []struct {
		text string
		t    anonymize.EntityType
	}{{"Eva Schmidt", anonymize.Person}, {"Müller", anonymize.Person}, {"DE02 1203", anonymize.IBANCode}} {
		for at := 0; ; {
			i := strings.Index(doc.Text()[at:], w.text)
			if i < 0 {
				break
			}
			at += i
			dst = append(dst, anonymize.Entity{Span: anonymize.Span{Start: at, End: at + len(w.text)}, Type: w.t, Score: 1, Evidence: anonymize.EvidencePattern})
			at += len(w.text)
		}
	}
	return dst, nil
}

// TestEngine: law 1 and the stream, through the engine, with text that does its best to confuse: Reveal(Anonymize(x)) == x
// and the RevealWriter gives the same in whatever pieces the text comes.
func TestEngine(t *testing.T) {
	ctx := context.Background()
	all := schemes()
	all["surrogates"] = pseudonym.Surrogates()
	for name, scheme := range all {
		t.Run(name, func(t *testing.T) {
			v := open(t, pseudonym.Config{Scheme: scheme})
			a, err := anonymize.New(anonymize.Config{Recognizers: []anonymize.Recognizer{words{}}, Policy: anonymize.DefaultPolicy(v), Revealer: v,
				DangerouslyRevealInURLs: true})
			require.NoError(t, err)
			extra := append([]string{"Eva Schmidt", "Müller", "DE02 1203", "Müllers "}, put(t, v, "conversation 0", person("Eva Schmidt"), person("Müller"))...)
			r := rand.New(rand.NewPCG(7, 8))
			for i := range 400 {
				text := strings.ToValidUTF8(randomText(r, extra), "")
				scope := []string{"conversation 0", "conversation 1"}[i%2]
				res, err := a.Anonymize(ctx, anonymize.Message{Scope: scope, Text: text})
				require.NoError(t, err, "%q", text)
				require.NotContains(t, res.Text, "Eva Schmidt")
				back, err := a.Reveal(ctx, anonymize.Message{Scope: scope, Text: res.Text})
				require.NoError(t, err)
				require.Equal(t, text, back.Text, "via %q", res.Text)
				var out strings.Builder
				w, err := a.NewRevealWriter(ctx, &out, anonymize.Message{Scope: scope})
				require.NoError(t, err)
				for rest := res.Text; rest != ""; {
					n := 1 + r.IntN(min(len(rest), 9))
					_, err := w.Write([]byte(rest[:n]))
					require.NoError(t, err)
					rest = rest[n:]
				}
				require.NoError(t, w.Close())
				require.Equal(t, text, out.String(), "streamed %q", res.Text)
			}
		})
	}
}
