package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/dlclark/regexp2/v2"
	"github.com/jdkato/prose/v2"
	"github.com/nyaruka/phonenumbers"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/recognizers"
)

const (
	floorName    = "26 patterns, regexp"
	completeName = "deckname, complete"
	rulesName    = "deckname without the tagger"
	numbersName  = "deckname, numbers only"
)

// contender is one way to search texts. search looks at one of them.
type contender struct {
	name   string
	texts  []string
	search func(text string) error
}

// messages returns the texts of the dev set.
func messages() ([]string, error) {
	f, err := os.Open(filepath.Join("testdata", "chat", "dev.jsonl"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var texts []string
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		var m struct {
			Text string `json:"text"`
		}
		if err := json.Unmarshal(sc.Bytes(), &m); err != nil {
			return nil, fmt.Errorf("dev.jsonl: %w", err)
		}
		texts = append(texts, m.Text)
	}
	return texts, sc.Err()
}

// documents joins messages to texts of at least the given size.
func documents(texts []string, size int) []string {
	var out []string
	var b strings.Builder
	for _, t := range texts {
		b.WriteString(t)
		b.WriteString("\n\n")
		if b.Len() >= size {
			out = append(out, b.String())
			b.Reset()
		}
	}
	if len(out) == 0 {
		out = append(out, strings.Repeat(b.String(), 1+size/max(b.Len(), 1)))
	}
	return out
}

func patterns() ([]string, error) {
	data, err := os.ReadFile(filepath.Join("testdata", "floor_patterns.tsv"))
	if err != nil {
		return nil, err
	}
	var out []string
	for line := range strings.Lines(string(data)) {
		line = strings.TrimRight(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		_, p, ok := strings.Cut(line, "\t")
		if !ok {
			return nil, fmt.Errorf("floor_patterns.tsv: line without a tab")
		}
		out = append(out, p)
	}
	return out, nil
}

// withoutTagger is recognizers.All with the tagger left out.
func withoutTagger() []anonymize.Recognizer {
	all := recognizers.All()
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
	return all
}

// numbersOnly is recognizers.All without names, addresses, places and birth dates: a date is one by the names around it, so
// that the recognizer of birth dates needs all rules for names.
func numbersOnly() []anonymize.Recognizer {
	return slices.DeleteFunc(recognizers.All(), func(r anonymize.Recognizer) bool {
		return slices.ContainsFunc(r.Info().Types, func(t anonymize.EntityType) bool {
			return t == anonymize.Person || t == anonymize.Address || t == anonymize.Location || t == anonymize.DateOfBirth
		})
	})
}

func contenders(ctx context.Context, texts []string) ([]contender, error) {
	list, err := patterns()
	if err != nil {
		return nil, err
	}
	var std []*regexp.Regexp
	var net []*regexp2.Regexp
	for _, p := range list {
		re, err := regexp.Compile(p)
		if err != nil {
			return nil, err
		}
		re2, err := regexp2.Compile(p, regexp2.RE2)
		if err != nil {
			return nil, err
		}
		std, net = append(std, re), append(net, re2)
	}
	model, err := prose.NewDocument("Good morning.") // loads the model, which the others then use
	if err != nil {
		return nil, err
	}
	cs := []contender{
		{floorName, texts, func(text string) error {
			for _, re := range std {
				re.FindAllStringIndex(text, -1)
			}
			return nil
		}},
		{"26 patterns, regexp2", texts, func(text string) error {
			for _, re := range net {
				m, err := re.FindStringMatch(text)
				for m != nil && err == nil {
					m, err = re.FindNextMatch(m)
				}
				if err != nil {
					return err
				}
			}
			return nil
		}},
		{"prose/v2, English names", texts, func(text string) error {
			_, err := prose.NewDocument(text, prose.UsingModel(model.Model))
			return err
		}},
		{"phonenumbers, every run of digits", texts, func(text string) error {
			for _, run := range digitRuns(text) {
				if n, err := phonenumbers.Parse(run, "DE"); err == nil {
					phonenumbers.IsValidNumber(n)
				}
			}
			return nil
		}},
		{"byte scan", texts, func(text string) error {
			if strings.IndexByte(text, 0) >= 0 { // no message has one: the whole text is read
				return errNUL
			}
			return nil
		}},
	}
	for _, d := range []struct {
		name string
		rs   []anonymize.Recognizer
	}{{completeName, recognizers.All()}, {rulesName, withoutTagger()}, {numbersName, numbersOnly()}} {
		a, err := anonymize.New(anonymize.Config{Recognizers: d.rs})
		if err != nil {
			return nil, err
		}
		cs = append(cs, contender{d.name, texts, func(text string) error {
			_, err := a.Analyze(ctx, anonymize.Message{Text: text})
			return err
		}})
	}
	return cs, nil
}

var errNUL = errors.New("a message holds a NUL byte")

// digitRuns cuts out what could be a telephone number.
func digitRuns(text string) []string {
	var runs []string
	start, digits := -1, 0
	for i := 0; i <= len(text); i++ {
		c := byte('x')
		if i < len(text) {
			c = text[i]
		}
		switch {
		case c >= '0' && c <= '9' || c == '+':
			if start < 0 {
				start, digits = i, 0
			}
			digits++
		case start >= 0 && (c == ' ' || c == '-' || c == '/' || c == '(' || c == ')'):
		case start >= 0:
			if digits >= 6 {
				runs = append(runs, text[start:i])
			}
			start = -1
		}
	}
	return runs
}

// speed is the result of one contender.
type speed struct {
	name  string
	mb    float64 // median of megabytes per second
	ratio float64 // median of the ratio to the floor of the same round
}

// race lets the contenders run in turns.
func race(cs []contender, rounds int, turn time.Duration) []speed {
	rates := make([][]float64, len(cs))
	ratios := make([][]float64, len(cs))
	for round := range rounds + 1 {
		base := 0.0
		for i, c := range cs {
			rate := c.rate(turn, clock)
			if round == 0 {
				continue // warms caches and pools up
			}
			if i == 0 {
				base = rate
			}
			rates[i] = append(rates[i], rate)
			ratios[i] = append(ratios[i], rate/base)
		}
	}
	out := make([]speed, len(cs))
	for i, c := range cs {
		out[i] = speed{c.name, median(rates[i]), median(ratios[i])}
	}
	return out
}

// rate searches texts for the given time and returns megabytes per second of the given clock. Where other programs leave
// little of the processor it ends after twice as long by the wall's.
func (c *contender) rate(turn time.Duration, now func() time.Duration) float64 {
	bytes, start, began := 0, now(), time.Now()
	for i := 0; ; i++ {
		text := c.texts[i%len(c.texts)]
		if err := c.search(text); err != nil {
			panic("bench: a contender failed: " + c.name)
		}
		bytes += len(text)
		if i%16 == 15 || len(text) > 4096 {
			if d := now() - start; d >= turn || time.Since(began) > 2*turn {
				return float64(bytes) / 1e6 / d.Seconds()
			}
		}
	}
}

func median(x []float64) float64 {
	x = slices.Sorted(slices.Values(x))
	return x[len(x)/2]
}
