package names

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
)

// misaddressed finds the name that stands on letters, cards and doors instead of the right one, behind the word at token i: "Auf Ihren Umschlägen
// steht ständig Geigenlatt", "auf dem brief stand geigenlatt statt gaigalat".
func (s *scan) misaddressed(dst []Finding, i int) []Finding {
	if !s.locates(i) || !s.letter(i+1) || s.line(i+1) {
		return dst
	}
	switch s.word(i + 1) {
	case "steht", "stand", "stehen", "standen":
	default:
		return dst
	}
	j, wrong := i+2, false
	for n := 0; n < 4 && s.letter(j) && !s.line(j); n, j = n+1, j+1 {
		switch s.word(j) {
		case "immer", "noch", "staendig", "dauernd", "jedes", "mal", "faelschlich", "faelschlicherweise", "falsch", "wieder", "jetzt", "ploetzlich", "seit", "jahren", "versehentlich", "irrtuemlich":
			wrong = true
			continue
		}
		break
	}
	u, ok := s.unitAt(j)
	if !ok || s.line(j) {
		return dst
	}
	n := u.last + 1
	other := s.letter(n) && !s.line(n) && (s.word(n) == "statt" || s.word(n) == "anstatt")
	b, good := s.unitAt(n + 1)
	other = other && good && s.calledLike(&b)
	if !s.calledLike(&u) || u.e.Place > 1 || u.kind&kBrand != 0 || !(wrong && u.upper || other || u.e.Last > 0 && u.anti() == 0) || !s.stopsBehind(n) {
		return dst
	}
	dst = s.add(dst, &run{first: u.first, last: u.last, units: 1, surnames: 1}, 0.75, anonymize.EvidenceContext, RuleField, i)
	if other {
		dst = s.add(dst, &run{first: b.first, last: b.last, units: 1, surnames: 1}, 0.75, anonymize.EvidenceContext, RuleField, i)
	}
	return dst
}

// locates tells whether a preposition that says where something is to be read stands before the noun at token i: "Auf Ihren Umschlägen", "im
// Bescheid".
func (s *scan) locates(i int) bool {
	if i > 1 && s.is(i-1, kArt|kPoss) {
		i--
	}
	return s.before(i, "auf") || s.before(i, "im") || s.before(i, "am") || s.before(i, "in") || s.before(i, "an")
}

// calledLike tells whether u may be a surname where one is expected, and nothing else: surnameAlone, or any unknown word in text without capitals.
func (s *scan) calledLike(u *unit) bool {
	return s.surnameAlone(u) || s.lower && !u.known && s.entries[u.last].Class == 0 && u.kind&^kLook == 0 && u.bytes > 4 && !s.nounish(u) && !s.thingTail(u.last)
}

// upstairs finds the surname at token i that says who lives on which floor: "die fabisch im eg", "der Krüger vom zweiten Stock".
func (s *scan) upstairs(dst []Finding, i int) []Finding {
	u, ok := s.unitAt(i)
	n := i + 2
	if !ok || u.last > i || !s.before(i, "die") && !s.before(i, "der") || s.line(i) || s.line(i+1) || s.line(n) || u.kind&^kLook != 0 || u.e.Last == 0 || u.anti() > 0 || u.e.Place > 1 || !s.letter(i+1) || !s.letter(n) || !s.lower && !u.upper {
		return dst
	}
	switch s.word(i + 1) {
	case "im", "vom", "ausm", "unterm", "aus":
	default:
		return dst
	}
	if s.is(n, kArt) && !s.line(n+1) {
		n++
	}
	floor := s.is(n, kFloor) || s.letter(n) && s.word(n) == "dach" || s.letter(n) && s.e.words.hints(s.toks[n].Hash)&hOrdinal != 0 && (s.stopsBehind(n+1) || s.is(n+1, kFloor)) || s.digit(n) && s.punct(n+1, '.') && s.is(n+2, kFloor)
	if !floor {
		return dst
	}
	return s.add(dst, &run{first: i, last: i, units: 1, surnames: 1}, 0.75, anonymize.EvidenceContext|anonymize.EvidenceLexicon, RuleField, i-1)
}

// maxScene is how many tokens before and behind a name words say what it is the name of.
const maxScene = 40

