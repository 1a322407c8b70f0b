package names

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/lexicon"
)

// roadEnds are the ends of words that are street names, in three groups parted
// by empty strings: certain ones, likely ones, and ends of many other words.
var roadEnds = [...]string{"strasse", "str", "weg", "allee", "gasse", "platz", "damm", "chaussee", "steig", "stieg", "pfad", "twiete", "promenade",
	"gaesschen", "ufer", "ring", "stiege", "redder", "strasze", "gaessle", "wegle", "steg", "strase", "starsse", "srasse", "straase", "trasse", "stasse", "patt", "straat", "gracht", "gade", "gatan", "laan", "plein", "",
	"wall", "graben", "markt", "kamp", "bogen", "winkel", "bruecke", "garten", "gaerten", "berg", "koppel", "brink", "diek", "deich", "horst", "hoehe", "halde",
	"rain", "zeile", "kai", "muehle", "anger", "buehl", "leite", "loh", "esch", "wg", "schanze", "hang", "wiese", "wiesen", "kehre", "linde", "linden", "terrasse", "hain", "staden", "bleichen", "bleiche", "erbahn", "",
	"siedlung", "hof", "park", "tor", "feld", "felder", "busch", "grund", "reihe", "tal", "see", "bach", "wald", "acker", "lohne", "moor", "heide",
	"aue", "weide", "hafen", "haven", "hoern", "gang", "aecker", "wisch", "stuecken", "stern", "blick", "eck", "freiheit", "land", "bruch", "lohe", "brook", "riede", "hufe", "kaempe", "warft", "siek", "kuhle", "werder", "eiche", "eichen", "buchen",
	"birken", "erlen", "tannen", "stein", "brunnen", "furt", "born", "holz", "schanz", "gehren", "breite", "rott", "plan", "erdorf", "trift", "insel"}

// otherEnds are ends of nouns that end like streets: "Verkäufer", "Ausstieg", "Bescheide".
const otherEnds = `zeichen kaeufer laeufer raeufer saeufer haeufer ausstieg einstieg anstieg aufstieg umstieg abstieg ungspfad sharing scoring toring powering gineering
bescheide entscheide unterscheide ministern bereiche bereichen vergleiche vergleichen abgleiche ausgleiche vektor faktor reaktor senator monitor moderator simulator ulator fragebogen ungsbogen baustein bausteine zusammenhang ueberhang ungsgang lehrgang eingang ausgang jahrgang einbruch durchbruch zusammenbruch ungshoehe geldhoehe trageshoehe betragshoehe beitragshoehe gebuehrenhoehe arbeitsplatz schauplatz finanzplatz bildungsweg
loesungsweg ittlungsweg zahlungsweg waltungsweg rechtsweg lebensweg berufsweg irrweg sonderweg mehrweg einweg radweg`

// roadEnd returns how surely token i is a street's name by its end: 0 not at
// all, 3 certainly.
func (s *scan) roadEnd(i int) int {
	if s.kinds[i]&kNoRoad != 0 || s.toks[i].End-s.toks[i].Start < 5 || strings.HasSuffix(s.word(i), "brigade") {
		return 0
	}
	return max(0, s.e.roads.Of(s.word(i), 2))
}

// street is a street's name in front of a house number.
type street struct {
	first    int
	strength int  // 3 certain by form, 2 likely, 1 possible: needs a postcode and place or an announcement
	lexicon  bool // by the list of streets
	foreign  bool // of another country
}

// maxStreetUnits bounds the words of a street's name.
const maxStreetUnits = 5

