package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/deckname/deckname/anonymize"
	"github.com/deckname/deckname/pseudonym"
	"github.com/deckname/deckname/recognizers"
)

// point is the cost of a text of a size.
type point struct {
	size int
	ns   float64 // per byte
}

// linear measures the complete analysis of texts of growing size.
func linear(ctx context.Context, texts []string) ([]point, error) {
	a, err := anonymize.New(anonymize.Config{Recognizers: recognizers.All()})
	if err != nil {
		return nil, err
	}
	all := strings.Join(texts, "\n")
	var out []point
	for _, size := range []int{100, 10_000, 1_000_000, 10_000_000} {
		text := strings.Repeat(all, 1+size/len(all))
		for !isStart(text[size]) {
			size++
		}
		text = text[:size]
		best := time.Duration(1 << 62)
		for range max(2, min(2000, 2_000_000/size)) {
			start := clock()
			if _, err := a.Analyze(ctx, anonymize.Message{Text: text}); err != nil {
				return nil, err
			}
			best = min(best, clock()-start)
		}
		out = append(out, point{size, float64(best.Nanoseconds()) / float64(size)})
	}
	return out, nil
}

func isStart(c byte) bool { return c&0xC0 != 0x80 }

// latency measures Anonymize with a vault in memory for messages of about 100 bytes.
func latency(ctx context.Context, texts []string, quick bool) (map[string]time.Duration, error) {
	keys, err := pseudonym.NewLocalKeys(bytes.Repeat([]byte{1}, 32))
	if err != nil {
		return nil, err
	}
	v, err := pseudonym.Open(ctx, pseudonym.Config{Store: pseudonym.NewMemory(), Ring: pseudonym.NewMemoryRing(), Keys: keys, DangerouslyNoAudit: true})
	if err != nil {
		return nil, err
	}
	defer v.Close()
	a, err := anonymize.New(anonymize.Config{Recognizers: recognizers.All(), Policy: anonymize.DefaultPolicy(v), Revealer: v, Known: v})
	if err != nil {
		return nil, err
	}
	var short []string
	for _, t := range texts {
		if len(t) >= 80 && len(t) <= 120 {
			short = append(short, t)
		}
	}
	n := 30_000
	if quick {
		n = 3000
	}
	var took []time.Duration
	for i := range n + n/10 {
		scope := fmt.Sprintf("conversation %d", i/10) // ten messages each
		start := clock()
		if _, err := a.Anonymize(ctx, anonymize.Message{Scope: scope, Text: short[i%len(short)]}); err != nil {
			return nil, err
		}
		if i >= n/10 {
			took = append(took, clock()-start)
		}
	}
	slices.Sort(took)
	at := func(p float64) time.Duration { return took[int(p*float64(len(took)-1))] }
	return map[string]time.Duration{"p50": at(0.5), "p95": at(0.95), "p99": at(0.99), "p99.9": at(0.999)}, nil
}

// scaling is how much more two cores do than one, in the time that passes.
func scaling(ctx context.Context, texts []string, rounds int, turn time.Duration) (float64, error) {
	a, err := anonymize.New(anonymize.Config{Recognizers: recognizers.All()})
	if err != nil {
		return 0, err
	}
	c := contender{completeName, texts, func(text string) error {
		_, err := a.Analyze(ctx, anonymize.Message{Text: text})
		return err
	}}
	workers := min(2, runtime.NumCPU())
	began := time.Now()
	passed := func() time.Duration { return time.Since(began) }
	var ratios []float64
	for range rounds {
		one := c.rate(turn, passed)
		rates := make([]float64, workers)
		var wg sync.WaitGroup
		for i := range workers {
			wg.Go(func() { rates[i] = c.rate(turn, passed) })
		}
		wg.Wait()
		sum := 0.0
		for _, r := range rates {
			sum += r
		}
		ratios = append(ratios, sum/one)
	}
	return median(ratios), nil
}

// programs are the figures of compiled programs.
type programs struct {
	everything, quickstart, oneRecognizer int64 // bytes of binaries
	coldStart                             time.Duration
	memory                                int64 // bytes; 0 if the system does not tell
}

func program() (programs, error) {
	var p programs
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return p, err
	}
	defer os.RemoveAll(dir)
	for _, b := range []struct {
		pkg  string
		size *int64
	}{{"./cmd/deckname", &p.everything}, {"./examples/quickstart", &p.quickstart}, {"./internal/archtest/testdata/onlyiban", &p.oneRecognizer}} {
		out := filepath.Join(dir, filepath.Base(b.pkg))
		cmd := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", out, b.pkg)
		cmd.Stderr = os.Stderr
		if err := cmd.Run(); err != nil {
			return p, err
		}
		info, err := os.Stat(out)
		if err != nil {
			return p, err
		}
		*b.size = info.Size()
	}
	// the quick start opens a vault, anonymises and reveals: its whole life is a cold start
	p.coldStart = time.Hour
	for range 10 {
		start := time.Now()
		if err := exec.Command(filepath.Join(dir, "quickstart")).Run(); err != nil {
			return p, err
		}
		p.coldStart = min(p.coldStart, time.Since(start))
	}
	in, err := os.Open(filepath.Join("testdata", "chat", "dev.jsonl"))
	if err != nil {
		return p, err
	}
	defer in.Close()
	cmd := exec.Command(filepath.Join(dir, "deckname"), "detect")
	cmd.Stdin = in
	p.memory, err = runMeasured(cmd)
	return p, err
}
