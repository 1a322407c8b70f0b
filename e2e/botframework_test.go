//go:build e2e

package e2e_test

import (
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/deckname/deckname/e2e/standin"
)

const (
	appID   = "00000000-0000-4000-8000-00000000b0b0"
	bfIss   = "https://api.botframework.com"
	entra   = "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/"
	channel = "webchat"
)

// botStage is a Bot Framework channel on one side, a bot on the other, and the gateway between them.
type botStage struct {
	*stage
	microsoft, login *standin.Issuer
	connector        *standin.Connector
	bot              *process
	tap              *standin.Server
	url              string // where the channel posts
	auth             bool   // the bot checks tokens and sends its own
}

func newBotStage(s *stage, script string, auth bool) *botStage {
	b := &botStage{stage: s, auth: auth}
	var err error
	b.microsoft, err = standin.NewIssuer(bfIss, channel, "msteams", "directline")
	s.must(err, "issuer")
	s.Cleanup(b.microsoft.Close)
	b.login, err = standin.NewIssuer(entra)
	s.must(err, "issuer")
	s.Cleanup(b.login.Close)
	b.connector, err = standin.NewConnector()
	s.must(err, "connector")
	s.Cleanup(b.connector.Close)
	// The list of service hosts holds names without ports: the good host gets the name, a bad one the address.
	b.connector.URL = strings.Replace(b.connector.URL, "127.0.0.1", "localhost", 1)
	b.connector.Members = []map[string]any{{"id": userKey, "name": name, "email": mail, "givenName": "Erika", "surname": "Mustermann"}}
	s.plan()

	token, err := b.login.Sign(bfIss, map[string]any{"appid": appID, "azp": appID, "tid": "d6d49420-f39b-4df7-a1dc-d59a935871db"})
	s.must(err, "token")
	var env []string
	if auth {
		metadata := s.gateway + "/.well-known/openidconfiguration"
		issuer := s.gateway
		if direct {
			metadata, issuer = b.microsoft.MetadataURL(), bfIss
		}
		env = []string{"BOT_APP_ID=" + appID, "BOT_OPENID_METADATA=" + metadata, "BOT_TOKEN_ISSUER=" + issuer, "BOT_LOGIN_URL=" + b.login.URL, "BOT_TOKEN=" + token}
	}
	b.bot = s.node(script, env...)
	b.tap = s.tap(b.bot.url)
	s.open(map[string]any{
		"channel": "botframework", "upstream": b.tap.URL, "app_id": appID, "bot_auth": auth,
		"channel_metadata": b.microsoft.MetadataURL(), "bot_metadata": b.login.MetadataURL(), "bot_issuer": entra,
		"service_hosts": []string{"localhost"},
	})
	b.url = s.front(b.tap.URL) + "/api/messages"
	return b
}

func (b *botStage) activity(conv string, more map[string]any) map[string]any {
	a := map[string]any{
		"type": "message", "id": conv + "|0", "timestamp": time.Now().UTC().Format("2006-01-02T15:04:05.000Z"), "channelId": channel,
		"serviceUrl": b.connector.URL, "locale": "de-DE", "textFormat": "plain", "text": said,
		"from":         map[string]any{"id": userKey, "name": name, "role": "user"},
		"conversation": map[string]any{"id": conv}, "recipient": map[string]any{"id": "bot", "name": "Bürgerbot"},
		"channelData": map[string]any{"clientActivityID": "c1", "postback": "Rückruf an " + mail},
		"entities":    []any{map[string]any{"type": "clientInfo", "locale": "de-DE", "country": "DE"}},
	}
	maps.Copy(a, more)
	return a
}

func (b *botStage) token(claims map[string]any) string {
	all := map[string]any{"serviceurl": b.connector.URL}
	maps.Copy(all, claims)
	tok, err := b.microsoft.Sign(appID, all)
	b.must(err, "token")
	return tok
}

func (b *botStage) post(a map[string]any) (int, string) {
	b.Helper()
	token := b.token(nil)
	if direct && !b.auth { // a bot without authentication refuses tokens that it does not expect
		token = ""
	}
	status, body, err := standin.PostActivity(b.url, token, a)
	b.must(err, "post activity")
	return status, string(body)
}

