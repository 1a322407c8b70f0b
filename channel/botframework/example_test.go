package botframework_test

import (
	"fmt"
	"net/http"
	"net/url"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/botframework"
)

// handlers joins the two sides of the gateway and the published keys on one listener.
func handlers(cfg channel.Config, bot *url.URL) (http.Handler, error) {
	issuer, err := botframework.NewIssuer(botframework.IssuerConfig{URL: "https://gateway.amt.example"}) // in earnest with Dir
	if err != nil {
		return nil, err
	}
	a, err := botframework.New(botframework.Config{
		AppID: "11111111-2222-3333-4444-555555555555", URL: "https://gateway.amt.example", Issuer: issuer,
	})
	if err != nil {
		return nil, err
	}
	in, err := a.Bot(cfg, bot, nil)
	if err != nil {
		return nil, err
	}
	out, err := a.Connector(cfg, a.BotTokens("tenant of the bot"), nil)
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("/api/messages", in)
	mux.Handle("/v3/", out)
	mux.Handle("/.well-known/", issuer.Handler())
	return mux, nil
}

func Example() {
	_, err := handlers(channel.Config{}, &url.URL{Scheme: "http", Host: "127.0.0.1:3978"})
	fmt.Println(err != nil, "without an engine there is no gateway")
	// Output: true without an engine there is no gateway
}
