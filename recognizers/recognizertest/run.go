package recognizertest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/deckname/deckname/anonymize"
)

// Run puts r through the contract; see the package comment. Every case and every rule is a subtest.
func Run(t *testing.T, r anonymize.Recognizer, cases ...Case) {
	t.Helper()
	info := r.Info()
	t.Run("info", func(t *testing.T) { checkInfo(t, r) })
	for i := range cases {
		c := &cases[i]
		name := c.Name
		if name == "" {
			name = fmt.Sprint("case ", i)
		}
		t.Run(name, func(t *testing.T) {
			text, marks, err := parse(c.Text)
			if err != nil {
				t.Fatal(err)
			}
			checkCase(t, r, info, c, text, marks)
		})
	}
	t.Run("hostile texts", func(t *testing.T) { checkHostile(t, r, info) })
	t.Run("linear time", func(t *testing.T) { checkLinear(t, r) })
	t.Run("cancelled context", func(t *testing.T) { checkCancel(t, r) })
}

func describe(s anonymize.Span, typ anonymize.EntityType) string {
	return fmt.Sprintf("%s at [%d,%d)", typ, s.Start, s.End)
}

func checkInfo(t *testing.T, r anonymize.Recognizer) {
	a, b := r.Info(), r.Info()
	if a.Name == "" {
		t.Error("Info().Name is empty")
	}
	if a.Name != b.Name || a.Needs != b.Needs || a.Version != b.Version || !slices.Equal(a.Types, b.Types) {
		t.Error("Info() changes from call to call")
	}
	if len(a.Types) == 0 {
		t.Error("Info().Types is empty")
	}
	for _, typ := range a.Types {
		if !typ.Valid() {
			t.Errorf("Info().Types holds %q, which is no valid type", typ)
		}
	}
}

// recognize prepares a Document and runs r on it, unless the text lacks what r needs.
func recognize(t *testing.T, r anonymize.Recognizer, text, prompt string) []anonymize.Entity {
	t.Helper()
	doc, err := anonymize.NewDocument(text, prompt)
	if err != nil {
		t.Fatal(err)
	}
	if r.Info().Needs&^doc.Features() != 0 {
		return nil
	}
	found, err := r.Recognize(t.Context(), doc, nil)
	if err != nil {
		t.Fatalf("Recognize: %v", err)
	}
	return found
}

func checkCase(t *testing.T, r anonymize.Recognizer, info anonymize.Info, c *Case, text string, marks []mark) {
	found := recognize(t, r, text, c.Prompt)
	for _, f := range diff(c, marks, found, 0) {
		t.Errorf("%s", f)
	}
	for _, f := range validate(info, text, found) {
		t.Error(f)
	}
	checkAppend(t, r, text, c.Prompt, found)
	checkConcurrent(t, r, text, c.Prompt, found)
	if len(found) == 0 && !c.Allocates && !raceEnabled {
		checkAllocs(t, r, text, c.Prompt)
	}
	if c.Fixed {
		return
	}
	const before, after = "Guten Tag zusammen!\n\n", "\n\nVielen Dank im Voraus."
	around := recognize(t, r, before+text+after, c.Prompt)
	inside := slices.DeleteFunc(slices.Clone(around), func(e anonymize.Entity) bool {
		return e.End <= len(before) || e.Start >= len(before)+len(text)
	})
	for _, f := range diff(c, marks, inside, len(before)) {
		t.Errorf("between other paragraphs: %s", f)
	}
	if nfd := norm.NFD.String(text); nfd != text {
		if got, want := types(recognize(t, r, nfd, norm.NFD.String(c.Prompt))), types(found); !slices.Equal(got, want) {
			t.Errorf("with decomposed characters: types %v, composed %v", got, want)
		}
	}
}

func types(found []anonymize.Entity) []anonymize.EntityType {
	var ts []anonymize.EntityType
	for _, e := range found {
		ts = append(ts, e.Type)
	}
	slices.Sort(ts)
	return ts
}

