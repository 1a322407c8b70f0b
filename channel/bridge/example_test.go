package bridge_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/bridge"
	"github.com/deckname/deckname/channel/internal/adaptertest"
	"github.com/deckname/deckname/channel/whatsapp"
)

// WhatsApp users talk to a bot of the Bot Framework. Meta's webhook points to https://gateway.example/webhook; the bot
// sends its replies to https://gateway.example/v3 and needs no change.
func Example() {
	auth, err := channel.BearerTokens("", "", "of the bot") // in earnest: botframework.Adapter.BotTokens
	if err != nil {
		panic(err)
	}
	gateway, err := whatsapp.NewBridge(
		whatsapp.Config{AppSecret: []byte("from a file"), VerifyToken: "from the operator", PlatformToken: "of Meta"},
		bridge.Config{URL: "https://gateway.example", Bot: &url.URL{Scheme: "http", Host: "127.0.0.1:3978", Path: "/api/messages"}, Auth: auth, Account: "106540352242922"},
		adaptertest.Silent()) // in earnest: an engine with recognizers.All and a vault
	if err != nil {
		panic(err)
	}
	w := httptest.NewRecorder()
	gateway.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/v3/conversations/491713920011/activities", nil))
	fmt.Println(w.Code, "without the bot's token")
	// Output:
	// 401 without the bot's token
}
