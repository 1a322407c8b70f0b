package names

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/deckname/deckname/anonymize"
)

// maxShort is the length in bytes of the longest label that is shortened or written in capitals: "Koop.", "SU:".
const maxShort = 6

// clipped tells whether the word from token first to token last is the abbreviation of a label, a job or a place, by its spelling and by
// what stands behind it: "Schriftf.: Lindner", "Kl. Frau Lindner", "SU: hat gelesen", "ReFa".
func (s *scan) clipped(first, last int) bool {
	u, ok := s.unitAt(first)
	if !ok || u.last != last || !u.upper || u.parts > 1 || u.initial || s.lower {
		return false
	}
	n := last + 1
	if u.e.First < 3 && u.e.Last < 3 && s.camel(first) {
		return true
	}
	if u.allUpper && !s.caps && u.bytes <= maxShort && s.punct(n, ':') && (u.bytes < 3 || u.e.First < 4 && (u.bytes == 3 || u.e.First+u.e.Last == 0)) {
		return true // but not "TIMM: ich komme"
	}
	if !s.punct(n, '.') || !s.glued(n) {
		return false
	}
	if s.punct(n+1, ':') && s.glued(n+1) || !s.line(first) && s.wide(first) && s.line(n+1) && u.e.First+u.e.Last == 0 {
		return true // "Schriftf.: Lindner", in the last column of a table
	}
	return u.bytes <= 4 && u.e.First < 4 && !s.line(n+1) && s.letter(n+1) && (u.e.Last < 3 && s.is(n+1, kSalut|kTitle) || s.camel(n+1))
}

// camel tells whether the word at token i has a capital behind a small letter, as abbreviations have and few names: "JAng", "GeWoBau", but not
// "McIntosh", "LaToya", "DiMarco".
func (s *scan) camel(i int) bool {
	if t := &s.toks[i]; t.Flags&anonymize.Letter == 0 || t.Flags&(anonymize.AllUpper|anonymize.Foreign) != 0 {
		return false
	}
	w := s.doc.Original(s.toks[i])
	small, capitals, at := false, 0, 0
	for k, c := range w {
		switch {
		case unicode.IsLower(c):
			small = true
		case unicode.IsUpper(c) && k > 0:
			if capitals++; at == 0 {
				at = k
			}
		}
	}
	if !small || capitals == 0 {
		return false
	}
	if c, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(c) {
		return false
	}
	switch strings.ToLower(w[:at]) {
	case "mc", "mac", "de", "di", "da", "la", "le", "du", "van", "von", "fitz", "al", "el", "ben", "san", "st", "ter", "ten", "del", "dos", "o", "d":
		return len(w)-at < 3
	}
	return true
}

// priced tells whether the words from token first to token i stand among others in a cell of an invoice's row, which ends with a price in a
// column of its own: "2  Lampe Lindner  12,00  24,00", but not "1  Jutta Lindner  60,00".
func (s *scan) priced(first, i int) bool {
	if s.line(i + 1) {
		return false
	}
	u, _ := s.unitAt(first)
	if (u.last < i || u.e.First+u.e.Last > 0) && (s.line(first) || s.wide(first) || s.punct(first-1, '.') && s.digit(first-2)) && (s.wide(i+1) || s.punct(i+1, ',') && u.e.First >= 3) {
		return false
	}
	if s.before(first, "an") || s.before(first, "von") || s.before(first, "fuer") || u.e.First >= 3 && !s.pieces(first) {
		return false // "Überweisung an Lindner   45,00 €", "1  Nachhilfe Jutta Lindner  12,00  24,00"
	}
	j := i
	for n := 0; n < maxPriced && !s.line(j+1); n++ {
		j++
	}
	if !s.line(j+1) || j < i+3 {
		return false
	}
	if s.letter(j) && (s.word(j) == "eur" || s.word(j) == "euro") || s.isPunct(j) && s.text[s.toks[j].Start] >= 0x80 {
		j--
	}
	if !s.digit(j) || s.toks[j].End-s.toks[j].Start != 2 || !s.punct(j-1, ',') || !s.digit(j-2) {
		return false
	}
	for j -= 2; s.glued(j) && j > i; j-- {
	}
	return j > i && s.wide(j)
}

// pieces tells whether a number of goods stands before token i in its row: "5  1 Stk  Regler Viktor".
func (s *scan) pieces(i int) bool {
	for n := 0; n < maxPriced && !s.line(i); n++ {
		i--
		if !s.letter(i) || !s.digit(i-1) {
			continue
		}
		switch s.word(i) {
		case "stk", "stck", "stueck", "st", "psch", "pausch", "pck", "paar", "satz", "set", "kg", "l", "m", "qm", "x":
			return true
		}
	}
	return false
}

// maxPriced is how many tokens before the end of its row a name stands at most.
const maxPriced = 32

