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
	p := v.plans.Get().(*plan)
	defer v.release(p)
	p.s, p.vals = s, vals
	for attempt := range maxAttempts {
		missing := p.lookup(out)
		if missing == nil {
			return out, nil
		}
		err := p.issue(ctx, missing, attempt == 0 && s.complete)
		if err == nil {
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

// tag computes the form tags of all values, unless they are known.
func (p *plan) tag() {
	if p.tagged == p.s.keys {
		return
	}
	p.tags, p.tagged = p.tags[:0], p.s.keys
	for _, val := range p.vals {
		p.tags = append(p.tags, p.tagged.formTag(val.Type(), val.Expose()))
	}
}

// lookup fills out from memory and returns the indices of the values that it lacks, valid until the next call.
func (p *plan) lookup(out []string) (missing []int) {
	s := p.s
	p.missing = p.missing[:0]
	if s.keys == nil { // without keys there are no tags to tell equal values by
		for i := range p.vals {
			p.missing = append(p.missing, i)
		}
		return p.missing
	}
	p.tag()
	now := int64(0)
	for i, val := range p.vals {
		f, ok := s.forms[p.tags[i]]
		if ok {
			if now == 0 {
				now = s.v.cfg.Clock().Unix()
			}
			if !s.expired(val.Type(), f.created, f.expires, now) {
				out[i] = f.token
				continue
			}
		}
		p.missing = append(p.missing, i)
	}
	if len(p.missing) == 0 {
		return nil
	}
	return p.missing
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

// issue gives the missing values pseudonyms and stores them. The optimist reads nothing first: the scope's spellings are
// all in memory, and if not, the store's Create fails.
func (p *plan) issue(ctx context.Context, missing []int, optimist bool) error {
	s, vals := p.s, p.vals
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
	p.tag()
	p.reset()
	p.now, p.optimist = s.v.cfg.Clock().Unix(), optimist || s.complete && s.meta == nil
	if s.meta != nil {
		p.meta.counters = append(make(counters, 0, len(s.meta.counters)+1), s.meta.counters...)
		p.meta.persons = append(make([]person, 0, len(s.meta.persons)+1), s.meta.persons...)
	}
	p.meta.persons = slices.DeleteFunc(p.meta.persons, func(x person) bool {
		return s.expired(anonymize.Person, x.created, x.expires, p.now)
	})
	if s.v.scheme.listed() {
		p.used = make(map[[idBytes]byte]bool)
		if err := s.loadTokens(ctx); err != nil {
			return err
		}
	}
	todo := p.distinct(missing)
	p.sealer.grow(sealedBytes * (1 + 2*len(todo)))
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
		if err := p.add(ctx, vals[i], p.tags[i]); err != nil {
			return err
		}
	}
	return p.commit(ctx)
}

// distinct keeps of the indices of equal values the first, in place.
func (p *plan) distinct(list []int) []int {
	if len(list) <= fewRecords {
		out := list[:0]
		for _, i := range list {
			if !slices.ContainsFunc(out, func(j int) bool { return p.tags[j] == p.tags[i] }) {
				out = append(out, i)
			}
		}
		return out
	}
	seen := make(map[[idBytes]byte]bool, len(list))
	return slices.DeleteFunc(list, func(i int) bool {
		known := seen[p.tags[i]]
		seen[p.tags[i]] = true
		return known
	})
}

// fetch reads the records with these ids that the plan lacks.
func (p *plan) fetch(ctx context.Context, ids [][idBytes]byte) error {
	var keys [][]byte
	var want []*planned
	for _, id := range ids {
		if p.records.get(id) == nil {
			r := p.records.add(id)
			if !p.optimist {
				keys, want = append(keys, p.s.keys.key(id)), append(want, r)
			}
		}
	}
	if len(keys) == 0 {
		return nil
	}
	got, err := p.s.v.cfg.Store.Get(ctx, keys)
	if err != nil {
		return err
	}
	for i, raw := range got {
		r := want[i]
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
	if r := p.records.get(id); r != nil {
		return r, nil
	}
	if p.optimist {
		return p.records.add(id), nil
	}
	if err := p.fetch(ctx, [][idBytes]byte{id}); err != nil {
		return nil, err
	}
	return p.records.get(id), nil
}

// add finds or makes the pseudonym of val, whose form tag is tag.
func (p *plan) add(ctx context.Context, val anonymize.Value, tag [idBytes]byte) error {
	t := val.Type()
	var words []string // of a person
	form0 := ""
	if t == anonymize.Person {
		words = nameWords(val)
		form0 = joinWords(words)
	} else {
		form0 = canonical(val)
	}
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
			if done, err := p.join(ctx, id, tag, val, words); done || err != nil {
				return err
			}
		}
		return p.addSubject(ctx, id, tag, val, words)
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
func (p *plan) join(ctx context.Context, id, tag [idBytes]byte, val anonymize.Value, words []string) (bool, error) {
	i := matchPerson(p.meta.persons, words)
	if i < 0 {
		return false, nil
	}
	who := &p.meta.persons[i]
	optimist := p.optimist
	if r := p.records.get(who.subject); r == nil || r.rec == nil {
		p.records.drop(who.subject)
		p.optimist = false
	}
	r, err := p.record(ctx, who.subject)
	p.optimist = optimist
	if err != nil {
		return false, err
	}
	sub, ok := r.rec.(*subject)
	if ok && id == who.subject && len(sub.forms) >= MaxForms {
		return false, ErrConflict // the plan took the record for a new one: once more, with what the store holds
	}
	if !ok || len(sub.forms) >= MaxForms {
		return false, nil
	}
	if f := sub.find(tag); f != nil {
		p.issued = append(p.issued, planForm{tag, cachedForm{f.token, sub.created, sub.expires}, false})
		return true, nil
	}
	if len(words) > len(who.words) {
		who.text, who.words = val.Expose(), words
	}
	if id != who.subject { // an optimist may not have seen that it is the subject itself
		a := p.records.get(id)
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
	op := p.op(id, old, &rec, sub.expires)
	p.tokens = append(p.tokens, op)
	if p.used != nil {
		p.used[id] = true
	}
	p.issued = append(p.issued, planForm{tag, cachedForm{token, sub.created, sub.expires}, true})
	return nil
}

func unixTime(t int64) time.Time {
	if t == 0 {
		return time.Time{}
	}
	return time.Unix(t, 0)
}

// addSubject gives val, a person of the given words or something else, a number of its own.
func (p *plan) addSubject(ctx context.Context, id, tag [idBytes]byte, val anonymize.Value, words []string) error {
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
		p.meta.persons = append(p.meta.persons, person{sub.number, id, sub.created, sub.expires, val.Expose(), words})
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
	n := naming{typ: val.Type(), number: number, variant: variant, value: val.Expose(), first: first}
	if s.v.scheme.keyed() {
		n.code = s.code()
	}
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
	if len(p.tokens) > 0 {
		b, m := slices.Grow(p.batch[:0], 1+len(p.records.list)+len(p.tokens)), p.meta
		p.batch = nil // a store that fails may keep it
		b = append(b, p.op(s.keys.meta, s.metaRaw, &m, 0))
		for _, r := range p.records.list {
			if !r.dirty {
				continue
			}
			switch rec := r.rec.(type) {
			case *subject:
				b = append(b, p.op(r.id, r.raw, rec, rec.expires))
			case *alias:
				b = append(b, p.op(r.id, r.raw, rec, rec.expires))
			}
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
		s.meta, s.metaRaw = &m, bytes.Clone(b[0].Value)
		clear(b)
		p.batch = b
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
