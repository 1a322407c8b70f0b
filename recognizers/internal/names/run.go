package names

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
)

// position says how strongly what stands before a word announces a name.
type position uint8

const (
	inField position = iota // behind the colon of a form field, or the answer to "Wie heißen Sie?"
	inSalut                 // behind Herr, Frau, Dr.
	inIntro                 // behind "ich heiße", "mein Name ist", the closing of a letter
	inJob                   // behind "Sachbearbeiter"
	inWeak                  // behind "meine Tochter", "ich bin"
)

// maxUnits bounds the units of one name.
const maxUnits = 6

// run is a sequence of units that may be a name.
type run struct {
	first, last int // tokens
	units       int
	given       int  // units that are given names
	surnames    int  // units that are surnames and no given names
	unknown     int  // units the lexicon does not know as names
	everyday    int  // units that are everyday words as well
	lowered     bool // written without capitals in a text that has them
	f1          int  // strength of the first unit as a given name
}

// nameRun reads the longest name that begins at token i.
func (s *scan) nameRun(i int, p position) (r run, ok bool) {
	r.first, r.last = i, -1
	pos := i
	var prev unit
	for r.units < maxUnits {
		if pos > i && (s.line(pos) || s.wide(pos) || s.glued(pos) && !(prev.initial && s.punct(pos-1, '.'))) {
			break
		}
		u, good := s.unitAt(pos)
		if !good || s.inAddress(u.first, u.last) {
			break
		}
		if next, good := s.particles(pos, p, &r, &prev); good {
			pos = next
			if u, good = s.unitAt(pos); !good {
				break
			}
			if !s.acceptAfterParticle(&u, p) {
				break
			}
		} else if !s.accept(&u, p, &r, &prev) {
			break
		}
		r.note(s, &u)
		prev = u
		pos = u.last + 1
	}
	if r.last < 0 {
		return r, false
	}
	// an initial at the end belongs to nothing
	if r.units == 1 && prev.initial {
		return r, false
	}
	if n := r.last + 1; s.letter(n) && s.word(n) == "punkt" && s.lower {
		return r, false // an e-mail address in words
	}
	if r.units > 1 && s.lower && s.letter(r.last+1) && s.word(r.last+1) == "weg" && !s.line(r.last+1) && p != inField {
		return r, false // "der hermann löns weg"
	}
	if s.is(r.last+1, kHeisse) && (s.is(r.last+3, kPet) || s.is(r.last+2, kPet)) {
		return r, false // "felix heißt mein kater"
	}
	if s.orgBehind(r.last+1) || s.beside(r.first, r.last) || s.nobodys(r.first, r.last) || s.animalField(r.first) || s.ticket(r.first, r.last) {
		return r, false
	}
	return r, true
}

// wide tells whether so many blanks stand before token i that another column begins there: three, or two where the text has more of them.
func (s *scan) wide(i int) bool {
	gap := s.toks[i].Start - s.toks[i-1].End
	return gap >= 3 || gap == 2 && s.columned()
}

// leastGaps is how many columns begin inside lines of a text that is set in columns.
const leastGaps = 3

// columned tells whether the text is set in columns: runs of blanks inside two of its lines or more that no end of a sentence explains.
func (s *scan) columned() bool {
	if s.columns == 0 {
		s.columns = no
		n, first, last := 0, 0, 0 // the gaps, the lines of the first and last
		for i, line := 1, 0; i < len(s.toks) && (n < leastGaps || first == last); i++ {
			line += b2i(s.line(i))
			if s.toks[i].Start-s.toks[i-1].End >= 2 && !s.line(i) && !s.sentenceEnd(i-1) && strings.TrimLeft(s.text[s.toks[i-1].End:s.toks[i].Start], " ") == "" {
				if n++; n == 1 {
					first = line
				}
				last = line
			}
		}
		if n >= leastGaps && first < last {
			s.columns = yes
		}
	}
	return s.columns == yes
}

// animalField tells whether the form field before token i holds an animal's name: "Rasse: Dackel", next line "Rufname: Bruno".
func (s *scan) animalField(i int) bool {
	if !s.punct(i-1, ':') || !s.letter(i-2) || !s.line(i-2) {
		return false
	}
	switch s.word(i - 2) {
	case "rasse", "hunderasse", "tierart":
		return true
	case "name", "rufname", "tiername":
		for n, j := 0, i-3; n < 8 && j >= 0; n, j = n+1, j-1 {
			if s.letter(j) && (s.word(j) == "rasse" || s.word(j) == "hunderasse" || s.word(j) == "tierart") {
				return true
			}
		}
	}
	return false
}