func botframeworkProof(auth bool) func(*stage) {
	return func(s *stage) {
		b := newBotStage(s, "botbuilder.mjs", auth)

		status, body := b.post(b.activity("c1", nil))
		s.ok(status/100 == 2, "post activity:", status, body)
		reply := s.waitFor("the reply", &b.connector.Recorder, holds("Echo:"))
		s.restored("the channel", string(reply.Body))
		var got struct{ Text, Speak string }
		s.must(json.Unmarshal(reply.Body, &got), "reply")
		s.ok(got.Text == "Echo: "+said, "the echo differs:", got.Text)
		s.ok(strings.Contains(got.Speak, name), "speak is not restored:", got.Speak)
		s.blind("the bot", b.tap.Dump())
		s.ok(strings.Contains(reply.Path, "c1"), "reply path does not name the conversation:", reply.Path)
		if auth {
			s.ok(strings.HasPrefix(reply.Header.Get("Authorization"), "Bearer "), "the bot's own token did not pass")
		}

		status, body = b.post(b.activity("c1", map[string]any{"id": "c1|1", "text": "Karte " + name + ", " + iban}))
		s.ok(status/100 == 2, "card:", status, body)
		s.restored("the channel's card", string(s.waitFor("the card", &b.connector.Recorder, holds("hero")).Body))

		status, body = b.post(b.activity("c1", map[string]any{"id": "c1|2", "deliveryMode": "expectReplies"}))
		s.ok(status == http.StatusOK && strings.Contains(body, "activities"), "expectReplies:", status, body)
		s.restored("the caller of expectReplies", body)

		status, body = b.post(b.activity("c1", map[string]any{"id": "c1|3", "type": "invoke", "name": "antrag/pruefen", "text": nil, "value": map[string]any{"name": name, "konto": "IBAN " + iban}}))
		s.ok(status == http.StatusOK, "invoke:", status, body)
		s.restored("the caller of invoke", body)

		status, body = b.post(b.activity("c1", map[string]any{"id": "c1|4", "type": "conversationUpdate", "text": nil, "membersAdded": []any{map[string]any{"id": userKey, "name": name}}}))
		s.ok(status/100 == 2, "conversationUpdate:", status, body)

		status, body = b.post(b.activity("c1", map[string]any{"id": "c1|5", "text": "Mitglieder?"}))
		s.ok(status/100 == 2, "members:", status, body)
		members := s.waitFor("the members", &b.connector.Recorder, holds("Mitglieder: "+name))
		s.ok(strings.Contains(string(members.Body), name), "members are not restored:", string(members.Body))

		s.blind("the bot", b.tap.Dump()+strings.Join(b.bot.all(), "\n"))
		if !direct {
			b.refusals()
		}
	}
}

// refusals are requests that must not reach the bot, and replies that must not leave the gateway.
func (b *botStage) refusals() {
	foreign, err := rsa.GenerateKey(rand.Reader, 2048)
	b.must(err, "key")
	forged, err := b.microsoft.SignWith(foreign, appID, map[string]any{"serviceurl": b.connector.URL})
	b.must(err, "token")
	otherBot, err := b.microsoft.Sign("11111111-0000-4000-8000-000000000000", map[string]any{"serviceurl": b.connector.URL})
	b.must(err, "token")
	evil, err := standin.NewConnector()
	b.must(err, "connector")
	b.Cleanup(evil.Close)

	before := len(b.tap.All())
	for _, r := range []struct{ why, token, service, key, channel string }{
		{why: "no token"},
		{why: "a signature by another key", token: forged},
		{why: "a token for another bot", token: otherBot},
		{why: "a token for another service URL", token: b.token(map[string]any{"serviceurl": "https://other.example"})},
		{why: "an expired token", token: b.token(map[string]any{"nbf": time.Now().Add(-2 * time.Hour).Unix(), "exp": time.Now().Add(-time.Hour).Unix()})},
		{why: "a token of another issuer", token: b.token(map[string]any{"iss": "https://evil.example"})},
		{why: "a channel that the key does not endorse", token: b.token(nil), channel: "sms"},
		{why: "a service URL that is not on the list", token: b.token(map[string]any{"serviceurl": evil.URL}), service: evil.URL},
		{why: "a service URL in the cloud's metadata service", token: b.token(map[string]any{"serviceurl": "http://169.254.169.254/"}), service: "http://169.254.169.254/"},
		{why: "a second serviceUrl in another case", token: b.token(nil), key: "ServiceUrl"},
	} {
		a := b.activity("x1", nil)
		if r.service != "" {
			a["serviceUrl"] = r.service
		}
		if r.channel != "" {
			a["channelId"] = r.channel
		}
		if r.key != "" {
			a[r.key] = evil.URL
		}
		status, body, err := standin.PostActivity(b.url, r.token, a)
		b.must(err, r.why)
		b.ok(status >= 400, "accepted: "+r.why, status, body)
		b.clean("the sender of "+r.why, string(body))
	}
	b.ok(len(b.tap.All()) == before, "a refused activity reached the bot")
	b.ok(len(evil.All()) == 0, "a foreign host was called")

	if b.auth {
		b.strangers()
	}
}

