package corpus

import (
	"crypto/sha256"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"
)

// LoadSources reads the authoring files *.txt of a directory, one per concern, in the order of their names.
//
// A message begins with a line "== id tag tag …" (a word lang=en sets the language), may go on with a line "? question"
// (what the bot asked), and then holds the text with inline marks up to the next header; line breaks at its end do not
// count. Lines before the first header are remarks.
func LoadSources(dir string) ([]Sample, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	var samples []Sample
	seen := map[string]bool{}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, &Error{File: name, Err: err}
		}
		set, err := ParseSource(string(data), name)
		if err != nil {
			return nil, err
		}
		for _, s := range set {
			if seen[s.ID] {
				return nil, &Error{File: name, Line: s.Line, Err: ErrID}
			}
			seen[s.ID] = true
		}
		samples = append(samples, set...)
	}
	if len(samples) == 0 {
		return nil, ErrNoSamples
	}
	return samples, nil
}

// ParseSource reads one authoring file; see [LoadSources].
func ParseSource(data, name string) ([]Sample, error) {
	if !utf8.ValidString(data) {
		return nil, &Error{File: name, Err: ErrInvalidUTF8}
	}
	var samples []Sample
	var body strings.Builder
	finish := func() error {
		if len(samples) == 0 {
			body.Reset()
			return nil
		}
		s := &samples[len(samples)-1]
		var optional []Mark
		var err error
		s.Text, s.Entities, optional, err = ParseMarks(strings.TrimRight(body.String(), "\n"))
		body.Reset()
		if err == nil && len(optional) > 0 {
			err = ErrMark
		}
		if err != nil {
			return &Error{File: name, Line: s.Line, Err: err}
		}
		return nil
	}
	line, headed := 0, false
	for l := range strings.Lines(data) {
		line++
		if header, ok := strings.CutPrefix(l, "== "); ok {
			if err := finish(); err != nil {
				return nil, err
			}
			s := Sample{Lang: "de", File: name, Line: line}
			for i, w := range strings.Fields(header) {
				lang, isLang := strings.CutPrefix(w, "lang=")
				switch {
				case i == 0:
					s.ID = w
				case isLang:
					s.Lang = lang
				default:
					s.Tags = append(s.Tags, w)
				}
			}
			if s.ID == "" {
				return nil, &Error{File: name, Line: line, Err: ErrID}
			}
			samples, headed = append(samples, s), true
			continue
		}
		if q, ok := strings.CutPrefix(l, "? "); ok && headed {
			samples[len(samples)-1].Prompt = strings.TrimSpace(q)
			headed = false
			continue
		}
		headed = false
		body.WriteString(l)
	}
	if err := finish(); err != nil {
		return nil, err
	}
	if len(samples) == 0 {
		return nil, &Error{File: name, Err: ErrSource}
	}
	return samples, nil
}

// Split divides samples into the set for tuning and the set for scoring: the lowest bit of the first byte of SHA-256 of
// the id decides, so that an author cannot choose and a message never wanders.
func Split(samples []Sample) (dev, test []Sample) {
	for _, s := range samples {
		if sha256.Sum256([]byte(s.ID))[0]&1 == 0 {
			dev = append(dev, s)
		} else {
			test = append(test, s)
		}
	}
	return dev, test
}
