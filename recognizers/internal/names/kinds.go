package names

import (
	"strings"
	"sync"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/internal/fold"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// kind is a set of roles in which the rules know a word. The roles are about
// what stands beside a name; what is a name the lexicon tells.
type kind uint64

const (
	kStop      kind = 1 << iota // a function word or verb: ends every name
	kSalut                      // a salutation of one person: Herr, Frau, Mrs
	kFamily                     // of several: Familie, Eheleute
	kTitle                      // an academic degree: Dr., Prof., Dipl.-Ing.
	kNoble                      // a title of nobility, part of the surname: Freifrau, Graf
	kParticle                   // von, van, der, de, al, bin
	kRole                       // an office that stands in place of a name: Bürgermeister, Ministerin
	kJob                        // an occupation or part in a procedure that stands before a name: Sachbearbeiter, Vermieter
	kRel                        // a relative: Tochter, Mann
	kRelPl                      // several: Kinder, Eltern
	kPoss                       // mein, unser, ihre
	kField                      // the label of a form field that holds a name
	kWeakField                  // a label that may hold a name: Kontakt, Kind, Fahrer
	kClose                      // the end of a letter: mfg, LG, Gruß
	kHeisse                     // heiße, heißt
	kName                       // Name, Namen
	kBe                         // bin, sind, ist
	kMonth
	kDay    // a day of the week
	kNumber // a number in words, as a house number
	kPlace  // a preposition that stands before a place: in, aus, nach
	kStreet // a preposition that begins a street's name: Am, Im, Zum, Unter
	kArt    // an article that may follow kStreet
	kGeo    // a noun that streets with a preposition are named after: Markt, Mühle
	kRoad   // a word that alone makes a street's name of the words before it: Straße, Weg
	kOrg    // makes an organisation of the names before it: GmbH, Stiftung, Schule
	kShop   // makes an organisation of the names behind it: Autohaus, Bäckerei
	kOffice // an authority: Standesamt, Finanzamt, Gemeinde
	kFloor  // a part of a building: OG, Hinterhaus, Whg
	kSide   // links, rechts, Mitte
	kAnd    // und, u, sowie
	kFill   // may stand between a trigger and its name: hier, also, jetzt
	kHome   // announces an address: wohne, Anschrift, umgezogen
	kAdd    // the label of a form field that holds an address: Anschrift, Adresse, Wohnort
	kUnit   // after a number: Uhr, Euro, Tage
	kThing  // before a number: Zimmer, Seite, Klasse
	kSample // announces an example: Beispiel, Muster
	kForeign
	kIntro    // words that a self-introduction in another language ends with
	kCity     // a place abroad that the lexicon does not know
	kNoCity   // a place that is an everyday word as well
	kNoRoad   // ends like a street's name and is none
	kRefuse   // refuses an answer: nicht, keine, geheim
	kPet      // an animal: its name is nobody's
	kFamilies // stands before the plural of a surname: die, bei
	kProxy    // the first letter of "i. A."
	kBirth    // geb, geboren
	kWith     // a word that often stands before a given name: mit, für, von
	kEnglish  // a frequent English word that no German word is
	kCue      // has a rule of its own, see cue
	kBrand    // a firm's or product's name that is a person's, too
	kWay      // begins the name of a street abroad: Rue, Via, ulica
	kLane     // ends one: Street, utca
	kQuarter  // ends the name of a quarter of a Turkish town: Mahallesi
	kFlat     // is numbered in a house abroad: Daire, кв
	kNumero   // stands between a street and its house number: Nr., Hausnummer
	kColumn   // heads a column of persons in a table, and is no label elsewhere: Vorschlag, Besetzung
	kWares    // heads a column of a table that is about no persons: Preis, Menge, Rasse
	kCount    // a plural of what is counted in streets: Laternen
	kHouse    // speaks of a house, of what stands before it or comes to it: Ortstermin, Tonne, klingeln
)

// kLook marks the tokens of a text that can be names; it is not in the table.
const kLook kind = 1 << 63

// hint is what else a rule wants to know of a word. A word with hints and without a kind counts as any other.
type hint uint8

const (
	hFamous   hint = 1 << iota // the surname of somebody long dead, see scan.famous
	hBox                       // Postfach, Packstation
	hTrigger                   // one of the kinds in triggers
	hStop                      // kStop
	hFamilies                  // kFamilies
	hEnglish                   // kEnglish
	hBirth                     // kBirth
	hOrdinal                   // an ordinal number up to twelve
)

// hintOf are the hints that only say again what a kind says, close to the others.
func hintOf(k kind) (h hint) {
	for _, x := range [...]struct {
		kind kind
		hint hint
	}{{triggers, hTrigger}, {kStop, hStop}, {kFamilies, hFamilies}, {kEnglish, hEnglish}, {kBirth, hBirth}} {
		if k&x.kind != 0 {
			h |= x.hint
		}
	}
	return h
}

var hintWords = [...]struct {
	hint  hint
	words string
}{
	{hFamous, "marx liebknecht goethe einstein mozart luther hindenburg bismarck beethoven adenauer luxemburg gutenberg kant frank scholl langstrumpf potter normalverbraucher brecht kollwitz oliver"},
	{hOrdinal, "ersten erster erste zweiten zweiter zweite dritten dritter dritte vierten vierter vierte fünften fünfter fünfte sechsten sechster sechste siebten siebter siebte achten achter achte neunten neunter neunte zehnten zehnter zehnte elften elfter elfte zwölften zwölfter zwölfte"},
	{hBox, "pf postfach packstation postbox pobox postfiliale paketstation box"},
}

// about is what the lists say of a word.
type about struct {
	kind kind
	hint hint
	cue  cue
}

// table finds the kinds, hints and cue of a folded word by its hash. Words that have the same ones share a number.
type table struct {
	numbers *words.Table
	roles   []about // by number; 0 stands for words that are in no list
	marks   [markFlags]uint8
	figures map[uint64][]phrase // by each of their words
	eponyms map[uint64]struct{}
	ward    map[uint64]struct{} // eponyms in clinical documents only
	wares   [1 << wareBuckets / 64]uint64
}

// A mark is what the rules read off a token's flags: how a word is spelled in the lowest bits, and one bit for everything else.
const (
	markSpelling = 7 // inLower and so on
	markWord     = 3 // holds a letter
	markName     = 4 // a word that may be a name, however it is spelled
	markUpper    = 5 // one that begins with a capital
	markForeign  = 6 // a word of another script
	markPunct    = 7

	markFlags = anonymize.LineStart // flags from this one on do not count
)

// The spellings of words, and the place in which English ones are counted.
const (
	noWord    = iota // or one glued to others
	inForeign        // another script
	inLower          // no capital at its begin
	inCaps           // all capitals
	inUpper          // a capital at its begin
	english
)

// markOf returns the mark of a token.
func markOf(f anonymize.TokenFlags) (m uint8) {
	if f&anonymize.Punct != 0 {
		m |= 1 << markPunct
	}
	if f&anonymize.Letter == 0 {
		return m
	}
	m |= 1 << markWord
	switch {
	case f&anonymize.Foreign != 0:
		return m | inForeign | 1<<markForeign
	case f&anonymize.Upper == 0:
		m |= inLower
	case f&anonymize.AllUpper != 0:
		m |= inCaps
	case f&anonymize.SpaceBefore != 0:
		m |= inUpper
	}
	if f&anonymize.Digit == 0 {
		m |= 1 << markName
		if f&anonymize.Upper != 0 {
			m |= 1 << markUpper
		}
	}
	return m
}

var shared struct {
	once  sync.Once
	table *table
}

// sharedTable returns the table of all lists. The first call makes it.
func sharedTable() *table {
	shared.once.Do(func() { shared.table = newTable() })
	return shared.table
}

func newTable() *table {
	all := make(map[uint64]about, 4096)
	put := func(words string, more about) {
		for w := range strings.FieldsSeq(words) {
			h := fold.Hash(w)
			r := all[h]
			all[h] = about{r.kind | more.kind, r.hint | more.hint, r.cue | more.cue}
		}
	}
	for _, l := range lists() {
		put(l.words, about{kind: l.kind})
	}
	for _, l := range hintWords {
		put(l.words, about{hint: l.hint})
	}
	for _, l := range cueWords {
		put(l.words, about{kind: kCue, cue: l.cue})
	}
	t := &table{roles: make([]about, 1, 512), figures: newFigures(), eponyms: newEponyms(eponymWords), ward: newEponyms(wardEponyms), wares: waresOf()}
	numbers, of := make(map[uint64]uint16, len(all)), make(map[about]uint16)
	for h, r := range all {
		r.hint |= hintOf(r.kind)
		n, ok := of[r]
		if !ok {
			n = uint16(len(t.roles))
			of[r], t.roles = n, append(t.roles, r)
		}
		numbers[h] = n
	}
	t.numbers = words.NewTable(numbers)
	for f := range t.marks {
		t.marks[f] = markOf(anonymize.TokenFlags(f))
	}
	return t
}

func (t *table) lookup(h uint64) kind { return t.roles[t.numbers.Find(h)].kind }

func (t *table) hints(h uint64) hint { return t.roles[t.numbers.Find(h)].hint }

func (t *table) cue(h uint64) cue { return t.roles[t.numbers.Find(h)].cue }
