package channel

import (
	"net/url"
	"unicode/utf8"
)

// formCodec writes the fields of an urlencoded form.
type formCodec struct{}

func (formCodec) decode(raw []byte, n *node) (string, error) {
	return formText(string(raw[n.start:n.end]))
}
func (formCodec) encode(dst []byte, s string) []byte    { return append(dst, url.QueryEscape(s)...) }
func (formCodec) encodeKey(dst []byte, s string) []byte { return append(dst, url.QueryEscape(s)...) }

func formText(s string) (string, error) {
	t, err := url.QueryUnescape(s)
	if err != nil || !utf8.ValidString(t) {
		return "", ErrMalformed
	}
	return t, nil
}

// parseForm reads fields as the WHATWG URL standard does, but refuses broken escapes, invalid UTF-8 and ';', which some
// receivers take for a separator. Fields without '=' are fields with an empty value.
func parseForm(raw []byte) (*document, error) {
	d := &document{raw: raw, codec: formCodec{}}
	d.nodes = append(d.nodes, node{kind: kindObject, end: len(raw), parent: none, child: none, next: none})
	prev := none
	for start, index := 0, int32(0); start < len(raw); index++ {
		end := start
		eq := -1
		for end < len(raw) && raw[end] != '&' {
			switch c := raw[end]; {
			case c == '=' && eq < 0:
				eq = end
			case c == ';' || c < 0x20:
				return nil, ErrMalformed
			}
			end++
		}
		if end > start {
			if len(d.nodes) >= MaxNodes {
				return nil, ErrTooLarge
			}
			n := node{kind: kindString, keyStart: start, keyEnd: eq, start: eq + 1, end: end, index: index, child: none, next: none}
			if eq < 0 {
				n.keyEnd, n.start = end, end
			}
			key, err := formText(string(raw[start:n.keyEnd]))
			if err != nil {
				return nil, err
			}
			if _, err := formText(string(raw[n.start:n.end])); err != nil {
				return nil, err
			}
			n.key = key
			d.nodes = append(d.nodes, n)
			self := int32(len(d.nodes) - 1)
			if prev == none {
				d.nodes[0].child = self
			} else {
				d.nodes[prev].next = self
			}
			prev = self
		}
		start = end + 1
	}
	return d, nil
}

// textCodec is for a body that is one text.
type textCodec struct{}

func (textCodec) decode(raw []byte, n *node) (string, error) { return string(raw[n.start:n.end]), nil }
func (textCodec) encode(dst []byte, s string) []byte         { return append(dst, s...) }
func (textCodec) encodeKey(dst []byte, s string) []byte      { return append(dst, s...) }

func parseText(raw []byte) (*document, error) {
	if !utf8.Valid(raw) {
		return nil, ErrMalformed
	}
	root := node{kind: kindString, end: len(raw), parent: none, child: none, next: none}
	return &document{raw: raw, nodes: []node{root}, codec: textCodec{}}, nil
}
