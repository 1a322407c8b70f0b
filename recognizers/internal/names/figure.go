package names

import (
	"strings"

	"github.com/deckname/deckname/internal/fold"
)

// figures are phrases whose names are nobody's: figures of speech, of tales, plays and films, and pairs of them.
var figures = [...]string{
	"adam riese", "adam ries", "hans dampf", "hans wurst", "hans im glück", "hans guck", "hans huckebein", "hänschen klein", "was hänschen nicht lernt", "lernt hans nimmermehr",
	"frech wie oskar", "stolz wie oskar", "wie bolle", "hinz und kunz", "krethi und plethi", "pontius zu pilatus", "pontius nach pilatus", "pontius pilatus",
	"schwarzen peter", "schwarze peter", "schwarzer peter", "hempels unterm", "hempels unter dem sofa", "bei hempels", "barthel den most", "bartel den most",
	"schmidts katze", "auf godot", "lieschen müller", "otto normal", "otto normalverbraucher", "otto normalbürger",
	"mein name ist hase", "heißt hase", "mein lieber scholli", "herr gesangverein", "herr gesangsverein", "jesus maria", "jessas maria",
	"flotter otto", "flotten otto", "strammer max", "strammen max", "dummer august", "dummen august", "blauer heinrich", "freund hein", "gevatter tod", "schlendrian",
	"meister petz", "meister lampe", "reineke fuchs", "meister adebar", "meister eder", "meister yoda", "kalte sophie", "kalten sophie", "murphys gesetz", "murphys law", "hubertus jagd",
	"tante emma laden", "onkel tom", "onkel sam", "uncle sam", "onkel dagobert", "onkel doktor", "vater staat", "mutter natur", "mutter erde", "mutter courage", "bruder leichtfuß",
	"wenn petrus", "petrus mitspielt", "petrus mitmacht", "petrus meint", "petrus ist", "petrus hat", "knecht ruprecht", "sankt nikolaus", "st nikolaus", "sankt martin", "st martin", "santa claus", "heilige drei könige",
	"max und moritz", "hänsel und gretel", "romeo und julia", "tristan und isolde", "kain und abel", "adam und eva", "david gegen goliath", "david und goliath", "bonnie und clyde", "ernie und bert",
	"bibi und tina", "tom und jerry", "tom and jerry", "asterix und obelix", "susi und strolch", "jan und tini", "pittiplatsch", "pat und patachon", "dick und doof", "castor und pollux", "kastor und pollux", "philemon und baucis", "orpheus und eurydike",
	"anna und elsa", "emil und die detektive", "pünktchen und anton", "frau holle", "peter pan", "peter und der wolf", "jim knopf", "pippi langstrumpf", "ronja räubertochter",
	"michel aus lönneberga", "karlsson vom dach", "bibi blocksberg", "benjamin blümchen", "räuber hotzenplotz", "harry potter", "sherlock holmes", "james bond", "robin hood", "robinson crusoe", "tom sawyer",
	"huckleberry finn", "david copperfield", "oliver twist", "alice im wunderland", "nathan der weise", "nathan dem weisen", "effi briest", "anna karenina", "werther", "michael kohlhaas", "wilhelm tell", "till eulenspiegel",
	"baron münchhausen", "don quijote", "don quichotte", "don giovanni", "don juan", "don carlos", "carmina burana", "figaros hochzeit", "hochzeit des figaro", "madame bovary", "madama butterfly", "prinz eisenherz", "donald duck", "dagobert duck",
	"micky maus", "mickey mouse", "homer simpson", "darth vader", "luke skywalker", "indiana jones", "james dean", "bob der baumeister", "bob dem baumeister", "super mario", "lara croft", "conni kommt", "feuerwehrmann sam", "thomas die lokomotive", "bernd das brot",
	"dr schiwago", "doktor schiwago", "doktor faustus", "dr faust", "dr house", "dr mabuse", "dr google", "doktor google", "dr dolittle", "für elise", "herr der ringe", "herr der fliegen", "herr rossi", "herr nilsson", "miss marple", "pater brown", "mister bean", "mr bean", "mrs doubtfire",
	"christi himmelfahrt", "mariä himmelfahrt", "mariä lichtmess", "mariä empfängnis", "gregs tagebuch", "kasperl und seppel", "kasper und seppel", "dr schiwagos", "krösus", "methusalem", "pumuckl", "fritzchen", "rumpelstilzchen", "steppt der bär", "bär los",
	"herr ober", "frau bot", "herr bot", "herr computer", "frau computer", "frau google", "frau siri", "frau alexa", "kollege zufall", "kollege computer", "kommissar zufall", "kommissar computer",
	"christi himmelfahrt", "charles bonnet", "marte meo", "mary poppins", "prader willi", "kaiser karl", "boxing day", "donna leon",
	"nightmare before christmas", "heinrich der löwe", "karl der große", "karl dem großen", "friedrich der große", "alte fritz", "alten fritz", "winnetou", "old shatterhand", "ungläubige thomas", "ungläubiger thomas",
}

