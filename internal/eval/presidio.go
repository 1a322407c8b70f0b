package eval

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/deckname/deckname/internal/corpus"
)

// presidioSample is a sample as Presidio's evaluator (presidio-research) writes it.
type presidioSample struct {
	FullText *string         `json:"full_text"`
	SampleID json.RawMessage `json:"sample_id"`
	Spans    *[]struct {
		Type  string  `json:"entity_type"`
		Value *string `json:"entity_value"`
		Start *int    `json:"start_position"`
		End   *int    `json:"end_position"`
	} `json:"spans"`
}

// ReadPresidio reads a data set of Presidio's evaluator: a JSON array of samples, or one sample after the other. The
// values in it are compared with the text at their offsets. The name stands in errors and in Sample.File; errors name the
// line on which the sample begins.
func ReadPresidio(r io.Reader, name string, im Import) ([]corpus.Sample, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, &corpus.Error{File: name, Err: err}
	}
	if !utf8.Valid(data) {
		return nil, &corpus.Error{File: name, Line: invalidLine(data), Err: corpus.ErrInvalidUTF8}
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	lines := lineCounter{data: data, line: 1}
	array := bytes.HasPrefix(bytes.TrimSpace(data), []byte("["))
	if array {
		_, _ = dec.Token() // the bracket, as just seen
	}
	var samples []corpus.Sample
	for dec.More() {
		line := lines.next(int(dec.InputOffset()))
		s := corpus.Sample{Lang: "de", File: name, Line: line}
		var p presidioSample
		err := dec.Decode(&p)
		switch {
		case err != nil || p.FullText == nil || p.Spans == nil: // the decoder's own message may quote the text
			err = ErrPresidio
		default:
			s.Text, s.ID = *p.FullText, idOf(p.SampleID, len(samples)+1)
			var spans []foreign
			for _, f := range *p.Spans {
				if f.Start == nil || f.End == nil {
					err = ErrPresidio
					break
				}
				spans = append(spans, foreign{*f.Start, *f.End, f.Type, f.Value})
			}
			if err == nil {
				err = im.place(&s, spans)
			}
		}
		if err != nil {
			return nil, &corpus.Error{File: name, Line: line, Err: err}
		}
		samples = append(samples, s)
	}
	if array {
		if _, err := dec.Token(); err != nil {
			return nil, &corpus.Error{File: name, Line: lines.next(len(data)), Err: ErrPresidio}
		}
	}
	if dec.More() || len(bytes.TrimSpace(data[dec.InputOffset():])) > 0 {
		return nil, &corpus.Error{File: name, Line: lines.next(int(dec.InputOffset())), Err: ErrPresidio}
	}
	if len(samples) == 0 {
		return nil, &corpus.Error{File: name, Err: corpus.ErrNoSamples}
	}
	return judged(samples), nil
}

// idOf returns an id of the corpus, or the number of the sample.
func idOf(raw json.RawMessage, n int) string {
	var s string
	if json.Unmarshal(raw, &s) != nil {
		s = string(bytes.TrimSpace(raw))
	}
	if s == "" || s == "null" {
		return strconv.Itoa(n)
	}
	return s
}

// lineCounter says on which line of data the value behind an offset begins.
type lineCounter struct {
	data     []byte
	at, line int
}

func (l *lineCounter) next(off int) int {
	for off < len(l.data) && bytes.IndexByte([]byte(" \t\r\n,[:"), l.data[off]) >= 0 {
		off++
	}
	l.line += bytes.Count(l.data[l.at:off], []byte("\n"))
	l.at = off
	return l.line
}

// invalidLine returns the line of the first byte that is no UTF-8.
func invalidLine(data []byte) int {
	line := 1
	for len(data) > 0 {
		r, n := utf8.DecodeRune(data)
		if r == utf8.RuneError && n == 1 {
			break
		}
		if r == '\n' {
			line++
		}
		data = data[n:]
	}
	return line
}

// doccanoLine is a line of doccano's JSONL export, in the form of any of its versions.
type doccanoLine struct {
	ID       json.RawMessage   `json:"id"`
	Text     *string           `json:"text"`
	Data     *string           `json:"data"`
	Label    []json.RawMessage `json:"label"`
	Labels   []json.RawMessage `json:"labels"`
	Entities []json.RawMessage `json:"entities"`
}

// ReadDoccano reads doccano's JSONL export of a sequence labelling project: spans as [start, end, "LABEL"] under label,
// labels or entities, or as objects with start_offset, end_offset and label. Other fields are passed over.
func ReadDoccano(r io.Reader, name string, im Import) ([]corpus.Sample, error) {
	var samples []corpus.Sample
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 64<<10), corpus.MaxLine)
	line := 0
	for sc.Scan() {
		line++
		data := bytes.TrimSpace(sc.Bytes())
		if line == 1 {
			data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
		}
		if len(data) == 0 {
			continue
		}
		s := corpus.Sample{Lang: "de", File: name, Line: line}
		if err := im.doccano(data, line, &s); err != nil {
			return nil, &corpus.Error{File: name, Line: line, Err: err}
		}
		samples = append(samples, s)
	}
	if err := sc.Err(); err != nil {
		if errors.Is(err, bufio.ErrTooLong) {
			err = corpus.ErrLineTooLong
		}
		return nil, &corpus.Error{File: name, Line: line + 1, Err: err}
	}
	if len(samples) == 0 {
		return nil, &corpus.Error{File: name, Err: corpus.ErrNoSamples}
	}
	return judged(samples), nil
}

func (im *Import) doccano(data []byte, line int, s *corpus.Sample) error {
	if !utf8.Valid(data) {
		return corpus.ErrInvalidUTF8
	}
	var d doccanoLine
	if json.Unmarshal(data, &d) != nil {
		return ErrDoccano
	}
	if d.Text == nil {
		d.Text = d.Data
	}
	if d.Text == nil || d.Label == nil && d.Labels == nil && d.Entities == nil {
		return ErrDoccano
	}
	s.Text, s.ID = *d.Text, idOf(d.ID, line)
	var spans []foreign
	for _, list := range [][]json.RawMessage{d.Label, d.Labels, d.Entities} {
		for _, raw := range list {
			f, ok := doccanoSpan(raw)
			if !ok {
				return ErrDoccano
			}
			spans = append(spans, f)
		}
	}
	return im.place(s, spans)
}

func doccanoSpan(raw json.RawMessage) (f foreign, ok bool) {
	if strings.HasPrefix(string(raw), "[") {
		var parts []json.RawMessage
		if json.Unmarshal(raw, &parts) != nil || len(parts) != 3 {
			return f, false
		}
		return f, errors.Join(json.Unmarshal(parts[0], &f.start), json.Unmarshal(parts[1], &f.end), json.Unmarshal(parts[2], &f.label)) == nil
	}
	var obj struct {
		Start *int   `json:"start_offset"`
		End   *int   `json:"end_offset"`
		Label string `json:"label"`
	}
	if json.Unmarshal(raw, &obj) != nil || obj.Start == nil || obj.End == nil {
		return f, false
	}
	return foreign{start: *obj.Start, end: *obj.End, label: obj.Label}, true
}
