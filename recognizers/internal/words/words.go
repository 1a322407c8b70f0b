// Package words finds context words ("Steuer-ID", "geb. am", "Kd.-Nr.") around a candidate in a Document.
//
// A Set holds phrases of one or more words. Phrases are compared in the folded spelling of internal/fold, token by token;
// white space, hyphens, dots, slashes, colons and apostrophes between the words of a phrase do not count, so that "steuer id" matches
// "Steuer-ID", "steuer.id" and "STEUER ID". Long words also match with one typing error.
//
// Nothing is allocated after New and Join. A Set does not change after Join and is safe for concurrent use.
package words

import (
	"math"
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/internal/fold"
)

// Default reaches of Near, in words.
const (
	ReachBefore = 6
	ReachAfter  = 5
)

// fuzzyMin is the length of the shortest word, in folded bytes, that may hold one typing error.
const fuzzyMin = 8

// maxSkip bounds the punctuation tokens that a search steps over.
const maxSkip = 24

// Set is a set of phrases. The zero Set is empty.
type Set struct {
	table  []int32 // open addressing by the hash of a phrase's last word; index+1 into first
	first  []slot
	phrase []phrase
	pairs  map[uint64]int32 // by the hashes of the last two words, see pair: index+1 into phrase
	fuzzy  []string         // folded words of at least fuzzyMin bytes that are phrases of their own
	prefix []string         // beginnings: "kassenzeich*"
	suffix []string         // endings: "*kennzeichen"
	affix  int              // length of the shortest beginning or ending

	index *Index // shared with other sets, nil for none; see Join
	bit   uint64 // of this set in index
}

// slot is a word with which phrases end.
type slot struct {
	word   string // folded
	hash   uint64
	single bool // the word is a phrase
	multi  bool // longer phrases end with it
}

// phrase is a phrase of at least two words.
type phrase struct {
	before []uint64 // the words before the last two, nearest first
	next   int32    // index+1 of the next phrase with the same last two words
}

// New returns the set of the given phrases, in any spelling. "word*" stands for every word that begins so, "*word" for
// every word that ends so and is longer; both only for single words of at least four letters. "word#" stands for the names
// of a number: Wordnummer, Word-Nummer, Wordnummern, Wordnr., Word-Nr., Word No.
func New(phrases ...string) *Set {
	s := new(Set)
	size := 4
	for size < 3*len(phrases) {
		size *= 2
	}
	for _, p := range phrases {
		if strings.HasSuffix(p, "#") {
			size *= 2
			break
		}
	}
	s.table, s.pairs, s.affix = make([]int32, 2*size), make(map[uint64]int32), math.MaxInt
	for _, p := range phrases {
		w, ok := strings.CutSuffix(p, "#")
		if !ok {
			s.add(p)
			continue
		}
		for _, end := range [...]string{"nummer", "nr", "nummern", " nummer", " nr", " nummern", " no"} {
			s.add(w + end)
		}
	}
	return s
}

func (s *Set) add(p string) {
	if w, ok := strings.CutSuffix(p, "*"); ok {
		s.prefix = append(s.prefix, fold.String(w))
		s.affix = min(s.affix, len(s.prefix[len(s.prefix)-1]))
		s.add(w) // with a typing error, too
		return
	}
	if w, ok := strings.CutPrefix(p, "*"); ok {
		s.suffix = append(s.suffix, fold.String(w))
		s.affix = min(s.affix, len(s.suffix[len(s.suffix)-1]))
		return
	}
	ws := strings.FieldsFunc(fold.String(p), func(r rune) bool { return r == ' ' || r == '-' || r == '.' || r == '/' || r == '\'' })
	if len(ws) == 0 {
		return
	}
	last := ws[len(ws)-1]
	if len(ws) == 1 && len(last) >= fuzzyMin && !strings.HasSuffix(last, "nr") { // "Urkunden" is no "Urkundenr"
		s.fuzzy = append(s.fuzzy, last)
	}
	h := fold.HashBytes(last)
	at := s.find(h)
	if s.table[at] == 0 {
		s.first = append(s.first, slot{word: last, hash: h})
		s.table[at] = int32(len(s.first))
	}
	f := &s.first[s.table[at]-1]
	if len(ws) == 1 {
		f.single = true
		return
	}
	f.multi = true
	key := pair(h, fold.HashBytes(ws[len(ws)-2]))
	ph := phrase{next: s.pairs[key]}
	for i := len(ws) - 3; i >= 0; i-- {
		ph.before = append(ph.before, fold.HashBytes(ws[i]))
	}
	s.phrase = append(s.phrase, ph)
	s.pairs[key] = int32(len(s.phrase))
}

