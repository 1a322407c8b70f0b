package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/deckname/deckname/internal/corpus"
	"github.com/deckname/deckname/internal/eval"
)

const formatsHelp = `  bio       token, tab, label; blank line after each sentence (*.tsv, *.bio, *.conll); persons and places
  conll     the same with more columns, tabs or blanks between them, the label in the last (*.conll, *.tsv, *.bio, *.txt)
  brat      standoff: every *.txt with its *.ann
  doccano   JSONL export of a sequence labelling project (*.jsonl)
  presidio  data set of Presidio's evaluator (*.json, *.jsonl)

-labels says what labels mean: PER=PERSON takes a label as a type, ORG= leaves it out, STR=?ADDRESS leaves open whether it
is found. The types of this project and the usual names (PER, LOC, GPE, STREET_ADDRESS, EMAIL …) are known. Of such a
corpus only the types that it marks are judged. -offsets says what the offsets count.
`

// corpora are the flags that say which corpus is read, and how.
type corpora struct {
	format, set, labels, offsets, columns string
}

func (c *corpora) declare(fs *flag.FlagSet) {
	fs.StringVar(&c.format, "format", "corpus", "`format` of the files: corpus, bio, conll, brat, doccano or presidio")
	fs.StringVar(&c.set, "set", "dev", "which `set` of a folder with dev.jsonl and test.jsonl: dev, test or all")
	c.foreign(fs)
}

func (c *corpora) foreign(fs *flag.FlagSet) {
	fs.StringVar(&c.labels, "labels", "", "what `labels` of another tool mean: LABEL=TYPE, LABEL=?TYPE or LABEL=, separated by commas")
	fs.StringVar(&c.offsets, "offsets", "points", "`unit` of another tool's offsets: points (Unicode code points), bytes or utf16")
	fs.StringVar(&c.columns, "columns", "", "bio, conll: `columns` of token and label, such as 2,3 (default 1,2 and 1,last)")
}

// load reads the corpus. Errors of a reader have exit code 1: they name a place in a file.
func (c *corpora) load(args []string) ([]corpus.Sample, error) {
	if c.format != "corpus" {
		return c.loadForeign(args)
	}
	if c.set != "dev" && c.set != "test" && c.set != "all" {
		return nil, usagef("-set is dev, test or all")
	}
	var paths []string
	for _, p := range args {
		chosen, err := c.choose(p)
		if err != nil {
			return nil, err
		}
		paths = append(paths, chosen...)
	}
	samples, err := corpus.Load(paths...)
	if err != nil {
		return nil, bad("%v", err)
	}
	return samples, nil
}

// choose lists the files below p that belong to the set.
func (c *corpora) choose(p string) ([]string, error) {
	info, err := os.Stat(p)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return []string{p}, nil
	}
	var files []string
	err = filepath.WalkDir(p, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		switch filepath.Ext(name) {
		case ".jsonl", ".txtar":
		default:
			return nil
		}
		other := map[string]string{"dev.jsonl": "test", "test.jsonl": "dev"}[d.Name()]
		if other != "" && c.set == other {
			if _, err := os.Stat(filepath.Join(filepath.Dir(name), c.set+".jsonl")); err == nil {
				return nil
			}
		}
		files = append(files, name)
		return nil
	})
	if err == nil && len(files) == 0 {
		return nil, bad("%s holds no *.jsonl and no *.txtar", p)
	}
	return files, err
}

func (c *corpora) importer() (im eval.Import, err error) {
	if c.labels != "" {
		if im.Labels, err = eval.ParseLabels(c.labels); err != nil {
			return im, usagef("-labels is LABEL=TYPE, LABEL=?TYPE or LABEL=, separated by commas")
		}
	}
	var ok bool
	if im.Unit, ok = eval.ParseUnit(c.offsets); !ok {
		return im, usagef("-offsets is points, bytes or utf16")
	}
	if c.columns != "" {
		token, label, _ := strings.Cut(c.columns, ",")
		var err1, err2 error
		im.TokenColumn, err1 = strconv.Atoi(token)
		im.LabelColumn, err2 = strconv.Atoi(label)
		if err1 != nil || err2 != nil || im.TokenColumn < 1 || im.LabelColumn < 1 {
			return im, usagef("-columns is two numbers from 1, such as 2,3")
		}
	}
	return im, nil
}

