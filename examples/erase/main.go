// Command erase shows a citizen's right to erasure (GDPR, article 17): a conversation is forgotten by destroying its key,
// the receipt proves it, and afterwards neither the store nor an older copy of its records gives the values back.
//
//	go run ./examples/erase
package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/pseudonym"
	"github.com/deckname/deckname/recognizers"
)

func main() {
	if err := run(context.Background(), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "erase:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out io.Writer) error {
	secret := make([]byte, 32)
	if _, err := rand.Read(secret); err != nil {
		return err
	}
	keys, err := pseudonym.NewLocalKeys(secret)
	if err != nil {
		return err
	}
	ring := pseudonym.NewMemoryRing()
	vault, err := pseudonym.Open(ctx, pseudonym.Config{Store: pseudonym.NewMemory(), Ring: ring, Keys: keys, DangerouslyNoAudit: true})
	if err != nil {
		return err
	}
	defer vault.Close()
	engine, err := anonymize.New(anonymize.Config{
		Recognizers: recognizers.All(), Policy: anonymize.DefaultPolicy(vault), Revealer: vault,
	})
	if err != nil {
		return err
	}
	scope := pseudonym.Scope{Tenant: "stadt", Channel: "webchat", Conversation: "4711"}.String()
	res, err := engine.Anonymize(ctx, anonymize.Message{Scope: scope, Text: "Meine IBAN ist DE89 3704 0044 0532 0130 00."})
	if err != nil {
		return err
	}
	fmt.Fprintln(out, "the bot sees: ", res.Text)

	var backup bytes.Buffer // records only: keys are never part of a backup
	if _, err := vault.Backup(ctx, &backup); err != nil {
		return err
	}
	if _, err := vault.ForgetScope(ctx, scope); err != nil {
		return err
	}
	_, err = vault.Reveal(ctx, scope, []string{"[IBAN_CODE_1]"}, nil)
	fmt.Fprintln(out, "forgotten:    ", errors.Is(err, pseudonym.ErrForgotten))

	store := pseudonym.NewMemory()
	if _, err := pseudonym.Restore(ctx, store, &backup); err != nil {
		return err
	}
	again, err := pseudonym.Open(ctx, pseudonym.Config{Store: store, Ring: ring, Keys: keys, DangerouslyNoAudit: true})
	if err != nil {
		return err
	}
	defer again.Close()
	_, err = again.Reveal(ctx, scope, []string{"[IBAN_CODE_1]"}, nil)
	fmt.Fprintln(out, "not in backup:", errors.Is(err, anonymize.ErrUnresolved))
	return nil
}