// find returns the place in table of hash h, or the free place where it would go.
func (s *Set) find(h uint64) int {
	mask := len(s.table) - 1
	at := int(h^h>>29) & mask
	for s.table[at] != 0 && s.first[s.table[at]-1].hash != h {
		at = (at + 1) & mask
	}
	return at
}

// Has reports whether a phrase of the set ends with exactly this word. It is the cheapest question, for searches over all tokens.
func (s *Set) Has(t anonymize.Token) bool {
	return len(s.table) != 0 && s.table[s.find(t.Hash)] != 0
}

// Hit is a context word that was found.
type Hit struct {
	Span     anonymize.Span // in the original text, or in the prompt's if InPrompt
	Distance int            // words between it and the candidate
	InPrompt bool
	After    bool
}

// Before looks for a phrase that ends before token first, at most reach words away. It stops at another number of three
// or more characters that is no date, at the end of a sentence unless only words that point back follow it ("Hier ist
// sie: 4711"), and at a line end (unless that stands directly before the candidate): what lies behind belongs to something else.
func (s *Set) Before(d *anonymize.Document, first, reach int) (Hit, bool) {
	m := s.mentions(d)
	if !s.between(m, first-maxSkip-reach-1, first-1) {
		return Hit{}, false
	}
	toks := d.Tokens()
	words, puncts, crossed := 0, 0, false
	links := true    // only pointing words so far
	bracket := false // words in brackets do not count
	if first > 0 && toks[first-1].Is(anonymize.Punct) && d.Folded()[toks[first-1].Start] == ':' && reach > 4 {
		reach += 5 // "…, die mein Arbeitgeber hat, das steht auf dem Bescheid: 4711"
	}
	free := 2 // pointing words right before the candidate that do not count for the reach
	for i := first - 1; i >= 0 && words <= reach && puncts < maxSkip; i-- {
		next := toks[i+1]
		if i+1 < first && next.Is(anonymize.LineStart) && !(words == 1 && isNumberWord(d, i+1)) && !(words > 0 && words <= 4 && links && !crossed) {
			break
		}
		t := toks[i]
		if t.Is(anonymize.Punct) {
			puncts++
			switch d.Folded()[t.Start] {
			case ')', ']':
				bracket = true
			case '(', '[':
				bracket = false
			}
			if i+1 < first && next.Is(anonymize.SpaceBefore|anonymize.Upper) && endsSentence(d, t) && !abbreviated(d, i) {
				if crossed || !links || words == 0 {
					break
				}
				crossed = true
				reach = min(reach, words+crossReach)
			}
			continue
		}
		if f, ok := s.matchIn(d, m, i); ok {
			return Hit{Span: d.Range(f, i), Distance: words}, true
		}
		if t.Is(anonymize.Digit) {
			if k := dateBack(d, i); k < i {
				i = k
				words++
				continue
			}
			if t.End-t.Start >= 3 {
				if i == 0 || d.Word(toks[i-1]) != "§" {
					break
				}
				continue // of a law: "Identifikationsnummer nach § 139b AO"
			}
		}
		if bracket && puncts < maxSkip/2 {
			reach++
			puncts++
		}
		if links && !crossed {
			if links = PointsBack(d.Word(t)); links && free > 0 {
				free--
				reach++
			}
		}
		words++
	}
	return Hit{}, false
}

// crossReach bounds the words between a phrase and the end of its sentence, if the value stands in the next one.
const crossReach = 4

