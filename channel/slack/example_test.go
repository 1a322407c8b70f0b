package slack_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/internal/adaptertest"
	"github.com/deckname/deckname/channel/slack"
)

// An app moves behind the gateway: Slack's request URLs point to https://gateway.example/slack/events, and the app's
// slackApiUrl to https://gateway.example/api/. A call without the app's token gets nothing.
func ExampleNew() {
	app, err := url.Parse("http://127.0.0.1:3000")
	if err != nil {
		panic(err)
	}
	protocol, err := slack.New(slack.Config{SigningSecret: "from a file", BotToken: "of the app", PlatformToken: "of Slack"})
	if err != nil {
		panic(err)
	}
	gateway, err := channel.Proxy(protocol, gatewayConfig(), app, nil)
	if err != nil {
		panic(err)
	}
	w := httptest.NewRecorder()
	gateway.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/api/chat.postMessage", nil))
	fmt.Println(w.Code, w.Body)
	// Output:
	// 401 {"deckname":"unauthenticated","error":"invalid_auth","ok":false}
}

// gatewayConfig stands for an engine with recognizers.All and a vault with the scheme pseudonym.Codes.
func gatewayConfig() channel.Config { return adaptertest.Silent() }
