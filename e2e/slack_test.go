//go:build e2e

package e2e_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/deckname/deckname/e2e/standin"
)

const (
	slackSecret    = "8f742231b10e8888abcd99yyyzzz85a5"
	slackBotSecret = "0f0e0d0c0b0a09080706050403020100"
	slackToken     = "xoxb-standin-token"
	slackBotToken  = "xoxb-of-the-bot-alone"
)

// arguments reads the arguments of a recorded call.
func arguments(r standin.Record) map[string]string {
	req, err := http.NewRequest(r.Method, "http://standin.test"+r.Path+"?"+r.Query, bytes.NewReader(r.Body))
	if err != nil {
		return nil
	}
	req.Header = r.Header
	return standin.Arguments(req)
}

func slackEvent(id, text string) []byte {
	raw, _ := json.Marshal(map[string]any{
		"token": "unused", "team_id": "T0000001", "api_app_id": "A0000001", "type": "event_callback", "event_id": id, "event_time": 1767322800,
		"authorizations": []any{map[string]any{"team_id": "T0000001", "user_id": "U0000BOT", "is_bot": true}},
		"event": map[string]any{"type": "message", "user": "U0000USR", "ts": "1767322800.000100", "channel": "D0000001", "channel_type": "im", "text": text,
			"user_profile": map[string]any{"real_name": name, "display_name": "erika"},
			"blocks": []any{map[string]any{"type": "rich_text", "block_id": "b1", "elements": []any{map[string]any{"type": "rich_text_section",
				"elements": []any{map[string]any{"type": "text", "text": text}}}}}}},
	})
	return raw
}

func TestSlack(t *testing.T) {
	client(t, "@slack/bolt 4.7.3", func(s *stage) {
		platform, err := standin.NewSlack()
		s.must(err, "stand-in")
		s.Cleanup(platform.Close)
		s.plan()
		secret, token := slackBotSecret, slackBotToken
		if direct {
			secret, token = slackSecret, slackToken
		}
		bot := s.node("bolt.mjs", "SLACK_URL="+s.front(platform.URL)+"/api/", "SLACK_TOKEN="+token, "SLACK_SIGNING_SECRET="+secret)
		tap := s.tap(bot.url)
		s.open(map[string]any{"channel": "slack", "upstream": tap.URL, "platform": platform.URL, "app_secret": slackSecret, "bot_secret": slackBotSecret, "token": slackToken, "bot_token": slackBotToken})
		hook := s.front(tap.URL) + "/slack/events"
		send := func(secret string, at time.Time, contentType string, body []byte) (int, string) {
			req, err := standin.SlackRequest(hook, secret, at, contentType, body)
			s.must(err, "request")
			status, answer, err := standin.Do(req)
			s.must(err, "request")
			return status, string(answer)
		}
		const jsonType = "application/json"

		status, body := send(slackSecret, time.Now(), jsonType, []byte(`{"token":"x","challenge":"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P","type":"url_verification"}`))
		s.ok(status == 200 && strings.Contains(body, "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"), "challenge:", status, body)

		event := slackEvent("Ev1", said)
		at := time.Now()
		status, body = send(slackSecret, at, jsonType, event)
		s.ok(status == 200, "event:", status, body)
		posted := s.waitFor("chat.postMessage", &platform.Recorder, func(r standin.Record) bool { return strings.HasSuffix(r.Path, "/chat.postMessage") })
		args := arguments(posted)
		s.restored("the platform", args["text"])
		s.ok(args["text"] == "Echo "+said, "the echo differs:", args["text"])
		s.ok(args["channel"] == "D0000001", "channel:", args["channel"])

		form := url.Values{"command": {"/antrag"}, "text": {said}, "user_id": {"U0000USR"}, "user_name": {"erika.mustermann"}, "channel_id": {"D0000001"},
			"team_id": {"T0000001"}, "response_url": {"https://hooks.slack.com/commands/T0000001/1/x"}, "trigger_id": {"13345224609.738474920.x"}}
		status, body = send(slackSecret, at, "application/x-www-form-urlencoded", []byte(form.Encode()))
		s.ok(status == 200, "command:", status, body)
		s.restored("the user of the command", body)
		form.Set("command", "/notiz")
		status, body = send(slackSecret, at, "application/x-www-form-urlencoded", []byte(form.Encode()))
		s.ok(status == 200, "command with a plain answer:", status, body)
		s.restored("the user of the plain answer", body)
		s.blind("the bot", tap.Dump()+strings.Join(bot.all(), "\n"))

		if direct {
			return
		}
		before := len(tap.All())
		event = slackEvent("Ev2", said)
		for _, r := range []struct {
			why, secret string
			at          time.Time
		}{{"another secret", "anderes", at}, {"the bot's own secret", slackBotSecret, at}, {"a time stamp of six minutes ago", slackSecret, at.Add(-6 * time.Minute)}, {"a time stamp of tomorrow", slackSecret, at.Add(24 * time.Hour)}} {
			status, body = send(r.secret, r.at, jsonType, event)
			s.ok(status >= 400, "accepted: "+r.why, status, body)
		}
		// A signature that was seen before is a replay. Slack's own retries carry a new time stamp.
		event = slackEvent("Ev1", said)
		status, body = send(slackSecret, at, jsonType, event)
		s.ok(status >= 400, "accepted: a replay", status, body)
		s.ok(len(tap.All()) == before, "a refused event reached the bot")
		calls := len(platform.All())
		status, body = s.post(s.gateway+"/api/chat.postMessage", map[string]string{"Content-Type": jsonType, "Authorization": "Bearer xoxb-falsch"}, []byte(`{"channel":"D0000001","text":"[PERSON_1]"}`))
		s.ok(status == 401 || status == 403, "a stranger may post:", status, body)
		s.ok(len(platform.All()) == calls, "a stranger's call was delivered")
	})
}