// streetBefore reads the name of the street that ends at token j.
func (s *scan) streetBefore(j int) (st street, ok bool) {
	if s.abroad {
		if st, ok = s.streetAbroad(j); ok {
			return st, true
		}
	}
	short := s.punct(j, '.') && s.glued(j)
	if short {
		if !s.letter(j-1) || !endsStr(s.word(j-1)) || s.is(j-1, kNoRoad) {
			return st, false
		}
		j--
	}
	if !s.letter(j) {
		return st, false
	}
	if s.toks[j].Flags&anonymize.Digit != 0 {
		return st, false
	}
	u := s.streetUnit(j)
	st.first = u
	if k := s.dedicated(u); k >= 0 {
		return street{first: k, strength: 3}, true
	}
	if k := s.shortened(u); k >= 0 {
		return street{first: k, strength: 3}, true // "Str. d. Jugend"
	}
	road := s.kinds[j]&kRoad != 0
	switch end := s.roadEnd(j); {
	case road && u == j: // "Eppendorfer Weg", "Hohe Straße", "Straße"
		return s.roadWord(j)
	case road: // "Karl-Heine-Straße", "Dr.-Rörig-Damm"
		if st.strength = 2; strongRoad(s.word(j)) {
			st.first, st.strength = s.titleGlued(u), 3
		}
		return s.stretch(st, j), true
	case end == 3, short:
		st.strength, st.foreign = 3, end == 3 && endsWith(s.word(j), 2, "straat", "gracht", "gade", "gatan", "laan", "plein")
		return s.stretch(st, j), true
	case end > 0:
		st.strength = end
		e, _ := s.entry(j)
		if e.Place >= 2 || e.Noun >= 3 || e.Common >= 2 || !s.upper(j) && !s.lower || u == j && s.namesThing(j, e) {
			st.strength = 1
		}
		return s.stretch(st, j), true
	}
	if e, _ := s.entry(j); e.Class&streetClass != 0 {
		st.strength, st.lexicon = 2, true
		return st, true
	}
	return s.byPreposition(j)
}

// namesThing tells whether the word at token j, which the lexicon knows as e, is a noun and no street that a list has, and no preposition says
// where: "Aushang 118", but: "in der Reeperbahn 48".
func (s *scan) namesThing(j int, e lexicon.Entry) bool {
	return e.Noun >= 1 && e.Class&streetClass == 0 && !s.is(j-1, kStreet) && !(s.is(j-1, kArt) && s.is(j-2, kStreet))
}

// endsStr tells whether w ends like a street before a full stop: "mozartstr", "schillerpl".
func endsStr(w string) bool {
	n := len(w)
	return n >= 3 && w[n-3:] == "str" || n >= 5 && w[n-2:] == "pl" || n >= 7 && w[n-4:] == "prom"
}

// strongRoad tells whether w alone makes a certain street of the words before it.
func strongRoad(w string) bool {
	switch w {
	case "strasse", "str", "weg", "allee", "gasse", "platz", "damm", "ring", "ufer", "chaussee", "steig", "stieg", "pfad", "promenade", "twiete", "gaesschen":
		return true
	}
	return false
}

// streetUnit returns the first token of the hyphenated word that ends at j.
func (s *scan) streetUnit(j int) int {
	i := j
	for range maxParts {
		if !s.glued(i) || !s.punct(i-1, '-') && !s.apostrophe(i-1) || !s.glued(i-1) && !s.letter(i-2) {
			break
		}
		k := i - 2
		if s.punct(k, '.') && s.glued(k) { // "Dr.-Rörig-Damm"
			k--
		}
		if !s.letter(k) && !s.digit(k) {
			break
		}
		i = k
	}
	return i
}

// titleGlued returns where the street's name begins if "Dr." or "St." stands before it.
func (s *scan) titleGlued(i int) int {
	for range 2 {
		switch {
		case s.punct(i-1, '.') && s.is(i-2, kTitle|kParticle) && !s.is(i-2, kSalut):
			i -= 2
		case s.is(i-1, kTitle) && !s.line(i):
			i--
		default:
			return i
		}
	}
	return i
}

