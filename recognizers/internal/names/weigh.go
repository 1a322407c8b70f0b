package names

import (
	"strings"

	"github.com/deckname/deckname/anonymize"
)

// The weights are odds ratios: how much likelier a finding without an announcing word is a person if the sign is there. Those up to
// oddsPet were read off a logistic regression on top of the score that rules and tagger agreed on, over messages and news that the tagger
// was not trained on, and rounded; a sign of which there were few is drawn towards the weight it had with the model before. oddsAny and
// oddsArticle were then raised for the sake of recall. The others are estimates: what they are about is a person's name seldom, but there is too little of it
// to count.
const (
	oddsAny       = 2.1  // the others are below 1, most of them
	oddsUntagged  = 0.34 // the tagger saw nothing
	oddsSingle    = 0.63 // one word
	oddsLower     = 0.5  // in text without capitals
	oddsSmall     = 0.3  // without a capital in text that has them
	oddsShout     = 0.2  // all capitals in text that is not
	oddsLine      = 1.8  // at a line's begin
	oddsEnd       = 1.3  // at a line's end
	oddsDigit     = 0.2  // before a number
	oddsPersonal  = 3    // behind a relative, an occupation
	oddsArticle   = 1.5  // one word the tagger saw behind "der", "die"
	oddsPlace     = 0.47 // behind a preposition of places
	oddsSource    = 1.5  // behind "bei", "von", by no list a place
	oddsAnd       = 0.54 // behind "und": one finding lends the other nothing
	oddsAfter     = 0.31 // "Zugang nach Kocher"
	oddsLike      = 0.3  // "frech wie Oskar"
	oddsQuoted    = 0.55
	oddsPet       = 0.42  // an animal is nearby
	oddsEnglish   = 0.4   // in English text without capitals, known to no list
	oddsBeside    = 1.6   // beside somebody who is certain, in a list
	oddsSpelled   = 0.03  // "g wie Gustav", "Emil fünf vier"
	oddsHall      = 0.15  // "Saal Semmelweis", "Sturm Elke"
	oddsEponym    = 0.2   // "Babinski"
	oddsLabel     = 0.3   // "Bürge: Horst Sielaff"
	oddsFirm      = 0.3   // "Riemann & Töchter OHG"
	oddsLived     = 0.04  // "Franz Marc (1880-1916)", an animal's form field
	oddsFigure    = 0.002 // "nach Adam Riese"
	oddsReport    = 2     // in text in which nobody speaks for himself or to somebody
	oddsCrowd     = 2     // in text that is full of persons
	oddsClinical  = 0.2   // one word in a doctor's document
	oddsShortened = 0.12  // the same with a full stop: "Seitl. Rand"
	oddsSigns     = 4     // where a letter is signed
	oddsAddressee = 4     // before a comma and an address
	oddsCloses    = 0.1   // in the line above
	oddsMorbus    = 0.01  // "M. Scheuermann"
	oddsDrug      = 0.05  // in a doctor's document: "intratympanal Dexamethason"
	oddsStorm     = 0.015 // "Sturm Elke riss das Dach ab, Xaver die Laube", "MS Wilhelmine"
)

// commonSurname is how frequent a surname is whose word is no eponym where no doctor writes: "Weber hat angerufen".
const commonSurname = 2

