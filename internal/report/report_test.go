package report_test

import (
	"bytes"
	"encoding/xml"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/internal/corpus"
	"github.com/deckname/deckname/internal/eval"
	"github.com/deckname/deckname/internal/report"
	"github.com/deckname/deckname/recognizers"
)

// input is a small corpus with one fault of each kind.
func input(t *testing.T) report.Input {
	t.Helper()
	sc := eval.NewScorer()
	in := report.Input{
		Created: time.Date(2026, time.March, 5, 9, 7, 0, 0, time.UTC), Program: "deckname v1.2.3", Command: "deckname report chat",
		Texts: true, Data: []recognizers.DataFile{{Name: "tagger.bin", Version: "2", Bytes: 8841488, SHA256: "ab"}},
		Recognizers: []anonymize.Info{{Name: "person", Version: "1", Types: []anonymize.EntityType{anonymize.Person}},
			{Name: "location", Version: "1", Types: []anonymize.EntityType{anonymize.Location}}},
		Corpus: report.Corpus{Title: "Probe", Licence: "Apache-2.0", Files: []report.File{{Name: "chat/dev.jsonl", Bytes: 1234, SHA256: "cd"}}},
		Rules:  report.Rules{MinScore: 0.5},
	}
	add := func(annotated string, tags []string, found ...anonymize.Entity) {
		text, marks, _, err := corpus.ParseMarks(annotated)
		require.NoError(t, err)
		s := corpus.Sample{ID: "m" + string(rune('1'+len(in.Samples))), Text: text, Entities: marks, Lang: "de", Tags: tags, File: "chat/dev.jsonl", Line: len(in.Samples) + 1}
		in.Samples = append(in.Samples, s)
		in.Faults = append(in.Faults, sc.Add(&s, found)...)
	}
	at := func(start, end int, typ anonymize.EntityType, score float32) anonymize.Entity {
		return anonymize.Entity{Span: anonymize.Span{Start: start, End: end}, Type: typ, Score: score, Recognizer: "person", Evidence: anonymize.EvidenceModel}
	}
	add("Ich bin ⟦PERSON|Ada⟧", []string{"short"}, at(8, 11, anonymize.Person, 0.9))
	add("der <b>Wolke</b> & ⟦PERSON|xhemal⟧\nwar da", []string{"lower"})
	add("eine Ukulele", []string{"clean"}, at(5, 12, anonymize.Person, 0.6))
	add("⟦PERSON|Bea Regen⟧", nil, at(0, 3, anonymize.Person, 0.8))
	add("⟦PERSON|Essen⟧ ruft", nil, at(0, 5, anonymize.Location, 0.7))
	in.Scores = sc.Report()
	in.Spellings = []report.Spelling{{Name: "lower", Readable: true, Scores: sc.Report()}, {Name: "base64", Scores: sc.Report()}}
	return in
}

func write(t *testing.T, in report.Input) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, report.Write(&b, in))
	return b.String()
}

func TestReport(t *testing.T) {
	page := write(t, input(t))
	for _, want := range []string{
		"5. März 2026, 09:07 Uhr", "deckname v1.2.3", "Apache-2.0", "Name einer Person", "6 Zeichen blieben stehen",
		"der &lt;b&gt;Wolke&lt;/b&gt; &amp; <mark>xhemal</mark> ⏎ war da", "eine <mark>Ukulele</mark>", "andere Grenzen", "gefunden als Ort (0,70; person: Modell)",
		"8.841.488 Byte", "chat/dev.jsonl:2", "kurze Antwort", "alles klein geschrieben", "base64 (für Menschen nicht lesbar)",
		"deckname report chat", "Voreinstellungen des Programms", "nicht angegeben",
	} {
		assert.Contains(t, page, want)
	}
	assert.NotContains(t, page, "NaN")

	t.Run("in force", func(t *testing.T) {
		in := input(t)
		in.Rules = report.Rules{Source: "gateway.json", Tenant: "Musterhausen", MinScore: 0.4, ByType: map[string]float64{"PERSON": 0.3}, Days: 30,
			DaysBy: map[string]int{"PERSON": 7}, Operators: map[string]string{"LOCATION": "mask"}, Channels: []string{"directline"}, NoTagger: true,
			Own: []report.File{{Name: "own.yaml", SHA256: "ef"}}}
		page := write(t, in)
		for _, want := range []string{"gateway.json", "Mandant Musterhausen", "30 Tage; Name einer Person 7 Tage", "0,40; Name einer Person 0,30", "Zeichen werden durch * ersetzt", "directline", "own.yaml", "ausgeschaltet"} {
			assert.Contains(t, page, want)
		}
	})
	t.Run("without text", func(t *testing.T) {
		in := input(t)
		in.Texts = false
		page := write(t, in)
		for _, word := range []string{"xhemal", "Ukulele", "Wolke", "Regen", "Essen"} {
			assert.NotContains(t, page, word)
		}
		assert.Contains(t, page, "ohne Texte erstellt")
		assert.Contains(t, page, "chat/dev.jsonl:2")
	})
	t.Run("nothing wrong", func(t *testing.T) {
		in := input(t)
		sc := eval.NewScorer()
		sc.Add(&corpus.Sample{ID: "1", Text: "Danke"}, nil)
		in.Scores, in.Faults, in.Spellings, in.Samples = sc.Report(), nil, nil, nil
		page := write(t, in)
		assert.Contains(t, page, "keine markierte Stelle ganz übersehen")
		assert.NotContains(t, page, "NaN")
	})
}

