package anonymize

import (
	"sort"
	"sync"
	"unicode/utf8"
	"unsafe"
)

// MaxTextBytes is the length of the longest text or prompt, in bytes. A longer one is ErrTooLong.
const MaxTextBytes = 64 << 20

// Feature says which kinds of characters a text holds anywhere. Recognizers are skipped for texts that lack what they need.
type Feature uint16

// The features of a Document.
const (
	HasDigit    Feature = 1 << iota // a decimal digit of any script
	HasLetter                       // a letter of any script
	HasUpper                        // an upper-case letter
	HasAt                           // '@' or its full-width form
	HasColon                        // ':'
	HasDot                          // '.'
	HasSlash                        // '/'
	HasNonASCII                     // any character beyond ASCII
	HasForeign                      // a letter of a script other than Latin
)

// TokenFlags describes a Token.
type TokenFlags uint16

// The flags of a Token. A word has Letter or Digit or both; every other token is Punct.
const (
	Letter      TokenFlags = 1 << iota // holds a letter
	Digit                              // holds a decimal digit
	Punct                              // a punctuation character, or a run of the same one; a symbol; an emoji
	Upper                              // the first letter is upper case
	AllUpper                           // at least two letters, all of them upper case
	InnerUpper                         // an upper-case letter after a lower-case one
	Foreign                            // holds a letter of a script other than Latin
	NonASCII                           // the original holds a character beyond ASCII
	SpaceBefore                        // white space stands before the token, or the text begins with it
	LineStart                          // a line end stands before the token, or the text begins with it
)

// Token is a maximal run of letters and digits, or a run of one punctuation character. Hyphens, apostrophes and
// underscores are punctuation: "Lea-Sophie" is three tokens.
type Token struct {
	Start, End int32  // half-open byte offsets in the FOLDED view; Document.Origin maps them to the text
	Hash       uint64 // hash of the folded bytes (internal/fold); of the first character for Punct
	Flags      TokenFlags
}

// Is reports whether t has all flags of f.
func (t Token) Is(f TokenFlags) bool { return t.Flags&f == f }

// Document is one text, prepared once for all recognizers: tokens, features and the folded view with an offset map.
//
// The folded view is the text in lower case and composed, with ä ö ü ß as ae oe ue ss, without other diacritics,
// zero-width characters and soft hyphens, with ASCII digits, dashes, quotes and blanks. Recognizers search the folded view
// and the tokens, then map what they found to the text with Origin.
//
// A Document that an Anonymizer passes to a Recognizer, and every string taken from its Folded view, is valid only
// until Recognize returns; its memory is wiped and reused. A Document is for one goroutine at a time.
type Document struct {
	text     string
	folded   []byte
	tokens   []Token
	digits   []int32
	features Feature
	mapped   bool    // folded and original offsets differ: starts and ends are in use
	starts   []int32 // per folded byte: where the original character begins
	ends     []int32 // per folded byte: where the original character, with its marks, ends
	prompt   *Document
	isPrompt bool
	known    []Value
	memo     []memoEntry
	slots    [16]memoSlot // what was made last, by a few bits of the key's address
	number   uint64       // of this text among those that this memory was used for
	trace    *[]Reason
}

// NewDocument prepares text and the prompt that came before it ("" for none). For tests of recognizers and for programs
// that run a recognizer by hand; an Anonymizer prepares its own Documents.
// The errors are ErrInvalidUTF8 and ErrTooLong.
func NewDocument(text, prompt string) (*Document, error) {
	d := new(Document)
	if err := d.reset(text, prompt); err != nil {
		return nil, err
	}
	return d, nil
}

// Text returns the original text.
func (d *Document) Text() string { return d.text }

// Folded returns the folded view. See Document for how long it is valid.
func (d *Document) Folded() string {
	return unsafe.String(unsafe.SliceData(d.folded), len(d.folded))
}

// Word returns the folded text of a token.
func (d *Document) Word(t Token) string { return d.Folded()[t.Start:t.End] }

// Original returns the text that a token stands for.
func (d *Document) Original(t Token) string {
	s := d.Origin(int(t.Start), int(t.End))
	return d.text[s.Start:s.End]
}

// Features returns which kinds of characters the text holds.
func (d *Document) Features() Feature { return d.features }

// Tokens returns the tokens in order. The slice must not be changed.
func (d *Document) Tokens() []Token { return d.tokens }

// DigitTokens returns the indexes into Tokens of all tokens that hold a digit: the candidates of every recognizer of
// numbers, so that a text without digits costs them nothing. The slice must not be changed.
func (d *Document) DigitTokens() []int32 { return d.digits }

// Prompt returns what the bot asked before, or nil. It has tokens and a folded view, but is context only.
func (d *Document) Prompt() *Document {
	if d.prompt == nil || len(d.prompt.text) == 0 {
		return nil
	}
	return d.prompt
}

// Known returns values that the conversation named before, as far as Config.Known tells. The slice must not be changed.
func (d *Document) Known() []Value { return d.known }

// TokenAt returns the index of the first token that ends after the folded byte offset off; len(Tokens()) if there is none.
func (d *Document) TokenAt(off int) int {
	return sort.Search(len(d.tokens), func(i int) bool { return int(d.tokens[i].End) > off })
}

