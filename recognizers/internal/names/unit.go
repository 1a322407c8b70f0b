package names

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/internal/fold"
	"github.com/deckname/deckname/recognizers/internal/lexicon"
)

// unit is one word as names count: "Lea-Sophie", "O'Neill" and "K." are one.
type unit struct {
	first, last int // tokens, both included
	parts       int
	kind        kind // of the only part, or what all parts share; kOrg and kRoad of the last
	e           lexicon.Entry
	known       bool // the lexicon has an entry
	upper       bool // begins with a capital
	allUpper    bool
	initial     bool // a single letter, with or without its full stop
	foreign     bool
	bytes       int
}

// maxNameBytes bounds the folded bytes of one part of a name.
const maxNameBytes = 64

// maxParts bounds the parts of a hyphenated name.
const maxParts = 6

// unitAt reads the unit that begins at token i. Most units are asked for several times, by one rule after the other, so that those read last
// are remembered: neither kinds nor entries change after scan.start.
func (s *scan) unitAt(i int) (u unit, ok bool) {
	if uint(i) >= uint(len(s.looks)) || s.looks[i].flags&(anonymize.Letter|anonymize.Digit) != anonymize.Letter {
		return u, false
	}
	m := &s.units[i%unitsKept]
	if m.token != int32(i) {
		m.unit, m.ok = s.readUnit(i)
		m.token = int32(i)
	}
	return m.unit, m.ok
}

// unitsKept is the number of units that are remembered, by the lowest bits of their first token.
const unitsKept = 8

// keptUnit is what unitAt said of a token, -1 for none.
type keptUnit struct {
	unit
	token int32
	ok    bool
}

// readUnit reads the unit that begins at token i, which holds letters only.
func (s *scan) readUnit(i int) (u unit, ok bool) {
	t := &s.toks[i]
	u = unit{first: i, last: i, parts: 1, kind: s.kinds[i], upper: t.Flags&anonymize.Upper != 0,
		allUpper: t.Flags&anonymize.AllUpper != 0, foreign: t.Flags&anonymize.Foreign != 0, bytes: int(t.End - t.Start)}
	if u.bytes > maxNameBytes {
		return u, false
	}
	if u.bytes == 1 || u.bytes == 2 && u.foreign {
		u.initial = true
		if s.punct(i+1, '.') && s.glued(i+1) {
			u.last++
			return u, true
		}
		if !s.apostrophe(i+1) && !s.punct(i+1, '-') {
			return u, true
		}
	}
	for u.parts < maxParts && s.glued(u.last+1) && s.glued(u.last+2) && s.letter(u.last+2) &&
		(s.punct(u.last+1, '-') || s.apostrophe(u.last+1)) && s.toks[u.last+2].Flags&anonymize.Digit == 0 {
		if s.apostrophe(u.last + 1) {
			if n := s.toks[u.last+2].End - s.toks[u.last+2].Start; n == 1 {
				break // genitive, or "geht's"
			}
		}
		u.last += 2
		u.parts++
	}
	if u.parts == 1 {
		if e := &s.entries[i]; e.Class&inflectable != 0 { // as most are
			u.e, u.known = *e, true
			return u, true
		}
		u.e, u.known = s.named(i)
		u.known = u.known && u.e.Class != lexicon.Wiki
		return u, true
	}
	u.initial = false
	s.compound(&u)
	return u, true
}

// entry is what the lexicon knows of token i, looked up once.
func (s *scan) entry(i int) (lexicon.Entry, bool) {
	if s.kinds[i]&kLook != 0 {
		e := s.entries[i]
		return e, e.Class != 0
	}
	return s.e.lex.Lookup(s.toks[i].Hash)
}

// inflectable are the classes of words that need no stem.
const inflectable = lexicon.FirstName | lexicon.Surname | lexicon.Place | lexicon.District | lexicon.Country | lexicon.Common | lexicon.Noun

// named is what the lexicon knows of token i or of its stem.
func (s *scan) named(i int) (lexicon.Entry, bool) {
	e, ok := s.entry(i)
	if ok && e.Is(inflectable) || s.toks[i].Flags&anonymize.Foreign != 0 {
		return e, ok
	}
	if stem, cut := s.e.lex.Stem(s.word(i)); cut > 0 {
		return stem, true
	}
	return e, ok
}

func (s *scan) apostrophe(i int) bool { return s.punct(i, '\'') || s.punct(i, '`') }

