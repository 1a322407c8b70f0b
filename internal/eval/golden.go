package eval

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"os"
	"slices"
)

// ErrGolden: a file of figures cannot be read.
var ErrGolden = errors.New("eval: not a file of figures")

// Golden holds the figures that must not fall, per set.
type Golden map[string]Figures

// Figures are the figures of one set. Recall and precision are rounded down to three digits, leaks and alarms are limits.
type Figures struct {
	SHA256         string            `json:"sha256"` // of the corpus that was scored
	Types          map[string]Figure `json:"types"`  // with "structured" and "all"
	LeakedPer1000  float64           `json:"leaked_chars_per_1000_messages"`
	Alarms         int               `json:"alarms"`
	LocationAlarms int               `json:"location_alarms"`
}

// Figure is the floor of one type.
type Figure struct {
	Precision        float64 `json:"p"`
	Recall           float64 `json:"r"`
	OverlapPrecision float64 `json:"p_overlap"`
	OverlapRecall    float64 `json:"r_overlap"`
}

// ReadGolden reads the file. A missing one gives an empty Golden and an error that matches fs.ErrNotExist.
func ReadGolden(name string) (Golden, error) {
	g := Golden{}
	data, err := os.ReadFile(name)
	if err != nil {
		return g, err
	}
	if err := json.Unmarshal(data, &g); err != nil {
		return g, fmt.Errorf("%s: %w", name, ErrGolden)
	}
	return g, nil
}

// Write writes the file, one type per line, so that a change of a figure is one changed line.
func (g Golden) Write(name string) error {
	var b bytes.Buffer
	b.WriteString("{")
	for i, set := range slices.Sorted(maps.Keys(g)) {
		f := g[set]
		fmt.Fprintf(&b, "%s\n%q: {\n \"sha256\": %q,\n \"types\": {", comma(i), set, f.SHA256)
		for k, name := range slices.Sorted(maps.Keys(f.Types)) {
			line, err := json.Marshal(f.Types[name])
			if err != nil {
				return err
			}
			fmt.Fprintf(&b, "%s\n  %q: %s", comma(k), name, line)
		}
		fmt.Fprintf(&b, "\n },\n \"leaked_chars_per_1000_messages\": %g,\n \"alarms\": %d,\n \"location_alarms\": %d\n}",
			f.LeakedPer1000, f.Alarms, f.LocationAlarms)
	}
	b.WriteString("\n}\n")
	return os.WriteFile(name, b.Bytes(), 0o644)
}

func comma(i int) string {
	if i == 0 {
		return ""
	}
	return ","
}

// Set takes the figures of r as the new floor.
func (g Golden) Set(set string, r *Report) {
	f := Figures{
		SHA256: r.SHA256, Types: map[string]Figure{}, LeakedPer1000: math.Ceil(r.LeakedPer1000*10) / 10,
		Alarms: r.Alarms, LocationAlarms: r.LocationAlarms,
	}
	for _, row := range append([]Row{r.Structured, r.All}, r.Types...) {
		f.Types[row.Name] = figure(&row)
	}
	g[set] = f
}

func figure(r *Row) Figure {
	down := func(x float64) float64 { return math.Floor(x*1000) / 1000 }
	return Figure{down(r.Strict.Precision), down(r.Strict.Recall), down(r.Overlap.Precision), down(r.Overlap.Recall)}
}

// Check names every figure of r that is below its floor: recall, precision, leaks, alarms. A set without figures is a
// fault too. Alarms of LOCATION are recorded, not limited.
func (g Golden) Check(set string, r *Report) []string {
	want, ok := g[set]
	if !ok {
		return []string{"no figures for set " + set}
	}
	var fallen []string
	below := func(name, what string, got, floor float64) {
		if got < floor {
			fallen = append(fallen, fmt.Sprintf("%s %s %.3f < %.3f", name, what, got, floor))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(want.Types)) {
		floor := want.Types[name]
		row := r.Row(name)
		if row == nil {
			fallen = append(fallen, name+" is not in the corpus any more")
			continue
		}
		got := figure(row)
		below(name, "precision", got.Precision, floor.Precision)
		below(name, "recall", got.Recall, floor.Recall)
		below(name, "overlap precision", got.OverlapPrecision, floor.OverlapPrecision)
		below(name, "overlap recall", got.OverlapRecall, floor.OverlapRecall)
	}
	if r.LeakedPer1000 > want.LeakedPer1000 {
		fallen = append(fallen, fmt.Sprintf("leaked characters per 1,000 messages %.1f > %.1f", r.LeakedPer1000, want.LeakedPer1000))
	}
	if r.Alarms > want.Alarms {
		fallen = append(fallen, fmt.Sprintf("alarms on clean messages %d > %d", r.Alarms, want.Alarms))
	}
	return fallen
}
