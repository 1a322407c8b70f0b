package recognizers

import (
	"context"
	"time"
	"unicode/utf8"

	"github.com/dlclark/regexp2/v2"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers/internal/words"
)

// Defaults and bounds of a PatternConfig.
const (
	DefaultPatternTimeout = time.Second // for one text
	DefaultPatternScore   = 0.6
	MaxPatternMatches     = 100_000 // in one text; more are ErrPatternTimeout
	patternStack          = 4 << 20 // slots of the backtracking stack
)

// PatternConfig describes a custom recognizer: a regular expression in the syntax of .NET and Perl 5, with look-around, back
// references and named groups. Zero fields are defaults; Name, Type (unless all groups are types) and Pattern are required.
type PatternConfig struct {
	Name    string // of the recognizer; goes to Entity.Recognizer
	Type    anonymize.EntityType
	Pattern string

	// Group names the group whose text is the finding; "" is the whole match. If it is "" and the pattern has groups whose
	// names are entity types, such as (?<PERSON>…), each of them that took part is a finding of its own type.
	Group      string
	IgnoreCase bool
	Needs      anonymize.Feature // the pattern is not run on texts that lack these

	// Context words raise the score to ContextScore (default: Score + 0.3, at most 0.95) if one stands before or after
	// the match or in the prompt. They are compared as the built-in recognizers compare theirs: folded, with one typing error in long words.
	Context      []string
	NeedsContext bool // without a context word a match is no finding

	Score        float32 // default DefaultPatternScore
	ContextScore float32

	// Validate checks a match, for instance its check digit. A match that fails is no finding; one that passes gets
	// anonymize.EvidenceChecksum. It must be safe for concurrent use and must not keep the text.
	Validate func(match string) bool

	// Timeout bounds the search of one text; 0 is DefaultPatternTimeout. When it is over, the call fails with
	// ErrPatternTimeout and nothing leaves: a pattern that backtracks without end must be mended, not ignored.
	Timeout time.Duration
}

// Pattern returns a recognizer for a vendor's own pattern. The error is a *PatternError.
func Pattern(cfg PatternConfig) (anonymize.Recognizer, error) {
	bad := func(field, reason string) error { return &PatternError{Name: cfg.Name, Field: field, Reason: reason} }
	if cfg.Name == "" {
		return nil, bad("name", "is empty")
	}
	if cfg.Pattern == "" {
		return nil, bad("pattern", "is empty")
	}
	var opt regexp2.RegexOptions = regexp2.Unicode
	if cfg.IgnoreCase {
		opt |= regexp2.IgnoreCase
	}
	re, err := regexp2.Compile(cfg.Pattern, opt, regexp2.OptionMaxBacktrackingStackSize(patternStack))
	if err != nil {
		return nil, bad("pattern", "does not compile: "+err.Error())
	}
	if cfg.Timeout < 0 {
		return nil, bad("timeout", "is negative")
	}
	if cfg.Timeout == 0 {
		cfg.Timeout = DefaultPatternTimeout
	}
	re.MatchTimeout = cfg.Timeout
	if cfg.Score == 0 {
		cfg.Score = DefaultPatternScore
	}
	if cfg.ContextScore == 0 {
		cfg.ContextScore = max(cfg.Score, min(cfg.Score+0.3, 0.95))
	}
	if !(cfg.Score > 0 && cfg.Score <= 1) || !(cfg.ContextScore > 0 && cfg.ContextScore <= 1) {
		return nil, bad("score", "is not between 0 and 1")
	}
	if cfg.NeedsContext && len(cfg.Context) == 0 {
		return nil, bad("context", "is empty but needed")
	}
	p := &pattern{cfg: cfg, re: re, keys: words.New(cfg.Context...)}
	p.cfg.Context = nil
	if p.groups, err = patternGroups(re, cfg); err != nil {
		return nil, err
	}
	p.info = anonymize.Info{Name: cfg.Name, Needs: cfg.Needs, Version: "custom"}
	for _, g := range p.groups {
		p.info.Types = append(p.info.Types, g.typ)
	}
	return p, nil
}

// patternGroup is a group that makes findings.
type patternGroup struct {
	number int
	typ    anonymize.EntityType
}