// compound joins what is known of the parts.
func (s *scan) compound(u *unit) {
	last := s.kinds[u.last]
	u.bytes = int(s.toks[u.last].End - s.toks[u.first].Start)
	u.kind = last & (kOrg | kOffice | kThing | kField | kRole)
	first := true
	names, nouns := 0, 0
	for i := u.first; i <= u.last; i += 2 {
		if i < u.last && s.toks[i].End-s.toks[i].Start == 1 {
			first = false // the O of O'Malley
			continue
		}
		e, ok := s.named(i)
		u.known = u.known || ok
		if s.toks[i].Flags&anonymize.AllUpper == 0 {
			u.allUpper = false
		}
		if first {
			u.e.First = e.First
			first = false
		} else {
			u.e.First = min(u.e.First, e.First)
		}
		u.e.Last = max(u.e.Last, e.Last)
		u.e.Place = max(u.e.Place, e.Place)
		if e.First > 0 || e.Last > 0 {
			names++
		}
		if nounish := max(e.Noun, e.Common); e.First == 0 && nounish > e.Last || s.kinds[i]&kStop != 0 && e.Last < 4 {
			nouns++
			u.e.Noun = max(u.e.Noun, nounish)
		}
	}
	// two short parts ("O'Neill", "Al-Sayed") count by their last
	if names > 0 && nouns == 0 {
		u.e.Noun, u.e.Common = 0, 0
	}
	if nouns == 0 && names == 0 && !u.known {
		u.e = lexicon.Entry{}
	}
	if s.kinds[u.first]&(kStop|kPoss) != 0 && s.kinds[u.first]&kParticle == 0 {
		u.kind |= kStop
	}
	// "Einwohnermelde-Amt", "Friedrich-Ebert-Stiftung"
	if s.roadEnd(u.last) == 3 || last&kRoad != 0 && strongRoad(s.word(u.last)) {
		u.kind |= kRoad // but not "Pistorius-Kamp"
	}
}

// anti is the strength of the word as an everyday word.
func (u *unit) anti() int {
	a := int(max(u.e.Noun, u.e.Common))
	if a == 1 && (u.e.First >= 3 || u.e.Last >= 3) {
		return 0
	}
	return a
}

// nounAnti is anti for a word whose capital in the middle of a phrase shows
// that it is no verb and no adjective.
func (u *unit) nounAnti() int {
	if u.e.Noun == 1 && (u.e.First >= 3 || u.e.Last >= 3) {
		return 0
	}
	return int(u.e.Noun)
}

// firstName is the strength of the word as a given name, everyday use subtracted.
func (u *unit) firstName() int { return int(u.e.First) - u.anti() }

// nounHeads are the ends of long German nouns that no surname has.
var nounHeads = [...]string{"ung", "ungen", "heit", "keit", "schaft", "antrag", "antraege", "bescheid", "nummer", "geld", "gesetz", "kasse", "schein",
	"karte", "ausweis", "termin", "wohnung", "adresse", "steuer", "stelle", "verein", "vertrag", "konto", "zeit", "zeiten", "gebuehr", "gebuehren",
	"formular", "urkunde", "unterlagen", "daten", "dienst", "versicherung", "amt", "amtes", "behoerde", "frist", "kosten", "rente", "schule",
	"tion", "tionen", "ismus", "taet", "zentrum", "abteilung", "nachweis", "betrag", "zahlung", "rechnung", "meldung", "problem", "frage",
	"kunde", "kunden", "kundin", "mieter", "halter", "besitzer", "person", "personen", "strasse", "platz", "weg", "allee", "gasse", "system", "programm", "projekt", "politik", "minister", "ministerium", "meister", "meisterin",
	"praesident", "praesidentin", "ministerin", "leiterin", "sprecherin", "beauftragte", "beauftragter", "anwalt", "anwaeltin", "sekretaer",
	"sekretaerin", "direktor", "direktorin", "fuehrerin", "pflicht", "recht", "schutz", "hilfe", "arbeit", "arbeiten", "plan", "plaene", "woche", "tag",
	"tage", "jahr", "jahre", "monat", "kind", "kinder", "eltern", "leute", "partei", "fraktion", "ausschuss", "kommission", "union", "staat",
	"laender", "gruppe", "firma", "unternehmen", "gericht", "polizei", "verkehr", "zug", "bahn", "auto", "wagen", "raum", "buero",
	"gemeinde", "nahme", "service", "kanzlei", "verband", "team", "therapie", "chirurgie", "logie", "skopie", "graphie", "stueck", "stuecke", "betraege", "einheit", "einheiten", "massnahme", "massnahmen", "empfang", "seite", "mail", "post", "brief", "paket", "bild", "foto", "buch", "liste", "zettel", "app", "internet", "portal", "chat", "bot"}

