package gateway

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// services is botframework.Services for several replicas: the service URL of each conversation, in PostgreSQL. The key is an
// HMAC of the conversation's identifier, which can be a telephone number on some channels.
type services struct {
	pool *pgxpool.Pool
	key  []byte
}

func openServices(ctx context.Context, dsn string, aliasKey []byte) (*services, error) {
	pool, err := pgxpool.New(ctx, dsn)
	if err != nil {
		return nil, errors.New("the connection string cannot be read")
	}
	m := hmac.New(sha256.New, aliasKey)
	m.Write([]byte("deckname gateway services"))
	s := &services{pool, m.Sum(nil)}
	if _, err := pool.Exec(ctx, `create table if not exists deckname_services (conversation bytea primary key, url text not null, used timestamptz not null default now())`); err != nil {
		pool.Close()
		return nil, errors.New("the table deckname_services cannot be created")
	}
	return s, nil
}

func (s *services) id(conversation string) []byte {
	m := hmac.New(sha256.New, s.key)
	m.Write([]byte(conversation))
	return m.Sum(nil)
}

// Put implements botframework.Services.
func (s *services) Put(ctx context.Context, conversation, serviceURL string) error {
	_, err := s.pool.Exec(ctx, `insert into deckname_services (conversation, url) values ($1, $2)
		on conflict (conversation) do update set url = excluded.url, used = now()`, s.id(conversation), serviceURL)
	return err
}

// Get implements botframework.Services.
func (s *services) Get(ctx context.Context, conversation string) (string, bool, error) {
	var url string
	err := s.pool.QueryRow(ctx, `select url from deckname_services where conversation = $1`, s.id(conversation)).Scan(&url)
	if errors.Is(err, pgx.ErrNoRows) {
		return "", false, nil
	}
	return url, err == nil, err
}

// Close closes the connections.
func (s *services) Close() { s.pool.Close() }
