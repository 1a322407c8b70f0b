package main

import (
	"errors"
	"fmt"
)

var (
	// errBad: some input was bad, or a check failed. Exit code 1.
	errBad = errors.New("check failed")
	// errSilent: everything there is to say was printed already.
	errSilent = errors.New("reported")
)

// usageError is a mistake in the command line. Exit code 2.
type usageError struct{ text string }

func (e *usageError) Error() string { return e.text }

func usagef(format string, args ...any) error { return &usageError{fmt.Sprintf(format, args...)} }

// bad returns an error with exit code 1.
func bad(format string, args ...any) error { return &badError{fmt.Sprintf(format, args...)} }

type badError struct{ text string }

func (e *badError) Error() string        { return e.text }
func (e *badError) Is(target error) bool { return target == errBad }

// reported is errBad after its cause was printed.
type reported struct{}

func (reported) Error() string        { return "some input was bad" }
func (reported) Is(target error) bool { return target == errBad || target == errSilent }

// lineError says what is wrong with a line of input. It concerns that line only.
type lineError string

func (e lineError) Error() string { return string(e) }
