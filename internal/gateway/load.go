package gateway

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

// Load reads and checks the file. Every error names file and line, and the field if there is one; none holds a value.
// Position gives errors of Open, too, file and line.
func Load(file string) (Config, *Position, error) {
	var c Config
	raw, err := os.ReadFile(file)
	if err != nil {
		return c, nil, errors.New("gateway: the configuration file cannot be read")
	}
	pos := &Position{file: filepath.Base(file), raw: raw}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&c); err != nil {
		return c, nil, pos.syntax(err, dec.InputOffset())
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return c, nil, pos.at(dec.InputOffset(), "there is more after the object")
	}
	pos.index()
	return c, pos, pos.Locate(c.Validate())
}

// Position finds the line of a field.
type Position struct {
	file  string
	raw   []byte
	lines map[string]int
}

func (p *Position) line(offset int64) int {
	return 1 + bytes.Count(p.raw[:min(int(max(offset, 0)), len(p.raw))], []byte("\n"))
}

func (p *Position) at(offset int64, msg string) error {
	return fmt.Errorf("gateway: %s:%d: %s", p.file, p.line(offset), msg)
}

// syntax words the errors of the JSON package without the values that they quote.
func (p *Position) syntax(err error, offset int64) error {
	var syn *json.SyntaxError
	var typ *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syn):
		return p.at(syn.Offset, "this is not JSON")
	case errors.As(err, &typ):
		return p.at(typ.Offset, typ.Field+": must be a "+typ.Type.String())
	case strings.Contains(err.Error(), "unknown field"):
		return p.at(offset, strings.TrimPrefix(err.Error(), "json: "))
	}
	return p.at(offset, "this is not a configuration")
}

// index notes the line of every field.
func (p *Position) index() {
	p.lines = map[string]int{}
	dec := json.NewDecoder(bytes.NewReader(p.raw))
	var walk func(path string)
	walk = func(path string) {
		tok, err := dec.Token()
		if err != nil {
			return
		}
		p.lines[path] = p.line(dec.InputOffset())
		delim, _ := tok.(json.Delim)
		for i := 0; (delim == '{' || delim == '[') && dec.More(); i++ {
			key := fmt.Sprint(i)
			if delim == '{' {
				k, _ := dec.Token()
				key, _ = k.(string)
			}
			walk(strings.TrimPrefix(path+"."+key, "."))
		}
		if delim == '{' || delim == '[' {
			_, _ = dec.Token()
		}
	}
	walk("")
}

// Locate puts file and line before every FieldError in err; a field that is missing has the line of its parent. A nil
// Position returns err as it is.
func (p *Position) Locate(err error) error {
	if err == nil || p == nil {
		return err
	}
	list := []error{err}
	if j, ok := err.(interface{ Unwrap() []error }); ok {
		list = j.Unwrap()
	}
	var out []error
	for _, e := range list {
		var f FieldError
		if !errors.As(e, &f) {
			out = append(out, e)
			continue
		}
		path, line := f.Field, 0
		for line == 0 {
			line = p.lines[path]
			if i := strings.LastIndexByte(path, '.'); i >= 0 {
				path = path[:i]
			} else if line == 0 {
				line = p.lines[""]
				break
			}
		}
		out = append(out, fmt.Errorf("gateway: %s:%d: %w", p.file, line, f))
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Error() < out[j].Error() })
	return errors.Join(out...)
}
