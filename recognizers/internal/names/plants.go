package names

import "strings"

// maxPlants is how many tokens apart plants of one text are looked for.
const maxPlants = 40

// plant tells whether the given name at token i is that of a flower or of a variety here: it stands in a list with flowers of which one is
// nobody's name ("Veronika oder Hortensien") or which are many, or the text speaks of potatoes and another variety of them.
func (s *scan) plant(i int) bool {
	if !s.letter(i) {
		return false
	}
	ware := s.e.words.wareOf(s.toks[i].Hash)
	if ware == potato {
		return s.varieties(i) || i > 0 && !s.line(i) && s.letter(i-1) && strings.Contains(s.word(i-1), "kartoffel") // "Kartoffel Linda"
	}
	if ware != blossom {
		return false
	}
	n := 1
	for _, step := range [...]int{-1, 1} {
		for j := i; n < maxPlants; n++ {
			k := j + step
			if !s.punct(k, ',') && !s.is(k, kAnd) {
				break
			}
			if j = k + step; !s.letter(j) {
				break
			}
			if s.tells(j, plant) {
				return true
			}
			if !s.tells(j, blossom) {
				break
			}
		}
	}
	return n > 3 && s.garden(i)
}

// garden tells whether the words around token i speak of plants, so that a list of Iris, Erika and Jasmin is none of women.
func (s *scan) garden(i int) bool {
	for j := max(0, i-maxPlants); j < min(len(s.toks), i+maxPlants); j++ {
		if !s.letter(j) {
			continue
		}
		if s.tells(j, plant) {
			return true
		}
		w := s.word(j)
		for _, sign := range [...]string{"garten", "gaertner", "beet", "blume", "blueh", "pflanz", "staude", "strauch", "straeuch", "erfroren", "verwelkt"} {
			if strings.Contains(w, sign) {
				return true
			}
		}
	}
	return false
}

// varieties tells whether another variety and a word for potatoes stand near token i.
func (s *scan) varieties(i int) bool {
	other, sign := false, false
	for j := max(0, i-maxPlants); j < min(len(s.toks), i+maxPlants); j++ {
		if !s.letter(j) {
			continue
		}
		w := s.word(j)
		switch {
		case s.toks[j].Hash != s.toks[i].Hash && s.tells(j, potato):
			other = true
		case strings.Contains(w, "kartoffel"), w == "pflanzgut", w == "knollen", w == "erdaepfel":
			sign = true
		}
	}
	return other && sign
}

// nobodys tells whether the name from token first to token last is that of a figure, an animal or a plant, or a word that is talked about.
func (s *scan) nobodys(first, last int) bool {
	return s.fictitious(first, last) || s.animals(first, last) || first == last && s.plant(first)
}

// animals tells whether the words around the name from token first to token last say that it is an animal's.
func (s *scan) animals(first, last int) bool {
	return s.beast(first, last) || s.pets && s.pet(first, last)
}

// pet tells whether the words around say that the name from token first to token last is an animal's: "Frieda, das ist die Hündin von
// nebenan", "ein Pony namens Pedro", "Darf der Hund mit? Er heißt Herr Schröder."
func (s *scan) pet(first, last int) bool {
	i := last + 1
	if s.punct(i, ',') || s.punct(i, '(') || s.punct(i, '-') {
		i++
	}
	if s.letter(i) && s.letter(i+1) && !s.line(i) && i > last+1 {
		switch s.word(i) {
		case "das", "der", "die", "es":
			if w := s.word(i + 1); w == "ist" || w == "war" {
				i += 2
			}
		}
		told := i > last+2 // "das ist die Hündin"
		if (s.is(i, kArt|kPoss) || s.indefinite(i)) && s.is(i+1, kPet) && (told || s.apposed(first, last, i+1)) {
			return true
		}
	}
	i = first - 1
	if s.is(i, kSalut) {
		i--
	}
	if i < 2 || !s.letter(i) {
		return false
	}
	if s.word(i) == "namens" {
		return s.is(i-1, kPet)
	}
	if !s.is(i, kHeisse) || !s.letter(i-1) || !s.sentenceEnd(i-2) && !s.lower {
		return false
	}
	switch s.word(i - 1) {
	case "er", "sie", "es":
		return s.petSentence(i - 1 - b2i(s.sentenceEnd(i-2)))
	}
	return false
}

// apposed tells whether the animal at token i says in brackets or commas who the name from token first to token last is: "Frieda, die
// Hündin von nebenan, bellt", but not "Ich bin Sabine Lorenz, meine Katze ist weg", "Hallo Sabine, mein Hund bellt".
func (s *scan) apposed(first, last, i int) bool {
	if first != last || s.is(first-1, kSalut|kTitle|kBe|kHeisse|kName|kRel|kJob) || s.punct(first-1, ':') || s.punct(first-1, '.') && s.titled(first-1) {
		return false
	}
	return s.line(i+1) || s.isPunct(i+1) || s.letter(i+1) && (s.word(i+1) == "von" || s.word(i+1) == "vom" || s.word(i+1) == "meiner" || s.word(i+1) == "unserer" || s.word(i+1) == "der")
}

// keeper tells whether w is somebody who has an animal or lives beside one.
func keeper(w string) bool {
	return endsWith(w, 0, "halter", "halterin", "besitzer", "besitzerin", "nachbar", "nachbarin", "frauchen", "herrchen")
}

// petSentence tells whether the sentence that ends at token i names an animal first of all.
func (s *scan) petSentence(i int) bool {
	for n := 0; n < 12; n++ {
		if i--; i < 0 || s.sentenceEnd(i) || s.is(i, kRel|kRelPl|kSalut|kJob|kRole) || s.lower && s.letter(i) && keeper(s.word(i)) {
			return false
		}
		if s.is(i, kPet) {
			return true
		}
	}
	return false
}
