// Command figures measures and writes every table and chart of README.md and docs, between the marks
// <!-- figures NAME --> and <!-- /figures NAME -->:
//
//	go run ./internal/cmd/figures [-set dev|test|all] [-public DIR] [-speed]
//
// By default only the tables of the dev set are written, hostile spellings included. -set test writes those of the test
// set, which is scored when a release closes, -set all both. -public DIR adds the development sets of public corpora that
// lie in DIR as NAME/dev.bio.tsv. -speed runs internal/cmd/bench -write, which takes four minutes and wants a quiet
// machine. All figures of a release in one command:
//
//	go run ./internal/cmd/figures -set all -public DIR -speed
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/deckname/deckname/internal/eval"
	"github.com/deckname/deckname/internal/mutate"
)

func main() {
	set := flag.String("set", "dev", "`set` whose tables are written: dev, test or all")
	public := flag.String("public", "", "`folder` with public corpora")
	speed := flag.Bool("speed", false, "measure the speed too")
	flag.Parse()
	if err := all(*set, *public, *speed); err != nil {
		fmt.Fprintln(os.Stderr, "figures:", err)
		os.Exit(1)
	}
}

func all(set, public string, speed bool) error {
	sets := []string{set}
	switch set {
	case "dev", "test":
	case "all":
		sets = []string{"dev", "test"}
	default:
		return errors.New("-set is dev, test or all")
	}
	for _, set := range sets {
		if err := run(set, public); err != nil {
			return err
		}
		public = "" // once is enough
	}
	if !speed {
		return nil
	}
	cmd := exec.Command("go", "run", "./internal/cmd/bench", "-write")
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	var exit *exec.ExitError
	if err := cmd.Run(); err != nil && !(errors.As(err, &exit) && exit.ExitCode() == 1) { // 1: a target is missed, and written down
		return err
	}
	return nil
}

// blocks names every block of the documents and who writes it.
func blocks() map[string]string {
	return map[string]string{
		"dev-short": "figures", "dev": "figures", "dev-scores": "figures", "mutations": "figures",
		"test-short": "figures -set test", "test": "figures -set test", "test-scores": "figures -set test",
		"public": "figures -public", "speed": "figures -speed",
	}
}

func run(set, public string) error {
	r, err := score("-set", set, filepath.Join("testdata", "chat"))
	if err != nil {
		return err
	}
	lower, err := score("-mutate", "lower", "-set", set, filepath.Join("testdata", "chat"))
	if err != nil {
		return err
	}
	blocks := map[string]string{
		set + "-short":  short(r, lower),
		set:             long(r),
		set + "-scores": reliability(r),
	}
	if set == "dev" {
		if blocks["mutations"], err = mutations(r); err != nil {
			return err
		}
	}
	if public != "" {
		if blocks["public"], err = publicTable(public); err != nil {
			return err
		}
	}
	for _, name := range []string{"README.md", filepath.Join("docs", "accuracy.md")} {
		if err := replace(name, blocks); err != nil {
			return err
		}
	}
	return nil
}

// score runs the command line, so that the figures are what everybody sees who runs it.
func score(args ...string) (*eval.Report, error) {
	cmd := exec.Command("go", append([]string{"run", "./cmd/deckname", "eval", "-json"}, args...)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, err
	}
	r := &eval.Report{}
	return r, json.Unmarshal(out, r)
}

// short is the table of the README.
func short(r, lower *eval.Report) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d messages, %d of them without personal data; corpus `%.12s`.\n\n", r.Messages, r.CleanMessages, r.SHA256)
	b.WriteString("| | marked | precision | recall | precision (touched) | recall (touched) | characters covered | recall in lower case |\n|---|--:|--:|--:|--:|--:|--:|--:|\n")
	for _, name := range []string{"PERSON", "ADDRESS", "LOCATION", "structured", "all"} {
		row, low := r.Row(name), lower.Row(name)
		if row == nil || low == nil {
			continue
		}
		label := map[string]string{"structured": "structured types", "all": "all but LOCATION"}[name]
		if label == "" {
			label = name
		}
		fmt.Fprintf(&b, "| %s | %d | %s | %s | %s | %s | %s | %s |\n", label, row.Marks, pc(row.Strict.Precision), pc(row.Strict.Recall),
			pc(row.Overlap.Precision), pc(row.Overlap.Recall), pc(float64(row.Covered)/float64(max(row.Chars, 1))), pc(low.Strict.Recall))
	}
	fmt.Fprintf(&b, "\nUncovered characters of personal data per 1,000 messages: %.0f. Messages without personal data that raise an alarm: %d of %d.\n",
		r.LeakedPer1000, r.AlarmedMessages, r.CleanMessages)
	return b.String()
}

func pc(x float64) string { return fmt.Sprintf("%.1f %%", 100*x) }

