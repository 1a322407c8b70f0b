package directline_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/channel"
	"github.com/deckname/deckname/channel/channeltest"
	"github.com/deckname/deckname/channel/directline"
)

const iban = "DE89370400440532013000"

// chat is a server with a bot that repeats everything.
type chat struct {
	t      *testing.T
	url    string
	server *directline.Server
	log    bytes.Buffer
	mu     sync.Mutex
	seen   []channel.Message
	now    time.Time
	fail   error
}

func open(t *testing.T, change func(*directline.Config)) *chat {
	t.Helper()
	c := &chat{t: t, now: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)}
	aliases, err := channel.NewAliaser(bytes.Repeat([]byte{1}, 32))
	require.NoError(t, err)
	cfg := directline.Config{
		Gateway:  channel.Config{Engine: channeltest.Engine(t, map[string]anonymize.EntityType{iban: anonymize.IBANCode}), Tenant: "stadt", Aliases: aliases},
		TokenKey: bytes.Repeat([]byte{2}, 32), Secrets: []string{"the back end's secret"},
		Logger: slog.New(slog.NewTextHandler(&c.log, nil)),
		Clock:  func() time.Time { c.mu.Lock(); defer c.mu.Unlock(); return c.now },
		Bot: func(ctx context.Context, in channel.Message, reply channel.Sender) error {
			c.mu.Lock()
			c.seen = append(c.seen, in)
			fail := c.fail
			c.mu.Unlock()
			if fail != nil {
				return fail
			}
			return reply(ctx, channel.Message{Text: "Echo " + in.Text, Format: "plain"})
		},
	}
	if change != nil {
		change(&cfg)
	}
	c.server, err = directline.New(cfg)
	require.NoError(t, err)
	srv := httptest.NewServer(c.server)
	t.Cleanup(srv.Close)
	c.url = srv.URL
	return c
}

type conversation struct {
	ConversationID, Token, StreamURL string
	ExpiresIn                        int `json:"expires_in"`
}

func (c *chat) do(method, path, token, body string) (int, string) {
	c.t.Helper()
	r, err := http.NewRequest(method, c.url+path, strings.NewReader(body))
	require.NoError(c.t, err)
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json; charset=utf-8")
	}
	resp, err := http.DefaultClient.Do(r)
	require.NoError(c.t, err)
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	require.NoError(c.t, err)
	return resp.StatusCode, string(b)
}

func (c *chat) start(token, body string) conversation {
	c.t.Helper()
	status, b := c.do("POST", "/v3/directline/conversations", token, body)
	require.Contains(c.t, []int{200, 201}, status, b)
	var v conversation
	require.NoError(c.t, json.Unmarshal([]byte(b), &v))
	return v
}

type act struct {
	ID, Type, Text, ReplyToID string
	From                      struct{ ID, Name, Role string }
	Value                     any
}

func (c *chat) get(v conversation, mark string) ([]act, string) {
	c.t.Helper()
	status, b := c.do("GET", "/v3/directline/conversations/"+v.ConversationID+"/activities?watermark="+mark, v.Token, "")
	require.Equal(c.t, 200, status, b)
	var set struct {
		Activities []act
		Watermark  string
	}
	require.NoError(c.t, json.Unmarshal([]byte(b), &set))
	return set.Activities, set.Watermark
}

const secret = "the back end's secret"

func TestThereAndBack(t *testing.T) {
	c := open(t, nil)
	v := c.start(secret, "")
	assert.Equal(t, 1800, v.ExpiresIn)
	path := "/v3/directline/conversations/" + v.ConversationID
	status, b := c.do("POST", path+"/activities", v.Token, `{"type":"message","from":{"id":"erika@example.org","name":"`+channeltest.Canary(0)+`"},"Text":"Ich bin `+channeltest.Canary(0)+`, `+iban+`","value":{"x":"`+channeltest.Canary(1)+`"},"id":"`+channeltest.Canary(2)+`","serviceUrl":"`+channeltest.Canary(3)+`","conversation":{"id":"`+channeltest.Canary(4)+`"},"ReplyToId":"`+channeltest.Canary(5)+`"}`)
	require.Equal(t, 200, status, b)
	var posted struct{ ID string }
	require.NoError(t, json.Unmarshal([]byte(b), &posted))
	seen := c.seen[0]
	assert.Equal(t, "Ich bin [PERSON_1], [IBAN_CODE_1]", seen.Text)
	all, err := json.Marshal(seen)
	require.NoError(t, err)
	assert.Empty(t, channeltest.Leaks(string(all)), string(all))
	assert.NotContains(t, string(all), "erika@")
	assert.NotContains(t, string(all), iban)

	acts, mark := c.get(v, "")
	require.Len(t, acts, 2)
	assert.Equal(t, "2", mark)
	assert.Equal(t, "Ich bin "+channeltest.Canary(0)+", "+iban, acts[0].Text, "the user's own words")
	assert.Equal(t, "erika@example.org", acts[0].From.ID)
	assert.Equal(t, channeltest.Canary(0), acts[0].From.Name)
	assert.Equal(t, map[string]any{"x": channeltest.Canary(1)}, acts[0].Value)
	assert.Equal(t, posted.ID, acts[0].ID)
	assert.Equal(t, "Echo Ich bin "+channeltest.Canary(0)+", "+iban, acts[1].Text)
	assert.Equal(t, "bot", acts[1].From.Role)
	assert.Equal(t, posted.ID, acts[1].ReplyToID)
	none, again := c.get(v, mark)
	assert.Empty(t, none)
	assert.Equal(t, mark, again)
	assert.Empty(t, channeltest.Leaks(c.log.String()))
}

