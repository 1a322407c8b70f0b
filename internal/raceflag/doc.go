// Package raceflag tells whether the race detector is on. Under it sync.Pool drops items at random, so that tests which
// count allocations would count that.
package raceflag