// weigh rates the findings that no announcing word speaks for by what stands around them.
func (s *scan) weigh(dst []Finding) {
	crowded := s.crowded(dst)
	for i := range dst {
		f := &dst[i]
		odds := float32(1)
		if loose := f.Rule == RuleModel || weak(f); loose {
			odds = s.odds(f)
			if f.Rule != RuleAgain && s.clinical() {
				if u, ok := s.unitAt(int(f.First)); ok && u.last >= int(f.Last) {
					odds *= s.clinicalOdds(&u)
				}
				odds *= s.clinicalSigns(int(f.First), int(f.Last))
			}
			odds *= s.paperOdds(f)
			if f.Rule == RuleModel && i+1 < len(dst) && dst[i+1].First == f.Last+2 && s.punct(int(f.Last)+1, ':') {
				odds *= oddsLabel
			}
			if i > 0 && dst[i-1].Score >= sure && s.listedBehind(int(dst[i-1].Last)+1, int(f.First)) ||
				i+1 < len(dst) && dst[i+1].Score >= sure && s.wareAt(int(dst[i+1].First)) == noWare && s.listedBehind(int(f.Last)+1, int(dst[i+1].First)) {
				odds *= oddsBeside
			} else {
				odds *= s.goodsOdds(f)
			}
		} else if f.First < f.Last {
			odds *= s.goodsOdds(f)
		} else if f.Rule != RuleSalutation && f.Rule != RuleTitle && f.Rule != RulePrompt && f.Rule != RuleSignature && (f.Rule != RuleIntroduction || s.is(int(f.First)-1, kArt)) && s.clipped(int(f.First), int(f.Last)) {
			odds *= oddsFigure
		} else if f.Rule == RuleList && s.clinical() && s.laboratory(int(f.First)) {
			odds *= oddsMorbus
		}
		if f.Rule == RuleGivenName && f.First == f.Last && s.cited(int(f.First), int(f.Last)) {
			odds *= oddsFigure
		}
		if !ownWord(f.Rule) && s.morbus(int(f.First), int(f.Last)) {
			odds *= oddsMorbus
		}
		if f.Rule == RuleSalutation && s.lower && s.is(int(f.First)-2, kArt) && s.ship(int(f.First)) {
			odds *= oddsFigure // "die ms theodor fontane"
		}
		if s.ticket(int(f.First), int(f.Last)) {
			odds *= oddsStorm
		}
		if s.ofTale(int(f.First), int(f.Last)) {
			odds *= oddsFigure
		}
		if f.Rule == RuleList && s.besideFigure(int(f.First)) {
			odds *= oddsFigure
		}
		if s.animals(int(f.First), int(f.Last)) || s.bot(int(f.First), int(f.Last)) {
			odds *= oddsFigure
		}
		if f.Rule != RuleIntroduction && f.Rule != RuleSignature && f.Rule != RulePrompt && s.screened(int(f.First), int(f.Last)) {
			odds *= oddsFigure
		}
		if !ownWord(f.Rule) && (s.pupils(int(f.First), int(f.Last)) || f.First == f.Last && (s.stormy(int(f.First)) || s.blooms(int(f.First)))) {
			odds *= oddsFigure
		}
		if f.First == f.Last && (f.Rule == RuleList || f.Rule == RuleModel || weak(f)) && s.plant(int(f.First)) {
			odds *= oddsFigure
		}
		if begin, firm, ok := s.figurative(int(f.First), int(f.Last)); ok && (!ownWord(f.Rule) || begin < int(f.First)) && !s.is(begin-1, kRel|kRelPl|kHeisse) && (firm || begin < int(f.First) || f.First == f.Last || !s.reports() || s.medium(begin-1)) {
			odds *= oddsFigure // "Mein Name ist Hase", but not: "Mein Name ist Peter Pan", "Meine Söhne Max und Moritz"
		}
		if f.Rule == RuleModel && f.Score < 0.5 && s.reports() {
			odds *= oddsReport
		} else if crowded && f.Rule == RuleModel && f.Score < crowdScore {
			odds *= oddsCrowd
		}
		if odds != 1 {
			q := f.Score * odds
			f.Score = min(q/(q+1-f.Score), 0.995)
		}
	}
}

// A text is full of persons that names so many of whom the rules and the tagger are sure, one in so many tokens. There even findings up to
// crowdScore, of which the tagger alone speaks, are likelier than elsewhere: a list or a story about people goes on.
const (
	crowdLeast  = 3
	crowdTokens = 40
	crowdScore  = 0.6
)

// crowded tells whether a text names so many persons that one more is likely.
func (s *scan) crowded(dst []Finding) bool {
	n := 0
	for i := range dst {
		if dst[i].Score >= sure {
			n++
		}
	}
	return n >= crowdLeast && n*crowdTokens >= len(s.toks)
}

// sure is the score of a person who speaks for the neighbours in a list.
const sure = 0.8

