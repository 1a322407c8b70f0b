package main

import (
	"bytes"
	"encoding/json"
	"strings"
)

var (
	errJSON      error = lineError("line is not a JSON object")
	errSurrogate error = lineError("a string holds half of a surrogate pair")
)

// jsonValue is one string, number or object key of a JSON line.
type jsonValue struct {
	start, end int    // byte offsets in the line, quotes included
	kind       byte   // 's' string, 'n' number, 'k' object key
	key        string // the nearest object key around it
	depth      int    // of the object that it belongs to; 1 for the line's own object
	text       string // decoded
}

// jsonValues lists strings, numbers and keys of a JSON object in their order.
func jsonValues(line []byte) ([]jsonValue, error) {
	if !json.Valid(line) || !bytes.HasPrefix(bytes.TrimLeft(line, " \t"), []byte("{")) {
		return nil, errJSON
	}
	dec := json.NewDecoder(bytes.NewReader(line))
	dec.UseNumber()
	type level struct {
		object, wantKey bool
		key             string
	}
	var stack []level
	var vals []jsonValue
	at := 0 // where the token before ended
	for {
		tok, err := dec.Token()
		if err != nil {
			return vals, nil // the end: the line is valid
		}
		start, end := at, int(dec.InputOffset())
		for strings.IndexByte(" \t\r\n,:", line[start]) >= 0 {
			start++
		}
		at = end
		top := len(stack) - 1
		switch v := tok.(type) {
		case json.Delim:
			if v == '{' || v == '[' {
				l := level{object: v == '{', wantKey: v == '{'}
				if top >= 0 {
					l.key = stack[top].key
				}
				stack = append(stack, l)
				continue
			}
			stack = stack[:top]
			top--
		case string:
			val := jsonValue{start: start, end: end, kind: 's', depth: len(stack), text: v}
			if broken(line[start:end], v) {
				return nil, errSurrogate
			}
			if stack[top].wantKey {
				stack[top].wantKey, stack[top].key = false, v
				val.kind, val.key = 'k', v
				vals = append(vals, val)
				continue
			}
			val.key = stack[top].key
			vals = append(vals, val)
		case json.Number:
			vals = append(vals, jsonValue{start: start, end: end, kind: 'n', depth: len(stack), key: stack[top].key, text: v.String()})
		}
		if top >= 0 && stack[top].object {
			stack[top].wantKey = true
		}
	}
}

// broken tells whether decoding replaced something: then writing the string again would not restore it.
func broken(raw []byte, text string) bool {
	const mark = "\uFFFD"
	n := strings.Count(text, mark)
	return n > 0 && n > bytes.Count(raw, []byte(mark))+bytes.Count(bytes.ToLower(raw), []byte(`\ufffd`))
}

// appendJSON appends s as a JSON string.
func appendJSON(dst []byte, s string) []byte {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(s) // a string can always be encoded, a Buffer always written
	return append(dst, bytes.TrimSuffix(buf.Bytes(), []byte("\n"))...)
}

// splice returns the line with the given values replaced by new texts.
func splice(line []byte, vals []jsonValue, texts []string) []byte {
	out := make([]byte, 0, len(line)+64)
	at := 0
	for i, v := range vals {
		if texts[i] == v.text {
			continue
		}
		out = append(out, line[at:v.start]...)
		out = appendJSON(out, texts[i])
		at = v.end
	}
	return append(out, line[at:]...)
}
