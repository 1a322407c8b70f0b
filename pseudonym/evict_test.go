package pseudonym_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/pseudonym"
)

// gate is an exclusive store whose next commit waits until it is opened.
type gate struct {
	pseudonym.Store
	armed   atomic.Bool
	entered chan struct{}
	open    chan struct{}
}

func (g *gate) Exclusive() bool { return true }

func (g *gate) Commit(ctx context.Context, b pseudonym.Batch) error {
	if g.armed.CompareAndSwap(true, false) {
		close(g.entered)
		<-g.open
	}
	return g.Store.Commit(ctx, b)
}

// TestEvictionOfABusyScope: while a scope is being written, others push it out of the cache; afterwards the process must
// not work with what it had in memory before the write.
func TestEvictionOfABusyScope(t *testing.T) {
	ctx := context.Background()
	for name, write := range map[string]func(*pseudonym.Vault) error{
		"pseudonymize": func(v *pseudonym.Vault) error {
			_, err := v.Pseudonymize(ctx, "s", []anonymize.Value{anonymize.NewValue(anonymize.Person, "Max Wolke")})
			return err
		},
		"forget": func(v *pseudonym.Vault) error { _, err := v.ForgetScope(ctx, "s"); return err },
	} {
		keys, err := pseudonym.NewLocalKeys(make([]byte, 32))
		require.NoError(t, err)
		g := &gate{Store: pseudonym.NewMemory(), entered: make(chan struct{}), open: make(chan struct{})}
		v, err := pseudonym.Open(ctx, pseudonym.Config{Store: g, Ring: pseudonym.NewMemoryRing(), Keys: keys, DangerouslyNoAudit: true, CacheScopes: 1})
		require.NoError(t, err)
		_, err = v.Pseudonymize(ctx, "s", []anonymize.Value{anonymize.NewValue(anonymize.Person, "Eva Nebel")})
		require.NoError(t, err)
		g.armed.Store(true)
		done := make(chan error)
		go func() { done <- write(v) }()
		<-g.entered
		for i := range 5 {
			_, err = v.Finder(ctx, fmt.Sprintf("other %d", i))
			require.NoError(t, err)
		}
		short, cancel := context.WithTimeout(ctx, 20*time.Millisecond)
		_, err = v.Finder(short, "s")
		cancel()
		assert.ErrorIs(t, err, context.DeadlineExceeded, "%s: there is no second state of the scope", name)
		close(g.open)
		require.NoError(t, <-done)

		f, err := v.Finder(ctx, "s")
		require.NoError(t, err)
		known, err := v.Known(ctx, "s", anonymize.Person)
		require.NoError(t, err)
		if name == "forget" {
			assert.Empty(t, known)
			_, err = v.Reveal(ctx, "s", []string{"[PERSON_1]"}, nil)
			assert.ErrorIs(t, err, pseudonym.ErrForgotten)
		} else {
			assert.Len(t, f.Find([]byte("x [PERSON_2] y"), nil), 1)
			assert.Len(t, known, 2)
		}
		require.NoError(t, v.Close())
	}
}
