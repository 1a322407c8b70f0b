// Package pseudonymtest holds the executable contracts of package pseudonym's seams: TestStore, TestRing and
// TestKeyWrapper for implementers of those, TestVault for a whole set of them, and fakes with behaviour: FakeKMS, and
// Faults, which fails at a chosen call. It is for tests only.
package pseudonymtest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/pseudonym"
)

// key returns a key of the length that vaults use; those of one group share the first 32 bytes.
func key(group, n int) []byte { return fmt.Appendf(nil, "%016d%016d%016d", group%3, group, n) }

// commit wipes the Batch behind the call, which the store may not keep.
func commit(s pseudonym.Store, ops ...pseudonym.Op) error {
	defer clear(ops)
	return s.Commit(context.Background(), ops)
}

func get(t testing.TB, s pseudonym.Store, keys ...[]byte) []string {
	t.Helper()
	got, err := s.Get(context.Background(), keys)
	require.NoError(t, err)
	require.Len(t, got, len(keys))
	var out []string
	for _, v := range got {
		if v == nil {
			out = append(out, "nil")
			continue
		}
		out = append(out, string(v))
	}
	return out
}

// TestStore checks the contract of pseudonym.Store. open returns an empty store each time; the test closes it.
func TestStore(t *testing.T, open func(t *testing.T) pseudonym.Store) {
	ctx := context.Background()
	create := func(k []byte, v string) pseudonym.Op {
		return pseudonym.Op{Kind: pseudonym.Create, Key: k, Value: []byte(v)}
	}
	put := func(k []byte, old, v string) pseudonym.Op {
		return pseudonym.Op{Kind: pseudonym.CompareAndPut, Key: k, Old: []byte(old), Value: []byte(v)}
	}
	del := func(k []byte, old string) pseudonym.Op {
		return pseudonym.Op{Kind: pseudonym.CompareAndDelete, Key: k, Old: []byte(old)}
	}
	a, b, c := key(1, 1), key(1, 2), key(1, 3)

	t.Run("commit", func(t *testing.T) {
		s := open(t)
		defer s.Close()
		require.NoError(t, commit(s, create(a, "1"), create(b, "2")))
		assert.Equal(t, []string{"1", "nil", "2"}, get(t, s, a, c, b), "in the order of the keys")
		assert.ErrorIs(t, commit(s, create(c, "3"), create(a, "x")), pseudonym.ErrExists)
		assert.ErrorIs(t, commit(s, create(c, "3"), put(a, "x", "y")), pseudonym.ErrConflict)
		assert.ErrorIs(t, commit(s, put(a, "1", "y"), del(b, "x")), pseudonym.ErrConflict)
		assert.ErrorIs(t, commit(s, put(c, "", "y")), pseudonym.ErrConflict, "a missing key equals nothing")
		assert.Equal(t, []string{"1", "2", "nil"}, get(t, s, a, b, c), "a failed batch leaves nothing")
		require.NoError(t, commit(s, put(a, "1", "one"), del(b, "2"), create(c, "3")))
		assert.Equal(t, []string{"one", "nil", "3"}, get(t, s, a, b, c))
		require.NoError(t, commit(s, pseudonym.Op{Kind: pseudonym.Delete, Key: b}, pseudonym.Op{Kind: pseudonym.Delete, Key: c}),
			"deleting what is not there is done")
		assert.Equal(t, []string{"one", "nil", "nil"}, get(t, s, a, b, c))
		require.NoError(t, commit(s, create(c, "again")))
		assert.Error(t, commit(s, pseudonym.Op{Kind: 9, Key: a}), "an unknown kind")
	})
	t.Run("binary", func(t *testing.T) {
		s := open(t)
		defer s.Close()
		k, v := []byte{0, 1, 0xFF, '%', '*', '[', '\n', 0}, string([]byte{0, 0xFF, '\'', '\\', 0})
		require.NoError(t, commit(s, create(k, v)))
		assert.Equal(t, []string{v}, get(t, s, k))
		require.NoError(t, commit(s, put(k, v, v+v)))
		require.NoError(t, commit(s, del(k, v+v)))
	})
	t.Run("large", func(t *testing.T) {
		s := open(t)
		defer s.Close()
		var ops pseudonym.Batch
		for i := range 1000 {
			ops = append(ops, create(key(1, i), fmt.Sprint(i)))
		}
		require.NoError(t, s.Commit(ctx, ops))
		big := string(make([]byte, 1<<20))
		require.NoError(t, commit(s, create(key(2, 0), big)))
		assert.Equal(t, []string{big, "999"}, get(t, s, key(2, 0), key(1, 999)))
	})
	t.Run("scan", func(t *testing.T) {
		s := open(t)
		defer s.Close()
		const groups, each = 4, 1200 // more than a page of any store
		for g := range groups {
			var ops pseudonym.Batch
			for i := range each {
				ops = append(ops, create(key(g, i), "v"))
			}
			require.NoError(t, s.Commit(ctx, ops))
		}
		count := func(prefix []byte) int {
			seen := make(map[string]bool)
			require.NoError(t, s.Scan(ctx, prefix, func(k, v []byte) error {
				assert.Equal(t, "v", string(v))
				assert.False(t, seen[string(k)], "a key twice")
				seen[string(k)] = true
				return nil
			}))
			return len(seen)
		}
		assert.Equal(t, groups*each, count(nil))
		assert.Equal(t, each, count(key(2, 0)[:32]))
		assert.Equal(t, 2*each, count(key(3, 0)[:16]), "groups 0 and 3")
		assert.Equal(t, 1, count(key(1, 7)))
		assert.Equal(t, 0, count([]byte("none")))
		stop := errors.New("stop")
		assert.ErrorIs(t, s.Scan(ctx, nil, func(_, _ []byte) error { return stop }), stop)
		n := 0
		require.NoError(t, s.Scan(ctx, key(1, 0)[:32], func(k, _ []byte) error {
			n++
			return s.Commit(ctx, pseudonym.Batch{{Kind: pseudonym.Delete, Key: append([]byte(nil), k...)}})
		}), "fn may write")
		assert.Equal(t, each, n)
		assert.Equal(t, 0, count(key(1, 0)[:32]))
	})
	t.Run("races", func(t *testing.T) {
		s := open(t)
		defer s.Close()
		const workers, rounds = 8, 40
		require.NoError(t, commit(s, create(a, "0")))
		var wg sync.WaitGroup
		var mu sync.Mutex
		created, bumped := make(map[int]int), 0
		for w := range workers {
			wg.Go(func() {
				for i := range rounds {
					err := commit(s, create(key(2, i), fmt.Sprint(w)), create(key(3, w*rounds+i), ""))
					mu.Lock()
					if err == nil {
						created[i]++
					} else {
						assert.ErrorIs(t, err, pseudonym.ErrExists)
					}
					mu.Unlock()
					got, err := s.Get(ctx, [][]byte{a})
					if !assert.NoError(t, err) {
						return
					}
					err = commit(s, put(a, string(got[0]), string(got[0])+"x"))
					mu.Lock()
					if err == nil {
						bumped++
					} else {
						assert.ErrorIs(t, err, pseudonym.ErrConflict)
					}
					mu.Unlock()
				}
			})
		}
		wg.Wait()
		for i := range rounds {
			assert.Equal(t, 1, created[i], "exactly one create wins")
		}
		assert.Len(t, get(t, s, a)[0], 1+bumped, "every acknowledged put counts")
		n := 0
		require.NoError(t, s.Scan(ctx, key(3, 0)[:32], func(_, _ []byte) error { n++; return nil }))
		assert.Equal(t, rounds, n, "what stood beside a lost create is not there")
	})
	t.Run("context and close", func(t *testing.T) {
		s := open(t)
		gone, cancel := context.WithCancel(ctx)
		cancel()
		_, err := s.Get(gone, [][]byte{a})
		assert.ErrorIs(t, err, context.Canceled)
		assert.ErrorIs(t, s.Commit(gone, pseudonym.Batch{create(a, "1")}), context.Canceled)
		require.NoError(t, s.Close())
		_, err = s.Get(ctx, [][]byte{a})
		assert.ErrorIs(t, err, pseudonym.ErrClosed)
		assert.ErrorIs(t, commit(s, create(a, "1")), pseudonym.ErrClosed)
		assert.NoError(t, s.Close(), "twice is harmless")
	})
}

