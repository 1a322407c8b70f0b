package dialogflow_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/channeltest"
	"github.com/deckname/deckname/channel/dialogflow"
	kit "github.com/deckname/deckname/channel/internal/adaptertest"
)

const path = "/v2/projects/stadt/agent/sessions/491713920011:detectIntent"

func config(t testing.TB) dialogflow.Config {
	a, err := channel.BearerTokens("", "", "token")
	require.NoError(t, err)
	return dialogflow.Config{Aliases: kit.Aliases(t), Client: a, Google: a}
}

func post(t testing.TB, url, body string) (int, string) {
	code, _, out := kit.Do(t, kit.Call{URL: url, Body: body, Header: map[string]string{"Authorization": "Bearer token"}})
	return code, out
}

func TestRoundTrip(t *testing.T) {
	cfg, log := kit.Config(t)
	agent, hook := kit.NewStation(t), kit.NewStation(t)
	p, err := dialogflow.Detect(config(t))
	require.NoError(t, err)
	front := kit.Gateway(t, p, cfg, agent.URL)
	q, err := dialogflow.Webhook(config(t))
	require.NoError(t, err)
	back := kit.Gateway(t, q, cfg, hook.URL)
	who := channeltest.Canary(1)
	session := ""
	agent.Answer = func(w http.ResponseWriter, r *http.Request, _ string) {
		session = strings.TrimSuffix(strings.TrimPrefix(r.URL.Path, "/v2/"), ":detectIntent")
		kit.JSON(`{"queryResult":{"queryText":"Ich bin [PERSON_1]","parameters":{"name":"[PERSON_1]"},"fulfillmentText":"Hallo [PERSON_1]","outputContexts":[{"name":"`+session+`/contexts/x"}]},"outputAudio":"AAAA"}`)(w, r, "")
	}
	code, out := post(t, front.URL+path, `{"queryInput":{"text":{"text":"Ich bin `+who+`","languageCode":"de"}},"queryParams":{"timeZone":"Europe/Berlin","geoLocation":{"latitude":52.517,"longitude":13.388},"contexts":[{"name":"projects/stadt/agent/sessions/491713920011/contexts/x","lifespanCount":5}],"payload":{"von":"`+who+`"}}}`)
	require.Equal(t, 200, code, out)
	_, got := agent.Last(t)
	assert.Contains(t, got, `"text":"Ich bin [PERSON_1]"`)
	assert.Contains(t, got, `"name":"`+session+`/contexts/x"`)
	for _, s := range []string{"491713920011", "52.517", "Berlin"} {
		assert.NotContains(t, agent.Seen(), s)
	}
	assert.Equal(t, `{"queryResult":{"queryText":"Ich bin `+who+`","parameters":{"name":"`+who+`"},"fulfillmentText":"Hallo `+who+`","outputContexts":[{"name":"projects/stadt/agent/sessions/491713920011/contexts/x"}]}}`, out)

	hook.Answer = kit.JSON(`{"fulfillmentText":"Termin für ` + who + `","outputContexts":[{"name":"projects/stadt/agent/sessions/491713920011/contexts/y","lifespanCount":1,"parameters":{"name":"` + who + `"}}]}`)
	code, out = post(t, back.URL+"/webhook", `{"session":"`+session+`","queryResult":{"queryText":"Ich bin [PERSON_1]","parameters":{"name":"[PERSON_1]"},"outputContexts":[{"name":"`+session+`/contexts/x"}]}}`)
	require.Equal(t, 200, code, out)
	_, got = hook.Last(t)
	assert.Equal(t, `{"session":"projects/stadt/agent/sessions/491713920011","queryResult":{"queryText":"Ich bin `+who+`","parameters":{"name":"`+who+`"},"outputContexts":[{"name":"projects/stadt/agent/sessions/491713920011/contexts/x"}]}}`, got)
	assert.Equal(t, `{"fulfillmentText":"Termin für [PERSON_1]","outputContexts":[{"name":"`+session+`/contexts/y","lifespanCount":1,"parameters":{"name":"[PERSON_1]"}}]}`, out)
	assert.Empty(t, channeltest.Leaks(agent.Seen()+log.String()))
}

