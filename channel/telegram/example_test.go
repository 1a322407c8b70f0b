package telegram_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/internal/adaptertest"
	"github.com/deckname/deckname/channel/telegram"
)

// A bot that polls moves behind the gateway: its apiRoot becomes the gateway's address. Without the bot's token nothing
// is passed on.
func ExampleNew() {
	api := &url.URL{Scheme: "https", Host: "api.telegram.org"}
	protocol, err := telegram.New(telegram.Config{BotToken: "110201543:of the bot", PlatformToken: "110201543:of Telegram", API: api})
	if err != nil {
		panic(err)
	}
	gateway, err := channel.Proxy(protocol, gatewayConfig(), api, nil)
	if err != nil {
		panic(err)
	}
	w := httptest.NewRecorder()
	gateway.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/bot110201543:guessed/getUpdates", nil))
	fmt.Println(w.Code, w.Body)
	// Output:
	// 401 {"description":"The gateway did not pass this call on: unauthenticated","error_code":401,"ok":false}
}

// gatewayConfig stands for an engine with recognizers.All and a vault with the scheme pseudonym.Codes.
func gatewayConfig() channel.Config { return adaptertest.Silent() }
