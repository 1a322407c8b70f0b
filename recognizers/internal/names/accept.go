package names

import "strings"

// accept decides whether u goes on with the name r, of which prev is the last unit.
func (s *scan) accept(u *unit, p position, r *run, prev *unit) bool {
	first := r.units == 0
	switch {
	case u.foreign:
		return s.acceptForeign(u, r)
	case u.initial:
		return s.acceptInitial(u, p, r)
	case u.bytes < 2, u.bytes == 2 && prev.initial && s.word(u.first) == "sc": // "B. Sc."
		return false
	case s.announces(u, p, first):
		return false
	case s.surely(u, p, r):
		return true
	case s.refused(u, p, r):
		return false
	case s.lower:
		return s.acceptLower(u, p, r, prev)
	case !u.upper && first:
		return p <= inIntro && (u.e.First >= 3 || u.e.Last >= 3 || !u.known && u.bytes > 3 && p <= inSalut) && u.anti() == 0
	case !u.upper:
		return r.lowered && ((u.e.Last > 0 || u.e.First > 1) && u.anti() == 0 || !u.known && u.bytes > 3 && r.surnames == 0)
	case first:
		return s.acceptFirst(u, p)
	}
	return s.acceptNext(u, p, r)
}

// acceptForeign decides about a word of another script.
func (s *scan) acceptForeign(u *unit, r *run) bool {
	if !u.upper && cased(s.word(u.first)) && s.capitalForeign(u.first) || r.units > 1 && strings.HasPrefix(s.word(u.first), "و") {
		return false // "я хочу", "and" before a verb
	}
	return u.kind&(kForeign|kIntro|kStop) == 0 && (u.bytes > 2 || r.units > 0) && (u.kind&kDay == 0 || r.units > 0)
}

// acceptInitial decides about a single letter.
func (s *scan) acceptInitial(u *unit, p position, r *run) bool {
	if !s.upper(u.first) && (!s.lower || u.last == u.first) {
		return false
	}
	if r.units == 0 && u.last == u.first { // "A Müller" needs its full stop
		return p == inField
	}
	return s.initialGoesOn(u) || r.given > 0 && u.last > u.first && s.upper(u.first) && (s.line(u.last+1) || s.isPunct(u.last+1) || p == inField)
}

// announces tells whether u announces somebody or something else and is no part of a name: an animal, an abbreviation before a number, a
// salutation, a title, a possessive.
func (s *scan) announces(u *unit, p position, first bool) bool {
	k, e := u.kind, &u.e
	if k&kPet != 0 && first && p != inSalut && e.Last < 4 && e.First < 4 {
		return true // "der hund"
	}
	if u.allUpper && !s.caps && u.bytes <= 5 && (e.First < 3 && e.Last < 3 || k&kThing != 0) && p != inSalut && (s.digit(u.last+1) && p != inField || s.punct(u.last+1, ':')) {
		return true // "Halter: FIN: 5067…", "die Ärztin LANR 0933…", but: "Antragsteller: SOWE 01.01.1985"
	}
	switch {
	case k&(kSalut|kFamily|kTitle|kPoss) == 0:
	case k&kPoss != 0 && p == inSalut && s.word(u.first) == "mei" && u.upper && !s.lower:
	case k&kTitle != 0 && e.First >= 4 && !s.punct(u.last+1, '.'):
	default:
		return e.Last < 5 || !first || p > inSalut
	}
	return false
}

// surely tells whether u, an everyday word, is a name in this place.
func (s *scan) surely(u *unit, p position, r *run) bool {
	k, first := u.kind, r.units == 0
	if first && k&kMonth != 0 && u.e.First >= 5 && s.is(u.first-1, kRel) && !s.digit(u.last+1) && (s.lower || u.upper) {
		return true // "opa august hat"
	}
	kiss := k&kClose != 0 && s.surnameToo(u.first)
	if (kiss || k&(kStop|kThing|kFloor|kUnit|kRoad|kGeo|kDay) != 0) && p == inSalut && first && s.called(u) && (k&kDay == 0 || !s.is(u.first-2, kArt)) {
		return true
	}
	if !u.upper || s.lower || u.allUpper || p > inIntro || !s.line(u.last+1) && !s.isPunct(u.last+1) {
		return false
	}
	if first {
		// "mein Name ist Weiß, mit scharfem S"
		return (kiss || k&(kStop|kDay) != 0) && s.surnameToo(u.first) && p == inIntro && (s.is(u.first-1, kHeisse) || s.is(u.first-1, kBe) && s.is(u.first-2, kName))
	}
	return (kiss || k&kDay != 0) && r.units == 1 && r.given > 0 // "Gruß, Anke Samstag", "Annegret Kuss"
}

