// Package train trains the model of package tagger: word vectors from
// unlabelled text, then the network from annotated corpora and generated
// messages, then gate, calibration and the 8-bit model file. It is no part of
// a program that uses deckname; the command recognizers/internal/cmd/train
// runs it.
//
// Everything is computed in a fixed order from one seed: the result does not
// depend on the number of threads.
package train
