package names

import (
	"strings"

	"github.com/deckname/deckname/internal/fold"
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
	kBell     // where a name stands: Klingel, Briefkasten
	kBrand    // a firm's or product's name that is a person's, too
)

// kLook marks the tokens of a text that can be names; it is not in the table.
const kLook kind = 1 << 63

// table finds the kinds of a folded word by its hash. Most words are not in it,
// so that the tags stand by themselves and fit into the fastest cache.
type table struct {
	tags  []uint32 // upper half of the hash, 0 for an empty slot
	kinds []kind
	mask  uint64
}

func newTable() *table {
	words := make(map[uint64]kind, 4096)
	for _, l := range lists() {
		for w := range strings.FieldsSeq(l.words) {
			words[fold.Hash(w)] |= l.kind
		}
	}
	size := 1024
	for size < 2*len(words) {
		size *= 2
	}
	t := &table{tags: make([]uint32, size), kinds: make([]kind, size), mask: uint64(size - 1)}
	for h, k := range words {
		i := h & t.mask
		for t.tags[i] != 0 {
			i = (i + 1) & t.mask
		}
		t.tags[i], t.kinds[i] = tag(h), k
	}
	return t
}

func tag(h uint64) uint32 { return uint32(h>>32) | 1 }

func (t *table) lookup(h uint64) kind {
	want := tag(h)
	for i := h & t.mask; ; i = (i + 1) & t.mask {
		switch t.tags[i] {
		case want:
			return t.kinds[i]
		case 0:
			return 0
		}
	}
}