// roadWord reads the words before "Straße" or "Weg" at token j.
func (s *scan) roadWord(j int) (st street, ok bool) {
	w := s.word(j)
	i := j
	if s.is(i-1, kArt) && s.is(i-2, kStreet) && !s.line(i) && (s.upper(i-2) || !s.upper(i)) { // "An der Allee 3"
		if w == "strasse" || w == "str" || w == "zeile" || w == "reihe" || w == "platz" && !s.before(i-1, "an") {
			return st, false // "In der Straße 4 Laternen"
		}
		return street{first: i - 2, strength: 2}, true
	}
	words := 0
	for n := 0; n < maxStreetUnits && !s.line(i); n++ {
		p := i - 1
		if s.punct(p, '.') && s.glued(p) && s.is(p-1, kTitle|kParticle) && s.letter(p-1) {
			i = p - 1
			continue
		}
		if !s.letter(p) {
			break
		}
		f := s.streetUnit(p)
		if s.stop(p) {
			return st, false
		}
		last := s.word(p)
		adjective := len(last) > 3 && (last[len(last)-2:] == "er" || last[len(last)-1] == 'e' || last[len(last)-2:] == "en")
		if words == 0 && s.is(p, kStreet) || words == 1 && !s.lower && !strongRoad(w) && !s.is(p, kStreet|kArt) && !s.attribute(p) && !s.adjective(p) {
			break
		}
		if s.is(p, kPoss|kSalut|kFamily|kHome|kAdd|kUnit|kDay|kMonth|kAnd|kBe) {
			break
		}
		if _, named := s.epithet(f); s.is(p, kStop) && !s.is(p, kArt) && !named {
			break
		}
		if words > 0 && s.foreignTo(p) {
			break
		}
		if s.is(p, kArt) && s.definite(p) {
			if words > 0 && s.is(p-1, kStreet) && s.upper(p-1) && !s.line(p) { // "In der Alten Gasse"
				return street{first: p - 1, strength: 3}, true
			}
			if words > 0 && s.lower && s.is(p-1, kStreet) && s.word(p-1) != "in" && s.word(p-1) != "auf" && !(s.word(p-1) == "vor" && strongRoad(w)) {
				return street{first: p - 1, strength: 2}, true
			}
			break
		}
		if s.lower {
			if words > 0 && !(words < 3 && s.nameWord(p)) { // "albert schweitzer straße"
				break
			}
			if !adjective {
				e, _, known := s.e.lex.LookupName(last)
				if e.Last == 0 && e.First == 0 && e.Place == 0 && (known || words > 0 || len(last) < 7 || !strongRoad(w)) || e.Common > 3 {
					break // but "scharnweber straße", which no list knows
				}
			}
		} else if !s.upper(f) {
			break
		}
		if s.is(p, kStreet) && words > 0 { // "Am Alten Weg"
			i = p
			words++
			break
		}
		i = f
		words++
	}
	row := w == "zeile" || w == "reihe"
	if words == 0 {
		return s.roadAlone(j), !row // "Unter Zeile 17"
	}
	if row && words == 1 && (s.is(i, kThing) || s.flagsAll(i) && !s.caps) {
		return st, false // "Anlage Zeile 4"
	}
	st = street{first: i, strength: 3}
	if !strongRoad(w) {
		st.strength = 1
		if words == 1 && !s.lower && (s.adjective(i) || row && s.attribute(i)) {
			st.strength = 2 // "Drachhausener Zeile", "Lange Reihe"
		} else if words == 1 && s.lower && s.ofPlace(i) {
			st.strength = 2 // "möllendorfer zeile"
		}
		if s.is(i-1, kStreet) && s.upper(i-1) {
			st.first, st.strength = i-1, 2
		}
	}
	return st, true
}

