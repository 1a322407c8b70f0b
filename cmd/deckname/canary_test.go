package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/pseudonym"
	"github.com/deckname/deckname/recognizers"
)

// The canaries: every input of these tests holds them, and no output may.
const (
	canaryName = "Kanaria Vogelsang"
	canaryIBAN = "DE02120300000000202051"
)

var canaryText = "Ich heiße " + canaryName + ", IBAN " + canaryIBAN + ", Straße Nistkasten 7, 38102 Braunschweig"

// assertNoCanary looks for the canaries, their words and the usual encodings of them.
func assertNoCanary(t *testing.T, what string, out []byte) {
	t.Helper()
	low := bytes.ToLower(out)
	for _, c := range []string{canaryName, "Kanaria", "Vogelsang", canaryIBAN, "Nistkasten"} {
		forms := map[string]string{
			"plain": c, "hex": hex.EncodeToString([]byte(c)), "%q": strings.Trim(strconv.QuoteToASCII(c), `"`),
			"url": strings.ReplaceAll(c, " ", "%20"), "reversed case": strings.ToUpper(c),
		}
		for name, f := range forms {
			assert.NotContains(t, string(low), strings.ToLower(f), "%s: %s of a canary", what, name)
		}
		// base64 depends on where the value begins: look for all three alignments, without the edges
		for shift := range 3 {
			enc := base64.StdEncoding.EncodeToString(append(make([]byte, shift), c...))
			if core := enc[4 : len(enc)-4]; len(core) >= 4 {
				assert.NotContains(t, string(out), core, "%s: base64 of a canary", what)
			}
		}
	}
}

