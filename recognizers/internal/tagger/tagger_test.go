package tagger_test

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/tagger"
)

func document(t testing.TB, text string) *anonymize.Document {
	doc, err := anonymize.NewDocument(text, "")
	require.NoError(t, err)
	return doc
}

// tag returns "text/CLASS" for each span.
func tag(t testing.TB, text string) []string {
	doc := document(t, text)
	var found []string
	for _, s := range tagger.Load().TagDocument(nil, doc, 0) {
		o := doc.Origin(int(s.Start), int(s.End))
		found = append(found, text[o.Start:o.End]+"/"+s.Class.String())
	}
	return found
}

func TestTagDocument(t *testing.T) {
	for _, tc := range []struct {
		text string
		want []string
		why  string
	}{
		{"", nil, "nothing in nothing"},
		{"Wie lange dauert die Bearbeitung?", nil, "no name at all"},
		{"Mein Name ist Petra Kowalski.", []string{"Petra Kowalski/PERSON"}, "self-introduction"},
		{"mein name ist petra kowalski", []string{"petra kowalski/PERSON"}, "lower case"},
		{"Der Trainer Thomas Schmidt aus Hamburg war zufrieden.", []string{"Thomas Schmidt/PERSON", "Hamburg/LOCATION"}, "running text"},
		{"Ich wohne in der Goethestraße 12 in Leipzig.", []string{"Goethestraße/STREET", "Leipzig/LOCATION"}, "street and city"},
		{"Unfall auf der Goethestraße, Stau.", []string{"Goethestraße/STREET"}, "a street without a number"},
		{"Our kids Ottavia and Leandro Castellani speak no German.", []string{"Ottavia/PERSON", "Leandro Castellani/PERSON"}, "one span for each person"},
		{"Frau Dr. Özdemir-Krüger hat angerufen.", []string{"Özdemir-Krüger/PERSON"}, "title outside, hyphen inside"},
	} {
		assert.Equal(t, tc.want, tag(t, tc.text), "%q: %s", tc.text, tc.why)
	}
}

func TestTagDocumentIsDeterministic(t *testing.T) {
	text := strings.Repeat("Gestern traf Anna Lindner in Kiel den Bürgermeister Jörg Petersen. ", 300)
	m := tagger.Load()
	want := m.TagDocument(nil, document(t, text), 0)
	require.NotEmpty(t, want)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 3 {
				assert.Equal(t, want, m.TagDocument(nil, document(t, text), 0), "other calls may not change the result")
			}
		})
	}
	wg.Wait()
}

func TestTagDocumentSpans(t *testing.T) {
	text := strings.Repeat("Herr Müller und Frau Yılmaz wohnen in Bad Homburg, sagt K. Wolke. ", 60)
	doc := document(t, text)
	end := int32(0)
	for _, bias := range []float32{0, 2} {
		end = 0
		for _, s := range tagger.Load().TagDocument(nil, doc, bias) {
			assert.GreaterOrEqual(t, s.Start, end, "in order and disjoint")
			assert.Greater(t, s.End, s.Start)
			assert.Equal(t, doc.Tokens()[s.First].Start, s.Start)
			assert.Equal(t, doc.Tokens()[s.Last].End, s.End)
			assert.True(t, s.Prob >= 0 && s.Prob <= 1)
			end = s.End
		}
		assert.NotZero(t, end)
	}
}

func TestBiasFindsMore(t *testing.T) {
	doc := document(t, strings.Repeat("Gestern war Rée mit Bubik bei Holroyd und dann war da noch Wolke. ", 5))
	m := tagger.Load()
	assert.GreaterOrEqual(t, len(m.TagDocument(nil, doc, 3)), len(m.TagDocument(nil, doc, 0)))
}

func TestTagDocumentAllocatesNothing(t *testing.T) {
	doc := document(t, strings.Repeat("Mein Name ist Petra Kowalski aus Essen, meine Nachbarin heißt Ayşe Demir. ", 20))
	m := tagger.Load()
	spans := m.TagDocument(nil, doc, 0)
	assert.Zero(t, testing.AllocsPerRun(20, func() { spans = m.TagDocument(spans[:0], doc, 0) }))
}

