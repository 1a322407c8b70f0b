package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"time"
)

// runMeasured runs cmd and returns its largest resident set in bytes. The kernel's figure for an ended process also
// counts what it was before exec, a copy of this one, so the running one is asked.
func runMeasured(cmd *exec.Cmd) (int64, error) {
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	var peak int64
	for {
		select {
		case err := <-done:
			return peak, err
		case <-time.After(2 * time.Millisecond):
			status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", cmd.Process.Pid))
			if err != nil {
				continue // it has just ended
			}
			if _, rest, ok := bytes.Cut(status, []byte("VmHWM:")); ok {
				var kb int64
				if _, err := fmt.Sscan(string(rest), &kb); err == nil {
					peak = max(peak, kb<<10)
				}
			}
		}
	}
}
