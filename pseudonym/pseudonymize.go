package pseudonym

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/deckname/deckname/anonymize"
)

const maxAttempts = 48 // of one write against other writers of its scope

// Pseudonymize returns one pseudonym per value, in order: the one that the scope has for it, or a new one. New ones are
// durable when it returns; all or none of them are issued. It needs no audit writer, because it reveals nothing.
func (v *Vault) Pseudonymize(ctx context.Context, scope string, vals []anonymize.Value) ([]string, error) {
	if len(vals) > MaxBatch {
		return nil, ErrTooMany
	}
	for _, val := range vals {
		if val.IsZero() || !val.Type().Valid() || len(val.Expose()) > MaxValueBytes {
			return nil, ErrInvalid
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if len(vals) == 0 {
		return nil, v.check(scope)
	}
	s, err := v.acquire(ctx, scope)
	if err != nil {
		return nil, err
	}
	defer s.release()
	if err := s.refresh(ctx, false); err != nil {
		return nil, err
	}
	out := make([]string, len(vals))
	for attempt := range maxAttempts {
		missing, err := s.lookup(vals, out)
		if err != nil || missing == nil {
			return out, err
		}
		if err = s.issue(ctx, vals, missing, attempt == 0 && s.complete); err == nil {
			continue
		}
		if !errors.Is(err, ErrConflict) && !errors.Is(err, ErrExists) {
			s.loaded = false // the batch may have been applied all the same
			return nil, err
		}
		if err := backoff(ctx, attempt); err != nil {
			return nil, err
		}
		if err := s.refresh(ctx, true); err != nil {
			return nil, err
		}
	}
	return nil, ErrContention
}

// backoff waits longer with every attempt, for a random time, so that writers who lost a race do not meet again.
func backoff(ctx context.Context, attempt int) error {
	if attempt == 0 {
		return ctx.Err()
	}
	d := time.Duration(rand.Int64N(int64(time.Millisecond) << min(attempt, 6)))
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// lookup fills out from memory and returns the indices of the values that it lacks, each value once.
func (s *scopeState) lookup(vals []anonymize.Value, out []string) (missing []int, err error) {
	if s.keys == nil {
		missing = make([]int, len(vals)) // without keys there are no tags to tell equal values by
		for i := range missing {
			missing[i] = i
		}
		return missing, nil
	}
	now := int64(0)
	for i, val := range vals {
		f, ok := s.forms[s.keys.formTag(val.Type(), val.Expose())]
		if ok {
			if now == 0 {
				now = s.v.cfg.Clock().Unix()
			}
			if !s.expired(val.Type(), f.created, f.expires, now) {
				out[i] = f.token
				continue
			}
		}
		missing = append(missing, i)
	}
	return missing, nil
}

// expired applies the retention of when the record was written, and today's if it is shorter.
func (s *scopeState) expired(t anonymize.EntityType, created, expires, now int64) bool {
	if expires != 0 && now >= expires {
		return true
	}
	if r := &s.v.cfg.Retention; r.Default != 0 || r.ByType != nil || r.Scope != nil {
		if d := r.limit(s.name, t); d > 0 && now >= created+max(int64(d/time.Second), 1) {
			return true
		}
	}
	return false
}

// plan is a Batch in the making.
type plan struct {
	s        *scopeState
	meta     meta
	records  map[[idBytes]byte]*planned
	order    [][idBytes]byte
	tokens   []Op
	used     map[[idBytes]byte]bool // token ids of this plan
	issued   []planForm
	now      int64
	optimist bool // nothing is read: Create decides
	vals     []anonymize.Value

	words      map[string]bool // of listed schemes: of values, see avoid
	tokenWords map[string]bool // surnames, so to speak, of tokens
}

type planForm struct {
	tag [idBytes]byte
	f   cachedForm
	new bool
}

// planned is a subject or alias record as it is, and as it shall be.
type planned struct {
	raw   []byte // nil: not stored
	rec   any    // *subject, *alias or nil
	dirty bool
}

// issue gives the missing values pseudonyms and stores them. The optimist reads nothing first: the scope's spellings are
// all in memory, and if not, the store's Create fails.
func (s *scopeState) issue(ctx context.Context, vals []anonymize.Value, missing []int, optimist bool) error {
	if s.keys == nil {
		if err := s.create(ctx); err != nil {
			return err
		}
		if s.keys == nil {
			return ErrConflict
		}
	}
	if s.meta != nil && s.meta.flags != 0 {
		if err := s.settle(ctx); err != nil {
			return err
		}
		return ErrConflict
	}
	p := &plan{s: s, records: make(map[[idBytes]byte]*planned), used: make(map[[idBytes]byte]bool),
		now: s.v.cfg.Clock().Unix(), vals: vals, optimist: optimist || s.complete && s.meta == nil}
	if s.meta != nil {
		p.meta = meta{counters: slices.Clone(s.meta.counters), persons: slices.Clone(s.meta.persons)}
	}
	p.meta.persons = slices.DeleteFunc(p.meta.persons, func(x person) bool {
		return s.expired(anonymize.Person, x.created, x.expires, p.now)
	})
	if s.v.scheme.listed() {
		if err := s.loadTokens(ctx); err != nil {
			return err
		}
	}
	seen := make(map[[idBytes]byte]bool)
	todo := missing[:0:0]
	for _, i := range missing {
		if tag := s.keys.formTag(vals[i].Type(), vals[i].Expose()); !seen[tag] {
			seen[tag] = true
			todo = append(todo, i)
		}
	}
	if !p.optimist {
		var ids [][idBytes]byte
		for _, i := range todo {
			ids = append(ids, s.keys.subjectID(vals[i].Type(), canonical(vals[i]), 0))
		}
		if err := p.fetch(ctx, ids); err != nil {
			return err
		}
	}
	for _, i := range todo {
		if err := p.add(ctx, vals[i]); err != nil {
			return err
		}
	}
	return p.commit(ctx)
}

// fetch reads the records with these ids that the plan lacks.
func (p *plan) fetch(ctx context.Context, ids [][idBytes]byte) error {
	var keys [][]byte
	var want [][idBytes]byte
	for _, id := range ids {
		if p.records[id] == nil {
			p.records[id] = &planned{}
			p.order = append(p.order, id)
			keys = append(keys, p.s.keys.key(id))
			want = append(want, id)
		}
	}
	if len(keys) == 0 || p.optimist {
		return nil
	}
	got, err := p.s.v.cfg.Store.Get(ctx, keys)
	if err != nil {
		return err
	}
	for i, raw := range got {
		r := p.records[want[i]]
		r.raw = raw
		if raw == nil {
			continue
		}
		if r.rec, err = p.s.keys.open(keys[i], raw); err != nil {
			return err
		}
		switch rec := r.rec.(type) {
		case *subject:
			if p.s.expired(rec.typ, rec.created, rec.expires, p.now) {
				r.rec = nil
			}
		case *alias:
			if p.s.expired(rec.typ, rec.created, rec.expires, p.now) {
				r.rec = nil
			}
		default:
			return ErrCorrupt
		}
	}
	return nil
}

// record returns one record of the plan.
func (p *plan) record(ctx context.Context, id [idBytes]byte) (*planned, error) {
	if err := p.fetch(ctx, [][idBytes]byte{id}); err != nil {
		return nil, err
	}
	return p.records[id], nil
}

// add finds or makes the pseudonym of val.
func (p *plan) add(ctx context.Context, val anonymize.Value) error {
	t, text, form0 := val.Type(), val.Expose(), canonical(val)
	tag := p.s.keys.formTag(t, text)
	for chain := 0; ; chain++ {
		id := p.s.keys.subjectID(t, form0, chain)
		r, err := p.record(ctx, id)
		if err != nil {
			return err
		}
		sid := id
		if a, ok := r.rec.(*alias); ok {
			sid = a.subject
			if r, err = p.record(ctx, sid); err != nil {
				return err
			}
		}
		if sub, ok := r.rec.(*subject); ok {
			if f := sub.find(tag); f != nil {
				p.issued = append(p.issued, planForm{tag, cachedForm{f.token, sub.created, sub.expires}, false})
				return nil
			}
			if len(sub.forms) < MaxForms {
				return p.addForm(ctx, sid, r, sub, tag, val)
			}
			if !sub.chained {
				sub.chained, r.dirty = true, true
			}
			continue
		}
		if _, ok := r.rec.(*alias); ok {
			return ErrCorrupt // an alias of an alias
		}
		if t == anonymize.Person && chain == 0 {
			if done, err := p.join(ctx, id, tag, val); done || err != nil {
				return err
			}
		}
		return p.addSubject(ctx, id, tag, val)
	}
}

func (s *subject) find(tag [idBytes]byte) *form {
	for i := range s.forms {
		if s.forms[i].tag == tag {
			return &s.forms[i]
		}
	}
	return nil
}

// join makes val a further spelling of a person whom the scope knows, if it is one beyond doubt.
func (p *plan) join(ctx context.Context, id, tag [idBytes]byte, val anonymize.Value) (bool, error) {
	words := nameWords(val)
	i := matchPerson(p.meta.persons, words)
	if i < 0 {
		return false, nil
	}
	who := &p.meta.persons[i]
	optimist := p.optimist
	if p.records[who.subject] == nil || p.records[who.subject].rec == nil {
		delete(p.records, who.subject)
		p.order = slices.DeleteFunc(p.order, func(o [idBytes]byte) bool { return o == who.subject })
		p.optimist = false
	}
	r, err := p.record(ctx, who.subject)
	p.optimist = optimist
	if err != nil {
		return false, err
	}
	sub, ok := r.rec.(*subject)
	if !ok || len(sub.forms) >= MaxForms {
		return false, nil
	}
	if f := sub.find(tag); f != nil {
		p.issued = append(p.issued, planForm{tag, cachedForm{f.token, sub.created, sub.expires}, false})
		return true, nil
	}
	if len(words) > len(nameWords(anonymize.NewValue(anonymize.Person, who.text))) {
		who.text = val.Expose()
	}
	if id != who.subject { // an optimist may not have seen that it is the subject itself
		a := p.records[id]
		a.rec, a.dirty = &alias{val.Type(), who.subject, sub.created, sub.expires}, true
		sub.aliases = append(sub.aliases, id)
	}
	return true, p.addForm(ctx, who.subject, r, sub, tag, val)
}

// addForm adds a spelling to a subject.
func (p *plan) addForm(ctx context.Context, sid [idBytes]byte, r *planned, sub *subject, tag [idBytes]byte, val anonymize.Value) error {
	variant := uint64(len(sub.forms)) + 1
	first := ""
	if variant > 1 {
		first = sub.forms[0].token
	}
	token, key, old, err := p.name(ctx, val, sub.number, variant, first)
	if err != nil {
		return err
	}
	c := p.counter(val.Type())
	c.forms = max(c.forms, variant)
	sub.forms = append(sub.forms, form{tag, variant, token})
	r.dirty = true
	rec := tokenRecord{sub.typ, sub.number, variant, p.now, sub.expires, sid, val.Expose()}
	id := p.s.keys.tokenID(key)
	k := p.s.keys.key(id)
	op := Op{Kind: Create, Key: k, Old: old, Value: sealRecord(p.s.keys.aead, k, rec.encode()), Expires: unixTime(sub.expires)}
	if old != nil {
		op.Kind = CompareAndPut
	}
	p.tokens = append(p.tokens, op)
	p.used[id] = true
	p.issued = append(p.issued, planForm{tag, cachedForm{token, sub.created, sub.expires}, true})
	return nil
}

func unixTime(t int64) time.Time {
	if t == 0 {
		return time.Time{}
	}
	return time.Unix(t, 0)
}

// addSubject gives val a number of its own.
func (p *plan) addSubject(ctx context.Context, id, tag [idBytes]byte, val anonymize.Value) error {
	t := val.Type()
	c := p.counter(t)
	c.highest = max(c.highest, p.s.floorOf(t)) + 1
	sub := &subject{typ: t, number: c.highest, created: p.now}
	if d := p.s.v.cfg.Retention.limit(p.s.name, t); d > 0 {
		sub.expires = p.now + max(int64(d/time.Second), 1)
	}
	r, err := p.record(ctx, id)
	if err != nil {
		return err
	}
	r.rec, r.dirty = sub, true
	if t == anonymize.Person {
		p.meta.persons = append(p.meta.persons, person{sub.number, id, sub.created, sub.expires, val.Expose()})
		if n := len(p.meta.persons); n > anonymize.MaxKnown {
			p.meta.persons = slices.Clone(p.meta.persons[n-anonymize.MaxKnown:])
		}
	}
	return p.addForm(ctx, id, r, sub, tag, val)
}

func (p *plan) counter(t anonymize.EntityType) *counter {
	for i := range p.meta.counters {
		if p.meta.counters[i].typ == t {
			return &p.meta.counters[i]
		}
	}
	p.meta.counters = append(p.meta.counters, counter{typ: t})
	return &p.meta.counters[len(p.meta.counters)-1]
}

// name asks the scheme for a token that the scope does not have. old is the expired record of a token that may be used
// again, which only listed schemes do.
func (p *plan) name(ctx context.Context, val anonymize.Value, number, variant uint64, first string) (token, key string, old []byte, err error) {
	s := p.s
	n := naming{code: s.code(), typ: val.Type(), number: number, variant: variant, value: val.Expose(), first: first}
	if s.v.scheme.listed() {
		n.avoid = p.avoid
		if p.tokenWords == nil {
			p.tokenWords = make(map[string]bool)
			for _, t := range s.tokens {
				p.noteToken(t)
			}
		}
	}
	for ; n.attempt < 1000; n.attempt++ {
		token, err = s.v.scheme.token(&n)
		if err != nil {
			return "", "", nil, err
		}
		if token == "" {
			continue
		}
		if !s.v.scheme.listed() {
			return token, placeholderKey(n.typ, number, variant), nil, nil
		}
		key = tokenFold(token)
		if id := s.keys.tokenID(key); p.used[id] || s.hasToken(key) {
			continue
		}
		old, free, err := p.expiredToken(ctx, key)
		if err != nil {
			return "", "", nil, err
		}
		if !free {
			continue
		}
		p.noteToken(token)
		return token, key, old, nil
	}
	return "", "", nil, ErrTooMany
}

// expiredToken looks for a record that a token left behind when its subject expired and was replaced.
func (p *plan) expiredToken(ctx context.Context, key string) (old []byte, free bool, err error) {
	k := p.s.keys.key(p.s.keys.tokenID(key))
	got, err := p.s.v.cfg.Store.Get(ctx, [][]byte{k})
	if err != nil || got[0] == nil {
		return nil, err == nil, err
	}
	rec, err := p.s.keys.open(k, got[0])
	if err != nil {
		return nil, false, err
	}
	t, ok := rec.(*tokenRecord)
	if !ok {
		return nil, false, ErrCorrupt
	}
	return got[0], p.s.expired(t.typ, t.created, t.expires, p.now), nil
}

// commit stores the plan in one Batch, the record over which writers compete first.
func (p *plan) commit(ctx context.Context) error {
	s := p.s
	var b Batch
	if len(p.tokens) > 0 {
		key := s.keys.metaKey()
		op := Op{Kind: Create, Key: key, Old: s.metaRaw, Value: sealRecord(s.keys.aead, key, p.meta.encode())}
		if s.metaRaw != nil {
			op.Kind = CompareAndPut
		}
		b = append(b, op)
		for _, id := range p.order {
			r := p.records[id]
			if !r.dirty {
				continue
			}
			op := Op{Kind: Create, Key: s.keys.key(id), Old: r.raw}
			if r.raw != nil {
				op.Kind = CompareAndPut
			}
			switch rec := r.rec.(type) {
			case *subject:
				op.Value, op.Expires = sealRecord(s.keys.aead, op.Key, rec.encode()), unixTime(rec.expires)
			case *alias:
				op.Value, op.Expires = sealRecord(s.keys.aead, op.Key, rec.encode()), unixTime(rec.expires)
			}
			b = append(b, op)
		}
		b = append(b, p.tokens...)
		if err := s.v.cfg.Store.Commit(ctx, b); err != nil {
			return err
		}
		if b[0].Kind == Create {
			if err := s.confirm(ctx); err != nil {
				return err
			}
		}
		s.meta, s.metaRaw = &p.meta, bytes.Clone(b[0].Value)
	}
	if len(s.forms) > 0 && len(s.forms)+len(p.issued) > maxCachedForms {
		clear(s.forms)
		s.complete = false
	}
	for _, f := range p.issued {
		s.forms[f.tag] = f.f
		if f.new && s.v.scheme.listed() {
			s.addToken(f.f.token)
		}
	}
	return nil
}

// confirm makes sure that the scope's key is still alive after its first meta record was created. Between the key and that
// record there is nothing over which this call and a ForgetScope would compete: the frozen record that ForgetScope leaves
// for others to run into may have been deleted again.
func (s *scopeState) confirm(ctx context.Context) error {
	raw, err := s.v.cfg.Ring.Load(ctx, scopeEntryID(s.tenant.id, s.base))
	if err != nil {
		return err
	}
	if bytes.Equal(raw, s.entryRaw) {
		return nil
	}
	keys := s.keys
	if err := s.load(ctx); err != nil {
		return err
	}
	if s.keys != keys {
		return ErrConflict
	}
	return nil // Rotate only wrapped it anew
}
