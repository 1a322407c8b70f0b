package channel

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/deckname/deckname/anonymize"
)

// Exchange says how one body belongs to its surroundings.
type Exchange struct {
	Protocol  string // the second part of every scope; Protocol.Name
	Route     string // for metrics: a pattern, never a path
	Direction Direction
	// Conversation returns the third part of the scope of a value. Whole-request conversations ignore the Leaf. It is
	// called after authentication only. nil is an error as soon as a scope is needed.
	Conversation func(Leaf) (string, error)
	// ConversationKind, if set, says that conversations are identifiers with RoutingAlias of that kind: on the way to
	// the bot Conversation returns the original, on the way to the user the alias.
	ConversationKind string
	// Trusted: see anonymize.Message.
	Trusted bool
	// ASCII writes every body that changes in ASCII, for receivers that compute signatures over escaped text.
	ASCII bool

	scope func() (string, error) // goes before Conversation
	lanes *lanes
}

// Rewriter applies policies to bodies. It is what Middleware, Transport, Proxy and Guard are made of, and what adapters
// with a network protocol of their own use. It is safe for concurrent use.
type Rewriter struct{ cfg Config }

// NewRewriter returns a Rewriter. It starts nothing and has nothing to close.
func NewRewriter(cfg Config) (*Rewriter, error) {
	cfg, err := cfg.validate()
	if err != nil {
		return nil, err
	}
	return &Rewriter{cfg}, nil
}

// JSON rewrites one JSON text. Bytes that no rule changes are returned as they came; if nothing changes, that is body
// itself.
func (r *Rewriter) JSON(ctx context.Context, x Exchange, p *Policy, body []byte) ([]byte, error) {
	return r.observed(ctx, x, len(body), func(ctx context.Context, s *session) ([]byte, error) {
		d, err := parseJSON(body, x.ASCII)
		if err != nil {
			return nil, err
		}
		out, err := s.document(ctx, d, p)
		if err == nil && x.ASCII && len(out) > 0 && &out[0] != &body[0] {
			out = asciiJSON(out)
		}
		return out, err
	})
}

// Form rewrites an application/x-www-form-urlencoded body or a query string. The paths of its policy are field names;
// a field that comes twice is treated twice.
func (r *Rewriter) Form(ctx context.Context, x Exchange, p *Policy, body []byte) ([]byte, error) {
	return r.observed(ctx, x, len(body), func(ctx context.Context, s *session) ([]byte, error) {
		d, err := parseForm(body)
		if err != nil {
			return nil, err
		}
		return s.document(ctx, d, p)
	})
}

// Text rewrites a plain text. A rule with the empty path says how, without one it is scanned.
func (r *Rewriter) Text(ctx context.Context, x Exchange, p *Policy, body []byte) ([]byte, error) {
	return r.observed(ctx, x, len(body), func(ctx context.Context, s *session) ([]byte, error) {
		d, err := parseText(body)
		if err != nil {
			return nil, err
		}
		return s.document(ctx, d, p)
	})
}

func (r *Rewriter) observed(ctx context.Context, x Exchange, size int, f func(context.Context, *session) ([]byte, error)) (out []byte, err error) {
	start := time.Now()
	if r.cfg.Timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, r.cfg.Timeout)
		defer cancel()
	}
	s := &session{r: r, x: x, batch: batch{dir: x.Direction}}
	if int64(size) > r.cfg.MaxBodyBytes {
		err = ErrTooLarge
	} else {
		out, err = calm(ctx, s, f)
	}
	if r.cfg.Metrics != nil {
		o := Observation{x.Protocol, x.Route, x.Direction, "ok", size, len(s.batch.jobs), s.batch.entities, time.Since(start)}
		if err != nil {
			o.Outcome = AsFailure(err).Code
		}
		r.cfg.Metrics.Observe(ctx, o)
	}
	if err != nil {
		return nil, err
	}
	return out, nil
}

// calm turns a panic, of an adapter's function or of the engine, into an error that does not tell what the panic said.
func calm(ctx context.Context, s *session, f func(context.Context, *session) ([]byte, error)) (out []byte, err error) {
	defer func() {
		if recover() != nil {
			out, err = nil, anonymize.ErrPanic
		}
	}()
	return f(ctx, s)
}

// session is the work on one body.
type session struct {
	r                   *Rewriter
	x                   Exchange
	batch               batch
	units               []*unit
	after               []func() error
	lastConv, lastScope string
}

