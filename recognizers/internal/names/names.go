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
	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/lexicon"
)

// Version changes when rules or word lists change what is found.
const Version = "1"

// Engine holds the word tables.
type Engine struct {
	words *table
	lex   *lexicon.Table
	heads endings // of German nouns
	roads endings // of streets' names
	build func(*anonymize.Document, any) any
}

// New builds the tables; it takes less than a millisecond.
func New() *Engine {
	e := &Engine{words: newTable(), lex: lexicon.Load()}
	for _, h := range nounHeads {
		e.heads.add(h, 1)
	}
	strength := 3
	for _, r := range roadEnds {
		if r == "" {
			strength--
			continue
		}
		e.roads.add(r, strength)
	}
	e.build = e.analyze
	return e
}

// endings are ends of words by their last letter, each with a strength.
type endings [26][]ending

type ending struct {
	text     string
	strength int
}

func (e *endings) add(text string, strength int) {
	c := text[len(text)-1] - 'a'
	e[c] = append(e[c], ending{text, strength})
}

// of returns the strength of the first ending that w has, with at least two
// more letters before it; 0 for none.
func (e *endings) of(w string) int {
	c := w[len(w)-1] - 'a'
	if c >= 26 {
		return 0
	}
	for _, x := range e[c] {
		if n := len(w) - len(x.text); n > 1 && w[n:] == x.text {
			return x.strength
		}
	}
	return 0
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
	Months                        []int32 // tokens that name a month
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
	if s.months {
		for i, k := range s.kinds {
			if k&kMonth != 0 {
				r.Months = append(r.Months, int32(i))
			}
		}
	}
	r.Addresses = s.addresses(r.Addresses)
	s.taken = r.Addresses
	r.Persons = s.persons(r.Persons)
	r.Locations = s.locations(r.Locations, r.Persons)
	s.end()
	return r
}

// scan is the state of one analysis.
type scan struct {
	e       *Engine
	doc     *anonymize.Document
	text    string // folded
	toks    []anonymize.Token
	kinds   []kind
	entries []lexicon.Entry // of the tokens marked kLook
	taken   []Finding       // addresses
	lower   bool            // the text has no capitals to speak of
	caps    bool            // the text is written in capitals
	latin   bool            // most words are Latin
	months  bool            // holds names of months
	closed  bool            // holds the closing of a letter
	spoken  bool            // holds numbers in words
	english bool            // the text is English
	prompt  promptKind
	asked   int32 // token of the prompt that says so
}

func (s *scan) start(e *Engine, doc *anonymize.Document) {
	s.e, s.doc, s.text, s.toks = e, doc, doc.Folded(), doc.Tokens()
	if cap(s.kinds) < len(s.toks) {
		s.kinds = make([]kind, len(s.toks), len(s.toks)+len(s.toks)/4+16)
	}
	s.kinds = s.kinds[:len(s.toks)]
	upper, lower, caps, foreign := 0, 0, 0, 0
	english := 0
	var all kind
	for i := range s.toks {
		t := &s.toks[i]
		if t.Flags&anonymize.Letter == 0 {
			s.kinds[i] = 0
			continue
		}
		k := e.words.lookup(t.Hash)
		s.kinds[i] = k
		all |= k
		if k&kEnglish != 0 {
			english++
		}
		switch {
		case t.Flags&anonymize.Foreign != 0:
			foreign++
		case t.Flags&anonymize.Upper == 0:
			lower++
		case t.Flags&anonymize.AllUpper != 0 && t.End-t.Start > 3:
			caps++
		case t.Flags&anonymize.SpaceBefore != 0:
			upper++
		}
	}
	s.latin = lower+upper+caps >= foreign
	s.english = english >= 3 && 5*english >= lower+upper+caps
	// who begins in lower case uses few capitals elsewhere, too
	share := 12
	if i := s.firstLetter(); i < len(s.toks) && s.toks[i].Flags&anonymize.Upper == 0 {
		share = 4
	}
	s.lower = upper+caps == 0 || share*(upper+caps) < lower
	s.caps = caps > 1 && 2*caps > lower+upper
	s.closed = all&kClose != 0
	s.spoken, s.months = all&kNumber != 0, all&kMonth != 0
	if cap(s.entries) < len(s.toks) {
		s.entries = make([]lexicon.Entry, cap(s.kinds))
	}
	s.entries = s.entries[:len(s.toks)]
	for i := range s.toks {
		f := s.toks[i].Flags
		if f&(anonymize.Letter|anonymize.Digit|anonymize.Foreign) == anonymize.Letter && s.kinds[i]&kStop == 0 && (s.lower || f&anonymize.Upper != 0) {
			s.entries[i], _ = e.lex.Lookup(s.toks[i].Hash)
			s.kinds[i] |= kLook
		}
	}
	s.prompt, s.asked = e.readPrompt(doc.Prompt())
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

func (s *scan) is(i int, k kind) bool { return i >= 0 && i < len(s.kinds) && s.kinds[i]&k != 0 }

func (s *scan) word(i int) string { return s.text[s.toks[i].Start:s.toks[i].End] }

// punct tells whether token i is the punctuation character c, once.
func (s *scan) punct(i int, c byte) bool {
	if i < 0 || i >= len(s.toks) {
		return false
	}
	t := &s.toks[i]
	return t.Flags&anonymize.Punct != 0 && t.End-t.Start == 1 && s.text[t.Start] == c
}

// isPunct tells whether token i is punctuation of any kind.
func (s *scan) isPunct(i int) bool {
	return i >= 0 && i < len(s.toks) && s.toks[i].Flags&anonymize.Punct != 0
}

func (s *scan) letter(i int) bool {
	return i >= 0 && i < len(s.toks) && s.toks[i].Flags&anonymize.Letter != 0
}

func (s *scan) digit(i int) bool {
	return i >= 0 && i < len(s.toks) && s.toks[i].Flags&(anonymize.Digit|anonymize.Letter) == anonymize.Digit
}

func (s *scan) upper(i int) bool {
	return i >= 0 && i < len(s.toks) && s.toks[i].Flags&anonymize.Upper != 0
}

// glued tells whether token i follows the one before it without white space.
func (s *scan) glued(i int) bool {
	return i > 0 && i < len(s.toks) && s.toks[i].Flags&anonymize.SpaceBefore == 0
}

// line tells whether token i begins a line; the place behind the last token does.
func (s *scan) line(i int) bool {
	return i >= len(s.toks) || s.toks[i].Flags&anonymize.LineStart != 0
}

// initialOf tells whether a sentence begins at token i.
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
	lo, hi := 0, len(s.taken)
	for lo < hi {
		mid := (lo + hi) / 2
		if int(s.taken[mid].Last) < first {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo < len(s.taken) && int(s.taken[lo].First) <= last
}
