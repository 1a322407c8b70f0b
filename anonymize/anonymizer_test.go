package anonymize_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/internal/raceflag"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var ctx = context.Background()

func engine(t testing.TB, v *fakeVault, change func(*anonymize.Config)) *anonymize.Anonymizer {
	t.Helper()
	cfg := anonymize.Config{Recognizers: []anonymize.Recognizer{names}, Policy: anonymize.DefaultPolicy(v), Revealer: v}
	if change != nil {
		change(&cfg)
	}
	a, err := anonymize.New(cfg)
	require.NoError(t, err)
	return a
}

func TestNewReportsEveryMistake(t *testing.T) {
	_, err := anonymize.New(anonymize.Config{})
	assert.ErrorContains(t, err, "Recognizers", "an empty list would pass everything")
	var nilOp *struct{ anonymize.Operator }
	_, err = anonymize.New(anonymize.Config{
		Recognizers: []anonymize.Recognizer{names, names, nil, spans{}},
		MinScore:    2,
		Policy:      anonymize.Policy{ByType: map[anonymize.EntityType]anonymize.Operator{"lower": anonymize.Keep(), "URL": nilOp}},
		Allow:       []anonymize.Matcher{nil},
		Deny:        []anonymize.Matcher{anonymize.Exact("", "x")},
		RevealHosts: []string{"https://amt.example/"},
	})
	for _, field := range []string{"Recognizers[1]", "Recognizers[2]", "Recognizers[3]", "MinScore", "Policy.ByType", "ByType[URL]", "Allow[0]", "Deny[0]", "RevealHosts[0]"} {
		assert.ErrorContains(t, err, field)
	}
	var ce *anonymize.ConfigError
	assert.ErrorAs(t, err, &ce)
}

func TestNewCopiesItsConfig(t *testing.T) {
	list := []anonymize.Recognizer{names}
	policy := anonymize.Policy{ByType: map[anonymize.EntityType]anonymize.Operator{anonymize.Person: anonymize.Redact()}}
	a, err := anonymize.New(anonymize.Config{Recognizers: list, Policy: policy})
	require.NoError(t, err)
	list[0] = nil
	policy.ByType[anonymize.Person] = anonymize.Keep()
	r, err := a.Anonymize(ctx, anonymize.Message{Text: "Wolke"})
	require.NoError(t, err)
	assert.Equal(t, "[REDACTED]", r.Text)
}

func TestZeroAnonymizerRefuses(t *testing.T) {
	for _, a := range []*anonymize.Anonymizer{nil, {}} {
		_, err := a.Analyze(ctx, anonymize.Message{Text: "x"})
		assert.ErrorIs(t, err, anonymize.ErrNotConfigured)
		_, err = a.Anonymize(ctx, anonymize.Message{Text: "x"})
		assert.ErrorIs(t, err, anonymize.ErrNotConfigured)
		_, err = a.Reveal(ctx, anonymize.Message{Text: "x"})
		assert.ErrorIs(t, err, anonymize.ErrNotConfigured)
		_, err = a.Explain(ctx, anonymize.Message{Text: "x"})
		assert.ErrorIs(t, err, anonymize.ErrNotConfigured)
		_, err = a.NewRevealWriter(ctx, &bytes.Buffer{}, anonymize.Message{})
		assert.ErrorIs(t, err, anonymize.ErrNotConfigured)
	}
}

func TestAnonymizeAndReveal(t *testing.T) {
	v := newFakeVault()
	a := engine(t, v, nil)
	r, err := a.Anonymize(ctx, anonymize.Message{Scope: "s", Text: "Wolke aus Köln, IBAN DE89370400440532013000, Gruß Wolke"})
	require.NoError(t, err)
	assert.Equal(t, "[PERSON_1] aus Köln, IBAN [IBAN_CODE_1], Gruß [PERSON_1]", r.Text)
	assert.Len(t, r.Entities, 4, "a kept LOCATION is a finding too")
	require.Len(t, r.Edits, 3)
	assert.Equal(t, "[IBAN_CODE_1]", r.Text[r.Edits[1].Out.Start:r.Edits[1].Out.End])
	assert.Equal(t, 1, v.calls, "one call for all values")

	back, err := a.Reveal(ctx, anonymize.Message{Scope: "s", Text: "Danke, [PERSON_1]! [IBAN_CODE_1] [PERSON_9]"})
	require.NoError(t, err)
	assert.Equal(t, "Danke, Wolke! DE89370400440532013000 [PERSON_9]", back.Text)
	for _, e := range back.Edits {
		assert.NotContains(t, back.Text[e.Out.Start:e.Out.End], "[")
	}
	back, err = a.Reveal(ctx, anonymize.Message{Scope: "other", Text: "[PERSON_1]"})
	require.NoError(t, err)
	assert.Equal(t, "[PERSON_1]", back.Text, "scopes are unlinkable")
}