func TestAccess(t *testing.T) {
	c := open(t, nil)
	v, other := c.start(secret, ""), c.start(secret, "")
	path := "/v3/directline/conversations/" + v.ConversationID
	expired := v.Token
	for _, tc := range []struct {
		name, method, path, token, body string
		status                          int
	}{
		{"start without anything", "POST", "/v3/directline/conversations", "", "", 401},
		{"start with a wrong secret", "POST", "/v3/directline/conversations", "x", "", 401},
		{"generate without anything", "POST", "/v3/directline/tokens/generate", "", "", 401},
		{"generate with a token", "POST", "/v3/directline/tokens/generate", v.Token, "", 401},
		{"refresh without anything", "POST", "/v3/directline/tokens/refresh", "", "", 401},
		{"GET without a token", "GET", path + "/activities", "", "", 401},
		{"GET with another conversation's token", "GET", path + "/activities", other.Token, "", 403},
		{"GET with a changed token", "GET", path + "/activities", v.Token[:len(v.Token)-2] + "AA", "", 401},
		{"GET with the token in the query", "GET", path + "/activities?t=" + v.Token, "", "", 401},
		{"GET with the secret", "GET", path + "/activities", secret, "", 200},
		{"POST without a token", "POST", path + "/activities", "", `{"type":"message"}`, 401},
		{"POST with another conversation's token", "POST", path + "/activities", other.Token, `{"type":"message"}`, 403},
		{"reconnect without a token", "GET", path, "", "", 401},
		{"reconnect", "GET", path, v.Token, "", 200},
		{"session without a token", "GET", "/v3/directline/session/getsessionid", "", "", 401},
		{"session", "GET", "/v3/directline/session/getsessionid", v.Token, "", 200},
		{"stream without a token", "GET", path + "/stream", "", "", 401},
		{"stream with another conversation's token", "GET", path + "/stream?t=" + other.Token, "", "", 403},
		{"upload without a token", "POST", path + "/upload", "", "", 401},
		{"no such conversation", "GET", "/v3/directline/conversations/x/activities", secret, "", 404},
		{"bad watermark", "GET", path + "/activities?watermark=x", v.Token, "", 400},
		{"not JSON", "POST", path + "/activities", v.Token, "{", 400},
		{"an array", "POST", path + "/activities", v.Token, "[]", 400},
		{"two texts", "POST", path + "/activities", v.Token, `{"text":"a","Text":"b"}`, 400},
		{"upload that nobody allowed", "POST", path + "/upload", v.Token, "", 422},
	} {
		t.Run(tc.name, func(t *testing.T) {
			status, b := c.do(tc.method, tc.path, tc.token, tc.body)
			assert.Equal(t, tc.status, status, b)
		})
	}
	c.mu.Lock()
	c.now = c.now.Add(31 * time.Minute)
	c.mu.Unlock()
	status, _ := c.do("GET", path+"/activities", expired, "")
	assert.Equal(t, 401, status, "expired")
	status, _ = c.do("GET", path+"/activities", secret, "")
	assert.Equal(t, 200, status, "still alive: idle for half an hour only")
	assert.Empty(t, c.seen)
}

