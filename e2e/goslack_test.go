//go:build e2e

package e2e_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"github.com/deckname/deckname/e2e/standin"
	"github.com/deckname/deckname/e2e/wiring"
	"github.com/deckname/deckname/pseudonym"
)

func TestGoSlack(t *testing.T) {
	client(t, "slack-go v0.35.0 through Transport", func(s *stage) {
		platform, err := standin.NewSlack()
		s.must(err, "stand-in")
		s.Cleanup(platform.Close)
		platform.History = []map[string]any{{"type": "message", "user": "U0000USR", "text": said, "ts": "1767322800.000100"}}
		hc := sdkClient(s, pseudonym.Codes(), wiring.SlackTransport(platform.URL, slackToken, slackSecret))
		api := slack.New(slackToken, slack.OptionAPIURL(platform.URL+"/api/"), slack.OptionHTTPClient(hc))
		user, err := api.GetUserInfoContext(s.ctx, "U0000USR")
		s.must(err, "users.info")
		s.blind("the bot", fmt.Sprintf("%+v", *user))
		if direct {
			s.ok(user.RealName == name, "user:", user.RealName)
		}
		// Texts of a channel belong to it: what its history said can be said there again.
		history, err := api.GetConversationHistoryContext(s.ctx, &slack.GetConversationHistoryParameters{ChannelID: "D0000001"})
		s.must(err, "conversations.history")
		s.ok(len(history.Messages) == 1, "messages:", len(history.Messages))
		s.blind("the bot", fmt.Sprintf("%+v", history.Messages))
		_, _, err = api.PostMessageContext(s.ctx, "D0000001", slack.MsgOptionText("Echo "+history.Messages[0].Text, false))
		s.must(err, "chat.postMessage")
		posted := s.waitFor("chat.postMessage", &platform.Recorder, func(r standin.Record) bool { return strings.HasSuffix(r.Path, "/chat.postMessage") })
		s.restored("the platform", arguments(posted)["text"])
		s.ok(arguments(posted)["text"] == "Echo "+said, "the echo differs:", arguments(posted)["text"])
	})
}
