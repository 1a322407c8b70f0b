package channel

import (
	"context"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/deckname/deckname/anonymize"
)

// Direction says which way a message goes.
type Direction uint8

// The directions.
const (
	ToBot  Direction = 1 + iota // anonymise
	ToUser                      // restore
)

// String returns "to_bot" or "to_user".
func (d Direction) String() string {
	if d == ToUser {
		return "to_user"
	}
	return "to_bot"
}

func (d Direction) opposite() Direction { return ToBot + ToUser - d }

type op uint8

const (
	opScan op = iota
	opEntity
	opAlias
	opKeep
	opDrop
	opBlock
	opNested
	opForm
	opFunc
	opChoose
	opDelta
	opFlush
	opCumulative
	opRound
	opOffset
	opLength
	opLink
)

// Action says what happens to one value. The zero Action is Scan.
type Action struct {
	op        op
	typ       anonymize.EntityType
	kind      string
	routing   bool
	digits    bool
	integer   bool
	utterance bool
	any       bool
	payload   bool
	decimals  int
	unit      Unit
	text, off string
	shapes    []Shape
	sub       *Policy
	escape    func(Leaf) anonymize.Escaper
	choose    func(Leaf) Action
	replace   func(context.Context, Leaf) (string, error)
	lane      func(Leaf) string
	final     func(Leaf) bool
}

// Scan gives the text to the detector on the way to the bot and restores the pseudonyms in it on the way to the user. It
// is what happens to every string, number and object key that no rule names. A number in which something is found
// becomes a string.
func Scan() Action { return Action{} }

// Utterance is Scan for what a person or the bot says. The bot's last utterance is the context of the user's next one
// ("Wie lautet Ihre Steuer-ID?"), if Config.Prompts is set.
func Utterance() Action { return Action{utterance: true} }

// Entity takes the whole value as an entity of type t, without asking a detector: a field for names holds a name.
func Entity(t anonymize.EntityType) Action { return Action{op: opEntity, typ: t} }

// Alias replaces an identifier by one that means nothing outside this conversation, and back. Kind separates name spaces
// ("user", "message"). JSON numbers stay numbers.
func Alias(kind string) Action { return Action{op: opAlias, kind: kind} }

// RoutingAlias is Alias for identifiers that decide to which conversation a message belongs, so that they must be
// resolved before it is known: the alias is the same in all conversations of the tenant and protocol.
func RoutingAlias(kind string) Action { return Action{op: opAlias, kind: kind, routing: true} }

// Digits makes the alias of a string of 6 to 18 digits a string of as many digits, for bots that check the form.
func (a Action) Digits() Action { a.digits = true; return a }

// Integer makes the alias of a string that is a decimal integer the alias of the JSON number, for platforms that send an
// identifier as a number and take it back as a string (forms).
func (a Action) Integer() Action { a.integer = true; return a }

// Keep leaves the value alone if it has one of the shapes; a string of another shape is scanned, for anyone may write
// anything into any field. Keep() without shapes is Keep(Word). A number is kept whatever it is.
func Keep(shapes ...Shape) Action {
	if len(shapes) == 0 {
		shapes = []Shape{Word}
	}
	return Action{op: opKeep, shapes: shapes}
}

// DangerouslyKeep leaves the value alone whatever it holds. It is for values that the operator's own side made, such as
// the page id of the authority.
func DangerouslyKeep() Action { return Action{op: opKeep, any: true} }

// Drop removes the value, with its key.
func Drop() Action { return Action{op: opDrop} }

// Block refuses the message if the value is there and not null, true or false.
func Block() Action { return Action{op: opBlock} }

// Nested treats the string as a JSON text of its own. What does not parse is scanned as text.
func Nested(p *Policy) Action { return Action{op: opNested, sub: p} }

// Form treats the string as an urlencoded form.
func Form(p *Policy) Action { return Action{op: opForm, sub: p} }

// Link is Scan for a field whose value is an address. On the way to the user pseudonyms are restored only in absolute
// http, https, mailto and tel URLs whose host or scheme the engine's RevealHosts lists, and percent-encoded.
func Link() Action { return Action{op: opLink} }

// Func replaces the string by what f returns. f may remember things, such as the address to which answers go.
func Func(f func(context.Context, Leaf) (string, error)) Action {
	return Action{op: opFunc, replace: f}
}

// Choose decides by looking at the value and its neighbours.
func Choose(f func(Leaf) Action) Action { return Action{op: opChoose, choose: f} }

// Round cuts a number to the given decimals, half away from zero: coordinates with one decimal name a region of 11 km.
// On the way to the user it does nothing.
func Round(decimals int) Action { return Action{op: opRound, decimals: decimals} }

// Delta is a piece of a text that comes in many events of a stream; f names the text ("choice 0 content"). Pseudonyms cut
// in two are put together. It exists on the way to the user only.
func Delta(f func(Leaf) string) Action { return Action{op: opDelta, lane: f} }

