package recognizers

import (
	"strconv"

	"github.com/deckname/deckname/recognizers/internal/lexicon"
	"github.com/deckname/deckname/recognizers/internal/names"
	"github.com/deckname/deckname/recognizers/internal/tagger"
)

// DataFile is a compiled table that recognizers read: what an audit has to name besides the program's version.
type DataFile struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Bytes   int    `json:"bytes"`
	SHA256  string `json:"sha256"` // of the file in the source tree, in hexadecimal
}

// Data returns the compiled tables behind Person, Address, Location and DateOfBirth: the lexicon and the statistical model.
// The other recognizers carry rules only, whose version is in Info. Calling it links the tables.
func Data() []DataFile {
	lexBytes, lexSum := lexicon.Sum()
	tagBytes, tagSum := tagger.Sum()
	return []DataFile{
		{"lexicon.bin", names.Version, lexBytes, lexSum},
		{"tagger.bin", strconv.Itoa(tagger.Load().Version()), tagBytes, tagSum},
	}
}