// unit is a document, or a JSON text or form inside a string of another one.
type unit struct {
	doc    *document
	edits  []edit
	parent *unit
	at     int32
	shifts map[int32]shift // of the strings that offsets may point into
}

type edit struct {
	start, end int
	text       []byte
}

func (s *session) document(ctx context.Context, d *document, p *Policy) ([]byte, error) {
	root := &unit{doc: d}
	if err := s.unit(ctx, root, p, 0); err != nil {
		return nil, err
	}
	return s.finish(ctx, root)
}

// finish asks the engine and puts the answers in place, innermost documents first.
func (s *session) finish(ctx context.Context, root *unit) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := s.batch.run(ctx, s.r.cfg.Engine); err != nil {
		return nil, err
	}
	for _, f := range s.after {
		if err := errors.Join(ctx.Err(), f()); err != nil {
			return nil, err
		}
	}
	if s.x.lanes != nil {
		if err := s.x.lanes.settle(); err != nil {
			return nil, err
		}
	}
	var out []byte
	for i := len(s.units) - 1; i >= 0; i-- { // none if there were only texts
		u := s.units[i]
		out = applyEdits(u.doc.raw, u.edits)
		if u.parent != nil && len(u.edits) > 0 {
			u.parent.replace(u.at, string(out))
		}
		if u == root {
			return out, nil
		}
	}
	return out, nil
}

func applyEdits(raw []byte, edits []edit) []byte {
	if len(edits) == 0 {
		return raw
	}
	slices.SortFunc(edits, func(a, b edit) int { return a.start - b.start })
	size := len(raw)
	for _, e := range edits {
		size += len(e.text) - (e.end - e.start)
	}
	out, from := make([]byte, 0, size), 0
	for _, e := range edits {
		out = append(append(out, raw[from:e.start]...), e.text...)
		from = e.end
	}
	return append(out, raw[from:]...)
}

func (u *unit) replace(i int32, text string) {
	n := &u.doc.nodes[i]
	u.edits = append(u.edits, edit{n.start, n.end, u.doc.codec.encode(nil, text)})
}

func (s *session) unit(ctx context.Context, u *unit, p *Policy, depth int) error {
	if depth > MaxDepth {
		return ErrTooLarge
	}
	s.units = append(s.units, u)
	_, err := s.walk(ctx, u, p, 0, p.root(), depth)
	return err
}

// walk treats node i, whose path is in the given states of the policy. It reports whether the node is to be removed.
func (s *session) walk(ctx context.Context, u *unit, p *Policy, i int32, states []int32, depth int) (remove bool, err error) {
	return s.walkAction(ctx, u, p, i, states, p.action(states), depth)
}

func (s *session) walkAction(ctx context.Context, u *unit, p *Policy, i int32, states []int32, act Action, depth int) (remove bool, err error) {
	n := &u.doc.nodes[i]
	leaf := Leaf{u.doc, i}
	for tries := 0; act.op == opChoose; tries++ {
		if tries == 8 {
			return false, ErrConfig
		}
		act = act.choose(leaf)
	}
	switch act.op {
	case opDrop:
		return true, nil
	case opBlock:
		if n.kind != kindLiteral {
			return false, ErrBlocked
		}
	case opFlush:
		if s.x.lanes != nil && !(n.kind == kindLiteral && string(u.doc.raw[n.start:n.end]) == "null") {
			s.x.lanes.ends = append(s.x.lanes.ends, act.lane(leaf))
		}
	}
	switch n.kind {
	case kindObject, kindArray:
		return false, s.container(ctx, u, p, i, states, depth)
	case kindString:
		return false, s.str(ctx, u, i, act, depth)
	case kindNumber:
		return false, s.number(u, i, act)
	}
	return false, nil
}

func (s *session) container(ctx context.Context, u *unit, p *Policy, i int32, states []int32, depth int) error {
	d := u.doc
	object := d.nodes[i].kind == kindObject
	from := func(c int32) int {
		if object {
			return d.nodes[c].keyStart
		}
		return d.nodes[c].start
	}
	gone, last := -1, none // where the current run of removed members begins; the last member that stays
	end := 0
	for c := d.nodes[i].child; c >= 0; c = d.nodes[c].next {
		var next []int32
		folded := ""
		if object {
			folded = foldKey(d.nodes[c].key)
			next = p.step(states, folded, false)
		} else {
			next = p.step(states, "", true)
		}
		remove, err := s.walk(ctx, u, p, c, next, depth)
		if err != nil {
			return err
		}
		if object && !remove {
			if err := s.key(u, c, p.keyAction(states, folded)); err != nil {
				return err
			}
		}
		switch {
		case remove && gone < 0:
			gone = from(c)
		case !remove:
			if gone >= 0 {
				u.edits = append(u.edits, edit{gone, from(c), nil})
				gone = -1
			}
			last = c
		}
		end = d.nodes[c].end
	}
	if gone >= 0 {
		if last != none {
			gone = d.nodes[last].end // with the comma before the run
		}
		u.edits = append(u.edits, edit{gone, end, nil})
	}
	return nil
}

