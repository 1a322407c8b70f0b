package words

import (
	"slices"
	"strings"
)

// Ends is a set of ends of words of two letters or more, each with a value. That a word has none of them is mostly told by its last three
// letters; else those ends are compared whose last two letters may be its own, by eight bytes at once.
type Ends struct {
	tails Tails
	from  [65]uint16 // by two letters: where their ends begin in list
	list  []end
}

type end struct {
	last  uint64 // see lastBytes
	same  uint64 // the bits of them that must be the same
	text  string
	value int
	more  int
}

func lastTwo(w string) uint { return (uint(w[len(w)-2])*5 + uint(w[len(w)-1])) & 63 }

// Add adds an end of two letters or more behind the others.
func (e *Ends) Add(text string, value int) { e.AddBehind(0, text, value) }

// AddBehind adds an end that counts for [Ends.All] only with at least more bytes before it.
func (e *Ends) AddBehind(more int, text string, value int) {
	e.tails.Add(text)
	same := ^uint64(0)
	if n := len(text); n < 8 {
		same <<= 8 * (8 - n)
	}
	k := lastTwo(text)
	e.list = slices.Insert(e.list, int(e.from[k+1]), end{lastBytes(text), same, text, value, more})
	for i := k + 1; i < uint(len(e.from)); i++ {
		e.from[i]++
	}
}

// Of returns the value of the first end that w has with at least more bytes before it; 0 for none.
func (e *Ends) Of(w string, more int) int {
	if len(w) < 2 || !e.tails.Has(w) {
		return 0
	}
	k, last := lastTwo(w), lastBytes(w)
	list := e.list[e.from[k]:e.from[k+1]]
	for i := range list {
		if x := &list[i]; (x.last^last)&x.same == 0 && len(w)-len(x.text) >= more && strings.HasSuffix(w, x.text) {
			return x.value
		}
	}
	return 0
}

// All returns the values of all ends of w together: they are sets of bits.
func (e *Ends) All(w string) (bits int) {
	if len(w) < 2 || !e.tails.Has(w) {
		return 0
	}
	k, last := lastTwo(w), lastBytes(w)
	list := e.list[e.from[k]:e.from[k+1]]
	for i := range list {
		if x := &list[i]; (x.last^last)&x.same == 0 && len(w)-len(x.text) >= x.more && strings.HasSuffix(w, x.text) {
			bits |= x.value
		}
	}
	return bits
}
