package pseudonym_test

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/pseudonym"
)

var update = flag.Bool("update", false, "write the vectors of the current format version anew; released ones must never change")

// vectors is a whole vault as it is stored, and what it must give for ever.
type vectors struct {
	Comment string
	KeyFile string
	Ring    map[string]string // hexadecimal
	Records map[string]string
	Scopes  map[string]map[string]string // scope → pseudonym → value
	Types   map[string]string            // value → type
	Gone    map[string]string            // forgotten pseudonym → scope
}

const vectorFile = "vectors-1.json"

func makeVectors(t *testing.T) {
	ctx := context.Background()
	store, ring := pseudonym.NewMemory(), pseudonym.NewMemoryRing()
	path := filepath.Join(t.TempDir(), "key")
	keys, err := pseudonym.KeyFile(path)
	require.NoError(t, err)
	v := open(t, pseudonym.Config{Store: store, Ring: ring, Keys: keys})
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	x := vectors{Comment: "go test ./pseudonym -run TestVectors -update: a vault of record and ring format 1; all names are invented",
		KeyFile: string(text), Ring: map[string]string{}, Records: map[string]string{}, Scopes: map[string]map[string]string{},
		Types: map[string]string{}, Gone: map[string]string{}}
	vals := []anonymize.Value{person("Eva Schmidt"), person("Schmidt"), person("Jan Peters"), anonymize.NewValue(anonymize.IBANCode, "DE02 1203 0000 0000 2020 51"),
		anonymize.NewValue(anonymize.Placeholder, "[PERSON_9]"), anonymize.NewValue("CUSTOM_TYPE", "äöü\x00€")}
	scopes := []string{"plain", pseudonym.Scope{Tenant: "Amt 1", Channel: "web", Conversation: "a/b"}.String()}
	for _, scope := range scopes {
		put(t, v, scope, person("Gone Forever"))
		put(t, v, scope, vals...)
		_, err = v.Forget(ctx, scope, "[PERSON_1]")
		require.NoError(t, err)
		x.Scopes[scope] = map[string]string{}
		for i, tok := range put(t, v, scope, vals...) {
			x.Scopes[scope][tok] = vals[i].Expose()
			x.Types[vals[i].Expose()] = string(vals[i].Type())
		}
	}
	x.Gone["[PERSON_1]"] = "plain"
	put(t, v, "dead", person("Gone Forever"), person("Also Gone"))
	_, err = v.ForgetScope(ctx, "dead")
	require.NoError(t, err)
	x.Gone["[PERSON_2]"] = "dead"
	require.NoError(t, store.Scan(ctx, nil, func(k, v []byte) error {
		x.Records[hex.EncodeToString(k)] = hex.EncodeToString(v)
		return nil
	}))
	require.NoError(t, ring.List(ctx, nil, func(k, v []byte) error {
		x.Ring[hex.EncodeToString(k)] = hex.EncodeToString(v)
		return nil
	}))
	b, err := json.MarshalIndent(x, "", "\t")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join("testdata", vectorFile), append(b, '\n'), 0o644))
}

func unhex(t testing.TB, s string) []byte {
	b, err := hex.DecodeString(s)
	require.NoError(t, err)
	return b
}

// load returns the stored vault, with change applied to every record and ring entry.
func (x *vectors) load(t testing.TB, change func(ring bool, value []byte) []byte) *pseudonym.Vault {
	ctx := context.Background()
	store, ring := pseudonym.NewMemory(), pseudonym.NewMemoryRing()
	for k, v := range x.Records {
		require.NoError(t, store.Commit(ctx, pseudonym.Batch{{Kind: pseudonym.Create, Key: unhex(t, k), Value: change(false, unhex(t, v))}}))
	}
	for k, v := range x.Ring {
		require.NoError(t, ring.Swap(ctx, unhex(t, k), nil, change(true, unhex(t, v))))
	}
	keys, err := pseudonym.ParseKeys([]byte(x.KeyFile))
	require.NoError(t, err)
	v, err := pseudonym.Open(ctx, pseudonym.Config{Store: store, Ring: ring, Keys: keys, DangerouslyNoAudit: true})
	if err != nil {
		return nil
	}
	return v
}

