package names

import "slices"

// reside tells whether the words around the word at token j, from token first on, and its number, which ends at token last, say that
// somebody lives there or that a house stands there, so that the word is a street or a hamlet of no list: "in Hintertal 17 gewohnt",
// "wir sind die Unterreit 14", "zwei Häuser weiter, Wendenmasch 12a,".
func (s *scan) reside(first, j, last int) bool {
	t := &s.toks[j]
	if t.End-t.Start < 4 || !s.lower && !s.upper(j) || s.flagsAll(j) && !s.caps || s.kinds[j]&^(kLook|kGeo) != 0 || s.measure(j) || !s.plain(j, j) {
		return false
	}
	next := last + 1
	if s.digitsAt(last) > 3 && s.digit(last) || !s.stopsBehind(next) && !s.is(next, kPlace|kHome) || s.punct(next, '.') && s.glued(next+1) || s.afterNumber(next) {
		return false
	}
	if s.settled(next) {
		return true
	}
	if s.letter(next) && s.word(next) == "bis" {
		return false // "zu Hause die Takte 40 bis 88"
	}
	if e, _ := s.entry(j); e.First >= 2 || e.Last >= 3 && s.glued(j) {
		return false
	}
	p := first - 1
	for n := 0; n < 2 && p > 0 && s.letter(p) && s.is(p, kStreet|kArt|kPlace); n++ {
		p--
	}
	if s.punct(p, ',') || s.punct(p, ':') || s.punct(p, '(') {
		p--
	}
	if p < 0 || !s.letter(p) || s.line(p+1) {
		return false
	}
	switch s.word(p) {
	case "weiter", "nebenan", "gegenueber", "zuhause", "daheim":
		return true
	case "ecke":
		return s.before(p, "die") || s.before(p, "der")
	case "mir", "uns", "ihm", "ihr", "ihnen", "oma", "opa", "mama", "papa":
		return s.before(p, "bei") || s.before(p, "zu")
	case "hause":
		return (s.before(p, "nach") || s.before(p, "zu")) && (s.isPunct(p+1) || s.is(p+1, kPlace))
	case "sind":
		return s.before(p, "wir")
	case "heisst", "hiess", "lautet", "einfach", "amtlich":
		return s.estate(p)
	}
	return s.is(p, kHouse) && !s.is(p, kCue) && s.word(p) != "ummeldung" && s.word(p) != "ummelden" && (p+1 < first || s.premise(p))
}

// maxRepeated bounds the streets of a text that are looked for again.
const maxRepeated = 16

// repeated finds further house numbers behind the names of the streets found: "vorne Ankerwinde 18, hinten Ankerwinde 18a". dst is sorted
// and disjoint.
func (s *scan) repeated(dst []Finding) []Finding {
	var names [maxRepeated][2]int32 // first and last token
	n, found := 0, len(dst)
	for k := range dst {
		f := &dst[k]
		if f.Rule == RulePostcode || f.Rule == RulePostbox || f.Rule == RuleSquare {
			continue
		}
		j := f.First
		for j < f.Last && !s.numeral(int(j)+1) {
			j++
		}
		if u, ok := s.unitEnding(int(j)); j < f.Last && ok && u.bytes > 4 && u.kind&(kThing|kRoad|kUnit|kStop|kFloor) == 0 {
			names[n] = [2]int32{f.First, j}
			if n++; n == maxRepeated {
				break
			}
		}
	}
	if n == 0 {
		return dst
	}
	k := 0
	for _, d := range s.doc.DigitTokens() {
		i := int(d)
		for k < found && int(dst[k].Last) < i {
			k++
		}
		if k < found && int(dst[k].First) <= i || i == 0 || s.toks[i].End-s.toks[i].Start > 5 || !s.letter(i-1) || s.glued(i) || s.line(i) {
			continue
		}
		for _, name := range names[:n] {
			if s.toks[i-1].Hash != s.toks[name[1]].Hash {
				continue
			}
			first := i - 1
			for a := int(name[1]) - 1; a >= int(name[0]) && first > 0 && s.toks[first-1].Hash == s.toks[a].Hash && !s.line(first); a-- {
				first--
			}
			s.tagged = Tag{First: int32(first), Last: d - 1, Prob: 0.8}
			if f, ok := s.house(i); ok && (k == found || f.Last < dst[k].First) {
				f.Rule = RuleStreetByContext
				dst = append(dst, f)
			}
			s.tagged = Tag{}
			break
		}
	}
	if len(dst) > found {
		dst = s.ordered(dst)
	}
	return dst
}

