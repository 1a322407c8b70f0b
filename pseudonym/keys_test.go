package pseudonym_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/pseudonym"
	"github.com/deckname/deckname/pseudonym/pseudonymtest"
)

func TestPassphrase(t *testing.T) {
	ctx := context.Background()
	p, err := pseudonym.Passphrase("2026", []byte("sechs zufällige Wörter und mehr"))
	require.NoError(t, err)
	wrapped, err := p.Wrap(ctx, []byte("key"), []byte("aad"))
	require.NoError(t, err)
	again, err := pseudonym.Passphrase("2026", []byte("sechs zufällige Wörter und mehr"))
	require.NoError(t, err)
	got, err := again.Unwrap(ctx, wrapped, []byte("aad"))
	require.NoError(t, err)
	assert.Equal(t, "key", string(got))
	_, err = again.Unwrap(ctx, wrapped, []byte("other"))
	assert.Error(t, err)
	wrong, err := pseudonym.Passphrase("2026", []byte("sechs andere Wörter"))
	require.NoError(t, err)
	_, err = wrong.Unwrap(ctx, wrapped, []byte("aad"))
	assert.ErrorIs(t, err, pseudonym.ErrKeyLost)
	huge := bytes.Clone(wrapped)
	huge[2] = 0xFF
	_, err = wrong.Unwrap(ctx, huge, []byte("aad"))
	assert.ErrorIs(t, err, pseudonym.ErrCorrupt, "nobody makes it fill the memory")
	_, err = pseudonym.Passphrase("2026", nil)
	assert.ErrorIs(t, err, pseudonym.ErrInvalid)
}

func TestKeyFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "key")
	var wg sync.WaitGroup
	ids := make([]string, 8)
	for i := range ids {
		wg.Go(func() {
			k, err := pseudonym.KeyFile(path)
			if assert.NoError(t, err) {
				ids[i] = k.KeyID()
			}
		})
	}
	wg.Wait()
	for _, id := range ids {
		assert.Equal(t, ids[0], id, "many first starts at once make one key")
	}
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, entries, 1, "no temporary file stays")
	info, err := os.Stat(path)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	text, err := os.ReadFile(path)
	require.NoError(t, err)

	mount, err := pseudonym.SecretMount(path)
	require.NoError(t, err)
	assert.Equal(t, ids[0], mount.KeyID())
	two, err := pseudonym.AddKey(path)
	require.NoError(t, err)
	assert.NotEqual(t, ids[0], two.KeyID())
	both, err := os.ReadFile(path)
	require.NoError(t, err)
	t.Setenv("DECKNAME_TEST_KEYS", strings.ReplaceAll(strings.TrimSpace(string(both)), "\n", " "))
	env, err := pseudonym.KeyEnv("DECKNAME_TEST_KEYS")
	require.NoError(t, err)
	assert.Equal(t, two.KeyID(), env.KeyID())
	_, set := os.LookupEnv("DECKNAME_TEST_KEYS")
	assert.False(t, set, "child processes do not inherit it")

	for name, bad := range map[string]string{"empty": "", "cut": string(text[:len(text)/2]), "other": "hello\n", "not base64": "deckname-key-1 ====\n"} {
		_, err := pseudonym.ParseKeys([]byte(bad))
		assert.ErrorIs(t, err, pseudonym.ErrCorrupt, name)
	}
}

// TestKMS: the key service is asked once per tenant, not per message; while it is away, what is in memory goes on and
// everything else fails.
func TestKMS(t *testing.T) {
	ctx := context.Background()
	kms := pseudonymtest.NewFakeKMS(pseudonymtest.Keys(t))
	kms.Latency = 2 * time.Millisecond
	store, ring := pseudonym.NewMemory(), pseudonym.NewMemoryRing()
	v := open(t, pseudonym.Config{Store: store, Ring: ring, Keys: kms})
	tokens := put(t, v, "s", person("Eva Schmidt"))
	calls := kms.Calls()
	for range 100 {
		put(t, v, "s", person("Eva Schmidt"))
		put(t, v, "t", person("Eva Schmidt"))
	}
	assert.Equal(t, calls, kms.Calls())
	kms.SetDown(true)
	assert.Equal(t, tokens, put(t, v, "s", person("Eva Schmidt")))
	got, err := v.Pseudonymize(ctx, pseudonym.Scope{Tenant: "new"}.String(), []anonymize.Value{person("Eva Schmidt")})
	assert.ErrorIs(t, err, pseudonymtest.ErrInjected)
	assert.Nil(t, got)
	_, err = pseudonym.Open(ctx, pseudonym.Config{Store: store, Ring: ring, Keys: kms})
	assert.ErrorIs(t, err, pseudonymtest.ErrInjected)
	kms.SetDown(false)
	kms.Latency = time.Hour // however busy the machine is, the deadline comes first
	slow, cancel := context.WithTimeout(ctx, time.Millisecond)
	defer cancel()
	_, err = pseudonym.Open(slow, pseudonym.Config{Store: store, Ring: ring, Keys: kms})
	assert.ErrorIs(t, err, context.DeadlineExceeded)
	kms.Latency = 2 * time.Millisecond

	other, err := pseudonym.NewLocalKeys(bytes.Repeat([]byte{9}, 32))
	require.NoError(t, err)
	_, err = pseudonym.Open(ctx, pseudonym.Config{Store: store, Ring: ring, Keys: other})
	assert.Error(t, err, "the wrong key never opens a vault")
	moving := open(t, pseudonym.Config{Store: keepOpen{store}, Ring: keepRing{ring}, Keys: pseudonym.KeyRing(other, kms)})
	require.NoError(t, moving.Rotate(ctx, nil))
	after := open(t, pseudonym.Config{Store: keepOpen{store}, Ring: keepRing{ring}, Keys: other})
	assert.Equal(t, []string{"Eva Schmidt"}, reveal(t, after, "s", tokens...), "from the key service to a key file")
}