// Flush ends all texts of a stream whose names begin with what f returns, when the value is there and not null.
func Flush(f func(Leaf) string) Action { return Action{op: opFlush, lane: f} }

// Cumulative is a text that is sent again and again while it grows. Until final reports true, the end of the text that
// may be the beginning of a pseudonym is left out.
func Cumulative(final func(Leaf) bool) Action {
	return Action{op: opCumulative, final: final, utterance: true}
}

// Unit is what an offset counts.
type Unit uint8

// The units.
const (
	UTF16 Unit = iota
	Runes
	Bytes
)

// Offset is a number that points into the text at path text; it is shifted as the text changes.
func Offset(text string, u Unit) Action { return Action{op: opOffset, text: text, unit: u} }

// Length is the length of a stretch of the text at path text that begins at the number at path offset.
func Length(text, offset string, u Unit) Action {
	return Action{op: opLength, text: text, off: offset, unit: u}
}

// As sets how restored values are written into the text: EscapeMarkdown, EscapeHTML, …
func (a Action) As(e anonymize.Escaper) Action {
	a.escape = func(Leaf) anonymize.Escaper { return e }
	return a
}

// AsBy is As where a neighbour tells the format (textFormat).
func (a Action) AsBy(f func(Leaf) anonymize.Escaper) Action { a.escape = f; return a }

// Name returns the action's name for tables and tests: "scan", "entity", "alias", "keep", …
func (a Action) Name() string {
	if a.op == opAlias && a.routing {
		return "routing alias"
	}
	return [...]string{"scan", "entity", "alias", "keep", "drop", "block", "nested", "form", "func", "choose", "delta",
		"flush", "cumulative", "round", "offset", "length", "link"}[a.op]
}

// Rule is one row of a Policy.
//
// Path names values from the root: keys joined by dots, "[]" behind a key for any element of an array, "*" for any one
// key, "**" for any number of keys and elements, "{}" at the end for the keys of an object themselves; "\." is a dot in a
// key. Letter case is ignored, as many receivers do: "Text" is the field text.
//
//	entry[].messaging[].sender.id     the id in every element of two arrays
//	value.**                          value and everything inside it
//	state.values.{}                   the keys of state.values
type Rule struct {
	Path   string
	Action Action
	Why    string
}

// Policy is a compiled table of rules. The first rule that matches wins. It is immutable.
type Policy struct {
	rules []Rule
	trie  []trieNode
}

type trieNode struct {
	static            map[string]int32
	star, index, deep int32
	rule, keys        int32
	isDeep            bool
}

const none = int32(-1)

// NewPolicy compiles a table. A path that stands there twice, a row that an earlier row hides completely by the same
// path, an empty reason or an impossible path is ErrConfig.
func NewPolicy(rules ...Rule) (*Policy, error) {
	p := &Policy{rules: append([]Rule(nil), rules...), trie: []trieNode{newTrieNode()}}
	for i, r := range p.rules {
		if r.Why == "" {
			return nil, fmt.Errorf("%w: policy row %q has no reason", ErrConfig, r.Path)
		}
		if err := p.insert(r.Path, int32(i)); err != nil {
			return nil, err
		}
	}
	return p, nil
}

// MustPolicy is NewPolicy for tables in source code. It panics on error.
func MustPolicy(rules ...Rule) *Policy {
	p, err := NewPolicy(rules...)
	if err != nil {
		panic(err)
	}
	return p
}

// Rules returns a copy of the table.
func (p *Policy) Rules() []Rule {
	if p == nil {
		return nil
	}
	return append([]Rule(nil), p.rules...)
}

// Lookup returns the rule for a path in the notation of Rule, in which "[]" and keys stand for themselves. It is for
// tests that walk a schema.
func (p *Policy) Lookup(path string) (Rule, bool) {
	steps, keys, err := splitPath(path)
	if err != nil {
		return Rule{}, false
	}
	s := p.root()
	for _, st := range steps {
		s = p.step(s, st.key, st.index)
	}
	if keys {
		return p.keyRule(s)
	}
	if i := p.match(s); i != none {
		return p.rules[i], true
	}
	return Rule{}, false
}

func newTrieNode() trieNode {
	return trieNode{star: none, index: none, deep: none, rule: none, keys: none}
}

type step struct {
	key   string // folded; "*" and "**" stand for patterns unless lit
	index bool
	lit   bool
}

