package patternfile_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers"
	"github.com/deckname/deckname/recognizers/patternfile"
)

func ExampleLoad() {
	rs, err := patternfile.Load(strings.NewReader(`
patterns:
  - name: library-card
    type: LIBRARY_CARD
    pattern: '\bBIB-\d{8}\b'
    context: [Bibliothek]
`))
	if err != nil {
		panic(err)
	}
	fmt.Println(rs[0].Info().Name, rs[0].Info().Types)
	// Output: library-card [LIBRARY_CARD]
}

func TestLoad(t *testing.T) {
	json := `{"patterns": [{"name": "a", "type": "A", "pattern": "a+", "timeout": "1s", "score": 0.4, "context_score": 0.9, "ignore_case": true, "needs_context": true, "context": ["x"]}]}`
	rs, err := patternfile.Load(strings.NewReader(json))
	require.NoError(t, err)
	doc, err := anonymize.NewDocument("x AAA", "")
	require.NoError(t, err)
	found, err := rs[0].Recognize(t.Context(), doc, nil)
	require.NoError(t, err)
	require.Len(t, found, 1)
	assert.Equal(t, float32(0.9), found[0].Score)
}

func TestLoadFaults(t *testing.T) {
	for _, c := range []struct {
		name, text string
		is         error
		line       int
		field      string
	}{
		{"empty", "", patternfile.ErrEmpty, 0, ""},
		{"no patterns", "patterns: []", patternfile.ErrEmpty, 0, ""},
		{"not YAML", "patterns: [", patternfile.ErrSyntax, 0, ""},
		{"a list", "- a\n- b", patternfile.ErrSyntax, 0, ""},
		{"unknown key", "patterns:\n  - name: a\n    typ: A\n", patternfile.ErrSyntax, 0, ""},
		{"too large", strings.Repeat("#", patternfile.MaxBytes+1), patternfile.ErrTooLarge, 0, ""},
		{"does not compile", "patterns:\n  - name: a\n    type: A\n    pattern: '('\n", nil, 2, "pattern"},
		{"second one has no type", "patterns:\n  - name: a\n    type: A\n    pattern: 'x'\n  - name: b\n    pattern: 'y'\n", nil, 5, "type"},
		{"name stands twice", "patterns:\n  - name: a\n    type: A\n    pattern: 'x'\n  - name: a\n    type: A\n    pattern: 'y'\n", nil, 5, "name"},
		{"no duration", "patterns:\n  - {name: a, type: A, pattern: x, timeout: soon}\n", nil, 2, "timeout"},
	} {
		t.Run(c.name, func(t *testing.T) {
			rs, err := patternfile.Load(strings.NewReader(c.text))
			require.Error(t, err)
			assert.Nil(t, rs)
			if c.is != nil {
				assert.ErrorIs(t, err, c.is)
				return
			}
			var pe *recognizers.PatternError
			require.ErrorAs(t, err, &pe)
			assert.Equal(t, c.line, pe.Line)
			assert.Equal(t, c.field, pe.Field)
		})
	}
}
