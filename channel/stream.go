package channel

import (
	"bytes"
	"context"
	"io"
	"strings"

	"github.com/deckname/deckname/anonymize"
)

// MaxEventBytes bounds one event of a stream.
const MaxEventBytes = 1 << 20

// StreamKind says how a stream is cut into events.
type StreamKind uint8

// The kinds of streams.
const (
	StreamAuto   StreamKind = iota // by content type
	StreamSSE                      // server-sent events (WHATWG HTML, section 9.2)
	StreamNDJSON                   // one JSON text per line
)

func streamKind(k StreamKind, mediaType string) StreamKind {
	if k != StreamAuto {
		return k
	}
	switch mediaType {
	case "text/event-stream":
		return StreamSSE
	case "application/x-ndjson", "application/ndjson", "application/jsonl", "application/stream+json":
		return StreamNDJSON
	}
	return StreamAuto
}

// Stream returns a writer that takes a stream in pieces of any size and writes it rewritten to w, event by event, as
// soon as an event is complete. In actions Delta a pseudonym that is cut into several events is restored in the event
// that completes it; the events before it are sent without delay, shortened. Close ends the stream: what was held back
// is sent. After an error nothing more is written; the reader sees a stream that ends early.
//
// The writer is for one goroutine. Close must be called, and does not close w.
func (r *Rewriter) Stream(ctx context.Context, x Exchange, p *Policy, kind StreamKind, w io.Writer) io.WriteCloser {
	x.lanes = &lanes{ctx: ctx, engine: r.cfg.Engine, open: make(map[string]*lane)}
	return &streamWriter{ctx: ctx, r: r, x: x, p: p, kind: kind, w: w}
}

type streamWriter struct {
	ctx    context.Context
	r      *Rewriter
	x      Exchange
	p      *Policy
	kind   StreamKind
	w      io.Writer
	buf    []byte
	seen   int // how much of buf was searched for the end of an event
	lineAt int // where the line begins that is searched
	begun  bool
	closed bool
	err    error
}

// Write implements io.Writer.
func (s *streamWriter) Write(b []byte) (int, error) {
	if s.err != nil {
		return 0, s.err
	}
	if s.closed {
		return 0, anonymize.ErrClosed
	}
	s.buf = append(s.buf, b...)
	if err := s.drain(false); err != nil {
		s.err = err
		return 0, err
	}
	return len(b), nil
}

// Close implements io.Closer.
func (s *streamWriter) Close() error {
	if s.closed || s.err != nil {
		s.closed = true
		return s.err
	}
	s.closed = true
	if s.err = s.drain(true); s.err == nil {
		s.err = s.flush("")
	}
	return s.err
}

func (s *streamWriter) drain(end bool) error {
	if !s.begun && (len(s.buf) >= 3 || end) {
		if bytes.HasPrefix(s.buf, []byte("\xef\xbb\xbf")) {
			return ErrMalformed
		}
		s.begun = true
	}
	for len(s.buf) > 0 && s.begun {
		n := s.event(end)
		if n == 0 {
			if len(s.buf) > MaxEventBytes {
				return ErrTooLarge
			}
			return nil
		}
		ev := s.buf[:n]
		var err error
		if n > MaxEventBytes {
			err = ErrTooLarge
		} else if s.kind == StreamNDJSON {
			err = s.line(ev)
		} else {
			err = s.sse(ev)
		}
		if err != nil {
			return err
		}
		s.buf, s.seen, s.lineAt = s.buf[n:], 0, 0
	}
	return nil
}

