package words

// Tails is a filter for words by the ends that they may have: their last three letters.
type Tails [64]uint64

func tailOf(a, b, c byte) uint { return (uint(a)*997 + uint(b)*37 + uint(c)) & (64*64 - 1) }

// Add adds an end of two letters or more.
func (t *Tails) Add(end string) {
	n := len(end)
	if n > 2 {
		k := tailOf(end[n-3], end[n-2], end[n-1])
		t[k/64] |= 1 << (k % 64)
		return
	}
	for c := range 256 { // any letter may stand before it
		k := tailOf(byte(c), end[0], end[1])
		t[k/64] |= 1 << (k % 64)
	}
}

// Has is false only for words of three bytes or more that have none of the ends.
func (t *Tails) Has(w string) bool {
	n := len(w)
	if n < 3 {
		return true
	}
	k := tailOf(w[n-3], w[n-2], w[n-1])
	return t[k/64]>>(k%64)&1 != 0
}