// PointsBack reports the words of a sentence that only hands over what the one before it named: "Hier ist sie: 4711".
func PointsBack(w string) bool {
	switch w {
	case "hier", "ist", "sind", "sie", "er", "es", "die", "der", "das", "lautet", "lauten", "und", "zwar", "da", "also", "dann", "wie", "folgt", "folgende", "folgender", "folgendes",
		"bitte", "war", "waere", "waeren", "ja", "na", "so", "ok", "okay", "nummer", "nr", "steht", "kommt", "kommen", "heisst", "is", "it", "here", "that", "this", "jetzt", "nun", "moment", "diese", "dieses", "dieser", "zeigt", "lese", "ich", "habe", "hab":
		return true
	}
	return false
}

// abbreviated tells whether the full stop at token i ends a short form such as "Nr.", "geb." or "z. B.".
func abbreviated(d *anonymize.Document, i int) bool {
	toks := d.Tokens()
	if i == 0 || toks[i].Is(anonymize.SpaceBefore) || d.Folded()[toks[i].Start] != '.' || toks[i-1].Is(anonymize.Punct) {
		return false
	}
	switch d.Word(toks[i-1]) {
	case "nr", "no", "st", "str", "vers", "kd", "kto", "az", "gesch", "ident", "id", "steuerl", "lt", "bzgl", "betr", "vgl", "bzw", "ggf", "inkl", "zzgl", "tel", "dr", "hr", "fr", "gem", "abt", "ref", "mitgl", "pers":
		return true
	}
	return toks[i-1].End-toks[i-1].Start == 1
}

// dateBack returns the first token of the date whose year or last number is token i ("vom 12.03.2024", "12. März 2024"), or i.
func dateBack(d *anonymize.Document, i int) int {
	toks := d.Tokens()
	number := func(k, n int) bool {
		return k >= 0 && toks[k].Flags&(anonymize.Digit|anonymize.Letter) == anonymize.Digit && int(toks[k].End-toks[k].Start) <= n
	}
	dot := func(k int) bool {
		return k >= 0 && toks[k].Is(anonymize.Punct) && (d.Folded()[toks[k].Start] == '.' || d.Folded()[toks[k].Start] == '/' || d.Folded()[toks[k].Start] == '-') && toks[k].End-toks[k].Start == 1
	}
	if n := toks[i].End - toks[i].Start; !number(i, 4) || n == 3 || n == 1 || i+1 < len(toks) && dot(i+1) && number(i+2, 9) && !toks[i+2].Is(anonymize.SpaceBefore) {
		return i
	}
	if i >= 4 && dot(i-1) && number(i-2, 2) && dot(i-3) && number(i-4, 2) && !dot(i-5) {
		return i - 4
	}
	if i >= 2 && toks[i].End-toks[i].Start == 4 && isMonth(d.Word(toks[i-1])) {
		for k := i - 2; k >= 0 && k >= i-3; k-- {
			if number(k, 2) {
				return k
			}
		}
		return i - 1
	}
	return i
}

func isMonth(w string) bool {
	switch w {
	case "januar", "februar", "maerz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember", "jan", "feb", "sept", "sep", "okt", "nov", "dez":
		return true
	}
	return false
}

// isNumberWord reports "Nummer" and "Nr", which begin a form's line whose subject stands on the line before.
func isNumberWord(d *anonymize.Document, i int) bool {
	switch d.Word(d.Tokens()[i]) {
	case "nummer", "nr", "no", "number":
		return true
	}
	return false
}

// After looks for a phrase that begins after token last, at most reach words away. It stops where Before stops, and
// passes over a phrase that announces the number behind it ("4711, Steuer-ID: 86…"). It goes over the end of one sentence
// if only pointing words and the phrase follow ("4711. Das ist meine Steuer-ID").
func (s *Set) After(d *anonymize.Document, last, reach int) (Hit, bool) {
	m := s.mentions(d)
	if !s.between(m, last+1, last+maxSkip+reach+1) {
		return Hit{}, false
	}
	toks := d.Tokens()
	words, puncts, crossed := 0, 0, false
	for i := last + 1; i < len(toks) && words <= reach && puncts < maxSkip; i++ {
		t := toks[i]
		if t.Is(anonymize.LineStart) {
			break
		}
		if t.Is(anonymize.Punct) {
			puncts++
			if i+1 < len(toks) && toks[i+1].Is(anonymize.SpaceBefore|anonymize.Upper) && endsSentence(d, t) && !abbreviated(d, i) {
				if words > 0 || crossed {
					break
				}
				crossed = true
			}
			continue
		}
		if t.Is(anonymize.Digit) && t.End-t.Start >= 3 && !s.Has(t) {
			break
		}
		if f, ok := s.matchIn(d, m, i); ok && f > last {
			if announces(d, i) || crossed && words == 0 {
				return Hit{}, false
			}
			return Hit{Span: d.Range(f, i), Distance: words, After: true}, true
		}
		if points := pointsTo(d.Word(t)); crossed && !points {
			break
		} else if points && words < 3 {
			reach++
		}
		words++
	}
	return Hit{}, false
}