// ordered sorts addresses and joins those that overlap.
func (s *scan) ordered(dst []Finding) []Finding {
	slices.SortFunc(dst, func(a, b Finding) int {
		if a.First != b.First {
			return int(a.First - b.First)
		}
		return int(b.Last - a.Last)
	})
	out := dst[:0]
	for _, f := range dst {
		out = s.merge(out, f)
	}
	return out
}

// settled tells whether the word at token i says that somebody lives at what stands before it.
func (s *scan) settled(i int) bool {
	if !s.letter(i) || s.line(i) {
		return false
	}
	switch s.word(i) {
	case "gewohnt", "wohnhaft", "wohnen", "wohne", "wohnt", "wohnte", "gemeldet", "gelebt", "lebt", "eingezogen", "ausgezogen", "zuhause", "daheim":
		return true
	}
	return false
}

// premise tells whether the word at token i is a house, a part of it or what stands before it, whose street may follow without more.
func (s *scan) premise(i int) bool {
	w := s.word(i)
	return endsWith(w, 0, "haus", "laterne", "hof", "gehweg", "einfahrt", "gebaeude", "anbau", "hydrant", "ortstermin", "wohnung", "anschluss")
}

// estate tells whether a house or a piece of land is named at token i: "der Hof heißt bei uns einfach".
func (s *scan) estate(i int) bool {
	for n := 0; n < 5 && i >= 0 && !s.line(i+1); n, i = n+1, i-1 {
		if s.is(i, kHouse|kHome) {
			return true
		}
		if !s.letter(i) || s.upper(i) {
			return false
		}
	}
	return false
}

// lodging returns where the street begins whose last words are the ones from token first to token j, if it stands behind a person and a comma
// and is made of words that are no everyday ones: "Insa Onken, Lütje Loog 5". It returns -1 for none.
func (s *scan) lodging(first, j int) int {
	p := first - 1
	for n := 0; n < 2 && s.letter(p) && s.upper(p) && !s.line(p+1) && s.kinds[p]&^(kLook|kGeo) == 0; n++ {
		p--
	}
	c := p
	if !s.punct(c, ',') || c < 2 || s.line(c+1) && !s.line(c-1) || s.kinds[j]&^(kLook|kGeo|kRoad) != 0 || s.measure(j) || s.compoundNoun(s.word(j)) {
		return -1
	}
	for i := c + 1; i <= j; i++ {
		if e, _ := s.entry(i); max(e.Noun, e.Common) > 0 || e.Last >= 3 {
			return -1
		}
	}
	if !s.letter(c-1) || !s.letter(c-2) || s.line(c-1) || !s.upper(c-1) || !s.upper(c-2) {
		return -1
	}
	if s.is(c-2, kSalut|kFamily) {
		return c + 1
	}
	if u, ok := s.unitAt(c - 2); ok && u.e.First >= 2 && int(u.e.First) > u.anti() {
		return c + 1
	}
	return -1
}

// settlement tells whether the words from token first to token j can be the name of a village whose houses have numbers without a street.
func (s *scan) settlement(first, j int) bool {
	if s.kinds[j]&^(kLook|kGeo|kCity|kNoCity) != 0 || s.toks[j].End-s.toks[j].Start < 4 || !s.upper(j) && !s.lower {
		return false
	}
	e, known := s.entry(j)
	if e.Is(placeClasses) && e.Place >= max(e.Noun, e.Common, e.First, e.Last) {
		return true
	}
	return !known && !s.lower && s.plain(first, j) && !s.measure(j) && !s.compoundNoun(s.word(j))
}

// manor tells whether the word before the name at token i says that an estate is called so: "Gut Hohenwerda 1".
func (s *scan) manor(i int) bool {
	p := i - 1
	if s.lower && s.letter(p) && s.word(p) == "hof" && !s.line(i) && p > 0 && !s.is(p-1, kArt|kPoss) && s.kinds[i]&^kLook == 0 && s.plain(i, i) {
		return s.toks[i].End-s.toks[i].Start > 4 && !s.contracted(p-1) // "für hof eggers 1"
	}
	if !s.letter(p) || s.line(i) || !s.upper(p) || !s.upper(i) || s.lower || s.flagsAll(i) || s.toks[i].End-s.toks[i].Start < 5 {
		return false
	}
	switch s.word(p) {
	case "gut", "hof":
		return p == 0 && len(s.toks) < 9 || p > 0 && !s.sentenceStart(p)
	case "rittergut", "forsthaus", "domaene", "gehoeft", "einoedhof":
		return true
	}
	return false
}