func patternGroups(re *regexp2.Regexp, cfg PatternConfig) ([]patternGroup, error) {
	bad := func(field, reason string) error { return &PatternError{Name: cfg.Name, Field: field, Reason: reason} }
	if cfg.Group == "" {
		var groups []patternGroup
		for _, name := range re.GetGroupNames() {
			if t := anonymize.EntityType(name); t.Valid() && name[0] > '9' {
				groups = append(groups, patternGroup{re.GroupNumberFromName(name), t})
			}
		}
		if len(groups) > 0 {
			return groups, nil
		}
	}
	if !cfg.Type.Valid() {
		return nil, bad("type", "is missing or of invalid form")
	}
	if cfg.Group == "" {
		return []patternGroup{{0, cfg.Type}}, nil
	}
	n := re.GroupNumberFromName(cfg.Group)
	if n < 0 {
		return nil, bad("group", "is no group of the pattern")
	}
	return []patternGroup{{n, cfg.Type}}, nil
}

type pattern struct {
	cfg    PatternConfig
	info   anonymize.Info
	re     *regexp2.Regexp
	groups []patternGroup
	keys   *words.Set
}

// Info describes the recognizer.
func (p *pattern) Info() anonymize.Info { return p.info }

func (p *pattern) Recognize(ctx context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	text := doc.Text()
	if text == "" {
		return dst, nil
	}
	from := len(dst)
	start := time.Now()
	m, err := p.re.FindStringMatch(text)
	for n := 0; m != nil && err == nil; n++ {
		if n >= MaxPatternMatches || time.Since(start) > p.cfg.Timeout {
			return dst[:from], ErrPatternTimeout
		}
		if err := ctx.Err(); err != nil {
			return dst[:from], err
		}
		for _, g := range p.groups {
			group := m.GroupByNumber(g.number)
			if group == nil || len(group.Captures) == 0 {
				continue
			}
			at, length := group.ByteRange()
			dst = p.judge(doc, dst, text, at, at+length, g.typ)
		}
		m, err = p.re.FindNextMatch(m)
	}
	if err != nil {
		return dst[:from], patternError(err)
	}
	return dst, nil
}

// patternError maps regexp2's errors, which quote the text, to one that does not.
func patternError(error) error { return ErrPatternTimeout }

// judge appends the match from start to end, byte offsets in text.
func (p *pattern) judge(doc *anonymize.Document, dst []anonymize.Entity, text string, start, end int, typ anonymize.EntityType) []anonymize.Entity {
	for start > 0 && !utf8.RuneStart(text[start]) {
		start--
	}
	if start >= end {
		return dst
	}
	e := anonymize.Entity{Span: anonymize.Span{Start: start, End: end}, Type: typ, Score: p.cfg.Score, Recognizer: p.cfg.Name, Evidence: anonymize.EvidencePattern}
	if p.cfg.Validate != nil {
		if !p.cfg.Validate(text[start:end]) {
			return dst
		}
		e.Evidence |= anonymize.EvidenceChecksum
	}
	first, last := tokensOf(doc, e.Span)
	var hit words.Hit
	found := false
	if first < len(doc.Tokens()) {
		hit, found = p.keys.Near(doc, first, last)
	}
	switch {
	case found:
		e.Score = p.cfg.ContextScore
		e.Evidence |= anonymize.EvidenceContext
	case p.cfg.NeedsContext:
		return dst
	}
	if doc.Explaining() {
		doc.Explain(anonymize.Reason{Recognizer: p.cfg.Name, Type: typ, Span: e.Span, Rule: p.cfg.Name, Context: hit.Span, InPrompt: hit.InPrompt})
	}
	return append(dst, e)
}

// tokensOf returns the indexes of the first and last token that s, a span of the original text, touches.
func tokensOf(doc *anonymize.Document, s anonymize.Span) (first, last int) {
	toks := doc.Tokens()
	lo, hi := 0, len(toks)
	for lo < hi {
		mid := (lo + hi) / 2
		if doc.Origin(int(toks[mid].Start), int(toks[mid].End)).End > s.Start {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	first = lo
	for last = first; last+1 < len(toks) && doc.Origin(int(toks[last+1].Start), int(toks[last+1].End)).Start < s.End; last++ {
	}
	return first, min(last, max(len(toks)-1, 0))
}
