package recognizers

// endings are ends of words by their last letter: few of them need to be compared with a word.
type endings [26][]string

func endingsOf(ends ...string) *endings {
	e := new(endings)
	for _, end := range ends {
		c := end[len(end)-1] - 'a'
		e[c] = append(e[c], end)
	}
	return e
}

// end tells whether w ends in one of them, behind two letters or more.
func (e *endings) end(w string) bool {
	if w == "" {
		return false
	}
	c := w[len(w)-1] - 'a'
	if c >= 26 {
		return false
	}
	for _, end := range e[c] {
		if n := len(w) - len(end); n > 1 && w[n:] == end {
			return true
		}
	}
	return false
}
