package pseudonym

import (
	"bytes"
	"context"
	"crypto/cipher"
	"errors"
	"slices"
	"sync/atomic"
	"time"

	"github.com/deckname/deckname/anonymize"
)

// maxCachedForms bounds the pseudonyms of one scope in memory.
const maxCachedForms = 1 << 12

// scopeState is what the process remembers of one scope. Everything but stale and id belongs to the holder of lock.
type scopeState struct {
	v          *Vault
	name       string
	tenantName string
	byID       bool          // name is unknown; tid and base say which scope it is
	lock       chan struct{} // a mutex that a context can end the wait for
	stale      atomic.Bool
	id         atomic.Pointer[[]byte] // current prefix, for invalidate

	evicted  bool // another state of the scope may exist by now
	loaded   bool
	checked  time.Time // monotonic
	tid      [idBytes]byte
	tenant   *tenantKeys
	base     [idBytes]byte
	entryRaw []byte
	entry    *scopeEntry // nil: the ring does not know the scope
	keys     *scopeKeys  // of a live entry
	meta     *meta       // nil: the store has none
	metaRaw  []byte
	codeKey  []byte
	complete bool                         // forms holds every spelling of the scope
	forms    map[[idBytes]byte]cachedForm // by form tag; no values

	tokens   []string // all pseudonyms, of listed schemes
	tokenSet map[string]bool
	tokensOf string      // the meta record as of which they are all
	trie     *listFinder // of tokens, nil until it is asked for
}

type cachedForm struct {
	token            string
	created, expires int64
}

// scopeKeys are the keys of one epoch of a scope.
type scopeKeys struct {
	prefix []byte
	aead   cipher.AEAD
	mac    *keyed        // under the lookup key; for the holder of the scope's lock
	raw    []byte        // the scope key
	meta   [idBytes]byte // the id of the meta record
}

func newScopeKeys(prefix, key []byte) *scopeKeys {
	rec, look := deriveTwo(key, labelRecord, labelLookup)
	defer clear(rec)
	defer clear(look)
	k := &scopeKeys{prefix: prefix, aead: newAEAD(rec), mac: newMAC(look), raw: key}
	k.meta = mac(k.mac, "m")
	return k
}

func (k *scopeKeys) key(id [idBytes]byte) []byte {
	return append(k.prefix[:len(k.prefix):len(k.prefix)], id[:]...)
}

func (k *scopeKeys) metaKey() []byte { return k.key(k.meta) }

func (k *scopeKeys) formTag(t anonymize.EntityType, text string) [idBytes]byte {
	return mac(k.mac, "f", string(t), text)
}

func (k *scopeKeys) subjectID(t anonymize.EntityType, canonical string, chain int) [idBytes]byte {
	if chain == 0 {
		return mac(k.mac, "s", string(t), canonical)
	}
	return mac(k.mac, "s", string(t), canonical, string(rune(chain)))
}

func (k *scopeKeys) tokenID(key string) [idBytes]byte { return mac(k.mac, "t", key) }

func (k *scopeKeys) open(key, value []byte) (any, error) {
	plain, err := openRecord(k.aead, key, value)
	if err != nil {
		return nil, err
	}
	defer clear(plain)
	return decodeRecord(plain)
}

