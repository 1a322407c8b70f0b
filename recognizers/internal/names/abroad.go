package names

import (
	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/lexicon"
)

// Words that streets abroad are made with: ways begin a street's name ("Rue du Parc", "ulica Długa"), lanes end one ("Baker Street",
// "Kossuth Lajos utca").
const (
	wayWords = `rue quai impasse chemin boulevard boulvard bd blvd avenue av route cours via viale vicolo piazza piazzale corso largo lungomare contrada calle avenida avda plaza paseo
carrer rua praça travessa estrada ulica ul ulitsa aleja aleje al osiedle plac rynek strada stradela bulevardul bulevar bul calea şoseaua odos náměstí place rruga trg ulice os pl laan вул вулиця vul vulytsia vulytsya жк ул улица просп проспект пр пер бул бульвар`
	laneWords = `street st road rd avenue ave lane ln drive dr close walk quay wharf grove gardens terrace square crescent hill mews row court caddesi cad caddesı caddessi sokak sokağı sok sk mahallesi mah bulvarı blv
utca utja körút krt tér třída ulice ulitsa prospekt katu gatan gata vägen vej gade straat laan plein gracht kade náměstí ulica`
)

// maxAbroad bounds the words of a street's name abroad.
const maxAbroad = 6

// linking tells whether token i may stand between the words of a street's name abroad: an article, a preposition, a hyphen.
func (s *scan) linking(i int) bool {
	if s.isPunct(i) {
		return s.punct(i, '-') && s.glued(i) || s.apostrophe(i) && s.glued(i)
	}
	switch s.word(i) {
	case "de", "du", "des", "d", "la", "le", "les", "l", "dei", "del", "della", "delle", "dello", "degli", "dell", "di", "da", "do", "dos", "das", "y", "et", "e", "el", "los", "las", "aux", "au", "sous", "sur", "van", "den", "der", "het", "of", "the", "na", "pod", "im", "sv", "św":
		return true
	}
	return false
}

// streetAbroad reads the name of a street abroad that ends at token j.
func (s *scan) streetAbroad(j int) (st street, ok bool) {
	if s.punct(j, '.') && s.glued(j) && s.is(j-1, kLane) {
		j--
	}
	if !s.letter(j) {
		return st, false
	}
	for p, n := j-1, 0; n < maxAbroad && p >= 0 && !s.line(p+1); n, p = n+1, p-1 {
		if s.punct(p, '.') && s.glued(p) && s.is(p-1, kWay) {
			p--
		}
		if s.is(p, kWay) && !s.acronym(p, p+1) && (s.abbreviates(p) || s.toks[p].End-s.toks[p].Start > 2 || s.word(p) == "ul") && (s.lower || s.upper(j) && (s.upper(p) || s.abbreviates(p) || s.toks[p].End-s.toks[p].Start > 3)) {
			st = street{first: p, strength: 3, foreign: true}
			switch s.word(p) {
			case "via", "al", "place", "largo", "cours", "route", "av", "bd", "strada", "calea", "bul":
				if st.strength = 2; s.sentenceStart(p) || s.lower {
					st.strength = 1 // "Via Mail", "per Strada"
				}
			}
			return st, true
		}
		if !(s.letter(p) && (s.lower && !s.is(p, kHome|kAdd|kStop) || s.upper(p) && !s.is(p, kStop) || s.digit(p)) || s.linking(p)) {
			break
		}
	}
	if !s.is(j, kLane) || s.acronym(j, j-1) || !s.lower && !s.upper(j) && s.toks[j].End-s.toks[j].Start < 4 {
		return st, false
	}
	first := -1
	for p, n := j-1, 0; n < 3 && p >= 0 && !s.line(p+1) && !s.glued(p+1); n++ {
		u, good := s.unitEnding(p)
		if !good || u.kind&(kStop|kHome|kAdd|kPoss|kSalut|kUnit) != 0 || !s.lower && !u.upper || s.lower && n > 0 && !s.nameWord(p) {
			break
		}
		first, p = u.first, u.first-1
	}
	if p := j - 1 - b2i(s.punct(j-1, '.')); first < 0 && s.digit(p) && !s.line(p+1) && s.turkish(j) {
		first = p // "1453. Sokak"
	}
	return street{first: s.quarter(first), strength: 3, foreign: true}, first >= 0
}

// abbreviates tells whether a full stop follows token i.
func (s *scan) abbreviates(i int) bool { return s.punct(i+1, '.') && s.glued(i+1) }

