package pseudonym

import (
	"context"
	"errors"
	"slices"
	"time"
)

// Progress is told how far a long command is. It must not block.
type Progress func(done, total int)

// Rotate moves the ring to the primary key of Config.Keys: it gives every tenant a new key, wraps that and the root under
// the primary key, and seals every scope key under the tenant's new one. Pseudonyms and records stay as they are. It may
// be killed at any point and called again; what is done already is skipped. After it returns nil, nothing in the ring
// needs the older keys any more (see DropOldKeys); copies of the ring still do.
func (v *Vault) Rotate(ctx context.Context, progress Progress) error {
	if v.closed.Load() {
		return ErrClosed
	}
	if err := v.audit(ctx, AuditEntry{Action: ActionRotate}); err != nil {
		return err
	}
	if err := v.rotateRoot(ctx); err != nil {
		return err
	}
	tenants, err := v.tenantIDs(ctx)
	if err != nil {
		return err
	}
	for i, tid := range tenants {
		if err := v.rotateTenant(ctx, tid); err != nil {
			return err
		}
		if progress != nil {
			progress(i+1, len(tenants))
		}
	}
	return nil
}

func (v *Vault) tenantIDs(ctx context.Context) (ids [][idBytes]byte, err error) {
	err = v.cfg.Ring.List(ctx, []byte{idTenant}, func(id, _ []byte) error {
		if len(id) != 1+idBytes {
			return ErrCorrupt
		}
		ids = append(ids, [idBytes]byte(id[1:]))
		return nil
	})
	return ids, err
}

func (v *Vault) rotateRoot(ctx context.Context) error {
	id := []byte{idRoot}
	for {
		raw, err := v.cfg.Ring.Load(ctx, id)
		if err != nil || raw == nil {
			return err
		}
		body, keyID, err := openUpper(ctx, v.cfg.Keys, id, raw)
		if err != nil {
			return err
		}
		if keyID == v.cfg.Keys.KeyID() {
			clear(body)
			return nil
		}
		next, err := sealUpper(ctx, v.cfg.Keys, id, body)
		clear(body)
		if err != nil {
			return err
		}
		if err := v.cfg.Ring.Swap(ctx, id, raw, next); !errors.Is(err, ErrConflict) {
			return err
		}
	}
}

func (v *Vault) rotateTenant(ctx context.Context, tid [idBytes]byte) error {
	id := tenantEntryID(tid)
	for {
		t, err := v.tenant(ctx, tid, false, true)
		if err != nil || t == nil {
			return err
		}
		next := *t
		next.keys = slices.Clone(t.keys)
		switch {
		case t.keyID != v.cfg.Keys.KeyID():
			if len(t.keys) > 0 {
				next.keys = append(next.keys, newTenantKey())
			}
		case len(t.keys) > 1:
			if err := v.resealScopes(ctx, t); err != nil {
				return err
			}
			next.keys = next.keys[len(next.keys)-1:]
		default:
			return nil
		}
		raw, err := sealUpper(ctx, v.cfg.Keys, id, next.body())
		if err != nil {
			return err
		}
		if err := v.cfg.Ring.Swap(ctx, id, t.raw, raw); err != nil && !errors.Is(err, ErrConflict) {
			return err
		}
	}
}

