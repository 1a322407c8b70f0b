package corpus

import (
	"cmp"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"
)

// section is one file of a txtar archive.
type section struct {
	name string
	body string
	line int // of the first line of body
}

// splitTxtar reads the txtar format: a comment, then files that each start with a line "-- name --".
// It is written out here because the format is four rules and this package carries no dependency.
func splitTxtar(data string) (comment string, files []section) {
	var b strings.Builder
	flush := func() {
		if len(files) == 0 {
			comment = b.String()
		} else {
			files[len(files)-1].body = b.String()
		}
		b.Reset()
	}
	line := 0
	for l := range strings.Lines(data) {
		line++
		trimmed := strings.TrimRight(l, "\r\n")
		if name, ok := strings.CutPrefix(trimmed, "-- "); ok && strings.HasSuffix(name, " --") {
			flush()
			files = append(files, section{name: strings.TrimSpace(strings.TrimSuffix(name, "--")), line: line + 1})
			continue
		}
		b.WriteString(l)
	}
	flush()
	return comment, files
}

// ParseCase reads one txtar case. The comment says what is tested and why; the file text holds the message with inline
// marks, without the line break that ends it; prompt, types, tags and lang are optional. The id is the file's path
// without extension, its last two elements.
func ParseCase(data []byte, name string) (Sample, error) {
	if !utf8.Valid(data) {
		return Sample{}, &Error{File: name, Err: ErrInvalidUTF8}
	}
	comment, files := splitTxtar(string(data))
	slash := filepath.ToSlash(name)
	s := Sample{
		ID:   path.Join(path.Base(path.Dir(slash)), strings.TrimSuffix(path.Base(slash), path.Ext(slash))),
		File: name,
		Lang: "de",
	}
	if strings.TrimSpace(comment) == "" {
		return Sample{}, &Error{File: name, Line: 1, Err: ErrCase}
	}
	seen := map[string]bool{}
	for _, f := range files {
		body := strings.TrimSuffix(f.body, "\n")
		var err error
		switch {
		case seen[f.name]:
			err = ErrCase
		case f.name == "text":
			s.Line = f.line
			s.Text, s.Entities, s.Optional, err = ParseMarks(body)
			if err == nil {
				err = validateCaseMarks(s)
			}
		case f.name == "prompt":
			s.Prompt = body
		case f.name == "types":
			s.Types = strings.Fields(body)
			if slices.ContainsFunc(s.Types, func(t string) bool { return !validType(t) }) {
				err = ErrType
			}
		case f.name == "tags":
			s.Tags = strings.Fields(body)
		case f.name == "lang":
			s.Lang = cmp.Or(strings.TrimSpace(body), "de")
		default:
			err = ErrCase
		}
		if err != nil {
			return Sample{}, &Error{File: name, Line: f.line, Err: err}
		}
		seen[f.name] = true
	}
	if !seen["text"] {
		return Sample{}, &Error{File: name, Err: ErrCase}
	}
	return s, nil
}

func validateCaseMarks(s Sample) error {
	all := slices.Concat(s.Entities, s.Optional)
	slices.SortFunc(all, func(a, b Mark) int { return cmp.Compare(a.Start, b.Start) })
	if err := validateMarks(s.Text, all); err != nil {
		return fmt.Errorf("%w: %w", ErrMark, err)
	}
	return nil
}
