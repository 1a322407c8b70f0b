package names

import (
	"math/bits"
	"slices"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/internal/fold"
	"github.com/deckname/deckname/recognizers/internal/lexicon"
)

const placeClasses = lexicon.Place | lexicon.District | lexicon.Country

// gazetteer reads the longest known place from token i. It returns its last
// token, -1 for none, and its entry.
func (s *scan) gazetteer(i int) (last int, entry lexicon.Entry) {
	last = -1
	e, ok := s.entry(i)
	if ok && e.Is(placeClasses) {
		last, entry = i, e
	}
	if !ok || !e.Is(lexicon.PlaceHead) {
		return last, entry
	}
	h := s.toks[i].Hash
	j := i + 1
	for n := 1; n < maxPlaceWords; n++ {
		for s.punct(j, '-') && s.glued(j) || s.punct(j, '.') && s.glued(j) && len(s.word(j-1)) <= 2 {
			j++
		}
		if !s.letter(j) || s.line(j) {
			break
		}
		h = (h ^ ' ') * fold.HashPrime
		for _, b := range []byte(s.word(j)) {
			h = (h ^ uint64(b)) * fold.HashPrime
		}
		if e, ok := s.e.lex.Lookup(h); ok && e.Is(placeClasses) {
			last, entry = j, e
			entry.Common, entry.Noun = 0, 0
		}
		j++
	}
	return last, entry
}

// countries adds the countries behind addresses of which no list of places knows: "14 Quayside Row, Bristol, UK".
func (s *scan) countries(dst []Finding) []Finding {
	n, m := len(dst), 0
	for k := range s.taken {
		i := int(s.taken[k].Last) + 1
		if s.punct(i, ',') || s.punct(i, '(') {
			i++
		} else if !s.line(i) {
			continue
		}
		if !s.country(i) || !s.upper(i) && !s.lower || s.glued(i) && i > 0 && !s.punct(i-1, '(') {
			continue
		}
		last := i
		if w := s.word(i); (w == "united" || w == "northern") && s.letter(i+1) && !s.line(i+1) {
			last++
		}
		if !s.line(last+1) && !s.isPunct(last+1) {
			continue
		}
		f := Finding{First: int32(i), Last: int32(last), Score: 0.85, Evidence: anonymize.EvidenceLexicon | anonymize.EvidenceContext, Rule: RulePlaceContext, Context: int32(s.taken[k].Last)}
		for m < n && dst[m].Last < f.First {
			m++
		}
		if m == n || !dst[m].Overlaps(f) {
			dst = append(dst, f)
		}
	}
	if len(dst) > n {
		slices.SortFunc(dst, func(a, b Finding) int { return int(a.First - b.First) })
	}
	return dst
}

// locations appends the places that stand alone.
func (s *scan) locations(dst []Finding, persons []Finding) []Finding {
	k, next, m, seats := 0, 0, 0, len(dst)
	for w, set := range s.places {
		for ; set != 0; set &= set - 1 {
			i := w*64 + bits.TrailingZeros64(set)
			if i < next {
				continue
			}
			if i > 0 && s.glued(i) && s.isPunct(i-1) && !s.punct(i-1, '(') && !s.punct(i-1, '"') && !s.punct(i-1, '/') {
				continue
			}
			loc, ok := s.location(i, s.kinds[i])
			if !ok {
				continue
			}
			for m < seats && int(dst[m].Last) < i {
				m++
			}
			if m < seats && dst[m].Overlaps(loc) {
				continue
			}
			for k < len(persons) && int(persons[k].Last) < i {
				k++
			}
			if k < len(persons) && persons[k].Overlaps(loc) || s.inAddress(int(loc.First), int(loc.Last)) || s.beside(int(loc.First), int(loc.Last)) && !s.punct(int(loc.Last)+1, '-') {
				continue
			}
			dst = append(dst, loc)
			next = int(loc.Last) + 1
		}
	}
	if seats > 0 {
		slices.SortFunc(dst, func(a, b Finding) int { return int(a.First - b.First) })
	}
	return s.countries(s.clubTowns(s.moved(dst, persons), persons))
}

