package report

import (
	"github.com/deckname/deckname/internal/eval"
)

// chart is a bar chart, in units of its drawing.
type chart struct {
	Width, Height int
	Left          float64 // of the axis
	Ticks         []tick
	Groups        []group
	Lower         bool // has a second bar
}

type tick struct {
	X, Y float64
	Text string
}

type group struct {
	Label string
	Y     float64 // of the label's base line
	Bars  []bar
}

type bar struct {
	X, Y, W, H float64
	Low, High  float64 // ends of the interval; equal if it has none
	Mid        float64 // height of the interval's line
	Text       string
	TextX      float64
	Kind       string
}

// scale of the bars: what lies below is not drawn, because good and less good results differ in the last tenth.
const (
	chartFrom, chartLeft, chartWidth = 0.5, 200.0, 470.0
	chartTop, barHeight, groupGap    = 30.0, 15.0, 16.0
)

func x(share float64) float64 {
	return chartLeft + chartWidth*max(0, (share-chartFrom)/(1-chartFrom))
}

// compareChart shows recall, as written and in lower case, of names, addresses, places and the sums.
func compareChart(r, lower *eval.Report) chart {
	c := chart{Width: 760, Left: chartLeft, Lower: lower != nil}
	y := chartTop
	for _, name := range []string{"PERSON", "ADDRESS", "LOCATION", "structured", "all"} {
		s := r.Row(name)
		if s == nil || s.Marks == 0 {
			continue
		}
		g := group{Label: typeName(name), Y: y + barHeight - 3}
		switch name {
		case "structured":
			g.Label = "Kennungen, Nummern"
		case "all":
			g.Label = "alle ohne Orte"
		}
		add := func(s *eval.Row, kind string) {
			low, high := wilson(s.Overlap.Hit, s.Marks)
			b := bar{X: chartLeft, Y: y, W: x(s.Overlap.Recall) - chartLeft, H: barHeight, Low: x(low), High: x(high), Mid: y + barHeight/2, Text: percent(s.Overlap.Recall), Kind: kind}
			b.TextX = max(b.High, b.X+b.W) + 8
			g.Bars = append(g.Bars, b)
			y += barHeight + 3
		}
		add(s, "as")
		if lower != nil {
			if l := lower.Row(name); l != nil {
				add(l, "low")
			}
		}
		y += groupGap
		c.Groups = append(c.Groups, g)
	}
	c.Height = int(y) + 4
	for t := 50; t <= 100; t += 10 {
		c.Ticks = append(c.Ticks, tick{X: x(float64(t) / 100), Y: y - groupGap + 6, Text: plain(t) + " %"})
	}
	return c
}

// curve is the reliability of the scores: mean score against the share that is right.
type curve struct {
	Points   []point
	Line     string // of the points, as SVG
	Diagonal string
}

type point struct {
	X, Y, R     float64
	From, To    float64
	Found       int
	Mean, Right float64
	Low, High   float64 // heights of the interval's ends
	RLow, RHigh float64
}

const curveLeft, curveTop, curveSize = 60.0, 16.0, 300.0

func reliabilityCurve(bins []eval.Bin) curve {
	var c curve
	px := func(v float64) float64 { return curveLeft + curveSize*v }
	py := func(v float64) float64 { return curveTop + curveSize*(1-v) }
	for i, b := range bins {
		if b.Found == 0 {
			continue
		}
		right := float64(b.Right) / float64(b.Found)
		low, high := wilson(b.Right, b.Found)
		r := 3.5
		switch {
		case b.Found >= 300:
			r = 7
		case b.Found >= 50:
			r = 5.5
		}
		p := point{X: px(b.Mean), Y: py(right), R: r, From: b.From, To: b.To, Found: b.Found, Mean: b.Mean, Right: right,
			Low: py(low), High: py(high), RLow: low, RHigh: high}
		c.Points = append(c.Points, p)
		c.Line += map[bool]string{true: "M", false: " L"}[i == 0 || c.Line == ""] + fixed(p.X) + " " + fixed(p.Y)
	}
	return c
}
