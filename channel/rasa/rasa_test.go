package rasa_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/channeltest"
	kit "github.com/deckname/deckname/channel/internal/adaptertest"
	"github.com/deckname/deckname/channel/rasa"
)

func auth(t testing.TB) channel.Authenticator {
	a, err := channel.BearerTokens("", "", "token")
	require.NoError(t, err)
	return a
}

func post(t testing.TB, url, body string) (int, string) {
	code, _, out := kit.Do(t, kit.Call{URL: url, Body: body, Header: map[string]string{"Authorization": "Bearer token"}})
	return code, out
}

func TestRESTAndAction(t *testing.T) {
	cfg, log := kit.Config(t)
	cfg.Auth = auth(t)
	assistant, actions := kit.NewStation(t), kit.NewStation(t)
	front := kit.Gateway(t, rasa.REST(), cfg, assistant.URL)
	who := channeltest.Canary(1)
	sender := ""
	assistant.Answer = func(w http.ResponseWriter, _ *http.Request, body string) {
		var in struct{ Sender, Message string }
		require.NoError(t, json.Unmarshal([]byte(body), &in))
		sender = in.Sender
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `[{"recipient_id":"`+in.Sender+`","text":"Echo `+in.Message+`","buttons":[{"title":"[PERSON_1]","payload":"/ja{\"n\":\"[PERSON_1]\"}"}],"image":"https://evil.example/[PERSON_1]"}]`)
	}
	code, out := post(t, front.URL+"/webhooks/rest/webhook", `{"sender":"491713920011","message":"Ich bin `+who+`"}`)
	require.Equal(t, 200, code, out)
	assert.Equal(t, `[{"recipient_id":"491713920011","text":"Echo Ich bin `+who+`","buttons":[{"title":"`+who+`","payload":"/ja{\"n\":\"`+who+`\"}"}],"image":"https://evil.example/[PERSON_1]"}]`, out)
	assert.NotContains(t, assistant.Seen(), "491713920011")

	// Streamed: one JSON text per line.
	assistant.Answer = func(w http.ResponseWriter, _ *http.Request, _ string) {
		w.Header().Set("Content-Type", "application/x-ndjson")
		_, _ = io.WriteString(w, `{"recipient_id":"`+sender+`","text":"[PERSON_1]"}`+"\n"+`{"recipient_id":"`+sender+`","text":"ok"}`+"\n")
	}
	_, out = post(t, front.URL+"/webhooks/rest/webhook?stream=true", `{"sender":"491713920011","message":"Hallo"}`)
	assert.Equal(t, `{"recipient_id":"491713920011","text":"`+who+`"}`+"\n"+`{"recipient_id":"491713920011","text":"ok"}`+"\n", out)

	// The action server gets the values, with offsets that fit, and what it answers is anonymised.
	p, err := rasa.Action("")
	require.NoError(t, err)
	back := kit.Gateway(t, p, cfg, actions.URL)
	actions.Answer = kit.JSON(`{"events":[{"event":"slot","name":"name","value":"` + who + `","timestamp":null}],"responses":[{"text":"Termin für ` + who + `"}]}`)
	code, out = post(t, back.URL+"/webhook", strings.ReplaceAll(kit.Read(t, "testdata/tracker.json"), "SENDER", sender))
	require.Equal(t, 200, code, out)
	_, got := actions.Last(t)
	assert.Equal(t, 4, strings.Count(got, who), got)
	assert.Contains(t, got, `"sender_id":"491713920011"`)
	n := len([]rune(who))
	assert.Contains(t, got, fmt.Sprintf(`"start":8,"end":%d`, 8+n))
	assert.Contains(t, got, fmt.Sprintf(`"start":%d,"end":%d`, 10+n, 12+n))
	assert.Equal(t, `{"events":[{"event":"slot","name":"name","value":"[PERSON_1]","timestamp":null}],"responses":[{"text":"Termin für [PERSON_1]"}]}`, out)
	assert.Empty(t, channeltest.Leaks(assistant.Seen()+log.String()))
}

func TestCanariesAndIdentity(t *testing.T) {
	for _, f := range kit.Fixtures(t, "testdata/rest.json") {
		cfg, log := kit.Config(t)
		cfg.Auth = auth(t)
		s := kit.NewStation(t)
		body, _ := channeltest.Fill(t, []byte(f.Body), nil)
		s.Answer = kit.JSON(`[]`)
		code, out := post(t, kit.Gateway(t, rasa.REST(), cfg, s.URL).URL+"/webhooks/rest/webhook", string(body))
		require.Equal(t, 200, code, out)
		assert.Empty(t, channeltest.Leaks(s.Seen()+log.String()))
		cfg = kit.Silent()
		cfg.Auth = auth(t)
		_, _ = post(t, kit.Gateway(t, rasa.REST(), cfg, s.URL).URL+"/webhooks/rest/webhook", f.Body)
		_, got := s.Last(t)
		assert.Equal(t, f.Body, got)
	}
}

func TestRefusals(t *testing.T) {
	cfg, _ := kit.Config(t)
	s := kit.NewStation(t)
	for _, open := range []bool{false, true} {
		if open {
			cfg.Auth = auth(t)
		}
		g := kit.Gateway(t, rasa.REST(), cfg, s.URL)
		code, _, _ := kit.Do(t, kit.Call{URL: g.URL + "/webhooks/rest/webhook", Body: `{"sender":"1","message":"x"}`})
		assert.Equal(t, 401, code)
	}
	g := kit.Gateway(t, rasa.REST(), cfg, s.URL)
	code, _ := post(t, g.URL+"/webhooks/rest/webhook", `{"message":"x"}`)
	assert.Equal(t, 400, code, "no sender, no conversation")
	code, _ = post(t, g.URL+"/conversations/1/tracker", `{}`)
	assert.Equal(t, 404, code)
	assert.Empty(t, s.Bodies())
	_, err := rasa.Action("webhook")
	assert.ErrorIs(t, err, channel.ErrConfig)
}

// Without the token nothing is passed on.
func ExampleREST() {
	cfg := kit.Silent() // in earnest: an engine with recognizers.All and a vault
	var err error
	if cfg.Auth, err = channel.BearerTokens("", "", "of the front end"); err != nil {
		panic(err)
	}
	gateway, err := channel.Proxy(rasa.REST(), cfg, &url.URL{Scheme: "http", Host: "127.0.0.1:5005"}, nil)
	if err != nil {
		panic(err)
	}
	w := httptest.NewRecorder()
	gateway.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/webhooks/rest/webhook", nil))
	fmt.Println(w.Code)
	// Output:
	// 401
}
