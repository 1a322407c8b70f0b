//go:build e2e

package e2e_test

import (
	"encoding/json"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/deckname/deckname/e2e/standin"
)

const directlineSecret = "standin-directline-secret"

func webchatProof(socket bool) func(*stage) {
	return func(s *stage) {
		bot := s.node("botbuilder.mjs")
		tap := s.tap(bot.url)
		service, err := standin.NewDirectLine(tap.URL+"/api/messages", directlineSecret) // in direct mode only: the gateway is such a service
		s.must(err, "stand-in")
		s.Cleanup(service.Close)
		l, err := net.Listen("tcp", "127.0.0.1:0")
		s.must(err, "port")
		origin := "http://" + l.Addr().String()
		_ = l.Close()
		s.open(map[string]any{"channel": "directline", "upstream": tap.URL, "token": directlineSecret, "origin": origin})

		// A back end of the city fetches the token; the page never sees the secret.
		front := s.front(service.URL)
		status, body := s.post(front+"/v3/directline/tokens/generate", map[string]string{"Authorization": "Bearer " + directlineSecret, "Content-Type": "application/json"}, []byte(`{"user":{"id":"dl_`+userKey+`","name":"`+name+`"}}`))
		s.ok(status == 200, "token:", status, body)
		var tok struct{ Token, ConversationID string }
		s.must(json.Unmarshal([]byte(body), &tok), body)

		mode := "polling"
		if socket {
			mode = "websocket"
		}
		dir := os.Getenv("E2E_SCREENSHOTS")
		if dir == "" {
			dir = s.TempDir()
		}
		shot := filepath.Join(dir, "webchat-"+mode+".png")
		line := s.run("webchat.mjs", "DOMAIN="+front+"/v3/directline", "TOKEN="+tok.Token, "WEB_SOCKET="+map[bool]string{true: "true", false: "false"}[socket], "SAY="+said,
			"EXPECT=Echo: "+said, "SCREENSHOT="+shot, "USER_ID=dl_"+userKey, "PAGE_PORT="+origin[strings.LastIndex(origin, ":")+1:])
		var out struct {
			Found        bool
			Transcript   string
			Console      []string
			SocketFrames int
		}
		s.must(json.Unmarshal([]byte(line), &out), line)
		s.ok(out.Found, "the answer is not on the page:", out.Transcript, out.Console)
		s.restored("the page", out.Transcript)
		s.ok(strings.Count(squeeze(out.Transcript), squeeze(said)) >= 2, "the user's own message is not restored:", out.Transcript)
		s.ok((out.SocketFrames > 0) == socket, "WebSocket frames:", out.SocketFrames)
		st, err := os.Stat(shot)
		s.ok(err == nil && st.Size() > 5000, "screenshot:", err)
		s.blind("the bot", tap.Dump())

		if direct {
			return
		}
		for why, token := range map[string]string{"no token": "", "another token": "token-conv9-1"} {
			status, body := s.post(front+"/v3/directline/conversations/"+tok.ConversationID+"/activities", map[string]string{"Authorization": "Bearer " + token, "Content-Type": "application/json"}, []byte(`{"type":"message","text":"[PERSON_1]","from":{"id":"x"}}`))
			s.ok(status == 401 || status == 403, why+" may write:", status, body)
			s.clean("a stranger", body)
		}
	}
}

func TestWebChat(t *testing.T) {
	client(t, "botframework-webchat 4.18.1, polling", webchatProof(false))
	client(t, "botframework-webchat 4.18.1, WebSocket", webchatProof(true))
}
