package anonymize_test

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
)

func folded(t *testing.T, text string) string {
	t.Helper()
	d, err := anonymize.NewDocument(text, "")
	require.NoError(t, err)
	return d.Folded()
}

func TestEscapesAreRead(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"by name", "M&uuml;ller &Ouml;ztürk &szlig; &eacute;", "mueller oeztuerk ss e"},
		{"by number", "&#77;&#x61;x&#32;M&#252;ller&#64;x", "max mueller@x"},
		{"a blank", "Ada&nbsp;Wolke", "ada wolke"},
		{"a combining mark", "Mu&#776;ller", "mueller"},
		{"an umlaut's mark behind a blank", "a &#776;", "a "},
		{"no entity", "A&B; AT&T &unknown; &#xZZ; &#; &; &", "a&b; at&t &unknown; &#xzz; &#; &; &"},
		{"beyond Unicode", "&#1114112; &#xD800; &#0;", "&#1114112; &#xd800; &#0;"},
		{"zeros before", "&#00000000065;", "a"},
		{"without semicolon, as browsers read it", "M&#252ller, J&#xfc rgen", "mueller, jue rgen"},
		{"escaped twice", "M&amp;uuml;ller&amp;nbsp;x &amp;amp;uuml; &amp;x;", "mueller x &uuml; &x;"},
		{"JSON", `M\u00fcller \n \u00 \x41`, `mueller \n \u00 \x41`},
		{"percent-encoding", "Ada%20M%C3%BCller%2C%20K%C3%B6ln", "ada mueller, koeln"},
		{"no percent-encoding", "100%ige 5%, 50 %20 %C3 %80 %0", "100%ige 5%, 50   %c3 %80 %0"},
		{"not in a link", "https://x.example/?q=Ada%20Wolke&uuml; Ada%20Wolke", "https://x.example/?q=ada%20wolke&uuml; ada wolke"},
		{"not in a link without scheme", "x.example/Ada%20Wolke", "x.example/ada%20wolke"},
		{"control characters stay", "a%00b%1Bc%7Fd", "a%00b%1bc%7fd"},
	} {
		assert.Equal(t, c.want, folded(t, c.text), c.name)
	}
	d, err := anonymize.NewDocument("x M&uuml;ller, M%C3%BCller", "")
	require.NoError(t, err)
	var words []string
	for _, tok := range d.Tokens() {
		words = append(words, d.Original(tok))
	}
	assert.Equal(t, []string{"x", "M&uuml;ller", ",", "M%C3%BCller"}, words, "offsets lead to the escape as a whole")
}

func TestLookalikesAreRead(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a name", "M4x W0lke, Mü11er, Lu1sa, 3rich", "max wolke, mueller, luisa, 3rich"},
		{"a number", "O152 2881l386 4711O0 9O0O9", "0152 28811386 471100 90009"},
		{"parts of a date or address", "O2.l0.l990 198.51.10o.14O", "02.10.1990 198.51.100.140"},
		{"an IBAN", "DE8O 37O4 DE893704O0440532013O00", "de80 3704 de89370400440532013000"},
		{"health insurance: a letter first", "L12345678O I123456780 A12345678O", "l123456780 i123456780 a123456780"},
		{"pension insurance: a letter in the ninth place", "l5O70649L1O3", "15070649l103"},
		{"documents", "L01X00T471 LO1234567 C01X0006K", "l01x00t471 l01234567 c01x0006k"},
		{"a driving licence", "L1196474583 O2106L69261", "l1196474583 o2106l69261"},
		{"a Leitweg-ID", "11109-LO384-52", "11109-lo384-52"},
		{"countries of IBANs", "LI21 IL82", "li21 il82"},
		{"quantities, cars, chambers, firms", "10l i10 12O 345/23 o2 A4 b2b 3fach", "10l i10 12o 345/23 o2 a4 b2b 3fach"},
		{"hexadecimal", "2001:db8:a3f::1 5e b3af", "2001:db8:a3f::1 5e b3af"},
		{"a vehicle", "WVWZZZ1JZXW000001 wvwzzz1jzxw000001", "wvwzzz1jzxw000001 wvwzzz1jzxw000001"},
		{"capitals are codes", "K4LM3R", "k4lm3r"},
	} {
		assert.Equal(t, c.want, folded(t, c.text), c.name)
	}
}

