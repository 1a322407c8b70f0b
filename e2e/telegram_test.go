//go:build e2e

package e2e_test

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/deckname/deckname/e2e/standin"
)

const (
	telegramToken    = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
	telegramBotToken = "110201543:AAGatewayOnlyTokenOfTheBotItself1234"
)

func telegramUpdate(text string) map[string]any {
	at := func(part string) int { return len(utf16.Encode([]rune(text[:strings.Index(text, part)]))) }
	user := map[string]any{"id": tgUser, "is_bot": false, "first_name": "Erika", "last_name": "Mustermann", "username": "erika_mustermann", "language_code": "de"}
	return map[string]any{"message": map[string]any{
		"message_id": 7, "date": 1767322800, "from": user, "text": text,
		"chat":     map[string]any{"id": tgUser, "type": "private", "first_name": "Erika", "last_name": "Mustermann", "username": "erika_mustermann"},
		"entities": []any{map[string]any{"type": "bold", "offset": at("meine"), "length": 5}, map[string]any{"type": "text_mention", "offset": at(name), "length": len(name), "user": user}},
	}}
}

// marked cuts the part out of text that an entity names in UTF-16 units.
func marked(text string, offset, length int) string {
	u := utf16.Encode([]rune(text))
	if offset < 0 || length < 0 || offset+length > len(u) {
		return "outside"
	}
	return string(utf16.Decode(u[offset : offset+length]))
}

// telegramAnswer checks the sendMessage that reached the platform.
func telegramAnswer(s *stage, platform *standin.Telegram, text string) {
	s.Helper()
	sent := s.waitFor("sendMessage", &platform.Recorder, func(r standin.Record) bool { return strings.HasSuffix(r.Path, "/sendMessage") })
	args := arguments(sent)
	s.ok(strings.HasSuffix(args["text"], "Echo: "+text), "the echo differs:", args["text"])
	s.restored("the platform", args["text"])
	s.ok(args["chat_id"] == strconv.Itoa(tgUser), "chat_id:", args["chat_id"])
	var entities []struct{ Offset, Length int }
	if json.Unmarshal([]byte(args["entities"]), &entities) == nil && len(entities) > 0 {
		s.ok(marked(args["text"], entities[0].Offset, entities[0].Length) == text, "the bold part is", marked(args["text"], entities[0].Offset, entities[0].Length))
	}
}

func TestTelegram(t *testing.T) {
	client(t, "grammy 1.46.0, long polling", func(s *stage) {
		platform, err := standin.NewTelegram()
		s.must(err, "stand-in")
		s.Cleanup(platform.Close)
		s.open(map[string]any{"channel": "telegram", "platform": platform.URL, "token": telegramToken, "bot_token": telegramBotToken})
		token := telegramBotToken
		if direct {
			token = telegramToken
		}
		bot := s.start([]string{"TELEGRAM_URL=" + s.front(platform.URL), "TELEGRAM_TOKEN=" + token}, "node", "bots/grammy.mjs")
		text := "😀 " + said
		platform.Push(telegramUpdate(text))
		telegramAnswer(s, platform, text)
		line, err := bot.waitLine(s.ctx, func(l string) bool { return strings.Contains(l, `"saw"`) })
		s.must(err, "the bot's report")
		var saw struct {
			Saw      string
			Entities []struct{ Offset, Length int }
		}
		s.must(json.Unmarshal([]byte(line), &saw), line)
		s.ok(len(saw.Entities) == 2 && marked(saw.Saw, saw.Entities[0].Offset, saw.Entities[0].Length) == "meine", "the entity in the bot's text is shifted wrongly:", line)
		_, err = bot.waitLine(s.ctx, func(l string) bool { return strings.Contains(l, `"sent"`) })
		s.must(err, "the answer to sendMessage")
		s.blind("the bot", strings.Join(bot.all(), "\n"))
		if !direct {
			calls := len(platform.All())
			status, body := s.post(s.gateway+"/bot999:falsch/sendMessage", map[string]string{"Content-Type": "application/json"}, []byte(`{"chat_id":`+strconv.Itoa(tgUser)+`,"text":"[PERSON_1]"}`))
			s.ok(status >= 400, "a stranger may send:", status, body)
			for _, r := range platform.All()[calls:] {
				s.ok(!strings.Contains(r.Path, "falsch"), "a stranger's call was delivered")
			}
		}
	})
}