// phrase is a place in one of the figures.
type phrase struct {
	words []uint64
	at    int
	sort  renown
}

// renown is the list that a phrase is of.
type renown uint8

const (
	ofFigures renown = iota
	ofNamesakes
	ofBearable
	ofFirms
)

// newFigures finds the figures by each of their words.
func newFigures() map[uint64][]phrase {
	m := make(map[uint64][]phrase, 2*(len(figures)+len(namesakes)+len(bearable)+len(firms)))
	for sort, list := range [...][]string{ofFigures: figures[:], ofNamesakes: namesakes[:], ofBearable: bearable[:], ofFirms: firms[:]} {
		for _, f := range list {
			var words []uint64
			for w := range strings.FieldsSeq(f) {
				words = append(words, fold.Hash(w))
			}
			for i, h := range words {
				m[h] = append(m[h], phrase{words, i, renown(sort)})
			}
		}
	}
	return m
}

// figurative tells whether the tokens are a part of one of the figures, namesakes or firms and
// returns the token at which that begins.
func (s *scan) figurative(first, last int) (begin int, firm, ok bool) {
	for _, p := range s.e.words.figures[s.toks[first].Hash] {
		begin = first - p.at
		if begin < 0 || begin+len(p.words) > len(s.toks) || last >= begin+len(p.words) {
			continue
		}
		same := true
		for i, h := range p.words {
			if t := begin + i; s.toks[t].Hash != h || i > 0 && s.line(t) {
				same = false
				break
			}
		}
		if same && (p.sort != ofBearable || s.dedicatedTo(begin, begin+len(p.words)-1)) {
			return begin, p.sort == ofFirms, true
		}
	}
	return 0, false, false
}

// fictitious tells whether the name is that of a tale or of a sample form:
// "Frau Holle", "zum Beispiel Max Mustermann".
func (s *scan) fictitious(first, last int) bool {
	if (first < last && s.famous(last-1) || first == last && s.famous(first)) && !s.presented(first) && !s.reports() {
		return true
	}
	if first == last {
		partner := ""
		switch s.word(first) {
		case "romeo":
			partner = "julia"
		case "julia":
			partner = "romeo"
		case "haensel":
			partner = "gretel"
		case "gretel":
			partner = "haensel"
		}
		if partner != "" && (s.letter(first+2) && s.word(first+2) == partner || s.letter(first-2) && s.word(first-2) == partner) {
			return true // of a tale
		}
	}
	if s.before(first, "wie") && s.is(first-2, kName) || s.discussed(first, last) {
		return true // "ein Vorname wie Kim": a name as a word
	}
	if first == last && s.punct(first-1, ',') && s.letter(first-2) && s.word(first-2) == "mustermann" {
		first -= 2
	}
	key := last
	if first < last && s.punct(first+1, ',') {
		key = first // "Mustermann, Max"
	}
	switch s.word(key) {
	case "holle":
		return s.before(last, "frau")
	case "oetker":
		return s.titled(first-1) && !s.is(first-1, kSalut)
	case "mustermann", "musterfrau", "normalverbraucher":
		if s.indefinite(first-1) || s.punct(first-1, '"') && s.indefinite(first-2) {
			return true
		}
		for i := last + 1; i < len(s.toks) && i <= last+12; i++ {
			if s.sample(i) {
				return true
			}
		}
		if s.word(last) == "normalverbraucher" {
			return true
		}
		for i := first - 1; i >= 0 && i >= first-8; i-- {
			if s.sample(i) || s.punct(i, '.') && s.glued(i) && s.before(i, "b") {
				return true
			}
		}
	}
	return false
}

// presented tells whether the name from token first on is said of somebody here: "Frau von Bismarck", "ich heiße Otto Bismarck".
func (s *scan) presented(first int) bool {
	return s.is(first-1, kSalut|kHeisse|kRel|kRelPl) || s.is(first-1, kBe) && s.is(first-2, kName) || s.before(first, "hier")
}