// location reads the place at token i, a word of the kinds kd.
func (s *scan) location(i int, kd kind) (f Finding, ok bool) {
	last, e := s.placeWord(i, kd)
	if last < 0 {
		return f, false
	}
	ctx, rule, ok := s.placeContext(i, last, kd, e)
	if !ok {
		return f, false
	}
	score := s.ratePlace(i, last, kd, e, ctx, rule)
	if score == 0 || i > 0 && s.famous(i-1) { // "Rosa Luxemburg"
		return f, false
	}
	if kd&(kThing|kOrg) != 0 && (ctx < 0 || s.is(ctx, kOffice) || s.digit(last+1)) {
		return f, false
	}
	if last == i && (kd&kFloor != 0 && s.word(i) != "halle" || kd&kNoCity != 0 && s.letter(i+1) && !s.line(i+1) && s.toks[i+1].End-s.toks[i+1].Start == 1) {
		return f, false // "die aus dem Hinterhaus", "in Haus B"
	}
	if kd&(kMonth|kDay|kUnit|kRole|kOffice|kField|kSalut|kTitle) != 0 || s.is(i-1-b2i(s.punct(i-1, '(')), kSalut|kTitle) {
		return f, false
	}
	if s.lower {
		if ctx < 0 && (e.Place < 4 || max(e.Last, e.First) > 2) {
			return f, false
		}
		score -= 0.05
	}
	tail := s.districtTail(last)
	if tail > last && s.punct(last+1, '-') && (s.is(tail, kOrg|kRoad|kOffice|kShop|kThing) || s.roadEnd(tail) == 3 || s.noPart(tail)) {
		return f, false // "Sankt-Martin-Kita", "Dublin-Verfahren"
	}
	ev := anonymize.EvidenceLexicon
	if ctx >= 0 {
		ev |= anonymize.EvidenceContext
	}
	return Finding{First: int32(i), Last: int32(tail), Score: score, Evidence: ev, Rule: rule, Context: int32(ctx)}, true
}

// placeWord is gazetteer for what the lists have in another form as well: cities abroad, spas, genitives. It returns the last token, -1
// for none.
func (s *scan) placeWord(i int, kd kind) (last int, e lexicon.Entry) {
	last, e = s.gazetteer(i)
	if last < 0 && kd&kCity != 0 {
		last, e = i, lexicon.Entry{Place: 4}
		if known, _ := s.entry(i); known.First >= 3 || known.Noun > 2 || known.Common > 0 || s.lower && known.Noun > 1 {
			e.Place = 2
		}
	} else if kd&kCity != 0 {
		e.Place = max(e.Place, 3)
	}
	if last < 0 && s.word(i) == "bad" && s.upper(i) && s.upper(i+1) && !s.line(i+1) && !s.glued(i+1) {
		if n, ok := s.unitAt(i + 1); ok && n.anti() == 0 {
			last, e = n.last, lexicon.Entry{Place: 4} // "Bad Homburg"
		}
	}
	if last < 0 && s.placeGenitive(i) {
		last, e = i, lexicon.Entry{Place: 3}
	}
	if last > i && !s.lower && !s.flagsAll(i) {
		e.Place = max(e.Place, 2) // "Bad Orb"
	}
	return last, e
}

// placeGenitive tells whether token i is a place's genitive: "Deutschlands".
func (s *scan) placeGenitive(i int) bool {
	w := s.word(i)
	n := len(w) - 1
	if n < 5 || w[n] != 's' {
		return false
	}
	h := fold.HashBytes(w[:n])
	stem, known := s.e.lex.Lookup(h)
	return s.e.words.lookup(h)&kCity != 0 || known && stem.Is(placeClasses) && stem.Place >= 3 && stem.Last <= 3 && stem.Noun <= 2 && stem.Common == 0
}

