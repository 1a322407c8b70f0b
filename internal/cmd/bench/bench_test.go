package main

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// spin works for d: sleeping takes no processor time.
func spin(d time.Duration) {
	for start := clock(); clock()-start < d; {
	}
}

func TestRace(t *testing.T) {
	work := func(d time.Duration) func(string) error {
		return func(string) error { spin(d); return nil }
	}
	got := race([]contender{
		{"floor", []string{"xxxxxxxxxx"}, work(4 * time.Millisecond)},
		{"faster", []string{"xxxxxxxxxx"}, work(time.Millisecond)},
	}, 3, 10*time.Millisecond)
	assert.InDelta(t, 1, got[0].ratio, 0)
	assert.Greater(t, got[1].ratio, 1.5, "a quarter of the time, whatever the machine does")
}

func TestDigitRuns(t *testing.T) {
	assert.Equal(t, []string{"+49 30 23125123", "030/23125-124 "}, digitRuns("+49 30 23125123, 030/23125-124 oder Zimmer 12"))
	assert.Empty(t, digitRuns("am 12. um 10"))
}

func TestDocuments(t *testing.T) {
	docs := documents([]string{"a", "b"}, 5)
	require.NotEmpty(t, docs)
	for _, d := range docs {
		assert.GreaterOrEqual(t, len(d), 5)
	}
}

func TestReport(t *testing.T) {
	r := &report{
		chat:    []speed{{floorName, 1, 1}, {completeName, 9, 9}, {rulesName, 20, 20}},
		long:    []speed{{floorName, 1, 1}, {completeName, 11, 11}},
		linear:  []point{{1_000_000, 10}, {10_000_000, 11}},
		latency: map[string]time.Duration{"p99": 90 * time.Microsecond},
		scaling: 1.95,
		program: programs{everything: 20e6, coldStart: 10 * time.Millisecond, memory: 50e6},
	}
	r.judge()
	missed := []string{}
	for _, x := range r.targets {
		if !x.met {
			missed = append(missed, x.what)
		}
	}
	assert.Equal(t, []string{"without the tagger, chat messages, to the floor"}, missed)
	var b strings.Builder
	r.tables(&b)
	assert.Contains(t, b.String(), "| 10 MB to 1 MB | ≤ 12 × | 11.0 × | yes |")
	dec := xml.NewDecoder(strings.NewReader(string(r.chart())))
	for {
		_, err := dec.Token()
		if err == io.EOF {
			break
		}
		require.NoError(t, err, "the chart is XML")
	}
}
