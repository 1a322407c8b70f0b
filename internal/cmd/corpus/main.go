// Command corpus compiles the authoring files testdata/chat/src/*.txt to testdata/chat/dev.jsonl and test.jsonl and
// checks the result: offsets, check digits, reserved numbers, repetition, that both sets share no name or number, and that
// no case under testdata/cases marks one of the test set.
//
// Usage, from the module's root:
//
//	go run ./internal/cmd/corpus [-dir testdata] [-n]
//
// With -n it only checks. It prints a table of counts; faults go to standard error with file and line, and it exits with 1.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/deckname/deckname/internal/corpus"
)

func main() {
	dir := flag.String("dir", "testdata", "folder of the corpus")
	dry := flag.Bool("n", false, "check only, write nothing")
	flag.Parse()
	if err := run(os.Stdout, *dir, *dry); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(out io.Writer, dir string, dry bool) error {
	samples, err := corpus.LoadSources(filepath.Join(dir, "chat", "src"))
	if err != nil {
		return err
	}
	reserved, err := corpus.LoadReserved(filepath.Join(dir, "reserved.tsv"))
	if err != nil {
		return err
	}
	dev, test := corpus.Split(samples)
	if !dry {
		for name, set := range map[string][]corpus.Sample{"dev": dev, "test": test} {
			var buf bytes.Buffer
			if err := corpus.WriteJSONL(&buf, set); err != nil {
				return err
			}
			if err := os.WriteFile(filepath.Join(dir, "chat", name+".jsonl"), buf.Bytes(), 0o644); err != nil {
				return err
			}
		}
	}
	if err := corpus.WriteCounts(out, dev, test); err != nil {
		return err
	}
	cases, err := corpus.Load(filepath.Join(dir, "cases"))
	if err != nil {
		return err
	}
	return errors.Join(corpus.Check(dev, test, reserved), corpus.CheckCases(cases, test, reserved))
}
