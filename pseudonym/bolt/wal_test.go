package bolt_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/pseudonym"
	"github.com/deckname/deckname/pseudonym/bolt"
)

// TestTornLog: whatever a crash leaves of the log's end, Open takes every whole frame and nothing else.
func TestTornLog(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	s, err := bolt.Open(bolt.Config{Path: filepath.Join(dir, "a.db")})
	require.NoError(t, err)
	tree, err := os.ReadFile(filepath.Join(dir, "a.db"))
	require.NoError(t, err)
	const n = 5
	var sizes []int64 // of the log after each commit
	for i := range n {
		require.NoError(t, s.Commit(ctx, pseudonym.Batch{{Kind: pseudonym.Create, Key: fmt.Appendf(nil, "key %d", i), Value: []byte{byte(i)}},
			{Kind: pseudonym.Create, Key: fmt.Appendf(nil, "twin %d", i), Value: []byte{byte(i)}}}))
		info, err := os.Stat(filepath.Join(dir, "a.db-wal1"))
		require.NoError(t, err)
		sizes = append(sizes, info.Size())
	}
	log, err := os.ReadFile(filepath.Join(dir, "a.db-wal1"))
	require.NoError(t, err)
	require.NoError(t, s.Close())
	_, err = os.Stat(filepath.Join(dir, "a.db-wal1"))
	assert.ErrorIs(t, err, os.ErrNotExist, "a closed store is one file")

	check := func(log []byte, whole int, why string) {
		t.Helper()
		dir := t.TempDir()
		path := filepath.Join(dir, "b.db")
		require.NoError(t, os.WriteFile(path, tree, 0o600))
		require.NoError(t, os.WriteFile(path+"-wal1", log, 0o600))
		for range 2 { // and the next time
			s, err := bolt.Open(bolt.Config{Path: path, DangerouslyNoSync: true})
			require.NoError(t, err)
			count := 0
			require.NoError(t, s.Scan(ctx, nil, func(_, _ []byte) error { count++; return nil }))
			assert.Equal(t, 2*whole, count, why)
			require.NoError(t, s.Close())
		}
	}
	for cut := 0; cut <= len(log); cut += 7 {
		whole := 0
		for _, size := range sizes {
			if size <= int64(cut) {
				whole++
			}
		}
		check(log[:cut], whole, fmt.Sprintf("cut at %d", cut))
	}
	zeros := append(append([]byte{}, log[:sizes[2]]...), make([]byte, 200)...)
	check(zeros, 3, "a file that was made longer before its data came")

	// a broken frame before whole ones is no torn end: something acknowledged is gone
	for name, at := range map[string]int64{"body": sizes[1] + 12, "length": sizes[1] + 1, "check sum": sizes[1] + 5, "type of the first change": sizes[0] + 8} {
		broken := append([]byte{}, log...)
		broken[at] ^= 0x40
		path := filepath.Join(t.TempDir(), "c.db")
		require.NoError(t, os.WriteFile(path, tree, 0o600))
		require.NoError(t, os.WriteFile(path+"-wal1", broken, 0o600))
		_, err := bolt.Open(bolt.Config{Path: path})
		assert.ErrorIs(t, err, pseudonym.ErrCorrupt, name)
	}
}
