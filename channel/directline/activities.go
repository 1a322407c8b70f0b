package directline

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/coder/websocket"

	"github.com/deckname/deckname/channel"
)

func (s *Server) post(w http.ResponseWriter, r *http.Request) error {
	c, leave, err := s.speaking(r)
	if err != nil {
		return err
	}
	defer leave()
	raw, err := s.body(w, r)
	if err != nil {
		return err
	}
	body, err := s.rw.Body(r.Context(), s.exchange(c.id, channel.ToBot, "POST activities"), s.in, jsonOnly(r.Header), raw)
	if err != nil {
		return err
	}
	var a map[string]any
	if err := decode(body, &a); err != nil {
		return err
	}
	return s.accept(w, r, c, a, nil)
}

// speaking returns the conversation in the path, in which the caller may say something until leave is called.
func (s *Server) speaking(r *http.Request) (c *conversation, leave func(), err error) {
	c, err = s.authorized(r, r.PathValue("id"), channel.BearerToken(r))
	if err != nil {
		return nil, nil, err
	}
	leave, err = c.enter(false)
	return c, leave, err
}

// jsonOnly lets through only the content types that an activity may have.
func jsonOnly(h http.Header) http.Header {
	out := http.Header{}
	for _, v := range h.Values("Content-Type") {
		if len(v) >= 16 && v[:16] == "application/json" {
			out.Add("Content-Type", v)
		}
	}
	return out
}

// decode reads an object and keeps its numbers as they are written.
func decode(body []byte, a *map[string]any) error {
	var m map[string]json.RawMessage
	if json.Unmarshal(body, &m) != nil || m == nil {
		return channel.ErrMalformed
	}
	*a = make(map[string]any, len(m)+6)
	for k, v := range m {
		(*a)[k] = v
	}
	return nil
}

// set writes a property and removes every other spelling of its key; nil removes it altogether.
func set(a map[string]any, key string, v any) {
	for k := range a {
		if strings.EqualFold(k, key) {
			delete(a, k)
		}
	}
	if v != nil {
		a[key] = v
	}
}

func has(a map[string]any, key string) bool {
	for k := range a {
		if strings.EqualFold(k, key) {
			return true
		}
	}
	return false
}

// upload takes a multipart body: an activity, which is optional, and files, which only pass if Config.Files lets them.
func (s *Server) upload(w http.ResponseWriter, r *http.Request) error {
	c, leave, err := s.speaking(r)
	if err != nil {
		return err
	}
	defer leave()
	if s.cfg.Files == nil {
		return channel.ErrBlocked
	}
	raw, err := s.body(w, r)
	if err != nil {
		return err
	}
	rules := append([]channel.Rule{{Path: "activity", Action: channel.Nested(s.in), Why: "the message that comes with the files"}}, s.cfg.Files.Rules()...)
	p, err := channel.NewPolicy(rules...)
	if err != nil {
		return err
	}
	body, err := s.rw.Body(r.Context(), s.exchange(c.id, channel.ToBot, "POST upload"), p, r.Header, raw)
	if err != nil {
		return err
	}
	a, files, err := readUpload(r.Header.Get("Content-Type"), body)
	if err != nil {
		return err
	}
	if !has(a, "from") && r.URL.Query().Get("userId") != "" {
		b, err := json.Marshal(map[string]any{"from": map[string]string{"id": r.URL.Query().Get("userId")}})
		if err != nil {
			return channel.ErrMalformed
		}
		if b, err = s.rw.JSON(r.Context(), s.exchange(c.id, channel.ToBot, "POST upload"), s.in, b); err != nil {
			return err
		}
		var from map[string]any
		if err := decode(b, &from); err != nil {
			return err
		}
		set(a, "from", from["from"])
	}
	return s.accept(w, r, c, a, files)
}

// accept stores an anonymous activity of the user and gives it to the bot. The files go to the bot only.
func (s *Server) accept(w http.ResponseWriter, r *http.Request, c *conversation, a map[string]any, files []file) error {
	if c.user != "" { // the back end said who it is
		set(a, "from", map[string]string{"id": c.user, "name": c.name, "role": "user"})
	}
	id, err := s.put(c, a, true, "")
	if err != nil {
		return err
	}
	if len(files) > 0 {
		set(a, "attachments", files)
	}
	// What was stored goes to the bot, even if the user does not wait for it.
	if err := s.deliver(context.WithoutCancel(r.Context()), c, a); err != nil {
		s.cfg.Logger.WarnContext(r.Context(), "bot failed", "protocol", Name, "route", "POST activities", "code", channel.AsFailure(err).Code)
		writeJSON(w, http.StatusBadGateway, map[string]any{"id": id, "error": map[string]string{"code": "BotError", "message": "The bot did not answer."}})
		return nil
	}
	writeJSON(w, http.StatusOK, map[string]string{"id": id})
	return nil
}

// put completes an activity and stores it.
func (s *Server) put(c *conversation, a map[string]any, fromUser bool, replyTo string) (string, error) {
	id := c.id + "|" + newID()[:12]
	set(a, "id", id)
	set(a, "timestamp", s.now().UTC().Format(time.RFC3339Nano))
	set(a, "channelId", Name)
	set(a, "conversation", map[string]string{"id": c.id})
	set(a, "serviceUrl", nil)
	set(a, "replyToId", nil)
	if replyTo != "" {
		set(a, "replyToId", replyTo)
	}
	if !has(a, "type") {
		set(a, "type", "message")
	}
	b, err := json.Marshal(a)
	if err != nil {
		return "", channel.ErrMalformed
	}
	if err := s.reserve(c, len(b)); err != nil {
		return "", err
	}
	gone, alive := c.add(stored{b, fromUser}, s.cfg.MaxActivities)
	if !alive {
		s.release(c, len(b))
		return "", ErrEnded
	}
	s.release(c, gone)
	return id, nil
}

