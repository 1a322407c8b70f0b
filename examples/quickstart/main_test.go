package main

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func Example() {
	main()
	// Output:
	// Hallo, ich bin [PERSON_1]. Bitte erstatten Sie auf [IBAN_CODE_1].
	// Gern, Frau Ada Wolke!
}

// TestReadme checks that the README shows this program's lines.
func TestReadme(t *testing.T) {
	source, err := os.ReadFile("main.go")
	require.NoError(t, err)
	_, body, _ := strings.Cut(string(source), "func main() {\n")
	body, _, _ = strings.Cut(body, "\n}\n")
	lines := strings.Split(strings.ReplaceAll("\n"+body, "\n\t", "\n")[1:], "\n")
	assert.Len(t, lines, 12, "the quick start has twelve lines")
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	assert.Contains(t, string(readme), strings.Join(lines, "\n"))
}