func TestMailQuotesAreBlank(t *testing.T) {
	assert.Equal(t, "  ada\n   wolke > x", folded(t, "> Ada\n>> Wolke > x"))
}

// lined finds a run of ten digits, with or without blanks, and claims that it passed a check if it begins with 9.
type lined struct{}

func (lined) Info() anonymize.Info {
	return anonymize.Info{Name: "lined", Types: []anonymize.EntityType{"NUMBER"}, Needs: anonymize.HasDigit}
}

func (lined) Recognize(_ context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	text := doc.Text()
	for i := 0; i < len(text); i++ {
		n, j := 0, i
		for ; j < len(text) && n < 10 && (text[j] >= '0' && text[j] <= '9' || n > 0 && text[j] == ' '); j++ {
			if text[j] != ' ' {
				n++
			}
		}
		if n == 10 {
			e := anonymize.Entity{Span: anonymize.Span{Start: i, End: j}, Type: "NUMBER", Score: 0.9, Evidence: anonymize.EvidencePattern}
			if text[i] == '9' {
				e.Evidence |= anonymize.EvidenceChecksum
			}
			dst = append(dst, e)
			i = j - 1
		}
	}
	return dst, nil
}

// fixed finds the same spans in every text that is long enough.
type fixed struct {
	info  anonymize.Info
	spans []anonymize.Span
}

func (f *fixed) Info() anonymize.Info { return f.info }

func (f *fixed) Recognize(_ context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	for _, s := range f.spans {
		if s.End <= len(doc.Text()) {
			dst = append(dst, anonymize.Entity{Span: s, Type: f.info.Types[0], Score: 0.8, Evidence: anonymize.EvidencePattern})
		}
	}
	return dst, nil
}

func TestNumbersAcrossLines(t *testing.T) {
	a, err := anonymize.New(anonymize.Config{Recognizers: []anonymize.Recognizer{lined{}}})
	require.NoError(t, err)
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"broken", "Nr. 12345\n67890.", []string{"12345\n67890"}},
		{"CRLF, blanks, quotation marks", "Nr. 12345 \r\n > 67890.", []string{"12345 \r\n > 67890"}},
		{"three lines", "123\n456\n7890", []string{"123\n456\n7890"}},
		{"an empty line parts", "12345\n\n67890", nil},
		{"letters part", "12345\nx 67890", nil},
		{"the first reading counts", "1234567890\n1234567890", []string{"1234567890", "1234567890"}},
		{"a check passed counts more", "9234\n1234567890", []string{"9234\n123456", "7890"}},
	} {
		found, err := a.Analyze(context.Background(), anonymize.Message{Text: c.text})
		require.NoError(t, err, c.name)
		var got []string
		for _, e := range found {
			got = append(got, c.text[e.Start:e.End])
		}
		assert.Equal(t, c.want, got, c.name)
	}

	// A finding that is nested in a long one must not hide it from the second reading.
	long := &fixed{anonymize.Info{Name: "long", Types: []anonymize.EntityType{"LONG"}, Needs: anonymize.HasDigit}, []anonymize.Span{{Start: 0, End: 18}, {Start: 1, End: 2}, {Start: 2, End: 3}}}
	b, err := anonymize.New(anonymize.Config{Recognizers: []anonymize.Recognizer{lined{}, long}})
	require.NoError(t, err)
	found, err := b.Analyze(context.Background(), anonymize.Message{Text: "abcdefgh 12345\n67890"})
	require.NoError(t, err)
	for _, e := range found {
		assert.NotEqual(t, anonymize.EntityType("NUMBER"), e.Type, "the first reading has found it")
	}
	// The head that the first reading finds is no reason to let the tail pass.
	head := &fixed{anonymize.Info{Name: "head", Types: []anonymize.EntityType{"NUMBER"}, Needs: anonymize.HasDigit}, []anonymize.Span{{Start: 4, End: 9}}}
	b, err = anonymize.New(anonymize.Config{Recognizers: []anonymize.Recognizer{lined{}, head}})
	require.NoError(t, err)
	found, err = b.Analyze(context.Background(), anonymize.Message{Text: "Nr. 12345\n67890."})
	require.NoError(t, err)
	last := 0
	for _, e := range found {
		last = max(last, e.End)
	}
	assert.Equal(t, 15, last)
	_, err = a.Analyze(context.Background(), anonymize.Message{Text: strings.Repeat("1\n", 1<<16)})
	assert.NoError(t, err)
}
