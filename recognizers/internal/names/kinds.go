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
	kIntro  // words that a self-introduction in another language ends with
	kCity   // a place abroad that the lexicon does not know
	kNoCity // a place that is an everyday word as well
	kNoRoad // ends like a street's name and is none
	kBirth  // geb, geboren
	kWith   // a word that often stands before a given name: mit, für, von
	kBrand  // a firm's or product's name that is a person's, too
)

// kLook marks the tokens of a text that can be names; it is not in the table.
const kLook kind = 1 << 63

// table finds the kinds of a folded word by its hash.
type table struct {
	slots []slot
	mask  uint64
}

type slot struct {
	hash uint64
	kind kind
}

func newTable() *table {
	words := make(map[uint64]kind, 4096)
	for _, l := range lists() {
		for w := range strings.FieldsSeq(l.words) {
			words[fold.Hash(w)] |= l.kind
		}
	}
	size := 4096
	for size < 4*len(words) {
		size *= 2
	}
	t := &table{slots: make([]slot, size), mask: uint64(size - 1)}
	for h, k := range words {
		i := h & t.mask
		for t.slots[i].kind != 0 {
			i = (i + 1) & t.mask
		}
		t.slots[i] = slot{h, k}
	}
	return t
}

func (t *table) lookup(h uint64) kind {
	for i := h & t.mask; ; i = (i + 1) & t.mask {
		s := &t.slots[i]
		if s.hash == h {
			return s.kind
		}
		if s.kind == 0 {
			return 0
		}
	}
}