// pointsTo reports the words between a value and its name in the sentence behind it: "4711. Das ist meine Steuer-ID".
func pointsTo(w string) bool {
	switch w {
	case "das", "dies", "ist", "war", "waere", "so", "lautet", "die", "der", "meine", "mein", "unsere", "unser", "seine", "ihre", "is", "my", "the", "that", "this", "persoenliche", "neue", "alte", "aktuelle", "sollte", "muesste", "heisst", "diese", "es":
		return true
	}
	return false
}

// announces tells whether the phrase that ends at token i introduces a number behind it.
func announces(d *anonymize.Document, i int) bool {
	toks := d.Tokens()
	words := 0
	for i++; i < len(toks) && words < 3; i++ {
		t := toks[i]
		switch {
		case t.Is(anonymize.Digit) && t.End-t.Start >= 3:
			return true
		case !t.Is(anonymize.Punct):
			words++
		default:
			switch d.Folded()[t.Start] {
			case ':', '=', '#':
				return true
			case ',', ';', '!', '?', ')', '(':
				return false
			}
			if endsSentence(d, t) && i+1 < len(toks) && toks[i+1].Is(anonymize.SpaceBefore|anonymize.Upper) {
				return false
			}
		}
	}
	return false
}

func endsSentence(d *anonymize.Document, t anonymize.Token) bool {
	switch d.Folded()[t.Start] {
	case '.', '!', '?', ';':
		return true
	}
	return false
}

// maxPromptTokens bounds how much of a prompt is searched, from its end.
const maxPromptTokens = 200

// InPrompt looks for a phrase in the document's prompt, the last one first.
func (s *Set) InPrompt(d *anonymize.Document) (Hit, bool) {
	p := d.Prompt()
	if p == nil {
		return Hit{}, false
	}
	m := s.mentions(p)
	if m != nil && m.all&s.bit == 0 {
		return Hit{}, false
	}
	toks := p.Tokens()
	for i, n := len(toks)-1, 0; i >= 0 && n < maxPromptTokens; i, n = i-1, n+1 {
		if f, ok := s.matchIn(p, m, i); ok {
			return Hit{Span: p.Range(f, i), InPrompt: true}, true
		}
	}
	return Hit{}, false
}

// Within looks for a phrase anywhere among the n tokens before and the n tokens behind token i, the nearest before it
// first, whatever stands between: for candidates whose form is beyond doubt.
func (s *Set) Within(d *anonymize.Document, i, n int) (Hit, bool) {
	m := s.mentions(d)
	if !s.between(m, i-n, i+n) {
		return Hit{}, false
	}
	toks := d.Tokens()
	for k := i - 1; k >= 0 && k >= i-n; k-- {
		if f, ok := s.matchIn(d, m, k); ok {
			return Hit{Span: d.Range(f, k), Distance: i - k}, true
		}
	}
	for k := i + 1; k < len(toks) && k <= i+n; k++ {
		if f, ok := s.matchIn(d, m, k); ok {
			return Hit{Span: d.Range(f, k), Distance: k - i, After: true}, true
		}
	}
	return Hit{}, false
}

// Near looks before token first, after token last, and in the prompt, with the default reaches; a phrase directly
// after the candidate beats a distant one before it.
func (s *Set) Near(d *anonymize.Document, first, last int) (Hit, bool) {
	b, okB := s.Before(d, first, ReachBefore)
	if okB && b.Distance <= 2 {
		return b, true
	}
	a, okA := s.After(d, last, ReachAfter)
	switch {
	case okA && (!okB || a.Distance < b.Distance):
		return a, true
	case okB:
		return b, true
	}
	return s.InPrompt(d)
}
