package pseudonym_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/pseudonym"
)

// canaryWord is part of every canary: where none of its encodings is, none of the canaries is.
const canaryWord = "KanarinaVogelsang"

// canaries returns values that occur nowhere by chance.
func canaries(n int) []anonymize.Value {
	var vals []anonymize.Value
	for i := range n {
		vals = append(vals, person(fmt.Sprintf("%s%05dx Vogel%05dy", canaryWord, i, i)))
	}
	return vals
}

// encodings returns the forms in which a value could lie around.
func encodings(text string) [][]byte {
	out := [][]byte{[]byte(text), []byte(hex.EncodeToString([]byte(text)))}
	for shift := range 3 { // base64 depends on where in its group of three the value begins
		enc := base64.StdEncoding.EncodeToString(append(make([]byte, 3+shift), text...))
		out = append(out, []byte(enc[4:len(enc)-4]))
	}
	var le, be []byte
	for _, u := range utf16.Encode([]rune(text)) {
		le, be = append(le, byte(u), byte(u>>8)), append(be, byte(u>>8), byte(u))
	}
	return append(out, le, be)
}

// assertNone checks that no canary lies in data, in any encoding, whatever the case.
func assertNone(t *testing.T, where string, data []byte) {
	t.Helper()
	for _, word := range []string{canaryWord, strings.ToLower(canaryWord), strings.ToUpper(canaryWord)} {
		for i, enc := range encodings(word) {
			assert.False(t, bytes.Contains(data, enc), "%s holds a canary in encoding %d", where, i)
		}
	}
}

func files(t *testing.T, dir string) map[string][]byte {
	out := map[string][]byte{}
	require.NoError(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			b, err := os.ReadFile(path)
			if err == nil {
				out[path] = b
			}
		}
		return nil
	}))
	return out
}

func TestStolenStore(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	vals := canaries(1000)
	auditKey, err := pseudonym.KeyFile(filepath.Join(t.TempDir(), "key"))
	require.NoError(t, err)
	log, err := pseudonym.OpenAuditLog(pseudonym.AuditLogConfig{Path: filepath.Join(dir, "audit"), HeadPath: filepath.Join(dir, "head"), Key: auditKey})
	require.NoError(t, err)
	keys, err := pseudonym.KeyFile(filepath.Join(dir, "keyfile"))
	require.NoError(t, err)
	v := open(t, pseudonym.Config{Store: boltAt(t, dir), Ring: ringAt(t, dir), Keys: keys, Audit: log})
	scope := "Gespräch mit " + canaryWord
	tokens := put(t, v, scope, vals...)
	reveal(t, v, scope, tokens...)
	var backup bytes.Buffer
	_, err = v.Backup(ctx, &backup)
	require.NoError(t, err)
	old := backup.Bytes()
	check := func() {
		for path, data := range files(t, dir) {
			assertNone(t, filepath.Base(path), data)
		}
	}
	check()
	assertNone(t, "backup", old)

	before, err := os.ReadFile(filepath.Join(dir, "ring"))
	require.NoError(t, err)
	_, err = v.Forget(ctx, scope, tokens[0])
	require.NoError(t, err)
	moved, err := os.ReadFile(filepath.Join(dir, "ring"))
	require.NoError(t, err)
	_, err = v.ForgetScope(ctx, scope)
	require.NoError(t, err)
	after, err := os.ReadFile(filepath.Join(dir, "ring"))
	require.NoError(t, err)
	for name, ring := range map[string][]byte{"before": before, "after Forget": moved} {
		gone := 0
		for at := 256; at+256 <= len(ring); at += 256 {
			slot := ring[at : at+256]
			if slot[16] != 2 { // not a scope
				continue
			}
			sealed := slot[16+33+6 : 16+33+6+48]
			assert.False(t, bytes.Contains(after, sealed), "the ring still holds the wrapped key %s", name)
			gone++
		}
		assert.Equal(t, 1, gone)
	}
	check()

	// the older record backup, with today's ring and keys
	require.NoError(t, v.Close())
	store := boltAt(t, t.TempDir())
	_, err = pseudonym.Restore(ctx, store, bytes.NewReader(old))
	require.NoError(t, err)
	v = open(t, pseudonym.Config{Store: store, Ring: ringAt(t, dir), Keys: keys})
	back, err := v.Reveal(ctx, scope, tokens, nil)
	assert.ErrorIs(t, err, pseudonym.ErrForgotten)
	for _, b := range back {
		assert.True(t, b.IsZero())
	}
}

func TestRestore(t *testing.T) {
	ctx := context.Background()
	ring := pseudonym.NewMemoryRing()
	v := open(t, pseudonym.Config{Ring: ring})
	tokens := put(t, v, "s", canaries(1500)...)
	var backup bytes.Buffer
	n, err := v.Backup(ctx, &backup)
	require.NoError(t, err)
	assert.Equal(t, 3001, n)
	store := pseudonym.NewMemory()
	m, err := pseudonym.Restore(ctx, store, bytes.NewReader(backup.Bytes()))
	require.NoError(t, err)
	assert.Equal(t, n, m)
	m, err = pseudonym.Restore(ctx, store, bytes.NewReader(backup.Bytes()))
	require.NoError(t, err)
	assert.Zero(t, m, "again is harmless")
	w := open(t, pseudonym.Config{Store: store, Ring: keepRing{ring}})
	assert.Len(t, reveal(t, w, "s", tokens...), 1500)
	for _, cut := range []int{0, 5, 100, backup.Len() - 1} {
		_, err = pseudonym.Restore(ctx, pseudonym.NewMemory(), bytes.NewReader(backup.Bytes()[:cut]))
		assert.ErrorIs(t, err, pseudonym.ErrCorrupt, "cut to %d", cut)
	}
	bad := bytes.Clone(backup.Bytes())
	bad[len(bad)/2] ^= 1
	_, err = pseudonym.Restore(ctx, pseudonym.NewMemory(), bytes.NewReader(bad))
	assert.ErrorIs(t, err, pseudonym.ErrCorrupt)
}

// TestMove moves a vault from one store to another while it is in use.
func TestMove(t *testing.T) {
	ctx := context.Background()
	ring, old := pseudonym.NewMemoryRing(), pseudonym.NewMemory()
	first := open(t, pseudonym.Config{Store: keepOpen{old}, Ring: keepRing{ring}})
	tokens := put(t, first, "s", canaries(100)...)
	require.NoError(t, first.Close())

	next := pseudonym.NewMemory()
	during := open(t, pseudonym.Config{Store: pseudonym.Overlay(keepOpen{next}, keepOpen{old}), Ring: keepRing{ring}})
	assert.Equal(t, tokens, put(t, during, "s", canaries(100)...))
	more := put(t, during, "s", person("Eva Schmidt"))
	assert.Equal(t, []string{"[PERSON_101]"}, more)
	_, err := during.Forget(ctx, "s", tokens[0])
	require.NoError(t, err)
	_, err = pseudonym.Import(ctx, old, next)
	require.NoError(t, err)
	require.NoError(t, during.Close())

	after := open(t, pseudonym.Config{Store: next, Ring: keepRing{ring}})
	assert.Equal(t, []string{"Eva Schmidt"}, reveal(t, after, "s", more...))
	assert.Len(t, reveal(t, after, "s", tokens[1:]...), 99)
	_, err = after.Reveal(ctx, "s", tokens[:1], nil)
	assert.ErrorIs(t, err, pseudonym.ErrForgotten)
}