// refused tells whether u is a word of another role, or a part of something else than a name by what stands behind it.
func (s *scan) refused(u *unit, p position, r *run) bool {
	k, e, first, next := u.kind, &u.e, r.units == 0, u.last+1
	if k&kStop != 0 && !(u.upper && !s.lower && !u.allUpper && e.Last >= 3 && (p == inSalut || r.given > 0)) && !(p == inField && u.upper && !s.lower && (e.Last >= 3 || e.First >= 3 || !first && s.line(next))) {
		return true
	}
	if u.parts > 1 && k&(kOrg|kRoad) != 0 {
		return true
	}
	if k&(kRole|kOrg|kOffice|kRoad|kThing|kShop|kField|kRel|kRelPl|kJob|kName|kClose|kFloor|kUnit|kHome|kAdd|kHeisse) != 0 && e.Last < 3 && e.First < 3 {
		return true
	}
	if !first && p == inSalut && r.given == 0 && u.anti() >= 2 && !s.lower && s.upper(next) && !s.line(next) && !s.glued(next) {
		return true // "Frau Lewinsky Deutsch Kurs B1"
	}
	if first && p != inSalut && k&kOrg != 0 && k&kHome != 0 && !s.lower && s.upper(next) && !s.line(next) && !s.glued(next) {
		return true // "Haus Abendsonne"
	}
	if k&(kFloor|kThing|kUnit) != 0 && (s.digit(next) || s.punct(next, '.') && s.digit(next+1)) {
		return true
	}
	if (k&(kField|kWeakField|kName|kAdd) != 0 || !first && s.nextColumn(u.last)) && s.punct(next, ':') {
		return true
	}
	if roman(s.word(u.first)) && u.allUpper && p != inField || s.lower && s.knows(u.first) {
		return true
	}
	return k&(kMonth|kDay) != 0 && (s.digit(next) || !first && e.Last < 4 || e.First < 3 && e.Last < 4)
}

// acceptFirst decides whether a name begins with the capitalised word u.
func (s *scan) acceptFirst(u *unit, p position) bool {
	e := &u.e
	name := e.First > 0 || e.Last > 0
	switch p {
	case inField:
		return name || !u.known && !s.institution(u.last) && !s.collective(u) || !s.nounish(u)
	case inSalut:
		if name {
			return e.Last >= 2 || e.First >= 2 || e.Noun < 4 || s.called(u)
		}
		return !u.known || !s.nounish(u) || s.called(u)
	case inIntro:
		if name {
			return u.anti() < 4 || e.Last >= 4 || e.First >= 4
		}
		return !s.nounish(u) && e.Place < 2 && e.Common == 0
	case inJob:
		if name {
			return u.anti() == 0 || e.Last >= 4 && e.Common == 0
		}
		return !u.known && !s.nounish(u)
	}
	if e.First >= 4 && s.is(u.first-1, kRel) {
		return true // "Opa Ernst"
	}
	if u.firstName() >= 2 && (e.Place < 4 || e.First >= 5 && e.First >= e.Place) {
		return true
	}
	if (name && u.anti() == 0 || !u.known) && !s.nounish(u) && e.Place < 3 {
		n, good := s.unitAt(u.last + 1)
		return good && !s.line(u.last+1) && n.upper && n.anti() == 0 && n.kind&^kLook == 0 && !s.nounish(&n)
	}
	return false
}