// long is the table of docs/accuracy.md.
func long(r *eval.Report) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d messages, %d characters, corpus `%s`.\n\n", r.Messages, r.Chars, r.SHA256)
	table(&b, "Type", append(append([]eval.Row{}, r.Types...), r.Structured, r.All))
	fmt.Fprintf(&b, "\nLeaked characters: %d in %d messages, %.1f per 1,000 messages. Clean messages: %d, of which %d raise an alarm (%d findings); places found where none is marked: %d.\n",
		r.LeakedChars, r.LeakingMessages, r.LeakedPer1000, r.CleanMessages, r.AlarmedMessages, r.Alarms, r.LocationAlarms)
	if len(r.Tags) > 0 {
		b.WriteString("\nBy tag, LOCATION left out:\n\n")
		table(&b, "Tag", r.Tags)
	}
	return b.String()
}

func table(b *strings.Builder, first string, rows []eval.Row) {
	fmt.Fprintf(b, "| %s | marked | found | P | R | F1 | P touched | R touched | F1 touched |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|\n", first)
	for _, r := range rows {
		fmt.Fprintf(b, "| %s | %d | %d | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f |\n", r.Name, r.Marks, r.Found,
			r.Strict.Precision, r.Strict.Recall, r.Strict.F1, r.Overlap.Precision, r.Overlap.Recall, r.Overlap.F1)
	}
}

func reliability(r *eval.Report) string {
	var b strings.Builder
	b.WriteString("| score | findings | mean score | right |\n|---|--:|--:|--:|\n")
	for _, bin := range r.Reliability {
		fmt.Fprintf(&b, "| %.1f to %.1f | %d | %.3f | %.3f |\n", bin.From, bin.To, bin.Found, bin.Mean, float64(bin.Right)/float64(bin.Found))
	}
	fmt.Fprintf(&b, "\nBrier score %.4f, expected calibration error %.4f.\n", r.Brier, r.ECE)
	return b.String()
}

func publicTable(dir string) (string, error) {
	var b strings.Builder
	b.WriteString("| development set | type | marked | P | R | F1 | P touched | R touched | F1 touched | characters covered | F1 in lower case |\n|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n")
	for _, set := range []string{"germeval2014", "mobie", "massive_de", "german_ler"} {
		file := filepath.Join(dir, set, "dev.bio.tsv")
		if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		r, err := score("-format", "bio", file)
		if err != nil {
			return "", err
		}
		lower, err := score("-mutate", "lower", "-format", "bio", file)
		if err != nil {
			return "", err
		}
		for _, name := range []string{"PERSON", "LOCATION"} {
			row, low := r.Row(name), lower.Row(name)
			if row == nil || low == nil {
				continue
			}
			fmt.Fprintf(&b, "| %s | %s | %d | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f |\n", set, name, row.Marks, row.Strict.Precision,
				row.Strict.Recall, row.Strict.F1, row.Overlap.Precision, row.Overlap.Recall, row.Overlap.F1,
				float64(row.Covered)/float64(max(row.Chars, 1)), low.Strict.F1)
		}
	}
	return b.String(), nil
}

// mutations is the table of recall in hostile spellings.
func mutations(clean *eval.Report) (string, error) {
	var b strings.Builder
	b.WriteString("| spelling | what | recall touched | of the clean one | persons | structured | characters covered | precision touched |\n|---|---|--:|--:|--:|--:|--:|--:|\n")
	row := func(name, what string, r *eval.Report) {
		person := r.Row("PERSON")
		fmt.Fprintf(&b, "| %s | %s | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f |\n", name, what, r.All.Overlap.Recall, r.All.Overlap.Recall/clean.All.Overlap.Recall,
			person.Overlap.Recall, r.Structured.Overlap.Recall, float64(r.All.Covered)/float64(max(r.All.Chars, 1)), r.All.Overlap.Precision)
	}
	row("clean", "as written", clean)
	for _, m := range mutate.All() {
		r, err := score("-mutate", m.Name, filepath.Join("testdata", "chat"))
		if err != nil {
			return "", err
		}
		name := m.Name
		if !m.Readable {
			name += " (no reader can tell)"
		}
		row(name, m.What, r)
	}
	return b.String(), nil
}

// replace puts the blocks between their marks.
func replace(name string, blocks map[string]string) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	for block, text := range blocks {
		open, end := []byte("<!-- figures "+block+" -->\n"), []byte("<!-- /figures "+block+" -->")
		from := bytes.Index(data, open)
		if from < 0 {
			continue
		}
		to := bytes.Index(data[from:], end)
		if to < 0 {
			return fmt.Errorf("%s: block %s is not closed", name, block)
		}
		var out bytes.Buffer
		out.Write(data[:from+len(open)])
		out.WriteString(text)
		out.Write(data[from+to:])
		data = out.Bytes()
	}
	return os.WriteFile(name, data, 0o644)
}
