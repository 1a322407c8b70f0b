package english

import "errors"

// errModel stands for every failure of the model; the text was not searched.
var errModel = errors.New("english: the language model failed")
