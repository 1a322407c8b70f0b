package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"flag"
	"io"
	"os"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/deckname/deckname/anonymize"
)

var (
	errKeyFound    error = lineError("an object key holds personal data, which cannot be replaced there; name the fields with -fields")
	errNumberFound error = lineError("a number is personal data, which cannot be replaced there; make it a string or name the fields with -fields")
	errNumberField error = lineError("a field named by -fields holds a number")
	errScopeField  error = lineError("the field that -scope-field names is missing, or neither string nor number")
)

const filterHelp = `Text input has one message per line (-whole: the whole input is one). JSONL input has one JSON object per line, in which
all strings are searched, or only those of the fields that -fields names, at any depth; everything else stays as it is.
The scope (-scope, or -scope-field for one per line) says within which texts a value keeps its pseudonym.

Pseudonyms are numbered as the vault sees the values, which on several cores need not be their order in the input.
Nothing of a bad line is written; the others are, and the exit code is 1.`

func anonymizeCommand() command {
	return command{
		name: "anonymize", args: "-vault FILE -scope ID [flags] [file ...]", short: "replace what is found by pseudonyms (a filter)",
		long: `Replaces personal data by pseudonyms of the vault and writes the result. ` + filterHelp + `

Object keys and numbers cannot be replaced: a line whose key, or whose number together with its key, is personal data is
a bad line, unless -fields is given. -operator redact, type or mask replaces for good and needs no vault.

` + archiveHelp,
		setup: func(fs *flag.FlagSet) func(context.Context, *app, []string) error {
			f := filterFlags(fs)
			op := fs.String("operator", "pseudonymize", "what replaces a value: pseudonymize, redact, type or mask")
			keep := fs.String("keep", "LOCATION", "`types` that stay as they are, separated by commas")
			f.archive.declare(fs)
			e := scoreFlags(fs)
			return func(ctx context.Context, a *app, args []string) (err error) {
				cfg, err := e.config()
				if err != nil {
					return err
				}
				if err := f.check(*op == "pseudonymize", false); err != nil {
					return err
				}
				if err := f.archive.check(); err != nil {
					return err
				}
				if f.flags, err = f.fingerprint(*op, *keep, e); err != nil {
					return err
				}
				kept := splitTypes(*keep)
				switch *op {
				case "pseudonymize":
					own := ownTypes(cfg.Recognizers)
					v, err := f.vault.open(ctx, true, own...)
					if err != nil {
						return err
					}
					defer closing(v, &err)
					f.vault.announce(a)
					cfg.Policy = anonymize.DefaultPolicy(v)
					cfg.Revealer, cfg.Known = v, v
					for _, t := range own {
						cfg.Policy.ByType[t] = cfg.Policy.ByType[anonymize.Person]
					}
				case "redact":
					cfg.Policy = anonymize.Policy{Default: anonymize.Redact()}
				case "type":
					cfg.Policy = anonymize.Policy{Default: anonymize.Replace("[{type}]")}
				case "mask":
					cfg.Policy = anonymize.Policy{Default: anonymize.Mask('*', 0)}
				default:
					return usagef("-operator is pseudonymize, redact, type or mask")
				}
				if cfg.Policy.ByType == nil {
					cfg.Policy.ByType = map[anonymize.EntityType]anonymize.Operator{}
				}
				if !kept[anonymize.Location] && cfg.Policy.ByType[anonymize.Location] != nil {
					cfg.Policy.ByType[anonymize.Location] = cfg.Policy.ByType[anonymize.Person]
				}
				for t := range kept {
					if !t.Valid() {
						return usagef("-keep holds something that is no type")
					}
					cfg.Policy.ByType[t] = anonymize.Keep()
				}
				if f.a, err = anonymize.New(cfg); err != nil {
					return err
				}
				if f.plain, err = e.analyzer(); err != nil {
					return err
				}
				f.kept = kept
				f.all = f.a.AnonymizeAll
				return f.run(ctx, a, args)
			}
		},
	}
}

