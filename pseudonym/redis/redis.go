// Package redis keeps a vault's records, or its ring of wrapped keys, in Redis or Valkey, through go-redis: many
// gateways, one vault, all of it in the server's memory.
//
// A Commit is one Lua script and so atomic. Records that expire get a TTL. Open refuses a server that may lose what it
// acknowledged: it wants appendonly yes, appendfsync always and maxmemory-policy noeviction. Even then a failover to a
// replica may lose the last writes, because replication is asynchronous; PostgreSQL is the stricter choice. Redis Cluster
// is not supported: a Batch spans slots.
//
// The append-only file keeps old values until it is rewritten: the ring asks for a rewrite after every destruction.
package redis

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/redis/go-redis/v9"

	"github.com/deckname/deckname/pseudonym"
)

// Config configures a Store or a Ring.
type Config struct {
	URL    string // redis://user:password@host:port/db, rediss:// for TLS
	Prefix string // of all key names; "" is deckname
	// DangerouslyVolatile accepts a server that may lose or evict acknowledged records, or does not say whether it does.
	DangerouslyVolatile bool
}

// ErrVolatile: the server may lose acknowledged records.
var ErrVolatile = errors.New("redis: server may lose acknowledged records (want appendonly yes, appendfsync always, maxmemory-policy noeviction)")

// Store is a pseudonym.Store in Redis.
type Store struct {
	c      *redis.Client
	prefix string
	commit *redis.Script
	page   *redis.Script

	mu     sync.Mutex
	subs   map[int]func([]byte)
	next   int
	cancel context.CancelFunc
	done   chan struct{}
}

// scopeBytes is what the keys of one scope have in common: tenant id and scope id. Every scope has an index, a set of the
// rest of its keys, because Redis finds keys by prefix only by looking at all of them.
const scopeBytes = 32

// commitLua: KEYS[1] is the set of indexes, then come record and index of each operation; ARGV has kind, old, value,
// time of expiry and suffix of each. All is checked before anything is written.
const commitLua = `
for i = 0, #ARGV / 5 - 1 do
	local kind, have = ARGV[5*i+1], redis.call('GET', KEYS[2*i+2])
	if kind == '1' and have then return 'exists' end
	if (kind == '2' or kind == '3') and have ~= ARGV[5*i+2] then return 'conflict' end
end
for i = 0, #ARGV / 5 - 1 do
	local kind, key, index = ARGV[5*i+1], KEYS[2*i+2], KEYS[2*i+3]
	if kind == '1' or kind == '2' then
		if ARGV[5*i+4] == '0' then redis.call('SET', key, ARGV[5*i+3])
		else redis.call('SET', key, ARGV[5*i+3], 'PXAT', ARGV[5*i+4]) end
		if redis.call('SADD', index, ARGV[5*i+5]) == 1 then redis.call('SADD', KEYS[1], index) end
	else
		redis.call('DEL', key)
		redis.call('SREM', index, ARGV[5*i+5])
		if redis.call('EXISTS', index) == 0 then redis.call('SREM', KEYS[1], index) end
	end
end
return 'ok'`

// pageLua reads records of one index and takes expired ones out of it. KEYS[1] is the set of indexes, KEYS[2] the index,
// then come the records; ARGV has their suffixes.
const pageLua = `
local out = {}
for i = 1, #ARGV do
	local v = redis.call('GET', KEYS[i+2])
	if v then out[i] = v else
		out[i] = false
		redis.call('SREM', KEYS[2], ARGV[i])
	end
end
if redis.call('EXISTS', KEYS[2]) == 0 then redis.call('SREM', KEYS[1], KEYS[2]) end
return out`

func connect(ctx context.Context, cfg *Config) (*redis.Client, error) {
	if cfg.Prefix == "" {
		cfg.Prefix = "deckname"
	}
	opt, err := redis.ParseURL(cfg.URL)
	if err != nil {
		return nil, errors.New("redis: URL is not valid") // the cause may quote the password
	}
	c := redis.NewClient(opt)
	if cfg.DangerouslyVolatile {
		return c, nil
	}
	for name, want := range map[string]string{"appendonly": "yes", "appendfsync": "always", "maxmemory-policy": "noeviction"} {
		got, err := c.ConfigGet(ctx, name).Result()
		if err != nil {
			c.Close()
			return nil, fmt.Errorf("redis: cannot read the server's settings: %w", err)
		}
		if got[name] != want {
			c.Close()
			return nil, ErrVolatile
		}
	}
	return c, nil
}

// Open connects and checks the server.
func Open(ctx context.Context, cfg Config) (*Store, error) {
	c, err := connect(ctx, &cfg)
	if err != nil {
		return nil, err
	}
	s := &Store{c: c, prefix: cfg.Prefix, commit: redis.NewScript(commitLua), page: redis.NewScript(pageLua),
		subs: make(map[int]func([]byte)), done: make(chan struct{})}
	lctx, cancel := context.WithCancel(context.Background())
	s.cancel = cancel
	go s.listen(lctx)
	return s, nil
}

func (s *Store) record(key []byte) string { return s.prefix + ":r:" + string(key) }
func (s *Store) indexes() string          { return s.prefix + ":i" }

func (s *Store) index(key []byte) (index, suffix string) {
	n := min(len(key), scopeBytes)
	return s.prefix + ":i:" + string(key[:n]), string(key[n:])
}

