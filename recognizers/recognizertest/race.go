//go:build race

package recognizertest

// raceEnabled: under the race detector sync.Pool drops at random, so that counting allocations means nothing.
const raceEnabled = true
