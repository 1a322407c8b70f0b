// Command lexicon compiles the membership table of package lexicon from the
// lists and texts of a data folder:
//
//	go run ./recognizers/internal/cmd/lexicon -data ../shared/data -out recognizers/internal/lexicon/lexicon.bin
//
// It reads nothing else but the project's own lists (lists/) and draws no
// random numbers: the same data give the same bytes. NOTICE names the lists with their licences. The output is
// fingerprints; no list can be read back from it.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/deckname/deckname/internal/fold"
	"github.com/deckname/deckname/recognizers/internal/lexicon"
)

func main() {
	data := flag.String("data", "../shared/data", "folder with names/, places/ and text/")
	out := flag.String("out", "recognizers/internal/lexicon/lexicon.bin", "file to write")
	flag.Parse()
	if err := run(*data, *out); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(data, out string) error {
	c := &collection{dir: data, words: make(map[string]*word)}
	steps := []struct {
		name string
		fn   func() error
	}{
		{"text", c.texts},
		{"given names", c.firstNames},
		{"surnames", c.surnames},
		{"places", c.places},
		{"other words", c.others},
		{"own lists", c.own},
	}
	for _, s := range steps {
		if err := s.fn(); err != nil {
			return fmt.Errorf("lexicon: %s: %w", s.name, err)
		}
		fmt.Printf("%-12s %7d words\n", s.name, len(c.words))
	}
	b := c.compile()
	blob, err := b.Bytes()
	if err != nil {
		return err
	}
	t, err := lexicon.Open(string(blob))
	if err != nil {
		return err
	}
	fmt.Printf("%d entries, %d bytes, hash %016x\n", t.Len(), len(blob), fold.HashBytes(blob))
	return os.WriteFile(filepath.Clean(out), blob, 0o644)
}