// listedBehind tells whether nothing but a comma, a slash or "und" stands from token i to before token j.
func (s *scan) listedBehind(i, j int) bool {
	if s.punct(i, ',') || s.punct(i, '/') || s.punct(i, ';') || s.punct(i, '|') {
		i++
	}
	if i < j && s.is(i, kAnd) {
		i++
	}
	return i == j
}

// odds is the product of the odds ratios of all signs of f.
func (s *scan) odds(f *Finding) float32 {
	first, last := int(f.First), int(f.Last)
	u, ok := s.unitAt(first)
	if !ok {
		return 1
	}
	odds := float32(oddsAny)
	if f.Evidence&anonymize.EvidenceModel == 0 {
		if f.Rule != RuleGivenName && f.Rule != RuleFullName {
			return 1 // initials and repeated names are right nearly always
		}
		odds *= oddsUntagged
	}
	single := u.last >= last
	for _, sign := range [...]struct {
		is    bool
		ratio float32
	}{
		{single, oddsSingle},
		{s.lower, oddsLower},
		{!s.lower && !u.upper && !u.foreign, oddsSmall},
		{u.allUpper && !s.caps && !u.initial, oddsShout},
		{s.line(first), oddsLine},
		{s.line(last + 1), oddsEnd},
		{s.digit(last+1) && !s.line(last+1) && !s.dials(first, last+1), oddsDigit},
		{s.english && s.lower && u.e.First < 2 && u.e.Last < 2, oddsEnglish},
		{s.punct(first-1, '"') && (s.punct(last+1, '"') || s.punct(last+2, '"') || s.punct(last+3, '"')), oddsQuoted},
		{s.spelling(first, last), oddsSpelled},
		{s.orgBehind(last+1) || s.firmBehind(last+1), oddsFirm},
		{s.animalField(first) || s.lived(last+1) || single && s.pets && (s.animal(first) || s.whelp(first)), oddsLived},
		{s.ship(first) || single && s.storm(first), oddsStorm},
		{single && s.besideFigure(first), oddsFigure},
		{single && s.petBefore(first) && !s.is(first-1, kArt) && !s.before(first, "von") && !s.before(first, "vom"), oddsPet},
		{s.signs(first, last), oddsSigns},
		{single && u.e.First < 3 && (u.anti() > 0 || u.e.Last == 0) && s.described(first), oddsEponym},
		{single && (s.furniture(first-1) && !s.line(first) && !s.letter(last+1) && !(s.is(first-2, kArt) && s.before(first-2, "auf")) || s.branded(first)) || !single && s.branded(first), oddsFigure},
		{single && s.wholeAddress(last+2) && !s.is(first-1, kArt|kPoss), oddsAddressee},
		{single && u.e.First < 3 && s.closes(first, last), oddsCloses},
		{single && u.parts < 3 && u.e.First < 3 && !s.lower && (u.e.Last < commonSurname || s.clinical()) && s.eponym(first, u.last), oddsEponym},
	} {
		if sign.is {
			odds *= sign.ratio
		}
	}
	if s.line(first) {
		return odds
	}
	if s.personal(first) || s.mentioned(first, last) || single && u.e.First >= 4 && s.is(first-1, kPoss) && !s.pets && u.kind&kBrand == 0 {
		odds *= oddsPersonal // "mit Ihrem Julius"
	}
	before := s.kinds[first-1]
	switch {
	case s.before(first, "nach") && s.upper(first-2) && !s.lower && !s.line(first-1):
		odds *= oddsAfter * oddsPlace
	case before&kPlace != 0 && !s.hall(first-1) && !(s.genitiveAt(last) && s.upper(last+1)):
		if odds *= oddsPlace; u.e.Place == 0 && (s.before(first, "bei") || s.before(first, "von")) {
			odds *= oddsSource
		}
	case before&kArt != 0 && single && !s.lower && u.upper && f.Evidence&anonymize.EvidenceModel != 0:
		odds *= oddsArticle
	case before&kAnd != 0:
		odds *= oddsAnd
	case s.before(first, "wie") && (s.line(last+1) || s.isPunct(last+1)):
		odds *= oddsLike
	case s.hall(first - 1), first < last && s.club(first), (s.punct(first-1, '"') || s.punct(first-1, ':')) && s.hall(first-2):
		if odds *= oddsHall; s.room(first-1) && s.booked(last+1) {
			odds *= oddsHall // "Raum Robert Koch"
		}
	}
	return odds
}

