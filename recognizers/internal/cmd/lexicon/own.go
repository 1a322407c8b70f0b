package main

import (
	_ "embed"
	"strings"
)

// The project's own lists, one name a line: surnames and given names, also
// nicknames, of people who live in Germany today that the other lists lack.
var (
	//go:embed lists/surnames.txt
	ownSurnames string
	//go:embed lists/given.txt
	ownGiven string
)

// Own names weigh as little as the rarest of the other lists.
const (
	ownClass = 1 // frequency class of a surname
	ownCount = 6 // births with a given name
)

func (c *collection) own() error {
	for line := range strings.Lines(ownSurnames) {
		c.surname(strings.TrimSpace(line), ownClass)
	}
	for line := range strings.Lines(ownGiven) {
		c.firstName(strings.TrimSpace(line), ownCount, "")
	}
	return nil
}
