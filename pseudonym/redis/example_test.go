package redis_test

import (
	"context"
	"log"

	"github.com/deckname/deckname/pseudonym"
	"github.com/deckname/deckname/pseudonym/redis"
)

// Records on one server, the ring on another; both with appendonly yes, appendfsync always, maxmemory-policy noeviction.
func Example() {
	ctx := context.Background()
	store, err := redis.Open(ctx, redis.Config{URL: "rediss://gateway@records.amt.example:6379/0"})
	if err != nil {
		log.Fatal(err)
	}
	ring, err := redis.OpenRing(ctx, redis.Config{URL: "rediss://gateway@ring.amt.example:6379/0"})
	if err != nil {
		log.Fatal(err)
	}
	keys, err := pseudonym.KeyEnv("DECKNAME_KEYS")
	if err != nil {
		log.Fatal(err)
	}
	v, err := pseudonym.Open(ctx, pseudonym.Config{Store: store, Ring: ring, Keys: keys, Audit: new(pseudonym.MemoryAudit)})
	if err != nil {
		log.Fatal(err)
	}
	defer v.Close()
}
