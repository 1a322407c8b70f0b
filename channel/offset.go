package channel

import (
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/deckname/deckname/anonymize"
)

// shift is what happened to a text into which offsets point.
type shift struct {
	edits []anonymize.Edit
	text  string // that replaces it
}

// shifted returns what an offset or a length becomes after the text that it points into has changed. An offset inside a
// replaced value moves to its beginning, an end inside one to its end. In forms the numbers may stand in a JSON text of
// their own, beside the field with the text.
func shifted(u *unit, l Leaf, act Action, raw string) (string, error) {
	at, t := l.locate(act.text)
	if t == none || at.doc.nodes[t].kind != kindString {
		return raw, nil
	}
	for u != nil && u.doc != at.doc {
		u = u.parent
	}
	if u == nil || len(u.shifts[t].edits) == 0 {
		return raw, nil
	}
	edits, after := u.shifts[t].edits, u.shifts[t].text
	before, err := u.doc.text(t)
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
