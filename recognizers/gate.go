package recognizers

import (
	"math/bits"
	"slices"
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// traits say what a text holds that looks like the beginning of an identifier. They are read off in one pass over the
// tokens, so that a message with a date and a price is no matter for thirty recognizers of numbers.
type traits uint64

// The lowest bits tell the length of the longest run of digits, see digits. Each of the others stands for a shape.
const (
	hasEnd traits = 1 << (iota + maxRun + 1) // two digits behind a hyphen
)

// maxRun is the longest run of digits that is told from longer ones.
const maxRun = 30

const (
	hasNumber     traits = 1 << (iota + 32) // a digit
	hasMixed                                // a token that holds letters and digits, or stands beside a short word
	hasPair                                 // two letters and a digit …
	hasIBAN                                 // … of which the letters are a country's, or stand behind "iban"
	hasDE                                   // DE before digits
	hasPension                              // eight digits before a letter
	hasInsured                              // a letter before digits
	hasDial                                 // a number that begins with zero or plus
	hasLongCode                             // a mixed token of 14 characters or more
	hasVIN                                  // 17 or 18 characters, perhaps in groups
	hasSerial10                             // a mixed token of nine or ten characters, all in capitals or interleaved, or of ten in a text without capitals
	hasCode11                               // a mixed token of eleven characters
	hasRegister                             // a mixed token that begins like HRB
	hasCourt                                // a court's file number
	hasYear                                 // see numbers.years
	hasCapitals                             // capitals in or beside a number, joined to it by a sign
	hasOwnForm                              // a reference whose form is its own
	hasPlate                                // a plate that needs no keyword
	hasHex                                  // pairs of hexadecimal digits joined by colons or hyphens, groups of four joined by dots, twelve unjoined
	hasFourDots                             // four numbers joined by dots
	hasLeitweg                              // three to five parts joined by hyphens, a Land's number first and two digits last
	hasBICForm                              // eight or eleven characters in capitals
	hasHost                                 // a dot or colon between two words, without white space
	hasColons                               // two colons with at most four hexadecimal digits between
	hasFillers                              // <<
	hasSign                                 // '@', an underscore inside a word, or a small word in brackets behind one with a capital
	hasSlashes                              // three numbers joined by slashes
	hasLooseSlash                           // hasLoose, and a slash, or a dot before and a hyphen behind a short number, or hyphens around seven digits or a law's short name, or a sign in words and a number
	hasLoose                                // what may be a code, see looksLoose
	hasSpoken                               // a code in words, see dictates
	hasHalves                               // two numbers of five digits joined by a slash
	hasNumeral                              // a word of numeralWords
)

// digits stands for a run of at least n digits.
func digits(n int) traits { return 1 << n }

// condition is one way in which a text can concern a recognizer: one of the keywords is mentioned, in the text or its
// prompt (none asked for if there are no sets), and the text has all traits.
type condition struct {
	keys  []*words.Set
	needs traits
}

func with(needs traits) condition                        { return condition{nil, needs} }
func keyword(needs traits, keys ...*words.Set) condition { return condition{keys, needs} }

// openers are words without which a recognizer has nothing to do, beside the keywords that it holds itself.
type openers struct {
	rare     *words.Set // of a telephone number in words, and of a file's number
	signs    *words.Set // @ as a word, and what stands behind the name of who wrote something
	kinds    *words.Set // of registers
	numerals *words.Set // words without one of which nothing is dictated, see numeralWords
}

func newOpeners() *openers {
	return &openers{words.New("null", "plus", "doppel", "zero", "ecli", "pet"), words.New("at", "aet", "ad", "affe", "aett", "schrieb", "geschrieben"),
		words.New("hra", "hrb", "hr", "gnr", "vr", "pr", "gsr"), numeralWords()}
}

// conditions returns what must hold for r to find anything; one of them suffices. None means that r is always asked.
// A recognizer that learns to find more may need a wider condition here: TestFamily and FuzzFamily ask those that were passed over.
func conditions(r anonymize.Recognizer, w *openers) []condition {
	switch r := r.(type) {
	case *phone:
		return []condition{with(hasDial), keyword(digits(minPhone), r.keys, r.direct), keyword(0, w.rare)}
	case *email:
		return []condition{with(hasSign), keyword(0, w.signs)}
	case *webAddress:
		return []condition{with(hasHost)}
	case *username:
		return []condition{with(hasSign), with(hasFourDots), keyword(0, r.keys), keyword(hasNumber, w.signs)}
	case *ipAddress:
		return []condition{with(hasFourDots), with(hasColons)}
	case *macAddress:
		return []condition{with(hasHex)}
	case *imei:
		return []condition{with(digits(15))}
	case *crypto:
		return []condition{with(hasLongCode)}
	case *iban:
		return []condition{with(hasIBAN), keyword(hasPair, r.keys), keyword(digits(20), r.keys)}
	case *bic:
		return []condition{with(hasBICForm), keyword(0, r.keys), keyword(hasMixed, r.weak)}
	case *bankAccount:
		return []condition{keyword(hasNumber, r.keys, r.blz), keyword(digits(4), r.pay), keyword(hasSpoken, r.keys, r.blz)}
	case *creditCard:
		return []condition{with(digits(12))}
	case *creditorID:
		return []condition{with(hasIBAN), keyword(hasPair, r.keys)}
	case *taxID:
		return []condition{with(digits(11)), keyword(digits(10), r.keys), keyword(hasSpoken, r.keys)}
	case *taxNumber:
		return []condition{with(digits(13)), keyword(digits(9), r.keys, r.weak), keyword(digits(9)|hasSlashes, r.letter), with(hasSlashes), with(hasHalves), keyword(hasSpoken, r.keys)}
	case *vatID:
		return []condition{with(hasDE), keyword(hasMixed, r.keys), keyword(digits(9), r.keys)}
	case *socialSecurity:
		return []condition{with(hasPension), keyword(hasSpoken, r.keys)}
	case *healthInsurance:
		return []condition{with(hasInsured), keyword(digits(10), r.keys), keyword(hasSpoken, r.keys)}
	case *lanr:
		return []condition{keyword(digits(9), r.keys, r.weak), keyword(hasSpoken, r.keys)}
	case *bsnr:
		return []condition{keyword(digits(9), r.keys, r.weak, r.stamp), keyword(hasSpoken, r.keys)}
	case *ik:
		return []condition{keyword(digits(9), r.keys, r.weak), keyword(hasSpoken, r.keys)}
	case *idDocument:
		return []condition{with(hasSerial10), keyword(hasNumber, r.card, r.passport, r.permit, r.office), keyword(hasMixed, r.weak), keyword(0, r.card, r.passport, r.permit)}
	case *mrz:
		return []condition{with(hasFillers)}
	case *fuehrerschein:
		return []condition{with(hasCode11), keyword(hasNumber, r.keys), keyword(hasMixed, r.field), keyword(hasSpoken, r.keys)}
	case *licensePlate:
		return []condition{with(hasPlate), keyword(hasNumber, r.keys, r.strong, r.insured), keyword(hasNumeral, r.keys, r.strong, r.strokes)}
	case *vin:
		return []condition{with(hasVIN)}
	case *betriebsnummer:
		return []condition{keyword(digits(8), r.keys, r.weak), keyword(hasSpoken, r.keys)}
	case *handelsregister:
		return []condition{with(hasRegister), keyword(hasNumber, w.kinds)}
	case *caseNumber:
		return []condition{with(hasLooseSlash), with(hasCourt), keyword(hasNumber, r.keys, r.signs, w.rare), keyword(hasYear, r.hints), with(hasSpoken)}
	case *reference:
		return []condition{with(hasLoose), with(hasOwnForm), keyword(hasNumber, r.keys, r.other), keyword(hasCapitals, r.hints), keyword(0, r.locators), keyword(hasSpoken, r.keys, r.other, r.hints, r.locators)}
	case *maLoID:
		return []condition{keyword(digits(11), r.keys, r.weak)}
	case *leitwegID:
		return []condition{with(hasLeitweg), keyword(hasEnd, r.keys)}
	case *gln:
		return []condition{with(digits(13))}
	}
	return nil
}

// family is the anonymize.Family of the recognizers that All makes. Members are found by what a text has, not asked one after the other
// whether it has what they need.
type family struct {
	index    *words.Index
	shapes   [64]uint64       // by the number of a trait: members that it alone concerns
	some     traits           // those that shapes has members for
	rules    [64][]familyRule // by the number of a set: conditions with this keyword
	keys     uint64           // of all of these
	numerals uint64           // the set of words that open a dictated code
	all      uint64           // members without a condition
}

// familyRule says that a text with the keyword and all these traits concerns a member.
type familyRule struct {
	needs  traits
	member uint64
}

// join makes a family of rs.
func join(rs []anonymize.Recognizer) {
	w := newOpeners()
	sets := []*words.Set{w.rare, w.signs, w.kinds, w.numerals}
	shareHints(rs)
	for _, r := range rs {
		if s, ok := r.(interface{ sets() []*words.Set }); ok {
			for _, set := range s.sets() {
				if set != nil && !slices.Contains(sets, set) {
					sets = append(sets, set)
				}
			}
		}
	}
	if len(sets) > words.MaxIndexed {
		panic("recognizers: more sets of words than one index serves")
	}
	f := &family{index: words.Join(sets...)}
	f.numerals = w.numerals.Bit()
	for i, r := range rs {
		m, ok := r.(interface{ joinFamily(*family, int) })
		if !ok {
			continue
		}
		conds := conditions(r, w)
		if len(conds) == 0 {
			f.all |= 1 << i
		}
		for _, c := range conds {
			if len(c.keys) == 0 {
				if bits.OnesCount64(uint64(c.needs)) != 1 {
					panic("recognizers: a condition without keywords is one trait")
				}
				f.shapes[bits.TrailingZeros64(uint64(c.needs))] |= 1 << i
				f.some |= c.needs
				continue
			}
			for _, s := range c.keys {
				if !slices.Contains(sets, s) {
					panic("recognizers: a condition with keywords that stand in no index always holds")
				}
				f.keys |= s.Bit()
				k := bits.TrailingZeros64(s.Bit())
				f.rules[k] = append(f.rules[k], familyRule{c.needs, 1 << i})
			}
		}
		m.joinFamily(f, i)
	}
}

// shareHints makes one set of the hints that two recognizers of codes have alike.
func shareHints(rs []anonymize.Recognizer) {
	var hints *words.Set
	for _, r := range rs {
		switch r := r.(type) {
		case *caseNumber:
			hints = r.hints
		case *reference:
			if hints != nil {
				r.hints = hints
			}
		}
	}
}

func (r *ident) joinFamily(f *family, member int) { r.info.Family, r.info.Member = f, member }

// Concerns tells which members the text can concern.
func (f *family) Concerns(doc *anonymize.Document) uint64 {
	mentioned := f.index.Mentioned(doc)
	have := traitsOf(doc)
	if mentioned&f.numerals != 0 {
		have |= hasNumeral
		if dictates(doc) {
			have |= hasSpoken
		}
	}
	m := f.all
	for h := uint64(have & f.some); h != 0; h &= h - 1 {
		m |= f.shapes[bits.TrailingZeros64(h)]
	}
	for k := mentioned & f.keys; k != 0; k &= k - 1 {
		for _, r := range f.rules[bits.TrailingZeros64(k)] {
			if have&r.needs == r.needs {
				m |= r.member
			}
		}
	}
	return m
}

// traitsOf reads the traits off the tokens.
func traitsOf(doc *anonymize.Document) (have traits) {
	toks, f := doc.Tokens(), doc.Folded()
	features := doc.Features()
	if features&anonymize.HasAt != 0 {
		have |= hasSign
	}
	for i := range toks {
		t := &toks[i]
		if t.Flags&(anonymize.Punct|anonymize.AllUpper) == 0 {
			continue
		}
		n := t.End - t.Start
		if t.Flags&anonymize.AllUpper != 0 {
			if n == 8 || n == 11 {
				have |= hasBICForm
			}
		} else if n > 1 || i+1 < len(toks) && toks[i+1].Flags&anonymize.SpaceBefore == 0 { // most signs end something
			switch f[t.Start] {
			case '.', ':', '<':
				have |= signTraits(toks, f, i)
			case '(':
				if i > 0 && i+1 < len(toks) && inBrackets(doc, i) {
					have |= hasSign
				}
			case '_':
				if i > 0 && t.Flags&anonymize.SpaceBefore == 0 {
					have |= hasSign
				}
			}
		}
	}
	if features&anonymize.HasDigit != 0 {
		have |= numberTraits(doc)
	}
	return have
}

// signTraits looks at what stands around a dot, colon or less-than sign, which is token i.
func signTraits(toks []anonymize.Token, f string, i int) (have traits) {
	t := &toks[i]
	switch f[t.Start] {
	case '<':
		if t.End-t.Start > 1 {
			have |= hasFillers
		}
		return have
	case ':':
		k := int(t.End)
		for k < len(f) && k-int(t.End) < 4 && isHex(f[k]) {
			k++
		}
		if t.End-t.Start > 1 || k < len(f) && f[k] == ':' {
			have |= hasColons
		}
	}
	if i > 0 && t.Start == toks[i-1].End && toks[i-1].Flags&anonymize.Letter != 0 && i+1 < len(toks) && toks[i+1].Flags&anonymize.SpaceBefore == 0 {
		have |= hasHost
	}
	return have
}

// numberTraits looks at the tokens with digits.
func numberTraits(doc *anonymize.Document) traits {
	s := numbersOf(doc)
	have := hasNumber | (1<<(min(s.most, maxRun)+1) - 1)
	if looksLoose(doc) {
		have |= hasLoose
		if strings.IndexByte(doc.Folded(), '/') >= 0 {
			have |= hasLooseSlash
		}
	}
	if s.capitals {
		have |= hasCapitals
	}
	if s.years {
		have |= hasYear
	}
	have |= s.runTraits() | s.groupTraits()
	for _, ti := range doc.DigitTokens() {
		have |= digitTraits(doc, int(ti), have)
	}
	for _, mi := range s.mixed {
		have |= mixedTraits(doc, int(mi), have)
	}
	return have
}

// runTraits looks at the runs of numbers that are long enough for a telephone number: "0221 4710123".
func (s *numbers) runTraits() (have traits) {
	f := s.folded
	for i := range s.runs {
		r := &s.runs[i]
		if r.digits < minPhone {
			continue
		}
		for k := r.from; k < r.to; k++ {
			g := &s.groups[k]
			if f[g.start] == '0' || g.start > 0 && f[g.start-1] == '+' || g.start > 1 && f[g.start-2] == '+' {
				have |= hasDial
			}
		}
	}
	return have
}

// groupTraits looks at what joins the numbers: 133/8150/8159, 10.0.0.1.
func (s *numbers) groupTraits() (have traits) {
	dots := 0
	for k := range s.groups {
		g := &s.groups[k]
		if g.joint == jointSlash && k > 0 {
			if k > 1 && s.groups[k-1].joint == jointSlash {
				have |= hasSlashes
			}
			if g.len() == 5 && s.groups[k-1].len() == 5 {
				have |= hasHalves
			}
		}
		if g.joint != jointDot {
			dots = 0
		} else if dots++; dots == 3 {
			have |= hasFourDots
		}
	}
	return have
}

// digitTraits looks at token i, which holds digits, and what stands beside it. The traits that the text is known to have are not looked for again.
func digitTraits(doc *anonymize.Document, i int, known traits) (have traits) {
	toks, f := doc.Tokens(), doc.Folded()
	t := &toks[i]
	if known&(hasLoose|hasLooseSlash) == hasLoose && beginsFile(doc, i) {
		have |= hasLooseSlash
	}
	if t.Flags&anonymize.Letter != 0 {
		have |= codeTraits(t, f[t.Start:t.End], doc.Features()&anonymize.HasUpper == 0)
	} else if t.End-t.Start <= 6 && i+1 < len(toks) && (toks[i+1].Flags&anonymize.Punct != 0 || i+2 < len(toks) && toks[i+2].Flags&anonymize.Digit != 0 && saidSlash(doc.Word(toks[i+1]))) {
		if _, _, ok := courtNumber(doc, i); ok {
			have |= hasCourt
		}
	}
	have |= sizeTraits(doc, i)
	if i > 0 && known&hasPlate == 0 && endsPlate(t, &toks[i-1]) {
		if p, ok := plateAt(doc, i); ok && p.apart && (p.hyphen || p.upper || smallBehind(doc, i)) {
			have |= hasPlate
		}
	}
	return have
}

// beginsFile tells whether the number at token i is where a file's number without a slash, or with one in words, begins or goes on: see departmentShape,
// dunningShape, spokenTail.
func beginsFile(doc *anonymize.Document, i int) bool {
	toks, f := doc.Tokens(), doc.Folded()
	n := toks[i].End - toks[i].Start
	if i+1 < len(toks) && f[toks[i+1].Start] == '-' {
		if n <= 3 && i+2 < len(toks) && (i > 0 && f[toks[i-1].Start] == '.' || toks[i+2].Flags&(anonymize.InnerUpper|anonymize.AllUpper) != 0) {
			return true // 51.31-UV-04514
		}
		if n == 7 && i > 1 && f[toks[i-1].Start] == '-' {
			return true // 24-0331881-0-7
		}
		if i > 0 && f[toks[i-1].Start] == '[' {
			return true // see bracketedSign
		}
	}
	return i > 1 && spokenTail(doc, i-2) >= i // "88204 durch 19"
}

// endsPlate tells whether t, behind the token before, can be the number of a plate: "AB 12", AB12.
func endsPlate(t, before *anonymize.Token) bool {
	n := t.End - t.Start
	if t.Flags&anonymize.Letter != 0 {
		return n <= 7
	}
	return n <= 4 && (before.Flags&anonymize.Punct != 0 || before.End-before.Start <= 2)
}

// sizeTraits looks at token i, which holds digits, where tokens of its length are part of some number.
func sizeTraits(doc *anonymize.Document, i int) (have traits) {
	toks, f := doc.Tokens(), doc.Folded()
	t := &toks[i]
	n := t.End - t.Start
	if (n == 2 || n == 4) && hexBeside(f, int(t.Start), int(t.End)) {
		have |= hasHex
	}
	switch n {
	case 2:
		if t.Start > 0 && f[t.Start-1] == '-' {
			have |= hasEnd
		}
		for k := i - 2; k >= 0 && k >= i-8 && f[toks[k+1].Start] == '-'; k -= 2 { // five parts at most
			if k < i-2 && isLand(f[toks[k].Start:toks[k].End]) {
				have |= hasLeitweg
			}
		}
		if chipID(doc, i) > i {
			have |= hasOwnForm
		}
	case 3, 4, 5, 11, 14, 15, 16, 19, 20, 33:
		if _, rule := ownForm(doc, i); rule != "" {
			have |= hasOwnForm
		}
	}
	if makersMeter(doc, i) >= 0 {
		have |= hasOwnForm
	}
	return have
}

// mixedTraits looks at token i, which holds letters and digits or stands beside a short word: "DE89 …", "65 170839 J 003".
func mixedTraits(doc *anonymize.Document, i int, known traits) traits {
	have := hasMixed
	if first, skip := ibanStart(doc, i); first >= 0 {
		have |= hasPair
		at := int(doc.Tokens()[first].Start) + skip
		if cc := doc.Folded()[at : at+2]; skip > 0 || bbanOf(cc) != "" {
			have |= hasIBAN
		} else if _, most := creditorLen(cc); most > 0 {
			have |= hasIBAN
		}
	}
	if _, ok := vatStart(doc, i); ok {
		have |= hasDE
	}
	if rvnrStart(doc, i) >= 0 {
		have |= hasPension
	}
	if kvnrStart(doc, i) >= 0 {
		have |= hasInsured
	}
	if known&hasVIN == 0 && vinStart(doc, i, 0) >= 0 {
		have |= hasVIN
	}
	return have
}

// hasCapitalsAt tells whether token i, which holds digits, begins with a capital or hangs on a word that does.
func hasCapitalsAt(toks []anonymize.Token, f string, i int) bool {
	capital := func(sign, word int) bool {
		return word >= 0 && word < len(toks) && toks[sign].Flags&anonymize.Punct != 0 && isCodeSign(f[toks[sign].Start]) && toks[word].Flags&anonymize.Upper != 0
	}
	return toks[i].Flags&anonymize.Upper != 0 || capital(i-1, i-2) || capital(i+1, i+2)
}

// codeTraits looks at a token with letters and digits, in a text that perhaps is small throughout.
func codeTraits(t *anonymize.Token, w string, small bool) (have traits) {
	if len(w) >= 14 {
		have |= hasLongCode
	}
	if isUnjoinedMAC(w) {
		have |= hasHex
	}
	if len(w) == 11 {
		have |= hasCode11
	}
	if (len(w) == 9 || len(w) == 10) && (t.Flags&anonymize.AllUpper != 0 || small && len(w) == 10 || interleaved(w)) {
		have |= hasSerial10
	}
	switch w[0] {
	case 'h', 'g', 'v', 'p':
		have |= hasRegister
	}
	return have
}

// hexBeside tells whether the two or four characters from start to end have the neighbours that a part of a hardware
// address has: one of four characters, or two pairs on one side. 10:30 has only one.
func hexBeside(f string, start, end int) bool {
	n := end - start
	part := func(sign, part int) bool { // a sign and a part beside each other
		return sign >= 0 && part >= 0 && sign < len(f) && part+n <= len(f) && isMACSign(f[sign], n) && isHex(f[part]) && isHex(f[part+n-1])
	}
	right, left := part(end, end+1), part(start-1, start-1-n)
	if n == 4 {
		return right || left
	}
	return right && part(end+3, end+4) || left && part(start-4, start-6)
}
