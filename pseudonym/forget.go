package pseudonym

import (
	"context"
	"encoding/hex"
	"errors"
	"slices"
)

const deleteChunk = 1000 // records in one Commit of a cleanup or a move

// ForgetScope destroys the scope's key and then its records. From its return on, nothing reveals the scope's values: not
// this vault, not another process (see Config.CacheTTL), not a record backup. Its numbers stay used: pseudonyms that it
// issued answer ErrForgotten, and a later value of the scope gets the next number. A call that fails may be repeated, and
// the next use of the scope by anyone finishes what it began. A scope that does not exist gives a receipt of nothing.
func (v *Vault) ForgetScope(ctx context.Context, scope string) (Receipt, error) {
	s, err := v.acquire(ctx, scope)
	if err != nil {
		return Receipt{}, err
	}
	defer s.release()
	if err := s.refresh(ctx, true); err != nil {
		return Receipt{}, err
	}
	r := Receipt{Action: ActionForgetScope, Scope: s.auditID()}
	if err := v.audit(ctx, AuditEntry{Action: r.Action, Scope: r.Scope}); err != nil {
		return Receipt{}, err
	}
	if err := s.erase(ctx, &r); err != nil {
		return Receipt{}, err
	}
	return r, v.sign(ctx, &r)
}

// erase makes the scope dead and deletes its records.
func (s *scopeState) erase(ctx context.Context, r *Receipt) error {
	for attempt := range maxAttempts {
		if s.entry == nil {
			return nil
		}
		err := s.eraseOnce(ctx, r)
		if err == nil {
			return nil
		}
		if !errors.Is(err, ErrConflict) && !errors.Is(err, ErrExists) {
			s.loaded = false
			return err
		}
		if err := backoff(ctx, attempt); err != nil {
			return err
		}
		if err := s.refresh(ctx, true); err != nil {
			return err
		}
	}
	return ErrContention
}

func (s *scopeState) eraseOnce(ctx context.Context, r *Receipt) error {
	if s.entry.state == stateLive {
		if err := s.finishCleanup(ctx); err != nil {
			return err
		}
		// Writers who have the key compete for the meta record: once it is frozen, the counters in it are final.
		if s.meta == nil || s.meta.flags&flagErasing == 0 {
			m := meta{flags: flagErasing}
			if s.meta != nil {
				m.counters = s.meta.counters
			}
			if err := s.putMeta(ctx, &m); err != nil {
				return err
			}
		}
		old := s.keys.prefix
		e := &scopeEntry{state: stateDead, epoch: s.entry.epoch, dirty: true, floors: s.floors()}
		if len(s.entry.next) > 0 {
			e.epoch++ // a Forget had begun to fill the next epoch
		}
		if err := s.swapEntry(ctx, e); err != nil {
			return err
		}
		r.Scopes++
		s.v.notify(ctx, old)
	}
	n, err := s.cleanup(ctx)
	r.Records += n
	return err
}

// putMeta replaces the meta record.
func (s *scopeState) putMeta(ctx context.Context, m *meta) error {
	key := s.keys.metaKey()
	op := Op{Kind: Create, Key: key, Old: s.metaRaw, Value: sealRecord(s.keys.aead, key, m.encode())}
	if s.metaRaw != nil {
		op.Kind = CompareAndPut
	}
	if err := s.v.cfg.Store.Commit(ctx, Batch{op}); err != nil {
		s.loaded = false
		return err
	}
	s.meta, s.metaRaw, s.complete = m, op.Value, false
	return nil
}

// floors returns the numbers that all lives of the scope issued.
func (s *scopeState) floors() []floor {
	var fs []floor
	for _, c := range s.issued() {
		fs = append(fs, floor{string(c.typ), c.highest})
	}
	slices.SortFunc(fs, func(a, b floor) int { return cmpString(a.typ, b.typ) })
	return fs
}

