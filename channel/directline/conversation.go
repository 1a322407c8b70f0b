package directline

import (
	"container/list"
	"context"
	"encoding/json"
	"net/http"
	"sync"
	"time"

	"github.com/deckname/deckname/channel"
)

// conversation holds what was said, anonymous.
type conversation struct {
	id         string
	user, name string // aliased identifier and pseudonymous name from the token's parameters

	work turns // taken while something is said, and alone while the conversation is forgotten

	// Guarded by Server.mu: the place in Server.order, nil if nothing is stored, and how many bytes are.
	place *list.Element
	bytes int

	mu      sync.Mutex
	acts    []stored
	first   int           // watermark of acts[0]
	served  int           // watermark up to which the user has fetched
	more    chan struct{} // closed and replaced when something is added
	last    time.Time     // traffic
	welcome bool
	ended   bool
}

type stored struct {
	json     []byte
	fromUser bool
}

// begin starts a conversation for the user whom the body names.
func (s *Server) begin(w http.ResponseWriter, r *http.Request) (*conversation, error) {
	b, err := s.body(w, r)
	if err != nil {
		return nil, err
	}
	c := &conversation{id: newID(), more: make(chan struct{}), last: s.now()}
	if len(b) > 0 {
		if b, err = s.rw.JSON(r.Context(), s.exchange(c.id, channel.ToBot, "parameters"), s.params, b); err != nil {
			return nil, err
		}
		var p struct{ User struct{ ID, Name string } }
		if json.Unmarshal(b, &p) != nil {
			return nil, channel.ErrMalformed
		}
		c.user, c.name = p.User.ID, p.User.Name
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	// A few at a time, in the order of chance that maps have, and all of them when there is no room.
	full, looked := len(s.convs) >= s.cfg.MaxConversations, 0
	for id, old := range s.convs {
		if old.idle(s.now()) > s.cfg.Idle {
			s.remove(id, old)
		}
		if looked++; looked >= sweepAtOnce && !full {
			break
		}
	}
	if len(s.convs) >= s.cfg.MaxConversations {
		return nil, ErrFull
	}
	s.convs[c.id] = c
	return c, nil
}

// sweepAtOnce is how many conversations are looked at, for being idle, when another one begins.
const sweepAtOnce = 8

// remove ends a conversation; s.mu is held.
func (s *Server) remove(id string, c *conversation) {
	delete(s.convs, id)
	c.end()
	s.stored -= c.bytes
	if c.place != nil {
		s.order.Remove(c.place)
		c.place = nil
	}
}

// share is the part of MaxBytes that one conversation may take with what its user has not fetched.
const share = 4

// reserve makes room for n bytes of a conversation. What users have fetched goes first, of the conversations that were silent for longest;
// what nobody has seen yet stays, and if it leaves no room, the error is ErrFull.
func (s *Server) reserve(c *conversation, n int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.convs[c.id] != c { // ended meanwhile
		return ErrEnded
	}
	if (c.bytes+n)*share > s.cfg.MaxBytes {
		s.forget(c)
	}
	for el := s.order.Back(); el != nil && s.stored+n > s.cfg.MaxBytes; {
		old := el.Value.(*conversation)
		el = el.Prev()
		s.forget(old)
	}
	if s.stored+n > s.cfg.MaxBytes || (c.bytes+n)*share > s.cfg.MaxBytes {
		return ErrFull
	}
	s.stored, c.bytes = s.stored+n, c.bytes+n
	if c.place == nil {
		c.place = s.order.PushFront(c)
	} else {
		s.order.MoveToFront(c.place)
	}
	return nil
}

// release gives bytes back that were reserved.
func (s *Server) release(c *conversation, n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.convs[c.id] == c {
		s.stored, c.bytes = s.stored-n, c.bytes-n
	}
}

// forget removes what was fetched of a conversation; s.mu is held.
func (s *Server) forget(c *conversation) {
	freed := c.drop()
	s.stored, c.bytes = s.stored-freed, c.bytes-freed
	if c.bytes == 0 && c.place != nil {
		s.order.Remove(c.place)
		c.place = nil
	}
}

// conversation returns a conversation that is alive.
func (s *Server) conversation(id string) (*conversation, error) {
	s.mu.Lock()
	c := s.convs[id]
	if c != nil && c.idle(s.now()) > s.cfg.Idle {
		s.remove(id, c)
		c = nil
	}
	s.mu.Unlock()
	if c == nil {
		return nil, ErrEnded
	}
	c.mu.Lock()
	c.last = s.now()
	c.mu.Unlock()
	return c, nil
}

func (c *conversation) idle(now time.Time) time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return now.Sub(c.last)
}

