package messenger_test

import (
	"fmt"
	"net/http/httptest"
	"net/url"
	"strings"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/internal/adaptertest"
	"github.com/deckname/deckname/channel/messenger"
)

// The bot calls the Send API at the gateway with a token of its own; somebody without it sends nothing.
func ExampleNew() {
	protocol, err := messenger.New(messenger.Config{AppSecret: []byte("from a file"), VerifyToken: "from the operator", BotToken: "of the bot", PlatformToken: "of the page"})
	if err != nil {
		panic(err)
	}
	gateway, err := channel.Proxy(protocol, adaptertest.Silent(), &url.URL{Scheme: "http", Host: "127.0.0.1:3000"}, nil) // in earnest an engine and a vault
	if err != nil {
		panic(err)
	}
	w, r := httptest.NewRecorder(), httptest.NewRequest("POST", "/v24.0/me/messages", strings.NewReader(`{"recipient":{"id":"1"},"message":{"text":"Hallo [PERSON_1]"}}`))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer of somebody else")
	gateway.ServeHTTP(w, r)
	fmt.Print(w.Code, " ", w.Body)
	// Output: 401 {"error":{"code":190,"fbtrace_id":"gateway","message":"The gateway did not pass this call on: unauthenticated","type":"OAuthException"}}
}
