package activity_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/activity"
	"github.com/deckname/deckname/channel/channeltest"
	"github.com/deckname/deckname/channel/internal/adaptertest"
)

// extensions are rows that no published schema has a property for.
var extensions = []string{"**", "channelData.tenant.id", "channelData.team.id", "channelData.channel.id", "channelData.meeting.id",
	"channelData.team.aadGroupId", "givenName", "surname", "email", "userPrincipalName", "entities[].geo.latitude",
	"entities[].geo.longitude", "entities[].geo.elevation", "entities[].streamType", "entities[].streamId", "callerId"}

// paths returns every string and number of the published schemas' Activity, with cards as attachments and entities.
func paths(t *testing.T) []string {
	schemas := adaptertest.ReadSchemas(t, "testdata/schemas.txt")
	var out []string
	for _, file := range []string{"directline", "connector"} {
		out = append(out, schemas.Paths(t, file, "Activity", "")...)
		for _, card := range schemas.Definitions(file, func(name string) bool { return strings.HasSuffix(name, "Card") }) {
			out = append(out, schemas.Paths(t, file, card, "attachments[].content")...)
		}
		for _, entity := range []string{"GeoCoordinates", "Mention", "Place", "Thing"} {
			out = append(out, schemas.Paths(t, file, entity, "entities[]")...)
		}
	}
	return out
}

// TestComplete: every string and number of the published schemas is listed, and no row is stale.
func TestComplete(t *testing.T) {
	require.Greater(t, len(paths(t)), 300)
	for _, d := range []channel.Direction{channel.ToBot, channel.ToUser} {
		p, used := activity.Policy(d), make(map[string]bool)
		adaptertest.Complete(t, d.String(), p, paths(t), used)
		adaptertest.NotStale(t, d.String(), p, used, append(extensions, "value")...) // a free value may be a string
	}
}

func TestCanary(t *testing.T) {
	filled, _ := channeltest.Fill(t, []byte(adaptertest.Read(t, "testdata/activity.json")), func(path, _ string) bool { return path == "serviceUrl" }) // the adapters' business
	aliases, err := channel.NewAliaser(bytes.Repeat([]byte{1}, 32))
	require.NoError(t, err)
	rw, err := channel.NewRewriter(channel.Config{Engine: channeltest.Engine(t, nil), Aliases: aliases})
	require.NoError(t, err)
	x := channel.Exchange{Protocol: "bf", Direction: channel.ToBot, Conversation: func(channel.Leaf) (string, error) { return "c", nil }}
	ctx := context.Background()
	out, err := rw.JSON(ctx, x, activity.Policy(channel.ToBot), filled)
	require.NoError(t, err)
	assert.Empty(t, channeltest.Leaks(string(out)), string(out))
	x.Direction = channel.ToUser
	back, err := rw.JSON(ctx, x, activity.Policy(channel.ToUser, channel.Rule{Path: "textFormat", Action: channel.Keep(), Why: "test"}), out)
	require.NoError(t, err)
	assert.JSONEq(t, withoutFiles(string(filled)), string(back))
}

// withoutFiles removes what the table drops on the way to the bot.
func withoutFiles(s string) string {
	i := strings.Index(s, `,"contentUrl":`)
	j := strings.Index(s[i+1:], `,`) + i + 1
	return s[:i] + s[j:]
}

func Example() {
	p := activity.Policy(channel.ToBot)
	for _, path := range []string{"text", "from.id", "from.name", "attachments[].contentUrl", "channelData.anything"} {
		r, _ := p.Lookup(path)
		fmt.Println(path, "→", r.Action.Name()+":", r.Why)
	}
	// Output:
	// text → choose: what a person or the bot says
	// from.id → alias: may be a telephone number or an e-mail address
	// from.name → entity: name of a person
	// attachments[].contentUrl → drop: holds file names, access tokens or the file itself
	// channelData.anything → scan: whatever the platform adds
}
