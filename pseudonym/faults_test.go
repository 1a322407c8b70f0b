package pseudonym_test

import (
	"bytes"
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/pseudonym"
	"github.com/deckname/deckname/pseudonym/pseudonymtest"
)

// TestFaults runs a whole life of a vault with a failure at call k, for all k, of store, ring and key wrapper: before or
// after the call had its effect, once or for good (as if the process was killed there). Every operation is repeated
// until it succeeds, after "for good" in a new process.
func TestFaults(t *testing.T) {
	ctx := context.Background()
	vals := []anonymize.Value{person("Eva Schmidt"), person("Schmidt"), person("Max Müller"), anonymize.NewValue(anonymize.IBANCode, "DE02 1203")}
	steps := []string{"name", "name again", "forget one", "rotate", "reencrypt", "sweep", "forget scope", "after"}

	life := func(t *testing.T, f *pseudonymtest.Faults) {
		store, ring := pseudonym.NewMemory(), pseudonym.NewMemoryRing()
		now := time.Unix(1_700_000_000, 0)
		key := byte(1)
		start := func() *pseudonym.Vault {
			keys, err := pseudonym.NewLocalKeys(bytes.Repeat([]byte{key}, 32), bytes.Repeat([]byte{1}, 32))
			require.NoError(t, err)
			for {
				v, err := pseudonym.Open(ctx, pseudonym.Config{Store: f.Store(store), Ring: f.Ring(ring), Keys: f.Keys(keys),
					DangerouslyNoAudit: true, Clock: func() time.Time { return now }})
				if err == nil {
					return v
				}
				require.ErrorIs(t, err, pseudonymtest.ErrInjected)
				f.Dead = false
			}
		}
		v := start()
		issued := map[string]string{} // pseudonym → value, acknowledged
		again := func(step string, fn func() error) {
			for {
				err := fn()
				if err == nil {
					return
				}
				require.ErrorIs(t, err, pseudonymtest.ErrInjected, step)
				for _, val := range vals {
					require.NotContains(t, err.Error(), val.Expose())
				}
				if f.Dead {
					f.Dead = false
					v = start()
				}
			}
		}
		name := func(scope string, vals ...anonymize.Value) []string {
			var got []string
			again("name", func() (err error) { got, err = v.Pseudonymize(ctx, scope, vals); return err })
			for i, tok := range got {
				require.NotContains(t, tok, vals[i].Expose())
				if old, ok := issued[scope+tok]; ok {
					require.Equal(t, old, vals[i].Expose(), "a number was given twice")
				}
				issued[scope+tok] = vals[i].Expose()
			}
			return got
		}
		var first, second []string
		for _, step := range steps {
			switch step {
			case "name":
				first = name("s", vals...)
				name("other", vals[0])
			case "name again":
				require.Equal(t, first, name("s", vals...))
				second = name("s", person("Jan Peters"))
			case "forget one":
				again(step, func() error { _, err := v.Forget(ctx, "s", first[1]); return err })
				again(step, func() error {
					back, err := v.Reveal(ctx, "s", append(first, second...), nil)
					if len(back) == 0 {
						return err
					}
					require.ErrorIs(t, err, pseudonym.ErrForgotten)
					require.True(t, back[0].IsZero() && back[1].IsZero())
					require.Equal(t, "Max Müller", back[2].Expose())
					require.Equal(t, "DE02 1203", back[3].Expose())
					require.Equal(t, "Jan Peters", back[4].Expose())
					return nil
				})
			case "rotate":
				key = 2
				v = start()
				again(step, func() error { return v.Rotate(ctx, nil) })
			case "reencrypt":
				again(step, func() error { return v.Reencrypt(ctx, pseudonym.ReencryptConfig{}) })
				require.Equal(t, first[2:], name("s", vals[2:]...))
			case "sweep":
				again(step, func() error { _, err := v.Sweep(ctx); return err })
			case "forget scope":
				again(step, func() error { _, err := v.ForgetScope(ctx, "s"); return err })
			case "after":
				again(step, func() error {
					back, err := v.Reveal(ctx, "s", append(first, second...), nil)
					if len(back) == 0 {
						return err
					}
					require.ErrorIs(t, err, pseudonym.ErrForgotten)
					for _, b := range back {
						require.True(t, b.IsZero())
					}
					return nil
				})
				name("s", vals...)
				require.NotContains(t, first, name("s", vals[0])[0])
			}
		}
		again("other", func() error {
			back, err := v.Reveal(ctx, "other", []string{"[PERSON_1]"}, nil)
			if err == nil {
				require.Equal(t, "Eva Schmidt", back[0].Expose())
			}
			return err
		})
	}
	clean := &pseudonymtest.Faults{}
	life(t, clean)
	calls := clean.Calls()
	require.Greater(t, calls, 50)
	for k := 1; k <= calls; k++ {
		for _, f := range []*pseudonymtest.Faults{{At: k}, {At: k, Late: true}, {At: k, Dead: true}, {At: k, Dead: true, Late: true}} {
			t.Run(fmt.Sprintf("call %d dead %t late %t", k, f.Dead, f.Late), func(t *testing.T) { life(t, f) })
		}
	}
	assert.Positive(t, calls)
}