// roadAlone reads "Am Markt" and "Siedlung", without words before the road's at token j.
func (s *scan) roadAlone(j int) street {
	if s.is(j-1, kStreet) && !s.line(j) && (s.upper(j) && s.upper(j-1) || s.lower) {
		if s.lower && (!s.is(j, kGeo) || s.is(j, kThing)) {
			return street{first: j - 1, strength: 1} // "am tor 3"
		}
		switch s.word(j - 1) {
		case "auf", "in", "an", "vor", "ueber", "neben", "zwischen", "hinter":
			return street{first: j - 1} // "Auf Platz 2"
		}
		return street{first: j - 1, strength: 2} // "Am Markt"
	}
	switch s.word(j) {
	case "strasse", "platz", "str", "markt", "siedlung", "kolonie":
		return street{first: j, strength: 1}
	}
	return street{first: j, strength: b2i(s.is(j, kGeo) && !s.is(j, kThing))} // "Siedlung 12, 03226 Vetschau"
}

// stop tells whether token i is where buses and trains stop: "Haltestelle Steig 4".
func (s *scan) stop(i int) bool {
	switch s.word(i) {
	case "haltestelle", "bushaltestelle", "bahnhof", "busbahnhof", "hauptbahnhof", "hbf", "zob", "endhaltestelle", "gleis":
		return true
	}
	return false
}

// foreignTo tells whether the word at token i is a noun that stands before a street and is no part of its name: "die Hausgemeinschaft
// Berliner Ring 7".
func (s *scan) foreignTo(i int) bool {
	u, ok := s.unitEnding(i)
	if !ok || u.parts > 1 || !u.upper || u.kind&(kTitle|kRole) != 0 || u.e.First >= 3 || u.e.Last >= 3 || s.attribute(i) || s.adjective(i) {
		return false
	}
	return u.e.Noun >= 3 || s.nounish(&u)
}

// nameWord tells whether token i is a person's name and no everyday word.
func (s *scan) nameWord(i int) bool {
	e, _ := s.entry(i)
	return s.kinds[i]&(kStop|kFill|kHome|kAdd|kStreet|kArt) == 0 && ((e.First >= 2 || e.Last >= 3) && max(e.Common, e.Noun) < 2 || e.First >= 4 && e.First >= e.Noun && e.Common == 0)
}

// within tells whether token i says in which part of a house something is, whose street follows: "im Hof Schwanenteichring 18".
func (s *scan) within(i int) bool {
	return (s.is(i, kFloor) || s.word(i) == "hof") && !s.line(i) && (s.before(i, "im") || s.before(i, "vom") || s.before(i, "am") || s.before(i, "zum") || s.before(i, "aus"))
}

