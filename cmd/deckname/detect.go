package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"io"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/internal/presidio"
)

var errMessage error = lineError(`line is not a JSON object with "text"`)

func detectCommand() command {
	return command{
		name: "detect", args: "[flags] [file ...]",
		short: "list what is found, one JSON object per message",
		long: `Reads messages from files, or from standard input if none is named ("-"), and writes one line per message,
in the order of the input:

  {"id":"7","entities":[{"start":9,"end":20,"type":"PERSON","score":0.97,"recognizer":"person","evidence":["context","lexicon"]}]}

Offsets are half-open BYTE offsets into the UTF-8 text. Text input has one message per line, its id is the number of the
line; JSONL input has one object {"id","text"[,"prompt"]} per line (prompt: what the bot had asked, context only). The
text itself is not printed unless -show is given. Every finding at or above the minimum score is listed, LOCATION too,
although the default policy does not replace it.

-output presidio writes the findings as Microsoft Presidio's analyzer does, with offsets in Unicode CODE POINTS, ready
for the "analyzer_results" of its anonymizer; -explain fills analysis_explanation, -show its context words:

  {"id":"7","analyzer_results":[{"analysis_explanation":null,"end":19,"entity_type":"PERSON","score":0.97,"start":9}]}`,
		setup: func(fs *flag.FlagSet) func(context.Context, *app, []string) error {
			var d detector
			form := fs.String("format", "auto", "input `format`: text or jsonl; auto looks at the first byte")
			fs.BoolVar(&d.explain, "explain", false, "add the reasons, what lost against each finding, and what was rejected")
			fs.BoolVar(&d.show, "show", false, "add the text of each finding: personal data in the output")
			output := fs.String("output", "deckname", "`form` of the findings: deckname or presidio")
			fs.BoolVar(&d.whole, "whole", false, "text format: each file is one message")
			e := engineFlags(fs)
			return func(ctx context.Context, a *app, args []string) error {
				f, err := parseFormat(*form)
				if err != nil {
					return err
				}
				switch *output {
				case "deckname":
				case "presidio":
					d.presidio = true
				default:
					return usagef("-output is deckname or presidio")
				}
				if d.a, err = e.analyzer(); err != nil {
					return err
				}
				d.types = e.typeSet()
				d.named = len(args) > 1
				if d.whole {
					return d.wholeFiles(ctx, a, args)
				}
				return a.pipeline(ctx, args, f, d.chunk)
			}
		},
	}
}

type detector struct {
	a                           *anonymize.Anonymizer
	types                       map[anonymize.EntityType]bool
	explain, show, whole, named bool
	presidio                    bool
}

// finding is one entity of the output.
type finding struct {
	Start      int                  `json:"start"`
	End        int                  `json:"end"`
	Type       anonymize.EntityType `json:"type"`
	Score      score                `json:"score"`
	Recognizer string               `json:"recognizer"`
	Evidence   anonymize.Evidence   `json:"evidence"`
	Text       string               `json:"text,omitempty"`
	Reasons    []reasonJSON         `json:"reasons,omitempty"`
	Lost       []finding            `json:"lost,omitempty"`
	Why        anonymize.Rejection  `json:"why,omitempty"`
}

// reasonJSON is an anonymize.Reason with the context word's text on demand.
type reasonJSON struct {
	anonymize.Reason
	ContextText string `json:"context_text,omitempty"`
}

// score prints with four digits: more are noise.
type score float32

func (s score) MarshalJSON() ([]byte, error) {
	return strconv.AppendFloat(nil, float64(int(float64(s)*1e4+0.5))/1e4, 'f', -1, 64), nil
}

type presidioDetection struct {
	ID      json.RawMessage   `json:"id"`
	Results []presidio.Result `json:"analyzer_results"`
}

// asPresidio is detect for -output presidio.
func (d *detector) asPresidio(ctx context.Context, m message) (any, error) {
	msg := anonymize.Message{Text: m.text, Prompt: m.prompt}
	out := presidioDetection{ID: m.id}
	if d.explain {
		x, err := d.a.Explain(ctx, msg)
		if err != nil {
			return nil, err
		}
		out.Results = presidio.ExplainedResults(m.text, m.prompt, x.Entities)
		for _, r := range out.Results {
			if !d.show {
				r.Explanation.ContextWord = ""
			}
		}
	} else {
		found, err := d.a.Analyze(ctx, msg)
		if err != nil {
			return nil, err
		}
		out.Results = presidio.Results(m.text, found)
	}
	out.Results = slices.DeleteFunc(out.Results, func(r presidio.Result) bool { return !d.wanted(r.Type) })
	return out, nil
}

