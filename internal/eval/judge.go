package eval

import (
	"slices"
	"unicode/utf8"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/internal/corpus"
)

// judgement holds what became of every mark of a message and of every finding.
type judgement struct {
	chars, open    []int  // per mark: code points, and those that stay uncovered
	exact, touched []bool // per mark
	found          []anonymize.Entity
	foundExact     []bool
	foundRight     []bool
}

func judge(s *corpus.Sample, found []anonymize.Entity) *judgement {
	j := &judgement{}
	for _, e := range found {
		if len(s.Types) > 0 && !slices.Contains(s.Types, string(e.Type)) || tolerated(s, e) {
			continue
		}
		j.found = append(j.found, e)
	}
	n := len(s.Entities)
	j.chars, j.open, j.exact, j.touched = make([]int, n), make([]int, n), make([]bool, n), make([]bool, n)
	j.foundExact, j.foundRight = make([]bool, len(j.found)), make([]bool, len(j.found))
	for i, m := range s.Entities {
		mark := span(m)
		j.chars[i] = utf8.RuneCountInString(s.Text[m.Start:m.End])
		j.open[i] = uncovered(s.Text, m, found)
		for k, e := range j.found {
			if string(e.Type) != m.Type || !e.Overlaps(mark) {
				continue
			}
			j.touched[i], j.foundRight[k] = true, true
			if e.Span == mark {
				j.exact[i], j.foundExact[k] = true, true
			}
		}
	}
	return j
}

func span(m corpus.Mark) anonymize.Span { return anonymize.Span{Start: m.Start, End: m.End} }

// tolerated tells whether e is a finding that the corpus leaves open.
func tolerated(s *corpus.Sample, e anonymize.Entity) bool {
	if e.Evidence&anonymize.EvidenceChecksum != 0 {
		return false
	}
	return slices.ContainsFunc(s.Optional, func(m corpus.Mark) bool {
		return m.Type == string(e.Type) && e.Overlaps(span(m))
	})
}

// uncovered counts the code points of m outside all findings. Findings of LOCATION cover a LOCATION only, because the
// default policy keeps them.
func uncovered(text string, m corpus.Mark, found []anonymize.Entity) int {
	n := 0
	for i := range text[m.Start:m.End] {
		at := m.Start + i
		if !slices.ContainsFunc(found, func(e anonymize.Entity) bool {
			return e.Start <= at && at < e.End && (string(e.Type) != location || m.Type == location)
		}) {
			n++
		}
	}
	return n
}

func (j *judgement) faults(s *corpus.Sample) []Fault {
	var faults []Fault
	clean := s.Clean()
	for i, m := range s.Entities {
		if j.exact[i] {
			continue
		}
		f := Fault{Kind: Miss, File: s.File, Line: s.Line, ID: s.ID, Span: span(m), Type: m.Type, Uncovers: j.open[i], Clean: clean}
		for _, e := range j.found {
			if e.Overlaps(f.Span) {
				f.Found = append(f.Found, e)
			}
		}
		switch {
		case j.touched[i]:
			f.Kind = Boundary
		case len(f.Found) > 0:
			f.Kind = Confusion
		}
		faults = append(faults, f)
	}
	for i, e := range j.found {
		if j.foundRight[i] || slices.ContainsFunc(s.Entities, func(m corpus.Mark) bool { return e.Overlaps(span(m)) }) {
			continue // a boundary or confusion fault names it already
		}
		faults = append(faults, Fault{Kind: Alarm, File: s.File, Line: s.Line, ID: s.ID, Span: e.Span, Type: string(e.Type),
			Found: []anonymize.Entity{e}, Clean: clean})
	}
	slices.SortStableFunc(faults, func(a, b Fault) int { return a.Span.Start - b.Span.Start })
	return faults
}
