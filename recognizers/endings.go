package recognizers

// compound tells whether w ends in one of ends, behind two letters or more.
func compound(w string, ends ...string) bool {
	for _, end := range ends {
		if n := len(w) - len(end); n > 1 && w[n:] == end {
			return true
		}
	}
	return false
}

// lastByte returns the last byte of w, by which few ends need to be compared with it; 0 for none.
func lastByte(w string) byte {
	if w == "" {
		return 0
	}
	return w[len(w)-1]
}
