package recognizertest

import (
	"errors"
	"slices"
	"strings"

	"github.com/deckname/deckname/anonymize"
)

// Case is one text with everything that must be found in it.
type Case struct {
	Name   string
	Text   string // with marks: "Steuer-ID ⟦DE_TAX_ID|86 095 742 719⟧"; ⟦?TYPE|…⟧ may be found or not, but not with the evidence checksum
	Prompt string // what the bot had asked

	// Checksum and NoChecksum demand that all findings have, or lack, anonymize.EvidenceChecksum.
	Checksum, NoChecksum bool
	// MinScore ignores findings below; 0 stands for anonymize.DefaultMinScore.
	MinScore float32
	// Fixed leaves the case out of the checks that put other text around it or decompose its characters.
	Fixed bool
	// Allocates allows memory for a candidate that was looked at and turned down.
	Allocates bool
}

// mark is one ⟦TYPE|text⟧.
type mark struct {
	anonymize.Span
	typ      anonymize.EntityType
	optional bool
}

const opening, closing = "⟦", "⟧"

var errMark = errors.New("recognizertest: a mark is not closed or has no type")

// parse takes the marks out of s.
func parse(s string) (text string, marks []mark, err error) {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(s, opening)
		b.WriteString(before)
		if !found {
			return b.String(), marks, nil
		}
		inner, after, closed := strings.Cut(rest, closing)
		typ, value, typed := strings.Cut(inner, "|")
		if !closed || !typed {
			return "", nil, errMark
		}
		m := mark{optional: strings.HasPrefix(typ, "?")}
		m.typ = anonymize.EntityType(strings.TrimPrefix(typ, "?"))
		if !m.typ.Valid() {
			return "", nil, errMark
		}
		m.Start = b.Len()
		b.WriteString(value)
		m.End = b.Len()
		marks = append(marks, m)
		s = after
	}
}

// diff compares findings with marks and describes what differs by offsets only. delta is what was put before the text.
func diff(c *Case, marks []mark, found []anonymize.Entity, delta int) []string {
	var faults []string
	minScore := c.MinScore
	if minScore == 0 {
		minScore = anonymize.DefaultMinScore
	}
	found = slices.DeleteFunc(slices.Clone(found), func(e anonymize.Entity) bool { return e.Score < minScore })
	for _, m := range marks {
		m.Start, m.End = m.Start+delta, m.End+delta
		i := slices.IndexFunc(found, func(e anonymize.Entity) bool { return e.Span == m.Span && e.Type == m.typ })
		switch {
		case i < 0 && !m.optional:
			faults = append(faults, "missing: "+describe(m.Span, m.typ))
		case i < 0:
		case found[i].Evidence&anonymize.EvidenceChecksum != 0 && (m.optional || c.NoChecksum):
			faults = append(faults, "has the evidence checksum: "+describe(m.Span, m.typ))
		case found[i].Evidence&anonymize.EvidenceChecksum == 0 && c.Checksum:
			faults = append(faults, "lacks the evidence checksum: "+describe(m.Span, m.typ))
		}
		if i >= 0 {
			found = slices.Delete(found, i, i+1)
		}
	}
	for _, e := range found {
		faults = append(faults, "unexpected: "+describe(e.Span, e.Type))
	}
	return faults
}