func classify(err error) error {
	if errors.Is(err, redis.ErrClosed) {
		return pseudonym.ErrClosed
	}
	return err
}

// Get implements pseudonym.Store.
func (s *Store) Get(ctx context.Context, keys [][]byte) ([][]byte, error) {
	if len(keys) == 0 {
		return nil, ctx.Err()
	}
	names := make([]string, len(keys))
	for i, k := range keys {
		names[i] = s.record(k)
	}
	vals, err := s.c.MGet(ctx, names...).Result()
	if err != nil {
		return nil, classify(err)
	}
	out := make([][]byte, len(keys))
	for i, v := range vals {
		if text, ok := v.(string); ok {
			out[i] = []byte(text)
		}
	}
	return out, nil
}

// Commit implements pseudonym.Store.
func (s *Store) Commit(ctx context.Context, b pseudonym.Batch) error {
	keys, args := []string{s.indexes()}, make([]any, 0, 5*len(b))
	for _, op := range b {
		if op.Kind < pseudonym.Create || op.Kind > pseudonym.Delete || len(op.Key) == 0 {
			return pseudonym.ErrInvalid
		}
		index, suffix := s.index(op.Key)
		expires := "0"
		if !op.Expires.IsZero() {
			expires = strconv.FormatInt(max(op.Expires.UnixMilli(), 1), 10)
		}
		keys = append(keys, s.record(op.Key), index)
		args = append(args, strconv.Itoa(int(op.Kind)), op.Old, op.Value, expires, suffix)
	}
	if len(b) == 0 {
		return ctx.Err()
	}
	res, err := s.commit.Run(ctx, s.c, keys, args...).Text()
	switch {
	case err != nil:
		return classify(err)
	case res == "exists":
		return pseudonym.ErrExists
	case res == "conflict":
		return pseudonym.ErrConflict
	}
	return nil
}

const scanPage = 512

// Scan implements pseudonym.Store. A prefix of tenant id and scope id is one look-up; a shorter one goes through the
// indexes of all scopes.
func (s *Store) Scan(ctx context.Context, prefix []byte, fn func(key, value []byte) error) error {
	if len(prefix) >= scopeBytes {
		index, _ := s.index(prefix)
		return s.scanIndex(ctx, index, prefix, fn)
	}
	indexes, err := s.c.SMembers(ctx, s.indexes()).Result()
	if err != nil {
		return classify(err)
	}
	for _, index := range indexes {
		if strings.HasPrefix(index, s.prefix+":i:"+string(prefix)) || len(index) < len(s.prefix)+3+scopeBytes {
			if err := s.scanIndex(ctx, index, prefix, fn); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Store) scanIndex(ctx context.Context, index string, prefix []byte, fn func(key, value []byte) error) error {
	head := strings.TrimPrefix(index, s.prefix+":i:")
	suffixes, err := s.c.SMembers(ctx, index).Result()
	if err != nil {
		return classify(err)
	}
	for len(suffixes) > 0 {
		n := min(scanPage, len(suffixes))
		keys, args := []string{s.indexes(), index}, make([]any, 0, n)
		for _, x := range suffixes[:n] {
			keys, args = append(keys, s.record([]byte(head+x))), append(args, x)
		}
		vals, err := s.page.Run(ctx, s.c, keys, args...).Slice()
		if err != nil {
			return classify(err)
		}
		for i, v := range vals {
			text, ok := v.(string)
			key := head + suffixes[i]
			if !ok || !strings.HasPrefix(key, string(prefix)) {
				continue
			}
			if err := fn([]byte(key), []byte(text)); err != nil {
				return err
			}
		}
		suffixes = suffixes[n:]
	}
	return nil
}

// Notify implements pseudonym.Notifier with PUBLISH.
func (s *Store) Notify(ctx context.Context, id []byte) error {
	return classify(s.c.Publish(ctx, s.prefix+":forget", hex.EncodeToString(id)).Err())
}

// Subscribe implements pseudonym.Notifier. A new connection counts as news about everything.
func (s *Store) Subscribe(fn func(id []byte)) (cancel func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := s.next
	s.next++
	s.subs[n] = fn
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.subs, n)
	}
}

func (s *Store) tell(id []byte) {
	s.mu.Lock()
	var fns []func([]byte)
	for _, fn := range s.subs {
		fns = append(fns, fn)
	}
	s.mu.Unlock()
	for _, fn := range fns {
		fn(id)
	}
}

func (s *Store) listen(ctx context.Context) {
	defer close(s.done)
	sub := s.c.Subscribe(ctx, s.prefix+":forget")
	defer sub.Close()
	ch := sub.ChannelWithSubscriptions()
	for {
		select {
		case <-ctx.Done():
			return
		case m, ok := <-ch:
			if !ok {
				return
			}
			var id []byte // nil after a reconnection, and for what cannot be read: everything
			if msg, ok := m.(*redis.Message); ok {
				id, _ = hex.DecodeString(msg.Payload)
			}
			s.tell(id)
		}
	}
}

// Close ends the connections.
func (s *Store) Close() error {
	s.cancel()
	<-s.done
	err := s.c.Close()
	if errors.Is(err, redis.ErrClosed) {
		return nil
	}
	return err
}
