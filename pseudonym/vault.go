package pseudonym

import (
	"bytes"
	"container/list"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/deckname/deckname/anonymize"
)

// Limits. A call beyond one of them is ErrTooMany or ErrInvalid.
const (
	MaxBatch      = 1 << 20 // values or tokens in one call
	MaxScopeBytes = 1 << 12
	MaxValueBytes = anonymize.MaxTextBytes
	MaxForms      = 64 // spellings under one number; the next one gets a number of its own
)

// Config configures a Vault. Store, Ring and Keys are required.
type Config struct {
	Store  Store      // the records
	Ring   Ring       // the wrapped keys: not in the same place as the records, and not in the same backups
	Keys   KeyWrapper // the key-encryption keys: in neither place
	Scheme Scheme     // zero: Placeholders

	// Types are the types besides anonymize.Types whose pseudonyms Finders expect.
	Types []anonymize.EntityType

	// Audit is asked before every Reveal, Forget and Rotate; if it fails, they do. nil refuses them (ErrNoAudit).
	Audit Auditor
	// DangerouslyNoAudit lets a vault without Audit reveal and forget.
	DangerouslyNoAudit bool
	// Access is who acts, and for what purpose, if the context says nothing (WithAccess).
	Access Access

	Retention Retention
	Tenant    func(scope string) string // nil: TenantOf
	Clock     func() time.Time          // nil: time.Now

	// CacheScopes is the number of scopes whose keys and latest pseudonyms stay in memory; 0 is 4096.
	CacheScopes int
	// CacheTTL is how long a scope is served from memory before ring and store are asked whether another process changed
	// it; 0 is ten seconds. It bounds how long pseudonyms of a scope that another process forgot are still given out here
	// if the news of it (see Notifier) get lost. Values never come from memory. Without meaning for a store that only
	// this process can open.
	CacheTTL time.Duration
}

// Vault gives values pseudonyms and brings them back. It is safe for concurrent use, also by several processes on one
// store. Use Open.
type Vault struct {
	cfg       Config
	scheme    scheme
	types     []anonymize.EntityType
	exclusive bool
	cancel    func()
	closed    atomic.Bool

	mu     sync.Mutex // scopes, recent
	scopes map[string]*list.Element
	plans  sync.Pool  // of *plan
	recent *list.List // of *scopeState, the one used last in front

	upper   sync.Mutex // root, tenants
	root    *rootKeys
	tenants map[[idBytes]byte]*tenantKeys
}

var (
	_ anonymize.Pseudonymizer = (*Vault)(nil)
	_ anonymize.Revealer      = (*Vault)(nil)
	_ anonymize.Known         = (*Vault)(nil)
)

// Open checks cfg and that Keys opens Ring, and returns a Vault. Close it after use; that closes Store, Ring and Audit.
func Open(ctx context.Context, cfg Config) (*Vault, error) {
	if cfg.Store == nil || cfg.Ring == nil || cfg.Keys == nil || cfg.CacheScopes < 0 || cfg.CacheTTL < 0 {
		return nil, ErrInvalid
	}
	v := &Vault{cfg: cfg, scheme: cfg.Scheme.impl, scopes: make(map[string]*list.Element), recent: list.New(),
		tenants: make(map[[idBytes]byte]*tenantKeys)}
	v.plans.New = func() any { return new(plan) }
	if v.scheme == nil {
		v.scheme = placeholders{}
	}
	v.types = anonymize.Types()
	for _, t := range cfg.Types {
		if !t.Valid() {
			return nil, ErrInvalid
		}
		if !slices.Contains(v.types, t) {
			v.types = append(v.types, t)
		}
	}
	if v.cfg.Tenant == nil {
		v.cfg.Tenant = TenantOf
	}
	if v.cfg.Clock == nil {
		v.cfg.Clock = time.Now
	}
	if v.cfg.CacheScopes == 0 {
		v.cfg.CacheScopes = 4096
	}
	if v.cfg.CacheTTL == 0 {
		v.cfg.CacheTTL = 10 * time.Second
	}
	if x, ok := cfg.Store.(Exclusive); ok {
		v.exclusive = x.Exclusive()
	}
	if err := v.loadRoot(ctx, false); err != nil {
		return nil, err
	}
	if n, ok := cfg.Store.(Notifier); ok {
		v.cancel = n.Subscribe(v.invalidate)
	}
	return v, nil
}

// Close zeroes the keys in memory and closes the audit log, the ring and the store.
func (v *Vault) Close() error {
	if v.closed.Swap(true) {
		return nil
	}
	if v.cancel != nil {
		v.cancel()
	}
	v.invalidate(nil)
	v.upper.Lock()
	for _, t := range v.tenants {
		t.wipe()
	}
	clear(v.tenants)
	if v.root != nil {
		clear(v.root.index)
		v.root = nil
	}
	v.upper.Unlock()
	var errs []error
	for _, part := range []any{v.cfg.Audit, v.cfg.Ring} {
		if c, ok := part.(io.Closer); ok {
			errs = append(errs, c.Close())
		}
	}
	return errors.Join(append(errs, v.cfg.Store.Close())...)
}

// loadRoot reads the root entry, or creates it.
func (v *Vault) loadRoot(ctx context.Context, create bool) error {
	v.upper.Lock()
	defer v.upper.Unlock()
	return v.loadRootLocked(ctx, create)
}

