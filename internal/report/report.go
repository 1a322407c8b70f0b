package report

import (
	_ "embed"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/internal/corpus"
	"github.com/deckname/deckname/internal/eval"
	"github.com/deckname/deckname/recognizers"
)

// Input is everything that a report says.
type Input struct {
	Created time.Time
	Program string // version, as "deckname version" prints it
	Command string // that makes this report again

	Corpus  Corpus
	Samples []corpus.Sample
	Scores  *eval.Report
	// Spellings are the scores of the same messages in hostile spellings; that of "lower" is also compared in the chart.
	Spellings []Spelling
	Faults    []eval.Fault
	Texts     bool // show the text around faults

	Recognizers []anonymize.Info
	Data        []recognizers.DataFile
	Rules       Rules
}

// Corpus describes what was scored.
type Corpus struct {
	Title   string `json:"title"`
	Licence string `json:"licence"`
	Origin  string `json:"origin"`  // where the messages come from
	Authors string `json:"authors"` // who annotated them
	Files   []File `json:"-"`
}

// File is an input with its hash.
type File struct {
	Name   string
	Bytes  int64
	SHA256 string
}

// Spelling is a way to write the messages differently (package mutate), and what was found then.
type Spelling struct {
	Name     string
	Readable bool
	Scores   *eval.Report
}

// Rules are policy and retention in force.
type Rules struct {
	Source    string // file that they come from; "" for the defaults of the program
	Tenant    string
	MinScore  float64
	ByType    map[string]float64 // lowest scores of single types
	Operators map[string]string  // operator by type, as far as it is not the default's
	Days      int                // retention; 0 if it is not known
	DaysBy    map[string]int
	Channels  []string // adapters in use
	Own       []File   // pattern files, allow and deny lists
	NoTagger  bool
}

//go:embed report.gohtml
var page string

// Write writes the report.
func Write(w io.Writer, in Input) error {
	return render(w, "report", page, functions(), build(in))
}

func functions() map[string]function {
	number := func(f func(float64) string) function {
		return func(a []reflect.Value) (any, error) { return f(a[0].Float()), nil }
	}
	word := func(f func(string) string) function {
		return func(a []reflect.Value) (any, error) { return f(a[0].String()), nil }
	}
	return map[string]function{
		"pc": number(percent), "bar": number(func(x float64) string { return fixed(120 * x) }), "mark": number(func(x float64) string { return fixed(3 + 120*x) }),
		"span": func(a []reflect.Value) (any, error) {
			return strings.TrimSuffix(percent(a[0].Float()), "\u00a0%") + "–" + percent(a[1].Float()), nil
		},
		"n":      func(a []reflect.Value) (any, error) { return thousands(int(a[0].Int())), nil },
		"bytes":  func(a []reflect.Value) (any, error) { return size(a[0].Int()), nil },
		"dec":    func(a []reflect.Value) (any, error) { return decimal(a[0].Float(), int(a[1].Int())), nil },
		"german": word(typeName),
		"short":  word(func(s string) string { return s[:min(12, len(s))] }),
		"join": func(a []reflect.Value) (any, error) {
			var list []string
			for i := range a[0].Len() {
				list = append(list, a[0].Index(i).String())
			}
			return strings.Join(list, ", "), nil
		},
		"len":    func(a []reflect.Value) (any, error) { return a[0].Len(), nil },
		"not":    func(a []reflect.Value) (any, error) { return !truth(a[0]), nil },
		"and":    func(a []reflect.Value) (any, error) { return truth(a[0]) && truth(a[1]), nil },
		"eq":     func(a []reflect.Value) (any, error) { return a[0].Interface() == a[1].Interface(), nil },
		"ne":     func(a []reflect.Value) (any, error) { return a[0].Interface() != a[1].Interface(), nil },
		"printf": func(a []reflect.Value) (any, error) { return fmt.Sprintf(a[0].String(), a[1].Interface()), nil },
	}
}

// view is what the template sees.
type view struct {
	Input
	Date      string
	Rows      []row // by type, without the sums
	Sums      []row
	Tags      []row
	Missed    []fault
	Alarms    []fault
	Other     []fault
	Compare   chart
	Curve     curve
	All       row
	AlarmPart float64
	Lower     *eval.Report
	LowerAll  float64
	Spelled   []row
	Kinds     []string // all types that can be found
	Operators []operator
	Langs     []lang
	Tested    int // types that the corpus marks
}

type lang struct {
	Name string
	N    int
}

// row is one line of the tables.
type row struct {
	Name, Label          string
	Marks, Found, Missed int
	Recall, Low, High    float64 // touched, with the 95 % interval of Wilson
	Precision            float64
	Strict               float64 // recall, exact spans
	Covered              float64
	HasFound             bool
}

func makeRow(r *eval.Row) row {
	o := row{Name: r.Name, Label: typeName(r.Name), Marks: r.Marks, Found: r.Found, Missed: r.Overlap.Missed, Recall: r.Overlap.Recall,
		Precision: r.Overlap.Precision, Strict: r.Strict.Recall, Covered: 1, HasFound: r.Found > 0}
	if r.Chars > 0 {
		o.Covered = float64(r.Covered) / float64(r.Chars)
	}
	o.Low, o.High = wilson(r.Overlap.Hit, r.Marks)
	return o
}

// fault is a difference between corpus and findings with the text around it.
type fault struct {
	ID, Place, Type      string
	Before, Hit, After   string
	Found                []string
	Uncovered            int
	Kind                 string
	Clean, Location, Any bool
}

