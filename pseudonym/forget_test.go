package pseudonym_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/pseudonym"
)

func put(t testing.TB, v *pseudonym.Vault, scope string, vals ...anonymize.Value) []string {
	t.Helper()
	got, err := v.Pseudonymize(context.Background(), scope, vals)
	require.NoError(t, err)
	return got
}

func TestForgetScope(t *testing.T) {
	ctx := context.Background()
	store, ring := pseudonym.NewMemory(), pseudonym.NewMemoryRing()
	v := open(t, pseudonym.Config{Store: store, Ring: ring})
	scope := pseudonym.Scope{Tenant: "Amt", Channel: "web", Conversation: "1"}.String()
	tokens := put(t, v, scope, person("Eva Schmidt"), person("Max Müller"))
	other := put(t, v, "other", person("Eva Schmidt"))
	var backup bytes.Buffer
	n, err := v.Backup(ctx, &backup)
	require.NoError(t, err)
	assert.Equal(t, 8, n, "two meta records, three subjects, three spellings")

	r, err := v.ForgetScope(ctx, scope)
	require.NoError(t, err)
	assert.Equal(t, 5, r.Records)
	assert.Equal(t, 1, r.Scopes)
	key, err := v.ReceiptKey(ctx)
	require.NoError(t, err)
	assert.True(t, r.Verify(key))
	r.Records++
	assert.False(t, r.Verify(key), "a changed receipt")

	vals, err := v.Reveal(ctx, scope, tokens, nil)
	assert.ErrorIs(t, err, pseudonym.ErrForgotten)
	assert.NotErrorIs(t, err, pseudonym.ErrUnknown)
	assert.True(t, vals[0].IsZero() && vals[1].IsZero())
	_, err = v.Reveal(ctx, scope, []string{"[PERSON_3]"}, nil)
	assert.ErrorIs(t, err, pseudonym.ErrUnknown)

	_, err = pseudonym.Restore(ctx, store, bytes.NewReader(backup.Bytes()))
	require.NoError(t, err)
	_, err = v.Reveal(ctx, scope, tokens, nil)
	assert.ErrorIs(t, err, pseudonym.ErrForgotten, "a record backup brings nothing back")

	assert.Equal(t, []string{"[PERSON_3]"}, put(t, v, scope, person("Eva Schmidt")), "numbers are never reused")
	assert.Equal(t, []string{"Eva Schmidt"}, reveal(t, v, scope, "[PERSON_3]"))
	assert.Equal(t, []string{"Eva Schmidt"}, reveal(t, v, "other", other...))

	r, err = v.ForgetTenant(ctx, "Amt")
	require.NoError(t, err)
	assert.Equal(t, 1, r.Scopes)
	_, err = v.Reveal(ctx, scope, []string{"[PERSON_3]"}, nil)
	assert.ErrorIs(t, err, pseudonym.ErrForgotten)
	assert.Equal(t, []string{"[PERSON_4]"}, put(t, v, scope, person("Eva Schmidt")), "numbers outlive the tenant's keys")
	assert.Equal(t, []string{"Eva Schmidt"}, reveal(t, v, "other", other...))
}

func TestForget(t *testing.T) {
	ctx := context.Background()
	for name, scheme := range map[string]pseudonym.Scheme{"placeholders": pseudonym.Placeholders(), "codes": pseudonym.Codes()} {
		t.Run(name, func(t *testing.T) {
			store, ring := pseudonym.NewMemory(), pseudonym.NewMemoryRing()
			v := open(t, pseudonym.Config{Store: store, Ring: ring, Scheme: scheme})
			scope := "forget " + name
			tokens := put(t, v, scope, person("Eva Schmidt"), person("Max Müller"), person("Schmidt"), anonymize.NewValue(anonymize.IBANCode, "DE02 1203"))
			var backup bytes.Buffer
			_, err := v.Backup(ctx, &backup)
			require.NoError(t, err)
			r, err := v.Forget(ctx, scope, tokens[2])
			require.NoError(t, err)
			assert.Equal(t, 1, r.Subjects)
			assert.Equal(t, 4, r.Records, "subject, alias, two spellings")

			check := func(v *pseudonym.Vault) {
				vals, err := v.Reveal(ctx, scope, tokens, nil)
				assert.ErrorIs(t, err, pseudonym.ErrForgotten)
				assert.NotErrorIs(t, err, pseudonym.ErrUnknown)
				assert.True(t, vals[0].IsZero() && vals[2].IsZero())
				assert.Equal(t, "Max Müller", vals[1].Expose())
				assert.Equal(t, "DE02 1203", vals[3].Expose())
			}
			check(v)
			_, err = pseudonym.Restore(ctx, store, &backup)
			require.NoError(t, err)
			check(v)
			w := open(t, pseudonym.Config{Store: store, Ring: ring, Scheme: scheme})
			check(w)
			assert.Equal(t, tokens[1], put(t, w, scope, person("Max Müller"))[0])
			assert.NotContains(t, tokens, put(t, w, scope, person("Schmidt"))[0])
			known, err := w.Known(ctx, scope, anonymize.Person)
			require.NoError(t, err)
			assert.Len(t, known, 2, "Max Müller and the new Schmidt")

			_, err = v.Forget(ctx, scope, tokens[0])
			assert.NoError(t, err, "what is forgotten is done")
			_, err = v.Forget(ctx, scope, "[PERSON_9]")
			assert.ErrorIs(t, err, pseudonym.ErrUnknown)
			require.NoError(t, v.Reencrypt(ctx, pseudonym.ReencryptConfig{}))
			check(v)
		})
	}
}

