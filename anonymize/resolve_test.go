package anonymize_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/deckname/deckname/anonymize"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func e(start, end int, typ anonymize.EntityType, score float32, ev anonymize.Evidence) anonymize.Entity {
	return anonymize.Entity{Span: anonymize.Span{Start: start, End: end}, Type: typ, Score: score, Evidence: ev, Recognizer: "s"}
}

func analyzeSpans(t *testing.T, n int, ents []anonymize.Entity) []anonymize.Entity {
	t.Helper()
	a, err := anonymize.New(anonymize.Config{Recognizers: []anonymize.Recognizer{spans{"s", ents}}, MinScore: 0.01})
	require.NoError(t, err)
	got, err := a.Analyze(ctx, anonymize.Message{Text: strings.Repeat("x", n)})
	require.NoError(t, err)
	return got
}

func TestOverlapOrder(t *testing.T) {
	const sum = anonymize.EvidenceChecksum
	for _, c := range []struct {
		name     string
		in, want []anonymize.Entity
	}{
		{"checksum beats score", []anonymize.Entity{e(0, 4, "A", 0.9, 0), e(2, 6, "B", 0.5, sum)}, []anonymize.Entity{e(0, 2, "A", 0.9, 0), e(2, 6, "B", 0.5, sum)}},
		{"score beats length", []anonymize.Entity{e(0, 9, "A", 0.5, 0), e(3, 5, "B", 0.6, 0)}, []anonymize.Entity{e(0, 3, "A", 0.5, 0), e(3, 5, "B", 0.6, 0), e(5, 9, "A", 0.5, 0)}},
		{"length beats leftmost", []anonymize.Entity{e(0, 4, "A", 0.5, 0), e(3, 9, "B", 0.5, 0)}, []anonymize.Entity{e(0, 3, "A", 0.5, 0), e(3, 9, "B", 0.5, 0)}},
		{"leftmost beats type name", []anonymize.Entity{e(0, 4, "B", 0.5, 0), e(3, 7, "A", 0.5, 0)}, []anonymize.Entity{e(0, 4, "B", 0.5, 0), e(4, 7, "A", 0.5, 0)}},
		{"type name is last", []anonymize.Entity{e(0, 4, "B", 0.5, 0), e(0, 4, "A", 0.5, 0)}, []anonymize.Entity{e(0, 4, "A", 0.5, 0)}},
		{"equal findings join their evidence", []anonymize.Entity{e(0, 4, "A", 0.5, 1), e(0, 4, "A", 0.7, 4)}, []anonymize.Entity{e(0, 4, "A", 0.7, 5)}},
		{"neighbours stay apart", []anonymize.Entity{e(0, 4, "A", 0.5, 0), e(4, 5, "A", 0.5, 0)}, []anonymize.Entity{e(0, 4, "A", 0.5, 0), e(4, 5, "A", 0.5, 0)}},
		{"a chain", []anonymize.Entity{e(0, 5, "A", 0.5, 0), e(4, 9, "B", 0.9, 0), e(8, 12, "C", 0.7, 0), e(11, 14, "D", 0.8, 0)},
			[]anonymize.Entity{e(0, 4, "A", 0.5, 0), e(4, 9, "B", 0.9, 0), e(9, 11, "C", 0.7, 0), e(11, 14, "D", 0.8, 0)}},
	} {
		assert.Equal(t, c.want, analyzeSpans(t, 20, c.in), c.name)
		slices.Reverse(c.in)
		assert.Equal(t, c.want, analyzeSpans(t, 20, c.in), "%s, in reverse", c.name)
	}
}

// TestOverlapLaw: the union stays covered, the result is disjoint, and every byte belongs to the best finding over it.
func TestOverlapLaw(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	better := func(a, b anonymize.Entity) bool {
		if x, y := a.Evidence&anonymize.EvidenceChecksum, b.Evidence&anonymize.EvidenceChecksum; x != y {
			return x > y
		}
		if a.Score != b.Score {
			return a.Score > b.Score
		}
		if a.Len() != b.Len() {
			return a.Len() > b.Len()
		}
		if a.Start != b.Start {
			return a.Start < b.Start
		}
		return a.Type < b.Type
	}
	for range 3000 {
		const n = 40
		var in []anonymize.Entity
		for range 1 + rnd.IntN(30) { // more than are sorted by insertion, too
			start := rnd.IntN(n - 1)
			end := min(n, start+1+rnd.IntN(12))
			in = append(in, e(start, end, anonymize.EntityType(rune('A'+rnd.IntN(4))), float32(1+rnd.IntN(3))/4, anonymize.Evidence(rnd.IntN(2))*anonymize.EvidenceChecksum))
		}
		got := analyzeSpans(t, n, in)
		last := 0
		var owner [n]*anonymize.Entity
		for i := range got {
			require.GreaterOrEqual(t, got[i].Start, last, "disjoint and sorted")
			last = got[i].End
			for b := got[i].Start; b < got[i].End; b++ {
				owner[b] = &got[i]
			}
		}
		for b := range n {
			var best *anonymize.Entity
			for i := range in {
				if in[i].Start <= b && b < in[i].End && (best == nil || better(in[i], *best)) {
					best = &in[i]
				}
			}
			if best == nil {
				require.Nil(t, owner[b])
				continue
			}
			require.NotNil(t, owner[b], "the union stays covered")
			require.Equal(t, best.Type, owner[b].Type)
			require.Equal(t, best.Score, owner[b].Score)
		}
	}
}