// acceptNext decides whether the capitalised word u goes on with the name r.
func (s *scan) acceptNext(u *unit, p position, r *run) bool {
	e := &u.e
	if s.english && r.given > 0 && r.surnames == 0 && e.Last >= 3 && u.kind&(kStop|kMonth|kOrg|kRoad|kOffice|kSalut|kRel|kRelPl|kJob|kRole|kThing|kFloor) == 0 {
		return true // a German noun is a name in English text
	}
	name := e.First > 0 || e.Last > 0
	if r.surnames > 0 && p != inField {
		// "Thiago Nascimento Prates", not "Herr Müller Bescheid"
		return u.anti() == 0 && (name && e.Place < 3 || !u.known && !s.nounish(u)) && e.First < 4
	}
	anti := u.nounAnti()
	switch {
	case name && (anti < 3 || int(e.Last) >= anti && r.given > 0 || int(e.First) > anti):
		return !(e.Place >= 4 && e.Last < 3 && e.First < 3)
	case name:
		return p <= inSalut && (e.Last >= 3 || p == inField)
	}
	if p <= inIntro && r.given > 0 && r.units == 1 && e.Noun == 0 && !u.is(kOrg|kRoad|kOffice|kThing|kRole) && s.isPunct(u.last+1) {
		return true // "mein Name ist Insa Abendschein."
	}
	if p == inField && !u.known && u.parts == 1 && r.given > 0 && r.given == r.units && s.line(u.last+1) && u.kind&^kLook == 0 && s.e.heads.Of(s.word(u.last), 2) == 0 && !s.roleWord(u.last) && !s.collective(u) && !s.institution(u.last) {
		return true // "Ehegatte 1: Xaver Hintersatz": two words that make a noun
	}
	return !s.nounish(u) && e.Place < 3 && (e.Common == 0 || p <= inIntro && e.Noun == 0)
}

// nextColumn tells whether the word at token i heads the next name behind a colon and is no surname: "Sr. Creszentia Springer: Burim", but: "Herr
// Peter Springer: bitte zurückrufen".
func (s *scan) nextColumn(i int) bool {
	return s.is(i, kColumn) && s.punct(i+1, ':') && (s.upper(i+2) && !s.line(i+2) || s.line(i+2))
}

// acceptLower is accept in a text without capitals.
func (s *scan) acceptLower(u *unit, p position, r *run, prev *unit) bool {
	e, anti := &u.e, u.anti()
	if r.units > 0 {
		if s.upper(r.first) && !u.upper && prev.upper {
			return false // "bei Ole karies gefunden"
		}
		if r.surnames > 0 || r.unknown > 0 && r.given > 0 {
			return p == inField && (e.Last > 0 || e.First > 0)
		}
		switch {
		case e.Last > 0:
			return anti <= 1 || e.Last >= 4 && anti < 5 && r.f1 >= 3 && p <= inIntro && s.stopsBehind(u.last+1)
		case e.First > 1 || e.First == 1 && p <= inIntro:
			return anti == 0
		}
		return !u.known && u.bytes > 2 && !s.nounish(u) && !participle(s.word(u.last)) && (!s.english || s.stopsBehind(u.last+1))
	}
	switch p {
	case inField:
		return e.Last > 0 || e.First > 0 || !u.known
	case inSalut:
		return e.Last > 0 && (anti <= 2 || e.Last >= 4 && anti < 6 || e.Last >= 6) || e.First >= 2 && anti <= 1 || !u.known && u.bytes > 2 || s.called(u)
	case inIntro:
		return e.First >= 2 && anti <= 2 || e.First > 0 && anti == 0 || e.Last >= 3 && anti <= 2 || e.Last > 0 && anti == 0 || !u.known && u.bytes > 3 && !s.nounish(u)
	case inJob:
		return e.Last >= 2 && anti == 0 && e.Place < 3
	}
	return e.First >= 3 && (anti == 0 || anti <= 2 && int(e.First)-anti >= 2) && (e.Place < 4 || e.First >= 5 && e.First >= e.Place)
}

// acceptAfterParticle decides whether a name goes on with u behind "von", "Freifrau von", "de la".
func (s *scan) acceptAfterParticle(u *unit, p position) bool {
	if u.upper && u.kind&kStop == 0 && (s.is(u.first-1, kNoble) || s.is(u.first-2, kNoble)) {
		return true
	}
	if u.initial || u.kind&(kStop|kMonth|kDay|kSalut|kFamily|kPoss|kOffice|kOrg|kJob) != 0 && u.e.Last < 4 {
		return false
	}
	if !s.lower && !u.upper && !u.foreign {
		return false
	}
	if s.lower {
		return u.e.Last > 0 && u.anti() <= 3 || !u.known && u.bytes > 2
	}
	if u.e.Noun >= 3 && u.e.Last < 4 && s.before(u.first, "zu") {
		return false // "zu Gast"
	}
	return p <= inSalut && (u.e.Last > 0 || !u.known) || !s.nounish(u) && !(u.e.Place >= 3 && u.e.Last == 0)
}