// TestRingFileCrash: a ring file in every state that a crash can leave opens with the old or the new entry, and with no
// trace of the other one.
func TestRingFileCrash(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	r := ringAt(t, dir)
	id := []byte{2, 7}
	one, two := bytes.Repeat([]byte("one!"), 150), bytes.Repeat([]byte("two!"), 150) // three slots each
	require.NoError(t, r.Swap(ctx, id, nil, one))
	before, err := os.ReadFile(filepath.Join(dir, "ring"))
	require.NoError(t, err)
	require.NoError(t, r.Swap(ctx, id, one, two))
	after, err := os.ReadFile(filepath.Join(dir, "ring"))
	require.NoError(t, err)
	assert.NotContains(t, string(after), "one!one!", "overwritten in place")
	_, err = pseudonym.OpenRingFile(filepath.Join(dir, "ring"))
	assert.ErrorIs(t, err, pseudonym.ErrLocked)
	require.NoError(t, r.Close())

	full := append(bytes.Clone(before), make([]byte, len(after)-len(before))...)
	for cut := len(before); cut <= len(after); cut += 64 { // the new slots are being written
		state := bytes.Clone(full)
		copy(state[len(before):cut], after[len(before):cut])
		checkRing(t, state, id, one, two)
	}
	for cut := 256; cut <= len(before); cut += 64 { // the old slots are being zeroed
		state := bytes.Clone(after)
		copy(state[cut:len(before)], before[cut:])
		checkRing(t, state, id, two, one)
	}
	state := bytes.Clone(before)
	state[3] = 'X'
	path := filepath.Join(t.TempDir(), "ring")
	require.NoError(t, os.WriteFile(path, state, 0o600))
	_, err = pseudonym.OpenRingFile(path)
	assert.ErrorIs(t, err, pseudonym.ErrCorrupt, "not a ring file")
}

func checkRing(t *testing.T, state, id, want, other []byte) {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "ring"), state, 0o600))
	r := ringAt(t, dir)
	got, err := r.Load(context.Background(), id)
	require.NoError(t, err)
	if !bytes.Equal(got, want) { // the last byte is there already
		want, other = other, want
	}
	require.Equal(t, want, got)
	require.NoError(t, r.Close())
	data, err := os.ReadFile(filepath.Join(dir, "ring"))
	require.NoError(t, err)
	require.NotContains(t, string(data), string(other[:8]), "what does not count is zeroed on opening")
}

func TestCodesAfterForgetting(t *testing.T) {
	ctx := context.Background()
	v := open(t, pseudonym.Config{Scheme: pseudonym.Codes()})
	tokens := put(t, v, "s", person("Eva Schmidt"), person("Schmidt"), anonymize.NewValue(anonymize.DETaxID, "86095742719"))
	for _, tok := range tokens {
		assert.Regexp(t, `^[A-Z]+[0-9a-z]+$`, tok)
	}
	_, err := v.ForgetScope(ctx, "s")
	require.NoError(t, err)
	_, err = v.Reveal(ctx, "s", tokens, nil)
	assert.ErrorIs(t, err, pseudonym.ErrForgotten)
	assert.NotErrorIs(t, err, pseudonym.ErrUnknown)
	_, err = v.Reveal(ctx, "other", tokens, nil)
	assert.ErrorIs(t, err, pseudonym.ErrUnknown, "a code of another scope")
}