// validate checks every finding on its own.
func validate(info anonymize.Info, text string, found []anonymize.Entity) []string {
	var faults []string
	bad := func(e anonymize.Entity, why string) { faults = append(faults, describe(e.Span, e.Type)+": "+why) }
	for _, e := range found {
		switch {
		case e.Start < 0 || e.End > len(text) || e.Start >= e.End:
			bad(e, "is empty or outside the text")
			continue
		case !utf8.RuneStart(text[e.Start]) || e.End < len(text) && !utf8.RuneStart(text[e.End]):
			bad(e, "does not lie on rune boundaries")
		}
		if !slices.Contains(info.Types, e.Type) {
			bad(e, "has a type that Info does not name")
		}
		if !(e.Score > 0 && e.Score <= 1) {
			bad(e, "has a score outside of (0, 1]")
		}
		if e.Recognizer != info.Name {
			bad(e, "has another recognizer's name")
		}
		if e.Evidence == 0 {
			bad(e, "has no evidence")
		}
	}
	return faults
}

func checkAppend(t *testing.T, r anonymize.Recognizer, text, prompt string, want []anonymize.Entity) {
	doc, err := anonymize.NewDocument(text, prompt)
	if err != nil {
		t.Fatal(err)
	}
	if r.Info().Needs&^doc.Features() != 0 {
		return
	}
	sentinel := anonymize.Entity{Span: anonymize.Span{Start: 1, End: 2}, Type: "SENTINEL", Score: 1, Recognizer: "sentinel"}
	dst := make([]anonymize.Entity, 1, 64)
	dst[0] = sentinel
	got, err := r.Recognize(t.Context(), doc, dst)
	if err != nil {
		t.Fatalf("Recognize: %v", err)
	}
	if len(got) == 0 || got[0] != sentinel {
		t.Fatal("what dst held before is gone or changed")
	}
	if !slices.Equal(got[1:], want) {
		t.Error("another answer when dst is not empty")
	}
	again, err := r.Recognize(t.Context(), doc, nil)
	if err != nil || !slices.Equal(again, want) {
		t.Error("another answer for the same Document the second time")
	}
}

func checkConcurrent(t *testing.T, r anonymize.Recognizer, text, prompt string, want []anonymize.Entity) {
	needs := r.Info().Needs
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			doc, err := anonymize.NewDocument(text, prompt)
			if err != nil || needs&^doc.Features() != 0 {
				return
			}
			got, err := r.Recognize(context.Background(), doc, nil)
			if err != nil || !slices.Equal(got, want) {
				t.Error("another answer in a goroutine beside others")
			}
		})
	}
	wg.Wait()
}

func checkAllocs(t *testing.T, r anonymize.Recognizer, text, prompt string) {
	doc, err := anonymize.NewDocument(text, prompt)
	if err != nil {
		t.Fatal(err)
	}
	if r.Info().Needs&^doc.Features() != 0 {
		return
	}
	ctx := context.Background()
	if n := testing.AllocsPerRun(5, func() {
		if _, err := r.Recognize(ctx, doc, nil); err != nil {
			t.Error(err)
		}
	}); n != 0 {
		t.Errorf("found nothing, allocated %v times", n)
	}
}

