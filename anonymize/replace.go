package anonymize

import (
	"context"
	"errors"
	"slices"
	"sort"
	"strings"
)

// maxRounds bounds how often a message is replaced anew because its text would change what a placed pseudonym means.
const maxRounds = 4

// widenedName is the recognizer's name of findings that the engine itself makes.
const widenedName = "placeholder"

// LookalikeFinder is what a Finder may offer besides: it finds everything of the form of a pseudonym, whether the scope
// has it already or not. Then a number that a user typed in advance never comes to life later. text is valid only during
// the call.
type LookalikeFinder interface {
	Lookalikes(text []byte, dst []Span) []Span
}

// placeholders adds what Reveal could take for a pseudonym.
func (a *Anonymizer) placeholders(ctx context.Context, m *Message, w *work) error {
	if a.cfg.Revealer == nil || m.Text == "" {
		return nil
	}
	f, err := a.finder(ctx, m.Scope)
	if err != nil {
		return err
	}
	return a.findPlaceholders(f, m, w)
}

func (a *Anonymizer) findPlaceholders(f Finder, m *Message, w *work) (err error) {
	defer a.guard("revealer", "finder", &err)
	text := w.copyOf(m.Text)
	defer clear(text)
	w.spans = w.spans[:0]
	name := widenedName
	if l, ok := f.(LookalikeFinder); ok && !m.Trusted {
		w.spans = undisguised(m.Text, &w.plain, l.Lookalikes(text, w.spans), l.Lookalikes)
	} else {
		w.spans = f.Find(text, w.spans)
	}
	if m.Trusted {
		name = trustedName
	}
	for _, s := range w.spans {
		e := Entity{Span: s, Type: Placeholder, Score: 1, Recognizer: name, Evidence: EvidencePattern}
		if err := checkEntity(m.Text, &e); err != nil {
			return a.failed("revealer", "finder", err)
		}
		w.ents = append(w.ents, e)
	}
	if !m.Trusted {
		a.dropKept(w)
	}
	return nil
}

// dropKept removes the findings that the policy keeps in the text and that hold what looks like a pseudonym.
func (a *Anonymizer) dropKept(w *work) {
	found := len(w.ents) - len(w.spans)
	n := 0
	for i, e := range w.ents {
		if i < found {
			if _, ok := a.operators[a.operatorFor(e.Type)].(keep); ok {
				k := sort.Search(len(w.spans), func(k int) bool { return w.spans[k].End > e.Start })
				if k < len(w.spans) && w.spans[k].Start < e.End {
					continue
				}
			}
		}
		w.ents[n] = e
		n++
	}
	w.ents = w.ents[:n]
}

func (a *Anonymizer) finder(ctx context.Context, scope string) (f Finder, err error) {
	defer a.guard("revealer", "finder", &err)
	f, err = a.cfg.Revealer.Finder(ctx, scope)
	if err != nil {
		return nil, a.failed("revealer", "finder", err)
	}
	if isNil(f) {
		return nil, a.failed("revealer", "finder", ErrNotConfigured)
	}
	return f, nil
}

// Anonymize finds personal data in m and replaces it as the policy says. On error the Result is zero and no text of m
// may leave.
func (a *Anonymizer) Anonymize(ctx context.Context, m Message) (Result, error) {
	rs, err := a.AnonymizeAll(ctx, m.Scope, []Message{m})
	if err != nil {
		return Result{}, err
	}
	return rs[0], nil
}

// AnonymizeAll is Anonymize for all texts of one request, in one call to every operator and so one transaction of the
// vault: all or nothing. Messages have the given scope, or none of their own.
func (a *Anonymizer) AnonymizeAll(ctx context.Context, scope string, msgs []Message) ([]Result, error) {
	if a == nil || a.docs == nil {
		return nil, ErrNotConfigured
	}
	doc, w := a.docs.Get().(*Document), a.works.Get().(*work)
	w.trace = nil
	defer func() {
		doc.release(a.docs)
		w.one.wipe()
		a.works.Put(w)
	}()
	b := newBatch(a, scope, msgs, &w.one)
	for i := range b.msgs {
		m := &b.msgs[i]
		if m.Scope != "" && m.Scope != scope {
			return nil, ErrScope
		}
		m.Scope = scope
		found, err := a.analyze(ctx, m, doc, w)
		if err != nil {
			return nil, err
		}
		b.ents[i] = slices.Clone(found)
	}
	for round := range maxRounds {
		if err := b.operate(ctx); err != nil {
			return nil, err
		}
		again, err := b.settle(ctx, w, round >= maxRounds-2)
		if err != nil {
			return nil, err
		}
		if !again {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			return b.results(), nil
		}
	}
	return nil, ErrAmbiguous
}

