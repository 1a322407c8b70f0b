package pseudonym_test

import (
	"context"
	"errors"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/pseudonym"
)

// fullDisk is an Auditor that cannot write any more.
type fullDisk struct{}

var errFull = errors.New("disk full")

func (fullDisk) Append(context.Context, pseudonym.AuditEntry) error { return errFull }

func TestAuditFirst(t *testing.T) {
	ctx := context.Background()
	store, ring := pseudonym.NewMemory(), pseudonym.NewMemoryRing()
	v := open(t, pseudonym.Config{Store: store, Ring: ring, Audit: fullDisk{}})
	tokens := put(t, v, "s", person("Eva Schmidt"))
	dump := func() map[string]string {
		m := map[string]string{}
		require.NoError(t, store.Scan(ctx, nil, func(k, v []byte) error { m[string(k)] = string(v); return nil }))
		require.NoError(t, ring.List(ctx, nil, func(k, v []byte) error { m[string(k)] = string(v); return nil }))
		return m
	}
	before := dump()
	vals, err := v.Reveal(ctx, "s", tokens, nil)
	assert.ErrorIs(t, err, errFull)
	assert.Empty(t, vals)
	_, err = v.Forget(ctx, "s", tokens...)
	assert.ErrorIs(t, err, errFull)
	_, err = v.ForgetScope(ctx, "s")
	assert.ErrorIs(t, err, errFull)
	_, err = v.ForgetTenant(ctx, "")
	assert.ErrorIs(t, err, errFull)
	assert.ErrorIs(t, v.Rotate(ctx, nil), errFull)
	assert.ErrorIs(t, v.Reencrypt(ctx, pseudonym.ReencryptConfig{}), errFull)
	assert.Equal(t, before, dump(), "without an entry nothing happens")
}

func TestAuditEntries(t *testing.T) {
	ctx := context.Background()
	log := new(pseudonym.MemoryAudit)
	v := open(t, pseudonym.Config{Audit: log, Access: pseudonym.Access{Actor: "gateway-1", Purpose: "answer"}})
	scope := pseudonym.Scope{Tenant: "Amt", Channel: "web", Conversation: "geheim"}.String()
	tokens := put(t, v, scope, person("Eva Schmidt"), anonymize.NewValue(anonymize.IBANCode, "DE02 1203"))
	many := make([]string, 5000)
	for i := range many {
		many[i] = tokens[0]
	}
	_, err := v.Reveal(ctx, scope, append(many, "[PERSON_77]", "nonsense"), nil)
	assert.ErrorIs(t, err, pseudonym.ErrUnknown)
	_, err = v.Forget(pseudonym.WithAccess(ctx, pseudonym.Access{Actor: "officer", Purpose: "Art. 17"}), scope, tokens[1])
	require.NoError(t, err)
	require.NoError(t, v.Rotate(ctx, nil))
	entries := log.Entries()
	require.Len(t, entries, 3, "thousands of tokens of one request are one entry")
	id, err := v.ScopeID(ctx, scope)
	require.NoError(t, err)
	assert.Equal(t, pseudonym.AuditEntry{Time: entries[0].Time, Action: pseudonym.ActionReveal, Actor: "gateway-1", Purpose: "answer", Scope: id,
		Types: map[anonymize.EntityType]int{anonymize.Person: 5001}, Count: 5002}, entries[0])
	assert.Equal(t, "officer", entries[1].Actor)
	assert.Equal(t, "Art. 17", entries[1].Purpose)
	assert.Equal(t, pseudonym.ActionRotate, entries[2].Action)
	for _, e := range entries {
		assert.NotContains(t, e.Scope, "geheim")
	}
}

func TestAuditLogGroups(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	key, err := pseudonym.KeyFile(filepath.Join(dir, "key"))
	require.NoError(t, err)
	cfg := pseudonym.AuditLogConfig{Path: filepath.Join(dir, "log"), HeadPath: filepath.Join(dir, "head"), Key: key, Interval: time.Millisecond}
	log, err := pseudonym.OpenAuditLog(cfg)
	require.NoError(t, err)
	var wg sync.WaitGroup
	const writers, each = 32, 20
	for range writers {
		wg.Go(func() {
			for i := range each {
				assert.NoError(t, log.Append(ctx, pseudonym.AuditEntry{Action: pseudonym.ActionReveal, Count: i}))
				if i%10 == 0 {
					_, err := pseudonym.VerifyAuditLog(cfg.Path, cfg.HeadPath, key, nil)
					assert.NoError(t, err, "also while it is being written")
				}
			}
		})
	}
	wg.Wait()
	require.NoError(t, log.Close())
	assert.ErrorIs(t, log.Append(ctx, pseudonym.AuditEntry{}), pseudonym.ErrClosed)
	r, err := pseudonym.VerifyAuditLog(cfg.Path, cfg.HeadPath, key, nil)
	require.NoError(t, err)
	assert.Equal(t, uint64(writers*each), r.Entries)
	assert.Equal(t, r.Entries, r.Head.Seq)
	other, err := pseudonym.NewLocalKeys(make([]byte, 32))
	require.NoError(t, err)
	_, err = pseudonym.VerifyAuditLog(cfg.Path, cfg.HeadPath, other, nil)
	assert.ErrorIs(t, err, pseudonym.ErrAuditBroken, "another key")
}