func (s *scopeState) acquire(ctx context.Context) error {
	select {
	case s.lock <- struct{}{}:
		return nil
	default:
	}
	select {
	case s.lock <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *scopeState) release() {
	if s.stale.Load() {
		s.drop()
	}
	<-s.lock
}

func (s *scopeState) hasPrefix(id []byte) bool {
	p := s.id.Load()
	return p != nil && bytes.HasPrefix(*p, id)
}

// drop forgets everything and zeroes the keys.
func (s *scopeState) drop() {
	if s.keys != nil {
		clear(s.keys.raw)
	}
	if s.entry != nil {
		clear(s.entry.key)
		clear(s.entry.next)
	}
	s.loaded, s.complete = false, false
	s.tenant, s.entryRaw, s.entry, s.keys, s.meta, s.metaRaw, s.forms = nil, nil, nil, nil, nil, nil, nil
	s.tokens, s.tokenSet, s.tokensOf, s.trie = nil, nil, "", nil
	s.codeKey = nil
	s.id.Store(nil)
	s.stale.Store(false)
}

// refresh makes the state current: at most CacheTTL old, or just read if force is set.
func (s *scopeState) refresh(ctx context.Context, force bool) error {
	if s.stale.Load() {
		s.drop()
	}
	if s.loaded && !force && (s.v.exclusive || time.Since(s.checked) < s.v.cfg.CacheTTL) {
		return nil
	}
	return s.load(ctx)
}

func (s *scopeState) load(ctx context.Context) error {
	s.loaded = false
	now := time.Now()
	if ok, err := s.identify(ctx, false); err != nil || !ok {
		s.drop()
		s.loaded, s.checked = err == nil, now
		return err
	}
	for fresh := false; ; fresh = true {
		t, err := s.v.tenant(ctx, s.tid, false, fresh)
		if err != nil {
			return err
		}
		if t == nil {
			s.drop()
			break
		}
		err = s.loadEntry(ctx, t)
		if err == nil {
			break
		}
		if !errors.Is(err, errStaleTenant) {
			return err
		}
		if fresh {
			return ErrKeyLost
		}
	}
	s.loaded, s.checked = true, now
	return nil
}

// identify sets tid.
func (s *scopeState) identify(ctx context.Context, create bool) (ok bool, err error) {
	if s.byID {
		return true, nil
	}
	s.tid, ok, err = s.v.tenantID(ctx, s.tenantName, create)
	return ok, err
}

// baseOf returns the id under which the ring knows the scope.
func (s *scopeState) baseOf(t *tenantKeys) ([idBytes]byte, error) {
	if s.byID || s.tenant == t {
		return s.base, nil
	}
	return t.base(s.name)
}

func (s *scopeState) loadEntry(ctx context.Context, t *tenantKeys) error {
	base, err := s.baseOf(t)
	if err != nil {
		return err
	}
	id := scopeEntryID(t.id, base)
	raw, err := s.v.cfg.Ring.Load(ctx, id)
	if err != nil {
		return err
	}
	if s.tenant != t || !bytes.Equal(raw, s.entryRaw) {
		var e *scopeEntry
		if raw != nil {
			if e, err = t.open(id, raw); err != nil {
				return err
			}
		}
		if e == nil || e.state != stateLive || s.entry == nil || !bytes.Equal(e.key, s.entry.key) || e.epoch != s.entry.epoch {
			s.drop()
		}
		s.setEntry(t, base, raw, e)
	}
	if s.keys == nil {
		return nil
	}
	metaKey := s.keys.metaKey()
	got, err := s.v.cfg.Store.Get(ctx, [][]byte{metaKey})
	if err != nil {
		return err
	}
	return s.setMeta(metaKey, got[0])
}

func (s *scopeState) setEntry(t *tenantKeys, base [idBytes]byte, raw []byte, e *scopeEntry) {
	s.tenant, s.base, s.entryRaw, s.entry = t, base, raw, e
	if e == nil || e.state != stateLive {
		p := t.prefix(base, 0)
		s.id.Store(&p)
		return
	}
	if s.keys == nil {
		prefix := t.prefix(base, e.epoch)
		s.keys = newScopeKeys(prefix, bytes.Clone(e.key))
		s.forms = make(map[[idBytes]byte]cachedForm)
		s.id.Store(&prefix)
	}
}

func (s *scopeState) setMeta(key, raw []byte) error {
	if bytes.Equal(raw, s.metaRaw) && (raw == nil) == (s.meta == nil) {
		return nil
	}
	s.complete = false
	s.meta, s.metaRaw = nil, raw
	if raw == nil {
		return nil
	}
	rec, err := s.keys.open(key, raw)
	if err != nil {
		return err
	}
	m, ok := rec.(*meta)
	if !ok {
		return ErrCorrupt
	}
	s.meta = m
	return nil
}

// create makes the scope live.
func (s *scopeState) create(ctx context.Context) error {
	e := &scopeEntry{state: stateLive, key: newKey()}
	if s.entry != nil {
		if _, err := s.cleanup(ctx); err != nil {
			return err
		}
		e.epoch, e.floors = s.entry.epoch+1, s.entry.floors
	}
	if err := s.swapEntry(ctx, e); err != nil {
		return err
	}
	s.meta, s.metaRaw, s.complete = nil, nil, true
	return nil
}

// swapEntry replaces the scope's ring entry by e. It seals e under the tenant's current key and looks again afterwards:
// a Rotate or ForgetTenant of another process may have replaced that key meanwhile, and would never see an entry that
// came after it. If it fails, the state must be loaded anew.
func (s *scopeState) swapEntry(ctx context.Context, e *scopeEntry) error {
	live := e.state == stateLive
	s.loaded = false
	if _, err := s.identify(ctx, live); err != nil {
		return err
	}
	for {
		t, err := s.v.tenant(ctx, s.tid, live, true)
		if err != nil {
			return err
		}
		if t == nil {
			return ErrConflict
		}
		base, err := s.baseOf(t)
		if err != nil {
			return err
		}
		if live && s.tenant == t && len(t.keys) > 0 && s.entry == e && e.version == t.keys[len(t.keys)-1].version {
			s.loaded, s.checked = true, time.Now()
			return nil
		}
		id := scopeEntryID(t.id, base)
		raw, err := t.seal(id, e)
		if err != nil {
			return err
		}
		if err := s.v.cfg.Ring.Swap(ctx, id, s.entryRaw, raw); err != nil {
			return err
		}
		if s.entry == nil || !live || !bytes.Equal(e.key, s.entry.key) {
			s.keys, s.meta, s.metaRaw, s.complete, s.forms = nil, nil, nil, false, nil
		}
		s.setEntry(t, base, raw, e)
		if !live {
			s.loaded, s.checked = true, time.Now()
			return nil
		}
	}
}

// floorOf returns the highest number that earlier lives of the scope issued.
func (s *scopeState) floorOf(t anonymize.EntityType) uint64 {
	if s.entry != nil {
		for _, f := range s.entry.floors {
			if f.typ == string(t) {
				return f.number
			}
		}
	}
	return 0
}

// counters are those of distinct types.
type counters []counter

// of returns the counter of t, the zero one if there is none.
func (cs counters) of(t anonymize.EntityType) counter {
	for i := range cs {
		if cs[i].typ == t {
			return cs[i]
		}
	}
	return counter{}
}

// issued returns the counters of all lives of the scope. They must not be changed.
func (s *scopeState) issued() counters {
	var floors []floor
	if s.entry != nil {
		floors = s.entry.floors
	}
	if len(floors) == 0 {
		if s.meta == nil {
			return nil
		}
		return s.meta.counters
	}
	all := make(counters, 0, len(floors)+4)
	for _, f := range floors {
		all = append(all, counter{anonymize.EntityType(f.typ), f.number, maxVariant}) // which spellings there were is forgotten
	}
	if s.meta != nil {
		for _, c := range s.meta.counters {
			if i := slices.IndexFunc(all, func(old counter) bool { return old.typ == c.typ }); i >= 0 {
				all[i].highest, all[i].forms = max(c.highest, all[i].highest), max(c.forms, all[i].forms)
			} else {
				all = append(all, c)
			}
		}
	}
	return all
}

// code returns the key for check characters and surrogates; it outlives the scope's other keys.
func (s *scopeState) code() []byte {
	if s.tenant == nil {
		return nil
	}
	if s.codeKey == nil {
		id := mac(newMAC(s.tenant.code), "scope", string(s.base[:]))
		s.codeKey = id[:]
	}
	return s.codeKey
}