type operator struct{ Types, What, Name string }

func build(in Input) view {
	v := view{Input: in, Date: germanDate(in.Created), All: makeRow(&in.Scores.All)}
	for i := range in.Scores.Types {
		r := &in.Scores.Types[i]
		v.Rows = append(v.Rows, makeRow(r))
		if r.Marks > 0 {
			v.Tested++
		}
	}
	structured := makeRow(&in.Scores.Structured)
	structured.Label = "Kennungen und Nummern zusammen"
	v.All.Label = "Alle Arten außer Orten"
	v.Sums = []row{structured, v.All}
	for i := range in.Scores.Tags {
		r := makeRow(&in.Scores.Tags[i])
		r.Label = tagName(r.Name)
		v.Tags = append(v.Tags, r)
	}
	if in.Scores.CleanMessages > 0 {
		v.AlarmPart = float64(in.Scores.AlarmedMessages) / float64(in.Scores.CleanMessages)
	}
	for _, sp := range in.Spellings {
		r := makeRow(&sp.Scores.All)
		r.Name, r.Label = sp.Name, spellingName(sp.Name)
		if !sp.Readable {
			r.Label += " (für Menschen nicht lesbar)"
		}
		v.Spelled = append(v.Spelled, r)
		if sp.Name == "lower" {
			v.Lower, v.LowerAll = sp.Scores, sp.Scores.All.Overlap.Recall
		}
	}
	v.faults()
	v.Compare = compareChart(in.Scores, v.Lower)
	v.Curve = reliabilityCurve(in.Scores.Reliability)
	seen := map[string]bool{}
	for _, info := range in.Recognizers {
		for _, t := range info.Types {
			if !seen[string(t)] {
				seen[string(t)] = true
				v.Kinds = append(v.Kinds, string(t))
			}
		}
	}
	v.operators()
	count := map[string]int{}
	for i := range in.Samples {
		count[in.Samples[i].Lang]++
	}
	for name, n := range count {
		v.Langs = append(v.Langs, lang{name, n})
	}
	slices.SortFunc(v.Langs, func(a, b lang) int { return b.N - a.N })
	return v
}

func (v *view) faults() {
	texts := map[string]string{}
	for i := range v.Samples {
		texts[v.Samples[i].File+"\x00"+v.Samples[i].ID] = v.Samples[i].Text
	}
	for _, f := range v.Faults {
		o := fault{ID: f.ID, Place: f.File, Type: f.Type, Uncovered: f.Uncovers, Clean: f.Clean, Location: f.Type == string(anonymize.Location)}
		if f.Line > 0 {
			o.Place += ":" + plain(f.Line)
		}
		if v.Texts {
			o.Before, o.Hit, o.After = around(texts[f.File+"\x00"+f.ID], f.Span)
		}
		for _, e := range f.Found {
			o.Found = append(o.Found, typeName(string(e.Type))+" ("+decimal(float64(e.Score), 2)+"; "+e.Recognizer+": "+evidence(e.Evidence)+")")
		}
		switch f.Kind {
		case eval.Miss:
			v.Missed = append(v.Missed, o)
		case eval.Alarm:
			v.Alarms = append(v.Alarms, o)
		case eval.Boundary:
			o.Kind = "andere Grenzen"
			v.Other = append(v.Other, o)
		default:
			o.Kind = "andere Art"
			v.Other = append(v.Other, o)
		}
	}
}

// context is how many bytes around a fault are shown.
const context = 110

// around returns the text before a span, the span, and the text after it; line breaks become signs.
func around(text string, s anonymize.Span) (before, hit, after string) {
	if s.End > len(text) {
		return "", "", ""
	}
	from, to := max(0, s.Start-context), min(len(text), s.End+context)
	for from > 0 && !utf8.RuneStart(text[from]) {
		from--
	}
	for to < len(text) && !utf8.RuneStart(text[to]) {
		to++
	}
	clean := func(s string) string { return strings.NewReplacer("\r\n", " ⏎ ", "\n", " ⏎ ").Replace(s) }
	before, hit, after = clean(text[from:s.Start]), clean(text[s.Start:s.End]), clean(text[s.End:to])
	if from > 0 {
		before = "… " + before
	}
	if to < len(text) {
		after += " …"
	}
	return before, hit, after
}

func (v *view) operators() {
	of := func(t string) string {
		if op := v.Rules.Operators[t]; op != "" {
			return op
		}
		if t == string(anonymize.Location) {
			return "keep"
		}
		return "pseudonymize"
	}
	by := map[string][]string{}
	for _, t := range v.Kinds {
		by[of(t)] = append(by[of(t)], t)
	}
	for _, op := range []string{"pseudonymize", "keep", "mask", "redact"} {
		if len(by[op]) == 0 {
			continue
		}
		types := strings.Join(by[op], ", ")
		if op == "pseudonymize" && len(by[op]) > 10 {
			types = "alle übrigen der " + plain(len(v.Kinds)) + " Arten"
		}
		v.Operators = append(v.Operators, operator{types, operatorName(op), op})
	}
}

func operatorName(op string) string {
	switch op {
	case "pseudonymize":
		return "Pseudonym, das nur der Tresor zurückführt"
	case "keep":
		return "bleibt stehen"
	case "mask":
		return "Zeichen werden durch * ersetzt"
	}
	return "wird entfernt, nicht zurückführbar"
}
