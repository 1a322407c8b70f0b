package main

import (
	"bufio"
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
	"time"
)

var (
	errNotRegular = errors.New("-output with -resume reads regular files only")
	errExists     = errors.New("the output exists; remove it, or name another")
	errUnfinished = errors.New("an unfinished output of an earlier run lies beside it (.part, .state); -resume goes on with it, or remove both")
	errState      = errors.New("is no state of an unfinished run")
	errOther      = errors.New("the unfinished run had other inputs or other flags; go on with those, or remove the .part and .state files")
	errShort      = errors.New("the unfinished output is shorter than its state says; remove both and begin anew")
)

// partSuffix and stateSuffix name the files beside an output that is not finished.
const (
	partSuffix  = ".part"
	stateSuffix = ".state"
)

// defaultCheckpoint is how often the state is written: what an interruption costs at most.
const defaultCheckpoint = 5 * time.Second

const archiveHelp = `With -output the result is written to a file that appears under its name only when it is complete. Until then it lies
beside it as FILE.part, with FILE.state, which says how far the input is done; both are written to disk together every few
seconds. After an interruption, even of the power, the same command with -resume goes on: every line of the input
gets into the output exactly once. The state holds file sizes and check sums, no text.`

// archive are the flags that write a file in steps that survive an interruption.
type archive struct {
	output     string
	resume     bool
	plain      bool
	checkpoint time.Duration
}

func (ar *archive) declare(fl *flag.FlagSet) {
	fl.StringVar(&ar.output, "output", "", "write to this `file`, which appears when it is complete")
	fl.BoolVar(&ar.resume, "resume", false, "with -output: go on where an earlier run with the same inputs and flags was interrupted")
	fl.DurationVar(&ar.checkpoint, "checkpoint", defaultCheckpoint, "with -output: how often the state is written, as `time`")
	fl.BoolVar(&ar.plain, "progress", false, "write a line about the progress to standard error every ten seconds, if that is no terminal")
}

func (ar *archive) check() error {
	switch {
	case ar.resume && ar.output == "":
		return usagef("-resume needs -output")
	case ar.checkpoint <= 0:
		return usagef("-checkpoint is above 0")
	}
	return nil
}

// archiveState is what stands in the state file.
type archiveState struct {
	Version int         `json:"version"`
	Inputs  []inputFile `json:"inputs"`
	Flags   string      `json:"flags"` // a fingerprint
	Done    position    `json:"done"`
	Written int64       `json:"written"` // bytes of the output up to there
	Bad     int         `json:"bad_lines"`
}

// inputFile tells one version of an input from another.
type inputFile struct {
	Size   int64  `json:"size"`
	Time   int64  `json:"modified"` // nanoseconds since 1970
	SHA256 string `json:"sha256_of_first_64k"`
}

// run writes the result of f for the inputs to the output.
func (ar *archive) run(ctx context.Context, a *app, names []string, form format, work worker, flags string) (err error) {
	if len(names) == 0 || len(names) == 1 && names[0] == "-" {
		if ar.resume {
			return errNotRegular
		}
		names = []string{"-"}
	}
	state := archiveState{Version: 1, Flags: flags}
	resumable := true
	for _, name := range names {
		in, err := describe(name)
		if errors.Is(err, errNotRegular) && !ar.resume {
			resumable = false
			break
		}
		if err != nil {
			return err
		}
		state.Inputs = append(state.Inputs, in)
	}
	out, err := ar.open(a, &state)
	if out == nil || err != nil {
		return err
	}
	defer func() { err = cmp.Or(err, out.Close()) }()
	done := state.Done.Offset
	for _, in := range state.Inputs[:min(state.Done.Input, len(state.Inputs))] {
		done += in.Size
	}
	bar := a.progress(names, done)
	if ar.plain && !a.terminal {
		bar = a.lineProgress(state.Inputs, done)
	}
	w := &checkpoints{archive: ar, file: out, state: state, resumable: resumable, last: time.Now()}
	w.out = bufio.NewWriterSize(&w.sink, 256<<10)
	w.sink = counted{out, state.Written}
	p := &pass{names: names, f: form, work: work, out: w.out, from: state.Done, bar: bar, bad: state.Bad, after: w.after}
	err = a.process(ctx, p)
	if err != nil && !errors.Is(err, errBad) {
		if resumable {
			if saved := w.save(); saved == nil {
				fmt.Fprintln(a.err, "deckname: not finished; -resume goes on")
			}
		}
		return err
	}
	if finished := w.finish(); finished != nil {
		return finished
	}
	return err
}

// describe returns what identifies an input.
func describe(name string) (inputFile, error) {
	if name == "-" {
		return inputFile{}, errNotRegular
	}
	f, err := os.Open(name)
	if err != nil {
		return inputFile{}, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return inputFile{}, err
	}
	if !info.Mode().IsRegular() {
		return inputFile{}, errNotRegular
	}
	head := sha256.New()
	if _, err := io.CopyN(head, f, 64<<10); err != nil && err != io.EOF {
		return inputFile{}, err
	}
	return inputFile{info.Size(), info.ModTime().UnixNano(), hex.EncodeToString(head.Sum(nil))}, nil
}

