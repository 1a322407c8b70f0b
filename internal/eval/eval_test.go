package eval_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/internal/corpus"
	"github.com/deckname/deckname/internal/eval"
)

// sample parses inline marks.
func sample(t *testing.T, id, annotated string) *corpus.Sample {
	t.Helper()
	text, marks, optional, err := corpus.ParseMarks(annotated)
	require.NoError(t, err)
	return &corpus.Sample{ID: id, Text: text, Entities: marks, Optional: optional, Lang: "de"}
}

// found parses inline marks as findings with score 0.9.
func found(t *testing.T, annotated string) []anonymize.Entity {
	t.Helper()
	_, marks, _, err := corpus.ParseMarks(annotated)
	require.NoError(t, err)
	var out []anonymize.Entity
	for _, m := range marks {
		out = append(out, anonymize.Entity{Span: anonymize.Span{Start: m.Start, End: m.End}, Type: anonymize.EntityType(m.Type), Score: 0.9})
	}
	return out
}

func TestScorer(t *testing.T) {
	cases := map[string]struct {
		reason         string
		marked, found  string
		strict, touch  eval.Ratio // of PERSON
		leaked, alarms int
		locationAlarms int
		faults         []eval.FaultKind
	}{
		"exact": {
			reason: "same type, start and end",
			marked: "ich bin ⟦PERSON|Ada Wolke⟧", found: "ich bin ⟦PERSON|Ada Wolke⟧",
			strict: eval.Ratio{Hit: 1, Right: 1, Precision: 1, Recall: 1, F1: 1}, touch: eval.Ratio{Hit: 1, Right: 1, Precision: 1, Recall: 1, F1: 1},
		},
		"part of it": {
			reason: "the surname stays uncovered: five characters, of which one has two bytes, leak",
			marked: "ich bin ⟦PERSON|Ada Wölke⟧", found: "ich bin ⟦PERSON|Ada ⟧Wölke",
			strict: eval.Ratio{Missed: 1, Wrong: 1}, touch: eval.Ratio{Hit: 1, Right: 1, Precision: 1, Recall: 1, F1: 1},
			leaked: 5, faults: []eval.FaultKind{eval.Boundary},
		},
		"missed": {
			reason: "nothing found: precision has no denominator and is 1",
			marked: "ich bin ⟦PERSON|Ada⟧", found: "ich bin Ada",
			strict: eval.Ratio{Missed: 1, Precision: 1}, touch: eval.Ratio{Missed: 1, Precision: 1},
			leaked: 3, faults: []eval.FaultKind{eval.Miss},
		},
		"another type covers it": {
			reason: "a miss of the type, but nothing leaks",
			marked: "ich bin ⟦PERSON|Ada⟧", found: "ich bin ⟦USERNAME|Ada⟧",
			strict: eval.Ratio{Missed: 1, Precision: 1}, touch: eval.Ratio{Missed: 1, Precision: 1},
			faults: []eval.FaultKind{eval.Confusion},
		},
		"a kept type covers it": {
			reason: "LOCATION is kept by the default policy, so the name leaks",
			marked: "ich bin ⟦PERSON|Essen⟧", found: "ich bin ⟦LOCATION|Essen⟧",
			strict: eval.Ratio{Missed: 1, Precision: 1}, touch: eval.Ratio{Missed: 1, Precision: 1},
			leaked: 5, faults: []eval.FaultKind{eval.Confusion},
		},
		"alarm on a clean message": {
			reason: "a place may be marked, the message is clean all the same",
			marked: "Bürgermeister in ⟦LOCATION|Köln⟧", found: "⟦PERSON|Bürgermeister⟧ in ⟦LOCATION|Köln⟧",
			strict: eval.Ratio{Wrong: 1, Recall: 1}, touch: eval.Ratio{Wrong: 1, Recall: 1},
			alarms: 1, faults: []eval.FaultKind{eval.Alarm},
		},
		"place where none is": {
			reason: "alarms of LOCATION are counted apart",
			marked: "Mittagessen", found: "Mittag⟦LOCATION|essen⟧",
			strict: eval.Ratio{Precision: 1, Recall: 1, F1: 1}, touch: eval.Ratio{Precision: 1, Recall: 1, F1: 1},
			locationAlarms: 1, faults: []eval.FaultKind{eval.Alarm},
		},
		"alarm beside a mark": {
			reason: "the message is not clean: it counts against precision, not as an alarm",
			marked: "Morgen, ⟦PERSON|Ada⟧", found: "⟦PERSON|Morgen⟧, ⟦PERSON|Ada⟧",
			strict: eval.Ratio{Hit: 1, Right: 1, Wrong: 1, Precision: 0.5, Recall: 1, F1: 2.0 / 3},
			touch:  eval.Ratio{Hit: 1, Right: 1, Wrong: 1, Precision: 0.5, Recall: 1, F1: 2.0 / 3},
			faults: []eval.FaultKind{eval.Alarm},
		},
		"optional": {
			reason: "left open by the corpus",
			marked: "Herr ⟦?PERSON|Bürgermeister⟧", found: "Herr ⟦PERSON|Bürgermeister⟧",
			strict: eval.Ratio{Precision: 1, Recall: 1, F1: 1}, touch: eval.Ratio{Precision: 1, Recall: 1, F1: 1},
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			sc := eval.NewScorer()
			faults := sc.Add(sample(t, "a", c.marked), found(t, c.found))
			r := sc.Report()
			if row := r.Row("PERSON"); row != nil {
				assert.Equal(t, c.strict, row.Strict, c.reason)
				assert.Equal(t, c.touch, row.Overlap, c.reason)
			} else {
				assert.Zero(t, c.strict.Hit+c.strict.Missed+c.strict.Right+c.strict.Wrong)
			}
			assert.Equal(t, c.leaked, r.LeakedChars, c.reason)
			assert.Equal(t, c.alarms, r.Alarms, c.reason)
			assert.Equal(t, c.locationAlarms, r.LocationAlarms, c.reason)
			var kinds []eval.FaultKind
			for _, f := range faults {
				kinds = append(kinds, f.Kind)
			}
			assert.Equal(t, c.faults, kinds, c.reason)
		})
	}
}