// strangers try to talk as the bot: whoever may do that reads what the users wrote.
func (b *botStage) strangers() {
	var a struct {
		ServiceURL   string
		Conversation struct{ ID string }
	}
	for _, rec := range b.tap.All() {
		if rec.Method == http.MethodPost && json.Unmarshal(rec.Body, &a) == nil && a.ServiceURL != "" {
			break
		}
	}
	channelToken, err := b.microsoft.Sign(bfIss, map[string]any{"appid": appID})
	b.must(err, "token")
	otherApp, err := b.login.Sign(bfIss, map[string]any{"appid": "11111111-0000-4000-8000-000000000000", "azp": "11111111-0000-4000-8000-000000000000"})
	b.must(err, "token")
	otherAudience, err := b.login.Sign("https://graph.microsoft.com", map[string]any{"appid": appID, "azp": appID})
	b.must(err, "token")
	sent := len(b.connector.All())
	url := strings.TrimSuffix(a.ServiceURL, "/") + "/v3/conversations/" + a.Conversation.ID
	for why, token := range map[string]string{"no token": "", "a token of the channel's": channelToken, "another app's token": otherApp, "a token for another audience": otherAudience} {
		status, body, err := standin.PostActivity(url+"/activities", token, map[string]any{"type": "message", "text": "[PERSON_1] [IBAN_CODE_1]"})
		b.must(err, why)
		b.ok(status == http.StatusUnauthorized || status == http.StatusForbidden, "may reply with "+why+":", status, string(body))
		b.clean("a stranger with "+why, string(body))
		req, err := http.NewRequest(http.MethodGet, url+"/members", nil)
		b.must(err, why)
		req.Header.Set("Authorization", "Bearer "+token)
		status, body, err = standin.Do(req)
		b.must(err, why)
		b.ok(status == http.StatusUnauthorized || status == http.StatusForbidden, "may read members with "+why+":", status, string(body))
	}
	b.ok(len(b.connector.All()) == sent, "a stranger's reply was delivered")
}

func TestBotFramework(t *testing.T) {
	client(t, "botbuilder 4.23.3, no authentication", botframeworkProof(false))
	client(t, "botbuilder 4.23.3, JWT re-issued", botframeworkProof(true))
	client(t, "@microsoft/agents-hosting 1.8.1, streaming", func(s *stage) {
		b := newBotStage(s, "agents.mjs", false)
		status, body := b.post(b.activity("s1", map[string]any{"channelId": "msteams", "conversation": map[string]any{"id": "s1", "conversationType": "personal", "tenantId": "t"}}))
		s.ok(status/100 == 2, "post activity:", status, body)
		final := s.waitFor("the final text", &b.connector.Recorder, holds(`"streamType":"final"`))
		s.restored("the channel", string(final.Body))
		partial := 0
		for _, rec := range b.connector.All() {
			if strings.Contains(string(rec.Body), `"streaming"`) {
				partial++
				if !direct {
					s.ok(!strings.Contains(string(rec.Body), "[PERS") && !strings.Contains(string(rec.Body), "[IBAN"), "a piece shows a placeholder:", string(rec.Body))
				}
			}
		}
		s.ok(partial >= 2, "pieces:", partial)
		s.blind("the bot", b.tap.Dump())
	})
}
