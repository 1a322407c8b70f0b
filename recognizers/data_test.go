package recognizers_test

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deckname/deckname/recognizers"
)

func TestData(t *testing.T) {
	data := recognizers.Data()
	require.Len(t, data, 2)
	for _, d := range data {
		file, err := os.ReadFile(filepath.Join("internal", strings.TrimSuffix(d.Name, ".bin"), d.Name))
		require.NoError(t, err)
		sum := sha256.Sum256(file)
		assert.Equal(t, hex.EncodeToString(sum[:]), d.SHA256, d.Name)
		assert.Equal(t, len(file), d.Bytes)
		assert.NotEmpty(t, d.Version)
	}
}
