// Command bench measures the speed of deckname against ordinary ways of doing the same and prints how far its targets
// are met:
//
//	go run ./internal/cmd/bench [-write] [-quick]
//
// All contenders run in one process over the same messages, the project's dev set, in turns on one core; what counts is
// the median over the rounds of the ratio to the floor of the same round, so that a busy machine disturbs all alike. On
// Linux the time is that of the processor, garbage collection included, not that of the wall; scaling and cold start are not.
// The floor is 26 patterns that a team writes in an afternoon (testdata/floor_patterns.tsv), one after the other through
// the standard library's regexp. -write puts the tables and the chart into docs/performance.md and
// docs/performance.svg. The last line is "targets met N of M"; the exit code is 1 if one is missed.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"runtime"
	"slices"
	"time"
)

func main() {
	write := flag.Bool("write", false, "write docs/performance.md and docs/performance.svg")
	quick := flag.Bool("quick", false, "short rounds, for a look only")
	flag.Parse()
	missed, err := run(context.Background(), *write, *quick)
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(2)
	}
	if missed {
		os.Exit(1)
	}
}

func run(ctx context.Context, write, quick bool) (missed bool, err error) {
	rounds, turn := 7, 700*time.Millisecond
	if quick {
		rounds, turn = 3, 150*time.Millisecond
	}
	texts, err := messages()
	if err != nil {
		return false, err
	}
	r := &report{cpu: runtime.GOARCH, goVersion: runtime.Version(), messages: len(texts)}

	runtime.GOMAXPROCS(1)
	chat, err := contenders(ctx, texts)
	if err != nil {
		return false, err
	}
	r.chat = race(chat, rounds, turn)
	long, err := contenders(ctx, documents(texts, 64<<10))
	if err != nil {
		return false, err
	}
	long = slices.DeleteFunc(long, func(c contender) bool { return c.name != floorName && c.name != completeName })
	r.long = race(long, rounds, turn)
	if r.linear, err = linear(ctx, texts); err != nil {
		return false, err
	}
	if r.latency, err = latency(ctx, texts, quick); err != nil {
		return false, err
	}
	runtime.GOMAXPROCS(runtime.NumCPU())
	if r.scaling, err = scaling(ctx, texts, rounds, turn); err != nil {
		return false, err
	}
	if r.program, err = program(); err != nil {
		return false, err
	}
	r.judge()
	r.print(os.Stdout)
	if write {
		if err := r.write(); err != nil {
			return false, err
		}
	}
	met := 0
	for _, t := range r.targets {
		if t.met {
			met++
		}
	}
	fmt.Printf("targets met %d of %d\n", met, len(r.targets))
	return met < len(r.targets), nil
}
