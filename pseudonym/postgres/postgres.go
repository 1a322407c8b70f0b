// Package postgres keeps a vault's records, or its ring of wrapped keys, in PostgreSQL, through pgx: many gateways, one
// vault. It asks for little that is PostgreSQL's alone (VACUUM and LISTEN are used where they exist), so CockroachDB and
// YugabyteDB, which speak the same protocol, are meant to work; only PostgreSQL is tested.
//
// A Commit is one statement and so one transaction and one round trip; the primary key decides every race. Open refuses a
// server that acknowledges what it has not written (fsync or synchronous_commit off). After a restart of the server the
// pool reconnects by itself; calls meanwhile fail and nothing leaves.
//
// Records and ring belong in different databases with different backups. PostgreSQL writes a new row version instead of
// overwriting: old wrapped keys stay in dead rows until VACUUM (which the ring runs after every destruction), and in
// write-ahead log, replicas and archives as long as those are kept. Config.Keys of the vault opens them as long as it has
// the key that wrapped them, so Rotate and drop old keys at least as often as your retention promises, or keep the ring
// in a pseudonym.RingFile.
package postgres

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/deckname/deckname/pseudonym"
)

// Config configures a Store or a Ring.
type Config struct {
	// DSN is a connection string or URL as libpq takes it, pool_max_conns among its settings. Encrypt the connection
	// (sslmode=verify-full): the records are, the traffic pattern is not.
	DSN string
	// Schema is created if it does not exist; "" is deckname.
	Schema string
	// DangerouslyVolatile accepts a server that may lose acknowledged records in a crash.
	DangerouslyVolatile bool
}

// Store is a pseudonym.Store in a table.
type Store struct {
	pool  *pgxpool.Pool
	sql   statements
	topic string

	mu     sync.Mutex
	subs   map[int]func([]byte)
	next   int
	cancel context.CancelFunc
	done   chan struct{}
}

type statements struct{ get, commit, scan string }

// connect opens the pool, checks the server and creates what is missing.
func connect(ctx context.Context, cfg *Config, table string) (*pgxpool.Pool, string, error) {
	if cfg.Schema == "" {
		cfg.Schema = "deckname"
	}
	pool, err := pgxpool.New(ctx, cfg.DSN)
	if err != nil {
		return nil, "", fmt.Errorf("postgres: cannot connect: %w", redact(err))
	}
	name := pgx.Identifier{cfg.Schema, table}.Sanitize()
	if err := prepare(ctx, pool, cfg, name); err != nil {
		pool.Close()
		return nil, "", err
	}
	return pool, name, nil
}

func prepare(ctx context.Context, pool *pgxpool.Pool, cfg *Config, name string) error {
	var synced, committed string
	err := pool.QueryRow(ctx, "SELECT current_setting('fsync', true), current_setting('synchronous_commit', true)").Scan(&synced, &committed)
	if err != nil {
		return fmt.Errorf("postgres: cannot read the server's settings: %w", redact(err))
	}
	if (synced == "off" || committed == "off") && !cfg.DangerouslyVolatile {
		return ErrVolatile
	}
	var exists bool
	if err := pool.QueryRow(ctx, "SELECT to_regclass($1) IS NOT NULL", name).Scan(&exists); err != nil || exists {
		return redact(err)
	}
	for attempt := 0; ; attempt++ {
		_, err := pool.Exec(ctx, "CREATE SCHEMA IF NOT EXISTS "+pgx.Identifier{cfg.Schema}.Sanitize())
		if err == nil {
			_, err = pool.Exec(ctx, "CREATE TABLE IF NOT EXISTS "+name+" (key bytea PRIMARY KEY, value bytea NOT NULL)")
		}
		// Several gateways may start at once, and IF NOT EXISTS does not keep them apart: the second one fails once. It
		// meets the schema, the table, the table's row type (duplicate_object) or a row of the catalogue.
		if err == nil || attempt == 5 || !isCode(err, "42P06", "42P07", "42710", "23505", "40001", "XX000") {
			return redact(err)
		}
	}
}

// isCode tells whether err is a server error of one of these SQLSTATEs.
func isCode(err error, codes ...string) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && slices.Contains(codes, pg.Code)
}

// ErrVolatile: the server runs with fsync or synchronous_commit off.
var ErrVolatile = errors.New("postgres: server may lose acknowledged records (fsync or synchronous_commit is off)")

