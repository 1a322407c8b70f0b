package names

import (
	"slices"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/internal/fold"
)

// Public is the name of a person who may stay in the text.
type Public struct {
	words []uint64
}

// NewPublic reads a full name, surname last.
func NewPublic(name string) Public {
	var p Public
	for w := range nameWords(fold.String(name)) {
		p.words = append(p.words, fold.HashBytes(w))
	}
	return p
}

// Covers tells whether f is this person: all its words are words of the name,
// the last one among them, and the person does not introduce himself with it.
func (p *Public) Covers(doc *anonymize.Document, f *Finding) bool {
	switch f.Rule {
	case RuleIntroduction, RuleField, RuleSignature, RulePrompt:
		return false
	}
	if len(p.words) == 0 {
		return false
	}
	last := p.words[len(p.words)-1]
	surname := false
	for _, t := range doc.Tokens()[f.First : f.Last+1] {
		if t.Flags&anonymize.Punct != 0 {
			continue
		}
		if t.Hash == last || t.Hash == genitive(last) {
			surname = true
			continue
		}
		if !slices.Contains(p.words, t.Hash) {
			return false
		}
	}
	return surname
}

// Streets appends the streets without a house number to dst, but those in the addresses taken.
func (r *Result) Streets(doc *anonymize.Document, dst []anonymize.Entity, recognizer string, taken []Finding) []anonymize.Entity {
	s := &r.scan
	s.attach(doc, taken)
	for i := range s.toks {
		if !s.letter(i) || s.toks[i].Flags&anonymize.Digit != 0 || s.inAddress(i, i) {
			continue
		}
		if s.kinds[i]&kRoad == 0 && s.roadEnd(i) != 3 || !s.upper(i) && !s.lower {
			continue
		}
		st, ok := s.streetBefore(i)
		if !ok || st.strength < 3 || s.inAddress(st.first, i) {
			continue
		}
		dst = append(dst, anonymize.Entity{Span: doc.Range(st.first, i), Type: anonymize.Address, Score: 0.8, Recognizer: recognizer, Evidence: anonymize.EvidencePattern})
	}
	s.end()
	return dst
}
