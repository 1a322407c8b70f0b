package eval

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/deckname/deckname/internal/corpus"
)

// LoadBrat reads brat's standoff files below the given folders, or beside the given files: every *.txt with its *.ann.
// A text is one sample; its id is the name of the file. A text without annotations has an empty .ann, as brat makes it:
// one without any is an error, because nobody has looked at it yet.
func LoadBrat(im Import, paths ...string) ([]corpus.Sample, error) {
	var samples []corpus.Sample
	for _, p := range paths {
		err := filepath.WalkDir(p, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(name) != ".txt" && name != p {
				return err
			}
			base := strings.TrimSuffix(name, filepath.Ext(name))
			text, err := os.ReadFile(base + ".txt")
			if err != nil {
				return err
			}
			ann, err := os.ReadFile(base + ".ann")
			if errors.Is(err, fs.ErrNotExist) {
				return &corpus.Error{File: name, Err: ErrNoAnn}
			}
			if err != nil {
				return err
			}
			s, err := ReadBrat(string(text), string(ann), base+".ann", im)
			samples = append(samples, s)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	if len(samples) == 0 {
		return nil, corpus.ErrNoSamples
	}
	return judged(samples), nil
}

// ReadBrat reads one text with its standoff annotations. Only text-bound annotations (T) count; relations, events,
// attributes, normalisations and notes are passed over. A span in pieces becomes one mark for each piece. The text that
// brat repeats beside the offsets is compared. The name is that of the annotations and stands in errors.
func ReadBrat(text, ann, name string, im Import) (corpus.Sample, error) {
	base := filepath.Base(name)
	s := corpus.Sample{ID: strings.TrimSuffix(base, filepath.Ext(base)), Lang: "de", Text: text, File: name, Line: 1}
	if !utf8.ValidString(text) || !utf8.ValidString(ann) {
		return s, &corpus.Error{File: name, Err: corpus.ErrInvalidUTF8}
	}
	if text == "" {
		return s, &corpus.Error{File: name, Err: corpus.ErrEmptyText}
	}
	offset := offsets(text, im.Unit)
	line := 0
	var spans []foreign
	var lines []int // of each span
	for l := range strings.Lines(ann) {
		line++
		l = strings.TrimRight(l, "\r\n")
		if l == "" || !strings.HasPrefix(l, "T") {
			if l != "" && !strings.Contains("REMAN#*", l[:1]) {
				return s, &corpus.Error{File: name, Line: line, Err: ErrBrat}
			}
			continue
		}
		pieces, ok := bratLine(l)
		if !ok {
			return s, &corpus.Error{File: name, Line: line, Err: ErrBrat}
		}
		// each annotation alone first, so that the error names its line
		if err := im.bratPieces(text, offset, l, pieces); err != nil {
			return s, &corpus.Error{File: name, Line: line, Err: err}
		}
		for _, f := range pieces {
			spans, lines = append(spans, f), append(lines, line)
		}
	}
	if err := im.place(&s, spans); err != nil { // they overlap: the first with which they do
		first := sort.Search(len(spans), func(n int) bool {
			return im.place(&corpus.Sample{Text: text}, spans[:n+1]) != nil
		})
		return s, &corpus.Error{File: name, Line: lines[min(first, len(lines)-1)], Err: err}
	}
	return s, nil
}

// bratLine reads "T1<tab>LABEL 0 5;8 12<tab>text".
func bratLine(l string) ([]foreign, bool) {
	cols := strings.SplitN(l, "\t", 3)
	if len(cols) < 2 {
		return nil, false
	}
	label, where, ok := strings.Cut(cols[1], " ")
	if !ok || label == "" {
		return nil, false
	}
	var pieces []foreign
	for piece := range strings.SplitSeq(where, ";") {
		from, to, ok := strings.Cut(piece, " ")
		start, err1 := strconv.Atoi(from)
		end, err2 := strconv.Atoi(to)
		if !ok || err1 != nil || err2 != nil {
			return nil, false
		}
		pieces = append(pieces, foreign{start: start, end: end, label: label})
	}
	return pieces, true
}

// bratPieces checks the pieces of one annotation and compares them with the text that brat wrote beside them.
func (im *Import) bratPieces(text string, offset func(int) (int, bool), l string, pieces []foreign) error {
	var parts []string
	for _, f := range pieces {
		m, err := im.mark(text, offset, f)
		if err != nil {
			return err
		}
		parts = append(parts, text[m.Start:m.End])
	}
	cols := strings.SplitN(l, "\t", 3)
	if len(cols) < 3 {
		return nil
	}
	// brat writes line breaks inside a span as blanks
	plain := strings.NewReplacer("\r\n", "  ", "\n", " ", "\r", " ")
	if strings.TrimRight(plain.Replace(strings.Join(parts, " ")), " ") != strings.TrimRight(plain.Replace(cols[2]), " ") {
		return ErrValue
	}
	return nil
}