// TestSelfContained: the file refers to nothing outside and runs nothing.
func TestSelfContained(t *testing.T) {
	page := write(t, input(t))
	assert.NotRegexp(t, `(?i)<(script|link|img|iframe|object|embed|base|form)\b`, page)
	assert.NotRegexp(t, `(?i)\b(src|srcset|action|onload|onclick)=`, page)
	assert.NotRegexp(t, `(?i)url\(|@import|https?://`, page)
	for _, m := range regexp.MustCompile(`href="([^"]*)"`).FindAllStringSubmatch(page, -1) {
		assert.True(t, strings.HasPrefix(m[1], "#"), m[1])
		assert.Contains(t, page, `id="`+m[1][1:]+`"`)
	}
	assert.Contains(t, page, "default-src 'none'")
}

// TestAccessible reads the page as XML and checks what a screen reader lives on.
func TestAccessible(t *testing.T) {
	page := write(t, input(t))
	assert.Contains(t, page, `<html lang="de">`)
	dec := xml.NewDecoder(strings.NewReader(strings.TrimPrefix(page, "<!DOCTYPE html>")))
	dec.Strict, dec.AutoClose, dec.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	level, tables, captions, figures, titles, scopes := 0, 0, 0, 0, 0, 0
	for {
		tok, err := dec.Token()
		if err == io.EOF {
			break
		}
		require.NoError(t, err, "every element is closed in its place")
		el, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		attr := map[string]string{}
		for _, a := range el.Attr {
			attr[a.Name.Local] = a.Value
		}
		switch name := el.Name.Local; name {
		case "h1", "h2", "h3":
			now := int(name[1] - '0')
			assert.LessOrEqual(t, now, level+1, "headings leave no level out")
			level = now
		case "table":
			tables++
		case "caption":
			captions++
		case "th":
			scopes++
			assert.Contains(t, []string{"col", "row"}, attr["scope"])
		case "svg":
			if attr["aria-hidden"] == "true" {
				continue
			}
			figures++
			assert.Equal(t, "img", attr["role"])
			assert.NotEmpty(t, attr["aria-labelledby"])
		case "title":
			titles++
		}
	}
	assert.Equal(t, tables, captions, "every table says what it is")
	assert.Equal(t, figures, titles-1, "every figure has a title, and the page has one")
	assert.Positive(t, scopes)
}

// TestPlaces: values stand in text and in quoted attributes that are no address, no style and no handler, where escaping
// the five characters of HTML is all that is needed.
func TestPlaces(t *testing.T) {
	source, err := os.ReadFile("report.gohtml")
	require.NoError(t, err)
	text := regexp.MustCompile(`(?s)<style>.*?</style>`).ReplaceAllStringFunc(string(source), func(style string) string {
		assert.NotContains(t, style, "{{")
		return ""
	})
	for _, tag := range regexp.MustCompile(`<[a-zA-Z][^<>]*>`).FindAllString(text, -1) {
		bare := regexp.MustCompile(`"[^"]*"`).ReplaceAllString(regexp.MustCompile(`\{\{[^}]*\}\}`).ReplaceAllString(tag, "VALUE"), `""`)
		assert.NotContains(t, bare, "VALUE", "a value outside quotes: %s", tag)
		for _, m := range regexp.MustCompile(`([a-zA-Z-]+)="[^"]*\{\{`).FindAllStringSubmatch(tag, -1) {
			assert.NotContains(t, []string{"href", "src", "style"}, m[1], tag)
			assert.False(t, strings.HasPrefix(m[1], "on"), tag)
		}
	}
}

func TestEscaping(t *testing.T) {
	in := input(t)
	const evil = `"><script>alert(1)</script>'&`
	in.Corpus.Title, in.Command, in.Program, in.Samples[1].ID, in.Rules.Source = evil, evil, evil, evil, evil
	in.Faults[0].ID, in.Faults[0].File = evil, evil
	page := write(t, in)
	assert.NotContains(t, page, "<script")
	assert.NotContains(t, page, evil)
	assert.Contains(t, page, "&lt;script&gt;alert(1)&lt;/script&gt;")
}
