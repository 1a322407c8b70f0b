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
	name    string                                        // of the rules: name+"/checksum" …
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
	var v number
	var before words.Hit // of an earlier finding: "GLN 4… statt bisher 4…"
	lastTok := 0         // of the last finding
	valued := false      // the last finding passed the check
	var wrong window     // a number that fails, without a keyword, behind "nicht"
	wrongTok := -1       // its last token
	it := s.windowsOf(d.digits)
	for step := 0; ; step++ {
		w, ok := it.next()
		if !ok {
			return dst, nil
		}
		if err := alive(ctx, step); err != nil {
			return dst, err
		}
		e := s.edge(w)
		if e == edgeTight {
			continue
		}
		plain := s.plain(w)
		if !plain && !s.loose(w) {
			continue
		}
		v.n = 0
		for k := w.i; k <= w.j; k++ {
			v.n += copy(v.d[v.n:], s.folded[s.groups[k].start:s.groups[k].end])
		}
		if d.accept != nil && !d.accept(v) {
			continue
		}
		valid := d.valid != nil && d.valid(v)
		if !valid && d.typo == 0 || d.digits <= 8 && w.i < w.j && isDate(doc, s.first(w), s.last(w)) {
			continue
		}
		var f finding
		f.start, f.end = s.bounds(w)
		var found bool
		f.hit, found = r.keys.Near(doc, s.first(w), s.last(w))
		if d.not != nil && d.not(doc, s.first(w)) && (!found || f.hit.After || f.hit.Distance > 0) {
			continue
		}
		if !plain && !(found && (valid || !f.hit.InPrompt && f.hit.Distance <= 2)) {
			continue // "86 095-742 719" only beside its keyword
		}
		if !found && valid && (d.far || d.digits >= 11 && d.alone == 0) && !foreignKey(doc, s.first(w)) {
			f.hit, found = r.keys.Within(doc, s.first(w), 24) // far away, but the check tells
		}
		switch {
		case d.shy && d.alone == 0 && !(found && !f.hit.After && !f.hit.InPrompt && (f.hit.Distance == 0 || f.hit.Distance <= 2 && !otherNumberBefore(doc, s.first(w)))) && foreignKey(doc, s.first(w)):
			continue
		case valid && found:
			f.score, f.evidence, f.rule = d.context, anonymize.EvidenceChecksum, d.name+"/checksum"
		case valid && d.alone > 0 && (e == edgeClean || w.i == w.j) && !productBefore(doc, s.first(w)) && !(d.shy && foreignKey(doc, s.first(w))) && !(d.blanks && w.i < w.j && s.groups[w.j].joint != jointSpace):
			f.score, f.evidence, f.rule = d.alone, anonymize.EvidenceChecksum, d.name+"/checksum"
		case valid && before.Span.End > 0 && plain && !otherNumberBefore(doc, s.first(w)):
			f.score, f.evidence, f.rule, f.hit = d.context-0.1, anonymize.EvidenceChecksum, d.name+"/further", before
		case !found && d.typo > 0 && before.Span.End > 0 && s.first(w)-lastTok <= 3 && !otherNumberBefore(doc, s.first(w)):
			f.score, f.rule, f.hit = d.typo-0.05, d.name+"/further", before // "alt 46 0664895 neu 83 5584749"
		case found && d.typo > 0 && (e == edgeClean || w.i == w.j):
			f.score, f.rule = d.typo, d.name+"/keyword"
		case !found && !valid && d.typo > 0 && valued && e != edgeTight && corrects(doc, lastTok+1, s.first(w)):
			f.score, f.rule = d.typo, d.name+"/corrected" // "86095742719 statt 86095742791"
		default:
			if !found && !valid && d.typo > 0 && e != edgeTight {
				wrong, wrongTok = w, s.last(w)
			}
			continue
		}
		if valid && wrongTok >= 0 && corrects(doc, wrongTok+1, s.first(w)) {
			g := finding{score: d.typo, rule: d.name + "/corrected"} // "nicht 86095742791, sondern 86095742719"
			g.start, g.end = s.bounds(wrong)
			dst = r.report(doc, dst, t, g)
		}
		valued, wrongTok = valid, -1
		if d.far && d.typo == 0 && !f.hit.After && !f.hit.InPrompt && f.hit.Distance <= 1 {
			f.score += 0.2
		}
		if found && !f.hit.InPrompt {
			before = f.hit
		}
		lastTok = s.last(w)
		dst = r.report(doc, dst, t, f)
	}
}
