package channel_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/channeltest"
)

// exampleEngine stands for anonymize.New with recognizers.All and a vault.
func exampleEngine() *anonymize.Anonymizer {
	v := channeltest.NewVault()
	names := anonymize.Exact(anonymize.Person, "Erika Beispiel")
	a, err := anonymize.New(anonymize.Config{Recognizers: []anonymize.Recognizer{nothing{}}, Deny: []anonymize.Matcher{names},
		Policy: anonymize.DefaultPolicy(v), Revealer: v})
	if err != nil {
		panic(err)
	}
	return a
}

type nothing struct{}

func (nothing) Info() anonymize.Info {
	return anonymize.Info{Name: "nothing", Version: "1", Types: []anonymize.EntityType{anonymize.Person}}
}
func (nothing) Recognize(_ context.Context, _ *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	return dst, nil
}

// A bot in this process.
func ExampleGuard() {
	aliases, err := channel.NewAliaser(bytes.Repeat([]byte{1}, channel.MinAliasKeyBytes)) // in earnest: random, from a file
	if err != nil {
		panic(err)
	}
	guard, err := channel.Guard("chat", channel.Config{Engine: exampleEngine(), Aliases: aliases}, nil)
	if err != nil {
		panic(err)
	}
	bot := guard(func(ctx context.Context, in channel.Message, reply channel.Sender) error {
		fmt.Println("bot: ", in.Text)
		return reply(ctx, channel.Message{Text: "Guten Tag!", Data: []byte(`{"for":"` + in.Text[8:] + `"}`)})
	})
	err = bot(context.Background(), channel.Message{Conversation: "c1", Text: "Hier ist Erika Beispiel"}, func(_ context.Context, m channel.Message) error {
		fmt.Println("user:", m.Text, string(m.Data))
		return nil
	})
	fmt.Println(err)
	// Output:
	// bot:  Hier ist [PERSON_1]
	// user: Guten Tag! {"for":" Erika Beispiel"}
	// <nil>
}

// An adapter is a table.
func ExampleTable() {
	message := channel.MustPolicy(
		channel.Rule{Path: "sender", Action: channel.RoutingAlias("sender"), Why: "the conversation; often a telephone number"},
		channel.Rule{Path: "type", Action: channel.Keep(channel.OneOf("text", "image")), Why: "word of the protocol"},
		channel.Rule{Path: "image", Action: channel.Drop(), Why: "cannot be searched"},
		// message and everything unknown: scanned
	)
	chat := channel.MustTable("rest", channel.Endpoint{
		Method: "POST", Pattern: "/webhooks/rest/webhook",
		Conversation: func(_ *http.Request, _ map[string]string, l channel.Leaf) (string, error) {
			sender, _ := l.Lookup("sender")
			return sender, nil
		},
		Route: channel.Route{Direction: channel.ToBot, Request: message, ConversationKind: "sender"},
	})
	auth, err := channel.BearerTokens("", "", "token of the platform")
	if err != nil {
		panic(err)
	}
	aliases, err := channel.NewAliaser(bytes.Repeat([]byte{1}, channel.MinAliasKeyBytes))
	if err != nil {
		panic(err)
	}
	protect, err := channel.Middleware(chat, channel.Config{Engine: exampleEngine(), Auth: auth, Aliases: aliases})
	if err != nil {
		panic(err)
	}
	bot := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var b bytes.Buffer
		_, _ = b.ReadFrom(r.Body)
		fmt.Println("anonymous:", strings.Contains(b.String(), `"message":"Ich heiße [PERSON_1]"`))
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprint(w, `[{"text":"Guten Tag, [PERSON_1]"}]`)
	})
	r := httptest.NewRequest("POST", "/webhooks/rest/webhook", strings.NewReader(`{"sender":"491713920011","type":"text","message":"Ich heiße Erika Beispiel"}`))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer token of the platform")
	w := httptest.NewRecorder()
	protect(bot).ServeHTTP(w, r)
	fmt.Println(w.Code, w.Body)
	// Output:
	// anonymous: true
	// 200 [{"text":"Guten Tag, Erika Beispiel"}]
}

// Keep without a shape that excludes everything personal is a hole: users write what they like into any field.
func ExampleDangerouslyKeep_incorrect() {
	rw, err := channel.NewRewriter(channel.Config{Engine: exampleEngine()})
	if err != nil {
		panic(err)
	}
	x := channel.Exchange{Protocol: "rest", Direction: channel.ToBot, Conversation: func(channel.Leaf) (string, error) { return "c1", nil }}
	for _, act := range []channel.Action{channel.DangerouslyKeep(), channel.Keep(channel.Word)} {
		p := channel.MustPolicy(channel.Rule{Path: "type", Action: act, Why: "word of the protocol"})
		out, err := rw.JSON(context.Background(), x, p, []byte(`{"type":"Erika Beispiel"}`))
		fmt.Println(string(out), err)
	}
	// Output:
	// {"type":"Erika Beispiel"} <nil>
	// {"type":"[PERSON_1]"} <nil>
}