// TestRing checks the contract of pseudonym.Ring. open returns an empty ring each time.
func TestRing(t *testing.T, open func(t *testing.T) pseudonym.Ring) {
	ctx := context.Background()
	r := open(t)
	a, b := []byte{2, 0, 0xFF, '*'}, []byte{2, 1}
	load := func(id []byte) []byte {
		v, err := r.Load(ctx, id)
		require.NoError(t, err)
		return v
	}
	assert.Nil(t, load(a))
	require.NoError(t, r.Swap(ctx, a, nil, []byte("one")))
	assert.ErrorIs(t, r.Swap(ctx, a, nil, []byte("two")), pseudonym.ErrConflict)
	assert.ErrorIs(t, r.Swap(ctx, a, []byte("x"), []byte("two")), pseudonym.ErrConflict)
	assert.ErrorIs(t, r.Swap(ctx, b, []byte("x"), []byte("two")), pseudonym.ErrConflict)
	assert.ErrorIs(t, r.Swap(ctx, b, []byte("x"), nil), pseudonym.ErrConflict)
	assert.Error(t, r.Swap(ctx, b, nil, nil))
	assert.Equal(t, "one", string(load(a)))
	long := make([]byte, 3000)
	for i := range long {
		long[i] = byte(i)
	}
	require.NoError(t, r.Swap(ctx, a, []byte("one"), long))
	assert.Equal(t, long, load(a))
	require.NoError(t, r.Swap(ctx, b, nil, []byte("b")))
	require.NoError(t, r.Swap(ctx, []byte{1, 1}, nil, []byte("c")))
	seen := map[string]string{}
	require.NoError(t, r.List(ctx, []byte{2}, func(id, v []byte) error {
		seen[string(id)] = string(v)
		return r.Swap(ctx, append([]byte(nil), id...), append([]byte(nil), v...), []byte("new"))
	}))
	assert.Equal(t, map[string]string{string(a): string(long), string(b): "b"}, seen)
	assert.Equal(t, "new", string(load(a)))
	require.NoError(t, r.Swap(ctx, a, []byte("new"), nil))
	assert.Nil(t, load(a))

	wins := 0
	var mu sync.Mutex
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			if err := r.Swap(ctx, a, nil, fmt.Append(nil, i)); err == nil {
				mu.Lock()
				wins++
				mu.Unlock()
			} else {
				assert.ErrorIs(t, err, pseudonym.ErrConflict)
			}
		})
	}
	wg.Wait()
	assert.Equal(t, 1, wins)
}