type detection struct {
	ID       json.RawMessage `json:"id"`
	Entities []finding       `json:"entities"`
	Rejected []finding       `json:"rejected,omitempty"`
}

func (d *detector) chunk(ctx context.Context, f format, lines []line) ([]result, error) {
	rs := make([]result, len(lines))
	for i := range lines {
		l := &lines[i]
		var m message
		if m, rs[i].err = d.message(l, f); rs[i].err == nil {
			rs[i].out, rs[i].err = d.detect(ctx, m)
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	return rs, nil
}

// message is a line of input.
type message struct {
	id           json.RawMessage
	text, prompt string
}

func (d *detector) message(l *line, f format) (message, error) {
	switch {
	case l.err != nil:
		return message{}, l.err
	case !utf8.Valid(l.text):
		return message{}, errNotUTF8
	case f == formatText:
		id := strconv.Itoa(l.no)
		if d.named {
			id = l.where()
		}
		raw, _ := json.Marshal(id) // a string can always be marshalled
		return message{id: raw, text: string(l.text)}, nil
	}
	if len(bytes.TrimSpace(l.text)) == 0 {
		return message{}, errMessage
	}
	var obj struct {
		ID     json.RawMessage `json:"id"`
		Text   *string         `json:"text"`
		Prompt string          `json:"prompt"`
	}
	if err := json.Unmarshal(l.text, &obj); err != nil || obj.Text == nil { // its message may quote the line
		return message{}, errMessage
	}
	if obj.ID == nil {
		obj.ID = json.RawMessage(strconv.Quote(strconv.Itoa(l.no)))
	}
	return message{obj.ID, *obj.Text, obj.Prompt}, nil
}

func (d *detector) detect(ctx context.Context, m message) ([]byte, error) {
	var out any
	var err error
	if d.presidio {
		out, err = d.asPresidio(ctx, m)
	} else {
		out, err = d.asDeckname(ctx, m)
	}
	if err != nil {
		return nil, err
	}
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(out); err != nil {
		return nil, errMessage // an id that is no JSON; cannot be, it was parsed
	}
	return buf.Bytes(), nil
}

func (d *detector) asDeckname(ctx context.Context, m message) (any, error) {
	msg := anonymize.Message{Text: m.text, Prompt: m.prompt}
	out := detection{ID: m.id, Entities: []finding{}}
	if d.explain {
		x, err := d.a.Explain(ctx, msg)
		if err != nil {
			return nil, err
		}
		for _, ex := range x.Entities {
			if !d.wanted(ex.Entity.Type) {
				continue
			}
			f := d.finding(m, ex.Entity)
			for _, r := range ex.Reasons {
				f.Reasons = append(f.Reasons, d.reason(m, r))
			}
			for _, e := range ex.Lost {
				f.Lost = append(f.Lost, d.finding(m, e))
			}
			out.Entities = append(out.Entities, f)
		}
		for _, r := range x.Rejected {
			if d.wanted(r.Entity.Type) {
				f := d.finding(m, r.Entity)
				f.Why = r.Why
				out.Rejected = append(out.Rejected, f)
			}
		}
	} else {
		found, err := d.a.Analyze(ctx, msg)
		if err != nil {
			return nil, err
		}
		for _, e := range found {
			if d.wanted(e.Type) {
				out.Entities = append(out.Entities, d.finding(m, e))
			}
		}
	}
	return out, nil
}

func (d *detector) wanted(t anonymize.EntityType) bool { return d.types == nil || d.types[t] }

func (d *detector) finding(m message, e anonymize.Entity) finding {
	f := finding{Start: e.Start, End: e.End, Type: e.Type, Score: score(e.Score), Recognizer: e.Recognizer, Evidence: e.Evidence}
	if d.show {
		f.Text = m.text[e.Start:e.End]
	}
	return f
}

func (d *detector) reason(m message, r anonymize.Reason) reasonJSON {
	out := reasonJSON{Reason: r}
	if d.show {
		text := m.text
		if r.InPrompt {
			text = m.prompt
		}
		if r.Context.End <= len(text) {
			out.ContextText = text[r.Context.Start:r.Context.End]
		}
	}
	return out
}

// wholeFiles takes each file as one message.
func (d *detector) wholeFiles(ctx context.Context, a *app, names []string) error {
	failed := false
	err := a.inputs(names, func(name string, r io.Reader) error {
		text, err := io.ReadAll(io.LimitReader(r, anonymize.MaxTextBytes+1))
		if err != nil {
			return err
		}
		id, _ := json.Marshal(name)
		out, err := d.detect(ctx, message{id: id, text: string(text)})
		if err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			a.complain(name, err)
			failed = true
			return nil
		}
		_, err = a.out.Write(out)
		return err
	})
	if err == nil && failed {
		err = reported{}
	}
	return err
}
