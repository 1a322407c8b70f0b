package channel

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Limits of one body.
const (
	MaxBodyBytes = 8 << 20 // of one body, after decompression, unless Config.MaxBodyBytes says otherwise
	MaxDepth     = 64      // of nested arrays and objects, and of JSON in strings
	MaxNodes     = 200_000 // values in one body
)

type nodeKind uint8

const (
	kindObject nodeKind = iota
	kindArray
	kindString
	kindNumber
	kindLiteral // true, false, null
)

// node is one value of a document. Spans are byte offsets into the raw body; those of strings include the quotes.
type node struct {
	kind             nodeKind
	start, end       int
	keyStart, keyEnd int    // 0, 0 outside objects
	key              string // decoded
	parent           int32  // -1 for the root
	index            int32  // position among its parent's children
	child, next      int32  // first child and next sibling, -1 for none
	flags            uint8
}

const (
	flagEscapes   uint8 = 1 << iota // the string holds a backslash
	flagSurrogate                   // the string holds an escape that is half of a surrogate pair
	flagKeySurrogate
)

// document is a parsed body. Everything that is not changed is copied from raw.
type document struct {
	raw     []byte
	nodes   []node
	codec   codec
	up      *document // that holds this one in its string at
	at      int32
	payload bool                       // see Payload
	index   map[int32]map[string]int32 // of the members of large objects
}

// codec reads and writes the strings of a document in their place.
type codec interface {
	decode(raw []byte, n *node) (string, error)
	encode(dst []byte, s string) []byte
	encodeKey(dst []byte, s string) []byte
}

// jsonCodec writes JSON strings with the fewest escapes (RFC 8259), or with ASCII only.
type jsonCodec struct{ ascii bool }

func (c jsonCodec) encode(dst []byte, s string) []byte    { return appendJSONString(dst, s, c.ascii) }
func (c jsonCodec) encodeKey(dst []byte, s string) []byte { return appendJSONString(dst, s, c.ascii) }

func (c jsonCodec) decode(raw []byte, n *node) (string, error) {
	if n.flags&flagSurrogate != 0 {
		return "", ErrMalformed
	}
	return unquote(raw[n.start:n.end], n.flags&flagEscapes != 0), nil
}

type jsonParser struct {
	raw   []byte
	pos   int
	nodes []node
}

// parseJSON reads exactly one JSON value (RFC 8259) with white space around it. It refuses what readers understand
// differently: a byte order mark, a second value, invalid UTF-8, and keys of one object that differ only in case.
func parseJSON(raw []byte, ascii bool) (*document, error) {
	p := &jsonParser{raw: raw, nodes: make([]node, 0, 16+len(raw)/24)}
	p.space()
	if _, err := p.value(-1, 0); err != nil {
		return nil, err
	}
	p.space()
	if p.pos != len(raw) {
		return nil, ErrMalformed
	}
	return &document{raw: raw, nodes: p.nodes, codec: jsonCodec{ascii}}, nil
}

func (p *jsonParser) space() {
	for p.pos < len(p.raw) {
		switch p.raw[p.pos] {
		case ' ', '\t', '\n', '\r':
			p.pos++
		default:
			return
		}
	}
}

func (p *jsonParser) add(n node) (int32, error) {
	if len(p.nodes) >= MaxNodes {
		return 0, ErrTooLarge
	}
	n.child, n.next = -1, -1
	p.nodes = append(p.nodes, n)
	return int32(len(p.nodes) - 1), nil
}

func (p *jsonParser) value(parent int32, depth int) (int32, error) {
	if depth > MaxDepth {
		return 0, ErrTooLarge
	}
	if p.pos >= len(p.raw) {
		return 0, ErrMalformed
	}
	start := p.pos
	switch c := p.raw[p.pos]; {
	case c == '{':
		return p.object(parent, depth)
	case c == '[':
		return p.array(parent, depth)
	case c == '"':
		flags, err := p.str()
		if err != nil {
			return 0, err
		}
		return p.add(node{kind: kindString, start: start, end: p.pos, parent: parent, flags: flags})
	case c == '-' || c >= '0' && c <= '9':
		if !p.number() {
			return 0, ErrMalformed
		}
		return p.add(node{kind: kindNumber, start: start, end: p.pos, parent: parent})
	}
	for _, lit := range [...]string{"true", "false", "null"} {
		if strings.HasPrefix(string(p.raw[p.pos:min(len(p.raw), p.pos+len(lit))]), lit) {
			p.pos += len(lit)
			return p.add(node{kind: kindLiteral, start: start, end: p.pos, parent: parent})
		}
	}
	return 0, ErrMalformed
}