// event returns the length of the first event in buf with its terminator, 0 if it is not complete.
func (s *streamWriter) event(end bool) int {
	b := s.buf
	if s.kind == StreamNDJSON {
		if i := bytes.IndexByte(b[s.seen:], '\n'); i >= 0 {
			return s.seen + i + 1
		}
		if s.seen = len(b); end {
			return len(b)
		}
		return 0
	}
	for s.seen < len(b) {
		j := bytes.IndexAny(b[s.seen:], "\r\n")
		if j < 0 {
			s.seen = len(b)
			break
		}
		at := s.seen + j
		eol := eolLen(b[at:], end)
		if eol == 0 {
			s.seen = at
			break
		}
		if at == s.lineAt { // an empty line ends the event
			return at + eol
		}
		s.lineAt, s.seen = at+eol, at+eol
	}
	if end {
		return len(b)
	}
	return 0
}

// eolLen returns the length of the line end at the beginning of b: LF, CR LF or CR. A CR at the end of b may be half of
// a CR LF: then 0, unless nothing follows.
func eolLen(b []byte, end bool) int {
	if b[0] == '\n' {
		return 1
	}
	if len(b) > 1 {
		if b[1] == '\n' {
			return 2
		}
		return 1
	}
	if end {
		return 1
	}
	return 0
}

func (s *streamWriter) line(ev []byte) error {
	text := bytes.TrimRight(ev, "\r\n")
	if len(bytes.TrimSpace(text)) == 0 {
		return s.put(ev)
	}
	out, err := s.json(text)
	if err != nil {
		return err
	}
	return s.put(append(append([]byte(nil), out...), ev[len(text):]...))
}

// json rewrites one event and sends before it what it made due.
func (s *streamWriter) json(raw []byte) ([]byte, error) {
	out, err := s.r.JSON(s.ctx, s.x, s.p, raw)
	if err != nil {
		return nil, err
	}
	return out, s.overdue()
}

func (s *streamWriter) sse(ev []byte) error {
	var data []string
	var rest []byte
	for i := 0; i < len(ev); {
		j := bytes.IndexAny(ev[i:], "\r\n")
		if j < 0 {
			j = len(ev) - i
		}
		line := string(ev[i : i+j])
		i += j
		if i < len(ev) {
			i += eolLen(ev[i:], true)
		}
		name, value, _ := strings.Cut(line, ":")
		value = strings.TrimPrefix(value, " ")
		switch {
		case line == "":
		case name == "data":
			data = append(data, value)
		case s.x.Direction == ToUser, name == "event" && Word(value), name == "retry" && Digits(9)(value):
			rest = append(append(rest, line...), '\n')
		}
	}
	if len(data) == 0 {
		if s.x.Direction == ToBot {
			return s.put(append(rest, '\n'))
		}
		return s.put(ev)
	}
	text := strings.Join(data, "\n")
	if strings.TrimSpace(text) == "[DONE]" {
		if err := s.flush(""); err != nil {
			return err
		}
		return s.put(ev)
	}
	var out []byte
	var err error
	if looksLikeJSON(text) {
		out, err = s.json([]byte(text))
	} else {
		out, err = s.r.Text(s.ctx, s.x, s.p, []byte(text))
	}
	if err != nil {
		return err
	}
	if string(out) == text && s.x.Direction == ToUser {
		return s.put(ev)
	}
	return s.put(appendSSE(rest, out))
}

func looksLikeJSON(s string) bool {
	s = strings.TrimLeft(s, " \t\r\n")
	return s != "" && strings.IndexByte(`{["`, s[0]) >= 0
}

// appendSSE writes an event whose data is out. Line breaks in it, of whatever kind, begin new data lines.
func appendSSE(dst, out []byte) []byte {
	text := strings.ReplaceAll(strings.ReplaceAll(string(out), "\r\n", "\n"), "\r", "\n")
	for line := range strings.SplitSeq(text, "\n") {
		dst = append(append(append(dst, "data: "...), line...), '\n')
	}
	return append(dst, '\n')
}

// flush ends the texts whose names begin with prefix and sends what they held back.
func (s *streamWriter) flush(prefix string) error {
	s.x.lanes.ends = append(s.x.lanes.ends, prefix)
	if err := s.x.lanes.settle(); err != nil {
		return err
	}
	return s.overdue()
}

