package main

import (
	"bufio"
	"context"
	"errors"
	"os"
	"strings"

	"github.com/jdkato/prose/v2"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers"
)

// sentence is one sentence of a corpus: its tokens joined by blanks, and the spans of its persons and places in bytes.
type sentence struct {
	text    string
	persons []anonymize.Span
	places  []anonymize.Span
}

// readFile reads a corpus.
func readFile(name string) ([]sentence, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, errors.New("othertagger: the corpus cannot be opened")
	}
	defer f.Close()
	var all []sentence
	var s sentence
	var b strings.Builder
	flush := func() {
		if s.text = b.String(); s.text != "" {
			all = append(all, s)
		}
		s = sentence{}
		b.Reset()
	}
	in := bufio.NewScanner(f)
	for in.Scan() {
		token, label, ok := strings.Cut(in.Text(), "\t")
		if !ok {
			flush()
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		span := anonymize.Span{Start: b.Len(), End: b.Len() + len(token)}
		b.WriteString(token)
		switch label {
		case "B-PER":
			s.persons = append(s.persons, span)
		case "I-PER":
			if n := len(s.persons); n > 0 {
				s.persons[n-1].End = span.End
			}
		case "B-LOC":
			s.places = append(s.places, span)
		case "I-LOC":
			if n := len(s.places); n > 0 {
				s.places[n-1].End = span.End
			}
		}
	}
	flush()
	return all, in.Err()
}

// teach trains prose's extractor on sentences; its tagger of word classes stays English.
func teach(sentences []sentence) *prose.Model {
	var data []prose.EntityContext
	for _, s := range sentences {
		var spans []prose.LabeledEntity
		for _, p := range s.persons {
			spans = append(spans, labelled(s.text, p, "PERSON"))
		}
		for _, p := range s.places {
			spans = append(spans, labelled(s.text, p, "GPE"))
		}
		data = append(data, prose.EntityContext{Accept: true, Text: s.text, Spans: spans})
	}
	return prose.ModelFromData("german", prose.UsingEntities(data))
}

// labelled converts a span to the offsets that prose expects. It counts blanks by characters but words by bytes, which differ
// behind the first umlaut.
func labelled(text string, span anonymize.Span, label string) prose.LabeledEntity {
	offset := func(at int) int {
		want := at - strings.Count(text[:at], " ")
		runes := []rune(text)
		for o, blanks := want, 0; ; o++ {
			blanks = strings.Count(string(runes[:min(o, len(runes))]), " ")
			if o-blanks >= want {
				return o
			}
		}
	}
	return prose.LabeledEntity{Start: offset(span.Start), End: offset(span.End), Label: label}
}

// measure returns strict precision and recall for persons: a finding counts if both of its ends are right.
func measure(finder recognizers.Tagger, sentences []sentence) (precision, recall float64, err error) {
	found, right, marked := 0, 0, 0
	for _, s := range sentences {
		doc, err := anonymize.NewDocument(s.text, "")
		if err != nil {
			return 0, 0, err
		}
		ents, err := finder.Recognize(context.Background(), doc, nil)
		if err != nil {
			return 0, 0, err
		}
		marked += len(s.persons)
		for _, e := range ents {
			if e.Type != anonymize.Person || e.Score < 0.5 {
				continue
			}
			found++
			for _, p := range s.persons {
				if p == e.Span {
					right++
				}
			}
		}
	}
	return float64(right) / float64(max(found, 1)), float64(right) / float64(max(marked, 1)), nil
}
