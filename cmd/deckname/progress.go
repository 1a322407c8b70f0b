package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
)

// progress shows how much of long work is done: a bar on a terminal, or a line from time to time. A nil one does nothing.
type progress struct {
	bar *progressbar.ProgressBar

	w              io.Writer // lines, if there is no bar
	total, done    int64
	start, last    time.Time
	skipped, every int64 // bytes that were done before; seconds between lines
}

// progressFrom is the input size in bytes from which on a bar is worth its line.
const progressFrom = 1 << 20

// progress returns a bar over the sizes of the named files but for the bytes that are done, or nil: no terminal, little
// work, unknown size.
func (a *app) progress(names []string, done int64) *progress {
	if !a.terminal {
		return nil
	}
	total := -done
	for _, name := range names {
		info, err := os.Stat(name)
		if name == "-" || err != nil || !info.Mode().IsRegular() {
			return nil
		}
		total += info.Size()
	}
	if total < progressFrom {
		return nil
	}
	return &progress{bar: progressbar.NewOptions64(total, progressbar.OptionSetWriter(a.err), progressbar.OptionShowBytes(true),
		progressbar.OptionSetWidth(30), progressbar.OptionThrottle(100_000_000), progressbar.OptionClearOnFinish(),
		progressbar.OptionSetPredictTime(true))}
}

// lineProgress writes a line every ten seconds; nil for inputs of unknown size. What was done by an earlier run says
// nothing about the speed.
func (a *app) lineProgress(inputs []inputFile, done int64) *progress {
	p := &progress{w: a.err, start: time.Now(), last: time.Now(), done: done, skipped: done, every: 10}
	for _, in := range inputs {
		p.total += in.Size
	}
	if p.total == 0 {
		return nil
	}
	return p
}

// counter returns a bar over a number of messages.
func (a *app) counter(total int) *progress {
	if !a.terminal || total < 1000 {
		return nil
	}
	return &progress{bar: progressbar.NewOptions(total, progressbar.OptionSetWriter(a.err), progressbar.OptionShowCount(),
		progressbar.OptionSetWidth(30), progressbar.OptionThrottle(100_000_000), progressbar.OptionClearOnFinish())}
}

// drawing errors of a bar concern nobody
func (p *progress) add(n int) {
	switch {
	case p == nil:
	case p.bar != nil:
		_ = p.bar.Add(n)
	default:
		p.done += int64(n)
		if now := time.Now(); now.Sub(p.last) >= time.Duration(p.every)*time.Second {
			p.last = now
			fmt.Fprintln(p.w, p.line(now))
		}
	}
}

// line says how far the work is and how long it will still take.
func (p *progress) line(now time.Time) string {
	speed := float64(p.done-p.skipped) / max(now.Sub(p.start).Seconds(), 1e-9)
	left := "unknown"
	if speed > 0 {
		left = time.Duration(float64(p.total-p.done) / speed * float64(time.Second)).Round(time.Second).String()
	}
	return fmt.Sprintf("deckname: %d of %d MB, %d %%, %.1f MB/s, %s left", p.done/1e6, p.total/1e6, 100*p.done/p.total, speed/1e6, left)
}

func (p *progress) set(n int) {
	if p != nil && p.bar != nil {
		_ = p.bar.Set(n)
	}
}

func (p *progress) clear() {
	if p != nil && p.bar != nil {
		_ = p.bar.Clear()
	}
}

func (p *progress) finish() {
	if p != nil && p.bar != nil {
		_ = p.bar.Finish()
	}
}
