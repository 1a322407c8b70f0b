// Command quickstart is the quick start of the README: anonymise a message, restore the values in the answer.
//
// Its keys and its vault vanish with the program. A real one keeps them: pseudonym.KeyFile for the keys,
// pseudonym.OpenRingFile and package bolt for the vault, pseudonym.OpenAuditLog instead of DangerouslyNoAudit.
package main

import (
	"context"
	"crypto/rand"
	"fmt"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/pseudonym"
	"github.com/deckname/deckname/recognizers"
)

func main() {
	ctx, key := context.Background(), make([]byte, 32)
	rand.Read(key)
	vault := must(pseudonym.Open(ctx, pseudonym.Config{
		Keys:  must(pseudonym.NewLocalKeys(key)),
		Store: pseudonym.NewMemory(), Ring: pseudonym.NewMemoryRing(), DangerouslyNoAudit: true}))
	a := must(anonymize.New(anonymize.Config{Recognizers: recognizers.All(),
		Policy: anonymize.DefaultPolicy(vault), Revealer: vault, Known: vault}))
	toBot := must(a.Anonymize(ctx, anonymize.Message{Scope: "chat-7",
		Text: "Hallo, ich bin Ada Wolke. Bitte erstatten Sie auf DE02 1203 0000 0000 2020 51."}))
	fmt.Println(toBot.Text)
	toCitizen := must(a.Reveal(ctx, anonymize.Message{Scope: "chat-7", Text: "Gern, Frau [PERSON_1]!"}))
	fmt.Println(toCitizen.Text)
}

// must stops the program on an error: then no text may leave.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
