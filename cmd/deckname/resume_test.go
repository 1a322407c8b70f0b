package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// writeArchive writes JSONL of invented messages in a few conversations.
func writeArchive(t *testing.T, name string, lines int) {
	t.Helper()
	var b bytes.Buffer
	for i := range lines {
		fmt.Fprintf(&b, `{"nr":%d,"case":"c-%d","text":"Ich heiße Ada Wolke%s, Rückruf bitte unter 030 23125%03d wegen Vorgang %d."}`+"\n",
			i, i%7, []string{"", "nstein", "nburg"}[i%3], i%1000, i)
	}
	require.NoError(t, os.WriteFile(name, b.Bytes(), 0o600))
}

// command prepares a process of this program.
func (e *archiveEnv) command(ctx context.Context, args ...string) (*exec.Cmd, *bytes.Buffer) {
	cmd := exec.CommandContext(ctx, "deckname", args...)
	cmd.Env = append(os.Environ(), "XDG_CONFIG_HOME="+filepath.Join(e.dir, "config"), "XDG_STATE_HOME="+filepath.Join(e.dir, "state"))
	errs := &bytes.Buffer{}
	cmd.Stderr = errs
	return cmd, errs
}

type archiveEnv struct{ dir string }

// killed runs the command again and again, kills it at random moments with SIGKILL, and returns how often.
func (e *archiveEnv) killed(t *testing.T, out string, args ...string) int {
	t.Helper()
	kills := 0
	for round := 0; ; round++ {
		require.Less(t, round, 500, "no progress")
		cmd, errs := e.command(t.Context(), append([]string{"anonymize", "-output", out, "-resume", "-checkpoint", "10ms"}, args...)...)
		require.NoError(t, cmd.Start())
		done := make(chan error, 1)
		go func() { done <- cmd.Wait() }()
		// the moments move on, so that slow machines get past the start of the program too
		after := time.Duration(rand.IntN(150)+round*5) * time.Millisecond
		select {
		case err := <-done:
			require.NoError(t, err, errs.String())
			return kills
		case <-time.After(after):
			if err := cmd.Process.Kill(); !errors.Is(err, os.ErrProcessDone) {
				require.NoError(t, err)
			}
			if err := <-done; err == nil {
				return kills // it had ended just before
			}
			kills++
			_, err := os.Stat(out)
			if err == nil { // killed between the last step and the end: the next round finds nothing to do
				continue
			}
			require.ErrorIs(t, err, os.ErrNotExist, "an output that is not complete does not have its name")
		}
	}
}

// TestResumeAfterKill: however often the process is killed, the output is that of a run in one piece.
func TestResumeAfterKill(t *testing.T) {
	e := &archiveEnv{dir: t.TempDir()}
	first, second := filepath.Join(e.dir, "a.jsonl"), filepath.Join(e.dir, "b.jsonl")
	writeArchive(t, first, 6000)
	writeArchive(t, second, 3000)
	read := func(name string) string {
		data, err := os.ReadFile(name)
		require.NoError(t, err)
		return string(data)
	}
	whole := read(first) + read(second)

	t.Run("redacted", func(t *testing.T) {
		want := filepath.Join(e.dir, "want.jsonl")
		cmd, errs := e.command(t.Context(), "anonymize", "-operator", "type", "-output", want, first, second)
		require.NoError(t, cmd.Run(), errs.String())
		out := filepath.Join(e.dir, "redacted.jsonl")
		kills := e.killed(t, out, "-operator", "type", first, second)
		t.Logf("%d kills", kills)
		assert.Positive(t, kills)
		assert.Equal(t, read(want), read(out))
		assert.Equal(t, 9000, strings.Count(read(out), "\n"))
		assert.NotContains(t, read(out), "Wolke")
		left, err := filepath.Glob(out + ".*")
		require.NoError(t, err)
		assert.Empty(t, left, "nothing stays beside a complete output")
	})
	t.Run("with a vault", func(t *testing.T) {
		out, vault := filepath.Join(e.dir, "pseudonymised.jsonl"), filepath.Join(e.dir, "v.db")
		kills := e.killed(t, out, "-vault", vault, "-scope-field", "case", first, second)
		t.Logf("%d kills", kills)
		assert.NotContains(t, read(out), "Wolke")
		cmd, errs := e.command(t.Context(), "reveal", "-vault", vault, "-scope-field", "case", out)
		back, err := cmd.Output()
		require.NoError(t, err, errs.String())
		assert.True(t, whole == string(back), "every line once, in order, byte for byte")
	})
}

