//go:build integration

package pseudonym_test

import (
	"context"
	"fmt"
	"os"
	"sync/atomic"
	"testing"
	"time"

	goredis "github.com/redis/go-redis/v9"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/pseudonym"
	"github.com/deckname/deckname/pseudonym/postgres"
	"github.com/deckname/deckname/pseudonym/pseudonymtest"
	"github.com/deckname/deckname/pseudonym/redis"
)

var backends atomic.Int64

func unique() string {
	return fmt.Sprintf("t%d_%d_%d", os.Getpid(), time.Now().UnixNano(), backends.Add(1))
}

func env(t testing.TB, name string) string {
	v := os.Getenv(name)
	require.NotEmpty(t, v, "%s is not set: run bash pseudonym/integration.sh", name)
	return v
}

func postgresStore(t testing.TB, schema string) pseudonym.Store {
	s, err := postgres.Open(context.Background(), postgres.Config{DSN: env(t, "DECKNAME_TEST_POSTGRES"), Schema: schema})
	require.NoError(t, err)
	return s
}

func postgresRing(t testing.TB, schema string) pseudonym.Ring {
	r, err := postgres.OpenRing(context.Background(), postgres.Config{DSN: env(t, "DECKNAME_TEST_POSTGRES"), Schema: schema})
	require.NoError(t, err)
	return r
}

func redisStore(t testing.TB, prefix string) pseudonym.Store {
	s, err := redis.Open(context.Background(), redis.Config{URL: env(t, "DECKNAME_TEST_REDIS"), Prefix: prefix})
	require.NoError(t, err)
	return s
}

func redisRing(t testing.TB, prefix string) pseudonym.Ring {
	r, err := redis.OpenRing(context.Background(), redis.Config{URL: env(t, "DECKNAME_TEST_REDIS"), Prefix: prefix})
	require.NoError(t, err)
	return r
}

func postgresBackend() pseudonymtest.Backend {
	name := unique()
	return pseudonymtest.Backend{Shared: true, Open: func(t testing.TB) (pseudonym.Store, pseudonym.Ring) {
		return postgresStore(t, name), postgresRing(t, name)
	}}
}

func redisBackend() pseudonymtest.Backend {
	name := unique()
	return pseudonymtest.Backend{Shared: true, Open: func(t testing.TB) (pseudonym.Store, pseudonym.Ring) {
		return redisStore(t, name), redisRing(t, name)
	}}
}

func TestPostgres(t *testing.T) {
	t.Run("store", func(t *testing.T) {
		pseudonymtest.TestStore(t, func(t *testing.T) pseudonym.Store { return postgresStore(t, unique()) })
	})
	t.Run("ring", func(t *testing.T) {
		pseudonymtest.TestRing(t, func(t *testing.T) pseudonym.Ring { return postgresRing(t, unique()) })
	})
	t.Run("vault", func(t *testing.T) {
		pseudonymtest.TestVault(t, func(*testing.T) pseudonymtest.Backend { return postgresBackend() })
	})
}

func TestRedis(t *testing.T) {
	t.Run("store", func(t *testing.T) {
		pseudonymtest.TestStore(t, func(t *testing.T) pseudonym.Store { return redisStore(t, unique()) })
	})
	t.Run("ring", func(t *testing.T) {
		pseudonymtest.TestRing(t, func(t *testing.T) pseudonym.Ring { return redisRing(t, unique()) })
	})
	t.Run("vault", func(t *testing.T) {
		pseudonymtest.TestVault(t, func(*testing.T) pseudonymtest.Backend { return redisBackend() })
	})
}

// TestRedisExpiry: the server itself drops records when their retention ends.
func TestRedisExpiry(t *testing.T) {
	ctx := context.Background()
	b := redisBackend()
	v := b.OpenVault(t, pseudonym.Config{Retention: pseudonym.Retention{Default: 2 * time.Second}})
	defer v.Close()
	tokens := put(t, v, "s", person("Eva Schmidt"), person("Schmidt"))
	store, _ := b.Open(t)
	defer store.Close()
	count := func() (n int) {
		require.NoError(t, store.Scan(ctx, nil, func(_, _ []byte) error { n++; return nil }))
		return n
	}
	require.Equal(t, 5, count())
	require.Eventually(t, func() bool { return count() == 1 }, 10*time.Second, 50*time.Millisecond, "only the counters stay")
	_, err := v.Reveal(ctx, "s", tokens, nil)
	require.ErrorIs(t, err, pseudonym.ErrForgotten)
	require.Equal(t, []string{"[PERSON_2]"}, put(t, v, "s", person("Eva Schmidt")))
}

func TestRedisRefusesVolatile(t *testing.T) {
	ctx := context.Background()
	opt, err := goredis.ParseURL(env(t, "DECKNAME_TEST_REDIS"))
	require.NoError(t, err)
	c := goredis.NewClient(opt)
	defer c.Close()
	require.NoError(t, c.ConfigSet(ctx, "appendfsync", "everysec").Err())
	defer c.ConfigSet(ctx, "appendfsync", "always")
	_, err = redis.Open(ctx, redis.Config{URL: env(t, "DECKNAME_TEST_REDIS")})
	require.ErrorIs(t, err, redis.ErrVolatile)
	s, err := redis.Open(ctx, redis.Config{URL: env(t, "DECKNAME_TEST_REDIS"), DangerouslyVolatile: true})
	require.NoError(t, err)
	require.NoError(t, s.Close())
}

func TestPostgresRefusesVolatile(t *testing.T) {
	ctx := context.Background()
	dsn := env(t, "DECKNAME_TEST_POSTGRES") + "&synchronous_commit=off"
	_, err := postgres.Open(ctx, postgres.Config{DSN: dsn})
	require.ErrorIs(t, err, postgres.ErrVolatile)
	_, err = postgres.Open(ctx, postgres.Config{DSN: "postgres://user:secret@127.0.0.1:1/x?connect_timeout=1"})
	require.Error(t, err)
	require.NotContains(t, err.Error(), "secret")
}
