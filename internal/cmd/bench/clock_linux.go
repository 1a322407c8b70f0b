package main

import (
	"time"

	"golang.org/x/sys/unix"
)

// clock returns the processor time that this process has used, garbage collection included: on one core that is the time
// that has passed, without what other programs of a busy machine did meanwhile.
func clock() time.Duration {
	var ts unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_PROCESS_CPUTIME_ID, &ts); err != nil {
		panic("bench: no processor clock")
	}
	return time.Duration(ts.Nano())
}