// stormy tells whether the one name at token i is a storm's: another one is named as a storm's before it, and what is said of this one is what is
// said of a storm: "Bei Sturmtief Ylenia fiel ein Ast aufs Dach, jetzt war es bei Zeynep die Birke".
func (s *scan) stormy(i int) bool {
	if s.line(i) || !s.letter(i-1) || !s.is(i+1, kArt|kAnd|kBe|kStop) && !s.isPunct(i+1) && !s.line(i+1) {
		return false
	}
	switch s.word(i - 1) {
	case "bei", "nach", "seit", "durch", "war", "und", "dann":
	default:
		return false
	}
	for j, n := i-2, 0; j >= 0 && n < maxScene/2 && !s.sentenceEnd(j) && !s.punct(j, ','); j, n = j-1, n+1 {
		if s.letter(j) && (s.word(j) == "ich" || s.word(j) == "wir" || s.word(j) == "er" || s.word(j) == "sie" || s.word(j) == "mich" || s.word(j) == "mir") {
			return false // "jetzt wohne ich bei Elke"
		}
	}
	for j := i - 2; j > 0 && j > i-maxScene; j-- {
		if s.letter(j) && s.entries[j].First > 0 && s.letter(j-1) && !s.line(j) && tempest(s.word(j-1)) {
			return true
		}
	}
	return false
}

// tempest tells whether w is what stands before a storm's name.
func tempest(w string) bool {
	switch w {
	case "sturm", "sturmtief", "orkan", "orkantief", "hurrikan", "taifun", "zyklon", "wintersturm", "herbststurm", "unwetter", "unwettertief", "regentief":
		return true
	}
	return false
}

// maxQuoted is how many tokens a film's title has.
const maxQuoted = 5

// screened tells whether the name from token first to token last is the title of a film or a play, or a part of it: it stands in quotation marks,
// and its sentence speaks of a cinema or a stage: "Im Kino läuft wieder „Toni Erdmann“".
func (s *scan) screened(first, last int) bool {
	open, shut := first-1, last+1
	for n := 0; n < maxQuoted && !s.punct(open, '"') && s.letter(open) && !s.line(open); n++ {
		open--
	}
	for n := 0; n < maxQuoted && !s.punct(shut, '"') && s.letter(shut) && !s.line(shut); n++ {
		shut++
	}
	if !s.punct(open, '"') || !s.punct(shut, '"') || !s.shows(open, shut) || s.is(open-1, kRel|kRelPl|kHeisse|kSalut|kTitle|kName|kJob|kBe) || s.before(open, "auf") || s.before(open, "von") || s.before(open, "an") {
		return false
	}
	for j := open - 1; j >= 0 && j > open-maxScene/2 && !s.sentenceEnd(j); j-- {
		if s.stages(j) {
			return true
		}
	}
	for j := shut + 1; j < len(s.toks) && j < shut+maxScene/2 && !s.sentenceEnd(j); j++ {
		if s.stages(j) {
			return true
		}
	}
	return false
}

// shows tells whether the sentence says of the title between the quotation marks at tokens open and shut that it is shown, and not where the words
// are written: "Im Kino läuft „Toni Erdmann“", but: "Im Kino lag ein Ausweis, darauf „Toni Ehrlinger“".
func (s *scan) shows(open, shut int) bool {
	if s.letter(open-1) && s.stages(open-1) {
		return true
	}
	for j := max(0, open-maxScene/2); j < min(len(s.toks), shut+maxScene/2); j++ {
		if !s.letter(j) || j > open && j < shut {
			continue
		}
		switch s.word(j) {
		case "laeuft", "laufen", "lief", "liefen", "zeigt", "zeigen", "gezeigt", "zeigte", "spielt", "spielen", "gespielt", "gibt", "gab", "kommt", "auffuehrung", "programm", "untertitel", "untertiteln", "tickets", "eintrittskarten":
			return true
		}
	}
	return false
}

// stages tells whether the word at token i speaks of films or plays.
func (s *scan) stages(i int) bool {
	if !s.letter(i) {
		return false
	}
	switch w := s.word(i); w {
	case "film", "filme", "filmabend", "vorstellung", "vorstellungen", "theater", "stadttheater", "buehne", "premiere", "filmvorfuehrung", "leinwand", "fsk", "komoedie":
		return true
	default:
		return endsWith(w, 0, "kino", "kinos", "kinotag", "kinoabend")
	}
}

