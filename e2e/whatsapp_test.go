//go:build e2e

package e2e_test

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/deckname/deckname/e2e/standin"
)

const (
	appSecret   = "geheimnis-der-app-0123456789"
	botSecret   = "geheimnis-zum-bot-9876543210"
	verifyToken = "pruefwort"
	graphToken  = "EAAG-standin-token"
	botToken    = "EAAG-of-the-bot-alone"
	phoneID     = "106540352242922"
)

// whatsappMessage is a webhook body as Meta sends it; the id of a message holds the sender's number.
func whatsappMessage(id, text string) []byte {
	wamid := "wamid." + base64.StdEncoding.EncodeToString([]byte("\x1c\x18\x0d"+waID+"\x15\x02\x00\x12\x18"+id))
	raw, _ := json.Marshal(map[string]any{"object": "whatsapp_business_account", "entry": []any{map[string]any{
		"id": "102290129340398", "changes": []any{map[string]any{"field": "messages", "value": map[string]any{
			"messaging_product": "whatsapp",
			"metadata":          map[string]any{"display_phone_number": "15550783881", "phone_number_id": phoneID},
			"contacts":          []any{map[string]any{"profile": map[string]any{"name": name}, "wa_id": waID}},
			"messages":          []any{map[string]any{"from": waID, "id": wamid, "timestamp": "1767322800", "type": "text", "text": map[string]any{"body": text}}},
		}}}}}})
	// Meta signs what it sends: non-ASCII is escaped there.
	var b strings.Builder
	for _, r := range string(raw) {
		if r < 0x80 {
			b.WriteRune(r)
			continue
		}
		b.WriteString(`\u`)
		const hex = "0123456789abcdef"
		for shift := 12; shift >= 0; shift -= 4 {
			b.WriteByte(hex[r>>shift&15])
		}
	}
	return []byte(b.String())
}

func hub(secret string, body []byte) map[string]string {
	return map[string]string{"Content-Type": "application/json", "X-Hub-Signature-256": standin.HubSignature(secret, body)}
}

func TestWhatsApp(t *testing.T) {
	client(t, "whatsapp-api-js 6.3.0", func(s *stage) {
		graph, err := standin.NewGraph()
		s.must(err, "stand-in")
		s.Cleanup(graph.Close)
		s.plan()
		secret, token := botSecret, botToken
		if direct {
			secret, token = appSecret, graphToken
		}
		bot := s.node("whatsapp.mjs", "GRAPH_URL="+s.front(graph.URL), "GRAPH_TOKEN="+token, "APP_SECRET="+secret, "VERIFY_TOKEN="+verifyToken)
		tap := s.tap(bot.url)
		s.open(map[string]any{"channel": "whatsapp", "upstream": tap.URL, "platform": graph.URL, "app_secret": appSecret, "bot_secret": botSecret, "verify_token": verifyToken, "token": graphToken, "bot_token": botToken})
		hook := s.front(tap.URL) + "/webhook"

		resp, err := http.Get(hook + "?hub.mode=subscribe&hub.verify_token=" + verifyToken + "&hub.challenge=1158201444")
		s.must(err, "challenge")
		buf := make([]byte, 64)
		n, _ := resp.Body.Read(buf)
		_ = resp.Body.Close()
		s.ok(resp.StatusCode == 200 && string(buf[:n]) == "1158201444", "challenge:", resp.StatusCode, string(buf[:n]))

		msg := whatsappMessage("A1", said)
		status, body := s.post(hook, hub(appSecret, msg), msg)
		s.ok(status == 200, "webhook:", status, body)
		sent := s.waitFor("the answer", &graph.Recorder, holds("Echo:"))
		s.restored("the Graph API", string(sent.Body))
		var out struct {
			To   string
			Text struct{ Body string }
		}
		s.must(json.Unmarshal(sent.Body, &out), "answer")
		s.ok(out.To == waID, "addressed to", out.To)
		s.ok(out.Text.Body == "Echo: "+said+", "+name, "the echo differs:", out.Text.Body)
		s.ok(sent.Path == "/v24.0/"+phoneID+"/messages", "path:", sent.Path)
		s.ok(sent.Header.Get("Authorization") == "Bearer "+graphToken, "the platform's token is missing")
		answer, err := bot.waitLine(s.ctx, func(l string) bool { return strings.Contains(l, `"answer"`) })
		s.must(err, "the bot's report")
		s.clean("the bot, in the answer to its call,", answer)
		s.blind("the bot", tap.Dump()+strings.Join(bot.all(), "\n"))

		if direct {
			return
		}
		s.ok(!strings.Contains(tap.Dump(), base64.StdEncoding.EncodeToString([]byte("\x1c\x18\x0d" + waID))[:20]), "the bot saw a message id with the number in it")
		before := len(tap.All())
		for why, header := range map[string]map[string]string{
			"no signature":         {"Content-Type": "application/json"},
			"another secret":       hub("anderes", msg),
			"the bot's own secret": hub(botSecret, msg),
			"another body":         hub(appSecret, append([]byte(" "), msg...)),
		} {
			status, body := s.post(hook, header, msg)
			s.ok(status >= 400, "accepted: "+why, status, body)
		}
		s.ok(len(tap.All()) == before, "a refused webhook reached the bot")
		calls := len(graph.All())
		status, body = s.post(s.gateway+"/v24.0/"+phoneID+"/messages", map[string]string{"Content-Type": "application/json", "Authorization": "Bearer falsch"},
			[]byte(`{"messaging_product":"whatsapp","to":"`+waID+`","type":"text","text":{"body":"[PERSON_1]"}}`))
		s.ok(status == 401 || status == 403, "a stranger may send:", status, body)
		s.ok(len(graph.All()) == calls, "a stranger's call was delivered")

		// A retried webhook is the same to the bot.
		status, _ = s.post(hook, hub(appSecret, msg), msg)
		s.ok(status == 200, "retry:", status)
		var bodies []string
		for _, rec := range tap.All() {
			if rec.Method == http.MethodPost {
				bodies = append(bodies, string(rec.Body))
			}
		}
		s.ok(len(bodies) >= 1 && bodies[0] == bodies[len(bodies)-1], "the retry differs: ", bodies)
	})
}
