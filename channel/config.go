package channel

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/deckname/deckname/anonymize"
)

// Engine is what this package needs of an *anonymize.Anonymizer.
type Engine interface {
	AnonymizeAll(ctx context.Context, scope string, msgs []anonymize.Message) ([]anonymize.Result, error)
	Reveal(ctx context.Context, m anonymize.Message) (anonymize.Result, error)
	NewRevealWriter(ctx context.Context, w io.Writer, m anonymize.Message) (io.WriteCloser, error)
}

// Config configures everything in this package. It is copied.
type Config struct {
	// Engine finds, replaces and restores. Required.
	Engine Engine
	// Tenant is the first part of every scope. Two tenants on one vault never share a pseudonym. Empty is a tenant, too.
	Tenant string
	// Aliases serves the actions Alias and RoutingAlias. A policy that uses them without it fails closed.
	Aliases Aliaser
	// Auth verifies who sends a request and signs what is passed on. Endpoint.Auth goes before it. Middleware and Proxy
	// refuse every request for which there is neither; Transport does not verify its own process.
	Auth Authenticator
	// Prompts remembers the bot's last utterance of each conversation as context for the next answer. nil: no context.
	Prompts Prompts
	// MaxBodyBytes bounds one body, after decompression. 0 means MaxBodyBytes.
	MaxBodyBytes int64
	// Timeout bounds the work on one body, not the time that the other side takes. 0 means 10 s, -1 none.
	Timeout time.Duration
	// Metrics gets one observation per body. nil: none.
	Metrics Metrics
	// Logger gets failures with protocol, route and code. nil discards.
	Logger *slog.Logger
}

// DefaultTimeout bounds the work on one body, if Config.Timeout is zero.
const DefaultTimeout = 10 * time.Second

func (c Config) validate() (Config, error) {
	if c.Engine == nil {
		return c, fmt.Errorf("%w: Engine is nil", ErrConfig)
	}
	if c.MaxBodyBytes < 0 || c.Timeout < -1 {
		return c, fmt.Errorf("%w: negative limit", ErrConfig)
	}
	if c.MaxBodyBytes == 0 {
		c.MaxBodyBytes = MaxBodyBytes
	}
	if c.Timeout == 0 {
		c.Timeout = DefaultTimeout
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	return c, nil
}

// Scope joins tenant, channel, conversation and, where messages of one conversation are for one user only, that user, so
// that different parts never make the same scope. This package takes the scope of every message from it. The form is
// that of pseudonym.Scope: what forgets a conversation in the vault needs the same string.
func Scope(tenant, channel, conversation string, user ...string) string {
	s := "scope:" + escapePart(tenant) + "/" + escapePart(channel) + "/" + escapePart(conversation)
	for _, u := range user {
		s += "%00" + escapePart(u)
	}
	return s
}

func escapePart(s string) string {
	if strings.ContainsAny(s, "%/") {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "%", "%25"), "/", "%2F")
	}
	return s
}

// Observation is what Metrics gets: sizes and names that the programmer chose, nothing from a message.
type Observation struct {
	Protocol  string
	Route     string // the pattern, never the path
	Direction Direction
	Outcome   string // "ok" or a Failure's code
	Bytes     int    // of the body as it came
	Texts     int    // given to the engine
	Entities  int    // found; 0 on the way to the user
	Elapsed   time.Duration
}

// Metrics counts. Observe must not block and must be safe for concurrent use.
type Metrics interface {
	Observe(context.Context, Observation)
}

// Prompts remembers what the bot said last. The text is as the bot wrote it, with pseudonyms.
type Prompts interface {
	Prompt(scope string) string
	SetPrompt(scope, text string)
}

// MaxPromptBytes bounds what is remembered of one utterance.
const MaxPromptBytes = 2048

// NewPrompts returns Prompts in memory for the n conversations that were used last. A prompt that is lost costs context,
// not safety.
func NewPrompts(n int) Prompts {
	return &promptCache{n: max(n, 1), young: make(map[string]string)}
}

// promptCache keeps two generations: when the young one is full it becomes the old one.
type promptCache struct {
	mu         sync.Mutex
	n          int
	young, old map[string]string
}

func (c *promptCache) Prompt(scope string) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	if p, ok := c.young[scope]; ok {
		return p
	}
	return c.old[scope]
}

func (c *promptCache) SetPrompt(scope, text string) {
	if len(text) > MaxPromptBytes {
		text = strings.ToValidUTF8(text[len(text)-MaxPromptBytes:], "")
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.young) >= c.n {
		c.old, c.young = c.young, make(map[string]string)
	}
	c.young[scope] = text
}
