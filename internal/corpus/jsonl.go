package corpus

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"
)

// MaxLine is the longest line of a JSONL set in bytes.
const MaxLine = 16 << 20

// record is the wire form of a sample. Entities stays raw because two forms are read: objects with byte offsets (ours)
// and arrays [start, end, label] with code point offsets (the common exchange form of annotation tools).
type record struct {
	ID       json.RawMessage   `json:"id"`
	Text     string            `json:"text"`
	Prompt   string            `json:"prompt,omitempty"`
	Lang     string            `json:"lang,omitempty"`
	Tags     []string          `json:"tags,omitempty"`
	Entities []json.RawMessage `json:"entities"`
}

// ReadJSONL reads a JSONL set. The name stands in errors and in Sample.File. Blank lines are skipped; unknown fields, a
// missing or repeated id and bad offsets are errors. Marks of the object form must be sorted; those of the array form are
// sorted here.
func ReadJSONL(r io.Reader, name string) ([]Sample, error) {
	var samples []Sample
	seen := map[string]bool{}
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 64<<10), MaxLine)
	line := 0
	for sc.Scan() {
		line++
		data := bytes.TrimSpace(sc.Bytes())
		if len(data) == 0 {
			continue
		}
		s, err := parseRecord(data)
		if err == nil && seen[s.ID] {
			err = ErrID
		}
		if err != nil {
			return nil, &Error{File: name, Line: line, Err: err}
		}
		seen[s.ID] = true
		s.File, s.Line = name, line
		samples = append(samples, s)
	}
	if err := sc.Err(); err != nil {
		if errors.Is(err, bufio.ErrTooLong) {
			err = ErrLineTooLong
		}
		return nil, &Error{File: name, Line: line + 1, Err: err}
	}
	return samples, nil
}

func parseRecord(data []byte) (Sample, error) {
	if !utf8.Valid(data) {
		return Sample{}, ErrInvalidUTF8 // encoding/json would replace the bytes and shift every offset
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	var rec record
	if err := dec.Decode(&rec); err != nil || dec.More() {
		return Sample{}, ErrJSON // the decoder's own message may quote the text
	}
	s := Sample{Text: rec.Text, Prompt: rec.Prompt, Lang: cmp.Or(rec.Lang, "de"), Tags: rec.Tags}
	if err := json.Unmarshal(rec.ID, &s.ID); err != nil {
		s.ID = string(bytes.TrimSpace(rec.ID)) // foreign sets number their lines
	}
	if s.ID == "" || s.ID == "null" {
		return Sample{}, ErrID
	}
	if err := validateText(s.Text); err != nil {
		return Sample{}, err
	}
	points := false
	for i, raw := range rec.Entities {
		m, array, err := parseEntity(raw)
		if err != nil || i > 0 && array != points {
			return Sample{}, fmt.Errorf("entity %d: %w", i, ErrJSON)
		}
		points = array
		s.Entities = append(s.Entities, m)
	}
	if points {
		slices.SortFunc(s.Entities, func(a, b Mark) int { return cmp.Compare(a.Start, b.Start) })
		if err := pointsToBytes(s.Text, s.Entities); err != nil {
			return Sample{}, err
		}
	}
	return s, validateMarks(s.Text, s.Entities)
}

func parseEntity(raw json.RawMessage) (m Mark, array bool, err error) {
	if len(raw) > 0 && raw[0] == '[' {
		var parts []json.RawMessage
		if err := json.Unmarshal(raw, &parts); err != nil {
			return m, true, err
		}
		if len(parts) != 3 {
			return m, true, ErrJSON
		}
		return m, true, errors.Join(json.Unmarshal(parts[0], &m.Start), json.Unmarshal(parts[1], &m.End),
			json.Unmarshal(parts[2], &m.Type))
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	var obj struct {
		Start, End *int
		Type       string
	}
	if err := dec.Decode(&obj); err != nil || obj.Start == nil || obj.End == nil {
		return m, false, ErrJSON
	}
	return Mark{Start: *obj.Start, End: *obj.End, Type: obj.Type}, false, nil
}

// pointsToBytes turns code point offsets into byte offsets, in place.
func pointsToBytes(text string, marks []Mark) error {
	offsets := make([]int, 0, len(text)+1)
	for i := range text {
		offsets = append(offsets, i)
	}
	offsets = append(offsets, len(text))
	for i, m := range marks {
		if m.Start < 0 || m.End < m.Start || m.End >= len(offsets) {
			return fmt.Errorf("entity %d: %w", i, ErrBounds)
		}
		marks[i].Start, marks[i].End = offsets[m.Start], offsets[m.End]
	}
	return nil
}

// WriteJSONL writes samples in the object form, one per line, in the given order.
func WriteJSONL(w io.Writer, samples []Sample) error {
	buf := bufio.NewWriter(w)
	enc := json.NewEncoder(buf)
	enc.SetEscapeHTML(false)
	for _, s := range samples {
		lang := s.Lang
		if lang == "de" {
			lang = ""
		}
		out := struct {
			ID       string   `json:"id"`
			Text     string   `json:"text"`
			Prompt   string   `json:"prompt,omitempty"`
			Lang     string   `json:"lang,omitempty"`
			Tags     []string `json:"tags,omitempty"`
			Entities []Mark   `json:"entities"`
		}{s.ID, s.Text, s.Prompt, lang, s.Tags, append([]Mark{}, s.Entities...)}
		if err := enc.Encode(out); err != nil {
			return err
		}
	}
	return buf.Flush()
}