// TestLinks: an answer that a model was talked into carries nothing away.
func TestLinks(t *testing.T) {
	cfg, _ := kit.Config(t)
	agent := kit.NewStation(t)
	p, err := dialogflow.Detect(config(t))
	require.NoError(t, err)
	front := kit.Gateway(t, p, cfg, agent.URL)
	text, err := json.Marshal(kit.Injected)
	require.NoError(t, err)
	agent.Answer = kit.JSON(`{"queryResult":{"fulfillmentText":` + string(text) + `,"fulfillmentMessages":[{"text":{"text":[` + string(text) + `]}},{"card":{"title":"x","imageUri":"https://evil.example/[PERSON_1]","buttons":[{"text":"x","postback":"https://evil.example/[PERSON_1]"}]}}],"webhookPayload":{"redirect":"https://evil.example/[PERSON_1]"}}}`)
	code, out := post(t, front.URL+path, `{"queryInput":{"text":{"text":"`+channeltest.Canary(1)+`","languageCode":"de"}}}`)
	require.Equal(t, 200, code, out)
	assert.Contains(t, out, "evil.example")
	assert.Empty(t, channeltest.Leaks(out), out)
}

const request = `{"queryInput":{"text":{"text":"Ich bin Erika","languageCode":"de"}},"queryParams":{"contexts":[{"name":"projects/stadt/agent/sessions/491713920011/contexts/x","parameters":{"name":"Erika","name.original":"Erika"}}],"payload":{"von":"Erika"},"sessionEntityTypes":[{"name":"projects/stadt/agent/sessions/491713920011/entityTypes/t","entities":[{"value":"Erika","synonyms":["Rika"]}]}]}}`

func TestCanariesAndIdentity(t *testing.T) {
	for _, silent := range []bool{false, true} {
		cfg, log := kit.Config(t)
		body := []byte(request)
		df := config(t)
		if silent {
			cfg = kit.Silent()
			df.Aliases = cfg.Aliases
		} else {
			body, _ = channeltest.Fill(t, body, nil)
		}
		p, err := dialogflow.Detect(df)
		require.NoError(t, err)
		s := kit.NewStation(t)
		code, out := post(t, kit.Gateway(t, p, cfg, s.URL).URL+path, string(body))
		require.Equal(t, 200, code, out)
		_, got := s.Last(t)
		if silent {
			assert.Equal(t, request, got)
			continue
		}
		assert.Empty(t, channeltest.Leaks(s.Seen()+log.String()), got)
	}
}

func TestRefusals(t *testing.T) {
	cfg, _ := kit.Config(t)
	s := kit.NewStation(t)
	p, err := dialogflow.Detect(config(t))
	require.NoError(t, err)
	g := kit.Gateway(t, p, cfg, s.URL)
	code, _, _ := kit.Do(t, kit.Call{URL: g.URL + path, Body: `{}`})
	assert.Equal(t, 401, code)
	for why, c := range map[string][2]string{
		"sound":          {path, `{"inputAudio":"AAAA"}`},
		"another method": {strings.Replace(path, "detect", "match", 1), `{}`},
		"no method":      {strings.TrimSuffix(path, ":detectIntent"), `{}`},
		"no JSON":        {path, `{`},
	} {
		code, _ := post(t, g.URL+c[0], c[1])
		assert.Equal(t, 4, code/100, why)
	}
	assert.Empty(t, s.Bodies())
	_, err = dialogflow.Detect(dialogflow.Config{})
	assert.ErrorIs(t, err, channel.ErrConfig)
	_, err = dialogflow.Webhook(dialogflow.Config{})
	assert.ErrorIs(t, err, channel.ErrConfig)
}

// Callers without a token get nothing.
func ExampleDetect() {
	client, err := channel.BearerTokens("", "", "of the front end")
	if err != nil {
		panic(err)
	}
	cfg := kit.Silent() // in earnest: an engine with recognizers.All and a vault
	protocol, err := dialogflow.Detect(dialogflow.Config{Aliases: cfg.Aliases, Client: client})
	if err != nil {
		panic(err)
	}
	gateway, err := channel.Proxy(protocol, cfg, &url.URL{Scheme: "https", Host: "dialogflow.googleapis.com"}, nil)
	if err != nil {
		panic(err)
	}
	w := httptest.NewRecorder()
	gateway.ServeHTTP(w, httptest.NewRequest(http.MethodPost, path, nil))
	fmt.Println(w.Code)
	// Output:
	// 401
}