func revealCommand() command {
	return command{
		name: "reveal", args: "-vault FILE -scope ID [flags] [file ...]", short: "put the values back (a filter)",
		long: `Replaces the pseudonyms of the scope by their values and writes the result: personal data. Pseudonyms that
the scope never had, or has forgotten, stay as they are. ` + filterHelp + `

-stream reads text as it arrives and writes every character as soon as it cannot become part of a pseudonym any more, for
the answers of language models. Every reveal is written to the vault's audit log.`,
		setup: func(fs *flag.FlagSet) func(context.Context, *app, []string) error {
			f := filterFlags(fs)
			stream := fs.Bool("stream", false, "text that is still being written: answer at once")
			return func(ctx context.Context, a *app, args []string) (err error) {
				if err := f.check(true, true); err != nil {
					return err
				}
				if *stream && (f.form == "jsonl" || f.scopeField != "" || f.fields != "") {
					return usagef("-stream is for text in one scope")
				}
				v, err := f.vault.open(ctx, false)
				if err != nil {
					return err
				}
				defer closing(v, &err)
				cfg, err := (&engine{minScore: 1}).config()
				if err != nil {
					return err
				}
				cfg.Policy, cfg.Revealer = anonymize.DefaultPolicy(v), v
				if f.a, err = anonymize.New(cfg); err != nil {
					return err
				}
				if *stream {
					return f.stream(ctx, a, args)
				}
				f.reveals = true
				f.all = f.revealAll
				return f.run(ctx, a, args)
			}
		},
	}
}

// filter is what anonymize and reveal share.
type filter struct {
	vault                           vaultFlags
	form, scope, scopeField, fields string
	whole                           bool
	archive                         archive // anonymize only
	flags                           string  // a fingerprint, for archive

	a       *anonymize.Anonymizer
	plain   *anonymize.Anonymizer // without a vault, for keys and numbers
	all     func(ctx context.Context, scope string, msgs []anonymize.Message) ([]anonymize.Result, error)
	reveals bool
	named   map[string]bool               // of -fields, nil for all
	kept    map[anonymize.EntityType]bool // types that stay
	seen    sync.Map                      // object keys that hold nothing
	keys    int                           // approximate size of seen
	mu      sync.Mutex                    // guards keys
}

func filterFlags(fs *flag.FlagSet) *filter {
	f := &filter{}
	f.vault.declare(fs)
	fs.StringVar(&f.form, "format", "auto", "input `format`: text or jsonl; auto looks at the first byte")
	fs.StringVar(&f.scope, "scope", "", "`id` of the conversation or case")
	fs.StringVar(&f.scopeField, "scope-field", "", "JSONL: `name` of the top-level field that holds the scope; it stays as it is")
	fs.StringVar(&f.fields, "fields", "", "JSONL: only strings of these fields, `names` separated by commas")
	fs.BoolVar(&f.whole, "whole", false, "text format: the input is one message")
	return f
}

func (f *filter) check(vault, reveals bool) error {
	switch {
	case vault && f.vault.file == "":
		return usagef("needs -vault FILE%s", map[bool]string{true: "", false: ", or -operator redact, type or mask, which cannot be revealed"}[reveals])
	case vault && f.scope == "" && f.scopeField == "":
		return usagef("needs -scope or -scope-field")
	case f.scope != "" && f.scopeField != "":
		return usagef("takes -scope or -scope-field, not both")
	case f.scopeField != "" && f.form == "text":
		return usagef("-scope-field is for JSONL")
	}
	if f.fields != "" {
		f.named = map[string]bool{}
		for name := range strings.SplitSeq(f.fields, ",") {
			f.named[strings.TrimSpace(name)] = true
		}
	}
	return nil
}

func (f *filter) run(ctx context.Context, a *app, args []string) error {
	form, err := parseFormat(f.form)
	if err != nil {
		return err
	}
	if f.whole {
		if f.archive.output != "" {
			return usagef("-whole writes to standard output")
		}
		return f.wholeInput(ctx, a, args)
	}
	if f.archive.output != "" {
		return f.archive.run(ctx, a, args, form, f.chunk, f.flags)
	}
	return a.pipeline(ctx, args, form, f.chunk)
}

// unit is the work of one line.
type unit struct {
	line  int
	scope string
	vals  []jsonValue // JSONL: what is replaced
	msgs  []anonymize.Message
}