// pupils tells whether the name from token first to token last is a school's that is called by its person: with an article behind a preposition of
// places, where the text speaks of schools: "in die Anne-Frank, nicht in die Theodor-Heuss".
func (s *scan) pupils(first, last int) bool {
	u, ok := s.unitAt(first)
	if !ok || u.last != last || u.parts < 2 || !s.before(first, "die") && !s.before(first, "der") || s.line(first) {
		return false
	}
	if u.e.First > 0 && s.entries[u.last].First >= 4 && s.entries[u.last].Last < 5 {
		return false // "Anna-Lena"
	}
	if e, _ := s.named(last); e.Last == 0 {
		return false
	}
	switch s.word(max(0, first-2)) {
	case "in", "auf", "an", "von", "zur", "hat":
	default:
		return false
	}
	for j := max(0, first-maxScene); j < min(len(s.toks), last+maxScene); j++ {
		if !s.letter(j) {
			continue
		}
		w := s.word(j)
		if strings.Contains(w, "schul") || strings.Contains(w, "klasse") || strings.Contains(w, "schueler") {
			return true
		}
		switch w {
		case "kind", "kinder", "sohn", "tochter", "anmeldung", "anmelden", "wechsel", "wechseln", "lehrer", "unterricht":
			if s.is(first-2, kPlace) || s.before(first-1, "auf") || s.before(first-1, "an") {
				return true
			}
		}
	}
	return false
}

// blooms tells whether the one name at token i is a flower's beside a verb of what happens to flowers: "Pflanzt die Stadt wieder Erika und
// Fleißiges Lieschen?"
func (s *scan) blooms(i int) bool {
	if !s.tells(i, blossom) || s.is(i-1, kRel|kRelPl|kSalut|kTitle|kJob|kPoss) || s.sentenceStart(i) {
		return false
	}
	if s.before(i, "mit") || s.is(i-2, kSalut|kJob) || s.is(i-1, kAnd) && s.is(i-3, kSalut|kRel|kJob) || s.letter(i+1) && !s.stopsBehind(i+1) && (s.lower || s.upper(i+1) || !strings.HasPrefix(s.word(i+1), "pflanz") && !strings.HasPrefix(s.word(i+1), "blueh")) {
		return false // "mit Jasmin", "Frau Heide und Erika", "nur Erika gießt"
	}
	if !s.is(i-1, kAnd|kWith|kArt) && !s.punct(i-1, ',') && !s.before(i, "wieder") && !s.before(i, "nur") && !s.is(i+1, kAnd) && !s.punct(i+1, ',') {
		return false
	}
	from := i - 1
	for from > 0 && from > i-maxScene/2 && !s.sentenceEnd(from) {
		from--
	}
	for j := max(0, from); j < min(len(s.toks), i+maxScene/2); j++ {
		if j > i && s.sentenceEnd(j) {
			break
		}
		if !s.letter(j) || j == i+1 && !s.upper(j) && !s.stopsBehind(j+1) {
			continue
		}
		if w := s.word(j); !s.lower && s.upper(j) && strings.HasPrefix(w, "pflanz") && !s.sentenceStart(j) || endsWith(w, 0, "aktion", "kuebel", "tag") {
			continue
		}
		switch w := s.word(j); {
		case strings.HasPrefix(w, "pflanz"), strings.HasPrefix(w, "gepflanzt"), strings.HasPrefix(w, "bepflanz"), strings.HasPrefix(w, "blueh"), strings.HasPrefix(w, "verblueh"), strings.HasPrefix(w, "vertrockn"), strings.HasPrefix(w, "verwelk"),
			w == "beet", w == "beete", w == "beeten", w == "lieschen":
			return !s.is(j-1, kRel) && !(j > i && s.gardeners(from, i, j))
		}
	}
	return false
}

// gardeners tells whether the sentence that begins behind token from says of the name at token i up to the verb at token j who plants: nothing but
// names stands before it, and the verb is active: "Iris und Rosa aus der Kita haben das Hochbeet bepflanzt".
func (s *scan) gardeners(from, i, j int) bool {
	for k := from + 1; k < i; k++ {
		if s.letter(k) && !s.upper(k) && !s.is(k, kAnd) {
			return false
		}
	}
	for k := i + 1; k < j; k++ {
		if s.letter(k) && (s.word(k) == "haben" || s.word(k) == "hat") {
			return true
		}
	}
	return strings.HasPrefix(s.word(j), "pflanz")
}