// TestKeyWrapper checks the contract of pseudonym.KeyWrapper.
func TestKeyWrapper(t *testing.T, w pseudonym.KeyWrapper) {
	ctx := context.Background()
	dek, aad := []byte("0123456789abcdef0123456789ABCDEF"), []byte("where it belongs")
	assert.NotEmpty(t, w.KeyID())
	assert.Less(t, len(w.KeyID()), 256)
	one, err := w.Wrap(ctx, dek, aad)
	require.NoError(t, err)
	two, err := w.Wrap(ctx, dek, aad)
	require.NoError(t, err)
	assert.NotContains(t, string(one), string(dek))
	for _, wrapped := range [][]byte{one, two} {
		got, err := w.Unwrap(ctx, wrapped, aad)
		require.NoError(t, err)
		assert.Equal(t, dek, got)
	}
	_, err = w.Unwrap(ctx, one, []byte("elsewhere"))
	assert.Error(t, err, "another aad")
	step := max(1, len(one)/64) // a slow wrapper is not asked for every bit
	for i := 0; i < len(one); i += step {
		bad := append([]byte(nil), one...)
		bad[i] ^= 1
		got, err := w.Unwrap(ctx, bad, aad)
		assert.Error(t, err, "byte %d changed", i)
		assert.Nil(t, got)
	}
	for _, n := range []int{0, 1, len(one) / 2, len(one) - 1} {
		_, err := w.Unwrap(ctx, one[:n], aad)
		assert.Error(t, err, "cut to %d bytes", n)
	}
	gone, cancel := context.WithCancel(ctx)
	cancel()
	_, err = w.Wrap(gone, dek, aad)
	assert.ErrorIs(t, err, context.Canceled)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			x, err := w.Wrap(ctx, dek, aad)
			assert.NoError(t, err)
			got, err := w.Unwrap(ctx, x, aad)
			assert.NoError(t, err)
			assert.Equal(t, dek, got)
		})
	}
	wg.Wait()
}
