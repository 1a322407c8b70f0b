package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"text/tabwriter"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/internal/corpus"
	"github.com/deckname/deckname/internal/eval"
)

// printReport writes the report as tables. A writer's errors surface at the end of the program, when it closes.
func printReport(out io.Writer, r *eval.Report, more bool) {
	fmt.Fprintf(out, "%d messages, %d characters, corpus %.12s\n\n", r.Messages, r.Chars, r.SHA256)
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	header(w, "type")
	for i := range r.Types {
		row(w, &r.Types[i])
	}
	row(w, &r.Structured)
	row(w, &r.All)
	w.Flush()
	fmt.Fprintf(out, "\nleaked characters  %d in %d messages, %.1f per 1,000 messages\n", r.LeakedChars, r.LeakingMessages, r.LeakedPer1000)
	fmt.Fprintf(out, "clean messages     %d, with alarms %d (%d findings), LOCATION apart (%d)\n", r.CleanMessages, r.AlarmedMessages, r.Alarms, r.LocationAlarms)
	fmt.Fprintf(out, "scores             Brier %.4f, calibration error %.4f\n", r.Brier, r.ECE)
	if !more {
		return
	}
	if len(r.Tags) > 0 {
		fmt.Fprintln(out)
		w = tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
		header(w, "tag (without LOCATION)")
		for i := range r.Tags {
			row(w, &r.Tags[i])
		}
		w.Flush()
	}
	fmt.Fprintln(out)
	w = tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "score\tfindings\tmean score\tright\t")
	for _, b := range r.Reliability {
		fmt.Fprintf(w, "%.1f to %.1f\t%d\t%.3f\t%.3f\t\n", b.From, b.To, b.Found, b.Mean, float64(b.Right)/float64(b.Found))
	}
	w.Flush()
}

func header(w io.Writer, first string) {
	fmt.Fprintf(w, "%s\tmarks\tfound\tP\tR\tF1\tP overlap\tR overlap\tF1 overlap\tcovered\t\n", first)
}

func row(w io.Writer, r *eval.Row) {
	covered := 1.0
	if r.Chars > 0 {
		covered = float64(r.Covered) / float64(r.Chars)
	}
	fmt.Fprintf(w, "%s\t%d\t%d\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t\n", r.Name, r.Marks, r.Found,
		r.Strict.Precision, r.Strict.Recall, r.Strict.F1, r.Overlap.Precision, r.Overlap.Recall, r.Overlap.F1, covered)
}

func printFaults(out io.Writer, samples []corpus.Sample, faults []eval.Fault, show bool) {
	texts := map[string]string{}
	if show {
		for i := range samples {
			texts[samples[i].File+"\x00"+samples[i].ID] = samples[i].Text
		}
	}
	for _, f := range faults {
		fmt.Fprintf(out, "%s:%d: %s: %s %s %d:%d", f.File, f.Line, f.ID, f.Kind, f.Type, f.Span.Start, f.Span.End)
		if f.Kind == eval.Alarm && f.Clean {
			fmt.Fprint(out, " clean")
		}
		if f.Uncovers > 0 && f.Type != string(anonymize.Location) {
			fmt.Fprintf(out, " leaks %d", f.Uncovers)
		}
		for _, e := range f.Found {
			fmt.Fprintf(out, " [%s %d:%d %.2f %s %s]", e.Type, e.Start, e.End, e.Score, e.Recognizer, e.Evidence)
		}
		fmt.Fprintln(out)
		if show {
			fmt.Fprintf(out, "    %s\n", excerpt(texts[f.File+"\x00"+f.ID], f.Span))
		}
	}
	if len(faults) > 0 {
		fmt.Fprintln(out)
	}
}

// compareReports shows what changed between two JSON reports.
func compareReports(a *app, args []string) error {
	if len(args) != 2 {
		return usagef("-compare needs two reports: old.json new.json")
	}
	var old, now eval.Report
	for i, r := range []*eval.Report{&old, &now} {
		data, err := os.ReadFile(args[i])
		if err != nil {
			return err
		}
		if err := json.Unmarshal(data, r); err != nil || r.SHA256 == "" {
			return bad("%s is no report of eval -json", args[i])
		}
	}
	if old.SHA256 != now.SHA256 {
		fmt.Fprintln(a.err, "deckname eval: the reports are about different messages or marks")
	}
	w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "type\tP\t\tR\t\tF1\t\tR overlap\t\tfound\t\t")
	names := []string{}
	for _, r := range []*eval.Report{&now, &old} {
		for i := range r.Types {
			if n := r.Types[i].Name; (r == &now || now.Row(n) == nil) && n != "" {
				names = append(names, n)
			}
		}
	}
	for _, n := range append(names, "structured", "all") {
		o, c := old.Row(n), now.Row(n)
		switch {
		case c == nil:
			fmt.Fprintf(w, "%s\t-\tgone\t\t\t\t\t\t\t\t\t\n", n)
			continue
		case o == nil:
			o = c
			n += " (new)"
		}
		fmt.Fprintf(w, "%s", n)
		for _, v := range [][2]float64{{o.Strict.Precision, c.Strict.Precision}, {o.Strict.Recall, c.Strict.Recall}, {o.Strict.F1, c.Strict.F1}, {o.Overlap.Recall, c.Overlap.Recall}} {
			fmt.Fprintf(w, "\t%.3f\t%s", v[1], change(v[1]-v[0], "%+.3f", 0.0005))
		}
		fmt.Fprintf(w, "\t%d\t%s\t\n", c.Found, change(float64(c.Found-o.Found), "%+.0f", 0.5))
	}
	w.Flush()
	fmt.Fprintf(a.out, "\nleaked characters per 1,000 messages %.1f (%+.1f), alarms %d (%+d), LOCATION alarms %d (%+d)\n",
		now.LeakedPer1000, now.LeakedPer1000-old.LeakedPer1000, now.Alarms, now.Alarms-old.Alarms,
		now.LocationAlarms, now.LocationAlarms-old.LocationAlarms)
	return nil
}

func change(d float64, format string, from float64) string {
	if math.Abs(d) < from {
		return "="
	}
	return fmt.Sprintf(format, d)
}