func (p *jsonParser) object(parent int32, depth int) (int32, error) {
	self, err := p.add(node{kind: kindObject, start: p.pos, parent: parent})
	if err != nil {
		return 0, err
	}
	p.pos++
	var seen map[string]struct{}
	prev := int32(-1)
	for i := int32(0); ; i++ {
		p.space()
		if i == 0 && p.peek() == '}' {
			break
		}
		keyStart := p.pos
		if p.peek() != '"' {
			return 0, ErrMalformed
		}
		flags, err := p.str()
		if err != nil {
			return 0, err
		}
		keyEnd := p.pos
		key := unquote(p.raw[keyStart:keyEnd], flags&flagEscapes != 0)
		p.space()
		if p.peek() != ':' {
			return 0, ErrMalformed
		}
		p.pos++
		p.space()
		v, err := p.value(self, depth+1)
		if err != nil {
			return 0, err
		}
		n := &p.nodes[v]
		n.keyStart, n.keyEnd, n.key, n.index = keyStart, keyEnd, key, i
		if flags&flagSurrogate != 0 {
			n.flags |= flagKeySurrogate
		}
		// Duplicate keys: some readers take the first, some the last, some ignore case. All would see another message.
		if i < 16 {
			for c := p.nodes[self].child; c >= 0; c = p.nodes[c].next {
				if strings.EqualFold(p.nodes[c].key, key) {
					return 0, ErrMalformed
				}
			}
		} else {
			if seen == nil {
				seen = make(map[string]struct{}, 64)
				for c := p.nodes[self].child; c >= 0; c = p.nodes[c].next {
					seen[foldKey(p.nodes[c].key)] = struct{}{}
				}
			}
			folded := foldKey(key)
			if _, dup := seen[folded]; dup {
				return 0, ErrMalformed
			}
			seen[folded] = struct{}{}
		}
		p.link(self, prev, v)
		prev = v
		p.space()
		if p.peek() != ',' {
			break
		}
		p.pos++
	}
	if p.peek() != '}' {
		return 0, ErrMalformed
	}
	p.pos++
	p.nodes[self].end = p.pos
	return self, nil
}

func (p *jsonParser) array(parent int32, depth int) (int32, error) {
	self, err := p.add(node{kind: kindArray, start: p.pos, parent: parent})
	if err != nil {
		return 0, err
	}
	p.pos++
	prev := int32(-1)
	for i := int32(0); ; i++ {
		p.space()
		if i == 0 && p.peek() == ']' {
			break
		}
		v, err := p.value(self, depth+1)
		if err != nil {
			return 0, err
		}
		p.nodes[v].index = i
		p.link(self, prev, v)
		prev = v
		p.space()
		if p.peek() != ',' {
			break
		}
		p.pos++
	}
	if p.peek() != ']' {
		return 0, ErrMalformed
	}
	p.pos++
	p.nodes[self].end = p.pos
	return self, nil
}

func (p *jsonParser) link(parent, prev, n int32) {
	if prev < 0 {
		p.nodes[parent].child = n
	} else {
		p.nodes[prev].next = n
	}
}

func (p *jsonParser) peek() byte {
	if p.pos < len(p.raw) {
		return p.raw[p.pos]
	}
	return 0
}

// str moves behind the string that begins at pos.
func (p *jsonParser) str() (flags uint8, err error) {
	raw := p.raw
	for i := p.pos + 1; i < len(raw); {
		switch c := raw[i]; {
		case c == '"':
			p.pos = i + 1
			return flags, nil
		case c < 0x20:
			return 0, ErrMalformed
		case c == '\\':
			flags |= flagEscapes
			if i+1 >= len(raw) {
				return 0, ErrMalformed
			}
			if raw[i+1] != 'u' {
				if strings.IndexByte(`"\/bfnrt`, raw[i+1]) < 0 {
					return 0, ErrMalformed
				}
				i += 2
				continue
			}
			u, ok := hex4(raw, i+2)
			if !ok {
				return 0, ErrMalformed
			}
			i += 6
			if !utf16.IsSurrogate(u) {
				continue
			}
			low, ok := lowSurrogate(raw, i)
			if u >= 0xDC00 || !ok || low < 0xDC00 || low > 0xDFFF {
				flags |= flagSurrogate
				continue
			}
			i += 6
		case c < utf8.RuneSelf:
			i++
		default:
			r, size := utf8.DecodeRune(raw[i:])
			if r == utf8.RuneError && size == 1 {
				return 0, ErrMalformed
			}
			i += size
		}
	}
	return 0, ErrMalformed
}

