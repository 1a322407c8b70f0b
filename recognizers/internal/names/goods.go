package names

// The odds ratios of words that are goods: medicines, machines, shops, books, games, feasts. What announces a person is heard before: a
// salutation, a title, a given name, "ich heiße", a form field, a signature. So they are about words that nothing speaks for but the tagger
// or a list of rare names.
const (
	oddsGoods    = 0.02 // "Nachbarin sagt Simplex"
	oddsBorne    = 0.08 // the same where somebody bears the name, but few: "Suzuki"
	oddsMaker    = 0.08 // a surname beside goods: "Reclam oder Klett"
	oddsCoupled  = 0.3  // a word that no list knows beside goods: "Priorix und Zorvax"
	oddsFeast    = 0.01 // "bis Michaelis"
	oddsPerhaps  = 0.1  // "nach Jakobi"
	frequentName = 3    // the frequency from which on a name is a person's rather than that of goods
)

// wareAt returns what the word at token i is the name of. The brands of the lists of words are firms,
// or makers if they are frequent surnames.
func (s *scan) wareAt(i int) ware {
	if !s.letter(i) {
		return noWare
	}
	w := s.e.words.wareOf(s.toks[i].Hash)
	switch brand := s.kinds[i]&kBrand != 0; {
	case w != noWare && w <= object:
		return w
	case w != potato && !(w == noWare && brand):
		return noWare
	}
	switch e, _ := s.entry(i); {
	case e.First >= frequentName, w == potato && e.Last >= frequentName:
		return noWare
	case w == potato:
		return thing
	case e.Last >= frequentName:
		return maker
	}
	return firm
}

// discount lowers the scores of the rules' findings that are goods. The findings are sorted.
func (s *scan) discount(dst []Finding) {
	for i := range dst {
		f := &dst[i]
		if odds := s.goodsOdds(f); odds != 1 {
			f.Score = f.Score * odds / (f.Score*odds + 1 - f.Score)
		}
	}
}

// goods is what a finding's words are the names of.
type goods struct {
	ware   ware  // of all words but objects
	name   uint8 // how frequent the most frequent of them is as a person's name
	words  int   // how many they are
	object bool  // an object stands among or beside them
}

// goodsOdds is the odds ratio of f if its words are goods, else 1.
func (s *scan) goodsOdds(f *Finding) float32 {
	first, last := int(f.First), int(f.Last)
	switch f.Rule {
	case RuleModel, RuleGivenName, RuleFullName, RuleFragment, RuleReversed:
	default:
		if first < last {
			if g, ok := s.goods(first, last); ok && g.ware == thing && g.name == 0 && g.words > 1 {
				return oddsGoods // "Kind: Infanrix, Prevenar"
			}
		}
		return 1
	}
	g, ok := s.goods(first, last)
	if !ok || s.spokenFor(first, last, g.name) {
		return 1
	}
	switch {
	case g.ware == noWare:
		if u, ok := s.unitAt(first); ok && u.last == last && !u.known && u.upper && u.kind == kLook {
			return oddsCoupled
		}
	case g.ware == feast:
		if first == last {
			return s.feastDay(first)
		}
	case (g.words > 1 || g.object) && g.name < frequentName, g.name == 0:
		return oddsGoods
	case g.ware == thing, g.ware == firm:
		return oddsBorne
	case g.ware == maker && (g.object || s.coupled(first, last, 5)):
		return oddsMaker
	}
	return 1
}

// goods reads the words from token first to token last and tells whether all of them are goods, or the only one stands beside goods.
func (s *scan) goods(first, last int) (g goods, ok bool) {
	for i := first; i <= last; i++ {
		if s.isPunct(i) || s.digit(i) {
			continue
		}
		w := s.wareAt(i)
		if w == noWare && s.drug(i) {
			w = thing
		}
		switch {
		case w == object && (g.words > 0 || i < last):
			g.object = true
			continue
		case w == noWare && (first < last || !s.coupled(first, last, 2)):
			return g, false
		}
		e, _ := s.entry(i)
		g.ware, g.name, g.words = max(g.ware, w), max(g.name, e.First, e.Last), g.words+1
	}
	g.object = g.object || first > 0 && !s.line(first) && s.objectAt(first-1) || !s.line(last+1) && s.objectAt(last+1)
	return g, true
}

// objectAt tells whether token i names what goods are: "Klavier", "Rucksack".
func (s *scan) objectAt(i int) bool {
	return s.letter(i) && (s.upper(i) || s.lower) && s.wareAt(i) == object
}

