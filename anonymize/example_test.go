package anonymize_test

import (
	"context"
	"fmt"
	"os"

	"github.com/deckname/deckname/anonymize"
)

// The recognizers and the vault of these examples are small fakes; programs use recognizers.All and pseudonym.Open.
func Example() {
	vault := newFakeVault()
	a, err := anonymize.New(anonymize.Config{
		Recognizers: []anonymize.Recognizer{names},
		Policy:      anonymize.DefaultPolicy(vault),
		Revealer:    vault,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	out, err := a.Anonymize(context.Background(), anonymize.Message{Scope: "conversation 7", Text: "Hier ist Wolke aus Köln."})
	if err != nil {
		return // nothing of the text may leave
	}
	fmt.Println(out.Text)
	back, err := a.Reveal(context.Background(), anonymize.Message{Scope: "conversation 7", Text: "Guten Tag [PERSON_1]!"})
	if err != nil {
		return
	}
	fmt.Println(back.Text)
	// Output:
	// Hier ist [PERSON_1] aus Köln.
	// Guten Tag Wolke!
}

// A stream of a language model is revealed while it arrives; a pseudonym that is cut in two is held back.
func ExampleAnonymizer_NewRevealWriter() {
	vault := newFakeVault()
	a, _ := anonymize.New(anonymize.Config{
		Recognizers: []anonymize.Recognizer{names}, Policy: anonymize.DefaultPolicy(vault), Revealer: vault,
	})
	ctx := context.Background()
	_, _ = a.Anonymize(ctx, anonymize.Message{Scope: "c", Text: "Wolke"})
	w, _ := a.NewRevealWriter(ctx, os.Stdout, anonymize.Message{Scope: "c"})
	for _, chunk := range []string{"Guten Tag [PER", "SON_", "1], was kann ich tun?"} {
		if _, err := w.Write([]byte(chunk)); err != nil {
			return
		}
	}
	_ = w.Close()
	// Output: Guten Tag Wolke, was kann ich tun?
}

// Replacing the values that Analyze found by searching for their text is the mistake to avoid: the same letters may
// stand elsewhere with another meaning, and offsets of the old text are no offsets of the new one. Edits has both.
func ExampleAnonymizer_Analyze_incorrect() {
	a, _ := anonymize.New(anonymize.Config{Recognizers: []anonymize.Recognizer{names}})
	text := "Wolke meldet: keine Wolken in Köln"
	found, _ := a.Analyze(context.Background(), anonymize.Message{Text: text})
	fmt.Println(len(found), "findings")
	out, _ := a.Anonymize(context.Background(), anonymize.Message{Text: text})
	for _, e := range out.Edits {
		fmt.Println(e.In, "became", e.Out)
	}
	// Output:
	// 3 findings
	// {0 5} became {0 10}
	// {20 25} became {25 35}
	// {30 35} became {40 50}
}
