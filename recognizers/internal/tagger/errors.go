package tagger

import "errors"

// ErrFormat says that the data is no model of this version.
var ErrFormat = errors.New("tagger: not a model file of this version")
