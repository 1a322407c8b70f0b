package anonymize

import (
	"context"
	"io"
	"unicode/utf8"
)

// revealWriter reveals a stream. Invariants: buf[:done] is written already and kept only as left context for the Finder;
// the trackers have read everything up to done.
type revealWriter struct {
	a      *Anonymizer
	ctx    context.Context
	out    io.Writer
	msg    Message
	finder Finder
	links  linkTracker // has read the input up to done
	shown  linkTracker // has read the output: a restored URL may make a link of what follows it
	buf    []byte
	done   int
	base   int // offset of buf[0] in the whole input
	outLen int
	spans  []Span
	tokens []string
	err    error

	keepEdits bool
	edits     []Edit
}

// NewRevealWriter returns a writer that reveals, as Reveal does, what is written to it, and writes it to w. m.Text is
// ignored. However the text is cut into writes, w gets the bytes that Reveal would give for the whole. Only the end of
// the text that can still become a pseudonym, or an unfinished UTF-8 character, is held back; Close writes it and does
// not close w. After an error every call returns that error: what was held back never leaves. ctx serves all writes.
func (a *Anonymizer) NewRevealWriter(ctx context.Context, w io.Writer, m Message) (io.WriteCloser, error) {
	return a.newRevealWriter(ctx, w, m)
}

func (a *Anonymizer) newRevealWriter(ctx context.Context, w io.Writer, m Message) (*revealWriter, error) {
	if a == nil || a.docs == nil || a.cfg.Revealer == nil || w == nil {
		return nil, ErrNotConfigured
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	f, err := a.finder(ctx, m.Scope)
	if err != nil {
		return nil, err
	}
	m.Text = ""
	return &revealWriter{a: a, ctx: ctx, out: w, msg: m, finder: f,
		links: linkTracker{list: &a.hosts}, shown: linkTracker{list: &a.hosts}}, nil
}

// Write takes p whole or fails.
func (w *revealWriter) Write(p []byte) (int, error) {
	if w.err != nil {
		return 0, w.err
	}
	w.buf = append(w.buf, p...)
	if err := w.flush(false); err != nil {
		return 0, err
	}
	return len(p), nil
}

// Close writes what was held back.
func (w *revealWriter) Close() error {
	if w.err != nil {
		if w.err == ErrClosed {
			return nil
		}
		return w.err
	}
	if err := w.flush(true); err != nil {
		return err
	}
	clear(w.buf)
	w.err = ErrClosed
	return nil
}

func (w *revealWriter) flush(final bool) error {
	err := w.process(final)
	if err != nil {
		clear(w.buf)
		w.err = err
	}
	return err
}

func (w *revealWriter) process(final bool) (err error) {
	defer w.a.guard("revealer", "finder", &err)
	if err := w.ctx.Err(); err != nil {
		return err
	}
	limit := len(w.buf)
	if !final {
		limit -= w.finder.Hold(w.buf)
		limit = wholeRunes(w.buf, max(limit, w.done))
	}
	if limit < w.done {
		limit = w.done
	}
	if !utf8.Valid(w.buf[w.done:limit]) {
		return ErrInvalidUTF8
	}
	if limit == w.done {
		return nil
	}
	w.spans = w.finder.Find(w.buf, w.spans[:0])
	w.tokens = w.tokens[:0]
	n := 0
	at := w.done
	for _, s := range w.spans {
		if s.Start < w.done || s.End > limit {
			continue
		}
		w.feed(at, s.Start)
		at = s.Start
		if w.links.blocked() {
			continue
		}
		w.tokens = append(w.tokens, string(w.buf[s.Start:s.End]))
		w.spans[n] = s
		n++
	}
	w.feed(at, limit)
	var vals []Value
	if n > 0 {
		if vals, err = w.a.resolveTokens(w.ctx, w.msg.Scope, w.tokens); err != nil {
			return err
		}
	}
	out := w.restore(w.spans[:n], vals, limit)
	if err := w.ctx.Err(); err != nil {
		return err
	}
	if k, err := w.out.Write(out); err != nil {
		return err
	} else if k < len(out) {
		return io.ErrShortWrite
	}
	w.outLen += len(out)
	w.done = limit
	if w.done > 4*MaxTokenBytes {
		cut := w.done - MaxTokenBytes
		w.base += cut
		w.done = MaxTokenBytes
		w.buf = w.buf[:copy(w.buf, w.buf[cut:])]
	}
	return nil
}

func (w *revealWriter) feed(from, to int) {
	for _, b := range w.buf[from:to] {
		w.links.step(b)
	}
}

// restore returns buf[done:limit] with vals in place of spans.
func (w *revealWriter) restore(spans []Span, vals []Value, limit int) []byte {
	out := make([]byte, 0, limit-w.done+32*len(vals))
	show := func(b []byte) {
		for _, c := range b {
			w.shown.step(c)
		}
		out = append(out, b...)
	}
	at := w.done
	for i, s := range spans {
		show(w.buf[at:s.Start])
		at = s.Start
		if vals[i].IsZero() || w.shown.blocked() {
			continue
		}
		from := len(out)
		if w.msg.Escape != nil {
			show(w.msg.Escape(nil, vals[i].Expose()))
		} else {
			show([]byte(vals[i].Expose()))
		}
		at = s.End
		if w.keepEdits {
			w.edits = append(w.edits, Edit{In: Span{w.base + s.Start, w.base + s.End}, Out: Span{w.outLen + from, w.outLen + len(out)}})
		}
	}
	show(w.buf[at:limit])
	return out
}

// wholeRunes returns the largest n <= limit such that buf[:n] does not end inside a character that more bytes may complete.
func wholeRunes(buf []byte, limit int) int {
	for back := 1; back < utf8.UTFMax && back <= limit; back++ {
		b := buf[limit-back]
		if b < utf8.RuneSelf {
			break
		}
		if utf8.RuneStart(b) {
			if !utf8.FullRune(buf[limit-back : limit]) {
				return limit - back
			}
			break
		}
	}
	return limit
}