// spokenFor tells whether something speaks for a person of this name, whose frequency is given: a relative or an occupation before it, the
// place of a signature, a birth date behind it. Where nobody bears the name, less does: "Der Duster will nicht anspringen", "Kind: Infanrix
// und Prevenar am 3.5."
func (s *scan) spokenFor(first, last int, name uint8) bool {
	b, n := first-1, last+1
	if s.signs(first, last) || s.personal(first) && (name > 0 || !s.does(first) && !s.punct(b, ':')) {
		return true
	}
	if (s.is(b, kBe) || s.letter(b) && s.word(b) == "spricht") && s.letter(b-1) {
		switch s.word(b - 1) {
		case "ich", "hier", "wir", "da":
			return true // "ich bin Shimano, 71", "hier spricht Fuji"
		}
	}
	switch {
	case name == 0:
		return false
	case n >= len(s.toks):
		return first > 0 && s.line(first)
	case s.line(n):
		return false
	case s.is(n, kHeisse), s.deed(n):
		return true
	}
	comma, bracket := s.punct(n, ','), s.punct(n, '(')
	if (comma || bracket) && (s.dateAt(n+1) || s.is(n+1, kBirth)) || bracket && s.is(n+1, kPoss|kRel|kRelPl|kJob) {
		return true
	}
	return (comma || s.punct(n, '!')) && s.hailed(b)
}

// tells whether token i is a word of this ware.
func (s *scan) tells(i int, w ware) bool { return s.letter(i) && s.e.words.wareOf(s.toks[i].Hash) == w }

// hailed tells whether token i is what somebody is greeted with: "Hallo", "Liebe".
func (s *scan) hailed(i int) bool {
	if s.letter(i) && (s.word(i) == "liebe" || s.word(i) == "lieber") {
		if s.line(i) {
			return true
		}
		i--
	}
	return s.tells(i, greeting)
}

// deed tells whether the verb at token i is about what persons alone do: "Sixt hat angerufen", "Fendt schreibt".
func (s *scan) deed(i int) bool {
	if !s.letter(i) {
		return false
	}
	if w := s.word(i); w != "hat" && w != "ist" && w != "has" {
		return s.tells(i, act)
	}
	for n := 1; n < maxDeed && s.letter(i+n) && !s.line(i+n); n++ {
		if s.tells(i+n, acted) {
			return true
		}
	}
	return false
}

// maxDeed is how many tokens apart the verbs of a deed stand.
const maxDeed = 10

// coupled tells whether goods stand beside the words from token first to token last, at most so many small words away: "Fendt oder Claas",
// "die Reclam-Ausgabe oder muss es die von Klett sein". A comma parts a signature, too: "Rezept für Eliquis, Hartmann".
func (s *scan) coupled(first, last, reach int) bool {
	i := first - 1
	for n := 0; n < reach && s.small(i); n++ {
		i--
	}
	if s.joins(i) {
		for j := i - 1; j >= 0 && j >= i-3; j-- {
			if s.choice(i, j) {
				return true
			}
			if !s.glued(j) && !s.punct(j-1, '-') {
				break
			}
		}
	}
	i = last + 1
	if !s.joins(i) {
		return false
	}
	j := i + 1
	for n := 0; n < reach && s.small(j); n++ {
		j++
	}
	return s.choice(i, j)
}

// choice tells whether the word at token j, which token i joins to others, is that of goods: two surnames of makers are goods where "oder" joins them.
func (s *scan) choice(i, j int) bool {
	switch s.wareAt(j) {
	case thing:
		return true
	case maker:
		return s.letter(i) && (s.word(i) == "oder" || s.word(i) == "or")
	}
	return false
}

// joins tells whether token i joins things to choose from.
func (s *scan) joins(i int) bool {
	return s.punct(i, '/') || s.punct(i, '+') || s.is(i, kAnd) || s.letter(i) && (s.word(i) == "statt" || s.word(i) == "or")
}

// small tells whether token i is a word in lower case that may stand between two choices and joins none.
func (s *scan) small(i int) bool {
	return s.letter(i) && !s.upper(i) && s.is(i, kStop|kStreet|kPlace) && !s.joins(i)
}

// feastDay is the odds ratio of the surname at token i for the words around it that speak of the day that it names as well: "bis Michaelis",
// "der Markt an Martini", "zwischen Georgi und Michaeli".
func (s *scan) feastDay(i int) float32 {
	if s.is(i+1, kBe) && s.letter(i+2) && s.word(i+2) == "vorbei" && s.stopsBehind(i+3) {
		return oddsPerhaps
	}
	if s.is(i-1, kAnd) && s.wareAt(i-2) == feast {
		i -= 2
	}
	if !s.letter(i-1) || s.line(i) || s.upper(i-1) && !s.sentenceStart(i-1) {
		return 1
	}
	switch s.word(i - 1) {
	case "bis", "um", "ab", "zwischen":
		return oddsFeast
	case "vor", "seit", "zu", "nach":
		return oddsPerhaps
	case "an", "am":
	default:
		return 1
	}
	for j := max(0, i-maxFeast); j < min(len(s.toks), i+maxFeast); j++ {
		if s.is(j, kMonth|kDay) || s.tells(j, season) {
			return oddsPerhaps
		}
	}
	return 1
}

// maxFeast is how many tokens apart a feast and what is done on it are looked for.
const maxFeast = 12