// byPreposition reads "Am Markt", "An der Alten Mühle", "Unter den Eichen".
func (s *scan) byPreposition(j int) (st street, ok bool) {
	u := s.streetUnit(j)
	switch s.word(j) {
	case "sued", "nord", "ost", "west", "suedost", "suedwest", "nordost", "nordwest", "mitte": // "Gewerbepark Süd 14"
		if k := j - 1; u == j && s.letter(k) && !s.line(j) && builtUp(s.word(k)) {
			return street{first: k, strength: 2}, true // "Industriegebiet Nord 12"
		} else if u == j && s.letter(k) && !s.line(j) && (s.roadEnd(k) > 0 || s.is(k, kRoad) && s.upper(k) || s.lower && s.roadEnd(k) > 0) {
			if st, ok := s.streetBefore(k); ok && st.strength > 0 {
				st.strength = max(st.strength, 2)
				return st, true
			}
		}
	}
	geo := s.is(j, kGeo)
	if s.is(j, kStop|kUnit|kMonth|kDay|kNumber|kPoss|kThing|kFloor) && !geo && !(s.word(j) == "gleis" && s.landmark(j) >= 0) {
		return st, false
	}
	if k := s.landmark(j); k >= 0 && s.lower {
		return street{first: k, strength: 2 * b2i(geo)}, true
	}
	named := s.upper(u) || s.lower
	i := u
	words := 1
	for n := 0; n < 3 && !s.line(i); n++ {
		p := i - 1
		if !s.letter(p) {
			break
		}
		if s.is(p, kStreet) && (!s.upper(p) || s.caps) && named {
			if k := s.path(p, j); k >= 0 {
				return street{first: k, strength: 3 - b2i(s.word(k) == "siedlung")}, true
			}
		}
		if s.is(p, kStreet) && !s.upper(p) && s.upper(u) {
			// "wohne in der Zeil 14": the preposition is none of the name's
			if s.manor(u) {
				return street{first: u - 1, strength: 2}, true
			}
			k := i
			for s.is(k, kArt) && k < u && !s.upper(k) {
				k++
			}
			return s.stretch(street{first: k}, j), true
		}
		if s.is(p, kStreet) {
			st.first, st.strength = p, 1
			if geo && !(words == 1 && !s.lower && s.opensOnto(p)) {
				st.strength = 2
			} else if e, _ := s.entry(j); e.Noun >= 3 || e.Common >= 2 {
				st.strength = 0
				if words > 1 && s.upper(p) && s.upper(u) && s.is(p+1, kArt) && (s.punct(p-1, ':') || s.punct(p-1, ',') || p > 0 && s.letter(p-1) && !s.line(p) && !s.is(p-1, kStop)) {
					st.strength = 2 // "Schulweg: Auf dem Höchsten 31": a capital where the sentence goes on
				} else if s.upper(p) && s.upper(u) && p > 0 && s.letter(p-1) && !s.line(p) && !s.upper(p-1) && !s.lower {
					st.strength = 2
				}
				return st, named
			}
			if st.strength == 1 && s.upper(p) && s.upper(u) && !s.lower && s.is(p+1, kArt) && p > 0 && !s.sentenceStart(p) {
				st.strength = 2
			}
			if !named {
				st.strength = 0
			}
			return st, st.strength > 0
		}
		switch w := s.word(p); w {
		case "grosse", "kleine", "alte", "neue", "alter", "neuer", "obere", "untere", "hohe", "lange", "breite", "grosser", "kleiner", "hinterer", "vorderer":
			if p == u-1 && s.upper(p) && s.upper(u) && !s.line(i) && (s.punct(p-1, ':') || s.letter(p-1) && !s.line(p) && !s.upper(p-1) || p == 0 && len(s.toks) < 7) {
				return street{first: p, strength: 2}, true // "Große Bleichen 14"
			}
		}
		if !s.is(p, kArt) && !(s.upper(p) || s.lower) || s.is(p, kStop) && !s.is(p, kArt) || s.is(p, kPoss|kSalut) || words > 3 {
			break
		}
		if s.is(p, kHome|kAdd) {
			break
		}
		i = p
		words++
	}
	// a bare word before a number: "Ostwall 61", "hellweg 15", "lerchenwg 5"
	if !named || s.is(j, kSalut|kTitle|kHome|kAdd|kField|kName|kOffice|kPlace|kStreet|kArt) && !geo || s.toks[j].End-s.toks[j].Start < 4 && !s.brief(u, j) && !(geo && s.lower && u > 0 && s.attribute(u-1)) {
		return st, false
	}
	if s.manor(u) {
		return street{first: u - 1, strength: 2}, true
	}
	st = s.stretch(street{first: u}, j)
	if geo && st.first < u && !s.built(j) {
		if declined, named := s.epithet(st.first); named && !declined {
			st.strength = 1 // "grüne aue"
		}
	}
	return st, true
}

// builtUp reports the words for an area in which buildings have numbers: "Industriegebiet", but not "Wahlgebiet", "Schutzgebiet".
func builtUp(w string) bool {
	if !endsWith(w, 4, "gebiet", "gelaende") {
		return false
	}
	for _, stem := range [...]string{"industrie", "gewerbe", "neubau", "wohn", "misch", "betrieb", "werk", "hafen", "kasern", "fabrik", "zechen", "sonder"} {
		if strings.HasPrefix(w, stem) {
			return true
		}
	}
	return false
}

