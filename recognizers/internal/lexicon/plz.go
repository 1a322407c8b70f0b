package lexicon

// Postcode kinds: the length of the code tells Germany (5 digits) from Austria
// and Switzerland (4 digits, which share their range).

// PLZ reports whether code is a German postcode of five digits or an Austrian
// or Swiss one of four.
func (t *Table) PLZ(code string) bool {
	from, to := t.postcode(code)
	return from < to
}

// PLZPlace reports whether the place belongs to the postcode. placeHash is the
// [fold.Hash] of the place's first word or of its joined name.
func (t *Table) PLZPlace(code string, placeHash uint64) bool {
	from, to := t.postcode(code)
	want := uint32(mix(placeHash)) & 0xFFFFFF
	for ; from < to; from++ {
		if u24(t.pairs, from*pairSize) == want {
			return true
		}
	}
	return false
}

// postcode returns the range of the code's pairs.
func (t *Table) postcode(code string) (from, to int) {
	key, ok := codeKey(code)
	if !ok {
		return 0, 0
	}
	n := len(t.codes) / codeSize
	lo, hi := 0, n
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if u32(t.codes, mid*codeSize) < key {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == n || u32(t.codes, lo*codeSize) != key {
		return 0, 0
	}
	to = len(t.pairs) / pairSize
	if lo+1 < n {
		to = int(u32(t.codes, (lo+1)*codeSize+4))
	}
	return int(u32(t.codes, lo*codeSize+4)), to
}

func codeKey(code string) (uint32, bool) {
	if len(code) != 4 && len(code) != 5 {
		return 0, false
	}
	key := uint32(len(code)) << 20
	n := uint32(0)
	for i := range len(code) {
		d := code[i] - '0'
		if d > 9 {
			return 0, false
		}
		n = n*10 + uint32(d)
	}
	return key | n, true
}