// open creates the unfinished output, or opens it where state, which it completes, says. nil: there is nothing to do.
func (ar *archive) open(a *app, state *archiveState) (*os.File, error) {
	part, stateFile := ar.output+partSuffix, ar.output+stateSuffix
	data, err := os.ReadFile(stateFile)
	begun := err == nil
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if _, err := os.Stat(ar.output); err == nil {
		if ar.resume && !begun {
			fmt.Fprintf(a.err, "deckname: %s is complete\n", ar.output)
			return nil, nil
		}
		if !begun {
			return nil, at(ar.output, errExists)
		}
	}
	switch {
	case !ar.resume && begun:
		return nil, at(ar.output, errUnfinished)
	case !begun: // also an output without state: the run ended before its first step
		return os.OpenFile(part, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
	}
	var old archiveState
	if err := json.Unmarshal(data, &old); err != nil || old.Version != 1 {
		return nil, at(stateFile, errState)
	}
	if old.Flags != state.Flags || len(old.Inputs) != len(state.Inputs) || old.Done.Input >= len(state.Inputs) {
		return nil, errOther
	}
	for i := range old.Inputs {
		if old.Inputs[i] != state.Inputs[i] {
			return nil, errOther
		}
	}
	f, err := os.OpenFile(part, os.O_RDWR, 0)
	if errors.Is(err, fs.ErrNotExist) {
		// everything was written and renamed, only the state was left behind
		if info, err := os.Stat(ar.output); err == nil && info.Size() == old.Written {
			fmt.Fprintf(a.err, "deckname: %s is complete\n", ar.output)
			return nil, os.Remove(stateFile)
		}
		return nil, at(part, errShort)
	}
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err == nil && info.Size() < old.Written {
		err = at(part, errShort)
	}
	if err == nil {
		err = f.Truncate(old.Written) // what came after the last step is done again
	}
	if err == nil {
		_, err = f.Seek(old.Written, io.SeekStart)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	*state = old
	return f, nil
}

// checkpoints writes the state from time to time.
type checkpoints struct {
	*archive
	file      *os.File
	sink      counted
	out       *bufio.Writer
	state     archiveState
	resumable bool
	last      time.Time
}

// counted counts what is written.
type counted struct {
	w io.Writer
	n int64
}

func (c *counted) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}

func (c *checkpoints) after(to position, bad int) error {
	c.state.Done, c.state.Bad, c.state.Written = to, bad, c.sink.n+int64(c.out.Buffered())
	if !c.resumable || time.Since(c.last) < c.checkpoint {
		return nil
	}
	return c.save()
}

// save brings the output to disk, then the state that says so.
func (c *checkpoints) save() error {
	if err := c.out.Flush(); err != nil {
		return err
	}
	if err := c.file.Sync(); err != nil {
		return err
	}
	data, err := json.MarshalIndent(c.state, "", " ")
	if err != nil {
		return err
	}
	if err := replaceFile(c.output+stateSuffix, append(data, '\n')); err != nil {
		return err
	}
	c.last = time.Now()
	return nil
}

// finish gives the output its name and removes the state.
func (c *checkpoints) finish() error {
	if c.resumable { // the last state tells a run that is killed from here on that nothing is left to do
		if err := c.save(); err != nil {
			return err
		}
	} else if err := cmp.Or(c.out.Flush(), c.file.Sync()); err != nil {
		return err
	}
	if err := os.Rename(c.output+partSuffix, c.output); err != nil {
		return err
	}
	if err := syncDir(c.output); err != nil {
		return err
	}
	if err := os.Remove(c.output + stateSuffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// replaceFile writes a file as a whole or not at all, and waits for the disk.
func replaceFile(name string, data []byte) error {
	tmp := name + ".tmp"
	f, err := os.OpenFile(tmp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = cmp.Or(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(tmp, name); err != nil {
		return err
	}
	return syncDir(name)
}

// syncDir brings the entry of a file to disk, where the system can do that for folders.
func syncDir(name string) error {
	d, err := os.Open(filepath.Dir(name))
	if err != nil {
		return err
	}
	defer d.Close()
	_ = d.Sync() // Windows cannot; there a rename is journaled
	return nil
}

// fingerprint tells runs with other flags apart. Of the scope, which may name a person, only so much goes in that a
// mistake is noticed and nothing can be found by trying.
func (f *filter) fingerprint(op, keep string, e *engine) (string, error) {
	h := sha256.New()
	for _, s := range []string{op, keep, f.form, f.scopeField, f.fields, fmt.Sprint(e.minScore), fmt.Sprint(f.whole)} {
		fmt.Fprintf(h, "%d %s\n", len(s), s)
	}
	for _, name := range []string{e.patterns, e.allow, e.deny} {
		var data []byte
		if name != "" {
			var err error
			if data, err = os.ReadFile(name); err != nil {
				return "", err
			}
		}
		fmt.Fprintf(h, "%d %s\n", len(data), data)
	}
	scope := sha256.Sum256([]byte(f.scope))
	vault := ""
	if f.vault.file != "" {
		abs, err := filepath.Abs(f.vault.file)
		if err != nil {
			return "", err
		}
		vault = abs
	}
	fmt.Fprintf(h, "%s\n", vault)
	return hex.EncodeToString(h.Sum(nil)) + "-" + hex.EncodeToString(scope[:1]), nil
}