// path returns where the name of a street to token j begins that says where the street leads, with the preposition at token p: "Kirchweg
// zum See". It returns -1 for none.
func (s *scan) path(p, j int) int {
	if !s.is(j, kGeo) && s.roadEnd(j) == 0 {
		return -1
	}
	switch s.word(p) {
	case "zum", "zur", "am", "an", "hinter", "hinterm", "beim":
	default:
		return -1
	}
	k := p - 1
	if s.upper(k) && s.word(k) == "siedlung" && !s.line(p) && !s.lower && !s.caps && s.upper(j) && (s.word(p) != "an" && s.word(p) != "hinter" || s.is(p+1, kArt)) {
		return k // "Siedlung am Bahndamm"
	}
	if s.line(p) || !s.letter(k) || !s.upper(k) && !s.lower || s.roadEnd(k) != 3 && !(s.is(k, kRoad) && strongRoad(s.word(k))) {
		return -1
	}
	if w := s.word(p); (w == "an" || w == "hinter") && !s.is(p+1, kArt) {
		return -1
	}
	if s.is(k, kRoad) && (s.lower || s.caps || k > 0 && !s.line(k) && s.letter(k-1) && (s.is(k-1, kArt|kPoss|kStop|kHome) || !s.upper(k-1))) || s.lower && s.word(p) != "zum" && s.word(p) != "zur" {
		return -1 // "auf dem Weg zum Bahnhof 3"
	}
	return s.streetUnit(k)
}

// opensOnto tells whether token i begins a sentence with a preposition that begins streets' names with an article only, where nobody speaks of
// homes: "Auf Kanal 36" is none.
func (s *scan) opensOnto(i int) bool {
	if s.homes || !s.sentenceStart(i) {
		return false
	}
	switch s.word(i) {
	case "auf", "in", "an", "ueber", "bei", "zwischen", "neben":
		return true
	}
	return false
}

// brief tells whether the short word from token i to token j can be a street's or a hamlet's name by what stands before it: "Tidofelder Pad
// 3", "Au 14, 84094 Elsendorf".
func (s *scan) brief(i, j int) bool {
	if !s.upper(j) || s.flagsAll(j) {
		return false
	}
	return s.line(i) || s.punct(i-1, ',') || s.punct(i-1, ':') || s.is(i-1, kHome) || s.letter(i-1) && s.upper(i-1) && s.adjective(i-1)
}

// shouted returns where the street st that ends at token j begins in a text in capitals, where the case of a preposition tells nothing: behind
// other words of its sentence "IN DER" belongs to the sentence, and so do "IM", "AN DER" and the like before an end that is a street by itself.
func (s *scan) shouted(st street, j int) int {
	i := st.first
	if !s.caps || !s.flagsAll(j-b2i(s.punct(j, '.'))) || i == 0 || s.line(i) || !s.letter(i-1) || !s.is(i, kStreet) {
		return i
	}
	switch s.word(i) {
	case "in", "aus", "von", "bei", "nach", "durch", "ueber":
	case "an":
		if s.is(i+1, kArt) && st.strength < 3 {
			return i // but "BITTE AN LEHMKUHLE 41"
		}
	case "zum", "zur":
		return i
	default:
		if st.strength < 3 {
			return i
		}
	}
	k := i + 1
	for k < j && s.definite(k) {
		k++
	}
	if k > j || s.punct(k, '.') || k == i+1 && s.word(i) == "in" && s.is(k, kStreet) {
		return i
	}
	return k
}

// numberedStreet reads a street that has a number for a name, which ends at token j before the house number's announcement: "Straße 41 Nr. 9".
func (s *scan) numberedStreet(j int) (st street, ok bool) {
	if j < 1 || !s.digit(j) || s.digitsAt(j) > 3 || s.glued(j) || s.line(j) {
		return st, false
	}
	switch s.word(j - 1) {
	case "strasse", "str", "weg", "allee", "gasse", "pfad", "steig", "reihe", "zeile":
		return street{first: j - 1, strength: 3}, s.letter(j-1) && (s.upper(j-1) || s.lower)
	}
	return st, false
}

