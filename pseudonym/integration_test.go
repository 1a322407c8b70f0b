//go:build integration

package pseudonym_test

import (
	"context"
	"fmt"
	"os"
	"sync/atomic"
	"testing"
	"time"

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
