package channel

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"mime"
	"net/http"
	"strings"
	"sync"

	"github.com/deckname/deckname/anonymize"
)

// Body rewrites a body according to its headers (Content-Type; bodies must be decompressed). A type that cannot be
// searched is ErrUnsupported.
func (r *Rewriter) Body(ctx context.Context, x Exchange, p *Policy, h http.Header, body []byte) ([]byte, error) {
	if len(body) == 0 {
		return nil, nil
	}
	media, params, err := mediaType(h)
	if err != nil {
		return nil, err
	}
	switch {
	case media == "application/json" || media == "text/json" || strings.HasSuffix(media, "+json"):
		return r.JSON(ctx, x, p, body)
	case media == "application/x-www-form-urlencoded":
		return r.Form(ctx, x, p, body)
	case media == "multipart/form-data":
		return r.multipart(ctx, x, p, body, params["boundary"])
	case streamKind(StreamAuto, media) != StreamAuto:
		var out bytes.Buffer
		w := r.Stream(ctx, x, p, streamKind(StreamAuto, media), &out)
		if _, err := w.Write(body); err != nil {
			return nil, err
		}
		if err := w.Close(); err != nil {
			return nil, err
		}
		return out.Bytes(), nil
	case media == "text/html" || media == "text/xml" || media == "application/xml" || strings.HasSuffix(media, "+xml"):
		act := p.action(p.root())
		if act.escape == nil {
			act = act.As(EscapeHTML)
		}
		p = &Policy{rules: []Rule{{Action: act}}, trie: []trieNode{{star: none, index: none, deep: none, keys: none}}}
		return r.Text(ctx, x, p, body)
	case strings.HasPrefix(media, "text/"):
		return r.Text(ctx, x, p, body)
	}
	return nil, ErrUnsupported
}

func mediaType(h http.Header) (string, map[string]string, error) {
	if len(h.Values("Content-Type")) != 1 {
		return "", nil, ErrUnsupported
	}
	media, params, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil {
		return "", nil, ErrUnsupported
	}
	if c := strings.ToLower(params["charset"]); c != "" && c != "utf-8" && c != "utf8" && c != "us-ascii" {
		return "", nil, ErrUnsupported
	}
	return media, params, nil
}

func isText(h http.Header) bool {
	media, _, err := mediaType(h)
	return err == nil && (strings.HasPrefix(media, "text/") || strings.Contains(media, "json") ||
		strings.Contains(media, "xml") || strings.HasPrefix(media, "multipart/") || media == "application/x-www-form-urlencoded")
}

// readAll reads at most limit bytes; more is ErrTooLarge.
func readAll(r io.Reader, limit int64) ([]byte, error) {
	if r == nil {
		return nil, nil
	}
	b, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, ErrUpstream
	}
	if int64(len(b)) > limit {
		return nil, ErrTooLarge
	}
	return b, nil
}

// decompress undoes Content-Encoding. Unknown encodings are ErrUnsupported, for a bot might understand them.
func decompress(h http.Header, raw []byte, limit int64) ([]byte, error) {
	switch enc := strings.ToLower(strings.TrimSpace(strings.Join(h.Values("Content-Encoding"), ","))); enc {
	case "", "identity":
		return raw, nil
	case "gzip", "x-gzip":
		z, err := gzip.NewReader(bytes.NewReader(raw))
		if err != nil {
			return nil, ErrMalformed
		}
		b, err := readAll(z, limit)
		if err == ErrUpstream {
			err = ErrMalformed
		}
		return b, err
	}
	return nil, ErrUnsupported
}

// rootScope returns the scope of a request as a whole, for its path, its query and its response: what Conversation says
// of the root of the body. The body is parsed when the scope is first asked for.
func (r *Rewriter) rootScope(x Exchange, h http.Header, body []byte) func() (string, error) {
	return sync.OnceValues(func() (string, error) {
		var root Leaf
		if media, _, err := mediaType(h); err == nil && len(body) > 0 {
			var d *document
			if media == "application/x-www-form-urlencoded" {
				d, err = parseForm(body)
			} else {
				d, err = parseJSON(body, false)
			}
			if err == nil {
				root = Leaf{d, 0}
			}
		}
		s := &session{r: r, x: x}
		return s.scope(root)
	})
}

var _ Engine = (*anonymize.Anonymizer)(nil)
