package channel

import (
	"context"
	"errors"
	"io"
)

// Frames is a connection that carries whole text messages both ways, such as a WebSocket. Read returns io.EOF when the
// other side has closed. Write and Read may be called at the same time.
type Frames interface {
	Read(context.Context) ([]byte, error)
	Write(context.Context, []byte) error
}

// FramePolicies are the policies of messages that the user's and the bot's side send.
type FramePolicies struct {
	ToBot, ToUser *Policy
}

// Relay connects user and bot until one of them closes, ctx ends, or a message cannot be rewritten. Every message is a
// JSON text; empty messages, which keep connections alive, pass. It returns nil if a side closed. The caller has
// authenticated both sides, and closes both when Relay returns.
func (r *Rewriter) Relay(ctx context.Context, x Exchange, p FramePolicies, user, bot Frames) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	pump := func(d Direction, from, to Frames, p *Policy) error {
		x := x
		x.Direction = d
		for {
			msg, err := from.Read(ctx)
			if err != nil {
				return err
			}
			if len(msg) > 0 {
				if msg, err = r.JSON(ctx, x, p, msg); err != nil {
					return err
				}
			}
			if err := to.Write(ctx, msg); err != nil {
				return err
			}
		}
	}
	done := make(chan error, 2)
	go func() { done <- pump(ToBot, user, bot, p.ToBot) }()
	go func() { done <- pump(ToUser, bot, user, p.ToUser) }()
	err := <-done
	cancel()
	<-done
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}