func (f *filter) chunk(ctx context.Context, form format, lines []line) ([]result, error) {
	rs := make([]result, len(lines))
	var units []unit
	for i := range lines {
		u, err := f.unit(ctx, form, &lines[i])
		if err != nil {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			if !errors.As(err, new(lineError)) && !aboutText(err) {
				return nil, err
			}
			rs[i].err = err
			continue
		}
		u.line = i
		units = append(units, u)
	}
	return rs, f.groups(ctx, form, lines, units, rs)
}

// groupsAtOnce is how many scopes of a chunk are with the vault at the same time: it waits for the disk more than it
// computes, and joins what waits.
const groupsAtOnce = 16

// groups processes the units scope by scope; those of one scope share one transaction of the vault.
func (f *filter) groups(ctx context.Context, form format, lines []line, units []unit, rs []result) error {
	slices.SortStableFunc(units, func(a, b unit) int { return cmp.Compare(a.scope, b.scope) })
	var wg sync.WaitGroup
	var mu sync.Mutex
	var first error
	slots := make(chan struct{}, groupsAtOnce)
	for from := 0; from < len(units); {
		to := from + 1
		for to < len(units) && units[to].scope == units[from].scope {
			to++
		}
		same := units[from:to]
		slots <- struct{}{}
		wg.Go(func() {
			err := f.group(ctx, form, lines, same, rs)
			mu.Lock()
			first = cmp.Or(first, err)
			mu.Unlock()
			<-slots
		})
		from = to
	}
	wg.Wait()
	return first
}

// group processes units of one scope. If together they fail because of one text, each is tried alone.
func (f *filter) group(ctx context.Context, form format, lines []line, units []unit, rs []result) error {
	var msgs []anonymize.Message
	for _, u := range units {
		msgs = append(msgs, u.msgs...)
	}
	out, err := f.all(ctx, units[0].scope, msgs)
	if err != nil {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case !aboutText(err):
			return err
		case len(units) == 1:
			rs[units[0].line].err = err
			return nil
		}
		for i := range units {
			if err := f.group(ctx, form, lines, units[i:i+1], rs); err != nil {
				return err
			}
		}
		return nil
	}
	for _, u := range units {
		l := &lines[u.line]
		texts := make([]string, len(u.msgs))
		for i := range texts {
			texts[i] = out[i].Text
		}
		out = out[len(texts):]
		var b []byte
		if form == formatJSONL {
			b = splice(l.text, u.vals, texts)
		} else {
			b = []byte(texts[0])
		}
		rs[u.line].out = append(b, l.eol...)
	}
	return nil
}