// end wakes the streams for the last time.
func (c *conversation) end() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.ended {
		c.ended, c.acts = true, nil
		close(c.more)
	}
}

// drop removes what was fetched and returns how many bytes that were.
func (c *conversation) drop() (freed int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := min(max(0, c.served-c.first), len(c.acts))
	if n == 0 {
		return 0
	}
	for _, old := range c.acts[:n] {
		freed += len(old.json)
	}
	c.acts, c.first = append([]stored(nil), c.acts[n:]...), c.first+n
	return freed
}

// fetched notes that the user has what was said before a watermark.
func (c *conversation) fetched(mark int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.served = max(c.served, mark)
}

// enter lets the caller work for the conversation until it calls leave. A reply may be part of what is under way: it does
// not wait for somebody who waits for that.
func (c *conversation) enter(reply bool) (leave func(), err error) {
	c.work.enter(reply)
	if _, ended := c.wait(); ended {
		c.work.leave()
		return nil, ErrEnded
	}
	return c.work.leave, nil
}

// turns lets many work, or one alone. Unlike with a sync.RWMutex, what belongs to work under way may join it while
// somebody waits to be alone.
type turns struct {
	mu    sync.Mutex
	free  *sync.Cond
	busy  int
	alone bool // somebody is alone, or waits to be
}

func (t *turns) lock() {
	t.mu.Lock()
	if t.free == nil {
		t.free = sync.NewCond(&t.mu)
	}
}

func (t *turns) enter(joins bool) {
	t.lock()
	defer t.mu.Unlock()
	for t.alone && !(joins && t.busy > 0) {
		t.free.Wait()
	}
	t.busy++
}

func (t *turns) leave() {
	t.lock()
	defer t.mu.Unlock()
	if t.busy--; t.busy == 0 {
		t.free.Broadcast()
	}
}

// beAlone waits until nobody works, and keeps others out until done is called.
func (t *turns) beAlone() (done func()) {
	t.lock()
	defer t.mu.Unlock()
	for t.alone {
		t.free.Wait()
	}
	t.alone = true
	for t.busy > 0 {
		t.free.Wait()
	}
	return func() {
		t.lock()
		defer t.mu.Unlock()
		t.alone = false
		t.free.Broadcast()
	}
}

// add stores an activity and wakes the streams. It returns how many bytes of older ones went for it, and whether the
// conversation is still alive.
func (c *conversation) add(a stored, limit int) (gone int, alive bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ended {
		return 0, false
	}
	c.acts = append(c.acts, a)
	if n := len(c.acts) - limit; n > 0 {
		for _, old := range c.acts[:n] {
			gone += len(old.json)
		}
		c.acts, c.first = append([]stored(nil), c.acts[n:]...), c.first+n
	}
	close(c.more)
	c.more = make(chan struct{})
	return gone, true
}

// since returns what was added at and after a watermark, and the watermark behind it.
func (c *conversation) since(mark int) ([]stored, int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	end := c.first + len(c.acts)
	if mark >= end {
		return nil, end
	}
	return append([]stored(nil), c.acts[max(0, mark-c.first):]...), end
}

// wait returns a channel that is closed when something is added, and whether the conversation has ended.
func (c *conversation) wait() (<-chan struct{}, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.more, c.ended
}

// welcome tells the bot once that a user is there.
func (s *Server) welcome(ctx context.Context, c *conversation) {
	c.mu.Lock()
	first := !c.welcome
	c.welcome = true
	c.mu.Unlock()
	if first && s.cfg.Welcome {
		leave, err := c.enter(false)
		if err != nil {
			return
		}
		defer leave()
		a := map[string]any{"type": "conversationUpdate", "membersAdded": []map[string]string{{"id": c.user}}}
		if err := s.deliver(ctx, c, a); err != nil {
			s.cfg.Logger.WarnContext(ctx, "bot failed", "protocol", Name, "route", "welcome", "code", channel.AsFailure(err).Code)
		}
	}
}