// placeContext returns the token that announces the place from token i to token last, -1 for none, and the rule that says so. It is not ok if
// what stands before the place makes it something else.
func (s *scan) placeContext(i, last int, kd kind, e lexicon.Entry) (ctx int, rule Rule, ok bool) {
	if (s.word(i) == "sankt" || s.word(i) == "st") && last > i && e.Place < 3 && !s.before(i, "in") && !s.before(i, "aus") && !s.before(i, "nach") {
		return -1, 0, false // a parish, a church
	}
	before := i - 1
	if s.punct(before, '(') {
		before--
	}
	if s.before(i, "the") && s.is(i-2, kPlace) && !s.line(i) {
		before--
	}
	switch {
	case before < 0 || s.line(i) && i > 0:
	case last == i && kd&kNoCity != 0 && s.word(before) == "ab" && s.letter(before) && !s.departs(last+1):
		return -1, 0, false // "ab Hof"
	case s.word(before) == "nicht" && s.letter(before) && e.Place > 0 && s.corrected(last+1), s.is(before, kPlace):
		return before, RulePlaceContext, true
	case s.is(before, kOffice), s.clubBefore(i) && last+1 >= i:
		return before, RulePlaceOffice, true
	case s.is(before, kArt) && s.is(before-1, kPlace):
		if e.Noun >= 3 || kd&kNoCity != 0 && last == i {
			return -1, 0, false // "in der Mail", "in der Halle"
		}
		return before - 1, RulePlaceContext, true
	case s.institution(before), s.club(before) && s.upper(before) && s.upper(i):
		return before, RulePlaceOffice, true
	}
	return -1, RuleGazetteer, true
}

// ratePlace returns the score of the place from token i to token last, 0 for none, by what announces it and what the word is besides.
func (s *scan) ratePlace(i, last int, kd kind, e lexicon.Entry, ctx int, rule Rule) float32 {
	noCity := kd&kNoCity != 0
	common := e.Common > 0 || e.Noun >= 2 || noCity && last == i
	name := max(e.Last, e.First)
	if ctx < 0 {
		switch {
		case common:
		case e.Place >= 1 && !s.lower && s.station(last+1):
			return 0.8 // "Buxtehude Süd"
		case e.Place >= 3 && name <= e.Place:
			return 0.8
		case e.Place >= 1 && name == 0 && !s.lower && s.dateline(i, last):
			return 0.7
		case e.Place >= 2 && name == 0 && (last > i && !s.flagsAll(i) || len(s.word(i)) > 4):
			return 0.6
		}
		return 0
	}
	switch w := s.word(ctx); {
	case !common && e.Place >= 2:
		return 0.93
	case !common && name < 3:
		return 0.85
	case e.Place >= 3 && e.Common < 4 && !s.lower && (e.Noun < 3 || noCity || rule == RulePlaceOffice):
		return 0.8
	case s.lower && e.Place >= 2 && e.Common == 0 && e.Noun < 3 && (w == "in" || w == "nach" || w == "aus"):
		return 0.75
	case (e.Place >= 2 || rule == RulePlaceOffice && e.Place >= 1) && noCity && s.upper(i) && w != "bei":
		return 0.6
	case noCity && e.Place >= 1 && s.upper(i) && !s.caps && (w == "in" && !s.coloured(i) && (s.line(last+1) || s.isPunct(last+1)) || w == "nicht"):
		return 0.65 // "in Leer?"
	}
	return 0
}

// leastReport is the number of tokens of the shortest text that begins with the place it is about.
const leastReport = 40

// dateline tells whether the place from token i to token last is a sentence that begins a line of a longer text: "Hitzacker. Auf 60 Jahre …".
func (s *scan) dateline(i, last int) bool {
	return s.line(i) && s.punct(last+1, '.') && s.glued(last+1) && !s.line(last+2) && s.upper(last+2) && len(s.toks) > leastReport && s.toks[last].End-s.toks[last].Start > 4
}

// clubBefore tells whether the abbreviation of a club stands before token i: "SV Dietramszell", "SC Oberkirch".
func (s *scan) clubBefore(i int) bool {
	if p := i - 1; p < 0 || s.line(i) || s.lower || !s.upper(p) || !s.upper(i) {
		return false
	} else if s.club(p) {
		return true
	}
	switch s.word(i - 1) {
	case "sc", "sk", "esv", "asv", "rsv", "sg", "tv", "mtv", "rv":
		return s.flagsAll(i-1) && !s.caps
	}
	return false
}

// leastClubs is how many clubs a text names whose towns stand in no list.
const leastClubs = 2

