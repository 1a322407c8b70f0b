package whatsapp_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/internal/adaptertest"
	"github.com/deckname/deckname/channel/whatsapp"
)

// A bot that speaks the Cloud API moves behind the gateway: Meta's webhook points to https://gateway.example/webhook, and
// the bot's base URL of the Graph API to https://gateway.example. Here Meta registers the webhook.
func ExampleNew() {
	bot, err := url.Parse("http://127.0.0.1:3000")
	if err != nil {
		panic(err)
	}
	protocol, err := whatsapp.New(whatsapp.Config{AppSecret: []byte("from a file"), VerifyToken: "from the operator", BotToken: "of the bot", PlatformToken: "of Meta"})
	if err != nil {
		panic(err)
	}
	gateway, err := channel.Proxy(protocol, adaptertest.Silent(), bot, nil)
	if err != nil {
		panic(err)
	}
	w := httptest.NewRecorder()
	gateway.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/webhook?hub.mode=subscribe&hub.verify_token=from+the+operator&hub.challenge=1158201444", nil))
	fmt.Println(w.Code, w.Body)
	// Output: 200 1158201444
}
