package gateway

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/pseudonym"
	"github.com/deckname/deckname/pseudonym/bolt"
	"github.com/deckname/deckname/pseudonym/postgres"
)

// openVault opens store, ring, keys and audit log. types are those that the engine does not know by itself.
func (g *Gateway) openVault(ctx context.Context, types []anonymize.EntityType) error {
	v := g.cfg.Vault
	keys, err := pseudonym.SecretMount(v.Keys.File)
	if err != nil {
		return FieldError{"vault.keys", err}
	}
	host, err := os.Hostname()
	if err != nil {
		return errors.New("gateway: the host has no name")
	}
	cfg := pseudonym.Config{Keys: keys, Types: types, CacheScopes: v.CacheScopes, DangerouslyNoAudit: g.o.DangerouslyNoAudit,
		Access: pseudonym.Access{Actor: host, Purpose: "gateway"}, Retention: pseudonym.Retention{Default: v.Retention.duration()}}
	if !g.o.DangerouslyNoAudit {
		if cfg.Audit, err = g.auditLog(host); err != nil {
			return err
		}
	}
	if cfg.Store, err = OpenStore(ctx, v); err != nil {
		return err
	}
	if cfg.Ring, err = openRing(ctx, v); err != nil {
		_ = cfg.Store.Close()
		return err
	}
	cfg.Retention.ByType = make(map[anonymize.EntityType]time.Duration, len(v.ByType))
	for t, d := range v.ByType {
		cfg.Retention.ByType[anonymize.EntityType(t)] = d.duration()
	}
	if g.vault, err = pseudonym.Open(ctx, cfg); err != nil {
		_ = cfg.Store.Close()
		if c, ok := cfg.Ring.(io.Closer); ok {
			_ = c.Close()
		}
		return FieldError{"vault", err}
	}
	g.closers = append(g.closers, func() {
		if g.vault.Close() != nil {
			g.log.Error("vault not closed cleanly")
		}
	})
	return nil
}

// auditLog opens the trail of reveals and erasures. There is one log per process: replicas have different host names.
func (g *Gateway) auditLog(host string) (pseudonym.Auditor, error) {
	v := g.cfg.Vault
	auditKey, err := pseudonym.SecretMount(v.AuditKey.File)
	if err != nil {
		return nil, FieldError{"vault.audit_key", err}
	}
	if g.o.Command != "" {
		host += "-" + g.o.Command
	}
	audit, err := pseudonym.OpenAuditLog(pseudonym.AuditLogConfig{
		Path: filepath.Join(v.AuditDir, host+".audit"), HeadPath: filepath.Join(v.AuditHeadDir, host+".head"), Key: auditKey,
	})
	if err != nil {
		return nil, FieldError{"vault.audit_dir", err}
	}
	g.closers = append(g.closers, func() { _ = audit.Close() })
	return audit, nil
}

// OpenStore opens the records alone.
func OpenStore(ctx context.Context, v Vault) (pseudonym.Store, error) {
	if v.Path != "" {
		s, err := bolt.Open(bolt.Config{Path: v.Path})
		if err != nil {
			return nil, FieldError{"vault.path", err}
		}
		return s, nil
	}
	dsn, err := v.DSN.Read()
	if err != nil {
		return nil, FieldError{"vault.dsn", err}
	}
	s, err := postgres.Open(ctx, postgres.Config{DSN: dsn})
	if err != nil {
		return nil, FieldError{"vault.dsn", hide(err)}
	}
	return s, nil
}

func openRing(ctx context.Context, v Vault) (pseudonym.Ring, error) {
	if v.RingPath != "" {
		r, err := pseudonym.OpenRingFile(v.RingPath)
		if err != nil {
			return nil, FieldError{"vault.ring", err}
		}
		return r, nil
	}
	dsn, err := v.RingDSN.Read()
	if err != nil {
		return nil, FieldError{"vault.ring_dsn", err}
	}
	r, err := postgres.OpenRing(ctx, postgres.Config{DSN: dsn})
	if err != nil {
		return nil, FieldError{"vault.ring_dsn", hide(err)}
	}
	return r, nil
}

// hide keeps errors of database drivers, which quote connection strings, out of messages.
func hide(err error) error {
	if errors.Is(err, postgres.ErrVolatile) {
		return err
	}
	return errors.New("the database cannot be opened")
}
