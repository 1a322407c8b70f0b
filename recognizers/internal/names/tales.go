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
		switch s.word(i - 1) {
		case "gedicht", "gedichts", "gedichtes", "ballade", "lied", "kinderlied", "maerchen", "roman", "romans", "kinderbuch", "bilderbuch", "buch", "lektuere", "ganzschrift", "film", "hoerspiel", "theaterstueck", "musical", "singspiel", "fabel", "erzaehlung", "novelle", "drama":
			return true
		}
		return false
	}
	return false
}

// maxTale is how many tokens before a name a tale is spoken of.
const maxTale = 14

// scripture tells whether tales of the person of the Bible at token i and of another one are spoken of.
func (s *scan) scripture(i int) bool {
	tale := -1
	for j := i - 1; j >= 0 && j > i-maxTale && tale < 0; j-- {
		if !s.letter(j) {
			continue
		}
		switch s.word(j) {
		case "geschichte", "geschichten", "bibelgeschichte", "bibelgeschichten", "gleichnis", "erzaehlung", "erzaehlungen", "bibel", "testament", "propheten", "juenger":
			tale = j
		}
	}
	if tale < 0 {
		return false
	}
	for j := tale + 1; j < min(len(s.toks), i+6); j++ {
		if j != i && s.letter(j) && biblical(s.word(j)) {
			return true
		}
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