// TestCanary drives every error path of the command line.
func TestCanary(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(dir, "config"))
	t.Setenv("XDG_STATE_HOME", filepath.Join(dir, "state"))
	file := func(name, text string) string {
		t.Helper()
		name = filepath.Join(dir, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o700))
		require.NoError(t, os.WriteFile(name, []byte(text), 0o600))
		return name
	}
	vault := file("data/.keep", "") + "/../v.db"
	vault = filepath.Clean(filepath.Join(filepath.Dir(vault), "..", "v.db"))
	good := file("good.txt", canaryText)
	js := strconv.Quote(canaryText)
	badLines := file("bad.jsonl", strings.Join([]string{
		`{"text":` + js,                              // not closed
		`{"text":{"a":` + js + `}}`,                  // no string
		`{"txt":` + js + `}`,                         // no text
		`[` + js + `]`,                               // no object
		`{"text":"` + canaryText + "\xff" + `"}`,     // no UTF-8
		`{"text":"\udc00` + canaryText + `"}`,        // half a surrogate pair
		`{` + js + `:1,"text":"x"}`,                  // personal data as a key
		`{"` + canaryName + `":"` + canaryName + `"`, // both
		`{"text":"x"}` + canaryText,                  // something behind
		"",                                           // nothing
		`{"steuer-id":86095742719,"x":` + js + `}`,   // personal data as a number
		`{"id":` + js + `,"text":"` + canaryText,     // an id that holds data
	}, "\n")+"\n")
	notUTF8 := file("latin1.txt", canaryText+"\n"+canaryText+" \xe4\xf6\n")
	wrongCorpus := file("corpus.jsonl", `{"id":"1","text":`+js+`,"entities":[{"start":5,"end":999,"type":"PERSON"}]}`)
	wrongMark := file("case.txtar", "why\n-- text --\n⟦PERSON|"+canaryText+"\n")
	wrongBIO := file("set.tsv", canaryText+"\n")
	missing := filepath.Join(dir, "missing")
	corpus := file("ok.jsonl", `{"id":"1","text":`+js+`,"entities":[]}`+"\n")
	notReport := file("report.json", js)
	notVault := file("broken/v.db", strings.Repeat(canaryText, 100))
	notKeys := file("broken-keys/key", canaryText)
	oldLog := file("other/log", canaryText+"\n")

	cases := []struct {
		name string
		code int
		args []string
		in   string
	}{
		{"unknown command", exitUsage, []string{canaryText}, ""},
		{"unknown flag", exitUsage, []string{"detect", "-" + canaryText}, ""},
		{"output", exitUsage, []string{"detect", "-output", canaryText}, ""},
		{"address", exitUsage, []string{"serve", "-addr", canaryText, "-cert", "x", "-key", "x"}, ""},
		{"detect, as Presidio", exitOK, []string{"detect", "-output", "presidio", "-explain", good}, ""},
		{"flag value", exitUsage, []string{"detect", "-min-score", canaryText}, ""},
		{"unknown help", exitUsage, []string{"help", canaryText}, ""},
		{"type", exitUsage, []string{"detect", "-types", canaryText}, ""},
		{"format", exitUsage, []string{"detect", "-format", canaryText}, ""},
		{"operator", exitUsage, []string{"anonymize", "-operator", canaryText}, ""},
		{"kept type", exitUsage, []string{"anonymize", "-operator", "mask", "-keep", canaryText}, ""},
		{"set", exitUsage, []string{"eval", "-set", canaryText, corpus}, ""},
		{"detect", exitOK, []string{"detect", good}, ""},
		{"detect, explained", exitOK, []string{"detect", "-explain", good}, ""},
		{"detect, whole", exitOK, []string{"detect", "-whole", good}, ""},
		{"detect, standard input", exitOK, []string{"detect"}, canaryText},
		{"detect, whole, not UTF-8", exitBad, []string{"detect", "-whole", notUTF8}, ""},
		{"detect, not UTF-8", exitBad, []string{"detect", notUTF8}, ""},
		{"detect, bad lines", exitBad, []string{"detect", "-format", "jsonl", "-min-score", "1", badLines}, ""},
		{"detect, missing file", exitEnvironment, []string{"detect", missing}, ""},
		{"anonymize", exitOK, []string{"anonymize", "-vault", vault, "-scope", canaryName, good}, ""},
		{"anonymize, whole", exitOK, []string{"anonymize", "-whole", "-vault", vault, "-scope", canaryName, good}, ""},
		{"anonymize, redacted", exitOK, []string{"anonymize", "-operator", "redact", good}, ""},
		{"anonymize, masked", exitOK, []string{"anonymize", "-operator", "mask", good}, ""},
		{"anonymize, bad lines", exitBad, []string{"anonymize", "-format", "jsonl", "-vault", vault, "-scope", "s", badLines}, ""},
		{"anonymize, no scope field", exitBad, []string{"anonymize", "-format", "jsonl", "-vault", vault, "-scope-field", "s", badLines}, ""},
		{"anonymize, number in a field", exitBad, []string{"anonymize", "-fields", "steuer-id", "-vault", vault, "-scope", "s", "-format", "jsonl"}, `{"steuer-id":86095742719,"x":` + js + `}`},
		{"anonymize, not UTF-8", exitBad, []string{"anonymize", "-vault", vault, "-scope", "s", notUTF8}, ""},
		{"anonymize, whole, not UTF-8", exitBad, []string{"anonymize", "-whole", "-vault", vault, "-scope", "s", notUTF8}, ""},
		{"anonymize, broken vault", exitEnvironment, []string{"anonymize", "-vault", notVault, "-scope", canaryName, good}, ""},
		{"anonymize, broken keys", exitEnvironment, []string{"anonymize", "-keys", notKeys, "-vault", filepath.Join(dir, "new", "v.db"), "-scope", canaryName, good}, ""},
		{"anonymize, scope too long", exitEnvironment, []string{"anonymize", "-vault", vault, "-scope", strings.Repeat(canaryName, 1000), good}, ""},
		{"reveal, other scope", exitOK, []string{"reveal", "-vault", vault, "-scope", "other"}, "[PERSON_1] [IBAN_CODE_1]"},
		{"reveal, stream, other scope", exitOK, []string{"reveal", "-stream", "-vault", vault, "-scope", "other"}, "[PERSON_1] [IBAN_CODE_1]"},
		{"reveal, bad lines", exitBad, []string{"reveal", "-format", "jsonl", "-vault", vault, "-scope", "other"}, `{"a":` + js},
		{"reveal, no vault", exitEnvironment, []string{"reveal", "-vault", missing, "-scope", canaryName}, canaryText},
		{"reveal, foreign audit log", exitEnvironment, []string{"reveal", "-audit", oldLog, "-vault", vault, "-scope", canaryName}, canaryText},
		{"forget, unknown pseudonym", exitBad, []string{"forget", "-vault", vault, "-scope", canaryName, canaryText}, ""},
		{"forget, unknown scope", exitOK, []string{"forget", "-vault", vault, "-scope", canaryText}, ""},
		{"forget", exitOK, []string{"forget", "-vault", vault, "-scope", canaryName, "[PERSON_1]"}, ""},
		{"rotate", exitOK, []string{"rotate", "-reencrypt", "-vault", vault}, ""},
		{"audit", exitOK, []string{"audit", "list", "-vault", vault}, ""},
		{"audit, foreign log", exitBad, []string{"audit", "verify", "-audit", oldLog, "-vault", vault}, ""},
		{"audit, other word", exitUsage, []string{"audit", canaryText, "-vault", vault}, ""},
		{"eval", exitOK, []string{"eval", "-v", corpus}, ""},
		{"eval, JSON", exitOK, []string{"eval", "-json", corpus}, ""},
		{"eval, wrong offsets", exitBad, []string{"eval", wrongCorpus}, ""},
		{"eval, wrong marks", exitBad, []string{"eval", wrongMark}, ""},
		{"eval, wrong tokens", exitBad, []string{"eval", "-format", "bio", wrongBIO}, ""},
		{"eval, wrong columns", exitBad, []string{"eval", "-format", "conll", wrongBIO}, ""},
		{"eval, wrong line of doccano", exitBad, []string{"eval", "-format", "doccano", badLines}, ""},
		{"eval, unknown label", exitBad, []string{"eval", "-format", "doccano", file("label.jsonl", `{"text":`+js+`,"label":[[0,3,`+js+`]]}`)}, ""},
		{"eval, wrong sample", exitBad, []string{"eval", "-format", "presidio", badLines}, ""},
		{"eval, wrong labels", exitUsage, []string{"eval", "-format", "presidio", "-labels", canaryText, badLines}, ""},
		{"import, wrong value", exitBad, []string{"import", "-format", "brat", filepath.Dir(file("brat/a.ann", "T1\tPER 0 5\t"+canaryText+"\n")), file("brat/a.txt", canaryText)}, ""},
		{"eval, no report", exitBad, []string{"eval", "-compare", notReport, notReport}, ""},
		{"eval, no figures", exitEnvironment, []string{"eval", "-golden", notReport, corpus}, ""},
	}
	for _, c := range cases {
		var out, errs bytes.Buffer
		a := &app{in: strings.NewReader(c.in), out: &out, err: &errs}
		assert.Equal(t, c.code, run(t.Context(), a, c.args), "%s: %s", c.name, errs.String())
		assertNoCanary(t, c.name+": standard output", out.Bytes())
		assertNoCanary(t, c.name+": standard error", errs.Bytes())
		assert.NotContains(t, errs.String(), "heiße", "%s: not even a word that is not personal", c.name)
		if c.code != exitOK {
			assert.NotEmpty(t, errs.String(), "%s says nothing", c.name)
		}
	}

	t.Run("interrupted", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		var out, errs bytes.Buffer
		assert.Equal(t, exitInterrupted, run(ctx, &app{in: strings.NewReader(canaryText), out: &out, err: &errs}, []string{"detect"}))
		assertNoCanary(t, "interrupted", append(out.Bytes(), errs.Bytes()...))
	})
	t.Run("output closed", func(t *testing.T) {
		var errs bytes.Buffer
		a := &app{in: strings.NewReader(canaryText), out: brokenPipe{}, err: &errs}
		assert.Equal(t, exitEnvironment, run(t.Context(), a, []string{"detect"}))
		assertNoCanary(t, "output closed", errs.Bytes())
	})
	t.Run("input fails", func(t *testing.T) {
		var out, errs bytes.Buffer
		in := io.MultiReader(strings.NewReader(canaryText+"\n"), brokenPipe{})
		assert.Equal(t, exitEnvironment, run(t.Context(), &app{in: in, out: &out, err: &errs}, []string{"detect"}))
		assertNoCanary(t, "input fails", append(out.Bytes(), errs.Bytes()...))
	})
	t.Run("files", func(t *testing.T) {
		for _, name := range []string{vault, vault + ".audit"} {
			data, err := os.ReadFile(name)
			require.NoError(t, err)
			assertNoCanary(t, name, data)
		}
	})
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, errors.New("pipe is closed") }
func (brokenPipe) Read([]byte) (int, error)  { return 0, errors.New("pipe is closed") }

