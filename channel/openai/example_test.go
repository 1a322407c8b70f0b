package openai_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/channeltest"
	"github.com/deckname/deckname/channel/openai"
	"github.com/deckname/deckname/recognizers"
)

// A gateway in front of a language model. The vault and the model are stand-ins here.
func Example() {
	vault := channeltest.NewVault() // in earnest pseudonym.Open
	engine, err := anonymize.New(anonymize.Config{
		Recognizers: []anonymize.Recognizer{recognizers.IBAN()}, Policy: anonymize.DefaultPolicy(vault), Revealer: vault,
	})
	if err != nil {
		panic(err)
	}
	model := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		fmt.Println("model:", strings.Contains(string(b), "Meine IBAN ist [IBAN_CODE_1]"))
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprint(w, `{"choices":[{"index":0,"message":{"role":"assistant","content":"Notiert: [IBAN_CODE_1]"}}]}`)
	}))
	defer model.Close()
	upstream, _ := url.Parse(model.URL)
	aliases, err := channel.NewAliaser(bytes.Repeat([]byte{1}, channel.MinAliasKeyBytes)) // in earnest: random, from a file
	if err != nil {
		panic(err)
	}
	gateway, err := channel.Proxy(openai.New(openai.Config{}),
		channel.Config{Engine: engine, Aliases: aliases, Auth: openai.Credentials()}, upstream, nil)
	if err != nil {
		panic(err)
	}

	r := httptest.NewRequest(http.MethodPost, "/v1/chat/completions",
		strings.NewReader(`{"model":"m","messages":[{"role":"user","content":"Meine IBAN ist DE89370400440532013000"}]}`))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer the provider's key")
	r.Header.Set(openai.ConversationHeader, "4711")
	w := httptest.NewRecorder()
	gateway.ServeHTTP(w, r)
	fmt.Println("user: ", strings.Contains(w.Body.String(), "Notiert: DE89370400440532013000"))
	// Output:
	// model: true
	// user:  true
}
