package channel

import (
	"strconv"
	"strings"
)

// Leaf is a value in a body, as it came, with its surroundings. The zero Leaf is a request without a body.
type Leaf struct {
	doc *document
	i   int32
}

// IsZero reports whether there is no value.
func (l Leaf) IsZero() bool { return l.doc == nil }

// Value returns the text of a string, and numbers and literals as they stand there; of containers "".
func (l Leaf) Value() string {
	if l.doc == nil {
		return ""
	}
	s, _ := l.doc.text(l.i)
	return s
}

// Path returns where the value is, for example "entry[0].messaging[1].text", with the path of the string before it if the
// value is in a JSON text or form inside a string. It may hold keys that users chose.
func (l Leaf) Path() string {
	if l.doc == nil {
		return ""
	}
	var parts []string
	for i := l.i; l.doc.nodes[i].parent >= 0; i = l.doc.nodes[i].parent {
		n := &l.doc.nodes[i]
		if l.doc.nodes[n.parent].kind == kindArray {
			parts = append(parts, "["+strconv.Itoa(int(n.index))+"]")
		} else {
			parts = append(parts, "."+n.key)
		}
	}
	var b strings.Builder
	for i := len(parts) - 1; i >= 0; i-- {
		b.WriteString(parts[i])
	}
	own := strings.TrimPrefix(b.String(), ".")
	if l.doc.up != nil {
		if own != "" && own[0] != '[' {
			own = "." + own
		}
		return Leaf{l.doc.up, l.doc.at}.Path() + own
	}
	return own
}

// Sibling returns the value with the given key in the same object.
func (l Leaf) Sibling(key string) (string, bool) {
	if l.doc == nil {
		return "", false
	}
	p := l.doc.nodes[l.i].parent
	if p < 0 || l.doc.nodes[p].kind != kindObject {
		return "", false
	}
	return l.doc.value(l.doc.member(p, foldKey(key)))
}

// Lookup returns the value at a path from the root. Each "[]" takes the index that this leaf has at the same place, if
// the paths agree so far, else 0. In a JSON text or form inside a string the path begins at the root of that text, or at the
// root around it, as in Path; what is not found there is looked for around the string.
func (l Leaf) Lookup(path string) (string, bool) {
	at, i := l.locate(path)
	if i == none {
		return "", false
	}
	return at.doc.value(i)
}

// locate finds a path in the leaf's document or in one around it.
func (l Leaf) locate(path string) (in Leaf, i int32) {
	for ; l.doc != nil; l = (Leaf{l.doc.up, l.doc.at}) {
		if i := l.find(path); i != none {
			return l, i
		}
		if l.doc.up == nil {
			break
		}
		if rest, ok := strings.CutPrefix(path, Leaf{l.doc.up, l.doc.at}.Pattern()); ok && rest != "" {
			if i := l.find(strings.TrimPrefix(rest, ".")); i != none {
				return l, i
			}
		}
	}
	return Leaf{}, none
}

// Pattern is Path without the indexes, as policies write paths: "media[].caption" of "media[3].caption".
func (l Leaf) Pattern() string {
	path := l.Path()
	if strings.IndexByte(path, '[') < 0 {
		return path
	}
	var b strings.Builder
	for i := 0; i < len(path); i++ {
		b.WriteByte(path[i])
		if path[i] == '[' {
			for i+1 < len(path) && path[i+1] >= '0' && path[i+1] <= '9' {
				i++
			}
		}
	}
	return b.String()
}

func (l Leaf) find(path string) int32 {
	steps, _, err := splitPath(path)
	if err != nil {
		return none
	}
	var own []int32 // nodes from the root to the leaf, root excluded
	for i := l.i; l.doc.nodes[i].parent >= 0; i = l.doc.nodes[i].parent {
		own = append(own, i)
	}
	at, same := int32(0), true
	for d, s := range steps {
		mine := none
		if same && d < len(own) {
			mine = own[len(own)-1-d]
		}
		switch {
		case s.index && mine != none && l.doc.nodes[at].kind == kindArray:
			at = mine
			continue
		case s.index:
			if l.doc.nodes[at].kind != kindArray {
				return none
			}
			at = l.doc.nodes[at].child
		default:
			if l.doc.nodes[at].kind != kindObject {
				return none
			}
			at = l.doc.member(at, s.key)
		}
		if at == none {
			return none
		}
		same = same && at == mine
	}
	return at
}

// indexFrom is the number of members from which on an object gets an index, so that many look-ups stay cheap.
const indexFrom = 32

func (d *document) member(object int32, folded string) int32 {
	if m, ok := d.index[object]; ok {
		if c, ok := m[folded]; ok {
			return c
		}
		return none
	}
	n := 0
	for c := d.nodes[object].child; c >= 0; c = d.nodes[c].next {
		if foldKey(d.nodes[c].key) == folded {
			return c
		}
		if n++; n == indexFrom {
			d.makeIndex(object)
			return d.member(object, folded)
		}
	}
	return none
}

func (d *document) makeIndex(object int32) {
	m := make(map[string]int32)
	for c := d.nodes[object].child; c >= 0; c = d.nodes[c].next {
		if k := foldKey(d.nodes[c].key); m[k] == 0 {
			m[k] = c
		}
	}
	if d.index == nil {
		d.index = make(map[int32]map[string]int32)
	}
	d.index[object] = m
}

func (d *document) value(i int32) (string, bool) {
	if i == none {
		return "", false
	}
	s, err := d.text(i)
	return s, err == nil
}

// text returns the decoded text of a string and the raw text of numbers and literals.
func (d *document) text(i int32) (string, error) {
	n := &d.nodes[i]
	switch n.kind {
	case kindString:
		return d.codec.decode(d.raw, n)
	case kindNumber, kindLiteral:
		return string(d.raw[n.start:n.end]), nil
	}
	return "", nil
}