// failing is a component that fails in a chosen way while it holds the text.
type failing struct{ how string }

func (f failing) Info() anonymize.Info {
	return anonymize.Info{Name: "failing", Types: []anonymize.EntityType{"TEST"}}
}

func (f failing) Recognize(_ context.Context, doc *anonymize.Document, dst []anonymize.Entity) ([]anonymize.Entity, error) {
	switch f.how {
	case "panic":
		panic(doc.Text())
	case "error":
		return dst, errors.New("failing: broken")
	case "span":
		return append(dst, anonymize.Entity{Span: anonymize.Span{Start: -1, End: 3}, Type: "TEST", Score: 1}), nil
	case "type":
		return append(dst, anonymize.Entity{Span: anonymize.Span{Start: 0, End: 3}, Type: anonymize.EntityType(doc.Text()), Score: 1}), nil
	}
	return dst, nil
}

func (f failing) Name() string { return "failing" }

func (f failing) Operate(_ context.Context, _ string, vals []anonymize.Value, dst []string) ([]string, error) {
	switch f.how {
	case "operator panic":
		panic(vals[0].Expose())
	case "operator error":
		return nil, errors.New("failing: broken")
	case "too few":
		return dst, nil
	}
	for range vals {
		dst = append(dst, "x")
	}
	return dst, nil
}