// nounish tells whether an unknown or weakly known word looks like a German noun.
func (s *scan) nounish(u *unit) bool {
	if u.e.Noun >= 2 && u.e.Last < 3 && u.e.First < 3 || u.kind&(kOrg|kRoad|kOffice|kThing|kRole) != 0 && u.e.Last < 5 && u.e.First < 3 {
		return true
	}
	if u.known && (u.e.Last > 0 || u.e.First > 0) {
		return false
	}
	w := s.word(u.last)
	if s.e.heads.Of(w, 2) > 0 {
		return true
	}
	return len(w) >= 9 && len(w) <= 40 && u.parts == 1 && s.compoundNoun(w)
}

// compoundNoun tells whether an unknown word consists of two words of which
// the second is a noun ("Elterngeldstelle") that surnames do not end with.
func (s *scan) compoundNoun(w string) bool {
	for i := 4; i+4 <= len(w); i++ {
		e, ok := s.e.lex.Lookup(fold.HashBytes(w[i:]))
		if !ok || e.Noun < 3 || e.Last >= 4 {
			continue
		}
		head := w[:i]
		for range 2 {
			if h, ok := s.e.lex.Lookup(fold.HashBytes(head)); ok && max(h.Noun, h.Common) >= 3 {
				return true
			}
			if head[len(head)-1] != 's' {
				break
			}
			head = head[:len(head)-1]
		}
	}
	return false
}

// beside tells whether the tokens are glued to something that makes them a part
// of an address on the net, a path or a file: names there belong to other types.
func (s *scan) beside(first, last int) bool {
	if s.glued(first) && first > 0 {
		switch c := s.text[s.toks[first-1].Start]; c {
		case '@', '_', '\\', '#', '=', '&', '<':
			return true
		case '.', '/', '-':
			if s.glued(first-1) && s.letter(first-2) {
				n := s.toks[first-2].End - s.toks[first-2].Start
				if n > 1 && s.kinds[first-2]&kTitle == 0 && (c != '/' || s.urlBefore(first-2)) {
					return true
				}
			} else if c == '/' && s.glued(first-1) {
				return true
			}
		}
	}
	if s.glued(last + 1) {
		if s.mailAt(last + 1) {
			return true
		}
		switch s.text[s.toks[last+1].Start] {
		case '@', '_', '\\', '=', '<':
			return true
		case '.':
			return s.glued(last+2) && s.letter(last+2) && !s.upper(last+2)
		case '!':
			return s.glued(last+2) && s.letter(last+2) // "FRITZ!Box"
		case '\'':
			return s.glued(last+2) && s.letter(last+2) && s.word(last+2) == "t" // "won't"
		case '-':
			return true // "Mahn- und Klageverfahren", or a part of a longer word
		}
	}
	return false
}

// urlBefore tells whether the token i is a part of a URL's host.
func (s *scan) urlBefore(i int) bool {
	return s.glued(i) && i > 0 && s.isPunct(i-1) && (s.text[s.toks[i-1].Start] == '.' || s.text[s.toks[i-1].Start] == '/')
}

// leet tells whether the word at token i, which is read as letters, is written with digits.
func (s *scan) leet(i int) bool {
	span := s.doc.Range(i, i)
	return strings.ContainsAny(s.doc.Text()[span.Start:span.End], "0123456789")
}

// unitEnding reads the unit whose last token is i.
func (s *scan) unitEnding(i int) (unit, bool) {
	if !s.letter(i) {
		return unit{}, false
	}
	first := i
	for n := 1; n < maxParts && s.glued(first) && s.punct(first-1, '-') && s.glued(first-1) && s.letter(first-2); n++ {
		first -= 2
	}
	u, ok := s.unitAt(first)
	return u, ok && u.last == i
}

// unitBack reads the unit that ends at token i, which may be its full stop.
func (s *scan) unitBack(i int) (unit, bool) {
	if s.punct(i, '.') && i > 0 {
		i--
	}
	return s.unitEnding(i)
}