// numberFirst reads an address whose house number stands before the street, at token i: "12 rue des Lilas", "14 Baker Street, London".
func (s *scan) numberFirst(i int) (f Finding, ok bool) {
	last, ok := s.houseNumber(i)
	if !ok || s.glued(i) && i > 0 && !s.isPunct(i-1) {
		return f, false
	}
	j := last + 1
	if s.letter(j) && (s.word(j) == "bis" || s.word(j) == "ter") && (s.is(j+1, kWay) || s.punct(j+1, ',') && s.is(j+2, kWay)) {
		j++
	}
	if s.punct(j, ',') && s.is(j+1, kWay) {
		j++
	}
	if s.line(j) || !s.letter(j) {
		return f, false
	}
	end := -1
	if s.is(j, kWay) && s.toks[j].End-s.toks[j].Start > 2 && (s.upper(j) || !s.numberBehind(j)) {
		for k, n := j+1, 0; n < maxAbroad && !s.line(k); n, k = n+1, k+1 {
			if s.letter(k) && (s.upper(k) || s.lower && !s.is(k, kStop)) && s.toks[k].Flags&anonymize.Digit == 0 {
				end = k
			} else if !s.linking(k) {
				break
			}
		}
	} else {
		for k, n := j, 0; n < 4 && s.letter(k) && !s.line(k) && (s.upper(k) || s.lower && s.english) && !s.is(k, kUnit|kMonth|kDay); n, k = n+1, k+1 {
			for s.punct(k+1, '-') || s.apostrophe(k+1) && s.letter(k+2) {
				k += 2
			}
			if n > 0 && s.is(k, kLane) && !(s.is(k, kTitle) && s.punct(k+1, '.') && s.letter(k+2) && s.upper(k+2) && !s.line(k+2)) {
				end = k
				if s.punct(k+1, '.') && s.glued(k+1) && len(s.word(k)) <= 3 && !s.line(k+2) && !s.upper(k+2) {
					end++
				}
				break
			}
		}
	}
	if end < 0 || s.numberBehind(j) && s.digit(end+1) && !s.line(end+1) {
		return f, false
	}
	f = Finding{First: int32(i), Last: int32(end), Score: 0.88, Rule: RuleStreet, Context: -1, Evidence: anonymize.EvidencePattern}
	if place, _ := s.joinPlace(end + 1); place >= 0 {
		f.Last, f.Score = int32(place), 0.95
		f.Evidence |= anonymize.EvidenceLexicon
	} else if place := s.townAbroad(end + 1); place >= 0 {
		f.Last, f.Score = int32(place), 0.92
	}
	return f, true
}

// acronym tells whether token i is a short word in capitals that no longer one at token beside goes with: "UL DP 29", not "ATATÜRK CAD. 12".
func (s *scan) acronym(i, beside int) bool {
	return s.flagsAll(i) && !s.caps && s.toks[i].End-s.toks[i].Start <= 3 && !(s.letter(beside) && s.flagsAll(beside) && s.toks[beside].End-s.toks[beside].Start > 3)
}

// numberBehind tells whether the word at token i begins the names of streets whose house number stands behind them: "Via Roma 12".
func (s *scan) numberBehind(i int) bool {
	switch s.word(i) {
	case "via", "viale", "vicolo", "piazza", "corso", "largo", "calle", "plaza", "paseo", "strada", "ulica", "aleja", "rua", "calea":
		return true
	}
	return false
}

// townAbroad reads the town of no list that stands behind a street abroad and its comma, from token i on: ", Milton Keynes, UK". It returns
// the town's last token, -1 for none.
func (s *scan) townAbroad(i int) int {
	if t := s.codedTown(i); t >= 0 {
		return t
	}
	if !s.punct(i, ',') || s.line(i+1) {
		return -1
	}
	last, person := -1, false
	for k, n := i+1, 0; n < 2 && s.letter(k) && !s.line(k); n++ {
		u, ok := s.unitAt(k)
		if !ok || !s.lower && !u.upper || u.initial || u.kind&(kStop|kSalut|kTitle|kUnit|kMonth|kDay|kHome|kFloor|kOrg|kRel|kRole) != 0 && !(u.kind&kCity != 0) {
			break
		}
		person = person || u.e.First >= 2 || u.e.Last >= 4 || u.anti() > 1
		last, k = u.last, u.last+1
	}
	if last < 0 {
		return -1
	}
	if t := s.codeBehind(last); t > last {
		return t
	}
	if s.punct(last+1, ',') && s.country(last+2) {
		return last
	}
	if person || s.lower || !s.line(last+1) && !s.punct(last+1, '.') && !s.punct(last+1, ';') && !s.punct(last+1, ')') && !s.punct(last+1, ',') {
		return -1
	}
	return last
}

// codedTown reads behind a street abroad a postcode and a town of no list, which need no capital, from token i on, and returns the town's
// last token, -1 for none: "16 rue des tanneurs 68000 colmar".
func (s *scan) codedTown(i int) int {
	if s.punct(i, ',') {
		i++
	}
	_, n := s.codeAt(i)
	k := i + n
	if n == 0 || s.line(i) || !s.letter(k) || s.line(k) || !s.upper(k) && !s.lower || s.is(k, kStop|kUnit|kMonth|kDay|kSalut|kTitle|kThing|kOffice|kHome) {
		return -1
	}
	if e, _ := s.entry(k); e.Common > 0 || e.Noun > 1 {
		return -1
	}
	return s.placeTail(k)
}