// redact keeps what callers branch on and drops the rest: details of a server error may quote a row.
func redact(err error) error {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		switch pg.Code {
		case "22012": // division_by_zero: raised by the commit statement
			return pseudonym.ErrConflict
		case "2201F": // invalid_argument_for_power_function: likewise
			return pseudonym.ErrExists
		case "40001", "40P01": // serialization_failure, deadlock_detected: rolled back
			return pseudonym.ErrConflict
		}
		return fmt.Errorf("postgres: server error %s", pg.Code)
	}
	if err != nil && err.Error() == "closed pool" {
		return pseudonym.ErrClosed
	}
	return err
}

// Open connects and creates the table if it is missing.
func Open(ctx context.Context, cfg Config) (*Store, error) {
	pool, table, err := connect(ctx, &cfg, "records")
	if err != nil {
		return nil, err
	}
	s := &Store{pool: pool, topic: "deckname_" + hex.EncodeToString([]byte(cfg.Schema)), subs: make(map[int]func([]byte)), done: make(chan struct{})}
	s.sql = statements{
		get:    "SELECT key, value FROM " + table + " WHERE key = ANY($1)",
		commit: commitSQL(table),
		scan:   "SELECT key, value FROM " + table + " WHERE key >= $1 AND ($2::bytea IS NULL OR key < $2) AND ($3::bytea IS NULL OR key > $3) ORDER BY key LIMIT $4",
	}
	lctx, cancel := context.WithCancel(context.Background())
	s.cancel = cancel
	go s.listen(lctx)
	return s, nil
}

// commitSQL returns one statement for a whole Batch. Inserts wait for the updates, so that two batches that compete for
// one record do not lock each other's. If a row is missing, a division by zero (ErrConflict) or a root of a negative
// number (ErrExists) rolls the statement back.
func commitSQL(table string) string {
	return `WITH u AS (
	UPDATE ` + table + ` r SET value = i.value FROM unnest($1::bytea[], $2::bytea[], $3::bytea[]) AS i(key, old, value)
	WHERE r.key = i.key AND r.value = i.old RETURNING 1
), cd AS (
	DELETE FROM ` + table + ` r USING unnest($4::bytea[], $5::bytea[]) AS i(key, old)
	WHERE r.key = i.key AND r.value = i.old RETURNING 1
), d AS (
	DELETE FROM ` + table + ` WHERE key = ANY($6::bytea[]) RETURNING 1
), c AS (
	INSERT INTO ` + table + ` (key, value) SELECT i.key, i.value FROM unnest($7::bytea[], $8::bytea[]) AS i(key, value)
	WHERE (SELECT count(*) FROM u) = cardinality($1::bytea[]) ON CONFLICT DO NOTHING RETURNING 1
)
SELECT 1 / (CASE WHEN (SELECT count(*) FROM u) = cardinality($1::bytea[]) AND (SELECT count(*) FROM cd) = cardinality($4::bytea[]) THEN 1 ELSE 0 END),
	sqrt((CASE WHEN (SELECT count(*) FROM c) = cardinality($7::bytea[]) THEN 1 ELSE -1 END)::float8),
	(SELECT count(*) FROM d)`
}

// Get implements pseudonym.Store.
func (s *Store) Get(ctx context.Context, keys [][]byte) ([][]byte, error) {
	rows, err := s.pool.Query(ctx, s.sql.get, keys)
	if err != nil {
		return nil, redact(err)
	}
	defer rows.Close()
	found := make(map[string][]byte, len(keys))
	for rows.Next() {
		var k, v []byte
		if err := rows.Scan(&k, &v); err != nil {
			return nil, redact(err)
		}
		found[string(k)] = v
	}
	if err := rows.Err(); err != nil {
		return nil, redact(err)
	}
	out := make([][]byte, len(keys))
	for i, k := range keys {
		out[i] = bytes.Clone(found[string(k)])
	}
	return out, nil
}

