//go:build e2e

package e2e_test

import (
	"context"
	"fmt"
	"testing"

	tgbot "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"github.com/deckname/deckname/e2e/standin"
	"github.com/deckname/deckname/e2e/wiring"
	"github.com/deckname/deckname/pseudonym"
)

func TestGoTelegram(t *testing.T) {
	client(t, "go-telegram/bot v1.19.0 through Transport", func(s *stage) {
		platform, err := standin.NewTelegram()
		s.must(err, "stand-in")
		s.Cleanup(platform.Close)
		saw := make(chan string, 4)
		ctx, stop := context.WithCancel(s.ctx)
		b, err := tgbot.New(telegramToken, tgbot.WithServerURL(platform.URL), tgbot.WithHTTPClient(0, sdkClient(s, pseudonym.Codes(), wiring.TelegramTransport(platform.URL, telegramToken))),
			tgbot.WithDefaultHandler(func(ctx context.Context, b *tgbot.Bot, u *models.Update) {
				head := "👋 Echo: "
				saw <- fmt.Sprintf("%+v %+v", *u.Message, *u.Message.From)
				if _, err := b.SendMessage(ctx, &tgbot.SendMessageParams{ChatID: u.Message.Chat.ID, Text: head + u.Message.Text}); err != nil {
					saw <- "error: " + err.Error()
				}
			}))
		s.must(err, "bot")
		done := make(chan struct{})
		go func() { defer close(done); b.Start(ctx) }()
		defer func() { stop(); <-done }()
		text := "😀 " + said
		platform.Push(telegramUpdate(text))
		telegramAnswer(s, platform, text)
		s.blind("the bot", <-saw)
	})
}