func (s *session) key(u *unit, c int32, act Action) error {
	n := &u.doc.nodes[c]
	sink := func(text string) {
		if text != n.key {
			u.edits = append(u.edits, edit{n.keyStart, n.keyEnd, u.doc.codec.encodeKey(nil, text)})
		}
	}
	switch act.op {
	case opKeep:
		if act.any || fits(n.key, act.shapes) {
			return nil
		}
	case opBlock:
		return ErrBlocked
	case opAlias:
		text, err := s.alias(Leaf{u.doc, c}, act, n.key, false)
		if err != nil {
			return err
		}
		sink(text)
		return nil
	}
	if n.flags&flagKeySurrogate != 0 {
		return ErrMalformed
	}
	if n.key == "" {
		return nil
	}
	msg, err := s.message(Leaf{u.doc, c}, act, n.key)
	if err != nil {
		return err
	}
	if act.op == opEntity && s.x.Direction == ToBot {
		s.batch.addWhole(msg.Scope, msg, act.typ, func(r anonymize.Result) { sink(r.Text) })
	} else {
		s.batch.add(msg.Scope, msg, func(r anonymize.Result) { sink(r.Text) })
	}
	return nil
}

func fits(s string, shapes []Shape) bool {
	for _, f := range shapes {
		if f(s) {
			return true
		}
	}
	return false
}

// message prepares a text for the engine.
func (s *session) message(l Leaf, act Action, text string) (anonymize.Message, error) {
	scope, err := s.scope(l)
	m := anonymize.Message{Scope: scope, Text: text, Trusted: s.x.Trusted && s.x.Direction == ToBot}
	if s.x.Direction == ToUser && act.escape != nil {
		m.Escape = act.escape(l)
	}
	return m, err
}

func (s *session) scope(l Leaf) (string, error) {
	if s.x.scope != nil {
		return s.x.scope()
	}
	if s.x.Conversation == nil {
		return "", ErrNoScope
	}
	conv, err := s.x.Conversation(l.Outer())
	if err != nil {
		return "", err
	}
	if conv == "" {
		return "", ErrNoScope
	}
	if conv == s.lastConv {
		return s.lastScope, nil
	}
	scoped := conv
	if s.x.ConversationKind != "" && s.x.Direction == ToBot {
		if s.r.cfg.Aliases == nil {
			return "", ErrAlias
		}
		if scoped, err = s.r.cfg.Aliases.Alias(s.channelScope(), s.x.ConversationKind, conv); err != nil {
			return "", err
		}
	}
	s.lastConv, s.lastScope = conv, Scope(s.r.cfg.Tenant, s.x.Protocol, scoped)
	return s.lastScope, nil
}

func (s *session) channelScope() string { return Scope(s.r.cfg.Tenant, s.x.Protocol, "") }

func (s *session) alias(l Leaf, act Action, id string, number bool) (string, error) {
	if s.r.cfg.Aliases == nil || act.kind == "" {
		return "", ErrAlias
	}
	kind := act.kind
	if number {
		kind = numberKind + kind
	} else if act.digits {
		kind = stringKind + kind
	}
	scope := s.channelScope()
	if !act.routing {
		var err error
		if scope, err = s.scope(l); err != nil {
			return "", err
		}
	}
	if s.x.Direction == ToBot {
		return s.r.cfg.Aliases.Alias(scope, kind, id)
	}
	return s.r.cfg.Aliases.Resolve(scope, kind, id)
}

