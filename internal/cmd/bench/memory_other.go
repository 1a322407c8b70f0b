//go:build !linux

package main

import "os/exec"

// runMeasured runs cmd; how much memory it takes is not known here.
func runMeasured(cmd *exec.Cmd) (int64, error) { return 0, cmd.Run() }