// cased tells whether the word is Greek, Cyrillic or Armenian, whose names begin with capitals.
func cased(w string) bool { return w[0] >= 0xCE && w[0] <= 0xD5 }

// capitalForeign tells whether a word of another script near token i begins with a capital.
func (s *scan) capitalForeign(i int) bool {
	for j := max(0, i-reachForeign); j < min(len(s.toks), i+reachForeign); j++ {
		if s.toks[j].Flags&anonymize.Foreign != 0 && s.upper(j) {
			return true
		}
	}
	return false
}

// reachForeign is how many tokens around a word capitalForeign looks at.
const reachForeign = 24

func (r *run) note(s *scan, u *unit) {
	r.last = u.last
	if r.units == 0 {
		r.f1 = u.firstName()
		r.lowered = !s.lower && !u.upper && !u.foreign
	}
	r.units++
	switch {
	case u.initial:
	case u.e.First >= 2 && (u.e.First >= u.e.Last || r.units == 1):
		r.given++
	case u.e.Last > 0:
		r.surnames++
	case u.e.First > 0:
		r.given++
	default:
		r.unknown++
	}
	if u.anti() >= 2 {
		r.everyday++
	}
}

// orgBehind tells whether token i turns the name before it into a firm's, a
// foundation's or a street's.
func (s *scan) orgBehind(i int) bool {
	if s.line(i) {
		return false
	}
	if s.punct(i, '&') || s.punct(i, '+') {
		for n, j := 0, i+1; n < 3 && s.upper(j) && !s.line(j); n, j = n+1, j+1 {
			if s.is(j, kOrg) {
				return true // "Kessler & Kinder OHG"
			}
		}
	}
	if s.punct(i, '-') || s.punct(i, '&') || s.punct(i, '+') {
		return s.is(i+1, kOrg|kRoad) || s.punct(i, '-') && s.glued(i) && s.glued(i+1)
	}
	if u, ok := s.unitAt(i); ok && u.parts > 1 && u.is(kOrg|kRoad) && !s.glued(i) {
		return true // "Robert Koch-Institut"
	}
	if s.is(i, kOrg|kRoad) {
		// "peter müller haus" but not "Herr Müller weg"
		return s.upper(i) || s.lower && s.kinds[i]&kStop == 0
	}
	return false
}

// particles reads name particles and titles of nobility from token i and
// returns where the name goes on.
func (s *scan) particles(i int, p position, r *run, prev *unit) (next int, ok bool) {
	n := 0
	for ; n < 3 && s.is(i, kParticle|kNoble) && s.letter(i) && (n == 0 || !s.line(i)); n++ {
		if s.kinds[i]&kNoble != 0 {
			if !s.upper(i) && !s.lower {
				break
			}
			i++
			continue
		}
		w := s.word(i)
		switch w {
		case "der", "den", "dem", "und", "auf", "la", "zu", "le", "el", "al":
			if n == 0 && (w == "der" || w == "den" || w == "dem" || w == "und" || w == "auf" || w == "zu" && (r.units == 0 && !(p == inSalut && s.upper(i+1)) || s.errand(i+1))) || w == "und" && !s.is(i-1, kParticle) {
				return i, false
			}
			if (w == "la" || w == "le" || w == "al" || w == "el") && s.lower && r.units == 0 && p >= inWeak {
				return i, false
			}
		case "zum", "zur", "vom", "st":
			if n == 0 && (w != "st" || !s.upper(i)) {
				return i, false
			}
		case "da", "du", "bin", "do", "dos", "des", "das", "ben", "di":
			if r.units == 0 || s.lower && w != "di" && w != "dos" || r.unknown+r.given == 0 {
				return i, false
			}
		case "von":
			if r.units > 0 && (prev.e.First < 2 || r.surnames > 0) {
				return i, false // "Herr Müller von der Kasse"
			}
			if r.units == 0 && p > inIntro {
				return i, false
			}
			if g, ok := s.unitAt(i + 1); r.units == 0 && s.is(i-1, kFamily) && ok && g.e.First >= 3 && g.e.Last < 4 {
				return i, false // "die Familie von Igor Anic"
			}
		}
		if s.punct(i+1, '-') && s.glued(i+1) { // Al-Sayed is one unit
			return i, false
		}
		i++
		if s.punct(i, '.') && s.glued(i) {
			i++
		}
	}
	return i, n > 0 && s.letter(i) && !s.line(i)
}

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

