package names

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
)

// promptKind is what the bot asked for.
type promptKind uint8

const (
	promptOther promptKind = iota
	promptName
	promptAddress
	promptBirth
)

// readPrompt tells what the bot asked for, and which of its tokens says so; named is the token that asks for a name, together with
// something else or alone, or -1.
func (e *Engine) readPrompt(p *anonymize.Document) (found promptKind, at, named int32) {
	at, named = -1, -1
	if p == nil {
		return promptOther, at, named
	}
	toks := p.Tokens()
	for i := range toks {
		if toks[i].Flags&anonymize.Letter == 0 {
			continue
		}
		k := e.words.lookup(toks[i].Hash)
		w := p.Word(toks[i])
		switch {
		case k&kAdd != 0 || w == "wohnen" || w == "wohnst":
			if found < promptAddress {
				found, at = promptAddress, int32(i)
			}
		case w == "geburtsdatum" || w == "geboren" || w == "geburtstag":
			if found < promptAddress {
				found, at = promptBirth, int32(i)
			}
		case (k&(kJob|kRole) != 0 || w == "person") && i > 0 && which(p.Word(toks[i-1])) || k&kName != 0 || w == "heissen" || w == "heisst" || w == "wer" || w == "wem" || w == "wen" || w == "wessen" || w == "ansprechpartner" || w == "ansprechpartnerin" || w == "sachbearbeiter" || w == "sachbearbeiterin" || w == "kontaktperson" || w == "called" || w == "who":
			if named = int32(i); found < promptAddress {
				found, at = promptName, named
			}
		}
	}
	return found, at, named
}

// which tells whether w asks which one of several.
func which(w string) bool {
	switch w {
	case "welcher", "welche", "welchen", "welchem", "which":
		return true
	}
	return false
}

// maxAnswer bounds the tokens of an answer that is a name as a whole.
const maxAnswer = 14

// answer reads the whole text as the answer to "Wie heißen Sie?".
func (s *scan) answer(dst []Finding) []Finding {
	if more, ok := s.spelledHere(dst, 0, int(s.asked), RulePrompt); ok && len(s.toks) > maxAnswer {
		more[len(more)-1].InPrompt = true
		return more
	}
	if len(s.toks) > maxAnswer {
		return dst
	}
	if more, ok := s.oddName(dst); ok {
		return more
	}
	for i := range s.toks {
		if s.is(i, kRefuse) {
			return dst
		}
	}
	for i, n := 0, len(dst); i < len(s.toks); {
		if more, ok := s.spelledHere(dst, i, int(s.asked), RulePrompt); ok {
			dst = more
			dst[len(dst)-1].InPrompt = true
			i = int(dst[len(dst)-1].Last) + 1
			continue
		}
		if len(dst) > n && s.punct(i, ',') && s.letter(i+1) && (s.word(i+1) == "der" || s.word(i+1) == "die" || s.word(i+1) == "das") {
			break // what is told of the person
		}
		if s.isPunct(i) || s.is(i, kFill|kBe|kSalut|kTitle|kFamily|kHeisse|kName|kPoss|kAnd) || s.relation(i) || s.roleWord(i) && s.letter(i+1) && !s.line(i+1) || s.is(i, kStop) && !s.is(i, kParticle) && !s.upper(i) {
			i++
			continue
		}
		if s.is(i, kPet) && s.letter(i-1) && s.is(i-1, kArt|kWith|kPoss) {
			i++
			continue // "Fuchs, mit Hund"
		}
		if s.is(i, kMonth) && (s.before(i, "seit") || s.before(i, "ab") || s.before(i, "bis") || s.before(i, "im")) {
			i++
			continue // "seit mai"
		}
		if s.is(i, kDay) && (s.digit(i+1) || s.letter(i+1) && s.entries[i+1].First < 2 && !s.line(i+1)) {
			i++
			continue // "montag um 9", "montag passt mir besser"
		}
		r, ok := s.nameRun(i, inField)
		if !ok || r.everyday == r.units && r.given == 0 && (r.units > 1 || len(dst) > n && s.thing(i)) {
			i++
			continue
		}
		s.reversed(&r)
		n := len(dst)
		dst = s.add(dst, &r, r.score(0.95), r.evidence(), RulePrompt, int(s.asked))
		dst[n].InPrompt = true
		i = r.last + 1
	}
	return dst
}

