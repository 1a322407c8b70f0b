package pseudonym_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/pseudonym"
)

func Example() {
	ctx := context.Background()
	keys, err := pseudonym.NewLocalKeys(make([]byte, 32)) // in earnest: pseudonym.KeyFile
	if err != nil {
		panic(err)
	}
	audit := new(pseudonym.MemoryAudit) // in earnest: pseudonym.OpenAuditLog
	v, err := pseudonym.Open(ctx, pseudonym.Config{Store: pseudonym.NewMemory(), Ring: pseudonym.NewMemoryRing(), Keys: keys, Audit: audit})
	if err != nil {
		panic(err)
	}
	defer v.Close()

	scope := pseudonym.Scope{Tenant: "Neustadt", Channel: "webchat", Conversation: "4711"}.String()
	tokens, err := v.Pseudonymize(ctx, scope, []anonymize.Value{
		anonymize.NewValue(anonymize.Person, "Eva Schmidt"),
		anonymize.NewValue(anonymize.Person, "Schmidt"),
	})
	if err != nil {
		panic(err)
	}
	fmt.Println(tokens)

	ctx = pseudonym.WithAccess(ctx, pseudonym.Access{Actor: "gateway-1", Purpose: "answer to citizen"})
	vals, err := v.Reveal(ctx, scope, tokens, nil)
	if err != nil {
		panic(err)
	}
	fmt.Println(vals[0].Expose(), "/", vals[1].Expose())

	receipt, err := v.ForgetScope(ctx, scope)
	if err != nil {
		panic(err)
	}
	_, err = v.Reveal(ctx, scope, tokens, nil)
	fmt.Println(receipt.Records, "records gone:", errors.Is(err, pseudonym.ErrForgotten))
	// Output:
	// [[PERSON_1] [PERSON_1b]]
	// Eva Schmidt / Schmidt
	// 5 records gone: true
}

// Without an audit writer a vault only writes. The mistake most people make is to ignore the error and to take the zero
// values for "nothing known".
func ExampleVault_Reveal_incorrect() {
	ctx := context.Background()
	keys, err := pseudonym.NewLocalKeys(make([]byte, 32))
	if err != nil {
		panic(err)
	}
	v, err := pseudonym.Open(ctx, pseudonym.Config{Store: pseudonym.NewMemory(), Ring: pseudonym.NewMemoryRing(), Keys: keys})
	if err != nil {
		panic(err)
	}
	defer v.Close()
	_, err = v.Reveal(ctx, "conversation", []string{"[PERSON_1]"}, nil)
	fmt.Println(err, errors.Is(err, anonymize.ErrUnresolved))
	// Output: pseudonym: no audit writer false
}