func TestAppendWords(t *testing.T) {
	for _, tc := range []struct {
		text, want, why string
	}{
		{"Lea-Sophie O'Neill", "Lea-Sophie|O'Neill", "hyphens and apostrophes glue"},
		{"K. Wolke", "K.|Wolke", "an initial keeps its full stop"},
		{"Dr. Wolke kam.", "Dr.|Wolke|kam|.", "abbreviations do, sentences end otherwise"},
		{"Hin- und Rückweg", "Hin|-|und|Rückweg", "a hyphen at the end is alone"},
		{"2001–2004, z. B.", "2001–2004|,|z.|B.", "ranges are one word"},
		{"Müller - Schmidt", "Müller|-|Schmidt", "blanks keep a hyphen apart"},
		{"(Meier)", "(|Meier|)", "brackets are words"},
	} {
		doc := document(t, tc.text)
		var got []string
		for _, w := range tagger.AppendWords(nil, doc) {
			o := doc.Origin(int(w.Start), int(w.End))
			got = append(got, tc.text[o.Start:o.End])
		}
		assert.Equal(t, tc.want, strings.Join(got, "|"), tc.why)
	}
}

func TestLabels(t *testing.T) {
	for l := range tagger.Labels {
		c, p := tagger.SplitLabel(l)
		if l > 0 {
			assert.Equal(t, l, tagger.LabelOf(c, p))
		}
	}
	begin, inside, end := tagger.LabelOf(tagger.Person, tagger.Begin), tagger.LabelOf(tagger.Person, tagger.Inside), tagger.LabelOf(tagger.Person, tagger.End)
	assert.True(t, tagger.Follows(0, begin))
	assert.True(t, tagger.Follows(begin, inside))
	assert.True(t, tagger.Follows(end, begin))
	assert.False(t, tagger.Follows(0, inside), "a span begins with Begin or Single")
	assert.False(t, tagger.Follows(begin, 0), "a begun span ends")
	assert.False(t, tagger.Follows(begin, tagger.LabelOf(tagger.Location, tagger.End)), "a span has one class")
}

func TestOpenRejects(t *testing.T) {
	data, err := os.ReadFile("tagger.bin")
	require.NoError(t, err)
	for name, bad := range map[string]string{
		"empty": "", "magic": "X" + string(data[1:]), "cut": string(data[:len(data)-1]), "tail": string(data) + "x", "sizes": string(data[:12]) + strings.Repeat("\xff", 24),
	} {
		_, err := tagger.Open(bad)
		assert.ErrorIs(t, err, tagger.ErrFormat, name)
	}
}

func BenchmarkTagDocument(b *testing.B) {
	for _, bm := range []struct{ name, text string }{
		{"chat", "hallo mein name ist petra kowalski und ich brauche einen termin für meinen reisepass. Meine Adresse ist Goethestraße 12, 50667 Köln. Danke!"},
		{"none", "Wie lange dauert denn die Bearbeitung von meinem Antrag, und welche Unterlagen muss ich zum Termin mitbringen?"},
	} {
		b.Run(bm.name, func(b *testing.B) {
			doc := document(b, bm.text)
			m := tagger.Load()
			var spans []tagger.Span
			n := 0
			for b.Loop() {
				spans = m.TagDocument(spans[:0], doc, 0)
				n += len(doc.Tokens())
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "tokens/s")
		})
	}
}

func Example() {
	text := "Gestern rief Petra Kowalski aus Hamburg an."
	doc, err := anonymize.NewDocument(text, "")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range tagger.Load().TagDocument(nil, doc, 0) {
		o := doc.Origin(int(s.Start), int(s.End))
		fmt.Println(text[o.Start:o.End], s.Class)
	}
	// Output:
	// Petra Kowalski PERSON
	// Hamburg LOCATION
}