// accept decides whether u goes on with the name r, of which prev is the last unit.
func (s *scan) accept(u *unit, p position, r *run, prev *unit) bool {
	first := r.units == 0
	e := &u.e
	if u.foreign {
		if !u.upper && cased(s.word(u.first)) && s.capitalForeign(u.first) || r.units > 1 && strings.HasPrefix(s.word(u.first), "و") {
			return false // "я хочу", "and" before a verb
		}
		return u.kind&(kForeign|kIntro|kStop) == 0 && (u.bytes > 2 || !first)
	}
	if u.initial {
		if !s.upper(u.first) && (!s.lower || u.last == u.first) {
			return false
		}
		if first && u.last == u.first { // "A Müller" needs its full stop
			return p == inField
		}
		return s.initialGoesOn(u) || !first && r.given > 0 && u.last > u.first && s.upper(u.first) && (s.line(u.last+1) || s.isPunct(u.last+1) || p == inField)
	}
	if u.bytes < 2 || u.bytes == 2 && prev.initial && s.word(u.first) == "sc" { // "B. Sc."
		return false
	}
	k := u.kind
	if k&kPet != 0 && first && p != inSalut && e.Last < 4 && e.First < 4 || u.allUpper && !s.caps && u.bytes <= 5 && (e.First < 3 && e.Last < 3 || k&kThing != 0) && p != inSalut && (s.digit(u.last+1) && p != inField || s.punct(u.last+1, ':')) {
		return false // "der hund", "Halter: FIN: 5067…", "die Ärztin LANR 0933…", but: "Antragsteller: SOWE 01.01.1985"
	}
	if k&(kSalut|kFamily|kTitle|kPoss) != 0 && !(k&kPoss != 0 && p == inSalut && s.word(u.first) == "mei" && u.upper && !s.lower) && !(k&kTitle != 0 && e.First >= 4 && !s.punct(u.last+1, '.')) && (e.Last < 5 || !first || p > inSalut) {
		return false
	}
	if first && k&kMonth != 0 && e.First >= 5 && s.is(u.first-1, kRel) && !s.digit(u.last+1) && (s.lower || u.upper) {
		return true // "opa august hat"
	}
	if k&(kStop|kThing|kFloor|kUnit|kRoad|kGeo|kDay) != 0 && p == inSalut && first && s.called(u) && (k&kDay == 0 || !s.is(u.first-2, kArt)) {
		return true
	}
	if u.upper && !s.lower && !u.allUpper && p <= inIntro && (s.line(u.last+1) || s.isPunct(u.last+1)) {
		switch {
		case first && k&(kStop|kDay) != 0 && s.surnameToo(u.first) && p == inIntro && (s.is(u.first-1, kHeisse) || s.is(u.first-1, kBe) && s.is(u.first-2, kName)):
			return true // "mein Name ist Weiß, mit scharfem S"
		case !first && k&kDay != 0 && r.units == 1 && r.given > 0:
			return true // "Gruß, Anke Samstag"
		}
	}
	if k&kStop != 0 && !(u.upper && !s.lower && !u.allUpper && e.Last >= 3 && (p == inSalut || r.given > 0)) && !(p == inField && u.upper && !s.lower && (e.Last >= 3 || e.First >= 3 || !first && s.line(u.last+1))) {
		return false
	}
	if u.parts > 1 && k&(kOrg|kRoad) != 0 {
		return false
	}
	if k&(kRole|kOrg|kOffice|kRoad|kThing|kShop|kField|kRel|kRelPl|kJob|kName|kClose|kFloor|kUnit|kHome|kAdd|kHeisse) != 0 && e.Last < 3 && e.First < 3 {
		return false
	}
	if n := u.last + 1; first && p != inSalut && k&kOrg != 0 && k&kHome != 0 && !s.lower && s.upper(n) && !s.line(n) && !s.glued(n) {
		return false // "Haus Abendsonne"
	}
	if k&(kFloor|kThing|kUnit) != 0 && (s.digit(u.last+1) || s.punct(u.last+1, '.') && s.digit(u.last+2)) {
		return false
	}
	if k&(kField|kWeakField|kName|kAdd) != 0 && s.punct(u.last+1, ':') {
		return false
	}
	if roman(s.word(u.first)) && u.allUpper && p != inField || s.lower && s.knows(u.first) {
		return false
	}
	if k&(kMonth|kDay) != 0 && (s.digit(u.last+1) || !first && e.Last < 4 || e.First < 3 && e.Last < 4) {
		return false
	}
	if s.lower {
		return s.acceptLower(u, p, r, prev)
	}
	if !u.upper {
		if first {
			return p <= inIntro && (e.First >= 3 || e.Last >= 3 || !u.known && u.bytes > 3 && p <= inSalut) && u.anti() == 0
		}
		return r.lowered && ((e.Last > 0 || e.First > 1) && u.anti() == 0 || !u.known && u.bytes > 3 && r.surnames == 0)
	}
	name := e.First > 0 || e.Last > 0
	if !first && s.english && r.given > 0 && r.surnames == 0 && u.upper && e.Last >= 3 && k&(kStop|kMonth|kOrg|kRoad|kOffice|kSalut|kRel|kRelPl|kJob|kRole|kThing|kFloor) == 0 {
		return true // a German noun is a name in English text
	}
	if !first {
		if r.surnames > 0 && p != inField {
			// "Thiago Nascimento Prates", not "Herr Müller Bescheid"
			return u.anti() == 0 && ((e.Last > 0 || e.First > 0) && e.Place < 3 || !u.known && !s.nounish(u)) && e.First < 4
		}
		anti := u.nounAnti()
		switch {
		case name && (anti < 3 || int(e.Last) >= anti && r.given > 0 || int(e.First) > anti):
			return !(e.Place >= 4 && e.Last < 3 && e.First < 3)
		case name:
			return p <= inSalut && (e.Last >= 3 || p == inField)
		}
		if p <= inIntro && r.given > 0 && r.units == 1 && e.Noun == 0 && !u.is(kOrg|kRoad|kOffice|kThing|kRole) && s.stopsBehind(u.last+1) && s.isPunct(u.last+1) {
			return true // "mein Name ist Insa Abendschein."
		}
		return !s.nounish(u) && !(e.Place >= 3) && (e.Common == 0 || p <= inIntro && e.Noun == 0)
	}
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

// surnameToo reports function words and adjectives that are surnames.
func (s *scan) surnameToo(i int) bool {
	switch s.word(i) {
	case "abend", "morgen", "alt", "gut", "neu", "klein", "gross", "lang", "lange", "kurz", "frueh", "weiss", "ernst", "jung", "recht", "voll", "stark", "heute", "gerne", "gern", "bitter", "schnell", "genau", "tag", "bach", "reich", "still", "sommer", "winter", "will", "kann", "wohl", "mann", "denn", "braun", "rein", "eben", "halt", "danke":
		return true
	}
	return false
}

// roman tells whether w is a Roman numeral.
func roman(w string) bool {
	for i := range len(w) {
		if w[i] != 'i' && w[i] != 'v' && w[i] != 'x' {
			return false
		}
	}
	return len(w) < 5
}

// errand tells whether token i makes a phrase with the "zu" before it: "zu Gast".
func (s *scan) errand(i int) bool {
	if !s.letter(i) {
		return false
	}
	switch s.word(i) {
	case "anfang", "beginn", "besuch", "boden", "ende", "fuss", "gast", "gunsten", "hause", "hilfe", "lasten", "protokoll", "recht", "tisch", "tode", "wort":
		return true
	}
	return false
}

// stopsBehind tells whether a phrase ends before token i.
func (s *scan) stopsBehind(i int) bool {
	return s.line(i) || s.isPunct(i) || s.is(i, kStop|kAnd)
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

func (u *unit) is(k kind) bool { return u.kind&k != 0 }

// score rates r by what the lexicon knows of it; base is the score of a run of
// known names in this place.
func (r *run) score(base float32) float32 {
	sc := base
	if r.unknown == r.units {
		sc -= 0.08
	}
	if r.everyday == r.units {
		sc -= 0.06
	}
	if r.lowered {
		sc -= 0.05
	}
	if r.given > 0 && r.units > 1 {
		sc += (1 - sc) * 0.5
	}
	return sc
}

// evidence says who spoke for r beside the context.
func (r *run) evidence() anonymize.Evidence {
	if r.unknown < r.units {
		return anonymize.EvidenceContext | anonymize.EvidenceLexicon
	}
	return anonymize.EvidenceContext
}
