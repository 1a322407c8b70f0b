// Package otel counts what the gateway does with OpenTelemetry: it is a channel.Metrics on a meter of the caller's.
//
// Instruments: deckname.channel.bodies (count), deckname.channel.bytes, deckname.channel.texts and deckname.channel.entities
// (sums), deckname.channel.duration (histogram, seconds). Attributes are protocol, route (a pattern, never a path),
// direction and outcome: names that the programmer chose, nothing from a message. A Metrics is safe for concurrent use.
package otel

import (
	"context"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	"github.com/deckname/deckname/channel"
)

// Metrics implements channel.Metrics.
type Metrics struct {
	bodies, bytes, texts, entities metric.Int64Counter
	duration                       metric.Float64Histogram
}

// New returns a Metrics whose instruments belong to meter, such as otel.Meter("github.com/deckname/deckname").
func New(meter metric.Meter) (*Metrics, error) {
	m := &Metrics{}
	for _, c := range []struct {
		to               *metric.Int64Counter
		name, unit, what string
	}{
		{&m.bodies, "bodies", "{body}", "bodies that were rewritten or refused"},
		{&m.bytes, "bytes", "By", "size of the bodies as they came"},
		{&m.texts, "texts", "{text}", "texts given to the engine"},
		{&m.entities, "entities", "{entity}", "personal values that were found"},
	} {
		var err error
		if *c.to, err = meter.Int64Counter("deckname.channel."+c.name, metric.WithUnit(c.unit), metric.WithDescription(c.what)); err != nil {
			return nil, err
		}
	}
	var err error
	m.duration, err = meter.Float64Histogram("deckname.channel.duration", metric.WithUnit("s"), metric.WithDescription("time spent on one body"),
		metric.WithExplicitBucketBoundaries(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 10))
	return m, err
}

// Observe implements channel.Metrics.
func (m *Metrics) Observe(ctx context.Context, o channel.Observation) {
	set := metric.WithAttributeSet(attribute.NewSet(attribute.String("protocol", o.Protocol), attribute.String("route", o.Route),
		attribute.String("direction", o.Direction.String()), attribute.String("outcome", o.Outcome)))
	m.bodies.Add(ctx, 1, set)
	m.bytes.Add(ctx, int64(o.Bytes), set)
	m.texts.Add(ctx, int64(o.Texts), set)
	m.entities.Add(ctx, int64(o.Entities), set)
	m.duration.Record(ctx, o.Elapsed.Seconds(), set)
}
