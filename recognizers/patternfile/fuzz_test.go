package patternfile_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/patternfile"
)

// FuzzLoad: a pattern file is refused, or its recognizers end, on a text on which patterns like to run for ever.
func FuzzLoad(f *testing.F) {
	f.Add("patterns:\n- name: a\n  type: X_ID\n  pattern: 'K-\\d{6}'\n  context: [kundennummer]\n  timeout: 20ms\n")
	f.Add(`{"patterns":[{"name":"a","type":"X","pattern":"(a+)+$","timeout":"5ms","score":0.9}]}`)
	f.Add("patterns:\n- &a {name: b, type: Y, pattern: x}\n- *a\n")
	f.Add("a: [")
	text := "Kundennummer K-123456 " + strings.Repeat("a", 40) + "!"
	f.Fuzz(func(t *testing.T, file string) {
		rs, err := patternfile.Load(strings.NewReader(file))
		if err != nil {
			require.Nil(t, rs)
			return
		}
		require.NotEmpty(t, rs)
		if strings.Contains(file, "timeout") && !strings.Contains(file, "ms") {
			return // long ones are the operator's wish
		}
		doc, err := anonymize.NewDocument(text, "")
		require.NoError(t, err)
		ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
		defer cancel()
		for _, r := range rs[:min(len(rs), 3)] {
			found, err := r.Recognize(ctx, doc, nil)
			if err != nil {
				continue // the time is up: fails closed
			}
			for _, e := range found {
				require.True(t, e.Start >= 0 && e.Start < e.End && e.End <= len(text))
			}
		}
	})
}
