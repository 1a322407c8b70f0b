// Package tagger finds names of persons, places, streets and organizations in
// German text with a small neural network of its own.
//
// Every word is described by a vector that was learned from 17 million words
// of German, and by its letters, its spelling and what package lexicon knows
// of it. One layer joins these, a second one looks at a window of words, and a
// conditional random field labels the sequence. In use the first layer is a
// sum of 8-bit rows, one for each word of the vocabulary and a few for its
// letter case, read in place from the embedded model file; a bit beside each
// row and a second, linear, test of the window decide for which words the
// second layer, in 16-bit integers, runs at all. A program that never calls
// [Load] does not carry the model. MODEL.md is the model card.
//
// Spans come with calibrated probabilities. The tagger is right more often
// than not and no more: recognizers combine it with rules.
//
// A Model is immutable and safe for concurrent use. It remembers nothing of
// the texts it has seen.
package tagger
