package pseudonymtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/pseudonym"
)

// Backend opens the store and the ring of one vault. Each Open of one Backend value sees the same data, as another
// process would; Shared tells whether two may be open at once.
type Backend struct {
	Open   func(t testing.TB) (pseudonym.Store, pseudonym.Ring)
	Shared bool
}

// Person returns a PERSON value.
func Person(text string) anonymize.Value { return anonymize.NewValue(anonymize.Person, text) }

// Keys returns a key wrapper with a fixed key.
func Keys(t testing.TB) *pseudonym.LocalKeys {
	k, err := pseudonym.NewLocalKeys(bytes.Repeat([]byte{7}, 32))
	require.NoError(t, err)
	return k
}

// OpenVault opens a vault without audit on b.
func (b Backend) OpenVault(t testing.TB, cfg pseudonym.Config) *pseudonym.Vault {
	t.Helper()
	cfg.Store, cfg.Ring = b.Open(t)
	if cfg.Keys == nil {
		cfg.Keys = Keys(t)
	}
	cfg.DangerouslyNoAudit = cfg.Audit == nil
	v, err := pseudonym.Open(context.Background(), cfg)
	require.NoError(t, err)
	return v
}

// TestVault checks the promises of pseudonym.Vault on a backend. open returns an empty backend each time.
func TestVault(t *testing.T, open func(t *testing.T) Backend) {
	ctx := context.Background()
	t.Run("reopen", func(t *testing.T) {
		b := open(t)
		var tokens []string
		vals := []anonymize.Value{Person("Eva Schmidt"), Person("Schmidt"), anonymize.NewValue(anonymize.IBANCode, "DE02 1203")}
		for range 3 {
			v := b.OpenVault(t, pseudonym.Config{})
			got, err := v.Pseudonymize(ctx, "s", vals)
			require.NoError(t, err)
			if tokens == nil {
				tokens = got
			}
			assert.Equal(t, tokens, got)
			back, err := v.Reveal(ctx, "s", got, nil)
			require.NoError(t, err)
			for i := range back {
				assert.Equal(t, vals[i].Expose(), back[i].Expose())
			}
			known, err := v.Known(ctx, "s", anonymize.Person)
			require.NoError(t, err)
			assert.Len(t, known, 1)
			require.NoError(t, v.Close())
		}
	})
	t.Run("forget", func(t *testing.T) { testForget(t, open(t)) })
	t.Run("races", func(t *testing.T) {
		b := open(t)
		vaults := 1
		if b.Shared {
			vaults = 2
		}
		testRaces(t, b, vaults)
	})
	t.Run("rotate and move", func(t *testing.T) {
		b := open(t)
		v := b.OpenVault(t, pseudonym.Config{})
		tokens, err := v.Pseudonymize(ctx, "s", []anonymize.Value{Person("Eva Schmidt")})
		require.NoError(t, err)
		require.NoError(t, v.Close())
		next, err := pseudonym.NewLocalKeys(bytes.Repeat([]byte{8}, 32), bytes.Repeat([]byte{7}, 32))
		require.NoError(t, err)
		v = b.OpenVault(t, pseudonym.Config{Keys: next})
		require.NoError(t, v.Rotate(ctx, nil))
		require.NoError(t, v.Reencrypt(ctx, pseudonym.ReencryptConfig{}))
		require.NoError(t, v.Close())
		next, err = pseudonym.NewLocalKeys(bytes.Repeat([]byte{8}, 32))
		require.NoError(t, err)
		v = b.OpenVault(t, pseudonym.Config{Keys: next})
		defer v.Close()
		back, err := v.Reveal(ctx, "s", tokens, nil)
		require.NoError(t, err)
		assert.Equal(t, "Eva Schmidt", back[0].Expose())
	})
}