// clubTowns finds the places in the names of clubs that no list has: "SV Ingeln – FC Rethen II", "DJK Blau-Weiß Avenwedde".
func (s *scan) clubTowns(dst, persons []Finding) []Finding {
	if s.lower || s.caps {
		return dst
	}
	n, clubs, town := len(dst), 0, false
	for i := 1; i < len(s.toks); i++ {
		bare := s.clubName(i-1) && s.upper(i-1) && !s.clubBefore(i-1) && (s.line(i-1) || s.isPunct(i-2)) // "Borussia Hiddestorf"
		if !s.clubBefore(i) && !bare {
			continue
		}
		if clubs += b2i(!bare); s.clubName(i) {
			i++
			if s.punct(i, '-') && s.glued(i) && s.letter(i+1) {
				i += 2 // "Blau-Weiß"
			}
		}
		if s.line(i) || !s.letter(i) || !s.upper(i) || s.flagsAll(i) || s.toks[i].End-s.toks[i].Start < 5 || s.clubName(i) {
			continue
		}
		if e, known := s.entry(i); known && e.Place == 0 || e.First > 2 || e.Common > 0 || s.kinds[i]&^kLook != 0 {
			continue
		}
		last := i
		if s.punct(i+1, '-') && s.glued(i+1) && s.glued(i+2) {
			last = s.districtTail(i)
		}
		if k := last + 1; !s.line(k) && !s.isPunct(k) && !s.digit(k) && !s.cutAt(k, ' ') && !s.flagsAll(k) && s.word(k) != "gegen" {
			continue
		}
		f := Finding{First: int32(i), Last: int32(last), Score: 0.8, Evidence: anonymize.EvidencePattern | anonymize.EvidenceContext, Rule: RulePlaceOffice, Context: int32(i - 1)}
		over := func(o Finding) bool { return o.Overlaps(f) }
		if slices.ContainsFunc(dst[:n], over) {
			town = true
			continue
		}
		if !slices.ContainsFunc(persons, func(o Finding) bool { return o.Score >= 0.5 && o.Overlaps(f) }) {
			dst = append(dst, f)
		}
	}
	if clubs < leastClubs && !town {
		return dst[:n]
	}
	if len(dst) > n {
		slices.SortFunc(dst, func(a, b Finding) int { return int(a.First - b.First) })
	}
	return dst
}

// clubName tells whether token i is what a club calls itself beside its town: "Germania", "Blau".
func (s *scan) clubName(i int) bool {
	switch s.word(i) {
	case "germania", "borussia", "eintracht", "arminia", "viktoria", "fortuna", "concordia", "teutonia", "alemannia", "union", "blau", "rot", "schwarz", "gruen", "gelb", "weiss", "adler", "wacker", "vorwaerts", "einheit", "traktor", "lokomotive", "preussen", "hertha", "sportfreunde":
		return true
	}
	return false
}

// moved finds the places in English text behind a verb of travel and a preposition that no list has: "I moved here from Galway".
func (s *scan) moved(dst, persons []Finding) []Finding {
	if !s.english || s.lower || s.caps {
		return dst
	}
	n := len(dst)
	for i := 2; i < len(s.toks); i++ {
		p := i - 1
		if !s.upper(i) || s.line(i) || !s.letter(p) || s.upper(p) {
			continue
		}
		switch s.word(p) {
		case "from", "to", "in":
		default:
			continue
		}
		u, ok := s.unitAt(i)
		if !ok || u.allUpper || u.kind&^(kLook|kCity) != 0 || u.anti() > 0 || u.e.First > 2 || u.known && u.e.Place == 0 && u.e.Last > 2 || u.bytes < 4 || s.nounish(&u) || !s.travels(p-1) && !s.travels(p-2) || s.upper(u.last+1) && !s.line(u.last+1) || s.inAddress(u.first, u.last) {
			continue
		}
		f := Finding{First: int32(u.first), Last: int32(u.last), Score: 0.7, Evidence: anonymize.EvidenceContext, Rule: RulePlaceContext, Context: int32(p)}
		if k := reaching(dst[:n], i); k < n && dst[k].Overlaps(f) {
			continue
		}
		if k := reaching(persons, i); k < len(persons) && persons[k].Overlaps(f) && persons[k].Score >= 0.6 {
			continue
		}
		dst = append(dst, f)
	}
	if len(dst) > n {
		slices.SortFunc(dst, func(a, b Finding) int { return int(a.First - b.First) })
	}
	return dst
}