// answerBegins reads the name that a text begins with as the answer to a question for a name and something else: "Grzesik 050577".
func (s *scan) answerBegins(dst []Finding) []Finding {
	i := 0
	for i < len(s.toks) && (s.isPunct(i) || s.is(i, kSalut|kTitle)) {
		i++
	}
	if len(s.toks) > maxAnswer || i > 6 || i < len(s.toks) && s.is(i, kRefuse|kStop|kAdd|kHome) {
		return dst
	}
	r, ok := s.nameRun(i, inField)
	if u, good := s.unitEnding(r.last); !ok || r.everyday > 0 && r.given == 0 || !good || u.e.Place > 1 && r.given == 0 {
		return dst
	}
	if st, ok := s.anyStreet(r.last, false); ok && st.strength > 1 {
		return dst
	}
	s.reversed(&r)
	if n := r.last + 1; !s.line(n) && !s.isPunct(n) && !s.digit(n) {
		return dst
	}
	n := len(dst)
	dst = s.add(dst, &r, r.score(0.9), r.evidence(), RulePrompt, int(s.askedToo))
	dst[n].InPrompt = true
	return dst
}

// dotted tells whether a line of dots that leads from a label to its value begins at token i: "Kontoinhaber ........ Schwanzara".
func (s *scan) dotted(i int) bool {
	n := 0
	for ; s.isPunct(i) && !s.line(i) && s.text[s.toks[i].Start] == '.'; i++ {
		n += int(s.toks[i].End - s.toks[i].Start)
	}
	return n >= 4 && i < len(s.toks) && !s.line(i)
}

// thing tells whether the word at token i, behind a name and a comma, is a noun of which something is said: "Lindner, Tisch für zwei".
func (s *scan) thing(i int) bool {
	u, ok := s.unitAt(i)
	return ok && s.punct(i-1, ',') && u.e.Noun >= 4 && u.e.Last < 3 && u.e.First < 2 && s.is(u.last+1, kStop|kWith)
}

// relation tells whether token i says who somebody is and is followed by the name: "mein vater nasser khalil".
func (s *scan) relation(i int) bool {
	return s.is(i, kRel|kJob) && (s.letter(i+1) || s.punct(i+1, ',') && s.letter(i+2) && s.is(i-1, kPoss)) && s.entries[i].First < 3
}

// reversed stretches a surname over ", Peter" behind it.
func (s *scan) reversed(r *run) {
	if !s.punct(r.last+1, ',') || s.line(r.last+1) || s.line(r.last+2) || r.given > 0 && r.surnames+r.unknown > 0 {
		return
	}
	if g, ok := s.unitAt(r.last + 2); ok && g.e.First < 2 && !s.line(r.first) && s.punct(r.first-1, ':') && s.gathers(r.first-2) {
		return // "anwesend: Strickroth, Mazhari"
	}
	if s.is(r.last+2, kFloor|kThing|kUnit|kOffice) || s.roleWord(r.last+2) || s.camel(r.last+2) || s.office(r.last+2) > r.last+2 {
		return
	}
	n, ok := s.nameRun(r.last+2, inField)
	if ok && r.units == 1 && n.units == 1 && n.given > 0 && s.punct(n.last+1, ',') {
		if u, good := s.unitAt(r.first); good && u.e.First >= 3 && (u.e.Last < 2 || s.gathers(r.first-2)) {
			return // "Zeugen: Dilek, Friedjof, …", "Zeugen des Unfalls: Bosse, Enna, …"
		}
	}
	if !ok || n.given == 0 && (n.unknown == 0 || r.given > 0 || s.lower && s.prompt == promptName) || n.units > 3 || n.f1 < 1 && n.unknown == 0 {
		return
	}
	if !s.line(n.last+1) && !s.isPunct(n.last+1) && !s.is(n.last+1, kStop) {
		return
	}
	if u, ok := s.unitEnding(n.last); n.units > 1 && (n.surnames > 0 && n.given < n.units && !(ok && u.e.First >= 4) || s.toks[r.first].Hash == s.toks[n.last].Hash) {
		return // "Kirsch, Henner Vogt", "Kirsch, Henner Kirsch": two persons
	}
	r.last = n.last
	r.units += n.units
	r.given += n.given
	r.unknown += n.unknown
	r.surnames += n.surnames
}