// Hostile returns texts of about n bytes that recognizers must survive: runs of one character, nested brackets, marks, numbers
// without end, look-alikes of every identifier's beginning.
func Hostile(n int) map[string]string {
	rep := func(s string) string { return strings.Repeat(s, n/len(s)+1) }
	return map[string]string{
		"digits":             rep("7"),
		"spaced digits":      rep("1 "),
		"digit groups":       rep("0221 4710 "),
		"dotted digits":      rep("12.34."),
		"slashed digits":     rep("123/"),
		"at signs":           rep("@"),
		"at words":           rep("a@b "),
		"initials":           rep("A. "),
		"brackets":           rep("(["),
		"closing":            rep(")]"),
		"marks":              "a" + rep("\u0301"),
		"decomposed umlauts": rep("u\u0308"),
		"zero width":         rep("\u200b1"),
		"country codes":      rep("DE89 "),
		"letters":            rep("x"),
		"capitals":           rep("AB "),
		"capital names":      rep("Müller "),
		"colons":             rep("::"),
		"hex pairs":          rep("00:"),
		"arrows":             rep("<<"),
		"dots":               rep("."),
		"labels":             rep("a."),
		"keywords":           rep("Kundennummer "),
		"keyword and digit":  rep("Az 1 "),
		"words for numbers":  rep("id ") + "A-4711823",
		"table":              "| " + rep("id ") + "| x |\n" + rep("| 4711823 | 3 |\n"),
		"table of documents": "Name | Passnummer\n" + rep("a | 058311942\n"),
		"list of documents":  "Passnummern:\n" + rep("a / 058311942\n"),
		"dates":              rep("3.4.1980 Anna "),
		"dates in one line":  rep("03.04.1978, "),
		"dates of all kinds": rep("Frist 3.4.2024 und Anna Berg (5.6.1980) am 7. Mai. "),
		"zeros in words":     rep("null "),
		"doubles in words":   rep("doppel "),
		"line ends":          rep("\n"),
		"digits and lines":   rep("12345\n"),
		"emoji":              rep("👩‍👩‍👧 "),
		"right to left":      rep("محمد ١٢٣ "),
		"full width":         rep("１２３＠"),
		"mixed scripts":      rep("Mаx "),
		"slashes":            rep("http://"),
		"quotes":             rep("\"'"),
		"commas":             rep("1,2,3,"),
		"plus":               rep("+49 "),
		"noble":              rep("von der "),
		"cjk":                rep("漢字１"),
	}
}

func checkHostile(t *testing.T, r anonymize.Recognizer, info anonymize.Info) {
	texts := Hostile(2000)
	texts["empty"] = ""
	texts["one blank"] = " "
	texts["one digit"] = "1"
	texts["a truncated mark"] = "\u0308"
	for name, text := range texts {
		for _, prompt := range []string{"", text, "Wie lautet Ihre Nummer, Ihr Name, Ihre IBAN, Ihr Kennzeichen?"} {
			doc, err := anonymize.NewDocument(text, prompt)
			if err != nil {
				t.Fatal(err)
			}
			// also without what Info says it needs: Needs is a promise to the caller, no permission to panic
			found, err := r.Recognize(t.Context(), doc, nil)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			for _, f := range validate(info, text, found) {
				t.Errorf("%s: %s", name, f)
			}
		}
	}
}

// checkLinear compares the time for a text with that for one eight times as long. Linear is 8; quadratic is 64; the limit lies between them
// and leaves room for a busy machine; what is quadratic fails every try, what was only interrupted passes one.
func checkLinear(t *testing.T, r anonymize.Recognizer) {
	if testing.Short() {
		return
	}
	const small, factor, limit, tries = 6 << 10, 8, 28, 8
	short, long := Hostile(small), Hostile(small*factor)
	for name := range short {
		var a, b time.Duration
		ok := false
		for try := 0; try < tries && !ok; try++ {
			time.Sleep(time.Duration(try) * 50 * time.Millisecond)
			a, b = fastest(t, r, short[name]), fastest(t, r, long[name])
			ok = b <= 10*time.Millisecond || b <= a*limit
		}
		if !ok {
			t.Errorf("%s: %v for %d bytes, %v for %d bytes, and no better in %d tries", name, a, small, b, small*factor, tries)
		}
	}
}

func fastest(t *testing.T, r anonymize.Recognizer, text string) time.Duration {
	doc, err := anonymize.NewDocument(text, "")
	if err != nil {
		t.Fatal(err)
	}
	best := time.Hour
	var dst []anonymize.Entity
	for range 2 {
		start := time.Now()
		if dst, err = r.Recognize(t.Context(), doc, dst[:0]); err != nil {
			t.Fatalf("Recognize: %v", err)
		}
		best = min(best, time.Since(start))
	}
	return best
}

// checkCancel demands that an error for a cancelled context, if there is one, holds no text.
func checkCancel(t *testing.T, r anonymize.Recognizer) {
	const canary = "Kanarienvogel"
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	text := strings.Repeat(canary+" 0221 4710123 DE89 3704 0044 0532 0130 00 a@b.example\n", 2000)
	doc, err := anonymize.NewDocument(text, "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Recognize(ctx, doc, nil); err != nil && strings.Contains(err.Error(), canary) {
		t.Error("an error holds input text")
	}
}
