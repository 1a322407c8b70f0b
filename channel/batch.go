package channel

import (
	"bytes"
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/deckname/deckname/anonymize"
)

// batch gathers all texts of one request, so that one call of the engine per scope sees them together.
type batch struct {
	dir      Direction
	jobs     []job
	entities int
}

type job struct {
	scope string
	msg   anonymize.Message
	whole bool // the message is one entity
	sink  func(anonymize.Result)
}

func (b *batch) add(scope string, msg anonymize.Message, sink func(anonymize.Result)) {
	if msg.Text != "" {
		b.jobs = append(b.jobs, job{scope, msg, false, sink})
	}
}

func (b *batch) addWhole(scope string, msg anonymize.Message, t anonymize.EntityType, sink func(anonymize.Result)) {
	if strings.TrimSpace(msg.Text) != "" {
		msg.Entities = []anonymize.Entity{{Span: anonymize.Span{End: len(msg.Text)}, Type: t}}
		b.jobs = append(b.jobs, job{scope, msg, true, sink})
	}
}

func (b *batch) run(ctx context.Context, e Engine) error {
	if b.dir == ToUser {
		for _, j := range b.jobs {
			r, err := e.Reveal(ctx, j.msg)
			if err != nil {
				return err
			}
			j.sink(r)
		}
		return nil
	}
	if err := b.spreadNames(); err != nil {
		return err
	}
	var scopes []string
	groups := make(map[string][]int)
	for i, j := range b.jobs {
		if _, ok := groups[j.scope]; !ok {
			scopes = append(scopes, j.scope)
		}
		groups[j.scope] = append(groups[j.scope], i)
	}
	for _, scope := range scopes {
		if err := b.group(ctx, e, scope, groups[scope]); err != nil {
			return err
		}
	}
	return nil
}

// group anonymises the jobs of one scope in one call. The same text twice is one message.
func (b *batch) group(ctx context.Context, e Engine, scope string, jobs []int) error {
	msgs := make([]anonymize.Message, 0, len(jobs))
	serves := make([][]int, 0, len(jobs))
	seen := make(map[jobKey]int, len(jobs))
	for _, i := range jobs {
		j := &b.jobs[i]
		k := jobKey{text: j.msg.Text, prompt: j.msg.Prompt, trusted: j.msg.Trusted}
		if j.whole {
			k.typ = j.msg.Entities[0].Type
		}
		if m, dup := seen[k]; dup {
			serves[m] = append(serves[m], i)
			continue
		}
		seen[k] = len(msgs)
		msgs = append(msgs, j.msg)
		serves = append(serves, []int{i})
	}
	rs, err := e.AnonymizeAll(ctx, scope, msgs)
	if err != nil {
		return err
	}
	if len(rs) != len(msgs) {
		return anonymize.ErrOperator
	}
	for m, r := range rs {
		b.entities += len(r.Entities)
		for _, i := range serves[m] {
			b.jobs[i].sink(r)
		}
	}
	return nil
}

type jobKey struct {
	text, prompt string
	typ          anonymize.EntityType
	trusted      bool
}

// maxSpread bounds how many names of one request are looked for in its texts, maxMentions how often they may stand there.
const (
	maxSpread   = 16
	maxMentions = 4096
)

// spreadNames marks the names that a field of the request holds (sender, mentioned user) wherever they stand in its
// texts. Only values of two words and more: a display name such as "Sommer" is a word, too.
func (b *batch) spreadNames() error {
	var names []job
	for _, j := range b.jobs {
		v := strings.TrimSpace(j.msg.Text)
		if j.whole && len(names) < maxSpread && len(v) <= 200 && strings.IndexFunc(v, unicode.IsSpace) > 0 {
			names = append(names, j)
		}
	}
	if len(names) == 0 {
		return nil
	}
	mentions := 0
	for i := range b.jobs {
		j := &b.jobs[i]
		if j.whole {
			continue
		}
		for _, n := range names {
			if n.scope != j.scope {
				continue
			}
			name := strings.TrimSpace(n.msg.Text)
			for from := 0; ; {
				at := strings.Index(j.msg.Text[from:], name)
				if at < 0 {
					break
				}
				s := anonymize.Span{Start: from + at, End: from + at + len(name)}
				from = s.End
				if atWordBounds(j.msg.Text, s) && !overlapsAny(j.msg.Entities, s) {
					if mentions++; mentions > maxMentions {
						return ErrTooLarge
					}
					j.msg.Entities = append(j.msg.Entities, anonymize.Entity{Span: s, Type: n.msg.Entities[0].Type})
				}
			}
		}
	}
	return nil
}

func overlapsAny(es []anonymize.Entity, s anonymize.Span) bool {
	for _, e := range es {
		if e.Overlaps(s) {
			return true
		}
	}
	return false
}

func atWordBounds(text string, s anonymize.Span) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:s.Start])
	after, _ := utf8.DecodeRuneInString(text[s.End:])
	word := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	return (s.Start == 0 || !word(before)) && (s.End == len(text) || !word(after))
}

// revealSoFar restores the part of a growing text that more text cannot change any more.
func revealSoFar(ctx context.Context, e Engine, msg anonymize.Message) (string, error) {
	var out bytes.Buffer
	w, err := e.NewRevealWriter(ctx, &out, msg)
	if err != nil {
		return "", err
	}
	if _, err := w.Write([]byte(msg.Text)); err != nil {
		return "", err
	}
	return out.String(), nil
}
