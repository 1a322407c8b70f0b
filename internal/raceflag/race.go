//go:build race

package raceflag

// Enabled is true in programs built with -race.
const Enabled = true