func TestRotate(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "key")
	keys, err := pseudonym.KeyFile(path)
	require.NoError(t, err)
	store, ring := pseudonym.NewMemory(), pseudonym.NewMemoryRing()
	v := open(t, pseudonym.Config{Store: store, Ring: ring, Keys: keys})
	tokens := put(t, v, "s", person("Eva Schmidt"))
	keys, err = pseudonym.AddKey(path)
	require.NoError(t, err)
	w := open(t, pseudonym.Config{Store: store, Ring: ring, Keys: keys})
	require.NoError(t, w.Rotate(ctx, nil))
	keys, err = pseudonym.DropOldKeys(path)
	require.NoError(t, err)
	for _, v := range []*pseudonym.Vault{v, w, open(t, pseudonym.Config{Store: store, Ring: ring, Keys: keys})} {
		assert.Equal(t, []string{"Eva Schmidt"}, reveal(t, v, "s", tokens...))
		assert.Equal(t, tokens, put(t, v, "s", person("Eva Schmidt")))
	}
	require.NoError(t, os.Chmod(path, 0o644))
	_, err = pseudonym.KeyFile(path)
	assert.ErrorIs(t, err, pseudonym.ErrKeyFileMode)
}

func TestRetention(t *testing.T) {
	ctx := context.Background()
	now := time.Unix(1_700_000_000, 0)
	v := open(t, pseudonym.Config{Clock: func() time.Time { return now },
		Retention: pseudonym.Retention{Default: time.Hour, ByType: map[anonymize.EntityType]time.Duration{anonymize.Person: 2 * time.Hour}}})
	tokens := put(t, v, "s", person("Eva Schmidt"), anonymize.NewValue(anonymize.IBANCode, "DE02 1203"))
	now = now.Add(61 * time.Minute)
	vals, err := v.Reveal(ctx, "s", tokens, nil)
	assert.ErrorIs(t, err, pseudonym.ErrForgotten)
	assert.Equal(t, "Eva Schmidt", vals[0].Expose())
	assert.True(t, vals[1].IsZero())
	assert.Equal(t, "[IBAN_CODE_2]", put(t, v, "s", anonymize.NewValue(anonymize.IBANCode, "DE02 1203"))[0])
	assert.Equal(t, "[PERSON_1]", put(t, v, "s", person("Eva Schmidt"))[0])
	r, err := v.Sweep(ctx)
	require.NoError(t, err)
	assert.Equal(t, pseudonym.SweepResult{Records: 1}, r, "the old spelling; the subject was replaced")
	now = now.Add(3 * time.Hour)
	r, err = v.Sweep(ctx)
	require.NoError(t, err)
	assert.Equal(t, 1, r.Scopes)
	_, err = v.Reveal(ctx, "s", tokens, nil)
	assert.ErrorIs(t, err, pseudonym.ErrForgotten)
	assert.Equal(t, "[PERSON_2]", put(t, v, "s", person("Eva Schmidt"))[0])
}