// genitiveAt tells whether token i may be a genitive: "in Papens Kanzlei".
func (s *scan) genitiveAt(i int) bool { return s.text[s.toks[i].End-1] == 's' }

// dials tells whether a telephone number at token i follows the name that begins a line at token first: "Adamek 0171 3920012".
func (s *scan) dials(first, i int) bool {
	return s.line(first) && s.digitsAt(i) >= 3 && s.text[s.toks[i].Start] == '0' && s.text[s.toks[i].Start+1] != '0'
}

// animal tells whether the word at token i is an animal's or a variety's name elsewhere in the text.
func (s *scan) animal(i int) bool {
	h := s.toks[i].Hash
	for j, n := max(1, i-maxAnimal), 0; j < len(s.toks) && n < 2*maxAnimal; j, n = j+1, n+1 {
		if j != i && s.toks[j].Hash == h && (s.is(j-1, kPet) || s.letter(j-1) && strings.HasSuffix(s.word(j-1), "sorte") || s.is(j-1, kHeisse) && s.is(j-2, kPet)) {
			return true
		}
	}
	return false
}

// maxAnimal is how many tokens apart animal looks for the same word.
const maxAnimal = 40

// medium tells whether token i is what a figure is played, read or watched on: "Tonie Benjamin Blümchen".
func (s *scan) medium(i int) bool {
	if !s.letter(i) {
		return false
	}
	switch s.word(i) {
	case "tonie", "tonies", "medium", "dvd", "cd", "hoerspiel", "hoerbuch", "kinderbuch", "comic", "puzzle", "figur", "folge", "kostuem":
		return true
	}
	return false
}

// ship tells whether a ship's title stands before token i, perhaps with a quotation mark.
func (s *scan) ship(i int) bool {
	i--
	if s.punct(i, '"') {
		i--
	}
	if !s.letter(i) || s.caps || !s.flagsAll(i) && (!s.lower || s.english) {
		return s.is(i, kArt) && s.boats(i)
	}
	w := s.word(i)
	return w == "ms" || w == "mv" || w == "mts" || w == "ss"
}

// boats tells whether the name behind the article at token i is that of one of the boats named right before: "zwei Kutter, die Gesine und die
// Stine Katrin".
func (s *scan) boats(i int) bool {
	if s.word(i) != "die" {
		return false
	}
	for j, n := i-1, 0; j >= 0 && n < 9 && !s.sentenceEnd(j); j, n = j-1, n+1 {
		if s.letter(j) && endsWith(s.word(j), 0, "kutter", "boote", "boot", "schiff", "schiffe", "dampfer", "segler", "faehre", "faehren", "schlepper", "barkasse", "jacht", "jachten", "yacht", "frachter", "kogge") {
			return true
		}
		if s.is(j, kJob|kRole|kRel|kSalut) {
			return false
		}
	}
	return false
}

// storm tells whether a storm is named shortly before token i and not as what happened in it ("seit dem Sturm").
func (s *scan) storm(i int) bool {
	for j, n := i-1, 0; j >= 0 && n < 10; j, n = j-1, n+1 {
		if !s.letter(j) || !s.upper(j) && !s.lower {
			continue
		}
		switch s.word(j) {
		case "unwetter", "sturm", "sturmtief", "orkan", "orkantief", "hurrikan", "taifun", "wintersturm":
			switch s.word(max(0, j-1)) {
			case "dem", "den", "vom", "beim", "im", "nach", "durch":
				return false
			}
			return true
		}
	}
	return false
}

