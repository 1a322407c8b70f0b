package pseudonymtest

import (
	"context"
	"sync"
	"time"

	"github.com/deckname/deckname/pseudonym"
)

// Faults counts the calls of the stores, rings and key wrappers that it wraps, and fails call number At, and with Dead
// all after it, like a process that was killed there. With Late the failing call has had its effect.
type Faults struct {
	At   int // 0: never
	Dead bool
	Late bool

	mu sync.Mutex
	n  int
}

// Calls returns how many calls there were.
func (f *Faults) Calls() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.n
}

// do runs call, or fails.
func (f *Faults) do(call func() error) error {
	f.mu.Lock()
	f.n++
	hit := f.At > 0 && (f.n == f.At || f.Dead && f.n > f.At)
	late := f.Late && f.n == f.At
	f.mu.Unlock()
	if !hit {
		return call()
	}
	if late {
		_ = call()
	}
	return ErrInjected
}

// Store wraps s. Close does nothing, so that the test can open the same store again.
func (f *Faults) Store(s pseudonym.Store) pseudonym.Store { return &faultyStore{f, s} }

type faultyStore struct {
	f *Faults
	s pseudonym.Store
}

func (x *faultyStore) Get(ctx context.Context, keys [][]byte) (out [][]byte, err error) {
	err = x.f.do(func() error { out, err = x.s.Get(ctx, keys); return err })
	if err != nil {
		return nil, err
	}
	return out, nil
}

func (x *faultyStore) Commit(ctx context.Context, b pseudonym.Batch) error {
	return x.f.do(func() error { return x.s.Commit(ctx, b) })
}

func (x *faultyStore) Scan(ctx context.Context, prefix []byte, fn func(key, value []byte) error) error {
	return x.f.do(func() error { return x.s.Scan(ctx, prefix, fn) })
}

func (x *faultyStore) Close() error { return nil }

// Ring wraps r.
func (f *Faults) Ring(r pseudonym.Ring) pseudonym.Ring { return &faultyRing{f, r} }

type faultyRing struct {
	f *Faults
	r pseudonym.Ring
}

func (x *faultyRing) Load(ctx context.Context, id []byte) (out []byte, err error) {
	err = x.f.do(func() error { out, err = x.r.Load(ctx, id); return err })
	if err != nil {
		return nil, err
	}
	return out, nil
}

func (x *faultyRing) Swap(ctx context.Context, id, old, value []byte) error {
	return x.f.do(func() error { return x.r.Swap(ctx, id, old, value) })
}

func (x *faultyRing) List(ctx context.Context, prefix []byte, fn func(id, value []byte) error) error {
	return x.f.do(func() error { return x.r.List(ctx, prefix, fn) })
}

// Keys wraps k.
func (f *Faults) Keys(k pseudonym.KeyWrapper) pseudonym.KeyWrapper { return &faultyKeys{f, k} }

type faultyKeys struct {
	f *Faults
	k pseudonym.KeyWrapper
}

func (x *faultyKeys) KeyID() string { return x.k.KeyID() }

func (x *faultyKeys) Wrap(ctx context.Context, key, aad []byte) (out []byte, err error) {
	err = x.f.do(func() error { out, err = x.k.Wrap(ctx, key, aad); return err })
	if err != nil {
		return nil, err
	}
	return out, nil
}

func (x *faultyKeys) Unwrap(ctx context.Context, wrapped, aad []byte) (out []byte, err error) {
	err = x.f.do(func() error { out, err = x.k.Unwrap(ctx, wrapped, aad); return err })
	if err != nil {
		return nil, err
	}
	return out, nil
}

// FakeKMS is a KeyWrapper that behaves like a remote key service: every call takes Latency, ends with its context, and
// fails while the service is down.
type FakeKMS struct {
	Latency time.Duration
	keys    *pseudonym.LocalKeys

	mu    sync.Mutex
	down  bool
	calls int
}

// NewFakeKMS returns a service with the given keys.
func NewFakeKMS(keys *pseudonym.LocalKeys) *FakeKMS { return &FakeKMS{keys: keys} }

// SetDown switches the service off or on.
func (k *FakeKMS) SetDown(down bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.down = down
}

// Calls returns how many calls there were.
func (k *FakeKMS) Calls() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.calls
}

// KeyID implements pseudonym.KeyWrapper.
func (k *FakeKMS) KeyID() string { return "fake-kms/" + k.keys.KeyID() }

func (k *FakeKMS) call(ctx context.Context) error {
	t := time.NewTimer(k.Latency)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
		return ctx.Err()
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.calls++
	if k.down {
		return ErrInjected
	}
	return ctx.Err()
}

// Wrap implements pseudonym.KeyWrapper.
func (k *FakeKMS) Wrap(ctx context.Context, key, aad []byte) ([]byte, error) {
	if err := k.call(ctx); err != nil {
		return nil, err
	}
	return k.keys.Wrap(ctx, key, aad)
}

// Unwrap implements pseudonym.KeyWrapper.
func (k *FakeKMS) Unwrap(ctx context.Context, wrapped, aad []byte) ([]byte, error) {
	if err := k.call(ctx); err != nil {
		return nil, err
	}
	return k.keys.Unwrap(ctx, wrapped, aad)
}