func (c *corpora) loadForeign(args []string) ([]corpus.Sample, error) {
	im, err := c.importer()
	if err != nil {
		return nil, err
	}
	read, exts := eval.ReadBIO, []string{".tsv", ".bio", ".conll"}
	switch c.format {
	case "bio":
	case "conll":
		read, exts = eval.ReadCoNLL, []string{".conll", ".tsv", ".bio", ".txt"}
	case "doccano":
		read, exts = eval.ReadDoccano, []string{".jsonl"}
	case "presidio":
		read, exts = eval.ReadPresidio, []string{".json", ".jsonl"}
	case "brat":
		for _, p := range args {
			if _, err := os.Stat(p); err != nil {
				return nil, err
			}
		}
		samples, err := eval.LoadBrat(im, args...)
		if err != nil {
			return nil, bad("%v", err)
		}
		return samples, nil
	default:
		return nil, usagef("-format is corpus, bio, conll, brat, doccano or presidio")
	}
	var all []corpus.Sample
	for _, p := range args {
		err := filepath.WalkDir(p, func(name string, d os.DirEntry, err error) error {
			if err != nil || d.IsDir() || name != p && !slices.Contains(exts, filepath.Ext(name)) {
				return err
			}
			samples, err := readForeign(read, name, im)
			all = append(all, samples...)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	if len(all) == 0 {
		return nil, bad("%v", corpus.ErrNoSamples)
	}
	return all, nil
}

func readForeign(read func(io.Reader, string, eval.Import) ([]corpus.Sample, error), name string, im eval.Import) ([]corpus.Sample, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	samples, err := read(f, name, im)
	if err != nil {
		return nil, bad("%v", err)
	}
	return samples, nil
}

func importCommand() command {
	return command{
		name: "import", args: "-format FORMAT [flags] file-or-folder ...", short: "turn an annotated corpus of another tool into JSONL",
		long: `Reads a corpus of another tool and writes it as JSONL with byte offsets, the format of deckname eval: personal data,
if the corpus holds it. Every offset is checked, and compared with the value where the format repeats it. Standard error
says how often each type is marked. Formats:

` + formatsHelp + `
Spans whose label is optional are not written: JSONL has no such marks.`,
		setup: func(fs *flag.FlagSet) func(context.Context, *app, []string) error {
			var c corpora
			fs.StringVar(&c.format, "format", "", "`format` of the files: bio, conll, brat, doccano or presidio")
			c.foreign(fs)
			return func(_ context.Context, a *app, args []string) error {
				if len(args) == 0 {
					return usagef("needs a file or folder with a corpus")
				}
				samples, err := c.loadForeign(args)
				if err != nil {
					return err
				}
				count := map[string]int{}
				seen := map[string]bool{}
				for i := range samples {
					s := &samples[i]
					if seen[s.ID] { // from several files, or numbered twice
						s.ID = fmt.Sprintf("%s:%d", filepath.Base(s.File), s.Line)
					}
					if seen[s.ID] {
						s.ID = strconv.Itoa(i+1) + ":" + s.ID
					}
					seen[s.ID] = true
					for _, m := range s.Entities {
						count[m.Type]++
					}
				}
				if err := corpus.WriteJSONL(a.out, samples); err != nil {
					return err
				}
				fmt.Fprintf(a.err, "deckname import: %d messages\n", len(samples))
				var types []string
				for t := range count {
					types = append(types, t)
				}
				slices.Sort(types)
				for _, t := range types {
					fmt.Fprintf(a.err, "  %-22s %d\n", t, count[t])
				}
				if len(types) > 0 {
					fmt.Fprintf(a.err, "score it with: deckname eval -types %s\n", strings.Join(types, ","))
				}
				return nil
			}
		},
	}
}