// Origin maps a half-open range of byte offsets in the folded view to the span of the original text that it came from.
// The span covers whole characters together with their combining marks. An empty range maps to an empty span.
func (d *Document) Origin(start, end int) Span {
	if start >= end {
		if d.mapped && start < len(d.starts) {
			p := int(d.starts[start])
			return Span{p, p}
		}
		return Span{min(start, len(d.text)), min(start, len(d.text))}
	}
	if d.mapped {
		return Span{int(d.starts[start]), int(d.ends[end-1])}
	}
	for start > 0 && !utf8.RuneStart(d.text[start]) {
		start--
	}
	for end < len(d.text) && !utf8.RuneStart(d.text[end]) {
		end++
	}
	return Span{start, end}
}

// Range returns the span in the original text of the tokens from first to last, both included.
func (d *Document) Range(first, last int) Span {
	return d.Origin(int(d.tokens[first].Start), int(d.tokens[last].End))
}

type memoEntry struct {
	key   any
	value any
	text  uint64 // the number of the text it was made for
}

// memoSlot holds a value that was made under a key, so that one comparison of two machine words finds it: the comparison of the
// language asks the key's type how its values are compared.
type memoSlot struct {
	key   keyWords // zero for an empty slot; memo keeps the key alive
	value any
	text  uint64 // the number of the text it was made for
	entry int32  // index in memo
}

// keyWords are the two machine words of an interface value. They are two fields, because the processor waits where it reads at once what
// was just written as two.
type keyWords struct{ typ, data uintptr }

// Memo returns the value that build made for this text under key, so that recognizers that need the same work (the
// statistical tagger's, say) share it. build gets the value that was made under key for an earlier text, or nil, and may
// reuse its memory. Use a pointer or an empty struct as key and a top-level function as build: then nothing is allocated.
func (d *Document) Memo(key any, build func(d *Document, old any) any) any {
	w := *(*keyWords)(unsafe.Pointer(&key))
	s := &d.slots[slotOf(w)]
	if s.key == w && key != nil {
		if s.text == d.number {
			return s.value
		}
		return d.build(s.entry, build) // the entry of an earlier text, most often
	}
	return d.remember(key, build)
}

// slotOf returns the index of the slot for a key of these machine words.
func slotOf(w keyWords) uintptr { return (w.typ>>5 ^ w.data>>4 ^ w.data>>9) & 15 }

// remember is Memo for a key that is in no slot.
func (d *Document) remember(key any, build func(d *Document, old any) any) any {
	i := 0
	for i < len(d.memo) && d.memo[i].key != key {
		i++
	}
	if i == len(d.memo) {
		d.memo = append(d.memo, memoEntry{key: key, text: d.number - 1})
	}
	return d.build(int32(i), build)
}

// build returns the value of entry i of memo and puts it into its slot. The value is made if it is of an earlier text.
func (d *Document) build(i int32, build func(d *Document, old any) any) any {
	if d.memo[i].text != d.number {
		v := build(d, d.memo[i].value)
		e := &d.memo[i] // build may have added entries
		e.value, e.text = v, d.number
	}
	e := &d.memo[i]
	w := *(*keyWords)(unsafe.Pointer(&e.key)) // of the key that memo keeps alive: an equal one may be gone, and its address another's
	d.slots[slotOf(w)] = memoSlot{w, e.value, d.number, i}
	return e.value
}

// Reason is what a recognizer says about one of its findings when an auditor asks.
type Reason struct {
	Recognizer string     `json:"recognizer"`
	Type       EntityType `json:"type"`
	Span       Span       `json:"span"`              // of the entity
	Rule       string     `json:"rule"`              // name of the rule, stable between releases; never input text
	Context    Span       `json:"context,omitzero"`  // the context word that counted, empty if none
	InPrompt   bool       `json:"inPrompt,omitzero"` // Context is a span of the prompt, not of the text
}

// Explaining reports whether reasons are wanted. Recognizers ask it before they make a Reason, so that it costs nothing otherwise.
func (d *Document) Explaining() bool { return d.trace != nil }

// Explain records r. It does nothing unless Explaining.
func (d *Document) Explain(r Reason) {
	if d.trace != nil {
		*d.trace = append(*d.trace, r)
	}
}

// pooledBytes is the size of the largest folded view whose memory is kept for the next text: that of a document of 100 kB, since the view has
// an eighth to spare.
const pooledBytes = 128 << 10

// newDocumentPool returns a pool of Documents; an Anonymizer owns one.
func newDocumentPool() *sync.Pool {
	return &sync.Pool{New: func() any { return new(Document) }}
}

// release wipes d and puts it back, unless it has grown large.
func (d *Document) release(pool *sync.Pool) {
	if cap(d.folded) > pooledBytes || d.prompt != nil && cap(d.prompt.folded) > pooledBytes {
		return
	}
	for p := d; p != nil; p = p.prompt {
		clear(p.folded[:min(cap(p.folded), len(p.folded)+8)]) // ascii writes eight bytes at a time
		p.text, p.known, p.trace = "", nil, nil
	}
	pool.Put(d)
}
