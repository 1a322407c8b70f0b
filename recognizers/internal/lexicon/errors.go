package lexicon

import "errors"

// Errors of [Open] and [Builder.Bytes].
var (
	// ErrFormat says that the data is no lexicon of this version.
	ErrFormat = errors.New("lexicon: not a lexicon file of this version")
	// ErrKinds says that there are more than 65,536 distinct entries.
	ErrKinds = errors.New("lexicon: too many distinct entries")
)