// participle tells whether w has the form of a participle of a verb with a prefix, or of one that ends with -ieren.
func participle(w string) bool {
	if len(w) > 6 && (w[len(w)-4:] == "iert" || w[len(w)-5:] == "ieren") {
		return true
	}
	for _, p := range [...]string{"ab", "an", "auf", "aus", "ein", "um", "zu", "vor", "mit", "weg", "hin", "her", "los", "nach", "zurueck", "zusammen", "weiter", "rein", "raus", "runter", "hoch"} {
		if len(w) > len(p)+4 && w[:len(p)] == p && w[len(p):len(p)+2] == "ge" && (w[len(w)-1] == 't' || w[len(w)-2:] == "en") {
			return true
		}
	}
	return false
}

// called tells whether the everyday word u stands alone behind a salutation that nothing else can follow: "Herr Abend von der Kasse",
// "herrn morgen".
func (s *scan) called(u *unit) bool {
	if u.parts > 1 || u.bytes < 3 || u.kind&(kRole|kOrg|kOffice|kRelPl|kJob|kSalut|kTitle|kFamily|kPoss|kAnd|kRefuse|kHeisse|kName|kField|kMonth) != 0 {
		return false
	}
	i := u.first - 1
	if s.punct(i, '.') {
		i--
	}
	if s.is(i, kTitle) && i+1 < u.first && u.upper && !u.allUpper && !s.lower && u.kind&kStop == 0 && s.stopsBehind(u.last+1) {
		return true // "Dr. Wasserfall"
	}
	if !s.letter(i) || !s.is(i, kSalut) || s.roleWord(u.first) {
		return false
	}
	end := s.line(u.last+1) || s.isPunct(u.last+1)
	if s.is(i, kRel) { // "Frau" is a noun as well
		p := i - 1
		if u.bytes > 10 || p >= 0 && (s.lower || !s.article(p) && !s.is(p, kArt)) && !s.line(i) && !s.isPunct(p) && (!s.is(p, kStop|kAnd) || s.is(p, kArt|kPoss) || s.indefinite(p) || s.article(p)) {
			return false
		}
	}
	if s.lower {
		// "frau alt ist neu", but not "frau ist krank"
		return (u.kind&kStop == 0 || s.surnameToo(u.first)) && (end || s.is(u.last+1, kStop))
	}
	return u.upper && (u.kind&kStop == 0 || s.surnameToo(u.first) && !u.allUpper) && (end || !s.upper(u.last+1))
}

// article tells whether token i is a demonstrative or another word that a noun follows.
func (s *scan) article(i int) bool {
	switch s.word(i) {
	case "der", "die", "das", "dieser", "diese", "jener", "jene", "welche", "welcher", "alleinerziehende", "andere", "anderen", "als":
		return true
	}
	return false
}

// surnameToo reports function words, adjectives and languages that are surnames.
func (s *scan) surnameToo(i int) bool {
	switch s.word(i) {
	case "abend", "morgen", "alt", "gut", "neu", "klein", "gross", "lang", "lange", "kurz", "frueh", "weiss", "ernst", "jung", "recht", "voll", "stark", "heute", "gerne", "gern", "bitter", "schnell", "genau", "tag", "bach", "reich", "still", "sommer", "winter", "will", "kann", "wohl", "mann", "denn", "braun", "rein", "eben", "halt", "danke",
		"kuss", "hindi", "dari", "farsi", "yo", "inne", "anner", "inner", "aufner", "vonner":
		return true
	}
	return false
}

// initialGoesOn tells whether a name goes on behind the initial u.
func (s *scan) initialGoesOn(u *unit) bool {
	i := u.last + 1
	for range 3 {
		if s.line(i) {
			return false
		}
		n, ok := s.unitAt(i)
		if !ok {
			return false
		}
		if !n.initial {
			return n.kind&kStop == 0 && (n.upper || s.lower && (n.e.Last > 0 && n.anti() <= 1)) && !(n.e.Noun > 2 && n.e.Last < 3) && !n.is(kOrg|kThing)
		}
		i = n.last + 1
	}
	return false
}
