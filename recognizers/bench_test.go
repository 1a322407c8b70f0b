package recognizers_test

import (
	"bufio"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/dlclark/regexp2/v2"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers"
	"github.com/deckname/deckname/recognizers/recognizertest"
)

// chat returns the messages of the project's dev set.
func chat(b testing.TB) (texts []string, bytes int) {
	f, err := os.Open(filepath.FromSlash("../testdata/chat/dev.jsonl"))
	require.NoError(b, err)
	defer f.Close()
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		var m struct{ Text string }
		require.NoError(b, json.Unmarshal(sc.Bytes(), &m))
		texts = append(texts, m.Text)
		bytes += len(m.Text)
	}
	require.NoError(b, sc.Err())
	return texts, bytes
}

// floorPatterns returns the 26 patterns that a team would write in an afternoon; all comparisons of speed are with them.
func floorPatterns(b testing.TB) (patterns []string) {
	for _, line := range lines(b, "../testdata/floor_patterns.tsv") {
		_, p, ok := strings.Cut(line, "\t")
		require.True(b, ok)
		patterns = append(patterns, p)
	}
	require.Len(b, patterns, 26)
	return patterns
}

// BenchmarkChat compares, in one run over the same messages, the 26 patterns with the recognizers: the standard library's
// regexp, regexp2, the structured recognizers, and All with names and places. Preparing the Document is included.
func BenchmarkChat(b *testing.B) {
	texts, bytes := chat(b)
	b.Run("floor/regexp", func(b *testing.B) {
		var res []*regexp.Regexp
		for _, p := range floorPatterns(b) {
			res = append(res, regexp.MustCompile(p))
		}
		b.SetBytes(int64(bytes))
		for b.Loop() {
			for _, text := range texts {
				for _, re := range res {
					re.FindAllStringIndex(text, -1)
				}
			}
		}
	})
	b.Run("floor/regexp2", func(b *testing.B) {
		var res []*regexp2.Regexp
		for _, p := range floorPatterns(b) {
			res = append(res, regexp2.MustCompile(p, regexp2.None))
		}
		b.SetBytes(int64(bytes))
		for b.Loop() {
			for _, text := range texts {
				for _, re := range res {
					m, err := re.FindStringMatch(text)
					for ; m != nil; m, err = re.FindNextMatch(m) {
					}
					require.NoError(b, err)
				}
			}
		}
	})
	analyze := func(rs []anonymize.Recognizer) func(b *testing.B) {
		return func(b *testing.B) {
			a := newAnonymizer(b, rs)
			ctx := context.Background()
			b.SetBytes(int64(bytes))
			b.ReportAllocs()
			for b.Loop() {
				for _, text := range texts {
					if _, err := a.Analyze(ctx, anonymize.Message{Scope: "s", Text: text}); err != nil {
						b.Fatal(err)
					}
				}
			}
		}
	}
	b.Run("structured", analyze(structured(b)))
	b.Run("all", analyze(recognizers.All()))
}

// benchTexts are the inputs that every recognizer is measured on.
func benchTexts(b testing.TB) map[string]string {
	texts, _ := chat(b)
	paste := strings.Join(texts, "\n")
	hostile := recognizertest.Hostile(4096)
	return map[string]string{
		"empty":  "",
		"clean":  "Hallo, wann hat das Bürgeramt am Freitag offen und was muss ich mitbringen?",
		"digits": "Hallo, am 12.03.2024 um 10:30 war ich in Zimmer 104, das kostet 37,00 Euro.",
		"hit":    "Meine Steuer-ID ist 86 095 742 719, Tel. 0221 4710123, IBAN DE89 3704 0044 0532 0130 00.",
		"4KB":    paste[:4096],
		"spaced": hostile["spaced digits"],
		"at":     hostile["at words"],
	}
}

// BenchmarkAll measures All, the Document included.
func BenchmarkAll(b *testing.B) {
	a := newAnonymizer(b, recognizers.All())
	ctx := context.Background()
	for name, text := range benchTexts(b) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := a.Analyze(ctx, anonymize.Message{Scope: "s", Text: text}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkEach measures every structured recognizer alone, without the Document.
func BenchmarkEach(b *testing.B) {
	ctx := context.Background()
	texts := benchTexts(b)
	for _, r := range structured(b) {
		for _, name := range []string{"clean", "digits", "hit", "4KB", "spaced"} {
			b.Run(r.Info().Name+"/"+name, func(b *testing.B) {
				doc, err := anonymize.NewDocument(texts[name], "")
				require.NoError(b, err)
				var dst []anonymize.Entity
				b.ReportAllocs()
				for b.Loop() {
					if dst, err = r.Recognize(ctx, doc, dst[:0]); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// BenchmarkNew measures what a program pays at its start.
func BenchmarkNew(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		recognizers.All()
	}
}
