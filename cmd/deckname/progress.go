package main

import (
	"os"

	"github.com/schollz/progressbar/v3"
)

// progress shows bytes done of long work on a terminal. A nil bar does nothing.
type progress struct{ bar *progressbar.ProgressBar }

// progressFrom is the input size in bytes from which on a bar is worth its line.
const progressFrom = 1 << 20

// progress returns a bar over the sizes of the named files, or nil: no terminal, little work, unknown size.
func (a *app) progress(names []string) *progress {
	if !a.terminal {
		return nil
	}
	var total int64
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
	return &progress{progressbar.NewOptions64(total, progressbar.OptionSetWriter(a.err), progressbar.OptionShowBytes(true),
		progressbar.OptionSetWidth(30), progressbar.OptionThrottle(100_000_000), progressbar.OptionClearOnFinish(),
		progressbar.OptionSetPredictTime(true))}
}

// counter returns a bar over a number of messages.
func (a *app) counter(total int) *progress {
	if !a.terminal || total < 1000 {
		return nil
	}
	return &progress{progressbar.NewOptions(total, progressbar.OptionSetWriter(a.err), progressbar.OptionShowCount(),
		progressbar.OptionSetWidth(30), progressbar.OptionThrottle(100_000_000), progressbar.OptionClearOnFinish())}
}

// drawing errors of a bar concern nobody
func (p *progress) add(n int) {
	if p != nil {
		_ = p.bar.Add(n)
	}
}

func (p *progress) set(n int) {
	if p != nil {
		_ = p.bar.Set(n)
	}
}

func (p *progress) clear() {
	if p != nil {
		_ = p.bar.Clear()
	}
}

func (p *progress) finish() {
	if p != nil {
		_ = p.bar.Finish()
	}
}
