// Command train trains the model of package tagger from a data folder:
//
//	go run ./recognizers/internal/cmd/train -data ../shared/data -out recognizers/internal/tagger/tagger.bin
//
// It takes less than half an hour on two cores and prints the scores on the
// development sets and the hash of the file. The result depends on the data
// and the seed only, not on the number of threads; it is the same to the bit
// on linux/amd64 (GOAMD64=v1, a processor with AVX2 and FMA).
//
// With -fraction 0.01 it runs through all steps on one sentence in a hundred,
// so that the hash of that model can be checked in a minute or two; with -want
// it fails if the hash is another.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/deckname/deckname/internal/fold"
	"github.com/deckname/deckname/recognizers/internal/tagger"
	"github.com/deckname/deckname/recognizers/internal/tagger/train"
)

func main() {
	var o train.Options
	flag.StringVar(&o.Data, "data", "../shared/data", "folder with ner/, names/, places/ and text/")
	flag.Float64Var(&o.Fraction, "fraction", 1, "share of the sentences to train on")
	flag.Uint64Var(&o.Seed, "seed", 1, "seed of all random numbers")
	flag.IntVar(&o.Threads, "threads", 2, "threads to compute on")
	flag.StringVar(&o.Cache, "cache", "", "folder in which the word vectors are kept between runs")
	version := flag.Uint("version", 1, "version written into the model")
	out := flag.String("out", "", "file to write")
	want := flag.String("want", "", "hash that the model must have")
	baseline := flag.Bool("baseline", false, "train and score the linear baseline instead")
	flag.Parse()
	o.Version, o.Log = uint32(*version), os.Stdout
	if *baseline {
		if err := train.Baseline(o); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	if err := run(o, *out, *want, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(o train.Options, out, want string, log io.Writer) error {
	blob, err := train.Run(o)
	if err != nil {
		return err
	}
	m, err := tagger.Open(string(blob))
	if err != nil {
		return err
	}
	if o.Fraction >= 1 {
		if err := train.Report(o.Data, m, log); err != nil {
			return err
		}
	}
	hash := fmt.Sprintf("%016x", fold.HashBytes(blob))
	fmt.Fprintf(log, "%d bytes, hash %s\n", len(blob), hash)
	if out != "" {
		if err := os.WriteFile(filepath.Clean(out), blob, 0o644); err != nil {
			return err
		}
	}
	if want != "" && want != hash {
		return fmt.Errorf("train: the model has hash %s, not %s", hash, want)
	}
	return nil
}
