package eval

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/deckname/deckname/internal/corpus"
)

// errBIO: a line is no token and label.
var errBIO = errors.New("line is not a token, a tab and a BIO label")

// bioTypes maps the labels of public German corpora, in lower case. Labels that are missing are not personal data.
var bioTypes = map[string]string{
	"per": "PERSON", "person": "PERSON", "rr": "PERSON", "an": "PERSON",
	"loc": location, "city": location, "place_name": location, "location-city": location, "st": location, "ld": location,
}

// bioOpen are labels on which the corpora's guidelines and ours differ: whether a finding covers them is not judged.
var bioOpen = map[string]string{
	"artist_name": "PERSON", "relation": "PERSON", "location": location, "location-stop": location,
	"location-route": location, "location-street": location, "str": location, "lds": location, "business_name": location,
}

// ReadBIO reads a corpus of lines "token TAB label", a blank line after each sentence, and returns one sample per
// sentence with marks of PERSON and LOCATION; only these types are judged. Labels are B-x, I-x and O; the suffixes DERIV
// and PART stand for O. Tokens are joined with the spaces that German text has.
// Further columns are ignored. The name stands in errors and in Sample.File.
func ReadBIO(r io.Reader, name string) ([]corpus.Sample, error) {
	var samples []corpus.Sample
	b := bioReader{name: name}
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 64<<10), corpus.MaxLine)
	line := 0
	for sc.Scan() {
		line++
		text := strings.TrimRight(sc.Text(), "\r")
		if strings.TrimSpace(text) == "" {
			samples = b.flush(samples)
			continue
		}
		cols := strings.Split(text, "\t")
		if len(cols) < 2 || cols[0] == "" || !utf8.ValidString(cols[0]) {
			return nil, &corpus.Error{File: name, Line: line, Err: errBIO}
		}
		if cols[0] == "-DOCSTART-" {
			continue
		}
		if len(b.tokens) == 0 {
			b.line = line
		}
		b.tokens, b.labels = append(b.tokens, cols[0]), append(b.labels, cols[1])
	}
	if err := sc.Err(); err != nil {
		return nil, &corpus.Error{File: name, Line: line + 1, Err: err}
	}
	samples = b.flush(samples)
	if len(samples) == 0 {
		return nil, &corpus.Error{File: name, Err: corpus.ErrNoSamples}
	}
	return samples, nil
}

type bioReader struct {
	name           string
	line           int
	tokens, labels []string
}

func (b *bioReader) flush(samples []corpus.Sample) []corpus.Sample {
	if len(b.tokens) == 0 {
		return samples
	}
	s := corpus.Sample{ID: fmt.Sprint(b.line), Lang: "de", Types: []string{"PERSON", location}, File: b.name, Line: b.line}
	text, starts := detokenize(b.tokens)
	s.Text = text
	open := ""
	for i, label := range b.labels {
		kind := bioKind(label)
		start, end := starts[i], starts[i]+len(b.tokens[i])
		inside := strings.HasPrefix(label, "I-") && kind == open
		open = kind
		into, typ := &s.Entities, bioTypes[kind]
		if typ == "" {
			into, typ = &s.Optional, bioOpen[kind]
		}
		switch {
		case typ == "":
		case inside && len(*into) > 0:
			(*into)[len(*into)-1].End = end
		default:
			*into = append(*into, corpus.Mark{Start: start, End: end, Type: typ})
		}
	}
	b.tokens, b.labels = b.tokens[:0], b.labels[:0]
	return append(samples, s)
}

func bioKind(label string) string {
	_, kind, _ := strings.Cut(label, "-")
	if strings.HasSuffix(kind, "DERIV") || strings.HasSuffix(kind, "PART") || strings.HasSuffix(kind, "-deriv") || strings.HasSuffix(kind, "-part") {
		return ""
	}
	return strings.ToLower(kind)
}

// detokenize joins tokens with plausible spaces and returns where each token starts.
func detokenize(tokens []string) (string, []int) {
	var b strings.Builder
	starts := make([]int, len(tokens))
	glue, quoted := true, false
	for i, t := range tokens {
		before, after := !closes(t), opens(t)
		if t == `"` || t == "''" || t == "``" {
			before, after = !quoted, !quoted
			quoted = !quoted
		}
		if before && !glue {
			b.WriteByte(' ')
		}
		starts[i] = b.Len()
		b.WriteString(t)
		glue = after
	}
	return b.String(), starts
}

func closes(t string) bool {
	r, size := utf8.DecodeRuneInString(t)
	return strings.ContainsRune(".,;:!?)]}»“”’%…", r) && size == len(t) || t == "..." || t == "'s"
}

func opens(t string) bool {
	r, size := utf8.DecodeRuneInString(t)
	return size == len(t) && strings.ContainsRune("([{„«‚", r)
}

// Lower returns the samples with texts in lower case, as many people chat; marks move with the letters.
func Lower(samples []corpus.Sample) []corpus.Sample {
	out := make([]corpus.Sample, len(samples))
	for i, s := range samples {
		var b strings.Builder
		offsets := make([]int, len(s.Text)+1)
		for at, r := range s.Text {
			offsets[at] = b.Len()
			b.WriteRune(unicode.ToLower(r))
		}
		offsets[len(s.Text)] = b.Len()
		move := func(marks []corpus.Mark) []corpus.Mark {
			moved := make([]corpus.Mark, len(marks))
			for k, m := range marks {
				moved[k] = corpus.Mark{Start: offsets[m.Start], End: offsets[m.End], Type: m.Type}
			}
			return moved
		}
		s.Text, s.Entities, s.Optional = b.String(), move(s.Entities), move(s.Optional)
		s.Lang = cmp.Or(s.Lang, "de")
		out[i] = s
	}
	return out
}
