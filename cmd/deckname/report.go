package main

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/internal/corpus"
	"github.com/deckname/deckname/internal/mutate"
	"github.com/deckname/deckname/internal/report"
	"github.com/deckname/deckname/recognizers"
)

// corpusFile says in a folder where its messages come from.
const corpusFile = "corpus.json"

func reportCommand() command {
	return command{
		name: "report", args: "[flags] folder-or-file ...", short: "write an audit report in German (one HTML file)",
		long: `Scores the recognizers on a corpus, as eval does, and writes one HTML file for a data-protection officer: what is
recognised and how well, on which corpus, every miss and alarm in its context, policy and retention, versions and hashes,
and what is not promised. It needs nothing else to be read, on a screen or printed.

The file holds text of the corpus, around what was missed or found wrongly: protect it as you protect the corpus, or
leave the text out with -without-text. Where the messages come from is read from corpus.json in the folder,
{"title","licence","origin","authors"}. -gateway reads policy, retention and lowest scores from the configuration of
the gateway, so that the report says what is in force. -format reads corpora of other tools:

` + formatsHelp,
		setup: func(fs *flag.FlagSet) func(context.Context, *app, []string) error {
			var o reportOptions
			fs.StringVar(&o.output, "output", "pruefbericht.html", "`file` to write; - is standard output")
			fs.BoolVar(&o.withoutText, "without-text", false, "no text of the corpus in the report")
			fs.StringVar(&o.title, "title", "", "`name` of the corpus")
			fs.StringVar(&o.licence, "licence", "", "`licence` of the corpus")
			fs.StringVar(&o.gateway, "gateway", "", "configuration `file` of the gateway")
			o.corpora.declare(fs)
			o.engine = scoreFlags(fs)
			fs.BoolVar(&o.engine.rules, "rules", false, "without the statistical tagger: rules and name lists only")
			return func(ctx context.Context, a *app, args []string) error {
				o.command = commandLine(fs, args)
				return o.run(ctx, a, args)
			}
		},
	}
}

type reportOptions struct {
	corpora
	output, title, licence, gateway, command string
	withoutText                              bool
	engine                                   *engine
}

// commandLine repeats what was typed, for a shell.
func commandLine(fs *flag.FlagSet, args []string) string {
	quote := func(s string) string {
		if s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./,=-") == "" {
			return s
		}
		return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
	}
	out := "deckname " + fs.Name()
	fs.Visit(func(f *flag.Flag) {
		out += " -" + f.Name
		if b, ok := f.Value.(interface{ IsBoolFlag() bool }); !ok || !b.IsBoolFlag() {
			out += " " + quote(f.Value.String())
		}
	})
	for _, arg := range args {
		out += " " + quote(arg)
	}
	return out
}

func (o *reportOptions) run(ctx context.Context, a *app, args []string) error {
	if len(args) == 0 {
		return usagef("needs a folder or file with a corpus")
	}
	cfg, err := o.engine.config()
	if err != nil {
		return err
	}
	in := report.Input{Created: reportTime(), Program: version(), Command: o.command, Texts: !o.withoutText, Data: recognizers.Data(),
		Rules: report.Rules{MinScore: o.engine.minScore, NoTagger: o.engine.rules}}
	if o.gateway != "" {
		if err := o.inForce(&in.Rules, &cfg); err != nil {
			return err
		}
	}
	for _, name := range []string{o.engine.patterns, o.engine.allow, o.engine.deny} {
		if name != "" {
			f, err := fileOf(name)
			if err != nil {
				return err
			}
			in.Rules.Own = append(in.Rules.Own, f)
		}
	}
	if in.Samples, err = o.load(args); err != nil {
		return err
	}
	if err := o.describe(&in.Corpus, args, in.Samples); err != nil {
		return err
	}
	for _, r := range cfg.Recognizers {
		in.Recognizers = append(in.Recognizers, r.Info())
	}
	an, err := anonymize.New(cfg)
	if err != nil {
		return err
	}
	if in.Scores, in.Faults, err = scoreAll(ctx, a, an, in.Samples); err != nil {
		return err
	}
	for _, m := range mutate.All() {
		sp := report.Spelling{Name: m.Name, Readable: m.Readable}
		if sp.Scores, _, err = scoreAll(ctx, a, an, m.Apply(in.Samples, mutationSeed)); err != nil {
			return err
		}
		in.Spellings = append(in.Spellings, sp)
	}
	var page bytes.Buffer
	if err := report.Write(&page, in); err != nil {
		return err
	}
	if o.output == "-" {
		_, err := a.out.Write(page.Bytes())
		return err
	}
	if err := replaceFile(o.output, page.Bytes()); err != nil {
		return err
	}
	fmt.Fprintf(a.err, "deckname report: wrote %s\n", o.output)
	return nil
}

