package pseudonym_test

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/pseudonym"
	"github.com/deckname/deckname/pseudonym/bolt"
)

func person(s string) anonymize.Value { return anonymize.NewValue(anonymize.Person, s) }

func open(t testing.TB, cfg pseudonym.Config) *pseudonym.Vault {
	t.Helper()
	if cfg.Store == nil {
		cfg.Store = pseudonym.NewMemory()
	}
	if cfg.Ring == nil {
		cfg.Ring = pseudonym.NewMemoryRing()
	}
	if cfg.Keys == nil {
		k, err := pseudonym.NewLocalKeys(make([]byte, 32))
		require.NoError(t, err)
		cfg.Keys = k
	}
	cfg.DangerouslyNoAudit = cfg.Audit == nil
	v, err := pseudonym.Open(context.Background(), cfg)
	require.NoError(t, err)
	t.Cleanup(func() { _ = v.Close() })
	return v
}

func reveal(t testing.TB, v *pseudonym.Vault, scope string, tokens ...string) []string {
	t.Helper()
	vals, err := v.Reveal(context.Background(), scope, tokens, nil)
	require.NoError(t, err)
	var out []string
	for _, val := range vals {
		out = append(out, val.Expose())
	}
	return out
}

func TestSubjects(t *testing.T) {
	tests := []struct {
		name, reason string
		in           []string
		want         []string
	}{
		{"same", "one value, one pseudonym", []string{"Max Müller", "Max Müller"}, []string{"[PERSON_1]", "[PERSON_1]"}},
		{"surname", "the only Müller of the conversation", []string{"Max Müller", "Müller"}, []string{"[PERSON_1]", "[PERSON_1b]"}},
		{"genitive", "a German genitive of a known name", []string{"Max Müller", "Müllers"}, []string{"[PERSON_1]", "[PERSON_1b]"}},
		{"all forms", "the issue's list", []string{"Max Müller", "Müller", "Müllers", "MAX MÜLLER", "Müller, Max"},
			[]string{"[PERSON_1]", "[PERSON_1b]", "[PERSON_1c]", "[PERSON_1d]", "[PERSON_1e]"}},
		{"surname first", "the full name comes later", []string{"Müller", "Max Müller"}, []string{"[PERSON_1]", "[PERSON_1b]"}},
		{"namesakes", "nothing is merged on a shared surname", []string{"Max Müller", "Anna Müller", "Müller"},
			[]string{"[PERSON_1]", "[PERSON_2]", "[PERSON_3]"}},
		{"two people", "different names", []string{"Max Müller", "Eva Schmidt"}, []string{"[PERSON_1]", "[PERSON_2]"}},
		{"noble", "the surname has several words", []string{"Ursula von der Heide", "von der Heide"}, []string{"[PERSON_1]", "[PERSON_1b]"}},
		{"real s", "Peters is a surname of its own", []string{"Anna Peters", "Jan Peter"}, []string{"[PERSON_1]", "[PERSON_2]"}},
		{"title", "a title says nothing of who it is", []string{"Dr. Max Müller", "Max Müller"}, []string{"[PERSON_1]", "[PERSON_1b]"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := open(t, pseudonym.Config{})
			var vals []anonymize.Value
			for _, s := range tt.in {
				vals = append(vals, person(s))
			}
			got, err := v.Pseudonymize(context.Background(), "s", vals)
			require.NoError(t, err)
			assert.Equal(t, tt.want, got, tt.reason)
			assert.Equal(t, tt.in, reveal(t, v, "s", got...), "every spelling comes back exactly")

			one := open(t, pseudonym.Config{})
			for i, val := range vals {
				got, err := one.Pseudonymize(context.Background(), "s", []anonymize.Value{val})
				require.NoError(t, err)
				assert.Equal(t, tt.want[i], got[0], "one at a time")
			}
		})
	}
}

func TestBoltReopen(t *testing.T) {
	dir := t.TempDir()
	ctx := context.Background()
	var tokens []string
	for round := range 3 {
		store, err := bolt.Open(bolt.Config{Path: filepath.Join(dir, "vault.db")})
		require.NoError(t, err)
		ring, err := pseudonym.OpenRingFile(filepath.Join(dir, "ring"))
		require.NoError(t, err)
		keys, err := pseudonym.KeyFile(filepath.Join(dir, "key"))
		require.NoError(t, err)
		v := open(t, pseudonym.Config{Store: store, Ring: ring, Keys: keys})
		got, err := v.Pseudonymize(ctx, "s", []anonymize.Value{person("Eva Schmidt"), anonymize.NewValue(anonymize.IBANCode, "DE02 1203 0000 0000 2020 51"),
			anonymize.NewValue(anonymize.IBANCode, "DE02120300000000202051")})
		require.NoError(t, err)
		if round == 0 {
			tokens = got
			assert.Equal(t, []string{"[PERSON_1]", "[IBAN_CODE_1]", "[IBAN_CODE_1b]"}, got)
		}
		assert.Equal(t, tokens, got)
		assert.Equal(t, []string{"Eva Schmidt", "DE02 1203 0000 0000 2020 51", "DE02120300000000202051"}, reveal(t, v, "s", got...))
		_, err = v.Reveal(ctx, "other", got, nil)
		assert.ErrorIs(t, err, pseudonym.ErrUnknown)
		assert.ErrorIs(t, err, anonymize.ErrUnresolved)
		require.NoError(t, v.Close())
	}
}