func TestUserTypedPlaceholderRevealsNothing(t *testing.T) {
	a := engine(t, newFakeVault(), nil)
	// the number comes to life in this very message
	for range 2 {
		r, err := a.Anonymize(ctx, anonymize.Message{Scope: "s", Text: "Wolke sagt [PERSON_1]"})
		require.NoError(t, err)
		assert.Equal(t, "[PERSON_1] sagt [PLACEHOLDER_1]", r.Text)
		back, err := a.Reveal(ctx, anonymize.Message{Scope: "s", Text: r.Text})
		require.NoError(t, err)
		assert.Equal(t, "Wolke sagt [PERSON_1]", back.Text)
	}
	// a later text of the same batch brings the number of an earlier one to life
	rs, err := engine(t, newFakeVault(), nil).AnonymizeAll(ctx, "s", []anonymize.Message{{Text: "[PERSON_1]"}, {Text: "Wolke"}})
	require.NoError(t, err)
	assert.Equal(t, "[PLACEHOLDER_1]", rs[0].Text)
}

func TestTrustedKeepsItsPseudonyms(t *testing.T) {
	a := engine(t, newFakeVault(), nil)
	_, err := a.Anonymize(ctx, anonymize.Message{Scope: "s", Text: "Wolke"})
	require.NoError(t, err)
	r, err := a.Anonymize(ctx, anonymize.Message{Scope: "s", Text: "[PERSON_1] und Jürgen Stein", Trusted: true})
	require.NoError(t, err)
	assert.Equal(t, "[PERSON_1] und [PERSON_2]", r.Text)
	assert.Len(t, r.Entities, 1)
	found, err := a.Analyze(ctx, anonymize.Message{Scope: "s", Text: r.Text, Trusted: true})
	require.NoError(t, err)
	assert.Empty(t, found)
}

func TestPolicyOperators(t *testing.T) {
	hash, err := anonymize.Hash(bytes.Repeat([]byte{7}, anonymize.MinKeyBytes))
	require.NoError(t, err)
	_, err = anonymize.Hash([]byte("short"))
	assert.ErrorIs(t, err, anonymize.ErrKey)
	for _, c := range []struct {
		op   anonymize.Operator
		want string
	}{
		{anonymize.Redact(), "von [REDACTED]."},
		{anonymize.Replace("<{type}>"), "von <PERSON>."},
		{anonymize.Mask('*', 2), "von ****** ***in."},
		{anonymize.Mask('*', 6), "von ****** *****."},
		{anonymize.Keep(), "von Jürgen Stein."},
	} {
		a := engine(t, newFakeVault(), func(c2 *anonymize.Config) {
			c2.Policy = anonymize.Policy{ByType: map[anonymize.EntityType]anonymize.Operator{anonymize.Person: c.op}}
		})
		r, err := a.Anonymize(ctx, anonymize.Message{Text: "von Jürgen Stein."})
		require.NoError(t, err)
		assert.Equal(t, c.want, r.Text)
	}
	vals := []anonymize.Value{anonymize.NewValue("A", "x"), anonymize.NewValue("B", "x"), anonymize.NewValue("A", "x")}
	h1, err := hash.Operate(ctx, "s", vals, nil)
	require.NoError(t, err)
	h2, err := hash.Operate(ctx, "t", vals, nil)
	require.NoError(t, err)
	assert.Len(t, h1[0], 32)
	assert.Equal(t, h1[0], h1[2])
	assert.NotEqual(t, h1[0], h1[1], "types differ")
	assert.NotEqual(t, h1[0], h2[0], "scopes differ")
}