// edit is a replacement before it is placed.
type edit struct {
	ent  int // index into the message's entities
	op   int // index into the operators
	with string
	out  Span
}

// batch is the state of one AnonymizeAll.
type batch struct {
	a     *Anonymizer
	scope string
	msgs  []Message
	ents  [][]Entity
	edits [][]edit // of each message, in order
	texts []string
}

// single is the memory of a batch of one message.
type single struct {
	batch
	msg   [1]Message
	ents  [1][]Entity
	edits [1][]edit
	texts [1]string
}

// maxEditsKept bounds the replacements of the messages whose memory is used again.
const maxEditsKept = 256

// wipe forgets the message.
func (s *single) wipe() {
	edits := s.edits[0][:0]
	if clear(edits[:cap(edits)]); cap(edits) > maxEditsKept {
		edits = nil
	}
	*s = single{edits: [1][]edit{edits}}
}

// newBatch returns a batch of msgs. That of a single message lies in one, which must be wiped behind it.
func newBatch(a *Anonymizer, scope string, msgs []Message, one *single) *batch {
	if len(msgs) != 1 {
		n := len(msgs)
		return &batch{a: a, scope: scope, msgs: slices.Clone(msgs), ents: make([][]Entity, n), edits: make([][]edit, n), texts: make([]string, n)}
	}
	one.msg[0] = msgs[0]
	one.batch = batch{a: a, scope: scope, msgs: one.msg[:], ents: one.ents[:], edits: one.edits[:], texts: one.texts[:]}
	return &one.batch
}

// operate asks every operator once, for all values of all messages that are its.
func (b *batch) operate(ctx context.Context) error {
	a := b.a
	type ref struct{ msg, edit int }
	n := 0
	for i, ents := range b.ents {
		b.edits[i] = slices.Grow(b.edits[i][:0], len(ents))
		for j := range ents {
			if ents[j].Recognizer == trustedName {
				continue
			}
			op := a.operatorFor(ents[j].Type)
			if _, ok := a.operators[op].(keep); !ok {
				b.edits[i] = append(b.edits[i], edit{ent: j, op: op})
			}
		}
		n += len(b.edits[i])
	}
	secrets, vals, refs := make([]secret, 0, n), make([]Value, 0, n), make([]ref, 0, n)
	for op, o := range a.operators {
		vals, refs = vals[len(vals):], refs[:0]
		for i, edits := range b.edits {
			for j, d := range edits {
				if d.op == op {
					e := &b.ents[i][d.ent]
					secrets = append(secrets, secret{b.msgs[i].Text[e.Start:e.End]})
					vals, refs = append(vals, Value{e.Type, &secrets[len(secrets)-1]}), append(refs, ref{i, j})
				}
			}
		}
		if len(vals) == 0 {
			continue
		}
		out, err := a.runOperator(ctx, o, b.scope, vals[:len(vals):len(vals)])
		if err != nil {
			return err
		}
		for j, r := range refs {
			b.edits[r.msg][r.edit].with = out[j]
		}
	}
	for i := range b.msgs {
		b.place(i)
	}
	return nil
}

func (a *Anonymizer) runOperator(ctx context.Context, op Operator, scope string, vals []Value) (out []string, err error) {
	defer func() {
		if recover() != nil {
			out, err = nil, a.failed("operator", op.Name(), ErrPanic)
		}
	}()
	out, err = op.Operate(ctx, scope, vals, make([]string, 0, len(vals)))
	switch {
	case err != nil:
		return nil, a.failed("operator", op.Name(), err)
	case len(out) != len(vals):
		return nil, a.failed("operator", op.Name(), ErrOperator)
	}
	return out, nil
}

// place writes the text of message i with its replacements.
func (b *batch) place(i int) {
	text, ents, edits := b.msgs[i].Text, b.ents[i], b.edits[i]
	if len(edits) == 0 {
		b.texts[i] = text
		return
	}
	var s strings.Builder
	size := len(text)
	for j := range edits {
		size += len(edits[j].with)
	}
	s.Grow(size)
	at := 0
	for j := range edits {
		e := &ents[edits[j].ent]
		s.WriteString(text[at:e.Start])
		edits[j].out.Start = s.Len()
		s.WriteString(edits[j].with)
		edits[j].out.End = s.Len()
		at = e.End
	}
	s.WriteString(text[at:])
	b.texts[i] = s.String()
}

