package anonymize

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"math/bits"
	"reflect"
	"slices"
	"sync"
	"unicode/utf8"
)

// MaxEntities is the largest number of findings, before overlaps are resolved, in one text. More are ErrTooMany.
const MaxEntities = 1 << 20

// Anonymizer finds and replaces personal data, and brings it back. Use New: the zero value refuses every call.
// An Anonymizer is safe for concurrent use and remembers nothing between calls; what must be remembered is in the vault.
type Anonymizer struct {
	cfg       Config
	infos     []Info
	gates     []gates            // what the infos say about when to ask, close together
	families  []Family           // distinct
	operators []Operator         // distinct
	opOf      map[EntityType]int // index into operators
	opDefault int
	hosts     hostList
	docs      *sync.Pool
	works     *sync.Pool
}

// ConfigError is one mistake in a Config. New joins all it finds with errors.Join.
type ConfigError struct {
	Field  string // "Recognizers[2]", "MinScore"
	Reason string
}

// Error names field and reason.
func (e *ConfigError) Error() string { return "anonymize: Config." + e.Field + ": " + e.Reason }

// New validates cfg as a whole, copies it and returns an Anonymizer. Later changes of cfg have no effect.
func New(cfg Config) (*Anonymizer, error) {
	var errs []error
	bad := func(field, reason string) { errs = append(errs, &ConfigError{field, reason}) }
	a := &Anonymizer{cfg: cfg, opOf: make(map[EntityType]int), docs: newDocumentPool()}
	a.works = &sync.Pool{New: func() any { return new(work) }}
	a.cfg.Recognizers = slices.Clone(cfg.Recognizers)
	a.cfg.Allow, a.cfg.Deny = slices.Clone(cfg.Allow), slices.Clone(cfg.Deny)
	a.cfg.KnownTypes = slices.Clone(cfg.KnownTypes)
	a.cfg.MinScoreByType = maps.Clone(cfg.MinScoreByType)
	a.cfg.Policy.ByType = maps.Clone(cfg.Policy.ByType)
	if len(cfg.Recognizers) == 0 {
		bad("Recognizers", "is empty: everything would pass")
	}
	names := make(map[string]bool)
	for i, r := range cfg.Recognizers {
		field := fmt.Sprintf("Recognizers[%d]", i)
		if isNil(r) {
			bad(field, "is nil")
			continue
		}
		info := r.Info()
		info.Types = slices.Clone(info.Types)
		a.infos = append(a.infos, info)
		switch {
		case info.Name == "":
			bad(field, "has no name")
		case names[info.Name]:
			bad(field, "has the name of another recognizer")
		}
		names[info.Name] = true
		if len(info.Types) == 0 {
			bad(field, "reports no type")
		}
		for _, t := range info.Types {
			if !t.Valid() {
				bad(field, "reports a type of invalid form")
			}
		}
	}
	a.checkScores(bad)
	for i, m := range cfg.Allow {
		if isNil(m) {
			bad(fmt.Sprintf("Allow[%d]", i), "is nil")
		}
	}
	for i, m := range cfg.Deny {
		if isNil(m) {
			bad(fmt.Sprintf("Deny[%d]", i), "is nil")
		}
		if p, ok := m.(*phrases); ok && !p.t.Valid() {
			bad(fmt.Sprintf("Deny[%d]", i), "has a type of invalid form")
		}
	}
	def := cfg.Policy.Default
	if isNil(def) {
		def = Redact()
	}
	a.opDefault = a.operator(def)
	for _, t := range slices.Sorted(maps.Keys(cfg.Policy.ByType)) {
		op := cfg.Policy.ByType[t]
		switch {
		case !t.Valid():
			bad("Policy.ByType", "has a type of invalid form")
		case isNil(op):
			bad("Policy.ByType["+string(t)+"]", "is nil")
		default:
			a.opOf[t] = a.operator(op)
		}
	}
	if _, kept := a.operators[a.operatorFor(Placeholder)].(keep); kept && a.cfg.Revealer != nil {
		bad("Policy", "keeps PLACEHOLDER: a user could type pseudonyms")
	}
	var err error
	if a.hosts, err = newHostList(cfg.RevealHosts, cfg.DangerouslyRevealInURLs); err != nil {
		errs = append(errs, err)
	}
	if a.cfg.KnownTypes == nil {
		a.cfg.KnownTypes = []EntityType{Person}
	}
	if a.cfg.Logger == nil {
		a.cfg.Logger = slog.New(slog.DiscardHandler)
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	a.gates = a.makeGates()
	return a, nil
}

func (a *Anonymizer) checkScores(bad func(field, reason string)) {
	valid := func(s float32) bool { return s >= 0 && s <= 1 } // false for NaN
	if !valid(a.cfg.MinScore) {
		bad("MinScore", "is not between 0 and 1")
	}
	if a.cfg.MinScore == 0 {
		a.cfg.MinScore = DefaultMinScore
	}
	for _, t := range slices.Sorted(maps.Keys(a.cfg.MinScoreByType)) {
		if !t.Valid() || !valid(a.cfg.MinScoreByType[t]) {
			bad("MinScoreByType", "has a type of invalid form or a score not between 0 and 1")
		}
	}
}

// isNil tells whether v is nil or an interface around a nil pointer.
func isNil(v any) bool {
	if v == nil {
		return true
	}
	switch r := reflect.ValueOf(v); r.Kind() {
	case reflect.Pointer, reflect.Func, reflect.Map, reflect.Interface:
		return r.IsNil()
	}
	return false
}

// operator returns the index of op in a.operators; equal operators share one, and so one call per message.
func (a *Anonymizer) operator(op Operator) int {
	if reflect.TypeOf(op).Comparable() {
		for i, o := range a.operators {
			if reflect.TypeOf(o).Comparable() && o == op {
				return i
			}
		}
	}
	a.operators = append(a.operators, op)
	return len(a.operators) - 1
}

func (a *Anonymizer) operatorFor(t EntityType) int {
	if i, ok := a.opOf[t]; ok {
		return i
	}
	return a.opDefault
}

// work is the memory of one analysis.
type work struct {
	resolver
	ents  []Entity
	allow []Entity
	spans []Span
	// For rejoin: the text with line ends between numbers as blanks, where these are, what of it is read again, the greatest ends of
	// what was found before, and whether the second reading is under way.
	joined    []byte
	breaks    []int
	stretches []stretch
	ends      []int
	again     bool
	plain     [2]plainText
	text      []byte // a copy of the text, for finders
	one       single
	results   []Entity // memory for what Analyze returns, see result
	trace     *[]Reason
	drops     []Rejected // kept only if trace is set
}

// copyOf returns text as bytes, valid until the next call.
func (w *work) copyOf(text string) []byte {
	if len(text) > maxPlainKept {
		return []byte(text)
	}
	w.text = append(w.text[:0], text...)
	return w.text
}

// Analyze returns what it finds in m, sorted and disjoint, without replacing anything. Findings below the minimum score
// are left out. It allocates nothing if it finds nothing.
func (a *Anonymizer) Analyze(ctx context.Context, m Message) ([]Entity, error) {
	if a == nil || a.docs == nil {
		return nil, ErrNotConfigured
	}
	doc, w := a.docs.Get().(*Document), a.works.Get().(*work)
	w.trace = nil
	found, err := a.analyze(ctx, &m, doc, w)
	var out []Entity
	if err == nil && len(found) > 0 {
		out = w.withoutTrusted(found)
	}
	doc.release(a.docs)
	a.works.Put(w)
	return out, err
}

// withoutTrusted returns a copy of found without the pseudonyms that a Trusted message keeps.
func (w *work) withoutTrusted(found []Entity) []Entity {
	n := 0
	for i := range found {
		if found[i].Recognizer != trustedName {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	out := w.result(n)
	for i := range found {
		if found[i].Recognizer != trustedName {
			out = append(out, found[i])
		}
	}
	return out
}

// resultPiece is how many findings of several messages share one piece of memory: whoever keeps one of them keeps at most 1,280 bytes.
const resultPiece = 16

// result returns an empty slice for n findings, which the caller of Analyze will own. Most messages have one or two, and to ask for memory
// costs as much as to find them.
func (w *work) result(n int) []Entity {
	if n > resultPiece/2 {
		return make([]Entity, 0, n)
	}
	if len(w.results) < n {
		w.results = make([]Entity, resultPiece)
	}
	out := w.results[:0:n]
	w.results = w.results[n:]
	return out
}

// analyze returns the resolved findings, among them the pseudonyms that a Trusted message keeps. They are valid as long as w is.
func (a *Anonymizer) analyze(ctx context.Context, m *Message, doc *Document, w *work) ([]Entity, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := doc.reset(m.Text, m.Prompt); err != nil {
		return nil, err
	}
	doc.trace = w.trace
	w.ents, w.drops = w.ents[:0], w.drops[:0]
	if err := a.known(ctx, m, doc); err != nil {
		return nil, err
	}
	if err := a.recognize(ctx, doc, w); err != nil {
		return nil, err
	}
	if err := a.rejoin(ctx, m, doc, w); err != nil {
		return nil, err
	}
	w.ents = a.filterScores(w.ents, w)
	if err := a.allowed(ctx, doc, w); err != nil {
		return nil, err
	}
	for _, e := range m.Entities {
		if e.Score == 0 {
			e.Score = 1
		}
		if e.Recognizer == "" || e.Recognizer == trustedName {
			e.Recognizer = "caller"
		}
		if err := checkEntity(doc.text, &e); err != nil {
			return nil, err
		}
		w.ents = append(w.ents, e)
	}
	for i, deny := range a.cfg.Deny {
		from := len(w.ents)
		var err error
		if w.ents, err = a.match(ctx, "deny", i, deny, doc, w.ents); err != nil {
			return nil, err
		}
		for j := from; j < len(w.ents); j++ {
			w.ents[j].Score = 1
			if w.ents[j].Recognizer == "" {
				w.ents[j].Recognizer = "deny"
			}
			if err := checkEntity(doc.text, &w.ents[j]); err != nil {
				return nil, &ComponentError{"matcher", "deny", err}
			}
		}
	}
	if err := a.placeholders(ctx, m, w); err != nil {
		return nil, err
	}
	if len(w.ents) > MaxEntities {
		return nil, ErrTooMany
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return w.resolve(w.ents), nil
}

func checkEntity(text string, e *Entity) error {
	if !e.Span.fits(text) {
		return ErrSpan
	}
	if !e.Type.Valid() || !(e.Score > 0 && e.Score <= 1) {
		return ErrEntity
	}
	return nil
}

// fits tells whether s is a span of text that is not empty and lies on rune boundaries.
func (s Span) fits(text string) bool {
	return s.Start >= 0 && s.End <= len(text) && s.Start < s.End &&
		utf8.RuneStart(text[s.Start]) && (s.End == len(text) || utf8.RuneStart(text[s.End]))
}

// gates says of up to 64 recognizers, each of them a bit, which are asked.
type gates struct {
	always  uint64       // those without a family
	members [][64]uint64 // by the index of the Anonymizer's family and the bit of its answer
	needs   [64]Feature
}

func (a *Anonymizer) makeGates() []gates {
	all := make([]gates, (len(a.infos)+63)/64)
	for i, info := range a.infos {
		g, bit := &all[i/64], uint64(1)<<(i%64)
		g.needs[i%64] = info.Needs
		if !slices.ContainsFunc(info.Types, func(t EntityType) bool { return t != Person && t != Location }) {
			g.needs[i%64] |= wholeText
		}
		k := a.familyOf(info)
		if k < 0 {
			g.always |= bit
			continue
		}
		for len(g.members) <= k {
			g.members = append(g.members, [64]uint64{})
		}
		g.members[k][info.Member] |= bit
	}
	return all
}

// familyOf returns the index of the family that is asked whether a text concerns the recognizer, -1 for none.
func (a *Anonymizer) familyOf(info Info) int {
	if info.Family == nil || !reflect.TypeOf(info.Family).Comparable() || info.Member < 0 || info.Member > 63 {
		return -1
	}
	k := slices.Index(a.families, info.Family)
	if k < 0 && len(a.families) < maxFamilies {
		k = len(a.families)
		a.families = append(a.families, info.Family)
	}
	return k
}

// open returns the recognizers to ask, given what each family answered.
func (g *gates) open(concerned *[maxFamilies]uint64) uint64 {
	ask := g.always
	for k := range g.members {
		for m := concerned[k]; m != 0; m &= m - 1 {
			ask |= g.members[k][bits.TrailingZeros64(m)]
		}
	}
	return ask
}

// wholeText stands among the needs of recognizers that find names only: they are not asked again when numbers are looked for across
// line ends.
const wholeText Feature = 1 << 15

// maxFamilies bounds the families that are asked; members of further ones are always asked themselves.
const maxFamilies = 7

// recognize asks the recognizers whose features the text has, one after the other, and checks what they report.
func (a *Anonymizer) recognize(ctx context.Context, doc *Document, w *work) (err error) {
	i := 0
	defer func() { // one for all of them: it costs as much as a short recognizer
		if recover() != nil {
			err = a.failed("recognizer", a.infos[i].Name, ErrPanic)
		}
	}()
	var concerned [maxFamilies]uint64
	for k, f := range a.families {
		concerned[k] = f.Concerns(doc)
	}
	features := doc.features
	if !w.again {
		features |= wholeText
	}
	for k := range a.gates {
		g := &a.gates[k]
		for ask := g.open(&concerned); ask != 0; ask &= ask - 1 {
			n := bits.TrailingZeros64(ask)
			if g.needs[n]&^features != 0 {
				continue
			}
			i = 64*k + n
			if err := a.ask(ctx, i, doc, w); err != nil {
				return err
			}
		}
	}
	return nil
}

// ask lets recognizer i add its findings to w.ents and checks them.
func (a *Anonymizer) ask(ctx context.Context, i int, doc *Document, w *work) error {
	from := len(w.ents)
	ents, err := a.cfg.Recognizers[i].Recognize(ctx, doc, w.ents)
	if err != nil {
		return a.failed("recognizer", a.infos[i].Name, err)
	}
	if len(ents) != from {
		if err := a.checkFindings(&a.infos[i], doc, ents, from); err != nil {
			return err
		}
		w.ents = ents
	}
	return ctx.Err()
}

// checkFindings checks what a recognizer appended to the first from findings.
func (a *Anonymizer) checkFindings(info *Info, doc *Document, ents []Entity, from int) error {
	if len(ents) < from {
		return a.failed("recognizer", info.Name, ErrEntity)
	}
	for j := from; j < len(ents); j++ {
		e := &ents[j]
		if e.Recognizer == "" || e.Recognizer == trustedName {
			e.Recognizer = info.Name
		}
		if !e.Span.fits(doc.text) {
			return a.failed("recognizer", info.Name, ErrSpan)
		}
		if !(e.Score > 0 && e.Score <= 1) || !slices.Contains(info.Types, e.Type) { // New saw that these types are valid
			return a.failed("recognizer", info.Name, ErrEntity)
		}
	}
	if len(ents) > MaxEntities {
		return ErrTooMany
	}
	return nil
}

func (a *Anonymizer) match(ctx context.Context, list string, i int, m Matcher, doc *Document, dst []Entity) (out []Entity, err error) {
	name := fmt.Sprintf("%s[%d]", list, i)
	defer a.guard("matcher", name, &err)
	out, err = m.Recognize(ctx, doc, dst)
	if err != nil {
		return nil, a.failed("matcher", name, err)
	}
	if len(out) < len(dst) {
		return nil, a.failed("matcher", name, ErrEntity)
	}
	return out, nil
}

// guard turns a panic into ErrPanic; its value may hold input text and is dropped.
func (a *Anonymizer) guard(kind, name string, err *error) {
	if recover() != nil {
		*err = a.failed(kind, name, ErrPanic)
	}
}

func (a *Anonymizer) failed(kind, name string, err error) error {
	a.cfg.Logger.Error("component failed, nothing leaves", "kind", kind, "name", name)
	return &ComponentError{kind, name, err}
}

func (a *Anonymizer) minScore(t EntityType) float32 {
	if a.cfg.MinScoreByType != nil {
		if s, ok := a.cfg.MinScoreByType[t]; ok {
			return s
		}
	}
	return a.cfg.MinScore
}

func (a *Anonymizer) filterScores(ents []Entity, w *work) []Entity {
	n := 0
	for i := range ents {
		e := &ents[i]
		if e.Score < a.minScore(e.Type) {
			if w.trace != nil {
				w.drops = append(w.drops, Rejected{*e, RejectedByScore})
			}
			continue
		}
		if n < i {
			ents[n] = *e
		}
		n++
	}
	return ents[:n]
}

// allowed drops the findings that lie inside a match of Allow.
func (a *Anonymizer) allowed(ctx context.Context, doc *Document, w *work) error {
	if len(a.cfg.Allow) == 0 || len(w.ents) == 0 {
		return nil
	}
	w.allow = w.allow[:0]
	for i, m := range a.cfg.Allow {
		var err error
		if w.allow, err = a.match(ctx, "allow", i, m, doc, w.allow); err != nil {
			return err
		}
	}
	w.sortByStart(w.allow)
	n := 0
	for _, e := range w.ents {
		if inAllowed(w.allow, e) {
			if w.trace != nil {
				w.drops = append(w.drops, Rejected{e, RejectedByAllow})
			}
			continue
		}
		w.ents[n] = e
		n++
	}
	w.ents = w.ents[:n]
	return nil
}

// inAllowed looks only at the matches that begin at or before e and near it: phrases are short.
func inAllowed(allow []Entity, e Entity) bool {
	i, _ := slices.BinarySearchFunc(allow, e.Start+1, func(m Entity, start int) int { return m.Start - start })
	for seen := 0; i > 0 && seen < 64; seen++ {
		i--
		if m := allow[i]; m.Contains(e.Span) && (m.Type == "" || m.Type == e.Type) {
			return true
		}
	}
	return false
}

func (a *Anonymizer) known(ctx context.Context, m *Message, doc *Document) (err error) {
	if a.cfg.Known == nil || m.Scope == "" {
		return nil
	}
	defer a.guard("known", "known", &err)
	for _, t := range a.cfg.KnownTypes {
		vals, err := a.cfg.Known.Known(ctx, m.Scope, t)
		if err != nil {
			return a.failed("known", "known", err)
		}
		doc.known = append(doc.known, vals[:min(len(vals), MaxKnown)]...)
	}
	return nil
}