// TestResume drives what may lie on the disk when a run begins.
func TestResume(t *testing.T) {
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in.jsonl"), filepath.Join(dir, "out.jsonl")
	writeArchive(t, in, 2000)
	do := func(ctx context.Context, args ...string) (int, string) {
		var stdout, errs bytes.Buffer
		code := run(ctx, &app{in: strings.NewReader("Ich heiße Ada Wolke\n"), out: &stdout, err: &errs}, append([]string{"anonymize", "-operator", "redact"}, args...))
		assert.Empty(t, stdout.String())
		assert.NotContains(t, errs.String(), "Wolke")
		return code, errs.String()
	}
	code, _ := do(t.Context(), "-output", out, in)
	require.Equal(t, exitOK, code)
	want, err := os.ReadFile(out)
	require.NoError(t, err)

	code, errs := do(t.Context(), "-output", out, in)
	assert.Equal(t, exitEnvironment, code, "a complete output is not overwritten")
	assert.Contains(t, errs, "exists")
	code, errs = do(t.Context(), "-output", out, "-resume", in)
	assert.Equal(t, exitOK, code)
	assert.Contains(t, errs, "is complete")

	// interrupted by a signal after some lines
	interrupted := func() {
		for {
			require.NoError(t, os.Remove(out))
			ctx, cancel := context.WithCancel(t.Context())
			go func() { // as soon as there is something to go on with
				for ctx.Err() == nil {
					if _, err := os.Stat(out + ".state"); err == nil {
						cancel()
					}
					time.Sleep(time.Millisecond)
				}
			}()
			code, errs := do(ctx, "-output", out, "-checkpoint", "1ns", in)
			cancel()
			if code == exitInterrupted {
				assert.Contains(t, errs, "-resume goes on")
				return
			}
			require.Equal(t, exitOK, code, errs) // it was faster than the signal
		}
	}
	resumed := func(name string) {
		code, errs := do(t.Context(), "-output", out, "-resume", in)
		require.Equal(t, exitOK, code, "%s: %s", name, errs)
		got, err := os.ReadFile(out)
		require.NoError(t, err)
		assert.True(t, bytes.Equal(want, got), name)
	}
	interrupted()
	code, errs = do(t.Context(), "-output", out, in)
	assert.Equal(t, exitEnvironment, code, "unfinished work is not thrown away by mistake")
	assert.Contains(t, errs, "-resume")
	code, errs = do(t.Context(), "-output", out, "-resume", "-keep", "PERSON", in)
	assert.Equal(t, exitEnvironment, code, "other flags")
	assert.Contains(t, errs, "other flags")
	resumed("after a signal")

	interrupted()
	part, err := os.OpenFile(out+".part", os.O_WRONLY|os.O_APPEND, 0)
	require.NoError(t, err)
	_, err = part.WriteString("half a li")
	require.NoError(t, errors.Join(err, part.Close()))
	resumed("more was written than the state says")

	interrupted()
	require.NoError(t, os.Remove(out+".state"))
	resumed("killed before the first step: from the beginning")

	interrupted()
	require.NoError(t, os.Truncate(out+".part", 1))
	code, errs = do(t.Context(), "-output", out, "-resume", in)
	assert.Equal(t, exitEnvironment, code)
	assert.Contains(t, errs, "shorter")
	require.NoError(t, os.WriteFile(out+".state", []byte("{"), 0o600))
	code, _ = do(t.Context(), "-output", out, "-resume", in)
	assert.Equal(t, exitEnvironment, code)
	require.NoError(t, errors.Join(os.Remove(out+".state"), os.Remove(out+".part")))
	resumed("after removing both")

	interrupted()
	other, err := os.OpenFile(in, os.O_WRONLY|os.O_APPEND, 0)
	require.NoError(t, err)
	_, err = io.WriteString(other, `{"text":"x"}`+"\n")
	require.NoError(t, errors.Join(err, other.Close()))
	code, errs = do(t.Context(), "-output", out, "-resume", in)
	assert.Equal(t, exitEnvironment, code, "the input has changed")
	assert.Contains(t, errs, "other inputs")

	t.Run("bad lines", func(t *testing.T) {
		bad, out := filepath.Join(dir, "bad.jsonl"), filepath.Join(dir, "bad.out")
		require.NoError(t, os.WriteFile(bad, []byte("{\"text\":\"a\"}\n{\"text\":\nx\n{\"text\":\"b\"}\n"), 0o600))
		code, errs := do(t.Context(), "-output", out, bad)
		assert.Equal(t, exitBad, code)
		assert.Contains(t, errs, "2 bad lines")
		got, err := os.ReadFile(out)
		require.NoError(t, err)
		assert.Equal(t, "{\"text\":\"a\"}\n{\"text\":\"b\"}\n", string(got))
	})
	t.Run("standard input", func(t *testing.T) {
		out := filepath.Join(dir, "stdin.out")
		code, _ := do(t.Context(), "-output", out)
		assert.Equal(t, exitOK, code)
		got, err := os.ReadFile(out)
		require.NoError(t, err)
		assert.NotContains(t, string(got), "Wolke")
		code, _ = do(t.Context(), "-output", filepath.Join(dir, "other.out"), "-resume")
		assert.Equal(t, exitEnvironment, code, "what was read from a pipe cannot be read again")
	})
	for _, args := range [][]string{{"-resume", in}, {"-output", out, "-checkpoint", "0s", in}, {"-output", out, "-whole", in}} {
		code, _ := do(t.Context(), args...)
		assert.Equal(t, exitUsage, code, args)
	}
}

func TestProgressLine(t *testing.T) {
	start := time.Now()
	p := &progress{total: 1000e6, done: 300e6, skipped: 100e6, start: start}
	assert.Equal(t, "deckname: 300 of 1000 MB, 30 %, 2.0 MB/s, 5m50s left", p.line(start.Add(100*time.Second)))
	p = &progress{total: 1000e6, start: start}
	assert.Contains(t, p.line(start), "unknown left")
}
