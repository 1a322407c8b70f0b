package main

import (
	"context"
	"os"
)

func Example() {
	if err := run(context.Background(), os.Stdout); err != nil {
		panic(err)
	}
	// Output:
	// the bot sees:  Meine IBAN ist [IBAN_CODE_1].
	// forgotten:     true
	// not in backup: true
}