// deliver gives an anonymous activity to the bot and takes its replies.
func (s *Server) deliver(ctx context.Context, c *conversation, a map[string]any) (err error) {
	data, err := json.Marshal(a)
	if err != nil {
		return channel.ErrMalformed
	}
	var f struct {
		ID, Text, TextFormat string
		From                 struct{ ID, Name string }
	}
	if json.Unmarshal(data, &f) != nil {
		return channel.ErrMalformed
	}
	ctx, cancel := context.WithTimeout(ctx, s.cfg.BotTimeout)
	defer cancel()
	defer func() {
		if recover() != nil {
			err = fmt.Errorf("%w: the bot panicked", channel.ErrUpstream)
		}
	}()
	in := channel.Message{Conversation: c.id, ID: f.ID, From: f.From.ID, Name: f.From.Name, Text: f.Text, Format: f.TextFormat, Data: data}
	return s.cfg.Bot(ctx, in, func(ctx context.Context, m channel.Message) error {
		_, err := s.reply(ctx, c, f.ID, m)
		return err
	})
}

// Reply takes what the bot says by itself, or after Config.Bot has returned: bots of the Bot Framework answer with a request
// of their own. The caller has authenticated the bot. m is as in Config.Bot; a replyToId in m.Data is kept if it is an
// activity of this conversation. It returns the identifier of the new activity, or ErrEnded.
func (s *Server) Reply(ctx context.Context, conversation string, m channel.Message) (id string, err error) {
	c, err := s.conversation(conversation)
	if err != nil {
		return "", err
	}
	leave, err := c.enter(true)
	if err != nil {
		return "", err
	}
	defer leave()
	var f struct{ ReplyToID string }
	if len(m.Data) > 0 && json.Unmarshal(m.Data, &f) != nil {
		return "", channel.ErrMalformed
	}
	if !strings.HasPrefix(f.ReplyToID, c.id+"|") {
		f.ReplyToID = ""
	}
	return s.reply(ctx, c, f.ReplyToID, m)
}

// reply stores what the bot says. What cannot be restored is refused here, so that it does not block the user's GET.
func (s *Server) reply(ctx context.Context, c *conversation, to string, m channel.Message) (id string, err error) {
	if m.Conversation != "" && m.Conversation != c.id {
		return "", channel.ErrNoScope
	}
	a := make(map[string]any)
	if len(m.Data) > 0 {
		if err := decode(m.Data, &a); err != nil {
			return "", err
		}
	}
	if m.Text != "" {
		set(a, "text", m.Text)
	}
	if m.Format != "" {
		set(a, "textFormat", m.Format)
	}
	name := m.Name
	if name == "" {
		name = "Bot"
	}
	set(a, "from", map[string]string{"id": "bot", "name": name, "role": "bot"})
	set(a, "id", nil)
	set(a, "conversation", nil)
	probe, err := json.Marshal(a)
	if err != nil {
		return "", channel.ErrMalformed
	}
	if _, err := s.rw.JSON(ctx, s.exchange(c.id, channel.ToUser, "reply"), s.out, probe); err != nil {
		return "", err
	}
	return s.put(c, a, false, to)
}

// keepAlive is how often an empty message goes over a silent stream, so that nothing between closes it.
const keepAlive = 20 * time.Second

// stream is the WebSocket of a conversation. Browsers cannot set headers there: the token is in the query.
func (s *Server) stream(w http.ResponseWriter, r *http.Request) error {
	token := r.URL.Query().Get("t")
	if token == "" {
		token = channel.BearerToken(r)
	}
	c, err := s.authorized(r, r.PathValue("id"), token)
	if err != nil {
		return err
	}
	mark, err := watermark(r)
	if err != nil {
		return err
	}
	conn, err := websocket.Accept(w, r, &websocket.AcceptOptions{OriginPatterns: s.cfg.Origins})
	if err != nil {
		return nil // Accept has answered
	}
	defer conn.CloseNow()
	ctx := conn.CloseRead(r.Context()) // clients say nothing here
	tick := time.NewTicker(keepAlive)
	defer tick.Stop()
	for {
		more, ended := c.wait()
		if ended {
			_ = conn.Close(websocket.StatusNormalClosure, "")
			return nil
		}
		set, next, err := s.activities(ctx, c, mark)
		if err != nil {
			_ = conn.Close(websocket.StatusTryAgainLater, "")
			return nil
		}
		if next > mark {
			mark = next
			if err := s.write(ctx, conn, set); err != nil {
				return nil
			}
			c.fetched(next)
		}
		select {
		case <-more:
		case <-tick.C:
			if _, err := s.conversation(c.id); err != nil {
				continue
			}
			if err := s.write(ctx, conn, nil); err != nil {
				return nil
			}
		case <-s.done:
			_ = conn.Close(websocket.StatusGoingAway, "")
			return nil
		case <-ctx.Done():
			return nil
		}
	}
}

func (s *Server) write(ctx context.Context, conn *websocket.Conn, b []byte) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	return conn.Write(ctx, websocket.MessageText, b)
}