func lowSurrogate(raw []byte, i int) (rune, bool) {
	if i+6 > len(raw) || raw[i] != '\\' || raw[i+1] != 'u' {
		return 0, false
	}
	return hex4(raw, i+2)
}

func hex4(raw []byte, i int) (rune, bool) {
	if i+4 > len(raw) {
		return 0, false
	}
	var r rune
	for _, c := range raw[i : i+4] {
		switch {
		case c >= '0' && c <= '9':
			c -= '0'
		case c >= 'a' && c <= 'f':
			c -= 'a' - 10
		case c >= 'A' && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	return r, true
}

func (p *jsonParser) number() bool {
	digits := func() bool {
		from := p.pos
		for p.peek() >= '0' && p.peek() <= '9' {
			p.pos++
		}
		return p.pos > from
	}
	if p.peek() == '-' {
		p.pos++
	}
	if p.peek() == '0' {
		p.pos++
	} else if !digits() {
		return false
	}
	if p.peek() == '.' {
		p.pos++
		if !digits() {
			return false
		}
	}
	if c := p.peek(); c == 'e' || c == 'E' {
		p.pos++
		if c := p.peek(); c == '+' || c == '-' {
			p.pos++
		}
		return digits()
	}
	return true
}

// unquote decodes a string that str accepted. Half surrogates become U+FFFD; callers that need the text look at the flag.
func unquote(quoted []byte, escapes bool) string {
	in := quoted[1 : len(quoted)-1]
	if !escapes {
		return string(in)
	}
	out := make([]byte, 0, len(in))
	for i := 0; i < len(in); {
		if in[i] != '\\' {
			out = append(out, in[i])
			i++
			continue
		}
		switch c := in[i+1]; c {
		case 'u':
			u, _ := hex4(in, i+2)
			i += 6
			if utf16.IsSurrogate(u) {
				if low, ok := lowSurrogate(in, i); ok {
					if r := utf16.DecodeRune(u, low); r != utf8.RuneError {
						out = utf8.AppendRune(out, r)
						i += 6
						continue
					}
				}
				u = utf8.RuneError
			}
			out = utf8.AppendRune(out, u)
		default:
			out = append(out, "\"\\/\b\f\n\r\t"[strings.IndexByte(`"\/bfnrt`, c)])
			i += 2
		}
	}
	return string(out)
}

const hexDigits = "0123456789abcdef"

func appendJSONString(dst []byte, s string, ascii bool) []byte {
	return append(appendJSONText(append(dst, '"'), s, ascii), '"')
}

// appendJSONText writes s as the inside of a JSON string. Besides what RFC 8259 demands it escapes U+2028 and U+2029,
// which end a line in JavaScript.
func appendJSONText(dst []byte, s string, ascii bool) []byte {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			switch {
			case c == '"' || c == '\\':
				dst = append(dst, '\\', c)
			case c == '\n':
				dst = append(dst, '\\', 'n')
			case c == '\r':
				dst = append(dst, '\\', 'r')
			case c == '\t':
				dst = append(dst, '\\', 't')
			case c < 0x20 || c == 0x7f && ascii:
				dst = append(dst, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
			default:
				dst = append(dst, c)
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '\u2028' || r == '\u2029' || ascii && r < 0x10000:
			dst = appendUnicodeEscape(dst, r)
		case ascii:
			hi, lo := utf16.EncodeRune(r)
			dst = appendUnicodeEscape(appendUnicodeEscape(dst, hi), lo)
		default:
			dst = append(dst, s[i:i+size]...)
		}
		i += size
	}
	return dst
}

func appendUnicodeEscape(dst []byte, r rune) []byte {
	return append(dst, '\\', 'u', hexDigits[r>>12&15], hexDigits[r>>8&15], hexDigits[r>>4&15], hexDigits[r&15])
}

// asciiJSON escapes everything in a JSON text that is not ASCII. Outside of strings valid JSON is ASCII.
func asciiJSON(raw []byte) []byte {
	for i := range raw {
		if raw[i] >= utf8.RuneSelf {
			out := append(make([]byte, 0, len(raw)*2), raw[:i]...)
			for _, r := range string(raw[i:]) {
				switch {
				case r < utf8.RuneSelf:
					out = append(out, byte(r))
				case r < 0x10000:
					out = appendUnicodeEscape(out, r)
				default:
					hi, lo := utf16.EncodeRune(r)
					out = appendUnicodeEscape(appendUnicodeEscape(out, hi), lo)
				}
			}
			return out
		}
	}
	return raw
}
