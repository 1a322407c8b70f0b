package channel

import (
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/deckname/deckname/anonymize"
)

// shifted returns what an offset or a length becomes after the text that it points into has changed. An offset inside a
// replaced value moves to its beginning, an end inside one to its end.
func shifted(u *unit, l Leaf, act Action, raw string) (string, error) {
	t := l.find(act.text)
	if t == none || u.doc.nodes[t].kind != kindString {
		return raw, nil
	}
	edits := u.shifts[t]
	if len(edits) == 0 {
		return raw, nil
	}
	before, err := u.doc.text(t)
	if err != nil {
		return raw, err
	}
	after, err := u.changed(t)
	if err != nil {
		return raw, err
	}
	n, err := strconv.Atoi(raw)
	if err != nil || n < 0 {
		return raw, ErrMalformed
	}
	if act.op == opOffset {
		return strconv.Itoa(move(before, after, edits, act.unit, n, false)), nil
	}
	start := 0
	if act.off != "" {
		s, ok := l.Lookup(act.off)
		if start, err = strconv.Atoi(s); !ok || err != nil || start < 0 {
			return raw, ErrMalformed
		}
	}
	from := move(before, after, edits, act.unit, start, false)
	return strconv.Itoa(max(0, move(before, after, edits, act.unit, start+n, true)-from)), nil
}

// changed returns the text that replaces string i.
func (u *unit) changed(i int32) (string, error) {
	n := u.doc.nodes[i]
	for _, e := range u.edits {
		if e.start == n.start && e.end == n.end {
			if _, ok := u.doc.codec.(jsonCodec); !ok {
				return "", ErrConfig
			}
			return unquote(e.text, true), nil
		}
	}
	return u.doc.text(i)
}

func move(before, after string, edits []anonymize.Edit, unit Unit, n int, end bool) int {
	at := byteOffset(before, unit, n)
	delta := 0
	for _, e := range edits {
		switch {
		case at >= e.In.End:
			delta = e.Out.End - e.In.End
			continue
		case at > e.In.Start && end:
			return count(after[:e.Out.End], unit)
		case at > e.In.Start:
			return count(after[:e.Out.Start], unit)
		}
		break
	}
	return count(after[:min(len(after), at+delta)], unit)
}

func byteOffset(s string, unit Unit, n int) int {
	if unit == Bytes {
		return min(n, len(s))
	}
	for i, r := range s {
		if n <= 0 {
			return i
		}
		n--
		if unit == UTF16 && utf16.RuneLen(r) == 2 {
			n--
		}
	}
	return len(s)
}

func count(s string, unit Unit) int {
	switch unit {
	case Bytes:
		return len(s)
	case Runes:
		return utf8.RuneCountInString(s)
	}
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}