// reportTime is now, or the time that SOURCE_DATE_EPOCH names, so that a report can be made again byte for byte.
func reportTime() time.Time {
	if s, err := strconv.ParseInt(os.Getenv("SOURCE_DATE_EPOCH"), 10, 64); err == nil {
		return time.Unix(s, 0).UTC()
	}
	return time.Now()
}

func fileOf(name string) (report.File, error) {
	f, err := os.Open(name)
	if err != nil {
		return report.File{}, err
	}
	defer f.Close()
	sum := sha256.New()
	n, err := io.Copy(sum, f)
	return report.File{Name: filepath.ToSlash(name), Bytes: n, SHA256: hex.EncodeToString(sum.Sum(nil))}, err
}

// describe fills in what is known of the corpus.
func (o *reportOptions) describe(c *report.Corpus, args []string, samples []corpus.Sample) error {
	for _, dir := range args {
		if info, err := os.Stat(dir); err == nil && !info.IsDir() {
			dir = filepath.Dir(dir)
		}
		data, err := os.ReadFile(filepath.Join(dir, corpusFile))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		if json.Unmarshal(data, c) != nil {
			return bad("%s: not an object with title, licence, origin and authors", filepath.Join(dir, corpusFile))
		}
		break
	}
	c.Title, c.Licence = cmp.Or(o.title, c.Title), cmp.Or(o.licence, c.Licence)
	var names []string
	for i := range samples {
		name := samples[i].File
		names = append(names, name)
		if text := strings.TrimSuffix(name, ".ann") + ".txt"; o.format == "brat" && text != name {
			names = append(names, text)
		}
	}
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		f, err := fileOf(name)
		if err != nil {
			return err
		}
		c.Files = append(c.Files, f)
	}
	return nil
}

// gatewayFile is what a report reads of the configuration of deploy/gateway; its program checks the file as a whole.
type gatewayFile struct {
	Tenant string `json:"tenant"`
	Vault  *struct {
		Days   int            `json:"retention_days"`
		DaysBy map[string]int `json:"retention_days_by_type"`
	} `json:"vault"`
	Policy struct {
		ByType         map[string]string  `json:"by_type"`
		MinScore       float32            `json:"min_score"`
		MinScoreByType map[string]float32 `json:"min_score_by_type"`
		Patterns       []string           `json:"patterns"`
	} `json:"policy"`
}

// inForce takes policy and retention from the gateway's configuration, and scores with its lowest scores and patterns.
func (o *reportOptions) inForce(rules *report.Rules, cfg *anonymize.Config) error {
	data, err := os.ReadFile(o.gateway)
	if err != nil {
		return err
	}
	var g gatewayFile
	sections := map[string]json.RawMessage{}
	if json.Unmarshal(data, &g) != nil || json.Unmarshal(data, &sections) != nil || g.Vault == nil {
		return bad("%s: not a configuration of the gateway; \"gateway check\" says why", o.gateway)
	}
	rules.Source, rules.Tenant, rules.Days, rules.DaysBy = filepath.ToSlash(o.gateway), g.Tenant, g.Vault.Days, g.Vault.DaysBy
	rules.Operators = g.Policy.ByType
	for _, name := range []string{"botframework", "directline", "whatsapp", "messenger", "openai"} {
		if len(sections[name]) > 0 {
			rules.Channels = append(rules.Channels, name)
		}
	}
	if g.Policy.MinScore > 0 {
		rules.MinScore, cfg.MinScore = float64(g.Policy.MinScore), g.Policy.MinScore
	}
	if len(g.Policy.MinScoreByType) > 0 {
		rules.ByType, cfg.MinScoreByType = map[string]float64{}, map[anonymize.EntityType]float32{}
		for t, s := range g.Policy.MinScoreByType {
			rules.ByType[t], cfg.MinScoreByType[anonymize.EntityType(t)] = float64(s), s
		}
	}
	for _, name := range g.Policy.Patterns {
		if _, err := os.Stat(name); err != nil && !filepath.IsAbs(name) { // the gateway ran in another folder
			name = filepath.Join(filepath.Dir(o.gateway), name)
		}
		own, err := (&engine{patterns: name}).own()
		if err != nil {
			return err
		}
		cfg.Recognizers = append(cfg.Recognizers, own...)
		f, err := fileOf(name)
		if err != nil {
			return err
		}
		rules.Own = append(rules.Own, f)
	}
	return nil
}
