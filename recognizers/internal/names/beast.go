package names

// beast tells whether the words say that the name from token first to token last is an animal's: "der Dackel hört auf Fiete", "ein Rüde,
// heißt Balu", "Hündin, Rufname Frieda", "Balu wurde eingeschläfert".
func (s *scan) beast(first, last int) bool {
	if s.treated(first, last) || s.pets && s.litter(first, last) {
		return true
	}
	i := first - 1
	named := s.is(i, kSalut)
	if named {
		i--
	}
	for n := 0; n < 2 && i > 1 && s.filler(i) && !s.line(i); n++ {
		i-- // "Die Giraffe heißt doch jetzt Nala"
	}
	if i > 0 && s.letter(i) && s.word(i) == "auf" && s.before(i, "hoert") {
		i -= 2
		return s.petBefore(i+1) || !named && (i < 0 || s.isPunct(i) || s.line(i+1)) // but: "mein Sohn hört auf Emil"
	}
	if s.is(i, kHeisse) && s.word(i) != "heisse" && s.contraption(i-1) {
		return true
	}
	if s.is(i, kHeisse) && s.word(i) == "heisse" || !s.is(i, kHeisse) && !(s.is(i, kName) && s.word(i) == "rufname") {
		return false // "ich heiße" nobody says for an animal
	}
	both := s.is(i-1, kAnd) && !s.line(i)
	for n := 0; n < 8 && i > 0 && !s.sentenceEnd(i-1); n++ {
		if i--; s.is(i, kPet) || s.breed(i) {
			return !s.kept(i, both)
		}
		if s.is(i, kRel|kRelPl|kSalut|kJob|kRole) {
			return false
		}
	}
	return false
}

// kept tells whether the animal at token i is only what tells apart a person named before it: "Die Frau mit dem Hund heißt Nala", "Der Besitzer
// vom Dackel". Where both is set "und" stands before the verb: "Meine Tochter hat ein Pferd und heißt jetzt Merle".
func (s *scan) kept(i int, both bool) bool {
	p := i - 1
	if s.is(p, kArt|kPoss) && !s.line(p) {
		p--
	}
	if p < i-1 && (s.word(i-1) == "der" || s.word(i-1) == "des") && s.is(p, kJob|kRole) || s.letter(p) && (s.word(p) == "gruppe" || s.word(p) == "klasse") {
		return true // "Die Erzieherin der Elefanten heißt", "Gruppe Elefant"
	}
	with := false
	if s.letter(p) {
		switch s.word(p) {
		case "mit", "vom", "von", "im", "beim", "bei", "aus", "in":
			with = true
		}
	}
	if !with && !both {
		return false
	}
	for n := 0; n < 6 && p > 0 && !s.sentenceEnd(p-1); n++ {
		if p--; s.is(p, kRel|kRelPl|kSalut|kJob|kRole) || s.letter(p) && with && (keeper(s.word(p)) || s.word(p) == "kind" || s.word(p) == "junge") {
			return true
		}
	}
	return false
}

// filler tells whether token i is an adverb that stands between a verb and what it tells.
func (s *scan) filler(i int) bool {
	if !s.letter(i) {
		return false
	}
	switch s.word(i) {
	case "doch", "jetzt", "nun", "auch", "ja", "uebrigens", "eigentlich", "bestimmt", "wohl", "glaub", "glaube":
		return true
	}
	return false
}

// whelp tells whether the word at token i, in a text about animals, is what hardly anything but a dog is called.
func (s *scan) whelp(i int) bool {
	switch s.word(i) {
	case "waldi", "hasso", "bello", "lumpi", "struppi", "fiffi", "wuffi", "rexi", "strolchi", "schnuffi", "schnurri", "minka", "muschi":
		return true
	}
	return false
}

// maxBot is how many tokens behind a greeting it is told whom the writer greets.
const maxBot = 10

// bot tells whether the name from token first to token last, which the writer greets, is the bot's: "Hallo Lumi, bist du ein Mensch?".
func (s *scan) bot(first, last int) bool {
	if first != last || first > 3 || !s.hailed(first-1) && (first > 0 || !s.punct(last+1, ',')) || s.letter(last+1) && (s.word(last+1) == "hier" || s.word(last+1) == "mein" || s.word(last+1) == "am") {
		return false // "Sabine hier, bist du ein Bot?"
	}
	for i, n := last+1, 0; i+1 < len(s.toks) && n < maxBot; i, n = i+1, n+1 {
		if !s.letter(i) || !s.letter(i+1) {
			continue
		}
		switch a, b := s.word(i), s.word(i+1); {
		case a == "wie" && (b == "du" || b == "sie") && s.is(i+2, kHeisse) && s.before(i, "oder"), a == "bist" && b == "du" && s.indefinite(i+2) && s.letter(i+3):
			if a == "wie" {
				return true
			}
			switch s.word(i + 3) {
			case "mensch", "bot", "roboter", "chatbot", "ki", "maschine", "computer", "programm", "automat":
				return true
			}
		}
	}
	return false
}

// breed tells whether the word at token i is a compound of an animal: "Labradormix", "Schäferhündin".
func (s *scan) breed(i int) bool {
	if !s.letter(i) || !s.upper(i) && !s.lower {
		return false
	}
	w := s.word(i)
	return endsWith(w, 3, "mix", "hund", "huendin", "dackel", "terrier", "pudel", "doodle", "retriever", "spitz", "katze", "kater", "kaninchen", "pinscher", "schnauzer", "mischling", "welpe", "welpen", "stute", "wallach", "dogge", "bulldogge", "pony")
}

// treated tells whether the words behind the one name from token first to token last say that it was done to him what is done to animals:
// "Balu wurde gestern eingeschläfert". Who does it, or owns the animal, is a person: "Schneider hat den Kater kastriert".
func (s *scan) treated(first, last int) bool {
	if first != last || s.is(first-1, kSalut|kTitle|kJob|kRole|kRel|kRelPl|kBe|kHeisse|kName) || s.punct(first-1, '.') && s.titled(first-1) || !s.letter(last+1) {
		return false
	}
	switch s.word(last + 1) {
	case "wurde", "wurd", "wird", "ist", "is", "war", "sei", "muss", "musste", "soll", "sollte":
	default:
		return false
	}
	for i, n := last+2, 0; i < len(s.toks) && n < 8 && !s.sentenceEnd(i); i, n = i+1, n+1 {
		if !s.letter(i) {
			continue
		}
		switch s.word(i) {
		case "eingeschlaefert", "kastriert", "gechipt", "entwurmt", "stubenrein":
			return true
		}
		if s.is(i, kPet|kPoss|kSalut|kRel|kRelPl|kBe|kHeisse) && s.word(i) != "am" {
			return false
		}
	}
	return false
}

// ticket tells whether the name from token first to token last stands with "Familie" between quotation marks as that of a ticket does:
// "die Jahreskarte "Familie Klein"". On a door somebody's name is quoted as well.
func (s *scan) ticket(first, last int) bool {
	n := first - 1
	if !s.is(n, kFamily) || !s.punct(n-1, '"') || !s.punct(last+1, '"') {
		return false
	}
	for i := n - 2; i >= 0 && i > n-10 && !s.sentenceEnd(i); i-- {
		if !s.letter(i) {
			continue
		}
		w := s.word(i)
		if w == "an" || w == "auf" || w == "bei" || w == "fuer" || w == "von" {
			return false
		}
		if endsWith(w, 0, "karte", "karten", "ticket", "tickets", "tarif", "abo", "abonnement", "mitgliedschaft") {
			return true
		}
	}
	return false
}