func TestTokens(t *testing.T) {
	c := open(t, nil)
	_, b := c.do("POST", "/v3/directline/tokens/generate", secret, `{"user":{"id":"dl_491713920011","name":"`+channeltest.Canary(0)+`"}}`)
	var v conversation
	require.NoError(t, json.Unmarshal([]byte(b), &v))
	assert.Empty(t, v.StreamURL)
	assert.NotContains(t, b, "4917")
	started := c.start(v.Token, "")
	assert.Equal(t, v.ConversationID, started.ConversationID)
	assert.NotEmpty(t, started.StreamURL)
	_, b = c.do("POST", "/v3/directline/tokens/refresh", v.Token, "")
	require.NoError(t, json.Unmarshal([]byte(b), &v))
	status, _ := c.do("POST", "/v3/directline/conversations/"+v.ConversationID+"/activities", v.Token, `{"from":{"id":"someone else"},"text":"x"}`)
	require.Equal(t, 200, status)
	acts, _ := c.get(v, "0")
	assert.Equal(t, "dl_491713920011", acts[0].From.ID, "the token's user, whatever the client says")
	assert.Equal(t, channeltest.Canary(0), acts[0].From.Name)
	assert.NotContains(t, c.seen[0].From, "4917")
}

func TestStream(t *testing.T) {
	c := open(t, func(cfg *directline.Config) { cfg.DangerouslyOpen = true; cfg.Welcome = true })
	v := c.start("", "")
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	conn, _, err := websocket.Dial(ctx, v.StreamURL, nil)
	require.NoError(t, err)
	read := func() string {
		_, b, err := conn.Read(ctx)
		require.NoError(t, err)
		return string(b)
	}
	assert.Contains(t, read(), `"watermark":"1"`, "the bot's welcome")
	status, _ := c.do("POST", "/v3/directline/conversations/"+v.ConversationID+"/activities", v.Token, `{"text":"`+iban+`"}`)
	require.Equal(t, 200, status)
	got := read()
	if !strings.Contains(got, "Echo") {
		got += read()
	}
	assert.Contains(t, got, `"text":"`+iban+`"`)
	assert.Contains(t, got, `"text":"Echo `+iban+`"`)
	require.ErrorIs(t, c.server.Forget(ctx, v.ConversationID, func(context.Context, string) error { return io.ErrClosedPipe }), io.ErrClosedPipe)
	status, _ = c.do("GET", "/v3/directline/conversations/"+v.ConversationID+"/activities", v.Token, "")
	assert.Equal(t, 200, status, "not erased, not ended")
	require.NoError(t, c.server.Forget(ctx, v.ConversationID, func(_ context.Context, scope string) error {
		assert.Equal(t, "scope:stadt/directline/"+v.ConversationID, scope)
		return nil
	}))
	_, _, err = conn.Read(ctx)
	assert.Equal(t, websocket.StatusNormalClosure, websocket.CloseStatus(err))
	status, _ = c.do("GET", "/v3/directline/conversations/"+v.ConversationID+"/activities", v.Token, "")
	assert.Equal(t, 404, status)

	v = c.start("", "")
	conn, _, err = websocket.Dial(ctx, v.StreamURL, nil)
	require.NoError(t, err)
	read()
	c.server.Shutdown()
	_, _, err = conn.Read(ctx)
	assert.Equal(t, websocket.StatusGoingAway, websocket.CloseStatus(err))
	_, resp, err := websocket.Dial(ctx, v.StreamURL, &websocket.DialOptions{HTTPHeader: http.Header{"Origin": {"https://evil.example"}}})
	require.Error(t, err)
	assert.Equal(t, 403, resp.StatusCode)
}

func TestUpload(t *testing.T) {
	c := open(t, func(cfg *directline.Config) {
		cfg.Files = channel.MustPolicy(channel.Rule{Path: "file", Action: channel.Keep(), Why: "the operator's bot reads documents itself"})
	})
	v := c.start(secret, "")
	body := "--b\r\nContent-Disposition: form-data; name=\"activity\"\r\nContent-Type: application/vnd.microsoft.activity\r\n\r\n{\"text\":\"" + iban + "\"}\r\n" +
		"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + channeltest.Canary(0) + ".pdf\"\r\nContent-Type: application/pdf\r\n\r\n%PDF\r\n--b--\r\n"
	r, err := http.NewRequest("POST", c.url+"/v3/directline/conversations/"+v.ConversationID+"/upload?userId=erika%40example.org", strings.NewReader(body))
	require.NoError(t, err)
	r.Header.Set("Authorization", "Bearer "+v.Token)
	r.Header.Set("Content-Type", "multipart/form-data; boundary=b")
	resp, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	defer resp.Body.Close()
	require.Equal(t, 200, resp.StatusCode)
	data := string(c.seen[0].Data)
	assert.Contains(t, data, `"text":"[IBAN_CODE_1]"`)
	assert.Contains(t, data, `"contentUrl":"data:application/pdf;base64,JVBERg==","name":"file.pdf"`)
	assert.Empty(t, channeltest.Leaks(data))
	acts, _ := c.get(v, "")
	assert.Equal(t, iban, acts[0].Text)
	assert.Equal(t, "erika@example.org", acts[0].From.ID)
}

