package pseudonym

import (
	"bytes"
	"context"
	"maps"
	"slices"
	"strings"
	"sync"
)

// Memory is a Store and, separately made, a Ring in memory: for tests, demos and conversations that may vanish with the
// process. Several vaults may share one.
type Memory struct {
	mu sync.RWMutex
	// The records of each scope, by what the vault's keys are made of. So no map becomes large at once, which a single commit
	// would have to wait for, and a scope is found without looking at the others.
	scopes map[scopeKey]map[[idBytes]byte][]byte
	m      map[string][]byte // everything else
	closed bool
	subs   map[int]func([]byte)
	next   int
}

// NewMemory returns an empty Memory.
func NewMemory() *Memory {
	return &Memory{scopes: make(map[scopeKey]map[[idBytes]byte][]byte), m: make(map[string][]byte), subs: make(map[int]func([]byte))}
}

// scopeKey is what the keys of a scope's records begin with.
type scopeKey [2 * idBytes]byte

// split returns the two parts of a record's key.
func split(key []byte) (scope scopeKey, id [idBytes]byte, ok bool) {
	if len(key) != len(scope)+idBytes {
		return scope, id, false
	}
	return scopeKey(key), [idBytes]byte(key[len(scope):]), true
}

func (s *Memory) get(key []byte) ([]byte, bool) {
	if scope, id, ok := split(key); ok {
		v, ok := s.scopes[scope][id]
		return v, ok
	}
	v, ok := s.m[string(key)]
	return v, ok
}

func (s *Memory) put(key, value []byte) {
	scope, id, ok := split(key)
	if !ok {
		s.m[string(key)] = value
		return
	}
	m := s.scopes[scope]
	if m == nil {
		m = make(map[[idBytes]byte][]byte)
		s.scopes[scope] = m
	}
	m[id] = value
}

// remove overwrites and deletes a record.
func (s *Memory) remove(key []byte) {
	scope, id, ok := split(key)
	if !ok {
		clear(s.m[string(key)])
		delete(s.m, string(key))
		return
	}
	m := s.scopes[scope]
	clear(m[id])
	if delete(m, id); len(m) == 0 {
		delete(s.scopes, scope)
	}
}

// overwrite replaces a record, in place if the new value is not longer than one before.
func (s *Memory) overwrite(key, value []byte) {
	old, _ := s.get(key)
	clear(old)
	if cap(old) < len(value) {
		s.put(key, slices.Clone(value))
		return
	}
	if v := old[:copy(old[:cap(old)], value)]; len(v) != len(old) {
		s.put(key, v)
	}
}

// Get implements Store.
func (s *Memory) Get(ctx context.Context, keys [][]byte) ([][]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.closed {
		return nil, ErrClosed
	}
	out := make([][]byte, len(keys))
	for i, k := range keys {
		if v, ok := s.get(k); ok {
			out[i] = slices.Clone(v)
		}
	}
	return out, nil
}

// Commit implements Store.
func (s *Memory) Commit(ctx context.Context, b Batch) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return ErrClosed
	}
	for _, op := range b {
		v, ok := s.get(op.Key)
		switch {
		case op.Kind == Create && ok:
			return ErrExists
		case (op.Kind == CompareAndPut || op.Kind == CompareAndDelete) && (!ok || !bytes.Equal(v, op.Old)):
			return ErrConflict
		case op.Kind < Create || op.Kind > Delete:
			return ErrInvalid
		}
	}
	size := 0
	for _, op := range b {
		if op.Kind == Create {
			size += len(op.Value)
		}
	}
	room := make([]byte, 0, size) // what begins to exist together is one piece of memory
	for _, op := range b {
		switch op.Kind {
		case Create:
			room = append(room, op.Value...)
			s.put(op.Key, room[len(room)-len(op.Value):len(room):len(room)])
		case CompareAndPut:
			s.overwrite(op.Key, op.Value)
		default:
			s.remove(op.Key)
		}
	}
	return nil
}

// Scan implements Store. It sees the records as they were when it began.
func (s *Memory) Scan(ctx context.Context, prefix []byte, fn func(key, value []byte) error) error {
	s.mu.RLock()
	if s.closed {
		s.mu.RUnlock()
		return ErrClosed
	}
	found := make(map[string][]byte)
	add := func(k string, v []byte) {
		if strings.HasPrefix(k, string(prefix)) {
			found[k] = slices.Clone(v)
		}
	}
	for k, v := range s.m {
		add(k, v)
	}
	for scope, m := range s.scopes {
		if n := min(len(scope), len(prefix)); string(scope[:n]) != string(prefix[:n]) {
			continue
		}
		for id, v := range m {
			add(string(scope[:])+string(id[:]), v)
		}
	}
	s.mu.RUnlock()
	for _, k := range slices.Sorted(maps.Keys(found)) {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := fn([]byte(k), found[k]); err != nil {
			return err
		}
	}
	return nil
}

// Close implements Store. The records are gone.
func (s *Memory) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	clear(s.scopes)
	clear(s.m)
	return nil
}

// Notify implements Notifier for the vaults that share s.
func (s *Memory) Notify(_ context.Context, id []byte) error {
	s.mu.RLock()
	fns := slices.Collect(maps.Values(s.subs))
	s.mu.RUnlock()
	for _, fn := range fns {
		fn(id)
	}
	return nil
}

// Subscribe implements Notifier.
func (s *Memory) Subscribe(fn func(id []byte)) (cancel func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := s.next
	s.next++
	s.subs[n] = fn
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.subs, n)
	}
}

// MemoryRing is a Ring in memory.
type MemoryRing struct{ m Memory }

// NewMemoryRing returns an empty MemoryRing.
func NewMemoryRing() *MemoryRing {
	return &MemoryRing{Memory{m: make(map[string][]byte), scopes: make(map[scopeKey]map[[idBytes]byte][]byte)}}
}

// Load implements Ring.
func (r *MemoryRing) Load(ctx context.Context, id []byte) ([]byte, error) {
	v, err := r.m.Get(ctx, [][]byte{id})
	if err != nil {
		return nil, err
	}
	return v[0], nil
}

// Swap implements Ring.
func (r *MemoryRing) Swap(ctx context.Context, id, old, value []byte) error {
	op := Op{Kind: CompareAndPut, Key: id, Old: old, Value: value}
	switch {
	case old == nil && value == nil:
		return ErrInvalid
	case old == nil:
		op.Kind = Create
	case value == nil:
		op.Kind = CompareAndDelete
	}
	if err := r.m.Commit(ctx, Batch{op}); err != nil {
		if err == ErrExists {
			return ErrConflict
		}
		return err
	}
	return nil
}

// List implements Ring.
func (r *MemoryRing) List(ctx context.Context, prefix []byte, fn func(id, value []byte) error) error {
	return r.m.Scan(ctx, prefix, fn)
}

// Close forgets all keys.
func (r *MemoryRing) Close() error { return r.m.Close() }