// TestVectors: a vault that format version 1 wrote is read by every later version of this package.
func TestVectors(t *testing.T) {
	ctx := context.Background()
	if *update {
		makeVectors(t)
	}
	var x vectors
	b, err := os.ReadFile(filepath.Join("testdata", vectorFile))
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(b, &x))
	same := func(_ bool, v []byte) []byte { return v }
	v := x.load(t, same)
	require.NotNil(t, v)
	require.Len(t, x.Scopes, 2)
	for scope, tokens := range x.Scopes {
		for tok, text := range tokens {
			assert.Equal(t, text, reveal(t, v, scope, tok)[0])
			assert.Equal(t, tok, put(t, v, scope, anonymize.NewValue(anonymize.EntityType(x.Types[text]), text))[0])
		}
		assert.Equal(t, []string{"[PERSON_4]"}, put(t, v, scope, person("Max Neumann")), "counters go on")
	}
	for tok, scope := range x.Gone {
		_, err := v.Reveal(ctx, scope, []string{tok}, nil)
		assert.ErrorIs(t, err, pseudonym.ErrForgotten)
	}

	for name, change := range map[string]func(bool, []byte) []byte{
		"record bit": func(ring bool, b []byte) []byte {
			if !ring {
				b[len(b)-1] ^= 1
			}
			return b
		},
		"record nonce":   func(ring bool, b []byte) []byte { b[3] ^= byte(boolInt(!ring)); return b },
		"record cut":     func(ring bool, b []byte) []byte { return b[:len(b)-boolInt(!ring)] },
		"record version": func(ring bool, b []byte) []byte { b[0] += byte(boolInt(!ring)); return b },
		"ring bit":       func(ring bool, b []byte) []byte { b[len(b)-1] ^= byte(boolInt(ring)); return b },
		"ring version":   func(ring bool, b []byte) []byte { b[0] += byte(boolInt(ring)); return b },
		"ring cut":       func(ring bool, b []byte) []byte { return b[:len(b)-boolInt(ring)] },
	} {
		v := x.load(t, change)
		if v == nil {
			continue // the root did not open
		}
		_, err := v.Reveal(ctx, "plain", []string{"[PERSON_2]"}, nil)
		assert.Error(t, err, name)
		assert.NotErrorIs(t, err, anonymize.ErrUnresolved, "%s: damage is no missing value", name)
		_, err = v.Pseudonymize(ctx, "plain", []anonymize.Value{person("Eva Schmidt")})
		assert.Error(t, err, name)
	}
	// records of one scope in the places of another
	ks := make([]string, 0, len(x.Records))
	for k := range x.Records {
		ks = append(ks, k)
	}
	swapped := x
	swapped.Records = map[string]string{}
	for i, k := range ks {
		swapped.Records[k] = x.Records[ks[(i+1)%len(ks)]]
	}
	v = swapped.load(t, same)
	_, err = v.Reveal(ctx, "plain", []string{"[PERSON_2]"}, nil)
	assert.ErrorIs(t, err, pseudonym.ErrCorrupt)
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// FuzzRestore: a backup in which anything was changed is refused, or brings back what was in it and nothing else.
func FuzzRestore(f *testing.F) {
	ring := pseudonym.NewMemoryRing()
	v := open(f, pseudonym.Config{Ring: ring})
	put(f, v, "s", person("Eva Schmidt"))
	var b bytes.Buffer
	_, err := v.Backup(context.Background(), &b)
	require.NoError(f, err)
	f.Add(b.Bytes())
	f.Add(b.Bytes()) // twice: the ring outlives the vault of the first
	f.Add(b.Bytes()[:b.Len()/2])
	f.Fuzz(func(t *testing.T, data []byte) {
		store := pseudonym.NewMemory()
		if _, err := pseudonym.Restore(context.Background(), store, bytes.NewReader(data)); err != nil {
			return
		}
		v := open(t, pseudonym.Config{Store: store, Ring: struct{ pseudonym.Ring }{ring}}) // without its Close
		vals, err := v.Reveal(context.Background(), "s", []string{"[PERSON_1]"}, nil)
		if err == nil {
			require.Equal(t, "Eva Schmidt", vals[0].Expose())
		}
	})
}
