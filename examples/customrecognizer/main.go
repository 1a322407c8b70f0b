// Command customrecognizer finds a number that only one town knows: the tag of a registered dog ("HM 2025-01234").
//
// It shows what a Recognizer of one's own needs: tokens instead of regular expressions, spans of the original text,
// a context word that raises the score, and reasons for auditors. Package recognizertest holds the contract that every
// recognizer should be run against.
package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers"
)

// DogTag is the type of the town's dog tags. Types of one's own are redacted unless the policy names them.
const DogTag anonymize.EntityType = "DOG_TAG"

// dogTags finds "HM", a year and a number of five digits: "HM 2025-01234", "hm2025/01234".
// Known false positives: none known, because of the year; without one of its words the score is 0.6.
type dogTags struct{}

// Info describes the recognizer. Texts without digits are never shown to it.
func (dogTags) Info() anonymize.Info {
	return anonymize.Info{Name: "dog-tag", Types: []anonymize.EntityType{DogTag}, Needs: anonymize.HasDigit | anonymize.HasLetter, Version: "1"}
}

// Recognize looks at every token that holds a digit.
func (dogTags) Recognize(_ context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	tokens := doc.Tokens()
	for _, i := range doc.DigitTokens() {
		first, last, ok := tag(doc, tokens, int(i))
		if !ok {
			continue
		}
		e := anonymize.Entity{Span: doc.Range(first, last), Type: DogTag, Score: 0.6, Recognizer: "dog-tag", Evidence: anonymize.EvidencePattern}
		if mentionsDog(doc) || mentionsDog(doc.Prompt()) {
			e.Score, e.Evidence = 0.95, e.Evidence|anonymize.EvidenceContext
		}
		if doc.Explaining() {
			doc.Explain(anonymize.Reason{Recognizer: "dog-tag", Type: DogTag, Span: e.Span, Rule: "dog-tag/form"})
		}
		dst = append(dst, e)
	}
	return dst, nil
}

// tag reads a tag whose year is, or ends, the token at i. Words are folded: lower case, full-width digits as ASCII.
func tag(doc *anonymize.Document, tokens []anonymize.Token, i int) (first, last int, ok bool) {
	year := doc.Word(tokens[i])
	first = i
	switch {
	case len(year) == 6 && year[:2] == "hm":
		year = year[2:]
	case i > 0 && doc.Word(tokens[i-1]) == "hm":
		first = i - 1
	default:
		return 0, 0, false
	}
	if i+2 >= len(tokens) || !digits(year, 4) || year[:2] != "20" {
		return 0, 0, false
	}
	if sep := doc.Word(tokens[i+1]); sep != "-" && sep != "/" {
		return 0, 0, false
	}
	return first, i + 2, digits(doc.Word(tokens[i+2]), 5)
}

func digits(s string, n int) bool {
	return len(s) == n && !slices.ContainsFunc([]byte(s), func(c byte) bool { return c < '0' || c > '9' })
}

func mentionsDog(doc *anonymize.Document) bool {
	if doc == nil {
		return false
	}
	for _, t := range doc.Tokens() {
		switch doc.Word(t) {
		case "hund", "hunde", "hundemarke", "hundesteuer":
			return true
		}
	}
	return false
}

func main() {
	a, err := anonymize.New(anonymize.Config{
		Recognizers: append(recognizers.All(), dogTags{}),
		Policy: anonymize.Policy{
			Default: anonymize.Redact(),
			ByType:  map[anonymize.EntityType]anonymize.Operator{DogTag: anonymize.Replace("<{type}>")},
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	out, err := a.Anonymize(context.Background(), anonymize.Message{Text: "Die Hundemarke HM 2025-01234 ist weg, LG Ada Wolke"})
	if err != nil {
		fmt.Println(err) // nothing of the text may leave
		return
	}
	fmt.Println(out.Text)
	// every Entity says what was found, where and why, and holds no text
	fmt.Println(out.Entities[0].Type, out.Entities[0].Score, out.Entities[0].Evidence)
}
