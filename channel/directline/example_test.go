package directline_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/channeltest"
	"github.com/deckname/deckname/channel/directline"
)

func Example() {
	vault := channeltest.NewVault() // in earnest: pseudonym.Open
	engine, err := anonymize.New(anonymize.Config{
		Recognizers: []anonymize.Recognizer{nobody{}}, // in earnest: recognizers.All()
		Deny:        []anonymize.Matcher{anonymize.Exact(anonymize.Person, "Erika Beispiel")},
		Policy:      anonymize.DefaultPolicy(vault), Revealer: vault,
	})
	if err != nil {
		panic(err)
	}
	aliases, err := channel.NewAliaser(bytes.Repeat([]byte{1}, 32))
	if err != nil {
		panic(err)
	}
	server, err := directline.New(directline.Config{
		Gateway:  channel.Config{Engine: engine, Aliases: aliases},
		TokenKey: bytes.Repeat([]byte{2}, 32), Secrets: []string{"secret"},
		Bot: func(ctx context.Context, in channel.Message, reply channel.Sender) error {
			fmt.Println("bot: ", in.Text)
			return reply(ctx, channel.Message{Text: "Guten Tag! Sie schrieben: " + in.Text, Format: "plain"})
		},
	})
	if err != nil {
		panic(err)
	}
	do := func(method, path, token, body string, out any) {
		r := httptest.NewRequest(method, "/v3/directline/"+path, strings.NewReader(body))
		r.Header.Set("Authorization", "Bearer "+token)
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		server.ServeHTTP(w, r)
		if err := json.Unmarshal(w.Body.Bytes(), out); err != nil {
			panic(err)
		}
	}
	var c struct{ ConversationID, Token string }
	do("POST", "conversations", "secret", "", &c)
	do("POST", "conversations/"+c.ConversationID+"/activities", c.Token, `{"type":"message","text":"Hier ist Erika Beispiel."}`, &struct{}{})
	var set struct{ Activities []struct{ Text string } }
	do("GET", "conversations/"+c.ConversationID+"/activities", c.Token, "", &set)
	fmt.Println("user:", set.Activities[1].Text)
	// Output:
	// bot:  Hier ist [PERSON_1].
	// user: Guten Tag! Sie schrieben: Hier ist Erika Beispiel.
}

type nobody struct{}

func (nobody) Info() anonymize.Info {
	return anonymize.Info{Name: "nobody", Version: "1", Types: []anonymize.EntityType{anonymize.Person}}
}

func (nobody) Recognize(_ context.Context, _ *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	return dst, nil
}
