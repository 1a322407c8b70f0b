//go:build integration

package pseudonym_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/pseudonym"
	"github.com/deckname/deckname/pseudonym/pseudonymtest"
)

// TestMoveToPostgres moves a vault from one machine's files to a server while it serves.
func TestMoveToPostgres(t *testing.T) {
	ctx := context.Background()
	dir, name := t.TempDir(), unique()
	v, err := pseudonym.Open(ctx, pseudonym.Config{Store: boltAt(t, dir), Ring: ringAt(t, dir), Keys: pseudonymtest.Keys(t), DangerouslyNoAudit: true})
	require.NoError(t, err)
	want := map[string]map[string]string{}
	for i := range 50 {
		scope := fmt.Sprint("scope ", i)
		want[scope] = map[string]string{}
		for k, tok := range put(t, v, scope, canaries(20)...) {
			want[scope][tok] = canaries(20)[k].Expose()
		}
	}
	require.NoError(t, v.Close())

	// the ring first, in a moment without writers; then the records, beside the running vault
	oldRing, newRing := ringAt(t, dir), postgresRing(t, name)
	n, err := pseudonym.ImportRing(ctx, oldRing, newRing)
	require.NoError(t, err)
	assert.Equal(t, 52, n, "root, tenant, scopes")
	require.NoError(t, oldRing.Close())
	old, next := boltAt(t, dir), postgresStore(t, name)
	v, err = pseudonym.Open(ctx, pseudonym.Config{Store: pseudonym.Overlay(next, old), Ring: newRing, Keys: pseudonymtest.Keys(t), DangerouslyNoAudit: true})
	require.NoError(t, err)
	var wg sync.WaitGroup
	var mu sync.Mutex
	for w := range 4 {
		wg.Go(func() {
			for i := range 50 {
				scope := fmt.Sprint("scope ", (i+w*13)%50)
				val := person(fmt.Sprintf("Neuling%d Ankunft%d", w, i))
				got, err := v.Pseudonymize(ctx, scope, []anonymize.Value{val})
				if !assert.NoError(t, err) {
					return
				}
				mu.Lock()
				assert.Empty(t, want[scope][got[0]])
				want[scope][got[0]] = val.Expose()
				mu.Unlock()
			}
		})
	}
	_, err = pseudonym.Import(ctx, old, next)
	require.NoError(t, err)
	wg.Wait()
	require.NoError(t, v.Close())

	v, err = pseudonym.Open(ctx, pseudonym.Config{Store: postgresStore(t, name), Ring: postgresRing(t, name), Keys: pseudonymtest.Keys(t), DangerouslyNoAudit: true})
	require.NoError(t, err)
	defer v.Close()
	for scope, tokens := range want {
		assert.GreaterOrEqual(t, len(tokens), 20)
		for tok, text := range tokens {
			assert.Equal(t, text, reveal(t, v, scope, tok)[0])
		}
	}
}
