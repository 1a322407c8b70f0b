package bolt_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/pseudonym"
	"github.com/deckname/deckname/pseudonym/bolt"
)

// A vault of one gateway: records, wrapped keys and key-encryption key in three directories.
func Example() {
	ctx := context.Background()
	dir, err := os.MkdirTemp("", "deckname")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	for _, round := range []string{"first start", "second start"} {
		store, err := bolt.Open(bolt.Config{Path: filepath.Join(dir, "vault.db")})
		if err != nil {
			panic(err)
		}
		ring, err := pseudonym.OpenRingFile(filepath.Join(dir, "ring")) // in earnest elsewhere
		if err != nil {
			panic(err)
		}
		keys, err := pseudonym.KeyFile(filepath.Join(dir, "key")) // and this in a third place
		if err != nil {
			panic(err)
		}
		v, err := pseudonym.Open(ctx, pseudonym.Config{Store: store, Ring: ring, Keys: keys, Audit: new(pseudonym.MemoryAudit)})
		if err != nil {
			panic(err)
		}
		tokens, err := v.Pseudonymize(ctx, "conversation", []anonymize.Value{anonymize.NewValue(anonymize.Person, "Eva Schmidt")})
		if err != nil {
			panic(err)
		}
		fmt.Println(round, tokens)
		if err := v.Close(); err != nil {
			panic(err)
		}
	}
	// Output:
	// first start [[PERSON_1]]
	// second start [[PERSON_1]]
}