func TestUnknownTypeIsRedacted(t *testing.T) {
	r := words{name: "w", list: map[string]anonymize.EntityType{"geheim": "MY_TYPE"}}
	a := engine(t, newFakeVault(), func(c *anonymize.Config) { c.Recognizers = []anonymize.Recognizer{r} })
	out, err := a.Anonymize(ctx, anonymize.Message{Scope: "s", Text: "ganz geheim"})
	require.NoError(t, err)
	assert.Equal(t, "ganz [REDACTED]", out.Text)
}

type badOperator struct{ out []string }

func (badOperator) Name() string { return "bad" }
func (o badOperator) Operate(context.Context, string, []anonymize.Value, []string) ([]string, error) {
	if o.out == nil {
		panic("Wolke")
	}
	return o.out, nil
}

func TestFailClosed(t *testing.T) {
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	midway, cancelMidway := context.WithCancel(ctx)
	person := func(op anonymize.Operator) func(*anonymize.Config) {
		return func(c *anonymize.Config) { c.Policy.ByType[anonymize.Person] = op }
	}
	with := func(r anonymize.Recognizer) func(*anonymize.Config) {
		return func(c *anonymize.Config) { c.Recognizers = append(c.Recognizers, r) }
	}
	ent := func(start, end int, score float32, typ anonymize.EntityType) anonymize.Recognizer {
		return spans{"s", []anonymize.Entity{{Span: anonymize.Span{Start: start, End: end}, Score: score, Type: typ}}}
	}
	failing := newFakeVault()
	failing.err = errBroken
	for _, c := range []struct {
		name   string
		ctx    context.Context
		v      *fakeVault
		change func(*anonymize.Config)
		msg    anonymize.Message
		want   error
	}{
		{"recognizer fails", ctx, nil, with(words{name: "w", err: errBroken}), anonymize.Message{}, errBroken},
		{"recognizer panics", ctx, nil, with(words{name: "w", do: func() { panic("Wolke") }}), anonymize.Message{}, anonymize.ErrPanic},
		{"vault fails", ctx, failing, nil, anonymize.Message{}, errBroken},
		{"operator panics", ctx, nil, person(badOperator{}), anonymize.Message{}, anonymize.ErrPanic},
		{"operator returns too little", ctx, nil, person(badOperator{[]string{}}), anonymize.Message{}, anonymize.ErrOperator},
		{"operator returns too much", ctx, nil, person(badOperator{[]string{"a", "b"}}), anonymize.Message{}, anonymize.ErrOperator},
		{"context cancelled before", cancelled, nil, nil, anonymize.Message{}, context.Canceled},
		{"context cancelled midway", midway, nil, with(words{name: "w", do: cancelMidway}), anonymize.Message{}, context.Canceled},
		{"span out of range", ctx, nil, with(ent(0, 99, 1, "A")), anonymize.Message{}, anonymize.ErrSpan},
		{"empty span", ctx, nil, with(ent(1, 1, 1, "A")), anonymize.Message{}, anonymize.ErrSpan},
		{"span inside a rune", ctx, nil, with(ent(2, 4, 1, "A")), anonymize.Message{Text: "Jürgen Stein"}, anonymize.ErrSpan},
		{"score zero", ctx, nil, with(ent(0, 1, 0, "A")), anonymize.Message{}, anonymize.ErrEntity},
		{"bad type", ctx, nil, func(c *anonymize.Config) { c.Deny = []anonymize.Matcher{anonymize.Exact("A", "Wolke")} }, anonymize.Message{Entities: []anonymize.Entity{{Span: anonymize.Span{End: 1}, Type: "a"}}}, anonymize.ErrEntity},
		{"caller's span out of range", ctx, nil, nil, anonymize.Message{Entities: []anonymize.Entity{{Span: anonymize.Span{Start: 3, End: 99}, Type: "A"}}}, anonymize.ErrSpan},
		{"invalid UTF-8", ctx, nil, nil, anonymize.Message{Text: "Wolke\xff"}, anonymize.ErrInvalidUTF8},
		{"another scope in a batch", ctx, nil, nil, anonymize.Message{Scope: "other"}, nil},
	} {
		v := c.v
		if v == nil {
			v = newFakeVault()
		}
		var log bytes.Buffer
		a := engine(t, v, func(cfg *anonymize.Config) {
			cfg.Logger = slog.New(slog.NewJSONHandler(&log, nil))
			if c.change != nil {
				c.change(cfg)
			}
		})
		if c.msg.Text == "" {
			c.msg.Text = "Wolke"
		}
		var r []anonymize.Result
		var err error
		r, err = a.AnonymizeAll(c.ctx, "s", []anonymize.Message{c.msg})
		require.Error(t, err, c.name)
		if c.want != nil {
			assert.ErrorIs(t, err, c.want, c.name)
		}
		assert.Nil(t, r, c.name)
		for _, out := range []string{err.Error(), fmt.Sprintf("%+v %#v", err, err), log.String()} {
			assert.NotContains(t, out, "Wolke", c.name)
			assert.NotContains(t, out, "Stein", c.name)
		}
	}
}

