package pseudonym_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/pseudonym"
	"github.com/deckname/deckname/pseudonym/bolt"
	"github.com/deckname/deckname/pseudonym/pseudonymtest"
)

func boltAt(t testing.TB, dir string) pseudonym.Store {
	s, err := bolt.Open(bolt.Config{Path: filepath.Join(dir, "vault.db")})
	require.NoError(t, err)
	return s
}

func ringAt(t testing.TB, dir string) *pseudonym.RingFile {
	r, err := pseudonym.OpenRingFile(filepath.Join(dir, "ring"))
	require.NoError(t, err)
	return r
}

func TestMemoryStore(t *testing.T) {
	pseudonymtest.TestStore(t, func(*testing.T) pseudonym.Store { return pseudonym.NewMemory() })
}

func TestBoltStore(t *testing.T) {
	pseudonymtest.TestStore(t, func(t *testing.T) pseudonym.Store { return boltAt(t, t.TempDir()) })
}

func TestOverlay(t *testing.T) {
	pseudonymtest.TestStore(t, func(t *testing.T) pseudonym.Store {
		return pseudonym.Overlay(pseudonym.NewMemory(), pseudonym.NewMemory())
	})
}

func TestMemoryRing(t *testing.T) {
	pseudonymtest.TestRing(t, func(*testing.T) pseudonym.Ring { return pseudonym.NewMemoryRing() })
}

func TestRingFile(t *testing.T) {
	pseudonymtest.TestRing(t, func(t *testing.T) pseudonym.Ring {
		r := ringAt(t, t.TempDir())
		t.Cleanup(func() { _ = r.Close() })
		return r
	})
}

func TestKeyWrappers(t *testing.T) {
	t.Run("local", func(t *testing.T) { pseudonymtest.TestKeyWrapper(t, pseudonymtest.Keys(t)) })
	t.Run("kms", func(t *testing.T) {
		pseudonymtest.TestKeyWrapper(t, pseudonymtest.NewFakeKMS(pseudonymtest.Keys(t)))
	})
	t.Run("ring", func(t *testing.T) {
		old, err := pseudonym.NewLocalKeys(make([]byte, 32))
		require.NoError(t, err)
		pseudonymtest.TestKeyWrapper(t, pseudonym.KeyRing(pseudonymtest.Keys(t), old))
	})
}

func TestMemoryVault(t *testing.T) {
	pseudonymtest.TestVault(t, func(*testing.T) pseudonymtest.Backend {
		store, ring := pseudonym.NewMemory(), pseudonym.NewMemoryRing()
		return pseudonymtest.Backend{Shared: true, Open: func(testing.TB) (pseudonym.Store, pseudonym.Ring) {
			return keepOpen{store}, keepRing{ring}
		}}
	})
}

func TestBoltVault(t *testing.T) {
	pseudonymtest.TestVault(t, func(t *testing.T) pseudonymtest.Backend {
		dir := t.TempDir()
		return pseudonymtest.Backend{Open: func(t testing.TB) (pseudonym.Store, pseudonym.Ring) {
			return boltAt(t, dir), ringAt(t, dir)
		}}
	})
}
