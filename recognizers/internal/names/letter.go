package names

import "strings"

// alone tells whether the words are a line of their own.
func (s *scan) alone(first, last int) bool {
	return s.line(first) && (last+1 >= len(s.toks) || s.line(last+1))
}

// paragraph tells whether an empty line, or nothing, stands before token i.
func (s *scan) paragraph(i int) bool {
	if i <= 0 || i >= len(s.toks) {
		return true
	}
	return strings.Count(s.text[s.toks[i-1].End:s.toks[i].Start], "\n") > 1
}

// maxClosing is the length in tokens of a line that can close a letter.
const maxClosing = 6

// signs tells whether the line stands where a letter is signed: a paragraph's second and last line, below a short one that is no sentence,
// whatever it says ("Rock on", "Tschüss aus der Werkstatt").
func (s *scan) signs(first, last int) bool {
	if !s.alone(first, last) || first == 0 || !s.paragraph(last+1) || s.paragraph(first) {
		return false
	}
	n := 0
	for i := first - 1; i >= 0; i-- {
		if n++; n > maxClosing || !s.letter(i) && !s.isPunct(i) || s.punct(i, ':') {
			return false
		}
		if s.line(i) {
			return s.paragraph(i) && i > 0
		}
	}
	return false
}

// closes tells whether the line is one word above the line that signs the letter: "Pfiadi", "Bises".
func (s *scan) closes(first, last int) bool {
	if !s.alone(first, last) || first == 0 || !s.paragraph(first) {
		return false
	}
	if u, ok := s.unitAt(last + 1); !ok || u.kind&(kRole|kJob|kTitle|kOffice|kOrg) != 0 || s.roleWord(u.first) || s.nounish(&u) {
		return false // "Kerkhoff" above "Oberarzt"
	}
	end := last + 1
	for end < len(s.toks) && end < last+4 && s.letter(end) && (end == last+1 || !s.line(end)) {
		end++
	}
	return end > last+1 && s.signs(last+1, end-1)
}
