// Package names finds persons, addresses and places in German chat text by
// rule: announcing words ("ich heiße", "Frau", "Anschrift:"), the compiled
// lexicon, and what stands beside them. It does not know the statistical
// tagger; package recognizers joins both.
//
// An [Engine] is immutable and safe for concurrent use. [Engine.Analyze] works
// once per Document, however many recognizers ask. It costs one look-up per
// word in a table of about 2,500 announcing words and one in the lexicon for
// words that can be names; every rule looks at a bounded number of tokens, so
// that time is linear in the text.
package names

import (
	"math/bits"
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/lexicon"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// Version changes when rules or word lists change what is found.
const Version = "1"

// Engine holds the word tables.
type Engine struct {
	words    *table
	lex      *lexicon.Table
	heads    words.Ends // of German nouns
	roads    words.Ends // of streets' names; below 0 of other nouns that end like one
	offices  words.Ends // of compounds of offices
	ailments words.Ends // of what doctors write of
	drugs    words.Ends // of names of substances
	build    func(*anonymize.Document, any) any
}

// New builds the tables. The first call takes less than a millisecond; all Engines share the table of words.
func New() *Engine {
	e := &Engine{words: sharedTable(), lex: lexicon.Load()}
	for _, h := range nounHeads {
		e.heads.Add(h, 1)
	}
	for _, o := range officeEnds {
		e.offices.Add(o, 1)
	}
	for d := range strings.FieldsSeq(drugEnds) {
		e.drugs.Add(d, 1)
	}
	for o := range strings.FieldsSeq(otherEnds) {
		e.roads.Add(o, -1)
	}
	for _, a := range ailmentEnds {
		e.ailments.Add(a, 1)
	}
	strength := 3
	for _, r := range roadEnds {
		if r == "" {
			strength--
			continue
		}
		e.roads.Add(r, strength)
	}
	e.build = e.analyze
	return e
}

// endsWith tells whether w has one of a few ends, with at least more bytes before it. Lists that are long or asked at every word are [words.Ends].
func endsWith(w string, more int, ends ...string) bool {
	for _, end := range ends {
		if len(w) >= len(end)+more && strings.HasSuffix(w, end) {
			return true
		}
	}
	return false
}

// Finding is one span of tokens with the reason for it.
type Finding struct {
	First, Last int32 // indexes of tokens, both included
	Score       float32
	Evidence    anonymize.Evidence
	Rule        Rule
	Context     int32   // index of the token that announced it, -1 for none
	InPrompt    bool    // Context is a token of the prompt
	alone       float32 // the rules' score while the tagger is heard
}

// Overlaps reports whether f and g share a token.
func (f Finding) Overlaps(g Finding) bool { return f.First <= g.Last && g.First <= f.Last }

// Result is what the rules found in one Document. It is valid as long as the
// Document. The slices are sorted and each is disjoint in itself.
type Result struct {
	Persons, Addresses, Locations []Finding
	Months                        []int32 // tokens that name a month, with ordinal numbers and the second of two numbers in words
	scan                          scan
}

type memoKey struct{}

// Analyze returns the findings for doc. All Engines give the same answer, so
// that recognizers share one analysis.
func (e *Engine) Analyze(doc *anonymize.Document) *Result {
	return doc.Memo(memoKey{}, e.build).(*Result)
}

func (e *Engine) analyze(doc *anonymize.Document, old any) any {
	r, _ := old.(*Result)
	if r == nil {
		r = new(Result)
	}
	r.Persons, r.Addresses, r.Locations = r.Persons[:0], r.Addresses[:0], r.Locations[:0]
	s := &r.scan
	s.start(e, doc)
	r.Months = r.Months[:0]
	if ordinals := s.hinted&hOrdinal != 0; s.months || ordinals || s.spoken {
		for i, k := range s.kinds {
			if k&kMonth != 0 || ordinals && s.ordinal(i) || k&kNumber != 0 && i > 0 && s.kinds[i-1]&kNumber != 0 {
				r.Months = append(r.Months, int32(i))
			}
		}
	}
	r.Addresses = s.addresses(r.Addresses)
	s.taken = r.Addresses
	r.Persons = s.persons(r.Persons)
	r.Locations, r.Persons = s.seated(r.Locations, r.Persons)
	r.Locations = s.locations(r.Locations, r.Persons)
	s.end()
	return r
}

// scan is the state of one analysis.
type scan struct {
	e        *Engine
	doc      *anonymize.Document
	text     string // folded
	toks     []anonymize.Token
	kinds    []kind
	looks    []look              // of all tokens
	entries  []lexicon.Entry     // of the tokens marked kLook, else zero
	marks    []uint16            // see mark; the hint in the upper half
	names    bitset              // words that may be names, however they are spelled
	capital  bitset              // those of them that begin with a capital
	persona  bitset              // the tokens at which rules for persons may begin
	places   bitset              // the tokens at which a place may begin
	units    [unitsKept]keptUnit // read last
	sets     bitset              // memory of these four
	hinted   hint                // of all tokens
	taken    []Finding           // addresses
	sheets   []sheet             // tables, in order
	wares    []span              // the cells of tables that hold goods, in order
	wheres   []span              // and those that hold places
	sheeted  int                 // where the line begins that was read as the head of a table last, -1 for none
	tabs     bool                // the text holds tabs
	broken   bool                // the text has more lines than one
	tagged   Tag                 // the street the tagger sees before the house number in question, or zero
	lower    bool                // the text has no capitals to speak of
	caps     bool                // the text is written in capitals
	latin    bool                // most words are Latin
	months   bool                // holds names of months
	closed   bool                // holds the closing of a letter
	spoken   bool                // holds numbers in words
	homes    bool                // holds words that announce an address
	abroad   bool                // holds words of streets abroad
	pets     bool                // names animals
	english  bool                // the text is English
	doctors  answer              // whether the text is a doctor's document
	report   answer              // whether it is a report, see reports
	columns  answer              // whether it is set in columns
	frau     answer              // whether it has "Fr." for Frau
	prompt   promptKind
	asked    int32 // token of the prompt that says so
	askedToo int32 // token of the prompt that asks for a name, too, or -1
}

func (s *scan) start(e *Engine, doc *anonymize.Document) {
	s.e, s.doc, s.text, s.toks = e, doc, doc.Folded(), doc.Tokens()
	s.broken = strings.IndexByte(s.text, '\n') >= 0
	s.grow(len(s.toks))
	all, count := s.classify()
	lower, caps, upper := count[inLower], count[inCaps], count[inUpper]
	s.latin = lower+upper+caps >= count[inForeign]
	s.english = count[english] >= 3 && 5*count[english] >= lower+upper+caps
	// who begins in lower case uses few capitals elsewhere, too
	share := 12
	if i := s.firstLetter(); i < len(s.toks) && s.toks[i].Flags&anonymize.Upper == 0 {
		share = 4
	}
	s.lower = upper+caps == 0 || share*(upper+caps) < lower
	s.caps = caps > 1 && 2*caps > lower+upper
	s.closed = all&kClose != 0 && s.closing()
	s.spoken, s.months, s.homes, s.abroad = all&kNumber != 0, all&kMonth != 0, all&(kHome|kAdd) != 0, all&(kWay|kLane) != 0
	s.pets, s.doctors, s.report, s.columns, s.frau = all&kPet != 0, 0, 0, 0, 0
	s.consult()
	s.sheets, s.wares, s.wheres, s.sheeted, s.tabs = s.sheets[:0], s.wares[:0], s.wheres[:0], -1, strings.IndexByte(doc.Text(), '\t') >= 0
	if all&kDay != 0 {
		s.weekdays()
	}
	s.prompt, s.asked, s.askedToo = e.readPrompt(doc.Prompt())
	for i := range s.units {
		s.units[i].token = -1
	}
}

// grow makes room for n tokens.
func (s *scan) grow(n int) {
	if cap(s.kinds) < n {
		most := n + n/4 + 16
		s.kinds, s.looks, s.marks, s.entries = make([]kind, n, most), make([]look, n, most), make([]uint16, n, most), make([]lexicon.Entry, n, most)
	}
	s.kinds, s.looks, s.marks, s.entries = s.kinds[:n], s.looks[:n], s.marks[:n], s.entries[:n]
	clear(s.entries)
	size := (n + 63) / 64
	if cap(s.sets) < 4*size {
		s.sets = make(bitset, 4*size, 8*size)
	}
	s.sets = s.sets[:4*size]
	clear(s.sets)
	s.names, s.capital, s.persona, s.places = s.sets[:size], s.sets[size:2*size], s.sets[2*size:3*size], s.sets[3*size:]
}

// one is 0 for 0 and 1 for everything else, without a branch.
func one(x uint64) uint64 { return (x | -x) >> 63 }

// classify finds the kinds of all tokens, counts the words by their spelling, and finds the words that may be names and the tokens at
// which other rules for persons than those of the lexicon may begin. It returns the kinds of the text as a whole.
//
// What words are is as hard to foresee as anything, so there are no branches here.
func (s *scan) classify() (all kind, count [8]int) {
	words, toks, text := s.e.words, s.toks, s.text
	kinds, marks, looks := s.kinds[:len(toks)], s.marks[:len(toks)], s.looks[:len(toks)]
	var hinted hint
	foreign := 0 // English words
	for i := range toks {
		t := &toks[i]
		shout := anonymize.TokenFlags((t.End-t.Start-4)>>31) & anonymize.AllUpper // "AG" shouts at nobody
		m := words.marks[(t.Flags&^shout)%markFlags]
		w := &words.roles[words.numbers.Find(t.Hash)&-uint16(m>>markWord&1)]
		kinds[i], marks[i] = w.kind, uint16(m)|uint16(w.hint)<<8
		looks[i] = lookOf(t, text)
		all |= w.kind
		hinted |= w.hint
		count[m&markSpelling]++
		foreign += int(w.hint / hEnglish & 1)
	}
	s.hinted, count[english] = hinted, foreign
	// backwards, because what stands behind a word counts
	var plural, large, birth uint64 // the word behind ends as the plural of a surname does, begins with a capital, is "geboren" or a number
	for w := len(s.names) - 1; w >= 0; w-- {
		first := 64 * w
		part, marks := toks[first:min(first+64, len(toks))], marks[first:]
		var names, capital, persona uint64
		for i := len(part) - 1; i >= 0; i-- {
			t := &part[i]
			m := uint64(marks[i])
			h := m >> 8
			sign := (text[t.Start] - '(') & 63
			begins := h/uint64(hTrigger) | m>>markForeign | h/uint64(hFamilies)&plural |
				m>>markPunct&(slashes>>sign|commas>>sign&birth) |
				m>>markUpper&^(h/uint64(hTrigger)|h/uint64(hStop))&large&((minRole-1-uint64(t.End-t.Start))>>63) // an office, perhaps
			free := 1 &^ (h / uint64(hStop))
			persona = persona<<1 | begins&1
			names = names<<1 | m>>markName&free
			capital = capital<<1 | m>>markUpper&free
			plural, large, birth = (uint64(text[t.End-1]^'s')-1)>>63, uint64(t.Flags/anonymize.Upper), h/uint64(hBirth)|(uint64(text[t.Start]-'0')-10)>>63
		}
		s.names[w], s.capital[w], s.persona[w] = names, capital, persona
	}
	return all, count
}

// Signs at which rules may begin, counted from '('.
const (
	slashes uint64 = 1<<('/'-'(') | 1 // and brackets
	commas  uint64 = 1 << (',' - '(')
)

// consult looks up in the lexicon what can be a name, marks it with kLook, and finds the tokens at which its rules may begin.
func (s *scan) consult() {
	look := s.capital
	if s.lower {
		look = s.names
	}
	for w, set := range look {
		for set != 0 {
			set = s.consultSome(w*64, set)
		}
	}
}

// consultSome is consult for some of the tokens in set, counted from first. It returns the others.
func (s *scan) consultSome(first int, set uint64) uint64 {
	const other = kField | kWeakField | kAdd
	english := uint64(b2i(s.english))
	var at [lexicon.Batch]int
	var hashes [lexicon.Batch]uint64
	var found [lexicon.Batch]lexicon.Entry
	n := 0
	for ; set != 0 && n < lexicon.Batch; set &= set - 1 {
		i := first + bits.TrailingZeros64(set)
		at[n], hashes[n] = i, s.toks[i].Hash
		n++
	}
	s.e.lex.LookupAll(found[:n], hashes[:n])
	for j, i := range at[:n] {
		t, e := &s.toks[i], found[j]
		s.entries[i] = e
		k, size := s.kinds[i]|kLook, uint64(t.End-t.Start)
		if k&kTitle != 0 && s.untitled(i) {
			k &^= kTitle
		}
		s.kinds[i] = k
		free := 1 ^ one(uint64(k&kPoss))
		named := one(uint64(e.First | e.Last))
		everyday := one(uint64(e.Class)) & (1 ^ named | (uint64(e.First)-uint64(max(e.Common, e.Noun)))>>63)
		behind := uint64(0) // a sign
		if i > 0 {
			behind = one(uint64(s.toks[i-1].Flags & anonymize.Punct))
		}
		ends := 1 ^ one(uint64(s.text[t.End-1]^'s'))
		fragment := (one(uint64(t.Flags&anonymize.LineStart)) | behind&^everyday) &^ one(uint64(k&other))
		foreign := english &^ one(uint64(k&^(kEnglish|kLook)))
		s.persona[i>>6] |= free & (named | (size-2)>>63 | fragment | foreign | ends&^one(uint64(e.Class))) << (i & 63)
		genitive := ends &^ one(uint64(e.Class&(inflectable&^lexicon.Surname)))
		place := one(uint64(e.Class&(placeClasses|lexicon.PlaceHead))) | one(uint64(k&kCity)) | genitive
		s.places[i>>6] |= free & place &^ ((size - 3) >> 63) << (i & 63)
	}
	return set
}

// bitset is a set of tokens.
type bitset []uint64

// closing tells whether a letter is closed; "BG", "LG" and "VG" inside a sentence are benefit units and courts.
func (s *scan) closing() bool {
	for i, k := range s.kinds {
		if k&kClose != 0 && (s.toks[i].End-s.toks[i].Start > 2 || s.sentenceStart(i)) {
			return true
		}
	}
	return false
}

// ordinal tells whether token i is an ordinal number that names a month behind another word: "achter dritter siebenundachtzig".
func (s *scan) ordinal(i int) bool {
	return s.letter(i) && s.letter(i-1) && !s.line(i) && s.e.words.hints(s.toks[i].Hash)&hOrdinal != 0
}

// end drops the references into the Document's memory.
func (s *scan) end() { s.doc, s.text, s.toks, s.taken = nil, "", nil, nil }

// firstLetter returns the first token with a letter.
func (s *scan) firstLetter() int {
	i := 0
	for i < len(s.toks) && s.toks[i].Flags&anonymize.Letter == 0 {
		i++
	}
	return i
}

// look is what the rules ask most often of a token, in four bytes instead of the Token's 24: the questions below are asked a thousand times in
// this package, and each of them is part of the code around it.
type look struct {
	flags anonymize.TokenFlags
	sign  byte // the punctuation character that the token is, once; 0 for all others
	first byte // of the folded text
}

// lookOf returns the look of a token, without a branch.
func lookOf(t *anonymize.Token, text string) look {
	single := uint64(t.End-t.Start-2) >> 63 & uint64(t.Flags/anonymize.Punct) // 1 for a lone punctuation character
	c := text[t.Start]
	return look{t.Flags, c & -byte(single&1), c}
}

func (s *scan) is(i int, k kind) bool { return uint(i) < uint(len(s.kinds)) && s.kinds[i]&k != 0 }

func (s *scan) word(i int) string { return s.text[s.toks[i].Start:s.toks[i].End] }

// punct tells whether token i is the punctuation character c, once.
func (s *scan) punct(i int, c byte) bool { return uint(i) < uint(len(s.looks)) && s.looks[i].sign == c }

// isPunct tells whether token i is punctuation of any kind.
func (s *scan) isPunct(i int) bool {
	return uint(i) < uint(len(s.looks)) && s.looks[i].flags&anonymize.Punct != 0
}

func (s *scan) letter(i int) bool {
	return uint(i) < uint(len(s.looks)) && s.looks[i].flags&anonymize.Letter != 0
}

func (s *scan) digit(i int) bool {
	return uint(i) < uint(len(s.looks)) && s.looks[i].flags&(anonymize.Digit|anonymize.Letter) == anonymize.Digit
}

func (s *scan) upper(i int) bool {
	return uint(i) < uint(len(s.looks)) && s.looks[i].flags&anonymize.Upper != 0
}

// glued tells whether token i follows the one before it without white space.
func (s *scan) glued(i int) bool {
	return i > 0 && i < len(s.looks) && s.looks[i].flags&anonymize.SpaceBefore == 0
}

// line tells whether token i begins a line; the place behind the last token does.
func (s *scan) line(i int) bool {
	return i >= len(s.looks) || s.looks[i].flags&anonymize.LineStart != 0
}

// sentenceStart tells whether a sentence begins at token i.
func (s *scan) sentenceStart(i int) bool {
	if i == 0 || s.line(i) {
		return true
	}
	for i--; i >= 0 && s.isPunct(i); i-- {
		switch s.text[s.toks[i].Start] {
		case '.', '!', '?', ':', '(', '"', '*':
			return true
		}
		if s.line(i) {
			return true
		}
	}
	return false
}

// inAddress returns whether tokens first to last touch an address.
func (s *scan) inAddress(first, last int) bool {
	k := reaching(s.taken, first)
	return k < len(s.taken) && int(s.taken[k].First) <= last
}

// reaching returns the index of the first of the findings, which are sorted and disjoint, that does not end before token first.
func reaching(fs []Finding, first int) int {
	lo, hi := 0, len(fs)
	for lo < hi {
		mid := (lo + hi) / 2
		if int(fs[mid].Last) < first {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}
