package pseudonym

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"github.com/deckname/deckname/anonymize"
)

// contents is a whole scope in clear, for the time of a move.
type contents struct {
	subjects map[[idBytes]byte]*subject
	aliases  map[[idBytes]byte]*alias
	tokens   []*tokenRecord
	records  int
}

func (s *scopeState) readAll(ctx context.Context) (*contents, error) {
	c := &contents{subjects: make(map[[idBytes]byte]*subject), aliases: make(map[[idBytes]byte]*alias)}
	err := s.v.cfg.Store.Scan(ctx, s.keys.prefix, func(key, value []byte) error {
		rec, err := s.keys.open(key, value)
		if err != nil {
			return err
		}
		if len(key) != 3*idBytes {
			return ErrCorrupt
		}
		id := [idBytes]byte(key[2*idBytes:])
		c.records++
		switch rec := rec.(type) {
		case *subject:
			c.subjects[id] = rec
		case *alias:
			c.aliases[id] = rec
		case *tokenRecord:
			c.tokens = append(c.tokens, rec)
		}
		return nil
	})
	return c, err
}

// move re-encrypts the frozen scope under its next key, without what its meta record leaves out, and destroys the old
// key. Every step may be repeated, also by another process at the same time: the next key is in the ring already, and
// the first one to write a record wins.
func (s *scopeState) move(ctx context.Context, r *Receipt) error {
	if s.entry == nil || len(s.entry.next) == 0 {
		return ErrConflict
	}
	c, err := s.readAll(ctx)
	if err != nil {
		return err
	}
	old := s.keys
	next := newScopeKeys(s.tenant.prefix(s.base, s.entry.epoch+1), slices.Clone(s.entry.next))
	batch, gone, err := s.rewrite(c, next)
	if err != nil {
		return err
	}
	for chunk := range slices.Chunk(batch, deleteChunk) {
		if err := s.createMissing(ctx, chunk); err != nil {
			return err
		}
	}
	e := &scopeEntry{state: stateLive, epoch: s.entry.epoch + 1, key: slices.Clone(s.entry.next), dirty: true, floors: s.entry.floors}
	if err := s.swapEntry(ctx, e); err != nil {
		return err
	}
	r.Subjects += gone
	r.Scopes++
	r.Records += c.records - len(batch)
	s.v.notify(ctx, old.prefix)
	_, err = s.cleanup(ctx)
	if err == nil {
		s.loaded = false // the meta record of the new epoch is not in memory
		err = s.load(ctx)
	}
	return err
}

// createMissing creates what an earlier attempt has not.
func (s *scopeState) createMissing(ctx context.Context, b Batch) error {
	err := s.v.cfg.Store.Commit(ctx, b)
	if !errors.Is(err, ErrExists) {
		return err
	}
	for _, op := range b {
		if err := s.v.cfg.Store.Commit(ctx, Batch{op}); err != nil && !errors.Is(err, ErrExists) {
			return err
		}
	}
	return nil
}

// rewrite returns the records of the next epoch, the meta record last, and how many subjects it leaves out.
func (s *scopeState) rewrite(c *contents, next *scopeKeys) (b Batch, gone int, err error) {
	drop := make(map[[idBytes]byte]bool)
	for _, id := range s.meta.moving {
		drop[id] = true
	}
	c.dropChains(s.keys, drop)
	ids, tags := make(map[[idBytes]byte][idBytes]byte), make(map[[idBytes]byte][idBytes]byte)
	for _, t := range c.tokens {
		val := anonymize.NewValue(t.typ, t.text)
		tags[s.keys.formTag(t.typ, t.text)] = next.formTag(t.typ, t.text)
		for chain, form := 0, canonical(val); ; chain++ {
			id := s.keys.subjectID(t.typ, form, chain)
			if c.subjects[id] == nil && c.aliases[id] == nil {
				break
			}
			ids[id] = next.subjectID(t.typ, form, chain)
		}
	}
	now := s.v.cfg.Clock().Unix()
	seal := func(id [idBytes]byte, plain []byte, expires int64) {
		key := next.key(id)
		b = append(b, Op{Kind: Create, Key: key, Value: sealRecord(next.aead, key, plain), Expires: unixTime(expires)})
	}
	names := make(map[string]string) // token of a number and variant
	for id, sub := range c.subjects {
		if drop[id] {
			gone++
			continue
		}
		to, ok := ids[id]
		if !ok || s.expired(sub.typ, sub.created, sub.expires, now) {
			continue // no spelling of it is left
		}
		n := *sub
		n.forms, n.aliases = nil, nil
		for _, f := range sub.forms {
			names[numberKey(sub.typ, sub.number, f.variant)] = f.token
			tag, ok := tags[f.tag]
			if !ok {
				copy(tag[:], newKey()) // it keeps its place, so that its variant is not given away again
			}
			n.forms = append(n.forms, form{tag, f.variant, f.token})
		}
		for _, a := range sub.aliases {
			if to, ok := ids[a]; ok {
				n.aliases = append(n.aliases, to)
			}
		}
		seal(to, n.encode(), n.expires)
	}
	for id, a := range c.aliases {
		to, ok1 := ids[id]
		target, ok2 := ids[a.subject]
		if ok1 && ok2 && !drop[a.subject] {
			n := *a
			n.subject = target
			seal(to, n.encode(), n.expires)
		}
	}
	for _, t := range c.tokens {
		target, ok := ids[t.subject]
		if !ok || drop[t.subject] || s.expired(t.typ, t.created, t.expires, now) {
			continue
		}
		key := placeholderKey(t.typ, t.number, t.variant)
		if s.v.scheme.listed() {
			key = tokenFold(names[numberKey(t.typ, t.number, t.variant)])
		}
		n := *t
		n.subject = target
		seal(next.tokenID(key), n.encode(), n.expires)
	}
	m := meta{counters: s.meta.counters}
	for _, p := range s.meta.persons {
		if to, ok := ids[p.subject]; ok && !drop[p.subject] {
			p.subject = to
			m.persons = append(m.persons, p)
		}
	}
	key := next.metaKey()
	b = append(b, Op{Kind: Create, Key: key, Value: sealRecord(next.aead, key, m.encode())})
	return b, gone, nil
}

func numberKey(t anonymize.EntityType, number, variant uint64) string {
	return string(t) + " " + strconv.FormatUint(number, 10) + " " + strconv.FormatUint(variant, 10)
}

// dropChains adds to drop the subjects that hold further spellings of a value in drop, because its list was full.
func (c *contents) dropChains(k *scopeKeys, drop map[[idBytes]byte]bool) {
	for again := true; again; {
		again = false
		for _, t := range c.tokens {
			if !drop[t.subject] {
				continue
			}
			form := canonical(anonymize.NewValue(t.typ, t.text))
			for chain := 0; ; chain++ {
				id := k.subjectID(t.typ, form, chain)
				if a := c.aliases[id]; a != nil {
					id = a.subject
				} else if c.subjects[id] == nil {
					break
				}
				if !drop[id] {
					drop[id], again = true, true
				}
			}
		}
	}
}
