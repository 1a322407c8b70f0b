package anonymize

import (
	"context"
	"slices"
	"strings"
	"unsafe"
)

// A mail program breaks an IBAN over two lines and puts "> " before the second. To recognizers a line end is a border, and
// must be: a form has one number a line. So a text in which numbers meet over a line end is read a second time with these line
// ends as blanks; of what is found then counts what spans one of them and either passed a check or is more than the first reading found there.

// rejoin adds to w.ents what is found across line ends.
func (a *Anonymizer) rejoin(ctx context.Context, m *Message, doc *Document, w *work) error {
	if doc.features&HasDigit == 0 {
		return nil
	}
	w.breaks = w.breaks[:0]
	w.joined = joinLines(w.joined[:0], m.Text, &w.breaks)
	if len(w.breaks) == 0 {
		return nil
	}
	defer clear(w.joined)
	again := a.docs.Get().(*Document)
	defer again.release(a.docs)
	if err := again.reset(unsafe.String(unsafe.SliceData(w.joined), len(w.joined)), m.Prompt); err != nil {
		return err
	}
	again.trace = w.trace
	first := len(w.ents)
	if err := a.recognize(ctx, again, w); err != nil {
		return err
	}
	n := first
	slices.SortFunc(w.ents[:first], byStart)
	for _, e := range w.ents[first:] {
		if spansBreak(w.breaks, e.Span) && (e.Evidence&EvidenceChecksum != 0 || exceeds(e, w.ents[:first])) {
			w.ents[n] = e
			n++
		}
	}
	w.ents = w.ents[:n]
	return nil
}

// joinLines appends text to dst, with line ends between two numbers, and the quotation marks of mails behind them, replaced by as many blanks,
// and the places of these line ends to breaks. dst stays empty if there are none.
func joinLines(dst []byte, text string, breaks *[]int) []byte {
	for i := 0; i < len(text); i++ {
		n := strings.IndexByte(text[i:], '\n')
		if n < 0 {
			break
		}
		i += n
		from, to := i, i+1
		for from > 0 && (text[from-1] == ' ' || text[from-1] == '\r' || text[from-1] == '\t') {
			from--
		}
		for to < len(text) && (text[to] == ' ' || text[to] == '>' || text[to] == '\t') {
			to++
		}
		if from > 0 && text[from-1] != '\n' && endsNumber(text[:from]) && to < len(text) && text[to] >= '0' && text[to] <= '9' {
			if len(*breaks) == 0 {
				dst = append(dst, text...)
			}
			*breaks = append(*breaks, i)
			for k := from; k < to; k++ {
				dst[k] = ' '
			}
		}
		i = to - 1
	}
	return dst
}

// endsNumber tells whether text ends in a digit, perhaps with a sign behind it that goes on.
func endsNumber(text string) bool {
	i := len(text) - 1
	switch text[i] {
	case '-', '/', '.', ',', ')', '(':
		i--
	}
	return i >= 0 && text[i] >= '0' && text[i] <= '9'
}

// spansBreak tells whether one of the sorted places lies inside s.
func spansBreak(breaks []int, s Span) bool {
	i, _ := slices.BinarySearch(breaks, s.Start)
	return i < len(breaks) && breaks[i] < s.End
}

// exceeds tells whether e is new: nothing of the first reading overlaps it, or only a part of an address.
func exceeds(e Entity, first []Entity) bool {
	i, _ := slices.BinarySearchFunc(first, e.Start, func(f Entity, start int) int { return f.End - start })
	for ; i < len(first) && first[i].Start < e.End; i++ {
		if f := first[i]; f.Overlaps(e.Span) && !(e.Contains(f.Span) && (f.Type == Location || f.Type == e.Type && e.Type == Address)) {
			return false
		}
	}
	return true
}