// besideFigure tells whether the word at token i stands behind a figure in a list: "als Pippi Langstrumpf, Ronja und Michel".
func (s *scan) besideFigure(i int) bool {
	for n := 0; n < 4; n++ {
		if !s.punct(i-1, ',') && !s.is(i-1, kAnd) || i < 3 {
			return false
		}
		if _, _, ok := s.figurative(i-2, i-2); ok || s.famous(i-3) {
			return true
		}
		u, ok := s.unitEnding(i - 2)
		if !ok || !s.upper(u.first) {
			return false
		}
		i = u.first
	}
	return false
}

// petBefore tells whether an animal is named in the words before token i.
func (s *scan) petBefore(i int) bool {
	for j := i - 1; j >= 0 && j >= i-12; j-- {
		if s.is(j, kPet) && !s.kept(j, false) {
			return true
		}
	}
	return false
}

// firmBehind tells whether token i goes on to a firm's legal form: "Schmidt Sanitär GmbH".
func (s *scan) firmBehind(i int) bool {
	for n := 0; n < 4 && s.letter(i) && s.upper(i) && !s.line(i); n, i = n+1, i+1 {
		switch s.word(i) {
		case "gmbh", "ug", "kg", "ohg", "ag", "gbr", "mbh", "kgaa":
			return n > 0
		}
	}
	return false
}

// lived tells whether the years of a life that ended long ago stand at token i, in brackets: of somebody that a message is not about,
// unlike an encyclopedia.
func (s *scan) lived(i int) bool {
	return s.punct(i, '(') && s.digit(i+1) && s.digitsAt(i+1) == 4 && s.punct(i+2, '-') && s.digit(i+3) && s.digitsAt(i+3) == 4 && s.punct(i+4, ')') &&
		s.word(i+3) < longDead && !s.reports()
}

// longDead is a year: relatives of those who died before it hardly write to an authority about them.
const longDead = "1950"

// spelling tells whether the words are letters of the spelling alphabet: behind "g wie", or beside numbers in words.
func (s *scan) spelling(first, last int) bool {
	if s.before(first, "wie") && s.letter(first-2) && s.toks[first-2].End-s.toks[first-2].Start == 1 {
		return true
	}
	for i := first; i <= last; i++ {
		if !s.letter(i) || !alphabet(s.word(i)) {
			return false
		}
	}
	if s.letter(last+1) && s.word(last+1) == "mit" && s.letter(last+2) && s.toks[last+2].End-s.toks[last+2].Start == 1 && s.is(last+3, kStop) {
		return true // "dora mit d wie dora"
	}
	if first == last && s.dictated(first) {
		return true
	}
	figure := func(i int) bool { return s.is(i, kNumber) || s.digit(i) && s.toks[i].End-s.toks[i].Start == 1 }
	return figure(last+1) && figure(last+2) || figure(first-1) && (figure(last+1) || figure(first-2)) || last-first >= 2 && figure(last+1)
}

// dictated tells whether token i stands in a row of words of the spelling alphabet and figures that commas part: "Martha, Zeppelin, drei,
// Julius".
func (s *scan) dictated(i int) bool {
	words, figures := 0, 0
	for _, step := range [...]int{-1, 1} {
		for j, n := i+step, 0; n < 8 && j >= 0 && j < len(s.toks); j, n = j+step, n+1 {
			switch {
			case s.punct(j, ','):
			case s.is(j, kNumber), s.digit(j):
				figures++
			case s.letter(j) && alphabet(s.word(j)):
				words++
			default:
				n = 8
			}
		}
	}
	return figures > 0 && words+figures >= 4
}

// alphabet tells whether w stands for a letter in the spelling alphabet.
func alphabet(w string) bool {
	switch w {
	case "anton", "berta", "bertha", "caesar", "charlotte", "dora", "emil", "friedrich", "fritz", "gustav", "heinrich", "ida", "isidor", "jakob", "julius", "konrad",
		"kaufmann", "ludwig", "marie", "martha", "marta", "niklas", "nordpol", "otto", "paula", "quelle", "richard", "rosa", "samuel", "siegfried", "sophie", "theodor", "toni",
		"ulrich", "viktor", "victor", "wilhelm", "xaver", "xanthippe", "ypsilon", "zacharias", "zeppelin", "zuerich", "zwo":
		return true
	}
	return false
}

