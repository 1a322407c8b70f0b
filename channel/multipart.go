package channel

import (
	"bufio"
	"bytes"
	"context"
	"mime"
	"net/textproto"
	"strings"
	"unicode/utf8"
)

// maxParts bounds the parts of one multipart body.
const maxParts = 256

// part is one part of a multipart body; offsets into the body.
type part struct {
	start, body, end int // of the delimiter line, of the content, behind the content (before its CR LF)
	name, file       string
	fileAt           int // where the quoted file name begins, 0 if there is none
	media            string
}

// multipart rewrites a multipart/form-data body. The paths of its policy are field names. A part with a file name or a
// type that is not text must be Keep, Drop or Nested in the policy, else the body is refused. On the way to the bot file
// names are replaced by "file" and their ending, for people name files after themselves.
func (r *Rewriter) multipart(ctx context.Context, x Exchange, p *Policy, body []byte, boundary string) ([]byte, error) {
	return r.observed(ctx, x, len(body), func(ctx context.Context, s *session) ([]byte, error) {
		parts, end, err := splitParts(body, boundary)
		if err != nil {
			return nil, err
		}
		d := &document{raw: body, codec: textCodec{}}
		d.nodes = append(d.nodes, node{kind: kindObject, end: len(body), parent: none, child: none, next: none})
		u := &unit{doc: d}
		s.units = append(s.units, u)
		prev := none
		var todo []Action
		for i, pt := range parts {
			if !fieldName(pt.name) {
				return nil, ErrBlocked
			}
			act := p.action(p.step(p.root(), foldKey(pt.name), false))
			if act.op == opDrop {
				next := end
				if i+1 < len(parts) {
					next = parts[i+1].start
				}
				u.edits = append(u.edits, edit{pt.start, next, nil})
				continue
			}
			if pt.fileAt > 0 && x.Direction == ToBot {
				u.edits = append(u.edits, edit{pt.fileAt, pt.fileAt + len(pt.file), []byte("file" + ending(pt.file))})
			}
			binary := pt.file != "" || pt.media != "" && !strings.HasPrefix(pt.media, "text/plain")
			if binary && act.op == opKeep {
				continue
			}
			if binary && act.op != opNested || !utf8.Valid(body[pt.body:pt.end]) {
				return nil, ErrBlocked
			}
			d.nodes = append(d.nodes, node{kind: kindString, start: pt.body, end: pt.end, key: pt.name, child: none, next: none})
			self := int32(len(d.nodes) - 1)
			if prev == none {
				d.nodes[0].child = self
			} else {
				d.nodes[prev].next = self
			}
			prev = self
			todo = append(todo, act)
		}
		for i, act := range todo { // when all parts are known, for they look at each other
			remove, err := s.walkAction(ctx, u, p, int32(i+1), nil, act, 0)
			if err != nil {
				return nil, err
			}
			if remove { // by a Choose: too late for a part
				return nil, ErrBlocked
			}
		}
		out, err := s.finish(ctx, u)
		if err == nil && len(u.edits) > 0 {
			if n, _, serr := splitParts(out, boundary); serr != nil || len(n) > len(parts) {
				return nil, ErrMalformed // a restored value holds the boundary
			}
		}
		return out, err
	})
}

func fieldName(s string) bool {
	if s == "" || len(s) > 64 {
		return false
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("_-.[]", c) >= 0) {
			return false
		}
	}
	return true
}

// ending returns the dot and up to five letters and digits at the end of a file name.
func ending(name string) string {
	i := strings.LastIndexByte(name, '.')
	if i < 0 || len(name)-i > 6 || !fieldName(name[i:]) {
		return ""
	}
	return name[i:]
}

// splitParts cuts a body as RFC 2046, section 5.1 says. It returns where the closing delimiter begins, too. Preambles,
// epilogues and headers that a form does not have are refused.
func splitParts(body []byte, boundary string) (parts []part, end int, err error) {
	if boundary == "" || len(boundary) > 70 {
		return nil, 0, ErrMalformed
	}
	delim := []byte("--" + boundary)
	if !bytes.HasPrefix(body, delim) {
		return nil, 0, ErrMalformed
	}
	for at := 0; ; {
		rest := body[at+len(delim):]
		if bytes.HasPrefix(rest, []byte("--")) {
			if len(bytes.TrimSpace(rest[2:])) > 0 {
				return nil, 0, ErrMalformed
			}
			return parts, at, nil
		}
		if len(parts) == maxParts {
			return nil, 0, ErrTooLarge
		}
		if !bytes.HasPrefix(rest, []byte("\r\n")) {
			return nil, 0, ErrMalformed
		}
		head := at + len(delim) + 2
		n := bytes.Index(body[head:], []byte("\r\n\r\n"))
		if n < 0 {
			return nil, 0, ErrMalformed
		}
		pt := part{start: at, body: head + n + 4}
		if bytes.HasPrefix(body[pt.body:], delim) { // some readers take it for the next delimiter
			return nil, 0, ErrMalformed
		}
		next := bytes.Index(body[pt.body:], append([]byte("\r\n"), delim...))
		if next < 0 {
			return nil, 0, ErrMalformed
		}
		pt.end = pt.body + next
		if err := pt.header(body[head:pt.body], head); err != nil {
			return nil, 0, err
		}
		parts = append(parts, pt)
		at = pt.end + 2
	}
}

func (pt *part) header(raw []byte, offset int) error {
	h, err := textproto.NewReader(bufio.NewReader(bytes.NewReader(raw))).ReadMIMEHeader()
	if err != nil {
		return ErrMalformed
	}
	for k, v := range h {
		switch k {
		case "Content-Disposition", "Content-Type", "Content-Length":
		case "Content-Transfer-Encoding":
			if e := strings.ToLower(v[0]); e != "binary" && e != "8bit" && e != "7bit" {
				return ErrUnsupported
			}
		default:
			return ErrUnsupported
		}
		if len(v) != 1 {
			return ErrMalformed
		}
	}
	kind, params, err := mime.ParseMediaType(h.Get("Content-Disposition"))
	if err != nil || kind != "form-data" {
		return ErrMalformed
	}
	for k := range params {
		if k != "name" && k != "filename" {
			return ErrUnsupported // it would pass unseen
		}
	}
	pt.name = params["name"]
	if ct := h.Get("Content-Type"); ct != "" {
		var p map[string]string
		if pt.media, p, err = mime.ParseMediaType(ct); err != nil {
			return ErrMalformed
		}
		delete(p, "boundary")
		if _, ok := p["charset"]; len(p) > 1 || len(p) == 1 && !ok {
			return ErrUnsupported // name="…" is a file name too
		}
		if c := strings.ToLower(p["charset"]); c != "" && c != "utf-8" {
			return ErrUnsupported
		}
	}
	if _, has := params["filename"]; !has {
		return nil
	}
	lower := bytes.ToLower(raw)
	i := bytes.Index(lower, []byte(`filename="`))
	if i < 0 || bytes.Contains(lower, []byte("filename*")) {
		return ErrUnsupported // a second, encoded spelling of the name would pass unseen
	}
	i += len(`filename="`)
	n := i
	for n < len(raw) && raw[n] != '"' {
		if raw[n] == '\\' {
			n++
		}
		n++
	}
	if n >= len(raw) {
		return ErrMalformed
	}
	pt.file, pt.fileAt = string(raw[i:n]), offset+i
	return nil
}