func TestBotFails(t *testing.T) {
	c := open(t, nil)
	v := c.start(secret, "")
	c.fail = errors.New("fake: " + iban)
	status, b := c.do("POST", "/v3/directline/conversations/"+v.ConversationID+"/activities", v.Token, `{"text":"x"}`)
	assert.Equal(t, 502, status)
	assert.NotContains(t, b+c.log.String(), iban)
	acts, _ := c.get(v, "")
	assert.Len(t, acts, 1, "what was said stays in the history")
}

func TestLimits(t *testing.T) {
	c := open(t, func(cfg *directline.Config) { cfg.MaxConversations = 2; cfg.MaxActivities = 3 })
	v := c.start(secret, "")
	c.start(secret, "")
	status, _ := c.do("POST", "/v3/directline/conversations", secret, "")
	assert.Equal(t, 429, status)
	for range 4 {
		c.do("POST", "/v3/directline/conversations/"+v.ConversationID+"/activities", v.Token, `{"text":"x"}`)
	}
	acts, mark := c.get(v, "0")
	assert.Len(t, acts, 3)
	assert.Equal(t, "8", mark)
	c.mu.Lock()
	c.now = c.now.Add(2 * time.Hour)
	c.mu.Unlock()
	c.start(secret, "")
}

func TestConfig(t *testing.T) {
	_, err := directline.New(directline.Config{})
	require.ErrorIs(t, err, directline.ErrConfig)
}

// TestMemoryIsBounded: when too much is stored, conversations that are silent lose it, and go on.
func TestMemoryIsBounded(t *testing.T) {
	c := open(t, func(cfg *directline.Config) { cfg.MaxBytes = 8192 })
	silent, talks := c.start(secret, ""), c.start(secret, "")
	say := func(v conversation, text string) int {
		status, _ := c.do("POST", "/v3/directline/conversations/"+v.ConversationID+"/activities", v.Token, `{"type":"message","text":"`+text+`"}`)
		return status
	}
	require.Equal(t, 200, say(silent, "eins"))
	refused := 0
	for range 20 {
		if say(talks, strings.Repeat("x", 100)) != 200 {
			refused++
		}
	}
	assert.Positive(t, refused, "a quarter of the memory for what nobody fetched")
	acts, mark := c.get(silent, "")
	assert.Len(t, acts, 2, "what was acknowledged waits until it is fetched")
	acts, _ = c.get(talks, "")
	assert.NotEmpty(t, acts)
	assert.Less(t, len(acts), 40)
	for range 20 { // who reads may write as long as he likes
		require.Equal(t, 200, say(talks, strings.Repeat("x", 100)))
		acts, _ = c.get(talks, "")
		require.NotEmpty(t, acts)
	}
	require.Equal(t, 200, say(silent, "zwei"))
	acts, next := c.get(silent, mark)
	require.Len(t, acts, 2, "the watermark goes on")
	assert.Equal(t, "zwei", acts[0].Text)
	assert.Equal(t, "4", next)

	// Many who never read: everything acknowledged is there, and the rest was refused.
	said := make(map[conversation]int)
	for range 30 {
		v := c.start(secret, "")
		said[v] = 0
		if say(v, strings.Repeat("y", 100)) == 200 {
			said[v] = 1
		}
	}
	kept := 0
	for v, n := range said {
		acts, _ := c.get(v, "")
		if n == 1 {
			kept++
			assert.NotEmpty(t, acts)
		}
	}
	assert.Positive(t, kept)
	assert.Less(t, kept, 30)
}

// TestIdleConversationsEnd: nobody has to ask for them.
func TestIdleConversationsEnd(t *testing.T) {
	c := open(t, nil)
	old := c.start(secret, "")
	c.mu.Lock()
	c.now = c.now.Add(2 * time.Hour)
	c.mu.Unlock()
	c.start(secret, "")
	c.mu.Lock()
	c.now = c.now.Add(-2 * time.Hour)
	c.mu.Unlock()
	status, _ := c.do("GET", "/v3/directline/conversations/"+old.ConversationID+"/activities", old.Token, "")
	assert.Equal(t, 404, status, "gone when another one began")
}