// abbreviated tells whether token i, or the one before its full stop, shortens what a place's name stands behind: "Gem. Rhode", "Ri. Ulm".
func (s *scan) abbreviated(i int) bool {
	if !s.punct(i, '.') || !s.glued(i) || !s.letter(i-1) {
		return false
	}
	switch s.word(i - 1) {
	case "ri": // a judge as well
		return s.before(i-1, "aus") || s.before(i-1, "in") || s.before(i-1, "beide")
	case "gem", "gemark", "gmkg", "richtg", "rtg", "fahrtr", "kr", "lkr", "ot", "bhf", "ausf", "anschl", "bez", "gmd", "gde", "hst":
		return true
	}
	return false
}

// tool tells whether the English word at token i is an instrument, a sign or a disease that is named after somebody: "Steinmann pins".
func (s *scan) tool(i int) bool {
	if !s.letter(i) || s.upper(i) || s.line(i) {
		return false
	}
	switch s.word(i) {
	case "pin", "pins", "plate", "plates", "screw", "screws", "nail", "wire", "wires", "brace", "splint", "fracture", "classification", "disease", "syndrome", "tube", "catheter", "needle", "clamp",
		"drain", "bandage", "maneuver", "manoeuvre", "reflex":
		return true
	case "block", "test", "sign", "score", "scale", "method", "criteria", "stage":
		return s.english || s.clinical() // but not "Lindner test negativ"
	}
	return false
}

// paperOdds is the product of the odds ratios of what a document, an invoice or a form says of f, for which no announcing word speaks.
func (s *scan) paperOdds(f *Finding) float32 {
	first, last := int(f.First), int(f.Last)
	odds := float32(1)
	u, _ := s.unitAt(first)
	full := u.last < last && u.e.First >= 3 // a given name and a surname
	if s.clipped(first, last) {
		odds *= oddsFigure
	}
	if s.abbreviated(first-1) && !s.line(first) && !full {
		odds *= oddsStorm
	}
	if s.priced(first, last) {
		odds *= oddsGoods
	}
	if (s.english || !s.lower) && !full && (s.tool(last+1) || s.tool(last)) {
		odds *= oddsDrug
	}
	if s.punct(first-1, '.') && s.before(first-1, "fa") && !s.line(first) && !full || s.partners(first, last) {
		odds *= oddsStorm
	}
	if first == last && s.tells(first, pill) && s.prescribed(first) {
		odds *= oddsFigure
	}
	return odds
}

// maxPill is how many tokens apart a contraceptive and what says so stand.
const maxPill = 40

// prescribed tells whether contraceptives are spoken of around the word at token i, and another one is named that hardly anybody is called
// like: "Leona und Maxim brauchen die Pille" is about two citizens.
func (s *scan) prescribed(i int) bool {
	said, other := false, false
	for j := max(0, i-maxPill); j < min(len(s.toks), i+maxPill); j++ {
		if !s.letter(j) || s.toks[j].Hash == s.toks[i].Hash {
			continue
		}
		switch s.word(j) {
		case "pille", "pillen", "antibabypille", "verhuetung", "kontrazeption", "kontrazeptiva", "kontrazeptivum", "verhuetungsmittel":
			said = true
		default:
			other = other || s.tells(j, pill) && s.entries[j].First < 2
		}
	}
	return said && other
}

// partners tells whether the word from token first to token last and the one beside it are the surnames of a firm: "Köhler + Neumark".
func (s *scan) partners(first, last int) bool {
	u, ok := s.unitAt(first)
	if !ok || u.last != last || u.e.First > 2 {
		return false
	}
	other := last + 2
	if !s.punct(last+1, '+') {
		if other = first - 2; !s.punct(first-1, '+') || s.line(first) {
			return false
		}
	}
	if other < 0 || !s.letter(other) || !s.upper(other) {
		return false
	}
	e, _ := s.entry(other)
	return e.First < 3 && e.Last > 0 && !s.is(other, kSalut|kTitle) && !s.is(min(first, other)-1, kSalut|kTitle|kFamily) && !s.before(min(first, other)-1, "fr") && s.trades(first)
}

// maxTrade is how many tokens apart a firm and a word that says so stand.
const maxTrade = 10

// trades tells whether firms are spoken of around token i, in its line.
func (s *scan) trades(i int) bool {
	for j := i; j >= 0 && j > i-maxTrade; j-- {
		if s.trade(j) {
			return true
		}
		if s.line(j) {
			break
		}
	}
	for j := i + 1; j < i+maxTrade && !s.line(j); j++ {
		if s.trade(j) {
			return true
		}
	}
	return false
}

// trade tells whether token i is a legal form or a word for a firm.
func (s *scan) trade(i int) bool {
	if !s.letter(i) {
		return false
	}
	switch s.word(i) {
	case "fa", "firma", "firmen", "gmbh", "ag", "kg", "ohg", "gbr", "ug", "hersteller", "lieferant", "lieferanten", "anbieter", "bieter", "architekten", "steuerberater", "rechtsanwaelte", "ingenieure", "partner", "moebel", "bueromoebel":
		return true
	}
	return false
}