// TestCanaryLog drives every failure of the engine's components with a log handler that writes everything down.
func TestCanaryLog(t *testing.T) {
	for _, how := range []string{"panic", "error", "span", "type", "operator panic", "operator error", "too few"} {
		var log bytes.Buffer
		a, err := anonymize.New(anonymize.Config{
			Recognizers: append(recognizers.All(), failing{how}),
			Policy:      anonymize.Policy{Default: failing{how}},
			Logger:      slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug, AddSource: true})),
		})
		require.NoError(t, err)
		res, err := a.Anonymize(t.Context(), anonymize.Message{Scope: canaryName, Text: canaryText, Prompt: canaryText})
		require.Error(t, err, how)
		assert.Zero(t, res, how)
		assertNoCanary(t, how+": error", []byte(err.Error()))
		assertNoCanary(t, how+": log", log.Bytes())
	}
	t.Run("vault", func(t *testing.T) {
		store := pseudonym.NewMemory()
		keys, err := pseudonym.NewLocalKeys(bytes.Repeat([]byte{7}, 32))
		require.NoError(t, err)
		v, err := pseudonym.Open(t.Context(), pseudonym.Config{Store: store, Ring: pseudonym.NewMemoryRing(), Keys: keys, DangerouslyNoAudit: true})
		require.NoError(t, err)
		var log bytes.Buffer
		a, err := anonymize.New(anonymize.Config{
			Recognizers: recognizers.All(), Policy: anonymize.DefaultPolicy(v), Revealer: v, Known: v,
			Logger: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		})
		require.NoError(t, err)
		require.NoError(t, store.Close())
		res, err := a.Anonymize(t.Context(), anonymize.Message{Scope: canaryName, Text: canaryText})
		require.Error(t, err)
		assert.Zero(t, res)
		assertNoCanary(t, "error", []byte(err.Error()))
		assertNoCanary(t, "log", log.Bytes())
	})
}
