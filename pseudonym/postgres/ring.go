package postgres

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/deckname/deckname/pseudonym"
)

// Ring is a pseudonym.Ring in a table. See the package comment on what stays of destroyed keys.
type Ring struct {
	pool  *pgxpool.Pool
	table string
	scan  string
}

// OpenRing connects and creates the table if it is missing.
func OpenRing(ctx context.Context, cfg Config) (*Ring, error) {
	pool, table, err := connect(ctx, &cfg, "ring")
	if err != nil {
		return nil, err
	}
	return &Ring{pool, table, "SELECT key, value FROM " + table +
		" WHERE key >= $1 AND ($2::bytea IS NULL OR key < $2) AND ($3::bytea IS NULL OR key > $3) ORDER BY key LIMIT $4"}, nil
}

// Load implements pseudonym.Ring.
func (r *Ring) Load(ctx context.Context, id []byte) ([]byte, error) {
	var v []byte
	err := r.pool.QueryRow(ctx, "SELECT value FROM "+r.table+" WHERE key = $1", id).Scan(&v)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	return v, redact(err)
}

// Swap implements pseudonym.Ring. What it replaces is vacuumed away.
func (r *Ring) Swap(ctx context.Context, id, old, value []byte) error {
	var sql string
	var args []any
	switch {
	case old == nil && value == nil:
		return pseudonym.ErrInvalid
	case old == nil:
		sql, args = "INSERT INTO "+r.table+" (key, value) VALUES ($1, $2) ON CONFLICT DO NOTHING", []any{id, value}
	case value == nil:
		sql, args = "DELETE FROM "+r.table+" WHERE key = $1 AND value = $2", []any{id, old}
	default:
		sql, args = "UPDATE "+r.table+" SET value = $3 WHERE key = $1 AND value = $2", []any{id, old, value}
	}
	tag, err := r.pool.Exec(ctx, sql, args...)
	if err != nil {
		return redact(err)
	}
	if tag.RowsAffected() == 0 {
		return pseudonym.ErrConflict
	}
	if old != nil {
		// The swap has happened, so a failing VACUUM is no failure of it; autovacuum comes by too.
		_, _ = r.pool.Exec(ctx, "VACUUM "+r.table)
	}
	return nil
}

// List implements pseudonym.Ring.
func (r *Ring) List(ctx context.Context, prefix []byte, fn func(id, value []byte) error) error {
	return scan(ctx, r.pool, r.scan, prefix, fn)
}

// Close ends the pool.
func (r *Ring) Close() error {
	r.pool.Close()
	return nil
}
