// Command othertagger puts a third party's tagger in the place of the built-in one, and measures what that costs.
//
// Every type with a Recognize method is a recognizers.Tagger: its PERSON and LOCATION findings are heard beside the rules and
// the lexicon. The tagger here is github.com/jdkato/prose/v2. Its own model is English, so it is a counter-example on
// German; -train teaches it German from a corpus.
//
//	go run ./examples/othertagger
//	go run ./examples/othertagger -score dev.bio.tsv
//	go run ./examples/othertagger -score dev.bio.tsv -train train.bio.tsv
//
// The corpora have a token, a tab and a label (B-PER, I-PER, O …) on a line and an empty line behind every sentence.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/jdkato/prose/v2"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers"
)

// proseTagger is prose's named-entity model as a Tagger.
type proseTagger struct{ model *prose.Model }

// Recognize appends the model's persons and places. The model only says words, so they are searched for in the text, in order.
func (t proseTagger) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	if err := ctx.Err(); err != nil {
		return dst, err
	}
	text := doc.Text()
	d, err := prose.NewDocument(text, prose.UsingModel(t.model), prose.WithSegmentation(false))
	if err != nil {
		return dst, errors.New("othertagger: prose failed") // its own error might quote the text
	}
	at := 0
	var open *anonymize.Entity // the finding that the next token may go on
	for _, tok := range d.Tokens() {
		i := strings.Index(text[at:], tok.Text)
		if tok.Text == "" || i < 0 {
			continue // typographic quotes are rewritten
		}
		start := at + i
		at = start + len(tok.Text)
		typ := typeOf(tok.Label)
		switch {
		case typ == "":
			open = nil
		case open != nil && open.Type == typ && strings.HasPrefix(tok.Label, "I-"):
			open.End = at
		default:
			dst = append(dst, anonymize.Entity{Span: anonymize.Span{Start: start, End: at}, Type: typ, Score: 0.7, Recognizer: "prose", Evidence: anonymize.EvidenceModel})
			open = &dst[len(dst)-1]
		}
	}
	return dst, nil
}

func typeOf(label string) anonymize.EntityType {
	switch {
	case strings.HasSuffix(label, "-PERSON"):
		return anonymize.Person
	case strings.HasSuffix(label, "-GPE"), strings.HasSuffix(label, "-LOCATION"):
		return anonymize.Location
	}
	return ""
}

func main() {
	score := flag.String("score", "", "score persons on this `file`")
	train := flag.String("train", "", "teach prose from this `file` first")
	n := flag.Int("n", 3000, "sentences to learn from, with -train")
	flag.Parse()
	if err := run(os.Stdout, *score, *train, *n); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(out io.Writer, score, train string, n int) error {
	tagger := proseTagger{prose.ModelFromData("en")}
	if train != "" {
		sentences, err := readFile(train)
		if err != nil {
			return err
		}
		tagger.model = teach(sentences[:min(n, len(sentences))])
	}
	contenders := []contender{
		{"prose alone", tagger},
		{"Person with prose", recognizers.Person(recognizers.PersonConfig{Tagger: tagger})},
		{"PersonRules, no tagger", recognizers.PersonRules(recognizers.PersonConfig{})},
		{"Person, built-in tagger", recognizers.Person(recognizers.PersonConfig{})},
	}
	if score == "" {
		return show(out, contenders, "Gestern hat Frau Nottebohm angerufen. Der Bescheid ging an Kunibert Ohlendiek in Paderborn.")
	}
	sentences, err := readFile(score)
	if err != nil {
		return err
	}
	for _, c := range contenders {
		precision, recall, err := measure(c.finder, sentences)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "%-24s precision %.3f recall %.3f F1 %.3f\n", c.name, precision, recall, 2*precision*recall/max(precision+recall, 1e-9))
	}
	return nil
}

// contender is anything that finds persons.
type contender struct {
	name   string
	finder recognizers.Tagger
}

// show prints what each contender finds in a text.
func show(out io.Writer, contenders []contender, text string) error {
	for _, c := range contenders {
		doc, err := anonymize.NewDocument(text, "")
		if err != nil {
			return err
		}
		found, err := c.finder.Recognize(context.Background(), doc, nil)
		if err != nil {
			return err
		}
		var names []string
		for _, e := range found {
			if e.Type == anonymize.Person {
				names = append(names, text[e.Start:e.End])
			}
		}
		fmt.Fprintf(out, "%s: %s\n", c.name, strings.Join(names, ", "))
	}
	return nil
}