// field follows the label of a form field: "Name:", "Vorname(n):", "Name des
// Kindes =", also a label that stands alone on its line.
func (s *scan) field(dst []Finding, i int, k kind) []Finding {
	strong := k&(kField|kName) != 0
	if !strong && (k&kStop != 0 && !s.punct(i+1, ':') || !s.sentenceStart(i) && !s.possessed(i)) {
		return dst
	}
	j := i + 1
	colon := false
	for n := 0; n < 9 && !colon; n++ {
		switch {
		case s.punct(j, ':') || s.punct(j, '='):
			colon = true
			j++
		case n < 3 && strong && s.line(i) && s.dotted(j):
			for s.isPunct(j) && !s.line(j) {
				j++
			}
			colon = true
		case n < 3 && strong && s.line(i) && j < len(s.toks) && !s.line(j) && s.wide(j) && s.upper(j) && !s.is(j, kField|kName|kWeakField|kAdd):
			return s.column(dst, i, j)
		case s.punct(j, '|') && !s.line(j) && (s.line(i) || s.punct(i-1, '|')) && s.upper(j+1) && !s.line(j+1):
			return s.cell(dst, i, j+1) // a row of a table
		case s.line(j):
			// a label alone on its line, the value on the next
			if !strong || !s.line(i) || n > 3 || j >= len(s.toks) || s.is(j, kField|kName|kWeakField|kAdd|kStop) {
				return dst
			}
			r, ok := s.nameRun(j, inIntro)
			if !ok || !s.line(r.last+1) && !s.punct(r.last+1, ',') {
				return dst
			}
			s.reversed(&r)
			return s.add(dst, &r, r.score(0.9), r.evidence(), RuleField, i)
		case s.punct(j, '(') || s.punct(j, ')') || s.punct(j, '/') || s.punct(j, '-') || s.punct(j, '*'):
			j++
		case s.is(j, kField|kName) && n == 0 && !s.punct(j-1, '/'):
			return dst // "Name Vorname:"
		case s.letter(j) && s.toks[j].Flags&anonymize.Digit == 0 && (s.is(j, kStop|kRel|kRelPl|kPoss|kJob|kField|kName|kAnd|kRole) || n > 0 && s.glued(j) || n < 4 && strong && (k&kJob != 0 || s.upper(j))):
			j++
		case s.digit(j) && n < 2: // "Kind 1:"
			j++
		default:
			return dst
		}
	}
	if !colon || j >= len(s.toks) {
		return dst
	}
	p, base := inField, float32(0.96)
	if !strong {
		p, base = inIntro, 0.88
	}
	empty := s.line(j)
	if empty && (s.is(j, kField|kName|kWeakField|kAdd|kHome) || s.punct(j+1, ':')) {
		return dst // an empty field
	}
	quoted := false
	for n := 0; n < 3 && s.isPunct(j) && (s.punct(j, '"') || s.punct(j, '\'') && s.word(i) != "name" || s.punct(j, '_') || s.punct(j, '*') || s.word(j) == "♀" || s.word(j) == "♂"); n++ {
		quoted = s.punct(j, '"')
		j++
	}
	for n := 0; n < 2 && s.is(j, kSalut|kFamily); n++ {
		j++
		if s.punct(j, '.') {
			j++
		}
	}
	j, _ = s.skipTitles(j)
	if strong {
		if more, ok := s.spelledHere(dst, j, i, RuleField); ok {
			return more
		}
	}
	r, ok := s.nameRun(j, p)
	if !ok {
		return s.attendance(dst, j, i)
	}
	if u, ok := s.unitAt(r.first); ok && r.units == 1 && u.known && u.e.First+u.e.Last == 0 && u.e.Noun > 0 && s.is(r.last+1, kArt) && !s.line(r.last+1) {
		return dst // "Ansprechpartner: Hallenwart der Turnhalle"
	}
	if s.punct(r.last+1, ':') || empty && !s.line(r.last+1) && !s.punct(r.last+1, ',') {
		return dst
	}
	alone := r.units == 1
	if u, ok := s.unitAt(r.first); ok && k&kName == 0 && alone && s.collective(&u) {
		return dst // "Empfänger: Hausmeisterei"
	}
	if alone && s.is(r.first, kName) && s.punct(r.last+1, ',') && s.is(r.last+2, kName) {
		return dst // "Kontoinhaber: Name, Vorname"
	}
	if alone && k&kName == 0 && s.flagsAll(r.first) && !s.caps && !strings.ContainsAny(s.word(r.first), "aeiouy") {
		return dst // "Empfänger: SVLFG"
	}
	if k&kName == 0 && alone && s.camel(r.first) || !strong && s.clinical() && s.eponymous(&r) {
		return dst // "Vermieter: GeWoBau", "Kind: Moro seitengleich"
	}
	s.reversed(&r)
	quoted = quoted && s.punct(r.last+1, '"') && s.upper(r.first) && k&(kRel|kRelPl) != 0
	if !strong && r.unknown == r.units && alone && r.units == 1 && !quoted && !(s.line(i) && s.line(r.last+1) && s.client(i)) && !(s.punct(r.last+1, ',') && s.digit(r.last+2) && s.upper(r.first) && !s.lower) || strong && r.everyday == r.units && r.given == 0 && !s.line(r.last+1) && !s.isPunct(r.last+1) {
		return dst
	}
	if !strong && (r.everyday == r.units || s.word(i) == "betreff" && r.units == 1) && r.given == 0 {
		return dst
	}
	dst = s.add(dst, &r, r.score(base), r.evidence(), RuleField, i)
	return s.series(dst, r.last+1, RuleList, i)
}

