package channeltest_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/channeltest"
)

// The canary test of an adapter: no string of a fixture may reach the bot.
func Example() {
	t := &testing.T{} // the test's own
	rw, err := channel.NewRewriter(channel.Config{Engine: channeltest.Engine(t, nil)})
	if err != nil {
		panic(err)
	}
	filled, canaries := channeltest.Fill(t, []byte(`{"type":"message","text":"x","list":["y"]}`), func(path, _ string) bool { return path == "type" })
	x := channel.Exchange{Protocol: "test", Direction: channel.ToBot, Conversation: func(channel.Leaf) (string, error) { return "c1", nil }}
	seen, err := rw.JSON(context.Background(), x, nil, filled)
	fmt.Println(len(canaries), string(seen), channeltest.Leaks(string(seen)), err)
	// Output: 2 {"list":["[PERSON_1]"],"text":"[PERSON_2]","type":"message"} [] <nil>
}