// furniture tells whether the word at token i is a piece of furniture, which shops call by given names: "Gartenstuhl Sylvie".
func (s *scan) furniture(i int) bool {
	if !s.letter(i) || !s.upper(i) && !s.lower {
		return false
	}
	switch w := s.word(i); w {
	case "sofa", "regal", "kommode", "sessel", "hocker", "matratze", "stehlampe", "kissen", "teppich", "boxspringbett", "vitrine", "garderobe":
		return true
	default:
		return endsWith(w, 3, "stuhl", "stuehle", "sofa", "couch", "esstisch", "couchtisch", "schreibtisch", "nachttisch", "regal", "lampe", "leuchte", "kommode", "sessel", "hocker", "gestell", "matratze", "kissen", "teppich")
	}
}

// contraption tells whether the noun at token i, with an article or a possessive before it, is a thing that people give names: "die Maschine".
func (s *scan) contraption(i int) bool {
	if !s.letter(i) || !s.is(i-1, kArt|kPoss) && !s.indefinite(i-1) || !s.upper(i) && !s.lower || endsWith(s.word(i-1), 1, "em", "en", "er", "es") && s.word(i-1) != "der" && s.word(i-1) != "unser" && s.word(i-1) != "euer" {
		return false
	}
	if p := i - 2; p >= 0 && !s.sentenceStart(i-1) && !s.isPunct(p) && (!s.is(p, kStop|kAnd|kFill|kBe) || s.is(p, kPlace|kWith|kStreet)) {
		return false // "Der Besitzer der Maschine heißt Ralf"
	}
	return endsWith(s.word(i), 0, "maschine", "auto", "boot", "schiff", "roboter", "fahrrad", "lastenrad", "wagen", "kutter", "faehre", "app", "sauger", "automat", "traktor", "trecker", "bagger", "sturm", "sturmtief", "orkan", "tief", "hurrikan")
}

// described tells whether an indefinite article and adjectives stand before the word at token i, as before nouns: "wie ein gut gelaunter Bär".
func (s *scan) described(i int) bool {
	if s.line(i) || !s.letter(i-1) || s.upper(i-1) || s.lower || s.is(i-1, kStop) || !endsWith(s.word(i-1), 3, "er", "e", "es", "en", "em") || strings.HasPrefix(s.word(i-1), "gewiss") {
		return false
	}
	for n := 2; n < 5 && s.letter(i-n) && !s.upper(i-n); n++ {
		if s.indefinite(i - n) {
			return true
		}
	}
	return false
}

// judge finds the judge behind his office and court, whose word is token i: "durch die Richterin am Amtsgericht Eickhorst". A place is the court's.
func (s *scan) judge(dst []Finding, i int) []Finding {
	if !s.before(i, "am") && !s.before(i, "des") || s.line(i+1) || !s.is(i-2, kJob|kRole) && !s.roleWord(max(0, i-2)) || s.lower {
		return dst
	}
	j, _ := s.skipTitles(i + 1)
	u, ok := s.unitAt(j)
	if !ok || s.line(j) || !u.upper || u.kind&^(kLook|kParticle) != 0 || u.e.Place > 0 && u.e.Last < 4 || u.e.Place > 2 || u.anti() > int(u.e.Last) || s.nounish(&u) || u.e.Last == 0 && (u.known || s.entries[j].Class != 0 || villageEnd(s.word(u.last))) {
		return dst
	}
	r, ok := s.nameRun(j, inSalut)
	if !ok || r.lowered {
		return dst
	}
	return s.add(dst, &r, r.score(0.8), r.evidence(), RuleField, i)
}

// litter tells whether the words around the name from token first to token last are about puppies: "Aus dem Wurf von unserer Cora", "Bruno und Oskar,
// beide entwurmt".
func (s *scan) litter(first, last int) bool {
	i := first - 1
	if s.is(i, kPoss) {
		i--
	}
	if i > 0 && s.letter(i) && s.word(i) == "von" && (s.before(i, "wurf") || s.before(i, "welpen") || s.before(i, "nachwuchs")) {
		return true
	}
	j := last + 1
	for n := 0; n < 8 && (s.punct(j, ',') || s.is(j, kAnd) || s.letter(j) && s.upper(j) && s.entries[j].First > 0); n++ {
		j++
	}
	if !s.letter(j) || s.word(j) != "beide" && s.word(j) != "alle" {
		return false
	}
	for n := 1; n < 4 && s.letter(j+n) && !s.upper(j+n); n++ {
		switch s.word(j + n) {
		case "entwurmt", "gechipt", "gechippt", "kastriert", "stubenrein":
			return true
		}
	}
	return false
}