// aboutText tells whether the error is the text's fault and not the vault's.
func aboutText(err error) bool {
	for _, e := range []error{anonymize.ErrInvalidUTF8, anonymize.ErrTooLong, anonymize.ErrTooMany, anonymize.ErrAmbiguous} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

func (f *filter) unit(ctx context.Context, form format, l *line) (unit, error) {
	switch {
	case l.err != nil:
		return unit{}, l.err
	case !utf8.Valid(l.text):
		return unit{}, errNotUTF8
	case form == formatText:
		return unit{scope: f.scope, msgs: []anonymize.Message{{Text: string(l.text)}}}, nil
	case len(bytes.TrimSpace(l.text)) == 0:
		return unit{scope: f.scope}, nil
	}
	vals, err := jsonValues(l.text)
	if err != nil {
		return unit{}, err
	}
	u := unit{scope: f.scope}
	if f.scopeField != "" {
		u.scope = ""
	}
	prompt := ""
	for _, v := range vals {
		switch {
		case v.depth != 1 || v.kind == 'k':
		case v.key == f.scopeField: // a number is a scope too
			u.scope = v.text
		case v.key == "prompt" && v.kind == 's':
			prompt = v.text
		}
	}
	if u.scope == "" && f.scopeField != "" {
		return unit{}, errScopeField
	}
	for _, v := range vals {
		if v.depth == 1 && v.key == f.scopeField && f.scopeField != "" {
			continue
		}
		switch {
		case v.kind == 'k':
			err = f.checkKey(ctx, v)
		case f.named != nil && !f.named[v.key]:
		case v.kind == 'n':
			err = f.checkNumber(ctx, v)
		default:
			m := anonymize.Message{Text: v.text}
			if !f.reveals {
				m.Prompt = v.key
				if v.key == "text" && prompt != "" {
					m.Prompt = prompt
				}
			}
			u.vals, u.msgs = append(u.vals, v), append(u.msgs, m)
		}
		if err != nil {
			return unit{}, err
		}
	}
	return u, nil
}

// maxSeenKeys bounds the memory for object keys that were checked.
const maxSeenKeys = 10_000

func (f *filter) checkKey(ctx context.Context, v jsonValue) error {
	if f.reveals || f.named != nil {
		return nil
	}
	if _, ok := f.seen.Load(v.text); ok {
		return nil
	}
	found, err := f.plain.Analyze(ctx, anonymize.Message{Text: v.text})
	if err != nil {
		return err
	}
	for _, e := range found {
		// the statistical model alone knows sentences, not field names
		if !f.kept[e.Type] && e.Evidence != anonymize.EvidenceModel {
			return errKeyFound
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.keys < maxSeenKeys {
		f.keys++
		f.seen.Store(v.text, true)
	}
	return nil
}

// sureScore is the score from which on a number that passed its check is personal whatever its key says.
const sureScore = 0.85

// checkNumber refuses numbers of which the key says that they are personal ("telefon": 4930…), or the check digits.
func (f *filter) checkNumber(ctx context.Context, v jsonValue) error {
	if f.reveals {
		return nil
	}
	if f.named != nil {
		return errNumberField
	}
	if len(v.text) < 5 {
		return nil
	}
	found, err := f.plain.Analyze(ctx, anonymize.Message{Text: v.text, Prompt: v.key})
	if err != nil {
		return err
	}
	for _, e := range found {
		sure := e.Evidence&anonymize.EvidenceContext != 0 || e.Evidence&anonymize.EvidenceChecksum != 0 && e.Score >= sureScore
		if !f.kept[e.Type] && sure {
			return errNumberFound
		}
	}
	return nil
}

func (f *filter) revealAll(ctx context.Context, scope string, msgs []anonymize.Message) ([]anonymize.Result, error) {
	out := make([]anonymize.Result, len(msgs))
	for i, m := range msgs {
		m.Scope = scope
		var err error
		if out[i], err = f.a.Reveal(ctx, m); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// wholeInput takes each input as one message.
func (f *filter) wholeInput(ctx context.Context, a *app, args []string) error {
	failed := false
	err := a.inputs(args, func(name string, r io.Reader) error {
		text, err := io.ReadAll(io.LimitReader(r, anonymize.MaxTextBytes+1))
		if err != nil {
			return err
		}
		out, err := f.all(ctx, f.scope, []anonymize.Message{{Text: string(text)}})
		switch {
		case err == nil:
			_, err = io.WriteString(a.out, out[0].Text)
			return err
		case ctx.Err() != nil:
			return ctx.Err()
		case !aboutText(err):
			return err
		}
		a.complain(name, err)
		failed = true
		return nil
	})
	if err == nil && failed {
		err = reported{}
	}
	return err
}

func (f *filter) stream(ctx context.Context, a *app, args []string) error {
	return a.inputs(args, func(_ string, r io.Reader) error {
		w, err := f.a.NewRevealWriter(ctx, a.out, anonymize.Message{Scope: f.scope})
		if err != nil {
			return err
		}
		if _, err := io.Copy(w, reader{ctx, r}); err != nil {
			return err
		}
		return w.Close()
	})
}

// reader stops between two reads when its context ends; WriterTo of a file would read ahead.
type reader struct {
	ctx context.Context
	r   io.Reader
}

func (r reader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.r.Read(p)
}

// inputs calls fn for each named file, or for standard input.
func (a *app) inputs(names []string, fn func(name string, r io.Reader) error) error {
	if len(names) == 0 {
		names = []string{"-"}
	}
	for _, name := range names {
		if name == "-" {
			if err := fn("stdin", a.in); err != nil {
				return err
			}
			continue
		}
		file, err := os.Open(name)
		if err != nil {
			return err
		}
		err = fn(name, file)
		file.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

// closing closes c; its error counts if there is no other.
func closing(c io.Closer, err *error) { *err = cmp.Or(*err, c.Close()) }
