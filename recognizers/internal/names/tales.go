package names

// ofTale tells whether the words are of a tale: two of the Bible's persons behind "die Geschichten von", the title of a poem in quotation marks.
func (s *scan) ofTale(first, last int) bool {
	return first == last && biblical(s.word(first)) && s.scripture(first) || s.titleOf(first)
}

// maxTitle is how many words of a title stand before a name in it.
const maxTitle = 4

// titleOf tells whether token i stands in quotation marks behind a word for what has a title: "das Gedicht „Herr von Ribbeck“".
func (s *scan) titleOf(i int) bool {
	for n := 0; n < maxTitle && i > 1 && !s.line(i); n++ {
		if i--; !s.punct(i, '"') {
			if !s.letter(i) {
				return false
			}
			continue
		}
		if !s.letter(i-1) || !s.upper(i-1) && !s.lower {
			return false
		}
		if s.is(i-2, kSalut|kRel|kRelPl|kTitle|kHeisse) {
			return false // "mein Bruder Roman „Romy“ …"
		}
		switch s.word(i - 1) {
		case "gedicht", "gedichts", "gedichtes", "ballade", "lied", "kinderlied", "maerchen", "roman", "romans", "kinderbuch", "bilderbuch", "buch", "lektuere", "ganzschrift", "film", "hoerspiel", "theaterstueck", "musical", "singspiel", "fabel", "erzaehlung", "novelle", "drama":
			return true
		}
		return false
	}
	return false
}

// maxTale is how many tokens of a list of names are read in each direction.
const maxTale = 14

// scripture tells whether the person of the Bible at token i stands in a list of such persons right behind "die Geschichten von", and the list
// or the word for a tale is surely the Bible's: "die Geschichte von Jonas und Elias" may be that of two pupils.
func (s *scan) scripture(i int) bool {
	first, last, sure, others := i, i, false, 0
	for n := 0; n < maxTale && first > 0 && !s.line(first); n++ {
		if p := first - 1; s.punct(p, ',') || s.is(p, kAnd) || s.letter(p) && biblical(s.word(p)) {
			first = p
			continue
		}
		break
	}
	for n := 0; n < maxTale && !s.line(last+1); n++ {
		if p := last + 1; s.punct(p, ',') || s.is(p, kAnd) || s.letter(p) && biblical(s.word(p)) {
			last = p
			continue
		}
		break
	}
	for j := first; j <= last; j++ {
		if s.letter(j) && biblical(s.word(j)) {
			others += b2i(j != i)
			sure = sure || ancient(s.word(j))
		}
	}
	p := first - 1
	if others == 0 || p < 1 || s.line(first) || s.line(p) || !s.letter(p) || !s.letter(p-1) {
		return false
	}
	switch s.word(p) {
	case "von", "ueber", "um", "wie":
	default:
		return false
	}
	switch s.word(p - 1) {
	case "bibelgeschichte", "bibelgeschichten", "gleichnis", "propheten", "bibel":
		return true
	case "geschichte", "geschichten", "erzaehlung", "erzaehlungen", "testament", "juenger":
		return sure
	}
	return false
}

// ancient tells whether w is the name of a person of the Bible that hardly anybody has today.
func ancient(w string) bool {
	switch w {
	case "kain", "abel", "abraham", "esau", "mose", "simson", "saul", "goliath", "salomo", "jona", "jeremia", "jesaja", "hiob", "jesus", "petrus", "paulus", "judas", "zachaeus", "bartimaeus", "lazarus", "lot", "hagar":
		return true
	}
	return false
}

// biblical tells whether w is the name of a person of the Bible.
func biblical(w string) bool {
	switch w {
	case "adam", "eva", "kain", "abel", "noah", "abraham", "sara", "isaak", "jakob", "esau", "josef", "joseph", "mose", "moses", "mirjam", "josua", "simson", "ruth", "rut", "samuel", "saul", "david", "goliath", "salomo", "elia", "elias",
		"jona", "jonas", "jeremia", "jesaja", "daniel", "hiob", "ester", "esther", "maria", "jesus", "johannes", "petrus", "paulus", "matthaeus", "thomas", "judas", "zachaeus", "bartimaeus", "lazarus", "lot", "hagar", "rebekka", "rahel":
		return true
	}
	return false
}