// resealScopes seals the scope keys of t under its current key, until a pass finds none under another one. Writers that
// read the tenant before it had that key look again after they wrote (swapEntry).
func (v *Vault) resealScopes(ctx context.Context, t *tenantKeys) error {
	for again := true; again; {
		again = false
		err := v.cfg.Ring.List(ctx, append([]byte{idScope}, t.id[:]...), func(id, raw []byte) error {
			e, err := t.open(id, raw)
			if err != nil {
				return err
			}
			if e.state != stateLive || e.version == t.keys[len(t.keys)-1].version {
				return nil
			}
			again = true
			id, raw = slices.Clone(id), slices.Clone(raw)
			next, err := t.seal(id, e)
			clear(e.key)
			clear(e.next)
			if err != nil {
				return err
			}
			if err := v.cfg.Ring.Swap(ctx, id, raw, next); err != nil && !errors.Is(err, ErrConflict) {
				return err
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// ReencryptConfig bounds the load of Reencrypt.
type ReencryptConfig struct {
	Pause    time.Duration // between scopes; 0 for none
	Progress Progress
}

// Reencrypt gives every scope a new key and encrypts its records anew: what remains of an exposed ring after Rotate. It
// works scope by scope while the vault is in use; a killed run leaves every scope whole, and another run does them all.
func (v *Vault) Reencrypt(ctx context.Context, cfg ReencryptConfig) error {
	if v.closed.Load() {
		return ErrClosed
	}
	if err := v.audit(ctx, AuditEntry{Action: ActionRotate}); err != nil {
		return err
	}
	total, done := 0, 0
	if err := v.cfg.Ring.List(ctx, []byte{idScope}, func(_, _ []byte) error { total++; return nil }); err != nil {
		return err
	}
	return v.everyScope(ctx, func(s *scopeState) error {
		err := s.retry(ctx, func() error {
			if s.keys == nil {
				return nil
			}
			if s.meta != nil && s.meta.flags != 0 {
				return s.settle(ctx) // that was a new key too
			}
			return s.beginMove(ctx, nil, &Receipt{})
		})
		done++
		if cfg.Progress != nil {
			cfg.Progress(done, max(total, done))
		}
		if err != nil || cfg.Pause <= 0 {
			return err
		}
		t := time.NewTimer(cfg.Pause)
		defer t.Stop()
		select {
		case <-t.C:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	})
}

// retry calls fn until other writers of the scope let it through.
func (s *scopeState) retry(ctx context.Context, fn func() error) error {
	for attempt := range maxAttempts {
		err := fn()
		if !errors.Is(err, ErrConflict) && !errors.Is(err, ErrExists) {
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

// everyScope is eachScope for all tenants.
func (v *Vault) everyScope(ctx context.Context, fn func(*scopeState) error) error {
	tenants, err := v.tenantIDs(ctx)
	if err != nil {
		return err
	}
	for _, tid := range tenants {
		if err := v.eachScope(ctx, tid, fn); err != nil {
			return err
		}
	}
	return nil
}

// SweepResult says what Sweep removed.
type SweepResult struct {
	Scopes  int // that had nothing left; their keys are destroyed
	Records int
}

// Sweep deletes what has expired, finishes what was begun and not ended, and forgets scopes of which nothing is left,
// key and all. Nothing depends on it but the disk: expired values are never revealed, swept or not. Config.Retention.Scope
// does not shorten what Sweep sees, because the store does not know the names of scopes; each value carries the limit that
// held when it was written. Call it every few hours, in one process.
func (v *Vault) Sweep(ctx context.Context) (SweepResult, error) {
	var out SweepResult
	if v.closed.Load() {
		return out, ErrClosed
	}
	err := v.everyScope(ctx, func(s *scopeState) error {
		return s.retry(ctx, func() error { return s.sweep(ctx, &out) })
	})
	return out, err
}

func (s *scopeState) sweep(ctx context.Context, out *SweepResult) error {
	if s.entry == nil {
		return nil
	}
	n, err := s.cleanup(ctx)
	out.Records += n
	if err != nil || s.keys == nil || s.meta == nil {
		return err
	}
	if s.meta.flags != 0 {
		return s.settle(ctx)
	}
	now := s.v.cfg.Clock().Unix()
	var b Batch
	left := 0
	err = s.v.cfg.Store.Scan(ctx, s.keys.prefix, func(key, value []byte) error {
		rec, err := s.keys.open(key, value)
		if err != nil {
			return err
		}
		gone := false
		switch r := rec.(type) {
		case *meta:
			return nil
		case *subject:
			gone = s.expired(r.typ, r.created, r.expires, now)
		case *alias:
			gone = s.expired(r.typ, r.created, r.expires, now)
		case *tokenRecord:
			gone = s.expired(r.typ, r.created, r.expires, now)
		}
		if !gone {
			left++
			return nil
		}
		// another process may be replacing an expired record by a new one right now
		b = append(b, Op{Kind: CompareAndDelete, Key: slices.Clone(key), Old: slices.Clone(value)})
		return nil
	})
	if err != nil {
		return err
	}
	if left == 0 && (len(b) > 0 || len(s.meta.counters) > 0) {
		r := Receipt{}
		err := s.erase(ctx, &r) // freezing the meta record makes sure that nothing was added since
		out.Scopes += r.Scopes
		out.Records += r.Records
		return err
	}
	if len(b) == 0 {
		return nil
	}
	m := *s.meta
	m.persons = slices.DeleteFunc(slices.Clone(m.persons), func(p person) bool {
		return s.expired("PERSON", p.created, p.expires, now)
	})
	if len(m.persons) < len(s.meta.persons) {
		if err := s.putMeta(ctx, &m); err != nil {
			return err
		}
	}
	for chunk := range slices.Chunk(b, deleteChunk) {
		if err := s.v.cfg.Store.Commit(ctx, chunk); err != nil {
			return err
		}
		out.Records += len(chunk)
	}
	return nil
}
