package anonymize_test

import (
	"strings"
	"testing"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/pseudonym"
)

var hostile = map[string]string{
	"digits": "1", "ats": "@", "initials": "A. ", "brackets": "[", "marks": "a\u0301", "chat": "Guten Tag, wann öffnet das Bürgeramt am Montag? ",
}

func BenchmarkDocument(b *testing.B) {
	for name, unit := range hostile {
		text := strings.Repeat(unit, 4096/len(unit))
		a, err := anonymize.New(anonymize.Config{Recognizers: []anonymize.Recognizer{words{name: "none"}}})
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := a.Analyze(ctx, anonymize.Message{Text: text}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkOverlaps resolves many findings that all overlap.
func BenchmarkOverlaps(b *testing.B) {
	for _, n := range []int{1000, 10000} {
		var ents []anonymize.Entity
		for i := range n {
			ents = append(ents, anonymize.Entity{Span: anonymize.Span{Start: i, End: min(n, i+20)}, Type: "A", Score: float32(1+i%7) / 8})
		}
		a, err := anonymize.New(anonymize.Config{Recognizers: []anonymize.Recognizer{spans{"s", ents}}, MinScore: 0.01})
		if err != nil {
			b.Fatal(err)
		}
		text := strings.Repeat("x", n)
		b.Run(map[int]string{1000: "1k", 10000: "10k"}[n], func(b *testing.B) {
			for b.Loop() {
				if _, err := a.Analyze(ctx, anonymize.Message{Text: text}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkPlaceholders is what the search for typed pseudonyms costs, in a text that needs no second reading and in one that does.
func BenchmarkPlaceholders(b *testing.B) {
	a := complete(b, pseudonym.Scheme{})
	e, err := anonymize.New(anonymize.Config{Recognizers: []anonymize.Recognizer{words{name: "none"}}})
	if err != nil {
		b.Fatal(err)
	}
	for name, unit := range map[string]string{"chat": hostile["chat"], "quotes": "„Guten Tag“ – wann öffnet das Bürgeramt? ", "brackets": "[", "entities": "&#91;PERSON", "percent": "%25"} {
		text := strings.Repeat(unit, 4096/len(unit))
		for kind, a := range map[string]*anonymize.Anonymizer{"all": a, "none": e} {
			b.Run(name+"/"+kind, func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				for b.Loop() {
					if _, err := a.Anonymize(ctx, anonymize.Message{Scope: "b", Text: text}); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