// hall tells whether token i is a room or another thing that bears the name behind it.
func (s *scan) hall(i int) bool {
	if !s.letter(i) || !s.lower && !s.upper(i) {
		return false
	}
	if s.club(i) {
		return true
	}
	switch s.word(i) {
	case "ms", "mv", "mts", "saal", "hoersaal", "festsaal", "raum", "station", "haus", "halle", "gebaeude", "klinik", "klinikum", "schule", "kita", "trakt", "fluegel", "villa", "platz", "bucht",
		"sturm", "sturmtief", "orkan", "orkantief", "tief", "hoch", "hurrikan", "taifun", "zyklon", "typ", "modell", "sorte", "marke", "serie", "film", "roman", "buch", "krimi", "oper",
		"operette", "musical", "theaterstueck", "ballett", "band", "album", "schiff", "faehre", "kutter", "eos", "allergie", "allergien", "lex", "playstation":
		return true
	}
	w := s.word(i)
	return endsWith(w, 3, "saal", "raum", "station", "halle", "schule", "klinik", "sorte", "pavillon", "fluegel")
}

// room tells whether token i is a room, which is named after somebody.
func (s *scan) room(i int) bool {
	return s.letter(i) && (s.upper(i) || s.lower) && (s.word(i) == "raum" || endsWith(s.word(i), 0, "saal", "sprechungsraum", "seminarraum", "konferenzraum", "tagungsraum", "gruppenraum"))
}

// booked tells whether what stands from token i on may follow the name of a room: a sign, a line's end, or when and in what state it is. In
// "Gruppenraum Maria Lindner hat den Schlüssel" and "Raum Maria Lindner 0170 …" it is a person.
func (s *scan) booked(i int) bool {
	if s.line(i) || s.isPunct(i) {
		return true
	}
	if !s.letter(i) {
		return false
	}
	switch s.word(i) {
	case "ist", "war", "um", "am", "ab", "bis", "und", "oder", "mit", "im", "fuer", "buchen", "reservieren", "belegt", "frei":
		return true
	}
	return false
}

// ownWord tells whether somebody gives a name as his own or as an answer, or a salutation stands before it: he may be called like a figure.
func ownWord(r Rule) bool {
	switch r {
	case RuleIntroduction, RuleField, RuleSignature, RulePrompt, RuleSalutation:
		return true
	}
	return false
}

// club tells whether token i abbreviates what a sports club is: "TuS Neudorf".
func (s *scan) club(i int) bool {
	if !s.letter(i) {
		return false
	}
	switch s.word(i) {
	case "sv", "tsv", "fsv", "tus", "fc", "vfl", "vfb", "vfr", "ssv", "spvgg", "tsg", "djk", "bsc", "ttc", "hsg", "jsg", "sc", "bw", "rw", "gw":
		return true
	}
	return false
}

// reports tells whether the text is a whole sentence at least in which nobody speaks of himself or to somebody, as in news and
// encyclopedias: there more of what may be a name is one than in messages.
func (s *scan) reports() bool {
	if s.report == 0 {
		s.report = no
		if s.impersonal() {
			s.report = yes
		}
	}
	return s.report == yes
}

// impersonal reads the whole text for reports.
func (s *scan) impersonal() bool {
	n := len(s.toks)
	if n < 8 || s.lower || s.caps || !s.isPunct(n-1) {
		return false
	}
	for i := range s.toks {
		switch s.word(i) {
		case "ich", "mir", "mich", "mein", "meine", "meinem", "meinen", "meiner", "wir", "uns", "unser", "unsere", "unserem", "unseren", "unserer", "du", "dir", "dich", "dein", "deine",
			"bitte", "hallo", "moin", "ihr", "euch", "eure", "?", "danke", "gruss", "gruesse", "lg", "mfg", "hab":
			return false
		case "sie", "ihnen", "ihre", "ihren":
			if s.upper(i) && i > 0 && !s.isPunct(i-1) {
				return false
			}
		}
	}
	return true
}
