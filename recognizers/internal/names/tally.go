package names

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
)

// countWords are plurals of what stands, lies and walks in streets: what is counted where somebody tells of one.
const countWords = `laternen straßenlaternen lampen straßenlampen leuchten ampeln stände marktstände verkaufsstände buden bäume straßenbäume bänke parkbänke sitzbänke
autos pkws lkws fahrzeuge wohnmobile wohnwagen anhänger transporter schrottautos roller scooter fahrräder leihräder motorräder pfosten schilder
verkehrsschilder straßenschilder löcher schlaglöcher gullys gullydeckel gullideckel container glascontainer altkleidercontainer mülleimer papierkörbe abfalleimer müllsäcke
säcke matratzen sofas kühlschränke altreifen autoreifen einkaufswagen ratten wildschweine hunde jugendliche männer frauen betrunkene baken warnbaken absperrungen
baustellen ladesäulen parkplätze parkbuchten spielgeräte blumenkübel kübel pflastersteine gehwegplatten platten unfälle autounfälle`

// maxTally is the highest number that is taken for one of things in a street.
const maxTally = 20

// maxAlike is the same for things whose plural is like their singular, so that the one thing may be meant.
const maxAlike = 4

// tally tells whether the house number of h, behind a street that is only the scene of something, counts what follows: "auf dem marktplatz 3
// stände", "ecke lindenstraße 2 laternen aus".
func (s *scan) tally(h *house) bool {
	next := h.last + 1
	if h.numbered || s.line(next) || !s.letter(next) || s.line(h.i) || s.toks[h.i].Flags&anonymize.Letter != 0 || h.last != h.i {
		return false
	}
	if n := leading(s.word(h.i)); n < 2 || n > maxTally {
		return false
	}
	if endsWith(s.word(next), 0, "container", "eimer", "anhaenger", "transporter", "roller", "scooter", "wagen", "kuebel") && leading(s.word(h.i)) > maxAlike {
		return false // "bergstraße 15 container quillt über"
	}
	if !s.is(next, kCount) {
		if w := s.word(next); s.upper(next) || s.is(next, kStop) && w[:min(3, len(w))] != "neu" || len(w) < 4 || w[len(w)-1] != 'e' || s.line(next+1) || !s.is(next+1, kCount) {
			return false // "2 defekte laternen"
		}
	}
	return h.at < 0 && s.prompt != promptAddress && s.scene(h.begin, h.j) && !s.homely(h.begin, next)
}

// homelyReach bounds the tokens around a street and its number among which a word for somebody's home may stand.
const homelyReach = 12

// homely tells whether the sentence before token first or from token next on speaks of somebody's home, so that the number between is a house's:
// "bei mir in der hauptstraße 8 container voll", "in der lindenstraße 14 ratten im keller".
func (s *scan) homely(first, next int) bool {
	for i := first - 1; i >= 0 && first-i <= homelyReach && !s.line(i+1) && !s.ends(i); i-- {
		if !s.letter(i) {
			continue
		}
		switch s.word(i) {
		case "mein", "meine", "meiner", "meinem", "meinen", "nachbar", "nachbarn", "nachbarin":
			return true
		case "mir", "uns":
			if s.before(i, "bei") {
				return true
			}
		}
		if s.is(i, kFamily) {
			return true
		}
	}
	for i := next; i < len(s.toks) && i-next <= homelyReach && !s.line(i) && !s.ends(i); i++ {
		if !s.letter(i) {
			continue
		}
		switch s.word(i) {
		case "keller", "hausflur", "treppenhaus", "hof", "innenhof", "hinterhof", "garten", "vorgarten", "haus", "haustuer", "tuer", "wohnung", "nebenan", "dachboden", "grundstueck",
			"einfahrt", "angemeldet", "anmelden", "abmelden":
			return true
		}
	}
	return false
}

// ends tells whether the sign at token i ends a sentence.
func (s *scan) ends(i int) bool {
	return s.punct(i, '.') || s.punct(i, '!') || s.punct(i, '?')
}

// scene tells whether the words before the street from token first to token j, or the preposition it begins with, say that something is
// there, not that somebody lives there: "ecke", "auf dem", "in der".
func (s *scan) scene(first, j int) bool {
	p := first
	if !s.is(p, kStreet) || p == j {
		p--
	}
	for s.letter(p) && s.is(p, kArt) && p > 0 && !s.line(p) {
		p--
	}
	if p < 0 || !s.letter(p) {
		return false
	}
	if s.is(p, kStreet) || s.word(p) == "in" {
		return true
	}
	switch s.word(p) {
	case "ecke", "hoehe", "kreuzung", "einmuendung", "entlang", "bereich", "kreisel":
		return true
	}
	return false
}

// metres tells whether the letter m at token i and the adjective behind it measure something: "5 m breites Loch".
func (s *scan) metres(i int) bool {
	if s.word(i) != "m" || s.upper(i) && !s.caps || !s.letter(i+1) || s.line(i+1) {
		return false
	}
	switch w := s.word(i + 1); w {
	case "vor", "nach", "hinter", "hinterm", "neben", "entfernt":
		return true
	default:
		for _, stem := range [...]string{"breit", "tief", "lang", "hoh", "hoch", "weit", "gross", "dick"} {
			if strings.HasPrefix(w, stem) {
				return true
			}
		}
	}
	return false
}

// years tells whether the "J." at token i is for years of age, and no initial before a surname: "56 J., Gardelegen", but not "Ahornweg 5 J. Kolbe".
func (s *scan) years(i int) bool {
	if !s.letter(i) || s.word(i) != "j" || !s.punct(i+1, '.') {
		return false
	}
	n := i + 2
	if n >= len(s.toks) || s.line(n) || !s.letter(n) {
		return true
	}
	e, known := s.entry(n)
	return !(s.upper(n) || s.lower) || known && e.Last <= max(e.Common, e.Noun)
}