// Commit implements pseudonym.Store.
func (s *Store) Commit(ctx context.Context, b pseudonym.Batch) error {
	none := [][]byte{}
	upKeys, upOlds, upVals, cdKeys, cdOlds, dKeys, cKeys, cVals := none, none, none, none, none, none, none, none
	for _, op := range b {
		switch op.Kind {
		case pseudonym.Create:
			cKeys, cVals = append(cKeys, op.Key), append(cVals, op.Value)
		case pseudonym.CompareAndPut:
			upKeys, upOlds, upVals = append(upKeys, op.Key), append(upOlds, op.Old), append(upVals, op.Value)
		case pseudonym.CompareAndDelete:
			cdKeys, cdOlds = append(cdKeys, op.Key), append(cdOlds, op.Old)
		case pseudonym.Delete:
			dKeys = append(dKeys, op.Key)
		default:
			return pseudonym.ErrInvalid
		}
	}
	if len(b) == 0 {
		return ctx.Err()
	}
	var one, deleted int64
	var root float64
	return redact(s.pool.QueryRow(ctx, s.sql.commit, upKeys, upOlds, upVals, cdKeys, cdOlds, dKeys, cKeys, cVals).Scan(&one, &root, &deleted))
}

const scanPage = 1000

// Scan implements pseudonym.Store. It reads page by page and holds no transaction open.
func (s *Store) Scan(ctx context.Context, prefix []byte, fn func(key, value []byte) error) error {
	return scan(ctx, s.pool, s.sql.scan, prefix, fn)
}

func scan(ctx context.Context, pool *pgxpool.Pool, sql string, prefix []byte, fn func(key, value []byte) error) error {
	if prefix == nil {
		prefix = []byte{}
	}
	var after []byte
	for {
		rows, err := pool.Query(ctx, sql, prefix, prefixEnd(prefix), after, scanPage)
		if err != nil {
			return redact(err)
		}
		var keys, vals [][]byte
		for rows.Next() {
			var k, v []byte
			if err := rows.Scan(&k, &v); err != nil {
				rows.Close()
				return redact(err)
			}
			keys, vals = append(keys, k), append(vals, v)
		}
		rows.Close()
		if err := rows.Err(); err != nil {
			return redact(err)
		}
		for i := range keys {
			if err := fn(keys[i], vals[i]); err != nil {
				return err
			}
		}
		if len(keys) < scanPage {
			return nil
		}
		after = keys[len(keys)-1]
	}
}

// prefixEnd returns the smallest key after all that begin with prefix, nil if there is none.
func prefixEnd(prefix []byte) []byte {
	end := bytes.Clone(prefix)
	for i := len(end) - 1; i >= 0; i-- {
		if end[i] < 0xFF {
			end[i]++
			return end[:i+1]
		}
	}
	return nil
}

// Notify implements pseudonym.Notifier with NOTIFY.
func (s *Store) Notify(ctx context.Context, id []byte) error {
	_, err := s.pool.Exec(ctx, "SELECT pg_notify($1, $2)", s.topic, hex.EncodeToString(id))
	return redact(err)
}

// Subscribe implements pseudonym.Notifier with LISTEN. A lost connection counts as news about everything.
func (s *Store) Subscribe(fn func(id []byte)) (cancel func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := s.next
	s.next++
	s.subs[n] = fn
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.subs, n)
	}
}

func (s *Store) tell(id []byte) {
	s.mu.Lock()
	var fns []func([]byte)
	for _, fn := range s.subs {
		fns = append(fns, fn)
	}
	s.mu.Unlock()
	for _, fn := range fns {
		fn(id)
	}
}

func (s *Store) listen(ctx context.Context) {
	defer close(s.done)
	for ctx.Err() == nil {
		if err := s.listenOnce(ctx); isCode(err, "0A000", "42601") {
			return // a server without LISTEN: Config.CacheTTL of the vault has to do
		}
		s.tell(nil) // whatever was said while nobody listened
		t := time.NewTimer(200 * time.Millisecond)
		select {
		case <-t.C:
		case <-ctx.Done():
			t.Stop()
		}
	}
}

func (s *Store) listenOnce(ctx context.Context) error {
	conn, err := pgx.ConnectConfig(ctx, s.pool.Config().ConnConfig.Copy()) // one of its own, so that the pool stays whole
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	if _, err := conn.Exec(ctx, "LISTEN "+pgx.Identifier{s.topic}.Sanitize()); err != nil {
		return err
	}
	s.tell(nil)
	for {
		n, err := conn.WaitForNotification(ctx)
		if err != nil {
			return err
		}
		id, err := hex.DecodeString(n.Payload)
		if err != nil {
			id = nil
		}
		s.tell(id)
	}
}

// Close ends the pool and the listener.
func (s *Store) Close() error {
	s.cancel()
	<-s.done
	s.pool.Close()
	return nil
}
