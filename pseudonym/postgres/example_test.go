package postgres_test

import (
	"context"
	"log"

	"github.com/deckname/deckname/pseudonym"
	"github.com/deckname/deckname/pseudonym/postgres"
)

// Each of several gateways opens the same vault: records on one server, the ring on another.
func Example() {
	ctx := context.Background()
	store, err := postgres.Open(ctx, postgres.Config{DSN: "postgres://gateway@records.amt.example/deckname?sslmode=verify-full"})
	if err != nil {
		log.Fatal(err)
	}
	ring, err := postgres.OpenRing(ctx, postgres.Config{DSN: "postgres://gateway@ring.amt.example/deckname?sslmode=verify-full"})
	if err != nil {
		log.Fatal(err)
	}
	keys, err := pseudonym.SecretMount("/run/credentials/deckname/key") // the same for all gateways
	if err != nil {
		log.Fatal(err)
	}
	auditKey, err := pseudonym.SecretMount("/run/credentials/deckname/audit-key")
	if err != nil {
		log.Fatal(err)
	}
	audit, err := pseudonym.OpenAuditLog(pseudonym.AuditLogConfig{Path: "/var/log/deckname/audit.log", HeadPath: "/mnt/auditor/gateway-1.head", Key: auditKey})
	if err != nil {
		log.Fatal(err)
	}
	v, err := pseudonym.Open(ctx, pseudonym.Config{Store: store, Ring: ring, Keys: keys, Audit: audit, Access: pseudonym.Access{Actor: "gateway-1"}})
	if err != nil {
		log.Fatal(err)
	}
	defer v.Close()
}