// client tells whether the label at token i can hold nothing but a person or a firm.
func (s *scan) client(i int) bool {
	switch s.word(i) {
	case "kunde", "kundin", "mitglied", "nutzer", "nutzerin", "teilnehmer", "teilnehmerin", "begleitperson", "gast", "besitzer", "besitzerin", "finder", "finderin", "trauzeuge", "trauzeugin", "pflegeperson", "ehefrau", "ehemann", "hausarzt":
		return true
	}
	return s.is(i, kRel)
}

// cell reads the name in the cell of a table that begins at token j, behind the one with the label at token i.
func (s *scan) cell(dst []Finding, i, j int) []Finding {
	for n := 0; n < 2 && s.is(j, kSalut|kTitle); n++ {
		j++
		if s.punct(j, '.') {
			j++
		}
	}
	r, ok := s.nameRun(j, inIntro)
	if !ok || r.everyday == r.units || r.units == 1 && s.is(j, kDay) {
		return dst
	}
	s.reversed(&r)
	if !s.line(r.last+1) && !s.punct(r.last+1, '|') {
		return dst
	}
	return s.add(dst, &r, r.score(0.88), r.evidence(), RuleField, i)
}

// column reads the name in the second column of a form, at token j, beside the label at token i.
func (s *scan) column(dst []Finding, i, j int) []Finding {
	j, _ = s.skipTitles(j)
	r, ok := s.nameRun(j, inIntro)
	if !ok || r.everyday == r.units {
		return dst
	}
	s.reversed(&r)
	if n := r.last + 1; !s.line(n) && !s.isPunct(n) && !s.wide(n) {
		return dst
	}
	return s.add(dst, &r, r.score(0.88), r.evidence(), RuleField, i)
}

// row finds the name "Mahler, Sibel" that begins the row of a table at token i.
func (s *scan) row(dst []Finding, i int) []Finding {
	a, ok := s.unitAt(i)
	if !ok || !s.punct(a.last+1, ',') || s.line(a.last+2) || !s.cellWord(&a) {
		return dst
	}
	last := a.last + 1
	for n := 0; n < 3 && !s.line(last+1); n++ {
		g, ok := s.unitAt(last + 1)
		if !ok || !s.cellWord(&g) {
			break
		}
		last = g.last
	}
	if last == a.last+1 || !s.punct(last+1, '|') && !s.punct(last+1, ';') || s.line(last+1) || last+2 >= len(s.toks) || s.toks[last+2].Flags&anonymize.Digit == 0 && !s.is(last+2, kBirth) {
		return dst
	}
	r := run{first: i, last: last}
	return s.add(dst, &r, 0.85, anonymize.EvidencePattern, RuleReversed, -1)
}

// cellWord tells whether u can be a part of a name in a table.
func (s *scan) cellWord(u *unit) bool {
	return u.upper && !u.foreign && u.kind&^(kLook|kParticle|kMonth) == 0 && (u.e.Last > 0 || u.e.First > 0 || u.anti() == 0) && !s.nounish(u)
}

