package recognizers_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers"
	"github.com/deckname/deckname/recognizers/recognizertest"
)

func ExamplePattern() {
	card, err := recognizers.Pattern(recognizers.PatternConfig{
		Name: "library-card", Type: "LIBRARY_CARD", Pattern: `(?<=Nr\. )(?<card>\d{8})`, Group: "card", Context: []string{"Leserausweis"},
	})
	if err != nil {
		panic(err)
	}
	text := "Mein Leserausweis Nr. 20784597 ist weg"
	doc, err := anonymize.NewDocument(text, "")
	if err != nil {
		panic(err)
	}
	found, err := card.Recognize(context.Background(), doc, nil)
	fmt.Println(text[found[0].Start:found[0].End], found[0].Evidence, err)
	// Output: 20784597 pattern+context <nil>
}

func pattern(t *testing.T, cfg recognizers.PatternConfig) anonymize.Recognizer {
	t.Helper()
	r, err := recognizers.Pattern(cfg)
	require.NoError(t, err)
	return r
}

func TestPatternContract(t *testing.T) {
	recognizertest.Run(t, pattern(t, recognizers.PatternConfig{Name: "card", Type: "CARD", Pattern: `\bBIB-\d{4}\b`, IgnoreCase: true}),
		recognizertest.Case{Name: "plain", Text: "Ausweis ⟦CARD|BIB-1234⟧"},
		recognizertest.Case{Name: "two, behind umlauts", Text: "Größe, Mühe: ⟦CARD|bib-1234⟧, ⟦CARD|BIB-9999⟧"},
		recognizertest.Case{Name: "behind emoji and marks", Text: "👩‍👩‍👧 a\u0308 ⟦CARD|BIB-1234⟧"},
		recognizertest.Case{Name: "too long", Text: "BIB-12345"},
		recognizertest.Case{Name: "no hyphen", Text: "BIB 1234"},
		recognizertest.Case{Name: "nothing", Text: "Guten Tag"},
	)
}

func TestPatternGroups(t *testing.T) {
	recognizertest.Run(t, pattern(t, recognizers.PatternConfig{Name: "child", Pattern: `Kind (?<PERSON>\p{Lu}\w+) in (?<LOCATION>\p{Lu}\w+)(?: \((?<YEAR>\d{4})\))?`}),
		recognizertest.Case{Name: "types as group names", Text: "Kind ⟦PERSON|Jörg⟧ in ⟦LOCATION|Köln⟧"},
		recognizertest.Case{Name: "an optional group", Text: "Kind ⟦PERSON|Jörg⟧ in ⟦LOCATION|Köln⟧ (⟦YEAR|2019⟧)"},
		recognizertest.Case{Name: "nothing", Text: "Kind in Köln"},
	)
}

func TestPatternContext(t *testing.T) {
	cfg := recognizers.PatternConfig{Name: "n", Type: "N", Pattern: `\d{5}`, Context: []string{"Leserausweis"}, NeedsContext: true}
	recognizertest.Run(t, pattern(t, cfg),
		recognizertest.Case{Name: "before", Text: "Leserausweis ⟦N|12345⟧"},
		recognizertest.Case{Name: "behind", Text: "⟦N|12345⟧ ist mein Leserausweis"},
		recognizertest.Case{Name: "one letter wrong", Text: "Leserauswies ⟦N|12345⟧"},
		recognizertest.Case{Name: "in the prompt", Prompt: "Ihr Leserausweis?", Text: "⟦N|12345⟧"},
		recognizertest.Case{Name: "without", Text: "12345", Allocates: true},
	)
}

func TestPatternValidate(t *testing.T) {
	even := func(s string) bool { return strings.ContainsAny(s[len(s)-1:], "02468") }
	recognizertest.Run(t, pattern(t, recognizers.PatternConfig{Name: "even", Type: "EVEN", Pattern: `\d+`, Validate: even, Timeout: time.Minute}),
		recognizertest.Case{Name: "passes", Text: "⟦EVEN|124⟧", Checksum: true},
		recognizertest.Case{Name: "fails", Text: "123", Allocates: true},
	)
}

func TestPatternTimeout(t *testing.T) {
	r := pattern(t, recognizers.PatternConfig{Name: "slow", Type: "SLOW", Pattern: `^(\w+\s?)*$`, Timeout: time.Millisecond})
	doc, err := anonymize.NewDocument("Kanarienvogel "+strings.Repeat("a", 60)+"!", "")
	require.NoError(t, err)
	found, err := r.Recognize(t.Context(), doc, make([]anonymize.Entity, 1))
	require.ErrorIs(t, err, recognizers.ErrPatternTimeout)
	assert.NotContains(t, err.Error(), "Kanarienvogel", "regexp2 quotes the text in its error")
	assert.Len(t, found, 1, "no partial answer")
}

func TestPatternFaults(t *testing.T) {
	ok := recognizers.PatternConfig{Name: "n", Type: "N", Pattern: "x"}
	for field, change := range map[string]func(*recognizers.PatternConfig){
		"name":    func(c *recognizers.PatternConfig) { c.Name = "" },
		"type":    func(c *recognizers.PatternConfig) { c.Type = "not valid" },
		"pattern": func(c *recognizers.PatternConfig) { c.Pattern = "(" },
		"group":   func(c *recognizers.PatternConfig) { c.Group = "missing" },
		"score":   func(c *recognizers.PatternConfig) { c.Score = 2 },
		"timeout": func(c *recognizers.PatternConfig) { c.Timeout = -1 },
		"context": func(c *recognizers.PatternConfig) { c.NeedsContext = true },
	} {
		cfg := ok
		change(&cfg)
		_, err := recognizers.Pattern(cfg)
		var pe *recognizers.PatternError
		require.ErrorAs(t, err, &pe, field)
		assert.Equal(t, field, pe.Field)
	}
}
