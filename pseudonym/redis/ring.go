package redis

import (
	"bytes"
	"context"
	"errors"
	"strings"

	"github.com/redis/go-redis/v9"

	"github.com/deckname/deckname/pseudonym"
)

// Ring is a pseudonym.Ring in Redis. Keep it on another server than the records, or at least in another database with
// another backup.
type Ring struct {
	c      *redis.Client
	prefix string
	swap   *redis.Script
}

const swapLua = `
local have = redis.call('GET', KEYS[1])
if ARGV[1] == '0' then if have then return 0 end
elseif have ~= ARGV[2] then return 0 end
if ARGV[3] == '0' then redis.call('DEL', KEYS[1]) else redis.call('SET', KEYS[1], ARGV[4]) end
return 1`

// OpenRing connects and checks the server.
func OpenRing(ctx context.Context, cfg Config) (*Ring, error) {
	c, err := connect(ctx, &cfg)
	if err != nil {
		return nil, err
	}
	return &Ring{c, cfg.Prefix + ":k:", redis.NewScript(swapLua)}, nil
}

// Load implements pseudonym.Ring.
func (r *Ring) Load(ctx context.Context, id []byte) ([]byte, error) {
	v, err := r.c.Get(ctx, r.prefix+string(id)).Bytes()
	if errors.Is(err, redis.Nil) {
		return nil, nil
	}
	return v, classify(err)
}

// Swap implements pseudonym.Ring. After something was replaced it asks the server to rewrite its append-only file.
func (r *Ring) Swap(ctx context.Context, id, old, value []byte) error {
	if old == nil && value == nil {
		return pseudonym.ErrInvalid
	}
	flag := func(b []byte) string {
		if b == nil {
			return "0"
		}
		return "1"
	}
	n, err := r.swap.Run(ctx, r.c, []string{r.prefix + string(id)}, flag(old), old, flag(value), value).Int()
	if err != nil {
		return classify(err)
	}
	if n == 0 {
		return pseudonym.ErrConflict
	}
	if old != nil {
		_ = r.c.BgRewriteAOF(ctx).Err() // one may be running; the swap has happened either way
	}
	return nil
}

// List implements pseudonym.Ring.
func (r *Ring) List(ctx context.Context, prefix []byte, fn func(id, value []byte) error) error {
	seen := make(map[string]bool) // SCAN may return a key twice
	it := r.c.Scan(ctx, 0, globEscape(r.prefix+string(prefix))+"*", 1000).Iterator()
	for it.Next(ctx) {
		id := []byte(strings.TrimPrefix(it.Val(), r.prefix))
		if seen[string(id)] || !bytes.HasPrefix(id, prefix) {
			continue
		}
		seen[string(id)] = true
		v, err := r.Load(ctx, id)
		if err != nil {
			return err
		}
		if v == nil {
			continue
		}
		if err := fn(id, v); err != nil {
			return err
		}
	}
	return classify(it.Err())
}

func globEscape(s string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`, `]`, `\]`).Replace(s)
}

// Close ends the connections.
func (r *Ring) Close() error { return classify(r.c.Close()) }
