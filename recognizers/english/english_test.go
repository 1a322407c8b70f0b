package english_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/english"
)

func ExampleNames() {
	text := "Hello, my name is Margaret Whitfield and I need a new passport for my son."
	doc, err := anonymize.NewDocument(text, "")
	if err != nil {
		panic(err)
	}
	found, err := english.Names().Recognize(context.Background(), doc, nil)
	for _, e := range found {
		fmt.Println(text[e.Start:e.End], e.Type, e.Evidence, err)
	}
	// Output: Margaret Whitfield PERSON model <nil>
}

// recognize loads the model once for all tests.
func recognizer() anonymize.Recognizer { return shared }

var shared = english.Names()

func find(t *testing.T, text string) []string {
	t.Helper()
	doc, err := anonymize.NewDocument(text, "")
	require.NoError(t, err)
	found, err := recognizer().Recognize(t.Context(), doc, nil)
	require.NoError(t, err)
	var names []string
	for _, e := range found {
		names = append(names, text[e.Start:e.End])
		assert.Equal(t, anonymize.Person, e.Type)
		assert.Equal(t, anonymize.EvidenceModel, e.Evidence)
	}
	return names
}

func TestNames(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"offsets behind umlauts and typographic quotes", "I live in “Köln” and my wife is Margaret Whitfield. She is with me.", []string{"Margaret Whitfield"}},
		{"no name", "Where can I get a new passport and how much is it?", nil},
		{"German text is left to the German rules", "Ich heiße Margaret Whitfield und möchte einen neuen Pass für meinen Sohn haben.", nil},
		{"too little to tell the language", "Margaret Whitfield", nil},
		{"sentence beginnings are no names", "Hello, I am new here and I have to do my registration. Please tell me when you are open.", nil},
		{"empty", "", nil},
	} {
		t.Run(c.name, func(t *testing.T) { assert.Equal(t, c.want, find(t, c.text)) })
	}
}

func TestGermanTextAllocatesNothing(t *testing.T) {
	doc, err := anonymize.NewDocument("Guten Tag, wann hat das Bürgeramt offen? Ich brauche einen neuen Pass für meine Tochter.", "")
	require.NoError(t, err)
	r := recognizer()
	assert.Zero(t, testing.AllocsPerRun(10, func() { _, _ = r.Recognize(t.Context(), doc, nil) }))
}

func TestLongTextInChunks(t *testing.T) {
	text := ""
	for range 40 {
		text += "I have to tell you that my neighbour is Margaret Whitfield and that she is not at home.\n"
	}
	assert.GreaterOrEqual(t, len(find(t, text)), 38)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	doc, err := anonymize.NewDocument(text, "")
	require.NoError(t, err)
	found, err := recognizer().Recognize(ctx, doc, nil)
	require.ErrorIs(t, err, context.Canceled)
	assert.Empty(t, found)
}
