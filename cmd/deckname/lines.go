package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"runtime"
	"sync"

	"github.com/deckname/deckname/anonymize"
)

// maxLine bounds a line of input in bytes: a text of anonymize.MaxTextBytes, escaped, and what stands around it.
const maxLine = 2*anonymize.MaxTextBytes + 1<<20

// maxReports bounds the bad lines that are named one by one.
const maxReports = 20

// chunkBytes and chunkLines bound what one worker takes at a time.
const (
	chunkBytes = 256 << 10
	chunkLines = 128
)

var (
	errLineTooLong error = lineError("line is too long")
	errNotUTF8     error = lineError("line is not valid UTF-8 (files of Windows programs: iconv -f WINDOWS-1252 -t UTF-8)")
)

// line is one line of input without its line break.
type line struct {
	file string // "" for standard input
	no   int    // 1-based
	text []byte
	eol  string // the line break that ended it
	end  int64  // where the next line begins, in bytes of the file
	err  error  // the line could not be read
}

// where names a line for messages.
func (l *line) where() string {
	if l.file == "" {
		return fmt.Sprintf("stdin:%d", l.no)
	}
	return fmt.Sprintf("%s:%d", l.file, l.no)
}

// complain reports bad input by its place.
func (a *app) complain(place string, err error) { fmt.Fprintf(a.err, "deckname: %s: %v\n", place, err) }

type format int

const (
	formatAuto format = iota
	formatText
	formatJSONL
)

func parseFormat(s string) (format, error) {
	switch s {
	case "", "auto":
		return formatAuto, nil
	case "text":
		return formatText, nil
	case "jsonl":
		return formatJSONL, nil
	}
	return 0, usagef("-format is text or jsonl")
}

// source is an opened input.
type source struct {
	file   string
	at     int64 // bytes that were read
	r      *bufio.Reader
	close  func()
	format format
}

// open opens the named file, or standard input for "-", and goes to the offset. The format is decided by the first byte
// of the file that is no white space.
func (a *app) open(name string, f format, offset int64) (*source, error) {
	s := &source{close: func() {}, format: f}
	r := a.in
	if name == "-" && a.typed && a.terminal {
		fmt.Fprintln(a.err, "deckname: reading what you type; end with Ctrl-D on a line of its own")
	}
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		s.file, s.close, r = name, func() { file.Close() }, io.Reader(file)
	}
	s.r = bufio.NewReaderSize(r, chunkBytes)
	skip := 0
	if bom, _ := s.r.Peek(3); string(bom) == "\xef\xbb\xbf" {
		skip = 3 // in text it stays, for the offsets are those of the file
	}
	for n := skip + 1; s.format == formatAuto; n++ {
		b, err := s.r.Peek(n)
		switch {
		case len(b) < n:
			s.format = formatText
			if err != io.EOF && err != bufio.ErrBufferFull {
				s.close()
				return nil, err
			}
		case b[n-1] == '{':
			s.format = formatJSONL
		case bytes.IndexByte([]byte(" \t\r\n"), b[n-1]) < 0:
			s.format = formatText
		}
	}
	if s.format == formatJSONL {
		_, _ = s.r.Discard(skip)
		s.at = int64(skip)
	}
	if offset > s.at {
		seeker, ok := r.(io.Seeker)
		if !ok {
			s.close()
			return nil, errNotRegular
		}
		if _, err := seeker.Seek(offset, io.SeekStart); err != nil {
			s.close()
			return nil, err
		}
		s.r.Reset(r)
		s.at = offset
	}
	return s, nil
}

// next reads a line. A line over maxLine is read to its end and returned with an error.
func (s *source) next(no int) (line, error) {
	l := line{file: s.file, no: no}
	for {
		part, err := s.r.ReadSlice('\n')
		s.at += int64(len(part))
		l.end = s.at
		if l.err == nil {
			l.text = append(l.text, part...)
			if len(l.text) > maxLine {
				l.err, l.text = errLineTooLong, nil
			}
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err == io.EOF:
			if len(l.text) == 0 && l.err == nil {
				return l, io.EOF
			}
		case err != nil:
			return l, err
		}
		for _, eol := range []string{"\r\n", "\n"} {
			if t, ok := bytes.CutSuffix(l.text, []byte(eol)); ok {
				l.text, l.eol = t, eol
				break
			}
		}
		return l, nil
	}
}

// result is what became of a line: the bytes to write, or why there are none.
type result struct {
	out []byte
	err error
}

// worker turns a chunk of lines into results, one for one. An error ends the run.
type worker func(ctx context.Context, f format, lines []line) ([]result, error)