func testForget(t *testing.T, b Backend) {
	ctx := context.Background()
	v := b.OpenVault(t, pseudonym.Config{})
	defer v.Close()
	w := v
	if b.Shared {
		w = b.OpenVault(t, pseudonym.Config{})
		defer w.Close()
	}
	tokens, err := v.Pseudonymize(ctx, "s", []anonymize.Value{Person("Eva Schmidt"), Person("Max Müller"), Person("Schmidt")})
	require.NoError(t, err)
	_, err = w.Reveal(ctx, "s", tokens, nil)
	require.NoError(t, err)
	_, err = v.Forget(ctx, "s", tokens[0])
	require.NoError(t, err)
	back, err := w.Reveal(ctx, "s", tokens, nil)
	assert.ErrorIs(t, err, pseudonym.ErrForgotten)
	assert.True(t, back[0].IsZero() && back[2].IsZero(), "every spelling is gone")
	assert.Equal(t, "Max Müller", back[1].Expose())

	var backup bytes.Buffer
	_, err = v.Backup(ctx, &backup)
	require.NoError(t, err)
	_, err = v.ForgetScope(ctx, "s")
	require.NoError(t, err)
	for _, x := range []*pseudonym.Vault{v, w} {
		_, err = x.Reveal(ctx, "s", tokens, nil)
		assert.ErrorIs(t, err, pseudonym.ErrForgotten)
		assert.NotErrorIs(t, err, pseudonym.ErrUnknown)
	}
	got, err := w.Pseudonymize(ctx, "s", []anonymize.Value{Person("Eva Schmidt")})
	require.NoError(t, err)
	assert.Equal(t, []string{"[PERSON_3]"}, got, "numbers go on")
	back, err = v.Reveal(ctx, "s", got, nil)
	require.NoError(t, err)
	assert.Equal(t, "Eva Schmidt", back[0].Expose())
}

// testRaces lets writers of several vaults name the same values in the same scopes while one scope is forgotten now and
// then, and checks that no value has two pseudonyms, no pseudonym two values, and none is lost.
func testRaces(t *testing.T, b Backend, vaults int) {
	ctx := context.Background()
	var vs []*pseudonym.Vault
	for range vaults {
		v := b.OpenVault(t, pseudonym.Config{})
		defer v.Close()
		vs = append(vs, v)
	}
	const scopes, values, workers = 3, 24, 4
	var mu sync.Mutex
	tokenOf, valueOf := make(map[string]string), make(map[string]string)
	var wg sync.WaitGroup
	for w := range workers * vaults {
		wg.Go(func() {
			v := vs[w%vaults]
			for i := range values {
				scope := fmt.Sprint("scope ", (i+w)%scopes)
				vals := []anonymize.Value{Person(fmt.Sprintf("Vorname%d Nachname%d", i, i)), anonymize.NewValue(anonymize.IBANCode, fmt.Sprint("DE ", i%5))}
				got, err := v.Pseudonymize(ctx, scope, vals)
				if !assert.NoError(t, err) {
					return
				}
				mu.Lock()
				for k, tok := range got {
					id, tid := scope+"|"+vals[k].Expose(), scope+"|"+tok
					if old, ok := tokenOf[id]; ok {
						assert.Equal(t, old, tok, "one value, two pseudonyms")
					}
					if old, ok := valueOf[tid]; ok {
						assert.Equal(t, old, vals[k].Expose(), "one pseudonym, two values")
					}
					tokenOf[id], valueOf[tid] = tok, vals[k].Expose()
				}
				mu.Unlock()
				if i%8 == 3 && w == 0 {
					_, err := v.Pseudonymize(ctx, "victim", vals)
					assert.NoError(t, err)
					_, err = v.ForgetScope(ctx, "victim")
					assert.NoError(t, err)
				}
			}
		})
	}
	wg.Wait()
	for tid, value := range valueOf {
		scope, tok, _ := bytes.Cut([]byte(tid), []byte("|"))
		back, err := vs[len(vs)-1].Reveal(ctx, string(scope), []string{string(tok)}, nil)
		if assert.NoError(t, err) {
			assert.Equal(t, value, back[0].Expose())
		}
	}
}

// ErrInjected is what Faults returns.
var ErrInjected = errors.New("pseudonymtest: injected failure")
