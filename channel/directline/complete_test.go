package directline_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/channeltest"
	"github.com/deckname/deckname/channel/directline"
	"github.com/deckname/deckname/channel/internal/adaptertest"
)

// TestComplete: every operation of the published protocol is served, and every string and number of its bodies has a row.
func TestComplete(t *testing.T) {
	schemas := adaptertest.ReadSchemas(t, "../activity/testdata/schemas.txt")
	tables, used := directline.Policies(), make(map[string]map[string]bool)
	c := open(t, nil)
	n := 0
	for _, o := range schemas.Ops {
		if o.File != "directline" {
			continue
		}
		n++
		status, _ := c.do(o.Method, strings.NewReplacer("{", "", "}", "").Replace(o.Path), "", "")
		assert.Equal(t, http.StatusUnauthorized, status, "%s %s is served, and not to everybody", o.Method, o.Path)
		for _, typ := range []string{o.Body, o.Answer, "ErrorResponse"} {
			if typ == "-" || typ == "any" {
				continue
			}
			p := tables[typ]
			if !assert.NotNil(t, p, typ) {
				continue
			}
			if used[typ] == nil {
				used[typ] = make(map[string]bool)
			}
			adaptertest.Complete(t, typ, p, schemas.Paths(t, o.File, typ, ""), used[typ])
		}
	}
	assert.Equal(t, 8, n)
	for typ, p := range tables {
		require.NotNil(t, used[typ], "%s is no object of the protocol", typ)
		if typ != "Activity" && typ != "ActivitySet" { // the cards and entities in these: channel/activity
			adaptertest.NotStale(t, typ, p, used[typ], "givenName", "surname", "email", "userPrincipalName")
		}
	}
}

// TestAnswersHoldWhatIsListed: what the server writes by itself has no property that its table lacks.
func TestAnswersHoldWhatIsListed(t *testing.T) {
	c := open(t, nil)
	v := c.start(secret, "")
	path := "/v3/directline/conversations"
	for _, call := range []struct{ method, path, token, body, typ string }{
		{"POST", path, secret, "", "Conversation"},
		{"POST", "/v3/directline/tokens/generate", secret, "", "Conversation"},
		{"POST", "/v3/directline/tokens/refresh", v.Token, "", "Conversation"},
		{"GET", path + "/" + v.ConversationID, v.Token, "", "Conversation"},
		{"POST", path + "/" + v.ConversationID + "/activities", v.Token, `{"type":"message","text":"x"}`, "ResourceResponse"},
		{"GET", path + "/" + v.ConversationID + "/activities", v.Token, "", "ActivitySet"},
		{"GET", path, "", "", ""},
		{"POST", path, "", "", "ErrorResponse"},
		{"GET", path + "/" + v.ConversationID, "", "", "ErrorResponse"},
		{"GET", path + "/unknown/activities", secret, "", "ErrorResponse"},
	} {
		_, body := c.do(call.method, call.path, call.token, call.body)
		if call.typ == "" {
			continue
		}
		p := directline.Policies()[call.typ]
		for _, leaf := range leaves(t, body) {
			r, ok := p.Lookup(leaf)
			assert.True(t, ok && r.Path != "**", "%s: %s is not listed", call.typ, leaf)
		}
	}
}

// leaves returns the paths of all values in a JSON text, in the notation of policies.
func leaves(t *testing.T, text string) (paths []string) {
	var root any
	require.NoError(t, json.NewDecoder(bytes.NewReader([]byte(text))).Decode(&root), text)
	var walk func(v any, at string)
	walk = func(v any, at string) {
		switch v := v.(type) {
		case map[string]any:
			for k, child := range v {
				walk(child, strings.TrimPrefix(at+"."+k, "."))
			}
		case []any:
			for _, child := range v {
				walk(child, at+"[]")
			}
		default:
			paths = append(paths, at)
		}
	}
	walk(root, "")
	slices.Sort(paths)
	return slices.Compact(paths)
}

// TestParametersAreAnonymous: what is said about the user when a conversation begins reaches the bot as pseudonyms.
func TestParametersAreAnonymous(t *testing.T) {
	c := open(t, func(cfg *directline.Config) { cfg.Welcome = true })
	who, rest := channeltest.Canary(0), channeltest.Canary(1)
	body := `{"user":{"id":"dl_erika@example.org","name":"` + who + `","aadObjectId":"` + rest + `","role":"user","givenName":"` + rest + `"},"trustedOrigins":["https://` + rest + `"],"eTag":"` + rest + `","x":"` + rest + `"}`
	v := c.start(secret, body)
	c.do("POST", "/v3/directline/conversations/"+v.ConversationID+"/activities", v.Token, `{"type":"message","text":"hallo"}`)
	require.Len(t, c.seen, 2)
	for _, m := range c.seen {
		all, err := json.Marshal(m)
		require.NoError(t, err)
		assert.Empty(t, channeltest.Leaks(string(all)))
		assert.NotContains(t, string(all), "erika@")
	}
	assert.Equal(t, "[PERSON_1]", c.seen[1].Name)
	assert.True(t, strings.HasPrefix(c.seen[1].From, channel.AliasPrefix))
	status, _ := c.do("POST", "/v3/directline/conversations", secret, `{"user":{"id":"a"},"User":{"id":"b"}}`)
	assert.Equal(t, http.StatusBadRequest, status, "two users")
}
