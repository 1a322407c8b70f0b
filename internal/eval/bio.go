package eval

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/deckname/deckname/internal/corpus"
)

// errBIO: a line is no token and label.
var errBIO = errors.New("line is not a token and a BIO label, or they stand in other columns (-columns)")

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
// sentence with marks of PERSON and LOCATION; only these types are judged, and those of im.Labels. Labels are B-x, I-x and
// O, or those of the schemes IOBES and BILOU; the suffixes DERIV and PART stand for O, and so does what no table knows.
// Tokens are joined with the spaces that German text has. Further columns are ignored. The name stands in errors and in
// Sample.File.
func ReadBIO(r io.Reader, name string, im Import) ([]corpus.Sample, error) {
	b := bioReader{name: name, im: im, token: cmp.Or(im.TokenColumn, 1), label: cmp.Or(im.LabelColumn, 2), types: []string{"PERSON", location}}
	return b.read(r)
}

// ReadCoNLL is ReadBIO for the other corpora of this family: columns stand apart by tabs or blanks, the label is in the
// last one, lines that begin with # and hold no label are comments, labels may be types of this project or those that
// [Import] knows, and the types that the corpus marks are judged.
func ReadCoNLL(r io.Reader, name string, im Import) ([]corpus.Sample, error) {
	b := bioReader{name: name, im: im, token: cmp.Or(im.TokenColumn, 1), label: im.LabelColumn, conll: true}
	samples, err := b.read(r)
	if err != nil {
		return nil, err
	}
	return judged(samples), nil
}

type bioReader struct {
	name           string
	im             Import
	token, label   int // columns, from 1; label 0 is the last
	conll          bool
	types          []string // judged; nil: what the corpus marks
	line           int
	tokens, labels []string
}

func (b *bioReader) read(r io.Reader) ([]corpus.Sample, error) {
	for _, typ := range b.im.Labels {
		if typ = strings.TrimPrefix(typ, "?"); typ != "" && b.types != nil && !slices.Contains(b.types, typ) {
			b.types = append(b.types, typ)
		}
	}
	slices.Sort(b.types[min(2, len(b.types)):])
	var samples []corpus.Sample
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
		token, label, ok := b.columns(text)
		if b.conll && !ok && text[0] == '#' {
			continue
		}
		if token == "-DOCSTART-" {
			continue
		}
		if !ok {
			return nil, &corpus.Error{File: b.name, Line: line, Err: errBIO}
		}
		if len(b.tokens) == 0 {
			b.line = line
		}
		b.tokens, b.labels = append(b.tokens, token), append(b.labels, label)
	}
	if err := sc.Err(); err != nil {
		if errors.Is(err, bufio.ErrTooLong) {
			err = corpus.ErrLineTooLong
		}
		return nil, &corpus.Error{File: b.name, Line: line + 1, Err: err}
	}
	samples = b.flush(samples)
	if len(samples) == 0 {
		return nil, &corpus.Error{File: b.name, Err: corpus.ErrNoSamples}
	}
	return samples, nil
}

// columns takes token and label from a line; ok is false if one is missing or no label.
func (b *bioReader) columns(text string) (token, label string, ok bool) {
	cols := strings.Split(text, "\t")
	if b.conll && len(cols) == 1 {
		cols = strings.Fields(text)
	}
	if b.token <= len(cols) {
		token = strings.TrimSpace(cols[b.token-1])
	}
	at := cmp.Or(b.label, len(cols))
	if at > len(cols) || at == b.token {
		return token, "", false
	}
	label = strings.TrimSpace(cols[at-1])
	isLabel := label == "O" || len(label) > 2 && label[1] == '-' && strings.IndexByte("BIESLUM", label[0]) >= 0
	return token, label, token != "" && utf8.ValidString(token) && isLabel
}

func (b *bioReader) flush(samples []corpus.Sample) []corpus.Sample {
	if len(b.tokens) == 0 {
		return samples
	}
	s := corpus.Sample{ID: fmt.Sprint(b.line), Lang: "de", Types: b.types, File: b.name, Line: b.line}
	text, starts := detokenize(b.tokens)
	s.Text = text
	open := ""
	for i, label := range b.labels {
		kind := bioKind(label)
		start, end := starts[i], starts[i]+len(b.tokens[i])
		inside := strings.IndexByte("IELM", label[0]) >= 0 && kind == open
		open = kind
		typ, optional := strings.CutPrefix(b.kindType(kind), "?")
		into := &s.Entities
		if optional {
			into = &s.Optional
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

// kindType returns the type of a label without its prefix, "?TYPE" if it is not judged, "" if it is none.
func (b *bioReader) kindType(kind string) string {
	if typ, ok := b.im.Labels[kind]; ok || kind == "" {
		return typ
	}
	if typ, ok := bioTypes[kind]; ok {
		return typ
	}
	if typ, ok := bioOpen[kind]; ok {
		return "?" + typ
	}
	if b.conll || b.im.Labels != nil {
		typ, _ := b.im.Labels.lookup(kind)
		return typ
	}
	return ""
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