// overdue sends the texts that ended without an event of their own, each in a copy of its last event.
func (s *streamWriter) overdue() error {
	due := s.x.lanes.due
	s.x.lanes.due = nil
	for _, raw := range due {
		x := s.x
		x.lanes = &lanes{literal: true}
		out, err := s.r.JSON(s.ctx, x, s.p, raw)
		if err != nil {
			return err
		}
		if s.kind == StreamNDJSON {
			out = append(append([]byte(nil), out...), '\n')
		} else {
			out = appendSSE(nil, out)
		}
		if err := s.put(out); err != nil {
			return err
		}
	}
	return nil
}

func (s *streamWriter) put(b []byte) error {
	_, err := s.w.Write(b)
	return err
}

// lanes are the texts of a stream that come in pieces.
type lanes struct {
	ctx     context.Context
	engine  Engine
	open    map[string]*lane
	order   []string   // names in the order of their first piece
	now     []laneEdit // pieces of the current event
	ends    []string   // prefixes of names that the current event ends
	due     [][]byte   // events to send before the next one
	literal bool       // texts are restored already
}

type lane struct {
	w    io.WriteCloser
	out  bytes.Buffer
	last []byte // the last event of this text, all pieces empty
	at   int    // where in it the piece stands
}

type laneEdit struct {
	name string
	u    *unit
	i    int32
	text string
	old  string
}

// maxLanes bounds the texts that are open at the same time.
const maxLanes = 256

func (l *lanes) write(msg anonymize.Message, name, text string, u *unit, i int32) error {
	ln := l.open[name]
	if ln == nil {
		if len(l.open) >= maxLanes {
			return ErrTooLarge
		}
		ln = &lane{}
		w, err := l.engine.NewRevealWriter(l.ctx, &ln.out, msg)
		if err != nil {
			return err
		}
		ln.w = w
		l.open[name] = ln
		l.order = append(l.order, name)
	}
	if _, err := io.WriteString(ln.w, text); err != nil {
		return err
	}
	l.now = append(l.now, laneEdit{name, u, i, ln.out.String(), text})
	ln.out.Reset()
	return nil
}

// settle ends the texts that the current event ends and puts the pieces of the event in place.
func (l *lanes) settle() error {
	var order []string
	for _, name := range l.order {
		if !hasAnyPrefix(name, l.ends) {
			order = append(order, name)
			continue
		}
		ln := l.open[name]
		delete(l.open, name)
		if err := ln.w.Close(); err != nil {
			return err
		}
		rest := ln.out.String()
		if rest == "" {
			continue
		}
		mine := -1
		for k := range l.now {
			if l.now[k].name == name {
				mine = k
			}
		}
		if mine >= 0 {
			l.now[mine].text += rest
			continue
		}
		ev := append([]byte(nil), ln.last[:ln.at]...)
		ev = appendJSONText(ev, rest, false)
		l.due = append(l.due, append(ev, ln.last[ln.at:]...))
	}
	l.order = order
	var blank []edit
	for _, e := range l.now {
		n := &e.u.doc.nodes[e.i]
		blank = append(blank, edit{n.start + 1, n.end - 1, nil})
	}
	for _, e := range l.now {
		if e.text != e.old {
			e.u.replace(e.i, e.text)
		}
		if ln := l.open[e.name]; ln != nil {
			n := &e.u.doc.nodes[e.i]
			ln.last = applyEdits(e.u.doc.raw, append([]edit(nil), blank...))
			ln.at = n.start + 1
			for _, b := range blank {
				if b.start < n.start {
					ln.at -= b.end - b.start
				}
			}
			ln.last = append([]byte(nil), ln.last...)
		}
	}
	l.now, l.ends = l.now[:0], l.ends[:0]
	return nil
}

func hasAnyPrefix(s string, prefixes []string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}