// sample tells whether token i announces an example, alone or in a compound.
func (s *scan) sample(i int) bool {
	if s.is(i, kSample) {
		return true
	}
	if !s.letter(i) {
		return false
	}
	w := s.word(i)
	return len(w) > 10 && (w[len(w)-8:] == "beispiel" || w[len(w)-7:] == "vorlage")
}

// discussed tells whether somebody asks about the name as such: "Darf man ein Kind Luzifer nennen?", "Ist Kim ein Jungenname?".
func (s *scan) discussed(first, last int) bool {
	if first == last && s.asksForName(first) {
		return true
	}
	n := last + 1
	if s.punct(n, '"') {
		n++
	}
	if !s.letter(n) || s.line(n) {
		return false
	}
	switch s.word(n) {
	case "bist":
		for i := n; i < n+7 && s.letter(i) && !s.line(i); i++ {
			switch s.word(i) {
			case "mensch", "bot", "chatbot", "roboter", "maschine", "computer", "ki":
				return true // "hey Clara bist du ein Mensch": the bot's name
			}
		}
	case "nennen", "taufen":
		for i, k := first-1, 0; i >= 0 && k < 8 && !s.sentenceEnd(i); i, k = i-1, k+1 {
			switch s.word(i) {
			case "darf", "duerfen", "kann", "koennen", "koennte", "erlaubt":
				return true
			}
		}
	case "ein", "eigentlich", "als":
		for i := n; i < n+5 && s.letter(i) && !s.line(i); i++ {
			switch s.word(i) {
			case "jungenname", "jungsname", "maedchenname", "vorname", "unisexname", "maennername", "frauenname":
				return true
			}
		}
	}
	return false
}

// asksForName tells whether somebody asks what is allowed or right about the name at token i: "Darf ein Junge als einzigen Vornamen Kim
// bekommen?", "Schreibt man eigentlich Philipp mit zwei p?".
func (s *scan) asksForName(i int) bool {
	if s.punct(i-1, '"') {
		i--
	}
	if s.before(i, "eigentlich") {
		i--
	}
	if s.before(i, "man") && i > 1 && s.letter(i-2) {
		switch s.word(i - 2) {
		case "schreibt", "buchstabiert":
			return s.sentenceStart(i - 2)
		}
		return false
	}
	if !s.is(i-1, kName) || s.upper(i-1) == s.lower {
		return false
	}
	for n := 2; n < 10 && i-n >= 0 && !s.sentenceEnd(i-n); n++ {
		if s.is(i-n, kPoss) {
			return false
		}
		switch s.word(i - n) {
		case "darf", "duerfen", "duerfte":
			others := s.letter(i-n+1) && s.word(i-n+1) != "wir" && s.word(i-n+1) != "ich" // "dürfen wir den Namen Öztürk führen": theirs
			return others && !s.is(i-n+1, kSalut)
		}
	}
	return false
}

// famous tells whether the given name at token i and the surname behind it are those of somebody long dead.
func (s *scan) famous(i int) bool {
	if s.hinted&hFamous == 0 || !s.letter(i) || !s.letter(i+1) || s.line(i+1) {
		return false
	}
	given := ""
	switch s.word(i + 1) {
	case "marx", "liebknecht":
		given = "karl"
	case "goethe":
		given = "wolfgang"
	case "einstein":
		given = "albert"
	case "mozart":
		given = "amadeus"
	case "luther":
		given = "martin"
	case "hindenburg":
		return s.word(i) == "von" || s.word(i) == "paul"
	case "bismarck":
		return s.word(i) == "von" || s.word(i) == "otto"
	case "beethoven":
		return s.word(i) == "van"
	case "adenauer":
		given = "konrad"
	case "luxemburg":
		given = "rosa"
	case "gutenberg":
		given = "johannes"
	case "kant":
		given = "immanuel"
	case "frank":
		return s.word(i) == "anne" && (s.punct(i-1, '"') || s.upper(i-1))
	case "scholl":
		return s.word(i) == "sophie" || s.word(i) == "geschwister"
	case "langstrumpf":
		given = "pippi"
	case "potter":
		given = "harry"
	case "normalverbraucher":
		given = "otto"
	case "brecht":
		given = "bertolt"
	case "kollwitz":
		given = "kaethe"
	case "oliver":
		given = "jamie"
	default:
		return false
	}
	return s.word(i) == given
}

