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
	if !s.is(next, kCount) {
		if w := s.word(next); s.upper(next) || s.is(next, kStop) && w[:min(3, len(w))] != "neu" || len(w) < 4 || w[len(w)-1] != 'e' || s.line(next+1) || !s.is(next+1, kCount) {
			return false // "2 defekte laternen"
		}
	}
	return s.scene(h.begin, h.j) && !s.atHome(h.begin, next)
}

// atHome tells whether somebody lives in the street that begins at token first, or what is counted at token thing is in a house: "ich wohne
// in der Ulmenstraße 3 Hunde bellen", "im tulpenweg 7 ratten im keller".
func (s *scan) atHome(first, thing int) bool {
	for i, n := first-1, 0; n < 3 && s.letter(i) && !s.line(i+1); i, n = i-1, n+1 {
		if s.is(i, kHome) || (s.word(i) == "mir" || s.word(i) == "uns") && s.before(i, "bei") {
			return true
		}
	}
	for i := thing + 1; i < thing+5 && s.letter(i) && !s.line(i); i++ {
		switch s.word(i) {
		case "keller", "hausflur", "treppenhaus", "hof", "innenhof", "hinterhof", "garten", "haus", "nebenan", "dachboden":
			return true
		}
	}
	return false
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