// signature follows the closing of a letter.
func (s *scan) signature(dst []Finding, i int) []Finding {
	j := i + 1
	if s.word(i) == "sg" && s.punct(i-1, '-') && !s.line(i) && !s.glued(i) {
		return dst // "FSV Altdorf - SG Neudorf": a club
	}
	if short := s.toks[i].End-s.toks[i].Start < 4; short && !s.line(i) && (i > 0 && s.is(i-1, kArt) || s.punct(i-1, '.') && (s.digit(i+1) || s.punct(i-2, '/'))) {
		return dst // "die BG Holz", "Az. VG 9 K 437/24", "Meier ./. BG Bau", but: "Bis dann. LG Jens", "und die besten Grüße"
	}
	from, newline := false, false
	for n := 0; n < 12 && j < len(s.toks); n++ {
		if s.line(j) {
			newline = true
		}
		if s.indefinite(j) {
			return dst // "ein Bürger"
		}
		switch {
		case s.isPunct(j) && !s.punct(j, '@'):
			j++
			continue
		case s.is(j, kPlace) && !newline:
			from = true
			j++
			continue
		case from && !s.upper(j) && !s.lower && s.is(j, kStop|kArt) && (s.is(j+1, kFloor) || s.is(j+2, kFloor)):
			j++ // "aus dem dritten Stock"
			continue
		case from:
			from = false
			for j++; !s.line(j) && (s.digit(j) || s.punct(j, '.') && s.digit(j-1) || s.is(j, kFloor)); j++ {
				// "aus dem 2. OG"
			}
			continue
		case s.letter(j) && s.punct(j+1, '.') && s.glued(j+1) && (s.word(j) == "i" || s.word(j) == "ppa") && s.letter(j+2) && len(s.word(j+2)) <= 2 && s.punct(j+3, '.'):
			j += 4 // "i. A."
			continue
		case s.is(j, kClose), s.is(j, kStop) && !s.is(j, kNoble), s.is(j, kFill|kPoss|kFamily|kSalut|kDay|kAnd):
			if newline && s.is(j, kPoss) && s.upper(j) && !s.lower && s.nounAt(j+1) {
				return dst // "Ihr Bürgeramt"
			}
			j++
			continue
		}
		break
	}
	if j >= len(s.toks) || s.is(j, kField|kWeakField|kAdd) {
		return dst
	}
	j, _ = s.skipTitles(j)
	r, ok := s.nameRun(j, inIntro)
	if !ok || !newline && r.unknown == r.units && (r.units == 1 || s.lower) && !s.line(r.last+1) {
		return dst
	}
	if u, ok := s.unitAt(r.last + 1); ok && s.lower && r.units == 1 && r.given == 1 && !s.line(u.first) && !u.known && u.kind&^kLook == 0 && (s.line(u.last+1) || s.isPunct(u.last+1)) {
		r.note(s, &u) // "mfg björn zahnleiter, schmiedekamp 12"
	}
	base := float32(0.93)
	if !s.line(r.last+1) && !s.isPunct(r.last+1) {
		base = 0.75
		if s.lower && r.unknown > 0 {
			return dst
		}
	}
	dst = s.add(dst, &r, r.score(base), r.evidence(), RuleSignature, i)
	return s.series(dst, r.last+1, RuleList, i)
}

func (s *scan) nounAt(i int) bool {
	u, ok := s.unitAt(i)
	return ok && s.nounish(&u)
}

// quotedName finds the name between quotation marks behind the label at token i, in text of any case: "empfänger "kallmann"".
func (s *scan) quotedName(dst []Finding, i int) []Finding {
	j := i + 1
	if !s.punct(j, '"') || s.line(j) {
		return dst
	}
	u, ok := s.unitAt(j + 1)
	if !ok || s.glued(j) || u.kind&^(kLook|kBrand) != 0 || u.anti() > 0 || u.known && u.e.First+u.e.Last == 0 || s.nounish(&u) || s.collective(&u) || u.allUpper && !s.caps {
		return dst
	}
	last := u.last
	if b, ok := s.unitAt(last + 1); ok && b.kind&^kLook == 0 && b.anti() == 0 && (b.e.Last > 0 || !b.known) {
		last = b.last
	}
	if !s.punct(last+1, '"') {
		return dst
	}
	return s.add(dst, &run{first: u.first, last: last, units: 1}, 0.75, anonymize.EvidenceContext, RuleField, i)
}
