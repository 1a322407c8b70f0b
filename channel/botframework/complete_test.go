package botframework_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/botframework"
	"github.com/deckname/deckname/channel/internal/adaptertest"
)

// refused are operations of the Bot Connector that the adapter does not have, and why.
var refused = map[string]string{
	"GET /v3/conversations":                             "would list other users' conversations",
	"POST /v3/conversations":                            "without a conversation there is no scope",
	"GET /v3/attachments/{attachmentId}":                "files cannot be searched",
	"GET /v3/attachments/{attachmentId}/views/{viewId}": "files cannot be searched",
}

// TestComplete: every operation of the Bot Connector is refused, or every string and number of its bodies, its query and
// its path has a row.
func TestComplete(t *testing.T) {
	schemas := adaptertest.ReadSchemas(t, "../activity/testdata/schemas.txt")
	a, err := botframework.New(botframework.Config{AppID: appID, URL: "https://gateway.example"})
	require.NoError(t, err)
	p, routed, seen := a.Outbound(), 0, make(map[string]bool)
	used := make(map[*channel.Policy]map[string]bool)
	complete := func(where string, p *channel.Policy, paths []string) {
		if p == nil {
			assert.Empty(t, paths, where)
			return
		}
		if used[p] == nil {
			used[p] = make(map[string]bool)
		}
		adaptertest.Complete(t, where, p, paths, used[p])
	}
	for _, o := range schemas.Ops {
		if o.File != "connector" {
			continue
		}
		name := o.Method + " " + o.Path
		seen[name] = true
		r, err := http.NewRequest(o.Method, "https://gateway.example"+strings.NewReplacer("{", "", "}", "").Replace(o.Path), nil)
		require.NoError(t, err)
		route, err := p.Match(r)
		if why, no := refused[name]; no {
			assert.ErrorIs(t, err, channel.ErrNoRoute, "%s: %s", name, why)
			continue
		}
		require.NoError(t, err, name)
		routed++
		complete(name+" body", route.Request, schemas.Paths(t, o.File, o.Body, ""))
		complete(name+" answer", route.Response, append(schemas.Paths(t, o.File, o.Answer, ""), schemas.Paths(t, o.File, "ErrorResponse", "")...))
		for _, parameter := range o.Parameters {
			if q, ok := strings.CutPrefix(parameter, "query:"); ok {
				complete(name+" query", route.Query, []string{q})
			}
		}
	}
	for name := range refused {
		assert.True(t, seen[name], "%s is refused but does not exist", name)
	}
	assert.Equal(t, 11, routed)

	in, err := http.NewRequest(http.MethodPost, "https://gateway.example/api/messages", nil)
	require.NoError(t, err)
	route, err := a.Inbound().Match(in)
	require.NoError(t, err)
	complete("Activity", route.Request, schemas.Paths(t, "connector", "Activity", ""))
	complete("ExpectedReplies", route.Response, schemas.Paths(t, "connector", "ExpectedReplies", ""))
}