// settle checks that Reveal would find in the new texts exactly the pseudonyms that were placed, each at a place where it
// restores. If not, it widens the findings and returns true: the texts must be made again. With last, it takes the whole
// message as one finding, which always settles.
func (b *batch) settle(ctx context.Context, w *work, last bool) (again bool, err error) {
	a := b.a
	if a.cfg.Revealer == nil {
		return false, nil
	}
	if !slices.ContainsFunc(b.edits, func(e []edit) bool { return len(e) > 0 }) {
		return false, nil // nothing was placed, and what looks like a pseudonym was searched for before
	}
	f, err := a.finder(ctx, b.scope)
	if err != nil {
		return false, err
	}
	for i := range b.msgs {
		extra, err := b.conflicts(f, i, w)
		if err != nil {
			return false, err
		}
		if len(extra) == 0 {
			continue
		}
		again = true
		if last {
			extra = []Entity{{Span: Span{0, len(b.msgs[i].Text)}, Type: Placeholder, Score: 1, Recognizer: widenedName}}
		}
		b.ents[i] = b.widen(i, extra)
	}
	return again, nil
}

// conflicts returns, as wider findings, the places of message i at which its new text would not be read back as meant.
func (b *batch) conflicts(f Finder, i int, w *work) (extra []Entity, err error) {
	a := b.a
	defer a.guard("revealer", "finder", &err)
	out, edits, ents := b.texts[i], b.edits[i], b.ents[i]
	copied := w.copyOf(out)
	defer clear(copied)
	w.spans = f.Find(copied, w.spans[:0])
	widen := func(s Span, t EntityType) {
		extra = append(extra, Entity{Span: s, Type: t, Score: 1, Recognizer: widenedName, Evidence: EvidencePattern})
	}
	reversible := func(j int) bool { return b.protection(ents[edits[j].ent].Type) == 1 }
	// 1. what Find reports must be a replacement, whole and alone, or a kept pseudonym of a trusted message
	var trusted map[Span]bool
	for _, e := range ents {
		if e.Recognizer == trustedName {
			if trusted == nil {
				trusted = make(map[Span]bool)
			}
			trusted[e.Span] = true
		}
	}
	if !slices.IsSortedFunc(w.spans, compareSpans) {
		slices.SortFunc(w.spans, compareSpans)
	}
	for _, s := range w.spans {
		in, whole := b.origin(i, s)
		if !whole && !trusted[in] {
			widen(in, Placeholder)
		}
	}
	// 2. every pseudonym must be found, and at a place where it restores
	t, shown := linkTracker{list: &a.hosts}, linkTracker{list: &a.hosts} // of the new text, and of what Reveal will show
	at, shownAt := 0, 0
	text := b.msgs[i].Text
	for j := range edits {
		if !reversible(j) {
			continue
		}
		in := ents[edits[j].ent].Span
		t.feed(out[at:edits[j].out.Start])
		at = edits[j].out.Start
		shown.feed(text[shownAt:in.Start])
		shownAt = in.Start
		if t.blocked() || shown.blocked() {
			from := in.Start
			if t.blocked() {
				start, _ := b.origin(i, Span{t.from(), edits[j].out.Start})
				from = min(from, start.Start)
			}
			if shown.blocked() {
				from = min(from, shown.from())
			}
			widen(Span{from, linkEnd(text, in.End)}, ents[edits[j].ent].Type)
			continue
		}
		if _, found := slices.BinarySearchFunc(w.spans, edits[j].out, compareSpans); !found {
			from, to := 0, len(text)
			if j > 0 {
				from = ents[edits[j-1].ent].Start
			}
			if j+1 < len(edits) {
				to = ents[edits[j+1].ent].End
			}
			widen(Span{from, to}, Placeholder)
		}
	}
	return extra, nil
}

func compareSpans(a, b Span) int {
	if a.Start != b.Start {
		return a.Start - b.Start
	}
	return a.End - b.End
}

// widen merges extra with the findings of message i: whatever overlaps a widening becomes one finding with it. The type
// is that of the best protected among them, so that widening never weakens the policy.
func (b *batch) widen(i int, extra []Entity) []Entity {
	all := append(extra, b.ents[i]...)
	new(resolver).sortByStart(all)
	out := all[:1]
	for _, e := range all[1:] {
		if x := &out[len(out)-1]; e.Start < x.End {
			b.absorb(x, e)
			continue
		}
		out = append(out, e)
	}
	return out
}

