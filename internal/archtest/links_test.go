package archtest_test

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/internal/archtest"
)

// TestLinks follows every relative link of the Markdown files.
func TestLinks(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)\s#]+)(?:#[^)]*)?\)`)
	remote := regexp.MustCompile(`^[a-z]+:`)
	n := 0
	require.NoError(t, archtest.Walk(root, func(rel string, data []byte) error {
		if path.Ext(rel) != ".md" {
			return nil
		}
		for _, m := range link.FindAllSubmatch(data, -1) {
			to := string(m[1])
			if remote.MatchString(to) {
				continue
			}
			n++
			_, err := os.Stat(filepath.Join(root, path.Dir(rel), filepath.FromSlash(to)))
			assert.NoError(t, err, "%s links to %s", rel, to)
		}
		return nil
	}))
	assert.Greater(t, n, 10)
}
