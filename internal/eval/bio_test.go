package eval_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/internal/corpus"
	"github.com/deckname/deckname/internal/eval"
)

// format shows a sample with its marks.
func format(s corpus.Sample) string {
	var b strings.Builder
	at := 0
	for _, m := range s.Entities {
		b.WriteString(s.Text[at:m.Start] + "⟦" + m.Type + "|" + s.Text[m.Start:m.End] + "⟧")
		at = m.End
	}
	return b.String() + s.Text[at:]
}

func TestReadBIO(t *testing.T) {
	cases := map[string]struct{ in, want, reason string }{
		"person and place": {
			in:     "Frau\tO\nAda\tB-PER\nWolke\tI-PER\n,\tO\nKöln\tB-LOC\n.\tO\n",
			want:   "Frau ⟦PERSON|Ada Wolke⟧, ⟦LOCATION|Köln⟧.",
			reason: "punctuation stands at the word",
		},
		"derivation": {
			in: "die\tO\nKölner\tB-LOCderiv\n", want: "die Kölner", reason: "a derivation is no place",
		},
		"part in capitals": {
			in: "der\tO\nDFB-Präsident\tB-ORGPART\n", want: "der DFB-Präsident", reason: "other sets write capitals",
		},
		"two in a row": {
			in: "Ada\tB-person\nBea\tB-person\n", want: "⟦PERSON|Ada⟧ ⟦PERSON|Bea⟧", reason: "B begins anew",
		},
		"I without B": {
			in: "Ada\tI-PER\nWolke\tI-PER\n", want: "⟦PERSON|Ada Wolke⟧", reason: "old sets begin with I",
		},
		"quotes and brackets": {
			in:     "\"\tO\nHallo\tO\n\"\tO\n(\tO\nAda\tB-PER\n)\tO\n",
			want:   `"Hallo" (⟦PERSON|Ada⟧)`,
			reason: "straight quotes open and close in turn",
		},
		"open label": {
			in: "am\tO\nHauptbahnhof\tB-location-stop\n", want: "am Hauptbahnhof", reason: "not judged, so optional",
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got, err := eval.ReadBIO(strings.NewReader(c.in), "set.tsv", eval.Import{})
			require.NoError(t, err)
			require.Len(t, got, 1)
			assert.Equal(t, c.want, format(got[0]), c.reason)
			assert.Equal(t, []string{"PERSON", "LOCATION"}, got[0].Types)
			if name == "open label" {
				assert.Len(t, got[0].Optional, 1)
			}
		})
	}
	t.Run("sentences", func(t *testing.T) {
		got, err := eval.ReadBIO(strings.NewReader("-DOCSTART-\tO\n\nAda\tB-PER\r\n\n\nBea\tB-PER\tmore\n"), "set.tsv", eval.Import{})
		require.NoError(t, err)
		require.Len(t, got, 2)
		assert.Equal(t, 6, got[1].Line)
	})
	t.Run("fault", func(t *testing.T) {
		_, err := eval.ReadBIO(strings.NewReader("Ada\tB-PER\nCanary\n"), "set.tsv", eval.Import{})
		require.Error(t, err)
		assert.Contains(t, err.Error(), "set.tsv:2")
		assert.NotContains(t, err.Error(), "Canary")
		_, err = eval.ReadBIO(strings.NewReader("\n"), "set.tsv", eval.Import{})
		assert.ErrorIs(t, err, corpus.ErrNoSamples)
	})
}

func FuzzReadBIO(f *testing.F) {
	f.Add("Frau\tO\nAda\tB-PER\nWolke\tI-PER\n\n-DOCSTART-\tO\n\"\tO\n")
	f.Add("ẞ\tI-LOC\tx\n…\tB-LOCderiv\r\n")
	f.Fuzz(func(t *testing.T, in string) {
		samples, err := eval.ReadBIO(strings.NewReader(in), "set.tsv", eval.Import{})
		if err != nil {
			return
		}
		for _, s := range samples {
			end := 0
			for _, m := range s.Entities {
				require.True(t, end <= m.Start && m.Start < m.End && m.End <= len(s.Text), "%v", s.Entities)
				end = m.End
			}
		}
	})
}