func splitPath(path string) (steps []step, keys bool, err error) {
	bad := fmt.Errorf("%w: policy path %q", ErrConfig, path)
	for rest := path; rest != ""; {
		var seg []byte
		lit, i := false, 0
		for ; i < len(rest) && rest[i] != '.' && rest[i] != '['; i++ {
			if rest[i] == '\\' && i+1 < len(rest) {
				i++
				lit = true
			}
			seg = append(seg, rest[i])
		}
		rest = rest[i:]
		switch {
		case string(seg) == "{}" && !lit:
			if rest != "" {
				return nil, false, bad
			}
			return steps, true, nil
		case len(seg) > 0:
			steps = append(steps, step{key: foldKey(string(seg)), lit: lit})
		case !strings.HasPrefix(rest, "[]"):
			return nil, false, bad
		}
		for strings.HasPrefix(rest, "[]") {
			steps = append(steps, step{index: true})
			rest = rest[2:]
		}
		if rest != "" {
			if rest[0] != '.' || len(rest) == 1 {
				return nil, false, bad
			}
			rest = rest[1:]
		}
	}
	return steps, false, nil
}

func (p *Policy) insert(path string, rule int32) error {
	steps, keys, err := splitPath(path)
	if err != nil {
		return err
	}
	at := int32(0)
	child := func(get func(*trieNode) *int32) {
		if n := *get(&p.trie[at]); n != none {
			at = n
			return
		}
		p.trie = append(p.trie, newTrieNode())
		*get(&p.trie[at]) = int32(len(p.trie) - 1)
		at = int32(len(p.trie) - 1)
	}
	for _, s := range steps {
		switch {
		case s.index:
			child(func(n *trieNode) *int32 { return &n.index })
		case s.key == "**" && !s.lit:
			child(func(n *trieNode) *int32 { return &n.deep })
			p.trie[at].isDeep = true
		case s.key == "*" && !s.lit:
			child(func(n *trieNode) *int32 { return &n.star })
		default:
			if p.trie[at].static == nil {
				p.trie[at].static = make(map[string]int32)
			}
			next, ok := p.trie[at].static[s.key]
			if !ok {
				p.trie = append(p.trie, newTrieNode())
				next = int32(len(p.trie) - 1)
				p.trie[at].static[s.key] = next
			}
			at = next
		}
	}
	slot := &p.trie[at].rule
	if keys {
		slot = &p.trie[at].keys
	}
	if *slot != none {
		return fmt.Errorf("%w: policy path %q stands there twice", ErrConfig, path)
	}
	*slot = rule
	return nil
}

// root returns the states before the first step. A nil Policy scans everything.
func (p *Policy) root() []int32 {
	if p == nil {
		return nil
	}
	return p.closure(nil, 0)
}

func (p *Policy) closure(dst []int32, n int32) []int32 {
	for _, have := range dst {
		if have == n {
			return dst
		}
	}
	dst = append(dst, n)
	if d := p.trie[n].deep; d != none {
		dst = p.closure(dst, d)
	}
	return dst
}

// step returns the states after a key (folded) or an element.
func (p *Policy) step(from []int32, key string, index bool) []int32 {
	if len(from) == 0 {
		return nil
	}
	var to []int32
	for _, s := range from {
		n := &p.trie[s]
		if n.isDeep {
			to = p.closure(to, s)
		}
		if index {
			if n.index != none {
				to = p.closure(to, n.index)
			}
			continue
		}
		if c, ok := n.static[key]; ok {
			to = p.closure(to, c)
		}
		if n.star != none {
			to = p.closure(to, n.star)
		}
	}
	return to
}

func (p *Policy) match(states []int32) int32 {
	best := none
	for _, s := range states {
		if r := p.trie[s].rule; r != none && (best == none || r < best) {
			best = r
		}
	}
	return best
}

func (p *Policy) action(states []int32) Action {
	if i := p.matchOrNone(states); i != none {
		return p.rules[i].Action
	}
	return Action{}
}

func (p *Policy) matchOrNone(states []int32) int32 {
	if p == nil {
		return none
	}
	return p.match(states)
}

// keyAction says what happens to a key of the object that states stand for. Keys that a rule names are kept.
func (p *Policy) keyAction(states []int32, folded string) Action {
	for _, s := range states {
		if _, ok := p.trie[s].static[folded]; ok {
			return DangerouslyKeep()
		}
	}
	if r, ok := p.keyRule(states); ok {
		return r.Action
	}
	return Action{}
}

func (p *Policy) keyRule(states []int32) (Rule, bool) {
	best := none
	for _, s := range states {
		if r := p.trie[s].keys; r != none && (best == none || r < best) {
			best = r
		}
	}
	if best == none {
		return Rule{}, false
	}
	return p.rules[best], true
}

// foldKey maps keys that differ only in case (Unicode simple folding) to one.
func foldKey(k string) string {
	for i := 0; i < len(k); i++ {
		if c := k[i]; c >= utf8.RuneSelf {
			return strings.Map(func(r rune) rune {
				low := r
				for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
					low = min(low, f)
				}
				return unicode.ToLower(low)
			}, k)
		}
	}
	return strings.ToLower(k)
}