// site reads a site without a house number of its own, whose part token j names: "Neue Kaserne Block 4". It needs a postcode and place.
func (s *scan) site(j int) (st street, ok bool) {
	p := j - 1
	if p < 0 || s.line(j) || !s.letter(p) || !s.upper(p) || s.lower || s.is(p, kStop|kHome|kAdd|kThing|kUnit|kSalut|kTitle|kOffice) {
		return st, false
	}
	st.first = p
	if q := p - 1; q >= 0 && !s.line(p) && s.letter(q) && s.upper(q) && (s.attribute(q) || s.adjective(q)) {
		st.first = q
	}
	return st, true
}

// opposed tells whether the street from token first to token j with its number, which ends at token last, is set against another one of the
// same kind: "nicht erlengrund 83 sondern erlengrund 38".
func (s *scan) opposed(first, j, last int) bool {
	if !s.plain(j, j) {
		return false
	}
	k := last + 1
	if s.punct(k, ',') {
		k++
	}
	if s.letter(k) && (s.word(k) == "sondern" || s.word(k) == "statt" || s.word(k) == "nicht") {
		for k++; s.letter(k) && s.is(k, kStreet|kArt|kStop) && !s.line(k); k++ {
		}
		return s.twin(j, k)
	}
	p := first - 1
	for n := 0; n < 2 && p >= 0 && s.letter(p) && s.is(p, kStreet|kArt); n++ {
		p--
	}
	if p < 0 || !s.letter(p) || s.word(p) != "sondern" && s.word(p) != "statt" && s.word(p) != "nicht" {
		return false
	}
	if p--; s.punct(p, ',') {
		p--
	}
	if p > 0 && s.letter(p) && s.toks[p].End-s.toks[p].Start == 1 {
		p--
	}
	return p > 0 && s.twin(j, p-1)
}

// twin tells whether the word at token k with a number behind it is the name of a street like the one at token j: its end or the name is the same.
func (s *scan) twin(j, k int) bool {
	if k < 0 || !s.letter(k) || k+1 >= len(s.toks) || s.toks[k+1].Flags&anonymize.Digit == 0 || s.line(k+1) {
		return false
	}
	return s.word(j) == s.word(k) || s.roadEnd(k) > 0 && s.plain(k, k)
}

// dwelling tells whether a noun that names a place to live or to visit stands right before the street from token first to token j, and the
// number behind it ends at a sign, a line's end or a function word at token next: "die Ferienwohnung Halde 9 b,". In a text about homes "in der" does as well.
func (s *scan) dwelling(first, j, next int) bool {
	p := first - 1
	if s.lower || p < 0 || s.line(first) || !s.upper(first) || !s.upper(j) || s.is(j, kThing|kUnit|kOffice|kFloor|kStop) || s.roadEnd(j) == 0 && !s.is(j, kGeo) && !s.hamlet(j) {
		return false
	}
	if next < len(s.toks) && !s.line(next) && !s.isPunct(next) && !s.is(next, kStop|kPlace) {
		return false
	}
	if s.letter(p) && s.is(p, kArt) && s.word(p) == "der" && s.before(p, "in") && !s.upper(p-1) {
		return s.roadEnd(j) == 1 && s.homes && s.plain(j, j)
	}
	if !s.letter(p) || !s.upper(p) {
		return false
	}
	w := s.word(p)
	return endsWith(w, 0, "wohnung", "haus", "praxis", "apotheke", "werkstatt", "unterkunft", "pension", "apartment", "baeckerei", "kita", "kindergarten", "laden", "filiale", "heim", "garage",
		"nachbarhof", "bauernhof", "reiterhof", "gasthof", "ferienhof", "siedlerhof", "pferdehof", "biohof")
}

// hamlet tells whether token i is a word that many hamlets have for a name.
func (s *scan) hamlet(i int) bool {
	switch s.word(i) {
	case "leiten", "leite", "halden", "oed", "moos", "ried", "egg", "reit", "rain", "loh", "trift", "moor", "insel":
		return true
	}
	return false
}
