//go:build e2e

package e2e_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/deckname/deckname/e2e/standin"
)

const (
	pageID = "1906385232743851"
	psid   = "6543210987654321"
)

func messengerMessage(id, text string) []byte {
	raw, _ := json.Marshal(map[string]any{"object": "page", "entry": []any{map[string]any{"id": pageID, "time": 1767322800000, "messaging": []any{map[string]any{
		"sender": map[string]any{"id": psid}, "recipient": map[string]any{"id": pageID}, "timestamp": 1767322800000,
		"message": map[string]any{"mid": "m_" + id, "text": text},
	}}}}})
	return raw
}

// bridgeProof runs a botbuilder bot with authentication on a platform of Meta's: the picture that the module was made for.
func bridgeProof(kind, account string, webhook func(id, text string) []byte, user string) func(*stage) {
	return func(s *stage) {
		graph, err := standin.NewGraph()
		s.must(err, "stand-in")
		s.Cleanup(graph.Close)
		login, err := standin.NewIssuer(entra)
		s.must(err, "issuer")
		s.Cleanup(login.Close)
		token, err := login.Sign(bfIss, map[string]any{"appid": appID, "azp": appID})
		s.must(err, "token")
		s.plan()
		bot := s.node("botbuilder.mjs", "BOT_APP_ID="+appID, "BOT_OPENID_METADATA="+s.gateway+"/.well-known/openidconfiguration",
			"BOT_TOKEN_ISSUER="+s.gateway, "BOT_LOGIN_URL="+login.URL, "BOT_TOKEN="+token)
		tap := s.tap(bot.url)
		s.open(map[string]any{"channel": kind, "upstream": tap.URL, "platform": graph.URL, "account": account, "app_id": appID, "app_secret": appSecret,
			"verify_token": verifyToken, "token": graphToken, "bot_metadata": login.MetadataURL(), "bot_issuer": entra})
		hook := s.gateway + "/webhook"

		msg := webhook("A1", said)
		status, body := s.post(hook, hub(appSecret, msg), msg)
		s.ok(status == 200, "webhook:", status, body)
		sent := s.waitFor("the answer", &graph.Recorder, holds("Echo:"))
		s.restored("the Graph API", string(sent.Body))
		s.ok(strings.Contains(string(sent.Body), `"`+user+`"`), "not addressed to the sender:", string(sent.Body))
		s.ok(strings.Contains(sent.Path, "/"+account+"/messages"), "path:", sent.Path)
		s.ok(sent.Header.Get("Authorization") == "Bearer "+graphToken, "the platform's token is missing")

		card := webhook("A2", "Karte "+name+", "+iban)
		status, body = s.post(hook, hub(appSecret, card), card)
		s.ok(status == 200, "card:", status, body)
		s.restored("the Graph API's card", string(s.waitFor("the card", &graph.Recorder, holds("Guten Tag "+name)).Body))
		seen := tap.Dump() + strings.Join(bot.all(), "\n")
		s.blind("the bot", seen)
		s.ok(!strings.Contains(seen, user), "the bot saw the user's id")

		before := len(tap.All())
		for why, header := range map[string]map[string]string{"no signature": {"Content-Type": "application/json"}, "another secret": hub("anderes", msg)} {
			status, body := s.post(hook, header, msg)
			s.ok(status >= 400, "accepted: "+why, status, body)
		}
		s.ok(len(tap.All()) == before, "a refused webhook reached the bot")

		var a struct{ Conversation struct{ ID string } }
		for _, rec := range tap.All() {
			if rec.Method == http.MethodPost && json.Unmarshal(rec.Body, &a) == nil && a.Conversation.ID != "" {
				break
			}
		}
		calls := len(graph.All())
		status, body = s.post(s.gateway+"/v3/conversations/"+a.Conversation.ID+"/activities", map[string]string{"Content-Type": "application/json", "Authorization": "Bearer falsch"},
			[]byte(`{"type":"message","text":"[PERSON_1]"}`))
		s.ok(status == 401 || status == 403, "a stranger may reply:", status, body)
		s.ok(len(graph.All()) == calls, "a stranger's reply was delivered")
	}
}

func TestBridges(t *testing.T) {
	if direct {
		return // nothing but the gateway joins these two
	}
	client(t, "WhatsApp bridge to botbuilder 4.23.3", bridgeProof("whatsapp-bridge", phoneID, whatsappMessage, waID))
	client(t, "Messenger bridge to botbuilder 4.23.3", bridgeProof("messenger-bridge", pageID, messengerMessage, psid))
}
