package anonymize

import (
	"bytes"
	"context"
	"slices"
	"strings"
)

// A mail program breaks an IBAN over two lines and puts "> " before the second. To recognizers a line end is a border, and
// must be: a form has one number a line. So where numbers meet over a line end, these lines are read a second time with the line
// end as a blank; of what is found then counts what spans one of them and either passed a check or is more than the first reading found there.

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
	defer func() {
		clear(w.joined)
		if cap(w.joined) > pooledBytes {
			w.joined = nil
		}
	}()
	// All stretches are read as one text, so that the prompt is read once.
	var text []byte
	w.stretches = w.stretches[:0]
	for i := 0; i < len(w.breaks); {
		var lines Span
		lines, i = linesAround(w.joined, w.breaks, i)
		w.stretches = append(w.stretches, stretch{len(text), lines})
		text = append(append(text, w.joined[lines.Start:lines.End]...), "\n\n"...)
	}
	first := len(w.ents)
	if err := a.readAgain(ctx, string(text), m.Prompt, w); err != nil {
		return err
	}
	w.sortByStart(w.ents[:first])
	w.ends = w.ends[:0]
	for k, e := range w.ents[:first] {
		if k > 0 {
			e.End = max(e.End, w.ends[k-1])
		}
		w.ends = append(w.ends, e.End)
	}
	n := first
	for _, e := range w.ents[first:] {
		if w.toText(&e.Span) && spansBreak(w.breaks, e.Span) && (e.Evidence&EvidenceChecksum != 0 || exceeds(e, w.ents[:first], w.ends) && !beginsItem(m.Text, w.breaks, e.Span)) {
			w.ents[n] = e
			n++
		}
	}
	w.ents = w.ents[:n]
	return nil
}

// readAgain adds to w.ents what is found in the stretches, as spans of these.
func (a *Anonymizer) readAgain(ctx context.Context, text, prompt string, w *work) error {
	doc := a.docs.Get().(*Document)
	defer doc.release(a.docs)
	if err := doc.reset("", prompt); err != nil {
		return err
	}
	if !doc.scan(text) { // longer than the text it is taken from, perhaps, and so not held against MaxTextBytes
		return ErrInvalidUTF8
	}
	w.again = true
	defer func() { w.again = false }()
	if w.trace == nil {
		return a.recognize(ctx, doc, w)
	}
	doc.trace = w.trace
	known := len(*w.trace)
	err := a.recognize(ctx, doc, w)
	n := known
	for _, r := range (*w.trace)[known:] {
		if !w.toText(&r.Span) || !r.InPrompt && r.Context != (Span{}) && !w.toText(&r.Context) {
			continue
		}
		(*w.trace)[n] = r
		n++
	}
	*w.trace = (*w.trace)[:n]
	return err
}

// stretch says that the second reading's text holds, from at on, these lines.
type stretch struct {
	at    int
	lines Span
}

// toText turns a span of the second reading into one of the text. It returns false if s lies in no stretch as a whole.
func (w *work) toText(s *Span) bool {
	i, found := slices.BinarySearchFunc(w.stretches, s.Start, func(p stretch, at int) int { return p.at - at })
	if !found {
		i--
	}
	p := w.stretches[i]
	s.Start, s.End = s.Start-p.at+p.lines.Start, s.End-p.at+p.lines.Start
	return s.End <= p.lines.End
}

// linesAround returns the line of joined that holds the break with index i, with the line before it, which may name the number, and the
// index of the first break behind.
func linesAround(joined []byte, breaks []int, i int) (Span, int) {
	before := max(0, bytes.LastIndexByte(joined[:breaks[i]], '\n'))
	s := Span{bytes.LastIndexByte(joined[:before], '\n') + 1, len(joined)}
	if n := bytes.IndexByte(joined[breaks[i]:], '\n'); n >= 0 {
		s.End = breaks[i] + n
	}
	for i < len(breaks) && breaks[i] < s.End {
		i++
	}
	return s, i
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

// beginsItem tells whether what s holds behind its last line end is the number of a list's item or the first cell of a table's row: "7. Ehegatte",
// "9 Ablaufdatum", "2 | Huang", "02   45,00".
func beginsItem(text string, breaks []int, s Span) bool {
	i, _ := slices.BinarySearch(breaks, s.End)
	line := strings.TrimLeft(text[breaks[i-1]+1:], " >\t")
	n := 0
	for n < len(line) && n <= maxItem && line[n] >= '0' && line[n] <= '9' {
		n++
	}
	if n == 0 || n > maxItem || n+1 >= len(line) || len(text)-len(line)+n < s.End {
		return false
	}
	if cellEnds(line, n) {
		before := text[:breaks[i-1]]
		before = strings.TrimLeft(before[strings.LastIndexByte(before, '\n')+1:], " >\t")
		k := 0
		for k < len(before) && k <= maxItem && before[k] >= '0' && before[k] <= '9' {
			k++
		}
		if k > 0 && k <= maxItem && cellEnds(before, k) {
			return true // the line before is a row as well
		}
		line = line[:n+1] + strings.TrimLeft(line[n+1:], " ") // "1  Im Handelsregister eingetragener Name"
	}
	return n <= 2 && n+1 < len(line) && ((line[n] == '.' || line[n] == ')') && line[n+1] == ' ' || line[n] == ' ' && line[n+1] >= 'A' && line[n+1] <= 'Z')
}

// cellEnds tells whether a table's cell ends at offset n of line.
func cellEnds(line string, n int) bool {
	if n+1 >= len(line) {
		return false
	}
	return line[n] == ';' || line[n] == '|' || line[n] == '\t' || line[n] == ' ' && (line[n+1] == ' ' || line[n+1] == '|')
}

// maxItem bounds the digits of the number in the first cell of a table's row.
const maxItem = 5

// exceeds tells whether e is more than what the first reading found there: nothing, the places and parts of an address, or the head or
// the tail of the same number. Two whole numbers on two lines stay two. first is sorted by start, and ends[k] is the greatest end up to
// first[k].
func exceeds(e Entity, first []Entity, ends []int) bool {
	parts := 0
	i, _ := slices.BinarySearch(ends, e.Start+1)
	for ; i < len(first) && first[i].Start < e.End; i++ {
		f := first[i]
		switch {
		case !f.Overlaps(e.Span):
		case !e.Contains(f.Span) || f.Type != e.Type && f.Type != Location:
			return false
		case f.Type != Address && f.Type != Location:
			parts++
		}
	}
	return parts <= 1
}
