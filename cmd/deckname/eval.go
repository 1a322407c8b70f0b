package main

import (
	"cmp"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/internal/corpus"
	"github.com/deckname/deckname/internal/eval"
	"github.com/deckname/deckname/internal/mutate"
)

func evalCommand() command {
	return command{
		name: "eval", args: "[flags] file-or-folder ...", short: "score a corpus, keep scores from falling, compare releases",
		long: `Scores the recognizers on annotated messages: every *.jsonl and *.txtar below the given files and folders.
A JSONL line is {"id","text"[,"prompt","lang","tags"],"entities":[{"start","end","type"}]} with byte offsets, or with
entities as [start,end,"TYPE"] in code points. -format reads corpora of other tools instead:

` + formatsHelp + `

Per type: strict (exact span) and overlap precision, recall and F1, and the share of marked characters that is covered.
Leaked characters count for every type but LOCATION. Alarms are findings on messages without personal data.

In a folder with dev.jsonl and test.jsonl only dev is scored, unless -set says otherwise: the test set is for closing a
release, not for tuning.

-golden FILE fails (exit code 1) if a recall or precision is below the figure in FILE; -update raises the figures.
-compare OLD.json NEW.json shows what changed between two reports made with -json.`,
		setup: func(fs *flag.FlagSet) func(context.Context, *app, []string) error {
			var o evalOptions
			fs.BoolVar(&o.json, "json", false, "write the report as JSON")
			fs.BoolVar(&o.verbose, "v", false, "list misses, alarms, wrong boundaries and confusions (without text)")
			fs.BoolVar(&o.show, "show", false, "with -v: show the text around each, value in ⟦⟧ (personal data, if the corpus holds it)")
			fs.BoolVar(&o.tags, "tags", false, "add a table by tag and the reliability of scores")
			fs.StringVar(&o.mutate, "mutate", "", "score the same messages in another `spelling`: "+spellings())
			fs.BoolVar(&o.compare, "compare", false, "compare two reports")
			fs.BoolVar(&o.update, "update", false, "with -golden: write better figures, refuse worse ones unless -force")
			fs.BoolVar(&o.force, "force", false, "with -update: write worse figures too")
			fs.StringVar(&o.golden, "golden", "", "fail if a figure is below the one in `file`")
			o.corpora.declare(fs)
			fs.StringVar(&o.name, "name", "", "with -golden: the figures' `name` in the file (default the set)")
			o.engine = engineFlags(fs)
			return o.run
		},
	}
}

// mutationSeed makes two runs comparable.
const mutationSeed = 1

func spellings() string {
	var names []string
	for _, m := range mutate.All() {
		names = append(names, m.Name)
	}
	return strings.Join(names, ", ")
}

type evalOptions struct {
	corpora
	json, verbose, show, tags, compare, update, force bool
	golden, name, mutate                              string
	engine                                            *engine
}

func (o *evalOptions) run(ctx context.Context, a *app, args []string) error {
	switch {
	case o.compare:
		return compareReports(a, args)
	case len(args) == 0:
		return usagef("needs a file or folder with a corpus")
	case (o.update || o.force) && o.golden == "":
		return usagef("-update and -force need -golden")
	}
	samples, err := o.load(args)
	if err != nil {
		return err
	}
	if o.mutate != "" {
		m, ok := mutate.Named(o.mutate)
		if !ok {
			return usagef("-mutate is one of %s", spellings())
		}
		samples = m.Apply(samples, mutationSeed)
	}
	if set := o.engine.typeSet(); set != nil {
		restrict(samples, set)
	}
	an, err := o.engine.analyzer()
	if err != nil {
		return err
	}
	report, faults, err := scoreAll(ctx, a, an, samples)
	if err != nil {
		return err
	}
	if o.json {
		enc := json.NewEncoder(a.out)
		enc.SetIndent("", "  ")
		if err := enc.Encode(report); err != nil {
			return err
		}
	} else {
		if o.verbose {
			printFaults(a.out, samples, faults, o.show)
		}
		printReport(a.out, report, o.tags)
	}
	if o.golden != "" {
		return o.ratchet(a, report)
	}
	return nil
}

// restrict leaves only marks of the given types, and judges no others.
func restrict(samples []corpus.Sample, set map[anonymize.EntityType]bool) {
	var names []string
	for t := range set {
		names = append(names, string(t))
	}
	keep := func(marks []corpus.Mark) []corpus.Mark {
		var out []corpus.Mark
		for _, m := range marks {
			if set[anonymize.EntityType(m.Type)] {
				out = append(out, m)
			}
		}
		return out
	}
	for i := range samples {
		s := &samples[i]
		judged := names
		if len(s.Types) > 0 {
			judged = nil
			for _, t := range s.Types {
				if set[anonymize.EntityType(t)] {
					judged = append(judged, t)
				}
			}
			if judged == nil {
				judged = []string{"NONE"}
			}
		}
		s.Types, s.Entities, s.Optional = judged, keep(s.Entities), keep(s.Optional)
	}
}

// scoreAll runs the detector on all cores and scores in the order of the corpus.
func scoreAll(ctx context.Context, a *app, an *anonymize.Anonymizer, samples []corpus.Sample) (*eval.Report, []eval.Fault, error) {
	found := make([][]anonymize.Entity, len(samples))
	errs := make([]error, len(samples))
	next := make(chan int)
	bar := a.counter(len(samples))
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				found[i], errs[i] = an.Analyze(ctx, anonymize.Message{Text: samples[i].Text, Prompt: samples[i].Prompt})
				bar.add(1)
			}
		})
	}
	for i := range samples {
		next <- i
	}
	close(next)
	wg.Wait()
	bar.finish()
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	sc := eval.NewScorer()
	var faults []eval.Fault
	for i := range samples {
		if errs[i] != nil {
			return nil, nil, bad("%s:%d: %v", samples[i].File, samples[i].Line, errs[i])
		}
		faults = append(faults, sc.Add(&samples[i], found[i])...)
	}
	return sc.Report(), faults, nil
}

func (o *evalOptions) ratchet(a *app, r *eval.Report) error {
	g, err := eval.ReadGolden(o.golden)
	if err != nil && !(o.update && os.IsNotExist(err)) {
		return err
	}
	name := cmp.Or(o.name, o.set)
	var fallen []string
	if _, known := g[name]; known || !o.update {
		fallen = g.Check(name, r)
	}
	if len(fallen) > 0 && !o.force {
		for _, f := range fallen {
			fmt.Fprintln(a.err, "deckname eval: fell:", f)
		}
		return bad("%d figures are below those of %s", len(fallen), o.golden)
	}
	if !o.update {
		fmt.Fprintf(a.err, "deckname eval: no figure below %s\n", o.golden)
		return nil
	}
	g.Set(name, r)
	return g.Write(o.golden)
}

// excerpt returns the text around a span, the span in brackets, on one line.
func excerpt(text string, s anonymize.Span) string {
	const around = 40
	from, to := max(0, s.Start-around), min(len(text), s.End+around)
	out := strings.ToValidUTF8(text[from:s.Start], "") + "⟦" + text[s.Start:s.End] + "⟧" + strings.ToValidUTF8(text[s.End:to], "")
	return strings.NewReplacer("\n", "⏎", "\r", "").Replace(out)
}
