//go:build !race

package recognizertest

const raceEnabled = false
