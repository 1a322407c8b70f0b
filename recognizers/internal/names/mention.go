package names

// mentioned tells whether a sentence speaks of the words from token first to token last as of a person, without a word that announces one:
// who has something, with whom somebody spoke, since when somebody is away.
func (s *scan) mentioned(first, last int) bool {
	if s.explained(last + 1) {
		return true
	}
	if s.line(first) || !s.letter(first-1) || s.line(last+1) && !s.is(first-1, kWith) {
		return s.letter(first-1) && !s.line(first) && s.owned(first)
	}
	switch s.word(first - 1) {
	case "seit", "solange", "als":
		return s.left(last + 1)
	case "mit":
		return s.talked(first, last)
	case "ein", "eine", "einem", "einer", "einen":
		return s.orSo(last + 1)
	}
	return s.owned(first)
}

// maxRole bounds the words of a role.
const maxRole = 3

// explained tells whether it is told from token i on who somebody is: ", meinen Schichtführer,", ", his maths teacher,", "aus dem Tiefbauamt".
func (s *scan) explained(i int) bool {
	if s.line(i) {
		return false
	}
	if s.punct(i, ',') {
		if !s.is(i+1, kPoss) {
			return false
		}
		for n, j := 0, i+2; n < maxRole && s.letter(j) && !s.line(j); n, j = n+1, j+1 {
			if s.is(j, kJob|kRole|kRel) || s.roleWord(j) {
				return s.stopsBehind(j + 1)
			}
		}
		return false
	}
	j := i + 1
	switch {
	case !s.letter(i) || !s.letter(j):
		return false
	case s.word(i) == "vom":
	case s.word(i) == "aus" && (s.word(j) == "dem" || s.word(j) == "der"), s.word(i) == "von" && s.word(j) == "der":
		j++
	default:
		return false
	}
	return s.letter(j) && !s.line(j) && (s.is(j, kOffice) || endsWith(s.word(j), 3, "amt", "buero", "abteilung", "verwaltung", "stelle", "zentrale", "vorstand", "elternbeirat", "stadtwerk", "stadtwerken"))
}

// left tells whether the words from token i on say that somebody is away, and so not there as things are: "seit Adamek weg ist".
func (s *scan) left(i int) bool {
	if !s.letter(i) || !s.letter(i+1) || s.line(i+1) {
		return false
	}
	switch s.word(i) {
	case "weg", "fort", "krank", "ausgezogen", "weggezogen", "eingezogen", "gestorben", "verstorben", "tot", "gegangen", "schwanger", "verheiratet", "pensioniert", "gekuendigt", "rente":
	default:
		return false
	}
	switch s.word(i + 1) {
	case "ist", "war", "sind", "waren", "hat", "wurde", "gegangen":
		return true
	}
	return false
}

// maxTalk is how many tokens a verb of talking stands from the name of the other.
const maxTalk = 6

// talked tells whether somebody talked with the one at the tokens, behind "mit": "gesprochen habe ich mit Adamek".
func (s *scan) talked(first, last int) bool {
	for i, n := first-2, 0; i >= 0 && n < maxTalk && !s.sentenceEnd(i) && !s.punct(i, ','); i, n = i-1, n+1 {
		if s.talks(i) {
			return true
		}
	}
	return s.talks(last+1) && !s.line(last+1) || s.letter(last+1) && !s.line(last+2) && s.talks(last+2)
}

// talks tells whether token i is a verb of what is done with persons alone.
func (s *scan) talks(i int) bool {
	if !s.letter(i) {
		return false
	}
	switch s.word(i) {
	case "gesprochen", "telefoniert", "geredet", "gechattet", "verabredet", "gestritten", "geeinigt", "verheiratet", "verlobt", "befreundet", "verwandt", "verschwaegert", "zerstritten", "telefonieren", "sprechen", "reden", "redet", "spricht", "sprach":
		return true
	}
	return false
}

// owned tells whether the name that begins at token first is that of an owner: "die Hecke gehört den Adameks", "der Dackel von Adamek".
func (s *scan) owned(first int) bool {
	p := first - 1
	if s.is(p, kArt) && !s.line(p) {
		p--
	}
	if !s.letter(p) || s.line(p+1) {
		return false
	}
	switch s.word(p) {
	case "gehoert", "gehoeren", "gehoerte", "gehoerten":
		return true
	case "von":
		return p == first-1 && s.letter(p-1) && !s.line(p) && (s.is(p-1, kPet) || s.possession(p-1)) && s.is(p-2, kArt|kPoss)
	}
	return false
}

// possession tells whether token i is what neighbours have.
func (s *scan) possession(i int) bool {
	switch s.word(i) {
	case "auto", "wagen", "hecke", "zaun", "garten", "garage", "keller", "briefkasten", "balkon", "grundstueck", "hund", "katze", "fahrrad", "roller", "tonne", "muelltonne", "kinderwagen", "anhaenger", "handy", "schluessel", "jacke", "tochter", "sohn", "mutter", "vater", "frau", "mann", "freundin", "freund", "schwester", "bruder", "eltern", "kinder", "exfrau", "exmann":
		return true
	}
	return false
}
