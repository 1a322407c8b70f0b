package main

import (
	"bufio"
	"errors"
	"flag"
	"os"
	"strings"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers"
	"github.com/deckname/deckname/recognizers/patternfile"
)

// engine holds the flags that choose what is looked for.
type engine struct {
	minScore                     float64
	types, patterns, allow, deny string
	rules                        bool
}

func engineFlags(fs *flag.FlagSet) *engine {
	e := scoreFlags(fs)
	fs.StringVar(&e.types, "types", "", "only these `types`, separated by commas (default all)")
	fs.BoolVar(&e.rules, "rules", false, "without the statistical tagger: rules and name lists only")
	return e
}

// scoreFlags are the flags of engineFlags that leave no type out: a filter must not.
func scoreFlags(fs *flag.FlagSet) *engine {
	e := &engine{}
	fs.Float64Var(&e.minScore, "min-score", float64(anonymize.DefaultMinScore), "lowest `score` that counts, above 0 to 1")
	fs.StringVar(&e.patterns, "patterns", "", "`file` with patterns of your own, YAML or JSON: a list \"patterns\" of name, type, pattern, context, score …")
	fs.StringVar(&e.allow, "allow", "", "`file` with phrases that may stay, one per line, or TYPE, tab, phrase")
	fs.StringVar(&e.deny, "deny", "", "`file` with phrases that must go: TYPE, tab, phrase per line")
	return e
}

func (e *engine) config() (anonymize.Config, error) {
	if !(e.minScore > 0 && e.minScore <= 1) {
		return anonymize.Config{}, usagef("-min-score is above 0 and at most 1")
	}
	for t := range e.typeSet() {
		if !t.Valid() {
			return anonymize.Config{}, usagef("-types holds something that is no type")
		}
	}
	cfg := anonymize.Config{Recognizers: recognizers.All(), MinScore: float32(e.minScore)}
	if e.rules {
		withoutTagger(cfg.Recognizers)
	}
	own, err := e.own()
	if err != nil {
		return cfg, err
	}
	cfg.Recognizers = append(cfg.Recognizers, own...)
	if cfg.Allow, err = phrases(e.allow, false); err != nil {
		return cfg, err
	}
	cfg.Deny, err = phrases(e.deny, true)
	return cfg, err
}

// withoutTagger puts the recognizers that use rules and lists in the place of those that ask the tagger too.
func withoutTagger(all []anonymize.Recognizer) {
	for i, r := range all {
		switch r.Info().Name {
		case "person":
			all[i] = recognizers.PersonRules(recognizers.PersonConfig{})
		case "address":
			all[i] = recognizers.AddressRules(recognizers.AddressConfig{})
		case "location":
			all[i] = recognizers.LocationRules()
		}
	}
}

// own returns the recognizers of -patterns.
func (e *engine) own() ([]anonymize.Recognizer, error) {
	if e.patterns == "" {
		return nil, nil
	}
	f, err := os.Open(e.patterns)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rs, err := patternfile.Load(f)
	if err != nil {
		return nil, at(e.patterns, err)
	}
	return rs, nil
}

// ownTypes returns the types of -patterns that are not built in.
func ownTypes(rs []anonymize.Recognizer) []anonymize.EntityType {
	known := map[anonymize.EntityType]bool{}
	for _, t := range anonymize.Types() {
		known[t] = true
	}
	var types []anonymize.EntityType
	for _, r := range rs {
		for _, t := range r.Info().Types {
			if !known[t] {
				known[t] = true
				types = append(types, t)
			}
		}
	}
	return types
}

var errPhrase = errors.New("line is not TYPE, tab, phrase")

// phrases reads a list for Allow or Deny. Phrases are compared folded: case and umlaut spelling do not count.
func phrases(name string, typed bool) ([]anonymize.Matcher, error) {
	if name == "" {
		return nil, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	byType := map[anonymize.EntityType][]string{}
	sc := bufio.NewScanner(f)
	l := line{file: name}
	for sc.Scan() {
		l.no++
		text := strings.TrimSpace(sc.Text())
		if text == "" || text[0] == '#' {
			continue
		}
		first, rest, found := strings.Cut(text, "\t")
		t := anonymize.EntityType(first)
		switch {
		case found && t.Valid():
			text = strings.TrimSpace(rest)
		case found || typed:
			return nil, at(l.where(), errPhrase)
		default:
			t = ""
		}
		byType[t] = append(byType[t], text)
	}
	if err := sc.Err(); err != nil {
		return nil, at(name, err)
	}
	var out []anonymize.Matcher
	for t, list := range byType {
		out = append(out, anonymize.Folded(t, list...))
	}
	return out, nil
}

func (e *engine) analyzer() (*anonymize.Anonymizer, error) {
	cfg, err := e.config()
	if err != nil {
		return nil, err
	}
	return anonymize.New(cfg)
}

// typeSet returns the types of -types, nil for all.
func (e *engine) typeSet() map[anonymize.EntityType]bool { return splitTypes(e.types) }

func splitTypes(list string) map[anonymize.EntityType]bool {
	if list == "" {
		return nil
	}
	set := map[anonymize.EntityType]bool{}
	for t := range strings.SplitSeq(list, ",") {
		set[anonymize.EntityType(strings.ToUpper(strings.TrimSpace(t)))] = true
	}
	return set
}
