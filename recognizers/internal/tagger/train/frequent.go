package train

import (
	"cmp"
	"slices"
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/internal/corpus"
	"github.com/deckname/deckname/recognizers/internal/tagger"
)

// FrequentWords returns the n words that the training messages hold most
// often, as they are spelled there, the commonest first: the lines of
// frequent.txt in package tagger.
func FrequentWords(n int) ([]string, error) {
	type key struct {
		hash  uint64
		shape tagger.Shape
	}
	type word struct {
		spelling string
		count    int
	}
	found := make(map[key]*word)
	var words []tagger.Word
	err := eachMessage(func(s *corpus.Sample, _ uint8) error {
		doc, err := anonymize.NewDocument(s.Text, "")
		if err != nil {
			return err
		}
		words = tagger.AppendWords(words[:0], doc)
		for i := range words {
			w := &words[i]
			k := key{w.Hash, w.Shape &^ (tagger.ShapeSpace | tagger.ShapeLine)}
			if found[k] == nil {
				at := doc.Origin(int(w.Start), int(w.End))
				found[k] = &word{spelling: s.Text[at.Start:at.End]}
			}
			found[k].count++
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var all []*word
	for _, w := range found {
		all = append(all, w)
	}
	slices.SortFunc(all, func(a, b *word) int {
		return cmp.Or(cmp.Compare(b.count, a.count), strings.Compare(a.spelling, b.spelling))
	})
	out := make([]string, min(n, len(all)))
	for i := range out {
		out[i] = all[i].spelling
	}
	return out, nil
}