func (b *batch) absorb(x *Entity, e Entity) {
	x.End = max(x.End, e.End)
	if x.Recognizer == trustedName || e.Recognizer != trustedName && b.protection(e.Type) > b.protection(x.Type) {
		x.Type = e.Type
	}
	x.Recognizer = widenedName
}

// protection ranks what the policy does to a type: kept, replaced by a pseudonym, replaced for good.
func (b *batch) protection(t EntityType) int {
	switch b.a.operators[b.a.operatorFor(t)].(type) {
	case keep:
		return 0
	case pseudonymize:
		return 1
	}
	return 2
}

// linkEnd returns where the text that a link may take up ends, from off on.
func linkEnd(text string, off int) int {
	for off < len(text) && !isBlank(text[off]) && strings.IndexByte("<>\"", text[off]) < 0 {
		off++
	}
	return off
}

// origin maps a span of message i's new text to its old text. Replacements count with their whole span; whole tells that
// s is exactly one replacement.
func (b *batch) origin(i int, s Span) (in Span, whole bool) {
	ents, edits := b.ents[i], b.edits[i]
	from := sort.Search(len(edits), func(j int) bool { return edits[j].out.End > s.Start })
	shift := 0 // old offset minus new offset, before the current edit
	if from > 0 {
		shift = ents[edits[from-1].ent].End - edits[from-1].out.End
	}
	in = Span{-1, -1}
	for _, e := range edits[from:] {
		old := ents[e.ent].Span
		if in.Start < 0 && s.Start < e.out.End {
			if s.Start >= e.out.Start {
				in.Start = old.Start
			} else {
				in.Start = s.Start + shift
			}
		}
		if s.End <= e.out.Start {
			break
		}
		if s.End <= e.out.End {
			in.End = old.End
			if in.Start < 0 {
				in.Start = old.Start
			}
			return in, s == e.out
		}
		shift = old.End - e.out.End
	}
	if in.Start < 0 {
		in.Start = s.Start + shift
	}
	in.End = s.End + shift
	return in, false
}

func (b *batch) results() []Result {
	rs := make([]Result, len(b.msgs))
	for i := range b.msgs {
		r := Result{Text: b.texts[i]}
		if n := len(b.edits[i]); n > 0 {
			r.Edits = make([]Edit, 0, n)
		}
		for _, e := range b.edits[i] {
			r.Edits = append(r.Edits, Edit{In: b.ents[i][e.ent].Span, Out: e.out})
		}
		r.Entities = slices.DeleteFunc(b.ents[i], func(e Entity) bool { return e.Recognizer == trustedName })
		if len(r.Entities) == 0 {
			r.Entities = nil
		}
		rs[i] = r
	}
	return rs
}

// Reveal replaces the pseudonyms of m's scope in m.Text by their values, escaped by m.Escape. A pseudonym that the scope
// does not have, or has forgotten, stays as it is, and so does one inside a URL, a link target or an HTML attribute whose
// host Config.RevealHosts does not list. On error the Result is zero.
func (a *Anonymizer) Reveal(ctx context.Context, m Message) (Result, error) {
	var s strings.Builder
	w, err := a.newRevealWriter(ctx, &s, m)
	if err != nil {
		return Result{}, err
	}
	w.keepEdits = true
	if len(m.Text) > MaxTextBytes {
		return Result{}, ErrTooLong
	}
	w.buf = []byte(m.Text)
	if err := w.flush(true); err != nil {
		return Result{}, err
	}
	return Result{Text: s.String(), Edits: w.edits}, nil
}

// resolveTokens asks the Revealer; unresolved tokens are zero Values.
func (a *Anonymizer) resolveTokens(ctx context.Context, scope string, tokens []string) (vals []Value, err error) {
	defer func() {
		if recover() != nil {
			vals, err = nil, a.failed("revealer", "reveal", ErrPanic)
		}
	}()
	vals, err = a.cfg.Revealer.Reveal(ctx, scope, tokens, make([]Value, 0, len(tokens)))
	if err != nil && !errors.Is(err, ErrUnresolved) {
		return nil, a.failed("revealer", "reveal", err)
	}
	if len(vals) != len(tokens) {
		return nil, a.failed("revealer", "reveal", ErrOperator)
	}
	return vals, nil
}
