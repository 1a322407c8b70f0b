package train

import (
	"embed"
	"fmt"
	"strconv"
	"strings"

	"github.com/deckname/deckname/internal/corpus"
	"github.com/deckname/deckname/internal/fold"
)

// labelFile holds the marks of those sentences in the unlabelled texts of
// which several nets were least sure. A line is the FNV-1a hash of the
// sentence and, for each mark, its type and byte offsets: the sentences
// themselves stay in the data folder.
//
//go:embed labels.tsv
var labelFile embed.FS

// readLabels returns the marks by the hash of the sentence.
func readLabels() (map[uint64][]corpus.Mark, error) {
	data, err := labelFile.ReadFile("labels.tsv")
	if err != nil {
		return nil, err
	}
	all := make(map[uint64][]corpus.Mark)
	for line := range strings.Lines(string(data)) {
		f := strings.Fields(line)
		if len(f) == 0 || f[0] == "#" {
			continue
		}
		hash, err := strconv.ParseUint(f[0], 16, 64)
		if err != nil {
			return nil, fmt.Errorf("train: labels.tsv: %w", err)
		}
		marks := []corpus.Mark{}
		for _, m := range f[1:] {
			var e corpus.Mark
			kind, at, _ := strings.Cut(m, ":")
			if _, err := fmt.Sscanf(at, "%d-%d", &e.Start, &e.End); err != nil {
				return nil, fmt.Errorf("train: labels.tsv: mark %q: %w", m, err)
			}
			e.Type = map[string]string{"P": "PERSON", "L": "LOCATION"}[kind]
			if e.Type == "" {
				return nil, fmt.Errorf("train: labels.tsv: unknown mark %q", m)
			}
			marks = append(marks, e)
		}
		all[hash] = marks
	}
	return all, nil
}

// labelled finds the sentences that have labels in the texts below dir.
func labelled(dir string, fraction float64) ([]Sentence, error) {
	labels, err := readLabels()
	if err != nil {
		return nil, err
	}
	var all []Sentence
	var patterns []string
	for _, t := range plainTexts {
		patterns = append(patterns, t.pattern)
	}
	err = eachParagraph(dir, patterns, fraction, func(line string) error {
		hash := fold.HashBytes(line)
		marks, ok := labels[hash]
		if !ok {
			return nil
		}
		delete(labels, hash)
		for _, e := range marks {
			if e.Start < 0 || e.Start >= e.End || e.End > len(line) {
				return fmt.Errorf("train: labels.tsv: %016x has a mark outside of its sentence", hash)
			}
		}
		all = append(all, message(&corpus.Sample{Text: line, Entities: marks}, notPerson))
		return nil
	})
	return all, err
}