// eponym tells whether the word names a sign, a test, an illness, a device or a feast most often.
func (s *scan) eponym(first, last int) bool {
	_, ok := s.e.words.eponyms[s.toks[first].Hash]
	if ok && last > first {
		_, ok = s.e.words.eponyms[s.toks[last].Hash]
	}
	return ok
}

// newEponyms returns the words of a list.
func newEponyms(list string) map[uint64]struct{} {
	m := make(map[uint64]struct{}, 512)
	for w := range strings.FieldsSeq(list) {
		m[fold.Hash(w)] = struct{}{}
	}
	return m
}

const eponymWords = `
ruhkopf sahm abbott addison ahlbäck aldrete allgöwer allis alzheimer amsler apgar apley arlt asherman asperger astrup babinski balint balthazar bankart barlow barr
barrett barthel basedow bassini baumgarten baxter beau bechterew behcet bellocq bence bennett bethesda bielschowsky billroth binet bishop bjerrum
blakemore blalock bland bleuler blount bobath bochdalek boeck bosniak bouchard bourneville braden bradshaw bragard brescia breslow broca brodie brudzinski
bruns brügger buerger burkitt böhler bülau calot capgras carpal castleman celsius chaddock chapman charcot charlson chiari chopart chvostek cimino
cobb colles colonna conners coombs corti cotrel courvoisier cowden credé creutzfeldt crigler crohn cullen curling cushing dandy darier davies dejerine
desmet devic dieulafoy dindo disse diwali doppler draf dressler duchenne dukes dunn dupuytren durkan ebola ebstein eisenmenger epley erb ewing
fahrenheit fallot fanconi fazekas felty filatov finkelstein fischgold fleischner fontaine forrest fournier fowler fraenkel freiberg frenkel freund fridericia
friedreich frykman gaenslen galeazzi gardner gartland gerdy giemsa gieson gilbert gleason glisson goldberg goldmann gottron gowers graefe gram grawitz guedel
guillain gustilo guyon haggitt haglund haigis hallpike harvey hasford hashimoto hawkins heberden hegar heimlich heinz hering herring hertel hinchey
hippel hirschsprung hodgkin hoehn hofbauer hoffa hoigné homans horner hunt huntington hurst hutchinson insall ishak janda jellinek jobe joule kapandji
kaposi karnofsky kasai kausch kayser kehr kellgren kelvin kerley kernig killian kimmelstiel kirschner klatskin kleihauer klinefelter klippel kocher
koebner koplik korotkow korsakoff korsakov korsakow kraske krukenberg kudo kussmaul küntscher lachman langerhans lasegue lauge ledderhose lembert
lennox leopold lequesne lewy lichtenstein lisfranc littré lloyd loeffler longmire lown ludloff lyme magerl maisonneuve mallampati mallory marfan
mayfield mayo mcburney mccune mcdonald mcmurray mcroberts meckel meige meniere meulengracht meynet mikulicz minkowski mirizzi mohs monro monteggia
montgomery moro morton murley murphy myerson möbius münchhausen naegele naffziger nash neelsen neer nelaton newroz newton nikolaus nikolski nissen
norton nouruz nowruz nylen oddi ohm ollier oppenheim ortolani osgood osler osterrieth paget pancoast pap papanicolaou parkinson pascal pauwels payne
payr pel penrose perthes petri peyronie pfannenstiel phalen pipkin pleuel politzer pott potts prader pratt prehn preiser priesnitz pringle prinzmetal
purim queckenstedt quick quigley quincke ramstedt rankin ranson ranvier rapoport ratschow raynaud redon reinke reiter renshaw rey rezniczek rhesus
rhinne riedel rinne robertson rockwood roemheld rolando romberg rosenmüller roux rovsing russell rutherford salter sarnoff sauerbruch sceno schaudinn
schellong scheuer scheuermann schirmer schizas schiötz schlatter schmorl schober schoenlein seldinger semmelweis sengstaken sever shafer sharpey
shouldice silverman simmonds sims sjoegren sjögren snellen spetzler spurling stanger steinmann stellwag sternberg stevens strasberg stroop strümpell
sudeck swan tanner tawara tenon terson thompson thudichum tietze tiffeneau tinel tinetti tossy tourette traverso trendelenburg trousseau trömner
tscherne uhthoff unna uthoff valleix valsalva veress vierordt virchow vojta volkmann volt waldenström waldeyer wallenberg warthin watson watt weaver
weber wegener weil wellens werlhof wernicke wertheim westergren whipple whitehead widal wiedemann wilms wilson wullstein yahr yergason zancolli zenker
ziehl zollinger åsberg`