// maxBrands is how many tokens behind the word for them brands are listed.
const maxBrands = 10

// branded tells whether the name at token i stands in a list of brands: "der Marken Gabor, Rieker und Josef Seibel".
func (s *scan) branded(i int) bool {
	for n := 0; n < maxBrands && i > 0 && !s.line(i); n++ {
		i--
		if s.punct(i, ',') || s.is(i, kAnd) || s.punct(i, '"') {
			continue
		}
		if !s.letter(i) || !s.upper(i) {
			return false
		}
		switch s.word(i) {
		case "marke", "marken", "automarke", "automarken", "schuhmarken", "modemarken", "labels", "fabrikat", "fabrikate":
			return s.letter(i+1) || s.punct(i+1, '"') || s.punct(i+1, ':')
		}
	}
	return false
}

// takesOver finds who takes over a shift or a duty, behind the verb at token i: "Wochenende macht Arnt.", "den Nachtdienst übernimmt Dünnbier".
func (s *scan) takesOver(dst []Finding, i int) []Finding {
	if !s.letter(i-1) || !s.upper(i-1) && !s.lower || !endsWith(s.word(i-1), 0, "dienst", "wochenende", "schicht", "vertretung", "bereitschaft", "kehrwoche", "uebergabe", "aufsicht", "tour") && (s.word(i) == "macht" || !endsWith(s.word(i-1), 0, "leitung")) {
		return dst
	}
	u, ok := s.unitAt(i + 1)
	if !ok || s.line(i+1) || !s.lone(&u) && !(u.upper && !s.lower && u.e.Last > 2 && u.e.Last >= u.e.Noun && u.kind == kLook) || !s.stopsBehind(u.last+1) || s.collective(&u) || s.institution(u.last) {
		return dst
	}
	return s.add(dst, &run{first: u.first, last: u.last, units: 1, unknown: 1}, 0.75, anonymize.EvidenceContext, RuleField, i)
}

// dealtWith finds the surname at token i with whom somebody dealt, in text without capitals: "wie ich korff gefragt hab", "den plan den korff
// gemacht hat", "bei reemtsma nachhaken".
func (s *scan) dealtWith(dst []Finding, i int) []Finding {
	u, ok := s.unitAt(i)
	if !s.lower || !ok || u.parts > 1 || u.kind != kLook || u.anti() > 1 || u.e.Place > 0 || !s.letter(i-1) || s.line(i) || !s.letter(i+1) || s.line(i+1) || u.bytes < 4 {
		return dst
	}
	switch s.word(i - 1) {
	case "ich", "wir":
		if !s.before(i-1, "wie") && !s.before(i-1, "als") && !s.before(i-1, "dass") && !s.before(i-1, "weil") && !s.before(i-1, "nachdem") {
			return dst
		}
		switch s.word(i + 1) {
		case "gefragt", "angerufen", "gebeten", "getroffen", "angesprochen", "gesehen", "erreicht", "angeschrieben":
		default:
			return dst
		}
	case "den", "die", "das", "was":
		if u.anti() > 0 || !s.letter(i+2) || s.line(i+2) || s.word(i+2) != "hat" && s.word(i+2) != "hatte" || !endsWith(s.word(i+1), 4, "t", "en") || !strings.HasPrefix(s.word(i+1), "ge") && !participle(s.word(i+1)) || s.is(i-2, kPlace|kWith) {
			return dst
		}
	case "bei":
		switch s.word(i + 1) {
		case "nachhaken", "nachfragen", "anrufen", "klingeln", "melden", "abgeben", "abholen", "vorbeischauen", "nachgefragt", "angerufen", "geklingelt", "gemeldet", "abgegeben":
		default:
			return dst
		}
	default:
		return dst
	}
	return s.add(dst, &run{first: i, last: i, units: 1, surnames: 1}, 0.75, anonymize.EvidenceContext|anonymize.EvidenceLexicon, RuleField, i-1)
}
