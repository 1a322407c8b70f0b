//go:build !linux

package main

import "time"

// clock returns the time on the wall; only differences count.
func clock() time.Duration { return time.Duration(time.Now().UnixNano()) }
