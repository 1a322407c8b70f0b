package main

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"time"
)

type report struct {
	cpu, goVersion string
	messages       int
	chat           []speed
	long           []speed
	linear         []point
	latency        map[string]time.Duration
	scaling        float64
	program        programs
	targets        []target
}

// target is one promise and what was measured.
type target struct {
	what, want, got string
	met             bool
}

func find(list []speed, name string) speed {
	for _, s := range list {
		if s.name == name {
			return s
		}
	}
	return speed{}
}

// judge compares the figures with the targets.
func (r *report) judge() {
	atLeast := func(what string, want, got float64) {
		r.targets = append(r.targets, target{what, fmt.Sprintf("≥ %g ×", want), fmt.Sprintf("%.2f ×", got), got >= want})
	}
	atMost := func(what string, want, got float64, unit string) {
		r.targets = append(r.targets, target{what, fmt.Sprintf("≤ %g %s", want, unit), fmt.Sprintf("%.1f %s", got, unit), got <= want})
	}
	atLeast("complete, chat messages, to the floor", 8, find(r.chat, completeName).ratio)
	atLeast("complete, long documents, to the floor", 10, find(r.long, completeName).ratio)
	atLeast("without the tagger, chat messages, to the floor", 40, find(r.chat, rulesName).ratio)
	atLeast("two cores to one", 1.9, r.scaling)
	us := func(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1e3 }
	atMost("99th percentile of a message of 100 bytes, vault in memory", 100, us(r.latency["p99"]), "µs")
	atMost("cold start to the end of the quick start", 50, us(r.program.coldStart)/1e3, "ms")
	atMost("program with everything", 25, float64(r.program.everything)/1e6, "MB")
	if r.program.memory > 0 {
		atMost("largest resident memory of deckname detect", 64, float64(r.program.memory)/1e6, "MB")
	}
	low, high := math.Inf(1), 0.0
	for _, p := range r.linear {
		low, high = min(low, p.ns), max(high, p.ns)
	}
	last, before := r.linear[len(r.linear)-1], r.linear[len(r.linear)-2]
	growth := last.ns * float64(last.size) / (before.ns * float64(before.size))
	r.targets = append(r.targets, target{"10 MB to 1 MB", "≤ 12 ×", fmt.Sprintf("%.1f ×", growth), growth <= 12})
}

// tables writes everything as Markdown.
func (r *report) tables(w io.Writer) {
	fmt.Fprintf(w, "%s, %s; %d messages of the dev set, one core.\n\n", r.goVersion, r.cpu, r.messages)
	fmt.Fprintln(w, "| Chat messages | MB/s | × floor |\n|---|--:|--:|")
	for _, s := range r.chat {
		fmt.Fprintf(w, "| %s | %.2f | %.1f |\n", s.name, s.mb, s.ratio)
	}
	fmt.Fprintln(w, "\n| Documents of 64 kB | MB/s | × floor |\n|---|--:|--:|")
	for _, s := range r.long {
		fmt.Fprintf(w, "| %s | %.2f | %.1f |\n", s.name, s.mb, s.ratio)
	}
	fmt.Fprintln(w, "\n| Size of a text | ns per byte |\n|--:|--:|")
	for _, p := range r.linear {
		fmt.Fprintf(w, "| %d | %.0f |\n", p.size, p.ns)
	}
	fmt.Fprintf(w, "\nAnonymising a message of about 100 bytes with the vault in memory: median %v, 95 %% %v, 99 %% %v, 99.9 %% %v.\n",
		r.latency["p50"].Round(time.Microsecond), r.latency["p95"].Round(time.Microsecond), r.latency["p99"].Round(time.Microsecond), r.latency["p99.9"].Round(time.Microsecond))
	fmt.Fprintf(w, "Binaries: command line %.1f MB, quick start %.1f MB, one recognizer of numbers %.1f MB.\n\n",
		float64(r.program.everything)/1e6, float64(r.program.quickstart)/1e6, float64(r.program.oneRecognizer)/1e6)
	fmt.Fprintln(w, "| Target | wanted | measured | met |\n|---|--:|--:|---|")
	for _, t := range r.targets {
		met := "yes"
		if !t.met {
			met = "**no**"
		}
		fmt.Fprintf(w, "| %s | %s | %s | %s |\n", t.what, t.want, t.got, met)
	}
}

func (r *report) print(w io.Writer) { r.tables(w); fmt.Fprintln(w) }

// write puts the tables between their marks and draws the chart.
func (r *report) write() error {
	var b bytes.Buffer
	r.tables(&b)
	name := filepath.Join("docs", "performance.md")
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	const open, end = "<!-- figures speed -->\n", "<!-- /figures speed -->"
	before, rest, found := strings.Cut(string(data), open)
	_, after, closed := strings.Cut(rest, end)
	if !found || !closed {
		return fmt.Errorf("%s has no place for the tables", name)
	}
	if err := os.WriteFile(name, []byte(before+open+b.String()+end+after), 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join("docs", "performance.svg"), r.chart(), 0o644)
}

// chart draws megabytes per second on a logarithmic scale.
func (r *report) chart() []byte {
	const left, width, bar, gap, top = 230, 430, 20, 10, 40
	var b bytes.Buffer
	height := top + len(r.chat)*(bar+gap) + 20
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="760" height="%d" viewBox="0 0 760 %d" font-family="sans-serif" font-size="13" role="img">`+"\n", height, height)
	fmt.Fprint(&b, "<title>Chat messages on one core, megabytes per second, logarithmic</title>\n<rect width=\"760\" height=\"100%\" fill=\"#fff\"/>\n")
	fmt.Fprintf(&b, `<text x="%d" y="22" fill="#333">Chat messages on one core, MB/s (logarithmic), and times the floor</text>`+"\n", left)
	low, high := math.Inf(1), 0.0
	for _, s := range r.chat {
		low, high = min(low, s.mb), max(high, s.mb)
	}
	low /= 2
	for i, s := range r.chat {
		y := top + i*(bar+gap)
		w := width * math.Log(s.mb/low) / math.Log(high/low)
		color := "#9aa5b1"
		if strings.HasPrefix(s.name, "deckname") {
			color = "#1f6feb"
		}
		fmt.Fprintf(&b, `<text x="%d" y="%d" text-anchor="end" fill="#333">%s</text><rect x="%d" y="%d" width="%.0f" height="%d" fill="%s"/>`,
			left-8, y+15, s.name, left, y, w, bar, color)
		fmt.Fprintf(&b, `<text x="%.0f" y="%d" fill="#333">%.3g (%.3g×)</text>`+"\n", float64(left)+w+6, y+15, s.mb, s.ratio)
	}
	b.WriteString("</svg>\n")
	return b.Bytes()
}
