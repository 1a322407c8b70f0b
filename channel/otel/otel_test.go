package otel_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/metric/noop"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/channeltest"
	kit "github.com/deckname/deckname/channel/internal/adaptertest"
	"github.com/deckname/deckname/channel/otel"
)

// meter is a meter that keeps sums by instrument and attributes.
type meter struct {
	noop.Meter
	sums map[string]float64
	fail string
}

type counter struct {
	noop.Int64Counter
	m    *meter
	name string
}

type histogram struct {
	noop.Float64Histogram
	m    *meter
	name string
}

var errRefused = fmt.Errorf("refused")

func (m *meter) Int64Counter(name string, _ ...metric.Int64CounterOption) (metric.Int64Counter, error) {
	if name == m.fail {
		return nil, errRefused
	}
	return counter{m: m, name: name}, nil
}

func (m *meter) Float64Histogram(name string, _ ...metric.Float64HistogramOption) (metric.Float64Histogram, error) {
	if name == m.fail {
		return nil, errRefused
	}
	return histogram{m: m, name: name}, nil
}

func (c counter) Add(_ context.Context, n int64, opts ...metric.AddOption) {
	set := metric.NewAddConfig(opts).Attributes()
	c.m.sums[c.name+" "+fmt.Sprint(set.ToSlice())] += float64(n)
}

func (h histogram) Record(_ context.Context, n float64, opts ...metric.RecordOption) {
	set := metric.NewRecordConfig(opts).Attributes()
	h.m.sums[h.name+" "+fmt.Sprint(set.ToSlice())] += n
}

func TestMetrics(t *testing.T) {
	m := &meter{sums: map[string]float64{}}
	metrics, err := otel.New(m)
	require.NoError(t, err)
	cfg, _ := kit.Config(t)
	cfg.Metrics = metrics
	rw, err := channel.NewRewriter(cfg)
	require.NoError(t, err)
	x := channel.Exchange{Protocol: "p", Route: "POST /x/{id}", Direction: channel.ToBot, Conversation: func(channel.Leaf) (string, error) { return "c", nil }}
	body := `{"text":"` + channeltest.Canary(1) + `"}`
	_, err = rw.JSON(t.Context(), x, nil, []byte(body))
	require.NoError(t, err)
	_, err = rw.JSON(t.Context(), x, nil, []byte(`{`))
	require.Error(t, err)
	all := fmt.Sprint(m.sums)
	assert.Empty(t, channeltest.Leaks(all))
	for _, outcome := range []string{"ok", "malformed"} {
		found := 0
		for k, v := range m.sums {
			if assert.Contains(t, k, "POST /x/{id}") && v == 1 && strings.HasPrefix(k, "deckname.channel.bodies") && strings.Contains(k, outcome) {
				found++
			}
		}
		assert.Equal(t, 1, found, "%s in %s", outcome, all)
	}
	for _, fail := range []string{"deckname.channel.bodies", "deckname.channel.duration"} {
		_, err = otel.New(&meter{fail: fail})
		assert.ErrorIs(t, err, errRefused)
	}
}

func Example() {
	m := &meter{sums: map[string]float64{}} // in earnest: otel.Meter("github.com/deckname/deckname")
	metrics, err := otel.New(m)
	if err != nil {
		panic(err)
	}
	metrics.Observe(context.Background(), channel.Observation{Protocol: "whatsapp", Route: "POST /webhook", Direction: channel.ToBot, Outcome: "ok", Entities: 2, Elapsed: time.Millisecond})
	for k, v := range m.sums {
		if strings.HasPrefix(k, "deckname.channel.entities") {
			fmt.Println(v)
		}
	}
	// Output:
	// 2
}