// travels tells whether the word at token i is an English verb of where people come from or go.
func (s *scan) travels(i int) bool {
	if !s.letter(i) {
		return false
	}
	switch s.word(i) {
	case "moved", "move", "moving", "came", "come", "coming", "travel", "travelling", "traveling", "travelled", "fly", "flying", "flew", "born", "live", "lived", "living", "lives", "arrived", "relocated", "relocating":
		return true
	}
	return false
}

// coloured tells whether the place at token i is what things are or come in as well: "nur in Schwarz".
func (s *scan) coloured(i int) bool {
	switch s.word(i) {
	case "schwarz", "rot", "weiss", "gruen", "brand", "haar", "stein", "holz":
		return true
	}
	return false
}

// departs tells whether token i goes on from where a train or bus departs: "ab Hof um 7:10 Uhr".
func (s *scan) departs(i int) bool {
	if s.digit(i) {
		return true
	}
	if !s.letter(i) {
		return false
	}
	switch s.word(i) {
	case "um", "nach", "bis", "hbf", "hauptbahnhof", "bahnhof", "bf", "gegen", "richtung", "ueber":
		return true
	}
	return false
}

// corrected tells whether a place follows "sondern" at token i: "nicht Halle, sondern Haldensleben".
func (s *scan) corrected(i int) bool {
	if s.punct(i, ',') {
		i++
	}
	if !s.letter(i) || s.word(i) != "sondern" {
		return false
	}
	if i++; s.is(i, kPlace) {
		i++
	}
	if !s.letter(i) {
		return false
	}
	n, e := s.gazetteer(i)
	return n >= 0 && e.Place > 0 && e.First == 0
}

// station tells whether a stop or a side of a town is named at token i: "Süd", "Hbf", "Marktplatz".
func (s *scan) station(i int) bool {
	if !s.letter(i) || s.line(i) || !s.upper(i) {
		return false
	}
	switch s.word(i) {
	case "sued", "nord", "ost", "west", "mitte", "hbf", "hauptbahnhof", "bahnhof", "bf", "zob", "marktplatz", "busbahnhof":
		return true
	}
	return false
}

// noPart tells whether the word at token i, which a hyphen joins to a place, is a noun that no part of a town is called:
// "Montreal-Klassifikation", "Rodelberg-Lift".
func (s *scan) noPart(i int) bool {
	switch s.word(i) {
	case "mitte", "stadt", "land", "dorf", "altstadt", "neustadt", "zentrum", "innenstadt", "kern", "hafen", "insel", "see", "umland", "region", "nord", "sued", "ost", "west":
		return false
	case "scale", "score", "lift", "stoma", "cup", "express":
		return true
	}
	e, ok := s.entry(i)
	if ok && (e.Place > 0 || e.Is(placeClasses) || e.Last > 3) {
		return false
	}
	return ok && e.Noun >= 3 || s.e.heads.Of(s.word(i), 2) > 0
}

// institution tells whether the word at token i is an authority, a court, a bank or a hospital, which places follow
// without a preposition: "Volksbank Hildesheim", "AG Calw", "Hauptzollamt Singen".
func (s *scan) institution(i int) bool {
	if !s.letter(i) || s.line(i+1) || s.toks[i].Flags&anonymize.Digit != 0 || !s.upper(i) && !s.lower {
		return false
	}
	w := s.word(i)
	switch w {
	case "ag", "lg", "olg", "vg", "ovg", "vgh", "sg", "lsg", "arbg", "fg", "sta":
		return s.lower || s.upper(i) && s.toks[i].Flags&anonymize.AllUpper != 0 || len(w) == 4
	case "sektion", "filiale", "niederlassung", "geschaeftsstelle", "zweigstelle", "caritas", "diakonie", "awo", "drk", "thw", "dlrg", "ortsgruppe", "regionalgruppe", "berufskolleg", "ortsverein", "kreisverein", "ortsverband", "kreisverband", "bezirksverband", "stadtverband", "landesverband":
		return true
	case "abh", "lra", "sparkasse", "volksbank", "klinik", "krankenhaus", "klinikum", "kh", "jva", "psd", "vhs", "agentur", "leuchtturm", "burg", "schloss", "kloster", "gemarkung", "ortschaft", "camp", "lager":
		return true
	}
	return endsWith(w, 4, "amt", "gericht", "kasse", "bank", "klinik", "register", "behoerde", "krankenhaus", "werke", "universitaet", "hochschule", "kammer", "wohnheim", "verwaltung", "kirchenkreis", "kolleg")
}