func (v *Vault) loadRootLocked(ctx context.Context, create bool) error {
	id := []byte{idRoot}
	for v.root == nil {
		raw, err := v.cfg.Ring.Load(ctx, id)
		if err != nil {
			return err
		}
		if raw == nil {
			if !create {
				return nil
			}
			if raw, err = sealUpper(ctx, v.cfg.Keys, id, newKey()); err != nil {
				return err
			}
			if err := v.cfg.Ring.Swap(ctx, id, nil, raw); err != nil && !errors.Is(err, ErrConflict) {
				return err
			}
			continue
		}
		body, _, err := openUpper(ctx, v.cfg.Keys, id, raw)
		if err != nil {
			return err
		}
		if len(body) != keyBytes {
			return ErrCorrupt
		}
		v.root = &rootKeys{index: body, mac: newMAC(body)}
	}
	return nil
}

// tenantID returns the id of the tenant with this name; ok is false as long as the ring is empty and create is false.
func (v *Vault) tenantID(ctx context.Context, name string, create bool) (id [idBytes]byte, ok bool, err error) {
	v.upper.Lock()
	defer v.upper.Unlock()
	if err := v.loadRootLocked(ctx, create); err != nil || v.root == nil {
		return id, false, err
	}
	return mac(v.root.mac, "tenant", name), true, nil
}

// tenant returns the keys of a tenant, nil if it has none and create is false. fresh asks the ring whether they changed.
func (v *Vault) tenant(ctx context.Context, tid [idBytes]byte, create, fresh bool) (*tenantKeys, error) {
	v.upper.Lock()
	defer v.upper.Unlock()
	if t := v.tenants[tid]; t != nil && !fresh && (!create || len(t.keys) > 0) {
		return t, nil
	}
	id := tenantEntryID(tid)
	for {
		raw, err := v.cfg.Ring.Load(ctx, id)
		if err != nil {
			return nil, err
		}
		t := v.tenants[tid]
		if t != nil && !bytes.Equal(t.raw, raw) {
			t = nil
		}
		if t == nil && raw != nil {
			body, keyID, err := openUpper(ctx, v.cfg.Keys, id, raw)
			if err != nil {
				return nil, err
			}
			if t, err = decodeTenant(tid, raw, keyID, body); err != nil {
				return nil, err
			}
		}
		if t != nil && (len(t.keys) > 0 || !create) || raw == nil && !create {
			if t != nil {
				v.tenants[tid] = t // scopes may still use the old one: it is left to the garbage collector
			}
			return t, nil
		}
		first := tenantKeys{id: tid, index: newKey(), keys: []tenantKey{newTenantKey()}}
		if t != nil {
			first.index = t.index
		}
		entry, err := sealUpper(ctx, v.cfg.Keys, id, first.body())
		if err != nil {
			return nil, err
		}
		if err := v.cfg.Ring.Swap(ctx, id, raw, entry); err != nil && !errors.Is(err, ErrConflict) {
			return nil, err
		}
	}
}

// newTenantKey returns a tenant key whose random version no key of the tenant is likely to have had.
func newTenantKey() tenantKey {
	k := newKey()
	return tenantKey{version: uint64(binary.BigEndian.Uint32(newKey())), key: k}
}

func (v *Vault) check(scope string) error {
	if v.closed.Load() {
		return ErrClosed
	}
	if scope == "" || len(scope) > MaxScopeBytes {
		return ErrInvalid
	}
	return nil
}

// acquire returns the state of a scope, locked and perhaps not loaded. There is one state of a scope at a time: one that
// was evicted while a caller waited for it is not used any more.
func (v *Vault) acquire(ctx context.Context, scope string) (*scopeState, error) {
	for {
		if err := v.check(scope); err != nil {
			return nil, err
		}
		s := v.state(scope)
		if err := s.acquire(ctx); err != nil {
			return nil, err
		}
		if !s.evicted {
			return s, nil
		}
		s.release()
	}
}

// state returns the state of a scope, unlocked.
func (v *Vault) state(scope string) *scopeState {
	v.mu.Lock()
	defer v.mu.Unlock()
	if e, ok := v.scopes[scope]; ok {
		v.recent.MoveToFront(e)
		return e.Value.(*scopeState)
	}
	s := &scopeState{v: v, name: scope, tenantName: v.cfg.Tenant(scope), lock: make(chan struct{}, 1)}
	v.scopes[scope] = v.recent.PushFront(s)
	// what is in use stays, even if there are more for a while; the new one itself stays, too
	for e := v.recent.Back(); e != v.recent.Front() && v.recent.Len() > v.cfg.CacheScopes; {
		prev, old := e.Prev(), e.Value.(*scopeState)
		select {
		case old.lock <- struct{}{}:
			old.drop()
			old.evicted = true
			<-old.lock
			v.recent.Remove(e)
			delete(v.scopes, old.name)
		default:
		}
		e = prev
	}
	return s
}

// invalidate drops the scopes whose record keys begin with id, all for an empty id.
func (v *Vault) invalidate(id []byte) {
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, e := range v.scopes {
		s := e.Value.(*scopeState)
		if len(id) == 0 || s.hasPrefix(id) {
			s.stale.Store(true)
			select {
			case s.lock <- struct{}{}:
				s.drop()
				<-s.lock
			default: // its user drops it
			}
		}
	}
}