func TestMinScore(t *testing.T) {
	low := spans{"low", []anonymize.Entity{{Span: anonymize.Span{End: 1}, Type: "A", Score: 0.4}, {Span: anonymize.Span{Start: 2, End: 3}, Type: "B", Score: 0.4}}}
	a := engine(t, newFakeVault(), func(c *anonymize.Config) {
		c.Recognizers = []anonymize.Recognizer{low}
		c.MinScoreByType = map[anonymize.EntityType]float32{"B": 0.3}
	})
	got, err := a.Analyze(ctx, anonymize.Message{Text: "x y z"})
	require.NoError(t, err)
	require.Len(t, got, 1)
	assert.Equal(t, anonymize.EntityType("B"), got[0].Type)
}

func TestAllowAndDeny(t *testing.T) {
	a := engine(t, newFakeVault(), func(c *anonymize.Config) {
		c.Allow = []anonymize.Matcher{anonymize.Folded("", "JUERGEN STEIN"), anonymize.Folded(anonymize.IBANCode, "wolke")}
		c.Deny = []anonymize.Matcher{anonymize.Exact("DE_REFERENCE", "Akte-7"), anonymize.Folded(anonymize.Person, "Überfrau Nr 1")}
	})
	r, err := a.Anonymize(ctx, anonymize.Message{Scope: "s", Text: "Jürgen Stein, Wolke, Akte-7, akte-7, ueberfrau nr. 1"})
	require.NoError(t, err)
	assert.Equal(t, "Jürgen Stein, [PERSON_1], [DE_REFERENCE_1], akte-7, [PERSON_2]", r.Text)
	a = engine(t, newFakeVault(), func(c *anonymize.Config) {
		c.Allow = []anonymize.Matcher{anonymize.Exact("", "Wolke")}
		c.Deny = []anonymize.Matcher{anonymize.Exact(anonymize.Person, "Wolke")}
	})
	r, err = a.Anonymize(ctx, anonymize.Message{Scope: "s", Text: "Wolke"})
	require.NoError(t, err)
	assert.Equal(t, "[PERSON_1]", r.Text, "deny beats allow")
}

func TestExplain(t *testing.T) {
	other := spans{"other", []anonymize.Entity{
		{Span: anonymize.Span{Start: 0, End: 9}, Type: "A", Score: 0.6}, {Span: anonymize.Span{Start: 0, End: 2}, Type: "B", Score: 0.1},
	}}
	a := engine(t, newFakeVault(), func(c *anonymize.Config) { c.Recognizers = append(c.Recognizers, other) })
	x, err := a.Explain(ctx, anonymize.Message{Text: "Wolke, ja."})
	require.NoError(t, err)
	require.Len(t, x.Entities, 2)
	assert.Equal(t, anonymize.Person, x.Entities[0].Entity.Type)
	require.Len(t, x.Entities[0].Reasons, 1)
	assert.Equal(t, "listed", x.Entities[0].Reasons[0].Rule)
	require.Len(t, x.Entities[0].Lost, 1)
	assert.Equal(t, anonymize.EntityType("A"), x.Entities[0].Lost[0].Type)
	assert.Equal(t, anonymize.Span{Start: 5, End: 9}, x.Entities[1].Entity.Span, "the uncovered rest keeps the loser's type")
	require.Len(t, x.Rejected, 1)
	assert.Equal(t, anonymize.RejectedByScore, x.Rejected[0].Why)
	found, err := a.Analyze(ctx, anonymize.Message{Text: "Wolke, ja."})
	require.NoError(t, err)
	assert.Len(t, found, 2)
	out, err := json.Marshal(x)
	require.NoError(t, err)
	assert.NotContains(t, string(out), "Wolke")
}