func cmpString(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// cleanup deletes the records of past epochs and, if the scope is dead, of its last one, and notes that in the ring.
func (s *scopeState) cleanup(ctx context.Context) (records int, err error) {
	if s.entry == nil || !s.entry.dirty {
		return 0, nil
	}
	var epochs []uint64
	if s.entry.epoch > 0 {
		epochs = append(epochs, s.entry.epoch-1)
	}
	if s.entry.state == stateDead {
		epochs = append(epochs, s.entry.epoch)
	}
	for _, e := range epochs {
		n, err := s.v.deleteAll(ctx, s.tenant.prefix(s.base, e))
		records += n
		if err != nil {
			return records, err
		}
	}
	clean := *s.entry
	clean.dirty = false
	return records, s.swapEntry(ctx, &clean)
}

func (s *scopeState) finishCleanup(ctx context.Context) error {
	_, err := s.cleanup(ctx)
	return err
}

// deleteAll deletes every record whose key begins with prefix.
func (v *Vault) deleteAll(ctx context.Context, prefix []byte) (n int, err error) {
	var b Batch
	flush := func() error {
		if len(b) == 0 {
			return nil
		}
		if err := v.cfg.Store.Commit(ctx, b); err != nil {
			return err
		}
		n += len(b)
		b = nil
		return nil
	}
	err = v.cfg.Store.Scan(ctx, prefix, func(key, _ []byte) error {
		b = append(b, Op{Kind: Delete, Key: slices.Clone(key)})
		if len(b) == deleteChunk {
			return flush()
		}
		return nil
	})
	if err == nil {
		err = flush()
	}
	return n, err
}

// notify tells the other processes, and what else this one has in memory; a failure only means that caches run until
// CacheTTL.
func (v *Vault) notify(ctx context.Context, prefix []byte) {
	v.invalidate(prefix)
	if n, ok := v.cfg.Store.(Notifier); ok {
		_ = n.Notify(ctx, prefix)
	}
}

// settle finishes what another call, perhaps of a process that is gone, has begun and frozen the scope for.
func (s *scopeState) settle(ctx context.Context) error {
	if s.meta == nil || s.keys == nil {
		return nil
	}
	if s.meta.flags&flagErasing != 0 {
		return s.erase(ctx, &Receipt{})
	}
	if s.meta.flags&flagMoving != 0 {
		return s.move(ctx, &Receipt{})
	}
	return nil
}

// ForgetTenant destroys the keys of every scope of a tenant, and then the tenant's own. It is ForgetScope for all of
// them; a call that fails may be repeated.
func (v *Vault) ForgetTenant(ctx context.Context, tenant string) (Receipt, error) {
	if v.closed.Load() {
		return Receipt{}, ErrClosed
	}
	r := Receipt{Action: ActionForgetTenant}
	tid, ok, err := v.tenantID(ctx, tenant, false)
	if err != nil {
		return Receipt{}, err
	}
	if ok {
		r.Scope = hex.EncodeToString(tid[:])
	}
	if err := v.audit(ctx, AuditEntry{Action: r.Action, Scope: r.Scope}); err != nil {
		return Receipt{}, err
	}
	if !ok {
		return r, v.sign(ctx, &r)
	}
	for {
		t, err := v.tenant(ctx, tid, false, true)
		if err != nil {
			return Receipt{}, err
		}
		if t == nil || len(t.keys) == 0 {
			break
		}
		if err := v.eachScope(ctx, tid, func(s *scopeState) error { return s.erase(ctx, &r) }); err != nil {
			return Receipt{}, err
		}
		gone := *t
		gone.keys = nil
		id := tenantEntryID(tid)
		raw, err := sealUpper(ctx, v.cfg.Keys, id, gone.body())
		if err != nil {
			return Receipt{}, err
		}
		if err := v.cfg.Ring.Swap(ctx, id, t.raw, raw); err == nil {
			continue // look for scopes that were created meanwhile: none can be any more
		} else if !errors.Is(err, ErrConflict) {
			return Receipt{}, err
		}
	}
	// Scopes that came between the list and the tenant's key lost their key with it.
	v.invalidate(tid[:])
	v.notify(ctx, tid[:])
	return r, v.sign(ctx, &r)
}

// eachScope calls fn for every scope of a tenant, loaded and locked by nobody else in this call; scopes in memory are
// dropped when fn changes them.
func (v *Vault) eachScope(ctx context.Context, tid [idBytes]byte, fn func(*scopeState) error) error {
	return v.cfg.Ring.List(ctx, append([]byte{idScope}, tid[:]...), func(id, _ []byte) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		if len(id) != 1+2*idBytes {
			return ErrCorrupt
		}
		s := &scopeState{v: v, byID: true, tid: tid, lock: make(chan struct{}, 1)}
		copy(s.base[:], id[1+idBytes:])
		s.lock <- struct{}{}
		if err := s.refresh(ctx, true); err != nil {
			return err
		}
		var old []byte
		if s.keys != nil {
			old = s.keys.prefix
		}
		epoch := s.entryEpoch()
		err := fn(s)
		if old != nil && (s.keys == nil || s.entryEpoch() != epoch) {
			v.invalidate(old)
			v.notify(ctx, old)
		}
		s.drop()
		return err
	})
}

