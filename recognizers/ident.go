package recognizers

import (
	"context"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// rulesVersion is the version of the rules for structured identifiers; it changes with every change of what they find.
const rulesVersion = "2026.11"

// ident is what the recognizers of structured identifiers have in common.
type ident struct {
	info anonymize.Info
	keys *words.Set
}

func newIdent(name string, needs anonymize.Feature, keys *words.Set, types ...anonymize.EntityType) ident {
	return ident{anonymize.Info{Name: name, Types: types, Needs: needs, Version: rulesVersion}, keys}
}

// sets returns the context words, for words.Join.
func (r *ident) sets() []*words.Set { return []*words.Set{r.keys} }

// Info describes the recognizer.
func (r *ident) Info() anonymize.Info { return r.info }

// finding is a candidate that passed.
type finding struct {
	start, end int // folded offsets
	score      float32
	evidence   anonymize.Evidence
	rule       string    // stable name for auditors
	hit        words.Hit // zero if no context word counted
}

// report appends f as an entity of type t. A context word that counted becomes evidence.
func (r *ident) report(doc *anonymize.Document, dst []anonymize.Entity, t anonymize.EntityType, f finding) []anonymize.Entity {
	span := doc.Origin(f.start, f.end)
	if f.hit.Span.End > 0 {
		f.evidence |= anonymize.EvidenceContext
	}
	if doc.Explaining() {
		doc.Explain(anonymize.Reason{Recognizer: r.info.Name, Type: t, Span: span, Rule: f.rule, Context: f.hit.Span, InPrompt: f.hit.InPrompt})
	}
	return append(dst, anonymize.Entity{Span: span, Type: t, Score: f.score, Recognizer: r.info.Name, Evidence: f.evidence | anonymize.EvidencePattern})
}

// alive returns the context's error, asked once in a thousand steps.
func alive(ctx context.Context, step int) error {
	if step&1023 == 1023 {
		return ctx.Err()
	}
	return nil
}

// number holds the digits of a candidate by value: a slice passed to a function value would be moved to the heap.
type number struct {
	d [20]byte
	n int
}

func (n *number) bytes() []byte { return n.d[:n.n] }

// digitRule is a number of a fixed count of digits with a check rule.
type digitRule struct {
	digits  int
	valid   func(n number) bool                           // the check; nil for none
	accept  func(n number) bool                           // a cheap condition without which the number is not considered; nil for none
	alone   float32                                       // score of a valid number without a context word; 0 = not reported
	context float32                                       // score of a valid number with a context word
	typo    float32                                       // score of an invalid number with a context word; 0 = not reported
	shy     bool                                          // without a keyword of its own not beside the keyword of another number
	far     bool                                          // a valid number counts in a message that has a keyword anywhere near
	not     func(doc *anonymize.Document, first int) bool // what stands before the number and makes it something else; nil for nothing
	blanks  bool                                          // without a keyword of its own only in one piece or parted by blanks
	whole   bool                                          // in groups only where no further number goes on behind a blank: "0171 39200 69" is no number of nine digits
	foreign func(doc *anonymize.Document, first int) bool // what makes a number without a keyword of its own another's; nil for foreignKey
	clause  int                                           // words before a number that fails among which its keyword may stand, 0 for the usual ones
	name    string                                        // of the rules: name+"/checksum" …
}

// another tells whether the words before token first announce a number of another kind.
func (d *digitRule) another(doc *anonymize.Document, first int) bool {
	if d.foreign != nil {
		return d.foreign(doc, first)
	}
	return foreignKey(doc, first)
}

// corrects tells whether the tokens from i to k-1 are few and say that one of the numbers around them stands for the other.
func corrects(doc *anonymize.Document, i, k int) bool {
	if i >= k || k-i > 6 {
		return false
	}
	for ; i < k; i++ {
		switch doc.Word(doc.Tokens()[i]) {
		case "sondern", "statt", "anstatt", "anstelle", "richtig", "korrekt", "instead", "not", "nicht":
			return true
		}
	}
	return false
}

// find applies rule d to all windows of the document.
func (r *ident) find(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity, t anonymize.EntityType, d *digitRule) ([]anonymize.Entity, error) {
	s := numbersOf(doc)
	if int(s.most) < d.digits || d.alone == 0 && !r.keys.Mentioned(doc) {
		return dst, nil
	}
	h := digitHistory{wrongTok: -1}
	it := s.windowsOf(d.digits)
	for step := 0; ; step++ {
		w, ok := it.next()
		if !ok {
			return dst, nil
		}
		if err := alive(ctx, step); err != nil {
			return dst, err
		}
		c := digitCandidate{window: w}
		if !c.read(s, d) {
			continue
		}
		f, ok := r.judge(s, &c, d, &h)
		if !ok {
			continue
		}
		if c.valid && h.wrongTok >= 0 && corrects(doc, h.wrongTok+1, s.first(w)) {
			g := finding{score: d.typo, rule: d.name + "/corrected"} // "nicht 86095742791, sondern 86095742719"
			g.start, g.end = s.bounds(h.wrong)
			dst = r.report(doc, dst, t, g)
		}
		h.valued, h.wrongTok, h.lastTok = c.valid, -1, s.last(w)
		if d.far && d.typo == 0 && !f.hit.After && !f.hit.InPrompt && f.hit.Distance <= 1 {
			f.score += 0.2
		}
		if c.found && !f.hit.InPrompt {
			h.before = f.hit
		}
		dst = r.report(doc, dst, t, f)
	}
}

// digitHistory is what find knows of the numbers before.
type digitHistory struct {
	before   words.Hit // the keyword of an earlier finding: "GLN 4… statt bisher 4…"
	lastTok  int       // of the last finding
	valued   bool      // the last finding passed the check
	wrong    window    // a number that fails, without a keyword, behind "nicht"
	wrongTok int       // its last token, or -1
}

// digitCandidate is a number of as many digits as a rule wants.
type digitCandidate struct {
	window
	first int  // token
	plain bool // written as in one piece or evenly, see numbers.plain
	free  bool // it is the whole of a run, or one group: no part of a longer number
	valid bool // it passes the check
	found bool // it has a keyword
}

// read reads the digits of c and checks them; not ok if they are no candidate for the rule.
func (c *digitCandidate) read(s *numbers, d *digitRule) (ok bool) {
	e := s.edge(c.window)
	if e == edgeTight {
		return false
	}
	c.free = e == edgeClean || c.i == c.j
	c.first = s.first(c.window)
	if c.plain = s.plain(c.window); !c.plain && !s.loose(c.window) || d.whole && !c.free {
		return false
	}
	var v number
	for k := c.i; k <= c.j; k++ {
		v.n += copy(v.d[v.n:], s.folded[s.groups[k].start:s.groups[k].end])
	}
	if d.accept != nil && !d.accept(v) {
		return false
	}
	c.valid = d.valid != nil && d.valid(v)
	return (c.valid || d.typo > 0) && !(d.digits <= 8 && c.i < c.j && isDate(s.doc, c.first, s.last(c.window)))
}

// judge looks for a keyword of c and scores it by that, its check and the findings before.
func (r *ident) judge(s *numbers, c *digitCandidate, d *digitRule, h *digitHistory) (f finding, ok bool) {
	doc := s.doc
	f.start, f.end = s.bounds(c.window)
	f.hit, c.found = r.keys.Near(doc, c.first, s.last(c.window))
	if s.abroad(c.window) {
		return f, false
	}
	if d.not != nil && d.not(doc, c.first) && (!c.found || f.hit.After || f.hit.Distance > 0) {
		return f, false
	}
	if !c.plain && !(c.found && (c.valid || !f.hit.InPrompt && f.hit.Distance <= 2)) {
		return f, false // "86 095-742 719" only beside its keyword
	}
	if !c.found && c.valid && (d.far || d.digits >= 11 && d.alone == 0) && !d.another(doc, c.first) {
		f.hit, c.found = r.keys.Within(doc, c.first, 24) // far away, but the check tells
	}
	if !c.found && !c.valid && d.clause > 0 && c.plain && !foreignKey(doc, c.first) {
		f.hit, c.found = r.keys.Before(doc, c.first, d.clause)
	}
	if d.shy && d.alone == 0 && !(c.found && ownKey(doc, f.hit, c.first)) && d.another(doc, c.first) {
		return f, false
	}
	switch {
	case c.valid && c.found:
		f.score, f.evidence, f.rule = d.context, anonymize.EvidenceChecksum, d.name+"/checksum"
	case c.valid && d.standsAlone(s, c):
		f.score, f.evidence, f.rule = d.alone, anonymize.EvidenceChecksum, d.name+"/checksum"
	case c.valid && h.before.Span.End > 0 && c.plain && !otherNumberBefore(doc, c.first):
		f.score, f.evidence, f.rule, f.hit = d.context-0.1, anonymize.EvidenceChecksum, d.name+"/further", h.before
	case !c.found && d.typo > 0 && h.before.Span.End > 0 && c.first-h.lastTok <= 3 && !otherNumberBefore(doc, c.first):
		f.score, f.rule, f.hit = d.typo-0.05, d.name+"/further", h.before // "alt 46 0664895 neu 83 5584749"
	case c.found && d.typo > 0 && c.free:
		f.score, f.rule = d.typo, d.name+"/keyword"
	case !c.found && !c.valid && d.typo > 0 && h.valued && corrects(doc, h.lastTok+1, c.first):
		f.score, f.rule = d.typo, d.name+"/corrected" // "86095742719 statt 86095742791"
	default:
		if !c.found && !c.valid && d.typo > 0 {
			h.wrong, h.wrongTok = c.window, s.last(c.window)
		}
		return f, false
	}
	return f, true
}

// ownKey tells whether the keyword stands right before token first, or shortly before with no other number between.
func ownKey(doc *anonymize.Document, hit words.Hit, first int) bool {
	return !hit.After && !hit.InPrompt && (hit.Distance == 0 || hit.Distance <= 2 && !otherNumberBefore(doc, first))
}

// standsAlone tells whether c, which passes the check, counts without a keyword: no part of a longer number, of a product or behind another keyword.
func (d *digitRule) standsAlone(s *numbers, c *digitCandidate) bool {
	if d.alone == 0 || !c.free || productBefore(s.doc, c.first) || d.shy && foreignKey(s.doc, c.first) {
		return false
	}
	return !d.blanks || c.i == c.j || s.groups[c.j].joint == jointSpace
}