// czech tells whether a Czech preposition that streets' names begin with stands at token i, and a Czech postcode behind the house number
// and its comma, from token k on: "Na Potoce 9, 460 01 Liberec".
func (s *scan) czech(i, k int) bool {
	if i < 0 || s.line(i+1) || !s.letter(i) || !s.upper(i) && !s.lower {
		return false
	}
	switch s.word(i) {
	case "na", "u", "pod", "za", "nad", "v", "ve", "k", "ke", "pri", "mezi", "pred":
	default:
		return false
	}
	k += b2i(s.punct(k, ','))
	return s.digit(k) && s.digitsAt(k) == 3 && s.digit(k+1) && s.digitsAt(k+1) == 2
}

// strada returns where the Romanian street begins that ends at token j before "nr." and its number: "Str. Mihai Eminescu nr. 14". It returns
// -1 for none.
func (s *scan) strada(j int) int {
	p := j
	for n := 0; n < 3 && s.letter(p) && s.upper(p) && !s.is(p, kStop|kRoad|kHome|kUnit|kThing) && !s.line(p); n++ {
		p--
	}
	if p == j || !s.punct(p, '.') || !s.glued(p) || !s.before(p, "str") || !s.upper(p-1) {
		return -1
	}
	return p - 1
}

// country tells whether the name of a country stands at token i.
func (s *scan) country(i int) bool {
	if !s.letter(i) {
		return false
	}
	switch s.word(i) {
	case "uk", "usa", "england", "scotland", "wales", "ireland", "northern", "united", "france", "italy", "spain", "germany", "austria", "luxembourg", "belgium", "netherlands", "denmark", "sweden", "norway", "canada", "australia", "india":
		return true
	}
	e, ok := s.entry(i)
	return ok && e.Is(lexicon.Country)
}

// codeAbroad reads a postcode of another country at token i: "1017 GM", "120 00", "500051", "F-67000". n is the number of tokens, 0
// for none.
func (s *scan) codeAbroad(i int) (n int) {
	switch size := s.digitsAt(i); {
	case s.letter(i) && size <= 3 && s.punct(i+1, '-') && s.glued(i+1) && s.glued(i+2) && s.digit(i+2):
		if m := s.digitsAt(i + 2); m < 4 || m > 5 {
			return 0
		}
		switch s.word(i) {
		case "f", "fr", "i", "it", "l", "lu", "b", "be", "nl", "pl", "cz", "dk", "fl", "li", "e", "es", "hu", "h", "sk", "hr", "si", "slo", "tr", "ro":
			return 3
		}
		return 0
	case size == 4 && s.digit(i) && s.punct(i+1, '-') && s.glued(i+1) && s.glued(i+2) && s.digit(i+2) && s.digitsAt(i+2) == 3 && s.letter(i+3):
		return 3 // Portugal
	case !s.digit(i) || !s.letter(i+1) && !s.digit(i+1) || s.line(i+1) || s.glued(i+1):
		return 0
	case size == 4 && s.digitsAt(i+1) == 2 && s.toks[i+1].Flags&anonymize.AllUpper != 0 && s.letter(i+1) && s.upper(i+2) && !s.line(i+2):
		return 2
	case size == 3 && s.digit(i+1) && s.digitsAt(i+1) == 2 && (s.upper(i+2) || s.lower && s.letter(i+2)) && !s.line(i+2):
		return 2
	case size == 6 && s.upper(i+1) && s.digitsAt(i+1) > 2:
		return 1
	}
	return 0
}

// codeBehind returns the last token of the British or American postcode behind the place that ends at token last, else last: "London NW1
// 6XE".
func (s *scan) codeBehind(last int) int {
	i := last + 1
	if s.punct(i, ',') {
		i++
	}
	if i+1 >= len(s.toks) || s.line(i) || s.line(i+1) {
		return last
	}
	if s.letter(i) && s.digitsAt(i) == 2 && s.flagsAll(i) && s.digit(i+1) && s.digitsAt(i+1) == 5 {
		return i + 1 // "New York, NY 10118"
	}
	a, b := s.word(i), s.word(i+1)
	letters := func(w string) (n int) {
		for n < len(w) && w[n] >= 'a' && w[n] <= 'z' {
			n++
		}
		return n
	}
	if n := letters(a); n < 1 || n > 2 || len(a) < n+1 || len(a) > n+2 || a[n] < '0' || a[n] > '9' || len(b) != 3 || b[0] < '0' || b[0] > '9' || letters(b[1:]) != 2 {
		return last
	}
	return i + 1
}