func (s *scopeState) entryEpoch() uint64 {
	if s.entry == nil {
		return 0
	}
	return s.entry.epoch
}

// Forget erases the people or values behind the tokens, with every spelling of them and every pseudonym of those. The
// scope gets a new key for all that stays, and the old key is destroyed, so that record backups reveal nothing of what
// was forgotten. Cost grows with the records of the scope. Tokens that are forgotten already count as done; one that the
// scope never issued is ErrUnknown, and then nothing is forgotten.
func (v *Vault) Forget(ctx context.Context, scope string, tokens ...string) (Receipt, error) {
	if len(tokens) == 0 || len(tokens) > MaxBatch {
		return Receipt{}, ErrInvalid
	}
	s, err := v.acquire(ctx, scope)
	if err != nil {
		return Receipt{}, err
	}
	defer s.release()
	if err := s.refresh(ctx, true); err != nil {
		return Receipt{}, err
	}
	refs, types, err := s.parse(ctx, tokens)
	if err != nil {
		return Receipt{}, err
	}
	r := Receipt{Action: ActionForget, Scope: s.auditID()}
	if err := v.audit(ctx, AuditEntry{Action: r.Action, Scope: r.Scope, Types: types, Count: len(tokens)}); err != nil {
		return Receipt{}, err
	}
	for attempt := range maxAttempts {
		err := s.forget(ctx, refs, &r)
		if err == nil {
			return r, v.sign(ctx, &r)
		}
		if !errors.Is(err, ErrConflict) && !errors.Is(err, ErrExists) {
			s.loaded = false
			return Receipt{}, err
		}
		if err := backoff(ctx, attempt); err != nil {
			return Receipt{}, err
		}
		if err := s.refresh(ctx, true); err != nil {
			return Receipt{}, err
		}
	}
	return Receipt{}, ErrContention
}

func (s *scopeState) forget(ctx context.Context, refs []ref, r *Receipt) error {
	if s.meta != nil && s.meta.flags != 0 {
		if err := s.settle(ctx); err != nil {
			return err
		}
		return ErrConflict // look again
	}
	found, err := s.read(ctx, refs)
	if err != nil {
		return err
	}
	issued := s.issued()
	var subjects [][idBytes]byte
	for _, x := range refs {
		if rec := found[x.key]; rec != nil {
			if !slices.Contains(subjects, rec.subject) {
				subjects = append(subjects, rec.subject)
			}
		} else if x.number == 0 || x.number > issued.of(x.typ).highest {
			return ErrUnknown
		}
	}
	if len(subjects) == 0 {
		return nil
	}
	return s.beginMove(ctx, subjects, r)
}

// beginMove freezes the scope and moves it to its next epoch without the given subjects.
func (s *scopeState) beginMove(ctx context.Context, without [][idBytes]byte, r *Receipt) error {
	if err := s.finishCleanup(ctx); err != nil {
		return err
	}
	if len(s.entry.next) == 0 {
		e := *s.entry
		e.next = newKey()
		if err := s.swapEntry(ctx, &e); err != nil {
			return err
		}
	}
	m := meta{}
	if s.meta != nil {
		m = *s.meta
	}
	m.flags |= flagMoving
	m.moving = append(slices.Clone(m.moving), without...)
	m.persons = slices.DeleteFunc(slices.Clone(m.persons), func(p person) bool { return slices.Contains(m.moving, p.subject) })
	if err := s.putMeta(ctx, &m); err != nil {
		return err
	}
	return s.move(ctx, r)
}
