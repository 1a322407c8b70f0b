package adaptertest

import (
	"testing"

	"github.com/deckname/deckname/channel"
)

// Secrets of Meta's app and of the bot.
const (
	AppSecret, BotSecret = "secret of the app", "secret of the bot"
	MetaBotToken         = "token of the bot"
)

// Meta is Meta with its webhook and Graph API, the gateway and a bot.
type Meta struct {
	Bot, Graph *Station
	URL        string // the gateway's
	Log        *Log
}

// NewMeta starts them with the protocol that make returns.
func NewMeta(tb testing.TB, cfg channel.Config, log *Log, make func(graph *Station) channel.Protocol) *Meta {
	tb.Helper()
	m := &Meta{Bot: NewStation(tb), Graph: NewStation(tb), Log: log}
	m.URL = Gateway(tb, make(m.Graph), cfg, m.Bot.URL).URL
	return m
}

// Hook posts a signed webhook and returns the status of the answer.
func (m *Meta) Hook(tb testing.TB, body string) int {
	tb.Helper()
	code, _, _ := Do(tb, Call{URL: m.URL + "/webhook", Body: body, Header: map[string]string{
		"X-Hub-Signature-256": "sha256=" + HMAC(AppSecret, body), "X-Hub-Signature": "sha1=00", "User-Agent": "facebookexternalua"}})
	return code
}

// Send posts a call of the bot's to a path of the Graph API.
func (m *Meta) Send(tb testing.TB, path, body string) (int, string) {
	tb.Helper()
	code, _, out := Do(tb, Call{URL: m.URL + path, Body: body, Header: map[string]string{"Authorization": "Bearer " + MetaBotToken}})
	return code, out
}
