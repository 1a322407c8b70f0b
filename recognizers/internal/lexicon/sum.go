package lexicon

import (
	"crypto/sha256"
	"encoding/hex"
)

// Sum returns length and SHA-256 of the embedded file.
func Sum() (length int, hexSHA256 string) {
	sum := sha256.Sum256([]byte(blob))
	return len(blob), hex.EncodeToString(sum[:])
}
