package names

// premises reads ", Stellplatz 88", " / Hs. 3", ", Seitengebäude" or ", Kolonie Abendruh" from token i on, if postcode and place follow, and
// returns the last token of it, or i-1 if there is nothing of the kind.
func (s *scan) premises(i int) int {
	last := i - 1
	for range 3 {
		j := last + 1
		bracket := s.punct(j, '(')
		if bracket || s.punct(j, ',') || s.punct(j, '/') || s.punct(j, '-') || s.punct(j, '|') {
			j++
		}
		if s.letter(j) && s.word(j) == "in" {
			j++
		}
		if s.line(j) && j == last+1 {
			break
		}
		k := s.partAt(j)
		if k < 0 {
			break
		}
		if bracket {
			if k++; !s.punct(k, ')') {
				break
			}
		}
		last = k
	}
	if last < i {
		return i - 1
	}
	k := last + 1
	if s.punct(k, ',') || s.punct(k, '/') {
		k++
	}
	c, n := s.codeAt(k)
	if n == 0 {
		return i - 1
	}
	if _, score := s.placeName(k+n, c, s.lower); score == 0 {
		return i - 1
	}
	return last
}

// partAt reads a part of a site with its number or name at token i, or a part of a house that needs none. It returns the last token, -1
// for none.
func (s *scan) partAt(i int) int {
	if s.part(i) {
		if k := s.partName(i); k >= 0 {
			return k
		}
	}
	if !s.wing(i) {
		return -1
	}
	if s.punct(i+1, '.') && s.glued(i+1) && len(s.word(i)) <= 4 {
		return i + 1
	}
	return i
}

// part tells whether token i names a part of a site: a berth, a plot, a hall, a room.
func (s *scan) part(i int) bool {
	if !s.letter(i) {
		return false
	}
	switch s.word(i) {
	case "stellplatz", "parzelle", "steg", "zimmer", "box", "block", "halle", "boje", "kolonie", "haus", "liegeplatz", "standplatz", "zeltplatz", "platz", "garten", "laube",
		"bungalow", "container", "gebaeude", "baracke", "trakt", "fluegel", "raum", "station", "wagenplatz", "bauwagen", "kga", "gartenanlage", "ponton", "kai", "bootshaus", "wohnheim",
		"tor", "lager", "rampe", "bau", "gate", "hs", "geb", "eing", "eingang", "einfahrt", "zufahrt", "pforte", "laden", "ladenlokal", "buero", "werk", "werkstor", "schuppen", "abschnitt", "sektor", "garage", "stand", "box-nr", "schranke", "feld", "reihe", "daire":
		return true
	}
	return false
}

// grounds returns where the site with a name begins whose part the word at token j names behind a comma, or the part itself where it is a
// numbered house of a place without streets: "Campingplatz Waldsee, Stellplatz 14", "Haus Nr. 17". It returns -1 for none.
func (s *scan) grounds(j int, numbered bool) int {
	if j < 0 || s.line(j) && j > 0 || !s.part(j) || !s.upper(j) && !s.lower {
		return -1
	}
	p := j - 1
	if !s.punct(p, ',') {
		if w := s.word(j); numbered && (w == "haus" || w == "hs") && (p < 0 || !s.letter(p) || !s.upper(p)) {
			return j
		}
		return -1
	}
	p--
	for n := 0; n < 4 && p >= 0 && (s.letter(p) && s.upper(p) || s.punct(p, '"')) && !s.line(p+1); n, p = n+1, p-1 {
		if s.letter(p) && n > 0 && siteHead(s.word(p)) {
			return p
		}
	}
	return -1
}

// siteHead tells whether w is a site with a name of its own and numbered parts, where people live or have gardens.
func siteHead(w string) bool {
	return w == "kgv" || w == "kga" || endsWith(w, 3, "ferienpark", "wohnpark", "gewerbepark", "industriepark", "campingplatz", "zeltplatz", "wohnmobilstellplatz", "wohnheim",
		"ferienanlage", "wohnanlage", "gartenanlage", "feriendorf", "gartenverein", "kolonie", "gebiet", "siedlung", "appartementhaus", "ferienhaus", "hafen", "marina") ||
		endsWith(w, 0, "ferienpark", "wohnpark", "gewerbepark", "industriepark", "campingplatz", "zeltplatz", "camping", "wohnheim", "wohnanlage", "gartenanlage", "feriendorf", "kolonie", "siedlung", "marina")
}

// wing tells whether token i is a part of a house that there is one of: "Seitengebäude", "Nordflügel", "Einliegerwohnung".
func (s *scan) wing(i int) bool {
	if !s.letter(i) || !s.upper(i) && !s.lower {
		return false
	}
	w := s.word(i)
	switch w {
	case "rgb", "rg", "efh", "mfh", "dhh", "rh", "gh", "sgb", "ngb", "elw", "hths", "vdhs", "souterrain", "hof", "hinterhof", "innenhof", "dachboden", "remise", "scheune", "laden", "buero", "pfoertnerloge", "altbau", "neubau":
		return true
	}
	return endsWith(w, 3, "gebaeude", "fluegel", "haus", "wohnung", "eingang", "trakt", "geschoss", "stock", "aufgang", "bau", "teil")
}

// partName reads the number, letter or name of the part of a site at token i and returns its last token, or -1.
func (s *scan) partName(i int) int {
	k := i + 1
	if s.punct(k, '.') && s.glued(k) && len(s.word(i)) <= 4 {
		k++ // "Hs. 3"
	}
	if s.letter(k) && (s.word(k) == "nr" || s.word(k) == "nummer") && !s.line(k) {
		k++
		if s.punct(k, '.') {
			k++
		}
	}
	if s.line(k) || k >= len(s.toks) {
		return -1
	}
	if n, ok := s.houseNumber(k); ok {
		return n
	}
	if s.punct(k, '"') || s.punct(k, '\'') {
		k++
	}
	first := k
	for k < first+3 && s.letter(k) && !s.line(k) && (s.upper(k) || s.lower && !s.is(k, kStop)) {
		k++
		if s.punct(k, '-') && s.glued(k) && s.glued(k+1) {
			k++
		}
	}
	if k == first {
		return -1
	}
	if s.punct(k, '"') || s.punct(k, '\'') {
		k++
	}
	return k - 1
}