func (s *session) str(ctx context.Context, u *unit, i int32, act Action, depth int) error {
	l := Leaf{u.doc, i}
	if act.op == opKeep && act.any {
		return nil
	}
	text, err := u.doc.text(i)
	if err != nil {
		return err
	}
	if text == "" && act.op != opDelta && act.op != opFunc {
		return nil
	}
	set := func(to string) {
		if to != text {
			u.replace(i, to)
		}
	}
	whole := false
	switch act.op {
	case opKeep:
		if fits(text, act.shapes) {
			return nil
		}
	case opAlias:
		to, err := s.alias(l, act, text, act.integer && isInteger(text))
		if err != nil {
			return err
		}
		set(to)
		return nil
	case opFunc:
		to, err := act.replace(ctx, l)
		if err != nil {
			return err
		}
		set(to)
		return nil
	case opNested, opForm:
		var d *document
		if act.op == opForm {
			d, err = parseForm([]byte(text))
		} else {
			d, err = parseJSON([]byte(text), false)
			act.escape = func(Leaf) anonymize.Escaper { return EscapeJSON }
		}
		if err == nil {
			d.up, d.at, d.payload = u.doc, i, act.payload
			return s.unit(ctx, &unit{doc: d, parent: u, at: i}, act.sub, depth+1)
		}
	case opDelta:
		if s.x.Direction != ToUser || s.x.lanes == nil || u.parent != nil {
			return ErrBlocked
		}
		if s.x.lanes.literal {
			return nil
		}
		msg, err := s.message(l, act, "")
		if err != nil {
			return err
		}
		return s.x.lanes.write(msg, act.lane(l), text, u, i)
	case opLink:
		if s.x.Direction == ToUser {
			if isWebAddress(text) {
				act.escape = func(Leaf) anonymize.Escaper { return EscapeURL }
			} else { // an address that was replaced whole comes back, parts of others do not
				whole = true
			}
		}
	}
	msg, err := s.message(l, act, text)
	if err != nil {
		return err
	}
	if act.utterance && s.r.cfg.Prompts != nil {
		if s.x.Direction == ToBot {
			msg.Prompt = s.r.cfg.Prompts.Prompt(msg.Scope)
		} else {
			s.r.cfg.Prompts.SetPrompt(msg.Scope, text)
		}
	}
	sink := func(r anonymize.Result) {
		if whole && (len(r.Edits) != 1 || r.Edits[0].In.Len() != len(text) || !isWebAddress(r.Text)) {
			return
		}
		set(r.Text)
		if len(r.Edits) > 0 {
			if u.shifts == nil {
				u.shifts = make(map[int32]shift)
			}
			u.shifts[i] = shift{r.Edits, r.Text}
		}
	}
	switch {
	case act.op == opEntity && s.x.Direction == ToBot:
		s.batch.addWhole(msg.Scope, msg, act.typ, sink)
	case act.op == opCumulative && s.x.Direction == ToUser && !act.final(l):
		to, err := revealSoFar(ctx, s.r.cfg.Engine, msg)
		if err != nil {
			return err
		}
		set(to)
	default:
		s.batch.add(msg.Scope, msg, sink)
	}
	return nil
}

func isInteger(s string) bool {
	_, err := strconv.ParseInt(s, 10, 64)
	return err == nil
}

func isWebAddress(s string) bool {
	a, err := url.Parse(s)
	if err != nil {
		return false
	}
	switch strings.ToLower(a.Scheme) {
	case "http", "https":
		return a.Host != ""
	case "mailto", "tel":
		return true
	}
	return false
}

func (s *session) number(u *unit, i int32, act Action) error {
	n, l := &u.doc.nodes[i], Leaf{u.doc, i}
	raw := string(u.doc.raw[n.start:n.end])
	put := func(text string) {
		if text != raw {
			u.edits = append(u.edits, edit{n.start, n.end, []byte(text)})
		}
	}
	switch act.op {
	case opKeep, opFlush:
		return nil
	case opAlias:
		to, err := s.alias(l, act, raw, true)
		if err != nil {
			return err
		}
		put(to)
		return nil
	case opRound:
		if s.x.Direction == ToBot {
			f, err := strconv.ParseFloat(raw, 64)
			if err != nil {
				return ErrMalformed
			}
			put(strconv.FormatFloat(f, 'f', act.decimals, 64))
		}
		return nil
	case opOffset, opLength:
		s.after = append(s.after, func() error {
			to, err := shifted(u, l, act, raw)
			put(to)
			return err
		})
		return nil
	}
	if s.x.Direction == ToUser {
		return nil
	}
	msg, err := s.message(l, act, raw)
	if err != nil {
		return err
	}
	sink := func(r anonymize.Result) {
		if r.Text != raw {
			u.edits = append(u.edits, edit{n.start, n.end, u.doc.codec.encode(nil, r.Text)})
		}
	}
	if act.op == opEntity {
		s.batch.addWhole(msg.Scope, msg, act.typ, sink)
	} else {
		s.batch.add(msg.Scope, msg, sink)
	}
	return nil
}
