//go:build integration

package pseudonym_test

import (
	"context"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/pseudonym"
	"github.com/deckname/deckname/pseudonym/bolt"
)

// TestGrowth: a message costs the same in a vault of a thousand records and in one of a million (DECKNAME_TEST_RECORDS
// for more), bulk-loaded with records of the usual size. Cold: every message is the first or second of its conversation.
func TestGrowth(t *testing.T) {
	big := 1_000_000
	if s := os.Getenv("DECKNAME_TEST_RECORDS"); s != "" {
		var err error
		big, err = strconv.Atoi(s)
		require.NoError(t, err)
	}
	cost := func(records int) time.Duration {
		dir := t.TempDir()
		store, err := bolt.Open(bolt.Config{Path: filepath.Join(dir, "vault.db"), DangerouslyNoSync: true})
		require.NoError(t, err)
		ctx := context.Background()
		const chunk = 10_000
		for at := 0; at < records; at += chunk {
			var b pseudonym.Batch
			for i := at; i < min(at+chunk, records); i++ {
				key := make([]byte, 48)
				binary.BigEndian.PutUint64(key, uint64(float64(i)/float64(records)*float64(1<<63))<<1) // in order, all over the key space
				binary.BigEndian.PutUint64(key[40:], uint64(i))
				b = append(b, pseudonym.Op{Kind: pseudonym.Create, Key: key, Value: make([]byte, 125)})
			}
			require.NoError(t, store.Commit(ctx, b))
		}
		require.NoError(t, store.Close()) // which brings everything into the tree
		store, err = bolt.Open(bolt.Config{Path: filepath.Join(dir, "vault.db"), DangerouslyNoSync: true})
		require.NoError(t, err)
		v := open(t, pseudonym.Config{Store: store})
		best := time.Hour
		for round := range 5 {
			const messages = 1000
			start := time.Now()
			for i := range messages {
				scope := fmt.Sprintf("%d scope %d", round, i/2)
				put(t, v, scope, person(fmt.Sprintf("Vorname%d Nachname%d", i, i)), anonymize.NewValue(anonymize.IBANCode, fmt.Sprint("DE ", i)))
			}
			best = min(best, time.Since(start)/messages)
		}
		require.NoError(t, v.Close())
		return best
	}
	small, large := cost(1000), cost(big)
	t.Logf("per message: %v with 1,000 records, %v with %d, ratio %.2f", small, large, big, float64(large)/float64(small))
	assert.LessOrEqual(t, float64(large)/float64(small), 2.0)
}