func TestKnown(t *testing.T) {
	var seen []string
	r := words{name: "w", do: nil}
	a := engine(t, newFakeVault(), func(c *anonymize.Config) {
		c.Recognizers = []anonymize.Recognizer{knownRecorder{r, &seen}}
		c.Known = knownFunc(func(scope string, typ anonymize.EntityType) ([]anonymize.Value, error) {
			if scope == "broken" {
				return nil, errBroken
			}
			return []anonymize.Value{anonymize.NewValue(typ, scope)}, nil
		})
	})
	_, err := a.Analyze(ctx, anonymize.Message{Scope: "s", Text: "x"})
	require.NoError(t, err)
	_, err = a.Analyze(ctx, anonymize.Message{Text: "x"})
	require.NoError(t, err)
	assert.Equal(t, []string{"s"}, seen, "known values belong to their scope and do not stay in a pooled Document")
	_, err = a.Analyze(ctx, anonymize.Message{Scope: "broken", Text: "x"})
	assert.ErrorIs(t, err, errBroken)
}

type knownRecorder struct {
	words
	seen *[]string
}

func (k knownRecorder) Recognize(_ context.Context, d *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	for _, v := range d.Known() {
		*k.seen = append(*k.seen, v.Expose())
	}
	return dst, nil
}

type knownFunc func(string, anonymize.EntityType) ([]anonymize.Value, error)

func (f knownFunc) Known(_ context.Context, scope string, t anonymize.EntityType) ([]anonymize.Value, error) {
	return f(scope, t)
}

func TestValuePrintsNothing(t *testing.T) {
	v := anonymize.NewValue(anonymize.Person, "Wolke")
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "v", v, "in", struct{ V anonymize.Value }{v})
	j, err := json.Marshal(map[string]any{"v": v, "p": &v, "s": []anonymize.Value{v}})
	require.NoError(t, err)
	type wrap struct{ v anonymize.Value }
	all := log.String() + string(j) + fmt.Sprintf("%v %+v %#v %s %q %x %v %+v %#v", v, v, v, v, v, v, wrap{v}, &wrap{v}, []any{v, wrap{v}})
	for _, leak := range []string{"Wolke", "576f6c6b65", "wolke"} {
		assert.NotContains(t, all, leak)
	}
	assert.Equal(t, "Wolke", v.Expose())
	assert.True(t, anonymize.Value{}.IsZero())
}

func TestCanonical(t *testing.T) {
	for _, c := range []struct {
		t         anonymize.EntityType
		text, out string
	}{
		{anonymize.IBANCode, "DE89 3704-0044", "de8937040044"},
		{anonymize.Person, "MÜLLER,  Max", "mueller max"},
		{anonymize.Person, "-", "-"},
	} {
		assert.Equal(t, c.out, anonymize.NewValue(c.t, c.text).Canonical())
	}
}

func TestAnalyzeAllocatesNothing(t *testing.T) {
	a := engine(t, newFakeVault(), func(c *anonymize.Config) { c.Revealer = nil })
	text := strings.Repeat("Wann hat das Bürgeramt geöffnet? Ich brauche 2 Termine.\n", 10)
	allocs := testing.AllocsPerRun(100, func() {
		if _, err := a.Analyze(ctx, anonymize.Message{Text: text, Prompt: "Was möchten Sie?"}); err != nil {
			t.Fatal(err)
		}
	})
	if !raceflag.Enabled {
		assert.Zero(t, allocs)
	}
}

func TestErrorsAreClassified(t *testing.T) {
	a := engine(t, newFakeVault(), func(c *anonymize.Config) {
		c.Recognizers = []anonymize.Recognizer{words{name: "w", err: errBroken}}
	})
	_, err := a.Analyze(ctx, anonymize.Message{Text: "x"})
	var ce *anonymize.ComponentError
	require.True(t, errors.As(err, &ce))
	assert.Equal(t, "recognizer", ce.Kind)
	assert.Equal(t, "w", ce.Name)
}