// position is a place between two lines of the inputs.
type position struct {
	Input  int   `json:"input"`  // index of the file
	Offset int64 `json:"offset"` // bytes of it that are done
	Lines  int   `json:"lines"`  // lines of it that are done
}

// pass is one run over all lines of the inputs.
type pass struct {
	names []string
	f     format
	work  worker
	out   *bufio.Writer
	from  position
	bar   *progress
	bad   int // bad lines before from
	// after, if set, is called after the results up to a position were written to out.
	after func(to position, bad int) error
}

// pipeline is process without interruption: from the first line, to standard output.
func (a *app) pipeline(ctx context.Context, names []string, f format, work worker) error {
	if len(names) == 0 {
		names = []string{"-"}
	}
	return a.process(ctx, &pass{names: names, f: f, work: work, out: bufio.NewWriterSize(a.out, 64<<10), bar: a.progress(names, 0)})
}

// process runs work over all lines of the inputs on all cores and writes the results in the order of the input, in
// memory that does not grow with it. Bad lines are reported and nothing is written for them; then the error is reported{}.
func (a *app) process(ctx context.Context, run *pass) error {
	caller := ctx
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	type job struct {
		lines []line
		f     format
		to    position
		done  chan []result
		err   error
	}
	workers := runtime.GOMAXPROCS(0)
	queue, order := make(chan *job), make(chan *job, 2*workers)
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for j := range queue {
				var rs []result
				rs, j.err = run.work(ctx, j.f, j.lines)
				j.done <- rs
			}
		})
	}
	bar := run.bar
	readErr := make(chan error, 1)
	wg.Go(func() {
		defer close(order)
		defer close(queue)
		send := func(lines []line, f format, to position) bool {
			j := &job{lines: lines, f: f, to: to, done: make(chan []result, 1)}
			select {
			case order <- j:
			case <-ctx.Done():
				return false
			}
			select {
			case queue <- j:
				return true
			case <-ctx.Done():
				j.done <- nil
				return false
			}
		}
		readErr <- a.chunks(run, send)
	})
	out, badLines := run.out, run.bad
	var failed error
	for j := range order {
		rs := <-j.done
		if failed == nil {
			failed = j.err
		}
		if failed == nil && ctx.Err() != nil {
			failed = ctx.Err()
		}
		if failed != nil {
			cancel()
			continue
		}
		for i, r := range rs {
			bar.add(len(j.lines[i].text) + len(j.lines[i].eol))
			if r.err != nil {
				badLines++
				if badLines <= maxReports {
					bar.clear()
					a.complain(j.lines[i].where(), r.err)
				}
				continue
			}
			if _, err := out.Write(r.out); err != nil && failed == nil {
				failed = err
				cancel()
			}
		}
		if len(order) == 0 && failed == nil { // nothing waits: show what there is
			failed = out.Flush()
		}
		if failed == nil && run.after != nil {
			failed = run.after(j.to, badLines)
		}
	}
	wg.Wait()
	bar.finish()
	if err := out.Flush(); err != nil && failed == nil {
		failed = err
	}
	if err := <-readErr; err != nil && failed == nil {
		failed = err
	}
	if failed == nil {
		failed = caller.Err() // or the reader stopped and nobody would say so
	}
	switch {
	case failed != nil:
		return failed
	case badLines > maxReports:
		fmt.Fprintf(a.err, "deckname: … and %d more bad lines\n", badLines-maxReports)
		fallthrough
	case badLines > 0:
		fmt.Fprintf(a.err, "deckname: %d bad lines, nothing was written for them\n", badLines)
		return reported{}
	}
	return nil
}

// chunks cuts the inputs into chunks until send refuses one.
func (a *app) chunks(run *pass, send func([]line, format, position) bool) error {
	for i := run.from.Input; i < len(run.names); i++ {
		from := position{Input: i}
		if i == run.from.Input {
			from = run.from
		}
		s, err := a.open(run.names[i], run.f, from.Offset)
		if err != nil {
			return err
		}
		err = s.chunks(from, send)
		s.close()
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *source) chunks(at position, send func([]line, format, position) bool) error {
	var lines []line
	size := 0
	for {
		l, err := s.next(at.Lines + 1)
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		at.Lines, at.Offset = l.no, l.end
		lines = append(lines, l)
		size += len(l.text)
		// a chunk ends early if the input is slow, so that a filter between two programs answers at once
		if len(lines) >= chunkLines || size >= chunkBytes || s.r.Buffered() == 0 {
			if !send(lines, s.format, at) {
				return nil
			}
			lines, size = nil, 0
		}
	}
	if len(lines) > 0 {
		send(lines, s.format, at)
	}
	return nil
}
