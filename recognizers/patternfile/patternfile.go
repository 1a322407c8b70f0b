// Package patternfile reads custom patterns from a YAML or JSON file, so that an operator can add recognizers without a program of
// their own:
//
//	patterns:
//	  - name: library-card
//	    type: LIBRARY_CARD
//	    pattern: '\bBIB-\d{8}\b'
//	    context: [Bibliothek, Leserausweis]
//	    score: 0.7
//
// The keys are those of recognizers.PatternConfig, in lower case and with underscores: name, type, pattern, group, ignore_case, context, needs_context,
// score, context_score, timeout ("250ms"). Validators cannot stand in a file. Unknown keys, double names and patterns that do not
// compile are errors with their line. It is a package of its own so that recognizers needs no YAML.
package patternfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers"
)

// Bounds of a pattern file.
const (
	MaxBytes    = 1 << 20
	MaxPatterns = 1000
)

// Errors that callers may branch on. Faults in a pattern are *recognizers.PatternError.
var (
	ErrTooLarge = errors.New("patternfile: the file is too large")
	ErrEmpty    = errors.New("patternfile: the file holds no pattern")
	ErrSyntax   = errors.New("patternfile: not a pattern file")
)

type file struct {
	Patterns []entry `yaml:"patterns"`
}

type entry struct {
	Name         string   `yaml:"name"`
	Type         string   `yaml:"type"`
	Pattern      string   `yaml:"pattern"`
	Group        string   `yaml:"group"`
	IgnoreCase   bool     `yaml:"ignore_case"`
	Context      []string `yaml:"context"`
	NeedsContext bool     `yaml:"needs_context"`
	Score        float32  `yaml:"score"`
	ContextScore float32  `yaml:"context_score"`
	Timeout      string   `yaml:"timeout"`
}

// Load reads all patterns of r, YAML or JSON (which is YAML). It returns every fault, joined.
func Load(r io.Reader) ([]anonymize.Recognizer, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("patternfile: read: %w", err)
	}
	if len(data) > MaxBytes {
		return nil, ErrTooLarge
	}
	var f file
	dec := yaml.NewDecoder(bytes.NewReader(data), yaml.Strict(), yaml.DisallowUnknownField())
	if err := dec.Decode(&f); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, ErrEmpty
		}
		return nil, fmt.Errorf("%w: line %d", ErrSyntax, errorLine(err))
	}
	if len(f.Patterns) == 0 {
		return nil, ErrEmpty
	}
	if len(f.Patterns) > MaxPatterns {
		return nil, ErrTooLarge
	}
	lines := entryLines(data)
	names := map[string]bool{}
	var rs []anonymize.Recognizer
	var errs []error
	for i, e := range f.Patterns {
		line := 0
		if i < len(lines) {
			line = lines[i]
		}
		if names[e.Name] {
			errs = append(errs, &recognizers.PatternError{Line: line, Name: e.Name, Field: "name", Reason: "stands twice"})
			continue
		}
		names[e.Name] = true
		r, err := e.recognizer()
		if err != nil {
			var pe *recognizers.PatternError
			if errors.As(err, &pe) {
				pe.Line = line
			}
			errs = append(errs, err)
			continue
		}
		rs = append(rs, r)
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return rs, nil
}

func (e *entry) recognizer() (anonymize.Recognizer, error) {
	cfg := recognizers.PatternConfig{Name: e.Name, Type: anonymize.EntityType(e.Type), Pattern: e.Pattern, Group: e.Group, IgnoreCase: e.IgnoreCase,
		Context: e.Context, NeedsContext: e.NeedsContext, Score: e.Score, ContextScore: e.ContextScore}
	if e.Timeout != "" {
		d, err := time.ParseDuration(e.Timeout)
		if err != nil {
			return nil, &recognizers.PatternError{Name: e.Name, Field: "timeout", Reason: "is no duration such as 250ms"}
		}
		cfg.Timeout = d
	}
	return recognizers.Pattern(cfg)
}

// errorLine returns the line of a YAML error, 0 if it has none.
func errorLine(err error) int {
	var ye yaml.Error
	if errors.As(err, &ye) && ye.GetToken() != nil && ye.GetToken().Position != nil {
		return ye.GetToken().Position.Line
	}
	return 0
}

// entryLines returns the line on which every pattern begins.
func entryLines(data []byte) []int {
	f, err := parser.ParseBytes(data, 0)
	if err != nil || len(f.Docs) == 0 {
		return nil
	}
	path, err := yaml.PathString("$.patterns")
	if err != nil {
		return nil
	}
	node, err := path.FilterFile(f)
	if err != nil {
		return nil
	}
	seq, ok := node.(*ast.SequenceNode)
	if !ok {
		return nil
	}
	var lines []int
	for _, v := range seq.Values {
		line := v.GetToken().Position.Line
		if m, ok := v.(*ast.MappingNode); ok && len(m.Values) > 0 {
			line = m.Values[0].GetToken().Position.Line
			if k := m.Values[0].Key; k != nil {
				line = k.GetToken().Position.Line
			}
		}
		lines = append(lines, line)
	}
	return lines
}