func TestOptionalWithChecksum(t *testing.T) {
	s := sample(t, "a", "Steuer-ID ⟦?DE_TAX_ID|12345678901⟧")
	e := found(t, "Steuer-ID ⟦DE_TAX_ID|12345678901⟧")
	sc := eval.NewScorer()
	assert.Empty(t, sc.Add(s, e))
	e[0].Evidence = anonymize.EvidenceChecksum
	assert.Len(t, sc.Add(s, e), 1, "the check digit of an optional mark is wrong: nobody may claim it")
}

func TestJudgedTypes(t *testing.T) {
	s := sample(t, "a", "⟦PERSON|Ada⟧ 030 23125123")
	s.Types = []string{"PERSON"}
	sc := eval.NewScorer()
	assert.Empty(t, sc.Add(s, found(t, "⟦PERSON|Ada⟧ ⟦PHONE_NUMBER|030 23125123⟧")))
	assert.Nil(t, sc.Report().Row("PHONE_NUMBER"))
}

func TestReport(t *testing.T) {
	sc := eval.NewScorer()
	a := sample(t, "a", "⟦PERSON|Ada⟧ zahlt an ⟦IBAN_CODE|DE02120300000000202051⟧ in ⟦LOCATION|Köln⟧")
	a.Tags, a.Lang = []string{"form"}, "en"
	sc.Add(a, found(t, "⟦PERSON|Ada⟧ zahlt an DE02120300000000202051 in Köln"))
	sc.Add(sample(t, "b", "nichts"), nil)
	r := sc.Report()
	assert.Equal(t, 2, r.Messages)
	assert.Equal(t, 22, r.LeakedChars)
	assert.InDelta(t, 11000, r.LeakedPer1000, 1e-9)
	assert.Equal(t, 1, r.LeakingMessages)
	assert.Equal(t, 1, r.CleanMessages)
	assert.Equal(t, 2, r.Row("all").Marks, "LOCATION is not in it")
	assert.Equal(t, 1, r.Row("structured").Marks)
	assert.Equal(t, []string{"PERSON", "LOCATION", "IBAN_CODE"}, []string{r.Types[0].Name, r.Types[1].Name, r.Types[2].Name})
	require.Len(t, r.Tags, 2)
	assert.Equal(t, "lang=en", r.Tags[1].Name)
	require.Len(t, r.Reliability, 1)
	assert.InDelta(t, 0.1, r.ECE, 1e-6, "one right finding with score 0.9")
	assert.InDelta(t, 0.01, r.Brier, 1e-6)

	other := eval.NewScorer()
	b := sample(t, "a", "⟦PERSON|Ada⟧ zahlt an DE02120300000000202051 in ⟦LOCATION|Köln⟧")
	other.Add(b, nil)
	other.Add(sample(t, "b", "nichts"), nil)
	assert.NotEqual(t, r.SHA256, other.Report().SHA256, "the hash covers the marks")
}

func TestGolden(t *testing.T) {
	name := filepath.Join(t.TempDir(), "scores.golden")
	g, err := eval.ReadGolden(name)
	require.ErrorIs(t, err, os.ErrNotExist)
	good := eval.NewScorer()
	good.Add(sample(t, "a", "⟦PERSON|Ada⟧"), found(t, "⟦PERSON|Ada⟧"))
	assert.Len(t, g.Check("dev", good.Report()), 1, "no figures is no pass")
	g.Set("dev", good.Report())
	require.NoError(t, g.Write(name))
	g, err = eval.ReadGolden(name)
	require.NoError(t, err)
	assert.Empty(t, g.Check("dev", good.Report()))

	worse := eval.NewScorer()
	worse.Add(sample(t, "a", "⟦PERSON|Ada⟧"), nil)
	worse.Add(sample(t, "b", "hm"), found(t, "⟦URL|hm⟧"))
	got := strings.Join(g.Check("dev", worse.Report()), "\n")
	for _, want := range []string{"PERSON recall 0.000 < 1.000", "PERSON overlap recall", "all precision", "leaked characters", "alarms on clean messages 1 > 0"} {
		assert.Contains(t, got, want)
	}
	empty := eval.NewScorer()
	empty.Add(sample(t, "b", "hm"), nil)
	assert.Contains(t, strings.Join(g.Check("dev", empty.Report()), "\n"), "PERSON is not in the corpus any more")

	require.NoError(t, os.WriteFile(name, []byte("{"), 0o600))
	_, err = eval.ReadGolden(name)
	assert.ErrorIs(t, err, eval.ErrGolden)
}