// riverTail adds what tells a place from its namesakes: "am Rhein", "an der Saale", "im Breisgau", "(Oder)".
func (s *scan) riverTail(last int) int {
	i := last + 1
	if s.line(i) {
		return last
	}
	if s.punct(i, '(') && s.glued(i+1) && s.punct(i+2, ')') && s.byname(i+1) && riverPhrase(s.word(i+1)) != "" {
		return i + 2
	}
	if !s.is(i, kStreet|kPlace|kStop) || s.upper(i) && !s.caps {
		return last
	}
	phrase := s.word(i)
	if i++; s.letter(i) && s.word(i) == "der" && !s.line(i) {
		phrase += " der"
		i++
	}
	if phrase == "ob der" {
		phrase = "an der" // Tauber
	}
	if s.line(i) || !s.byname(i) {
		return last
	}
	w := s.word(i)
	if phrase == "auf" && island(w) {
		return i // "Wyk auf Föhr"
	}
	hills := phrase == "im" && (w == "harz" || w == "wald" || w == "solling" || w == "deister" || w == "ith") // or "am"
	if riverPhrase(w) != phrase && !hills || !s.upper(i) && everydayRiver(w) || w == "oder" && s.letter(i+1) && s.word(i+1) == "so" {
		return last
	}
	return i
}

// byname tells whether token i can be what a place is told apart by.
func (s *scan) byname(i int) bool { return s.letter(i) && (s.upper(i) || s.lower) }

// riverPhrase returns the words that stand between a place and the river or region that tells it from its namesakes, "" if w is none.
func riverPhrase(w string) string {
	switch w {
	case "rhein", "main", "neckar", "inn", "lech", "regen", "glan", "see", "ammersee", "bodensee", "chiemsee", "meer", "berge", "wald", "sand", "harz", "ith", "deister", "solling":
		return "am"
	case "donau", "elbe", "oder", "saale", "spree", "havel", "weser", "ruhr", "lahn", "mosel", "isar", "tauber", "aller", "leine", "fulda", "werra", "unstrut", "neisse", "lippe", "sieg", "nahe", "ilm", "iller", "altmuehl", "aisch",
		"brenz", "fils", "rems", "wuemme", "luhe", "rott", "weinstrasse", "bergstrasse":
		return "an der"
	case "breisgau", "allgaeu", "schwarzwald", "odenwald", "taunus", "westerwald", "sauerland", "hunsrueck", "vogtland", "erzgebirge", "havelland":
		return "im"
	case "westfalen", "oberbayern", "hessen", "bayern", "baden", "holstein":
		return "in"
	case "oberpfalz", "eifel", "mark":
		return "in der"
	}
	return ""
}

// island tells whether w is an island that places are on.
func island(w string) bool {
	switch w {
	case "foehr", "amrum", "sylt", "pellworm", "fehmarn", "ruegen", "hiddensee", "usedom", "poel":
		return true
	}
	return false
}

// everydayRiver reports the rivers and regions whose names in lower case are words of every day.
func everydayRiver(w string) bool {
	switch w {
	case "aller", "leine", "sieg", "nahe", "regen", "see", "meer", "berge", "wald", "sand", "mark":
		return true
	}
	return false
}

// districtTail adds "-Ehrenfeld" and "(Saale)".
func (s *scan) districtTail(last int) int {
	if n := s.riverTail(last); n > last {
		return n
	}
	for n := 0; n < 2 && s.punct(last+1, '-') && s.glued(last+1) && s.glued(last+2) && s.letter(last+2) && s.toks[last+2].Flags&anonymize.Digit == 0; n++ {
		last += 2
	}
	return last
}