func TestAuditLog(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	key, err := pseudonym.KeyFile(filepath.Join(dir, "audit.key"))
	require.NoError(t, err)
	cfg := pseudonym.AuditLogConfig{Path: filepath.Join(dir, "audit.log"), HeadPath: filepath.Join(dir, "head"), Key: key}
	store, ring := pseudonym.NewMemory(), pseudonym.NewMemoryRing()
	for range 2 {
		log, err := pseudonym.OpenAuditLog(cfg)
		require.NoError(t, err)
		_, err = pseudonym.OpenAuditLog(cfg)
		require.ErrorIs(t, err, pseudonym.ErrLocked)
		v := open(t, pseudonym.Config{Store: keepOpen{store}, Ring: keepRing{ring}, Audit: log})
		tokens := put(t, v, "s", person("Eva Schmidt"))
		ctx := pseudonym.WithAccess(ctx, pseudonym.Access{Actor: "gateway", Purpose: "answer"})
		for range 10 {
			_, err = v.Reveal(ctx, "s", []string{tokens[0], tokens[0]}, nil)
			require.NoError(t, err)
		}
		require.NoError(t, v.Close())
	}
	var entries []pseudonym.AuditEntry
	report, err := pseudonym.VerifyAuditLog(cfg.Path, cfg.HeadPath, key, func(e pseudonym.AuditEntry) error {
		entries = append(entries, e)
		return nil
	})
	require.NoError(t, err)
	assert.Equal(t, uint64(20), report.Entries)
	assert.Equal(t, uint64(20), report.Head.Seq)
	assert.Equal(t, "answer", entries[3].Purpose)
	assert.Equal(t, 2, entries[3].Types[anonymize.Person])
	whole, err := os.ReadFile(cfg.Path)
	require.NoError(t, err)
	lines := bytes.SplitAfter(whole, []byte("\n"))
	cut := bytes.Join(lines[:10], nil)
	swapped := bytes.Join([][]byte{lines[1], lines[0]}, nil)
	for name, text := range map[string][]byte{"cut": cut, "swapped": append(swapped, bytes.Join(lines[2:], nil)...),
		"changed": bytes.Replace(whole, []byte(`"answer"`), []byte(`"theft!"`), 1), "empty": nil,
		"dropped line": append(bytes.Join(lines[:4], nil), bytes.Join(lines[5:], nil)...)} {
		require.NoError(t, os.WriteFile(cfg.Path, text, 0o600))
		_, err := pseudonym.VerifyAuditLog(cfg.Path, cfg.HeadPath, key, nil)
		assert.ErrorIs(t, err, pseudonym.ErrAuditBroken, name)
		_, err = pseudonym.OpenAuditLog(cfg)
		assert.ErrorIs(t, err, pseudonym.ErrAuditBroken, name)
	}
	require.NoError(t, os.WriteFile(cfg.Path, append(whole, "{half a li"...), 0o600))
	log, err := pseudonym.OpenAuditLog(cfg)
	require.NoError(t, err, "a crash cuts the last line")
	require.NoError(t, log.Close())
}

// keepOpen and keepRing survive the Close of the vault on them.
type keepOpen struct{ *pseudonym.Memory }

func (keepOpen) Close() error { return nil }

type keepRing struct{ *pseudonym.MemoryRing }

func (keepRing) Close() error { return nil }

func TestNoAuditNoReveal(t *testing.T) {
	ctx := context.Background()
	keys, err := pseudonym.NewLocalKeys(make([]byte, 32))
	require.NoError(t, err)
	v, err := pseudonym.Open(ctx, pseudonym.Config{Store: pseudonym.NewMemory(), Ring: pseudonym.NewMemoryRing(), Keys: keys})
	require.NoError(t, err)
	tokens := put(t, v, "s", person("Eva Schmidt"))
	_, err = v.Reveal(ctx, "s", tokens, nil)
	assert.ErrorIs(t, err, pseudonym.ErrNoAudit)
	_, err = v.ForgetScope(ctx, "s")
	assert.ErrorIs(t, err, pseudonym.ErrNoAudit)
	assert.ErrorIs(t, v.Rotate(ctx, nil), pseudonym.ErrNoAudit)
}

// hookStore calls before once, when the first Commit arrives.
type hookStore struct {
	pseudonym.Store
	before func()
}

func (h *hookStore) Commit(ctx context.Context, b pseudonym.Batch) error {
	if f := h.before; f != nil {
		h.before = nil
		f()
	}
	return h.Store.Commit(ctx, b)
}

// TestForgetBetweenKeyAndRecord: another gateway forgets the scope after this one made its key and before it wrote.
func TestForgetBetweenKeyAndRecord(t *testing.T) {
	ctx := context.Background()
	store, ring := pseudonym.NewMemory(), pseudonym.NewMemoryRing()
	other := open(t, pseudonym.Config{Store: keepOpen{store}, Ring: keepRing{ring}})
	v := open(t, pseudonym.Config{Ring: keepRing{ring}, CacheTTL: time.Hour, Store: &hookStore{Store: keepOpen{store}, before: func() {
		r, err := other.ForgetScope(ctx, "s")
		require.NoError(t, err)
		require.Equal(t, 1, r.Scopes)
	}}})
	tokens := put(t, v, "s", person("Eva Schmidt"))
	for _, x := range []*pseudonym.Vault{v, other, open(t, pseudonym.Config{Store: keepOpen{store}, Ring: keepRing{ring}})} {
		assert.Equal(t, []string{"Eva Schmidt"}, reveal(t, x, "s", tokens...), "what is acknowledged is kept")
	}
}
